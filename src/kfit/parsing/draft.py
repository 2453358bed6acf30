"""What was said of each entry, before its day is known, what its reading depends on, and how it becomes entries."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from .. import clock
from ..errors import Refused, StillToCome, Unclear, Unreadable
from ..humanize import in_words
from ..model.entries import SURE, Infusion, Sleep
from ..model.routes import DOSE, treatment_word
from .tokens import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from typing import Any

    from ..model.fields import Entry
    from ..model.planning import CustomName
    from .moments import DayMoment
    from .numbers import Value
    from .person import PersonNames
    from .tokens import Words

NOON = 12
TWO_NOTES = 'There are two notes. Put the whole note in quotes: --note "..."'


class Context:
    """What a reading depends on: the moment it is typed, when a day ends, how 11/3 is read, the person's own names.

    `unsaid` is the day that is meant where none is said, None for the one that goes on.
    """

    __slots__ = ("_known", "_knows", "date_order", "day_ends", "now", "unsaid")

    def __init__(
        self, now: datetime, day_ends: str = "04:00", date_order: str = "", knows: Callable[[], PersonNames] | None = None
    ) -> None:
        self.now, self.day_ends, self.date_order = now, day_ends, date_order
        self._knows = knows
        self.unsaid: DayMoment | None = None
        self._known: PersonNames | None = None  # most lines ask for no names

    def anew(self) -> Context:
        """Return the same context before anything was heard in the line."""
        return Context(self.now, self.day_ends, self.date_order, self._knows)

    @property
    def known(self) -> PersonNames:
        """Return what the person's own names and units say."""
        if self._known is None:
            from .person import PersonNames

            self._known = self._knows() if self._knows else PersonNames()
        return self._known

    @property
    def today(self) -> date:
        """Return the day that goes on now, as the person lives it."""
        return clock.day_of(self.now, self.day_ends)

    def attempt(self, text: str) -> DayMoment | Unclear | Unreadable:
        """Read a day in words as `day` does, but return what refuses it, and look for no typo."""
        from .moments import attempt

        return attempt(text, self.now, self.day_ends, self.date_order)

    def is_day(self, text: str) -> bool:
        """Tell whether a text looks like a day or a time, clear or not."""
        return not isinstance(self.attempt(text), Unreadable)

    def is_past(self, text: str) -> bool | None:
        """Tell whether a text is a day, or a time, that has been; None where it is none or has two readings."""
        found = self.attempt(text)
        return None if isinstance(found, Refused) else found.day <= self.now.date() and (found.at is None or found.at <= self.now)

    def day(self, text: str) -> DayMoment:
        """Read a day in words. Raises Unclear or Unreadable."""
        from .moments import read

        return read(text, self.now, self.day_ends, self.date_order)


class EntryDraft:
    """One entry as it was said: its kind, its word, its value, its options, its note.

    `rows` are the fields of several entries that one value makes. A doubt is a refusal that stands unless `--sure`
    is among the `flags`. The name and the value stand from `name_place` to before `value_end` among the words, all of the
    entry to before `end`; `quoted_note` is the text of the note of its own that stands beside it.
    """

    def __init__(self, kind: type[Entry], head: str) -> None:
        self.kind, self.head = kind, head
        self.fields: dict[str, Any] = {}
        self.parts: list[tuple[str, str]] | None = None
        self.rows: list[dict[str, Any]] | None = None
        self.doubts: list[Refused] = []
        self.flags: set[str] = set()
        self.note: str | None = None
        self.empties_note = False  # --note "": an edit takes the note out
        self.free_note = False  # the note stands behind the value, without quotes
        self.value_text = self.quoted_note = ""
        self.lead = ""  # the words of the note that stand before the value
        self.day = ""  # the day among its words
        self.place = self.name_place = self.value_end = self.end = 0

    @property
    def form_of_word(self) -> str:
        """Return what is kept in the place of a dose's form where neither route nor form was told: the word itself."""
        return DOSE if self.head == DOSE else ""

    @property
    def word(self) -> str:
        """Return what a treatment is called, as far as it was read: `infusion` or `dose`."""
        return treatment_word(self.fields.get("route"), self.fields.get("dosage_form") or self.form_of_word)

    @property
    def is_sure(self) -> bool:
        """Tell whether it is to be kept as typed, however it looks."""
        return SURE in self.flags

    def take(self, value: Value, text: str) -> None:
        """Take a value that was read."""
        self.fields |= value.fields
        self.parts, self.rows = value.parts, value.rows
        self.value_text = text

    def refuse_doubts(self) -> None:
        """Raise the refusal of the first doubt, unless it is said that all is right."""
        if self.doubts and not self.is_sure:
            raise self.doubts[0]

    def add(self, flag: str, fields: dict[str, Any], line: str) -> None:
        """Take what an option says. Raises Refused, with the line that works without it, if it was said before."""
        if not self.fields.keys().isdisjoint(fields):
            raise Refused(f"{flag} repeats what was already said. Try: {line}")
        self.fields |= fields

    def add_note(self, text: str) -> None:
        """Take a note; an empty one is none. Raises Refused for a second one."""
        if not text.strip():
            return
        if self.note is not None:
            raise Refused(TWO_NOTES)
        self.note = text.strip()

    def read_times(self, entries: Sequence[Entry]) -> set[str]:
        """Return the start of a night whose times say more than what was typed: `11-7` is 23:00-07:00."""
        if self.parts is None or self.value_text.strip() == ", ".join(f"{start}-{end}" for start, end in self.parts):
            return set()
        return {entry.start_at for entry in entries if isinstance(entry, Sleep) and entry.start_at}


