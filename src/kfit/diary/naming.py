"""Tells which entries have to wait for the person's own names: most have no name, or one that kfit knows by itself."""

from __future__ import annotations

from ..entries import EFFECTS, HEADS, NAMES, QUANTITIES, RATINGS, Effect, Measure, Rating, Score
from .numbers import Subject

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..kept import Tracked
    from .said import Context, Said
    from .words import Words

DUE = frozenset(("rate", "effect", "med", "did", "measure"))  # a name must stand behind these
BUILT_IN = {Rating: RATINGS, Effect: EFFECTS, Measure: QUANTITIES, Score: NAMES}  # names that need no look at the person's own


def subject_of(said: Said, words: Words, context: Context) -> Subject:
    """Return what stands before a value, its name taken where one is due. Raises Refused for what can be no name."""
    said.name_place = words.place
    if "name" in said.kind.OWN:
        said.fields |= HEADS[said.head][1]
    if said.head not in DUE:
        return Subject(said.kind.kind, said.head, context, said.fields.get("name", ""))
    from .names import named  # most lines wait for no names

    return named(said, words, context)


def new_names(said: Said, words: Words, context: Context, *, one: bool) -> list[Tracked]:
    """Settle what depends on the person's own names; return those that are new."""
    said.refuse_doubts()
    name = said.fields.get("name", "")
    if said.kind is Rating and name in RATINGS:
        said.fields.setdefault("better", RATINGS[name])
    if not name or name in BUILT_IN.get(said.kind, ()):
        return []
    from .own_names import settle  # what kfit knows by itself waits for no names

    return settle(said, words, context.known, one=one)
