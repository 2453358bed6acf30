"""Refuses options that stand before the value of an entry: hidden behind them, the value and the day would both get lost."""

from __future__ import annotations

from ..entries import HEADS
from ..errors import Refused
from ..readings import Unclear
from .naming import DUE
from .numbers import Subject
from .options import next_option
from .values import value_of
from .words import retyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .said import Context, Said
    from .words import Words


def refuse_options_first(said: Said, words: Words, context: Context) -> None:
    """Refuse `mood --on yesterday 6`, with the options behind the value. What stands behind them and is no value is left alone."""
    first = words.place
    while next_option(words) is not None:
        pass
    options, left, words.place = words.words[first : words.place], words.rest(), first
    if left and _begins_with_value(said, words.raw(left[0], left[-1]), context):
        raise Refused(f"The value stands before the options. Try: {words.so_far()} {retyped(left)} {retyped(options)}")


def _begins_with_value(said: Said, text: str, context: Context) -> bool:
    if said.head in DUE:  # its name stands there
        return True
    subject = Subject(said.kind.kind, said.head, context, HEADS[said.head][1].get("name", ""))
    try:
        value = value_of(subject, said.kind, text)
    except Unclear:
        return True
    return value is not None and value.used > 0
