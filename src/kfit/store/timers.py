"""Writes and deletes kfit's systemd units in the person's unit folder. It never changes a file that kfit did not write."""

from __future__ import annotations

import os

from ..errors import KfitError
from . import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping


def home() -> str:
    """Return the folder of the person's own systemd units."""
    return os.path.join(paths.base_folder("XDG_CONFIG_HOME", ".config"), "systemd", "user")


def path_of(name: str) -> str:
    """Return the path of a unit."""
    return os.path.join(home(), name)


def shown_path(name: str) -> str:
    """Return the path of a unit for display, with `~` for the home folder."""
    own = paths.home_folder() + os.sep
    path = path_of(name)
    return f"~{os.sep}{path.removeprefix(own)}" if path.startswith(own) else path


def in_place(names: Iterable[str], marker: str) -> list[str]:
    """Return the names of the units that exist and that kfit wrote: their first line is the marker."""
    return [name for name in names if _ours(path_of(name), marker)]


def text(name: str) -> str:
    """Return the content of a unit; empty if it does not exist or cannot be read."""
    try:
        paths.refuse_no_file(path_of(name))
        with open(path_of(name), encoding="utf-8", errors="replace") as file:
            return file.read()
    except OSError:
        return ""


def check_free(names: Iterable[str], marker: str) -> None:
    """Raise KfitError if a file with one of these names exists that kfit did not write."""
    for name in names:
        if foreign(name, marker):
            raise KfitError(f"Nothing is written: {shown_path(name)} is there already, and kfit did not write it.")


def write(files: Mapping[str, str], marker: str) -> None:
    """Write units, each whole or not at all, readable only by the owner. Raises KfitError if one is foreign or not writable."""
    check_free(files, marker)
    try:
        paths.make(home())
        for name, content in files.items():
            draft = path_of(name) + paths.DRAFT
            paths.write_new(draft, content)
            os.replace(draft, path_of(name))
        paths.sync(home())
    except OSError as error:
        raise KfitError(f"I can't write in {home()} ({error.strerror}). The timer is not in place.") from None


def remove(names: Iterable[str], marker: str) -> list[str]:
    """Delete the units that kfit wrote; return their names. Raises KfitError if one cannot be deleted."""
    found = in_place(names, marker)
    try:
        for name in found:
            os.remove(path_of(name))
    except OSError as error:
        raise KfitError(f"I can't remove a file in {home()} ({error.strerror}).") from None
    return found


def foreign(name: str, marker: str) -> bool:
    """Return whether a file with that name exists that kfit did not write."""
    return os.path.lexists(path_of(name)) and not _ours(path_of(name), marker)


def _ours(path: str, marker: str) -> bool:
    """Return whether kfit wrote a file. A link never counts as written by kfit."""
    if os.path.islink(path) or not os.path.isfile(path):
        return False
    try:
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.readline().rstrip("\n") == marker
    except OSError:
        return False
