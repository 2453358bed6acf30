"""Reads a night: from when to when somebody slept, in one part or more, or how long."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise

from .. import clock
from ..errors import Refused, Unclear, short
from ..humanize import in_words
from ..model.entries import Sleep
from . import durations
from .durations import HOUR_UNITS, MINUTE_UNITS
from .numbers import Value, behind_blanks, decimal, digit, digits, ends_word, first_token, token_at
from .times import DAY, NOON, ClockTime, on, scan, twelve, twenty_four
from .tokens import ASCII_DIGITS, DIGITS, AtomLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date, datetime
    from typing import Any

    from .numbers import ValueSubject

    Span = tuple[int, int]
SEPARATORS = ("-", "\N{EN DASH}", "\N{EM DASH}", "to", "until", "till", "til", "thru", "through")
WOKE = ("up", "awake", "woke", "wake", "waking", "out")  # `bed at 11 up at 6`
LEADS = ("from", "at", "between", "@", "by")
LONGEST = 18 * 60
LIMIT = "That is the most for one night."
LONGEST_BESIDE_HALF = 13 * 60
UNSURE_LENGTHS = range(3 * 60, 13 * 60 + 1)
UNSURE_STARTS = (1, 2, 3, 8, 9, 10, 11, 12)
UNSURE_ENDS = range(3, 13)


class NightPart:
    """One part as typed: the faces of its start and end, and the atoms it stands on."""

    __slots__ = ("end", "first", "start", "stop")

    def __init__(self, start: ClockTime, end: ClockTime, first: int, stop: int) -> None:
        self.start, self.end, self.first, self.stop = start, end, first, stop


def find(text: str) -> tuple[list[tuple[str, str]], int] | None:
    """Return the parts of the sleep that text begins with, in 24 hours, and how many characters they take.

    None if text does not begin with a time of day, a separator and a time of day. Raises Unclear if they can be read in
    two ways, are no times of day, or come to more than 18 hours from the first start to the last end.
    """
    line = AtomLine(text)
    typed = [] if line.at(0).gap else _all_typed(line)
    if not typed or not line.ends_at(typed[-1].stop):
        return None
    stop = typed[-1].stop
    if line.word(stop) in HOUR_UNITS + MINUTE_UNITS:  # `7-8 hours`
        said, unit = line.upto(stop + 1), line.word(stop)
        both = tuple(f"{face.hour} {unit}" for face in (typed[0].start, typed[0].end) if face.bare)
        raise Unclear(said, both if len(both) == 2 and len(typed) == 1 else (), f"'{short(said)}' is two lengths. One of them is enough.")
    parts = [_first(line, typed[0])]
    for before, part in pairwise(typed):
        parts.append(_behind(line, part, parts[-1]))
        _ask_within(line, before, part, parts)
    if parts[-1][1] - parts[0][0] > LONGEST:
        said = line.upto(stop)
        raise Unclear(said, (), f"'{short(said)}' is more than 18 hours. {LIMIT}")
    return [(twenty_four(start), twenty_four(end)) for start, end in parts], line.at(stop - 1).end


def settle(parts: list[tuple[str, str]], now: datetime, ends_on: date | None = None) -> list[tuple[datetime, datetime]]:
    """Return the parts as local moments: the latest that have ended by now, or those whose last one ends on `ends_on`.

    Raises Refused if they end after now, if they last more than 18 hours as they were lived, or if a change of the clock
    leaves nothing of a part.
    """
    wakes = ends_on or now.date()
    night = _ending_on(parts, wakes)
    if night[-1][1] > now and ends_on is None:
        night = _ending_on(parts, wakes - timedelta(days=1))
    if night[-1][1] > now:
        message = f"{parts[-1][1]} on {in_words(wakes, now.date())} is still to come."
        raise Refused(message)
    if clock.minutes_between(night[0][0], night[-1][1]) > LONGEST:
        message = f"From {parts[0][0]} to {parts[-1][1]} it is more than 18 hours. {LIMIT}"
        raise Refused(message)
    _refuse_backward(night)
    return night


def _all_typed(line: AtomLine) -> list[NightPart]:
    """Return the parts that stand one behind the other with commas between them."""
    parts: list[NightPart] = []
    part = _typed(line, 0)
    while part is not None:
        parts.append(part)
        behind = part.stop + (line.word(part.stop) == ",")
        behind += line.word(behind) == "then"  # `9pm to 3, then 5 to 8`
        part = _typed(line, behind) if behind > part.stop else None
        if part is not None and not line.ends_at(part.stop) and line.word(part.stop) != ",":
            part = None
    return parts


def _typed(line: AtomLine, index: int) -> NightPart | None:
    """Return the part that begins at that atom, or None. Between two times with am or pm nothing need stand."""
    first = index + 1 if line.word(index) in LEADS else index
    start = scan(line, first)
    if start is None:
        return None
    with_h = start[0].hour > LONGEST // 60  # `22h30-6h15`: no night is that long
    start = _with_h(line, start) if with_h else start
    behind = _behind_separator(line, start[1])
    end = scan(line, behind or start[1])
    end = _with_h(line, end) if with_h and end else end
    if (
        end is None
        or line.word(end[1]) in ("times", "time", "x")
        or not (behind or (start[0].half and end[0].half and line.at(start[1]).gap))
    ):
        return None
    return NightPart(start[0], end[0], first, end[1])


def _with_h(line: AtomLine, found: tuple[ClockTime, int]) -> tuple[ClockTime, int]:
    """Return a time of day with the `h30` or `h` that is glued to its hour."""
    face, stop = found
    if not face.bare or line.word(stop) != "h" or line.at(stop).gap:
        return found
    minute = line.number(stop + 1, 2) if line.glued(stop + 1, DIGITS) else None
    return ClockTime(face.hour, minute or 0, sure=True), stop + (1 if minute is None else 2)


def _behind_separator(line: AtomLine, index: int) -> int:
    """Return the atom behind what stands between the two times of a night: `-`, `till`, `and up at`, `woke up`; 0 if it does not stand there."""
    if line.word(index) in SEPARATORS:
        return index + 2 if line.word(index + 1) == "about" else index + 1
    place = index + 1 if line.word(index) in ("and", ",") else index
    if line.word(place) not in WOKE and not line.words(place, "got", "up"):
        return 0
    place += 2 if line.word(place + 1) == "up" else 1
    return place + 1 if line.word(place) in ("at", "about", "around") else place


def _first(line: AtomLine, typed: NightPart) -> Span:
    """Return start and end of the first part in minutes from the midnight before its start."""
    _refuse_no_times(line, typed)
    start, end = typed.start, typed.end
    if start.half or end.half:
        return _beside_half(line, typed)
    if start.sure or end.sure:
        return _in_24_hours(line, typed)
    from_minute = start.hour % 12 * 60 + start.minute + (NOON if 8 <= start.hour < 12 else 0)
    length = (end.as_typed() - from_minute) % DAY
    if start.hour in UNSURE_STARTS and end.hour in UNSURE_ENDS and length in UNSURE_LENGTHS:
        return from_minute, from_minute + length
    return _ask_half(line, typed)


def _behind(line: AtomLine, typed: NightPart, before: Span) -> Span:
    """Return the first reading of a later part that begins at or behind the end of the part before it."""
    _refuse_no_times(line, typed)
    start = before[1] + min((choice - before[1]) % DAY for choice in typed.start.choices())
    return start, start + min((choice - start) % DAY or DAY for choice in typed.end.choices())


def _ask_within(line: AtomLine, before: NightPart, typed: NightPart, parts: list[Span]) -> None:
    """Ask about `22-6, 2-3`: more sleep in the afternoon, or a while awake in the small hours of that night."""
    (start, end), later = parts[-2:]
    first = next((at for choice in typed.start.choices() if start < (at := start + (choice - start) % DAY) < end), None)
    last = next((at for choice in typed.end.choices() if first and first < (at := start + (choice - start) % DAY) < end), None)
    if first is None or last is None:
        return
    night, awake = _in_digits((start, end)), _in_digits((first, last))
    kept = line.text[: line.at(before.first).start]
    split = f"{kept}{_in_digits((start, first))}, {_in_digits((last, end))}"
    said = short(line.text[line.at(typed.first).start : line.at(typed.stop - 1).end])
    if _in_digits(later) == awake or later[1] - parts[0][0] > LONGEST:  # no other hours can be meant
        raise Unclear(line.upto(typed.stop), (split,), f"'{said}' is within {night}. Were you awake then?")
    message = f"'{said}' can be sleep at {_in_digits(later)}, or a while awake at {awake}."
    raise Unclear(line.upto(typed.stop), (f"{kept}{night}, {_in_digits(later)}", split), message)


def _refuse_no_times(line: AtomLine, typed: NightPart) -> None:
    """Refuse 25:00 and 6:75. 24:00 as an end is midnight."""
    if typed.end.hour == 24 and not typed.end.minute and not typed.end.half:
        typed.end = ClockTime(0, sure=True)
    if typed.start.exists() and typed.end.exists():
        return
    said = line.text[line.at(typed.first).start : line.at(typed.stop - 1).end]
    raise Unclear(line.upto(typed.stop), (), f"'{short(said)}' is not from one time of day to another.")


def _beside_half(line: AtomLine, typed: NightPart) -> Span:
    """Read a part with am or pm: the other side is whichever gives less than 13 hours."""
    spans = [(start, start + (end - start) % DAY) for start in typed.start.choices() for end in typed.end.choices()]
    if len(spans) > 1:
        spans = [(start, end) for start, end in spans if 0 < end - start < LONGEST_BESIDE_HALF]
    if len(spans) == 1:
        return _not_empty(line, typed, spans[0])
    spans.sort(key=lambda span: span[1] - span[0])
    raise Unclear(line.upto(typed.stop), tuple(_in_digits(span) for span in spans))


def _in_24_hours(line: AtomLine, typed: NightPart) -> Span:
    """Read a part of which one side is sure in 24 hours: so is the other."""
    start, end = typed.start.as_typed(), typed.end.as_typed()
    span = (start, start + (end - start) % DAY)
    if span[1] - start <= LONGEST or (typed.start.sure and typed.end.sure):
        return _not_empty(line, typed, span)
    said = line.upto(typed.stop)
    face = typed.end if typed.start.sure else typed.start
    pairs = [(other, end) if face is typed.start else (start, other) for other in reversed(face.choices())]
    ways = (twelve, twenty_four) if face is typed.start else (twenty_four, twelve)
    fitting = tuple(f"{ways[0](pair[0])}-{ways[1](pair[1])}" for pair in pairs if 0 < (pair[1] - pair[0]) % DAY <= LONGEST)
    raise Unclear(said, fitting, f"'{short(said)}': {' or '.join(twelve(choice) for choice in reversed(face.choices()))}?")


def _not_empty(line: AtomLine, typed: NightPart, span: Span) -> Span:
    if span[0] < span[1]:
        return span
    said = line.upto(typed.stop)
    raise Unclear(said, (), f"'{short(said)}' ends when it begins.")


def _ask_half(line: AtomLine, typed: NightPart) -> Span:
    """Refuse a part that can be 12 hours earlier or later."""
    said = line.upto(typed.stop)
    early = typed.start.choices()[0]
    length = (typed.end.choices()[0] - early) % NOON or NOON
    readings = (f"{twelve(early)}-{twelve(early + length)}", _in_digits((early + NOON, early + NOON + length)))
    raise Unclear(said, readings, f"'{short(said)}': {_time_of_day(early)} or {_time_of_day(early + NOON)}?")


def _time_of_day(minute: int) -> str:
    names = ((5, "night"), (12, "morning"), (18, "afternoon"), (24, "evening"))
    return next(name for hour, name in names if minute < hour * 60)


def _in_digits(span: Span) -> str:
    return f"{twenty_four(span[0])}-{twenty_four(span[1])}"


def _ending_on(parts: list[tuple[str, str]], wakes: date) -> list[tuple[datetime, datetime]]:
    """Return the parts in local time, the last one ending on that date."""
    day = wakes
    later = ""
    night: list[tuple[datetime, datetime]] = []
    for start, end in reversed(parts):
        if later and end > later:
            day -= timedelta(days=1)
        ended = _local(day, end)
        if start >= end:
            day -= timedelta(days=1)
        night.insert(0, (_local(day, start), ended))
        later = start
    return night


def _local(day: date, time: str) -> datetime:
    return on(day, int(time[:2]) * 60 + int(time[3:]))


def _refuse_backward(night: list[tuple[datetime, datetime]]) -> None:
    """Refuse parts that a change of the clock has emptied or pushed into each other."""
    moments = [moment for part in night for moment in part]
    empty = any(clock.minutes_between(start, end) <= 0 for start, end in night)
    if empty or moments != sorted(moments):
        raise Refused("The clocks changed that night, and no time is left between these two.")


UNITS = frozenset((*durations.HOUR_UNITS, *durations.MINUTE_UNITS))
# What, behind a number of hours, says that the number was not the length of the night.
OF_A_CLOCK = frozenset(["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "until", "till", "til", "oclock", "o'clock", "times", "x"])
JOINTS = frozenset(["and", "or", "to", "until", "till", "+", "-", "–", "plus"])
NO_SLEEP = frozenset(("0", "none", "nothing", "no"))
SLEEPLESS = frozenset(("0", "none", "no"))  # alone: a night of 0 hours


NAPS = ("nap", "naps", "napped")


def night(text: str, subject: ValueSubject) -> Value | None:
    """Read what stands behind a word of sleep. Raises Unclear for a bedtime alone."""
    value = sleep(text, nap="nap" in subject.fields)
    if "bedtime" in subject.fields and value is not None and value.used and not value.parts:
        raise Unclear(text[: value.used], (), "That can be a bedtime, and kfit needs the end too. For example: kfit sleep 23:00-06:45")
    return value


def sleep(text: str, *, nap: bool = False) -> Value | None:
    """Read a night or a `nap`, with what says that it was one: a nap's word, or a length in the daytime of at most 3 hours."""
    begin = 0
    token = first_token(text)
    if token.lower() in NAPS:
        begin = behind_blanks(text, len(token))
        nap = True
    value = _sum(text[begin:]) or _slept(text[begin:], nap=nap)
    if value is not None and value.used:
        value.used += begin
        if nap or (value.parts and _by_day(value.parts)):
            value.fields["nap"] = "yes"
            for row in value.rows or ():
                row["nap"] = "yes"
    return value


