"""Finds in which round the person wrote "it fades". It is their own word; nothing is concluded from it."""

from __future__ import annotations

from bisect import bisect_right
from datetime import date, datetime
from typing import TYPE_CHECKING

from ..treated import Faded

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..entries import Infusion
    from ..figures import Treatment

IT_FADES = "it fades"


def fading(infusions: Sequence[Infusion], marks: Iterable[tuple[str, str | None]]) -> dict[str, Faded]:
    """Return the latest mark of each round, by the day of the infusion that began it.

    `marks` are day and time of each. On the day of an infusion, a mark belongs to the round that ends there, unless both
    times are known and it came behind. Infusions of one day share a round.
    """
    times: dict[str, list[str | None]] = {}
    for infusion in infusions:
        times.setdefault(infusion.day, []).append(infusion.at)
    days = sorted(times)
    found: dict[str, Faded] = {}
    for day, at in marks:
        place = bisect_right(days, day) - 1
        if place >= 0 and days[place] == day and _before(at, times[day], first=not place):
            place -= 1
        if place < 0:
            continue
        told = Faded(date.fromisoformat(day), (date.fromisoformat(day) - date.fromisoformat(days[place])).days)
        found[days[place]] = max(told, found.get(days[place], told))
    return found


def _before(at: str | None, infusions: Iterable[str | None], *, first: bool) -> bool:
    """Tell whether a mark came before the last infusion of its day; where a time is not known, there must be a round before."""
    known = [datetime.fromisoformat(one) for one in infusions if one]
    return datetime.fromisoformat(at) < max(known) if at and known else not first


def of_row(row: Treatment, found: dict[str, Faded]) -> Faded | None:
    """Return the latest mark in a row of the infusion table, which may be a whole induction."""
    told = [found[infusion.day] for infusion in row.infusions if infusion.day in found]
    return max(told, default=None)
