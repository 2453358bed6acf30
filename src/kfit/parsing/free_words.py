"""Takes the words behind a value as its day or its note, and asks where they can be both, or hold what may be a value."""

from __future__ import annotations

from ..errors import Refused, StillToCome, Unclear
from ..model.entries import ACTIVITIES, ALIASES, EFFECTS, HEADS, NAME_HEADS, Effect, Exercise, Infusion, Medicine, Mood, Note, Rating, Sleep
from . import durations
from .dates import WEEKDAY_WORDS
from .draft import TWO_NOTES
from .durations import HOUR_UNITS, MINUTE_UNITS
from .heads import COUNTED, LONGEST_DAY, TODAY, is_ordinal, is_plural
from .numbers import digit, digits
from .tokens import note_option, phrase, quoted, retyped
from .values import NUMBER_WORDS, score_said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .draft import EntryDraft
    from .line import LineParser
    from .tokens import Word

RUNNING = frozenset((TODAY, "now", "tonight", "this morning", "this afternoon", "this evening"))
DAYTIME = frozenset(
    (
        "in the morning",
        "in the afternoon",
        "in the evening",
        "at night",
        "on waking",
        "at bedtime",
        "am",
        "pm",
        "morning",
        "evening",
        "earlier",
        "later",
        "before",
        "after",
        "first",
    )
)
OTHER = frozenset(("or", "to", "maybe", "no", "actually", "wait"))  # before a second number: which of the two is it?
SEVERAL = frozenset(("and", "or", "to", "till", "until", "through", "thru", "-", "&"))  # between two days
NEXT = frozenset(("then", "→", "->", "=>"))  # before a second number: it was one, and later the other
COMPARED = frozenset(("than", "as", "like", "since", "from", "until", "till", "of", "was", "is", "before", "after", "to", "about", "vs", "with", "for", "that", "and", "last"))  # fmt: skip
# Behind what happened with a medicine: a reason or a time, no story of its own.
OF_AN_EVENT = frozenset((
    "with", "because", "bc", "on", "by", "due", "after", "before", "since", "for", "again", "today", "at", "from", "now", "-", "as", "in", "a",
    "od", "bd", "bid", "tid", "tds", "qid", "qds", "qd", "prn", "daily", "nightly", "nocte", "mane", "once", "twice", "each", "every", "per",
))  # fmt: skip


BEST = 10
AHEAD = ("next", "in", "on", "for", "at", "the")  # words that a day to come may begin with
TIME_UNITS = frozenset((*HOUR_UNITS, *MINUTE_UNITS))


