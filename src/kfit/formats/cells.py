"""Read numbers, time spans and dates from the cells of foreign tables. A column with more than one reading raises AmbiguousTable."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from math import isfinite
from re import IGNORECASE
from re import compile as pattern
from re import error as pattern_error
from typing import NamedTuple

from .. import clock
from ..errors import DATE_ORDER, SETTLE, Refused, Unclear, short
from ..humanize import in_words
from ..parsing import durations
from ..parsing.dates import MONTH_WORDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from re import Match

# A number with a decimal point or a decimal comma; the other sign separates thousands.
POINT = pattern(r"[-+]?(?:[0-9]{1,9}|[1-9][0-9]{0,2}(?:,[0-9]{3}){1,2})(?:\.[0-9]{1,15})?")
COMMA = pattern(r"[-+]?(?:[0-9]{1,9}|[1-9][0-9]{0,2}(?:\.[0-9]{3}){1,2})(?:,[0-9]{1,15})?")
CLOCK = pattern(r"([0-9]{1,4}):([0-5][0-9])(?::([0-5][0-9])(?:[.,][0-9]{1,9})?)?")
SCALE = pattern(r"(-?[0-9]{1,4}(?:\.[0-9]{1,2})?)\s*-\s*(-?[0-9]{1,4}(?:\.[0-9]{1,2})?)")
AS_IT_IS = (0.0, 10.0)
UNITS = {"h": 60.0, "min": 1.0, "s": 1 / 60, "ms": 1 / 60000, "hm": 0.0}  # minutes in one unit; `hm` is 7:30 or 7h30
NONE = frozenset(("", "-", "--", "n/a", "na", "nan", "none", "null"))  # what tables write for a missing value


class TableReading(NamedTuple):
    """One way to read a table: a description for the person, and the options that choose it.

    `options` holds options of the command with their values, None for one to leave out; `map` holds what follows a name in `--map`.
    """

    said: str
    options: Mapping[str, object] = {}
    map: Mapping[str, str] = {}

    def short(self) -> str:
        """Return only the options that choose this reading, without the rest of the command line."""
        told = [f"--{name.replace('_', '-')}{'' if value is True else f' {value}'}" for name, value in self.options.items()]
        return " ".join([*told, *(f"{name}={column}" for name, column in self.map.items())])


class AmbiguousTable(Refused):
    """A table has more than one reading. Nothing is imported until the person chooses one of `ways`."""

    def __init__(self, found: str, ways: Sequence[TableReading], closing: str = "") -> None:
        self.found, self.ways, self.closing = found, ways, closing
        super().__init__(self.told(TableReading.short))

    def told(self, line: Callable[[TableReading], str]) -> str:
        """Return the message: what was found, then each reading with its command, which `line` returns."""
        return "\n".join([self.found, *(f"{way.said}:\n  {line(way)}" for way in self.ways)]) + self.closing


class UnreadableCell(Exception):
    """A cell cannot be read. The message is the reason without the cell: `is not a number`."""


def point_fits(cell: str) -> bool:
    """Return whether a cell is a number with a decimal point, or a number without a fraction."""
    return POINT.fullmatch(cell) is not None


def comma_fits(cell: str) -> bool:
    """Return whether a cell is a number with a decimal comma, or a number without a fraction."""
    return COMMA.fullmatch(cell) is not None


def plain(cell: str, *, decimal_comma: bool) -> str:
    """Return the number of a cell as text, with a decimal point and no thousands separators. Raises UnreadableCell."""
    if decimal_comma and comma_fits(cell):
        return cell.replace(".", "").replace(",", ".")
    if not decimal_comma and point_fits(cell):
        return cell.replace(",", "")
    if point_fits(cell) or comma_fits(cell):
        raise UnreadableCell(f"has a decimal {'point' if decimal_comma else 'comma'}")
    raise UnreadableCell("is not a number")


def cell_number(cell: str, *, decimal_comma: bool) -> float:
    """Return the number of a cell. Raises UnreadableCell."""
    return float(plain(cell, decimal_comma=decimal_comma))


def is_missing(cell: str) -> bool:
    """Return whether a cell says that there is no value: it is empty, `n/a`, `--`."""
    return cell.strip().casefold() in NONE


def sure_number(cell: str) -> float:
    """Return the number of a cell of an app, which writes a decimal point, or in some languages a decimal comma.

    `1,900` can be two numbers, and is none. Raises UnreadableCell.
    """
    text = cell.strip()
    if "," not in text:
        try:
            found = float(text)
        except ValueError:
            raise UnreadableCell("is not a number") from None
        if not isfinite(found):
            raise UnreadableCell("is not a number")
        return found
    ways = [sign for sign, fits in ((False, point_fits), (True, comma_fits)) if fits(text)]
    if len(ways) != 1:
        raise UnreadableCell("can be two numbers" if ways else "is not a number")
    return cell_number(text, decimal_comma=ways[0])


def whole_number(cell: str, *, decimal_comma: bool) -> int | float:
    """Return the number of a cell, an int if it is whole. A fraction is left to the range check. Raises UnreadableCell."""
    found = cell_number(cell, decimal_comma=decimal_comma)
    return int(found) if found == int(found) else found


def scale(unit: str) -> tuple[float, float] | None:
    """Return the ends of a scale such as `1-5`, `0-100` or `-3-3`, first the end that is kfit's 0. None if it is not a scale."""
    found = SCALE.fullmatch(unit)
    ends = (float(found[1]), float(found[2])) if found else (0.0, 0.0)
    return ends if ends[0] != ends[1] else None


