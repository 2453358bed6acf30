"""Logs: reads the words, saves the entries as one change, and answers in one line."""

from __future__ import annotations

import sys

from .. import clock
from ..diary.one import read_one
from ..diary.options import LINE_OPTIONS
from ..diary.said import Context, Reading
from ..diary.scan import from_arguments, from_text
from ..errors import KfitError, Refused
from ..store.file import Data
from .daily import copy_of_the_day
from .output import say, say_json
from .save import save

TYPE_CHECKING = False
if TYPE_CHECKING:
    from .asking import Draft

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
    with Data.to_write() as data:
        settings = data.settings()
        context = Context(clock.now(), settings.day_ends, settings.date_order)
        readings = _read_log(words[1:], context) if head == "log" else [_read_kind(words, context, drafts)]
        if not any(reading.entries for reading in readings):
            return _nothing_said(readings[0])
        typed = not drafts and not (head == "log" and "-" in words)
        outcome = save(data.existing(), readings, head, settings, typed=typed)
    for draft in drafts:
        draft.let_go()
    reading = readings[0]
    if reading.json:
        saved, replaced = ([entry.row() for entry in entries] for entries in (outcome.saved, outcome.replaced))
        say_json({"saved": saved, "replaced": replaced, "message": outcome.answer})
    elif not reading.quiet:
        say(outcome.answer)
    copy_of_the_day(data.path)
    return 0


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
    return read_one([*kept, "--note", draft.text], Context(clock.now(), context.day_ends, context.date_order))


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
        except Refused as error:
            raise Refused(f"line {number}: {error}\nNothing of the file is saved.") from None
    if not readings:
        raise Refused("There is no line to log in it. A line looks like this: mood 6, sleep 7h30")
    return readings
