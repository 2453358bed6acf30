"""The content of a chart: its subject, its points, and what is said of stretches of days. Values only."""

from __future__ import annotations

from datetime import datetime
from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .treatments import Course


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
