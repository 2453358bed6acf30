"""Reads a calendar date as people type it, `3 nov` or `11/3/2026`, and writes one in words."""

from __future__ import annotations

from datetime import date

from .. import clock
from ..errors import DateOrder, StillToCome, Unclear, Unreadable
from ..humanize import MONTHS, WEEKDAYS, day_month, in_words
from .tokens import DIGITS, LETTERS, AtomLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

WEEKDAY_WORDS = {word: place for place, name in enumerate(WEEKDAYS) for word in (name, name[:3])}
WEEKDAY_WORDS |= {"tues": 1, "weds": 2, "thur": 3, "thurs": 3}
MONTH_WORDS = {word: place for place, name in enumerate(MONTHS, 1) for word in (name, name[:3])} | {"sept": 9}
MONTH_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
ORDINALS = ("st", "nd", "rd", "th")
YEARS = range(1900, 2101)
YEARS_TO_LEAP = 9
MONTHS_TO_LONG = 3
SOON = 60  # days: a date without a year that is to come within them may as well be meant as the one that was


class DayPhrase:
    """A typed phrase and what it is read against: this moment, the day as it is lived, the two settings.

    `ahead` says that it names a plan: of two days, the one that is still to come is meant.
    """

    __slots__ = ("ahead", "date_order", "day_ends", "line", "now", "today")

    def __init__(self, text: str, now: datetime, day_ends: str, date_order: str, *, ahead: bool = False) -> None:
        self.line = AtomLine(" ".join(text.split()))
        self.now, self.day_ends, self.date_order, self.ahead = now, day_ends, date_order, ahead
        self.today = clock.day_of(now, day_ends)

    def unreadable(self, sentence: str = "") -> Unreadable:
        """Return the refusal of the whole phrase."""
        return Unreadable(self.line.text, "", sentence)

    def typed(self, first: int, stop: int) -> str:
        """Return what was typed from one atom to the one before another."""
        return self.line.text[self.line.at(first).start : self.line.at(stop - 1).end]

    def instead(self, first: int, stop: int, *texts: str) -> tuple[str, ...]:
        """Return the whole phrase with each of the texts in the place of these atoms."""
        text, start, end = self.line.text, self.line.at(first).start, self.line.at(stop - 1).end
        return tuple(text[:start] + new + text[end:] for new in texts)

    def which(self, first: int, stop: int, days: tuple[date, date]) -> Unclear:
        """Return the refusal of a day that is one date on the calendar and another as it is lived."""
        said = self.typed(first, stop)
        words = " or ".join(in_words(day, self.today) for day in days)
        texts = (days[0].isoformat(), days[1].isoformat())
        return Unclear(self.line.text, self.instead(first, stop, *texts), f"Your day is not over yet: '{said}' can be {words}.")


class NamedDay:
    """A day that was read: its date, and `part`, which is morning, afternoon, evening, night or empty.

    `exact` says that it was typed in digits with its year, `yearless` that it has a month and no year.
    """

    __slots__ = ("date", "exact", "part", "yearless")

    def __init__(self, day: date, part: str = "", *, exact: bool = False) -> None:
        self.date, self.part, self.exact = day, part, exact
        self.yearless = False


def find(phrase: DayPhrase, index: int) -> tuple[NamedDay, int] | None:
    """Return the date at that atom and the atom behind it, or None. Without a year it is the latest up to today, or ahead the first.

    Raises DateOrder if month and day can change places, Unreadable if there is no such day.
    """
    return _in_digits(phrase, index) or _month_first(phrase, index) or _day_first(phrase, index)


