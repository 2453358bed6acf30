"""The table of weeks."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from kfit.model.weeks import Week
from kfit.render.screen import Screen
from kfit.render.text import LONGEST
from kfit.render.weeks import bars, week_table

if TYPE_CHECKING:
    from conftest import Kfit


@pytest.fixture
def three_weeks(kfit: Kfit) -> Kfit:
    """Two weeks with entries, an infusion long before them, and a last week without anything."""
    for line in (
        "infusion iv --on 2026-10-08",
        "infusion iv 40mg --on 2026-11-05",
        "log mood 4, sleep 7h, walk 50 --on 2026-11-03",
        "log mood 5, sleep 8h --on 2026-11-04",
        "log mood 6, walk 15 --on 2026-11-09",
    ):
        assert kfit(line).code == 0
    return kfit


def test_the_table_leaves_out_leading_weeks_and_says_no_entry_once(three_weeks: Kfit) -> None:
    assert three_weeks("week --weeks 8").out == (
        "Week               Movement                       Sleep      Mood      Infusion\n"
        " 2 -  8 Nov        50 min, once     ████████      7h30 (2)   4.5 (2)   Thu 5\n"
        " 9 - 15 Nov        15 min, once     ██░░░░░░      no entry   6.0 (1)\n"
        "16 - 22 Nov so far no entry\n"
        "\n"
        "Full bar: 50 min, your highest week shown. Sleep and mood are means, in brackets\n"
        "of how many nights or days. Monday to Sunday.\n"
        "Days without an entry are left out. You have entries on 4 days.\n"
    )


def test_at_40_columns_a_week_is_a_paragraph(three_weeks: Kfit) -> None:
    assert three_weeks("week", COLUMNS="40").out == (
        "2 - 8 Nov\n"
        "  Movement  50 min in 1 session\n"
        "            ████████\n"
        "  Sleep     7h30 (2 nights)\n"
        "  Mood      4.5 of 10 (2 days)\n"
        "  Infusion  Thu 5 Nov\n"
        "9 - 15 Nov\n"
        "  Movement  15 min in 1 session\n"
        "            ██░░░░░░\n"
        "  Mood      6.0 of 10 (1 day)\n"
        "16 - 22 Nov, so far\n"
        "  no entry\n"
        "\n"
        "Full bar: 50 min, your highest week\n"
        "shown. Sleep and mood are means. Monday\n"
        "to Sunday.\n"
        "Days without an entry are left out. You\n"
        "have entries on 4 days.\n"
    )


def test_a_screen_too_small_for_all_weeks_has_the_newest_and_the_line_that_shows_them_all(kfit: Kfit) -> None:
    for monday in ("10-26", "11-02", "11-09", "11-16"):
        kfit(f"walk 10, mood 5, sleep 7h --on 2026-{monday}")
    for day in range(2, 16):
        kfit(f"infusion iv --on 2026-11-{day:02}")
    usual = kfit("week", COLUMNS="24").out
    assert len(usual.splitlines()) <= LONGEST
    assert usual.endswith("Earlier weeks:\n  kfit week --weeks 4\n")
    assert "16 - 22 Nov, so far" in usual
    assert "26 Oct - 1 Nov" not in usual
    assert "26 Oct - 1 Nov" in kfit("week --weeks 4", COLUMNS="24").out
    assert "Earlier weeks" not in kfit("week --until 2026-11-22", COLUMNS="24").out


def test_a_week_that_is_over_says_how_far_its_goal_was_without_so_far(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week", now="2026-11-02T08:00")
    kfit("walk 50", now="2026-11-03T20:00")
    assert kfit("week --until 2026-11-08").out.endswith("movement.\nGoal: 50 of 60 min.\n")
    assert kfit("week", now="2026-11-04T20:00").out.endswith("movement.\nGoal so far: 50 of 60 min.\n")


def test_plain_is_a_sentence_a_week(three_weeks: Kfit) -> None:
    kfit = three_weeks
    kfit("walk 1")
    assert kfit("week", KFIT_PLAIN="1").out.splitlines() == [
        "2 to 8 Nov: 50 minutes in 1 session; sleep 7h30, 2 nights; mood 4.5, 2 days; infusion Thu 5.",
        "9 to 15 Nov: 15 minutes in 1 session; mood 6.0, 1 day.",
        "16 to 22 Nov, so far: 1 minute in 1 session.",
        "So far this week: 1 minute of movement.",
    ]


@pytest.mark.parametrize("columns", [60, 70, 79, 80, 100])
def test_no_line_is_wider_than_the_screen(three_weeks: Kfit, columns: int) -> None:
    kfit = three_weeks
    for day in ("mon", "tue", "wed", "thu", "fri"):
        kfit(f"infusion nasal --on {day}")
    out = kfit("week", COLUMNS=str(columns)).out
    assert max(map(len, out.splitlines())) <= columns
    assert all(day in out for day in ("Mon 16", "Tue 17", "Wed 18", "Thu 19", "Fri 20"))


def test_json_has_every_week_of_the_span_also_if_empty(three_weeks: Kfit) -> None:
    weeks = three_weeks("week --json").json["weeks"]
    assert [week["week"] for week in weeks] == ["2026-W44", "2026-W45", "2026-W46", "2026-W47"]
    assert weeks[1] == {
        "week": "2026-W45",
        "from": "2026-11-02",
        "to": "2026-11-08",
        "exercise_minutes": 50,
        "exercise_sessions": 1,
        "sleep_minutes_mean": 450.0,
        "sleep_nights": 2,
        "mood_mean": 4.5,
        "mood_days": 2,
        "infusions": 1,
        "doses": 0,
        "goals": [],
    }
    assert weeks[3]["mood_mean"] is None
    assert weeks[3]["exercise_minutes"] == 0


def test_json_without_a_file_has_the_same_weeks(kfit: Kfit) -> None:
    weeks = kfit("week --weeks 2 --json").json["weeks"]
    assert [(week["from"], week["to"]) for week in weeks] == [("2026-11-09", "2026-11-15"), ("2026-11-16", "2026-11-22")]


def test_since_and_until_count_only_the_days_between(three_weeks: Kfit) -> None:
    [first, second] = three_weeks("week --since 'wed 4 nov' --until 2026-11-09 --json").json["weeks"]
    assert (first["from"], first["to"], first["mood_days"], first["exercise_minutes"]) == ("2026-11-02", "2026-11-08", 1, 0)
    assert (second["to"], second["mood_days"]) == ("2026-11-15", 1)
    out = three_weeks("week --since 2026-11-04 --until 2026-11-09").out
    assert " 4 -  8 Nov " in out
    assert out.splitlines()[2].startswith(" 9 Nov ")
    assert "so far" not in out
    assert "From 9 Nov: 15 minutes of movement, mood 6.0 of 10.\n" in out


def test_until_alone_looks_back_from_there(three_weeks: Kfit) -> None:
    weeks = three_weeks("week --weeks 2 --until 2026-11-10 --json").json["weeks"]
    assert [week["week"] for week in weeks] == ["2026-W45", "2026-W46"]


def test_an_until_to_come_ends_today(three_weeks: Kfit) -> None:
    assert three_weeks("week --until 2030-01-01 --json").json["weeks"][-1]["week"] == "2026-W47"


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("week --weeks 0", "--weeks goes from 1 to 6621. Try: kfit week --weeks 4"),
        ("week --weeks -3", "--weeks goes from 1 to 6621. Try: kfit week --weeks 4"),
        ("week --weeks 9999999", "--weeks goes from 1 to 6621. Try: kfit week --weeks 4"),
        ("week --weeks 2 --since mon", "--weeks and --since both set the first day. Try: kfit week --weeks 2"),
        ("week --since sat --until fri", "Sat 21 Nov is after Fri 20 Nov. Try: kfit week --since 2026-11-20 --until fri"),
        ("week --since tomorrow", "Mon 23 Nov is still to come. Try: kfit week --since yesterday"),
        ("week --since satruday", "I couldn't read 'satruday'. Did you mean: kfit week --since saturday"),
        ("week --since bananas", "I couldn't read 'bananas'. Try: kfit week --since yesterday"),
        (
            "week --since 11/3",
            (
                '11/3 can be 11 Mar or 3 Nov. Try: kfit week --since "11 mar"   or: kfit week --since "3 nov"\n'
                "To settle it for good: kfit config set date_order mdy   (or dmy)"
            ),
        ),
    ],
)
def test_nonsense_is_refused_with_a_line_that_works(kfit: Kfit, line: str, says: str) -> None:
    assert kfit(line) == ("", f"{says}\n", 2)
    again = says.split("\n", maxsplit=1)[0].split("kfit ", 1)[1].split("   or: ", maxsplit=1)[0]
    assert kfit(again).code == 0


def test_the_longest_span_reaches_the_first_day_there_is(kfit: Kfit) -> None:
    assert kfit("week --weeks 6621 --json").json["weeks"][0]["from"] == "1900-01-01"


def test_weeks_without_mood_sleep_or_movement_are_one_sentence(kfit: Kfit) -> None:
    kfit("mood 5 --on 2026-01-05")
    kfit("infusion iv --on mon")
    assert kfit("week").out == ("No mood, sleep or movement from Mon 26 Oct to Sun 22 Nov.\nFurther back: kfit week --weeks 8\n")


def test_an_empty_file_says_how_to_begin(kfit: Kfit) -> None:
    assert kfit("week").out.startswith("Nothing logged yet.")


def test_a_night_over_the_clock_change_counts_as_it_was_lived(kfit: Kfit) -> None:
    kfit("sleep 22:30-06:45 --on 2026-11-01", now="2026-11-01T09:00")
    [week] = kfit("week --weeks 1 --json", now="2026-11-01T09:00").json["weeks"]
    assert week["sleep_minutes_mean"] == 555.0


def test_the_running_week_goes_on_until_the_day_ends(kfit: Kfit) -> None:
    kfit("walk 10")
    assert kfit("week --weeks 1 --json", now="2026-11-23T03:59").json["weeks"][0]["exercise_minutes"] == 10
    assert kfit("week --weeks 1 --json", now="2026-11-23T04:00").json["weeks"][0]["exercise_minutes"] == 0


def week(monday: date, sunday: date, *, exercise: int = 0, infusions: tuple[str, ...] = ()) -> Week:
    return Week(monday, sunday, monday, sunday, exercise=exercise, sessions=1 if exercise else 0, infusions=infusions)


def test_a_bar_has_at_least_one_cell_and_no_week_without_movement_has_one() -> None:
    there = (date(2026, 11, 2), date(2026, 11, 8))
    assert bars([week(*there, exercise=minutes) for minutes in (0, 1, 500, 1000)], Screen()) == [
        "",
        "█░░░░░░░",
        "████░░░░",
        "████████",
    ]


def test_a_week_of_another_year_names_it_and_one_over_two_months_names_both() -> None:
    screen = Screen(width=80)
    weeks = [week(date(2025, 10, 27), date(2025, 11, 2), exercise=10), week(date(2025, 12, 29), date(2026, 1, 4), exercise=10)]
    first, second = week_table(weeks, date(2026, 1, 3), 2, screen).splitlines()[1:3]
    assert first.startswith("27 Oct -  2 Nov 2025")
    assert second.startswith("29 Dec -  4 Jan so far")
    assert max(len(first), len(second)) <= 80


def test_two_infusions_on_one_day_are_told() -> None:
    told = week(date(2026, 11, 2), date(2026, 11, 8), exercise=5, infusions=("2026-11-03", "2026-11-03", "2026-11-06"))
    assert "Tue 3 (2), Fri 6" in week_table([told], date(2026, 11, 8), 2, Screen(width=80, plain=True))


def test_help_has_its_example(kfit: Kfit) -> None:
    assert "Example: kfit week --weeks 8" in kfit("week -h").out
