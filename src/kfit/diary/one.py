"""Reads `kfit KIND ...`: a value, its options, and all else is the note."""

from __future__ import annotations

from ..entries import HEADS, Entry, Note
from ..errors import Refused
from . import notes
from .options import EDITOR_OPTION, LINE_FLAGS, NOTE_OPTION, field_value, next_option
from .said import Context, Reading, Said, entries_of, read_day
from .scan import Word, Words, from_arguments, quoted
from .values import value_of, wanted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

LONGEST_DAY = 4  # words behind --on that could still belong to the day


class One:
    """One entry being read from the words behind its kind."""

    def __init__(self, kind: type[Entry], head: str, words: Words, context: Context) -> None:
        self.words, self.context = words, context
        self.said = Said(kind, head)
        self.reading = Reading()
        self.day_text: str | None = None
        self.note: list[Word] = []
        self.note_ended = False
        self.empties_note = False  # --note "": an edit takes the note out

    def options(self) -> None:
        """Take the options that stand next."""
        while (found := next_option(self.words, self.said.line())) is not None:
            flag, value = found
            self.note_ended = bool(self.note)
            if flag in LINE_FLAGS:
                self._line_option(flag, value)
            elif flag == NOTE_OPTION[0]:
                self.said.add_note(value or "")
                self.empties_note = not value
            elif flag == EDITOR_OPTION:
                self._editor()
            else:
                self.said.add(flag, field_value(self.said.kind, flag, value or "", self.said.line()))

    def _line_option(self, flag: str, value: str | None) -> None:
        name = flag.removeprefix("--")
        if value is None:
            if getattr(self.reading, name):
                message = f"{flag} stands twice. Once is enough."
                raise Refused(message)
            setattr(self.reading, name, True)
            return
        if self.day_text is not None:
            message = f"There are two days: '{self.day_text}' and '{value}'. Which one? Try: {self.said.line()} --on {quoted(value)}"
            raise Refused(message)
        self.day_text = value
        refuse_longer_day(value, self.words, self.context, self.said.line())

    def _editor(self) -> None:
        if self.said.kind is not Note:
            message = f"{EDITOR_OPTION} goes with note: kfit note {EDITOR_OPTION}"
            raise Refused(message)
        self.reading.asks_for_note = "editor"

    def value(self) -> None:
        """Take the value."""
        region = self.words.region()
        head = self.said.head
        value = value_of(self.said.kind, head, region)
        if value is None or (self._quoted_next() and value.used < len(region.strip())):
            if self.said.kind.form == "treatment" and value is not None:
                return
            raise Refused(wanted(self.said.kind, head, region.split()[0] if region.split() else ""))
        self.said.take(value, region[: value.used])
        if value.used:
            self.words.pass_value(value.used)

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
            if next_option(self.words, self.said.line()) is not None:  # a long dash before an option's name is refused here
                return
            if self.note_ended:
                message = f'The note stands in two parts. Put it in quotes: {self.said.line()} --note "..."'
                raise Refused(message)
            self.note.append(self.words.take())

    def _all_text(self) -> None:
        """Take all that is left as text (it stands behind `--`)."""
        left = self.words.rest()
        self.words.place = len(self.words.words)
        if left:
            if self.note:
                message = f'The note stands in two parts. Put it in quotes: {self.said.line()} --note "..."'
                raise Refused(message)
            self.said.add_note(self.words.raw(left[0], left[-1]))

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
        empty_note = self.said.kind is Note and self.said.note is None and "mark" not in self.said.fields
        if empty_note and not reading.asks_for_note:
            reading.asks_for_note = "prompt"
        day = None if self.day_text is None else read_day(self.day_text, self.context, self.said.line())
        if not reading.asks_for_note:
            reading.entries = entries_of(self.said, day, self.context)
            reading.show_times = self.said.times_were_read()
        return reading

    def _take_note(self) -> None:
        text = self.note[0].text if len(self.note) == 1 else self.words.raw(self.note[0], self.note[-1])
        if self.said.kind is Note and text == "-":
            self.reading.asks_for_note = "stdin"
            return
        if not self.note[0].quoted and not (self.said.kind is Note and not self.context.is_day(text)):
            notes.check_free(text, self.said, self.context)
        if self.said.kind.form == "treatment" and not self.note[0].quoted:
            self._refuse_late_value(text)
        if self.said.kind is not Note:
            found = notes.swallowed(self.words, self.note)
            if found:
                self.reading.remarks.append(found)
        self.said.add_note(text)

    def _refuse_late_value(self, text: str) -> None:
        """Refuse `infusion --on mon iv 40mg`: what stands behind an option would be a note."""
        late = value_of(self.said.kind, self.said.head, text)
        if late is not None and late.used:
            day = f" --on {quoted(self.day_text)}" if self.day_text else ""
            raise Refused(f"Route, dose and length stand before the options. Try: kfit {self.said.head} {text[: late.used]}{day}")


def refuse_longer_day(day: str, words: Words, context: Context, line: str) -> None:
    """Refuse `--on mon 9pm bad`: the words behind would make it another day (rule 6)."""
    behind: list[Word] = []
    for word in words.rest()[:LONGEST_DAY]:
        if word.quoted or word.is_option or word.sep:
            break
        behind.append(word)
    for count in range(len(behind), 0, -1):
        longer = f"{day} {' '.join(word.text for word in behind[:count])}"
        if context.is_day(longer):
            message = f'A day of several words wants quotes: --on "{longer}". Try: {line} --on "{longer}"'
            raise Refused(message)


def read_one(arguments: Sequence[str], context: Context) -> Reading:
    """Read the words of `kfit KIND ...`, the kind's word first. Raises Refused for what cannot be read for sure."""
    first = arguments[0].split() or [""]
    head = first[0].lower()
    kind, _ = HEADS[head]
    one = One(kind, head, from_arguments([*first[1:], *arguments[1:]], separated=False), context)
    if kind is not Note:
        one.value()
    return one.finish()


def read_changes(kind: type[Entry], arguments: Sequence[str], context: Context) -> One:
    """Read the words of `kfit edit ID ...`: what may stand behind the kind's word, none of it needed."""
    one = One(kind, kind.kind, from_arguments(arguments, separated=False), context)
    first_word = one.words.peek()
    if first_word is not None and (first_word.quoted or not first_word.is_option) and kind is not Note:
        one.value()
    one.read_rest()
    return one
