"""Garmin: the table of activities of its website, and the sleep of the account's export."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime
from re import compile as pattern

from ... import clock
from ..cells import is_missing
from .activity_names import activity_of
from .contract import AppSource, digest, numbered
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from ..rows import ImportRow
    from .files import AppFile, AppFiles

COLUMNS = ("Activity Type", "Date", "Favorite", "Title", "Distance", "Time")
NIGHT = b'"sleepStartTimestampGMT"'
STAGES = ("deepSleepSeconds", "lightSleepSeconds", "remSleepSeconds")
LENGTH = pattern(r"(?:([0-9]{1,3}):)?([0-9]{1,2}):([0-9]{2})([.,][0-9]+)?")


class Garmin(AppSource):
    """An export of Garmin. An activity is known by its time and type, since it has no number; a night by its day."""

    name = "garmin"
    title = "Garmin"
    unread = "its day or its length can't be read"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a table of activities, or a list of nights."""
        return any(has_columns(file, COLUMNS) or _is_sleep(file) for file in files)

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each activity and each night."""
        for file in (file for file in self.files if has_columns(file, COLUMNS)):
            seen: Counter[str] = Counter()
            for line, cells in file.records():
                yield self.record(line, self._activity, cells, seen)
        nights: dict[str, Mapping[str, Any]] = {}
        for file in filter(_is_sleep, self.files):
            found = file.json()
            nights |= {str(one.get("calendarDate")): one for one in (found if isinstance(found, list) else []) if isinstance(one, dict)}
        for day, night in sorted(nights.items()):
            yield self.record(0, self._night, day, night)

    def remarks(self) -> list[str]:
        """Return what a night without stages is."""
        return ["A night without stages has the length from its start to its end."] if any(map(_is_sleep, self.files)) else []

    def _activity(self, line: int, cells: Mapping[str, str], seen: Counter[str]) -> ImportRow:
        when = self.rules.local(datetime.fromisoformat(cells["Date"].strip()).replace(tzinfo=None))
        said = next((cells[name].strip() for name in ("Time", "Moving Time", "Elapsed Time") if not is_missing(cells.get(name, ""))), "")
        key = numbered(seen, digest(cells["Date"].strip(), cells["Activity Type"].strip()))
        return self.movement(line, key, when, _minutes(said), activity_of(cells["Activity Type"]))

    def _night(self, line: int, day: str, night: Mapping[str, Any]) -> ImportRow:
        woke = date.fromisoformat(day)
        start, end = (
            self.rules.at(datetime.fromisoformat(night[f"sleep{side}TimestampGMT"]).replace(tzinfo=UTC).timestamp())
            for side in ("Start", "End")
        )
        window = clock.minutes_between(start, end)
        staged = int(sum(float(night.get(name) or 0) for name in STAGES) / 60 + 0.5)
        return self.night(line, f"sleep/{day}", staged or window, (start, end), day=woke, in_bed=window if staged else 0, nap=False)


def _minutes(said: str) -> float:
    """Return the minutes of `00:31:24`, `1:05:00.7` or `31:24.5`. Raises ValueError for others: `31:24` can be hours or minutes."""
    found = LENGTH.fullmatch(said)
    if found is None or not (found[1] or found[4]):
        raise ValueError(said)
    return int(found[1] or 0) * 60 + int(found[2]) + int(found[3]) / 60


def _is_sleep(file: AppFile) -> bool:
    return file.begins_with(b"[") and NIGHT in file.begin
