"""Reads `kfit KIND ...` and the words of `kfit edit ID ...`: a value, its options, and all else is the note."""

from __future__ import annotations

from ..errors import Refused, Unclear
from ..model.entries import ACTIVITIES, HEADS, NAME_HEADS, Effect, Exercise, Infusion, Note, Score, Sleep
from .draft import TWO_NOTES, Context, EntryDraft, Reading, WrongDay, entries_of, read_day
from .numbers import ValueSubject, glued
from .options import EDITOR_OPTION, ENTRY_FLAGS, LINE_FLAGS, NOTE_OPTION, field_value, flag_of, next_option, without_option
from .tokens import Word, Words, from_arguments, quoted, retyped
from .values import example, form_of, value_of, wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.fields import Entry
    from .line import LineParser


def refuse_options_first(said: EntryDraft, words: Words, context: Context) -> None:
    """Refuse `mood --on yesterday 6`, with the options behind the value. What stands behind them and is no value is left alone."""
    first = words.place
    while next_option(words) is not None:
        pass
    options, left, words.place = words.words[first : words.place], words.rest(), first
    if left and _begins_with_value(said, words.raw(left[0], left[-1]), context):
        raise Refused(f"The value stands before the options. Try: {words.so_far()} {retyped(left)} {retyped(options)}")


def _begins_with_value(said: EntryDraft, text: str, context: Context) -> bool:
    if said.head in NAME_HEADS:  # its name stands there
        return True
    subject = ValueSubject(said.kind.kind, said.head, context, HEADS[said.head][1].get("name", ""))
    try:
        value = value_of(subject, said.kind, text)
    except Unclear:
        return True
    return value is not None and value.used > 0


LONGEST_DAY = 4  # words behind --on that could still belong to the day


