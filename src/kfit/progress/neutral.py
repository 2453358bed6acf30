"""Tells which days ask for nothing: paused ones, those of an infusion, those of rest. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..kept import Pause


def neutral(pauses: Iterable[Pause], others: Mapping[str, str], since: date, until: date) -> dict[str, str]:
    """Return the days from `since` to `until` that ask for nothing, each with the time (UTC) from which on that was known.

    Those are the days of a pause, and `others`: infusions, rest.
    """
    found = dict(others)
    for pause in pauses:
        for day in days_of(pause, since, until):
            known = pause.made_at or ""
            found[day] = min(found.get(day, known), known)
    return found


def days_of(pause: Pause, since: date, until: date) -> Iterator[str]:
    """Yield the days of a pause that lie between two days, both included."""
    day = max(since, date.fromisoformat(pause.day))
    last = until if pause.until is None else min(until, date.fromisoformat(pause.until))
    while day <= last:
        yield day.isoformat()
        day += timedelta(days=1)


def paused_on(pauses: Sequence[Pause], day: date) -> Pause | None:
    """Return the pause that a day lies in; of several, the one that goes on longest."""
    told = day.isoformat()
    found = [pause for pause in pauses if pause.day <= told and (pause.until is None or told <= pause.until)]
    return max(found, key=lambda pause: pause.until or "9999", default=None)


def last_paused(pauses: Iterable[Pause], today: date) -> date | None:
    """Return the last paused day up to today."""
    told = today.isoformat()
    days = [min(pause.until or told, told) for pause in pauses if pause.day <= told]
    return date.fromisoformat(max(days)) if days else None
