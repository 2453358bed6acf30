"""Shows the history: what was changed, and when."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from ..humanize import in_words
from .text import dim, fold, hanging, joined, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from .screen import Screen

INDENT = "    "
OLDER = "There are older changes. All of them: kfit history --all"
OWN_TIMES = "Changes have this machine's time now. Entries have that of where they were logged."


class ChangeRow(NamedTuple):
    """One step of a change: its number, when (local time), by which command, and what was there before and after.

    `elsewhere` means that what was there has a time of another zone.
    """

    change: int
    at: datetime
    command: str
    taken_back: bool
    before: str | None
    after: str | None
    elsewhere: bool = False


def history_listed(rows: Sequence[ChangeRow], today: date, screen: Screen, *, older: bool) -> str:
    """Return the steps, oldest first, each change under a heading of its own."""
    lines = [*_remark(OLDER, screen)] if older else []
    for _, steps in groupby(rows, lambda row: row.change):
        first, *more = steps
        told = f"{in_words(first.at.date(), today)}, {first.at:%H:%M}  {safe(first.command)}" + (
            " (taken back)" if first.taken_back else ""
        )
        lines.append(f"\x1b[1m{told}\x1b[0m" if screen.colour else told)
        for row in (first, *more):
            lines += _step(row, screen)
    if any(row.elsewhere for row in rows):
        lines += _remark(OWN_TIMES, screen)
    return joined(lines)


def _remark(text: str, screen: Screen) -> list[str]:
    return [text] if screen.plain else [dim(line, screen) for line in fold(text, screen.width)]


def _step(row: ChangeRow, screen: Screen) -> list[str]:
    if row.before is None:
        label, told = "new", row.after
    elif row.after is None:
        label, told = "gone", row.before
    else:
        label, told = "was", f"{row.before} -> now {row.after}"
    label, told = f"{INDENT}{label:<5}", safe(str(told))
    return [label + told] if screen.plain else hanging(label, told, screen)
