"""Reads the words of `kfit edit ID ...`: what may stand behind the kind's word, none of it needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries import ACTIVITIES, Entry, Exercise, Note, Score
from ..readings import Unclear
from . import names
from .numbers import Subject
from .one import One
from .scan import from_arguments
from .values import value_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from .said import Context
    from .words import Words


def _activity_alone(words: Words) -> bool:
    """Tell whether an activity stands first, without minutes: an edit may change the one and leave the other."""
    texts = [word.text.lower() for word in words.rest()[:2]]
    return texts[:1] != [] and texts[0] in ACTIVITIES and not (texts[1:] and texts[1][:1].isdigit())


def read_changes(before: Entry, arguments: Sequence[str], context: Context) -> One:
    """Read the words of `kfit edit ID ...`: what may stand behind the kind's word, none of it needed."""
    kind, words = type(before), from_arguments(arguments, separated=False)
    words.command = f"kfit edit {before.id}"
    one = Changes(kind, before, words, context)
    first_word = one.words.peek()
    if kind is Exercise and _activity_alone(one.words):
        one.said.fields["activity"] = one.words.take().text.lower()
        first_word = None
    if first_word is not None and (first_word.quoted or not first_word.is_option) and kind is not Note:
        one.value()
    one.read_rest()
    return one


class Changes(One):
    """The changes to one entry being read: its name and all else that is not said stay."""

    def __init__(self, kind: type[Entry], before: Entry, words: Words, context: Context) -> None:
        super().__init__(kind, kind.kind, words, context)
        self.name: str = getattr(before, "name", "")

    def _subject(self) -> Subject:
        subject = Subject(self.said.kind.kind, self.said.kind.kind, self.context, self.name)
        subject.editing = True
        region = self.words.region()
        first = self.words.peek()
        renames = self.name and self.said.kind is not Score and first is not None and first.text[:1].isalpha()
        if not renames or self._has_value(subject, region):
            return subject
        self.said.name_place = self.words.place
        subject.name = names.take(self.words, self.said.kind, self.context.known)
        names.refuse_elsewhere(subject.name, self.said.kind, self.words)
        subject.told = True
        self.said.fields["name"] = subject.name
        return subject

    def _has_value(self, subject: Subject, region: str) -> bool:
        try:
            found = value_of(subject, self.said.kind, region)
        except Unclear:
            return True
        return found is not None and found.used > 0
