"""Charts and calendars of one subject over the days."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import Annotated, NamedTuple

import typer

from .. import clock
from ..analysis import charts
from ..analysis.charts import CHANGES, marks
from ..analysis.weeks import weeks
from ..errors import Refused
from ..humanize import in_words, iso_week, monday_of
from ..model.entries import DRAWN, KINDS, Note, Sleep
from ..model.fields import EARLIEST_DAY
from ..model.figures import TreatmentDays
from ..model.measures import PRESSURE
from ..model.planning import NAMED_GOALS
from ..model.questionnaires import INSTRUMENTS
from ..parsing.plans import since_day, until_day
from ..parsing.tokens import quoted
from ..render import chart_text
from ..render.calendar import Year, draw_calendar
from ..render.chart import draw_chart
from ..render.chart_text import sentence
from ..render.chart_text import words as spoken
from ..render.text import paragraph, safe
from ..services.charts import BP, WORDS, ChartRequest
from ..services.charts import find_subject as subject_of
from ..services.courses import treatment_days
from ..services.goals import Moment, with_goals
from ..store import daily, queries
from ..store.data_file import Data
from .base import Command, Json, new_app
from .completion import used
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from ..model.figures import Chart, ChartSubject
    from ..settings import Settings
    from ..store.connection import Database

chart_app = new_app()
USUAL = 70  # days: ten weeks are two or three rounds of treatment, and one column a day in a terminal of 80


class DayRange(NamedTuple):
    """The days that were asked for, as typed."""

    since: str | None
    until: str | None
    days: int | None
    everything: bool


@chart_app.command(cls=Command)
def chart(  # noqa: PLR0917 - one for each option
    what: What = None,
    since: Annotated[str | None, typer.Option(help="The first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    count: Annotated[int | None, typer.Option("--days", help=f"How many days, including today. Without it, {USUAL}.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All days from the first entry on.")] = False,
    save: Annotated[str | None, typer.Option(help="Write it to a text file, without colour.", metavar="FILE.txt")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Draw mood, sleep, a rating, a form or a measure over the days."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        db = data.db
        subject = subject_of(what or [], ChartRequest("kfit chart", db, settings))
        entered = _entered_chart(db, subject) if db else None
        first, last = span(DayRange(since, until, count, all_), subject, entered, now, settings)
        found = _chart(db, subject, first, last, today)
    hidden = subject.kind == "score" and not settings.show_scores
    if not (found.points or (found.lower and found.lower.points)):
        picture = chart_text.nothing_in(found, today, screen()) if entered else chart_text.nothing_yet(subject, screen())
    elif hidden:
        picture = paragraph(chart_text.HIDDEN, screen())
    elif save is not None or not json:
        picture = draw_chart(found, today, screen()._replace(colour=screen().colour and save is None))
        if save is not None:
            picture = f"The chart is in {safe(keep(picture, save, force=force))}"
    if json:
        say_json(_row(found, today))
    else:
        say(picture)


def _parts(subject: ChartSubject) -> list[ChartSubject]:
    """Return the subjects as the file stores them: a blood pressure is two, the upper value first."""
    return [subject._replace(name=name) for name in PRESSURE[:2]] if subject.name == BP else [subject]


def _entered_chart(db: Database, subject: ChartSubject) -> tuple[str, str] | None:
    """Return the first and the last day with an entry, None if there is none."""
    spans = [span for part in _parts(subject) if (span := daily.span(db, part))]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _chart(db: Database | None, subject: ChartSubject, first: date, last: date, today: date) -> Chart:
    """Return the chart of the days from `first` to `last`."""
    ends = first.isoformat(), last.isoformat()
    found = [charts.points(part, daily.values(db, part, *ends) if db else []) for part in _parts(subject)]
    treated = treatment_days(db, today)
    marked = marks(daily.list_marks(db, *ends, CHANGES)) if db else []
    made = [charts.chart(subject, part, (first, last), treated, marked) for part in found]
    return made[0]._replace(lower=made[1]) if len(made) > 1 else made[0]


def _row(found: Chart, today: date) -> dict[str, object]:
    """Return a chart in the JSON form of the contract."""
    return {
        "chart": found.subject.name,
        "unit": found.subject.unit,
        "points": [point._asdict() for point in found.points],
        "lower": [point._asdict() for point in found.lower.points] if found.lower else None,
        "bands": _bands(found.subject),
        "infusions": found.infusions,
        "doses": found.doses,
        "courses": [course.row() for course in found.courses],
        "marks": [mark._asdict() for mark in found.marks],
        "sentence": sentence(found, today),
    }


def _bands(subject: ChartSubject) -> list[dict[str, object]] | None:
    """Return the bands of a questionnaire, each with its highest total; None for any other subject."""
    if subject.kind != "score":
        return None
    return [{"upto": upto, "band": word} for upto, word in INSTRUMENTS[subject.name].bands]


def span(asked: DayRange, subject: ChartSubject, entered: tuple[str, str] | None, now: datetime, settings: Settings) -> tuple[date, date]:
    """Return the first and the last day; `entered` holds the first and the last day with an entry.

    Unless the line names a day, the chart begins with the first entry, so that a new person sees no empty frame, and
    has a week at least. Raises Refused for a span with two beginnings or without a day.
    """
    line = f"kfit chart {spoken(subject).typed}"
    told = [
        name for name, value in (("--days", asked.days), ("--since", asked.since), ("--all", asked.everything or None)) if value is not None
    ]
    if len(told) > 1:
        raise Refused(f"{' and '.join(told)} both set the first day. Try: {line} --days {USUAL}")
    today = clock.day_of(now, settings.day_ends)
    running = now.date() if subject.kind == Sleep.kind else today  # last night counts for the date of waking, whatever day_ends says
    last = running if asked.until is None else until_day(asked.until, line, now, settings)
    most = (last - date.fromisoformat(EARLIEST_DAY)).days + 1
    if asked.since is not None:
        first = since_day(asked.since, line, now, settings)
        if first > last:
            raise Refused(f"{in_words(first, today)} is after {in_words(last, today)}. Try: {line} --since {last.isoformat()}")
        return first, last
    if asked.days is not None:
        if not 1 <= asked.days <= most:
            raise Refused(f"--days goes from 1 to {most}. Try: {line} --days {USUAL}")
        return last - timedelta(days=asked.days - 1), last
    first_entry = min(date.fromisoformat(entered[0]), last - timedelta(days=charts.WEEK - 1)) if entered else None
    usual = last - timedelta(days=min(USUAL, most) - 1)
    if first_entry is None:
        return usual, last
    return first_entry if asked.everything else max(first_entry, usual), last


def keep(picture: str, path: str, *, force: bool) -> str:
    """Write the picture to a file that only its owner can read, completely or not at all; return the file's path.

    Raises Refused if the file exists, unless `force`.
    """
    from ..formats.atomic_files import Files

    folder, name = os.path.split(os.path.abspath(path))
    with Files(folder, force=force) as files:
        files.open(name).write(picture + "\n")
    return files.paths()[0]


calendar_app = new_app()
WITH_YEAR = tuple(kind for kind in DRAWN if KINDS[kind].calendar)  # a questionnaire looks back, and a measure does not fit five shades


@calendar_app.command(cls=Command)
def calendar(
    what: What = None,
    year: Annotated[int | None, typer.Option("--year", help="Which year. Without it, this one.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every month, also where they are more than a screen.")] = False,
    json: Json = False,
) -> None:
    """Show a year, day by day."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        db = data.db
        subject = subject_of(what or [], ChartRequest("kfit calendar", db, settings, WITH_YEAR))
        last = now.date() if subject.kind == Sleep.kind else today
        number = read_year(year, last)
        ends = f"{number}-01-01", min(f"{number}-12-31", last.isoformat())
        entered = daily.span(db, subject) if db else None
        found = charts.points(subject, daily.values(db, subject, *ends) if db else [])
        treated = treatment_days(db, today).within(date.fromisoformat(ends[0]), date.fromisoformat(ends[1]))
        notes = {note.day for note in queries.find_entries(db, *ends, [Note])} if db else set()
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
        first = date.fromisoformat(min(found[0].day, *(one.day for one in treated.single), found[0].day))
        stretch = charts.stretch(found, first, date.fromisoformat(ends[1]))
        months = charts.months(found, stretch.first, stretch.last)
        line = " ".join(["kfit calendar", *map(quoted, what or []), *([f"--year {year}"] if year else []), "--all"])
        shown = Year(subject, found, treated, months, stretch, frozenset(met), frozenset(notes), line)
        say(draw_calendar(shown, screen(), every=every))
    else:
        say(chart_text.no_year(subject, number, entered, screen()) if entered else chart_text.nothing_yet(subject, screen()))


