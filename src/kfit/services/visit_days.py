"""The days of a page for the visit and of an export: also those since the last visit."""

from __future__ import annotations

from datetime import date

from ..errors import Refused
from ..parsing.plans import SINCE, UNTIL, DayEnds, day_reader, example_since, read_ends
from ..store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from ..parsing.plans import TypedLine
    from ..settings import Settings
    from ..store.connection import Database

LAST_VISIT = ("last-visit", "last visit", "the last visit", "visit")
USUAL_WEEKS = 8  # of a page, where no day is named
USUAL = f"{USUAL_WEEKS} weeks ago"


def visit_days(db: Database | None, line: TypedLine, now: datetime, settings: Settings) -> DayEnds:
    """Return the days behind `--since`, which takes `last-visit` too, and `--until`. Raises Refused for words that name none."""
    reader = day_reader(now, settings)
    if (line.text(SINCE) or "").strip().lower() not in LAST_VISIT:
        return read_ends(line, reader)
    found = queries.last_visit(db, reader.today.isoformat()) if db is not None else None
    if found is None:
        last = read_ends(line.having(SINCE, None), reader).last if line.text(UNTIL) else None
        offer = example_since(line, last, reader.today, USUAL, USUAL_WEEKS * 7)
        raise Refused(f"No earlier visit is known yet. kfit report --visit keeps today as one. Try: {offer}")
    return read_ends(line, reader._replace(since=lambda _: date.fromisoformat(found)))
