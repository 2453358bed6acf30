"""A trial of one's own: weeks with something and weeks without, drawn by lot, compared at the end."""

from __future__ import annotations

import secrets
from datetime import date, timedelta
from typing import Annotated

import typer

from .. import clock
from ..analysis.trials import compare
from ..errors import Refused
from ..humanize import monday_of
from ..model.associations import MOVEMENT
from ..model.entries import ACTIVITIES
from ..model.planning import MOST_PAIRS, OFF, ON, WEEK, Trial
from ..parsing import trials as parsing
from ..parsing.need import in_line, in_name
from ..parsing.tokens import quoted
from ..render import trials as words
from ..render.safety import beside
from ..store import associations, daily, journal, queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import Command, Json, new_app
from .completion import complete_names, used
from .forgetting import confirm, describe_forgetting
from .output import answer, copy_of_the_day, say, say_json, screen

try_app = new_app()
TRY, STOP = "try", "stop"
USUAL_PAIRS = 6
STOPPING = (STOP, "end", "over", "ended", "stopped")
LONGEST_WORDS = 80


def _subjects(ctx: typer.Context, incomplete: str) -> list[str]:
    """Return what can be the first word: what ends a trial, ways to move, habits that are logged. What only a clinic can try is not among it."""
    if ctx.params.get("what"):
        return []
    medicines = used("", "medicine")
    habits = [name for name in used(incomplete, "habit") if not parsing.names_treatment(name, medicines)]
    return complete_names((STOP, MOVEMENT, *ACTIVITIES, *habits), incomplete)


@try_app.command(cls=Command)
def attempt(
    what: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="WORDS", help='movement, a habit or an hour: "walk before noon"; stop ends a trial', autocompletion=_subjects
        ),
    ] = None,
    pairs: Annotated[
        int | None, typer.Option("--pairs", help=f"How many pairs of weeks, up to {MOST_PAIRS}. Without it, {USUAL_PAIRS}.")
    ] = None,
    order: Annotated[str | None, typer.Option("--order", metavar="WEEKS", help='Your own order: "on off off on". No verdict then.')] = None,
    forget: Annotated[bool, typer.Option("--forget", help="Remove the latest trial for good: no undo.")] = False,
    json: Json = False,
) -> None:
    """Try something by weeks drawn by lot; without words, see how it stands."""
    said = " ".join(" ".join(what or ()).split())
    if forget:
        forget_trial(said, json=json)
    elif said.lower() in STOPPING:
        stop(json=json)
    elif said:
        begin(said, pairs, order, json=json)
    elif pairs is not None or order is not None:
        raise Refused('It needs what to try. For example: kfit try "walk before noon" --pairs 6')
    else:
        show(json=json)


