"""Shows a year, day by day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..entries import EARLIEST_DAY, Sleep
from ..errors import Refused
from ..kept import NAMED_GOALS
from ..progress import points
from ..progress.weeks import weeks
from ..show import captions
from ..show.calendar import Year, draw
from ..store import days, series
from ..store.file import Data
from ..weekdays import iso_week, monday_of
from .output import say, say_json, screen
from .shape import Command, Json, new_app
from .standing import Moment, with_goals
from .subjects import Asked, What
from .subjects import subject as subject_of

if TYPE_CHECKING:
    import sqlite3

    from ..charted import Subject

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
        met = goal_weeks(db, subject, (date.fromisoformat(ends[0]), date.fromisoformat(ends[1])), Moment.of(now, settings)) if db else []
    if json:
        say_json(
            {
                "calendar": subject.name,
                "days": [{"day": point.day, "value": point.value} for point in found],
                "goal_weeks": [iso_week(monday) for monday in met],
            }
        )
    elif found:
        first = date.fromisoformat(min(found[0].day, *infusions, found[0].day))
        stretch = points.stretch(found, first, date.fromisoformat(ends[1]))
        say(draw(Year(subject, found, infusions, points.months(found, stretch.first, stretch.last), stretch, frozenset(met)), screen()))
    else:
        say(captions.no_year(subject, shown, entered, screen()) if entered else captions.nothing_yet(subject, screen()))


def goal_weeks(db: sqlite3.Connection, subject: Subject, ends: tuple[date, date], now: Moment) -> list[date]:
    """Return the Mondays of the weeks from one day to another in which the subject's goal was met."""
    whole = weeks({}, [], monday_of(ends[0]), monday_of(ends[1]) + timedelta(days=6))
    aimed = (subject.kind, subject.name if subject.kind in NAMED_GOALS else None)
    return [
        week.monday for week in with_goals(db, whole, now) if any(goal.subject == aimed and goal.met and goal.done for goal in week.goals)
    ]


def wanted(year: int | None, today: date) -> int:
    """Return the year that was asked for, else today's. Raises Refused for one before the first possible day or still to come."""
    earliest = int(EARLIEST_DAY[:4])
    if year is not None and not earliest <= year <= today.year:
        raise Refused(f"--year goes from {earliest} to {today.year}. Try: kfit calendar --year {today.year}")
    return today.year if year is None else year
