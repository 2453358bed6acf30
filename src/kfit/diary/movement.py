"""Reads the value of a movement: minutes, and an activity before or behind them."""

from __future__ import annotations

from .. import length
from ..entries import ACTIVITIES, Exercise
from ..readings import Unclear
from .numbers import Value, decimal, digits, first_token

# Words that make a number before them something else than minutes.
COUNTED = frozenset(
    [
        "km",
        "k",
        "kms",
        "kilometers",
        "kilometres",
        "mi",
        "mile",
        "miles",
        "lap",
        "laps",
        "step",
        "steps",
        "reps",
        "times",
        "x",
        "rounds",
        "sec",
        "secs",
        "second",
        "seconds",
        "s",
        "meters",
        "metres",
    ]
)


def movement(text: str, head: str) -> Value | None:
    """Read minutes and an activity in either order; behind an activity's own word, the minutes alone."""
    if head in ACTIVITIES:
        minutes, used = _amount(text)
        return Value({"minutes": minutes, "activity": head}, used) if used else None
    token = first_token(text)
    if token.lower() in ACTIVITIES:
        begin = len(token) + len(text[len(token) :]) - len(text[len(token) :].lstrip())
        minutes, used = _amount(text[begin:])
        return Value({"minutes": minutes, "activity": token.lower()}, begin + used) if used else None
    minutes, used = _amount(text)
    behind = text[used:]
    token = first_token(behind.lstrip())
    if used and behind[:1].isspace() and token.lower() in ACTIVITIES:
        return Value({"minutes": minutes, "activity": token.lower()}, used + len(behind) - len(behind.lstrip()) + len(token))
    return Value({"minutes": minutes}, used) if used else None


def _amount(text: str) -> tuple[int, int]:
    """Read a length, or whole minutes; (0, 0) if there is none."""
    found = length.find(text)
    if found is None:
        token = first_token(text)
        number = digits(token)
        if number is None:
            _refuse_unclear_minutes(token)
            return 0, 0
        found = number, len(token)
        _refuse_counted(text, token)
    if not Exercise.OWN["minutes"].allows(found[0]):
        raise Unclear(text[: found[1]], ("20",), Exercise.OWN["minutes"].refusal())
    return found


def _refuse_counted(text: str, token: str) -> None:
    """Raise Unclear for `2 km`: it is no length of time."""
    unit = first_token(text[len(token) :].lstrip())
    if unit.lower() in COUNTED:
        said = text[: text.index(unit, len(token)) + len(unit)]
        raise Unclear(said, (f'20 --note "{said}"',), f"'{said}' is no length of time, and kfit keeps minutes.")


def _refuse_unclear_minutes(token: str) -> None:
    """Raise Unclear for `7:30` and `7.5`, which can be hours or minutes."""
    first, colon, second = token.partition(":")
    if colon and digits(first) is not None and digits(second) is not None and len(second) == 2 and int(second) < 60:
        whole, minutes = int(first), int(first) + (1 if int(second) >= 30 else 0)
        in_minutes = f"{whole + int(second) / 60:g}m" if int(second) % 3 == 0 else f"{whole} min {second} s"
        hours = (f"{whole}h{second}",) if whole < 24 else ()
        meant = f"'{token}' can be {whole}h{second} or {in_minutes}, and minutes are whole."
        raise Unclear(token, (*hours, f"{max(1, minutes)}m"), meant)
    parts = decimal(token)
    if parts is not None:
        said = token.replace(",", ".")
        hours = (f"{said}h",) if 0 < float(said) <= 24 else ()
        readings = (*hours, f"{max(1, round(float(said)))}m")
        raise Unclear(token, readings, f"'{token}' can be {said} hours or minutes, and minutes are whole.")