def show(*, json: bool) -> None:
    """Print the latest trial."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = queries.trials(data.db) if data.db else []
        trial = found[-1] if found else None
        result = None
        if trial is not None and data.db is not None:
            ends = trial.day, min(today, trial.last).isoformat()
            result = compare(trial, daily.moods(data.db, *ends), associations.trial_days(data.db, trial, *ends), today)
    if json:
        say_json({"trial": None if trial is None or result is None else {**row(trial, today), **result.row()}})
    elif trial is None or result is None:
        say(words.NONE_YET)
    else:
        say(words.trial_page(trial, result, today, screen()))


def begin(said: str, pairs: int | None, order: str | None, *, json: bool) -> None:
    """Save a trial and print it. Raises Refused for what only a clinic can try, and while another trial goes on."""
    if in_line(said) or in_name(said):
        raise Refused(beside(parsing.ASK_CLINIC, said))
    if len(said) > LONGEST_WORDS:
        raise Refused(f"What to try has up to {LONGEST_WORDS} letters. For example: kfit try walk")
    weeks = _weeks(said, pairs, order)
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(clock.now(), settings.day_ends)
        habits = queries.list_names(data.db, "habit") if data.db else []
        medicines = queries.list_names(data.db, "medicine") if data.db else []
        subject = parsing.read_subject(said, habits, medicines)
        trial = Trial(
            words=said,
            day=(monday_of(today + timedelta(days=WEEK - 1))).isoformat(),
            weeks=weeks,
            drawn="no" if order is not None else "yes",
            kind=subject.kind,
            name=subject.name,
            minutes=subject.minutes,
            from_minute=subject.from_minute,
            until_minute=subject.until_minute,
        )
        with Change(data.existing(), TRY) as change:
            there = next((one for one in queries.trials(change.db) if one.runs(today)), None)
            if there is not None:
                raise Refused(words.runs_already(there, today))
            trial = change.keep(trial)
    message = "Planned." if settings.answers == "short" else words.trial_kept(trial, today, drawn=order is None)
    answer({"trial": row(trial, today)}, message, json=json)
    copy_of_the_day(data.path)


def _weeks(said: str, pairs: int | None, order: str | None) -> str:
    """Return the order of the weeks: the one that was given, else one that is drawn within each pair. Raises Refused."""
    if order is not None:
        given = parsing.read_order(order)
        if pairs not in (None, len(given) // 2) or len(given) > 2 * MOST_PAIRS:
            raise Refused(f"--order has {len(given) // 2} pairs of up to {MOST_PAIRS}. Try it without --pairs.")
        return given
    count = USUAL_PAIRS if pairs is None else pairs
    if not 1 <= count <= MOST_PAIRS:
        raise Refused(f"--pairs goes from 1 to {MOST_PAIRS}. Try: kfit try {quoted(said)} --pairs {USUAL_PAIRS}")
    return "".join(secrets.choice((ON + OFF, OFF + ON)) for _ in range(count))


def stop(*, json: bool) -> None:
    """End the trial that goes on, and print that; one that has not begun is taken away."""
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(clock.now(), settings.day_ends)
        found = [one for one in queries.trials(data.db) if one.runs(today)] if data.db else []
        if not found or data.db is None:
            answer({"stopped": None}, f"{words.NONE_YET} Nothing was changed.", json=json)
            return
        with Change(data.db, TRY) as change:
            for one in found:
                if date.fromisoformat(one.day) > today:
                    change.drop(one)
                else:
                    change.turn(one, one.but(ended_on=today.isoformat()))
    message = "Changed." if settings.answers == "short" else words.trial_stopped(found[-1], today)
    answer({"stopped": row(found[-1], today)}, message, json=json)
    copy_of_the_day(data.path)


def forget_trial(said: str, *, json: bool) -> None:
    """Delete the latest trial for good, with its words, also one that was taken back. Raises Refused if there is none, and for further words."""
    if said:
        raise Refused("Use --forget alone: kfit try --forget")
    with Data.to_write() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = journal.find_trial(data.db) if data.db else None
        if found is None or data.db is None:
            raise Refused(words.NONE_YET)
        confirm(data.db, today, "the trial")
        message = describe_forgetting("the trial", data.path, small=journal.forget(data.db, beside=[found]))
    answer({"forgotten": row(found, today)}, message, json=json)
    copy_of_the_day(data.path)


def row(trial: Trial, today: date) -> dict[str, object]:
    """Return a trial in the JSON form of the contract; `this_week` is with, without, or null outside of its weeks."""
    place = trial.week_of(today)
    return {
        "id": trial.id,
        "words": trial.words,
        "from": trial.day,
        "to": trial.last.isoformat(),
        "weeks": ["with" if one == ON else "without" for one in trial.weeks],
        "drawn": trial.drawn == "yes",
        "this_week": None if place is None else "with" if trial.weeks[place] == ON else "without",
        "ended_on": trial.ended_on,
        "counts": {
            "kind": trial.kind,
            "name": trial.name,
            "minutes": trial.minutes,
            "from_minute": trial.from_minute,
            "until_minute": trial.until_minute,
        },
    }
