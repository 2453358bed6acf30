"""Infusions and doses from the data file, parted into courses and what is outside of them."""

from __future__ import annotations

from ..analysis.treatments import parted
from ..model.treatments import TreatmentHistory
from ..store import daily

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from ..store.connection import Database


def treatment_history(db: Database | None, today: date) -> TreatmentHistory:
    """Return the infusions and doses up to today; none if there is no file."""
    return parted(daily.administrations(db, today.isoformat())) if db is not None else TreatmentHistory()
