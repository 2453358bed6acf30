"""Recognises rows of a table that was imported before with other columns, in another order, or written in another way."""

from __future__ import annotations

import json
from datetime import datetime
from typing import NamedTuple

from ..errors import Refused
from ..model.entries import KINDS, Note
from . import queries
from .columns import select_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Mapping, Sequence
    from typing import Any

    from ..model.fields import Entry

    Told = Mapping[str, Any]
# What says nothing of whether two rows are one: where they come from, and what follows from the other fields.
BESIDE = frozenset(("id", "uid", "kind", "tz", "source", "source_id", "logged_at", "typed"))
TIME = ("day", "at")
HASH = 32  # hexadecimal digits


class Recognised(NamedTuple):
    """A row that is in the data file: its entry, and that entry with what the row has beyond it. Both are one if it has nothing."""

    before: Entry
    after: Entry


class Recogniser:
    """Finds the entries that the rows of one import stand for. Each entry stands for one row: two equal walks stay two.

    Only entries up to the number `last` are looked at, so that a row never stands for another row of the same import. `taken_out`
    are the origins of entries that the person deleted or replaced: kind, source and source id. They are none for an import that brings them `again`.
    """

    def __init__(self, db: sqlite3.Connection, last: int, *, again: bool = False) -> None:
        self.db, self.last = db, last
        self.taken: set[int | None] = set()
        self.taken_out = set() if again else _taken_out(db)

    def find(self, kind: type[Entry], rows: Sequence[tuple[object, ...]]) -> dict[int, Recognised]:
        """Return the entries that rows stand for, by the row's place. The rows have one source, and values in the order of the fields.

        A row stands for an entry of its day and time if all that the entry holds is in the row, or all that the row holds in the
        entry; an edit of the entry does not hide it.
        """
        told = [dict(zip(kind.FIELDS, row, strict=True)) for row in rows]
        states = self._states(kind, told) if told else {}
        if not states:
            return {}
        by_day: dict[str, list[Entry]] = {}
        for entry in states:
            for day in {entry.day, *(str(state["day"]) for state in states[entry])}:
                by_day.setdefault(day, []).append(entry)
        found: dict[int, Recognised] = {}
        for exactly in (True, False):  # a row that is there as it stands comes before one that has more or less
            for place, row in enumerate(told):
                if place in found:
                    continue
                near = (entry for day in _days(row) for entry in by_day.get(day, ()))
                known = next((one for one in near if self._may_be(one, row) and _agrees(states[one], row, exactly=exactly)), None)
                if known is not None:
                    self.taken.add(known.id)
                    found[place] = Recognised(known, _with_news(known, states[known], row))
        return found

    def _may_be(self, entry: Entry, row: Told) -> bool:
        """Return whether an entry is free to stand for a row. Two numbers that a table gave itself are two rows."""
        return entry.id not in self.taken and (_is_hash(str(entry.source_id)) or _is_hash(str(row["source_id"])))

    def without_known_notes(self, kind: type[Entry], rows: Sequence[tuple[object, ...]]) -> list[tuple[object, ...] | None]:
        """Return new rows without a note that is an entry of its own on that day; None for a note that some entry of the day has."""
        names = list(kind.FIELDS)
        note, day, source = (names.index(name) for name in ("note", "day", "source"))
        texts = self._notes([str(row[day]) for row in rows if row[note] is not None], [str(row[source]) for row in rows], not_of=kind)
        found: list[tuple[object, ...] | None] = []
        for row in rows:
            of = texts.get((str(row[day]), _plain(row[note])), set())
            if kind is Note and of:
                found.append(None)
            else:
                found.append((*row[:note], None, *row[note + 1 :]) if Note.kind in of else row)
        return found

    def without_notes_of_others(self, kind: type[Entry], found: Sequence[Recognised]) -> list[Recognised]:
        """Return the same without notes that are new in their entry, but that an entry of another kind has on that day."""
        new = [one.after for one in found if one.before.note is None and one.after.note is not None]
        texts = self._notes([entry.day for entry in new], [str(entry.source) for entry in new], not_of=kind)
        return [
            Recognised(before, after.but(note=None))
            if before.note is None and (after.day, _plain(after.note)) in texts
            else Recognised(before, after)
            for before, after in found
        ]

    def _notes(self, days: Sequence[str], sources: Iterable[str], *, not_of: type[Entry]) -> dict[tuple[str, object], set[str]]:
        """Return the notes of days that came from these sources, as day and text, each with the kinds that have it."""
        found: dict[tuple[str, object], set[str]] = {}
        for kind in KINDS if days else ():
            if kind == not_of.kind:
                continue
            rows = self.db.execute(
                f"select day, note from {kind} where note is not null and id <= ? and day in (select value from json_each(?))"
                " and source in (select value from json_each(?))",
                (self.last, json.dumps(sorted(set(days))), json.dumps(sorted(set(sources)))),
            )
            for day, note in rows:
                found.setdefault((day, _plain(note)), set()).add(kind)
        return found

    def _states(self, kind: type[Entry], rows: Sequence[Told]) -> dict[Entry, list[Told]]:
        """Return the entries of the rows' days from the same source, each with all states that it is in or was in."""
        days = json.dumps(sorted({day for row in rows for day in _days(row)}))
        sources = json.dumps(sorted({str(row["source"]) for row in rows}))
        query = (
            f"{select_text(kind)} where day in (select value from json_each(?)) and source in (select value from json_each(?)) and id <= ?"
        )
        there = {entry.id: entry for entry in queries.read_entries(kind, self.db.execute(query, (days, sources, self.last)))}
        states: dict[Entry, list[Told]] = {entry: [entry.__dict__] for entry in there.values()}
        once = self.db.execute(
            "select entry, after from change_entry where after is not null and entry in (select value from json_each(?))",
            (json.dumps(list(there)),),
        )
        for number, text in once:
            states[there[number]].append(json.loads(text))
        return states


