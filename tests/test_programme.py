"""Programmes: how the minutes rise, stay and go a step back, as a pure function and on the command line."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import pairwise, zip_longest
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.analysis import programme as programmes
from kfit.analysis.programme import FASTER_BY, ProgrammeDays, figure, ladder
from kfit.analysis.programme import path as path_of
from kfit.analysis.weeks import neutral
from kfit.humanize import monday_of
from kfit.model.goals import ProgrammePath, ProgrammeSession
from kfit.model.planning import SHORT_WEEKDAYS, Pause, Programme

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path as Folder

    from conftest import Kfit

MONDAY = date(2026, 7, 6)
DAYS = "mon,wed,fri"
GENTLE = [5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 17, 19, 21, 23, 25, 27, 30]  # docs/facts.md 1.4


def programme(first: int = 5, last: int = 30, pace: str = "gentle", days: str = DAYS, begin: date = MONDAY) -> Programme:
    return Programme(day=begin.isoformat(), from_minutes=first, to_minutes=last, days=days, pace=pace)


def day(week: int, weekday: str) -> str:
    return (MONDAY + timedelta(weeks=week, days=SHORT_WEEKDAYS.index(weekday))).isoformat()


def walked(*weeks: list[tuple[str, int]]) -> dict[str, list[ProgrammeSession]]:
    """Return the sessions of weeks: `[("mon", 5)]` is a walk of 5 minutes on the Monday of one."""
    found: dict[str, list[ProgrammeSession]] = {}
    for number, sessions in enumerate(weeks):
        for weekday, minutes in sessions:
            found.setdefault(day(number, weekday), []).append(ProgrammeSession(minutes))
    return found


def path(
    plan: Programme, done: dict[str, list[ProgrammeSession]], efforts: dict[str, list[int]], free: Collection[str], today: date
) -> ProgrammePath:
    """Return a programme's weeks; `efforts` are those of the days. Everything counts as written in time."""
    told = {
        day: [one._replace(effort=effort) for one, effort in zip_longest(sessions, efforts.get(day, ())) if one]
        for day, sessions in done.items()
    }
    return path_of(plan, ProgrammeDays(told, dict.fromkeys(free, "")), today)


def all_three(minutes: int) -> list[tuple[str, int]]:
    return [(weekday, minutes) for weekday in DAYS.split(",")]


def minutes(told: ProgrammePath) -> list[int]:
    return [step.minutes for step in [*told.past, *([told.now] if told.now else [])]]


def why(told: ProgrammePath) -> str:
    assert told.now is not None
    return told.now.why


# the rule


def test_from_5_to_30_minutes_it_takes_17_weeks() -> None:
    done = walked(*(all_three(target) for target in GENTLE))
    told = path(programme(), done, {}, frozenset(), MONDAY + timedelta(weeks=17))
    assert minutes(told) == GENTLE
    assert told.now is not None
    assert (told.now.monday - MONDAY).days == 17 * 7


def test_what_is_ahead_is_the_same_way_if_all_goes_well() -> None:
    told = path(programme(), {}, {}, frozenset(), MONDAY)
    assert [5, *(step.minutes for step in told.ahead)] == GENTLE
    assert {step.why for step in told.ahead} == {"planned"}


def test_the_faster_way_takes_10_weeks() -> None:
    assert ladder(5, 30, "faster") == [5, 10, 15, 20, 25, 30]
    done = walked(*(all_three(30) for _ in range(11)))
    told = path(programme(pace="faster"), done, {}, frozenset(), MONDAY + timedelta(weeks=10))
    assert minutes(told) == [5, 5, 10, 10, 15, 15, 20, 20, 25, 25, 30]
    assert len(path(programme(pace="faster"), {}, {}, frozenset(), MONDAY).ahead) == 10


def test_a_tenth_is_rounded_half_to_even() -> None:
    assert ladder(25, 30, "gentle") == [25, 27, 30]  # 2.5 is 2
    assert ladder(15, 17, "gentle") == [15, 17]  # 1.5 is 2
    assert ladder(30, 30, "gentle") == [30]


