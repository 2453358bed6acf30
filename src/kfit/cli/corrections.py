"""Undo, redo and delete."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated, Any

import typer

from .. import clock
from ..errors import KfitError, Refused
from ..humanize import monday_of
from ..model.entries import KINDS, Exercise, Measure
from ..model.measures import PRESSURE
from ..model.planning import Goal, PlanningRecord, VisitQuestion
from ..parsing.edits import EditLine, edited
from ..parsing.tokens import quoted
from ..render.corrections import changed, kept_hint, kept_turned, moved
from ..render.phrases import REDO, UNDO, readings, units, what, with_way
from ..store import backups, journal, paths, queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import Command, Json, new_app
from .completion import latest, number_of
from .forgetting import confirm, describe_forgetting, describe_removal
from .output import copy_of_the_day, say, say_json, say_with_block, talk
from .scores import block_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.fields import Entry
    from ..parsing.draft import Context
    from ..store.connection import Database

EVERYTHING = ("everything", "all", "data", "database", "diary", "account")
MOST_NEWEST = 20  # entries looked through for one that takes the words of an edit
NEWEST = ("last", "latest", "newest", "that", "it")  # in the place of a number


QUESTION_HINT = "Its words stay in the history until: kfit ask --forget {}"
CLOSED_WEEKS = "This changes weeks that are over as well."
NOTHING = {True: "Nothing to take back.", False: "Nothing to put back."}


def turn(*, back: bool, json: bool) -> None:
    """Undo the newest change, or redo the one undone last, and print what it was."""
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
    elif block:  # restored answers call for the block, as they did when they were saved
        say_with_block(f"{message}\n\n{block}", block)
    else:
        say(message)
    if steps:
        copy_of_the_day(data.path)


def _answer(db: Database, steps: list[journal.JournalStep], today: date, *, back: bool) -> str:
    """Return what was undone or redone: entries, rows beside them, settings. An import can have all three."""
    chosen = [step for step in steps if "setting" in (step.before or step.after or {})]
    beside = [step for step in steps if journal.kept_in(step)]
    logged = [step for step in steps if step not in chosen and step not in beside]
    changed_beside = any(step.before and step.after for step in beside)
    if changed_beside and all(step.before and step.after for step in logged):
        logged = []  # a name was changed, and its entries went with it
    parts = [logged, beside] if changed_beside else [[*logged, *beside]]
    lines = [_turned_said(db, part, today, back=back) for part in parts if part]
    verb, way_on = ("Took back", REDO) if back else ("Put back", UNDO)
    return "\n".join([*lines, *([_settings(chosen, verb, way_on, back=back)] if chosen else [])])


def _turned_said(db: Database, steps: list[journal.JournalStep], today: date, *, back: bool) -> str:
    """Return the sentences on the entries, and on the rows beside them, that were undone or redone."""
    here = [step.after if back else step.before for step in steps]
    there = [step.before if back else step.after for step in steps]
    verb, way_on = ("Took back", REDO) if back else ("Put back", UNDO)
    beside = [journal.kept_in(step) for step in steps]
    turned = any(table and step.before and step.after for table, step in zip(beside, steps, strict=True))
    if turned or all(beside):
        gone_beside, come_beside = (
            [journal.kept_of(state) for table, state in zip(beside, states, strict=True) if table and state] for states in (here, there)
        )
        questions = [str(one.id) for one in gone_beside if isinstance(one, VisitQuestion)]
        left = f"\n{QUESTION_HINT.format(questions[0])}" if len(questions) == 1 and not come_beside else ""
        one_way = verb if gone_beside and come_beside else "Took back" if gone_beside else "Put back"
        closed = f"\n{CLOSED_WEEKS}" if _of_closed_weeks([*gone_beside, *come_beside], today) else ""
        return with_way(kept_turned(one_way, gone_beside, come_beside, today), way_on) + left + closed
    here, there = ([state for table, state in zip(beside, states, strict=True) if not table] for states in (here, there))
    gone = [journal.entry_of(state) for state in here if state]
    come = [journal.entry_of(state) for state in there if state]
    if gone and len(units(gone)) == len(units(come)) == 1 and [one.id for one in gone] == [one.id for one in come]:
        return with_way(f"{verb} the edit of {gone[0].id}: {changed(gone, come, today)}", way_on)
    if not gone:
        return moved("Put back", come, today, week_of(db, come), way_on)
    line = moved("Took back", gone, today, week_of(db, gone), way_on)
    if come:
        line += f"\nBack again: {', '.join(map(what, units(come)))}."
    return line + (f"\n{kept_hint(gone)}" if not come and kept_hint(gone) else "")


def _of_closed_weeks(rows: Sequence[PlanningRecord], today: date) -> bool:
    """Return whether one of these rows is a goal that held in a week that is over."""
    return any(isinstance(one, Goal) and one.day < monday_of(today).isoformat() for one in rows)


def _settings(steps: list[journal.JournalStep], verb: str, way_on: str, *, back: bool) -> str:
    told = []
    for step in steps:
        state = step.before if back else step.after
        name = (step.before or step.after or {})["setting"]
        told.append(f"{name} is {state['value'] if state else 'at its default'} again")
    return f"{verb}: {', '.join(told)}.{way_on}"


def week_of(db: Database, entries: list[Entry]) -> tuple[date, int, int] | None:
    """Return Monday, minutes and sessions of the week of these entries' movement; None if it is not exactly one week."""
    mondays = {monday_of(date.fromisoformat(entry.day)) for entry in entries if isinstance(entry, Exercise)}
    if len(mondays) != 1:
        return None
    monday = mondays.pop()
    return monday, *queries.week_movement(db, monday)


undo_app = new_app()


