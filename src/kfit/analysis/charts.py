"""The points, marks and sums of a chart or a calendar, computed from figures of days. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ..humanize import rounded
from ..model.entries import Medicine, Note
from ..model.figures import Chart, Mark, Point, Stretch
from ..model.measures import QUANTITIES, shown
from ..model.routes import DOSE, INFUSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.fields import Entry
    from ..model.figures import ChartSubject, TreatmentDays

WEEK = 7
HOUR = 60


def points(subject: ChartSubject, rows: Iterable[tuple[str, float, int]]) -> list[Point]:
    """Return a point for each day with an entry, oldest first; a day without an entry has none.

    `rows` are day, figure and number of entries, naps left out; the figure is in the unit of the data file.
    """
    return sorted(Point(day, in_unit(subject, figure), n) for day, figure, n in rows)


def in_unit(subject: ChartSubject, figure: float) -> float:
    """Return a figure of the data file in the unit that is shown, rounded as it is shown."""
    if subject.kind == "sleep":
        figure /= HOUR
    elif subject.kind == "measure" and subject.name in QUANTITIES and subject.unit in QUANTITIES[subject.name].units:
        figure = shown(subject.name, figure, subject.unit)
    return rounded(figure) if subject.kind == "measure" else round(figure, 2)


def chart(subject: ChartSubject, found: list[Point], ends: tuple[date, date], treated: TreatmentDays, marks: Sequence[Mark]) -> Chart:
    """Return the chart of the days between two ends, both included, with the infusions, doses and courses among them.

    It sums up the last 7 days, and the 7 days before if the chart is long enough, so that they can be compared.
    """
    since, until = ends
    here = treated.within(since, until)
    begins = max(since, until - timedelta(days=WEEK - 1))
    before = begins - timedelta(days=WEEK)
    return Chart(
        subject,
        found,
        sorted(set(here.of(INFUSION))),
        sorted(set(here.of(DOSE))),
        here.courses,
        list(marks),
        stretch(found, since, until),
        stretch(found, begins, until),
        stretch(found, before, begins - timedelta(days=1)) if before >= since else None,
    )


def stretch(found: Iterable[Point], first: date, last: date) -> Stretch:
    """Return the sums of the points from `first` to `last`, both included. The mean counts only days with an entry.

    A point of no entries is a nap alone: it is drawn, but tells no night.
    """
    values = [point.value for point in found if point.n and first.isoformat() <= point.day <= last.isoformat()]
    if not values:
        return Stretch(first, last, 0)
    return Stretch(first, last, len(values), sum(values) / len(values), sum(values), min(values), max(values))


def months(found: list[Point], first: date, last: date) -> list[Stretch]:
    """Return the sums of each month from `first` to `last`, both included."""
    stretches = []
    while first <= last:
        next_month = (first.replace(day=1) + timedelta(days=31)).replace(day=1)
        stretches.append(stretch(found, first, min(last, next_month - timedelta(days=1))))
        first = next_month
    return stretches


CHANGES = ("started", "changed", "stopped")


def marks(entries: Iterable[Entry]) -> list[Mark]:
    """Return the marks of entries: `moved house`, `sertraline changed to 150 mg`. Their order is that of the entries."""
    found = []
    for entry in entries:
        if isinstance(entry, Note) and entry.mark is not None:
            found.append(Mark(entry.day, entry.mark))
        elif isinstance(entry, Medicine) and entry.event in CHANGES:
            found.append(Mark(entry.day, entry.phrase()))
    return found