def _by_day(parts: list[tuple[str, str]]) -> bool:
    return len(parts) == 1 and is_nap(*parts[0])


def is_nap(start: str, end: str) -> bool:
    """Tell whether a span, two times of day as HH:MM, has at most 3 hours between 9 in the morning and 9 in the evening."""
    minutes = [int(time[:2]) * 60 + int(time[3:]) for time in (start, end)]
    return "09:00" <= start < end <= "21:00" and minutes[1] - minutes[0] <= NAP


NAP = 180  # minutes
MOST_IN_PARTS = 12 * 60  # minutes of `4+2`: more is no night


def _sum(text: str) -> Value | None:
    """Read `4+2`, `3h then 2h`: the parts of a night, each with its length."""
    rows: list[dict[str, Any]] = []
    place = used = 0
    while True:
        found = durations.find(text[place:])
        if found is None:
            end = len(text) - len(text[place:].lstrip(ASCII_DIGITS))
            number = digits(text[place:end])
            if number is None or not 1 <= number <= 12:
                break
            found = number * 60, end - place
        rows.append({"minutes": found[0]})
        used = place + found[1]
        begin = behind_blanks(text, used)
        joint = next((one for one in ("+", "then") if text[begin:].lower().startswith(one)), "")
        more = behind_blanks(text, begin + len(joint))
        if not joint or not digit(text[more : more + 1]):
            break
        place = more
    fits = sum(row["minutes"] for row in rows) <= MOST_IN_PARTS
    return Value({}, used, rows=rows) if fits and len(rows) > 1 and used >= place and ends_word(text, used) else None


