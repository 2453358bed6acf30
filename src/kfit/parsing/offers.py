"""The sentences that refuse a line with several entries or without a value, each with a whole line that would work."""

from __future__ import annotations

from ..errors import Refused, ValueMissing
from ..humanize import WEEKDAYS
from ..model.entries import ACTIVITIES, ALIASES, FREELY_NAMED, HEADS, KINDS, QUESTIONNAIRES, SURE, Rating
from ..model.measures import QUANTITIES
from ..model.routes import DOSE, INFUSION
from .numbers import digit
from .options import LINE_FLAGS, SHORT
from .tokens import note_option, noted, phrase, quoted, retyped
from .values import form_of, range_said, shortest

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from .draft import EntryDraft
    from .numbers import ValueSubject
    from .tokens import Word, Words

FIRST = {kind: next(iter(KINDS[kind].heads)) for kind in FREELY_NAMED if kind != "effect"}  # the word before a name of one's own
BEST = 10  # the highest mood
NEAR = 0.7  # how like a known word a mistyped one must be


def as_note(words: Words) -> str:
    """Return the line with all that is left as a quoted note; as a note of its own where that is the whole line."""
    left = words.rest()
    text = words.raw(left[0], left[-1]) if left else ""
    if not words.place:
        return f"kfit note {phrase(text)}"
    if words.words[words.place - 1].sep and left:  # a note in quotes stands behind its entry, not behind a comma
        return words.mended(words.place - 1, len(words.words), quoted(text, always=True))
    return words.mended(words.place, len(words.words), quoted(text) if " " in text else note_option(text))


def misplaced_options(words: Words, options: Sequence[Sequence[Word]]) -> str:
    """Say that the options of the whole line stand between two entries."""
    taken = [word for option in options for word in option]
    kept = [word for word in words.words if word not in taken]
    before = [word for word in kept if word.start < words.words[words.place].start]
    behind = [word for word in kept if word not in before and not (word.sep and word is kept[len(before)])]
    line = f"{words.command} {retyped(before).rstrip(',')}, {retyped(behind)} {retyped(taken)}"
    return f"{options[0][0].text} goes first or last, not between two entries. Try: {line}"


AN = {INFUSION: "an infusion", DOSE: "a dose"}


def not_yet(words: Words, said: EntryDraft, day: str, stop: int) -> Refused:
    """Return the refusal of a treatment on a day that is still to come: the day can be planned, or all up to a word is a note."""
    plan = f"To plan {'it' if not said.value_text else 'its day'}: kfit next {quoted(day, always=True)}"
    return Refused(f"That is not {AN[said.word]} yet. {plan}   As a note: {own_note(words, said, stop)}")


def own_note(words: Words, said: EntryDraft, stop: int) -> str:
    """Return the line in which one entry, up to the word before `stop`, is a note of its own, with a day that stands in it."""
    said.end, words.day = stop, None
    return SplitLine(words, said).as_note()


def infusion_or_note(words: Words, word: Word, called: str) -> str:
    """Say that a bare infusion, or a dose (`called`), does not stand alone."""
    place = words.words.index(word)
    follower = words.words[place + 1].text.lower() if place + 1 < len(words.words) else ""
    words.place = place
    before = words.so_far()
    line = f"{before}{',' if before != words.command else ''} {word.text.lower()}"
    words.place = place + 1
    line += f", {words.left()}" if follower in HEADS else ""
    words.place = place
    return f"Is that {AN[called]}, or a note? {AN[called].capitalize()}: {line}   A note: {as_note(words)}"


def sure(words: Words, said: EntryDraft, flag: str = SURE) -> str:
    """Return the whole line with a flag behind one entry: it is to be kept as it was typed."""
    place = said.end - (1 if said.quoted_note else 0)
    texts = range(said.value_end, place)
    place = next((one for one in texts if words.words[one].text == "--" and not words.words[one].quoted), place)
    of_the_line = _line_options(words)
    while place - 1 in of_the_line:
        place -= 1
    return words.mended(place, place, flag)


