"""Weeks, added up from days."""

from __future__ import annotations

from datetime import date

import pytest

from kfit.analysis.weeks import trim_weeks, weeks
from kfit.model.treatments import AdministrationDay, TreatmentHistory
from kfit.model.weeks import Day


def infused(*days: str) -> TreatmentHistory:
    return TreatmentHistory([AdministrationDay(day, "iv") for day in days])


def figures(*days: Day) -> dict[str, Day]:
    return {day.day: day for day in days}


def test_a_week_is_monday_to_sunday_and_every_week_of_the_span_is_there() -> None:
    found = weeks({}, TreatmentHistory(), date(2026, 10, 28), date(2026, 11, 10))
    assert [(week.monday.isoformat(), week.sunday.isoformat()) for week in found] == [
        ("2026-10-26", "2026-11-01"),
        ("2026-11-02", "2026-11-08"),
        ("2026-11-09", "2026-11-15"),
    ]


@pytest.mark.parametrize(
    ("day", "name"),
    [
        ("2026-11-22", "2026-W47"),
        ("2020-12-31", "2020-W53"),
        ("2021-01-03", "2020-W53"),
        ("2021-01-04", "2021-W01"),
        ("2024-12-30", "2025-W01"),
        ("2027-01-03", "2026-W53"),
    ],
)
def test_the_week_has_its_iso_name_over_the_end_of_a_year(day: str, name: str) -> None:
    there = date.fromisoformat(day)
    assert weeks({}, TreatmentHistory(), there, there)[0].row()["week"] == name


def test_means_are_of_days_and_nights_and_sums_of_sessions() -> None:
    [week] = weeks(
        figures(
            Day("2026-11-16", mood=4.5, moods=2, night=420),
            Day("2026-11-17", mood=2.0, moods=1, exercise=30, sessions=2),
            Day("2026-11-22", night=285, naps=1, exercise=5, sessions=1),
        ),
        infused("2026-11-19", "2026-11-19"),
        date(2026, 11, 16),
        date(2026, 11, 22),
    )
    assert week.row() == {
        "week": "2026-W47",
        "from": "2026-11-16",
        "to": "2026-11-22",
        "exercise_minutes": 35,
        "exercise_sessions": 3,
        "sleep_minutes_mean": 352.5,
        "sleep_nights": 2,
        "mood_mean": 3.25,
        "mood_days": 2,
        "infusions": 2,
        "doses": 0,
        "goals": [],
    }


def test_only_the_days_of_the_span_count() -> None:
    days = figures(*(Day(f"2026-11-{day:02}", exercise=10, sessions=1) for day in range(2, 23)))
    found = weeks(days, infused("2026-11-02", "2026-11-05", "2026-11-19"), date(2026, 11, 5), date(2026, 11, 18))
    assert [week.exercise for week in found] == [40, 70, 30]
    assert [week.infusions for week in found] == [("2026-11-05",), (), ()]
    assert (found[0].monday, found[0].since) == (date(2026, 11, 2), date(2026, 11, 5))
    assert (found[-1].sunday, found[-1].until) == (date(2026, 11, 22), date(2026, 11, 18))


def test_weeks_before_the_first_with_mood_sleep_or_movement_are_left_out_but_none_behind_it() -> None:
    days = figures(Day("2026-11-04", mood=3.0, moods=1))
    found = weeks(days, infused("2026-10-08"), date(2026, 9, 28), date(2026, 11, 22))
    assert len(found) == 8
    assert [week.monday.isoformat() for week in trim_weeks(found)] == ["2026-11-02", "2026-11-09", "2026-11-16"]


def test_nothing_is_left_where_no_week_holds_mood_sleep_or_movement() -> None:
    assert trim_weeks(weeks({}, infused("2026-11-19"), date(2026, 11, 2), date(2026, 11, 22))) == []
