"""Sets goals, drops them, and shows how this week stands. What held in a week that is over stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..dates import YEARS
from ..diary.words import quoted
from ..errors import Refused
from ..kept import Goal
from ..progress.goals import by_subject, in_force
from ..progress.intensity import by_intensity
from ..show import goals as words
from ..show import starting
from ..show.standing import page
from ..store import beside, done
from ..store.change import Change
from ..store.file import Data
from ..weekdays import in_words, monday_of
from . import aims, options, standing
from .daily import copy_of_the_day
from .output import say, say_json, screen
from .planning import interval
from .shape import RawCommand, new_app
from .span import day_behind, day_to_come

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from ..aimed import Standing
    from ..settings import Settings

app = new_app()
GOAL = "goal"
LINE = "kfit goal"
PLANS = "plans"
FROM, FOR, DROP, WHO, JSON = "--from", "--for", "--drop", "--who", "--json"
NEAR = timedelta(days=31)  # a date without a year that lies further ahead may be meant of the past
LONGEST = 366  # days of --for


def _subjects(incomplete: str) -> list[str]:
    from .completed import used

    known = [word for word in ("exercise", "sleep", "mood", PLANS) if word.startswith(incomplete.lower())]
    return [*known, *used(incomplete, "habit", "rating")]


What = typer.Argument(
    metavar="WHAT TARGET", help="exercise 60min/week, sleep 7h/night, mood daily, meditation 5x/week; or: plans", autocompletion=_subjects
)
Length = typer.Option("--for", metavar="LENGTH", help="How long: '12 weeks'. Without it, until you change it.")


@app.command(cls=RawCommand)
def goal(
    ctx: typer.Context,
    what: Annotated[list[str] | None, What] = None,  # noqa: ARG001 - for the help
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help="From which day on it holds: today if not said.")] = None,  # noqa: ARG001 - for the help
    for_: Annotated[str | None, Length] = None,  # noqa: ARG001 - for the help
    who: Annotated[bool, typer.Option("--who", help="Count minutes as the WHO does: vigorous ones twice, light ones not.")] = False,  # noqa: ARG001 - for the help
    drop: Annotated[bool, typer.Option("--drop", help="Let the goal hold no more.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Set a goal, or see how this week stands. You can change or drop it any time; the weeks before keep theirs."""
    told = options.read(ctx.args, LINE, (FROM, FOR), (DROP, WHO, JSON))
    if told.words == [PLANS]:
        show_plans(json=JSON in told.flags)
    elif not told.words and not (told.options or told.flags - {JSON}):
        show(None, json=JSON in told.flags)
    else:
        act(told)


def act(told: options.Told) -> None:
    """Set, drop or show one goal."""
    now = clock.now()
    with Data.to_read() as data:
        aim = aims.read(told.words, data.db)
    if DROP in told.flags:
        if aim.per or told.options or WHO in told.flags:
            raise Refused(f"--drop stands behind the subject alone. Try: {LINE} {aim.word} --drop")
        take_away(aim, now, json=JSON in told.flags)
    elif aim.per is None and (told.options or WHO in told.flags):
        raise Refused(f"What is the goal to be? Try: {aim.line(aims.EXAMPLES[aim.kind])}")
    elif aim.per is None:
        show(aim, json=JSON in told.flags)
    else:
        keep(aim, told, now)


def keep(aim: aims.Aim, told: options.Told, now: datetime) -> None:
    """Let a goal hold from its day on; what was to hold later goes."""
    if WHO in told.flags and (aim.kind != "exercise" or aim.times or aim.per != "week"):
        raise Refused(f"--who counts the minutes of a week. Try: {LINE} exercise 150min/week --who")
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        history = _history(data.db, aim)
        day = _from(told, aim, history, now, settings)
        wanted = Goal(
            kind=aim.kind,
            name=aim.name,
            day=day.isoformat(),
            per=aim.per,
            times=aim.times,
            minutes=aim.minutes,
            weighting="who" if WHO in told.flags else None,
        )
        until = _until(told, aim, day)
        before = in_force(history, day)
        after = [one for one in history if one.day > wanted.day]
        same = before is not None and not after and until is None and _target(before) == _target(wanted)
        if not same:
            _put(data.existing(), wanted, until, history)
        found = next((one for one in _history(data.db, aim) if one.day == wanted.day), before)
    message = words.stands(wanted) if same else words.kept(wanted, before, until, today)
    message = "Kept." if not same and settings.answers == "short" else message
    if JSON in told.flags:
        say_json({"goal": row(found) if found else None, "before": row(before) if before else None, "message": message})
    else:
        say(message)
    if not same:
        copy_of_the_day(data.path)


def _put(db: sqlite3.Connection, wanted: Goal, until: date | None, history: Sequence[Goal]) -> None:
    """Write a goal as one change: in the place of one of the same day, and of all that were to come behind it."""
    with Change(db, GOAL) as change:
        for one in history:
            if one.day > wanted.day:
                change.drop(one)
        there = next((one for one in history if one.day == wanted.day), None)
        if there is None:
            change.keep(wanted)
        else:
            change.turn(there, there.but(**{name: wanted.__dict__[name] for name in ("per", "times", "minutes", "weighting")}))
        if until is not None:
            change.keep(Goal(kind=wanted.kind, name=wanted.name, day=(until + timedelta(days=1)).isoformat()))


