"""Completes the numbers of entries: the latest ones, with what they hold, never with a note."""

from __future__ import annotations

from ..errors import KfitError
from ..store import find
from ..store.file import Data
from .completed import described

OFFERED = 30
LONGEST = 15  # digits


def number_of(said: str) -> int | None:
    """Read the number of an entry; None if it is none."""
    return int(said) if said.isascii() and said.isdigit() and len(said) <= LONGEST else None


def latest(incomplete: str) -> list[tuple[str, str]]:
    """Return the latest numbers that begin with what was typed, each with a few words."""
    try:
        with Data.to_read() as data:
            entries = find.latest(data.db, OFFERED) if data.db else []
    except KfitError:
        return []  # completion must stay silent; the command itself will say what is wrong
    return [(str(entry.id), described(f"{entry.phrase()}, {entry.day}")) for entry in entries if str(entry.id).startswith(incomplete)]
