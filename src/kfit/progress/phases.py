"""Tells how long after an infusion a side effect was felt. Pure."""

from __future__ import annotations

from datetime import datetime

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

HOUR = 3600
SESSION, FIRST_DAY = 2 * HOUR, 24 * HOUR  # seconds behind the beginning of an infusion


def phase(at: str | None, infusions: Sequence[tuple[str, str | None]]) -> str | None:
    """Return `session` (to 2 h after the infusion began), `24h` or `later`; None where one of both has no time.

    `infusions` are day and time of those on the latest day with one, up to the effect's own day.
    """
    if at is None or not infusions or any(begun is None for _, begun in infusions):
        return None
    felt = datetime.fromisoformat(at).timestamp()
    since = [felt - datetime.fromisoformat(begun).timestamp() for _, begun in infusions if begun]
    behind = [seconds for seconds in since if seconds >= 0]
    if not behind:
        return None
    return "session" if min(behind) <= SESSION else "24h" if min(behind) <= FIRST_DAY else "later"
