"""Draws the front page: what today holds, never a day that is past."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .. import length
from ..entries import Note
from ..rounding import tenths
from ..weekdays import WEEKDAYS, in_words
from .goals import bar, goal_said, share
from .lines import count, dim, fold, hanging, joined, pad, width
from .logged import Row, rows
from .week import sentence

if TYPE_CHECKING:
    from ..figures import Today, Week
    from ..settings import Settings
    from .screen import Screen

LABEL = 12  # columns of the words before the figures, more where a name is longer
LONGEST_LABEL, LONGEST_NARROW = 22, 16  # a name that is longer still has a line of its own
EARLIER = 3  # days back that the example of an earlier day names


def front_page(today: Today, screen: Screen, settings: Settings) -> str:
    """Show what was logged today and the sums of the week; without an entry today, one sentence and how to begin."""
    found = logged(today, settings)
    if screen.plain:
        return _sentences(today, found)
    lines = [*_heading(today, screen), ""]
    if not found:
        lines += _nothing_today(today, screen)
        further = [*(_goal(today, screen) if today.week.logged else []), *_further(today, screen)]
        return joined([*lines, *([""] if further else []), *further, "", dim(foot("list", screen), screen)])
    columns = _columns(found, screen)
    for row in found:
        lines += _row(row, columns, screen)
    below = [*_week(week_sums(today.week), screen), *_goal(today, screen), *_further(today, screen)]
    return joined([*lines, *([""] if below else []), *below, "", dim(foot("undo", screen), screen)])


def logged(today: Today, settings: Settings) -> list[Row]:
    """Return the rows of the day, the night that already counts for the next one and the number of notes with them."""
    found = rows(today.entries, settings)
    if today.sleep_ahead:
        tomorrow = in_words(today.day + timedelta(days=1), today.day)
        found.append(Row("Sleep", f"{length.said(today.sleep_ahead)}, the night to {tomorrow}"))
    notes = sum(1 for entry in today.entries if entry.note is not None or isinstance(entry, Note))
    return [*found, Row("Notes" if notes > 1 else "Note", str(notes))] if notes else found


def _columns(found: list[Row], screen: Screen) -> int:
    """Return how many columns the labels take."""
    longest = LONGEST_NARROW if screen.narrow else LONGEST_LABEL
    taken = [columns for row in found if (columns := width(row.label) + 2) <= longest]
    return max(taken, default=LABEL) if screen.narrow else max([LABEL, *taken])


def _row(row: Row, columns: int, screen: Screen) -> list[str]:
    """Draw a row: its label, what was logged, and apart from it what the ends of a scale mean."""
    indent, apart = ("", " ") if screen.narrow else ("  ", "   ")
    label, above = indent + pad(row.label, columns), []
    if width(row.label) + 2 > columns:
        above, label = [indent + line for line in fold(row.label, screen.width - len(indent))], " " * (len(indent) + columns)
    whole = f"{label}{row.text}{apart}{row.about}"
    if not row.about or width(whole) > screen.width:
        return [*above, *hanging(label, row.text, screen), *(hanging(" " * width(label), row.about, screen) if row.about else [])]
    return [*above, whole]


def week_sums(week: Week) -> list[str]:
    """Say what the week holds so far, leaving out what was not logged."""
    sums = []
    if week.sessions:
        sums.append(f"{week.exercise} min in {count(week.sessions, 'session')}")
    if week.mood is not None:
        sums.append(f"mood {tenths(week.mood)} ({count(week.mood_days, 'day')})")
    if week.sleep is not None:
        sums.append(f"sleep {length.said(round(week.sleep))} ({count(week.nights, 'night')})")
    return sums


def foot(first: str, screen: Screen) -> str:
    """Name three commands, the first one as told."""
    return ("   " if screen.narrow else "    ").join(f"kfit {command}" for command in (first, "week", "help-now"))


def since_said(days: int) -> str:
    """Say how long ago the last infusion was."""
    return f"day {days} since your last infusion" if days else "infusion today"


def _heading(today: Today, screen: Screen) -> list[str]:
    day = in_words(today.day, today.day) + (f" (your day ends at {today.ends})" if today.ends else "")
    if today.since_infusion is None:
        return [day]
    since = since_said(today.since_infusion)
    together = day + since.rjust(min(screen.width, 79) - width(day))
    return [day, since] if screen.narrow or len(day) + len(since) + 2 > screen.width else [together]


def _nothing_today(today: Today, screen: Screen) -> list[str]:
    earlier = f"kfit mood 5 --on {WEEKDAYS[(today.day - timedelta(days=EARLIER)).weekday()]}"
    lines = [*fold("Good to see you. No entries yet today, and one line is plenty:", screen.width), ""]
    if screen.narrow:
        return [*lines, "  kfit mood 5", f"  {earlier}", "    for an earlier day"]
    return [*lines, "    kfit mood 5", f"    {earlier.ljust(32)} for an earlier day"]


def _week(sums: list[str], screen: Screen) -> list[str]:
    if not sums:
        return []
    if screen.narrow:
        return ["This week", *(f"  {line}" for line in sums)]
    return hanging("This week".ljust(LABEL + 2), ", ".join(sums), screen)


def _goal(today: Today, screen: Screen) -> list[str]:
    """Draw the week's movement against its goal, and say what would still fit; nothing of what is left over."""
    goal = today.week.goal
    if today.paused or (goal is None and not today.fits):
        return []
    label = "Goal".ljust(LABEL + 2)
    drawn = bar(share(goal)) if goal and today.week.exercise else ""
    said = goal_said(goal) if goal and (drawn or not today.fits) else ""
    if screen.narrow:
        return ["Goal", *(f"  {part}" for line in (drawn, said, today.fits) if line for part in fold(line, screen.width - 2))]
    first = hanging(f"{label}{drawn}  " if drawn else label, said, screen) if said else []
    fits = hanging(" " * len(label) if first else label, today.fits, screen) if today.fits else []
    return [*first, *fits]


