"""The kinds of a treatment: infusion, side effect, other medicines, questionnaires."""

from __future__ import annotations

from .. import length
from ..errors import Refused
from ..record import answers, choice, real, text, whole
from .base import LONGEST_NAME, NEW, SURE, Entry

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import Any, ClassVar

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
        return phase + ([f"for {length.said(self.minutes)}"] if self.minutes else [])


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
        from .. import instruments

        form = instruments.INSTRUMENTS[self.name]
        if told & {"name", "total"}:
            instruments.check_total(self.name, self.total)
        if (
            told & {"name", "total", "items"}
            and self.items is not None
            and abs(instruments.total(self.name, self.items) - self.total) > ROUNDED
        ):
            raise Refused(f"The total of {form.title} is not that of its answers.")
        if told & {"name", "difficulty"} and self.difficulty is not None and not form.difficulty:
            raise Refused(f"{form.title} has no difficulty question.")

    @property
    def band(self) -> str | None:
        """Return the form's word for the total's range, None where it has none."""
        from .. import instruments

        return instruments.band(self.name, self.total)

    def row(self) -> dict[str, Any]:
        """Return every field in the contract's order, with the band."""
        return {**super().row(), "band": self.band}

    def phrase(self) -> str:
        """Say `PHQ-9`: its total is said only where totals may be shown (see `show.scores`)."""
        from .. import instruments

        return instruments.INSTRUMENTS[self.name].title

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
