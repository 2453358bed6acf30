"""The programme: begin one, show its weeks, end it."""

from __future__ import annotations

import re
from typing import Annotated

import typer

from .. import clock
from ..analysis.goals import by_subject, in_force
from ..analysis.programme import ProgrammeDays, holds, path
from ..analysis.weeks import paused_on
from ..errors import Refused, Unclear
from ..humanize import in_words, iso_week
from ..model.planning import SHORT_WEEKDAYS, Programme
from ..parsing import durations, plans
from ..parsing.dates import WEEKDAY_WORDS
from ..parsing.plans import day_to_come
from ..render import goal_pages as words
from ..services.goals import Moment, path_of, running_programme
from ..store import queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import Command, Json, RawCommand, new_app
from .output import answer, copy_of_the_day, say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date, datetime

    from ..model.goals import ProgrammePath, ProgrammeWeek
    from ..settings import Settings
    from ..store.connection import Database

programme_app = new_app()
PROGRAMME = "programme"
LINE = "kfit programme start"
FROM, TO, DAYS, ON, FASTER, PLAN, JSON = "--from", "--to", "--days", "--on", "--faster", "--plan", "--json"
EXAMPLE = f"{LINE} --from 5min --to 30min --days mon,wed,fri"
MOST = 240  # minutes of a session
MINUTES_SAID = re.compile(r"(?:from |with )?(\d+ ?[a-z]*)(?: ?(?:to|-|–) ?(\d+ ?[a-z]*))?")
USUAL = {FROM: "5min", TO: "30min", DAYS: "mon,wed,fri"}
# Templates with the defaults of the options (a plan that was proposed, never shown to work: docs/facts.md 1.5).
TEMPLATES = {"30": USUAL, "45": {**USUAL, TO: "45min"}}
MANY_DAYS = {
    "daily": SHORT_WEEKDAYS, "weekdays": SHORT_WEEKDAYS[:5], "weekend": SHORT_WEEKDAYS[5:], "every day": SHORT_WEEKDAYS,
}  # fmt: skip


@programme_app.callback(invoke_without_command=True)
def programme(
    ctx: typer.Context,
    all_: Annotated[bool, typer.Option("--all", help="Show every week.")] = False,
    json: Json = False,
) -> None:
    """See a programme: what was done, this week's minutes and why, what is planned."""
    if ctx.invoked_subcommand is not None:
        return
    with Data.to_read() as data:
        now = Moment.of(clock.now(), data.settings())
        there = queries.programmes(data.db) if data.db else []
        found = _shown(data.db, there, now) if data.db and there else None
        pause = paused_on(queries.pauses(data.db), now.day) if data.db else None
        goal = in_force(by_subject(queries.goals(data.db)).get(("exercise", None), []), now.day) if data.db else None
    if json:
        say_json({"programme": _row(found.programme) if found else None, "weeks": _steps(found) if found else []})
    elif found is None:
        say(words.none_yet(screen()))
    else:
        say(words.programme_page(found, words.ProgrammeContext(pause, goal), now.day, screen(), whole=all_))


def _shown(db: Database, there: Sequence[Programme], now: Moment) -> ProgrammePath:
    """Return the weeks of the programme that runs, else of the latest one."""
    return running_programme(db, now) or path_of(db, there[-1], now)


@programme_app.command(cls=RawCommand, epilog=f"Example: {EXAMPLE}")
def start(
    ctx: typer.Context,
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="MINUTES", help="Minutes of a session at first. Without it, 5.")] = None,  # noqa: ARG001 - for the help
    to: Annotated[str | None, typer.Option("--to", metavar="MINUTES", help="Minutes of a session at the end. Without it, 30.")] = None,  # noqa: ARG001 - for the help
    days: Annotated[str | None, typer.Option("--days", metavar="DAYS", help="On which days. Without it, mon,wed,fri.")] = None,  # noqa: ARG001 - for the help
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="Its first day. Without it, today.")] = None,  # noqa: ARG001 - for the help
    faster: Annotated[bool, typer.Option("--faster", help="Up by 5 minutes every second week.")] = False,  # noqa: ARG001 - for the help
    plan: Annotated[str | None, typer.Option("--plan", metavar="30|45", help="Up to 30 or 45 minutes, 3 times a week.")] = None,  # noqa: ARG001 - for the help
    json: Json = False,  # noqa: ARG001 - for the help
) -> None:
    """Begin with a few minutes a session and let them grow, week by week."""
    told = plans.part_options(ctx.args, LINE, (FROM, TO, DAYS, ON, PLAN), (FASTER, JSON))
    _take_words(told)
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        wanted = _wanted(told, now, settings)
        with Change(data.existing(), PROGRAMME) as change:
            there = next(iter(_going_on(queries.programmes(change.db), today)), None)
            if there is not None:
                raise Refused(words.runs_already(there, today))
            kept = change.keep(wanted)
            goal = in_force(by_subject(queries.goals(change.db)).get(("exercise", None), []), today)
    message = "Kept." if settings.answers == "short" else words.started(path(wanted, ProgrammeDays({}, {}), today), goal, today)
    answer({"programme": _row(kept)}, message, json=JSON in told.flags)
    copy_of_the_day(data.path)


