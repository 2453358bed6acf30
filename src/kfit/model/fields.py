"""The parts of entries: fields with their ranges, frozen records of fields, and the base class of all kinds."""

from __future__ import annotations

from datetime import date as calendar_date
from datetime import datetime

from ..errors import Refused
from .measures import number_text

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping
    from collections.abc import Set as AbstractSet
    from typing import Any, ClassVar, Self, dataclass_transform
else:

    def dataclass_transform(**_):  # noqa: ANN003, ANN201, D103 - replaces typing's, whose import costs a log command 10 ms
        return lambda cls: cls


EARLIEST_DAY = "1900-01-01"
LONGEST_NOTE = 10_000
UNITS_SAID = {"minutes": "min"}
IN_TABLES = {"at": "time"}  # columns of tables with another name than the field: `at` is a word of SQL, which has to be quoted there
REQUIRED = object()
INFINITE = float("inf")


def composed(text: str) -> str:
    """Return a text in the one spelling by which names and searched words are compared (Unicode's NFC).

    An accent can be typed as a part of its letter, or behind it as a sign of its own: both look the same, and are the same name.
    """
    if text.isascii():
        return text
    from unicodedata import normalize  # a late import: most lines are ASCII

    return normalize("NFC", text)


def _is_whole(value: object) -> bool:
    return type(value) is int


def _is_real(value: object) -> bool:
    return type(value) in (int, float) and -INFINITE < value < INFINITE  # type: ignore[operator]  # it is a number


def _is_text(value: object) -> bool:
    return isinstance(value, str)


def _are_answers(value: object) -> bool:
    return type(value) is tuple and all(one is None or type(one) is int for one in value)


def _is_date(value: object) -> bool:
    """Return whether a value is a day that exists, `2026-11-22`."""
    return isinstance(value, str) and value[4:5] == value[7:8] == "-" and _reads(calendar_date.fromisoformat, value)


def _is_instant(value: object) -> bool:
    """Return whether a value is a local time with its offset, `2026-11-22T21:30-05:00`."""
    return isinstance(value, str) and len(value) == len("2026-11-22T21:30-05:00") and value[16] in "+-" and _is_moment(value)


def _is_stamp(value: object) -> bool:
    """Return whether a value is a moment in UTC, `2026-11-22T21:30:00Z`."""
    return isinstance(value, str) and len(value) == len("2026-11-22T21:30:00Z") and value[19] == "Z" and _is_moment(value)


def _is_moment(text: str) -> bool:
    return text[4] == text[7] == "-" and text[10] == "T" and _reads(datetime.fromisoformat, text)


def _reads(read: Callable[[str], object], text: str) -> bool:
    try:
        read(text)
    except ValueError:
        return False
    return True


# The least that code needs of a value, by the type of its field. Ranges are checked separately.
SHAPES: dict[str, Callable[[object], bool]] = {
    "whole": _is_whole,
    "real": _is_real,
    "text": _is_text,
    "choice": _is_text,
    "date": _is_date,
    "instant": _is_instant,
    "stamp": _is_stamp,
    "answers": _are_answers,
}


