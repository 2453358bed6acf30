"""Check imported rows against the fields of their kinds, and against the custom names in the data file."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from functools import cache
from itertools import islice
from re import compile as pattern
from typing import Annotated, Any, Literal

from annotated_types import Ge, Gt, Le, Len
from pydantic import AfterValidator, AllowInfNan, ConfigDict, StringConstraints, TypeAdapter, ValidationError
from pydantic_core import PydanticCustomError

from ..errors import Refused
from ..humanize import in_words
from ..model.entries import FREELY_NAMED, KINDS, TRACKED, Habit, Measure, Note, Rating
from ..model.fields import EARLIEST_DAY, REQUIRED, Record

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from ..model.fields import Entry, Field
    from ..model.planning import CustomName
    from .rows import ImportRow, Values

    Place = tuple[int, int]  # of an entry: the index of its row, and its own index in the row
    OneEntry = tuple[type[Entry], Values]

OTHER = {"minutes": "times", "times": "minutes"}


class NameAgreement:
    """Compares rows with the custom names that were stored before the import.

    It accepts a row whose entry is stored already (`is_here` knows its uid), so that a file can be imported again.
    """

    def __init__(self, tracked: Iterable[CustomName], is_here: Callable[[str], bool]) -> None:
        self.is_here = is_here
        self.kept = {(one.kind, one.name): one for one in tracked if not any(KINDS[kind].knows(one.name) for kind in TRACKED)}

    def broken(self, kind: type[Entry], values: Values) -> str:
        """Return how the name of a row is stored if the row contradicts that, else an empty text."""
        if not self.kept or kind not in CONTRADICTIONS:
            return ""
        told = dict(zip(kind.FIELDS, values, strict=True))
        kept = self.kept.get((kind.kind, str(told["name"])))
        how = CONTRADICTIONS[kind](kept, told) if kept else ""
        return f"{kept.name} is kept here {how}" if kept and how and not self.is_here(str(told["uid"])) else ""


def _rating(kept: CustomName, told: Mapping[str, object]) -> str:
    return "" if kept.better in (None, told["better"]) else f"with {kept.better} as the better end"


def _measure(kept: CustomName, told: Mapping[str, object]) -> str:
    if kept.unit == told["unit"]:
        return ""
    return f"in {kept.unit}" if kept.unit else "without a unit"


def _habit(kept: CustomName, told: Mapping[str, object]) -> str:
    other = OTHER.get(kept.unit or "")
    return f"in {kept.unit}" if other and told[other] is not None else ""


CONTRADICTIONS = {Rating: _rating, Measure: _measure, Habit: _habit}
AT_ONCE = 1000  # rows checked at a time
INSTANT = pattern(r"[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d[-+][0-2]\d:[0-5]\d")
STAMP = pattern(r"[12]\d{3}-[01]\d-[0-3]\dT[0-2]\d:[0-5]\d:[0-5]\dZ")
FARTHEST = timedelta(hours=14)  # largest offset from UTC that SQLite accepts
UID = 1  # its index among the fields that every kind begins with
# Errors that a stricter range can cause in an older export. Any other error means that the value has the wrong type or form.
OF_RANGES = frozenset(("greater_than", "greater_than_equal", "less_than_equal", "literal_error", "string_too_long"))
TO_COME = "to_come"  # the type of the error for a day after today
ARTICLES = ("a ", "an ", "the ")
KNOWN_NAMES = frozenset(
    name for kind in FREELY_NAMED for name in KINDS[kind].names
)  # only these names are shown in messages: a custom name can be private


class RowChecks:
    """Checks imported rows. `latest` returns the last day allowed for a kind; `tracked` are the custom names in the data file.

    `is_here` returns whether a uid is stored, `takes` whether the tables of the data file accept a row. A row with a uid may be
    outside today's ranges if the tables accept it, because an older kfit may have exported it. Its day is taken as it is,
    because where it was exported a day may have begun that has not begun here.
    """

    def __init__(
        self,
        latest: Callable[[type[Entry]], date],
        tracked: Iterable[CustomName] = (),
        is_here: Callable[[str], bool] = lambda _: False,
        takes: Callable[[type[Entry], Values], bool] = lambda *_: False,
    ) -> None:
        self.latest, self.takes = latest, takes
        self.agreement = NameAgreement(tracked, is_here)
        self.adapters: dict[type[Entry], TypeAdapter[list[Values]]] = {}

    def passed(self, rows: Iterable[ImportRow]) -> Iterator[ImportRow]:
        """Yield the rows in order. An invalid entry is left out of its row, which has the reason; other entries of the row stay.

        Of a foreign row only the invalid value is left out, where the entry is one without it, and its note is kept.
        """
        rows = iter(rows)
        while some := list(islice(rows, AT_ONCE)):
            found: dict[type[Entry], list[tuple[Place, Values]]] = {}
            for at, row in enumerate(some):
                for nth, (kind, values) in enumerate(row.entries):
                    found.setdefault(kind, []).append(((at, nth), values))
            wrong: dict[int, dict[int, tuple[str, OneEntry | None]]] = {}
            for kind, owned in found.items():
                for (at, nth), why, rest in self._wrong(kind, owned):
                    wrong.setdefault(at, {})[nth] = (why, rest)
            for at, row in enumerate(some):
                yield _mended(row, wrong[at]) if at in wrong else row

    def _wrong(self, kind: type[Entry], owned: list[tuple[Place, Values]]) -> Iterator[tuple[Place, str, OneEntry | None]]:
        """Yield the place of each invalid entry, the reason, and what remains of it."""
        mistakes = self._mistakes(kind, owned)
        fits_together = kind.verify is Record.verify and not kind.RULES
        if fits_together and not mistakes:
            return
        for index, (place, values) in enumerate(owned):
            found = [mistake for mistake in mistakes.get(index, []) if not (mistake["type"] == TO_COME and values[UID])]
            why = _reason(kind, found[0], values) if found else "" if fits_together else unfit(kind, values)
            if why and all(mistake["type"] in OF_RANGES for mistake in found) and values[UID] and self.takes(kind, values):
                why = ""
            if why := why or self.agreement.broken(kind, values):
                yield place, why, None if values[UID] else _rest(kind, values, found)

    def _mistakes(self, kind: type[Entry], owned: list[tuple[Place, Values]]) -> dict[int, list[Any]]:
        """Return the errors of single values, by the index of their row in `owned`."""
        adapter = self.adapters.get(kind) or self.adapters.setdefault(kind, adapter_of(kind, self.latest(kind)))
        found: dict[int, list[Any]] = {}
        try:
            adapter.validate_python([values for _, values in owned])
        except ValidationError as error:
            for mistake in error.errors(include_url=False, include_context=False):
                found.setdefault(int(mistake["loc"][0]), []).append(mistake)
        return found


def _mended(row: ImportRow, wrong: Mapping[int, tuple[str, OneEntry | None]]) -> ImportRow:
    """Return a row with what remains of its invalid entries."""
    kept = [wrong[nth][1] if nth in wrong else one for nth, one in enumerate(row.entries)]
    return row._replace(
        entries=tuple(one for one in kept if one is not None), bad=(*row.bad, *dict.fromkeys(why for why, _ in wrong.values()))
    )


def _rest(kind: type[Entry], values: Values, mistakes: Iterable[Any]) -> OneEntry | None:
    """Return what remains of an entry without its invalid values: the entry, else its note, else None."""
    names = list(kind.FIELDS)
    lost = {names[int(mistake["loc"][1])] for mistake in mistakes}
    if lost & (Note.FIELDS.keys() - {"note"}):  # without its day or time nothing of it can be kept
        return None
    left = {name: None if name in lost else value for name, value in zip(names, values, strict=True)}
    if lost and "name" not in names and all(kind.FIELDS[name].default is not REQUIRED for name in lost):
        rest = tuple(left.values())
        if not unfit(kind, rest):
            return kind, rest
    return (Note, tuple(left.get(name) for name in Note.FIELDS)) if left["note"] and kind is not Note else None


def adapter_of(kind: type[Entry], latest: date) -> TypeAdapter[list[Values]]:
    """Return the pydantic model of a list of a kind's rows. No day may be after `latest`."""
    columns = tuple(column_type(field, latest) for field in kind.FIELDS.values())
    return TypeAdapter(list[tuple[columns]], config=ConfigDict(strict=True, hide_input_in_errors=True))  # type: ignore[arg-type,valid-type]  # columns are known at run time only


