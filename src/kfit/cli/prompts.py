"""Questions at the terminal. Their answers stay out of the shell's history."""

from __future__ import annotations

import sys

from ..errors import Refused
from ..parsing.tokens import quoted
from .output import ask, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, TypeVar

    Read = TypeVar("Read")
TRIES = 3
# The words that lead through questions. Alone, they are no answer to any of them, not to the question for a note either.
QUIT = frozenset(("q", "quit", "stop", "exit"))
SKIP = frozenset(("skip", "next", "pass"))  # as Enter
BACK = frozenset(("b", "back"))
LEADING = QUIT | SKIP | BACK
MOVING_ON = "That's all right. On to the next."


class Stopped(Exception):
    """The person stopped: q, Ctrl-C, or the end of the input."""


class Back(Exception):
    """The person wants the question before this one."""


def on_terminal() -> bool:
    """Return whether stdin is a terminal, so that questions can be asked."""
    return sys.stdin.isatty()


def line(question: str, *, back: bool = False) -> str:
    """Return what is typed after a question, without blanks around it; nothing for `skip`. Raises Stopped, and with `back` Back."""
    try:
        ask(question)
        # bytes that are not text become characters that no question accepts
        typed = sys.stdin.buffer.readline().decode(sys.stdin.encoding, "surrogateescape")
    except KeyboardInterrupt:
        typed = ""
    if not typed:
        ask("\n")
    said = typed.strip().lower()
    if not typed or said in QUIT:
        raise Stopped
    if back and said in BACK:
        raise Back
    return "" if said in SKIP else typed.strip()


def answer(question: str, read: Callable[[str], Read], moving_on: str = MOVING_ON, *, back: bool = False) -> Read | None:
    """Return what `read` makes of the answer; ask three times at most. None for Enter, and after the third try.

    `read` raises Refused with a sentence that helps the person. Raises Stopped, and with `back` Back.
    """
    for turn in range(TRIES):
        typed = line(question, back=back)
        if not typed:
            return None
        try:
            return read(typed)
        except Refused as error:
            talk(str(error) if turn < TRIES - 1 else moving_on)
    return None


ENDS = {"high": "high", "h": "high", "10": "high", "low": "low", "l": "low", "0": "low"}


def ask_direction(error: Refused, name: str) -> str:
    """Return the better end of a new rating, `high` or `low`. Raises `error` without a terminal, Refused without an answer."""
    if not on_terminal():
        raise error
    try:
        found = answer(f"New rating: which end of {name} is better, high or low? ", _read, "That's all right.")
    except Stopped:
        found = None
    return found or _given_up(name)


def _given_up(name: str) -> NoReturn:
    raise Refused(f"Nothing is saved. To say it in one line: kfit rate {quoted(name)} 5 --better high")


def _read(said: str) -> str:
    if said.lower() not in ENDS:
        raise Refused("high or low?")
    return ENDS[said.lower()]
