"""Examines a data file and what lies around it without changing anything."""

from __future__ import annotations

import os
import sqlite3
from typing import NamedTuple

from ..errors import KfitError, Unusable
from ..model.entries import KINDS
from ..settings import Settings
from . import connection, consistency, migrations, paths
from .backups import explain_error, inspect_copies
from .connection import connect, examine, examined_version, is_interrupted
from .faults import UNCLEAR, primary

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

SHOWN = 5  # numbers or names that a detail lists
MOUNTS = "/proc/self/mounts"
OTHERS = 0o077  # the rights of everybody but the owner
# Disks whose locks cannot be relied on (docs/facts.md 7).
SHARED = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "vboxsf", "drvfs")
CONFLICTS = (".sync-conflict-", "conflicted copy", "-conflict", "(conflict")


class Check(NamedTuple):
    """One thing that was looked at, whether it is as it should be, and what was seen. It never holds words of a note."""

    name: str
    ok: bool
    detail: str


def surroundings(path: str) -> list[Check]:
    """Look at everything around a data file."""
    return [_surroundings_looked(path, name, look) for name, look in LOOKS.items()]


def _surroundings_looked(path: str, name: str, look: Callable[[str], Check]) -> Check:
    """Look at one thing; where the system does not let us, that is what was found."""
    try:
        return look(path)
    except OSError as error:
        return Check(name, ok=False, detail=f"{error.filename or path} can't be looked at ({error.strerror or type(error).__name__})")
    except KfitError as error:
        return Check(name, ok=False, detail=str(error))


def join_names(names: list[str]) -> str:
    """List the first few names, and say how many more there are."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _rights(path: str) -> Check:
    """Look whether somebody else may read the file, its folder, its copies or what kfit remembers."""
    home, kept = os.path.dirname(path), paths.backups(path)
    private = [path, *(path + side for side in paths.SIDES), kept, *(os.path.join(kept, name) for name in paths.copies(path))]
    if paths.told_by() == "default":
        private.append(home)  # a folder that the person chose may be open; kfit's own may not
    private.append(paths.state_folder())
    wrong = [name for name in private if not _own(name)]
    return Check("rights", not wrong, f"others can reach: {join_names(wrong)}" if wrong else "only you can read it")


def _own(path: str) -> bool:
    if os.name == "nt":
        return True
    try:
        found = os.lstat(path)
        target = os.stat(path) if os.path.islink(path) else found  # everybody's rights on a link say nothing
    except (FileNotFoundError, NotADirectoryError):  # there is none, or another kfit has just taken it away
        return True
    return not target.st_mode & OTHERS and found.st_uid == target.st_uid == os.getuid()


def _leftovers(path: str) -> Check:
    """Look for what an interrupted run left, and name what was moved aside."""
    name = os.path.basename(path)
    beside = paths.list_files(os.path.dirname(path))
    harmless = () if is_interrupted(path) else (f"{name}-journal",)  # one that was emptied but not yet taken away
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
    """Return the names of the files beside a data file that stood in its place once, and were moved aside."""
    return sorted(name for name in paths.list_files(os.path.dirname(path)) if name.startswith(f"{os.path.basename(path)}.aside-"))


def _disk(path: str) -> Check:
    """Name the kind of disk; warn of one that is shared over a network, where locks may not hold."""
    kind = disk_kind(path)
    if kind.startswith(SHARED):
        return Check("disk", ok=True, detail=f"{kind}: two machines may not write here at the same time")
    return Check("disk", ok=True, detail=kind or "unknown")


def disk_kind(path: str) -> str:
    """Return the name of the file system that holds a path; nothing where the machine does not tell."""
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
    """Look for second versions of the file that a sync tool made: they can hold entries that this one lacks."""
    stem = os.path.basename(path).rpartition(".")[0] or os.path.basename(path)
    beside = paths.list_files(os.path.dirname(path))
    found = sorted(name for name in beside if name.startswith(stem) and any(mark in name.lower() for mark in CONFLICTS))
    return Check("sync copies", not found, f"made by a sync tool, they may hold other entries: {join_names(found)}" if found else "none")


def _known(path: str) -> Check:
    """Name the data files that kfit remembers and that are gone."""
    gone = [name for name in paths.known() if name != path and _gone(name)]
    return Check("known files", ok=True, detail=f"no longer there: {join_names(gone)}" if gone else "all there")


def _gone(path: str) -> bool:
    try:
        return not paths.name_exists(path)
    except OSError:  # whether it is there, nobody can tell
        return False


LOOKS: dict[str, Callable[[str], Check]] = {
    "rights": _rights,
    "leftovers": _leftovers,
    "disk": _disk,
    "sync copies": _conflicts,
    "known files": _known,
}
MOST_FAULTS = 1_000_000  # SQLite would stop at the hundredth
OUTSIDE = "CHECK constraint failed"
WAL_BYTES = b"\x02\x02"  # the header's bytes 18 and 19 in a file that was left in WAL mode


def run_checks(path: str) -> list[Check]:
    """Look over a data file and what lies around it. It changes nothing and raises nothing that the file could cause."""
    file = _file(path)
    inside = _inside(path) if file.ok and os.path.isfile(path) else ()
    return [file, *inside, *surroundings(path)]


def _file(path: str) -> Check:
    """Look at the file as SQLite would not yet: is it there, is it kfit's, has it one name."""
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
    """Look into the file, one check after the other; a check that SQLite stops is one that is not ok."""
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
    """Connect so that nothing can be written. Where it may, not by `mode=ro`: there SQLite leaves the CHECKs unlooked at."""
    may_write = os.access(path, os.W_OK) and os.access(os.path.dirname(path), os.W_OK)
    db = connect(path, "ro&immutable=1" if left_in_wal else "rw" if may_write else "ro")
    db.execute("pragma query_only = on")
    return db


