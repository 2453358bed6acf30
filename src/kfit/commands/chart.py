"""Draws mood, sleep or exercise over the days, with the infusions on it."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .. import clock
from ..entries import EARLIEST_DAY, HEADS, KINDS, Exercise, Sleep
from ..errors import Refused
from ..progress import points
from ..show import captions
from ..show.chart import draw
from ..show.safe import safe
from ..store import days, find
from ..store.file import Data
from ..when import in_words
from .output import say, say_json, screen
from .shape import Command, Json, new_app
from .span import since_day, until_day

if TYPE_CHECKING:
    from datetime import datetime

    from ..settings import Settings

app = new_app()
USUAL = 70  # days: 10 weeks are two or three rounds, and one column a day in a terminal of 80


class Asked(NamedTuple):
    """What was asked for, as typed."""

    kind: str
    since: str | None
    until: str | None
    days: int | None
    everything: bool


def _kinds(incomplete: str) -> list[str]:
    return [kind for kind in points.CHARTS if kind.startswith(incomplete.lower())]


Kind = Annotated[str, typer.Argument(metavar="mood|sleep|exercise", help="What is drawn: mood if not said.", autocompletion=_kinds)]


@app.command(cls=Command)
def chart(  # noqa: PLR0917 - one for each option
    kind: Kind = "mood",
    since: Annotated[str | None, typer.Option(help="The first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    count: Annotated[int | None, typer.Option("--days", help=f"How many days, today with them: {USUAL} if not said.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All days from the first entry on.")] = False,
    save: Annotated[str | None, typer.Option(help="Write it to a text file, without colour.", metavar="FILE.txt")] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Draw mood, sleep or exercise, with the infusions on it."""
    now = clock.now()
    asked = Asked(known(kind, "kfit chart"), since, until, count, all_)
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        db = data.db if data.db is not None and find.anything(data.db) else None
        entered = find.days_span(db, [KINDS[asked.kind]]) if db else None
        first, last = span(asked, entered, now, settings)
        ends = first.isoformat(), last.isoformat()
        infusions = days.infusion_days(db, *ends) if db else []
        found = points.chart(asked.kind, days.days(db, *ends) if db else {}, infusions, first, last)
    if not found.points:
        picture = captions.nothing_in(found, today, screen()) if entered else captions.nothing_yet(asked.kind, screen())
    elif save is not None or not json:
        picture = draw(found, today, screen()._replace(colour=screen().colour and save is None))
    if save is not None and found.points:
        picture = f"The chart is in {safe(keep(picture, save, force=force))}"
    if json:
        sentence = captions.sentence(found, today)
        drawn = [point._asdict() for point in found.points]
        say_json({"chart": found.kind, "unit": found.unit, "points": drawn, "infusions": found.infusions, "sentence": sentence})
    else:
        say(picture)


def known(word: str, line: str) -> str:
    """Return the kind that a word stands for. Raises Refused for one that has no picture; `line` is the command."""
    kind, fixed = HEADS.get(word.lower(), (None, {}))
    if kind is not None and kind.kind in points.CHARTS and not fixed:
        return kind.kind
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), points.CHARTS, n=1) or ["exercise" if kind is Exercise else "mood"]
    raise Refused(f"There is a picture of mood, sleep and exercise, not of '{word}'. Try: {line} {near[0]}")


def span(asked: Asked, entered: tuple[str, str] | None, now: datetime, settings: Settings) -> tuple[date, date]:
    """Return the first and the last day; `entered` are the first and the last that have an entry of the kind.

    Unless a day was asked for, it begins with the first entry, so that a new person's chart is no empty frame, but shows
    a week at least. Raises Refused for a span that has two beginnings or no day.
    """
    line = f"kfit chart {asked.kind}"
    told = [
        name for name, value in (("--days", asked.days), ("--since", asked.since), ("--all", asked.everything or None)) if value is not None
    ]
    if len(told) > 1:
        raise Refused(f"{' and '.join(told)} both say where to begin. Try: {line} --days {USUAL}")
    today = clock.day_of(now, settings.day_ends)
    running = now.date() if asked.kind == Sleep.kind else today  # last night counts for the date of waking, day_ends or not
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