class Field:
    """A field of a record: its type, range, unit and wording. A number is from `low` to `high`; with `above`, `low` is excluded.

    `type` is one of whole, real, text, choice, date, instant, stamp, answers; `has_shape` tells whether a value is of it. A whole or real number lies from `low` to `high`;
    `above` says that `low` itself is outside. `option` is the name it has on the command line when it is not
    part of the value that follows the kind's word. `meaning` says what a column holds where title, type and range do not,
    `sample` is a value to show. A text that is a name is kept in one spelling (`composed`); one that is `verbatim` as it was typed.
    """

    __slots__ = (
        "above",
        "default",
        "ends",
        "has_shape",
        "high",
        "longest",
        "low",
        "meaning",
        "name",
        "option",
        "sample",
        "title",
        "type",
        "unit",
        "verbatim",
        "words",
    )

    def __init__(
        self,
        type: str,
        default: object,
        *,
        title: str = "",
        low: float = 0,
        high: float = 0,
        above: bool = False,
        ends: tuple[str, str] = ("", ""),
        unit: str = "",
        words: tuple[str, ...] = (),
        longest: int = 0,
        option: str = "",
        meaning: str = "",
        sample: str = "",
        verbatim: bool = False,
    ) -> None:
        self.name, self.meaning, self.verbatim = "", meaning, verbatim or type != "text"
        self.sample = sample or (words[0] if words else f"{low or 1:g}" if high else "TEXT")
        self.type, self.default, self.title = type, default, title
        self.has_shape = SHAPES[type]
        self.low, self.high, self.above, self.ends, self.unit = low, high, above, ends, unit
        self.words, self.longest, self.option = words, longest, option

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def range(self) -> str:
        """Return the range as text: `0 (worst) to 10 (best)`, `1 to 1080 minutes`, `light, moderate or vigorous`."""
        if self.words:
            return one_of(self.words)
        if self.longest and self.type == "text":
            return f"up to {self.longest:,} characters"
        if not self.high:
            return ""
        low, high = (f"{end:g}" + (f" ({word})" if word else "") for end, word in zip((self.low, self.high), self.ends, strict=True))
        return f"{'above ' if self.above else ''}{low} to {high}" + (f" {self.unit}" if self.unit else "")

    def kept(self, value: Any) -> Any:
        """Return a value as a record keeps it: a name in its one spelling, all else unchanged."""
        return value if self.verbatim or not isinstance(value, str) else composed(value)

    def allows(self, value: object) -> bool:
        """Return whether a value has the type of the field and is inside its range."""
        return self.has_shape(value) and self._in_range(value)

    def _in_range(self, value: Any) -> bool:
        if self.type == "text":
            return _storable(value) and bool(value) and (not self.longest or len(value) <= self.longest)
        if self.type in ("whole", "real"):
            return bool(self.low <= value <= self.high and not (self.above and value == self.low))
        if self.type == "answers":
            return 0 < len(value) <= self.longest and all(one is None or self.low <= one <= self.high for one in value)
        return self.type != "choice" or value in self.words

    def refusal(self, value: object = None) -> str:
        """Return a sentence that refuses a value by what is allowed: `Mood goes from 0 (worst) to 10 (best).`"""
        if isinstance(value, str) and not _storable(value):
            return f"{self.title} holds a character that can't be kept (a NUL, or one that is not UTF-8)."
        if self.words:
            return f"{self.title} is {self.range()}."
        if self.longest and self.type == "text":
            return f"{self.title} is a text of {self.range()}."
        if self.high:
            return f"{self.title} goes from {self.range()}."
        return f"{self.title} is not right."


def _storable(text: str) -> bool:
    """Return whether the data file can store a text: no NUL, and no surrogate, which stands for a typed byte that is not UTF-8."""
    return "\0" not in text and (text.isascii() or not any("\ud800" <= letter <= "\udfff" for letter in text))


def whole(low: int, high: int, *, default: Any = REQUIRED, **more: Any) -> Any:
    """Declare a whole number from low to high. `more` are arguments of Field: `title`, `ends`, `unit`, `option`, `meaning`."""
    return Field("whole", default, low=low, high=high, **more)


def real(low: float, high: float, *, default: Any = REQUIRED, above: bool = True, **more: Any) -> Any:
    """Declare a number above low, up to high. With `above=False`, low itself is allowed."""
    return Field("real", default, low=low, high=high, above=above, **more)


def answers(high: int, longest: int, *, default: Any = REQUIRED, **more: Any) -> Any:
    """Declare the answers to a form in order, 1 to `longest` of them, each from 0 to high, or None if it was left out.

    They are stored in a separate table, one row per answer.
    """
    return Field("answers", default, high=high, longest=longest, **more)


def one_of(words: Iterable[str]) -> str:
    """Return words to choose from: `light, moderate or vigorous`."""
    *others, last = words
    return f"{', '.join(others)} or {last}" if others else last


def choice(words: tuple[str, ...], *, default: Any = REQUIRED, **more: Any) -> Any:
    """Declare one of a few words."""
    return Field("choice", default, words=words, **more)


