"""What is told of rounds: which days belong to one, the figures over all of them, and how long mood held."""

from __future__ import annotations

import statistics
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.analysis.rounds import quantile, round_insights
from kfit.analysis.treatments import treatments
from kfit.model.entries import Infusion
from kfit.model.rounds import GAP, NEXT, NO_MOOD, NOT_ABOVE, OPEN, TOO_EARLY, UNDER, MoodRound, RoundInsights
from kfit.render.rounds import midway_said

FIRST = date(2026, 1, 1)
LATER = 300  # the day that is today, where no other is said
TROCHE = {"route": "sublingual", "dosage_form": "troche"}


def day(offset: int) -> str:
    return (FIRST + timedelta(days=offset)).isoformat()


def given_on(*offsets: int, **fields: Any) -> list[Infusion]:
    return [Infusion(day=day(offset), **(fields or {"route": "iv"})) for offset in offsets]


def insights(treated: list[Infusion], moods: dict[int, float], today: int = LATER, chosen: float | None = None) -> RoundInsights:
    ordered = sorted(treated, key=lambda one: one.day)
    return round_insights(ordered, {day(offset): mood for offset, mood in moods.items()}, FIRST + timedelta(days=today), chosen)


def every_day(mood: float = 5.0) -> dict[int, float]:
    return dict.fromkeys(range(-20, LATER + 1), mood)


def numbers(one: MoodRound) -> list[int]:
    return sorted(one.days)


def test_a_round_has_the_days_from_7_before_to_28_after() -> None:
    (one,) = insights(given_on(100), every_day()).rounds
    assert numbers(one) == [*range(-7, 29)]
    assert (one.following, one.length) == (None, None)


def test_it_ends_before_the_next_infusion_and_begins_after_the_one_before() -> None:
    first, second = insights(given_on(100, 105), every_day()).rounds
    assert numbers(first) == [*range(-7, 5)]
    assert numbers(second) == [*range(-4, 29)]
    assert first.length == 5


def test_it_ends_with_today_and_leaves_out_days_without_a_mood() -> None:
    (one,) = insights(given_on(100), {96: 4, 100: 6, 101: 7, 104: 6, 106: 5}, today=104).rounds
    assert one.days == {-4: 4, 0: 6, 1: 7, 4: 6}


def test_an_induction_is_one_round_before_its_first_and_after_its_last() -> None:
    moods = every_day() | {99: 1.0, 100: 2.0, 103: 3.0, 114: 8.0, 115: 9.0}
    (one,) = insights(given_on(100, 103, 107, 110, 114), moods).rounds
    assert (one.round.induction, len(one.round.infusions)) == (True, 5)
    assert (one.days[-1], one.days[0], one.days[1]) == (1, 8, 9)
    assert numbers(one) == [*range(-7, 29)]


def test_a_running_induction_is_one_round_too() -> None:
    treated = given_on(100, 103, 107, 110)
    assert len(insights(treated, every_day(), today=112).rounds) == 1
    assert len(treatments(treated, {}, FIRST + timedelta(days=112))) == 4  # the table tells it day by day


def test_two_on_one_day_are_one_round() -> None:
    (one,) = insights(given_on(100, 100), every_day()).rounds
    assert len(one.round.infusions) == 2


COURSE = given_on(*(offset for offset in range(150, 200) if offset % 7), **TROCHE)


def test_a_course_is_no_round_and_ends_the_one_before() -> None:
    found = insights([*given_on(140, 205), *COURSE], every_day())
    before, after = found.rounds
    assert (before.length, numbers(before)) == (10, [*range(-7, 10)])
    assert numbers(after) == [*range(-5, 29)]  # the course's last dose was on day 199
    assert (len(found.courses), found.within) == (1, 0)


def test_what_was_given_within_the_days_of_a_course_is_no_round() -> None:
    found = insights([*given_on(140, 170), *COURSE], every_day())
    assert [one.round.first for one in found.rounds] == [FIRST + timedelta(days=140)]
    assert found.within == 1


def test_a_course_alone_has_no_round() -> None:
    found = insights(COURSE, every_day())
    assert (found.rounds, found.days, found.curve, len(found.courses)) == ([], [], None, 1)


