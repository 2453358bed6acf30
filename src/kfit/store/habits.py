"""Reads how a habit was used: on which days, in minutes or in times. Only for the list of habits, so it may look at every entry."""

from __future__ import annotations

from ..entries import Habit
from .columns import select_text
from .find import made

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3


class Used:
    """What the entries of a habit say: how many, the last day, the days since `since`, and whether minutes or times were told."""

    __slots__ = ("days", "entries", "last", "name", "unit")

    def __init__(self, name: str, entries: int, last: str, days: int, unit: str | None) -> None:
        self.name, self.entries, self.last, self.days, self.unit = name, entries, last, days, unit


def used(db: sqlite3.Connection, since: str, until: str) -> list[Used]:
    """Return each habit that has an entry, the one that began first first; its days are counted from `since` to `until`."""
    query = (
        "select name, count(*), max(day), count(distinct iif(day between ?1 and ?2, day, null)),"
        " case when count(minutes) then 'minutes' when count(times) then 'times' end from habit group by name order by min(id)"
    )
    return [Used(*row) for row in db.execute(query, (since, until))]


def entries(db: sqlite3.Connection, name: str) -> list[Habit]:
    """Return every entry of a habit."""
    rows = db.execute(select_text(Habit) + " where name = ?", (name,))
    return [entry for entry in made(Habit, rows) if isinstance(entry, Habit)]
