"""Read the sheets of a spreadsheet's workbook (xlsx, ods, xls) as tables. It needs the extra `kfit[xlsx]`."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from ..errors import Refused
from . import csv_export
from .cells import AmbiguousTable, TableReading

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import IO

MOST_BYTES, MOST_UNPACKED, MOST_CELLS = 1 << 26, 1 << 28, 5_000_000
INSTALL = "{} is a spreadsheet. To read it: pip install 'kfit[xlsx]'. Or save it there as 'CSV UTF-8', and import that."
BROKEN = "{} is a spreadsheet that can't be read. In the spreadsheet, save it as 'CSV UTF-8', and import that."
TOO_LARGE = "{} is too large for a spreadsheet. Save the sheet as 'CSV UTF-8', and import that."
LOCKED = "{} has a password. Save it without one, and import that."


class WorkbookSheet:
    """One sheet as a table: `header` and `rows` give its cells as text, with the decimal sign that the table is said to have."""

    def __init__(self, name: str, grid: Sequence[Sequence[object]], *, decimal_comma: bool) -> None:
        self.name, self.grid, self.sign = name, grid, "," if decimal_comma else "."

    def header(self) -> tuple[list[str], str]:
        """Return the cells of the first row, without guards, and no separator."""
        return [(csv_export.unguard(cell) or "").strip() for cell in self._texts(self.grid[0])], ""

    def rows(self, _: str) -> Iterator[list[str]]:
        """Yield the cells of each row after the header."""
        return map(self._texts, self.grid[1:])

    def _texts(self, row: Sequence[object]) -> list[str]:
        return [cell_text(cell, self.sign) for cell in row]


def read_sheet(name: str, raw: IO[bytes], sheet: str | None, *, decimal_comma: bool) -> WorkbookSheet:
    """Return the sheet with a name, or the only one that is not empty. Raises AmbiguousTable if there are several, Refused otherwise."""
    try:
        from python_calamine import CalamineError, CalamineWorkbook, PasswordError
    except ModuleNotFoundError:
        raise Refused(INSTALL.format(name)) from None

    raw.seek(0)
    data = raw.read(MOST_BYTES + 1)
    if len(data) > MOST_BYTES or _unpacked(name, data) > MOST_UNPACKED:
        raise Refused(TOO_LARGE.format(name))
    try:
        with CalamineWorkbook.from_filelike(BytesIO(data)) as book:
            grids = {one: book.get_sheet_by_name(one) for one in book.sheet_names}
            there = {one: grid for one, grid in grids.items() if grid.total_height}
            chosen = _chosen(name, list(there), sheet)
            if there[chosen].total_height * there[chosen].total_width > MOST_CELLS:
                raise Refused(TOO_LARGE.format(name))
            return WorkbookSheet(name, list(there[chosen].iter_rows()), decimal_comma=decimal_comma)
    except PasswordError:
        raise Refused(LOCKED.format(name)) from None
    except CalamineError:
        raise Refused(BROKEN.format(name)) from None


def _unpacked(name: str, data: bytes) -> int:
    """Return how many bytes a workbook has when it is unpacked. Raises Refused for a zip that cannot be read."""
    if not data.startswith(b"PK"):
        return len(data)
    try:
        with ZipFile(BytesIO(data)) as packed:
            return sum(one.file_size for one in packed.infolist())
    except (BadZipFile, NotImplementedError, ValueError, OSError):
        raise Refused(BROKEN.format(name)) from None


def _chosen(name: str, there: list[str], sheet: str | None) -> str:
    if sheet is not None:
        found = [one for one in there if one.casefold() == sheet.casefold()]
        if not found:
            raise Refused(f"There is no sheet '{sheet}' with cells. There are: {', '.join(there)}.")
        return found[0]
    if not there:
        raise Refused(f"{name} is empty.")
    if len(there) > 1:
        raise AmbiguousTable(f"{name} has several sheets.", [TableReading(f"To read '{one}'", {"sheet": one}) for one in there])
    return there[0]


def cell_text(cell: object, sign: str) -> str:
    """Return the text of a cell as a table has it: `2026-11-02`, `2026-11-02 22:30:00`, `7:30:00`, `yes`, `7.5`."""
    if isinstance(cell, bool):
        return "yes" if cell else "no"
    if isinstance(cell, int | float):
        return _number_text(float(cell)).replace(".", sign)
    if isinstance(cell, datetime):
        return cell.isoformat(" ", "seconds")
    if isinstance(cell, date | time):
        return cell.isoformat()
    if isinstance(cell, timedelta):
        minutes, seconds = divmod(round(cell.total_seconds()), 60)
        return f"{minutes // 60}:{minutes % 60:02}:{seconds:02}"
    return str(cell)


def _number_text(number: float) -> str:
    """Return a number with a point. Three decimals get a fourth, so that they are not taken for thousands."""
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    text = f"{number:.15g}"
    return f"{text}0" if len(text.rpartition(".")[2]) == 3 and "e" not in text else text
