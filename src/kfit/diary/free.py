"""Takes the free words behind an entry of a line as its note, if they can be nothing else (rules 4, 5, 7a and 7b)."""

from __future__ import annotations

from ..entries import HEADS, PLANNED, Note
from ..errors import Refused
from . import notes, offers
from .options import next_option
from .values import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .said import Context, Said
    from .words import Word, Words

SHORTEST_TYPO = 3


def begins_entry(word: Word) -> bool:
    """Tell whether a word begins an entry, now or in a later version."""
    head = word.text.lower()
    return not word.quoted and (head in HEADS or head in PLANNED)


class Free:
    """The free words behind one entry."""

    def __init__(self, words: Words, said: Said, context: Context, *, in_file: bool) -> None:
        self.words, self.said, self.context, self.in_file = words, said, context, in_file

    def take(self) -> None:
        """Take the free words behind an entry as its note, if they can be nothing else (rules 4, 5, 7a, 7b)."""
        taken: list[Word] = []
        while (word := self.words.peek()) is not None and not word.quoted and not word.sep:
            if word.text == "--":
                self._text_behind_dashes(taken)
                return
            if word.is_option:
                break
            if next_option(self.words) is not None:
                break
            if begins_entry(word):
                if not taken:
                    self._needs_value(word)
                    return
                self._refuse_entry_in_note(word)
            elif self._is_typo_of_entry(word):
                raise Refused(offers.unknown(self.words, [], in_file=self.in_file))
            taken.append(self.words.take())
        if taken:
            notes.check_free(self.words, taken, self.context)
            self.said.add_note(self.words.raw(taken[0], taken[-1]))

    def _is_typo_of_entry(self, word: Word) -> bool:
        """Tell whether a word of a note with a number behind it is nearly the word of a kind: `wlak 20`."""
        behind = self.words.rest()[1:2]
        if not behind or not behind[0].text[:1].isdigit() or not word.text.isalpha() or len(word.text) < SHORTEST_TYPO:
            return False
        from difflib import get_close_matches

        return bool(get_close_matches(word.text.lower(), HEADS, n=1, cutoff=0.75))

    def _text_behind_dashes(self, taken: list[Word]) -> None:
        self.words.take()
        left = self.words.rest()
        if taken:
            raise Refused(f"The note stands in two parts. Quotes make it one: {offers.one_note(self.words, taken)}")
        self.words.place = len(self.words.words)
        if left:
            self.said.add_note(self.words.raw(left[0], left[-1]))

    def _needs_value(self, word: Word) -> None:
        """Check the word right behind a value: it begins an entry only with a value of its own (rule 7a)."""
        head = word.text.lower()
        if head in PLANNED:
            raise Refused(f"{offers.planned(head)} As a note: {offers.as_note(self.words)}")
        if HEADS[head][0] is Note:
            return
        if self._value_behind(head, self.words.rest()[1:]) is None:
            treated = HEADS[head][0].form == "treatment"
            raise Refused(offers.infusion_or_note(self.words, word) if treated else offers.without_value(self.words, head))

    def _refuse_entry_in_note(self, word: Word) -> None:
        """Refuse another entry in the middle of a note (rule 7b)."""
        head = word.text.lower()
        behind = self.words.rest()[1:]
        if head in PLANNED:
            if behind and behind[0].text[:1].isdigit():
                raise Refused(f"{offers.planned(head)} Quotes around the note keep it there. Try: {offers.as_note(self.words)}")
            return
        if behind if HEADS[head][0] is Note else self._value_behind(head, behind) is not None:
            raise Refused(offers.two_or_one(head, self.words))

    def _value_behind(self, head: str, behind: list[Word]) -> object:
        if not behind or behind[0].sep:
            return None
        if behind[0].quoted:
            text = behind[0].text
        else:
            last = behind[0]
            for word in behind:
                if word.quoted or word.is_option:
                    break
                last = word
            text = self.words.raw(behind[0], last)
        try:
            value = value_of(HEADS[head][0], head, text)
        except Refused:
            return True  # it looks like a value, though not a clear one
        return value if value is not None and value.used else None
