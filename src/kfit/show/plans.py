"""Says what is planned and what became of it: neutral words, no countdown. A plan that did not happen is no entry, nothing else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..weekdays import in_words
from .lines import dim, joined, pad, width
from .phrases import UNDO, WIDTH, with_way
from .turned import kept_turned
from .ways import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..kept import Plan
    from ..planned import Held, Planned
    from .screen import Screen

NONE_YET = 'No infusion is planned here. To plan one: kfit next "thu 10am"'
COUNTS_LATER = "A plan counts once you log it: kfit infusion iv"
EARLIER = "Earlier plans: kfit next --all"
STANDS = "Nothing was changed."
MOST_LISTED = 4


def planned(plans: Sequence[Plan], stand: Sequence[Plan], replaced: Sequence[Plan], today: date) -> str:
    """Say what was planned, and what stood there already: `Planned: infusion on Thu 5 Nov at 10:00. It counts once you log it.`"""
    if not plans:
        all_ = f"All {len(stand)} days are planned already." if len(stand) > 1 else f"Planned already: {_on(stand[0], today)}."
        return f"{all_} {STANDS}"
    already = ""
    if stand:
        already = f" {len(stand)} of these days {'was' if len(stand) == 1 else 'were'} planned already."
    if len(plans) > 1:
        first = f"Planned: {len(plans)} infusions, {_span(plans, today)}. They count once you log them."
        way = f"One undo takes back {'both' if len(plans) == 2 else f'all {len(plans)}'}: kfit undo"
        line = first + already
        return f"{line} {way}" if len(line) + len(way) < WIDTH else f"{line}\n{way}"
    before = f", in place of {replaced[0].at[11:16]}" if replaced and replaced[0].at and replaced[0].at != plans[0].at else ""
    return with_way(f"Planned: {_on(plans[0], today)}{before}. It counts once you log it.{already}", UNDO)


def dropped(plans: Sequence[Plan], today: date) -> str:
    """Say which plans were taken away."""
    if len(plans) > MOST_LISTED:
        return with_way(f"Took back: {len(plans)} planned infusions, {_span(plans, today)}.", UNDO)
    return with_way(kept_turned("Took back", plans, [], today), UNDO)


def moment(plan: Plan, today: date) -> str:
    """Say when it is: `Thu 5 Nov, 10:00`."""
    return in_words(date.fromisoformat(plan.day), today) + (f", {plan.at[11:16]}" if plan.at else "")


def front(plan: Plan, today: date) -> str:
    """Say the next plan on the front page: `Thu 5 Nov, 10:00, infusion`, `today, 10:00, infusion`."""
    said = moment(plan, today)
    day = in_words(today, today)
    return f"{said.replace(day, 'today', 1) if plan.day == today.isoformat() else said}, infusion"


def table(told: Held, today: date, screen: Screen) -> str:
    """Show each plan and what became of it, oldest first."""
    if not told.plans:
        return "\n".join(folded(line, screen) for line in (NONE_YET, *([EARLIER] if told.earlier else [])))
    rows = [(moment(one.plan, today), became(one, today)) for one in told.plans]
    others = f"Infusions without a plan: {', '.join(in_words(day, today) for day in told.others)}." if told.others else ""
    closing = [*([others] if others else []), COUNTS_LATER, *([EARLIER] if told.earlier else [])]
    if screen.plain:
        return "\n".join(["Planned infusions.", *(f"{when}: {what}." for when, what in rows), *closing])
    column = max(width(when) for when, _ in rows) + 3
    beside = all(column + width(what) <= screen.width for _, what in rows)
    lines = [pad(when, column) + what for when, what in rows] if beside else [part for when, what in rows for part in (when, f"  {what}")]
    return joined([dim("Planned infusions", screen), *lines, "", *(folded(line, screen) for line in closing)])


def became(one: Planned, today: date) -> str:
    """Say what became of a plan: `planned`, `done`, `done on Fri 6 Nov`, `no entry`."""
    if one.to_come:
        return "planned"
    if one.done_on is None:
        return "no entry"
    return "done" if one.done_on.isoformat() == one.plan.day else f"done on {in_words(one.done_on, today)}"


def _on(plan: Plan, today: date) -> str:
    at = f" at {plan.at[11:16]}" if plan.at else ""
    return f"infusion on {in_words(date.fromisoformat(plan.day), today)}{at}"


def _span(plans: Sequence[Plan], today: date) -> str:
    days = sorted(date.fromisoformat(plan.day) for plan in plans)
    return f"{in_words(days[0], today)} to {in_words(days[-1], today)}"
