"""Plans: infusions to come (`next`) and questions for the next visit (`ask`)."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, timedelta
from typing import Annotated

import typer

from .. import clock
from ..analysis.treatments import match_plans, recent, spread
from ..errors import Refused
from ..humanize import in_words
from ..model.planning import Plan, VisitQuestion
from ..model.treatments import PlanOutcome
from ..parsing import moments, plans
from ..parsing.dates import YEARS
from ..parsing.plans import day_to_come
from ..parsing.times import on
from ..parsing.tokens import quoted
from ..render import plans as words
from ..render.phrases import clock_time
from ..services.courses import treatment_history
from ..services.log import EVER
from ..store import journal, queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import RawCommand, new_app
from .completion import number_of
from .forgetting import confirm, describe_forgetting
from .output import copy_of_the_day, say, say_json, screen
from .private_text import private_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..parsing.moments import DayMoment
    from ..parsing.plans import PlanWords
    from ..settings import Settings
    from ..store.connection import Database

next_app = new_app()
NEXT = "next"
ALL_PLANS = "all"
FROM_WHEN = '--every needs a first day. Try: kfit next "5 nov" --every 7d x2'


@next_app.command(cls=RawCommand)
def plan(
    ctx: typer.Context,
    day: Annotated[list[str] | None, typer.Argument(metavar="DAY", help='the day: "5 nov 10am", thu, "in 2 weeks"')] = None,  # noqa: ARG001 - for the help
    *,
    every: Annotated[str | None, typer.Option("--every", metavar="7d x2", help="How far apart, and how many. You can repeat it.")] = None,  # noqa: ARG001 - for the help
    replace: Annotated[bool, typer.Option("--replace", help="Replace what is planned for that day.")] = False,  # noqa: ARG001 - for the help
    drop: Annotated[str | None, typer.Option("--drop", metavar="DAY|all", help="Remove the plans of a day, or all.")] = None,  # noqa: ARG001 - for the help
    all_: Annotated[bool, typer.Option("--all", help="Show all plans, not only those of the last two rounds.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Plan an infusion; without a day, see what was planned and what was done. A plan counts for nothing."""
    told = plans.read_plan(ctx.args)
    if told.drop is not None:
        drop_plans(told)
    elif told.day or told.steps:
        add(told)
    else:
        show_plans(told)


