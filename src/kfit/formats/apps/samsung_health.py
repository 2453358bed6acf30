"""Samsung Health: the folder of its CSV files, each with a line about itself above its header."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from re import compile as pattern

from ..cells import is_missing, sure_number
from ..rows import ImportRow
from .contract import AppSource, minutes, union

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .files import AppFile, AppFiles

    Cells = Mapping[str, str]

SLEEPS, STAGES, WORKOUTS = "shealth.sleep", "health.sleep_stage", "shealth.exercise"
WEIGHTS, PRESSURES, STEPS = "health.weight", "shealth.blood_pressure", "shealth.step_daily_trend"
TABLES = (SLEEPS, STAGES, WORKOUTS, WEIGHTS, PRESSURES, STEPS)
ABOUT = pattern(r"com\.samsung\.(s?health\.[a-z_.]+)(?:,[0-9]+)+,?")
ASLEEP = ("40002", "40003", "40004")  # light, deep, REM; 40001 is awake
ACTIVITIES = {"1001": "walk", "1002": "run"}
OFFSET = pattern(r"UTC([+-])([0-9]{2})([0-9]{2})")
BEDTIME = (*range(20, 24), 0, 1)  # hours in which most nights begin
TIMES = {"utc": "its times are UTC", "local": "its times are those of the clock"}


class SamsungHealth(AppSource):
    """An export of Samsung Health. A record is known by its datauuid.

    Exports differ in whether their times are UTC or local. The hours at which nights begin tell, and where they
    leave both the person is asked. An export without nights is read as UTC, and that is said.
    """

    name = "samsung-health"
    title = "Samsung Health"
    questions = ("times",)

    def __init__(self, *told: object) -> None:
        super().__init__(*told)  # type: ignore[arg-type]  # as AppSource has them
        self.times = ""
        self.guessed = False

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether a file says in its first line that it is one of Samsung's tables."""
        return any(_table_of(file) in TABLES for file in files)

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each record."""
        self.times = self._times()
        stages = self._stages()
        for line, cells in self._of(SLEEPS):
            yield self.record(line, self._sleep, cells, stages)
        for line, cells in self._of(WORKOUTS):
            yield self.record(line, self._workout, cells)
        for line, cells in self._of(WEIGHTS):
            yield self.record(line, self._weight, cells)
        for line, cells in self._of(PRESSURES):
            yield self.record(line, self._pressure, cells)
        yield from self._steps()

    def remarks(self) -> list[str]:
        """Return how the times are read."""
        return [f"Samsung's times were read as {'UTC' if self.times == 'utc' else 'those of the clock'}."]

    def guesses(self) -> list[tuple[str, str]]:
        """Return how the times are read in the other way, if nothing told which it is."""
        return [("No night told which. If they are those of the clock", "times=local")] if self.guessed else []

    def _of(self, table: str) -> Iterator[tuple[int, Cells]]:
        """Yield the rows of a table, their cells by the ends of the columns' names."""
        seen: set[str] = set()
        for file in self.files:
            if _table_of(file) == table:
                for line, cells in file.records(above=1):
                    one = {name.rpartition(".")[2]: cell.strip() for name, cell in cells.items()}
                    if one.get("datauuid") not in seen:
                        seen.add(one.get("datauuid") or str(line))
                        yield line, one

    def _times(self) -> str:
        """Return whether the times are UTC or local: the reading in which nights begin in the evening."""
        found = {"utc": 0, "local": 0}
        nights = 0
        for _, cells in self._of(SLEEPS):
            try:
                start = datetime.fromisoformat(cells["start_time"]).replace(tzinfo=None)
                there = self._placed(start.replace(tzinfo=UTC), cells)
            except (KeyError, ValueError):
                continue
            if there.utcoffset():
                nights += 1
                found["utc"] += there.hour in BEDTIME
                found["local"] += start.hour in BEDTIME
        clear = [reading for reading, count in found.items() if nights and count > nights * 0.6]
        likely = clear[0] if len(clear) == 1 else "" if nights else "utc"
        self.guessed = not nights and "times" not in self.rules.typed
        return self.rules.answer("times", TIMES, "Samsung Health does not say whether its times are UTC.", likely)

    def _moment(self, text: str, cells: Cells) -> datetime:
        """Return the local time of a cell with its offset. Raises ValueError for what is none."""
        naive = datetime.fromisoformat(text).replace(tzinfo=None)
        if self.times == "utc":
            return self._placed(naive.replace(tzinfo=UTC), cells)
        shift = _offset(cells)
        return self.rules.local(naive) if shift is None else naive.replace(tzinfo=timezone(shift))

    def _placed(self, moment: datetime, cells: Cells) -> datetime:
        """Return a moment in the offset of its record, in the person's zone if the record has none."""
        shift = _offset(cells)
        return self.rules.at(moment.timestamp()) if shift is None else moment.astimezone(timezone(shift))

    def _stages(self) -> dict[str, int]:
        """Return the minutes asleep of each sleep that has stages."""
        found: dict[str, list[tuple[float, float]]] = {}
        for _, cells in self._of(STAGES):
            try:
                if cells["stage"] in ASLEEP:
                    span = tuple(self._moment(cells[name], cells).timestamp() for name in ("start_time", "end_time"))
                    found.setdefault(cells["sleep_id"], []).append((span[0], span[1]))
            except (KeyError, ValueError, OverflowError):
                continue
        return {number: minutes(union(spans)) for number, spans in found.items()}

    def _sleep(self, line: int, cells: Cells, stages: Mapping[str, int]) -> ImportRow:
        start, end = (self._moment(cells[name], cells) for name in ("start_time", "end_time"))
        length = minutes([(start.timestamp(), end.timestamp())])
        asleep = (
            int((0 if is_missing(cells.get("sleep_duration", "")) else sure_number(cells["sleep_duration"])) + 0.5)
            or stages.get(cells["datauuid"], 0)
            or length
        )
        return self.night(line, cells["datauuid"], asleep, (start, end), in_bed=length)

    def _workout(self, line: int, cells: Cells) -> ImportRow:
        when, activity = self._moment(cells["start_time"], cells), ACTIVITIES.get(cells.get("exercise_type", ""))
        return self.movement(line, cells["datauuid"], when, sure_number(cells["duration"]) / 60_000, activity)

    def _weight(self, line: int, cells: Cells) -> ImportRow:
        when = self._moment(cells["start_time"], cells)
        return ImportRow(line, (self.measure("weight", cells["datauuid"], when, sure_number(cells["weight"]), "kg"),))

    def _pressure(self, line: int, cells: Cells) -> ImportRow:
        when, values = self._moment(cells["start_time"], cells), [(name, sure_number(cells[name])) for name in ("systolic", "diastolic")]
        return ImportRow(line, tuple(self.measure(name, f"{cells['datauuid']}/{name}", when, value, "mmHg") for name, value in values))

    def _steps(self) -> Iterator[ImportRow]:
        """Yield the steps of each day: of its rows, one for each device, the highest."""
        days: dict[str, float] = {}
        for _, cells in self._of(STEPS):
            try:
                day = datetime.fromtimestamp(int(cells["day_time"]) / 1000, UTC).date().isoformat()
                days[day] = max(days.get(day, 0), float(cells["count"]))
            except (KeyError, ValueError, OverflowError, OSError):
                continue
        for day, steps in sorted(days.items()):
            if steps > 0:
                when = datetime.fromisoformat(day).date()
                yield ImportRow(0, (self.measure("steps", f"steps/{day}", when, steps),))


def _table_of(file: AppFile) -> str:
    """Return which of Samsung's tables a file says it is, empty if it is none."""
    first = file.begin.removeprefix(b"\xef\xbb\xbf").partition(b"\n")[0].decode("ascii", "replace").strip()
    found = ABOUT.fullmatch(first)
    return found[1] if found else ""


def _offset(cells: Cells) -> timedelta | None:
    """Return the offset of a record: `UTC-0500`. None if it has none. Raises ValueError for what is no offset."""
    said = cells.get("time_offset", "")
    found = OFFSET.fullmatch(said)
    if not said:
        return None
    if found is None:
        raise ValueError(said)
    shift = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -shift if found[1] == "-" else shift
