"""Settles what depends on the person's own names, once a whole entry was read: which end is better, what a new habit counts."""

from __future__ import annotations

from ..entries import HABITS, QUANTITIES, RATINGS, Effect, Habit, Measure, Medicine, Rating
from ..errors import Refused
from ..kept import Tracked
from . import need
from .said import NEW
from .words import phrase, quoted, retyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .known import Known
    from .said import Said
    from .words import Words


ALIKE = (Rating, Medicine, Habit, Measure)  # kinds whose new names are held against the known ones
AMOUNTS = ("minutes", "times")  # what a habit can be counted in
CLOSE = 0.84
NOT_DONE = frozenset(("no", "nothing", "not", "didn't", "didnt", "none", "never", "skipped", "missed"))


class WhichEnd(Refused):
    """It is not known which end of a new rating is better; a terminal can be asked for it."""

    def __init__(self, name: str, lines: tuple[str, str]) -> None:
        super().__init__(f"New rating: which end of {name} is better? Try: {lines[0]}   or: {lines[1]}")
        self.new_rating = name


def settle(said: Said, words: Words, known: Known, *, one: bool) -> list[Tracked]:
    """Fill in what the names say, and return those that are new. Raises Refused for a doubt that no option settles.

    `one` says that the line holds this entry alone, so that every word behind it is its own.
    """
    name = said.fields["name"]
    new = _settled(said, words, known, name, one=one)
    known.hear(said.kind.kind, name, new)
    return new


def _settled(said: Said, words: Words, known: Known, name: str, *, one: bool) -> list[Tracked]:
    of_need = need.in_name(name)  # looked for before anything that it may be a slip for: it is kept as typed
    if said.kind is Effect and NEW not in said.flags and not of_need:
        from . import effects

        if not effects.is_one(name, known):
            raise effects.asked(said, words, known)
    if NEW not in said.flags and said.kind in ALIKE and not of_need:
        _refuse_alike(said, words, known, name)
    if said.kind is Rating:
        return _rating(said, words, known, name)
    if said.kind is Habit:
        return _habit(said, words, known, name, one=one)
    if said.kind is Measure:
        return _measure(said, known, name)
    return []


def _measure(said: Said, known: Known, name: str) -> list[Tracked]:
    kept = known.find(Measure.kind, name)
    unit = said.fields["unit"]
    if kept is None:
        return [Tracked(name=name, kind=Measure.kind, unit=unit)]
    if (kept.unit or None) != unit:  # the same line has it with two units
        raise Refused(f"{name} is kept in {kept.unit}." if kept.unit else f"{name} is kept without a unit.")
    return []


def _refuse_alike(said: Said, words: Words, known: Known, name: str) -> None:
    """Ask whether a name that is new is another one mistyped. Raises Refused with the line for each."""
    if known.find(said.kind.kind, name) is not None:
        return
    presets = {Habit: HABITS, Rating: tuple(RATINGS), Measure: tuple(QUANTITIES)}.get(said.kind, ())
    if name in presets:
        return
    there = known.names(said.kind.kind)
    if name in there or not (there or presets):
        return
    from difflib import get_close_matches

    found = get_close_matches(name, [*there, *presets], n=1, cutoff=CLOSE)
    if found:
        first, end = said.name_place, said.value_end
        meant = quoted(found[0])
        behind = words.raw(words.words[first], words.words[end - 1]).removeprefix('"')[len(name) :].lstrip('" ') if end > first else ""
        line = words.mended(first, end, f"{meant} {behind}".rstrip())
        raise Refused(f"'{name}' is new. Did you mean: {line}   If it is another: {words.mended(end, end, NEW)}")


def _rating(said: Said, words: Words, known: Known, name: str) -> list[Tracked]:
    kept = known.find(Rating.kind, name)
    better = kept.better if kept else None
    told = said.fields.setdefault("better", better or known.better.get(name) or ("low" if need.low_is_better(name) else None))
    if told is None:
        place = said.value_end
        lines = (words.mended(place, place, "--better high"), words.mended(place, place, "--better low"))
        raise WhichEnd(name, lines)
    if better is not None and told != better:
        raise Refused(f"{name} is kept with {better} as the better end.")
    return [] if better is not None else [Tracked(name=name, kind=Rating.kind, better=told)]


def _habit(said: Said, words: Words, known: Known, name: str, *, one: bool) -> list[Tracked]:
    _refuse_undone(said, words, name, one=one)
    unit = next((way for way in AMOUNTS if way in said.fields), None)
    kept = known.find(Habit.kind, name)
    if kept is not None and kept.unit in AMOUNTS and unit and kept.unit != unit:  # the same line counts it in two ways
        raise Refused(f"{name} is kept in {kept.unit}, not in {unit}.")
    if kept is not None:  # the first amount says what it counts
        return [] if kept.unit in AMOUNTS or unit is None else [kept.but(unit=unit)]
    if unit is None and name not in HABITS and not need.in_name(name):
        _ask_which_name(said, words, name, one=one)
    return [Tracked(name=name, kind=Habit.kind, unit=unit)]


def _refuse_undone(said: Said, words: Words, name: str, *, one: bool) -> None:
    """Refuse `did craft not today`: it would be kept as done. Raises Refused with a note instead, and as a note of its own."""
    first = said.value_end
    follower = words.words[first] if first < len(words.words) else None
    if name in NOT_DONE and said.fields.keys().isdisjoint(("minutes", "times")):
        text = words.raw(words.words[said.name_place], words.words[-1]) if one and words.words else name
        raise Refused(f"A day without it needs no line. As a note: kfit note did {phrase(text)}")
    if follower is None or follower.quoted or said.note is None or follower.text.lower().rstrip(",;") not in NOT_DONE:
        return
    last = first + len(said.note.split())
    apart = words.mended(first, last, f"--note {quoted(said.note or '', always=True)}")
    raise Refused(f"A day without {name} needs no line. As a note: kfit note no {quoted(name)}   If it was done, with a note: {apart}")


def _ask_which_name(said: Said, words: Words, name: str, *, one: bool) -> None:
    """Ask about a new habit of a single word: the words behind it may belong to its name, in a line it may be a note."""
    first, last = said.name_place, said.value_end
    if not one:
        line = words.mended(last, last, "1x")
        noted = _with_note_last(words, first - 1, last)
        raise Refused(f"'{name}' is no habit yet. To begin one: kfit did {quoted(name)}   Done once: {line}   As a note: {noted}")
    if said.free_note:
        *more, amount = str(said.note).split()
        behind = last + len(more) + 1
        whole = quoted(f"{name} {said.note}") if not amount[:1].isdigit() else f"{quoted(' '.join([name, *more]), always=True)} {amount}"
        as_name = "   or: ".join(words.mended(first, behind, f"{whole}{unit}") for unit in (("m", "x") if amount.isdigit() else ("",)))
        as_note = words.mended(last, behind, f"--note {quoted(said.note or '', always=True)}")
        raise Refused(f"New habit: is its name '{name}', or more of it? Try: {as_name}   or: {as_note}")


def _with_note_last(words: Words, first: int, last: int) -> str:
    """Return the line with the words from first to before last as its note, behind all else."""
    text = words.raw(words.words[first], words.words[last - 1])
    before, behind = words.words[:first], words.words[last:]
    if before and behind and before[-1].sep:
        before = before[:-1]
    others = retyped([*before, *behind]).strip(" ,;")
    return f"{words.command} {others}, note {phrase(text)}" if others else f"kfit note {phrase(text)}"
