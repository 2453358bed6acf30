"""Imports many rows at once: compares them with known ones, numbers and journals them, and the records beside them."""

from __future__ import annotations

import json
import sqlite3
from typing import NamedTuple, Self

from .. import clock
from ..model.entries import Measure, Rating
from ..model.planning import CustomName, ImportMap, PlanningRecord
from . import migrations, queries
from .changes import uuid7
from .columns import (
    answers_field,
    insert_text,
    own,
    put_answers,
    restore_record,
    row_of,
    select_text,
    state_text,
)
from .journal import kept_of, read_state
from .recognition import Recognised, Recogniser
from .settings import setting_times, stored_settings

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.fields import Entry
    from .changes import Change

# The positions of these fields, which are the same in every kind.
ID, UID, SOURCE, SOURCE_ID = 0, 1, 6, 7
# The highest entry number to accept from a file, so that enough higher numbers stay free for new entries.
HIGHEST = 1_000_000_000_000
LAST_NUMBER = 2**62  # above that of every entry
NOT_CONTENT = frozenset(("id", "uid", "tz", "source", "source_id", "logged_at"))
Values = tuple[object, ...]
# The fields that identify a record, if that is not its uid.
KNOWN_BY = {"tracked": ("kind", "name"), "goal": ("kind", "name", "day"), "import_map": ("name",)}


class RowCounts(NamedTuple):
    """The numbers of rows that were added, replaced an older state, or were known already.

    `by_hand` of the known ones say something else than the entry, but the person has changed that since it was imported. `taken_out`
    of the known ones are no entry any more, because the person deleted or replaced it.
    """

    added: int = 0
    updated: int = 0
    duplicate: int = 0
    by_hand: int = 0
    taken_out: int = 0

    def plus(self, other: RowCounts) -> RowCounts:
        """Return the sum of both."""
        return RowCounts(*(one + another for one, another in zip(self, other, strict=True)))


class _RowSort(NamedTuple):
    new: list[Values]
    changed: list[Recognised]
    same: int
    by_hand: int
    taken_out: int

    def counts(self) -> RowCounts:
        return RowCounts(len(self.new), len(self.changed), self.same, self.by_hand, self.taken_out)


class ImportPreview:
    """Counts what an import would do, without writing: `with ImportPreview(db) as known:`. `db` is None if there is no data file yet.

    With `again` it brings back what the person deleted or replaced.
    """

    def __init__(self, db: sqlite3.Connection | None, *, again: bool = False) -> None:
        self.lent = db is not None
        self.db = nowhere() if db is None else db
        self.seen: set[object] = set()
        self.recogniser = Recogniser(self.db, LAST_NUMBER, again=again)
        self.names = NameCollector()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if not self.lent:
            self.db.close()

    def counted(self, kind: type[Entry], rows: Sequence[Values]) -> RowCounts:
        """Return the counts for rows, whose values are in the order of the kind's fields."""
        found = _sorted(self.db, kind, rows, self.seen, self.recogniser)
        self.names.see(kind, found.new)
        return found.counts()


class RowTrial:
    """Tests whether the tables of a data file accept a row, whatever today's ranges are: `with RowTrial() as trial:`.

    It does not insert the answers of a form, so it accepts no row that has answers.
    """

    def __init__(self) -> None:
        self.db: sqlite3.Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.db is not None:
            self.db.close()

    def takes(self, kind: type[Entry], values: Values) -> bool:
        """Return whether the tables accept a row, whose values are in the order of the kind's fields."""
        self.db = self.db or nowhere()
        self.db.execute("begin")
        try:
            entry = restore_record(kind, dict(zip(kind.FIELDS, values, strict=True)))
            made = self.db.execute("insert into entry(uid, kind) values (?, ?)", (entry.uid, kind.kind))
            self.db.execute(insert_text(kind), (made.lastrowid, *row_of(entry)[1:]))
        except (sqlite3.Error, UnicodeEncodeError, OverflowError):
            return False
        finally:
            self.db.execute("rollback")
        return not answers_field(kind) or entry.__dict__[answers_field(kind)] is None


class Intake:
    """Adds rows to a change. `highest` is the highest entry number in the import: new numbers begin after it.

    With `again` it brings back what the person deleted or replaced.
    """

    def __init__(self, change: Change, highest: int, *, again: bool = False) -> None:
        self.change, self.db = change, change.db
        found = self.db.execute("select seq from sqlite_sequence where name = 'entry'").fetchone()
        there = int(found[0]) if found else 0
        self.last = max(highest, there)
        self.recogniser = Recogniser(self.db, there, again=again)
        self.names = NameCollector()

    def add(self, kind: type[Entry], rows: Sequence[Values]) -> RowCounts:
        """Add rows, with values in the order of the kind's fields; return the counts. A known uid or source adds no second entry."""
        found = _sorted(self.db, kind, rows, set(), self.recogniser)
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
        """Return the rows with a uid and a unique number each: the old number if it is free and at most HIGHEST."""
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
        """Return those numbers of the rows that another entry has or once had."""
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
    """Return the settings in `choices` (name, value, time of choice) that differ from those here and are newer."""
    here = {} if db is None else {name: value for name, value, _ in stored_settings(db)}
    settled = {} if db is None else setting_times(db)  # this includes settings that were reset to their default
    found = []
    for name, value, at in choices:
        at_here = settled.get(name)
        if value != here.get(name) and (at_here is None or (at is not None and at > at_here)):
            found.append((name, value))
    return found


