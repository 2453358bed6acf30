"""Reads the words of `kfit edit ID ...`, and makes of an entry what they say: the fields that were named, and those that follow from them."""

from __future__ import annotations

from datetime import date

from .. import clock
from ..errors import Refused, Unclear
from ..model.entries import ACTIVITIES, RATINGS, Exercise, Habit, Infusion, Measure, Note, Rating, Score, Sleep
from ..model.measures import PRESSURE, number_text
from .draft import EntryDraft, entries_of, placed_on, read_day
from .heads import EntryBeginning
from .line import LineParser
from .moments import DayMoment
from .names import new_names
from .nights import NAP
from .numbers import ValueSubject
from .tokens import from_arguments
from .values import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from ..model.fields import Entry
    from .draft import Context


class EditLine(LineParser):
    """What is to change of an entry: what may stand after its kind's word, none of it needed. `said` is one draft.

    `day_text` is the day that was told, if any. Raises Refused for what cannot be read for sure.
    """

    def __init__(self, before: Entry, arguments: Sequence[str], context: Context) -> None:
        words = from_arguments(arguments, f"kfit edit {before.id}")
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
        if subject.name in PRESSURE:
            from .measures import is_pressure

            if is_pressure(self.words.region()):
                subject.head = "bp"
                return subject
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


def edited(before: Entry, told: EditLine, context: Context) -> Entry:
    """Return the entry with the typed changes. Raises Refused if the result is not a valid entry."""
    if told.change.rows:
        row = next((row for row in told.change.rows if row["name"] == getattr(before, "name", "")), told.change.rows[0])
        line = told.words.mended(0, told.change.value_end, number_text(row["value"]))
        raise Refused(f"Entry {before.id} is one number alone, the {row['name']}. Try: {line}")
    return _edited(before, told.change.fields, told, context)


def edited_reading(reading: Sequence[Measure], before: Entry, told: EditLine, context: Context) -> list[Entry]:
    """Return the entries of a blood pressure with the typed changes; a pulse that it did not have comes last, without a number.

    `118/78` and a day change all of them, one number alone changes the entry `before`; a note stands at the first.
    Raises Refused if the result is not a valid blood pressure.
    """
    rows = {row["name"]: row | {"typed": None} for row in told.change.rows or ()}
    alone = {before.id: told.change.fields}
    found = [_edited(part, rows.pop(part.name, {}) or alone.get(part.id, {}), told, context, noted=part is reading[0]) for part in reading]
    upper, lower = (part.value for part in found[:2] if isinstance(part, Measure))
    if upper <= lower and (upper, lower) != (reading[0].value, reading[1].value):
        as_read, turned = (f"{number_text(one)}/{number_text(other)}" for one, other in ((upper, lower), (lower, upper)))
        line = told.words.mended(0, told.change.value_end, turned)
        raise Refused(f"{as_read}? The higher of the two stands first. Try: {line}")
    first = found[0]
    return [*found, *(Measure(day=first.day, at=first.at, tz=first.tz, **row) for row in rows.values())]


def _edited(before: Entry, fields: dict[str, Any], told: EditLine, context: Context, *, noted: bool = True) -> Entry:
    said = told.change
    if told.reading.replace:
        raise Refused("--replace goes with logging. An edit changes the one entry that it names.")
    said.refuse_doubts()
    changes: dict[str, Any] = _consequences(before, told.change, fields) | fields
    if fields and "name" in before.OWN and not isinstance(before, Score):
        changes |= _as_kept(before, changes, told, context)
    if noted and (said.note is not None or told.change.empties_note):
        changes["note"] = said.note
    if isinstance(before, Note) and not changes.get("note", before.note) and not changes.get("mark", before.mark):
        raise Refused(f"Nothing would be left of it. To take it away: kfit delete {before.id}")
    day = None if told.day_text is None else read_day(told.day_text, context, told.words)
    if day is not None or said.parts is not None:
        changes |= _moved(before, said, day, context)
    after = before.but(**changes)
    if isinstance(after, Measure) and after.short() == before.short():  # it was typed in no other way, or never typed
        return after.but(typed=before.__dict__["typed"])
    return after


