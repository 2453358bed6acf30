"""ISO weeks, Monday to Sunday: the sums of their days, and which days ask for nothing. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from ..humanize import monday_of
from ..model.routes import DOSE, INFUSION
from ..model.weeks import Day, Recap, Week

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from ..model.planning import Pause
    from ..model.treatments import TreatmentHistory


def weeks(days: Mapping[str, Day], treated: TreatmentHistory, since: date, until: date) -> list[Week]:
    """Return every week that the span touches, newest last; only days from `since` to `until` count.

    `days` may lack days without an entry; days outside of the span are left out.
    """
    mondays = [monday_of(since)]
    while mondays[-1] + timedelta(days=7) <= until:
        mondays.append(mondays[-1] + timedelta(days=7))
    in_week: dict[date, list[Day]] = {monday: [] for monday in mondays}
    for day in days.values():
        if since.isoformat() <= day.day <= until.isoformat():
            in_week[monday_of(date.fromisoformat(day.day))].append(day)
    return [_week(monday, in_week[monday], treated, since, until) for monday in mondays]


def trim_weeks(found: Sequence[Week]) -> list[Week]:
    """Return the weeks from the first one with mood, sleep or movement on."""
    first = next((place for place, week in enumerate(found) if week.logged), len(found))
    return list(found[first:])


def recap(found: Sequence[Week], days: Iterable[Day], today: date) -> Recap:
    """Return the sums of consecutive weeks; `days` are their days with an entry.

    A goal for movement counts if it was met, or if its week is over and no day of the week was paused or free.
    """
    there = list(days)
    nights = [day.night for day in there if day.night is not None]
    moods = [day.mood for day in there if day.mood is not None]
    aimed = [goal for week in trim_weeks(found) if (goal := week.goal) and (goal.met or (not goal.eased and week.sunday < today))]
    met = Counter(goal.subject for week in found for goal in week.goals if goal.met)
    return Recap(
        found[0].since,
        found[-1].until,
        exercise=sum(week.exercise for week in found),
        sessions=sum(week.sessions for week in found),
        exercise_days=sum(1 for day in there if day.sessions),
        sleep=sum(nights) / len(nights) if nights else None,
        nights=len(nights),
        mood=sum(moods) / len(moods) if moods else None,
        mood_days=len(moods),
        infusions=sum(len(week.infusions) for week in found),
        doses=sum(len(week.doses) + week.in_course for week in found),
        goal_weeks=sum(goal.met for goal in aimed),
        weeks_with_goal=len(aimed),
        goals_met=tuple(met.items()),
    )


def _week(monday: date, days: list[Day], treated: TreatmentHistory, since: date, until: date) -> Week:
    sunday = monday + timedelta(days=6)
    here = treated.within(max(monday, since), min(sunday, until))
    nights = [day.night for day in days if day.night is not None]
    moods = [day.mood for day in days if day.mood is not None]
    return Week(
        monday,
        sunday,
        since=max(monday, since),
        until=min(sunday, until),
        exercise=sum(day.exercise or 0 for day in days),
        sessions=sum(day.sessions for day in days),
        sleep=sum(nights) / len(nights) if nights else None,
        nights=len(nights),
        naps=sum(day.naps for day in days),
        mood=sum(moods) / len(moods) if moods else None,
        mood_days=len(moods),
        infusions=tuple(here.of(INFUSION)),
        doses=tuple(here.of(DOSE)),
        in_course=len(here.in_course),
    )


def neutral(pauses: Iterable[Pause], others: Mapping[str, str], since: date, until: date) -> dict[str, str]:
    """Return the days from `since` to `until` that ask for nothing, each with the time (UTC) from which that was known.

    Those are the days of a pause, and `others`: infusions outside of a course, rest.
    """
    found = dict(others)
    for pause in pauses:
        for day in days_of(pause, since, until):
            known = pause.made_at or ""
            found[day] = min(found.get(day, known), known)
    return found


def days_of(pause: Pause, since: date, until: date) -> Iterator[str]:
    """Yield the days of a pause from `since` to `until`, both included."""
    day = max(since, date.fromisoformat(pause.day))
    last = until if pause.until is None else min(until, date.fromisoformat(pause.until))
    while day <= last:
        yield day.isoformat()
        day += timedelta(days=1)


def paused_on(pauses: Sequence[Pause], day: date) -> Pause | None:
    """Return the pause that includes a day, None without one; of several, the one that ends last."""
    told = day.isoformat()
    found = [pause for pause in pauses if pause.day <= told and (pause.until is None or told <= pause.until)]
    return max(found, key=lambda pause: pause.until or "9999", default=None)


def last_paused_day(pauses: Iterable[Pause], today: date) -> date | None:
    """Return the last paused day up to today, None without one."""
    told = today.isoformat()
    days = [min(pause.until or told, told) for pause in pauses if pause.day <= told]
    return date.fromisoformat(max(days)) if days else None
