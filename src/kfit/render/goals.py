"""Says which goals hold, how the week stands, and what is paused. What was done is said, never what is left over."""

from __future__ import annotations

from datetime import date

from .. import humanize
from ..humanize import in_words
from ..model.entries import KINDS
from ..model.goals import DAYS, EQUIVALENT, MINUTES, MOVEMENT, SESSIONS
from .phrases import UNDO, with_way
from .text import BEGIN, DIM, END, HUE, count, dim, joined, paragraph, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.goals import GoalWeek
    from ..model.planning import Goal, Pause
    from .screen import Screen

BAR = 12
LITTLE = 0.01  # the share of what is too short to count: it fills one cell
MOST_FITTING = 2  # goals of which it is said what would still fit: a page is no list of duties
WHO_SHORT = "light ones not counted, vigorous ones twice"
ON_DAYS = "movement on "
FULL, EMPTY = "\u2588", "\u2591"  # a cell of a bar, where the terminal has blocks


def subject_said(subject: tuple[str, str | None]) -> str:
    """Say what a goal is about: `movement`, `sleep`, `noting mood`, `meditation`."""
    kind, name = subject
    known = KINDS.get(kind)
    said = safe(name or (known.label.lower() if known else kind))
    return f"noting {said}" if known and known.goal == "daily" else said


def target_said(goal: Goal) -> str:
    """Say what is aimed at: `60 min a week`, `3 times 30 min a week`, `7h00 a night`, `every day`."""
    if goal.kind == "sleep":
        return f"{humanize.hours_minutes(goal.minutes or 0)} a night"
    if goal.per == "day":
        return f"{goal.minutes} min a day" if goal.minutes else "every day"
    minutes = f"{goal.minutes} min" if goal.minutes else ""
    times = f"{goal.times} times" if goal.times and goal.times > 1 else ""
    told = " ".join(filter(None, [times, minutes, "once a week" if goal.times == 1 else "a week"]))
    return f"{told}, {WHO_SHORT}" if goal.weighting else told


def goal_kept(goal: Goal, before: Goal | None, until: date | None, today: date) -> str:
    """Say that a goal holds from its day on: `Kept: movement, 60 min a week, from Sun 22 Nov on.`"""
    day = date.fromisoformat(goal.day)
    from_ = f"from {in_words(day, today)}" + (f" to {in_words(until, today)}" if until else " on")
    if before is None:
        return with_way(f"Kept: {subject_said(goal.subject)}, {target_said(goal)}, {from_}.", UNDO)
    if target_said(before) == target_said(goal):
        return with_way(f"Changed: {subject_said(goal.subject)}, {target_said(goal)}, now {from_}.", UNDO)
    first = f"Changed: {subject_said(goal.subject)}, {target_said(before)}, is now {target_said(goal)}, {from_}."
    return f"{first}\nThe weeks before keep theirs. (kfit undo)"


def goal_dropped(goal: Goal, day: date, today: date) -> str:
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
        aim = "" if week.met else f" of {humanize.hours_minutes(week.target)}"
        mean = f"{humanize.hours_minutes(round(week.done))}{aim} on average ({count(week.n, 'night')})"
        return f"{mean}: goal met" if week.met else f"{mean} so far"
    done = int(week.done or 0)
    if not done:
        noted = f"noted on {count(week.n, 'day')} so far" if week.n else "no entry yet"
        return f"{week.minutes} min so far" if week.minutes else noted
    if week.unit == SESSIONS and not week.met:
        return progress_said(week) + in_all(week)
    aim = "" if week.met else f" of {week.target}"
    said = {
        MINUTES: f"{done}{aim} min",
        EQUIVALENT: f"{done}{aim} min",
        SESSIONS: count(done, "session") + (f" of {week.each} min" if week.each else ""),
        DAYS: f"{done} of {count(week.target, 'day')}",
    }[week.unit]
    return f"{said}: goal met" if week.met else f"{said} so far"


def met_said(week: GoalWeek) -> str:
    """Say that a week's goal is reached: `met: 60 min a week`."""
    return f"met: {goal_said(week)}"


def progress_said(week: GoalWeek) -> str:
    """Say how far a week is with its goal, so that nobody takes the aim for what was done: `1 of 3 sessions of 20 min`."""
    if week.met:
        return met_said(week)
    of, _, more = goal_said(week).removeprefix(ON_DAYS).partition(" a week")
    return f"{int(week.done or 0)} of {of}{more}"


def in_all(week: GoalWeek) -> str:
    """Say the minutes of all sessions behind what is counted in sessions or days; nothing where minutes are counted."""
    return f"; {count(week.minutes, 'minute')} in all" if week.minutes and week.unit in (SESSIONS, DAYS) else ""


def goal_said(week: GoalWeek) -> str:
    """Say what a week's goal was, shortly: `60 min a week`, `3 sessions of 6 min`."""
    if week.unit in (MINUTES, EQUIVALENT):
        return f"{week.target} min a week" + (f", {WHO_SHORT}" if week.unit == EQUIVALENT else "")
    said = count(week.target, week.unit.removesuffix("s")) + (f" of {week.each} min" if week.each else "")
    if week.unit == DAYS:
        return f"{ON_DAYS}{said}" if week.subject == MOVEMENT else said
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