def _consequences(before: Entry, said: EntryDraft, told: dict[str, Any]) -> dict[str, Any]:
    """Return the fields that a change empties, because a value is kept in one of two ways, never in both.

    New times of a sleep say whether it was a nap. So does a new length that is too long for one.
    """
    if isinstance(before, Infusion):
        form = {"dosage_form": None} if told.get("route", before.route) != before.route else {}  # a troche is not given by another route
        return {"dose_mg": None} | form if "dose" in told else form
    if isinstance(before, Sleep) and "minutes" in told:
        return {"start_at": None, "end_at": None} | ({"nap": None} if told["minutes"] > NAP else {})
    if isinstance(before, Sleep) and said.parts is not None:
        return {"nap": None}
    if isinstance(before, Habit):
        return {other: None for one, other in (("minutes", "times"), ("times", "minutes")) if one in told}
    if isinstance(before, Score) and "total" in told:
        return {"items": None, "difficulty": None}
    return {}


def _as_kept(before: Entry, changes: dict[str, Any], told: EditLine, context: Context) -> dict[str, Any]:
    """Return the fields that follow from the entry's name, which is checked like the name in a new line.

    A rating gets the better end that is stored for its name, or its own one if the name is new. Raises Refused as a
    new line would.
    """
    said = told.change
    whole = EntryDraft(type(before), before.kind)
    whole.flags, whole.name_place, whole.value_end = said.flags, said.name_place, said.value_end
    whole.value_text = said.value_text
    fields = {name: getattr(before, name) for name in before.OWN if name != "better"} | changes
    whole.fields = {name: value for name, value in fields.items() if value is not None or name == "unit"}
    name = whole.fields["name"]
    if isinstance(before, Rating) and name not in RATINGS and context.known.find(Rating.kind, name) is None:
        whole.fields.setdefault("better", before.better)
    told.reading.tracked = new_names(whole, told.words, context, one=True)
    return {"better": whole.fields["better"]} if isinstance(before, Rating) and "name" in said.fields else {}


def _moved(before: Entry, said: EntryDraft, day: DayMoment | None, context: Context) -> dict[str, Any]:
    """Return the fields that a new day or new times change. They are read as in a new line, on the old day if none is given."""
    if not isinstance(before, Sleep):
        placed = placed_on(day, context)
        return {} if _is_there(before, placed) else placed | {"tz": clock.zone()}
    whole = EntryDraft(Sleep, before.kind)
    whole.parts = said.parts or (None if "minutes" in said.fields else _times(before))
    if not whole.parts:
        whole.fields = {"minutes": 1}  # a placeholder: only the day of the result is used
    elif len(whole.parts) > 1:
        raise Refused(f"An edit changes one part of a night. Try: kfit edit {before.id} 23:30-02:00")
    moved = entries_of(whole, day or DayMoment(date.fromisoformat(before.day), None, night=False), context)[0]
    stays = day is None or _is_there(before, {"day": moved.day, "at": moved.at})
    names = ([] if stays else ["day", "at", "tz"]) + (["day", "minutes", "start_at", "end_at"] if whole.parts else [])
    return {name: getattr(moved, name) for name in names}


def _is_there(before: Entry, placed: dict[str, Any]) -> bool:
    """Return whether an entry is on that day, at that time if one is named: a day alone takes no known time away."""
    return placed["day"] == before.day and placed["at"] in (None, before.at)


def _times(entry: Entry) -> list[tuple[str, str]] | None:
    """Return the clock times of a night as one pair of `HH:MM`; None if it has none."""
    if not isinstance(entry, Sleep) or entry.start_at is None or entry.end_at is None:
        return None
    return [(entry.start_at[11:16], entry.end_at[11:16])]
