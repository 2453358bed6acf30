"""Reads the value of a questionnaire: its answers, or its total alone."""

from __future__ import annotations

from ..errors import Refused, Unclear
from ..model import questionnaires
from .numbers import Value, behind_blanks, decimal, digit, digits, first_token, plain_number, respelled, token_at

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.questionnaires import Instrument
    from .numbers import ValueSubject

LEFT_OUT = "-"
TOTAL = ("total", "score", "sum")


def answers(text: str, subject: ValueSubject) -> Value | None:
    """Read the answers to a form; none at all is a form whose total is told, or that is asked for item by item.

    Raises Unclear for a part of a form, and for answers that are none of its own.
    """
    form = questionnaires.INSTRUMENTS[subject.name]
    if (alone := _total(text, form)) is not None:
        return alone
    said, used = _numbers(text)
    count = len(form.labels)
    unread = token_at(text, used)[0]
    if form.labels and digit(unread[:1]) and not digit(unread) and len(said) not in (count, count + form.difficulty):
        sure = _is_answer(respelled(unread), text, used, subject)
        raise Unclear(unread, (respelled(unread),) if sure else (), f"'{unread}' is not an answer: each is a whole number.")
    glued = first_token(text)
    if len(said) < 2 <= count and digit(glued) and len(glued) in (count, count + form.difficulty):
        raise Unclear(glued, (" ".join(glued),), f"{form.title} needs a space between its answers.")
    if not said:
        return Value({}, 0)
    if not form.labels:
        raise Unclear(text[:used], (), f"{form.title} is kept by its {form.called} alone, from the clinic's sheet: one number.")
    if len(said) == 1 and said[0] is not None:
        if not form.least <= said[0] <= form.top:
            raise Unclear(text[:used], (), f"The {form.title} total goes from {form.least} to {form.top}.")
        raise Unclear(text[:used], (f"--total {said[0]}",), f"One number alone can be the total of {form.title}.")
    difficulty = said.pop() if form.difficulty and len(said) == count + 1 else None
    if len(said) != count:
        what = f"{form.title} has {count} answers, and {len(said)} are here. Part of a form has no total."
        raise Unclear(text[:used], (), f"{what} On its own, it asks for each. For example: kfit {subject.name}")
    try:
        total = questionnaires.total(subject.name, said)
    except Refused as error:
        raise Unclear(text[:used], (), str(error)) from None
    return Value({"items": tuple(said), "total": total, "difficulty": difficulty}, used)


def refuse_bare_form(name: str) -> None:
    """Raise Refused for a questionnaire in a line that says neither its answers nor its total."""
    form = questionnaires.INSTRUMENTS[name]
    if form.labels:
        raise Refused(f"In a line, {name} needs its answers or its total. On its own, it asks for them. For example: kfit {name}")
    raise Refused(f"{form.title} needs its {form.called} ({form.scale}). For example: kfit {name} {form.example}")


def _total(text: str, form: Instrument) -> Value | None:
    """Read a total that can be nothing else: `total 12`, `12/27`, `12 of 27`, `18` where no answer goes so high, one number of a form without answers.

    What is called a total is taken in any range: the form itself says which it has.
    """
    begin = 0
    while first_token(text[begin:]).lower().rstrip(":=") in (*TOTAL, "of", "was", "is", "="):
        token = first_token(text[begin:])
        begin = behind_blanks(text, begin + len(token))
    token = first_token(text[begin:])
    told, _, highest = token.partition("/")
    parts = decimal(told)
    number = float(f"{parts[0]}.{parts[1]}") if parts else plain_number(told)
    end = begin + len(token)
    if number is not None and not highest:
        highest, behind = _of_top(text[end:])
        end += behind
    alone = not digit(text[end:].lstrip()[:1]) and text[end:].lstrip()[:1] != LEFT_OUT
    if number is None or not alone:
        return None
    if highest and plain_number(highest) != form.top:
        if plain_number(highest) is None or (token != told and form.labels):
            return None
        raise Unclear(text[begin:end], (), f"{form.title} goes up to {form.top}. '{text[begin:end]}' is of another form.")
    sure = (
        begin
        or highest
        or not form.labels
        or (number > form.item_high and len(told) not in (len(form.labels), len(form.labels) + form.difficulty))
    )
    called = begin or not form.labels
    return Value({"total": float(number)}, end) if sure and (called or number <= form.top) else None


def _of_top(behind: str) -> tuple[str, int]:
    """Return the number that `of 27`, `out of 27` or `/ 27` names behind a total, and how many characters it takes; empty and 0 without it."""
    text = behind.lstrip().lower()
    for said in ("out of ", "of ", "/"):
        number = first_token(text[len(said) :].lstrip())
        if text.startswith(said) and number.isascii() and number.isdigit():
            return number, len(behind) - len(text) + text.index(number, len(said)) + len(number)
    return "", 0


def _is_answer(said: str, text: str, used: int, subject: ValueSubject) -> bool:
    """Tell whether a form is whole with a number in the place of the word at which reading stopped."""
    unread = token_at(text, used)[0]
    try:
        value = answers(text[:used] + text[used:].replace(unread, said, 1), subject) if digits(said) is not None else None
    except Unclear:
        return False
    return value is not None and value.used > used


def _numbers(text: str) -> tuple[list[int | None], int]:
    """Return the numbers that stand at the beginning, None for a `-`, and how many characters they take."""
    found: list[int | None] = []
    used = place = 0
    while place < len(text):
        token = first_token(text[place:])
        parts = token.split(",") if token else []
        values = [digits(part) for part in parts]
        if not parts or any(value is None and part != LEFT_OUT for part, value in zip(parts, values, strict=True)):
            break
        found += values
        used = place + len(token)
        place = behind_blanks(text, used)
        if text[used : used + 1] == "," and token_at(text, used + 1)[0][:1].isdigit():
            place = behind_blanks(text, used + 1)
    return found, used
