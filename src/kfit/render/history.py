"""Shows the history: what was changed, and when."""

from __future__ import annotations

from itertools import groupby
from typing import NamedTuple

from ..humanize import in_words
from .text import dim, hanging, joined, newest, paragraph, safe

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


def history_listed(rows: Sequence[ChangeRow], today: date, screen: Screen, *, older: bool, every: bool) -> str:
    """Return the steps, oldest first, each change under a heading of its own: the newest that fill a screen, or `every` one."""
    own_times = _remark(OWN_TIMES, screen) if any(row.elsewhere for row in rows) else []
    if not every:
        again = max((_heading(row, today) for row in rows), key=len, default="")  # over the first row that is shown
        shown = newest(_blocks(rows, today, screen), [*_remark(OLDER, screen), again, *own_times], screen)
        older, rows = older or len(shown) < len(rows), rows[-len(shown) :]
    above = _remark(OLDER, screen) if older else []
    return joined([*above, *(line for block in _blocks(rows, today, screen) for line in block), *own_times])


def _blocks(rows: Sequence[ChangeRow], today: date, screen: Screen) -> list[list[str]]:
    """Return the lines of each step; the first one of a change has the change above it."""
    blocks: list[list[str]] = []
    for _, steps in groupby(rows, lambda row: row.change):
        first, *more = steps
        told = _heading(first, today)
        blocks.append([f"\x1b[1m{told}\x1b[0m" if screen.colour else told, *_step(first, screen)])
        blocks += [_step(row, screen) for row in more]
    return blocks


def _heading(row: ChangeRow, today: date) -> str:
    when = f"{in_words(row.at.date(), today)}, {row.at:%H:%M}"
    return f"{when}  {safe(row.command)}" + (" (taken back)" if row.taken_back else "")


def _remark(text: str, screen: Screen) -> list[str]:
    return [dim(line, screen) for line in paragraph(text, screen).split("\n")]


def _step(row: ChangeRow, screen: Screen) -> list[str]:
    if row.before is None:
        label, told = "new", row.after
    elif row.after is None:
        label, told = "gone", row.before
    else:
        label, told = "was", f"{row.before} -> now {row.after}"
    label, told = f"{INDENT}{label:<5}", safe(str(told))
    return [label + told] if screen.plain else hanging(label, told, screen)
