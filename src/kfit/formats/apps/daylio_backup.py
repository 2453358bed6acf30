"""Daylio's backup, a .daylio file: the same rows as its CSV, and the level of each mood, so that no name has to be asked for."""

from __future__ import annotations

from base64 import b64decode
from binascii import Error as Base64Error
from json import loads

from ...errors import Refused
from ..word_scales import FIVE, USUAL
from .files import MOST_JSON

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from .files import AppFile

NAME = "backup.daylio"
LEVELS = FIVE.split()  # from the best, which is mood group 1
BROKEN = "{} is not a backup of Daylio that can be read. Nothing imported."


class DaylioBackup:
    """A backup: `rows` are those of the CSV, `numbers` the mood from 0 to 10 of each name. Raises Refused if it cannot be read."""

    def __init__(self, file: AppFile) -> None:
        told = _content(file)
        moods = {one["id"]: one for one in _list(told, "customMoods") if "id" in one}
        self.tags = {one["id"]: str(one.get("name") or "") for one in _list(told, "tags") if "id" in one}
        self.entries = _list(told, "dayEntries")
        self.names: dict[Any, str] = {}
        self.numbers: dict[str, int | None] = {}
        for number, mood in moods.items():
            level = _level(mood)
            name = " ".join(str(mood.get("custom_name") or "").split()) or (level or "mood")
            self.names[number] = name
            self.numbers.setdefault(name, None if level is None else USUAL[level])

    def rows(self) -> Iterator[tuple[int, Mapping[str, str]]]:
        """Yield each entry as a row of the CSV, numbered from 1. An entry without a day has an empty one."""
        for number, one in enumerate(self.entries, 1):
            tags = one.get("tags")
            named = [self.tags.get(tag, "").replace("|", "/") for tag in tags] if isinstance(tags, list) else []
            yield (
                number,
                {
                    "full_date": _day(one),
                    "time": _clock(one),
                    "mood": self.names.get(one.get("mood"), ""),
                    "activities": " | ".join(filter(None, named)),
                    "note_title": str(one.get("note_title") or ""),
                    "note": str(one.get("note") or ""),
                },
            )


def is_backup(file: AppFile) -> bool:
    """Return whether a file is the inner one of a backup: JSON of an object, written in base64."""
    return file.basename == NAME and file.begins_with(b"eyJ", b"ew")


def _content(file: AppFile) -> dict[str, Any]:
    with file.open() as stream:
        text = stream.read(MOST_JSON * 4 // 3 + 4)
    try:
        found = loads(b64decode(text, validate=False))
    except (Base64Error, ValueError, RecursionError):
        raise Refused(BROKEN.format(file.said)) from None
    if not isinstance(found, dict):
        raise Refused(BROKEN.format(file.said))
    return found


def _list(told: Mapping[str, Any], name: str) -> list[dict[str, Any]]:
    """Return the objects of a list, those whose id cannot be one left out."""
    found = told.get(name)
    objects = [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []
    return [one for one in objects if isinstance(one.get("id", 0), int | str)]


def _level(mood: Mapping[str, Any]) -> str | None:
    """Return Daylio's own name of a mood's level, None if it has none."""
    group = mood.get("mood_group_id")
    return LEVELS[group - 1] if isinstance(group, int) and 1 <= group <= len(LEVELS) else None


def _day(one: Mapping[str, Any]) -> str:
    """Return the day of an entry. Its months begin with 0."""
    year, month, day = one.get("year"), one.get("month"), one.get("day")
    if not (isinstance(year, int) and isinstance(month, int) and isinstance(day, int)):
        return ""
    return f"{year:04}-{month + 1:02}-{day:02}"


def _clock(one: Mapping[str, Any]) -> str:
    hour, minute = one.get("hour"), one.get("minute")
    return f"{hour:02}:{minute:02}" if isinstance(hour, int) and isinstance(minute, int) else ""
