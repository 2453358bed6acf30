"""Strava: the table of activities of the bulk export. Its names are translated, so columns are found by where they stand."""

from __future__ import annotations

from datetime import UTC, datetime
from re import compile as pattern

from ..cells import is_missing, sure_number
from .activity_names import activity_of
from .contract import AppSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..rows import ImportRow
    from .files import AppFile, AppFiles

NUMBER, DAY, TYPE, DESCRIPTION, ELAPSED = 0, 1, 3, 4, 5  # where the columns stand in each layout
HEADERS = (b"Activity ID,Activity Date,", b"id,date,name,type,description,elapsed_time")
FILE = pattern(rb"activities/[0-9]+\.(?:gpx|fit|tcx)")
FORMS = (
    "%b %d, %Y, %I:%M:%S %p",
    "%Y-%m-%d %H:%M:%S",
    "%d.%m.%Y, %H:%M:%S",
    "%d/%m/%Y, %H:%M:%S",
    "%d %b %Y, %H:%M:%S",
    "%Y/%m/%d %H:%M:%S",
)
LEAST = 6  # columns


class Strava(AppSource):
    """An export of Strava. An activity is known by its number. Its time is UTC."""

    name = "strava"
    title = "Strava"
    unread = "its number, its day or its length can't be read"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a table with Strava's first columns, or one that names files of activities."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each activity: its moving time, else its elapsed time."""
        for file in filter(_is_table, self.files):
            rows = file.table()
            header = [cell.strip() for cell in next(rows, [])]
            if len(header) < LEAST:
                continue
            again = header[ELAPSED + 1 :].index(header[ELAPSED]) + ELAPSED + 1 if header[ELAPSED] in header[ELAPSED + 1 :] else 0
            for line, row in enumerate(rows, 2):
                if len(row) >= LEAST:
                    yield self.record(line, self._row, row, again + 1 if again and again + 1 < len(row) else 0)

    def _row(self, line: int, row: list[str], moving: int) -> ImportRow:
        when, number = self.rules.at(_instant(row[DAY].strip())), int(row[NUMBER].strip())
        seconds = (_seconds(row[moving]) if moving else 0) or _seconds(row[ELAPSED])
        note = row[DESCRIPTION].strip() or None
        return self.movement(line, str(number), when, seconds / 60, activity_of(row[TYPE]), note=note)


def _is_table(file: AppFile) -> bool:
    begin = file.begin.removeprefix(b"\xef\xbb\xbf")
    return begin.startswith(HEADERS) or (FILE.search(begin) is not None and begin.partition(b"\n")[0].count(b",") >= LEAST)


def _instant(text: str) -> float:
    """Return the instant of a day and time in UTC. Raises ValueError."""
    for form in FORMS:
        try:
            return datetime.strptime(text, form).replace(tzinfo=UTC).timestamp()
        except ValueError:
            continue
    raise ValueError(text)


def _seconds(cell: str) -> float:
    return 0 if is_missing(cell) else sure_number(cell)
