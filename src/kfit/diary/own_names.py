"""Settles what depends on the person's own names, once a whole entry was read: which end is better, what a new habit counts."""

from __future__ import annotations

from ..entries import HABITS, QUANTITIES, RATINGS, Effect, Habit, Measure, Medicine, Rating
from ..errors import Refused
from ..kept import Tracked
from . import effects
from .effects import NEW
from .habit import MINUTES_KEPT, TIMES_KEPT

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .known import Known
    from .said import Said
    from .words import Words


ALIKE = (Rating, Medicine, Habit, Measure)  # kinds whose new names are held against the known ones
CLOSE = 0.84


class WhichEnd(Refused):
    """It is not known which end of a new rating is better; a terminal can be asked for it."""

    def __init__(self, name: str, lines: tuple[str, str]) -> None:
        super().__init__(f"New rating: which end of {name} is better? Try: {lines[0]}   or: {lines[1]}")
        self.new_rating = name


def settle(said: Said, words: Words, known: Known, *, one: bool) -> list[Tracked]:
    """Fill in what the names say, and return those that are new. Raises Refused for a doubt that no option settles.

    `one` says that the line holds this entry alone, so that every word behind it is its own.
    """
    for flag, refusal in said.doubts:
        if flag not in said.flags:
            raise refusal
    name = said.fields.get("name", "")
    if said.kind is Effect and NEW not in said.flags and not effects.is_one(name, known):
        raise effects.asked(said, words, known)
    if NEW not in said.flags and said.kind in ALIKE:
        _refuse_alike(said, words, known, name)
    if said.kind is Rating:
        return _rating(said, words, known, name)
    if said.kind is Habit:
        return _habit(said, words, known, name, one=one)
    if said.kind is Measure and name and name not in QUANTITIES and known.find(Measure.kind, name) is None:
        return [Tracked(name=name, kind=Measure.kind, unit=said.fields["unit"])]
    return []


def _refuse_alike(said: Said, words: Words, known: Known, name: str) -> None:
    """Ask whether a name that is new is another one mistyped. Raises Refused with the line for each."""
    presets = {Habit: HABITS, Rating: tuple(RATINGS), Measure: tuple(QUANTITIES)}.get(said.kind, ())
    there = known.names(said.kind.kind)
    if name in there or name in presets:
        return
    from difflib import get_close_matches

    found = get_close_matches(name, [*there, *presets], n=1, cutoff=CLOSE)
    if found:
        first, end = said.name_place, said.value_end
        meant = f'"{found[0]}"' if " " in found[0] else found[0]
        behind = words.raw(words.words[first], words.words[end - 1]).removeprefix('"')[len(name) :].lstrip('" ') if end > first else ""
        line = words.mended(first, end, f"{meant} {behind}".rstrip())
        raise Refused(f"'{name}' is new. Did you mean: {line}   If it is another: {words.mended(end, end, NEW)}")


def _rating(said: Said, words: Words, known: Known, name: str) -> list[Tracked]:
    kept = known.find(Rating.kind, name)
    better = RATINGS.get(name) or (kept.better if kept else None)
    told = said.fields.setdefault("better", better or known.better.get(name))
    if told is None:
        place = said.value_end
        lines = (words.mended(place, place, "--better high"), words.mended(place, place, "--better low"))
        raise WhichEnd(name, lines)
    if better is not None and told != better:
        raise Refused(f"{name} is kept with {better} as the better end.")
    return [] if better is not None else [Tracked(name=name, kind=Rating.kind, better=told)]


def _habit(said: Said, words: Words, known: Known, name: str, *, one: bool) -> list[Tracked]:
    unit = MINUTES_KEPT if "minutes" in said.fields else TIMES_KEPT if "times" in said.fields else None
    kept = known.find(Habit.kind, name)
    if kept is not None:  # the first amount says what it counts
        return [] if kept.unit or unit is None else [kept.but(unit=unit)]
    if unit is None and name not in HABITS:
        _ask_which_name(said, words, name, one=one)
    return [Tracked(name=name, kind=Habit.kind, unit=unit)]


def _ask_which_name(said: Said, words: Words, name: str, *, one: bool) -> None:
    """Ask about a new habit of a single word: the words behind it may belong to its name, in a line it may be a note."""
    first, last = said.name_place, said.value_end
    if not one:
        line = words.mended(last, last, "1x")
        text = words.raw(words.words[first - 1], words.words[last - 1])
        raise Refused(f"'{name}' is no habit yet. To begin one: kfit did {name}   Done once: {line}   As a note: kfit note {text}")
    if said.free_note:
        whole = f'"{name} {said.note}"'
        as_name = words.mended(first, last + len(str(said.note).split()), whole)
        as_note = words.mended(last, last + len(str(said.note).split()), f'--note "{said.note}"')
        raise Refused(f"New habit: is its name '{name}', or more of it? Try: {as_name}   or: {as_note}")
