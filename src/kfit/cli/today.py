"""Today's page, and that of an earlier day. `__main__` calls `show` directly, so that the most used page does not load the full command line."""

from __future__ import annotations

from datetime import date, timedelta

from .. import clock
from ..analysis.treatments import next_plan
from ..analysis.weeks import weeks
from ..humanize import monday_of
from ..model.entries import LOW_MOOD, Mood
from ..model.routes import INFUSION
from ..model.weeks import Day, TodayFigures
from ..services.courses import treatment_history
from ..store import daily, queries
from ..store.data_file import Data
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    import typer

    from ..model.fields import Entry
    from ..model.planning import Trial
    from ..model.treatments import TreatmentHistory
    from ..model.weeks import Week
    from ..services.goals import GoalsOfToday
    from ..settings import Settings
    from ..store.connection import Database


def show(json: bool, *, front: bool = False, said: str = "") -> None:
    """Print today's page, or its JSON object; the page of an earlier day if its words are `said`.

    `front` is a bare `kfit`, which shows the weeks if the pace is weekly. Raises Refused for a day that is not clear or still to come.
    """
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        if front and settings.pace == "weekly":
            from .weeks import week as weeks_page  # a late import: it loads the full command line, and once a week that is quick enough

            weeks_page()
            return
        today = clock.day_of(now, settings.day_ends)
        day = _earlier(said, now, settings) if said else today
        past = day != today
        db = data.db if data.db is not None and queries.has_entries(data.db) else None
        entries = queries.find_entries(db, day.isoformat(), day.isoformat()) if db else []
        treated = treatment_history(db, day)
        week, standing = week_of(db, day, treated, day if past else None), None
        if data.db is not None and queries.any_aim(data.db):
            from ..services import goals as aimed  # a late import: most pages have no goal

            standing = aimed.of_today(data.db, week, aimed.Moment.of(now, settings)._replace(day=day))
            week = standing.week
        trial = _trial_of(db, day) if db and not past else None
        plan = next_plan(queries.plans(db), [one for one in treated.days if one == day], day) if db and not past else None
        asked = queries.count_open_questions(db) if db and not past else 0
        ahead = _night_ahead(db, now.date()) if db and now.date() > day and not past else 0
    last = treated.last
    since = (day - date.fromisoformat(last.day)).days if last else None
    if json:
        say_json(
            {
                "day": day.isoformat(),
                "entries": [entry.row() for entry in entries],
                "week": week.row(),
                "last_infusion": last.day if last else None,
                "days_since_infusion": since,
                "planned": {"day": plan.day, "at": plan.at} if plan else None,
                "trial": trial.week_row(day) if trial else None,
                "questions": None if past else asked,
            }
        )
        return
    if db is None:
        from ..render.lists import nothing_yet

        say(nothing_yet(screen()))
        return
    from ..render.plans import plan_front as plan_said
    from ..render.today import front_page

    ends = settings.day_ends if now.date() > day and not past else ""
    planned = plan_said(plan, day) if plan else ""
    told = TodayFigures(
        day, entries, week, since if settings.show_days_since else None, last.word if last else INFUSION, ends, ahead, planned, asked
    )
    told = told._replace(seen_on=today if past else None, trial=_week_said(trial, day))
    if standing is not None:
        told = _with_standing(told, standing)
    say(front_page(told, screen(), settings))


def _trial_of(db: Database, day: date) -> Trial | None:
    """Return the trial of which a day is a week; None without one."""
    if not queries.any_trial(db):
        return None
    return next((trial for trial in queries.trials(db) if trial.week_of(day) is not None), None)


def _week_said(trial: Trial | None, day: date) -> str:
    """Say which week of a trial it is; empty without one."""
    if trial is None:
        return ""
    from ..render.trials import week_said  # a late import: most pages have no trial

    return week_said(trial, day)


def _night_ahead(db: Database, day: date) -> int:
    """Return the minutes of a day's night, 0 if there is none."""
    told = day.isoformat()
    return daily.days(db, told, told).get(told, Day(told)).night or 0


def _with_standing(told: TodayFigures, standing: GoalsOfToday) -> TodayFigures:
    """Return the page with what still fits into the week, and with a pause, today's page alone. On a rough day it has no goals."""
    from ..render import goals
    from ..render.goals import fits_said

    paused = ""
    if standing.pause:
        paused = goals.pause_seen(standing.pause, told.seen_on) if told.seen_on else goals.pause_front(standing.pause, told.day)
    if _rough(told.entries):
        return told._replace(week=told.week._replace(goals=()), paused=paused)
    return told._replace(fits=fits_said(standing.fits) if told.seen_on is None else "", paused=paused)


def _rough(entries: Sequence[Entry]) -> bool:
    """Return whether a mood of the day is so low that the page asks for nothing."""
    return any(isinstance(entry, Mood) and entry.score <= LOW_MOOD for entry in entries)


def _earlier(said: str, now: datetime, settings: Settings) -> date:
    """Return a day up to today in words. Raises Refused."""
    from ..parsing.plans import day_behind  # a late import: most pages are today's
    from ..parsing.tokens import quoted

    return day_behind(said, lambda day: "kfit today" if day == "today" else f"kfit today {quoted(day)}", now, settings)


def week_of(db: Database | None, day: date, treated: TreatmentHistory, until: date | None = None) -> Week:
    """Return the week of a day, Monday to Sunday or up to `until`; without figures if there is no file."""
    monday = monday_of(day)
    last = until or monday + timedelta(days=6)
    span = monday.isoformat(), last.isoformat()
    found = daily.days(db, *span) if db else {}
    return weeks(found, treated, monday, last)[0]


def __getattr__(name: str) -> typer.Typer:
    """Return `today_app`, made when the full command line asks for it, so that `show` works without importing Typer."""
    if name != "today_app":
        raise AttributeError(name)
    from typing import Annotated

    import typer

    from .base import Command, Json, new_app

    made = new_app()

    def today(day: list[str] | None = None, json: Json = False) -> None:
        """Show today, or the page of an earlier day."""
        show(json, said=" ".join(day or []))

    argument = typer.Argument(metavar="DAY", help="An earlier day: yesterday, monday, 3 oct.")
    today.__annotations__ |= {"day": Annotated[list[str] | None, argument], "json": Json}
    made.command(cls=Command)(today)
    return made
