"""Takes the name that stands behind `rate`, `effect`, `med`, `did` and `measure`, and finds the one that was meant."""

from __future__ import annotations

from ..entries import HEADS, LONGEST_NAME, Effect, Medicine
from ..errors import Refused
from .numbers import Subject, digit
from .values import wanted
from .words import SEPARATORS, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..entries import Entry
    from .known import Known
    from .said import Context, Said
    from .words import Word, Words

LONGEST_MEDICINE = 3  # words
UNNAMED = "I can't tell the medicine's name from that. For example: kfit med {} taken"
LONGEST_KNOWN = 5  # words of a name that was kept in quotes


def named(said: Said, words: Words, context: Context) -> Subject:
    """Take the name, and return what stands before the value. Raises Refused for what can be no name."""
    kind, head = said.kind, said.head
    found = Subject(kind.kind, head, context)
    if kind is Medicine:
        _event_first(words)
    found.name = take(words, kind, context.known)
    if not found.name:
        raise Refused(wanted(kind, found, words.so_far(), words.rest()[0].text if words.rest() else ""))
    found.told = True
    refuse_elsewhere(found.name, kind, words)
    said.fields["name"] = found.name
    return found


def fits(text: str) -> bool:
    """Tell whether a text can be a name: a letter first, on one line, not too long, without what parts entries."""
    return text[:1].isalpha() and len(text) <= LONGEST_NAME and text.isprintable() and SEPARATORS.isdisjoint(text)


def _event_first(words: Words) -> None:
    """Put what happened behind the name where it was typed before it: `med took lithium 2 tablets`."""
    from .medicine import NO_NAME, event_length, event_of

    behind = words.region()
    length = event_length(behind)
    if not length or length == len(behind.strip()):
        return
    first = words.place
    words.pass_value(length)
    if not NO_NAME.isdisjoint(words.left().lower().split()):
        raise Refused(UNNAMED.format("sertraline"))
    line = " ".join([words.left(), event_of(behind[:length])])
    raise Refused(f"The name of the medicine stands first. Try: {words.mended(first, len(words.words), line)}")


def take(words: Words, kind: type[Entry], known: Known) -> str:
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
        from . import effects

        return effects.take(words, known)
    count = _known_words(words, kind, known)
    return plain(" ".join(words.take().text for _ in range(count)).rstrip(",;"))


def _known_words(words: Words, kind: type[Entry], known: Known) -> int:
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
    """Return a name as it is kept: in lower case, one space between its words."""
    return " ".join(text.split()).lower()


def _up_to_dose(words: Words) -> str:
    """Take the words of a medicine's name: all before its dose or what happened. Raises Refused for words that no name holds."""
    from .medicine import NO_NAME, dose_length, event_length

    taken: list[Word] = []
    start = words.place
    while (word := words.peek()) is not None and not word.quoted and not word.sep and not word.is_option:
        behind = words.region()
        if event_length(behind) or dose_length(behind):
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
