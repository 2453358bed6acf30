"""The parser of goals: `exercise 3x30min/week`, `sleep 7h/night`, `mood daily`."""

from __future__ import annotations

import re
from typing import NamedTuple

from ..errors import Refused, Unclear
from ..model.entries import ACTIVITIES, ALIASES, EFFECTS, GOALS, HEADS, KINDS, NAMED, Exercise, Habit, Score, Sleep
from ..model.planning import NAMED_GOALS
from . import durations
from .names import plain
from .nearness import nearest
from .tokens import phrase, quoted

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .person import PersonNames

NUMBERS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
TARGET = re.compile(r"(?:^| )(?=\d|daily\b|nightly\b|weekly\b|every |each |a day\b|a week\b|per )", re.ASCII)
ENDING = ("none", "no", "off", "stop", "end", "cancel", "remove", "delete", "drop", "clear", "nothing")


def plainly(said: str) -> str:
    """Return words in a plainer form, numbers as digits: `twice a week` as `2x a week`, `half an hour` as `30 min`."""
    text = " ".join(said.lower().replace(",", " ").split())
    text = re.sub(r"\b(once|twice)\b", lambda found: f"{1 if found.group() == 'once' else 2}x", text)
    text = re.sub(rf"\b({'|'.join(NUMBERS)})\b", lambda found: str(NUMBERS.index(found.group()) + 1), text)
    text = re.sub(r"\b(?:an|a) (hour|half|minute)", lambda found: f"1 {found.group(1)}", text).replace("half 1 hour", "30 min")
    text = re.sub(r"\bhalf an hour\b", "30 min", text)
    text = re.sub(r"(?<!\d)(?<!\d )\bx ?(\d+)", r"\1x", text)
    text = re.sub(r"\bfor (?=\d)|\bat least ", "", text)
    return re.sub(r"^(?:of |for |to |log |logging |noting |note my )", "", text)


def without_end(said: str, target: str) -> str | None:
    """Return the subject of words that end a goal (`exercise none`, `stop exercise`), empty without one; None for other words."""
    words = said.split()
    rest = [word for word in words if word not in ENDING]
    zero = target.split("/", maxsplit=1)[0].strip() in ("0", "0min", "0x", "0 min")
    return " ".join(rest) if len(rest) < len(words) or zero else None


GOAL = "kfit goal"
COUNTED = "{name} can't be a goal here. To note it can: {line}   or: {other}"
PERS = {
    "week": "week",
    "wk": "week",
    "w": "week",
    "weekly": "week",
    "day": "day",
    "d": "day",
    "daily": "day",
    "night": "day",
    "nightly": "day",
}
PER = re.compile(r"(?:(?:/|\b(?:a|per|each|every|in a)\b) ?(week|wk|w|day|d|night)|\b(weekly|daily|nightly))\b", re.ASCII)
TIMES = re.compile(r"(\d{1,4}) ?(?:x|×|times?\b) ?", re.ASCII)
RANGE = re.compile(r"(\d+) ?(?:-|–|to) ?\d+", re.ASCII)
MOST_MINUTES = {"week": 10_080, "day": 1440}
MOST_TIMES = {Exercise.kind: 21}
MOST_DIGITS = 4
TIMES_UNIT = "times"
OFTEN = 7  # days of a week
NIGHTS = range(1, 17)  # a bare number after sleep is hours, as in a diary line
LONGEST_NIGHT = 1080
# What can't be a goal, each with the words that people type. kfit never rewards a dose, a score or a body weight.
REFUSED = {
    kind.kind: (*(word for word, fixed in kind.heads.items() if not fixed or kind is Score), *kind.goal_words)
    for kind in KINDS.values()
    if not kind.goal
}
SIMPLE = {
    word: name for name in GOALS if name not in NAMED for word in (*KINDS[name].heads, *KINDS[name].goal_words)
}  # the words for what has no name
TIMED = tuple(name for name in GOALS if "minutes" in KINDS[name].OWN)
HEADS_OF_NAMES = {word: name for name in GOALS if name in NAMED for word in (name, next(iter(KINDS[name].heads)))}


class GoalRequest(NamedTuple):
    """A requested goal: the subject and its target. Without `per` it is the subject alone."""

    kind: str
    name: str | None
    per: str | None = None
    times: int | None = None
    minutes: int | None = None
    counted: str | None = None  # the unit of a habit

    @property
    def word(self) -> str:
        """Return the word that names the subject in a line."""
        return quoted(self.name or self.kind)

    def line(self, target: str) -> str:
        """Return the line that sets this goal to another target."""
        return f"{GOAL} {self.word} {phrase(target)}"


