"""Reads a line with several entries: `kfit log ...`, and each line of a file."""

from __future__ import annotations

from ..errors import Refused, Unclear
from ..model.entries import HEADS, Exercise, Infusion, Note, Score, Sleep
from . import notes, offers
from .draft import Context, EntryDraft, Reading, WrongDay, entries_of, read_day
from .entry import EntryParser, take_day
from .names import new_names, subject_of
from .notes import FreeWords, ask_whether_had, begins_entry
from .options import EDITOR_OPTION, ENTRY_FLAGS, LINE_FLAGS, NOTE_OPTION, field_value, flag_of, next_option, without_option
from .values import form_of, value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.fields import Entry
    from .numbers import Value, ValueSubject
    from .tokens import Word, Words


class LineParser:
    """A line being read, entry by entry."""

    def __init__(self, words: Words, context: Context, *, in_file: bool = False) -> None:
        self.words, self.context, self.in_file = words, context, in_file
        self.said: list[EntryDraft] = []
        self.reading = Reading()
        self.day_text: str | None = None
        self.options: list[list[Word]] = []  # the words of each option of the whole line
        self.options_seen = False  # a line option behind an entry: only the end may follow

    def take_options(self, words: Words) -> None:
        """Take line options that were given beside the line, not in it."""
        in_file, self.in_file = self.in_file, False
        while (found := next_option(words)) is not None:
            self.take_line_option(*found, words)
        self.in_file = in_file
        self.words.day = None

    def read(self) -> Reading:
        """Read the whole line."""
        self._line_options()
        self.options_seen = False
        self._leading_day()
        parted = True
        while (word := self.words.peek()) is not None:
            if word.sep:
                if not self.said or parted:
                    raise Refused(f"Something is missing beside the '{word.text}'. Try: kfit log mood 6, sleep 7h30")
                self.words.take()
                parted = True
                continue
            if self.options_seen:
                raise Refused(offers.misplaced_options(self.words, self.options))
            self._entry(word, parted=parted)
            parted = False
        if not self.said:
            raise Refused("There is nothing to log in this line. Try: kfit log mood 6, sleep 7h30")
        day = None if self.day_text is None else read_day(self.day_text, self.context, self.words)
        try:
            for said in self.said:
                if said.kind is Score and said.fields.keys().isdisjoint(("items", "total")):
                    raise Refused(f"In a line, {said.head} wants its answers or its total. Alone, it asks for them: kfit {said.head}")
                self.reading.tracked += new_names(said, self.words, self.context, one=False)
                entries = entries_of(said, day, self.context)
                self.reading.entries += entries
                self.reading.read_times |= said.read_times(entries)
                self._ask(said, entries)
        except WrongDay as error:
            raise error.with_lines(self.words) from None
        self.reading.typed = self.words.source
        return self.reading

    def _ask(self, said: EntryDraft, entries: list[Entry]) -> None:
        """Keep in mind what was said of sleep, and ask about an infusion that was perhaps not had."""
        if said.kind is Sleep:
            self.reading.nights.append((said, self.words, entries))
        if said.kind is Infusion and (said.note or said.quoted_note):
            ask_whether_had(said, self.words, entries[0].day, self.context, or_note=said is not self.said[0])

    def _line_options(self, said: EntryDraft | None = None) -> None:
        """Take the options that stand next: those of an entry too, if one stands before them."""
        while (found := next_option(self.words)) is not None:
            flag, value = found
            if flag in LINE_FLAGS:
                self.take_line_option(flag, value, self.words)
            elif said is None:
                raise Refused(f"{flag} belongs behind the entry it speaks of. Try: {without_option(self.words)}")
            elif self.options_seen:
                raise Refused(f"{flag} belongs to its entry, before the options of the whole line. Try: {without_option(self.words)}")
            elif flag == NOTE_OPTION[0]:
                said.add_note(value or "")
            elif flag == EDITOR_OPTION:
                raise Refused(
                    f"{EDITOR_OPTION} opens a note of its own: kfit note {EDITOR_OPTION}. Without it: {self.words.mended(self.words.place - 1, self.words.place, '')}"
                )
            elif flag in ENTRY_FLAGS:
                said.flags.add(flag_of(said.kind, flag, self.words))
            else:
                said.add(flag, field_value(said.kind, flag, value or "", self.words), without_option(self.words))

    def take_line_option(self, flag: str, value: str | None, words: Words) -> None:
        """Take an option of the whole line. Raises Refused for a second one, a second day, and one that a file's line cannot have."""
        self.options_seen = True
        place = words.place
        taken = 1 if value is None or words.words[place - 1].is_option else 2
        self.options.append(words.words[place - taken : place])
        name = flag.removeprefix("--")
        if value is None:
            if self.in_file and name != "replace":
                raise Refused(f"{flag} goes with the command, not with a line. Try: kfit log - {flag}")
            if getattr(self.reading, name):
                raise Refused(f"{flag} stands twice. Try: {without_option(words)}")
            setattr(self.reading, name, True)
            return
        if self.day_text is not None:
            raise Refused(offers.two_days(self.day_text, value, without_option(words)))
        self.day_text = value
        take_day(value, words, self.context)

    def _leading_day(self) -> None:
        """Take the day that may stand first: `mon: mood 6`."""
        words = self.words.rest()
        count = 0
        while count < len(words) and not begins_entry(words[count]):
            if words[count].quoted or words[count].sep or words[count].is_option:
                break
            count += 1
        if not count:
            return
        text = self.words.raw(words[0], words[count - 1]).rstrip(": ")
        if not text or not self.context.is_day(text):
            self.words.place += self._days_before_the_unknown(words[:count])
            raise Refused(offers.unknown(self.words, self.said, self.context.known, in_file=self.in_file))
        if self.day_text is not None:
            raise Refused(offers.two_days(self.day_text, text, self.words.mended(0, count, "")))
        self.day_text = text
        self.words.day = (self.words.place, self.words.place + count)
        self.words.place += count

    def _days_before_the_unknown(self, words: list[Word]) -> int:
        """Return how many of the first words are a day: the fault lies behind them (`mon: wlak 20`)."""
        for count in range(len(words) - 1, 0, -1):
            if self.context.is_day(self.words.raw(words[0], words[count - 1]).rstrip(": ")):
                return count
        return 0

    def _entry(self, word: Word, *, parted: bool) -> None:
        head = word.text.lower()
        if word.quoted or head not in HEADS:
            raise Refused(offers.unknown(self.words, self.said, self.context.known, in_file=self.in_file))
        self.words.take()
        kind, _ = HEADS[head]
        if kind is Note:
            self._rest_is_note()
            return
        said = EntryDraft(kind, head)
        subject = subject_of(said, self.words, self.context)
        region = self.words.region()
        value = self._value(kind, subject, region)
        quoted_value = bool(self.words.rest()) and self.words.rest()[0].quoted
        if value is not None and value.doubt is not None:  # its lines are made while the value still stands ahead
            said.doubts.append(self.words.refusal(value.doubt, ""))
        if value is not None and value.used and not (quoted_value and value.used < len(region.strip())):
            self.words.pass_value(value.used)
            said.take(value, region[: value.used])
        elif value is None or not form_of(kind).may_lack:
            raise self._no_value(said, subject, region)
        said.value_end = self.words.place
        self.said.append(said)
        self._second_activity(said, head)
        bare = kind.form == "treatment" and not said.fields
        self._line_options(said)
        said.end = self.words.place
        if bare and not said.fields and not self._stands_alone(parted=parted):
            raise Refused(offers.infusion_or_note(self.words, word))
        if self.options_seen:
            return
        FreeWords(self.words, said, self.context, in_file=self.in_file).take()
        self._line_options(said)
        said.end = self.words.place
        self._quoted_note()
        self._line_options()

    def _value(self, kind: type[Entry], subject: ValueSubject, region: str) -> Value | None:
        try:
            return value_of(subject, kind, region)
        except Unclear as error:
            raise self.words.refusal(error, "") from None

    def _no_value(self, said: EntryDraft, subject: ValueSubject, region: str) -> Refused:
        """Ask about a number with signs glued to it; else say that the word is without a value."""
        from .signs import asked

        unclear = asked(form_of(said.kind).read, region, subject)
        if unclear.readings:
            return self.words.refusal(unclear, "")
        self.words.place = said.name_place - 1
        return Refused(offers.without_value(self.words, said.head))

    def _stands_alone(self, *, parted: bool) -> bool:
        """Tell whether a bare infusion begins an entry: nothing but its note may stand behind it, and no day (rule 7d)."""
        word = self.words.peek()
        if not parted or word is None or word.sep:
            return parted
        stop = next(
            (place for place, one in enumerate(self.words.rest()) if one.sep or one.quoted or one.is_option), len(self.words.rest())
        )
        note = self.words.rest()[:stop]
        return bool(note) and not begins_entry(word) and notes.day_within(self.words.raw(note[0], note[-1]), self.context) is None

    def _second_activity(self, said: EntryDraft, head: str) -> None:
        """Refuse `exercise 30 walk 20`: the walk may belong to the 30 or to the 20 (rule 7e)."""
        word = self.words.peek()
        if said.kind is not Exercise or word is None or word.quoted or word.sep:
            return
        activity = said.fields.get("activity")
        if activity == head or activity is None or not word.text[:1].isdigit() or said.value_text.lower().startswith(activity):
            return
        amount = said.fields["minutes"]
        raise Refused(
            f"That can be read in two ways: {head} {amount} {activity}, or {head} {amount}, {activity} {word.text}."
            f" Try: {self.words.mended(self.words.place, self.words.place + 1, '')}"
            f"   or: {self.words.mended(self.words.place - 2, self.words.place, f'{amount}, {activity}')}"
        )

    def _quoted_note(self) -> None:
        """Take a quoted text as a note of its own (rule 7f)."""
        word = self.words.peek()
        if word is None or not word.quoted:
            return
        self.words.take()
        if word.text.strip():
            said = EntryDraft(Note, "note")
            said.add_note(word.text)
            self.said[-1].quoted_note = word.text
            self.said[-1].end = self.words.place
            self.said.append(said)
        follower = self.words.peek()
        if follower is not None and follower.quoted:
            raise Refused("There are two quoted notes side by side. One note in one pair of quotes.")

    def _rest_is_note(self) -> None:
        """Take the rest of the line as a note, with its options (rule 10)."""
        note = NoteParser(self)
        note.said.name_place = note.said.value_end = self.words.place
        note.read_rest()
        if note.said.note is None and "mark" not in note.said.fields:
            raise Refused("note is without a text. Try: kfit note a long day")
        note.said.end = len(self.words.words)
        self.said.append(note.said)


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