def on_scale(value: float, ends: tuple[float, float]) -> int:
    """Return a value converted from a scale to 0-10, rounded half up. Raises UnreadableCell."""
    first, last = ends
    if not min(ends) <= value <= max(ends):
        raise UnreadableCell(f"is outside {first:g} to {last:g}")
    return int((value - first) * 10 / (last - first) + 0.5)


def minutes(cell: str, unit: str, *, decimal_comma: bool) -> int:
    """Return a time span in minutes, rounded half up. `unit` is a key of UNITS. Raises UnreadableCell.

    A cell that says its own unit (`7h30`, `45 min`) is read by that. `7:30` is hours and minutes, and unclear in a column of other units.
    """
    if unit != "hm" and (point_fits(cell) or comma_fits(cell)):
        return int(cell_number(cell, decimal_comma=decimal_comma) * UNITS[unit] + 0.5)
    if (clock := CLOCK.fullmatch(cell)) and unit not in ("h", "hm"):
        raise UnreadableCell("is not a number")
    if clock:
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
WORDS = pattern(
    rf"(?:[a-z]{{3,9}}\.?,?\s+)??(?:{NUMBER}[\s-]+)?([a-z]{{3,9}})\.?(?:[\s-]+{NUMBER})?,?[\s-]+([0-9]{{4}}|[0-9]{{2}}){TIME}", IGNORECASE
)
EPOCH = pattern(r"([0-9]{10})(?:[0-9]{3})?(?:\.0+)?")  # seconds or milliseconds since 1970, as a program writes a moment
CLOCK_WORDS = pattern(r"([0-9]{1,2})[:h]([0-9]{2})(?::([0-9]{2})(?:[.,][0-9]+)?)?\s*(?:([ap])\.?\s?m\.?)?", IGNORECASE)
ORDERS = ("ymd", "mdy", "dmy")
MIDNIGHT = time(0, 0)
NO_DAY = "is not a day"
FIRST = {"dmy": "day", "mdy": "month", "ymd": "year"}
YEARS = ("%Y", " %Y", "/%Y", "-%Y", "%y")  # a date form without a year is tried with each of these at its end
MOMENTS = (datetime(2007, 2, 3, 16, 5, 6, tzinfo=UTC), datetime(1998, 12, 31, 21, 58, 9, tzinfo=UTC))  # each form is tried with both
FORMS = (
    "\n--date-format takes dmy, mdy, ymd, or a form with day, month and year, such as %d.%m.%Y. A day without its year can't be imported."
)


class CellDay(NamedTuple):
    """The day in a cell, and the moment if the cell has a time of day. `placed` means that the cell has the UTC offset too."""

    day: date
    moment: datetime | None = None
    placed: bool = False


