"""Reads the day or the moment that somebody names, such as `yesterday 9pm`, `3 nov` or `2h ago`."""

from __future__ import annotations

from datetime import UTC, timedelta

from . import clock, daywords, length, moments
from .atoms import DIGITS, LETTERS, Line
from .dates import MONTH_WORDS, WEEKDAY_WORDS, Phrase
from .moments import When
from .readings import Unclear, Unreadable

__all__ = ["When", "is_day", "read"]

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from .dates import Day

LONGEST_PHRASE = 60
JOINTS = ("ago", "at", "on", "the", "of", "last", "this", "week", "now", "day", "before", "after", "noon", "midnight", "tonight")
JOINTS_AHEAD = ("in", "next", "from")
CLOSE_ENOUGH = 0.75


def read(text: str, now: datetime, day_ends: str = "04:00", date_order: str = "", *, ahead: bool = False) -> When:
    """Return the day, and the moment if one is named, seen from `now` (aware, local). The future is not refused.

    `day_ends` is `HH:MM`, `date_order` is mdy, dmy, ymd or empty. With `ahead`, a plan is read: what can be past or to come
    is to come, and what can only be past is not refused. Raises Unclear for two readings (DateOrder if the order
    of day and month decides), Unreadable for none.
    """
    try:
        return _read(text, now, day_ends, date_order, ahead=ahead)
    except Unreadable as error:
        nearest = _mended(" ".join(text.split()), now, day_ends, date_order, ahead=ahead)
        if not nearest:
            raise
        raise Unreadable(error.said, nearest) from None


def is_day(text: str, now: datetime, day_ends: str = "04:00", date_order: str = "") -> bool:
    """Tell whether text is, as a whole, a day or a time, even if it has two readings."""
    try:
        _read(text, now, day_ends, date_order)
    except Unclear:
        return True
    except Unreadable:
        return False
    return True


def _read(text: str, now: datetime, day_ends: str, date_order: str, *, ahead: bool = False) -> When:
    """Read without looking for typos. What an Unclear offers is read first, so that it can be typed as it stands."""
    if len(text) > LONGEST_PHRASE:
        raise Unreadable(text)
    try:
        return _whole(Phrase(text, now, day_ends, date_order, ahead=ahead))
    except Unclear as error:
        verdicts = [_verdict(reading, now, day_ends, date_order, ahead=ahead) for reading in error.readings]
        if verdicts and all(verdict is Unreadable for verdict in verdicts):
            raise Unreadable(error.said) from None
        fitting = tuple(reading for reading, verdict in zip(error.readings, verdicts, strict=True) if verdict is None)
        raise type(error)(error.said, fitting, str(error)) from None


def _verdict(text: str, now: datetime, day_ends: str, date_order: str, *, ahead: bool) -> type[Unclear | Unreadable] | None:
    try:
        _read(text, now, day_ends, date_order, ahead=ahead)
    except Unclear:
        return Unclear
    except Unreadable:
        return Unreadable
    return None


def _whole(phrase: Phrase) -> When:
    line = phrase.line
    if line.ended(0):
        raise phrase.unreadable("A day is missing.")
    if line.word(0) == "now" and line.ended(1):
        return When(phrase.today, phrase.now)
    from_now = _length_ago(phrase) or (_length_on(phrase) if phrase.ahead else None)
    if from_now is not None:
        return from_now
    _refuse_point(phrase)
    found = daywords.find(phrase, 0)
    return _from_clock(phrase) if found is None else _from_day(phrase, *found)


def _length_ago(phrase: Phrase) -> When | None:
    """Read `2h ago`, `1h30 ago`, `half an hour ago`."""
    text = phrase.line.text
    try:
        found = length.find(text)
    except Unclear as error:
        rest = text[len(error.said) :]
        readings = tuple(reading + rest if rest else _from_now(reading, phrase) for reading in error.readings)
        raise Unclear(text, readings, str(error)) from None
    behind = text[found[1] :].strip().lower() if found else ""
    if found is None or behind not in ("", "ago"):
        return None
    if not behind:
        meant = _from_now(text, phrase)
        raise Unclear(text, (meant,), f"'{text}': is it {meant}?")
    at = (phrase.now.astimezone(UTC) - timedelta(minutes=found[0])).astimezone()
    return When(clock.day_of(at, phrase.day_ends), at)


