"""Works out the points and marks of a chart or a calendar from the figures of days. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ..model.entries import Medicine, Note
from ..model.figures import Chart, Mark, Point, Stretch
from ..model.measures import QUANTITIES, shown

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.entries import Entry
    from ..model.figures import Subject

WEEK = 7
HOUR = 60


def points(subject: Subject, rows: Iterable[tuple[str, float, int]]) -> list[Point]:
    """Return a point for each day that has an entry, oldest first: never one for a day without.

    `rows` are day, figure and number of entries, the figure in the unit on disk.
    """
    return sorted(Point(day, in_unit(subject, figure), n) for day, figure, n in rows)


def in_unit(subject: Subject, figure: float) -> float:
    """Return a figure on disk in the unit that is shown, with two decimals."""
    if subject.kind == "sleep":
        figure /= HOUR
    elif subject.kind == "measure" and subject.name in QUANTITIES and subject.unit in QUANTITIES[subject.name].units:
        figure = shown(subject.name, figure, subject.unit)
    return round(figure, 2)


def chart(subject: Subject, found: list[Point], ends: tuple[date, date], infusions: Iterable[str], marks: Sequence[Mark]) -> Chart:
    """Gather a chart of the days between two ends, both included. `infusions` are the days of the infusions among them.

    Its sentence compares the last 7 days with the 7 before: fewer where the chart is shorter.
    """
    since, until = ends
    begins = max(since, until - timedelta(days=WEEK - 1))
    before = begins - timedelta(days=WEEK)
    return Chart(
        subject,
        found,
        sorted(set(infusions)),
        list(marks),
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


CHANGES = ("started", "changed", "stopped")


def marks(entries: Iterable[Entry]) -> list[Mark]:
    """Return the marks among entries that are oldest first: `moved house`, `sertraline changed to 150 mg`."""
    found = []
    for entry in entries:
        if isinstance(entry, Note) and entry.mark is not None:
            found.append(Mark(entry.day, entry.mark))
        elif isinstance(entry, Medicine) and entry.event in CHANGES:
            found.append(Mark(entry.day, entry.phrase()))
    return found
