"""Holds a questionnaire against earlier ones, and gives the calm block that is due."""

from __future__ import annotations

from datetime import datetime

from ..progress import scoring
from ..show import safety
from ..store import find
from .output import plain, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ..entries import Entry, Score
    from ..scored import Compared
    from ..settings import Settings

URGENCY = ("item", "life", "name", "total")  # where several entries call for it, the first of these opens the block


def held(db: sqlite3.Connection, score: Score) -> tuple[Score, Compared, str]:
    """Return a score with what it is held against, and the hint that stands behind it."""
    earlier, untreated = [], []
    first = find.first_infusion(db)
    for number, day, at, total in find.totals(db, score.name):
        if number == score.id:
            break
        earlier.append((day, total))
        if first is None or not _behind(at, first[1]):
            untreated.append((day, total))
    base = scoring.baseline(untreated, first[0] if first else None)
    compared = scoring.compared(score.name, (score.day, score.total), earlier[-1] if earlier else None, base)
    return score, compared, scoring.hint(score.name, score.items, score.total)


def _behind(at: str | None, infusion: str | None) -> bool:
    """Tell whether a form was filled in after an infusion began; where one time is not known, the days decide."""
    return bool(at and infusion) and datetime.fromisoformat(str(at)) > datetime.fromisoformat(str(infusion))


def block_of(entries: Iterable[Entry], settings: Settings) -> str:
    """Return the calm block if one of the entries calls for it, else nothing. It is never silenced."""
    reasons = {scoring.concern_of(entry) for entry in entries}
    reason = next((one for one in URGENCY if one in reasons), "")
    return block(reason, settings) if reason else ""


def block(reason: str, settings: Settings) -> str:
    """Return the calm block for a reason, folded to the screen where that is narrower than 80 columns."""
    columns = min(safety.WIDTH, screen().width - 1)
    return safety.block(reason, settings.region, settings.help_line, plain=plain(), columns=columns)
