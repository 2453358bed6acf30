"""Finds the number that would be cut because a sign is glued to it, and asks how it is meant: `8)`, `7·5`, `7h30'`."""

from __future__ import annotations

from ..errors import Unclear
from .numbers import digit, ends_word, first_token, respelled

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .numbers import ValueSubject
    from .values import Reader

LONGEST = 4  # words in which the number may stand: `went up to 150mg)`


def is_cut(read: Reader, text: str, used: int, subject: ValueSubject) -> bool:
    """Tell whether reading stopped within a number, or before one that would be more of the value without its signs."""
    start, end = _word_at(text, used)
    if start < used:
        return any(digit(letter) for letter in text[start:end])
    return bool(_readings(read, text, start, end, subject))


def asked(read: Reader, text: str, subject: ValueSubject) -> Unclear:
    """Ask about the number at which reading stopped; without readings if there are none, with the first word if no number stands there."""
    value = read(text, subject) if text else None
    place = value.used if value is not None else 0
    said = (text.split() or [""])[0]
    for count in range(LONGEST):
        start, end = _word_at(text, place)
        readings = _readings(read, text, start, end, subject)
        if readings:
            return Unclear(text[start:end], readings, f"I couldn't read '{text[start:end]}'.")
        if digit(text[start : start + 1]) and (not count or respelled(text[start:end]) != text[start:end]):
            said = text[start:end]
            break
        place = end
    return Unclear(said, (), f"I couldn't read '{said}'.")


def _word_at(text: str, place: int) -> tuple[int, int]:
    """Return from where to where the word reaches that stands at a place, or begins behind it."""
    start = place
    if place and ends_word(text, place):
        start += len(text[place:]) - len(text[place:].lstrip(" \t,;"))
    while start and not ends_word(text, start - 1):
        start -= 1
    return start, start + len(first_token(text[start:]))


def _readings(read: Reader, text: str, start: int, end: int, subject: ValueSubject) -> tuple[str, ...]:
    """Return what can be typed in the place of a number with glued signs, so that it is read whole."""
    said, plain = text[start:end], respelled(text[start:end])
    if not digit(said[:1]) or plain == said:
        return ()
    before, behind = text[:start], text[end:]
    try:
        readings: tuple[str, ...] = (plain,) if read(before + plain + behind, subject) is not None else ()
    except Unclear as error:
        sure = error.label == "Try" and plain.startswith(error.said)
        readings = tuple(reading + plain[len(error.said) :] for reading in error.readings) if sure else ()
    return tuple(reading for reading in readings if _is_whole(read, f"{before}{reading}{behind}", start + len(reading), subject))


def _is_whole(read: Reader, text: str, end: int, subject: ValueSubject) -> bool:
    """Tell whether a value is read without a question as far as there."""
    try:
        value = read(text, subject)
    except Unclear:
        return False
    return value is not None and value.used >= end and value.doubt is None
