"""Questionnaires: ask for the answers, return the calm block if it is due."""

from __future__ import annotations

from ..analysis import questionnaires as totals
from ..errors import Refused, ValueMissing
from ..model.questionnaires import INSTRUMENTS
from ..render import safety
from ..services.scores import first_concern
from . import prompts
from .output import plain, screen, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.fields import Entry
    from ..model.questionnaires import Instrument
    from ..settings import Settings


def block_of(entries: Iterable[Entry], settings: Settings) -> str:
    """Return the calm block if one of the entries calls for it, else nothing. No setting and no option hides it."""
    reason = first_concern(entries)
    return block(reason, settings) if reason else ""


def block(reason: str, settings: Settings) -> str:
    """Return the calm block for a reason, folded to a screen that is narrower than 80 columns."""
    columns = min(safety.WIDTH, screen().width - 1)
    return safety.block(reason, settings.region, settings.help_line, plain=plain(), columns=columns)


LEFT_OUT = "-"
NOT_SAVED = "Nothing is saved: a part of a form has no total."


def answer_words(head: str, settings: Settings) -> list[str]:
    """Return the answers as words of a line. Raises Refused without a terminal, and if the person stops before the end.

    Raises ValueMissing for a form that has only a total here.
    """
    form = INSTRUMENTS[head]
    if not form.labels:
        told = f"{form.title} has only its {form.called} here ({form.scale}). For example: kfit {form.name} {form.example}"
        raise ValueMissing(told, f"kfit {form.name}", "", f"{form.title}, its {form.called}, {form.scale}")
    if not prompts.on_terminal():
        count = len(form.labels)
        raise Refused(
            f"{form.title} needs its {count} answers after kfit {head}, or --total and the number. At a keyboard, kfit asks for them."
        )
    talk(f"{form.title}: use the form your clinic gave you. {len(form.labels)} answers, each {form.answers}.")
    talk("b goes back, q stops. Nobody but you sees this.")
    given: list[int | None] = []
    try:
        difficulty = _asked(form, given)
    except prompts.Stopped:
        raise Refused(_stopped(form, given, settings)) from None
    return [*(LEFT_OUT if value is None else str(value) for value in given), *difficulty]


def _asked(form: Instrument, given: list[int | None]) -> list[str]:
    """Ask for each answer and add it to `given`, a step back removes the last one; return how difficult it is. Raises Stopped."""
    while True:
        try:
            _ask_left(form, given)
            return _difficulty(form)
        except prompts.Back:
            del given[-1:]


def _ask_left(form: Instrument, given: list[int | None]) -> None:
    """Ask for the answers that are not given yet. Raises Stopped and Back."""
    while len(given) < len(form.labels):
        number = len(given) + 1
        said = prompts.line(f"  {number} of {len(form.labels)}, {form.labels[number - 1]}: ", back=True)
        if said == LEFT_OUT and form.may_leave_out(number) and not form.needs(number, given):
            given.append(None)
        elif said == LEFT_OUT and form.may_leave_out(number):
            talk(f"  The form asks for one of {number - 1} and {number}: b goes back.")
        elif said.isascii() and said.isdigit() and int(said) <= form.item_high:
            given.append(int(said))
        else:
            talk(f"  Each answer is 0 to {form.item_high}{', or - where the form leaves it out' * form.may_leave_out(number)}.")


def _difficulty(form: Instrument) -> list[str]:
    """Return the answer to the question that is not summed; empty after Enter or a stop, since the form is complete without it. Raises Back."""
    if not form.difficulty:
        return []
    try:
        found = prompts.answer(
            "  How difficult it makes daily life, 0 to 3 (Enter leaves it out): ", _zero_to_three, "  Left out.", back=True
        )
    except prompts.Stopped:
        return []
    return [] if found is None else [found]


def _zero_to_three(said: str) -> str:
    if said not in ("0", "1", "2", "3"):
        raise Refused("  It is 0 to 3.")
    return said


def _stopped(form: Instrument, given: list[int | None], settings: Settings) -> str:
    """Return the message that nothing is saved; with the calm block if the answer on thoughts of death calls for it."""
    known = form.harm_item and len(given) >= form.harm_item
    reason = totals.concern(form.name, given, 0) if known else ""
    return f"{NOT_SAVED}\n\n{block(reason, settings)}" if reason else f"{NOT_SAVED} To begin again: kfit {form.name}"
