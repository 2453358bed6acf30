"""The figures that rooms hand to each other: a day's, a week's, a round's. Values only; no room owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .weekdays import iso_week

if TYPE_CHECKING:
    from datetime import date

    from .aimed import GoalWeek
    from .entries import Entry, Infusion


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


class Today(NamedTuple):
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


class Taken(NamedTuple):
    """A medicine that is current: its dose as told last, the day since when (None if its start was not told), its latest day."""

    name: str
    dose: str | None
    since: str | None
    day: str


class Window(NamedTuple):
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
    before: Window
    after: Window

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
    before: Window
    after: Window
    latest: Window | None
    induction: bool


class Series(NamedTuple):
    """An induction and the infusions behind it: its first and last day, and how many they are."""

    first: date
    last: date
    infusions: int

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        return {"from": self.first.isoformat(), "to": self.last.isoformat(), "infusions": self.infusions}
