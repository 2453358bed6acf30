"""Read the value of a mapped column from a row of a foreign table: numbers, units, scales, words, and the decimal sign of a column."""

from __future__ import annotations

from re import IGNORECASE
from re import compile as pattern
from typing import NamedTuple

from ..errors import Unclear
from ..model.entries import ACTIVITIES, Infusion, Medicine, Sleep
from ..model.measures import QUANTITIES, own_value
from ..parsing import nights
from ..parsing.treatments import dose_fields, event_of
from . import cells
from .cells import CLOCK, UNITS, AmbiguousTable, TableReading, UnreadableCell, comma_fits, plain, point_fits
from .map_targets import AMOUNT, HAD, MEASURED, MOMENT
from .mapping import DONE, TIMES
from .validation import label
from .word_scales import read_words, word_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from .mapping import MapColumn

YES = frozenset(("yes", "y", "x", "1", "true", "✓", "✔"))
NO = frozenset(("no", "n", "0", "false", *cells.NONE))
SHARE = pattern(r"([0-9]{1,4}(?:[.,][0-9]{1,2})?)\s*(?:%|(?:/|of|out of)\s*([0-9]{1,3}))", IGNORECASE)  # 6/10, 3 of 5, 65%


class MeasureCell(NamedTuple):
    """The value of a measure: the number as text, and the value in the unit of the data file."""

    said: str
    value: float


class NightCell(NamedTuple):
    """A night that a cell gives by its times, `22:30-06:45`: its minutes, and its parts as times of day."""

    minutes: int
    parts: list[tuple[str, str]]


def value(column: MapColumn, row: list[str]) -> object:
    """Return the value of a mapped column in a row, None if it is empty. Raises UnreadableCell."""
    field = column.target.field
    said = column.said(row)
    words = read_words(column.unit)
    try:
        if column.target.reads == HAD:
            return _had(said[0])
        if field.type not in ("whole", "real"):
            return _text(column, said[0])
        return _in_words(said[0], words) if words else _number(column, said)
    except UnreadableCell as error:
        raise UnreadableCell(f"{column.target.name or label(field)} {error}") from None


def _text(column: MapColumn, cell: str) -> str | None:
    field = column.target.field
    if column.target.kind is Medicine and field.name == "event" and cell:
        try:
            return event_of(cell)
        except KeyError:
            raise UnreadableCell("is nothing that happens with a medicine") from None
    known = field.words or (ACTIVITIES if field.name == "activity" else ())
    return (cell.lower() if cell.lower() in known else cell) or None


def _had(cell: str) -> bool | None:
    """Return True for yes or a day, None for no or an empty cell. Raises UnreadableCell for other text."""
    said = cell.casefold()
    if said in NO:
        return None
    if said in YES or cells.is_day(cell):
        return True
    raise UnreadableCell("is neither yes nor no nor a day; what was given goes to infusion.dose")


def _number(column: MapColumn, said: list[str]) -> object:
    reads = column.target.reads
    if reads == AMOUNT and column.unit == DONE:
        return _done(said[0])
    said = [cell for cell in said if cell.casefold() not in cells.NONE]
    if not said:
        return None
    if reads == MEASURED:
        return _measured(column, said[0])
    if column.unit in UNITS:
        return _time_span(column, said)
    if column.target.scaled:
        return _on_scale(column, said[0])
    found = sum(cells.whole_number(cell, decimal_comma=column.comma) for cell in said)
    return float(found) if column.target.field.type == "real" else found


def _time_span(column: MapColumn, said: list[str]) -> int | NightCell:
    """Return minutes, or a night that a cell gives by its two times. Raises UnreadableCell."""
    if len(said) == 1 and column.target.kind is Sleep and column.target.main and (night := _night(said[0])):
        return night
    if column.unit != "hm" and all(point_fits(cell) or comma_fits(cell) for cell in said):  # rounded once, not each part
        return int(sum(cells.cell_number(cell, decimal_comma=column.comma) for cell in said) * UNITS[column.unit] + 0.5)
    return sum(cells.minutes(cell, column.unit, decimal_comma=column.comma) for cell in said)


def _night(cell: str) -> NightCell | None:
    """Return the night that a cell gives by its times, None if it has none. Raises UnreadableCell if its times have two readings."""
    if point_fits(cell) or comma_fits(cell) or CLOCK.fullmatch(cell):
        return None
    try:
        found = nights.find(cell)
    except Unclear:
        raise UnreadableCell("has more than one reading") from None
    if found is None or found[1] != len(cell):
        return None
    times = [[int(time[:2]) * 60 + int(time[3:]) for time in part] for part in found[0]]
    return NightCell(sum((end - start) % (24 * 60) for start, end in times), found[0])


