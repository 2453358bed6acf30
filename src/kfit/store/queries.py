"""Reads entries, names, planning records, and the sums and counts that an answer says."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from ..errors import Refused
from ..model.entries import KINDS, NAMED, Exercise, Habit, Medicine, Mood, Sleep
from .columns import own, restore_record, select_text, with_answers
from .faults import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable, Iterator
    from typing import Any

    from ..model.fields import Entry
    from ..model.planning import CustomName, Goal, ImportMap, Pause, Plan, PlanningRecord, Programme, Trial, VisitQuestion


def read_entries(kind: type[Entry], rows: Iterable[tuple[object, ...]]) -> Iterator[Entry]:
    """Yield the entries of rows from `select_text`. Raises Damaged for an unreadable row."""
    names = list(kind.FIELDS)
    for row in with_answers(kind, rows):
        yield restore_record(kind, dict(zip(names, row, strict=True)))


def of_day(db: sqlite3.Connection, kind: type[Entry], day: str) -> list[Entry]:
    """Return a day's entries of one kind, ordered by instant, then number."""
    return sorted(read_entries(kind, db.execute(select_text(kind) + " where day = ?", (day,))), key=entry_order)


def find_entries(db: sqlite3.Connection, since: str | None, until: str | None, kinds: Iterable[type[Entry]] | None = None) -> list[Entry]:
    """Return the entries from `since` to `until`, both included, ordered by day, instant and number. None sets no limit."""
    found: list[Entry] = []
    for kind in kinds or KINDS.values():
        span = (since or "0000", until or "9999")
        found += read_entries(kind, db.execute(select_text(kind) + " where day between ? and ?", span))
    return sorted(found, key=entry_order)


def entry_order(entry: Entry) -> tuple[str, float, int]:
    """Return the sort key of an entry: day, then instant (none comes first), then number. A night's instant is its end."""
    at = entry.end_at if isinstance(entry, Sleep) else entry.at
    return entry.day, datetime.fromisoformat(at).timestamp() if at else float("-inf"), entry.id or 0


def by_number(db: sqlite3.Connection, number: int) -> Entry:
    """Return the entry with a number. Raises Refused if there is none, Damaged if it is unreadable."""
    found = db.execute("select kind from entry where id = ?", (number,)).fetchone()
    if found is None:
        message = f"There is no entry {number}. The numbers stand in: kfit list"
        raise Refused(message)
    kind = KINDS.get(found[0])
    entry = next(read_entries(kind, db.execute(select_text(kind) + " where id = ?", (number,))), None) if kind else None
    if entry is None:
        raise Damaged
    return entry


def first_uid(db: sqlite3.Connection) -> str:
    """Return the uid of the entry with the lowest number, an empty text if there is none."""
    found = db.execute("select uid from entry order by id limit 1").fetchone()
    return str(found[0]) if found else ""


def has_entries(db: sqlite3.Connection) -> bool:
    """Return whether there is any entry. Raises Damaged where the list of entries is empty and their rows are not."""
    if db.execute("select 1 from entry limit 1").fetchone() is not None:
        return True
    if days_span(db) is not None:
        raise Damaged
    return False


def days_span(db: sqlite3.Connection, kinds: Iterable[type[Entry]] | None = None) -> tuple[str, str] | None:
    """Return the first and the last day with an entry of these kinds, by default of any; None if there is none."""
    spans = [db.execute(f"select min(day), max(day) from {kind.kind}").fetchone() for kind in kinds or KINDS.values()]
    spans = [span for span in spans if span[0]]
    return (min(span[0] for span in spans), max(span[1] for span in spans)) if spans else None


def week_movement(db: sqlite3.Connection, monday: date) -> tuple[int, int]:
    """Return the minutes of exercise and the number of sessions in the week from a Monday."""
    total = f"select coalesce(sum(minutes), 0), count(*) from {Exercise.kind} where day between ? and ?"
    minutes, sessions = db.execute(total, (monday.isoformat(), (monday + timedelta(days=6)).isoformat())).fetchone()
    return int(minutes), int(sessions)