def _slept(text: str, *, nap: bool) -> Value | None:
    """Read the times of a night (`22:30-06:45`), a length (`7h30`) or a bare number where one unit is possible."""
    if text.strip().lower() in SLEEPLESS:
        return Value({"minutes": 0}, len(text.rstrip()))
    if first_token(text).lower() in NO_SLEEP:
        raise Unclear(first_token(text), (), "A night without any sleep goes on a line of its own. For example: kfit sleep 0")
    found = find(text)
    if found:
        parts, used = found
        if token_at(text, used)[0].lower() in UNITS:
            raise Unclear(text[:used], (), "I can't tell one length from that.")
        _refuse_going_on(text, used)
        return Value({}, used, parts)
    with_unit = durations.find(text)
    minutes, used = with_unit or (_bare_nap(text) if nap else (0, 0))
    if not used:
        minutes, used = _bare_night(text)
    if not used:
        return None
    if not Sleep.OWN["minutes"].allows(minutes):
        raise Unclear(text[:used], (), "Sleep goes from 0 minutes to 18 hours.")
    if not with_unit and token_at(text, used)[0].lower() in OF_A_CLOCK:
        raise Unclear(text, (), f"'{text[: token_at(text, used)[1]]}' is not the length of a night, and kfit needs both times.")
    _refuse_going_on(text, used)
    return Value({"minutes": minutes}, used)


