"""What the page for a visit is made of: boxes, sections and tables in words."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..humanize import in_words

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.report import Report

MOST_ROWS = 6  # rows of a table on sheet 1, which has to stay one sheet; all of them are on sheet 2
MOST_POINTS = 8  # questions on sheet 1, and plans


class Box(NamedTuple):
    """A key figure: what it is, its value, and what belongs to it."""

    label: str
    value: str
    detail: str


class Grid(NamedTuple):
    """A table: what it shows, the headings of its columns, its rows. The first cell of a row names it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def filled(self) -> Grid:
        """Return the table without the columns in which every cell is empty."""
        places = [place for place in range(len(self.header)) if any(row[place] for row in self.rows)]
        return self._replace(
            header=tuple(self.header[place] for place in places), rows=tuple(tuple(row[place] for place in places) for row in self.rows)
        )

    def shortened(self, *, newest_last: bool = False) -> Grid:
        """Return the table with its first rows, or with its last ones; the caption says how many there are."""
        if len(self.rows) <= MOST_ROWS:
            return self
        rows = self.rows[-MOST_ROWS:] if newest_last else self.rows[:MOST_ROWS]
        return self._replace(
            caption=f"{self.caption}; {'last' if newest_last else 'first'} {MOST_ROWS} of {len(self.rows)}, all below", rows=rows
        )


class PageSection(NamedTuple):
    """A part of the page: its heading, sentences, a list, tables.

    `drawn` means that the chart stands in it, `narrow` that it has room beside another one, `second` that it is on sheet 2.
    """

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    drawn: bool = False
    narrow: bool = False
    second: bool = False

    def shortened(self) -> PageSection:
        """Return the part with its first lines; a line says how many there are."""
        if len(self.points) <= MOST_POINTS:
            return self
        return self._replace(points=(*self.points[:MOST_POINTS], f"The first {MOST_POINTS} of {len(self.points)}, all below."))


class Page(NamedTuple):
    """The whole page in words."""

    title: str
    name: str
    period: str
    boxes: tuple[Box, ...]
    sections: tuple[PageSection, ...]


def day_said(day: str, report: Report) -> str:
    """Say a day, with its year if that is not the one of the last day."""
    return in_words(date.fromisoformat(day), report.period.last)


def span_said(first: date, last: date, report: Report) -> str:
    """Say the first and the last day of a span."""
    return f"{in_words(first, report.period.last)} to {in_words(last, report.period.last)}"