def _in_digits(phrase: DayPhrase, index: int) -> tuple[NamedDay, int] | None:
    """Read numbers with a slash, a point or a dash between them, or eight digits."""
    line = phrase.line
    mark = line.word(index + 1)
    numbers = [line.word(index)] if line.at(index).kind == DIGITS else []
    stop = index + 1
    while (
        numbers
        and len(numbers) < 3
        and line.word(stop) == mark in ("/", ".", "-")
        and not line.at(stop).gap
        and line.glued(stop + 1, DIGITS)
    ):
        numbers.append(line.word(stop + 1))
        stop += 2
    if len(numbers) == 3:
        return _three(phrase, index, stop, numbers)
    if len(numbers) == 1 and len(numbers[0]) == 8:
        return _dated(phrase, stop, int(numbers[0][:4]), int(numbers[0][4:6]), int(numbers[0][6:]))
    if len(numbers) != 2 or mark == "-" or any(len(number) > 2 for number in numbers):
        return None
    if mark == "/":
        return _either(phrase, index, stop, numbers, None)
    closed = line.word(stop) == "." and not line.at(stop).gap
    return _either(phrase, index, stop + 1, numbers, None) if closed else None


def _three(phrase: DayPhrase, index: int, stop: int, numbers: list[str]) -> tuple[NamedDay, int]:
    lengths = [len(number) for number in numbers]
    if lengths[0] == 4 and max(lengths[1:]) <= 2:
        return _dated(phrase, stop, int(numbers[0]), int(numbers[1]), int(numbers[2]))
    if max(lengths) <= 2:
        raise phrase.unreadable(f"'{phrase.typed(index, stop)}': write the year with four digits.")
    if lengths[2] != 4 or max(lengths[:2]) > 2:
        raise phrase.unreadable()
    return _either(phrase, index, stop, numbers, int(numbers[2]))


def _either(phrase: DayPhrase, index: int, stop: int, numbers: list[str], year: int | None) -> tuple[NamedDay, int]:
    """Read day and month from two numbers that can stand in either order. With points between them the day is first."""
    first, second = int(numbers[0]), int(numbers[1])
    possible = [(day, month) for day, month in ((first, second), (second, first)) if exists(year, month, day)]
    if not possible:
        message = f"'{phrase.typed(index, stop)}' is not a day."
        raise phrase.unreadable(message)
    order = "mdy" if phrase.date_order == "ymd" and year is None else phrase.date_order
    if phrase.line.word(index + 1) == ".":
        order = "dmy"
    if len(possible) == 2 and first != second and order not in ("mdy", "dmy"):
        behind = f" {year}" if year else ""
        if phrase.ahead and not year:
            possible.sort(key=lambda pair: _nearest(phrase, pair[1], pair[0]))
        words = [day_month(day, month) + behind for day, month in possible]
        readings = phrase.instead(index, stop, *(word.lower() for word in words))
        raise DateOrder(phrase.line.text, readings, f"{phrase.typed(index, stop)} can be {' or '.join(words)}.")
    day, month = possible[-1] if order == "mdy" else possible[0]
    return _dated(phrase, stop, year, month, day) if year else (_latest(phrase, index, stop, month, day), stop)


def _month_first(phrase: DayPhrase, index: int) -> tuple[NamedDay, int] | None:
    """Read `nov 3`, `nov the 3rd`, `nov 3, 2025`."""
    line = phrase.line
    month = MONTH_WORDS.get(line.word(index))
    at = index + 2 if line.word(index + 1) == "the" else index + 1
    day = line.number(at, 2)
    if month is None or day is None or line.word(at + 1) in (":", "am", "pm"):
        return None
    return _with_year(phrase, index, at + 2 if _ordinal(line, at + 1) else at + 1, month, day)


def _day_first(phrase: DayPhrase, index: int) -> tuple[NamedDay, int] | None:
    """Read `3 nov`, `the 3rd of november 2025`, `the 3rd`."""
    line = phrase.line
    at = index + 1 if line.word(index) == "the" else index
    day = line.number(at, 2)
    if day is None:
        return None
    behind = at + 2 if _ordinal(line, at + 1) else at + 1
    month_at = behind + 1 if line.word(behind) == "of" else behind
    month = MONTH_WORDS.get(line.word(month_at))
    if month is not None:
        return _with_year(phrase, index, month_at + 1, month, day)
    return (_latest_of_any_month(phrase, index, behind, day), behind) if behind == at + 2 else None


def _ordinal(line: AtomLine, index: int) -> bool:
    return line.word(index) in ORDINALS and line.glued(index, LETTERS)


