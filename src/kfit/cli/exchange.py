"""The command export, with what is written for other systems: a FHIR bundle, a folder for Datasette, a calendar of the plans."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated, NamedTuple

import typer

from .. import clock
from ..errors import Refused
from ..formats.atomic_files import Files
from ..humanize import in_words
from ..model.report import PRIVATE
from ..parsing.durations import find
from ..parsing.plans import in_days
from ..parsing.tokens import quoted
from ..render.report import LEFT_OUT
from ..render.text import count, paragraph, safe
from ..services.exchange import SharedPart, ShareRequest, bundle_counts, plans_to_come, share_part, write_bundle, write_datasette
from ..store import queries
from ..store.data_file import Data
from .base import Command, Json
from .output import answer, say, say_json, screen, talk
from .report import read_include
from .transfer import NOTHING, Force, Output, Since, Until, export_app, stdout_stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ..settings import Settings
    from ..store.connection import Database

__all__ = ["export_app"]
FHIR, DATASETTE, ICS = "kfit export fhir", "kfit export datasette", "kfit export ics"
LONGEST_NAME, LONGEST_ALARM = 80, 28 * 24 * 60
TITLE = "Appointment"
STDOUT = "-"
NO_PLANS = 'No infusion to come is planned, so there is nothing to export. To plan one: kfit next "5 nov 10am"'


def _private(incomplete: str) -> list[str]:
    before, comma, begun = incomplete.rpartition(",")
    return [before + comma + word for word in PRIVATE if word.startswith(begun)]


Include = Annotated[
    list[str] | None, typer.Option(help=f"What else is in: {', '.join(PRIVATE)}.", metavar="WORDS", autocompletion=_private)
]
Preview = Annotated[bool, typer.Option("--preview", help="Only say what would be in it.")]


class _ExportLine(NamedTuple):
    """What was typed: the command, its options with their values (a flag has True), and the words of `--include`."""

    command: str
    options: dict[str, str | bool | None]
    include: Sequence[str] = ()

    def typed(self, *without: str) -> str:
        """Return the command again, without some options; a line that is offered keeps all others."""
        words = [self.command]
        for name, value in {**self.options, "--include": ",".join(self.include) or None}.items():
            if value and name not in without:
                words.append(name if value is True else f"{name} {quoted(str(value))}")
        return " ".join(words)

    def text(self, option: str) -> str | None:
        """Return the value of an option, None if it was not given."""
        value = self.options.get(option)
        return value if isinstance(value, str) else None

    def file_for_json(self, file: str) -> Refused:
        """Return the refusal of `--json` where the result would go to stdout too."""
        return Refused(f"With --json, it needs a file of its own. Try: {self.typed('-o')} -o {file}")


@export_app.command("fhir", cls=Command, epilog="Example: kfit export fhir -o bundle.json")
def fhir(  # noqa: PLR0917 - one for each option
    output: Output = None,
    since: Since = None,
    until: Until = None,
    include: Include = None,
    name: Annotated[str | None, typer.Option(help="The name of the patient. Without it, none.", metavar="NAME")] = None,
    preview: Preview = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write a FHIR R4 bundle for a clinic's system. Private things are in it only when you ask."""
    output = None if output == STDOUT else output
    options = {"--since": since, "--until": until, "--name": name, "-o": output, "--preview": preview, "--force": force, "--json": json}
    line = _ExportLine(FHIR, options, include or [])
    named = _checked(line)
    if json and output is None and not preview:
        raise line.file_for_json("bundle.json")

    def write(db: Database, part: SharedPart, now: datetime, _: frozenset[str]) -> list[tuple[str | None, int]]:
        if output is None:
            with stdout_stream() as stream:
                return [(None, write_bundle(stream, db, part, now, named))]
        folder, file = os.path.split(os.path.realpath(os.path.expanduser(output)))
        with Files(folder, force=force) as files:
            rows = write_bundle(files.open(file), db, part, now, named)
        return [(path, rows) for path in files.paths()]

    _share(line, bundle_counts, write)


