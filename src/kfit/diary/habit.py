"""Reads how much of a habit there was: minutes, times, or that it was done."""

from __future__ import annotations

from .. import length
from ..entries import Habit
from ..readings import Unclear
from .numbers import Value, digits, first_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .numbers import Subject

TIMES = frozenset(("x", "times", "time"))
MINUTES_KEPT, TIMES_KEPT = "minutes", "times"


def habit(text: str, subject: Subject) -> Value | None:
    """Read `10m`, `20x`, `20 times`, or a bare number where the habit says what it counts; nothing is a habit that was done."""
    kept = subject.known.find(Habit.kind, subject.name)
    unit = kept.unit if kept else None
    found = length.find(text)
    if found:
        return _minutes(text, *found, unit, subject)
    token = first_token(text)
    number = token.rstrip("xX×")
    if digits(number) is None:
        return Value({}, 0)
    count, used = digits(number) or 0, len(token)
    behind = first_token(text[used:].lstrip()).lower()
    if number != token or behind in TIMES:
        used = used if number != token else text.index(behind, used) + len(behind)
        return _times(text[:used], count, used, unit, subject)
    if unit == MINUTES_KEPT:
        return _minutes(text, count, used, unit, subject)
    if unit == TIMES_KEPT:
        return _times(text[:used], count, used, unit, subject)
    raise Unclear(token, (f"{token}m", f"{token}x"), f"'{token}' can be {token}m or {token} times.")


def _minutes(text: str, minutes: int, used: int, unit: str | None, subject: Subject) -> Value:
    if unit == TIMES_KEPT:
        raise Unclear(text[:used], (), f"{subject.name} is kept in times, not in minutes.")
    if not Habit.OWN["minutes"].allows(minutes):
        raise Unclear(text[:used], ("10m",), Habit.OWN["minutes"].refusal())
    return Value({"minutes": minutes}, used)


def _times(said: str, count: int, used: int, unit: str | None, subject: Subject) -> Value:
    if unit == MINUTES_KEPT:
        raise Unclear(said, (), f"{subject.name} is kept in minutes, not in times.")
    if not Habit.OWN["times"].allows(count):
        raise Unclear(said, ("1x",), Habit.OWN["times"].refusal())
    return Value({"times": count}, used)
