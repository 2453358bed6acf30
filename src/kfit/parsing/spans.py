"""Reads days as people name them to look back: `monday`, `last week`, `october`, `2 days ago`, `3 oct to 9 oct`."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..errors import Refused, StillToCome, Unclear
from ..humanize import monday_of
from ..model.fields import EARLIEST_DAY
from . import moments
from .dates import MONTH_WORDS, WEEKDAY_WORDS, DayPhrase
from .moments import COUNTS, DAYS_IN, MONTHS_IN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .draft import Context

BEFORE_DAYS = ("on", "in", "from", "during", "for", "of", "over")
BACK = ("last", "past", "previous")
OPEN_ENDS = ("since", "after"), ("until", "till", "before")
JOINTS = ("to", "until", "till", "through", "-", "–")
EARLIEST = date.fromisoformat(EARLIEST_DAY)
LONGEST, MOST_DIGITS = 10, 4  # words, and digits of a number
LENGTHS = ("week", "month", "year")  # of the calendar, or up to today
WEEKEND = 5  # Saturday, counted from Monday


class DaySpan(NamedTuple):
    """The first and the last day that are meant; a `last` of None goes on to the latest entry."""

    first: date
    last: date | None


def read(words: list[str], context: Context) -> DaySpan | None:
    """Return the days that the words name as a whole, None if they name none; days to come are not refused.

    Raises Unclear for a day with two readings, such as `11/5`.
    """
    said = " ".join(words).lower().split()
    if said[:1] and said[0] in BEFORE_DAYS:
        said = said[1:]
    if said[:1] == ["the"]:
        said = said[1:]
    if not 0 < len(said) <= LONGEST:
        return None
    if len(said) > 1 and said[0] in (*OPEN_ENDS[0], *OPEN_ENDS[1]):
        return _open(said, context)
    return _calendar(said, context.today) or _lately(said, context) or _day(" ".join(said), context) or _from_to(said, context)


def read_from(words: list[str], context: Context) -> DaySpan | None:
    """Read days like `read`, but where they begin with `from` and name no end, they go on to the latest entry.

    Raises Unclear for a day with two readings.
    """
    found = read(words, context)
    if found is None or words[0].lower() != "from" or any(word.lower() in JOINTS for word in words):
        return found
    return DaySpan(found.first, None)


def is_bare_length(words: list[str]) -> bool:
    """Tell whether words are a length of time alone, `2 weeks`: with other words beside it, it is none of the days that are meant."""
    return len(words) == 2 and _count(words[0].lower()) > 0 and words[1].lower() in (*DAYS_IN, *MONTHS_IN)


def _count(word: str) -> int:
    """Return the number that a word is, 0 if it is none."""
    return COUNTS.get(word) or (int(word) if word.isascii() and word.isdigit() and len(word) <= MOST_DIGITS else 0)


def _open(said: list[str], context: Context) -> DaySpan | None:
    """Read `since monday`, `before october`: from a day on, or up to one."""
    found = read(said[1:], context)
    if found is None:
        return None
    last = found.last or context.today
    if said[0] in OPEN_ENDS[0]:
        return DaySpan(found.first if said[0] == "since" else last + timedelta(days=1), None)
    return DaySpan(EARLIEST, found.first - timedelta(days=1) if said[0] == "before" else last)


def _calendar(said: list[str], today: date) -> DaySpan | None:
    """Read weeks, weekends, months and years of the calendar: `this week`, `last month`, `october 2025`, `2025`."""
    back = said[0] in BACK
    of = said[1:] if back or said[0] == "this" else said
    if len(of) == 1 and len(of) < len(said) and of[0] in LENGTHS and said[0] != "past":
        return _running(of[0], today, back=back)
    if of == ["weekend"]:
        saturday = monday_of(today) + timedelta(days=WEEKEND)
        first = saturday if today >= saturday and not back else saturday - timedelta(days=7)
        return DaySpan(first, min(first + timedelta(days=1), today))
    month = MONTH_WORDS.get(of[0]) if of else None
    if month is not None and len(of) == 1:
        began = date(today.year, month, 1) <= today and not (back and month == today.month)
        return _month(today.year if began else today.year - 1, month, today)
    year = [word for word in of[1:] if word != "of"] if month is not None else of if said is of else []
    if (
        len(year) != 1
        or len(year[0]) != 4
        or not (year[0].isascii() and year[0].isdigit())
        or not EARLIEST.year <= int(year[0]) <= today.year
    ):
        return None
    if month is None:
        return DaySpan(date(int(year[0]), 1, 1), min(date(int(year[0]), 12, 31), today))
    return _month(int(year[0]), month, today)


def _running(of: str, today: date, *, back: bool) -> DaySpan:
    """Return the week, month or year that goes on, or with `back` the one before it."""
    before = _begin(of, today) - timedelta(days=1)
    return DaySpan(_begin(of, before), before) if back else DaySpan(_begin(of, today), None)


def _begin(of: str, day: date) -> date:
    return monday_of(day) if of == "week" else day.replace(day=1) if of == "month" else day.replace(month=1, day=1)


def _month(year: int, month: int, today: date) -> DaySpan:
    following = date(year + month // 12, month % 12 + 1, 1)
    return DaySpan(date(year, month, 1), max(date(year, month, 1), min(following - timedelta(days=1), today)))


def _lately(said: list[str], context: Context) -> DaySpan | None:
    """Read `last 7 days`, `past week`, `2 weeks`, `last three months`: so many days up to today."""
    told = said[1:] if said[0] in BACK and said[1:] != ["night"] else said
    if told is not said and len(told) == 1:
        told = ["a", *told]
    if len(told) != 2 or (told is said and told[0] in ("a", "an")):
        return None
    count = _count(told[0])
    days, months = count * DAYS_IN.get(told[1], 0), count * MONTHS_IN.get(told[1], 0)
    today = context.today
    if days:
        return DaySpan(date.fromordinal(max(today.toordinal() - days + 1, EARLIEST.toordinal())), None)
    if not months or months > (today.year - EARLIEST.year) * 12:
        return None
    return DaySpan(moments.months_off(DayPhrase("", context.now, context.day_ends, context.date_order), -months) + timedelta(days=1), None)


def _day(text: str, context: Context) -> DaySpan | None:
    """Read one day; `last night` is the evening before and the morning it ended. A time of day is none."""
    found = context.attempt(text)
    if isinstance(found, StillToCome):  # what is shown has been
        found = context.attempt(found.readings[0])
    if isinstance(found, Unclear) and found.readings and all(_day(reading, context) for reading in found.readings):
        raise found
    if isinstance(found, Refused) or found.at is not None:
        return None
    return DaySpan(found.day, min(found.day + timedelta(days=1), max(found.day, context.now.date())) if found.night else found.day)


def _from_to(said: list[str], context: Context) -> DaySpan | None:
    """Read `3 oct to 9 oct`, `monday - friday`, `between 3 oct and 9 oct`. Without a year, the first is the latest before the last."""
    words = said[1:] if said[0] == "between" else said
    for place in range(1, len(words) - 1):
        if words[place] not in (JOINTS if words is said else (*JOINTS, "and")):
            continue
        first, last = read(words[:place], context), read(words[place + 1 :], context)
        if first is None or last is None:
            continue
        begin, end = first.first, last.last or context.today
        if begin > end and words[0] in WEEKDAY_WORDS:
            begin -= timedelta(days=7)
        elif begin > end:
            begin = begin.replace(year=begin.year - 1, day=min(begin.day, 28 if begin.month == 2 else 31))
        return DaySpan(begin, end) if begin <= end else None
    return None
