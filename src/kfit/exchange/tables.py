"""Writes CSV: a table with its header, and a row an infusion."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

from . import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..figures import Window

DAILY, INFUSIONS, README = "daily.csv", "infusions.csv", "README.txt"
INFUSION_COLUMNS = (
    "day",
    "route",
    "dose",
    "dose_mg",
    "gap_days",
    "mood_before_median_10_best",
    "mood_before_days",
    "mood_after_median_10_best",
    "mood_after_days",
)


class Treated(NamedTuple):
    """One infusion: its day, and what was said of it. They go in oldest first."""

    day: str
    route: str | None
    dose: str | None
    dose_mg: float | None


class Around(NamedTuple):
    """What stands around a day with an infusion: the days since the one before, mood before and after."""

    gap_days: int | None
    before: Window
    after: Window


def write(stream: IO[str], header: Sequence[str], batches: Iterable[Sequence[tuple[object, ...]]]) -> int:
    """Write rows whose texts are guarded; return their number."""
    table = cells.writer(stream)
    table.writerow([cells.guarded(name) for name in header])
    count = 0
    for rows in batches:
        table.writerows(rows)
        count += len(rows)
    return count


def write_infusions(stream: IO[str], treated: Iterable[Treated], around: Mapping[str, Around]) -> int:
    """Write each infusion with mood before and after its day; return their number."""
    figures = {
        day: (_two_decimals(before.median), before.days, _two_decimals(after.median), after.days)
        for day, (_, before, after) in around.items()
    }
    rows = []
    latest = ""
    for one in treated:
        gap = 0 if one.day == latest else around[one.day].gap_days
        told = (cells.guarded(value) if isinstance(value, str) else value for value in one)
        rows.append((*told, gap, *figures[one.day]))
        latest = one.day
    return write(stream, INFUSION_COLUMNS, [rows])


def _two_decimals(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"
