"""Questions at the terminal. Their answers stay out of the shell's history."""

from __future__ import annotations

import sys

from ..errors import Refused
from ..parsing.tokens import quoted
from ..parsing.values import PLACES
from .output import ask, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import NoReturn, TypeVar

    from ..errors import ValueMissing

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


class Interrupted(Stopped):
    """The person stopped by Ctrl-C."""


class Back(Exception):
    """The person wants the question before this one."""


def on_terminal() -> bool:
    """Return whether stdin is a terminal, so that questions can be asked."""
    return sys.stdin.isatty()


def somebody_there() -> bool:
    """Return whether a line can be completed by a question: where only stdin is a terminal, nobody would see it."""
    return on_terminal() and sys.stderr.isatty()


def line(question: str, *, back: bool = False) -> str:
    """Return what is typed after a question, without blanks around it; nothing for `skip`. Raises Stopped, and with `back` Back."""
    try:
        ask(question)
        # bytes that are not text become characters that no question accepts
        typed = sys.stdin.buffer.readline().decode(sys.stdin.encoding, "surrogateescape")
    except KeyboardInterrupt:
        ask("\n")
        raise Interrupted from None
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


def ask_value(error: ValueMissing, read: Callable[[str], Read]) -> Read | None:
    """Return what `read` makes of a line that is completed by the answer; ask until it can be read. None where the person leaves.

    What `read` gets is the line after `kfit`. An offered line is told without what stands before the answer, unless options follow,
    and may be typed as it is told. Raises KeyboardInterrupt for Ctrl-C.
    """
    try:
        while typed := line(f"{error.asked} Enter leaves: " if error.asked.endswith("?") else f"{error.asked}, or Enter to leave: "):
            if typed.lower() in BACK:
                return None
            try:
                return read(_completed(error, typed))
            except Refused as refused:
                talk(str(refused) if error.behind else without_command(str(refused), error.before))
    except Interrupted:
        raise KeyboardInterrupt from None
    except Stopped:
        pass
    return None


def _completed(error: ValueMissing, typed: str) -> str:
    """Return the line after `kfit`, with the answer in its place. Words of the line may be typed before it once more."""
    command, _, before = error.before.partition(" ")
    if typed.lower().startswith(f"{command} "):
        return typed.partition(" ")[2]
    if typed.lower().startswith(f"{before.lower()} "):
        typed = typed[len(before) :].strip()
    return " ".join(part for part in (before, typed, error.behind) if part)


def without_command(told: str, before: str) -> str:
    """Return a message whose offered lines lack the command, if the rest can be typed as an answer."""
    first, *rest = told.split(f"{before} ")
    for part in rest:
        offered = part.split("\n", 1)[0].split("   ", 1)[0]
        elsewhere = offered.startswith("-h") or " --on " in f" {offered}"
        first += f"{before} {part}" if elsewhere else part
    for place in PLACES.values():  # the question has said what it takes
        first = first.replace(f" For example: {place}", "")
    return first


ENDS = {"high": "high", "h": "high", "10": "high", "low": "low", "l": "low", "0": "low"}


def ask_direction(error: Refused, name: str) -> str:
    """Return the better end of a new rating, `high` or `low`. Raises `error` without a terminal, Refused without an answer.

    Raises KeyboardInterrupt for Ctrl-C.
    """
    if not on_terminal():
        raise error
    try:
        found = answer(f"New rating: which end of {name} is better, high or low? ", _read, "That's all right.")
    except Interrupted:
        raise KeyboardInterrupt from None
    except Stopped:
        found = None
    return found or _given_up(name)


def _given_up(name: str) -> NoReturn:
    raise Refused(f"Nothing is saved. To say it in one line: kfit rate {quoted(name)} 5 --better high")


def _read(said: str) -> str:
    if said.lower() not in ENDS:
        raise Refused("high or low?")
    return ENDS[said.lower()]