class EntryParser:
    """One entry being read from the words behind its kind."""

    def __init__(self, kind: type[Entry], head: str, words: Words, context: Context) -> None:
        self.words, self.context = words, context
        self.said = EntryDraft(kind, head)
        self.reading = Reading()
        self.day_text: str | None = None
        self.note: list[Word] = []
        self.note_ended = False
        self.empties_note = False  # --note "": an edit takes the note out

    def options(self) -> None:
        """Take the options that stand next."""
        while (found := next_option(self.words, self.said.kind)) is not None:
            flag, value = found
            self.note_ended = bool(self.note)
            if flag in LINE_FLAGS:
                self._line_option(flag, value)
            elif flag == NOTE_OPTION[0]:
                self.said.add_note(value or "")
                self.empties_note = not value
            elif flag == EDITOR_OPTION:
                self._editor()
            elif flag in ENTRY_FLAGS:
                self.said.flags.add(flag_of(self.said.kind, flag, self.words))
            else:
                self.said.add(flag, field_value(self.said.kind, flag, value or "", self.words), without_option(self.words))

    def _line_option(self, flag: str, value: str | None) -> None:
        name = flag.removeprefix("--")
        if value is None:
            if getattr(self.reading, name):
                raise Refused(f"{flag} stands twice. Try: {without_option(self.words)}")
            setattr(self.reading, name, True)
            return
        if self.day_text is not None:
            raise Refused(f"There are two days: '{self.day_text}' and '{value}'. Which one? Try: {without_option(self.words)}")
        self.day_text = value
        take_day(value, self.words, self.context)

    def _editor(self) -> None:
        if self.said.kind is not Note:
            raise Refused(f"{EDITOR_OPTION} goes with note. Try: kfit note {EDITOR_OPTION}")
        self.reading.asks_for_note = "editor"

    def value(self) -> None:
        """Take the name, where one is due, and the value."""
        word = self.words.peek()
        if word is not None and word.is_option:
            refuse_options_first(self.said, self.words, self.context)
        subject = self._subject()
        region = self.words.region()
        kind = self.said.kind
        try:
            value = value_of(subject, kind, region)
        except Unclear as error:
            raise self.words.refusal(error, example(kind, subject)) from None
        if value is None or (self._quoted_next() and value.used < len(region.strip())):
            if value is not None and form_of(kind).may_lack:
                self.said.value_end = self.words.place
                return
            raise self._no_value(subject, region)
        if value.doubt is not None:
            self.said.doubts.append(self.words.refusal(value.doubt, ""))
        self.said.take(value, region[: value.used])
        if value.used:
            self.words.pass_value(value.used)
        self.said.value_end = self.words.place

    def _no_value(self, subject: ValueSubject, region: str) -> Refused:
        """Say what the word wants behind it; behind a side effect that nobody knows, mend that too."""
        if subject.told and self.said.kind is Effect:
            from . import names

            if not names.is_one(subject.name, subject.known):
                return names.asked(self.said, self.words, subject.known)
        unclear = glued(form_of(self.said.kind).read, region, subject)
        if unclear.readings:
            return self.words.refusal(unclear, "")
        return Refused(wanted(self.said, subject, self.words, unclear.said))

    def _subject(self) -> ValueSubject:
        """Return what stands before the value, its name taken."""
        if "name" not in self.said.kind.OWN:  # a mood waits for nothing that knows of names
            self.said.name_place = self.words.place
            return ValueSubject(self.said.kind.kind, self.said.head, self.context)
        from .names import subject_of

        return subject_of(self.said, self.words, self.context)

    def _quoted_next(self) -> bool:
        word = self.words.peek()
        return word is not None and word.quoted

    def free(self) -> None:
        """Take the words of the note that stand next."""
        while (word := self.words.peek()) is not None and (word.quoted or not word.is_option or word.text == "--"):
            if word.text == "--" and not word.quoted:
                self.words.take()
                self._all_text()
                return
            if next_option(self.words) is not None:  # a long dash before an option's name is refused here
                return
            if self.note_ended:
                raise Refused(self._in_two_parts())
            self.note.append(self.words.take())

    def _all_text(self) -> None:
        """Take all that is left as text (it stands behind `--`)."""
        left = self.words.rest()
        self.words.place = len(self.words.words)
        if left:
            if self.note:
                self.words.place -= len(left)
                raise Refused(self._in_two_parts())
            self.said.add_note(self.words.raw(left[0], left[-1]))

    def _in_two_parts(self) -> str:
        """Offer the line with all words of the note in one, and all else as it was typed."""
        if self.said.note is not None:
            return TWO_NOTES
        words, first = self.words, self.words.words.index(self.note[0])
        note = list(self.note)
        in_text = words.words[words.place - 1].text == "--"
        while words.peek() is not None:
            if in_text or next_option(words) is None:
                in_text = in_text or words.words[words.place].text == "--"
                note.append(words.take())
        left = [word for word in words.words[first:] if word not in note and word.text != "--"]
        text = quoted(" ".join(word.text for word in note if word.text != "--"), always=True)
        return f"The note stands in two parts. Try: {words.mended(first, len(words.words), f'--note {text} {retyped(left)}'.rstrip())}"

    def read_rest(self) -> None:
        """Read what stands behind the value: options and the note."""
        while self.words.peek() is not None:
            self.options()
            self.free()
        if self.note:
            self._take_note()

    def finish(self) -> Reading:
        """Read the rest, and make the entries."""
        self.read_rest()
        reading = self.reading
        reading.typed = self.words.source
        self.said.end = len(self.words.words)
        empty_note = self.said.kind is Note and self.said.note is None and "mark" not in self.said.fields
        if empty_note and not reading.asks_for_note:
            reading.asks_for_note = "prompt"
        if self.said.kind is Score and self.said.fields.keys().isdisjoint(("items", "total")):
            reading.asks_for_answers = self.said.head
        day = None if self.day_text is None else read_day(self.day_text, self.context, self.words)
        if not reading.asks_for_note and not reading.asks_for_answers:
            self.said.refuse_doubts()
            if "name" in self.said.fields:
                from .names import new_names

                reading.tracked = new_names(self.said, self.words, self.context, one=True)
            try:
                reading.entries = entries_of(self.said, day, self.context)
            except WrongDay as error:
                raise error.with_lines(self.words) from None
            reading.read_times = self.said.read_times(reading.entries)
            if self.said.kind is Sleep:
                reading.nights.append((self.said, self.words, reading.entries))
            if self.said.kind is Infusion and self.said.note:
                from .notes import ask_whether_had  # only an infusion needs it

                ask_whether_had(self.said, self.words, reading.entries[0].day, self.context)
        return reading

    def note_text(self) -> str:
        """Return the words of the note as they were typed."""
        return self.note[0].text if len(self.note) == 1 else self.words.raw(self.note[0], self.note[-1])

    def _take_note(self) -> None:
        text = self.note_text()
        if self.said.kind is Note and text == "-":
            self.reading.asks_for_note = "stdin"
            return
        self.said.free_note = not self.note[0].quoted
        if self.said.kind is Note and self.said.free_note:
            self._refuse_longer_mark()
        if self.said.free_note:
            self._check_note(text)
        self.said.add_note(text)

    def _refuse_longer_mark(self) -> None:
        """Refuse `--mark starts to fade`: the words behind a mark of one word may be the rest of it."""
        place = self.words.words.index(self.note[0])
        before = self.words.words[place - 2 : place]
        if len(before) < 2 or before[0].text != "--mark" or before[1].quoted:
            return
        text, behind = " ".join(word.text for word in self.note), place + len(self.note)
        whole = self.words.mended(place - 1, behind, quoted(f"{before[1].text} {text}"))
        apart = self.words.mended(place, behind, f"--note {quoted(text, always=True)}")
        raise Refused(f"A mark of several words wants quotes. Try: {whole}   or, with a note: {apart}")

    def _check_note(self, text: str) -> None:
        """Refuse what may be no note, and remember what a note has swallowed."""
        from . import notes  # a line without a note waits for none of this

        if self.said.kind is Effect:
            from .names import refuse_in_note

            refuse_in_note(self.said, self.words, self.note, self.context.known)
        if self.said.kind.form == "treatment":
            from .notes import refuse_late  # only an infusion needs it

            refuse_late(self.words, self.said, self.note, self.context)
        if self.said.kind is not Note or notes.day_within(text, self.context) is not None:
            notes.check_free(self.words, self.note, self.context)
        if self.said.kind is Note:
            return
        found = notes.swallowed(self.words, self.note, self.context)
        if not found and self.said.kind is Sleep:
            found = notes.nap_within(self.words, self.note)
        if found:
            self.reading.remarks.append(found)


