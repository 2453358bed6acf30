"""A second format that the tests make up, so that the machinery of migrations is tried before there is one: run as a program, it is a kfit of that format."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from kfit.store import migrations

if TYPE_CHECKING:
    import pytest

# What a real step can hold: a new table, a new column, an index made anew, and a table that is rebuilt row by row.
STEP = (
    "format 2",
    [
        "create table weather(day text primary key, words text not null) strict, without rowid",
        "alter table mood add column light integer check(light between 0 and 10)",
        "drop index mood_day",
        "create index mood_day on mood(day, light)",
        "create table heard(sentence text primary key, day text not null) strict, without rowid",
        "insert into heard select sentence, day from said",
        "drop table said",
        "alter table heard rename to said",
    ],
)
BROKEN = ("format 2", [*STEP[1], "create view half as select 1 as x", "create view half as select 2 as x"])
_first = migrations.all_steps


def patch(monkeypatch: pytest.MonkeyPatch, step: tuple[str, list[str]] = STEP) -> None:
    """Let kfit know the second format for one test."""
    monkeypatch.setattr(migrations, "all_steps", lambda: [*_first(), step])
    monkeypatch.setattr(migrations, "VERSION", 2)


def main() -> None:
    """Run kfit's command line with the second format."""
    migrations.all_steps = lambda: [*_first(), STEP]
    migrations.VERSION = 2
    from kfit.__main__ import main as kfit

    sys.argv[0] = "kfit"
    kfit()


if __name__ == "__main__":
    main()