class SplitLine:
    """One entry of a line apart from all else that was typed: its words, those of the other entries, the options of the line."""

    def __init__(self, words: Words, said: EntryDraft) -> None:
        first = said.place
        of_the_line = _line_options(words)
        day = range(*words.day) if words.day and words.day[0] not in of_the_line else range(0)
        places = [place for place in range(len(words.words)) if place not in of_the_line and place not in day]
        self.own = [words.words[place] for place in places if first <= place < said.end]
        before = [words.words[place] for place in places if place < first]
        behind = [words.words[place] for place in places if place >= said.end]
        while before and before[-1].sep:
            before.pop()
        while not before and behind and behind[0].sep:
            behind.pop(0)
        self.rest = retyped([*before, *behind])
        named = f"--on {quoted(words.raw(words.words[day[0]], words.words[day[-1]]).rstrip(': ').removeprefix('on '))}" if day else ""
        told = [words.words[place] for place in sorted(of_the_line)]
        self.day, self.kept = named, retyped(told)
        self.options = _joined(named, retyped([word for word in told if word.text != "--replace"]))

    def as_note(self) -> str:
        """Return the line with the entry as a note, behind all else: the words of the entry, but not the names of its options."""
        text, end = "", 0
        for word in self.own:
            if word.quoted or not word.is_option or "=" in word.text:
                gap = " " if text and word.start > end else ""
                text += gap + (word.text if word.quoted or not word.is_option else word.text.partition("=")[2])
            end = word.end
        text = quoted(text) if self.rest or self.options else phrase(text)
        return _joined("kfit log", self.options, f"{self.rest}, note {text}") if self.rest else _joined("kfit note", text, self.options)

    def without(self) -> str:
        """Return the line without the entry."""
        return _joined("kfit log", self.rest, self.options)

    def on_its_day(self) -> str:
        """Return the line of the entry on the day that was told in it, and the line of the others on the day that goes on."""
        return f"{_joined('kfit log', retyped(self.own), self.day, self.kept)}   and: {_joined('kfit log', self.rest, self.kept)}"

    def replacing(self) -> str:
        """Return the lines that put the entry in the place of what its day has of its kind, and touch nothing else."""
        line = _joined("kfit log --replace", retyped(self.own), self.options)
        return f"{line}   and: {self.without()}" if self.rest else line


