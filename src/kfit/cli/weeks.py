"""The last weeks, a month, and the infusions."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import typer

from .. import clock
from ..analysis.treatment_day import nearest_days, span_of, treatment_day
from ..analysis.treatments import (
    IT_FADES,
    WINDOW,
    find_courses,
    find_fadings,
    infusion_windows,
    latest_gap,
    next_plan,
    of_row,
    of_series,
    outside,
    series,
    treatments,
    trend,
)
from ..analysis.weeks import recap, trim_weeks, weeks
from ..errors import Refused
from ..humanize import MONTHS, monday_of
from ..model.fields import EARLIEST_DAY
from ..model.treatments import CourseRow, InfusionContext
from ..parsing.dates import MONTH_WORDS
from ..parsing.plans import SINCE, UNTIL, TypedLine, day_behind, day_reader, read_ends
from ..parsing.tokens import quoted
from ..render import weeks as words
from ..render.infusions import infusion_table, none_yet
from ..render.lists import nothing_yet
from ..render.treatment_day import none_of_day, treatment_page
from ..render.weeks import none_shown, week_table
from ..services.courses import treatment_history
from ..services.goals import Moment, with_goals
from ..store import daily, queries
from ..store.data_file import Data
from .base import Command, Json, new_app
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..model.entries import Infusion
    from ..model.treatments import Fading
    from ..settings import Settings

week_app = new_app()
WEEK = "kfit week"
USUAL = 4  # weeks


@week_app.command(cls=Command)
def week(
    count: Annotated[int | None, typer.Option("--weeks", help="How many weeks, including this one. Without it, 4.")] = None,
    since: Annotated[str | None, typer.Option(help="The first day that counts.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day that counts.", metavar="DAY")] = None,
    json: Json = False,
) -> None:
    """Show the last weeks."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        line = TypedLine(WEEK, {"--weeks": None if count is None else str(count), SINCE: since, UNTIL: until, "--json": json})
        first, last = span(count, line, now, settings)
        db = data.db if data.db is not None and queries.has_entries(data.db) else None
        ends = first.isoformat(), last.isoformat()
        found = weeks(daily.days(db, *ends) if db else {}, treatment_history(db, today), first, last)
        found = with_goals(data.db, found, Moment.of(now, settings)) if data.db else found
        shown = trim_weeks(found)
        entered = daily.count_days(db, shown[0].since.isoformat(), ends[1]) if db and shown and not shown[-1].logged else 0
    if json:
        say_json({"weeks": [week.row() for week in found]})
    elif shown:
        say(week_table(shown, today, entered, screen(), asked=(count, since, until) != (None, None, None)))
    elif db:
        say(none_shown(first, min(last, today), today, f"kfit week --weeks {len(found) + USUAL}", screen()))
    else:
        say(nothing_yet(screen()))


def span(count: int | None, line: TypedLine, now: datetime, settings: Settings) -> tuple[date, date]:
    """Return the first and the last day that count; without `until`, the last one is the Sunday of this week.

    Raises Refused for words that are not a day, and for a span without a day in it.
    """
    today = clock.day_of(now, settings.day_ends)
    first, last = read_ends(line, day_reader(now, settings))
    last = last or monday_of(today) + timedelta(days=6)
    most = (monday_of(last) - date.fromisoformat(EARLIEST_DAY)).days // 7 + 1
    if first is None:
        wanted = USUAL if count is None else count
        if not 1 <= wanted <= most:
            raise Refused(f"--weeks goes from 1 to {most}. Try: {line.having('--weeks', str(min(USUAL, most))).typed()}")
        return monday_of(last) - timedelta(weeks=wanted - 1), last
    if count is not None:
        raise Refused(
            f"--weeks and --since both set the first day. Try: {line.having('--weeks', str(max(1, min(count, most)))).typed(SINCE)}"
        )
    return first, last


month_app = new_app()


def _months(incomplete: str) -> list[str]:
    return [month for month in ("last", *MONTHS) if month.startswith(incomplete.lower())]


@month_app.command(cls=Command)
def month(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="MONTH", help="october, 2026-10 or last; without it, this month", autocompletion=_months)
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every week, even where they are more than a screen.")] = False,
    json: Json = False,
) -> None:
    """Show the four to six weeks that a month touches, and their sums."""
    with Data.to_read() as data:
        now = Moment.of(clock.now(), data.settings())
        today = now.day
        first = read_month(which or [], today)
        since, until = monday_of(first), _sunday_of_last(first)
        db = data.db if data.db is not None and queries.has_entries(data.db) else None
        ends = since.isoformat(), until.isoformat()
        there = daily.days(db, *ends) if db else {}
        found = weeks(there, treatment_history(db, today), since, until)
        found = [week for week in found if week.monday <= today]
        found = with_goals(data.db, found, now) if data.db else found
    told = recap(found, there.values(), today)
    if json:
        say_json({"month": f"{first:%Y-%m}", **told.row(), "weeks": [week.row() for week in found]})
    elif db is None:
        say(nothing_yet(screen()))
    else:
        say(words.page(first, trim_weeks(found), told, today, screen(), every=every))


