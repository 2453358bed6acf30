"""Reads the rows of an export, in batches, and the figures of its days."""

from __future__ import annotations

import json
from typing import NamedTuple

from ..model.entries import DRAWN, KINDS, NAMED, Note, Score
from . import queries
from .columns import answers_field, answers_of, expression, figure_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Callable, Iterable, Iterator

    from ..model.fields import Entry, Field

BATCH = 2000
# The columns of the view `daily` to export, which do not depend on what was logged.
DAY = (
    "day", "weekday", "infusion", "days_since_infusion",
    *(figure.column for name in DRAWN if name not in NAMED for figure in KINDS[name].figures),
    "effects", "effect_worst_0_to_3", "entries", "added_later", "imported",
)  # fmt: skip
# Queries for a day's values by name, for kinds where that is not just the figure: such as minutes and times of a habit.
BY_NAME = {
    "rating": ("select 'rating', name, better, day, round(avg(score), 2) from rating group by name, better, day",),
    "effect": (),  # all effects share two columns
    "habit": (
        "select 'habit', name, 'minutes', day, sum(minutes) from habit where minutes is not null group by name, day",
        "select 'habit', name, 'times', day, sum(times) from habit where times is not null group by name, day",
        "select 'habit', name, null, day, count(*) from habit where minutes is null and times is null group by name, day",
    ),
    "measure": ("select 'measure', name, unit, day, iif(unit is null, sum(value), avg(value)) from measure group by name, unit, day",),
    "score": ("select 'score', name, null, day, total from (select name, day, total, max(id) from score group by name, day)",),
}
TOLD_OF_OTHERS = ("company", "clinic")  # fields that name somebody, and go out only where the notes do
NEVER_HIDDEN = ("medicine", "score")  # their names are those of medicines and forms
SHORT, SHORTEST = 32, 11  # characters under which a text with a digit can be a date or a number, and any text a word for true or false


class ExportPart(NamedTuple):
    """The part to export: the days from `since` to `until`, both included, and what private things are in it.

    Without `notes` the texts of notes and the names of companions and clinics are left out, without `items` the answers of
    forms. `hidden` are names of entries to leave out, whatever their kind.
    """

    since: str = "0000"
    until: str = "9999"
    notes: bool = True
    items: bool = True
    hidden: tuple[str, ...] = ()

    def bound(self) -> dict[str, str]:
        """Return the values for the SQL that chooses the rows."""
        return {"since": self.since, "until": self.until, "hidden": json.dumps(self.hidden)}


class Tally(NamedTuple):
    """The number of entries of a kind, how many have a note, and their first and last day, None if there are no entries."""

    entries: int
    notes: int
    first: str | None
    last: str | None


def _by_name(kind: str) -> tuple[str, ...]:
    if kind in BY_NAME:
        return BY_NAME[kind]
    return (f"select '{kind}', name, null, day, {figure_text(KINDS[kind].figures[0])} from {kind} group by name, day",)


def batches(
    db: sqlite3.Connection, kind: type[Entry], part: ExportPart, guard: Callable[[str], str] | None = None
) -> Iterator[list[tuple[object, ...]]]:
    """Yield a kind's rows in batches of 2000, oldest first. Their columns are those of `Entry.columns`.

    With `guard` the values are table cells: it rewrites a text that a spreadsheet could take for something else, and answers
    are a text, `2 1 - 3`. Otherwise answers are a tuple.
    """
    if guard is not None:
        db.create_function("guarded", 1, guard, deterministic=True)
    values = {
        name: _guarded(name) if guard is not None and _is_free(field) else expression(kind, name, f"{kind.kind}.id")
        for name, field in kind.FIELDS.items()
    } | {"kind": f"'{kind.kind}'"}
    told = answers_field(kind)
    values |= dict.fromkeys(() if part.notes else ("note", *TOLD_OF_OTHERS), "null") | ({told: "null"} if told and not part.items else {})
    names = kind.columns()
    query = f"select {', '.join(values[name] for name in names)} from {kind.kind} join entry using (id) where {_condition(kind, part)}"
    cursor = db.execute(f"{query} order by day, id", part.bound())
    answers = "" if guard is not None else told  # outside of the loop, because there can be a million rows
    while rows := cursor.fetchmany(BATCH):
        yield _with_answers(rows, names.index(answers)) if answers else rows


def tally(db: sqlite3.Connection, kind: type[Entry], part: ExportPart) -> Tally:
    """Return the counts and the first and last day of a kind's entries in a part."""
    query = f"select count(*), count(note), min(day), max(day) from {kind.kind} where {_condition(kind, part)}"
    return Tally(*db.execute(query, part.bound()).fetchone())


def notes(db: sqlite3.Connection, kinds: Iterable[type[Entry]], part: ExportPart) -> Iterator[str]:
    """Yield the notes of a part; none if notes are not in it."""
    for kind in kinds if part.notes else ():
        query = f"select note from {kind.kind} where note is not null and {_condition(kind, part)}"
        yield from (str(note) for (note,) in db.execute(query, part.bound()))


