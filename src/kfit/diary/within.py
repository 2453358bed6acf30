"""Looks for an entry in the middle of a text, where no quotes and no question can help: only what is plain counts there."""

from __future__ import annotations

from ..entries import EFFECTS, HABITS, HEADS, Effect, Habit, Medicine
from . import names
from .medicine import dose_length, event_length
from .naming import DUE
from .numbers import Subject, first_token
from .values import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .known import Known
    from .said import Context

LONGEST_SPAN = 3  # words of a name


def taken(head: str, text: str, context: Context) -> int:
    """Return how many characters behind a word that begins an entry are its name and value; 0 if they are none.

    Raises Unclear for what looks like a value, though not a clear one.
    """
    kind, fixed = HEADS[head]
    if head not in DUE:
        found = value_of(Subject(kind.kind, head, context, fixed.get("name", "")), kind, text)
        return found.used if found is not None else 0
    if kind is Medicine:
        return _medicine(text)
    known = context.known
    name = _effect(text, known) if kind is Effect else first_token(text)
    rest = text[len(name) :].lstrip()
    if not names.fits(name) or not rest[:1].isdigit():
        return len(name) if kind is Habit and name and _is_familiar(name.lower(), known) else 0
    found = value_of(Subject(kind.kind, head, context, name.lower()), kind, rest)
    return len(text) - len(rest) + found.used if found is not None and found.used else 0


def _is_familiar(name: str, known: Known) -> bool:
    return name in HABITS or known.find(Habit.kind, name) is not None


def _effect(text: str, known: Known) -> str:
    """Return the words at the beginning that name a side effect: `blurred vision`; nothing if none do."""
    names_there, words = (*EFFECTS, *known.effects()), text.split()[:LONGEST_SPAN]
    for count in range(len(words), 0, -1):
        if "-".join(words[:count]).lower() in names_there:
            end = 0
            for word in words[:count]:
                end = text.index(word, end) + len(word)
            return text[:end]
    return ""


def _medicine(text: str) -> int:
    """Find what happened behind a name of a few words, and a dose before or behind it."""
    place = 0
    for count in range(LONGEST_SPAN + 2):
        token = first_token(text[place:])
        if not token:
            return 0
        length = event_length(text[place:])
        if length:
            return place + length if count else 0
        length = dose_length(text[place:]) if count else 0
        end = place + (length or len(token))
        if text[end : end + 1] in (",", ";"):
            return 0
        place = end + len(text[end:]) - len(text[end:].lstrip())
    return 0
