"""Finds out what is to be drawn: the words behind `kfit chart` and `kfit calendar`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from ..charted import Subject
from ..entries import HEADS, NAMES, PRESSURE, QUANTITIES, RATINGS, Exercise, Mood, Sleep
from ..errors import Refused

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ..settings import Settings

SIMPLE = {Mood.kind: "0-10", Sleep.kind: "hours", Exercise.kind: "minutes"}
BP = "bp"
# The kinds whose subjects have a name, by the words that may stand before it: `kfit chart effect anxiety`.
KIND_WORDS = {
    "rate": "rating", "rating": "rating", "effect": "effect", "did": "habit", "habit": "habit", "measure": "measure", "score": "score",
}  # fmt: skip
NAMED = ("rating", "effect", "habit", "measure", "score")
ALIASES = {"movement": Exercise.kind, "infusions": "infusion", "medicine": "med"}
NOT_DRAWN = {
    "infusion": "Infusions are marked on every chart. Their table: kfit infusions",
    "note": "A note's mark stands on every chart. Try: kfit chart mood",
    "medicine": "Changes of medicines stand on every chart. Try: kfit chart mood",
}
WORDS = (*SIMPLE, *RATINGS, *(name for name in QUANTITIES if name not in PRESSURE), BP, *PRESSURE, *NAMES)


def _words(incomplete: str) -> list[str]:
    from .completed import used

    return list(dict.fromkeys([*(word for word in WORDS if word.startswith(incomplete.lower())), *used(incomplete)]))


What = Annotated[
    list[str] | None,
    typer.Argument(metavar="WHAT", help="What is drawn: mood if not said. A name of your own, too.", autocompletion=_words),
]


class Asked(NamedTuple):
    """Where words are typed and what they are looked up in: `line` is the command, `kinds` those with names that it can draw."""

    line: str
    db: sqlite3.Connection | None
    settings: Settings
    kinds: tuple[str, ...] = NAMED


def subject(words: Iterable[str], asked: Asked) -> Subject:
    """Return what the words name, mood where there are none.

    Raises Refused, with a line that works, for a name that nobody knows or that two kinds have.
    """
    said = " ".join(words).lower().split() or [Mood.kind]
    owner, fixed = HEADS.get(ALIASES.get(said[0], said[0]) if len(said) == 1 else "", (None, {}))
    if owner is not None and owner.kind not in NAMED:
        if fixed:
            raise Refused(f"Movement is drawn as a whole. Try: {asked.line} {Exercise.kind}")
        if owner.kind in NOT_DRAWN:
            raise Refused(NOT_DRAWN[owner.kind])
        return Subject(owner.kind, owner.kind, SIMPLE[owner.kind])
    from .named import one_of, which  # what has a name is looked up in the file: a mood waits for none of it

    kind = KIND_WORDS.get(said[0], "")
    if kind and len(said) == 1:
        raise Refused(which(kind, asked))
    return one_of(" ".join(said[1:] if kind else said), kind, asked)
