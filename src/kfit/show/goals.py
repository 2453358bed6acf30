"""Says which goals hold and how the week stands. A goal that is not reached is said as what was done, never as what is left over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .. import length
from ..aimed import DAYS, EQUIVALENT, MINUTES, SESSIONS
from ..weekdays import in_words
from .lines import count
from .phrases import UNDO, with_way
from .safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..aimed import GoalWeek
    from ..kept import Goal

BAR = 12
LITTLE = 0.01  # the share of what is too short to count: it fills one cell
MOST_FITTING = 2  # goals of which it is said what would still fit: a page is no list of duties
WHO_SHORT = "by the WHO's count"
# Each kind that can't be a goal, with what can be instead.
CANT = {
    "infusion": "An infusion or a dose can't be a goal here. What is planned: kfit next",
    "score": "A questionnaire's total can't be a goal here. To see it over time: kfit chart phq9",
    "measure": "A measure can't be a goal here. A habit can: kfit goal meditation 5x/week",
    "medicine": "A medicine can't be a goal here. What is current: kfit med",
    "effect": "A side effect can't be a goal here. To see them over time: kfit chart nausea",
    "note": "A note can't be a goal here. As a habit it can: kfit did journal",
}
COUNTED = "{name} can't be a goal here. To note it can: {line}   or: {other}"


def subject_said(subject: tuple[str, str | None]) -> str:
    """Say what a goal is about: `movement`, `sleep`, `noting mood`, `meditation`."""
    kind, name = subject
    said = {"exercise": "movement", "sleep": "sleep", "mood": "noting mood"}.get(kind, safe(name or ""))
    return f"noting {said}" if kind == "rating" else said


def target_said(goal: Goal) -> str:
    """Say what is aimed at: `60 min a week`, `3 times 30 min a week`, `7h00 a night`, `every day`."""
    if goal.kind == "sleep":
        return f"{length.said(goal.minutes or 0)} a night"
    if goal.per == "day":
        return f"{goal.minutes} min a day" if goal.minutes else "every day"
    minutes = f"{goal.minutes} min" if goal.minutes else ""
    times = f"{goal.times} times" if goal.times and goal.times > 1 else ""
    told = " ".join(filter(None, [times, minutes, "once a week" if goal.times == 1 else "a week"]))
    return f"{told}, {WHO_SHORT}" if goal.weighting else told


def kept(goal: Goal, before: Goal | None, until: date | None, today: date) -> str:
    """Say that a goal holds from its day on: `Kept: movement, 60 min a week, from Sun 22 Nov on.`"""
    day = date.fromisoformat(goal.day)
    from_ = f"from {in_words(day, today)}" + (f" to {in_words(until, today)}" if until else " on")
    if before is None:
        return with_way(f"Kept: {subject_said(goal.subject)}, {target_said(goal)}, {from_}.", UNDO)
    if target_said(before) == target_said(goal):
        return with_way(f"Changed: {subject_said(goal.subject)}, {target_said(goal)}, now {from_}.", UNDO)
    first = f"Changed: {subject_said(goal.subject)}, {target_said(before)}, is now {target_said(goal)}, {from_}."
    return f"{first}\nThe weeks before keep theirs. (kfit undo)"


def dropped(goal: Goal, day: date, today: date) -> str:
    """Say that from a day on a goal no longer holds."""
    return f"Changed: no goal for {subject_said(goal.subject)} from {in_words(day, today)} on.\nThe weeks before keep theirs. (kfit undo)"


def no_goal(subject: tuple[str, str | None]) -> str:
    """Say that a subject has no goal."""
    return f"There is no goal for {subject_said(subject)}."


def no_such(subject: tuple[str, str | None]) -> str:
    """Say that there is no goal to drop."""
    return f"{no_goal(subject)} Nothing was changed."


def stands(goal: Goal) -> str:
    """Say that a goal is as it was told already."""
    return f"The goal for {subject_said(goal.subject)} is {target_said(goal)} already. Nothing was changed."


def week_said(week: GoalWeek) -> str:
    """Say what a week holds of a goal: `35 min so far`, or that it was the goal."""
    if week.subject[0] == "sleep":
        if week.done is None:
            return "no night yet"
        mean = f"{length.said(round(week.done))} on average ({count(week.n, 'night')})"
        return f"{mean}: that was your goal" if week.met else f"{mean} so far"
    done = int(week.done or 0)
    if not done:
        noted = f"noted on {count(week.n, 'day')} so far" if week.n else "no entry yet"
        return f"{week.minutes} min so far" if week.minutes else noted
    said = {
        MINUTES: f"{done} min",
        EQUIVALENT: f"{done} min {WHO_SHORT}",
        SESSIONS: count(done, "session") + (f" of {week.each} min" if week.each else ""),
        DAYS: f"{done} of {count(week.target, 'day')}",
    }[week.unit]
    return f"{said}: that was your goal" if week.met else f"{said} so far"


def met_said(week: GoalWeek) -> str:
    """Say that a week's goal is reached: `60 min a week was your goal.`"""
    several = week.unit in (SESSIONS, DAYS) and week.target != 1
    return f"{goal_said(week)} {'were' if several else 'was'} your goal."


def goal_said(week: GoalWeek) -> str:
    """Say what a week's goal was, shortly: `60 min a week`, `3 sessions of 6 min`."""
    if week.unit in (MINUTES, EQUIVALENT):
        return f"{week.target} min a week" + (f" {WHO_SHORT}, {int(week.done or 0)} so far" if week.unit == EQUIVALENT else "")
    said = count(week.target, week.unit.removesuffix("s")) + (f" of {week.each} min" if week.each else "")
    if week.unit == DAYS:
        return f"movement on {said}" if week.subject[0] == "exercise" else said
    if week.enough is None or week.enough == week.target:
        return said
    return f"{said}, {week.enough} {'is' if week.enough == 1 else 'are'} enough"


def fits_said(found: Sequence[tuple[GoalWeek, int]]) -> str:
    """Say what would still fit into the week, in one sentence; empty if there is nothing to say."""
    parts = [_fits(week, left) for week, left in found]
    return f"Would still fit this week: {', '.join(parts[:MOST_FITTING])}." if parts else ""


def _fits(week: GoalWeek, left: int) -> str:
    subject = subject_said(week.subject)
    if week.unit in (MINUTES, EQUIVALENT):
        return f"{left} min of {subject}" if week.unit == MINUTES else f"{left} moderate min of {subject}"
    if week.unit == SESSIONS:
        return count(left, "session") + (f" of {week.each} min" if week.each else "")
    return f"{subject} {'once' if left == 1 else f'{left} times'}"


def bar(share: float) -> str:
    """Draw a bar, a full one only for the whole; at least one cell where there is something."""
    filled = BAR if share >= 1 else min(BAR - 1, max(1, round(BAR * share))) if share > 0 else 0
    return "#" * filled + "." * (BAR - filled)


def share(week: GoalWeek) -> float:
    """Return which part of a goal is done: a little where there were only shorter sessions, all of it where the week is met."""
    if week.met:
        return 1.0
    return max((week.done or 0) / (week.target or 1), LITTLE if week.minutes else 0)
