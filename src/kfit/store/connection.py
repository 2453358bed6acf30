"""Connects to a data file and examines it before use. Every connection to a data file is opened here."""

from __future__ import annotations

import os
import sqlite3

from ..errors import KfitError, Unusable
from . import migrations
from .faults import NO_UTF_8, PATIENCE, first_letter


def is_interrupted(path: str) -> bool:
    """Return whether there is a rollback journal that SQLite would play back. Raises OSError if it cannot be read."""
    if not os.path.isfile(path + "-journal"):
        return False
    try:
        with open(path + "-journal", "rb") as file:
            return any(file.read(8))
    except FileNotFoundError:  # another kfit process has just deleted it
        return False


Database = sqlite3.Connection  # the name of a connection in the packages above, which may not import sqlite3
MAGIC = b"SQLite format 3\0"
HEADER = 100  # bytes; the format version is at offset 60, the application id at 68
# Set on every connection: name, value, and the answer that SQLite must give.
PRAGMAS = (
    ("foreign_keys", "on", 1),
    ("trusted_schema", "off", 0),
    ("cell_size_check", "on", 1),
    ("journal_mode", "delete", "delete"),
    ("synchronous", "extra", 3),
    ("fullfsync", "on", 1),
    ("secure_delete", "on", 1),
)


class Connection(sqlite3.Connection):
    """A connection that records the last change that began on it, and its progress."""

    change = ""  # its uid
    ending = saved = False  # the commit has begun; the commit has returned


def connect(path: str, mode: str = "rw") -> Connection:
    """Return a connection to an existing file, with the pragmas set. `mode` is `rw` or `ro`. Raises sqlite3.Error or Unusable."""
    db = sqlite3.connect(uri_of(path, mode), uri=True, timeout=PATIENCE, isolation_level=None, factory=Connection)
    try:
        _settle(db, mode)
    except UnicodeDecodeError:  # SQLite's message about a broken schema is not valid UTF-8
        db.close()
        raise sqlite3.OperationalError(NO_UTF_8) from None
    except BaseException:
        db.close()
        raise
    return db


def uri_of(path: str, mode: str) -> str:
    """Return the address by which SQLite opens an existing file in a mode: `ro`, `rw`, or `ro&immutable=1`."""
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    return f"file://{escaped}?mode={mode}"


def _settle(db: sqlite3.Connection, mode: str) -> None:
    for name, value, answer in PRAGMAS:
        db.execute(f"pragma {name} = {value}")
        if mode == "rw" and db.execute(f"pragma {name}").fetchone()[0] != answer:
            raise Unusable(f"SQLite would not set {name} for the data file, so nothing was done.")


def is_landed(db: Connection, path: str) -> bool | None:
    """Return whether the last change that began on a connection is in the file; None if that is not known.

    A commit can fail after it took effect: SQLite deletes its journal, and then the sync of the folder fails.
    """
    if db.saved or not db.ending:
        return db.saved
    try:
        if db.in_transaction:
            db.execute("rollback")
        other = connect(path)
        try:
            return other.execute("select 1 from change where uid = ?", (db.change,)).fetchone() is not None
        finally:
            other.close()
    except (sqlite3.Error, OSError, KfitError):
        return False if is_interrupted(path) else None


def examine(path: str, found: os.stat_result, *, writes: bool) -> None:
    """Raise Unusable for a file that kfit must not open. It runs before SQLite opens the file, because that can already write."""
    told = "Not saved: " if writes else ""
    untouched = "kfit has left it as it is.\nWhat is there: kfit doctor      Bring a copy back: kfit restore"
    if not os.path.isfile(path):
        raise Unusable(first_letter(f"{told}your data file is not a file. {untouched}"))
    if found.st_nlink > 1:
        message = f"{told}your data file has a second name (a hard link), which SQLite cannot keep safe. {untouched}"
        raise Unusable(first_letter(message))
    if not found.st_size:
        raise Unusable(first_letter(f"{told}your data file is empty (0 bytes), and {untouched}"))
    with open(path, "rb") as file:
        header = file.read(HEADER)
    if not is_well_formed(header):
        raise Unusable(first_letter(f"{told}your data file is not one that kfit wrote, or it is damaged; {untouched}"))
    judge(int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big"), writes=writes)


def is_well_formed(header: bytes) -> bool:
    """Return whether the first 100 bytes are a header that SQLite writes for a file of kfit."""
    journal, payload, form, encoding, free = header[18:20], header[21:24], header[44:48], header[56:60], header[72:92]
    return (
        len(header) == HEADER
        and header.startswith(MAGIC)
        and journal in (b"\1\1", b"\2\2")
        and (payload, form, encoding) == (b"\x40\x20\x20", b"\0\0\0\4", b"\0\0\0\1")
        and not any(free)
    )


def examined_version(db: sqlite3.Connection, *, writes: bool) -> int:
    """Return the format version. Raises Unusable for a file of another program, a trial version or a newer kfit."""
    version = int(db.execute("pragma user_version").fetchone()[0])
    judge(db.execute("pragma application_id").fetchone()[0], version, writes=writes)
    return version


def judge(application: int, version: int, *, writes: bool) -> None:
    """Raise Unusable for a file of another program, a trial version or a newer kfit."""
    told = "Not saved: " if writes else ""
    if application == migrations.TRIAL_ID:
        message = (
            f"{told}your data file was written by a trial version of kfit, before the first release. This kfit can't read it.\n"
            "It has left the file as it is. To begin a new one, set KFIT_DB to another path."
        )
        raise Unusable(first_letter(message))
    if application != migrations.APPLICATION_ID:
        message = f"{told}your data file belongs to another program. kfit has left it as it is.\nTo use another file, set KFIT_DB."
        raise Unusable(first_letter(message))
    if version > migrations.VERSION:
        message = (
            f"{told}a newer kfit has used this file (format {version}, this one knows {migrations.VERSION}).\n"
            "The file is untouched. Update this kfit, then send the line again."
        )
        raise Unusable(first_letter(message))


class UncheckedWrites:
    """Turns the CHECKs of the tables off: `with UncheckedWrites(db):`. It is for rows that were in the file before."""

    __slots__ = ("db",)

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("pragma ignore_check_constraints = on")

    def __exit__(self, *_: object) -> None:
        self.db.execute("pragma ignore_check_constraints = off")
