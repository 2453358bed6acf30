"""The paths of all files, and safe operations on them: locked folders, drafts, and names that are not replaced by accident."""

from __future__ import annotations

import errno
import os
import sys
import time
from datetime import datetime, timedelta
from stat import S_ISREG

from .. import clock
from ..errors import KfitError, Unusable

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

# The suffix of a file until it is complete. Nobody types it, so a file with this suffix may be deleted.
DRAFT = ".kfit-draft"
# The suffixes of the files that SQLite creates. SQLite would play a leftover journal into the next file of that name.
SIDES = ("-journal", "-wal", "-shm")


class FolderLock:
    """Lets only one process at a time create or replace files in a folder. The lock ends with the process, even by kill -9.

    The order of locks is: folder of the data file, folder of its backups, data file. Another order can cause a deadlock.
    A process must not lock a folder twice. Raises Unusable if another process holds the lock for over 10 seconds.
    """

    PAUSE = 0.01  # seconds between two attempts

    def __init__(self, folder: str, *, writes: bool = False) -> None:
        self.folder, self.writes, self.held = folder, writes, -1

    def __enter__(self) -> None:
        if os.name == "nt":
            return  # os.rename on Windows never replaces a file, so a second process fails
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
    """Create a folder that only its owner can read, and its missing parents. An existing folder stays as it is."""
    above = os.path.dirname(path)
    if above and not os.path.isdir(above):
        make(above)
    if not os.path.isdir(path):
        os.makedirs(path, mode=0o700, exist_ok=True)


def name_exists(path: str) -> bool:
    """Return whether a path exists, even as a broken link. Raises OSError if that is not known, as in a folder without access."""
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return False
    return True


def refuse_foreign(path: str) -> None:
    """Raise Unusable if another user owns a folder or the link to it, because that user could replace the files in it."""
    if os.name == "nt":
        return
    if any(found.st_uid != os.geteuid() for found in (os.lstat(path), os.stat(path))):
        raise Unusable(f"{path} belongs to somebody else, so kfit neither reads nor writes there.")


def new_file(path: str) -> None:
    """Create an empty file that only its owner can read. It replaces what an interrupted run left at that path."""
    clear(path)
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))


