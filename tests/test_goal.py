"""Goals: how they are typed, that a past week keeps its goal, how this week stands, and their strength."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import count as counting
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tried
from kfit.analysis.goals import (
    METS,
    GoalDay,
    by_intensity,
    by_subject,
    count,
    figure,
    fits,
    in_force,
    intensity,
    of_week,
    step,
    strength,
    weigh_minutes,
)
from kfit.analysis.weeks import neutral
from kfit.model.entries import ACTIVITIES
from kfit.model.goals import GoalDone, GoalWeek, Intensities, MovementSum
from kfit.model.planning import Goal, Pause
from kfit.render.goals import bar
from kfit.render.screen import Screen

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from conftest import Kfit

MONDAY = date(2026, 11, 16)
SUNDAY = MONDAY + timedelta(days=6)
FILES = counting()
NOTHING: frozenset[str] = frozenset()


def day(number: int) -> str:
    """Return a day by its number of days after the Monday."""
    return (MONDAY + timedelta(days=number)).isoformat()


def goal(kind: str = "exercise", since: str = "2026-11-02", **told: Any) -> Goal:
    return Goal(**{"kind": kind, "day": since, "per": "week"} | told)


def week_of(aimed: Goal, done: dict[int, GoalDone], free: Collection[str] = NOTHING) -> GoalWeek:
    return figure(aimed, {day(number): told for number, told in done.items()}, (MONDAY, SUNDAY), free)


def told(week: GoalWeek) -> tuple[object, ...]:
    return week.subject, week.target, week.unit, week.done


# how it is said


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("exercise 60min/week", ("exercise", None, "week", None, 60)),
        ("exercise 60 min a week", ("exercise", None, "week", None, 60)),
        ("movement 1h30 per week", ("exercise", None, "week", None, 90)),
        ("Exercise 3x30min/week", ("exercise", None, "week", 3, 30)),
        ("exercise 3 x 30 min / week", ("exercise", None, "week", 3, 30)),
        ("exercise 3 times 30 min a week", ("exercise", None, "week", 3, 30)),
        ("exercise 30 min 3 times a week", ("exercise", None, "week", 3, 30)),
        ("exercise 3x/week", ("exercise", None, "week", 3, None)),
        ("exercise 10min/day", ("exercise", None, "day", None, 10)),
        ("exercise 10 min daily", ("exercise", None, "day", None, 10)),
        ("exercise daily", ("exercise", None, "day", None, None)),
        ("exercise three times a week for 20 minutes", ("exercise", None, "week", 3, 20)),
        ("exercise at least 3 times a week", ("exercise", None, "week", 3, None)),
        ("exercise twice a week", ("exercise", None, "week", 2, None)),
        ("exercise 20 minutes three times a week", ("exercise", None, "week", 3, 20)),
        ("exercise two times a week 10 minutes", ("exercise", None, "week", 2, 10)),
        ("exercise 15 min x3 a week", ("exercise", None, "week", 3, 15)),
        ("exercise an hour a week", ("exercise", None, "week", None, 60)),
        ("exercise half an hour a day", ("exercise", None, "day", None, 30)),
        ("exercise 2 hours weekly", ("exercise", None, "week", None, 120)),
        ("sleep 7:30", ("sleep", None, "day", None, 450)),
        ("noting mood daily", ("mood", None, "day", None, None)),
        ("sleep 7h/night", ("sleep", None, "day", None, 420)),
        ("sleep 7h30", ("sleep", None, "day", None, 450)),
        ("sleep 7 a night", ("sleep", None, "day", None, 420)),
        ("mood daily", ("mood", None, "day", None, None)),
        ("mood every day", ("mood", None, "day", None, None)),
        ("mood 5x/week", ("mood", None, "week", 5, None)),
        ("pain daily", ("rating", "pain", "day", None, None)),
        ("meditation 5x/week", ("habit", "meditation", "week", 5, None)),
        ("did meditation 5 times a week", ("habit", "meditation", "week", 5, None)),
        ("meditation 60min/week", ("habit", "meditation", "week", None, 60)),
        ("craft every day", ("habit", "craft", "day", None, None)),
    ],
)
def test_what_is_said_of_a_goal_is_read(kfit: Kfit, said: str, kept: tuple[object, ...]) -> None:
    told = kfit(f"goal {said} --json").json["goal"]
    assert (told["kind"], told["name"], told["per"], told["times"], told["minutes"]) == kept


@pytest.mark.parametrize(
    ("said", "refusal"),
    [
        ("mood 7", "Mood can't be a goal here. To note it can: kfit goal mood daily   or: kfit goal mood 5x/week"),
        ("mood 7/10", "Mood can't be a goal here."),
        ("pain 3", "Pain can't be a goal here. To note it can: kfit goal pain daily"),
        ("mood 30min/week", "Mood can't be a goal here."),
        ("phq9 5", "A questionnaire's total can't be a goal here."),
        ("weight 70kg", "A measure can't be a goal here. A habit can: kfit goal meditation 5x/week"),
        ("drinks 2/day", "A measure can't be a goal here."),
        ("bp 120/80", "A measure can't be a goal here."),
        ("infusion 1x/week", "An infusion or a dose can't be a goal here. What is planned: kfit next"),
        ("dose 40mg", "An infusion or a dose can't be a goal here."),
        ("ketamine 1x/week", "An infusion or a dose can't be a goal here."),
        ("med daily", "A medicine can't be a goal here."),
        ("effect 0", "A side effect can't be a goal here."),
        ("note daily", "A note can't be a goal here. As a habit it can: kfit did journal"),
        ("60min/week", "A goal for what? Try: kfit goal exercise 60min/week"),
        ("walk 30min/week", "Movement counts as a whole. Try: kfit goal exercise 30min/week"),
        ("exercise 60min", "For each week, or for each day? Try: kfit goal exercise 60min/week   or: kfit goal exercise 60min/day"),
        ("exercise 3x30min", "For each week, or for each day? Try: kfit goal exercise 3x30min/week"),
        ("exercise 3 times 20m", "For each week, or for each day? Try: kfit goal exercise 3x20m/week"),
        ("exercise 20 min 3x", "For each week, or for each day? Try: kfit goal exercise 3x20min/week"),
        ("exercise half an hour", "For each week, or for each day? Try: kfit goal exercise 30min/week   or: kfit goal exercise 30min/day"),
        ("exercise 3", "3 minutes or times? Try: kfit goal exercise 3min/week   or: kfit goal exercise 3x/week"),
        ("exercise 60/week", "60 of what? Try: kfit goal exercise 60min/week"),
        ("exercise 3x30/week", "30 minutes? Try: kfit goal exercise 3x30min/week"),
        ("exercise 3-4x30min/week", "A goal is one number. The lower one is plenty: kfit goal exercise 3x30min/week"),
        ("exercise 30-40 min/week", "A goal is one number. The lower one is plenty: kfit goal exercise 30 min/week"),
        ("exercise 7h5/week", "'7h5' can be 7h05 or 7.5h. Try: kfit goal exercise 7h05/week   or: kfit goal exercise 7.5h/week"),
        ("exercise 3x/day", "A number of times is for a week. Try: kfit goal exercise daily"),
        ("exercise weekly", "How often, or how long? Try: kfit goal exercise 3x30min/week"),
        ("exercise 30x/week", "Times go from 1 to 21 a week."),
        ("meditation 8x/week", "Times go from 1 to 7 a week."),
        ("exercise 0min/week", "To end a goal: kfit goal exercise --drop"),
        ("exercise none", "To end a goal: kfit goal exercise --drop"),
        ("stop sleep", "To end a goal: kfit goal sleep --drop"),
        ("sleep by 23:00", "I couldn't read 'by'. Try: kfit goal sleep 7h/night"),
        ("nausea daily", "A side effect can't be a goal here."),
        ("exercise mon wed fri", "I couldn't read 'mon wed fri'. Try: kfit goal exercise 3x30min/week"),
        ("exercise 25h/day", "Minutes go from 1 to 1,440."),
        ("exercise 60 km/week", "I couldn't read '60 km/week'. Try: kfit goal exercise 3x30min/week"),
        ("sleep 50h/week", "A goal for sleep is for each night. Try: kfit goal sleep 7h/night"),
        ("sleep 20h/night", "A goal for sleep is a length, up to 18 hours."),
        ("sleep daily", "A goal for sleep is a length, up to 18 hours."),
        ("meditatoin 5x/week", "I don't know 'meditatoin'. Did you mean: kfit goal meditation 5x/week"),
        ("xylophone 5x/week", "I don't know 'xylophone'. To begin it as a habit: kfit did xylophone"),
        ("exercise 60min/week --who --for soon", "--for takes days or weeks, up to a year."),
        ("exercise 3x30min/week --who", "--who needs a goal in minutes a week."),
        ("walk 20 minutes every other day", "Movement counts as a whole. Try: kfit goal exercise 3x30min/week"),
        ("exercise --who", "What is the goal? Try: kfit goal exercise 3x30min/week"),
        ("exercise 60min/week --drop", "--drop comes after the subject, with nothing else. Try: kfit goal exercise --drop"),
        ("exercise 60min/week --until sunday", "kfit goal has no option --until."),
        ("exercise 60min/week --from", "--from needs something after it."),
        ("exercise 60min/week --from someday", "I couldn't read 'someday'."),
        ("exercise 60min/week --from 11/5", "11/5 can be 11 May or 5 Nov."),
        ("exercise 60min/week --for 12 weeks --for 3 weeks", "--for is there twice."),
    ],
)
def test_what_cannot_be_a_goal_is_refused_kindly_and_nothing_is_kept(kfit: Kfit, said: str, refusal: str) -> None:
    heard = kfit(f"goal {said}")
    assert (heard.err.startswith(refusal), heard.out, heard.code) == (True, "", 2), heard.err
    assert kfit("goal --json").json["goals"] == []


def test_every_line_that_a_refusal_offers_can_be_sent(kfit: Kfit) -> None:
    for said in ("mood 7", "exercise 60min", "exercise 3", "exercise 3-4x30min/week", "exercise 7h5/week", "exercise 3x/day", "pain 3"):
        offered = kfit(f"goal {said}").err.partition(": ")[2].strip().split("   or: ")
        assert offered
        for line in offered:
            assert kfit(line.removeprefix("kfit ")).code == 0, line


def test_an_own_name_can_be_a_goal_and_two_of_one_name_are_asked_about(kfit: Kfit) -> None:
    assert kfit("rate hope 5 --better high").code == 0
    assert kfit("did 'morning pages'").code == 0
    assert kfit("goal hope daily").out == "Kept: noting hope, every day, from Sun 22 Nov on. (kfit undo)\n"
    assert kfit("goal morning pages 3x/week").out == "Kept: morning pages, 3 times a week, from Sun 22 Nov on. (kfit undo)\n"
    assert kfit("did hope").code == 0
    said = kfit("goal hope 3x/week")
    assert said.err == "'hope' is both a rating and a habit. Try: kfit goal rating hope 3x/week   or: kfit goal habit hope 3x/week\n"
    assert kfit("goal habit hope 3x/week").code == 0


# from which day on it holds


def held(kfit: Kfit, now: str = "2026-11-22T21:30") -> list[list[dict[str, object]]]:
    return [week["goals"] for week in kfit("week --json", now=now).json["weeks"]]


def test_a_change_leaves_the_weeks_before_as_they_were(kfit: Kfit) -> None:
    kfit("goal exercise 30min/week", now="2026-11-03T20:00")
    kfit("walk 35", now="2026-11-04T20:00")
    kfit("walk 20", now="2026-11-11T20:00")
    before = held(kfit)
    said = kfit("goal exercise 3x30min/week")
    assert said.out == (
        "Changed: movement, 30 min a week, is now 3 times 30 min a week, from Sun 22 Nov on.\nThe weeks before keep theirs. (kfit undo)\n"
    )
    assert held(kfit)[:3] == before[:3]
    assert held(kfit)[3] == [{"kind": "exercise", "target": 3, "unit": "sessions", "done": 0, "met": False}]
    assert kfit("goal exercise --drop").out.startswith("Changed: no goal for movement from Sun 22 Nov on.\n")
    assert held(kfit) == [*before[:3], []]


def test_it_can_begin_later_and_what_was_to_come_goes_with_the_next_word(kfit: Kfit) -> None:
    assert kfit("goal exercise 60min/week --from monday", now="2026-11-16T12:00").err.startswith("'monday' can be today or Mon 23 Nov.")
    assert kfit("goal exercise 60min/week --from monday").out == "Kept: movement, 60 min a week, from Mon 23 Nov on. (kfit undo)\n"
    assert held(kfit)[3] == []
    assert "Movement, 60 min a week, from Mon 23 Nov on." in kfit("goal").out
    assert kfit("goal exercise 30min/week").code == 0
    assert [one["minutes"] for one in kfit("goal --json").json["goals"]] == [30]
    assert kfit("goal --json").json["goals"][0]["next"] is None
    assert kfit("undo").out == "Took back a change: movement, 60 min a week, from Mon 23 Nov on, as before.\n"


def test_only_the_first_goal_of_its_kind_may_begin_in_the_past(kfit: Kfit) -> None:
    assert kfit("goal exercise 60min/week --from 2026-11-01").code == 0
    assert [bool(goals) for goals in held(kfit)] == [True] * 4
    said = kfit("goal exercise 30min/week --from yesterday")
    assert said.err == "Sat 21 Nov is past, and past weeks keep theirs. Try: kfit goal exercise 30min/week\n"
    assert kfit("goal sleep 7h/night --from yesterday").code == 0
    kfit("goal exercise --drop")
    assert kfit("goal exercise 30min/week --from yesterday").code == 2  # dropped is not new


def test_a_date_that_can_be_past_or_far_ahead_is_asked_about(kfit: Kfit) -> None:
    said = kfit("goal exercise 60min/week --from 1 nov")
    assert said.err == (
        "'1 nov' can be Sun 1 Nov or Mon 1 Nov 2027. Try: kfit goal exercise 60min/week --from 2026-11-01"
        "   or: kfit goal exercise 60min/week --from 2027-11-01\n"
    )


def test_a_length_ends_it(kfit: Kfit) -> None:
    said = kfit("goal exercise 3x45min/week --for 12 weeks")
    assert said.out == "Kept: movement, 3 times 45 min a week, from Sun 22 Nov to Sat 13 Feb 2027.\n"
    assert "From Sun 14 Feb 2027 on: no goal." in kfit("goal").out
    assert kfit("goal --json", now="2027-02-14T12:00").json["goals"] == []
    assert kfit("undo").code == 0
    assert kfit("goal --json").json == {"goals": [], "to_come": [], "programme": None, "movement": None}


def test_a_goal_that_is_so_already_changes_nothing(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week", now="2026-11-03T20:00")
    assert kfit("goal exercise 1h/week").out == "The goal for movement is 60 min a week already. Nothing was changed.\n"
    assert len(kfit("history --json").json["changes"]) == 1
    assert kfit("goal sleep --drop").out == "There is no goal for sleep. Nothing was changed.\n"
    assert kfit("goal sleep").out == "There is no goal for sleep. To set one: kfit goal sleep 7h/night\n"


def test_one_that_began_today_and_is_dropped_leaves_no_trace(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week")
    kfit("goal exercise --drop")
    assert kfit("goal exercise 60min/week --from yesterday").code == 0


def test_short_answers_and_what_undo_says(kfit: Kfit) -> None:
    kfit("config set answers short")
    assert kfit("goal exercise 60min/week").out == "Kept.\n"
    assert kfit("goal exercise --drop").out == "Changed.\n"
    assert kfit("undo").out == "Put back: movement, 60 min a week, from Sun 22 Nov on. (kfit redo)\n"
    assert kfit("undo").out == "Took back: movement, 60 min a week, from Sun 22 Nov on. (kfit redo)\n"
    assert kfit("redo").out == "Put back: movement, 60 min a week, from Sun 22 Nov on. (kfit undo)\n"
    assert "goal movement: 60 min a week, from Sun 22 Nov" in kfit("history").out


SETS = st.tuples(
    st.sampled_from(["30min/week", "2x20min/week", "3x/week", "10min/day", "daily", "--drop", "90min/week --who", "5min/day --for 3 days"]),
    st.integers(0, 2),
)
WALKS = st.lists(st.tuples(st.integers(0, 20), st.integers(1, 60)), max_size=8)


@settings(max_examples=tried(8, 50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(SETS, min_size=1, max_size=4), WALKS)
def test_no_change_of_a_goal_changes_a_figure_of_a_closed_week(
    kfit: Kfit, tmp_path: Path, changes: list[tuple[str, int]], walks: list[tuple[int, int]]
) -> None:
    """A goal that is set or dropped, from today or later, changes no figure of a week that is over."""
    env = {"KFIT_DB": str(tmp_path / f"{next(FILES)}.db")}
    now = "2026-11-23T12:00"  # a Monday
    assert kfit("goal exercise 40min/week --from 2026-10-26", now="2026-11-04T12:00", **env).code == 0
    for number, minutes in walks:
        assert kfit(f"walk {minutes} --on {(date(2026, 10, 30) + timedelta(days=number)).isoformat()}", now=now, **env).code == 0
    before = kfit("week --json --weeks 6", now=now, **env).json["weeks"][:-1]
    assert any(week["goals"] for week in before)
    for target, ahead in changes:
        later = "" if target == "--drop" or not ahead else f" --from 'in {ahead} weeks'"
        assert kfit(f"goal exercise {target}{later}", now=now, **env).code == 0
        assert kfit("week --json --weeks 6", now=now, **env).json["weeks"][:-1] == before


LINES = st.sampled_from(
    [
        "goal exercise 3x45min/week --for 12 weeks",
        "goal exercise 60min/week --for 2 weeks",
        "goal exercise 30min/week",
        "goal exercise 30min/week --from 'in 14 days'",
        "goal exercise --drop",
        "goal meditation 5x/week",
        "goal zen 3x/week",
        "did zen 10m",
        "did meditation 5m",
        "habit rename zen meditation",
        "habit rename zen quiet",
        "habit retire zen",
        "programme start",
        "programme stop",
        "pause illness 3 days",
        "pause",
        "resume",
        "walk 20",
    ]
)


@settings(max_examples=tried(8, 50), suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(LINES, min_size=1, max_size=8))
def test_all_can_be_taken_back_and_put_back(kfit: Kfit, tmp_path: Path, lines: list[str]) -> None:
    env = {"KFIT_DB": str(tmp_path / f"{next(FILES)}.db")}
    kfit("did zen 5m", **env)
    for line in lines:
        kfit(line, **env)  # one that does not fit here is refused

    def all_of_it() -> list[object]:
        return [kfit(f"{line} --json", **env).json for line in ("goal", "programme", "pause --list", "week", "habit")]

    there = all_of_it()
    turned = 0
    while (said := kfit("undo", **env)).out != "Nothing to take back.\n":
        assert said.code == 0, said.err
        turned += 1
    for _ in range(turned):
        assert kfit("redo", **env).code == 0
    assert all_of_it() == there
    assert kfit("doctor --json", **env).json["ok"] is True


def test_undo_of_a_goal_says_that_closed_weeks_go_by_it(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week", now="2026-11-02T10:00")
    assert (
        kfit("undo").out
        == "Took back: movement, 60 min a week, from Mon 2 Nov on. (kfit redo)\nThis changes weeks that are over as well.\n"
    )


# what a week holds of it


def test_minutes_and_times_of_a_week() -> None:
    done = {0: GoalDone(30, 1), 2: GoalDone(45, 1), 4: GoalDone(20, 0)}
    assert told(week_of(goal(minutes=60), done)) == (("exercise", None), 60, "minutes", 95)
    assert told(week_of(goal(times=3, minutes=30), done)) == (("exercise", None), 3, "sessions", 2)
    assert told(week_of(goal("habit", name="craft", times=5), {0: GoalDone(0, 0), 1: GoalDone()})) == (("habit", "craft"), 5, "days", 2)
    assert not week_of(goal(minutes=60), {}).met
    assert week_of(goal(minutes=60), {6: GoalDone(60)}).met


@pytest.mark.parametrize(
    ("sessions", "times"),
    [(GoalDone(30, 1), 1), (GoalDone(60, 2), 2), (GoalDone(30, 0), 1), (GoalDone(29, 0), 0), (GoalDone(90, 1), 1)],
)
def test_a_session_is_long_enough_or_a_day_adds_up_to_one(sessions: GoalDone, times: int) -> None:
    assert count(goal(times=3, minutes=30), sessions) == times


def test_a_goal_of_a_day_asks_for_the_days_that_ask_for_anything() -> None:
    mood = goal("mood", per="day")
    assert told(week_of(mood, {0: GoalDone(), 1: GoalDone()})) == (("mood", None), 7, "days", 2)
    free = [day(0), day(3), day(4)]
    assert told(week_of(mood, {0: GoalDone(), 1: GoalDone()}, free)) == (("mood", None), 5, "days", 2)  # what was done on a free day counts
    assert told(week_of(goal("mood", since=day(5), per="day"), {4: GoalDone(), 5: GoalDone(), 6: GoalDone()})) == (
        ("mood", None),
        2,
        "days",
        2,
    )
    assert week_of(goal("exercise", per="day", minutes=10), {0: GoalDone(9, 0), 1: GoalDone(11)}).done == 1


def test_a_day_is_held_against_the_goal_of_that_day() -> None:
    first, second = goal(since=day(-7), per="day", minutes=10), goal(since=day(4), per="day", minutes=30)
    done = {day(number): GoalDone(12) for number in range(5)}
    week = figure(second, done, (MONDAY, SUNDAY), NOTHING, [first, second])
    assert (week.target, week.done) == (7, 4)


def test_sleep_is_the_mean_of_the_nights_that_are_known() -> None:
    sleep = goal("sleep", per="day", minutes=420)
    week = week_of(sleep, {0: GoalDone(400), 3: GoalDone(445)})
    assert (week.target, week.unit, week.done, week.met, week.n) == (420, "minutes", 422.5, True, 2)
    assert week_of(sleep, {}).row() == {"kind": "sleep", "target": 420, "unit": "minutes", "done": None, "met": False}


def test_the_goal_of_a_week_is_the_one_that_holds_at_its_end() -> None:
    history = [goal(since="2026-11-04", minutes=30), goal(since="2026-11-18", minutes=60), Goal(kind="exercise", day="2026-11-25")]
    assert [(one.minutes if (one := of_week(history, MONDAY + timedelta(weeks=back), date(2027, 1, 1))) else None) for back in (-3, -2, -1, 0, 1)] == [
        None, 30, 30, 60, None,
    ]  # fmt: skip
    assert in_force(history, date(2026, 11, 3)) is None
    assert list(by_subject(reversed(history)).values()) == [history]


# what would still fit


@pytest.mark.parametrize(
    ("today", "done", "free", "left"),
    [
        (0, {}, [], 60),
        (2, {0: GoalDone(35)}, [], 25),
        (6, {0: GoalDone(10)}, [], 30),  # what one day has room for, whatever is left over
        (6, {0: GoalDone(60)}, [], None),  # met: nothing is said
        (2, {0: GoalDone(35)}, [2], None),  # a day that asks for nothing
        (5, {}, [6], 30),
    ],
)
def test_what_would_still_fit_is_never_more_than_the_days_have_room_for(
    today: int, done: dict[int, GoalDone], free: list[int], left: int | None
) -> None:
    nothing = [day(number) for number in free]
    week = week_of(goal(minutes=60), done, nothing)
    assert fits(goal(minutes=60), week, GoalDay(MONDAY + timedelta(days=today), nothing, done.get(today))) == left


def test_times_fit_on_days_that_are_left() -> None:
    craft = goal("habit", name="craft", times=5)
    week = week_of(craft, {0: GoalDone(), 5: GoalDone()})
    assert fits(craft, week, GoalDay(MONDAY + timedelta(days=5), NOTHING, GoalDone())) == 1  # today is done: tomorrow
    assert fits(craft, week_of(craft, {6: GoalDone()}), GoalDay(SUNDAY, NOTHING, GoalDone())) is None
    mood = goal("mood", times=5)
    assert fits(mood, week_of(mood, {}), GoalDay(MONDAY, NOTHING, None)) is None  # kfit urges nobody to note how they feel


# strength


def test_a_step_is_loops() -> None:
    """The values follow from the formula: for a daily goal 0.5 ** (1 / 13) is kept."""
    assert step(0.0, 1.0, 1.0) == pytest.approx(0.051922, abs=1e-6)
    assert step(0.5, 1.0, 1.0) == pytest.approx(0.525961, abs=1e-6)
    assert step(0.75, 1.0, 0.0) == pytest.approx(0.711058, abs=1e-6)
    assert step(0.0, 1 / 3, 1.0) == pytest.approx(0.030314, abs=1e-6)


def strength_of(aimed: Goal, done: dict[int, GoalDone], days: int, free: Collection[str] = NOTHING) -> float:
    told = {day(number): one for number, one in done.items()}
    return strength([aimed], {aimed: told}, free, MONDAY + timedelta(days=days))


def test_it_halves_in_13_days_for_a_daily_goal_and_in_34_for_a_weekly_one() -> None:
    daily, weekly = goal("mood", since=day(0), per="day"), goal(since=day(0), minutes=60)
    full = {number: GoalDone() for number in range(200)}
    assert strength_of(daily, full, 199) == pytest.approx(1, abs=1e-4)
    assert strength_of(daily, full, 199 + 14) == pytest.approx(0.5, abs=0.01)  # today, the 14th day, is not over
    walks = {number: GoalDone(60) for number in range(0, 350, 7)}
    high = strength_of(weekly, walks, 349)
    assert high == pytest.approx(1, abs=0.01)
    assert strength_of(weekly, walks, 349 + 35) == pytest.approx(high / 2, abs=0.01)


def test_days_that_ask_for_nothing_never_lower_it() -> None:
    daily = goal("mood", since=day(0), per="day")
    done = {number: GoalDone() for number in range(30)}
    before = strength_of(daily, done, 29)
    pause = neutral([Pause(day=day(30), until=day(59))], {}, MONDAY, MONDAY + timedelta(days=90))
    assert strength_of(daily, done, 59, pause) == before
    assert strength_of(daily, done | {40: GoalDone()}, 59, pause) > before  # what was done all the same counts
    assert strength_of(daily, done, 31) < before


def test_today_is_not_over_and_an_unknown_night_is_no_short_one() -> None:
    daily = goal("mood", since=day(0), per="day")
    done = {number: GoalDone() for number in range(30)}
    assert strength_of(daily, done, 30) == strength_of(daily, done, 29)
    sleep = goal("sleep", since=day(0), per="day", minutes=420)
    nights = {number: GoalDone(430) for number in range(10)}
    assert strength_of(sleep, nights, 40) == strength_of(sleep, nights, 9)
    assert strength_of(sleep, {0: GoalDone(210)}, 0) == pytest.approx(step(0, 1, 0.5))


def test_on_which_days_of_the_week_the_times_fall_matters_little() -> None:
    three = goal(since=day(0), times=3)
    spread = {week * 7 + number: GoalDone() for week in range(60) for number in (0, 2, 4)}
    together = {week * 7 + number: GoalDone() for week in range(60) for number in (4, 5, 6)}
    assert strength_of(three, spread, 60 * 7) == pytest.approx(strength_of(three, together, 60 * 7), abs=0.02)


@given(
    st.sampled_from([goal(minutes=60), goal(times=3), goal(times=3, minutes=20), goal(per="day", minutes=10), goal("mood", per="day")]),
    st.dictionaries(st.integers(0, 60), st.builds(GoalDone, st.integers(0, 300), st.integers(0, 3)), max_size=40),
    st.sets(st.integers(0, 60)),
    st.integers(0, 60),
)
def test_it_lies_between_0_and_1_and_a_day_more_never_lowers_it(aimed: Goal, done: dict[int, GoalDone], free: set[int], more: int) -> None:
    begun = aimed.but(day=day(0))
    nothing = {day(number) for number in free}
    before = strength_of(begun, done, 60, nothing)
    assert 0 <= before <= 1
    if more not in done:
        extra = GoalDone(300, 3)
        assert (
            strength_of(begun, done | {more: extra}, 60, nothing - {day(more)})
            >= strength_of(begun, done, 60, nothing - {day(more)}) - 1e-9
        )


def test_a_change_from_a_day_to_a_week_does_not_count_old_days_as_weeks() -> None:
    daily, weekly = goal("mood", since=day(0), per="day"), goal("mood", since=day(14), times=5)
    done = {day(number): GoalDone() for number in range(14)}
    told = [strength([daily, weekly], {daily: done, weekly: done}, NOTHING, MONDAY + timedelta(days=number)) for number in range(14, 40)]
    alone = [
        strength([weekly.but(day=day(0))], {weekly.but(day=day(0)): done}, NOTHING, MONDAY + timedelta(days=number)) for number in (14, 39)
    ]
    assert max(told) - told[0] < 0.2
    assert told[-1] < told[0]
    assert alone[1] < told[0]


# minutes by intensity


def test_each_activity_has_a_class() -> None:
    assert METS.keys() == ACTIVITIES.keys()


@pytest.mark.parametrize(
    ("moved", "what"),
    [
        (MovementSum("", 10, "walk"), "moderate"),
        (MovementSum("", 10, "stroll"), "light"),
        (MovementSum("", 10, "run"), "vigorous"),
        (MovementSum("", 10, "hike"), "vigorous"),  # 6.0 MET
        (MovementSum("", 10, "pilates"), "moderate"),  # 3.0 MET
        (MovementSum("", 10, "walk", "vigorous"), "vigorous"),  # the person's word wins
        (MovementSum("", 10, "run", "light", 9), "light"),
        (MovementSum("", 10, "walk", None, 7), "vigorous"),
        (MovementSum("", 10, "run", None, 4), "light"),
        (MovementSum("", 10, None, None, 5), "moderate"),
        (MovementSum("", 10, "climbing"), None),
        (MovementSum("", 10), None),
    ],
)
def test_the_persons_word_comes_before_the_activitys_class(moved: MovementSum, what: str | None) -> None:
    assert intensity(moved) == what


def test_the_whos_minutes() -> None:
    """As docs/facts.md 1.3 has it: 40 moderate, 25 vigorous and 30 light minutes are 90."""
    week = [MovementSum("d", 40, "walk"), MovementSum("d", 25, "run"), MovementSum("d", 30, "yoga")]
    assert by_intensity(week).equivalent == 90
    assert weigh_minutes(week)["d"].minutes == 90
    assert by_intensity([MovementSum("d", 20, "climbing")]) == Intensities(unknown=20)
    assert weigh_minutes([MovementSum("d", 30, "yoga")]) == {"d": GoalDone(0)}


def test_minutes_by_the_whos_count_are_told_under_goal_alone(kfit: Kfit) -> None:
    kfit("goal exercise 150min/week --who", now="2026-11-16T08:00")
    for line in ("walk 40", "run 25", "yoga 30", "exercise 10"):
        kfit(line, now="2026-11-17T20:00")
    told = kfit("goal", now="2026-11-17T21:00").out
    assert "100 of 150 min so far" in told
    assert "Movement this week: 30 min light, 40 min moderate, 25 min vigorous, 10 not said,\ntaken as moderate.\n" in told
    assert "The WHO counts vigorous minutes twice and light ones not: 100 min.\n" in told
    week = kfit("week --json --weeks 1", now="2026-11-17T21:00").json["weeks"][0]
    assert week["goals"] == [{"kind": "exercise", "target": 150, "unit": "equivalent minutes", "done": 100, "met": False}]
    assert week["exercise_minutes"] == 105


# the page


def fortnight(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week", now="2026-11-09T08:00")
    kfit("goal sleep 7h/night", now="2026-11-09T08:00")
    for when, line in (
        ("10", "walk 40"),
        ("13", "walk 30"),
        ("17", "walk 25"),
        ("17", "sleep 6h30"),
        ("18", "sleep 8h"),
        ("19", "walk 10"),
    ):
        assert kfit(line, now=f"2026-11-{when}T20:00").code == 0


def test_the_page_says_each_goal_in_words(kfit: Kfit) -> None:
    fortnight(kfit)
    assert kfit("goal", now="2026-11-20T12:00").out == (
        "Movement, 60 min a week\n"
        "  This week ███████░░░░░  35 of 60 min so far\n"
        "            Would still fit this week: 25 min of movement.\n"
        "  Strength  a beginning; done on 2 of the last 7 days\n"
        "\n"
        "Sleep, 7h00 a night\n"
        "  This week ████████████  7h15 on average (2 nights): goal met\n"
        "  Strength  a beginning; done on 1 of the last 7 nights\n"
        "\n"
        "Movement this week: 35 min moderate.\n"
        "For 35 min of it no intensity was told; the usual one of the activity counts.\n"
        "The WHO counts vigorous minutes twice and light ones not: 35 min.\n"
        "You can change or drop a goal any time. The weeks before keep theirs.\n"
    )


def test_the_page_on_a_phone_and_by_ear(kfit: Kfit) -> None:
    fortnight(kfit)
    phone = kfit("goal", now="2026-11-20T12:00", COLUMNS="40").out
    assert max(map(len, phone.splitlines())) <= 40
    heard = kfit("goal", now="2026-11-20T12:00", KFIT_PLAIN="1").out
    assert heard.startswith(
        "Movement, 60 min a week. This week: 35 of 60 min so far.\nWould still fit this week: 25 min of movement.\nStrength: a beginning; done on 2 of the last 7 days.\n"
    )
    assert "#" not in heard


def test_a_bar_stands_for_the_goal_of_its_week_on_every_page(kfit: Kfit) -> None:
    fortnight(kfit)
    weeks = kfit("week", now="2026-11-20T12:00").out
    assert " 9 - 15 Nov        70 min, 2 times  ████████ met" in weeks
    assert "16 - 22 Nov so far 35 min, 2 times  █████░░░" in weeks
    assert "Full bar: that week's goal (60 min a week). Sleep" in weeks
    assert weeks.endswith("\nGoal so far: 35 of 60 min.\n")
    today = kfit("today", now="2026-11-19T21:00").out
    assert "Goal          ███████░░░░░  35 of 60 min\n              Would still fit this week: 25 min of movement.\n" in today
    assert "(goal: 35 of 60 min)" in kfit("week", now="2026-11-20T12:00", KFIT_PLAIN="1").out


@pytest.mark.parametrize("said", ["3 times 20m", "20 min 3x", "3 times", "20 min", "half an hour", "an hour 2x", "1h30", "3x1 h"])
def test_the_week_and_the_day_that_are_offered_are_accepted_as_they_stand(kfit: Kfit, said: str) -> None:
    asked = kfit(f"goal exercise {said}").err.split("Try: ")[1]
    for line in asked.split("   or: "):
        assert kfit(line.removeprefix("kfit ")).code == 0, line


def test_bars_of_one_table_mean_the_same_and_a_week_without_a_goal_has_none_beside_others(kfit: Kfit) -> None:
    for day, minutes in ((2, 90), (10, 30), (17, 45)):
        kfit(f"walk {minutes}", now=f"2026-11-{day:02}T20:00")
    before = kfit("week").out
    assert "Full bar: 90 min, your highest week shown. " in before
    assert [line.count("█") for line in before.splitlines()[1:4]] == [8, 3, 4]
    kfit("goal exercise 30min/week", now="2026-11-09T08:00")
    kfit("goal exercise 60min/week", now="2026-11-16T08:00")
    after = kfit("week").out
    assert [line.count("█") for line in after.splitlines()[1:4]] == [0, 8, 6]
    assert "Full bar: that week's goal; no bar: a week without a goal. " in " ".join(after.split())
    phone = kfit("week", COLUMNS="40").out
    assert "  Goal      ██████░░\n            45 of 60 min\n" in phone
    assert "  Movement  90 min in 1 session\n9 - 15 Nov\n" in phone
    assert phone.count("█") == 8 + 6


def test_a_goal_that_is_met_is_said_once_and_then_there_is_quiet(kfit: Kfit) -> None:
    fortnight(kfit)
    kfit("walk 25", now="2026-11-20T20:00")
    today = kfit("today", now="2026-11-20T21:00").out
    assert "Goal          ████████████  met: 60 min a week\n" in today
    assert "still fit" not in today
    assert kfit("week", now="2026-11-20T21:00").out.endswith("\nGoal met: 60 min a week.\n")


def test_days_of_an_infusion_and_paused_ones_are_asked_for_nothing(kfit: Kfit) -> None:
    fortnight(kfit)
    kfit("infusion iv 40mg", now="2026-11-20T10:00")
    assert "still fit" not in kfit("today", now="2026-11-20T21:00").out
    kfit("pause illness 2 days", now="2026-11-21T10:00")
    today = kfit("today", now="2026-11-21T21:00").out
    assert "Goal" not in today
    assert "Paused        Sat 21 Nov to Sun 22 Nov. To go on: kfit resume\n" in today


def test_the_plans_have_their_source_and_none_is_called_proven(kfit: Kfit) -> None:
    told = kfit("goal plans").out
    assert "A thesis of 2019 proposed it for a trial. No results exist.\n" in told
    assert "it is about new depression, not about" in told
    assert not any(word in told for word in ("12 %", "shown to work.", "prove", "Yale study", "works"))
    for plan in kfit("goal plans --json").json["plans"]:
        assert plan["source"]
        kfit("programme stop")
        assert kfit(plan["line"].removeprefix("kfit ")).code == 0


# beside the rest


def test_a_renamed_habit_takes_its_goal_along_and_a_retired_one_lets_it_end(kfit: Kfit) -> None:
    kfit("did craft", now="2026-11-02T20:00")
    kfit("goal craft 3x/week", now="2026-11-02T20:00")
    kfit("habit rename craft knitting")
    assert [one["name"] for one in kfit("goal --json").json["goals"]] == ["knitting"]
    assert kfit("habit retire knitting").out == "Changed: knitting is retired; its history stays. Its goal ends today.\n"
    assert kfit("goal --json").json["goals"] == []
    assert [bool(goals) for goals in held(kfit)] == [False, True, True, False]
    kfit("undo")
    assert [one["name"] for one in kfit("goal --json").json["goals"]] == ["knitting"]


def test_a_rename_keeps_the_goals_that_the_new_name_had(kfit: Kfit) -> None:
    kfit("goal meditation 5x/week", now="2026-11-01T12:00")
    kfit("did zen 10m", now="2026-11-02T12:00")
    before = held(kfit)
    assert kfit("habit rename zen meditation").code == 0
    assert [[one["target"] for one in goals] for goals in held(kfit)] == [[one["target"] for one in goals] for goals in before]


def test_forgetting_an_old_name_leaves_the_goal_that_has_another_one(kfit: Kfit, db_path: Path) -> None:
    for line in ("did secretthing 10m", "goal secretthing 5x/week", "habit rename secretthing plain", "did plain 20m"):
        assert kfit(line).code == 0
    assert kfit("delete 1 --forget", typed="forget\n").code == 0
    assert [one["name"] for one in kfit("goal --json").json["goals"]] == ["plain"]
    assert b"secretthing" not in db_path.read_bytes()
    assert kfit("doctor --json").json["ok"] is True


def test_names_that_look_like_a_target_can_have_a_goal(kfit: Kfit) -> None:
    for name in ("weekly review", "daily walk", "omega 3", "nasal rinse", "no phone", "drop in", "stop smoking"):
        assert kfit(["did", name]).code == 0
        assert kfit(["goal", name, "1x/week"]).out.startswith(f"Kept: {name}, once a week")
        assert kfit(["goal", name, "off"]).err.startswith("To end a goal: kfit goal ")
        assert kfit(["goal", name, "--drop"]).out.startswith(f"Changed: no goal for {name}")


def test_options_may_stand_first_and_what_was_met_stays_met(kfit: Kfit) -> None:
    assert kfit("goal --from monday exercise 4x/week").out == "Kept: movement, 4 times a week, from Mon 23 Nov on. (kfit undo)\n"
    kfit("goal meditation 1x/week", now="2026-11-03T20:00")
    kfit("did meditation 5m", now="2026-11-03T20:00")
    before = held(kfit)[1]
    kfit("pause illness --from 2026-11-02 --until 2026-11-08")
    assert held(kfit)[1] == before == [{"kind": "meditation", "target": 1, "unit": "days", "done": 1, "met": True}]


def test_an_entry_without_minutes_is_no_missing_one(kfit: Kfit) -> None:
    kfit("did craft")
    kfit("goal craft 20min/day")
    assert "noted on 1 day so far" in kfit("goal").out


@pytest.mark.parametrize("digits", ["9" * 5000, "٣"])
def test_strange_digits_are_refused_in_words(kfit: Kfit, digits: str) -> None:
    for subject in ("exercise", "sleep"):
        said = kfit(["goal", subject, f"{digits}x/week" if digits == "٣" else digits])
        assert (said.code, "stumbled" in said.err) == (2, False)


def test_a_forgotten_name_leaves_no_goal(kfit: Kfit, db_path: Path) -> None:
    kfit("did zzsecret")
    kfit("goal zzsecret 3x/week")
    assert kfit("delete 1 --forget", typed="forget\n").code == 0
    assert kfit("goal --json").json["goals"] == []
    assert b"zzsecret" not in db_path.read_bytes()


def test_goals_come_back_from_an_export(kfit: Kfit, tmp_path: Path) -> None:
    fortnight(kfit)
    kfit("pause travel --from 2026-11-11 --until 2026-11-12")
    kfit("programme start")
    assert kfit("export jsonl -o all.jsonl").code == 0
    there = {"KFIT_DB": str(tmp_path / "other.db")}
    said = kfit("import all.jsonl", **there)
    assert "Beside the entries: 1 pause, 1 programme, 2 goals." in said.out
    for line in ("goal --json", "programme --json", "pause --list --json", "week --json"):
        assert kfit(line, **there).json == kfit(line).json
    assert "Nothing new" in kfit("import all.jsonl", **there).out
    kfit("goal exercise 30min/week", **there)
    kfit("import all.jsonl", **there)
    assert kfit("goal exercise --json", **there).json["goals"][0]["minutes"] == 30  # an older word changes nothing back


@pytest.mark.parametrize(
    "broken",
    [
        {"per": "week", "times": None, "minutes": None},
        {"per": None, "minutes": 30},
        {"per": "day", "times": 3},
        {"kind": "weight"},
        {"kind": "habit"},
        {"name": "x"},
        {"minutes": 0},
        {"weighting": "who", "times": 3},
        {"day": "2026-02-30"},
        {"day": "9999-12-31"},
        {"kind": "sleep", "per": "week", "times": 3},
        {"kind": "mood", "minutes": 60},
        {"per": "day", "minutes": 10080},
    ],
)
def test_a_goal_that_says_nothing_sure_is_not_imported(kfit: Kfit, tmp_path: Path, broken: dict[str, object]) -> None:
    row: dict[str, object] = {
        "uid": "u",
        "made_at": "2026-11-02T10:00:00Z",
        "kind": "exercise",
        "name": None,
        "day": "2026-11-02",
        "per": "week",
    }
    row |= {"times": None, "minutes": 60, "weighting": None}
    head = {"kfit_jsonl": 1, "entries": 0, "settings": [], "goals": [row]}
    (tmp_path / "ok.jsonl").write_text(json.dumps(head) + "\n")
    assert kfit("import ok.jsonl", KFIT_DB=str(tmp_path / "ok.db")).code == 0
    head["goals"] = [row | broken]
    (tmp_path / "broken.jsonl").write_text(json.dumps(head) + "\n")
    said = kfit("import broken.jsonl")
    assert said.code == 2
    assert "holds a goal that can't be kept" in said.err


def test_late_in_the_evening_nothing_is_begun(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week", now="2026-11-16T08:00")
    kfit("walk 35", now="2026-11-17T18:00")
    kfit("mood 5", now="2026-11-18T08:00")
    kfit("mood 5", now="2026-11-22T08:00")
    for line in ("today", "goal"):
        assert "Would still fit this week: 25 min of movement." in kfit(line, now="2026-11-22T20:59").out
        assert "fit this week" not in kfit(line, now="2026-11-22T21:00").out
        assert "Would still fit this week" in kfit(line, now="2026-11-18T21:00").out  # there are days to come


def test_movement_comes_first_among_the_goals_of_a_week(kfit: Kfit) -> None:
    for said in ("sleep 7h/night", "mood daily", "exercise 60min/week"):
        assert kfit(f"goal {said}", now="2026-11-16T08:00").code == 0
    kfit("sleep 7h", now="2026-11-17T08:00")
    (week,) = kfit("week --json --weeks 1", now="2026-11-17T20:00").json["weeks"]
    assert [goal["kind"] for goal in week["goals"]] == ["exercise", "sleep", "mood"]


SCREENS = [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}]


@pytest.mark.parametrize("env", SCREENS)
@pytest.mark.parametrize("page", ["today", "week", "month", "goal"])
def test_what_was_done_of_a_number_of_sessions_stands_beside_what_was_aimed_at(kfit: Kfit, page: str, env: dict[str, str]) -> None:
    kfit("goal exercise 3x20min/week", now="2026-11-16T08:00")
    for minutes, day in ((20, 16), (12, 17), (8, 18)):
        kfit(f"walk {minutes}", now=f"2026-11-{day}T20:00")
    told = " ".join(kfit(page, now="2026-11-18T21:00", **env).out.split())
    if page in ("week", "month") and env == {}:
        assert "40 min, 3 times ███░░░░░ no" in told
        assert "Full bar: that week's goal (3 sessions of 20 min). Sleep" in told
        assert page == "month" or told.endswith("Goal so far: 1 of 3 sessions of 20 min.")
        return
    assert "1 of 3 sessions of 20 min" in told
    if page in ("today", "goal"):
        assert "KFIT_PLAIN" in env or "1 of 3 sessions of 20 min; 40 minutes in all" in told


def test_a_goal_that_is_met_says_that_first_and_shorter_sessions_are_none_of_it(kfit: Kfit) -> None:
    kfit("goal exercise 2x20min/week", now="2026-11-16T08:00")
    kfit("walk 10", now="2026-11-16T20:00")
    assert "  0 of 2 sessions of 20 min; 10 minutes in all\n" in kfit("today", now="2026-11-16T21:00").out
    for day in (17, 18, 19):
        kfit("walk 30", now=f"2026-11-{day}T20:00")
    assert "████████████  met: 2 sessions of 20 min; 100 minutes in all\n" in kfit("today", now="2026-11-19T21:00").out
    assert "(goal met: 2 sessions of 20 min)" in kfit("week", now="2026-11-19T21:00", KFIT_PLAIN="1").out


def test_a_month_counts_the_weeks_of_each_goal_in_one_way(kfit: Kfit) -> None:
    kfit("goal exercise 30min/week", now="2026-11-02T08:00")
    kfit("goal sleep 7h", now="2026-11-02T08:00")
    for day in (3, 10, 17):
        kfit("sleep 7h30", now=f"2026-11-{day:02}T08:00")
    kfit("walk 40", now="2026-11-10T20:00")
    assert kfit("month").out.splitlines()[-1] == "Goal met: sleep in 3 weeks, movement in 1 week."


def test_a_bar_is_of_blocks_in_one_hue_or_of_signs_where_there_are_no_blocks(kfit: Kfit) -> None:
    kfit("goal exercise 60min/week", now="2026-11-16T08:00")
    kfit("walk 30", now="2026-11-16T20:00")
    line = next(line for line in kfit("today", now="2026-11-16T21:00", FORCE_COLOR="1").out.splitlines() if "Goal" in line)
    assert line == "Goal          \x1b[35m██████\x1b[0m\x1b[2m░░░░░░\x1b[0m  30 of 60 min"
    assert bar(0.5, Screen(unicode=False)) == "######......"
    assert "\x1b" not in kfit("today", now="2026-11-16T21:00", FORCE_COLOR="1", NO_COLOR="1").out
