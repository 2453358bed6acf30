"""Reads a length of time that names its unit, such as `7h30` or `half an hour`."""

from __future__ import annotations

from ..errors import Unclear, short
from ..humanize import hours_minutes
from .tokens import AtomLine

TYPE_CHECKING = False
HOUR_UNITS = ("h", "hr", "hrs", "hour", "hours", "hous", "houra", "horus", "hors", "hurs", "huors", "hourse")
MINUTE_UNITS = (
    "m",
    "min",
    "mins",
    "minute",
    "minutes",
    "mintues",
    "mintes",
    "minuts",
    "minuets",
    "minites",
    "minuites",
    "miutes",
    "mutes",
    "minuet",
)
UNITS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen",
    "sixteen", "seventeen", "eighteen", "nineteen")  # fmt: skip
TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
COUNTS = {word: count for count, word in enumerate(UNITS, 1)} | {word: 10 * count for count, word in enumerate(TENS, 2)} | {"fortyfive": 45}
QUARTERS = {"½": 50, "¼": 25, "¾": 75}  # hundredths
DOSE_UNITS = ("mg", "g")
MOST_DIGITS = 4
MOST_DECIMALS = 2
LONGEST = 9999 * 60 + 59
if TYPE_CHECKING:
    Found = tuple[int, int] | None


def find(text: str) -> tuple[int, int] | None:
    """Return the whole minutes of the length that text begins with, and how many characters it takes.

    The longest reading wins, and it ends where a word ends. None if text does not begin with a length.
    Decimals of hours are rounded half up. Raises Unclear if it has two readings (`7h5`) or no right one (`30.5m`).
    """
    line = AtomLine(text)
    if line.at(0).gap:
        return None
    found = _in_words(line) or _in_numbers(line)
    if found is None:
        return None
    minutes, end = found
    return minutes, line.at(end - 1).end


def worded(text: str) -> tuple[int, int]:
    """Return the number that a text begins with in words, `twenty five`, and how many characters it takes; (0, 0) if there is none."""
    line = AtomLine(text)
    number, stop = _whole(line) if line.word(0) in COUNTS and not line.at(0).gap else (0, 0)
    return (number, line.at(stop - 1).end) if number else (0, 0)


def _whole(line: AtomLine) -> tuple[int | None, int]:
    """Return the number at the beginning, in digits or in words, and the atom behind it."""
    number = COUNTS.get(line.word(0), line.number(0, MOST_DIGITS))
    place = 2 if line.word(1) == "-" else 1
    more = COUNTS.get(line.word(place), 10) if line.word(0) in TENS else 10
    return (number, 1) if number is None or more > 9 else (number + more, place + 1)


def _in_words(line: AtomLine) -> Found:
    if line.words(0, "half", "an", "hour") and line.ends_at(3):
        return 30, 3
    if line.word(0) == "half" and line.word(1) in HOUR_UNITS and line.ends_at(2):
        return 30, 2
    return _behind_hours(line, 60, 2) if line.words(0, "an", "hour") or line.words(0, "a", "hour") else None


def _fraction(line: AtomLine, index: int) -> tuple[int, int] | None:
    """Return the hundredths and the atom behind `½`, `1/2`, `and a half`, where a unit of hours follows or nothing does."""
    if line.word(index) in QUARTERS:
        return QUARTERS[line.word(index)], index + 1
    if line.words(index, "1", "/") and line.at(index).gap and line.word(index + 2) in ("2", "4") and not line.at(index + 2).gap:
        return 100 // int(line.word(index + 2)), index + 3
    if line.words(index, "3", "/", "4") and line.at(index).gap:
        return 75, index + 3
    return (50, index + 3) if line.words(index, "and", "a", "half") else None


def _in_numbers(line: AtomLine) -> Found:  # noqa: PLR0911 - a way out for each form
    whole, behind = _whole(line)
    if whole is None:
        return None
    fraction = _fraction(line, behind)
    if fraction and line.word(fraction[1]) in HOUR_UNITS and line.ends_at(fraction[1] + 1):
        return whole * 60 + fraction[0] * 60 // 100, fraction[1] + 1
    decimals, unit = _decimals(line) if behind == 1 else ("", behind)
    if len(decimals) > MOST_DECIMALS:
        return None
    if line.word(unit) in MINUTE_UNITS and line.ends_at(unit + 1):
        return (whole, unit + 1) if not decimals else _refuse_parts_of_minutes(line, whole, decimals, unit + 1)
    if line.word(unit) not in HOUR_UNITS:
        return None
    if not decimals:
        return _behind_hours(line, whole * 60, unit + 1)
    hundredths = int(decimals.ljust(MOST_DECIMALS, "0"))
    return (whole * 60 + (hundredths * 60 + 50) // 100, unit + 1) if line.ends_at(unit + 1) else None


def _decimals(line: AtomLine) -> tuple[str, int]:
    """Return the digits behind a decimal point or comma, empty if there are none, and where the unit must stand."""
    if line.word(1) in (".", ",") and not line.at(1).gap and line.word(2).isdigit() and not line.at(2).gap:
        return line.word(2), 3
    return "", 1


def _refuse_parts_of_minutes(line: AtomLine, whole: int, decimals: str, end: int) -> Found:
    around = (f"{whole}m",) if not int(decimals) else (f"{whole}m", f"{whole + 1}m")
    typed = line.upto(end)
    message = f"'{short(typed)}' is not a whole number of minutes."
    raise Unclear(typed, around if whole < LONGEST // 60 else around[:1], message)


def _behind_hours(line: AtomLine, minutes: int, index: int) -> Found:
    """Return hours given in minutes together with the minutes that may follow them at `index`."""
    hours_alone = (minutes, index) if line.ends_at(index) else None
    linked = line.word(index) == "and"
    more_at = index + 1 if linked else index
    if linked and line.words(more_at, "a", "half") and line.ends_at(more_at + 2):
        return minutes + 30, more_at + 2
    more = line.number(more_at, 3)
    if more is None:
        return hours_alone
    if line.word(more_at + 1) in MINUTE_UNITS and line.ends_at(more_at + 2):
        return _sum(line, minutes, more, more_at + 2)
    behind = line.word(more_at + 1)  # `1h 40 mg` holds a dose, `7h and 2 naps` a note
    if not line.ends_at(more_at + 1) or (behind not in ("", ",", ";") if linked else behind in DOSE_UNITS):
        return hours_alone
    if len(line.word(more_at)) == 1 and more:
        hours = minutes // 60
        raise Unclear(line.upto(more_at + 1), (f"{hours}h{more:02}", f"{hours}.{more}h"))
    return _sum(line, minutes, more, more_at + 1)


def _sum(line: AtomLine, minutes: int, more: int, end: int) -> Found:
    if more < 60:
        return minutes + more, end
    typed = line.upto(end)
    message = f"'{short(typed)}': after hours, minutes go up to 59."
    total = minutes + more
    raise Unclear(typed, (hours_minutes(total),) if total <= LONGEST else (), message)
