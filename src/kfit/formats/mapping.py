"""Read `--map day=Date,mood=Mood,sleep=Hours:h`: the meaning and unit of the columns of a foreign table."""

from __future__ import annotations

from difflib import get_close_matches
from re import split
from typing import NamedTuple

from ..errors import Refused
from ..model.entries import (
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
    Habit,
    Measure,
    Note,
    Rating,
    Score,
)
from ..model.fields import REQUIRED, composed
from ..model.measures import QUANTITIES, UNIT_NAMES
from ..parsing.names import fits, plain
from ..parsing.tokens import quoted
from .cells import UNITS, scale
from .word_scales import continues, own_scale, read_words, split_unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.fields import Entry, Field
    from ..model.planning import CustomName

SHARED = ("day", "at", "id", "note")  # what a column can hold besides the fields of the kinds
AMOUNT, MEASURED = "amount", "measured"  # cells whose unit decides how they are read: minutes, times or yes; a number in kg
POINTS = "points"  # the unit of a scale that is kept as it stands
OWN = "rating.NAME, effect.NAME, habit.NAME, measure.NAME"


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


class Targets:
    """The words allowed before `=` in a map: `sleep`, `in_bed`, `infusion.minutes`, `pain`, `weight`, `phq9`, `rating.calm`."""

    def __init__(self, tracked: Iterable[CustomName] = ()) -> None:
        self.tracked = {(one.kind, one.name): one for one in tracked}
        self.known = {_written(name): target for name, target in self._named()} | _fields()

    def find(self, told: str) -> Target:
        """Return the target that a word names. Raises Refused for an unknown word or an invalid name."""
        found = self.known.get(_written(told))
        if found is not None:
            return found
        family, dot, name = told.partition(".")
        kind = KINDS.get(family.strip().lower())
        if dot and kind in FAMILIES:
            return self._own(kind, plain(name))
        raise Refused(self._unknown(told))

    def _named(self) -> Iterable[tuple[str, Target]]:
        """Yield the names that kfit knows, with their targets. A name that is also a rating means the effect only as `effect.NAME`."""
        for family, names in FAMILIES.items():
            for name in names:
                target = self._target(family, name)
                yield f"{family.kind}.{name}", target
                if family is not Effect or name not in RATINGS:
                    yield name, target

    def _own(self, kind: type[Entry], name: str) -> Target:
        """Return the target of a custom name. Raises Refused for an invalid name, or a rating whose better end is not known."""
        if kind is Effect and name.replace(" ", "-") in EFFECTS:
            return self._target(kind, name.replace(" ", "-"))
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

    def _target(self, kind: type[Entry], name: str) -> Target:
        kept = self.tracked.get((kind.kind, name))
        field = kind.OWN[kind.figures[0].field]
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
            return f"I don't know '{told}' behind --map. Did you mean: {quoted(f'{near[0]}=')}"
        plain = [*SHARED, *(one for one in _fields() if "." not in one), *RATINGS, *QUESTIONNAIRES]
        return f"I don't know '{told}' behind --map. There are: {', '.join(plain)}; effects, habits and measures by name; {OWN}."


# The kinds whose columns are mapped by a name, with the names that kfit knows.
FAMILIES = {KINDS[name]: KINDS[name].names for name in DRAWN if name in NAMED}


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


def _written(name: str) -> str:
    return name.strip().lower().replace("-", "_")


if TYPE_CHECKING:
    What = tuple[type[Entry], str]  # an entry of a row: its kind, and its name or an empty text
EXAMPLE = "--map day=Date,mood=Mood,sleep=Hours:h,exercise=Active:min"
LONGEST_HEADING = 40  # characters: a longer text is not a column name but a row of data
TIMES, DONE = "times", ""  # how a habit's cells are read besides units of time: a count, or yes and no
NO_NAMES = (
    "The first line of the table does not look like column names, so it isn't shown. Its first line names them, such as: Date,Mood,Hours\n"
    f"Then say what they hold: kfit import FILE {EXAMPLE}"
)
# A comma begins a new pair only if a word and `=` follow it. A custom name can contain any letters and blanks.
PAIR = r",(?=\s*(?:[A-Za-z0-9_.-]+|(?:rating|effect|habit|measure)\.[^,=]+)\s*=)"


class MapColumn(NamedTuple):
    """A target and the columns that fill it; several columns are added up. `unit` can be a scale, `1-5`, or empty.

    `typed` and `heading` are the text of the map before the `=` and after it, without the unit.
    """

    target: Target
    places: tuple[int, ...]
    unit: str
    name: str
    typed: str
    heading: str
    ends: tuple[int, int] | None = None  # of a scale that is kept as it stands


