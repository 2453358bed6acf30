"""Reads the words of the planning commands: their options, the days they name, and the plans of `kfit next`."""

from __future__ import annotations

from .. import clock
from ..errors import DateOrder, Refused, Unclear, Unreadable
from ..humanize import in_words
from . import moments
from .moments import COUNTS, DAYS_IN
from .tokens import quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Sequence
    from datetime import date, datetime

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


def since_day(text: str, line: str, now: datetime, settings: Settings) -> date:
    """Return the day behind `--since`. Raises Refused for one that cannot be read or is still to come.

    `line` is the command as it would be typed again: `kfit week`.
    """
    day = _read(text, lambda day: f"{line} --since {quoted(day)}", now, settings).day
    today = clock.day_of(now, settings.day_ends)
    if day > today:
        raise Refused(f"{in_words(day, today)} is still to come. Try: {line} --since yesterday")
    return day


def until_day(text: str, line: str, now: datetime, settings: Settings) -> date:
    """Return the day behind `--until`, today for one that is still to come. Raises Refused for one that cannot be read."""
    day = _read(text, lambda day: f"{line} --until {quoted(day)}", now, settings).day
    return min(day, clock.day_of(now, settings.day_ends))


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
PLANNED = frozenset(("my", "infusion", "dose", "ketamine", "treatment", "session", "is", "on"))
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
