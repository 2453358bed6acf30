"""What the reminder does today: ask, say once that it stops, or keep quiet. Pure."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

ASK, STOP = "ask", "stop"
# Why it keeps quiet.
OFF, PAUSED, LOGGED, INFUSION, THIS_WEEK, STOPPED, ASKED = "off", "paused", "logged", "infusion", "this week", "stopped", "asked"
UNANSWERED = 5  # turns of a day or a week without an answer; on the last one it says that it stops


class ReminderFacts(NamedTuple):
    """The facts that decide what the reminder does; a day is None if there is none."""

    today: date
    weekly: bool = False
    off: bool = False  # it was set once, and is off now
    paused: bool = False
    logged_today: bool = False
    infusion_today: bool = False  # done or planned
    last_logged: date | None = None
    since: date | None = None  # the last day on which something was logged, the reminder was set, or a pause went on
    asked: date | None = None
    stopped: date | None = None  # the value of `since` for which it has said that it stops


def turn(known: ReminderFacts) -> str:
    """Return ASK, STOP, or why the reminder keeps quiet."""
    step = 7 if known.weekly else 1
    quiet = _quiet(known, step)
    if quiet:
        return quiet
    if known.since is not None and (known.today - known.since).days >= UNANSWERED * step:
        return STOPPED if known.stopped == known.since else STOP
    return ASKED if _within(known.asked, known.today, step) else ASK


def _quiet(known: ReminderFacts, step: int) -> str:
    """Return the first reason to keep quiet today, empty if there is none."""
    if known.off:
        return OFF
    if known.paused:
        return PAUSED
    if known.infusion_today:
        return INFUSION
    if known.logged_today:
        return LOGGED
    return THIS_WEEK if known.weekly and _within(known.last_logged, known.today, step) else ""


def _within(day: date | None, today: date, days: int) -> bool:
    """Return whether a day is one of the last `days` days. A day in the future, from a wrong clock, is not."""
    return day is not None and 0 <= (today - day).days < days
