"""Makes the copy of the day, once the answer to its first change is printed."""

from __future__ import annotations

import sys

from ..store import backup
from .output import talk


def copy_of_the_day(path: str) -> None:
    """Make the day's copy of a data file if there is none yet, and say what hindered it."""
    sys.stdout.flush()
    trouble = backup.once_a_day(path)
    if trouble:
        talk(trouble)
