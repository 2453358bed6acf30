"""Makes verified copies of the data file, lists and prunes them, and tells which are good."""

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
from .faults import DAMAGE, NO_RIGHTS, NO_ROOM, busy, first_letter, primary

MANIFEST = ".json"
PIECE = 1 << 20  # bytes read at once


class Copy:
    """One backup. Its name tells when it was made, why and in which format: `20261123T023000Z-import-v2.db`.

    A second one of the same second is `20261123T023000Z.2-...`. `entries`, `size` in bytes, `sha256` and `unsound` come
    from the manifest beside it, and are None where that is gone or not readable. `unsound` says what was wrong with
    the data file that was copied, nothing if it was sound.
    """

    __slots__ = ("entries", "path", "reason", "sha256", "size", "stamp", "turn", "unsound", "version")

    def __init__(self, path: str, stamp: str, turn: int, reason: str, version: int) -> None:
        self.path, self.stamp, self.turn, self.reason, self.version = path, stamp, turn, reason, version
        self.entries, self.size, self.sha256, self.unsound = _manifest(path)

    def made(self) -> datetime:
        """Return when it was made, in local time."""
        return datetime.fromisoformat(self.stamp).astimezone()

    def whole(self) -> bool:
        """Tell whether it is as long as when it was made: a quick look, not a check."""
        return self.size is not None and os.path.getsize(self.path) == self.size

    def intact(self) -> bool:
        """Tell whether its content is as it was made: all of it is read."""
        return self.whole() and sha256(self.path) == self.sha256

    def good(self) -> bool:
        """Tell whether it is whole and of a file that was sound: a quick look, not a check."""
        return self.unsound == "" and self.whole()


def list_copies(path: str) -> list[Copy]:
    """Return the backups of a data file, newest first; at the end those of a day to come: a clock was wrong."""
    found = [copy for name in paths.copies(path) if (copy := read_name(paths.backups(path), name))]
    latest = paths.compact(clock.now() + timedelta(days=1))
    return sorted(found, key=lambda copy: (copy.stamp <= latest, copy.stamp, copy.turn), reverse=True)


def inspect_copies(path: str) -> list[tuple[Copy, int, str]]:
    """Return the backups of a data file, each with its size now and its fault.

    One that another kfit lets go meanwhile is not there any more, and so it is not bad either.
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
    """Return the backup that a file name speaks of; None if it is no backup's name."""
    moment, dash, rest = name.removesuffix(".db").partition("-")
    reason, mark, version = rest.rpartition("-v")
    stamp, dot, turn = moment.partition(".")
    if not (name.endswith(".db") and name.isascii() and dash and mark and version.isdigit() and (not dot or turn.isdigit())):
        return None
    try:
        if paths.compact(datetime.fromisoformat(stamp).astimezone()) != stamp:
            return None
    except (ValueError, OverflowError):  # the latter at the ends of the calendar, where local time has no name
        return None
    return Copy(os.path.join(folder, name), stamp, int(turn or 1), reason, int(version))


def copy_fault(copy: Copy) -> str:
    """Return in a few words what is wrong with a backup; nothing if it is as it was made, and of a file that kfit calls sound."""
    return hindrance(copy) or copy.unsound or ""


def hindrance(copy: Copy) -> str:
    """Return in a few words why a backup can't be brought back; nothing if it is as it was made and kfit can work with it."""
    if copy.sha256 is None:
        return "its manifest is not readable" if os.path.lexists(copy.path + MANIFEST) else "its manifest is gone"
    try:
        if not copy.intact():
            return "not as it was made"
        return refusal(copy.path)
    except OSError as error:
        return f"can't be read ({type(error).__name__})"


def refusal(path: str) -> str:
    """Return why a file is no copy that this kfit can bring back; nothing if it opens as one."""
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
    """Return the newest backup that is still good."""
    return next((copy for copy in list_copies(path) if not copy_fault(copy)), None)


def sha256(path: str) -> str:
    """Return the SHA-256 of a file's content, in hexadecimal."""
    import hashlib

    total = hashlib.sha256()
    with open(path, "rb") as file:
        while piece := file.read(PIECE):
            total.update(piece)
    return total.hexdigest()


def _manifest(path: str) -> tuple[int | None, int | None, str | None, str | None]:
    """Read entries, size, SHA-256 and what was wrong with the file. SQLite reads the JSON: the line that was just logged must not wait for an import."""
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


NEWEST_KEPT = 10
DAYS_KEPT = 14
DRAFT = "copy" + paths.DRAFT


