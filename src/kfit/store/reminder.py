"""What the data file knows for the reminder, and what the reminder remembers in it. That is no change: undo knows nothing of it."""

from __future__ import annotations

import sqlite3

from ..entries import KINDS
from ..kept import Plan

ASKED, SET, STOPPED = "reminder", "reminder set", "reminder stopped"


def logged_today(db: sqlite3.Connection, day: str, since: str, until: str) -> bool:
    """Tell whether there is an entry of a day, or one that was logged from one moment to another (UTC)."""
    query = "select 1 from {} where day = ? or logged_at between ? and ? limit 1"
    return any(db.execute(query.format(kind), (day, since, until)).fetchone() for kind in KINDS)


def last_logged(db: sqlite3.Connection, until: str) -> str | None:
    """Return the moment (UTC) at which something was logged last; one behind `until` comes from a clock that was wrong."""
    found = [db.execute(f"select max(logged_at) from {kind} where logged_at <= ?", (until,)).fetchone()[0] for kind in KINDS]
    return max((moment for moment in found if moment), default=None)


def planned(db: sqlite3.Connection, day: str) -> bool:
    """Tell whether an infusion is planned for a day."""
    return db.execute(f"select 1 from {Plan.table} where day = ? limit 1", (day,)).fetchone() is not None


def ever_set(db: sqlite3.Connection) -> bool:
    """Tell whether the reminder was ever set, be it off now."""
    return db.execute("select 1 from change_setting where name = 'reminder' limit 1").fetchone() is not None


def last_change(db: sqlite3.Connection, until: str, setting: str | None = None) -> str | None:
    """Return the moment (UTC) of the last change of a setting, or of anything."""
    of = "" if setting is None else " and id in (select change from change_setting where name = ?2)"
    found = db.execute(f"select max(at) from change where at <= ?1{of}", (until,) if setting is None else (until, setting)).fetchone()[0]
    return None if found is None else str(found)


def remembered(db: sqlite3.Connection, sentence: str) -> str | None:
    """Return the day that stands behind a sentence."""
    found = db.execute("select day from said where sentence = ?", (sentence,)).fetchone()
    return None if found is None else str(found[0])


def remember(db: sqlite3.Connection, sentence: str, day: str) -> bool:
    """Note a day behind a sentence. Tell whether that could be done: a file that can only be read keeps nothing."""
    try:
        db.execute("begin immediate")
        db.execute("insert into said(sentence, day) values (?, ?) on conflict do update set day = excluded.day", (sentence, day))
        db.execute("commit")
    except sqlite3.OperationalError:
        if db.in_transaction:
            db.execute("rollback")
        return False
    return True
