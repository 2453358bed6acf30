"""Writes CSV: a table a kind, a row a day, a row an infusion."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, NamedTuple

from ..entries import dose_said, route_said
from . import cells

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..figures import Window

YES = "yes"  # an infusion of which nothing else was said
DAILY, INFUSIONS, README = "daily.csv", "infusions.csv", "README.txt"
# How figures of daily.csv are written; the others stand as they are.
FORMS = {"mood_mean_10_best": "{:.1f}", "sleep_hours": "{:.2f}", "sleep_quality_10_best": "{:g}"}
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


def write_daily(stream: IO[str], header: Sequence[str], rows: Sequence[tuple[object, ...]], treated: Iterable[Treated]) -> int:
    """Write the rows of the view `daily`, their infusions as they are said: `IV 40 mg` where `40mg` was typed; return their number."""
    forms = [FORMS.get(name) for name in header]
    day, infusion = header.index("day"), header.index("infusion")
    told: dict[object, str] = {}
    for one in treated:
        said = " ".join(part for part in (route_said(one.route), dose_said(one.dose)) if part).strip() or YES
        told[one.day] = f"{told[one.day]}; {said}" if one.day in told else said
    shown = [
        tuple(
            _cell(told.get(row[day]) if place == infusion else value, form)
            for place, (value, form) in enumerate(zip(row, forms, strict=True))
        )
        for row in rows
    ]
    return write(stream, header, [shown])


def write_infusions(stream: IO[str], treated: Iterable[Treated], around: Mapping[str, Around]) -> int:
    """Write each infusion with mood before and after its day; return their number."""
    figures = {
        day: (_cell(before.median, "{:.2f}"), before.days, _cell(after.median, "{:.2f}"), after.days)
        for day, (_, before, after) in around.items()
    }
    rows = []
    latest = ""
    for one in treated:
        gap = 0 if one.day == latest else around[one.day].gap_days
        rows.append((*(_cell(value, None) for value in one), gap, *figures[one.day]))
        latest = one.day
    return write(stream, INFUSION_COLUMNS, [rows])


def _cell(value: object, form: str | None) -> object:
    if value is None:
        return None
    if form:
        return form.format(value)
    return cells.guarded(value) if isinstance(value, str) else value