class ColumnMap(NamedTuple):
    """The indexes of a table's columns for day, time of day, id and note (None if absent), and its mapped columns."""

    day: int
    day_name: str
    at: int | None
    id: int | None
    note: int | None
    columns: tuple[MapColumn, ...]

    def used(self) -> set[int]:
        """Return the indexes of all mapped columns."""
        shared = {place for place in (self.day, self.at, self.id, self.note) if place is not None}
        return shared.union(*(column.places for column in self.columns))

    def entries(self) -> dict[What, list[MapColumn]]:
        """Return the entries that a row can contain, in order, with the columns of each. Only a note if no column is mapped."""
        found: dict[What, list[MapColumn]] = {}
        for column in self.columns:
            found.setdefault((column.target.kind, column.target.name), []).append(column)
        return found or {(Note, ""): []}

    def note_kind(self) -> type[Entry]:
        """Return the kind that a note is added to: that of the only entry of a row, else Note, a separate entry."""
        found = list(self.entries())
        return found[0][0] if len(found) == 1 else Note


def are_names(header: list[str]) -> bool:
    """Return whether a first line looks like column names. If not, it can be private data, and must never be shown."""
    return all(cell and not cell[0].isdigit() and len(cell) <= LONGEST_HEADING for cell in header)


def read_map(said: Iterable[str], header: list[str], tracked: Iterable[CustomName] = ()) -> ColumnMap:
    """Return the map of a table with this header. Raises Refused for an unknown word, column or unit, and if the day is missing."""
    known = Targets(tracked)
    shared: dict[str, tuple[int, str]] = {}
    columns: list[MapColumn] = []
    for name, told in _pairs(said):
        if name.lower() in SHARED:
            if name.lower() in shared:
                raise Refused(f"{name} is mapped twice.")
            shared[name.lower()] = (_place(told, header), told)
            continue
        column = _column(name, known.find(name), told, header)
        if any(_same(column, other) for other in columns):
            raise Refused(
                f"{name} is mapped twice." + (f" To add columns up: {name}=One+Other" if _adds(column.target, column.unit) else "")
            )
        columns.append(column)
    if "day" not in shared:
        raise Refused(f"Which column holds the day? Try: {EXAMPLE}")
    if not columns and "note" not in shared:
        raise Refused(f"Which column holds what? Try: {EXAMPLE}")
    _refuse_headless(columns)
    at, number, note = (shared[name][0] if name in shared else None for name in SHARED[1:])
    return ColumnMap(*shared["day"], at, number, note, tuple(columns))


def retold(said: Iterable[str], instead: Mapping[str, str]) -> list[str]:
    """Return a map in which `instead` replaces the text after `=` for some names."""
    return [",".join(f"{name}={instead.get(name, told)}" for name, told in _pairs([text])) for text in said]


