"""Reads `--map day=Date,mood=Mood,sleep=Hours:h`: which column of somebody's table holds what."""

from __future__ import annotations

from difflib import get_close_matches
from re import split
from typing import TYPE_CHECKING, NamedTuple

from ..entries import KINDS, Note
from ..errors import Refused
from ..record import REQUIRED
from .amounts import UNITS

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..entries import Entry
    from ..record import Field

EXAMPLE = "--map day=Date,mood=Mood,sleep=Hours:h,exercise=Active:min"
SHARED = ("day", "at", "id", "note")  # what a column can hold beside the fields of the kinds
LONGEST_NAME = 40
NO_NAMES = (
    "The first line of the table does not look like column names, so I don't show it. It must name them, such as: Date,Mood,Hours\n"
    f"Then say what they hold: kfit import FILE {EXAMPLE}"
)


class Target(NamedTuple):
    """What a column can hold: a field of a kind; `main` is the one without which there is no entry."""

    kind: type[Entry]
    field: Field
    main: bool


class Column(NamedTuple):
    """What columns of a table hold; several are added up. `unit` is empty where the value has none."""

    target: Target
    places: tuple[int, ...]
    unit: str
    name: str


class Map(NamedTuple):
    """Where in a table the day, the time of day, the id and the note stand, None where nowhere, and the kinds' columns."""

    day: int
    day_name: str
    at: int | None
    id: int | None
    note: int | None
    columns: tuple[Column, ...]

    def kinds(self) -> list[type[Entry]]:
        """Return the kinds whose entries the columns make, in their order."""
        found = list(dict.fromkeys(column.target.kind for column in self.columns))
        return found or [Note]

    def note_kind(self) -> type[Entry]:
        """Return the kind that a note belongs to: the only one that is mapped, else it is an entry of its own."""
        kinds = self.kinds()
        return kinds[0] if len(kinds) == 1 else Note


def targets() -> dict[str, Target]:
    """Return what can stand before a `=`, by name: `sleep`, `quality`, `in_bed`, `infusion.minutes`."""
    found: dict[str, Target] = {}
    twice = set()
    for kind in KINDS.values():
        for name, field in kind.OWN.items():
            if field.type == "instant":
                continue
            main = field.default is REQUIRED
            names = {kind.kind} if main else {name, field.option.lstrip("-").replace("-", "_")} - {""}
            twice |= {one for one in names if one in found or one == "minutes"}
            found |= {one: Target(kind, field, main) for one in names}
            found[f"{kind.kind}.{name}"] = Target(kind, field, main)
    return {name: target for name, target in found.items() if name not in twice}


def are_names(header: list[str]) -> bool:
    """Tell whether a first line looks like column names. One that does not may be a day of a diary, and is never shown."""
    return all(cell and not cell[0].isdigit() and len(cell) <= LONGEST_NAME for cell in header)


def mapped(said: Iterable[str], header: list[str]) -> Map:
    """Return the map for a table with this header. Raises Refused for what it cannot place."""
    known = targets()
    shared: dict[str, tuple[int, str]] = {}
    columns: list[Column] = []
    for name, told in _pairs(said):
        if name not in known and name not in SHARED:
            raise Refused(_unknown(name, known))
        if name in shared or any(column.target == known.get(name) for column in columns):
            raise Refused(f"{name} is mapped twice. To add columns up: {name}=One+Other")
        if name in SHARED:
            shared[name] = (_place(told, header), told)
        else:
            columns.append(_column(name, known[name], told, header))
    if "day" not in shared:
        raise Refused(f"Which column holds the day? Try: {EXAMPLE}")
    if not columns and "note" not in shared:
        raise Refused(f"Which column holds what? Try: {EXAMPLE}")
    _refuse_headless(columns)
    at, number, note = (shared[name][0] if name in shared else None for name in SHARED[1:])
    return Map(*shared["day"], at, number, note, tuple(columns))


def _pairs(said: Iterable[str]) -> list[tuple[str, str]]:
    """Cut `day=Date,mood=Mood` at the commas behind which a name and `=` follow: a column's own name may hold a comma."""
    found = []
    for part in (part for text in said for part in split(r",(?=\s*[A-Za-z_.-]+\s*=)", text)):
        name, equals, told = part.partition("=")
        if not equals or not name.strip() or not told.strip():
            raise Refused(f"I couldn't read '{part}' behind --map. Try: {EXAMPLE}")
        found.append((name.strip().lower().replace("-", "_"), told.strip()))
    return found


def _column(name: str, target: Target, told: str, header: list[str]) -> Column:
    """Return where a field stands. A length of time names its unit: 7.5 can be hours, 450 minutes, and kfit does not guess."""
    timed = target.field.unit == "minutes"
    column, _, unit = told.rpartition(":") if ":" in told and told not in header else (told, "", "")
    if timed and unit not in UNITS:
        raise Refused(f"Say the unit of '{column}': {', '.join(UNITS)} (7:30). Try: {name}={column}:min")
    if not timed and unit:
        raise Refused(f"{name} takes no unit. Try: {name}={column}")
    parts = [column] if column in header or not timed else column.split("+")
    return Column(target, tuple(_place(part.strip(), header) for part in parts), unit, name)


def _place(column: str, header: list[str]) -> int:
    """Return the place of a column, by its name in any case. Raises Refused if there is none, or two."""
    exact = [place for place, name in enumerate(header) if name == column]
    found = exact or [place for place, name in enumerate(header) if name.casefold() == column.casefold()]
    if len(found) == 1:
        return found[0]
    if found:
        raise Refused(f"Two columns are called '{column}', so I can't tell which is meant.")
    if not are_names(header):
        raise Refused(f"There is no column '{column}'. {NO_NAMES}")
    near = get_close_matches(column, header, n=1)
    hint = f"Did you mean: {near[0]}" if near else f"There are: {', '.join(header)}"
    raise Refused(f"There is no column '{column}'. {hint}")


def _refuse_headless(columns: list[Column]) -> None:
    """Refuse a quality without the sleep that it belongs to."""
    mains = {column.target.kind for column in columns if column.target.main}
    for column in columns:
        kind = column.target.kind
        needs_main = any(field.default is REQUIRED for field in kind.OWN.values())
        if needs_main and kind not in mains:
            raise Refused(f"{column.name} belongs to {kind.kind}. Map that as well: {kind.kind}=...")


def _unknown(name: str, known: dict[str, Target]) -> str:
    names = [*SHARED, *(one for one in known if "." not in one)]
    near = get_close_matches(name, names, n=1)
    return f"I don't know '{name}' behind --map. " + (f"Did you mean: {near[0]}=" if near else f"There are: {', '.join(names)}.")
