"""Asks on a terminal, and for texts that shall not land in the shell's history."""

from __future__ import annotations

import sys

from ..errors import Refused
from ..parsing.tokens import quoted
from .output import ask, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, TypeVar

if TYPE_CHECKING:
    Read = TypeVar("Read")
TRIES = 3
QUIT = frozenset(("q", "quit"))
MOVING_ON = "That's all right. On to the next."


class Stopped(Exception):
    """The person has had enough: q, Ctrl-C, or the end of what they type."""


def on_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty()


def line(question: str) -> str:
    """Ask, and return what was typed, without blanks around it. Raises Stopped."""
    try:
        ask(question)
        # bytes that are no text become signs that nothing here takes
        typed = sys.stdin.buffer.readline().decode(sys.stdin.encoding, "surrogateescape")
    except KeyboardInterrupt:
        typed = ""
    if not typed:
        ask("\n")
    if not typed or typed.strip().lower() in QUIT:
        raise Stopped
    return typed.strip()


def answer(question: str, read: Callable[[str], Read], moving_on: str = MOVING_ON) -> Read | None:
    """Ask until an answer can be read, three times at most; None for Enter, and behind the third. Raises Stopped.

    `read` raises Refused with the sentence that helps.
    """
    for turn in range(TRIES):
        typed = line(question)
        if not typed:
            return None
        try:
            return read(typed)
        except Refused as error:
            talk(str(error) if turn < TRIES - 1 else moving_on)
    return None


ENDS = {"high": "high", "h": "high", "10": "high", "low": "low", "l": "low", "0": "low"}


def asked(error: Refused, name: str) -> str:
    """Return `high` or `low`. Raises the error where nobody can be asked, and Refused where no answer is given."""
    if not on_terminal():
        raise error
    try:
        found = answer(f"New rating: which end of {name} is better, high or low? ", _read, "That's all right.")
    except Stopped:
        found = None
    return found or _given_up(name)


def _given_up(name: str) -> NoReturn:
    raise Refused(f"Nothing is saved. To say it in the line: kfit rate {quoted(name)} 5 --better high")


def _read(said: str) -> str:
    if said.lower() not in ENDS:
        raise Refused("high or low?")
    return ENDS[said.lower()]