def nowhere() -> sqlite3.Connection:
    """Return a connection to an empty data file in memory."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrations.create(db, clock.stamp(clock.now()))
    return db


def _sorted(db: sqlite3.Connection, kind: type[Entry], rows: Sequence[Values], seen: set[object], recogniser: Recogniser) -> _RowSort:
    """Sort rows into new, changed (pairs of old and new entry) and known ones. It adds the uids and sources of new ones to `seen`.

    A row of another program is known by its source id, or else by what it holds.
    """
    uids = json.dumps([row[UID] for row in rows if row[UID]])
    known: set[object] = {uid for (uid,) in db.execute("select uid from entry where uid in (select value from json_each(?))", (uids,))}
    origins = _origins(db, kind, rows)
    new: list[Values] = []
    foreign: list[Values] = []
    found: list[Recognised] = []
    same = by_hand = taken_out = 0
    for row in rows:
        origin = (kind, row[SOURCE], row[SOURCE_ID]) if row[SOURCE] is not None and row[SOURCE_ID] is not None else None
        if row[UID] in known or (row[UID] is not None and row[UID] in seen) or origin in seen:
            same += 1
        elif origin in origins:
            entry = origins[origin]
            recogniser.taken.add(entry.id)
            told = _told(kind, row)
            if row[UID] is not None or _was_logged(db, entry, told):
                same += 1
            elif _is_by_hand(db, entry):
                same += 1
                by_hand += 1
            else:
                found.append(Recognised(entry, entry.but(**told)))
        elif row[UID] is None and (kind.kind, row[SOURCE], row[SOURCE_ID]) in recogniser.taken_out:
            same += 1
            taken_out += 1
        else:
            (new if row[UID] is not None or origin is None else foreign).append(row)
            seen |= {row[UID], origin} - {None}
    known_rows = recogniser.find(kind, foreign)
    left = recogniser.without_known_notes(kind, [row for place, row in enumerate(foreign) if place not in known_rows])
    found = recogniser.without_notes_of_others(kind, [*found, *known_rows.values()])
    changed = [one for one in found if one.before != one.after]
    same += len(found) - len(changed) + left.count(None)
    return _RowSort([*new, *(row for row in left if row is not None)], changed, same, by_hand, taken_out)


def _origins(db: sqlite3.Connection, kind: type[Entry], rows: Sequence[Values]) -> dict[object, Entry]:
    """Return the entries with the same source and source id as one of the rows, by kind, source and source id."""
    asked: dict[object, list[object]] = {}
    for row in rows:
        if row[SOURCE] is not None and row[SOURCE_ID] is not None:
            asked.setdefault(row[SOURCE], []).append(row[SOURCE_ID])
    query = select_text(kind) + " where source = ? and source_id in (select value from json_each(?))"
    found: Iterable[Entry] = (
        entry for source, ids in asked.items() for entry in queries.read_entries(kind, db.execute(query, (source, json.dumps(ids))))
    )
    return {(kind, entry.source, entry.source_id): entry for entry in found}


def _told(kind: type[Entry], row: Values) -> dict[str, object]:
    """Return the values of a row that are not None and are content of the entry: no ids, sources or times of logging."""
    return {name: value for name, value in zip(kind.FIELDS, row, strict=True) if value is not None and name not in NOT_CONTENT}


def _was_logged(db: sqlite3.Connection, entry: Entry, told: dict[str, object]) -> bool:
    """Return whether an entry has, or once had, these values. Such a row is not new, and must not undo a later edit."""
    if all(entry.__dict__[name] == value for name, value in told.items()):
        return True
    told = {name: list(value) if isinstance(value, tuple) else value for name, value in told.items()}
    texts = db.execute("select after from change_entry where entry = ? and after is not null", (entry.id,))
    states = (read_state(text, entry.id or 0) or {} for (text,) in texts)
    return any(all(state.get(name) == value for name, value in told.items()) for state in states)


def _is_by_hand(db: sqlite3.Connection, entry: Entry) -> bool:
    """Return whether an entry is another now than its last import made it, so that what is in it is the person's own."""
    found = db.execute(
        "select after from change_entry join change on change.id = change where entry = ? and command = 'import'"
        " and taken_back_by is null and after is not null order by change desc limit 1",
        (entry.id,),
    ).fetchone()
    state = (read_state(found[0], entry.id or 0) or {}) if found else {}
    return any(state.get(name) != value for name, value in entry.__dict__.items() if state and name not in NOT_CONTENT)


