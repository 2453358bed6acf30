"""Says which habits are kept and how. A day without one is no entry; no habit is a duty, so none is held against a target here."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from ..weekdays import in_words
from .lines import count, dim, fold, joined, pad, width
from .phrases import UNDO, with_way
from .phrases import listed as in_a_row
from .safe import safe
from .ways import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .screen import Screen

WEEKS = 4
SPAN = WEEKS * 7
NONE_YET = "No habit is kept yet. One line begins one: kfit did meditation 10m"
KEPT = {"minutes": "in minutes", "times": "in times", None: "yes or no"}
TITLES = ("Habit", "Kept", "Last day", f"Last {WEEKS} weeks")
GAP = 3


class Row(NamedTuple):
    """A habit: its name, what is counted (None: yes or no), its entries, its last day, its days in the last 4 weeks."""

    name: str
    unit: str | None
    entries: int = 0
    last: str | None = None
    days: int = 0
    retired_on: str | None = None

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        return {
            "name": self.name,
            "kept": self.unit,
            "entries": self.entries,
            "last_day": self.last,
            "days_of_28": self.days,
            "retired_on": self.retired_on,
        }


def table(rows: Sequence[Row], unused: Sequence[str], today: date, screen: Screen) -> str:
    """List the habits, and name those that kfit knows and that were never used."""
    known = f"Also known: {in_a_row(list(unused))}." if unused else ""
    if not rows:
        return "\n".join(filter(None, [folded(NONE_YET, screen), known and folded(known, screen)]))
    cells = [_cells(row, today) for row in rows]
    if screen.plain:
        lines = [f"{name}: {_told(more)}." for name, *more in cells]
        return "\n".join(filter(None, ["Habits.", *lines, known]))
    columns = [max(width(cell[place]) for cell in (*cells, TITLES)) + GAP for place in range(len(TITLES) - 1)]
    below = ["", *fold(known, screen.width)] if known else []
    if sum(columns) + max(width(cell[-1]) for cell in (*cells, TITLES)) > screen.width:
        lines = [line for name, *more in cells for line in _paragraph(name, more, screen)]
        return joined([*lines, *below])
    heading = dim(_aligned(TITLES, columns), screen)
    return joined([heading, *(_aligned(cell, columns) for cell in cells), *below])


def _cells(row: Row, today: date) -> tuple[str, str, str, str]:
    last = in_words(date.fromisoformat(row.last), today) if row.last else ""
    recent = f"{row.days} of {SPAN} days" if row.days else "no entry"
    if row.retired_on:
        recent = f"retired on {in_words(date.fromisoformat(row.retired_on), today)}"
    kept = KEPT.get(row.unit, "") if row.entries or row.unit else ""
    return safe(row.name), kept, last, recent


def _aligned(cell: Sequence[str], columns: Sequence[int]) -> str:
    return "".join(pad(part, wide) for part, wide in zip(cell, columns, strict=False)) + cell[-1]


def _paragraph(name: str, more: Sequence[str], screen: Screen) -> list[str]:
    return [*fold(name, screen.width), *(f"  {line}" for line in fold(_told(more), screen.width - 2))]


def _told(more: Sequence[str]) -> str:
    kept, last, recent = more
    return ", ".join(filter(None, [kept, last and f"last on {last}", recent.replace(" of ", " of the last ")]))


def renamed(before: str, after: str, entries: int) -> str:
    """Say that a habit has another name."""
    with_ = f", with its {count(entries, 'entry')}" if entries else ""
    return with_way(f"Changed: {safe(before)} is now {safe(after)}{with_}.", UNDO)


def retired(name: str, *, history: bool, goal: bool = False) -> str:
    """Say that a habit is retired."""
    ends = " Its goal ends today." if goal else ""
    return with_way(f"Changed: {safe(name)} is retired{'; its history stays' if history else ''}.{ends}", UNDO)


def back(name: str) -> str:
    """Say that a habit is in use again."""
    return with_way(f"Changed: {safe(name)} is in use again.", UNDO)
