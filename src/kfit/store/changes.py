"""Writes to the data file. Each command is one change: its rows and its journal are one transaction."""

from __future__ import annotations

import os

from .. import clock
from ..errors import KfitError, Saving
from . import paths
from .columns import answers_field, drop_answers, insert_text, kept_text, own, put_answers, row_of, state_text
from .connection import Connection
from .faults import TOO_LATE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from typing import Self, TypeVar

    from ..model.fields import Entry
    from ..model.planning import PlanningRecord

    Row = TypeVar("Row", bound=PlanningRecord)


class Change:
    """One command's change: `with Change(db, "mood") as change: change.add(entry)`.

    The transaction takes the write lock at once. It commits when the block ends, and rolls back if the block raises.
    """

    def __init__(self, db: sqlite3.Connection, command: str) -> None:
        self.db, self.command = db, command
        self.now = clock.now()
        self.id = 0
        self.given_up = False

    def __enter__(self) -> Self:
        device, uid = paths.device(), uuid7(self.now.timestamp())
        self.db.execute("begin immediate")
        made = self.db.execute(
            "insert into change(uid, at, command, device) values (?, ?, ?, ?)",
            (uid, clock.stamp(self.now), self.command, device),
        )
        self.id = int(made.lastrowid or 0)
        self._mark(change=uid, ending=False, saved=False)
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is None and not self.given_up:
            self._mark(ending=True)
            Saving.begun = True
            self.db.execute("commit")
            self._mark(saved=True)
            Saving.done = True
        elif self.db.in_transaction:
            self.db.execute("rollback")

    def _mark(self, **how_far: str | bool) -> None:
        """Record the progress of this change on the connection. A later failure must not be reported as "Not saved"."""
        if isinstance(self.db, Connection):
            vars(self.db).update(how_far)

    def give_up(self) -> None:
        """Roll the change back at the end of the block, because there is nothing to do."""
        self.given_up = True

    def add(self, entry: Entry) -> Entry:
        """Insert an entry; return it with its number, uid and time of logging (UTC)."""
        uid = entry.uid or uuid7(self.now.timestamp())
        named = self.db.execute("insert into entry(id, uid, kind) values (?, ?, ?)", (entry.id, uid, entry.kind))
        kept = entry.but(id=named.lastrowid, uid=uid, logged_at=entry.logged_at or clock.stamp(self.now))
        self.db.execute(insert_text(type(kept)), row_of(kept))
        self._put_answers(kept)
        self._journal(kept, before=None, after=state_text(type(kept)))
        return kept

    def delete(self, entry: Entry) -> None:
        """Delete an entry, and write its last state to the journal."""
        self._journal(entry, before=state_text(type(entry)), after=None)
        # an entry that this same change added never existed outside of it, so it needs no line
        self.db.execute("delete from change_entry where change = ? and entry = ? and before is null", (self.id, entry.id))
        erase(self.db, entry)

    def edit(self, before: Entry, after: Entry) -> None:
        """Replace an entry by its new state, under the same number. Raises KfitError if the entry is gone."""
        self._journal(before, before=state_text(type(before)), after=None)
        self.put(after)
        self.db.execute(
            f"update change_entry set after = ({state_text(type(after))}) where change = ?2 and entry = ?1", (after.id, self.id)
        )

    def put(self, entry: Entry) -> None:
        """Update the row of an entry's number, without a line in the journal. Raises KfitError if there is no such row."""
        _write_over(self.db, entry.kind, own(type(entry), but=("uid",)), row_of(entry))
        self._put_answers(entry)

    def _put_answers(self, entry: Entry) -> None:
        name = answers_field(type(entry))
        if name:
            drop_answers(self.db, type(entry), entry.id)
            put_answers(self.db, type(entry), [(entry.id, entry.__dict__[name] or ())])

    def keep(self, kept: Row) -> Row:
        """Insert a planning record; return it with its number, uid and time of creation (UTC).

        A name that another kfit made known since is left as it is. Raises KfitError if that has another unit or better end.
        """
        if kept.table == "tracked" and kept.uid is None and (there := self._known_by_now(kept)):
            return there
        made = kept.but(uid=kept.uid or uuid7(self.now.timestamp()), made_at=kept.made_at or clock.stamp(self.now))
        names = own(type(made))
        query = f"insert into {made.table}({', '.join(names)}) values ({', '.join('?' * len(names))})"
        made = made.but(id=self.db.execute(query, tuple(made.__dict__[name] for name in names)).lastrowid)
        self._journal_kept(made, before=None, after=kept_text(type(made), made.table))
        return made

    def _known_by_now(self, name: Row) -> Row | None:
        """Return the custom name that the file has already, None if it has none: names are looked up before the lock is taken."""
        told = name.__dict__
        query = "select id, uid, made_at, unit, better from tracked where kind = ? and name = ?"
        found = self.db.execute(query, (told["kind"], told["name"])).fetchone()
        if found and found[3:] != (told["unit"], told["better"]):
            raise KfitError(TOO_LATE)
        return name.but(id=found[0], uid=found[1], made_at=found[2]) if found else None

    def drop(self, kept: PlanningRecord) -> None:
        """Delete a planning record. Raises KfitError if it is gone."""
        self._journal_kept(kept, before=kept_text(type(kept), kept.table), after=None)
        if self.db.execute(f"delete from {kept.table} where id = ?", (kept.id,)).rowcount != 1:
            raise KfitError(TOO_LATE)

    def turn(self, before: PlanningRecord, after: PlanningRecord) -> None:
        """Replace a planning record by its new state. Raises KfitError if it is gone."""
        state = kept_text(type(after), after.table)
        self._journal_kept(before, before=state, after=None)
        names = own(type(after))
        _write_over(self.db, after.table, names, [after.__dict__[name] for name in names])
        self.db.execute(
            f"update change_kept set after = ({state}) where change = ?2 and kept = ?3 and number = ?1", (after.id, self.id, after.table)
        )

    def set(self, name: str, value: str | None) -> str | None:
        """Set a setting, or reset it to its default with None; return the previous value, None if there was none."""
        found = self.db.execute("select value from setting where name = ?", (name,)).fetchone()
        before = None if found is None else str(found[0])
        self.db.execute("insert into change_setting(change, name, before, after) values (?, ?, ?, ?)", (self.id, name, before, value))
        put_setting(self.db, name, value)
        return before

    def says(self, sentence: str, day: str) -> bool:
        """Record that a sentence is shown on this day; return False if that is already recorded."""
        found = self.db.execute("select day from said where sentence = ?", (sentence,)).fetchone()
        if found is not None and found[0] == day:
            return False
        self.db.execute("insert into said(sentence, day) values (?, ?) on conflict do update set day = excluded.day", (sentence, day))
        return True

    def _journal(self, entry: Entry, *, before: str | None, after: str | None) -> None:
        """Write the line of the journal. SQLite writes the states as JSON, so no import is needed."""
        states = ", ".join(f"({state})" if state else "null" for state in (before, after))
        self.db.execute(
            f"insert into change_entry(change, entry, before, after) select ?2, ?1, {states} where true"
            " on conflict do update set after = excluded.after",
            (entry.id, self.id),
        )

    def _journal_kept(self, kept: PlanningRecord, *, before: str | None, after: str | None) -> None:
        states = ", ".join(f"({state})" if state else "null" for state in (before, after))
        self.db.execute(
            f"insert into change_kept(change, kept, number, before, after) select ?2, ?3, ?1, {states} where true"
            " on conflict do update set after = excluded.after",
            (kept.id, self.id, kept.table),
        )


