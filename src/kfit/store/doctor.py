"""Checks a data file and its surroundings, and changes nothing."""

from __future__ import annotations

import os
import sqlite3
from shlex import quote
from typing import NamedTuple

from ..errors import KfitError, Unusable
from ..humanize import join_names
from ..model.entries import KINDS
from ..settings import Settings
from . import connection, consistency, migrations, paths
from .backups import describe_newest, inspect_copies
from .connection import connect, examine, examined_version, is_interrupted
from .faults import UNCLEAR, explain_error, primary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

MOUNTS = "/proc/self/mounts"
OTHERS = 0o077  # the permission bits of group and others
# File systems whose locks are not reliable (docs/facts.md 7).
SHARED = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "vboxsf", "drvfs")
CONFLICTS = (".sync-conflict-", "conflicted copy", "-conflict", "(conflict")


class Check(NamedTuple):
    """The result of one check: its name, whether it passed, and details. It never contains text of a note."""

    name: str
    ok: bool
    detail: str


def surroundings(path: str) -> list[Check]:
    """Return the results of all checks of what surrounds a data file."""
    return [_surroundings_looked(path, name, look) for name, look in LOOKS.items()]


def _surroundings_looked(path: str, name: str, look: Callable[[str], Check]) -> Check:
    """Return the result of one check. If the system denies access, the check fails and says so."""
    try:
        return look(path)
    except OSError as error:
        return Check(name, ok=False, detail=f"{error.filename or path} can't be looked at ({error.strerror or type(error).__name__})")
    except KfitError as error:
        return Check(name, ok=False, detail=str(error))


def _rights(path: str) -> Check:
    """Check who has access: no other user to the data file, its default folder, its backups and the state folder; you to all of it."""
    home, kept = os.path.dirname(path), paths.backups(path)
    private = [path, *(path + side for side in paths.SIDES), kept, *(os.path.join(kept, name) for name in paths.copies(path))]
    if paths.told_by() == "default":
        private.append(home)  # a folder that the person chose may be open to others; the default one may not
    private.append(paths.state_folder())
    open_to_others, barred = [name for name in private if not _own(name)], _barred(path)
    told = [f"others can reach: {join_names(open_to_others)}"] if open_to_others else []
    told += [f"nothing can be saved, since you can't write there: {join_names(barred)}. {_way_in(barred[0])}"] if barred else []
    return Check("rights", not told, "; ".join(told) or "only you can read it")


def _barred(path: str) -> list[str]:
    """Return what keeps kfit from writing: the data file or a folder that is write-protected, or something that lies in the way."""
    state = paths.state_folder()
    folders = dict.fromkeys(_nearest(folder) for folder in (os.path.dirname(path), paths.backups(path), state))
    barred = [folder for folder in folders if not os.path.isdir(folder) or not os.access(folder, os.W_OK | os.X_OK)]
    device = os.path.join(state, paths.DEVICE)
    barred += [device] if os.path.isdir(device) else []
    return [path, *barred] if os.path.isfile(path) and not os.access(path, os.W_OK) else barred


def _nearest(path: str) -> str:
    """Return a path, or the first folder above it that exists: there it is to be made."""
    while not os.path.lexists(path) and path != os.path.dirname(path):
        path = os.path.dirname(path)
    return path


def _way_in(path: str) -> str:
    """Return what helps where kfit cannot write."""
    if os.name != "nt" and os.statvfs(path).f_flag & os.ST_RDONLY:
        return "Its disk is write-protected"
    if os.access(path, os.W_OK):
        return "It is in the way: move it elsewhere"
    return f"To be allowed to: chmod u+rwX {quote(path)}"


def _own(path: str) -> bool:
    if os.name == "nt":
        return True
    try:
        found = os.lstat(path)
        target = os.stat(path) if os.path.islink(path) else found  # the permissions of a link itself have no meaning
    except (FileNotFoundError, NotADirectoryError):  # it does not exist, or another kfit process has just deleted it
        return True
    return not target.st_mode & OTHERS and found.st_uid == target.st_uid == os.getuid()


