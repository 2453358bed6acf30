"""How much is tried: what fits into every run, and with KFIT_TESTS=long all of it."""

from __future__ import annotations

import os
from typing import TypeVar

Some = TypeVar("Some")
LONG = os.environ.get("KFIT_TESTS") == "long"


def tried(usual: Some, long: Some) -> Some:
    """Return what this run tries."""
    return long if LONG else usual


def share(every: list[Some], turn: int, parts: int) -> list[Some]:
    """Return a part of the cases, another one each turn: after `parts` turns each was tried. A long run gets all of them."""
    return every if LONG else every[turn % parts :: parts]
