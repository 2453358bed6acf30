"""Health Connect, Android's hub: the zip or the database that it exports. What two apps recorded at once counts once."""

from __future__ import annotations

from datetime import datetime, timedelta, timezone

from ...errors import Refused
from ...model.entries import Habit
from ..rows import ImportRow
from .contract import AppSource, minutes, union

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from typing import Any

    from .files import AppFile, AppFiles, AppTables

    Record = dict[str, Any]

SLEEPS, STAGES = "sleep_session_record_table", "sleep_stages_table"
WORKOUTS, CALM = "exercise_session_record_table", "mindfulness_session_record_table"
WEIGHTS, PRESSURES = "weight_record_table", "blood_pressure_record_table"
SUGARS, STEPS = "blood_glucose_record_table", "steps_record_table"
KNOWN = (SLEEPS, WORKOUTS, CALM, WEIGHTS, PRESSURES, SUGARS, STEPS)
ASLEEP = (2, 4, 5, 6)  # the stages sleeping, light, deep, REM
# Some of the platform's types of movement (ExerciseSessionType). Others keep their title.
ACTIVITY_TYPES = {4: "bike", 33: "run", 45: "strength", 53: "walk", 57: "yoga"}
BREATHING = 17
MEDITATION = "meditation"
KILOGRAMS = range(20, 401)  # a weight is in grams; one in this range was written in kilograms


