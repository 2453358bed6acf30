"""Plans infusions, shows what became of the plans, and takes plans away."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock, when
from ..clockface import on
from ..dates import YEARS
from ..diary.words import quoted
from ..errors import Refused
from ..kept import Plan
from ..planned import Planned
from ..progress.plans import held, recent, spread
from ..show import plans as words
from ..store import beside, days
from ..store.change import Change
from ..store.file import Data
from ..weekdays import in_words
from . import planning
from .daily import copy_of_the_day
from .output import say, say_json, screen
from .shape import RawCommand, new_app
from .span import day_to_come

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ..settings import Settings
    from ..when import When
    from .planning import Told

app = new_app()
NEXT = "next"
ALL = "all"
FROM_WHEN = 'From which day on? Try: kfit next "5 nov" --every 7d x2'


@app.command(cls=RawCommand)
def plan(
    ctx: typer.Context,
    day: Annotated[list[str] | None, typer.Argument(metavar="DAY", help='when it is to be: "5 nov 10am", thu, "in 2 weeks"')] = None,  # noqa: ARG001 - for the help
    *,
    every: Annotated[str | None, typer.Option("--every", metavar="7d x2", help="More of them, so far apart; as often as you like.")] = None,  # noqa: ARG001 - for the help
    replace: Annotated[bool, typer.Option("--replace", help="Take the place of what is planned for that day.")] = False,  # noqa: ARG001 - for the help
    drop: Annotated[str | None, typer.Option("--drop", metavar="DAY|all", help="Take plans away.")] = None,  # noqa: ARG001 - for the help
    all_: Annotated[bool, typer.Option("--all", help="Show all plans, not those of the last two rounds.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Plan an infusion; without a day, see what was planned and what was done. A plan counts for nothing."""
    told = planning.read(ctx.args)
    if told.drop is not None:
        take_away(told)
    elif told.day or told.steps:
        add(told)
    else:
        show(told)


