"""What is written for other systems: a FHIR bundle, a folder for Datasette, a calendar of the plans."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated

import typer

from .. import clock
from ..errors import Refused
from ..formats.atomic_files import Files
from ..humanize import in_words
from ..model.report import PRIVATE
from ..parsing.durations import find
from ..parsing.plans import SINCE, UNTIL, TypedLine, in_days
from ..render.report import LEFT_OUT
from ..render.text import count, paragraph, safe
from ..services.exchange import SharedPart, bundle_counts, plans_to_come, share_part, write_bundle, write_datasette
from ..store import queries
from ..store.data_file import Data
from .base import Json  # noqa: TC001 - Typer reads it
from .export_options import (
    INCLUDE,
    NOTHING,
    OUTPUT,
    STDOUT,
    Force,
    IncludePrivate,
    Output,
    Since,
    Until,
    file_for_json,
    read_include,
    read_page_name,
    stdout_stream,
)
from .output import answer, say, say_json, screen, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ..settings import Settings
    from ..store.connection import Database

FHIR, DATASETTE, ICS = "kfit export fhir", "kfit export datasette", "kfit export ics"
LONGEST_ALARM = 28 * 24 * 60
TITLE = "Appointment"
NO_PLANS = 'No infusion to come is planned, so there is nothing to export. To plan one: kfit next "5 nov 10am"'


Preview = Annotated[bool, typer.Option("--preview", help="Only say what would be in it.")]


def fhir(  # noqa: PLR0917 - one for each option
    output: Output = None,
    since: Since = None,
    until: Until = None,
    include: IncludePrivate = None,
    name: Annotated[str | None, typer.Option(help="The name of the patient. Without it, none.", metavar="NAME")] = None,
    preview: Preview = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write a FHIR R4 bundle for a clinic's system. Private things are in it only when you ask."""
    output = None if output == STDOUT else output
    line = _line(FHIR, output, since, until, include, preview=preview, force=force, json=json).having("--name", name)
    named, words = read_page_name(line), read_include(include, line)
    if json and output is None and not preview:
        raise file_for_json(line, "bundle.json")

    def write(db: Database, part: SharedPart, now: datetime) -> list[tuple[str | None, int]]:
        if output is None:
            with stdout_stream() as stream:
                return [(None, write_bundle(stream, db, part, now, named))]
        folder, file = os.path.split(os.path.realpath(os.path.expanduser(output)))
        with Files(folder, force=force) as files:
            rows = write_bundle(files.open(file), db, part, now, named)
        return [(path, rows) for path in files.paths()]

    _share(line, words, bundle_counts, write)


def datasette(  # noqa: PLR0917 - one for each option
    output: Output = None,
    since: Since = None,
    until: Until = None,
    include: IncludePrivate = None,
    preview: Preview = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write a folder that Datasette opens: the entries as tables, and what their columns hold."""
    line = _line(DATASETTE, output, since, until, include, preview=preview, force=force, json=json)
    words = read_include(include, line)
    if output is None and not preview:
        raise Refused(f"Datasette needs a folder. Try: {line.having(OUTPUT, 'tables').typed()}")

    def write(_: Database, part: SharedPart, __: datetime) -> list[tuple[str | None, int]]:
        with Files(os.path.expanduser(str(output)), force=force) as files:
            rows = write_datasette(files, part, words)
        return list(zip(files.paths(), rows, strict=True))

    _share(line, words, SharedPart.counts, write)


def _line(
    command: str,
    output: str | None,
    since: str | None,
    until: str | None,
    include: list[str] | None,
    *,
    preview: bool,
    force: bool,
    json: bool,
) -> TypedLine:
    """Return the line as it was typed, to offer it with one thing changed."""
    options = {SINCE: since, UNTIL: until, OUTPUT: output, INCLUDE: ",".join(include or []) or None}
    return TypedLine(command, {**options, "--preview": preview, "--force": force, "--json": json})


def _share(
    line: TypedLine,
    words: frozenset[str],
    counts: Callable[[SharedPart], dict[str, int]],
    write: Callable[[Database, SharedPart, datetime], list[tuple[str | None, int]]],
) -> None:
    """Share the entries that were asked for, from one state of the file, and say what was written and what was left out."""
    now = clock.now()
    preview, json = line.options["--preview"], bool(line.options["--json"])
    part, written = None, []
    with Data.to_read() as data:
        if data.db is not None and queries.has_entries(data.db):
            data.db.execute("begin")
            part = share_part(data.db, line, words, now, data.settings())
            written = write(data.db, part, now) if not preview else []
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


def _left_out(part: SharedPart, include: frozenset[str], line: TypedLine) -> list[str]:
    """Return the lines on private things that are not in it, and how to have them in it."""
    there = [word for word in PRIVATE if word in part.left_out]
    if not there:
        return []
    words = ",".join(word for word in PRIVATE if word in include or word in there)
    again = line.having(INCLUDE, words)
    written = line.text(OUTPUT) is not None and not line.options["--preview"]
    said = ", ".join(f"{LEFT_OUT[word]} ({part.left_out[word]:,})" for word in there)
    return [f"Left out: {said}.", f"To put them in: {(again.flagged('--force') if written else again).typed()}"]


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
    line = TypedLine(ICS, {OUTPUT: output, "--name": name, "--alarm": alarm, "--force": force, "--json": json})
    if json and output is None:
        raise file_for_json(line, "plans.ics")
    facts = EventFacts(read_page_name(line) or TITLE, _alarm_minutes(alarm, line), now)
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


def _alarm_minutes(said: str | None, line: TypedLine) -> int | None:
    """Return the minutes of a length such as `2h` or `1 day`, None for none. Raises Refused for other words, and for more than 28 days."""
    if said is None:
        return None
    told = said.strip().lower()
    days = in_days(told)
    found = (days * 24 * 60, len(told)) if days else find(told)
    if found is None or told[found[1] :].strip() or not 0 <= found[0] <= LONGEST_ALARM:
        examples = [line.having("--alarm", length).typed() for length in ("2h", "1 day")]
        raise Refused(f"--alarm takes a length up to 28 days. Try: {'   or: '.join(examples)}")
    return found[0]
