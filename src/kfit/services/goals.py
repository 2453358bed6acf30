"""Gathers goals, programmes and pauses with what was done of them. A file without any costs three short queries."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import NamedTuple

from .. import clock
from ..analysis import goals as rules
from ..analysis.goals import by_intensity, strength, weighted
from ..analysis.weeks import days_of, neutral, paused_on
from ..humanize import monday_of
from ..model.entries import LOW_MOOD
from ..model.figures import Done, Goals, Session, Standing
from ..model.planning import Goal
from ..store import daily, queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.figures import GoalWeek, Path, Week
    from ..model.planning import Pause, Programme
    from ..settings import Settings
    from ..store.connection import Database

LATELY = 7  # days
EVENING = 21  # from this hour on, nothing is begun any more today


class Moment(NamedTuple):
    """When somebody looks: the day as it is lived, whether it is late in its evening, and when days end."""

    day: date
    late: bool
    day_ends: str

    @classmethod
    def of(cls, now: datetime, settings: Settings) -> Moment:
        """Return the moment of a look."""
        day = clock.day_of(now, settings.day_ends)
        return cls(day, day != now.date() or now.hour >= EVENING, settings.day_ends)

    @property
    def monday(self) -> date:
        """Return the Monday of its week."""
        return monday_of(self.day)

    @property
    def sunday(self) -> date:
        """Return the Sunday of its week."""
        return self.monday + timedelta(days=6)

    def written(self, stamp: str) -> str:
        """Return the day, as it is lived, of a time in UTC."""
        return clock.day_of(datetime.fromisoformat(stamp).astimezone(), self.day_ends).isoformat() if stamp else ""


def free_days(db: Database, since: date, until: date, today: date) -> dict[str, str]:
    """Return the days that ask for nothing; of those to come also the ones for which an infusion is planned."""
    told = daily.free_days(db, since.isoformat(), until.isoformat())
    told |= {plan.day: plan.made_at or "" for plan in queries.plans(db) if today.isoformat() <= plan.day <= until.isoformat()}
    return neutral(queries.pauses(db), told, since, until)


def done_of(db: Database, goal: Goal, since: date, until: date) -> dict[str, Done]:
    """Return what each of these days has of a goal's subject, its minutes weighed as the goal says."""
    ends = since.isoformat(), until.isoformat()
    return weighted(daily.moved(db, *ends)) if goal.weighting else daily.by_day(db, goal, *ends)


def with_goals(db: Database, weeks: Sequence[Week], now: Moment) -> list[Week]:
    """Return weeks with the goals that held in each, movement's first, and whether they were paused.

    A programme's week is a goal where no other holds. A week that asks for nothing has no goal, unless it met one all the same.
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
        there: dict[Goal, dict[str, Done]] = {}
        for week in weeks:
            goal = rules.of_week(history, week.monday, now.day)
            if goal is None:
                continue
            if goal not in there:
                there[goal] = done_of(db, goal, first, last)
            figure = rules.figure(goal, there[goal], (week.since, week.until), free, history)
            # what was met stays so, whatever is said of the week's days later on
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
    """Add a programme's weeks that it holds to their end, or today; of a week that is cut, what lies in the part that is shown."""
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
    """Return a programme's week as a goal, made of what lies in the file."""
    return Goal.stored({"kind": "exercise", "day": programme.day, "per": "week", "times": times, "minutes": minutes})


def path_of(db: Database, programme: Programme, now: Moment) -> Path:
    """Return a programme's weeks, each by what was done before it."""
    from ..analysis.programme import Written, path  # today's page waits for no programme where there is none

    begin = date.fromisoformat(programme.day)
    sessions: dict[str, list[Session]] = {}
    for day, minutes, effort, logged_at in daily.sessions(db, programme.day, now.day.isoformat()):
        sessions.setdefault(day, []).append(Session(minutes, effort, now.written(logged_at)))
    free = free_days(db, begin, max(begin, now.sunday), now.day)
    return path(programme, Written(sessions, {day: now.written(known) for day, known in free.items()}), now.day)


def running(db: Database, now: Moment) -> Path | None:
    """Return the programme that holds today; should a file have brought a second one, the later."""
    there = queries.programmes(db)
    if not there:
        return None
    from ..analysis.programme import holds

    found = [one for one in there if holds(one, now.day)]
    return path_of(db, found[-1], now) if found else None


