"""Reads what is kept beside the entries: names of one's own, plans, questions, goals, programmes, pauses."""

from __future__ import annotations

from ..kept import Goal, Kept, Pause, Plan, Programme, Question, Tracked
from .columns import own, restored

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from typing import TypeVar

    Row = TypeVar("Row", bound=Kept)


def tracked(db: sqlite3.Connection) -> list[Tracked]:
    """Return the ratings, habits and measures that were named, in the order in which they began."""
    return _every(db, Tracked, "id")


def plans(db: sqlite3.Connection) -> list[Plan]:
    """Return the planned infusions, earliest first."""
    return _every(db, Plan, "day, julianday(at), id")


def questions(db: sqlite3.Connection) -> list[Question]:
    """Return the questions for the visit, oldest first, those that were ticked off among them."""
    return _every(db, Question, "id")


def goals(db: sqlite3.Connection) -> list[Goal]:
    """Return what was said of goals, earliest day first."""
    return _every(db, Goal, "day, id")


def programmes(db: sqlite3.Connection) -> list[Programme]:
    """Return the programmes, earliest first."""
    return _every(db, Programme, "day, id")


def pauses(db: sqlite3.Connection) -> list[Pause]:
    """Return the pauses, earliest first."""
    return _every(db, Pause, "day, id")


def any_aim(db: sqlite3.Connection) -> bool:
    """Tell whether there is a goal, a programme or a pause: most pages do without all that they need."""
    there = " or ".join(f"exists(select 1 from {kind.table})" for kind in (Goal, Programme, Pause))
    return bool(db.execute(f"select {there}").fetchone()[0])


def still_open(db: sqlite3.Connection) -> int:
    """Count the questions that are not ticked off."""
    return int(db.execute("select count(*) from question where done_on is null").fetchone()[0])


def _every(db: sqlite3.Connection, kind: type[Row], order: str) -> list[Row]:
    names = own(kind)
    rows = db.execute(f"select {', '.join(names)} from {kind.table} order by {order}")
    return [restored(kind, dict(zip(names, row, strict=True))) for row in rows]
