"""Finds out how strenuous movement was, and weighs its minutes as the WHO does. Only goals ask; nothing is stored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..aimed import Done, Intensities

if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..aimed import Moved

LIGHT, MODERATE, VIGOROUS = "light", "moderate", "vigorous"
# METs of the 2011 Compendium of Physical Activities for the codes of `ACTIVITIES` (facts: clinical.md 4.1).
METS = {
    "walk": 3.5, "stroll": 2.0, "hike": 6.0, "run": 8.3, "jog": 7.0, "bike": 4.0, "spin": 4.8, "swim": 6.0, "yoga": 2.5, "pilates": 3.0,
    "taichi": 3.0, "stretch": 2.3, "dance": 4.5, "gym": 3.5, "row": 4.8, "elliptical": 5.0, "aerobics": 7.3, "water-aerobics": 5.5,
    "boxing": 5.5, "garden": 3.8, "housework": 3.3, "golf": 4.8, "tennis": 7.3, "soccer": 7.0, "basketball": 6.5, "stairs": 4.0,
}  # fmt: skip
MODERATE_FROM, VIGOROUS_FROM = 3.0, 6.0  # MET
EFFORT_MODERATE, EFFORT_VIGOROUS = 5, 7  # effort of a session, 0 to 10 (facts: clinical.md 4, talk test)
WEIGHTS = {LIGHT: 0, MODERATE: 1, VIGOROUS: 2}  # WHO 2020: a vigorous minute counts as two moderate ones


def intensity(moved: Moved) -> str | None:
    """Return how strenuous it was: by the person's own word, else by the effort told, else by the activity's class; None if unknown."""
    if moved.intensity in WEIGHTS:
        return moved.intensity
    if moved.effort is not None:
        return VIGOROUS if moved.effort >= EFFORT_VIGOROUS else MODERATE if moved.effort >= EFFORT_MODERATE else LIGHT
    met = METS.get(moved.activity or "")
    if met is None:
        return None
    return VIGOROUS if met >= VIGOROUS_FROM else MODERATE if met >= MODERATE_FROM else LIGHT


def by_intensity(moved: Iterable[Moved]) -> Intensities:
    """Add minutes up by intensity."""
    sums = dict.fromkeys((*WEIGHTS, None), 0)
    for one in moved:
        sums[intensity(one)] += one.minutes
    return Intensities(sums[LIGHT], sums[MODERATE], sums[VIGOROUS], sums[None])


def weighted(moved: Iterable[Moved]) -> dict[str, Done]:
    """Return each day's WHO-equivalent minutes; a day with light movement alone has none, and stands there all the same."""
    found: dict[str, Done] = {}
    for one in moved:
        minutes = one.minutes * WEIGHTS[intensity(one) or MODERATE]
        found[one.day] = Done(found[one.day].minutes + minutes if one.day in found else minutes)
    return found
