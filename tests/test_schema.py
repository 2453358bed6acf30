"""The schema: made at once, made by the migrations, and brought up from every old version, it is the same."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kfit.errors import KfitError
from kfit.store import schema
from kfit.store.connection import connect
from kfit.store.data_file import opened
from kfit.store.migrations import STEPS
from kfit.store.paths import new_file

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

OLD = range(1, schema.VERSION)
ROWS = """
insert into entry(id, uid, kind) values (7, 'u7', 'mood'), (9, 'u9', 'note');
insert into mood(id, day, at, tz, note, logged_at, score) values (7, '2026-11-01', null, null, 'old words', '2026-11-01T20:00:00Z', 4);
insert into note(id, day, note, logged_at) values (9, '2026-11-02', 'more words', '2026-11-02T20:00:00Z');
insert into change(id, uid, at, command, device) values (1, 'c1', '2026-11-01T20:00:00Z', 'mood', 'd'), (2, 'c2', '2026-11-02T20:00:00Z', 'note', 'd');
insert into change_entry(change, entry, before, after) select 1, 7, null, json_object('id', id, 'uid', uid, 'kind', kind, 'day', day,
  'at', at, 'tz', tz, 'note', note, 'source', source, 'source_id', source_id, 'logged_at', logged_at, 'score', score) from mood join entry using (id);
insert into change_entry(change, entry, before, after) select 2, 9, null, json_object('id', id, 'uid', uid, 'kind', kind, 'day', day,
  'at', at, 'tz', tz, 'note', note, 'source', source, 'source_id', source_id, 'logged_at', logged_at, 'mark', mark) from note join entry using (id);
insert into setting values ('day_ends', '05:00');
insert into change(id, uid, at, command, device) values (3, 'c3', '2026-11-02T21:00:00Z', 'config', 'd');
insert into change_setting values (3, 'day_ends', null, '05:00');
"""


def old_file(path: Path, version: int) -> None:
    """Make a file as the kfit of that format left it, with rows in it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new_file(str(path))
    with closing(connect(str(path))) as db:
        schema.create(db, "2026-11-01T12:00:00Z", version)
        db.executescript(ROWS)


def rows(db: sqlite3.Connection) -> dict[str, list[object]]:
    """Return every row of the tables that people's data lies in."""
    tables = [name for kind, name in (key.split(" ", 1) for key in schema.objects(db)) if kind == "table" and name != "_sqlite_migrations"]
    return {table: db.execute(f"select * from {table} order by 1, 2").fetchall() for table in tables}


def by_migrations(path: Path) -> sqlite3.Connection:
    new_file(str(path))
    db = connect(str(path))
    schema.migrate(db)
    return db


def test_a_new_file_is_what_the_migrations_make(tmp_path: Path) -> None:
    new_file(str(tmp_path / "fresh.db"))
    with closing(connect(str(tmp_path / "fresh.db"))) as fresh, closing(by_migrations(tmp_path / "migrated.db")) as migrated:
        schema.create(fresh, "2026-11-22T12:00:00Z")
        assert schema.objects(fresh) == schema.objects(migrated)
        applied = "select migration_set, name from _sqlite_migrations order by id"
        assert fresh.execute(applied).fetchall() == migrated.execute(applied).fetchall()
        for pragma in ("application_id", "user_version"):
            assert fresh.execute(f"pragma {pragma}").fetchone() == migrated.execute(f"pragma {pragma}").fetchone()


@pytest.mark.parametrize("version", OLD)
def test_an_old_file_comes_to_todays_schema_with_every_row(kfit: Kfit, db_path: Path, tmp_path: Path, version: int) -> None:
    old_file(db_path, version)
    with closing(connect(str(db_path))) as db:
        before = rows(db)
    assert kfit("list --all --json").json["entries"][0]["note"] == "old words"
    with closing(connect(str(db_path))) as db, closing(by_migrations(tmp_path / "fresh.db")) as fresh:
        assert schema.objects(db) == schema.objects(fresh)
        assert {table: found for table, found in rows(db).items() if table in before} == before
        assert db.execute("pragma user_version").fetchone()[0] == schema.VERSION
    assert kfit("doctor").code == 0


