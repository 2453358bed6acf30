"""Finds entries by what they are: of some kinds, under a name, of an activity or a form of dose, with words in their note."""

from __future__ import annotations

from typing import NamedTuple

from ..model.entries import KINDS, Measure
from ..model.fields import composed
from ..model.measures import PRESSURE
from ..model.routes import DOSE
from .columns import select_text
from .queries import entry_order, read_entries
from .schema import NEEDLE

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from ..model.fields import Entry


class EntrySearch(NamedTuple):
    """Which entries are meant: of these kinds; with `names`, under one of them; with `activities`, of one of them; with `text` in the note.

    Of doses, with `dosage_forms` those of one of these forms, all of them where that is the word `dose` itself; of sleep, with
    `naps` the naps alone.
    """

    kinds: tuple[type[Entry], ...] = tuple(KINDS.values())
    names: tuple[str, ...] = ()
    activities: tuple[str, ...] = ()
    dosage_forms: tuple[str, ...] = ()
    naps: tuple[str, ...] = ()
    text: str = ""


# What belongs to the upper value of a blood pressure, which stands for all of it.
LOWER = f"""name in ('{"', '".join(PRESSURE[1:])}') and exists(select 1 from measure as upper where upper.name = '{PRESSURE[0]}'
 and upper.day = measure.day and upper.at is measure.at and upper.logged_at is measure.logged_at)"""


def days(db: sqlite3.Connection, wanted: EntrySearch, *, rows: bool = False) -> dict[str, int]:
    """Return how many entries are meant on each day that has one, the latest day first. With `rows`, a blood pressure is one."""
    found: dict[str, int] = {}
    for kind, every, bound in _conditions(db, wanted):
        together = rows and kind is Measure and (not wanted.names or PRESSURE[0] in wanted.names)
        condition = f"{every} and not ({LOWER})" if together else every
        for day, count in db.execute(f"select day, count(*) from {kind.kind} where {condition} group by day", bound):
            found[day] = found.get(day, 0) + count
    return dict(sorted(found.items(), reverse=True))


def entries(db: sqlite3.Connection, wanted: EntrySearch, since: str, until: str | None = None) -> list[Entry]:
    """Return the entries that are meant from `since` to `until` (None sets no end), ordered by day, instant and number."""
    found: list[Entry] = []
    for kind, condition, bound in _conditions(db, wanted):
        rows = db.execute(f"{select_text(kind)} where {condition} and day between ? and ?", (*bound, since, until or "9999"))
        found += read_entries(kind, rows)
    return sorted(found, key=entry_order)


def activities(db: sqlite3.Connection) -> list[str]:
    """Return the activities that entries have, the person's own ones too, sorted."""
    return [str(one) for (one,) in db.execute("select distinct activity from exercise where activity is not null order by activity")]


def _conditions(db: sqlite3.Connection, wanted: EntrySearch) -> Iterator[tuple[type[Entry], str, tuple[str, ...]]]:
    """Yield each kind that can have what is meant, with the SQL of its rows and what is bound to it."""
    text = composed(wanted.text.casefold())
    # SQLite's lower() handles only ASCII
    db.create_function("holds", 1, lambda note: text in composed(note.casefold()), deterministic=True)
    noted = ["note is not null and holds(note)"] if text else []
    for kind in wanted.kinds:
        called = wanted.dosage_forms == (DOSE,)
        forms = () if called else wanted.dosage_forms
        columns = (("name", wanted.names), ("activity", wanted.activities), ("dosage_form", forms), ("nap", wanted.naps))
        told = {column: values for column, values in columns if values}
        if told.keys() <= kind.OWN.keys():
            among = [f"{column} in ({', '.join('?' * len(values))})" for column, values in told.items()]
            dosed = [f"not ({NEEDLE})"] if called else []
            yield kind, " and ".join([*among, *dosed, *noted]) or "true", tuple(value for values in told.values() for value in values)
