"""Where an entry stands among the infusions of a day, as far as that was told: by its own words, or by times that were told. Pure."""

from __future__ import annotations

from datetime import datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.entries import Infusion
    from ..model.fields import Entry

BEFORE, BETWEEN, AFTER = "before", "between", "after"
SIDES = {"before": BEFORE, "pre": BEFORE, "beforehand": BEFORE, "after": AFTER, "post": AFTER, "afterwards": AFTER, "afterward": AFTER}
ALONE = frozenset(("beforehand", "afterwards", "afterward"))  # all else can be of a meal or of work
TREATMENT = frozenset(
    [
        "infusion",
        "treatment",
        "session",
        "dose",
        "drip",
        "iv",
        "im",
        "ketamine",
        "ket",
        "spravato",
        "esketamine",
        "spray",
        "shot",
        "injection",
        "troche",
        "lozenge",
        "it",
    ]
)
BETWEEN_WORDS = frozenset(("the", "my", "this", "today's", "todays", "first", "second"))
PAUSES = ",.;:!?)("
FIRST_DAY = 24 * 3600  # seconds after the beginning of an infusion (docs/facts.md 5.1)


def side_of(entry: Entry, infusions: Sequence[Infusion]) -> str | None:
    """Return whether an entry of the infusions' day is before, between or after them; None where that was not told.

    Its own words count first. Else all its times must have been told: when something was typed says nothing of when it was.
    """
    said = _sides_said(entry.note or "")
    if said:
        return said.pop() if len(said) == 1 else None
    begun = _begun(infusions)
    at = entry.told_at()
    if at is None or not begun:
        return None
    felt = datetime.fromisoformat(at)
    if felt in begun:
        return None
    return BEFORE if felt < min(begun) else AFTER if felt > max(begun) else BETWEEN


def is_of_first_day(entry: Entry, infusions: Sequence[Infusion]) -> bool | None:
    """Return whether an entry is of the 24 hours after the last of these infusions that it follows; None where that was not told."""
    begun, at = _begun(infusions), entry.told_at()
    if at is None or not begun:
        return None
    behind = [since for one in begun if (since := datetime.fromisoformat(at).timestamp() - one.timestamp()) >= 0]
    return min(behind) <= FIRST_DAY if behind else None


def _begun(infusions: Sequence[Infusion]) -> list[datetime]:
    """Return when the infusions began; nothing unless that was told of each."""
    told = [at for one in infusions if (at := one.told_at())]
    return [datetime.fromisoformat(at) for at in told] if len(told) == len(infusions) else []


def _sides_said(note: str) -> set[str]:
    """Return the sides that words of a note name: `straight after`, `1h after the infusion`, but not `after lunch`."""
    words = note.lower().replace("-", " ").split()
    found = set()
    for place, word in enumerate(words):
        side = word.strip(PAUSES)
        if side in SIDES and (side in ALONE or word[-1] in PAUSES or _is_of_treatment(words[place + 1 :])):
            found.add(SIDES[side])
    return found


def _is_of_treatment(words: Sequence[str]) -> bool:
    """Return whether what follows `after` is the treatment, or nothing."""
    following = next((word for word in words if word not in BETWEEN_WORDS), "")
    return not words or following.strip(PAUSES) in TREATMENT
