"""Asks which end of a new rating is better, once; it is kept and said each time."""

from __future__ import annotations

from ..diary.words import quoted
from ..errors import Refused
from . import prompts

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import NoReturn

ENDS = {"high": "high", "h": "high", "10": "high", "low": "low", "l": "low", "0": "low"}


def asked(error: Refused, name: str) -> str:
    """Return `high` or `low`. Raises the error where nobody can be asked, and Refused where no answer is given."""
    if not prompts.on_terminal():
        raise error
    try:
        found = prompts.answer(f"New rating: which end of {name} is better, high or low? ", _read, "That's all right.")
    except prompts.Stopped:
        found = None
    return found or _given_up(name)


def _given_up(name: str) -> NoReturn:
    raise Refused(f"Nothing is saved. To say it in the line: kfit rate {quoted(name)} 5 --better high")


def _read(said: str) -> str:
    if said.lower() not in ENDS:
        raise Refused("high or low?")
    return ENDS[said.lower()]
