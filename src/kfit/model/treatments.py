"""Infusions, doses and courses with the mood around them, planned ones, and all that was logged on one of their days. Values only."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .routes import DOSE, Administration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entries import Infusion, Mood
    from .fields import Entry
    from .planning import Plan

FOLLOWED = 7  # days after an infusion whose moods are read back


class MoodWindow(NamedTuple):
    """The mood on a few days around an infusion: the median of the days' means, None with fewer than 2 days with a mood.

    `days` is the number of days with a mood, `length` the number of days in the window up to today.
    """

    median: float | None
    days: int
    length: int

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"median": None if self.median is None else round(self.median, 2), "days": self.days}


class InfusionWindows(NamedTuple):
    """An infusion, the days since the one before (None for the first), and the mood before and after it."""

    infusion: Infusion
    gap_days: int | None
    before: MoodWindow
    after: MoodWindow

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        told = self.infusion
        return {
            "id": told.id,
            "day": told.day,
            "route": told.route,
            "dose_mg": told.dose_mg,
            "dose": told.dose,
            "gap_days": self.gap_days,
            "before": self.before.row(),
            "after": self.after.row(),
        }


class InfusionRound(NamedTuple):
    """A round, and a row of the infusion table: an induction, or the infusions of one day, none of them part of a course.

    `gap_days` is the number of days from the infusion before to `first`; `after_course` says that it is counted from the last
    dose of a course. `latest` is the mood on the last days, only in the last row.
    """

    infusions: tuple[Infusion, ...]
    first: date
    last: date
    gap_days: int | None
    before: MoodWindow
    after: MoodWindow
    latest: MoodWindow | None
    induction: bool
    after_course: bool = False


class Series(NamedTuple):
    """An induction with the infusions after it: its first and last day, and the number of infusions."""

    first: date
    last: date
    infusions: int

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "infusions": self.infusions}


class Course(NamedTuple):
    """A course of low doses, as taken at home: its first and last day, the doses, and the days with one.

    `word` is what its doses are called one by one, `dose` or `infusion`.
    """

    first: date
    last: date
    doses: int
    days: int
    word: str = DOSE

    @property
    def length(self) -> int:
        """Return the number of its days, with and without a dose."""
        return (self.last - self.first).days + 1

    def holds(self, one: Infusion | AdministrationDay) -> bool:
        """Return whether a treatment is one of its doses."""
        return one.word == self.word and not one.at_clinic and self.first.isoformat() <= one.day <= self.last.isoformat()

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "doses": self.doses, "days": self.days}


class CourseRow(NamedTuple):
    """A course in the infusion table: its doses, and the mood in each 7 days from its first one on, up to its last or today."""

    course: Course
    infusions: tuple[Infusion, ...]
    weeks: tuple[MoodWindow, ...]

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return self.course.row() | {"weeks": [week.row() for week in self.weeks]}


class AdministrationFields(NamedTuple):
    """The fields of `AdministrationDay`, which a named tuple cannot have beside a base class."""

    day: str
    route: str | None = None
    dosage_form: str | None = None
    logged_at: str = ""


class AdministrationDay(Administration, AdministrationFields):
    """The day of an infusion or a dose, its route and form, and the time (UTC) at which it was logged."""

    __slots__ = ()


class TreatmentHistory(NamedTuple):
    """Infusions and doses, oldest first: those outside of a course, those of a course, and the courses themselves."""

    single: Sequence[AdministrationDay] = ()
    in_course: Sequence[AdministrationDay] = ()
    courses: Sequence[Course] = ()

    @property
    def days(self) -> list[date]:
        """Return the day of each one outside of a course."""
        return [date.fromisoformat(one.day) for one in self.single]

    def within(self, since: date, until: date) -> TreatmentHistory:
        """Return those from `since` to `until`, both included, and the courses that touch these days."""
        first, last = since.isoformat(), until.isoformat()
        single, in_course = ([one for one in part if first <= one.day <= last] for part in (self.single, self.in_course))
        return TreatmentHistory(single, in_course, [one for one in self.courses if one.first <= until and since <= one.last])

    def of(self, word: str) -> list[str]:
        """Return the days of those outside of a course that are called so; a day with two is listed twice."""
        return [one.day for one in self.single if one.word == word]

    @property
    def last(self) -> AdministrationDay | None:
        """Return the latest one from which days are counted: outside of a course, and with no course of its word after it."""
        counted = [one for one in self.single if all(one.word != other.word or other.day < one.day for other in self.in_course)]
        return max(counted, key=lambda one: one.day, default=None)


class PlanOutcome(NamedTuple):
    """A plan, and the day of its infusion, None if there was none. `to_come` means that the infusion can still take place."""

    plan: Plan
    done_on: date | None
    to_come: bool

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        done = None if self.done_on is None else self.done_on.isoformat()
        return {"id": self.plan.id, "day": self.plan.day, "at": self.plan.at, "done_on": done}


class PlanOutcomes(NamedTuple):
    """Plans compared with the infusions, oldest first, and the days of infusions that were not planned."""

    plans: list[PlanOutcome]
    others: list[date]
    earlier: int = 0  # the number of older plans that were left out


class Fading(NamedTuple):
    """A day that the person marked with "it fades", and the number of days since the infusion before it."""

    day: date
    days: int


class InfusionContext(NamedTuple):
    """Facts besides the rows of the infusion table: the fading of each row, the last gaps, their trend, the next plan.

    `last` is the day from which days are counted, None where none is. `every` says that every row was asked for.
    """

    fades: Sequence[Fading | None] = ()
    gaps: Sequence[int] = ()
    trend: str | None = None
    plan: Plan | None = None
    last: date | None = None
    every: bool = False


class MoodMoment(NamedTuple):
    """A mood of an infusion's day: `when` is before, between or after the infusions of the day, None if a time is missing."""

    entry: Mood
    when: str | None


class MoodDay(NamedTuple):
    """The mean mood of a day, and the number of days since an infusion."""

    day: date
    days: int
    mean: float
    moods: int


class TreatmentDay(NamedTuple):
    """All that was logged around the infusions of one day.

    `gap_days` is the number of days since the infusion before, `following` the day of the next one: what is logged from then on
    belongs to that. `course` holds the infusions, the blood pressures of the day, and the side effects of the day and the 3 days after,
    in order of time; `noted` the other entries of these days with words. `later` is the mood of days 1 to 7. `first_day` says of side
    effects, by their numbers, whether they are of the 24 hours after the infusion; those of which that was not told are missing.
    """

    day: date
    infusions: list[Infusion]
    gap_days: int | None
    following: date | None
    plan: Plan | None
    course: list[Entry]
    first_day: dict[int | None, bool]
    moods: list[MoodMoment]
    noted: list[Entry]
    later: list[MoodDay]

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {
            "day": self.day.isoformat(),
            "infusions": [entry.row() for entry in self.infusions],
            "gap_days": self.gap_days,
            "following": self.following.isoformat() if self.following else None,
            "planned": {"day": self.plan.day, "at": self.plan.at} if self.plan else None,
            "course": [entry.row() for entry in self.course],
            "moods": [{"id": mood.entry.id, "at": mood.entry.at, "score": mood.entry.score, "when": mood.when} for mood in self.moods],
            "notes": [entry.row() for entry in self.noted],
            "later": [
                {"day": one.day.isoformat(), "days": one.days, "mood_mean": round(one.mean, 2), "moods": one.moods} for one in self.later
            ],
        }
