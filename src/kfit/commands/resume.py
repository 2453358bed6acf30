"""Ends a pause."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..diary.words import quoted
from ..errors import Refused
from ..show import pauses as words
from ..store import beside
from ..store.change import Change
from ..store.file import Data
from .daily import copy_of_the_day
from .output import answer
from .shape import Command, Json, new_app
from .span import day_behind

if TYPE_CHECKING:
    import sqlite3

    from ..kept import Pause

app = new_app()


@app.command(cls=Command)
def resume(
    day: Annotated[list[str] | None, typer.Argument(metavar="[DAY]", help="the first day on which things go on: today if not said")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The same.")] = None,
    json: Json = False,
) -> None:
    """Go on behind a pause; the paused days stay as they are."""
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        said = on or " ".join(day or ())
        first = day_behind(said, lambda text: f"kfit resume {quoted(text)}", now, settings) if said else today
        last = (first - timedelta(days=1)).isoformat()
        pauses = beside.pauses(data.db) if data.db else []
        began = [one for one in pauses if one.day <= today.isoformat() and (one.until is None or one.until >= today.isoformat())]
        if said and began and first.isoformat() < min(one.day for one in began):
            raise Refused(words.began_later(began[0], today))
        ending = _end(data.existing(), last, today.isoformat()) if pauses else []
    message = words.resumed(first, ending, today) if ending else words.nothing_to_resume(pauses, today)
    message = "Changed." if ending and settings.answers == "short" else message
    answer({"resumed": first.isoformat() if ending else None}, message, json=json)
    if ending:
        copy_of_the_day(data.path)


def _end(db: sqlite3.Connection, last: str, today: str) -> list[Pause]:
    """Let the pauses that go on end with a day; return them as they were."""
    with Change(db, "resume") as change:
        ending = [one for one in beside.pauses(db) if one.day <= today and (one.until is None or one.until > last)]
        for one in ending:
            if one.day > last:
                change.drop(one)  # nothing of it is left
            else:
                change.turn(one, one.but(until=last))
        if not ending:
            change.give_up()
    return ending