class HealthConnect(AppSource):
    """An export of Health Connect. Each record is known by its uuid."""

    name = "health-connect"
    title = "Health Connect"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a database with Health Connect's tables."""
        return any(map(_is_database, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each record, and for each day its steps; at the end how many were recorded twice."""
        file = next(filter(_is_database, self.files), None)
        if file is None:
            raise Refused(f"{self.files.name} has no records of Health Connect that can be read. Nothing imported.")
        with file.database() as tables:
            yield from self._sleeps(tables)
            yield from self._workouts(tables)
            for one in _records(tables, CALM, "start_time", "end_time", "start_zone_offset"):
                yield self.record(0, self._calm, one)
            for one in _records(tables, WEIGHTS, "time", "zone_offset", "weight"):
                yield self.record(0, self._weight, one)
            for one in _records(tables, PRESSURES, "time", "zone_offset", "systolic", "diastolic"):
                yield self.record(0, self._pressure, one)
            for one in _records(tables, SUGARS, "time", "zone_offset", "level"):
                yield self.record(0, self._sugar, one)
            yield from self._steps(tables)

    def _sleeps(self, tables: AppTables) -> Iterator[ImportRow]:
        """Yield the nights. Of apps whose sessions overlap, the one with the most sleep in its stages counts, else with the longest ones."""
        stages: dict[Any, list[tuple[float, float]]] = {}
        if tables.columns(STAGES):
            names = ["parent_key", "stage_start_time", "stage_end_time", "stage_type"]
            for parent, start, end, sort in set(tables.rows(STAGES, names)):
                if sort in ASLEEP and isinstance(start, int) and isinstance(end, int):
                    stages.setdefault(parent, []).append((start / 1000, end / 1000))
        sessions = list(_records(tables, SLEEPS, "start_time", "end_time", "start_zone_offset", "end_zone_offset", "app_info_id"))
        for one in sessions:
            one["asleep"] = minutes(union(stages.get(one["number"], ())))
        twice = 0
        for night in _together(sessions):
            kept = _of_best_app(night)
            twice += len(night) - len(kept)
            for one in kept:
                yield self.record(0, self._sleep, one)
        if twice:
            yield ImportRow(0, left_out=(("sleep that another record has too", twice),))

    def _sleep(self, line: int, one: Record) -> ImportRow:
        start, end = (self._moment(one[f"{side}_time"], one[f"{side}_zone_offset"]) for side in ("start", "end"))
        length = minutes([(start.timestamp(), end.timestamp())])
        return self.night(line, one["uuid"], one["asleep"] or length, (start, end), in_bed=length if one["asleep"] else 0)

    def _workouts(self, tables: AppTables) -> Iterator[ImportRow]:
        """Yield the movement. Of sessions that overlap the longest counts: another app saw the same."""
        twice = 0
        for same in _together(list(_records(tables, WORKOUTS, "start_time", "end_time", "start_zone_offset", "exercise_type", "title"))):
            twice += len(same) - 1
            longest = max(same, key=lambda one: one["end_time"] - one["start_time"])
            yield self.record(0, self._calm if longest["exercise_type"] == BREATHING else self._workout, longest)
        if twice:
            yield ImportRow(0, left_out=(("movement that another record has too", twice),))

    def _workout(self, line: int, one: Record) -> ImportRow:
        title = " ".join(str(one["title"] or "").split()).lower()[:40]
        activity = ACTIVITY_TYPES.get(one["exercise_type"]) or title
        when = self._moment(one["start_time"], one["start_zone_offset"])
        return self.movement(line, one["uuid"], when, (one["end_time"] - one["start_time"]) / 60_000, activity)

    def _calm(self, line: int, one: Record) -> ImportRow:
        length = minutes([(one["start_time"] / 1000, one["end_time"] / 1000)])
        when = self._moment(one["start_time"], one["start_zone_offset"])
        if not length:
            return ImportRow(line, empty=(f"{MEDITATION} is 0, which is no entry",))
        return ImportRow(line, (self.entry(Habit, one["uuid"], when, name=MEDITATION, minutes=length),))

    def _weight(self, line: int, one: Record) -> ImportRow:
        weight = float(one["weight"])
        return self._measured(line, one, {"weight": (weight if int(weight) in KILOGRAMS else round(weight / 1000, 6), "kg")})

    def _pressure(self, line: int, one: Record) -> ImportRow:
        return self._measured(line, one, {name: (float(one[name]), "mmHg") for name in ("systolic", "diastolic")})

    def _sugar(self, line: int, one: Record) -> ImportRow:
        return self._measured(line, one, {"glucose": (float(one["level"]), "mmol/l")})

    def _measured(self, line: int, one: Record, told: dict[str, tuple[float, str]]) -> ImportRow:
        """Return the row of measurements: each with its value and unit."""
        when = self._moment(one["time"], one["zone_offset"])
        return ImportRow(line, tuple(self.measure(name, f"{one['uuid']}/{name}", when, *one_of) for name, one_of in told.items()))

    def _steps(self, tables: AppTables) -> Iterator[ImportRow]:
        """Yield the steps of each day, of the app that counted the most: two apps count the same steps."""
        found: dict[str, dict[Any, float]] = {}
        for one in _records(tables, STEPS, "start_time", "start_zone_offset", "count", "app_info_id"):
            try:
                day = self._moment(one["start_time"], one["start_zone_offset"]).date().isoformat()
                count = float(one["count"])
            except (TypeError, ValueError, OverflowError, OSError):
                continue
            apps = found.setdefault(day, {})
            apps[one["app_info_id"]] = apps.get(one["app_info_id"], 0) + count
        for day, apps in sorted(found.items()):
            if (steps := max(apps.values())) > 0:
                yield ImportRow(0, (self.measure("steps", f"steps/{day}", datetime.fromisoformat(day).date(), steps),))

    def _moment(self, stamp: Any, offset: Any) -> datetime:
        """Return the local time of an instant in milliseconds with its offset in seconds; without one that of the person's zone.

        Raises ValueError, TypeError or OverflowError.
        """
        if offset is None:
            return self.rules.at(int(stamp) / 1000)
        return datetime.fromtimestamp(int(stamp) / 1000, timezone(timedelta(minutes=round(int(offset) / 60))))


def _is_database(file: AppFile) -> bool:
    if not file.begins_with(b"SQLite format 3\0"):
        return False
    try:
        with file.database() as tables:
            return any("uuid" in tables.columns(table) for table in KNOWN)
    except Refused:
        return False


def _records(tables: AppTables, table: str, *columns: str) -> Iterator[Record]:
    """Yield the rows of a table with its number and uuid. A column that an older export lacks is None."""
    there = tables.columns(table)
    if "uuid" not in there:
        return
    read = [column for column in ("uuid", *columns) if column in there]
    number = "row_id" if "row_id" in there else "rowid"
    for row in tables.rows(table, [number, *read]):
        one = dict.fromkeys(columns) | dict(zip(["number", *read], row, strict=True))
        if isinstance(one["uuid"], bytes) and one["uuid"]:
            yield one | {"uuid": one["uuid"].hex()[:64]}


def _together(sessions: Sequence[Record]) -> Iterable[list[Record]]:
    """Return the sessions in groups that overlap. Sessions without an order of their times are left out."""
    found: list[list[Record]] = []
    end = 0
    timed = [one for one in sessions if isinstance(one["start_time"], int) and isinstance(one["end_time"], int)]
    for one in sorted(timed, key=lambda one: (one["start_time"], -one["end_time"], one["uuid"])):
        if found and one["start_time"] < end:
            found[-1].append(one)
            end = max(end, one["end_time"])
        else:
            found.append([one])
            end = one["end_time"]
    return found


def _of_best_app(night: Sequence[Record]) -> list[Record]:
    """Return the sessions of a night that count: those of one app, and of the same app's that overlap the longest."""
    apps: dict[Any, list[Record]] = {}
    for one in night:
        apps.setdefault(one["app_info_id"], []).append(one)
    alone = [[max(same, key=_worth) for same in _together(sessions)] for sessions in apps.values()]
    return max(
        alone, key=lambda sessions: (sum(one["asleep"] for one in sessions), sum(one["end_time"] - one["start_time"] for one in sessions))
    )


def _worth(one: Record) -> tuple[int, int]:
    return one["asleep"], one["end_time"] - one["start_time"]