def _pairs(said: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of `day=Date,mood=Mood`. A column's name can contain a comma (see PAIR). Raises Refused."""
    found: list[tuple[str, str]] = []
    for part in (part for text in said for part in split(PAIR, text)):
        if found and continues(found[-1][1], part):
            found[-1] = (found[-1][0], f"{found[-1][1]},{part.strip()}")
            continue
        name, equals, told = part.partition("=")
        if not equals or not name.strip() or not told.strip():
            raise Refused(f"I couldn't read '{part}' behind --map. Try: {EXAMPLE}")
        found.append((name.strip(), told.strip()))
    return found


def _column(name: str, target: Target, told: str, header: list[str]) -> MapColumn:
    """Return the mapped column for a target. Raises Refused for an unknown column or an unsuitable unit."""
    column, unit = split_unit(told) if told not in header else (told, "")
    column = column.strip()
    own_measure = target.kind is Measure and target.name not in QUANTITIES
    if (ends := own_scale(unit)) and (target.scaled or own_measure):
        return _own_points(target, column, ends, name, header)
    unit = _unit(name, target, column, unit.strip())
    parts = column.split("+") if column not in header and _adds(target, unit) else [column]
    return MapColumn(target, tuple(_place(part.strip(), header) for part in parts), unit, target.name or name, name, column)


def _own_points(target: Target, column: str, ends: tuple[int, int], typed: str, header: list[str]) -> MapColumn:
    """Return the column of a scale that is kept as it stands: a measure of one's own, never turned into 0 to 10."""
    name = target.name if target.kind is Measure else plain(column)
    if not fits(name) or name in HEADS or name in RATINGS or name in QUANTITIES:
        name = f"{target.name or target.kind.kind} points"
    points = Target(Measure, Measure.OWN["value"], True, name, MEASURED, (("name", name),), POINTS)  # noqa: FBT003 - a field of the row
    return MapColumn(points, (_place(column, header),), POINTS, name, typed, column, ends)


def _worded(name: str, target: Target, column: str, words: Mapping[str, int | None]) -> None:
    """Raise Refused if the numbers of a scale of words cannot be values of the target."""
    field = target.field
    if field.type != "whole" or field.unit == "minutes" or target.reads or target.kind is Score:
        raise Refused(f"{name} is no scale, so words can't be its numbers. {_example(name, column)}")
    for word, number in words.items():
        if number is not None and not field.low <= number <= field.high:
            raise Refused(f"{name.capitalize()} goes from {field.low:g} to {field.high:g}, so '{word}' can't be {number}.")


def _unit(name: str, target: Target, column: str, unit: str) -> str:
    """Return the unit of a column. Raises Refused if it is missing or unsuitable: kfit does not guess if 7.5 means hours or minutes."""
    if words := read_words(unit):
        _worded(name, target, column, words)
        return unit
    if target.reads == AMOUNT:
        return _amount(name, target, column, unit.lower())
    if target.reads == MEASURED:
        return _measure(name, target, column, unit)
    if target.scaled and unit and scale(unit) is None:
        raise Refused(f"{name} takes no unit, but a scale, the end that is kfit's 0 first. {_example(name, column, '1-5')}")
    if target.field.unit == "minutes" and unit not in UNITS:
        raise Refused(f"Say the unit of '{column}': {', '.join(UNITS)} (7:30). {_example(name, column, 'min')}")
    if target.field.unit != "minutes" and unit and not target.scaled:
        raise Refused(f"{name} takes no unit. {_example(name, column)}")
    return unit


def _example(name: str, column: str, unit: str = "") -> str:
    """Return an example of a pair for `--map`, quoted for a shell."""
    return f"Try: {quoted(f'{name}={column}:{unit}' if unit else f'{name}={column}')}"


def _amount(name: str, target: Target, column: str, unit: str) -> str:
    if unit not in (*UNITS, TIMES, DONE):
        raise Refused(f"{name} is in {', '.join(UNITS)} or times, or yes and no. {_example(name, column, 'min')}")
    kept = target.unit
    if kept and unit and kept != (TIMES if unit == TIMES else "minutes"):
        raise Refused(f"{target.name} is kept in {kept}. {_example(name, column, TIMES if kept == TIMES else 'min')}")
    return unit


def _measure(name: str, target: Target, column: str, unit: str) -> str:
    """Return the unit of a measure, spelled as kfit spells it. Raises Refused if it is missing or unsuitable."""
    known = QUANTITIES.get(target.name)
    if known is None:
        if target.unit is not None and unit.lower() not in ("", target.unit.lower()):
            raise Refused(
                f"{target.name} is kept {f'in {target.unit}' if target.unit else 'without a unit'}. {_example(name, column, target.unit)}"
            )
        if unit and not Measure.OWN["unit"].allows(unit):
            raise Refused(Measure.OWN["unit"].refusal(unit))
        return unit if target.unit is None else target.unit
    said = UNIT_NAMES.get(unit.lower(), unit)
    if not unit and len(known.units) == 1:
        return next(iter(known.units))
    if said not in known.units and (unit or known.units):
        units = ", ".join(known.units)
        raise Refused(
            f"Say the unit of '{column}': {units}. {_example(name, column, next(iter(known.units)))}"
            if known.units
            else f"{name} takes no unit. {_example(name, column)}"
        )
    return said


def _adds(target: Target, unit: str) -> bool:
    """Return whether several columns can be added up to one value: time spans and counts."""
    return unit != DONE and (target.reads == AMOUNT or target.field.unit == "minutes")


def _same(one: MapColumn, other: MapColumn) -> bool:
    return (one.target.kind, one.target.name, one.target.field) == (other.target.kind, other.target.name, other.target.field)


def _place(column: str, header: list[str]) -> int:
    """Return the index of a column, by exact name or else ignoring case. Raises Refused if none or several match."""
    exact = [place for place, name in enumerate(header) if name == column]
    found = exact or [place for place, name in enumerate(header) if composed(name.casefold()) == composed(column.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"Two columns are called '{column}', so I can't tell which is meant.")
    if not are_names(header):
        raise Refused(f"There is no column '{column}'. {NO_NAMES}")
    near = get_close_matches(column, header, n=1)
    hint = f"Did you mean: {near[0]}" if near else f"There are: {', '.join(header)}"
    raise Refused(f"There is no column '{column}'. {hint}")


def _refuse_headless(columns: list[MapColumn]) -> None:
    """Raise Refused for a column whose kind has no main column, such as a quality without its sleep."""
    mains = {column.target.kind for column in columns if column.target.main}
    for column in columns:
        kind = column.target.kind
        needs_main = any(field.default is REQUIRED for field in kind.OWN.values())
        if needs_main and kind not in mains:
            raise Refused(f"{column.name} belongs to {kind.kind}. Map that as well: {kind.kind}=...")
