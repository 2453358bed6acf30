"""The command export: tables and workbooks for a spreadsheet, everything as JSONL, and what is written for other systems."""

from __future__ import annotations

import os
from datetime import date
from typing import IO, Annotated, NamedTuple

import typer

from .. import clock
from ..errors import Refused, short
from ..formats import csv_export, jsonl
from ..formats.atomic_files import Files
from ..formats.locales import PLAIN, read_locale
from ..humanize import in_words
from ..model.entries import KINDS
from ..parsing.nearness import nearest
from ..parsing.plans import SINCE, UNTIL, TypedLine
from ..render.text import safe
from ..services.transfer import Export, ExportResult, csv_folder, left_out, lines, list_records, one_file, one_table, tally, workbook
from ..services.visit_days import visit_days
from ..services.visit_tables import CHOICES, hidden_names, notes_of_need
from ..store import export_rows
from ..store.data_file import Data
from . import export_systems
from .base import Command, Json, new_app
from .export_options import (
    INCLUDE,
    NOTHING,
    OUTPUT,
    Force,
    IncludeInTables,
    Output,
    Since,
    Until,
    file_for_json,
    read_include,
    stdout_stream,
)
from .output import say, say_json, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ..formats.locales import CsvForm
    from ..model.fields import Entry
    from ..model.planning import PlanningRecord
    from ..settings import Settings
    from ..store.connection import Database

ENDING = ".xlsx"
NoNotes = Annotated[bool, typer.Option("--no-notes", help="Leave out the text of notes and questions.")]
WithoutWords = Annotated[bool, typer.Option("--no-notes", help="Leave out notes, questions, companions and clinics.")]
ALL_INFUSIONS = f"{csv_export.INFUSIONS}.csv has all your infusions, since their gaps need the earlier ones too."
LEFT_OUT = {
    "items": ("the answers of 1 form", "the answers of {} forms"),
    "need": ("1 entry under a word of need", "{} entries under words of need"),
}
export_app = new_app()


class ExportRequest(NamedTuple):
    """What is to be exported: the line as it was typed, the kinds, and what of them; the days are still as they were typed."""

    line: TypedLine
    kinds: list[type[Entry]]
    notes: bool
    kept: bool = False  # whether rows beside the entries (questions, plans, goals) are exported too
    include: frozenset[str] = frozenset(CHOICES)
    form: CsvForm = PLAIN

    def part(self, db: Database, now: datetime, settings: Settings) -> export_rows.ExportPart:
        """Return the part of the entries that is to be exported. Raises Refused for words that are not a day."""
        whole = export_rows.ExportPart(notes=self.notes, items="items" in self.include, hidden=hidden_names(db, self.include))
        first, last = visit_days(db, self.line, now, settings)
        since = first.isoformat() if first is not None else whole.since
        return whole._replace(since=since, until=last.isoformat() if last is not None else whole.until)


