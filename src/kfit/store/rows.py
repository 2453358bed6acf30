"""Streams rows out of the file for an export: no entries are made of them, so a million cost little more than reading them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from ..entries import KINDS, Note
from . import find
from .columns import answers_field, answers_of, expression

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


# The columns of the view `daily` that are there whatever was logged.
DAY = (
    "day", "weekday", "infusion", "days_since_infusion", "mood_mean_10_best", "mood_lowest", "mood_highest", "mood_entries",
    "sleep_hours", "sleep_parts", "sleep_quality_10_best", "exercise_minutes", "exercise_sessions", "effects", "effect_worst_0_to_3",
    "entries", "added_later",
)  # fmt: skip
# As the view has them for the names that kfit knows of itself. A value with a unit is measured, so a day has its mean; one
# without is counted, so a day adds up. Of two forms of a day, the later one counts.
BY_NAME = (
    "select 'rating', name, better, day, round(avg(score), 2) from rating group by name, better, day",
    "select 'habit', name, 'minutes', day, sum(minutes) from habit where minutes is not null group by name, day",
    "select 'habit', name, 'times', day, sum(times) from habit where times is not null group by name, day",
    "select 'habit', name, null, day, count(*) from habit where minutes is null and times is null group by name, day",
    "select 'measure', name, unit, day, round(iif(unit is null, sum(value), avg(value)), 2) from measure group by name, unit, day",
    "select 'score', name, null, day, total from (select name, day, total, max(id) from score group by name, day)",
)


def columns(kind: type[Entry]) -> list[str]:
    """Return the names of a kind's columns in the contract's order."""
    names = list(kind.FIELDS)
    return [*names[:2], "kind", *names[2:]]


def batches(db: sqlite3.Connection, kind: type[Entry], part: Part, guarded: str = "") -> Iterator[list[tuple[object, ...]]]:
    """Yield a kind's rows, oldest first, in batches; their columns are those of `columns`.

    With `guarded` they are the cells of a table: a text that is empty or begins with one of these letters gets an apostrophe
    before it, and answers are a text, `2 1 - 3`. Else answers are as an entry has them.
    """
    values = {
        name: _guarded(name) if guarded and _is_free(field) else expression(kind, name, f"{kind.kind}.id")
        for name, field in kind.FIELDS.items()
    } | {"kind": f"'{kind.kind}'"}
    if not part.notes:
        values["note"] = "null"
    names = columns(kind)
    query = f"select {', '.join(values[name] for name in names)} from {kind.kind} join entry using (id) where {_condition(kind, part)}"
    cursor = db.execute(f"{query} order by day, id", {"since": part.since, "until": part.until, "guarded": _pattern(guarded)})
    answers = "" if guarded else answers_field(kind)  # asked once: a million rows go through this loop
    while rows := cursor.fetchmany(BATCH):
        yield _with_answers(rows, names.index(answers)) if answers else rows


def tally(db: sqlite3.Connection, kind: type[Entry], part: Part) -> Tally:
    """Count a kind's entries."""
    query = f"select count(*), count(note), min(day), max(day) from {kind.kind} where {_condition(kind, part)}"
    return Tally(*db.execute(query, {"since": part.since, "until": part.until}).fetchone())


def daily(db: sqlite3.Connection, part: Part) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return columns and rows of the view `daily`, but for those that go by a name: each day of the part, or from first to last entry."""
    names = [*DAY, "notes"] if part.notes else list(DAY)
    span = find.days_span(db)
    if span is None:
        return names, []
    first = span[0] if part.since == Part().since else part.since
    last = span[1] if part.until == Part().until else part.until
    shown = {name: f"daily.{name}" for name in DAY} | {
        "day": "calendar.day",
        "weekday": "substr('SunMonTueWedThuFriSat', 1 + 3 * strftime('%w', calendar.day), 3)",
        "days_since_infusion": "cast(julianday(calendar.day) - julianday("
        "(select max(day) from infusion where infusion.day <= calendar.day)) as integer)",
        "entries": "coalesce(daily.entries, 0)",
        "added_later": "coalesce(daily.added_later, 0)",
        "notes": "told.notes",
    }
    texts = " union all ".join(f"select day, at, id, note from {kind} where note is not null" for kind in KINDS)
    rows = db.execute(
        "with recursive calendar(day) as (select :first where :first <= :last union all"
        " select date(day, '+1 day') from calendar where day < :last),"
        f" told(day, notes) as (select day, group_concat(note, '; ') from (select day, note from ({texts}) order by day, at, id) group by day)"
        f" select {', '.join(shown[name] for name in names)} from calendar left join daily using (day)"
        + (" left join told using (day)" if part.notes else ""),
        {"first": first, "last": last},
    )
    return names, rows.fetchall()


def of_days(db: sqlite3.Connection) -> list[tuple[str, str, str | None, str, float]]:
    """Return what each day holds under each name that was ever used: kind, name, what of it, day, value.

    What of it is the better end of a rating, `minutes` or `times` of a habit, the unit of a measure; else None.
    """
    return [row for query in BY_NAME for row in db.execute(query)]


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


def _with_answers(rows: list[tuple[object, ...]], place: int) -> list[tuple[object, ...]]:
    """Return rows whose answers are no longer a text."""
    return [(*row[:place], answers_of(told if isinstance(told := row[place], str) else None), *row[place + 1 :]) for row in rows]


def _condition(kind: type[Entry], part: Part) -> str:
    """Return which rows belong to the part. Without its text, a note that has no mark says nothing."""
    days = "day between :since and :until" if part[:2] != Part()[:2] else "true"
    return f"{days} and mark is not null" if kind is Note and not part.notes else days


def _is_free(field: Field) -> bool:
    """Tell whether any text may stand in a column: a day or a moment is none, and a word of a few may come from another hand."""
    return field.type in ("text", "choice")


def _guarded(name: str) -> str:
    """Return the expression for a guarded text. The comparisons before the pattern are there for speed: most texts begin with a letter or digit."""
    rare = f"({name} < '0' or {name} > '{{' or {name} between '=' and 'A')"
    return f"case when {rare} and ({name} = '' or {name} glob :guarded) then '''' || {name} else {name} end"


def _pattern(letters: str) -> str:
    """Return the pattern of a text that begins with one of the letters. `-` stands last so that it means itself; no text here holds a NUL."""
    return "[" + letters.replace("-", "").replace("\0", "") + "-]*"
