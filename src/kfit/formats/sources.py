"""Open a file for import and detect its format: kfit's own CSV, a folder of it, kfit's JSONL, or a mapped table."""

from __future__ import annotations

import csv
import io
import os
from contextlib import contextmanager
from itertools import islice
from select import select
from stat import S_ISFIFO, S_ISREG
from time import monotonic, sleep
from typing import IO, NamedTuple

from ..errors import Refused
from . import csv_export, csv_import, foreign_files, import_maps, jsonl, mapping
from .cells import AmbiguousTable, TableReading
from .map_offer import LOOKED_THROUGH, MapOffer, long_maps
from .map_targets import Targets
from .mapped_table import MappedTable
from .rows import ImportRow
from .sheets import read_sheet

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from contextlib import ExitStack

    from ..model.planning import PlanningRecord
    from .apps.contract import AppSource
    from .entry_filter import EntryFilter
    from .jsonl import SettingChoice
    from .mapped_table import TableRules
    from .sheets import WorkbookSheet

LOOKED_AT = 8192  # bytes
PATIENCE = 2.0  # seconds to wait for somebody to open a pipe for writing
SILENCE = 10.0  # seconds to wait for more from somebody who has a pipe open
PIECE = 1 << 20  # bytes to read at a time from what has no length
MOST = 1 << 30  # bytes that may come from it
LONGEST_LINE = 1 << 24  # characters; the first line of JSONL can hold years of questions and goals
NO_TEXT = "{} is not a text file that kfit can read. It takes CSV and kfit's own JSONL, in UTF-8."
TITLE = "{} begins with a title. The names of its columns stand in row {}. Delete the rows above them, and import it again."
TOO_MUCH = "More than 1 GB comes from {}, so nothing is imported. Save it as a file first."
NO_UTF8 = "{} is not in UTF-8. In the spreadsheet, save it as 'CSV UTF-8'. Nothing imported."


class Unrecognised(Refused):
    """A file or folder that is not kfit's own, without a map. It can still be an app's export."""


class UnknownColumns(Unrecognised, AmbiguousTable):
    """A table without a map, with the maps that can be meant."""


class ImportSource(NamedTuple):
    """A file or folder to import: its files, settings and planning records.

    `table` is the mapped table, or `app` the app's export, if it is not kfit's own. `only` are the entries that are asked for.
    """

    name: str
    parts: tuple[SourceFile, ...]
    settings: tuple[SettingChoice, ...] = ()
    kept: tuple[PlanningRecord, ...] = ()
    table: MappedTable | None = None
    app: AppSource | None = None
    only: EntryFilter | None = None
    is_workbook: bool = False

    def read(self) -> Iterator[tuple[str, Iterator[ImportRow]]]:
        """Return an iterator of each part's name and rows, from the beginning. The name is empty if there is only one part."""
        for part in self.parts:
            rows = map(ImportRow.in_one_spelling, part.rows())
            yield part.name if len(self.parts) > 1 else "", self.only.picked(rows) if self.only else rows

    def moved(self) -> int:
        """Return how many entries at night were put on another day than the file's own."""
        return self.table.moved if self.table is not None else self.app.moved if self.app is not None else 0


class SourceFile(NamedTuple):
    """One file: its name, and a function that returns a new iterator over its rows."""

    name: str
    rows: Callable[[], Iterator[ImportRow]]


class SourceText:
    """The text of a file, which can be read repeatedly until the stack closes. Raises Refused for a file that is not UTF-8 text."""

    def __init__(self, name: str, raw: IO[bytes], stack: ExitStack) -> None:
        self.name = name
        with _told(name):
            begin = raw.read(LOOKED_AT) or b""  # a file of the system that has nothing to tell now gives None
        if step := foreign_files.find_next_step(name, begin):
            raise Unrecognised(step)
        if foreign_files.is_binary(begin):
            raise Unrecognised(NO_TEXT.format(name))
        encoding = "utf-16" if foreign_files.is_utf16(begin) else "utf-8-sig"
        self.text = stack.enter_context(io.TextIOWrapper(raw, encoding=encoding, newline=""))
        self.begin = 0  # lines above the header that a spreadsheet does not show

    def lines(self) -> Iterator[str]:
        """Yield the lines from the beginning, with their line ends unchanged. Raises Refused if they are not UTF-8, or endless."""
        with _told(self.name):
            self.text.seek(0)
            for _ in range(self.begin):
                self.text.readline(LONGEST_LINE)
            while line := self.text.readline(LONGEST_LINE):
                if len(line) == LONGEST_LINE:
                    raise Refused(f"{self.name} has a line of more than {LONGEST_LINE:,} characters. Nothing imported.")
                yield line

    def header(self) -> tuple[list[str], str]:
        """Return the cells of the first line, without guards and blanks, and the separator. Raises Refused for invalid CSV.

        A line such as `sep=;` above it names the separator.
        """
        delimiter = foreign_files.separator(next(self.lines(), ""))
        self.begin += bool(delimiter)
        delimiter = delimiter or csv_export.delimiter_of(next(self.lines(), ""))
        row = next(self._cells(delimiter), [])
        return [(csv_export.unguard(cell) or "").strip() for cell in row], delimiter

    def rows(self, delimiter: str) -> Iterator[list[str]]:
        """Yield the cells of each row after the header. Raises Refused for invalid CSV."""
        found = self._cells(delimiter)
        next(found, None)
        yield from found

    def _cells(self, delimiter: str) -> Iterator[list[str]]:
        reader = csv_export.reader(self.lines(), delimiter)
        try:
            yield from reader
        except csv.Error as error:
            long = "field limit" in str(error)
            what = (
                f"a cell is longer than {csv.field_size_limit():,} characters" if long else "a quote does not end, or stands within a cell"
            )
            raise Refused(f"{self.name}: {what} (line {reader.line_num}). Nothing imported.") from None


