"""A file of diary lines: whether it seems to be here already, and what its answer says once."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, timedelta

from ..analysis import questionnaires as totals
from ..errors import Refused
from ..humanize import in_words
from ..model.entries import KINDS, Score
from ..render import safety
from ..store import queries

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.fields import Entry
    from ..parsing.draft import Reading
    from ..store.connection import Database


NOTHING_OF_FILE = "\nNothing of the file is saved."
MOST_SHOWN = 10  # refused lines that are told
# What differs between two sendings of one file, and what the other entries decide.
NOT_SAID = frozenset(("id", "uid", "tz", "source", "source_id", "logged_at"))
SENT_AGAIN = timedelta(minutes=10)  # a line without a day is said of now: only that soon is it taken for the same


def with_way_to_people(message: str, lines: Iterable[str]) -> str:
    """Return a message with the line that says how to reach someone after it, once, if any line of the file calls for it."""
    called_for = safety.HELP_NOW not in message and any(safety.beside("", line) for line in lines)
    return f"{message}\n{safety.TO_REACH}" if called_for else message


def count_repeated(db: Database, readings: Sequence[Reading], now: datetime) -> int:
    """Return how many entries of a file are in the data file as they stand; two equal ones are two.

    Raises Refused if that is half of them or more: the file was probably sent before. What takes the place of other entries
    doubles nothing.
    """
    told = [(reading.around[0], entry) for reading in readings if not reading.replace for entry in reading.entries]
    if len(told) == 1 and _is_of_now(told[0][1], now):
        return 0  # a script may well send one line, and soon the same again
    there = _stored(db, [entry for _, entry in told], now)
    new: list[str] = []
    known: list[str] = []
    for line, entry in told:
        key = _key(entry, of_now=_is_of_now(entry, now))
        if there[key]:
            there[key] -= 1
            known.append(entry.day)
        elif line not in new:
            new.append(line)
    if known and len(known) * 2 >= len(told):
        message = _sent_before(known, len(told), [line.removeprefix("line ").removesuffix(": ") for line in new], now.date())
        if any(totals.concern_of(entry) for _, entry in told):
            raise Refused(f"{message}\n{safety.TO_REACH}")
        raise Refused(with_way_to_people(message, [reading.typed for reading in readings]))
    return len(known)


def _stored(db: Database, entries: Iterable[Entry], now: datetime) -> Counter[tuple[object, ...]]:
    """Return the keys of the stored entries of the same kinds and days; one of the last minutes has a key without its time as well."""
    there: Counter[tuple[object, ...]] = Counter()
    for kind, day in dict.fromkeys((entry.kind, entry.day) for entry in entries):
        for entry in queries.of_day(db, KINDS[kind], day):
            there[_key(entry, of_now=False)] += 1
            if entry.at is not None and abs(now - datetime.fromisoformat(entry.at)) <= SENT_AGAIN:
                there[_key(entry, of_now=True)] += 1
    return there


def _is_of_now(entry: Entry, now: datetime) -> bool:
    return entry.at is not None and datetime.fromisoformat(entry.at) == now.replace(second=0, microsecond=0)


def _key(entry: Entry, *, of_now: bool) -> tuple[object, ...]:
    told = [(name, value) for name, value in entry.__dict__.items() if name not in NOT_SAID and name != "at"]
    return (entry.kind, "now" if of_now else entry.at, *told)


def _sent_before(known: Sequence[str], count: int, new: Sequence[str], today: date) -> str:
    """Say that a file is here already, which of its lines are new, and how to log it once more."""
    days = [in_words(date.fromisoformat(day), today) for day in (min(known), max(known))]
    span = days[0] if days[0] == days[1] else f"{days[0]} to {days[1]}"
    some = len(known) != count
    said = (
        "The entry of this file is"
        if count == 1
        else "Both entries of this file are"
        if count == 2
        else f"All {count} entries of this file are"
    )
    said = f"{len(known)} of the {count} entries of this file {'is' if len(known) == 1 else 'are'}" if some else said
    lines = f"\nNew in it: line{'s' * (len(new) > 1)} {', '.join(new[:MOST_SHOWN])}{', ...' * (len(new) > MOST_SHOWN)}." if new else ""
    return f"{said} already logged, {span}.{lines}{NOTHING_OF_FILE}\nTo log it all once more, send it again with --sure."


def form_hint(forms: Sequence[Score]) -> str:
    """Return the one line that stands behind the forms of a file where no block is due; empty if none is due."""
    found = {totals.hint(form.name, form.items, form.total) for form in forms}
    if "unknown" in found:
        return safety.HINTS["unknown"] if len(forms) == 1 else safety.IN_ONE_OF_THEM
    return safety.HINTS["zero"] if "zero" in found else ""


def one_way_to_people(hints: Sequence[str], *, is_said: bool) -> list[str]:
    """Return the hints with at most one that names help-now: the last one, none if the answer says it elsewhere."""
    ways = [hint for hint in hints if safety.HELP_NOW in hint]
    left_out = ways if is_said else ways[:-1]
    return [hint for hint in hints if hint not in left_out]
