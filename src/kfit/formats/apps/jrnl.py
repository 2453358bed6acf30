"""jrnl: the JSON export. Each entry is a note; nothing else is in it."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime

from ...model.entries import Note
from ..cells import time_of_day
from ..rows import ImportRow
from .contract import AppSource, digest, numbered

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from .files import AppFile, AppFiles

PARTS = (b'"tags"', b'"entries"')


class Jrnl(AppSource):
    """An export of jrnl. An entry is known by its uuid, if it has one, else by its day, time and title."""

    name = "jrnl"
    title = "jrnl"
    unread = "its day or its time can't be read"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a JSON file that begins with jrnl's tags, before its entries."""
        return any(map(_is_export, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each entry, numbered as in the file."""
        for file in filter(_is_export, self.files):
            seen: Counter[str] = Counter()
            told = file.json()
            entries = told.get("entries") if isinstance(told, dict) else None
            for number, one in enumerate(entries if isinstance(entries, list) else [], 1):
                yield self.record(number, self._row, one, seen)

    def _row(self, number: int, one: dict[str, Any], seen: Counter[str]) -> ImportRow:
        title, body = (str(one.get(part) or "").strip() for part in ("title", "body"))
        text = "\n".join(filter(None, (title, body)))
        if not text:
            return ImportRow(number, empty=("it has no words",))
        day, time = date.fromisoformat(str(one["date"])), str(one.get("time") or "")
        when = self.rules.local(datetime.combine(day, time_of_day(time))) if time else day
        key = numbered(seen, str(one.get("uuid") or digest(day, time, title))[:150])
        return ImportRow(number, (self.entry(Note, key, when, note=text),))


def _is_export(file: AppFile) -> bool:
    """Return whether a file begins like jrnl's export: an object whose first key is `tags`, a mapping of tags to counts."""
    if not file.begins_with(b"{"):
        return False
    return file.begin.removeprefix(b"\xef\xbb\xbf").lstrip()[1:].lstrip().startswith(PARTS[0]) and (
        PARTS[1] in file.begin or b"{" in file.begin[1:]
    )
