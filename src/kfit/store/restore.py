"""Restores a backup into the data file. At every moment there is at least one good copy of all entries on disk."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import NamedTuple

from .. import clock
from ..errors import KfitError, Refused, Saving, Unusable
from . import backups, paths, queries
from .connection import connect, examine, examined_version
from .consistency import is_whole
from .faults import describe_dead_link, explain_error, primary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

BUSY_OR_BARRED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL)


class PreviousFile(NamedTuple):
    """The previous data file: the path of its backup, or its new path; both are empty if there was none.

    `trouble` describes what failed after the restore itself was complete.
    """

    copy: str = ""
    aside: str = ""
    trouble: str = ""


class LateSteps:
    """Runs the steps after a completed restore. An error in one is collected, and the restore stays."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.failed: list[str] = []

    def take(self, step: Callable[..., object], *values: object) -> None:
        """Run a step; collect a KfitError, an error of SQLite or of the disk."""
        try:
            step(*values)
        except KfitError as error:
            self.failed.append(str(error))
        except (sqlite3.Error, OSError) as error:
            self.failed.append(str(explain_error(error, self.path, backups.describe_newest, writes=False)))

    def told(self) -> str:
        """Return the messages of all errors, without duplicates; empty if there are none."""
        return "\n".join(dict.fromkeys(self.failed))


def choose_copy(path: str, which: str) -> str:
    """Return the path of the chosen backup. `which` is `latest`, a number or file name in the list, or a path.

    Raises Refused if there is no such backup or it cannot be restored, Unusable for a wrong link to the data file.
    """
    _refuse_wrong_link(path)
    if which == "latest":
        newest = backups.newest_good(path)
        if newest is None:
            raise Refused("There is no good copy to bring back. The copies: kfit backup list   To begin a new file: kfit restore --empty")
        return newest.path
    found = os.path.realpath(_found(path, which))
    if found == path:
        raise Refused("That is the data file itself, not a copy. The copies: kfit backup list")
    named = backups.read_name(os.path.dirname(found), os.path.basename(found))
    try:
        fault = backups.hindrance(named) if named and named.sha256 else backups.refusal(found)
    except OSError as error:
        fault = f"can't be read ({type(error).__name__})"
    if fault:
        raise Refused(f"That copy can't be brought back: {fault}. Nothing was changed.\nThe copies: kfit backup list")
    return found


def copies_newer(path: str, source: str) -> list[backups.Copy]:
    """Return the backups that are newer than `source`, newest first; none if `source` is not in the list."""
    found = backups.list_copies(path)
    places = [place for place, copy in enumerate(found) if copy.path == source]
    return found[: places[0]] if places else []


def bring_back(path: str, source: str) -> PreviousFile:
    """Restore a backup into the data file; return where the previous file is: a backup, or renamed if it was unreadable.

    The restored file has the format of the backup; the next opening migrates it. Raises KfitError; then the file is unchanged.
    """
    home = os.path.dirname(path)
    late = LateSteps(path)
    try:
        paths.make(home)
        with paths.FolderLock(home):
            before = _brought_back(path, source, late)
    except (sqlite3.Error, OSError) as error:
        raise explain_error(error, path, backups.describe_newest, writes=False) from error
    late.take(paths.remember, path)
    late.take(backups.prune, path)
    return before._replace(trouble=late.told())


def begin_anew(path: str) -> PreviousFile:
    """Back up the data file if it is readable, move it aside, and return where it is. The next entry creates a new file."""
    home = os.path.dirname(path)
    late = LateSteps(path)
    _refuse_wrong_link(path)
    Saving.begun = True
    try:
        paths.forget(path)
        if not os.path.isdir(home):
            return PreviousFile()
        with paths.FolderLock(home):
            live = _readable(path)
            copy = ""
            if live is not None:
                with closing(live), backups.alone(path):
                    _hold(live)
                    copy = backups.copy_alone(live, path, "restore")
                    _let_go(live)
            aside = _aside(path)
            if aside:
                paths.move_aside(path, aside)
                late.take(paths.sync, home)
    except (sqlite3.Error, OSError) as error:
        late.take(paths.remember, path)  # nothing was moved, so kfit must notice if the file goes missing
        raise explain_error(error, path, backups.describe_newest, writes=False) from error
    return PreviousFile(copy, aside, late.told())


