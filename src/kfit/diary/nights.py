"""Reads the value of a night: times, a length, or a bare number where one unit is possible."""

from __future__ import annotations

from .. import length, night
from ..entries import Sleep
from ..errors import Refused
from ..readings import Unclear
from .numbers import Value, clear, decimal, digits, first_token

UNITS = frozenset((*length.HOUR_UNITS, *length.MINUTE_UNITS))


def sleep(text: str, head: str) -> Value | None:
    """Read the times of a night (`22:30-06:45`), a length (`7h30`) or a bare number where one unit is possible."""
    try:
        found = night.find(text)
        if found:
            parts, used = found
            if first_token(text[used:].lstrip()).lower() in UNITS:
                message = "I can't tell one length from that. Try: kfit sleep 8h   or: kfit sleep 22:30-06:45"
                raise Refused(message)
            return Value({}, used, parts)
        minutes, used = length.find(text) or _bare_night(text)
    except Unclear as error:
        raise clear(f"kfit {head}", error) from None
    if not used:
        return None
    if not Sleep.OWN["minutes"].allows(minutes):
        message = f"Sleep goes from 1 minute to 18 hours. Try: kfit {head} 7h30"
        raise Refused(message)
    return Value({"minutes": minutes}, used)


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
