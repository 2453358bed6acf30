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
from ..services.exchange import ShareRequest, plans_to_come, share_part, write_bundle, write_datasette
from ..store import queries
from ..store.data_file import Data
from .base import Command, Json
from .output import answer, say, say_json, screen, talk
from .report import read_include
from .transfer import NOTHING, Force, Output, Since, Until, export_app, stdout_stream

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ..services.exchange import SharedPart
    from ..settings import Settings
    from ..store.connection import Database

__all__ = ["export_app"]
FHIR, DATASETTE, ICS = "kfit export fhir", "kfit export datasette", "kfit export ics"
LONGEST_NAME, LONGEST_ALARM = 80, 28 * 24 * 60
TITLE = "Appointment"
NO_PLANS = 'No infusion to come is planned, so there is nothing to export. To plan one: kfit next "5 nov 10am"'


def _private(incomplete: str) -> list[str]:
    before, comma, begun = incomplete.rpartition(",")
    return [before + comma + word for word in PRIVATE if word.startswith(begun)]


Include = Annotated[
    list[str] | None, typer.Option(help=f"What else is in: {', '.join(PRIVATE)}.", metavar="WORDS", autocompletion=_private)
]
Preview = Annotated[bool, typer.Option("--preview", help="Only say what would be in it.")]


class _ShareLine(NamedTuple):
    """What was typed: the command, its options that take a value, the words of `--include`, and whether it only shows."""

    command: str
    options: dict[str, str | None]
    include: list[str]
    preview: bool
    json: bool

    @property
    def typed(self) -> str:
        """Return the command again, without `--include`."""
        return " ".join([self.command, *(f"{name} {quoted(value)}" for name, value in self.options.items() if value is not None)])


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
    options = {"--since": since, "--until": until, "--name": name, "-o": output}
    line = _ShareLine(FHIR, options, include or [], preview, json)
    named = _checked(name, FHIR)
    if json and output is None and not preview:
        raise Refused(f"With --json, the bundle needs a file of its own. Try: {line.typed} -o bundle.json --json")

    def write(db: Database, part: SharedPart, now: datetime, _: frozenset[str]) -> list[tuple[str | None, int]]:
        if output is None:
            with stdout_stream() as stream:
                return [(None, write_bundle(stream, db, part, now, named))]
        folder, file = os.path.split(os.path.realpath(os.path.expanduser(output)))
        with Files(folder, force=force) as files:
            rows = write_bundle(files.open(file), db, part, now, named)
        return [(path, rows) for path in files.paths()]

    _share(line, write)


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
    line = _ShareLine(DATASETTE, {"--since": since, "--until": until, "-o": output}, include or [], preview, json)
    if output is None and not preview:
        raise Refused(f"Datasette needs a folder. Try: {line.typed} -o tables")

    def write(_: Database, part: SharedPart, __: datetime, words: frozenset[str]) -> list[tuple[str | None, int]]:
        with Files(os.path.expanduser(str(output)), force=force) as files:
            rows = write_datasette(files, part, words)
        return list(zip(files.paths(), rows, strict=True))

    _share(line, write)


def _share(line: _ShareLine, write: Callable[[Database, SharedPart, datetime, frozenset[str]], list[tuple[str | None, int]]]) -> None:
    """Share the entries that were asked for, from one state of the file, and say what was written and what was left out."""
    now = clock.now()
    words = read_include(line.include, line.typed)
    asked = ShareRequest(line.command, line.options["--since"], line.options["--until"], words)
    part, written = None, []
    with Data.to_read() as data:
        if data.db is not None and queries.has_entries(data.db):
            data.db.execute("begin")
            part = share_part(data.db, asked, now, data.settings())
            written = write(data.db, part, now, words) if not line.preview else []
    if part is None:
        if line.json:
            say_json({"preview": [NOTHING]} if line.preview else {"files": []})
        else:
            talk(NOTHING)
        return
    told = _holds(part, now) + _left_out(part, words, line)
    if line.preview:
        answer({"preview": told}, "\n".join(paragraph(one, screen()) for one in told), json=line.json)
    elif line.json:
        say_json({"files": [{"path": path, "rows": rows} for path, rows in written]})
    else:
        to_stdout = written[0][0] is None
        where = "stdout" if to_stdout else safe(os.path.dirname(str(written[0][0])) if len(written) > 1 else str(written[0][0]))
        (talk if to_stdout else say)("\n".join([f"Wrote {where}", *told]))


def _holds(part: SharedPart, now: datetime) -> list[str]:
    """Return the lines on what is in it: the days, the number of entries by kind, and what never is."""
    today = now.date()
    first, last = (in_words(day, today) for day in (part.first, part.last))
    kinds = ", ".join(f"{number:,} {kind}" for kind, number in part.counts().items())
    return [f"{first} to {last}: {kinds or 'no entry'}.", "Goals, plans and questions are not in it."]


def _left_out(part: SharedPart, include: frozenset[str], line: _ShareLine) -> list[str]:
    """Return the lines on private things that are not in it, and how to have them in it."""
    there = [word for word in PRIVATE if word in part.left_out]
    if not there:
        return []
    words = ",".join(word for word in PRIVATE if word in include or word in there)
    again = " --force" if line.options["-o"] is not None and not line.preview else ""
    said = ", ".join(f"{LEFT_OUT[word]} ({part.left_out[word]:,})" for word in there)
    return [f"Left out: {said}.", f"To put them in: {line.typed} --include {words}{again}{' --preview' * line.preview}"]


def _checked(name: str | None, command: str) -> str:
    told = " ".join((name or "").split())
    if len(told) > LONGEST_NAME:
        raise Refused(f"A name has at most {LONGEST_NAME} characters. Try: {command} --name {quoted(told[:LONGEST_NAME].strip())}")
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
    if json and output is None:
        raise Refused(f"With --json, the calendar needs a file of its own. Try: {ICS} -o plans.ics --json")
    facts = EventFacts(_checked(name, ICS) or TITLE, _alarm_minutes(alarm), now)
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


def _alarm_minutes(said: str | None) -> int | None:
    """Return the minutes of a length such as `2h` or `1 day`, None for none. Raises Refused for other words, and for more than 28 days."""
    if said is None:
        return None
    told = said.strip().lower()
    days = in_days(told)
    found = (days * 24 * 60, len(told)) if days else find(told)
    if found is None or told[found[1] :].strip() or not 0 <= found[0] <= LONGEST_ALARM:
        raise Refused(f"--alarm takes a length up to 28 days. Try: {ICS} --alarm 2h   or: {ICS} --alarm '1 day'")
    return found[0]