class FreeWords:
    """The words behind a value of a line, to be settled for the entry that they stand in."""

    def __init__(self, line: LineParser, said: EntryDraft, free: list[Word]) -> None:
        self.line, self.words, self.context, self.said, self.free = line, line.words, line.context, said, free
        self.text = free[0].text if len(free) == 1 else self.words.raw(free[0], free[-1])
        self.first = self.words.words.index(free[0])
        self.last = self.first + len(free)

    def instead(self, text: str) -> str:
        """Return the whole line with a text in the place of these words."""
        first = self.first
        while first and self.words.words[first - 1].sep:
            first -= 1
        return self.words.mended(first, self.last, text)

    def as_note(self, text: str = "") -> str:
        """Return the whole line with these words, or with a `text` in their place, as the note that they surely are then."""
        return self.instead(note_option(text or self.text))

    def settle(self) -> None:
        """Take the words as the day or the note of the entry; ask where they can be both, or hold what may be a value."""
        said, text = self.said, self.text
        if said.kind is Note:
            self._settle_note()
            return
        if said.kind is Effect and "minutes" not in said.fields:
            length = text.lower().removeprefix("for ").strip(" ,;.")
            lasted = durations.find(length)
            if lasted and lasted[1] == len(length):
                said.fields["minutes"] = lasted[0]
                return
        if said.kind in (Mood, Rating):
            self._refuse_many_days()
        if said.day or self.line.day_text is not None or not self._take_day():
            self._check_note()
            said.free_note = True
            if said.note is not None and not said.lead:
                raise Refused(TWO_NOTES)
            said.note, said.lead = f"{said.lead} {text}".strip(), ""
            self._remark()

    def _settle_note(self) -> None:
        """Take the text of a note as it was typed. Raises Refused for one that is a day as a whole, and for the rest of a mark."""
        said, free = self.said, self.free
        said.free_note = not free[0].quoted
        alone = len(self.line.said) == 1
        if self.text == "-" and said.free_note and alone and not self.line.in_file:
            self.line.reading.asks_for_note = "stdin"
            return
        if said.free_note:
            from . import notes

            self._refuse_longer_mark()
            if alone and notes.day_within(self.text, self.context) is not None:
                notes.refuse_day(self.words, free, self.context)
        said.add_note(self.text)

    def _refuse_longer_mark(self) -> None:
        """Refuse `--mark starts to fade`: the words behind a mark of one word may be the rest of it."""
        before = self.words.words[max(self.first - 2, 0) : self.first]
        if len(before) < 2 or before[0].text != "--mark" or before[1].quoted:
            return
        text = " ".join(word.text for word in self.free)
        whole = self.words.mended(self.first - 1, self.last, quoted(f"{before[1].text} {text}"))
        raise Refused(f"A mark of several words needs quotes. Try: {whole}   or, with a note: {self.as_note(text)}")

    def _take_day(self) -> bool:
        """Take words that are a day as a whole as the day, and tell so. Raises Refused for a day with words behind or before it."""
        said = self.said
        plain = _without_marks(self.text, " .!?,;")
        if not plain.isdigit() and not (said.kind in (Mood, Rating) and plain.endswith("/10")):
            bare = _bare_day(plain)
            found = self._day_of(plain)
            if found is not None:
                self.words.day = (self.first, self.last)
                if said.kind is Infusion and not said.fields and bare in WEEKDAY_WORDS:  # `infusion on thursday`
                    had = f"It happened: {self.words.with_day(bare)}   To plan it: kfit next {bare}"
                    raise Refused(f"Did it happen, or is it planned? {had}   A note: {self._noted()}")
                if said.kind is Infusion and is_ordinal(self.text):
                    raise Refused(
                        f"Is '{plain}' the day, or which one it was? The day: {self.words.with_day(found)}   A note: {self.as_note()}"
                    )
                said.day = found
                return True
            if self.context.is_day(bare) or self.context.is_day(plain) or self._is_ahead(plain):
                raise self._which_day()
        self._refuse_day_within()
        return False

    def _day_of(self, text: str) -> str | None:
        """Return a day or a time that has been as it is typed behind --on; None for words that are none, or have two readings."""
        bare = _bare_day(text)
        phrases = (
            (bare, text.lower()) if text.lower().startswith("at ") and bare.partition(" ")[0].isdigit() else (bare,)
        )  # `at 7` is a time where 7 alone is none
        return next((one for one in phrases if one and self.context.is_past(one)), None)

    def _is_ahead(self, text: str) -> bool:
        if text.partition(" ")[0].lower() not in AHEAD:
            return False
        from .notes import day_within  # few notes begin so

        return day_within(text, self.context) == ""

    def _which_day(self) -> Refused:
        """Offer the line for each reading of a day that has several; for a day to come, what can be done about it."""
        text = self.text
        error = self.context.attempt(text if self.context.is_day(text) else _bare_day(text))
        if isinstance(error, Unclear):
            self.words.day = (self.first, self.last)
            lines = [self.words.with_day(reading) for reading in error.readings if self.context.is_past(reading)]
            if lines:
                plan = (
                    f"To plan its day: kfit next {quoted(text)}   " if self.said.kind is Infusion and isinstance(error, StillToCome) else ""
                )
                return Refused(f"{error} The day: {'   or: '.join(lines)}   {plan}A note: {self._noted()}{error.closing}")
        if self.said.kind is Infusion:
            from .offers import not_yet

            return not_yet(self.words, self.said, text, self.last)
        return Refused(f"'{text}' is still to come. As a note: {self.as_note()}   For today: {self.instead('')}")

    def _refuse_day_within(self) -> None:
        """Ask about `on monday it was bad` and `with sam yesterday`: another day than the running one, with words behind or before it."""
        parts = self.text.split()
        for count in range(min(LONGEST_DAY, len(parts) - 1), 0, -1):
            phrase = " ".join(parts[:count]).strip(",.")
            which = self.said.kind is Infusion and is_ordinal(phrase)  # `3rd 40mg`
            which = which or phrase.lower() in ("sun", "sat")  # `sun was out`
            day = None if phrase.isdigit() or which else self._day_of(phrase)
            if (day is not None and phrase.lower() in RUNNING) or phrase.lower() in DAYTIME | NEXT:
                self._refuse_second_number(parts[count:], parted=phrase.lower() not in NEXT)
                return
            if day is not None:
                self._refuse_several_days(parts[count:])
                raise self._day_or_note(phrase, day, parts[count:])
        for count in range(min(3, len(parts) - 1), 0, -1):
            phrase = " ".join(parts[-count:]).strip(",.!").lower()
            bare = _bare_day(phrase)
            told = bare.isalpha() or bare.endswith("ago")
            if told and len(bare) > 2 and bare not in RUNNING and "night" not in bare and parts[-count - 1].lower() not in COMPARED:
                day = self._day_of(phrase)
                if day is not None:
                    raise self._day_or_note(phrase, day, parts[:-count])

    def _refuse_several_days(self, parts: list[str]) -> None:
        """Refuse `yesterday and today`, `monday through wednesday`: no one day is meant."""
        words = [part.strip(",.!").lower() for part in parts]
        if words[0] in SEVERAL and any(self.context.is_day(" ".join(words[1:stop])) for stop in range(2, len(words) + 1)):
            raise Refused(f"Those are several days, and a line has one. As a note: kfit note {retyped(self.words.words)}")

    def _day_or_note(self, phrase: str, day: str, note: list[str]) -> Refused:
        line = f"{self.as_note(' '.join(note))} --on {quoted(day)}"
        return Refused(f"Is '{phrase}' the day, or part of the note? The day: {line}   A note: {self._noted()}")

    def _noted(self) -> str:
        """Return the line in which these words, with a day in them, are a note: for a treatment, which the day may be of, all of it is."""
        from .offers import own_note

        return own_note(self.words, self.said, self.last) if self.said.kind is Infusion else self.as_note()

    def _refuse_many_days(self) -> None:
        """Ask about `mood thu 4 fri 5 sat 3`, and refuse `mood 4 for the last 5 days`: an entry is of one day."""
        said, texts = self.said, [word.text.strip(",;.!").lower() for word in self.free]
        pairs = [*zip(texts[::2], texts[1::2], strict=False)]
        if said.day and pairs and all(score_said(score) is not None and self.context.is_past(day) for day, score in pairs):
            head = self.words.raw(self.words.words[said.place], self.words.words[said.name_place - 1])
            each = [f"{head} {said.value_text} {said.day}", *(f"{head} {score} {day}" for day, score in pairs)]
            raise Refused(f"There is more than one day. Each on its own: kfit {', '.join(each)}   A note: {self.as_note()}")
        if texts[-1] in ("days", "weeks") and {"last", "past"}.intersection(texts) and {"for", "over"}.intersection(texts[:1]):
            raise Refused(f"An entry is of one day. For today: {self.instead('')}   As a note: kfit note {retyped(self.words.words)}")

    def _refuse_second_number(self, parts: list[str], *, parted: bool) -> None:
        """Ask about `mood 4 this morning, 6 now`: two moods, or a note. `parted` says that a time of its own stands behind the second."""
        said = self.said
        texts = [part.strip(",;") for part in parts]
        read = score_said if "score" in said.fields else digits
        if said.kind not in (Mood, Rating, Exercise) or not texts or read(texts[0]) is None or _counts_something(" ".join(texts)):
            return
        rest = " ".join(texts[1:])
        if parted and rest.lower() not in ("", *RUNNING, *DAYTIME):
            return
        name = quoted(said.fields.get("name", "")) if said.head in NAME_HEADS else ""
        head = " ".join(part for part in (said.head, name, texts[0], phrase(rest) if rest and not parted else "") if part)
        raise Refused(f"Are these two values, or a note? Two: {self.instead(f', {head}')}   A note: {self.as_note()}")

    def _refuse_other_number(self) -> None:
        """Ask about `mood 6 7`, `4 or 5`, `between 3 and 5`, `six point five`, `6 and a half`, `walk 20 or 30`: which number is it?"""
        said, words = self.said, self.words
        texts = [word.text.lower().strip("-+.,:;/–—!") for word in self.free]
        place = start = next((one for one, text in enumerate(texts) if text), 0)
        half = texts[place] == "point" or texts[place : place + 3] == ["and", "a", "half"]
        while half or (place < len(texts) and (texts[place] in OTHER or (texts[place] == "and" and said.lead.endswith("between")))):
            place += 1 if texts[place] != "and" or not half else 2
            if half:
                break
        joined = place > start
        number = "".join(texts[place : place + 1])
        score = said.fields.get("score")
        told = digit(number[:1]) or (joined and said.value_text.lower() in NUMBER_WORDS)
        second = (score + 1 if half else score_said(number) if told else None) if score is not None else digits(number)
        if second is None or (score is not None and second > BEST) or (not joined and (said.lead or score is None)):
            return
        if not half and _counts_something(" ".join(texts[place:])):
            return
        if not joined and any(digits(text) is not None for text in texts[place + 1 :]):
            raise Refused(f"There are several numbers. If they are a note: {self.as_note()}")
        stop = self.first + place + 1
        this = words.mended(said.value_end, stop, "")
        other = words.mended(said.value_end - 1, stop, str(second))
        note = f"   A note: {self.as_note()}" if joined else ""
        raise Refused(f"There are two numbers. Which one is it? Try: {this}   or: {other}{note}")

    def _refuse_second_pressure(self) -> None:
        """Ask about `bp 132/84 before, 150/96 after`: two readings, or a note."""
        for word in self.free:
            upper, sign, lower = word.text.partition("/")
            if sign and digits(upper) is not None and digits(lower) is not None and min(len(upper), len(lower)) > 1:
                words, place = self.words, self.words.words.index(word)
                two = f"{words.command} {retyped(words.words[:place]).rstrip(' ,')}, bp {retyped(words.words[place:])}"
                raise Refused(f"Are these two readings, or a note? Two: {two}   A note: {self.as_note()}")

    def _check_note(self) -> None:
        """Refuse what may be no note."""
        said, words, free = self.said, self.words, self.free
        if said.kind is Effect:
            from .names import refuse_in_note

            refuse_in_note(said, words, free, self.context.known)
        if said.kind.form == "treatment":
            from .notes import refuse_late

            refuse_late(words, said, free, self.context)
        if said.kind is Medicine and said.fields.get("event") in ("started", "stopped", "changed"):
            self._refuse_story()
        if said.head == "bp":
            self._refuse_second_pressure()
        if "score" in said.fields or digits(said.value_text) is not None:
            self._refuse_other_number()
        bare = self.text.lstrip("-+.,:/–— ")
        if not (bare[:1].isdigit() or bare[:1].isnumeric()) or said.lead or _counts_something(bare):
            return
        number = bare.split()[0].rstrip(",;")
        word = words.words[said.value_end - 1]
        follows = not words.source[word.end : free[0].start].strip()
        if said.kind is Exercise and follows and said.head not in ACTIVITIES and word.text.lower() in ACTIVITIES:  # `exercise 30 walk 20`
            two = words.mended(said.value_end - 1, said.value_end, f", {word.text}")
            raise Refused(f"Is '{number}' of another {word.text.lower()}, or a note? Another: {two}   A note: {self.as_note()}")
        raise Refused(f"I can't tell what '{self.text.split(maxsplit=1)[0]}' belongs to. If it is a note: {self.as_note()}")

    def _refuse_story(self) -> None:
        """Ask about `sertraline stopped working`: only a dose, a day, a reason or a separator stands behind an event."""
        if self.free[0].text.lower() in OF_AN_EVENT:
            return
        whole = "" if self.line.alone else f"A note: kfit note {retyped(self.words.words)}   "
        fields = self.said.fields
        raise Refused(f"Was {fields['name']} {fields['event']}, or is that a note? {whole}The event: {self.as_note()}")

    def _remark(self) -> None:
        """Remember what a note has swallowed that would log on its own."""
        sleep, free = self.said.kind is Sleep, self.free
        if not sleep and not any(map(_may_log, free, [*free[1:], None])):
            return
        from . import notes  # few notes hold a value

        found = notes.swallowed(self.words, free, self.context) or (notes.nap_within(self.words, free) if sleep else "")
        if found:
            self.line.reading.remarks.append(found)


