"""Questionnaires: their totals compared with earlier ones, and the most urgent concern among entries."""

from __future__ import annotations

from ..analysis import questionnaires as totals
from ..store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

    from ..model.entries import Score
    from ..model.fields import Entry
    from ..model.questionnaires import TotalComparison
    from ..store.connection import Database

URGENCY = ("item", "life", "name", "total")  # if several entries call for the block, the first of these reasons opens it


def compare_score(db: Database, score: Score) -> tuple[Score, TotalComparison, str]:
    """Return a score, its comparison with earlier ones, and which hint follows it."""
    earlier = []
    first = queries.first_infusion(db)
    for number, day, at, total in queries.score_totals(db, score.name):
        if number == score.id:
            break
        earlier.append((day, at, total))
    base = totals.baseline(totals.before_treatment(earlier, first), first[0] if first else None)
    last = (earlier[-1][0], earlier[-1][2]) if earlier else None
    compared = totals.compare_totals(score.name, (score.day, score.total), last, base)
    return score, compared, totals.hint(score.name, score.items, score.total)


def first_concern(entries: Iterable[Entry]) -> str:
    """Return the most urgent reason for the calm block among some entries, an empty text if none calls for it."""
    reasons = {totals.concern_of(entry) for entry in entries}
    return next((one for one in URGENCY if one in reasons), "")
