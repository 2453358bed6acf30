"""Google Fit: the daily metrics of a Google Takeout."""

from __future__ import annotations

from datetime import date
from re import compile as pattern

from ...model.entries import Exercise, Measure, Sleep
from ..rows import ImportRow
from .activity_names import activity_of
from .contract import AppSource
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a table of days with Google Fit's columns."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each day."""
        for file in filter(_is_table, self.files):
            for line, cells in file.records():
                try:
                    yield self._row(line, cells)
                except (ValueError, OverflowError):
                    yield ImportRow(line, wrong="its day or a number can't be read")

    def remarks(self) -> list[str]:
        """Return how movement is read."""
        return ["A day has its lengths of movement by sort, else its Move Minutes."]

    def _row(self, line: int, cells: Mapping[str, str]) -> ImportRow:
        day = date.fromisoformat(cells[DAY].strip())
        found = []
        lengths = {sort[1]: int(_number(cell) / MILLISECONDS + 0.5) for name, cell in cells.items() if (sort := LENGTH.fullmatch(name))}
        if asleep := max(lengths.get(name, 0) for name in SLEEPING):
            found.append(self.entry(Sleep, f"{day}/sleep", day, minutes=asleep))
        moved = {name: length for name, length in lengths.items() if length and _is_movement(name)}
        for name, length in moved.items():
            found.append(self.entry(Exercise, f"{day}/{name.lower()}", day, minutes=length, activity=activity_of(name)))
        if not moved and (move := int(_number(cells.get(MOVED, "")) + 0.5)):
            found.append(self.entry(Exercise, f"{day}/move", day, minutes=move))
        if weight := _number(cells.get(WEIGHT, "")):
            found.append(self.entry(Measure, f"{day}/weight", day, name="weight", value=weight, unit="kg", typed=f"{weight:.6g} kg"))
        if steps := _number(cells.get(STEPS, "")):
            found.append(self.entry(Measure, f"{day}/steps", day, name="steps", value=steps, unit=None))
        return ImportRow(line, tuple(found))


def _is_table(file: AppFile) -> bool:
    return has_columns(file, (DAY, MOVED)) or has_columns(file, (DAY, "Calories (kcal)", STEPS))


def _is_movement(sort: str) -> bool:
    """Return whether a sort of length is movement: not sitting, and neither the night nor a stage of it."""
    name = sort.lower()
    return name not in NO_MOVEMENT and not any(part in name for part in ("sleep", "awake"))


def _number(cell: str) -> float:
    """Return the number of a cell, 0 for an empty one. Raises ValueError."""
    return float(cell.strip() or 0)
