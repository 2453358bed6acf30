"""Says a programme: its path, and in plain words why this week has its minutes. A step back is a step, not a loss."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ..rounding import tenths
from ..weekdays import in_words
from . import pauses
from .goals import target_said
from .lines import count, dim, fold, joined, pad
from .phrases import UNDO, listed, with_way
from .ways import folded
from .week import days_said as week_days

if TYPE_CHECKING:
    from ..aimed import Path, Step
    from ..kept import Goal, Pause, Programme
    from .screen import Screen

NONE_YET = (
    "No programme runs, and none is needed.",
    "To begin with five minutes: kfit programme start --from 5min --to 30min --days mon,wed,fri",
    "Plans to start from: kfit goal plans",
)
RULES = {
    "gentle": "After a week with most of its sessions, the minutes go up by a tenth.",
    "faster": "After every second week with most of its sessions, they go up by 5 minutes.",
}
AHEAD = "The weeks to come are a sketch: they follow what you do."
EFFORT = "If it felt hard, say so, and the minutes stay: kfit walk 10 --effort 7"
SHOWN_PAST, SHOWN_AHEAD = 6, 4  # weeks on a screen; --all shows each
# Why a week has its minutes: `{done}` says the sessions of the week before, `{by}` what it rose by.
WHY = {
    "first": "It is the first week.",
    "rose": "The week before had {done}, so it goes up by {by} min.",
    "halfway": "The week before had {done}. It stays for one more week.",
    "top": "The week before had {done}. This is as far as the programme goes.",
    "few": "The week before had {done}, so it stays.",
    "hard": "The week before felt hard (effort {effort}), so it stays.",
    "free": "The week before asked for nothing, so it stays.",
    "part": "The first week was a short one, so it stays.",
    "back": "A quiet week or more lies behind, so it goes on one step earlier.",
    "begin": "A quiet week or more lies behind. The first step is a fine place to go on.",
    "quiet": "It is quiet still, so it stays. Any day is a day to go on.",
}


def none_yet(screen: Screen) -> str:
    """Say that no programme runs, and how one begins."""
    return "\n".join(folded(line, screen) for line in NONE_YET)


def started(path: Path, goal: Goal | None, today: date) -> str:
    """Say that a programme begins, when it could reach its end, and what stands in front of it."""
    programme = path.programme
    day = in_words(date.fromisoformat(programme.day), today)
    lines = [f"Kept: a programme, {days_said(programme)}, from {day} on. It begins with {programme.from_minutes} min a session."]
    weeks = len(path.ahead) - (path.now is None)
    far = f"It reaches {programme.to_minutes} min in {count(weeks, 'week')} at the soonest." if weeks else "The minutes stay as they are."
    lines.append(f"{far} See it: kfit programme   (kfit undo)")
    first = (path.now or path.ahead[0]).planned
    if first < len(programme.weekdays):
        lines.append("Its first week is a part of one; the minutes go up from the next on.")
    return "\n".join([*lines, goals_first(goal) if goal else EFFORT])


def goals_first(goal: Goal) -> str:
    """Say that a goal stands in front of a programme."""
    return f"Your goal of {target_said(goal)} stays in front. To let the programme count: kfit goal exercise --drop"


def stopped(programme: Programme, step: Step | None, today: date) -> str:
    """Say that a programme is over, and how one would begin where it was; without `step` it never counted."""
    if step is None:
        return with_way(f"Changed: the programme from {in_words(date.fromisoformat(programme.day), today)} on is taken away.", UNDO)
    line = f"kfit programme start --from {step.minutes}min --to {programme.to_minutes}min --days {','.join(programme.weekdays)}"
    return f"Changed: the programme ends today, {in_words(today, today)}. What was done stays. (kfit undo)\nTo begin again where it was: {line}"


def runs_already(programme: Programme, today: date) -> str:
    """Say that a programme runs, and how it ends."""
    runs = "begins on" if programme.day > today.isoformat() else "runs since"
    return f"A programme {runs} {in_words(date.fromisoformat(programme.day), today)}. To end it first: kfit programme stop"


def days_said(programme: Programme) -> str:
    """Say the weekdays: `Mon, Wed and Fri`, `every day`."""
    days = programme.weekdays
    return "every day" if len(days) == 7 else listed([day.capitalize() for day in days])


def why_said(step: Step, before: Step | None) -> str:
    """Say why a week has its minutes, by what the week before it was like."""
    if before is None:
        return WHY[step.why]
    effort = "" if before.effort is None else tenths(before.effort).removesuffix(".0")
    return WHY[step.why].format(done=_sessions(before), by=step.minutes - before.minutes, effort=effort)


class Beside(NamedTuple):
    """What stands beside a programme: a pause that today lies in, a goal that stands in front of it."""

    pause: Pause | None = None
    goal: Goal | None = None


def page(path: Path, beside: Beside, today: date, screen: Screen, *, whole: bool) -> str:
    """Show the path: the weeks that are past as they were done, this one with its reason, those to come as planned."""
    programme = path.programme
    since = f"{'from' if programme.day > today.isoformat() else 'since'} {in_words(date.fromisoformat(programme.day), today)}"
    title = f"From {programme.from_minutes} to {programme.to_minutes} min, {days_said(programme)}, {since}"
    past = path.past if whole else path.past[-SHOWN_PAST:]
    ahead = path.ahead if whole or len(path.ahead) <= SHOWN_AHEAD + 1 else [*path.ahead[:SHOWN_AHEAD], path.ahead[-1]]
    here = [(path.now, f"this week{f', {_sessions(path.now)} so far' if path.now.done or path.now.shorter else ''}")] if path.now else []
    said = [*((step, _done(step)) for step in past), *here, *((step, "planned") for step in ahead)]
    closing = [_reason(path, today), *_beside(beside, today)]
    closing += [RULES.get(programme.pace, RULES["gentle"]), AHEAD] if path.now else []
    if len(past) + len(ahead) < len(path.past) + len(path.ahead):
        closing.append("All weeks: kfit programme --all")
    if screen.plain:
        told = [f"{week_days(step.monday, _sunday(step), today, ' to ')}: {step.minutes} min, {what}." for step, what in said]
        return "\n".join([f"{title}.", *told, *closing])
    rows = [(week_days(step.monday, _sunday(step), today, digits=2), step.minutes, what) for step, what in said]
    columns = max(len(week) for week, _, _ in rows) + 3
    lines = [pad(week, columns) + f"{f'{minutes} min':>6}   {what}" for week, minutes, what in rows]
    if max(map(len, lines)) > screen.width:
        lines = [part for week, minutes, what in rows for part in _paragraph(week, f"{minutes} min, {what}", screen)]
    heading = [dim(part, screen) for part in fold(title, screen.width)]
    below = [folded(line, screen) if "kfit " in line else "\n".join(fold(line, screen.width)) for line in closing]
    return joined([*heading, *lines, "", below[0], *([""] if below[1:] else []), *below[1:]])


def _paragraph(week: str, said: str, screen: Screen) -> list[str]:
    return [week.strip(), *(f"  {line}" for line in fold(said, screen.width - 2))]


def _beside(beside: Beside, today: date) -> list[str]:
    """Say a pause, and a goal that stands in front."""
    paused = [pauses.beside(beside.pause, today)] if beside.pause else []
    return [*paused, *([goals_first(beside.goal)] if beside.goal else [])]


def _reason(path: Path, today: date) -> str:
    if path.now is None:
        ended = path.programme.ended_on
        if ended is None or ended > today.isoformat():
            return f"It begins on {in_words(date.fromisoformat(path.programme.day), today)}."
        return f"It ended on {in_words(date.fromisoformat(ended), today)}."
    return f"{path.now.minutes} min a session this week. {why_said(path.now, path.past[-1] if path.past else None)}"


def _sunday(step: Step) -> date:
    return step.monday + timedelta(days=6)


def _done(step: Step) -> str:
    """Say what a week that is past had; one that asked for nothing says so."""
    if not step.planned:
        return "asked for nothing" if not step.done else count(step.done, "session")
    return _sessions(step)


def _sessions(step: Step) -> str:
    """Say the sessions of a week: `2 of 3 sessions`, `4 sessions`, `2 shorter sessions`, `no entry`."""
    if not step.done:
        return f"{step.shorter} shorter session{'s' * (step.shorter != 1)}" if step.shorter else "no entry"
    return f"{step.done} of {count(step.planned, 'session')}" if step.done <= step.planned else count(step.done, "session")
