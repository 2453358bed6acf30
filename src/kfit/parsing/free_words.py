"""Takes the words behind a value as its day or its note, and asks where they can be both, or hold what may be a value."""

from __future__ import annotations

from ..errors import Refused, Unclear
from ..model.entries import ACTIVITIES, ALIASES, EFFECTS, HEADS, NAME_HEADS, Effect, Exercise, Infusion, Medicine, Mood, Note, Rating, Sleep
from . import durations
from .dates import WEEKDAY_WORDS
from .draft import TWO_NOTES
from .heads import COUNTED, LONGEST_DAY, NO_PLURAL, TODAY
from .numbers import digits
from .tokens import quoted, retyped
from .values import NUMBER_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .draft import Context, EntryDraft
    from .line import LineParser
    from .tokens import Word

RUNNING = frozenset((TODAY, "now", "tonight", "this morning", "this afternoon", "this evening"))
COMPARED = frozenset(("than", "as", "like", "since", "from", "until", "till", "of", "was", "is", "before", "after", "to", "about", "vs", "with", "for", "that", "and", "last"))  # fmt: skip
# Behind what happened with a medicine: a reason or a time, no story of its own.
OF_AN_EVENT = frozenset((
    "with", "because", "bc", "on", "by", "due", "after", "before", "since", "for", "again", "today", "at", "from", "now", "-", "as", "in", "a",
    "od", "bd", "bid", "tid", "tds", "qid", "qds", "qd", "prn", "daily", "nightly", "nocte", "mane", "once", "twice", "each", "every", "per",
))  # fmt: skip


AHEAD = ("next", "in", "on", "for", "at", "the")  # words that a day to come may begin with
WHICH = "Is '{}' the day, or part of the note? The day: {} --on {}   A note: {}"