def open_source(path: str, stack: ExitStack) -> IO[bytes]:
    """Return a file, open until the stack closes, or all data of a pipe. Raises Refused if it is neither or unreadable."""
    try:
        found = os.stat(path)
        if not S_ISREG(found.st_mode) and not S_ISFIFO(found.st_mode):
            raise Refused(f"{path} is not a file that can be read.")
        raw = stack.enter_context(open(path, "rb", opener=_at_once))  # noqa: SIM115 - the stack is the context
    except OSError as error:
        raise Refused(f"I couldn't open {path} ({error.strerror}).") from None
    return raw if raw.seekable() else io.BytesIO(_piped(raw, path))


def _at_once(path: str, flags: int) -> int:
    """Open a file without blocking: a plain open of a pipe waits until another process writes into it."""
    return os.open(path, flags | getattr(os, "O_NONBLOCK", 0))


@contextmanager
def _told(name: str) -> Iterator[None]:
    """Turn an error of a read into Refused."""
    try:
        yield
    except UnicodeDecodeError:
        raise Unrecognised(NO_UTF8.format(name)) from None
    except OSError as error:
        raise Refused(f"I couldn't read {name} ({error.strerror}). Nothing imported.") from None


def _piped(raw: IO[bytes], name: str) -> bytes:
    """Return all data of a pipe, empty if nobody opens it within PATIENCE. Raises Refused if who has it open falls silent."""
    if not hasattr(os, "O_NONBLOCK"):
        return endless(raw, name)
    os.set_blocking(raw.fileno(), False)
    until = monotonic() + PATIENCE
    pieces: list[bytes] = []
    while sum(map(len, pieces)) <= MOST:
        piece = raw.read(PIECE)
        if piece:
            pieces.append(piece)
            if _is_useless(pieces[0]):
                return pieces[0]
        elif piece is None:  # somebody has it open, and has written nothing more
            if not select([raw], [], [], SILENCE)[0]:
                raise Refused(f"Nothing came from {name} for {SILENCE:g} seconds. Nothing imported.")
        elif pieces or monotonic() > until:
            return b"".join(pieces)
        else:
            sleep(PATIENCE / 40)
    raise Refused(TOO_MUCH.format(name))


def endless(raw: IO[bytes], name: str) -> bytes:
    """Return all data of a stream that can be without an end; only its beginning if it is of no use. Raises Refused if it is too long."""
    found = bytearray()
    while piece := raw.read(PIECE):
        found += piece
        if _is_useless(found):
            break
        if len(found) > MOST:
            raise Refused(TOO_MUCH.format(name))
    return bytes(found)


def _is_useless(data: bytes | bytearray) -> bool:
    """Return whether a stream that begins so is neither text nor an app's export, so that the rest of it need not be read."""
    begin = bytes(data[:LOOKED_AT])
    return foreign_files.is_binary(begin) and not foreign_files.is_container(begin)


def source(name: str, raw: IO[bytes], said: list[str], rules: TableRules, stack: ExitStack) -> ImportSource:
    """Return the content of a file to import. `said` are the values of --map. Raises Refused if it cannot be imported."""
    with _told(name):
        begin = raw.read(LOOKED_AT) or b""
        raw.seek(0)
    if foreign_files.is_workbook(begin):
        sheet = read_sheet(name, raw, rules.sheet, decimal_comma=bool(rules.decimal_comma))
        return _table(sheet, *sheet.header(), said, rules)._replace(is_workbook=True)
    text = SourceText(name, raw, stack)
    first = next(text.lines(), "")
    if not first.strip():
        raise Refused(f"{name} is empty." if not first else f"The first line of {name} is empty; it is to name the columns.")
    if first.lstrip().startswith("{") and jsonl.is_header(first):
        return _own(name, said, _jsonl(text, first))
    if step := foreign_files.find_structure(name, first):
        raise Unrecognised(step)
    return _table(text, *text.header(), said, rules)