def mood_scores(db: sqlite3.Connection, day: str) -> list[int]:
    """Return a day's moods, ordered by instant, then number."""
    rows = db.execute(f"select score from {Mood.kind} where day = ? order by julianday(at), id", (day,))
    return [int(score) for (score,) in rows]


def rating_scores(db: sqlite3.Connection, name: str, better: str, day: str) -> list[int]:
    """Return a day's scores of a rating with one better end, ordered by instant, then number."""
    rows = db.execute("select score from rating where name = ? and better = ? and day = ? order by julianday(at), id", (name, better, day))
    return [int(score) for (score,) in rows]


def habit_sum(db: sqlite3.Connection, name: str, day: str) -> tuple[int, int, int]:
    """Return the total minutes, the total times and the number of entries of a habit on a day."""
    query = "select coalesce(sum(minutes), 0), coalesce(sum(times), 0), count(*) from habit where name = ? and day = ?"
    minutes, times, count = db.execute(query, (name, day)).fetchone()
    return int(minutes), int(times), int(count)


def counted_sum(db: sqlite3.Connection, name: str, day: str) -> tuple[float, int]:
    """Return the sum and the number of entries of a measure on a day."""
    total, count = db.execute("select coalesce(sum(value), 0), count(*) from measure where name = ? and day = ?", (name, day)).fetchone()
    return float(total), int(count)


def score_totals(db: sqlite3.Connection, name: str) -> list[tuple[int, str, str | None, float]]:
    """Return number, day, time and total of each score of a questionnaire, oldest first."""
    return db.execute("select id, day, at, total from score where name = ? order by day, julianday(at), id", (name,)).fetchall()


def medicines(db: sqlite3.Connection, events: Iterable[str] | None = None) -> list[Medicine]:
    """Return the medicine entries, oldest first; with `events`, only those with one of these events."""
    found = find_entries(db, None, None, [Medicine])
    return [entry for entry in found if isinstance(entry, Medicine) and (events is None or entry.event in events)]


def is_first(db: sqlite3.Connection, kind: str, name: str, saved: Iterable[Entry]) -> bool:
    """Return whether a name of a kind has no entries other than those in `saved`."""
    ids = [entry.id for entry in saved]
    marks = ", ".join("?" * len(ids))
    return db.execute(f"select 1 from {kind} where name = ? and id not in ({marks}) limit 1", (name, *ids)).fetchone() is None


def has_other_names(db: sqlite3.Connection, kind: str, names: Iterable[str]) -> bool:
    """Return whether a kind has entries with names other than these."""
    told = list(names)
    return db.execute(f"select 1 from {kind} where name not in ({', '.join('?' * len(told))}) limit 1", told).fetchone() is not None


def first_infusion(db: sqlite3.Connection) -> tuple[str, str | None] | None:
    """Return day and time of the first infusion; None if there is none."""
    found = db.execute("select day, at from infusion order by day, julianday(at), id limit 1").fetchone()
    return None if found is None else (str(found[0]), found[1])


def has_uid(db: sqlite3.Connection, uid: str) -> bool:
    """Return whether there is an entry with a uid."""
    return db.execute("select 1 from entry where uid = ?", (uid,)).fetchone() is not None


def latest_value(db: sqlite3.Connection, name: str, since: str) -> float | None:
    """Return the last value of a measure from a day on; None if there is none."""
    found = db.execute("select value from measure where name = ? and day >= ? order by day desc, id desc limit 1", (name, since)).fetchone()
    return None if found is None else float(found[0])


