"""The files of an export, written from one state of the data file: a folder of tables, one table, or JSONL."""

from __future__ import annotations

import os
from datetime import timedelta
from itertools import pairwise
from typing import IO, NamedTuple

from .. import clock
from ..analysis.treatments import mood_after, mood_before, window
from ..formats import csv_export, daily_csv, jsonl
from ..formats.atomic_files import Files
from ..model.entries import KINDS, NAMED
from ..model.fields import EARLIEST_DAY
from ..model.planning import VisitQuestion
from ..store import daily, queries, transfer
from .courses import treatment_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ..model.fields import Entry
    from ..model.planning import PlanningRecord
    from ..settings import Settings
    from ..store.connection import Database

# The folder always has the tables of these kinds, so that scripts can rely on them; other kinds only once they are used.
ALWAYS = tuple(kind for name, kind in KINDS.items() if name not in NAMED)
TURNS = ("started", "changed", "stopped")  # what daily.csv tells of medicines


class ExportResult(NamedTuple):
    """What an export wrote: each file with its number of rows, and the tally of all entries."""

    files: list[tuple[str | None, int]]
    tally: transfer.Tally


class Export(NamedTuple):
    """What is exported: the open file, the kinds, the part of them, the settings, and the rows beside the entries."""

    db: Database
    kinds: list[type[Entry]]
    part: transfer.ExportPart
    settings: Settings
    now: datetime
    tallies: dict[type[Entry], transfer.Tally]
    kept: list[PlanningRecord]


def csv_folder(export: Export, folder: str, *, force: bool) -> ExportResult:
    """Write the tables of kinds, days and infusions, and the README that explains them, into a folder; return what was written."""
    kinds = [kind for kind in export.kinds if kind in ALWAYS or queries.has_kind(export.db, kind.kind)]
    with Files(folder, force=force) as files:
        counts = [one_table(export._replace(kinds=[kind]), files.open(f"{kind.kind}.csv")) for kind in kinds]
        treated = [csv_export.InfusionRow(*row) for row in transfer.infusions(export.db)]
        daily = _daily(export, treated)
        counts.append(csv_export.write(files.open(csv_export.DAILY), [column.name for column in daily], [daily_csv.table(daily)]))
        counts.append(_infusions(export, treated, files.open(csv_export.INFUSIONS)))
        readme = csv_export.text(kinds, daily, export.settings.day_ends, notes=export.part.notes)
        files.open(csv_export.README).write(readme)
        counts.append(readme.count("\n"))
        return ExportResult(list(zip(files.paths(), counts, strict=True)), tally(export))


def one_file(export: Export, output: str, write: Callable[[Export, IO[str]], int], *, force: bool) -> ExportResult:
    """Write one file, completely or not at all; return what was written."""
    folder, name = os.path.split(os.path.realpath(output))
    with Files(folder, force=force) as files:
        count = write(export, files.open(name))
        return ExportResult([(path, count) for path in files.paths()], tally(export))


def one_table(export: Export, stream: IO[str]) -> int:
    """Write the table of the one exported kind; return the number of its rows."""
    (kind,) = export.kinds
    count = csv_export.write_kind(stream, kind, transfer.batches(export.db, kind, export.part, csv_export.GUARDED))
    return _counted(export, count)


def lines(export: Export, stream: IO[str]) -> int:
    """Write JSONL; return the number of its entries."""
    jsonl.write_header(stream, clock.stamp(export.now), tally(export).entries, transfer.settings(export.db), export.kept)
    counts = [jsonl.write(stream, kind.columns(), transfer.batches(export.db, kind, export.part)) for kind in export.kinds]
    return _counted(export, sum(counts))


def tally(export: Export) -> transfer.Tally:
    """Return the tally of all exported entries."""
    found = [export.tallies[kind] for kind in export.kinds]
    firsts, lasts = [one.first for one in found if one.first], [one.last for one in found if one.last]
    return transfer.Tally(
        sum(one.entries for one in found), sum(one.notes for one in found), min(firsts, default=None), max(lasts, default=None)
    )


def list_records(db: Database, part: transfer.ExportPart) -> list[PlanningRecord]:
    """Return the rows that JSONL has beside the entries. A question is text like a note: without notes, it is left out."""
    return [one for one in transfer.list_planning_records(db) if part.notes or not isinstance(one, VisitQuestion)]


def _daily(export: Export, treated: list[csv_export.InfusionRow]) -> list[daily_csv.DailyColumn]:
    """Return the columns of daily.csv. The whole data file decides which ones there are, not the exported part."""
    header, fixed = transfer.daily(export.db, export.part)
    named = [daily_csv.NamedFigure(*row) for row in transfer.of_days(export.db)]
    return daily_csv.columns(header, fixed, treated, queries.medicines(export.db, TURNS), named)


def _infusions(export: Export, treated: list[csv_export.InfusionRow], stream: IO[str]) -> int:
    """Write all infusions, also those outside of the part: without earlier ones the gaps are unknown. Return the rows.

    The doses of a course have no gap and no mood around them.
    """
    today = clock.day_of(export.now, export.settings.day_ends)
    told = {day.isoformat(): day for day in treatment_days(export.db, today).days}
    moods = daily.moods(export.db, EARLIEST_DAY, today.isoformat())
    days = list(told.values())
    gaps = [None, *((later - earlier).days for earlier, later in pairwise(days))]
    around = {
        day: csv_export.InfusionMood(gap, mood_before(one, days, moods), mood_after(one, days, moods, today))
        for (day, one), gap in zip(told.items(), gaps, strict=False)
    }
    nothing = window(today, today - timedelta(days=1), {})
    around |= {one.day: csv_export.InfusionMood(None, nothing, nothing) for one in treated if one.day not in around}
    return csv_export.write_infusions(stream, treated, around)


def _counted(export: Export, count: int) -> int:
    """Return the number of rows written. Raises AssertionError if the data file has another number of entries."""
    if count != (there := tally(export).entries):
        message = f"wrote {count} rows of {there} entries"
        raise AssertionError(message)
    return count