def read_month(said: Sequence[str], today: date) -> date:
    """Return the first day of the month that is meant; a name without a year is the latest such month. Raises Refused."""
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
    """Return year and month of `october`, `october 2025` or `2025-10`; 0 for what is missing or cannot be read."""
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


infusions_app = new_app()


LATEST = frozenset(("last", "latest", "the last", "the latest", "last one", "the last one", "newest"))
LINKING = ("on", "of", "from", "for")  # words before a day that say nothing more


@infusions_app.command(cls=Command)
def infusions(
    which: Annotated[
        list[str] | None, typer.Argument(metavar="DAY", help="last, or any day (3 oct, monday): all around the infusion of that day")
    ] = None,
    every: Annotated[bool, typer.Option("--all", help="Every row, and each infusion of every induction.")] = False,
    json: Json = False,
) -> None:
    """Show infusions and courses of doses with mood around them, or all around one day."""
    now = clock.now()
    said = " ".join(word for place, word in enumerate(which or []) if place or word.lower() not in LINKING)
    if said:
        show_day(said, now, json=json, every=every)
        return
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        found = daily.infusions(data.db, until=today.isoformat()) if data.db else []
        begin = (date.fromisoformat(found[0].day) - timedelta(days=WINDOW)).isoformat() if found else ""
        moods = daily.moods(data.db, begin, today.isoformat()) if data.db and found else {}
        marked = queries.list_marks(data.db, IT_FADES, today.isoformat()) if data.db and found else []
        plans = queries.plans(data.db) if data.db else []
        treated = treatment_history(data.db, today)
    fades = find_fadings(found, marked)
    plan = next_plan(plans, treated.days, today)
    if json:
        say_json(document(found, moods, fades, today))
    elif found:
        rows = treatments(found, moods, today, every=every)
        last, gaps = treated.last, latest_gap(treated.days)
        since = date.fromisoformat(last.day) if last else None
        known = InfusionContext([of_row(row, fades) for row in rows], gaps, trend(gaps), plan, since, every)
        say(infusion_table(rows, today, screen(), show_days_since=settings.show_days_since, beside=known))
    else:
        say(none_yet(screen(), today, plan))


def show_day(said: str, now: datetime, *, json: bool, every: bool = False) -> None:
    """Print all that was logged around the infusions of a day. Raises Refused for words that are no day up to today."""
    with Data.to_read() as data:
        settings, db = data.settings(), data.db
        today = clock.day_of(now, settings.day_ends)
        treated = treatment_history(db, today)
        single = sorted(set(treated.days))
        days = sorted({*single, *(date.fromisoformat(one.day) for one in treated.in_course)})
        last = (single or days)[-1] if days and said.lower() in LATEST else None
        day = last or (today if said.lower() in LATEST else day_behind(said, _line_of_day, now, settings))
        days = single if day in single else days  # the days after an infusion do not end with the next dose of a course
        plans = queries.plans(db) if db else []
        until, _ = span_of(day, days, today)
        entries = queries.find_entries(db, day.isoformat(), until.isoformat()) if db and day in days else []
    told = treatment_day(day, entries, days, plans, today)
    nearest = [] if told.infusions else nearest_days(day, days)
    if json:
        say_json({**told.row(), "nearest": [one.isoformat() for one in nearest]})
    elif told.infusions:
        say(treatment_page(told, today, screen(), show_days_since=settings.show_days_since, every=every))
    elif days:
        planned = any(plan.day == day.isoformat() for plan in plans)
        say(none_of_day(day, nearest, today, screen(), planned=planned))
    else:
        say(none_yet(screen(), today, next_plan(plans, days, today)))


def _line_of_day(day: str) -> str:
    return f"kfit infusions {quoted(day)}"


def document(found: list[Infusion], moods: dict[str, float], fades: dict[str, Fading], today: date) -> dict[str, object]:
    """Return what `--json` prints: each infusion outside of a course with the mood around it, the series, and the courses."""
    there = treatments(found, moods, today)
    single = outside(found, find_courses(found))
    told = [date.fromisoformat(infusion.day) for infusion in single]
    faded = {day: one.day.isoformat() for day, one in fades.items()}
    listed = [one.row() | {"fades_on": faded.get(one.infusion.day)} for one in infusion_windows(single, moods, today)]
    gathered = zip(series(told), of_series(told), strict=True)
    return {
        "infusions": listed,
        "series": [one.row() | {"gaps": apart, "trend": trend(apart)} for one, apart in gathered],
        "courses": [one.row() for one in there if isinstance(one, CourseRow)],
    }
