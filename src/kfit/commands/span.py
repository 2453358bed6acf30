"""Reads the days that bound what is shown, and those from which on something is to hold."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import clock, when
from ..diary.words import quoted
from ..errors import Refused
from ..readings import DateOrder, Unclear, Unreadable
from ..weekdays import in_words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date, datetime

    from ..settings import Settings
    from ..when import When


def since_day(text: str, line: str, now: datetime, settings: Settings) -> date:
    """Return the day behind `--since`. Raises Refused for one that cannot be read or is still to come.

    `line` is the command as it would be typed again: `kfit week`.
    """
    day = _day(text, f"{line} --since", now, settings)
    today = clock.day_of(now, settings.day_ends)
    if day > today:
        raise Refused(f"{in_words(day, today)} is still to come. Try: {line} --since yesterday")
    return day


def until_day(text: str, line: str, now: datetime, settings: Settings) -> date:
    """Return the day behind `--until`, today for one that is still to come. Raises Refused for one that cannot be read."""
    return min(_day(text, f"{line} --until", now, settings), clock.day_of(now, settings.day_ends))


def _day(text: str, line: str, now: datetime, settings: Settings) -> date:
    return _read(text, lambda day: f"{line} {quoted(day)}", now, settings)


def _read(said: str, line: Callable[[str], str], now: datetime, settings: Settings) -> date:
    try:
        return when.read(said, now, settings.day_ends, settings.date_order).day
    except Unclear as error:
        lines = "   or: ".join(line(reading) for reading in error.readings)
        raise Refused(f"{error} Try: {lines}{error.closing}" if lines else str(error)) from None
    except Unreadable as error:
        hint = f"Did you mean: {line(error.nearest)}" if error.nearest else f"Try: {line('yesterday')}"
        raise Refused(f"{error} {hint}") from None


def day_to_come(said: str, line: Callable[[str], str], now: datetime, settings: Settings, example: str) -> When:
    """Return a day, and the time if one is named; of two, the one that is still to come.

    Raises Refused, with the whole `line` for each of its readings, for a day that cannot be read for sure.
    """
    try:
        return when.read(said, now, settings.day_ends, settings.date_order, ahead=True)
    except Unclear as error:
        if isinstance(error, DateOrder) and error.readings:
            raise Refused(f"{error} Type it in words: {line(error.readings[0])}{error.closing}") from None
        lines = "   or: ".join(line(reading) for reading in error.readings)
        raise Refused(f"{error} Try: {lines}" if lines else str(error)) from None
    except Unreadable as error:
        hint = f"Did you mean: {line(error.nearest)}" if error.nearest else f"Try: {line(example)}"
        raise Refused(f"{error} {hint}") from None


def day_behind(said: str, line: Callable[[str], str], now: datetime, settings: Settings) -> date:
    """Return a day up to today; of two, the one that is past. Raises Refused for one that cannot be read, or is still to come."""
    day = _read(said, line, now, settings)
    today = clock.day_of(now, settings.day_ends)
    if day > today:
        raise Refused(f"{in_words(day, today)} is still to come. Try: {line('today')}")
    return day
