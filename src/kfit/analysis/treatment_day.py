"""One day with infusions, read back: what was logged before, under and after them. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby

from ..model.entries import Effect, Infusion, Measure, Mood, Note
from ..model.measures import PRESSURE
from ..model.treatments import FOLLOWED, MoodDay, MoodMoment, TreatmentDay
from .phases import is_of_first_day, side_of
from .treatments import match_plans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.fields import Entry
    from ..model.planning import Plan

NOTED = 3  # days after the infusion whose words are read back


def span_of(day: date, infusion_days: Sequence[date], today: date) -> tuple[date, date | None]:
    """Return the last day that is read back for an infusion's day, and the day of the next infusion; None if there is none."""
    following = min((one for one in infusion_days if one > day), default=None)
    ends = [day + timedelta(days=FOLLOWED), today, *([following - timedelta(days=1)] if following else [])]
    return max(day, min(ends)), following


def treatment_day(day: date, entries: Sequence[Entry], infusion_days: Sequence[date], plans: Sequence[Plan], today: date) -> TreatmentDay:
    """Return what belongs to the infusions of a day. `entries` are those of the days of `span_of`, in order of time.

    `infusion_days` are all days with an infusion up to today.
    """
    near = [entry for entry in entries if date.fromisoformat(entry.day) <= day + timedelta(days=NOTED)]
    infusions = [entry for entry in near if isinstance(entry, Infusion)]
    course = [entry for entry in near if _is_of_course(entry, day.isoformat())]
    before = max((one for one in infusion_days if one < day), default=None)
    outcomes = match_plans(plans, infusion_days, today).plans
    return TreatmentDay(
        day=day,
        infusions=infusions,
        gap_days=(day - before).days if before else None,
        following=span_of(day, infusion_days, today)[1],
        plan=next((one.plan for one in outcomes if one.done_on == day), None),
        course=course,
        first_day={
            entry.id: found for entry in course if isinstance(entry, Effect) and (found := is_of_first_day(entry, infusions)) is not None
        },
        moods=[MoodMoment(entry, side_of(entry, infusions)) for entry in near if isinstance(entry, Mood) and entry.day == day.isoformat()],
        noted=[entry for entry in near if entry not in course and (entry.note or (isinstance(entry, Note) and entry.mark))],
        later=_later(day, entries),
    )


def nearest_days(day: date, infusion_days: Sequence[date]) -> list[date]:
    """Return the last infusion day before a day and the first one after it, the nearer one first; none if there is none."""
    before = max((one for one in infusion_days if one < day), default=None)
    after = min((one for one in infusion_days if one > day), default=None)
    return sorted((one for one in (before, after) if one is not None), key=lambda one: abs(one - day))


def _is_of_course(entry: Entry, day: str) -> bool:
    return isinstance(entry, Infusion | Effect) or (isinstance(entry, Measure) and entry.name in PRESSURE and entry.day == day)


def _later(day: date, entries: Iterable[Entry]) -> list[MoodDay]:
    """Return the mean mood of each day after a day that has one."""
    moods = [entry for entry in entries if isinstance(entry, Mood) and entry.day > day.isoformat()]
    found = []
    for on, same_day in groupby(moods, lambda mood: mood.day):
        scores = [mood.score for mood in same_day]
        when = date.fromisoformat(on)
        found.append(MoodDay(when, (when - day).days, sum(scores) / len(scores), len(scores)))
    return found
