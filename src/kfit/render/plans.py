"""Says what is planned, what became of it, and which questions are kept for the visit."""

from __future__ import annotations

from datetime import date

from ..humanize import in_words
from .corrections import kept_turned
from .phrases import UNDO, WIDTH, clock_time, day_and_time, with_way
from .phrases import listed as in_a_row
from .text import count, dim, hanging, joined, pad, paragraph, safe, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.planning import Plan, VisitQuestion
    from ..model.treatments import PlanOutcome, PlanOutcomes
    from .screen import Screen

NO_PLANS_YET = 'No infusion is planned here. To plan one: kfit next "thu 10am"'
COUNTS_LATER = "A plan counts once you log it: kfit infusion iv"
EARLIER = "Earlier plans: kfit next --all"
STANDS = "Nothing was changed."
MOST_LISTED = 4


def plan_kept(plans: Sequence[Plan], stand: Sequence[Plan], replaced: Sequence[Plan], today: date) -> str:
    """Say what was planned, and what stood there already: `Planned: infusion on Thu 5 Nov at 10:00. It counts once you log it.`"""
    if not plans:
        all_ = f"All {len(stand)} days are planned already." if len(stand) > 1 else f"Planned already: {_on(stand[0], today)}."
        return f"{all_} {STANDS}"
    already = ""
    if stand:
        already = f" {len(stand)} of these days {'was' if len(stand) == 1 else 'were'} planned already."
    if len(plans) > 1:
        first = f"Planned: {len(plans)} infusions, {_span(plans, today)}. They count once you log them."
        way = f"One undo takes back {'both' if len(plans) == 2 else f'all {len(plans)}'}: kfit undo"
        line = first + already
        return f"{line} {way}" if len(line) + len(way) < WIDTH else f"{line}\n{way}"
    before = f", in place of {clock_time(replaced[0].at)}" if replaced and replaced[0].at and replaced[0].at != plans[0].at else ""
    return with_way(f"Planned: {_on(plans[0], today)}{before}. It counts once you log it.{already}", UNDO)


def plan_dropped(plans: Sequence[Plan], today: date) -> str:
    """Say which plans were taken away."""
    if len(plans) > MOST_LISTED:
        return with_way(f"Took back: {len(plans)} planned infusions, {_span(plans, today)}.", UNDO)
    return with_way(kept_turned("Took back", plans, [], today), UNDO)


def moment(plan: Plan, today: date) -> str:
    """Say when it is: `Thu 5 Nov, 10:00`."""
    return day_and_time(plan.day, plan.at, today)


def plan_front(plan: Plan, today: date) -> str:
    """Say the next plan on the front page: `Thu 5 Nov, 10:00, infusion`, `today, 10:00, infusion`."""
    said = moment(plan, today)
    day = in_words(today, today)
    return f"{said.replace(day, 'today', 1) if plan.day == today.isoformat() else said}, infusion"


def plans_table(told: PlanOutcomes, today: date, screen: Screen) -> str:
    """Show each plan and what became of it, oldest first."""
    if not told.plans:
        return "\n".join(paragraph(line, screen) for line in (NO_PLANS_YET, *([EARLIER] if told.earlier else [])))
    rows = [(moment(one.plan, today), became(one, today)) for one in told.plans]
    others = f"Infusions without a plan: {', '.join(in_words(day, today) for day in told.others)}." if told.others else ""
    closing = [*([others] if others else []), COUNTS_LATER, *([EARLIER] if told.earlier else [])]
    if screen.plain:
        return "\n".join(["Planned infusions.", *(f"{when}: {what}." for when, what in rows), *closing])
    column = max(width(when) for when, _ in rows) + 3
    beside = all(column + width(what) <= screen.width for _, what in rows)
    lines = [pad(when, column) + what for when, what in rows] if beside else [part for when, what in rows for part in (when, f"  {what}")]
    return joined([dim("Planned infusions", screen), *lines, "", *(paragraph(line, screen) for line in closing)])


def became(one: PlanOutcome, today: date) -> str:
    """Say what became of a plan: `planned`, `done`, `done on Fri 6 Nov`, `no entry`."""
    if one.to_come:
        return "planned"
    if one.done_on is None:
        return "no entry"
    return "done" if one.done_on.isoformat() == one.plan.day else f"done on {in_words(one.done_on, today)}"


def _on(plan: Plan, today: date) -> str:
    at = f" at {clock_time(plan.at)}" if plan.at else ""
    return f"infusion on {in_words(date.fromisoformat(plan.day), today)}{at}"


def _span(plans: Sequence[Plan], today: date) -> str:
    days = sorted(date.fromisoformat(plan.day) for plan in plans)
    return f"{in_words(days[0], today)} to {in_words(days[-1], today)}"


HISTORY_HINT = "Words typed here stay in your shell's history. To keep them out of it: kfit ask -"
NO_WORDS = "No words, so nothing was kept."
NO_QUESTIONS_YET = 'No question is kept yet. To keep one: kfit ask "what helps on a bad night"'


def still_open(questions: Sequence[VisitQuestion]) -> int:
    """Count those that are not ticked off."""
    return sum(1 for one in questions if one.done_on is None)


def question_kept(number: int) -> str:
    """Say that a question was kept, and how many there are."""
    return f"Kept for your next visit. Your list has {count(number, 'question')}: kfit ask"


def ticked_off(numbers: Sequence[int], left: int) -> str:
    """Say which were ticked off, and how many are left."""
    which = f"question {numbers[0]} is" if len(numbers) == 1 else f"questions {in_a_row([str(number) for number in numbers])} are"
    rest = f"Your list has {count(left, 'question')}." if left else "Your list is empty now."
    return with_way(f"Changed: {which} ticked off. {rest}", UNDO)


def ticked_already(questions: Sequence[VisitQuestion], today: date) -> str:
    """Say that nothing was left to tick off."""
    said = (f"Question {one.id} was ticked off on {in_words(date.fromisoformat(one.done_on), today)}." for one in questions if one.done_on)
    return f"{' '.join(said)} Nothing was changed."


def questions_listed(questions: Sequence[VisitQuestion], ticked: int, today: date, screen: Screen) -> str:
    """List questions with their numbers, and say how many are ticked off."""
    if not questions:
        return paragraph(f"No question is open; {_off(ticked)}" if ticked else NO_QUESTIONS_YET, screen)
    columns = max(len(str(one.id)) for one in questions)
    first = next((one for one in questions if one.done_on is None), None)
    closing = [f"To tick one off: kfit ask --done {first.id}"] if first else []
    closing += [_off(ticked)] if ticked and all(one.done_on is None for one in questions) else []
    if screen.plain:
        rows = [f"{one.id}: {_said(one, today)}" for one in questions]
        return "\n".join(["For your next visit.", *rows, *closing])
    lines = [line for one in questions for line in hanging(f"{str(one.id).rjust(columns)}  ", _said(one, today), screen)]
    below = [paragraph(sentence, screen) for sentence in closing]
    return joined([dim("For your next visit", screen), *lines, *(["", *below] if below else [])])


def _said(question: VisitQuestion, today: date) -> str:
    said = " ".join(safe(question.words.replace("\n", " ")).split())
    return f"{said} (ticked off on {in_words(date.fromisoformat(question.done_on), today)})" if question.done_on else said


def _off(ticked: int) -> str:
    return f"{ticked} {'is' if ticked == 1 else 'are'} ticked off: kfit ask --all"
