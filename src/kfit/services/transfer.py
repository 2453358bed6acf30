"""The files of an export, written from one state of the data file: a folder of tables, one table, a workbook, or JSONL."""

from __future__ import annotations

import os
import sys
from typing import IO, NamedTuple

from .. import clock
from ..errors import Refused
from ..formats import csv_export, jsonl
from ..formats.atomic_files import Files
from ..formats.locales import PLAIN
from ..model.entries import KINDS, NAMED, Score
from ..model.planning import Trial, VisitQuestion
from ..render.report import UNVERIFIED
from ..render.report_text import text_page
from ..render.screen import Screen
from ..store import export_rows, queries
from ..store.settings import stored_settings
from .visit_tables import VisitSource, build_page, build_tables

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ..formats.locales import CsvForm
    from ..model.fields import Entry
    from ..model.planning import PlanningRecord
    from ..render.report_parts import Page
    from ..settings import Settings
    from ..store.connection import Database

# The folder always has the tables of these kinds, so that scripts can rely on them; other kinds only once they are used.
ALWAYS = tuple(kind for name, kind in KINDS.items() if name not in NAMED)
NO_WORKBOOK = "A workbook needs one more part of kfit. This brings it: {} -m pip install 'kfit[xlsx]'"


class ExportResult(NamedTuple):
    """What an export wrote: each file with its number of rows, and the tally of all entries."""

    files: list[tuple[str | None, int]]
    tally: export_rows.Tally


class Export(NamedTuple):
    """What is exported: the open file, the kinds, the part of them, the settings, the rows beside the entries, the form of CSV."""

    db: Database
    kinds: list[type[Entry]]
    part: export_rows.ExportPart
    settings: Settings
    now: datetime
    tallies: dict[type[Entry], export_rows.Tally]
    kept: list[PlanningRecord]
    include: frozenset[str] = frozenset()
    form: CsvForm = PLAIN

    @property
    def source(self) -> VisitSource:
        """Return where the tables beside the entries come from."""
        return VisitSource(self.db, self.part, self.include, self.settings, self.now)


def csv_folder(export: Export, folder: str, *, force: bool) -> ExportResult:
    """Write the tables of kinds, the computed ones, the page, and the README that explains them, into a folder."""
    kinds = _used(export)
    with Files(folder, force=force) as files:
        counts = [one_table(export._replace(kinds=[kind]), files.open(f"{kind.kind}.csv")) for kind in kinds]
        tables = build_tables(export.source)
        counts += [csv_export.write_table(files.open(f"{table.name}.csv"), table, export.form) for table in tables]
        part = export.part
        facts = csv_export.FolderFacts(kinds, tables, export.settings.day_ends, part.notes, part.items, export.form)
        for name, text in (
            (csv_export.SUMMARY, f"{text_page(build_page(export.source), Screen())}\n"),
            (csv_export.README, csv_export.readme(facts)),
        ):
            files.open(name).write(text)
            counts.append(text.count("\n"))
        return ExportResult(list(zip(files.paths(), counts, strict=True)), tally(export))


def _used(export: Export) -> list[type[Entry]]:
    return [kind for kind in export.kinds if kind in ALWAYS or queries.has_kind(export.db, kind.kind)]


def workbook(export: Export, output: str, *, force: bool) -> ExportResult:
    """Write a workbook with a sheet for the page and one for each table. Raises Refused where the part that writes it is missing."""
    try:
        from ..formats.workbook import Workbook
    except ModuleNotFoundError:
        raise Refused(NO_WORKBOOK.format(os.path.basename(sys.executable) or "python3")) from None
    folder, name = os.path.split(os.path.realpath(os.path.expanduser(output)))
    with Files(folder, force=force) as files:
        tables = build_tables(export.source)
        book = Workbook(export.now)
        book.add_summary(_summary_rows(build_page(export.source)), tables[0])
        for table in tables:
            book.add_table(table)
        counts = [
            _counted(export._replace(kinds=[kind]), book.add_kind(kind, export_rows.batches(export.db, kind, export.part)))
            for kind in _used(export)
        ]
        files.write_bytes(name, book.content())
        return ExportResult([(path, sum(counts)) for path in files.paths()], tally(export))


def _summary_rows(told: Page) -> list[tuple[str, tuple[str, ...]]]:
    """Return the page as rows of a sheet: each the name of its style, and its cells."""
    rows: list[tuple[str, tuple[str, ...]]] = [("title", (told.title,)), ("text", (told.period,)), ("text", (UNVERIFIED,)), ("gap", ())]
    rows += [("box", (box.label, box.value, box.detail)) for box in told.boxes]
    rows += [("gap", ()), ("charts", ())]
    for part in told.sections:
        rows += [("gap", ()), ("heading", (part.heading,)), *(("text", (sentence,)) for sentence in part.sentences)]
        for grid in part.grids:
            rows += [("caption", (grid.caption,)), ("header", grid.header), *(("row", row) for row in grid.rows)]
        rows += [("text", (point,)) for point in part.points]
    return rows


def left_out(db: Database, kinds: list[type[Entry]], part: export_rows.ExportPart) -> dict[str, int]:
    """Return how much waits for each word of `--include`: forms whose answers are left out, and entries; only what is there."""
    whole = part._replace(hidden=())
    hidden = (
        sum(export_rows.tally(db, kind, whole).entries - export_rows.tally(db, kind, part).entries for kind in kinds) if part.hidden else 0
    )
    answered = export_rows.count_answered(db, part) if Score in kinds and not part.items else 0
    return {word: number for word, number in (("items", answered), ("need", hidden)) if number}


def one_file(export: Export, output: str, write: Callable[[Export, IO[str]], int], *, force: bool) -> ExportResult:
    """Write one file, completely or not at all; return what was written."""
    folder, name = os.path.split(os.path.realpath(output))
    with Files(folder, force=force) as files:
        count = write(export, files.open(name))
        return ExportResult([(path, count) for path in files.paths()], tally(export))


def one_table(export: Export, stream: IO[str]) -> int:
    """Write the table of the one exported kind; return the number of its rows."""
    (kind,) = export.kinds
    count = csv_export.write_kind(stream, kind, export_rows.batches(export.db, kind, export.part, csv_export.guard), export.form)
    return _counted(export, count)


def lines(export: Export, stream: IO[str]) -> int:
    """Write JSONL; return the number of its entries."""
    jsonl.write_header(stream, clock.stamp(export.now), tally(export).entries, stored_settings(export.db), export.kept)
    counts = [jsonl.write(stream, kind.columns(), export_rows.batches(export.db, kind, export.part)) for kind in export.kinds]
    return _counted(export, sum(counts))


def tally(export: Export) -> export_rows.Tally:
    """Return the tally of all exported entries."""
    found = [export.tallies[kind] for kind in export.kinds]
    firsts, lasts = [one.first for one in found if one.first], [one.last for one in found if one.last]
    return export_rows.Tally(
        sum(one.entries for one in found), sum(one.notes for one in found), min(firsts, default=None), max(lasts, default=None)
    )


def list_records(db: Database, part: export_rows.ExportPart) -> list[PlanningRecord]:
    """Return the rows that JSONL has beside the entries. A question and a trial are text like a note: without notes, they are left out."""
    return [one for one in queries.list_planning_records(db) if part.notes or not isinstance(one, VisitQuestion | Trial)]


def _counted(export: Export, count: int) -> int:
    """Return the number of rows written. Raises AssertionError if the data file has another number of entries: its rows are torn."""
    if count != (there := tally(export).entries):
        message = f"wrote {count} rows of {there} entries"
        raise AssertionError(message)
    return count
