"""Finds rounds, inductions and series among the infusions, and mood before and after each. Pure; no doses are looked at."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, timedelta
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from ..figures import Round, Series, Treatment, Window

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..entries import Infusion

WINDOW = 3  # days before, days after, latest days
FEWEST_DAYS = 2  # days with an entry below which there is no median
INDUCTION_GAP = 28  # a first infusion comes more than this many days after the one before
INDUCTION_LENGTH = 28  # the infusions of an induction lie within these days of its first
INDUCTION_MOST, INDUCTION_FEWEST = 8, 4
INDUCTION_SPAN = 7  # days from first to last, at least
SERIES_GAP = 90


def rounds(infusions: Sequence[Infusion], moods: Mapping[str, float], today: date) -> list[Round]:
    """Return each infusion, oldest first, with the days since the one before and mood around it.

    `infusions` are sorted by day; `moods` holds the mean of each day with a mood. Before: the 3 days before it, as far as
    they lie behind the infusion before. After: days 1 to 3, as far as they lie before the next one and up to today. The
    infusions of one day share both.
    """
    days = [date.fromisoformat(infusion.day) for infusion in infusions]
    gaps = [None, *((later - earlier).days for earlier, later in pairwise(days))]
    return [
        Round(infusion, gap, before(day, days, moods), after(day, days, moods, today))
        for infusion, day, gap in zip(infusions, days, gaps, strict=False)
    ]


def before(day: date, infusion_days: Sequence[date], moods: Mapping[str, float]) -> Window:
    """Return mood on up to 3 days before a day, beginning after the infusion before it; `infusion_days` are sorted."""
    place = bisect_left(infusion_days, day)
    first = day - timedelta(days=WINDOW)
    if place:
        first = max(first, infusion_days[place - 1] + timedelta(days=1))
    return window(first, day - timedelta(days=1), moods)


def after(day: date, infusion_days: Sequence[date], moods: Mapping[str, float], today: date) -> Window:
    """Return mood on days 1 to 3 after a day, ending before the next infusion and not behind today."""
    place = bisect_right(infusion_days, day)
    last = min(day + timedelta(days=WINDOW), today)
    if place < len(infusion_days):
        last = min(last, infusion_days[place] - timedelta(days=1))
    return window(day + timedelta(days=1), last, moods)


def latest(last: date, moods: Mapping[str, float], today: date) -> Window:
    """Return mood on the last 3 days up to today, as far as they lie behind the last infusion."""
    return window(max(today - timedelta(days=WINDOW - 1), last + timedelta(days=1)), today, moods)


def window(first: date, last: date, moods: Mapping[str, float]) -> Window:
    """Return the median of the days' moods from one day to another, both included; no day if `last` is before `first`."""
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    found = sorted(moods[day.isoformat()] for day in days if day.isoformat() in moods)
    middle = len(found) // 2
    if len(found) < FEWEST_DAYS:
        return Window(None, len(found), len(days))
    median = found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2
    return Window(median, len(found), len(days))


def inductions(days: Sequence[date]) -> list[slice]:
    """Return which infusions make an induction; `days` holds the sorted day of each infusion.

    It begins with the first infusion, or with one more than 28 days after the one before. Those within 28 days of the
    beginning belong to it, 8 at most. It counts if they are 4 or more and at least 7 days lie between first and last.
    """
    found = []
    for start, day in enumerate(days):
        if start and (day - days[start - 1]).days <= INDUCTION_GAP:
            continue
        stop = start
        while stop < min(len(days), start + INDUCTION_MOST) and (days[stop] - day).days <= INDUCTION_LENGTH:
            stop += 1
        if stop - start >= INDUCTION_FEWEST and (days[stop - 1] - day).days >= INDUCTION_SPAN:
            found.append(slice(start, stop))
    return found


def series(days: Sequence[date]) -> list[Series]:
    """Return each induction together with what follows it until the next one or a gap of more than 90 days, oldest first."""
    found = inductions(days)
    ends = [induction.start for induction in found[1:]] + [len(days)]
    result = []
    for induction, end in zip(found, ends, strict=False):
        stop = induction.stop
        while stop < end and (days[stop] - days[stop - 1]).days <= SERIES_GAP:
            stop += 1
        result.append(Series(days[induction.start], days[stop - 1], stop - induction.start))
    return result


def treatments(infusions: Sequence[Infusion], moods: Mapping[str, float], today: date) -> list[Treatment]:
    """Return the rows of the infusion table, oldest first: an induction is one, the infusions of a day are one.

    An induction shows mood before its first infusion and after its last; the last row also the latest days.
    """
    days = [date.fromisoformat(infusion.day) for infusion in infusions]
    return [_treatment(infusions, days, part, moods, today) for part in _parts(days)]


def _parts(days: Sequence[date]) -> list[tuple[slice, bool]]:
    """Cut the infusions into inductions and days; tell which is an induction."""
    inside = {place: induction for induction in inductions(days) for place in range(induction.start, induction.stop)}
    parts = []
    for key, places in groupby(range(len(days)), lambda place: inside[place].start if place in inside else days[place]):
        found = list(places)
        parts.append((slice(found[0], found[-1] + 1), isinstance(key, int)))
    return parts


def _treatment(
    infusions: Sequence[Infusion], days: Sequence[date], part: tuple[slice, bool], moods: Mapping[str, float], today: date
) -> Treatment:
    where, induction = part
    first, last = days[where.start], days[where.stop - 1]
    return Treatment(
        infusions=tuple(infusions[where]),
        first=first,
        last=last,
        gap_days=(first - days[where.start - 1]).days if where.start else None,
        before=before(first, days, moods),
        after=after(last, days, moods, today),
        latest=latest(last, moods, today) if where.stop == len(days) else None,
        induction=induction,
    )