class Reading:
    """What a line says: its entries, and what shall be done with them."""

    def __init__(self) -> None:
        self.entries: list[Entry] = []
        self.replace = self.json = self.quiet = False
        self.asks_for_note = ""  # "prompt", "stdin" or "editor": the text of the note is still to come
        self.asks_for_answers = ""  # the questionnaire whose answers are still to come
        self.prompted = False  # a part of it was typed at a prompt, so that it stands in no history of a shell
        self.tracked: list[CustomName] = []  # names of the person's own that are new
        self.remarks: list[str] = []  # what a note has swallowed that would log on its own
        self.read_times: set[str] = set()  # starts of nights whose times say more than what was typed
        self.nights: list[tuple[EntryDraft, Words, list[Entry]]] = []  # what was said of sleep: the day's other sleep may speak against it
        self.typed = ""  # the words of the line; a text that was asked for is not among them
        self.around = ("", "")  # what stands before and behind a refusal of this line of a file
        self.of_file = False  # a line of a file, not typed just now


def read_day(text: str, context: Context, words: Words, kind: type[Entry] | None = None) -> DayMoment:
    """Read the day of an entry. Raises Refused with whole lines that would work."""
    plain = text.strip()
    if plain.lower().startswith("on "):
        plain = plain[3:]
    try:
        return context.day(plain)
    except Unclear as error:
        error.readings = tuple(reading for reading in error.readings if context.is_past(reading)) or ("",)
        plan = f"   To plan its day: kfit next {quoted(plain)}" if kind is Infusion and isinstance(error, StillToCome) else ""
        raise Refused(f"{error.offer(words.with_day)}{plan}") from None
    except Unreadable as error:
        raise error.offer(words.with_day, "yesterday") from None


def entries_of(said: EntryDraft, day: DayMoment | None, context: Context) -> list[Entry]:
    """Make the entries of what was said: several for a night in parts.

    Raises Unclear for a day to come, and for one that is not sure: its readings are the days to offer instead, empty for today.
    """
    common: dict[str, Any] = {"tz": clock.zone(), "note": said.note}
    if said.kind is Sleep:
        return _nights(said, day, context, common)
    common |= placed_on(day, context)
    if day is None and said.kind is Infusion:
        common["at"] = None  # a treatment lies behind whoever types it, mostly by hours
    if said.form_of_word and said.fields.keys().isdisjoint(("route", "dosage_form")):
        common["dosage_form"] = said.form_of_word
    if said.rows is None:
        return [said.kind(**common, **said.fields)]
    return [said.kind(**(common | {"note": None if place else said.note}), **row) for place, row in enumerate(said.rows)]


def placed_on(day: DayMoment | None, context: Context) -> dict[str, Any]:
    """Return day and time of any entry but sleep. Raises Refused for a day to come."""
    if day is None:
        return {"day": context.today.isoformat(), "at": clock.instant(context.now)}
    _refuse_future(day.day, context.today, day.at, context)
    return {"day": day.day.isoformat(), "at": clock.instant(day.at) if day.at else None}


def _nights(said: EntryDraft, day: DayMoment | None, context: Context, common: dict[str, Any]) -> list[Entry]:
    """Make the rows of a night: its day is the date of waking, whatever the hour."""
    common["at"] = clock.instant(context.now) if day is None else clock.instant(day.at) if day.at else None
    woke = None if day is None else _waking_date(day)
    if woke is not None:
        _refuse_future(woke, context.now.date(), day.at if day else None, context)
    if said.rows is not None:
        day_ = (woke or context.now.date()).isoformat()
        return [Sleep(day=day_, **(common | ({} if place == 0 else {"note": None})), **row) for place, row in enumerate(said.rows)]
    if said.parts is None:
        if woke is None and context.today != context.now.date():
            raise _which_day(context, nap="nap" in said.fields)
        return [Sleep(day=(woke or context.now.date()).isoformat(), **common, **said.fields)]
    from . import nights

    parts = nights.settle(said.parts, context.now, woke)
    rows: list[Entry] = []
    for place, (start, end) in enumerate(parts):
        told: dict[str, Any] = {
            "minutes": clock.minutes_between(start, end),
            "start_at": clock.instant(start),
            "end_at": clock.instant(end),
        }
        more = said.fields if place == 0 else {"nap": said.fields.get("nap")}
        rows.append(Sleep(day=parts[-1][1].date().isoformat(), **(common if place == 0 else common | {"note": None}), **told, **more))
    return rows


def _waking_date(day: DayMoment) -> date:
    """Return the date of waking that a day in words means for sleep: "last night" ended this morning."""
    if day.at is None:
        return day.day + timedelta(days=1) if day.night else day.day
    began_then = day.night and day.at.date() == day.day and day.at.hour >= NOON
    return day.at.date() + timedelta(days=1) if began_then else day.at.date()


def _which_day(context: Context, *, nap: bool) -> Unclear:
    first, second = context.today, context.now.date()
    named = " or ".join(f"{'' if nap else 'the night to '}{in_words(day, second)}" for day in (first, second))
    return Unclear("", (first.isoformat(), second.isoformat()), f"It is before {context.day_ends}: this can be {named}.")


def _refuse_future(day: date, today: date, at: datetime | None, context: Context) -> None:
    if day <= today and (at is None or at <= context.now):
        return
    named = in_words(day, context.now.date())
    if day <= context.now.date() and at is not None:
        named = f"{at:%H:%M} on {named}"
    elif day <= context.now.date():
        raise Unclear("", ("",), f"For kfit it is still {in_words(today, day)}: your day ends at {context.day_ends}.", "For that day")
    raise Unclear("", ("",), f"{named} is still to come.", "For today")
