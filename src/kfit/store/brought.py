"""Takes in what a file brings beside its entries: names of one's own, plans, goals and so on, and names that only its rows tell of."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, NamedTuple

from ..entries import QUANTITIES, RATINGS, Habit, Measure, Rating
from ..kept import Kept, Tracked
from . import beside
from .journal import kept_of

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Collection, Iterable, Sequence

    from ..entries import Entry
    from .change import Change

# The kinds whose names are kept, each with those that kfit knows of itself and keeps no row for.
NAMED: dict[type[Entry], Collection[str]] = {Rating: RATINGS, Habit: (), Measure: QUANTITIES}
# What of a row that is here already may come from a file. How a name is kept stays as it is: its entries lie here in that way.
TOLD = {
    "tracked": ("retired_on",),
    "plan": ("day", "at", "tz"),
    "question": ("words", "done_on"),
    "goal": ("per", "times", "minutes", "weighting"),
    "programme": ("day", "from_minutes", "to_minutes", "days", "pace", "ended_on"),
    "pause": ("day", "until", "why"),
}
# By what a row is known, where that is not its uid.
KNOWN_BY = {"tracked": ("kind", "name"), "goal": ("kind", "name", "day")}


class New(NamedTuple):
    """A row that is to be kept, and the one in whose place it comes, None where there is none."""

    before: Kept | None
    after: Kept


def new(db: sqlite3.Connection, brought: Iterable[Kept]) -> list[New]:
    """Return what of a file's rows is not here. A name is known by itself, a goal by its subject and day, all else by its uid.

    A row that is known brings something only where it says what it never said here, so an older file changes nothing back.
    """
    there = every(db)
    known = {_key(one): one for one in there}
    by_uid = {(one.table, one.uid): one for one in there}
    found = []
    for one in brought:
        here, twin = known.get(_key(one)), by_uid.get((one.table, one.uid))
        if here is not None:
            if not _was(db, here, one, TOLD[one.table]):
                found.append(New(here, here.but(**{name: one.__dict__[name] for name in TOLD[one.table]})))
        elif twin is None:
            found.append(New(None, one))
        elif not _was(db, twin, one, KNOWN_BY[one.table]):  # else it has another name by now
            found.append(New(None, one.but(uid=None)))
    return found


def every(db: sqlite3.Connection) -> list[Kept]:
    """Return all that is kept beside the entries."""
    readers = (beside.tracked, beside.plans, beside.questions, beside.goals, beside.programmes, beside.pauses)
    return [one for read in readers for one in read(db)]


def take(change: Change, found: Iterable[New]) -> None:
    """Keep in a change what is new."""
    for before, after in found:
        if before is None:
            change.keep(after)
        else:
            change.turn(before, after)


class Names:
    """Gathers the names of one's own that rows hold; what the first row of a name says is how it is kept."""

    def __init__(self) -> None:
        self.seen: dict[tuple[str, str], Tracked] = {}

    def see(self, kind: type[Entry], rows: Sequence[tuple[object, ...]]) -> None:
        """Look through rows whose values stand in the order of the kind's fields."""
        if kind not in NAMED:
            return
        name_at = list(kind.FIELDS).index("name")
        for row in rows:
            name = str(row[name_at])
            if (kind.kind, name) not in self.seen and name not in NAMED[kind]:
                self.seen[kind.kind, name] = _tracked(kind, name, dict(zip(kind.FIELDS, row, strict=True)))

    def unknown(self, db: sqlite3.Connection, brought: Iterable[New] = ()) -> list[New]:
        """Return those that are not kept here, and that do not come along."""
        known = {_key(one) for one in (*beside.tracked(db), *(one.after for one in brought))}
        return [New(None, one) for one in self.seen.values() if _key(one) not in known]


def _tracked(kind: type[Entry], name: str, told: dict[str, object]) -> Tracked:
    if kind is Rating:
        return Tracked(name=name, kind=kind.kind, better=str(told["better"]))
    if kind is Measure:
        return Tracked(name=name, kind=kind.kind, unit=None if told["unit"] is None else str(told["unit"]))
    return Tracked(name=name, kind=kind.kind, unit=next((unit for unit in ("minutes", "times") if told[unit] is not None), None))


def _key(one: Kept) -> tuple[str | None, ...]:
    if one.table in KNOWN_BY:
        return (one.table, *(one.__dict__[name] for name in KNOWN_BY[one.table]))
    return one.table, one.uid


def _was(db: sqlite3.Connection, here: Kept, one: Kept, names: Sequence[str]) -> bool:
    """Tell whether the row here says in these fields what the other one says, or once did."""
    if all(here.__dict__[name] == one.__dict__[name] for name in names):
        return True
    states = db.execute("select after from change_kept where kept = ? and number = ? and after is not null", (here.table, here.id))
    every = (kept_of(json.loads(text)) for (text,) in states)
    return any(all(state.__dict__[name] == one.__dict__[name] for name in names) for state in every)
