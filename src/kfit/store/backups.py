"""Backups of the data file: makes and verifies them, lists them, deletes old ones and reports which are good."""

from __future__ import annotations

import os
import sqlite3
from contextlib import suppress
from datetime import datetime, timedelta

from .. import clock
from ..errors import KfitError, Unusable
from ..humanize import in_words
from . import consistency, migrations, paths
from .connection import HEADER, connect, is_well_formed
from .faults import describe_damage, explain_error

MANIFEST = ".json"
PIECE = 1 << 20  # bytes per read
NEWEST_KEPT = 10
DAYS_KEPT = 14
DRAFT = "copy" + paths.DRAFT


class Copy:
    """One backup. Its name contains its time in UTC, its reason and its format: `20261123T023000Z-import-v2.db`.

    A second backup in the same second is `20261123T023000Z.2-...`. `entries`, `size` in bytes, `sha256` and `unsound`
    come from the manifest next to it, and are None if the manifest is missing or unreadable. `unsound` describes what
    was wrong with the copied data file; it is empty if the file was sound.
    """

    __slots__ = ("entries", "path", "reason", "sha256", "size", "stamp", "turn", "unsound", "version")

    def __init__(self, path: str, stamp: str, turn: int, reason: str, version: int) -> None:
        self.path, self.stamp, self.turn, self.reason, self.version = path, stamp, turn, reason, version
        self.entries, self.size, self.sha256, self.unsound = _manifest(path)

    def made(self) -> datetime:
        """Return the time of the backup, in local time."""
        return datetime.fromisoformat(self.stamp).astimezone()

    def whole(self) -> bool:
        """Return whether the size is that of the manifest. It does not read the content. Raises OSError if the file is missing."""
        return self.size is not None and os.path.getsize(self.path) == self.size

    def intact(self) -> bool:
        """Return whether size and SHA-256 are those of the manifest. It reads the whole file. Raises OSError if it cannot."""
        return self.whole() and sha256(self.path) == self.sha256

    def good(self) -> bool:
        """Return whether the size is right and the copied data file was sound. It does not read the content."""
        return self.unsound == "" and self.whole()


def list_copies(path: str) -> list[Copy]:
    """Return the backups of a data file, newest first. Those dated over a day ahead come last, because a clock was wrong."""
    found = [copy for name in paths.copies(path) if (copy := read_name(paths.backups(path), name))]
    latest = paths.compact(clock.now() + timedelta(days=1))
    return sorted(found, key=lambda copy: (copy.stamp <= latest, copy.stamp, copy.turn), reverse=True)


def inspect_copies(path: str) -> list[tuple[Copy, int, str]]:
    """Return the backups of a data file, each with its current size in bytes and its fault, empty if there is none.

    It leaves out a backup that another kfit process deletes in the meantime.
    """
    found = []
    for copy in list_copies(path):
        wrong = copy_fault(copy)
        try:
            found.append((copy, os.path.getsize(copy.path), wrong))
        except FileNotFoundError:
            continue
    return found


def read_name(folder: str, name: str) -> Copy | None:
    """Return the backup of a file name; None if the name is not that of a backup."""
    moment, dash, rest = name.removesuffix(".db").partition("-")
    reason, mark, version = rest.rpartition("-v")
    stamp, dot, turn = moment.partition(".")
    if not (name.endswith(".db") and name.isascii() and dash and mark and version.isdigit() and (not dot or turn.isdigit())):
        return None
    try:
        if paths.compact(datetime.fromisoformat(stamp).astimezone()) != stamp:
            return None
    except (ValueError, OverflowError):  # OverflowError: at the ends of the calendar, local time is out of range
        return None
    return Copy(os.path.join(folder, name), stamp, int(turn or 1), reason, int(version))


def copy_fault(copy: Copy) -> str:
    """Return a short description of what is wrong with a backup; empty if it is unchanged and the copied file was sound."""
    return hindrance(copy) or copy.unsound or ""


def hindrance(copy: Copy) -> str:
    """Return a short reason why a backup cannot be restored; empty if it is unchanged and this kfit can use it."""
    if copy.sha256 is None:
        return "its manifest is not readable" if os.path.lexists(copy.path + MANIFEST) else "its manifest is gone"
    try:
        if not copy.intact():
            return "not as it was made"
        return refusal(copy.path)
    except OSError as error:
        return f"can't be read ({type(error).__name__})"


