"""Read `--map day=Date,mood=Mood,sleep=Hours:h`: the meaning and unit of the columns of a foreign table."""

from __future__ import annotations

from re import split
from typing import NamedTuple

from ..errors import Refused
from ..model.entries import EVENTS, HEADS, RATINGS, Measure, Medicine, Note, Score, Sleep
from ..model.fields import REQUIRED, composed
from ..model.measures import QUANTITIES, UNIT_NAMES
from ..parsing.names import fits, plain
from ..parsing.nearness import nearest
from ..parsing.tokens import quoted
from .cells import UNITS, scale
from .map_targets import AMOUNT, LISTED, MEASURED, MOMENT, NAME, PAIR, SHARED, Target, Targets
from .word_scales import continues, own_scale, read_words, split_unit

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from ..model.fields import Entry

POINTS = "points"  # the unit of a scale that is kept as it stands
ZERO = ":zero"  # at the end of a column of sleep whose 0 is a night without sleep, and not no entry
if TYPE_CHECKING:
    What = tuple[type[Entry], str]  # an entry of a row: its kind, and its name or an empty text
EXAMPLE = "--map day=Date,mood=Mood,sleep=Hours:h,exercise=Active:min"
LONGEST_HEADING = 40  # characters: a longer text is not a column name but a row of data
MOST_LISTED = 60  # column names in a message
TIMES, DONE = "times", ""  # how a habit's cells are read besides units of time: a count, or yes and no
NO_NAMES = (
    "The first line of the table does not look like column names, so it isn't shown. Its first line names them, such as: Date,Mood,Hours\n"
    f"Then say what they hold: kfit import FILE {EXAMPLE}"
)
# A comma begins a new pair only if a word and `=` follow it. A custom name can contain any letters and blanks.
NEXT_PAIR = r",(?=\s*(?:[A-Za-z0-9_.-]+|(?:rating|effect|habit|measure)\.[^,=]+)\s*=)"


class MapColumn(NamedTuple):
    """A target and the columns that fill it; several columns are added up. `unit` can be a scale, `1-5`, or empty.

    `typed` and `heading` are the text of the map before the `=` and after it, without the unit. `part` is the text that is read
    in place of the cell, where one cell holds several values. `comma` says that the numbers have a decimal comma.
    """

    target: Target
    places: tuple[int, ...]
    unit: str
    name: str
    typed: str
    heading: str
    ends: tuple[int, int] | None = None  # of a scale that is kept as it stands
    zero: bool = False  # a 0 of sleep is a night without sleep
    part: str | None = None
    comma: bool = False

    def said(self, row: list[str]) -> list[str]:
        """Return the texts that it reads in a row."""
        return [row[place] for place in self.places] if self.part is None else [self.part]


class ColumnMap(NamedTuple):
    """The indexes of a table's columns for day, time of day, id, note and source (None if absent), and its mapped columns.

    `names` holds the index of the column with the names of each kind that has one.
    """

    day: int
    day_name: str
    at: int | None
    id: int | None
    note: int | None
    source: int | None
    columns: tuple[MapColumn, ...]
    names: Mapping[type[Entry], int] = {}

    def used(self) -> set[int]:
        """Return the indexes of all mapped columns."""
        shared = {place for place in (self.day, self.at, self.id, self.note) if place is not None}
        return shared.union(self.names.values(), *(column.places for column in self.columns))

    def note_kind(self) -> type[Entry]:
        """Return the kind that a note is added to: that of the only entry of a row, else Note, a separate entry."""
        kinds = {(column.target.kind, column.target.name) for column in self.columns}
        several = any(column.target.reads in (LISTED, PAIR) for column in self.columns)
        return next(iter(kinds))[0] if len(kinds) == 1 and not several else Note

    def column(self, target: str) -> MapColumn | None:
        """Return the column that fills a field of sleep, None if no column does."""
        return next((one for one in self.columns if one.target.kind is Sleep and one.target.field.name == target), None)


def are_names(header: list[str]) -> bool:
    """Return whether a first line looks like column names. If not, it can be private data, and must never be shown."""
    return all(cell and not cell[0].isdigit() and len(cell) <= LONGEST_HEADING for cell in header)


