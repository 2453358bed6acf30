"""Lists the medicines that are current, as they were told last."""

from __future__ import annotations

from ..progress.medicines import current
from ..show.medicines import listed
from ..store import find
from ..store.file import Data
from .output import say, say_json, screen


def show(*, json: bool) -> None:
    """Print what was started and not stopped since: for the clinic's form."""
    from .. import clock

    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = current(find.medicines(data.db)) if data.db else []
    if json:
        say_json({"medicines": [{"name": one.name, "dose": one.dose, "since": one.since, "day": one.day} for one in found]})
    else:
        say(listed(found, today, screen()))
