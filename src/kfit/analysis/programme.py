"""The weeks of a programme, whose minutes rise with what was done and how hard it felt. Pure; no week is stored.

The gentle rule (docs/facts.md 1.4): a week goes well if at most one planned session was left out, and the median effort, if
any was given, is at most 5. After such a week the minutes rise by a tenth, at least by one. The faster rule adds 5 minutes
after every second such week. After 7 days without a session, not counting days that ask for nothing, the programme goes one
step back: once, never below its first minutes, and not if the week went well. A session counts on any day of the week. An
entry that is added later counts like any other; if it makes an earlier week ask for more, that week's sessions still count.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..humanize import monday_of
from ..model.goals import SESSIONS, GoalDone, GoalWeek, ProgrammePath, ProgrammeSession, ProgrammeWeek
from ..model.planning import DAY_MINUTES, SHORT_WEEKDAYS, Goal
from .goals import WEEK, count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.planning import Programme

TENTH = 0.10
FASTER_BY = 5  # minutes
WEEKS_A_STEP = {"gentle": 1, "faster": 2}
HARD = 5  # after a week with a median effort above this, the minutes stay
QUIET = 7  # after so many days without a session, the programme goes one step back
# Why a week has its minutes.
FIRST, ROSE, HELD_FEW, HELD_HARD, HELD_FREE, HELD_PART, HALFWAY, TOP, BACK, BEGIN, STILL_QUIET, PLANNED = (
    "first", "rose", "few", "hard", "free", "part", "halfway", "top", "back", "begin", "quiet", "planned",
)  # fmt: skip


class SessionWeek(NamedTuple):
    """A week of a programme: sessions planned, long enough and shorter, all minutes moved, the efforts, whether it is cut short."""

    planned: int
    done: int
    shorter: int
    moved: int
    efforts: Sequence[int]
    part: bool
    quiet: Sequence[bool | None]  # for each day whether it had no session; None if the day asks for nothing


class ProgrammeDays(NamedTuple):
    """What is known of a programme's days: their sessions, and the days that ask for nothing, with the day of writing of each."""

    sessions: Mapping[str, Sequence[ProgrammeSession]]
    neutral: Mapping[str, str]

    def by(self, day: date) -> ProgrammeDays:
        """Return what was written by the end of a day."""
        told = day.isoformat()
        sessions = {of: [one for one in there if one.written <= told] for of, there in self.sessions.items()}
        return ProgrammeDays(
            {of: there for of, there in sessions.items() if there}, {of: on for of, on in self.neutral.items() if on <= told}
        )

    def added_behind(self, day: date) -> bool:
        """Return whether something for the days up to `day` was written after `day`."""
        told = day.isoformat()
        sessions = (one.written for of, there in self.sessions.items() if of <= told for one in there)
        return any(on > told for on in sessions) or any(on > told for of, on in self.neutral.items() if of <= told)


class ProgrammeState(NamedTuple):
    """Where a programme stands at the beginning of a week."""

    place: int = 0  # index of the minutes on the ladder
    well: int = 0  # weeks that went well at these minutes
    quiet: int = 0  # days in a row without a session
    stepped: bool = False  # whether it went back already in this time without sessions
    why: str = FIRST


def ladder(first: int, last: int, pace: str) -> list[int]:
    """Return the minutes from the first to the last, at most a day's: each is a tenth more than the one before, or 5 minutes more where it is faster.

    Python rounds half to even: a tenth of 25 is 2 (docs/facts.md 1.4).
    """
    found, last = [max(1, first)], min(last, DAY_MINUTES)
    while found[-1] < last:
        rise = FASTER_BY if pace == "faster" else max(1, round(TENTH * found[-1]))
        found.append(min(last, found[-1] + rise))
    return found


