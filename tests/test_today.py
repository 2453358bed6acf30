"""The front page."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Kfit

WED = "2026-11-04T22:15"


@pytest.fixture
def patient(kfit: Kfit) -> Kfit:
    """The patient of the voice page, up to the evening of Wednesday 4 November."""
    for line, now in [
        ("infusion iv 40mg --on '8 oct'", "2026-11-02T20:20"),
        ("mood 4 tired, did nothing", "2026-11-02T20:11"),
        ("sleep 11-6", "2026-11-02T20:12"),
        ("mood 4", "2026-11-03T21:40"),
        ("sleep 7h30", "2026-11-03T21:41"),
        ("walk 10", "2026-11-03T21:42"),
    ]:
        assert kfit(line, now=now).code == 0
    assert kfit(["log", 'mood 3 sleep 5h50 walk 5 "couldnt get going"'], now="2026-11-04T18:05").code == 0
    return kfit


def test_nothing_logged_yet_says_how_to_begin_and_that_nobody_is_watching(kfit: Kfit, db_path: Any) -> None:
    said = kfit("")
    assert said == (
        (
            "Nothing logged yet. One line is enough: kfit mood 5   (0 worst, 10 best)\n"
            'Words with an apostrophe need quotes: kfit mood 5 "can\'t sleep"   or: kfit note\n'
            "It stays on this machine; nobody is watching it. To reach someone: kfit help-now\n"
        ),
        "",
        0,
    )
    assert not db_path.exists()
    assert kfit("today") == said


def test_an_emptied_file_says_the_same_as_none(kfit: Kfit) -> None:
    before = kfit("today").out
    kfit("mood 5")
    kfit("undo")
    assert kfit("today").out == before


def test_a_narrow_beginning_keeps_its_lines_whole(kfit: Kfit) -> None:
    lines = kfit("", COLUMNS="40").out.splitlines()
    assert "  kfit mood 5   (0 worst, 10 best)" in lines
    assert """  kfit mood 5 "can't sleep\"""" in lines
    assert "  or: kfit note" in lines
    assert "  kfit help-now" in lines
    for columns in range(27, 101):  # its longest line to copy has 27
        assert max(map(len, kfit("", COLUMNS=str(columns)).out.splitlines())) <= columns


def test_the_page_of_the_third_day(patient: Kfit) -> None:
    assert patient("today", now=WED).out == (
        "Wed 4 Nov                                       day 27 since your last infusion\n"
        "\n"
        "  Mood        3   (0 worst, 10 best)\n"
        "  Sleep       5h50\n"
        "  Movement    5 min walk\n"
        "  Note        1\n"
        "\n"
        "This week     15 min in 2 sessions, mood 3.7 (3 days), sleep 6h47 (3 nights)\n"
        "\n"
        "kfit undo    kfit week    kfit help-now\n"
    )


def test_the_page_of_the_third_day_at_40_columns(patient: Kfit) -> None:
    assert patient("today", now=WED, COLUMNS="40").out == (
        "Wed 4 Nov\n"
        "day 27 since your last infusion\n"
        "\n"
        "Mood      3 (0 worst, 10 best)\n"
        "Sleep     5h50\n"
        "Movement  5 min walk\n"
        "Note      1\n"
        "\n"
        "This week\n"
        "  15 min in 2 sessions\n"
        "  mood 3.7 (3 days)\n"
        "  sleep 6h47 (3 nights)\n"
        "\n"
        "kfit undo   kfit week   kfit help-now\n"
    )


def test_plain_is_a_sentence_a_row(patient: Kfit) -> None:
    assert patient("today", now=WED, KFIT_PLAIN="1").out.splitlines() == [
        "Wed 4 Nov.",
        "Day 27 since your last infusion.",
        "Mood: 3 (0 worst, 10 best).",
        "Sleep: 5h50.",
        "Movement: 5 min walk.",
        "Note: 1.",
        "2 to 8 Nov, so far: 15 minutes in 2 sessions; sleep 6h47, 3 nights; mood 3.7, 3 days.",
        "More: kfit undo, kfit week, kfit help-now",
    ]


