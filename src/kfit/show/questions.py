"""Says which questions are kept for the next visit. Their words are shown in the list alone, and nothing answers them."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..weekdays import in_words
from .lines import count, dim, hanging, joined
from .phrases import UNDO, with_way
from .phrases import listed as in_a_row
from .safe import safe
from .ways import folded

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..kept import Question
    from .screen import Screen

HISTORY_HINT = "Words typed here stay in your shell's history. To keep them out of it: kfit ask -"
NO_WORDS = "No words, so nothing was kept."
NONE_YET = 'No question is kept yet. To keep one: kfit ask "what helps on a bad night"'


def still_open(questions: Sequence[Question]) -> int:
    """Count those that are not ticked off."""
    return sum(1 for one in questions if one.done_on is None)


def kept(number: int) -> str:
    """Say that a question was kept, and how many there are."""
    return f"Kept for your next visit. Your list has {count(number, 'question')}: kfit ask"


def ticked_off(numbers: Sequence[int], left: int) -> str:
    """Say which were ticked off, and how many are left."""
    which = f"question {numbers[0]} is" if len(numbers) == 1 else f"questions {in_a_row([str(number) for number in numbers])} are"
    rest = f"Your list has {count(left, 'question')}." if left else "Your list is empty now."
    return with_way(f"Changed: {which} ticked off. {rest}", UNDO)


def ticked_already(questions: Sequence[Question], today: date) -> str:
    """Say that nothing was left to tick off."""
    said = (f"Question {one.id} was ticked off on {in_words(date.fromisoformat(one.done_on), today)}." for one in questions if one.done_on)
    return f"{' '.join(said)} Nothing was changed."


def listed(questions: Sequence[Question], ticked: int, today: date, screen: Screen) -> str:
    """List questions with their numbers, and say how many are ticked off."""
    if not questions:
        return folded(f"No question is open; {_off(ticked)}" if ticked else NONE_YET, screen)
    columns = max(len(str(one.id)) for one in questions)
    first = next((one for one in questions if one.done_on is None), None)
    closing = [f"To tick one off: kfit ask --done {first.id}"] if first else []
    closing += [_off(ticked)] if ticked and all(one.done_on is None for one in questions) else []
    if screen.plain:
        rows = [f"{one.id}: {_said(one, today)}" for one in questions]
        return "\n".join(["For your next visit.", *rows, *closing])
    lines = [line for one in questions for line in hanging(f"{str(one.id).rjust(columns)}  ", _said(one, today), screen)]
    below = [folded(sentence, screen) for sentence in closing]
    return joined([dim("For your next visit", screen), *lines, *(["", *below] if below else [])])


def _said(question: Question, today: date) -> str:
    said = " ".join(safe(question.words.replace("\n", " ")).split())
    return f"{said} (ticked off on {in_words(date.fromisoformat(question.done_on), today)})" if question.done_on else said


def _off(ticked: int) -> str:
    return f"{ticked} {'is' if ticked == 1 else 'are'} ticked off: kfit ask --all"