def count_answered(db: sqlite3.Connection, part: ExportPart) -> int:
    """Return how many forms of a part have answers."""
    query = f"select count(*) from score where {_condition(Score, part)} and exists (select 1 from score_item where score_item.score = score.id)"
    return int(db.execute(query, part.bound()).fetchone()[0])


def daily(db: sqlite3.Connection, part: ExportPart) -> tuple[list[str], list[tuple[object, ...]]]:
    """Return columns and rows of the view `daily` without the columns by name. An open end of the part is the first or last entry."""
    names = [*DAY, "notes"] if part.notes else list(DAY)
    span = queries.days_span(db)
    if span is None:
        return names, []
    first = span[0] if part.since == ExportPart().since else part.since
    last = span[1] if part.until == ExportPart().until else part.until
    shown = {name: f"daily.{name}" for name in DAY} | {
        "day": "calendar.day",
        "weekday": "substr('SunMonTueWedThuFriSat', 1 + 3 * strftime('%w', calendar.day), 3)",
        "days_since_infusion": "cast(julianday(calendar.day) - julianday("
        "(select max(day) from infusion where infusion.day <= calendar.day)) as integer)",
        "entries": "coalesce(daily.entries, 0)",
        "added_later": "coalesce(daily.added_later, 0)",
        "imported": "coalesce(daily.imported, 0)",
        "notes": "told.notes",
    }
    if part.hidden:
        felt = f"from (select * from effect where effect.day = calendar.day and {_shown('effect', part)} order by at, id)"
        shown["effects"] = f"(select group_concat(name || ' ' || severity, '; ') {felt})"
        shown["effect_worst_0_to_3"] = f"(select max(severity) {felt})"
    texts = " union all ".join(f"select day, at, id, note from {kind} where note is not null and {_shown(kind, part)}" for kind in KINDS)
    rows = db.execute(
        "with recursive calendar(day) as (select :first where :first <= :last union all"
        " select date(day, '+1 day') from calendar where day < :last),"
        f" told(day, notes) as (select day, group_concat(note, '; ') from (select day, note from ({texts}) order by day, at, id) group by day)"
        f" select {', '.join(shown[name] for name in names)} from calendar left join daily using (day)"
        + (" left join told using (day)" if part.notes else ""),
        {"first": first, "last": last, "hidden": part.bound()["hidden"]},
    )
    return names, rows.fetchall()


def of_days(db: sqlite3.Connection) -> list[tuple[str, str, str | None, str, float]]:
    """Return the value of each day and name: kind, name, aspect, day, value.

    The aspect is the better end of a rating, `minutes` or `times` of a habit, the unit of a measure; otherwise None.
    """
    return [row for kind in DRAWN if kind in NAMED for query in _by_name(kind) for row in db.execute(query)]


def infusions(db: sqlite3.Connection) -> list[tuple[str, str | None, str | None, float | None]]:
    """Return day, route, dose and dose_mg (in mg) of all infusions, oldest first."""
    return db.execute("select day, route, dose, dose_mg from infusion order by day, id").fetchall()


def _with_answers(rows: list[tuple[object, ...]], place: int) -> list[tuple[object, ...]]:
    """Return rows with the text of their answers turned into a tuple."""
    return [(*row[:place], answers_of(told if isinstance(told := row[place], str) else None), *row[place + 1 :]) for row in rows]


def _condition(kind: type[Entry], part: ExportPart) -> str:
    """Return the SQL condition for the rows of a part. Without texts it leaves out notes without a mark, which would be empty."""
    days = "day between :since and :until" if part[:2] != ExportPart()[:2] else "true"
    asked = f"{days} and mark is not null" if kind is Note and not part.notes else days
    return f"{asked} and {_shown(kind.kind, part)}" if part.hidden else asked


def _shown(kind: str, part: ExportPart) -> str:
    """Return the SQL condition for the entries of a kind that are not under a hidden name."""
    named = part.hidden and "name" in KINDS[kind].OWN and kind not in NEVER_HIDDEN
    return "name not in (select value from json_each(:hidden))" if named else "true"


def entry_names(db: sqlite3.Connection) -> set[str]:
    """Return the names under which there are entries, but those of medicines and forms."""
    named = [kind for kind in NAMED if kind not in NEVER_HIDDEN]
    return {str(name) for kind in named for (name,) in db.execute(f"select distinct name from {kind}")}


def _is_free(field: Field) -> bool:
    """Return whether a field can contain any text. A choice can too, if another program wrote it; a day or a time cannot."""
    return field.type in ("text", "choice")


def _guarded(name: str) -> str:
    """Return the SQL of a guarded text. It calls the guard only for what could need it: most texts are words, or are long."""
    rare = f"{name} < '0' or {name} > '{{' or {name} between '=' and 'A'"
    taken = f"length({name}) < {SHORT} and ({name} glob '*[0-9]*' or length({name}) < {SHORTEST})"
    return f"case when {rare} or {taken} then guarded({name}) else {name} end"