def sleep_sum(db: sqlite3.Connection, day: str) -> tuple[int, int]:
    """Return the minutes of sleep that count for a day, and the number of its parts, naps included."""
    minutes, parts = db.execute(f"select coalesce(sum(minutes), 0), count(*) from {Sleep.kind} where day = ?", (day,)).fetchone()
    return int(minutes), int(parts)


def administrations(db: sqlite3.Connection, until: str) -> list[tuple[str, str | None, str | None, str]]:
    """Return day, route, form and time of logging of each infusion and dose up to a day, that day included, oldest first."""
    return db.execute("select day, route, dosage_form, logged_at from infusion where day <= ? order by day, id", (until,)).fetchall()


def newest_entries(db: sqlite3.Connection, count: int) -> list[Entry]:
    """Return the `count` entries with the highest numbers, newest first."""
    return [by_number(db, row[0]) for row in db.execute("select id from entry order by id desc limit ?", (count,)).fetchall()]


def list_custom_names(db: sqlite3.Connection) -> list[CustomName]:
    """Return the custom names of ratings, habits and measures, in the order of their creation."""
    return _every(db, "tracked", "id")


def plans(db: sqlite3.Connection) -> list[Plan]:
    """Return the planned infusions, earliest first."""
    return _every(db, "plan", "day, julianday(at), id")


def questions(db: sqlite3.Connection) -> list[VisitQuestion]:
    """Return all questions for the visit, oldest first, including those that are ticked off."""
    return _every(db, "question", "id")


def last_visit(db: sqlite3.Connection, before: str) -> str | None:
    """Return the last day before another that the setting `last_visit` had; None if there is none. Changes taken back do not count."""
    told = "select after as day from change_setting join change on change.id = change where name = 'last_visit' and taken_back_by is null"
    query = f"select max(day) from (select value as day from setting where name = 'last_visit' union all {told}) where day < ?"
    found = db.execute(query, (before,)).fetchone()
    return None if found[0] is None else str(found[0])


def goals(db: sqlite3.Connection) -> list[Goal]:
    """Return the goals, changes and ends of goals included, earliest day first."""
    return _every(db, "goal", "day, id")


def programmes(db: sqlite3.Connection) -> list[Programme]:
    """Return the programmes, earliest first."""
    return _every(db, "programme", "day, id")


def pauses(db: sqlite3.Connection) -> list[Pause]:
    """Return the pauses, earliest first."""
    return _every(db, "pause", "day, id")


def trials(db: sqlite3.Connection) -> list[Trial]:
    """Return the trials, earliest first."""
    return _every(db, "trial", "day, id")


def any_trial(db: sqlite3.Connection) -> bool:
    """Return whether there is a trial. If not, a page can skip what it needs."""
    return bool(db.execute("select exists(select 1 from trial)").fetchone()[0])


def import_maps(db: sqlite3.Connection) -> list[ImportMap]:
    """Return the maps of columns that are kept by name, in the order of their creation."""
    return _every(db, "import_map", "id")


def any_aim(db: sqlite3.Connection) -> bool:
    """Return whether there is a goal, a programme or a pause. If not, a page can skip what they need."""
    there = " or ".join(f"exists(select 1 from {table})" for table in ("goal", "programme", "pause"))
    return bool(db.execute(f"select {there}").fetchone()[0])


def count_open_questions(db: sqlite3.Connection) -> int:
    """Return the number of questions that are not ticked off."""
    return int(db.execute("select count(*) from question where done_on is null").fetchone()[0])


def _every(db: sqlite3.Connection, table: str, order: str) -> list[Any]:
    from ..model.planning import PLANNING_TABLES  # a log line reads none of them

    names = own(PLANNING_TABLES[table])
    rows = db.execute(f"select {', '.join(names)} from {table} order by {order}")
    return [restore_record(PLANNING_TABLES[table], dict(zip(names, row, strict=True))) for row in rows]


