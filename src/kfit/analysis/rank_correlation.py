"""The statistics of two daily series of one person: rank correlation with an honest p. Standard library only."""

from __future__ import annotations

from math import exp, lgamma, log, log1p, sqrt
from operator import mul
from statistics import median

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    Series = Sequence[float | None]  # one value a day, None for a day without one

LONGEST_LAG = 28  # days
SHIFTED_DAYS = 730  # the last days that the circular shift looks at
SAME = 9  # decimals to which two values are a tie: what a trend leaves of equal values differs in the last bits


def ranks(values: Sequence[float]) -> list[float]:
    """Return the ranks from 1 on; ties get the mean of their ranks."""
    ordered = sorted(values)
    last = dict(zip(ordered, range(1, len(ordered) + 1), strict=True))
    first = dict(zip(reversed(ordered), range(len(ordered), 0, -1), strict=True))
    return [(first[value] + last[value]) / 2 for value in values]


def spearman(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return Spearman's rho, ties included: Pearson's correlation of the ranks. None where a series has one value only."""
    return correlation(ranks(x), ranks(y))


def correlation(x: Sequence[float], y: Sequence[float]) -> float | None:
    """Return Pearson's correlation of two lists of ranks; None where one has one value only."""
    middle = (len(x) + 1) / 2
    a, b = ([rank - middle for rank in one] for one in (x, y))
    scale = sqrt(sum(map(mul, a, a)) * sum(map(mul, b, b)))
    return max(-1.0, min(1.0, sum(map(mul, a, b)) / scale)) if scale else None


def t_tail(t: float, freedom: float) -> float:
    """Return the two-sided p of a value of Student's t. `freedom` need not be a whole number."""
    return incomplete_beta(freedom / 2, 0.5, freedom / (freedom + t * t))


def incomplete_beta(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function, by its continued fraction (Lentz; DLMF 8.17.22)."""
    if x <= 0 or x >= 1:
        return float(x > 0)
    if x > (a + 1) / (a + b + 2):
        return 1 - incomplete_beta(b, a, 1 - x)
    front = exp(lgamma(a + b) - lgamma(a) - lgamma(b) + a * log(x) + b * log1p(-x)) / a
    tiny, close = 1e-300, 1e-16
    c, d = 1.0, 1 / ((1 - (a + b) * x / (a + 1)) or tiny)
    fraction = d
    for step in range(1, 10_000):
        for part in (
            step * (b - step) * x / ((a + 2 * step - 1) * (a + 2 * step)),
            -(a + step) * (a + b + step) * x / ((a + 2 * step) * (a + 2 * step + 1)),
        ):
            d, c = 1 / ((1 + part * d) or tiny), (1 + part / c) or tiny
            fraction *= c * d
        if abs(c * d - 1) < close:
            break
    return front * fraction


def rho_tail(rho: float, n: float) -> float:
    """Return the two-sided p of a rho that rests on `n` independent pairs, at least 3."""
    if abs(rho) >= 1:
        return 0.0
    return t_tail(rho * sqrt((n - 2) / (1 - rho * rho)), n - 2)


def straighten(values: Series, first_weekday: int, *, yes_no: bool = False) -> list[float | None]:
    """Return a series without its straight trend and without its weekly rhythm: the median of each weekday.

    `first_weekday` is that of the first value. With `yes_no`, the share of each weekday is taken out instead: the median of 0 and 1
    says nothing.
    """
    days = [day for day, value in enumerate(values) if value is not None]
    there = [value for value in values if value is not None]
    if not there:
        return list(values)
    centre, mean = sum(days) / len(days), sum(there) / len(there)
    offsets = [day - centre for day in days]
    spread = sum(map(mul, offsets, offsets))
    slope = sum(map(mul, offsets, there)) / spread if spread else 0.0
    left = [value - mean - slope * offset for value, offset in zip(there, offsets, strict=True)]
    weekdays: list[list[float]] = [[] for _ in range(7)]
    for day, value in zip(days, left, strict=True):
        weekdays[(first_weekday + day) % 7].append(value)
    usual = [(sum(one) / len(one) if yes_no else median(one)) if one else 0.0 for one in weekdays]
    found: list[float | None] = [None] * len(values)
    for day, value in zip(days, left, strict=True):
        found[day] = round(value - usual[(first_weekday + day) % 7], SAME)
    return found


def centred_ranks(values: Series) -> list[float]:
    """Return the ranks of a series around 0; a day without a value has 0 too, so that it adds nothing to a sum of products."""
    there = [day for day, value in enumerate(values) if value is not None]
    found, middle = [0.0] * len(values), (len(there) + 1) / 2
    for day, rank in zip(there, ranks([value for value in values if value is not None]), strict=True):
        found[day] = rank - middle
    return found


def mask(there: Sequence[bool | int]) -> int:
    """Return a number with one bit for each day that is there."""
    return int("".join("1" if one else "0" for one in reversed(there)) or "0", 2)


def presence(values: Series) -> int:
    """Return a number with one bit for each day that has a value."""
    return mask([value is not None for value in values])


def autocorrelations(values: Series, longest: int) -> list[float]:
    """Return the autocorrelation of the ranks at lags of 1 to `longest` days, over the pairs of days that both have a value."""
    z, there = centred_ranks(values), presence(values)
    n = there.bit_count()
    scale = sum(map(mul, z, z)) / n if n else 0.0
    found = []
    for lag in range(1, longest + 1):
        pairs = (there & there >> lag).bit_count()
        found.append(sum(map(mul, z, z[lag:])) / pairs / scale if pairs and scale else 0.0)
    return found


def effective_n(pairs: int, x: Sequence[float], y: Sequence[float]) -> float:
    """Return the number of independent pairs that so many pairs are worth (Bartlett 1935): n / (1 + 2 sum r_x(k) r_y(k)).

    `pairs` has one bit for each complete pair; `x` and `y` are the autocorrelations at lags 1, 2 ... A lag counts as far as there are
    pairs so far apart: in a diary with gaps fewer of them hang together. The sum ends where both have died away, below two standard
    errors. It is never more than n, and never less than 3.
    """
    n = pairs.bit_count()
    noise = 2 / sqrt(n) if n else 1.0
    shared = 0.0
    for lag, (one, other) in enumerate(zip(x, y, strict=True), 1):
        if abs(one) < noise and abs(other) < noise:
            break
        shared += (pairs & pairs >> lag).bit_count() / n * one * other
    return max(3.0, n / (1 + 2 * max(0.0, shared)))


def circular_shift(x: Series, y: Series) -> float:
    """Return the p of the circular shift: the share of all shifts of `x` against `y` that go together as much as none does.

    It keeps the rhythm of both series, and can say nothing below 1/n. It looks at the last SHIFTED_DAYS days, at two-sided sums of
    products of ranks a pair.
    """
    x, y = x[-SHIFTED_DAYS:], y[-SHIFTED_DAYS:]
    a, b, there = centred_ranks(x), centred_ranks(y), presence(y)
    n, twice, known = len(x), a + a, presence(x)
    known |= known << n
    sizes = []
    for shift in range(n):
        pairs = (known >> shift & there).bit_count()
        sizes.append(abs(sum(map(mul, twice[shift : shift + n], b))) / pairs if pairs else 0.0)
    return sum(size >= sizes[0] * (1 - 1e-12) for size in sizes) / n if n else 1.0


def benjamini_hochberg(chances: Sequence[float]) -> list[float]:
    """Return the adjusted p of each, in the same order (Benjamini and Hochberg 1995): call those that are at most the level."""
    order = sorted(range(len(chances)), key=chances.__getitem__, reverse=True)
    found, least = [1.0] * len(chances), 1.0
    for after, place in enumerate(order):
        least = min(least, chances[place] * len(chances) / (len(chances) - after))
        found[place] = least
    return found