@export_app.command("csv", cls=Command, epilog="Example: kfit export csv -o visit")
def csv_(  # noqa: PLR0917 - one for each option
    output: Output = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="One kind, into one file.", autocompletion=lambda: list(KINDS))] = None,
    since: Since = None,
    until: Until = None,
    include: IncludeInTables = None,
    locale: Annotated[str | None, typer.Option(metavar="CODE", help="de, fr, ...: for a spreadsheet with a decimal comma.")] = None,
    *,
    no_notes: WithoutWords = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write CSV for a spreadsheet: a folder of tables, or one kind as one file."""
    line = _line("csv", {"--kind": kind, OUTPUT: output}, since, until, include, no_notes=no_notes, force=force, json=json)
    line = line.having("--locale", locale)
    if kind is not None and kind not in KINDS:
        raise Refused(_unknown_kind(kind, line))
    if kind is None and output is None:
        raise Refused(f"An export of all kinds needs a folder. Try: {line.having(OUTPUT, 'visit').typed()}")
    form = read_locale(locale, line.typed("--locale")) if locale is not None else PLAIN
    kinds = [KINDS[kind]] if kind else list(KINDS.values())
    what = ExportRequest(line, kinds, notes=not no_notes, include=read_include(include, line, CHOICES), form=form)
    if kind is None:
        _run(what, lambda export: csv_folder(export, str(output), force=force), json=json)
    else:
        _run(what, lambda export: _one(export, output, one_table, force=force), json=json, output=output)


def _unknown_kind(said: str, line: TypedLine) -> str:
    near = nearest(said.lower(), KINDS)
    meant = f"Did you mean: {line.having('--kind', near).typed()}" if near else f"There are: {', '.join(KINDS)}."
    return f"I don't know the kind '{short(said)}'. {meant}"


@export_app.command("xlsx", cls=Command, epilog="Example: kfit export xlsx -o visit.xlsx")
def xlsx(
    output: Output = None,
    since: Since = None,
    until: Until = None,
    include: IncludeInTables = None,
    *,
    no_notes: WithoutWords = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write one workbook: the page with charts, and a sheet for each table. It needs kfit[xlsx]."""
    line = _line("xlsx", {OUTPUT: output}, since, until, include, no_notes=no_notes, force=force, json=json)
    if output is None or not output.lower().endswith(ENDING):
        name = f"visit{ENDING}" if output is None else f"{output}{ENDING}"
        raise Refused(f"A workbook is a file that ends in {ENDING}. Try: {line.having(OUTPUT, name).typed()}")
    what = ExportRequest(line, list(KINDS.values()), notes=not no_notes, include=read_include(include, line, CHOICES))
    _run(what, lambda export: workbook(export, output, force=force), json=json)


