"""Reads how strong a side effect is."""

from __future__ import annotations

from .. import length
from ..entries import SEVERITIES, Effect
from ..readings import Unclear
from .numbers import Value, first_token, plain_number


def effect(text: str) -> Value | None:
    """Read `2`, `2/3`, `2 of 3` or `moderate`. Raises Unclear for another number."""
    token = first_token(text)
    severity, used = plain_number(token.removesuffix("/3")), len(token)
    if token.lower() in SEVERITIES:
        severity = SEVERITIES.index(token.lower())
    if severity is None:
        if not token[:1].isdigit() and token[:1] not in ("-", "+"):
            return None
        raise Unclear(token, ("1",), Effect.OWN["severity"].refusal())
    if severity >= len(SEVERITIES):
        raise Unclear(token, ("3",), Effect.OWN["severity"].refusal())
    behind = text[used:].split()
    if behind[:2] == ["of", "3"]:
        used = text.index("3", text.index("of", used)) + 1
    elif (behind[:1] == ["of"] and behind[1:2] and behind[1].isdigit()) or (token.isdigit() and length.find(text)):
        raise Unclear(token, (), f"{Effect.OWN['severity'].refusal()} How long it went on is said behind it: --for 2h")
    return Value({"severity": severity}, used)
