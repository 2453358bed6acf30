"""Logs: reads the words, saves the entries as one change, and answers in one line."""

from __future__ import annotations

import sys

from .. import clock
from ..diary.one import read_one
from ..diary.options import LINE_OPTIONS
from ..diary.said import Context, Reading
from ..diary.scan import from_arguments, from_text
from ..entries import NAMES
from ..errors import KfitError, Refused
from ..store.file import Data
from .daily import copy_of_the_day
from .output import say, say_json, say_with_block, talk
from .save import save

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..diary.known import Known
    from ..kept import Tracked
    from ..settings import Settings
    from .asking import Draft
    from .save import Outcome

LOG = "log"
NOTHING_OF_FILE = "\nNothing of the file is saved."
CURRENT = "med"  # alone, it lists what is current
FLAGS = {name: valued for flag, short, valued, _ in LINE_OPTIONS for name in (flag, short) if name}


def run(words: list[str]) -> int:
    """Log one diary line, or a file of them; return the exit code. Raises Refused for what cannot be read for sure."""
    drafts: list[Draft] = []
    try:
        return _logged(words, drafts)
    except KfitError as error:
        raise (drafts[0].kept(error) if drafts else error) from None


def _logged(words: list[str], drafts: list[Draft]) -> int:
    head = words[0].split()[0].lower()
    if head == CURRENT and set(words[1:]) <= {"--json", "list"} and " " not in words[0]:
        from .medicines import show

        show(json="--json" in words)
        return 0
    with Data.to_write() as data:
        settings = data.settings()
        context = Context(clock.now(), settings.day_ends, settings.date_order, lambda: known(data, settings))
        words, asked = _with_answers(words, context, settings) if head in NAMES else (words, False)
        readings = _read(head, words, context, drafts)
        if not any(reading.entries for reading in readings):
            return _nothing_said(readings[0])
        typed = not drafts and not asked and not (head == LOG and "-" in words)
        outcome = save(data.existing(), readings, head, settings, typed=typed)
    for draft in drafts:
        draft.let_go()
    _answer(readings[0], outcome)
    copy_of_the_day(data.path)
    return 0


def known(data: Data, settings: Settings) -> Known:
    """Return what a reading may ask of the person's own names and units."""
    from ..diary.known import Known

    units = {name: getattr(settings, name) for name in ("weight_unit", "glucose_unit", "cholesterol_unit", "hba1c_unit")}
    return Known(lambda: _tracked(data), lambda kind: _used(data, kind), units, lambda: _planned(data))


def _tracked(data: Data) -> list[Tracked]:
    from ..store import beside  # a mood waits for no names

    return beside.tracked(data.db) if data.db else []


def _used(data: Data, kind: str) -> list[str]:
    from ..store import names

    return names.every(data.db, kind) if data.db else []


def _planned(data: Data) -> list[str]:
    from ..store import beside

    return [one.day for one in beside.plans(data.db)] if data.db else []


def _with_answers(words: list[str], context: Context, settings: Settings) -> tuple[list[str], bool]:
    """Return the words of a questionnaire, its answers among them: where they are not told, they are asked for."""
    reading = read_one(words, context)
    if not reading.asks_for_answers:
        return words, False
    from .questionnaire import words as answered

    first, *others = words
    head, _, rest = first.partition(" ")
    return [head, *answered(head.lower(), settings), *([rest] if rest else []), *others], True


def _read(head: str, words: list[str], context: Context, drafts: list[Draft]) -> list[Reading]:
    """Read the words; which end of a new rating is better is asked for where somebody can be asked."""
    while True:
        try:
            return _read_log(words[1:], context) if head == LOG else [_read_kind(words, context, drafts)]
        except Refused as error:
            name = getattr(error, "new_rating", "")
            if not name or "-" in words:
                raise
            from .which_end import asked

            context.known.better[name] = asked(error, name)
            context.known.begin()


def _answer(reading: Reading, outcome: Outcome) -> None:
    """Answer as it was asked for; the calm block is never silenced."""
    if reading.json:
        saved, replaced = ([entry.row() for entry in entries] for entries in (outcome.saved, outcome.replaced))
        help_ = {"help": "kfit help-now"} if outcome.block else {}
        say_json({"saved": saved, "replaced": replaced, "message": outcome.told, **help_})
        if outcome.block:
            talk(outcome.block)
    elif outcome.block:
        say_with_block(outcome.block if reading.quiet else outcome.answer, outcome.block)
    elif not reading.quiet:
        say(outcome.answer)


def _nothing_said(reading: Reading) -> int:
    message = "No text, so nothing was saved."
    if reading.json:
        say_json({"saved": [], "replaced": [], "message": message})
    elif not reading.quiet:
        say(message)
    return 0


def _read_kind(words: list[str], context: Context, drafts: list[Draft]) -> Reading:
    """Read `kfit KIND ...`; a text that was asked for is put into drafts."""
    reading = read_one(words, context)
    if not reading.asks_for_note:
        return reading
    from .asking import note_text

    draft = note_text(reading.asks_for_note)
    drafts.append(draft)
    if not draft.text.strip():
        draft.let_go()
        return reading
    kept = [word for word in words if word not in ("-", "--edit")]
    reading = read_one([*kept, "--note", draft.text], Context(clock.now(), context.day_ends, context.date_order))
    reading.typed = " ".join(words)  # what was written in private is not looked through
    return reading


def _read_log(words: list[str], context: Context) -> list[Reading]:
    """Read `kfit log ...`: a single argument is a whole line, `-` is a file of lines."""
    from ..diary.line import Line

    content, options = _parted(words)
    if not content:
        raise Refused("What shall be logged? Try: kfit log mood 6, sleep 7h30, walk 20")
    if content == ["-"]:
        return _read_lines(options, context)
    if len(content) > 1:
        return [Line(from_arguments(words, separated=True), context).read()]
    line = Line(from_text(content[0]), context)
    line.take_options(from_arguments(options, separated=False))
    return [line.read()]


def _parted(words: list[str]) -> tuple[list[str], list[str]]:
    """Part the words of `kfit log` into the line and the options that go with the whole line."""
    content: list[str] = []
    options: list[str] = []
    takes_next = False
    for place, word in enumerate(words):
        flag, glued, _ = word.partition("=")
        if word == "--":
            return [*content, *words[place:]], options
        if takes_next or flag in FLAGS:
            takes_next = not takes_next and not glued and FLAGS[flag]
            options.append(word)
        else:
            content.append(word)
    return content, options


def _read_lines(options: list[str], context: Context) -> list[Reading]:
    """Read a file of lines from standard input, all of it or nothing. Raises Refused with the number of the line."""
    try:
        text = sys.stdin.buffer.read().decode("utf-8-sig")
    except UnicodeDecodeError:
        raise Refused("The lines are not UTF-8 text. Nothing of them is saved.") from None
    from ..diary.line import Line

    readings: list[Reading] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        try:
            reader = Line(from_text(line.strip()), context, in_file=True)
            reader.take_options(from_arguments(options, separated=False))
            readings.append(reader.read())
            readings[-1].around = f"line {number}: ", NOTHING_OF_FILE
        except Refused as error:
            from ..show.safety import beside

            raise Refused(beside(f"line {number}: {error}{NOTHING_OF_FILE}", line)) from None
    if not readings:
        raise Refused("There is no line to log in it. A line looks like this: mood 6, sleep 7h30")
    return readings
