"""Opens the person's data file, creates a new one, and migrates an old one to the current schema."""

from __future__ import annotations

import os
import sqlite3

from .. import clock
from ..errors import IN_DOUBT, LANDED, KfitError, LateFailure, Refused, Unusable
from ..settings import Settings
from . import migrations, paths
from .connection import Connection, connect, examine, examined_version, is_landed
from .faults import describe_damage, describe_dead_link, describe_missing_file, explain_error, unclear

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Self
NO_TEXT = "One of these words is not UTF-8, so nothing here can match it. Nothing was changed."


class Data:
    """The data file, opened for one command: `with Data.to_read() as db:` or `with Data.to_write() as db:`.

    In the block, an error of SQLite becomes a KfitError with a plain message. `db` is None as long as there is
    no data file: reading never creates one.
    """

    def __init__(self, path: str, *, writes: bool) -> None:
        self.path, self.writes = path, writes
        self.db: Connection | None = None

    @classmethod
    def to_read(cls) -> Self:
        """Return the data file of this environment, for reading. Raises Unusable if the environment names no place for it."""
        return cls(paths.data_file(), writes=False)

    @classmethod
    def to_write(cls) -> Self:
        """Return the data file of this environment, for writing. `existing` creates the file if there is none. Raises Unusable."""
        try:
            return cls(paths.data_file(), writes=True)
        except Unusable as error:
            raise Unusable(f"Not saved: {error}") from None

    def __enter__(self) -> Self:
        try:
            self.db = open_file(self.path, writes=self.writes)
        except (sqlite3.Error, OSError) as error:
            raise _explained(error, self.path, writes=self.writes) from error
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        if self.db is None:
            return
        raised: list[KfitError] = []
        try:
            if isinstance(error, Exception) and not isinstance(error, (KfitError, BrokenPipeError)):
                raised = self._told(error, self.db)
        finally:
            self.db.close()
        if raised:
            raise raised.pop() from error  # off the list: a frame that refers to its own error would keep the file open

    def _told(self, error: Exception, db: Connection) -> list[KfitError]:
        """Return the KfitError that says what an error means, and whether the change was saved before it; none for kfit's own fault."""
        saved = is_landed(db, self.path)
        if isinstance(error, UnicodeEncodeError) and saved is False:  # a typed byte that is no text was asked for
            return [Refused(NO_TEXT)]
        writes = self.writes and saved is False
        if unclear(error) and not _sound(db):
            from .backups import describe_newest

            cause: KfitError = Unusable(describe_damage(describe_newest(self.path), writes=writes))
        elif isinstance(error, sqlite3.Error) or (isinstance(error, OSError) and saved is not False):
            cause = _explained(error, self.path, writes=writes)
        else:
            return []
        return [cause if saved is False else LateFailure(f"{LANDED if saved else IN_DOUBT}\n{cause}")]

    def settings(self) -> Settings:
        """Return the current settings."""
        return Settings() if self.db is None else Settings(dict(self.db.execute("select name, value from setting").fetchall()))

    def existing(self) -> Connection:
        """Return the connection. It creates the data file if there is none. Raises KfitError."""
        if self.db is None:
            try:
                self.db = create_file(self.path)
            except (sqlite3.Error, OSError) as error:
                raise _explained(error, self.path, writes=self.writes) from error
        return self.db


def _sound(db: Connection) -> bool:
    from .consistency import sound  # needed only after an error

    return sound(db)


def _explained(error: sqlite3.Error | OSError, path: str, *, writes: bool) -> KfitError:
    from .backups import describe_newest  # needed only after an error

    return explain_error(error, path, describe_newest, writes=writes)


def open_file(path: str, *, writes: bool) -> Connection | None:
    """Return a connection to a data file, migrated to the current schema; None if there never was one. Raises Unusable."""
    if not os.path.exists(path):
        if paths.broken_link(path):
            raise Unusable(describe_dead_link(writes=writes))
        if not paths.name_exists(path):
            if path not in paths.known():
                return None
            if not paths.name_exists(path):  # another first run may have just created it
                raise Unusable(describe_missing_file(writes=writes))
    examine(path, os.stat(path), writes=writes)
    db = connect(path, "rw" if os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK) else "ro")
    try:
        version = examined_version(db, writes=writes)
        if version < migrations.VERSION:
            from .backups import make

            make(db, path, "migrate")
            migrations.migrate(db)
    except BaseException:
        db.close()
        raise
    return db


def create_file(path: str) -> Connection:
    """Create the data file and return a connection. Its name appears only once it is complete; parallel first runs create one file."""
    home = os.path.dirname(path)
    paths.make(home)
    with paths.FolderLock(home, writes=True):
        if not os.path.lexists(path):
            now = clock.stamp(clock.now())
            if any(os.path.lexists(path + side) for side in paths.SIDES):
                paths.move_aside(path, paths.aside_name(path, now.replace("-", "").replace(":", "")))
            draft = path + paths.DRAFT
            empty(draft, now)
            os.rename(draft, path)
            paths.sync(home)
    paths.remember(path, "Not saved: ")  # after the lock is released: this takes a lock too, perhaps of the same folder
    db = open_file(path, writes=True)
    if db is None:
        message = "Not saved: the data file went away while it was made."
        raise KfitError(message)
    return db


def empty(path: str, at: str) -> None:
    """Create a data file without entries. It replaces what an interrupted run left at that path."""
    paths.new_file(path)
    db = connect(path)
    try:
        migrations.create(db, at)
    finally:
        db.close()


def damage() -> str:
    """Return the message that the data file is damaged; empty if it is sound or cannot be opened."""
    try:
        path = paths.data_file()
        db = open_file(path, writes=False)
    except (KfitError, sqlite3.Error, OSError):
        return ""
    if db is None:
        return ""
    try:
        if _sound(db):
            return ""
        from .backups import describe_newest

        return describe_damage(describe_newest(path), writes=False)
    finally:
        db.close()