def _refuse_going_on(text: str, used: int) -> None:
    """Refuse `7h to 8h`, `6 and a half`, `23:30-2 and 4-6`: the value goes on behind what was read."""
    words = text[used:].split()[:2]
    if len(words) < 2 or words[0].lower() not in JOINTS:
        return
    if digit(words[1][:1]) or (
        words[1].lower() in ("a", "half", "quarter") and text[used:].split()[2:3] in ([], ["half"], ["quarter"], ["hours"])
    ):
        if find(text):
            raise Unclear(text, (f"{text[:used]}, {text[used:].split(maxsplit=1)[1]}",), "Put a comma between the parts of a night.")
        if text[:used].isdigit() and text[used:].split() == ["and", "a", "half"]:
            raise Unclear(text, (f"{text[:used]}h30",), "Half an hour more?")
        begin = text.index(words[1], used + len(words[0]))
        length = durations.find(text[begin:])
        end = begin + (length[1] if length else len(first_token(text[begin:])))
        both = (text[:used], text[begin:end]) if words[0].lower() in ("or", "to", "-", "–") else ()
        raise Unclear(text[:end], both, "I can't tell the length of the night from that.")


def _bare_nap(text: str) -> tuple[int, int]:
    """Read a number without a unit behind a nap's word: from 5 on it is minutes; (0, 0) for another one."""
    token = first_token(text).lstrip("~")
    number = digits(token)
    return (number, len(first_token(text))) if number is not None and 5 <= number <= NAP else (0, 0)


