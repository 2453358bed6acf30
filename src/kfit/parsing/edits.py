"""Reads the words of `kfit edit ID ...`: what changes of one entry."""

from __future__ import annotations

from ..errors import Unclear
from ..model.entries import ACTIVITIES, Exercise, Note, Score
from .draft import EntryDraft
from .heads import EntryBeginning
from .line import LineParser
from .numbers import ValueSubject
from .tokens import from_arguments
from .values import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.fields import Entry
    from .draft import Context


class EditLine(LineParser):
    """What is to change of an entry: what may stand after its kind's word, none of it needed. `said` is one draft.

    `day_text` is the day that was told, if any. Raises Refused for what cannot be read for sure.
    """

    def __init__(self, before: Entry, arguments: Sequence[str], context: Context) -> None:
        words = from_arguments(arguments)
        words.command = f"kfit edit {before.id}"
        super().__init__(words, context, alone=True)
        self.change = EntryDraft(type(before), before.kind)
        self.said.append(self.change)
        if not isinstance(before, Note):
            self._begin(before)
        self.take_rest(self.change)
        self.change.end = len(words.words)
        self.day_text = self.day_text or self.change.day or None

    def _begin(self, before: Entry) -> None:
        """Take the options that stand first, and the value, if there is one."""
        words, said = self.words, self.change
        self.options_before_value(said)
        if words.rest()[1:] and words.rest()[0].text.lower() == before.kind:  # `edit 3 mood 7`
            words.take()
        word = words.peek()
        if isinstance(before, Exercise) and word is not None and self._is_activity_alone():
            said.fields["activity"] = words.take().text.lower()
        elif word is not None and (word.quoted or not word.is_option):
            beginning, subject = EntryBeginning(self), self._subject(before)
            if not beginning.take_value(said, subject, embedded=True):
                raise beginning.no_value(said, subject)
        said.value_end = words.place

    def _is_activity_alone(self) -> bool:
        """Tell whether an activity stands first, without minutes: an edit may change the one and leave the other."""
        texts = [word.text.lower() for word in self.words.rest()[:2]]
        return texts[0] in ACTIVITIES and not (texts[1:] and texts[1][:1].isdigit())

    def _subject(self, before: Entry) -> ValueSubject:
        """Return what stands before the value: the entry's name, or the new one that is taken here."""
        kind = before.kind
        subject = ValueSubject(kind, kind, self.context, getattr(before, "name", ""))
        subject.editing = True
        self.change.name_place = self.words.place
        first = self.words.peek()
        renames = subject.name and not isinstance(before, Score) and first is not None and first.text[:1].isalpha()
        if not renames or self._has_value(subject):
            return subject
        from . import names

        subject.name = names.take(self.words, self.change.kind, self.context.known)
        names.refuse_elsewhere(subject.name, self.change.kind, self.words)
        subject.told = True
        self.change.fields["name"] = subject.name
        return subject

    def _has_value(self, subject: ValueSubject) -> bool:
        try:
            found = value_of(subject, self.change.kind, self.words.region())
        except Unclear:
            return True
        return found is not None and found.used > 0
