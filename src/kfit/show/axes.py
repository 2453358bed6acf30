"""Lays out the days of a chart: which of them one point stands for, where it goes, and the dates below."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from ..weekdays import MONTHS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SIZES = (1, 7, 28, 91, 364)  # days that one point may stand for
MOST_COLUMNS = 4  # for one point: a few days need no more
BLANKS = 2  # between two dates on the axis
WEEKS, MONTHS_APART, YEARS_APART = (7, 14, 28), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50)
LONGEST_IN_WEEKS = 200  # days; a longer chart has months and years on its axis


class Layout(NamedTuple):
    """Where days go: a point stands for `size` days and has `step` places, of which `fine` make a column.

    The points are counted back from `last`, so that only the first may stand for fewer days.
    """

    first: date
    last: date
    size: int
    points: int
    step: int
    fine: int

    @property
    def columns(self) -> int:
        """Count the columns that all points take."""
        return -(-self.points * self.step // self.fine)

    @property
    def roomy(self) -> bool:
        """Tell whether each point has a column of its own."""
        return self.step >= self.fine

    def point(self, day: date) -> int:
        """Return the number of the point that a day belongs to."""
        return self.points - 1 - (self.last - day).days // self.size

    def place(self, point: int) -> int:
        """Return the place of a point."""
        return point * self.step + (self.step - 1) // 2

    def place_of(self, day: date) -> int:
        """Return the place of a day, inside its point's where that stands for several."""
        if self.size == 1:
            return self.place(self.point(day))
        inside = self.size - 1 - (self.last - day).days % self.size
        return self.point(day) * self.step + inside * self.step // self.size


def layout(first: date, last: date, columns: int, fine: int) -> Layout:
    """Fit the days into the columns: each is a point as long as there is room, else every 7, 28, 91, 364 or twice that are."""
    length = (last - first).days + 1
    size = next((size for size in SIZES if -(-length // size) <= columns * fine), SIZES[-1])
    while -(-length // size) > columns * fine:
        size *= 2
    count = -(-length // size)
    step = min(MOST_COLUMNS * fine, columns * fine // count)
    return Layout(first, last, size, count, max(1, step - step % fine if step > fine else step), fine)


def date_ticks(where: Layout) -> dict[int, str]:
    """Return places with their dates at even distances, as close as there is room: Mondays, else months, else years."""
    for days, written in _candidates(where):
        ticks = {where.place_of(day): written(day) for day in days}
        places = list(ticks)
        room = (max(map(len, ticks.values()), default=0) + BLANKS) * where.fine
        if all(later - place >= room for place, later in pairwise(places)):
            return ticks
    return {}


def _candidates(where: Layout) -> Iterator[tuple[list[date], Callable[[date], str]]]:
    length = (where.last - where.first).days + 1
    if length <= LONGEST_IN_WEEKS:
        until_monday = -where.first.weekday() % 7 if length >= 14 else 0
        for step in WEEKS:
            yield [where.first + timedelta(days=days) for days in range(until_monday, length, step)], _day_month
    years = range(where.first.year, where.last.year + 1)
    months = [day for year in years for day in (date(year, month, 1) for month in range(1, 13)) if where.first <= day <= where.last]
    for step in MONTHS_APART:
        yield [day for day in months if (day.month - 1) % step == 0], lambda day: f"{_month(day)} {day.year}"
    for step in YEARS_APART:
        yield [day for day in months if day.month == 1 and day.year % step == 0], lambda day: f"{day.year}"


def _day_month(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1][:3].capitalize()
