"""Read any table with a header by a map of its columns. One row can contain several entries, of different kinds."""

from __future__ import annotations

from datetime import datetime
from hashlib import sha256
from math import ceil
from statistics import median
from typing import NamedTuple

from .. import clock
from ..model.entries import ACTIVITIES, Note, Sleep
from ..model.measures import QUANTITIES
from . import cells, csv_export
from .cells import UNITS, AmbiguousTable, CellDay, DayColumn, TableReading, UnreadableCell, comma_fits, plain, point_fits, time_of_day
from .mapping import AMOUNT, DONE, MEASURED, TIMES
from .rows import ImportRow
from .validation import label
from .word_scales import LONGEST_WORD, MOST_WORDS, USUAL, read_words, word_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from ..model.fields import Entry
    from ..model.planning import CustomName
    from .mapping import ColumnMap, MapColumn, What
    from .rows import Values

YES = frozenset(("yes", "y", "x", "1", "true", "✓", "✔"))
NO = frozenset(("no", "n", "0", "false", *cells.NONE))


class MeasureCell(NamedTuple):
    """The value of a measure: the number as text, and the value in the unit of the data file."""

    said: str
    value: float


def value(column: MapColumn, row: list[str], *, decimal_comma: bool) -> object:
    """Return the value of a mapped column in a row, None if it is empty. Raises UnreadableCell."""
    field = column.target.field
    said = [row[place] for place in column.places]
    if field.type not in ("whole", "real"):
        known = field.words or (ACTIVITIES if field.name == "activity" else ())
        return (said[0].lower() if said[0].lower() in known else said[0]) or None
    words = read_words(column.unit)
    try:
        return _in_words(said[0], words) if words else _number(column, said, decimal_comma=decimal_comma)
    except UnreadableCell as error:
        raise UnreadableCell(f"{column.target.name or label(field)} {error}") from None


def _number(column: MapColumn, said: list[str], *, decimal_comma: bool) -> object:
    reads = column.target.reads
    if reads == AMOUNT and column.unit == DONE:
        return _done(said[0])
    said = [cell for cell in said if cell.casefold() not in cells.NONE]
    if not said:
        return None
    if reads == MEASURED:
        return _measured(column, said[0], decimal_comma=decimal_comma)
    if column.unit in UNITS:
        return sum(cells.minutes(cell, column.unit, decimal_comma=decimal_comma) for cell in said)
    if column.target.scaled and (ends := cells.scale(column.unit)):
        return cells.on_scale(cells.cell_number(said[0], decimal_comma=decimal_comma), ends)
    found = sum(cells.whole_number(cell, decimal_comma=decimal_comma) for cell in said)
    return float(found) if column.target.field.type == "real" else found


def _in_words(cell: str, words: Mapping[str, int | None]) -> int | None:
    """Return the number of a word, None for an empty cell or a word that is no value. Raises UnreadableCell for another word."""
    word = word_key(cell)
    if word not in words and word not in cells.NONE:
        raise UnreadableCell("is no word of its scale")
    return words.get(word)


def counts(column: MapColumn) -> bool:
    """Return whether the cells of a column are numbers: not h:mm, words, or yes and no."""
    return (
        column.target.field.type in ("whole", "real")
        and column.unit != "hm"
        and not read_words(column.unit)
        and not (column.target.reads == AMOUNT and column.unit == DONE)
    )


def can_be(column: MapColumn, cell: str, *, decimal_comma: bool) -> bool:
    """Return whether a cell is a valid value when read with this decimal sign. 0 is always valid, as it can mean no value."""
    try:
        return is_allowed(column, _number(column, [cell], decimal_comma=decimal_comma))
    except UnreadableCell:
        return False


def is_allowed(column: MapColumn, found: object) -> bool:
    """Return whether a value is within the range of its field. 0 always is, as it can mean no value."""
    value = found.value if isinstance(found, MeasureCell) else found
    field = column.target.kind.OWN["times"] if column.unit == TIMES else column.target.field
    return value == 0 or field.allows(value)


def as_it_stands(column: MapColumn, row: list[str], *, decimal_comma: bool) -> float | None:
    """Return the sum of a row's mapped cells in the unit of the map, None if they are empty or unreadable."""
    said = [row[place] for place in column.places if row[place].casefold() not in cells.NONE]
    try:
        return sum(cells.cell_number(cell, decimal_comma=decimal_comma) for cell in said) if said else None
    except UnreadableCell:
        return None


