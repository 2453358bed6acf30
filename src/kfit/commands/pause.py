"""Lets some days ask for nothing, and shows the pauses there were."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..diary.words import quoted
from ..errors import Refused
from ..kept import Pause
from ..progress.neutral import paused_on
from ..show import pauses as words
from ..store import beside
from ..store.change import Change
from ..store.file import Data
from ..weekdays import in_words
from . import options
from .daily import copy_of_the_day
from .output import answer, say, say_json, screen
from .planning import LONGEST, in_days
from .shape import RawCommand, new_app
from .span import day_behind, day_to_come

if TYPE_CHECKING:
    from ..settings import Settings

app = new_app()
PAUSE, LINE = "pause", "kfit pause"
FROM, UNTIL, DROP, LIST, JSON = "--from", "--until", "--drop", "--list", "--json"
WHYS = {
    "illness": "illness", "ill": "illness", "sick": "illness", "unwell": "illness", "flu": "illness", "cold": "illness", "covid": "illness",
    "travel": "travel", "travelling": "travel", "traveling": "travel", "holiday": "travel", "vacation": "travel", "trip": "travel",
    "rest": "rest", "resting": "rest", "break": "rest",
}  # fmt: skip
Why = typer.Argument(metavar="[illness|travel|rest] [LENGTH]", help="why, and how long: illness 3 days")


@app.command(cls=RawCommand)
def pause(
    ctx: typer.Context,
    why: Annotated[list[str] | None, Why] = None,  # noqa: ARG001 - for the help
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help="Its first day: today if not said. It may be past.")] = None,  # noqa: ARG001 - for the help
    until: Annotated[str | None, typer.Option("--until", metavar="DAY", help="Its last day. Without it, until kfit resume.")] = None,  # noqa: ARG001 - for the help
    drop: Annotated[str | None, typer.Option("--drop", metavar="DAY", help="Take away the pause that holds a day.")] = None,  # noqa: ARG001 - for the help
    list_: Annotated[bool, typer.Option("--list", help="Show all pauses.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Pause for some days: illness, travel, rest. Those days ask for nothing."""
    told = options.read(ctx.args, LINE, (FROM, UNTIL, DROP), (LIST, JSON))
    if LIST in told.flags:
        if told.words or told.options:
            raise Refused(f"--list stands alone. Try: {LINE} --list")
        show(json=JSON in told.flags)
    elif DROP in told.options:
        take_away(told)
    else:
        keep(told)