def _table(text: SourceText | WorkbookSheet, header: list[str], delimiter: str, said: list[str], rules: TableRules) -> ImportSource:
    """Return the content of a table: kfit's own, or one that a map names. Raises Refused if it is neither."""
    name = text.name
    if csv_import.is_own(header):
        return _own(name, said, ImportSource(name, (_own_table(text, header, delimiter, rules),)))
    if csv_import.is_summary(header):
        raise Refused(f"{name} is a summary that kfit made. The entries are in the other files of its folder.")
    if below := foreign_files.find_columns(header, text.rows(delimiter)):
        raise Unrecognised(TITLE.format(name, below + 1))
    if not said and (not mapping.are_names(header) or foreign_files.holds_values(header, text.rows(delimiter))):
        raise Unrecognised(f"{name}: {mapping.NO_NAMES}")
    if not said:
        raise _unknown_columns(header, text.rows(delimiter), rules)
    table = MappedTable(header, mapping.read_map(said, header, Targets(rules.tracked)), rules, lambda: text.rows(delimiter))
    return ImportSource(name, (SourceFile(name, table.rows),), table=table)


def _unknown_columns(header: list[str], rows: Iterator[list[str]], rules: TableRules) -> Unrecognised:
    """Return the refusal of a table without a map, with the one that its headings and cells suggest."""
    found = f"I don't know these columns: {mapping.listed(header)}."
    ways = [TableReading(f"With your map '{name}'", {"map": [name]}) for name in import_maps.fitting(header, rules.maps, rules.tracked)]
    if ways:
        return UnknownColumns(found, ways)
    looked, targets = list(islice(rows, LOOKED_THROUGH)), Targets(rules.tracked)
    offer = MapOffer(header, looked, targets)
    if not offer.text():
        ways = [
            TableReading(f"To see its rows of '{told.partition('=')[2]}'", {"where": (told,), "map": [map_], "dry_run": True})
            for told, map_ in long_maps(header, looked, targets)
        ]
        if ways:
            return UnknownColumns(found, ways)
        return Unrecognised(f"{found}\nSay what they hold: kfit import FILE {mapping.EXAMPLE}")
    left = f"\nNot taken by it: {mapping.listed(offer.left)}." if offer.left else ""
    return UnknownColumns(found, [TableReading("To see what they may hold", {"map": [offer.text()], "dry_run": True})], left)


def folder(path: str, said: list[str], rules: TableRules, stack: ExitStack) -> ImportSource:
    """Return the content of a folder of kfit's own CSV files. Raises Refused for other CSV files, and if there are none."""
    try:
        names = sorted(name for name in os.listdir(path) if name.lower().endswith(".csv") and not name.startswith("."))
    except OSError as error:
        raise Refused(f"I couldn't open {path} ({error.strerror}).") from None
    parts = []
    for name in names:
        text = SourceText(name, open_source(os.path.join(path, name), stack), stack)
        header, delimiter = text.header()
        if csv_import.is_summary(header):
            continue
        if not csv_import.is_own(header):
            raise Unrecognised(f"{name} in that folder is not from kfit. One file at a time: kfit import FILE {mapping.EXAMPLE}")
        parts.append(_own_table(text, header, delimiter, rules))
    if not parts:
        raise Unrecognised(f"There is no CSV of kfit in {path}.")
    return _own(path, said, ImportSource(path, tuple(parts)))


def app(source: AppSource) -> ImportSource:
    """Return the content of an app's export."""
    return ImportSource(source.files.name, (SourceFile(source.files.name, source.read),), app=source)


def _own(name: str, said: list[str], found: ImportSource) -> ImportSource:
    if said:
        raise Refused(f"{name} is kfit's own; it needs no --map.")
    return found


def _own_table(text: SourceText | WorkbookSheet, header: list[str], delimiter: str, rules: TableRules) -> SourceFile:
    saved = csv_import.saved_forms(header, text.rows(delimiter), delimiter, rules.date_order, rules.date_format)
    return SourceFile(text.name, lambda: csv_import.rows(header, text.rows(delimiter), saved))


def _jsonl(text: SourceText, first: str) -> ImportSource:
    header = jsonl.read_header(first)

    def rows() -> Iterator[ImportRow]:
        lines = text.lines()
        next(lines)
        return jsonl.rows(lines, header.entries)

    return ImportSource(text.name, (SourceFile(text.name, rows),), header.settings, header.kept)