@pytest.mark.parametrize(
    ("sessions", "second", "reason"),
    [
        ([("mon", 5), ("wed", 5), ("fri", 5)], 6, "rose"),
        ([("mon", 5), ("wed", 5)], 6, "rose"),  # all but one
        ([("tue", 9), ("sun", 5)], 6, "rose"),  # on any day
        ([("mon", 3), ("mon", 2), ("wed", 5)], 6, "rose"),  # two short ones are one
        ([("mon", 5)], 5, "few"),
        ([("mon", 4), ("wed", 4), ("fri", 4)], 5, "few"),  # each a little shorter
    ],
)
def test_a_week_with_all_sessions_but_one_lets_it_rise(sessions: list[tuple[str, int]], second: int, reason: str) -> None:
    told = path(programme(), walked(sessions), {}, frozenset(), MONDAY + timedelta(weeks=1))
    assert (minutes(told), why(told)) == ([5, second], reason)


@pytest.mark.parametrize(
    ("efforts", "second"), [({}, 6), ({"mon": 5}, 6), ({"mon": 6}, 5), ({"mon": 4, "wed": 5, "fri": 9}, 6), ({"mon": 5, "wed": 6}, 5)]
)
def test_what_felt_hard_holds_the_minutes_and_nobody_has_to_say(efforts: dict[str, int], second: int) -> None:
    told = {day(0, weekday): [effort] for weekday, effort in efforts.items()}
    found = path(programme(), walked(all_three(5)), told, frozenset(), MONDAY + timedelta(weeks=1))
    assert minutes(found) == [5, second]


def test_a_quiet_week_is_one_step_back_once_and_any_session_ends_it() -> None:
    done = walked(all_three(5), all_three(6), all_three(7), [], [], [], [("wed", 2)], [])
    told = path(programme(), done, {}, frozenset(), MONDAY + timedelta(weeks=8))
    assert minutes(told) == [5, 6, 7, 8, 7, 7, 7, 7, 6]
    assert [step.why for step in told.past[4:8]] == ["back", "quiet", "quiet", "few"]


def test_it_never_goes_below_its_first_step() -> None:
    told = path(programme(), {}, {}, frozenset(), MONDAY + timedelta(weeks=9))
    assert set(minutes(told)) == {5}
    assert told.past[1].why == "begin"


def test_days_that_ask_for_nothing_are_no_gap_and_no_session_that_was_due() -> None:
    infusions = frozenset(day(1, weekday) for weekday in ("mon", "wed"))
    told = path(programme(), walked(all_three(5), [("fri", 6)]), {}, infusions, MONDAY + timedelta(weeks=2))
    assert (told.past[1].planned, told.past[1].done, told.now and told.now.minutes) == (1, 1, 7)
    paused = frozenset((MONDAY + timedelta(days=7 + count)).isoformat() for count in range(7))
    told = path(programme(), walked(all_three(5)), {}, paused, MONDAY + timedelta(weeks=2))
    assert (minutes(told), why(told), told.past[1].planned) == ([5, 6, 6], "free", 0)


def test_movement_on_a_day_that_asks_for_nothing_counts_all_the_same() -> None:
    told = path(programme(), walked([("mon", 5), ("wed", 5)]), {}, frozenset([day(0, "mon")]), MONDAY + timedelta(weeks=1))
    assert (told.past[0].planned, told.past[0].done) == (2, 2)


def test_a_first_week_that_is_a_part_of_one_is_no_ground_to_rise() -> None:
    begin = MONDAY + timedelta(days=3)  # Thursday: only Friday is left
    told = path(programme(begin=begin), walked([("fri", 5)]), {}, frozenset(), MONDAY + timedelta(weeks=1))
    assert (minutes(told), why(told)) == ([5, 5], "part")


def test_a_programme_that_has_ended_has_no_week_of_now() -> None:
    ended = programme().but(ended_on=day(1, "wed"))
    told = path(ended, walked(all_three(5)), {}, frozenset(), MONDAY + timedelta(weeks=5))
    assert (len(told.past), told.now, told.ahead) == (2, None, [])


