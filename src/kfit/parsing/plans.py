"""Reads options and the days that they name, as commands that look back, export or plan have them, and the plans of `kfit next`."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from typing import NamedTuple

from .. import clock
from ..errors import DateOrder, Refused, Unclear, Unreadable
from ..humanize import in_words
from . import moments
from .moments import COUNTS, DAYS_IN
from .tokens import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping, Sequence
    from datetime import datetime

    from ..settings import Settings
    from .moments import DayMoment


class CommandOptions:
    """What was told: the command's own words, the words behind each option, the flags."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.options: dict[str, list[str]] = {}
        self.flags: set[str] = set()

    def option(self, name: str) -> str | None:
        """Return the words behind an option, None if it was not said."""
        found = self.options.get(name)
        return None if found is None else " ".join(" ".join(found).split())

    def take_words_behind_options(self) -> None:
        """Where options stand first, let each take one word (or one quoted text), and the rest be the command's own."""
        if self.words or not self.options:
            return
        last = next(reversed(self.options))
        self.words, self.options[last] = self.options[last][1:], self.options[last][:1]

    def again(self, line: str, name: str, value: str) -> str:
        """Return the whole line as it was typed, with another value behind one option."""
        behind = {**{option: self.option(option) or "" for option in self.options}, name: value}
        said = [part for option, text in behind.items() for part in (option, quoted(text))]
        return " ".join([line, *map(quoted, self.words), *said, *sorted(self.flags)])


def part_options(words: Sequence[str], line: str, valued: Collection[str], flags: Collection[str]) -> CommandOptions:
    """Part the words. Raises Refused for an option that there is not, that comes twice, or that has no word behind it."""
    told = CommandOptions()
    here = told.words
    for place, word in enumerate(words):
        flag, glued, value = word.partition("=")
        if word == "--":
            here.extend(words[place + 1 :])
            break
        if flag in valued:
            if flag in told.options:
                raise Refused(f"{flag} is there twice. Its help: {line} -h")
            here = told.options[flag] = [value] if glued else []
        elif word in flags:
            told.flags.add(word)
        elif word.startswith("--") or (word.startswith("-") and word[1:2].isalpha()):
            raise Refused(f"{line} has no option {flag}. Its help: {line} -h")
        else:
            here.append(word)
    for name, behind in told.options.items():
        if not " ".join(behind).strip():
            raise Refused(f"{name} needs something after it. Its help: {line} -h")
    return told


SINCE, UNTIL = "--since", "--until"


class TypedLine(NamedTuple):
    """A command as it was typed, and its options with their values; a flag has True. What was not given has None or False."""

    command: str
    options: Mapping[str, str | bool | None] = {}

    def typed(self, *without: str) -> str:
        """Return the line again, without some options; one that is offered keeps all others."""
        words = [self.command]
        for name, value in self.options.items():
            if value not in (None, False) and name not in without:
                words.append(name if value is True else f"{name} {quoted(str(value))}")
        return " ".join(words)

    def having(self, option: str, value: str | None) -> TypedLine:
        """Return the line with another value of an option, in the place where that stands; None leaves it out."""
        return self._replace(options={**self.options, option: value})

    def flagged(self, flag: str) -> TypedLine:
        """Return the line with a flag."""
        return self._replace(options={**self.options, flag: True})

    def text(self, option: str) -> str | None:
        """Return the value of an option, None if it was not given."""
        value = self.options.get(option)
        return value if isinstance(value, str) else None


class DayEnds(NamedTuple):
    """The first and the last day that a line asks for, None for one that it does not name."""

    first: date | None
    last: date | None


class _DayReader(NamedTuple):
    """How the days behind two options are read: each function returns the day of a text, or raises Unclear or Unreadable."""

    since: Callable[[str], date]
    until: Callable[[str], date]
    today: date

    def fit(self, since: str | None, until: str | None) -> bool:
        """Return whether a line with these two texts is taken."""
        first, last = _tried(self.since, since), _tried(self.until, until)
        if isinstance(first, Refused) or isinstance(last, Refused):
            return False
        return first is None or first <= min(self.today, last or self.today)


def day_reader(
    now: datetime,
    settings: Settings,
    since: Callable[[str], date] | None = None,
    until: Callable[[str], date] | None = None,
) -> _DayReader:
    """Return how days behind `--since` and `--until` are read: as one day that is past, where a command has no way of its own."""

    def read_past(text: str) -> date:
        return moments.read(text, now, settings.day_ends, settings.date_order).day

    return _DayReader(since or read_past, until or read_past, clock.day_of(now, settings.day_ends))


def read_ends(line: TypedLine, reader: _DayReader) -> DayEnds:
    """Return the days behind `--since` and `--until`; the last one is never after today.

    Raises Refused for a day that cannot be read, for a first day to come, and for one after the last. A line that it
    offers keeps all else that was typed, and is taken.
    """
    since, until = line.text(SINCE), line.text(UNTIL)
    first, last = _tried(reader.since, since), _tried(reader.until, until)
    if isinstance(last, Refused):
        raise _offering(last, line, reader, UNTIL)
    if isinstance(first, Refused):
        raise _offering(first, line, reader, SINCE)
    today = reader.today
    last = None if last is None else min(last, today)
    if first is not None and first > today:
        raise Refused(f"{in_words(first, today)} is still to come. Try: {example_since(line, last, today)}")
    refuse_backwards(line, first, last, today)
    return DayEnds(first, last)


