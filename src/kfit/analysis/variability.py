"""How a series moves from day to day, over the weekdays, and how regular sleep is. Pure."""

from __future__ import annotations

from itertools import pairwise
from math import sqrt
from statistics import mean, median

from ..model.associations import PairFigure

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEAST_ADJACENT = 14  # pairs of adjacent days that a figure needs
LEAST_NIGHTS = 7  # pairs of nights that the regularity index needs
DAY_MINUTES = 1440


def adjacent(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Return the values of each two days in a row that both have one: gaps are skipped."""
    return [(one, other) for one, other in pairwise(values) if one is not None and other is not None]


def rmssd(values: Sequence[float | None]) -> PairFigure:
    """Return the root of the mean squared successive difference: by how much the series moves from one day to the next."""
    pairs = adjacent(values)
    if len(pairs) < LEAST_ADJACENT:
        return PairFigure(None, len(pairs))
    return PairFigure(sqrt(mean((other - one) ** 2 for one, other in pairs)), len(pairs))


def inertia(values: Sequence[float | None], least: int = LEAST_ADJACENT) -> PairFigure:
    """Return the autocorrelation at a lag of one day; None with fewer than `least` pairs, or where all days are alike.

    It is the usual estimate, the products of the pairs by the squares of the days, each around the mean of all days. Where days are
    missing, both are scaled to their number.
    """
    there = [value for value in values if value is not None]
    pairs = adjacent(values)
    middle = mean(there) if there else 0.0
    squares = sum((value - middle) ** 2 for value in there)
    if len(pairs) < max(1, least) or not squares:
        return PairFigure(None, len(pairs))
    shared = sum((one - middle) * (other - middle) for one, other in pairs) / len(pairs)
    return PairFigure(shared * (len(there) - 1) / squares, len(pairs))


def weekday_medians(values: Sequence[float | None], first_weekday: int) -> list[tuple[float | None, int]]:
    """Return the median and the number of days of each weekday, Monday first. `first_weekday` is that of the first value."""
    days: list[list[float]] = [[] for _ in range(7)]
    for place, value in enumerate(values):
        if value is not None:
            days[(first_weekday + place) % 7].append(value)
    return [(median(one) if one else None, len(one)) for one in days]


def regularity_index(nights: Mapping[int, Sequence[tuple[int, int]]], least: int = LEAST_NIGHTS) -> PairFigure:
    """Return the sleep regularity index from -100 to 100 (Phillips 2017): 200 times the agreement of each two days in a row, less 100.

    `nights` has the parts of each night by the number of its day of waking: minutes from noon before that day, begin and end. A day lasts
    from noon to noon. Two days agree in a minute if the person slept in it on both or on neither. Naps are not in it. None with fewer than
    `least` pairs of nights.
    """
    asleep = {day: _minutes_asleep(parts) for day, parts in nights.items()}
    agreed = [DAY_MINUTES - (asleep[day] ^ asleep[day + 1]).bit_count() for day in asleep if day + 1 in asleep]
    if len(agreed) < max(1, least):
        return PairFigure(None, len(agreed))
    return PairFigure(200 * sum(agreed) / len(agreed) / DAY_MINUTES - 100, len(agreed))


def _minutes_asleep(parts: Sequence[tuple[int, int]]) -> int:
    """Return a number with one bit for each minute from noon to noon that was slept."""
    found = 0
    for begin, end in parts:
        first, last = max(0, begin), min(DAY_MINUTES, end)
        found |= ((1 << max(0, last - first)) - 1) << first
    return found


def usual_times(middles: Mapping[int, float], window: int = 14, least: int = 7) -> dict[int, float]:
    """Return how many minutes the middle of each night lies off the median of those of the `window` days before it.

    A night with fewer than `least` nights in these days is left out: what is usual is not known yet.
    """
    found = {}
    for day, middle in middles.items():
        before = [middles[one] for one in range(day - window, day) if one in middles]
        if len(before) >= least:
            found[day] = abs(middle - median(before))
    return found
