"""The nights of a mapped table: their times, overlapping times of two devices, and two totals of one night."""

from __future__ import annotations

from bisect import bisect_left
from datetime import datetime, timedelta
from typing import NamedTuple

from .. import clock
from ..errors import Refused
from ..parsing import nights
from .cells import DayColumn, UnreadableCell, time_of_day
from .column_values import NightCell

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    from .mapping import ColumnMap

    Rows = Callable[[], Iterator[tuple[int, list[str]]]]
    Span = tuple[datetime, datetime]

# Minutes: two parts of a day's sleep that are this long, and more than this together, can be one night as two devices have it.
LONG_SLEEP, MOST_SLEEP = 180, 720
WITHIN = "its time lies within another part of that night"
SHORTER = "another total of its night is longer"
OTHER = "another source of its night is preferred"


class NightTotal(NamedTuple):
    """What a row says of a night or a nap: its minutes, its row, and its source, empty where the table has none."""

    minutes: int
    line: int
    source: str
    nap: bool


class TableNights:
    """The nights of a table. `joined` counts the rows whose time overlaps another row's, and is counted once.

    `prefer` are the sources whose sleep goes before that of others, the first one first.
    """

    def __init__(self, map_: ColumnMap, date_order: str, form: str | None, prefer: Iterable[str] = ()) -> None:
        self.map, self.date_order, self.form = map_, date_order, form
        self.ranks = {source: rank for rank, source in enumerate(dict.fromkeys(one.casefold() for one in prefer))}
        self.named: set[str] = set()  # the sources that are in the table
        self.totals: dict[str, list[NightTotal]] = {}
        self.left_out: dict[int, str] = {}
        self.spans: dict[int, Span | None] = {}
        self.unread: dict[int, str] = {}
        self.joined = 0
        self.cut: set[int] = set()

    def read_times(self, rows: Rows, day_of: Callable[[list[str]], date]) -> None:
        """Read the times of all nights. What two rows have in common counts once, in the row that began first."""
        start, end = self.map.column("start_at"), self.map.column("end_at")
        if start is None or end is None:
            return
        known = [
            DayColumn(column.heading, ((line, row[column.places[0]]) for line, row in rows()), self.date_order, self.form)
            for column in (start, end)
        ]
        found: dict[int, Span] = {}
        sources: dict[int, str] = {}
        for line, row in rows():
            cells = [row[column.places[0]] for column in (start, end)]
            try:
                span = _span(cells, known, row, day_of) if any(cells) else None
            except (UnreadableCell, Refused) as error:
                self.unread[line] = str(error)
            else:
                if span is not None:
                    found[line] = span
                    sources[line] = self.source(row)
                    self.named.add(sources[line].casefold())
        self._leave_out_less_preferred(found, sources)
        self._join(found)

    def source(self, row: list[str]) -> str:
        """Return the source that a row names, empty where the table has none."""
        return row[self.map.source] if self.map.source is not None else ""

    def _rank(self, source: str) -> int:
        return self.ranks.get(source.casefold(), len(self.ranks))

    def _leave_out_less_preferred(self, found: dict[int, Span], sources: dict[int, str]) -> None:
        """Leave out the times that overlap those of a source that goes before theirs."""
        kept: list[Span] = []
        for rank in range(len(self.ranks) + 1 if self.ranks else 0):
            own = {line: span for line, span in found.items() if self._rank(sources[line]) == rank}
            before = sorted(kept)
            for line, span in own.items():
                if _overlaps(span, before):
                    self.left_out[line] = OTHER
                    del found[line]
                else:
                    kept.append(span)

    def _join(self, found: dict[int, Span]) -> None:
        """Cut from each span what an earlier one has already."""
        covered: datetime | None = None
        for line, (start, end) in sorted(found.items(), key=lambda one: (one[1][0], -one[1][1].timestamp(), one[0])):
            if covered is not None and start < covered:
                self.joined += 1
                self.cut.add(line)
                if end <= covered:
                    self.spans[line] = None
                    continue
                start = covered  # noqa: PLW2901 - what is left of it
            self.spans[line] = (start, end)
            covered = end

    def fields(self, line: int, day: date, cell: object) -> tuple[date, dict[str, object]]:
        """Return the day of waking and the fields that the times of a row's night give. Raises UnreadableCell or Refused."""
        if line in self.unread:
            raise UnreadableCell(self.unread[line])
        span = self.spans.get(line)
        if span is None and isinstance(cell, NightCell):
            parts = nights.settle(cell.parts, clock.now(), day)
            span = (parts[0][0], parts[-1][1])
            if len(parts) > 1:
                return day, {"minutes": sum(clock.minutes_between(*part) for part in parts)}
        if span is None:
            return day, {"minutes": cell.minutes} if isinstance(cell, NightCell) else {}
        told: dict[str, object] = {"start_at": clock.instant(span[0]), "end_at": clock.instant(span[1])}
        length = clock.minutes_between(*span)
        if not isinstance(cell, int) or line in self.cut:  # of a span that was cut, the minutes of its cell are too many
            told["minutes"] = min(cell, length) if isinstance(cell, int) else length
        if nights.is_nap(*(f"{moment:%H:%M}" for moment in span)) and self.map.column("nap") is None:
            told["nap"] = "yes"
        return span[1].date(), told

    def take(self, day: date, total: NightTotal) -> str | None:
        """Add a row to its night. Return why it is left out of it, None if it is not."""
        if total.line in self.left_out:
            return self.left_out[total.line]
        self.named.add(total.source.casefold())
        self.totals.setdefault(day.isoformat(), []).append(total)
        return None

    def doubled(self) -> list[list[NightTotal]]:
        """Return the nights that may have two totals: long ones that add up to more than a night."""
        return [
            night
            for night in self.totals.values()
            if sum(one.minutes >= LONG_SLEEP for one in night) > 1 and sum(one.minutes for one in night) > MOST_SLEEP
        ]

    def keep_longest(self) -> None:
        """Leave out the shorter totals of nights that may have two."""
        for night in self.doubled():
            longest = max(night, key=lambda one: one.minutes)
            self.left_out |= {one.line: SHORTER for one in night if one is not longest}

    def keep_preferred(self) -> None:
        """Leave out the totals of other sources where a preferred one has a night, or a nap, of the day.

        A nap with a time stays beside other times: those that overlap were left out before.
        """
        for night in self.totals.values():
            for nap in (False, True):
                alike = [one for one in night if one.nap is nap and not (nap and one.line in self.spans)]
                best = min((self._rank(one.source) for one in night if one.nap is nap), default=len(self.ranks))
                self.left_out |= {one.line: OTHER for one in alike if self._rank(one.source) > best}
            night[:] = [one for one in night if one.line not in self.left_out]

    def unknown_preferred(self, prefer: Iterable[str]) -> list[str]:
        """Return the preferred sources of which the table has no night."""
        return [source for source in prefer if source.casefold() not in self.named]

    def sources(self) -> list[str]:
        """Return the sources of nights that may have two totals, where these are of several."""
        found = dict.fromkeys(one.source for night in self.doubled() for one in night if one.source)
        return list(found) if len(found) > 1 else []


