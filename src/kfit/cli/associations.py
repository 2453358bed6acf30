"""What goes together: the questions, the latest look at them, and how it was made."""

from __future__ import annotations

from .. import clock
from ..render import associations as words
from ..services import associations as going
from ..store.data_file import Data
from .output import say, say_json, screen


def show(*, explain: bool = False, for_clinician: bool = False, json: bool = False) -> None:
    """Print what goes together, by the latest look."""
    now = clock.now()
    with Data.to_read() as data:
        today = clock.day_of(now, data.settings().day_ends)
        found = going.gather(data.db, today)
    if json:
        say_json(found.row())
        return
    parts = [words.insights_page(found.look, found.pattern, today, screen(), every=explain or for_clinician)]
    if explain:
        parts.append(words.explanation(screen()))
    if for_clinician:
        parts.append(words.clinician_page(found.look, today, screen()))
    say("\n\n".join(parts))
