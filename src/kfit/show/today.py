"""Draws the front page: what today holds, never a day that is past."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from .. import length
from ..dates import WEEKDAYS, in_words
from ..entries import Entry, Exercise, Infusion, Mood, Note, Sleep, route_said
from ..rounding import tenths
from .lines import count, dim, fold, hanging, joined, width
from .safe import safe
from .week import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..figures import Today, Week
    from .screen import Screen

LABEL = 12  # columns of the words before the figures
EARLIER = 3  # days back that the example of an earlier day names


def front_page(today: Today, screen: Screen) -> str:
    """Show what was logged today and the sums of the week; without an entry today, one sentence and how to begin."""
    rows = logged(today)
    if screen.plain:
        return _sentences(today, rows)
    lines = [*_heading(today, screen), ""]
    if not rows:
        lines += _nothing_today(today, screen)
        return joined([*lines, "", dim(foot("list", screen), screen)])
    indent = "" if screen.narrow else "  "
    columns = (max(len(label) for label, _ in rows) + 2) if screen.narrow else LABEL
    for label, text in rows:
        lines += hanging(indent + label.ljust(columns), text, screen)
    sums = week_sums(today.week)
    if sums:
        lines += ["", *_week(sums, screen)]
    return joined([*lines, "", dim(foot("undo", screen), screen)])


def logged(today: Today) -> list[tuple[str, str]]:
    """Return the day's rows, mood, sleep, movement, infusion, notes: each a label and what was logged."""
    rows = [
        (label, say(entries)) for label, kind, say in ROWS if (entries := [entry for entry in today.entries if isinstance(entry, kind)])
    ]
    if today.sleep_ahead:
        tomorrow = in_words(today.day + timedelta(days=1), today.day)
        rows.append(("Sleep", f"{length.said(today.sleep_ahead)}, the night to {tomorrow}"))
    notes = sum(1 for entry in today.entries if entry.note is not None or isinstance(entry, Note))
    return [*rows, ("Notes" if notes > 1 else "Note", str(notes))] if notes else rows


def moods_said(entries: Sequence[Entry]) -> str:
    """Say the moods of a day, and their mean if they are several: `4, 7 (mean 5.5)`."""
    scores = [entry.score for entry in entries if isinstance(entry, Mood)]
    listed = ", ".join(str(score) for score in scores)
    return listed if len(scores) == 1 else f"{listed} (mean {tenths(sum(scores) / len(scores))})"


def sleep_said(entries: Sequence[Entry]) -> str:
    """Say a night: `8h15, quality 7`, `4h45 in 2 parts`."""
    if len(entries) == 1:
        return entries[0].short()
    return f"{length.said(sum(entry.minutes for entry in entries if isinstance(entry, Sleep)))} in {len(entries)} parts"


def movement_said(entries: Sequence[Entry]) -> str:
    """Say the movement of a day, and its sum if there was more than one: `30 min: 20 min walk, 10 min yoga`."""
    listed = ", ".join(safe(entry.phrase()) for entry in entries)
    total = sum(entry.minutes for entry in entries if isinstance(entry, Exercise))
    return listed if len(entries) == 1 else f"{total} min: {listed}"


def treatment_said(entries: Sequence[Entry]) -> str:
    """Say the routes of the day's infusions. The dose stays off the front page (facts: voice.md 5, 3)."""
    return ", ".join(route_said(entry.route) or "done" for entry in entries if isinstance(entry, Infusion))


ROWS = (
    ("Mood", Mood, moods_said),
    ("Sleep", Sleep, sleep_said),
    ("Movement", Exercise, movement_said),
    ("Infusion", Infusion, treatment_said),
)


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
    if screen.narrow:
        return ["This week", *(f"  {line}" for line in sums)]
    return hanging("This week".ljust(LABEL + 2), ", ".join(sums), screen)


def _sentences(today: Today, rows: list[tuple[str, str]]) -> str:
    """Say the front page, one sentence a row."""
    day = in_words(today.day, today.day) + (f", your day ends at {today.ends}" if today.ends else "")
    sentences = [f"{day}."]
    if today.since_infusion is not None:
        since = since_said(today.since_infusion)
        sentences.append(since[0].upper() + since[1:] + ".")
    if not rows:
        earlier = WEEKDAYS[(today.day - timedelta(days=EARLIER)).weekday()]
        sentences.append("Good to see you. No entries yet today, and one line is plenty: kfit mood 5")
        sentences.append(f"For an earlier day: kfit mood 5 --on {earlier}")
    sentences += [f"{label}: {text}." for label, text in rows]
    if rows and today.week.logged:
        sentences.append(sentence(today.week, today.day))
    commands = ", ".join(f"kfit {command}" for command in ("undo" if rows else "list", "week", "help-now"))
    return "\n".join([*sentences, f"More: {commands}"])
