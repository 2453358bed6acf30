"""Shows a year, day by day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from .. import clock
from ..entries import EARLIEST_DAY, KINDS, Sleep
from ..errors import Refused
from ..progress import points
from ..show import captions
from ..show.calendar import Year, draw
from ..store import days, find
from ..store.file import Data
from .chart import Kind, known
from .output import say, say_json, screen
from .shape import Command, Json, new_app

app = new_app()


@app.command(cls=Command)
def calendar(
    kind: Kind = "mood",
    year: Annotated[int | None, typer.Option("--year", help="Which year: this one if not said.")] = None,
    json: Json = False,
) -> None:
    """Show a year, day by day."""
    now = clock.now()
    kind = known(kind, "kfit calendar")
    with Data.to_read() as data:
        today = clock.day_of(now, data.settings().day_ends)
        last = now.date() if kind == Sleep.kind else today
        shown = wanted(year, last)
        ends = f"{shown}-01-01", min(f"{shown}-12-31", last.isoformat())
        entered = find.days_span(data.db, [KINDS[kind]]) if data.db else None
        found = points.points(kind, days.days(data.db, *ends) if data.db else {})
        infusions = frozenset(days.infusion_days(data.db, *ends) if data.db else [])
    if json:
        say_json({"calendar": kind, "days": [{"day": point.day, "value": point.value} for point in found]})
    elif found:
        first = date.fromisoformat(min(found[0].day, *infusions, found[0].day))
        stretch = points.stretch(found, first, date.fromisoformat(ends[1]))
        say(draw(Year(kind, found, infusions, points.months(found, stretch.first, stretch.last), stretch), screen()))
    else:
        say(captions.no_year(kind, shown, entered, screen()) if entered else captions.nothing_yet(kind, screen()))


def wanted(year: int | None, today: date) -> int:
    """Return the year that was asked for, else today's. Raises Refused for one before the first possible day or still to come."""
    earliest = int(EARLIEST_DAY[:4])
    if year is not None and not earliest <= year <= today.year:
        raise Refused(f"--year goes from {earliest} to {today.year}. Try: kfit calendar --year {today.year}")
    return today.year if year is None else year
