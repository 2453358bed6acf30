"""Reads the beginning of an entry: what begins it, a kind's word, a name of one's own or a verb of medicine, and its value."""

from __future__ import annotations

from ..errors import Elsewhere, Refused, Unclear
from ..model.entries import (
    ALIASES,
    CALLED,
    EFFECTS,
    HABITS,
    HEADS,
    KINDS,
    NAME_HEADS,
    Effect,
    Exercise,
    Habit,
    Infusion,
    Medicine,
    Rating,
    Sleep,
)
from ..model.fields import composed
from . import durations
from .draft import EntryDraft
from .numbers import Value, ValueSubject, digit, digits, glued
from .tokens import Word, cut, noted, quoted, retyped, unbroken
from .values import LINKS, NO_LINE, counted_end, form_of, sure_value, value_of, wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from ..model.fields import Entry
    from .draft import Context
    from .line import LineParser
    from .person import PersonNames
    from .tokens import Words

LONGEST = 4  # words of a phrase or of a name
# What may stand before a kind's word without a meaning of its own: `had my infusion`, `went for a walk 20`.
FILLERS = frozenset(
    ("i", "i've", "ive", "i'm", "im", "my", "a", "an", "the", "had", "went", "for", "got", "took", "did", "been", "was", "felt", "feeling")
)
OWN = ("rating", "habit", "measure")  # the kinds whose own names begin an entry, the likeliest first
ENDINGS = ("ing", "ed", "es", "s", "e")


class Head:
    """What begins an entry: its kind and word, the fields that it sets, and the place behind it. `name` says that a name was found."""

    __slots__ = ("fields", "kind", "name", "stop", "word")

    def __init__(self, kind: type[Entry], word: str, fields: dict[str, Any], stop: int, *, name: bool = False) -> None:
        self.kind, self.word, self.fields, self.stop, self.name = kind, word, fields, stop, name


def find(words: Words, place: int, context: Context, *, start: bool = False) -> Head | None:
    """Return what begins an entry at that place; None if no entry begins there.

    Names of one's own are looked for at the start of a line or of a piece (`start`), elsewhere where a number stands behind them.
    """
    if place >= len(words.words) or words.words[place].sep or words.words[place].is_option:
        return None
    if words.words[place].quoted:
        return _own_name(words, place, context) if start and any(letter.isalpha() for letter in words.words[place].text) else None
    _part_glued(words, place)
    return _by_word(words, place, context, start=start) or _by_name(words, place, context, start=start)


def _by_word(words: Words, place: int, context: Context, *, start: bool) -> Head | None:
    """Return the head of a kind's word, of what people call it, or of a side effect with its severity."""
    said = words.words[place].text.lower().rstrip(":")
    if said in HEADS and not (said == "did" and start and verb_of_medicine(words, place, context)):
        return Head(HEADS[said][0], said, {}, place + 1)
    texts = _texts(words, place)
    for count in range(len(texts), 0, -1):
        phrase = " ".join(texts[:count])
        if phrase in ALIASES:
            kind, head, fields = ALIASES[phrase]
            return Head(kind, head, dict(fields), place + count, name="name" in fields)
        name = _effect(phrase.replace(" ", "-"))
        if name and _has_number(words, place + count, start=start and place + count == len(words.words)):
            return Head(Effect, Effect.kind, {"name": name}, place + count, name=True)
    return None


def _by_name(words: Words, place: int, context: Context, *, start: bool) -> Head | None:
    """Return the head of a verb of medicine, of `no pain`, of a name of one's own, or of what stands behind words without a meaning."""
    found = (verb_of_medicine(words, place, context) or _without(words, place, context)) if start else None
    if found is None and (start or _has_number(words, place + 1)):
        found = _own_name(words, place, context)
    if found is None and start and words.words[place].text.lower() in FILLERS:
        found = find(words, place + 1, context, start=True)
        found = found if found is not None and found.kind.form != "rest" else None
    return found


def _effect(said: str) -> str:
    """Return the side effect that kfit knows under a name or as what people call it; nothing for another word."""
    return said if said in EFFECTS else CALLED.get(said, "")


def _texts(words: Words, place: int) -> list[str]:
    return [composed(word.text.lower().rstrip(":")) for word in unbroken(words.words[place : place + LONGEST])]


def _has_number(words: Words, place: int, *, start: bool = False) -> bool:
    """Tell whether a number, or a word for a severity, stands at that place; `start` says that nothing need stand there."""
    if place >= len(words.words):
        return start
    text = words.words[place].text.lower()
    return text[:1].isdigit() or text in STRENGTHS


