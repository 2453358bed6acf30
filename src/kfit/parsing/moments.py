"""Reads the day or the moment that somebody names, past or to come: `yesterday 9pm`, `last friday`, `2h ago`, `in 2 weeks`."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from .. import clock
from ..errors import StillToCome, Unclear, Unreadable
from ..humanize import WEEKDAYS, day_month, in_words
from . import dates, durations
from .dates import MONTH_WORDS, WEEKDAY_WORDS, YEARS, DayPhrase, NamedDay
from .times import DAY, ClockTime, on, scan, twelve, twenty_four
from .tokens import DIGITS, LETTERS, AtomLine

TYPE_CHECKING = False
NAMED = {"today": 0, "yesterday": -1, "yday": -1, "yest": -1, "tomorrow": 1, "tmrw": 1}
GLUED = {
    "lastnight": ("night", -1),
    "tonight": ("night", 0),
    "thismorning": ("morning", 0),
    "thisafternoon": ("afternoon", 0),
    "thisevening": ("evening", 0),
}
PARTS = ("morning", "afternoon", "evening", "night")
COUNTS = durations.COUNTS | {"a": 1, "an": 1}
DAYS_IN = {"d": 1, "day": 1, "days": 1, "night": 1, "nights": 1, "w": 7, "week": 7, "weeks": 7}
MONTHS_IN = {"month": 1, "months": 1, "year": 12, "years": 12}
if TYPE_CHECKING:
    from typing import NoReturn

    Found = tuple[NamedDay, int] | None


def find_said(phrase: DayPhrase, index: int) -> Found:
    """Return the day at that atom, in words or as a date, with the part of the day that follows it, and the atom behind.

    None if no day stands there. Weekdays are the latest, today included, or ahead the first. Raises Unclear for two readings, Unreadable for
    a date that does not exist.
    """
    readers = (_named, _this, _beside, _weekday, _two_days_off, _back, _counted, dates.find)
    found = next((found for reader in readers if (found := reader(phrase, index)) is not None), None)
    if found is None:
        return None
    day, stop = found
    if not day.part and phrase.line.word(stop) in PARTS and phrase.line.at(stop).gap:
        day.part = phrase.line.word(stop)
        stop += 1
    return day, stop


def _named(phrase: DayPhrase, index: int) -> Found:
    word = phrase.line.word(index)
    if word in GLUED:
        part, days = GLUED[word]
        return NamedDay(phrase.today + timedelta(days=days), part), index + 1
    return (NamedDay(phrase.today + timedelta(days=NAMED[word])), index + 1) if word in NAMED else None


def _this(phrase: DayPhrase, index: int) -> Found:
    part = phrase.line.word(index + 1)
    return (NamedDay(phrase.today, part), index + 2) if phrase.line.word(index) == "this" and part in PARTS[:3] else None


def _beside(phrase: DayPhrase, index: int) -> Found:
    """Read `last night`, `last friday`, `last week monday`, `monday last week`; ahead with `next` too, where it has one reading."""
    line = phrase.line
    weekday = WEEKDAY_WORDS.get(line.word(index))
    at = index + 1 if weekday is not None else index
    step = {"last": -1, "next": int(phrase.ahead)}.get(line.word(at), 0)
    in_week = line.word(at + 1) == "week"
    if not step or (weekday is not None and not in_week):
        return None
    if step < 0 and line.word(at + 1) == "night":
        return NamedDay(phrase.today - timedelta(days=1), "night"), at + 2
    stop = at + 2
    if weekday is None:
        weekday = WEEKDAY_WORDS.get(line.word(at + 1 + in_week))
        stop += in_week
    if weekday is None:
        return None
    in_that_week = phrase.today + timedelta(days=weekday - phrase.today.weekday() + 7 * step)  # weeks begin on Monday
    if in_week:
        return NamedDay(in_that_week), stop
    nearest = phrase.today + timedelta(days=step * ((step * (weekday - phrase.today.weekday()) - 1) % 7 + 1))
    if step > 0 and nearest != in_that_week:
        raise _either(phrase, at, stop, (nearest, in_that_week))
    return NamedDay(nearest), stop


def _weekday(phrase: DayPhrase, index: int) -> Found:
    """Read `mon`, and `mon 3 nov`, where the weekday must be the date's. Ahead, the first has two readings on a Monday."""
    line = phrase.line
    weekday = WEEKDAY_WORDS.get(line.word(index))
    if weekday is None:
        return None
    dated = dates.find(phrase, index + 2 if line.word(index + 1) == "," else index + 1)
    if dated is not None:
        _refuse_other_weekday(phrase, index, dated, weekday)
        return dated
    calendar = phrase.now.date()
    if phrase.ahead:
        first = phrase.today + timedelta(days=(weekday - phrase.today.weekday()) % 7)
        if first in (phrase.today, calendar):
            raise _either(phrase, index, index + 1, (first, first + timedelta(days=7)))
        return NamedDay(first), index + 1
    latest = phrase.today - timedelta(days=(phrase.today.weekday() - weekday) % 7)
    if calendar > phrase.today and calendar.weekday() == weekday:
        raise phrase.which(index, index + 1, (calendar, latest))
    return NamedDay(latest), index + 1


