"""Google Fit: the daily metrics of a Google Takeout."""

from __future__ import annotations

from datetime import date
from re import compile as pattern

from ..cells import is_missing, sure_number
from ..rows import ImportRow
from .activity_names import activity_of
from .contract import AppSource
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .contract import OneEntry
    from .files import AppFile, AppFiles

DAY, STEPS, WEIGHT, MOVED = "Date", "Step count", "Average weight (kg)", "Move Minutes count"
LENGTH = pattern(r"(.+) duration \(ms\)")
SLEEPING = ("Sleep", "Sleeping")  # the night, as one or the other export calls it
NO_MOVEMENT = ("inactive", "unknown", "still", "in vehicle")
MILLISECONDS = 60_000  # in a minute


class GoogleFit(AppSource):
    """An export of Google Fit. A value is known by its day and column. 0 and an empty cell mean that there is no data."""

    name = "google-fit"
    title = "Google Fit"
    unread = "its day or a number can't be read"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a table of days with Google Fit's columns."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each day."""
        for file in filter(_is_table, self.files):
            for line, cells in file.records():
                yield self.record(line, self._row, cells)

    def remarks(self) -> list[str]:
        """Return how movement is read."""
        return ["A day has its lengths of movement by sort, else its Move Minutes."]

    def _row(self, line: int, cells: Mapping[str, str]) -> ImportRow:
        day = date.fromisoformat(cells[DAY].strip())
        found: list[OneEntry] = []
        lengths = {sort[1]: int(_number(cell) / MILLISECONDS + 0.5) for name, cell in cells.items() if (sort := LENGTH.fullmatch(name))}
        if asleep := max(lengths.get(name, 0) for name in SLEEPING):
            found += self.night(line, f"{day}/sleep", asleep, day=day).entries
        moved = {name: length for name, length in lengths.items() if length and _is_movement(name)}
        for name, length in moved.items():
            found += self.movement(line, f"{day}/{name.lower()}", day, length, activity_of(name)).entries
        if not moved and (move := int(_number(cells.get(MOVED, "")) + 0.5)):
            found += self.movement(line, f"{day}/move", day, move, None).entries
        if weight := _number(cells.get(WEIGHT, "")):
            found.append(self.measure("weight", f"{day}/weight", day, weight, "kg"))
        if steps := _number(cells.get(STEPS, "")):
            found.append(self.measure("steps", f"{day}/steps", day, steps))
        return ImportRow(line, tuple(found))


def _is_table(file: AppFile) -> bool:
    return has_columns(file, (DAY, MOVED)) or has_columns(file, (DAY, "Calories (kcal)", STEPS))


def _is_movement(sort: str) -> bool:
    """Return whether a sort of length is movement: not sitting, and neither the night nor a stage of it."""
    name = sort.lower()
    return name not in NO_MOVEMENT and not any(part in name for part in ("sleep", "awake"))


def _number(cell: str) -> float:
    """Return the number of a cell, 0 for one without a value. Raises UnreadableCell."""
    return 0 if is_missing(cell) else sure_number(cell)
