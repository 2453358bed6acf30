"""Asks a few questions, each of them for a setting. Nothing waits for them, and each answer is kept as it is given."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Refused
from ..show import setup as words
from ..show.safe import safe
from ..show.ways import folded
from ..spoken import read
from ..store import where
from ..store.file import Data
from . import prompts
from .config import choose
from .daily import copy_of_the_day
from .output import say, screen, talk
from .shape import Command, new_app

if TYPE_CHECKING:
    from ..show.setup import Question

app = new_app()


@app.command(cls=Command)
def setup(
    overview: Annotated[bool, typer.Option("--list", help="Show the questions and what holds now; ask nothing.")] = False,
) -> None:
    """Answer a few questions; nothing needs an answer."""
    with Data.to_read() as data:
        chosen = data.settings().chosen
    if overview:
        say("\n".join(folded(line, screen()) for line in words.overview(chosen)))
    elif not prompts.on_terminal():
        raise Refused("\n".join([words.NO_KEYBOARD, *words.lines()]))
    else:
        ask_all(chosen)


def ask_all(chosen: dict[str, str]) -> None:
    """Ask one question after the other, and say what was kept. `q`, Ctrl-C and Ctrl-D end it."""
    for line in words.BEFORE:
        talk(folded(line, screen()))
    changed: dict[str, str | None] = {}
    stopped = False
    try:
        for number, question in enumerate(words.QUESTIONS, 1):
            talk("\n" + folded(words.asked(question, number), screen()))
            ask(question, chosen.get(question.setting, ""), changed)
    except (prompts.Stopped, KeyboardInterrupt):  # Ctrl-C can come between two questions too
        stopped = True
    talk("")
    for line in words.ended(changed, stopped=stopped):
        say(folded(line, screen()))
    if changed:
        copy_of_the_day(where.data_file())


def ask(question: Question, value: str, changed: dict[str, str | None]) -> None:
    """Ask until there is an answer, three times at most, and keep it in `changed`. Raises prompts.Stopped."""
    for turn in range(prompts.TRIES):
        said = prompts.line(words.prompt(question, value))
        if not said:
            return
        try:
            kept = read(question.setting, said, "")
        except Refused as error:
            last = turn == prompts.TRIES - 1
            for line in [words.leave(question)] if last else str(error).split("\n"):
                talk(folded(safe(line), screen()))
            continue
        if kept != (value or None):
            with Data.to_write() as data:
                choose(data, question.setting, kept, "setup")
            changed[question.setting] = kept
            talk(folded(words.kept(question, kept), screen()))
        return