def _has_length(words: Words, place: int) -> bool:
    """Tell whether `for half an hour` stands at that place."""
    text = words.raw(words.words[place], words.words[-1]) if place < len(words.words) else ""
    return durations.find(text.removeprefix("for ")) is not None


def _part_glued(words: Words, place: int) -> None:
    """Part `mood6`, `mood:4` and `sleep=7h` into a kind's word and its value."""
    word = words.words[place]
    text = word.text
    lower = text.lower()
    if lower in HEADS or lower in ALIASES or lower.rstrip(":=") in HEADS:
        return
    end = next((at for at, letter in enumerate(text) if letter in ":=" or letter.isdigit()), 0)
    before, behind = lower[:end], text[end:].lstrip(":=")
    if not behind[:1].isdigit() or not (before in HEADS or before in ALIASES) or before == "note":
        return
    middle = word.end - len(behind)
    words.words[place : place + 1] = [Word(text[:end], word.start, word.start + end), Word(behind, middle, word.end)]


def _own_name(words: Words, place: int, context: Context) -> Head | None:
    """Return the head of a name of one's own, also in another form of it: `knit` for the habit knitting."""
    known = context.known
    texts = [composed(words.words[place].text.lower())] if words.words[place].quoted else _texts(words, place)
    for count in range(len(texts), 0, -1):
        name = " ".join(texts[:count])
        for kind in OWN:
            if known.find(kind, name) is not None:
                return Head(KINDS[kind], next(iter(KINDS[kind].heads)), {"name": name}, place + count, name=True)
        if name in known.medicines() or name in known.names(Medicine.kind):
            return Head(Medicine, "med", {"name": name}, place + count, name=True)
        if name.replace(" ", "-") in known.effects():
            return Head(Effect, Effect.kind, {"name": name.replace(" ", "-")}, place + count, name=True)
    stem = _stem(texts[0]) if texts else ""
    same = [name for name in [*known.names(Habit.kind), *HABITS] if stem and len(stem) > 2 and _stem(name) == stem]
    if same and (_has_number(words, place + 1) or _has_length(words, place + 1)):
        return Head(Habit, "did", {"name": same[0]}, place + 1, name=True)
    return None


def _stem(word: str) -> str:
    """Return a word without the endings of its forms: knit, knitted and knitting have one stem."""
    for ending in ENDINGS:
        if word.endswith(ending) and len(word) - len(ending) > 2:
            word = word[: -len(ending)]
            break
    return word[:-1] if len(word) > 3 and word[-1] == word[-2] else word


def verb_of_medicine(words: Words, place: int, context: Context) -> Head | None:
    """Return the head of `took sertraline`, `forgot my lithium`, `started lamotrigine 25mg`: a listed medicine, or a name with a dose."""
    from .treatments import HAPPENED, dose_length

    if place >= len(words.words):
        return None
    source = words.raw(words.words[place], words.words[-1])
    lower = source.lower()
    verb = next((said for said in HAPPENED if lower.startswith(f"{said} ")), "")
    if not verb or words.words[place].quoted:
        return None
    at = place + len(verb.split())
    while at < len(words.words) and words.words[at].text.lower() in ("my", "the", "some", "taking", "take", "on"):
        at += 1
    dose = dose_length(text := words.raw(words.words[at], words.words[-1])) if at < len(words.words) else 0
    behind = text[dose:].lower().split()
    name_at = at + len(text[:dose].split()) + (behind[:1] == ["of"])
    found = _medicine_name(words, name_at, context.known) if dose else None
    if found is not None:  # `took 50mg sertraline`
        return Head(Medicine, "med", {"name": found[0], "event": HAPPENED[verb], "dose": text[:dose]}, found[1], name=True)
    found = _medicine_name(words, at, context.known)
    if found is None:
        texts = _texts(words, at)
        if texts and Infusion in (HEADS.get(texts[0], (None,))[0], ALIASES.get(texts[0], (None,))[0]):
            return None  # `took my troche 200mg`
        count = next((count for count in range(1, min(len(texts), 3)) if dose_length(" ".join(texts[count:]))), 0)
        if not count or not texts[0].isalpha():
            return None
        found = " ".join(texts[:count]), at + count
    return Head(Medicine, "med", {"name": found[0], "event": HAPPENED[verb]}, found[1], name=True)


