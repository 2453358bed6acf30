"""The estimate of Kaplan and Meier, against the literature, lifelines' own figures, and (KFIT_TESTS=long) lifelines itself."""

from __future__ import annotations

import random
import warnings
from math import inf

import pytest

from effort import LONG
from kfit.analysis.survival import kaplan_meier

Times = list[tuple[int, bool]]


def times(ended: str, censored: str = "") -> Times:
    return [(int(one), True) for one in ended.split()] + [(int(one), False) for one in censored.split()]


# Freireich and others 1963, as in Gehan 1965 (R: MASS::gehan): weeks in remission on 6-MP and on placebo.
SIX_MP = times("6 6 6 7 10 13 16 22 23", "6 9 10 11 17 19 20 25 32 32 34 35")
PLACEBO = times("1 1 2 2 3 4 4 5 5 8 8 8 8 11 11 12 12 15 17 22 23")
TIED = times("3 5 7 9 14", "5 7 14 21 21")
# Miller 1997 (R: boot::aml): weeks in remission with and without maintenance.
MAINTAINED = times("9 13 18 23 31 34 48", "13 28 45 161")
NOT_MAINTAINED = times("5 5 8 8 12 23 27 30 33 43 45", "16")
# A generated one; the figures are those of lifelines 0.30.3.
GENERATED = times("5 7 8 17 18 21 22 26 29 34", "18 19 34 40")
LIFELINES = [
    (5, 0.928571428571, 0.590766867427, 0.989619823137),
    (7, 0.857142857143, 0.539448177623, 0.962231856406),
    (8, 0.785714285714, 0.472463679914, 0.925365226255),
    (17, 0.714285714286, 0.406301722424, 0.881878685546),
    (18, 0.642857142857, 0.343306877900, 0.833106828192),
    (21, 0.551020408163, 0.255395347611, 0.770875816803),
    (22, 0.459183673469, 0.181959819239, 0.700823956831),
    (26, 0.367346938776, 0.120041750200, 0.623077439500),
    (29, 0.275510204082, 0.069014302667, 0.537075074432),
    (34, 0.183673469388, 0.029853318502, 0.441403774593),
]

KNOWN = [
    (
        "6-MP",
        SIX_MP,
        (23, 13, None),
        [
            (6, 0.857143, 0.619718, 0.951552),
            (7, 0.806723, 0.563147, 0.922809),
            (10, 0.752941, 0.5032, 0.889362),
            (13, 0.690196, 0.43161, 0.849066),
            (16, 0.627451, 0.367511, 0.804912),
            (22, 0.537815, 0.267779, 0.746791),
            (23, 0.448179, 0.188052, 0.680143),
        ],
    ),
    (
        "placebo",
        PLACEBO,
        (8, 4, 11),
        [
            (1, 0.904762, 0.670046, 0.975294),
            (2, 0.809524, 0.568905, 0.923889),
            (3, 0.761905, 0.519391, 0.893257),
            (4, 0.666667, 0.42535, 0.825044),
            (5, 0.571429, 0.337977, 0.749241),
            (8, 0.380952, 0.183067, 0.577789),
            (11, 0.285714, 0.116561, 0.48182),
            (12, 0.190476, 0.059482, 0.377435),
            (15, 0.142857, 0.035657, 0.321162),
            (17, 0.095238, 0.016259, 0.26125),
            (22, 0.047619, 0.003324, 0.197045),
            (23, 0.0, None, None),
        ],
    ),
    (
        "ties of events and of what is censored",
        TIED,
        (14, 3, None),
        [
            (3, 0.9, 0.473009, 0.985281),
            (5, 0.8, 0.408691, 0.945873),
            (7, 0.685714, 0.304585, 0.887148),
            (9, 0.548571, 0.187256, 0.806377),
            (14, 0.411429, 0.102511, 0.707313),
        ],
    ),
    (
        "aml, maintained",
        MAINTAINED,
        (31, 13, None),
        [
            (9, 0.909091, 0.50808, 0.986674),
            (13, 0.818182, 0.447429, 0.951162),
            (18, 0.715909, 0.35019, 0.899024),
            (23, 0.613636, 0.265752, 0.835299),
            (31, 0.490909, 0.167331, 0.7534),
            (34, 0.368182, 0.09283, 0.657041),
            (48, 0.184091, 0.011738, 0.525015),
        ],
    ),
    (
        "aml, not maintained",
        NOT_MAINTAINED,
        (23, 5, 33),
        [
            (5, 0.833333, 0.481715, 0.955509),
            (8, 0.666667, 0.337019, 0.859712),
            (12, 0.583333, 0.270139, 0.80094),
            (23, 0.486111, 0.191877, 0.729672),
            (27, 0.388889, 0.126272, 0.649817),
            (30, 0.291667, 0.072402, 0.560886),
            (33, 0.194444, 0.031199, 0.461429),
            (43, 0.097222, 0.005746, 0.348904),
            (45, 0.0, None, None),
        ],
    ),
]


