"""Apple Health's export: sleep, movement, weight, blood pressure, glucose, mindful minutes and steps, from one pass over its XML.

Each record has the offset that the phone had at the export, so instants are computed and turned into the zone of the record, else the
person's. What several devices recorded is there once: of a night the source with most stages counts, of movement Apple's own total of a
day, of a day's steps the source that counted most.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from datetime import date, datetime, time, timedelta
from re import compile as pattern
from typing import NamedTuple

from ...errors import Refused
from ...model.entries import Habit
from ...model.measures import own_value
from ..rows import ImportRow
from . import health_xml
from .contract import AppSource, is_by_day, minutes, union, without

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence
    from re import Match

    from .contract import AppRules, OneEntry, Span
    from .files import AppFile, AppFiles

    Attributes = dict[str, str]

QUANTITY, CATEGORY, WORKOUT = "HKQuantityTypeIdentifier", "HKCategoryTypeIdentifier", "HKWorkoutActivityType"
ASLEEP, STAGE, AWAKE, IN_BED = range(4)
SLEEP = {
    "HKCategoryValueSleepAnalysis" + name: what
    for names, what in (
        ("AsleepCore AsleepDeep AsleepREM", STAGE),
        ("Asleep AsleepUnspecified", ASLEEP),
        ("Awake", AWAKE),
        ("InBed", IN_BED),
    )
    for name in names.split()
}
PAUSE = 3600  # seconds without a record that end a night or a nap
GRAMS = "g"  # of a weight, which kfit reads as kilograms
UNITS = ("kg", "lb", "st", GRAMS, "mg/dl", "mmol/l")
IN_MINUTES = {"min": 1.0, "s": 1 / 60, "hr": 60.0}
PRESSURES = {"BloodPressureSystolic": "systolic", "BloodPressureDiastolic": "diastolic"}
ASLEEP_TYPE, MINDFUL = CATEGORY + "SleepAnalysis", CATEGORY + "MindfulSession"
STEPS, WEIGHT, SUGAR, EXERCISED = (QUANTITY + name for name in ("StepCount", "BodyMass", "BloodGlucose", "AppleExerciseTime"))
USED = "|".join((ASLEEP_TYPE, MINDFUL, STEPS, WEIGHT, SUGAR, EXERCISED, *(QUANTITY + name for name in PRESSURES)))
# A whole record of another type, as phones write it, with its metadata. One that is written otherwise is parsed like the rest.
UNUSED = pattern(
    rb'<Record type="(?!(?:%b)")([^"<>&]*+)"[^<>]*+>(?:(?<=/>)|\s*+(?:<MetadataEntry [^<>]*+>(?<=/>)\s*+)*+</Record>)' % USED.encode()
)
WORDS = pattern(r"[A-Z]+(?![a-z])|[A-Z][a-z]+|[0-9]+")
# What Apple calls a workout, where that is not kfit's word in another form.
CALLED = {
    "walking": "walk", "running": "run", "cycling": "bike", "hand cycling": "bike", "swimming": "swim", "hiking": "hike", "rowing": "row",
    "flexibility": "stretch", "dance": "dance", "social dance": "dance", "cardio dance": "dance", "tai chi": "taichi", "stairs": "stairs",
    "stair climbing": "stairs", "step training": "stairs", "water fitness": "water-aerobics", "traditional strength training": "strength",
    "functional strength training": "strength", "other": "", "track and field": "run",
}  # fmt: skip
FIRST_YEAR = "2000"  # before it no phone recorded anything; a day of 1969 stands in some exports
UNREADABLE = "a record of {} can't be read"


class AppleHealth(AppSource):
    """An export of Apple Health, whatever language its file is named in."""

    name = "apple-health"
    title = "Apple Health"

    def __init__(self, files: AppFiles, rules: AppRules) -> None:
        super().__init__(files, rules)
        self.only_in_bed = 0

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether one of the files is Apple's XML of health records."""
        return any(map(_is_health, files))

    def rows(self) -> Iterator[ImportRow]:
        """Yield a row for each night, nap, workout, day or measurement, from one pass over the XML."""
        found = self._read()
        self.only_in_bed = 0
        yield from self._nights(found)
        yield from self._movement(found)
        for entry in (*self._weights(found), *self._pressures(found), *self._glucose(found), *self._mindful(found), *self._steps(found)):
            yield ImportRow(0, (entry,))
        if found.left_out:
            yield ImportRow(0, left_out=tuple((_in_words(kind), count) for kind, count in sorted(found.left_out.items())))
        if found.unread:
            yield from (ImportRow(0, bad=(UNREADABLE.format(_in_words(kind)),)) for kind in found.unread.elements())

    def remarks(self) -> list[str]:
        """Return what is not as recorded: nights that have only the time in bed."""
        nights = f"{self.only_in_bed:,} {'night has' if self.only_in_bed == 1 else 'nights have'}"
        return [f"{nights} only the time in bed; that is kept as the sleep."] if self.only_in_bed else []

    def _read(self) -> HealthReading:
        files = [file for file in self.files if _is_health(file)]
        if len(files) > 1:
            raise Refused(f"There are several exports in there: {', '.join(file.name for file in files)}. Import one of them.")
        if not files:
            raise Refused(f"There is no export of Apple Health in {self.files.name}.")
        found = HealthReading(self.rules)
        health_xml.parse(files[0], found.begin, found.without_unused)
        return found

    def _nights(self, found: HealthReading) -> Iterator[ImportRow]:
        """Yield the nights and naps. The longest part of a day's night is known by its day, so that it may grow."""
        days: dict[str, list[WorkoutSession]] = {}
        for session in found.sessions():
            days.setdefault(session.end.date().isoformat(), []).append(session)
        for day, sessions in days.items():
            slept = [one for one in sessions if not one.only_in_bed] or sessions
            nights = [one for one in slept if not one.nap]
            longest = max(nights, key=lambda one: one.minutes, default=None)
            self.only_in_bed += any(one.only_in_bed for one in slept)
            for one in slept:
                source_id = f"night {day}" if one is longest else f"{'nap' if one.nap else 'sleep'} {int(one.began)}"
                in_bed = max(one.in_bed, one.minutes) if one.in_bed else 0
                yield self.night(0, source_id, one.minutes, (one.start, one.end), in_bed=in_bed)

    def _movement(self, found: HealthReading) -> Iterator[ImportRow]:
        """Yield the workouts, and for each day what its total has beyond them: nothing is added to what it is part of."""
        done: Counter[str] = Counter()
        short = 0
        for began, length, activity in found.workouts():
            when, whole = self.rules.at(began), int(length + 0.5)
            if whole < 1:
                short += 1
                continue
            done[when.date().isoformat()] += whole
            yield self.movement(0, f"session {int(began)}", when, whole, activity)
        for day, total in sorted(found.exercise().items()):
            if (rest := total - done[day]) > 0:
                yield self.movement(0, f"exercise {day}", date.fromisoformat(day), rest, None)
        if short:
            yield ImportRow(0, left_out=(("sessions under half a minute", short),))

    def _weights(self, found: HealthReading) -> Iterator[OneEntry]:
        for instant, value, unit in found.measured(found.weights):
            told = (value / 1000, "kg") if unit == GRAMS else (value, unit)
            source_id = f"weight {instant:.0f} {own_value('weight', *told):.10g}"
            yield self.measure("weight", source_id, self.rules.at(instant), *told)

    def _pressures(self, found: HealthReading) -> Iterator[OneEntry]:
        for name, readings in found.pressures.items():
            for instant, value, _ in found.measured(readings):
                source_id = f"{name} {instant:.0f} {value:.10g}"
                yield self.measure(name, source_id, self.rules.at(instant), value, "mmHg")

    def _glucose(self, found: HealthReading) -> Iterator[OneEntry]:
        for instant, value, unit in found.measured(found.glucose):
            source_id = f"glucose {instant:.0f} {own_value('glucose', value, unit):.10g}"
            yield self.measure("glucose", source_id, self.rules.at(instant), value, unit)

    def _mindful(self, found: HealthReading) -> Iterator[OneEntry]:
        for begin, end in union(_in_pairs(found.mindful)):
            whole = minutes([(begin, end)])
            if whole:
                yield self.entry(Habit, f"mindful {int(begin)}", self.rules.at(begin), name="meditation", minutes=whole)

    def _steps(self, found: HealthReading) -> Iterator[OneEntry]:
        """Yield the steps of each day, as the source that counted most of them has it: devices count the same steps."""
        for day, count in sorted(found.steps().items()):
            if count > 0:
                yield self.measure("steps", f"steps {day}", day, float(round(count)))


