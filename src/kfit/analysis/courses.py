"""Courses of low doses, told from their days alone. The answer to a dose needs it, so it brings nothing heavy along. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from ..model.routes import DOSE, GIVEN, INFUSION, treatment_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    Span = tuple[date, date]
    Told = tuple[str, str | None, str | None]  # day, route, form

# What makes a course: docs/facts.md 4.
WEEK = 7  # days
RATE = 3  # days of a week: in a course more of them have a dose
PAUSE = 28  # days: a course goes on after a gap up to this


def spans(days: Iterable[date]) -> list[Span]:
    """Return the first and last day of each course among the days of doses, oldest first.

    A week is 7 days from a dose on, and a full one has doses on more than 3 of its days; doses of one day count once. A
    course begins with the first dose of a full week that another follows at once: 4 days of each 7, two weeks long. It
    holds every dose up to the last full week that begins no more than 28 days after the full week before it (thin weeks
    and pauses between two such are inside), and those up to 7 days after, so that a missed week's end breaks nothing. Where
    doses stay rarer than that, it has ended. Six infusions in two or three weeks are none: 3 days of a week at most.
    """
    there = sorted(set(days))
    found: list[Span] = []
    for place in _in_full_weeks(there):
        day = there[place]
        if found and (day - found[-1][1]).days <= PAUSE:
            found[-1] = (found[-1][0], day)
        elif _is_full(there, day) and _is_full(there, day + timedelta(days=WEEK)):
            found.append((day, day))
    return [(first, there[bisect_right(there, last + timedelta(days=WEEK)) - 1]) for first, last in found]


def _is_full(days: Sequence[date], first: date) -> bool:
    """Return whether more than 3 of the sorted days are within the 7 days from `first` on."""
    return bisect_right(days, first + timedelta(days=WEEK - 1)) - bisect_left(days, first) > RATE


def _in_full_weeks(days: Sequence[date]) -> list[int]:
    """Return the places of the days, sorted and each once, that are part of a full week."""
    full = (range(start, bisect_right(days, day + timedelta(days=WEEK - 1))) for start, day in enumerate(days) if _is_full(days, day))
    return sorted({place for week in full for place in week})


def by_word(treated: Iterable[Told]) -> dict[str, list[date]]:
    """Return the sorted days that can be part of a course, by the word for what was given.

    Doses and infusions make courses of their own, and what somebody else gives makes none: so an infusion at the clinic in
    the middle of a course of doses stays what it is.
    """
    found: dict[str, list[date]] = {DOSE: [], INFUSION: []}
    for day, route, form in treated:
        if route not in GIVEN:
            found[treatment_word(route, form)].append(date.fromisoformat(day))
    return {word: sorted(days) for word, days in found.items()}


def span_of(one: Told, found: Mapping[str, Iterable[Span]]) -> Span | None:
    """Return the course that an infusion or a dose is part of, None if it is outside; `found` are the courses by word."""
    day, route, form = one
    if route in GIVEN:
        return None
    there = date.fromisoformat(day)
    return next((span for span in found[treatment_word(route, form)] if span[0] <= there <= span[1]), None)