def _refuse_wrong_link(path: str) -> None:
    """Raise Unusable if a link to the data file is broken or leads to a folder or device, which kfit must not move."""
    if paths.broken_link(path):
        raise Unusable(describe_dead_link(writes=False))
    if paths.through_link(path) and os.path.exists(path) and not os.path.isfile(path):
        raise Unusable("Your data file is a link to what is not a file, so nothing was done. To begin anew, remove the link.")


def content(db: sqlite3.Connection) -> tuple[int, str, str]:
    """Return the number of entries, and their first and last day, both empty if there are no entries."""
    first, last = queries.days_span(db) or ("", "")
    return int(db.execute("select count(*) from entry").fetchone()[0]), first, last


def only_in(copy: str, path: str) -> dict[str, int]:
    """Return how many entries of each kind are in a copy and not in the data file."""
    with closing(connect(copy, "ro")) as before, closing(connect(path, "ro")) as now:
        here = {uid for (uid,) in now.execute("select uid from entry")}
        found: dict[str, int] = {}
        for uid, kind in before.execute("select uid, kind from entry order by id"):
            if uid not in here:
                found[kind] = found.get(kind, 0) + 1
    return found


def _found(path: str, which: str) -> str:
    """Return the path of a backup, given its number in the list, its name in the folder, or its path. Raises Refused."""
    if which.isascii() and which.isdigit():
        listed = backups.list_copies(path)
        if not 1 <= int(which) <= len(listed):
            raise Refused(f"There is no copy {which}. The copies: kfit backup list")
        return listed[int(which) - 1].path
    for candidate in (os.path.join(paths.backups(path), which) if os.path.basename(which) == which else which, which):
        if os.path.isfile(candidate):
            return candidate
    raise Refused(f"I couldn't find a copy '{which}'. The copies: kfit backup list")


def _brought_back(path: str, source: str, late: LateSteps) -> PreviousFile:
    """Copy the backup into a draft and check it, then replace the content of the data file, or the file if it is unreadable."""
    draft = path + paths.DRAFT
    Saving.begun = True
    paths.new_file(draft)
    try:
        with closing(connect(source, "ro")) as bringing, closing(connect(draft)) as drafted:
            bringing.backup(drafted)
            if not is_whole(drafted):
                raise Refused("That copy is damaged. Nothing was changed.\nThe copies: kfit backup list")
            live = _readable(path)
            if live is not None:
                with closing(live), backups.alone(path):
                    _hold(live)
                    copy = backups.copy_alone(live, path, "restore")
                    drafted.backup(live)
                    late.take(_let_go, live)
                return PreviousFile(copy=copy)
        paths.sync(draft)
        aside = _aside(path)
        paths.replace(path, draft, aside)
        late.take(paths.sync, os.path.dirname(path))
        return PreviousFile(aside=aside)
    finally:
        late.take(paths.clear, draft)


def _readable(path: str) -> sqlite3.Connection | None:
    """Return a connection to the current data file; None if there is none or it is unreadable. Raises sqlite3.Error if it is busy."""
    if not os.path.lexists(path):
        return None
    try:
        examine(path, os.stat(path), writes=False)
        db = connect(path)
    except (Unusable, OSError):
        return None
    except sqlite3.Error as error:
        if _busy_or_barred(error):
            raise
        return None
    try:
        examined_version(db, writes=False)
        sound = is_whole(db)
    except Unusable:
        sound = False
    except sqlite3.Error as error:
        if _busy_or_barred(error):
            db.close()
            raise
        sound = False
    if sound:
        return db
    db.close()
    return None


def _hold(db: sqlite3.Connection) -> None:
    """Lock the file against all other readers and writers. It is the last lock to take, after those of the folders."""
    db.execute("pragma locking_mode = exclusive")  # the lock outlives the transaction; SQLite's backup needs none open
    db.execute("begin exclusive")
    db.execute("commit")


def _busy_or_barred(error: sqlite3.Error) -> bool:
    """Return whether the cause of an error is a lock, permissions or a full disk, and not the file itself."""
    return primary(error) in BUSY_OR_BARRED


def _let_go(db: sqlite3.Connection) -> None:
    """Release the lock of `_hold`. SQLite releases it, and deletes its journal, only at the next read."""
    db.execute("pragma locking_mode = normal")
    db.execute("select 1 from sqlite_schema").fetchone()


def _aside(path: str) -> str:
    """Return an unused path for the current data file; empty if neither it nor a file of SQLite for it exists."""
    there = any(os.path.lexists(path + side) for side in ("", *paths.SIDES))
    return paths.aside_name(path, paths.compact(clock.now())) if there else ""
