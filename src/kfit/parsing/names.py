"""Reads the names after `rate`, `effect`, `med`, `did` and `measure`, finds the known one that was meant, and settles new ones."""

from __future__ import annotations

from ..errors import Refused
from ..model.entries import (
    ALIASES,
    CALLED,
    EFFECTS,
    HABITS,
    HEADS,
    LONGEST_NAME,
    NAME_HEADS,
    RATINGS,
    SEVERITIES,
    Effect,
    Habit,
    Measure,
    Medicine,
    Rating,
    Score,
)
from ..model.fields import composed
from ..model.measures import QUANTITIES
from . import durations, need
from .numbers import ValueSubject, digit
from .tokens import SEPARATORS, apart, note_option, phrase, quoted, retyped
from .values import wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model.fields import Entry
    from ..model.planning import CustomName
    from .draft import Context, EntryDraft
    from .person import PersonNames
    from .tokens import Word, Words

NEW = "--new"  # the flag for a name that is meant as it stands
LONGEST_MEDICINE = 3  # words
UNNAMED = "I can't tell the medicine's name from that. For example: kfit med {} taken"
LONGEST_KNOWN = 5  # words of a name that was kept in quotes


def subject_of(said: EntryDraft, words: Words, context: Context) -> ValueSubject:
    """Return what stands before a value, its name taken where one is due. Raises Refused for what can be no name."""
    kind = said.kind
    said.name_place = words.place
    said.fields |= HEADS[said.head][1]
    found = ValueSubject(kind.kind, said.head, context, said.fields.get("name", ""))
    if said.head not in NAME_HEADS:
        return found
    if kind is Medicine:
        _event_first(words)
    found.name = take(words, kind, context.known)
    if not found.name:
        from .offers import without_value

        rest = words.rest()
        told = wanted(said, found, words, rest[0].text if rest else "")
        if kind is Medicine and not said.place and (words.place > 1 or (rest and not rest[0].is_option)):  # `took my meds`
            told += f"   As a note: kfit note {retyped(words.words)}"
        raise without_value(said, found, words, told)
    found.told = True
    if kind is Habit:
        _refuse_alike(said, words, context.known, found.name, words.rest())
    refuse_elsewhere(found.name, kind, words)
    said.fields["name"] = found.name
    return found


def fits(text: str) -> bool:
    """Tell whether a text can be a name: a letter first, on one line, not too long, without what parts entries."""
    return text[:1].isalpha() and len(composed(text)) <= LONGEST_NAME and text.isprintable() and SEPARATORS.isdisjoint(text)


def _event_first(words: Words) -> None:
    """Put what happened behind the name where it was typed before it: `med took lithium 2 tablets`."""
    from .treatments import NO_NAME, event_length, event_of

    behind = words.region()
    length = event_length(behind)
    if not length or length == len(behind.strip()):
        return
    first = words.place
    words.pass_value(length)
    if not NO_NAME.isdisjoint(words.left().lower().split()):
        raise Refused(UNNAMED.format("sertraline"))
    line = " ".join([words.left(), event_of(behind[:length])])
    raise Refused(f"The name of the medicine comes first. Try: {words.mended(first, len(words.words), line)}")


def take(words: Words, kind: type[Entry], known: PersonNames) -> str:
    """Take the name that stands next; nothing if none does."""
    first = words.peek()
    if first is None or first.sep or not fits(first.text.strip().rstrip(",;")) or (first.is_option and not first.quoted):
        return ""
    if first.quoted:
        name = plain(words.take().text)
        return name.replace(" ", "-") if kind is Effect else name
    if kind is Medicine:
        return _up_to_dose(words)
    if kind is Effect:
        return take_effect(words, known)
    count = _known_words(words, kind, known)
    return plain(" ".join(words.take().text for _ in range(count)).rstrip(",;"))


def _known_words(words: Words, kind: type[Entry], known: PersonNames) -> int:
    """Return how many of the next words are a name that is known already (`call mum`); one for a name that is new."""
    there = [word.text for word in words.rest()[:LONGEST_KNOWN] if not (word.quoted or word.sep or word.is_option)]
    if not there[1:] or not there[1][:1].isalpha():
        return 1
    names = known.names(kind.kind)
    return next((count for count in range(len(there), 1, -1) if plain(" ".join(there[:count]).rstrip(",;")) in names), 1)


def refuse_elsewhere(name: str, kind: type[Entry], words: Words) -> None:
    """Refuse a name that has a line of its own: `rate mood 5`, `did yoga 10m`. Raises Refused with that line."""
    if is_elsewhere(name, kind):
        raise Refused(f"{name} has a line of its own. Try: kfit {name} {words.left()}".rstrip())


