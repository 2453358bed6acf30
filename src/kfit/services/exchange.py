"""What other systems get: the shared entries of some days as a FHIR bundle or a folder for Datasette, and the plans as a calendar."""

from __future__ import annotations

from datetime import date
from typing import IO, NamedTuple

from .. import clock
from ..analysis.sharing import hidden_columns, share
from ..analysis.treatments import match_plans
from ..model.entries import KINDS, Medicine
from ..model.fields import EARLIEST_DAY
from ..store import queries
from .courses import treatment_history
from .visit_days import visit_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from ..formats.atomic_files import Files
    from ..model.fields import Entry
    from ..model.planning import Plan
    from ..parsing.plans import TypedLine
    from ..settings import Settings
    from ..store.connection import Database


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


def share_part(db: Database, line: TypedLine, include: frozenset[str], now: datetime, settings: Settings) -> SharedPart:
    """Return what leaves the file of the days that a line asks for. Raises Refused for words that are not a day."""
    today = clock.day_of(now, settings.day_ends)
    since, last = visit_days(db, line, now, settings)
    first = since or date.fromisoformat(EARLIEST_DAY)
    ends = first.isoformat(), last.isoformat() if last else None
    found = share(queries.find_entries(db, *ends), include)
    medicines = [one for one in queries.medicines(db) if last is None or one.day <= last.isoformat()]
    days = [one.day for one in found.entries]
    return SharedPart(
        found.entries,
        [one for one in share(medicines, include).entries if isinstance(one, Medicine)],
        first if since is not None else date.fromisoformat(min(days)) if days else today,
        last or max([today, *map(date.fromisoformat, days)]),
        found.left_out,
    )


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
    told = match_plans(queries.plans(db), treatment_history(db, today).days, today).plans
    return sorted((one.plan for one in told if one.to_come), key=lambda plan: (plan.day, plan.at or ""))
