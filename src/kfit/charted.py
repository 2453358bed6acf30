"""The values of a chart, which progress works out and show draws. Values only; no room owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from datetime import date


class Subject(NamedTuple):
    """What is drawn: a kind of entry, and for most kinds a name, `kfit chart NAME`.

    `unit` is that of its values as they are shown, None for what is counted; `better` the better end of a rating.
    The two values of a blood pressure are the one subject with the name `bp`.
    """

    kind: str
    name: str
    unit: str | None
    better: str = ""

    @property
    def yes_no(self) -> bool:
        """Tell whether a day has no figure: a habit was done or it was not noted."""
        return self.kind == "habit" and self.unit == "days"


class Point(NamedTuple):
    """A day that has an entry: its value in the chart's unit, and how many entries it comes from."""

    day: str
    value: float
    n: int


class Mark(NamedTuple):
    """What stands on charts with a letter: a mark that somebody set, or a change of a medicine."""

    day: str
    mark: str


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
    """What a chart shows. `before` is the stretch as long as `latest` right before it, None where the chart begins too late.

    `lower` is a second line on the same axis, in the same unit: the lower value of a blood pressure.
    """

    subject: Subject
    points: list[Point]
    infusions: list[str]
    marks: list[Mark]
    whole: Stretch
    latest: Stretch
    before: Stretch | None
    lower: Chart | None = None