def is_elsewhere(name: str, kind: type[Entry]) -> bool:
    """Tell whether a name has a line of its own, that of another kind."""
    owner, fixed = HEADS.get(name, (None, {}))
    return owner is not None and kind not in (Effect, Medicine) and not (owner is kind and "name" in fixed)


def plain(text: str) -> str:
    """Return a name as it is kept: in lower case, one space between its words, each letter in its one spelling."""
    return composed(" ".join(text.split()).lower())


def _up_to_dose(words: Words) -> str:
    """Take the words of a medicine's name: all before its dose or what happened. Raises Refused for words that no name holds."""
    from .treatments import NO_NAME, dose_length, event_length

    taken: list[Word] = []
    start = words.place
    while (word := words.peek()) is not None and not word.quoted and not word.sep and not word.is_option:
        behind = words.region()
        if event_length(behind) or dose_length(behind) or (taken and behind.lower().startswith(("up to ", "down to "))):
            break
        if (taken and digit(word.text[:1])) or len(taken) > LONGEST_MEDICINE:
            break
        taken.append(words.take())
        if word.text.endswith((",", ";")):
            break
    name = plain(" ".join(word.text for word in taken).rstrip(",;"))
    if len(taken) > LONGEST_MEDICINE or not NO_NAME.isdisjoint(name.split()):
        words.place = start
        raise Refused(UNNAMED.format(next((quoted(word.text) for word in taken if word.text.lower() not in NO_NAME), "sertraline")))
    return name


ARTICLES = frozenset(("the", "my", "a", "an", "some", "our"))
AMOUNTS = ("minutes", "times")  # what a habit can be counted in
NOT_DONE = frozenset(("no", "nothing", "not", "didn't", "didnt", "none", "never", "skipped", "missed"))


class UnknownDirection(Refused):
    """It is not known which end of a new rating is better; a terminal can be asked for it."""

    def __init__(self, name: str, lines: tuple[str, str]) -> None:
        super().__init__(f"New rating: which end of {name} is better? Try: {lines[0]}   or: {lines[1]}")
        self.new_rating = name


def new_names(said: EntryDraft, words: Words, context: Context, *, one: bool) -> list[CustomName]:
    """Fill in what the person's own names say, and return those that are new. Raises Refused for a doubt that no option settles.

    `one` says that the line holds this entry alone, so that every word behind it is its own.
    """
    said.refuse_doubts()
    kind, known, name = said.kind, context.known, said.fields.get("name", "")
    if kind is Rating and name in RATINGS:
        said.fields.setdefault("better", RATINGS[name])
    if not name or kind.knows(name):
        return []
    if NEW not in said.flags and not need.in_name(name):  # a name of need is a slip for nothing: it is kept as typed
        if kind is not Effect:
            _refuse_alike(said, words, known, name)
        elif not is_one(name, known):
            raise asked(said, words, known)
    new: list[CustomName] = []
    if kind is Rating:
        new = _rating(said, words, known, name)
    elif kind is Habit:
        new = _habit(said, words, known, name, one=one)
    elif kind is Measure:
        new = _measure(said, known, name)
    known.hear(kind.kind, name, new)
    return new


def _new(**fields: Any) -> CustomName:
    from ..model.planning import CustomName  # most lines have no name that is new

    return CustomName(**fields)


def _measure(said: EntryDraft, known: PersonNames, name: str) -> list[CustomName]:
    kept = known.find(Measure.kind, name)
    unit = said.fields["unit"]
    if kept is None:
        return [_new(name=name, kind=Measure.kind, unit=unit)]
    if (kept.unit or None) != unit:  # the same line has it with two units
        raise Refused(f"{name} is kept in {kept.unit}." if kept.unit else f"{name} is kept without a unit.")
    return []


def _refuse_alike(said: EntryDraft, words: Words, known: PersonNames, name: str, behind: Sequence[Word] = ()) -> None:
    """Ask whether a name that is new is another one mistyped. Raises Refused with the line for each."""
    if known.find(said.kind.kind, name) is not None:
        return
    presets = {Habit: HABITS, Rating: tuple(RATINGS), Measure: tuple(QUANTITIES)}.get(said.kind, ())
    if name in presets:
        return
    there = known.names(said.kind.kind)
    if name in there or not (there or presets):
        return
    from .nearness import VERY_NEAR, nearest

    found = nearest(name, [*there, *presets], VERY_NEAR)
    if found and behind and any(word.text == NEW for word in behind):
        return
    if found and not said.value_end:
        first, end = said.name_place, words.place
        as_new = "" if words.left().isdigit() else f"   If it is a different one: {words.mended(len(words.words), len(words.words), NEW)}"
        raise Refused(f"'{name}' is new. Did you mean: {words.mended(first, end, quoted(found))}{as_new}")
    if found:
        first, end = said.name_place, said.value_end
        line = words.mended(first, end, f"{quoted(found)} {apart(said.value_text)}".rstrip())
        raise Refused(f"'{name}' is new. Did you mean: {line}   If it is a different one: {words.mended(end, end, NEW)}")


