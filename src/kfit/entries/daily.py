"""The kinds of entry: their fields, ranges, units and words. All else follows from this table."""

from __future__ import annotations

from . import length
from .errors import Refused
from .record import Field, Record, choice, instant, real, text, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, ClassVar, Self


EARLIEST_DAY = "1900-01-01"
LONGEST_NOTE = 10_000
# The 2011 Compendium of Physical Activities (facts: clinical.md 4.1): word -> code.
ACTIVITIES = {
    "walk": "17190", "stroll": "17151", "hike": "17080", "run": "12030", "jog": "12020", "bike": "01010",
    "spin": "02017", "swim": "18310", "yoga": "02150", "pilates": "02105", "taichi": "15670", "stretch": "02101",
    "dance": "03025", "gym": "02054", "row": "02071", "elliptical": "02048", "aerobics": "03015",
    "water-aerobics": "18355", "boxing": "15110", "garden": "08245", "housework": "05010", "golf": "15255",
    "tennis": "15675", "soccer": "15610", "basketball": "15055", "stairs": "17133",
}  # fmt: skip
INTENSITIES = ("light", "moderate", "vigorous")
ROUTES = ("iv", "im", "sc", "nasal", "sublingual", "oral")
INITIALS = ("iv", "im", "sc")


class Entry(Record):
    """One thing logged. Its `kind` names its table; `form` names the way its value is typed (see diary)."""

    kind: ClassVar[str]
    form: ClassVar[str]
    example: ClassVar[str]
    plural: ClassVar[str]
    adds_up: ClassVar[bool] = False
    OWN: ClassVar[dict[str, Field]]

    id: int | None = whole(1, 2**62, title="The number", default=None)
    uid: str | None = text(36, title="The uid", default=None)
    day: str = text(10, title="The day")
    at: str | None = instant(title="The time", default=None)
    tz: str | None = text(64, title="The zone", default=None)
    note: str | None = text(LONGEST_NOTE, title="A note", default=None)
    source: str | None = text(80, title="The source", default=None)
    source_id: str | None = text(200, title="The source's id", default=None)
    logged_at: str | None = text(20, title="The time of logging", default=None)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.OWN = {name: field for name, field in cls.FIELDS.items() if name not in Entry.FIELDS}
        cls.kind = cls.__name__.lower()
        KINDS[cls.kind] = cls

    def __repr__(self) -> str:
        """Name the entry without a word of what it says: a traceback must not hold a note."""
        return f"<{self.kind} {self.id} {self.day}>"

    def phrase(self) -> str:
        """Say what it holds in a few words, without its day and note: `mood 6`, `20 min walk`."""
        raise NotImplementedError

    def short(self) -> str:
        """Say it beside another of its kind, where the kind's word need not come twice."""
        return self.phrase()

    def details(self) -> list[str]:
        """Say what else is known of it, a few words each, without its note."""
        return []

    def but(self, **changes: Any) -> Self:
        """Return a copy in which these fields are other."""
        return type(self)(**(self.__dict__ | changes))

    def row(self) -> dict[str, Any]:
        """Return every field in the contract's order, `kind` behind `uid`."""
        values = dict(self.__dict__)
        return {"id": values.pop("id"), "uid": values.pop("uid"), "kind": self.kind, **values}


KINDS: dict[str, type[Entry]] = {}


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
    """A night, a part of one, or a nap; it counts for the day you wake up on."""

    form = "night"
    example = "sleep 22:30-06:45 --quality 6"
    plural = "nights"
    adds_up = True
    minutes: int = whole(1, 1080, title="Sleep", unit="minutes")
    start_at: str | None = instant(title="The start", default=None)
    end_at: str | None = instant(title="The end", default=None)
    in_bed_minutes: int | None = whole(1, 1440, title="Time in bed", unit="minutes", option="--in-bed", default=None)
    quality: int | None = whole(0, 10, title="Sleep quality", ends=("worst", "best"), option="--quality", default=None)

    def verify(self) -> None:
        """Time in bed holds the sleep; times come in pairs."""
        if self.in_bed_minutes is not None and self.in_bed_minutes < self.minutes:
            message = "Time in bed is at least as long as the sleep in it."
            raise Refused(message)
        if (self.start_at is None) != (self.end_at is None):
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


class Infusion(Entry):
    """A treatment: infusion, injection, spray or tablet, as you were told it."""

    form = "treatment"
    example = "infusion iv 40mg"
    plural = "infusions"
    route: str | None = choice(ROUTES, title="The route", option="--route", default=None)
    dose_mg: float | None = real(0, 2000, title="A dose", unit="mg", default=None)
    dose: str | None = text(40, title="The dose, as told,", option="--dose", default=None)
    minutes: int | None = whole(1, 480, title="The length of an infusion", unit="minutes", option="--minutes", default=None)
    clinic: str | None = text(80, title="The clinic", option="--clinic", default=None)

    def phrase(self) -> str:
        """Say `infusion (IV, 40 mg)`."""
        told = self.short()
        return f"infusion ({told})" if told else "infusion"

    def short(self) -> str:
        """Say `IV, 40 mg`, or nothing."""
        parts = [route_said(self.route), dose_said(self.dose), f"{self.minutes} min" if self.minutes else ""]
        return ", ".join(part for part in parts if part)


class Note(Entry):
    """Words of your own, with a mark for the charts if you like."""

    form = "rest"
    example = "note"
    plural = "notes"
    mark: str | None = text(40, title="A mark", option="--mark", default=None)

    def verify(self) -> None:
        """See that the note says something."""
        if self.note is None and self.mark is None:
            message = "The note is empty."
            raise Refused(message)

    def phrase(self) -> str:
        """Say `a note`, never what it holds."""
        return "a note" if self.mark is None else "a note with a mark"


def route_said(route: str | None) -> str:
    """Say a route: `IV`, `nasal`."""
    return (route.upper() if route in INITIALS else route) if route else ""


def dose_said(dose: str | None) -> str:
    """Say a dose as it was told, a space between number and unit: `40 mg`."""
    if not dose:
        return ""
    for place in range(1, len(dose)):
        if dose[place].isalpha() and dose[place - 1].isdigit() and dose[:place].replace(".", "").replace(",", "").isdigit():
            return f"{dose[:place]} {dose[place:]}"
    return dose


# The words that begin an entry, each with the kind and what the word itself says.
HEADS: dict[str, tuple[type[Entry], dict[str, str]]] = {
    **{kind: (entry, {}) for kind, entry in KINDS.items()},
    "move": (Exercise, {}),
    **{activity: (Exercise, {"activity": activity}) for activity in ACTIVITIES},
}
# Kinds that are to come: known from the first day, so that a line never hides one in a note.
PLANNED = frozenset(
    [
        "pain",
        "anxiety",
        "energy",
        "stress",
        "irritability",
        "craving",
        "rate",
        "effect",
        "med",
        "did",
        "weight",
        "bp",
        "glucose",
        "measure",
        "drinks",
        "cannabis",
        "phq9",
        "phq2",
        "gad7",
        "who5",
        "qids",
        "isi",
        "pcl5",
        "peg",
        "cadss",
        "cadss6",
    ]
)
