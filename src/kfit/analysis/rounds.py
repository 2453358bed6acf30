"""The days around infusions, over all rounds: figures day by day, before and after, and how long mood held. Pure.

What makes a round, and the rules for how long it held: docs/facts.md 4.1.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta

from ..model.rounds import (
    AFTER,
    BEFORE,
    FEWEST_FOR_CURVE,
    FEWEST_FOR_HALF,
    FEWEST_FOR_INTERVAL,
    GAP,
    IN_A_ROW,
    LONGEST_GAP,
    NEXT,
    NO_MOOD,
    NOT_ABOVE,
    OPEN,
    TOO_EARLY,
    UNDER,
    AlignedDay,
    Held,
    MoodRound,
    RoundInsights,
    RoundMedian,
    Threshold,
)
from ..model.treatments import CourseRow, InfusionRound
from .survival import kaplan_meier
from .treatments import WINDOW, treatments

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.entries import Infusion


def round_insights(infusions: Sequence[Infusion], moods: Mapping[str, float], today: date, chosen: float | None = None) -> RoundInsights:
    """Return what is told of the rounds up to today, oldest first. `chosen` is the person's threshold, None for the default.

    `infusions` are sorted by day, all up to today; `moods` holds the mean of each day with a mood. An induction is one round,
    also a running one. Infusions and doses of a course belong to no round, nor does an infusion within its days.
    """
    rows = treatments(infusions, moods, today, running=True)
    courses = [row.course for row in rows if isinstance(row, CourseRow)]
    treated = [row for row in rows if isinstance(row, InfusionRound)]
    outside = [row for row in treated if not any(one.first <= row.last and row.first <= one.last for one in courses)]
    begins = sorted([*(row.first for row in treated), *(one.first for one in courses)])
    ends = sorted([*(row.last for row in treated), *(one.last for one in courses)])
    found = [_round(row, begins, ends, moods, today) for row in outside]
    before, after = (_over_rounds(getattr(one.round, name).median for one in found) for name in ("before", "after"))
    threshold = Threshold(chosen, chosen=True) if chosen is not None else Threshold(_midpoint(before, after))
    if threshold.mood is not None:
        found = [one._replace(held=held(one, moods, today, threshold.mood)) for one in found]
    times = [(one.held.days, one.held.ended == UNDER) for one in found if one.held is not None and one.held.days is not None]
    curve = kaplan_meier(times, fewest=FEWEST_FOR_INTERVAL) if len(times) >= FEWEST_FOR_CURVE else None
    within = sum(len(row.infusions) for row in treated) - sum(len(row.infusions) for row in outside)
    return RoundInsights(today, found, aligned(found), before, after, threshold, curve, courses, within)


def _round(row: InfusionRound, begins: Sequence[date], ends: Sequence[date], moods: Mapping[str, float], today: date) -> MoodRound:
    place, earlier = bisect_right(begins, row.last), bisect_left(ends, row.first)
    following = begins[place] if place < len(begins) else None
    since = ends[earlier - 1] if earlier else None
    days = {-back: row.first - timedelta(days=back) for back in range(BEFORE, 0, -1)}
    days = {number: day for number, day in days.items() if since is None or day > since}
    later = {on: row.last + timedelta(days=on) for on in range(AFTER + 1)}
    days |= {number: day for number, day in later.items() if day <= today and (following is None or day < following)}
    there = {number: moods[day.isoformat()] for number, day in days.items() if day.isoformat() in moods}
    return MoodRound(row, following, there, max((mood for number, mood in there.items() if 0 < number <= WINDOW), default=None))


def aligned(rounds: Iterable[MoodRound]) -> list[AlignedDay]:
    """Return the figures of each day from -7 to 28 on which a round has a mood, day 0 among them."""
    found: dict[int, list[float]] = {}
    for one in rounds:
        for day, mood in one.days.items():
            found.setdefault(day, []).append(mood)
    return [AlignedDay(day, len(values), quantile(values, 0.5), *_middle_half(values)) for day, values in sorted(found.items())]


def _middle_half(values: Sequence[float]) -> tuple[float | None, float | None]:
    return (quantile(values, 0.25), quantile(values, 0.75)) if len(values) >= FEWEST_FOR_HALF else (None, None)


def quantile(values: Sequence[float], share: float) -> float:
    """Return the value below which a share of the values lies, on a straight line between the two nearest (Hyndman and Fan's type 7)."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _over_rounds(figures: Iterable[float | None]) -> RoundMedian:
    known = [one for one in figures if one is not None]
    return RoundMedian(quantile(known, 0.5), len(known)) if known else RoundMedian()


def _midpoint(before: RoundMedian, after: RoundMedian) -> float | None:
    """Return the default threshold, midway between both medians, in tenths; None where mood after is not above that before."""
    if before.median is None or after.median is None or after.median <= before.median:
        return None
    return round((before.median + after.median) / 2 + 1e-9, 1)


def held(one: MoodRound, moods: Mapping[str, float], today: date, threshold: float) -> Held:
    """Return how long mood stayed at the threshold after the last infusion of a round.

    It counts if a mood of days 1 to 3 is at the threshold or above. It ends on the first of 3 days in a row under it; days
    without a mood stand between such days as if they were not there. Before that, it is censored at the next treatment, at
    the last mood before more than 7 days without one, or at the last mood up to today.
    """
    last = one.round.last
    end = one.length
    until = (today - last).days if end is None else end - 1
    numbers = _days_with_mood(last, until, moods)
    if one.highest is None or one.highest < threshold:
        over = until >= WINDOW or end is not None
        return Held(None, TOO_EARLY if not over else NO_MOOD if one.highest is None else NOT_ABOVE)
    under: list[int] = []
    for place, number in enumerate(numbers):
        under = [*under, number] if moods[(last + timedelta(days=number)).isoformat()] < threshold else []
        if len(under) == IN_A_ROW:
            return Held(under[0], UNDER)
        following = numbers[place + 1] if place + 1 < len(numbers) else end if end is not None else (today - last).days
        if following - number > LONGEST_GAP:
            return Held(number, GAP)
    return Held(numbers[-1], OPEN) if end is None else Held(end, NEXT)


def _days_with_mood(last: date, until: int, moods: Mapping[str, float]) -> list[int]:
    """Return the numbers of the days with a mood, from 1 to `until` days after a day, in order; they end with the first long gap."""
    found: list[int] = []
    for number in range(1, until + 1):
        if (last + timedelta(days=number)).isoformat() in moods:
            found.append(number)
        elif found and number - found[-1] > LONGEST_GAP:
            break
    return found
