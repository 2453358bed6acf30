"""Streams rows out of the file for an export: no entries are made of them, so a million cost little more than reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..entries import KINDS, Note
from . import find

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterator

    from ..entries import Entry
    from ..record import Field

BATCH = 2000


class Part(NamedTuple):
    """Which entries are meant: from one day to another, both included; without `notes`, no text of a note."""

    since: str = "0000"
    until: str = "9999"
    notes: bool = True


class Tally(NamedTuple):
    """How many entries a kind has, how many of them with a note, and their first and last day."""

    entries: int
    notes: int
    first: str | None
    last: str | None


def columns(kind: type[Entry]) -> list[str]:
    """Return the names of a kind's columns in the contract's order."""
    names = list(kind.FIELDS)
    return [*names[:2], "kind", *names[2:]]


def batches(db: sqlite3.Connection, kind: type[Entry], part: Part, guarded: str = "") -> Iterator[list[tuple[object, ...]]]:
    """Yield a kind's rows, oldest first, in batches; their columns are those of `columns`.

    A text that is empty or begins with one of the letters `guarded` gets an apostrophe before it.
    """
    values = {name: _guarded(name) if guarded and _is_free(name, kind.FIELDS[name]) else name for name in list(kind.FIELDS)} | {
        "kind": f"'{kind.kind}'"
    }
    if not part.notes:
        values["note"] = "null"
    query = (
        f"select {', '.join(values[name] for name in columns(kind))} from {kind.kind} join entry using (id) where {_condition(kind, part)}"
    )
    cursor = db.execute(f"{query} order by day, id", {"since": part.since, "until": part.until, "guarded": _pattern(guarded)})
    while rows := cursor.fetchmany(BATCH):
        yield rows


def tally(db: sqlite3.Connection, kind: type[Entry], part: Part) -> Tally:
    """Count a kind's entries."""
    query = f"select count(*), count(note), min(day), max(day) from {kind.kind} where {_condition(kind, part)}"
    return Tally(*db.execute(query, {"since": part.since, "until": part.until}).fetchone())


def daily(db: sqlite3.Connection, part: Part) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return the columns and the rows of the view `daily`: a row for every day of the part, or from first to last entry."""
    names = [str(column[0]) for column in db.execute("select * from daily limit 0").description]
    span = find.days_span(db)
    if span is None:
        return [*names, "notes"] if part.notes else names, []
    first = span[0] if part.since == Part().since else part.since
    last = span[1] if part.until == Part().until else part.until
    shown = {name: f"daily.{name}" for name in names} | {
        "day": "calendar.day",
        "weekday": "substr('SunMonTueWedThuFriSat', 1 + 3 * strftime('%w', calendar.day), 3)",
        "days_since_infusion": "cast(julianday(calendar.day) - julianday("
        "(select max(day) from infusion where infusion.day <= calendar.day)) as integer)",
        "entries": "coalesce(daily.entries, 0)",
        "added_later": "coalesce(daily.added_later, 0)",
    }
    if part.notes:
        shown["notes"] = "told.notes"
    texts = " union all ".join(f"select day, at, id, note from {kind} where note is not null" for kind in KINDS)
    rows = db.execute(
        "with recursive calendar(day) as (select :first where :first <= :last union all"
        " select date(day, '+1 day') from calendar where day < :last),"
        f" told(day, notes) as (select day, group_concat(note, '; ') from (select day, note from ({texts}) order by day, at, id) group by day)"
        f" select {', '.join(shown.values())} from calendar left join daily using (day)"
        + (" left join told using (day)" if part.notes else ""),
        {"first": first, "last": last},
    )
    return list(shown), rows.fetchall()


def infusions(db: sqlite3.Connection) -> list[tuple[str, str | None, str | None, float | None]]:
    """Return day, route, dose and dose_mg of all infusions, oldest first."""
    return db.execute("select day, route, dose, dose_mg from infusion order by day, id").fetchall()


def settings(db: sqlite3.Connection) -> list[tuple[str, str, str | None]]:
    """Return the settings that were chosen: name, value, and when it was chosen last (UTC)."""
    at = settled(db)
    return [(name, value, at.get(name)) for name, value in db.execute("select name, value from setting order by name")]


def settled(db: sqlite3.Connection) -> dict[str, str]:
    """Return when each setting became what it is (UTC): by a choice, by going back to its default, by undo or redo."""
    return dict(
        db.execute(
            "select name, max(change.at) from change_setting join change on change.id = change_setting.change group by name"
        ).fetchall()
    )


def _condition(kind: type[Entry], part: Part) -> str:
    """Return which rows belong to the part. Without its text, a note that has no mark says nothing."""
    days = "day between :since and :until" if part[:2] != Part()[:2] else "true"
    return f"{days} and mark is not null" if kind is Note and not part.notes else days


def _is_free(name: str, field: Field) -> bool:
    """Tell whether somebody's own text stands in a column: not a day, a choice or an instant, whose form the file checks."""
    return field.type == "text" and name not in ("day", "logged_at")


def _guarded(name: str) -> str:
    """Return the expression for a guarded text. The comparisons before the pattern are there for speed: most texts begin with a letter or digit."""
    rare = f"({name} < '0' or {name} > '{{' or {name} between '=' and 'A')"
    return f"case when {rare} and ({name} = '' or {name} glob :guarded) then '''' || {name} else {name} end"


def _pattern(letters: str) -> str:
    """Return the pattern of a text that begins with one of the letters. `-` stands last so that it means itself; no text here holds a NUL."""
    return "[" + letters.replace("-", "").replace("\0", "") + "-]*"