def read(words: list[str], known: PersonNames) -> GoalRequest:
    """Return the subject, and its target if one is given. Raises Refused with a line that works."""
    text = plainly(" ".join(words))
    said, target = _parted(text, plain(" ".join(words)), known)
    moved = next((word for word in target.split() if ALIASES.get(word, (None,))[0] is Exercise or word in ACTIVITIES), "")
    if not said and moved:
        said, target = Exercise.kind, " ".join(word for word in target.split() if word not in (moved, "of"))
    if not said:
        raise Refused(f"A goal for what? Try: {GOAL} exercise {_of_movement(target)}")
    ended = (said if target in ENDING else None) if _is_name(said, known) else without_end(said, target)
    if ended is not None:
        raise Refused(f"To end a goal: {_subject(ended, known, '').line('--drop') if ended else f'{GOAL} exercise --drop'}")
    aim = _subject(said, known, target)
    return _target(aim, target) if target else aim


def _parted(text: str, typed: str, known: PersonNames) -> tuple[str, str]:
    """Return the words of the subject and of the target. Known names are tried first: they may contain `daily` or a number."""
    names = [name for kind in NAMED_GOALS for name in _names(kind, known)]
    for name in sorted((name for name in names if f"{typed} ".startswith(f"{name} ")), key=len, reverse=True):
        return name, plainly(typed[len(name) :])
    place = TARGET.search(text)
    return (text[: place.start()], text[place.start() :].strip()) if place else (text, "")


def _is_name(said: str, known: PersonNames) -> bool:
    return any(said in _names(kind, known) for kind in NAMED_GOALS)


def _of_movement(target: str) -> str:
    """Return a target as it was typed if movement can have it, else an example."""
    try:
        return phrase(target) if target and _target(GoalRequest(Exercise.kind, None), target).per else KINDS[Exercise.kind].goal
    except Refused:
        return KINDS[Exercise.kind].goal


def _subject(said: str, known: PersonNames, target: str) -> GoalRequest:
    """Return the subject. Raises Refused for what can't be a goal, and for an unknown name."""
    first, _, rest = said.partition(" ")
    if said in ACTIVITIES:
        raise Refused(f"Movement counts as a whole. Try: {GOAL} exercise {_of_movement(target)}")
    if said in SIMPLE:
        return GoalRequest(SIMPLE[said], None)
    refused = next((what for what, typed in REFUSED.items() if first in typed), "")
    if refused and not _is_name(said, known):
        raise Refused(KINDS[refused].no_goal)
    kind = HEADS_OF_NAMES.get(first, "") if rest else ""
    name = plain(rest if kind else said)
    kinds = [kind] if kind else list(NAMED_GOALS)
    found = [one for one in kinds if name in _names(one, known)]
    if len(found) > 1:
        lines = "   or: ".join(f"{GOAL} {one} {quoted(name)} {phrase(target or KINDS[one].goal)}" for one in found)
        raise Refused(f"'{name}' is both a rating and a habit. Try: {lines}")
    if not found:
        raise Refused(_unknown(name, kinds, target, known))
    kept = known.find(found[0], name)
    if kept and kept.retired_on and target:
        raise Refused(f"{name} is retired. To take it up again: kfit habit again {quoted(name)}")
    return GoalRequest(found[0], name, counted=kept.unit if kept else None)


def _names(kind: str, known: PersonNames) -> list[str]:
    """Return the names of a kind: built-in ones, stored ones, and ones that entries use."""
    return list(dict.fromkeys([*KINDS[kind].names, *known.names(kind)]))


def _unknown(name: str, kinds: list[str], target: str, known: PersonNames) -> str:
    elsewhere = next((kind for kind in NAMED if name in known.names(kind)), "")
    if elsewhere:
        return KINDS[elsewhere].no_goal or KINDS["measure"].no_goal
    if name in EFFECTS or name.replace(" ", "-") in EFFECTS:
        return KINDS["effect"].no_goal
    first = name.split(maxsplit=1)[0]
    if first in SIMPLE:
        kind = SIMPLE[first]
        return f"I couldn't read '{name[len(first) :].strip()}'. Try: {GOAL} {kind} {KINDS[kind].goal}"
    there = [*(one for kind in kinds for one in _names(kind, known)), *dict.fromkeys(SIMPLE.values())]
    near = nearest(name, there)
    if near:
        return f"I don't know '{name}'. Did you mean: {GOAL} {quoted(near)} {phrase(target or KINDS[Habit.kind].goal)}"
    begin = f" To begin it as a habit: kfit did {quoted(name)}" if name not in HEADS else ""
    return f"I don't know '{name}'.{begin}   What can be a goal: {GOAL} -h"