def refusal(path: str) -> str:
    """Return why this kfit cannot restore a file; empty if it can. Raises OSError if the file cannot be read."""
    with open(path, "rb") as file:
        header = file.read(HEADER)
    application = int.from_bytes(header[68:72], "big")
    if application == migrations.TRIAL_ID:
        return "made by a trial version of kfit"
    if not is_well_formed(header) or application != migrations.APPLICATION_ID:
        return "not a data file of kfit"
    if int.from_bytes(header[60:64], "big") > migrations.VERSION:
        return "made by a newer kfit"
    try:
        db = connect(path, "ro")
    except sqlite3.Error:
        return "does not open"
    try:
        return consistency.find_damage(db)
    except (sqlite3.Error, UnicodeDecodeError):
        return "does not open"
    finally:
        db.close()


def newest_good(path: str) -> Copy | None:
    """Return the newest backup without a fault; None if there is none. It reads each backup whole until it finds one."""
    return next((copy for copy in list_copies(path) if not copy_fault(copy)), None)


def sha256(path: str) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal. Raises OSError if it cannot be read."""
    import hashlib

    total = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
    return total.hexdigest()


def _manifest(path: str) -> tuple[int | None, int | None, str | None, str | None]:
    """Return entries, size, SHA-256 and fault from the manifest. SQLite parses it, so that a log command need not import json."""
    reader = sqlite3.connect(":memory:")
    try:
        with open(path + MANIFEST, encoding="utf-8") as file:
            query = "select json_extract(?1, '$.rows.entry'), json_extract(?1, '$.bytes'), json_extract(?1, '$.sha256'), json_extract(?1, '$.unsound')"
            entries, size, digest, unsound = reader.execute(query, (file.read(),)).fetchone()
    except (OSError, UnicodeDecodeError, sqlite3.Error):
        return None, None, None, None
    finally:
        reader.close()
    if isinstance(entries, int) and isinstance(size, int) and isinstance(digest, str):
        return entries, size, digest, unsound if isinstance(unsound, str) else ""
    return None, None, None, None


def make(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Return the path of a new, verified backup of the data file. It then deletes old backups.

    `reason` is one lower-case word. A backup gets its final name only after the check. Raises KfitError, or Unusable
    if the data file is damaged; in both cases nothing has changed.
    """
    try:
        clear_drafts(path)
        made = copy_file(db, path, reason)
    except (sqlite3.Error, OSError) as error:
        cause = explain_error(error, path, describe_newest, writes=False)
        raise type(cause)(f"Nothing was changed, because no backup could be made.\n{cause}") from error
    with suppress(KfitError, OSError):  # the backup exists; one too many does no harm, and the daily backup reports the error
        prune(path)
    return made


