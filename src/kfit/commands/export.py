"""Writes entries out: `kfit export csv` for people and spreadsheets, `kfit export jsonl` without any loss."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from datetime import date
from itertools import pairwise
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple

import typer

from .. import clock
from ..entries import EARLIEST_DAY, KINDS
from ..errors import Refused
from ..exchange import cells, dictionary, jsonl, tables
from ..exchange.files import Files
from ..progress.rounds import after, before
from ..show.safe import safe
from ..store import days, rows
from ..store.file import Data
from ..when import in_words
from .output import say, say_json, talk
from .shape import Command, Json, new_app
from .span import since_day, until_day

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from ..entries import Entry
    from ..settings import Settings

NOTHING = "Nothing logged yet, so there is nothing to export. One line is enough: kfit mood 5   (0 worst, 10 best)"
ALL_INFUSIONS = f"{tables.INFUSIONS} holds all your infusions: without the earlier ones no gap can be read."
app = new_app()

Output = Annotated[str | None, typer.Option("--output", "-o", metavar="PATH", help="Where to write.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to this day.")]
NoNotes = Annotated[bool, typer.Option("--no-notes", help="Leave out the text of notes.")]
Force = Annotated[bool, typer.Option("--force", help="Write over files of the same name.")]


class Written(NamedTuple):
    """What an export wrote: each file with its rows, and the entries in all of them."""

    files: list[tuple[str | None, int]]
    tally: rows.Tally


class Export(NamedTuple):
    """What is exported: the open file, the kinds, the part of them, and the settings."""

    db: sqlite3.Connection
    kinds: list[type[Entry]]
    part: rows.Part
    settings: Settings
    now: datetime
    tallies: dict[type[Entry], rows.Tally]


@app.command("csv", cls=Command, epilog="Example: kfit export csv -o visit")
def csv_(
    output: Output = None,
    kind: Annotated[str | None, typer.Option(metavar="KIND", help="One kind, into one file.", autocompletion=lambda: list(KINDS))] = None,
    since: Since = None,
    until: Until = None,
    *,
    no_notes: NoNotes = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write CSV for a spreadsheet: a folder of tables, or one kind as one file."""
    if kind is not None and kind not in KINDS:
        raise Refused(f"I don't know the kind '{kind}'. There are: {', '.join(KINDS)}.")
    if kind is None and output is None:
        raise Refused("An export of all kinds is a folder. Try: kfit export csv -o visit")
    kinds = [KINDS[kind]] if kind else list(KINDS.values())
    what = _Wanted(kinds, since, until, notes=not no_notes)
    if kind is None:
        _run(what, lambda export: _csv_folder(export, str(output), force=force), json=json)
    else:
        _run(what, lambda export: _one_file(export, output, _one_table, force=force), json=json, output=output)


@app.command("jsonl", cls=Command, epilog="Example: kfit export jsonl -o entries.jsonl")
def jsonl_(
    output: Output = None,
    since: Since = None,
    until: Until = None,
    *,
    no_notes: NoNotes = False,
    force: Force = False,
    json: Json = False,
) -> None:
    """Write everything as JSONL, one entry a line: it comes back by `kfit import` without any loss."""
    what = _Wanted(list(KINDS.values()), since, until, notes=not no_notes)
    _run(what, lambda export: _one_file(export, output, _lines, force=force), json=json, output=output)


class _Wanted(NamedTuple):
    """What was asked for, the days still as they were typed."""

    kinds: list[type[Entry]]
    since: str | None
    until: str | None
    notes: bool

    def part(self, now: datetime, settings: Settings) -> rows.Part:
        """Return the part of the entries that is meant."""
        whole = rows.Part(notes=self.notes)
        since = since_day(self.since, "kfit export csv", now, settings).isoformat() if self.since else whole.since
        until = until_day(self.until, "kfit export csv", now, settings).isoformat() if self.until else whole.until
        return whole._replace(since=since, until=until)


def _run(what: _Wanted, write: Callable[[Export], Written], *, json: bool, output: str | None = "") -> None:
    """Export from one state of the file, and say what was written."""
    if json and output is None:
        raise Refused("With --json the entries need a file of their own. Try: -o entries")
    now = clock.now()
    with Data.to_read() as data:
        written = None
        if data.db is not None:
            settings = data.settings()
            data.db.execute("begin")
            part = what.part(now, settings)
            tallies = {kind: rows.tally(data.db, kind, part) for kind in what.kinds}
            written = write(Export(data.db, what.kinds, part, settings, now, tallies))
    if json:
        say_json({"files": [{"path": path, "rows": count} for path, count in written.files] if written else []})
    elif written is None:
        talk(NOTHING)
    else:
        (talk if output is None else say)(_answer(written, now.date(), what))


