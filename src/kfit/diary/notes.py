"""What a free note must not be: text that could as well be a value, a day or another entry."""

from __future__ import annotations

from ..entries import HEADS
from ..errors import Refused
from ..readings import Unclear
from .scan import quoted
from .values import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .said import Context, Said
    from .scan import Word, Words

SIGNS = "-+.,:/–—"


def check_free(text: str, said: Said, context: Context) -> None:
    """Refuse a free note that begins like a number or is, as a whole, a day or a time (rules 4 and 5)."""
    bare = text.lstrip(SIGNS)
    if bare[:1].isdigit() or bare[:1].isnumeric():
        shown = text.split(maxsplit=1)[0]
        message = f"I can't tell what '{shown}' belongs to. If it is a note: quotes or --note. Try: {said.line()} --note \"{_tame(text)}\""
        raise Refused(message)
    if context.is_day(text):
        day = _sure_day(text, context)
        the_day = f" The day: {said.line()} --on {quoted(day)}  " if day else ""
        raise Refused(f"Is '{text}' the day (--on) or a note?{the_day} As a note: {said.line()} --note {quoted(text)}")


def _sure_day(text: str, context: Context) -> str:
    """Return a day as it can be typed for sure, or nothing if it is still to come."""
    try:
        found = context.day(text)
    except Unclear as error:
        return error.readings[0] if error.readings else ""
    to_come = found.day > context.today or (found.at is not None and found.at > context.now)
    return "" if to_come else text


def _tame(text: str) -> str:
    """Shorten a note for a line that shows the way."""
    words = text.replace('"', "").split()
    return " ".join(words[:6]) + (" ..." if len(words) > 6 else "")


def swallowed(words: Words, note: list[Word]) -> str | None:
    """Return the first stretch of a note that would log on its own (rule 8): `walk 15`."""
    for place, word in enumerate(note):
        head = word.text.lower()
        if word.quoted or head not in HEADS or HEADS[head][0].form == "rest" or place + 1 == len(note):
            continue
        kind, _ = HEADS[head]
        behind = words.raw(note[place + 1], note[-1])
        try:
            value = value_of(kind, head, behind)
        except Refused:
            continue
        if value is not None and value.used:
            return f"{head} {behind[: value.used]}"
    return None
