"""Asks about what an infusion's note would swallow: its route, its dose, or that it did not take place."""

from __future__ import annotations

from ..errors import Refused
from ..readings import Unclear
from . import notes
from .treatment import part
from .words import quoted, retyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .said import Context, Said
    from .words import Word, Words

# Words behind a bare `infusion` that say that there was none.
NOT_YET = (
    "planned", "cancelled", "canceled", "no", "not", "none", "skipped", "moved", "postponed", "booked", "scheduled", "due", "tomorrow", "soon",
)  # fmt: skip
CALLED_OFF = frozenset(("cancelled", "canceled", "postponed", "rescheduled"))  # anywhere among them


def refuse_late(words: Words, said: Said, note: Sequence[Word], context: Context) -> None:
    """Refuse a note that holds the infusion's route or dose, or says that there was none.

    What is found late is offered behind the words of the value.
    """
    text = words.raw(note[0], note[-1])
    if not said.fields and notes.day_within(text, context) == "":
        raise Refused(f"That is no infusion yet. To plan it: kfit next {quoted(text, always=True)}   As a note: kfit note infusion {text}")
    if not said.fields and (note[0].text.lower() in NOT_YET or not CALLED_OFF.isdisjoint(word.text.lower() for word in note)):
        as_note = f"kfit note infusion {words.raw(note[0], note[-1])}"
        raise Refused(f"Is that an infusion that you had? An infusion: kfit infusion   As a note: {as_note}")
    late, rest = _parted(words, said, note)
    if not late:
        return
    day = notes.day_within(" ".join(rest), context) if rest and words.day is None else None
    first = words.words.index(note[0])
    parts = [words.command, said.value_text, " ".join(late), retyped(words.words[said.value_end : first])]
    parts += [
        retyped(words.words[first + len(note) :]),
        f"--on {quoted(day)}" if day else f"--note {quoted(' '.join(rest), always=True)}" if rest else "",
    ]
    raise Refused(f"'{' '.join(late)}' stands among the words of the note. Try: {' '.join(one for one in parts if one)}")


def _parted(words: Words, said: Said, note: Sequence[Word]) -> tuple[list[str], list[str]]:
    """Return the routes and doses among the words of a note, and the words that are left."""
    late: list[str] = []
    rest: list[str] = []
    told = set(said.fields)
    place = 0
    while place < len(note):
        behind = words.raw(note[place], note[-1])
        found = _route_or_dose(behind)
        if found is None or not told.isdisjoint(found[0]):
            rest.append(note[place].text)
            place += 1
            continue
        told |= set(found[0])
        late.append(behind[: found[1]])
        place += len(late[-1].split())
    return late, rest


def _route_or_dose(text: str) -> tuple[dict[str, Any], int] | None:
    """Return the route or dose at the beginning of a text; a bare number in a note is none."""
    try:
        found = part(text)
    except Unclear:
        return None
    return found if found and "minutes" not in found[0] else None
