"""Reads the figures of days. SQLite aggregates them, so that a million rows take little time."""

from __future__ import annotations

from ..model.entries import KINDS, NAMED, Infusion, Medicine, Note
from ..model.fields import MEAN
from ..model.goals import GoalDone, MovementSum
from ..model.measures import QUANTITIES
from ..model.treatments import AdministrationDay
from ..model.weeks import Day
from . import queries
from .columns import figure_text, select_text
from .queries import entry_order, read_entries

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable

    from ..model.charts import ChartSubject
    from ..model.fields import Entry
    from ..model.planning import Goal

PER_DAY = "select day, {}, count(*) from {} where day between ? and ? group by day"


def _figure(kind: str) -> str:
    """Return the SQL of a day's figure of a kind, in the stored unit."""
    return figure_text(KINDS[kind].figures[0], exact=True)


IS_NIGHT = "nap is null"  # of sleep: a nap counts for its day, but is no night
# What `Day` holds of a kind: the SQL of its figure, and the figure's name; that of its number, and the number's name.
OF_DAYS = {
    "mood": (_figure("mood"), "mood", "count(*)", "moods"),
    "sleep": (f"sum(minutes) filter (where {IS_NIGHT})", "night", f"sum(not {IS_NIGHT})", "naps"),
    "exercise": (_figure("exercise"), "exercise", "count(*)", "sessions"),
}


def days(db: sqlite3.Connection, since: str, until: str) -> dict[str, Day]:
    """Return the figures of each day, both ends included, that has an entry of mood, sleep or exercise."""
    found: dict[str, dict[str, float]] = {}
    for kind, (figure, name, number, counted) in OF_DAYS.items():
        query = f"select day, {figure}, {number} from {kind} where day between ? and ? group by day"
        for day, value, count in db.execute(query, (since, until)):
            found.setdefault(day, {}).update({name: value, counted: count})
    return {day: Day(day, **found[day]) for day in sorted(found)}  # type: ignore[arg-type]  # the names are those of the fields


def moods(db: sqlite3.Connection, since: str = "0000", until: str = "9999") -> dict[str, float]:
    """Return the mean mood of each day from `since` to `until`, both included; a day without a mood is left out."""
    return {day: mean for day, mean, _ in db.execute(PER_DAY.format(_figure("mood"), "mood"), (since, until))}


def infusions(db: sqlite3.Connection, since: str = "0000", until: str = "9999") -> list[Infusion]:
    """Return the infusions from `since` to `until`, both included, oldest first."""
    rows = db.execute(select_text(Infusion) + " where day between ? and ?", (since, until))
    return sorted((entry for entry in read_entries(Infusion, rows) if isinstance(entry, Infusion)), key=entry_order)


def administrations(db: sqlite3.Connection, until: str) -> list[AdministrationDay]:
    """Return the day of each infusion and dose up to a day, that day included, oldest first."""
    return [AdministrationDay(*row) for row in queries.administrations(db, until)]


def count_days(db: sqlite3.Connection, since: str, until: str) -> int:
    """Return how many days, both ends included, have an entry. It looks up each day in an index, so it need not read all entries."""
    any_entry = " or ".join(f"exists(select 1 from {kind} where {kind}.day = calendar.day)" for kind in KINDS)
    calendar = "select ?1 where ?1 <= ?2 union all select date(day, '+1 day') from calendar where day < ?2"
    query = f"with recursive calendar(day) as ({calendar}) select count(*) from calendar where {any_entry}"
    return int(db.execute(query, (since, until)).fetchone()[0])


def coverage(db: sqlite3.Connection, since: str, until: str, day_ends: str) -> tuple[int, int, int, int, int]:
    """Return how many days, both ends included, have an entry, how many of these were entered later, how many were imported.

    Then how many entries were typed, and how many of these were typed after their day had ended.
    Later: all that was typed for the day came after it had ended. Imported: all entries of the day have a source, so that none
    was typed. `day_ends` is the setting.
    """
    late = "date(logged_at, 'localtime', :ends) > day"
    parts = " union all ".join(
        f"select day, count(*) as n, sum(source is not null) as brought, sum(source is null and {late}) as later"
        f" from {kind} where day between :since and :until group by day"
        for kind in KINDS
    )
    days = f"select sum(n) as n, sum(brought) as brought, sum(later) as later from ({parts}) group by day"
    query = "select count(*), coalesce(sum(brought < n and later = n - brought), 0), coalesce(sum(brought = n), 0)"
    query += f", coalesce(sum(n - brought), 0), coalesce(sum(later), 0) from ({days})"
    return db.execute(query, {"since": since, "until": until, "ends": f"-{day_ends}"}).fetchone()  # type: ignore[no-any-return]  # five counts


