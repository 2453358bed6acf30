"""Shows the infusions, with mood before and after each."""

from __future__ import annotations

from datetime import date, timedelta

from .. import clock
from ..progress.rounds import WINDOW, rounds, series, treatments
from ..show.infusions import none_yet, table
from ..store import days
from ..store.file import Data
from .output import say, say_json, screen
from .shape import Command, Json, new_app

app = new_app()


@app.command(cls=Command)
def infusions(json: Json = False) -> None:
    """Show the infusions, and mood before and after each."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        found = days.infusions(data.db, until=today.isoformat()) if data.db else []
        begin = (date.fromisoformat(found[0].day) - timedelta(days=WINDOW)).isoformat() if found else ""
        moods = days.moods(data.db, begin, today.isoformat()) if data.db and found else {}
    if json:
        told = [date.fromisoformat(infusion.day) for infusion in found]
        say_json({"infusions": [one.row() for one in rounds(found, moods, today)], "series": [one.row() for one in series(told)]})
    elif found:
        say(table(treatments(found, moods, today), today, screen(), show_days_since=settings.show_days_since))
    else:
        say(none_yet(screen()))
