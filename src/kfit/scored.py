"""What a total is held against: the values that scoring finds out and the answer tells. No room owns them.

Plain classes: a named tuple costs a log command the whole of typing.
"""

from __future__ import annotations


class Change:
    """How a total differs from an earlier one of the same form.

    `day` and `total` are the earlier one's, `points` this total less that one. `counts` tells whether the difference counts as
    a change, None where no number for that was read. `shares_days` says that the form looks back to days of the earlier one.
    """

    __slots__ = ("counts", "day", "points", "shares_days", "total")

    def __init__(self, day: str, total: float, points: float, *, counts: bool | None, shares_days: bool) -> None:
        self.day, self.total, self.points = day, total, points
        self.counts, self.shares_days = counts, shares_days


class Compared:
    """A total held against the last one and against the baseline, each None where there is none.

    `response` and `remission` tell whether the total counts as one against the baseline, None where that is not defined.
    """

    __slots__ = ("baseline", "last", "remission", "response")

    def __init__(
        self, last: Change | None = None, baseline: Change | None = None, *, response: bool | None = None, remission: bool | None = None
    ) -> None:
        self.last, self.baseline = last, baseline
        self.response, self.remission = response, remission