@pytest.mark.parametrize(("found", "medians", "table"), [row[1:] for row in KNOWN], ids=[row[0] for row in KNOWN])
def test_textbook_curves(found: Times, medians: tuple[int | None, ...], table: list[tuple[int, float, float | None, float | None]]) -> None:
    curve = kaplan_meier(found)
    assert (curve.median, curve.median_lower, curve.median_upper) == medians
    assert [
        (step.day, *(None if one is None else round(one, 6) for one in (step.share, step.lower, step.upper))) for step in curve.steps
    ] == table
    assert (curve.subjects, curve.events) == (len(found), sum(ended for _, ended in found))
    for step in curve.steps:
        assert step.at_risk == sum(1 for day, _ in found if day >= step.day)
        assert step.events == found.count((step.day, True))


def test_a_curve_without_an_event_is_not_reached() -> None:
    curve = kaplan_meier(times("", "7 7 14"))
    assert (curve.steps, curve.median, curve.median_lower, curve.median_upper) == ([], None, None, None)
    assert (curve.subjects, curve.events, curve.at(14)) == (3, 0, None)


def test_one_half_is_reached_exactly() -> None:
    """Three quarters of two thirds are one half; the product of the fractions as floats need not be."""
    assert kaplan_meier(times("1 2", "3 3")).median == 2
    for number in range(2, 60, 2):
        assert kaplan_meier([(day, True) for day in range(1, number + 1)]).median == number // 2


def test_the_share_of_a_day_is_that_of_the_last_step_before_it() -> None:
    curve = kaplan_meier(SIX_MP)
    assert curve.at(5) is None
    assert [step.day for day in (6, 9, 21, 90) if (step := curve.at(day))] == [6, 7, 16, 23]


def test_under_the_fewest_events_there_is_no_interval() -> None:
    ends = times("5 6 7 8", "9 9 9")
    few, enough = kaplan_meier(ends, fewest=5), kaplan_meier([*ends, (8, True)], fewest=5)
    assert {(step.lower, step.upper) for step in few.steps} == {(None, None)}
    assert (few.median, few.median_lower, few.median_upper) == (8, None, None)
    assert all(step.lower is not None and step.upper is not None for step in enough.steps)
    assert enough.median_lower is not None


def test_generated_times_are_those_of_lifelines_to_a_billionth() -> None:
    for step, (day, *known) in zip(kaplan_meier(GENERATED).steps, LIFELINES, strict=True):
        assert step.day == day
        assert (step.share, step.lower, step.upper) == pytest.approx(tuple(known), abs=1e-9)


@pytest.mark.skipif(not LONG, reason="lifelines takes seconds to load: KFIT_TESTS=long")
def test_lifelines_agrees_on_generated_times() -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what its own dependencies say of each other
        lifelines = pytest.importorskip("lifelines", reason="lifelines is not installed: '.[long]'")
        utils = pytest.importorskip("lifelines.utils")
        chance = random.Random(6)
        for _ in range(150):
            found = [(chance.randint(1, 60), chance.random() < chance.choice((0.2, 0.7, 1))) for _ in range(chance.randint(1, 40))]
            fitted = lifelines.KaplanMeierFitter().fit([day for day, _ in found], [ended for _, ended in found])
            ends = fitted.confidence_interval_survival_function_
            curve = kaplan_meier(found)
            for step in curve.steps:
                assert step.share == pytest.approx(fitted.survival_function_.loc[step.day].iloc[0], abs=1e-9)
                if step.share:
                    assert (step.lower, step.upper) == pytest.approx(tuple(ends.loc[step.day]), abs=1e-9)
            assert [inf if one is None else one for one in (curve.median_lower, curve.median_upper)] == list(
                utils.median_survival_times(ends).to_numpy()[0]
            )
            halves = fitted.survival_function_.index[
                fitted.survival_function_.iloc[:, 0] <= 1 / 2 + 1e-12
            ]  # its half can be one in floats alone
            assert curve.median == (halves[0] if len(halves) else None)
