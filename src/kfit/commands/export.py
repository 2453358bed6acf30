"""Writes entries out: `kfit export csv` for people and spreadsheets, `kfit export jsonl` without any loss."""

from __future__ import annotations

import io
import os
import sys
from contextlib import contextmanager
from datetime import date
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple, cast

import typer

from .. import clock
from ..entries import KINDS
from ..errors import Refused
from ..exchange import alongside, tables
from ..show.safe import safe
from ..store import rows
from ..store.file import Data
from ..weekdays import in_words
from .exported import Export, Written, csv_folder, kept, lines, one_file, one_table, tally
from .output import say, say_json, talk
from .shape import Command, Json, new_app
from .span import since_day, until_day

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import datetime

    from ..entries import Entry
    from ..kept import Kept
    from ..settings import Settings

NOTHING = "Nothing logged yet, so there is nothing to export. One line is enough: kfit mood 5   (0 worst, 10 best)"
ALL_INFUSIONS = f"{tables.INFUSIONS} holds all your infusions: without the earlier ones no gap can be read."
app = new_app()

Output = Annotated[str | None, typer.Option("--output", "-o", metavar="PATH", help="Where to write.")]
Since = Annotated[str | None, typer.Option(metavar="DAY", help="From this day on.")]
Until = Annotated[str | None, typer.Option(metavar="DAY", help="Up to this day.")]
NoNotes = Annotated[bool, typer.Option("--no-notes", help="Leave out the text of notes and questions.")]
Force = Annotated[bool, typer.Option("--force", help="Write over files of the same name.")]


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
        _run(what, lambda export: csv_folder(export, str(output), force=force), json=json)
    else:
        _run(what, lambda export: _one(export, output, one_table, force=force), json=json, output=output)


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
    """Write everything as JSONL, one entry a line. It comes back whole with `kfit import`."""
    what = _Wanted(list(KINDS.values()), since, until, notes=not no_notes, kept=True)
    _run(what, lambda export: _one(export, output, lines, force=force), json=json, output=output)


class _Wanted(NamedTuple):
    """What was asked for, the days still as they were typed."""

    kinds: list[type[Entry]]
    since: str | None
    until: str | None
    notes: bool
    kept: bool = False  # whether what lies beside the entries goes along

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
    along: list[Kept] = []
    with Data.to_read() as data:
        written = None
        if data.db is not None:
            settings = data.settings()
            data.db.execute("begin")
            part = what.part(now, settings)
            tallies = {kind: rows.tally(data.db, kind, part) for kind in what.kinds}
            along = kept(data.db, part) if what.kept else []
            written = write(Export(data.db, what.kinds, part, settings, now, tallies, along))
    if json:
        say_json({"files": [{"path": path, "rows": count} for path, count in written.files] if written else []})
    elif written is None:
        talk(NOTHING)
    else:
        (talk if output is None else say)(_answer(written, now.date(), what, along))


def _one(export: Export, output: str | None, write: Callable[[Export, IO[str]], int], *, force: bool) -> Written:
    """Write one file, or to stdout where none is named."""
    if output is None:
        with _stdout() as stream:
            return Written([(None, write(export, stream))], tally(export))
    return one_file(export, output, write, force=force)


@contextmanager
def _stdout() -> Iterator[IO[str]]:
    """Lend stdout for bytes as they belong into a file; a terminal gets the text made harmless."""
    if sys.stdout.isatty():
        shown = io.StringIO(newline="")
        yield shown
        say(shown.getvalue().replace("\r\n", "\n").removesuffix("\n"))
        return
    stream = cast("io.TextIOWrapper", sys.stdout)
    stream.reconfigure(encoding="utf-8", newline="")
    yield stream
    stream.flush()


def _answer(written: Written, today: date, what: _Wanted, along: list[Kept]) -> str:
    """Say what was written where, how many entries, whether notes are in it, and what goes beyond the days asked for."""
    count, with_note, first, last = written.tally
    paths = [path for path, _ in written.files if path]
    where = safe(f"{len(paths)} files to {os.path.dirname(paths[0])}" if len(paths) > 1 else "".join(paths) or "to stdout")
    span = f": {_span(date.fromisoformat(first), date.fromisoformat(last), today)}" if first and last else ""
    entries = f"{count:,} {'entry' if count == 1 else 'entries'}"
    if not what.notes:
        said = f"{entries}, without the text of notes{' and questions' if what.kept else ''}."
    elif with_note:
        said = f"{entries}, {with_note:,} with notes. To leave the notes out: --no-notes."
    else:
        said = f"{entries}, none with a note."
    infused = len(paths) > 1 and any(count for path, count in written.files if path and os.path.basename(path) == tables.INFUSIONS)
    beside = [f"Beside the entries: {alongside.said(along)}."] if along else []
    beyond = [ALL_INFUSIONS] if infused and (what.since or what.until) else []
    return "\n".join([f"Wrote {where}{span}", said, *beside, *beyond])


def _span(first: date, last: date, today: date) -> str:
    return in_words(first, today) if first == last else f"{in_words(first, today)} to {in_words(last, today)}"
