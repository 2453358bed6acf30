"""The figures of days and of weeks, and what the page of today shows. Values only."""

from __future__ import annotations

from typing import NamedTuple

from ..humanize import iso_week
from .goals import MOVEMENT
from .routes import INFUSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from .fields import Entry
    from .goals import GoalWeek


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