def take_day(day: str, words: Words, context: Context) -> None:
    """Note where the day stands, and refuse `--on mon 9pm bad`: the words behind would make it another day (rule 6)."""
    place = words.place
    glued = words.words[place - 1].is_option
    words.day = (place - (1 if glued else 2), place)
    behind: list[Word] = []
    for word in words.rest()[:LONGEST_DAY]:
        if word.quoted or word.is_option or word.sep:
            break
        behind.append(word)
    for count in range(len(behind), 0, -1):
        longer = f"{day} {' '.join(word.text for word in behind[:count])}"
        if context.is_day(longer):
            line = words.mended(place - (1 if glued else 2), place + count, day_said := f"--on {quoted(longer, always=True)}")
            raise Refused(f"A day of several words wants quotes: {day_said}. Try: {line}")


def read_one(arguments: Sequence[str], context: Context) -> Reading:
    """Read the words of `kfit KIND ...`, the kind's word first. Raises Refused for what cannot be read for sure."""
    first = arguments[0].split() or [""]
    head = first[0].lower()
    kind, _ = HEADS[head]
    words = from_arguments([*first[1:], *arguments[1:]], separated=False)
    words.command = f"kfit {head}"
    one = EntryParser(kind, head, words, context)
    if kind is not Note:
        one.value()
    return one.finish()


def _activity_alone(words: Words) -> bool:
    """Tell whether an activity stands first, without minutes: an edit may change the one and leave the other."""
    texts = [word.text.lower() for word in words.rest()[:2]]
    return texts[:1] != [] and texts[0] in ACTIVITIES and not (texts[1:] and texts[1][:1].isdigit())


def read_changes(before: Entry, arguments: Sequence[str], context: Context) -> EntryParser:
    """Read the words of `kfit edit ID ...`: what may stand behind the kind's word, none of it needed."""
    kind, words = type(before), from_arguments(arguments, separated=False)
    words.command = f"kfit edit {before.id}"
    one = EditParser(kind, before, words, context)
    first_word = one.words.peek()
    if kind is Exercise and _activity_alone(one.words):
        one.said.fields["activity"] = one.words.take().text.lower()
        first_word = None
    if first_word is not None and (first_word.quoted or not first_word.is_option) and kind is not Note:
        one.value()
    one.read_rest()
    return one


class EditParser(EntryParser):
    """The changes to one entry being read: its name and all else that is not said stay."""

    def __init__(self, kind: type[Entry], before: Entry, words: Words, context: Context) -> None:
        super().__init__(kind, kind.kind, words, context)
        self.name: str = getattr(before, "name", "")

    def _subject(self) -> ValueSubject:
        subject = ValueSubject(self.said.kind.kind, self.said.kind.kind, self.context, self.name)
        subject.editing = True
        region = self.words.region()
        first = self.words.peek()
        renames = self.name and self.said.kind is not Score and first is not None and first.text[:1].isalpha()
        if not renames or self._has_value(subject, region):
            return subject
        self.said.name_place = self.words.place
        from . import names

        subject.name = names.take(self.words, self.said.kind, self.context.known)
        names.refuse_elsewhere(subject.name, self.said.kind, self.words)
        subject.told = True
        self.said.fields["name"] = subject.name
        return subject

    def _has_value(self, subject: ValueSubject, region: str) -> bool:
        try:
            found = value_of(subject, self.said.kind, region)
        except Unclear:
            return True
        return found is not None and found.used > 0


class NoteParser(EntryParser):
    """The note that ends a line: read as `kfit note` reads it, but its day is the line's, and it may be any text."""

    def __init__(self, line: LineParser) -> None:
        super().__init__(Note, "note", line.words, line.context)
        self.line = line

    def _line_option(self, flag: str, value: str | None) -> None:
        self.line.take_line_option(flag, value, self.words)

    def _editor(self) -> None:
        raise Refused(f"{EDITOR_OPTION} goes with a note alone. Try: kfit note {EDITOR_OPTION}")

    def _take_note(self) -> None:
        self.said.free_note = not self.note[0].quoted
        if self.said.free_note:
            self._refuse_longer_mark()
        self.said.add_note(self.note_text())
