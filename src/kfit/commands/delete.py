"""Takes entries away by their numbers, or for good."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..errors import Refused
from ..show.phrases import UNDO
from ..show.turned import moved
from ..store import backup, find, journal
from ..store.change import Change
from ..store.file import Data
from .daily import copy_of_the_day
from .forgetting import confirm, forgotten
from .numbers import latest, number_of
from .output import say, say_json
from .shape import Command, Json, new_app
from .turning import kept_hint, week_of

if TYPE_CHECKING:
    import sqlite3

    from ..entries import Entry

app = new_app()


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
        if forget:
            confirm(data.db, today, "this entry" if len(entries) == 1 else f"these {len(entries)} entries")
            which = f"entry {entries[0].id}" if len(entries) == 1 else f"{len(entries)} entries"
            message = forgotten(which, data.path, small=journal.forget(data.db, entries))
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
