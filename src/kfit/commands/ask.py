"""Keeps questions for the next visit: lists them, ticks them off. kfit never answers one."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from .. import clock
from ..diary.words import quoted
from ..errors import Refused
from ..kept import Question
from ..show import questions as words
from ..store import beside, journal
from ..store.change import Change
from ..store.file import Data
from .asking import private_text
from .daily import copy_of_the_day
from .forgetting import confirm, forgotten
from .numbers import number_of
from .output import say, say_json, screen
from .save import EVER
from .shape import RawCommand, new_app

if TYPE_CHECKING:
    from collections.abc import Sequence

app = new_app()
ASK = "ask"
FROM_INPUT = "-"
DONE, ALL, JSON, FORGET = "--done", "--all", "--json", "--forget"


class Told:
    """What was told: the words of a question, the numbers to tick off or to forget (None: none are), the flags."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.numbers: list[int] | None = None
        self.everything = self.json = self.forget = False


@app.command(cls=RawCommand)
def ask(  # noqa: PLR0917 - one for each option
    ctx: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="your question; '-' asks for it instead")] = None,  # noqa: ARG001 - for the help
    done: Annotated[str | None, typer.Option("--done", metavar="NUMBER...", help="Tick questions off.")] = None,  # noqa: ARG001 - for the help
    forget: Annotated[str | None, typer.Option("--forget", metavar="NUMBER...", help="Remove them for good: no undo.")] = None,  # noqa: ARG001 - for the help
    all_: Annotated[bool, typer.Option("--all", help="List those that are ticked off too.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Keep a question for the next visit; without words, list what you kept. kfit answers none of them."""
    number = next((word for word in ctx.args if word.isdigit()), "")
    if len(ctx.args) == 2 and number and "done" in [word.lower() for word in ctx.args]:
        raise Refused(f"Is it ticked off? Try: kfit ask --done {number}   As a question: kfit ask -- {' '.join(map(quoted, ctx.args))}")
    told = read(ctx.args)
    if told.numbers is not None and told.forget:
        take_away(told)
    elif told.numbers is not None:
        tick_off(told)
    elif told.words:
        keep(told)
    else:
        show(told)


def show(told: Told) -> None:
    """Print the list."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = beside.questions(data.db) if data.db else []
    listed = found if told.everything else [one for one in found if one.done_on is None]
    ticked = sum(1 for one in found if one.done_on is not None)
    if told.json:
        say_json({"questions": [row(one) for one in listed], "ticked_off": ticked})
    else:
        say(words.listed(listed, ticked, today, screen()))


def keep(told: Told) -> None:
    """Keep one question, and say how many there are; never what it says."""
    asked = told.words == [FROM_INPUT]
    text = (private_text("Your question") if asked else " ".join(told.words)).strip()
    question = Question(words=text) if text else None
    if question is None:
        tell(told, "kept", [], words.NO_WORDS)
        return
    with Data.to_write() as data:
        db = data.existing()
        short = data.settings().answers == "short"
        with Change(db, ASK) as change:
            number = change.keep(question).id
            found = beside.questions(db)
            hint = not asked and change.says("history", EVER)
    message = "Kept." if short else words.kept(words.still_open(found))
    tell(told, "kept", [one for one in found if one.id == number], f"{message}\n{words.HISTORY_HINT}" if hint else message)
    copy_of_the_day(data.path)


def tick_off(told: Told) -> None:
    """Tick questions off by their numbers. Raises Refused if one of them is not in the list."""
    numbers = told.numbers or []
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(clock.now(), settings.day_ends)
        there = {one.id: one for one in beside.questions(data.db)} if data.db else {}
        for number in numbers:
            if number not in there:
                raise Refused(f"There is no question {number}. The numbers stand in: kfit ask")
        open_ = [one for number in numbers if (one := there[number]).done_on is None]
        if open_ and data.db:
            with Change(data.db, ASK) as change:
                for one in open_:
                    change.turn(one, one.but(done_on=today.isoformat()))
            there = {one.id: one for one in beside.questions(data.db)}
    done = [there[one.id] for one in open_]
    told_off = words.ticked_off([one.id or 0 for one in done], words.still_open(list(there.values())))
    message = (
        ("Changed." if settings.answers == "short" else told_off) if done else words.ticked_already([there[one] for one in numbers], today)
    )
    tell(told, "done", done, message)
    if done:
        copy_of_the_day(data.path)


def take_away(told: Told) -> None:
    """Take questions away for good by their numbers: open ones, ticked ones, those that were taken back."""
    numbers = told.numbers or []
    with Data.to_write() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = [journal.question_remembered(data.db, number) if data.db else None for number in numbers]
        questions = [one for one in found if one is not None]
        if data.db is None or len(questions) < len(found):
            raise Refused(f"There is no question {numbers[found.index(None)]}. The numbers stand in: kfit ask --all")
        which = f"question {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} questions"
        confirm(data.db, today, which)
        message = forgotten(which, data.path, small=journal.forget(data.db, beside=questions))
    tell(told, "forgotten", questions, message)
    copy_of_the_day(data.path)


def tell(told: Told, name: str, questions: Sequence[Question], message: str) -> None:
    """Answer as it was asked for."""
    if told.json:
        say_json({name: [row(one) for one in questions], "message": message})
    else:
        say(message)


def row(question: Question) -> dict[str, object]:
    """Return a question as the contract's JSON has it."""
    return {"id": question.id, "words": question.words, "made_at": question.made_at, "done_on": question.done_on}


def read(args: Sequence[str]) -> Told:
    """Read the words behind `kfit ask`. Raises Refused for an option that there is not."""
    told = Told()
    place = 0
    while place < len(args):
        word = args[place]
        flag, glued, value = word.partition("=")
        place += 1
        if word == "--":
            told.words += args[place:] or [""]
            break
        if flag in (DONE, FORGET):
            if told.numbers is not None and told.forget != (flag == FORGET):
                raise Refused(f"{DONE} and {FORGET} are two ways. Try: kfit ask {_alone(told)}")
            told.forget = flag == FORGET
            numbers, place = _numbers(flag, [*([value] if glued else []), *args[place:]], place - bool(glued))
            told.numbers = list(dict.fromkeys([*(told.numbers or []), *numbers]))
        elif word == ALL:
            told.everything = True
        elif word == JSON:
            told.json = True
        elif _like_option(word):
            behind = " ".join(map(quoted, [*told.words, *args[place - 1 :]]))
            raise Refused(f"kfit ask has no option {flag}. As words of a question: kfit ask -- {behind}")
        else:
            told.words.append(word)
    if told.words and (told.numbers is not None or told.everything):
        raise Refused(
            f"{ALL if told.numbers is None else FORGET if told.forget else DONE} takes no words of a question. Try: kfit ask {_alone(told)}"
        )
    return told


def _alone(told: Told) -> str:
    return ALL if told.numbers is None else f"{FORGET if told.forget else DONE} {' '.join(map(str, told.numbers))}"


def _like_option(word: str) -> bool:
    """Tell whether a word looks like an option: a dash or two and a letter, without a blank before its `=`."""
    name = word.partition("=")[0]
    return name.startswith("-") and name.lstrip("-")[:1].isalpha() and not any(letter.isspace() for letter in name)


def _numbers(flag: str, words_: Sequence[str], place: int) -> tuple[list[int], int]:
    """Read `1`, `1 3`, `1,3` behind `--done` or `--forget`; return them, and the place behind them."""
    found: list[int] = []
    used = 0
    for word in words_:
        parts = [number_of(part) for part in word.replace(",", " ").split()]
        if not parts or None in parts:
            break
        found += [number for number in parts if number is not None]
        used += 1
    if not found:
        raise Refused(f"Which question? Its number stands in: kfit ask{' --all' * (flag == FORGET)}   Then: kfit ask {flag} 1")
    return found, place + used
