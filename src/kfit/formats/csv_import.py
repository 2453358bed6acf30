"""Read the CSV files that kfit wrote, also after a spreadsheet has saved them: one file for each kind of entry."""

from __future__ import annotations

from itertools import islice
from re import compile as pattern
from typing import NamedTuple

from ..errors import Refused
from ..model.entries import KINDS
from ..model.fields import IN_TABLES
from . import csv_export, visit_tables
from .cells import DayColumn, UnreadableCell
from .rows import ImportRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from ..model.fields import Entry, Field
    from .rows import Values

AT_ONCE = 1000  # rows converted at a time
SIGNS = frozenset(("uid", "kind", "day", "logged_at"))  # the columns that identify a file of kfit
WHOLE = pattern(r"-?[0-9]{1,19}")
NONE = "-"  # an answer that was not given
FIELD_OF = {column: name for name, column in IN_TABLES.items()}
REAL = pattern(r"-?[0-9]{1,19}(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")
WHOLE_AS_REAL = pattern(r"(-?[0-9]{1,19})[.,]0+")  # how some programs save a column of whole numbers with gaps
DAY = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
# The headers of tables that kfit computes from entries. A table of a form has the columns of its answers behind them.
COMPUTED = tuple(
    tuple(column.name for column in columns)
    for columns in (
        csv_export.INFUSION_COLUMNS,
        visit_tables.MEDICINE_COLUMNS,
        visit_tables.QUESTION_COLUMNS,
        visit_tables.PLAN_COLUMNS,
        visit_tables.FORM_COLUMNS,
    )
)


class SavedForms(NamedTuple):
    """What a spreadsheet made of a table of kfit's: the days of cells that it wrote in its own form, and its decimal sign."""

    days: Mapping[str, str] = {}
    decimal: str = "."


def saved_forms(header: list[str], lines: Iterator[list[str]], delimiter: str, date_order: str, date_format: str | None) -> SavedForms:
    """Return how a table was saved, by all of its rows. Raises AmbiguousTable if its days have more than one reading.

    A decimal comma is possible only where something else separates the cells: with commas, 1,200 could be either.
    """
    kind_at, day_at = header.index("kind"), header.index("day")
    strange: list[tuple[int, str]] = []
    reals: list[int] = []
    decimal = "."
    for number, row in csv_export.number_lines(lines):
        if len(row) != len(header):
            continue
        if not reals and delimiter != "," and row[kind_at] in KINDS:
            fields = KINDS[row[kind_at]].FIELDS
            reals = [place for place, name in enumerate(header) if name in fields and fields[name].type == "real"] or [day_at]
        if any("," in row[place] for place in reals):
            decimal = ","
        if not DAY.fullmatch(row[day_at]):
            strange.append((number, row[day_at].strip()))
    if not strange:
        return SavedForms(decimal=decimal)
    return SavedForms(_days(DayColumn("day", [one for one in strange if one[1]], date_order, date_format), strange), decimal)


def _days(column: DayColumn, cells: Iterable[tuple[int, str]]) -> dict[str, str]:
    """Return the days of cells. A cell that is no day is left out, so that its row is refused as one."""
    found = {}
    for cell in {cell for _, cell in cells if cell}:
        try:
            found[cell] = column.read(cell).day.isoformat()
        except UnreadableCell:
            continue
    return found


def is_own(header: list[str]) -> bool:
    """Return whether a file with this header is kfit's own table of one kind."""
    return SIGNS.issubset(header)


def is_summary(header: list[str]) -> bool:
    """Return whether a file with this header is daily.csv or another table that kfit computes beside the entries."""
    return (header[:2] == ["day", "weekday"] and "added_later" in header) or any(tuple(header[: len(names)]) == names for names in COMPUTED)


