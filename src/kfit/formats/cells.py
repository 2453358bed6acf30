"""Reads the numbers, lengths and dates in the columns of other people's tables, and asks where there is more than one way to read them."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from re import IGNORECASE
from re import compile as pattern
from re import error as pattern_error
from typing import NamedTuple

from .. import clock
from ..errors import DATE_ORDER, SETTLE, Refused, Unclear
from ..humanize import in_words
from ..parsing import durations
from ..parsing.dates import MONTH_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from re import Match

# A number with a decimal point or a decimal comma; the other sign stands between thousands.
POINT = pattern(r"[-+]?(?:[0-9]{1,9}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,15})?")
COMMA = pattern(r"[-+]?(?:[0-9]{1,9}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2})(?:,[0-9]{1,15})?")
CLOCK = pattern(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9]))?")
SCALE = pattern(r"(-?[0-9]{1,4}(?:\.[0-9]{1,2})?)\s*-\s*(-?[0-9]{1,4}(?:\.[0-9]{1,2})?)")
AS_IT_IS = (0.0, 10.0)
UNITS = {"h": 60.0, "min": 1.0, "s": 1 / 60, "hm": 0.0}  # minutes in one; hm is 7:30 or 7h30
NONE = frozenset(("", "-", "--", "n/a", "na", "nan", "none", "null"))  # what tables write where there is no value


class TableReading(NamedTuple):
    """One way to read a table: what it means, and what has to be said for it.

    `options` holds options of the command with their values, None for one to leave out; `map` holds what follows a name in `--map`.
    """

    said: str
    options: Mapping[str, object] = {}
    map: Mapping[str, str] = {}

    def short(self) -> str:
        """Return what is said for it alone, without the rest of the line."""
        told = [f"--{name.replace('_', '-')}{'' if value is True else f' {value}'}" for name, value in self.options.items()]
        return " ".join([*told, *(f"{name}={column}" for name, column in self.map.items())])


class AmbiguousTable(Refused):
    """Nothing is imported before it is said which way is meant."""

    def __init__(self, found: str, ways: Sequence[TableReading], closing: str = "") -> None:
        self.found, self.ways, self.closing = found, ways, closing
        super().__init__(self.told(TableReading.short))

    def told(self, line: Callable[[TableReading], str]) -> str:
        """Return what was found, and each way with the line that takes it."""
        return "\n".join([self.found, *(f"{way.said}:\n  {line(way)}" for way in self.ways)]) + self.closing


class UnreadableCell(Exception):
    """A cell that cannot be read; the text says why, without the cell: `is not a number`."""


def point_fits(cell: str) -> bool:
    """Tell whether a cell is a number with a decimal point, or with none."""
    return POINT.fullmatch(cell) is not None


def comma_fits(cell: str) -> bool:
    """Tell whether a cell is a number with a decimal comma, or with none."""
    return COMMA.fullmatch(cell) is not None


def plain(cell: str, *, decimal_comma: bool) -> str:
    """Return the number of a cell with a decimal point, without signs between thousands. Raises Unread."""
    if decimal_comma and comma_fits(cell):
        return cell.replace(".", "").replace(",", ".")
    if not decimal_comma and point_fits(cell):
        return cell.replace(",", "")
    if point_fits(cell) or comma_fits(cell):
        raise UnreadableCell(f"has a decimal {'point' if decimal_comma else 'comma'}")
    raise UnreadableCell("is not a number")


def cell_number(cell: str, *, decimal_comma: bool) -> float:
    """Return the number of a cell. Raises Unread."""
    return float(plain(cell, decimal_comma=decimal_comma))


def whole_number(cell: str, *, decimal_comma: bool) -> int | float:
    """Return a number, an int where it is whole: the check of the ranges says what is wrong with another."""
    found = cell_number(cell, decimal_comma=decimal_comma)
    return int(found) if found == int(found) else found


def scale(unit: str) -> tuple[float, float] | None:
    """Return both ends of a scale such as `1-5`, `0-100` or `-3-3`, the end that is kfit's 0 first; None if it is none."""
    found = SCALE.fullmatch(unit)
    ends = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return ends if ends[0] != ends[1] else None


def on_scale(value: float, ends: tuple[float, float]) -> int | float:
    """Return where a value on a scale lies from 0 to 10, rounded half up; on 0-10 it stays as it is. Raises Unread."""
    first, last = ends
    if not min(ends) <= value <= max(ends):
        raise UnreadableCell(f"is outside {first:g} to {last:g}")
    if ends == AS_IT_IS:
        return int(value) if value == int(value) else value
    return int((value - first) * 10 / (last - first) + 0.5)


def minutes(cell: str, unit: str, *, decimal_comma: bool) -> int:
    """Return a length of time in minutes, rounded half up. Raises Unread."""
    if unit != "hm":
        return int(cell_number(cell, decimal_comma=decimal_comma) * UNITS[unit] + 0.5)
    if clock := CLOCK.fullmatch(cell):
        hours, minute, second = (int(part or 0) for part in clock.groups())
        return hours * 60 + minute + (second >= 30)
    try:
        found = durations.find(cell)
    except Unclear:
        found = None
    if found is None or found[1] != len(cell):
        raise UnreadableCell("is not a time span")
    return found[0]


