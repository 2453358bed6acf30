"""Goals: which one held when, what a week did of it, its strength, and how intense movement was. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections import deque
from datetime import date, timedelta
from math import sqrt
from typing import NamedTuple

from ..humanize import monday_of
from ..model.entries import GOALS
from ..model.goals import DAYS, EQUIVALENT, MINUTES, SESSIONS, GoalDone, GoalWeek, Intensities
from ..model.planning import NAMED_GOALS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from ..model.goals import MovementSum
    from ..model.planning import Goal

WEEK = 7
A_DAY = 30  # minutes that count as the room of a day, for what still fits into a week


class GoalDay(NamedTuple):
    """The day for which kfit says what still fits into the week.

    `done` is what the day has of the goal's subject, `neutral` are the days that ask for nothing. On a `late` day nothing fits.
    """

    day: date
    neutral: Collection[str]
    done: GoalDone | None = None
    late: bool = False


def by_subject(goals: Iterable[Goal]) -> dict[tuple[str, str | None], list[Goal]]:
    """Return each subject's goals, oldest first. Goals with a subject or a period that this kfit does not know are left out."""
    found: dict[tuple[str, str | None], list[Goal]] = {}
    for goal in sorted(filter(_is_known, goals), key=lambda one: one.day):
        found.setdefault(goal.subject, []).append(goal)
    return found


def _is_known(goal: Goal) -> bool:
    return goal.kind in GOALS and goal.per in (None, "week", "day") and (goal.name is not None) == (goal.kind in NAMED_GOALS)


def in_force(history: Sequence[Goal], day: date) -> Goal | None:
    """Return the goal in one subject's history that holds on a day, None if none does."""
    place = bisect_right([goal.day for goal in history], day.isoformat())
    return history[place - 1] if place and history[place - 1].per else None


def of_week(history: Sequence[Goal], monday: date, today: date) -> Goal | None:
    """Return the goal of a week: the one that holds at its end, or today in the running week; None if none does."""
    return in_force(history, min(today, monday + timedelta(days=WEEK - 1)))


def figure(
    goal: Goal, done: Mapping[str, GoalDone], ends: tuple[date, date], neutral: Collection[str], history: Sequence[Goal] = ()
) -> GoalWeek:
    """Return what the days of a week, both `ends` included, did of a goal; `done` has what each day did of its subject.

    A daily goal is compared with each day as it was on that day: `history` holds all goals of the subject.
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
        kept = [day for day in of if day in done and is_reached(of[day], done[day])]
        return told._replace(target=sum(day not in neutral or day in kept for day in of), unit=DAYS, done=len(kept))
    if goal.times:
        unit = SESSIONS if goal.kind == "exercise" else DAYS
        return told._replace(target=goal.times, unit=unit, done=sum(count(goal, day) for day in there), each=goal.minutes)
    return told._replace(target=goal.minutes or 0, unit=EQUIVALENT if goal.weighting else MINUTES, done=told.minutes)


def count(goal: Goal, day: GoalDone) -> int:
    """Return how many times a day counts for a goal with a number of times a week.

    For movement, each session that is long enough counts, and a day whose sessions add up to one counts once. For
    anything else a day counts once.
    """
    if goal.kind != "exercise":
        return 1 if is_reached(goal, day) else 0
    return max(day.long_enough, 1 if goal.minutes and day.minutes >= goal.minutes else 0)


def is_reached(goal: Goal, day: GoalDone) -> bool:
    """Return whether a day reaches what the goal asks of one day."""
    return day.minutes >= goal.minutes if goal.minutes else True


def asks(since: date, until: date, neutral: Collection[str]) -> bool:
    """Return whether any day from `since` to `until` asks for anything."""
    return any((since + timedelta(days=count)).isoformat() not in neutral for count in range((until - since).days + 1))


def fits(goal: Goal, week: GoalWeek, today: GoalDay) -> int | None:
    """Return how much of a goal still fits into the week, at most what its days have room for; None if there is nothing to say.

    Only for movement and habits, since nothing else can be made up by doing. The unit is that of the week's figure.
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


HALVES_IN = 13  # days in which the score of a daily goal falls to half (docs/facts.md 1.6)


def step(score: float, frequency: float, done: float) -> float:
    """Return the score, 0 to 1, after a day on which this share of the goal was done; `frequency` is in times a day."""
    kept: float = 0.5 ** (sqrt(frequency) / HALVES_IN)
    return score * kept + done * (1 - kept)


