"""What is told of rounds, the days around infusions: each round by itself, all of them day by day, and how long mood held. Values only."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from .treatments import Course, InfusionRound

BEFORE, AFTER = 7, 28  # days that are told before an infusion and after it
FEWEST_FOR_HALF = 4  # rounds: with fewer there is no middle half
FEWEST_FOR_CURVE = 3  # rounds that count, for an estimate over them
FEWEST_FOR_INTERVAL = 5  # rounds that ended under the threshold
IN_A_ROW = 3  # days with a mood under the threshold, one after the other, end a round
LONGEST_GAP = 7  # days from one mood to the next, or to the next infusion; after more, nothing is known
# How a round ended for `Held`: mood was under the threshold, or the round is censored at what came first.
UNDER, NEXT, GAP, OPEN = "under", "next", "gap", "open"
# Why a round has no length: on days 1 to 3 mood was under the threshold, had no entry, or these days are not over.
NOT_ABOVE, NO_MOOD, TOO_EARLY = "not above", "no mood", "too early"


class Held(NamedTuple):
    """How long mood stayed at the threshold in a round. `days` count from the infusion; None where the round does not count.

    With the end `under` it is the first day under it; else the last day of which something is known.
    """

    days: int | None
    ended: str


class MoodRound(NamedTuple):
    """An infusion, or an induction, with the mood on the days around it.

    `days` has the mean mood of day -7 to 28, as far as they belong to this round and have a mood. Days before 0 count to the
    first infusion, all others from the last one. `following` is the day of the next infusion or dose, None if there is none.
    `highest` is the mood of the highest of days 1 to 3, by which the round counts or not; None without a mood on them.
    """

    round: InfusionRound
    following: date | None
    days: Mapping[int, float]
    highest: float | None = None
    held: Held | None = None

    @property
    def length(self) -> int | None:
        """Return the days from the last infusion to the next treatment, None if there is none yet."""
        return None if self.following is None else (self.following - self.round.last).days

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        told = self.round
        return {
            "from": told.first.isoformat(),
            "to": told.last.isoformat(),
            "infusions": len(told.infusions),
            "induction": told.induction,
            "before": told.before.row(),
            "after": told.after.row(),
            "highest": None if self.highest is None else round(self.highest, 2),
            "next": self.following.isoformat() if self.following else None,
            "days": [{"day": day, "mood": round(mood, 2)} for day, mood in sorted(self.days.items())],
            "held": None if self.held is None else self.held._asdict(),
        }


class AlignedDay(NamedTuple):
    """A day counted from the infusion, over all rounds: the median, the middle half (None with too few rounds), and the rounds with a mood."""

    day: int
    rounds: int
    median: float
    lower: float | None = None
    upper: float | None = None

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {name: round(value, 2) if isinstance(value, float) else value for name, value in self._asdict().items()}


class RoundMedian(NamedTuple):
    """The median over rounds of a figure that each of so many `rounds` has; None without one."""

    median: float | None = None
    rounds: int = 0

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"median": None if self.median is None else round(self.median, 2), "rounds": self.rounds}


class CurveStep(NamedTuple):
    """A day with an event, or the last day of a curve: the share that held beyond it, from 0 to 1, and its interval, None where there is none."""

    day: int
    at_risk: int
    events: int
    share: float
    lower: float | None = None
    upper: float | None = None

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {name: round(value, 6) if isinstance(value, float) else value for name, value in self._asdict().items()}


class Curve(NamedTuple):
    """A Kaplan-Meier curve: a step for each day with an event, the median (None where it is not reached) and its interval.

    An end of the interval that is not reached is None.
    """

    subjects: int
    events: int
    steps: Sequence[CurveStep] = ()
    median: int | None = None
    median_lower: int | None = None
    median_upper: int | None = None

    def at(self, day: int) -> CurveStep | None:
        """Return the last step up to a day, None before the first one."""
        return next((step for step in reversed(self.steps) if step.day <= day), None)

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return self._asdict() | {"steps": [step.row() for step in self.steps]}


class Threshold(NamedTuple):
    """The mood from which a round counts as held; `chosen` says that the person chose it. None where there is nothing to take it from."""

    mood: float | None = None
    chosen: bool = False


class RoundInsights(NamedTuple):
    """All that is told of the rounds up to a day.

    `within` is the number of infusions inside a course of doses: they belong to no round. `curve` is None where too few rounds count.
    """

    today: date
    rounds: Sequence[MoodRound] = ()
    days: Sequence[AlignedDay] = ()
    before: RoundMedian = RoundMedian()
    after: RoundMedian = RoundMedian()
    threshold: Threshold = Threshold()
    curve: Curve | None = None
    courses: Sequence[Course] = ()
    within: int = 0

    @property
    def counted(self) -> Sequence[MoodRound]:
        """Return the rounds that have a length."""
        return [one for one in self.rounds if one.held is not None and one.held.days is not None]

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {
            "rounds": [one.row() for one in self.rounds],
            "days": [one.row() for one in self.days],
            "before": self.before.row(),
            "after": self.after.row(),
            "threshold": self.threshold._asdict(),
            "held": self.curve.row() if self.curve else None,
            "courses": [one.row() for one in self.courses],
            "infusions_within_courses": self.within,
        }