def test_nothing_is_told_of_nothing() -> None:
    found = insights([], every_day())
    assert (found.rounds, found.days, found.before.median, found.threshold.mood, found.curve) == ([], [], None, None, None)


def test_the_figures_of_a_day_are_those_of_the_rounds_that_have_it() -> None:
    moods = {101: 4.0, 131: 5.0, 161: 7.0, 191: 9.0, 102: 1.0, 132: 2.0, 162: 6.0, 103: 3.0}
    days = {one.day: one for one in insights(given_on(100, 130, 160, 190), moods).days}
    assert {number: (one.rounds, one.median, one.lower, one.upper) for number, one in days.items()} == {
        1: (4, 6.0, 4.75, 7.5),
        2: (3, 2.0, None, None),  # under 4 rounds there is no middle half
        3: (1, 3.0, None, None),
    }


@given(st.lists(st.floats(0, 10), min_size=2, max_size=40))
def test_quartiles_are_those_of_the_standard_library(values: list[float]) -> None:
    found = [quantile(values, share) for share in (0.25, 0.5, 0.75)]
    assert found == pytest.approx(statistics.quantiles(values, n=4, method="inclusive"), abs=1e-9)
    assert found[1] == pytest.approx(statistics.median(values), abs=1e-9)


@given(
    st.lists(st.integers(0, 200), max_size=14),
    st.dictionaries(st.integers(-20, 220), st.integers(0, 10), max_size=120),
    st.integers(0, 220),
)
def test_no_day_stands_in_a_round_beyond_its_ends(offsets: list[int], moods: dict[int, float], today: int) -> None:
    treated = given_on(*sorted(offset for offset in offsets if offset <= today))
    known = {offset: mood for offset, mood in moods.items() if offset <= today}
    found = insights(treated, known, today=today)
    given_days = {date.fromisoformat(one.day) for one in treated}
    for one in found.rounds:
        for number in one.days:
            there = (one.round.last if number >= 0 else one.round.first) + timedelta(days=number)
            assert number == 0 or there not in given_days
            between = range(1, number) if number > 0 else range(number + 1, 0)
            begin = one.round.last if number > 0 else one.round.first
            assert not any(begin + timedelta(days=inner) in given_days for inner in between)
        assert one.held is None or one.held.days is None or 1 <= one.held.days <= today
    assert [(told.day, told.rounds) for told in found.days] == [
        (number, sum(number in one.days for one in found.rounds))
        for number in range(-7, 29)
        if any(number in one.days for one in found.rounds)
    ]
    rows = treatments(treated, {day(offset): mood for offset, mood in known.items()}, FIRST + timedelta(days=today), running=True)
    assert [one.round for one in found.rounds] == rows  # before and after are those of `infusions`


ROUND = {97: 4.0, 98: 4.0, 99: 4.0}  # before the infusion of day 100


def test_the_threshold_is_midway_between_the_medians_over_rounds() -> None:
    moods = ROUND | {101: 7, 102: 7, 157: 3, 158: 3, 161: 6, 162: 6}
    found = insights(given_on(100, 160), moods)
    assert (found.before, found.after) == ((3.5, 2), (6.5, 2))
    assert (found.threshold.mood, found.threshold.chosen) == (5.0, False)
    assert midway_said(found) == "5 is midway between the medians before (3.5) and on days 1 to 3 (6.5)."
    between = insights(given_on(100), ROUND | {101: 6, 102: 7})
    assert between.threshold.mood == 5.3  # 5.25, in tenths
    assert midway_said(between) == "5.3 is midway between the medians before (4) and on days 1 to 3 (6.5), rounded."


@pytest.mark.parametrize("after", [{}, {101: 7}, {101: 4, 102: 4}, {101: 3, 102: 3}])
def test_there_is_none_where_days_1_to_3_are_unknown_or_not_above(after: dict[int, float]) -> None:
    found = insights(given_on(100), ROUND | after)
    assert (found.threshold.mood, found.curve) == (None, None)
    assert [one.held for one in found.rounds] == [None]


def test_a_chosen_threshold_needs_no_figures() -> None:
    found = insights(given_on(100), {101: 3, 102: 2}, chosen=3.0)
    assert (found.threshold, found.rounds[0].held) == ((3.0, True), (2, GAP))