def show(*, json: bool) -> None:
    """Print all pauses."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = beside.pauses(data.db) if data.db else []
    if json:
        say_json({"pauses": [row(one) for one in found]})
    else:
        say(words.listed(found, today, screen()))


def keep(told: options.Told) -> None:
    """Keep a pause, or give the one that holds its first day another end."""
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        wanted = _wanted(told, now, settings)
        there = paused_on(beside.pauses(data.db) if data.db else [], date.fromisoformat(wanted.day))
        if there is not None and not _other_end(there, wanted, told):
            answer({"pause": row(there)}, words.paused_already(there, today), json=JSON in told.flags)
            return
        with Change(data.existing(), PAUSE) as change:
            if there is None:
                kept = change.keep(wanted)
            else:
                kept = there.but(until=wanted.until, why=wanted.why or there.why)
                change.turn(there, kept)
    message = words.kept(wanted, today) if there is None else words.longer(there.but(until=wanted.until), today)
    message = message.split()[0].rstrip(":") + "." if settings.answers == "short" else message
    answer({"pause": row(kept)}, message, json=JSON in told.flags)
    copy_of_the_day(data.path)


def _other_end(there: Pause, wanted: Pause, told: options.Told) -> bool:
    """Tell whether words on a pause that goes on give it another end: one for it as a whole, or a later one."""
    if wanted.until is None or wanted.until == there.until:
        return False
    return FROM not in told.options or (there.until is not None and wanted.until > there.until)


def take_away(told: options.Told) -> None:
    """Take away the pause that holds a day, as if it had never been."""
    if told.words or len(told.options) > 1:
        raise Refused(f"--drop stands alone. Try: {LINE} --drop yesterday")
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        said = told.option(DROP) or ""
        there = beside.pauses(data.db) if data.db else []
        days = [day_behind_or_ahead(said, now, settings)]
        gone = next((one for day in days if (one := paused_on(there, day))), None)
        if gone is None:
            raise Refused(f"{in_words(days[0], today)} is not paused. What is paused: {LINE} --list")
        with Change(data.existing(), PAUSE) as change:
            change.drop(gone)
    message = f"Took back: the pause, {words.span(gone, today)}. (kfit undo)"
    answer({"dropped": row(gone)}, "Took back." if settings.answers == "short" else message, json=JSON in told.flags)
    copy_of_the_day(data.path)


def day_behind_or_ahead(said: str, now: datetime, settings: Settings) -> date:
    """Return a day of a pause: a past one where it can be, else one to come."""
    try:
        return day_behind(said, lambda text: f"{LINE} {DROP} {quoted(text)}", now, settings)
    except Refused:
        return day_to_come(said, lambda text: f"{LINE} {DROP} {quoted(text)}", now, settings, "yesterday").day


def _wanted(told: options.Told, now: datetime, settings: Settings) -> Pause:
    """Return the pause that is asked for. Raises Refused for days that cannot be read for sure."""
    today = clock.day_of(now, settings.day_ends)
    said = told.option(FROM)
    day = today if said is None else _first(said, now, settings)
    reason, rest = _why([word.lower() for word in told.words])
    last = told.option(UNTIL)
    until: date | None = None
    if last is not None:
        until = day_to_come(last, lambda text: f"{LINE} {UNTIL} {quoted(text)}", now, settings, "sunday").day
        until = _first(last, now, settings) if until - today > timedelta(days=LONGEST // 2) else until
    elif rest:
        until = _length(rest, day)
    if until is not None and until < day:
        raise Refused(f"{in_words(until, today)} is before {in_words(day, today)}. Try: {LINE} --until sunday")
    return Pause(day=day.isoformat(), until=None if until is None else until.isoformat(), why=reason)


def _first(said: str, now: datetime, settings: Settings) -> date:
    """Return a first day: of two, the one that is past, since people are ill before they say so."""
    try:
        return day_behind(said, lambda text: f"{LINE} {FROM} {quoted(text)}", now, settings)
    except Refused as error:
        if "still to come" not in str(error):
            ahead = _ahead(said, now, settings)
            if ahead is None:
                raise
            return ahead
        return day_to_come(said, lambda text: f"{LINE} {FROM} {quoted(text)}", now, settings, "yesterday").day


def _ahead(said: str, now: datetime, settings: Settings) -> date | None:
    try:
        return day_to_come(said, lambda text: text, now, settings, "").day
    except Refused:
        return None


def _why(said: list[str]) -> tuple[str | None, list[str]]:
    """Return the reason, and the words behind it: a length."""
    if said[:1] == ["for"]:
        said = said[1:]
    if said and said[0] in WHYS:
        rest = said[1:]
        return WHYS[said[0]], rest[1:] if rest[:1] == ["for"] else rest
    return None, said


def _length(said: list[str], day: date) -> date:
    """Read `3 days`, `a week`; return the last day. Raises Refused for other words."""
    days = in_days(" ".join(said))
    if not 0 < days <= LONGEST:
        raise Refused(f"I couldn't read '{' '.join(said)}'. Try: {LINE} illness 3 days   or: {LINE} travel --until sunday")
    return day + timedelta(days=days - 1)


def row(one: Pause) -> dict[str, object]:
    """Return a pause as the contract's JSON has it."""
    return {"id": one.id, "from": one.day, "until": one.until, "why": one.why}