def show_plans(told: PlanWords) -> None:
    """Print the planned infusions, and which infusion each one became."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        plans = queries.plans(data.db) if data.db else []
        treated = _treated(data.db, today) if data.db else []
    found = match_plans(plans, treated, today)
    found = found if told.everything else recent(found, treated)
    if told.json:
        others = [day.isoformat() for day in found.others]
        say_json({"plans": [one.row() for one in found.plans], "other_infusions": others})
    else:
        say(words.plans_table(found, today, screen()))


def add(told: PlanWords) -> None:
    """Plan one infusion, or several at once, and print what was planned."""
    now = clock.now()
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        wanted = _wanted(data.db, told, now, settings)
        kept, stand, replaced = _keep(data.existing(), wanted, told, today)
    message = words.plan_kept(kept, stand, replaced, today)
    message = "Planned." if kept and settings.answers == "short" else message
    if told.json:
        say_json({"planned": _rows(kept), "replaced": _rows(replaced), "message": message})
    else:
        say(message)
    if kept:
        copy_of_the_day(data.path)


def _keep(db: Database, wanted: Sequence[Plan], told: PlanWords, today: date) -> tuple[list[Plan], list[Plan], list[Plan]]:
    """Save plans as one change; return those that are new, those that were there already, and those that were replaced.

    Raises Refused if the day has a plan at another time, unless the line says `--replace`.
    """
    changed: list[str] = []
    replaced: list[Plan] = []
    with Change(db, NEXT) as change:
        there = {one.day: one for one in queries.plans(db)}
        for one in wanted:
            before = there.get(one.day)
            if before is not None and (before.at == one.at or (one.at is None and not told.replace)):
                continue
            if before is None:
                change.keep(one)
            elif before.at is None or told.replace:
                change.turn(before, before.but(at=one.at, tz=one.tz))
                replaced.append(before)
            else:
                raise Refused(_planned_already(before, one, told, today))
            changed.append(one.day)
        if not changed:
            change.give_up()
        now = {one.day: one for one in queries.plans(db)}
    return [now[day] for day in changed], [now[one.day] for one in wanted if one.day not in changed], replaced


def drop_plans(told: PlanWords) -> None:
    """Remove the plans of a day, or all that are still to come, and print which. Raises Refused if the day has none."""
    now = clock.now()
    said = " ".join(told.drop or ())
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        plans = queries.plans(data.db) if data.db else []
        if said.strip().lower() == ALL_PLANS:
            treated = _treated(data.db, today) if data.db else []
            gone = [one.plan for one in match_plans(plans, treated, today).plans if one.to_come]
        else:
            gone = _of_day(said, plans, told, now, settings)
        if gone and data.db:
            with Change(data.db, NEXT) as change:
                for one in gone:
                    change.drop(one)
    message = words.plan_dropped(gone, today) if gone else "No infusion is planned from today on, so nothing was changed."
    if told.json:
        say_json({"dropped": _rows(gone), "message": message})
    else:
        say(message)
    if gone:
        copy_of_the_day(data.path)


def _planned_already(before: Plan, one: Plan, told: PlanWords, today: date) -> str:
    at, new = (clock_time(plan.at) for plan in (before, one))
    line = f"{told.line(' '.join(told.day))} --replace"
    return f"An infusion is planned for {in_words(date.fromisoformat(before.day), today)} at {at} already. To have it at {new}: {line}"


def _rows(plans: Sequence[Plan]) -> list[dict[str, object]]:
    return [PlanOutcome(one, None, to_come=True).row() for one in plans]


def _treated(db: Database, today: date) -> list[date]:
    """Return the days of infusions, without those of a course: nobody plans each of its doses."""
    return treatment_history(db, today).days


def _wanted(db: Database | None, told: PlanWords, now: datetime, settings: Settings) -> list[Plan]:
    """Return the plans that the line asks for. Raises Refused for a day that is past or has no single meaning."""
    today = clock.day_of(now, settings.day_ends)
    if told.day:
        found = _to_come(" ".join(told.day), told, now, settings)
        return [_made(found, day) for day in _limited([found.day, *spread(found.day, told.steps)])]
    plans = queries.plans(db) if db else []
    latest = max([*(one.day for one in plans), *(day.isoformat() for day in (_treated(db, today)[-1:] if db else []))], default="")
    if not latest:
        raise Refused(FROM_WHEN)
    wanted = _limited(spread(date.fromisoformat(latest), told.steps))
    if wanted[0] < today:
        raise Refused(f"That would begin on {in_words(wanted[0], today)}, which is past. To name the first day: {told.line('tomorrow')}")
    return [Plan(day=day.isoformat()) for day in wanted]


def _limited(found: list[date]) -> list[date]:
    """Return the days. Raises Refused if they go on after the last year that kfit can read."""
    if found[-1].year not in YEARS:
        raise Refused(f"That would go on after {YEARS[-1]}.")
    return found


def _made(first: DayMoment, day: date) -> Plan:
    """Return the plan of a day, at the same time of day as the first one."""
    if first.at is None:
        return Plan(day=day.isoformat())
    at = on(first.at.date() + timedelta(days=(day - first.day).days), first.at.hour * 60 + first.at.minute)
    return Plan(day=day.isoformat(), at=clock.instant(at), tz=clock.zone())


def _to_come(said: str, told: PlanWords, now: datetime, settings: Settings) -> DayMoment:
    found = _read(said, told, now, settings)
    day_past = found.day < clock.day_of(now, settings.day_ends)
    if day_past or (found.at is not None and found.at < now):
        line = f"kfit infusion --on {quoted(' '.join(said.split()))}"
        raise Refused(f"That {'day' if day_past else 'time'} is past. Done already? {line}")
    return found


def _of_day(said: str, plans: Sequence[Plan], told: PlanWords, now: datetime, settings: Settings) -> list[Plan]:
    """Return the plans of a day; a future day counts before a past one. Raises Refused if there is no plan."""
    day = back = _read(said, told, now, settings).day
    with suppress(Refused):
        back = moments.read(said, now, settings.day_ends, settings.date_order).day
    there = {one.day for one in plans}
    if day.isoformat() not in there and back.isoformat() not in there:
        raise Refused(f"No infusion is planned for {in_words(day, clock.day_of(now, settings.day_ends))}. What is planned: kfit next")
    meant = day if day.isoformat() in there else back
    return [one for one in plans if one.day == meant.isoformat()]


def _read(said: str, told: PlanWords, now: datetime, settings: Settings) -> DayMoment:
    """Return the day that the words mean. Raises Refused, with the whole line for each meaning, if there are several."""
    return day_to_come(said, told.line, now, settings, "thu 10am")


ask_app = new_app()
ASK = "ask"
FROM_INPUT = "-"
DONE, ALL_QUESTIONS, JSON, FORGET = "--done", "--all", "--json", "--forget"


class AskWords:
    """The parsed line: the words of a question, the numbers to tick off or to forget (None without such an option), the flags."""

    def __init__(self) -> None:
        self.words: list[str] = []
        self.numbers: list[int] | None = None
        self.everything = self.json = self.forget = False


@ask_app.command(cls=RawCommand)
def ask(  # noqa: PLR0917 - one for each option
    ctx: typer.Context,
    question: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="your question; with - kfit asks you for it")] = None,  # noqa: ARG001 - for the help
    done: Annotated[str | None, typer.Option("--done", metavar="NUMBER...", help="Tick questions off.")] = None,  # noqa: ARG001 - for the help
    forget: Annotated[str | None, typer.Option("--forget", metavar="NUMBER...", help="Remove them for good: no undo.")] = None,  # noqa: ARG001 - for the help
    all_: Annotated[bool, typer.Option("--all", help="Also list those that are ticked off.")] = False,  # noqa: ARG001 - for the help
    json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,  # noqa: ARG001 - for the help
) -> None:
    """Keep a question for the next visit; without words, list what you kept. kfit answers none of them."""
    number = next((word for word in ctx.args if word.isdigit()), "")
    if len(ctx.args) == 2 and number and "done" in [word.lower() for word in ctx.args]:
        raise Refused(f"To tick it off: kfit ask --done {number}   As a question: kfit ask -- {' '.join(map(quoted, ctx.args))}")
    told = read(ctx.args)
    if told.numbers is not None and told.forget:
        forget_questions(told)
    elif told.numbers is not None:
        tick_off(told)
    elif told.words:
        keep(told)
    else:
        show_questions(told)


def show_questions(told: AskWords) -> None:
    """Print the list."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = queries.questions(data.db) if data.db else []
    listed = found if told.everything else [one for one in found if one.done_on is None]
    ticked = sum(1 for one in found if one.done_on is not None)
    if told.json:
        say_json({"questions": [row(one) for one in listed], "ticked_off": ticked})
    else:
        say(words.questions_listed(listed, ticked, today, screen()))