def latest_infusion(db: sqlite3.Connection, until: str) -> str | None:
    """Return the day of the latest infusion up to a day, that day included; None if there is none."""
    found = db.execute("select max(day) from infusion where day <= ?", (until,)).fetchone()
    return None if found[0] is None else str(found[0])


REST = "rest"  # the habit that marks a day without a task
SUBJECT_DAYS = "day between :since and :until"
NAMED_ROWS = "name = :name"


def by_day(db: sqlite3.Connection, goal: Goal, since: str, until: str) -> dict[str, GoalDone]:
    """Return what was done for a goal on each day, both ends included; a day without an entry is left out, one without a night too."""
    bound = {"each": goal.minutes or 1, "name": goal.name, "since": since, "until": until}
    timed = "minutes" in KINDS[goal.kind].OWN
    figures = "coalesce(sum(minutes), 0), coalesce(sum(minutes >= :each), 0)" if timed else "0, 0"
    rows = f"{NAMED_ROWS} and {SUBJECT_DAYS}" if goal.name is not None else SUBJECT_DAYS
    rows += f" and {IS_NIGHT}" if goal.kind == "sleep" else ""
    return {day: GoalDone(*told) for day, *told in db.execute(f"select day, {figures} from {goal.kind} where {rows} group by day", bound)}


def list_movement(db: sqlite3.Connection, since: str, until: str) -> list[MovementSum]:
    """Return the minutes of exercise per day, activity, intensity and effort, both ends included."""
    rows = db.execute(
        f"select day, sum(minutes), activity, intensity, effort from exercise where {SUBJECT_DAYS} group by day, activity, intensity, effort",
        {"since": since, "until": until},
    )
    return [MovementSum(*row) for row in rows]


def sessions(db: sqlite3.Connection, since: str, until: str) -> list[tuple[str, int, int | None, str]]:
    """Return day, minutes, effort and time of logging (UTC) of each session, both ends included, in order of day and number."""
    query = f"select day, minutes, effort, logged_at from exercise where {SUBJECT_DAYS} order by day, id"
    return db.execute(query, {"since": since, "until": until}).fetchall()


def rest_days(db: sqlite3.Connection, since: str, until: str) -> dict[str, str]:
    """Return the days with the habit `rest`, each with the time (UTC) at which that was first logged."""
    query = f"select day, min(logged_at) from habit where name = :rest and {SUBJECT_DAYS} group by day"
    return dict(db.execute(query, {"since": since, "until": until, "rest": REST}).fetchall())


# A day, its figure in the stored unit, the number of its entries, naps left out, the lowest and the highest of what has a mean.
Row = tuple[str, float, int, float | None, float | None]


class FigureSource:
    """The source of a subject's figures: table, SQL of a day's figure and of its number, value of an entry, condition for its rows.

    With `mean`, a day's figure is the mean of its entries, so that it has a lowest and a highest one.
    """

    __slots__ = ("each", "figure", "mean", "number", "rows", "table")

    def __init__(  # noqa: PLR0913 - one for each part of a query
        self, table: str, figure: str, each: str, rows: str = "true", *, number: str = "count(*)", mean: bool = False
    ) -> None:
        self.table, self.figure, self.each, self.rows, self.number, self.mean = table, figure, each, rows, number, mean

    def values(self) -> str:
        """Return the query for each day's figure, number of entries, and lowest and highest entry."""
        ends = f"min({self.each}), max({self.each})" if self.mean else "null, null"
        return f"select day, {self.figure}, {self.number}, {ends} from {self.table} where {self.rows} and {SUBJECT_DAYS} group by day"

    def times(self) -> str:
        """Return the query for the time and the value of each entry of a day, those without a time first."""
        return f"select at, {self.each} from {self.table} where {self.rows} and day = :day order by julianday(at), id"

    def span(self) -> str:
        """Return the query for the first and the last day."""
        first, last = (f"(select day from {self.table} where {self.rows} order by day{way} limit 1)" for way in ("", " desc"))
        return f"select {first}, {last}"


