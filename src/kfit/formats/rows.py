"""The rows read from a file, and the account of an import: how many were read, which were skipped and why."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..humanize import in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.fields import Entry

Values = tuple[object, ...]


class ImportRow(NamedTuple):
    """A row of a file: its entries, with values in the order of the kind's fields, or why it cannot be read.

    `empty` gives the reasons why parts of it make no entry, such as a 0 in a column of exercise. `bad` gives those of cells that
    cannot be read, each of which leaves the rest of the row as it is. `left_out` counts records that are not kept, with what they
    are: `(("heart rate", 3200),)`. A row without a number has line 0.
    """

    line: int
    entries: tuple[tuple[type[Entry], Values], ...] = ()
    wrong: str = ""
    empty: tuple[str, ...] = ()
    bad: tuple[str, ...] = ()
    left_out: tuple[tuple[str, int], ...] = ()

    def in_one_spelling(self) -> ImportRow:
        """Return it with its names as a record keeps them."""
        for kind, values in self.entries:
            for place in _names(kind):
                value = values[place]
                if isinstance(value, str) and not value.isascii():
                    return self._composed()
        return self

    def _composed(self) -> ImportRow:
        return self._replace(
            entries=tuple(
                (kind, tuple(field.kept(value) for field, value in zip(kind.FIELDS.values(), values, strict=True)))
                for kind, values in self.entries
            )
        )


PLACES: dict[str, tuple[int, ...]] = {}  # by kind, of the fields that are kept in one spelling


def _names(kind: type[Entry]) -> tuple[int, ...]:
    found = PLACES.get(kind.kind)
    if found is None:
        found = PLACES[kind.kind] = tuple(place for place, field in enumerate(kind.FIELDS.values()) if not field.verbatim)
    return found


MOST_SHOWN = 10
SAMPLES = 3  # rows that a dry run shows as they would be kept


class SkippedRow(NamedTuple):
    """A row, or a part of one, that is left out. `part` is the name of its file, `wrong` means that it is unreadable.

    `rest` means that something else of its row is kept. `records` says how many there are of those that have no number.
    """

    part: str
    line: int
    why: str
    wrong: bool
    rest: bool = False
    records: int = 1

    def row(self) -> dict[str, object]:
        """Return it as a row of JSON output."""
        told: dict[str, object] = {"line": self.line or None, "why": f"{self.part}: {self.why}" if self.part else self.why}
        return told if self.line else told | {"count": self.records}

    def where(self) -> str:
        """Return its file and row number: `row 17`, `mood.csv row 17`; its file alone for a record without a number."""
        return f"{self.part} row {self.line}".lstrip() if self.line else self.part


class ImportAccount:
    """The totals of one reading of a file, and its first rows. `highest` is the highest id of an entry that is not above `most`."""

    def __init__(self, most: int) -> None:
        self.most = most
        self.rows = self.highest = 0
        self.kinds: dict[str, int] = {}
        self.first = self.last = ""
        self.skipped: list[SkippedRow] = []
        self.samples: list[ImportRow] = []

    def take(self, part: str, row: ImportRow) -> None:
        """Add a checked row to the totals."""
        self.rows += 1
        if row.entries and len(self.samples) < SAMPLES:
            self.samples.append(row)
        if row.wrong:
            self.skipped.append(SkippedRow(part, row.line, row.wrong, wrong=True))
        self.skipped += (SkippedRow(part, row.line, why, wrong=True, rest=bool(row.entries)) for why in row.bad)
        self.skipped += (SkippedRow(part, row.line, why, wrong=False) for why in row.empty)
        self.skipped += (SkippedRow(part, 0, why, wrong=False, records=count) for why, count in row.left_out)
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
        """Return the number of entries read."""
        return sum(self.kinds.values())

    @property
    def read(self) -> int:
        """Return the number of entries read, and of all that is left out."""
        return self.entries + sum(one.records for one in self.skipped)

    def wrong(self) -> list[SkippedRow]:
        """Return the rows, and the cells of others, that cannot be read."""
        return [one for one in self.skipped if one.wrong]

    def wrong_rows(self) -> set[tuple[str, int]]:
        """Return the rows of which something cannot be read, as part and line."""
        return {(one.part, one.line) for one in self.wrong()}

    def span(self, today: date) -> str:
        """Return the first and last day of the entries in words. Raises ValueError if there are none."""
        first, last = (in_words(date.fromisoformat(day), today) for day in (self.first, self.last))
        return first if first == last else f"{first} to {last}"

    def by_kind(self) -> str:
        """Return the number of entries by kind as text: `31 exercise, 25 sleep`."""
        return ", ".join(f"{count:,} {kind}" for kind, count in self.kinds.items())

    def cannot_be_read(self) -> str:
        """Return the message about unreadable rows, with reasons: `3 of 412 rows can't be read.` There must be one."""
        found = self.wrong()
        wide = max(len(one.where()) for one in found[:MOST_SHOWN])
        shown = [f"  {one.where():{wide}}  {one.why}" for one in found[:MOST_SHOWN]]
        more = [f"  and {len(found) - MOST_SHOWN:,} more"] if len(found) > MOST_SHOWN else []
        count = len(self.wrong_rows())
        if any(one.rest for one in found):
            said = f"{len(found):,} {'cell' if len(found) == 1 else 'cells'} in {count:,} of {rows(self.rows)} can't be read."
        else:
            said = f"{count:,} of {rows(self.rows)} can't be read."
        return "\n".join([said, *shown, *more])

    def left_out(self) -> list[str]:
        """Return a line for each reason why readable rows or parts make no entry, and one for all records that are not kept."""
        reasons: dict[str, list[SkippedRow]] = {}
        counted: dict[str, int] = {}
        for one in self.skipped:
            if one.wrong:
                continue
            if one.line:
                why = "an exact repeat of a row above" if one.why.startswith("it repeats") else one.why
                reasons.setdefault(why, []).append(one)
            else:
                counted[one.why] = counted.get(one.why, 0) + one.records
        said = [f"Left out {rows(len(found))}: {why} ({_places(found)})." for why, found in reasons.items()]
        most = sorted(counted.items(), key=lambda one: -one[1])
        shown = ", ".join(f"{count:,} {why}" for why, count in most[:MOST_SHOWN])
        others = sum(count for _, count in most[MOST_SHOWN:])
        return said + ([f"Left out: {shown}{f', {others:,} others' if others else ''}."] if counted else [])


def rows(count: int) -> str:
    """Return a number of rows as text: `1 row`, `412 rows`."""
    return f"{count:,} {'row' if count == 1 else 'rows'}"


def entries(count: int) -> str:
    """Return a number of entries as text: `1 entry`, `412 entries`."""
    return f"{count:,} {'entry' if count == 1 else 'entries'}"


def _places(found: list[SkippedRow]) -> str:
    shown = ", ".join(one.where() for one in found[:MOST_SHOWN])
    return shown if len(found) <= MOST_SHOWN else f"{shown}, ..."