def fields(told: Iterable[tuple[MapColumn, object]]) -> dict[str, object]:
    """Return the fields of an entry from the values of its columns."""
    filled: dict[str, object] = {}
    for column, found in told:
        target = column.target
        filled |= dict(target.fixed)
        if isinstance(found, MeasureCell):
            known = QUANTITIES.get(target.name)
            unit = (known.unit if known else column.unit) or None
            filled |= {"value": found.value, "unit": unit, "typed": f"{found.said} {column.unit}".rstrip()}
        elif target.reads == AMOUNT:
            filled |= {"minutes" if column.unit in UNITS else "times": found} if column.unit != DONE else {}
        else:
            filled[target.field.name] = found
    return filled


def _done(cell: str) -> bool | None:
    """Return True for yes, None for no or an empty cell. Raises UnreadableCell for other text."""
    said = cell.casefold()
    if said in YES:
        return True
    if said in NO:
        return None
    raise UnreadableCell("is neither yes nor no; for an amount, put :min or :times behind the column")


def _measured(column: MapColumn, cell: str, *, decimal_comma: bool) -> MeasureCell:
    """Return a measure in the unit of the data file. Raises UnreadableCell for an implausible value: the unit may be wrong."""
    said = cells.plain(cell, decimal_comma=decimal_comma)
    number = float(said)
    known = QUANTITIES.get(column.target.name)
    if column.ends is not None and not column.ends[0] <= number <= column.ends[1]:
        raise UnreadableCell(f"is outside {column.ends[0]} to {column.ends[1]}")
    if known is None:
        if number < 0 and column.ends is None:
            raise UnreadableCell("is below 0")
        return MeasureCell(said, number)
    factor, offset = known.units.get(column.unit, (1.0, 0.0))
    found = round(number * factor + offset, 10)
    if not known.low <= found <= known.high:
        raise UnreadableCell(f"is outside {known.low:g} to {known.high:g} {known.unit or ''}".rstrip())
    return MeasureCell(said, found)


POINT_WAY: dict[str, object] = {"decimal_point": True}
COMMA_WAY: dict[str, object] = {"decimal_comma": True}


def decimal_comma(column: MapColumn, rows: Mapping[str, int]) -> bool:
    """Return whether a column has decimal commas. `rows` maps each distinct cell to its first row number.

    A decimal sign that makes a value invalid is ruled out. Raises AmbiguousTable if both signs fit, or if the cells contradict each other.
    """
    cells = [cell for cell in rows if point_fits(cell) or comma_fits(cell)]
    forms = [comma for comma, fits in ((False, point_fits), (True, comma_fits)) if all(map(fits, cells))]
    split = [cell for cell in cells if "." in cell or "," in cell]
    if not split:
        return False
    if not forms:
        first = next(cell for cell in split if not comma_fits(cell))
        other = next(cell for cell in split if not point_fits(cell))
        raise AmbiguousTable(
            f"The numbers in '{column.heading}' are not all written in one way: row {rows[first]} has a decimal point, row {rows[other]} a decimal comma.",
            [
                TableReading("To take those with a decimal point, without the other rows", POINT_WAY | {"skip_bad": True}),
                TableReading("To take those with a decimal comma, without the other rows", COMMA_WAY | {"skip_bad": True}),
            ],
        )
    likely = [comma for comma in forms if all(can_be(column, cell, decimal_comma=comma) for cell in split)]
    if len(likely or forms) == 1:
        return (likely or forms)[0]
    pointed, with_comma = (f"{float(plain(split[0], decimal_comma=comma)):.15g}" for comma in (False, True))
    raise AmbiguousTable(
        f"The numbers in '{column.heading}' have more than one reading: row {rows[split[0]]} can be {pointed} or {with_comma}.",
        [TableReading(f"If it is {pointed}", POINT_WAY), TableReading(f"If it is {with_comma}", COMMA_WAY)],
    )


# kfit asks about a column with at least this many values, all from 1 to 5. A person can check fewer by eye after the import,
# and a few bad days in a row are normal. More values on a scale of 1 to 5 would give many wrong figures.
ENOUGH = 5
SHORT_SCALE = (1, 5)
LONG_SCALES = (20, 100)  # values above 10, up to one of these, suggest a scale from 0 to it
LONG_SCALE = LONG_SCALES[-1]
BEYOND = 0.1  # the share of values above 10 from which on they are no slips
# Minutes: if all values of a column are below these, the unit is probably wrong. Nights are longer, and not all walks are under 5.
SHORTEST_NIGHT, SHORTEST = 25, 5
SAID = {"h": "hours", "min": "minutes", "s": "seconds"}


