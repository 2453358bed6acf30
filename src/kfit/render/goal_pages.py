"""Draws the pages of goals, of plans to start from, and of a programme."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..humanize import in_words, tenths
from . import goals
from .goals import bar, fits_said, share, subject_said, target_said, tinted, week_said
from .phrases import UNDO, listed, with_way
from .text import count, dim, fold, hanging, joined, pad, paragraph
from .weeks import days_said as week_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.goals import GoalStanding, GoalsToday, Intensities, ProgrammePath, ProgrammeWeek
    from ..model.planning import Goal, Pause, Programme
    from .screen import Screen

LABEL = 12
NO_GOALS_YET = (
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


def goals_page(told: GoalsToday, today: date, screen: Screen) -> str:
    """Show each goal: what it is, this week, its strength, the last days; then a programme, and what is still to come."""
    session = f"A programme runs, {told.step.minutes} min a session this week: kfit programme" if told.step else ""
    pause = goals.pause_beside(told.pause, today) if told.pause else ""
    if not told.standings and not told.coming:
        return "\n".join(paragraph(line, screen) for line in ([NO_GOALS_YET[0], session] if session else NO_GOALS_YET))
    apart = [] if screen.plain else [""]
    lines: list[str] = []
    for one in told.standings:
        lines += [*_standing(one, today, screen), *apart]
    for goal in told.coming:
        lines += [paragraph(f"{_title(goal)}, from {in_words(date.fromisoformat(goal.day), today)} on.", screen), *apart]
    lines += [paragraph(session, screen), *apart] if session else []
    lines += [paragraph(pause, screen), *apart] if pause else []
    lines += [paragraph(sentence, screen) for sentence in (by_intensity(told.intensities) if told.intensities else [])]
    closing = CHANGE_ANY_TIME if screen.plain else "\n".join(dim(line, screen) for line in fold(CHANGE_ANY_TIME, screen.width))
    return joined([*lines, closing])


def _title(goal: Goal) -> str:
    said = subject_said(goal.subject)
    return f"{said[0].upper()}{said[1:]}, {target_said(goal)}"


def _standing(one: GoalStanding, today: date, screen: Screen) -> list[str]:
    """Say a goal in a few lines: its week, what would still fit, its strength, a change that is still to come."""
    week, fits = week_said(one.week), fits_said([(one.week, one.fits)]) if one.fits else ""
    lately = f"; done on {one.days} of the last {one.of_days} {'nights' if one.goal.kind == 'sleep' else 'days'}" if one.days else ""
    strength = f"{strength_said(one.strength)}{lately}"
    later = _later(one.next, today)
    if screen.plain:
        said = [f"{_title(one.goal)}. This week: {week}.", fits, f"Strength: {strength}.", later]
        return [line for line in said if line]
    drawn = bar(share(one.week), screen) if one.week.done else ""
    if screen.narrow:
        rows = [f"This week: {week}", drawn, fits, f"Strength: {strength}", later]
        parts = [f"  {part}" for row in rows if row for part in fold(row, screen.width - 2)]
        return [*fold(_title(one.goal), screen.width), *(tinted(part, screen) for part in parts)]
    lines = hanging(f"{'  This week'.ljust(LABEL)}{drawn}{'  ' if drawn else ''}", week, screen)
    lines += hanging(" " * LABEL, fits, screen) if fits else []
    lines += hanging("  Strength".ljust(LABEL), strength, screen)
    return [
        *fold(_title(one.goal), screen.width),
        *(tinted(line, screen) for line in lines),
        *(hanging("  ", later, screen) if later else []),
    ]


def _later(goal: Goal | None, today: date) -> str:
    """Say the change that is still to come, nothing if there is none."""
    if goal is None:
        return ""
    return f"From {in_words(date.fromisoformat(goal.day), today)} on: {target_said(goal) if goal.per else 'no goal'}."


def by_intensity(told: Intensities) -> list[str]:
    """Say this week's minutes by intensity and what they come to with their weight, in two sentences."""
    known = {"light": told.light, "moderate": told.moderate, "vigorous": told.vigorous}
    parts = [f"{minutes} min {name}" for name, minutes in known.items() if minutes]
    if told.unknown:
        parts.append(f"{told.unknown} not said, taken as moderate")
    if not parts:
        return []
    return [
        f"Movement this week: {', '.join(parts)}.",
        *([f"For {told.usual} min of it no intensity was told; the usual one of the activity counts."] if told.usual else []),
        f"The WHO counts vigorous minutes twice and light ones not: {told.equivalent} min.",
    ]


class Template(NamedTuple):
    """A plan to start from: its line, where it comes from, and what is to know about that."""

    line: str
    what: str
    source: str
    address: str = ""


