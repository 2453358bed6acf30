"""Reads the value of a night: times, a length, or a bare number where one unit is possible."""

from __future__ import annotations

from .. import length, night
from ..entries import Sleep
from ..readings import Unclear
from .numbers import Value, decimal, digit, digits, first_token

UNITS = frozenset((*length.HOUR_UNITS, *length.MINUTE_UNITS))


# What, behind a number of hours, says that the number was not the length of the night.
OF_A_CLOCK = frozenset(["am", "pm", "a.m.", "p.m.", "a.m", "p.m", "until", "till", "til", "oclock", "o'clock", "times", "x"])
JOINTS = frozenset(["and", "or", "to", "until", "till", "+", "-", "–", "plus"])
NO_SLEEP = frozenset(("0", "none", "nothing", "no"))


def sleep(text: str) -> Value | None:
    """Read the times of a night (`22:30-06:45`), a length (`7h30`) or a bare number where one unit is possible."""
    if first_token(text).lower() in NO_SLEEP:
        raise Unclear(first_token(text), (), f"{Sleep.OWN['minutes'].refusal()} A night without any: kfit note no sleep.")
    found = night.find(text)
    if found:
        parts, used = found
        if first_token(text[used:].lstrip()).lower() in UNITS:
            raise Unclear(text[:used], ("8h",), "I can't tell one length from that.")
        _refuse_going_on(text, used)
        return Value({}, used, parts)
    with_unit = length.find(text)
    minutes, used = with_unit or _bare_night(text)
    if not used:
        return None
    if not Sleep.OWN["minutes"].allows(minutes):
        raise Unclear(text[:used], ("7h30",), "Sleep goes from 1 minute to 18 hours.")
    if not with_unit and first_token(text[used:].lstrip()).lower() in OF_A_CLOCK:
        said = text[: text.index(first_token(text[used:].lstrip()), used) + len(first_token(text[used:].lstrip()))]
        raise Unclear(text, (), f"'{said}' is not the length of a night, and kfit needs both times.")
    _refuse_going_on(text, used)
    return Value({"minutes": minutes}, used)


def _refuse_going_on(text: str, used: int) -> None:
    """Refuse `7h to 8h`, `6 and a half`, `23:30-2 and 4-6`: the value goes on behind what was read."""
    words = text[used:].split()[:2]
    if len(words) < 2 or words[0].lower() not in JOINTS:
        return
    if digit(words[1][:1]) or (
        words[1].lower() in ("a", "half", "quarter") and text[used:].split()[2:3] in ([], ["half"], ["quarter"], ["hours"])
    ):
        if night.find(text):
            raise Unclear(text, (f"{text[:used]}, {text[used:].split(maxsplit=1)[1]}",), "Parts of a night have a comma between them.")
        raise Unclear(text, (), "I can't tell the length of the night from that.")


def _bare_night(text: str) -> tuple[int, int]:
    """Read a number without a unit; (0, 0) if there is none. Raises Unclear where two units are possible."""
    token = first_token(text)
    hours, colon, past = token.partition(":")
    if colon and digits(hours) is not None and digits(past) is not None and len(past) == 2:
        whole, rest = int(hours), int(past)
        if rest < 60 and (whole < 12 or (whole, rest) == (12, 0)):
            return whole * 60 + rest, len(token)
        if whole < 24 and rest < 60:
            message = f"'{token}' looks like a bedtime, and kfit needs the end too."
            raise Unclear(
                token, (f"{whole % 24 if whole > 12 else 0:02}:{past}-06:45", f"{whole if whole <= 17 else whole - 12}h{past}"), message
            )
        return 0, 0
    parts = decimal(token)
    if parts is not None:
        return _decimal_hours(token, *parts), len(token)
    number = digits(token)
    if number is None:
        return 0, 0
    if 1 <= number <= 16:
        return number * 60, len(token)
    if number >= 60 or number == 0:
        return number, len(token)
    if number > 18:
        slip = number // 10 if number % 10 == 0 else 0
        meant = f"'{token}' can be {number}m, or a slip for {slip}h." if slip else f"{number}m? {number} h is not a night."
        raise Unclear(token, (f"{number}m", f"{slip or 7}h"), meant)
    raise Unclear(token, (f"{number}m", f"{number}h"), f"'{token}' can be {number}m or {number}h.")


def _decimal_hours(token: str, whole: int, behind: str) -> int:
    """Return the minutes of `7.5`; two digits could also be minutes: `7.30`."""
    if len(behind) == 1:
        return round((whole + int(behind) / 10) * 60)
    hours = f"{whole}.{behind.rstrip('0') or '0'}h"
    if int(behind) < 60:
        raise Unclear(token, (f"{whole}h{behind}", hours), f"'{token}' can be {whole}h{behind} or {hours}.")
    raise Unclear(token, (hours,), f"'{token}' wants its unit.")
