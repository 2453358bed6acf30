"""Works out the strength of a goal: what was done, smoothed over weeks, so that no single day makes or breaks it.

The formula is that of Loop Habit Tracker (facts: peers.md, "Loop score"): each day moves the score towards what was done of
the goal, `score * m + done * (1 - m)` with `m = 0.5 ** (sqrt(frequency) / 13)`, frequency in times a day. A daily goal loses
half of its strength in 13 days without it, a weekly one in 34. Goals of so many times a week look at two weeks at once, so
that it does not matter on which days they fall.
"""

from __future__ import annotations

from collections import deque
from datetime import date, timedelta
from math import sqrt
from typing import TYPE_CHECKING

from .goals import WEEK, count, in_force

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
    score = 0.0
    lately: deque[tuple[Goal, float]] = deque(maxlen=2 * WEEK)
    day = date.fromisoformat(history[0].day)
    while day <= today:
        told, goal = day.isoformat(), in_force(history, day)
        there = done[goal].get(told) if goal else None
        free = told in neutral or day == today or (goal is not None and goal.kind == "sleep")
        if goal is not None and (there is not None or not free):
            lately.append((goal, _share(goal, there)))
            after = step(score, _frequency(goal), min(1.0, _lately(goal, lately)))
            score = max(score, after) if told in neutral or day == today else after
        day += timedelta(days=1)
    return score


def _share(goal: Goal, there: Done | None) -> float:
    """Return which part of what the goal asks for a day has done: of a day's goal at most all of it."""
    if there is None:
        return 0
    if goal.times:
        return count(goal, there) / goal.times
    if goal.per == "day" and not goal.minutes:
        return 1
    share = there.minutes / (goal.minutes or 1)
    return min(1.0, share) if goal.per == "day" else share


def _lately(goal: Goal, lately: Sequence[tuple[Goal, float]]) -> float:
    """Return the share that the latest days have done: of a day's goal that day's, of a week's its sum over a week or two."""
    if goal.per == "day":
        return lately[-1][1]
    if goal.times:
        return sum(share for _, share in lately) / 2
    return sum(share for _, share in list(lately)[-WEEK:])


def _frequency(goal: Goal) -> float:
    return 1 if goal.per == "day" else (goal.times or 1) / WEEK
