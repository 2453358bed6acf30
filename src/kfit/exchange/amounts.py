"""Reads the numbers and the lengths of time of other people's tables."""

from __future__ import annotations

from re import compile as pattern

from .. import length
from ..readings import Unclear

POINT = pattern(r"[-+]?[0-9]{1,9}(\.[0-9]{1,15})?")
COMMA = pattern(r"[-+]?[0-9]{1,9}(,[0-9]{1,15})?")
CLOCK = pattern(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
UNITS = {"h": 60.0, "min": 1.0, "s": 1 / 60, "hm": 0.0}  # minutes in one; hm is 7:30 or 7h30
NONE = frozenset(("", "-", "--", "n/a", "na", "nan", "none", "null"))  # what tables write where there is no value


class Unread(Exception):
    """A cell that cannot be read; the text says why, without the cell: `is not a number`."""


def number(cell: str, *, decimal_comma: bool) -> float:
    """Return the number of a cell. Raises Unread; a comma or a point that could be the thousands' is not guessed."""
    if (COMMA if decimal_comma else POINT).fullmatch(cell):
        return float(cell.replace(",", "."))
    if COMMA.fullmatch(cell):
        raise Unread("has a comma; if that is a decimal comma: --decimal-comma")
    raise Unread("is not a number")


def whole(cell: str, *, decimal_comma: bool) -> int | float:
    """Return a number, an int where it is whole: the check of the ranges says what is wrong with another."""
    found = number(cell, decimal_comma=decimal_comma)
    return int(found) if found == int(found) else found


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
