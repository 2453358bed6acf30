"""Looks at what lies around a data file without changing it: rights, leftovers, the disk, copies that a sync tool made."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from ..errors import KfitError
from . import folder, where

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN = 5  # numbers or names that a detail lists
MOUNTS = "/proc/self/mounts"
OTHERS = 0o077  # the rights of everybody but the owner
# Disks whose locks cannot be relied on (facts: reliability.md 2.5).
SHARED = ("nfs", "cifs", "smb", "9p", "fuse", "afs", "vboxsf", "drvfs")
CONFLICTS = (".sync-conflict-", "conflicted copy", "-conflict", "(conflict")


class Check(NamedTuple):
    """One thing that was looked at, whether it is as it should be, and what was seen. It never holds words of a note."""

    name: str
    ok: bool
    detail: str


def checked(path: str) -> list[Check]:
    """Look at everything around a data file."""
    return [_looked(path, name, look) for name, look in LOOKS.items()]


def _looked(path: str, name: str, look: Callable[[str], Check]) -> Check:
    """Look at one thing; where the system does not let us, that is what was found."""
    try:
        return look(path)
    except OSError as error:
        return Check(name, ok=False, detail=f"{error.filename or path} can't be looked at ({error.strerror or type(error).__name__})")
    except KfitError as error:
        return Check(name, ok=False, detail=str(error))


def listed(names: list[str]) -> str:
    """List the first few names, and say how many more there are."""
    more = len(names) - SHOWN
    return ", ".join(names[:SHOWN]) + (f" and {more} more" if more > 0 else "")


def _rights(path: str) -> Check:
    """Look whether somebody else may read the file, its folder, its copies or what kfit remembers."""
    home, kept = os.path.dirname(path), where.backups(path)
    private = [path, *(path + side for side in folder.SIDES), kept, *(os.path.join(kept, name) for name in where.copies(path))]
    if where.told_by() == "default":
        private.append(home)  # a folder that the person chose may be open; kfit's own may not
    private.append(where.state_folder())
    wrong = [name for name in private if not _own(name)]
    return Check("rights", not wrong, f"others can reach: {listed(wrong)}" if wrong else "only you can read it")


def _own(path: str) -> bool:
    if os.name == "nt":
        return True
    try:
        found = os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):  # there is none, or another kfit has just taken it away
        return True
    return not found.st_mode & OTHERS and found.st_uid == os.getuid()


def _leftovers(path: str) -> Check:
    """Look for what an interrupted run left, and name what was moved aside."""
    name = os.path.basename(path)
    beside = where.listed(os.path.dirname(path))
    harmless = () if interrupted(path) else (f"{name}-journal",)  # one that was emptied but not yet taken away
    sides = sorted(other for other in beside if other in [name + side for side in folder.SIDES] and other not in harmless)
    drafts = sorted(other for other in beside if other.startswith(name + folder.DRAFT))
    aside = sorted(other for other in beside if other.startswith(f"{name}.aside-"))
    told = [f"left by an interrupted write: {listed(sides)}"] if sides else []
    told += [f"an unfinished draft, which the next copy of the day clears: {listed(drafts)}"] if drafts else []
    told += [f"moved aside: {listed(aside)}"] if aside else []
    return Check("leftovers", not sides, "; ".join(told) or "none")


def interrupted(path: str) -> bool:
    """Tell whether a journal lies there that SQLite would play back."""
    if not os.path.isfile(path + "-journal"):
        return False
    try:
        with open(path + "-journal", "rb") as file:
            return any(file.read(8))
    except FileNotFoundError:  # another kfit has just taken it away
        return False


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
    beside = where.listed(os.path.dirname(path))
    found = sorted(name for name in beside if name.startswith(stem) and any(mark in name.lower() for mark in CONFLICTS))
    return Check("sync copies", not found, f"made by a sync tool, they may hold other entries: {listed(found)}" if found else "none")


def _known(path: str) -> Check:
    """Name the data files that kfit remembers and that are gone."""
    gone = [name for name in where.known() if name != path and _gone(name)]
    return Check("known files", ok=True, detail=f"no longer there: {listed(gone)}" if gone else "all there")


def _gone(path: str) -> bool:
    try:
        return not folder.there(path)
    except OSError:  # whether it is there, nobody can tell
        return False


LOOKS: dict[str, Callable[[str], Check]] = {
    "rights": _rights,
    "leftovers": _leftovers,
    "disk": _disk,
    "sync copies": _conflicts,
    "known files": _known,
}
