"""The estimate of Kaplan and Meier for times of which some are censored, with Greenwood's variance. Pure.

Formulas and sources: docs/facts.md 4.1.
"""

from __future__ import annotations

from math import exp, log, sqrt

from ..model.rounds import Curve, CurveStep

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

NORMAL = 1.959963984540054  # the normal distribution's quantile of 0.975


def kaplan_meier(times: Sequence[tuple[int, bool]], *, fewest: int = 0) -> Curve:
    """Return the curve of times, each with whether it ended with an event; of one day, events come before what is censored.

    The intervals hold 95 %, by the log of minus the log of the share. They are None with fewer events than `fewest`, and
    where the share is 0. The median is the first time at which the share is at most one half.
    """
    events = sum(ended for _, ended in times)
    steps: list[CurveStep] = []
    median = None
    over, under, spread = 1, 1, 0.0  # the share as a fraction of whole numbers: one half is exactly one half
    for day in sorted({day for day, ended in times if ended}):
        at_risk = sum(1 for other, _ in times if other >= day)
        ended = sum(1 for other in times if other == (day, True))
        over, under = over * (at_risk - ended), under * at_risk
        if over:
            spread += ended / (at_risk * (at_risk - ended))
        share = over / under
        lower, upper = _interval(share, spread) if over and events >= fewest else (None, None)
        steps.append(CurveStep(day, at_risk, ended, share, lower, upper))
        if median is None and 2 * over <= under:
            median = day
    known = events >= fewest
    return Curve(len(times), events, steps, median, *(_first_half(steps, end) if known else None for end in ("lower", "upper")))


def _interval(share: float, spread: float) -> tuple[float, float]:
    """Return the ends of the interval of a share above 0 and below 1; `spread` is Greenwood's sum."""
    reach = NORMAL * sqrt(spread) / abs(log(share))
    return share ** exp(reach), share ** exp(-reach)


def _first_half(steps: Sequence[CurveStep], end: str) -> int | None:
    """Return the first time at which an end of the interval is at most one half; a share of 0 is below it with both ends."""
    for step in steps:
        value = getattr(step, end)
        if (value is None and step.share <= 0) or (value is not None and value <= 1 / 2):
            return step.day
    return None