def _leftovers(path: str) -> Check:
    """Check for files of an interrupted write; list drafts, files that were moved aside, and notes from an editor."""
    name = os.path.basename(path)
    beside = paths.list_files(os.path.dirname(path))
    harmless = () if is_interrupted(path) else (f"{name}-journal",)  # a journal that is empty and about to be deleted
    sides = sorted(other for other in beside if other in [name + side for side in paths.SIDES] and other not in harmless)
    drafts = sorted(other for other in beside if other.startswith(name + paths.DRAFT))
    drafts += sorted(other for other in paths.copies(path) if paths.DRAFT in other)
    aside, notes = moved_aside(path), paths.note_drafts()
    told = [f"left by an interrupted write: {join_names(sides)}"] if sides else []
    told += [f"an unfinished draft, which the next copy clears away (kfit backup): {join_names(drafts)}"] if drafts else []
    told += [f"moved aside: {join_names(aside)}"] if aside else []
    told += [f"a note written in an editor (once it is needed no more, delete that file): {join_names(notes)}"] if notes else []
    return Check("leftovers", not sides, "; ".join(told) or "none")


def moved_aside(path: str) -> list[str]:
    """Return the names of earlier data files that were moved aside, sorted. They are in the same folder."""
    return sorted(name for name in paths.list_files(os.path.dirname(path)) if name.startswith(f"{os.path.basename(path)}.aside-"))


def _disk(path: str) -> Check:
    """Return the kind of file system, with a warning if it is shared, because its locks may not work. It always passes."""
    kind = disk_kind(path)
    if kind.startswith(SHARED):
        return Check("disk", ok=True, detail=f"{kind}: two machines may not write here at the same time")
    return Check("disk", ok=True, detail=kind or "unknown")


def disk_kind(path: str) -> str:
    """Return the type of the file system of a path, such as `ext4`; empty if the system does not say."""
    try:
        with open(MOUNTS, encoding="utf-8", errors="surrogateescape") as file:
            mounts = [line.split(" ") for line in file]
    except OSError:
        return ""
    points = {_unescaped(mount[1]): mount[2] for mount in mounts if len(mount) > 2}
    above = path
    while above not in points and above != os.path.dirname(above):
        above = os.path.dirname(above)
    return points.get(above, "")


def _unescaped(point: str) -> str:
    for code, letter in (("\\040", " "), ("\\011", "\t"), ("\\012", "\n"), ("\\134", "\\")):
        point = point.replace(code, letter)
    return point


def _conflicts(path: str) -> Check:
    """Check for conflict copies by a sync tool: they can contain entries that the data file lacks."""
    stem = os.path.basename(path).rpartition(".")[0] or os.path.basename(path)
    beside = paths.list_files(os.path.dirname(path))
    found = sorted(name for name in beside if name.startswith(stem) and any(mark in name.lower() for mark in CONFLICTS))
    return Check("sync copies", not found, f"made by a sync tool, they may hold other entries: {join_names(found)}" if found else "none")


def _known(path: str) -> Check:
    """List the other known data files that no longer exist. It always passes."""
    gone = [name for name in paths.known() if name != path and _gone(name)]
    return Check("known files", ok=True, detail=f"no longer there: {join_names(gone)}" if gone else "all there")


def _gone(path: str) -> bool:
    try:
        return not paths.name_exists(path)
    except OSError:  # it is not known whether the file exists
        return False


LOOKS: dict[str, Callable[[str], Check]] = {
    "rights": _rights,
    "leftovers": _leftovers,
    "disk": _disk,
    "sync copies": _conflicts,
    "known files": _known,
}
MOST_FAULTS = 1_000_000  # the limit for integrity_check, whose default is 100
OUTSIDE = "CHECK constraint failed"
WAL_BYTES = b"\x02\x02"  # bytes 18 and 19 of the header of a file in WAL mode