class WorkoutSession(NamedTuple):
    """A night, a part of one, or a nap, as one source recorded it. It began in seconds since 1970; `start` and `end` are local times."""

    began: float
    start: datetime
    end: datetime
    minutes: int
    in_bed: int
    only_in_bed: bool

    @property
    def nap(self) -> bool:
        """Return whether it is a nap, by its length and time of day."""
        return is_by_day(self.start, self.end)


class WalkedDay:
    """Steps in a day of the text: those before the person's midnight, which is at a time of the text, belong to `day`."""

    __slots__ = ("after", "before", "day", "midnight", "offset")

    def __init__(self, day: date, midnight: str, offset: str) -> None:
        self.day, self.midnight, self.offset = day, midnight, offset
        self.before = self.after = 0.0


class HealthReading:
    """What one pass over the XML keeps: numbers in arrays, so that a million records need little memory."""

    def __init__(self, rules: AppRules) -> None:
        self.rules = rules
        self.begin()

    def begin(self) -> Callable[[str, Attributes], None]:
        """Forget everything; return the function to be called with each element."""
        self.left_out: defaultdict[str, int] = defaultdict(int)
        self.unread: Counter[str] = Counter()
        self.sources: dict[str, int] = {}
        self.zones = {"": 0}
        self.days: dict[str, int] = {}  # the beginning of a day in its text, as seconds since 1970 if the text were UTC
        self.walked: dict[str, dict[str, WalkedDay]] = {}  # by source and day of the text
        self.elsewhere: dict[tuple[str, date], float] = {}  # steps with another offset than the first of their day, by source
        self.spans, self.what = array("d"), array("B")  # of sleep: begin and end of each, and what it was
        self.of, self.zone_of = array("H"), array("H")  # and the indices of its source and its zone
        self.weights, self.glucose = array("d"), array("d")  # instant, value, index of the unit
        self.pressures = {name: array("d") for name in PRESSURES.values()}
        self.mindful = array("d")
        self.trained = array("d")  # of workouts: begin, end, minutes, whether Apple's device recorded it, index of the activity
        self.activities: dict[str, int] = {}
        self.minutes: dict[str, bytearray] = {}  # by day a mark for each minute of exercise
        self.totals: dict[str, int] = {}
        return self._starts()

    def without_unused(self, piece: bytes) -> bytes:
        """Return a piece of the XML without whole records that nothing is kept of, which are counted: most of a file is such."""
        return UNUSED.sub(self._leave_out, piece)

    def _leave_out(self, record: Match[bytes]) -> bytes:
        self.left_out[record[1].decode(errors="replace")] += 1
        return b""

    def _starts(self) -> Callable[[str, Attributes], None]:
        takers: dict[str, Callable[[Attributes], None]] = {
            ASLEEP_TYPE: self._sleep,
            MINDFUL: self._mindful,
            STEPS: self._step,
            WEIGHT: self._weight,
            SUGAR: self._sugar,
            EXERCISED: self._minute,
            **{QUANTITY + name: self._pressure for name in PRESSURES},
        }
        others = {"Workout": self._workout, "ActivitySummary": self._summary}
        left_out, unread, asleep = self.left_out, self.unread, ASLEEP_TYPE
        placed = False  # whether the zone that follows belongs to a span of sleep

        def start(name: str, attributes: Attributes) -> None:
            nonlocal placed
            kind = name
            try:
                if name == "Record":
                    kind = attributes["type"]
                    placed = kind == asleep
                    take = takers.get(kind)
                    if take is None:
                        left_out[kind] += 1
                    else:
                        take(attributes)
                elif name == "MetadataEntry":
                    if placed and attributes["key"] == "HKTimeZone":
                        self._zone(attributes["value"])
                elif name in others:
                    placed = False
                    others[name](attributes)
            except (KeyError, ValueError, OverflowError):
                unread[kind] += 1
                placed = False

        return start

    def _instant(self, text: str) -> int:
        """Return the seconds since 1970 of `2024-01-01 03:27:53 +0200`. Raises ValueError."""
        day = self.days.get(text[:10])
        if day is None:
            day = self.days[text[:10]] = (date.fromisoformat(text[:10]) - EPOCH).days * 86400
        offset = OFFSETS.get(text[20:])
        if offset is None:
            offset = OFFSETS[text[20:]] = _offset(text[20:])
        return day + int(text[11:13]) * 3600 + int(text[14:16]) * 60 + int(text[17:19]) - offset

    def _day(self, text: str) -> str:
        """Return the calendar day of a time in the person's zone."""
        return self.rules.at(self._instant(text)).date().isoformat()

    def _source(self, attributes: Attributes) -> int:
        return self.sources.setdefault(attributes.get("sourceName", ""), len(self.sources))

    def _sleep(self, attributes: Attributes) -> None:
        what = SLEEP[attributes["value"]]
        begin, end = self._instant(attributes["startDate"]), self._instant(attributes["endDate"])
        self.spans.extend((begin, end))
        self.what.append(what)
        self.of.append(self._source(attributes))
        self.zone_of.append(0)

    def _zone(self, name: str) -> None:
        if self.rules.tz_of(name) is not None:
            self.zone_of[-1] = self.zones.setdefault(name, len(self.zones))

    def _mindful(self, attributes: Attributes) -> None:
        self.mindful.extend((self._instant(attributes["startDate"]), self._instant(attributes["endDate"])))

    def _step(self, attributes: Attributes) -> None:
        """Add steps to a day. Most records are steps, so that a time is compared with the person's midnight, and not computed."""
        text = attributes["startDate"]
        try:
            day = self.walked[attributes["sourceName"]][text[:10]]
        except KeyError:
            days = self.walked.setdefault(attributes["sourceName"], {})
            day = days[text[:10]] = self._walked_day(text)
        if text[19:] != day.offset:  # no phone has written two, but another program may
            key = attributes["sourceName"], self.rules.at(self._instant(text)).date()
            self.elsewhere[key] = self.elsewhere.get(key, 0) + float(attributes["value"])
        elif text[11:16] < day.midnight:
            day.before += float(attributes["value"])
        else:
            day.after += float(attributes["value"])

    def _walked_day(self, text: str) -> WalkedDay:
        begin = self._instant(f"{text[:10]} 00:00:00{text[19:]}")
        first = self.rules.at(begin).date()
        midnight = self.rules.local(datetime.combine(first + timedelta(days=1), time(0))).timestamp()
        minute = int(midnight - begin) // 60
        return WalkedDay(first, f"{minute // 60:02}:{minute % 60:02}", text[19:])

    def _weight(self, attributes: Attributes) -> None:
        unit = UNITS.index(attributes["unit"])
        self.weights.extend((self._instant(attributes["startDate"]), float(attributes["value"]), unit))

    def _sugar(self, attributes: Attributes) -> None:
        unit = "mg/dl" if attributes["unit"] == "mg/dL" else "mmol/l" if attributes["unit"].startswith("mmol<") else ""
        self.glucose.extend((self._instant(attributes["startDate"]), float(attributes["value"]), UNITS.index(unit)))

    def _pressure(self, attributes: Attributes) -> None:
        name = PRESSURES[attributes["type"].removeprefix(QUANTITY)]
        if attributes["unit"] != "mmHg":
            raise ValueError(name)
        self.pressures[name].extend((self._instant(attributes["startDate"]), float(attributes["value"]), 0))

    def _minute(self, attributes: Attributes) -> None:
        begin = self._instant(attributes["startDate"])
        marks = self.minutes.setdefault(self._day(attributes["startDate"]), bytearray(1440))
        for minute in range(begin // 60, begin // 60 + min(round(float(attributes["value"])), 1440)):
            marks[minute % 1440] = 1

    def _summary(self, attributes: Attributes) -> None:
        day, done = attributes["dateComponents"], round(float(attributes.get("appleExerciseTime") or 0))
        if done > 0 and date.fromisoformat(day).isoformat() >= FIRST_YEAR:
            self.totals[day] = done

    def _workout(self, attributes: Attributes) -> None:
        begin, end = self._instant(attributes["startDate"]), self._instant(attributes["endDate"])
        length = (end - begin) / 60
        if attributes.get("duration"):
            length = float(attributes["duration"]) * IN_MINUTES[attributes.get("durationUnit", "min")]
        activity = _in_words(attributes["workoutActivityType"].removeprefix(WORKOUT))
        activity = CALLED.get(activity, activity)[:40]
        index = self.activities.setdefault(activity, len(self.activities))
        self.trained.extend((begin, end, length, "HKDevice" in attributes.get("device", ""), index))

    def steps(self) -> dict[date, float]:
        """Return the steps of each day, of the source that counted most of them."""
        told = dict(self.elsewhere)
        for source, walked in ((source, walked) for source, days in self.walked.items() for walked in days.values()):
            for day, count in ((walked.day, walked.before), (walked.day + timedelta(days=1), walked.after)):
                told[source, day] = told.get((source, day), 0) + count
        most: dict[date, float] = {}
        for (_, day), count in told.items():
            most[day] = max(count, most.get(day, 0))
        return most

    def exercise(self) -> dict[str, int]:
        """Return the minutes of exercise of each day: Apple's total, else the minutes that were recorded, each once."""
        return {day: sum(marks) for day, marks in self.minutes.items()} | self.totals

    def workouts(self) -> Iterator[tuple[float, float, str]]:
        """Yield begin, minutes and activity of each workout. Of two that are mostly at the same time, one that a device recorded stays."""
        names = list(self.activities)
        kept: list[tuple[float, ...]] = []
        for one in sorted(_in_rows(self.trained, 5)):
            other = kept[-1] if kept else (0.0,) * 5
            both = min(one[1], other[1]) - max(one[0], other[0])
            if both > 0 and both * 2 > min(one[1] - one[0], other[1] - other[0]):
                kept[-1] = max(one, other, key=lambda each: (each[3], each[2]))
            else:
                kept.append(one)
        return ((begin, length, names[int(index)]) for begin, _, length, _, index in kept)

    def measured(self, readings: array[float]) -> Iterator[tuple[float, float, str]]:
        """Yield instant, value and unit of each reading in order; the same one from two apps, or within a pair and beside it, once."""
        return ((instant, value, UNITS[int(unit)]) for instant, value, unit in sorted(set(_in_rows(readings, 3))))

    def sessions(self) -> Iterator[WorkoutSession]:
        """Yield the nights and naps in order. Records that overlap or follow each other within an hour belong together."""
        order = sorted(range(len(self.what)), key=lambda place: (self.spans[2 * place], self.spans[2 * place + 1]))
        together: list[int] = []
        until = 0.0
        for place in order:
            begin, end = self.spans[2 * place], self.spans[2 * place + 1]
            if together and begin > until + PAUSE:
                yield from self._session(together)
                together = []
            until = max(until, end) if together else end
            together.append(place)
        if together:
            yield from self._session(together)

    def _session(self, places: Sequence[int]) -> Iterator[WorkoutSession]:
        """Yield what was slept in records that belong together, as the source with most stages tells it; nothing if nobody slept."""
        by_source: dict[int, list[int]] = {}
        for place in places:
            by_source.setdefault(self.of[place], []).append(place)
        best: tuple[bool, int] = (False, 0)
        spans: list[Span] = []
        chosen: Sequence[int] = places
        for own in by_source.values():
            awake = self._of(own, AWAKE)
            for what in (STAGE, ASLEEP):
                if slept := without(self._of(own, what), awake):
                    found = (what == STAGE, minutes(slept))
                    if found > best:
                        best, spans, chosen = found, slept, own
        in_bed = union(self._of(places, IN_BED))
        length = minutes(in_bed)
        only_in_bed = not spans
        spans = spans or in_bed
        if not (length if only_in_bed else best[1]):
            return
        names = list(self.zones)
        zone = next((names[self.zone_of[place]] for place in reversed(chosen) if self.zone_of[place]), None)
        start, end = (self.rules.at(instant, zone) for instant in (spans[0][0], spans[-1][1]))
        yield WorkoutSession(spans[0][0], start, end, length if only_in_bed else best[1], length, only_in_bed)

    def _of(self, places: Iterable[int], what: int) -> list[Span]:
        return [(self.spans[2 * place], self.spans[2 * place + 1]) for place in places if self.what[place] == what]


EPOCH = date(1970, 1, 1)
OFFSETS: dict[str, int] = {}


def _offset(text: str) -> int:
    """Return the seconds of an offset such as `+0200`. Raises ValueError."""
    if len(text) != 5 or text[0] not in "+-" or not text[1:].isdigit():
        raise ValueError(text)
    size = int(text[1:3]) * 3600 + int(text[3:]) * 60
    return -size if text[0] == "-" else size


def _in_rows(values: array[float], width: int) -> Iterator[tuple[float, ...]]:
    """Yield the values of an array in rows of this width."""
    return zip(*[iter(values)] * width, strict=True)


def _in_pairs(values: array[float]) -> Iterator[Span]:
    """Yield the values of an array in pairs."""
    places = iter(values)
    return zip(places, places, strict=True)


def _in_words(name: str) -> str:
    """Return an identifier of Apple as words: `HKQuantityTypeIdentifierHeartRate` as `heart rate`."""
    plain = name.removeprefix(QUANTITY).removeprefix(CATEGORY).removeprefix("HKDataType")
    return " ".join(word if word.isupper() and len(word) > 1 else word.lower() for word in WORDS.findall(plain)) or "records"


def _is_health(file: AppFile) -> bool:
    begin = file.begin[:1024]
    return b"<!DOCTYPE HealthData" in begin or b"<HealthData" in begin
