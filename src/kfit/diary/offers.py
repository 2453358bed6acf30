"""The sentences that refuse a line with several entries, each with a whole line that would work."""

from __future__ import annotations

from ..dates import WEEKDAYS
from ..entries import HEADS, PLANNED
from .scan import quoted
from .values import SHORT_LINES

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .said import Said
    from .scan import Words


def so_far(words: Words) -> str:
    """Return the line as far as it was read."""
    word = words.peek()
    end = word.start if word else len(words.source)
    return f"kfit log {words.source[:end].strip(' ,;')}".rstrip()


def _rest(words: Words) -> str:
    left = words.rest()
    return words.raw(left[0], left[-1]) if left else ""


def as_note(words: Words) -> str:
    """Return the line with all that is left as a quoted note."""
    text = _rest(words).replace('"', "")
    return f'{so_far(words)} "{text}"'


def planned(head: str) -> str:
    """Say that a kind is still to come."""
    return f"{head} is not a kind yet."


def two_or_one(head: str, words: Words) -> str:
    """Say that a note seems to hold another entry."""
    return f"That can be two entries or one: a comma before {head}, or quotes around the note. Try: {so_far(words)}, {_rest(words)}"


def misplaced_options(words: Words, said: Sequence[Said], day: str | None) -> str:
    """Say that the options of the whole line stand between two entries."""
    entries = ", ".join(one.line().removeprefix("kfit ") for one in said)
    option = f" --on {quoted(day)}" if day else ""
    return f"--on stands first or last, not between two entries. Try: kfit log {entries}, {_rest(words)}{option}"


def without_value(head: str, said: Sequence[Said]) -> str:
    """Say that a word that begins an entry has no value behind it."""
    before = said[-1].line().removeprefix("kfit ") + ", " if said else ""
    line = f"kfit log {before}{head} {SHORT_LINES[HEADS[head][0].form]}"
    return f"That would be {head} without a value. Try: {line}   If it belongs to a note: quotes around the note."


def infusion_or_note(head: str, said: Sequence[Said]) -> str:
    """Say that a bare infusion does not stand alone."""
    before = said[0].line().removeprefix("kfit ") if said and said[0].head != head else "mood 6"
    return f"Is that an infusion, or a note? An infusion: kfit log {before}, {head}   A note: quotes around it."


def unknown(words: Words, said: Sequence[Said], *, in_file: bool) -> str:
    """Say that the next word begins no entry, and what would."""
    from difflib import get_close_matches

    word = words.rest()[0]
    head = word.text.lower().rstrip(":")
    if head in PLANNED and not word.quoted:
        return f"{planned(head)} As a note: kfit note {_rest(words)}"
    shown = f"I don't know '{(word.text.split() or [''])[0]}'."
    if said and not word.quoted:
        note = f"{said[-1].note}, " if said[-1].note else ""
        line = f'kfit log {said[-1].line().removeprefix("kfit ")} "{note}{_rest(words)}"'
        return f"{shown} If it belongs to the note: quotes around a note with a comma. Try: {line}"
    near = [] if word.quoted else get_close_matches(head, [*HEADS, *WEEKDAYS, "yesterday"], n=1, cutoff=0.7)
    if near:
        return f"{shown} Did you mean: kfit log {near[0]}{_rest(words)[len(word.text.rstrip(':')) :]}"
    if in_file:
        return f"{shown} A line begins with what it logs: mood 6"
    return f"{shown} As a note: kfit note {word.text if word.quoted else words.source}"
