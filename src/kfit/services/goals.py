"""Goals, programmes and pauses, with what was done of them. A file without any costs three short queries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from .. import clock
from ..analysis import goals as rules
from ..analysis.goals import by_intensity, strength, weigh_minutes
from ..analysis.weeks import days_of, neutral, paused_on
from ..humanize import monday_of
from ..model.entries import LOW_MOOD
from ..model.goals import GoalDone, GoalStanding, GoalsToday, ProgrammeSession
from ..model.planning import Goal
from ..store import daily, queries
from .courses import treatment_history

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.goals import GoalWeek, ProgrammePath
    from ..model.planning import Pause, Programme
    from ..model.weeks import Week
    from ..settings import Settings
    from ..store.connection import Database

LATELY = 7  # days
EVENING = 21  # from this hour on, today counts as too late to begin anything


class Moment(NamedTuple):
    """The moment of a look: the person's day, whether it is late in its evening, and when days end (`HH:MM`)."""

    day: date
    late: bool
    day_ends: str

    @classmethod
    def of(cls, now: datetime, settings: Settings) -> Moment:
        """Return the moment for a local time."""
        day = clock.day_of(now, settings.day_ends)
        return cls(day, day != now.date() or now.hour >= EVENING, settings.day_ends)

    @property
    def monday(self) -> date:
        """Return the Monday of this day's week."""
        return monday_of(self.day)

    @property
    def sunday(self) -> date:
        """Return the Sunday of this day's week."""
        return self.monday + timedelta(days=6)

    def written(self, stamp: str) -> str:
        """Return the person's day of a time in UTC; empty for an empty one."""
        return clock.day_of(datetime.fromisoformat(stamp).astimezone(), self.day_ends).isoformat() if stamp else ""


def free_days(db: Database, since: date, until: date, today: date) -> dict[str, str]:
    """Return the days that ask for nothing, each with when that was known; from today on, also days with a planned infusion.

    Those are days of rest and of what was given outside of a course: the days of a course are days like others.
    """
    told = daily.rest_days(db, since.isoformat(), until.isoformat())
    for one in treatment_history(db, today).within(since, until).single:
        told[one.day] = min(told.get(one.day, one.logged_at), one.logged_at)
    told |= {plan.day: plan.made_at or "" for plan in queries.plans(db) if today.isoformat() <= plan.day <= until.isoformat()}
    return neutral(queries.pauses(db), told, since, until)


def done_of(db: Database, goal: Goal, since: date, until: date) -> dict[str, GoalDone]:
    """Return what was done of a goal's subject on each day; minutes are weighted if the goal says so."""
    ends = since.isoformat(), until.isoformat()
    return weigh_minutes(daily.list_movement(db, *ends)) if goal.weighting else daily.by_day(db, goal, *ends)


def with_goals(db: Database, weeks: Sequence[Week], now: Moment) -> list[Week]:
    """Return the weeks with the goals that held in each, movement first, and with whether each was paused.

    A programme's week counts as a goal if movement has no other. A week that asks for nothing has no goal, unless it met one.
    """
    histories, programmes, pauses = rules.by_subject(queries.goals(db)), queries.programmes(db), queries.pauses(db)
    if not weeks or not (histories or programmes or pauses):
        return list(weeks)
    first, last = weeks[0].since, weeks[-1].until
    free = free_days(db, first, last, now.day)
    paused = {day for pause in pauses for day in days_of(pause, first, last)}
    found: dict[date, list[GoalWeek]] = {week.monday: [] for week in weeks}
    asking = [week for week in weeks if rules.asks(week.since, week.until, free)]
    for history in histories.values():
        there: dict[Goal, dict[str, GoalDone]] = {}
        for week in weeks:
            goal = rules.of_week(history, week.monday, now.day)
            if goal is None:
                continue
            if goal not in there:
                there[goal] = done_of(db, goal, first, last)
            figure = rules.figure(goal, there[goal], (week.since, week.until), free, history)
            # a goal that was met stays met, even if the week's days are paused later
            found[week.monday] += [figure] if figure.target and (week in asking or (figure.met and figure.done)) else []
    for programme in programmes:
        _add_programme(db, programme, [week for week in asking if not _has_movement(found[week.monday])], found, now)
    return [
        week._replace(
            goals=tuple(sorted(found[week.monday], key=lambda goal: goal.subject[0] != "exercise")),
            paused=not rules.asks(week.since, week.until, paused),
        )
        for week in weeks
    ]


def _has_movement(goals: Sequence[GoalWeek]) -> bool:
    return any(goal.subject[0] == "exercise" for goal in goals)


def _add_programme(db: Database, programme: Programme, weeks: Sequence[Week], found: Mapping[date, list[GoalWeek]], now: Moment) -> None:
    """Add a programme's weeks to `found` if it runs at their end, or today; a week shown in part counts what is in that part."""
    from ..analysis.programme import figure, holds

    held = [week for week in weeks if week.monday <= now.day and holds(programme, min(now.day, week.sunday))]
    if not held:
        return
    told = path_of(db, programme, now)
    steps = {step.monday: step for step in (*told.past, *((told.now,) if told.now else ()))}
    for week in held:
        goal = figure(steps[week.monday]) if week.monday in steps else None
        if goal is None:
            continue
        if (week.since, week.until) != (week.monday, week.sunday):
            as_goal = _sessions_a_week(programme, goal.target, goal.each)
            begin = max(week.since, date.fromisoformat(programme.day))
            done = (
                rules.figure(as_goal, done_of(db, as_goal, begin, week.until), (begin, week.until), ()).done if begin <= week.until else 0
            )
            goal = goal._replace(done=done)
        found[week.monday].append(goal)