def _csv_folder(export: Export, folder: str, *, force: bool) -> Written:
    """Write the tables of all kinds, the days, the infusions and their dictionary into a folder."""
    with Files(folder, force=force) as files:
        counts = [_one_table(export._replace(kinds=[kind]), files.open(f"{kind.kind}.csv")) for kind in export.kinds]
        header, of_days = rows.daily(export.db, export.part)
        treated = [tables.Treated(*row) for row in rows.infusions(export.db)]
        counts.append(tables.write_daily(files.open(tables.DAILY), header, of_days, treated))
        counts.append(_infusions(export, treated, files.open(tables.INFUSIONS)))
        readme = dictionary.text(export.kinds, header, export.settings.day_ends, notes=export.part.notes)
        files.open(tables.README).write(readme)
        counts.append(readme.count("\n"))
        return Written(list(zip(files.paths(), counts, strict=True)), _tally(export))


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


def _one_file(export: Export, output: str | None, write: Callable[[Export, IO[str]], int], *, force: bool) -> Written:
    """Write one file, or to stdout where none is named."""
    if output is None:
        with _stdout() as stream:
            return Written([(None, write(export, stream))], _tally(export))
    folder, name = os.path.split(os.path.realpath(output))
    with Files(folder, force=force) as files:
        count = write(export, files.open(name))
        return Written([(path, count) for path in files.paths()], _tally(export))


@contextmanager
def _stdout() -> Iterator[IO[str]]:
    """Lend stdout for bytes as they belong into a file; a terminal gets the text made harmless."""
    if sys.stdout.isatty():
        shown = io.StringIO(newline="")
        yield shown
        say(safe(shown.getvalue().replace("\r\n", "\n"), lines=True).removesuffix("\n"))
        return
    sys.stdout.flush()
    stream = io.TextIOWrapper(sys.stdout.buffer, encoding="utf-8", newline="")
    yield stream
    stream.detach()


def _one_table(export: Export, stream: IO[str]) -> int:
    (kind,) = export.kinds
    count = tables.write(stream, rows.columns(kind), rows.batches(export.db, kind, export.part, cells.GUARDED))
    return _counted(export, count)


def _lines(export: Export, stream: IO[str]) -> int:
    jsonl.write_header(stream, clock.stamp(export.now), _tally(export).entries, rows.settings(export.db))
    counts = [jsonl.write(stream, rows.columns(kind), rows.batches(export.db, kind, export.part)) for kind in export.kinds]
    return _counted(export, sum(counts))


def _counted(export: Export, count: int) -> int:
    """Return the number of rows written. Raises if the file holds another number of entries."""
    if count != (there := _tally(export).entries):
        message = f"wrote {count} rows of {there} entries"
        raise AssertionError(message)
    return count


def _tally(export: Export) -> rows.Tally:
    """Add up the entries of all kinds that are exported."""
    found = [export.tallies[kind] for kind in export.kinds]
    firsts, lasts = [one.first for one in found if one.first], [one.last for one in found if one.last]
    return rows.Tally(
        sum(one.entries for one in found), sum(one.notes for one in found), min(firsts, default=None), max(lasts, default=None)
    )


def _answer(written: Written, today: date, what: _Wanted) -> str:
    """Say what was written where, how many entries, whether notes are in it, and what goes beyond the days asked for."""
    count, with_note, first, last = written.tally
    paths = [path for path, _ in written.files if path]
    where = safe(f"{len(paths)} files to {os.path.dirname(paths[0])}" if len(paths) > 1 else "".join(paths) or "to stdout")
    span = f": {_span(date.fromisoformat(first), date.fromisoformat(last), today)}" if first and last else ""
    entries = f"{count:,} {'entry' if count == 1 else 'entries'}"
    if not what.notes:
        said = f"{entries}, without the text of notes."
    elif with_note:
        said = f"{entries}, {with_note:,} with notes. To leave the notes out: --no-notes."
    else:
        said = f"{entries}, none with a note."
    infused = len(paths) > 1 and any(count for path, count in written.files if path and os.path.basename(path) == tables.INFUSIONS)
    beyond = f"\n{ALL_INFUSIONS}" if infused and (what.since or what.until) else ""
    return f"Wrote {where}{span}\n{said}{beyond}"


def _span(first: date, last: date, today: date) -> str:
    return in_words(first, today) if first == last else f"{in_words(first, today)} to {in_words(last, today)}"
