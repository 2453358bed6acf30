"""Reads the answers to a questionnaire: one number an item, in the form's order."""

from __future__ import annotations

from ..errors import Refused
from ..readings import Unclear
from .numbers import Value, digits, first_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..instruments import Instrument
    from .numbers import Subject

LEFT_OUT = "-"
TOTAL = ("total", "score", "sum")


def answers(text: str, subject: Subject) -> Value | None:
    """Read the answers to a form; none at all is a form whose total is told, or that is asked for item by item.

    Raises Unclear for a part of a form, and for answers that are none of its own.
    """
    from .. import instruments

    form = instruments.INSTRUMENTS[subject.name]
    said, used = _numbers(text)
    if not said:
        _refuse_total_in_words(text, form)
        return Value({}, 0)
    if not form.labels:
        raise Unclear(text[:used], (), f"{form.title} is kept by its total alone, from the clinic's sheet: --total and the number.")
    count = len(form.labels)
    glued = first_token(text)
    if len(said) == 1 and len(glued) in (count, count + form.difficulty) and count > 1:
        raise Unclear(glued, (" ".join(glued),), f"{form.title} wants a blank between its answers.")
    if len(said) == 1 and said[0] is not None:
        raise Unclear(text[:used], (f"--total {said[0]}",), f"One number alone can be the total of {form.title}.")
    difficulty = said.pop() if form.difficulty and len(said) == count + 1 else None
    if len(said) != count:
        what = f"{form.title} has {count} answers, and {len(said)} stand here. A part of a form has no total."
        raise Unclear(text[:used], (), f"{what} To be asked for each: kfit {subject.name}")
    try:
        total = instruments.total(subject.name, said)
    except Refused as error:
        raise Unclear(text[:used], (), str(error)) from None
    return Value({"items": tuple(said), "total": total, "difficulty": difficulty}, used)


def _refuse_total_in_words(text: str, form: Instrument) -> None:
    """Raise Unclear for answers without blanks between them, and for `total 14`."""
    token, _, behind = text.strip().partition(" ")
    if token.isascii() and token.isdigit() and len(token) in (len(form.labels), len(form.labels) + form.difficulty):
        raise Unclear(token, (" ".join(token),), f"{form.title} wants a blank between its answers.")
    number = first_token(behind)
    if token.lower() in TOTAL and number.isascii() and number.isdigit():
        said = text[: text.index(number, len(token)) + len(number)]
        raise Unclear(said, (f"--total {number}",), f"The total of {form.title} has an option of its own.")


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
        place = used + len(text[used:]) - len(text[used:].lstrip())
        if text[used : used + 1] == "," and first_token(text[used + 1 :].lstrip())[:1].isdigit():
            place = used + 1 + len(text[used + 1 :]) - len(text[used + 1 :].lstrip())
    return found, used
