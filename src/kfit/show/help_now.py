"""Draws the numbers to call: calm, without colour, pictures or scores (facts: clinical.md 8.2)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..helplines import DIRECTORY, REGIONS
from .lines import fold

if TYPE_CHECKING:
    from ..helplines import Region
    from .screen import Screen

UNSAFE = "If you might act on thoughts of harming yourself, or are not sure you are safe:"
OTHERWISE = "Otherwise please tell your clinic, or someone near you, soon; today is good."
NOBODY = "kfit sends this to nobody, and nobody is watching."
COUNTRY = 18  # columns of a country's name and its indent


def numbers(code: str | None, screen: Screen) -> str:
    """Show the numbers of a region, or without one those of every region behind its country's name."""
    region = REGIONS[code] if code else None
    blocks = [
        [*_folded(UNSAFE, "", screen), *(line for text in urgent(region) for line in _folded(text, "    ", screen))],
        ["To talk to someone:", *(line for each in REGIONS.values() for line in _country(each, screen))] if region is None else [],
        [*_folded(f"Lines in {'other countries' if region else 'more countries'}: {DIRECTORY}", "", screen)],
        [*_folded(OTHERWISE, "", screen), *_folded(NOBODY, "", screen)],
    ]
    return ("\n" if screen.plain else "\n\n").join("\n".join(block) for block in blocks if block)


def urgent(region: Region | None) -> list[str]:
    """Say whom to call at once: a region's lines and its emergency number, as far as they are known."""
    emergency = f"your emergency number, {region.emergency}" if region and region.emergency else "your local emergency number"
    lines = lines_said(region) if region else []
    return [*(f"{line}," for line in lines), f"{'or ' if lines else ''}call {emergency}."]


def lines_said(region: Region) -> list[str]:
    """Say a region's lines: `call or text 9-8-8 (day and night, English and French)`."""
    return [f"{line.how} {line.number} ({line.about})" for line in region.lines]


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
