"""Takes in many rows at once: sorts out what is known, numbers the rest, and journals it like any other change."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, NamedTuple, Self

from .. import clock
from . import find, rows, schema
from .brought import Names
from .change import uuid7
from .columns import answers_field, insert_text, own, put_answers, restored, row_of, select_text, state_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..entries import Entry
    from .change import Change

# Where they stand among the fields that every kind begins with.
ID, UID, SOURCE, SOURCE_ID = 0, 1, 6, 7
# The highest number of an entry that is taken from a file: behind it, all numbers of a long life must still find room.
HIGHEST = 1_000_000_000_000
NOT_CONTENT = frozenset(("id", "uid", "tz", "source", "source_id", "logged_at"))
Values = tuple[object, ...]


class Counts(NamedTuple):
    """What became of rows: added, put in the place of an older state, or known already."""

    added: int = 0
    updated: int = 0
    duplicate: int = 0

    def plus(self, other: Counts) -> Counts:
        """Return both together."""
        return Counts(self.added + other.added, self.updated + other.updated, self.duplicate + other.duplicate)


class _Sorted(NamedTuple):
    new: list[Values]
    changed: list[tuple[Entry, Entry]]
    same: int

    def counts(self) -> Counts:
        return Counts(len(self.new), len(self.changed), self.same)


class Known:
    """Tells, without writing, what would become of rows: `with Known(db) as known:`. None is a file that is yet to be made."""

    def __init__(self, db: sqlite3.Connection | None) -> None:
        self.lent = db is not None
        self.db = nowhere() if db is None else db
        self.seen: set[object] = set()
        self.names = Names()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.lent:
            self.db.close()

    def counted(self, kind: type[Entry], rows: Sequence[Values]) -> Counts:
        """Count rows whose values stand in the order of the kind's fields."""
        found = _sorted(self.db, kind, rows, self.seen)
        self.names.see(kind, found.new)
        return found.counts()


class Trial:
    """Tells whether the tables of a data file take a row, whatever today's ranges are: `with Trial() as trial:`.

    The answers of a form are none of their business, so a row that has some is not taken on trust.
    """

    def __init__(self) -> None:
        self.db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.db is not None:
            self.db.close()

    def takes(self, kind: type[Entry], values: Values) -> bool:
        """Tell whether a row is taken whose values stand in the order of the kind's fields."""
        self.db = self.db or nowhere()
        self.db.execute("begin")
        try:
            entry = restored(kind, dict(zip(kind.FIELDS, values, strict=True)))
            made = self.db.execute("insert into entry(uid, kind) values (?, ?)", (entry.uid, kind.kind))
            self.db.execute(insert_text(kind), (made.lastrowid, *row_of(entry)[1:]))
        except (sqlite3.Error, UnicodeEncodeError, OverflowError):
            return False
        finally:
            self.db.execute("rollback")
        return not answers_field(kind) or entry.__dict__[answers_field(kind)] is None


class Intake:
    """Adds rows to a change. `highest` is the highest number in what comes in: numbers made anew begin behind it."""

    def __init__(self, change: Change, highest: int) -> None:
        self.change, self.db = change, change.db
        found = self.db.execute("select seq from sqlite_sequence where name = 'entry'").fetchone()
        self.last = max(highest, int(found[0]) if found else 0)
        self.names = Names()

    def add(self, kind: type[Entry], rows: Sequence[Values]) -> Counts:
        """Add rows whose values stand in the order of the kind's fields; what is known by uid or source stays one entry."""
        found = _sorted(self.db, kind, rows, set())
        self.names.see(kind, found.new)
        new = self._numbered(found.new)
        self.db.executemany(f"insert into entry(id, uid, kind) values (?, ?, '{kind.kind}')", [row[: UID + 1] for row in new])
        self._insert(kind, new)
        self.db.execute(
            "insert into change_entry(change, entry, before, after)"
            f" select {self.change.id}, value, null, ({state_text(kind).replace('?1', 'json_each.value')}) from json_each(?) order by value",
            (json.dumps([row[ID] for row in new]),),
        )
        for before, after in found.changed:
            self.change.edit(before, after)
        return found.counts()

    def _insert(self, kind: type[Entry], new: list[Values]) -> None:
        name = answers_field(kind)
        if not name:
            self.db.executemany(insert_text(kind), [(row[ID], *row[UID + 1 :]) for row in new])
            return
        names = list(kind.FIELDS)
        places = [names.index(one) for one in own(kind, but=("uid",))]
        self.db.executemany(insert_text(kind), [tuple(row[place] for place in places) for row in new])
        answers = names.index(name)
        put_answers(self.db, kind, [(row[ID], given) for row in new if isinstance(given := row[answers], tuple)])

    def _numbered(self, rows: list[Values]) -> list[Values]:
        """Give each row a number of its own, its old one where that is free and not too high, and a uid."""
        taken = self._taken(rows)
        moment = self.change.now.timestamp()
        numbered: list[Values] = []
        for row in rows:
            number = row[ID]
            if not isinstance(number, int) or number > HIGHEST or number in taken:
                self.last += 1
                number = self.last
            taken.add(number)
            numbered.append((number, row[UID] or uuid7(moment), *row[UID + 1 :]))
        return numbered

    def _taken(self, rows: list[Values]) -> set[object]:
        """Return the numbers of the rows that another entry has or once had."""
        wanted = {row[ID]: row[UID] for row in rows if row[ID] is not None}
        listed = json.dumps(list(wanted))
        taken = {number for (number,) in self.db.execute("select id from entry where id in (select value from json_each(?))", (listed,))}
        once = self.db.execute(
            "select distinct entry, json_extract(coalesce(after, before), '$.uid') from change_entry"
            " where entry in (select value from json_each(?))",
            (listed,),
        )
        return taken | {number for number, uid in once if uid != wanted[number]}