def _with_year(phrase: DayPhrase, index: int, stop: int, month: int, day: int) -> tuple[NamedDay, int]:
    """Take the year that may follow: four digits, with or without a comma."""
    at = stop + 1 if phrase.line.word(stop) == "," else stop
    year = phrase.line.number(at, 4)
    if year is None or year < 1000 or len(phrase.line.word(at)) != 4:
        return _latest(phrase, index, stop, month, day), stop
    found, end = _dated(phrase, at + 1, year, month, day)
    found.exact = False
    return found, end


def _dated(phrase: DayPhrase, stop: int, year: int, month: int, day: int) -> tuple[NamedDay, int]:
    if year not in YEARS:
        message = f"Years go from {YEARS[0]} to {YEARS[-1]} here."
        raise phrase.unreadable(message)
    if not exists(year, month, day):
        raise phrase.unreadable(_no_day(month, day, f" {year}"))
    return NamedDay(date(year, month, day), exact=True), stop


def _nearest(phrase: DayPhrase, month: int, day: int) -> date:
    """Return the latest such date up to today, or ahead the first from today on."""
    step = 1 if phrase.ahead else -1
    years = range(phrase.today.year, phrase.today.year + step * YEARS_TO_LEAP, step)
    dates = [date(year, month, day) for year in years if exists(year, month, day)]
    return next(one for one in dates if one == phrase.today or (one > phrase.today) == phrase.ahead)


def _latest(phrase: DayPhrase, index: int, stop: int, month: int, day: int) -> NamedDay:
    """Return the date of that month and day, its year found."""
    if not exists(None, month, day):
        raise phrase.unreadable(_no_day(month, day, ""))
    found = _nearest(phrase, month, day)
    calendar = phrase.now.date()
    coming = (date(year, month, day) for year in (phrase.today.year, phrase.today.year + 1) if exists(year, month, day))
    soon = any(0 < (one - phrase.today).days <= SOON for one in coming) and (month, day) != (calendar.month, calendar.day)
    if soon and not phrase.ahead:
        said = phrase.typed(index, stop)
        dated = phrase.instead(index, stop, f"{day_month(day, month).lower()} {found.year}")
        raise StillToCome(phrase.line.text, dated, f"'{said}' is still to come. Was it in {found.year}?")
    latest = _sure(phrase, index, stop, found, same=(calendar.month, calendar.day) == (month, day))
    latest.yearless = True
    return latest


def _latest_of_any_month(phrase: DayPhrase, index: int, stop: int, day: int) -> NamedDay:
    """Return the latest day of that number up to today, or ahead the first."""
    if not 1 <= day <= 31:
        message = f"No month has a day {day}."
        raise phrase.unreadable(message)
    step = 1 if phrase.ahead else -1
    months = [phrase.today.year * 12 + phrase.today.month - 1 + step * on for on in range(MONTHS_TO_LONG + 1)]
    dates = [date(month // 12, month % 12 + 1, day) for month in months if exists(month // 12, month % 12 + 1, day)]
    found = next(one for one in dates if one == phrase.today or (one > phrase.today) == phrase.ahead)
    return _sure(phrase, index, stop, found, same=phrase.now.day == day)


def _sure(phrase: DayPhrase, index: int, stop: int, found: date, *, same: bool) -> NamedDay:
    """Refuse a date without its year or month that begins at midnight while the day before it goes on.

    `same` says that it is today's date on the calendar.
    """
    calendar = phrase.now.date()
    if same and calendar > phrase.today and not phrase.ahead:
        raise phrase.which(index, stop, (calendar, found))
    return NamedDay(found)


def exists(year: int | None, month: int, day: int) -> bool:
    """Tell whether there is such a day, in that year or in any."""
    if not 1 <= month <= 12 or not 1 <= day <= MONTH_DAYS[month - 1]:
        return False
    leap = year is None or (year % 4 == 0 and (year % 100 != 0 or year % 400 == 0))
    return leap or (month, day) != (2, 29)


def _no_day(month: int, day: int, behind: str) -> str:
    if not 1 <= month <= 12:
        return f"There is no month {month}."
    return f"{day_month(day, month)}{behind} is not a day."
