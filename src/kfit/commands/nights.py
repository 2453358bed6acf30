"""Asks about sleep that is probably not so beside what its day has already: `--replace` or `--sure` settles it."""

from __future__ import annotations

from datetime import date, datetime

from .. import length
from ..diary.offers import Parted, sure
from ..entries import SURE, Sleep
from ..errors import Refused
from ..show.phrases import day_said, what

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..diary.said import Reading, Said
    from ..diary.words import Words
    from ..entries import Entry

LONG = 3 * 60  # minutes from which on the same length twice is hardly two naps
MOST = 16 * 60  # minutes of sleep that a day hardly has more of


def refuse_doubtful(readings: Iterable[Reading], kept: dict[str, list[Entry]], today: date) -> None:
    """Refuse the first sleep that is probably not so, unless it is said to be sure, with whole lines for both readings.

    `kept` holds what the file has of each day that is told of. It speaks against it, and so does what was told before.
    """
    told: dict[str, list[Sleep]] = {day: [] for day in kept}
    for reading in readings:
        before = {day: list(nights) for day, nights in told.items()}  # of the lines before this one
        for said, words, entries in reading.nights:
            night, there = _nights(entries), _nights(kept[entries[0].day])
            earlier = told[night[0].day]
            doubt = doubted(night, there, today)
            lines = _in_place_or_as_well(said, words, there) if doubt else ""
            if not doubt:
                doubt = doubted(night, [*there, *earlier], today)
                lines = _once_or_as_well(said, words, in_line=earlier != before[night[0].day]) if doubt else ""
            if doubt and not said.is_sure:
                raise Refused(f"{reading.around[0]}{doubt} {lines}{reading.around[1]}")
            earlier += night


def refuse_edited(after: Sleep, others: Sequence[Sleep], words: Words, today: date) -> None:
    """Refuse a change that makes a night probably not so beside the others of its day, with the line that is sure."""
    doubt = doubted([after], others, today)
    if doubt:
        raise Refused(f"{doubt} If it is right: {words.mended(len(words.words), len(words.words), SURE)}   What is there: kfit list sleep")


def doubted(night: Sequence[Sleep], others: Sequence[Sleep], today: date) -> str:
    """Say why the parts of one night are probably not so beside other sleep of their day; nothing where all may be."""
    day = day_said(night[0], today)
    for part in night:
        for other in others:
            if _overlap(part, other):
                return f"{_said([part]).capitalize()} and {_said([other])} overlap, and both would count for {day}."
    same = next((other for part in night for other in others if _same(part, other)), None)
    if same is not None:
        return f"There is {_said([same])} for {day} already."
    slept, before = (sum(one.minutes for one in several) for several in (night, others))
    if slept == before >= LONG and not all(one.start_at for one in (*night, *others)):
        return f"There is {_said(others)} for {day} already."
    return (
        f"With the sleep that is there already, {day} would have {length.said(slept + before)}." if others and slept + before > MOST else ""
    )


def _in_place_or_as_well(said: Said, words: Words, there: Sequence[Sleep]) -> str:
    title = "In its place" if len(there) == 1 else "In place of all that is there"
    return f"{title}: {Parted(words, said).replacing(said.head)}   As well: {sure(words, said)}"


def _once_or_as_well(said: Said, words: Words, *, in_line: bool) -> str:
    """Return the lines where what was told before stands in the same line, or in the same file: it is no entry yet."""
    if not in_line:
        return f"As well: {sure(words, said)}   Told twice? Leave one of the two lines out."
    return f"Once: {Parted(words, said).without()}   As well: {sure(words, said)}"


def _nights(entries: Iterable[Entry]) -> list[Sleep]:
    return [entry for entry in entries if isinstance(entry, Sleep)]


def _overlap(one: Sleep, other: Sleep) -> bool:
    if not (one.start_at and one.end_at and other.start_at and other.end_at):
        return False
    begins, ends, began, ended = (datetime.fromisoformat(at) for at in (one.start_at, one.end_at, other.start_at, other.end_at))
    return begins < ended and began < ends


def _same(one: Sleep, other: Sleep) -> bool:
    """Tell whether two stretches have the same length; those with times do not overlap, and are a night in two parts."""
    return one.minutes == other.minutes >= LONG and not (one.start_at and other.start_at)


def _said(parts: Sequence[Entry]) -> str:
    return what(parts, show_times=True)