def column_type(field: Field, latest: date) -> Any:
    """Return the type, with its range, by which pydantic checks the values of a field. No day may be after `latest`."""
    if field.type == "whole":
        known: Any = Annotated[int, Ge(int(field.low)), Le(int(field.high))]
    elif field.type == "real":
        known = Annotated[float, AllowInfNan(False), Gt(field.low) if field.above else Ge(field.low), Le(field.high)]  # noqa: FBT003 - pydantic's own order
    elif field.type == "choice":
        known = Literal[field.words]
    elif field.type == "answers":
        answer = Annotated[int, Ge(int(field.low)), Le(int(field.high))] | None
        known = Annotated[tuple[answer, ...], Len(1, field.longest)]
    else:
        text = StringConstraints(min_length=1, max_length=field.longest or None, pattern=r"\A[^\x00]*\z")
        form = {"date": _day_up_to(latest), "instant": _instant, "stamp": _stamp}.get(field.type)
        known = Annotated[str, text, AfterValidator(form)] if form else Annotated[str, text]
    return known if field.default is REQUIRED else known | None


def unfit(kind: type[Entry], values: Values) -> str:
    """Return why values that are valid one by one are invalid together, empty if they are valid."""
    named: dict[str, Any] = dict(zip(kind.FIELDS, values, strict=True))
    try:
        kind.check_together(named)
    except Refused as error:
        said = str(error).split(". ", 1)[0].rstrip(".")  # a line to type follows it
        return said[:1].lower() + said[1:]
    return ""


