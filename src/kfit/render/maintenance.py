"""Says what copies of the data file there are, what bringing one back did, and what the doctor found."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..humanize import in_words
from ..model.entries import KINDS
from ..parsing.tokens import quoted
from .text import fold, hanging, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from .screen import Screen

# Why a copy was made, by the word in its name.
REASONS = {
    "daily": "first change of the day",
    "hand": "asked for",
    "import": "before an import",
    "delete": "before a delete",
    "migrate": "before an update",
    "restore": "before a restore",
}
BEFORE_RESTORE = " is the file as it was before the last restore"
NONE = "No copies yet. To make one: kfit backup"


class BackupRow(NamedTuple):
    """One copy in the list: its number, when it was made (local), why, what it holds, its bytes, and what is wrong with it."""

    number: int
    made: datetime
    reason: str
    entries: int | None
    size: int
    fault: str


def listing(rows: Sequence[BackupRow], folder: str, today: date, screen: Screen) -> str:
    """List the copies, one a line; narrow, one a paragraph; plain, one a sentence."""
    if not rows:
        return NONE
    cells = [(str(row.number), moment(row.made, today), *_told(row)) for row in rows]
    if screen.plain:
        lines = [f"{number}: {', '.join(rest)}." for number, *rest in cells]
    elif screen.narrow:
        wide = max(len(cell[0]) for cell in cells)
        lines = [f"{number:>{wide}}  {made}" + _below(", ".join(rest), wide + 2, screen) for number, made, *rest in cells]
    else:
        widths = [max(len(cell[column]) for cell in cells) for column in range(len(cells[0]))]
        turned = (str.rjust, str.ljust, str.ljust, str.rjust, str.rjust, str.ljust)
        lines = ["  ".join(turn(text, width) for turn, text, width in zip(turned, cell, widths, strict=True)).rstrip() for cell in cells]
    newest = next((row for row in rows if not row.fault), None)
    way = [f"The newest good one{BEFORE_RESTORE if newest.reason == 'restore' else ''}: kfit restore latest"] if newest else []
    return "\n".join([*lines, "", *way, f"They lie in: {safe(folder)}"])


def moment(made: datetime, today: date) -> str:
    """Say when a copy was made: `today, 08:10`, `Tue 3 Nov, 08:10`."""
    return f"{'today' if made.date() == today else in_words(made.date(), today)}, {made:%H:%M}"


def entries_said(count: int) -> str:
    """Say a number of entries."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def restored(count: int, days: tuple[str, str], source: str, today: date) -> str:
    """Say what was brought back: `Restored 49 entries, Mon 17 Aug to Sun 22 Nov, from ...`; ISO days, empty for none."""
    told = dict.fromkeys(in_words(date.fromisoformat(day), today) for day in days if day)
    span = f", {' to '.join(told)}," if told else ""
    return f"Restored {entries_said(count)}{span} from {source}."


def made(count: int, unsound: str) -> str:
    """Say that a copy was kept, and whether the file that was copied is sound."""
    if unsound:
        return f"Kept a copy of {entries_said(count)}, but the data file is not sound: {unsound}.\nIt is no good copy. What is wrong: kfit doctor"
    return f"Kept a checked copy of {entries_said(count)}. See it: kfit backup list"


def passed_over(count: int) -> str:
    """Say how many newer copies are not good; nothing if there is none."""
    if not count:
        return ""
    return f"{'A newer copy is' if count == 1 else f'{count} newer copies are'} not good, and stayed where {'it is' if count == 1 else 'they are'}: kfit backup list"


def trouble(told: str) -> str:
    """Say what went wrong once all was done; nothing if nothing did."""
    return f"That is done. What went wrong came after it:\n{told}" if told else ""


def kept(copy: str, aside: str) -> str:
    """Say where what was there before is now; nothing if there was nothing."""
    if aside and not copy:
        return f"The file that could not be read is kept unchanged: {safe(aside)}"
    if aside:
        return f"The file that was there is kept: {safe(aside)}\nA copy of it is in: kfit backup list"
    return "What was there before is kept as a copy: kfit backup list" if copy else ""


def left_behind(left: Mapping[str, int], copy: str) -> str:
    """Say what was in the file before and is not in it now, and the line that brings back the copy that has it."""
    kinds = ", ".join(f"{count} {KINDS[kind].plural.removesuffix('s' * (count == 1))}" for kind, count in left.items() if kind in KINDS)
    return (
        f"Not in it, but in the file as it was before: {kinds}.\nThat file is kept as a copy. To bring it back: kfit restore {quoted(copy)}"
    )


def _told(row: BackupRow) -> tuple[str, str, str, str]:
    reason = REASONS.get(row.reason) or safe(row.reason)
    return reason, "entries unknown" if row.entries is None else entries_said(row.entries), _size(row.size), safe(row.fault) or "good"


def _below(text: str, indent: int, screen: Screen) -> str:
    return "".join(f"\n{'':{indent}}{line}" for line in fold(text, screen.width - indent))


def _size(size: int) -> str:
    return f"{size / 1_000_000:.1f} MB" if size >= 1_000_000 else f"{max(1, round(size / 1000))} kB"


def findings(checks: Sequence[tuple[str, bool, str]], screen: Screen) -> str:
    """List what was looked at (name, whether it is right, what was seen), then one sentence for all."""
    wrong = sum(not ok for _, ok, _ in checks)
    told = f"{wrong} of {len(checks)} not right. The copies: kfit backup list" if wrong else "Nothing is wrong."
    if screen.plain:
        return "\n".join([*(f"{name}: {'ok' if ok else 'not right'}, {safe(detail)}." for name, ok, detail in checks), told])
    wide = max(len(name) for name, _, _ in checks)
    lines = [line for check in checks for line in _lines(check, wide, screen)]
    return "\n".join([*lines, "", told])


def _lines(check: tuple[str, bool, str], wide: int, screen: Screen) -> list[str]:
    """Write one finding; narrow, with its detail below."""
    name, ok, detail = check
    mark = "ok " if ok else "NO "
    if screen.narrow:
        return [mark + name, *(f"   {line}" for line in fold(safe(detail), screen.width - 3))]
    return hanging(f"{mark}{name:<{wide}}  ", safe(detail), screen)
