"""Works out which goal held when, and what a week did of it. A goal holds from its day on, so a closed week never changes."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from ..aimed import DAYS, EQUIVALENT, MINUTES, SESSIONS, Done, GoalWeek
from ..kept import GOAL_KINDS, NAMED_GOALS
from ..weekdays import monday_of

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ..kept import Goal

WEEK = 7
A_DAY = 30  # minutes that a day is taken to have room for, where what would still fit is said


class Today(NamedTuple):
    """The day on which it is said what would still fit.

    `done` is what it has of the goal's subject, `neutral` are the days that ask for nothing; when it is `late`, nothing is begun.
    """

    day: date
    neutral: Collection[str]
    done: Done | None = None
    late: bool = False


def by_subject(goals: Iterable[Goal]) -> dict[tuple[str, str | None], list[Goal]]:
    """Return each subject's goals, oldest first. One of a subject or a span that this kfit does not know asks for nothing."""
    found: dict[tuple[str, str | None], list[Goal]] = {}
    for goal in sorted(filter(_is_known, goals), key=lambda one: one.day):
        found.setdefault(goal.subject, []).append(goal)
    return found


def _is_known(goal: Goal) -> bool:
    return goal.kind in GOAL_KINDS and goal.per in (None, "week", "day") and (goal.name is not None) == (goal.kind in NAMED_GOALS)


def in_force(history: Sequence[Goal], day: date) -> Goal | None:
    """Return the goal of one subject's history that holds on a day, None where none does."""
    place = bisect_right([goal.day for goal in history], day.isoformat())
    return history[place - 1] if place and history[place - 1].per else None


def of_week(history: Sequence[Goal], monday: date, today: date) -> Goal | None:
    """Return the goal that a week goes by: the one that holds at its end, in the running week the one that holds today."""
    return in_force(history, min(today, monday + timedelta(days=WEEK - 1)))


def figure(
    goal: Goal, done: Mapping[str, Done], ends: tuple[date, date], neutral: Collection[str], history: Sequence[Goal] = ()
) -> GoalWeek:
    """Hold the days of a week, from one end to the other, against a goal; `done` holds what each of them has of its subject.

    A goal of a day is held against each day as it was then: `history` holds the subject's other goals.
    """
    days = [(ends[0] + timedelta(days=count)).isoformat() for count in range((ends[1] - ends[0]).days + 1)]
    there = [done[day] for day in days if day in done]
    told = GoalWeek(
        goal.subject,
        0,
        MINUTES,
        None,
        n=len(there),
        minutes=sum(int(day.minutes) for day in there),
        eased=any(day in neutral for day in days),
    )
    if goal.kind == "sleep":
        mean = round(sum(night.minutes for night in there) / len(there), 2) if there else None
        return told._replace(target=goal.minutes or 0, done=mean)
    if goal.per == "day":
        of = {day: one for day in days if (one := in_force(history or [goal], date.fromisoformat(day))) and one.per == "day"}
        kept = [day for day in of if day in done and reached(of[day], done[day])]
        return told._replace(target=sum(day not in neutral or day in kept for day in of), unit=DAYS, done=len(kept))
    if goal.times:
        unit = SESSIONS if goal.kind == "exercise" else DAYS
        return told._replace(target=goal.times, unit=unit, done=sum(count(goal, day) for day in there), each=goal.minutes)
    return told._replace(target=goal.minutes or 0, unit=EQUIVALENT if goal.weighting else MINUTES, done=told.minutes)


def count(goal: Goal, day: Done) -> int:
    """Return how many times a day counts for a goal of so many times a week.

    Of movement, each session that is long enough counts, and a day whose sessions add up to one; of all else, a day is once.
    """
    if goal.kind != "exercise":
        return 1 if reached(goal, day) else 0
    return max(day.long_enough, 1 if goal.minutes and day.minutes >= goal.minutes else 0)


def reached(goal: Goal, day: Done) -> bool:
    """Tell whether a day holds what the goal asks of one."""
    return day.minutes >= goal.minutes if goal.minutes else True


def asks(since: date, until: date, neutral: Collection[str]) -> bool:
    """Tell whether any of these days asks for anything."""
    return any((since + timedelta(days=count)).isoformat() not in neutral for count in range((until - since).days + 1))


def fits(goal: Goal, week: GoalWeek, today: Today) -> int | None:
    """Return what of a goal would still fit into the week, at most what its days have room for; None if there is nothing to say.

    It is said of movement and habits alone: nothing else can be fetched by doing. It is in the unit of the week's figure.
    """
    if goal.kind not in ("exercise", "habit") or goal.per == "day" or week.met or week.done is None:
        return None
    if today.day.isoformat() in today.neutral:
        return None
    sunday = monday_of(today.day) + timedelta(days=WEEK - 1)
    ahead = [today.day + timedelta(days=count) for count in range(1 if today.late else 0, (sunday - today.day).days + 1)]
    free = [day for day in ahead if day.isoformat() not in today.neutral]
    if week.unit in (MINUTES, EQUIVALENT):
        had = int(today.done.minutes) if today.done and not today.late else 0
        room = A_DAY * len(free) - min(A_DAY, had)
    else:
        room = len(free) - (not today.late and today.done is not None and count(goal, today.done) > 0)
    return max(0, min(int(week.target - week.done), room)) or None