@programme_app.command(cls=Command, epilog="Example: kfit programme stop")
def stop(json: Json = False) -> None:
    """End the programme today; what was done stays."""
    with Data.to_write() as data:
        settings = data.settings()
        now = Moment.of(clock.now(), settings)
        there = _going_on(queries.programmes(data.db) if data.db else [], now.day)
        if not there:
            answer({"programme": None}, "No programme runs. Nothing was changed.", json=json)
            return
        last = there[-1]
        step = path_of(data.existing(), last, now).now
        with Change(data.existing(), PROGRAMME) as change:
            for one in there:  # a file may have brought a second one
                if one.day >= now.day.isoformat():
                    change.drop(one)  # it begins later, or began today
                else:
                    change.turn(one, one.but(ended_on=now.day.isoformat()))
    begun = last.day < now.day.isoformat()
    message = "Changed." if settings.answers == "short" else words.stopped(last, step if begun else None, now.day)
    answer({"programme": _row(last.but(ended_on=now.day.isoformat())) if begun else None}, message, json=json)
    copy_of_the_day(data.path)


def _going_on(there: Sequence[Programme], today: date) -> list[Programme]:
    """Return the programmes that run today or begin later."""
    return [one for one in there if holds(one, today) or one.day > today.isoformat()]


def _take_words(told: plans.CommandOptions) -> None:
    """Turn words such as `10 minutes` or `5min to 30min` into the options --from and --to. Raises Refused for other words."""
    words_said = " ".join(told.words).lower()
    found = MINUTES_SAID.fullmatch(words_said) if words_said else None
    if words_said and (found is None or FROM in told.options or (found.group(2) and TO in told.options)):
        raise Refused(f"I couldn't read '{words_said}'. Try: {EXAMPLE}")
    if found:
        told.options[FROM] = [found.group(1)]
        told.options |= {TO: [found.group(2)]} if found.group(2) else {}


def _wanted(told: plans.CommandOptions, now: datetime, settings: Settings) -> Programme:
    """Return the programme that the line asks for. Raises Refused for unreadable minutes or days, and for minutes that fall."""
    plan = (told.option(PLAN) or "30").removesuffix("min").strip()
    if plan not in TEMPLATES:
        raise Refused(f"--plan is 30 or 45. Try: {LINE} --plan 45")
    first, last = (_minutes(told.option(name) or TEMPLATES[plan][name], name) for name in (FROM, TO))
    if last < first:
        raise Refused(f"The minutes of a programme rise. Try: {LINE} --from {last}min --to {first}min")
    today = clock.day_of(now, settings.day_ends)
    day = today
    said = told.option(ON)
    if said is not None:
        day = day_to_come(said, lambda text: told.again(LINE, ON, text), now, settings, "monday").day
        if day < today:
            raise Refused(f"{in_words(day, today)} is past. A programme begins today or later. Try: {LINE} --on tomorrow")
    days = ",".join(_days(told.option(DAYS) or TEMPLATES[plan][DAYS]))
    pace = "faster" if FASTER in told.flags else "gentle"
    return Programme(day=day.isoformat(), from_minutes=first, to_minutes=last, days=days, pace=pace)


def _minutes(said: str, option: str) -> int:
    """Return the minutes of a session, 1 to 240; a bare number is minutes. Raises Refused."""
    text = said.lower()
    try:
        found = durations.find(f"{text}min" if text.isascii() and text.isdigit() else text)
    except Unclear as error:
        raise Refused(f"{error} Try: {LINE} {option} {error.readings[0] if error.readings else USUAL[option]}") from None
    if found is None or not 1 <= found[0] <= MOST or (found[1] < len(text) and not text.isdigit()):
        raise Refused(f"{option} takes 1 to {MOST} minutes. Try: {LINE} {option} {USUAL[option]}")
    return found[0]


def _days(said: str) -> list[str]:
    """Return the weekdays of `mon,wed,fri`, `monday and friday`, `mon-fri` or `daily`, Monday first. Raises Refused."""
    text = " ".join(said.lower().replace(",", " ").replace("&", " ").replace("–", "-").split())
    if text in MANY_DAYS:
        return list(MANY_DAYS[text])
    places: set[int] = set()
    for word in text.replace(" - ", "-").replace(" to ", "-").split():
        first, dash, last = word.partition("-")
        begin, end = _weekday(first), _weekday(last) if dash else _weekday(first)
        if word == "and":
            continue
        if begin is None or end is None:
            raise Refused(f"--days are days of the week. Try: {LINE} --days mon,wed,fri")
        places |= {(begin + step) % len(SHORT_WEEKDAYS) for step in range((end - begin) % len(SHORT_WEEKDAYS) + 1)}
    if not places:
        raise Refused(f"--days are days of the week. Try: {LINE} --days mon,wed,fri")
    return [name for place, name in enumerate(SHORT_WEEKDAYS) if place in places]


def _weekday(word: str) -> int | None:
    return WEEKDAY_WORDS.get(word, WEEKDAY_WORDS.get(word.removesuffix("s")))


def _row(one: Programme) -> dict[str, object]:
    return {name: value for name, value in one.row().items() if name not in ("uid", "made_at")} | {"days": one.days.split(",")}


def _steps(path: ProgrammePath) -> list[dict[str, object]]:
    """Return the weeks in the JSON form of the contract."""
    parts = [("past", path.past), ("now", [path.now] if path.now else []), ("ahead", path.ahead)]
    return [_step(step, when) for when, steps in parts for step in steps]


def _step(step: ProgrammeWeek, when: str) -> dict[str, object]:
    figures = {"minutes": step.minutes, "planned": step.planned, "done": step.done, "effort_median": step.effort, "why": step.why}
    return {"week": iso_week(step.monday), "from": step.monday.isoformat(), "state": when, **figures}