def test_a_day_without_entries_is_one_sentence_and_no_row_of_absence(patient: Kfit) -> None:
    out = patient("today", now="2026-11-17T19:20").out
    assert out == (
        "Tue 17 Nov                                      day 40 since your last infusion\n"
        "\n"
        "No entries yet today, and one line is plenty:\n"
        "\n"
        "    kfit mood 5\n"
        "    kfit mood 5 --on saturday        for an earlier day\n"
        "\n"
        "kfit list    kfit week    kfit help-now\n"
    )


@pytest.mark.parametrize("day", range(16, 23))
def test_the_line_for_an_earlier_day_works_on_every_weekday(patient: Kfit, day: int) -> None:
    now = f"2026-11-{day}T19:20"
    line = next(line for line in patient("today", now=now).out.splitlines() if "--on" in line)
    saved = patient(line.split("for")[0].strip().removeprefix("kfit "), now=now)
    assert saved.out.startswith("Saved mood 5 for")
    assert patient("list mood --json", now=now).json["entries"][-1]["day"] == f"2026-11-{day - 3}"


def test_moods_are_listed_with_their_mean_and_the_dose_of_the_day_is_shown(kfit: Kfit) -> None:
    for line in ("mood 4", "mood 7", "infusion iv 40mg", "walk 20", "yoga 10", "sleep 23:30-2, 4-6:15"):
        kfit(line)
    out = kfit("today").out
    assert "Mood        4, 7 (mean 5.5)   (0 worst, 10 best)" in out
    assert "Movement    30 min: 20 min walk, 10 min yoga" in out
    assert "Sleep       4h45 in 2 parts" in out
    assert "Infusion    IV, 40 mg\n" in out
    assert "infusion today" in out


def test_notes_are_counted_and_never_shown(kfit: Kfit) -> None:
    kfit("mood 4 a quiet secret")
    kfit("note another secret")
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = kfit("today", **env).out
        assert "secret" not in out
        assert "Notes" in out


def test_the_days_since_the_last_infusion_can_be_hidden(patient: Kfit) -> None:
    from kfit.store.changes import Change
    from kfit.store.data_file import Data

    with Data.to_write() as data, Change(data.existing(), "config") as change:
        change.set("show_days_since", "off")
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        assert "since your last" not in patient("today", now=WED, **env).out.lower()


def test_after_midnight_the_day_goes_on_and_the_page_says_until_when(kfit: Kfit) -> None:
    kfit("mood 4")
    late = "2026-11-23T03:10"
    kfit("sleep 23:30-03:00", now=late)
    out = kfit("today", now=late).out
    assert out.startswith("Sun 22 Nov (your day ends at 04:00)\n")
    assert "Mood        4   (0 worst, 10 best)\n" in out
    assert "Sleep       3h30, the night to Mon 23 Nov" in out


def test_json_of_an_empty_file(kfit: Kfit) -> None:
    assert kfit("today --json").json == {
        "day": "2026-11-22",
        "entries": [],
        "week": {
            "week": "2026-W47",
            "from": "2026-11-16",
            "to": "2026-11-22",
            "exercise_minutes": 0,
            "exercise_sessions": 0,
            "sleep_minutes_mean": None,
            "sleep_nights": 0,
            "mood_mean": None,
            "mood_days": 0,
            "infusions": 0,
            "doses": 0,
            "goals": [],
        },
        "last_infusion": None,
        "days_since_infusion": None,
        "planned": None,
        "trial": None,
        "questions": 0,
    }


def test_json_holds_the_entries_of_the_day_and_the_days_since(patient: Kfit) -> None:
    told = patient("--json", now=WED).json
    assert [(entry["kind"], entry["day"]) for entry in told["entries"]] == [
        (kind, "2026-11-04")
        for kind in ("sleep", "mood", "exercise", "note")  # a night stands where it ended
    ]
    assert (told["last_infusion"], told["days_since_infusion"]) == ("2026-10-08", 27)
    assert told["week"]["sleep_minutes_mean"] == 406.67
    assert told["week"]["mood_mean"] == 3.67


def test_an_activity_cannot_speak_to_the_terminal(kfit: Kfit) -> None:
    kfit(["exercise", "30", "--activity", "[red]\x1b[31m[/]"])
    out = kfit("today", FORCE_COLOR="1").out
    assert "\x1b[31m" not in out
    assert "[red]" in out