class UnitDoubt(NamedTuple):
    """A column whose unit is probably wrong: what was found, the likely meaning and its unit, and the unit that leaves values unchanged.

    `stays` is None if the values cannot be right as they are, and empty if `--sure` confirms them.
    """

    column: MapColumn
    found: str
    meant: str
    unit: str
    stays: str | None


def ask(table: MappedTable) -> None:
    """Raise AmbiguousTable if the values of a column are implausible in the unit or scale of the map, or are unknown words."""
    _ask_words(table)
    columns = [column for column in table.map.columns if column.unit in SAID or (column.target.scaled and not column.unit)]
    values = table.values(columns) if columns else {}
    doubts = [
        doubt for column in columns if (doubt := _of_time(column, values[column]) if column.unit else _of_scale(column, values[column]))
    ]
    if not doubts:
        return
    ways = [
        TableReading(
            "If " + " and ".join(doubt.meant for doubt in doubts), map={doubt.column.typed: _told(doubt, doubt.unit) for doubt in doubts}
        )
    ]
    if all(doubt.stays is not None for doubt in doubts):
        kept = {doubt.column.typed: _told(doubt, doubt.stays) for doubt in doubts if doubt.stays}
        ways.append(TableReading("If they are right as they stand", {"sure": True} if len(kept) < len(doubts) else {}, kept))
    raise AmbiguousTable("\n".join(doubt.found for doubt in doubts), ways)


def _ask_words(table: MappedTable) -> None:
    """Raise AmbiguousTable if a column has words whose numbers the map does not say."""
    for column in table.map.columns:
        known = read_words(column.unit)
        if not known and (column.unit or not column.target.scaled):
            continue
        words, numbers = table.words(column)
        strange = [word for key, word in words.items() if key not in known]
        if not strange or (not known and numbers >= len(words)):
            continue
        if len(words) > MOST_WORDS or any(len(word) > LONGEST_WORD or word[0].isdigit() for word in strange):
            continue
        raise _unknown_words(column, strange)


def _unknown_words(column: MapColumn, strange: Sequence[str]) -> AmbiguousTable:
    field = column.target.field
    found = f"'{column.heading}' has words without a number: {', '.join(strange)}."
    closing = (
        f"\nA word's number, {field.low:g} to {field.high:g}, stands behind the column, as in {column.typed}={column.heading}:dull=3,fine=7"
    )
    before = f"{column.unit}," if column.unit else ""
    ways = []
    if column.target.scaled and all(word_key(word) in USUAL for word in strange):
        numbers = ",".join(f"{word}={USUAL[word_key(word)]}" for word in sorted(strange, key=lambda word: -USUAL[word_key(word)]))
        ways.append(TableReading("If they are Daylio's five", map={column.typed: f"{column.heading}:{before}{numbers}"}))
    if column.unit and not any("," in word or "=" in word or ":" in word for word in strange):
        none = ",".join(f"{word}=-" for word in strange)
        ways.append(TableReading("To leave them out", map={column.typed: f"{column.heading}:{before}{none}"}))
    return AmbiguousTable(found, ways, closing)


def _told(doubt: UnitDoubt, unit: str) -> str:
    return f"{doubt.column.heading}:{unit}"


def _of_scale(column: MapColumn, values: Sequence[float]) -> UnitDoubt | None:
    """Return a doubt if the values seem to be on a scale of 1 to 5 or 0 to 100 instead of 0 to 10, else None."""
    if not values:
        return None
    lowest, highest = min(values), max(values)
    found = f"The {len(values):,} values in '{column.heading}' lie between {lowest:g} and {highest:g}. {column.name.capitalize()} goes from 0 to 10."
    if sum(value < 0 for value in values) > 1 and max(-lowest, highest) <= LONG_SCALE:
        most = ceil(max(-lowest, highest))
        return UnitDoubt(column, found, f"'{column.heading}' is a scale of its own, kept as it stands", f"{-most}..{most}", None)
    if len(values) < ENOUGH:
        return None
    first, last = SHORT_SCALE
    if first <= lowest and highest <= last:
        middle = f"{(first + last) / 2:g}"
        meant = f"'{column.heading}' goes from {first} to {last} ({first} becomes 0, {middle} 5, {last} 10)"
        return UnitDoubt(column, found, meant, f"{first}-{last}", "0-10")
    beyond = sum(value > 10 for value in values)
    if lowest >= 0 and highest <= LONG_SCALE and beyond >= max(2, len(values) * BEYOND):
        most = next(most for most in LONG_SCALES if highest <= most)
        return UnitDoubt(column, found, f"'{column.heading}' is a scale of 0 to {most}", f"0-{most}", None)
    return None


