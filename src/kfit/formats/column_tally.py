"""What each mapped column of a foreign table holds: its range, as it stands and as it is kept, and what cannot be kept."""

from __future__ import annotations

from .cells import UnreadableCell
from .mapped_table import MeasureCell, as_it_stands, counts, is_allowed, value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .mapped_table import MappedTable
    from .mapping import MapColumn


class ColumnTally:
    """What a mapped column holds: `numbers` in the unit of the map, `kept` the same as they are kept, `lost` numbers that cannot be.

    `filled` counts its values, `empty` its empty cells, `unread` those that are no number.
    """

    def __init__(self) -> None:
        self.numbers: list[float] = []
        self.kept: list[float] = []
        self.lost: list[float] = []
        self.filled = self.empty = self.unread = 0

    def bad(self) -> int:
        """Return how many cells cannot be kept."""
        return len(self.lost) + self.unread

    def take(self, column: MapColumn, row: list[str], *, decimal_comma: bool) -> None:
        """Add a row."""
        number = as_it_stands(column, row, decimal_comma=decimal_comma) if counts(column) else None
        try:
            found = value(column, row, decimal_comma=decimal_comma)
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
        if found == 0 and column.target.kind.adds_up():  # no entry, so it is not kept
            return
        as_kept = found.value if isinstance(found, MeasureCell) else found
        if isinstance(as_kept, int | float) and not isinstance(as_kept, bool):
            self.kept.append(as_kept)


def tally(table: MappedTable) -> dict[MapColumn, ColumnTally]:
    """Return what each mapped column holds."""
    found = {column: ColumnTally() for column in table.map.columns}
    for _, row in table.whole_rows():
        told = [cell.strip() for cell in row]
        for column, one in found.items():
            one.take(column, told, decimal_comma=table.commas[column])
    return found