def refuse_backwards(line: TypedLine, first: date | None, last: date | None, today: date) -> None:
    """Raise Refused if the first day is after the last one, with the line that begins on the last day."""
    if first is not None and last is not None and first > last:
        raise Refused(f"{in_words(first, today)} is after {in_words(last, today)}. Try: {line.having(SINCE, last.isoformat()).typed()}")


def example_since(line: TypedLine, last: date | None, today: date, example: str = "yesterday", back: int = 1) -> str:
    """Return the line from an example of a day on, which lies some days back; from the last day on, if that is earlier."""
    early = last is not None and last < today - timedelta(days=back)
    return line.having(SINCE, last.isoformat() if early and last else example).typed()


def _tried(read: Callable[[str], date], text: str | None) -> date | Unclear | Unreadable | None:
    try:
        return None if text is None else read(text)
    except (Unclear, Unreadable) as error:
        return error


def _offering(error: Unclear | Unreadable, line: TypedLine, reader: _DayReader, option: str) -> Refused:
    """Return the refusal of a day with every line that would be taken; the other day is mended with it where that is wrong too."""
    sinces, untils = _instead(reader.since, line.text(SINCE)), _instead(reader.until, line.text(UNTIL))
    as_pairs = len(sinces) == len(untils) > 1  # two days in digits are both meant month first, or both day first
    pairs = zip(sinces, untils, strict=True) if as_pairs else product(sinces, untils)
    fitting = [(since, until) for since, until in pairs if reader.fit(since, until)]
    lines = [_between(line, since, until) for since, until in fitting]
    if lines and isinstance(error, Unclear):
        return Unclear(error.said, tuple(lines), str(error), error.label, error.settle).offer(str)
    if lines and isinstance(error, Unreadable) and error.nearest:
        return Refused(f"{error} Did you mean: {'   or: '.join(lines)}")
    if option == SINCE:
        last = _tried(reader.until, line.text(UNTIL))
        return Refused(f"{error} Try: {example_since(line, last if isinstance(last, date) else None, reader.today)}")
    since = line.text(SINCE) if reader.fit(line.text(SINCE), "today") else "yesterday"
    return Refused(f"{error} Try: {_between(line, since, 'yesterday' if reader.fit(since, 'yesterday') else 'today')}")


def _instead(read: Callable[[str], date], text: str | None) -> list[str | None]:
    """Return what can be typed in the place of a text: the text itself if it is a day, else its readings, or what is near it."""
    found = _tried(read, text)
    if isinstance(found, Unclear):
        return list(found.readings)
    if isinstance(found, Unreadable):
        return [found.nearest] if found.nearest else []
    return [text]


def _between(line: TypedLine, since: str | None, until: str | None) -> str:
    return line.having(SINCE, since).having(UNTIL, until).typed()


def day_to_come(said: str, line: Callable[[str], str], now: datetime, settings: Settings, example: str) -> DayMoment:
    """Return a day, and the time if one is named; of two, the one that is still to come.

    Raises Refused, with the whole `line` for each of its readings, for a day that cannot be read for sure.
    """
    return _read(said, line, now, settings, example)


def _read(said: str, line: Callable[[str], str], now: datetime, settings: Settings, example: str = "") -> DayMoment:
    """Return a day that is past, or one to come where an `example` of such days is given."""
    try:
        return moments.read(said, now, settings.day_ends, settings.date_order, ahead=bool(example))
    except Unclear as error:
        if example and isinstance(error, DateOrder) and error.readings:
            raise Refused(f"{error} Type it in words: {line(error.readings[0])}{error.closing}") from None
        raise error.offer(line) from None
    except Unreadable as error:
        raise error.offer(line, example or "yesterday") from None


def day_behind(said: str, line: Callable[[str], str], now: datetime, settings: Settings) -> date:
    """Return a day up to today; of two, the one that is past. Raises Refused for one that cannot be read, or is still to come."""
    day = _read(said, line, now, settings).day
    today = clock.day_of(now, settings.day_ends)
    if day > today:
        raise Refused(f"{in_words(day, today)} is still to come. Try: {line('today')}")
    return day


EVERY, DROP = "--every", "--drop"
FLAGS = {"--replace": "replace", "--all": "everything", "--json": "json"}
MOST = 60  # plans at once
LONGEST = 366  # days between two
PLANNED = frozenset(
    (
        "my",
        "infusion",
        "dose",
        "ketamine",
        "treatment",
        "session",
        "is",
        "on",
        "booster",
        "top-up",
        "topup",
        "maintenance",
        "appointment",
        "appt",
        "one",
        "spravato",
        "iv",
        "im",
        "an",
        "a",
        "for",
    )
)
TIMES = ("x", "×", "time", "times")
EXAMPLE = "Try: kfit next --every 7d x2"