def write_new(path: str, text: str) -> None:
    """Write a file that only its owner can read, and sync it to disk. It replaces an existing file or link."""
    new_file(path)
    handle = os.open(path, os.O_WRONLY | getattr(os, "O_NOFOLLOW", 0))
    with open(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def clear(path: str) -> None:
    """Delete a file and the files that SQLite created for it, if they exist."""
    for leftover in (path, *(path + side for side in SIDES)):
        if os.path.lexists(leftover):
            os.remove(leftover)


def sync(path: str) -> None:
    """Sync the content of a file, or the names in a folder, to disk. It does nothing on Windows."""
    if os.name == "nt":
        return
    held = os.open(path, os.O_RDONLY)
    try:
        os.fsync(held)
    finally:
        os.close(held)


def aside_name(path: str, stamp: str) -> str:
    """Return an unused path in the same folder for the old content of a file: `kfit.db.aside-20261123T023000Z`."""
    name, turn = f"{path}.aside-{stamp}", 1
    while any(os.path.lexists(name + side) for side in ("", *SIDES)):
        turn += 1
        name = f"{path}.aside-{stamp}.{turn}"
    return name


def move_aside(path: str, aside: str) -> None:
    """Rename a file and the files that SQLite created for it. The caller must `sync` the folder afterwards."""
    _move_sides(path, aside)
    if os.path.lexists(path):
        os.rename(path, aside)


def replace(path: str, draft: str, aside: str) -> None:
    """Replace a file by a finished draft; the old file stays under the name `aside`. The caller must `sync` the folder afterwards.

    The path exists at every moment, unless the old file is a folder or the disk does not support hard links.
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
LONGEST_ID = 64  # characters of a machine's id; kfit makes 12
DEMO = "demo.db"
NOWHERE = (errno.ENOENT, errno.ENOTDIR, errno.ELOOP)  # the errors for a link that leads nowhere or in a circle
WHOLE_PATH = "Say where the data file is by its whole path: KFIT_DB=/path/to/kfit.db"
DAILY = "daily"  # the reason in the name of a daily backup


def data_file() -> str:
    """Return the real path of the data file: `KFIT_DB`, else `kfit.db` in the platform's data folder.

    A `~` in `KFIT_DB` is a home folder; a relative path begins in the current folder. Raises Unusable if that is not known.
    """
    return os.path.realpath(_named())


def broken_link(path: str) -> str:
    """Return the first broken or circular link on the path of the data file; empty if there is none."""
    whole = os.path.abspath(_named())
    if os.path.realpath(whole) != path:
        return ""
    steps = whole.split(os.sep)
    prefixes = (os.sep.join(steps[:count]) for count in range(2, len(steps) + 1))
    return next((prefix for prefix in prefixes if os.path.islink(prefix) and _leads_nowhere(prefix)), "")


def through_link(path: str) -> bool:
    """Return whether the path of the data file contains a link."""
    return path != os.path.abspath(_named())


def _leads_nowhere(link: str) -> bool:
    try:
        os.stat(link)
    except OSError as error:
        return error.errno in NOWHERE
    return False


def _named() -> str:
    told = os.environ.get("KFIT_DB", "")
    if not told.strip():
        return os.path.join(_folder("data"), "kfit.db")
    try:
        return os.path.join(os.getcwd(), _from_home(told) if told.startswith("~") else told)
    except OSError:
        if os.path.isabs(told):
            return told
        raise Unusable(f"KFIT_DB is a path from the folder that you are in, and that is gone.\n{WHOLE_PATH}") from None


def _from_home(told: str) -> str:
    """Return a path that begins with `~` or `~name` with the home folder in its place. Raises Unusable if nobody has that name."""
    name = told[1:].split(os.sep, 1)[0]
    whole = os.path.expanduser(told) if name else home_folder() + told[1:]
    if whole.startswith("~"):
        raise Unusable(f"KFIT_DB begins with ~{name}, and nobody here has that name.\n{WHOLE_PATH}")
    return whole


def from_home(path: str) -> str:
    """Return a whole path as KFIT_DB can hold it: `~/...` for one in the home folder, so that it names nobody."""
    try:
        home = os.path.realpath(home_folder())
    except Unusable:
        return path
    return f"~{path.removeprefix(home)}" if path.startswith(home + os.sep) else path


def home_folder() -> str:
    """Return the person's home folder: `HOME` if that is an absolute path, else that of the account. Raises Unusable if there is none."""
    told = os.environ.get("HOME", "")
    if not os.path.isabs(told):
        told = os.path.expanduser("~") if os.name == "nt" else _home_of_account()
    if not os.path.isabs(told):
        raise Unusable(f"HOME is not a whole path, and this account has no home folder.\n{WHOLE_PATH}")
    return told.rstrip(os.sep)


def _home_of_account() -> str:
    import pwd  # rare: HOME is set nearly everywhere

    try:
        return pwd.getpwuid(os.getuid()).pw_dir
    except KeyError:
        return ""


def base_folder(variable: str, usual: str) -> str:
    """Return the absolute path in an XDG variable, else the usual folder in the home folder: a relative path is to be ignored."""
    told = os.environ.get(variable, "").strip()
    return told if os.path.isabs(told) else os.path.join(home_folder(), usual)


def told_by() -> str:
    """Return what determines the data file: `KFIT_DB` or `default`."""
    return "KFIT_DB" if os.environ.get("KFIT_DB", "").strip() else "default"


def backups(path: str) -> str:
    """Return the folder for the backups of a data file."""
    return path + ".backups"


def copies(path: str) -> list[str]:
    """Return the file names in the backup folder, none if there is no folder. Raises KfitError if it is unreadable or foreign."""
    try:
        there = list_files(backups(path))
        if there:
            refuse_foreign(backups(path))
    except OSError as error:
        raise KfitError(f"The copies in {backups(path)} can't be looked at ({error.strerror}).\nWhat is wrong: kfit doctor") from None
    return there


def list_files(folder: str) -> list[str]:
    """Return the file names in a folder; none if there is no folder. Raises OSError if it cannot be read."""
    try:
        return os.listdir(folder)
    except (FileNotFoundError, NotADirectoryError):
        return []


def compact(moment: datetime) -> str:
    """Return a time in UTC for a file name: `20261123T023000Z`."""
    return clock.stamp(moment).replace("-", "").replace(":", "")


def copy_due(path: str, now: datetime) -> bool:
    """Return whether there is no daily backup of this local calendar day yet. Raises KfitError if the folder is unreadable."""
    begins = now.replace(hour=0, minute=0, second=0)
    first, last = compact(begins), compact(begins + timedelta(days=1))
    return not any(first <= name < last and f"-{DAILY}-" in name for name in copies(path) if name.endswith(".db"))


def notes() -> str:
    """Return the folder for a note while the person writes it in an editor."""
    return os.path.join(_folder("state"), "note")


def note_drafts() -> list[str]:
    """Return the paths of the notes that are being written or could not be saved."""
    return [os.path.join(notes(), name) for name in sorted(list_files(notes()))]


def demo_file() -> str:
    """Return the path of the data file of the demo."""
    return os.path.realpath(os.path.join(_folder("state"), DEMO))


def known() -> list[str]:
    """Return the paths on the list of known data files. Raises OSError if the list exists but cannot be read."""
    path = os.path.join(_folder("state"), KNOWN)
    try:
        refuse_no_file(path)
        with open(path, encoding="utf-8", errors="surrogateescape", newline="\n") as file:
            return [_path(line) for line in file.read().split("\n") if line]
    except (FileNotFoundError, NotADirectoryError):
        return []


def remember(path: str, undone: str = "") -> None:
    """Add a data file to the list of known ones. Raises KfitError; its message begins with `undone`, such as "Not saved: "."""
    if path not in known():
        _write(KNOWN, lambda: "".join(map(_line, dict.fromkeys([*known(), path]))), undone)


def forget(path: str) -> None:
    """Remove a data file from the list of known ones. Raises KfitError if the list cannot be written."""
    if path in known():
        _write(KNOWN, lambda: "".join(_line(other) for other in known() if other != path), "Nothing was changed: ")


def _line(path: str) -> str:
    """Return a path as a line of the list, with line breaks and backslashes escaped."""
    return path.replace("\\", "\\\\").replace("\n", "\\n") + "\n"


def _path(line: str) -> str:
    return "\\".join(part.replace("\\n", "\n") for part in line.split("\\\\"))


def state_folder() -> str:
    """Return the folder for what kfit stores outside of the data file."""
    return _folder("state")


def device() -> str:
    """Return the random id of this machine in the journal, which is stored outside of the data file.

    It creates the id if there is none that can be read. Raises KfitError if it cannot be stored.
    """
    told = _stored_device()
    if not told:
        made = os.urandom(6).hex()
        _write(DEVICE, lambda: _stored_device() or made, "Not saved: ")  # a parallel first run may have just stored one
        told = _stored_device() or made
    return told


def _stored_device() -> str:
    """Return the stored id of this machine; empty if there is none, or if what lies there is none."""
    path = os.path.join(_folder("state"), DEVICE)
    try:
        refuse_no_file(path)
        with open(path, encoding="ascii", errors="replace") as file:
            told = file.read(LONGEST_ID + 1).strip()
    except OSError:
        return ""
    return told if told.isascii() and told.isalnum() and len(told) <= LONGEST_ID else ""


def refuse_no_file(path: str) -> None:
    """Raise OSError if something other than a file lies at a path: the read of a pipe would wait for ever."""
    if not S_ISREG(os.stat(path).st_mode):
        raise OSError(errno.EINVAL, "it is not a file", path)


def _write(name: str, content: Callable[[], str], undone: str) -> None:
    """Write a file of the state folder, whole or not at all. `content` runs under the lock, so it sees the latest version."""
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

    On Linux it computes the path itself, because the import of platformdirs takes longer than the insert of an
    entry. A test checks that both results are equal.
    """
    if sys.platform == "linux":
        usual = ".local/share" if purpose == "data" else ".local/state"
        return os.path.join(base_folder(f"XDG_{purpose.upper()}_HOME", usual), "kfit")
    from platformdirs import PlatformDirs

    folders = PlatformDirs("kfit", appauthor=False)
    return folders.user_data_dir if purpose == "data" else folders.user_state_dir
