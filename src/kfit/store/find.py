"""Reads entries and the few figures that an answer needs."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ..entries import KINDS, Entry, Exercise, Infusion, Medicine, Mood, Sleep
from ..errors import Refused
from .columns import restored, select_text, with_answers
from .trouble import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator


def made(kind: type[Entry], rows: Iterable[tuple[object, ...]]) -> Iterator[Entry]:
    """Make entries of rows that `select_text` asked for. Raises Damaged for a row that nobody can read."""
    names = list(kind.FIELDS)
    for row in with_answers(kind, rows):
        yield restored(kind, dict(zip(names, row, strict=True)))


def of_day(db: sqlite3.Connection, kind: type[Entry], day: str) -> list[Entry]:
    """Return a day's entries of one kind, in their order."""
    return sorted(made(kind, db.execute(select_text(kind) + " where day = ?", (day,))), key=order)


def between(db: sqlite3.Connection, since: str | None, until: str | None, kinds: Iterable[type[Entry]] | None = None) -> list[Entry]:
    """Return the entries from one day to another, both included, oldest first: day, then instant, then number."""
    found: list[Entry] = []
    for kind in kinds or KINDS.values():
        span = (since or "0000", until or "9999")
        found += made(kind, db.execute(select_text(kind) + " where day between ? and ?", span))
    return sorted(found, key=order)


def order(entry: Entry) -> tuple[str, float, int]:
    """Return what entries are sorted by: day, then instant (none comes first), then number."""
    return entry.day, datetime.fromisoformat(entry.at).timestamp() if entry.at else float("-inf"), entry.id or 0


def by_number(db: sqlite3.Connection, number: int) -> Entry:
    """Return the entry of a number. Raises Refused if there is none."""
    found = db.execute("select kind from entry where id = ?", (number,)).fetchone()
    if found is None:
        message = f"There is no entry {number}. The numbers stand in: kfit list"
        raise Refused(message)
    kind = KINDS.get(found[0])
    entry = next(made(kind, db.execute(select_text(kind) + " where id = ?", (number,))), None) if kind else None
    if entry is None:
        raise Damaged
    return entry


def anything(db: sqlite3.Connection) -> bool:
    """Tell whether there is any entry."""
    return db.execute("select 1 from entry limit 1").fetchone() is not None


def days_span(db: sqlite3.Connection, kinds: Iterable[type[Entry]] | None = None) -> tuple[str, str] | None:
    """Return the first and the last day that have an entry of these kinds."""
    spans = [db.execute(f"select min(day), max(day) from {kind.kind}").fetchone() for kind in kinds or KINDS.values()]
    spans = [span for span in spans if span[0]]
    return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None


def movement(db: sqlite3.Connection, monday: date) -> tuple[int, int]:
    """Return the minutes of movement of a week, and the number of sessions."""
    total = f"select coalesce(sum(minutes), 0), count(*) from {Exercise.kind} where day between ? and ?"
    minutes, sessions = db.execute(total, (monday.isoformat(), (monday + timedelta(days=6)).isoformat())).fetchone()
    return int(minutes), int(sessions)


def scores(db: sqlite3.Connection, day: str) -> list[int]:
    """Return a day's moods in their order."""
    rows = db.execute(f"select score from {Mood.kind} where day = ? order by julianday(at), id", (day,))
    return [int(score) for (score,) in rows]


def ratings(db: sqlite3.Connection, name: str, better: str, day: str) -> list[int]:
    """Return a day's scores of one rating in their order, those with one better end."""
    rows = db.execute("select score from rating where name = ? and better = ? and day = ? order by julianday(at), id", (name, better, day))
    return [int(score) for (score,) in rows]


def habit_sum(db: sqlite3.Connection, name: str, day: str) -> tuple[int, int, int]:
    """Return the minutes and the times of a habit on a day, and the number of its entries."""
    query = "select coalesce(sum(minutes), 0), coalesce(sum(times), 0), count(*) from habit where name = ? and day = ?"
    minutes, times, count = db.execute(query, (name, day)).fetchone()
    return int(minutes), int(times), int(count)


def counted_sum(db: sqlite3.Connection, name: str, day: str) -> tuple[float, int]:
    """Return the sum of a measure on a day, and the number of its entries."""
    total, count = db.execute("select coalesce(sum(value), 0), count(*) from measure where name = ? and day = ?", (name, day)).fetchone()
    return float(total), int(count)


def totals(db: sqlite3.Connection, name: str) -> list[tuple[int, str, str | None, float]]:
    """Return number, day, time and total of each score of one questionnaire, oldest first."""
    return db.execute("select id, day, at, total from score where name = ? order by day, julianday(at), id", (name,)).fetchall()


def medicines(db: sqlite3.Connection, events: Iterable[str] | None = None) -> list[Medicine]:
    """Return what was told of medicines, oldest first; with `events`, only where one of these happened."""
    found = between(db, None, None, [Medicine])
    return [entry for entry in found if isinstance(entry, Medicine) and (events is None or entry.event in events)]


def is_first(db: sqlite3.Connection, kind: str, name: str, saved: Iterable[Entry]) -> bool:
    """Tell whether a name of a kind has no entry beside those that were saved just now."""
    ids = [entry.id for entry in saved]
    marks = ", ".join("?" * len(ids))
    return db.execute(f"select 1 from {kind} where name = ? and id not in ({marks}) limit 1", (name, *ids)).fetchone() is None


def others(db: sqlite3.Connection, kind: str, names: Iterable[str]) -> bool:
    """Tell whether a kind has entries of other names."""
    told = list(names)
    return db.execute(f"select 1 from {kind} where name not in ({', '.join('?' * len(told))}) limit 1", told).fetchone() is not None


def first_infusion(db: sqlite3.Connection) -> tuple[str, str | None] | None:
    """Return day and time of the first infusion."""
    found = db.execute("select day, at from infusion order by day, julianday(at), id limit 1").fetchone()
    return None if found is None else (str(found[0]), found[1])


def is_here(db: sqlite3.Connection, uid: str) -> bool:
    """Tell whether there is an entry of a uid."""
    return db.execute("select 1 from entry where uid = ?", (uid,)).fetchone() is not None


def latest_treatment(db: sqlite3.Connection, day: str) -> list[tuple[str, str | None]]:
    """Return day and time of the infusions on the last two days, up to a day, that have one; the last day first."""
    return db.execute(
        "select day, at from infusion where day in (select distinct day from infusion where day <= ? order by day desc limit 2)"
        " order by day desc",
        (day,),
    ).fetchall()


def slept(db: sqlite3.Connection, day: str) -> tuple[int, int]:
    """Return the minutes of sleep that count for a day, and in how many parts."""
    minutes, parts = db.execute(f"select coalesce(sum(minutes), 0), count(*) from {Sleep.kind} where day = ?", (day,)).fetchone()
    return int(minutes), int(parts)


def infusion_before(db: sqlite3.Connection, day: str) -> str | None:
    """Return the day of the latest infusion before a day."""
    found = db.execute(f"select max(day) from {Infusion.kind} where day < ?", (day,)).fetchone()
    return None if found[0] is None else str(found[0])


def infusions_on(db: sqlite3.Connection, day: str) -> int:
    """Return how many infusions a day has."""
    return int(db.execute(f"select count(*) from {Infusion.kind} where day = ?", (day,)).fetchone()[0])


def latest(db: sqlite3.Connection, count: int) -> list[Entry]:
    """Return the entries that were logged last, newest first."""
    return [by_number(db, row[0]) for row in db.execute("select id from entry order by id desc limit ?", (count,)).fetchall()]
