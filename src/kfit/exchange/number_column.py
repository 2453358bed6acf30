"""Reads the numbers of a column in one way: with a decimal point or a decimal comma, as its values force it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from .amounts import comma_fits, plain, point_fits
from .filled import can_be
from .unsettled import Unsettled, Way

if TYPE_CHECKING:
    from collections.abc import Mapping

    from .mapping import Column

POINT: dict[str, object] = {"decimal_point": True}
COMMA: dict[str, object] = {"decimal_comma": True}


def decimal_comma(column: Column, rows: Mapping[str, int]) -> bool:
    """Tell whether a column has decimal commas; `rows` are its cells, each with the first row that has it.

    A form in which a cell is a value that cannot be is not meant. Raises Unsettled where both are left, and where the cells contradict each other.
    """
    cells = [cell for cell in rows if point_fits(cell) or comma_fits(cell)]
    forms = [comma for comma, fits in ((False, point_fits), (True, comma_fits)) if all(map(fits, cells))]
    split = [cell for cell in cells if "." in cell or "," in cell]
    if not split:
        return False
    if not forms:
        first = next(cell for cell in split if not comma_fits(cell))
        other = next(cell for cell in split if not point_fits(cell))
        raise Unsettled(
            f"The numbers in '{column.heading}' are not all written in one way: row {rows[first]} has a decimal point, row {rows[other]} a decimal comma.",
            [
                Way("To take those with a decimal point, without the other rows", POINT | {"skip_bad": True}),
                Way("To take those with a decimal comma, without the other rows", COMMA | {"skip_bad": True}),
            ],
        )
    likely = [comma for comma in forms if all(can_be(column, cell, decimal_comma=comma) for cell in split)]
    if len(likely or forms) == 1:
        return (likely or forms)[0]
    pointed, with_comma = (f"{float(plain(split[0], decimal_comma=comma)):.15g}" for comma in (False, True))
    raise Unsettled(
        f"The numbers in '{column.heading}' have more than one reading: row {rows[split[0]]} can be {pointed} or {with_comma}.",
        [Way(f"If it is {pointed}", POINT), Way(f"If it is {with_comma}", COMMA)],
    )
