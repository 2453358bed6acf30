"""Finds entries by the words of their notes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..entries import KINDS, Entry
from .columns import select_text
from .find import made, order

if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Iterable


def containing(
    db: sqlite3.Connection, text: str, since: str | None, until: str | None, kinds: Iterable[type[Entry]] | None = None
) -> list[Entry]:
    """Return the entries of these days whose note holds the text, upper or lower case in any alphabet, oldest first."""
    wanted = text.casefold()
    # SQLite's own lower() knows ASCII alone
    db.create_function("holds", 1, lambda note: wanted in note.casefold(), deterministic=True)
    found: list[Entry] = []
    for kind in kinds or KINDS.values():
        query = select_text(kind) + " where day between ? and ? and note is not null and holds(note)"
        found += made(kind, db.execute(query, (since or "0000", until or "9999")))
    return sorted(found, key=order)