# laws

PLANS = st.builds(
    lambda first, more, pace, days, weekday: programme(
        first, first + more, pace, ",".join(sorted(days, key=SHORT_WEEKDAYS.index)), MONDAY + timedelta(days=weekday)
    ),
    st.integers(1, 40),
    st.integers(0, 40),
    st.sampled_from(["gentle", "faster"]),
    st.sets(st.sampled_from(SHORT_WEEKDAYS), min_size=1),
    st.integers(0, 6),
)
SPAN = 12 * 7  # days
SESSIONS = st.dictionaries(st.integers(0, SPAN), st.lists(st.integers(1, 90), min_size=1, max_size=2), max_size=60)
EFFORTS = st.dictionaries(st.integers(0, SPAN), st.integers(0, 10), max_size=30)
FREE = st.sets(st.integers(0, SPAN), max_size=40)


def dated(told: dict[int, list[int]]) -> dict[str, list[ProgrammeSession]]:
    return {(MONDAY + timedelta(days=day)).isoformat(): [ProgrammeSession(one) for one in sessions] for day, sessions in told.items()}


@given(PLANS, SESSIONS, EFFORTS, FREE)
def test_it_never_falls_below_its_start_and_never_rises_more_than_the_rule_says(
    plan: Programme, sessions: dict[int, list[int]], efforts: dict[int, int], free: set[int]
) -> None:
    told = {(MONDAY + timedelta(days=day)).isoformat(): [effort] for day, effort in efforts.items()}
    nothing = frozenset((MONDAY + timedelta(days=day)).isoformat() for day in free)
    found = path(plan, dated(sessions), told, nothing, MONDAY + timedelta(days=SPAN))
    steps = [*found.past, *([found.now] if found.now else []), *found.ahead]
    assert all(plan.from_minutes <= step.minutes <= plan.to_minutes for step in steps)
    for before, after in pairwise(steps):
        most = FASTER_BY if plan.pace == "faster" else max(1, round(0.1 * before.minutes))
        assert after.minutes - before.minutes <= most
        if after.minutes < before.minutes:  # back by one step of the ladder
            rungs = ladder(plan.from_minutes, plan.to_minutes, plan.pace)
            assert rungs.index(before.minutes) - rungs.index(after.minutes) == 1


@given(PLANS, SESSIONS, EFFORTS, st.integers(1, 11), st.integers(1, 4))
def test_paused_weeks_change_nothing(
    plan: Programme, sessions: dict[int, list[int]], efforts: dict[int, int], at: int, length: int
) -> None:
    """A life with some paused weeks in it has the same weeks as one without them, but for those."""
    plain = path(plan, dated(sessions), _told(efforts), frozenset(), MONDAY + timedelta(days=SPAN))
    moved = {day + (7 * length if day >= 7 * at else 0): told for day, told in sessions.items()}
    felt = {day + (7 * length if day >= 7 * at else 0): told for day, told in efforts.items()}
    first = MONDAY + timedelta(weeks=at)
    pause = Pause(day=first.isoformat(), until=(first + timedelta(days=7 * length - 1)).isoformat())
    until = MONDAY + timedelta(days=SPAN + 7 * length)
    free = neutral([pause], {}, MONDAY, until)
    paused = path(plan, dated(moved), _told(felt), free, until)
    kept = [step.minutes for step in [*paused.past, paused.now] if step and step.monday.isoformat() not in free]
    assert kept == minutes(plain)


@given(PLANS, SESSIONS, FREE, st.tuples(st.integers(0, SPAN), st.integers(1, 120)))
def test_what_is_added_later_takes_no_session_away(
    plan: Programme, sessions: dict[int, list[int]], free: set[int], added: tuple[int, int]
) -> None:
    """An honest addition may let earlier weeks ask for more; what was long enough then is long enough still."""
    late, minutes = added
    today = MONDAY + timedelta(days=SPAN)
    nothing = {(MONDAY + timedelta(days=day)).isoformat(): "" for day in free}
    before = path_of(plan, ProgrammeDays(dated(sessions), nothing), today)
    there = dated(sessions)
    there.setdefault((MONDAY + timedelta(days=late)).isoformat(), []).append(ProgrammeSession(minutes, None, today.isoformat()))
    after = path_of(plan, ProgrammeDays(there, nothing), today)
    assert all(now.done >= then.done for then, now in zip(before.past, after.past, strict=True))