def run_checks() -> list[Check]:
    """Return the results of all checks of the data file, what surrounds it, and its backups.

    It changes nothing, and a bad file never makes it raise, nor an environment that names no place for a file.
    """
    try:
        path = paths.data_file()
    except Unusable as error:
        return [Check("file", ok=False, detail=" ".join(str(error).split("\n")))]
    file = _file(path)
    inside = _inside(path) if file.ok and os.path.isfile(path) else ()
    return [file, *inside, *surroundings(path), check_backups(path)]


def _file(path: str) -> Check:
    """Check before SQLite opens the file: it exists or is not expected, it belongs to kfit, and it has one name."""
    try:
        if link := paths.broken_link(path):
            return Check("file", ok=False, detail=f"{link} is a link that leads nowhere")
        if not paths.name_exists(path):
            gone = path in paths.known()
            return Check("file", not gone, f"{path} is gone" if gone else f"{path} is not there yet; the first entry makes it")
        found = os.stat(path)
        examine(path, found, writes=False)
    except Unusable as error:
        return Check("file", ok=False, detail=f"{path}: {str(error).split('. ')[0].split(chr(10))[0].rstrip('.')}")
    except OSError as error:
        return Check("file", ok=False, detail=f"{error.filename or path} can't be read ({type(error).__name__})")
    return Check("file", ok=True, detail=f"{path}, {found.st_size:,} bytes")


def _inside(path: str) -> Iterator[Check]:
    """Yield the results of the checks inside the file. A check during which SQLite reports an error fails."""
    try:
        if connection.is_interrupted(path):
            yield Check("journal file", ok=False, detail="a write was interrupted; the next kfit command takes it back. Then: kfit doctor")
            return
        left = _left_in_wal(path)
        yield Check("pragmas", not left, "left in WAL mode by another program" if left else "journal mode is DELETE")
        db = _looking(path, left_in_wal=left)
    except (sqlite3.Error, OSError, Unusable) as error:
        yield Check("integrity", ok=False, detail=_said(error, path))
        return
    try:
        for name, look in CHECKS.items():
            yield _looked(db, path, name, look)
    finally:
        db.close()


def _looking(path: str, *, left_in_wal: bool) -> sqlite3.Connection:
    """Return a connection that cannot write. It avoids `mode=ro` if possible, because there SQLite does not verify the CHECKs."""
    may_write = os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)
    db = connect(path, "ro&immutable=1" if left_in_wal else "rw" if may_write else "ro")
    db.execute("pragma query_only = on")
    return db


def _looked(db: sqlite3.Connection, path: str, name: str, look: Callable[[sqlite3.Connection], tuple[bool, str]]) -> Check:
    try:
        return Check(name, *look(db))
    except (sqlite3.Error, Unusable) as error:
        return Check(name, ok=False, detail=_said(error, path))
    except Exception as error:  # noqa: BLE001 - a damaged file can contain anything, and that must not stop the other checks
        return Check(name, ok=False, detail=f"a row holds what cannot be read ({type(error).__name__})")


def _said(error: sqlite3.Error | OSError | Unusable, path: str) -> str:
    """Return the first line of an error's message: the other lines point to doctor."""
    if isinstance(error, sqlite3.Error) and primary(error) in UNCLEAR:
        return f"SQLite can't read it ({getattr(error, 'sqlite_errorname', type(error).__name__)})"
    told = error if isinstance(error, Unusable) else explain_error(error, path, describe_newest, writes=False)
    return str(told).split("\n", 1)[0]