def _counts_something(text: str) -> bool:
    """Tell whether a note begins with a number of things: `7 people came`, `2nd day`, `3 times up`."""
    first, *rest = text.lower().split()
    if first.rstrip("stndrh").isdigit() and not first.isdigit():
        return True
    word = rest[0].strip(".,;!") if rest else ""
    if _is_time_between(first, rest):
        return True
    return digits(first) is not None and (word in COUNTED or word == "people" or is_plural(word, 3))


def _is_time_between(first: str, rest: list[str]) -> bool:
    """Tell whether words say how long before or after something: `30 min after`, `1.5 h before`, `2h later`."""
    unit = first.lstrip("0123456789.,½¼¾-–/~")
    if not unit and rest:
        unit, rest = rest[0], rest[1:]
    return unit in TIME_UNITS and bool(rest) and rest[0].strip(".,;!") in ("after", "before", "afterwards", "later", "in", "into")


def _may_log(word: Word, follower: Word | None) -> bool:
    """Tell whether an entry may begin with a word of a note: one that begins entries, before a number, or before a name."""
    said = word.text.lower()
    if said not in HEADS and said not in ALIASES and said not in EFFECTS:
        return False
    told = follower.text.lower() if follower else ""
    if (HEADS[said][0] if said in HEADS else ALIASES[said][0] if said in ALIASES else None) is Exercise:
        return True  # `walked with mum 30min`
    return said in NAME_HEADS or told[:1].isdigit() or told in NUMBER_WORDS


def _bare_day(text: str) -> str:
    """Return a day as it is typed behind --on: `on monday!` is monday, `@9am` 9am."""
    plain = _without_marks(text, " .!?,;-–—").lower()
    for lead in ("on ", "at ", "around ", "@", "the "):
        plain = plain.removeprefix(lead) if lead != "the " or plain[4:5].isdigit() else plain
    return plain.strip()


def _without_marks(text: str, marks: str) -> str:
    """Return a text without the marks around it; the point behind `on 3.11.` stays, since it makes a day of the numbers."""
    plain = text.strip(marks)
    numbers = plain.rsplit(" ", 1)[-1].split(".")
    a_day = len(numbers) == 2 and all(map(str.isdigit, numbers)) and not plain.lower().startswith("at ")
    return f"{plain}." if a_day and f"{plain}." in text else plain
