"""Fitbit: the JSON files of a Google Takeout, and the CSV that the website gave before."""

from __future__ import annotations

import csv
from datetime import UTC, date, datetime
from math import sqrt

from ... import clock
from ...errors import Refused
from ...model.measures import own_value
from ..cells import cell_number
from ..rows import ImportRow
from .activity_names import activity_of
from .contract import AppSource

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from typing import Any

    from .contract import OneEntry
    from .files import AppFile, AppFiles

    Record = Mapping[str, Any]

# What the first bytes of a file of each sort have.
SLEEP, WORKOUT, WEIGHT = b'"dateOfSleep"', b'"activityName"', b'"bmi"'
ACTIVE = ("very_active_minutes-*.json", "moderately_active_minutes-*.json")
STEPS = "steps-*.json"
STAMP = "%m/%d/%y %H:%M:%S"
SITE_DAYS = ("%Y-%m-%d", "%m/%d/%Y", "%d-%m-%Y")
SITE_STAMPS = tuple(f"{day} {time}" for day in SITE_DAYS for time in ("%I:%M%p", "%H:%M"))
SECTIONS = ("Sleep", "Activities", "Body")
HEIGHTS = (1.4, 2.1)  # metres: a weight and its BMI imply one of these in the right unit


class Fitbit(AppSource):
    """An export of Fitbit. Sleep, workouts and weights are known by Fitbit's own numbers, totals by their day."""

    name = "fitbit"
    title = "Fitbit"
    questions = ("weight",)

    def __init__(self, *told: object) -> None:
        super().__init__(*told)  # type: ignore[arg-type]  # as AppSource has them
        self.totals: dict[tuple[str, ...], dict[date, float]] = {}

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether there is a list of sleeps, workouts or weights, or the website's table."""
        return any(_has(file, SLEEP) or _has(file, WORKOUT) or _is_weights(file) or _is_site(file) for file in files)

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each sleep, workout and weight, and for each day its steps, and its active minutes if no workout is there."""
        today = clock.now().date()
        zone = self._zone()
        yield from self._each(SLEEP, self._sleep)
        worked: set[date] = set()

        def workout(line: int, one: Record) -> ImportRow:
            begun = datetime.strptime(one["startTime"], STAMP).replace(tzinfo=UTC).timestamp()
            when = self.rules.at(begun, zone)
            worked.add(self.rules.lived_day(when))
            return self._workout(line, one, when, zone)

        yield from self._each(WORKOUT, workout)
        weights = [one for file in self.files if _is_weights(file) for one in _records(file)]
        unit = self._unit(weights) if weights else ""
        yield from self._once(weights, self._weight, unit)
        ahead = 0
        for day, minutes in sorted(self._totals(ACTIVE, None).items()):
            ahead += day > today
            if 0 < minutes <= 1440 and day <= today and day not in worked:
                yield self.movement(0, f"active/{day}", day, int(minutes), None)
        for day, steps in sorted(self._totals((STEPS,), zone).items()):
            ahead += day > today
            if steps > 0 and day <= today:
                yield ImportRow(0, (self.measure("steps", f"steps/{day}", day, steps),))
        for file in filter(_is_site, self.files):
            yield from self._site(file, worked)
        if ahead:
            yield ImportRow(0, left_out=(("days still to come", ahead),))

    def remarks(self) -> list[str]:
        """Return how days are read that have both workouts and active minutes."""
        return ["A day with recorded movement has that alone, any other day its active minutes."]

    def _each(self, sort: bytes, read: Callable[..., ImportRow]) -> Iterator[ImportRow]:
        """Yield the rows of all files of a sort. Where files have a number twice, that of the later file counts."""
        yield from self._once([one for file in sorted(self.files, key=_by_name) if _has(file, sort) for one in _records(file)], read)

    def _once(self, records: list[Record], read: Callable[..., ImportRow], *told: str) -> Iterator[ImportRow]:
        latest = {str(one.get("logId")): one for one in records}
        return (self.record(0, read, one, *told) for one in latest.values())

    def _zone(self) -> str | None:
        """Return the zone that the profile names, None if there is none: the person's."""
        for file in self.files.matching("Profile.csv"):
            for _, cells in file.records():
                named = (cells.get("timezone") or "").strip()
                if named and self.rules.tz_of(named):
                    return named
        return None

    def _sleep(self, line: int, one: Record) -> ImportRow:
        start, end = (self.rules.local(datetime.fromisoformat(one[name]).replace(tzinfo=None)) for name in ("startTime", "endTime"))
        return self.night(
            line,
            str(int(one["logId"])),
            int(one["minutesAsleep"]),
            (start, end),
            day=date.fromisoformat(one["dateOfSleep"]),
            in_bed=int(one.get("timeInBed") or 0),
            nap=not one.get("mainSleep", True),
        )

    def _workout(self, line: int, one: Record, when: datetime, zone: str | None) -> ImportRow:
        length = int(one.get("activeDuration") or one["duration"]) / 60_000
        return self.movement(line, str(int(one["logId"])), when, length, activity_of(str(one["activityName"])), tz=zone)

    def _unit(self, weights: list[Record]) -> str:
        """Return the unit of the weights, which no file says: the one in which weight and BMI imply a person's height."""
        told = [(one.get("weight"), one.get("bmi")) for one in weights if isinstance(one, dict)]
        pairs = [
            (weight, bmi)
            for weight, bmi in told
            if isinstance(weight, int | float) and isinstance(bmi, int | float) and weight > 0 and bmi > 0
        ]
        low, high = HEIGHTS
        fitting = [
            unit
            for unit in ("kg", "lb")
            if pairs and sum(low <= sqrt(own_value("weight", weight, unit) / bmi) <= high for weight, bmi in pairs) > len(pairs) / 2
        ]
        return self.rules.weight_unit(self.title, fitting[0] if len(fitting) == 1 else "")

    def _weight(self, line: int, one: Record, unit: str) -> ImportRow:
        when = self.rules.local(datetime.strptime(f"{one['date']} {one['time']}", STAMP))  # noqa: DTZ007 - it is the person's clock
        return ImportRow(line, (self.measure("weight", str(int(one["logId"])), when, float(one["weight"]), unit),))

    def _totals(self, patterns: tuple[str, ...], zone: str | None) -> dict[date, float]:
        """Return the sums of days. Minutes of a day have the day's date, steps the instants of their minutes in UTC."""
        if patterns in self.totals:
            return self.totals[patterns]
        found: dict[date, float] = {}
        days: dict[str, date] = {}  # of each half hour: there are a million minutes
        for file in self.files.matching(*patterns):
            for one in _records(file):
                try:
                    text, number = one["dateTime"], float(one["value"])
                    half = text[:12] + ("0" if text[12] < "3" else "3")
                    if half not in days:
                        moment = datetime.strptime(text, STAMP)  # noqa: DTZ007 - UTC, or a day alone
                        of_day = patterns == ACTIVE
                        days[half] = moment.date() if of_day else self.rules.at(moment.replace(tzinfo=UTC).timestamp(), zone).date()
                    day = days[half]
                except (KeyError, TypeError, ValueError, OverflowError, IndexError):
                    continue
                if 0 < number < 1e7:
                    found[day] = found.get(day, 0) + number
        self.totals[patterns] = found
        return found

    def _site(self, file: AppFile, worked: set[date]) -> Iterator[ImportRow]:
        """Yield the rows of the website's table, whose sections have each a title and a header."""
        for section, line, cells in _sections(file):
            yield self.record(line, self._site_row, section, cells, worked)

    def _site_row(self, line: int, section: str, cells: Record, worked: set[date]) -> ImportRow:
        if section == "Sleep":
            start, end = (self.rules.local(_site_moment(cells[name])) for name in ("Start Time", "End Time"))
            asleep, in_bed = _count(cells["Minutes Asleep"]), _count(cells.get("Time in Bed", ""))
            return self.night(line, f"site/{clock.instant(start)[:16]}", asleep, (start, end), in_bed=in_bed)
        day = _site_day(cells["Date"])
        found: list[OneEntry] = []
        if section == "Activities":
            active = _count(cells.get("Minutes Fairly Active", "")) + _count(cells.get("Minutes Very Active", ""))
            if active and day not in worked:
                found += self.movement(line, f"active/{day}", day, active, None).entries
            if steps := _count(cells.get("Steps", "")):
                found.append(self.measure("steps", f"steps/{day}", day, float(steps)))
        elif cells.get("Weight") and cells.get("BMI"):
            weight, bmi = (cell_number(cells[name], decimal_comma=False) for name in ("Weight", "BMI"))
            unit = self._unit([{"weight": weight, "bmi": bmi}])
            found.append(self.measure("weight", f"site/{day}/weight", day, weight, unit))
        return ImportRow(line, tuple(found))