def _refuse_other_weekday(phrase: DayPhrase, index: int, dated: tuple[NamedDay, int], weekday: int) -> None:
    day, stop = dated
    if day.date.weekday() == weekday:
        return
    name = WEEKDAYS[day.date.weekday()].capitalize()
    message = f"{in_words(day.date, phrase.today)[4:]} is a {name}."
    raise Unclear(phrase.line.text, phrase.instead(index, stop, day.date.isoformat()), message)


def _either(phrase: DayPhrase, index: int, stop: int, days: tuple[date, date]) -> Unclear:
    """Return the refusal of a day to come that can be two days."""
    words = " or ".join("today" if day == phrase.today else in_words(day, phrase.today) for day in days)
    texts = ("today" if day == phrase.today else day_month(day.day, day.month).lower() for day in days)
    return Unclear(phrase.line.text, phrase.instead(index, stop, *texts), f"'{phrase.typed(index, stop)}' can be {words}.")


def _two_days_off(phrase: DayPhrase, index: int) -> Found:
    at = index + 1 if phrase.line.word(index) == "the" else index
    for words, days in ((("day", "before", "yesterday"), -2), (("day", "after", "tomorrow"), 2)):
        if phrase.line.words(at, *words):
            return NamedDay(phrase.today + timedelta(days=days)), at + 3
    return None


def _back(phrase: DayPhrase, index: int) -> Found:
    """Read `-1d`, `-2`, and, unless a plan is read, `2d`: days back."""
    line = phrase.line
    signed = line.word(index) == "-" and not line.at(index + 1).gap
    at = index + 1 if signed else index
    count = line.number(at, 4)
    in_days = line.word(at + 1) == "d" and not line.at(at + 1).gap
    if count is None or not (signed or (in_days and not phrase.ahead)) or line.word(at + 2) == "ago":
        return None
    return NamedDay(_days_off(phrase, -count)), at + 2 if in_days else at + 1


def _counted(phrase: DayPhrase, index: int) -> Found:
    """Read `3 days ago`, `2 nights ago`, `a month ago`; ahead `in 2 weeks`, `a week from now` too. Ask about `2 weeks` alone."""
    line = phrase.line
    first = index + 1 if phrase.ahead and line.word(index) == "in" else index
    count = COUNTS.get(line.word(first), line.number(first, 4))
    unit = line.word(first + 1)
    if count is None or unit not in DAYS_IN | MONTHS_IN:
        return None
    stop = first + 2
    night = "night" if unit.startswith("night") else ""
    told, to_come = first > index, phrase.ahead and not night
    if line.word(stop) == "ago" and not told:
        told, to_come, stop = True, False, stop + 1
    elif to_come and line.word(stop) == "from" and line.word(stop + 1) in ("now", "today"):
        told, stop = True, stop + 2
    elif told and (night or line.word(stop) == "ago"):
        return None
    if not told:
        said = phrase.typed(first, stop)
        meant = f"in {said}" if to_come else f"{said} ago"
        raise Unclear(line.text, phrase.instead(first, stop, meant), f"'{said}': is it {meant}?")
    count = count if to_come else -count
    day = months_off(phrase, count * MONTHS_IN[unit]) if unit in MONTHS_IN else _days_off(phrase, count * DAYS_IN[unit])
    return NamedDay(day, night), stop


def _days_off(phrase: DayPhrase, count: int) -> date:
    """Return the day so many days on, or back for a count below 0."""
    ordinal = phrase.today.toordinal() + count
    _refuse_beyond(phrase, before=ordinal < date(YEARS[0], 1, 1).toordinal(), after=ordinal > date(YEARS[-1], 12, 31).toordinal())
    return date.fromordinal(ordinal)


