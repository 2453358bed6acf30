"""Writes the files of an export from one state of the data file: a folder of tables, one table, or JSONL."""

from __future__ import annotations

import os
from datetime import date
from itertools import pairwise
from typing import IO, NamedTuple

from .. import clock
from ..analysis.treatments import after, before
from ..formats import csv_export, daily_csv, jsonl
from ..formats.atomic_files import Files
from ..model.entries import EARLIEST_DAY, KINDS, NAMED
from ..model.planning import Question
from ..store import daily, queries, transfer

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from ..model.entries import Entry
    from ..model.planning import Kept
    from ..settings import Settings
    from ..store.connection import Database

# Their tables are always in the folder, for scripts to rely on; those of the other kinds once they were used.
ALWAYS = tuple(kind for name, kind in KINDS.items() if name not in NAMED)
TURNS = ("started", "changed", "stopped")  # what daily.csv tells of medicines


class Written(NamedTuple):
    """What an export wrote: each file with its rows, and the entries in all of them."""

    files: list[tuple[str | None, int]]
    tally: transfer.Tally


class Export(NamedTuple):
    """What is exported: the open file, the kinds, the part of them, the settings, and what goes along beside the entries."""

    db: Database
    kinds: list[type[Entry]]
    part: transfer.Part
    settings: Settings
    now: datetime
    tallies: dict[type[Entry], transfer.Tally]
    kept: list[Kept]


def csv_folder(export: Export, folder: str, *, force: bool) -> Written:
    """Write the tables of the kinds, the days, the infusions and their dictionary into a folder."""
    kinds = [kind for kind in export.kinds if kind in ALWAYS or queries.logged(export.db, kind.kind)]
    with Files(folder, force=force) as files:
        counts = [one_table(export._replace(kinds=[kind]), files.open(f"{kind.kind}.csv")) for kind in kinds]
        treated = [csv_export.Treated(*row) for row in transfer.infusions(export.db)]
        daily = _daily(export, treated)
        counts.append(csv_export.write(files.open(csv_export.DAILY), [column.name for column in daily], [daily_csv.table(daily)]))
        counts.append(_infusions(export, treated, files.open(csv_export.INFUSIONS)))
        readme = csv_export.text(kinds, daily, export.settings.day_ends, notes=export.part.notes)
        files.open(csv_export.README).write(readme)
        counts.append(readme.count("\n"))
        return Written(list(zip(files.paths(), counts, strict=True)), tally(export))


def one_file(export: Export, output: str, write: Callable[[Export, IO[str]], int], *, force: bool) -> Written:
    """Write one file."""
    folder, name = os.path.split(os.path.realpath(output))
    with Files(folder, force=force) as files:
        count = write(export, files.open(name))
        return Written([(path, count) for path in files.paths()], tally(export))


def one_table(export: Export, stream: IO[str]) -> int:
    """Write the table of the one kind that is exported; return its rows."""
    (kind,) = export.kinds
    count = csv_export.write(stream, transfer.columns(kind), transfer.batches(export.db, kind, export.part, csv_export.GUARDED))
    return _counted(export, count)


def lines(export: Export, stream: IO[str]) -> int:
    """Write JSONL; return its entries."""
    jsonl.write_header(stream, clock.stamp(export.now), tally(export).entries, transfer.settings(export.db), export.kept)
    counts = [jsonl.write(stream, transfer.columns(kind), transfer.batches(export.db, kind, export.part)) for kind in export.kinds]
    return _counted(export, sum(counts))


def tally(export: Export) -> transfer.Tally:
    """Add up the entries of all kinds that are exported."""
    found = [export.tallies[kind] for kind in export.kinds]
    firsts, lasts = [one.first for one in found if one.first], [one.last for one in found if one.last]
    return transfer.Tally(
        sum(one.entries for one in found), sum(one.notes for one in found), min(firsts, default=None), max(lasts, default=None)
    )


def kept(db: Database, part: transfer.Part) -> list[Kept]:
    """Return what JSONL has beside the entries. A question is a text like a note, so it stays here where notes do."""
    return [one for one in transfer.every(db) if part.notes or not isinstance(one, Question)]


def _daily(export: Export, treated: list[csv_export.Treated]) -> list[daily_csv.Column]:
    """Return the columns of daily.csv; which ones there are goes by the whole file, not by the part."""
    header, fixed = transfer.daily(export.db, export.part)
    named = [daily_csv.OfDay(*row) for row in transfer.of_days(export.db)]
    return daily_csv.columns(header, fixed, treated, queries.medicines(export.db, TURNS), named)


def _infusions(export: Export, treated: list[csv_export.Treated], stream: IO[str]) -> int:
    """Write all infusions, also those outside the part: without the first ones no gap can be read."""
    told = {one.day: date.fromisoformat(one.day) for one in treated}
    today = clock.day_of(export.now, export.settings.day_ends)
    moods = daily.moods(export.db, EARLIEST_DAY, today.isoformat())
    treatment_days = list(told.values())
    gaps = [None, *((later - earlier).days for earlier, later in pairwise(treatment_days))]
    around = {
        day: csv_export.Around(gap, before(one, treatment_days, moods), after(one, treatment_days, moods, today))
        for (day, one), gap in zip(told.items(), gaps, strict=False)
    }
    return csv_export.write_infusions(stream, treated, around)


def _counted(export: Export, count: int) -> int:
    """Return the number of rows written. Raises if the file holds another number of entries."""
    if count != (there := tally(export).entries):
        message = f"wrote {count} rows of {there} entries"
        raise AssertionError(message)
    return count
