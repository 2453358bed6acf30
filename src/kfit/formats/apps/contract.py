"""What a source of an app's export is: its names, whether an export is its own, and the entries in it."""

from __future__ import annotations

from datetime import date, datetime
from hashlib import sha256

from ... import clock
from ...model.entries import LONGEST_NAME, Exercise, Measure, Sleep
from ...model.measures import QUANTITIES, number_text, own_value
from ...parsing.names import plain
from ...parsing.nights import is_nap
from ...parsing.tokens import quoted
from ..cells import AmbiguousTable, TableReading, UnreadableCell, on_scale
from ..rows import ImportRow
from ..word_scales import FIVE, USUAL, read_words, word_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections import Counter
    from collections.abc import Callable, Iterable, Iterator, Mapping
    from datetime import tzinfo
    from typing import Any, ClassVar

    from ...model.fields import Entry
    from ..rows import Values
    from .files import AppFiles

    OneEntry = tuple[type[Entry], Values]
    Span = tuple[float, float]  # begin and end in seconds since 1970
MOST_NAMED = 40  # mood names that one question shows
BETTER = ">"  # stands between moods that are told from the best to the worst
ORDER_SIGNS = (BETTER, "=")
DAY_MINUTES = 24 * 60
UNREADABLE = (ArithmeticError, AttributeError, KeyError, OSError, TypeError, UnreadableCell, ValueError)  # of what an app wrote in a record


class AppRules:
    """How an export is read: the person's end of day, the time of the import, the person's zone, and what the person answered.

    `zone` is the IANA name of the zone, None if the machine gives none. `words` are the numbers of mood names, None for one that is
    no value; `answers` hold what else was answered, by the name of the question. `typed` are the names of those that were answered
    with this import, which go before what the export itself suggests, and `typed_words` the moods. `asked` and `named` are the questions and the moods that it had.
    """

    def __init__(
        self,
        day_ends: str,
        logged_at: str,
        zone: str | None,
        words: Mapping[str, int | None] = {},
        answers: Mapping[str, str] = {},
    ) -> None:
        self.day_ends, self.logged_at, self.zone = day_ends, logged_at, zone
        self.words, self.answers = dict(words), dict(answers)
        self.typed: frozenset[str] = frozenset(answers)
        self.typed_words: tuple[str, ...] = tuple(words)
        self.asked: dict[str, None] = {}
        self.named: dict[str, None] = {}
        self._zones: dict[str, tzinfo | None] = {}

    def at(self, instant: float, zone: str | None = None) -> datetime:
        """Return the local time of an instant in seconds since 1970: in the zone of this name, else in the person's.

        Raises ValueError for an instant outside of the years 1 to 9999.
        """
        tz = (self.tz_of(zone) if zone else None) or (self.tz_of(self.zone) if self.zone else None)
        try:
            return datetime.fromtimestamp(instant, tz) if tz else datetime.fromtimestamp(instant).astimezone()
        except (OverflowError, OSError) as error:
            raise ValueError from error

    def local(self, naive: datetime) -> datetime:
        """Return a wall-clock time of the person's zone with its offset. A time that a clock change skips is moved on by the gap."""
        return clock.local(naive)

    def tz_of(self, zone: str) -> tzinfo | None:
        """Return the zone of an IANA name, None if there is no such zone."""
        if zone not in self._zones:
            self._zones[zone] = find_zone(zone)
        return self._zones[zone]

    def zone_of(self, moment: datetime) -> str | None:
        """Return what is known of the zone of a local time: the person's, None where its offset is not that zone's."""
        return self.zone if self.at(moment.timestamp()).utcoffset() == moment.utcoffset() else None

    def lived_day(self, moment: datetime) -> date:
        """Return the person's day of a local time: one before `day_ends` belongs to the day before."""
        return clock.day_of(moment, self.day_ends)

    def told(self, name: str) -> str:
        """Return what the person answered to a question of any answer, empty if nothing."""
        self.asked[name] = None
        return self.answers.get(name, "")

    def answer(self, name: str, choices: Mapping[str, str], found: str, likely: str = "") -> str:
        """Return the answer to a question. `choices` are the possible answers with what each means: `{"utc": "the times are UTC"}`.

        `likely` is what the export suggests, which goes before an answer to an earlier import. Raises AmbiguousTable, with a line
        for each answer, if there is neither. `found` says what the question is about.
        """
        told = self.told(name)
        if likely and name not in self.typed:
            return likely
        if told in choices:
            return told
        raise AmbiguousTable(found, [TableReading(f"If {said}", {"answer": (f"{name}={one}",)}) for one, said in choices.items()])

    def weight_unit(self, app: str, likely: str = "") -> str:
        """Return the unit of an app's weights, `kg` or `lb`, as `answer` does."""
        units = {"kg": "its weights are in kg", "lb": "its weights are in pounds"}
        return self.answer("weight", units, f"{app} does not say the unit of its weights.", likely)

    def moods(self, names: Iterable[str], app: str, usual: Mapping[str, int | None] = {}) -> dict[str, int | None]:
        """Return the mood from 0 to 10 of each name that an app's person gave their moods, None for one that is no value.

        `usual` are numbers that need no question, such as of the app's own names. Raises AmbiguousTable for names without a number.
        """
        known = {word_key(word): number for word, number in usual.items()} | self.words
        distinct = list(dict.fromkeys(names))
        self.named |= dict.fromkeys(map(word_key, distinct))
        strange = [name for name in distinct if word_key(name) not in known]
        if not strange:
            return {name: known[word_key(name)] for name in distinct}
        raise _unknown_moods(strange, app, whole=len(strange) == len(distinct) == len(USUAL))


