"""Reads a time of day as people type it: `9pm`, `9.15 pm`, `21:15`, `2115`. The one home of that reading."""

from __future__ import annotations

from datetime import datetime

from .. import clock
from .tokens import DIGITS, AtomLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

NOON = 12 * 60
DAY = 24 * 60
NAMED_TIMES = {"noon": "pm", "midnight": "am"}


class ClockTime:
    """What a typed time of day shows. Minutes of the day count from midnight.

    `half` is am, pm or empty; `sure` says that it can only be meant in 24 hours; `bare` that it is an hour and nothing else.
    """

    __slots__ = ("bare", "half", "hour", "minute", "sure")

    def __init__(self, hour: int, minute: int = 0, half: str = "", *, sure: bool = False, bare: bool = False) -> None:
        self.hour, self.minute, self.half = hour, minute, half
        self.sure = not half and (sure or hour == 0 or hour > 12)
        self.bare = bare and not half

    def exists(self) -> bool:
        """Tell whether a clock can show it: 00:00 to 23:59, with am or pm 1:00 to 12:59."""
        hours = range(1, 13) if self.half else range(24)
        return self.hour in hours and self.minute < 60

    def as_typed(self) -> int:
        """Return its minute of the day, in 24 hours if neither am nor pm stands there."""
        if not self.half:
            return self.hour * 60 + self.minute
        return self.hour % 12 * 60 + self.minute + (NOON if self.half == "pm" else 0)

    def choices(self) -> tuple[int, ...]:
        """Return the minutes of the day that it can mean: one, or the morning's and the one 12 hours later."""
        if self.half or self.sure:
            return (self.as_typed(),)
        morning = self.hour % 12 * 60 + self.minute
        return morning, morning + NOON


def scan(line: AtomLine, index: int) -> tuple[ClockTime, int] | None:
    """Return the time of day at that atom, whether a clock can show it or not, and the atom behind it. None if there is none."""
    digits = line.word(index)
    if digits in NAMED_TIMES:
        return ClockTime(12, 0, NAMED_TIMES[digits]), index + 1
    if line.at(index).kind != DIGITS or len(digits) > 4:
        return None
    if len(digits) > 2:
        return _without_mark(line, index)
    apart = line.word(index + 1) in (":", ".") and not line.at(index + 1).gap and line.glued(index + 2, DIGITS)
    apart = apart and len(line.word(index + 2)) == 2
    half, end = _half(line, index + 3 if apart else index + 1)
    if line.word(end) == "ish" and not line.at(end).gap:
        end += 1
    minute = int(line.word(index + 2)) if apart else 0
    return ClockTime(int(digits), minute, half, sure=len(digits) == 2 and digits[0] == "0", bare=not apart), end


def twelve(minute_of_day: int) -> str:
    """Write it with am or pm: `1am`, `10:30pm`."""
    hour, minute = divmod(minute_of_day % DAY, 60)
    half = "am" if hour < 12 else "pm"
    return f"{hour % 12 or 12}:{minute:02}{half}" if minute else f"{hour % 12 or 12}{half}"


def twenty_four(minute_of_day: int) -> str:
    """Write it as `HH:MM`."""
    hour, minute = divmod(minute_of_day % DAY, 60)
    return f"{hour:02}:{minute:02}"


def on(day: date, minute_of_day: int) -> datetime:
    """Return that time of that day in local time. A time that a clock change skips moves on, of a doubled one it is the first."""
    return clock.local(datetime(day.year, day.month, day.day, minute_of_day // 60, minute_of_day % 60))  # noqa: DTZ001 - local gives it its zone


def _without_mark(line: AtomLine, index: int) -> tuple[ClockTime, int] | None:
    """Read `2115`, and `930pm` with its am or pm only."""
    digits = line.word(index)
    half, end = _half(line, index + 1)
    if len(digits) == 3 and not half:
        return None
    return ClockTime(int(digits[:-2]), int(digits[-2:]), half, sure=True), end


def _half(line: AtomLine, index: int) -> tuple[str, int]:
    """Return am, pm or nothing, and the atom behind it. `p.m.` counts too."""
    word = line.word(index)
    if word in ("am", "pm"):
        return word, index + 1
    if word in ("a", "p") and line.words(index + 1, ".", "m"):
        return word + "m", index + 4 if line.word(index + 3) == "." and not line.at(index + 3).gap else index + 3
    return "", index