def _rating(said: EntryDraft, words: Words, known: PersonNames, name: str) -> list[CustomName]:
    kept = known.find(Rating.kind, name)
    better = kept.better if kept else None
    told = said.fields.setdefault("better", better or known.better.get(name) or ("low" if need.low_is_better(name) else None))
    if told is None:
        place = said.value_end
        lines = (words.mended(place, place, "--better high"), words.mended(place, place, "--better low"))
        raise UnknownDirection(name, lines)
    if better is not None and told != better:
        raise Refused(f"{name} is kept with {better} as the better end.")
    return [] if better is not None else [_new(name=name, kind=Rating.kind, better=told)]


def _habit(said: EntryDraft, words: Words, known: PersonNames, name: str, *, one: bool) -> list[CustomName]:
    _refuse_undone(said, words, name, one=one)
    unit = next((way for way in AMOUNTS if way in said.fields), None)
    kept = known.find(Habit.kind, name)
    if kept is not None and kept.unit in AMOUNTS and unit and kept.unit != unit:  # the same line counts it in two ways
        raise Refused(f"{name} is kept in {kept.unit}, not in {unit}.")
    if kept is not None:  # the first amount says what it counts
        return [] if kept.unit in AMOUNTS or unit is None else [kept.but(unit=unit)]
    if unit is None and name not in HABITS and not need.in_name(name):
        _ask_which_name(said, words, name, one=one)
    return [_new(name=name, kind=Habit.kind, unit=unit)]


def _refuse_undone(said: EntryDraft, words: Words, name: str, *, one: bool) -> None:
    """Refuse `did craft not today`: it would be kept as done. Raises Refused with a note instead, and as a note of its own."""
    first = said.value_end
    follower = words.words[first] if first < len(words.words) else None
    if name in NOT_DONE and said.fields.keys().isdisjoint(("minutes", "times")):
        text = words.raw(words.words[said.name_place], words.words[-1]) if one and words.words else name
        raise Refused(f"A day without it needs no line. As a note: kfit note did {phrase(text)}")
    if follower is None or follower.quoted or said.note is None or follower.text.lower().rstrip(",;") not in NOT_DONE:
        return
    last = first + len(said.note.split())
    apart = words.mended(first, last, note_option(said.note or ""))
    raise Refused(f"A day without {name} needs no line. As a note: kfit note no {quoted(name)}   If it was done, with a note: {apart}")


def _ask_which_name(said: EntryDraft, words: Words, name: str, *, one: bool) -> None:
    """Ask about a new habit of a single word: the words behind it may belong to its name, in a line it may be a note."""
    first, last = said.name_place, said.value_end
    if not one:
        noted = _with_note_last(words, first - 1, last)
        raise Refused(f"'{name}' is not a habit yet. To begin one: kfit did {quoted(name)}   As a note: {noted}")
    if said.free_note:
        *more, amount = str(said.note).split()
        behind = next((place for place in range(last, said.end) if words.words[place].is_option), said.end)
        whole = quoted(f"{name} {said.note}") if not amount[:1].isdigit() else f"{quoted(' '.join([name, *more]), always=True)} {amount}"
        if name in ARTICLES:
            raise Refused(f"New habit: is its name '{name} {said.note}'? Try: {words.mended(first, behind, whole)}")
        as_name = "   or: ".join(words.mended(first, behind, f"{whole}{unit}") for unit in (("m", "x") if amount.isdigit() else ("",)))
        as_note = words.mended(last, behind, note_option(said.note or ""))
        raise Refused(f"New habit: is its name '{name}', or something longer? Try: {as_name}   or: {as_note}")


def _with_note_last(words: Words, first: int, last: int) -> str:
    """Return the line with the words from first to before last as its note, behind all else."""
    text = words.raw(words.words[first], words.words[last - 1])
    before, behind = words.words[:first], words.words[last:]
    if before and behind and before[-1].sep:
        before = before[:-1]
    others = retyped([*before, *behind]).strip(" ,;")
    return f"{words.command} {others}, note {phrase(text)}" if others else f"kfit note {phrase(text)}"