TIME = r"(?:(?:[T,]|\s)\s*([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?\s*([ap])?\.?(?:m\.?)?)?(Z|[-+][0-9]{2}:?[0-9]{2})?"
DIGITS = pattern(r"([0-9]{1,4})([-/.])\s?([0-9]{1,2})\2\s?([0-9]{1,4})\.?" + TIME, IGNORECASE)
NUMBER = r"([0-9]{1,2})(?:st|nd|rd|th|\.)?"
WORDS = pattern(rf"(?:[a-z]{{3,9}}\.?,?\s+)??(?:{NUMBER}[\s-]+)?([a-z]{{3,9}})\.?(?:[\s-]+{NUMBER})?,?[\s-]+([0-9]{{4}}){TIME}", IGNORECASE)
CLOCK_WORDS = pattern(r"([0-9]{1,2}):([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?\s*(?:([ap])\.?m\.?)?", IGNORECASE)
ORDERS = ("ymd", "mdy", "dmy")
MIDNIGHT = time(0, 0)
NO_DAY = "is not a day"
FIRST = {"dmy": "day", "mdy": "month", "ymd": "year"}
YEARS = ("%Y", " %Y", "/%Y", "-%Y", "%y")  # what a form may lack at its end
MOMENTS = (datetime(2007, 2, 3, 16, 5, 6, tzinfo=UTC), datetime(1998, 12, 31, 21, 58, 9, tzinfo=UTC))  # each form is tried with them
FORMS = (
    "\n--date-format takes dmy, mdy, ymd, or a form with day, month and year, such as %d.%m.%Y. A day without its year can't be imported."
)


class CellDay(NamedTuple):
    """What a cell says: a day, and a moment if a time of day stands with it; `placed` says that its offset does too."""

    day: date
    moment: datetime | None = None
    placed: bool = False


class DayColumn:
    """A column of dates, of which all cells have been seen before the first is read.

    `date_order` is the setting; `form` is an order as well, or a form of strptime, and decides alone. Raises Unsettled if
    the column has two readings, or no day can be read with the form.
    """

    def __init__(self, name: str, cells: Iterable[tuple[int, str]], date_order: str, form: str | None) -> None:
        self.name, self.order = name, form if form in ORDERS else ""
        self.form = None if self.order else form
        rows: dict[str, int] = {}
        for row, cell in cells:
            rows.setdefault(cell, row)
        if form is None:
            self.order = self._order(rows, date_order)
        if self.form is not None and (why := find_lack(self.form)):
            ways = self._other_forms(rows)
            raise AmbiguousTable(f"The form '{self.form}' {why}, so no day can be read with it.", ways, "" if ways else FORMS)
        said = {cell: self._tried(cell) for cell in rows}
        times = [
            at.replace(tzinfo=None) for _, at in (one for one in said.values() if not isinstance(one, UnreadableCell)) if at is not None
        ]
        # midnights alone are dates that a program wrote with a time: 2016-04-12 0:00, 2016-04-12T00:00:00Z
        timed = any(at != MIDNIGHT for at in times)
        self.known = {cell: one if isinstance(one, UnreadableCell) else _placed(*one, timed=timed) for cell, one in said.items()}

    def read(self, cell: str) -> CellDay:
        """Return what a cell says. Raises Unread."""
        found = self.known[cell]
        if isinstance(found, UnreadableCell):
            raise found
        return found

    def _tried(self, cell: str) -> tuple[date, time | None] | UnreadableCell:
        try:
            found = self._said(cell)
        except (ValueError, OverflowError):
            found = None
        return found or UnreadableCell(NO_DAY)

    def _said(self, cell: str) -> tuple[date, time | None] | None:
        """Return the date and the time that a cell says, or None. Raises ValueError for one that is none."""
        if self.form is not None:
            moment = datetime.strptime(cell, self.form)  # noqa: DTZ007 - the form says whether there is an offset
            return moment.date(), moment.timetz()
        if digits := DIGITS.fullmatch(cell):
            day, at = _days(digits).get(self.order), digits.groups()[4:]
        elif words := WORDS.fullmatch(cell):
            day, at = _in_words(words), words.groups()[4:]
        else:
            return None
        return None if day is None else (day, _time(*at) if at[0] else None)

    def _order(self, rows: dict[str, int], date_order: str) -> str:
        """Return the order of the column. Raises Refused if its values leave two and none is set, or contradict each other."""
        read = [(row, days) for cell, row in rows.items() if (match := DIGITS.fullmatch(cell)) and (days := _days(match))]
        orders = [order for order in ORDERS if all(order in days for _, days in read)]
        if not read:
            return ""
        if not orders:
            raise self._contradiction(read)
        if len(orders) == 1 or all(len(set(days.values())) == 1 for _, days in read):
            return orders[0]
        if date_order in orders:
            return date_order
        days = next(days for _, days in read if len(set(days.values())) > 1)
        said = {order: in_words(days[order], date.min) for order in orders}
        raise AmbiguousTable(
            f"The dates in '{self.name}' have more than one reading: one of them can be {' or '.join(said.values())}.",
            [_way(order, f"If it is {day}") for order, day in said.items()],
            SETTLE.format(DATE_ORDER),
        )

    def _contradiction(self, read: list[tuple[int, dict[str, date]]]) -> AmbiguousTable:
        first, days = read[0]
        other = next((row for row, found in read if not found.keys() & days.keys()), None)
        where = f" (rows {first} and {other})" if other else ""
        there = [order for order in ORDERS if any(order in found for _, found in read)]
        ways = [
            TableReading(f"To take those with the {FIRST[order]} first, without the other rows", {"date_format": order, "skip_bad": True})
            for order in there
        ]
        return AmbiguousTable(f"The dates in '{self.name}' are not all in one order{where}.", ways)

    def _other_forms(self, rows: dict[str, int]) -> list[TableReading]:
        """Return what reads the most cells as days: the form with a year added, else an order."""
        with_year = [form for year in YEARS if not find_lack(form := f"{self.form}{year}") and any(_reads(form, cell) for cell in rows)]
        if with_year:
            return [_way(with_year[0], "To read them with their year")]
        counts = {order: sum(_reads(order, cell) for cell in rows) for order in ORDERS}
        return [
            _way(order, f"To read them with the {FIRST[order]} first")
            for order, count in counts.items()
            if count == max(counts.values()) > 0
        ]


