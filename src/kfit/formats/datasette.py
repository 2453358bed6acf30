"""The tables that Datasette shows, and the metadata that tells it what is in them: titles, descriptions and units of the kinds."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from ..model.fields import IN_TABLES
from ..model.measures import QUANTITIES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

    from ..model.fields import Entry, Field

NAME = "kfit"
COPY, METADATA = f"{NAME}.db", "metadata.json"
OF_THE_FILE = frozenset(("uid", "tz", "source_id"))  # what only a file that comes back needs
SHOWN_UNITS = {"minutes": "minute", "mg": "mg"}  # as Datasette knows them


class ReadingTable(NamedTuple):
    """A table to read: its kind, the fields by column, and its rows in their order."""

    kind: type[Entry]
    columns: Mapping[str, Field]
    rows: Sequence[tuple[object, ...]]


def table(kind: type[Entry], entries: Sequence[Entry], hidden: Collection[str]) -> ReadingTable:
    """Return the table of a kind, without the fields in `hidden`. The answers to a form are a text: `2 1 - 3`."""
    fields = [field for name, field in kind.FIELDS.items() if name not in hidden and name not in OF_THE_FILE]
    rows = [tuple(_cell(entry.__dict__[field.name]) for field in fields) for entry in entries if type(entry) is kind]
    return ReadingTable(kind, {IN_TABLES.get(field.name, field.name): field for field in fields}, rows)


def metadata(tables: Sequence[ReadingTable]) -> str:
    """Return metadata.json."""
    told = {
        "title": "kfit",
        "description": "What somebody logged about ketamine treatment, mood, sleep and movement. It is typed by that person, and nobody has checked it.",
        "databases": {NAME: {"tables": {one.kind.kind: _described(one) for one in tables}}},
    }
    return json.dumps(told, indent=2) + "\n"


def _described(one: ReadingTable) -> dict[str, Any]:
    units = {column: SHOWN_UNITS[field.unit] for column, field in one.columns.items() if field.unit in SHOWN_UNITS}
    return {
        "title": one.kind.label,
        "description": (one.kind.__doc__ or "").split("\n", 1)[0],
        "columns": {column: column_said(field) for column, field in one.columns.items()},
        "sort_desc": "day",
        **({"units": units} if units else {}),
    }


def column_said(field: Field) -> str:
    """Return what a column holds: its title, and its meaning or range."""
    said = field.meaning or field.range() or SAID_OF.get(field.name, "")
    return f"{field.title.rstrip(',')}: {said}" if said else field.title.rstrip(",")


SAID_OF = {
    "id": "as kfit list shows it",
    "day": "YYYY-MM-DD; a night counts for the day of waking",
    "at": "local, with its offset from UTC",
    "logged_at": "UTC",
    "value": ", ".join(f"{name} in {known.unit}" for name, known in QUANTITIES.items() if known.unit),
}


def _cell(value: object) -> object:
    if isinstance(value, tuple):
        return " ".join("-" if one is None else str(one) for one in value)
    return value