def months_off(phrase: DayPhrase, count: int) -> date:
    """Return the same day so many months on, or back for a count below 0; that month's last where it is shorter."""
    year, month = divmod(phrase.today.year * 12 + phrase.today.month - 1 + count, 12)
    _refuse_beyond(phrase, before=year < YEARS[0], after=year > YEARS[-1])
    day = phrase.today.day
    while not dates.exists(year, month + 1, day):
        day -= 1
    return date(year, month + 1, day)


def _refuse_beyond(phrase: DayPhrase, *, before: bool, after: bool) -> None:
    if before or after:
        raise phrase.unreadable(f"That is before {YEARS[0]}." if before else f"That is after {YEARS[-1]}.")


HOURS_OF_PARTS = {"morning": (0, 12), "afternoon": (12, 18), "evening": (16, 24), "night": (18, 30)}


class DayMoment:
    """A day, and the moment `at` where a time of day or a length of time ago was said. Cannot be changed.

    `night` says that the night which began on `day` was meant: it ends on the morning after.
    """

    __slots__ = ("at", "day", "night")

    day: date
    at: datetime | None
    night: bool

    def __init__(self, day: date, at: datetime | None = None, *, night: bool = False) -> None:
        for name, value in (("day", day), ("at", at), ("night", night)):
            object.__setattr__(self, name, value)

    def __setattr__(self, name: str, value: object) -> None:
        raise AttributeError(name)

    def __repr__(self) -> str:
        return f"DayMoment({self.day}, {self.at}, night={self.night})"


class TimeWords:
    """A time of day as typed, and the atoms it stands on. `told` says that `at` stands before it."""

    __slots__ = ("face", "first", "stop", "told")

    def __init__(self, face: ClockTime, first: int, stop: int, *, told: bool) -> None:
        self.face, self.first, self.stop, self.told = face, first, stop, told


def read_time(phrase: DayPhrase, index: int) -> TimeWords | None:
    """Return the time of day at that atom. Raises Unreadable if no clock shows it."""
    line = phrase.line
    told = line.word(index) in ("at", "@")
    first = index + 1 if told else index
    found = scan(line, first)
    if found is None:
        return None
    if not found[0].exists() and (told or not found[0].bare):
        raise phrase.unreadable(f"'{phrase.typed(first, found[1])}' is not a time of day.")
    return TimeWords(found[0], first, found[1], told=told)


def nearest(phrase: DayPhrase, time: TimeWords) -> DayMoment:
    """Return the latest such moment up to now, or ahead the first from now on. Raises Unclear for one that is to come on this day."""
    minute = time.face.as_typed()
    if time.face.bare:
        been = _been(phrase, phrase.today, time)
        minute = been[0] if len(been) == 1 else _ask_half(phrase, time)
    at = on(phrase.now.date(), minute)
    if at < phrase.now if phrase.ahead else at > phrase.now:
        at = on(phrase.now.date() + timedelta(days=1 if phrase.ahead else -1), minute)
        if not phrase.ahead and clock.day_of(at, phrase.day_ends) != phrase.today:
            said = phrase.line.text
            raise StillToCome(said, (f"yesterday {said}",), f"'{said}' is still to come today. Was it yesterday?")
    return DayMoment(clock.day_of(at, phrase.day_ends), at)


def _been(phrase: DayPhrase, day: date, time: TimeWords) -> list[int]:
    """Return the minutes of an hour without am or pm that have been on the day that goes on; none on another day, of a plan, or without `at`."""
    if phrase.ahead or not time.told or day != phrase.today or len(time.face.choices()) == 1:
        return []
    moments = [(minute, on(phrase.now.date(), minute)) for minute in time.face.choices()]
    return [minute for minute, at in moments if at <= phrase.now and clock.day_of(at, phrase.day_ends) == day]


def _ask_half(phrase: DayPhrase, time: TimeWords) -> NoReturn:
    """Refuse an hour without minutes, am or pm. `6` alone, or 13 behind a day, may not be an hour at all."""
    hours = time.face.choices()
    if not time.told and (time.first == 0 or len(hours) == 1):
        raise phrase.unreadable()
    words = [twelve(hour) for hour in hours] if len(hours) == 2 else [twenty_four(hours[0])]
    said = phrase.line.text
    message = f"'{said}' can be {' or '.join(words)}." if len(words) == 2 else f"'{said}': is it {words[0]}?"
    later = not phrase.ahead and time.first <= 1 and phrase.line.ended(time.stop) and on(phrase.now.date(), hours[0]) > phrase.now
    raise Unclear(said, tuple(f"{'yesterday ' * later}{text}" for text in phrase.instead(time.first, time.stop, *words)), message)