def goal_weeks(db: Database, subject: ChartSubject, ends: tuple[date, date], now: Moment) -> list[date]:
    """Return the Mondays of the weeks between two days in which the subject's goal was met."""
    whole = weeks({}, TreatmentDays(), monday_of(ends[0]), monday_of(ends[1]) + timedelta(days=6))
    aimed = (subject.kind, subject.name if subject.kind in NAMED_GOALS else None)
    return [
        week.monday for week in with_goals(db, whole, now) if any(goal.subject == aimed and goal.met and goal.done for goal in week.goals)
    ]


def read_year(year: int | None, today: date) -> int:
    """Return the requested year, else today's. Raises Refused for a year before the first possible day or in the future."""
    earliest = int(EARLIEST_DAY[:4])
    if year is not None and not earliest <= year <= today.year:
        raise Refused(f"--year goes from {earliest} to {today.year}. Try: kfit calendar --year {today.year}")
    return today.year if year is None else year


def _words_completed(incomplete: str) -> list[str]:
    return list(dict.fromkeys([*(word for word in WORDS if word.startswith(incomplete.lower())), *used(incomplete)]))


What = Annotated[
    list[str] | None,
    typer.Argument(metavar="WHAT", help="What to draw, also a name of your own. Without it, mood.", autocompletion=_words_completed),
]