def test_the_front_page_loads_no_command_line(process: Callable[..., Any]) -> None:
    process("mood", "6")
    code = (
        "import sys; sys.argv = ['kfit']; from kfit.__main__ import main; main();"
        "print([name for name in ('typer', 'pydantic', 'rich', 'plotext', 'sqlite_utils') if name in sys.modules])"
    )
    import subprocess

    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert "Mood        6" in said
    assert said.splitlines()[-1] == "[]"


def test_help_has_its_example(kfit: Kfit) -> None:
    assert "Example: kfit today" in kfit("today -h").out


@pytest.fixture
def full(kfit: Kfit) -> Kfit:
    """A day on which nearly everything was logged."""
    for line in (
        "mood 4",
        "anxiety 7",
        "anxiety 4",
        "rate focus 5 --better high",
        "effect fog 2",
        "effect headache 1",
        "med sertraline 100mg started",
        "did meditation 5m",
        "did meditation 10m",
        "did craft",
        "bp 128/82 70",
        "weight 72.5kg",
        "weight 73kg",
        "measure coffee 2",
        "measure coffee 1",
        "phq9 --total 19",
        "note a secret",
    ):
        assert kfit(line).code == 0, line
    return kfit


def test_every_kind_has_its_row_in_its_order(full: Kfit) -> None:
    assert full("today").out == (
        "Sun 22 Nov\n"
        "\n"
        "  Mood            4   (0 worst, 10 best)\n"
        "  Anxiety         7, 4 (mean 5.5)   (0 none, 10 worst)\n"
        "  Focus           5   (0 worst, 10 best)\n"
        "  Effects         fog 2 (moderate), headache 1 (mild)\n"
        "  Medicine        sertraline 100 mg started\n"
        "  Habits          meditation 15 min, craft\n"
        "  Blood pressure  128/82, pulse 70\n"
        "  Weight          72.5 kg, 73 kg (mean 72.8 kg)\n"
        "  Coffee          2, 1 (3 in all)\n"
        "  PHQ-9           done\n"
        "  Note            1\n"
        "\n"
        "This week     mood 4.0 (1 day)\n"
        "\n"
        "kfit undo    kfit week    kfit help-now\n"
    )


def test_every_kind_has_its_row_at_40_columns(full: Kfit) -> None:
    assert full("today", COLUMNS="40").out == (
        "Sun 22 Nov\n"
        "\n"
        "Mood            4 (0 worst, 10 best)\n"
        "Anxiety         7, 4 (mean 5.5)\n"
        "                (0 none, 10 worst)\n"
        "Focus           5 (0 worst, 10 best)\n"
        "Effects         fog 2 (moderate),\n"
        "                headache 1 (mild)\n"
        "Medicine        sertraline 100 mg\n"
        "                started\n"
        "Habits          meditation 15 min, craft\n"
        "Blood pressure  128/82, pulse 70\n"
        "Weight          72.5 kg, 73 kg (mean\n"
        "                72.8 kg)\n"
        "Coffee          2, 1 (3 in all)\n"
        "PHQ-9           done\n"
        "Note            1\n"
        "\n"
        "This week\n"
        "  mood 4.0 (1 day)\n"
        "\n"
        "kfit undo   kfit week   kfit help-now\n"
    )


def test_every_kind_is_a_sentence_in_plain_text(full: Kfit) -> None:
    assert full("today", KFIT_PLAIN="1").out.splitlines()[1:12] == [
        "Mood: 4 (0 worst, 10 best).",
        "Anxiety: 7, 4 (mean 5.5) (0 none, 10 worst).",
        "Focus: 5 (0 worst, 10 best).",
        "Effects: fog 2 (moderate), headache 1 (mild).",
        "Medicine: sertraline 100 mg started.",
        "Habits: meditation 15 min, craft.",
        "Blood pressure: 128/82, pulse 70.",
        "Weight: 72.5 kg, 73 kg (mean 72.8 kg).",
        "Coffee: 2, 1 (3 in all).",
        "PHQ-9: done.",
        "Note: 1.",
    ]


def test_a_rating_alone_stands_as_the_voice_has_it(patient: Kfit) -> None:
    patient("anxiety 7", now=WED)
    assert "  Anxiety     7   (0 none, 10 worst)\n" in patient("today", now=WED).out
    assert "Anxiety   7 (0 none, 10 worst)\n" in patient("today", now=WED, COLUMNS="40").out


