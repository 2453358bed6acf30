"""Shows the weeks of a month, and what they come to."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..dates import MONTH_WORDS
from ..entries import EARLIEST_DAY
from ..errors import Refused
from ..progress.weeks import from_first_logged, recap, weeks
from ..show import month as words
from ..show.empty import nothing_yet
from ..store import days, find
from ..store.file import Data
from ..weekdays import MONTHS, monday_of
from .output import say, say_json, screen
from .shape import Command, Json, new_app
from .standing import Moment, with_goals

if TYPE_CHECKING:
    from collections.abc import Sequence

app = new_app()


def _months(incomplete: str) -> list[str]:
    return [month for month in ("last", *MONTHS) if month.startswith(incomplete.lower())]


@app.command(cls=Command)
def month(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="MONTH", help="october, 2026-10, last: this month if not said", autocompletion=_months)
    ] = None,
    json: Json = False,
) -> None:
    """Show the four to six weeks that a month touches, and what they come to."""
    with Data.to_read() as data:
        now = Moment.of(clock.now(), data.settings())
        today = now.day
        first = wanted(which or [], today)
        since, until = monday_of(first), _sunday_of_last(first)
        db = data.db if data.db is not None and find.anything(data.db) else None
        ends = since.isoformat(), until.isoformat()
        there = days.days(db, *ends) if db else {}
        found = weeks(there, days.infusion_days(db, *ends) if db else [], since, until)
        found = [week for week in found if week.monday <= today]
        found = with_goals(data.db, found, now) if data.db else found
    told = recap(found, there.values(), today)
    if json:
        say_json({"month": f"{first:%Y-%m}", **told.row(), "weeks": [week.row() for week in found]})
    elif db is None:
        say(nothing_yet(screen()))
    else:
        say(words.page(first, from_first_logged(found), told, today, screen()))


def wanted(said: Sequence[str], today: date) -> date:
    """Return the first day of the month that is meant, of a name alone the latest one. Raises Refused for what is none."""
    text = " ".join(said).lower().replace(",", " ").split()
    here = today.replace(day=1)
    if not text or text in (["this"], ["this", "month"]):
        return here
    if text in (["last"], ["last", "month"]):
        return (here - timedelta(days=1)).replace(day=1)
    year, number = _year_and_month(text)
    if not number:
        raise Refused(f"I couldn't read '{' '.join(said)}'. Try: kfit month october   or: kfit month 2026-10")
    first = date(year or (today.year if number <= today.month else today.year - 1), number, 1)
    if first > here or first.isoformat() < EARLIEST_DAY:
        raise Refused(f"{words.name_of(first)} is {'still to come' if first > here else 'too far back'}. Try: kfit month last")
    return first


def _year_and_month(text: list[str]) -> tuple[int, int]:
    """Read `october`, `october 2025`, `2025-10`; return year and month, 0 for what is not said or cannot be read."""
    year, dash, number = text[0].partition("-")
    digits = all(part.isascii() and part.isdigit() for part in (year, number))
    if len(text) == 1 and dash and digits and len(year) == 4 and len(number) <= 2:
        return int(year), int(number) if 1 <= int(number) <= 12 and int(year) else 0
    if len(text) > 2 or text[0] not in MONTH_WORDS:
        return 0, 0
    if len(text) == 1:
        return 0, MONTH_WORDS[text[0]]
    year = text[1]
    return (int(year), MONTH_WORDS[text[0]]) if year.isascii() and year.isdigit() and len(year) == 4 and int(year) else (0, 0)


def _sunday_of_last(first: date) -> date:
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    return monday_of(last) + timedelta(days=6)
