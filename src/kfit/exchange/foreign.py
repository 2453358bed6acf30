"""Reads any table with a header by means of a map: a row can hold an entry of each kind."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from typing import TYPE_CHECKING, NamedTuple

from .. import clock
from ..entries import Note, Sleep
from . import cells
from .amounts import Unread
from .day_column import DayColumn, Read, time_of_day
from .filled import as_it_stands, counts, fields, value
from .incoming import Row
from .number_column import decimal_comma

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from ..entries import Entry
    from ..kept import Tracked
    from .incoming import Values
    from .mapping import Column, Map, What

SOURCE = "csv"


class Rules(NamedTuple):
    """How a table is read, beside its map: the settings of its numbers and dates, the names kept here, and what this machine adds.

    `decimal_comma` is None where nobody said how its numbers are written.
    """

    date_order: str
    day_ends: str
    date_format: str | None
    decimal_comma: bool | None
    drop_repeats: bool
    logged_at: str
    zone: str | None
    tracked: tuple[Tracked, ...] = ()


class Table:
    """Somebody's table; `lines` begins it anew behind its header each time. `repeats` counts what the last reading met."""

    def __init__(self, header: list[str], map_: Map, rules: Rules, lines: Callable[[], Iterator[list[str]]]) -> None:
        self.header, self.map, self.rules, self.lines = header, map_, rules, lines
        self.entries, self.note_kind = map_.entries(), map_.note_kind()
        self.repeats = 0
        dates = ((line, row[map_.day].strip()) for line, row in self._whole_rows())
        self.days = DayColumn(map_.day_name, dates, rules.date_order, rules.date_format)
        self.commas = self._commas()

    def rows(self) -> Iterator[Row]:
        """Yield what each line holds."""
        self.repeats = 0
        counts: dict[bytes, int] = {}
        whole: dict[bytes, int] = {}
        used = sorted({self.map.day, *(place for column in self.map.columns for place in column.places)} | self._extra())
        for line, row in cells.numbered(self.lines()):
            if len(row) != len(self.header):
                yield Row(line, wrong=f"it has {len(row)} cells, the header {len(self.header)}")
                continue
            row = [cell.strip() for cell in row]  # noqa: PLW2901 - blanks around a cell mean nothing
            first = whole.setdefault(_digest(row[place] for place in used), line)
            if first != line:
                self.repeats += 1
                if not self.keeps_repeats():
                    yield Row(line, empty=(f"it repeats row {first}",))
                    continue
            try:
                yield self._row(line, row, counts)
            except Unread as error:
                yield Row(line, wrong=str(error))

    def _commas(self) -> dict[Column, bool]:
        """Tell for each column whether its numbers are written with a decimal comma."""
        commas = dict.fromkeys(self.map.columns, bool(self.rules.decimal_comma))
        if self.rules.decimal_comma is not None:
            return commas
        first: dict[Column, dict[str, int]] = {column: {} for column in self.map.columns if counts(column)}
        for line, row in self._whole_rows() if first else ():
            for column, rows in first.items():
                for place in column.places:
                    rows.setdefault(row[place].strip(), line)
        for column, rows in first.items():
            commas[column] = decimal_comma(column, rows)
        return commas

    def _whole_rows(self) -> Iterator[tuple[int, list[str]]]:
        return ((line, row) for line, row in cells.numbered(self.lines()) if len(row) == len(self.header))

    def values(self, columns: Iterable[Column]) -> dict[Column, list[float]]:
        """Return the numbers of columns as they stand in their unit, those that can be read."""
        found: dict[Column, list[float]] = {column: [] for column in columns}
        for _, row in self._whole_rows():
            told = [cell.strip() for cell in row]
            for column, numbers in found.items():
                if (number := as_it_stands(column, told, decimal_comma=self.commas[column])) is not None:
                    numbers.append(number)
        return found

    def keeps_repeats(self) -> bool:
        """Tell whether an exact repeat is an entry of its own: not if it is to be left out, and not if its id says that it is the same."""
        return not self.rules.drop_repeats and self.map.id is None

    def _extra(self) -> set[int]:
        return {place for place in (self.map.at, self.map.id, self.map.note) if place is not None}

    def _row(self, line: int, row: list[str], counts: dict[bytes, int]) -> Row:
        entries: list[tuple[type[Entry], Values]] = []
        empty: list[str] = []
        read = self._day(row)
        note = row[self.map.note] or None if self.map.note is not None else None
        for what, columns in self.entries.items():
            kind = what[0]
            told = [(column, value(column, row, decimal_comma=self.commas[column])) for column in columns]
            why = _no_entry(kind, told)
            if why is None and told:
                with_note = note if self.note_kind is kind else None
                note = None if with_note else note
                number = self._source_id(row, what, columns, with_note, counts)
                entries.append((kind, self._values(kind, read, fields(told), with_note, number)))
            elif why:
                empty.append(why)
        if note is not None:
            entries.append((Note, self._values(Note, read, {}, note, self._source_id(row, (Note, ""), [], note, counts))))
        return Row(line, tuple(entries), empty=tuple(empty))

    def _day(self, row: list[str]) -> Read:
        try:
            read = self.days.read(row[self.map.day])
        except Unread as error:
            raise Unread(f"day {error}" if row[self.map.day] else "day is missing") from None
        if self.map.at is None or not row[self.map.at]:
            return read
        try:
            at = time_of_day(row[self.map.at])
        except Unread as error:
            raise Unread(f"at {error}") from None
        return Read(read.day, clock.local(datetime.combine(read.day, at)))

    def _values(self, kind: type[Entry], read: Read, own: dict[str, object], note: str | None, source_id: str) -> Values:
        """Return an entry's values in the order of its fields. A time says when it was, but for sleep: its day is as given."""
        moment = None if kind is Sleep else read.moment
        day = read.day if moment is None else self._lived(moment)
        values = {
            "day": day.isoformat(),
            "at": clock.instant(moment) if moment else None,
            "tz": self.rules.zone if moment and not read.placed else None,
            "note": note,
            "source": SOURCE,
            "source_id": source_id,
            "logged_at": self.rules.logged_at,
            **own,
        }
        return tuple(values.get(name) for name in kind.FIELDS)

    def _lived(self, moment: datetime) -> date:
        return clock.day_of(moment, self.rules.day_ends)

    def _source_id(self, row: list[str], what: What, columns: list[Column], note: str | None, counts: dict[bytes, int]) -> str:
        """Return the table's own id, else the hash of the cells that made the entry and its count among equal ones of the file.

        A row can hold several entries of one kind, which their names keep apart.
        """
        kind, named = what[0], [what[1]] if what[1] else []
        if self.map.id is not None:
            if not row[self.map.id]:
                raise Unread("id is missing")
            key = _digest((kind.kind, *named, row[self.map.id]))
            counts[key] = counts.get(key, 0) + 1
            if counts[key] > 1:
                raise Unread("its id stands in a row above with other content")
            return "/".join([row[self.map.id], *named])
        shared = [row[place] for place in (self.map.day, self.map.at) if place is not None]
        key = _digest((kind.kind, *named, *shared, note or "", *(row[place] for column in columns for place in column.places)))
        counts[key] = counts.get(key, 0) + 1
        return f"{key.hex()}-{counts[key]}"


def _no_entry(kind: type[Entry], told: list[tuple[Column, object]]) -> str | None:
    """Say why a row holds no entry, in no words if its cells are all empty; None if it holds one."""
    main = next(((column, value) for column, value in told if column.target.main), None)
    anything = any(value is not None for _, value in told)
    if main is None:
        return None if anything else ""
    column, found = main
    if found == 0 and kind.adds_up:
        return f"{column.target.name or kind.kind} is 0, which is no entry"
    if found is None:
        return f"{kind.kind} is empty" if anything else ""
    return None


def _digest(texts: Iterable[str]) -> bytes:
    """Return a hash of texts that keeps apart where one ends and the next begins."""
    return sha256("\0".join(f"{len(text)}:{text}" for text in texts).encode("utf-8", "surrogatepass")).digest()[:16]
