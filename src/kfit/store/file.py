"""Opens the data file, and tells in plain words why it cannot. Every connection that kfit ever makes comes from here."""

from __future__ import annotations

import os
import sqlite3

from .. import clock
from ..errors import KfitError, Unusable
from ..settings import Settings
from . import folder, schema, where
from .trouble import NO_UTF_8, PATIENCE, damaged_said, explained, first_letter, leads_nowhere, unclear, vanished

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self

MAGIC = b"SQLite format 3\0"
HEADER = 100  # bytes; the format's version stands at 60, the program's number at 68
# What holds on every connection; the second value is the answer that SQLite must give.
PRAGMAS = (
    ("foreign_keys", "on", 1),
    ("trusted_schema", "off", 0),
    ("cell_size_check", "on", 1),
    ("journal_mode", "delete", "delete"),
    ("synchronous", "extra", 3),
    ("fullfsync", "on", 1),
    ("secure_delete", "on", 1),
)


def connect(path: str, mode: str = "rw") -> sqlite3.Connection:
    """Connect to a file that exists (`rw`, `ro`), with everything set that keeps a saved line saved."""
    escaped = path.replace("%", "%25").replace("?", "%3f").replace("#", "%23")
    db = sqlite3.connect(f"file://{escaped}?mode={mode}", uri=True, timeout=PATIENCE, isolation_level=None)
    try:
        _settle(db, mode)
    except UnicodeDecodeError:  # Python could not read SQLite's own words about a broken schema
        db.close()
        raise sqlite3.OperationalError(NO_UTF_8) from None
    except BaseException:
        db.close()
        raise
    return db


def _settle(db: sqlite3.Connection, mode: str) -> None:
    for name, value, answer in PRAGMAS:
        db.execute(f"pragma {name} = {value}")
        if mode == "rw" and db.execute(f"pragma {name}").fetchone()[0] != answer:
            raise Unusable(f"SQLite would not set {name} for the data file, so nothing was done.")


class Data:
    """The data file, opened for one command: `with Data.to_read() as db:` or `with Data.to_write() as db:`.

    Inside, an error of SQLite becomes a KfitError with a plain sentence. `db` is None when nothing has been
    logged yet and the command only reads: reading never creates a file.
    """

    def __init__(self, path: str, *, writes: bool) -> None:
        self.path, self.writes = path, writes
        self.db: sqlite3.Connection | None = None

    @classmethod
    def to_read(cls) -> Self:
        """Use the data file of this environment, for reading."""
        return cls(where.data_file(), writes=False)

    @classmethod
    def to_write(cls) -> Self:
        """Use the data file of this environment, for writing; `create` makes it if there is none."""
        return cls(where.data_file(), writes=True)

    def __enter__(self) -> Self:
        try:
            self.db = opened(self.path, writes=self.writes)
        except (sqlite3.Error, OSError) as error:
            raise explained(error, self.path, writes=self.writes) from error
        return self

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        damaged = self.db is not None and isinstance(error, Exception) and unclear(error) and not sound(self.db)
        if self.db is not None:
            self.db.close()
        if damaged:
            raise Unusable(damaged_said(self.path, writes=self.writes)) from None
        if isinstance(error, sqlite3.Error):
            raise explained(error, self.path, writes=self.writes) from error

    def settings(self) -> Settings:
        """Return the settings as they hold now."""
        return Settings() if self.db is None else Settings(dict(self.db.execute("select name, value from setting").fetchall()))

    def existing(self) -> sqlite3.Connection:
        """Return the connection; the first write makes the file."""
        if self.db is None:
            try:
                self.db = created(self.path)
            except (sqlite3.Error, OSError) as error:
                raise explained(error, self.path, writes=self.writes) from error
        return self.db


def opened(path: str, *, writes: bool) -> sqlite3.Connection | None:
    """Open a data file that kfit may use, brought to today's schema; None if there never was one."""
    if not os.path.exists(path):
        if where.broken_link(path):
            raise Unusable(leads_nowhere(writes=writes))
        if not folder.there(path):
            if path not in where.known():
                return None
            if not folder.there(path):  # else another first run has just made it
                raise Unusable(vanished(writes=writes))
    examine(path, os.stat(path), writes=writes)
    db = connect(path, "rw" if os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK) else "ro")
    try:
        version = examined_version(db, writes=writes)
        if version < schema.VERSION:
            from .backup import make

            make(db, path, "migrate")
            schema.migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def examine(path: str, found: os.stat_result, *, writes: bool) -> None:
    """Look at a file before SQLite does. Raises Unusable for what must not be opened: opening can already write."""
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
    if not well_formed(header):
        raise Unusable(first_letter(f"{told}your data file is not one that kfit wrote, or it is damaged; {untouched}"))
    judge(int.from_bytes(header[68:72], "big"), int.from_bytes(header[60:64], "big"), writes=writes)


