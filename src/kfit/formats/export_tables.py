"""The tables that an export computes, with typed values, so that CSV and a workbook are written from the same ones."""

from __future__ import annotations

from typing import NamedTuple

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TEXT, NUMBER, DATE, INSTANT, STAMP = "text", "number", "date", "instant", "stamp"


class TableColumn(NamedTuple):
    """A column: its name, its meaning for README.txt, the type of its values, and how CSV writes a number with decimals.

    A date is `YYYY-MM-DD`, an instant a local time with its offset, a stamp a time in UTC.
    """

    name: str
    meaning: str
    type: str = TEXT
    form: Callable[[float], str] | None = None


class ExportTable(NamedTuple):
    """A table: the name of its file and sheet, what it holds, its columns, and its rows. A cell without a value is None."""

    name: str
    what: str
    columns: Sequence[TableColumn]
    rows: Sequence[tuple[object, ...]]
