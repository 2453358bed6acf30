"""Finds names: which ratings, effects, medicines, habits, measures and forms have entries, and how each is kept."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

KINDS = ("rating", "effect", "medicine", "habit", "measure", "score")  # those whose entries have a name


def every(db: sqlite3.Connection, kind: str) -> list[str]:
    """Return the names of a kind that have an entry, in their order; the index is leapt over, so a million rows cost nothing."""
    leaps = (
        f"with recursive found(name) as (select min(name) from {kind} union all"
        f" select (select min(name) from {kind} where name > found.name) from found where found.name is not null)"
        " select name from found where name is not null"
    )
    return [str(name) for (name,) in db.execute(leaps)]


def kinds(db: sqlite3.Connection, name: str) -> list[str]:
    """Return the kinds that have an entry of a name."""
    return [kind for kind in KINDS if db.execute(f"select 1 from {kind} where name = ? limit 1", (name,)).fetchone()]


def logged(db: sqlite3.Connection, kind: str) -> bool:
    """Tell whether a kind has any entry."""
    return db.execute(f"select 1 from {kind} limit 1").fetchone() is not None


def better(db: sqlite3.Connection, name: str) -> str | None:
    """Return the better end of a rating as it was told last."""
    return _last(db, "better", "rating", name)


def unit(db: sqlite3.Connection, name: str) -> str | None:
    """Return the unit of a measure as it was told last."""
    return _last(db, "unit", "measure", name)


def counted_in(db: sqlite3.Connection, name: str) -> str | None:
    """Return what most entries of a habit tell: `minutes`, `times`, or None where most only say that it was done."""
    minutes, times, count = db.execute("select count(minutes), count(times), count(*) from habit where name = ?", (name,)).fetchone()
    most = max(minutes, times, count - minutes - times)
    return "minutes" if minutes == most and minutes else "times" if times == most and times else None


def _last(db: sqlite3.Connection, column: str, kind: str, name: str) -> str | None:
    found = db.execute(f"select {column} from {kind} where name = ? order by day desc, id desc limit 1", (name,)).fetchone()
    return None if found is None or found[0] is None else str(found[0])