def keep(told: AskWords) -> None:
    """Save one question, and print how many there are, but never its words."""
    asked = told.words == [FROM_INPUT]
    text = (private_text("Your question") if asked else " ".join(told.words)).strip()
    question = VisitQuestion(words=text) if text else None
    if question is None:
        tell(told, "kept", [], words.NO_WORDS)
        return
    with Data.to_write() as data:
        db = data.existing()
        short = data.settings().answers == "short"
        with Change(db, ASK) as change:
            number = change.keep(question).id
            found = queries.questions(db)
            hint = not asked and change.says("history", EVER)
    message = "Kept." if short else words.question_kept(words.still_open(found))
    tell(told, "kept", [one for one in found if one.id == number], f"{message}\n{words.HISTORY_HINT}" if hint else message)
    copy_of_the_day(data.path)


def tick_off(told: AskWords) -> None:
    """Tick questions off by their numbers, and print which. Raises Refused if a number is not in the list."""
    numbers = told.numbers or []
    with Data.to_write() as data:
        settings = data.settings()
        today = clock.day_of(clock.now(), settings.day_ends)
        there = {one.id: one for one in queries.questions(data.db)} if data.db else {}
        for number in numbers:
            if number not in there:
                raise Refused(f"There is no question {number}. The numbers are in: kfit ask")
        open_ = [one for number in numbers if (one := there[number]).done_on is None]
        if open_ and data.db:
            with Change(data.db, ASK) as change:
                for one in open_:
                    change.turn(one, one.but(done_on=today.isoformat()))
            there = {one.id: one for one in queries.questions(data.db)}
    done = [there[one.id] for one in open_]
    told_off = words.ticked_off([one.id or 0 for one in done], words.still_open(list(there.values())))
    message = (
        ("Changed." if settings.answers == "short" else told_off) if done else words.ticked_already([there[one] for one in numbers], today)
    )
    tell(told, "done", done, message)
    if done:
        copy_of_the_day(data.path)