def _medicine_name(words: Words, place: int, known: PersonNames) -> tuple[str, int] | None:
    texts = _texts(words, place)
    names = {*known.medicines(), *known.names(Medicine.kind)} if texts else set()
    for count in range(len(texts), 0, -1):
        if " ".join(texts[:count]) in names:
            return " ".join(texts[:count]), place + count
    return None


NO_SLEEP = (
    "didn't sleep",
    "didnt sleep",
    "did not sleep",
    "couldn't sleep",
    "couldnt sleep",
    "could not sleep",
    "haven't slept",
    "havent slept",
    "not slept",
)


def _without(words: Words, place: int, context: Context) -> Head | None:
    """Return the head of `no pain`, `no exercise today`, `didn't sleep`: there was none of it."""
    texts = _texts(words, place)
    said = " ".join(texts[:3])
    told = next((one for one in NO_SLEEP if f"{said} ".startswith(f"{one} ")), "")
    if told:
        return Head(KINDS["sleep"], "sleep", {"none": said}, place + len(told.split()))
    if texts[:1] != ["no"] or len(texts) < 2:
        return None
    behind = find(words, place + 1, context, start=True)
    if behind is None or behind.kind.form in ("rest", "medicine", "answers"):
        return None
    behind.fields["none"] = said
    return behind


STRENGTHS = frozenset(("none", "mild", "moderate", "severe"))

LONGEST_DAY = 4  # words of a day
TODAY = "today"  # the running day: nothing has to be said of it
BETWEEN = 5  # words that may stand between a kind's word and its value
# What a bare number counts where one of these stands behind it: it is no value of a kind.
COUNTED = frozenset(("hours", "hrs", "days", "weeks", "months", "years", "nights", "times", "km", "miles"))
# Words that end with an s and are no plural.
NO_PLURAL = frozenset(("is", "was", "as", "this", "his", "hers", "its", "yes", "always", "sometimes", "perhaps", "us", "bus", "less", "across", "plus", "thus",
    "stress", "dress", "class", "mess", "guess", "progress", "illness", "sickness", "tiredness", "sadness", "loneliness", "business", "mass", "pass", "yours", "ours",
    "besides", "towards", "afterwards", "upstairs", "downstairs", "outdoors", "indoors", "has", "does", "vs", "press", "lbs", "stairs", "paris"))  # fmt: skip
OF_A_CLOCK = frozenset(("until", "till", "til", "from", "at", "by", "since", "past"))  # before a time of day
LINKS_ALONE = frozenset((*LINKS, "a", "an", "in", "to"))
NO_VALUE = frozenset(("quality", "chart", "graph", "goal", "no", "not"))  # before a number that is no value of the entry