def test_the_total_of_a_form_is_on_no_front_page(kfit: Kfit) -> None:
    kfit("phq9 --total 19")
    kfit("phq9 --total 21")
    for shown in ("on", "off"):
        kfit(f"config set show_scores {shown}")
        for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
            out = kfit("today", **env).out
            assert "19" not in out
            assert "21" not in out
            assert out.count("PHQ-9") == 1


def test_several_blood_pressures_and_a_counted_habit_stand_in_one_row(kfit: Kfit) -> None:
    for line in ("bp 128/82 70", "bp 131/84", "did push-ups 20x", "did push-ups 5x"):
        kfit(line)
    out = kfit("today").out
    assert "Blood pressure  128/82 (pulse 70), 131/84\n" in out
    assert "Habit           push-ups 25 times\n" in out


def test_a_very_long_name_has_a_line_of_its_own(kfit: Kfit) -> None:
    kfit("rate 'how much the world weighs on me today' 5 --better low")
    assert "\n  How much the world weighs on me today\n              5   (0 none, 10 worst)\n" in kfit("today").out
    lines = kfit("today", COLUMNS="20").out.splitlines()
    assert max(map(len, [line for line in lines if "kfit" not in line])) <= 20


def test_no_name_can_speak_to_the_terminal(kfit: Kfit) -> None:
    from kfit.model.entries import Effect, Habit, Measure, Medicine, Rating
    from kfit.store.changes import Change
    from kfit.store.data_file import Data

    evil, day = "\x1b[2J[red]", "2026-11-22"
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        for entry in (
            Rating(day=day, name=evil, score=4, better="low"),
            Effect(day=day, name=evil, severity=1),
            Medicine(day=day, name=evil, event="taken", dose=evil),
            Habit(day=day, name=evil),
            Measure(day=day, name=evil, value=1, unit=evil),
            Measure(day=day, name=evil, value=2, unit=evil),
        ):
            change.add(entry)
    for env in ({}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}):
        out = kfit("today", **env).out
        assert "\x1b" not in out
        assert out.count("[red]") >= 6


def test_what_is_planned_and_kept_for_the_visit_stands_below_the_week() -> None:
    from datetime import date

    from kfit.model.entries import Mood
    from kfit.model.weeks import TodayFigures, Week
    from kfit.render.screen import Screen
    from kfit.render.today import front_page
    from kfit.settings import Settings

    day = date(2026, 11, 4)
    week = Week(date(2026, 11, 2), date(2026, 11, 8), date(2026, 11, 2), date(2026, 11, 8))
    today = TodayFigures(day, [Mood(day="2026-11-04", score=3)], week, planned="Thu 5 Nov, 10:00, infusion", questions=2)
    assert front_page(today, Screen(), Settings()).splitlines()[4:6] == [
        "Planned       Thu 5 Nov, 10:00, infusion",
        "For the visit 2 questions kept: kfit ask",
    ]
    assert front_page(today, Screen(width=40), Settings()).splitlines()[4:8] == [
        "Planned",
        "  Thu 5 Nov, 10:00, infusion",
        "For the visit",
        "  2 questions kept: kfit ask",
    ]
    assert front_page(today, Screen(plain=True), Settings()).splitlines()[2:4] == [
        "Planned: Thu 5 Nov, 10:00, infusion.",
        "For the visit: 2 questions kept: kfit ask",
    ]
    one = front_page(today._replace(entries=[], questions=1), Screen(), Settings())
    assert "\nPlanned       Thu 5 Nov, 10:00, infusion\nFor the visit 1 question kept: kfit ask\n" in one


