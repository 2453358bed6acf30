"""What the check-in asks the data file: what a day has already, which names are in use, what was answered without an entry."""

from __future__ import annotations

from ..model.entries import KINDS, Sleep

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

KINDS_ASKED = {kind.kind: kind.kind for kind in KINDS.values() if kind.question} | {"effects": "effect"}
ANSWERED = "checkin {} {}"  # the sentence in `said` for a question that was answered without an entry: its part and name
PARTS_NAMED = ("ratings", "habits")  # the parts that ask for custom names


def parts_logged(db: sqlite3.Connection, day: str) -> set[str]:
    """Return the parts of the check-in that have an entry on a day. A nap does not say how the night was."""
    query = "select 1 from {} where day = ? {} limit 1"
    only = {Sleep.kind: "and nap is null"}
    return {part for part, kind in KINDS_ASKED.items() if db.execute(query.format(kind, only.get(kind, "")), (day,)).fetchone()}


def ratings_in_use(db: sqlite3.Connection, since: str, before: str, least: int) -> list[tuple[str, str]]:
    """Return name and better end of the ratings on at least so many days from `since` until before `before`, the most used first."""
    return [(name, better) for name, better, *_ in _by_use(db, "rating", "better", since, before, least)]


def habits_in_use(db: sqlite3.Connection, since: str, before: str, least: int) -> list[str]:
    """Return the habits on at least so many days from `since` until before `before`, those used on most days first."""
    return [name for name, *_ in _by_use(db, "habit", "''", since, before, least)]


def _by_use(db: sqlite3.Connection, kind: str, column: str, since: str, before: str, least: int) -> list[tuple[str, str, int, str]]:  # noqa: PLR0913, PLR0917 - what is counted, and where
    # with max(), a bare column has the value of the row with the maximum (sqlite.org/lang_select.html, 2.4)
    query = f"select name, {column}, count(distinct day), max(day) from {kind} where day >= ? and day < ?"
    return db.execute(
        f"{query} group by name having count(distinct day) >= ? order by 3 desc, 4 desc, 1", (since, before, least)
    ).fetchall()


def names_of_day(db: sqlite3.Connection, kind: str, day: str) -> set[str]:
    """Return the names of a kind with an entry on a day."""
    return {str(name) for (name,) in db.execute(f"select distinct name from {kind} where day = ?", (day,))}


def last_effect(db: sqlite3.Connection, names: Iterable[str], until: str) -> str | None:
    """Return the latest day up to `until` with one of these effects; None if there is none."""
    query = "select max(day) from effect where name = ? and day <= ?"
    found = [db.execute(query, (name, until)).fetchone()[0] for name in names]
    return max((day for day in found if day), default=None)


def questionnaire_days(db: sqlite3.Connection, until: str) -> dict[str, tuple[str, str | None]]:
    """Return, for each questionnaire, its latest day up to `until` and the latest day with single answers, or None."""
    answered = "exists(select 1 from score_item where score = score.id)"
    query = f"select name, max(day), max(iif({answered}, day, null)) from score where day <= ? group by name"
    return {name: (last, with_answers) for name, last, with_answers in db.execute(query, (until,))}


def find_answers(db: sqlite3.Connection, until: str) -> dict[tuple[str, str], str]:
    """Return the day up to `until` on which each question was answered without an entry. The keys are part and name."""
    begin = ANSWERED.format("", "").rstrip()
    rows = db.execute("select sentence, day from said where substr(sentence, 1, ?) = ? and day <= ?", (len(begin) + 1, begin + " ", until))
    return {(part, name): day for (_, part, name), day in ((str(sentence).split(" ", 2), day) for sentence, day in rows)}
