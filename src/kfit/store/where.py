"""Where the files lie: the data file, its backups, and the state folder that remembers which data files there were."""

from __future__ import annotations

import errno
import os
import sys
from datetime import datetime, timedelta

from .. import clock
from ..errors import KfitError
from . import folder

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

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
    """Say what chose the data file: `KFIT_DB` or `default`."""
    return "KFIT_DB" if os.environ.get("KFIT_DB") else "default"


def backups(path: str) -> str:
    """Return the folder in which the backups of a data file lie."""
    return path + ".backups"


def copies(path: str) -> list[str]:
    """Return the file names in the backup folder of a data file; none if there is no folder. Raises KfitError if it can't be read."""
    try:
        return listed(backups(path))
    except OSError as error:
        raise KfitError(f"The copies in {backups(path)} can't be looked at ({error.strerror}).\nWhat is wrong: kfit doctor") from None


def listed(folder: str) -> list[str]:
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


def remember(path: str) -> None:
    """Put a data file on the list of known ones. Raises KfitError."""
    if path not in known():
        _write(KNOWN, lambda: "".join(map(_line, dict.fromkeys([*known(), path]))))


def forget(path: str) -> None:
    """Strike a data file from the list of known ones. Raises KfitError."""
    if path in known():
        _write(KNOWN, lambda: "".join(_line(other) for other in known() if other != path))


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
        _write(DEVICE, os.urandom(6).hex)
        return device()


def _write(name: str, content: Callable[[], str]) -> None:
    """Write a file of the state folder whole or not at all. Nobody else writes while `content` reads what was there."""
    state = _folder("state")
    path = os.path.join(state, name)
    try:
        folder.make(state)
        with folder.Alone(state):
            handle = os.open(path + folder.DRAFT, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with open(handle, "w", encoding="utf-8", errors="surrogateescape", newline="\n") as file:
                file.write(content())
                file.flush()
                os.fsync(file.fileno())
            os.replace(path + folder.DRAFT, path)
    except OSError as error:
        message = f"Nothing was saved: kfit can't write in its own state folder ({error.strerror}).\nWhat is wrong: kfit doctor"
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
