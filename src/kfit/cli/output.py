"""How a command speaks: its result on stdout, its talk on stderr, and the copy of the day after its answer."""

from __future__ import annotations

import os
import sys

from .. import clock
from ..render.text import coloured, safe
from ..store import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from ..render.screen import Screen

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
    told = retold(text)
    print(coloured(told) if "\x1b" in told and screen().colour else safe(told, lines=True))


def talk(text: str) -> None:
    """Print what is no result: a question, a warning, an error."""
    ask(f"{text}\n")


def ask(text: str) -> None:
    """Print on stderr, and leave the cursor behind it for an answer."""
    sys.stderr.write(safe(retold(text), lines=True))
    sys.stderr.flush()


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


def say_json(value: object) -> None:
    """Print one JSON object in printable ASCII: nothing in a note can reach the terminal."""
    import json

    print(json.dumps(value).replace("\x7f", "\\u007f"))


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
    from ..render.screen import IN_A_PIPE, WIDEST, Screen

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


def copy_of_the_day(path: str) -> None:
    """Make the day's copy of a data file if there is none yet, and say what hindered it."""
    sys.stdout.flush()
    if not _due(path):
        return
    from ..store import backups  # only the first line of a day waits for it

    trouble = backups.once_a_day(path)
    if trouble:
        talk(trouble)


def _due(path: str) -> bool:
    try:
        return paths.copy_due(path, clock.now())
    except Exception:  # noqa: BLE001 - what is wrong is said where the copy is made
        return True