def read_map(said: Iterable[str], header: list[str], known: Targets | None = None) -> ColumnMap:
    """Return the map of a table with this header. Raises Refused for an unknown word, column or unit, and if the day is missing."""
    known = known or Targets()
    shared: dict[str, tuple[int, str]] = {}
    names: dict[type[Entry], int] = {}
    columns: list[MapColumn] = []
    for name, told in _pairs(said):
        if name.lower() in SHARED:
            if name.lower() in shared:
                raise Refused(f"{name} is mapped twice.")
            shared[name.lower()] = (find_column(told, header), told)
            continue
        column = _column(name, known.find(name), told, header)
        if column.target.field.name == NAME and column.target.named_by_column:
            names[column.target.kind] = column.places[0]
            if not column.target.main:
                continue
        if any(_same(column, other) for other in columns):
            raise Refused(
                f"{name} is mapped twice." + (f" To add columns up: {name}=One+Other" if _adds(column.target, column.unit) else "")
            )
        columns.append(column)
    if "day" not in shared and (end := next((one for one in columns if one.target.field.name == "end_at"), None)):
        shared["day"] = (end.places[0], end.heading)
    if "day" not in shared:
        raise Refused(f"Which column holds the day? Try: {EXAMPLE}")
    if not columns and "note" not in shared:
        raise Refused(f"Which column holds what? Try: {EXAMPLE}")
    _refuse_headless(columns, names)
    at, number, note, source = (shared[name][0] if name in shared else None for name in SHARED[1:])
    return ColumnMap(*shared["day"], at, number, note, source, tuple(columns), names)


def retold(said: Iterable[str], instead: Mapping[str, str]) -> list[str]:
    """Return a map in which `instead` replaces the text after `=` for some names."""
    return [",".join(f"{name}={instead.get(name, told)}" for name, told in _pairs([text])) for text in said]


def _pairs(said: Iterable[str]) -> list[tuple[str, str]]:
    """Return the pairs of `day=Date,mood=Mood`. A column's name can contain a comma (see NEXT_PAIR). Raises Refused."""
    found: list[tuple[str, str]] = []
    for part in (part for text in said for part in split(NEXT_PAIR, text)):
        if found and continues(found[-1][1], part):
            found[-1] = (found[-1][0], f"{found[-1][1]},{part.strip()}")
            continue
        name, equals, told = part.partition("=")
        if not equals or not name.strip() or not told.strip():
            raise Refused(f"I couldn't read '{part}' after --map. Try: {EXAMPLE}")
        found.append((name.strip(), told.strip()))
    return found


def _column(name: str, target: Target, told: str, header: list[str]) -> MapColumn:
    """Return the mapped column for a target. Raises Refused for an unknown column or an unsuitable unit."""
    zero = told not in header and told.endswith(ZERO)
    told = told.removesuffix(ZERO) if zero else told
    if zero and (target.kind, target.field.name) != (Sleep, "minutes"):
        raise Refused(f"{ZERO} is for sleep alone, where 0 can be a night without sleep.")
    column, unit = split_unit(told) if told not in header else (told, "")
    column = column.strip()
    own_measure = target.kind is Measure and target.name not in QUANTITIES
    if (ends := own_scale(unit)) and (target.scaled or own_measure):
        return _own_points(target, column, ends, name, header)
    unit = _unit(name, target, column, unit.strip())
    parts = column.split("+") if column not in header and _adds(target, unit) else [column]
    return MapColumn(target, tuple(find_column(part.strip(), header) for part in parts), unit, target.name or name, name, column, zero=zero)


def _own_points(target: Target, column: str, ends: tuple[int, int], typed: str, header: list[str]) -> MapColumn:
    """Return the column of a scale that is kept as it stands: a measure of one's own, never turned into 0 to 10."""
    name = target.name if target.kind is Measure else plain(column)
    if not fits(name) or name in HEADS or name in RATINGS or name in QUANTITIES:
        name = f"{target.name or target.kind.kind} points"
    points = Target(Measure, Measure.OWN["value"], main=True, name=name, reads=MEASURED, fixed=((NAME, name),), unit=POINTS)
    return MapColumn(points, (find_column(column, header),), POINTS, name, typed, column, ends)


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
    if target.reads == MEASURED or (target.kind is Measure and target.field.name == "value" and target.reads != PAIR):
        return fit_unit(name, target, column, unit)
    if target.reads == LISTED or (target.kind is Medicine and target.field.name == NAME):
        return _word(name, target, column, unit.lower())
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


