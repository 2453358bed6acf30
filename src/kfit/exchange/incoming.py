"""What comes in from a file, line by line."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from ..entries import Entry

Values = tuple[object, ...]


class Row(NamedTuple):
    """A line of a file: its entries, whose values stand in the order of the kind's fields, or why it cannot be read.

    `empty` says what of it is no entry, such as a 0 in a column of exercise.
    """

    line: int
    entries: tuple[tuple[type[Entry], Values], ...] = ()
    wrong: str = ""
    empty: tuple[str, ...] = ()
