"""Scales of a foreign table that numbers alone do not say: words with their numbers, `rad=10,meh=5,awful=0`, and one's own, `-3..3`."""

from __future__ import annotations

from functools import cache
from re import compile as pattern

from ..model.fields import composed

NUMBER = r"\s*(?:-?[0-9]{1,4}|-)\s*"  # `-` means that the word is no value
BEGIN = pattern(rf":(?=[^:=,]+={NUMBER}(?:,|$))")
ONE = pattern(rf"[^=]+={NUMBER}")
NEXT = pattern(r",(?=[^,=]*=)")
OWN_SCALE = pattern(r"(-?[0-9]{1,4})\s*\.\.\s*(-?[0-9]{1,4})")
# The names that Daylio gives its five moods, as numbers from 0 to 10. Persons rename them, so that they are offered, never taken.
FIVE = "rad good meh bad awful"
USUAL = dict(zip(FIVE.split(), (10, 8, 5, 3, 0), strict=True))
MOST_WORDS, LONGEST_WORD = 12, 24  # a column with more, or longer ones, holds text, which is never shown


def word_key(text: str) -> str:
    """Return a word as two are compared: its letters in one spelling and case, one space between its parts."""
    return composed(" ".join(text.split()).casefold())


@cache
def read_words(unit: str) -> dict[str, int | None]:
    """Return the number of each word of a scale, None for one that is no value. Empty if it is not such a scale."""
    parts = NEXT.split(unit)
    if not all(ONE.fullmatch(part) for part in parts):
        return {}
    pairs = (part.rpartition("=") for part in parts)
    return {word_key(word): None if number.strip() == "-" else int(number) for word, _, number in pairs}


def own_scale(unit: str) -> tuple[int, int] | None:
    """Return the ends of a scale that is kept as it stands, `-3..3`. None if it is not one."""
    found = OWN_SCALE.fullmatch(unit)
    return (int(found[1]), int(found[2])) if found and int(found[1]) < int(found[2]) else None


def continues(told: str, part: str) -> bool:
    """Return whether a part of a map is the next word of the scale that another one ends with."""
    return bool(BEGIN.search(told) and all(ONE.fullmatch(one) for one in NEXT.split(part)))


def split_unit(told: str) -> tuple[str, str]:
    """Return what stands before the unit of a column, and the unit, empty if there is none."""
    if begin := BEGIN.search(told):
        return told[: begin.start()], told[begin.end() :]
    column, colon, unit = told.rpartition(":")
    return (column, unit) if colon else (told, "")
