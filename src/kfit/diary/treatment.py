"""Reads the value of an infusion: route, dose and length, each as it was told."""

from __future__ import annotations

from .. import length
from ..entries import ROUTES, Infusion
from ..readings import Unclear
from .numbers import Value, decimal, digit, digits, first_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

ENDS = frozenset(",;")


def treatment(text: str) -> Value | None:
    """Read route, dose and length in any order, each at most once; none is an infusion too."""
    fields: dict[str, Any] = {}
    used = place = 0
    while place < len(text):
        found = part(text[place:])
        if found is None:
            break
        told, taken = found
        if not fields.keys().isdisjoint(told):
            said = text[place : place + taken]
            raise Unclear(said, ("",), f"'{said}' comes on top of one before it. One route, one dose, one length.")
        fields |= told
        used = place + taken
        place = used + len(text[used:]) - len(text[used:].lstrip())
        if text[used : used + 1] in ENDS:
            break
    return Value(fields, used)


def part(text: str) -> tuple[dict[str, Any], int] | None:
    """Read the route, dose or length at the beginning of a text, and how many characters it took; None if there is none."""
    token = first_token(text)
    if token.lower() in ROUTES:
        return {"route": token.lower()}, len(token)
    dose = _dose(text)
    if dose:
        return dose_fields(text[:dose]), dose
    found = length.find(text)
    if found:
        if not Infusion.OWN["minutes"].allows(found[0]):
            raise Unclear(text[: found[1]], ("40min",), Infusion.OWN["minutes"].refusal())
        return {"minutes": found[0]}, found[1]
    if digits(token) is None and decimal(token) is None:
        return None
    unit = first_token(text[len(token) :].lstrip())
    if unit[:1].isalpha() and unit.lower() not in ROUTES:
        said = text[: text.index(unit, len(token)) + len(unit)]
        raise Unclear(said, (f'--dose "{said}"',), f"'{said}' can be a dose as you were told it.")
    raise Unclear(token, (f"{token}mg", f"{token}min"), f"'{token}' can be {token}mg or {token}min.")


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
    """Return the dose as told, and its milligrams where they can be read. Raises Unclear outside of the range."""
    told = said.strip()
    taken = _dose(told)
    if not taken:
        if digits(told) is not None or decimal(told) is not None:
            raise Unclear(told, (f"{told}mg",), "A dose wants its unit.")
        if not Infusion.OWN["dose"].allows(told):
            raise Unclear(told, (), Infusion.OWN["dose"].refusal())
        return {"dose": told}
    if taken < len(told):
        return {"dose": told}
    number = told.rstrip("mgMG").rstrip().replace(",", ".")
    milligrams = float(number) * (1 if told.lower().endswith("mg") else 1000)
    if not Infusion.OWN["dose_mg"].allows(milligrams):
        raise Unclear(told, (), Infusion.OWN["dose_mg"].refusal())
    return {"dose_mg": milligrams, "dose": told}