# The fields of a known record that an import may change. Unit and better end of a name stay: its entries here depend on them.
TOLD = {
    "tracked": ("retired_on",),
    "plan": ("day", "at", "tz"),
    "question": ("words", "done_on"),
    "goal": ("per", "times", "minutes", "weighting"),
    "programme": ("day", "from_minutes", "to_minutes", "days", "pace", "ended_on"),
    "pause": ("day", "until", "why"),
    "trial": ("ended_on",),
    "import_map": ("words",),
}


class NewRow(NamedTuple):
    """A planning record to store, and the one that it replaces, None if there is none."""

    before: PlanningRecord | None
    after: PlanningRecord


def new(db: sqlite3.Connection, brought: Iterable[PlanningRecord]) -> list[NewRow]:
    """Return what is new in imported records. Kind and name identify a name; subject and day a goal; the uid all others.

    A known record changes only if it never had the imported values here, so an older file undoes nothing.
    """
    there = queries.list_planning_records(db)
    known = {_key(one): one for one in there}
    by_uid = {(one.table, one.uid): one for one in there}
    found = []
    for one in brought:
        here, twin = known.get(_key(one)), by_uid.get((one.table, one.uid))
        if here is not None:
            if not _was_tracked(db, here, one, TOLD[one.table]):
                found.append(NewRow(here, here.but(**{name: one.__dict__[name] for name in TOLD[one.table]})))
        elif twin is None:
            found.append(NewRow(None, one))
        elif not _was_tracked(db, twin, one, KNOWN_BY[one.table]):  # if it was tracked under this name, it was renamed since
            found.append(NewRow(None, one.but(uid=None)))
    return found


def take(change: Change, found: Iterable[NewRow]) -> None:
    """Write records in a change: insert the new ones, replace the changed ones."""
    for before, after in found:
        if before is None:
            change.keep(after)
        else:
            change.turn(before, after)


def in_place(there: Iterable[ImportMap], kept: ImportMap) -> NewRow:
    """Return a map to store, with the one of its name that it replaces."""
    before = next((one for one in there if one.name == kept.name), None)
    return NewRow(before, kept if before is None else before.but(words=kept.words))


class NameCollector:
    """Collects the custom names in rows. The first row of a name determines its unit or better end."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], CustomName] = {}

    def see(self, kind: type[Entry], rows: Sequence[tuple[object, ...]]) -> None:
        """Collect the names in rows, whose values are in the order of the kind's fields."""
        if not kind.tracked:
            return
        name_at = list(kind.FIELDS).index("name")
        for row in rows:
            name = str(row[name_at])
            if (kind.kind, name) not in self.seen and not kind.knows(name):
                self.seen[kind.kind, name] = _tracked(kind, name, dict(zip(kind.FIELDS, row, strict=True)))

    def unknown(self, db: sqlite3.Connection, brought: Iterable[NewRow] = ()) -> list[NewRow]:
        """Return the collected names that are neither stored here nor among the imported records `brought`."""
        known = {_key(one) for one in (*queries.list_custom_names(db), *(one.after for one in brought))}
        return [NewRow(None, one) for one in self.seen.values() if _key(one) not in known]


def _tracked(kind: type[Entry], name: str, told: dict[str, object]) -> CustomName:
    if kind is Rating:
        return CustomName(name=name, kind=kind.kind, better=str(told["better"]))
    if kind is Measure:
        return CustomName(name=name, kind=kind.kind, unit=None if told["unit"] is None else str(told["unit"]))
    return CustomName(name=name, kind=kind.kind, unit=next((unit for unit in ("minutes", "times") if told[unit] is not None), None))


def _key(one: PlanningRecord) -> tuple[str | None, ...]:
    if one.table in KNOWN_BY:
        return (one.table, *(one.__dict__[name] for name in KNOWN_BY[one.table]))
    return one.table, one.uid


def _was_tracked(db: sqlite3.Connection, here: PlanningRecord, one: PlanningRecord, names: Sequence[str]) -> bool:
    """Return whether the record here has, or once had, the values of another one in these fields."""
    if all(here.__dict__[name] == one.__dict__[name] for name in names):
        return True
    texts = db.execute("select after from change_kept where kept = ? and number = ? and after is not null", (here.table, here.id))
    every = (kept_of(read_state(text, here.id or 0, here.table) or {}) for (text,) in texts)
    return any(all(state.__dict__[name] == one.__dict__[name] for name in names) for state in every)