def list_names(db: sqlite3.Connection, kind: str) -> list[str]:
    """Return the names with an entry of a kind, sorted. The query jumps from name to name in the index, so it stays fast."""
    leaps = (
        f"with recursive found(name) as (select min(name) from {kind} union all"
        f" select (select min(name) from {kind} where name > found.name) from found where found.name is not null)"
        " select name from found where name is not null"
    )
    return [str(name) for (name,) in db.execute(leaps)]


def kinds_of_name(db: sqlite3.Connection, name: str) -> list[str]:
    """Return the kinds that have an entry with a name."""
    return [kind for kind in NAMED if db.execute(f"select 1 from {kind} where name = ? limit 1", (name,)).fetchone()]


def has_kind(db: sqlite3.Connection, kind: str) -> bool:
    """Return whether a kind has any entry."""
    return db.execute(f"select 1 from {kind} limit 1").fetchone() is not None


def rating_better(db: sqlite3.Connection, name: str) -> str | None:
    """Return the better end in the latest entry of a rating; None if there is none."""
    return _last(db, "better", "rating", name)


def measure_unit(db: sqlite3.Connection, name: str) -> str | None:
    """Return the unit in the latest entry of a measure; None if there is none."""
    return _last(db, "unit", "measure", name)


def habit_unit(db: sqlite3.Connection, name: str) -> str | None:
    """Return what most entries of a habit contain: `minutes`, `times`, or None for neither."""
    minutes, times, count = db.execute("select count(minutes), count(times), count(*) from habit where name = ?", (name,)).fetchone()
    most = max(minutes, times, count - minutes - times)
    return "minutes" if minutes == most and minutes else "times" if times == most and times else None


def _last(db: sqlite3.Connection, column: str, kind: str, name: str) -> str | None:
    found = db.execute(f"select {column} from {kind} where name = ? order by day desc, id desc limit 1", (name,)).fetchone()
    return None if found is None or found[0] is None else str(found[0])


def is_planned(db: sqlite3.Connection, day: str) -> bool:
    """Return whether an infusion is planned for a day."""
    return db.execute("select 1 from plan where day = ? limit 1", (day,)).fetchone() is not None


class HabitUse:
    """A summary of the entries of a habit: their number, the last day, the number of days in a span, and minutes or times."""

    __slots__ = ("days", "entries", "last", "name", "unit")

    def __init__(self, name: str, entries: int, last: str, days: int, unit: str | None) -> None:
        self.name, self.entries, self.last, self.days, self.unit = name, entries, last, days, unit


def habit_use(db: sqlite3.Connection, since: str, until: str) -> list[HabitUse]:
    """Return each habit with an entry, in order of the first one. Its days are counted from `since` to `until`, both included."""
    query = (
        "select name, count(*), max(day), count(distinct iif(day between ?1 and ?2, day, null)),"
        " case when count(minutes) then 'minutes' when count(times) then 'times' end from habit group by name order by min(id)"
    )
    return [HabitUse(*row) for row in db.execute(query, (since, until))]


def habit_entries(db: sqlite3.Connection, name: str) -> list[Habit]:
    """Return all entries of a habit, in no particular order."""
    rows = db.execute(select_text(Habit) + " where name = ?", (name,))
    return [entry for entry in read_entries(Habit, rows) if isinstance(entry, Habit)]


def list_marks(db: sqlite3.Connection, mark: str, until: str) -> list[tuple[str, str | None]]:
    """Return day and time of each note with a mark, up to a day, oldest first. `mark` is in lower case; stored case is ignored."""
    query = "select day, at from note where lower(trim(mark)) = ? and day <= ? order by day, julianday(at), id"
    return db.execute(query, (mark, until)).fetchall()


def list_planning_records(db: sqlite3.Connection) -> list[PlanningRecord]:
    """Return all planning records, table by table."""
    readers = (
        list_custom_names,
        plans,
        questions,
        goals,
        programmes,
        pauses,
        trials,
        import_maps,
    )
    return [one for read in readers for one in read(db)]
