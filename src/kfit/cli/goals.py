"""Goals: set one, drop one, show how this week stands. A week that is over keeps the goal that it had."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import typer

from .. import clock
from ..analysis.goals import by_subject, in_force
from ..errors import Refused
from ..humanize import in_words
from ..model.entries import KINDS
from ..model.fields import composed
from ..model.goals import GoalsToday
from ..model.planning import NAMED_GOALS, Goal
from ..parsing import goals as requests
from ..parsing import plans
from ..parsing.dates import YEARS
from ..parsing.plans import LONGEST, day_behind, day_to_come, in_days
from ..render import goal_pages
from ..render import goals as words
from ..render.goal_pages import goals_page
from ..render.goals import no_goal
from ..services import goals
from ..services.person import known
from ..store import queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import RawCommand, new_app
from .completion import used
from .output import answer, copy_of_the_day, say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..model.goals import GoalStanding
    from ..model.planning import PlanningRecord
    from ..settings import Settings
    from ..store.connection import Database

GOAL, LINE = "goal", "kfit goal"
FROM, FOR, DROP, WHO, JSON = "--from", "--for", "--drop", "--who", "--json"
NEAR = timedelta(days=31)  # a date without a year that is further ahead may be meant as a day in the past


def keep(aim: requests.GoalRequest, told: plans.CommandOptions, now: datetime) -> None:
    """Save a goal from its first day on, and print it. Goals of the same subject that would begin later are removed."""
    if WHO in told.flags and (aim.kind != "exercise" or aim.times or aim.per != "week"):
        raise Refused(f"--who needs a goal in minutes a week. Try: {LINE} exercise 150min/week --who")
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        history = _history(data.db, aim)
        programmes = queries.programmes(data.db) if data.db else []
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
    message = words.stands(wanted) if same else words.goal_kept(wanted, before, until, today)
    message = "Kept." if not same and settings.answers == "short" else message
    answer({"goal": row(found) if found else None, "before": row(before) if before else None}, message, json=JSON in told.flags)
    if not same:
        copy_of_the_day(data.path)


def _put(change: Change, wanted: Goal, until: date | None, history: Sequence[Goal]) -> None:
    """Write a goal. It replaces the subject's goal of the same day, and all goals that would begin later."""
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


def take_away(aim: requests.GoalRequest, told: plans.CommandOptions, now: datetime) -> None:
    """End a subject's goal from a day on, today if none is given, and print that. Earlier weeks keep their goal."""
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        history = _history(data.db, aim)
        day = max(today, _from(told, aim, history, now, settings)) if history else today
        gone = _drop(data.existing(), aim, day) if history else None
    message = words.goal_dropped(gone, day, today) if gone else words.no_such((aim.kind, aim.name))
    message = "Changed." if gone and settings.answers == "short" else message
    answer({"dropped": row(gone) if gone else None}, message, json=JSON in told.flags)
    if gone:
        copy_of_the_day(data.path)


def _drop(db: Database, aim: requests.GoalRequest, day: date) -> Goal | None:
    """End a subject's goal from a day on; return the goal that ended, None if there is none."""
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
            change.drop(held)  # it began on that day, and there was no goal before
        elif held is not None:
            change.turn(held, held.but(per=None, times=None, minutes=None, weighting=None))
    return gone


def row(one: Goal) -> dict[str, object]:
    """Return a goal in the JSON form of the contract."""
    return {name: value for name, value in one.row().items() if name not in ("uid", "made_at")}


def _history(db: Database | None, aim: requests.GoalRequest) -> list[Goal]:
    return by_subject(queries.goals(db)).get((aim.kind, aim.name), []) if db else []


def _target(one: Goal) -> tuple[object, ...]:
    return one.per, one.times, one.minutes, one.weighting