def well_formed(header: bytes) -> bool:
    """Tell whether a file begins as SQLite lets a file of kfit begin."""
    journal, payload, form, encoding, free = header[18:20], header[21:24], header[44:48], header[56:60], header[72:92]
    return (
        len(header) == HEADER
        and header.startswith(MAGIC)
        and journal in (b"\1\1", b"\2\2")
        and (payload, form, encoding) == (b"\x40\x20\x20", b"\0\0\0\4", b"\0\0\0\1")
        and not any(free)
    )


def examined_version(db: sqlite3.Connection, *, writes: bool) -> int:
    """Return the file's format. Raises Unusable for another program's file and for one of a newer kfit."""
    version = int(db.execute("pragma user_version").fetchone()[0])
    judge(db.execute("pragma application_id").fetchone()[0], version, writes=writes)
    return version


def judge(application: int, version: int, *, writes: bool) -> None:
    """Raise Unusable for another program's file and for one of a newer kfit."""
    told = "Not saved: " if writes else ""
    if application != schema.APPLICATION_ID:
        message = f"{told}your data file belongs to another program. kfit has left it as it is.\nTo use another file, set KFIT_DB."
        raise Unusable(first_letter(message))
    if version > schema.VERSION:
        message = (
            f"{told}a newer kfit has used this file (format {version}, this one knows {schema.VERSION}).\n"
            "The file is untouched. Update this kfit, then send the line again."
        )
        raise Unusable(first_letter(message))


def created(path: str) -> sqlite3.Connection:
    """Make the data file, whole before it bears its name, and open it. Several first runs at once make one file."""
    home = os.path.dirname(path)
    folder.make(home)
    with folder.Alone(home, writes=True):
        if not os.path.lexists(path):
            now = clock.stamp(clock.now())
            if any(os.path.lexists(path + side) for side in folder.SIDES):
                folder.move_aside(path, folder.aside_name(path, now.replace("-", "").replace(":", "")))
            draft = path + folder.DRAFT
            empty(draft, now)
            os.rename(draft, path)
            folder.sync(home)
    where.remember(path)  # only now: it takes a lock of its own, and may take it in the same folder
    db = opened(path, writes=True)
    if db is None:
        message = "Not saved: the data file went away while it was made."
        raise KfitError(message)
    return db


def empty(path: str, at: str) -> None:
    """Make a data file without an entry, in the place of what an interrupted run left there."""
    folder.new_file(path)
    db = connect(path)
    try:
        schema.create(db, at)
    finally:
        db.close()


class Trusting:
    """Leaves the CHECKs of the tables unlooked at: `with Trusting(db):`. It is for what has lain in the file before."""

    __slots__ = ("db",)

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db

    def __enter__(self) -> None:
        self.db.execute("pragma ignore_check_constraints = on")

    def __exit__(self, *_: object) -> None:
        self.db.execute("pragma ignore_check_constraints = off")


def whole(db: sqlite3.Connection, look: str = "integrity_check") -> bool:
    """Tell whether SQLite finds every page and index whole. A value outside of its CHECK is no damage: it can be read."""
    with Trusting(db):
        return bool(db.execute(f"pragma {look}(1)").fetchone()[0] == "ok")


def sound(db: sqlite3.Connection) -> bool:
    """Tell whether SQLite finds the file whole, nothing is missing that kfit makes in it, and every row can be read."""
    from .consistency import unreadable

    try:
        if db.in_transaction:
            db.execute("rollback")
        return whole(db, "quick_check") and not schema.unlike_fresh(db)[0] and not unreadable(db)
    except (sqlite3.Error, UnicodeDecodeError):
        return False


def damage() -> str:
    """Say that the data file is damaged; nothing if it is sound, or there is none that can be opened."""
    try:
        path = where.data_file()
        db = opened(path, writes=False)
    except (KfitError, sqlite3.Error, OSError):
        return ""
    if db is None:
        return ""
    try:
        return "" if sound(db) else damaged_said(path, writes=False)
    finally:
        db.close()
