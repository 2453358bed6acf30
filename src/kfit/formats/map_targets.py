"""The words before `=` in a map of columns, and what each fills: a field of a kind, a name of the person's own, or a list of habits."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Refused
from ..model.entries import (
    ALIASES,
    CALLED,
    DRAWN,
    EFFECTS,
    HEADS,
    KINDS,
    LONGEST_NAME,
    NAMED,
    QUESTIONNAIRES,
    RATINGS,
    Effect,
    Exercise,
    Habit,
    Infusion,
    Measure,
    Medicine,
    Rating,
    Score,
    Sleep,
)
from ..model.fields import REQUIRED
from ..model.measures import QUANTITIES
from ..parsing.names import fits, plain
from ..parsing.nearness import CLOSE, nearest
from ..parsing.tokens import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.fields import Entry, Field
    from ..model.planning import CustomName

SHARED = ("day", "at", "id", "note", "source")  # what a column can hold besides the fields of the kinds
NAME = "name"  # the field that a column of names fills: effect.name=Symptom
# How cells are read whose field alone does not say it. Minutes, times or yes; a number in kg; yes or a day; a time of day;
# several habits in one cell; 118/78.
AMOUNT, MEASURED, HAD, MOMENT, LISTED, PAIR = "amount", "measured", "had", "moment", "list", "pair"
OWN = "rating.NAME, effect.NAME, habit.NAME, measure.NAME"
# Words of a heading that mean something else than the word that looks most like them, or that no kind has.
MEANINGS = {
    "date": "day", "datum": "day", "fecha": "day", "data": "day", "jour": "day", "full_date": "day", "timestamp": "day", "when": "day",
    "time": "at", "hour": "at", "uhrzeit": "at", "heure": "at", "hora": "at",
    "comment": "note", "comments": "note", "notes": "note", "text": "note", "journal": "note", "remark": "note", "remarks": "note",
    "notiz": "note", "notizen": "note", "nota": "note", "uuid": "id", "device": "source", "app": "source",
    "bed": "start", "bedtime": "start", "bedtime_start": "start", "fell_asleep": "start", "sleep_start": "start", "to_bed": "start",
    "wake": "end", "wake_up": "end", "woke_up": "end", "wakeup": "end", "woke": "end", "got_up": "end", "up": "end", "sleep_end": "end",
    "bedtime_end": "end", "sleep_quality": "quality", "quality_of_sleep": "quality", "time_in_bed": "in_bed",
    "activities": "habit", "tags": "habit", "habits": "habit", "symptom": "effect.name", "symptoms": "effect.name",
    "medication": "medicine", "med": "medicine", "drug": "medicine", "dose": "infusion.dose", "treatment": "infusion",
    "blood_pressure": "bp", "workout": "exercise", "active": "exercise", "minutes": "exercise",
    "notas": "note", "remarques": "note", "pasos": "measure.steps", "pas": "measure.steps", "passi": "measure.steps", "stappen": "measure.steps",
    "moods": "mood", "stimmung": "mood", "humeur": "mood", "animo": "mood", "ánimo": "mood", "estado_de_ánimo": "mood", "umore": "mood", "stemming": "mood",
    "schlaf": "sleep", "sommeil": "sleep", "sueño": "sleep", "sonno": "sleep", "slaap": "sleep",
    "schmerz": "pain", "schmerzen": "pain", "douleur": "pain", "dolor": "pain", "dolore": "pain", "pijn": "pain",
    "awake": "end", "tag": "day", "dzień": "day", "dia": "day", "día": "day", "godzina": "at",
    "uwagi": "note", "notatka": "note", "notatki": "note", "komentarz": "note", "kommentar": "note", "bemerkung": "note",
    "nastrój": "mood", "nastroj": "mood", "samopoczucie": "mood", "sen": "sleep", "schlafdauer": "sleep", "ból": "pain", "bol": "pain",
    "lęk": "anxiety", "energia": "energy", "energie": "energy", "stres": "stress", "waga": "weight", "kroki": "measure.steps",
    "lek": "medicine", "leki": "medicine", "medikament": "medicine", "dawka": "infusion.dose", "dosis": "infusion.dose",
    "blutdruck": "bp", "ciśnienie": "bp",
    "puls": "pulse", "tętno": "pulse", "wlew": "infusion", "ketamina": "infusion", "ketamin": "infusion", "aktywności": "habit", "aktivitäten": "habit",
    "angst": "anxiety", "gewicht": "weight", "poids": "weight", "peso": "weight", "schritte": "measure.steps", "bewegung": "exercise",
}  # fmt: skip


class Target(NamedTuple):
    """A field of a kind that a column can fill. `main` marks a field without which there is no entry.

    `name` is that of a rating, effect, habit, measure or questionnaire; `fixed` are the fields that the name decides.
    `unit` is the stored unit of a custom name, empty if it has no unit, None if the name is not stored yet.
    """

    kind: type[Entry]
    field: Field
    main: bool
    name: str = ""
    reads: str = ""
    fixed: tuple[tuple[str, object], ...] = ()
    unit: str | None = None

    @property
    def scaled(self) -> bool:
        """Return whether the field goes from 0 to 10, so that a column on another scale can be converted to it."""
        return self.field.type == "whole" and (self.field.low, self.field.high) == (0, 10)

    @property
    def named_by_column(self) -> bool:
        """Return whether another column of the row holds the name of its entry."""
        return self.kind.kind in NAMED and not self.name and self.reads not in (LISTED, PAIR)


class Targets:
    """The words allowed before `=` in a map: `sleep`, `in_bed`, `infusion.minutes`, `pain`, `weight`, `phq9`, `rating.calm`."""

    def __init__(self, tracked: Iterable[CustomName] = ()) -> None:
        self.tracked = {(one.kind, one.name): one for one in tracked}
        self.known = {_written(name): target for name, target in self._named()} | _fields() | _columns_of_names() | SPECIAL

    def find(self, told: str) -> Target:
        """Return the target that a word names. Raises Refused for an unknown word or an invalid name."""
        found = self.known.get(_written(told))
        if found is not None:
            return found
        family, dot, name = told.partition(".")
        kind = KINDS.get(family.strip().lower())
        if dot and kind in FAMILIES:
            return self.named(kind, name)
        raise Refused(self._unknown(told))

    def listed(self, name: str) -> Target:
        """Return the habit of a part of a list. Movement without its minutes is a habit done. Raises Refused for an invalid name."""
        word = plain(name)
        moves = (HEADS[word] if word in HEADS else ALIASES.get(word, (None,)))[0] is Exercise
        return self._target(Habit, word) if moves else self.named(Habit, name)

    def named(self, kind: type[Entry], name: str) -> Target:
        """Return the target of a name, as a person or a cell has it. Raises Refused for an invalid one, or an unknown better end."""
        name = plain(name)
        if kind is Effect:
            name = CALLED.get(name.replace(" ", "-"), name)
            name = name.replace(" ", "-") if name.replace(" ", "-") in EFFECTS else name
        if kind is Medicine:
            if not fits(name):
                raise Refused(f"'{name}' is no name of a medicine.")
            return Target(kind, kind.OWN[NAME], main=True, name=name)
        if name in FAMILIES[kind]:
            return self._target(kind, name)
        if kind is Score:
            raise Refused(f"I don't know the form '{name}'. There are: {', '.join(QUESTIONNAIRES)}.")
        if not fits(name):
            raise Refused(f"'{name}' is no name. It begins with a letter and has at most {LONGEST_NAME} characters.")
        if kind is not Effect and name in HEADS:
            raise Refused(f"{name} has a line of its own, so it is no {kind.kind}. All of them: kfit help all")
        if kind is Rating and (kind.kind, name) not in self.tracked:
            raise Refused(
                f"Which end of {name} is better? Log it once, and it is known: kfit rate {quoted(name)} 5 --better high   (or low)"
            )
        return self._target(kind, name)

    def _named(self) -> Iterable[tuple[str, Target]]:
        """Yield the names that kfit knows, with their targets. A name that is also a rating means the effect only as `effect.NAME`."""
        for family, names in FAMILIES.items():
            for name in names:
                target = self._target(family, name)
                yield f"{family.kind}.{name}", target
                if family is not Effect or name not in RATINGS:
                    yield name, target

    def _target(self, kind: type[Entry], name: str) -> Target:
        kept = self.tracked.get((kind.kind, name))
        field = kind.OWN[kind.figures[0].field]
        if kind is Rating:
            better = RATINGS.get(name) or (kept.better if kept else None)
            return Target(kind, field, main=True, name=name, fixed=((NAME, name), ("better", better)))
        reads = {Habit: AMOUNT, Measure: MEASURED}.get(kind, "")
        unit = (kept.unit or "") if kept and name not in QUANTITIES else None
        return Target(kind, field, main=True, name=name, reads=reads, fixed=((NAME, name),), unit=unit)

    def meant(self, told: str) -> str:
        """Return the word of a map that a heading or a word means by its sense, empty if none is known."""
        word = _written(told)
        dashed = word.replace("_", "-")
        own = next((f"{kind}.{name}" for kind, name in self.tracked if _written(name) == word), "")
        readings = (
            word if word in SHARED or word in self.known else "",
            MEANINGS.get(word, ""),
            own,
            self._effect(CALLED.get(dashed, "")),
            self._spoken(word),
        )
        return next(filter(None, readings), "")

    def _effect(self, name: str) -> str:
        return name if name in self.known or not name else f"effect.{name}"

    def _spoken(self, word: str) -> str:
        """Return the word of a map for what people call a kind or a name in the diary line: `asleep` is sleep."""
        if word in ALIASES:
            kind, head, fields = ALIASES[word]
        elif word in HEADS:
            kind, head, fields = HEADS[word][0], word, HEADS[word][1]
        else:
            return ""
        name = fields.get(NAME, "") or (head if head in self.known else kind.kind)
        if kind is Measure and name not in self.known:
            return f"measure.{name}" if fields.get(NAME) else ""
        return name if name in self.known else ""

    def _unknown(self, told: str) -> str:
        meant = self.meant(told)
        own = [f"{kind}.{name}" for kind, name in self.tracked]
        near = meant or nearest(_written(told), [*SHARED, *(one for one in self.known if "." not in one), *own], CLOSE)
        if near:
            return f"I don't know '{told}' after --map. Did you mean: {quoted(f'{near}=')}"
        plain = [*SHARED, *(one for one in _fields() if "." not in one), *SPECIAL, *RATINGS, *QUESTIONNAIRES]
        plain = [one for one in dict.fromkeys(plain) if "." not in one]
        return f"I don't know '{told}' after --map. There are: {', '.join(plain)}; effects, habits and measures by name; {OWN}."


# The kinds whose columns are mapped by a name, with the names that kfit knows.
FAMILIES = {KINDS[name]: KINDS[name].names for name in DRAWN if name in NAMED}
# Words that fill no single field: 118/78, the date of an infusion, the two times of a night, several habits in a cell.
SPECIAL = {
    "bp": Target(Measure, Measure.OWN["value"], main=True, reads=PAIR),
    "infusion": Target(Infusion, Infusion.OWN["route"], main=True, reads=HAD),
    "habit": Target(Habit, Habit.OWN[NAME], main=True, reads=LISTED),
    "medicine": Target(Medicine, Medicine.OWN[NAME], main=True),
    **{
        word: Target(Sleep, Sleep.OWN[field], main=False, reads=MOMENT)
        for end, field in (("start", "start_at"), ("end", "end_at"))
        for word in (end, f"sleep.{end}")
    },
}


def _fields() -> dict[str, Target]:
    """Return the fields of the kinds without names, by the words that mean them: `sleep`, `in_bed`, `infusion.minutes`."""
    found: dict[str, Target] = {}
    twice = set()
    for kind in (kind for name, kind in KINDS.items() if name not in NAMED):
        for name, field in kind.OWN.items():
            if field.type == "instant":
                continue
            main = field.default is REQUIRED
            names = {kind.kind} if main else {name, field.option.lstrip("-").replace("-", "_")} - {""}
            twice |= {one for one in names if one in found or one == "minutes"}
            found |= {one: Target(kind, field, main) for one in names}
            found[f"{kind.kind}.{name}"] = Target(kind, field, main)
    return {name: target for name, target in found.items() if name not in twice}


def _columns_of_names() -> dict[str, Target]:
    """Return the fields of the kinds with names, for tables with a column of names: `effect.name`, `effect.severity`."""
    found = {}
    for kind in (KINDS[name] for name in NAMED):
        main = NAME if kind in (Habit, Medicine) else kind.figures[0].field
        for name, field in kind.OWN.items():
            if field.type not in ("instant", "answers"):
                found[f"{kind.kind}.{name}"] = Target(kind, field, name == main)
    return found


def _written(name: str) -> str:
    return "_".join(name.strip().lower().replace("-", "_").split())
