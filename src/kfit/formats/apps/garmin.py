"""Garmin: the table of activities of its website, and the sleep of the account's export."""

from __future__ import annotations

from datetime import UTC, date, datetime

from ... import clock
from ...model.entries import Exercise, Sleep
from ..cells import UnreadableCell, minutes
from ..rows import ImportRow
from .activity_names import activity_of
from .contract import AppSource, digest
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from .files import AppFile, AppFiles

COLUMNS = ("Activity Type", "Date", "Favorite", "Title", "Distance", "Time")
NIGHT = b'"sleepStartTimestampGMT"'
STAGES = ("deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds")
NOTHING = ("", "--")


class Garmin(AppSource):
    """An export of Garmin. An activity is known by its time and type, since it has no number; a night by its day."""

    name = "garmin"
    title = "Garmin"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a table of activities, or a list of nights."""
        return any(has_columns(file, COLUMNS) or _is_sleep(file) for file in files)

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each activity and each night."""
        for file in (file for file in self.files if has_columns(file, COLUMNS)):
            seen: dict[str, int] = {}
            for line, cells in file.records():
                try:
                    yield self._activity(line, cells, seen)
                except (ValueError, UnreadableCell):
                    yield ImportRow(line, wrong="its day or its length can't be read")
        nights: dict[str, Mapping[str, Any]] = {}
        for file in filter(_is_sleep, self.files):
            found = file.json()
            nights |= {str(one.get("calendarDate")): one for one in (found if isinstance(found, list) else []) if isinstance(one, dict)}
        for day, night in sorted(nights.items()):
            try:
                yield self._night(day, night)
            except (KeyError, TypeError, ValueError, OverflowError):
                yield ImportRow(0, wrong="a night of it can't be read")

    def remarks(self) -> list[str]:
        """Return what a night without stages is."""
        return ["A night without stages has the length from its start to its end."] if any(map(_is_sleep, self.files)) else []

    def _activity(self, line: int, cells: Mapping[str, str], seen: dict[str, int]) -> ImportRow:
        when = self.rules.local(datetime.fromisoformat(cells["Date"].strip()).replace(tzinfo=None))
        said = next(
            (cells[name].strip() for name in ("Time", "Moving Time", "Elapsed Time") if cells.get(name, "").strip() not in NOTHING), ""
        )
        length = minutes(said, "hm", decimal_comma=False)
        if not length:
            return ImportRow(line, empty=("exercise is 0, which is no entry",))
        key = digest(cells["Date"].strip(), cells["Activity Type"].strip())
        seen[key] = seen.get(key, 0) + 1
        key += f"-{seen[key]}" if seen[key] > 1 else ""
        return ImportRow(line, (self.entry(Exercise, key, when, minutes=length, activity=activity_of(cells["Activity Type"])),))

    def _night(self, day: str, night: Mapping[str, Any]) -> ImportRow:
        woke = date.fromisoformat(day)
        start, end = (
            self.rules.at(datetime.fromisoformat(night[f"sleep{side}TimestampGMT"]).replace(tzinfo=UTC).timestamp())
            for side in ("Start", "End")
        )
        window = clock.minutes_between(start, end)
        staged = int(sum(float(night.get(name) or 0) for name in STAGES) / 60 + 0.5)
        if not (staged or window):
            return ImportRow(0, empty=("sleep is 0, which is no entry",))
        told = {"start_at": clock.instant(start), "end_at": clock.instant(end)}
        in_bed = window if staged and staged <= window <= 1440 else None
        return ImportRow(0, (self.entry(Sleep, f"sleep/{day}", woke, minutes=staged or window, in_bed_minutes=in_bed, tz=None, **told),))


def _is_sleep(file: AppFile) -> bool:
    return file.begins_with(b"[") and NIGHT in file.begin
