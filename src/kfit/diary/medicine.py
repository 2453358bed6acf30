"""Reads what happened with another medicine, and its dose as it was told."""

from __future__ import annotations

from ..readings import Unclear
from .numbers import Value, digit, first_token

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .numbers import Subject

HAPPENED = {
    "started": "started", "start": "started", "changed": "changed", "change": "changed", "stopped": "stopped", "stop": "stopped",
    "taken": "taken", "take": "taken", "took": "taken", "skipped": "skipped", "skip": "skipped",
}  # fmt: skip
UNITS = frozenset(
    [
        "mg", "g", "mcg", "ug", "µg", "μg", "ml", "iu", "unit", "units", "tablet", "tablets", "pill", "pills", "capsule", "capsules", "drop",
        "drops", "puff", "puffs", "patch", "patches", "spray", "sprays", "%",
    ]
)  # fmt: skip


def medicine(text: str, subject: Subject) -> Value | None:
    """Read a dose and what happened, in either order, each at most once. Raises Unclear if what happened is not said."""
    fields: dict[str, Any] = {}
    used = place = 0
    while place < len(text):
        told, taken = _part(text[place:])
        if not taken or not fields.keys().isdisjoint(told):
            break
        fields |= told
        used = place + taken
        place = used + len(text[used:]) - len(text[used:].lstrip())
        if text[used : used + 1] in (",", ";"):
            break
    if "event" not in fields and not (subject.editing and used):
        if not used:
            return None
        dose = text[:used]
        raise Unclear(
            dose,
            tuple(f"{dose} {event}" for event in ("started", "taken")),
            f"Was {subject.name} started, changed, stopped, taken or skipped?",
        )
    return Value(fields, used)


def at_event(text: str) -> bool:
    """Tell whether a text begins with what happened."""
    return first_token(text).lower() in HAPPENED


def dose_length(text: str) -> int:
    """Return how many characters of a dose with its unit stand at the beginning: `100mg`, `2 tablets`."""
    end = 0
    while end < len(text) and (digit(text[end]) or text[end] in ".,/"):
        end += 1
    if not digit(text[:1]):
        return 0
    begin = end + len(text[end:]) - len(text[end:].lstrip())
    unit = first_token(text[begin:])
    return begin + len(unit) if unit.lower() in UNITS else 0


def _part(text: str) -> tuple[dict[str, Any], int]:
    token = first_token(text)
    if token.lower() in HAPPENED:
        return {"event": HAPPENED[token.lower()]}, len(token)
    if token.lower() == "to":  # `changed to 150mg`
        begin = len(token) + len(text[len(token) :]) - len(text[len(token) :].lstrip())
        length = dose_length(text[begin:])
        return ({"dose": text[begin : begin + length]}, begin + length) if length else ({}, 0)
    length = dose_length(text)
    return ({"dose": text[:length]}, length) if length else ({}, 0)
