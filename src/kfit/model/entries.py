"""The kinds of entry: their fields, ranges, units and words. All else follows from these classes."""

from __future__ import annotations

from .. import humanize
from ..errors import Refused
from .fields import Field, Record, answers, choice, date, instant, real, stamp, text, whole
from .measures import PRESSURE, QUANTITIES, number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import Any, ClassVar

EARLIEST_DAY = "1900-01-01"
LONGEST_NOTE = 10_000
LONGEST_NAME = 40
NEW = {"--new": "a name that is new, though it is like one that is known"}
SURE = "--sure"  # the flag for what is probably not so, and is right all the same


class Entry(Record):
    """One thing logged. Its `kind` names its table; `form` names the way its value is typed (see diary)."""

    kind: ClassVar[str]
    form: ClassVar[str]
    example: ClassVar[str]
    plural: ClassVar[str]
    adds_up: ClassVar[bool] = False
    flags: ClassVar[dict[str, str]] = {}  # what may be said without a word behind it, each with its help
    OWN: ClassVar[dict[str, Field]]

    id: int | None = whole(1, 2**62, title="The number", default=None)
    uid: str | None = text(36, title="The uid", default=None)
    day: str = date(title="The day")
    at: str | None = instant(title="The time", default=None)
    tz: str | None = text(64, title="The zone", default=None)
    note: str | None = text(LONGEST_NOTE, title="A note", default=None)
    source: str | None = text(80, title="The source", default=None)
    source_id: str | None = text(200, title="The source's id", default=None)
    logged_at: str | None = stamp(title="The time of logging", default=None)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.OWN = {name: field for name, field in cls.FIELDS.items() if name not in Entry.FIELDS}
        cls.kind = cls.__name__.lower()

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

    def row(self) -> dict[str, Any]:
        """Return every field in the contract's order, `kind` behind `uid`."""
        values = dict(self.__dict__)
        return {"id": values.pop("id"), "uid": values.pop("uid"), "kind": self.kind, **values}


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
        return humanize.hours_minutes(self.minutes)

    def details(self) -> list[str]:
        """Say the quality and the time in bed."""
        quality = [] if self.quality is None else [f"quality {self.quality}"]
        return quality + ([] if self.in_bed_minutes is None else [f"in bed {humanize.hours_minutes(self.in_bed_minutes)}"])


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
        return f"{number_text(self.value)} {self.unit}" if self.unit else number_text(self.value)


ROUTES = ("iv", "im", "sc", "nasal", "sublingual", "oral")
INITIALS = ("iv", "im", "sc")
# Side effects by name (facts: clinical.md 3, voice.md 2.1); others are added with `--new`.
EFFECTS = (
    "dissociation", "hallucination", "anxiety", "dizziness", "vertigo", "nausea", "vomiting", "headache", "blurred-vision", "double-vision",
    "sedation", "fatigue", "fog", "memory", "confusion", "mood-swing", "irritability", "tearful", "wired", "insomnia", "vivid-dreams",
    "bp-high", "palpitations", "taste", "dry-mouth", "appetite-loss", "itching", "rash", "urinary-urgency", "urinary-pain", "craving",
    "weight-gain", "weight-loss", "other",
)  # fmt: skip
SEVERITIES = ("none", "mild", "moderate", "severe")
PHASES = ("session", "24h", "later")  # up to 2 h, up to 24 h behind the beginning of the latest infusion, and beyond
PHASES_SAID = {"session": "first 24 hours", "24h": "first 24 hours", "later": "after the first 24 hours"}
EVENTS = ("started", "changed", "stopped", "taken", "skipped")
LASTING = 7 * 24 * 60  # minutes that an effect may have gone on
# The questionnaires, whose rows stand in `instruments`: only a score waits for that module.
NAMES = ("phq9", "phq2", "gad7", "who5", "qids", "isi", "pcl5", "peg", "cadss", "cadss6")
HIGHEST_TOTAL, HIGHEST_ANSWER, MOST_ANSWERS = 100, 10, 20
ROUNDED = 0.005  # how far a total may be from its answers' own: a mean that somebody wrote with two decimals (PEG, 6.33)


class Infusion(Entry):
    """A treatment: infusion, injection, spray or tablet, as you were told it."""

    form = "treatment"
    example = "infusion iv 40mg"
    plural = "infusions"
    flags: ClassVar[dict[str, str]] = {SURE: "it was had, whatever its note says"}
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


class Effect(Entry):
    """A side effect, from 0 (none) to 3 (severe)."""

    form = "effect"
    example = "effect nausea 2"
    plural = "effects"
    flags: ClassVar[dict[str, str]] = NEW
    name: str = text(LONGEST_NAME, title="An effect")
    severity: int = whole(0, 3, title="Severity", ends=("none", "severe"))
    phase: str | None = choice(PHASES, title="The phase", default=None)
    minutes: int | None = whole(1, LASTING, title="How long it went on", unit="minutes", option="--for", default=None)

    def phrase(self) -> str:
        """Say `nausea 1 of 3 (mild)`."""
        word = severity_said(self.severity)
        return f"{self.name} {self.severity} of 3 ({word})" if word else f"{self.name} {self.severity}"

    def short(self) -> str:
        """Say `headache 1 (mild)`, behind another effect."""
        word = severity_said(self.severity)
        return f"{self.name} {self.severity} ({word})" if word else f"{self.name} {self.severity}"

    def details(self) -> list[str]:
        """Say when it was, beside the latest infusion, and how long it went on."""
        phase = [PHASES_SAID.get(self.phase, self.phase)] if self.phase else []
        return phase + ([f"for {humanize.hours_minutes(self.minutes)}"] if self.minutes else [])