def _further(today: Today, screen: Screen) -> list[str]:
    """Say what is paused, what is planned, and what is kept for the visit."""
    lines = []
    if today.paused:
        parts = [part for line in today.paused.split("\n") for part in fold(line, screen.width - 2)]
        lines += ["Paused", *(f"  {part}" for part in parts)] if screen.narrow else [f"{'Paused'.ljust(LABEL + 2)}{' '.join(parts)}"]
    if today.planned:
        lines += ["Planned", f"  {today.planned}"] if screen.narrow else hanging("Planned".ljust(LABEL + 2), today.planned, screen)
    if today.questions:
        kept = f"{count(today.questions, 'question')} kept: kfit ask"
        lines += ["For the visit", f"  {kept}"] if screen.narrow else [f"For the visit {kept}"]
    return lines


def _sentences(today: Today, found: list[Row]) -> str:
    """Say the front page, one sentence a row."""
    day = in_words(today.day, today.day) + (f", your day ends at {today.ends}" if today.ends else "")
    sentences = [f"{day}."]
    if today.since_infusion is not None:
        since = since_said(today.since_infusion)
        sentences.append(since[0].upper() + since[1:] + ".")
    if not found:
        earlier = WEEKDAYS[(today.day - timedelta(days=EARLIER)).weekday()]
        sentences.append("Good to see you. No entries yet today, and one line is plenty: kfit mood 5")
        sentences.append(f"For an earlier day: kfit mood 5 --on {earlier}")
    sentences += [f"{row.label}: {f'{row.text} {row.about}'.rstrip()}." for row in found]
    if found and today.week.logged:
        sentences.append(sentence(today.week, today.day))
    if today.fits and not today.paused and (found or today.week.logged):
        sentences.append(today.fits)
    sentences += [f"Paused: {' '.join(today.paused.splitlines())}"] if today.paused else []
    sentences += [f"Planned: {today.planned}."] if today.planned else []
    sentences += [f"For the visit: {count(today.questions, 'question')} kept: kfit ask"] if today.questions else []
    commands = ", ".join(f"kfit {command}" for command in ("undo" if found else "list", "week", "help-now"))
    return "\n".join([*sentences, f"More: {commands}"])