def _of_time(column: MapColumn, values: Sequence[float]) -> UnitDoubt | None:
    """Return a doubt if time spans seem to be in another unit than the map says, else None. Zeros are ignored."""
    minutes = [value * UNITS[column.unit] for value in values if value]
    if not minutes:
        return None
    target = column.target
    least = SHORTEST_NIGHT if target.kind is Sleep else SHORTEST
    most, usual = target.field.high, median(minutes)
    if max(minutes) >= least and usual <= most:
        return None
    in_unit = usual / UNITS[column.unit]
    meant = next((unit for unit in SAID if unit != column.unit and least <= in_unit * UNITS[unit] <= most), None)
    if meant is None:
        return None
    said = f"{in_unit:.4g} {SAID[column.unit]}"
    return UnitDoubt(
        column,
        f"'{column.heading}' was mapped as {SAID[column.unit]}: {column.name} would usually be {said} ({len(minutes):,} values).",
        f"'{column.heading}' holds {SAID[meant]}",
        meant,
        "" if usual <= most else None,
    )


SOURCE = "csv"
# Minutes: two parts of a day's sleep that are this long, and more than this together, can be one night as two devices have it.
LONG_SLEEP, MOST_SLEEP = 180, 720


class TableRules(NamedTuple):
    """The rules for reading a table besides its map: formats of numbers and dates, custom names in the data file, time and zone of import.

    `decimal_comma` is None if no option says how numbers are written.
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


class MappedTable:
    """A mapped table. `lines` returns a new iterator over the rows after the header.

    Of the last reading, `repeats` counts the rows that repeat another one whole, `moved` the entries at night whose day is the one before.
    """

    def __init__(self, header: list[str], map_: ColumnMap, rules: TableRules, lines: Callable[[], Iterator[list[str]]]) -> None:
        self.header, self.map, self.rules, self.lines = header, map_, rules, lines
        self.entries, self.note_kind = map_.entries(), map_.note_kind()
        self.repeats = self.moved = 0
        dates = ((line, row[map_.day].strip()) for line, row in self.whole_rows())
        self.days = DayColumn(map_.day_name, dates, rules.date_order, rules.date_format)
        self.commas = self._commas()
        self.nights: dict[str, list[tuple[int, int]]] = {}
        self.shorter: frozenset[int] = frozenset()
        if rules.longest_night:
            self.shorter = self._shorter_nights()

    def rows(self) -> Iterator[ImportRow]:
        """Yield the entries of each row, or why it has none."""
        self.repeats = 0
        counts: dict[bytes, int] = {}
        whole: dict[bytes, int] = {}
        self.moved = 0
        self.nights.clear()
        # An id tells which rows are one, whatever else stands in them. Without one only a row that is repeated whole is a repeat.
        used = sorted(self.map.used()) if self.map.id is not None else range(len(self.header))
        for line, row in csv_export.number_lines(self.lines()):
            if len(row) != len(self.header):
                yield ImportRow(line, wrong=f"it has {len(row)} cells, the header {len(self.header)}")
                continue
            row = [cell.strip() for cell in row]  # noqa: PLW2901 - blanks around a cell mean nothing
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

    def _commas(self) -> dict[MapColumn, bool]:
        """Return for each column whether its numbers have a decimal comma. Raises AmbiguousTable."""
        commas = dict.fromkeys(self.map.columns, bool(self.rules.decimal_comma))
        if self.rules.decimal_comma is not None:
            return commas
        first: dict[MapColumn, dict[str, int]] = {column: {} for column in self.map.columns if counts(column)}
        for line, row in self.whole_rows() if first else ():
            for column, rows in first.items():
                for place in column.places:
                    rows.setdefault(row[place].strip(), line)
        for column, rows in first.items():
            commas[column] = decimal_comma(column, rows)
        return commas

    def whole_rows(self) -> Iterator[tuple[int, list[str]]]:
        """Yield the rows that have as many cells as the header, with their numbers."""
        return ((line, row) for line, row in csv_export.number_lines(self.lines()) if len(row) == len(self.header))

    def values(self, columns: Iterable[MapColumn]) -> dict[MapColumn, list[float]]:
        """Return the readable numbers of each column, in the unit of the map."""
        found: dict[MapColumn, list[float]] = {column: [] for column in columns}
        for _, row in self.whole_rows():
            told = [cell.strip() for cell in row]
            for column, numbers in found.items():
                if (number := as_it_stands(column, told, decimal_comma=self.commas[column])) is not None:
                    numbers.append(number)
        return found

    def words(self, column: MapColumn) -> tuple[dict[str, str], int]:
        """Return the words of a column, as two are compared and as first written, and how many cells are numbers."""
        found: dict[str, str] = {}
        numbers = 0
        for _, row in self.whole_rows():
            cell = row[column.places[0]].strip()
            if point_fits(cell) or comma_fits(cell):
                numbers += 1
            elif (key := word_key(cell)) not in cells.NONE:
                found.setdefault(key, " ".join(cell.split()))
        return found, numbers

    def doubled_nights(self) -> list[list[tuple[int, int]]]:
        """Return the nights of the last reading that may be two totals of one night: long ones that add up to more than a night.

        Each is a list of minutes and row numbers.
        """
        return [
            night
            for night in self.nights.values()
            if sum(minutes >= LONG_SLEEP for minutes, _ in night) > 1 and sum(minutes for minutes, _ in night) > MOST_SLEEP
        ]

    def _shorter_nights(self) -> frozenset[int]:
        """Return the rows of nights that may be two totals of one, but for the longest of each."""
        for _ in self.rows():
            pass
        return frozenset(line for night in self.doubled_nights() for _, line in night if line != max(night, key=lambda one: one[0])[1])

    def keeps_repeats(self) -> bool:
        """Return whether an exact repeat is a separate entry: not if repeats are dropped, or if the table has ids."""
        return not self.rules.drop_repeats and self.map.id is None

    def _row(self, line: int, row: list[str], counts: dict[bytes, int]) -> ImportRow:
        entries: list[tuple[type[Entry], Values]] = []
        empty: list[str] = []
        bad: list[str] = []
        read = self._day(row)
        note = row[self.map.note] or None if self.map.note is not None else None
        for what, columns in self.entries.items():
            kind = what[0]
            told = self._told(row, columns, bad)
            if told is None:
                continue
            why = _no_entry(kind, told)
            if kind is Sleep and why is None:
                why = self._of_night(line, read.day, told)
            if why is None and told:
                with_note = note if self.note_kind is kind else None
                note = None if with_note else note
                number = self._source_id(row, what, columns, with_note, counts)
                entries.append((kind, self._values(kind, read, fields(told), with_note, number)))
            elif why:
                empty.append(why)
        if note is not None:
            entries.append((Note, self._values(Note, read, {}, note, self._source_id(row, (Note, ""), [], note, counts))))
        return ImportRow(line, tuple(entries), empty=tuple(empty), bad=tuple(bad))

    def _of_night(self, line: int, day: date, told: list[tuple[MapColumn, object]]) -> str | None:
        """Add a row to its night. Return why it is left out of it, None if it is not."""
        if line in self.shorter:
            return "another total of its night is longer"
        found = next((found for column, found in told if column.target.main), None)
        if isinstance(found, int):
            self.nights.setdefault(day.isoformat(), []).append((found, line))
        return None

    def _told(self, row: list[str], columns: list[MapColumn], bad: list[str]) -> list[tuple[MapColumn, object]] | None:
        """Return the values of an entry's columns, None if the one without which it is no entry cannot be read. Add reasons to `bad`."""
        told: list[tuple[MapColumn, object]] = []
        lost = False
        for column in columns:
            try:
                told.append((column, value(column, row, decimal_comma=self.commas[column])))
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
        key = _digest((kind.kind, *named, *shared, note or "", *(row[place] for column in columns for place in column.places)))
        counts[key] = counts.get(key, 0) + 1
        return f"{key.hex()}-{counts[key]}"


def _no_entry(kind: type[Entry], told: list[tuple[MapColumn, object]]) -> str | None:
    """Return why a row has no entry of a kind, empty if all its cells are empty. None if it has one."""
    main = next(((column, value) for column, value in told if column.target.main), None)
    anything = any(value is not None for _, value in told)
    if main is None:
        return None if anything else ""
    column, found = main
    if found == 0 and kind.adds_up():
        return f"{column.target.name or kind.kind} is 0, which is no entry"
    if found is None:
        return f"{kind.kind} is empty" if anything else ""
    return None


def _digest(texts: Iterable[str]) -> bytes:
    """Return a hash of 16 bytes over texts. Each length is part of it, so that other divisions of the same text differ."""
    return sha256("\0".join(f"{len(text)}:{text}" for text in texts).encode("utf-8", "surrogatepass")).digest()[:16]