def rows(header: list[str], lines: Iterator[list[str]], saved: SavedForms = SavedForms()) -> Iterator[ImportRow]:  # noqa: B008 - it never changes
    """Yield the rows after a header. Raises Refused for a column or a kind that this kfit does not know."""
    kind: type[Entry] | None = None
    header = [FIELD_OF.get(name, name) for name in header]
    kind_at = header.index("kind")
    numbered = csv_export.number_lines(lines)
    while some := list(islice(numbered, AT_ONCE)):
        whole = [(line, row) for line, row in some if len(row) == len(header)]
        if kind is None and whole:
            kind = kind_of(whole[0][1][kind_at], header)
        right = [(line, row) for line, row in whole if kind is not None and row[kind_at] == kind.kind]
        entries = iter(values_of(kind, header, [row for _, row in right], saved)) if kind is not None else iter(())
        for line, row in some:
            if len(row) != len(header):
                yield ImportRow(line, wrong=f"it has {len(row)} cells, the header {len(header)}")
            elif kind is None or row[kind_at] != kind.kind:
                yield ImportRow(line, wrong="kind is another than in the rows above")
            else:
                yield _row(line, kind, next(entries))


def _row(line: int, kind: type[Entry], values: Values) -> ImportRow:
    return ImportRow(line, ((kind, values),)) if values[1] and values[8] else ImportRow(line, wrong="uid or logged_at is missing")


def values_of(kind: type[Entry], header: list[str], table: list[list[str]], saved: SavedForms) -> Iterable[Values]:
    """Return the values of each row in the order of the kind's fields. Works by column, which is twice as fast as by cell."""
    columns = dict(zip(header, zip(*table, strict=True), strict=True)) if table else {}
    nothing = ("",) * len(table)
    return zip(*(reader_of(field, saved)(columns.get(name, nothing)) for name, field in kind.FIELDS.items()), strict=True)


def kind_of(name: str, header: list[str]) -> type[Entry]:
    """Return the kind with this name. Raises Refused if this kfit does not know it, or if the columns are not its own."""
    if name not in KINDS:
        raise Refused("This file holds a kind of entry that this kfit does not know. A newer kfit may have written it. Nothing imported.")
    kind = KINDS[name]
    strange = [column for column in header if column not in kind.FIELDS and column != "kind"]
    if strange or len(set(header)) != len(header):
        raise Refused(
            f"This file of {name} has a column that this kfit does not know, or one twice."
            " A newer kfit may have written it. Nothing imported."
        )
    return kind


def reader_of(field: Field, saved: SavedForms) -> Callable[[Sequence[str]], list[object]]:
    """Return the function that converts a column's cells. A cell that is not a number stays text; RowChecks then rejects it."""
    if field.name == "day" and saved.days:
        return lambda column: [saved.days.get(cell.strip(), cell) or None for cell in column]
    if field.type == "real" and saved.decimal == ",":
        return lambda column: _reals([f"{cell}?" if "." in cell else cell.replace(",", ".") for cell in column])
    return {"whole": _wholes, "real": _reals, "answers": _answers}.get(field.type, _texts)


def _texts(column: Sequence[str]) -> list[object]:
    return [csv_export.unguard(cell) if cell and cell[0] == csv_export.GUARD else cell or None for cell in column]


def _wholes(column: Sequence[str]) -> list[object]:
    return [int(cell) if WHOLE.fullmatch(cell) else _as_real(cell) if cell else None for cell in column]


def _as_real(cell: str) -> object:
    found = WHOLE_AS_REAL.fullmatch(cell)
    return int(found[1]) if found else cell


def _reals(column: Sequence[str]) -> list[object]:
    return [float(cell) if REAL.fullmatch(cell) else cell or None for cell in column]


def _answers(column: Sequence[str]) -> list[object]:
    return [tuple(map(_answer, cell.split(" "))) if cell else None for cell in column]


def _answer(cell: str) -> object:
    return None if cell == NONE else int(cell) if WHOLE.fullmatch(cell) else cell
