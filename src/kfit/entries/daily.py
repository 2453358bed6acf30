"""The kinds of a day: mood, sleep, movement, and words of one's own."""

from __future__ import annotations

from .. import length
from ..errors import Refused
from ..record import choice, instant, text, whole
from .base import SURE, Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import ClassVar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet

# The 2011 Compendium of Physical Activities (facts: clinical.md 4.1): word -> code.
ACTIVITIES = {
    "walk": "17190", "stroll": "17151", "hike": "17080", "run": "12030", "jog": "12020", "bike": "01010",
    "spin": "02017", "swim": "18310", "yoga": "02150", "pilates": "02105", "taichi": "15670", "stretch": "02101",
    "dance": "03025", "gym": "02054", "row": "02071", "elliptical": "02048", "aerobics": "03015",
    "water-aerobics": "18355", "boxing": "15110", "garden": "08245", "housework": "05010", "golf": "15255",
    "tennis": "15675", "soccer": "15610", "basketball": "15055", "stairs": "17133",
}  # fmt: skip
INTENSITIES = ("light", "moderate", "vigorous")
LOW_MOOD = 1  # a mood up to here is thanked for, and that day nothing else is spoken of


class Mood(Entry):
    """How you feel, from 0 (worst) to 10 (best)."""

    form = "score"
    example = "mood 6 slept badly"
    plural = "moods"
    score: int = whole(0, 10, title="Mood", ends=("worst", "best"))

    def phrase(self) -> str:
        """Say `mood 6`."""
        return f"mood {self.score}"

    def short(self) -> str:
        """Say `6`."""
        return str(self.score)


class Sleep(Entry):
    """A night, a part of one, a nap. It counts for the day you wake up on."""

    form = "night"
    example = "sleep 22:30-06:45 --quality 6"
    plural = "nights"
    flags: ClassVar[dict[str, str]] = {SURE: "it stands beside the sleep of that day, as it was typed"}
    adds_up = True
    minutes: int = whole(1, 1080, title="Sleep", unit="minutes")
    start_at: str | None = instant(title="The start", default=None)
    end_at: str | None = instant(title="The end", default=None)
    in_bed_minutes: int | None = whole(1, 1440, title="Time in bed", unit="minutes", option="--in-bed", default=None)
    quality: int | None = whole(0, 10, title="Sleep quality", ends=("worst", "best"), option="--quality", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """Time in bed holds the sleep; times come in pairs."""
        if told & {"minutes", "in_bed_minutes"} and self.in_bed_minutes is not None and self.in_bed_minutes < self.minutes:
            message = "Time in bed is at least as long as the sleep in it."
            raise Refused(message)
        if told & {"start_at", "end_at"} and (self.start_at is None) != (self.end_at is None):
            message = "A night with times has a start and an end."
            raise Refused(message)

    def phrase(self) -> str:
        """Say `sleep 7h30`."""
        return f"sleep {self.short()}"

    def short(self) -> str:
        """Say `7h30`."""
        return length.said(self.minutes)

    def details(self) -> list[str]:
        """Say the quality and the time in bed."""
        quality = [] if self.quality is None else [f"quality {self.quality}"]
        return quality + ([] if self.in_bed_minutes is None else [f"in bed {length.said(self.in_bed_minutes)}"])


class Exercise(Entry):
    """Any movement, in minutes: five count as much as fifty."""

    form = "movement"
    example = "exercise 30 walk"
    plural = "sessions"
    adds_up = True
    minutes: int = whole(1, 1440, title="Exercise", unit="minutes")
    activity: str | None = text(40, title="An activity", option="--activity", default=None)
    intensity: str | None = choice(INTENSITIES, title="Intensity", option="--intensity", default=None)
    effort: int | None = whole(0, 10, title="Effort", ends=("none", "most"), option="--effort", default=None)
    company: str | None = text(40, title="Company", option="--with", default=None)

    def phrase(self) -> str:
        """Say `20 min walk`."""
        return f"{self.minutes} min {self.activity or 'exercise'}"

    def details(self) -> list[str]:
        """Say intensity, effort and company."""
        said = [self.intensity] if self.intensity else []
        said += [] if self.effort is None else [f"effort {self.effort}"]
        return said + ([f"with {self.company}"] if self.company else [])


class Note(Entry):
    """Words of your own, with a mark for the charts if you like."""

    form = "rest"
    example = "note"
    plural = "notes"
    mark: str | None = text(40, title="A mark", option="--mark", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """See that the note says something."""
        if told & {"note", "mark"} and self.note is None and self.mark is None:
            message = "The note is empty."
            raise Refused(message)

    def phrase(self) -> str:
        """Say `a note`, never what it holds."""
        return "a note" if self.mark is None else "a note with a mark"