def make(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Copy the data file into its backup folder, check the copy, and let old copies go; return the new one's path.

    `reason` is one lower-case word. A copy that bears its name is whole and checked. Raises KfitError, or Unusable
    if the data file is damaged; then nothing was changed.
    """
    try:
        clear_drafts(path)
        made = copy_file(db, path, reason)
    except (sqlite3.Error, OSError) as error:
        cause = explain_error(error, path, writes=False)
        raise type(cause)(f"Nothing was changed, because no backup could be made.\n{cause}") from error
    with suppress(KfitError, OSError):  # the copy is made: one too many does no harm, and the copy of the day says what is wrong
        prune(path)
    return made


def copy_file(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Copy the data file into its backup folder and check the copy; return its path. Old copies stay.

    Raises Unusable if the data file is damaged, OSError or sqlite3.Error if the copy cannot be written.
    """
    with alone(path):
        return copy_alone(db, path, reason)


def alone(path: str) -> paths.FolderLock:
    """Return the lock of a data file's backup folder, which is made if there is none. Raises Unusable if it is somebody else's."""
    paths.make(paths.backups(path))
    paths.refuse_foreign(paths.backups(path))
    return paths.FolderLock(paths.backups(path))


def clear_drafts(path: str) -> None:
    """Clear away what interrupted runs left: a draft holds everything. A run that is still at work has the lock of its folder."""
    with paths.FolderLock(os.path.dirname(path)):
        paths.clear(path + paths.DRAFT)
    if paths.name_exists(paths.backups(path)):
        with alone(path):
            paths.clear(os.path.join(paths.backups(path), DRAFT))


def copy_alone(db: sqlite3.Connection, path: str, reason: str) -> str:
    """Make a copy as `copy_file` does, for a caller who holds the lock of the backup folder."""
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
    """Let old copies go: the newest 10 good ones stay, and the newest good one of each day for 14 days.

    A good one that holds more entries than every newer good one is never deleted. Of the others, the newest 10 stay: they never
    push out a good one. No good one goes unless one that stays was read and is as it was made. Names that kfit did not give
    are left alone.
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
    """Make the copy of the day if there is none yet; say what hindered it, else nothing.

    It comes after the answer to a log command: it must be quick when there is a copy (one look into the folder),
    and it must never fail.
    """
    done = "It is saved. The copy of the day could not be made"
    try:
        now = clock.now()
        if paths.copy_due(path, now):
            _make_daily(path, now)
            done = "It is saved, and so is the copy of the day. What came after that went wrong"
            paths.remember(path)  # a first run that was killed after it made the file has not
            prune(path)
    except KfitError as error:
        return f"{done}.\n{error}"
    except (sqlite3.Error, OSError) as error:
        return f"{done}.\n{explain_error(error, path, writes=False)}"
    except Exception as error:  # noqa: BLE001 - the entry is saved: nothing that is wrong with copies may sound as if it were not
        return f"{done} ({type(error).__name__}).\nWhat is wrong: kfit doctor"
    return ""


def _make_daily(path: str, now: datetime) -> None:
    clear_drafts(path)
    db = connect(path)
    try:
        with alone(path):
            if paths.copy_due(path, now):  # else another kfit has made it while this one waited
                copy_alone(db, path, paths.DAILY)
    finally:
        db.close()


def describe_damage(path: str, *, writes: bool) -> str:
    """Return the message that the data file is damaged, and which copy there is."""
    told = "Not saved: your" if writes else "Your"
    return f"{told} data file is damaged, and kfit has left it as it is.\n{describe_newest(path)}"


def explain_error(error: sqlite3.Error | OSError, path: str, *, writes: bool) -> KfitError:
    """Turn an error of SQLite or of the disk into a KfitError with a plain sentence, never with a value in it."""
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
        return Unusable(describe_damage(path, writes=writes))
    if isinstance(error, PermissionError) or (code in NO_RIGHTS and _barred(path)):
        message = f"{told}the data file or its folder can't be {'written' if writes else 'read'} by you.\nWhat is wrong: kfit doctor"
        return Unusable(first_letter(message))
    if code in (sqlite3.SQLITE_IOERR, *NO_RIGHTS) or isinstance(error, OSError):
        message = f"{told}the disk did not do what it was asked ({getattr(error, 'sqlite_errorname', type(error).__name__)}).\nWhat is wrong: kfit doctor"
        return Unusable(first_letter(message))
    message = f"{told}the data file did not take this ({getattr(error, 'sqlite_errorname', type(error).__name__)}). Nothing was changed."
    return KfitError(first_letter(message))


def _barred(path: str) -> bool:
    """Tell whether it is the rights that hinder: SQLite names them also where the file itself is wrong."""
    return not os.access(path, os.R_OK | os.W_OK) or not os.access(os.path.dirname(path), os.W_OK | os.X_OK)


def describe_newest(path: str) -> str:
    """Return from when the newest good copy is, and the commands that help. It never raises: it is part of an error message."""
    try:
        newest = newest_good(path)
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
        try:
            rows = rows_text(db)
            db.backup(target)
        finally:
            if began:
                db.execute("rollback")  # before the check, which can take seconds: a writer must not wait for it
        unsound = consistency.fault(target)
        if unsound == consistency.DAMAGED_PAGES or rows_text(target) != rows:
            raise Unusable(describe_damage(path, writes=False))
    finally:
        target.close()
    told = "select json_object('made', ?, 'bytes', ?, 'sha256', ?, 'rows', json(?), 'unsound', ?)"
    values = (clock.stamp(clock.now()), os.path.getsize(draft), sha256(draft), rows, unsound)
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
    stamp = paths.compact(clock.now())
    same = [copy.turn for copy in list_copies(path) if copy.stamp == stamp]
    turn = f".{max(same) + 1}" if same else ""
    return f"{stamp}{turn}-{reason}-v{version}.db"
