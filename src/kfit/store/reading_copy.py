"""Makes a database of its own for reading: tables of values that were chosen, without the journal and the settings."""

from __future__ import annotations

import sqlite3
from contextlib import closing

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
SQL_TYPES = {"whole": "integer", "real": "real"}  # all other types of fields are text


def make_copy(tables: Iterable[tuple[str, Mapping[str, str], Sequence[tuple[object, ...]]]], application_id: int) -> bytes:
    """Return the bytes of a SQLite file that holds these tables, each with an index by day.

    A table is its name, the types of the fields by column, and its rows. `id` is the key, and `day` must be there.
    By the application id the file is known as such a copy.
    """
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute(f"pragma application_id = {application_id:d}")
        for name, columns, rows in tables:
            declared = [f"{column} {SQL_TYPES.get(of, 'text')}{' primary key' if column == 'id' else ''}" for column, of in columns.items()]
            made.execute(f"create table {name}({', '.join(declared)}) strict")
            made.execute("begin")
            made.executemany(f"insert into {name} values ({', '.join('?' * len(columns))})", rows)
            made.execute("commit")
            made.execute(f"create index {name}_day on {name}(day)")
        return made.serialize()
