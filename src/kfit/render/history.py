"""Shows the history: what was changed, and when."""

from __future__ import annotations

from typing import NamedTuple

from rich.text import Text

from ..humanize import in_words
from .screen import Screen, drawn
from .text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

INDENT = "    "


class ChangeRow(NamedTuple):
    """One step of a change: when (local time), by which command, and what was there before and after."""

    at: datetime
    command: str
    taken_back: bool
    before: str | None
    after: str | None


def history_listed(rows: Sequence[ChangeRow], today: date, screen: Screen, *, older: bool) -> str:
    """Return the steps, oldest first, grouped by their moment and command."""
    text = Text()
    if older:
        text.append("There are older changes. All of them: kfit history --all\n", style="dim")
    head = None
    for row in rows:
        told = f"{in_words(row.at.date(), today)}, {row.at:%H:%M}  {safe(row.command)}" + (" (taken back)" if row.taken_back else "")
        if told != head:
            text.append(told + "\n", style="bold" if screen.colour else "")
            head = told
        text.append(f"{INDENT}{safe(_what(row))}\n")
    return drawn(text, screen)


def _what(row: ChangeRow) -> str:
    if row.before is None:
        return f"new  {row.after}"
    if row.after is None:
        return f"gone {row.before}"
    return f"was  {row.before} -> now {row.after}"