def _word(name: str, target: Target, column: str, unit: str) -> str:
    """Return what follows a column of habits or medicines: nothing, `list`, or what happened. Raises Refused for another word."""
    if target.reads == LISTED:
        if unit not in ("", LISTED):
            raise Refused(f"{name} takes a list of what was done. {_example(name, column, LISTED)}")
        return ""
    if unit not in ("", *EVENTS):
        raise Refused(f"What happened with a medicine is one of: {', '.join(EVENTS)}. {_example(name, column, EVENTS[0])}")
    return unit


def _amount(name: str, target: Target, column: str, unit: str) -> str:
    if unit not in (*UNITS, TIMES, DONE):
        raise Refused(f"{name} is in {', '.join(UNITS)} or times, or yes and no. {_example(name, column, 'min')}")
    kept = target.unit
    if kept and unit and kept != (TIMES if unit == TIMES else "minutes"):
        raise Refused(f"{target.name} is kept in {kept}. {_example(name, column, TIMES if kept == TIMES else 'min')}")
    return unit


def fit_unit(name: str, target: Target, column: str, unit: str) -> str:
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


def find_column(column: str, header: list[str]) -> int:
    """Return the index of a column, by exact name or else ignoring case. Raises Refused if none or several match."""
    exact = [place for place, name in enumerate(header) if name == column]
    found = exact or [place for place, name in enumerate(header) if composed(name.casefold()) == composed(column.casefold())]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"Two columns are called '{column}', so I can't tell which is meant.")
    if not are_names(header):
        raise Refused(f"There is no column '{column}'. {NO_NAMES}")
    near = nearest(column, header)
    hint = f"Did you mean: {near}" if near else f"There are: {listed(header)}"
    raise Refused(f"There is no column '{column}'. {hint}")


def listed(header: list[str]) -> str:
    """Return the names of columns for a message, the first ones of very many."""
    more = len(header) - MOST_LISTED
    return ", ".join(header) if more <= 0 else f"{', '.join(header[:MOST_LISTED])} and {more:,} more"


def _refuse_headless(columns: list[MapColumn], names: Mapping[type[Entry], int]) -> None:
    """Raise Refused for a column whose kind has no main column, such as a quality without its sleep, or whose entries have no name."""
    mains = {column.target.kind for column in columns if column.target.main}
    ends = {column.target.field.name for column in columns if column.target.reads == MOMENT}
    if len(ends) == 1:
        raise Refused("A night with times has a start and an end. Map both: start=...,end=...")
    mains |= {Sleep} if ends else set()
    for column in columns:
        kind = column.target.kind
        if column.target.named_by_column and kind not in names:
            raise Refused(f"{column.typed} needs the column with the names as well: {kind.kind}.{NAME}=...")
        needs_main = any(field.default is REQUIRED for field in kind.OWN.values())
        if needs_main and kind not in mains:
            raise Refused(f"{column.name} belongs to {kind.kind}. Map that as well: {kind.kind}=...")
    for kind in names:
        if kind not in mains:
            main = next(field.name for field in kind.OWN.values() if field.default is REQUIRED and field.name != NAME)
            raise Refused(f"{kind.kind}.{NAME} says of what. Map how much as well: {kind.kind}.{main}=...")
    _refuse_no_event(columns)


def _refuse_no_event(columns: list[MapColumn]) -> None:
    """Raise Refused for a column of medicines where nothing says what happened with them."""
    drug = next((column for column in columns if column.target.kind is Medicine and column.target.field.name == NAME), None)
    if drug and not drug.unit and not any(column.target.field.name == "event" for column in columns):
        told = f"{drug.typed}={drug.heading}"
        raise Refused(
            f"What happened with these medicines? If all were taken: {quoted(f'{told}:taken')}\n"
            f"If a column says it ({', '.join(EVENTS)}): {quoted(f'{told},medicine.event=COLUMN')}"
        )
