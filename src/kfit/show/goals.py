"""Says which goals hold and how the week stands. A goal that is not reached is said as what was done, never as what is left over."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .. import length
from ..aimed import DAYS, EQUIVALENT, MINUTES, SESSIONS
from ..weekdays import in_words
from .lines import count, dim, fold, hanging, joined
from .phrases import UNDO, listed, with_way
from .safe import safe
from .ways import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..aimed import GoalWeek, Intensities, Standing
    from ..kept import Goal
    from .screen import Screen

BAR = 12
LABEL = 12
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
NONE_YET = (
    "No goal is set, and none is needed.",
    "To begin small: kfit goal exercise 3x10min/week",
    "Plans to start from: kfit goal plans",
)
CHANGE_ANY_TIME = "You can change or drop a goal any time. The weeks before keep theirs."
# Where a strength begins, and what it is called: a height, never a direction.
STRENGTHS = ((0.8, "strong"), (0.6, "firm"), (0.4, "steady"), (0.2, "light"), (0.0, "a beginning"))


class Template(NamedTuple):
    """A plan to start from: its line, where it comes from, and what is to know about that."""

    line: str
    what: str
    source: str


# Offered as plans, never as proven to work (facts: clinical.md 0, T1 and T2; 1; 4).
TEMPLATES = (
    Template(
        "kfit goal exercise 60min/week",
        "An hour a week.",
        "From a study of 33,908 healthy adults; it is about new depression, not about treatment. "
        "psychiatryonline.org/doi/10.1176/appi.ajp.2017.16111223",
    ),
    Template(
        "kfit goal exercise 3x30min/week",
        "30 minutes, 3 or 4 times a week.",
        "Advice from an article of a ketamine clinic, without a study of its own.",
    ),
    Template(
        "kfit goal exercise 3x45min/week --for 12 weeks",
        "45 minutes, 3 times a week, for 12 weeks.",
        "A thesis of 2019 proposed it for a trial. No results exist. elischolar.library.yale.edu/ysmpa_theses/65",
    ),
    Template(
        "kfit goal exercise 3x60min/week --for 8 weeks",
        "60 minutes, 3 times a week, for 8 weeks.",
        "A magazine's figure, which the same clinic's article passes on.",
    ),
    Template(
        "kfit goal exercise 150min/week --who",
        "150 to 300 moderate minutes a week. A vigorous minute counts twice, a light one not.",
        "The WHO's guideline of 2020 for all adults. pmc.ncbi.nlm.nih.gov/articles/PMC7719906",
    ),
    Template(
        "kfit programme start --from 5min --to 30min --days mon,wed,fri",
        "From 5 minutes up, a little more each week.",
        "A rule of kfit's own.",
    ),
)
TEMPLATES_TITLE = "Plans to start from"
TEMPLATES_CLOSING = "These are plans, not treatments: none is shown to work for you. What suits you is a question for your clinic."


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
    told = " ".join(filter(None, [count(goal.times, "time") if goal.times else "", minutes, "a week"]))
    return f"{told}, {WHO_SHORT}" if goal.weighting else told


def kept(goal: Goal, before: Goal | None, until: date | None, today: date) -> str:
    """Say that a goal holds from its day on: `Kept: movement, 60 min a week, from today, Sun 22 Nov.`"""
    day = date.fromisoformat(goal.day)
    from_ = f"from {in_words(day, today)}" + (f" to {in_words(until, today)}" if until else " on")
    if before is None:
        return with_way(f"Kept: {subject_said(goal.subject)}, {target_said(goal)}, {from_}.", UNDO)
    first = f"Changed: {subject_said(goal.subject)}, {target_said(before)}, is now {target_said(goal)}, {from_}."
    return f"{first}\nThe weeks before keep theirs. (kfit undo)"


def dropped(goal: Goal, today: date) -> str:
    """Say that a goal no longer holds."""
    return f"Changed: no goal for {subject_said(goal.subject)} from {in_words(today, today)} on.\nThe weeks before keep theirs. (kfit undo)"


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
    """Say what a week holds of a goal: `35 min so far this week`, or that it was the goal."""
    if week.subject[0] == "sleep":
        mean = "no night yet" if week.done is None else f"{length.said(round(week.done))} on average ({count(week.n, 'night')})"
        return f"{mean} this week" + (": that was your goal" if week.met else "")
    done = int(week.done or 0)
    if not done:
        return "no entry yet this week"
    said = {
        MINUTES: f"{done} min",
        EQUIVALENT: f"{done} min {WHO_SHORT}",
        SESSIONS: count(done, "session") + (f" of {week.each} min" if week.each else ""),
        DAYS: f"{done} of {count(week.target, 'day')}",
    }[week.unit]
    return f"{said} this week: that was your goal" if week.met else f"{said} so far this week"


def met_said(week: GoalWeek) -> str:
    """Say that a week's goal is reached: `60 min a week was your goal.`"""
    return f"{goal_said(week)} was your goal." if week.unit in (MINUTES, EQUIVALENT) else f"{goal_said(week)} were your goal."


