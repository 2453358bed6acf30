"""What goes together: the questions, the latest look at them, and how it was made."""

from __future__ import annotations

from typing import Annotated

import typer

from .. import clock
from ..render import associations as words
from ..services import associations as going
from ..store.data_file import Data
from .base import Command, Json, new_app
from .output import say, say_json, screen

insights_app = new_app()


@insights_app.command(cls=Command)
def insights(
    explain: Annotated[bool, typer.Option("--explain", help="Also say how each figure was made.")] = False,
    for_clinician: Annotated[bool, typer.Option("--for-clinician", help="Also show the methods and every figure.")] = False,
    json: Json = False,
) -> None:
    """See what goes together with your mood, and what does not."""
    show(explain=explain, for_clinician=for_clinician, json=json)


def show(*, explain: bool = False, for_clinician: bool = False, json: bool = False) -> None:
    """Print what goes together, by the latest look."""
    now = clock.now()
    with Data.to_read() as data:
        today = clock.day_of(now, data.settings().day_ends)
        found = going.gather(data.db, today)
    if json:
        say_json(found.row())
        return
    parts = [words.insights_page(found.look, found.pattern, today, screen())]
    if explain:
        parts.append(words.explanation(screen()))
    if for_clinician:
        parts.append(words.clinician_page(found.look, today, screen()))
    say("\n\n".join(parts))
