"""The statistics of two daily series agree with scipy and with the vectors of textbooks, and say what they rest on."""

from __future__ import annotations

import random
from math import isclose
from typing import TYPE_CHECKING, cast

import pytest

from effort import LONG, tried
from kfit.analysis.rank_correlation import (
    autocorrelations,
    benjamini_hochberg,
    circular_shift,
    effective_n,
    incomplete_beta,
    mask,
    ranks,
    rho_tail,
    spearman,
    straighten,
    t_tail,
)
from kfit.analysis.variability import adjacent, inertia, mean_step, regularity_index, rmssd, usual_times, weekday_moods, weekday_p

if TYPE_CHECKING:
    from types import ModuleType

MOODS = [5.0, 6, 4, 7, 7, 3, 6]
CASES = tried(40, 1000)


@pytest.fixture(scope="module")
def stats() -> ModuleType:
    """The oracle. It takes seconds to load, so only who runs these tests does."""
    from scipy import stats

    return cast("ModuleType", stats)


def drawn(seed: int, length: int, values: int = 6) -> list[float]:
    chance = random.Random(seed)
    return [float(chance.randint(0, values)) for _ in range(length)]


def test_ranks_share_the_places_of_a_tie(stats: ModuleType) -> None:
    assert ranks([3, 1, 3, 2]) == [3.5, 1, 3.5, 2]
    assert ranks([]) == []
    for seed in range(CASES):
        values = drawn(seed, 3 + seed)
        assert ranks(values) == list(stats.rankdata(values))


def test_rho_and_its_p_are_those_of_scipy(stats: ModuleType) -> None:
    for seed in range(CASES):
        x, y = drawn(seed, 6 + 5 * seed), drawn(seed + 5000, 6 + 5 * seed, 9)
        expected = stats.spearmanr(x, y)
        rho = spearman(x, y)
        assert rho is not None
        assert isclose(rho, expected.statistic, abs_tol=1e-9)
        assert isclose(rho_tail(rho, len(x)), expected.pvalue, rel_tol=1e-9)


def test_a_series_of_one_value_has_no_rho() -> None:
    assert spearman([1, 1, 1], [1, 2, 3]) is None
    assert spearman([1], [1]) is None
    assert spearman([1, 2, 3], [4, 5, 6]) == 1
    assert rho_tail(1.0, 12) == 0


def test_the_tail_of_t_is_that_of_scipy_far_out_and_for_fractions_of_a_day(stats: ModuleType) -> None:
    chance = random.Random(14)
    for _ in range(CASES * 5):
        t, freedom = chance.uniform(-12, 12), chance.choice((chance.uniform(1, 4), chance.uniform(4, 900)))
        assert isclose(t_tail(t, freedom), 2 * stats.t.sf(abs(t), freedom), rel_tol=1e-9), (t, freedom)
    assert t_tail(0, 5) == 1
    assert (incomplete_beta(2, 3, 0), incomplete_beta(2, 3, 1)) == (0, 1)


def test_what_is_called_among_many_is_that_of_scipy(stats: ModuleType) -> None:
    told = benjamini_hochberg([0.003, 0.012, 0.03, 0.04, 0.2, 0.5])
    assert told == pytest.approx([0.018, 0.036, 0.06, 0.06, 0.24, 0.5], abs=1e-12)
    assert benjamini_hochberg([]) == []
    for seed in range(CASES):
        chance = random.Random(seed)
        chances = [chance.random() ** 3 for _ in range(1 + seed % 15)]
        assert benjamini_hochberg(chances) == pytest.approx(list(stats.false_discovery_control(chances)), abs=1e-9)


def test_a_trend_and_a_weekly_rhythm_leave_nothing() -> None:
    for first in range(7):
        values = [3 + 0.02 * day + (2.0 if (first + day) % 7 == 5 else 0.0) for day in range(140)]
        left = [value for value in straighten(values, first) if value is not None]
        assert max(map(abs, left)) < 0.05  # a rhythm in whole weeks leans on the trend a little
        assert max(values) - min(values) > 4


def test_days_without_a_value_stay_without_one_and_change_no_other() -> None:
    values = drawn(3, 70)
    held: list[float | None] = [*values[:30], None, None, *values[30:]]
    straight = straighten(held, 0)
    assert [place for place, value in enumerate(straight) if value is None] == [30, 31]
    assert straighten([None, None], 0) == [None, None]
    assert spearman([1, 2, 3, 4], [value for value in straighten([2, 2, 2, 2], 0) if value is not None]) is None


def test_what_was_done_or_not_loses_the_share_of_its_weekday() -> None:
    weekends = [float(day % 7 > 4 or week % 4 == 0) for week in range(20) for day in range(7)]
    left = straighten(weekends, 0, yes_no=True)
    assert {round(value or 0.0) for value in left[5::7]} == {0}  # it was done on every Saturday
    assert sum(value or 0.0 for value in left[0::7]) == pytest.approx(0, abs=1e-6)
    assert [round((value or 0.0) - (left[7] or 0.0)) for value in left[0::7]] == [1, 0, 0, 0] * 5


def test_an_autocorrelation_rests_on_the_days_that_are_so_far_apart() -> None:
    waves = [float(day % 4 < 2) for day in range(200)]
    two, four = (autocorrelations(waves, 4)[lag - 1] for lag in (2, 4))
    assert two == pytest.approx(-1, abs=0.02)
    assert four == pytest.approx(1, abs=0.02)
    gaps = [value if place % 5 else None for place, value in enumerate(waves)]
    assert autocorrelations(gaps, 4)[3] == pytest.approx(1, abs=0.03)


