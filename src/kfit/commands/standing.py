"""Gathers goals, programmes and pauses with what was done of them. A file without any costs three short queries."""

from __future__ import annotations

from datetime import date, timedelta

from ..aimed import Done, Goals, Standing
from ..kept import Goal
from ..progress import goals as aims
from ..progress.intensity import by_intensity, weighted
from ..progress.neutral import neutral
from ..store import beside, done
from ..weekdays import monday_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Mapping, Sequence

    from ..aimed import GoalWeek, Path
    from ..figures import Week
    from ..kept import Programme

LATELY = 7  # days


def free_days(db: sqlite3.Connection, since: date, until: date, today: date) -> frozenset[str]:
    """Return the days that ask for nothing; of those to come also the ones for which an infusion is planned."""
    told = done.free_days(db, since.isoformat(), until.isoformat())
    told |= {plan.day for plan in beside.plans(db) if today.isoformat() <= plan.day <= until.isoformat()}
    return neutral(beside.pauses(db), told, since, until)


def done_of(db: sqlite3.Connection, goal: Goal, since: date, until: date) -> dict[str, Done]:
    """Return what each of these days has of a goal's subject, its minutes weighed as the goal says."""
    ends = since.isoformat(), until.isoformat()
    if not goal.weighting:
        return done.by_day(db, goal, *ends)
    return weighted(done.moved(db, *ends))


def with_goals(db: sqlite3.Connection, weeks: Sequence[Week], today: date) -> list[Week]:
    """Return weeks with the goals that held in each, movement's first; a programme's weeks are goals where no other holds."""
    histories = aims.by_subject(beside.goals(db))
    programmes = beside.programmes(db)
    if not weeks or not (histories or programmes):
        return list(weeks)
    first, last = weeks[0].since, weeks[-1].until
    free = free_days(db, first, last, today)
    found: dict[date, list[GoalWeek]] = {week.monday: [] for week in weeks}
    for history in histories.values():
        there: dict[Goal, dict[str, Done]] = {}
        for week in weeks:
            goal = aims.of_week(history, week.monday)
            if goal is not None:
                there[goal] = there.get(goal) or done_of(db, goal, first, last)
                found[week.monday].append(aims.figure(goal, there[goal], week.since, week.until, free))
    for programme in programmes:
        for monday, figure in _of_programme(db, programme, today).items():
            if monday in found and all(goal.subject != figure.subject for goal in found[monday]):
                found[monday].insert(0, figure)
    return [week._replace(goals=tuple(sorted(found[week.monday], key=_movement_first))) for week in weeks]


def _movement_first(figure: GoalWeek) -> bool:
    return figure.subject[0] != "exercise"


def _of_programme(db: sqlite3.Connection, programme: Programme, today: date) -> dict[date, GoalWeek]:
    from ..progress.programme import figure

    told = path_of(db, programme, today)
    steps = [*told.past, *([told.now] if told.now else [])]
    return {step.monday: goal for step in steps if (goal := figure(step)) is not None}


def path_of(db: sqlite3.Connection, programme: Programme, today: date) -> Path:
    """Return a programme's weeks, each by what was done before it."""
    from ..progress.programme import path

    begin, sunday = date.fromisoformat(programme.day), monday_of(today) + timedelta(days=6)
    sessions: dict[str, list[Done]] = {}
    efforts: dict[str, list[int]] = {}
    for day, minutes, effort in done.sessions(db, programme.day, today.isoformat()):
        sessions.setdefault(day, []).append(Done(minutes))
        if effort is not None:
            efforts.setdefault(day, []).append(effort)
    return path(programme, sessions, efforts, free_days(db, begin, max(begin, sunday), today), today)


def gathered(db: sqlite3.Connection, today: date) -> Goals:
    """Return all that is known of goals today."""
    found = standings(db, today)
    moving = any(one.goal.kind == "exercise" for one in found)
    steps = [] if moving else [now for one in beside.programmes(db) if (now := path_of(db, one, today).now)]
    moved = by_intensity(done.moved(db, monday_of(today).isoformat(), today.isoformat())) if moving or steps else None
    return Goals(found, to_come(db, today), moved, steps[-1].minutes if steps else None)


def standings(db: sqlite3.Connection, today: date) -> list[Standing]:
    """Return where each goal stands that holds today or in this week; goals still to come stand there for themselves."""
    found = []
    for history in aims.by_subject(beside.goals(db)).values():
        goal = aims.in_force(history, today)
        coming = next((one for one in history if one.day > today.isoformat()), None)
        if goal is not None:
            found.append(_standing(db, history, goal, today)._replace(next=coming))
    return found


def fitting(db: sqlite3.Connection, today: date) -> list[tuple[GoalWeek, int]]:
    """Return what would still fit into this week, of each goal of which something would."""
    monday = monday_of(today)
    sunday = monday + timedelta(days=6)
    histories, programmes = aims.by_subject(beside.goals(db)), beside.programmes(db)
    if not (histories or programmes):
        return []
    free, found = free_days(db, monday, sunday, today), []
    goals = [goal for history in histories.values() if (goal := aims.of_week(history, monday)) is not None]
    if all(goal.kind != "exercise" for goal in goals):
        goals = [*(goal for one in programmes if (goal := _goal_now(db, one, today)) is not None), *goals]
    for goal in goals:
        there = done_of(db, goal, monday, sunday)
        figure = aims.figure(goal, there, monday, sunday, free)
        left = aims.fits(goal, figure, today, free, there.get(today.isoformat()))
        if left:
            found.append((figure, left))
    return found


def _goal_now(db: sqlite3.Connection, programme: Programme, today: date) -> Goal | None:
    """Return this week of a programme as the goal that it is."""
    now = path_of(db, programme, today).now
    return Goal(kind="exercise", day=programme.day, per="week", times=now.planned, minutes=now.minutes) if now and now.planned else None


def to_come(db: sqlite3.Connection, today: date) -> list[Goal]:
    """Return the first goal to come of each subject that has none today."""
    histories = aims.by_subject(beside.goals(db)).values()
    ahead = [next((one for one in history if one.day > today.isoformat() and one.per), None) for history in histories]
    return [one for one, history in zip(ahead, histories, strict=True) if one is not None and aims.in_force(history, today) is None]


def _standing(db: sqlite3.Connection, history: Sequence[Goal], goal: Goal, today: date) -> Standing:
    from ..progress.strength import strength

    since, monday = date.fromisoformat(history[0].day), monday_of(today)
    sunday, begin = monday + timedelta(days=6), min(since, today - timedelta(days=LATELY - 1))
    free = free_days(db, begin, sunday, today)
    there: Mapping[Goal, dict[str, Done]] = {one: done_of(db, one, begin, sunday) for one in history if one.per}
    lately = [(today - timedelta(days=back)).isoformat() for back in range(LATELY)]
    kept = sum(day in there[goal] and (goal.kind != "sleep" or aims.reached(goal, there[goal][day])) for day in lately)
    week = aims.of_week(history, monday) or goal
    figure = aims.figure(week, there[week], monday, sunday, free)
    return Standing(
        goal,
        figure,
        strength(history, there, free, today),
        kept,
        LATELY,
        since,
        aims.fits(week, figure, today, free, there[week].get(today.isoformat())),
    )
