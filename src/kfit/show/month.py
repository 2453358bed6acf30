"""Draws a month: the table of its weeks, and one plain sentence on what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import length
from ..rounding import tenths
from ..weekdays import MONTHS
from .goals import subject_said
from .lines import count, dim, paragraph
from .week import rows_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..figures import Recap, Week
    from .screen import Screen


def page(first: date, weeks: Sequence[Week], told: Recap, today: date, screen: Screen) -> str:
    """Show a month's weeks, from the first that holds something, and what all of them come to."""
    title = f"The weeks of {name_of(first)}"
    if not weeks:
        return paragraph(f"{title}: no entry of mood, sleep or movement.", screen)
    heading = f"{title}." if screen.plain else dim(title, screen)
    return "\n".join([heading, *rows_of(weeks, today, screen), *sentences(told, weeks, today, screen)])


def sentences(told: Recap, found: Sequence[Week], today: date, screen: Screen) -> list[str]:
    """Say what the weeks come to: `In 4 weeks: 85 min on 5 days, sleep 6h47 (13 nights), mood 4.2 (15 days).`"""
    said = []
    if told.sessions:
        said.append(f"{told.exercise} min on {count(told.exercise_days, 'day')}")
    if told.sleep is not None:
        said.append(f"sleep {length.said(round(told.sleep))} ({count(told.nights, 'night')})")
    if told.mood is not None:
        said.append(f"mood {tenths(told.mood)} ({count(told.mood_days, 'day')})")
    so_far = " so far" if told.until >= today else ""
    lines = [f"In {count(len(found), 'week')}{so_far}: {', '.join(said)}."]
    if told.goal_weeks:
        lines.append(f"Your goal for movement was met in {told.goal_weeks} of {count(told.weeks_with_goal, 'week')}.")
    return [paragraph(line, screen) for line in [*lines, *_others(found)]]


def _others(weeks: Sequence[Week]) -> list[str]:
    """Say in how many weeks each other goal was met, where it was in any."""
    met: dict[tuple[str, str | None], int] = {}
    for week in weeks:
        for goal in week.goals:
            if goal.met and goal.subject[0] != "exercise":
                met[goal.subject] = met.get(goal.subject, 0) + 1
    return [f"{subject_said(subject).capitalize()}: the goal was met in {count(times, 'week')}." for subject, times in met.items()]


def name_of(first: date) -> str:
    """Return a month's name with its year: `November 2026`."""
    return f"{MONTHS[first.month - 1].capitalize()} {first.year}"
