"""What was done for a goal on a day and in a week, its state today, and the weeks of a programme. Values only."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .planning import Goal, Pause, Programme

MOVEMENT = ("exercise", None)  # the subject of the goal for movement
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
        moving = subject == MOVEMENT
        return GoalsToday(
            [one for one in self.standings if one.goal.subject == subject],
            [one for one in self.coming if one.subject == subject],
            self.intensities if moving else None,
            self.step if moving else None,
            self.pause,
        )


class ProgrammeSession(NamedTuple):
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