def strength(history: Sequence[Goal], done: Mapping[Goal, Mapping[str, GoalDone]], neutral: Collection[str], today: date) -> float:
    """Return the strength, 0 to 1, of one subject's goals from their first day up to today.

    `done` holds, for each goal, what each day did of its subject. A day that asks for nothing can only raise the score,
    and without anything done it is left out. The same goes for today, which is not over. Nights without an entry are
    unknown and are left out, and so are days on which no goal holds.
    """
    score, place = 0.0, 0
    lately: deque[str] = deque(maxlen=2 * WEEK)
    day = date.fromisoformat(history[0].day)
    while day <= today:
        told = day.isoformat()
        while place + 1 < len(history) and history[place + 1].day <= told:
            place += 1
        goal, asks = history[place], told not in neutral and day != today
        if goal.per and (told in done[goal] or (asks and goal.kind != "sleep")):
            lately.append(told)
            after = step(score, _frequency(goal), min(1.0, _lately(goal, done[goal], lately)))
            score = after if asks else max(score, after)
        day += timedelta(days=1)
    return score


def _lately(goal: Goal, done: Mapping[str, GoalDone], lately: Sequence[str]) -> float:
    """Return the share of a goal that the latest days did: the last day for a daily goal, one or two weeks for a weekly one."""
    if goal.per == "day":
        there = done.get(lately[-1])
        return 0 if there is None else min(1.0, there.minutes / goal.minutes) if goal.minutes else 1
    if goal.times:
        return sum(count(goal, done[day]) for day in lately if day in done) / (2 * goal.times)
    return sum(done[day].minutes for day in list(lately)[-WEEK:] if day in done) / (goal.minutes or 1)


def _frequency(goal: Goal) -> float:
    return 1 if goal.per == "day" else max(1, goal.times or 1) / WEEK


LIGHT, MODERATE, VIGOROUS = "light", "moderate", "vigorous"
# METs of the 2011 Compendium of Physical Activities for the codes of `ACTIVITIES` (docs/facts.md 1.1).
METS = {
    "walk": 3.5, "stroll": 2.0, "hike": 6.0, "run": 8.3, "jog": 7.0, "bike": 4.0, "spin": 4.8, "swim": 6.0, "yoga": 2.5, "pilates": 3.0,
    "taichi": 3.0, "stretch": 2.3, "dance": 4.5, "gym": 3.5, "row": 4.8, "elliptical": 5.0, "aerobics": 7.3, "water-aerobics": 5.5,
    "boxing": 5.5, "garden": 3.8, "housework": 3.3, "golf": 4.8, "tennis": 7.3, "soccer": 7.0, "basketball": 6.5, "stairs": 4.0,
}  # fmt: skip
MODERATE_FROM, VIGOROUS_FROM = 3.0, 6.0  # MET
EFFORT_MODERATE, EFFORT_VIGOROUS = 5, 7  # effort of a session, 0 to 10 (docs/facts.md 1.2)
WEIGHTS = {LIGHT: 0, MODERATE: 1, VIGOROUS: 2}  # a vigorous minute counts as two moderate ones (docs/facts.md 1.3)


def intensity(moved: MovementSum) -> str | None:
    """Return the intensity of movement: the person's word, else from the effort, else from the activity; None if unknown."""
    if moved.intensity in WEIGHTS:
        return moved.intensity
    if moved.effort is not None:
        return VIGOROUS if moved.effort >= EFFORT_VIGOROUS else MODERATE if moved.effort >= EFFORT_MODERATE else LIGHT
    met = METS.get(moved.activity or "")
    if met is None:
        return None
    return VIGOROUS if met >= VIGOROUS_FROM else MODERATE if met >= MODERATE_FROM else LIGHT


def by_intensity(moved: Iterable[MovementSum]) -> Intensities:
    """Return the minutes of each intensity."""
    sums, usual = dict.fromkeys((*WEIGHTS, None), 0), 0
    for one in moved:
        counts = intensity(one)
        sums[counts] += one.minutes
        usual += one.minutes if counts and one.intensity is None and one.effort is None else 0
    return Intensities(sums[LIGHT], sums[MODERATE], sums[VIGOROUS], sums[None], usual)


def weigh_minutes(moved: Iterable[MovementSum]) -> dict[str, GoalDone]:
    """Return each day's WHO-equivalent minutes. A day with only light movement is included, with 0 minutes."""
    found: dict[str, GoalDone] = {}
    for one in moved:
        minutes = one.minutes * WEIGHTS[intensity(one) or MODERATE]
        found[one.day] = GoalDone(found[one.day].minutes + minutes if one.day in found else minutes)
    return found
