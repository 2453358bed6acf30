"""How a series moves from day to day and over the weekdays, and how regular sleep is. Pure."""

from __future__ import annotations

from cmath import exp as phase
from itertools import pairwise
from math import exp, fsum, pi, sqrt
from operator import mul
from statistics import linear_regression, mean, median

from ..model.associations import PairFigure, WeekdayMood

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEAST_ADJACENT = 14  # pairs of adjacent days that a figure needs
LEAST_NIGHTS = 7  # pairs of nights that the regularity index needs
LEAST_WEEKS, LEAST_OF_WEEK = 8, 4  # weeks for a comparison of weekdays, and days with a value in each
SAME = 1e-9  # what is left of equal days
DAY_MINUTES = 1440


def adjacent(values: Sequence[float | None]) -> list[tuple[float, float]]:
    """Return the values of each two days in a row that both have one: gaps are skipped."""
    return [(one, other) for one, other in pairwise(values) if one is not None and other is not None]


def mean_step(values: Sequence[float | None]) -> PairFigure:
    """Return by how much the series moves from one day to the next on average, up or down."""
    pairs = adjacent(values)
    if len(pairs) < LEAST_ADJACENT:
        return PairFigure(None, len(pairs))
    return PairFigure(mean(abs(other - one) for one, other in pairs), len(pairs))


def rmssd(values: Sequence[float | None]) -> PairFigure:
    """Return the root of the mean squared successive difference, in which large steps weigh more than in the mean step."""
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


def weekday_moods(values: Sequence[float | None], first_weekday: int) -> list[WeekdayMood]:
    """Return the median, the mean and the number of days of each weekday, Monday first. `first_weekday` is that of the first value."""
    days: list[list[float]] = [[] for _ in range(7)]
    for place, value in enumerate(values):
        if value is not None:
            days[(first_weekday + place) % 7].append(value)
    return [WeekdayMood(median(one), mean(one), len(one)) if one else WeekdayMood(None, None, 0) for one in days]


def weekday_p(values: Sequence[float | None], first_weekday: int) -> float | None:
    """Return the p of the weekdays being alike, None with fewer than LEAST_WEEKS weeks that count, or where the days of all are alike.

    The weeks as they lie are compared with all ways to turn each of them by some days (its last days come first), which keeps what
    hangs together from day to day. A turn changes the phase of each of the three rhythms of a week, not its power. So the power of the
    sum of all weeks, by the sum of their powers, is about exponential for each rhythm, and the three of them follow a gamma distribution.
    """
    whole = _level_weeks(values, first_weekday)
    if len(whole) < LEAST_WEEKS:
        return None
    total = 0.0
    for rhythm in (1, 2, 3):
        turns = [phase(-2j * pi * rhythm * day / 7) for day in range(7)]
        waves = [sum(map(mul, week, turns)) for week in whole]
        power = sum(abs(wave) ** 2 for wave in waves)
        if power < SAME:
            return None
        total += abs(sum(waves)) ** 2 / power
    return exp(-total) * (1 + total + total * total / 2)


def _level_weeks(values: Sequence[float | None], first_weekday: int) -> list[list[float]]:
    """Return the weeks with LEAST_OF_WEEK values at least, without the straight trend of all and each around its own mean.

    A day without a value stands at the mean of its week.
    """
    days = [day for day, value in enumerate(values) if value is not None]
    slope = linear_regression(days, [value for value in values if value is not None]).slope if len(days) > 1 else 0.0
    weeks: dict[int, dict[int, float]] = {}
    for day, value in enumerate(values):
        if value is not None:
            week, weekday = divmod(first_weekday + day, 7)
            weeks.setdefault(week, {})[weekday] = value - slope * day
    counted = [(week, fsum(week.values()) / len(week)) for week in weeks.values() if len(week) >= LEAST_OF_WEEK]
    return [[week.get(day, middle) - middle for day in range(7)] for week, middle in counted]


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
