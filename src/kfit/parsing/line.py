"""Reads a line: `kfit LINE`, `kfit log LINE`, each line of a file, and an answer of the check-in, with one entry or several."""

from __future__ import annotations

from ..errors import Refused, Unclear, UnknownWord, Unreadable, ValueMissing
from ..model.entries import HEADS, NAME_HEADS, Habit, Infusion, Medicine, Note, Rating, Score, Sleep
from ..model.routes import DOSE, treatment_word
from . import heads
from .draft import TWO_NOTES, Context, EntryDraft, Reading, entries_of, read_day
from .heads import LONGEST_DAY, TODAY
from .numbers import ValueSubject, digit
from .options import EDITOR_OPTION, ENTRY_FLAGS, LINE_FLAGS, NOTE_OPTION, SHORT, field_value, flag_of, next_option, without_option
from .tokens import Word, Words, from_arguments, from_text, note_option, quoted, retyped, unbroken
from .values import NO_LINE, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.fields import Entry
    from .heads import Head

HALVES = ("1/2", "1/3", "2/3", "1/4", "3/4")  # of one, or a day
IN_FULL = ("treatment", "habit", "medicine", "answers")  # forms whose value may lack: in the middle of a line it stands in full


class LineParser:
    """A line being read, entry by entry. With `alone` its words are those of one entry, in which no other begins."""

    def __init__(self, words: Words, context: Context, *, in_file: bool = False, alone: bool = False) -> None:
        self.words, self.context, self.in_file, self.alone = words, context, in_file, alone
        self.said: list[EntryDraft] = []
        self.reading = Reading()
        self.day_text: str | None = None
        self.options: list[list[Word]] = []  # the words of each option of the whole line
        self._value_due = False  # the value of the entry is still to come
        self._late = False  # an option of the whole line stands behind an entry: only the end may follow
        self._ahead: EntryDraft | None = None  # an entry that was read while looking for the end of the one before

    def take_options(self, words: Words) -> None:
        """Take line options that were given beside the line, not in it."""
        in_file, self.in_file = self.in_file, False
        while (found := next_option(words)) is not None:
            self.take_line_option(*found, words)
        self.in_file = in_file
        self.words.day = None

    def read(self) -> Reading:
        """Read the whole line."""
        self._options(None)
        self._leading_day()
        while (word := self.words.peek()) is not None or self._ahead is not None:
            if self._ahead is None and word is not None and not word.quoted and self._options(None):
                continue
            if self._ahead is None and word is not None and (word.parts if self.said else word.sep):
                self.words.take()
                continue
            said, self._ahead = self._ahead, None
            if self._late:
                from .offers import misplaced_options

                self.words.place = said.place if said else self.words.place
                raise Refused(misplaced_options(self.words, self.options))
            if said is None:
                head = heads.find(self.words, self.words.place, self.context, start=True)
                if head is None:
                    raise self._unknown()
                if head.kind is Note:
                    self._rest_is_note()
                    continue
                said = heads.EntryBeginning(self).read(head)
            self.said.append(said)
            self.take_rest(said)
            said.end = self._ahead.place if self._ahead else self.words.place
            while said.end > said.value_end and self.words.words[said.end - 1].parts:
                said.end -= 1
        if not self.said:
            raise Refused("There is nothing to log in this line. For example: kfit log mood 6, sleep 7h30")
        return self._finished()

    def _unknown(self) -> Refused:
        from .offers import unknown

        kind = Refused if self.said or self.words.place else UnknownWord
        return kind(unknown(self.words, self.said, in_file=self.in_file))

    def _finished(self) -> Reading:
        """Make the entries of what was said."""
        self.reading.typed = self.words.source
        if not self.in_file and len(self.said) == 1 and self._asks():
            return self.reading
        days = self._days()
        for said, text in zip(self.said, days, strict=True):
            day = self.context.unsaid if text is None else read_day(text, self.context, self.words, said.kind)
            if said.kind is Score and said.fields.keys().isdisjoint(("items", "total")):
                from .forms import refuse_bare_form

                refuse_bare_form(said.head)
            said.refuse_doubts()
            if "name" in said.fields:
                from .names import new_names

                self.reading.tracked += new_names(said, self.words, self.context, one=len(self.said) == 1)
            try:
                entries = entries_of(said, day, self.context)
            except Unclear as error:
                raise error.offer(self.words.with_day) from None
            self.reading.entries += entries
            self.reading.read_times |= said.read_times(entries)
            self._ask(said, entries)
        return self.reading

    def _asks(self) -> bool:
        """Tell whether the text of the one note, or the answers of the one form, are still to come."""
        said = self.said[0]
        if said.kind is Note and said.note is None and "mark" not in said.fields:
            self.reading.asks_for_note = self.reading.asks_for_note or "prompt"
        if said.kind is Score and said.fields.keys().isdisjoint(("items", "total")):
            self.reading.asks_for_answers = said.head
        return bool(self.reading.asks_for_note or self.reading.asks_for_answers)

    def _days(self) -> list[str | None]:
        """Return the day of each entry. Raises Refused where a day among the words may belong to one entry or to all."""
        told = [said.day for said in self.said if said.day]
        if not told:
            return [self.day_text] * len(self.said)
        if self.day_text is None and all(day.lower() == TODAY for day in told):
            return [None] * len(self.said)
        if self.day_text is not None:
            raise Refused(f"There are two days: '{self.day_text}' and '{told[0]}'. Which one? Try: {self.words.with_day(self.day_text)}")
        notes = [said for said in self.said if said.kind is Note]
        if len(told) + len(notes) >= len(self.said):
            return [None if (said.day or told[0]).lower() == TODAY else said.day or told[0] for said in self.said]
        from .offers import SplitLine

        every = self.words.with_day(told[0])
        alone = next(said for said in reversed(self.said) if said.day)
        raise Refused(
            f"Is '{told[0]}' the day for all of them? For all: {every}   For one only: {SplitLine(self.words, alone).on_its_day()}"
        )

    def _ask(self, said: EntryDraft, entries: list[Entry]) -> None:
        """Keep in mind what was said of sleep, and ask about an infusion that was perhaps not had."""
        if said.kind is Sleep:
            self.reading.nights.append((said, self.words, entries))
        if said.kind is Infusion and (said.note or said.quoted_note):
            from .notes import ask_whether_had  # only an infusion needs it

            ask_whether_had(said, self.words, entries[0].day, self.context, or_note=said is not self.said[0] and not said.fields)

    # The options

    def _options(self, said: EntryDraft | None) -> bool:
        """Take the options that stand next: those of an entry too, if one stands before them. Tell whether there were any."""
        first = self.words.place
        while (found := next_option(self.words, said.kind if said else None)) is not None:
            flag, value = found
            if flag in LINE_FLAGS:
                self.take_line_option(flag, value, self.words)
                self._late = bool(self.said)
            elif said is None:
                raise Refused(f"{flag} goes after the entry it is about. Try: {without_option(self.words)}")
            elif flag == NOTE_OPTION[0]:
                said.add_note(value or "")
                said.empties_note = not value
            elif flag == EDITOR_OPTION and said.kind is Note and len(self.said) <= 1 and not self.in_file:
                self.reading.asks_for_note = "editor"
            elif flag == EDITOR_OPTION:
                line = self.words.mended(self.words.place - 1, self.words.place, "")
                raise Refused(f"{EDITOR_OPTION} works for a note only. Without it: {line}")
            elif flag in ENTRY_FLAGS:
                said.flags.add(flag_of(said.kind, flag, self.words))
            else:
                said.add(flag, field_value(said.kind, flag, value or "", self.words), without_option(self.words))
        return self.words.place > first

    def options_before_value(self, said: EntryDraft) -> bool:
        """Take the options that stand before a value; of the words behind --on, the last number is left for it."""
        self._value_due = True
        try:
            return self._options(said)
        finally:
            self._value_due = False

    def take_line_option(self, flag: str, value: str | None, words: Words) -> None:
        """Take an option of the whole line. Raises Refused for a second one, a second day, and one that a file's line cannot have."""
        place = words.place
        taken = 1 if value is None or words.words[place - 1].is_option else 2
        self.options.append(words.words[place - taken : place])
        name = flag.removeprefix("--")
        if value is None:
            if self.in_file and name != "replace":
                raise Refused(f"{flag} goes after kfit log -, not inside the file. For example: kfit log - {flag}")
            if getattr(self.reading, name):
                raise Refused(f"{flag} is there twice. Try: {without_option(words)}")
            setattr(self.reading, name, True)
            return
        if self.day_text is not None:
            raise Refused(f"There are two days: '{self.day_text}' and '{value}'. Which one? Try: {without_option(words)}")
        words.day = (place - taken, place)
        self.day_text = value
        longest = self._longest_day(words, value)
        if longest:
            self.day_text = " ".join([value, *(words.take().text for _ in range(longest))])
            words.day = (place - taken, words.place)

    def _longest_day(self, words: Words, day: str) -> int:
        """Return how many of the next words belong to the day behind --on: `--on last wednesday`, `--on 2 days ago`."""
        behind = [word.text for word in unbroken(words.rest()[:LONGEST_DAY])]
        last = len(behind)
        if self._value_due:  # `mood --on last friday 6`: the number that stands last is the value
            last = next((place for place in range(len(behind) - 1, -1, -1) if digit(behind[place][:1])), 0)
        return next((count for count in range(last, 0, -1) if self.context.is_day(" ".join([day, *behind[:count]]))), 0)

    # The day

    def _leading_day(self) -> None:
        """Take the day that may stand first: `mon: mood 6`, `last night sleep 5`."""
        words = self.words.rest()
        if not words or words[0].quoted or words[0].text.lower() in HEADS:
            return
        count = self.day_words(words)
        if not count:
            return
        behind = self.words.place + count
        if behind < len(self.words.words) and self.words.words[behind].sep:
            behind += 1
        if behind >= len(self.words.words):
            return
        text = self.words.raw(words[0], words[count - 1]).rstrip(": ")
        head = heads.find(self.words, behind, self.context, start=True) if text in HALVES else None
        if head is not None and head.kind in (Infusion, Medicine):  # `1/2 troche 100mg`
            line = self.words.mended(self.words.place, behind, "")
            raise Refused(f"Is '{text}' a part of one, or a day? A part: {line} --note {text}   The day: {line} --on {text}")
        if self.day_text is not None:
            raise Refused(f"There are two days: '{text}' and '{self.day_text}'. Which one? Try: {self.words.mended(0, count, '')}")
        self.day_text = None if text.lower() == TODAY else text.removeprefix("on ")
        self.words.day = (self.words.place, behind)
        self.words.place = behind

    def day_words(self, words: list[Word]) -> int:
        """Return how many of the words are a day, as many as possible; 0 if none are."""
        texts = [word.text for word in unbroken(words[: LONGEST_DAY + 1])]
        for count in range(len(texts), 0, -1):
            text = " ".join(texts[:count]).rstrip(": ").lower().removeprefix("on ").removeprefix("at ")
            if not text or text.isdigit():
                continue
            found = self.context.attempt(text)
            alone = isinstance(found, Unclear) and count > 1 and texts[count - 1].isdigit() and texts[count - 2].lower() not in ("at", "@")
            if alone and not isinstance(self.context.attempt(" ".join(texts[: count - 1])), Refused):
                continue  # the number of `sunday 4` is no time for sure
            if isinstance(found, Unclear) and found.readings and all(reading.endswith(" ago") for reading in found.readings):
                continue  # a length such as `10 min` is no day, though it may be so long ago
            if not isinstance(found, Unreadable):
                return count
        return 0

    # What stands behind the value

    def take_rest(self, said: EntryDraft) -> None:
        """Take the options and the note of an entry, up to the next entry."""
        words = self.words
        free: list[Word] = []
        ended = False
        fresh = not said.note  # nothing but the value, its options and a quoted text stand before the next word
        if (said.value_end > said.name_place and said.kind is not Sleep) or said.value_text.isdigit():
            self._refuse_count(said)
        while (word := words.peek()) is not None:
            if word.text == "--" and not word.quoted:
                self._text_behind_dashes(said, free)
                return
            if not word.quoted and self._options(said):
                ended = bool(free)
            elif self._next_begins(direct=fresh, said=said):
                break
            elif word.quoted and len(self.said) > 1 and said.kind is not Note:
                self._quoted_note(said)
                break
            elif word.quoted and said.note is None and said.kind is not Note and all(one.sep for one in free):
                said.add_note(words.take().text)
                ended = fresh = True
            elif ended and (free or said.note is not None) and not word.sep:
                while words.peek() is not None and not self._next_begins(direct=False, said=said):
                    words.take()
                raise Refused(self._two_parts(said, free))
            else:
                fresh = False
                free.append(words.take())
        self._take_free(said, free)

    def _take_free(self, said: EntryDraft, free: list[Word]) -> None:
        """Take the free words, without the separators around them, as the day or the note of an entry."""
        while free and said.kind is not Note and free[-1].parts:
            free.pop()
        while free and said.kind is not Note and free[0].sep:
            free.pop(0)
        if free:
            from .free_words import FreeWords  # a value alone waits for none of this

            FreeWords(self, said, free).settle()

    def _two_parts(self, said: EntryDraft, free: list[Word]) -> str:
        if said.note is not None:
            return TWO_NOTES
        words, first = self.words, self.words.words.index(free[0])
        stop = self._ahead.place if self._ahead else words.place
        while words.words[stop - 1].sep:
            stop -= 1
        taken = [word for one in self.options for word in one]
        note: list[str] = []
        options: list[Word] = []
        in_text = takes = False
        for word in words.words[first:stop]:
            if word.text == "--" and not word.quoted and not in_text:
                in_text = True
            elif not in_text and (word in taken or word.is_option or takes):
                takes = word not in taken and word.is_option and "=" not in word.text and word.text not in said.kind.flags
                options.append(word)
            else:
                note.append(word.text)
        whole = f"{note_option(' '.join(note))} {retyped(options)}".rstrip()
        return f"The note is in two places. Try: {words.mended(first, stop, whole)}"

    def _text_behind_dashes(self, said: EntryDraft, free: list[Word]) -> None:
        """Take all up to the next separator as text, options and quotes too."""
        words = self.words
        words.take()
        text: list[Word] = []
        while (word := words.peek()) is not None and (
            self.alone or said.kind is Note or not (word.sep and self._candidate(words.place + 1) is not None)
        ):
            text.append(words.take())
        if free:
            raise Refused(self._two_parts(said, free))
        if text:
            said.add_note(words.raw(text[0], text[-1]))

    def _next_begins(self, *, direct: bool, said: EntryDraft) -> bool:
        """Tell whether another entry begins here: directly behind a value, or behind a separator. It is read already then."""
        words = self.words
        place = words.place
        while place < len(words.words) and words.words[place].parts:
            place += 1
        parted = place > words.place
        alone = self.alone or said.kind is Note  # all behind `note` is its text
        return (direct or parted) and not alone and self._candidate(place, parted=parted, said=said) is not None

    def _candidate(self, place: int, *, parted: bool = True, said: EntryDraft | None = None) -> EntryDraft | None:
        """Read what begins at a place if it is an entry with a value of its own; None for words of a note."""
        words = self.words
        head = heads.find(words, place, self.context, start=parted)
        if head is None:
            self._refuse_typo(place)
            return None
        if head.kind is Note:
            words.place = place if head.stop < len(words.words) else words.place
            return EntryDraft(Note, head.word) if head.stop < len(words.words) else None
        plain = head.kind.form not in IN_FULL or self._is_plain(head, parted=parted)
        if "none" in head.fields or not (plain or head.kind is Infusion):
            return None
        if head.word == DOSE and not plain and not self._ends(head.stop):
            return None  # `the dose was raised` is a note
        if not plain and not parted and head.stop == len(words.words):
            from .offers import infusion_or_note

            called = DOSE if head.word == DOSE else treatment_word(head.fields.get("route"), head.fields.get("dosage_form"))
            raise Refused(infusion_or_note(words, words.words[place], called))
        first, words.place = words.place, place
        try:
            found = heads.EntryBeginning(self).read(head, embedded=True)
        except Refused as error:
            words.place = first
            if NO_LINE in str(error) and self.said:
                raise Refused(f"{NO_LINE} Without it: {words.mended(first, head.stop + 1, '')}") from None
            if self._number_behind(head):
                raise
            return None
        behind = words.source[words.words[words.place - 1].end :] if words.place < len(words.words) else ""
        if said is not None and heads.EntryBeginning(self).is_count(found, behind, found.value_text, strict=True):
            raise self._two_readings(said, place)
        self._ahead = found
        return found

    def _ends(self, place: int) -> bool:
        """Tell whether no more words of the same piece stand at a place."""
        return place >= len(self.words.words) or self.words.words[place].sep or self.words.words[place].is_option

    def _number_behind(self, head: Head) -> bool:
        """Tell whether a number stands where the value is due: then it is asked about, and no part of a note."""
        longest = head.stop + (3 if head.word in NAME_HEADS else 1)
        behind = self.words.words[head.stop : longest]
        stop = next((place for place, word in enumerate(behind) if word.sep), len(behind))
        return any(digit(word.text[:1]) for word in behind[:stop])

    def _is_plain(self, head: Head, *, parted: bool) -> bool:  # noqa: PLR0911 - a way out for each form
        """Tell whether a treatment, habit, medicine or form in the middle of a line has a value of its own there."""
        behind = self.words.words[head.stop :]
        stop = next((place for place, word in enumerate(behind) if word.sep or word.is_option), len(behind))
        text = " ".join(word.text for word in behind[:stop])
        if behind[:1] and behind[0].quoted and head.word in NAME_HEADS:
            return head.kind is not Rating or digit(text[len(behind[0].text) :].strip()[:1])
        if head.name:
            from .treatments import event_length as event_said

            happened = parted and head.kind is Medicine and ("event" in head.fields or event_said(text))
            return bool(happened) or digit(text[:1]) or (parted and head.kind is Habit and not text)
        if head.word in NAME_HEADS:
            from .notes import taken

            try:
                return bool(taken(head.word, text, self.context))
            except Refused:
                return True
        if head.kind is Score:
            return digit(text[:1]) or bool(behind and behind[0].is_option)
        subject = ValueSubject(head.kind.kind, head.word, self.context)
        subject.fields = dict(head.fields)
        try:
            value = value_of(subject, head.kind, text)
        except Unclear:
            return digit(text[:1])
        return value is not None and value.used > 0

    def _refuse_typo(self, place: int) -> None:
        """Ask about a word that is nearly a kind's, with a number behind it: `mood 5, slep 7h30`."""
        words = self.words.words[place : place + 2]
        if len(words) < 2 or not words[0].text.isalpha() or len(words[0].text) < 4 or words[0].quoted or not digit(words[1].text[:1]):
            return
        from difflib import get_close_matches

        near = get_close_matches(words[0].text.lower(), HEADS.keys() - {DOSE}, n=1, cutoff=0.75)  # `done 20` is no dose
        if near and abs(len(near[0]) - len(words[0].text)) <= 1:
            rest = self.words.words
            text = self.words.raw(rest[place], rest[-1])
            before = self.words.mended(place, len(rest), note_option(text))
            raise Refused(
                f"I don't know '{words[0].text}'. Did you mean: {self.words.mended(place, place + 1, near[0])}   As a note: {before}"
            )

    def _two_readings(self, said: EntryDraft, place: int) -> Refused:
        """Ask whether `pain 6 weeks now` behind a mood is an entry with a note, or the note."""
        words = self.words
        start = words.place
        first = place
        while first > said.value_end and words.words[first - 1].parts:
            first -= 1
        text = words.raw(words.words[first], words.words[-1]).lstrip(",; ")
        behind = words.raw(words.words[start], words.words[-1])
        before = words.mended(first, len(words.words), "").rstrip(" ,")
        own = retyped(words.words[place:start])
        return Refused(
            f"Is that a note, or an entry of its own? A note: {before} {note_option(text)}"
            f"   An entry: {before}, {own} {note_option(behind)}"
        )

    def _refuse_count(self, said: EntryDraft) -> None:
        """Ask about `headache 2 days`: the number may count what stands behind it."""
        words = self.words
        rest = unbroken(words.rest())
        text = words.raw(rest[0], rest[-1]) if rest else ""
        if not text or not heads.EntryBeginning(self).is_count(said, text, said.value_text, strict=False):
            return
        line = words.mended(words.place, words.place + len(rest), note_option(text))
        as_note = "" if self.alone else f"As a note: kfit note {retyped(words.words)}   "
        raise Refused(f"'{said.value_text} {text}' can be a note, or a value with one. {as_note}With a note: {line}")

    def _quoted_note(self, said: EntryDraft) -> None:
        """Take a quoted text behind several entries as a note of its own."""
        word = self.words.take()
        if word.text.strip():
            note = EntryDraft(Note, "note")
            note.add_note(word.text)
            note.place = note.name_place = note.value_end = self.words.place - 1
            said.quoted_note = word.text
            note.end = self.words.place
            said.end = self.words.place
            self.said.append(note)

    def _rest_is_note(self) -> None:
        """Take the rest of the line as a note, with its options."""
        note = EntryDraft(Note, Note.kind)
        note.place = self.words.place
        self.words.take()
        note.name_place = note.value_end = self.words.place
        self.said.append(note)
        self.take_rest(note)
        if note.note is None and "mark" not in note.fields and (self.in_file or len(self.said) > 1):
            raise Refused("The note has no text. For example: kfit note a long day")
        note.end = len(self.words.words)


