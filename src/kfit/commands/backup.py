"""Makes a checked copy of everything, and lists the copies there are."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import typer  # noqa: TC002 - Typer reads the annotation when it runs

from .. import clock
from ..show.backups import Row, listing, made
from ..store import backup, copies, where
from ..store.file import Data
from .output import say, say_json, screen
from .shape import Command, Json, new_app

if TYPE_CHECKING:
    from ..store.copies import Copy

app = new_app()


@app.callback(invoke_without_command=True)
def make(ctx: typer.Context, json: Json = False) -> None:
    """Make a checked copy of everything."""
    if ctx.invoked_subcommand is not None:
        return
    with Data.to_read() as data:
        path = backup.make(data.db, data.path, "hand") if data.db else None
    copy = copies.read_name(*os.path.split(path)) if path else None
    if json:
        say_json({"path": path, "rows": (copy and copy.entries) or 0, "sha256": copy and copy.sha256})
    elif copy is None:
        say("Nothing logged yet, so there is nothing to copy.")
    else:
        say(made(copy.entries or 0, copy.unsound or ""))


@app.command("list", cls=Command, epilog="Example: kfit backup list")
def show_list(json: Json = False) -> None:
    """List the copies, newest first, each with whether it can be used."""
    path = where.data_file()
    if not json:
        say(list_said(path))
        return
    found = looked_over(path)
    say_json(
        {
            "backups": [
                {
                    "number": told.number,
                    "path": copy.path,
                    "made": clock.stamp(told.made),
                    "reason": told.reason,
                    "entries": told.entries,
                    "bytes": told.size,
                    "ok": not told.fault,
                    "fault": told.fault or None,
                }
                for copy, told in found
            ]
        }
    )


def list_said(path: str) -> str:
    """Return the list of the copies of a data file."""
    return listing([told for _, told in looked_over(path)], where.backups(path), clock.now().date(), screen())


def looked_over(path: str) -> list[tuple[Copy, Row]]:
    """Look whether each copy is still good, and return it with its line of the list."""
    found = enumerate(copies.looked(path), start=1)
    return [(copy, Row(number, copy.made(), copy.reason, copy.entries, size, fault)) for number, (copy, size, fault) in found]
