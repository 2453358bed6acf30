"""Makes the copy of the day, once the answer to its first change is printed."""

from __future__ import annotations

import sys

from .. import clock
from ..store import where
from .output import talk


def copy_of_the_day(path: str) -> None:
    """Make the day's copy of a data file if there is none yet, and say what hindered it."""
    sys.stdout.flush()
    if not _due(path):
        return
    from ..store import backup  # only the first line of a day waits for it

    trouble = backup.once_a_day(path)
    if trouble:
        talk(trouble)


def _due(path: str) -> bool:
    try:
        return where.copy_due(path, clock.now())
    except Exception:  # noqa: BLE001 - what is wrong is said where the copy is made
        return True
