"""Read any table with a header by a map of its columns. One row can contain several entries, of different kinds."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from re import compile as pattern
from typing import NamedTuple

from .. import clock
from ..errors import Refused
from ..model.entries import Infusion, Note, Sleep
from . import cells, column_values, csv_export
from .cells import CellDay, DayColumn, UnreadableCell, comma_fits, point_fits, time_of_day
from .map_targets import MOMENT, Targets
from .row_columns import RowColumns
from .row_filters import read_filters, refuse_row
from .rows import ImportRow
from .table_nights import WITHIN, NightTotal, TableNights
from .word_scales import word_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from ..model.fields import Entry
    from ..model.planning import CustomName, ImportMap
    from .mapping import ColumnMap, MapColumn, What
    from .rows import Values

SOURCE = "csv"
NOTHING = pattern(r"0+(?:[.,]0+)?\s*(?:mg(?:/kg)?|mcg|g)?")


class TableRules(NamedTuple):
    """The rules for reading a table besides its map: formats of numbers and dates, custom names in the data file, time and zone of import.

    `decimal_comma` is None if no option says how numbers are written. `where` are the filters, `Category=Mood`, `prefer` the sources
    whose nights go before those of others, `maps` the maps that are kept by name,
    `sheet` the sheet of a workbook.
    """

    date_order: str
    day_ends: str
    date_format: str | None
    decimal_comma: bool | None
    drop_repeats: bool
    logged_at: str
    zone: str | None
    tracked: tuple[CustomName, ...] = ()
    longest_night: bool = False
    where: tuple[str, ...] = ()
    prefer: tuple[str, ...] = ()
    maps: tuple[ImportMap, ...] = ()
    sheet: str | None = None


class MappedTable:
    """A mapped table. `lines` returns a new iterator over the rows after the header.

    Of the last reading, `repeats` counts the rows that repeat another one whole, `moved` the entries at night whose day is the one before.
    """

    def __init__(self, header: list[str], map_: ColumnMap, rules: TableRules, lines: Callable[[], Iterator[list[str]]]) -> None:
        self.header, self.rules, self.lines = header, rules, lines
        self.filters = read_filters(rules.where, header)
        self.repeats = self.moved = 0
        dates = ((line, row[map_.day]) for line, row in self.whole_rows())
        self.days = DayColumn(map_.day_name, dates, rules.date_order, rules.date_format)
        self.map = map_._replace(columns=self._with_commas(map_.columns))
        self.note_kind = map_.note_kind()
        self.columns = RowColumns(self.map, Targets(rules.tracked))
        self.nights = TableNights(self.map, rules.date_order, rules.date_format, rules.prefer)
        self.nights.read_times(self.whole_rows, lambda row: self._day(row).day)
        if rules.longest_night or rules.prefer:
            self.read_nights()
        if rules.prefer:
            self.nights.keep_preferred()
        if rules.longest_night:
            self.nights.keep_longest()

    def rows(self) -> Iterator[ImportRow]:
        """Yield the entries of each row, or why it has none."""
        self.repeats = 0
        counts: dict[bytes, int] = {}
        whole: dict[bytes, int] = {}
        self.moved = 0
        self.nights.totals.clear()
        # An id tells which rows are one, whatever else stands in them. Without one only a row that is repeated whole is a repeat.
        used = sorted(self.map.used()) if self.map.id is not None else range(len(self.header))
        for line, row in csv_export.number_lines(self.lines()):
            if len(row) != len(self.header):
                yield ImportRow(line, wrong=f"it has {len(row)} cells, the header {len(self.header)}")
                continue
            row = [cell.strip() for cell in row]  # noqa: PLW2901 - blanks around a cell mean nothing
            if why := refuse_row(row, self.filters):
                yield ImportRow(line, empty=(why,))
                continue
            first = whole.setdefault(_digest(row[place] for place in used), line)
            if first != line:
                self.repeats += 1
                if not self.keeps_repeats():
                    yield ImportRow(line, empty=(f"it repeats row {first}",))
                    continue
            try:
                yield self._row(line, row, counts)
            except UnreadableCell as error:
                yield ImportRow(line, wrong=str(error))

    def _with_commas(self, columns: tuple[MapColumn, ...]) -> tuple[MapColumn, ...]:
        """Return the columns, each with its decimal sign. Raises AmbiguousTable."""
        if self.rules.decimal_comma is not None:
            return tuple(column._replace(comma=self.rules.decimal_comma) for column in columns)
        first: dict[MapColumn, dict[str, int]] = {column: {} for column in columns if column_values.counts(column)}
        for line, row in self.whole_rows() if first else ():
            for column, rows in first.items():
                for place in column.places:
                    rows.setdefault(row[place], line)
        return tuple(
            column._replace(comma=column_values.decimal_comma(column, first[column])) if column in first else column for column in columns
        )

    def whole_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that have as many cells as the header and pass the filters, with their numbers."""
        for line, row in csv_export.number_lines(self.lines()):
            if len(row) == len(self.header) and not refuse_row(row, self.filters):
                yield line, [cell.strip() for cell in row]  # blanks around a cell mean nothing

    def values(self, columns: Iterable[MapColumn]) -> dict[MapColumn, list[float]]:
        """Return the readable numbers of each column, in the unit of the map."""
        found: dict[MapColumn, list[float]] = {column: [] for column in columns}
        for _, row in self.whole_rows():
            for column, numbers in found.items():
                if (number := column_values.as_it_stands(column, row)) is not None:
                    numbers.append(number)
        return found

    def words(self, column: MapColumn) -> tuple[dict[str, str], int]:
        """Return the words of a column, as two are compared and as first written, and how many cells are numbers."""
        found: dict[str, str] = {}
        numbers = 0
        for _, row in self.whole_rows():
            cell = row[column.places[0]]
            if point_fits(cell) or comma_fits(cell) or column_values.SHARE.fullmatch(cell):
                numbers += 1
            elif (key := word_key(cell)) not in cells.NONE:
                found.setdefault(key, " ".join(cell.split()))
        return found, numbers

    def read_nights(self) -> TableNights:
        """Return the nights of the whole table."""
        for _ in self.rows():
            pass
        return self.nights

    def keeps_repeats(self) -> bool:
        """Return whether an exact repeat is a separate entry: not if repeats are dropped, or if the table has ids."""
        return not self.rules.drop_repeats and self.map.id is None

    def _row(self, line: int, row: list[str], counts: dict[bytes, int]) -> ImportRow:
        entries: list[tuple[type[Entry], Values]] = []
        empty: list[str] = []
        bad: list[str] = []
        read = self._day(row)
        note = row[self.map.note] or None if self.map.note is not None else None
        for what, columns in self.columns.of(row, bad, empty).items():
            kind = what[0]
            told = self._told(row, columns, bad)
            if told is None:
                continue
            own, day = column_values.fields(told), read
            why = _no_entry(kind, told)
            if kind is Sleep and (why is None or self.nights.spans or self.nights.unread):
                try:
                    why, day, times = self._night(line, row, read, told, why)
                except (UnreadableCell, Refused) as error:
                    bad.append(str(error))
                    continue
                own |= times
            if why is None and (told or own):
                with_note = note if self.note_kind is kind else None
                note = None if with_note else note
                number = self._source_id(row, what, columns, with_note, counts)
                entries.append((kind, self._values(kind, day, own, with_note, number)))
            elif why:
                empty.append(why)
        if note is not None:
            entries.append((Note, self._values(Note, read, {}, note, self._source_id(row, (Note, ""), [], note, counts))))
        return ImportRow(line, tuple(entries), empty=tuple(empty), bad=tuple(bad))

    def _night(
        self, line: int, row: list[str], read: CellDay, told: list[tuple[MapColumn, object]], why: str | None
    ) -> tuple[str | None, CellDay, dict[str, object]]:
        """Return why a night is no entry (None if it is one), its day, and the fields that its times give."""
        cell = next((found for column, found in told if column.target.main), None)
        if line in self.nights.left_out:
            return self.nights.left_out[line], read, {}
        if line in self.nights.spans and self.nights.spans[line] is None:
            return WITHIN, read, {}
        day, times = self.nights.fields(line, read.day, cell)
        minutes = times.get("minutes", cell)
        if not isinstance(minutes, int) or (cell == 0 and why):
            return "sleep is empty" if why is None else why, read, {}
        nap = times.get("nap") or next((found for column, found in told if column.target.field.name == "nap"), None)
        total = NightTotal(minutes, line, self.nights.source(row), nap in (True, "yes"))
        return self.nights.take(day, total), CellDay(day), times

    def _told(self, row: list[str], columns: list[MapColumn], bad: list[str]) -> list[tuple[MapColumn, object]] | None:
        """Return the values of an entry's columns, None if the one without which it is no entry cannot be read. Add reasons to `bad`."""
        told: list[tuple[MapColumn, object]] = []
        lost = False
        for column in columns:
            if column.target.reads == MOMENT:
                continue
            try:
                told.append((column, column_values.value(column, row)))
            except UnreadableCell as error:
                bad.append(str(error))
                lost = lost or column.target.main
        return None if lost else told

    def _day(self, row: list[str]) -> CellDay:
        try:
            read = self.days.read(row[self.map.day])
        except UnreadableCell as error:
            raise UnreadableCell(f"day {error}" if row[self.map.day] else "day is missing") from None
        if self.map.at is None or not row[self.map.at]:
            return read
        try:
            at = time_of_day(row[self.map.at])
        except UnreadableCell as error:
            raise UnreadableCell(f"at {error}") from None
        return CellDay(read.day, clock.local(datetime.combine(read.day, at)))

    def _values(self, kind: type[Entry], read: CellDay, own: dict[str, object], note: str | None, source_id: str) -> Values:
        """Return an entry's values in the order of its fields. The time decides the day, except for sleep, which uses the day given."""
        moment = None if kind is Sleep else read.moment
        day = read.day if moment is None else self._lived(moment)
        self.moved += day != read.day
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

    def _source_id(self, row: list[str], what: What, columns: list[MapColumn], note: str | None, counts: dict[bytes, int]) -> str:
        """Return the table's own id, else a hash of the entry's cells with its count among equal entries. Raises UnreadableCell.

        The name is part of both, because a row can contain several entries of one kind.
        """
        kind, named = what[0], [what[1]] if what[1] else []
        if self.map.id is not None:
            if not row[self.map.id]:
                raise UnreadableCell("id is missing")
            key = _digest((kind.kind, *named, row[self.map.id]))
            counts[key] = counts.get(key, 0) + 1
            if counts[key] > 1:
                raise UnreadableCell("its id stands in a row above with other content")
            return "/".join([row[self.map.id], *named])
        shared = [row[place] for place in (self.map.day, self.map.at) if place is not None]
        key = _digest((kind.kind, *named, *shared, note or "", *(cell for column in columns for cell in column.said(row))))
        counts[key] = counts.get(key, 0) + 1
        return f"{key.hex()}-{counts[key]}"


