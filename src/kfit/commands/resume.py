"""Ends a pause."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import clock
from ..show import pauses as words
from ..store import beside
from ..store.change import Change
from ..store.file import Data
from .daily import copy_of_the_day
from .output import answer
from .shape import Command, Json, new_app
from .span import day_behind

app = new_app()


@app.command(cls=Command)
def resume(
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The first day on which things go on: today if not said.")] = None,
    json: Json = False,
) -> None:
    """Go on behind a pause; the paused days stay as they are."""
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        day = today if on is None else day_behind(on, lambda text: f"kfit resume --on {text}", now, settings)
        last = words.day_before(day)
        ending = [
            one
            for one in (beside.pauses(data.db) if data.db else [])
            if one.day <= today.isoformat() and (one.until is None or one.until > last)
        ]
        if ending:
            with Change(data.existing(), "resume") as change:
                for one in ending:
                    if one.day > last:
                        change.drop(one)  # nothing of it is left
                    else:
                        change.turn(one, one.but(until=last))
    message = words.resumed(day, today) if ending else words.RESUMED_NOTHING
    message = "Changed." if ending and settings.answers == "short" else message
    answer({"resumed": day.isoformat() if ending else None}, message, json=json)
    if ending:
        copy_of_the_day(data.path)
