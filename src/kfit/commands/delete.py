"""Takes entries away by their numbers, or for good."""

from __future__ import annotations

import os
from datetime import date
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..errors import Refused
from ..show.phrases import UNDO
from ..show.safe import safe
from ..show.turned import moved
from ..store import backup, find, journal, where
from ..store.change import Change
from ..store.days import latest_infusion
from ..store.file import Data
from . import prompts
from .daily import copy_of_the_day
from .numbers import latest, number_of
from .output import say, say_json
from .shape import Command, Json, new_app
from .turning import kept_hint, week_of

if TYPE_CHECKING:
    import sqlite3

    from ..entries import Entry

app = new_app()
WORD = "forget"


@app.command(cls=Command)
def delete(
    numbers: Annotated[list[str], typer.Argument(metavar="ID...", help="numbers of entries, from kfit list", autocompletion=latest)],
    forget: Annotated[bool, typer.Option("--forget", help="Also take them out of the history: no undo.")] = False,
    json: Json = False,
) -> None:
    """Take entries away. `kfit undo` brings them back, unless they were forgotten."""
    with Data.to_write() as data:
        wanted = _numbers(numbers)
        if data.db is None:
            raise Refused("There is no entry yet, so there is none to take away.")
        today = clock.day_of(clock.now(), data.settings().day_ends)
        entries = [_to_forget(data.db, number) if forget else find.by_number(data.db, number) for number in wanted]
        copy = backup.make(data.db, data.path, "delete") if len(entries) > 1 and not forget else ""
        if forget and _groggy(data.db, today):
            _ask_for_the_word(len(entries))
        if forget:
            small = journal.forget(data.db, entries)
            message = _forgotten(entries, data.path) + ("" if small else "\nThe file could not be made smaller just now; that is no harm.")
        else:
            _take_away(data.db, entries)
            message = moved("Took back", entries, today, week_of(data.db, entries), UNDO)
            message += f"\n{kept_hint(entries)}" if kept_hint(entries) else ""
            message += f"\nA backup was made before: {os.path.basename(copy)}. One undo brings all {len(entries)} back." if copy else ""
    if json:
        say_json({"deleted": [entry.row() for entry in entries], "message": message})
    else:
        say(message)
    copy_of_the_day(data.path)


def _groggy(db: sqlite3.Connection, today: date) -> bool:
    """Tell whether there was an infusion today or yesterday: what cannot be taken back waits for a typed word then."""
    last = latest_infusion(db, today.isoformat())
    return last is not None and (today - date.fromisoformat(last)).days <= 1


def _ask_for_the_word(count: int) -> None:
    """Ask for a word where somebody can be asked. Raises Refused if it is another, and then nothing is gone."""
    if not prompts.on_terminal():
        return
    what = "this entry" if count == 1 else f"these {count} entries"
    try:
        said = prompts.line(f"No undo brings {what} back. To go on, type {WORD}: ")
    except prompts.Stopped:
        said = ""
    if said.lower() != WORD:
        raise Refused("Nothing was taken away. Without --forget, kfit undo brings it back.")


def _to_forget(db: sqlite3.Connection, number: int) -> Entry:
    """Return an entry, or what the history still holds of one that was taken back. Raises Refused if there is neither."""
    return journal.remembered(db, number) or find.by_number(db, number)


def _take_away(db: sqlite3.Connection, entries: list[Entry]) -> None:
    with Change(db, "delete") as change:
        for entry in entries:
            change.delete(find.by_number(db, entry.id or 0))


def _numbers(said: list[str]) -> list[int]:
    """Read the numbers; each counts once. Only numbers: nothing is deleted by what it holds."""
    found: list[int] = []
    for word in said:
        for part in word.replace(",", " ").split():
            number = number_of(part)
            if number is None:
                raise Refused(f"'{part}' is not a number of an entry. The numbers stand in: kfit list   Then: kfit delete 12")
            if number not in found:
                found.append(number)
    if not found:
        raise Refused("Which entry? Its number stands in: kfit list   Then: kfit delete 12")
    return found


def _forgotten(entries: list[Entry], path: str) -> str:
    """Say what is gone, and which copies kfit cannot or does not reach."""
    which = f"entry {entries[0].id}" if len(entries) == 1 else f"{len(entries)} entries"
    folder = where.backups(path)
    copies = [name for name in os.listdir(folder) if name.endswith(".db")] if os.path.isdir(folder) else []
    kept = (
        f"Your {len(copies)} backups still hold it; they lie in {safe(folder)}"
        if len(copies) > 1
        else f"A backup still holds it; it lies in {safe(folder)}"
    )
    if not copies:
        kept = "There is no backup that holds it."
    return f"Removed for good: {which}, from the file and from its history. This can't be taken back.\n{kept}\nFiles that you have exported keep it too."
