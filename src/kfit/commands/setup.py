"""Asks a few questions, each of them for a setting. Nothing waits for them, and each answer is kept as it is given."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..errors import Refused
from ..show import setup as words
from ..show.safe import safe
from ..show.ways import folded
from ..spoken import read
from ..store import where
from ..store.file import Data
from .config import choose
from .daily import copy_of_the_day
from .output import retold, say, screen, talk
from .shape import Command, new_app

if TYPE_CHECKING:
    from ..show.setup import Question

app = new_app()
TRIES = 3
STOP = ("q", "quit")


class Stopped(Exception):
    """The person has had enough questions."""


@app.command(cls=Command)
def setup(
    overview: Annotated[bool, typer.Option("--list", help="Show the questions and what holds now; ask nothing.")] = False,
) -> None:
    """Answer a few questions; nothing needs an answer."""
    with Data.to_read() as data:
        chosen = data.settings().chosen
    if overview:
        say("\n".join(folded(line, screen()) for line in words.overview(chosen)))
    elif not sys.stdin.isatty():
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
    except Stopped:
        stopped = True
    except KeyboardInterrupt:
        stopped = True
        talk("")
    talk("")
    for line in words.ended(changed, stopped=stopped):
        say(folded(line, screen()))
    if changed:
        copy_of_the_day(where.data_file())


def ask(question: Question, value: str, changed: dict[str, str | None]) -> None:
    """Ask until there is an answer, three times at most, and keep it in `changed`. Raises Stopped."""
    for turn in range(TRIES):
        said = answer(words.prompt(question, value))
        if not said:
            return
        try:
            kept = read(question.setting, said, "")
        except Refused as error:
            last = turn == TRIES - 1
            for line in [words.leave(question)] if last else str(error).split("\n"):
                talk(folded(safe(line), screen()))
            continue
        if kept != (value or None):
            with Data.to_write() as data:
                choose(data, question.setting, kept, "setup")
            changed[question.setting] = kept
            talk(folded(words.kept(question, kept), screen()))
        return


def answer(prompt: str) -> str:
    """Return what is typed behind a prompt. Raises Stopped for `q` and at the end of the input."""
    sys.stderr.write(retold(prompt))
    sys.stderr.flush()
    # bytes that are no text become signs that no setting takes
    said = sys.stdin.buffer.readline().decode(sys.stdin.encoding, "surrogateescape")
    if not said:
        talk("")
    if not said or said.strip().lower() in STOP:
        raise Stopped
    return said.strip()
