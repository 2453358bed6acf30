"""After a deletion for good: removes the copies of the text that kfit itself made for a moment, and finds the others."""

from __future__ import annotations

import os

from ..errors import KfitError
from ..model.remains import Remains
from ..store import backups, doctor, paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection


def clear_remains(path: str, texts: Collection[str]) -> Remains:
    """Remove the drafts of interrupted runs, and files of an editor that hold one of these texts; return what is left.

    Nothing is raised: what cannot be removed or listed is among the remains.
    """
    return Remains(
        _count_backups(path),
        paths.backups(path),
        _keep_drafts(path),
        find_aside(path),
        path,
        _kept_notes(texts),
        paths.notes(),
    )


def _count_backups(path: str) -> int | None:
    try:
        return sum(name.endswith(".db") for name in paths.copies(path))
    except KfitError:
        return None


def _keep_drafts(path: str) -> bool:
    """Remove the drafts of interrupted runs; return whether that failed."""
    try:
        backups.clear_drafts(path)
    except (KfitError, OSError):
        return True
    return False


def find_aside(path: str) -> list[str]:
    """Return the data files that were moved aside, none if their folder cannot be read."""
    try:
        return doctor.moved_aside(path)
    except OSError:
        return []


def _kept_notes(texts: Collection[str]) -> list[str] | None:
    """Remove files of an editor that hold one of these texts and nothing else; return the others."""
    try:
        return [path for path in paths.note_drafts() if not _removed(path, texts)]
    except OSError:
        return None


def _removed(path: str, texts: Collection[str]) -> bool:
    try:
        with open(path, encoding="utf-8") as file:
            holds_it = file.read().strip() in texts
        if holds_it:
            os.remove(path)
    except (OSError, UnicodeDecodeError):
        return False
    return holds_it