def bar(share: float, screen: Screen, cells: int = BAR) -> str:
    """Draw a bar, a full one only for the whole; at least one cell where there is something."""
    full, empty = (FULL, EMPTY) if screen.unicode else ("#", ".")
    filled = cells if share >= 1 else min(cells - 1, max(1, round(cells * share))) if share > 0 else 0
    return full * filled + empty * (cells - filled)


def tinted(line: str, screen: Screen) -> str:
    """Give the bar of a line its colours; what is empty is dim."""
    if not screen.colour:
        return line
    for cell, code in ((FULL, HUE), (EMPTY, DIM)):
        run = cell * line.count(cell)
        line = line.replace(run, f"{BEGIN}{code}{END}{run}{BEGIN}0{END}") if run and run in line else line
    return line


def share(week: GoalWeek) -> float:
    """Return which part of a goal is done: a little where there were only shorter sessions, all of it where the week is met."""
    if week.met:
        return 1.0
    return max((week.done or 0) / (week.target or 1), LITTLE if week.minutes else 0)


NONE_YET = "Nothing is paused. To pause for some days: kfit pause 3 days"
GO_ON = "To go on: kfit resume"
RESUMED_NOTHING = "Nothing is paused, so nothing was changed."


def pause_span(pause: Pause, today: date) -> str:
    """Say the days of a pause: `Mon 9 Nov to Sun 15 Nov`, `since Mon 9 Nov`."""
    first = in_words(date.fromisoformat(pause.day), today)
    if pause.until is None:
        return f"{'since' if pause.day < today.isoformat() else 'from'} {first}{'' if pause.day < today.isoformat() else ' on'}"
    return first if pause.until == pause.day else f"{first} to {in_words(date.fromisoformat(pause.until), today)}"


def pause_why(pause: Pause) -> str:
    """Say the reason in brackets, nothing where none was told."""
    return f" ({safe(pause.why)})" if pause.why else ""


def pause_kept(pause: Pause, today: date) -> str:
    """Say that days are paused: `Kept: a pause, from Mon 9 Nov on. Its days ask for nothing.`"""
    go_on = f" {GO_ON}" if pause.until is None else ""
    return with_way(f"Kept: a pause{pause_why(pause)}, {pause_span(pause, today)}. Its days ask for nothing.{go_on}", UNDO)


def pause_longer(pause: Pause, today: date) -> str:
    """Say that a pause has another end."""
    return with_way(f"Changed: the pause{pause_why(pause)} is now {pause_span(pause, today)}.", UNDO)


def paused_already(pause: Pause, today: date) -> str:
    """Say that these days are paused, and how that ends."""
    way = f"To take it away: kfit pause --drop {pause.day}" if pause.day > today.isoformat() else GO_ON
    return f"Paused already: {pause_span(pause, today)}. {way}"


def resumed(day: date, today: date) -> str:
    """Say that a pause is over; one of which nothing is left is only taken away."""
    return with_way(f"Changed: no pause from {in_words(day, today)} on.", UNDO)


def began_later(pause: Pause, today: date) -> str:
    """Say that a pause began behind the day on which it is to have ended."""
    began = in_words(date.fromisoformat(pause.day), today)
    return f"The pause began on {began}. To take it away as a whole: kfit pause --drop {pause.day}"


def nothing_to_resume(pauses: Sequence[Pause], today: date) -> str:
    """Say that nothing is paused, and how one that is to come is taken away."""
    coming = next((one for one in pauses if one.day > today.isoformat()), None)
    if coming is None:
        return RESUMED_NOTHING
    first = in_words(date.fromisoformat(coming.day), today)
    return f"Nothing is paused today. A pause is to come, from {first} on. To take it away: kfit pause --drop {coming.day}"


def pause_front(pause: Pause, today: date) -> str:
    """Say on the front page that nothing is asked for, and no word of the reason: somebody else may see it. Two lines."""
    said = pause_span(pause, today)
    return f"{said[0].upper()}{said[1:]}.\n{GO_ON}"


def pause_seen(pause: Pause, today: date) -> str:
    """Say on the page of an earlier day that it was paused: `From Mon 16 Mar to Fri 20 Mar.`"""
    said = pause_span(pause, today)
    return f"{said[0].upper()}{said[1:]}."


def pause_beside(pause: Pause, today: date) -> str:
    """Say in one line beside something else that nothing is asked for: `Paused: Since Mon 9 Nov. To go on: kfit resume`"""
    return f"Paused: {' '.join(pause_front(pause, today).splitlines())}"


def pauses_listed(pauses: Sequence[Pause], today: date, screen: Screen) -> str:
    """List the pauses, oldest first."""
    if not pauses:
        return paragraph(NONE_YET, screen)
    rows = [f"{pause_span(one, today)}{pause_why(one)}" for one in pauses]
    if screen.plain:
        return "\n".join(["Pauses.", *(f"{row}." for row in rows)])
    return joined([dim("Pauses", screen), *rows])
