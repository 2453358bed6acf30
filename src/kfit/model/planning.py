"""The planning records, which are stored besides the entries: custom names, plans, questions, goals, programmes, pauses, trials, maps."""

from __future__ import annotations

from datetime import date as calendar_date
from datetime import timedelta

from ..errors import Refused
from .entries import GOALS, NAMED, TRACKED
from .fields import Record, Rule, choice, date, instant, stamp, text, whole

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Set as AbstractSet
    from typing import Any, ClassVar

PLANNING_TABLES: dict[str, type[PlanningRecord]] = {}
NAMED_GOALS = tuple(kind for kind in GOALS if kind in NAMED)
DAY_MINUTES, WEEK_MINUTES = 24 * 60, 7 * 24 * 60
LAST_DAY = "2100-12-31"  # the last day that can be typed
SHORT_WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class PlanningRecord(Record):
    """A row of a table other than the entries. `table` is the table's name, by default the class name in lower case."""

    table: ClassVar[str]
    id: int | None = whole(1, 2**62, title="The number", default=None)
    uid: str | None = text(36, title="The uid", default=None)
    made_at: str | None = stamp(title="The time of making", default=None)

    def __init_subclass__(cls, table: str = "") -> None:
        super().__init_subclass__()
        cls.table = table or cls.__name__.lower()
        PLANNING_TABLES[cls.table] = cls

    def __repr__(self) -> str:
        """Return the table and id only: a traceback must not show private content."""
        return f"<{self.table} {self.id}>"

    def row(self) -> dict[str, Any]:
        """Return every field by name."""
        return dict(self.__dict__)


class CustomName(PlanningRecord, table="tracked"):
    """A name of a rating, habit or measure: the person's own names, and names that kfit knows if they are retired.

    `better` is the better end of a rating. `unit` is that of a measure (None: a count), or a habit's `minutes` or `times` (None: yes).
    """

    name: str = text(40, title="The name")
    kind: str = choice(TRACKED, title="The kind")
    unit: str | None = text(20, title="The unit", default=None)
    better: str | None = choice(("high", "low"), title="The better end", default=None)
    retired_on: str | None = date(title="The day of retiring", default=None)


class Plan(PlanningRecord):
    """A planned infusion: its day, and its time if known. It is not counted in any figure."""

    day: str = date(title="The day")
    at: str | None = instant(title="The time", default=None)
    tz: str | None = text(64, title="The zone", default=None)


class VisitQuestion(PlanningRecord, table="question"):
    """A question for the next visit. `done_on` is the day on which it was ticked off, None while it is open."""

    words: str = text(1000, title="A question", verbatim=True)
    done_on: str | None = date(title="The day of ticking off", default=None)


