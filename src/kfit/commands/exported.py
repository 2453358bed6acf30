"""Writes the files of an export from one state of the data file: a folder of tables, one table, or JSONL."""

from __future__ import annotations

import os
from datetime import date
from itertools import pairwise
from typing import IO, TYPE_CHECKING, NamedTuple

from .. import clock
from ..entries import EARLIEST_DAY, Exercise, Infusion, Mood, Note, Sleep
from ..exchange import cells, dictionary, jsonl, of_days, tables
from ..exchange.files import Files
from ..kept import Question
from ..progress.rounds import after, before
from ..store import brought, days, find, names, rows

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable
    from datetime import datetime

    from ..entries import Entry
    from ..kept import Kept
    from ..settings import Settings

# Their tables are always in the folder, for scripts to rely on; those of the other kinds once they were used.
ALWAYS = (Mood, Sleep, Exercise, Infusion, Note)
TURNS = ("started", "changed", "stopped")  # what daily.csv tells of medicines


class Written(NamedTuple):
    """What an export wrote: each file with its rows, and the entries in all of them."""

    files: list[tuple[str | None, int]]
    tally: rows.Tally


class Export(NamedTuple):
    """What is exported: the open file, the kinds, the part of them, the settings, and what goes along beside the entries."""

    db: sqlite3.Connection
    kinds: list[type[Entry]]
    part: rows.Part
    settings: Settings
    now: datetime
    tallies: dict[type[Entry], rows.Tally]
    kept: list[Kept]


def csv_folder(export: Export, folder: str, *, force: bool) -> Written:
    """Write the tables of the kinds, the days, the infusions and their dictionary into a folder."""
    kinds = [kind for kind in export.kinds if kind in ALWAYS or names.logged(export.db, kind.kind)]
    with Files(folder, force=force) as files:
        counts = [one_table(export._replace(kinds=[kind]), files.open(f"{kind.kind}.csv")) for kind in kinds]
        treated = [tables.Treated(*row) for row in rows.infusions(export.db)]
        daily = _daily(export, treated)
        counts.append(tables.write(files.open(tables.DAILY), [column.name for column in daily], [of_days.table(daily)]))
        counts.append(_infusions(export, treated, files.open(tables.INFUSIONS)))
        readme = dictionary.text(kinds, daily, export.settings.day_ends, notes=export.part.notes)
        files.open(tables.README).write(readme)
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
    count = tables.write(stream, rows.columns(kind), rows.batches(export.db, kind, export.part, cells.GUARDED))
    return _counted(export, count)


def lines(export: Export, stream: IO[str]) -> int:
    """Write JSONL; return its entries."""
    jsonl.write_header(stream, clock.stamp(export.now), tally(export).entries, rows.settings(export.db), export.kept)
    counts = [jsonl.write(stream, rows.columns(kind), rows.batches(export.db, kind, export.part)) for kind in export.kinds]
    return _counted(export, sum(counts))


def tally(export: Export) -> rows.Tally:
    """Add up the entries of all kinds that are exported."""
    found = [export.tallies[kind] for kind in export.kinds]
    firsts, lasts = [one.first for one in found if one.first], [one.last for one in found if one.last]
    return rows.Tally(
        sum(one.entries for one in found), sum(one.notes for one in found), min(firsts, default=None), max(lasts, default=None)
    )


def kept(db: sqlite3.Connection, part: rows.Part) -> list[Kept]:
    """Return what JSONL has beside the entries. A question is a text like a note, so it stays here where notes do."""
    return [one for one in brought.every(db) if part.notes or not isinstance(one, Question)]


def _daily(export: Export, treated: list[tables.Treated]) -> list[of_days.Column]:
    """Return the columns of daily.csv; which ones there are goes by the whole file, not by the part."""
    header, fixed = rows.daily(export.db, export.part)
    named = [of_days.OfDay(*row) for row in rows.of_days(export.db)]
    return of_days.columns(header, fixed, treated, find.medicines(export.db, TURNS), named)


def _infusions(export: Export, treated: list[tables.Treated], stream: IO[str]) -> int:
    """Write all infusions, also those outside the part: without the first ones no gap can be read."""
    told = {one.day: date.fromisoformat(one.day) for one in treated}
    today = clock.day_of(export.now, export.settings.day_ends)
    moods = days.moods(export.db, EARLIEST_DAY, today.isoformat())
    treatment_days = list(told.values())
    gaps = [None, *((later - earlier).days for earlier, later in pairwise(treatment_days))]
    around = {
        day: tables.Around(gap, before(one, treatment_days, moods), after(one, treatment_days, moods, today))
        for (day, one), gap in zip(told.items(), gaps, strict=False)
    }
    return tables.write_infusions(stream, treated, around)


def _counted(export: Export, count: int) -> int:
    """Return the number of rows written. Raises if the file holds another number of entries."""
    if count != (there := tally(export).entries):
        message = f"wrote {count} rows of {there} entries"
        raise AssertionError(message)
    return count
