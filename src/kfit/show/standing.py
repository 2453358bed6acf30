"""Draws the page of goals: this week in words and as a bar, strength, the last days. Nothing on it is a lack."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..weekdays import in_words
from . import pauses
from .goals import bar, fits_said, share, subject_said, target_said, week_said
from .lines import dim, fold, hanging, joined, paragraph
from .ways import folded

if TYPE_CHECKING:
    from ..aimed import Goals, Intensities, Standing
    from ..kept import Goal
    from .screen import Screen

LABEL = 12
NONE_YET = (
    "No goal is set, and none is needed.",
    "To begin small: kfit goal exercise 3x10min/week",
    "Plans to start from: kfit goal plans",
)
CHANGE_ANY_TIME = "You can change or drop a goal any time. The weeks before keep theirs."
# Where a strength begins, and what it is called: a height, never a direction.
STRENGTHS = ((0.8, "strong"), (0.6, "firm"), (0.4, "steady"), (0.2, "light"), (0.0, "a beginning"))


def strength_said(strength: float) -> str:
    """Return the word for a strength."""
    return next((word for begin, word in STRENGTHS if strength >= begin), STRENGTHS[-1][1])


def page(told: Goals, today: date, screen: Screen) -> str:
    """Show each goal: what it is, this week, its strength, the last days; then a programme, and what is still to come."""
    session = f"A programme runs, {told.step.minutes} min a session this week: kfit programme" if told.step else ""
    pause = pauses.beside(told.pause, today) if told.pause else ""
    if not told.standings and not told.coming:
        return "\n".join(folded(line, screen) for line in ([NONE_YET[0], session] if session else NONE_YET))
    apart = [] if screen.plain else [""]
    lines: list[str] = []
    for one in told.standings:
        lines += [*_standing(one, today, screen), *apart]
    for goal in told.coming:
        lines += [paragraph(f"{_title(goal)}, from {in_words(date.fromisoformat(goal.day), today)} on.", screen), *apart]
    lines += [folded(session, screen), *apart] if session else []
    lines += [folded(pause, screen), *apart] if pause else []
    lines += [paragraph(sentence, screen) for sentence in (by_intensity(told.intensities) if told.intensities else [])]
    closing = CHANGE_ANY_TIME if screen.plain else "\n".join(dim(line, screen) for line in fold(CHANGE_ANY_TIME, screen.width))
    return joined([*lines, closing])


def _title(goal: Goal) -> str:
    said = subject_said(goal.subject)
    return f"{said[0].upper()}{said[1:]}, {target_said(goal)}"


def _standing(one: Standing, today: date, screen: Screen) -> list[str]:
    """Say a goal in a few lines: its week, what would still fit, its strength, a change that is still to come."""
    week, fits = week_said(one.week), fits_said([(one.week, one.fits)]) if one.fits else ""
    lately = f"{one.days} of the last {one.of_days} {'nights' if one.goal.kind == 'sleep' else 'days'}" if one.days else ""
    strength = [word for word in (strength_said(one.strength), lately) if word]
    later = _later(one.next, today)
    if screen.plain:
        said = [f"{_title(one.goal)}. This week: {week}.", fits, f"Strength: {'; '.join(strength)}.", later]
        return [line for line in said if line]
    drawn = bar(share(one.week)) if one.week.done else ""
    if screen.narrow:
        rows = [f"This week: {week}", drawn, fits, f"Strength: {strength[0]}", bar(one.strength), *strength[1:], later]
        return [*fold(_title(one.goal), screen.width), *(f"  {part}" for row in rows if row for part in fold(row, screen.width - 2))]
    lines = hanging(f"{'  This week'.ljust(LABEL)}{drawn}{'  ' if drawn else ''}", week, screen)
    lines += hanging(" " * LABEL, fits, screen) if fits else []
    lines += hanging(f"{'  Strength'.ljust(LABEL)}{bar(one.strength)}  ", "; ".join(strength), screen)
    return [*fold(_title(one.goal), screen.width), *lines, *(hanging("  ", later, screen) if later else [])]


def _later(goal: Goal | None, today: date) -> str:
    """Say the change that is still to come, nothing if there is none."""
    if goal is None:
        return ""
    return f"From {in_words(date.fromisoformat(goal.day), today)} on: {target_said(goal) if goal.per else 'no goal'}."


def by_intensity(told: Intensities) -> list[str]:
    """Say this week's minutes by intensity and what the WHO counts of them, in two sentences."""
    parts = [f"{minutes} min {name}" for name, minutes in zip(told._fields, told, strict=True) if minutes and name != "unknown"]
    if told.unknown:
        parts.append(f"{told.unknown} not said, taken as moderate")
    if not parts:
        return []
    return [
        f"Movement this week: {', '.join(parts)}.",
        f"By the WHO's count {told.equivalent} min: moderate once, vigorous twice, light not.",
    ]