HABITS = {
    "minutes": FigureSource("habit", "sum(minutes)", "minutes", f"{NAMED_ROWS} and minutes is not null"),
    "times": FigureSource("habit", "sum(times)", "times", f"{NAMED_ROWS} and times is not null"),
    "days": FigureSource("habit", "1", "1", NAMED_ROWS),
}
DIRECTED = f"{NAMED_ROWS} and better = :better"  # ratings with different better ends never share an axis
MEASURED = FigureSource("measure", "avg(value)", "value", f"{NAMED_ROWS} and unit is :unit", mean=True)
COUNTED = FigureSource("measure", "sum(value)", "value", f"{NAMED_ROWS} and unit is :unit")
FORMS = FigureSource("score", "total", "total", NAMED_ROWS)


def values(db: sqlite3.Connection, subject: ChartSubject, since: str = "0000", until: str = "9999") -> list[Row]:
    """Return the figure of each day, both ends included, that has an entry. If a day has several scores, it is the last one."""
    bound = {**_bound(subject), "since": since, "until": until}
    if subject.kind == "score":
        forms: dict[str, Row] = {}
        for day, total in db.execute(
            f"select day, total from score where {NAMED_ROWS} and {SUBJECT_DAYS} order by day, julianday(at), id", bound
        ):
            forms[day] = day, total, forms[day][2] + 1 if day in forms else 1, None, None
        return list(forms.values())
    return db.execute(_source(subject).values(), bound).fetchall()


def list_times(db: sqlite3.Connection, subject: ChartSubject, day: str) -> list[tuple[str | None, float]]:
    """Return the time and the value, in the stored unit, of each entry of a day, in order of time, those without one first."""
    return db.execute(_source(subject).times(), {**_bound(subject), "day": day}).fetchall()


def span(db: sqlite3.Connection, subject: ChartSubject) -> tuple[str, str] | None:
    """Return the first and the last day with an entry of a subject; None if there is none."""
    first, last = db.execute(_source(subject).span(), _bound(subject)).fetchone()
    return (str(first), str(last)) if first else None


def list_marks(db: sqlite3.Connection, since: str, until: str, events: Iterable[str]) -> list[Entry]:
    """Return the notes with a mark and the medicines with one of the events, both ends included, oldest first."""
    ends, wanted = (since, until), tuple(events)
    found = list(read_entries(Note, db.execute(f"{select_text(Note)} where day between ? and ? and mark is not null", ends)))
    happened = f"event in ({', '.join('?' * len(wanted))})"
    found += read_entries(Medicine, db.execute(f"{select_text(Medicine)} where day between ? and ? and {happened}", (*ends, *wanted)))
    return sorted(found, key=entry_order)


def _source(subject: ChartSubject) -> FigureSource:
    if subject.kind == "habit":
        return HABITS[str(subject.unit)]
    if subject.kind == "measure":
        return MEASURED if subject.unit else COUNTED
    if subject.kind == "score":
        return FORMS
    if subject.kind == "sleep":
        of_a_night = f"day in (select day from sleep where {IS_NIGHT})"
        return FigureSource(subject.kind, _figure(subject.kind), "minutes", of_a_night, number=f"sum({IS_NIGHT})")
    rows = "true" if subject.kind not in NAMED else DIRECTED if subject.kind == "rating" else NAMED_ROWS
    figure = KINDS[subject.kind].figures[0]
    return FigureSource(subject.kind, _figure(subject.kind), figure.field, rows, mean=figure.how == MEAN)


def _bound(subject: ChartSubject) -> dict[str, str | None]:
    """Return the parameters of the queries. A known measure is always stored in one unit, whichever unit is shown."""
    known = QUANTITIES.get(subject.name)
    return {"name": subject.name, "better": subject.better, "unit": known.unit if known and subject.unit in known.units else subject.unit}
