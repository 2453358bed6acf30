"""Draws the numbers to call: calm, without colour, pictures or scores (facts: clinical.md 8.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..helplines import DIRECTORY, REGIONS
from .lines import fold
from .safety import MORE_COUNTRIES, NOBODY, OTHER_COUNTRIES, OTHERWISE, TO_TALK, UNSAFE, lines_said, urgent

if TYPE_CHECKING:
    from ..helplines import Region
    from .screen import Screen

COUNTRY = 18  # columns of a country's name and its indent


def numbers(code: str | None, screen: Screen) -> str:
    """Show the numbers of a region, or without one those of every region behind its country's name."""
    region = REGIONS[code] if code else None
    blocks = [
        [*_folded(UNSAFE, "", screen), *(line for text in urgent(region) for line in _folded(text, "    ", screen))],
        [TO_TALK, *(line for each in REGIONS.values() for line in _country(each, screen))] if region is None else [],
        [*_folded((OTHER_COUNTRIES if region else MORE_COUNTRIES).format(DIRECTORY), "", screen)],
        [*_folded(OTHERWISE, "", screen), *_folded(NOBODY, "", screen)],
    ]
    return ("\n" if screen.plain else "\n\n").join("\n".join(block) for block in blocks if block)


def _country(region: Region, screen: Screen) -> list[str]:
    emergency = [f"emergency {region.emergency}"] if region.emergency else []
    said = "; ".join([*lines_said(region), *emergency])
    if screen.plain:
        return [f"{region.country}: {said}."]
    if screen.narrow:
        return [f"  {region.country}", *_folded(said, "    ", screen)]
    first, *more = _folded(said, " " * COUNTRY, screen)
    return [f"  {region.country}".ljust(COUNTRY) + first.strip(), *more]


def _folded(text: str, indent: str, screen: Screen) -> list[str]:
    return [text] if screen.plain else [indent + line for line in fold(text, screen.width - len(indent))]