def take_away(aim: aims.Aim, now: datetime, *, json: bool) -> None:
    """Let a subject have no goal from today on; its weeks before stay as they were."""
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        history = _history(data.db, aim)
        held = in_force(history, today)
        coming = [one for one in history if one.day > today.isoformat()]
        gone = held or next((one for one in coming if one.per), None)
        if gone is not None:
            _drop(data.existing(), held, coming, today, only=len(history) == len(coming) + 1)
    message = words.dropped(gone, today) if gone else words.no_such((aim.kind, aim.name))
    message = "Changed." if gone and settings.answers == "short" else message
    if json:
        say_json({"dropped": row(gone) if gone else None, "message": message})
    else:
        say(message)
    if gone:
        copy_of_the_day(data.path)


def _drop(db: sqlite3.Connection, held: Goal | None, coming: Sequence[Goal], today: date, *, only: bool) -> None:
    with Change(db, GOAL) as change:
        for one in coming:
            change.drop(one)
        if held is None:
            return
        if held.day < today.isoformat():
            change.keep(Goal(kind=held.kind, name=held.name, day=today.isoformat()))
        elif only:
            change.drop(held)  # it began today, and there was none before
        else:
            change.turn(held, held.but(per=None, times=None, minutes=None, weighting=None))


def show(aim: aims.Aim | None, *, json: bool) -> None:
    """Print each goal with this week's state, or that of one subject."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        db = data.db
        found = standing.standings(db, today) if db else []
        coming = standing.to_come(db, today) if db else []
        if aim is not None:
            found = [one for one in found if one.goal.subject == (aim.kind, aim.name)]
            coming = [one for one in coming if one.subject == (aim.kind, aim.name)]
        moving = any(one.goal.kind == "exercise" for one in found)
        monday = monday_of(today)
        moved = by_intensity(done.moved(db, monday.isoformat(), today.isoformat())) if db else None
    if json:
        movement = {**moved._asdict(), "equivalent": moved.equivalent} if moved else None
        say_json({"goals": [_standing_row(one) for one in found], "to_come": [row(one) for one in coming], "movement": movement})
    elif aim is not None and not found and not coming:
        say(f"{words.no_goal((aim.kind, aim.name))} To set one: {aim.line(aims.EXAMPLES[aim.kind])}")
    else:
        say(page(found, coming, moved if moving else None, today, screen()))


def show_plans(*, json: bool) -> None:
    """Print the plans to start from."""
    if json:
        say_json({"plans": [one._asdict() for one in starting.TEMPLATES]})
    else:
        say(starting.templates(screen()))


def row(one: Goal) -> dict[str, object]:
    """Return a goal as the contract's JSON has it."""
    return {name: value for name, value in one.row().items() if name not in ("uid", "made_at")}


def _standing_row(one: Standing) -> dict[str, object]:
    figures = {"strength": round(one.strength, 2), "days_of_7": one.days, "fits": one.fits}
    return {**row(one.goal), "week": one.week.row(), **figures, "next": row(one.next) if one.next else None}


def _history(db: sqlite3.Connection | None, aim: aims.Aim) -> list[Goal]:
    return by_subject(beside.goals(db)).get((aim.kind, aim.name), []) if db else []


def _target(one: Goal) -> tuple[object, ...]:
    return one.per, one.times, one.minutes, one.weighting


def _line(told: options.Told, name: str, value: str) -> str:
    """Return the whole line again, with another value behind one option."""
    behind = {**{option: told.option(option) or "" for option in told.options}, name: value}
    said = " ".join(f"{option} {quoted(text)}" for option, text in behind.items())
    return " ".join([LINE, *map(quoted, told.words), said, *(sorted(told.flags))])


def _from(told: options.Told, aim: aims.Aim, history: Sequence[Goal], now: datetime, settings: Settings) -> date:
    """Return the day from which on it holds. Raises Refused for one that is past, unless it is the first goal of its kind."""
    today = clock.day_of(now, settings.day_ends)
    said = told.option(FROM)
    if said is None:
        return today
    day = day_to_come(said, lambda text: _line(told, FROM, text), now, settings, "monday").day
    if day - today > NEAR and not history:
        past = _past(said, now, settings)
        if past is not None and past < today:
            lines = "   or: ".join(_line(told, FROM, one.isoformat()) for one in (past, day))
            raise Refused(f"'{said}' can be {in_words(past, today)} or {in_words(day, today)}. Try: {lines}")
    if day < today and history:
        raise Refused(f"{in_words(day, today)} is past, and the weeks before keep their goal. Try: {aim.line(_said(told, aim))}")
    return day


def _past(said: str, now: datetime, settings: Settings) -> date | None:
    try:
        return day_behind(said, lambda text: text, now, settings)
    except Refused:
        return None


def _said(told: options.Told, aim: aims.Aim) -> str:
    """Return the target as it was typed."""
    behind = " ".join(" ".join(told.words).split())
    word = (aim.name or aim.kind).lower()
    return behind[len(word) :].strip() if behind.lower().startswith(word) else aims.EXAMPLES[aim.kind]


def _until(told: options.Told, aim: aims.Aim, day: date) -> date | None:
    """Return the last day on which it holds, None if it goes on. Raises Refused for what is no length of time."""
    said = told.option(FOR)
    if said is None:
        return None
    tokens = said.lower().split()
    try:
        days, used = interval(tokens)
    except Refused:
        days, used = 0, 0
    if not 0 < days <= LONGEST or used != len(tokens):
        raise Refused(f"--for is a length of up to a year. Try: {aim.line(_said(told, aim))} --for 12 weeks")
    last = day + timedelta(days=days - 1)
    if last.year not in YEARS:
        raise Refused(f"That would go on behind {YEARS[-1]}.")
    return last
