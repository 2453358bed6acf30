"""Puts a day and a time of day together into the moment that was meant."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from . import clock
from .clockface import DAY, Face, on, scan, twelve, twenty_four
from .dates import YEARS, Day, Phrase
from .readings import Unclear
from .weekdays import day_month, in_words

NAMED_TIMES = {"noon": "pm", "midnight": "am"}
HOURS_OF_PARTS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (16, 24), "night": (18, 30)}


class When:
    """A day, and the moment `at` where a time of day or a length of time ago was said. Cannot be changed.

    `night` says that the night which began on `day` was meant: it ends on the morning after.
    """

    __slots__ = ("at", "day", "night")

    day: date
    at: datetime | None
    night: bool

    def __init__(self, day: date, at: datetime | None = None, *, night: bool = False) -> None:
        for name, value in (("day", day), ("at", at), ("night", night)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __repr__(self) -> str:
        return f"When({self.day}, {self.at}, night={self.night})"


class Time:
    """A time of day as typed, and the atoms it stands on. `told` says that `at` stands before it."""

    __slots__ = ("face", "first", "stop", "told")

    def __init__(self, face: Face, first: int, stop: int, *, told: bool) -> None:
        self.face, self.first, self.stop, self.told = face, first, stop, told


def time(phrase: Phrase, index: int) -> Time | None:
    """Return the time of day at that atom. Raises Unreadable if no clock shows it."""
    line = phrase.line
    told = line.word(index) == "at"
    first = index + 1 if told else index
    if line.word(first) in NAMED_TIMES:
        return Time(Face(12, 0, NAMED_TIMES[line.word(first)]), first, first + 1, told=told)
    found = scan(line, first)
    if found is None:
        return None
    if not found[0].exists() and (told or not found[0].bare):
        raise phrase.unreadable(f"'{phrase.typed(first, found[1])}' is no time of day.")
    return Time(found[0], first, found[1], told=told)


def latest(phrase: Phrase, time: Time) -> When:
    """Return the latest such moment up to now, or ahead the first from now on."""
    if time.face.bare:
        _ask_half(phrase, time)
    if phrase.ahead:
        from .coming import soonest

        return soonest(phrase, time)
    at = on(phrase.now.date(), time.face.as_typed())
    if at > phrase.now:
        at = on(phrase.now.date() - timedelta(days=1), time.face.as_typed())
    return When(clock.day_of(at, phrase.day_ends), at)


def _ask_half(phrase: Phrase, time: Time) -> None:
    """Refuse an hour without minutes, am or pm. `6` alone, or 13 behind a day, may not be an hour at all."""
    hours = time.face.choices()
    if not time.told and (time.first == 0 or len(hours) == 1):
        raise phrase.unreadable()
    words = [twelve(hour) for hour in hours] if len(hours) == 2 else [twenty_four(hours[0])]
    said = phrase.line.text
    message = f"'{said}' can be {' or '.join(words)}." if len(words) == 2 else f"'{said}': is it {words[0]}?"
    raise Unclear(said, phrase.instead(time.first, time.stop, *words), message)


def moment(phrase: Phrase, day: Day, time: Time) -> When:
    """Return that time of that day. Before the day's end it belongs to two nights, unless the words or digits say which."""
    if day.yearless and not time.told:
        _refuse_year(phrase, day, time)
    minute = _in_part(phrase, day, time) if day.part else time.face.as_typed()
    if time.face.bare and (not day.part or not time.told):
        _ask_half(phrase, time)
    early = twenty_four(minute) < phrase.day_ends
    if day.part == "night" and minute < DAY // 2:
        at = on(day.date + timedelta(days=1), minute)
        lived = clock.day_of(at, phrase.day_ends)
        return When(lived, at, night=lived == day.date)
    if early and not day.exact:
        raise _two_nights(phrase, day, minute)
    at = on(day.date, minute)
    return When(clock.day_of(at, phrase.day_ends) if early else day.date, at, night=day.part == "night")


def _refuse_year(phrase: Phrase, day: Day, time: Time) -> None:
    """Refuse `2025 feb 3` and `11/3 2025`, where four digits can be the year that the date lacks."""
    year = phrase.line.number(time.first, 4)
    if year not in YEARS or time.stop > time.first + 1:
        return
    clock_time = twenty_four(time.face.as_typed())
    readings = (*phrase.instead(time.first, time.stop, clock_time), f"{day_month(day.date.day, day.date.month).lower()} {year}")
    raise Unclear(phrase.line.text, readings, f"'{phrase.line.text}': is it {clock_time} or the year {year}?")


def _in_part(phrase: Phrase, day: Day, time: Time) -> int:
    """Return the minute of the day that lies in the part of the day which was named."""
    begin, end = (hour * 60 for hour in HOURS_OF_PARTS[day.part])
    fitting = [minute for minute in time.face.choices() if begin <= minute < end or minute + DAY < end]
    if len(fitting) == 1:
        return fitting[0]
    message = f"'{phrase.typed(time.first, time.stop)}' is not in the {day.part}."
    raise Unclear(phrase.line.text, (), message)


def _two_nights(phrase: Phrase, day: Day, minute: int) -> Unclear:
    """Return the refusal of an hour that ends one night and begins another, both as they are typed exactly."""
    days = (day.date, day.date + timedelta(days=1))
    fitting = [one for one in days if (on(one, minute) > phrase.now) == phrase.ahead] or days
    nights = " or ".join(f"the night to {in_words(one, phrase.today)}" for one in days)
    readings = tuple(f"{one.isoformat()} {twenty_four(minute)}" for one in fitting)
    return Unclear(phrase.line.text, readings, f"'{phrase.line.text}' can be in {nights}.")