class Goal(PlanningRecord):
    """A goal from `day` on, until a later row of the same subject replaces it. A row without `per` ends the goal.

    `per` week: `times` (each of at least `minutes`, if given), or `minutes` in all. `per` day: at least `minutes`, or any entry.
    With `weighting` "who", moderate minutes count once, vigorous ones twice, light ones not at all.
    """

    SAID: ClassVar[frozenset[str]] = frozenset(("kind", "name", "day", "per", "times", "minutes", "weighting"))
    kind: str = choice(GOALS, title="What a goal is about")
    name: str | None = text(40, title="The name", default=None)
    day: str = date(title="The day")
    per: str | None = choice(("week", "day"), title="What a goal goes by", default=None)
    times: int | None = whole(1, 21, title="The times", default=None)
    minutes: int | None = whole(1, WEEK_MINUTES, title="The minutes", unit="minutes", default=None)
    weighting: str | None = choice(("who",), title="How minutes count", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """Check that the fields make exactly one goal, and that its kind can have it. Raises Refused."""
        super().verify(told)
        named = (self.name is not None) == (self.kind in NAMED_GOALS)
        if told & self.SAID and (not (named and self._one_thing() and self._of_its_kind()) or self.day > LAST_DAY):
            raise Refused("A goal says one thing: minutes or times, of a week or of a day.")

    def _one_thing(self) -> bool:
        if self.per is None:
            return self.times is None and self.minutes is None
        if self.per == "week":
            return self.times is not None or self.minutes is not None
        return self.times is None

    def _of_its_kind(self) -> bool:
        if self.weighting and (self.kind != "exercise" or self.per != "week" or self.times):
            return False
        if (self.minutes or 0) > (WEEK_MINUTES if self.per == "week" and not self.times else DAY_MINUTES):
            return False
        if self.kind == "sleep":
            return self.per is None or (self.per == "day" and self.minutes is not None)
        counted = self.kind in ("mood", "rating") and self.minutes is not None
        return not counted and (self.kind == "exercise" or (self.times or 0) <= len(SHORT_WEEKDAYS))

    @property
    def subject(self) -> tuple[str, str | None]:
        """Return the kind, and the name of a rating or habit (None for other kinds)."""
        return self.kind, self.name


ASCENDING = "A programme goes up from a few minutes, on some days of the week."


class Programme(PlanningRecord):
    """A series of rising goals from `day` on: minutes per session on some weekdays, `from_minutes` up to `to_minutes`.

    `days` are short weekdays separated by commas, such as `mon,wed`. `pace` is the rule by which the minutes rise. The
    programme is no longer active on `ended_on` and after it.
    """

    RULES = (Rule("ascending", ("from_minutes", "to_minutes"), ASCENDING),)
    day: str = date(title="The day")
    from_minutes: int = whole(1, 240, title="The first minutes", unit="minutes")
    to_minutes: int = whole(1, 240, title="The last minutes", unit="minutes")
    days: str = text(27, title="The weekdays")
    pace: str = choice(("gentle", "faster"), title="The pace")
    ended_on: str | None = date(title="The day of ending", default=None)

    @property
    def weekdays(self) -> list[str]:
        """Return its short weekdays. Words that are not weekdays are left out."""
        return [day for day in self.days.split(",") if day in SHORT_WEEKDAYS]

    def verify(self, told: AbstractSet[str]) -> None:
        """Check that the minutes rise, the weekdays are in order, and the end is after the first day. Raises Refused."""
        days = self.days.split(",")
        if told & {"day", "ended_on"} and ((self.ended_on is not None and self.ended_on <= self.day) or self.day > LAST_DAY):
            raise Refused("A programme ends after its first day.")
        super().verify(told)
        if "days" in told and [day for day in SHORT_WEEKDAYS if day in days] != days:
            raise Refused(ASCENDING)


class Pause(PlanningRecord):
    """Days on which nothing is due, from `day` to `until`, both included. Without `until`, the pause has no end."""

    RULES = (Rule("ascending", ("day", "until"), "A pause ends on its first day or later."),)
    day: str = date(title="The day")
    until: str | None = date(title="The last day", default=None)
    why: str | None = choice(("illness", "travel", "rest"), title="The reason", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """Check that it does not end before it begins, nor begin after LAST_DAY. Raises Refused."""
        super().verify(told)
        if "day" in told and self.day > LAST_DAY:
            raise Refused(self.RULES[0].refusal)


MOST_PAIRS = 12
WEEK = 7  # days
ON, OFF = "1", "0"


class Trial(PlanningRecord):
    """A trial of the person's own: weeks with something and weeks without it, in pairs, from the Monday `day` on.

    `weeks` has one letter a week, 1 with it and 0 without, and each pair has one of each. `drawn` says whether kfit drew that order by lot.
    `kind`, `name`, `minutes` say what counts as done: movement (of one activity), a habit, or going to bed and getting up (`sleep`, named
    bed or up). It counts from `from_minute` to `until_minute` of the day, if given; those of going to bed go on after midnight (25:00).
    """

    words: str = text(80, title="What is tried", verbatim=True)
    day: str = date(title="The first day")
    weeks: str = text(2 * MOST_PAIRS, title="The weeks")
    drawn: str = choice(("yes", "no"), title="Whether it was drawn")
    kind: str = choice(("exercise", "habit", "sleep"), title="What counts")
    name: str | None = text(40, title="The name", default=None)
    minutes: int | None = whole(1, DAY_MINUTES, title="The least minutes", unit="minutes", default=None)
    from_minute: int | None = whole(0, 2 * DAY_MINUTES, title="The earliest minute", default=None)
    until_minute: int | None = whole(0, 2 * DAY_MINUTES, title="The last minute", default=None)
    ended_on: str | None = date(title="The day of ending", default=None)

    def verify(self, told: AbstractSet[str]) -> None:
        """Check that it begins on a Monday, and that each pair has a week with and one without. Raises Refused."""
        super().verify(told)
        if "day" in told and (self.day > LAST_DAY or calendar_date.fromisoformat(self.day).weekday()):
            raise Refused("A trial begins on a Monday.")
        if "weeks" in told and any(set(pair) != {ON, OFF} for pair in self.pairs):
            raise Refused("Each pair of weeks has one on and one off.")

    @property
    def pairs(self) -> list[str]:
        """Return the pairs of weeks, `10` or `01`."""
        return [self.weeks[place : place + 2] for place in range(0, len(self.weeks), 2)]

    @property
    def last(self) -> calendar_date:
        """Return the last day of its last week."""
        return calendar_date.fromisoformat(self.day) + timedelta(days=WEEK * len(self.weeks) - 1)

    def week_of(self, day: calendar_date) -> int | None:
        """Return which of its weeks a day is in, the first being 0; None outside of them and from its end on."""
        place = (day - calendar_date.fromisoformat(self.day)).days // WEEK
        over = self.ended_on is not None and day.isoformat() >= self.ended_on
        return place if 0 <= place < len(self.weeks) and not over else None

    def week_row(self, day: calendar_date) -> dict[str, Any] | None:
        """Return which of its weeks a day is in, as JSON output shows it: what is tried, `with` or `without` it, the first week being 1."""
        place = self.week_of(day)
        if place is None:
            return None
        kind = "with" if self.weeks[place] == ON else "without"
        return {"id": self.id, "words": self.words, "week": place + 1, "weeks": len(self.weeks), "this_week": kind}

    def runs(self, today: calendar_date) -> bool:
        """Return whether it is not over yet: it goes on, or is to come."""
        return self.ended_on is None and today <= self.last


class ImportMap(PlanningRecord, table="import_map"):
    """How the columns of another program's table are read, kept by name for the next time.

    `words` are the options of the import: `--map=day=Date,mood=Mood:1-5 --date-format=dmy`.
    """

    name: str = text(40, title="The name")
    words: str = text(4000, title="A map", verbatim=True)