def moment(phrase: DayPhrase, day: NamedDay, time: TimeWords) -> DayMoment:
    """Return that time of that day. Before the day's end it belongs to two nights, unless the words or digits say which."""
    if day.yearless and not time.told:
        _refuse_year(phrase, day, time)
    minute = _in_part(phrase, day, time) if day.part else time.face.as_typed()
    if time.face.bare and (not day.part or not time.told):
        been = _been(phrase, day.date, time)
        minute = been[0] if len(been) == 1 else _ask_half(phrase, time)
    early = twenty_four(minute) < phrase.day_ends
    if day.part == "night" and minute < DAY // 2:
        at = on(day.date + timedelta(days=1), minute)
        lived = clock.day_of(at, phrase.day_ends)
        return DayMoment(lived, at, night=lived == day.date)
    if early and not day.exact:
        raise _two_nights(phrase, day, minute)
    at = on(day.date, minute)
    return DayMoment(clock.day_of(at, phrase.day_ends) if early else day.date, at, night=day.part == "night")


def _refuse_year(phrase: DayPhrase, day: NamedDay, time: TimeWords) -> None:
    """Refuse `2025 feb 3` and `11/3 2025`, where four digits can be the year that the date lacks."""
    year = phrase.line.number(time.first, 4)
    if year not in YEARS or time.stop > time.first + 1:
        return
    clock_time = twenty_four(time.face.as_typed())
    readings = (*phrase.instead(time.first, time.stop, clock_time), f"{day_month(day.date.day, day.date.month).lower()} {year}")
    raise Unclear(phrase.line.text, readings, f"'{phrase.line.text}': is it {clock_time} or the year {year}?")


def _in_part(phrase: DayPhrase, day: NamedDay, time: TimeWords) -> int:
    """Return the minute of the day that lies in the part of the day which was named."""
    begin, end = (hour * 60 for hour in HOURS_OF_PARTS[day.part])
    fitting = [minute for minute in time.face.choices() if begin <= minute < end or minute + DAY < end]
    if len(fitting) == 1:
        return fitting[0]
    message = f"'{phrase.typed(time.first, time.stop)}' is not in the {day.part}."
    raise Unclear(phrase.line.text, (), message)


def _two_nights(phrase: DayPhrase, day: NamedDay, minute: int) -> Unclear:
    """Return the refusal of an hour that ends one night and begins another, both as they are typed exactly."""
    days = (day.date, day.date + timedelta(days=1))
    fitting = [one for one in days if (on(one, minute) > phrase.now) == phrase.ahead] or days
    nights = " or ".join(f"the night to {in_words(one, phrase.today)}" for one in days)
    readings = tuple(f"{one.isoformat()} {twenty_four(minute)}" for one in fitting)
    return Unclear(phrase.line.text, readings, f"'{phrase.line.text}' can be in {nights}.")


LONGEST_PHRASE = 60
JOINTS = ("ago", "at", "on", "the", "of", "last", "this", "week", "now", "day", "before", "after", "noon", "midnight", "tonight")
JOINTS_AHEAD = ("in", "next", "from")
CLOSE_ENOUGH = 0.75


def read(text: str, now: datetime, day_ends: str = "04:00", date_order: str = "", *, ahead: bool = False) -> DayMoment:
    """Return the day, and the moment if one is named, seen from `now` (aware, local). The future is not refused.

    `day_ends` is `HH:MM`, `date_order` is mdy, dmy, ymd or empty. With `ahead`, a plan is read: what can be past or to come
    is to come, and what can only be past is not refused. Raises Unclear for two readings (DateOrder if the order
    of day and month decides), Unreadable for none.
    """
    found = attempt(text, now, day_ends, date_order, ahead=ahead)
    if isinstance(found, DayMoment):
        return found
    if isinstance(found, Unreadable) and (nearest := _mended(" ".join(text.split()), now, day_ends, date_order, ahead=ahead)):
        raise Unreadable(found.said, nearest)
    raise found


def is_day(text: str, now: datetime, day_ends: str = "04:00", date_order: str = "") -> bool:
    """Tell whether text is, as a whole, a day or a time, even if it has two readings."""
    return not isinstance(attempt(text, now, day_ends, date_order), Unreadable)


def attempt(text: str, now: datetime, day_ends: str, date_order: str, *, ahead: bool = False) -> DayMoment | Unclear | Unreadable:
    """Read without looking for typos, and return what refuses the text. What an Unclear offers can be typed as it stands."""
    if len(text) > LONGEST_PHRASE:
        return Unreadable(text)
    try:
        return _whole(DayPhrase(text, now, day_ends, date_order, ahead=ahead))
    except Unreadable as error:
        return error
    except Unclear as error:
        found = {reading: attempt(reading, now, day_ends, date_order, ahead=ahead) for reading in error.readings}
        if found and all(isinstance(one, Unreadable) for one in found.values()):
            return Unreadable(error.said)
        return type(error)(error.said, tuple(reading for reading, one in found.items() if isinstance(one, DayMoment)), str(error))


