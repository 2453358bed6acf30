"""The rows that come in from a file, and the account of them: read, added, skipped and why."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..humanize import in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.fields import Entry

Values = tuple[object, ...]


class ImportRow(NamedTuple):
    """A line of a file: its entries, whose values stand in the order of the kind's fields, or why it cannot be read.

    `empty` says what of it is no entry, such as a 0 in a column of exercise.
    """

    line: int
    entries: tuple[tuple[type[Entry], Values], ...] = ()
    wrong: str = ""
    empty: tuple[str, ...] = ()


MOST_SHOWN = 10


class SkippedRow(NamedTuple):
    """A row, or a part of one, that makes no entry: where it stands and why; `wrong` if it could not be read."""

    part: str
    line: int
    why: str
    wrong: bool

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        return {"line": self.line, "why": f"{self.part}: {self.why}" if self.part else self.why}

    def where(self) -> str:
        """Return where it stands: `row 17`, `mood.csv row 17`."""
        return f"{self.part} row {self.line}".lstrip()


class ImportAccount:
    """What one reading of a file found. `highest` is the highest number of an entry that it can keep: up to `most`."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.rows = self.highest = 0
        self.kinds: dict[str, int] = {}
        self.first = self.last = ""
        self.skipped: list[SkippedRow] = []

    def take(self, part: str, row: ImportRow) -> None:
        """Take a checked row to account."""
        self.rows += 1
        if row.wrong:
            self.skipped.append(SkippedRow(part, row.line, row.wrong, wrong=True))
        self.skipped += (SkippedRow(part, row.line, why, wrong=False) for why in row.empty)
        for kind, values in row.entries:
            self._entry(kind, values)

    def _entry(self, kind: type[Entry], values: Values) -> None:
        self.kinds[kind.kind] = self.kinds.get(kind.kind, 0) + 1
        number, day = values[0], str(values[2])
        if isinstance(number, int) and number <= self.most:
            self.highest = max(self.highest, number)
        self.first = min(self.first or day, day)
        self.last = max(self.last, day)

    @property
    def entries(self) -> int:
        """Return how many entries were read."""
        return sum(self.kinds.values())

    def wrong(self) -> list[SkippedRow]:
        """Return the rows that cannot be read."""
        return [one for one in self.skipped if one.wrong]

    def span(self, today: date) -> str:
        """Return from when to when the entries go."""
        first, last = (in_words(date.fromisoformat(day), today) for day in (self.first, self.last))
        return first if first == last else f"{first} to {last}"

    def by_kind(self) -> str:
        """Return how many entries of each kind there are: `31 exercise, 25 sleep`."""
        return ", ".join(f"{count:,} {kind}" for kind, count in self.kinds.items())

    def cannot_be_read(self) -> str:
        """Return which rows cannot be read, and why: `3 of 412 rows can't be read.`"""
        found = self.wrong()
        wide = max(len(one.where()) for one in found[:MOST_SHOWN])
        shown = [f"  {one.where():{wide}}  {one.why}" for one in found[:MOST_SHOWN]]
        more = [f"  and {len(found) - MOST_SHOWN:,} more"] if len(found) > MOST_SHOWN else []
        return "\n".join([f"{len(found):,} of {rows(self.rows)} can't be read.", *shown, *more])

    def left_out(self) -> list[str]:
        """Return what was read and is no entry, a line for each reason."""
        reasons: dict[str, list[SkippedRow]] = {}
        repeats = [one for one in self.skipped if one.why.startswith("it repeats")]
        for one in self.skipped:
            if not one.wrong and one not in repeats:
                reasons.setdefault(one.why, []).append(one)
        if repeats:
            reasons["an exact repeat of a row above"] = repeats
        return [f"Left out {rows(len(found))}: {why} ({_places(found)})." for why, found in reasons.items()]


def rows(count: int) -> str:
    """Return how many rows."""
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def entries(count: int) -> str:
    """Return how many entries."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def _places(found: list[SkippedRow]) -> str:
    shown = ", ".join(one.where() for one in found[:MOST_SHOWN])
    return shown if len(found) <= MOST_SHOWN else f"{shown}, ..."
