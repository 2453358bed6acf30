"""Reads what a chart or a calendar draws: each day's figure, added up by SQLite, and what is marked on it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries import QUANTITIES, Medicine, Note
from .columns import select_text
from .find import made, order

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ..charted import Subject
    from ..entries import Entry

Row = tuple[str, float, int]  # a day, its figure in the unit on disk, the number of its entries
DAYS = "day between :since and :until"


class Source:
    """Where a subject's figures lie: the table, what a day's entries come to, and which rows are meant."""

    __slots__ = ("figure", "rows", "table")

    def __init__(self, table: str, figure: str, rows: str = "true") -> None:
        self.table, self.figure, self.rows = table, figure, rows

    def values(self) -> str:
        """Return the query for each day's figure."""
        return f"select day, {self.figure}, count(*) from {self.table} where {self.rows} and {DAYS} group by day"

    def span(self) -> str:
        """Return the query for the first and the last day."""
        first, last = (f"(select day from {self.table} where {self.rows} order by day{way} limit 1)" for way in ("", " desc"))
        return f"select {first}, {last}"


NAMED = "name = :name"
SOURCES = {
    "mood": Source("mood", "avg(score)"),
    "sleep": Source("sleep", "sum(minutes)"),
    "exercise": Source("exercise", "sum(minutes)"),
    "rating": Source("rating", "avg(score)", f"{NAMED} and better = :better"),  # two directions never share an axis
    "effect": Source("effect", "max(severity)", NAMED),
}
HABITS = {
    "minutes": Source("habit", "sum(minutes)", f"{NAMED} and minutes is not null"),
    "times": Source("habit", "sum(times)", f"{NAMED} and times is not null"),
    "days": Source("habit", "1", NAMED),
}
MEASURED = Source("measure", "avg(value)", f"{NAMED} and unit is :unit")
COUNTED = Source("measure", "sum(value)", f"{NAMED} and unit is :unit")
FORMS = Source("score", "total", NAMED)


def values(db: sqlite3.Connection, subject: Subject, since: str = "0000", until: str = "9999") -> list[Row]:
    """Return the figure of each of these days that has an entry; of several forms on one day the last one counts."""
    bound = {**_bound(subject), "since": since, "until": until}
    if subject.kind == "score":
        forms: dict[str, Row] = {}
        for day, total in db.execute(f"select day, total from score where {NAMED} and {DAYS} order by day, julianday(at), id", bound):
            forms[day] = day, total, forms[day][2] + 1 if day in forms else 1
        return list(forms.values())
    return db.execute(_source(subject).values(), bound).fetchall()


def span(db: sqlite3.Connection, subject: Subject) -> tuple[str, str] | None:
    """Return the first and the last day that have an entry of a subject."""
    first, last = db.execute(_source(subject).span(), _bound(subject)).fetchone()
    return (str(first), str(last)) if first else None


def marked(db: sqlite3.Connection, since: str, until: str, events: Iterable[str]) -> list[Entry]:
    """Return the notes with a mark and the medicines to which one of the events happened, oldest first."""
    ends, wanted = (since, until), tuple(events)
    found = list(made(Note, db.execute(f"{select_text(Note)} where day between ? and ? and mark is not null", ends)))
    happened = f"event in ({', '.join('?' * len(wanted))})"
    found += made(Medicine, db.execute(f"{select_text(Medicine)} where day between ? and ? and {happened}", (*ends, *wanted)))
    return sorted(found, key=order)


def _source(subject: Subject) -> Source:
    if subject.kind == "habit":
        return HABITS[str(subject.unit)]
    if subject.kind == "measure":
        return MEASURED if subject.unit else COUNTED
    return FORMS if subject.kind == "score" else SOURCES[subject.kind]


def _bound(subject: Subject) -> dict[str, str | None]:
    """Return what the queries ask for; a measure that kfit knows lies on disk in its one unit, whichever of its units is shown."""
    known = QUANTITIES.get(subject.name)
    return {"name": subject.name, "better": subject.better, "unit": known.unit if known and subject.unit in known.units else subject.unit}
