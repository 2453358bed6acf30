"""Sleep as Android: the CSV of its export, in which each record has a header of its own."""

from __future__ import annotations

from ..cells import on_scale, sure_number
from .contract import AppSource
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..rows import ImportRow
    from .files import AppFile, AppFiles

COLUMNS = ("Id", "Tz", "From", "To", "Hours", "Rating", "Comment")
MANUAL = "-1.0"  # of LenAdjust: the record was typed, and nothing is to be added
BEST = 5.0  # of a rating; 0 is none


class SleepAsAndroid(AppSource):
    """An export of Sleep as Android. A record is known by its Id, the instant of its start in milliseconds."""

    name = "sleep-as-android"
    title = "Sleep as Android"
    unread = "it is no record of a night"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a CSV that begins with the header of a record."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each record, in the order of the file. Of two with one Id the first counts."""
        seen: set[str] = set()
        for file in filter(_is_table, self.files):
            header: list[str] = []
            for line, row in enumerate(file.table(), 1):
                if row and row[0] == COLUMNS[0]:
                    header = row
                elif row and row[0].strip() and header and row[0] not in seen:
                    seen.add(row[0])
                    cells = {name: cell for name, cell in zip(header, row, strict=False) if name in (*COLUMNS, "LenAdjust")}
                    yield self.record(line, self._row, cells)

    def remarks(self) -> list[str]:
        """Return how ratings are read."""
        return ["Ratings of 1 to 5 became a quality of 2 to 10; 0 is none."]

    def _row(self, line: int, cells: Mapping[str, str]) -> ImportRow:
        begun = int(cells["Id"]) / 1000
        hours, adjusted = sure_number(cells["Hours"]), cells.get("LenAdjust", "")
        asleep = int(hours * 60 + (0 if adjusted in ("", MANUAL) else float(adjusted)) + 0.5)
        start, end = (self.rules.at(moment, cells.get("Tz")) for moment in (begun, begun + hours * 3600))
        rating = float(cells.get("Rating") or 0)
        quality = on_scale(rating, (0.0, BEST)) if 0 < rating <= BEST else None
        note = "\n".join(filter(None, (part.strip() for part in cells.get("Comment", "").replace("\\n", "\n").splitlines())))
        return self.night(line, cells["Id"], asleep, (start, end), tz=cells.get("Tz") or None, quality=quality, note=note or None)


def _is_table(file: AppFile) -> bool:
    return has_columns(file, COLUMNS)
