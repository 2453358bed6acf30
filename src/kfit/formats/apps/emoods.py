"""eMoods: the .emoods backup, a zip with one table of days. Its four levels are kept as they stand: they are no mood from 0 to 10."""

from __future__ import annotations

from datetime import date

from ...model.entries import Measure, Note, Sleep
from ...model.measures import POUND
from ..cells import UnreadableCell, cell_number
from ..rows import ImportRow
from .contract import AppSource
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ...model.fields import Entry
    from ..rows import Values
    from .files import AppFile, AppFiles

    OneEntry = tuple[type[Entry], Values]

DAY, SLEEP, WEIGHT = "DATE (YYYY-MM-DD)", "SLEEP", "WEIGHT"
NOTES = ("NOTE", "NOTES", "JOURNAL")
# The columns of levels and what they are called here: anxiety and irritability are ratings from 0 to 10 to kfit.
LEVELS = {"DEPRESSED": "depressed", "ELEVATED": "elevated", "IRRITABILITY": "irritability level", "ANXIETY": "anxiety level"}
LEVEL_UNIT, LOWEST, HIGHEST = "of 4", 1, 4
EMPTY = ("", "-", "null")
FACTORS = {"kg": 1.0, "lb": POUND}


class EMoods(AppSource):
    """A backup of eMoods. A value is known by its day and column."""

    name = "emoods"
    title = "eMoods"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a table with eMoods' day and its column of depressed days."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each day: its levels and weight as measures, its sleep, its note; at the end what other columns had."""
        others: dict[str, int] = {}
        for file in filter(_is_table, self.files):
            for line, cells in file.records():
                for name in cells.keys() - {DAY, SLEEP, WEIGHT, *LEVELS, *NOTES}:
                    others[name] = others.get(name, 0) + (cells[name].strip() not in EMPTY)
                try:
                    yield self._row(line, cells)
                except ValueError:
                    yield ImportRow(line, wrong="day is not a day")
        if left := tuple((f"in {name.lower()[:30]}", count) for name, count in sorted(others.items()) if count):
            yield ImportRow(0, left_out=left)

    def remarks(self) -> list[str]:
        """Return how the levels are kept."""
        return ["eMoods' levels are kept as they stand: 1 none, 2 mild, 3 moderate, 4 severe."]

    def _row(self, line: int, cells: Mapping[str, str]) -> ImportRow:
        day = date.fromisoformat(cells[DAY].strip())
        found, bad, empty = [], [], []
        for column, cell in cells.items():
            said = cell.strip()
            if said in EMPTY or column == DAY:
                continue
            try:
                one = self._entry(day, column, said)
            except UnreadableCell as error:
                bad.append(f"{column.lower()} {error}")
                continue
            if isinstance(one, str):
                empty.append(one)
            elif one is not None:
                found.append(one)
        return ImportRow(line, tuple(found), bad=tuple(bad), empty=tuple(empty))

    def _entry(self, day: date, column: str, said: str) -> OneEntry | str | None:
        """Return the entry of a cell, why it is none, or None for a column that is not kept. Raises UnreadableCell."""
        key = f"{day}/{column.lower()}"
        if column in NOTES:
            return self.entry(Note, key, day, note=said)
        if column not in (*LEVELS, SLEEP, WEIGHT):
            return None
        number = cell_number(said, decimal_comma=False)
        if column in LEVELS:
            if not LOWEST <= number <= HIGHEST:
                raise UnreadableCell(f"is outside {LOWEST} to {HIGHEST}")
            return self.entry(Measure, key, day, name=LEVELS[column], value=number, unit=LEVEL_UNIT)
        if not number:
            return f"{column.lower()} is 0, which is no entry"
        if column == SLEEP:
            return self.entry(Sleep, key, day, minutes=int(number * 60 + 0.5))
        unit = self.rules.answer(
            "weight", {"kg": "its weights are in kg", "lb": "its weights are in pounds"}, "eMoods does not say the unit of its weights."
        )
        return self.entry(Measure, key, day, name="weight", value=round(number * FACTORS[unit], 10), unit="kg", typed=f"{said} {unit}")


def _is_table(file: AppFile) -> bool:
    return has_columns(file, (DAY, "DEPRESSED", "ELEVATED"))
