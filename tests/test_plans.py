"""Plans compared with infusions, case by case."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.analysis.treatments import match_plans, next_plan, recent, spread
from kfit.model.planning import Plan

FIRST = date(2026, 3, 1)


def day(offset: int) -> date:
    return FIRST + timedelta(days=offset)


def became(planned_on: list[int], done_on: list[int], today: int) -> list[int | None]:
    made = [Plan(day=day(offset).isoformat()) for offset in planned_on]
    found = match_plans(made, [day(offset) for offset in done_on], day(today))
    return [None if one.done_on is None else (one.done_on - FIRST).days for one in found.plans]


@pytest.mark.parametrize(
    ("planned_on", "done_on", "today", "expected"),
    [
        ([10], [10], 20, [10]),
        ([10], [11], 20, [11]),
        ([10], [7], 20, [7]),
        ([10], [6], 20, [None]),
        ([10], [14], 20, [None]),
        ([10], [9, 11], 20, [9]),
        ([10, 13], [11], 20, [11, None]),
        ([10, 13], [12], 20, [None, 12]),
        ([10, 13], [10, 11], 20, [10, 11]),
        ([10, 13], [13], 20, [None, 13]),
        ([10, 12], [11], 20, [11, None]),
        ([10, 12], [11, 12], 20, [11, 12]),
        ([20], [19], 20, [None]),
        ([20], [20], 20, [20]),
        ([21], [20], 20, [None]),
    ],
)
def test_the_nearest_infusion_within_three_days_is_what_a_plan_became(
    planned_on: list[int], done_on: list[int], today: int, expected: list[int | None]
) -> None:
    assert became(planned_on, done_on, today) == expected


DAYS = st.lists(st.integers(0, 60), max_size=12)


@given(DAYS, DAYS, st.integers(0, 60))
def test_each_infusion_answers_one_plan_and_none_is_lost(planned_on: list[int], done_on: list[int], today: int) -> None:
    done_on = [offset for offset in done_on if offset <= today]
    made = [Plan(day=day(offset).isoformat()) for offset in sorted(set(planned_on))]
    treated = [day(offset) for offset in done_on]
    found = match_plans(made, treated, day(today))
    answered = [one.done_on for one in found.plans if one.done_on]
    assert len(answered) == len(set(answered))
    assert all(abs(one.done_on - date.fromisoformat(one.plan.day)) <= timedelta(days=3) for one in found.plans if one.done_on)
    first = min((date.fromisoformat(one.day) for one in made), default=None)
    assert {*answered, *found.others} >= {one for one in treated if first is not None and one >= first}
    assert all(one.to_come == (date.fromisoformat(one.plan.day) >= day(today) and one.done_on is None) for one in found.plans)
    coming = next_plan(made, treated, day(today))
    assert coming is None or coming.day >= day(today).isoformat()
    shown = recent(found, treated)
    assert len(shown.plans) + shown.earlier == len(found.plans)
    assert all(one in shown.plans for one in found.plans if one.to_come)


def test_plans_are_spread_step_by_step() -> None:
    assert [(one - FIRST).days for one in spread(FIRST, [(7, 2), (14, 2), (28, 3)])] == [7, 14, 28, 42, 70, 98, 126]
    assert spread(FIRST, []) == []
