"""What undo and redo share: turn one change, and say what that did."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from .. import clock
from ..entries import Entry, Exercise, Note
from ..kept import Goal, Kept, Question
from ..show.phrases import REDO, UNDO, what, with_way
from ..show.turned import changed, kept_turned, moved
from ..store import find, journal
from ..store.file import Data
from ..weekdays import monday_of
from .daily import copy_of_the_day
from .forms import block_of
from .output import say, say_json, say_with_block, talk

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

MOST_NAMED = 5
QUESTION_HINT = "Its words stay in the history until: kfit ask --forget {}"
CLOSED_WEEKS = "Weeks that are over go by that as well."
NOTHING = {True: "Nothing to take back.", False: "Nothing to put back."}


def turn(*, back: bool, json: bool) -> None:
    """Take the newest change back, or put the last one back, and say so."""
    with Data.to_write() as data:
        steps = (journal.undo if back else journal.redo)(data.db) if data.db else []
        settings = data.settings()
        today = clock.day_of(clock.now(), settings.day_ends)
        message = _answer(data.db, steps, today, back=back) if data.db and steps else NOTHING[back]
    come = [step.before if back else step.after for step in steps if not journal.kept_in(step)]
    block = block_of((journal.entry_of(state) for state in come if state and "setting" not in state), settings)
    if json:
        changes = [{"id": step.change, "command": step.command, "before": step.before, "after": step.after} for step in steps]
        say_json({"changes": changes, "message": message, **({"help": "kfit help-now"} if block else {})})
        talk(block) if block else None
    elif block:  # answers that are here again call for it as they did when they were given
        say_with_block(f"{message}\n\n{block}", block)
    else:
        say(message)
    if steps:
        copy_of_the_day(data.path)


def _answer(db: sqlite3.Connection, steps: list[journal.Step], today: date, *, back: bool) -> str:
    """Say what was turned: entries, rows beside them, settings; an import can have all three."""
    chosen = [step for step in steps if "setting" in (step.before or step.after or {})]
    beside = [step for step in steps if journal.kept_in(step)]
    logged = [step for step in steps if step not in chosen and step not in beside]
    changed_beside = any(step.before and step.after for step in beside)
    if changed_beside and all(step.before and step.after for step in logged):
        logged = []  # a name was changed, and its entries went with it
    parts = [logged, beside] if changed_beside else [[*logged, *beside]]
    lines = [_said(db, part, today, back=back) for part in parts if part]
    verb, way_on = ("Took back", REDO) if back else ("Put back", UNDO)
    return "\n".join([*lines, *([_settings(chosen, verb, way_on, back=back)] if chosen else [])])


def _said(db: sqlite3.Connection, steps: list[journal.Step], today: date, *, back: bool) -> str:
    """Say what was turned of entries and of what lies beside them."""
    here = [step.after if back else step.before for step in steps]
    there = [step.before if back else step.after for step in steps]
    verb, way_on = ("Took back", REDO) if back else ("Put back", UNDO)
    beside = [journal.kept_in(step) for step in steps]
    turned = any(table and step.before and step.after for table, step in zip(beside, steps, strict=True))
    if turned or all(beside):
        gone_beside, come_beside = (
            [journal.kept_of(state) for table, state in zip(beside, states, strict=True) if table and state] for states in (here, there)
        )
        questions = [str(one.id) for one in gone_beside if isinstance(one, Question)]
        left = f"\n{QUESTION_HINT.format(questions[0])}" if len(questions) == 1 and not come_beside else ""
        one_way = verb if gone_beside and come_beside else "Took back" if gone_beside else "Put back"
        closed = f"\n{CLOSED_WEEKS}" if _of_closed_weeks([*gone_beside, *come_beside], today) else ""
        return with_way(kept_turned(one_way, gone_beside, come_beside, today), way_on) + left + closed
    here, there = ([state for table, state in zip(beside, states, strict=True) if not table] for states in (here, there))
    gone = [journal.entry_of(state) for state in here if state]
    come = [journal.entry_of(state) for state in there if state]
    if gone and come and len(gone) == len(come) == 1 and gone[0].id == come[0].id:
        return with_way(f"{verb} the edit of {gone[0].id}: {changed(gone[0], come[0], today)}", way_on)
    if not gone:
        return moved("Put back", come, today, week_of(db, come), way_on)
    line = moved("Took back", gone, today, week_of(db, gone), way_on)
    if come:
        line += f"\nBack again: {', '.join(what([entry]) for entry in come)}."
    return line + (f"\n{kept_hint(gone)}" if not come and kept_hint(gone) else "")


def _of_closed_weeks(rows: Sequence[Kept], today: date) -> bool:
    """Tell whether one of these rows is a goal that held in a week that is over."""
    return any(isinstance(one, Goal) and one.day < monday_of(today).isoformat() for one in rows)


def _settings(steps: list[journal.Step], verb: str, way_on: str, *, back: bool) -> str:
    told = []
    for step in steps:
        state = step.before if back else step.after
        name = (step.before or step.after or {})["setting"]
        told.append(f"{name} is {state['value'] if state else 'at its default'} again")
    return f"{verb}: {', '.join(told)}.{way_on}"


def week_of(db: sqlite3.Connection, entries: list[Entry]) -> tuple[date, int, int] | None:
    """Return the Monday, minutes and sessions of the one week whose movement these entries touch."""
    mondays = {monday_of(date.fromisoformat(entry.day)) for entry in entries if isinstance(entry, Exercise)}
    if len(mondays) != 1:
        return None
    monday = mondays.pop()
    return monday, *find.movement(db, monday)


def kept_hint(entries: list[Entry]) -> str:
    """Say that the text of a note stays in the history, and how it goes for good."""
    noted = [str(entry.id) for entry in entries if entry.note is not None]
    if not noted:
        return ""
    whose = "Its text stays" if any(isinstance(entry, Note) for entry in entries) and len(noted) == 1 else "The text of its note stays"
    if len(noted) > MOST_NAMED:
        return f"The text of {len(noted):,} notes stays in the history until: kfit delete ID --forget   (IDs: kfit history)"
    if len(noted) > 1:
        whose = "Their notes stay"
    return f"{whose} in the history until: kfit delete {' '.join(noted)} --forget"