def test_a_whole_season_that_is_added_at_its_end_counts_as_it_was() -> None:
    done = {of: [one._replace(written=day(17, "mon")) for one in sessions] for of, sessions in walked(*map(all_three, GENTLE)).items()}
    assert minutes(path_of(programme(), ProgrammeDays(done, {}), MONDAY + timedelta(weeks=17))) == GENTLE


def test_an_earlier_week_that_is_completed_later_leaves_the_next_one_met() -> None:
    there = walked([("mon", 5)], all_three(5))
    assert minutes(path_of(programme(), ProgrammeDays(there, {}), MONDAY + timedelta(weeks=2))) == [5, 5, 6]
    there[day(0, "fri")] = [ProgrammeSession(5, None, day(2, "mon"))]
    told = path_of(programme(), ProgrammeDays(there, {}), MONDAY + timedelta(weeks=2))
    assert (minutes(told), told.past[1].done) == ([5, 6, 7], 3)


def test_infusions_on_all_its_days_are_no_quiet_weeks() -> None:
    """An ordinary induction, on Tuesdays and Thursdays, keeps a programme of these days at its minutes."""
    plan = programme(days="tue,thu")
    infusions = [day(week, weekday) for week in (2, 3) for weekday in ("tue", "thu")]
    sessions = walked([("tue", 5), ("thu", 5)], [("tue", 6), ("thu", 6)])
    told = path(plan, sessions, {}, infusions, MONDAY + timedelta(weeks=4))
    assert minutes(told) == [5, 6, 7, 7, 7]
    assert [step.why for step in [*told.past[3:], told.now] if step] == ["free", "free"]


def test_shorter_sessions_are_named_as_sessions() -> None:
    told = path(programme(), walked([("mon", 4), ("wed", 4)]), {}, frozenset(), MONDAY + timedelta(weeks=1))
    assert (told.past[0].done, told.past[0].shorter, why(told)) == (0, 2, "few")
    week = figure(told.past[0])
    assert week
    assert (week.minutes, week.done, week.met) == (8, 0, False)


def _told(efforts: dict[int, int]) -> dict[str, list[int]]:
    return {(MONDAY + timedelta(days=day)).isoformat(): [effort] for day, effort in efforts.items()}


# the command


def test_it_says_what_begins_and_shows_the_way(kfit: Kfit) -> None:
    said = kfit("programme start --from 5min --to 30min --days mon,wed,fri", now="2026-11-02T20:00")
    assert (said.err, said.code) == ("", 0)
    assert said.out == (
        "Kept: a programme, Mon, Wed and Fri, from Mon 2 Nov on. It begins with 5 min a session.\n"
        "It reaches 30 min in 17 weeks at the soonest. See it: kfit programme   (kfit undo)\n"
        "If it felt hard, say so, and the minutes stay: kfit walk 10 --effort 7\n"
    )
    for when, line in (("02", "walk 5"), ("04", "walk 6"), ("10", "walk 6 --effort 7"), ("12", "walk 8 --effort 8")):
        assert kfit(line, now=f"2026-11-{when}T20:00").code == 0
    assert kfit("programme", now="2026-11-16T20:00").out == (
        "From 5 to 30 min, Mon, Wed and Fri, since Mon 2 Nov\n"
        " 2 -  8 Nov         5 min   2 of 3 sessions\n"
        " 9 - 15 Nov         6 min   2 of 3 sessions\n"
        "16 - 22 Nov         6 min   this week\n"
        "23 - 29 Nov         7 min   planned\n"
        "30 Nov -  6 Dec     8 min   planned\n"
        " 7 - 13 Dec         9 min   planned\n"
        "14 - 20 Dec        10 min   planned\n"
        " 8 - 14 Mar 2027   30 min   planned\n"
        "\n"
        "6 min a session this week. The week before felt hard (effort 7.5), so it stays.\n"
        "\n"
        "After a week with most of its sessions, the minutes go up by a tenth.\n"
        "The weeks to come are a sketch: they follow what you do.\n"
        "All weeks: kfit programme --all\n"
    )


