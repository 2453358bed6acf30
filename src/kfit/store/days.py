"""Reads what the screens draw: each day's figures and the infusions, added up by SQLite so that a million rows cost little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries import KINDS, Infusion
from ..figures import Day
from .columns import select_text
from .find import made, order

if TYPE_CHECKING:
    import sqlite3


MOODS = "select day, avg(score), count(*) from mood where day between ? and ? group by day"
QUERIES = (
    ("mood", MOODS),
    ("sleep", "select day, sum(minutes), count(*) from sleep where day between ? and ? group by day"),
    ("exercise", "select day, sum(minutes), count(*) from exercise where day between ? and ? group by day"),
)
COUNTS = {"mood": "moods", "sleep": "sleep_parts", "exercise": "sessions"}


def days(db: sqlite3.Connection, since: str, until: str) -> dict[str, Day]:
    """Return the figures of the days, both ends included, that have an entry of mood, sleep or exercise."""
    found: dict[str, dict[str, float]] = {}
    for name, query in QUERIES:
        for day, value, count in db.execute(query, (since, until)):
            found.setdefault(day, {}).update({name: value, COUNTS[name]: count})
    return {day: Day(day, **found[day]) for day in sorted(found)}  # type: ignore[arg-type]  # the names are those of the fields


def moods(db: sqlite3.Connection, since: str = "0000", until: str = "9999") -> dict[str, float]:
    """Return the mean mood of each of these days that has one."""
    return {day: mean for day, mean, _ in db.execute(MOODS, (since, until))}


def infusions(db: sqlite3.Connection, since: str = "0000", until: str = "9999") -> list[Infusion]:
    """Return the infusions of these days, oldest first."""
    rows = db.execute(select_text(Infusion) + " where day between ? and ?", (since, until))
    return sorted((entry for entry in made(Infusion, rows) if isinstance(entry, Infusion)), key=order)


def infusion_days(db: sqlite3.Connection, since: str, until: str) -> list[str]:
    """Return the day of each infusion between these days, oldest first; a day with two stands twice."""
    rows = db.execute("select day, count(*) from infusion where day between ? and ? group by day", (since, until))
    return [str(day) for day, times in rows for _ in range(times)]


def days_entered(db: sqlite3.Connection, since: str, until: str) -> int:
    """Return on how many of these days there is any entry; each day is looked up, so that its entries need not be counted."""
    any_entry = " or ".join(f"exists(select 1 from {kind} where {kind}.day = calendar.day)" for kind in KINDS)
    calendar = "select ?1 where ?1 <= ?2 union all select date(day, '+1 day') from calendar where day < ?2"
    query = f"with recursive calendar(day) as ({calendar}) select count(*) from calendar where {any_entry}"
    return int(db.execute(query, (since, until)).fetchone()[0])


def latest_infusion(db: sqlite3.Connection, until: str) -> str | None:
    """Return the day of the latest infusion up to a day, that day included."""
    found = db.execute("select max(day) from infusion where day <= ?", (until,)).fetchone()
    return None if found[0] is None else str(found[0])
