"""The rounds of the data file: the days around infusions, and how long mood held."""

from __future__ import annotations

from datetime import date, timedelta

from ..analysis.rounds import round_insights
from ..model.rounds import BEFORE, RoundInsights
from ..store import daily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..settings import Settings
    from ..store.connection import Database


def find_rounds(db: Database | None, today: date, settings: Settings) -> RoundInsights:
    """Return what is told of all rounds up to a day; nothing if there is no file, or no infusion in it."""
    infusions = daily.infusions(db, until=today.isoformat()) if db is not None else []
    if db is None or not infusions:
        return RoundInsights(today)
    begin = date.fromisoformat(infusions[0].day) - timedelta(days=BEFORE)
    moods = daily.moods(db, begin.isoformat(), today.isoformat())
    return round_insights(infusions, moods, today, float(settings.held_mood) if settings.held_mood else None)
