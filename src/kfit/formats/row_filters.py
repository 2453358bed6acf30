"""Filters of the rows of a foreign table: `--where Category=Mood`."""

from __future__ import annotations

from ..errors import Refused
from .mapping import find_column
from .word_scales import word_key

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    Filters = Mapping[int, set[str]]


def read_filters(said: Iterable[str], header: list[str]) -> Filters:
    """Return the words that each filtered column may have. Several filters of one column allow each of their words. Raises Refused."""
    found: dict[int, set[str]] = {}
    for text in said:
        column, equals, word = text.rpartition("=")
        if not equals or not column.strip():
            raise Refused(f"I couldn't read '{text}' after --where. Try: --where Category=Mood")
        found.setdefault(find_column(column.strip(), header), set()).add(word_key(word))
    return found


def refuse_row(row: list[str], filters: Filters) -> str:
    """Return why a row is left out, empty if it passes."""
    passes = all(word_key(row[place]) in words for place, words in filters.items())
    return "" if passes else "it is not what --where says"