def _looked(db: sqlite3.Connection, path: str, name: str, look: Callable[[sqlite3.Connection], tuple[bool, str]]) -> Check:
    try:
        return Check(name, *look(db))
    except (sqlite3.Error, Unusable) as error:
        return Check(name, ok=False, detail=_said(error, path))
    except Exception as error:  # noqa: BLE001 - a damaged file can hold anything at all, and what it holds must not stop the one who looks
        return Check(name, ok=False, detail=f"a row holds what cannot be read ({type(error).__name__})")


def _said(error: sqlite3.Error | OSError | Unusable, path: str) -> str:
    """Return an error in its first line only: the others name what doctor is."""
    if isinstance(error, sqlite3.Error) and primary(error) in UNCLEAR:
        return f"SQLite can't read it ({getattr(error, 'sqlite_errorname', type(error).__name__)})"
    told = error if isinstance(error, Unusable) else explain_error(error, path, writes=False)
    return str(told).split("\n", 1)[0]


def _left_in_wal(path: str) -> bool:
    with open(path, "rb") as file:
        return file.read(20)[18:] == WAL_BYTES


def _version(db: sqlite3.Connection) -> tuple[bool, str]:
    version = examined_version(db, writes=False)
    older = version < migrations.VERSION
    return True, f"format {version}" + (f"; the next kfit command brings it to {migrations.VERSION}" if older else "")


def _integrity(db: sqlite3.Connection) -> tuple[bool, str]:
    """Count what SQLite finds wrong; its words can hold a value, so they are not shown. What a CHECK would not take today is no fault."""
    found = [line for (line,) in db.execute(f"pragma integrity_check({MOST_FAULTS})") if line != "ok"]
    wrong = [line for line in found if not line.startswith(OUTSIDE)]
    older = f"; {len(found):,} row{'s' * (len(found) != 1)} that could not be logged like this now, kept as they are" if found else ""
    return not wrong, f"{len(wrong)} faults" if wrong else f"every page and index is sound{older}"


def _references(db: sqlite3.Connection) -> tuple[bool, str]:
    wrong = db.execute("pragma foreign_key_check").fetchall()
    return not wrong, f"{len(wrong)} rows point to nothing" if wrong else "every row points to one that is there"


def _schema(db: sqlite3.Connection) -> tuple[bool, str]:
    """Compare tables, indices and views with those of a fresh file of the same format."""
    wrong, added = migrations.unlike_fresh(db, examined_version(db, writes=False))
    triggers = [name for name in added if name.startswith("trigger ")]
    told = [f"not as kfit makes it: {join_names(wrong)}"] if wrong else []
    told += [f"added by another program: {join_names(added)}"] if added else []
    return not wrong and not triggers, "; ".join(told) or "as in a fresh file"


def _entries(db: sqlite3.Connection) -> tuple[bool, str]:
    """Count the entries by kind; name those that are not whole, a number without its row or a row without its number, or not readable."""
    broken = (("not whole", consistency.find_torn_entries(db)), ("not readable", consistency.unreadable(db)))
    counts = [(kind, db.execute(f"select count(*) from {kind}").fetchone()[0]) for kind in consistency.of_its_format(db, KINDS)]
    told = ", ".join(f"{count:,} {kind}" for kind, count in counts)
    wrong = "; ".join(f"{what}: {join_names(found)}" for what, found in broken if found)
    return not wrong, wrong or told


def _journal(db: sqlite3.Connection) -> tuple[bool, str]:
    """Compare each entry and each setting with the newest state that the journal tells of it."""
    unreadable = consistency.unreadable_history(db)
    if unreadable:
        return False, f"their history can't be read: {join_names(unreadable)}"
    wrong = consistency.unlike_history(db)
    changes = db.execute("select count(*) from change").fetchone()[0]
    return not wrong, f"unlike their history: {join_names(wrong)}" if wrong else f"{changes:,} changes; every entry is as its history says"


def _settings(db: sqlite3.Connection) -> tuple[bool, str]:
    """Name those that cannot hold, so that the default does: an older kfit may have kept them, or a newer one."""
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
    """Look whether every backup of a data file is as it was made. One of a file that was not sound is a remark beside a good one."""
    try:
        found = inspect_copies(path)
    except KfitError as error:
        return Check("backups", ok=False, detail=str(error).split("\n", 1)[0])
    bad = [(copy, f"{os.path.basename(copy.path)} ({wrong})") for copy, _, wrong in found if wrong]
    if bad:
        told = f"{len(bad)} of {len(found)} not good: {join_names([text for _, text in bad])}"
        return Check("backups", ok=len(bad) < len(found) and all(copy.unsound for copy, _ in bad), detail=told)
    return Check("backups", ok=True, detail=f"{len(found)}, all good" if found else "none yet")
