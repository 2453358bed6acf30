"""A course of doses at home, on every screen: one row, one band, and days like others."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kfit.services import checkin

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

INDUCTION = [date(2026, 6, 1) + timedelta(days=days) for days in (0, 3, 7, 10, 14, 17)]
BEGINS, MISSED = date(2026, 7, 13), (3, 9, 10, 22, 35, 36, 37, 38, 50)
DOSES = [BEGINS + timedelta(days=days) for days in range(70) if days not in MISSED]
BOOSTER = date(2026, 10, 8)
IN_COURSE, AFTER = "2026-09-10T21:30", "2026-10-20T21:30"


def told(lines: list[tuple[str, date]], until: str) -> str:
    return "\n".join(f"{line} --on {day}" for line, day in lines if day.isoformat() < until[:10])


def at_home(kfit: Kfit, now: str) -> None:
    """Six infusions, a gap, seventy days of troches with some days missed, a booster; a mood on each Monday, Tuesday and Friday."""
    lines = [("infusion iv 40mg", day) for day in INDUCTION]
    lines += [(f"troche {100 if day < date(2026, 8, 3) else 200}mg", day) for day in DOSES]
    lines.append(("infusion iv 45mg", BOOSTER))
    days = [INDUCTION[0] + timedelta(days=days) for days in range(-7, 150)]
    lines += [(f"mood {4 if day < BEGINS else 6}", day) for day in days if day.weekday() in (0, 1, 4)]
    assert kfit("log -", stdin=told(lines, now), now=now).code == 0


@pytest.fixture
def during(kfit: Kfit) -> Kfit:
    """The evening of a day in the course, before its dose."""
    at_home(kfit, IN_COURSE)
    return kfit


@pytest.fixture
def after(kfit: Kfit) -> Kfit:
    """Some days after the booster."""
    at_home(kfit, AFTER)
    return kfit


def test_a_course_is_one_row_among_the_infusions(after: Kfit) -> None:
    assert after("infusions", now=AFTER).out == (
        "Infusions and doses                     Mood: middle value (days with an entry)\n"
        "Date             Route       Dose       3 days before  days 1-3    latest 3 days\n"
        "1 Jun - 18 Jun   IV          40 mg      too few (1)    too few (1)\n"
        "  6 in 18 days\n"
        "13 Jul - 20 Sep  sublingual  100 to 200 mg\n"
        "  course: 61 doses on 61 of 70 days\n"
        "  mood by week: 6 (3), 6 (3), 6 (3), 6 (3), 6 (3), 6 (3), 6 (3), 6 (3), 6 (3),\n"
        "  6 (3)\n"
        "Thu 8 Oct        IV          45 mg      6 (2)          too few (1) too few (1)\n"
        "  18 days after the course\n"
        "\n"
        "Day 12 since Thu 8 Oct. Infusions are often given when mood is low, so some rise\n"
        "is to be expected anyway. One table cannot show why.\n"
        "Each infusion by itself: kfit infusions --all\n"
    )


def test_at_40_columns_and_in_plain_text_too(after: Kfit) -> None:
    narrow = after("infusions", now=AFTER, COLUMNS="40").out
    assert "  course: 61 doses on 61 of 70 days\n  mood by week: 6 (3), 6 (3), 6 (3),\n" in narrow
    assert max(map(len, narrow.splitlines())) <= 40
    plain = after("infusions", now=AFTER, KFIT_PLAIN="1").out.splitlines()
    assert plain[1] == (
        "Course of doses: 13 Jul to 20 Sep, 61 doses on 61 of 70 days; sublingual; 100 to 200 mg; mood by week: "
        + ", ".join(["6 (3 days)"] * 10)
        + "."
    )


def test_json_has_the_courses_apart_from_the_infusions(after: Kfit) -> None:
    found = after("infusions --json", now=AFTER).json
    assert [(one["day"], one["gap_days"]) for one in found["infusions"]] == [
        *zip([day.isoformat() for day in INDUCTION], [None, 3, 4, 3, 4, 3], strict=True),
        ("2026-10-08", 112),
    ]
    assert [one["to"] for one in found["series"]] == ["2026-06-18"]
    assert found["courses"] == [
        {"from": "2026-07-13", "to": "2026-09-20", "doses": 61, "days": 61, "weeks": [{"median": 6.0, "days": 3}] * 10},
    ]


def test_a_course_alone_needs_no_columns_of_windows_and_no_word_on_infusions(kfit: Kfit) -> None:
    kfit("log -", stdin=told([("troche 100mg", day) for day in DOSES], AFTER), now=AFTER)
    said = kfit("infusions", now=AFTER).out
    assert said.splitlines()[0].startswith("Doses ")
    assert "days 1-3" not in said
    assert "Day " not in said
    assert said.endswith("\nOne table cannot show why.\n")
    assert "  mood by week: no entries, no entries," in said


def test_a_course_of_another_year_says_its_year(after: Kfit) -> None:
    assert "  course: 61 doses on 61 of 70 days, 2026\n" in after("infusions", now="2027-02-01T20:00").out


def test_a_week_says_how_many_doses_and_the_infusions_by_day(after: Kfit) -> None:
    after("infusion iv --on 2026-09-10", now=AFTER)
    rows = after("week --weeks 9", now=AFTER).out.splitlines()
    assert rows[0].endswith("Infusion")
    assert [row.split("  ")[-1].strip() for row in rows if row.startswith(("24 -", "31 Aug", " 7 -", "14 -", " 5 -"))] == [
        "7 doses", "6 doses", "Thu 10", "7 doses", "Thu 8",
    ]  # fmt: skip
    assert any(row.strip() == "7 doses" for row in rows)
    plain = after("week --weeks 9", now=AFTER, KFIT_PLAIN="1").out
    assert "7 to 13 Sep: mood 6.0, 3 days; infusion Thu 10; 7 doses.\n" in plain
    weeks = {week["from"]: (week["infusions"], week["doses"]) for week in after("week --weeks 9 --json", now=AFTER).json["weeks"]}
    assert (weeks["2026-09-07"], weeks["2026-09-14"], weeks["2026-10-05"]) == ((1, 7), (0, 7), (1, 0))
    assert after("month september --json", now=AFTER).json["doses"] == 20


@pytest.mark.parametrize("columns", [80, 40])
def test_a_chart_has_a_band_for_it_and_a_line_for_each_infusion(after: Kfit, columns: int) -> None:
    said = after("chart mood --all", now=AFTER, COLUMNS=str(columns)).out
    top = next(line for line in said.splitlines() if "▼" in line)
    assert "━" * 10 in top
    assert top.index("▼") < top.index("━") < top.rindex("━") < top.rindex("▼")
    assert sum(line.count("━") for line in said.splitlines()) == top.count("━") + 1  # the legend's
    assert sum("┊" in line for line in said.splitlines()) >= 10
    assert said.count("▼") <= len(INDUCTION) + 2
    assert "━ course of doses" in said


def test_a_chart_that_begins_or_ends_in_it_has_the_part_that_lies_there(during: Kfit) -> None:
    said = during("chart mood --days 14", now=IN_COURSE).out
    top = next(line for line in said.splitlines() if "━" in line)
    assert top.count("━") >= 14
    assert "▼" not in said


def test_the_chart_says_it_in_plain_text_and_in_json(after: Kfit) -> None:
    plain = after("chart mood --all", now=AFTER, KFIT_PLAIN="1").out
    assert "Infusions: Mon 1 Jun, Thu 4 Jun, Mon 8 Jun, Thu 11 Jun, Mon 15 Jun, Thu 18 Jun, Thu 8 Oct.\n" in plain
    assert "\nCourse of doses: 13 Jul to 20 Sep, 61 doses on 61 of 70 days.\n" in plain
    found = after("chart mood --all --json", now=AFTER).json
    assert found["infusions"] == [day.isoformat() for day in (*INDUCTION, BOOSTER)]
    assert (found["doses"], found["courses"]) == ([], [{"from": "2026-07-13", "to": "2026-09-20", "doses": 61, "days": 61}])


def test_a_calendar_marks_the_infusions_and_says_the_course(after: Kfit) -> None:
    said = after("calendar mood", now=AFTER).out
    assert said.count("◆") == len(INDUCTION) + 2
    assert "Course of doses: 13 Jul to 20 Sep, 61 doses on 61 of 70 days.\n" in said
    plain = after("calendar mood", now=AFTER, KFIT_PLAIN="1").out
    assert "Course of doses: 13 Jul to 20 Sep, 61 doses on 61 of 70 days.\n" in plain
    assert "doses Mon" not in plain


def test_a_dose_that_goes_on_has_no_day_of_rest_and_no_days_counted(during: Kfit) -> None:
    assert during("dose troche 200mg", now=IN_COURSE).out == "Saved dose (troche, 200 mg) for Thu 10 Sep. (kfit undo)\n"
    assert (
        during("dose troche 100mg", now=IN_COURSE).out == "Saved dose (troche, 100 mg) for Thu 10 Sep. That day has 2 doses. (kfit undo)\n"
    )


def test_the_rides_are_spoken_of_at_its_start_until_it_is_known(kfit: Kfit) -> None:
    rides = [
        "your clinic's rules hold" in kfit("troche 100mg", now=f"{date(2026, 8, 1) + timedelta(days=days)}T20:00").out for days in range(30)
    ]
    assert rides == [True] * 10 + [False] * 20  # known with the fourth day of its second week


def test_an_infusion_at_the_clinic_in_the_middle_of_it_is_one_like_any_other(during: Kfit) -> None:
    during("troche 200mg", now=IN_COURSE)
    said = during("infusion iv 45mg", now=IN_COURSE).out
    assert "A day to rest. For the ride home and driving, your clinic's rules hold." in said
    assert during("today", now=IN_COURSE).out.splitlines()[0].endswith("infusion today")
    rows = during("infusions", now=IN_COURSE).out
    assert "13 Jul - 10 Sep" in rows
    assert "Thu 10 Sep       IV          45 mg" in rows
    assert "  84 days after the one before\n" in rows


def test_days_are_counted_from_the_last_infusion_never_from_a_dose_of_it(during: Kfit) -> None:
    during("troche 200mg", now=IN_COURSE)
    page = during("today", now=IN_COURSE).out
    assert page.splitlines()[0].endswith("day 84 since your last infusion")
    found = during("today --json", now=IN_COURSE).json
    assert (found["last_infusion"], found["days_since_infusion"]) == ("2026-06-18", 84)


def test_after_single_doses_and_a_course_of_them_no_days_are_counted(kfit: Kfit) -> None:
    kfit("spravato 56mg --on 2026-06-01", now=IN_COURSE)
    assert "day 101 since your last dose" in kfit("today", now=IN_COURSE).out
    kfit("log -", stdin=told([("troche 100mg", day) for day in DOSES], IN_COURSE), now=IN_COURSE)
    assert "since" not in kfit("today", now=IN_COURSE).out
    assert "Day " not in kfit("infusions", now=IN_COURSE).out
    found = kfit("today --json", now=IN_COURSE).json
    assert (found["last_infusion"], found["days_since_infusion"]) == (None, None)


def test_goals_ask_on_its_days_as_on_others(during: Kfit) -> None:
    during("goal exercise 60min/week", now=IN_COURSE)
    during("goal mood daily --from 2026-08-31", now=IN_COURSE)
    during("troche 200mg", now=IN_COURSE)
    assert "Would still fit this week: 60 min of movement" in during("today", now=IN_COURSE).out
    week = next(week for week in during("week --json", now=IN_COURSE).json["weeks"] if week["from"] == "2026-08-31")
    assert [(goal["target"], goal["done"]) for goal in week["goals"] if goal["kind"] == "mood"] == [(7, 3)]


def test_a_single_dose_still_eases_its_week(kfit: Kfit) -> None:
    kfit("goal mood daily --from 2026-08-31", now=IN_COURSE)
    kfit("spravato 56mg --on 2026-09-02", now=IN_COURSE)
    week = next(week for week in kfit("week --json", now=IN_COURSE).json["weeks"] if week["from"] == "2026-08-31")
    assert [goal["target"] for goal in week["goals"]] == [6]


def test_a_programme_goes_on_in_it(during: Kfit) -> None:
    during("programme start --on 2026-08-24 --from 5", now="2026-08-24T12:00")
    for day in ("2026-08-24", "2026-08-25", "2026-08-27", "2026-08-29"):
        during(f"walk 10 --on {day}", now=IN_COURSE)
    weeks = during("programme --all --json", now=IN_COURSE).json["weeks"]
    assert "free" not in [week["why"] for week in weeks]
    assert all(week["planned"] for week in weeks if week["state"] == "past")


def test_the_reminder_asks_on_its_days(during: Kfit) -> None:
    during("remind 20:30", now="2026-09-09T12:00")
    during("troche 200mg", now=IN_COURSE)
    assert "infusion day" not in during("remind", now=IN_COURSE).out
    during("infusion iv", now=IN_COURSE)
    assert "it is an infusion day" in during("remind", now=IN_COURSE).out


def asked(monkeypatch: pytest.MonkeyPatch, now: str) -> list[str]:
    monkeypatch.setenv("KFIT_NOW", now)
    return [question.name for question in checkin.of_day().questions]


def test_the_check_in_asks_on_its_days_as_on_others(during: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    during("troche 200mg", now=IN_COURSE)
    found = asked(monkeypatch, IN_COURSE)
    assert "movement" in found
    assert "effects" not in found  # every evening would be one too many
    assert "bladder" in found  # the slow questions come in a course too
    during("infusion iv", now=IN_COURSE)
    found = asked(monkeypatch, IN_COURSE)
    assert ("movement" in found, "effects" in found, "bladder" in found) == (False, True, False)


def test_the_slow_questions_end_half_a_year_after_its_last_dose(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("log -", stdin=told([("troche 100mg", day) for day in DOSES], AFTER), now=AFTER)
    last = DOSES[-1]
    for days, there in ((1, True), (180, True), (181, False)):
        assert ("bladder" in asked(monkeypatch, f"{last + timedelta(days=days)}T21:00")) is there


def test_plans_are_compared_with_infusions_and_none_of_its_doses(during: Kfit) -> None:
    during('next "12 sep"', now="2026-09-10T12:00")
    for day in (10, 11, 12):
        during("troche 200mg", now=f"2026-09-{day}T21:00")
    found = during("next --json", now="2026-09-12T21:30").json
    assert [(plan["day"], plan["done_on"]) for plan in found["plans"]] == [("2026-09-12", None)]
    assert found["other_infusions"] == []
    assert during("today --json", now="2026-09-12T21:30").json["planned"] == {"day": "2026-09-12", "at": None}


def test_a_mark_in_it_is_told_without_a_count_of_days(after: Kfit) -> None:
    after("note --mark 'it fades' --on 2026-09-18", now=AFTER)
    assert "  it fades: Fri 18 Sep\n" in after("infusions", now=AFTER).out


def test_the_export_keeps_each_dose_without_a_gap_or_a_mood_around_it(after: Kfit, home: Path) -> None:
    assert after("export csv -o visit", now=AFTER).code == 0
    with (home / "visit" / "infusions.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == len(INDUCTION) + len(DOSES) + 1
    assert {row["gap_days"] for row in rows if row["route"] == "sublingual"} == {""}
    assert [row["gap_days"] for row in rows if row["route"] == "iv"] == ["", "3", "4", "3", "4", "3", "112"]
    with (home / "visit" / "daily.csv").open(encoding="utf-8-sig", newline="") as file:
        days = {row["day"]: row["days_since_infusion"] for row in csv.DictReader(file)}
    assert (days["2026-07-15"], days["2026-07-16"], days["2026-09-25"]) == ("0", "1", "5")
