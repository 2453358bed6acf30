"""What a timer runs: it asks for a minute, says once that it stops, or keeps quiet."""

from __future__ import annotations

from datetime import date, datetime
from typing import TYPE_CHECKING

from .. import clock
from ..clockface import on
from ..progress.neutral import last_paused, paused_on
from ..progress.reminder import ASK, STOP, Known, turn
from ..show import reminder as words
from ..store import beside, find, reminder
from ..store.file import Data
from .output import say

if TYPE_CHECKING:
    import sqlite3

    from ..settings import Settings


def ask() -> None:
    """Print the question, once that it stops, or nothing."""
    with Data.to_read() as data:
        if data.db is None:
            say(words.QUESTION)
            return
        settings = data.settings()
        known = gathered(data.db, settings)
        said = turn(known)
        if said == ASK:
            say(words.QUESTION)
            reminder.remember(data.db, reminder.ASKED, known.today.isoformat())
        # where it can't be remembered, that sentence would come every day
        elif said == STOP and known.since and reminder.remember(data.db, reminder.STOPPED, known.since.isoformat()):
            say(words.no_more(settings.reminder))


def gathered(db: sqlite3.Connection, settings: Settings) -> Known:
    """Return what the reminder goes by at this moment."""
    moment = clock.now()
    until, today = clock.stamp(moment), clock.day_of(moment, settings.day_ends)
    begun = clock.stamp(on(today, int(settings.day_ends[:2]) * 60 + int(settings.day_ends[3:])))
    logged = _day(reminder.last_logged(db, until), settings)
    pauses = beside.pauses(db)
    steps = [
        logged,
        _day(reminder.last_change(db, until, "reminder"), settings),
        _remembered(db, reminder.SET, today),
        last_paused(pauses, today),
    ]
    return Known(
        today=today,
        weekly=settings.pace == "weekly",
        off=not settings.reminder and reminder.ever_set(db),
        paused=paused_on(pauses, today) is not None,
        logged_today=reminder.logged_today(db, today.isoformat(), begun, until),
        infusion_today=find.infusions_on(db, today.isoformat()) > 0 or reminder.planned(db, today.isoformat()),
        last_logged=logged,
        since=max((step for step in steps if step), default=_day(reminder.last_change(db, until), settings)),
        asked=_remembered(db, reminder.ASKED, today),
        stopped=_remembered(db, reminder.STOPPED, today),
    )


def _day(moment: str | None, settings: Settings) -> date | None:
    return clock.day_of(datetime.fromisoformat(moment).astimezone(), settings.day_ends) if moment else None


def _remembered(db: sqlite3.Connection, sentence: str, today: date) -> date | None:
    """Return the day behind a sentence; one to come was noted under a wrong clock and counts for nothing."""
    found = reminder.remembered(db, sentence)
    day = date.fromisoformat(found) if found else None
    return day if day and day <= today else None
