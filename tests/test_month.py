"""The month: the whole weeks that it touches, and one sentence with their sums."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from conftest import Kfit

NOW = "2026-11-18T20:00"


@pytest.fixture
def some_weeks(kfit: Kfit) -> Kfit:
    for when, line in (
        ("10-27", "walk 15"),
        ("11-03", "goal exercise 30min/week"),
        ("11-03", "walk 20"),
        ("11-04", "walk 20"),
        ("11-04", "mood 4"),
        ("11-05", "infusion iv 40mg"),
        ("11-10", "walk 20"),
        ("11-11", "mood 6"),
        ("11-17", "sleep 7"),
    ):
        assert kfit(line, now=f"2026-{when}T20:00").code == 0
    return kfit


def test_the_weeks_and_what_they_come_to(some_weeks: Kfit) -> None:
    assert some_weeks("month", now=NOW).out == (
        "The weeks of November 2026\n"
        "Week               Movement                       Sleep      Mood      Infusion\n"
        "26 Oct -  1 Nov    15 min, once                   no entry   no entry\n"
        " 2 -  8 Nov        40 min, 2 times  ████████ met  no entry   4.0 (1)   Thu 5\n"
        " 9 - 15 Nov        20 min, once     █████░░░      no entry   6.0 (1)\n"
        "16 - 22 Nov so far no entry                       7h00 (1)   no entry\n"
        "\n"
        "Full bar: that week's goal (30 min a week); no bar: a week without a goal. Sleep\n"
        "and mood are means, in brackets of how many nights or days. Monday to Sunday.\n"
        "In 4 weeks so far: 75 min on 4 days, sleep 7h00 (1 night), mood 5.0 (2 days).\n"
        "Goal met: movement in 1 week.\n"
    )


@pytest.mark.parametrize(
    ("said", "month"),
    [
        ("", "2026-11"),
        ("this month", "2026-11"),
        ("last", "2026-10"),
        ("last month", "2026-10"),
        ("october", "2026-10"),
        ("Dec", "2025-12"),
        ("nov", "2026-11"),
        ("october 2025", "2025-10"),
        ("2024-2", "2024-02"),
    ],
)
def test_a_month_is_named_in_words_or_digits(kfit: Kfit, said: str, month: str) -> None:
    told = kfit(f"month {said} --json", now=NOW).json
    assert told["month"] == month
    assert 1 <= len(told["weeks"]) <= 6


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("smarch", "I couldn't read 'smarch'. Try: kfit month october   or: kfit month 2026-10"),
        ("13", "I couldn't read '13'."),
        ("2026-13", "I couldn't read '2026-13'."),
        ("december 2026", "December 2026 is still to come. Try: kfit month last"),
        ("1899-05", "May 1899 is too far back."),
        ("october 2025 please", "I couldn't read 'october 2025 please'."),
    ],
)
def test_what_is_no_month_is_refused(kfit: Kfit, said: str, refusal: str) -> None:
    heard = kfit(f"month {said}", now=NOW)
    assert (heard.err.startswith(refusal), heard.code) == (True, 2), heard.err


def test_four_to_six_weeks(kfit: Kfit) -> None:
    spans = {month: len(kfit(f"month {month} --json", now=NOW).json["weeks"]) for month in ("2021-02", "2026-10", "2026-08")}
    assert spans == {"2021-02": 4, "2026-10": 5, "2026-08": 6}


def test_json_adds_up(some_weeks: Kfit) -> None:
    told = some_weeks("month --json", now=NOW).json
    weeks = told.pop("weeks")
    assert told == {
        "month": "2026-11",
        "from": "2026-10-26",
        "to": "2026-11-22",
        "exercise_minutes": 75,
        "exercise_sessions": 4,
        "exercise_days": 4,
        "sleep_minutes_mean": 420.0,
        "sleep_nights": 1,
        "mood_mean": 5.0,
        "mood_days": 2,
        "infusions": 1,
        "doses": 0,
        "goal_weeks": 1,
        "weeks_with_goal": 2,  # not the running one
    }
    assert weeks == some_weeks("week --json --weeks 4", now=NOW).json["weeks"]


def test_nothing_in_a_month_is_said_once(some_weeks: Kfit) -> None:
    assert some_weeks("month 2025-03", now=NOW).out == "The weeks of March 2025: no entry of mood, sleep or movement.\n"
    assert some_weeks("month", now=NOW, KFIT_PLAIN="1").out.startswith(
        "The weeks of November 2026.\n26 Oct to 1 Nov: 15 minutes in 1 session.\n"
    )
    assert max(map(len, some_weeks("month", now=NOW, COLUMNS="40").out.splitlines())) <= 40


def test_without_a_file_it_says_how_to_begin(kfit: Kfit) -> None:
    assert kfit("month").out.startswith("Nothing logged yet.")
