"""What kfit calls the movement that an app names."""

from __future__ import annotations

from ...model.entries import ACTIVITIES, ALIASES

LONGEST = 40  # characters of an activity


def activity_of(name: str) -> str | None:
    """Return the activity of a name as a typed line has it, `walk` for Walking, else the name itself; None for an empty one."""
    words = " ".join(name.lower().split())
    if words in ACTIVITIES:
        return words
    _, head, fields = ALIASES.get(words.replace(" ", "_"), (None, "", {}))
    known = fields.get("activity") or (head if head in ACTIVITIES else "")
    return known or words[:LONGEST].rstrip() or None
