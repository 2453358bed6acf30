"""Rounds, inductions and series, case by case."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.analysis import treatments as analysis_treatments
from kfit.analysis.treatments import (
    courses,
    find_courses,
    find_fadings,
    inductions,
    infusion_windows,
    of_row,
    outside,
    series,
    treatments,
    window,
)
from kfit.model.entries import Infusion
from kfit.model.treatments import CourseRow, Fading, InfusionRound, MoodWindow

FIRST = date(2026, 1, 1)
TODAY = date(2026, 12, 31)


def days(*offsets: int) -> list[date]:
    return [FIRST + timedelta(days=offset) for offset in offsets]


def infusion(**fields: Any) -> Infusion:
    return Infusion(**fields)


def infusions(*offsets: int) -> list[Infusion]:
    return [infusion(id=place, day=day.isoformat(), route="iv") for place, day in enumerate(days(*offsets), 1)]


def single(told: list[Infusion], found: dict[str, float], today: date) -> list[InfusionRound]:
    rows = treatments(told, found, today)
    assert not any(isinstance(row, CourseRow) for row in rows)
    return [row for row in rows if isinstance(row, InfusionRound)]


def moods(found: dict[int, float]) -> dict[str, float]:
    return {(FIRST + timedelta(days=offset)).isoformat(): mood for offset, mood in found.items()}


INDUCTIONS = [
    ("none", [], []),
    ("one infusion is none", [0], []),
    ("three are too few", [0, 7, 14], []),
    ("four in seven days", [0, 2, 4, 7], [(0, 4)]),
    ("four in six days span too little", [0, 2, 4, 6], []),
    ("four on one day", [0, 0, 0, 0], []),
    ("the clinics' six in three weeks", [0, 3, 7, 10, 14, 17], [(0, 6)]),
    ("the 28th day still belongs", [0, 10, 20, 28], [(0, 4)]),
    ("the 29th does not", [0, 10, 20, 29], []),
    ("eight at most", [0, 3, 6, 9, 12, 15, 18, 21, 24, 27], [(0, 8)]),
    ("the ninth begins none: it is too near", [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 20], [(0, 8)]),
    ("what follows wider apart is none", [0, 7, 14, 21, 42, 63, 84], [(0, 4)]),
    ("a second one after more than 28 days", [0, 7, 14, 21, 50, 57, 64, 71], [(0, 4), (4, 8)]),
    ("exactly 28 days after the one before begins none", [0, 7, 14, 21, 49, 56, 63, 70], [(0, 4)]),
    ("a lone first one, then an induction", [0, 40, 47, 54, 61], [(1, 5)]),
    ("too close to a lone first one", [0, 28, 35, 42, 49], []),
    ("two on one day count twice", [0, 0, 7, 7], [(0, 4)]),
]


@pytest.mark.parametrize(("offsets", "expected"), [row[1:] for row in INDUCTIONS], ids=[row[0] for row in INDUCTIONS])
def test_inductions(offsets: list[int], expected: list[tuple[int, int]]) -> None:
    assert [(found.start, found.stop) for found in inductions(days(*offsets))] == expected


@pytest.mark.parametrize(
    ("offsets", "expected"),
    [
        ([0, 7, 14], []),
        ([0, 7, 14, 21], [(0, 21, 4)]),
        ([0, 7, 14, 21, 60, 150], [(0, 150, 6)]),
        ([0, 7, 14, 21, 60, 151, 160], [(0, 60, 5)]),
        ([0, 40, 47, 54, 61, 120], [(40, 120, 5)]),
        ([0, 7, 14, 21, 60, 100, 107, 114, 121, 180], [(0, 60, 5), (100, 180, 5)]),
    ],
)
def test_a_series_ends_before_the_next_induction_or_a_gap_over_90_days(offsets: list[int], expected: list[tuple[int, int, int]]) -> None:
    told = [((found.first - FIRST).days, (found.last - FIRST).days, found.infusions) for found in series(days(*offsets))]
    assert told == expected


@given(st.lists(st.integers(0, 400), max_size=40))
def test_inductions_hold_what_they_promise(offsets: list[int]) -> None:
    there = days(*sorted(offsets))
    found = inductions(there)
    for induction in found:
        inside = there[induction]
        assert 4 <= len(inside) <= 8
        assert 7 <= (inside[-1] - inside[0]).days <= 28
        assert induction.start == 0 or (inside[0] - there[induction.start - 1]).days > 28
    assert all(earlier.stop <= later.start for earlier, later in pairwise(found))


COURSES = [
    ("none", [], []),
    ("the clinics' six in three weeks", [0, 3, 7, 10, 14, 17], []),
    ("six in two weeks", [0, 2, 4, 7, 9, 11], []),
    ("twice a week for a year", [7 * week + day for week in range(52) for day in (0, 3)], []),
    ("three a week for a year", [7 * week + day for week in range(52) for day in (0, 2, 4)], []),
    ("two a day on three days a week", [7 * week + day for week in range(9) for day in (0, 0, 2, 2, 4, 4)], []),
    ("daily for ten days", list(range(10)), []),
    ("daily, with the fourth dose of the second week", list(range(11)), [(0, 10, 11, 11)]),
    ("four a week for two weeks", [0, 2, 4, 6, 7, 9, 11, 13], [(0, 13, 8, 8)]),
    ("four in one week, three in the next", [0, 2, 4, 6, 7, 9, 11], []),
    ("four in one week, four in the week after the next", [0, 2, 4, 6, 14, 16, 18, 20], []),
    ("two on one day are two doses of one day", [0, *range(13)], [(0, 12, 14, 13)]),
    ("a missed week's end", [*range(30), *range(33, 40)], [(0, 39, 37, 37)]),
    ("a dose a week after the last belongs to it, one after that does not", [*range(20), 26, 27], [(0, 26, 21, 21)]),
    ("a pause of four weeks", [*range(14), *range(41, 48)], [(0, 47, 21, 21)]),
    ("a longer one, then a week alone", [*range(14), *range(42, 49)], [(0, 13, 14, 14)]),
    ("a longer one, then another course", [*range(14), *range(42, 60)], [(0, 13, 14, 14), (42, 59, 18, 18)]),
    ("a thin month inside", [*range(14), 20, 27, 34, *range(40, 47)], [(0, 46, 24, 24)]),
    ("daily, then once a week", [*range(21), 27, 34, 41, 48, 55], [(0, 27, 22, 22)]),
    ("an induction three weeks before", [0, 3, 7, 10, 14, 17, *range(38, 108)], [(38, 107, 70, 70)]),
    ("one full week, too early to be a part", [*range(4), *range(18, 40)], [(18, 39, 22, 22)]),
]


@pytest.mark.parametrize(("offsets", "expected"), [row[1:] for row in COURSES], ids=[row[0] for row in COURSES])
def test_courses(offsets: list[int], expected: list[tuple[int, int, int, int]]) -> None:
    found = courses(days(*offsets))
    assert [((one.first - FIRST).days, (one.last - FIRST).days, one.doses, one.days) for one in found] == expected


def test_doses_and_infusions_make_courses_of_their_own_and_iv_and_im_none() -> None:
    forms: list[dict[str, Any]] = [{"route": "sublingual"}, {"dosage_form": "dose"}, {}, {"route": "sc"}, {"route": "iv"}, {"route": "im"}]
    for fields in forms:
        daily = [infusion(day=day.isoformat(), **fields) for day in days(*range(20))]
        found = [(one.word, one.doses) for one in find_courses(daily)]
        assert found == ([] if fields.get("route") in ("iv", "im") else [(daily[0].word, 20)])


def test_an_infusion_in_the_middle_of_a_course_of_doses_is_outside_of_it() -> None:
    troches = [infusion(day=day.isoformat(), route="sublingual") for day in days(*range(40))]
    clinic = [infusion(day=days(20)[0].isoformat(), route=route) for route in ("iv", "im", "sc", None)]
    found = find_courses([*troches, *clinic])
    assert [(one.doses, one.days) for one in found] == [(40, 40)]
    assert outside([*troches, *clinic], found) == clinic
    course, booster = treatments([*troches, clinic[0]], {}, TODAY)
    assert isinstance(course, CourseRow)
    assert isinstance(booster, InfusionRound)
    assert (booster.first, booster.gap_days, booster.latest) == (days(20)[0], None, None)  # later doses end its latest days


def test_the_weeks_of_a_course_are_counted_from_its_first_dose_up_to_its_last() -> None:
    troches = [infusion(day=day.isoformat(), route="oral") for day in days(*range(16))]
    [row] = treatments(troches, moods({0: 2, 6: 4, 7: 5, 14: 6, 15: 8, 16: 10}), TODAY)
    assert isinstance(row, CourseRow)
    assert row.weeks == (MoodWindow(3, 2, 7), MoodWindow(None, 1, 7), MoodWindow(7, 2, 2))


@given(st.lists(st.integers(0, 120), max_size=90))
def test_courses_hold_what_they_promise(offsets: list[int]) -> None:
    there = days(*sorted(offsets))
    found = courses(there)
    for one in found:
        inside = [day for day in there if one.first <= day <= one.last]
        assert (inside[0], inside[-1], len(inside), len(set(inside))) == one[:4]
        assert all(sum(day < one.first + timedelta(days=after) <= day + timedelta(days=7) for day in set(inside)) > 3 for after in (7, 14))
        assert max((later - earlier).days for earlier, later in pairwise(inside)) <= 28
    assert all((later.first - earlier.last).days > 21 for earlier, later in pairwise(found))


@given(st.lists(st.integers(0, 400), max_size=40))
def test_every_infusion_stands_in_exactly_one_row_in_order(offsets: list[int]) -> None:
    there = infusions(*sorted(offsets))
    assert [one for row in treatments(there, {}, TODAY) for one in row.infusions] == there


def test_mood_is_looked_at_three_days_before_and_days_one_to_three_after_never_on_the_day() -> None:
    found = infusion_windows(infusions(10), moods({6: 0, 7: 3, 8: 4, 9: 4, 10: 10, 11: 6, 12: 7, 13: 9, 14: 0}), TODAY)
    assert [(one.gap_days, one.before, one.after) for one in found] == [(None, MoodWindow(4, 3, 3), MoodWindow(7, 3, 3))]


def test_the_days_before_begin_after_the_infusion_before_and_the_days_after_end_before_the_next() -> None:
    first, second = infusion_windows(infusions(10, 13), moods({8: 2, 9: 3, 11: 6, 12: 8, 14: 7, 15: 7}), TODAY)
    assert first.after == second.before == MoodWindow(7, 2, 2)
    assert (first.before, second.after, second.gap_days) == (MoodWindow(2.5, 2, 3), MoodWindow(7, 2, 3), 3)


def test_infusions_of_one_day_share_the_days_around_them() -> None:
    one, other = infusion_windows(infusions(10, 10), moods({8: 2, 9: 3, 11: 6, 12: 8}), TODAY)
    assert (one.before, one.after) == (other.before, other.after) == (MoodWindow(2.5, 2, 3), MoodWindow(7, 2, 3))
    assert (one.gap_days, other.gap_days) == (None, 0)


def test_infusions_on_two_days_running_have_no_day_between_them() -> None:
    one, other = infusion_windows(infusions(10, 11), moods({10: 2, 11: 3}), TODAY)
    assert one.after == other.before == MoodWindow(None, 0, 0)


def test_one_day_is_too_few_for_a_median() -> None:
    assert window(FIRST, FIRST + timedelta(days=2), moods({1: 6})) == MoodWindow(None, 1, 3)


def test_days_to_come_are_no_days() -> None:
    [only] = infusion_windows(infusions(10), moods({11: 6}), FIRST + timedelta(days=11))
    assert only.after == MoodWindow(None, 1, 1)


def test_an_induction_is_one_row_seen_before_its_first_and_after_its_last() -> None:
    row, booster = single(infusions(5, 9, 13, 17, 60), moods({3: 2, 4: 3, 10: 9, 11: 9, 18: 6, 19: 7, 58: 4, 59: 4, 61: 5, 62: 6}), TODAY)
    assert (row.induction, len(row.infusions), row.gap_days, row.latest) == (True, 4, None, None)
    assert (row.before, row.after) == (MoodWindow(2.5, 2, 3), MoodWindow(6.5, 2, 3))
    assert (booster.induction, booster.gap_days, booster.before, booster.after) == (False, 43, MoodWindow(4, 2, 3), MoodWindow(5.5, 2, 3))
    assert booster.latest == MoodWindow(None, 0, 3)


def test_the_latest_days_of_the_open_round_begin_behind_the_infusion() -> None:
    day_two = FIRST + timedelta(days=12)
    [row] = single(infusions(10), moods({9: 1, 10: 2, 11: 6, 12: 8}), day_two)
    assert row.latest == MoodWindow(7, 2, 2)


def test_the_infusions_of_one_day_are_one_row() -> None:
    rows = single(infusions(10, 10, 50), {}, TODAY)
    assert [len(row.infusions) for row in rows] == [2, 1]
    assert [row.gap_days for row in rows] == [None, 40]


@pytest.mark.parametrize(
    ("gaps_", "expected"),
    [
        ([], None),
        ([28, 28], None),
        ([21, 28, 35], "longer"),
        ([21, 22, 24], "longer"),
        ([35, 28, 21], "shorter"),
        ([28, 28, 28], "same"),
        ([27, 29, 28], "same"),
        ([27, 28, 29], "same"),
        ([14, 14, 28], "mixed"),
        ([21, 35, 28], "mixed"),
        ([90, 7, 21, 28, 35], "longer"),
        ([7, 14, 28, 28, 28], "same"),
    ],
)
def test_a_trend_is_told_of_the_last_three_gaps(gaps_: list[int], expected: str | None) -> None:
    assert analysis_treatments.trend(gaps_) == expected


def test_gaps_are_those_behind_the_induction() -> None:
    there = days(0, 7, 14, 21, 42, 42, 70, 105)
    assert analysis_treatments.of_series(there) == [[21, 28, 35]]
    assert analysis_treatments.latest_gap(there) == [21, 28, 35]
    assert analysis_treatments.of_series(days(0, 7, 14)) == []
    assert analysis_treatments.latest_gap(days(0, 30, 51, 79, 114)) == [21, 28, 35]
    assert analysis_treatments.latest_gap(days(0, 30, 51)) == []


def test_gaps_end_where_their_series_ends() -> None:
    there = days(0, 7, 14, 21, 60, 151, 160)
    assert analysis_treatments.of_series(there) == [[39]]
    assert analysis_treatments.latest_gap(there) == [39, 91, 9]
    two = days(0, 7, 14, 21, 60, 100, 107, 114, 121, 180)
    assert analysis_treatments.of_series(two) == [[39], [59]]


@given(st.lists(st.integers(0, 400), max_size=40))
def test_every_series_has_the_gaps_that_lead_to_its_end(offsets: list[int]) -> None:
    there = days(*sorted(offsets))
    for found, apart, start in zip(series(there), analysis_treatments.of_series(there), inductions(there), strict=True):
        assert sum(apart) == (found.last - there[start.stop - 1]).days
        assert all(0 < gap <= 90 for gap in apart)


def mark(offset: int, time: str | None = None) -> tuple[str, str | None]:
    day = (FIRST + timedelta(days=offset)).isoformat()
    return day, f"{day}T{time}-05:00" if time else None


@pytest.mark.parametrize(
    ("marks", "expected"),
    [
        ([], {}),
        ([mark(25)], {10: (25, 15)}),
        ([mark(20), mark(25)], {10: (25, 15)}),
        ([mark(25), mark(55)], {10: (25, 15), 40: (55, 15)}),
        ([mark(40)], {10: (40, 30)}),
        ([mark(40, "09:00")], {10: (40, 30)}),
        ([mark(40, "16:00")], {40: (40, 0)}),
        ([mark(10)], {10: (10, 0)}),
        ([mark(10, "09:00")], {}),
        ([mark(5)], {}),
    ],
)
def test_the_latest_fading_belongs_to_the_round_that_it_ends(
    marks: list[tuple[str, str | None]], expected: dict[int, tuple[int, int]]
) -> None:
    told = [infusion(day=day.isoformat(), at=f"{day}T10:00-05:00") for day in days(10, 40)]
    found = find_fadings(told, marks)
    assert {(date.fromisoformat(day) - FIRST).days: ((one.day - FIRST).days, one.days) for day, one in found.items()} == expected


def test_the_fading_of_an_induction_is_the_latest_in_its_row() -> None:
    told = infusions(0, 7, 14, 21, 60)
    found = find_fadings(told, [mark(10), mark(30)])
    rows = treatments(told, {}, TODAY)
    assert [of_row(row, found) for row in rows] == [Fading(FIRST + timedelta(days=30), 9), None]


def test_ten_years_of_infusions_take_no_time() -> None:
    there = [(date(2016, 1, 1) + timedelta(days=place // 5)).isoformat() for place in range(18_000)]
    found = infusion_windows([infusion(id=place, day=day) for place, day in enumerate(there, 1)], dict.fromkeys(there, 5.0), TODAY)
    assert len(found) == 18_000