def show(told: Told) -> None:
    """Print the plans, and what became of each."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        plans = beside.plans(data.db) if data.db else []
        treated = _treated(data.db, today) if data.db else []
    found = held(plans, treated, today)
    found = found if told.everything else recent(found, treated)
    if told.json:
        others = [day.isoformat() for day in found.others]
        say_json({"plans": [one.row() for one in found.plans], "other_infusions": others})
    else:
        say(words.table(found, today, screen()))


def add(told: Told) -> None:
    """Plan one infusion, or several at once; say what was planned."""
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        wanted = _wanted(data.db, told, now, settings)
        kept, stand, replaced = _keep(data.existing(), wanted, told, today)
    message = words.planned(kept, stand, replaced, today)
    message = "Planned." if kept and settings.answers == "short" else message
    if told.json:
        say_json({"planned": _rows(kept), "replaced": _rows(replaced), "message": message})
    else:
        say(message)
    if kept:
        copy_of_the_day(data.path)


def _keep(db: sqlite3.Connection, wanted: Sequence[Plan], told: Told, today: date) -> tuple[list[Plan], list[Plan], list[Plan]]:
    """Keep plans as one change; return those that are new, those that stood there already, and those that were replaced.

    Raises Refused for a day that is planned at another time.
    """
    changed: list[str] = []
    replaced: list[Plan] = []
    with Change(db, NEXT) as change:
        there = {one.day: one for one in beside.plans(db)}
        for one in wanted:
            before = there.get(one.day)
            if before is not None and (before.at == one.at or (one.at is None and not told.replace)):
                continue
            if before is None:
                change.keep(one)
            elif before.at is None or told.replace:
                change.turn(before, before.but(at=one.at, tz=one.tz))
                replaced.append(before)
            else:
                raise Refused(_planned_already(before, one, told, today))
            changed.append(one.day)
        if not changed:
            change.give_up()
        now = {one.day: one for one in beside.plans(db)}
    return [now[day] for day in changed], [now[one.day] for one in wanted if one.day not in changed], replaced


def take_away(told: Told) -> None:
    """Take away the plans of a day, or all that are still to come; say which."""
    now = clock.now()
    said = " ".join(told.drop or ())
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        plans = beside.plans(data.db) if data.db else []
        if said.strip().lower() == ALL:
            treated = _treated(data.db, today) if data.db else []
            gone = [one.plan for one in held(plans, treated, today).plans if one.to_come]
        else:
            gone = _of_day(said, plans, told, now, settings)
        if gone and data.db:
            with Change(data.db, NEXT) as change:
                for one in gone:
                    change.drop(one)
    message = words.dropped(gone, today) if gone else "No infusion is planned from today on, so nothing was changed."
    if told.json:
        say_json({"dropped": _rows(gone), "message": message})
    else:
        say(message)
    if gone:
        copy_of_the_day(data.path)


def _planned_already(before: Plan, one: Plan, told: Told, today: date) -> str:
    at, new = ((plan.at or "")[11:16] for plan in (before, one))
    line = f"{told.line(' '.join(told.day))} --replace"
    return f"An infusion is planned for {in_words(date.fromisoformat(before.day), today)} at {at} already. To have it at {new}: {line}"


def _rows(plans: Sequence[Plan]) -> list[dict[str, object]]:
    return [Planned(one, None, to_come=True).row() for one in plans]


def _treated(db: sqlite3.Connection, today: date) -> list[date]:
    return [date.fromisoformat(day) for day in days.infusion_days(db, "0000", today.isoformat())]


def _wanted(db: sqlite3.Connection | None, told: Told, now: datetime, settings: Settings) -> list[Plan]:
    """Return the plans that are asked for. Raises Refused for a day that is past or cannot be read for sure."""
    today = clock.day_of(now, settings.day_ends)
    if told.day:
        found = _to_come(" ".join(told.day), told, now, settings)
        return [_made(found, day) for day in _limited([found.day, *spread(found.day, told.steps)])]
    plans = beside.plans(db) if db else []
    latest = max([*(one.day for one in plans), *(days.infusion_days(db, "0000", today.isoformat())[-1:] if db else [])], default="")
    if not latest:
        raise Refused(FROM_WHEN)
    wanted = _limited(spread(date.fromisoformat(latest), told.steps))
    if wanted[0] < today:
        raise Refused(f"That would begin on {in_words(wanted[0], today)}, which is past. To begin on a day: {told.line('tomorrow')}")
    return [Plan(day=day.isoformat()) for day in wanted]


def _limited(found: list[date]) -> list[date]:
    """Return the days. Raises Refused where they go on behind the last year that can be typed."""
    if found[-1].year not in YEARS:
        raise Refused(f"That would go on behind {YEARS[-1]}.")
    return found


def _made(first: When, day: date) -> Plan:
    """Return the plan of a day, at the same time of day as the first one."""
    if first.at is None:
        return Plan(day=day.isoformat())
    at = on(first.at.date() + timedelta(days=(day - first.day).days), first.at.hour * 60 + first.at.minute)
    return Plan(day=day.isoformat(), at=clock.instant(at), tz=clock.zone())


def _to_come(said: str, told: Told, now: datetime, settings: Settings) -> When:
    found = _read(said, told, now, settings)
    day_past = found.day < clock.day_of(now, settings.day_ends)
    if day_past or (found.at is not None and found.at < now):
        line = f"kfit infusion --on {quoted(' '.join(said.split()))}"
        raise Refused(f"That {'day' if day_past else 'time'} is past. Done already? {line}")
    return found


def _of_day(said: str, plans: Sequence[Plan], told: Told, now: datetime, settings: Settings) -> list[Plan]:
    """Return the plans of a day, of one that is to come before one that is past. Raises Refused where there is none."""
    day = back = _read(said, told, now, settings).day
    with suppress(Refused):
        back = when.read(said, now, settings.day_ends, settings.date_order).day
    there = {one.day for one in plans}
    if day.isoformat() not in there and back.isoformat() not in there:
        raise Refused(f"No infusion is planned for {in_words(day, clock.day_of(now, settings.day_ends))}. What is planned: kfit next")
    meant = day if day.isoformat() in there else back
    return [one for one in plans if one.day == meant.isoformat()]


def _read(said: str, told: Told, now: datetime, settings: Settings) -> When:
    """Read a day. Raises Refused with the whole line for each of its readings."""
    return day_to_come(said, told.line, now, settings, "thu 10am")