def _overlaps(span: Span, others: list[Span]) -> bool:
    """Return whether a span has some time in common with others, which are in order of their begin. Each is of at most 18 hours."""
    place = bisect_left(others, (span[1],))
    while place and others[place - 1][0] > span[0] - timedelta(minutes=nights.LONGEST):
        place -= 1
        if others[place][1] > span[0]:
            return True
    return False


def _span(cells: list[str], known: list[DayColumn], row: list[str], day_of: Callable[[list[str]], date]) -> Span:
    """Return start and end of a night. Times without a day belong to the night that ends on the row's day. Raises UnreadableCell."""
    start, end = (_moment(cell, column, name) for cell, column, name in zip(cells, known, ("start", "end"), strict=True))
    if isinstance(start, datetime) and isinstance(end, datetime):
        found = start, end
    elif isinstance(start, str) and isinstance(end, str):
        (found,) = nights.settle([(start, end)], clock.now(), day_of(row))
    else:
        raise UnreadableCell("of start and end one has a day and the other has none")
    if not timedelta(0) < found[1] - found[0] <= timedelta(minutes=nights.LONGEST):
        raise UnreadableCell("the end is not within 18 hours of the start")
    return found


def _moment(cell: str, column: DayColumn, name: str) -> datetime | str:
    """Return the moment of a cell, or its time of day in 24 hours where it has no day. Raises UnreadableCell."""
    try:
        return f"{time_of_day(cell):%H:%M}"
    except UnreadableCell:
        pass
    try:
        moment = column.read(cell).moment
    except UnreadableCell:
        moment = None
    if moment is None:
        raise UnreadableCell(f"{name} is not a time")
    return moment
