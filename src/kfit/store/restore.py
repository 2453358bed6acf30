"""Brings a copy back into the data file. At every moment at least one good copy of everything lies on the disk."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from typing import NamedTuple

from .. import clock
from ..errors import KfitError, Refused, Unusable
from . import backups, paths, queries
from .connection import connect, examine, examined_version
from .consistency import is_whole
from .faults import describe_dead_link, primary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

BUSY_OR_BARRED = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_READONLY, sqlite3.SQLITE_PERM, sqlite3.SQLITE_FULL)


class PreviousFile(NamedTuple):
    """What became of the file that was there before: the path of its copy, or its new name; empty if there is none.

    `trouble` says what failed once all was done.
    """

    copy: str = ""
    aside: str = ""
    trouble: str = ""


class LateSteps:
    """Takes the steps that come once all is done: a step that fails is reported, and nothing is taken back."""

    def __init__(self, path: str) -> None:
        self.path = path
        self.failed: list[str] = []

    def take(self, step: Callable[..., object], *values: object) -> None:
        """Take a step."""
        try:
            step(*values)
        except KfitError as error:
            self.failed.append(str(error))
        except (sqlite3.Error, OSError) as error:
            self.failed.append(str(backups.explain_error(error, self.path, writes=False)))

    def told(self) -> str:
        """Return what failed, each once."""
        return "\n".join(dict.fromkeys(self.failed))


def choose_copy(path: str, which: str) -> str:
    """Return the path of the copy that is meant: `latest`, a number of the list, a file name of the list, or a path.

    Raises Refused if there is no such copy, or if it is not as it was made.
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
    """Return the copies that are newer than one of the list, newest first."""
    found = backups.list_copies(path)
    places = [place for place, copy in enumerate(found) if copy.path == source]
    return found[: places[0]] if places else []


def bring_back(path: str, source: str) -> PreviousFile:
    """Bring a copy into the data file, and keep what was there: as a copy, or unchanged under a new name if it cannot be read.

    The copy keeps its format; opening the data file brings it to today's. Raises KfitError; then nothing was changed.
    """
    home = os.path.dirname(path)
    late = LateSteps(path)
    try:
        paths.make(home)
        with paths.FolderLock(home):
            before = _brought_back(path, source, late)
    except (sqlite3.Error, OSError) as error:
        raise backups.explain_error(error, path, writes=False) from error
    late.take(paths.remember, path)
    late.take(backups.prune, path)
    return before._replace(trouble=late.told())


def begin_anew(path: str) -> PreviousFile:
    """Make room for a new file: the next entry makes it. What was there is copied if it can be read, and moved aside."""
    home = os.path.dirname(path)
    late = LateSteps(path)
    _refuse_wrong_link(path)
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
        late.take(paths.remember, path)  # nothing was moved, so it must be missed if it goes
        raise backups.explain_error(error, path, writes=False) from error
    return PreviousFile(copy, aside, late.told())


def _refuse_wrong_link(path: str) -> None:
    """Raise Unusable where a link leads nowhere, or to what is no file: a folder or a device elsewhere is not kfit's to move away."""
    if paths.broken_link(path):
        raise Unusable(describe_dead_link(writes=False))
    if paths.through_link(path) and os.path.exists(path) and not os.path.isfile(path):
        raise Unusable("Your data file is a link to what is not a file, so nothing was done. To begin anew, remove the link.")


def content(db: sqlite3.Connection) -> tuple[int, str, str]:
    """Return how many entries there are, and their first and last day: empty where there is none."""
    first, last = queries.days_span(db) or ("", "")
    return int(db.execute("select count(*) from entry").fetchone()[0]), first, last


def _found(path: str, which: str) -> str:
    """Return the path of a copy by its number in the list, its name in the folder, or as a path."""
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
    """Copy into a draft beside the data file and check it there, then put it in the place of what is there now."""
    draft = path + paths.DRAFT
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
    """Open the present file; None if there is none or it cannot be read."""
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
    """Let nobody else read or write. It is the last lock to be taken, after those of the folders."""
    db.execute("pragma locking_mode = exclusive")  # the lock outlives the transaction; SQLite's backup needs none open
    db.execute("begin exclusive")
    db.execute("commit")


def _busy_or_barred(error: sqlite3.Error) -> bool:
    """Tell whether an error speaks of somebody else's lock, of rights or of room, and not of the file."""
    return primary(error) in BUSY_OR_BARRED


def _let_go(db: sqlite3.Connection) -> None:
    """Give up the lock: at the next reading, SQLite takes its journal away as well."""
    db.execute("pragma locking_mode = normal")
    db.execute("select 1 from sqlite_schema").fetchone()


def _aside(path: str) -> str:
    """Return the new name for what lies in the place of the data file; nothing if nothing does."""
    there = any(os.path.lexists(path + side) for side in ("", *paths.SIDES))
    return paths.aside_name(path, paths.compact(clock.now())) if there else ""
