"""Finds the subject of a chart or a calendar from the words that were typed, own names among them."""

from __future__ import annotations

from typing import NamedTuple

from ..errors import Refused
from ..model.entries import EFFECTS, HABITS, HEADS, NAMES, RATINGS, Effect, Exercise, Mood, Sleep
from ..model.figures import Subject
from ..model.measures import PRESSURE, QUANTITIES
from ..parsing.tokens import quoted
from ..render.phrases import listed, unit_shown
from ..store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..settings import Settings
    from ..store.connection import Database

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


class Asked(NamedTuple):
    """Where words are typed and what they are looked up in: `line` is the command, `kinds` those with names that it can draw."""

    line: str
    db: Database | None
    settings: Settings
    kinds: tuple[str, ...] = NAMED


def subject_asked(words: Iterable[str], asked: Asked) -> Subject:
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

    kind = KIND_WORDS.get(said[0], "")
    if kind and len(said) == 1:
        raise Refused(which(kind, asked))
    return one_of(" ".join(said[1:] if kind else said), kind, asked)


KNOWN = {"rating": tuple(RATINGS), "effect": EFFECTS, "habit": HABITS, "measure": tuple(QUANTITIES), "score": NAMES}
ONE = {"rating": "a rating", "effect": "a side effect", "habit": "a habit", "measure": "a measure", "score": "a questionnaire"}
SEVERAL = {"rating": "Ratings", "effect": "Side effects", "habit": "Habits", "measure": "Measures", "score": "Questionnaires"}
AMOUNTS = ("minutes", "times")  # what a habit can be counted in
MOST_NAMED = 12  # names in one sentence


def one_of(name: str, kind: str, asked: Asked) -> Subject:
    """Return the subject of a name, of one kind where that was told.

    The kind that the name begins a line for comes first, as long as it has an entry; then any that has one; then one
    that is kept or known without. Raises Refused for a name that is not known or that two kinds have.
    """
    for told in dict.fromkeys((name, name.replace(" ", "-"), name.replace(" ", "").replace("-", ""))):
        there = [one for one in _entered(told, asked) if kind in ("", one)]
        own = _own_kind(told)
        if own and kind in ("", own) and (own in there or not there):
            return _made(own, told, asked)
        kept = [one.kind for one in queries.tracked(asked.db) if one.name == told and kind in ("", one.kind)] if asked.db else []
        known = [one for one in NAMED if told in KNOWN[one] and kind in ("", one)]
        found = there or kept or known
        if len(found) > 1:
            lines = "   or: ".join(f"{asked.line} {one} {quoted(told)}" for one in found)
            raise Refused(f"'{told}' names {listed([ONE[one] for one in found])}. Try: {lines}")
        if found:
            return _made(found[0], told, asked)
    raise Refused(_unknown(name, kind, asked))


def which(kind: str, asked: Asked) -> str:
    """Ask for the name behind a kind's word."""
    there = _there(asked, kind)
    example = there[0] if there else KNOWN[kind][0]
    if kind not in asked.kinds:
        return _no_calendar(kind, example)
    told = f" There are entries of {_first(there)}." if len(there) > 1 else ""
    return f"Which one?{told} Try: {asked.line} {kind} {quoted(example)}"


def _made(kind: str, name: str, asked: Asked) -> Subject:
    """Return the subject of a name that is known. Raises Refused for one that the command cannot draw."""
    if kind not in asked.kinds:
        raise Refused(_no_calendar(kind, name))
    db = asked.db
    kept = next((one for one in queries.tracked(db) if (one.kind, one.name) == (kind, name)), None) if db else None
    if kind == "rating":
        told = queries.better(db, name) if db else None  # by an entry: two directions never share an axis
        return Subject(kind, name, "0-10", told or (kept and kept.better) or RATINGS.get(name) or "high")
    if kind == "habit":
        unit = kept.unit if kept and kept.unit in AMOUNTS else None
        return Subject(kind, name, unit or (queries.counted_in(db, name) if db else None) or "days")
    if kind == "measure" and (name == BP or name in QUANTITIES):
        return Subject(kind, name, _unit(PRESSURE[0] if name == BP else name, asked))
    if kind == "measure":
        return Subject(kind, name, kept.unit if kept else queries.unit(db, name) if db else None)
    top = _top(kind, name)
    return Subject(kind, name, f"0-{top}" if top else None)


def _unit(name: str, asked: Asked) -> str | None:
    """Return the unit in which a measure that kfit knows is drawn: the person's, or the one that its entries lie in where that is another."""
    known = QUANTITIES[name].unit
    told = queries.unit(asked.db, name) if asked.db and "measure" in queries.kinds(asked.db, name) else known
    return unit_shown(name, asked.settings) if told == known else told


def _top(kind: str, name: str) -> int:
    """Return the highest value of a side effect or of a form, 0 for a form that this kfit does not know."""
    if kind == "effect":
        return int(Effect.OWN["severity"].high)
    from ..model.questionnaires import INSTRUMENTS

    return INSTRUMENTS[name].top


def _own_kind(name: str) -> str:
    """Return the kind for which a name has a line of its own: `pain`, `weight`, `phq9`."""
    if name == BP:
        return "measure"
    return next((kind for kind in ("rating", "measure", "score") if name in KNOWN[kind]), "")


def _entered(name: str, asked: Asked) -> list[str]:
    """Return the kinds, of those that can be drawn at all, that have an entry of a name."""
    if asked.db is None:
        return []
    if name == BP:
        return ["measure"] if any(queries.kinds(asked.db, one) for one in PRESSURE[:2]) else []
    return [kind for kind in queries.kinds(asked.db, name) if kind in NAMED]


def _there(asked: Asked, kind: str = "") -> list[str]:
    """Return what has an entry and can be drawn, of one kind or of all."""
    if asked.db is None:
        return []
    simple = [one for one in SIMPLE if queries.logged(asked.db, one)] if not kind else []
    found = [name for one in asked.kinds if kind in ("", one) for name in queries.every(asked.db, one)]
    pressure = [BP] if PRESSURE[0] in found else []
    return list(dict.fromkeys([*simple, *pressure, *(name for name in found if name not in PRESSURE[:2])]))


def _unknown(name: str, kind: str, asked: Asked) -> str:
    """Say that a name is not known, what is there, and the nearest name."""
    from difflib import get_close_matches

    if asked.db and not kind and "medicine" in queries.kinds(asked.db, name):
        return f"Changes of {name} stand on every chart. Try: kfit chart {Mood.kind}"
    there = _there(asked, kind)
    known = KNOWN[kind] if kind else [word for word in WORDS if word in SIMPLE or _own_kind(word) in asked.kinds]
    near = get_close_matches(name, [*there, *known], n=1) or [*there, KNOWN[kind][0] if kind else Mood.kind]
    told = f" There are entries of {_first(there)}." if there else ""
    return f"I can't draw '{name}'.{told} Try: {asked.line} {f'{kind} ' if kind else ''}{quoted(near[0])}"


def _no_calendar(kind: str, name: str) -> str:
    return f"{SEVERAL[kind]} have no calendar. Try: kfit chart {quoted(name)}"


def _first(there: list[str]) -> str:
    """Join names; of very many the first."""
    more = len(there) - MOST_NAMED
    return listed([*there[:MOST_NAMED], *([f"{more} more"] if more > 0 else [])])
