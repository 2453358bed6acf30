"""Reads the numbers and the lengths of time of other people's tables."""

from __future__ import annotations

from re import compile as pattern

from .. import length
from ..readings import Unclear

# A number with a decimal point or a decimal comma; the other sign stands between thousands.
POINT = pattern(r"[-+]?(?:[0-9]{1,9}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,15})?")
COMMA = pattern(r"[-+]?(?:[0-9]{1,9}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2})(?:,[0-9]{1,15})?")
CLOCK = pattern(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
SCALE = pattern(r"(-?[0-9]{1,4}(?:\.[0-9]{1,2})?)\s*-\s*(-?[0-9]{1,4}(?:\.[0-9]{1,2})?)")
AS_IT_IS = (0.0, 10.0)
UNITS = {"h": 60.0, "min": 1.0, "s": 1 / 60, "hm": 0.0}  # minutes in one; hm is 7:30 or 7h30
NONE = frozenset(("", "-", "--", "n/a", "na", "nan", "none", "null"))  # what tables write where there is no value


class Unread(Exception):
    """A cell that cannot be read; the text says why, without the cell: `is not a number`."""


def point_fits(cell: str) -> bool:
    """Tell whether a cell is a number with a decimal point, or with none."""
    return POINT.fullmatch(cell) is not None


def comma_fits(cell: str) -> bool:
    """Tell whether a cell is a number with a decimal comma, or with none."""
    return COMMA.fullmatch(cell) is not None


def plain(cell: str, *, decimal_comma: bool) -> str:
    """Return the number of a cell with a decimal point, without signs between thousands. Raises Unread."""
    if decimal_comma and comma_fits(cell):
        return cell.replace(".", "").replace(",", ".")
    if not decimal_comma and point_fits(cell):
        return cell.replace(",", "")
    if point_fits(cell) or comma_fits(cell):
        raise Unread(f"has a decimal {'point' if decimal_comma else 'comma'}")
    raise Unread("is not a number")


def number(cell: str, *, decimal_comma: bool) -> float:
    """Return the number of a cell. Raises Unread."""
    return float(plain(cell, decimal_comma=decimal_comma))


def whole(cell: str, *, decimal_comma: bool) -> int | float:
    """Return a number, an int where it is whole: the check of the ranges says what is wrong with another."""
    found = number(cell, decimal_comma=decimal_comma)
    return int(found) if found == int(found) else found


def scale(unit: str) -> tuple[float, float] | None:
    """Return both ends of a scale such as `1-5`, `0-100` or `-3-3`, the end that is kfit's 0 first; None if it is none."""
    found = SCALE.fullmatch(unit)
    ends = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return ends if ends[0] != ends[1] else None


def on_scale(value: float, ends: tuple[float, float]) -> int | float:
    """Return where a value on a scale lies from 0 to 10, rounded half up; on 0-10 it stays as it is. Raises Unread."""
    first, last = ends
    if not min(ends) <= value <= max(ends):
        raise Unread(f"is outside {first:g} to {last:g}")
    if ends == AS_IT_IS:
        return int(value) if value == int(value) else value
    return int((value - first) * 10 / (last - first) + 0.5)


def minutes(cell: str, unit: str, *, decimal_comma: bool) -> int:
    """Return a length of time in minutes, rounded half up. Raises Unread."""
    if unit != "hm":
        return int(number(cell, decimal_comma=decimal_comma) * UNITS[unit] + 0.5)
    if clock := CLOCK.fullmatch(cell):
        hours, minute, second = (int(part or 0) for part in clock.groups())
        return hours * 60 + minute + (second >= 30)
    try:
        found = length.find(cell)
    except Unclear:
        found = None
    if found is None or found[1] != len(cell):
        raise Unread("is not a time span")
    return found[0]
