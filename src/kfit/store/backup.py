"""Makes verified copies of the data file, and says which one is the newest good one."""

from __future__ import annotations

import os
import sqlite3
from datetime import timedelta

from .. import clock
from ..errors import KfitError, Unusable
from . import consistency, copies, folder, where
from .file import connect
from .trouble import damaged_said, explained

NEWEST_KEPT = 10
DAYS_KEPT = 14
DRAFT = "copy" + folder.DRAFT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime


def make(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Copy the data file into its backup folder, check the copy, and let old copies go; return the new one's path.

    `reason` is one lower-case word. A copy that bears its name is whole and checked. Raises KfitError, or Unusable
    if the data file is damaged; then nothing was changed.
    """
    try:
        made = copied(db, path, reason)
        prune(path)
    except (sqlite3.Error, OSError) as error:
        cause = explained(error, path, writes=False)
        raise type(cause)(f"Nothing was changed, because no backup could be made.\n{cause}") from error
    return made


def copied(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Copy the data file into its backup folder and check the copy; return its path. Old copies stay.

    Raises Unusable if the data file is damaged, OSError or sqlite3.Error if the copy cannot be written.
    """
    with alone(path):
        return copied_alone(db, path, reason)


def alone(path: str) -> folder.Alone:
    """Return the lock of a data file's backup folder, which is made if there is none."""
    folder.make(where.backups(path))
    return folder.Alone(where.backups(path))


def copied_alone(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Make a copy as `copied` does, for a caller who holds the lock of the backup folder."""
    home = where.backups(path)
    draft = os.path.join(home, DRAFT)
    folder.new_file(draft)
    try:
        manifest = _filled(db, draft, path)
        version = int(db.execute("pragma user_version").fetchone()[0])
        target = os.path.join(home, _name(path, reason, version))
        _write(target + copies.MANIFEST, manifest)
        folder.sync(draft)
        os.rename(draft, target)
        folder.sync(home)
    finally:
        folder.clear(draft)
    return target


def prune(path: str) -> None:
    """Let old copies go: the newest 10 good ones stay, and the newest good one of each day for 14 days.

    A good one that holds more entries than every newer good one is never deleted. Of the others, the newest 10 stay: they never
    push out a good one. Names that kfit did not give are left alone.
    """
    home = where.backups(path)
    if not os.path.isdir(home):
        return
    since = (clock.now() - timedelta(days=DAYS_KEPT)).date()
    with folder.Alone(home):
        found = copies.listed(path)
        good = [copy for copy in found if copy.good()]
        others = [copy for copy in found if copy not in good]
        kept = {copy.path for copy in (*good[:NEWEST_KEPT], *others[:NEWEST_KEPT])}
        newest_of_day = {copy.made().date(): copy.path for copy in reversed(good)}
        kept.update(newest for day, newest in newest_of_day.items() if day > since)
        most = -1
        for copy in good:
            if (copy.entries or 0) > most:
                most = copy.entries or 0
                kept.add(copy.path)
        for copy in found:
            if copy.path not in kept and copy.entries is not None:
                os.remove(copy.path)
        for name in os.listdir(home):
            stray = os.path.join(home, name)
            if name.endswith(".db" + copies.MANIFEST) and not os.path.lexists(stray.removesuffix(copies.MANIFEST)):
                os.remove(stray)


def once_a_day(path: str) -> str:
    """Make the copy of the day if there is none yet; say what hindered it, else nothing.

    It comes after the answer to a log command: it must be quick when there is a copy (one look into the folder),
    and it must never fail.
    """
    try:
        now = clock.now()
        if where.copy_due(path, now):
            _make_daily(path, now)
    except KfitError as error:
        return f"It is saved. The copy of the day could not be made.\n{error}"
    except (sqlite3.Error, OSError) as error:
        return f"It is saved. The copy of the day could not be made.\n{explained(error, path, writes=False)}"
    except Exception as error:  # noqa: BLE001 - the entry is saved: nothing that is wrong with copies may sound as if it were not
        return f"It is saved. The copy of the day could not be made ({type(error).__name__}).\nWhat is wrong: kfit doctor"
    return ""


def _make_daily(path: str, now: datetime) -> None:
    where.remember(path)  # a first run that was killed after it made the file has not
    with folder.Alone(os.path.dirname(path)):
        folder.clear(path + folder.DRAFT)
    db = connect(path)
    try:
        with alone(path):
            if where.copy_due(path, now):  # else another kfit has made it while this one waited
                copied_alone(db, path, where.DAILY)
        prune(path)
    finally:
        db.close()


def newest_said(path: str) -> str:
    """Say from when the newest good copy is, and the commands that help. It never raises: an error is being told."""
    from ..weekdays import in_words

    try:
        newest = copies.newest_good(path)
        if newest is None:
            return "There is no good copy of it.\nWhat is wrong: kfit doctor      Begin a new file: kfit restore --empty"
        made, today = newest.made(), clock.now().date()
        day = "today" if made.date() == today else in_words(made.date(), today)
    except Exception:  # noqa: BLE001 - whatever is wrong with the copies, the sentence about the data file must be said
        return "What is wrong: kfit doctor      The copies: kfit backup list"
    return (
        f"The newest good copy is from {day}, {made:%H:%M}. See it: kfit backup list\n"
        "What is wrong: kfit doctor      Bring the copy back: kfit restore"
    )


def _filled(db: sqlite3.Connection, draft: str, path: str) -> str:
    """Copy everything into the draft; return its manifest, which says what kfit would call wrong with the file.

    Raises Unusable if the pages of the copy are damaged or it is not the same.
    """
    began = not db.in_transaction
    if began:
        db.execute("begin")  # copy and count are of one moment, and no writer can make the copying wait
    target = connect(draft)
    try:
        rows = rows_text(db)
        db.backup(target)
        unsound = consistency.fault(target)
        if unsound == consistency.DAMAGED_PAGES or rows_text(target) != rows:
            raise Unusable(damaged_said(path, writes=False))
    finally:
        target.close()
        if began:
            db.execute("rollback")
    told = "select json_object('made', ?, 'bytes', ?, 'sha256', ?, 'rows', json(?), 'unsound', ?)"
    values = (clock.stamp(clock.now()), os.path.getsize(draft), copies.sha256(draft), rows, unsound)
    return str(db.execute(told, values).fetchone()[0])


def rows_text(db: sqlite3.Connection) -> str:
    """Return the number of rows of each table, as JSON text in the order of their names."""
    tables = (
        "select name, json_quote(name) from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\' order by name"
    )
    counts = []
    for name, key in db.execute(tables).fetchall():
        quoted = name.replace('"', '""')
        rows = db.execute(f'select count(*) from "{quoted}"').fetchone()[0]
        counts.append(f"{key}: {rows}")
    return f"{{{', '.join(counts)}}}"


def _name(path: str, reason: str, version: int) -> str:
    """Return a name that no copy bears: a second one of the same second gets a number."""
    stamp = where.compact(clock.now())
    same = [copy.turn for copy in copies.listed(path) if copy.stamp == stamp]
    turn = f".{max(same) + 1}" if same else ""
    return f"{stamp}{turn}-{reason}-v{version}.db"


def _write(path: str, text: str) -> None:
    with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