# Offered as plans, never as proven to work (docs/facts.md 1.5).
TEMPLATES = (
    Template(
        "kfit goal exercise 60min/week",
        "An hour a week.",
        "From a study of 33,908 healthy adults; it is about new depression, not about treatment.",
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
        "A thesis of 2019 proposed it for a trial. No results exist.",
        "elischolar.library.yale.edu/ysmpa_theses/65",
    ),
    Template(
        "kfit goal exercise 3x60min/week --for 8 weeks",
        "60 minutes, 3 times a week, for 8 weeks.",
        "A magazine's figure, which the same clinic's article passes on.",
    ),
    Template(
        "kfit goal exercise 150min/week --who",
        "150 to 300 moderate minutes a week. A vigorous minute counts twice, a light one not.",
        "The World Health Organization's guideline of 2020 for all adults.",
        "pmc.ncbi.nlm.nih.gov/articles/PMC7719906",
    ),
    Template(
        "kfit programme start --from 5min --to 30min --days mon,wed,fri",
        "From 5 minutes up, a little more each week.",
        "A rule of kfit's own.",
    ),
    Template(
        "kfit programme start --plan 45",
        "The same, up to 45 minutes 3 times a week.",
        "The thesis named above, with kfit's rule on the way there.",
    ),
)
TEMPLATES_TITLE = "Plans to start from"
TEMPLATES_CLOSING = "These are plans, not treatments: none is shown to work for you. What suits you is a question for your clinic."


def templates(screen: Screen) -> str:
    """List the plans to start from, each with its source."""
    if screen.plain:
        rows = [" ".join(filter(None, [one.what, one.source, one.address, f"To take it: {one.line}"])) for one in TEMPLATES]
        return "\n".join([f"{TEMPLATES_TITLE}.", *rows, TEMPLATES_CLOSING])
    lines = [dim(TEMPLATES_TITLE, screen), ""]
    for one in TEMPLATES:
        lines += [f"  {one.line}", *(f"    {part}" for part in fold(one.what, screen.width - 4))]
        lines += [dim(f"    {part}", screen) for part in fold(one.source, screen.width - 4)]
        lines += [*([dim(f"    {one.address}", screen)] if one.address else []), ""]  # never folded: it is there to be copied
    return joined([*lines, *fold(TEMPLATES_CLOSING, screen.width)])


NO_PROGRAMME_YET = (
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
    "back": "After a quiet week or more, it goes on one step earlier.",
    "begin": "After a quiet week or more, the first step is a fine place to go on.",
    "quiet": "It is quiet still, so it stays. Any day is a day to go on.",
}


def none_yet(screen: Screen) -> str:
    """Say that no programme runs, and how one begins."""
    return "\n".join(paragraph(line, screen) for line in NO_PROGRAMME_YET)


def started(path: ProgrammePath, goal: Goal | None, today: date) -> str:
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


def stopped(programme: Programme, step: ProgrammeWeek | None, today: date) -> str:
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


def why_said(step: ProgrammeWeek, before: ProgrammeWeek | None) -> str:
    """Say why a week has its minutes, by what the week before it was like."""
    if before is None:
        return WHY[step.why]
    effort = "" if before.effort is None else tenths(before.effort).removesuffix(".0")
    return WHY[step.why].format(done=_sessions(before), by=step.minutes - before.minutes, effort=effort)


class ProgrammeContext(NamedTuple):
    """What stands beside a programme: a pause that today lies in, a goal that stands in front of it."""

    pause: Pause | None = None
    goal: Goal | None = None


def programme_page(path: ProgrammePath, beside: ProgrammeContext, today: date, screen: Screen, *, whole: bool) -> str:
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
    below = [paragraph(line, screen) if "kfit " in line else "\n".join(fold(line, screen.width)) for line in closing]
    return joined([*heading, *lines, "", below[0], *([""] if below[1:] else []), *below[1:]])


def _paragraph(week: str, said: str, screen: Screen) -> list[str]:
    return [week.strip(), *(f"  {line}" for line in fold(said, screen.width - 2))]


def _beside(beside: ProgrammeContext, today: date) -> list[str]:
    """Say a pause, and a goal that stands in front."""
    paused = [goals.pause_beside(beside.pause, today)] if beside.pause else []
    return [*paused, *([goals_first(beside.goal)] if beside.goal else [])]


def _reason(path: ProgrammePath, today: date) -> str:
    if path.now is None:
        ended = path.programme.ended_on
        if ended is None or ended > today.isoformat():
            return f"It begins on {in_words(date.fromisoformat(path.programme.day), today)}."
        return f"It ended on {in_words(date.fromisoformat(ended), today)}."
    return f"{path.now.minutes} min a session this week. {why_said(path.now, path.past[-1] if path.past else None)}"


def _sunday(step: ProgrammeWeek) -> date:
    return step.monday + timedelta(days=6)


def _done(step: ProgrammeWeek) -> str:
    """Say what a week that is past had; one that asked for nothing says so."""
    if not step.planned:
        return "asked for nothing" if not step.done else count(step.done, "session")
    return _sessions(step)


def _sessions(step: ProgrammeWeek) -> str:
    """Say the sessions of a week: `2 of 3 sessions`, `4 sessions`, `2 shorter sessions`, `no entry`."""
    if not step.done:
        return f"{step.shorter} shorter session{'s' * (step.shorter != 1)}" if step.shorter else "no entry"
    return f"{step.done} of {count(step.planned, 'session')}" if step.done <= step.planned else count(step.done, "session")
