"""Reads a day said in words, seen from today: `yesterday`, `last friday`, `2 nights ago`, `monday last week`."""

from __future__ import annotations

from datetime import date, timedelta

from . import dates
from .dates import MONTH_DAYS, WEEKDAY_WORDS, YEARS, Day, Phrase
from .readings import Unclear
from .weekdays import WEEKDAYS, in_words

NAMED = {"today": 0, "yesterday": -1, "yday": -1, "tomorrow": 1}
PARTS = ("morning", "afternoon", "evening", "night")
COUNTS = {word: count for count, word in enumerate(("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"), 1)}
COUNTS |= {"a": 1, "an": 1}
DAYS_IN = {"d": 1, "day": 1, "days": 1, "night": 1, "nights": 1, "w": 7, "week": 7, "weeks": 7}
MONTHS_IN = {"month": 1, "months": 1, "year": 12, "years": 12}

TYPE_CHECKING = False
if TYPE_CHECKING:
    Found = tuple[Day, int] | None


def find(phrase: Phrase, index: int) -> Found:
    """Return the day at that atom, in words or as a date, with the part of the day that follows it, and the atom behind.

    None if no day stands there. Weekdays are the latest, today included, or ahead the first. Raises Unclear for two readings, Unreadable for
    a date that does not exist.
    """
    readers = [_named, _this, _last, _weekday, _before_yesterday, _back, _ago, dates.find]
    if phrase.ahead:
        from .coming import find as find_ahead  # only a plan looks ahead

        readers = [find_ahead, *readers]
    found = next((found for reader in readers if (found := reader(phrase, index)) is not None), None)
    if found is None:
        return None
    day, stop = found
    if not day.part and phrase.line.word(stop) in PARTS and phrase.line.at(stop).gap:
        day.part = phrase.line.word(stop)
        stop += 1
    return day, stop


def _named(phrase: Phrase, index: int) -> Found:
    word = phrase.line.word(index)
    if word == "tonight":
        return Day(phrase.today, "night"), index + 1
    return (Day(phrase.today + timedelta(days=NAMED[word])), index + 1) if word in NAMED else None


def _this(phrase: Phrase, index: int) -> Found:
    part = phrase.line.word(index + 1)
    return (Day(phrase.today, part), index + 2) if phrase.line.word(index) == "this" and part in PARTS[:3] else None


def _last(phrase: Phrase, index: int) -> Found:
    """Read `last night`, `last friday`, `last week monday`."""
    line = phrase.line
    if line.word(index) != "last":
        return None
    if line.word(index + 1) == "night":
        return Day(phrase.today - timedelta(days=1), "night"), index + 2
    if line.word(index + 1) == "week":
        weekday = WEEKDAY_WORDS.get(line.word(index + 2))
        return None if weekday is None else (_in_last_week(phrase, weekday), index + 3)
    weekday = WEEKDAY_WORDS.get(line.word(index + 1))
    if weekday is None:
        return None
    return Day(phrase.today - timedelta(days=(phrase.today.weekday() - weekday - 1) % 7 + 1)), index + 2


def _weekday(phrase: Phrase, index: int) -> Found:
    """Read `mon`, `monday last week`, and `mon 3 nov`, where the weekday must be the date's."""
    line = phrase.line
    weekday = WEEKDAY_WORDS.get(line.word(index))
    if weekday is None:
        return None
    if line.words(index + 1, "last", "week"):
        return _in_last_week(phrase, weekday), index + 3
    dated = dates.find(phrase, index + 2 if line.word(index + 1) == "," else index + 1)
    if dated is not None:
        _refuse_other_weekday(phrase, index, dated, weekday)
        return dated
    latest = phrase.today - timedelta(days=(phrase.today.weekday() - weekday) % 7)
    calendar = phrase.now.date()
    if calendar > phrase.today and calendar.weekday() == weekday:
        raise phrase.which(index, index + 1, (calendar, latest))
    return Day(latest), index + 1


def _refuse_other_weekday(phrase: Phrase, index: int, dated: tuple[Day, int], weekday: int) -> None:
    day, stop = dated
    if day.date.weekday() == weekday:
        return
    name = WEEKDAYS[day.date.weekday()].capitalize()
    message = f"{in_words(day.date, phrase.today)[4:]} is a {name}."
    raise Unclear(phrase.line.text, phrase.instead(index, stop, day.date.isoformat()), message)


def _in_last_week(phrase: Phrase, weekday: int) -> Day:
    """Return that day of the week before this one. Weeks begin on Monday."""
    return Day(phrase.today + timedelta(days=weekday - phrase.today.weekday() - 7))


def _before_yesterday(phrase: Phrase, index: int) -> Found:
    at = index + 1 if phrase.line.word(index) == "the" else index
    if phrase.line.words(at, "day", "before", "yesterday"):
        return Day(phrase.today - timedelta(days=2)), at + 3
    if phrase.line.words(at, "day", "after", "tomorrow"):
        return Day(phrase.today + timedelta(days=2)), at + 3
    return None


def _back(phrase: Phrase, index: int) -> Found:
    """Read `-1d`, `-2`, `2d`: days back."""
    line = phrase.line
    signed = line.word(index) == "-" and not line.at(index + 1).gap
    at = index + 1 if signed else index
    count = line.number(at, 4)
    in_days = line.word(at + 1) == "d" and not line.at(at + 1).gap
    if count is None or not (signed or in_days) or line.word(at + 2) == "ago":
        return None
    return Day(_days_back(phrase, count)), at + 2 if in_days else at + 1


def _ago(phrase: Phrase, index: int) -> Found:
    """Read `3 days ago`, `a week ago`, `2 nights ago`, `a month ago`."""
    line = phrase.line
    count = COUNTS.get(line.word(index), line.number(index, 4))
    unit = line.word(index + 1)
    if count is None or unit not in DAYS_IN | MONTHS_IN:
        return None
    if line.word(index + 2) != "ago":
        said = phrase.typed(index, index + 2)
        raise Unclear(line.text, phrase.instead(index, index + 2, f"{said} ago"), f"'{said}': is it {said} ago?")
    if unit in MONTHS_IN:
        return Day(months_back(phrase, count * MONTHS_IN[unit])), index + 3
    return Day(_days_back(phrase, count * DAYS_IN[unit]), "night" if unit.startswith("night") else ""), index + 3


def _days_back(phrase: Phrase, count: int) -> date:
    if phrase.today.toordinal() - count < date(YEARS[0], 1, 1).toordinal():
        raise phrase.unreadable(f"That is before {YEARS[0]}.")
    return phrase.today - timedelta(days=count)


def months_back(phrase: Phrase, count: int) -> date:
    """Return the same day so many months back, or that month's last where it is shorter; a count below 0 goes on."""
    year, month = divmod(phrase.today.year * 12 + phrase.today.month - 1 - count, 12)
    if year < YEARS[0]:
        raise phrase.unreadable(f"That is before {YEARS[0]}.")
    for day in range(phrase.today.day, MONTH_DAYS[1] - 2, -1):
        if dates.exists(year, month + 1, day):
            return date(year, month + 1, day)
    return date(year, month + 1, phrase.today.day)