def logged(first: int, text: str) -> dict[int, float]:
    """Return moods from a text, a sign a day from `first` on: + at the threshold of 5, - under it, a blank for no mood."""
    return {first + place: 5.0 if sign == "+" else 4.9 for place, sign in enumerate(text) if sign != " "}


HELD = [
    ("three in a row under it, the first is told", "++++---", None, 10, (5, UNDER)),
    ("two in a row are not enough", "+++--+--++", None, 10, (10, OPEN)),
    ("days without a mood stand between as if they were not there", "+++-  - -", None, 10, (4, UNDER)),
    ("a mood of day 3 is in time", "--+++", None, 5, (5, OPEN)),
    ("one of day 4 is not", "---+++", None, 6, (None, NOT_ABOVE)),
    ("no mood on days 1 to 3", "   +++", None, 6, (None, NO_MOOD)),
    ("a day under it on the first days", "- -", None, 20, (None, NOT_ABOVE)),
    ("days 1 to 3 are not over", "-", None, 2, (None, TOO_EARLY)),
    ("and none has a mood yet", "", None, 2, (None, TOO_EARLY)),
    ("the next infusion cuts days 1 to 3 short", "-", 2, 40, (None, NOT_ABOVE)),
    ("the next infusion ends it", "+" * 20, 20, 40, (20, NEXT)),
    ("two days under it before the next infusion are no end", "++++++++--", 11, 40, (11, NEXT)),
    ("the third of them on the day of the infusion itself neither", "++++++++---", 11, 40, (11, NEXT)),
    ("after 7 days without one the next mood still counts", "++++      +++", None, 13, (13, OPEN)),
    ("after 8 days it does not", "++++       +++", None, 14, (4, GAP)),
    ("nor the next infusion", "++++", 12, 40, (4, GAP)),
    ("which counts after 7 days", "++++", 11, 40, (11, NEXT)),
    ("nor today", "++++", None, 12, (4, GAP)),
    ("today after 7 days", "++++", None, 11, (4, OPEN)),
    ("a gap before the end is confirmed", "+++--        -", None, 20, (5, GAP)),
    ("an end long after", "+" * 60 + "---", None, 70, (61, UNDER)),
]


@pytest.mark.parametrize(("signs", "following", "today", "expected"), [row[1:] for row in HELD], ids=[row[0] for row in HELD])
def test_how_long_it_held(signs: str, following: int | None, today: int, expected: tuple[int | None, str]) -> None:
    treated = given_on(100, *([100 + following] if following else []))
    one = insights(treated, logged(101, signs), today=100 + today, chosen=5.0).rounds[0]
    assert one.held == expected


def test_day_0_counts_nothing() -> None:
    moods = {100: 9.0, 101: 4.0, 102: 4.0, 103: 4.0}
    assert insights(given_on(100), moods, chosen=5.0).rounds[0].held == (None, NOT_ABOVE)


def test_it_is_counted_from_the_last_infusion_of_an_induction() -> None:
    moods = logged(101, "-" * 13 + "+" * 8 + "---")
    assert insights(given_on(100, 103, 107, 110, 114), moods, chosen=5.0).rounds[0].held == (9 - 1, UNDER)


def test_the_curve_is_over_the_rounds_that_count() -> None:
    """Three ended on days 6, 6 and 9, one was followed to the next infusion on day 40, one never began."""
    ended = [logged(101, "+++++---"), logged(141, "+++++---"), logged(181, "++++++++---"), logged(221, "+" * 39), logged(261, "---")]
    moods = {offset: mood for part in ended for offset, mood in part.items()}
    found = insights(given_on(100, 140, 180, 220, 260), moods, chosen=5.0)
    assert [one.held and one.held.days for one in found.rounds] == [6, 6, 9, 40, None]
    assert found.curve is not None
    assert (found.curve.subjects, found.curve.events, found.curve.median) == (4, 3, 6)
    assert [(step.day, step.at_risk, step.share, step.lower) for step in found.curve.steps] == [(6, 4, 0.5, None), (9, 2, 0.25, None)]
    assert insights(given_on(100, 140), moods, chosen=5.0).curve is None  # two rounds are only listed
