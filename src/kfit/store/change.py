"""Writes: every command is one change, its rows and its journal in one transaction."""

from __future__ import annotations

import os

from .. import clock
from . import where

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from typing import Self

    from ..entries import Entry
    from ..record import Field


class Change:
    """One command's change: `with Change(db, "mood") as change: change.add(entry)`.

    It begins at once as the only writer; it is saved whole when the block ends, and not at all when it fails.
    """

    def __init__(self, db: sqlite3.Connection, command: str) -> None:
        self.db, self.command = db, command
        self.now = clock.now()
        self.id = 0
        self.given_up = False

    def __enter__(self) -> Self:
        device = where.device()
        self.db.execute("begin immediate")
        made = self.db.execute(
            "insert into change(uid, at, command, device) values (?, ?, ?, ?)",
            (uuid7(self.now.timestamp()), clock.stamp(self.now), self.command, device),
        )
        self.id = int(made.lastrowid or 0)
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        if error is None and not self.given_up:
            self.db.execute("commit")
        elif self.db.in_transaction:
            self.db.execute("rollback")

    def give_up(self) -> None:
        """Let the change leave no trace: there was nothing to do."""
        self.given_up = True

    def add(self, entry: Entry) -> Entry:
        """Add an entry; return it with its number, uid and time of logging."""
        uid = entry.uid or uuid7(self.now.timestamp())
        named = self.db.execute("insert into entry(id, uid, kind) values (?, ?, ?)", (entry.id, uid, entry.kind))
        kept = entry.but(id=named.lastrowid, uid=uid, logged_at=entry.logged_at or clock.stamp(self.now))
        self.db.execute(insert_text(type(kept)), row_of(kept))
        self._journal(kept, before=None, after=state_text(type(kept)))
        return kept

    def delete(self, entry: Entry) -> None:
        """Take an entry away."""
        self._journal(entry, before=state_text(type(entry)), after=None)
        # what this very change had added leaves no line: it was never there
        self.db.execute("delete from change_entry where change = ? and entry = ? and before is null", (self.id, entry.id))
        self.db.execute(f"delete from {entry.kind} where id = ?", (entry.id,))
        self.db.execute("delete from entry where id = ?", (entry.id,))

    def edit(self, before: Entry, after: Entry) -> None:
        """Put an entry's new state in the place of its old one, under the same number."""
        self._journal(before, before=state_text(type(before)), after=None)
        self.put(after)
        self.db.execute(
            f"update change_entry set after = ({state_text(type(after))}) where change = ?2 and entry = ?1", (after.id, self.id)
        )

    def put(self, entry: Entry) -> None:
        """Write an entry's row over the one of its number, without a line in the journal."""
        columns = ", ".join(f"{name} = ?" for name in list(entry.FIELDS)[2:])
        values = row_of(entry)
        self.db.execute(f"update {entry.kind} set {columns} where id = ?", (*values[1:], values[0]))

    def set(self, name: str, value: str | None) -> str | None:
        """Set a setting, or with None let its default hold again; return what was chosen before."""
        found = self.db.execute("select value from setting where name = ?", (name,)).fetchone()
        before = None if found is None else str(found[0])
        self.db.execute("insert into change_setting(change, name, before, after) values (?, ?, ?, ?)", (self.id, name, before, value))
        put_setting(self.db, name, value)
        return before

    def says(self, sentence: str, day: str) -> bool:
        """Note that a sentence is said on this day; tell whether it is new: a hint comes once, a daily one once a day."""
        found = self.db.execute("select day from said where sentence = ?", (sentence,)).fetchone()
        if found is not None and found[0] == day:
            return False
        self.db.execute("insert into said(sentence, day) values (?, ?) on conflict do update set day = excluded.day", (sentence, day))
        return True

    def _journal(self, entry: Entry, *, before: str | None, after: str | None) -> None:
        """Write the line of the journal; SQLite itself writes the states as JSON, which costs no import."""
        states = ", ".join(f"({state})" if state else "null" for state in (before, after))
        self.db.execute(
            f"insert into change_entry(change, entry, before, after) select ?2, ?1, {states} where true"
            " on conflict do update set after = excluded.after",
            (entry.id, self.id),
        )


def put_setting(db: sqlite3.Connection, name: str, value: str | None) -> None:
    """Write a setting's row, or take it away."""
    if value is None:
        db.execute("delete from setting where name = ?", (name,))
    else:
        db.execute("insert into setting(name, value) values (?, ?) on conflict do update set value = excluded.value", (name, value))


def insert_text(kind: type[Entry]) -> str:
    """Return the statement that inserts a row of a kind."""
    names = [name for name in kind.FIELDS if name != "uid"]
    return f"insert into {kind.kind}({', '.join(names)}) values ({', '.join('?' * len(names))})"


def row_of(entry: Entry) -> tuple[object, ...]:
    """Return an entry's columns in its table's order."""
    return tuple(value for name, value in entry.__dict__.items() if name != "uid")


def state_text(kind: type[Entry]) -> str:
    """Return the query for an entry's whole state as JSON text; the number of the entry is `?1`."""
    pairs = [
        "'id', id",
        "'uid', uid",
        "'kind', kind",
        *(f"'{name}', {_exactly(name, field)}" for name, field in list(kind.FIELDS.items())[2:]),
    ]
    return f"select json_object({', '.join(pairs)}) from {kind.kind} join entry using (id) where id = ?1"


def _exactly(name: str, field: Field) -> str:
    """Return a column as JSON keeps it: SQLite alone would round a real number to 15 digits."""
    return f"iif({name} is null, null, json(printf('%!.17g', {name})))" if field.type == "real" else name


def uuid7(moment: float) -> str:
    """Return a UUID version 7 (RFC 9562): 48 bits of milliseconds, then chance."""
    number = (int(moment * 1000) & (2**48 - 1)) << 80 | int.from_bytes(os.urandom(10), "big")
    number = number & ~(0xF << 76) | 0x7 << 76
    number = number & ~(0x3 << 62) | 0x2 << 62
    digits = f"{number:032x}"
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:]))
