"""Bearable: its CSV, in which each row is one reading of one category."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from re import compile as pattern
from typing import NamedTuple

from ...model.entries import Habit, Measure, Medicine, Mood, Note, Rating, Sleep
from ...model.measures import QUANTITIES, UNIT_NAMES
from ...parsing.dates import MONTH_WORDS
from ..cells import UnreadableCell, is_missing, minutes, on_scale, sure_number, time_of_day
from ..rows import ImportRow
from .contract import AppSource, digest, numbered
from .files import has_columns

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from typing import Any

    from .contract import OneEntry
    from .files import AppFile, AppFiles

    Cells = Mapping[str, str]

COLUMNS = ("date", "weekday", "time of day", "category", "rating/amount", "detail")
ORDINAL = pattern(r"([0-9]{1,2})(?:st|nd|rd|th)? ([A-Za-z]{3,9})\.? ([0-9]{4})")
NAMED = pattern(r"(.*?)\s*\(([^()]*)\)")  # Headache (Mild), Sertraline (mg), Weight (lbs)
IN_BED = pattern(r"in bed ([0-9]{1,2}:[0-9]{2}) ?- ?([0-9]{1,2}:[0-9]{2})", 2)
PARTS_OF_DAY = ("", "pre", "am", "mid", "pm", "all day")
ONE_TO_FIVE = (1.0, 5.0)
LEVELS = "of 4"  # the unit of symptoms: 1 mild, 2 moderate, 3 severe, 4 unbearable
NOTED = ("gratitudes", "gratitude", "journal", "notes")
MEDICINES = ("meds/supplements", "medication")
UNNAMED = ("mood", "energy", "sleep", "factors", *NOTED)  # whose detail is no name
DIARY = ("food diary", "food diary factors", "bowel movements")  # of which kfit keeps nothing


class BearableLine(NamedTuple):
    """One row: its id, its time or day, and its texts."""

    key: str
    when: datetime | date
    value: str
    detail: str
    note: str


class Bearable(AppSource):
    """An export of Bearable. A reading is known by its day, time, category and name, so that a changed value is updated."""

    name = "bearable"
    title = "Bearable"

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a CSV with Bearable's columns."""
        return any(map(_is_table, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each reading, and at the end how many of which category are not kept."""
        told = [
            (seen, line, cells) for file in filter(_is_table, self.files) for seen in [Counter[str]()] for line, cells in file.records()
        ]
        quality = {
            _day(cells): cells["rating/amount"].strip() for _, _, cells in told if _category(cells) == "sleep quality" and _day(cells)
        }
        slept = {_day(cells) for _, _, cells in told if _category(cells) == "sleep"}
        left: Counter[str] = Counter()
        for seen, line, cells in told:
            category = _category(cells)
            if category in DIARY or (category == "sleep quality" and _day(cells) in slept):
                left[category] += category in DIARY
                continue
            try:
                yield self._row(line, cells, category, quality, seen)
            except (UnreadableCell, ValueError) as error:
                yield ImportRow(line, wrong=str(error) if isinstance(error, UnreadableCell) else "day is not a day")
        if counts := tuple((f"of {category}", count) for category, count in left.items() if count):
            yield ImportRow(0, left_out=counts)

    def remarks(self) -> list[str]:
        """Return on which scale each category is kept."""
        return [
            "Bearable's moods of 1 to 10 are kept as they stand.",
            "Energy and sleep quality of 1 to 5 became 0 to 10: 1 became 0, 3 became 5, 5 became 10.",
            "Symptoms are kept as they stand: 1 mild, 2 moderate, 3 severe, 4 unbearable.",
        ]

    def _row(self, line: int, cells: Cells, category: str, quality: Mapping[date | None, str], seen: Counter[str]) -> ImportRow:
        day = _day(cells)
        if day is None:
            raise ValueError
        when, bad = self._when(day, cells["time of day"].strip().lower())
        named = "" if category in UNNAMED else cells["detail"].strip()  # what may be edited is no part of what a reading is known by
        key = numbered(seen, digest(day, cells["time of day"].strip(), category, named))
        texts = ("" if is_missing(cells.get(name, "")) else cells[name].strip() for name in ("rating/amount", "detail", "notes"))
        found = self._entries(category, BearableLine(key, when, *texts), quality.get(day, ""))
        return ImportRow(line, tuple(found), bad=bad) if found else ImportRow(line, empty=("it is empty",), bad=bad)

    def _when(self, day: date, said: str) -> tuple[datetime | date, tuple[str, ...]]:
        if said in PARTS_OF_DAY:
            return day, ()
        try:
            return self.rules.local(datetime.combine(day, time_of_day(said))), ()
        except UnreadableCell as error:
            return day, (f"time {error}",)

    def _entries(self, category: str, one: BearableLine, quality: str) -> list[OneEntry]:
        """Return the entries of a reading: its value, its detail and its note. Raises UnreadableCell for a value that is none."""
        if category == "factors":
            names = dict.fromkeys(name for part in one.detail.split("|") if (name := " ".join(part.split())))
            return [self.entry(Habit, f"{one.key}/{name[:60]}", one.when, name=name, note=one.note or None) for name in names]
        if category in MEDICINES:
            name, unit = _named(one.detail)
            dose = f"{one.value} {unit}".strip() if one.value else None
            taken: dict[str, Any] = {"name": name, "event": "taken", "dose": dose, "note": one.note or None}
            return [self.entry(Medicine, one.key, one.when, tz=None, **taken)] if name else []
        if category in NOTED:
            words = "\n".join(filter(None, (one.detail or one.value, one.note)))
            return [self.entry(Note, one.key, one.when, note=words)] if words else []
        return [self._value(category, one, quality)] if one.value else []

    def _value(self, category: str, one: BearableLine, quality: str) -> OneEntry:
        """Return the entry of a reading with a number: a mood, energy, a night, a symptom, a measurement, or points."""
        if category == "sleep":
            return self._sleep(one, quality)
        number = sure_number(one.value)
        text = "\n".join(filter(None, (one.detail, one.note))) or None
        if category == "mood":
            return self.entry(Mood, one.key, one.when, score=int(number) if number == int(number) else number, note=text)
        if category == "energy":
            return self.entry(Rating, one.key, one.when, name="energy", score=on_scale(number, ONE_TO_FIVE), better="high", note=text)
        name, unit = _named(one.detail)
        told: dict[str, Any]
        if category == "symptom":
            told = {"name": name or "symptom", "value": number, "unit": LEVELS}
        elif name.lower() == "weight" and UNIT_NAMES.get(unit.lower()) in QUANTITIES["weight"].units:
            return self.measure("weight", one.key, one.when, number, UNIT_NAMES[unit.lower()], note=one.note or None)
        elif category == "health measurements":
            told = {"name": f"{name or 'measurement'} value", "value": number, "unit": unit[:20] or "points"}
        else:
            told = {"name": f"{category} points", "value": number, "unit": "points"}
        return self.entry(Measure, one.key, one.when, tz=None, **told, note=one.note or None)

    def _sleep(self, one: BearableLine, quality: str) -> OneEntry:
        asleep = minutes(one.value, "hm", decimal_comma=False)
        bed = IN_BED.search(one.detail)
        in_bed = (_minute(bed[2]) - _minute(bed[1])) % 1440 if bed else 0
        return self.entry(
            Sleep,
            one.key,
            one.when.date() if isinstance(one.when, datetime) else one.when,
            minutes=asleep,
            in_bed_minutes=in_bed if asleep <= in_bed else None,
            quality=None if is_missing(quality) else on_scale(sure_number(quality), ONE_TO_FIVE),
            note=one.note or None,
        )


def _is_table(file: AppFile) -> bool:
    return has_columns(file, COLUMNS)


def _category(cells: Cells) -> str:
    return " ".join(cells["category"].lower().split())


def _day(cells: Cells) -> date | None:
    """Return the day of a row: `2025-11-03`, else `3rd Nov 2025`. None if it has none."""
    try:
        if formatted := cells.get("date formatted", "").strip():
            return date.fromisoformat(formatted)
        found = ORDINAL.fullmatch(cells["date"].strip())
        return date(int(found[3]), MONTH_WORDS[found[2].lower()], int(found[1])) if found else None
    except (ValueError, KeyError):
        return None


def _named(detail: str) -> tuple[str, str]:
    """Return the name of a detail and what stands in brackets behind it: `Sertraline (mg)`."""
    found = NAMED.fullmatch(detail)
    return (found[1].strip(), found[2].strip()) if found else (detail, "")


def _minute(said: str) -> int:
    hours, minute = said.split(":")
    return int(hours) * 60 + int(minute)