def _joined(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _line_options(words: Words) -> set[int]:
    """Return the places of the options of the whole line, and of what belongs to them."""
    places: set[int] = set()
    in_text = False
    for place, word in enumerate(words.words):
        flag, glued, _ = word.text.partition("=")
        in_text = not word.sep and (in_text or (word.text == "--" and not word.quoted))
        if not in_text and word.is_option and SHORT.get(flag, flag) in LINE_FLAGS:
            places |= {place, place + 1} if LINE_FLAGS[SHORT.get(flag, flag)] and not glued else {place}
    return places


FEWEST_LETTERS = 3


def forms_begun(word: str) -> list[str]:
    """Return the questionnaires that a word can stand for where it begins several of them (`cgi`: cgis, cgii); else none."""
    found = [name for name in QUESTIONNAIRES if name.startswith(word)] if len(word) >= FEWEST_LETTERS and word not in HEADS else []
    return found if len(found) > 1 else []


def unknown(words: Words, said: Sequence[EntryDraft], *, in_file: bool) -> str:
    """Say that the next word begins no entry, and what would; of words of need, how they are kept."""
    from .need import in_line

    if not said and in_line(words.source):
        return f"To keep the words: kfit note {retyped(words.words)}"
    return _unknown(words, said, in_file=in_file)


def _unknown(words: Words, said: Sequence[EntryDraft], *, in_file: bool) -> str:
    from difflib import get_close_matches

    word = words.rest()[0]
    head = word.text.lower().rstrip(":")
    shown = f"I don't know '{(word.text.split() or [''])[0]}'."
    if (forms := forms_begun(head)) and not word.quoted:
        return f"{shown} Try: {'   or: '.join(words.mended(words.place, words.place + 1, form) for form in forms)}"
    letters = head.rstrip("0123456789/")
    near = [letters] if letters in HEADS else get_close_matches(head, [*HEADS, *WEEKDAYS, "yesterday"], n=1, cutoff=NEAR)
    is_form = near and near[0] in QUESTIONNAIRES and near[0] != letters  # `was` is no WSAS
    if near and not word.quoted and not (is_form and not any(one.text[:1].isdigit() for one in words.rest())):
        number = head[len(letters) :] if near == [letters] and letters != head else ""
        mended = words.mended(words.place, words.place + 1, f"{near[0]} {number}".strip())
        return f"{shown} Did you mean: {mended}"
    if said:
        note = "" if word.quoted else f"{said[-1].note}, " if said[-1].note else ""
        count = len(note.split())
        text = note + words.raw(words.rest()[0], words.rest()[-1])
        line = words.mended(words.place - count - 1, len(words.words), quoted(text, always=True))
        return f"{shown} If it belongs to the note, put quotes around it. Try: {line}"
    if digit(head) and int(head) <= BEST and words.place:  # `sunday 4 nap 1h`
        parted = "," if words.rest()[1:] and words.rest()[1].text.lower() in {**HEADS, **ALIASES} else ""
        return f"{shown} If it is a mood: {words.mended(words.place, words.place + 1, f'mood {head}{parted}')}   As a note: kfit note {retyped(words.words)}"
    follower = words.rest()[1].text if words.rest()[1:] else ""
    if head.isalpha() and len(head) > 2 and follower[:1].isdigit() and not word.quoted:
        line = words.mended(words.place, words.place + 1, f"measure {head}")
        return f"{shown} To keep it as your own measure: {line}"
    return f"{shown} A line begins with what it logs: mood 6" if in_file else f"{shown} As a note: kfit note {retyped(words.words)}"


OTHER_COMMANDS = frozenset(("next", "list", "edit", "undo", "config", "goal", "habit", "help-now", "export", "delete"))
EXAMPLES = ("For example", "Such as")
LONGEST_LABEL = 8  # words


def sure_offers(message: str, typed: str, is_read: Callable[[list[str]], bool]) -> str:
    """Return a message without the offered lines that would be refused; where none is left, with what was typed as a note."""
    told = _without_refused(message, is_read)
    if told == message or ": kfit " in told:
        return told
    text = typed.removeprefix("log ")
    plain = is_read(["note", *text.split()])  # `3/5` alone is a day
    return f"{told} As a note: kfit note {noted(text) if plain else note_option(text)}"


def _without_refused(message: str, is_read: Callable[[list[str]], bool]) -> str:
    """Return a message without the offered lines that would be refused.

    Offers stand at its end, three blanks apart, each behind its label: `Try: kfit mood 6   or: kfit mood 7`.
    """
    first, *rest = message.split("   ")
    sentence, found, line = first.partition(": kfit ")
    if not found:
        return message
    sentence, blank, label = sentence.rpartition(". ") if ". " in sentence else sentence.rpartition("? ")
    if len(label.split()) > LONGEST_LABEL:
        return message
    offers = [(label, f"kfit {line}"), *(tuple(part.split(": ", 1)) if ": kfit " in part else (part, "") for part in rest)]
    sure = [not one or name.endswith(EXAMPLES) or _is_kept(one, is_read) for name, one in offers]
    for place in (place for place, (name, _) in enumerate(offers) if name == "and"):  # two lines are one offer: both or none
        sure[place - 1] = sure[place] = sure[place - 1] and sure[place]
    kept = [offer for offer, is_sure in zip(offers, sure, strict=True) if is_sure]
    if len(kept) == len(offers):
        return message
    if kept and kept[0][0] == "or":
        kept[0] = ("Try", kept[0][1])
    told = "   ".join(f"{name}: {one}" if one else name for name, one in kept)
    return f"{sentence}{blank}{told}".rstrip()


def _is_kept(line: str, is_read: Callable[[list[str]], bool]) -> bool:
    import shlex  # only a refusal needs it

    try:
        words = shlex.split(line.split("\n", 1)[0])[1:]
    except ValueError:
        return False
    return not words or words[0] in OTHER_COMMANDS or is_read(words)


def without_value(entry: EntryDraft, subject: ValueSubject, words: Words, told: str) -> Refused:
    """Return the refusal of an entry without a value, one that can be answered where no word is there that could be meant as one."""
    rest = words.rest()
    if rest and not rest[0].is_option:
        return Refused(told)
    kind = entry.kind
    wants = range_said(subject) if kind is Rating and subject.name else form_of(kind).wants
    if kind.form == "effect" and subject.told:
        asked = wants
    elif " goes from " in wants:
        asked = wants.replace(" goes from ", ", ").rstrip(".")
    else:
        asked = f"{_title(entry, subject, words)}, such as {shortest(kind, subject)}"
    return ValueMissing(told, words.so_far(), retyped(rest), asked)


def _title(entry: EntryDraft, subject: ValueSubject, words: Words) -> str:
    """Return what an entry is called before its value: by its name, by the word that says what it is, or by its kind."""
    if subject.name in QUANTITIES:
        return QUANTITIES[subject.name].title
    if entry.head == "bp":
        return "Blood pressure"
    typed = retyped(words.words[entry.place : words.place]).lower()
    name = subject.name or (typed if typed in ACTIVITIES or typed in ALIASES else entry.kind.label)
    return name[:1].upper() + name[1:]