def goal_said(week: GoalWeek) -> str:
    """Say what a week's goal was, shortly: `60 min a week`, `3 sessions of 6 min`."""
    if week.unit in (MINUTES, EQUIVALENT):
        return f"{week.target} min a week" + (f", {WHO_SHORT}" if week.unit == EQUIVALENT else "")
    return count(week.target, week.unit.removesuffix("s")) + (f" of {week.each} min" if week.each else "")


def fits_said(found: Sequence[tuple[GoalWeek, int]]) -> str:
    """Say what would still fit into the week, in one sentence; empty if there is nothing to say."""
    parts = [_fits(week, left) for week, left in found]
    return f"{listed(parts[:2])} would still fit this week." if parts else ""


def _fits(week: GoalWeek, left: int) -> str:
    subject = subject_said(week.subject)
    if week.unit in (MINUTES, EQUIVALENT):
        return f"{left} min of {subject}"
    if week.unit == SESSIONS:
        return count(left, "session") + (f" of {week.each} min" if week.each else "")
    return f"{subject} {'once' if left == 1 else f'{left} times'}"


def bar(share: float) -> str:
    """Draw a bar, a full one only for the whole; at least one cell where there is something."""
    filled = BAR if share >= 1 else min(BAR - 1, max(1, round(BAR * share))) if share > 0 else 0
    return "#" * filled + "." * (BAR - filled)


def share(week: GoalWeek) -> float:
    """Return which part of a goal is done."""
    return (week.done or 0) / week.target if week.target else 1.0


def strength_said(strength: float) -> str:
    """Return the word for a strength."""
    return next(word for begin, word in STRENGTHS if strength >= begin)


def page(standings: Sequence[Standing], coming: Sequence[Goal], intensities: Intensities | None, today: date, screen: Screen) -> str:
    """Show each goal: what it is, this week, its strength, the last days; then what is still to come."""
    if not standings and not coming:
        return "\n".join(folded(line, screen) for line in NONE_YET)
    lines: list[str] = []
    for one in standings:
        lines += [*_standing(one, today, screen), *([] if screen.plain else [""])]
    for goal in coming:
        text = f"{_title(goal)}, from {in_words(date.fromisoformat(goal.day), today)} on."
        lines += [*fold(text, screen.width), *([] if screen.plain else [""])]
    if intensities is not None:
        lines += [text for sentence in by_intensity(intensities) for text in ([sentence] if screen.plain else fold(sentence, screen.width))]
    closing = CHANGE_ANY_TIME if screen.plain else "\n".join(dim(line, screen) for line in fold(CHANGE_ANY_TIME, screen.width))
    return joined([*lines, closing])


def _title(goal: Goal) -> str:
    said = subject_said(goal.subject)
    return f"{said[0].upper()}{said[1:]}, {target_said(goal)}"


def _standing(one: Standing, today: date, screen: Screen) -> list[str]:
    title, week = _title(one.goal), week_said(one.week)
    fits = fits_said([(one.week, one.fits)]) if one.fits else ""
    lately = f"{one.days} of the last {one.of_days} {'nights' if one.goal.kind == 'sleep' else 'days'}" if one.days else ""
    word = strength_said(one.strength)
    later = (
        f"From {in_words(date.fromisoformat(one.next.day), today)} on: {target_said(one.next) if one.next.per else 'no goal'}."
        if one.next
        else ""
    )
    if screen.plain:
        return [
            f"{title}: {week}.",
            *([fits] if fits else []),
            f"Strength: {word}. {lately[0].upper()}{lately[1:]}.",
            *([later] if later else []),
        ]
    lines = [*fold(title, screen.width)]
    if screen.narrow:
        lines += [*(f"  {part}" for part in fold(week, screen.width - 2)), f"  {bar(share(one.week))}"]
    else:
        lines += [f"{'  This week'.ljust(LABEL)}{bar(share(one.week))}  {week}"]
    indent = "  " if screen.narrow else " " * LABEL
    lines += [f"{indent}{part}" for part in fold(fits, screen.width - len(indent)) if part]
    label = "  Strength" if screen.narrow else "  Strength".ljust(LABEL)
    lines += (
        [label, f"  {bar(one.strength)}  {word}", f"  {lately}"] if screen.narrow else [f"{label}{bar(one.strength)}  {word}; {lately}"]
    )
    return [*lines, *(hanging("  ", later, screen) if later else [])]


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


def templates(screen: Screen) -> str:
    """List the plans to start from, each with its source."""
    if screen.plain:
        rows = [f"{one.what} {one.source} To take it: {one.line}" for one in TEMPLATES]
        return "\n".join([f"{TEMPLATES_TITLE}.", *rows, TEMPLATES_CLOSING])
    lines = [dim(TEMPLATES_TITLE, screen), ""]
    for one in TEMPLATES:
        lines += [f"  {one.line}", *(f"    {part}" for part in fold(one.what, screen.width - 4))]
        lines += [*(dim(f"    {part}", screen) for part in fold(one.source, screen.width - 4)), ""]
    return joined([*lines, *fold(TEMPLATES_CLOSING, screen.width)])
