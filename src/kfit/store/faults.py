"""Says in plain words why the data file cannot be used, never with a value in the words."""

from __future__ import annotations

import sqlite3

from ..errors import KfitError

DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
NO_UTF_8 = "Could not decode to UTF-8"  # how Python's own error begins, which has no code
# Codes that do not tell whether the file or the question is wrong; 0 is an error that does not come from SQLite.
UNCLEAR = (0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)
NO_RIGHTS = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
NO_ROOM = (28, 122)  # ENOSPC, EDQUOT
PATIENCE = 10  # seconds to wait for another kfit that is writing


def describe_missing_file(*, writes: bool) -> str:
    """Return the message that a data file is gone, and the ways on."""
    told = "Not saved: your" if writes else "Your"
    return (
        f"{told} data file is gone from where it was (kfit doctor names the place).\n"
        "Bring a copy back: kfit restore      Begin a new file: kfit restore --empty"
    )


def describe_dead_link(*, writes: bool) -> str:
    """Return the message that a link to the data file leads nowhere, and the ways on."""
    told = "Not saved: the" if writes else "The"
    return (
        f"{told} link to your data file leads nowhere (kfit doctor names it).\n"
        "If the file is on a disk of its own, connect that. To begin a new file here, remove the link."
    )


def busy(*, writes: bool) -> str:
    """Return the message that another kfit is at work for too long."""
    told = "Not saved: another" if writes else "Another"
    return f"{told} kfit has been writing for {PATIENCE} seconds. Try again in a moment.\nIf it stays like this: kfit doctor"


class Damaged(sqlite3.DatabaseError):
    """A row that nobody can read: SQLite can, but it holds no number, no date or nothing where something is due."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def unclear(error: Exception) -> bool:
    """Tell whether an error may come from a damaged file without saying so."""
    if isinstance(error, sqlite3.Error):
        return primary(error) in UNCLEAR
    return not isinstance(error, (KfitError, OSError))


def primary(error: Exception) -> int:
    """Return SQLite's primary result code of an error, 0 if it has none. A text that is no UTF-8 counts as damage."""
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith(NO_UTF_8):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def first_letter(sentence: str) -> str:
    """Begin a sentence with a capital."""
    return sentence[:1].upper() + sentence[1:]