def path(programme: Programme, written: ProgrammeDays, today: date) -> ProgrammePath:
    """Return the weeks of a programme up to this one, and the weeks ahead as they are if each goes well."""
    steps = ladder(programme.from_minutes, programme.to_minutes, programme.pace)
    monday, last = monday_of(date.fromisoformat(programme.day)), _last_monday(programme, today)
    if programme.day > today.isoformat():
        week = _week(programme, monday, steps[0], ProgrammeDays({}, {}))
        first = ProgrammeWeek(monday, steps[0], week.planned, 0, None, PLANNED)
        return ProgrammePath(programme, [], None, [first, *_ahead(programme, steps, monday, ProgrammeState(well=not week.part))])
    walked = _walk(programme, written, last, _asked_then(programme, written, last, today))
    found = [_step(steps, *one) for one in walked]
    runs = bool(found) and found[-1].monday == monday_of(today) and holds(programme, today)
    if not runs:
        return ProgrammePath(programme, found, None, [])
    monday, state, week = walked[-1]
    well = state._replace(well=state.well + (bool(week.planned) and not week.part))
    return ProgrammePath(programme, found[:-1], found[-1], _ahead(programme, steps, monday, well))


def _walk(
    programme: Programme, written: ProgrammeDays, last: date, asked: Mapping[date, int]
) -> list[tuple[date, ProgrammeState, SessionWeek]]:
    """Return each week up to `last`, with its state at its beginning. `asked` limits the minutes that its sessions need."""
    steps = ladder(programme.from_minutes, programme.to_minutes, programme.pace)
    state, monday, found = ProgrammeState(), monday_of(date.fromisoformat(programme.day)), []
    alike = max([_alike_from(written, monday, last), *asked])
    while monday <= last:
        minutes = steps[state.place]
        week = _week(programme, monday, min(minutes, asked.get(monday, minutes)), written)
        found.append((monday, state, week))
        before, state = state, next_state(state, week, len(steps) - 1, WEEKS_A_STEP.get(programme.pace, 1))
        monday += timedelta(days=WEEK)
        if found[-1][0] > alike and state == before._replace(quiet=state.quiet):  # so is every week but the last, which may be cut short
            same = range((last - monday).days // WEEK)
            found += [(monday + timedelta(days=WEEK * number), state, week) for number in same]
            monday += timedelta(days=WEEK * len(same))
    return found


def _alike_from(written: ProgrammeDays, first: date, last: date) -> date:
    """Return from which day on, up to the one before `last`, no day has a session, and either all days ask for nothing or none does."""
    day = last - timedelta(days=1)
    free = day.isoformat() in written.neutral
    while day >= first and (told := day.isoformat()) not in written.sessions and (told in written.neutral) == free:
        day -= timedelta(days=1)
    return day + timedelta(days=1)


def _asked_then(programme: Programme, written: ProgrammeDays, last: date, today: date) -> dict[date, int]:
    """Return the least minutes that each week asked for while it ran, for weeks that later entries could have changed.

    Computed from what was written when the week began, and from what was written when it was over.
    """
    steps, monday = ladder(programme.from_minutes, programme.to_minutes, programme.pace), monday_of(date.fromisoformat(programme.day))
    found: dict[date, int] = {}
    latest = max([*(one.written for there in written.sessions.values() for one in there), *written.neutral.values()], default="")
    while monday <= last and (monday - timedelta(days=1)).isoformat() < latest:  # nothing was written after that
        for known_by in (monday - timedelta(days=1), monday + timedelta(days=WEEK - 1)):
            if known_by < today and written.added_behind(known_by):
                asked = steps[_walk(programme, written.by(known_by), monday, {})[-1][1].place]
                found[monday] = min(asked, found.get(monday, asked))
        monday += timedelta(days=WEEK)
    return found


def _step(steps: Sequence[int], monday: date, state: ProgrammeState, week: SessionWeek) -> ProgrammeWeek:
    effort = median(week.efforts) if week.efforts else None
    return ProgrammeWeek(monday, steps[state.place], week.planned, week.done, effort, state.why, week.shorter, week.moved)


def next_state(state: ProgrammeState, week: SessionWeek, top: int, weeks_a_step: int) -> ProgrammeState:
    """Return the state after a week: minutes risen, kept, or one step back."""
    place, quiet, stepped, due = state.place, state.quiet, state.stepped, False
    for without in week.quiet:
        if without is False:
            quiet, stepped = 0, False
        elif without and week.planned:  # a week that asks for nothing does not count as quiet
            quiet += 1
            due = due or (quiet >= QUIET and not stepped)
            stepped = stepped or quiet >= QUIET
    held = _held(week)
    if due and held in (HELD_FEW, HELD_PART):
        return ProgrammeState(max(0, place - 1), 0, quiet, stepped, BACK if place else BEGIN)
    if held:
        return ProgrammeState(place, state.well, quiet, stepped, STILL_QUIET if held == HELD_FEW and quiet >= QUIET else held)
    if place == top:
        return ProgrammeState(place, state.well, quiet, stepped, TOP)
    if state.well + 1 < weeks_a_step:
        return ProgrammeState(place, state.well + 1, quiet, stepped, HALFWAY)
    return ProgrammeState(place + 1, 0, quiet, stepped, ROSE)


def holds(programme: Programme, day: date) -> bool:
    """Return whether a programme runs on a day."""
    told = day.isoformat()
    return programme.day <= told and (programme.ended_on is None or told < programme.ended_on)


def figure(step: ProgrammeWeek) -> GoalWeek | None:
    """Return a week of a programme as a goal, which is met with all sessions but one; None if the week asks for nothing."""
    if not step.planned:
        return None
    return GoalWeek(
        ("exercise", None), step.planned, SESSIONS, step.done, step.minutes, minutes=step.moved, enough=max(1, step.planned - 1)
    )


def _held(week: SessionWeek) -> str:
    """Return why the minutes stay the same after a week, empty if it went well."""
    if week.part:
        return HELD_PART
    if not week.planned:
        return HELD_FREE
    if week.done < max(1, week.planned - 1):
        return HELD_FEW
    return HELD_HARD if week.efforts and median(week.efforts) > HARD else ""


def _week(programme: Programme, monday: date, minutes: int, written: ProgrammeDays) -> SessionWeek:
    """Return the figures of a week. The day on which the programme was ended still counts."""
    scheduled = [SHORT_WEEKDAYS.index(day) for day in programme.weekdays]
    begun = [day for day in (monday + timedelta(days=count) for count in range(WEEK)) if day.isoformat() >= programme.day]
    days = [day.isoformat() for day in begun if day.isoformat() <= (programme.ended_on or "9999")]
    due = [day.isoformat() for day in begun if day.weekday() in scheduled]
    goal = Goal.stored({"kind": "exercise", "day": programme.day, "per": "week", "times": len(scheduled), "minutes": minutes})
    there = {day: written.sessions[day] for day in days if day in written.sessions}
    counted = {day: count(goal, _summed(sessions, minutes)) for day, sessions in there.items()}
    return SessionWeek(
        planned=sum(day not in written.neutral for day in due),
        done=sum(counted.values()),
        shorter=sum(not counted[day] for day in there),
        moved=sum(one.minutes for sessions in there.values() for one in sessions),
        efforts=[one.effort for sessions in there.values() for one in sessions if one.effort is not None],
        part=len(due) < len(scheduled),
        quiet=[None if day in written.neutral and day not in there else day not in there for day in days],
    )


def median(efforts: Sequence[int]) -> float:
    """Return the median. The one of the standard library would import decimal and fractions for this alone."""
    found, middle = sorted(efforts), len(efforts) // 2
    return found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2


def _summed(sessions: Iterable[ProgrammeSession], minutes: int) -> GoalDone:
    told = [one.minutes for one in sessions]
    return GoalDone(sum(told), sum(one >= minutes for one in told))


def _last_monday(programme: Programme, today: date) -> date:
    """Return the Monday of the last week that began while the programme ran."""
    last = today
    if programme.ended_on is not None:
        last = min(last, date.fromisoformat(programme.ended_on) - timedelta(days=1))
    return monday_of(last)


def _ahead(programme: Programme, steps: Sequence[int], monday: date, state: ProgrammeState) -> list[ProgrammeWeek]:
    """Return the weeks after `monday`, as they are if each goes well, up to the first with the highest minutes."""
    found, planned = [], len(programme.weekdays)
    place, well = state.place, state.well
    while place < len(steps) - 1:
        monday += timedelta(days=WEEK)
        if well >= WEEKS_A_STEP.get(programme.pace, 1):
            place, well = place + 1, 0
        found.append(ProgrammeWeek(monday, steps[place], planned, 0, None, PLANNED))
        well += 1
    return found
