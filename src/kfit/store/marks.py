"""Reads the days that bear one mark of the person's own."""

from __future__ import annotations

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3


def marked(db: sqlite3.Connection, mark: str, until: str) -> list[tuple[str, str | None]]:
    """Return day and time of each note, up to a day, that bears a mark, in whatever letters it was typed; oldest first."""
    query = "select day, at from note where lower(trim(mark)) = ? and day <= ? order by day, julianday(at), id"
    return db.execute(query, (mark, until)).fetchall()