def test_its_week_is_a_goal_where_no_other_holds(kfit: Kfit) -> None:
    kfit("programme start", now="2026-11-16T08:00")
    kfit("walk 5", now="2026-11-16T20:00")
    told = kfit("today", now="2026-11-17T20:00").out
    assert (
        "Goal ████░░░░░░░░ 1 of 3 sessions of 5 min, 2 are enough; 5 minutes in all Would still fit this week: 2 sessions of 5 min."
    ) in " ".join(told.split())
    assert kfit("goal --json", now="2026-11-17T20:00").json["programme"] == {"minutes": 5, "planned": 3, "done": 1}
    week = kfit("week --json --weeks 1", now="2026-11-17T20:00").json["weeks"][0]
    assert week["goals"] == [{"kind": "exercise", "target": 3, "unit": "sessions", "done": 1, "met": False}]
    kfit("goal exercise 60min/week", now="2026-11-17T20:01")
    week = kfit("week --json --weeks 1", now="2026-11-17T20:02").json["weeks"][0]
    assert week["goals"] == [{"kind": "exercise", "target": 60, "unit": "minutes", "done": 5, "met": False}]


def test_a_planned_infusion_asks_for_nothing_that_day(kfit: Kfit) -> None:
    kfit("programme start", now="2026-11-16T08:00")
    assert kfit("next wed", now="2026-11-16T08:01").code == 0
    assert kfit("programme --json", now="2026-11-16T08:02").json["weeks"][0]["planned"] == 2


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("start", (5, 30, "mon,wed,fri", "gentle")),
        ("start --plan 45", (5, 45, "mon,wed,fri", "gentle")),
        ("start --from 10 --to 1h --days tue thu --faster", (10, 60, "tue,thu", "faster")),
        ("start --days 'Sundays and Mondays'", (5, 30, "mon,sun", "gentle")),
        ("start 10 minutes", (10, 30, "mon,wed,fri", "gentle")),
        ("start 10 to 20min --days mon-fri", (10, 20, "mon,tue,wed,thu,fri", "gentle")),
        ("start --days fri-mon", (5, 30, "mon,fri,sat,sun", "gentle")),
        ("start --days daily --from=7", (7, 30, "mon,tue,wed,thu,fri,sat,sun", "gentle")),
    ],
)
def test_what_is_said_of_it_is_read(kfit: Kfit, line: str, kept: tuple[object, ...]) -> None:
    told = kfit(f"programme {line} --json").json["programme"]
    assert (told["from_minutes"], told["to_minutes"], ",".join(told["days"]), told["pace"]) == kept


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        ("start --from 30 --to 5", "The minutes of a programme rise. Try: kfit programme start --from 5min --to 30min"),
        ("start --from 0", "--from takes 1 to 240 minutes. Try: kfit programme start --from 5min"),
        ("start --to 5h", "--to takes 1 to 240 minutes."),
        ("start --from 7h5", "'7h5' can be 7h05 or 7.5h."),
        ("start --days someday", "--days are days of the week. Try: kfit programme start --days mon,wed,fri"),
        ("start --plan 60", "--plan is 30 or 45."),
        ("start --on yesterday", "Sat 21 Nov is past. A programme begins today or later."),
        ("start mon", "I couldn't read 'mon'. Try: kfit programme start --from 5min --to 30min --days mon,wed,fri"),
        ("start --slower", "kfit programme start has no option --slower."),
        ("start --days", "--days needs something after it."),
        ("strat", "kfit programme has no 'strat'. Did you mean: kfit programme start"),
        ("status", "kfit programme has no 'status'. Did you mean: kfit programme"),
        ("end", "kfit programme has no 'end'. Did you mean: kfit programme stop"),
        ("pause", "kfit programme has no 'pause'. Did you mean: kfit pause"),
        ("bananas", "kfit programme has no 'bananas'. Its help: kfit programme -h"),
    ],
)
def test_what_cannot_be_read_is_refused_and_nothing_is_kept(kfit: Kfit, line: str, refusal: str) -> None:
    said = kfit(f"programme {line}")
    assert (said.err.startswith(refusal), said.out, said.code) == (True, "", 2), said.err
    assert kfit("programme --json").json == {"programme": None, "weeks": []}