def text(longest: int = 0, *, default: Any = REQUIRED, **more: Any) -> Any:
    """Declare a text of at most `longest` characters, or of any length if that is 0. It is never empty."""
    return Field("text", default, longest=longest, **more)


def date(*, title: str, default: Any = REQUIRED) -> Any:
    """Declare a day, `2026-11-22`."""
    return Field("date", default, title=title)


def stamp(*, title: str, default: Any = REQUIRED) -> Any:
    """Declare a moment in UTC, `2026-11-22T21:30:00Z`."""
    return Field("stamp", default, title=title)


def instant(*, title: str, default: Any = REQUIRED) -> Any:
    """Declare a local time with its offset, `2026-11-22T21:30-05:00`."""
    return Field("instant", default, title=title)


def _present(*values: object) -> int:
    return sum(value is not None for value in values)


# Relations between two fields. "ascending" is true if either value is None.
RELATIONS: dict[str, Callable[[Any, Any], bool]] = {
    "both or none": lambda one, other: _present(one, other) != 1,
    "not both": lambda one, other: _present(one, other) < 2,
    "one at least": lambda one, other: _present(one, other) > 0,
    "ascending": lambda one, other: _present(one, other) < 2 or bool(one <= other),
}


def alias(head: str, words: str, **fields: str) -> dict[str, tuple[str, Mapping[str, str]]]:
    """Declare other words for a head, with blanks between them; `_` joins the words of a phrase. `fields` are what each of them sets."""
    return {word.replace("_", " "): (head, fields) for word in words.split()}


MEAN, SUM, HIGHEST, LOWEST, LAST, COUNT = "mean", "sum", "highest", "lowest", "last", "count"


class DayFigure:
    """The figure of a day in one column of daily.csv, computed from the day's entries of a kind.

    `how` is MEAN, SUM, HIGHEST, LOWEST, LAST or COUNT of the values of `field`. The figure is divided by `per` and rounded to
    `decimals`; `padded` keeps trailing zeros. `only` is a field and its value, None for an empty one: other entries are left out.
    `needs` is such a pair too: a day on which no entry has it has no figure. `meaning` describes the column in README.txt.
    """

    __slots__ = ("column", "decimals", "field", "how", "meaning", "needs", "only", "padded", "per")

    def __init__(
        self,
        column: str,
        how: str,
        field: str = "",
        *,
        meaning: str,
        decimals: int = 0,
        per: int = 1,
        padded: bool = False,
        only: tuple[str, str | None] | None = None,
        needs: tuple[str, str | None] | None = None,
    ) -> None:
        self.needs = needs
        self.column, self.how, self.field, self.meaning = column, how, field, meaning
        self.decimals, self.per, self.padded, self.only = decimals, per, padded, only


class Rule:
    """A relation (a key of RELATIONS) that two fields must have, and the message otherwise. The tables check it too."""

    __slots__ = ("fields", "refusal", "relation")

    def __init__(self, relation: str, fields: tuple[str, str], refusal: str) -> None:
        self.relation, self.fields, self.refusal = relation, fields, refusal

    def holds(self, one: object, other: object) -> bool:
        """Return whether two values have the relation."""
        return RELATIONS[self.relation](one, other)


