"""Looks at what the columns of a table come to, before anything is taken in: a scale of 1 to 5, hours that were mapped as minutes."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from ..entries import Sleep
from .amounts import UNITS
from .unsettled import Unsettled, Way

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .foreign import Table
    from .mapping import Column

# From so many values on, a column whose values all lie from 1 to 5 is asked about. Fewer can be looked over by eye in what was imported,
# and a few bad days in a row are nothing odd; a week of a scale of 1 to 5 would already be a week of figures that are wrong.
ENOUGH = 5
SHORT_SCALE = (1, 5)
LONG_SCALE = 100  # up to where values beyond 10 are taken for a scale
# Minutes: what lies below in all of a column was hardly meant. No night that somebody notes lasts 24 minutes, nor are all walks under 5.
SHORTEST_NIGHT, SHORTEST = 25, 5
SAID = {"h": "hours", "min": "minutes", "s": "seconds"}


class Doubt(NamedTuple):
    """What was found in a column, the unit that is probably meant, and the one that keeps the values as they stand.

    `stays` is None where nothing can be kept so, and empty where `--sure` says it.
    """

    column: Column
    found: str
    meant: str
    unit: str
    stays: str | None


def ask(table: Table) -> None:
    """Raise Unsettled where the values of columns make little sense as they were mapped."""
    columns = [column for column in table.map.columns if column.unit in SAID or (column.target.scaled and not column.unit)]
    values = table.values(columns) if columns else {}
    doubts = [
        doubt for column in columns if (doubt := _of_time(column, values[column]) if column.unit else _of_scale(column, values[column]))
    ]
    if not doubts:
        return
    ways = [
        Way("If " + " and ".join(doubt.meant for doubt in doubts), map={doubt.column.typed: _told(doubt, doubt.unit) for doubt in doubts})
    ]
    if all(doubt.stays is not None for doubt in doubts):
        kept = {doubt.column.typed: _told(doubt, doubt.stays) for doubt in doubts if doubt.stays}
        ways.append(Way("If they are right as they stand", {"sure": True} if len(kept) < len(doubts) else {}, kept))
    raise Unsettled("\n".join(doubt.found for doubt in doubts), ways)


def _told(doubt: Doubt, unit: str) -> str:
    return f"{doubt.column.heading}:{unit}"


def _of_scale(column: Column, values: Sequence[float]) -> Doubt | None:
    """Doubt whether values go from 0 to 10."""
    if len(values) < ENOUGH:
        return None
    lowest, highest = min(values), max(values)
    found = f"The {len(values):,} values in '{column.heading}' lie between {lowest:g} and {highest:g}. {column.name.capitalize()} goes from 0 to 10."
    first, last = SHORT_SCALE
    if first <= lowest and highest <= last:
        middle = f"{(first + last) / 2:g}"
        meant = f"'{column.heading}' goes from {first} to {last} ({first} becomes 0, {middle} 5, {last} 10)"
        return Doubt(column, found, meant, f"{first}-{last}", "0-10")
    if lowest >= 0 and median(values) > 10 and highest <= LONG_SCALE:
        return Doubt(column, found, f"'{column.heading}' is a scale of 0 to {LONG_SCALE}", f"0-{LONG_SCALE}", None)
    return None


def _of_time(column: Column, values: Sequence[float]) -> Doubt | None:
    """Doubt whether lengths are in the unit that was said. A 0 is none."""
    minutes = [value * UNITS[column.unit] for value in values if value]
    if not minutes:
        return None
    target = column.target
    least = SHORTEST_NIGHT if target.kind is Sleep else SHORTEST
    most, usual = target.field.high, median(minutes)
    if max(minutes) >= least and usual <= most:
        return None
    in_unit = usual / UNITS[column.unit]
    meant = next((unit for unit in SAID if unit != column.unit and least <= in_unit * UNITS[unit] <= most), None)
    if meant is None:
        return None
    said = f"{in_unit:.4g} {SAID[column.unit]}"
    return Doubt(
        column,
        f"'{column.heading}' was mapped as {SAID[column.unit]}: {column.name} would usually be {said} ({len(minutes):,} values).",
        f"'{column.heading}' holds {SAID[meant]}",
        meant,
        "" if usual <= most else None,
    )
