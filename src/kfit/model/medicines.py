"""Which medicines are current, and which were taken all the same. Values only."""

from __future__ import annotations

from typing import NamedTuple


class CurrentMedicine(NamedTuple):
    """A current medicine: its last dose as typed, the day of its start (None if not logged), and the day of its last entry."""

    name: str
    dose: str | None
    since: str | None
    day: str


class TakenMedicine(NamedTuple):
    """A medicine that is not current and was taken all the same: the dose as typed (None if not told), and the last day."""

    name: str
    dose: str | None
    day: str
