"""What a person keeps an eye on by name: ratings, habits, measures. Names of their own stand beside those that kfit knows."""

from __future__ import annotations

from ..errors import Refused
from ..record import choice, real, text, whole
from .base import LONGEST_NAME, NEW, SURE, Entry
from .quantities import QUANTITIES, plain

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import ClassVar

# Ratings that kfit knows, each with the end that is better; 10 is the most of it.
RATINGS = {"pain": "low", "anxiety": "low", "energy": "high", "stress": "low", "irritability": "low", "craving": "low"}
DIRECTIONS = ("high", "low")
ENDS = {"low": ("none", "worst"), "high": ("worst", "best")}
FULL = ("none", "full")
LEAST_MOST = ("least", "most")
# Habits that are offered before anybody has used one (facts: voice.md 2.1). They are neutral: none of them is a duty.
HABITS = ("meditation", "craft", "therapy", "group", "people", "rest", "period")
MOST_TIMES = 10_000
MOST = 1_000_000_000


def ends(name: str, better: str) -> tuple[str, str]:
    """Return what 0 and 10 of a rating mean. Where no kfit knows which end is better, 10 is the most of it all the same."""
    return FULL if name == "energy" else ENDS.get(better, LEAST_MOST)


class Rating(Entry):
    """Pain, anxiety, energy or another thing, from 0 to 10. The answer says which end is better."""

    form = "rating"
    example = "rate pain 4"
    plural = "ratings"
    flags: ClassVar[dict[str, str]] = NEW
    name: str = text(LONGEST_NAME, title="The name of a rating")
    score: int = whole(0, 10, title="A rating")
    better: str = choice(DIRECTIONS, title="The better end", option="--better")

    def verify(self, told: AbstractSet[str]) -> None:
        """See that a rating that kfit knows points the way it does."""
        if told & {"name", "better"} and RATINGS.get(self.name, self.better) != self.better:
            raise Refused(f"Of {self.name}, {RATINGS[self.name]} is the better end.")

    def phrase(self) -> str:
        """Say `anxiety 7 (0 none, 10 worst)`."""
        lowest, highest = ends(self.name, self.better)
        return f"{self.name} {self.score} (0 {lowest}, 10 {highest})"

    def short(self) -> str:
        """Say `7`."""
        return str(self.score)


class Habit(Entry):
    """Something you did: yes, for some minutes, or so many times."""

    form = "habit"
    example = "did meditation 10m"
    plural = "habits"
    flags: ClassVar[dict[str, str]] = NEW
    adds_up = True
    name: str = text(LONGEST_NAME, title="The name of a habit")
    minutes: int | None = whole(1, 1440, title="Time", unit="minutes", default=None)
    times: int | None = whole(1, MOST_TIMES, title="Times", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """See that it is kept in one way."""
        if told & {"minutes", "times"} and self.minutes is not None and self.times is not None:
            raise Refused("A habit is kept in minutes or in times, not in both.")

    def phrase(self) -> str:
        """Say `meditation 5 min`, `push-ups 20 times`, `craft`."""
        amount = self.short()
        return f"{self.name} {amount}" if amount != self.name else amount

    def short(self) -> str:
        """Say `5 min`, `20 times`, or its name."""
        if self.minutes is not None:
            return f"{self.minutes} min"
        return self.name if self.times is None else f"{self.times} time{'s' * (self.times != 1)}"


class Measure(Entry):
    """A value with its unit: weight, blood pressure, a laboratory's value, drinks, or one of your own."""

    form = "measure"
    example = "measure coffee 2"
    plural = "measures"
    flags: ClassVar[dict[str, str]] = {SURE: "a value that few bodies have is right"} | NEW
    name: str = text(LONGEST_NAME, title="The name of a measure")
    value: float = real(0, MOST, title="A measure", above=False)
    unit: str | None = text(20, title="The unit", default=None)
    typed: str | None = text(40, title="The value as typed,", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """See that a measure that kfit knows is kept in its one unit."""
        known = QUANTITIES.get(self.name)
        if told & {"name", "unit"} and known is not None and self.unit != known.unit:
            raise Refused(f"{known.title} is kept in {known.unit}." if known.unit else f"{known.title} has no unit.")

    def phrase(self) -> str:
        """Say `weight 72.5 kg`, as it was typed."""
        return f"{self.name} {self.short()}"

    def short(self) -> str:
        """Say `72.5 kg`."""
        if self.typed:
            return self.typed
        return f"{plain(self.value)} {self.unit}" if self.unit else plain(self.value)
