"""Takes the answers of the check-in from a file: a line each, all of them or none."""

from __future__ import annotations

import sys
from difflib import get_close_matches
from typing import TYPE_CHECKING

from ..entries import HABITS, HEADS, RATINGS, Habit, Measure, Rating
from ..errors import Refused
from ..progress.checkin import MONTHLY, Question
from ..show import checkin as words
from ..show.safety import beside
from ..store.file import Data
from . import answered
from .daily import copy_of_the_day
from .output import say, say_json, talk
from .save import save

if TYPE_CHECKING:
    from ..diary.said import Context, Reading
    from .asked_today import Today

STDIN = "-"
FIXED = {
    "sleep": Question("sleep", "sleep", ("sleep",)),
    "mood": Question("mood", "mood", ("mood",)),
    "movement": Question("exercise", "movement", ("exercise",)),
    "exercise": Question("exercise", "movement", ("exercise",)),
    "effects": Question("effects", "effects", ("effect",)),
    "effect": Question("effects", "effects", ("effect",)),
    "note": Question("note", "note", ("note",)),
    **{name: Question("monthly", name, ("effect", kept[0])) for name, kept in MONTHLY.items()},
    **{name: Question("ratings", name, ("rate", name)) for name in RATINGS},
    **{name: Question("habits", name, ("did", name)) for name in HABITS},
}
NEAR = 0.7  # how like a known name a mistyped one must be


def take(path: str, found: Today, *, json: bool) -> None:
    """Save the answers of a file as one change. Raises Refused with the number of the line that cannot be read."""
    text = _text(path)
    asked = [question.name for question in found.questions]
    with Data.to_write() as data:
        readings = read(text, found.context(data))
        outcome = save(data.existing(), readings, "checkin", found.settings, typed=False) if readings else None
    if outcome is None:
        if json:
            say_json({"saved": [], "asked": asked, "message": words.NOTHING_IN_FILE})
        else:
            say(words.NOTHING_IN_FILE)
        return
    if json:
        help_ = {"help": "kfit help-now"} if outcome.block else {}
        say_json({"saved": [entry.row() for entry in outcome.saved], "asked": asked, "message": outcome.told, **help_})
        if outcome.block:
            talk(outcome.block)
    else:
        say(outcome.answer)
    copy_of_the_day(data.path)


def read(text: str, context: Context) -> list[Reading]:
    """Read every line: `mood: 5 tired`. An answer that says nothing is none; so are blank lines and those behind a `#`."""
    readings: list[Reading] = []
    seen: set[str] = set()
    for number, line in enumerate(text.split("\n"), 1):
        if line.strip() and not line.lstrip().startswith("#"):
            try:
                reading = _line(line, seen, context)
            except Refused as error:
                raise Refused(beside(f"line {number}: {error}\n{words.NONE_OF_FILE}", line)) from None
            if reading:
                reading.around = f"line {number}: ", f"\n{words.NONE_OF_FILE}"
                readings.append(reading)
    return readings


def _line(line: str, seen: set[str], context: Context) -> Reading | None:
    """Read one line; None if its answer says nothing. Its question is added to `seen`. Raises Refused, also for a second answer."""
    name, colon, typed = (part.strip() for part in line.partition(":"))
    if not colon or not name:
        raise Refused(words.LINE)
    question = named(" ".join(name.split()).lower(), context)
    if question.name in seen:
        raise Refused(words.TWICE.format(question.name))
    seen.add(question.name)
    if not typed or answered.is_nothing(question, typed):
        return None
    reading = answered.read(question, typed, context)
    if reading.asks_for_answers:
        raise Refused(words.NO_ANSWERS.format(question.name))
    return reading


def named(name: str, context: Context) -> Question:
    """Return the question of a name: one that is asked at times, a name of the person's own, or a word that begins an entry.

    Raises Refused for any other.
    """
    if name in FIXED:
        kept = context.known.find(Habit.kind, name)
        return FIXED[name]._replace(detail=kept.unit or "") if kept else FIXED[name]
    for kind, part, head in ((Rating, "ratings", "rate"), (Habit, "habits", "did"), (Measure, "measure", "measure")):
        kept = context.known.find(kind.kind, name)
        if kept is not None:
            return Question(part, name, (head, name), kept.unit or "")
    if name in HEADS:
        return Question("score" if HEADS[name][0].kind == "score" else "", name, (name,))
    near = get_close_matches(name, [*FIXED, *HEADS], n=1, cutoff=NEAR)
    raise Refused(words.UNKNOWN.format(name, words.MEANT.format(near[0]) if near else words.LINE))


def _text(path: str) -> str:
    """Return what stands in a file, or in standard input. Raises Refused."""
    try:
        if path == STDIN:
            return sys.stdin.buffer.read().decode("utf-8-sig")
        with open(path, encoding="utf-8-sig") as file:
            return file.read()
    except UnicodeDecodeError:
        raise Refused(f"The answers are not UTF-8 text. {words.NONE_OF_FILE}") from None
    except (OSError, ValueError):
        raise Refused(f"I couldn't read the file '{path}'. Try: kfit checkin --answers -") from None
