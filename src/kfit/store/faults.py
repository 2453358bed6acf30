"""Messages that say why the data file cannot be used, and the codes of such errors. No message contains a value of an entry."""

from __future__ import annotations

import os
import sqlite3

from ..errors import KfitError, Unusable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

DAMAGE = (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB)
NO_UTF_8 = "Could not decode to UTF-8"  # how the message of Python's own error begins; it has no code
# Codes that do not show whether the file or the query is wrong; 0 stands for an error that is not from SQLite.
UNCLEAR = (0, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_CONSTRAINT, sqlite3.SQLITE_MISMATCH)
NO_RIGHTS = (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM)
NO_ROOM = (28, 122)  # ENOSPC, EDQUOT
TOO_LATE = "Not saved: another kfit has changed this at the same moment. Send the line again."
PATIENCE = 10  # seconds to wait for another kfit process that is writing


def describe_missing_file(*, writes: bool) -> str:
    """Return the message that a data file is gone, with the commands that help."""
    told = "Not saved: your" if writes else "Your"
    return (
        f"{told} data file is gone from where it was (kfit doctor names the place).\n"
        "Bring a copy back: kfit restore      Begin a new file: kfit restore --empty"
    )


def describe_dead_link(*, writes: bool) -> str:
    """Return the message that a link to the data file is broken, with what to do."""
    told = "Not saved: the" if writes else "The"
    return (
        f"{told} link to your data file leads nowhere (kfit doctor names it).\n"
        "If the file is on a disk of its own, connect that. To begin a new file here, remove the link."
    )


def describe_damage(newest: str, *, writes: bool) -> str:
    """Return the message that the data file is damaged, with what is said of the newest good backup."""
    told = "Not saved: your" if writes else "Your"
    return f"{told} data file is damaged, and kfit has left it as it is.\n{newest}"


def busy(*, writes: bool) -> str:
    """Return the message that another kfit process has held the lock for too long."""
    told = "Not saved: another" if writes else "Another"
    return f"{told} kfit has been writing for {PATIENCE} seconds. Try again in a moment.\nIf it stays like this: kfit doctor"


class Damaged(sqlite3.DatabaseError):
    """A row that SQLite can read but kfit cannot: it has an invalid number or date, or lacks a required value."""

    sqlite_errorcode = sqlite3.SQLITE_CORRUPT


def unclear(error: Exception) -> bool:
    """Return whether a damaged file may be the cause of an error that does not name one."""
    if isinstance(error, sqlite3.Error):
        return primary(error) in UNCLEAR
    return not isinstance(error, (KfitError, OSError))


def primary(error: Exception) -> int:
    """Return the primary SQLite result code of an error, 0 if it has none. Text that is not valid UTF-8 counts as damage."""
    if isinstance(error, sqlite3.OperationalError) and str(error).startswith(NO_UTF_8):
        return sqlite3.SQLITE_CORRUPT
    return int(getattr(error, "sqlite_errorcode", 0)) & 0xFF


def first_letter(sentence: str) -> str:
    """Return a sentence with a capital first letter."""
    return sentence[:1].upper() + sentence[1:]


def explain_error(error: sqlite3.Error | OSError, path: str, newest: Callable[[str], str], *, writes: bool) -> KfitError:
    """Return the KfitError for an error of SQLite or of the disk. Its message never contains a value of an entry.

    `newest` says of a path which good backup is the newest, for a data file that is damaged.
    """
    told = "Not saved: " if writes else ""
    code = primary(error)
    if code == sqlite3.SQLITE_FULL or getattr(error, "errno", 0) in NO_ROOM:
        message = (
            f"{told}the disk is full. All that was saved before is still there.\nMake some room, then send the same line again (arrow up)."
        )
        return KfitError(first_letter(message))
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return Unusable(busy(writes=writes))
    if code in DAMAGE:
        return Unusable(describe_damage(newest(path), writes=writes))
    if isinstance(error, PermissionError) or (code in NO_RIGHTS and _barred(path)):
        message = f"{told}the data file or its folder can't be {'written' if writes else 'read'} by you.\nWhat is wrong: kfit doctor"
        return Unusable(first_letter(message))
    if code in (sqlite3.SQLITE_IOERR, *NO_RIGHTS) or isinstance(error, OSError):
        message = f"{told}the disk did not do what it was asked ({getattr(error, 'sqlite_errorname', type(error).__name__)}).\nWhat is wrong: kfit doctor"
        return Unusable(first_letter(message))
    message = f"{told}the data file did not take this ({getattr(error, 'sqlite_errorname', type(error).__name__)}). Nothing was changed."
    by_now = getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_CONSTRAINT_UNIQUE  # looked up before the lock, made since
    return KfitError(TOO_LATE if by_now else first_letter(message))


def _barred(path: str) -> bool:
    """Return whether permissions are the cause. SQLite uses these codes also if the file itself is wrong."""
    return not os.access(path, os.R_OK | os.W_OK) or not os.access(os.path.dirname(path), os.W_OK | os.X_OK)