def _from_now(text: str, phrase: Phrase) -> str:
    return f"in {text}" if phrase.ahead else f"{text} ago"


def _length_on(phrase: Phrase) -> When | None:
    from .coming import length_on  # only a plan looks ahead

    return length_on(phrase)


def _refuse_point(phrase: Phrase) -> None:
    """Refuse `11.3` and `9.15`: a time of day, a date, or a number."""
    line = phrase.line
    first, second = line.word(0), line.word(2)
    if line.at(0).kind != DIGITS or line.word(1) != "." or line.at(2).kind != DIGITS or not line.ended(3):
        return
    if len(first) > 2 or len(second) > 2:
        raise phrase.unreadable()
    raise Unclear(line.text, (f"{first}:{second}", *_dates_of(first, second)), f"'{line.text}' can be a time or a date.")


def _dates_of(first: str, second: str) -> list[str]:
    names = {number: name for name, number in MONTH_WORDS.items() if len(name) == 3}
    pairs = ((first, second), (second, first)) if first != second else ((first, second),)
    return [f"{int(day)} {names[int(month)]}" for day, month in pairs if int(month) in names]


def _from_day(phrase: Phrase, day: Day, index: int) -> When:
    """Read what stands behind the day: nothing, or a time of day."""
    line = phrase.line
    if line.ended(index):
        return When(day.date, night=day.part == "night")
    joined = day.exact and line.word(index) == "t" and line.glued(index, LETTERS) and line.glued(index + 1, DIGITS)
    if not joined and not line.ends_at(index) and line.word(index) != ",":
        raise phrase.unreadable()
    time = moments.time(phrase, index + 1 if joined or line.word(index) == "," else index)
    if time is None or not line.ended(time.stop):
        raise phrase.unreadable()
    return moments.moment(phrase, day, time)


def _from_clock(phrase: Phrase) -> When:
    """Read a time of day alone, or with the day behind it."""
    line = phrase.line
    time = moments.time(phrase, 0)
    if time is None:
        raise phrase.unreadable()
    if line.ended(time.stop):
        _refuse_year(phrase)
        return moments.latest(phrase, time)
    index = time.stop + 1 if line.word(time.stop) in (",", "on") else time.stop
    found = daywords.find(phrase, index) if line.ends_at(time.stop) else None
    if found is None or not line.ended(found[1]):
        raise phrase.unreadable()
    return moments.moment(phrase, found[0], time)


def _refuse_year(phrase: Phrase) -> None:
    """Ask about `2026` in 2026: 20:26 would be a strange reading of it."""
    said = phrase.line.text.strip()
    if said == str(phrase.now.year):
        time = f"{said[:2]}:{said[2:]}"
        raise Unclear(said, (time,), f"'{said}' can be {time} or a year without its day.")


def _mended(text: str, now: datetime, day_ends: str, date_order: str, *, ahead: bool) -> str:
    """Return the phrase with its one unknown word mended so that it can be read, or nothing."""
    words = {*JOINTS, *daywords.NAMED, *daywords.PARTS, *daywords.COUNTS, *daywords.DAYS_IN, *daywords.MONTHS_IN}
    words |= {*WEEKDAY_WORDS, *MONTH_WORDS, *length.HOUR_UNITS, *length.MINUTE_UNITS, "half", "and", "am", "pm"}
    words |= {*JOINTS_AHEAD} if ahead else set()
    line = Line(text[:LONGEST_PHRASE])
    unknown = []
    index = 0
    while not line.ended(index):
        atom = line.at(index)
        if atom.kind == LETTERS and atom.word not in words and len(atom.word) > 2:
            unknown.append(atom)
        index += 1
    if len(unknown) != 1 or len(text) > LONGEST_PHRASE:
        return ""
    from difflib import get_close_matches  # 6 ms, and only where somebody mistyped

    typo = unknown[0]
    close = get_close_matches(typo.word, sorted(word for word in words if len(word) > 2), 3, CLOSE_ENOUGH)
    phrases = (text[: typo.start] + word + text[typo.end :] for word in close)
    return next((phrase for phrase in phrases if _verdict(phrase, now, day_ends, date_order, ahead=ahead) is None), "")