@dataclass_transform(kw_only_default=True, frozen_default=True, field_specifiers=(whole, real, choice, text, date, instant, stamp, answers))
class Record:
    """A frozen record whose class attributes are its fields. The constructor checks typed or imported values; it raises Refused.

    `stored` makes a record from the data file without these checks, so that a stricter rule never makes old data unreadable.
    """

    FIELDS: ClassVar[dict[str, Field]] = {}
    RULES: ClassVar[tuple[Rule, ...]] = ()

    def __init_subclass__(cls) -> None:
        cls.FIELDS = cls.FIELDS | {name: field for name, field in vars(cls).items() if isinstance(field, Field)}

    def __init__(self, **values: Any) -> None:
        _take(self, {name: values.pop(name, field.default) for name, field in self.FIELDS.items()})
        if values:
            message = f"{type(self).__name__} has no {', '.join(values)}"
            raise TypeError(message)

    @classmethod
    def stored(cls, values: Mapping[str, Any]) -> Self:
        """Return a record of values from the data file, without a check of ranges and names.

        A missing field gets its default, an unknown one is ignored. Raises ValueError for a value that code cannot work with:
        one of the wrong type, or None for a required field.
        """
        record = cls.__new__(cls)
        kept = record.__dict__
        for name, field in cls.FIELDS.items():
            value = values.get(name, field.default)
            if not (field.default is None if value is None else field.has_shape(value)):
                message = f"{cls.__name__} holds no {name}"
                raise ValueError(message)
            kept[name] = value
        return record

    @classmethod
    def check_together(cls, values: dict[str, Any]) -> None:
        """Check the rules between the values of all fields, each of which is allowed by itself. Raises Refused."""
        record = cls.__new__(cls)
        record.__dict__.update(values)
        record.verify(values.keys())

    def but(self, **changes: Any) -> Self:
        """Return a copy with these fields changed. Only values that differ are checked. Raises Refused."""
        copy = type(self).__new__(type(self))
        copy.__dict__.update(self.__dict__)
        _take(copy, {name: value for name, value in changes.items() if value != self.__dict__[name]})
        return copy

    def verify(self, told: AbstractSet[str]) -> None:
        """Check the rules that concern the fields in `told`. Raises Refused."""
        for rule in self.RULES:
            if not told.isdisjoint(rule.fields) and not rule.holds(*(self.__dict__[name] for name in rule.fields)):
                raise Refused(rule.refusal)

    def __setattr__(self, name: str, value: object) -> None:
        message = f"{type(self).__name__} is frozen"
        raise AttributeError(message)

    def __eq__(self, other: object) -> bool:
        return type(self) is type(other) and self.__dict__ == other.__dict__

    def __hash__(self) -> int:
        return hash(tuple(self.__dict__.values()))


def _take(record: Record, told: dict[str, Any]) -> None:
    """Check values and put them into a new record. Raises Refused, or TypeError if a required one is missing."""
    for name, typed in told.items():
        field = record.FIELDS[name]
        value = told[name] = field.kept(typed)
        if value is not None and not field.allows(value):
            if value is REQUIRED:
                message = f"{type(record).__name__} needs {name}"
                raise TypeError(message)
            raise Refused(field.refusal(value))
    record.__dict__.update(told)
    record.verify(told.keys())


