"""The figures that packages hand to each other: a day, a week, a round, a goal, a chart. Values only."""

from __future__ import annotations

from typing import NamedTuple

from ..humanize import iso_week

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .entries import Infusion
    from .fields import Entry
    from .planning import Goal, Pause, Plan, Programme


class Day(NamedTuple):
    """What one day holds; None where there is no entry. Minutes are whole, `mood` is the mean of the day's moods."""

    day: str
    mood: float | None = None
    moods: int = 0
    sleep: int | None = None
    sleep_parts: int = 0
    exercise: int | None = None
    sessions: int = 0


class Week(NamedTuple):
    """What a week from `monday` to `sunday` holds, counted on its days from `since` to `until`.

    Sums are 0 and means are None without an entry. `sleep` is the mean over nights of the night's minutes, `mood` the
    mean of the days' means. `infusions` holds the day of each, oldest first, `goals` those that held in that week; `paused` says that all its days were.
    """

    monday: date
    sunday: date
    since: date
    until: date
    exercise: int = 0
    sessions: int = 0
    sleep: float | None = None
    nights: int = 0
    mood: float | None = None
    mood_days: int = 0
    infusions: tuple[str, ...] = ()
    goals: tuple[GoalWeek, ...] = ()
    paused: bool = False

    @property
    def goal(self) -> GoalWeek | None:
        """Return the goal for movement, which the bar is drawn against."""
        return next((goal for goal in self.goals if goal.subject == ("exercise", None)), None)

    @property
    def logged(self) -> bool:
        """Tell whether it holds mood, sleep or movement."""
        return bool(self.sessions or self.nights or self.mood_days)

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
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
            "goals": [goal.row() for goal in self.goals],
        }


class Recap(NamedTuple):
    """What some weeks in a row come to.

    Means are those of the days or nights that have an entry; `goal_weeks` are those in which the goal for movement was met,
    out of `weeks_with_goal`.
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
    goal_weeks: int
    weeks_with_goal: int

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
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
            "goal_weeks": self.goal_weeks,
            "weeks_with_goal": self.weeks_with_goal,
        }


class TodayFigures(NamedTuple):
    """The front page: what the day and its week hold.

    `ends` is the time at which the day ends where the clock is already past midnight, else empty; `sleep_ahead` the
    minutes of sleep that then already count for the date on the calendar. `since_infusion` is in days. `planned` says the
    next planned infusion in words, `questions` counts those kept for the visit, `fits` says what would still fit into the week
    of a goal. `paused` says in words that nothing is asked for.
    """

    day: date
    entries: list[Entry]
    week: Week
    since_infusion: int | None = None
    ends: str = ""
    sleep_ahead: int = 0
    planned: str = ""
    questions: int = 0
    fits: str = ""
    paused: str = ""


class CurrentMedicine(NamedTuple):
    """A medicine that is current: its last dose, the day since when (None if its start is unknown), its latest day."""

    name: str
    dose: str | None
    since: str | None
    day: str


class MoodWindow(NamedTuple):
    """Mood on a few days around an infusion: the median of the days' means, None below 2 days with an entry.

    `days` is the number of days with an entry, `length` the number of days that the window has so far.
    """

    median: float | None
    days: int
    length: int

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        return {"median": None if self.median is None else round(self.median, 2), "days": self.days}


class Round(NamedTuple):
    """An infusion, the days since the one before (None for the first), and mood before and after it."""

    infusion: Infusion
    gap_days: int | None
    before: MoodWindow
    after: MoodWindow

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
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
    """What stands in one row of the infusion table: an induction, or the infusions of one day.

    `gap_days` are the days since the infusion before its first; `latest` is there for the open round alone.
    """

    infusions: tuple[Infusion, ...]
    first: date
    last: date
    gap_days: int | None
    before: MoodWindow
    after: MoodWindow
    latest: MoodWindow | None
    induction: bool


class Series(NamedTuple):
    """An induction and the infusions after it: its first and last day, and how many they are."""

    first: date
    last: date
    infusions: int

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "infusions": self.infusions}


MINUTES, EQUIVALENT, SESSIONS, DAYS = "minutes", "equivalent minutes", "sessions", "days"  # what a goal of a week is counted in


class GoalDone(NamedTuple):
    """What a day holds of a goal's subject: whole minutes in all, and how many of its sessions are as long as the goal asks."""

    minutes: float = 0
    long_enough: int = 1


class MovementSum(NamedTuple):
    """Movement of one kind on one day: whole minutes, and what the person said of it."""

    day: str
    minutes: int
    activity: str | None = None
    intensity: str | None = None
    effort: int | None = None


class Intensities(NamedTuple):
    """Minutes of movement by intensity; `unknown` ones, of which nothing is said, are counted as moderate."""

    light: int = 0
    moderate: int = 0
    vigorous: int = 0
    unknown: int = 0

    @property
    def equivalent(self) -> int:
        """Return WHO-equivalent minutes: moderate ones once, vigorous ones twice."""
        return self.moderate + self.unknown + 2 * self.vigorous


