"""How a command speaks: its result on stdout, its talk on stderr, and what the screen can show."""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..show.screen import Screen

# What retells a text before it is printed. In the demo, a line to copy must name the demo: `kfit undo` would
# take back the person's own last entry.
RETELLERS: list[Callable[[str], str]] = []


def retold(text: str) -> str:
    """Return a text as it is told now."""
    for retell in RETELLERS:
        text = retell(text)
    return text


def say(text: str) -> None:
    """Print a result."""
    print(retold(text))


def talk(text: str) -> None:
    """Print what is no result: a question, a warning, an error."""
    print(retold(text), file=sys.stderr)


def say_with_block(text: str, block: str) -> None:
    """Print a result that holds the calm block; where stdout reaches nobody, the block alone goes to stderr.

    Raises OSError as printing does.
    """
    try:
        say(text)
        sys.stdout.flush()
    except OSError:
        talk(block)
        raise
    if sys.__stdout__ is None:  # it was closed before kfit began
        talk(block)


def say_json(value: object) -> None:
    """Print one JSON object in ASCII: nothing in a note can reach the terminal."""
    import json

    print(json.dumps(value))


def answer(told: dict[str, object], message: str, *, json: bool) -> None:
    """Print what a command did: its sentence, or one JSON object that holds it."""
    if json:
        say_json({**told, "message": message})
    else:
        say(message)


def plain() -> bool:
    """Tell whether the person asked for plain text, as a screen reader wants it."""
    return os.environ.get("KFIT_PLAIN", "") not in ("", "0")


def screen() -> Screen:
    """Return what stdout can show: `COLUMNS`, the terminal's width, 80 in a pipe; at most 100."""
    from ..show.screen import IN_A_PIPE, WIDEST, Screen

    terminal = sys.stdout.isatty()
    told = os.environ.get("COLUMNS", "")
    if told.isascii() and told.isdigit() and int(told) > 0:
        width = int(told)
    else:
        width = os.get_terminal_size(sys.stdout.fileno()).columns if terminal else IN_A_PIPE
    forced = bool(os.environ.get("FORCE_COLOR"))
    colour = (terminal or forced) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and not plain()
    unicode = "utf" in (sys.stdout.encoding or "").lower() and not plain()
    return Screen(width=max(20, min(width or IN_A_PIPE, WIDEST)), colour=colour, plain=plain(), unicode=unicode)
