"""What each mapped column of a foreign table holds: its range, as it stands and as it is kept, and what cannot be kept."""

from __future__ import annotations

from .cells import UnreadableCell
from .column_values import MeasureCell, NightCell, as_it_stands, counts, is_allowed, value
from .map_targets import MOMENT
from .row_columns import key_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .mapped_table import MappedTable
    from .mapping import MapColumn


class ColumnTally:
    """What a mapped column holds: `numbers` in the unit of the map, `kept` the same as they are kept, `lost` numbers that cannot be.

    `filled` counts its values, `empty` its empty cells, `unread` those that are no number.
    """

    def __init__(self, column: MapColumn) -> None:
        self.column = column
        self.numbers: list[float] = []
        self.kept: list[float] = []
        self.lost: list[float] = []
        self.filled = self.empty = self.unread = 0

    def bad(self) -> int:
        """Return how many cells cannot be kept."""
        return len(self.lost) + self.unread

    def take(self, column: MapColumn, row: list[str]) -> None:
        """Add a row."""
        number = as_it_stands(column, row) if counts(column) else None
        try:
            found = value(column, row)
        except UnreadableCell:
            found = None
            if number is None:
                self.unread += 1
        else:
            if found is None:
                self.empty += 1
                return
            if number is None or is_allowed(column, found):
                self._keep(column, found, number)
                return
        if number is not None:
            self.lost.append(number)

    def _keep(self, column: MapColumn, found: object, number: float | None) -> None:
        self.filled += 1
        if number is not None:
            self.numbers.append(number)
        if found == 0 and column.target.kind.adds_up() and not column.zero:  # no entry, so it is not kept
            return
        as_kept = found.value if isinstance(found, MeasureCell) else found.minutes if isinstance(found, NightCell) else found
        if isinstance(as_kept, int | float) and not isinstance(as_kept, bool):
            self.kept.append(as_kept)


def tally(table: MappedTable) -> list[ColumnTally]:
    """Return what each mapped column holds. A column whose rows have names is one for each name."""
    found = {key_of(column): ColumnTally(column) for column in table.columns.fixed if column.target.reads != MOMENT}
    for _, row in table.whole_rows():
        for columns in table.columns.of(row, [], []).values():
            for column in columns:
                if column.target.reads != MOMENT:
                    found.setdefault(key_of(column), ColumnTally(column)).take(column, row)
    return list(found.values())
