"""Reads the words of `kfit next`: a day, `--every 7d x2` as often as one likes, and what else may stand there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..daywords import COUNTS, DAYS_IN
from ..diary.words import quoted
from ..errors import Refused

if TYPE_CHECKING:
    from collections.abc import Sequence

EVERY, DROP = "--every", "--drop"
FLAGS = {"--replace": "replace", "--all": "everything", "--json": "json"}
MOST = 60  # plans at once
LONGEST = 366  # days between two
TIMES = ("x", "×", "time", "times")
EXAMPLE = "Try: kfit next --every 7d x2"


class Told:
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


def read(words: Sequence[str]) -> Told:
    """Read the words. Raises Refused for an option that there is not, or that lacks what belongs behind it."""
    told = Told()
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
    _refuse_together(told)
    return told


def _refuse_together(told: Told) -> None:
    if told.drop is not None and (told.day or told.steps or told.replace):
        raise Refused('--drop stands alone. Try: kfit next --drop "5 nov"   or: kfit next --drop all')
    if told.drop is not None and not " ".join(told.drop).strip():
        raise Refused('--drop wants a day behind it. Try: kfit next --drop "5 nov"   or: kfit next --drop all')
    if told.replace and not told.day:
        raise Refused('--replace wants a day. Try: kfit next "5 nov 2pm" --replace')
    if told.everything and (told.day or told.steps or told.drop is not None):
        raise Refused("--all goes with the list of plans. Try: kfit next --all")
    if (total := sum(count for _, count in told.steps)) > MOST:
        raise Refused(f"That would be {total} infusions; {MOST} at once is the most.")


def _step(told: Told, words: list[str], place: int) -> int:
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
