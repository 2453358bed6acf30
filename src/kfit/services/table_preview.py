"""What an import says of a foreign table: the range of each column, rows as they are kept, and how what is left out shifts a mean."""

from __future__ import annotations

from datetime import date
from statistics import fmean

from ..errors import short
from ..formats.cells import UNITS
from ..formats.table_doubts import SAID
from ..humanize import hours_minutes, in_words, rounded
from ..render.phrases import clock_time
from ..render.text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..formats.column_tally import ColumnTally
    from ..formats.mapping import MapColumn
    from ..formats.rows import ImportRow, Values
    from ..model.fields import Entry
AS_KEPT = "The first rows as they would be kept:"


def ranges(tallies: Iterable[ColumnTally]) -> list[str]:
    """Return a line for each mapped column: how many values it has, from which to which, and what they are kept as."""
    return [f"{safe(tally.column.name)} from '{safe(tally.column.heading)}': {_range(tally.column, tally)}." for tally in tallies]


def _range(column: MapColumn, tally: ColumnTally) -> str:
    said = [f"{tally.filled:,} {'value' if tally.filled == 1 else 'values'}"]
    if tally.numbers:
        said.append(_span(f"{min(tally.numbers):.15g}", f"{max(tally.numbers):.15g}", SAID.get(column.unit, "")))
    if tally.kept and (tally.kept != tally.numbers or column.unit in UNITS):
        said.append(f"kept as {_span(*(_as_kept(column, value) for value in (min(tally.kept), max(tally.kept))))}")
    if tally.empty:
        said.append(f"{tally.empty:,} empty")
    if tally.bad():
        said.append(f"{tally.bad():,} can't be read")
    return ", ".join(said)


def _as_kept(column: MapColumn, value: float) -> str:
    return hours_minutes(int(value)) if column.unit in UNITS else _number(value)


def _number(value: float) -> str:
    return f"{rounded(value):.15g}"


def _span(first: str, last: str, unit: str = "") -> str:
    return f"{first} {unit}".rstrip() if first == last else f"{first} to {last} {unit}".rstrip()


def samples(rows: Iterable[ImportRow], today: date) -> list[str]:
    """Return the lines that show rows as they would be kept, each with its days, times and entries."""
    shown = [
        f"  {f'row {row.line}  ' if row.line else ''}{'; '.join(_sample(kind, values, today) for kind, values in row.entries)}"
        for row in rows
    ]
    return [AS_KEPT, *shown] if shown else []


def _sample(kind: type[Entry], values: Values, today: date) -> str:
    entry = kind.stored(dict(zip(kind.FIELDS, values, strict=True)))
    when = " ".join(part for part in (in_words(date.fromisoformat(entry.day), today), clock_time(entry.at)) if part)
    note = [f'"{short(entry.note)}"'] if entry.note else []
    return safe(f"{when}: {', '.join([entry.phrase(), *entry.details(), *note])}")


def shifted_means(tallies: Iterable[ColumnTally]) -> list[str]:
    """Return a line for each column of which cells are left out: its mean, and what that would be with them."""
    return [_shift(tally.column, tally) for tally in tallies if tally.bad()]


def _shift(column: MapColumn, tally: ColumnTally) -> str:
    heading = safe(column.heading)
    if not tally.lost:
        return f"'{heading}': what {'its left out cell says' if tally.bad() == 1 else 'its left out cells say'} is not in any mean."
    if not tally.numbers:
        return f"'{heading}': all its numbers are left out, {_span(_number(min(tally.lost)), _number(max(tally.lost)))}."
    kept, whole = fmean(tally.numbers), fmean([*tally.numbers, *tally.lost])
    return f"'{heading}': the mean of what is kept is {_number(kept)}. With the numbers left out it would be {_number(whole)}."