def test_one_runs_at_a_time_and_it_ends_when_you_say(kfit: Kfit) -> None:
    assert kfit("programme stop").out == "No programme runs. Nothing was changed.\n"
    kfit("programme start", now="2026-11-02T08:00")
    again = kfit("programme start", now="2026-11-09T08:00")
    assert (again.err, again.code) == ("A programme runs since Mon 2 Nov. To end it first: kfit programme stop\n", 2)
    assert kfit("programme stop").out == (
        "Changed: the programme ends today, Sun 22 Nov. What was done stays. (kfit undo)\n"
        "To begin again where it was: kfit programme start --from 5min --to 30min --days mon,wed,fri\n"
    )
    assert kfit("programme").out.splitlines()[-1] == "It ended on Sun 22 Nov."
    assert kfit("undo").out == "Took back a change: programme from Mon 2 Nov on, as before. (kfit redo)\n"
    assert "this week" in kfit("programme").out
    kfit("programme stop")
    assert kfit("programme start --from 8").code == 0
    assert kfit("programme stop").code == 0  # on its first day it is taken away
    assert kfit("programme --json").json["programme"]["day"] == "2026-11-02"


def test_one_that_is_to_come_says_so(kfit: Kfit) -> None:
    kfit("programme start --on 'in 10 days'")
    told = kfit("programme").out
    assert "from Wed 2 Dec\n30 Nov -  6 Dec     5 min   planned\n 7 - 13 Dec         5 min   planned\n" in told  # a part of a week
    assert "It begins on Wed 2 Dec." in told
    assert "this week" not in kfit("programme", now="2026-12-01T12:00").out
    assert kfit("week --json").json["weeks"][-1]["goals"] == []
    assert kfit("programme start").err.startswith("A programme")


