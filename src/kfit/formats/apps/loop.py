"""Loop Habit Tracker: the zip of its CSV files, and the database of its backup."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ...errors import Refused
from ...model.entries import MOST_TIMES, Habit, Measure, Note
from ..cells import UNITS
from ..mapping import TIMES
from ..rows import ImportRow
from .contract import AppSource
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from ...model.fields import Entry
    from .files import AppFile, AppFiles

    Tick = tuple[date, str, str]  # the day, its value as the CSV writes it, and its note

INDEX, TICKS = "Habits.csv", "Checkmarks.csv"
DONE = ("YES_MANUAL", "2")  # YES_AUTO means that it was not due, and is nothing done
NOTHING = ("YES_AUTO", "NO", "SKIP", "UNKNOWN", "", "0", "1", "3", "-1")
NUMERIC = ("NUMERICAL", "1")  # the type of a habit with amounts, in the CSV and in the database
THOUSAND = 1000  # amounts are written as thousandths
UNIT_WORDS = {
    "min": "min", "mins": "min", "minute": "min", "minutes": "min", "h": "h", "hr": "h", "hrs": "h", "hour": "h", "hours": "h",
    "minute(s)": "min", "minuten": "min", "minuto": "min", "minutos": "min", "minuti": "min", "std": "h", "std.": "h", "stunde": "h",
    "stunden": "h", "heure": "h", "heures": "h", "hora": "h", "horas": "h", "ore": "h", "uur": "h", "sekunden": "s", "secondes": "s",
    "segundos": "s", "mal": TIMES, "fois": TIMES, "veces": TIMES, "s": "s", "sec": "s", "seconds": "s", "x": TIMES, "times": TIMES, "time": TIMES, "": TIMES,
}  # fmt: skip


class LoopHabit:
    """A habit of Loop: its name, whether it has amounts, and their unit as the person wrote it."""

    def __init__(self, name: str, unit: str, *, numeric: bool) -> None:
        self.name, self.unit, self.numeric = " ".join(name.split())[:40], unit.strip(), numeric


class Loop(AppSource):
    """An export of Loop. A day of a habit is known by both, so that its CSV and its database are the same to an import."""

    name = "loop"
    title = "Loop Habit Tracker"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a list of habits with a folder for one of them, or a database with Loop's two tables."""
        folders = any(_is_index(file) for file in files) and any(file.name.count("/") and file.basename == TICKS for file in files)
        return folders or any(map(_is_database, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each day on which something was done, and at the end how many days had nothing."""
        nothing = 0
        for habit, number, ticks in self._habits():
            for day, value, note in ticks:
                try:
                    row = self._row(habit, number, day, value, note)
                except ValueError:
                    row = ImportRow(0, wrong=f"{habit.name} is not an amount")
                nothing += row is None
                if row is not None:
                    yield row
        if nothing:
            yield ImportRow(0, left_out=(("not done on its day", nothing),))

    def _habits(self) -> Iterator[tuple[LoopHabit, str, Iterator[Tick]]]:
        """Yield each habit with what tells it from others of its name, empty for the first, and its days."""
        seen: dict[str, int] = {}
        for habit, ticks in self._of_folders() if any(map(_is_index, self.files)) else self._of_database():
            seen[habit.name] = seen.get(habit.name, 0) + 1
            yield habit, f"#{seen[habit.name]}" if seen[habit.name] > 1 else "", ticks

    def _of_folders(self) -> Iterator[tuple[LoopHabit, Iterator[Tick]]]:
        """Yield the habits of the CSV. Their folders are found by the number at the beginning: their names lack signs and letters."""
        index = next(file for file in self.files if _is_index(file))
        ticks = {file.name.split("/")[-2].partition(" ")[0]: file for file in self.files if file.name.count("/") and file.basename == TICKS}
        for _, cells in index.records():
            if file := ticks.get(cells["Position"].strip()):
                habit = LoopHabit(cells["Name"], cells.get("Unit", ""), numeric=cells.get("Type", "") == NUMERIC[0])
                yield habit, _ticks_of(file)

    def _of_database(self) -> Iterator[tuple[LoopHabit, Iterator[Tick]]]:
        file = next(filter(_is_database, self.files), None)
        if file is None:
            raise Refused(f"{self.files.name} has no habits of Loop that can be read. Nothing imported.")
        with file.database() as tables:
            there = [name for name in ("type", "unit") if name in tables.columns("Habits")]
            habits = {row[0]: row[1:] for row in tables.rows("Habits", ["rowid", "name", *there])}
            named = ["habit", "timestamp"] + [name for name in ("value", "notes") if name in tables.columns("Repetitions")]
            ticks: dict[Any, list[Tick]] = {}
            for row in tables.rows("Repetitions", named):
                told = dict(zip(named, row, strict=True))
                ticks.setdefault(told["habit"], []).append(_tick_of(told))
        for number, (name, *more) in habits.items():
            told = dict(zip(there, more, strict=True))
            habit = LoopHabit(str(name), str(told.get("unit") or ""), numeric=str(told.get("type")) == NUMERIC[1])
            yield habit, iter(ticks.get(number, []))

    def _row(self, habit: LoopHabit, number: str, day: date, value: str, note: str) -> ImportRow | None:
        """Return the row of a day, None if nothing was done and nothing noted. Raises ValueError for a value that is none."""
        found = self._done(habit, value)
        if found is None and not note:
            return None
        if found is None:
            return ImportRow(0, (self.entry(Note, f"{day}/{habit.name}{number}", day, note=f"{habit.name}: {note}"),))
        kind, told = found
        return ImportRow(0, (self.entry(kind, f"{day}/{habit.name}{number}", day, name=habit.name, note=note or None, **told),))

    def _done(self, habit: LoopHabit, value: str) -> tuple[type[Entry], dict[str, Any]] | None:
        """Return the kind of what was done on a day with its amount, None if nothing was."""
        if not habit.numeric:
            if value not in (*DONE, *NOTHING):
                raise ValueError(value)
            return (Habit, {}) if value in DONE else None
        if value in NOTHING or value in DONE:  # the least amounts are written like these words
            return None
        amount = int(value) / THOUSAND
        unit = UNIT_WORDS.get(habit.unit.casefold(), "")
        if unit in UNITS:
            length = int(amount * UNITS[unit] + 0.5)
            return (Habit, {"minutes": length}) if length else None
        if unit == TIMES and amount == int(amount) and amount <= MOST_TIMES:
            return Habit, {"times": int(amount)}
        return Measure, {"value": amount, "unit": habit.unit[:20] or None}


def _is_index(file: AppFile) -> bool:
    return file.basename == INDEX and has_columns(file, ("Position", "Name", "Question"))


def _is_database(file: AppFile) -> bool:
    if not file.begins_with(b"SQLite format 3\0"):
        return False
    try:
        with file.database() as tables:
            return {"habit", "timestamp"} <= set(tables.columns("Repetitions")) and "name" in tables.columns("Habits")
    except Refused:
        return False


def _ticks_of(file: AppFile) -> Iterator[Tick]:
    """Yield the days of a habit's file: a header since 2021, none before."""
    for row in file.table():
        if len(row) > 1 and row[0].strip() != "Date":
            try:
                yield date.fromisoformat(row[0].strip()), row[1].strip(), row[2].strip() if len(row) > 2 else ""
            except ValueError:
                raise Refused(f"{file.said} has a line that is not of a day. Nothing imported.") from None


def _tick_of(told: dict[str, Any]) -> Tick:
    """Return the day of a row of the database. Its instant is midnight in UTC, in milliseconds."""
    try:
        day = datetime.fromtimestamp(int(told["timestamp"]) / 1000, UTC).date()
    except (TypeError, ValueError, OverflowError, OSError):
        raise Refused("This database has a day that is none. Nothing imported.") from None
    return day, str(told.get("value", DONE[1])), str(told.get("notes") or "").strip()
