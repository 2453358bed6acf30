"""Draws something over the days, with the infusions and the marks on it."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .. import clock
from ..entries import EARLIEST_DAY, PRESSURE, Sleep
from ..errors import Refused
from ..progress import points
from ..progress.marks import CHANGES, marks
from ..show import captions
from ..show.chart import draw
from ..show.lines import paragraph
from ..show.safe import safe
from ..show.sentences import sentence
from ..show.subjects import words as spoken
from ..store import days, series
from ..store.file import Data
from ..weekdays import in_words
from .output import say, say_json, screen
from .shape import Command, Json, new_app
from .span import since_day, until_day
from .subjects import BP, Asked, What
from .subjects import subject as subject_of

if TYPE_CHECKING:
    import sqlite3
    from datetime import datetime

    from ..charted import Chart, Subject
    from ..settings import Settings

app = new_app()
USUAL = 70  # days: 10 weeks are two or three rounds, and one column a day in a terminal of 80


class Span(NamedTuple):
    """The days that were asked for, as typed."""

    since: str | None
    until: str | None
    days: int | None
    everything: bool


@app.command(cls=Command)
def chart(  # noqa: PLR0917 - one for each option
    what: What = None,
    since: Annotated[str | None, typer.Option(help="The first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    count: Annotated[int | None, typer.Option("--days", help=f"How many days, today with them: {USUAL} if not said.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All days from the first entry on.")] = False,
    save: Annotated[str | None, typer.Option(help="Write it to a text file, without colour.", metavar="FILE.txt")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Draw mood, sleep, a rating, a form or a measure over the days."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        db = data.db
        subject = subject_of(what or [], Asked("kfit chart", db, settings))
        entered = _entered(db, subject) if db else None
        first, last = span(Span(since, until, count, all_), subject, entered, now, settings)
        found = _chart(db, subject, first, last)
    hidden = subject.kind == "score" and not settings.show_scores
    if not (found.points or (found.lower and found.lower.points)):
        picture = captions.nothing_in(found, today, screen()) if entered else captions.nothing_yet(subject, screen())
    elif hidden:
        picture = paragraph(captions.HIDDEN, screen())
    elif save is not None or not json:
        picture = draw(found, today, screen()._replace(colour=screen().colour and save is None))
        if save is not None:
            picture = f"The chart is in {safe(keep(picture, save, force=force))}"
    if json:
        say_json(_row(found, today))
    else:
        say(picture)


def _parts(subject: Subject) -> list[Subject]:
    """Return the subjects whose values lie in the file: a blood pressure has two, the upper first."""
    return [subject._replace(name=name) for name in PRESSURE[:2]] if subject.name == BP else [subject]


def _entered(db: sqlite3.Connection, subject: Subject) -> tuple[str, str] | None:
    """Return the first and the last day with an entry."""
    spans = [span for part in _parts(subject) if (span := series.span(db, part))]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _chart(db: sqlite3.Connection | None, subject: Subject, first: date, last: date) -> Chart:
    """Gather what is drawn of these days."""
    ends = first.isoformat(), last.isoformat()
    found = [points.points(part, series.values(db, part, *ends) if db else []) for part in _parts(subject)]
    infusions = days.infusion_days(db, *ends) if db else []
    marked = marks(series.marked(db, *ends, CHANGES)) if db else []
    made = [points.chart(subject, part, (first, last), infusions, marked) for part in found]
    return made[0]._replace(lower=made[1]) if len(made) > 1 else made[0]


def _row(found: Chart, today: date) -> dict[str, object]:
    """Return a chart as the contract's JSON has it."""
    return {
        "chart": found.subject.name,
        "unit": found.subject.unit,
        "points": [point._asdict() for point in found.points],
        "lower": [point._asdict() for point in found.lower.points] if found.lower else None,
        "bands": _bands(found.subject),
        "infusions": found.infusions,
        "marks": [mark._asdict() for mark in found.marks],
        "sentence": sentence(found, today),
    }


def _bands(subject: Subject) -> list[dict[str, object]] | None:
    """Return the words of a form, each with the highest total that it holds for; None for what is no form."""
    if subject.kind != "score":
        return None
    from ..instruments import INSTRUMENTS

    return [{"upto": upto, "band": word} for upto, word in INSTRUMENTS[subject.name].bands]


def span(asked: Span, subject: Subject, entered: tuple[str, str] | None, now: datetime, settings: Settings) -> tuple[date, date]:
    """Return the first and the last day; `entered` are the first and the last that have an entry.

    Unless a day was asked for, it begins with the first entry, so that a new person's chart is no empty frame, but shows
    a week at least. Raises Refused for a span that has two beginnings or no day.
    """
    line = f"kfit chart {spoken(subject).typed}"
    told = [
        name for name, value in (("--days", asked.days), ("--since", asked.since), ("--all", asked.everything or None)) if value is not None
    ]
    if len(told) > 1:
        raise Refused(f"{' and '.join(told)} both say where to begin. Try: {line} --days {USUAL}")
    today = clock.day_of(now, settings.day_ends)
    running = now.date() if subject.kind == Sleep.kind else today  # last night counts for the date of waking, day_ends or not
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
    first_entry = min(date.fromisoformat(entered[0]), last - timedelta(days=points.WEEK - 1)) if entered else None
    usual = last - timedelta(days=min(USUAL, most) - 1)
    if first_entry is None:
        return usual, last
    return first_entry if asked.everything else max(first_entry, usual), last


def keep(picture: str, path: str, *, force: bool) -> str:
    """Write the picture to a file that only its owner can read, whole or not at all; return where it is.

    Raises Refused for a file that is there already.
    """
    from ..exchange.files import Files

    folder, name = os.path.split(os.path.abspath(path))
    with Files(folder, force=force) as files:
        files.open(name).write(picture + "\n")
    return files.paths()[0]
