"""Reads what the cells of a mapped column say, and fills the fields of an entry with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..entries import ACTIVITIES, QUANTITIES
from . import amounts
from .amounts import UNITS, Unread
from .checks import label
from .mapping import DONE, TIMES
from .targets import AMOUNT, MEASURED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from .mapping import Column

YES = frozenset(("yes", "y", "x", "1", "true", "✓", "✔"))
NO = frozenset(("no", "n", "0", "false", *amounts.NONE))


class Amount(NamedTuple):
    """A measure of a cell: its number as it stands there, and in the unit on disk."""

    said: str
    value: float


def value(column: Column, row: list[str], *, decimal_comma: bool) -> object:
    """Return what a column holds in a row, None where it holds nothing. Raises Unread."""
    field = column.target.field
    said = [row[place] for place in column.places]
    if field.type not in ("whole", "real"):
        known = field.words or (ACTIVITIES if field.name == "activity" else ())
        return (said[0].lower() if said[0].lower() in known else said[0]) or None
    try:
        return _number(column, said, decimal_comma=decimal_comma)
    except Unread as error:
        raise Unread(f"{column.target.name or label(field)} {error}") from None


def _number(column: Column, said: list[str], *, decimal_comma: bool) -> object:
    reads = column.target.reads
    if reads == AMOUNT and column.unit == DONE:
        return _done(said[0])
    said = [cell for cell in said if cell.casefold() not in amounts.NONE]
    if not said:
        return None
    if reads == MEASURED:
        return _measured(column, said[0], decimal_comma=decimal_comma)
    if column.unit in UNITS:
        return sum(amounts.minutes(cell, column.unit, decimal_comma=decimal_comma) for cell in said)
    if column.target.scaled and (ends := amounts.scale(column.unit)):
        return amounts.on_scale(amounts.number(said[0], decimal_comma=decimal_comma), ends)
    found = sum(amounts.whole(cell, decimal_comma=decimal_comma) for cell in said)
    return float(found) if column.target.field.type == "real" else found


def counts(column: Column) -> bool:
    """Tell whether the cells of a column are numbers: not times of a clock, words, or yes and no."""
    return (
        column.target.field.type in ("whole", "real")
        and column.unit != "hm"
        and not (column.target.reads == AMOUNT and column.unit == DONE)
    )


def can_be(column: Column, cell: str, *, decimal_comma: bool) -> bool:
    """Tell whether a cell, read in one of two ways, is a value that can be. 0 is none everywhere, and so it can be."""
    try:
        found = _number(column, [cell], decimal_comma=decimal_comma)
    except Unread:
        return False
    value = found.value if isinstance(found, Amount) else found
    field = column.target.kind.OWN["times"] if column.unit == TIMES else column.target.field
    return value == 0 or field.allows(value)


def as_it_stands(column: Column, row: list[str], *, decimal_comma: bool) -> float | None:
    """Return the number of a row in the unit that was said, its columns added up; None where there is none that can be read."""
    said = [row[place] for place in column.places if row[place].casefold() not in amounts.NONE]
    try:
        return sum(amounts.number(cell, decimal_comma=decimal_comma) for cell in said) if said else None
    except Unread:
        return None


def fields(told: Iterable[tuple[Column, object]]) -> dict[str, object]:
    """Return the fields of an entry that its columns fill."""
    filled: dict[str, object] = {}
    for column, found in told:
        target = column.target
        filled |= dict(target.fixed)
        if isinstance(found, Amount):
            known = QUANTITIES.get(target.name)
            unit = (known.unit if known else column.unit) or None
            filled |= {"value": found.value, "unit": unit, "typed": f"{found.said} {column.unit}".rstrip()}
        elif target.reads == AMOUNT:
            filled |= {"minutes" if column.unit in UNITS else "times": found} if column.unit != DONE else {}
        else:
            filled[target.field.name] = found
    return filled


def _done(cell: str) -> bool | None:
    """Return True for a cell that says yes, None for one that says no."""
    said = cell.casefold()
    if said in YES:
        return True
    if said in NO:
        return None
    raise Unread("is neither yes nor no; for an amount, put :min or :times behind the column")


def _measured(column: Column, cell: str, *, decimal_comma: bool) -> Amount:
    """Return a measure in its unit on disk. What few bodies can have is not taken: the unit may be another one."""
    said = amounts.plain(cell, decimal_comma=decimal_comma)
    number = float(said)
    known = QUANTITIES.get(column.target.name)
    if known is None:
        return Amount(said, number)
    factor, offset = known.units.get(column.unit, (1.0, 0.0))
    found = round(number * factor + offset, 10)
    if not known.low <= found <= known.high:
        raise Unread(f"is outside {known.low:g} to {known.high:g} {known.unit or ''}".rstrip())
    return Amount(said, found)
