"""The check-in: a walk through the day, a question a line. Each answer is saved at once."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from ..errors import KfitError, Refused
from ..humanize import in_words
from ..model.questionnaires import INSTRUMENTS
from ..parsing.line import read
from ..parsing.tokens import apart
from ..render import checkin as sentences
from ..render.safety import beside
from ..render.text import hanging, paragraph, safe
from ..services.checkin import of_day
from ..services.log import save
from ..store import checkin as stored
from ..store import journal, paths
from ..store.data_file import Data
from ..store.sentences import keep_sentence, sentence_day
from . import checkin_answers, prompts, scores
from .base import Command, Json, new_app
from .checkin_answers import take
from .log import Answer
from .output import copy_of_the_day, plain, retold, say, say_json, screen, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..analysis.checkin import CheckinQuestion
    from ..services.checkin import CheckinDay

checkin_app = new_app()
COMMAND = "checkin"
LIST = "Show today's questions; ask nothing. To choose them and their order: kfit config set checkin mood,sleep,note"
FILE = "Read answers from a file, or - for standard input: a line each, such as mood: 5 tired"
LATER = frozenset(("n", "no", "-"))
NOW = frozenset(("y", "yes"))


@checkin_app.command(cls=Command)
def checkin(
    day: Annotated[list[str] | None, typer.Argument(metavar="DAY", help="An earlier day, such as yesterday.")] = None,
    on: Annotated[str | None, typer.Option("--on", metavar="DAY", help="The same.")] = None,
    answers: Annotated[str | None, typer.Option("--answers", metavar="FILE", help=FILE)] = None,
    overview: Annotated[bool, typer.Option("--list", help=LIST)] = False,
    json: Json = False,
) -> None:
    """Answer a few questions about the day, one at a time."""
    said = " ".join([*([on] if on else []), *(day or [])])
    if answers is not None and overview:
        raise Refused("--list and --answers do not go together. Try: kfit checkin --list")
    if answers is not None:
        take(answers, of_day(said), json=json)
    elif overview:
        show(of_day(said), json=json)
    elif json:
        raise Refused("--json goes with --answers or --list. Try: kfit checkin --list --json")
    elif not prompts.on_terminal():
        raise Refused(sentences.NO_KEYBOARD)
    else:
        Walk(of_day(said)).go()


def show(found: CheckinDay, *, json: bool) -> None:
    """Print the questions of the day."""
    told = sentences.overview(len(found.questions), found.day, found.today)
    if json:
        say_json({"saved": [], "asked": [question.name for question in found.questions], "message": told})
        return
    say(paragraph(told, screen()))
    for question in found.questions:
        say("\n".join(hanging("" if plain() else "  ", sentences.listed(*_asked(question, found)), screen())))
    if found.questions:
        day = f" {found.day.isoformat()}" if found.past else ""
        say(f"To answer them: kfit checkin{day}")


def prompt(question: CheckinQuestion, found: CheckinDay) -> str:
    """Return the line that asks a question."""
    return sentences.prompt(*_asked(question, found))


def _asked(question: CheckinQuestion, found: CheckinDay) -> tuple[tuple[str, str, str], str]:
    return (question.part, question.name, question.detail), in_words(found.day, found.today) if found.past else ""


class Walk:
    """The check-in at the terminal: the questions, and what was saved of the answers."""

    def __init__(self, found: CheckinDay) -> None:
        self.today = found
        self.place = 0  # of the question that is asked
        self.said: dict[int, tuple[str, Answer]] = {}  # by the place of the question: its name, and what was saved of the answer
        self.read_times: set[str] = set()

    @property
    def names(self) -> list[str]:
        """Return the names of the answered questions."""
        return [name for name, _ in self.said.values()]

    def go(self) -> None:
        """Ask one question after the other, and print what was saved. `q`, Ctrl-C and Ctrl-D end it."""
        found = self.today
        talk(sentences.opening(len(found.questions), found.day, found.today, found.day_ends, screen()))
        if not found.questions:
            return
        ended = False
        try:
            while self.place < len(found.questions):
                try:
                    self.ask(found.questions[self.place])
                    self.place += 1
                except prompts.Back:
                    self._back()
        except (prompts.Stopped, KeyboardInterrupt):
            ended = True
        except KfitError:
            if self.names:
                talk(sentences.KEPT_BEFORE.format(safe(", ".join(self.names))))
            raise
        talk("")
        self._end(ended=ended)
        if self.names:
            copy_of_the_day(paths.data_file())

    def _end(self, *, ended: bool) -> None:
        if ended:
            say(sentences.stopped(self.names, screen()))
        elif self.today.settings.answers == "short":
            say(sentences.short(self.names))
        else:
            answers = [answer for _, answer in self.said.values()]
            way_back = sentences.way_back(len(answers), calm=not any(answer.block for answer in answers))
            entries = [entry for answer in answers for entry in answer.saved]
            say(sentences.finished(entries, in_words(self.today.day, self.today.today), self.read_times, screen(), way_back))

    def ask(self, question: CheckinQuestion) -> None:
        """Ask one question, and save its answer. Raises Stopped and Back."""
        if question.part == "score" and INSTRUMENTS[question.name].labels:
            if prompts.answer(prompt(question, self.today), _now_or_later, back=True):
                self._form(question)
            return
        said = prompts.answer(prompt(question, self.today), lambda typed: self._take(question, typed), back=True)
        if said is False or (said is None and question.part == "monthly"):
            self._leave(question)

    def _back(self) -> None:
        """Go to the question before, and take back its answer. A form stays, and so does what is no longer the newest change."""
        before = self.place - 1
        name, answer = self.said.get(before, ("", None))
        if before < 0:
            talk(sentences.THE_FIRST)
        elif answer is not None and not self._take_back(before, answer):
            talk(sentences.STAYS.format(safe(name)))
        else:
            self.place = before

    def _take_back(self, place: int, answer: Answer) -> bool:
        """Take back the answer to a question; return whether that was possible."""
        if self.today.questions[place].part == "score":
            return False
        with Data.to_write() as data:
            if not journal.undo(data.existing(), answer.change):
                return False
        talk(sentences.TOOK_BACK.format(safe(self.said.pop(place)[0])))
        return True

    def _take(self, question: CheckinQuestion, typed: str) -> bool:
        """Save an answer and print what follows from it; return False if it says that there is nothing to save. Raises Refused."""
        if checkin_answers.is_nothing(question, typed):
            return False
        found = self.today
        with Data.to_write() as data:
            try:
                context = found.context(data)
                reading = checkin_answers.read_answer(question, typed, context)
            except Refused as error:
                raise Refused(beside(str(error), typed)) from None
            answer = Answer(save(data.existing(), [reading], COMMAND, found.settings, typed=False), found.settings)
        self._keep(question, answer)
        self.read_times |= reading.read_times
        for remark in reading.remarks:
            talk(sentences.STAYED.format(safe(remark), checkin_answers.with_day(apart(safe(remark)), context)))
        for sentence in (*sentences.at_once(answer.told), answer.block):
            if sentence:
                say(sentence)
        sys.stdout.flush()
        return True

    def _form(self, question: CheckinQuestion) -> None:
        """Ask for the answers to a form, save them, and print the full answer at once, the calm block with it. Raises Stopped."""
        found = self.today
        try:
            given = scores.answer_words(question.name, found.settings)
        except Refused as error:
            talk(retold(str(error).replace(scores.NOT_SAVED, sentences.PART_OF_FORM)))
            raise prompts.Stopped from None
        with Data.to_write() as data:
            reading = read([question.name, *given], found.context(data))
            answer = Answer(save(data.existing(), [reading], COMMAND, found.settings, typed=False), found.settings)
        self._keep(question, answer)
        say(f"{answer.text}\n")
        sys.stdout.flush()

    def _keep(self, question: CheckinQuestion, answer: Answer) -> None:
        self.said[self.place] = sentences.called(question.part, question.name), answer

    def _leave(self, question: CheckinQuestion) -> None:
        """Remember that there is nothing to log, so that kfit does not ask again too soon."""
        with Data.to_write() as data:
            if data.db is not None:
                sentence, day = stored.ANSWERED.format(question.part, question.name), self.today.day.isoformat()
                if (sentence_day(data.db, sentence) or "") < day:  # a file keeps one day of each, the latest
                    keep_sentence(data.db, sentence, day)


def _now_or_later(typed: str) -> bool:
    if typed.lower() not in NOW | LATER:
        raise Refused(sentences.WHICH_FORM)
    return typed.lower() in NOW