class Medicine(Entry):
    """Another medicine: started, changed, stopped, taken or skipped. It is kept as told and compared with nothing."""

    form = "medicine"
    example = "med sertraline 100mg started"
    plural = "medicines"
    flags: ClassVar[dict[str, str]] = NEW
    name: str = text(LONGEST_NAME, title="A medicine")
    event: str = choice(EVENTS, title="What happened")
    dose: str | None = text(40, title="The dose, as told,", default=None)

    def phrase(self) -> str:
        """Say `sertraline changed to 150 mg`, `sertraline 100 mg started`, `sertraline not taken`."""
        dose = dose_said(self.dose)
        if self.event == "changed" and dose:
            return f"{self.name} changed to {dose}"
        happened = "not taken" if self.event == "skipped" else self.event
        return " ".join(part for part in (self.name, dose, happened) if part)


class Score(Entry):
    """A questionnaire that your clinic gave you: its answers, or its total alone."""

    form = "answers"
    example = "phq9 --total 11"
    plural = "scores"
    name: str = choice(NAMES, title="The questionnaire")
    total: float = real(0, HIGHEST_TOTAL, title="The total", option="--total", above=False)
    difficulty: int | None = whole(0, 3, title="The difficulty question", default=None)
    items: tuple[int | None, ...] | None = answers(HIGHEST_ANSWER, MOST_ANSWERS, title="The answers", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """See that the total is one that the form can have, and that of the answers. Raises Refused."""
        from . import questionnaires

        form = questionnaires.INSTRUMENTS[self.name]
        if told & {"name", "total"}:
            questionnaires.check_total(self.name, self.total)
        if (
            told & {"name", "total", "items"}
            and self.items is not None
            and abs(questionnaires.total(self.name, self.items) - self.total) > ROUNDED
        ):
            raise Refused(f"The total of {form.title} is not that of its answers.")
        if told & {"name", "difficulty"} and self.difficulty is not None and not form.difficulty:
            raise Refused(f"{form.title} has no difficulty question.")

    @property
    def band(self) -> str | None:
        """Return the form's word for the total's range, None where it has none."""
        from . import questionnaires

        return questionnaires.band(self.name, self.total)

    def row(self) -> dict[str, Any]:
        """Return every field in the contract's order, with the band."""
        return {**super().row(), "band": self.band}

    def phrase(self) -> str:
        """Say `PHQ-9`: its total is said only where totals may be shown (see `show.scores`)."""
        from . import questionnaires

        return questionnaires.INSTRUMENTS[self.name].title

    def short(self) -> str:
        """Say `PHQ-9`."""
        return self.phrase()


def severity_said(severity: int) -> str:
    """Return the word for a severity, nothing for one that has none."""
    return SEVERITIES[severity] if 0 <= severity < len(SEVERITIES) else ""


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


# In the order in which they are listed, exported and spoken of.
KINDS: dict[str, type[Entry]] = {
    kind.kind: kind for kind in (Mood, Sleep, Exercise, Infusion, Rating, Effect, Medicine, Habit, Measure, Score, Note)
}
# The words that begin an entry, each with the kind and what the word itself says.
HEADS: dict[str, tuple[type[Entry], dict[str, str]]] = {
    "mood": (Mood, {}),
    "sleep": (Sleep, {}),
    "exercise": (Exercise, {}),
    "infusion": (Infusion, {}),
    "note": (Note, {}),
    **{rating: (Rating, {"name": rating, "better": better}) for rating, better in RATINGS.items()},
    "rate": (Rating, {}),
    "effect": (Effect, {}),
    "med": (Medicine, {}),
    "did": (Habit, {}),
    "bp": (Measure, {}),
    **{measure: (Measure, {"name": measure}) for measure in QUANTITIES if measure not in PRESSURE},
    "measure": (Measure, {}),
    **{questionnaire: (Score, {"name": questionnaire}) for questionnaire in NAMES},
    "move": (Exercise, {}),
    **{activity: (Exercise, {"activity": activity}) for activity in ACTIVITIES},
}
# Those that the list of commands names; the others are listed by the help of their family, and completed.
SHOWN = (
    "mood", "sleep", "exercise", "infusion", "pain", "anxiety", "energy", "rate", "effect", "med", "did", "weight", "bp", "measure", "note",
)  # fmt: skip


def about(word: str) -> str:
    """Say in one sentence what a word that begins an entry logs: `Anxiety, from 0 (none) to 10 (worst).`"""
    kind, fixed = HEADS[word]
    if kind is Rating and fixed:
        lowest, highest = ends(word, fixed["better"])
        return f"{word.capitalize()}, from 0 ({lowest}) to 10 ({highest})."
    if word == "bp":
        return "Blood pressure, and the pulse behind it."
    if kind is Measure and fixed:
        known = QUANTITIES[word]
        return f"{known.title}, in {' or '.join(known.units)}." if known.units else f"{known.title}, as a number."
    if kind is Score:
        from . import questionnaires

        return f"{questionnaires.INSTRUMENTS[word].title}: the answers to the form your clinic gave you, or its total."
    return (kind.__doc__ or "").split("\n", 1)[0]
