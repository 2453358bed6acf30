"""Reads the tables of another program's database. Nothing in it runs: no view, no trigger, no function of its schema."""

from __future__ import annotations

import os
import sqlite3
from contextlib import contextmanager

from ..errors import Refused
from .connection import uri_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import Any

LONGEST = 1 << 24  # bytes of a value
MOST_COLUMNS = 2000
LEAST_ROW = 2  # bytes of a row, so that a damaged file has an end
DAMAGED = "This database is damaged or cut off. Nothing imported. Export it again, and give that."


class ForeignTables:
    """The tables of an open database, for reading."""

    def __init__(self, db: sqlite3.Connection) -> None:
        self.db = db
        (pages,) = db.execute("pragma page_count").fetchone()
        (size,) = db.execute("pragma page_size").fetchone()
        self.most = pages * size // LEAST_ROW

    def columns(self, table: str) -> list[str]:
        """Return the names of a table's columns, none if there is no such table; a view is no table."""
        query = "select 1 from sqlite_master where type = 'table' and name = ? and rootpage > 0 and sql not like 'create virtual%'"
        if self.db.execute(query, (table,)).fetchone() is None:
            return []
        return [name for (name,) in self.db.execute("select name from pragma_table_info(?)", (table,))]

    def rows(self, table: str, columns: Sequence[str]) -> Iterator[tuple[Any, ...]]:
        """Yield the values of a table's columns, row by row, in the order in which they are stored. `rowid` is a column of each table.

        Raises Refused for a table or column that is not there, and for a damaged file.
        """
        there = self.columns(table)
        if not there or not set(columns) <= {*there, "rowid"}:
            raise Refused(f"This database has no {table} as kfit knows it. Nothing imported.")
        with _told():
            wanted = ", ".join(_quoted(column) for column in columns)
            for count, row in enumerate(self.db.execute(f"select {wanted} from {_quoted(table)}")):
                if count > self.most:
                    raise Refused(DAMAGED)
                yield row


@contextmanager
def open_tables(path: str) -> Iterator[ForeignTables]:
    """Open a database of another program for reading, without waiting for it and without a trace in its folder. Raises Refused."""
    with _told():
        db = sqlite3.connect(uri_of(os.path.abspath(path), "ro&immutable=1"), uri=True, isolation_level=None)
    try:
        with _told():
            db.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, LONGEST)
            db.setlimit(sqlite3.SQLITE_LIMIT_COLUMN, MOST_COLUMNS)
            for pragma in ("trusted_schema = off", "query_only = on", "cell_size_check = on", "mmap_size = 0"):
                db.execute(f"pragma {pragma}")
            db.text_factory = lambda text: text.decode("utf-8", "replace")
            tables = ForeignTables(db)
        yield tables
    finally:
        db.close()


@contextmanager
def _told() -> Iterator[None]:
    """Turn an error of SQLite into Refused."""
    try:
        yield
    except (sqlite3.Error, UnicodeDecodeError):
        raise Refused(DAMAGED) from None


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
