"""Writes goals: one that holds from its day on, or that there is none. What held in a week that is over stays as it was."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from .. import clock
from ..dates import YEARS
from ..errors import Refused
from ..kept import Goal
from ..progress.goals import by_subject, in_force
from ..show import goals as words
from ..store import beside
from ..store.change import Change
from ..store.file import Data
from ..weekdays import in_words
from . import aims, options
from .daily import copy_of_the_day
from .output import answer
from .planning import LONGEST, in_days
from .span import day_behind, day_to_come

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence
    from datetime import datetime

    from ..kept import Kept
    from ..settings import Settings

GOAL, LINE = "goal", "kfit goal"
FROM, FOR, DROP, WHO, JSON = "--from", "--for", "--drop", "--who", "--json"
NEAR = timedelta(days=31)  # a date without a year that lies further ahead may be meant of the past


def keep(aim: aims.Aim, told: options.Told, now: datetime) -> None:
    """Let a goal hold from its day on; what was to hold later goes."""
    if WHO in told.flags and (aim.kind != "exercise" or aim.times or aim.per != "week"):
        raise Refused(f"--who counts the minutes of a week. Try: {LINE} exercise 150min/week --who")
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        history = _history(data.db, aim)
        programmes = beside.programmes(data.db) if data.db else []
        day = _from(told, aim, [*history, *(one for one in programmes if aim.kind == "exercise")], now, settings)
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
        with Change(data.existing(), GOAL) as change:
            history = _history(change.db, aim)
            before = in_force(history, day)
            after = [one for one in history if one.day > wanted.day]
            same = before is not None and not after and until is None and _target(before) == _target(wanted)
            if same:
                change.give_up()
            else:
                _put(change, wanted, until, history)
            found = next((one for one in _history(change.db, aim) if one.day == wanted.day), before)
    message = words.stands(wanted) if same else words.kept(wanted, before, until, today)
    message = "Kept." if not same and settings.answers == "short" else message
    answer({"goal": row(found) if found else None, "before": row(before) if before else None}, message, json=JSON in told.flags)
    if not same:
        copy_of_the_day(data.path)


def _put(change: Change, wanted: Goal, until: date | None, history: Sequence[Goal]) -> None:
    """Write a goal: in the place of one of the same day, and of all that were to come behind it."""
    for one in history:
        if one.day > wanted.day:
            change.drop(one)
    there = next((one for one in history if one.day == wanted.day), None)
    if there is None:
        change.keep(wanted)
    elif _target(there) != _target(wanted):
        change.turn(there, there.but(**{name: wanted.__dict__[name] for name in ("per", "times", "minutes", "weighting")}))
    if until is not None:
        change.keep(Goal(kind=wanted.kind, name=wanted.name, day=(until + timedelta(days=1)).isoformat()))


def take_away(aim: aims.Aim, told: options.Told, now: datetime) -> None:
    """Let a subject have no goal from a day on, today if none is said; its weeks before stay as they were."""
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        history = _history(data.db, aim)
        day = max(today, _from(told, aim, history, now, settings)) if history else today
        gone = _drop(data.existing(), aim, day) if history else None
    message = words.dropped(gone, day, today) if gone else words.no_such((aim.kind, aim.name))
    message = "Changed." if gone and settings.answers == "short" else message
    answer({"dropped": row(gone) if gone else None}, message, json=JSON in told.flags)
    if gone:
        copy_of_the_day(data.path)


def _drop(db: sqlite3.Connection, aim: aims.Aim, day: date) -> Goal | None:
    """Let a subject have no goal from a day on; return the one that goes, None if there is none."""
    with Change(db, GOAL) as change:
        history = _history(db, aim)
        held = in_force(history, day)
        coming = [one for one in history if one.day > day.isoformat()]
        gone = held or next((one for one in coming if one.per), None)
        if gone is None:
            change.give_up()
            return None
        for one in coming:
            change.drop(one)
        if held is not None and held.day < day.isoformat():
            change.keep(Goal(kind=held.kind, name=held.name, day=day.isoformat()))
        elif held is not None and history[0] is held:
            change.drop(held)  # it began that day, and there was none before
        elif held is not None:
            change.turn(held, held.but(per=None, times=None, minutes=None, weighting=None))
    return gone


def row(one: Goal) -> dict[str, object]:
    """Return a goal as the contract's JSON has it."""
    return {name: value for name, value in one.row().items() if name not in ("uid", "made_at")}


def _history(db: sqlite3.Connection | None, aim: aims.Aim) -> list[Goal]:
    return by_subject(beside.goals(db)).get((aim.kind, aim.name), []) if db else []


def _target(one: Goal) -> tuple[object, ...]:
    return one.per, one.times, one.minutes, one.weighting


def _from(told: options.Told, aim: aims.Aim, history: Sequence[Kept], now: datetime, settings: Settings) -> date:
    """Return the day from which on it holds.

    Raises Refused for one that is past, unless it is the first goal of its kind: then `history` is empty, programmes among it.
    """
    today = clock.day_of(now, settings.day_ends)
    said = told.option(FROM)
    if said is None:
        return today
    day = day_to_come(said, lambda text: told.again(LINE, FROM, text), now, settings, "monday").day
    if day - today > NEAR:
        past = _past(said, now, settings)
        if past is not None and past < today:
            possible = (day,) if history else (past, day)
            lines = "   or: ".join(told.again(LINE, FROM, one.isoformat()) for one in possible)
            raise Refused(f"'{said}' can be {in_words(past, today)} or {in_words(day, today)}. Try: {lines}")
    if day < today and history:
        raise Refused(
            f"{in_words(day, today)} is past, and the weeks before keep their goal. Try: {aim.line(DROP if DROP in told.flags else _said(told, aim))}"
        )
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
    days = in_days(said)
    if not 0 < days <= LONGEST:
        raise Refused(f"--for is days or weeks, up to a year. Try: {aim.line(_said(told, aim))} --for 12 weeks")
    last = day + timedelta(days=days - 1)
    if last.year not in YEARS:
        raise Refused(f"That would go on behind {YEARS[-1]}.")
    return last