def _bare_night(text: str) -> tuple[int, int]:  # noqa: PLR0911 - a way out for each form
    """Read a number without a unit; (0, 0) if there is none. Raises Unclear where two units are possible."""
    token = first_token(text)
    if (half := halves(token)) is not None:
        return half, len(token)
    hours, colon, past = token.partition(":")
    if colon and digits(hours) is not None and digits(past) is not None and len(past) == 2:
        whole, rest = int(hours), int(past)
        if rest < 60 and (whole < 12 or (whole, rest) == (12, 0)):
            return whole * 60 + rest, len(token)
        if whole < 24 and rest < 60:
            message = f"'{token}' looks like a bedtime, and kfit needs the end too."
            raise Unclear(
                token, (f"{whole % 24 if whole > 12 else 0:02}:{past}-06:45", f"{whole if whole <= 17 else whole - 12}h{past}"), message
            )
        return 0, 0
    parts = decimal(token)
    if parts is not None:
        return _decimal_hours(token, *parts), len(token)
    number = digits(token)
    if number is None:
        return 0, 0
    if 1 <= number <= 16:
        return number * 60, len(token)
    if number >= 60 or number == 0:
        return number, len(token)
    if number > 18:
        slip = number // 10 if number % 10 == 0 else 0
        meant = f"'{token}' can be {number}m, or a slip for {slip}h." if slip else f"{number}m? {number} h is not a night."
        raise Unclear(token, (f"{number}m", f"{slip or 7}h"), meant)
    raise Unclear(token, (f"{number}m", f"{number}h"), f"'{token}' can be {number}m or {number}h.")


def halves(token: str) -> int | None:
    """Return the minutes of `7½`, `~7`, `seven` and `7ish`; None for another word."""
    word = token.lower().lstrip("~").removesuffix("ish")
    quarter = durations.QUARTERS.get(word[-1:], 0)
    number = durations.COUNTS.get(word, digits(word.rstrip("½¼¾")))
    return (
        number * 60 + quarter * 60 // 100
        if number is not None and 1 <= number <= 16 and (quarter or word != token)
        else (number * 60 if word in durations.COUNTS and number is not None and number <= 16 else None)
    )


def _decimal_hours(token: str, whole: int, behind: str) -> int:
    """Return the minutes of `7.5`; two digits could also be minutes: `7.30`."""
    if len(behind) == 1:
        return round((whole + int(behind) / 10) * 60)
    hours = f"{whole}.{behind.rstrip('0') or '0'}h"
    if int(behind) < 60:
        raise Unclear(token, (f"{whole}h{behind}", hours), f"'{token}' can be {whole}h{behind} or {hours}.")
    raise Unclear(token, (hours,), f"'{token}' needs a unit.")