@export_app.command("datasette", cls=Command, epilog="Example: kfit export datasette -o tables")
def datasette(  # noqa: PLR0917 - one for each option
    output: Output = None,
    since: Since = None,
    until: Until = None,
    include: Include = None,
    preview: Preview = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write a folder that Datasette opens: the entries as tables, and what their columns hold."""
    options = {"--since": since, "--until": until, "-o": output, "--preview": preview, "--force": force, "--json": json}
    line = _ExportLine(DATASETTE, options, include or [])
    if output is None and not preview:
        raise Refused(f"Datasette needs a folder. Try: {line.typed()} -o tables")

    def write(_: Database, part: SharedPart, __: datetime, words: frozenset[str]) -> list[tuple[str | None, int]]:
        with Files(os.path.expanduser(str(output)), force=force) as files:
            rows = write_datasette(files, part, words)
        return list(zip(files.paths(), rows, strict=True))

    _share(line, SharedPart.counts, write)


def _share(
    line: _ExportLine,
    counts: Callable[[SharedPart], dict[str, int]],
    write: Callable[[Database, SharedPart, datetime, frozenset[str]], list[tuple[str | None, int]]],
) -> None:
    """Share the entries that were asked for, from one state of the file, and say what was written and what was left out."""
    now = clock.now()
    words = read_include(list(line.include), line.typed("--include"))
    asked = ShareRequest(line.typed("--since"), line.typed("--until"), line.text("--since"), line.text("--until"), words)
    preview, json = line.options["--preview"], bool(line.options["--json"])
    part, written = None, []
    with Data.to_read() as data:
        if data.db is not None and queries.has_entries(data.db):
            data.db.execute("begin")
            part = share_part(data.db, asked, now, data.settings())
            written = write(data.db, part, now, words) if not preview else []
    if part is None:
        if json:
            say_json({"preview": [NOTHING], "message": NOTHING} if preview else {"files": []})
        else:
            talk(NOTHING)
        return
    told = _holds(part, counts(part), now) + _left_out(part, words, line)
    if preview:
        answer({"preview": told}, "\n".join(paragraph(one, screen()) for one in told), json=json)
    elif json:
        say_json({"files": [{"path": path, "rows": rows} for path, rows in written]})
    else:
        to_stdout = written[0][0] is None
        where = "stdout" if to_stdout else safe(os.path.dirname(str(written[0][0])) if len(written) > 1 else str(written[0][0]))
        (talk if to_stdout else say)("\n".join([f"Wrote {where}", *told]))


def _holds(part: SharedPart, counts: dict[str, int], now: datetime) -> list[str]:
    """Return the lines on what is in it: the days, the number of entries by kind, and what never is."""
    today = now.date()
    days = " to ".join(in_words(day, today) for day in sorted({part.first, part.last}))
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in counts.items())
    return [f"{days}: {kinds or 'no entry'}.", "Goals, plans and questions are not in it."]


def _left_out(part: SharedPart, include: frozenset[str], line: _ExportLine) -> list[str]:
    """Return the lines on private things that are not in it, and how to have them in it."""
    there = [word for word in PRIVATE if word in part.left_out]
    if not there:
        return []
    words = ",".join(word for word in PRIVATE if word in include or word in there)
    written = line.options["-o"] is not None and not line.options["--preview"] and not line.options["--force"]
    said = ", ".join(f"{LEFT_OUT[word]} ({part.left_out[word]:,})" for word in there)
    return [f"Left out: {said}.", f"To put them in: {line.typed('--include')} --include {words}{' --force' * written}"]


def _checked(line: _ExportLine) -> str:
    """Return the value of `--name` in one line, empty if there is none. Raises Refused for one that is too long."""
    told = " ".join((line.text("--name") or "").split())
    if len(told) > LONGEST_NAME:
        shorter = quoted(told[:LONGEST_NAME].strip())
        raise Refused(f"A name has at most {LONGEST_NAME} characters. Try: {line.typed('--name')} --name {shorter}")
    return told


@export_app.command("ics", cls=Command, epilog="Example: kfit export ics -o plans.ics")
def ics(
    output: Output = None,
    name: Annotated[str | None, typer.Option(help=f"The title of each event. Without it: {TITLE}.", metavar="TITLE")] = None,
    alarm: Annotated[str | None, typer.Option(help="Remind this long before: 2h, 1 day.", metavar="LENGTH")] = None,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write the planned infusions that are to come as a calendar. Nothing in it says what they are."""
    from ..formats.ics import EventFacts, calendar  # what the other exports have no use for

    now = clock.now()
    output = None if output == STDOUT else output
    line = _ExportLine(ICS, {"-o": output, "--name": name, "--alarm": alarm, "--force": force, "--json": json})
    if json and output is None:
        raise line.file_for_json("plans.ics")
    facts = EventFacts(_checked(line) or TITLE, _alarm_minutes(alarm, line.typed("--alarm")), now)
    with Data.to_read() as data:
        settings: Settings = data.settings()
        plans = plans_to_come(data.db, now, settings) if data.db is not None else []
    if not plans:
        if json:
            say_json({"files": []})
        else:
            talk(NO_PLANS)
        return
    text = calendar(plans, facts)
    if output is None:
        with stdout_stream() as stream:
            stream.write(text)
        return
    folder, file = os.path.split(os.path.realpath(os.path.expanduser(output)))
    with Files(folder, force=force) as files:
        files.open(file).write(text)
    if json:
        say_json({"files": [{"path": path, "rows": len(plans)} for path in files.paths()]})
        return
    days = [in_words(day, now.date()) for day in sorted({date.fromisoformat(plan.day) for plan in (plans[0], plans[-1])})]
    say(
        f"Wrote {safe(files.paths()[0])}: {count(len(plans), 'planned infusion')}, {' to '.join(days)}\nEach is called {safe(facts.title)}."
    )


def _alarm_minutes(said: str | None, line: str) -> int | None:
    """Return the minutes of a length such as `2h` or `1 day`, None for none. Raises Refused for other words, and for more than 28 days.

    `line` is the command without it.
    """
    if said is None:
        return None
    told = said.strip().lower()
    days = in_days(told)
    found = (days * 24 * 60, len(told)) if days else find(told)
    if found is None or told[found[1] :].strip() or not 0 <= found[0] <= LONGEST_ALARM:
        raise Refused(f"--alarm takes a length up to 28 days. Try: {line} --alarm 2h   or: {line} --alarm '1 day'")
    return found[0]
