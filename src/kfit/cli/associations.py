"""What goes together: the questions, the latest look at them, and how it was made."""

from __future__ import annotations

from .. import clock
from ..render import associations as words
from ..services import associations as going
from ..store.data_file import Data
from .output import say, say_json, screen


def show(*, explain: bool = False, for_clinician: bool = False, every: bool = False, json: bool = False) -> None:
    """Print what goes together, by the latest look; with `explain` how its figures are made, and nothing else."""
    if explain and not (for_clinician or json):
        say(words.explanation(screen()))
        return
    now = clock.now()
    with Data.to_read() as data:
        today = clock.day_of(now, data.settings().day_ends)
        found = going.gather(data.db, today)
    if json:
        explained, methods = (words.EXPLAINED if explain else ()), (words.METHODS if for_clinician else ())
        say_json({**found.row(), "explain": list(explained), "methods": list(methods)})
        return
    view = words.PageView(every=every or for_clinician, ways_on=not for_clinician, can_try=found.can_try)
    parts = [words.insights_page(found.look, found.pattern, today, screen(), view)]
    if explain:
        parts.append(words.explanation(screen()))
    if for_clinician:
        parts.append(words.clinician_page(found.look, today, screen()))
    say("\n\n".join(parts))