def _reason(kind: type[Entry], mistake: Any, values: Values) -> str:
    names = list(kind.FIELDS)
    name = values[names.index("name")] if "name" in names else None
    return reason(kind.FIELDS[names[int(mistake["loc"][1])]], mistake, name)


def reason(field: Field, mistake: Any, name: object = None) -> str:
    """Return what is wrong with a value: `mood is outside 0 to 10`. It never has the value itself, except a day that is invalid."""
    if mistake["type"] in ("kfit", TO_COME):
        return str(mistake["msg"])
    called = name if isinstance(name, str) and name in KNOWN_NAMES and field.type in ("whole", "real") else label(field)
    if mistake["input"] is None:
        return f"{called} is missing"
    return f"{called} {_complaint(field, mistake['type'])}"


def _complaint(field: Field, found: str) -> str:
    said = {
        "int_type": "is not a whole number",
        "float_type": "is not a number",
        "string_too_long": f"is longer than {field.longest:,} characters",
        "string_too_short": "is empty",
        "literal_error": f"is not {field.range()}",
    }.get(found)
    if field.type == "answers":
        return f"are not up to {field.longest} whole numbers from {field.low:g} to {field.high:g}"
    if said is None and field.type in ("whole", "real"):
        return f"is outside {field.low:g} to {field.high:.10g} {field.unit}".rstrip()
    return said or "is no text that can be kept"


def label(field: Field) -> str:
    """Return a field's title for use within a sentence: `mood`, `dose, as told`."""
    said = field.title.rstrip(",").lower()
    return next((said.removeprefix(article) for article in ARTICLES if said.startswith(article)), said)


def _day_up_to(latest: date) -> Callable[[str], str]:
    @cache
    def check(day: str) -> str:
        if (why := refuse_day(day)) is not None:
            raise PydanticCustomError("kfit", "{why}", {"why": why})
        if (found := date.fromisoformat(day)) > latest:
            raise PydanticCustomError(TO_COME, "{why} is still to come", {"why": in_words(found, latest)})
        return day

    return check


def refuse_day(day: str) -> str | None:
    """Return why a text cannot be the day of an entry, None if it can."""
    try:
        found = date.fromisoformat(day)
    except ValueError:
        found = None
    if found is None or found.isoformat() != day:
        looks = len(day) <= 10 and day.isascii() and day.replace("-", "").isdigit()
        return f"{day} is not a day" if looks else "day is not YYYY-MM-DD"
    if day < EARLIEST_DAY:
        return f"day is before {EARLIEST_DAY[:4]}"
    return None


def _instant(text: str) -> str:
    try:
        offset = datetime.fromisoformat(text).utcoffset() if INSTANT.fullmatch(text) else None
    except ValueError:
        offset = None
    if offset is None or abs(offset) > FARTHEST:
        raise PydanticCustomError("kfit", "a time is not YYYY-MM-DDTHH:MM+HH:MM")
    return text


def _stamp(text: str) -> str:
    try:
        right = STAMP.fullmatch(text) and datetime.fromisoformat(text)
    except ValueError:
        right = None
    if not right:
        raise PydanticCustomError("kfit", "the time of logging is not YYYY-MM-DDTHH:MM:SSZ")
    return text
