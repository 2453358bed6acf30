"""Describes the days between infusions: what they were, and in which direction they went. Never what they should be, never a forecast."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from .rounds import inductions, series

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

FEWEST = 3  # gaps below which no direction is told; it is told of the last ones, so many
SAME = 2  # days by which gaps may differ and still be about the same
LONGER, SHORTER, ABOUT_SAME, MIXED = "longer", "shorter", "same", "mixed"


def between(days: Sequence[date]) -> list[int]:
    """Return the days between each infusion and the next; those of one day are one."""
    return [(later - earlier).days for earlier, later in pairwise(days) if later != earlier]


def of_series(days: Sequence[date]) -> list[list[int]]:
    """Return for each series, oldest first, the gaps behind its induction."""
    found = zip(inductions(days), series(days), strict=True)
    return [between(days[induction.stop - 1 : induction.start + one.infusions]) for induction, one in found]


def latest(days: Sequence[date]) -> list[int]:
    """Return the last 3 gaps behind the latest induction, or since the first infusion if there is none; nothing if they are fewer."""
    found = inductions(days)
    gaps = between(days[found[-1].stop - 1 :] if found else days)
    return gaps[-FEWEST:] if len(gaps) >= FEWEST else []


def trend(gaps: Sequence[int]) -> str | None:
    """Return the direction of the last 3 gaps; None if they are fewer."""
    if len(gaps) < FEWEST:
        return None
    last = gaps[-FEWEST:]
    if max(last) - min(last) <= SAME:
        return ABOUT_SAME
    steps = [later - earlier for earlier, later in pairwise(last)]
    if all(step > 0 for step in steps):
        return LONGER
    return SHORTER if all(step < 0 for step in steps) else MIXED
