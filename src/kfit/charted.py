"""The values of a chart, which progress works out and show draws. Values only; no room owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Point(NamedTuple):
    """A day that has an entry: its value in the chart's unit, and how many entries it comes from."""

    day: str
    value: float
    n: int


class Stretch(NamedTuple):
    """Some days in a row, both ends included. `days` have an entry; the values are None if none has."""

    first: date
    last: date
    days: int
    mean: float | None = None
    total: float | None = None
    lowest: float | None = None
    highest: float | None = None

    @property
    def length(self) -> int:
        """Count its days, with and without an entry."""
        return (self.last - self.first).days + 1


class Chart(NamedTuple):
    """What a chart shows. `before` is the stretch as long as `latest` right before it, None where the chart begins too late."""

    kind: str
    unit: str
    points: list[Point]
    infusions: list[str]
    whole: Stretch
    latest: Stretch
    before: Stretch | None