def read(arguments: Sequence[str], context: Context) -> Reading:
    """Read what a shell handed over behind `kfit`, with or without `log`. Raises Refused for what cannot be read for sure."""
    try:
        return read_unchecked(arguments, context)
    except Refused as error:
        raise _with_sure_offers(error, " ".join(arguments), context) from None


def read_in_file(text: str, options: Sequence[str], context: Context) -> Reading:
    """Read a line of a file, with the options of the command. Raises Refused for what cannot be read for sure."""
    try:
        line = LineParser(from_text(text), context, in_file=True)
        line.take_options(from_arguments(options))
        return line.read()
    except Refused as error:
        raise _with_sure_offers(error, text, context) from None


def _with_sure_offers(error: Refused, typed: str, context: Context) -> Refused:
    """Return a refusal with the lines alone that are read themselves."""
    from .offers import sure_offers

    told = sure_offers(str(error), typed, lambda words: is_read(words, context))
    if told == str(error):
        return error
    error.args = (told,)
    return error


def is_read(words: Sequence[str], context: Context) -> bool:
    """Tell whether a line is read, or asks which end of a new rating is better."""
    try:
        read_unchecked(words, context.anew())
    except Refused as error:
        return hasattr(error, "new_rating")
    return True


def read_unchecked(arguments: Sequence[str], context: Context) -> Reading:
    """Read a line without reading the lines that its refusal offers."""
    words = list(arguments)
    command = "kfit"
    first, _, more = words[0].partition(" ")
    if first.lower() == "log":
        command = "kfit log"
        words = [more, *words[1:]] if more else words[1:]
    content, options = parted(words)
    if not content:
        raise Refused("kfit log needs at least one entry. For example: kfit log mood 6, sleep 7h30, walk 20")
    if len(content) > 1 and " " in content[0].strip() and all(word.startswith("--") for word in content[1:]):
        content = [" ".join(content)]
    if len(content) == 1 and (" " in content[0].strip() or options or command == "kfit log"):
        line = LineParser(from_text(content[0], command), context)
        line.take_options(from_arguments(options))
        try:
            return line.read()
        except ValueMissing as error:
            error.behind = " ".join([*([error.behind] if error.behind else []), *map(quoted, options)])
            raise
    return LineParser(from_arguments(words, command), context).read()


def read_entry(begin: Sequence[str], text: str, context: Context) -> Reading:
    """Read one entry from the words that begin it and the text that follows them. Raises Refused for what cannot be read for sure.

    The first of the words is that of a kind; the others are taken as if they stood in quotes.
    """
    told, words = "", []
    for word in begin:
        words.append(Word(word, len(told), len(told) + len(word), quoted=bool(told)))
        told += f"{word} "
    place = len(told)
    words += [Word(one.text, one.start + place, one.end + place, quoted=one.quoted, sep=one.sep) for one in from_text(text).words]
    return LineParser(Words(told + text, words, "kfit"), context, alone=True).read()


def parted(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """Return the words of the line, and the options that apply to the whole line."""
    content: list[str] = []
    options: list[str] = []
    takes_next = False
    for place, word in enumerate(words):
        flag, glued, _ = word.partition("=")
        flag = SHORT.get(flag, flag)
        if word == "--":
            return [*content, *words[place:]], options
        if takes_next or flag in LINE_FLAGS:
            takes_next = not takes_next and not glued and LINE_FLAGS[flag]
            options.append(word)
        else:
            content.append(word)
    return content, options
