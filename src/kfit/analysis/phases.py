"""The phase of a side effect: how long after an infusion it was felt. Pure."""

from __future__ import annotations

from datetime import datetime
from itertools import groupby
from operator import itemgetter

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR = 3600
SESSION, FIRST_DAY = 2 * HOUR, 24 * HOUR  # seconds after the beginning of an infusion (docs/facts.md 5.1)


def phase(at: str | None, infusions: Sequence[tuple[str, str | None]]) -> str | None:
    """Return `session` (up to 2 h after the infusion began), `24h` or `later`; None if a time is missing on either side.

    `infusions` are day and time of the infusions on the latest days, up to the day of the effect, latest day first. An
    effect before the infusion of its own day belongs to the infusion before that.
    """
    if at is None:
        return None
    felt = datetime.fromisoformat(at).timestamp()
    for _, same_day in groupby(infusions, key=itemgetter(0)):
        times = [begun for _, begun in same_day]
        since = [felt - datetime.fromisoformat(begun).timestamp() for begun in times if begun]
        if len(since) < len(times):
            return None
        behind = [seconds for seconds in since if seconds >= 0]
        if behind:
            return "session" if min(behind) <= SESSION else "24h" if min(behind) <= FIRST_DAY else "later"
    return None