def _whole(phrase: DayPhrase) -> DayMoment:
    line = phrase.line
    if line.ended(0):
        raise phrase.unreadable("A day is missing.")
    if line.word(0) == "now" and line.ended(1):
        return DayMoment(phrase.today, phrase.now)
    if (from_now := _length(phrase)) is not None:
        return from_now
    _refuse_point(phrase)
    found = find_said(phrase, 0)
    return _from_clock(phrase) if found is None else _from_day(phrase, *found)


def _length(phrase: DayPhrase) -> DayMoment | None:
    """Read `2h ago`, `1h30 ago`, `half an hour ago`; ahead `in 2h` too."""
    line = phrase.line
    to_come = phrase.ahead and line.word(0) == "in" and not line.ended(1)
    said = line.text[line.at(1).start :] if to_come else line.text
    try:
        found = durations.find(said)
    except Unclear as error:
        rest = said[len(error.said) :]
        begin = "in " if to_come or (phrase.ahead and not rest) else ""
        end = rest if rest or begin else " ago"
        raise Unclear(line.text, tuple(f"{begin}{reading}{end}" for reading in error.readings), str(error)) from None
    behind = said[found[1] :].strip().lower() if found else ""
    if found is None or behind not in (("",) if to_come else ("", "ago")):
        return None
    if not behind and not to_come:
        meant = f"in {said}" if phrase.ahead else f"{said} ago"
        raise Unclear(said, (meant,), f"'{said}': is it {meant}?")
    off = timedelta(minutes=found[0] if to_come else -found[0])
    at = (phrase.now.astimezone(UTC) + off).astimezone()
    return DayMoment(clock.day_of(at, phrase.day_ends), at)


def _refuse_point(phrase: DayPhrase) -> None:
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
    pairs = ((first, second), (second, first))  # with a point between them the day is first, if it can be
    return [f"{int(day)} {names[int(month)]}" for day, month in pairs if int(month) in names][:1]


def _from_day(phrase: DayPhrase, day: NamedDay, index: int) -> DayMoment:
    """Read what stands behind the day: nothing, or a time of day."""
    line = phrase.line
    if line.ended(index):
        return DayMoment(day.date, night=day.part == "night")
    joined = day.exact and line.word(index) == "t" and line.glued(index, LETTERS) and line.glued(index + 1, DIGITS)
    if not joined and not line.ends_at(index) and line.word(index) != ",":
        raise phrase.unreadable()
    time = read_time(phrase, index + 1 if joined or line.word(index) == "," else index)
    if time is None or not line.ended(time.stop):
        raise phrase.unreadable()
    return moment(phrase, day, time)


def _from_clock(phrase: DayPhrase) -> DayMoment:
    """Read a time of day alone, or with the day behind it."""
    line = phrase.line
    time = read_time(phrase, 0)
    if time is None:
        raise phrase.unreadable()
    if line.ended(time.stop):
        said = line.text.strip()
        if said == str(phrase.now.year):  # 20:26 would be a strange reading of `2026` in 2026
            meant = f"{said[:2]}:{said[2:]}"
            raise Unclear(said, (meant,), f"'{said}' can be {meant} or a year without a day.")
        return nearest(phrase, time)
    index = time.stop + 1 if line.word(time.stop) in (",", "on") else time.stop
    found = find_said(phrase, index) if line.ends_at(time.stop) else None
    if found is None or not line.ended(found[1]):
        raise phrase.unreadable()
    return moment(phrase, found[0], time)


def _mended(text: str, now: datetime, day_ends: str, date_order: str, *, ahead: bool) -> str:
    """Return the phrase with its one unknown word mended so that it can be read, or nothing."""
    words = {*JOINTS, *NAMED, *PARTS, *COUNTS, *DAYS_IN, *MONTHS_IN}
    words |= {*WEEKDAY_WORDS, *MONTH_WORDS, *durations.HOUR_UNITS, *durations.MINUTE_UNITS, "half", "and", "am", "pm"}
    words |= {*JOINTS_AHEAD} if ahead else set()
    line = AtomLine(text[:LONGEST_PHRASE])
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
    return next((phrase for phrase in phrases if isinstance(attempt(phrase, now, day_ends, date_order, ahead=ahead), DayMoment)), "")
