"""How values stand in CSV, so that a spreadsheet runs none of them as a formula and each comes back unchanged."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from _csv import Reader, Writer
    from collections.abc import Iterable, Iterator

    from _typeshed import SupportsWrite

MARK = "\ufeff"  # Excel knows UTF-8 in CSV only by it
GUARD = "'"
# A text that begins with one of these, or is empty, gets the guard before it (facts: reliability.md 4): what spreadsheets
# take for a formula, the guard itself, and blanks, which some readers strip. One guard taken off gives the text back.
GUARDED = (
    "'=+@|%\uff1d\uff0b\uff0d\uff20"
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
    "\0-"
)
DELIMITERS = ",;\t|"


def guarded(text: str) -> str:
    """Return the cell of a text."""
    return GUARD + text if not text or text[0] in GUARDED else text


def unguarded(cell: str) -> str | None:
    """Return the text of a cell, None if it is empty."""
    if not cell:
        return None
    return cell[1:] if cell[0] == GUARD else cell


def writer(stream: SupportsWrite[str]) -> Writer:
    """Return a writer of rows into a stream of UTF-8: all quoted, CRLF."""
    stream.write(MARK)
    return csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def reader(lines: Iterable[str], delimiter: str) -> Reader:
    """Return a reader of rows that raises csv.Error where a quote is not closed or stands inside a cell."""
    return csv.reader(lines, delimiter=delimiter, strict=True)


def delimiter_of(header: str) -> str:
    """Return what separates the cells of a header line: comma, semicolon, tab or bar, whichever stands outside quotes most often."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def numbered(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows that hold something with their numbers as a spreadsheet shows them: the header is row 1."""
    for number, row in enumerate(rows, 2):
        if any(row):
            yield number, row