def _sessions_a_week(programme: Programme, times: int, minutes: int | None) -> Goal:
    """Return a programme's week as a goal."""
    return Goal.stored({"kind": "exercise", "day": programme.day, "per": "week", "times": times, "minutes": minutes})


def path_of(db: Database, programme: Programme, now: Moment) -> ProgrammePath:
    """Return a programme's weeks; the minutes of each follow from what was done before it."""
    from ..analysis.programme import ProgrammeDays, path  # a late import: today's page needs it only if there is a programme

    begin = date.fromisoformat(programme.day)
    sessions: dict[str, list[ProgrammeSession]] = {}
    for day, minutes, effort, logged_at in daily.sessions(db, programme.day, now.day.isoformat()):
        sessions.setdefault(day, []).append(ProgrammeSession(minutes, effort, now.written(logged_at)))
    free = free_days(db, begin, max(begin, now.sunday), now.day)
    return path(programme, ProgrammeDays(sessions, {day: now.written(known) for day, known in free.items()}), now.day)


def running_programme(db: Database, now: Moment) -> ProgrammePath | None:
    """Return the programme that runs today, None without one. An import can bring a second one; then it is the later."""
    there = queries.programmes(db)
    if not there:
        return None
    from ..analysis.programme import holds

    found = [one for one in there if holds(one, now.day)]
    return path_of(db, found[-1], now) if found else None


def gather_goals(db: Database, now: Moment) -> GoalsToday:
    """Return how all goals stand today."""
    found = standings(db, now)
    if any(score <= LOW_MOOD for score in queries.mood_scores(db, now.day.isoformat())):
        found = [one._replace(fits=None) for one in found]  # a rough day asks for nothing
    moving = any(one.goal.kind == "exercise" for one in found)
    programme = running_programme(db, now)
    moved = by_intensity(daily.list_movement(db, now.monday.isoformat(), now.day.isoformat())) if moving or programme else None
    return GoalsToday(
        found, future_goals(db, now.day), moved, programme.now if programme and not moving else None, paused_on(queries.pauses(db), now.day)
    )


class GoalsOfToday(NamedTuple):
    """Goals on the front page: the week with its goals, what still fits into it, the pause that today is in."""

    week: Week
    fits: list[tuple[GoalWeek, int]]
    pause: Pause | None


def of_today(db: Database, week: Week, now: Moment) -> GoalsOfToday:
    """Return the goals for the front page."""
    return GoalsOfToday(with_goals(db, [week], now)[0], find_fitting(db, now), paused_on(queries.pauses(db), now.day))


def standings(db: Database, now: Moment) -> list[GoalStanding]:
    """Return how each goal that holds today stands."""
    found = []
    for history in rules.by_subject(queries.goals(db)).values():
        goal = rules.in_force(history, now.day)
        if goal is not None:
            coming = next((one for one in history if one.day > now.day.isoformat()), None)
            found.append(_standing(db, history, goal, now)._replace(next=coming))
    return found


def future_goals(db: Database, today: date) -> list[Goal]:
    """Return the first future goal of each subject that has no goal today."""
    histories = [history for history in rules.by_subject(queries.goals(db)).values() if rules.in_force(history, today) is None]
    ahead = [next((one for one in history if one.day > today.isoformat() and one.per), None) for history in histories]
    return [one for one in ahead if one is not None]


def find_fitting(db: Database, now: Moment) -> list[tuple[GoalWeek, int]]:
    """Return the goals with what still fits into this week, without those of which nothing does."""
    histories = rules.by_subject(queries.goals(db)).values()
    holding = [(goal, history) for history in histories if (goal := rules.in_force(history, now.day)) is not None]
    free = free_days(db, now.monday, now.sunday, now.day)
    found = [] if any(goal.kind == "exercise" for goal, _ in holding) else _programme_fits(db, free, now)
    for goal, history in holding:
        there = done_of(db, goal, now.monday, now.sunday)
        week = rules.figure(goal, there, (now.monday, now.sunday), free, history)
        left = rules.fits(goal, week, rules.GoalDay(now.day, free, there.get(now.day.isoformat()), now.late))
        found += [(week, left)] if left else []
    return found


def _programme_fits(db: Database, free: Mapping[str, str], now: Moment) -> list[tuple[GoalWeek, int]]:
    """Return the running programme's week with the sessions that still fit into it; empty if none do."""
    programme = running_programme(db, now)
    if programme is None or programme.now is None or not programme.now.planned:
        return []
    from ..analysis.programme import figure

    step, week = programme.now, figure(programme.now)
    goal = _sessions_a_week(programme.programme, step.planned, step.minutes)
    there = done_of(db, goal, now.day, now.day).get(now.day.isoformat())
    left = rules.fits(goal, week, rules.GoalDay(now.day, free, there, now.late)) if week else None
    return [(week, left)] if week and left else []


def _standing(db: Database, history: Sequence[Goal], goal: Goal, now: Moment) -> GoalStanding:
    since = date.fromisoformat(history[0].day)
    begin = min(since, now.day - timedelta(days=LATELY - 1))
    free = free_days(db, begin, now.sunday, now.day)
    there: Mapping[Goal, dict[str, GoalDone]] = {one: done_of(db, one, begin, now.sunday) for one in history if one.per}
    lately = [(now.day - timedelta(days=back)).isoformat() for back in range(LATELY)]
    kept = sum(day in there[goal] and (goal.kind != "sleep" or rules.is_reached(goal, there[goal][day])) for day in lately)
    week = rules.figure(goal, there[goal], (now.monday, now.sunday), free, history)
    left = rules.fits(goal, week, rules.GoalDay(now.day, free, there[goal].get(now.day.isoformat()), now.late))
    return GoalStanding(goal, week, strength(history, there, free, now.day), kept, LATELY, left)
