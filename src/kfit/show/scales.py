"""Lays out the value axis of a chart: where it begins and ends, what stands at it, and the rules of a form's bands."""

from __future__ import annotations

from math import ceil, floor, log10
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Collection

    from ..charted import Subject

HEIGHT = 10  # rows from the lowest tick to the highest, a few more where they could not stand evenly
FLAT = 2  # rows of a bar that says no more than yes
MOST_STEPS = 5  # between the ticks
FIXED = {"mood": (10, 2), "rating": (10, 2), "effect": (3, 1)}  # the highest value and the step
HOURS, MINUTES, COUNTS = (2, 4, 8), (5, 10, 20, 30, 60, 120, 240, 480), (1, 2, 4, 5, 10, 20, 50)
LEAST_TOP = {"hours": 10, "minutes": 10, "days": 1}
LEAST_COUNTED = 5
LEAST_SPAN, LEAST_STEP = 1 / 20, 0.01  # of the highest value: small ups and downs of a weight are drawn small
ROUND = (0.2, 0.5, 1, 2, 5, 10)
MOST_POINTS, FEWEST_POINTS = 260, 220  # hundredths of a form's points that one row may hold


class Scale(NamedTuple):
    """The value axis: what its lowest and its topmost row stand for, how many rows there are, its ticks, and where rules run."""

    bottom: float
    top: float
    rows: int
    ticks: dict[float, str]
    rules: tuple[float, ...] = ()

    @property
    def digits(self) -> int:
        """Count the columns that the ticks take."""
        return max(map(len, self.ticks.values()))

    def inside(self, value: float) -> float:
        """Return where a value stands: the lowest row holds all that lies below it."""
        return max(value, self.bottom)

    def row_of(self, value: float) -> float:
        """Return what the row of a value stands for: a line goes from dot to dot, finer as it could be drawn."""
        height = (self.top - self.bottom) / (self.rows - 1)
        return self.bottom + height * floor((self.inside(value) - self.bottom) / height + 0.5)


def scale(subject: Subject, values: Collection[float], *, wide: bool) -> Scale:
    """Return the axis for these values; on a `wide` screen the words of a form's bands stand at it."""
    if subject.kind == "score":
        return _form(subject, max(values), wide=wide)
    if subject.kind == "measure" and subject.unit:
        return _free(min(values), max(values))
    if subject.yes_no and max(values) <= 1:
        return Scale(0, 1 + 1 / FLAT, FLAT + 2, {0: "", 1: "done"})
    return _ticked({tick: str(tick) for tick in ticks(subject, max(values))})


def ticks(subject: Subject, highest: float) -> list[int]:
    """Return round values at even distances, from 0 to at least the highest one."""
    if subject.kind in FIXED:
        top, step = FIXED[subject.kind]
        if highest <= top:
            return list(range(0, top + step, step))
    steps = {"hours": HOURS, "minutes": MINUTES}.get(str(subject.unit), COUNTS)
    top = max(ceil(highest), LEAST_TOP.get(str(subject.unit), LEAST_COUNTED))
    step = next((step for step in steps if top <= step * MOST_STEPS), steps[-1])
    while top > step * MOST_STEPS:
        step *= 2
    return list(range(0, ceil(top / step) * step + 1, step))


def _ticked(marked: dict[float, str]) -> Scale:
    """Return the axis of evenly spaced ticks; above the highest one row is kept for the marks of infusions."""
    first, last = min(marked), max(marked)
    height = -(-HEIGHT // (len(marked) - 1)) * (len(marked) - 1)
    return Scale(first, first + (last - first) * (height + 1) / height, height + 2, marked)


def _free(lowest: float, highest: float) -> Scale:
    """Return an axis that need not begin at 0: around the values, over at least a twentieth of the highest one."""
    least = max(highest * LEAST_SPAN, LEAST_STEP)
    if highest - lowest < least:
        middle, bottom = (lowest + highest) / 2, min(0.0, lowest - least)
        lowest, highest = max(bottom, middle - least / 2), middle + least / 2
    size = 10.0 ** floor(log10(highest - lowest))
    step = next(size * digit for digit in ROUND if ceil(highest / (size * digit)) - floor(lowest / (size * digit)) <= MOST_STEPS)
    marked = [number * step for number in range(floor(lowest / step), ceil(highest / step) + 1)]
    decimals = max(0, -floor(log10(step)))
    return _ticked({tick: f"{tick:.{decimals}f}" for tick in marked})


def _form(subject: Subject, highest: float, *, wide: bool) -> Scale:
    """Return the axis of a form, from 0 to its top; a total never stands on a row of a band that is not its own.

    Where a total lies beyond the top, or nobody knows the form, the axis is one of numbers alone.
    """
    from ..instruments import INSTRUMENTS

    form = INSTRUMENTS[subject.name]
    if highest > form.top or not form.top:
        return _ticked({tick: str(tick) for tick in ticks(subject, highest)})
    if not form.bands:
        step = next(step for step in COUNTS if form.top <= step * MOST_STEPS)
        return _ticked({tick: str(tick) for tick in (*range(0, form.top, step), form.top)})
    begin = [0, *(upto + 1 for upto, _ in form.bands[:-1])]
    points = next(
        points / 100
        for points in range(MOST_POINTS, FEWEST_POINTS, -1)
        if all((edge * 100) // points > ((edge - 1) * 100) // points for edge in begin[1:])
    )
    rows = int(form.top / points) + 2
    called: dict[float, str] = {edge: f"{word} {edge:>2}" if wide else str(edge) for edge, (_, word) in zip(begin, form.bands, strict=True)}
    # plotext puts a value on the row nearest to it: from half a row up on, that is the row in whose points it lies
    return Scale(points / 2, points / 2 + (rows - 1) * points, rows, {**called, form.top: str(form.top)}, tuple(begin[1:]))