def _on_scale(column: MapColumn, cell: str) -> int | float:
    """Return a number from 0 to 10 of a scale: that of the map, or the one that the cell says. Raises UnreadableCell."""
    ends = cells.scale(column.unit) or cells.AS_IT_IS
    if share := SHARE.fullmatch(cell):
        most = float(share[2] or 100)
        number = float(share[1].replace(",", "."))
        return cells.on_scale(number, ends if most == max(ends) else (0.0, most)) if most else cells.on_scale(number, ends)
    number = cells.cell_number(cell, decimal_comma=column.comma)
    return cells.on_scale(number, ends) if column.unit else int(number) if number == int(number) else number


def _in_words(cell: str, words: Mapping[str, int | None]) -> int | None:
    """Return the number of a word, None for an empty cell or a word that is no value. Raises UnreadableCell for another word."""
    word = word_key(cell)
    if word not in words and word not in cells.NONE:
        raise UnreadableCell("is no word of its scale")
    return words.get(word)


def counts(column: MapColumn) -> bool:
    """Return whether the cells of a column are numbers: not h:mm, words, times of day, or yes and no."""
    return (
        column.target.field.type in ("whole", "real")
        and column.unit != "hm"
        and column.target.reads not in (HAD, MOMENT)
        and not read_words(column.unit)
        and not (column.target.reads == AMOUNT and column.unit == DONE)
    )


def can_be(column: MapColumn, cell: str) -> bool:
    """Return whether a cell is a valid value when read with the column's decimal sign. 0 is always valid, as it can mean no value."""
    try:
        return is_allowed(column, _number(column, [cell]))
    except UnreadableCell:
        return False


def is_allowed(column: MapColumn, found: object) -> bool:
    """Return whether a value is within the range of its field. 0 always is, as it can mean no value."""
    value = found.value if isinstance(found, MeasureCell) else found.minutes if isinstance(found, NightCell) else found
    field = column.target.kind.OWN["times"] if column.unit == TIMES else column.target.field
    return value == 0 or field.allows(value)


def as_it_stands(column: MapColumn, row: list[str]) -> float | None:
    """Return the sum of a row's mapped cells in the unit of the map, None if they are empty or unreadable."""
    said = [cell for cell in column.said(row) if cell.casefold() not in cells.NONE]
    try:
        return sum(cells.cell_number(cell, decimal_comma=column.comma) for cell in said) if said else None
    except UnreadableCell:
        return None


def _dose(filled: Mapping[str, object]) -> dict[str, object]:
    """Return what the dose of an infusion leaves open, as a typed line fills it: its milligrams, or its words. Empty for other kinds."""
    told, milligrams = filled.get("dose"), filled.get("dose_mg")
    if "dose_mg" in filled and told is None and Infusion.OWN["dose_mg"].allows(milligrams):
        return {"dose": f"{milligrams:.15g} mg"}
    if isinstance(told, str) and milligrams is None and "name" not in filled:
        try:
            return dose_fields(told)
        except Unclear:
            pass  # it stays as it was told, like `50`
    return {}


def fields(told: Iterable[tuple[MapColumn, object]]) -> dict[str, object]:
    """Return the fields of an entry from the values of its columns, but for the times of a night."""
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
        elif target.kind is Medicine and column.unit:
            filled |= {"name": target.name, "event": column.unit}
        elif target.reads not in (HAD, MOMENT):
            filled[target.field.name] = target.name if target.field.name == "name" else found
    return filled | _dose(filled)


def _done(cell: str) -> bool | None:
    """Return True for yes, None for no or an empty cell. Raises UnreadableCell for other text."""
    said = cell.casefold()
    if said in YES:
        return True
    if said in NO:
        return None
    raise UnreadableCell("is neither yes nor no; for an amount, put :min or :times after the column")


def _measured(column: MapColumn, cell: str) -> MeasureCell:
    """Return a measure in the unit of the data file. Raises UnreadableCell for an implausible value: the unit may be wrong."""
    said = cells.plain(cell, decimal_comma=column.comma)
    number = float(said)
    known = QUANTITIES.get(column.target.name)
    if column.ends is not None and not column.ends[0] <= number <= column.ends[1]:
        raise UnreadableCell(f"is outside {column.ends[0]} to {column.ends[1]}")
    if known is None:
        if number < 0 and column.ends is None:
            raise UnreadableCell("is below 0")
        return MeasureCell(said, number)
    found = own_value(column.target.name, number, column.unit or known.unit)
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
    likely = [comma for comma in forms if all(can_be(column._replace(comma=comma), cell) for cell in split)]
    if len(likely or forms) == 1:
        return (likely or forms)[0]
    pointed, with_comma = (f"{float(plain(split[0], decimal_comma=comma)):.15g}" for comma in (False, True))
    raise AmbiguousTable(
        f"The numbers in '{column.heading}' have more than one reading: row {rows[split[0]]} can be {pointed} or {with_comma}.",
        [TableReading(f"If it is {pointed}", POINT_WAY), TableReading(f"If it is {with_comma}", COMMA_WAY)],
    )
