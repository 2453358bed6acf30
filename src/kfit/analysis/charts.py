"""The points, marks and sums of a chart or a calendar, computed from figures of days. Pure."""

from __future__ import annotations

from datetime import date, timedelta

from ..humanize import rounded
from ..model.charts import Chart, DayChart, Mark, Point, Stretch, TimedValue
from ..model.entries import Medicine, Note
from ..model.measures import QUANTITIES, shown
from ..model.routes import DOSE, INFUSION, treatment_word

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.charts import ChartSubject
    from ..model.entries import Infusion
    from ..model.fields import Entry
    from ..model.treatments import TreatmentHistory

WEEK = 7
HOUR = 60
LONG, WEEKS = 120, 28  # entries over so many days are compared by so many days at both ends


def points(
    subject: ChartSubject, rows: Iterable[tuple[str, float, int] | tuple[str, float, int, float | None, float | None]]
) -> list[Point]:
    """Return a point for each day with an entry, oldest first; a day without an entry has none.

    `rows` are day, figure and number of entries, naps left out, and the lowest and highest entry of what has a mean; the
    figures are in the unit of the data file.
    """
    found = []
    for day, figure, n, *ends in rows:
        shown_ends = [in_unit(subject, end) for end in ends if end is not None] if len(set(ends)) > 1 else []
        found.append(Point(day, in_unit(subject, figure), n, *shown_ends))
    return sorted(found)


def in_unit(subject: ChartSubject, figure: float) -> float:
    """Return a figure of the data file in the unit that is shown, rounded as it is shown."""
    if subject.kind == "sleep":
        figure /= HOUR
    elif subject.kind == "measure" and subject.name in QUANTITIES and subject.unit in QUANTITIES[subject.name].units:
        figure = shown(subject.name, figure, subject.unit)
    return rounded(figure) if subject.kind == "measure" else round(figure, 2)


def chart(subject: ChartSubject, found: list[Point], ends: tuple[date, date], treated: TreatmentHistory, marks: Sequence[Mark]) -> Chart:
    """Return the chart of the days between two ends, both included, with the infusions, doses and courses among them.

    It sums up two stretches that can be compared: the last 7 days, and the 7 days before if the chart is long enough. Where
    the entries reach over 120 days or more, they are the last 28 days and the 28 from the first entry on; the last ones end
    with the last entry if that is more than a week before the end.
    """
    since, until = ends
    here = treated.within(since, until)
    told = [date.fromisoformat(point.day) for point in found if point.n]
    if told and (told[-1] - told[0]).days >= LONG - 1:
        last = until if (until - told[-1]).days < WEEK else told[-1]
        latest = stretch(found, last - timedelta(days=WEEKS - 1), last)
        before: Stretch | None = stretch(found, told[0], told[0] + timedelta(days=WEEKS - 1))
    else:
        latest = stretch(found, max(since, until - timedelta(days=WEEK - 1)), until)
        begins = latest.first - timedelta(days=WEEK)
        before = stretch(found, begins, latest.first - timedelta(days=1)) if begins >= since else None
    return Chart(
        subject,
        found,
        sorted(set(here.of(INFUSION))),
        sorted(set(here.of(DOSE))),
        here.courses,
        list(marks),
        stretch(found, since, until),
        latest,
        before,
    )


def day_chart(subject: ChartSubject, day: date, rows: Iterable[tuple[str | None, float]], given: Iterable[Infusion]) -> DayChart:
    """Return one day of a subject. `rows` are time and value of each entry, the value in the unit of the data file."""
    entries = [TimedValue(at, in_unit(subject, value)) for at, value in rows]
    return DayChart(subject, day, entries, [(one.at, treatment_word(one.route, one.dosage_form)) for one in given])


def stretch(found: Iterable[Point], first: date, last: date) -> Stretch:
    """Return the sums of the points from `first` to `last`, both included. The mean counts only days with an entry.

    The lowest and the highest are those of all entries. A point of no entries is a nap alone: it is drawn, but tells no night.
    """
    here = [point for point in found if point.n and first.isoformat() <= point.day <= last.isoformat()]
    if not here:
        return Stretch(first, last, 0)
    total = sum(point.value for point in here)
    lowest, highest = min(point.ends[0] for point in here), max(point.ends[1] for point in here)
    return Stretch(first, last, len(here), total / len(here), total, lowest, highest)


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
