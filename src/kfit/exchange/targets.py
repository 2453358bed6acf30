"""What a column of somebody's table can hold: a field of a kind, or the value of a rating, effect, habit, measure or questionnaire."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, NamedTuple

from ..diary.effects import CALLED
from ..diary.names import fits
from ..diary.words import quoted
from ..entries import EFFECTS, HABITS, HEADS, KINDS, LONGEST_NAME, NAMES, QUANTITIES, RATINGS, Effect, Habit, Measure, Rating, Score
from ..errors import Refused
from ..record import REQUIRED

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entries import Entry
    from ..kept import Tracked
    from ..record import Field

SHARED = ("day", "at", "id", "note")  # what a column can hold beside the fields of the kinds
WIDE = ("mood", "sleep", "exercise", "infusion", "note")  # their fields are columns of their own
AMOUNT, MEASURED = "amount", "measured"  # cells that are read by a unit: minutes, times or yes; a number in kg
OWN = "rating.NAME, effect.NAME, habit.NAME, measure.NAME"


class Target(NamedTuple):
    """What a column can hold: a field of a kind; `main` is the one without which there is no entry.

    `name` is that of a rating, effect, habit, measure or questionnaire, and `fixed` says what the name alone tells of an
    entry. `unit` is the one that a name of one's own is kept in, None where it is not kept yet.
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
        """Tell whether it goes from 0 to 10, onto which another scale can be read."""
        return self.field.type == "whole" and (self.field.low, self.field.high) == (0, 10)


class Targets:
    """What can stand before a `=`: `sleep`, `in_bed`, `infusion.minutes`, `pain`, `nausea`, `weight`, `phq9`, `rating.calm`."""

    def __init__(self, tracked: Iterable[Tracked] = ()) -> None:
        self.tracked = {(one.kind, one.name): one for one in tracked}
        self.known = {_written(name): target for name, target in self._named()} | _fields()

    def find(self, told: str) -> Target:
        """Return what a word means. Raises Refused for one that means nothing."""
        found = self.known.get(_written(told))
        if found is not None:
            return found
        family, dot, name = told.partition(".")
        kind = KINDS.get(family.strip().lower())
        if dot and kind in FAMILIES:
            return self._own(kind, " ".join(name.split()).lower())
        raise Refused(self._unknown(told))

    def _named(self) -> Iterable[tuple[str, Target]]:
        """Yield the names that kfit knows; where a rating and an effect share one, the effect is `effect.NAME`."""
        for family, names in FAMILIES.items():
            for name in names:
                target = self._target(family, name)
                yield f"{family.kind}.{name}", target
                if family is not Effect or name not in RATINGS:
                    yield name, target

    def _own(self, kind: type[Entry], name: str) -> Target:
        """Return the target of a name of one's own. Raises Refused for what can be no name, and where an end is not known."""
        if kind is Effect and name.replace(" ", "-") in EFFECTS:
            return self._target(kind, name.replace(" ", "-"))
        if kind is Score:
            raise Refused(f"I don't know the form '{name}'. There are: {', '.join(NAMES)}.")
        if not fits(name):
            raise Refused(f"'{name}' is no name. It begins with a letter and has at most {LONGEST_NAME} characters.")
        if kind is not Effect and name in HEADS:
            raise Refused(f"{name} has a line of its own, so it is no {kind.kind}. All of them: kfit -h")
        if kind is Rating and (kind.kind, name) not in self.tracked:
            raise Refused(
                f"Which end of {name} is better? Log it once, and it is known: kfit rate {quoted(name)} 5 --better high   (or low)"
            )
        return self._target(kind, name)

    def _target(self, kind: type[Entry], name: str) -> Target:
        kept = self.tracked.get((kind.kind, name))
        field = kind.OWN[FIELDS[kind]]
        if kind is Rating:
            better = RATINGS.get(name) or (kept.better if kept else None)
            return Target(kind, field, True, name, fixed=(("name", name), ("better", better)))  # noqa: FBT003 - a field of the row
        reads = {Habit: AMOUNT, Measure: MEASURED}.get(kind, "")
        unit = (kept.unit or "") if kept and name not in QUANTITIES else None
        return Target(kind, field, True, name, reads, (("name", name),), unit)  # noqa: FBT003 - a field of the row

    def _unknown(self, told: str) -> str:
        own = [f"{kind}.{name}" for kind, name in self.tracked]
        near = [one for one in own if one.partition(".")[2] == told.lower()]
        if told.lower() in CALLED:
            near.append(CALLED[told.lower()])
        near = near or get_close_matches(_written(told), [*SHARED, *(one for one in self.known if "." not in one), *own], n=1)
        if near:
            return f"I don't know '{told}' behind --map. Did you mean: {near[0]}="
        plain = [*SHARED, *(one for one in _fields() if "." not in one), *RATINGS, *NAMES]
        return f"I don't know '{told}' behind --map. There are: {', '.join(plain)}; effects, habits and measures by name; {OWN}."


# The kinds whose columns go by a name: those that kfit knows, and the field that a cell fills.
FAMILIES: dict[type[Entry], Iterable[str]] = {Rating: RATINGS, Effect: EFFECTS, Habit: HABITS, Measure: QUANTITIES, Score: NAMES}
FIELDS: dict[type[Entry], str] = {Rating: "score", Effect: "severity", Habit: "minutes", Measure: "value", Score: "total"}


def _fields() -> dict[str, Target]:
    """Return the fields of the wide kinds by name: `sleep`, `quality`, `in_bed`, `infusion.minutes`."""
    found: dict[str, Target] = {}
    twice = set()
    for kind in (KINDS[name] for name in WIDE):
        for name, field in kind.OWN.items():
            if field.type == "instant":
                continue
            main = field.default is REQUIRED
            names = {kind.kind} if main else {name, field.option.lstrip("-").replace("-", "_")} - {""}
            twice |= {one for one in names if one in found or one == "minutes"}
            found |= {one: Target(kind, field, main) for one in names}
            found[f"{kind.kind}.{name}"] = Target(kind, field, main)
    return {name: target for name, target in found.items() if name not in twice}


def _written(name: str) -> str:
    return name.strip().lower().replace("-", "_")
