"""What must hold in a folder of data: one process at a time changes names, a rename lasts, nothing is replaced unseen."""

from __future__ import annotations

import os
import time

from ..errors import Unusable

# What a file is called until it is whole, behind its name to be: nobody types it, so what bears it may be taken away.
DRAFT = ".kfit-draft"
# What SQLite puts beside a data file. A journal that stays behind would be played into the next file of that name.
SIDES = ("-journal", "-wal", "-shm")


class Alone:
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

        from . import trouble

        began = time.monotonic()
        while True:
            try:
                return fcntl.flock(self.held, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                if time.monotonic() - began > trouble.PATIENCE:
                    raise Unusable(trouble.busy(writes=self.writes)) from None
            time.sleep(self.PAUSE)


def make(path: str) -> None:
    """Make a folder that only its owner can read, and the missing ones above it; leave one alone that is there."""
    above = os.path.dirname(path)
    if above and not os.path.isdir(above):
        make(above)
    if not os.path.isdir(path):
        os.makedirs(path, mode=0o700, exist_ok=True)


def there(path: str) -> bool:
    """Tell whether something bears this name. Raises OSError where nobody can tell, such as in a folder that may not be read."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def new_file(path: str) -> None:
    """Make an empty file that only its owner can read, in the place of what an interrupted run left there."""
    clear(path)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


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
    """Give a file, and what SQLite left beside it, another name. The content stays as it is."""
    _move_sides(path, aside)
    if os.path.lexists(path):
        os.rename(path, aside)
    sync(os.path.dirname(path))


def replace(path: str, draft: str, aside: str) -> None:
    """Put a finished file in the place of another, whose content stays under the name `aside`.

    At no moment is there no file of that name, except where the old one is a folder or the disk knows no hard links.
    """
    _move_sides(path, aside)
    if os.path.lexists(path):
        try:
            os.link(path, aside)
        except OSError:
            os.rename(path, aside)
    os.replace(draft, path)
    sync(os.path.dirname(path))


def _move_sides(path: str, aside: str) -> None:
    for side in SIDES:
        if os.path.lexists(path + side):
            os.rename(path + side, aside + side)
