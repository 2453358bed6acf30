"""What lies beside the entries, as the first line of JSONL has it: names of one's own, plans, questions for the visit, goals and so on."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import TYPE_CHECKING, Any

from pydantic import ConfigDict, TypeAdapter, ValidationError

from ..errors import Refused
from ..kept import KEPT, Goal, Kept, Pause, Plan, Programme, Question, Tracked
from .checks import column_type, reason

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# The keys of the line, each with what its list holds and how one of them is called.
KEYS: dict[str, tuple[type[Kept], str]] = {
    "tracked": (Tracked, "name"),
    "plans": (Plan, "plan"),
    "questions": (Question, "question"),
    "goals": (Goal, "goal"),
    "programmes": (Programme, "programme"),
    "pauses": (Pause, "pause"),
}
OWN = " of your own"
HABIT_UNITS = (None, "minutes", "times")


def written(kept: Iterable[Kept]) -> dict[str, list[dict[str, Any]]]:
    """Return the rows by key, each with all its fields but the number, which every file gives anew."""
    rows = list(kept)
    return {key: [_row(one) for one in rows if isinstance(one, kind)] for key, (kind, _) in KEYS.items()}


def read(header: Mapping[str, Any]) -> tuple[Kept, ...]:
    """Return the rows of a first line. Raises Refused for one that cannot be kept, and for one that comes twice."""
    found: list[Kept] = []
    for key, (kind, called) in KEYS.items():
        rows = header.get(key, [])
        if not isinstance(rows, list):
            raise Refused(_unlike(called, "is not in a list"))
        found += [_read(kind, called, row) for row in rows]
    names: list[tuple[str | None, ...]] = [(one.kind, one.name) for one in found if isinstance(one, Tracked)]
    names += [(*one.subject, one.day) for one in found if isinstance(one, Goal)]
    uids = [(type(one), one.uid) for one in found]
    if len(set(names)) != len(names) or len(set(uids)) != len(uids):
        raise Refused("The first line of this file says one thing more than once. Nothing imported.")
    return tuple(found)


def said(kept: Iterable[Kept]) -> str:
    """Say how many there are of each: `2 questions, 1 plan, 3 names of your own`."""
    rows = list(kept)
    counts = [(sum(isinstance(one, kind) for one in rows), kind, called) for kind, called in reversed(KEYS.values())]
    return ", ".join(f"{count:,} {called}{'s' * (count != 1)}{OWN if kind is Tracked else ''}" for count, kind, called in counts if count)


def _row(one: Kept) -> dict[str, Any]:
    return {name: value for name, value in one.row().items() if name != "id"}


def _read(kind: type[Kept], called: str, row: object) -> Kept:
    names = [name for name in kind.FIELDS if name != "id"]
    if not isinstance(row, dict) or row.keys() != set(names):
        raise Refused(_unlike(called, "has other keys"))
    if row["uid"] is None or row["made_at"] is None:
        raise Refused(_unlike(called, "has no uid, or no time of making"))
    try:
        _adapter(kind.table).validate_python(tuple(row[name] for name in names))
    except ValidationError as error:
        mistake = error.errors(include_url=False, include_context=False)[0]
        raise Refused(_unlike(called, reason(kind.FIELDS[names[int(mistake["loc"][0])]], mistake))) from None
    try:
        one = kind(**row)
    except Refused as error:  # each value may be kept, but not all of them together
        raise Refused(_unlike(called, str(error).rstrip("."))) from None
    if isinstance(one, Tracked) and (why := _unfit(one)):
        raise Refused(_unlike(called, why))
    return one


def _unfit(one: Tracked) -> str:
    """Say why a name cannot be kept in this way, or nothing."""
    if one.kind == "habit" and one.unit not in HABIT_UNITS:
        return "its habit is not kept in minutes or times"
    return "its better end is missing" if one.kind == "rating" and one.better is None else ""


@cache
def _adapter(table: str) -> TypeAdapter[Any]:
    """Return pydantic's model of a table's row. A plan lies ahead, so any day will do."""
    columns = tuple(column_type(field, date.max) for name, field in KEPT[table].FIELDS.items() if name != "id")
    return TypeAdapter(tuple[columns], config=ConfigDict(strict=True, hide_input_in_errors=True))  # type: ignore[valid-type]  # columns are known at run time only


def _unlike(called: str, why: str) -> str:
    return f"The first line of this file holds a {called} that can't be kept: {why}. Nothing imported."