@export_app.command("jsonl", cls=Command, epilog="Example: kfit export jsonl -o entries.jsonl")
def jsonl_(
    output: Output = None,
    since: Since = None,
    until: Until = None,
    *,
    no_notes: NoNotes = False,
    schema: Annotated[bool, typer.Option("--schema", help="Write the JSON Schema of its lines instead.")] = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write everything as JSONL, one entry per line. It comes back whole with `kfit import`."""
    if schema:
        _write_schema(output, force=force, json=json)
        return
    line = _line("jsonl", {OUTPUT: output}, since, until, None, no_notes=no_notes, force=force, json=json)
    what = ExportRequest(line, list(KINDS.values()), notes=not no_notes, kept=True)
    _run(what, lambda export: _one(export, output, lines, force=force), json=json, output=output)


def _write_schema(output: str | None, *, force: bool, json: bool) -> None:
    """Write the JSON Schema of a line to a file, or to stdout if none is named."""
    from json import dumps

    from ..formats.json_schema import schema

    text = dumps(schema(), indent=2)
    if output in (None, "-"):
        say(text, whole=True)
        return
    folder, name = os.path.split(os.path.realpath(output))
    with Files(folder, force=force) as files:
        files.open(name).write(f"{text}\n")
    (path,) = files.paths()
    if json:
        say_json({"files": [{"path": path, "rows": text.count("\n") + 1}]})
    else:
        say(f"Wrote {safe(path)}")


def _line(
    form: str,
    place: dict[str, str | None],
    since: str | None,
    until: str | None,
    include: list[str] | None,
    *,
    no_notes: bool,
    force: bool,
    json: bool,
) -> TypedLine:
    """Return the line as it was typed, to offer it with one thing changed."""
    options = {**place, SINCE: since, UNTIL: until, INCLUDE: ",".join(include or []) or None}
    return TypedLine(f"kfit export {form}", {**options, "--no-notes": no_notes, "--force": force, "--json": json})


def _run(what: ExportRequest, write: Callable[[Export], ExportResult], *, json: bool, output: str | None = "") -> None:
    """Export from one state of the file, and print what was written."""
    if json and output is None:
        raise file_for_json(what.line, "entries")
    now = clock.now()
    along: list[PlanningRecord] = []
    kept_back: dict[str, int] = {}
    of_need = 0
    with Data.to_read() as data:
        written = None
        if data.db is not None:
            settings = data.settings()
            data.db.execute("begin")
            part = what.part(data.db, now, settings)
            tallies = {kind: export_rows.tally(data.db, kind, part) for kind in what.kinds}
            along = list_records(data.db, part) if what.kept else []
            kept_back = left_out(data.db, what.kinds, part)
            of_need = notes_of_need(data.db, what.kinds, part)
            written = write(Export(data.db, what.kinds, part, settings, now, tallies, along, what.include, what.form))
    if json:
        say_json({"files": [{"path": path, "rows": count} for path, count in written.files] if written else []})
    elif written is None:
        talk(NOTHING)
    else:
        (talk if output is None else say)(
            "\n".join(
                [
                    answer_export(written, now.date(), what, along, of_need),
                    *kept_back_said(kept_back, what.line, what.include, written=output is not None),
                ]
            )
        )


def _one(export: Export, output: str | None, write: Callable[[Export, IO[str]], int], *, force: bool) -> ExportResult:
    """Write one file, or to stdout if none is named, completely or not at all; return what was written."""
    if output is None:
        with open(os.devnull, "w", encoding="utf-8") as nowhere:
            write(export, nowhere)  # damage shows now: what is in a pipe cannot be taken back
        with stdout_stream() as stream:
            return ExportResult([(None, write(export, stream))], tally(export))
    return one_file(export, output, write, force=force)


def answer_export(written: ExportResult, today: date, what: ExportRequest, along: list[PlanningRecord], of_need: int) -> str:
    """Return the message: which files, how many entries, with or without notes, and what is outside of the days asked for.

    `of_need` is how many of the notes hold words of need.
    """
    count, with_note, first, last = written.tally
    paths = [path for path, _ in written.files if path]
    where = safe(f"{len(paths)} files to {os.path.dirname(paths[0])}" if len(paths) > 1 else "".join(paths) or "to stdout")
    span = f": {_span(date.fromisoformat(first), date.fromisoformat(last), today)}" if first and last else ""
    entries = f"{count:,} {'entry' if count == 1 else 'entries'}"
    if not what.notes:
        said = f"{entries}, without the text of notes{' and questions' if what.kept else ''}."
    elif with_note:
        among = f", {of_need:,} of them with words of need" if of_need else ""
        said = f"{entries}, {with_note:,} with notes{among}. To leave the notes out: --no-notes."
    else:
        said = f"{entries}, none with a note."
    infused = len(paths) > 1 and any(
        count for path, count in written.files if path and os.path.basename(path) == f"{csv_export.INFUSIONS}.csv"
    )
    beside = [f"Beside the entries: {jsonl.count_records(along)}."] if along else []
    beyond = [ALL_INFUSIONS] if infused and (what.line.text(SINCE) or what.line.text(UNTIL)) else []
    return "\n".join([f"Wrote {where}{span}", said, *beside, *beyond])


def _span(first: date, last: date, today: date) -> str:
    return in_words(first, today) if first == last else f"{in_words(first, today)} to {in_words(last, today)}"


def kept_back_said(found: dict[str, int], line: TypedLine, include: frozenset[str], *, written: bool) -> list[str]:
    """Return the lines on what waits for a word of `--include`, with the line that puts it in; over a file that was `written`."""
    if not found:
        return []
    told = " and ".join(LEFT_OUT[word][number != 1].format(f"{number:,}") for word, number in found.items())
    words = ",".join(word for word in CHOICES if word in include or word in found)
    again = line.having(INCLUDE, words)
    return [f"Left out: {told}. To put them in:", f"  {(again.flagged('--force') if written else again).typed()}"]


export_app.command("fhir", cls=Command, epilog="Example: kfit export fhir -o bundle.json")(export_systems.fhir)
export_app.command("datasette", cls=Command, epilog="Example: kfit export datasette -o tables")(export_systems.datasette)
export_app.command("ics", cls=Command, epilog="Example: kfit export ics -o plans.ics")(export_systems.ics)