class DayColumn:
    """A column of dates. It reads all its cells at the start, because only together they show the order of day and month.

    `date_order` is the setting. `form` overrides it: an order, or a format of strptime. Raises AmbiguousTable if the column
    has more than one reading or contradicts itself, or if no day can be read with the form.
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
            raise AmbiguousTable(f"The form '{short(self.form)}' {why}, so no day can be read with it.", ways, "" if ways else FORMS)
        epochs = [int(epoch[1]) for cell in rows if (epoch := EPOCH.fullmatch(cell))]
        self.days_in_utc = not any(seconds % 86400 for seconds in epochs)  # a program wrote plain days as midnights of UTC
        said = {cell: self._tried(cell) for cell in rows}
        times = [
            at.replace(tzinfo=None) for _, at in (one for one in said.values() if not isinstance(one, UnreadableCell)) if at is not None
        ]
        # if every time is midnight, a program wrote plain dates with a time: 2016-04-12 0:00, 2016-04-12T00:00:00Z
        timed = any(at != MIDNIGHT for at in times)
        self.known = {cell: one if isinstance(one, UnreadableCell) else _placed(*one, timed=timed) for cell, one in said.items()}

    def read(self, cell: str) -> CellDay:
        """Return the day, and the time if any, of a cell of this column. Raises UnreadableCell."""
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
        """Return the date and time of a cell, None if it has another pattern. Raises ValueError for a date that does not exist."""
        if self.form is not None:
            moment = datetime.strptime(cell, self.form)  # noqa: DTZ007 - the form says whether there is an offset
            return moment.date(), moment.timetz()
        if digits := DIGITS.fullmatch(cell):
            day, at = _days(digits).get(self.order), digits.groups()[4:]
        elif words := WORDS.fullmatch(cell):
            day, at = _in_words(words), words.groups()[4:]
        elif epoch := EPOCH.fullmatch(cell):
            moment = datetime.fromtimestamp(int(epoch[1]), UTC)
            moment = moment if self.days_in_utc else moment.astimezone()
            return moment.date(), moment.timetz()
        else:
            return None
        return None if day is None else (day, _time(*at) if at[0] else None)

    def _order(self, rows: dict[str, int], date_order: str) -> str:
        """Return the order of the column, empty without digits. With points between the numbers no month is first if a day can be.

        An order with days to come is none if another has only days that were, but for years first.
        Raises AmbiguousTable if none fits, or several and none is set.
        """
        read = [(row, days) for cell, row in rows.items() if (match := DIGITS.fullmatch(cell)) and (days := _days(match))]
        orders = [order for order in ORDERS if all(order in days for _, days in read)]
        if not read:
            return ""
        if not orders:
            raise self._contradiction(read)
        if "dmy" in orders and any(match[2] == "." for cell in rows if (match := DIGITS.fullmatch(cell))):
            orders = [order for order in orders if order != "mdy"]
        tomorrow = clock.now().date() + timedelta(1)
        past = [order for order in orders if all(days[order] <= tomorrow for _, days in read)]
        orders = orders if past in ([], ["ymd"]) else past  # a year first of two digits is seldom meant, so it is not taken unasked
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
        """Return other ways to read the column: the form with a year added, else the orders that read the most cells."""
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
    """Return what is missing in a format of strptime, empty if it can write and read back every day."""
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
    """Return whether a cell is a day in this order or format."""
    if form in ORDERS:
        return (digits := DIGITS.fullmatch(cell)) is not None and form in _days(digits)
    try:
        datetime.strptime(cell, form)  # noqa: DTZ007 - tests only whether it can be read
    except ValueError:
        return False
    return True


def _way(form: str, said: str) -> TableReading:
    return TableReading(said, {"date_format": form})


def is_day(cell: str) -> bool:
    """Return whether a cell is written like a day, with or without a time."""
    words = WORDS.fullmatch(cell)
    return words[2].lower() in MONTH_WORDS if words else (DIGITS.fullmatch(cell) or EPOCH.fullmatch(cell)) is not None


def time_of_day(cell: str) -> time:
    """Return the time of day of a cell: `8:15`, `08:15:00`, `8:15 PM`. Raises UnreadableCell."""
    found = CLOCK_WORDS.fullmatch(cell)
    if found is None:
        raise UnreadableCell("is not a time of day")
    try:
        return _time(*found.groups())
    except ValueError:
        raise UnreadableCell("is not a time of day") from None


def _days(match: Match[str]) -> dict[str, date]:
    """Return the days that a date in digits can mean, by order. An order that gives no valid date is absent."""
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
    """Return the year. Two digits mean 1969 to 2068, as in POSIX. Raises ValueError for three digits."""
    if len(digits) == 3:
        raise ValueError
    return int(digits) if len(digits) == 4 else int(digits) + (1900 if int(digits) >= 69 else 2000)


def _in_words(match: Match[str]) -> date | None:
    before, month, behind, year = match.groups()[:4]
    number = MONTH_WORDS.get(month.lower())
    if number is None or (before is None) == (behind is None):
        return None
    return date(_year(year), number, int(before or behind))


def _time(hour: str, minute: str, second: str | None, half: str | None, offset: str | None = None) -> time:
    hours = int(hour)
    if half:
        if not 1 <= hours <= 12:
            raise ValueError
        hours = hours % 12 + (12 if half.lower() == "p" else 0)
    zone = datetime.fromisoformat(f"2000-01-01T00:00{offset}").tzinfo if offset else None
    return time(hours, int(minute), int(second or 0), tzinfo=zone)


def _placed(day: date, at: time | None, *, timed: bool) -> CellDay | UnreadableCell:
    """Return a day with its time. A time in UTC becomes local time here; a time with another offset keeps that offset."""
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
