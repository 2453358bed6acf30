"""Takes the free words behind an entry of a line as its note, if they can be nothing else (rules 4, 5, 7a and 7b)."""

from __future__ import annotations

from ..entries import HEADS, Effect, Note
from ..errors import Refused
from . import notes, offers
from .options import next_option

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .said import Context, Said
    from .words import Word, Words

SHORTEST_TYPO = 3


def begins_entry(word: Word) -> bool:
    """Tell whether a word begins an entry."""
    return not word.quoted and word.text.lower() in HEADS


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
                raise Refused(offers.unknown(self.words, [], self.context.known, in_file=self.in_file))
            taken.append(self.words.take())
        if taken:
            self._check(taken)
            self.said.add_note(self.words.raw(taken[0], taken[-1]))

    def _check(self, note: list[Word]) -> None:
        """Refuse what may be no note."""
        if self.said.kind is Effect:
            from .effects import refuse_in_note

            refuse_in_note(self.said, self.words, note, self.context.known)
        if self.said.kind.form == "treatment":
            from .late import refuse_late

            refuse_late(self.words, self.said, note, self.context)
        notes.check_free(self.words, note, self.context)

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
        if HEADS[head][0] is Note:
            return
        if not self._value_behind(head, self.words.rest()[1:]):
            treated = HEADS[head][0].form == "treatment"
            raise Refused(offers.infusion_or_note(self.words, word) if treated else offers.without_value(self.words, head))

    def _refuse_entry_in_note(self, word: Word) -> None:
        """Refuse another entry in the middle of a note (rule 7b)."""
        head = word.text.lower()
        behind = self.words.rest()[1:]
        if behind if HEADS[head][0] is Note else self._value_behind(head, behind):
            raise Refused(offers.two_or_one(head, self.words))

    def _value_behind(self, head: str, behind: list[Word]) -> bool:
        """Tell whether what stands behind a word is its value, or looks like one."""
        if not behind or behind[0].sep:
            return False
        if behind[0].quoted:
            text = behind[0].text
        else:
            last = behind[0]
            for word in behind:
                if word.quoted or word.is_option or word.sep:
                    break
                last = word
            text = self.words.raw(behind[0], last)
        from .within import taken as taken_by

        try:
            return bool(taken_by(head, text, self.context))
        except Refused:
            return True  # it looks like a value, though not a clear one