@pytest.mark.skipif(not LONG, reason="statsmodels takes seconds to load: KFIT_TESTS=long")
def test_autocorrelations_and_inertia_are_those_of_statsmodels(stats: ModuleType) -> None:
    multipletests = pytest.importorskip("statsmodels.stats.multitest", reason="statsmodels is not installed: '.[long]'").multipletests
    acf = pytest.importorskip("statsmodels.tsa.stattools").acf
    for seed in range(CASES):
        values = drawn(seed, 40 + seed)
        assert inertia(values).value == pytest.approx(acf(values, nlags=1)[1], abs=1e-9)
        n = len(values)
        unscaled = acf(stats.rankdata(values), nlags=8)[1:]  # divides by n, not by the number of pairs
        scaled = [value * n / (n - lag) for lag, value in enumerate(unscaled, 1)]
        assert autocorrelations(values, 8) == pytest.approx(scaled, abs=1e-9)
        chances = [value / 7 for value in values]
        assert benjamini_hochberg(chances) == pytest.approx(list(multipletests(chances, method="fdr_bh")[1]), abs=1e-9)


def test_days_that_hang_together_count_for_less() -> None:
    every = mask([True] * 100)
    assert effective_n(every, [0.0] * 20, [0.0] * 20) == 100
    first = 0.5 * 0.5 * 99 / 100
    assert effective_n(every, [0.5, 0.0, 0.0], [0.5, 0.0, 0.0]) == pytest.approx(100 / (1 + 2 * first))
    assert effective_n(every, [0.5, 0.0, 0.9], [0.5, 0.0, 0.9]) == pytest.approx(100 / (1 + 2 * first))  # where both died away, it ends
    assert effective_n(every, [0.5], [-0.5]) == 100  # never more than there are
    assert effective_n(mask([True, False] * 50), [0.5], [0.5]) == 50  # no two pairs lie a day apart


def test_the_shift_cannot_speak_below_one_in_n_and_finds_what_is_there() -> None:
    x = drawn(9, 120, 20)
    assert circular_shift(x, [value + 0.1 for value in x]) == pytest.approx(1 / 120)
    assert circular_shift(x, drawn(77, 120, 20)) > 0.05
    late = [0.0, 1.0] * 400  # only the last 730 days are looked at: this series repeats itself all the time
    assert circular_shift(late, late) == 1


def test_the_moods_of_the_textbook_have_its_figures() -> None:
    assert adjacent([1, None, 2, 3]) == [(2, 3)]
    days = [value for value in MOODS for _ in range(1)]
    assert inertia(days, least=1).value == pytest.approx(-0.4405, abs=5e-5)
    longer = MOODS * 3
    assert rmssd(longer).pairs == 20
    assert rmssd([*MOODS, None] * 3).value == pytest.approx(6.5**0.5)  # the gaps count for nothing
    assert rmssd(MOODS) == (None, 6)
    assert inertia([5.0] * 30) == (None, 29)
    assert inertia([4, 6, 5, 7], least=1).value == pytest.approx(-0.35)  # docs/facts.md


def test_the_mean_step_is_that_of_adjacent_days_and_a_rare_leap_weighs_no_more_than_its_size() -> None:
    leaps = [5.0, 5.0, 5.0, 9.0] * 5
    assert mean_step(leaps).value == pytest.approx(36 / 19)
    assert (rmssd(leaps).value or 0) > 2.5
    assert mean_step([*leaps, None, 1.0]) == mean_step(leaps)
    assert mean_step(leaps[:14]) == (None, 13)


def test_regularity_is_named_by_its_scale() -> None:
    nights = {1: [(660, 1080)], 2: [(660, 1140)]}  # 23:00 to 6:00, 23:00 to 7:00
    found = regularity_index(nights, least=1)
    assert found.value == pytest.approx(200 * 23 / 24 - 100)
    assert regularity_index(nights) == (None, 1)
    assert regularity_index({1: [(660, 1080)], 3: [(660, 1080)]}, least=1) == (None, 0)
    parts = {1: [(660, 800), (820, 1080)], 2: [(660, 1080)]}
    assert regularity_index(parts, least=1).value == pytest.approx(200 * (1440 - 20) / 1440 - 100)


def test_weekdays_that_are_alike_seldom_differ_by_chance_and_a_rhythm_is_seen() -> None:
    called = 0
    for seed in range(200):
        chance, now, values = random.Random(seed), 0.0, []
        for _ in range(140):
            now = 0.7 * now + chance.gauss(0, 0.7)
            values.append(round(5 + 1.5 * now) if chance.random() < 0.8 else None)
        called += (weekday_p(values, 0) or 1.0) <= 0.05
    assert called <= 16  # 10 are to be expected at most
    chance = random.Random(1)
    weekly = [5 + 1.2 * (day % 7 > 4) + chance.gauss(0, 1.5) for day in range(140)]
    assert (weekday_p(weekly, 0) or 1.0) < 0.002
    assert weekday_p(weekly, 0) == pytest.approx(weekday_p([None, None, *weekly], 5))
    assert weekday_p(weekly[:49], 0) is None
    assert weekday_p([5.0] * 140, 0) is None
    assert (weekday_p([day / 10 + value for day, value in enumerate(weekly)], 0) or 1.0) == pytest.approx(weekday_p(weekly, 0), rel=1e-6)


def test_weekdays_have_their_medians_and_usual_nights_need_a_week() -> None:
    told = weekday_moods([1.0, 2, None, 4, 5, 6, 7, 4, 9], 0)
    assert told[0] == (2.5, 2.5, 2)
    assert told[1] == (5.5, 5.5, 2)
    assert told[2] == (None, None, 0)
    assert usual_times(dict.fromkeys(range(7), 900.0) | {7: 960.0, 30: 900.0}) == {7: 60}
