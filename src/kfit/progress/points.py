"""Works out the points of a chart or a calendar from the days' figures, and the stretches that its sentence compares."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ..charted import Chart, Point, Stretch

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..figures import Day

WEEK = 7


class Source(NamedTuple):
    """Where a chart's values come from: its unit, and what it takes of a day."""

    unit: str
    value: Callable[[Day], float | None]
    count: Callable[[Day], int]


CHARTS = {
    "mood": Source("0-10", lambda day: None if day.mood is None else round(day.mood, 2), lambda day: day.moods),
    "sleep": Source("hours", lambda day: None if day.sleep is None else round(day.sleep / 60, 2), lambda day: day.sleep_parts),
    "exercise": Source("minutes", lambda day: day.exercise, lambda day: day.sessions),
}


def points(kind: str, days: Mapping[str, Day]) -> list[Point]:
    """Return a point for every day that has an entry of the kind, oldest first: never one for a day without."""
    source = CHARTS[kind]
    values = ((day.day, source.value(day), source.count(day)) for day in days.values())
    return sorted(Point(day, value, n) for day, value, n in values if value is not None)


def chart(kind: str, days: Mapping[str, Day], infusions: Iterable[str], since: date, until: date) -> Chart:
    """Gather a chart of these days, both ends included. `infusions` are the days of the infusions among them.

    Its sentence compares the last 7 days with the 7 before: fewer where the chart is shorter.
    """
    found = points(kind, days)
    begins = max(since, until - timedelta(days=WEEK - 1))
    before = begins - timedelta(days=WEEK)
    return Chart(
        kind,
        CHARTS[kind].unit,
        found,
        sorted(set(infusions)),
        stretch(found, since, until),
        stretch(found, begins, until),
        stretch(found, before, begins - timedelta(days=1)) if before >= since else None,
    )


def stretch(found: Iterable[Point], first: date, last: date) -> Stretch:
    """Sum up the points from one day to another, both included. The mean is the mean of the days that have an entry."""
    values = [point.value for point in found if first.isoformat() <= point.day <= last.isoformat()]
    if not values:
        return Stretch(first, last, 0)
    return Stretch(first, last, len(values), sum(values) / len(values), sum(values), min(values), max(values))


def months(found: list[Point], first: date, last: date) -> list[Stretch]:
    """Return a stretch for each month from one day to another, both included."""
    stretches = []
    while first <= last:
        next_month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
        stretches.append(stretch(found, first, min(last, next_month - timedelta(days=1))))
        first = next_month
    return stretches