def test_a_weekly_pace_has_the_weeks_in_front(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit("config set pace weekly")
    assert kfit("").out.startswith("Week ")
    assert kfit("today").out.startswith("Sun 22 Nov")


def test_what_is_planned_and_asked_is_in_the_object(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit("next '24 nov 10am'")
    kfit("ask what helps at night")
    told = kfit("today --json").json
    assert (told["planned"], told["questions"]) == ({"day": "2026-11-24", "at": "2026-11-24T10:00-05:00"}, 1)


def two_days(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week --from 2026-11-16")
    kfit("infusion iv 40mg --on 2026-11-18")
    kfit("log --on 2026-11-19 mood 4 tired, sleep 6h, walk 20")
    kfit("log mood 8, walk 40")
    kfit("next 25 nov")
    kfit("ask what helps")


@pytest.mark.parametrize("day", ["thursday", "19 nov", "2026-11-19", "3 days ago"])
def test_an_earlier_day_has_its_own_page(kfit: Kfit, day: str) -> None:
    two_days(kfit)
    assert kfit(f"today {day}").out == (
        "Thu 19 Nov                                        day 1 since the last infusion\n"
        "\n"
        "  Mood        4   (0 worst, 10 best)\n"
        "  Sleep       6h00\n"
        "  Movement    20 min walk\n"
        "  Note        1\n"
        "\n"
        "Week so far   20 min in 1 session, mood 4.0 (1 day), sleep 6h00 (1 night)\n"
        "Goal          ████░░░░░░░░  20 of 60 min\n"
        "\n"
        "kfit today    kfit week    kfit help-now\n"
    )


def test_an_earlier_day_without_an_entry_says_so_and_greets_nobody(kfit: Kfit) -> None:
    two_days(kfit)
    said = kfit("yesterday").out
    assert "No entries on this day. To add one: kfit mood 5 --on 2026-11-21\n" in said
    assert "Week so far   20 min in 1 session" in said
    for word in ("Good to see you", "today ", "Planned", "visit", "left", "fits"):
        assert word not in said.replace("kfit today ", "")
    assert kfit("mood 5 --on 2026-11-21").code == 0
    assert "Mood        5" in kfit("today yesterday").out
    assert "infusion that day" in kfit("today 18 nov").out


def test_an_earlier_day_in_plain_text_and_in_a_narrow_one(kfit: Kfit) -> None:
    two_days(kfit)
    assert kfit("today thursday", KFIT_PLAIN="1").out == (
        "Thu 19 Nov.\nDay 1 since the last infusion.\nMood: 4 (0 worst, 10 best).\nSleep: 6h00.\nMovement: 20 min walk.\nNote: 1.\n"
        "16 to 19 Nov: 20 minutes in 1 session (goal: 20 of 60 min); sleep 6h00, 1 night; mood 4.0, 1 day; infusion Wed 18.\n"
        "More: kfit today, kfit week, kfit help-now\n"
    )
    assert max(map(len, kfit("today thursday", COLUMNS="40").out.splitlines())) <= 40
    assert "To add one:\n  kfit mood 5 --on 2026-11-21\n" in kfit("yesterday", COLUMNS="40").out
    assert "2025" in kfit("today 2025-11-19").out


def test_the_json_of_an_earlier_day_has_the_keys_of_today(kfit: Kfit) -> None:
    two_days(kfit)
    then, now = kfit("today --json thursday").json, kfit("today --json").json
    assert list(then) == list(now)
    assert kfit("today thursday --json").json == kfit("today thu --json").json == then
    assert (then["day"], then["last_infusion"], then["days_since_infusion"]) == ("2026-11-19", "2026-11-18", 1)
    assert [entry["kind"] for entry in then["entries"]] == ["mood", "sleep", "exercise"]
    assert then["week"]["exercise_minutes"] == 20
    assert (then["planned"], then["questions"]) == (None, None)


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("today tomorrow", "Mon 23 Nov is still to come. Try: kfit today\n"),
        ("today tusday", "I couldn't read 'tusday'. Did you mean: kfit today tuesday\n"),
        ("today 11/3", '11/3 can be 11 Mar or 3 Nov. Try: kfit today "11 mar"   or: kfit today "3 nov"\n'),
    ],
)
def test_a_day_to_come_or_one_that_is_not_clear_is_refused(kfit: Kfit, line: str, told: str) -> None:
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    assert said.err.startswith(told)


def test_today_before_an_entry_is_its_day(kfit: Kfit) -> None:
    assert kfit("today mood 5").out.startswith("Saved mood 5 for Sun 22 Nov.")
    assert kfit("yesterday mood 4").out.startswith("Saved mood 4 for Sat 21 Nov")
    assert kfit("today today").out == kfit("today").out


def test_before_the_day_ends_yesterday_is_the_day_before_the_one_that_goes_on(kfit: Kfit) -> None:
    kfit("mood 3 --on 2026-11-20")
    said = kfit("yesterday", now="2026-11-22T01:30").out
    assert said.startswith("Fri 20 Nov\n")
    assert "your day ends" not in said
