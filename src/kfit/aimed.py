"""What became of goals and programmes: the values that progress works out and the screens show. Values only; no room owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .kept import Goal, Pause, Programme

MINUTES, EQUIVALENT, SESSIONS, DAYS = "minutes", "equivalent minutes", "sessions", "days"  # what a goal of a week is counted in


class Done(NamedTuple):
    """What a day holds of a goal's subject: whole minutes in all, and how many of its sessions are as long as the goal asks."""

    minutes: float = 0
    long_enough: int = 1


class Moved(NamedTuple):
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


class Standing(NamedTuple):
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


class Goals(NamedTuple):
    """All that is known of goals today: those that hold, those to come, this week's minutes by intensity where movement has one.

    `step` is this week of a programme where that is the goal for movement, `pause` the one that today lies in.
    """

    standings: Sequence[Standing] = ()
    coming: Sequence[Goal] = ()
    intensities: Intensities | None = None
    step: Step | None = None
    pause: Pause | None = None

    def of(self, subject: tuple[str, str | None]) -> Goals:
        """Return what is known of one subject."""
        moving = subject == ("exercise", None)
        return Goals(
            [one for one in self.standings if one.goal.subject == subject],
            [one for one in self.coming if one.subject == subject],
            self.intensities if moving else None,
            self.step if moving else None,
            self.pause,
        )


class Session(NamedTuple):
    """A session of a day: its minutes, the effort told, and the day on which it was written down."""

    minutes: int
    effort: int | None = None
    written: str = ""


class Step(NamedTuple):
    """A week of a programme: its minutes a session, the sessions that were planned and done, the median effort told, and why.

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


class Path(NamedTuple):
    """A programme's weeks: past ones, this one (None where it does not hold today), and those to come as they are planned."""

    programme: Programme
    past: list[Step]
    now: Step | None
    ahead: list[Step]
