"""Tells whether rows say the same of a person's own names as is kept of them here: the better end, the unit, what is counted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries import QUANTITIES, RATINGS, Habit, Measure, Rating

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from ..entries import Entry
    from ..kept import Tracked
    from .incoming import Values

OTHER = {"minutes": "times", "times": "minutes"}


class Agreement:
    """Holds rows against the names that were kept before any of the rows came.

    A row that is here already (`is_here` knows its uid) says nothing new: the same file can be imported again.
    """

    def __init__(self, tracked: Iterable[Tracked], is_here: Callable[[str], bool]) -> None:
        self.is_here = is_here
        self.kept = {(one.kind, one.name): one for one in tracked if one.name not in RATINGS and one.name not in QUANTITIES}

    def broken(self, kind: type[Entry], values: Values) -> str:
        """Say how the name of a row is kept here, if the row has it otherwise; else nothing."""
        if not self.kept or kind not in CONTRADICTIONS:
            return ""
        told = dict(zip(kind.FIELDS, values, strict=True))
        kept = self.kept.get((kind.kind, str(told["name"])))
        how = CONTRADICTIONS[kind](kept, told) if kept else ""
        return f"{kept.name} is kept here {how}" if kept and how and not self.is_here(str(told["uid"])) else ""


def _rating(kept: Tracked, told: Mapping[str, object]) -> str:
    return "" if kept.better in (None, told["better"]) else f"with {kept.better} as the better end"


def _measure(kept: Tracked, told: Mapping[str, object]) -> str:
    if kept.unit == told["unit"]:
        return ""
    return f"in {kept.unit}" if kept.unit else "without a unit"


def _habit(kept: Tracked, told: Mapping[str, object]) -> str:
    other = OTHER.get(kept.unit or "")
    return f"in {kept.unit}" if other and told[other] is not None else ""


CONTRADICTIONS = {Rating: _rating, Measure: _measure, Habit: _habit}