@pytest.mark.parametrize("version", OLD)
def test_a_copy_in_the_old_format_is_kept_before_a_migration(kfit: Kfit, db_path: Path, version: int) -> None:
    old_file(db_path, version)
    kfit("list")
    copies = kfit("backup list --json").json["backups"]
    assert [(copy["reason"], copy["entries"], copy["ok"]) for copy in copies] == [("migrate", 2, True)]
    assert f"-v{version}.db" in copies[0]["path"]


@pytest.mark.parametrize("version", OLD)
def test_doctor_looks_at_an_old_file_without_changing_it(kfit: Kfit, db_path: Path, version: int) -> None:
    old_file(db_path, version)
    before = db_path.read_bytes()
    said = kfit("doctor --json")
    assert said.json["ok"] is True
    assert f"brings it to {schema.VERSION}" in next(check["detail"] for check in said.json["checks"] if check["name"] == "format")
    assert db_path.read_bytes() == before


def test_two_processes_that_migrate_at_once_both_go_on(kfit: Kfit, home: Path) -> None:
    from test_races import race

    for turn in range(3):
        path = home / f"turn{turn}" / "kfit.db"
        old_file(path, 1)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KFIT_DB", str(path))
            ran = race(["list --all", "mood 6", "list --all"])
            assert [(one.returncode, one.stderr) for one in ran] == [(0, "")] * 3
            assert kfit("doctor").code == 0
            assert len(kfit("list --all --json").json["entries"]) == 3


def test_a_step_that_fails_leaves_the_old_file(db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_file(db_path, 1)
    before = db_path.read_bytes()
    broken = (*STEPS[:1], ("views", "create view half as select 1 as x;\ncreate view half as select 2 as x;\n"))
    monkeypatch.setattr("kfit.store.migrations.STEPS", broken)
    with closing(connect(str(db_path))) as db, pytest.raises(sqlite3.OperationalError):
        schema.migrate(db)
    assert db_path.read_bytes() == before


def test_a_file_that_cannot_be_copied_first_is_not_migrated(db_path: Path) -> None:
    old_file(db_path, 1)
    (db_path.parent / "kfit.db.backups").write_text("in the way")
    before = db_path.read_bytes()
    with pytest.raises(KfitError, match="Nothing was changed, because no backup could be made"):
        opened(str(db_path), writes=False)
    assert db_path.read_bytes() == before


def test_the_version_is_the_number_of_steps() -> None:
    assert len(STEPS) == schema.VERSION


def test_what_was_kept_beside_the_entries_keeps_its_journal(kfit: Kfit, db_path: Path) -> None:
    """Format 6 makes the journal's table anew: a plan of an older file is still there, and can still be taken back."""
    old_file(db_path, 5)
    with closing(connect(str(db_path))) as db:
        db.executescript(
            "insert into plan(id, uid, made_at, day, at, tz) values (3, 'p3', '2026-11-02T22:00:00Z', '2026-12-05', null, null);"
            "insert into change(id, uid, at, command, device) values (4, 'c4', '2026-11-02T22:00:00Z', 'next', 'd');"
            "insert into change_kept(change, kept, number, before, after) select 4, 'plan', 3, null,"
            " json_object('plan', json_object('id', id, 'uid', uid, 'made_at', made_at, 'day', day, 'at', at, 'tz', tz)) from plan;"
        )
    assert kfit("goal exercise 60min/week").code == 0
    assert kfit("doctor --json").json["ok"] is True
    assert kfit("undo").out.startswith("Took back: movement, 60 min a week")
    assert kfit("undo").out == "Took back: planned infusion, Sat 5 Dec. (kfit redo)\n"
    assert kfit("doctor --json").json["ok"] is True
