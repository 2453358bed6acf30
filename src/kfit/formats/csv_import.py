"""Read the CSV files that kfit wrote: one file for each kind of entry."""

from __future__ import annotations

from itertools import islice
from re import compile as pattern

from ..errors import Refused
from ..model.entries import KINDS
from ..model.fields import IN_TABLES
from . import csv_export
from .rows import ImportRow

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from ..model.fields import Entry, Field
    from .rows import Values

AT_ONCE = 1000  # rows converted at a time
SIGNS = frozenset(("uid", "kind", "day", "logged_at"))  # the columns that identify a file of kfit
WHOLE = pattern(r"-?[0-9]{1,19}")
NONE = "-"  # an answer that was not given
FIELD_OF = {column: name for name, column in IN_TABLES.items()}
REAL = pattern(r"-?[0-9]{1,19}(\.[0-9]+)?([eE][-+]?[0-9]{1,3})?")


def is_own(header: list[str]) -> bool:
    """Return whether a file with this header is kfit's own table of one kind."""
    return SIGNS.issubset(header)


def is_summary(header: list[str]) -> bool:
    """Return whether a file with this header is daily.csv or infusions.csv, which are computed from the entries."""
    return (header[:2] == ["day", "weekday"] and "added_later" in header) or tuple(header) == csv_export.INFUSION_COLUMNS


def rows(header: list[str], lines: Iterator[list[str]]) -> Iterator[ImportRow]:
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
        entries = iter(values_of(kind, header, [row for _, row in right])) if kind is not None else iter(())
        for line, row in some:
            if len(row) != len(header):
                yield ImportRow(line, wrong=f"it has {len(row)} cells, the header {len(header)}")
            elif kind is None or row[kind_at] != kind.kind:
                yield ImportRow(line, wrong="kind is another than in the rows above")
            else:
                yield _row(line, kind, next(entries))


def _row(line: int, kind: type[Entry], values: Values) -> ImportRow:
    return ImportRow(line, ((kind, values),)) if values[1] and values[8] else ImportRow(line, wrong="uid or logged_at is missing")


def values_of(kind: type[Entry], header: list[str], table: list[list[str]]) -> Iterable[Values]:
    """Return the values of each row in the order of the kind's fields. Works by column, which is twice as fast as by cell."""
    columns = dict(zip(header, zip(*table, strict=True), strict=True)) if table else {}
    nothing = ("",) * len(table)
    return zip(*(reader_of(field)(columns.get(name, nothing)) for name, field in kind.FIELDS.items()), strict=True)


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


def reader_of(field: Field) -> Callable[[Sequence[str]], list[object]]:
    """Return the function that converts a column's cells. A cell that is not a number stays text; RowChecks then rejects it."""
    return {"whole": _wholes, "real": _reals, "answers": _answers}.get(field.type, _texts)


def _texts(column: Sequence[str]) -> list[object]:
    return [csv_export.unguard(cell) if cell and cell[0] == csv_export.GUARD else cell or None for cell in column]


def _wholes(column: Sequence[str]) -> list[object]:
    return [int(cell) if WHOLE.fullmatch(cell) else cell or None for cell in column]


def _reals(column: Sequence[str]) -> list[object]:
    return [float(cell) if REAL.fullmatch(cell) else cell or None for cell in column]


def _answers(column: Sequence[str]) -> list[object]:
    return [tuple(map(_answer, cell.split(" "))) if cell else None for cell in column]


def _answer(cell: str) -> object:
    return None if cell == NONE else int(cell) if WHOLE.fullmatch(cell) else cell
