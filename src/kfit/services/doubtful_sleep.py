"""Sleep that is probably a mistake beside what its day has already: what speaks against it, and the lines that would be right."""

from __future__ import annotations

from datetime import date, datetime

from .. import humanize
from ..errors import Refused
from ..model.entries import (
    SURE,
    Sleep,
)
from ..render.phrases import day_said, what
from ..store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.fields import Entry
    from ..parsing.draft import EntryDraft, Reading
    from ..parsing.tokens import Words
    from ..store.connection import Database

LONG = 3 * 60  # minutes: from this length on, two sleeps of the same length are hardly two naps
MOST = 16 * 60  # minutes: a day hardly has more sleep than this


def refuse_doubtful(readings: Iterable[Reading], kept: dict[str, list[Entry]], today: date) -> None:
    """Raise Refused for the first sleep entry that is probably a mistake, with a complete line for each way to read it.

    An entry that is marked as sure passes. `kept` holds the stored entries of each day that the readings name. Each
    sleep is compared with those, and with the sleep that comes before it in the readings.
    """
    told: dict[str, list[Sleep]] = {day: [] for day in kept}
    for reading in readings:
        before = {day: list(nights) for day, nights in told.items()}  # of the lines before this one
        for said, words, entries in reading.nights:
            night, there = _nights(entries), _nights(kept[entries[0].day])
            alike = [one for one in there if one.is_nap == night[0].is_nap]
            earlier = told[night[0].day]
            doubt = find_doubt(night, there, today)
            if find_doubt(night, [one for one in there if one not in alike], today):
                alike = []  # what is doubtful beside a nap stays so when it takes the place of a night
            lines = _in_place_or_as_well(said, words, alike) if doubt else ""
            if not doubt:
                doubt = find_doubt(night, [*there, *earlier], today)
                lines = _once_or_as_well(said, words, in_line=earlier != before[night[0].day]) if doubt else ""
            if doubt and not said.is_sure:
                raise Refused(f"{reading.around[0]}{doubt} {lines}{reading.around[1]}")
            earlier += night


def refuse_edited(after: Sleep, others: Sequence[Sleep], words: Words, today: date) -> None:
    """Raise Refused if an edit makes a night doubtful beside the other sleep of its day; the message offers the line that is sure."""
    doubt = find_doubt([after], others, today)
    if doubt:
        raise Refused(f"{doubt} If it is right: {words.mended(len(words.words), len(words.words), SURE)}   What is logged: kfit list sleep")


def find_doubt(night: Sequence[Sleep], others: Sequence[Sleep], today: date) -> str:
    """Return why the parts of one night are doubtful beside other sleep of their day; empty if all of it is plausible."""
    day = day_said(night[0], today)
    for part in night:
        for other in others:
            if _overlap(part, other):
                return f"{_said([part]).capitalize()} and {_said([other])} overlap, and both would count for {day}."
    same = next((other for part in night for other in others if _same(part, other)), None)
    if same is not None:
        return f"There is {_said([same])} for {day} already."
    nights = [one for one in others if not one.is_nap]
    if any(not part.is_nap and part.minutes >= LONG and not (part.start_at and one.start_at) for part in night for one in nights):
        return f"There is {_said(nights)} for {day} already."  # so much more is rarely a second part
    slept, before = (sum(one.minutes for one in several) for several in (night, others))
    if slept == before >= LONG and not all(one.start_at for one in (*night, *others)):
        return f"There is {_said(others)} for {day} already."
    return (
        f"With what is logged already, {day} would have {humanize.hours_minutes(slept + before)}."
        if others and slept + before > MOST
        else ""
    )


def _in_place_or_as_well(said: EntryDraft, words: Words, there: Sequence[Sleep]) -> str:
    from ..parsing.offers import SplitLine, sure

    add = f"To add it: {sure(words, said)}"
    if not there:
        return add
    title = "To replace it" if len(there) == 1 else "To replace all of it"
    return f"{title}: {SplitLine(words, said).replacing()}   {add}"


def _once_or_as_well(said: EntryDraft, words: Words, *, in_line: bool) -> str:
    """Return the lines to offer if the earlier sleep is in the same line or file, so that it is not an entry yet."""
    from ..parsing.offers import SplitLine, sure

    if not in_line:
        return f"To add it: {sure(words, said)}   Entered twice? Leave out one of the two lines."
    return f"To log it once: {SplitLine(words, said).without()}   To log both: {sure(words, said)}"


def _nights(entries: Iterable[Entry]) -> list[Sleep]:
    return [entry for entry in entries if isinstance(entry, Sleep)]


def _overlap(one: Sleep, other: Sleep) -> bool:
    if not (one.start_at and one.end_at and other.start_at and other.end_at):
        return False
    begins, ends, began, ended = (datetime.fromisoformat(at) for at in (one.start_at, one.end_at, other.start_at, other.end_at))
    return begins < ended and began < ends


def _same(one: Sleep, other: Sleep) -> bool:
    """Return whether two sleeps of 3 hours or more have the same length. Two with clock times never count: one night has parts."""
    return one.minutes == other.minutes >= LONG and not (one.start_at and other.start_at)


def _said(parts: Sequence[Entry]) -> str:
    return what(parts, show_times=True)


def refuse_doubtful_sleep(db: Database, readings: Sequence[Reading], today: date) -> None:
    """Raise Refused for doubtful sleep. The change has begun, so no other kfit can write between this check and the save."""
    nights = [entries for reading in readings for _, _, entries in reading.nights]
    kept = {day: queries.of_day(db, Sleep, day) for day in dict.fromkeys(entries[0].day for entries in nights)}
    if len(nights) > 1 or any(kept.values()):
        refuse_doubtful(readings, kept, today)
