"""What goes together: the series that are compared, the questions that are asked of them, and the verdicts. Values only."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

DESCRIBE, JUDGE, EACH_SIDE = 28, 56, 8  # the least pairs of days for a description and for a verdict; days with and days without
MOVEMENT, LENGTH, EFFICIENCY, REGULARITY = "movement", "sleep", "efficiency", "regularity"


class DailySeries(NamedTuple):
    """One value a day of something that is logged, by day number (`date.toordinal`).

    `kind` and `name` say what it is; `called` are the person's words for it. An input is compared with what is felt `lag` days after it,
    and shown as days with at least `cut` and days below it; `yes_no` is one that was done or not. `better` is the better end of an outcome.
    """

    kind: str
    name: str
    values: Mapping[int, float]
    lag: int = 0
    cut: float = 0.0
    yes_no: bool = False
    better: str = ""

    @property
    def key(self) -> str:
        """Return its name in JSON: `movement`, `habit craft`, `mood`."""
        return f"{self.kind} {self.name}" if self.kind in ("habit", "effect") else self.name


class Question(NamedTuple):
    """One question: does an outcome go together with an input. `twins` are inputs that rise and fall with it, and are not asked apart."""

    input: DailySeries
    outcome: DailySeries
    twins: tuple[DailySeries, ...] = ()


# What is known of a question. A verdict is TOGETHER or NONE. MIXED is one whose figures point both ways, so that none is shown; FADED one
# that an earlier look called, and that the latest shows no more.
EARLY, DESCRIBED = "too early", "without a verdict"
TOGETHER, NONE, MIXED, FADED = "together", "no sign", "no clear direction", "no longer seen"


class Finding(NamedTuple):
    """What the entries up to a day say on one question.

    `pairs` are its complete pairs of days, `with_days` and `without_days` those with at least the input's `cut` and those below.
    `difference` is the outcome on the days with, less that on the days without, both without trend and weekday; `raw` is that of the
    logged values. `least` is the difference that this much data would show: 2.8 standard errors on `n_effective`. `p`, `adjusted` and
    `shift` are the p of Bartlett's effective n, that after Benjamini and Hochberg, and that of the circular shift (for calls alone).
    `called_on` is the day of the first look that called it.
    """

    question: Question
    status: str
    pairs: int
    with_days: int = 0
    without_days: int = 0
    cut: float = 0.0
    rho: float | None = None
    difference: float | None = None
    raw: float | None = None
    least: float | None = None
    n_effective: float | None = None
    p: float | None = None
    adjusted: float | None = None
    shift: float | None = None
    called_on: date | None = None

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        figures = {name: getattr(self, name) for name in FIGURES}
        if not self.points_one_way:
            figures |= {"difference": None, "raw": None}
        return {
            "input": self.question.input.key,
            "outcome": self.question.outcome.key,
            "lag_days": self.question.input.lag,
            "one_question_with": [twin.key for twin in self.question.twins],
            "status": self.status,
            "called_on": self.called_on.isoformat() if self.called_on else None,
            "small": self.small if self.status == TOGETHER else None,
            "pairs": self.pairs,
            "cut": self.cut,
            "days_with": self.with_days,
            "days_without": self.without_days,
            **{name: None if value is None else float(f"{value:.4g}") for name, value in figures.items()},
        }

    @property
    def points_one_way(self) -> bool:
        """Return whether rho, the difference and the raw one have the same sign: else no difference is shown anywhere."""
        return len({(value or 0.0) > 0 for value in (self.rho, self.difference, self.raw)}) == 1

    @property
    def small(self) -> bool:
        """Return whether what was found is small, however small its p: under half a point, or a rho under .3."""
        return abs(self.difference or 0.0) < SMALL_DIFFERENCE or abs(self.rho or 0.0) < SMALL_RHO


SMALL_DIFFERENCE, SMALL_RHO = 0.5, 0.3
FIGURES = ("rho", "difference", "raw", "least", "n_effective", "p", "adjusted", "shift")


class Look(NamedTuple):
    """The latest look: its day, its number among those that could ask anything, the level it was made at, and what it found.

    `day` is None before the first one. `next_day` is that of the next look.
    """

    day: date | None
    next_day: date | None
    number: int
    level: float
    findings: Sequence[Finding]

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {
            "look": self.day.isoformat() if self.day else None,
            "next_look": self.next_day.isoformat() if self.next_day else None,
            "number": self.number,
            "level": self.level,
            "questions": [one.row() for one in self.findings],
        }


class PairFigure(NamedTuple):
    """A figure and the number of pairs of days it rests on; None where there are too few, or where all days are alike."""

    value: float | None
    pairs: int

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"value": None if self.value is None else round(self.value, 3), "pairs": self.pairs}


class WeekdayMood(NamedTuple):
    """The median and the mean of a weekday's moods, None without one, and its days with a mood."""

    median: float | None
    mean: float | None
    days: int

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"median": self.median, "mean": None if self.mean is None else round(self.mean, 2), "days": self.days}


