"""Brings a copy back, or begins a new file; what was there is kept."""

from __future__ import annotations

import os
from typing import Annotated

import typer

from .. import clock
from ..errors import Refused
from ..show import backups
from ..show.safe import safe
from ..store import copies, restoring, where
from ..store.file import Data
from .backup import list_said
from .output import say
from .shape import Command, new_app

app = new_app()


@app.command(cls=Command)
def restore(
    which: Annotated[str | None, typer.Argument(help="latest, a number of: kfit backup list, or a file.", metavar="[WHICH]")] = None,
    empty: Annotated[bool, typer.Option("--empty", help="Begin a new file; the old one is kept beside it.")] = False,
) -> None:
    """Bring a copy back. What is there now is kept as a copy first."""
    path = where.data_file()
    if which and empty:
        raise Refused("Either a copy or a new file. Try: kfit restore --empty   or: kfit restore latest")
    if empty:
        before = restoring.begin_anew(path)
        say(_lines("A new file begins with your next entry.", backups.kept(before.copy, before.aside)))
    elif which:
        source = restoring.chosen(path, which)
        newer = restoring.passed_over(path, source) if which == "latest" else []
        named = _source_said(source)
        before = restoring.restore(path, source)
        with Data.to_read() as data:
            count, first, last = restoring.content(data.existing())
        said = backups.restored(count, (first, last), named, clock.now().date())
        say(_lines(said, backups.passed_over(len(newer)), backups.kept(before.copy, before.aside)))
    else:
        say(list_said(path))
        ways = "For the newest good one: kfit restore latest" if copies.listed(path) else "To begin a new file: kfit restore --empty"
        raise Refused(f"Which copy? {ways}")


def _source_said(source: str) -> str:
    """Name a copy by when it was made, any other file by its name."""
    copy = copies.read_name(*os.path.split(source))
    return f"the copy of {backups.moment(copy.made(), clock.now().date())}" if copy else safe(os.path.basename(source))


def _lines(*lines: str) -> str:
    return "\n".join(line for line in lines if line)
