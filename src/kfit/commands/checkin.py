"""Walks through the day, a question a line. Each answer is saved as it is given: what was said is kept, whatever happens then."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from ..diary.one import read_one
from ..errors import KfitError, Refused
from ..show import checkin as words
from ..show.lines import paragraph
from ..show.safe import safe
from ..show.safety import beside
from ..store import reminder, usage, where
from ..store.file import Data
from . import answered, prompts
from .asked_today import today
from .daily import copy_of_the_day
from .output import retold, say, say_json, screen, talk
from .save import save
from .shape import Command, Json, new_app

if TYPE_CHECKING:
    from ..entries import Entry
    from ..progress.checkin import Question
    from .asked_today import Today
    from .save import Outcome

app = new_app()
COMMAND = "checkin"
LIST = "Show today's questions; ask nothing. To choose them, in your order: kfit config set checkin mood,sleep,note"
FILE = "Answers from a file, or - : a line each, such as mood: 5 tired"
LATER = frozenset(("n", "no", "-"))
NOW = frozenset(("y", "yes"))


@app.command(cls=Command)
def checkin(
    answers: Annotated[str | None, typer.Option("--answers", metavar="FILE", help=FILE)] = None,
    overview: Annotated[bool, typer.Option("--list", help=LIST)] = False,
    json: Json = False,
) -> None:
    """Walk through the day, a question a line."""
    if answers is not None and overview:
        raise Refused("--list and --answers are two ways. Try: kfit checkin --list")
    if answers is not None:
        from .answers_file import take

        take(answers, today(), json=json)
    elif overview:
        show(today(), json=json)
    elif json:
        raise Refused("--json goes with --answers or --list. Try: kfit checkin --list --json")
    elif not prompts.on_terminal():
        raise Refused(words.NO_KEYBOARD)
    else:
        Walk(today()).go()


def show(found: Today, *, json: bool) -> None:
    """Show the questions of the day."""
    told = words.overview(len(found.questions))
    if json:
        say_json({"saved": [], "asked": [question.name for question in found.questions], "message": told})
        return
    say(paragraph(told, screen()))
    for question in found.questions:
        say(paragraph(prompt(question).rstrip(": "), screen()))


def prompt(question: Question) -> str:
    """Return the line that asks."""
    return words.prompt((question.part, question.name, question.detail))


class Walk:
    """The questions being asked, and what was kept of the answers."""

    def __init__(self, found: Today) -> None:
        self.today = found
        self.names: list[str] = []  # of the questions that were answered
        self.entries: list[Entry] = []
        self.read_times: set[str] = set()
        self.calm = True  # no form has called for the calm block

    def go(self) -> None:
        """Ask one question after the other, and say what was kept. `q`, Ctrl-C and Ctrl-D end it."""
        found = self.today
        talk(words.opening(len(found.questions), found.day, found.day_ends, screen()))
        if not found.questions:
            return
        ended = False
        try:
            for question in found.questions:
                self.ask(question)
        except (prompts.Stopped, KeyboardInterrupt):
            ended = True
        except KfitError:
            if self.names:
                talk(words.KEPT_BEFORE.format(safe(", ".join(self.names))))
            raise
        talk("")
        self._end(ended=ended)
        if self.names:
            copy_of_the_day(where.data_file())

    def _end(self, *, ended: bool) -> None:
        if ended:
            say(words.stopped(self.names, screen()))
        elif self.today.settings.answers == "short":
            say(words.short(self.names))
        else:
            way_back = words.way_back(len(self.names), calm=self.calm)
            say(words.finished(self.entries, self.today.day, self.read_times, screen(), way_back))

    def ask(self, question: Question) -> None:
        """Ask one question, and save its answer. Raises Stopped."""
        if question.part == "score":
            if prompts.answer(prompt(question), _now_or_later):
                self._form(question)
            return
        said = prompts.answer(prompt(question), lambda typed: self._take(question, typed))
        if said is False or (said is None and question.part == "monthly"):
            self._leave(question)

    def _take(self, question: Question, typed: str) -> bool:
        """Save an answer; False if it says that there is nothing to save. Raises Refused."""
        if answered.is_nothing(question, typed):
            return False
        found = self.today
        with Data.to_write() as data:
            try:
                reading = answered.read(question, typed, found.context(data))
            except Refused as error:
                raise Refused(beside(str(error), typed)) from None
            outcome = save(data.existing(), [reading], COMMAND, found.settings, typed=False)
        self._keep(question, outcome)
        self.read_times |= reading.read_times
        for remark in reading.remarks:
            talk(words.STAYED.format(safe(remark)))
        for sentence in (*words.at_once(outcome.told), outcome.block):
            if sentence:
                say(sentence)
        sys.stdout.flush()
        return True

    def _form(self, question: Question) -> None:
        """Ask for the answers to a form, and say what its own command would say: the calm block is never put off. Raises Stopped."""
        from . import questionnaire

        found = self.today
        try:
            given = questionnaire.words(question.name, found.settings)
        except Refused as error:
            talk(retold(str(error).replace(questionnaire.NOT_SAVED, words.PART_OF_FORM)))
            raise prompts.Stopped from None
        with Data.to_write() as data:
            reading = read_one([question.name, *given], found.context(data))
            outcome = save(data.existing(), [reading], COMMAND, found.settings, typed=False)
        self._keep(question, outcome)
        say(f"{outcome.answer}\n")
        sys.stdout.flush()

    def _keep(self, question: Question, outcome: Outcome) -> None:
        self.names.append(words.called(question.part, question.name))
        self.entries += outcome.saved
        self.calm = self.calm and not outcome.block

    def _leave(self, question: Question) -> None:
        """Remember that there is nothing to log, so that it is not asked again too soon."""
        with Data.to_write() as data:
            if data.db is not None:
                reminder.remember(data.db, usage.ANSWERED.format(question.part, question.name), self.today.day.isoformat())


def _now_or_later(typed: str) -> bool:
    if typed.lower() not in NOW | LATER:
        raise Refused(words.WHICH_FORM)
    return typed.lower() in NOW
