"""The figures that packages pass to each other: a day, a week, a round, a goal, a chart. Values only."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from ..humanize import iso_week
from .routes import DOSE, INFUSION, Administration

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .entries import Infusion, Mood
    from .fields import Entry
    from .planning import Goal, Pause, Plan, Programme

MOVEMENT = ("exercise", None)  # the subject of the goal for movement


class Day(NamedTuple):
    """The figures of a day, None without an entry. `mood` is the mean of its moods, `exercise` its minutes.

    `night` is the sleep of the day in minutes without its naps: None where there are naps alone. `naps` is their number.
    """

    day: str
    mood: float | None = None
    moods: int = 0
    night: int | None = None
    naps: int = 0
    exercise: int | None = None
    sessions: int = 0


class Week(NamedTuple):
    """The figures of the week from `monday` to `sunday`, computed from its days `since` to `until`.

    Without an entry, sums are 0 and means are None. `sleep` is the mean of the nights' minutes, `mood` the mean of the days' means.
    `naps` is their number: they are no nights.
    `infusions` and `doses` are the days of those outside of a course, oldest first, `in_course` is the number of doses in courses.
    `goals` are the goals of that week. `paused` means that all its days are paused.
    """

    monday: date
    sunday: date
    since: date
    until: date
    exercise: int = 0
    sessions: int = 0
    sleep: float | None = None
    nights: int = 0
    naps: int = 0
    mood: float | None = None
    mood_days: int = 0
    infusions: tuple[str, ...] = ()
    doses: tuple[str, ...] = ()
    in_course: int = 0
    goals: tuple[GoalWeek, ...] = ()
    paused: bool = False

    @property
    def goal(self) -> GoalWeek | None:
        """Return the goal for movement, with which the bar is compared, None if there is none."""
        return next((goal for goal in self.goals if goal.subject == MOVEMENT), None)

    @property
    def logged(self) -> bool:
        """Return whether the week has an entry of mood, sleep or movement."""
        return bool(self.sessions or self.nights or self.naps or self.mood_days)

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {
            "week": iso_week(self.monday),
            "from": self.monday.isoformat(),
            "to": self.sunday.isoformat(),
            "exercise_minutes": self.exercise,
            "exercise_sessions": self.sessions,
            "sleep_minutes_mean": None if self.sleep is None else round(self.sleep, 2),
            "sleep_nights": self.nights,
            "mood_mean": None if self.mood is None else round(self.mood, 2),
            "mood_days": self.mood_days,
            "infusions": len(self.infusions),
            "doses": len(self.doses) + self.in_course,
            "goals": [goal.row() for goal in self.goals],
        }


class Recap(NamedTuple):
    """The figures of several weeks in a row.

    Means are over the days or nights with an entry. `goal_weeks` counts the weeks in which the goal for movement was met, out of
    `weeks_with_goal`. `goals_met` has the number of weeks for each subject whose goal was met in any: the one count that is shown,
    since weeks that asked for nothing make each `out of` a riddle.
    """

    since: date
    until: date
    exercise: int
    sessions: int
    exercise_days: int
    sleep: float | None
    nights: int
    mood: float | None
    mood_days: int
    infusions: int
    doses: int
    goal_weeks: int
    weeks_with_goal: int
    goals_met: tuple[tuple[tuple[str, str | None], int], ...] = ()

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {
            "from": self.since.isoformat(),
            "to": self.until.isoformat(),
            "exercise_minutes": self.exercise,
            "exercise_sessions": self.sessions,
            "exercise_days": self.exercise_days,
            "sleep_minutes_mean": None if self.sleep is None else round(self.sleep, 2),
            "sleep_nights": self.nights,
            "mood_mean": None if self.mood is None else round(self.mood, 2),
            "mood_days": self.mood_days,
            "infusions": self.infusions,
            "doses": self.doses,
            "goal_weeks": self.goal_weeks,
            "weeks_with_goal": self.weeks_with_goal,
        }


class TodayFigures(NamedTuple):
    """The figures of `kfit today`: the entries of the day, and its week. `seen_on` is today where the page is of an earlier day.

    `ends` is the time at which the day ends if the clock is past midnight, else empty. `sleep_ahead` is then the minutes of sleep
    that already count for the next day. `since_infusion` is in days, counted from what `treated` names. `planned` is the next planned infusion in words, `questions`
    the number of open questions for the visit, `fits` a sentence about what still fits into the goal's week, `paused` one about a pause,
    `trial` one about this week of a trial.
    """

    day: date
    entries: list[Entry]
    week: Week
    since_infusion: int | None = None
    treated: str = INFUSION
    ends: str = ""
    sleep_ahead: int = 0
    planned: str = ""
    questions: int = 0
    fits: str = ""
    paused: str = ""
    trial: str = ""
    seen_on: date | None = None


class CurrentMedicine(NamedTuple):
    """A current medicine: its last dose as typed, the day of its start (None if not logged), and the day of its last entry."""

    name: str
    dose: str | None
    since: str | None
    day: str


class TakenMedicine(NamedTuple):
    """A medicine that is not current and was taken all the same: the dose as typed (None if not told), and the last day."""

    name: str
    dose: str | None
    day: str


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


class Round(NamedTuple):
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


class Treatment(NamedTuple):
    """A row of the infusion table: an induction, or the infusions of one day, none of them part of a course.

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

    def holds(self, one: Infusion | Treated) -> bool:
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


