"""Where the files lie, and what must hold in their folders: one process at a time changes names, nothing is replaced unseen."""

from __future__ import annotations

import errno
import os
import sys
import time
from datetime import datetime, timedelta

from .. import clock
from ..errors import KfitError, Unusable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# The suffix of a file that is not whole yet. Nobody types it, so files with it may be removed.
DRAFT = ".kfit-draft"
# Files that SQLite puts beside a data file. A journal that is left there would be played into the next file of that name.
SIDES = ("-journal", "-wal", "-shm")


class FolderLock:
    """Only one process at a time makes or replaces files in a folder. The lock goes with the process, even by kill -9.

    Who needs several takes the data file's folder first, then that of its backups, then the data file's own lock:
    else two would wait for each other. A folder is not held twice. Raises Unusable if another is at work for too long.
    """

    PAUSE = 0.01  # seconds between two tries

    def __init__(self, folder: str, *, writes: bool = False) -> None:
        self.folder, self.writes, self.held = folder, writes, -1

    def __enter__(self) -> None:
        if os.name == "nt":
            return  # there os.rename refuses to replace a file: the second process finds the first one's
        self.held = os.open(self.folder, os.O_RDONLY)
        try:
            self._wait()
        except BaseException:
            os.close(self.held)
            raise

    def __exit__(self, *_: object) -> None:
        if self.held >= 0:
            os.close(self.held)

    def _wait(self) -> None:
        import fcntl

        from . import faults

        began = time.monotonic()
        while True:
            try:
                return fcntl.flock(self.held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() - began > faults.PATIENCE:
                    raise Unusable(faults.busy(writes=self.writes)) from None
            time.sleep(self.PAUSE)


def make(path: str) -> None:
    """Make a folder that only its owner can read, and the missing ones above it; leave one alone that is there."""
    above = os.path.dirname(path)
    if above and not os.path.isdir(above):
        make(above)
    if not os.path.isdir(path):
        os.makedirs(path, mode=0o700, exist_ok=True)


def name_exists(path: str) -> bool:
    """Tell whether something bears this name. Raises OSError where nobody can tell, such as in a folder that may not be read."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def refuse_foreign(path: str) -> None:
    """Raise Unusable if a folder, or a link to it, belongs to somebody else, who could put other files in the place of kfit's."""
    if os.name == "nt":
        return
    if any(found.st_uid != os.geteuid() for found in (os.lstat(path), os.stat(path))):
        raise Unusable(f"{path} belongs to somebody else, so kfit neither reads nor writes there.")


def new_file(path: str) -> None:
    """Make an empty file that only its owner can read, in the place of what an interrupted run left there."""
    clear(path)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def write_new(path: str, text: str) -> None:
    """Write a file that only its owner can read, and make it last. What is there is replaced, and a link is not followed."""
    new_file(path)
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
    with open(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def clear(path: str) -> None:
    """Take away a draft and what SQLite left beside it, if there are any."""
    for leftover in (path, *(path + side for side in SIDES)):
        if os.path.lexists(leftover):
            os.remove(leftover)


def sync(path: str) -> None:
    """Make the content of a file last, or the names in a folder."""
    if os.name == "nt":
        return
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def aside_name(path: str, stamp: str) -> str:
    """Return a free name beside a file for its old content: `kfit.db.aside-20261123T023000Z`."""
    name, turn = f"{path}.aside-{stamp}", 1
    while any(os.path.lexists(name + side) for side in ("", *SIDES)):
        turn += 1
        name = f"{path}.aside-{stamp}.{turn}"
    return name


def move_aside(path: str, aside: str) -> None:
    """Give a file, and what SQLite left beside it, another name. The content stays as it is; `sync` makes the names last."""
    _move_sides(path, aside)
    if os.path.lexists(path):
        os.rename(path, aside)


def replace(path: str, draft: str, aside: str) -> None:
    """Put a finished file in the place of another, whose content stays under the name `aside`; `sync` makes the names last.

    At no moment is there no file of that name, except where the old one is a folder or the disk knows no hard links.
    """
    _move_sides(path, aside)
    if os.path.lexists(path):
        try:
            os.link(path, aside)
        except OSError:
            os.rename(path, aside)
    os.replace(draft, path)


def _move_sides(path: str, aside: str) -> None:
    for side in SIDES:
        if os.path.lexists(path + side):
            os.rename(path + side, aside + side)


KNOWN = "known-files"
DEVICE = "device"
DEMO = "demo.db"
NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # what the system says of a link without an end
DAILY = "daily"  # the reason in the name of a copy of the day


def data_file() -> str:
    """Return the real path of the data file: `KFIT_DB`, else `kfit.db` in the platform's data folder."""
    return os.path.realpath(_named())


def broken_link(path: str) -> str:
    """Return the link on the way to the data file that leads nowhere, or in a circle; nothing if there is none."""
    whole = os.path.abspath(_named())
    if os.path.realpath(whole) != path:
        return ""
    steps = whole.split(os.sep)
    prefixes = (os.sep.join(steps[:count]) for count in range(2, len(steps) + 1))
    return next((prefix for prefix in prefixes if os.path.islink(prefix) and _leads_nowhere(prefix)), "")


def through_link(path: str) -> bool:
    """Tell whether a link leads to the data file."""
    return path != os.path.abspath(_named())


def _leads_nowhere(link: str) -> bool:
    try:
        os.stat(link)
    except OSError as error:
        return error.errno in NOWHERE
    return False


def _named() -> str:
    return os.environ.get("KFIT_DB") or os.path.join(_folder("data"), "kfit.db")


def told_by() -> str:
    """Return what chose the data file: `KFIT_DB` or `default`."""
    return "KFIT_DB" if os.environ.get("KFIT_DB") else "default"


def backups(path: str) -> str:
    """Return the folder in which the backups of a data file lie."""
    return path + ".backups"


def copies(path: str) -> list[str]:
    """Return the file names in the backup folder of a data file; none if there is no folder. Raises KfitError if it can't be read."""
    try:
        there = list_files(backups(path))
        if there:
            refuse_foreign(backups(path))
    except OSError as error:
        raise KfitError(f"The copies in {backups(path)} can't be looked at ({error.strerror}).\nWhat is wrong: kfit doctor") from None
    return there


def list_files(folder: str) -> list[str]:
    """Return the file names in a folder; none if there is no folder. Raises OSError if it can't be read."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def compact(moment: datetime) -> str:
    """Write a moment in UTC for a file name: `20261123T023000Z`."""
    return clock.stamp(moment).replace("-", "").replace(":", "")


def copy_due(path: str, now: datetime) -> bool:
    """Tell whether the copy of the day, by the local calendar, is still to be made."""
    begins = now.replace(hour=0, minute=0, second=0)
    first, last = compact(begins), compact(begins + timedelta(days=1))
    return not any(first <= name < last and f"-{DAILY}-" in name for name in copies(path) if name.endswith(".db"))


def notes() -> str:
    """Return the folder in which a note lies while somebody writes it in an editor."""
    return os.path.join(_folder("state"), "note")


def note_drafts() -> list[str]:
    """Return the paths of the notes that are being written, or that were kept because they could not be saved."""
    return [os.path.join(notes(), name) for name in sorted(list_files(notes()))]


def demo_file() -> str:
    """Return the path of the file that the demo writes."""
    return os.path.realpath(os.path.join(_folder("state"), DEMO))


def known() -> list[str]:
    """Return the data files that kfit has created and that have not been struck from the list."""
    try:
        with open(os.path.join(_folder("state"), KNOWN), encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return [_path(line) for line in file.read().split("\n") if line]
    except (FileNotFoundError, NotADirectoryError):
        return []


def remember(path: str, undone: str = "") -> None:
    """Put a data file on the list of known ones. Raises KfitError, whose sentence begins with `undone`: "Not saved: "."""
    if path not in known():
        _write(KNOWN, lambda: "".join(map(_line, dict.fromkeys([*known(), path]))), undone)


def forget(path: str) -> None:
    """Strike a data file from the list of known ones. Raises KfitError."""
    if path in known():
        _write(KNOWN, lambda: "".join(_line(other) for other in known() if other != path), "Nothing was changed: ")


def _line(path: str) -> str:
    """Write a path as a line of the list: a line break in it, and the sign that escapes it, are escaped."""
    return path.replace("\\", "\\\\").replace("\n", "\\n") + "\n"


def _path(line: str) -> str:
    return "\\".join(part.replace("\\n", "\n") for part in line.split("\\\\"))


def state_folder() -> str:
    """Return the folder in which kfit remembers what lies outside the data file."""
    return _folder("state")


def device() -> str:
    """Return this machine's own name in the journal; it is made by chance and lies outside the data file.

    Raises KfitError if it cannot be kept.
    """
    try:
        with open(os.path.join(_folder("state"), DEVICE), encoding="ascii") as file:
            return file.read().strip()
    except OSError:
        _write(DEVICE, os.urandom(6).hex, "Not saved: ")
        return device()


def _write(name: str, content: Callable[[], str], undone: str) -> None:
    """Write a file of the state folder whole or not at all. Nobody else writes while `content` reads what was there."""
    state = _folder("state")
    path = os.path.join(state, name)
    try:
        make(state)
        with FolderLock(state):
            write_new(path + DRAFT, content())
            os.replace(path + DRAFT, path)
    except OSError as error:
        message = f"{undone}kfit can't write in its own state folder ({error.strerror}).\nWhat is wrong: kfit doctor"
        raise KfitError(message) from None


def _folder(purpose: str) -> str:
    """Return the folder for `data` or `state` by the platform's rules.

    On Linux in own lines, equal to platformdirs (a test holds them together): its import alone costs a log
    command more than the whole insert.
    """
    if sys.platform == "linux":
        told = os.environ.get(f"XDG_{purpose.upper()}_HOME", "").strip()
        return os.path.join(told or os.path.expanduser("~/.local/" + ("share" if purpose == "data" else "state")), "kfit")
    from platformdirs import PlatformDirs

    folders = PlatformDirs("kfit", appauthor=False)
    return folders.user_data_dir if purpose == "data" else folders.user_state_dir