def forget_questions(told: AskWords) -> None:
    """Delete questions for good by their numbers, open, ticked off or taken back. Raises Refused for an unknown number."""
    numbers = told.numbers or []
    with Data.to_write() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = [journal.find_question(data.db, number) if data.db else None for number in numbers]
        questions = [one for one in found if one is not None]
        if data.db is None or len(questions) < len(found):
            raise Refused(f"There is no question {numbers[found.index(None)]}. The numbers are in: kfit ask --all")
        which = f"question {numbers[0]}" if len(numbers) == 1 else f"{len(numbers)} questions"
        confirm(data.db, today, which)
        message = describe_forgetting(which, data.path, small=journal.forget(data.db, beside=questions))
    tell(told, "forgotten", questions, message)
    copy_of_the_day(data.path)


def tell(told: AskWords, name: str, questions: Sequence[VisitQuestion], message: str) -> None:
    """Print the answer, as JSON if the line asks for it."""
    if told.json:
        say_json({name: [row(one) for one in questions], "message": message})
    else:
        say(message)


def row(question: VisitQuestion) -> dict[str, object]:
    """Return a question in the JSON form of the contract."""
    return {"id": question.id, "words": question.words, "made_at": question.made_at, "done_on": question.done_on}


def read(args: Sequence[str]) -> AskWords:
    """Return the parsed words after `kfit ask`. Raises Refused for an unknown option, and for options that do not fit together."""
    told = AskWords()
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
                raise Refused(f"{DONE} and {FORGET} do not go together. Try: kfit ask {_alone(told)}")
            told.forget = flag == FORGET
            numbers, place = _numbers(flag, [*([value] if glued else []), *args[place:]], place - bool(glued))
            told.numbers = list(dict.fromkeys([*(told.numbers or []), *numbers]))
        elif word == ALL_QUESTIONS:
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
            f"{ALL_QUESTIONS if told.numbers is None else FORGET if told.forget else DONE} takes no words of a question. Try: kfit ask {_alone(told)}"
        )
    return told


def _alone(told: AskWords) -> str:
    return ALL_QUESTIONS if told.numbers is None else f"{FORGET if told.forget else DONE} {' '.join(map(str, told.numbers))}"


def _like_option(word: str) -> bool:
    """Return whether a word looks like an option: dashes, then a letter, without a blank before its `=`."""
    name = word.partition("=")[0]
    return name.startswith("-") and name.lstrip("-")[:1].isalpha() and not any(letter.isspace() for letter in name)


def _numbers(flag: str, words_: Sequence[str], place: int) -> tuple[list[int], int]:
    """Return the numbers after `--done` or `--forget` (`1`, `1 3`, `1,3`), and the index of the first word after them."""
    found: list[int] = []
    used = 0
    for word in words_:
        parts = [number_of(part) for part in word.replace(",", " ").split()]
        if not parts or None in parts:
            break
        found += [number for number in parts if number is not None]
        used += 1
    if not found:
        raise Refused(f"{flag} needs the number of a question: kfit ask {flag} 1   The numbers: kfit ask{' --all' * (flag == FORGET)}")
    return found, place + used