def gathered(db: Database, now: Moment) -> Goals:
    """Return all that is known of goals today."""
    found = standings(db, now)
    if any(score <= LOW_MOOD for score in queries.scores(db, now.day.isoformat())):
        found = [one._replace(fits=None) for one in found]  # on a rough day nothing is asked for
    moving = any(one.goal.kind == "exercise" for one in found)
    programme = running(db, now)
    moved = by_intensity(daily.moved(db, now.monday.isoformat(), now.day.isoformat())) if moving or programme else None
    return Goals(
        found, to_come(db, now.day), moved, programme.now if programme and not moving else None, paused_on(queries.pauses(db), now.day)
    )


class OfToday(NamedTuple):
    """What the front page says of goals: the week with its goals, what would still fit, the pause that today lies in."""

    week: Week
    fits: list[tuple[GoalWeek, int]]
    pause: Pause | None


def of_today(db: Database, week: Week, now: Moment) -> OfToday:
    """Return what the front page says of goals."""
    return OfToday(with_goals(db, [week], now)[0], fitting(db, now), paused_on(queries.pauses(db), now.day))


def standings(db: Database, now: Moment) -> list[Standing]:
    """Return where each goal stands that holds today."""
    found = []
    for history in rules.by_subject(queries.goals(db)).values():
        goal = rules.in_force(history, now.day)
        if goal is not None:
            coming = next((one for one in history if one.day > now.day.isoformat()), None)
            found.append(_standing(db, history, goal, now)._replace(next=coming))
    return found


def to_come(db: Database, today: date) -> list[Goal]:
    """Return the first goal to come of each subject that has none today."""
    histories = [history for history in rules.by_subject(queries.goals(db)).values() if rules.in_force(history, today) is None]
    ahead = [next((one for one in history if one.day > today.isoformat() and one.per), None) for history in histories]
    return [one for one in ahead if one is not None]


def fitting(db: Database, now: Moment) -> list[tuple[GoalWeek, int]]:
    """Return what would still fit into this week, of each goal of which something would."""
    histories = rules.by_subject(queries.goals(db)).values()
    holding = [(goal, history) for history in histories if (goal := rules.in_force(history, now.day)) is not None]
    free = free_days(db, now.monday, now.sunday, now.day)
    found = [] if any(goal.kind == "exercise" for goal, _ in holding) else _programme_fits(db, free, now)
    for goal, history in holding:
        there = done_of(db, goal, now.monday, now.sunday)
        week = rules.figure(goal, there, (now.monday, now.sunday), free, history)
        left = rules.fits(goal, week, rules.Today(now.day, free, there.get(now.day.isoformat()), now.late))
        found += [(week, left)] if left else []
    return found


def _programme_fits(db: Database, free: Mapping[str, str], now: Moment) -> list[tuple[GoalWeek, int]]:
    """Return what of a programme's sessions would still fit into this week."""
    programme = running(db, now)
    if programme is None or programme.now is None or not programme.now.planned:
        return []
    from ..analysis.programme import figure

    step, week = programme.now, figure(programme.now)
    goal = _sessions_a_week(programme.programme, step.planned, step.minutes)
    there = done_of(db, goal, now.day, now.day).get(now.day.isoformat())
    left = rules.fits(goal, week, rules.Today(now.day, free, there, now.late)) if week else None
    return [(week, left)] if week and left else []


def _standing(db: Database, history: Sequence[Goal], goal: Goal, now: Moment) -> Standing:

    since = date.fromisoformat(history[0].day)
    begin = min(since, now.day - timedelta(days=LATELY - 1))
    free = free_days(db, begin, now.sunday, now.day)
    there: Mapping[Goal, dict[str, Done]] = {one: done_of(db, one, begin, now.sunday) for one in history if one.per}
    lately = [(now.day - timedelta(days=back)).isoformat() for back in range(LATELY)]
    kept = sum(day in there[goal] and (goal.kind != "sleep" or rules.reached(goal, there[goal][day])) for day in lately)
    week = rules.figure(goal, there[goal], (now.monday, now.sunday), free, history)
    left = rules.fits(goal, week, rules.Today(now.day, free, there[goal].get(now.day.isoformat()), now.late))
    return Standing(goal, week, strength(history, there, free, now.day), kept, LATELY, left)
