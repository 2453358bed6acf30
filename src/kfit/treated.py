"""What stands beside the rows of the infusion table: the values that progress finds and the table shows. No room owns them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .kept import Plan


class Faded(NamedTuple):
    """A day that the person marked with "it fades", and how many days after the infusion before it that was."""

    day: date
    days: int


class Beside(NamedTuple):
    """What is known beside the rows: for each of them its fading, the last gaps and their trend, the next plan."""

    fades: Sequence[Faded | None] = ()
    gaps: Sequence[int] = ()
    trend: str | None = None
    plan: Plan | None = None
