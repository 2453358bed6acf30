"""Reads a day that is still to come, as a plan names it: `thu`, `in 2 weeks`, `monday next week`. Nothing that is logged asks for it."""

from __future__ import annotations

from datetime import UTC, date, timedelta

from . import clock, dates, length
from .atoms import Line
from .clockface import on
from .dates import WEEKDAY_WORDS, YEARS, Day, Phrase
from .daywords import COUNTS, DAYS_IN, MONTHS_IN, months_back
from .moments import When
from .readings import Unclear
from .weekdays import day_month, in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .daywords import Found
    from .moments import Time


def find(phrase: Phrase, index: int) -> Found:
    """Return the day at that atom that only a plan can mean, and the atom behind it; None if no such day stands there."""
    readers = (_counted, _next, _weekday)
    return next((found for reader in readers if (found := reader(phrase, index)) is not None), None)


def length_on(phrase: Phrase) -> When | None:
    """Read `in 2h`, `in half an hour`."""
    line = phrase.line
    if line.word(0) != "in" or line.ended(1):
        return None
    behind = line.text[line.at(1).start :]
    try:
        found = length.find(behind)
    except Unclear as error:
        rest = behind[len(error.said) :]
        raise Unclear(line.text, tuple(f"in {reading}{rest}" for reading in error.readings), str(error)) from None
    if found is None or not Line(behind[found[1] :]).ended(0):
        return None
    at = (phrase.now.astimezone(UTC) + timedelta(minutes=found[0])).astimezone()
    return When(clock.day_of(at, phrase.day_ends), at)


def soonest(phrase: Phrase, time: Time) -> When:
    """Return the first such moment from now on."""
    at = on(phrase.now.date(), time.face.as_typed())
    if at < phrase.now:
        at = on(phrase.now.date() + timedelta(days=1), time.face.as_typed())
    return When(clock.day_of(at, phrase.day_ends), at)


def _counted(phrase: Phrase, index: int) -> Found:
    """Read `in 2 weeks`, `in 10d`, `a week from now`; ask about `2 weeks` alone."""
    line = phrase.line
    told = line.word(index) == "in"
    first = index + 1 if told else index
    count = COUNTS.get(line.word(first), line.number(first, 4))
    unit = line.word(first + 1)
    if count is None or unit not in DAYS_IN | MONTHS_IN or unit.startswith("night"):
        return None
    stop = first + 2
    if line.word(stop) == "from" and line.word(stop + 1) in ("now", "today"):
        told, stop = True, stop + 2
    if line.word(stop) == "ago":
        return None
    if not told:
        said = phrase.typed(first, stop)
        raise Unclear(line.text, phrase.instead(first, stop, f"in {said}"), f"'{said}': is it in {said}?")
    if unit in MONTHS_IN:
        return Day(_limited(phrase, months_back(phrase, -count * MONTHS_IN[unit]))), stop
    if phrase.today.toordinal() + count * DAYS_IN[unit] > date(YEARS[-1], 12, 31).toordinal():
        raise phrase.unreadable(f"That is behind {YEARS[-1]}.")
    return Day(phrase.today + timedelta(days=count * DAYS_IN[unit])), stop


def _limited(phrase: Phrase, day: date) -> date:
    if day.year not in YEARS:
        raise phrase.unreadable(f"That is behind {YEARS[-1]}.")
    return day


def _next(phrase: Phrase, index: int) -> Found:
    """Read `monday next week`, `next week monday`, and `next friday` where both its readings are one day."""
    line = phrase.line
    weekday = WEEKDAY_WORDS.get(line.word(index))
    if weekday is not None and line.words(index + 1, "next", "week"):
        return Day(_in_next_week(phrase, weekday)), index + 3
    if line.word(index) != "next":
        return None
    if line.word(index + 1) == "week":
        weekday = WEEKDAY_WORDS.get(line.word(index + 2))
        return None if weekday is None else (Day(_in_next_week(phrase, weekday)), index + 3)
    weekday = WEEKDAY_WORDS.get(line.word(index + 1))
    if weekday is None:
        return None
    first = phrase.today + timedelta(days=(weekday - phrase.today.weekday() - 1) % 7 + 1)
    later = _in_next_week(phrase, weekday)
    if first != later:
        raise _either(phrase, index, index + 2, (first, later))
    return Day(first), index + 2


def _in_next_week(phrase: Phrase, weekday: int) -> date:
    """Return that day of the week behind this one. Weeks begin on Monday."""
    return phrase.today + timedelta(days=weekday - phrase.today.weekday() + 7)


def _weekday(phrase: Phrase, index: int) -> Found:
    """Read `mon`: the first one that is still to come. Said on a Monday, it has two readings."""
    line = phrase.line
    weekday = WEEKDAY_WORDS.get(line.word(index))
    if weekday is None or line.word(index + 1) == "last":
        return None
    if dates.find(phrase, index + 2 if line.word(index + 1) == "," else index + 1) is not None:
        return None  # `mon 3 nov`: the date decides
    first = phrase.today + timedelta(days=(weekday - phrase.today.weekday()) % 7)
    if first in (phrase.today, phrase.now.date()):
        raise _either(phrase, index, index + 1, (first, first + timedelta(days=7)))
    return Day(first), index + 1


def _either(phrase: Phrase, index: int, stop: int, days: tuple[date, date]) -> Unclear:
    words = " or ".join("today" if day == phrase.today else in_words(day, phrase.today) for day in days)
    texts = ("today" if day == phrase.today else day_month(day.day, day.month).lower() for day in days)
    return Unclear(phrase.line.text, phrase.instead(index, stop, *texts), f"'{phrase.typed(index, stop)}' can be {words}.")