def _taken_out(db: sqlite3.Connection) -> set[tuple[str, str, str]]:
    """Return the origins of the entries that a line deleted or replaced, and that no undo brought back. To undo an import is neither."""
    query = (
        "select json_extract(before, '$.kind'), json_extract(before, '$.source'), json_extract(before, '$.source_id') from change_entry"
        " where after is null and change in (select id from change where command not in ('undo', 'redo') and taken_back_by is null)"
    )
    return {origin for origin in db.execute(query) if None not in origin}


def _is_hash(source_id: str) -> bool:
    """Return whether a source id was made of a row's cells: a hash of 16 bytes, and its count among equal rows."""
    digits, _, count = source_id.partition("-")
    return len(digits) == HASH and count.isdigit() and set(digits) <= set("0123456789abcdef")


def _days(row: Told) -> set[str]:
    """Return the days under which a row may be known: that of its time too, as without the time it had the day of its cell."""
    return {str(row["day"]), str(row["at"] or row["day"])[:10]}


def _agrees(states: Iterable[Told], row: Told, *, exactly: bool) -> bool:
    return any(_holds(state, row) and (_holds(row, state) if exactly else True) for state in states) or (
        not exactly and any(_holds(row, state) for state in states)
    )


def _holds(one: Told, other: Told) -> bool:
    """Return whether one holds all that the other tells."""
    for name, value in other.items():
        if value is None or name in BESIDE or name in TIME:
            continue
        if _plain(one.get(name)) != _plain(value):
            return False
    return _holds_time(one, other)


def _holds_time(one: Told, other: Told) -> bool:
    if other["at"] is not None:
        return one["at"] is not None and datetime.fromisoformat(one["at"]) == datetime.fromisoformat(other["at"])
    return other["day"] == one["day"] or (one["at"] is not None and one["at"][:10] == other["day"])


def _with_news(entry: Entry, states: Sequence[Told], row: Told) -> Entry:
    """Return an entry with what its row tells and it never held. What was changed or emptied by hand stays."""
    if any(_holds(state, row) for state in states):
        return entry
    held = {name for state in states for name, value in state.items() if value is not None}
    new = {name: value for name, value in row.items() if value is not None and name not in held and name not in BESIDE}
    if "at" in new:
        new |= {"day": row["day"], "tz": row["tz"]}
    try:
        return entry.but(**new)
    except Refused:  # it contradicts what was changed by hand
        return entry


def _plain(value: object) -> object:
    """Return a value in the form in which two are compared: line ends of one kind, answers as a list."""
    if isinstance(value, str):
        return value.replace("\r\n", "\n").replace("\r", "\n")
    return list(value) if isinstance(value, tuple) else value