def _unknown_moods(strange: list[str], app: str, *, whole: bool) -> AmbiguousTable:
    """Return the question for the numbers of names. `whole` means that they are as many as an app's own moods, so that an order is a scale."""
    shown = ", ".join(strange[:MOST_NAMED]) + (f" and {len(strange) - MOST_NAMED:,} more" if len(strange) > MOST_NAMED else "")
    found = f"{app} has moods with names of their own: {shown}. kfit needs a number for each, from 0 (worst) to 10 (best)."
    names = [" ".join(word.split()) for word in strange]
    ways = []
    if whole and not any(sign in word for word in names for sign in ORDER_SIGNS):
        numbers = ", ".join(map(str, USUAL.values()))
        said = f"If this is their order from best to worst ({numbers}), or turn it into that"
        ways.append(TableReading(said, {"mood": (BETTER.join(names),)}))
    if not any(sign in word for word in names for sign in ",="):
        none = ",".join(f"{word}=-" for word in names)
        ways.append(TableReading("To take them in without a number, each name as a note", {"mood": (none,)}))
    five = ", ".join(f"{word} {USUAL[word]}" for word in FIVE.split())
    closing = f"\nA number stands after the name, as in --mood {quoted(f'{names[0]}=7')}. {app}'s own five would be: {five}."
    return AmbiguousTable(found, ways, closing)


def read_moods(told: Iterable[str]) -> dict[str, int | None]:
    """Return the numbers of mood names from texts such as `fine=7,so so=5`, or from the best to the worst, `fine>so so>dull`.

    An order is spread evenly from 10 to 0, halves rounded up. Raises ValueError for a text that is neither.
    """
    found: dict[str, int | None] = {}
    for text in told:
        words = read_words(text) if "=" in text else _read_order(text)
        if not words or any(number is not None and not 0 <= number <= 10 for number in words.values()):
            raise ValueError(text)
        found |= words
    return found


def _read_order(text: str) -> dict[str, int | None]:
    """Return the numbers of names that stand in their order, none if they are fewer than two, or if one is empty or there twice."""
    names = [word_key(word) for word in text.split(BETTER)]
    if len(set(names)) < max(2, len(names)) or "" in names:
        return {}
    return {name: on_scale(place, (len(names) - 1, 0)) for place, name in enumerate(names)}


