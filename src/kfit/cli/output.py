"""Output of the commands: results on stdout, messages on stderr, and the day's backup after the answer."""

from __future__ import annotations

import os
import sys

from .. import clock
from ..render.text import coloured, fitted, safe
from ..store import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import TextIO

    from ..render.screen import Screen

NARROWEST, BROADEST = 20, 500  # columns that `COLUMNS` can ask for
# Functions that rewrite a text before it is printed. In the demo, an offered line must say `kfit demo undo`: `kfit undo`
# would take back the person's own last entry.
RETELLERS: list[Callable[[str], str]] = []


def retold(text: str) -> str:
    """Return a text after every function in RETELLERS has rewritten it."""
    for retell in RETELLERS:
        text = retell(text)
    return text


def say(text: str, *, whole: bool = False) -> None:
    """Print a result on stdout, as broad as that is; what is `whole` is a file or a script to be copied, and is never folded."""
    told = retold(text)
    told = told if whole else fit(told, sys.stdout)
    print(coloured(told) if "\x1b" in told and screen().colour else safe(told, lines=True))


def talk(text: str) -> None:
    """Print on stderr what is not a result: a question, a warning, an error."""
    ask(f"{text}\n")


def ask(text: str) -> None:
    """Print on stderr without a line break, so that the answer is typed on the same line."""
    sys.stderr.write(safe(fit(retold(text), sys.stderr), lines=True))
    sys.stderr.flush()


def columns(stream: TextIO) -> int | None:
    """Return how many columns a stream shows, at least 20: `COLUMNS` (see `settle_size`), else the terminal's; None where nobody knows."""
    told = os.environ.get("COLUMNS")
    found = int(told) if told else os.get_terminal_size(stream.fileno()).columns if stream.isatty() else 0
    return max(NARROWEST, found) if found else None


def fit(text: str, stream: TextIO) -> str:
    """Fold what is broader than a stream; in a pipe every line stays as long as it is."""
    known = columns(stream)
    return text if known is None else fitted(text, known)


def say_with_block(text: str, block: str) -> None:
    """Print a result that contains the calm block; if stdout fails, print the block alone on stderr.

    Raises the OSError of the print that failed.
    """
    try:
        say(text)
        sys.stdout.flush()
    except OSError:
        talk(block)
        raise


def say_json(value: object) -> None:
    """Print one JSON object in printable ASCII, so that no control character of a note reaches the terminal."""
    import json

    print(json.dumps(value).replace("\x7f", "\\u007f"))


def answer(told: dict[str, object], message: str, *, json: bool) -> None:
    """Print what a command did: its message, or with `json` one object of `told` and the message."""
    if json:
        say_json({**told, "message": message})
    else:
        say(message)


def plain() -> bool:
    """Return whether `KFIT_PLAIN` asks for plain text, as a screen reader needs it."""
    return os.environ.get("KFIT_PLAIN", "") not in ("", "0")


def settle_size() -> None:
    """Bring `COLUMNS` and `LINES` within 20 to 500, or remove what is no number above 0: libraries read them as they are."""
    for name in ("COLUMNS", "LINES"):
        told = os.environ.get(name, "")
        digits = told.lstrip("0") if told.isascii() and told.isdigit() else ""
        if digits:
            size = int(digits) if len(digits) <= len(str(BROADEST)) else BROADEST  # a number can have any length
            os.environ[name] = str(max(NARROWEST, min(size, BROADEST)))
        else:
            os.environ.pop(name, None)


def screen(widest: int = 0) -> Screen:
    """Return what stdout can show. The width is `COLUMNS` (see `settle_size`), else the terminal's, else 80: from 20 to 100 columns.

    `widest` is another end for what has a use for it.
    """
    from ..render.screen import IN_A_PIPE, WIDEST, Screen

    terminal = sys.stdout.isatty()
    width = columns(sys.stdout) or IN_A_PIPE
    forced = bool(os.environ.get("FORCE_COLOR"))
    colour = (terminal or forced) and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb" and not plain()
    unicode = "utf" in (sys.stdout.encoding or "").lower() and not plain()
    return Screen(width=max(NARROWEST, min(width, widest or WIDEST)), colour=colour, plain=plain(), unicode=unicode)


def copy_of_the_day(path: str) -> None:
    """Make the day's backup of a data file if there is none yet; print on stderr why it could not be made."""
    sys.stdout.flush()
    if not _due(path):
        return
    from ..store import backups  # a late import: only the first command of a day needs it

    trouble = backups.once_a_day(path)
    if trouble:
        talk(trouble)


def _due(path: str) -> bool:
    try:
        return paths.copy_due(path, clock.now())
    except Exception:  # noqa: BLE001 - the fault is reported where the copy is made
        return True