def newer(db: sqlite3.Connection | None, choices: Iterable[tuple[str, str, str | None]]) -> list[tuple[str, str]]:
    """Return the settings among `choices` (name, value, when it was chosen) that are other than here, and newer."""
    here = {} if db is None else {name: value for name, value, _ in rows.settings(db)}
    settled = {} if db is None else rows.settled(db)  # also those that went back to their default
    found = []
    for name, value, at in choices:
        at_here = settled.get(name)
        if value != here.get(name) and (at_here is None or (at is not None and at > at_here)):
            found.append((name, value))
    return found


def nowhere() -> sqlite3.Connection:
    """Return an empty data file that is in no folder."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(db, clock.stamp(clock.now()))
    return db


def _sorted(db: sqlite3.Connection, kind: type[Entry], rows: Sequence[Values], seen: set[object]) -> _Sorted:
    """Sort rows into new ones, pairs of an entry and its changed state, and known ones; `seen` gathers what is new."""
    uids = json.dumps([row[UID] for row in rows if row[UID]])
    known: set[object] = {uid for (uid,) in db.execute("select uid from entry where uid in (select value from json_each(?))", (uids,))}
    origins = _origins(db, kind, rows)
    new: list[Values] = []
    changed: list[tuple[Entry, Entry]] = []
    same = 0
    for row in rows:
        origin = (kind, row[SOURCE], row[SOURCE_ID]) if row[SOURCE] is not None and row[SOURCE_ID] is not None else None
        if row[UID] in known or (row[UID] is not None and row[UID] in seen) or origin in seen:
            same += 1
        elif origin in origins:
            entry = origins[origin]
            told = _told(kind, row)
            if row[UID] is not None or _was(db, entry, told):
                same += 1
            else:
                changed.append((entry, entry.but(**told)))
        else:
            new.append(row)
            seen |= {row[UID], origin} - {None}
    return _Sorted(new, changed, same)


def _origins(db: sqlite3.Connection, kind: type[Entry], rows: Sequence[Values]) -> dict[object, Entry]:
    """Return the entries that came from the same place as one of the rows."""
    asked: dict[object, list[object]] = {}
    for row in rows:
        if row[SOURCE] is not None and row[SOURCE_ID] is not None:
            asked.setdefault(row[SOURCE], []).append(row[SOURCE_ID])
    query = select_text(kind) + " where source = ? and source_id in (select value from json_each(?))"
    found: Iterable[Entry] = (
        entry for source, ids in asked.items() for entry in find.made(kind, db.execute(query, (source, json.dumps(ids))))
    )
    return {(kind, entry.source, entry.source_id): entry for entry in found}


def _told(kind: type[Entry], row: Values) -> dict[str, object]:
    """Return what a row says about its entry; what it leaves open stays as it is."""
    return {name: value for name, value in zip(kind.FIELDS, row, strict=True) if value is not None and name not in NOT_CONTENT}


def _was(db: sqlite3.Connection, entry: Entry, told: dict[str, object]) -> bool:
    """Tell whether an entry is what a row says, or once was: then the row brings nothing new, and a later edit stays."""
    if all(entry.__dict__[name] == value for name, value in told.items()):
        return True
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
    states = db.execute("select after from change_entry where entry = ? and after is not null", (entry.id,))
    return any(all(state.get(name) == value for name, value in told.items()) for state in (json.loads(text) for (text,) in states))