def _no_entry(kind: type[Entry], told: list[tuple[MapColumn, object]]) -> str | None:
    """Return why a row has no entry of a kind, empty if all its cells are empty. None if it has one."""
    anything = any(value is not None for _, value in told)
    if kind is Infusion and anything and all(_is_nothing(value) for _, value in told):
        return "infusion is 0, which is no entry"
    if kind.adds_up() and any(found == 0 and _is_amount(column) for column, found in told):
        return f"{told[0][0].target.name or kind.kind} is 0, which is no entry"
    main = next(((column, value) for column, value in told if column.target.main), None)
    if main is None:
        return None if anything else ""
    if main[1] is None:
        return f"{kind.kind} is empty" if anything else ""
    return None


def _is_nothing(value: object) -> bool:
    """Return whether a value of an infusion says that there was none: tables write a dose of 0 for each other day."""
    said = value.casefold() if isinstance(value, str) else ""
    return value is None or value == 0 or (bool(said) and (said in column_values.NO or NOTHING.fullmatch(said) is not None))


def _is_amount(column: MapColumn) -> bool:
    """Return whether a 0 in a column means that there was nothing. A night of 0 can be one without sleep, if the map says so."""
    counts = column.target.field.name in ("minutes", "times") and (column.target.main or bool(column.target.name))
    return counts and not column.zero


def _digest(texts: Iterable[str]) -> bytes:
    """Return a hash of 16 bytes over texts. Each length is part of it, so that other divisions of the same text differ."""
    return sha256("\0".join(f"{len(text)}:{text}" for text in texts).encode("utf-8", "surrogatepass")).digest()[:16]