class TreatedDay(NamedTuple):
    """The fields of `Treated`."""

    day: str
    route: str | None = None
    dosage_form: str | None = None
    logged_at: str = ""


class Treated(Administration, TreatedDay):
    """The day of an infusion or a dose, its route and form, and the time (UTC) at which it was logged."""

    __slots__ = ()


class TreatmentDays(NamedTuple):
    """Infusions and doses, oldest first: those outside of a course, those of a course, and the courses themselves."""

    single: Sequence[Treated] = ()
    in_course: Sequence[Treated] = ()
    courses: Sequence[Course] = ()

    @property
    def days(self) -> list[date]:
        """Return the day of each one outside of a course."""
        return [date.fromisoformat(one.day) for one in self.single]

    def within(self, since: date, until: date) -> TreatmentDays:
        """Return those from `since` to `until`, both included, and the courses that touch these days."""
        first, last = since.isoformat(), until.isoformat()
        single, in_course = ([one for one in part if first <= one.day <= last] for part in (self.single, self.in_course))
        return TreatmentDays(single, in_course, [one for one in self.courses if one.first <= until and since <= one.last])

    def of(self, word: str) -> list[str]:
        """Return the days of those outside of a course that are called so; a day with two is listed twice."""
        return [one.day for one in self.single if one.word == word]

    @property
    def last(self) -> Treated | None:
        """Return the latest one from which days are counted: outside of a course, and with no course of its word after it."""
        counted = [one for one in self.single if all(one.word != other.word or other.day < one.day for other in self.in_course)]
        return max(counted, key=lambda one: one.day, default=None)


MINUTES, EQUIVALENT, SESSIONS, DAYS = "minutes", "equivalent minutes", "sessions", "days"  # the units of a GoalWeek


class GoalDone(NamedTuple):
    """What was done on a day for a goal: the minutes in all, and the number of sessions as long as the goal needs."""

    minutes: float = 0
    long_enough: int = 1


class MovementSum(NamedTuple):
    """Movement on a day: whole minutes, with activity, intensity and effort (0 to 10), None if not given."""

    day: str
    minutes: int
    activity: str | None = None
    intensity: str | None = None
    effort: int | None = None


class Intensities(NamedTuple):
    """Minutes of movement by intensity. `unknown` minutes have no intensity; they count as moderate.

    `usual` is how many of the others have the intensity that is usual for their activity, since none was told.
    """

    light: int = 0
    moderate: int = 0
    vigorous: int = 0
    unknown: int = 0
    usual: int = 0

    @property
    def equivalent(self) -> int:
        """Return WHO-equivalent minutes: moderate and unknown ones once, vigorous ones twice, light ones not at all."""
        return self.moderate + self.unknown + 2 * self.vigorous