@pytest.mark.parametrize("env", [{"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}])
def test_it_fits_a_phone_and_can_be_heard(kfit: Kfit, env: dict[str, str]) -> None:
    kfit("programme start", now="2026-11-02T08:00")
    kfit("walk 5", now="2026-11-02T20:00")
    told = kfit("programme", now="2026-11-17T20:00", **env).out
    assert told.isascii()
    if "COLUMNS" in env:
        assert max(len(line) for line in told.splitlines() if "kfit" not in line) <= 40
    else:
        assert "\n2 to 8 Nov: 5 min, 1 of 3 sessions.\n" in told


@pytest.mark.parametrize(
    "broken", [{"ended_on": "2026-11-16"}, {"ended_on": "2026-02-31"}, {"day": "9999-12-31"}, {"days": "wed,mon"}, {"to_minutes": 3}]
)
def test_a_programme_that_cannot_be_is_not_imported(kfit: Kfit, tmp_path: Folder, broken: dict[str, object]) -> None:
    row: dict[str, object] = {"uid": "u", "made_at": "2026-11-02T10:00:00Z", "day": "2026-11-16", "from_minutes": 5, "to_minutes": 30}
    row |= {"days": "mon,wed", "pace": "gentle", "ended_on": None}
    for name, one in (("ok", row), ("broken", row | broken)):
        head = {"kfit_jsonl": 1, "entries": 0, "settings": [], "programmes": [one]}
        (tmp_path / f"{name}.jsonl").write_text(json.dumps(head) + "\n")
    assert kfit("import ok.jsonl", KFIT_DB=str(tmp_path / "ok.db")).code == 0
    said = kfit("import broken.jsonl")
    assert (said.code, "holds a programme that can't be kept" in said.err) == (2, True)


def test_a_gap_that_spans_two_weeks_is_a_step_back_unless_the_week_went_well() -> None:
    back = walked(all_three(5), all_three(6), [("mon", 7)], [("sun", 7)])
    told = path(programme(), back, {}, frozenset(), MONDAY + timedelta(weeks=4))
    assert minutes(told) == [5, 6, 7, 7, 6]
    well = walked(all_three(5), all_three(6), [("mon", 7)], [("wed", 7), ("thu", 7), ("fri", 7)])
    assert minutes(path(programme(), well, {}, frozenset(), MONDAY + timedelta(weeks=4))) == [5, 6, 7, 7, 8]


def test_a_cut_week_counts_only_its_days(kfit: Kfit) -> None:
    kfit("programme start --from 10", now="2026-11-02T08:00")
    for when in ("02", "04", "06"):
        kfit("walk 10", now=f"2026-11-{when}T20:00")
    week = kfit("week --json --since 2026-11-05 --until 2026-11-08").json["weeks"][0]
    assert week["goals"] == [{"kind": "exercise", "target": 3, "unit": "sessions", "done": 1, "met": False}]


def test_the_programme_that_holds_at_the_end_is_the_goal_of_the_week(kfit: Kfit) -> None:
    kfit("programme start --from 10", now="2026-11-16T08:00")
    kfit("walk 10", now="2026-11-16T20:00")
    kfit("programme stop", now="2026-11-18T08:00")
    kfit("programme start --from 20min --days daily", now="2026-11-18T08:01")
    page = kfit("today", now="2026-11-19T20:00").out
    assert "sessions of 20 min" in page
    assert "10 min, " not in page
    week = kfit("week --json --weeks 1", now="2026-11-19T20:00").json["weeks"][0]
    assert [one["target"] for one in week["goals"]] == [5]


def test_an_addition_in_the_running_week_takes_nothing_away(kfit: Kfit) -> None:
    """Sessions of 5 minutes were long enough when they were done; a walk, pause or infusion added later does not change that."""
    kfit("programme start", now="2026-10-05T08:00")
    for when in ("05", "12", "14", "16"):
        kfit("walk 5", now=f"2026-10-{when}T20:00")
    for line in ("walk 5 --on 2026-10-07", "pause illness --from 2026-10-09 --until 2026-10-09", "infusion --on 2026-10-07"):
        assert kfit(line, now="2026-10-16T21:00").code == 0
        week = kfit("week --json --weeks 1", now="2026-10-16T21:00").json["weeks"][0]
        assert week["goals"] == [{"kind": "exercise", "target": 3, "unit": "sessions", "done": 3, "met": True}]


@pytest.mark.parametrize("paused", ["", "2018-01-01"])
def test_centuries_of_weeks_alike_are_not_walked_one_by_one(monkeypatch: pytest.MonkeyPatch, paused: str) -> None:
    walked: list[date] = []
    week = programmes._week

    def counted(kept: Programme, monday: date, minutes: int, written: ProgrammeDays) -> programmes.SessionWeek:
        walked.append(monday)
        return week(kept, monday, minutes, written)

    monkeypatch.setattr(programmes, "_week", counted)
    begun, last = date(2016, 3, 1), date(2046, 6, 1)
    days = [(begun + timedelta(days=count)).isoformat() for count in range((last - begun).days + 1)]
    free = {day: paused for day in days if paused and day >= paused}
    found = path_of(programme(begin=begun), ProgrammeDays({"2016-03-02": [ProgrammeSession(10, None, "2016-03-02")]}, free), last)
    assert found.now is not None
    weeks = [*found.past, found.now]
    assert len(walked) < len(weeks) / 5
    assert [one.monday for one in weeks] == [monday_of(begun) + timedelta(days=7 * place) for place in range(len(weeks))]
    assert [one.why for one in weeks[:5]] == ["first", "part", "begin", "quiet", "quiet"]
    assert (weeks[-1].why, weeks[-1].planned) == (("free", 0) if paused else ("quiet", 3))
