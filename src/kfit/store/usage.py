"""Tells what was used lately and what is logged for a day: the check-in asks for the one and leaves out the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

KINDS_ASKED = {"sleep": "sleep", "mood": "mood", "exercise": "exercise", "effects": "effect", "note": "note"}
ANSWERED = "checkin {} {}"  # what stands in `said` for a question whose answer was no entry: its part and its name
PARTS_NAMED = ("ratings", "habits")  # the parts that ask for names of one's own


def parts_logged(db: sqlite3.Connection, day: str) -> set[str]:
    """Return the parts of the check-in that have an entry of a day."""
    query = "select 1 from {} where day = ? limit 1"
    return {part for part, kind in KINDS_ASKED.items() if db.execute(query.format(kind), (day,)).fetchone()}


def ratings(db: sqlite3.Connection, since: str, before: str) -> list[tuple[str, str]]:
    """Return name and better end of the ratings of the days from one to before another, those used on most days first."""
    return [(name, better) for name, better, *_ in _by_use(db, "rating", "better", since, before)]


def habits(db: sqlite3.Connection, since: str, before: str) -> list[str]:
    """Return the habits of the days from one to before another, those used on most days first."""
    return [name for name, *_ in _by_use(db, "habit", "''", since, before)]


def _by_use(db: sqlite3.Connection, kind: str, column: str, since: str, before: str) -> list[tuple[str, str, int, str]]:
    # beside max(), a bare column is that of the row with the maximum (sqlite.org/lang_select.html, 2.4)
    query = f"select name, {column}, count(distinct day), max(day) from {kind} where day >= ? and day < ?"
    return db.execute(f"{query} group by name order by 3 desc, 4 desc, 1", (since, before)).fetchall()


def names_of_day(db: sqlite3.Connection, kind: str, day: str) -> set[str]:
    """Return the names of the ratings or habits of a day."""
    return {str(name) for (name,) in db.execute(f"select distinct name from {kind} where day = ?", (day,))}


def last_effect(db: sqlite3.Connection, names: Iterable[str], until: str) -> str | None:
    """Return the last day, up to one, on which any of these effects was logged."""
    query = "select max(day) from effect where name = ? and day <= ?"
    found = [db.execute(query, (name, until)).fetchone()[0] for name in names]
    return max((day for day in found if day), default=None)


def forms(db: sqlite3.Connection, until: str) -> dict[str, tuple[str, str | None]]:
    """Return the last day of each questionnaire up to a day, and the last one on which its answers were told."""
    answered = "exists(select 1 from score_item where score = score.id)"
    query = f"select name, max(day), max(iif({answered}, day, null)) from score where day <= ? group by name"
    return {name: (last, with_answers) for name, last, with_answers in db.execute(query, (until,))}


def answered(db: sqlite3.Connection, until: str) -> dict[tuple[str, str], str]:
    """Return on which day each question was answered last without an entry, by its part and name; none to come."""
    begin = ANSWERED.format("", "").rstrip()
    rows = db.execute("select sentence, day from said where substr(sentence, 1, ?) = ? and day <= ?", (len(begin) + 1, begin + " ", until))
    return {(part, name): day for (_, part, name), day in ((str(sentence).split(" ", 2), day) for sentence, day in rows)}