def find_zone(name: str) -> tzinfo | None:
    """Return the zone of an IANA name, None if there is no such zone."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None


class AppSource:
    """One app's exports: a subclass in a module of its own reads them. An object of it is one export that is being imported.

    A subclass says `name`, `title`, `recognises` and `rows`. The import does the rest: it checks ranges, names and days, leaves out
    what is here already, updates what changed under its id, counts, and writes all of it as one change.
    """

    name: ClassVar[str]  # in `--from`, and the source of the entries: daylio
    title: ClassVar[str]  # as people write it: Daylio
    questions: ClassVar[tuple[str, ...]] = ()  # what it may ask, by the name of the answer
    unread: ClassVar[str] = "a record of it can't be read"  # of a record in which something cannot be read

    def __init__(self, files: AppFiles, rules: AppRules) -> None:
        self.files, self.rules = files, rules
        self.moved = 0

    @classmethod
    def recognises(cls, files: AppFiles) -> bool:
        """Return whether an export is this app's, by the names and the first bytes of its files alone. It says yes to no other app's."""
        raise NotImplementedError

    def rows(self) -> Iterator[ImportRow]:
        """Yield the rows of the export, with entries made by `entry`. It is read once: what is checked is kept until it is saved.

        Entries of one row come and go together in messages. A row that cannot be read has `wrong` or `bad`, one that holds no entry
        `empty`; `left_out` counts records of which kfit keeps nothing. Raises Refused for an export that cannot be read at all, and
        AmbiguousTable for what only the person knows.
        """
        raise NotImplementedError

    def remarks(self) -> Iterable[str]:
        """Return sentences on how the values were read, such as a scale that was converted; said after the import, and in a dry run."""
        return ()

    def guesses(self) -> Iterable[tuple[str, str]]:
        """Return what was taken as likely: the sentence that begins with If and says when it is wrong, and the answer for that case."""
        return ()

    def read(self) -> Iterator[ImportRow]:
        """Yield the rows from the beginning."""
        self.moved = 0
        return self.rows()

    def record(self, line: int, read: Callable[..., ImportRow], *told: Any) -> ImportRow:
        """Return the row that `read` makes of a record, or that the record cannot be read."""
        try:
            return read(line, *told)
        except UNREADABLE:
            return ImportRow(line, wrong=self.unread)

    def entry(self, kind: type[Entry], source_id: str, when: datetime | date, *, tz: str | None = None, **values: Any) -> OneEntry:
        """Return an entry for a row. `when` is its local time with an offset, or its day if the export has no time.

        `source_id` says which record it is, the same in each later export: the app's own id, else `digest` of what never changes.
        The day is the person's day of the time. `tz` is the zone's name; without it the person's is kept for a time, or none if the
        time's offset is not one of that zone. A `note` is in `values` too.
        """
        told: dict[str, Any] = {"source": self.name, "source_id": source_id, "logged_at": self.rules.logged_at}
        if isinstance(when, datetime):
            day = self.rules.lived_day(when)
            self.moved += day != when.date()
            told |= {"day": day.isoformat(), "at": clock.instant(when), "tz": tz or self.rules.zone_of(when)}
        else:
            told |= {"day": when.isoformat(), "tz": tz}
        told |= values
        if "name" in told:  # as a typed line keeps it
            told["name"] = plain(str(told["name"]))[:LONGEST_NAME].rstrip()
        return kind, tuple(map(told.get, kind.FIELDS))

    def night(  # noqa: PLR0913 - one for each thing that an app says of a night
        self,
        line: int,
        source_id: str,
        asleep: int,
        span: tuple[datetime, datetime] | None = None,
        *,
        day: date | None = None,
        in_bed: int = 0,
        nap: bool = True,
        **values: Any,
    ) -> ImportRow:
        """Return the row of a night or a nap of `asleep` minutes: `span` are its local begin and end, `day` is that of waking without them.

        It is a nap by its hours, unless the app says that it is none. Minutes in bed that cannot be are left out, and a
        sleep of 0 minutes is no entry.
        """
        if asleep <= 0:
            return ImportRow(line, empty=("sleep is 0, which is no entry",))
        told: dict[str, Any] = {"minutes": asleep, "in_bed_minutes": in_bed if asleep <= in_bed <= DAY_MINUTES else None}
        if span is not None:
            told |= {
                "start_at": clock.instant(span[0]),
                "end_at": clock.instant(span[1]),
                "nap": "yes" if nap and is_by_day(*span) else None,
            }
            day = day or span[1].date()
        if day is None:
            raise ValueError(source_id)
        return ImportRow(line, (self.entry(Sleep, source_id, day, **told, **values),))

    def movement(self, line: int, source_id: str, when: datetime | date, length: float, activity: str | None, **values: Any) -> ImportRow:
        """Return the row of a movement of `length` minutes, which are rounded half up; one of 0 minutes is no entry."""
        whole = int(length + 0.5)
        if whole <= 0:
            return ImportRow(line, empty=("exercise is 0, which is no entry",))
        return ImportRow(line, (self.entry(Exercise, source_id, when, minutes=whole, activity=activity or None, **values),))

    def measure(self, name: str, source_id: str, when: datetime | date, value: float, unit: str | None = None, **values: Any) -> OneEntry:
        """Return a measurement in kfit's unit of its name. One that the app has in another unit is shown as the app has it.

        Raises KeyError for a unit in which kfit measures nothing of that name.
        """
        quantity = QUANTITIES.get(name)
        if quantity is None or unit == quantity.unit:
            return self.entry(Measure, source_id, when, name=name, value=value, unit=unit, **values)
        told: dict[str, Any] = {"value": own_value(name, value, unit), "unit": quantity.unit, "typed": f"{number_text(value)} {unit}"}
        return self.entry(Measure, source_id, when, name=name, **told, **values)


def is_by_day(start: datetime, end: datetime) -> bool:
    """Return whether a sleep is a nap by its hours."""
    return start.date() == end.date() and is_nap(f"{start:%H:%M}", f"{end:%H:%M}")


def numbered(seen: Counter[str], key: str) -> str:
    """Return the key of a record without an id, with its count if it was seen before: `walk`, `walk-2`.

    What is seen is counted for each file alone: two exports in a folder hold the same records.
    """
    seen[key] += 1
    return f"{key}-{seen[key]}" if seen[key] > 1 else key


def digest(*parts: object) -> str:
    """Return an id for a record that has none of its own, from what identifies it and stays the same in each export.

    It is the beginning of a SHA-256. Instants go in as seconds since 1970, since an app can write one in several ways.
    """
    texts = ("" if part is None else format(part, ".15g") if isinstance(part, float) else str(part) for part in parts)
    return sha256("\0".join(f"{len(text)}:{text}" for text in texts).encode("utf-8", "surrogatepass")).hexdigest()[:40]


def instant_of(text: str) -> float:
    """Return the seconds since 1970 of an ISO time with its offset or Z. Raises ValueError for any other text."""
    moment = datetime.fromisoformat(text)
    if moment.utcoffset() is None:
        raise ValueError(text)
    return moment.timestamp()


def union(spans: Iterable[Span]) -> list[Span]:
    """Return spans of time without their overlaps, in order: what two devices saw at once is there once. Empty ones are left out."""
    found: list[Span] = []
    for begin, end in sorted(spans):
        if end <= begin:
            continue
        if found and begin <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((begin, end))
    return found


def without(spans: Iterable[Span], holes: Iterable[Span]) -> list[Span]:
    """Return the union of spans without the time in others, such as sleep without the time awake."""
    cut, whole = union(holes), union(spans)
    if not cut:
        return whole
    left: list[Span] = []
    for begin, end in whole:
        for hole, past in cut:
            if past <= begin or hole >= end:
                continue
            if hole > begin:
                left.append((begin, hole))
            begin = max(begin, past)  # noqa: PLW2901 - what is left of the span
        if begin < end:
            left.append((begin, end))
    return left


def minutes(spans: Iterable[Span]) -> int:
    """Return the whole minutes of spans that do not overlap, rounded half up."""
    return int(sum(end - begin for begin, end in spans) / 60 + 0.5)
