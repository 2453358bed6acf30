"""Reads the value of an infusion: route, dose and length, each as it was told."""

from __future__ import annotations

from .. import length
from ..entries import ROUTES, Infusion
from ..errors import Refused
from ..readings import Unclear
from .numbers import Value, clear, decimal, digit, digits, first_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ENDS = frozenset(",;")


def treatment(text: str, head: str) -> Value | None:
    """Read route, dose and length in any order, each at most once; none is an infusion too."""
    fields: dict[str, Any] = {}
    used = place = 0
    while place < len(text):
        found = _treatment_part(text[place:], head)
        if found is None:
            break
        told, taken = found
        if not fields.keys().isdisjoint(told):
            message = (
                f"'{text[place : place + taken]}' comes on top of one before it. One route, one dose, one length: kfit {Infusion.example}"
            )
            raise Refused(message)
        fields |= told
        used = place + taken
        place = used + len(text[used:]) - len(text[used:].lstrip())
        if text[used : used + 1] in ENDS:
            break
    return Value(fields, used)


def _treatment_part(text: str, head: str) -> tuple[dict[str, Any], int] | None:
    token = first_token(text)
    if token.lower() in ROUTES:
        return {"route": token.lower()}, len(token)
    dose = _dose(text)
    if dose:
        return dose_fields(text[:dose]), dose
    try:
        found = length.find(text)
    except Unclear as error:
        raise clear(f"kfit {head}", error) from None
    if found:
        if not Infusion.OWN["minutes"].allows(found[0]):
            message = f"{Infusion.OWN['minutes'].refusal()} Try: kfit {head} 40min"
            raise Refused(message)
        return {"minutes": found[0]}, found[1]
    if digits(token) is not None or decimal(token) is not None:
        message = f"'{token}' can be {token}mg or {token}min. Try: kfit {head} {token}mg   or: kfit {head} {token}min"
        raise Refused(message)
    return None


def _dose(text: str) -> int:
    """Return how many characters of a dose with its unit stand at the beginning."""
    end = 0
    while end < len(text) and (digit(text[end]) or text[end] in ".,"):
        end += 1
    if digits(text[:end]) is None and decimal(text[:end]) is None:
        return 0
    begin = end + len(text[end:]) - len(text[end:].lstrip())
    unit = first_token(text[begin:])
    return begin + len(unit) if unit.lower() in ("mg", "g") else 0


def dose_fields(said: str) -> dict[str, Any]:
    """Return the dose as told, and its milligrams where they can be read. Raises Refused outside of the range."""
    told = said.strip()
    taken = _dose(told)
    if not taken:
        if digits(told) is not None or decimal(told) is not None:
            message = f"A dose wants its unit. Try: --dose {told}mg"
            raise Refused(message)
        if not Infusion.OWN["dose"].allows(told):
            raise Refused(Infusion.OWN["dose"].refusal())
        return {"dose": told}
    if taken < len(told):
        return {"dose": told}
    number = told.rstrip("mgMG").rstrip().replace(",", ".")
    milligrams = float(number) * (1 if told.lower().endswith("mg") else 1000)
    if not Infusion.OWN["dose_mg"].allows(milligrams):
        message = f"{Infusion.OWN['dose_mg'].refusal()} Try: kfit {Infusion.example}"
        raise Refused(message)
    return {"dose_mg": milligrams, "dose": told}
