"""Rounds, inductions and series of infusions, with their gaps, marks and plans, and the current medicines. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from datetime import date, datetime, timedelta
from itertools import groupby, pairwise

from ..model.medicines import CurrentMedicine, TakenMedicine
from ..model.treatments import (
    Course,
    CourseRow,
    Fading,
    InfusionRound,
    InfusionWindows,
    MoodWindow,
    PlanOutcome,
    PlanOutcomes,
    Series,
    TreatmentHistory,
)
from .courses import WEEK, by_word, spans

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.entries import Infusion, Medicine
    from ..model.planning import Plan
    from ..model.treatments import AdministrationDay

WINDOW = 3  # days: the length of each span, before, after and latest
FEWEST_DAYS = 2  # with fewer days with an entry there is no median
# What forms an induction and a series: docs/facts.md 4.
INDUCTION_GAP = 28  # days: an induction begins after a longer gap than this
INDUCTION_LENGTH = 28  # days: the infusions of an induction are within so many days of its first
INDUCTION_MOST, INDUCTION_FEWEST = 8, 4
INDUCTION_SPAN = 7  # days from the first to the last infusion, at least
SERIES_GAP = 90


def infusion_windows(infusions: Sequence[Infusion], moods: Mapping[str, float], today: date) -> list[InfusionWindows]:
    """Return each infusion, oldest first, with the days since the one before and the mood around it.

    `infusions` are sorted by day; `moods` holds the mean of each day with a mood. Before: the 3 days before the infusion
    that are after the previous one. After: days 1 to 3 that are before the next one, up to today. Infusions of one day
    share both.
    """
    days = [date.fromisoformat(infusion.day) for infusion in infusions]
    gaps = [None, *((later - earlier).days for earlier, later in pairwise(days))]
    return [
        InfusionWindows(infusion, gap, mood_before(day, days, moods), mood_after(day, days, moods, today))
        for infusion, day, gap in zip(infusions, days, gaps, strict=False)
    ]


def mood_before(day: date, infusion_days: Sequence[date], moods: Mapping[str, float]) -> MoodWindow:
    """Return the mood on up to 3 days before a day, all of them after the previous infusion; `infusion_days` are sorted."""
    place = bisect_left(infusion_days, day)
    first = day - timedelta(days=WINDOW)
    if place:
        first = max(first, infusion_days[place - 1] + timedelta(days=1))
    return window(first, day - timedelta(days=1), moods)


def mood_after(day: date, infusion_days: Sequence[date], moods: Mapping[str, float], today: date) -> MoodWindow:
    """Return the mood on days 1 to 3 after a day, all of them before the next infusion, and none after today."""
    place = bisect_right(infusion_days, day)
    last = min(day + timedelta(days=WINDOW), today)
    if place < len(infusion_days):
        last = min(last, infusion_days[place] - timedelta(days=1))
    return window(day + timedelta(days=1), last, moods)


def latest(last: date, moods: Mapping[str, float], today: date) -> MoodWindow:
    """Return the mood on the last 3 days up to today that are after the last infusion."""
    return window(max(today - timedelta(days=WINDOW - 1), last + timedelta(days=1)), today, moods)


def window(first: date, last: date, moods: Mapping[str, float]) -> MoodWindow:
    """Return the median of the days' moods from `first` to `last`, both included; None with fewer than 2 days with a mood."""
    days = [first + timedelta(days=count) for count in range((last - first).days + 1)]
    found = sorted(moods[day.isoformat()] for day in days if day.isoformat() in moods)
    middle = len(found) // 2
    if len(found) < FEWEST_DAYS:
        return MoodWindow(None, len(found), len(days))
    median = found[middle] if len(found) % 2 else (found[middle - 1] + found[middle]) / 2
    return MoodWindow(median, len(found), len(days))