class PlanWords:
    """What was told: the words of the day, the steps of `--every` (days apart, how many), the day to drop, the flags."""

    def __init__(self) -> None:
        self.day: list[str] = []
        self.steps: list[tuple[int, int]] = []
        self.steps_said: list[str] = []
        self.drop: list[str] | None = None
        self.replace = self.everything = self.json = False

    def line(self, day: str) -> str:
        """Return the whole line again, for another day."""
        if self.drop is not None:
            return f"kfit next {DROP} {quoted(day)}"
        return " ".join(["kfit next", quoted(day), *self.steps_said, *(["--replace"] if self.replace else [])])


def read_plan(words: Sequence[str]) -> PlanWords:
    """Read the words. Raises Refused for an option that there is not, or that lacks what belongs behind it."""
    told = PlanWords()
    place = 0
    while place < len(words):
        word = words[place]
        flag, glued, value = word.partition("=")
        place += 1
        if word == "--":
            (told.day if told.drop is None else told.drop).extend(words[place:])
            break
        if flag == EVERY:
            place = _step(told, [*([value] if glued else []), *words[place:]], place - bool(glued))
        elif flag == DROP:
            told.drop = [*(told.drop or []), *([value] if glued else [])]
        elif word in FLAGS:
            setattr(told, FLAGS[word], True)
        elif word.startswith("--") or (word.startswith("-") and word[1:2].isalpha()):
            raise Refused(f"kfit next has no option {flag}. Its help: kfit next -h")
        else:
            (told.day if told.drop is None else told.drop).append(word)
    while told.day and told.day[0].lower() in PLANNED:  # `next infusion dec 3`
        told.day.pop(0)
    _refuse_together(told)
    return told


def _refuse_together(told: PlanWords) -> None:
    if told.drop is not None and (told.day or told.steps or told.replace):
        raise Refused('--drop goes alone. Try: kfit next --drop "5 nov"   or: kfit next --drop all')
    if told.drop is not None and not " ".join(told.drop).strip():
        raise Refused('--drop needs a day after it. Try: kfit next --drop "5 nov"   or: kfit next --drop all')
    if told.replace and not told.day:
        raise Refused('--replace needs a day. Try: kfit next "5 nov 2pm" --replace')
    if told.everything and (told.day or told.steps or told.drop is not None):
        raise Refused("--all goes with the list of plans. Try: kfit next --all")
    if (total := sum(count for _, count in told.steps)) > MOST:
        raise Refused(f"That would be {total} infusions; the most at once is {MOST}.")


def _step(told: PlanWords, words: list[str], place: int) -> int:
    """Read `7d x2`, `2 weeks 3x`, `week x4` behind `--every`; return the place behind it."""
    tokens = [(token.lower(), number) for number, word in enumerate(words) for token in word.split()]
    days, used = interval([token for token, _ in tokens])
    said = " ".join(token for token, _ in tokens[:used])
    count, more = _count([token for token, _ in tokens[used:]])
    if not count:
        raise Refused(f"How many times? Try: kfit next --every {said} x2")
    stop = used + more
    if stop < len(tokens) and tokens[stop][1] == tokens[stop - 1][1]:
        raise Refused(f"Each --every takes how often and how many times. {EXAMPLE} --every 14d x2")
    if not 0 < days <= LONGEST:
        raise Refused(f"--every goes from 1 to {LONGEST} days. {EXAMPLE}")
    told.steps.append((days, count))
    told.steps_said.append(f"{EVERY} {said} x{count}")
    return place + tokens[stop - 1][1] + 1


def interval(tokens: list[str]) -> tuple[int, int]:
    """Read how many days lie between; return them, and how many words that took."""
    first, second = (*tokens, "", "")[:2]
    number = first.rstrip("abcdefghijklmnopqrstuvwxyz")
    unit = first[len(number) :]
    if _is_number(number) and unit in DAYS_IN:
        return int(number) * DAYS_IN[unit], 1
    if first in DAYS_IN:
        return DAYS_IN[first], 1
    if (_is_number(first) or first in COUNTS) and second in DAYS_IN:
        return (COUNTS[first] if first in COUNTS else int(first)) * DAYS_IN[second], 2
    raise Refused(f"How often, in days or weeks, and how many times? {EXAMPLE}")


def in_days(said: str) -> int:
    """Return how many days `3 days`, `2 weeks` or `a week` are; 0 for what is no length of time."""
    tokens = said.lower().split()
    try:
        days, used = interval(tokens)
    except Refused:
        return 0
    return days if used == len(tokens) else 0


def _count(tokens: list[str]) -> tuple[int, int]:
    """Read how many times: `x2`, `2x`, `2 times`; return it, and how many words that took. 0 where it is not said."""
    first, second = (*tokens, "", "")[:2]
    if first in TIMES[:2] and _is_number(second):
        return int(second), 2
    number = first.strip("x×") if first[:1] in TIMES[:2] or first[-1:] in TIMES[:2] else ""
    if _is_number(number):
        return int(number), 1
    return (int(first), 2) if _is_number(first) and second in TIMES else (0, 0)


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and len(text) <= 4
