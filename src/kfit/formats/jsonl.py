"""Write and read JSONL, the lossless format: a header with everything except the entries, then one entry per line."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from typing import IO, Any, NamedTuple

from pydantic import ConfigDict, TypeAdapter, ValidationError

from ..errors import Refused
from ..model.entries import KINDS
from ..model.planning import PLANNING_TABLES, CustomName, Goal, ImportMap, Pause, Plan, PlanningRecord, Programme, Trial, VisitQuestion
from ..settings import check
from .rows import ImportRow
from .validation import column_type, reason

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..model.fields import Entry
    from .rows import Values

# The keys of the header, each with the class of its records and the word for one of them in messages.
KEYS: dict[str, tuple[type[PlanningRecord], str]] = {
    "tracked": (CustomName, "name"),
    "plans": (Plan, "plan"),
    "questions": (VisitQuestion, "question"),
    "goals": (Goal, "goal"),
    "programmes": (Programme, "programme"),
    "pauses": (Pause, "pause"),
    "trials": (Trial, "trial"),
    "import_maps": (ImportMap, "map"),
}
OWN = " of your own"
HABIT_UNITS = (None, "minutes", "times")


def record_rows(kept: Iterable[PlanningRecord]) -> dict[str, list[dict[str, Any]]]:
    """Return the records by header key, with all fields except `id`: each data file assigns its own ids."""
    rows = list(kept)
    return {key: [_row(one) for one in rows if isinstance(one, kind)] for key, (kind, _) in KEYS.items()}


def read(header: Mapping[str, Any]) -> tuple[PlanningRecord, ...]:
    """Return the records in a header. Raises Refused for an invalid record, and for two of the same subject or uid."""
    found: list[PlanningRecord] = []
    for key, (kind, called) in KEYS.items():
        rows = header.get(key, [])
        if not isinstance(rows, list):
            raise Refused(_unlike(called, "is not in a list"))
        found += [_read(kind, called, row) for row in rows]
    names: list[tuple[str | None, ...]] = [(one.kind, one.name) for one in found if isinstance(one, CustomName)]
    names += [(*one.subject, one.day) for one in found if isinstance(one, Goal)]
    names += [(one.table, one.name) for one in found if isinstance(one, ImportMap)]
    uids = [(type(one), one.uid) for one in found]
    if len(set(names)) != len(names) or len(set(uids)) != len(uids):
        raise Refused("The first line of this file says one thing more than once. Nothing imported.")
    return tuple(found)


def count_records(kept: Iterable[PlanningRecord]) -> str:
    """Return the number of records of each kind as text: `2 questions, 1 plan, 3 names of your own`."""
    rows = list(kept)
    counts = [(sum(isinstance(one, kind) for one in rows), kind, called) for kind, called in reversed(KEYS.values())]
    return ", ".join(
        f"{count:,} {called}{'s' * (count != 1)}{OWN if kind is CustomName else ''}" for count, kind, called in counts if count
    )


def _row(one: PlanningRecord) -> dict[str, Any]:
    return {name: value for name, value in one.row().items() if name != "id"}


def _read(kind: type[PlanningRecord], called: str, row: object) -> PlanningRecord:
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
    except Refused as error:  # each value is valid alone, but not with the others
        raise Refused(_unlike(called, str(error).rstrip("."))) from None
    if isinstance(one, CustomName) and (why := _unfit(one)):
        raise Refused(_unlike(called, why))
    return one


def _unfit(one: CustomName) -> str:
    """Return why a custom name is invalid, empty if it is valid."""
    if one.kind == "habit" and one.unit not in HABIT_UNITS:
        return "its habit is not kept in minutes or times"
    return "its better end is missing" if one.kind == "rating" and one.better is None else ""


@cache
def _adapter(table: str) -> TypeAdapter[Any]:
    """Return the pydantic model of a table's rows. It accepts every day up to `date.max`, because plans lie in the future."""
    columns = tuple(column_type(field, date.max) for name, field in PLANNING_TABLES[table].FIELDS.items() if name != "id")
    return TypeAdapter(tuple[columns], config=ConfigDict(strict=True, hide_input_in_errors=True))  # type: ignore[valid-type]  # columns are known at run time only


def _unlike(called: str, why: str) -> str:
    return f"The first line of this file holds a {called} that can't be kept: {why}. Nothing imported."


MARK = "kfit_jsonl"  # the key that identifies a header; its value is the version of the format
TRIAL = "kfit_export"  # the key of a trial version, before the first release
VERSION = 1
UNLIKE = "The first line of this file is not as kfit writes it. Nothing imported."


class SettingChoice(NamedTuple):
    """A setting that the person chose. `at` is the time of the choice in UTC, None if not known."""

    name: str
    value: str
    at: str | None


class Header(NamedTuple):
    """The content of the first line: the number of entries (None if not given), the settings, and the planning records."""

    entries: int | None
    settings: tuple[SettingChoice, ...]
    kept: tuple[PlanningRecord, ...]


