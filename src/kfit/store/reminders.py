"""What the reminder asks the data file: when something was logged or changed last, and under which sentence it keeps its own days."""

from __future__ import annotations

from ..model.entries import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

ASKED, SET, STOPPED = "reminder", "reminder set", "reminder stopped"


def logged_today(db: sqlite3.Connection, day: str, since: str, until: str) -> bool:
    """Return whether there is an entry of a day, or one logged between two times (UTC), both included."""
    query = "select 1 from {} where day = ? or logged_at between ? and ? limit 1"
    return any(db.execute(query.format(kind), (day, since, until)).fetchone() for kind in KINDS)


def last_entry_moment(db: sqlite3.Connection, until: str) -> str | None:
    """Return the latest time of logging (UTC) up to `until`; None if there is none. Later times come from a wrong clock."""
    found = [db.execute(f"select max(logged_at) from {kind} where logged_at <= ?", (until,)).fetchone()[0] for kind in KINDS]
    return max((moment for moment in found if moment), default=None)


def was_ever_set(db: sqlite3.Connection) -> bool:
    """Return whether the reminder was ever set, even if it is off now."""
    return db.execute("select 1 from change_setting where name = 'reminder' limit 1").fetchone() is not None


def last_change(db: sqlite3.Connection, until: str, setting: str | None = None) -> str | None:
    """Return the time (UTC) of the latest change up to `until`, of a setting or of anything; None if there is none."""
    of = "" if setting is None else " and id in (select change from change_setting where name = ?2)"
    found = db.execute(f"select max(at) from change where at <= ?1{of}", (until,) if setting is None else (until, setting)).fetchone()[0]
    return None if found is None else str(found)