class FreeWords:
    """The words behind a value of a line."""

    def __init__(self, line: LineParser) -> None:
        self.line, self.words, self.context = line, line.words, line.context

    def settle(self, said: EntryDraft, free: list[Word]) -> None:
        """Take the words behind a value as its day or its note; ask where they can be both, or hold what may be a value."""
        words, context = self.words, self.context
        text = free[0].text if len(free) == 1 else words.raw(free[0], free[-1])
        if said.kind is Note:
            self._settle_note(said, free, text)
            return
        first = words.words.index(free[0])
        last = first + len(free)
        if said.kind is Effect and text.lower().startswith("for ") and "minutes" not in said.fields:
            lasted = durations.find(text[len("for ") :].strip(" ,;."))
            if lasted and lasted[1] == len(text[len("for ") :].strip(" ,;.")):
                said.fields["minutes"] = lasted[0]
                return
        if said.day or self.line.day_text is not None or not self._take_day(said, text, first, last):
            self._check_note(said, free, text)
            said.free_note = True
            if said.note is not None and not said.lead:
                raise Refused(TWO_NOTES)
            said.note, said.lead = f"{said.lead} {text}".strip(), ""
            self._remark(said, free, context)

    def _settle_note(self, said: EntryDraft, free: list[Word], text: str) -> None:
        """Take the text of a note as it was typed. Raises Refused for one that is a day as a whole, and for the rest of a mark."""
        said.free_note = not free[0].quoted
        alone = len(self.line.said) == 1 and not self.line.in_file
        if text == "-" and said.free_note and alone:
            self.line.reading.asks_for_note = "stdin"
            return
        if said.free_note:
            from . import notes

            self._refuse_longer_mark(free)
            if len(self.line.said) == 1 and notes.day_within(text, self.context) is not None:
                notes.refuse_day(self.words, free, self.context)
        said.add_note(text)

    def _refuse_longer_mark(self, free: list[Word]) -> None:
        """Refuse `--mark starts to fade`: the words behind a mark of one word may be the rest of it."""
        place = self.words.words.index(free[0])
        before = self.words.words[max(place - 2, 0) : place]
        if len(before) < 2 or before[0].text != "--mark" or before[1].quoted:
            return
        text, behind = " ".join(word.text for word in free), place + len(free)
        whole = self.words.mended(place - 1, behind, quoted(f"{before[1].text} {text}"))
        apart = self.words.mended(place, behind, f"--note {quoted(text, always=True)}")
        raise Refused(f"A mark of several words needs quotes. Try: {whole}   or, with a note: {apart}")

    def _take_day(self, said: EntryDraft, text: str, first: int, last: int) -> bool:
        """Take words that are a day as a whole as the day, and tell so. Raises Refused for a day with words behind or before it."""
        words = self.words
        as_note = words.mended(first, last, f"--note {quoted(text, always=True)}")
        plain = _without_marks(text, " .!?,;")
        if not plain.isdigit() and not (said.kind in (Mood, Rating) and plain.endswith("/10")):
            found = self._day_of(plain)
            if found is not None:
                self._refuse_coming_weekday(said, plain, first, last, as_note)
                said.day, words.day = found, (first, last)
                return True
            if self.context.is_day(_bare_day(plain)) or self.context.is_day(plain) or self._is_ahead(plain):
                raise self._which_day(said, text, first, last, as_note)
        self._refuse_day_within(said, text, first, last, as_note)
        return False

    def _day_of(self, text: str) -> str | None:
        """Return a day or a time that has been as it is typed behind --on; None for words that are none, or have two readings."""
        bare = _bare_day(text)
        if not bare or not self.context.is_day(bare) or self.context.to_come(bare):
            return None
        try:
            self.context.day(bare)
        except Refused:
            return None
        return bare

    def _is_ahead(self, text: str) -> bool:
        if text.partition(" ")[0].lower() not in AHEAD:
            return False
        from .notes import day_within  # few notes begin so

        return day_within(text, self.context) == ""

    def _which_day(self, said: EntryDraft, text: str, first: int, last: int, as_note: str) -> Refused:
        """Offer the line for each reading of a day that has several; for a day to come, what can be done about it."""
        try:
            self.context.day(text if self.context.is_day(text) else _bare_day(text))
        except Unclear as error:
            self.words.day = (first, last)
            lines = [self.words.with_day(reading) for reading in error.readings if not self.context.to_come(reading)]
            if lines:
                return Refused(f"{error} The day: {'   or: '.join(lines)}   A note: {as_note}{error.closing}")
        except Refused:
            pass
        return self._to_come(said, text, first, last, as_note)

    def _refuse_coming_weekday(self, said: EntryDraft, text: str, first: int, last: int, as_note: str) -> None:
        """Ask about a bare `infusion on thursday`: it was had, or it is to be planned."""
        if said.kind is not Infusion or said.fields or _bare_day(text) not in WEEKDAY_WORDS:
            return
        day = _bare_day(text)
        self.words.day = (first, last)
        raise Refused(
            f"Did it happen, or is it planned? It happened: {self.words.with_day(day)}   To plan it: kfit next {day}   A note: {as_note}"
        )

    def _refuse_day_within(self, said: EntryDraft, text: str, first: int, last: int, as_note: str) -> None:
        """Ask about `on monday it was bad` and `with sam yesterday`: another day than the running one, with words behind or before it."""
        parts = text.split()
        for count in range(min(LONGEST_DAY, len(parts) - 1), 0, -1):
            phrase = " ".join(parts[:count]).strip(",.")
            day = None if phrase.isdigit() else self._day_of(phrase)
            if day is not None and phrase.lower() in RUNNING:
                self._second_number(said, parts[count:], first, as_note)
                return
            if day is not None:
                line = self.words.mended(first, last, f"--note {quoted(' '.join(parts[count:]), always=True)}")
                raise Refused(WHICH.format(phrase, line, quoted(day), as_note))
        for count in range(min(3, len(parts) - 1), 0, -1):
            phrase = " ".join(parts[-count:]).strip(",.!").lower()
            bare = _bare_day(phrase)
            told = bare.isalpha() or bare.endswith("ago")
            if told and len(bare) > 2 and bare not in RUNNING and "night" not in bare and parts[-count - 1].lower() not in COMPARED:
                day = self._day_of(phrase)
                if day is not None:
                    line = self.words.mended(first, last, f"--note {quoted(' '.join(parts[:-count]), always=True)}")
                    raise Refused(WHICH.format(phrase, line, quoted(day), as_note))

    def _to_come(self, said: EntryDraft, text: str, first: int, last: int, as_note: str) -> Refused:
        if said.kind is Infusion:
            from .offers import AN, typed_head
            from .tokens import phrase

            as_note = f"kfit note {typed_head(self.words, said)} {phrase(text)}"
            return Refused(f"That is not {AN[said.word]} yet. To plan it: kfit next {quoted(text, always=True)}   As a note: {as_note}")
        return Refused(f"'{text}' is still to come. As a note: {as_note}   For today: {self.words.mended(first, last, '')}")

    def _second_number(self, said: EntryDraft, parts: list[str], first: int, as_note: str) -> None:
        """Ask about `mood 4 this morning, 6 now`: two moods, or a note."""
        texts = [part.strip(",;") for part in parts]
        if said.kind not in (Mood, Rating) or not texts or not (digits(texts[0]) is not None or texts[0] in NUMBER_WORDS):
            return
        if texts[1:] and " ".join(texts[1:]).lower() not in RUNNING:
            return
        name = quoted(said.fields.get("name", "")) if said.head in NAME_HEADS else ""
        head = " ".join(part for part in (said.head, name) if part)
        before = self.words.mended(first, len(self.words.words), "")
        raise Refused(f"Are these two values, or a note? Two: {before}, {head} {texts[0]}   A note: {as_note}")

    def _second_pressure(self, free: list[Word], text: str) -> None:
        """Ask about `bp 132/84 before, 150/96 after`: two readings, or a note."""
        for word in free:
            upper, sign, lower = word.text.partition("/")
            if sign and digits(upper) is not None and digits(lower) is not None and min(len(upper), len(lower)) > 1:
                words, place, first = self.words, self.words.words.index(word), self.words.words.index(free[0])
                before = retyped(words.words[:place]).rstrip(" ,")
                as_note = words.mended(first, first + len(free), f"--note {quoted(text, always=True)}")
                two = f"{words.command} {before}, bp {retyped(words.words[place:])}"
                raise Refused(f"Are these two readings, or a note? Two: {two}   A note: {as_note}")

    def _check_note(self, said: EntryDraft, free: list[Word], text: str) -> None:
        """Refuse what may be no note."""
        if said.kind is Effect:
            from .names import refuse_in_note

            refuse_in_note(said, self.words, free, self.context.known)
        if said.kind.form == "treatment":
            from .notes import refuse_late

            refuse_late(self.words, said, free, self.context)
        if said.kind is Medicine and said.fields.get("event") in ("started", "stopped", "changed"):
            self._refuse_story(said, free, text)
        if said.head == "bp":
            self._second_pressure(free, text)
        bare = text.lstrip("-+.,:/–— ")
        if not (bare[:1].isdigit() or bare[:1].isnumeric()) or said.lead:
            return
        if self._counts_something(bare):
            return
        number = bare.split()[0].rstrip(",;")
        first = self.words.words.index(free[0])
        as_note = self.words.mended(first, first + len(free), f"--note {quoted(text, always=True)}")
        if said.kind in (Mood, Rating) and digits(number) is not None and int(number) <= 10 and digits(said.value_text) is not None:
            if any(digits(word.text) is not None for word in free[1:]):
                raise Refused(f"There are several numbers. If they are a note: {as_note}")
            other = self.words.mended(said.value_end - 1, first + 1, number)
            this = self.words.mended(said.value_end, first + 1, "")
            raise Refused(f"There are two numbers. Which one is it? Try: {this}   or: {other}")
        word = self.words.words[said.value_end - 1]
        follows = not self.words.source[word.end : free[0].start].strip()
        if said.kind is Exercise and follows and said.head not in ACTIVITIES and word.text.lower() in ACTIVITIES:  # `exercise 30 walk 20`
            two = self.words.mended(said.value_end - 1, said.value_end, f", {word.text}")
            raise Refused(f"Is '{number}' of another {word.text.lower()}, or a note? Another: {two}   A note: {as_note}")
        raise Refused(f"I can't tell what '{text.split(maxsplit=1)[0]}' belongs to. If it is a note: {as_note}")

    def _counts_something(self, text: str) -> bool:
        """Tell whether a note begins with a number of things: `7 people came`, `2nd day`, `3 times up`."""
        first, *rest = text.lower().split()
        if first.rstrip("stndrh").isdigit() and not first.isdigit():
            return True
        word = rest[0].strip(".,;!") if rest else ""
        return digits(first) is not None and (
            word in COUNTED or word == "people" or (word.isalpha() and word.endswith("s") and len(word) > 3 and word not in NO_PLURAL)
        )

    def _refuse_story(self, said: EntryDraft, free: list[Word], text: str) -> None:
        """Ask about `sertraline stopped working`: only a dose, a day, a reason or a separator stands behind an event."""
        word = free[0].text.lower()
        if word in OF_AN_EVENT:
            return
        words = self.words
        first = words.words.index(free[0])
        line = words.mended(first, first + len(free), f"--note {quoted(text, always=True)}")
        as_note = "" if self.line.alone else f"A note: kfit note {retyped(words.words)}   "
        raise Refused(f"Was {said.fields['name']} {said.fields['event']}, or is that a note? {as_note}The event: {line}")

    def _remark(self, said: EntryDraft, free: list[Word], context: Context) -> None:
        """Remember what a note has swallowed that would log on its own."""
        if said.kind is not Sleep and not any(map(_may_log, free, [*free[1:], None])):
            return
        from . import notes  # few notes hold a value

        found = notes.swallowed(self.words, free, context)
        if not found and said.kind is Sleep:
            found = notes.nap_within(self.words, free)
        if found:
            self.line.reading.remarks.append(found)


def _may_log(word: Word, follower: Word | None) -> bool:
    """Tell whether an entry may begin with a word of a note: one that begins entries, before a number, or before a name."""
    said = word.text.lower()
    if said not in HEADS and said not in ALIASES and said not in EFFECTS:
        return False
    told = follower.text.lower() if follower else ""
    return said in NAME_HEADS or told[:1].isdigit() or told in NUMBER_WORDS


def _bare_day(text: str) -> str:
    """Return a day as it is typed behind --on: `on monday!` is monday, `@9am` 9am."""
    plain = _without_marks(text, " .!?,;-–—").lower()
    for lead in ("on ", "at ", "@", "the "):
        plain = plain.removeprefix(lead) if lead != "the " or plain[4:5].isdigit() else plain
    return plain.strip()


def _without_marks(text: str, marks: str) -> str:
    """Return a text without the marks around it; the point behind `on 3.11.` stays, since it makes a day of the numbers."""
    plain = text.strip(marks)
    numbers = plain.rsplit(" ", 1)[-1].split(".")
    a_day = len(numbers) == 2 and all(map(str.isdigit, numbers)) and not plain.lower().startswith("at ")
    return f"{plain}." if a_day and f"{plain}." in text else plain
