"""Naps: they count for the sleep of their day and are no nights. Whatever counts nights leaves them out."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


@pytest.fixture
def slept(kfit: Kfit) -> Kfit:
    """Three nights of this week, one of them without sleep, and naps: beside a night, and on days without one."""
    for line in (
        "sleep 8h --on thu",
        "nap 1h --on thu",
        "sleep 0 --on fri",
        "sleep 7h --on sat",
        "nap 20 --on sun",
        "sleep 14-15 --on tue",
    ):
        assert kfit(line).code == 0
    return kfit


class TestAnswers:
    @pytest.mark.parametrize(
        ("line", "answer"),
        [
            ("nap 20", "Saved nap 0h20 for Sun 22 Nov."),
            ("nap 20 --on sat", "Saved nap 0h20 for Sat 21 Nov (added on Sun 22 Nov)."),
            ("sleep 14-15", "Saved nap 1h00 (14:00-15:00) for Sun 22 Nov."),
            ("nap 1h then 30m", "Saved for Sun 22 Nov: nap 1h00, nap 0h30."),
            ("nap 13-13:20, 15-15:30", "Saved for Sun 22 Nov: nap 0h20 (13:00-13:20), nap 0h30 (15:00-15:30)."),
            ("log mood 5, nap 20", "Saved for Sun 22 Nov: mood 5, nap 0h20."),
            ("log nap 20, sleep 7h", "Saved for Sun 22 Nov: nap 0h20, sleep 7h00."),
            ("sleep 23:30-2, 4-6:15", "Saved sleep 4h45 in 2 parts for the night to Sun 22 Nov."),
        ],
    )
    def test_a_nap_is_answered_as_one(self, kfit: Kfit, line: str, answer: str) -> None:
        assert kfit(line).out.startswith(answer)

    def test_every_nap_of_a_line_is_marked(self, kfit: Kfit) -> None:
        for line in ("nap 1h then 30m", "nap 13-13:20, 15-15:30"):
            kfit(line)
        assert [entry["nap"] for entry in kfit("list --json").json["entries"]] == ["yes"] * 4

    def test_naps_of_a_file_are_counted_apart_from_nights(self, kfit: Kfit) -> None:
        said = kfit("log -", stdin="mon: sleep 7h\nmon: nap 20\ntue: sleep 6h\ntue: nap 30\nwed: sleep 8h\n").out
        assert said.startswith("Saved 5 entries, Mon 16 Nov to Wed 18 Nov: 3 nights, 2 naps.\n")

    def test_after_midnight_a_nap_is_asked_about_as_one(self, kfit: Kfit) -> None:
        said = kfit("nap 20", now="2026-11-22T01:30").err
        assert said.startswith("It is before 04:00: this can be Sat 21 Nov or Sun 22 Nov. Try: kfit nap 20 --on 2026-11-21")

    def test_the_example_of_a_nap_is_one(self, kfit: Kfit) -> None:
        assert kfit("nap").err.endswith("For example: kfit nap 20m\n")


class TestPages:
    def test_list_and_today_show_a_nap_as_one(self, kfit: Kfit) -> None:
        kfit("nap 20")
        assert "  1         nap 0h20\n" in kfit("list").out
        assert "  Sleep       nap 0h20\n" in kfit("").out
        kfit("sleep 7h")
        assert "  Sleep       7h20: night 7h00, nap 0h20\n" in kfit("").out
        kfit("sleep 1am-2am")
        assert "  Sleep       8h20: night 8h00 in 2 parts, nap 0h20\n" in kfit("").out

    def test_the_night_that_is_ahead_is_no_nap(self, kfit: Kfit) -> None:
        kfit("mood 5", now="2026-11-22T01:00")
        kfit("nap 0:10-0:30", now="2026-11-22T01:00")
        assert "the night to" not in kfit("", now="2026-11-22T01:30").out

    def test_a_week_has_its_nights_alone_and_a_night_of_no_sleep_counts(self, slept: Kfit) -> None:
        week = slept("week --json").json["weeks"][-1]
        assert (week["sleep_minutes_mean"], week["sleep_nights"]) == (300.0, 3)
        month = slept("month --json").json
        assert (month["sleep_minutes_mean"], month["sleep_nights"]) == (300.0, 3)
        assert slept("today --json").json["week"]["sleep_nights"] == 3
        assert "5h00 (3)" in slept("week").out

    def test_a_week_of_naps_alone_has_no_night(self, kfit: Kfit) -> None:
        kfit("nap 20")
        week = kfit("week --json").json["weeks"][-1]
        assert (week["sleep_minutes_mean"], week["sleep_nights"]) == (None, 0)
        assert "no night" in kfit("week").out

    def test_a_chart_shows_the_sleep_of_a_day_and_its_mean_leaves_out_days_without_a_night(self, slept: Kfit) -> None:
        said = slept("chart sleep --json").json
        assert [(point["day"][-2:], point["value"], point["n"]) for point in said["points"]] == [
            ("19", 9.0, 1),
            ("20", 0.0, 1),
            ("21", 7.0, 1),
        ]
        assert said["sentence"] == "Sleep with naps: mean 5h20 in the last 7 nights (3 with an entry)."
        assert slept("chart sleep").out.startswith("Sleep (hours a day, naps included), ")
        assert "mean 5h20, lowest 0h00, highest 9h00; 3 of 4 nights" in " ".join(slept("calendar sleep").out.split())

    def test_a_sign_for_several_nights_leaves_out_a_nap_alone(self, kfit: Kfit) -> None:
        """Ten months on one screen: a sign stands for several days."""
        kfit("sleep 8h --on 2026-02-01")
        for day in ("2026-11-18", "2026-11-20"):
            kfit(f"sleep 8h --on {day}")
        before = kfit("chart sleep --all", COLUMNS="60").out.splitlines()[1:-1]
        for day in ("2026-11-17", "2026-11-19", "2026-11-21"):
            kfit(f"nap 20 --on {day}")
        assert kfit("chart sleep --all", COLUMNS="60").out.splitlines()[1:-1] == before


class TestGoals:
    def test_a_goal_for_sleep_goes_by_nights(self, slept: Kfit) -> None:
        slept("goal sleep 5h/night")
        goal = slept("goal --json").json["goals"][0]
        assert goal["week"]["done"] == 300.0
        assert goal["days_of_7"] == 2  # 8 h and 7 h; a night of 0 h does not reach it, a nap of 1 h is none
        assert slept("week --json").json["weeks"][-1]["goals"][0]["done"] == 300.0

    def test_a_nap_does_not_lift_a_night_over_its_goal(self, kfit: Kfit) -> None:
        kfit("sleep 6h")
        kfit("nap 1h")
        kfit("goal sleep 7h/night")
        goal = kfit("goal --json").json["goals"][0]
        assert (goal["week"]["done"], goal["days_of_7"]) == (360.0, 0)

    def test_a_strength_is_the_same_with_and_without_naps(self, slept: Kfit) -> None:
        slept("goal sleep 7h/night --from 2026-11-22")
        slept("sleep 7h --on sun")
        before = slept("goal --json").json["goals"][0]["strength"]
        slept("nap 2h --on sun")
        assert before == slept("goal --json").json["goals"][0]["strength"] > 0


def test_a_nap_does_not_answer_how_the_night_was(kfit: Kfit) -> None:
    kfit("nap 20")
    assert "Sleep last night" in kfit("checkin --list").out
    kfit("sleep 7h")
    assert "Sleep last night" not in kfit("checkin --list").out


def test_the_days_of_an_export_tell_naps_from_the_night(slept: Kfit, tmp_path: Path) -> None:
    slept("export csv -o visit")
    with (tmp_path / "visit" / "daily.csv").open(encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file)
    places = [header.index(name) for name in ("day", "sleep_hours", "nap_hours", "sleep_parts")]
    assert [tuple(row[place] for place in places) for row in rows] == [
        ("2026-11-17", "", "1.00", "0"),
        ("2026-11-18", "", "", ""),
        ("2026-11-19", "9.00", "1.00", "1"),
        ("2026-11-20", "0.00", "", "1"),
        ("2026-11-21", "7.00", "", "1"),
        ("2026-11-22", "", "0.33", "0"),
    ]


class TestReplacing:
    def test_a_night_takes_the_place_of_the_night_not_of_a_nap(self, kfit: Kfit) -> None:
        kfit("sleep 7h")
        kfit("nap 20")
        assert kfit("sleep 8h --replace").out.startswith("Saved sleep 8h00 for the night to Sun 22 Nov, in place of sleep 7h00.")
        assert kfit("nap 30 --replace").out.startswith("Saved nap 0h30 for Sun 22 Nov, in place of nap 0h20.")
        assert [entry["minutes"] for entry in kfit("list --json").json["entries"]] == [480, 30]

    def test_a_night_that_is_there_twice_is_offered_in_place_of_the_night(self, kfit: Kfit) -> None:
        kfit("sleep 8h")
        kfit("nap 20")
        said = kfit("sleep 8h").err
        assert "To replace it: kfit log --replace sleep 8h   To add it: kfit sleep 8h --sure" in said
        assert kfit("log --replace sleep 8h").code == 0

    def test_what_overlaps_a_nap_is_not_offered_in_place_of_the_night(self, kfit: Kfit) -> None:
        kfit("sleep 7h")
        kfit("sleep 13-14")
        said = kfit("sleep 22-13:30")
        assert (said.code, "To replace" in said.err) == (2, False)
        assert said.err.endswith("To add it: kfit sleep 22-13:30 --sure\n")
        assert kfit("sleep 22-13:30 --sure").code == 0


class TestEdits:
    @pytest.mark.parametrize(
        ("line", "edit", "answer", "nap"),
        [
            ("nap 20", "23-7", "Changed 1: nap 0h20 is now sleep 8h00, night to Sun 22 Nov.", None),
            ("nap 20", "7h", "Changed 1: nap 0h20 is now sleep 7h00, night to Sun 22 Nov.", None),
            ("nap 20", "40m", "Changed 1: nap 0h20 is now 0h40, Sun 22 Nov.", "yes"),
            ("sleep 7h", "nap 30", "Changed 1: sleep 7h00 is now nap 0h30, Sun 22 Nov.", "yes"),
            ("sleep 7h", "13-14", "Changed 1: sleep 7h00 is now nap 1h00, Sun 22 Nov.", "yes"),
            ("sleep 1h", "nap 1h", "Changed 1: sleep 1h00 is now nap 1h00, Sun 22 Nov.", "yes"),
        ],
    )
    def test_new_times_or_a_long_length_say_anew_whether_it_was_a_nap(
        self, kfit: Kfit, line: str, edit: str, answer: str, nap: str | None
    ) -> None:
        kfit(line)
        assert kfit(f"edit 1 {edit}").out.startswith(answer)
        assert kfit("list --json").json["entries"][0]["nap"] == nap
