"""Takes in what is to be imported: the first reading checks all of it, the second saves it as one change."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..exchange.account import Account
from ..store import backup, brought, bulk, find
from ..store.change import Change
from ..store.file import Data
from .bar import Bar

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from sqlite3 import Connection

    from ..entries import Entry
    from ..exchange.checks import Checks
    from ..exchange.incoming import Row, Values
    from ..exchange.sources import Source

AT_ONCE = 1000  # rows taken in together


class Result(NamedTuple):
    """What one reading found, what becomes of it, and what comes with it: settings, and rows beside the entries."""

    account: Account
    counts: bulk.Counts
    settings: list[tuple[str, str]]
    kept: list[brought.New]

    def news(self) -> bool:
        """Tell whether there is anything to save."""
        return bool(self.counts.added or self.counts.updated or self.settings or self.kept)


class Import:
    """The two readings of a source: the first finds out whether all of it can be read, the second takes it in."""

    def __init__(self, source: Source, checks: Checks) -> None:
        self.source, self.checks = source, checks

    def surveyed(self, db: Connection | None, *, count_all: bool) -> Result:
        """Check every row without writing. Unless `count_all`, counting ends where something new is found."""
        account, counts = Account(bulk.HIGHEST), bulk.Counts()
        with bulk.Known(db) as known, Bar("Reading") as bar:
            for kind, rows in batches(bar.over(self._checked(account))):
                if count_all or not (counts.added or counts.updated):
                    counts = counts.plus(known.counted(kind, rows))
            kept = brought.new(known.db, self.source.kept)
            kept += known.names.unknown(known.db, kept)
        return Result(account, counts, bulk.newer(db, self.source.settings), kept)

    def saved(self, account: Account) -> Result:
        """Take in every row that was found right, in one change, behind a backup of what there was."""
        counts = bulk.Counts()
        with Data.to_write() as data:
            db = data.existing()
            if find.anything(db) or brought.every(db):
                backup.make(db, data.path, "import")
            with Change(db, "import") as change, Bar("Importing") as bar:
                intake = bulk.Intake(change, account.highest)
                for kind, rows in batches(bar.over(self._right(account), account.rows)):
                    counts = counts.plus(intake.add(kind, rows))
                chosen = bulk.newer(db, self.source.settings)
                for name, value in chosen:
                    change.set(name, value)
                kept = brought.new(db, self.source.kept)
                kept += intake.names.unknown(db, kept)
                brought.take(change, kept)
        return Result(account, counts, chosen, kept)

    def _checked(self, account: Account) -> Iterator[Row]:
        """Yield the rows from the beginning, checked, and take them to account."""
        for part, rows in self.source.read():
            for row in self.checks.passed(rows):
                account.take(part, row)
                yield row

    def _right(self, account: Account) -> Iterator[Row]:
        """Yield the rows from the beginning that were found right."""
        wrong = {(one.part, one.line) for one in account.wrong()}
        for part, rows in self.source.read():
            yield from (row for row in rows if (part, row.line) not in wrong)


def batches(rows: Iterable[Row]) -> Iterator[tuple[type[Entry], list[Values]]]:
    """Gather the entries of rows by kind, many at once."""
    gathered: dict[type[Entry], list[Values]] = {}
    for row in rows:
        for kind, values in row.entries:
            gathered.setdefault(kind, []).append(values)
            if len(gathered[kind]) >= AT_ONCE:
                yield kind, gathered.pop(kind)
    yield from gathered.items()
