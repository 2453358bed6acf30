"""The last day of each sentence that kfit says, or heard, only once in a while: read, and written outside of any change."""

from __future__ import annotations

import sqlite3


def sentence_day(db: sqlite3.Connection, sentence: str) -> str | None:
    """Return the day that is stored for a sentence; None if there is none."""
    found = db.execute("select day from said where sentence = ?", (sentence,)).fetchone()
    return None if found is None else str(found[0])


def keep_sentence(db: sqlite3.Connection, sentence: str, day: str) -> bool:
    """Store a day for a sentence; return False if the file cannot be written now."""
    try:
        db.execute("begin immediate")
        db.execute("insert into said(sentence, day) values (?, ?) on conflict do update set day = excluded.day", (sentence, day))
        db.execute("commit")
    except sqlite3.OperationalError:
        if db.in_transaction:
            db.execute("rollback")
        return False
    return True
