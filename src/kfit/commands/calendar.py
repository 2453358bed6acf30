"""Shows a year, day by day."""

from __future__ import annotations

from datetime import date
from typing import Annotated

import typer

from .. import clock
from ..entries import EARLIEST_DAY, Sleep
from ..errors import Refused
from ..progress import points
from ..show import captions
from ..show.calendar import Year, draw
from ..store import days, series
from ..store.file import Data
from .output import say, say_json, screen
from .shape import Command, Json, new_app
from .subjects import Asked, What
from .subjects import subject as subject_of

app = new_app()
KINDS = ("rating", "effect", "habit")  # what is noted of single days; a form looks back, and a measure has no five heights


@app.command(cls=Command)
def calendar(
    what: What = None,
    year: Annotated[int | None, typer.Option("--year", help="Which year: this one if not said.")] = None,
    json: Json = False,
) -> None:
    """Show a year, day by day."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        db = data.db
        subject = subject_of(what or [], Asked("kfit calendar", db, settings, KINDS))
        last = now.date() if subject.kind == Sleep.kind else today
        shown = wanted(year, last)
        ends = f"{shown}-01-01", min(f"{shown}-12-31", last.isoformat())
        entered = series.span(db, subject) if db else None
        found = points.points(subject, series.values(db, subject, *ends) if db else [])
        infusions = frozenset(days.infusion_days(db, *ends) if db else [])
    if json:
        say_json({"calendar": subject.name, "days": [{"day": point.day, "value": point.value} for point in found]})
    elif found:
        first = date.fromisoformat(min(found[0].day, *infusions, found[0].day))
        stretch = points.stretch(found, first, date.fromisoformat(ends[1]))
        say(draw(Year(subject, found, infusions, points.months(found, stretch.first, stretch.last), stretch), screen()))
    else:
        say(captions.no_year(subject, shown, entered, screen()) if entered else captions.nothing_yet(subject, screen()))


def wanted(year: int | None, today: date) -> int:
    """Return the year that was asked for, else today's. Raises Refused for one before the first possible day or still to come."""
    earliest = int(EARLIEST_DAY[:4])
    if year is not None and not earliest <= year <= today.year:
        raise Refused(f"--year goes from {earliest} to {today.year}. Try: kfit calendar --year {today.year}")
    return today.year if year is None else year