def copy_file(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Return the path of a new, verified backup of the data file. It deletes no old backup.

    Raises Unusable if the data file is damaged, OSError or sqlite3.Error if the backup cannot be written.
    """
    with alone(path):
        return copy_alone(db, path, reason)


def alone(path: str) -> paths.FolderLock:
    """Return the lock of a data file's backup folder. It creates the folder if needed; raises Unusable if another user owns it."""
    paths.make(paths.backups(path))
    paths.refuse_foreign(paths.backups(path))
    return paths.FolderLock(paths.backups(path))


def clear_drafts(path: str) -> None:
    """Delete the drafts of interrupted runs, because they contain all entries. The locks protect the drafts of active runs."""
    with paths.FolderLock(os.path.dirname(path)):
        paths.clear(path + paths.DRAFT)
    if paths.name_exists(paths.backups(path)):
        with alone(path):
            paths.clear(os.path.join(paths.backups(path), DRAFT))


def copy_alone(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Return the path of a new, verified backup, like `copy_file`. The caller must hold the lock of the backup folder."""
    home = paths.backups(path)
    draft = os.path.join(home, DRAFT)
    paths.new_file(draft)
    try:
        manifest = _filled(db, draft, path)
        version = int(db.execute("pragma user_version").fetchone()[0])
        target = os.path.join(home, _name(path, reason, version))
        paths.write_new(target + MANIFEST, manifest)
        paths.sync(draft)
        os.rename(draft, target)
        paths.sync(home)
    finally:
        paths.clear(draft)
    return target


def prune(path: str) -> None:
    """Delete old backups, except the newest 10 good ones and the newest good one of each of the last 14 days.

    A good backup with more entries than every newer good one stays. Backups that are not good count separately: the newest 10
    of them stay, and all without a readable manifest. It deletes a good backup only after it has verified the content of one
    that stays. It also deletes manifests without a backup. Raises OSError, or KfitError if the folder cannot be read or locked.
    """
    home = paths.backups(path)
    if not os.path.isdir(home):
        return
    since = (clock.now() - timedelta(days=DAYS_KEPT)).date()
    with paths.FolderLock(home):
        found = list_copies(path)
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
        leaving = [copy for copy in found if copy.path not in kept and copy.entries is not None]
        if any(copy in good for copy in leaving) and not any(copy.intact() for copy in good if copy.path in kept):
            leaving = [copy for copy in leaving if copy not in good]
        for copy in leaving:
            os.remove(copy.path)
        for name in os.listdir(home):
            stray = os.path.join(home, name)
            if name.endswith(".db" + MANIFEST) and not os.path.lexists(stray.removesuffix(MANIFEST)):
                os.remove(stray)


def once_a_day(path: str) -> str:
    """Make the daily backup if there is none yet; return a message about what failed, empty if nothing did.

    It runs after the answer to a log command. So it must be fast if there is a backup (it lists the folder once),
    and it must never raise.
    """
    done = "It is saved. The copy of the day could not be made"
    try:
        now = clock.now()
        if paths.copy_due(path, now):
            _make_daily(path, now)
            done = "It is saved, and so is the copy of the day. What came after that went wrong"
            paths.remember(path)  # a first run that was killed after it created the file has not done so
            prune(path)
    except KfitError as error:
        return f"{done}.\n{error}"
    except (sqlite3.Error, OSError) as error:
        return f"{done}.\n{explain_error(error, path, describe_newest, writes=False)}"
    except Exception as error:  # noqa: BLE001 - the entry is saved; an error about backups must not suggest otherwise
        return f"{done} ({type(error).__name__}).\nWhat is wrong: kfit doctor"
    return ""


def _make_daily(path: str, now: datetime) -> None:
    clear_drafts(path)
    db = connect(path)
    try:
        with alone(path):
            if paths.copy_due(path, now):  # another kfit may have made it while this one waited for the lock
                copy_alone(db, path, paths.DAILY)
    finally:
        db.close()


def describe_newest(path: str) -> str:
    """Return the time of the newest good backup and the commands that help. It never raises: it is part of an error message."""
    try:
        newest = newest_good(path)
        if newest is None:
            return "There is no good copy of it.\nWhat is wrong: kfit doctor      Begin a new file: kfit restore --empty"
        made, today = newest.made(), clock.now().date()
        day = "today" if made.date() == today else in_words(made.date(), today)
    except Exception:  # noqa: BLE001 - no error about backups may hide the message about the data file
        return "What is wrong: kfit doctor      The copies: kfit backup list"
    return (
        f"The newest good copy is from {day}, {made:%H:%M}. See it: kfit backup list\n"
        "What is wrong: kfit doctor      Bring the copy back: kfit restore"
    )


def _filled(db: sqlite3.Connection, draft: str, path: str) -> str:
    """Copy the data file into the draft; return the manifest as JSON text, with any fault that kfit finds.

    Raises Unusable if the pages of the copy are damaged or its row counts differ.
    """
    began = not db.in_transaction
    if began:
        db.execute("begin")  # copy and counts see the same state, and a writer cannot delay the copy
    target = connect(draft)
    try:
        try:
            rows = rows_text(db)
            db.backup(target)
        finally:
            if began:
                db.execute("rollback")  # before the check: it can take seconds, and a writer must not wait for it
        unsound = consistency.fault(target)
        if unsound == consistency.DAMAGED_PAGES or rows_text(target) != rows:
            raise Unusable(describe_damage(describe_newest(path), writes=False))
    finally:
        target.close()
    told = "select json_object('made', ?, 'bytes', ?, 'sha256', ?, 'rows', json(?), 'unsound', ?)"
    values = (clock.stamp(clock.now()), os.path.getsize(draft), sha256(draft), rows, unsound)
    return str(db.execute(told, values).fetchone()[0])


def rows_text(db: sqlite3.Connection) -> str:
    """Return the number of rows of each table as JSON text, ordered by table name."""
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
    """Return an unused file name for a backup. A second backup in the same second gets a number."""
    stamp = paths.compact(clock.now())
    same = [copy.turn for copy in list_copies(path) if copy.stamp == stamp]
    turn = f".{max(same) + 1}" if same else ""
    return f"{stamp}{turn}-{reason}-v{version}.db"