def inductions(days: Sequence[date]) -> list[slice]:
    """Return which infusions form an induction; `days` holds the sorted day of each infusion.

    An induction begins with the first infusion, or with one more than 28 days after the one before. It has the infusions
    within 28 days of its beginning, at least 4 and at most 8, and at least 7 days between the first and the last.
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
    """Return each induction with the infusions after it, up to the next one or a gap of more than 90 days; oldest first."""
    found = inductions(days)
    ends = [induction.start for induction in found[1:]] + [len(days)]
    result = []
    for induction, end in zip(found, ends, strict=False):
        stop = induction.stop
        while stop < end and (days[stop] - days[stop - 1]).days <= SERIES_GAP:
            stop += 1
        result.append(Series(days[induction.start], days[stop - 1], stop - induction.start))
    return result


def courses(days: Sequence[date]) -> list[Course]:
    """Return the courses among the sorted days of doses, oldest first, as `spans` tells them; a day is there once for each dose."""
    there = sorted(set(days))
    return [Course(first, last, _within(days, first, last), _within(there, first, last)) for first, last in spans(there)]


def _within(days: Sequence[date], first: date, last: date) -> int:
    """Return how many of the sorted days are from `first` to `last`."""
    return bisect_right(days, last) - bisect_left(days, first)


def find_courses(treated: Iterable[Infusion | AdministrationDay]) -> list[Course]:
    """Return the courses, by their first day: those of doses, and those of infusions that may have been taken at home."""
    found = by_word((one.day, one.route, one.dosage_form) for one in treated)
    return sorted(course._replace(word=word) for word, days in found.items() for course in courses(days))


def parted(treated: Sequence[AdministrationDay]) -> TreatmentHistory:
    """Part what is sorted by day into what is outside of a course and what is inside of one."""
    found = find_courses(treated)
    single, inside = ([one for one in treated if any(course.holds(one) for course in found) is part] for part in (False, True))
    return TreatmentHistory(single, inside, found)


def outside(infusions: Iterable[Infusion], found: Sequence[Course]) -> list[Infusion]:
    """Return the infusions that are part of no course, in their order."""
    return [one for one in infusions if not any(course.holds(one) for course in found)]


def treatments(
    infusions: Sequence[Infusion], moods: Mapping[str, float], today: date, *, every: bool = False, running: bool = False
) -> list[InfusionRound | CourseRow]:
    """Return the rows of the infusion table, oldest first: one for each course, each induction, each other day with infusions.

    A running induction is told day by day unless `running`, and with `every` each other one: it runs until the next infusion
    would begin another.
    An induction has the mood before its first infusion and after its last; the last row also has the latest days, unless a
    dose of a course came after it.
    """
    found = find_courses(infusions)
    single = outside(infusions, found)
    days = [date.fromisoformat(infusion.day) for infusion in single]
    over = running or not days or (today - days[-1]).days > INDUCTION_GAP
    together = [] if every else [one for one in inductions(days) if over or one.stop < len(days)]
    rows: list[InfusionRound | CourseRow] = [_after(_treatment(single, days, part, moods, today), found) for part in _parts(days, together)]
    rows += [CourseRow(one, tuple(filter(one.holds, infusions)), weekly(one, moods, today)) for one in found]
    return sorted(rows, key=lambda row: row.course.first if isinstance(row, CourseRow) else row.first)


def weekly(course: Course, moods: Mapping[str, float], today: date) -> tuple[MoodWindow, ...]:
    """Return the mood in each 7 days from the first day of a course on, up to its last day and today."""
    last = min(course.last, today)
    begins = [course.first + timedelta(days=count) for count in range(0, (last - course.first).days + 1, WEEK)]
    return tuple(window(day, min(day + timedelta(days=WEEK - 1), last), moods) for day in begins)


def _after(row: InfusionRound, found: Sequence[Course]) -> InfusionRound:
    """Return a row that knows of the courses: they end the latest days, and one that ended since the row before begins its gap."""
    since = None if row.gap_days is None else row.first - timedelta(days=row.gap_days)
    ended = max((one.last for one in found if one.last < row.first and (since is None or one.last >= since)), default=None)
    if any(one.last > row.last for one in found):
        row = row._replace(latest=None)
    return row if ended is None else row._replace(gap_days=(row.first - ended).days, after_course=True)


def _parts(days: Sequence[date], together: Sequence[slice]) -> list[tuple[slice, bool]]:
    """Return the infusions of each row as a slice, and whether the row is an induction, one of those that are told `together`."""
    inside = {place: induction for induction in together for place in range(induction.start, induction.stop)}
    parts = []
    for key, places in groupby(range(len(days)), lambda place: inside[place].start if place in inside else days[place]):
        found = list(places)
        parts.append((slice(found[0], found[-1] + 1), isinstance(key, int)))
    return parts


def _treatment(
    infusions: Sequence[Infusion], days: Sequence[date], part: tuple[slice, bool], moods: Mapping[str, float], today: date
) -> InfusionRound:
    where, induction = part
    first, last = days[where.start], days[where.stop - 1]
    return InfusionRound(
        infusions=tuple(infusions[where]),
        first=first,
        last=last,
        gap_days=(first - days[where.start - 1]).days if where.start else None,
        before=mood_before(first, days, moods),
        after=mood_after(last, days, moods, today),
        latest=latest(last, moods, today) if where.stop == len(days) else None,
        induction=induction,
    )


FEWEST = 3  # gaps that a direction needs; it is that of the last ones, so many
SAME = 2  # days: gaps that differ by no more than this are about the same
LONGER, SHORTER, ABOUT_SAME, MIXED = "longer", "shorter", "same", "mixed"


def infusion_gaps(days: Sequence[date]) -> list[int]:
    """Return the days between each infusion and the next; infusions of one day count as one."""
    return [(later - earlier).days for earlier, later in pairwise(days) if later != earlier]


def of_series(days: Sequence[date]) -> list[list[int]]:
    """Return the gaps after the induction of each series, oldest series first."""
    found = zip(inductions(days), series(days), strict=True)
    return [infusion_gaps(days[induction.stop - 1 : induction.start + one.infusions]) for induction, one in found]


def latest_gap(days: Sequence[date]) -> list[int]:
    """Return the last 3 gaps after the latest induction, or after the first infusion without one; empty if there are fewer."""
    found = inductions(days)
    gaps = infusion_gaps(days[found[-1].stop - 1 :] if found else days)
    return gaps[-FEWEST:] if len(gaps) >= FEWEST else []


def trend(gaps: Sequence[int]) -> str | None:
    """Return the direction of the last 3 gaps: `longer`, `shorter`, `same` or `mixed`; None if there are fewer."""
    if len(gaps) < FEWEST:
        return None
    last = gaps[-FEWEST:]
    if max(last) - min(last) <= SAME:
        return ABOUT_SAME
    steps = [later - earlier for earlier, later in pairwise(last)]
    if all(step > 0 for step in steps):
        return LONGER
    return SHORTER if all(step < 0 for step in steps) else MIXED


IT_FADES = "it fades"


def find_fadings(infusions: Sequence[Infusion], marks: Iterable[tuple[str, str | None]]) -> dict[str, Fading]:
    """Return the latest mark of each round, by the day of the infusion that began the round.

    `marks` are day and time of each. On the day of an infusion, a mark belongs to the round that ends there, unless both
    times are known and the mark came later. Infusions of one day share a round.
    """
    times: dict[str, list[str | None]] = {}
    for infusion in infusions:
        times.setdefault(infusion.day, []).append(infusion.at)
    days = sorted(times)
    found: dict[str, Fading] = {}
    for day, at in marks:
        place = bisect_right(days, day) - 1
        if place >= 0 and days[place] == day and _before(at, times[day], first=not place):
            place -= 1
        if place < 0:
            continue
        told = Fading(date.fromisoformat(day), (date.fromisoformat(day) - date.fromisoformat(days[place])).days)
        found[days[place]] = max(told, found.get(days[place], told))
    return found


def _before(at: str | None, infusions: Iterable[str | None], *, first: bool) -> bool:
    """Return whether a mark came before the last infusion of its day. Without a time it did, unless the day is the `first`."""
    known = [datetime.fromisoformat(one) for one in infusions if one]
    return datetime.fromisoformat(at) < max(known) if at and known else not first


def of_row(row: InfusionRound | CourseRow, found: dict[str, Fading]) -> Fading | None:
    """Return the latest mark in a row of the infusion table, which may be a whole induction or course; None without one."""
    told = [found[infusion.day] for infusion in row.infusions if infusion.day in found]
    return max(told, default=None)


BEGINNINGS = ("started", "changed")  # what makes a medicine a current one
LATELY = 30  # days, today included


def current(entries: Iterable[Medicine]) -> list[CurrentMedicine]:
    """Return the medicines that were started or changed and not stopped since, by name; `entries` are oldest first.

    A dose that was taken or skipped starts nothing: ibuprofen once is no current medicine (see `taken_lately`).
    """
    found: dict[str, CurrentMedicine] = {}
    for entry in entries:
        before = found.get(entry.name)
        if entry.event == "stopped":
            found.pop(entry.name, None)
        elif entry.event in BEGINNINGS or before is not None:
            told = entry.event in BEGINNINGS or before is None or not before.dose  # twice the dose once is no change of it
            dose = (entry.dose if told else None) or (before.dose if before else None)
            since = entry.day if entry.event == "started" else before.since if before else None
            found[entry.name] = CurrentMedicine(entry.name, dose, since, entry.day)
    return [found[name] for name in sorted(found)]


def taken_lately(entries: Iterable[Medicine], today: date) -> list[TakenMedicine]:
    """Return the medicines that were taken in the last 30 days and are not current, by name, each as it was taken last.

    `entries` are oldest first. What was taken before a medicine was stopped went with it.
    """
    told = list(entries)
    first = (today - timedelta(days=LATELY - 1)).isoformat()
    found: dict[str, TakenMedicine] = {}
    for entry in told:
        if entry.event == "stopped":
            found.pop(entry.name, None)
        elif entry.event == "taken" and entry.day >= first:
            found[entry.name] = TakenMedicine(entry.name, entry.dose, entry.day)
    return [found[name] for name in sorted(found.keys() - {one.name for one in current(told)})]


NEAR = 3  # days that an infusion may be from its plan


def match_plans(plans: Sequence[Plan], infusion_days: Iterable[date], today: date) -> PlanOutcomes:
    """Return each plan, in the given order, with the day of the infusion that it became, and the infusions without a plan.

    An infusion on the day of the plan comes first. For a plan in the past, the nearest infusion within 3 days counts that
    belongs to no other plan; of two as near, the earlier. A future plan is never counted as done: a visit must not vanish.
    """
    days = set(infusion_days)
    planned_days = [date.fromisoformat(plan.day) for plan in plans]
    done: dict[date, date] = {day: day for day in planned_days if day in days}
    free = sorted(days - done.keys())
    open_days = sorted({day for day in planned_days if day not in done and day < today})
    pairs = sorted((abs(day - other), day, other) for day in open_days for other in _near(free, day))
    taken: set[date] = set()
    for _, day, other in pairs:
        if day not in done and other not in taken:
            done[day] = other
            taken.add(other)
    found = [PlanOutcome(plan, done.get(day), day >= today and day not in done) for plan, day in zip(plans, planned_days, strict=True)]
    first = min(planned_days, default=None)
    others = [day for day in free if first is not None and day >= first and day not in taken]
    return PlanOutcomes(found, others)


def recent(told: PlanOutcomes, infusion_days: Iterable[date]) -> PlanOutcomes:
    """Return the plans without those before the last infusion but one, so that only the last two rounds are shown."""
    days = sorted(set(infusion_days))
    if len(days) < 2:
        return told
    since = days[-2]
    plans = [one for one in told.plans if date.fromisoformat(one.plan.day) >= since or (one.done_on is not None and one.done_on >= since)]
    return PlanOutcomes(plans, [day for day in told.others if day >= since] if plans else [], len(told.plans) - len(plans))


def next_plan(plans: Sequence[Plan], infusion_days: Iterable[date], today: date) -> Plan | None:
    """Return the next plan from today on that is not done, None without one; `plans` are in order of days."""
    return next((one.plan for one in match_plans(plans, infusion_days, today).plans if one.to_come), None)


def spread(begin: date, steps: Iterable[tuple[int, int]]) -> list[date]:
    """Return the planned days after `begin`; each step gives the days between infusions, and how many infusions."""
    days = [begin]
    for apart, count in steps:
        days += [days[-1] + timedelta(days=apart * turn) for turn in range(1, count + 1)]
    return days[1:]


def _near(days: Sequence[date], day: date) -> list[date]:
    """Return those of the sorted days that are within 3 days of a day."""
    first = bisect_left(days, day - timedelta(days=NEAR))
    return [other for other in days[first : first + 2 * NEAR + 1] if abs(other - day) <= timedelta(days=NEAR)]
