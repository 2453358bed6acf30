"""What other systems get: the shared entries of some days as a FHIR bundle or a folder for Datasette, and the plans as a calendar."""

from __future__ import annotations

from datetime import date
from typing import IO, NamedTuple

from .. import clock
from ..analysis.sharing import hidden_columns, share
from ..analysis.treatments import match_plans
from ..errors import Refused
from ..humanize import in_words
from ..model.entries import KINDS, Medicine
from ..model.fields import EARLIEST_DAY
from ..parsing.plans import since_day, until_day
from ..store import queries
from .courses import treatment_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ..formats.atomic_files import Files
    from ..model.fields import Entry
    from ..model.planning import Plan
    from ..settings import Settings
    from ..store.connection import Database

LAST_VISIT = ("last-visit", "last visit")


class ShareRequest(NamedTuple):
    """What was asked for, in the words that were typed: the command without `--since`, that without `--until`, the days, what private things are in."""

    since_line: str
    until_line: str
    since: str | None
    until: str | None
    include: frozenset[str]


class SharedPart(NamedTuple):
    """The entries that leave the file, oldest first, of which days, and how many hold what was left out, by the word of `--include`."""

    entries: Sequence[Entry]
    medicines: Sequence[Medicine]
    first: date
    last: date
    left_out: Mapping[str, int]

    def counts(self) -> dict[str, int]:
        """Return the number of entries by kind, only of kinds that there are."""
        found = dict.fromkeys(KINDS, 0)
        for entry in self.entries:
            found[entry.kind] += 1
        return {kind: count for kind, count in found.items() if count}


def share_part(db: Database, asked: ShareRequest, now: datetime, settings: Settings) -> SharedPart:
    """Return what leaves the file. Raises Refused for words that are not a day, or if the first day is after the last."""
    today = clock.day_of(now, settings.day_ends)
    last = until_day(asked.until, asked.until_line, now, settings) if asked.until is not None else None
    first = _first(db, asked, now, settings, today)
    if last is not None and first > last:
        raise Refused(f"{in_words(first, today)} is after {in_words(last, today)}. Try: {asked.since_line} --since {last.isoformat()}")
    ends = first.isoformat(), last.isoformat() if last else None
    found = share(queries.find_entries(db, *ends), asked.include)
    medicines = [one for one in queries.medicines(db) if last is None or one.day <= last.isoformat()]
    days = [one.day for one in found.entries]
    return SharedPart(
        found.entries,
        [one for one in share(medicines, asked.include).entries if isinstance(one, Medicine)],
        first if asked.since is not None else date.fromisoformat(min(days)) if days else today,
        last or max([today, *map(date.fromisoformat, days)]),
        found.left_out,
    )


def _first(db: Database, asked: ShareRequest, now: datetime, settings: Settings, today: date) -> date:
    if asked.since is None:
        return date.fromisoformat(EARLIEST_DAY)
    if asked.since.strip().lower() not in LAST_VISIT:
        return since_day(asked.since, asked.since_line, now, settings)
    visit = queries.last_visit(db, today.isoformat())
    if visit is None:
        raise Refused(
            f"No earlier visit is known yet. kfit report --visit keeps today as one. Try: {asked.since_line} --since '4 weeks ago'"
        )
    return date.fromisoformat(visit)


def bundle_counts(part: SharedPart) -> dict[str, int]:
    """Return the number by kind of what a bundle holds. A medicine counts once for each dose in use, also where it began earlier."""
    from ..formats import fhir

    found = part.counts() | {Medicine.kind: len(fhir.medicine_uses(part.medicines, part.first.isoformat(), part.last.isoformat()))}
    return {kind: found[kind] for kind in KINDS if found.get(kind)}


def write_bundle(stream: IO[str], db: Database, part: SharedPart, now: datetime, name: str) -> int:
    """Write the part as a FHIR bundle; return the number of its resources."""
    from ..formats import fhir

    facts = fhir.BundleFacts(now.isoformat(timespec="seconds"), queries.first_uid(db), name)
    return fhir.write(stream, facts, part.entries, fhir.medicine_uses(part.medicines, part.first.isoformat(), part.last.isoformat()))


def write_datasette(files: Files, part: SharedPart, include: frozenset[str]) -> list[int]:
    """Write the database and the metadata for Datasette; return the number of entries, and that of the tables."""
    from ..formats import datasette
    from ..formats.atomic_files import READING_COPY
    from ..store.reading_copy import make_copy

    tables = [datasette.table(KINDS[kind], part.entries, hidden_columns(KINDS[kind], include)) for kind in part.counts()]
    copied = [(one.kind.kind, {column: field.type for column, field in one.columns.items()}, one.rows) for one in tables]
    files.open(datasette.COPY).buffer.write(make_copy(copied, READING_COPY))
    files.open(datasette.METADATA).write(datasette.metadata(tables))
    return [len(part.entries), len(tables)]


def plans_to_come(db: Database, now: datetime, settings: Settings) -> list[Plan]:
    """Return the planned infusions that are still to come, the next one first."""
    today = clock.day_of(now, settings.day_ends)
    told = match_plans(queries.plans(db), treatment_days(db, today).days, today).plans
    return sorted((one.plan for one in told if one.to_come), key=lambda plan: (plan.day, plan.at or ""))