def _from(
    told: plans.CommandOptions, aim: requests.GoalRequest, history: Sequence[PlanningRecord], now: datetime, settings: Settings
) -> date:
    """Return the first day of the goal, today if none is given.

    Raises Refused for a day in the past, unless `history` (earlier goals and programmes of the subject) is empty.
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
            f"{in_words(day, today)} is past, and past weeks keep theirs. Try: {aim.line(DROP if DROP in told.flags else _said(told, aim))}"
        )
    return day


def _past(said: str, now: datetime, settings: Settings) -> date | None:
    try:
        return day_behind(said, lambda text: text, now, settings)
    except Refused:
        return None


def _said(told: plans.CommandOptions, aim: requests.GoalRequest) -> str:
    """Return the target as it was typed, an example if none was."""
    behind = composed(" ".join(" ".join(told.words).split()))
    word = (aim.name or aim.kind).lower()
    return behind[len(word) :].strip() if behind.lower().startswith(word) else KINDS[aim.kind].goal


def _until(told: plans.CommandOptions, aim: requests.GoalRequest, day: date) -> date | None:
    """Return the last day of the goal, None if it has no end. Raises Refused for words that are not a length of time."""
    said = told.option(FOR)
    if said is None:
        return None
    days = in_days(said)
    if not 0 < days <= LONGEST:
        raise Refused(f"--for takes days or weeks, up to a year. Try: {aim.line(_said(told, aim))} --for 12 weeks")
    last = day + timedelta(days=days - 1)
    if last.year not in YEARS:
        raise Refused(f"That would go on after {YEARS[-1]}.")
    return last


goal_app = new_app()
PLANS = "plans"


def _subjects(incomplete: str) -> list[str]:
    known = [word for word in (*dict.fromkeys(requests.SIMPLE.values()), PLANS) if word.startswith(incomplete.lower())]
    return [*known, *used(incomplete, *NAMED_GOALS)]


What = typer.Argument(
    metavar="WHAT TARGET", help="exercise 60min/week, sleep 7h/night, mood daily, meditation 5x/week; or: plans", autocompletion=_subjects
)
Length = typer.Option("--for", metavar="LENGTH", help="How long: '12 weeks'. Without it, until you change it.")


@goal_app.command(cls=RawCommand)
def goal(
    ctx: typer.Context,
    what: Annotated[list[str] | None, What] = None,  # noqa: ARG001 - for the help
    *,
    from_: Annotated[str | None, typer.Option("--from", metavar="DAY", help="Its first day. Without it, today.")] = None,  # noqa: ARG001 - for the help
    for_: Annotated[str | None, Length] = None,  # noqa: ARG001 - for the help
    who: Annotated[bool, typer.Option("--who", help="Count minutes as the WHO does: vigorous ones twice, light ones not.")] = False,  # noqa: ARG001 - for the help
    drop: Annotated[bool, typer.Option("--drop", help="End the goal.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Set a goal, or see how this week is going. You can change or drop it at any time; earlier weeks keep theirs."""
    told = plans.part_options(ctx.args, LINE, (FROM, FOR), (DROP, WHO, JSON))
    told.take_words_behind_options()
    if " ".join(told.words).lower() in (PLANS, "plan"):
        show_plans(json=JSON in told.flags)
    elif not told.words and not (told.options or told.flags - {JSON}):
        show(None, json=JSON in told.flags)
    else:
        act(told)


def act(told: plans.CommandOptions) -> None:
    """Set, drop or show one goal. Raises Refused for options that do not fit together."""
    now = clock.now()
    with Data.to_read() as data:
        aim = requests.read(told.words, known(data, data.settings()))
    if DROP in told.flags:
        if aim.per or FOR in told.options or WHO in told.flags:
            raise Refused(f"--drop comes after the subject, with nothing else. Try: {LINE} {aim.word} --drop")
        take_away(aim, told, now)
    elif aim.per is None and (told.options or WHO in told.flags):
        raise Refused(f"What is the goal? Try: {aim.line(KINDS[aim.kind].goal)}")
    elif aim.per is None:
        show(aim, json=JSON in told.flags)
    else:
        keep(aim, told, now)


def show(aim: requests.GoalRequest | None, *, json: bool) -> None:
    """Print how each goal stands this week, or the goal of one subject."""
    with Data.to_read() as data:
        now = goals.Moment.of(clock.now(), data.settings())
        told = goals.gather_goals(data.db, now) if data.db else GoalsToday()
    if aim is not None:
        told = told.of((aim.kind, aim.name))
    if json:
        moved = told.intensities
        movement = {**moved._asdict(), "equivalent": moved.equivalent} if moved else None
        step = told.step
        say_json(
            {
                "goals": [_standing_row(one) for one in told.standings],
                "to_come": [row(one) for one in told.coming],
                "programme": {"minutes": step.minutes, "planned": step.planned, "done": step.done} if step else None,
                "movement": movement,
            }
        )
    elif aim is not None and not (told.standings or told.coming or told.step):
        say(f"{no_goal((aim.kind, aim.name))} To set one: {aim.line(KINDS[aim.kind].goal)}")
    else:
        say(goals_page(told, now.day, screen()))


def show_plans(*, json: bool) -> None:
    """Print the ready-made plans that a person can begin with."""
    if json:
        say_json({"plans": [one._asdict() for one in goal_pages.TEMPLATES]})
    else:
        say(goal_pages.templates(screen()))


def _standing_row(one: GoalStanding) -> dict[str, object]:
    figures = {"strength": round(one.strength, 2), "days_of_7": one.days, "fits": one.fits}
    return {**row(one.goal), "week": one.week.row(), **figures, "next": row(one.next) if one.next else None}
