"""Reads the daily series that are compared with each other. No medicine and no dose is among them."""

from __future__ import annotations

from datetime import date, datetime
from typing import NamedTuple

from ..model.entries import KINDS, RATINGS
from .daily import IS_NIGHT

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3

    from ..model.planning import Trial

UNTIL = "day <= :until"
FIRST_DAY = (  # what is felt in the first 24 hours belongs to the infusion; the minute of typing is near enough here
    "exists(select 1 from infusion where infusion.day between date(effect.day, '-1 day') and effect.day"
    " and julianday(effect.at) - julianday(infusion.at) between 0 and 1)"
)


class Night(NamedTuple):
    """The night of a day: minutes asleep, minutes in bed where all its parts have them, and its parts where all have times.

    A part is its begin and end, in minutes from noon before the day.
    """

    minutes: int
    in_bed: int | None
    parts: tuple[tuple[int, int], ...]


def entry_days(db: sqlite3.Connection, until: str) -> set[int]:
    """Return the number of each day that has an entry."""
    parts = " union ".join(f"select day from {kind} where {UNTIL}" for kind in KINDS)
    return {number_of(day) for (day,) in db.execute(parts, {"until": until})}


def number_of(day: str) -> int:
    """Return the number of a day, counted from the year 1."""
    return date.fromisoformat(day).toordinal()


def daily_moods(db: sqlite3.Connection, until: str) -> dict[int, float]:
    """Return the mean mood of each day that has one."""
    return _by_day(db, f"select day, avg(score) from mood where {UNTIL} group by day", until)


def daily_ratings(db: sqlite3.Connection, name: str, until: str) -> dict[int, float]:
    """Return the mean of a rating that kfit knows on each day that has one."""
    query = f"select day, avg(score) from rating where name = :name and better = :better and {UNTIL} group by day"
    return _by_day(db, query, until, name=name, better=RATINGS[name])


def daily_movement(db: sqlite3.Connection, until: str) -> dict[int, float]:
    """Return the minutes of movement of each day that has any."""
    return _by_day(db, f"select day, sum(minutes) from exercise where {UNTIL} group by day", until)


def daily_habits(db: sqlite3.Connection, until: str) -> dict[str, set[int]]:
    """Return the days of each habit."""
    return _by_name(db, f"select name, day from habit where {UNTIL} group by name, day", until)


def daily_effects(db: sqlite3.Connection, until: str) -> dict[str, set[int]]:
    """Return the days of each side effect that was felt, those of the first 24 hours after an infusion left out."""
    return _by_name(db, f"select name, day from effect where {UNTIL} and severity > 0 and not {FIRST_DAY} group by name, day", until)


def nights(db: sqlite3.Connection, until: str) -> dict[int, Night]:
    """Return the night of each day that has one; naps are not in it."""
    query = (
        "select day, sum(minutes), iif(count(*) = count(in_bed_minutes), sum(in_bed_minutes), null),"
        " iif(count(*) = count(start_at), group_concat(start_at || ' ' || end_at), null)"
        f" from sleep where {UNTIL} and {IS_NIGHT} group by day"
    )
    found = {}
    for day, minutes, in_bed, times in db.execute(query, {"until": until}):
        number = number_of(day)
        found[number] = Night(minutes, in_bed, tuple(_part(part, number) for part in times.split(",")) if times else ())
    return found


def _part(told: str, day: int) -> tuple[int, int]:
    begin, end = (_minute_of(text, day) for text in told.split(" "))
    return begin, end


def _minute_of(at: str, day: int) -> int:
    """Return a local time in minutes from noon before a day, by the clock on the wall."""
    local = datetime.fromisoformat(at[:16])
    return (local.toordinal() - day + 1) * 1440 + local.hour * 60 + local.minute - 720


def share_before_noon(db: sqlite3.Connection, kind: str, name: str | None, until: str) -> tuple[int, int, int]:
    """Return the number of entries of exercise or of a habit, how many have a time, and how many of these are before noon."""
    rows = f"{UNTIL} and name = :name" if name is not None else UNTIL
    query = f"select count(*), count(at), coalesce(sum(substr(at, 12, 5) < '12:00'), 0) from {kind} where {rows}"
    every, timed, before = db.execute(query, {"until": until, "name": name}).fetchone()
    return int(every), int(timed), int(before)


def _by_day(db: sqlite3.Connection, query: str, until: str, **bound: str) -> dict[int, float]:
    return {number_of(day): float(value) for day, value in db.execute(query, {"until": until, **bound})}


def _by_name(db: sqlite3.Connection, query: str, until: str) -> dict[str, set[int]]:
    found: dict[str, set[int]] = {}
    for name, day in db.execute(query, {"until": until}):
        found.setdefault(name, set()).add(number_of(day))
    return found


BEDTIME = "(substr(start_at, 12, 2) * 60 + substr(start_at, 15, 2) + iif(substr(start_at, 12, 2) < '12', 1440, 0))"
RISING = "(substr(end_at, 12, 2) * 60 + substr(end_at, 15, 2))"
MINUTE = "(substr(at, 12, 2) * 60 + substr(at, 15, 2))"


def trial_days(db: sqlite3.Connection, trial: Trial, since: str, until: str) -> set[str]:
    """Return the days, both ends included, on which what a trial counts was done. With hours, an entry without a time does not count."""
    within = "{0} >= coalesce(:first, 0) and {0} <= coalesce(:last, 2880)"
    bound = {
        "since": since,
        "until": until,
        "name": trial.name,
        "least": trial.minutes,
        "first": trial.from_minute,
        "last": trial.until_minute,
    }
    rows = "day between :since and :until"
    if trial.kind == "sleep":
        minute = f"max({RISING})" if trial.name == "up" else f"min({BEDTIME})"
        query = f"select day from sleep where {rows} and {IS_NIGHT} and start_at is not null group by day having {within.format(minute)}"
    else:
        named = "activity" if trial.kind == "exercise" else "name"
        query = f"select distinct day from {trial.kind} where {rows} and (:name is null or {named} = :name)"
        query += " and (:least is null or minutes >= :least)"
        if trial.from_minute is not None or trial.until_minute is not None:
            query += f" and at is not null and {within.format(MINUTE)}"
    return {str(day) for (day,) in db.execute(query, bound)}