def _by_name(file: AppFile) -> str:
    return file.name


def _has(file: AppFile, key: bytes) -> bool:
    return file.begins_with(b"[") and key in file.begin and b'"logId"' in file.begin


def _is_weights(file: AppFile) -> bool:
    return _has(file, WEIGHT) and b'"weight"' in file.begin


def _is_site(file: AppFile) -> bool:
    """Return whether a file is the website's table: the title of a section, then a header of Fitbit's."""
    first, _, rest = file.begin.removeprefix(b"\xef\xbb\xbf").partition(b"\n")
    headers = (b"Start Time,End Time,Minutes Asleep", b"Date,Calories Burned,Steps", b"Date,Weight,BMI")
    return first.strip().decode("utf-8", "replace") in SECTIONS and rest.lstrip().startswith(headers)


def _records(file: AppFile) -> list[Record]:
    found = file.json()
    return [one for one in found if isinstance(one, dict)] if isinstance(found, list) else []


def _sections(file: AppFile) -> Iterator[tuple[str, int, dict[str, str]]]:
    section, header = "", list[str]()
    for line, row in enumerate(_table(file), 1):
        if len(row) == 1 and row[0].strip() in (*SECTIONS, "Foods", "Food Log"):
            section, header = row[0].strip(), []
        elif section and not header and row:
            header = [cell.strip() for cell in row]
        elif row and any(row) and section in SECTIONS:
            yield section, line, dict(zip(header, (cell.strip() for cell in row), strict=False))
        elif not any(row):
            section = ""


def _table(file: AppFile) -> Iterator[list[str]]:
    try:
        yield from csv.reader(file.lines())
    except csv.Error:
        raise Refused(f"{file.said} is damaged or cut off. Nothing imported.") from None


def _count(cell: str) -> int:
    """Return a whole number such as `1,000`; 0 for `N/A` and an empty cell. Raises ValueError for other text."""
    text = cell.replace(",", "").strip()
    return 0 if text in ("", "N/A") else int(float(text))


def _site_moment(cell: str) -> datetime:
    for form in SITE_STAMPS:
        try:
            return datetime.strptime(cell, form)  # noqa: DTZ007 - it is the person's clock
        except ValueError:
            continue
    raise ValueError(cell)


def _site_day(cell: str) -> date:
    for form in SITE_DAYS:
        try:
            return datetime.strptime(cell, form).date()  # noqa: DTZ007 - a day has no zone
        except ValueError:
            continue
    raise ValueError(cell)