@undo_app.command(cls=Command)
def undo(json: Json = False) -> None:
    """Take back the newest change. A second `kfit undo` takes back the one before."""
    turn(back=True, json=json)


redo_app = new_app()


@redo_app.command(cls=Command)
def redo(json: Json = False) -> None:
    """Put back what was taken back last, as long as nothing was changed since."""
    turn(back=False, json=json)


def reading_of(db: Database, entry: Entry) -> list[Any]:
    """Return the entries of the blood pressure that an entry is a number of; any other entry alone.

    Of an entry that was taken back, the numbers that the history has beside it.
    """
    if not isinstance(entry, Measure) or entry.name not in PRESSURE or entry.id is None:
        return [entry]
    there = queries.of_day(db, Measure, entry.day)
    if entry not in there:
        beside_it = range(max(1, entry.id - len(PRESSURE) + 1), entry.id + len(PRESSURE))
        there = [found for number in beside_it if (found := journal.find_entry(db, number)) is not None]
    return next((unit for unit in readings(there) if entry in unit), [entry])


delete_app = new_app()


@delete_app.command(cls=Command)
def delete(
    numbers: Annotated[list[str], typer.Argument(metavar="ID...", help="numbers of entries, from kfit list", autocompletion=latest)],
    forget: Annotated[bool, typer.Option("--forget", help="Also take them out of the history: no undo.")] = False,
    json: Json = False,
) -> None:
    """Take entries away. `kfit undo` brings them back, unless they were forgotten."""
    with Data.to_write() as data:
        if data.db is None:
            _numbers(numbers)
            raise Refused("There is no entry yet, so there is none to take away.")
        refuse_newest(data.db, "kfit delete", numbers)
        wanted = _numbers(numbers)
        today = clock.day_of(clock.now(), data.settings().day_ends)
        named = [_to_forget(data.db, number) if forget else queries.by_number(data.db, number) for number in wanted]
        entries = list({one.id: one for entry in named for one in reading_of(data.db, entry)}.values())
        together = f"\nThe numbers of one blood pressure go together: {_numbers_said(entries)}." if len(entries) > len(named) else ""
        copy = backups.make(data.db, data.path, "delete") if len(named) > 1 and not forget else ""
        if forget:
            confirm(data.db, today, "this entry" if len(entries) == 1 else f"these {len(entries)} entries")
            which = f"entry {entries[0].id}" if len(entries) == 1 else f"{len(entries)} entries"
            texts = _texts_ever(data.db, entries)
            message = describe_forgetting(which, data.path, texts, small=journal.forget(data.db, entries)) + together
        else:
            _take_away(data.db, entries)
            message = moved("Took back", entries, today, week_of(data.db, entries), UNDO)
            message += f"\n{kept_hint(entries)}" if kept_hint(entries) else ""
            message += together
            message += f"\nA backup was made before: {os.path.basename(copy)}. One undo brings all {len(entries)} back." if copy else ""
    if json:
        say_json({"deleted": [entry.row() for entry in entries], "message": message})
    else:
        say(message)
    copy_of_the_day(data.path)


def refuse_newest(db: Database, command: str, words: Sequence[str], context: Context | None = None) -> None:
    """Refuse `delete last` and `edit last 3` with the line that names an entry by its number: the newest that takes these words."""
    if words[0].lower() not in NEWEST:
        return
    for newest in queries.newest_entries(db, MOST_NEWEST):
        if context is not None and not _takes(newest, words[1:], context):
            continue
        line = " ".join([command, str(newest.id), *map(quoted, words[1:])])
        raise Refused(f"The newest entry is {newest.id}, {what([newest])}. Try: {line}   To take back the last change: kfit undo")


def _takes(entry: Entry, words: Sequence[str], context: Context) -> bool:
    """Return whether an edit of an entry with these words is accepted."""
    try:
        return edited(entry, EditLine(entry, words, context), context) != entry
    except KfitError:
        return False


def _numbers_said(entries: Sequence[Entry]) -> str:
    return ", ".join(str(entry.id) for entry in entries)


def _to_forget(db: Database, number: int) -> Entry:
    """Return an entry, or what the history still holds of one that was taken back. Raises Refused if there is neither."""
    return journal.find_entry(db, number) or queries.by_number(db, number)


def _texts_ever(db: Database, entries: list[Entry]) -> set[str]:
    """Return every note text that these entries have or had."""
    steps = [step for entry in entries for step in journal.steps_of(db, entry=entry.id)]
    return {str(state["note"]) for step in steps for state in (step.before, step.after) if state and state.get("note")}


def _take_away(db: Database, entries: list[Entry]) -> None:
    with Change(db, "delete") as change:
        for entry in entries:
            change.delete(queries.by_number(db, entry.id or 0))


def numbers_in(said: Sequence[str]) -> str:
    """Say where the numbers are: in the list of the kind that was named, else in the whole list."""
    head = (said[0].split() or [""])[0].lower() if said else ""
    known_head = any(head in kind.heads for kind in KINDS.values())
    return f"The numbers: kfit list {head}" if known_head else "The numbers: kfit list"


def _numbers(said: list[str]) -> list[int]:
    """Return the typed entry numbers, each once. Raises Refused for other words: entries are never deleted by their content."""
    found: list[int] = []
    for word in said:
        for part in word.replace(",", " ").split():
            number = number_of(part)
            if number is None:
                if part.lower() in EVERYTHING:
                    raise Refused(describe_removal(paths.data_file()))
                raise Refused(f"'{part}' is not the number of an entry, such as: kfit delete NUMBER   {numbers_in(said)}")
            if number not in found:
                found.append(number)
    if not found:
        raise Refused("kfit delete needs the number of an entry, such as: kfit delete NUMBER   The numbers: kfit list")
    return found