class GoalWeek(NamedTuple):
    """A goal as it held in a week: what it asked for in `unit`, and what was done of it; `done` is None where nothing is known.

    A goal of a day asks for those days that ask for anything; one for sleep is met by the mean of the nights that have an
    entry, in minutes: `n` says how many they are. `each` are the minutes that one session needs, `minutes` all that there were,
    long enough or not. Of a programme, `enough` sessions let it rise. `eased` says that a day of the week asked for nothing.
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
        """Tell whether it is reached."""
        return self.done is not None and self.done >= (self.target if self.enough is None else self.enough)

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it. Its `kind` is the word that `kfit goal` takes: of a habit or rating, the name."""
        kind, name = self.subject
        return {"kind": name or kind, "target": self.target, "unit": self.unit, "done": self.done, "met": self.met}


class GoalStanding(NamedTuple):
    """Where a goal stands today: its running week, its strength from 0 to 1, on how many of the last days something was done.

    `fits` is what of it would still fit into this week, None where there is nothing to say: it is met, or the day asks for
    nothing. `next` is the change that is still to come.
    """

    goal: Goal
    week: GoalWeek
    strength: float
    days: int
    of_days: int
    fits: int | None = None
    next: Goal | None = None


class GoalsToday(NamedTuple):
    """All that is known of goals today: those that hold, those to come, this week's minutes by intensity where movement has one.

    `step` is this week of a programme where that is the goal for movement, `pause` the one that today lies in.
    """

    standings: Sequence[GoalStanding] = ()
    coming: Sequence[Goal] = ()
    intensities: Intensities | None = None
    step: ProgrammeWeek | None = None
    pause: Pause | None = None

    def of(self, subject: tuple[str, str | None]) -> GoalsToday:
        """Return what is known of one subject."""
        moving = subject == ("exercise", None)
        return GoalsToday(
            [one for one in self.standings if one.goal.subject == subject],
            [one for one in self.coming if one.subject == subject],
            self.intensities if moving else None,
            self.step if moving else None,
            self.pause,
        )


class Session(NamedTuple):
    """A session of a day: its minutes, the effort given, and the day on which it was written down."""

    minutes: int
    effort: int | None = None
    written: str = ""


class ProgrammeWeek(NamedTuple):
    """A week of a programme: its minutes a session, the sessions that were planned and done, the median effort given, and why.

    `done` counts sessions that are long enough, `shorter` the others, `moved` the minutes of all; of a week to come, nothing is done.
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
    """A programme's weeks: past ones, this one (None where it does not hold today), and those to come as they are planned."""

    programme: Programme
    past: list[ProgrammeWeek]
    now: ProgrammeWeek | None
    ahead: list[ProgrammeWeek]


class ChartSubject(NamedTuple):
    """What is drawn: a kind of entry, and for most kinds a name, `kfit chart NAME`.

    `unit` is that of its values as they are shown, None for what is counted; `better` the better end of a rating.
    The two values of a blood pressure are the one subject with the name `bp`.
    """

    kind: str
    name: str
    unit: str | None
    better: str = ""

    @property
    def yes_no(self) -> bool:
        """Tell whether a day has no figure: a habit was done or it was not noted."""
        return self.kind == "habit" and self.unit == "days"


class Point(NamedTuple):
    """A day that has an entry: its value in the chart's unit, and how many entries it comes from."""

    day: str
    value: float
    n: int


class Mark(NamedTuple):
    """What stands on charts with a letter: a mark that somebody set, or a change of a medicine."""

    day: str
    mark: str


class Stretch(NamedTuple):
    """Some days in a row, both ends included. `days` have an entry; the values are None if none has."""

    first: date
    last: date
    days: int
    mean: float | None = None
    total: float | None = None
    lowest: float | None = None
    highest: float | None = None

    @property
    def length(self) -> int:
        """Count its days, with and without an entry."""
        return (self.last - self.first).days + 1


class Chart(NamedTuple):
    """What a chart shows. `before` is the stretch as long as `latest` right before it, None where the chart begins too late.

    `lower` is a second line on the same axis, in the same unit: the lower value of a blood pressure.
    """

    subject: ChartSubject
    points: list[Point]
    infusions: list[str]
    marks: list[Mark]
    whole: Stretch
    latest: Stretch
    before: Stretch | None
    lower: Chart | None = None


class PlanOutcome(NamedTuple):
    """A plan and the day of the infusion that it became, None if there is none; `to_come` says that it may still become one."""

    plan: Plan
    done_on: date | None
    to_come: bool

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        done = None if self.done_on is None else self.done_on.isoformat()
        return {"id": self.plan.id, "day": self.plan.day, "at": self.plan.at, "done_on": done}


class PlanOutcomes(NamedTuple):
    """Plans compared with the infusions, oldest first, and the days of infusions among them that nobody had planned."""

    plans: list[PlanOutcome]
    others: list[date]
    earlier: int = 0  # past plans that are left out


class Fading(NamedTuple):
    """A day that the person marked with "it fades", and how many days after the infusion before it that was."""

    day: date
    days: int


class InfusionContext(NamedTuple):
    """What is known beside the rows: for each of them its fading, the last gaps and their trend, the next plan."""

    fades: Sequence[Fading | None] = ()
    gaps: Sequence[int] = ()
    trend: str | None = None
    plan: Plan | None = None
