"""eMoods: the .emoods backup, a zip with one table of days. Its four levels are kept as they stand: they are no mood from 0 to 10."""

from __future__ import annotations

from datetime import date

from ...model.entries import Measure, Note
from ..cells import UnreadableCell, is_missing, sure_number
from ..rows import ImportRow
from .contract import AppSource
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .contract import OneEntry
    from .files import AppFile, AppFiles

DAY, SLEEP, WEIGHT = "DATE (YYYY-MM-DD)", "SLEEP", "WEIGHT"
NOTES = ("NOTE", "NOTES", "JOURNAL")
# The columns of levels and what they are called here: anxiety and irritability are ratings from 0 to 10 to kfit.
LEVELS = {"DEPRESSED": "depressed", "ELEVATED": "elevated", "IRRITABILITY": "irritability level", "ANXIETY": "anxiety level"}
LEVEL_UNIT, LOWEST, HIGHEST = "of 4", 1, 4


class EMoods(AppSource):
    """A backup of eMoods. A value is known by its day and column."""

    name = "emoods"
    title = "eMoods"
    questions = ("weight",)

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
                    others[name] = others.get(name, 0) + (not is_missing(cells[name]))
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
        found: list[OneEntry] = []
        bad, empty = [], list[str]()
        for column, cell in cells.items():
            said = cell.strip()
            if is_missing(said) or column == DAY:
                continue
            try:
                one = self._cell(line, day, column, said)
            except UnreadableCell as error:
                bad.append(f"{column.lower()} {error}")
                continue
            found += one.entries
            empty += one.empty
        return ImportRow(line, tuple(found), bad=tuple(bad), empty=tuple(empty))

    def _cell(self, line: int, day: date, column: str, said: str) -> ImportRow:
        """Return a cell as a row: with its entry, with why it is none, or empty for a column that is not kept. Raises UnreadableCell."""
        key = f"{day}/{column.lower()}"
        if column in NOTES:
            return ImportRow(line, (self.entry(Note, key, day, note=said),))
        if column not in (*LEVELS, SLEEP, WEIGHT):
            return ImportRow(line)
        number = sure_number(said)
        if column in LEVELS:
            if not LOWEST <= number <= HIGHEST:
                raise UnreadableCell(f"is outside {LOWEST} to {HIGHEST}")
            return ImportRow(line, (self.entry(Measure, key, day, name=LEVELS[column], value=number, unit=LEVEL_UNIT),))
        if column == SLEEP:
            return self.night(line, key, int(number * 60 + 0.5), day=day)
        if not number:
            return ImportRow(line, empty=("weight is 0, which is no entry",))
        return ImportRow(line, (self.measure("weight", key, day, number, self.rules.weight_unit(self.title)),))


def _is_table(file: AppFile) -> bool:
    return has_columns(file, (DAY, "DEPRESSED", "ELEVATED"))
