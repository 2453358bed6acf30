"""Shows the infusions, with mood before and after each."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .. import clock
from ..progress import fading, gaps
from ..progress.plans import following
from ..progress.rounds import WINDOW, rounds, series, treatments
from ..show.infusions import none_yet, table
from ..store import beside, days, marks
from ..store.file import Data
from ..treated import Beside
from .output import say, say_json, screen
from .shape import Command, Json, new_app

if TYPE_CHECKING:
    from ..entries import Infusion
    from ..treated import Faded

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
        marked = marks.marked(data.db, fading.IT_FADES, today.isoformat()) if data.db and found else []
        plans = beside.plans(data.db) if data.db else []
    told = [date.fromisoformat(infusion.day) for infusion in found]
    fades = fading.fading(found, marked)
    plan = following(plans, told, today)
    if json:
        say_json(document(found, moods, fades, today))
    elif found:
        rows = treatments(found, moods, today)
        last = gaps.latest(told)
        known = Beside([fading.of_row(row, fades) for row in rows], last, gaps.trend(last), plan)
        say(table(rows, today, screen(), show_days_since=settings.show_days_since, beside=known))
    else:
        say(none_yet(screen(), today, plan))


def document(found: list[Infusion], moods: dict[str, float], fades: dict[str, Faded], today: date) -> dict[str, object]:
    """Return what `--json` prints: the infusions with their rounds, and the series."""
    told = [date.fromisoformat(infusion.day) for infusion in found]
    faded = {day: one.day.isoformat() for day, one in fades.items()}
    listed = [one.row() | {"fades_on": faded.get(one.infusion.day)} for one in rounds(found, moods, today)]
    gathered = zip(series(told), gaps.of_series(told), strict=True)
    return {"infusions": listed, "series": [one.row() | {"gaps": apart, "trend": gaps.trend(apart)} for one, apart in gathered]}
