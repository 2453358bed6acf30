"""Shows weeks: movement, sleep, mood and infusions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..entries import EARLIEST_DAY
from ..errors import Refused
from ..progress.weeks import from_first_logged, weeks
from ..show.empty import nothing_yet
from ..show.week import none_shown, table
from ..store import days, find
from ..store.file import Data
from ..weekdays import in_words, monday_of
from .output import say, say_json, screen
from .shape import Command, Json, new_app
from .span import since_day, until_day
from .standing import Moment, with_goals

if TYPE_CHECKING:
    from datetime import datetime

    from ..settings import Settings

app = new_app()
USUAL = 4  # weeks


@app.command(cls=Command)
def week(
    count: Annotated[int | None, typer.Option("--weeks", help="How many weeks, the running one with them: 4 if not said.")] = None,
    since: Annotated[str | None, typer.Option(help="The first day that counts.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day that counts.", metavar="DAY")] = None,
    json: Json = False,
) -> None:
    """Show the last weeks."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        first, last = span(count, since, until, now, settings)
        db = data.db if data.db is not None and find.anything(data.db) else None
        ends = first.isoformat(), last.isoformat()
        found = weeks(days.days(db, *ends) if db else {}, days.infusion_days(db, *ends) if db else [], first, last)
        found = with_goals(data.db, found, Moment.of(now, settings)) if data.db else found
        shown = from_first_logged(found)
        entered = days.days_entered(db, shown[0].since.isoformat(), ends[1]) if db and shown and not shown[-1].logged else 0
    if json:
        say_json({"weeks": [week.row() for week in found]})
    elif shown:
        say(table(shown, today, entered, screen()))
    elif db:
        say(none_shown(first, min(last, today), today, f"kfit week --weeks {len(found) + USUAL}", screen()))
    else:
        say(nothing_yet(screen()))


def span(count: int | None, since: str | None, until: str | None, now: datetime, settings: Settings) -> tuple[date, date]:
    """Return the first and the last day that count; without `until` the last is the Sunday of this week.

    Raises Refused for words that are no day and for a span that has no day in it.
    """
    today = clock.day_of(now, settings.day_ends)
    last = until_day(until, "kfit week", now, settings) if until is not None else monday_of(today) + timedelta(days=6)
    most = (monday_of(last) - date.fromisoformat(EARLIEST_DAY)).days // 7 + 1
    if since is None:
        wanted = USUAL if count is None else count
        if not 1 <= wanted <= most:
            raise Refused(f"--weeks goes from 1 to {most}. Try: kfit week --weeks {USUAL}")
        return monday_of(last) - timedelta(weeks=wanted - 1), last
    if count is not None:
        raise Refused(f"--weeks and --since both say where to begin. Try: kfit week --weeks {count}")
    first = since_day(since, "kfit week", now, settings)
    if first > last:
        raise Refused(f"{in_words(first, today)} is after {in_words(last, today)}. Try: kfit week --since {last.isoformat()}")
    return first, last
