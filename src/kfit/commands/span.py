"""Reads the days that bound what is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import clock, when
from ..diary.words import quoted
from ..errors import Refused
from ..readings import Unclear, Unreadable
from ..weekdays import in_words

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..settings import Settings


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
    try:
        return when.read(text, now, settings.day_ends, settings.date_order).day
    except Unclear as error:
        lines = "   or: ".join(f"{line} {quoted(reading)}" for reading in error.readings)
        raise Refused(f"{error} Try: {lines}{error.closing}" if lines else str(error)) from None
    except Unreadable as error:
        hint = f"Did you mean: {line} {quoted(error.nearest)}" if error.nearest else f"Try: {line} yesterday"
        raise Refused(f"{error} {hint}") from None
