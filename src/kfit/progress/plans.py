"""Holds plans against the infusions that were done, and spreads new ones over the days. Pure; a plan counts for nothing."""

from __future__ import annotations

from bisect import bisect_left
from datetime import date, timedelta
from typing import TYPE_CHECKING

from ..planned import Held, Planned

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..kept import Plan

NEAR = 3  # days between a plan and the infusion that was moved from it


def held(plans: Sequence[Plan], infusion_days: Iterable[date], today: date) -> Held:
    """Return each plan, in its order, with the day of the infusion that it became.

    An infusion on its very day comes first. Once its day is past, the nearest one within 3 days counts that belongs to no
    other plan; of two as near, the earlier. A plan that is still to come is never taken for done: a visit must not vanish.
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
    found = [Planned(plan, done.get(day), day >= today and day not in done) for plan, day in zip(plans, planned_days, strict=True)]
    first = min(planned_days, default=None)
    others = [day for day in free if first is not None and day >= first and day not in taken]
    return Held(found, others)


def recent(told: Held, infusion_days: Iterable[date]) -> Held:
    """Leave out the plans of rounds before the last one: what lies before the last infusion but one."""
    days = sorted(set(infusion_days))
    if len(days) < 2:
        return told
    since = days[-2]
    plans = [one for one in told.plans if date.fromisoformat(one.plan.day) >= since or (one.done_on is not None and one.done_on >= since)]
    return Held(plans, [day for day in told.others if day >= since] if plans else [], len(told.plans) - len(plans))


def following(plans: Sequence[Plan], infusion_days: Iterable[date], today: date) -> Plan | None:
    """Return the next plan from today on that is not done; `plans` are in their order."""
    return next((one.plan for one in held(plans, infusion_days, today).plans if one.to_come), None)


def spread(begin: date, steps: Iterable[tuple[int, int]]) -> list[date]:
    """Return the days behind `begin`: for each step of days and count, so many days so far apart."""
    days = [begin]
    for apart, count in steps:
        days += [days[-1] + timedelta(days=apart * turn) for turn in range(1, count + 1)]
    return days[1:]


def _near(days: Sequence[date], day: date) -> list[date]:
    """Return those of the sorted days that lie near a day."""
    first = bisect_left(days, day - timedelta(days=NEAR))
    return [other for other in days[first : first + 2 * NEAR + 1] if abs(other - day) <= timedelta(days=NEAR)]
