"""Draws a month: the table of its weeks, and one plain sentence on what they come to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .. import length
from ..rounding import tenths
from ..weekdays import MONTHS
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
    return "\n".join([heading, *rows_of(weeks, today, screen), *sentences(told, len(weeks), today, screen)])


def sentences(told: Recap, weeks: int, today: date, screen: Screen) -> list[str]:
    """Say what the weeks come to: `In 4 weeks: 85 min on 5 days, sleep 6h47 (13 nights), mood 4.2 (15 days).`"""
    said = []
    if told.sessions:
        said.append(f"{told.exercise} min on {count(told.exercise_days, 'day')}")
    if told.sleep is not None:
        said.append(f"sleep {length.said(round(told.sleep))} ({count(told.nights, 'night')})")
    if told.mood is not None:
        said.append(f"mood {tenths(told.mood)} ({count(told.mood_days, 'day')})")
    so_far = " so far" if told.until >= today else ""
    lines = [f"In {count(weeks, 'week')}{so_far}: {', '.join(said)}."]
    if told.goal_weeks:
        lines.append(f"Your goal for movement was met in {told.goal_weeks} of {count(told.weeks_with_goal, 'week')}.")
    return [line if screen.plain else paragraph(line, screen) for line in lines]


def name_of(first: date) -> str:
    """Return a month's name with its year: `November 2026`."""
    return f"{MONTHS[first.month - 1].capitalize()} {first.year}"