class EntryBeginning:
    """The beginning of an entry in a line: its name and its value, and what may stand between its word and them."""

    def __init__(self, line: LineParser) -> None:
        self.line, self.words, self.context = line, line.words, line.context

    def read(self, head: Head, *, embedded: bool = False) -> EntryDraft:
        """Read the name and the value. Raises Refused where there is none, or none that is clear."""
        words = self.words
        if head.kind is Medicine and not head.name:
            head = verb_of_medicine(words, head.stop, self.context) or head
        said = EntryDraft(head.kind, head.word)
        said.place = words.place
        none = head.fields.pop("none", "")
        if none and not head.name and "name" in head.kind.OWN and "name" not in HEADS[head.word][1]:
            raise Refused(f"I can't tell what '{none}' says. As a note: kfit note {retyped(words.words[said.place :])}")
        if head.name:
            said.name_place = words.place
            words.place = head.stop
            said.fields |= head.fields
            subject = ValueSubject(head.kind.kind, head.word, self.context, head.fields["name"])
            subject.told = True
        else:
            words.place = head.stop
            said.fields |= {name: value for name, value in head.fields.items() if name in head.kind.OWN}
            said.name_place = words.place
            if "name" in said.kind.OWN:
                from .names import subject_of

                if not embedded:
                    self.line.options_before_value(said)
                subject = subject_of(said, words, self.context)
            else:  # a mood waits for nothing that knows of names
                subject = ValueSubject(said.kind.kind, said.head, self.context)
        subject.fields = dict(head.fields)
        if none:
            self._take_none(said, none)
        elif not self.take_value(said, subject, embedded=embedded):
            raise self.no_value(said, subject)
        said.value_end = words.place
        return said

    def _take_none(self, said: EntryDraft, phrase: str) -> None:
        """Take `no pain` and `didn't sleep` as 0. Raises Refused where words follow, or where 0 is not what it says."""
        words = self.words
        if said.kind in (Exercise, Habit):
            raise Refused(f"{NO_LINE} As a note: kfit note {retyped(words.words[said.place :])}")
        rest = words.rest()
        text = words.raw(rest[0], rest[-1]).lower() if rest else ""
        ends = text in ("", "at all", "a wink", "last night", "this time", "so far", "yet") or self.context.is_day(
            text.removeprefix("at all ")
        )
        low = said.kind in (Sleep, Effect)
        if said.kind is Rating:
            low = (said.fields.get("better") or self.context.known.better_end(said.fields["name"])) == "low"
        noted = f"kfit note {quoted(words.raw(words.words[said.place], words.words[-1]))}"
        if not low or not ends:
            raise Refused(f"I can't tell what '{phrase}' says. As a note: {noted}")
        main = said.kind.main()
        said.fields[main.name if main else "minutes"] = 0
        if text in ("at all", "a wink", "this time", "so far", "yet"):
            words.place = len(words.words)

    def take_value(self, said: EntryDraft, subject: ValueSubject, *, embedded: bool) -> bool:
        """Take the value; tell whether there was one. A day, options and, as a last resort, some words may stand before it."""
        words = self.words
        form = form_of(said.kind)
        while True:
            self._open_quotes(said, subject)
            region = words.region()
            try:
                value = value_of(subject, said.kind, region)
            except Elsewhere as error:
                raise Refused(f"{error} Try: {words.mended(said.place, words.place + len(error.said.split()), error.line)}") from None
            except Unclear as error:
                raise self._unread(error) from None
            if value is not None and value.used:
                self._take(said, value, region)
                return True
            if embedded or not self._before_value(said, subject):
                break
        if not embedded and self._take_late(said, subject):
            return True
        if value is not None and form.may_lack:
            return True
        return "event" in said.fields and said.kind is Medicine

    def _unread(self, error: Unclear) -> Refused:
        """Refuse a value that has no sure reading, with the line for each it may have; where there is none, with the note."""
        refusal = self.words.refusal(error)
        if self.line.alone or self.line.said or ": kfit " in str(refusal):
            return refusal
        return Refused(f"{refusal}   As a note: kfit note {noted(self.words.raw(self.words.words[0], self.words.words[-1]))}")

    def _take(self, said: EntryDraft, value: Value, region: str) -> None:
        if value.doubt is not None:  # its lines are made while the value still stands ahead
            said.doubts.append(self.words.refusal(value.doubt))
        again = {name for name, told in value.fields.items() if said.fields.get(name, told) != told}
        if again:
            raise Refused(f"{min(again)} is given twice, with different values. Leave one out.")
        said.take(value, region[: value.used])
        self.words.pass_value(value.used)

    def _open_quotes(self, said: EntryDraft, subject: ValueSubject) -> None:
        """Take a quoted text apart where a value is due and more than it stands in the quotes: `mood "4 tired"`."""
        word = self.words.peek()
        if word is None or not word.quoted or " " not in word.text.strip():
            return
        value = sure_value(subject, said.kind, word.text)
        if value is None or value.used >= len(word.text.strip()):
            return
        begin = self.words.source.index(word.text, word.start)
        apart = cut(self.words.source, begin, begin + len(word.text), separated=False)
        self.words.words[self.words.place : self.words.place + 1] = apart

    def _before_value(self, said: EntryDraft, subject: ValueSubject) -> bool:
        """Take options or a day that stand before the value (`mood --on yesterday 6`, `mood yesterday 4`); tell whether there were any."""
        words = self.words
        word = words.peek()
        if word is None:
            return False
        if word.is_option and word.text != "--":
            first = words.place
            behind = next((place for place in range(first, len(words.words)) if digit(words.words[place].text[:1])), 0)
            return bool(behind) and self.line.options_before_value(said)
        rest = words.rest()
        number = next((place for place, one in enumerate(rest[: LONGEST_DAY + 1]) if place and digit(one.text[:1])), len(rest))
        if said.day or self.line.day_text is not None:
            return False
        counts = (self.line.day_words(rest[:number]), self.line.day_words(rest))  # `yesterday 6`, or else `yesterday 10am 45mg`
        count = next(
            (one for one in counts if one < len(rest) and one and sure_value(subject, said.kind, words.raw(rest[one], rest[-1]))), 0
        )
        if not count or (said.kind is Infusion and count == 1 and is_ordinal(rest[0].text)):  # `infusion 3rd 40mg`
            return False
        said.day = words.raw(rest[0], rest[count - 1]).removeprefix("on ")
        words.day = (words.place, words.place + count)
        words.place += count
        return True

    def _take_late(self, said: EntryDraft, subject: ValueSubject) -> bool:
        """Take a value behind words that are the note's: `pain back 6`, `walk the dog 15`. Only where one number stands in the entry."""
        words = self.words
        if (
            form_of(said.kind).may_lack
            or said.kind in (Medicine, Effect)
            or said.head == "bp"
            or (said.head in NAME_HEADS and subject.name not in self.context.known.names(said.kind.kind))
        ):
            return False
        first, rest = words.place, unbroken(words.rest())
        numbers = (place for place, word in enumerate(rest[: BETWEEN + 1]) if digit(word.text[:1]))
        if said.kind is Exercise:  # `ran 5k in 30 min`
            numbers = (place for place in numbers if not counted_end(words.raw(rest[place], rest[-1])))
        between = next(numbers, 0)
        if not between or any(find(words, first + place, self.context) or rest[place].text.lower() in NO_VALUE for place in range(between)):
            return False
        words.place += between
        region = words.region()
        value = sure_value(subject, said.kind, region)
        until = said.kind is Sleep and not OF_A_CLOCK.isdisjoint(word.text.lower() for word in rest[:between])
        if value is None or until or self.is_count(said, region[value.used :], region[: value.used], strict=True):
            words.place = first
            return False
        self._take(said, value, region)
        said.lead = _without_links([word.text for word in rest[:between]])
        said.note = said.lead or None
        return True

    def no_value(self, said: EntryDraft, subject: ValueSubject) -> Refused:
        """Ask about a number with signs glued to it; else say what the word wants behind it."""
        region = self.words.region()
        if subject.told and said.kind is Effect:
            from . import names

            if not names.is_one(subject.name, subject.known):
                return names.asked(said, self.words, subject.known)
        if (
            said.kind is Medicine
            and not self.line.alone
            and subject.told
            and subject.name in self.context.known.medicines()
            and not region.strip()
        ):
            line = retyped(self.words.words[: self.words.place])
            raise Refused(f"Was {subject.name} taken? Try: {self.words.command} {line} taken   or: {self.words.command} {line} not taken")
        unclear = glued(form_of(said.kind).read, region, subject)
        if unclear.readings:
            return self.words.refusal(unclear)
        told = wanted(said, subject, self.words, unclear.said)
        # `crying` and `slept badly` may be notes
        named = said.kind is Effect or (said.kind is Medicine and len(self.words.words) > 1)
        as_note = not self.line.alone and not self.line.said and (named or self.words.place < len(self.words.words))
        told = f"{told}   As a note: kfit note {retyped(self.words.words)}" if as_note else told
        from .offers import without_value

        return without_value(said, subject, self.words, told)

    def is_count(self, said: EntryDraft, behind: str, value: str, *, strict: bool) -> bool:
        """Tell whether a bare number counts what stands behind it: `6 weeks`, `2 dogs`."""
        if digits(value.strip()) is None or said.kind.form in ("night", "habit", "answers", "medicine", "treatment"):
            return (
                said.kind is Sleep
                and digits(value.strip()) is not None
                and next_word(behind) in ("night", "nights", "days", "times", "weeks")
            )
        word = next_word(behind)
        if word in COUNTED and not (said.kind is Exercise and word in ("hour", "hours", "hrs")):
            return True
        return is_plural(word, 2) and (strict or said.kind is Exercise) and said.head not in ("measure", "drinks", "cannabis")


def _without_links(said: list[str]) -> str:
    """Return the words before a value without those that only link it: `like a` is nothing, `is a solid` solid."""
    while said and said[0].lower() in ("is", "was", "like", "a", "an"):
        said = said[1:]
    while said and said[-1].lower() in LINKS_ALONE:
        said = said[:-1]
    return " ".join(said)


def is_ordinal(word: str) -> bool:
    """Tell whether a word is a number with its ending: `3rd`, a day or which one it was."""
    return word[:1].isdigit() and word.lower().endswith(("st", "nd", "rd", "th"))


def is_plural(word: str, letters: int) -> bool:
    """Tell whether a word of more letters than that is probably a plural."""
    return word.isalpha() and len(word) > letters and word.endswith("s") and word not in NO_PLURAL


def next_word(text: str) -> str:
    """Return the first word of a text in lower case, without the signs behind it; nothing behind a separator."""
    return (text.split() or [""])[0].strip(".,;!").lower() if text.lstrip()[:1] not in ",;" else ""
