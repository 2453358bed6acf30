"""Reads what was done of a goal's subject, day by day, added up by SQLite so that years cost little."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..aimed import Done, Moved

if TYPE_CHECKING:
    import sqlite3

    from ..kept import Goal

REST = "rest"  # the habit whose days ask for nothing

DAYS = "day between :since and :until"
QUERIES = {
    "exercise": f"select day, sum(minutes), sum(minutes >= :each) from exercise where {DAYS} group by day",
    "sleep": f"select day, sum(minutes), 0 from sleep where {DAYS} group by day",
    "mood": f"select day, 0, 0 from mood where {DAYS} group by day",
    "rating": f"select day, 0, 0 from rating where name = :name and {DAYS} group by day",
    "habit": f"select day, coalesce(sum(minutes), 0), 0 from habit where name = :name and {DAYS} group by day",
}


def by_day(db: sqlite3.Connection, goal: Goal, since: str, until: str) -> dict[str, Done]:
    """Return what each of these days has of a goal's subject; a day without an entry is not there."""
    bound = {"each": goal.minutes or 1, "name": goal.name, "since": since, "until": until}
    return {day: Done(*told) for day, *told in db.execute(QUERIES[goal.kind], bound)}


def moved(db: sqlite3.Connection, since: str, until: str) -> list[Moved]:
    """Return the movement of these days with all that says how strenuous it was; sessions that are alike are one."""
    rows = db.execute(
        f"select day, sum(minutes), activity, intensity, effort from exercise where {DAYS} group by day, activity, intensity, effort",
        {"since": since, "until": until},
    )
    return [Moved(*row) for row in rows]


def sessions(db: sqlite3.Connection, since: str, until: str) -> list[tuple[str, int, int | None, str]]:
    """Return day, minutes, effort and time of logging (UTC) of each session of these days."""
    query = f"select day, minutes, effort, logged_at from exercise where {DAYS} order by day, id"
    return db.execute(query, {"since": since, "until": until}).fetchall()


def free_days(db: sqlite3.Connection, since: str, until: str) -> dict[str, str]:
    """Return the days that ask for nothing by what was logged, each with when that was first logged (UTC): infusions and rest."""
    rows = db.execute(
        f"select day, min(logged_at) from (select day, logged_at from infusion where {DAYS}"
        f" union all select day, logged_at from habit where name = :rest and {DAYS}) group by day",
        {"since": since, "until": until, "rest": REST},
    )
    return dict(rows.fetchall())