def _write_over(db: sqlite3.Connection, table: str, names: Sequence[str], values: Sequence[object]) -> None:
    """Update only the changed columns of a row, whose number is the first value: SQLite then checks only the new values.

    Raises KfitError if another kfit process has deleted the row.
    """
    there = db.execute(f"select {', '.join(names)} from {table} where id = ?", (values[0],)).fetchone()
    if there is None:
        raise KfitError(TOO_LATE)
    told = {name: value for name, value, old in zip(names, values, there, strict=True) if value != old}
    if told:
        db.execute(f"update {table} set {', '.join(f'{name} = ?' for name in told)} where id = ?", (*told.values(), values[0]))


def erase(db: sqlite3.Connection, entry: Entry) -> None:
    """Delete all rows of an entry, without a line in the journal."""
    if answers_field(type(entry)):
        drop_answers(db, type(entry), entry.id)
    db.execute(f"delete from {entry.kind} where id = ?", (entry.id,))
    db.execute("delete from entry where id = ?", (entry.id,))


def put_setting(db: sqlite3.Connection, name: str, value: str | None) -> None:
    """Write the row of a setting, or delete it if the value is None."""
    if value is None:
        db.execute("delete from setting where name = ?", (name,))
    else:
        db.execute("insert into setting(name, value) values (?, ?) on conflict do update set value = excluded.value", (name, value))


def uuid7(moment: float) -> str:
    """Return a UUID version 7 (RFC 9562): 48 bits of milliseconds, then random bits. `moment` is in seconds since 1970."""
    number = (int(moment * 1000) & (2**48 - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
