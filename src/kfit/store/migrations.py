"""Brings a data file to the current format: a new one directly, an older one with the migrations of sqlite-utils."""

from __future__ import annotations

import sqlite3

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from sqlite_utils import Database, Migrations

APPLICATION_ID = 0x6B666931  # "kfi1"
TRIAL_ID = 0x6B666974  # "kfit": the id of files from before the first release
VERSION = 1  # the number of steps; a constant, so that a current file need not load them
# The table in which sqlite-utils records the applied steps, as version 4.2 creates it.
APPLIED = (
    """CREATE TABLE "_sqlite_migrations" (
   "id" INTEGER PRIMARY KEY,
   "migration_set" TEXT,
   "name" TEXT,
   "applied_at" TEXT
)""",
    """CREATE UNIQUE INDEX "idx__sqlite_migrations_migration_set_name"
    ON "_sqlite_migrations" ("migration_set", "name")""",
)


def all_steps() -> list[tuple[str, list[str]]]:
    """Return the name and statements of each step, in order. Never edit a released step: add a new one after it."""
    from .schema import statements

    return [("format 1", statements())]


def create(db: sqlite3.Connection, at: str, version: int | None = None) -> None:
    """Create the schema of a version, by default the current one, in an empty file, in one transaction.

    The result is that of the migrations (a test compares them), but without the import of sqlite-utils, so that
    the first log command is fast. `at` is the time that is recorded for each step.
    """
    version = VERSION if version is None else version
    steps = all_steps()[:version]
    db.execute("begin immediate")
    for statement in (*APPLIED, *(statement for _, script in steps for statement in script)):
        db.execute(statement)
    db.executemany(
        "insert into _sqlite_migrations(migration_set, name, applied_at) values ('kfit', ?, ?)", [(name, at) for name, _ in steps]
    )
    _sign(db, version)
    db.execute("commit")


def migrate(db: sqlite3.Connection) -> None:
    """Apply the steps that an older file lacks, in one transaction. Raises any error of a step after a rollback."""
    from sqlite_utils import Database

    db.execute("begin immediate")  # so that two processes cannot migrate at the same time
    try:
        steps().apply(Database(db, execute_plugins=False))
        _sign(db, VERSION)
        db.execute("commit")
    except BaseException:
        if db.in_transaction:
            db.execute("rollback")
        raise


def objects(db: sqlite3.Connection) -> dict[str, str]:
    """Return the SQL of each table, index, view and trigger of a file: `{"table mood": "create table mood..."}`."""
    found = db.execute(
        "select type || ' ' || name, sql from sqlite_schema where sql is not null and name not like 'sqlite\\_%' escape '\\'"
    )
    return dict(found.fetchall())


def unlike_fresh(db: sqlite3.Connection, version: int | None = None) -> tuple[list[str], list[str]]:
    """Return the objects of a new file that are missing or different here, and the additional ones. The default is the current version."""
    wanted, there = _fresh_objects(version or VERSION), objects(db)
    return sorted(name for name, text in wanted.items() if there.get(name) != text), sorted(there.keys() - wanted.keys())


_FRESH: dict[int, dict[str, str]] = {}  # a list of copies asks for each of them, and making a fresh file takes 20 ms


def _fresh_objects(version: int) -> dict[str, str]:
    if version not in _FRESH:
        fresh = sqlite3.connect(":memory:", isolation_level=None)
        try:
            create(fresh, "", version)
            _FRESH[version] = objects(fresh)
        finally:
            fresh.close()
    return _FRESH[version]


def steps() -> Migrations:
    """Return the steps as migrations of sqlite-utils."""
    from sqlite_utils import Migrations

    migrations = Migrations("kfit")
    for name, script in all_steps():
        migrations(name=name)(_step(script))
    return migrations


def _step(script: list[str]) -> Any:
    def step(database: Database) -> None:
        for statement in script:  # executescript would commit on its own
            database.conn.execute(statement)

    return step


def _sign(db: sqlite3.Connection, version: int) -> None:
    db.execute(f"pragma application_id = {APPLICATION_ID}")
    db.execute(f"pragma user_version = {version}")