LONGEST = 4  # words
SHORTEST = 3  # letters by which a name can be known
STRENGTHS = frozenset(("0", "1", "2", "3", *SEVERITIES))
NONE = ("none", "no", "nothing")


class EffectPair(Refused):
    """Two side effects stand side by side, and nothing between them."""


def take_effect(words: Words, known: PersonNames) -> str:
    """Take the name of a side effect: the words before its severity, or the longest ones that name one (`blurred vision`)."""
    there = [plain(word.text).rstrip(",;") for word in words.rest()[:LONGEST] if not word.quoted and not word.sep and not word.is_option]
    severity = next((place for place, word in enumerate(there) if word[:1].isdigit() or word in SEVERITIES), 0)
    known_words = effect_words(there[: severity or None], known)
    count = known_words or severity or 1
    words.place += count
    name = "-".join(there[:count])
    return CALLED.get(name, name) if known_words else name


def effect_words(texts: Sequence[str], known: PersonNames) -> int:
    """Return how many of the first words name a side effect, the most that do; 0 if none do."""
    return next((count for count in range(len(texts), 0, -1) if is_one("-".join(texts[:count]), known)), 0)


def is_one(name: str, known: PersonNames) -> bool:
    """Tell whether a name is a side effect that kfit knows, or one that was added."""
    return name in EFFECTS or name in CALLED or name in known.effects()


def form_called(words: str) -> str:
    """Return the questionnaire that people call so (`ham-d`, `phq 9`); the words themselves if there is none."""
    kind, head, _ = ALIASES.get(words, (None, words, {}))
    return head if kind is Score else words


def near(name: str, known: PersonNames) -> str:
    """Return the side effect that a name means, is most like, or begins like (`dizzy`, `foggy`); nothing if it is none."""
    if name in CALLED:
        return CALLED[name]
    from .nearness import CLOSE, nearest

    there = [*EFFECTS, *known.effects()]
    found = list(filter(None, [nearest(name, there, CLOSE)]))
    found += [one for one in there if len(one) >= SHORTEST and name.startswith(one)]
    found += [one for one in there if len(name) > SHORTEST and one[: SHORTEST + 1] == name[: SHORTEST + 1]]
    return found[0] if found else ""


def refuse_in_note(said: EntryDraft, words: Words, note: Sequence[Word], known: PersonNames) -> None:
    """Refuse what would drown in the note of a side effect: how long it went on, and another side effect with its severity."""
    text, place = words.raw(note[0], note[-1]), words.words.index(note[0])
    lower = text.lower()
    found = durations.find(text[len("for ") :]) if lower.startswith("for ") else None
    if found and "minutes" not in said.fields:
        lasted = text[len("for ") :][: found[1]]
        line = words.mended(place, place + 1 + len(lasted.split()), f"--for {quoted(lasted)}")
        raise Refused(f"How long it lasted goes after --for. Try: {line}")
    there = [plain(word.text).rstrip(",;") for word in note]
    count = effect_words(there[:-1][:LONGEST], known)
    if count and there[count].removesuffix("/3") in STRENGTHS:
        command = words.command if words.command.split()[1:2] != ["effect"] else "kfit log effect"
        line = f"{command} {retyped(words.words[:place]).rstrip(' ,')}, effect {retyped(words.words[place:])}"
        raise EffectPair(f"Two side effects are two entries, in one line if you like. Try: {line}")


def asked(said: EntryDraft, words: Words, known: PersonNames) -> Refused:
    """Ask whether another side effect was meant; the whole line is mended at once. A severity that was not said is not made up."""
    name, end = said.fields["name"], said.value_end or words.place
    if name in NONE or name.split("-", 1)[0] == "no":
        one = near(name.removeprefix("no-"), known) or "nausea"
        return Refused(f"Was there none? In a note: kfit note no side effects   Of one: kfit effect {quoted(one)} 0")
    value = apart(said.value_text) if "severity" in said.fields else ""
    shown = name.replace("-", " ")
    told = quoted(shown)
    meant = near(name, known)
    if not value:
        hint = f"Did you mean {meant}? " if meant else ""
        return Refused(
            f"I don't know the effect '{shown}'. {hint}Add how strong it was, 0 (none) to 3 (severe). For example: kfit effect {quoted(meant) if meant else told} 1"
        )
    new = f"To add it: {words.mended(said.name_place, end, f'{told} {value} {NEW}')}"
    if not meant:
        return Refused(f"I don't know the effect '{shown}'. {new}   All of them: kfit effect -h")
    return Refused(f"I don't know '{shown}'. Did you mean: {words.mended(said.name_place, end, f'{quoted(meant)} {value}')}   {new}")