def find_lack(form: str) -> str:
    """Return what a form of strptime does not tell of a moment, nothing if every day can be written and read with it."""
    for moment in MOMENTS:
        try:
            read = datetime.strptime(moment.strftime(form), form)  # noqa: DTZ007 - the form says whether there is an offset
        except (ValueError, pattern_error):
            return "is no form of a date"
        missing = [part for part in ("year", "month", "day") if getattr(read, part) != getattr(moment, part)]
        if missing:
            return f"has no {' and no '.join(missing)}"
        if read.hour not in (0, moment.hour):
            return "has hours up to 12 without %p"
    return ""


def _reads(form: str, cell: str) -> bool:
    """Tell whether an order or a form reads a cell as a day."""
    if form in ORDERS:
        return (digits := DIGITS.fullmatch(cell)) is not None and form in _days(digits)
    try:
        datetime.strptime(cell, form)  # noqa: DTZ007 - only whether it can be read
    except ValueError:
        return False
    return True


def _way(form: str, said: str) -> TableReading:
    return TableReading(said, {"date_format": form})


def time_of_day(cell: str) -> time:
    """Return the time of day of a cell: `8:15`, `08:15:00`, `8:15 PM`. Raises Unread."""
    found = CLOCK_WORDS.fullmatch(cell)
    if found is None:
        raise UnreadableCell("is not a time of day")
    try:
        return _time(*found.groups())
    except ValueError:
        raise UnreadableCell("is not a time of day") from None


def _days(match: Match[str]) -> dict[str, date]:
    """Return the day of a date in digits in each order in which it is one."""
    first, _, second, third = match.groups()[:4]
    if len(first) > 2:
        parts = {"ymd": (first, second, third)}
    elif len(third) > 2:
        parts = {"mdy": (third, first, second), "dmy": (third, second, first)}
    else:
        parts = {"ymd": (first, second, third), "mdy": (third, first, second), "dmy": (third, second, first)}
    found = {}
    for order, (year, month, day) in parts.items():
        try:
            found[order] = date(_year(year), int(month), int(day))
        except ValueError:
            continue
    return found


def _year(digits: str) -> int:
    """Return a year; of two digits 69 is the first of the last century, as in POSIX."""
    if len(digits) == 3:
        raise ValueError
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= 69 else 2000)


def _in_words(match: Match[str]) -> date | None:
    before, month, behind, year = match.groups()[:4]
    number = MONTH_WORDS.get(month.lower())
    if number is None or (before is None) == (behind is None):
        return None
    return date(int(year), number, int(before or behind))


def _time(hour: str, minute: str, second: str | None, half: str | None, offset: str | None = None) -> time:
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    zone = datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo if offset else None
    return time(hours, int(minute), int(second or 0), tzinfo=zone)


def _placed(day: date, at: time | None, *, timed: bool) -> CellDay | UnreadableCell:
    """Return a day with its time; one in UTC is meant for this machine's zone, one with another offset as it stands."""
    if at is None or not timed:
        return CellDay(day)
    if not 1900 <= day.year < 9999:
        return UnreadableCell(NO_DAY)
    moment = datetime.combine(day, at)
    if at.tzinfo is None:
        return CellDay(day, clock.local(moment))
    if not moment.utcoffset():
        moment = moment.astimezone()
    return CellDay(moment.date(), moment, placed=True)