class MoodPattern(NamedTuple):
    """How the mood moves: from day to day (mean step, RMSSD), how much is left of it a day after (inertia), and over the weekdays.

    `first` and `last` are the first and the last day with a mood, `days` is the number of days with one, `span` that of all days from the first such day to the last. `weekday_p` is how often weekdays that are alike would differ as much by chance, None with
    too few weeks. `regularity` is the sleep regularity index from -100 to 100.
    """

    first: date
    last: date
    days: int
    span: int
    step: PairFigure
    change: PairFigure
    inertia: PairFigure
    weekdays: Sequence[WeekdayMood]
    weekday_p: float | None
    regularity: PairFigure

    @property
    def thin(self) -> bool:
        """Return whether so many days have no mood that those with one may be of a kind of their own."""
        return self.days < FULL * self.span

    @property
    def weekly(self) -> bool:
        """Return whether the weekdays differ by more than chance; the page is looked at often, so that 1 in 100 is the bar."""
        return self.weekday_p is not None and self.weekday_p <= WEEKLY

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {
            "from": self.first.isoformat(),
            "to": self.last.isoformat(),
            "days": self.days,
            "span": self.span,
            "mean_step": self.step.row(),
            "rmssd": self.change.row(),
            "inertia": self.inertia.row(),
            "weekdays": [one.row() for one in self.weekdays],
            "weekday_p": None if self.weekday_p is None else float(f"{self.weekday_p:.3g}"),
            "sleep_regularity_index": self.regularity.row(),
        }


WEEKLY, FULL = 0.01, 0.8


class PairOfWeeks(NamedTuple):
    """A pair of weeks of a trial: the mean mood of the week with it and of the week without, and the days with a mood in each.

    A mean is None where a week has too few days.
    """

    with_mood: float | None
    with_days: int
    without_mood: float | None
    without_days: int


class TrialResult(NamedTuple):
    """How a trial stands. `done_on` and `done_off` are the days on which it was done, and the days so far, in weeks of each kind.

    `difference` is the mean over the `compared` pairs of the mood with, less that without. `p` is that of all orders that could have been
    drawn: None before the end, for an order that was given, and with too few pairs. `stands_out` says whether so much would be rare by
    chance.
    """

    pairs: Sequence[PairOfWeeks]
    done_on: tuple[int, int]
    done_off: tuple[int, int]
    over: bool
    difference: float | None
    compared: int
    p: float | None
    stands_out: bool | None

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them. Before the end no mood is among them."""
        return {
            "over": self.over,
            "done_on": {"days": self.done_on[0], "of": self.done_on[1]},
            "done_off": {"days": self.done_off[0], "of": self.done_off[1]},
            "pairs": [one._asdict() for one in self.pairs] if self.over else None,
            "pairs_compared": self.compared if self.over else None,
            "difference": None if self.difference is None or not self.over else round(self.difference, 2),
            "p": None if self.p is None else round(self.p, 4),
            "stands_out": self.stands_out,
        }