def _target(aim: GoalRequest, text: str) -> GoalRequest:
    """Return the aim with its target. Raises Refused, with a line that works, for an impossible target."""
    if RANGE.search(text):
        low = RANGE.sub(lambda found: found.group(1), text)
        raise Refused(f"A goal is one number. The lower one is plenty: {aim.line(low)}")
    found = PER.search(text)
    per = PERS[found.group(1) or found.group(2)] if found else None
    body = f"{text[: found.start()]} {text[found.end() :]}".strip() if found else text
    if aim.kind == Sleep.kind:
        return _night(aim, body, per)
    if aim.kind not in TIMED and body and not TIMES.fullmatch(body):
        raise Refused(COUNTED.format(name=(aim.name or aim.kind).capitalize(), line=aim.line("daily"), other=aim.line("5x/week")))
    times, minutes = _amount(aim, body, text)
    if per is None:
        rest = TIMES.sub("", body).strip()
        long = "" if minutes is None else f"{minutes}min" if " " in rest else rest
        glued = f"{times}x{long}" if times is not None else long
        raise Refused(
            f"For each week, or for each day? Try: {aim.line(f'{glued}/week')}" + ("" if times else f"   or: {aim.line(f'{glued}/day')}")
        )
    if times is None and minutes is None and per == "week":
        raise Refused(f"How often, or how long? Try: {aim.line(KINDS[aim.kind].goal)}")
    if times is not None and per == "day":
        raise Refused(f"A number of times is for a week. Try: {aim.line('daily')}   or: {aim.line('5x/week')}")
    if minutes is not None and aim.counted == TIMES_UNIT:
        raise Refused(f"{aim.name} is counted in times. Try: {aim.line('3x/week')}")
    _within(aim, times, minutes, per)
    return aim._replace(per=per, times=times, minutes=minutes)


def _amount(aim: GoalRequest, body: str, text: str) -> tuple[int | None, int | None]:
    """Return times and minutes of `3x30min`, `30 min 3 times`, `60min` or `5x`, None for what is missing. Raises Refused."""
    found = TIMES.search(body)
    times = int(found.group(1)) if found else None
    rest = f"{body[: found.start()]} {body[found.end() :]}".strip() if found else body
    if not rest:
        return times, None
    try:
        told = durations.find(rest)
    except Unclear as error:
        raise error.offer(lambda reading: aim.line(text.replace(rest, reading))) from None
    if told and told[1] == len(rest):
        return times, told[0]
    number = rest.isascii() and rest.isdigit() and len(rest) <= MOST_DIGITS
    if number and times is not None:
        raise Refused(f"{rest} minutes? Try: {aim.line(f'{times}x{rest}min/week')}")
    if number:
        lines = [aim.line(f"{rest}min/week")] if aim.kind in TIMED else []
        lines += [aim.line(f"{rest}x/week")] if int(rest) <= MOST_TIMES.get(aim.kind, OFTEN) else []
        if lines:
            raise Refused(f"{rest} {'minutes or times' if len(lines) > 1 else 'of what'}? Try: {'   or: '.join(lines)}")
    raise Refused(f"I couldn't read '{text}'. Try: {aim.line(KINDS[aim.kind].goal)}")


def _night(aim: GoalRequest, body: str, per: str | None) -> GoalRequest:
    """Return the aim with the length of a night, up to 18 hours; a bare number is hours. Raises Refused."""
    if per == "week":
        raise Refused(f"A goal for sleep is for each night. Try: {aim.line('7h/night')}")
    if body.isascii() and body.isdigit() and len(body) <= MOST_DIGITS and int(body) in NIGHTS:
        body += "h"
    hours, colon, rest = body.partition(":")
    if colon and hours.isascii() and hours.isdigit() and len(hours) <= 2 and len(rest) == 2 and rest.isdigit():
        body = f"{hours}h{rest}"
    try:
        told = durations.find(body)
    except Unclear as error:
        raise error.offer(lambda reading: aim.line(f"{reading}/night")) from None
    if not told or told[1] != len(body) or not 0 < told[0] <= LONGEST_NIGHT:
        raise Refused(f"A goal for sleep is a length, up to {LONGEST_NIGHT // 60} hours. Try: {aim.line('7h/night')}")
    return aim._replace(per="day", minutes=told[0])


def _within(aim: GoalRequest, times: int | None, minutes: int | None, per: str) -> None:
    most = MOST_TIMES.get(aim.kind, OFTEN)
    if times is not None and not 1 <= times <= most:
        raise Refused(f"Times go from 1 to {most} a week. Try: {aim.line(KINDS[aim.kind].goal if times else '1x/week')}")
    longest = MOST_MINUTES["day" if times is not None else per]
    if minutes is not None and not 1 <= minutes <= longest:
        raise Refused(f"Minutes go from 1 to {longest:,}. Try: {aim.line(KINDS[Exercise.kind].goal)}")