def _left_in_wal(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(20)[18:] == WAL_BYTES


def _version(db: sqlite3.Connection) -> tuple[bool, str]:
    version = examined_version(db, writes=False)
    older = version < migrations.VERSION
    return True, f"format {version}" + (f"; the next kfit command brings it to {migrations.VERSION}" if older else "")


def _integrity(db: sqlite3.Connection) -> tuple[bool, str]:
    """Count the faults that SQLite finds; their text can contain values, so it is not shown. A failed CHECK is no fault."""
    found = [line for (line,) in db.execute(f"pragma integrity_check({MOST_FAULTS})") if line != "ok"]
    wrong = [line for line in found if not line.startswith(OUTSIDE)]
    older = f"; {len(found):,} row{'s' * (len(found) != 1)} that could not be logged like this now, kept as they are" if found else ""
    return not wrong, f"{len(wrong)} faults" if wrong else f"every page and index is sound{older}"


def _references(db: sqlite3.Connection) -> tuple[bool, str]:
    wrong = db.execute("pragma foreign_key_check").fetchall()
    return not wrong, f"{len(wrong)} rows point to nothing" if wrong else "every row points to one that is there"


def _schema(db: sqlite3.Connection) -> tuple[bool, str]:
    """Compare tables, indices, views and triggers with those of a new file of the same format."""
    wrong, added = migrations.unlike_fresh(db, examined_version(db, writes=False))
    triggers = [name for name in added if name.startswith("trigger ")]
    told = [f"not as kfit makes it: {join_names(wrong)}"] if wrong else []
    told += [f"added by another program: {join_names(added)}"] if added else []
    return not wrong and not triggers, "; ".join(told) or "as in a fresh file"


def _entries(db: sqlite3.Connection) -> tuple[bool, str]:
    """Count the entries of each kind. List those that are incomplete (a number without a row, or the reverse) or unreadable."""
    broken = (("not whole", consistency.find_torn_entries(db)), ("not readable", consistency.unreadable(db)))
    counts = [(kind, db.execute(f"select count(*) from {kind}").fetchone()[0]) for kind in consistency.of_its_format(db, KINDS)]
    told = ", ".join(f"{count:,} {kind}" for kind, count in counts)
    wrong = "; ".join(f"{what}: {join_names(found)}" for what, found in broken if found)
    return not wrong, wrong or told


def _journal(db: sqlite3.Connection) -> tuple[bool, str]:
    """Compare each entry, setting and planning record with its newest state in the journal."""
    unreadable = consistency.unreadable_history(db)
    if unreadable:
        return False, f"their history can't be read: {join_names(unreadable)}"
    wrong = consistency.unlike_history(db)
    changes = db.execute("select count(*) from change").fetchone()[0]
    return not wrong, f"unlike their history: {join_names(wrong)}" if wrong else f"{changes:,} changes; every entry is as its history says"


def _settings(db: sqlite3.Connection) -> tuple[bool, str]:
    """List the settings that are not valid, so that the default applies: another version of kfit may have stored them."""
    there = dict(db.execute("select name, value from setting order by name").fetchall())
    unlike = [name for name in there if name not in Settings(there).chosen]
    return True, f"not valid: {join_names(unlike)} (the default holds)" if unlike else "valid"


CHECKS: dict[str, Callable[[sqlite3.Connection], tuple[bool, str]]] = {
    "format": _version,
    "integrity": _integrity,
    "references": _references,
    "schema": _schema,
    "entries": _entries,
    "journal": _journal,
    "settings": _settings,
}


def check_backups(path: str) -> Check:
    """Check that every backup is unchanged. A backup of an unsound file alone does not fail the check if there is a good one."""
    try:
        found = inspect_copies(path)
    except KfitError as error:
        return Check("backups", ok=False, detail=str(error).split("\n", 1)[0])
    bad = [(copy, f"{os.path.basename(copy.path)} ({wrong})") for copy, _, wrong in found if wrong]
    if bad:
        told = f"{len(bad)} of {len(found)} not good: {join_names([text for _, text in bad])}"
        return Check("backups", ok=len(bad) < len(found) and all(copy.unsound for copy, _ in bad), detail=told)
    return Check("backups", ok=True, detail=f"{len(found)}, all good" if found else "none yet")
