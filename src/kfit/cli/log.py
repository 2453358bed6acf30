"""Logging: read the words, save the entries as one change, print one line as the answer."""

from __future__ import annotations

from .. import clock
from ..errors import KfitError, Refused, UnknownWord, ValueMissing
from ..model.entries import (
    ALIASES,
    SURE,
    Note,
)
from ..parsing.draft import Context, Reading
from ..parsing.line import parted, read
from ..render import answers
from ..services.log import save
from ..services.person import known
from ..store.data_file import Data
from .output import copy_of_the_day, say, say_json, say_with_block, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..services.log import Outcome
    from ..settings import Settings
    from .private_text import TextDraft


LOG = "log"
CURRENT = "med"  # alone, it lists the current medicines


class Answer:
    """What was saved and in which change, what it replaced, and the words for it: with the calm block, and without (`told`)."""

    __slots__ = ("block", "change", "replaced", "saved", "text", "told")

    def __init__(self, outcome: Outcome, settings: Settings) -> None:
        self.saved, self.replaced, self.change = outcome.saved, outcome.replaced, outcome.change
        short = settings.answers == "short"
        self.block = ""
        self.text = self.told = "Saved." if short else answers.saved(outcome.saved, outcome.facts)
        if outcome.concern:
            from .scores import block

            self.block = block(outcome.concern, settings)
            self.text = f"Saved.\n\n{self.block}" if short else answers.saved(outcome.saved, outcome.facts, self.block)
        elif outcome.need:
            from ..render.safety import TO_REACH

            self.block, self.text = TO_REACH, f"{self.told}\n{TO_REACH}"


def run(words: list[str]) -> int:
    """Log one diary line, or a file of them; return the exit code. Raises Refused for words without one clear meaning."""
    drafts: list[TextDraft] = []
    try:
        return _logged(words, drafts)
    except KfitError as error:
        raise (drafts[0].kept(error) if drafts else error) from None
    except BaseException:
        for draft in drafts:
            draft.tell()
        raise


def _logged(words: list[str], drafts: list[TextDraft]) -> int:
    head = words[0].split()[0].lower()
    if head == CURRENT and set(words[1:]) <= {"--json", "list"} and " " not in words[0]:
        from .lists import show

        show(json="--json" in words)
        return 0
    with Data.to_write() as data:
        settings = data.settings()
        context = Context(clock.now(), settings.day_ends, settings.date_order, lambda: known(data, settings))
        readings = _read(head, words, context, drafts, settings)
        if not any(reading.entries for reading in readings):
            return _nothing_said(readings[0])
        typed = not drafts and not readings[0].prompted and not (head == LOG and "-" in words)
        sure = readings[0].of_file and SURE in words
        answer = Answer(save(data.existing(), readings, head, settings, typed=typed, sure=sure), settings)
    for draft in drafts:
        draft.let_go()
    _answer(readings[0], answer)
    copy_of_the_day(data.path)
    return 0


def _with_answers(words: list[str], name: str, settings: Settings) -> list[str]:
    """Return the words of a line that names a questionnaire alone, with the answers, for which kfit asks now, after its name."""
    from ..parsing.tokens import from_arguments, retyped
    from .scores import answer_words as answered

    line = words[0].split() if len(words) == 1 else words
    told = line[1:] if line[0].lower() == LOG else line
    called = 2 if " ".join(told[:2]).lower().rstrip(":") in ALIASES else 1  # `phq 9` is one name
    try:
        return [name, *answered(name, settings), *told[called:]]
    except ValueMissing as error:
        error.behind = retyped(from_arguments(told[called:]).words)
        raise


def _read(head: str, words: list[str], context: Context, drafts: list[TextDraft], settings: Settings) -> list[Reading]:
    """Return the readings of the words; at a terminal, ask for answers or a value that is missing.

    A reading without entries says that none came.
    """
    asked = False
    try:
        found = _read_whole(head, words, context, drafts)
        form = found[0].asks_for_answers
        if form:
            found, asked = _read_whole(head, _with_answers(words, form, settings), context, drafts), True
    except ValueMissing as error:
        found, asked = _with_value(error, head, words, context, drafts), True
    found[0].prompted = asked
    return found


def _with_value(error: ValueMissing, head: str, words: list[str], context: Context, drafts: list[TextDraft]) -> list[Reading]:
    """Return the readings of a line whose value was asked for. Raises `error` where nobody is there to be asked."""
    from .prompts import ask_value, somebody_there

    if not somebody_there():
        raise error

    def complete(line: str) -> list[Reading]:
        context.now = clock.now()
        return _read_whole(head, [line], context, drafts)

    found = ask_value(error, complete)
    if found is None:
        found = [Reading()]
        found[0].json, found[0].quiet = "--json" in words, not {"-q", "--quiet"}.isdisjoint(words)
    return found


def _read_whole(head: str, words: list[str], context: Context, drafts: list[TextDraft]) -> list[Reading]:
    """Return the readings of the words; at a terminal, ask which end of a new rating is better."""
    while True:
        try:
            if head == LOG and set((content := parted(words[1:]))[0]) - {SURE} == {"-"}:
                from .log_file import read_lines

                return read_lines(content[1], context)
            return [_read_kind(words, context, drafts) if head == Note.kind else read(words, context)]
        except Refused as error:
            if isinstance(error, UnknownWord) and head != LOG:
                from .commands import COMMANDS
                from .suggestions import unknown

                raise Refused(unknown(words, COMMANDS)) from None
            if head == LOG:
                from .log_file import file_named

                if told := file_named(content[0]):
                    raise Refused(told) from None
            name = getattr(error, "new_rating", "")
            if not name or "-" in words:
                raise
            from .prompts import ask_direction

            context.known.better[name] = ask_direction(error, name)
            context.known.begin()


def _answer(reading: Reading, answer: Answer) -> None:
    """Print the answer as JSON, quietly, or as text, as the line asks for. The calm block is always printed."""
    if reading.json:
        saved, replaced = ([entry.row() for entry in entries] for entries in (answer.saved, answer.replaced))
        help_ = {"help": "kfit help-now"} if answer.block else {}
        say_json({"saved": saved, "replaced": replaced, "message": answer.told, **help_})
        if answer.block:
            talk(answer.block)
    elif answer.block:
        say_with_block(answer.block if reading.quiet else answer.text, answer.block)
    elif not reading.quiet:
        say(answer.text)


def _nothing_said(reading: Reading) -> int:
    message = "No value, so nothing was saved." if reading.prompted else "No text, so nothing was saved."
    if reading.json:
        say_json({"saved": [], "replaced": [], "message": message})
    elif not reading.quiet:
        say(message)
    return 0


def _read_kind(words: list[str], context: Context, drafts: list[TextDraft]) -> Reading:
    """Return the reading of `kfit KIND ...`; a note from a prompt or an editor is added to `drafts`."""
    reading = read(words, context)
    if not reading.asks_for_note:
        return reading
    from .private_text import note_text

    draft = note_text(reading.asks_for_note)
    drafts.append(draft)
    if not draft.text.strip():
        draft.let_go()
        return reading
    kept = [word for word in words if word not in ("-", "--edit")]
    reading = read([*kept, "--note", draft.text], Context(clock.now(), context.day_ends, context.date_order))
    reading.typed = " ".join(words)  # a private text is not searched for words of need
    return reading