class GoalWeek(NamedTuple):
    """A goal in a week: `target` and `done` are in `unit`. `done` is None if nothing is known.

    The target of a daily goal is the number of days on which something is due. For sleep, `done` is the mean minutes of the `n`
    nights with an entry. `each` is the minutes that one session needs, `minutes` the sum of all sessions, also shorter ones.
    `enough` is the number of sessions after which a programme rises. `eased` means that nothing was due on a day of the week.
    """

    subject: tuple[str, str | None]
    target: int
    unit: str
    done: float | None
    each: int | None = None
    n: int = 0
    minutes: int = 0
    enough: int | None = None
    eased: bool = False

    @property
    def met(self) -> bool:
        """Return whether the goal is met: for a programme, whether enough sessions were done."""
        return self.done is not None and self.done >= (self.target if self.enough is None else self.enough)

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them. `kind` is the word for `kfit goal`: for a habit or rating, its name."""
        kind, name = self.subject
        return {"kind": name or kind, "target": self.target, "unit": self.unit, "done": self.done, "met": self.met}


class GoalStanding(NamedTuple):
    """The state of a goal today: its current week, its strength from 0 to 1, and on how many of the last `of_days` days it was done.

    `fits` is the amount that still fits into this week, None if there is nothing to say: the goal is met, or nothing is due today.
    `next` is a change of the goal that is planned for a later day.
    """

    goal: Goal
    week: GoalWeek
    strength: float
    days: int
    of_days: int
    fits: int | None = None
    next: Goal | None = None


class GoalsToday(NamedTuple):
    """All goals as of today: current ones, later ones, and this week's minutes by intensity if movement has a goal.

    `step` is this week of a programme if that is the goal for movement. `pause` is the pause that includes today.
    """

    standings: Sequence[GoalStanding] = ()
    coming: Sequence[Goal] = ()
    intensities: Intensities | None = None
    step: ProgrammeWeek | None = None
    pause: Pause | None = None

    def of(self, subject: tuple[str, str | None]) -> GoalsToday:
        """Return the same for one subject only."""
        moving = subject == ("exercise", None)
        return GoalsToday(
            [one for one in self.standings if one.goal.subject == subject],
            [one for one in self.coming if one.subject == subject],
            self.intensities if moving else None,
            self.step if moving else None,
            self.pause,
        )


class Session(NamedTuple):
    """A session: its minutes, its effort from 0 to 10 (None if not given), and the day on which it was logged."""

    minutes: int
    effort: int | None = None
    written: str = ""


class ProgrammeWeek(NamedTuple):
    """A week of a programme: its minutes per session, the sessions planned and done, and the median effort, None if not given.

    `why` is the code of the reason for these minutes. `done` counts the sessions that are long enough, `shorter` the others, and
    `moved` is the minutes of all. In a future week, all three are 0.
    """

    monday: date
    minutes: int
    planned: int
    done: int
    effort: float | None
    why: str
    shorter: int = 0
    moved: int = 0


class ProgrammePath(NamedTuple):
    """The weeks of a programme: past ones, this one (None if it is not active today), and the planned future ones."""

    programme: Programme
    past: list[ProgrammeWeek]
    now: ProgrammeWeek | None
    ahead: list[ProgrammeWeek]


class ChartSubject(NamedTuple):
    """The subject of a chart: a kind of entry, and for most kinds a name, `kfit chart NAME`.

    `unit` is the unit in which values are shown, None for counts. `better` is the better end of a rating. Both values of a
    blood pressure are one subject with the name `bp`.
    """

    kind: str
    name: str
    unit: str | None
    better: str = ""

    @property
    def yes_no(self) -> bool:
        """Return whether a day has no figure: the habit was done, or it was not logged."""
        return self.kind == "habit" and self.unit == "days"


class Point(NamedTuple):
    """A day with an entry: its value in the unit of the chart, and the number of entries.

    `lowest` and `highest` are the ends of its entries where the value is the mean of entries that differ, None else.
    """

    day: str
    value: float
    n: int
    lowest: float | None = None
    highest: float | None = None

    @property
    def ends(self) -> tuple[float, float]:
        """Return its lowest and its highest entry; its value twice where it has no range."""
        return (
            self.value if self.lowest is None else self.lowest,
            self.value if self.highest is None else self.highest,
        )


class Mark(NamedTuple):
    """A mark that charts show with a letter: one from a note, or a change of a medicine."""

    day: str
    mark: str


class Stretch(NamedTuple):
    """Days in a row, both ends included. `days` is the number of days with an entry; values are None if it is 0."""

    first: date
    last: date
    days: int
    mean: float | None = None
    total: float | None = None
    lowest: float | None = None
    highest: float | None = None

    @property
    def length(self) -> int:
        """Return the number of its days, with and without an entry."""
        return (self.last - self.first).days + 1


class Chart(NamedTuple):
    """The content of a chart. `latest` and `before` are two stretches that can be compared, of the same length.

    They are the last week and the week before it; where the entries reach over months, the last weeks and the first ones.
    `before` is None if the chart is too short for it.
    `infusions` and `doses` are the days of those outside of the `courses`. `lower` is a second line on the same axis, in the same
    unit: the lower value of a blood pressure.
    """

    subject: ChartSubject
    points: list[Point]
    infusions: list[str]
    doses: list[str]
    courses: Sequence[Course]
    marks: list[Mark]
    whole: Stretch
    latest: Stretch
    before: Stretch | None
    lower: Chart | None = None


class TimedValue(NamedTuple):
    """One entry of a day: its time as stored, None without one, and its value in the unit of the chart."""

    at: str | None
    value: float

    def minute(self, day: date) -> int | None:
        """Return the minutes from the beginning of a date to its time, as the clock showed it there; None without a time."""
        if self.at is None:
            return None
        shown = datetime.fromisoformat(self.at)
        return (shown.date() - day).days * 24 * 60 + shown.hour * 60 + shown.minute


class DayChart(NamedTuple):
    """One day of a subject, entry by entry in order of time. `given` are the day's infusions and doses: their times, and their words.

    `lower` is a second line on the same axis, as in `Chart`.
    """

    subject: ChartSubject
    day: date
    entries: list[TimedValue]
    given: list[tuple[str | None, str]]
    lower: DayChart | None = None

    @property
    def timed(self) -> list[tuple[int, float]]:
        """Return the minute of the day and the value of each entry that has a time."""
        return [(minute, entry.value) for entry in self.entries if (minute := entry.minute(self.day)) is not None]

    @property
    def given_minutes(self) -> list[int]:
        """Return the minutes of the day of the infusions and doses that have a time."""
        minutes = (TimedValue(at, 0).minute(self.day) for at, _ in self.given)
        return sorted(minute for minute in minutes if minute is not None)


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


FOLLOWED = 7  # days after an infusion whose moods are read back


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
