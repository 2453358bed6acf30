"""Oura: the sleep of the app data of its membership page."""

from __future__ import annotations

from datetime import datetime

from ..cells import is_missing
from ..rows import ImportRow
from .contract import AppSource
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from .files import AppFile, AppFiles

COLUMNS = ("bedtime_start", "bedtime_end", "total_sleep_duration", "type")
NO_SLEEP = ("rest", "deleted")
NIGHT = "long_sleep"


class Oura(AppSource):
    """An export of Oura. A sleep is known by its id, else by its start."""

    name = "oura"
    title = "Oura"
    unread = "it is no record of a sleep"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a table of sleeps with Oura's columns."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each sleep, and at the end how many were rest or deleted."""
        rested = 0
        for file in filter(_is_table, self.files):
            for line, cells in file.records():
                if cells["type"].strip() in NO_SLEEP:
                    rested += 1
                    continue
                yield self.record(line, self._row, cells)
        if rested:
            yield ImportRow(0, left_out=(("rest without sleep, or deleted", rested),))

    def _row(self, line: int, cells: Mapping[str, str]) -> ImportRow:
        start, end = (datetime.fromisoformat(cells[name].strip()) for name in ("bedtime_start", "bedtime_end"))
        if is_missing(cells["total_sleep_duration"]):
            return ImportRow(line, empty=("it has no length of sleep",))
        asleep = int(float(cells["total_sleep_duration"]) / 60 + 0.5)
        in_bed = int(float(cells.get("time_in_bed") or 0) / 60 + 0.5)
        known = cells.get("id", "").strip() or str(int(start.timestamp()))
        return self.night(line, known, asleep, (start, end), in_bed=in_bed, nap=cells["type"].strip() != NIGHT)


def _is_table(file: AppFile) -> bool:
    return has_columns(file, COLUMNS)