class Entry(Record):
    """A logged entry. Its class declares everything about its kind; the tables of other modules are derived from it."""

    OWN: ClassVar[dict[str, Field]]  # its fields besides those of every entry
    kind: ClassVar[str]  # the name of its table, of its file in an export, and in JSON
    example: ClassVar[str]  # a line that logs one, without `kfit`
    beginning: ClassVar[str]  # a line to suggest while nothing is logged yet
    plural: ClassVar[str]
    label: ClassVar[str]  # its title on `kfit today` and above a chart
    called: ClassVar[str]  # what messages call an entry with a name: `a rating`
    # The words that begin a line, each with the fields that the word sets; the first one is for custom names.
    heads: ClassVar[Mapping[str, Mapping[str, str]]]
    # What people call a head, several words too; each with the head, and the fields that the word sets.
    aliases: ClassVar[Mapping[str, tuple[str, Mapping[str, str]]]] = {}
    shown: ClassVar[Iterable[str]]  # the heads that the list of commands shows
    form: ClassVar[str] = "plain"  # the syntax of its value (parsing/values)
    flags: ClassVar[Mapping[str, str]] = {}  # the options that take no value, each with its help
    names: ClassVar[Collection[str]] = ()  # the names that kfit has built in
    ways_open: ClassVar[bool] = False  # whether the person chooses the unit even of a known name
    tracked: ClassVar[bool] = False  # whether the better end or unit of a name is stored as a CustomName
    figures: ClassVar[tuple[DayFigure, ...]] = ()  # the figures of a day; charts and goals use the first
    scale: ClassVar[str] = ""  # the unit of its chart: hours, minutes, 0-10; empty if it has none, or if its name decides
    not_drawn: ClassVar[str] = ""  # what a message suggests if it has no chart
    calendar: ClassVar[bool] = False  # whether a calendar of a year can show it
    goal: ClassVar[str] = ""  # an example of a goal; empty if it cannot be a goal
    no_goal: ClassVar[str] = ""  # what a message suggests if it cannot be a goal
    goal_words: ClassVar[Iterable[str]] = ()  # the words that mean it in `kfit goal`, besides its heads
    question: ClassVar[str] = ""  # the question of the check-in; empty if it asks nothing about the whole kind

    id: int | None = whole(1, 2**62, title="The number", default=None)
    uid: str | None = text(36, title="The uid", default=None)
    day: str = date(title="The day")
    at: str | None = instant(title="The time", default=None)
    tz: str | None = text(64, title="The zone", default=None)
    note: str | None = text(LONGEST_NOTE, title="A note", default=None, verbatim=True)
    source: str | None = text(80, title="The source", default=None)
    source_id: str | None = text(200, title="The source's id", default=None)
    logged_at: str | None = stamp(title="The time of logging", default=None)

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.OWN = {name: field for name, field in cls.FIELDS.items() if name not in Entry.FIELDS}
        cls.kind = cls.__name__.lower()
        for name, usual in (
            ("label", cls.__name__),
            ("beginning", cls.example if "example" in vars(cls) else ""),
            ("heads", {cls.kind: {}}),
            ("shown", (cls.kind,)),
            ("called", f"a {cls.kind}"),
        ):
            if name not in vars(cls):
                setattr(cls, name, usual)

    def __repr__(self) -> str:
        """Return the kind, id and day only: a traceback must not show private content."""
        return f"<{self.kind} {self.id} {self.day}>"

    @classmethod
    def columns(cls) -> list[str]:
        """Return the names of the columns in a CSV file and of the keys in JSONL, in the contract's order."""
        names = list(cls.FIELDS)
        return [*names[:2], "kind", *names[2:]]

    @classmethod
    def main(cls) -> Field | None:
        """Return the required field of its value, None if every field is optional."""
        return next((field for name, field in cls.OWN.items() if field.default is REQUIRED and name != "name"), None)

    @classmethod
    def knows(cls, name: str) -> bool:
        """Return whether kfit knows a name fully: its unit, and which end is better."""
        return name in cls.names and not cls.ways_open

    @classmethod
    def adds_up(cls) -> bool:
        """Return whether the values of a day are added up, so that a 0 is not an entry."""
        return bool(cls.figures) and cls.figures[0].how == SUM

    def phrase(self) -> str:
        """Return its content in a few words, without its day and note: `mood 6`, `20 min walk`."""
        return f"{self.__dict__.get('name', self.kind)} {self.short()}"

    def told_at(self) -> str | None:
        """Return the time that was told; None without one, and for the minute of typing, which stands where none was told."""
        if self.at is None or self.logged_at is None:
            return self.at
        typed = datetime.fromisoformat(self.logged_at).replace(second=0)
        return None if datetime.fromisoformat(self.at) == typed else self.at

    def several(self) -> str:
        """Return the word for several entries like it: `moods`."""
        return self.plural

    def short(self) -> str:
        """Return its value without the word of its kind, for a list of one kind: `6`."""
        field = self.main()
        if field is None:
            return self.kind
        value = self.__dict__[field.name]
        said = number_text(value) if isinstance(value, float) else str(value)
        return f"{said} {UNITS_SAID.get(field.unit, field.unit)}".rstrip()

    def details(self) -> list[str]:
        """Return its other values as short texts, without its note."""
        if self.form != "plain":
            return []
        given = ((field, self.__dict__[name]) for name, field in self.OWN.items() if field.option)
        return [f"{field.title.lower()} {value}" for field, value in given if value is not None]

    def row(self) -> dict[str, Any]:
        """Return every field in the order of the export, with `kind` after `uid`."""
        values = dict(self.__dict__)
        return {"id": values.pop("id"), "uid": values.pop("uid"), "kind": self.kind, **values}
