"""Works out the strength of a goal: what was done, smoothed over weeks, so that no single day makes or breaks it.

The formula is that of Loop Habit Tracker (facts: peers.md, "Loop score"): each day moves the score towards what was done of
the goal, `score * m + done * (1 - m)` with `m = 0.5 ** (sqrt(frequency) / 13)`, frequency in times a day. A score that
gets nothing more halves in 13 days for a daily goal, in 34 for a weekly one. Goals of so many times a week look at two weeks
at once, so that it does not matter on which days they fall; behind the last entry what is still in sight goes on counting, so
it takes longer from there.
"""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING

from .goals import WEEK, count

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ..aimed import Done
    from ..kept import Goal

HALVES_IN = 13  # days, of a daily goal


def step(score: float, frequency: float, done: float) -> float:
    """Return the score behind a day on which this share of the goal was done; `frequency` is in times a day."""
    kept: float = 0.5 ** (sqrt(frequency) / HALVES_IN)
    return score * kept + done * (1 - kept)


def strength(history: Sequence[Goal], done: Mapping[Goal, Mapping[str, Done]], neutral: Collection[str], today: date) -> float:
    """Return the strength, 0 to 1, of one subject's goals from their first day up to today.

    `done` holds for each goal what each day has of its subject. A day that asks for nothing is left out; if something was
    done on it, it can only raise the score. So does today, which is not over. Nights without an entry are not known, so they
    are left out as well. Days on which no goal holds are no part of it.
    """
    score, place = 0.0, 0
    lately: deque[str] = deque(maxlen=2 * WEEK)
    day = date.fromisoformat(history[0].day)
    while day <= today:
        told = day.isoformat()
        while place + 1 < len(history) and history[place + 1].day <= told:
            place += 1
        goal, asks = history[place], told not in neutral and day != today
        if goal.per and (told in done[goal] or (asks and goal.kind != "sleep")):
            lately.append(told)
            after = step(score, _frequency(goal), min(1.0, _lately(goal, done[goal], lately)))
            score = after if asks else max(score, after)
        day += timedelta(days=1)
    return score


def _lately(goal: Goal, done: Mapping[str, Done], lately: Sequence[str]) -> float:
    """Return which part of a goal the latest days have done: of a day's goal the last one, of a week's a week or two."""
    if goal.per == "day":
        there = done.get(lately[-1])
        return 0 if there is None else min(1.0, there.minutes / goal.minutes) if goal.minutes else 1
    if goal.times:
        return sum(count(goal, done[day]) for day in lately if day in done) / (2 * goal.times)
    return sum(done[day].minutes for day in list(lately)[-WEEK:] if day in done) / (goal.minutes or 1)


def _frequency(goal: Goal) -> float:
    return 1 if goal.per == "day" else max(1, goal.times or 1) / WEEK