def write_header(
    stream: IO[str], exported_at: str, entries: int, settings: Iterable[tuple[str, str, str | None]], kept: Iterable[PlanningRecord]
) -> None:
    """Write the first line: version, time of export (UTC), number of entries, settings, planning records."""
    chosen = [SettingChoice(*setting)._asdict() for setting in settings]
    first = {MARK: VERSION, "exported_at": exported_at, "entries": entries, "settings": chosen, **record_rows(kept)}
    stream.write(json.dumps(first) + "\n")


def write(stream: IO[str], names: Sequence[str], batches: Iterable[Sequence[tuple[object, ...]]]) -> int:
    """Write one entry per line, in ASCII and with every key, and return their number."""
    encode = json.JSONEncoder(allow_nan=False).encode
    count = 0
    for rows in batches:
        stream.writelines(encode(dict(zip(names, row, strict=True))) + "\n" for row in rows)
        count += len(rows)
    return count


def is_header(line: str) -> bool:
    """Return whether a file that begins with this line is kfit's JSONL."""
    try:
        return not {MARK, TRIAL}.isdisjoint(loads(line))
    except ValueError:
        return False


def read_header(line: str) -> Header:
    """Return the content of the first line. Raises Refused for a version that this kfit does not know, or an invalid line."""
    found = loads(line)
    if MARK not in found:
        raise Refused("This file was written by a trial version of kfit, before the first release. Nothing imported.")
    if type(found[MARK]) is not int or found[MARK] != VERSION:
        raise Refused(f"This file is not in the form that this kfit knows ({VERSION}). A newer kfit may have written it. Nothing imported.")
    count, settings = found.get("entries"), found.get("settings", [])
    if not (count is None or type(count) is int) or not isinstance(settings, list):
        raise Refused(UNLIKE)
    choices = [_choice(setting) for setting in settings]
    if len({choice.name for choice in choices}) != len(choices):
        raise Refused("The first line of this file says what one setting is more than once. Nothing imported.")
    return Header(count, tuple(choices), read(found))


def rows(lines: Iterable[str], entries: int | None) -> Iterator[ImportRow]:
    """Yield the rows after the header, which is line 1. Raises Refused at the end if their number is not `entries`."""
    count = 0
    for line, text in enumerate(lines, 2):
        if text.strip():
            count += 1
            yield _entry_row(line, text)
    if entries is not None and count != entries:
        raise Refused(
            f"This file says that it holds {entries:,} entries, and {count:,} are there: its end may be cut off. Nothing imported."
        )


def _entry_row(line: int, text: str) -> ImportRow:
    try:
        found = loads(text)
    except ValueError:
        return ImportRow(line, wrong="it is not one JSON object")
    kind = KINDS.get(found.pop("kind", None)) if isinstance(found.get("kind"), str) else None
    if kind is None:
        return ImportRow(line, wrong="its kind is not one that this kfit knows")
    if not found.keys() <= kind.FIELDS.keys():
        return ImportRow(line, wrong=f"it holds a key that {kind.kind} does not have")
    if not found.get("uid") or not found.get("logged_at"):
        return ImportRow(line, wrong="uid or logged_at is missing")
    return ImportRow(line, ((kind, _values(kind, found)),))


def _values(kind: type[Entry], found: dict[str, Any]) -> Values:
    """Return the values of a JSON object in the order of the kind's fields, converted to the types of an entry."""
    for name, made in OTHERWISE[kind].items():
        found[name] = made(found.get(name))
    return tuple(map(found.get, kind.FIELDS))


def _real(told: object) -> object:
    """Return an int as a float. One that is too large to be exact stays an int; the range check then rejects it."""
    return float(told) if type(told) is int and abs(told) < LARGEST else told


def _answers(told: object) -> object:
    return tuple(told) if isinstance(told, list) else told


LARGEST = 2**53  # below this, a float represents every whole number exactly
MADE: dict[str, Callable[[object], object]] = {"real": _real, "answers": _answers}
# The fields by kind whose values JSON stores differently. Computed once: it is read for each row, and most kinds have none.
OTHERWISE = {kind: {name: MADE[field.type] for name, field in kind.FIELDS.items() if field.type in MADE} for kind in KINDS.values()}


def loads(line: str) -> dict[str, Any]:
    """Return the JSON object in a line. Raises ValueError if it is not an object, repeats a key, or contains NaN or Infinity."""
    try:
        found = json.loads(line, parse_constant=_refuse, object_pairs_hook=_once)
    except RecursionError:
        raise ValueError from None
    if not isinstance(found, dict):
        raise ValueError  # noqa: TRY004 - callers handle it like any other invalid line
    return found


def _choice(setting: object) -> SettingChoice:
    if isinstance(setting, dict) and setting.keys() == {"name", "value", "at"}:
        name, value, at = setting["name"], setting["value"], setting["at"]
        if isinstance(name, str) and isinstance(value, str) and isinstance(at, str | None):
            return SettingChoice(name, _held(name, value), at)
    raise Refused(UNLIKE)


def _held(name: str, value: str) -> str:
    """Return the value of a setting, unchanged if it is invalid here but printable. Raises Refused if it is not printable."""
    try:
        return check(name, value)
    except Refused:
        if name.isprintable() and value.isprintable():
            return value
        raise


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise ValueError
    return found


def _refuse(_: str) -> None:
    raise ValueError
