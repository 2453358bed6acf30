"""The schema: made at once or by the migrations, it is the same; a file of an older format comes to a newer one whole, or not at all."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import second_format
from effort import tried
from kfit.errors import KfitError
from kfit.store import migrations
from kfit.store.connection import connect
from kfit.store.data_file import open_file
from kfit.store.paths import new_file

if TYPE_CHECKING:
    from conftest import Kfit

SECOND = str(Path(__file__).with_name("second_format.py"))
FORMAT_1 = Path(__file__).with_name("said") / "format_1.sql"
TRIAL = b"kfit"  # the number of program of a trial version, as it stands in a file
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
insert into said values ('a hint', '2026-11-02');
insert into change(id, uid, at, command, device) values (3, 'c3', '2026-11-02T21:00:00Z', 'config', 'd');
insert into change_setting values (3, 'day_ends', null, '05:00');
insert into plan(id, uid, made_at, day, at, tz) values (3, 'p3', '2026-11-02T22:00:00Z', '2026-12-05', null, null);
insert into change(id, uid, at, command, device) values (4, 'c4', '2026-11-02T22:00:00Z', 'next', 'd');
insert into change_kept(change, kept, number, before, after) select 4, 'plan', 3, null,
  json_object('plan', json_object('id', id, 'uid', uid, 'made_at', made_at, 'day', day, 'at', at, 'tz', tz)) from plan;
"""


def old_file(path: Path, version: int = 1) -> None:
    """Make a file as the kfit of that format left it, with rows in it."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    new_file(str(path))
    with closing(connect(str(path))) as db:
        migrations.create(db, "2026-11-01T12:00:00Z", version)
        db.executescript(ROWS)


def rows(db: sqlite3.Connection, columns: dict[str, int] | None = None) -> dict[str, list[tuple[object, ...]]]:
    """Return every row of the tables with people's data; of each table as many columns as `columns` says."""
    named = (key.split(" ", 1) for key in migrations.objects(db))
    tables = [name for kind, name in named if kind == "table" and name != "_sqlite_migrations" and (not columns or name in columns)]
    found = {table: db.execute(f"select * from {table} order by 1, 2").fetchall() for table in tables}
    return {table: [row[: columns[table]] if columns else row for row in lines] for table, lines in found.items()}


def columns_of(db: sqlite3.Connection) -> dict[str, int]:
    """Return how many columns each table has."""
    return {name: len(db.execute(f"pragma table_info({name})").fetchall()) for name in rows(db)}


def by_migrations(path: Path) -> sqlite3.Connection:
    new_file(str(path))
    db = connect(str(path))
    migrations.migrate(db)
    return db


def test_format_1_is_what_it_was() -> None:
    """The schema follows from the fields. Whoever changes one sees here what that does to a file; after the release, a change needs a step."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as db:
        migrations.create(db, "")
        text = "".join(f"{text};\n\n" for _, text in sorted(migrations.objects(db).items()))
    if os.environ.get("KFIT_TESTS") == "write":
        FORMAT_1.write_text(text)
    assert FORMAT_1.read_text() == text


@pytest.mark.parametrize("version", [1, 2])
def test_a_new_file_is_what_the_migrations_make(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: int) -> None:
    if version == 2:
        second_format.patch(monkeypatch)
    new_file(str(tmp_path / "fresh.db"))
    with closing(connect(str(tmp_path / "fresh.db"))) as fresh, closing(by_migrations(tmp_path / "migrated.db")) as migrated:
        migrations.create(fresh, "2026-11-22T12:00:00Z")
        assert migrations.objects(fresh) == migrations.objects(migrated)
        applied = "select migration_set, name from _sqlite_migrations order by id"
        assert fresh.execute(applied).fetchall() == migrated.execute(applied).fetchall()
        for pragma, value in (("application_id", migrations.APPLICATION_ID), ("user_version", version)):
            assert fresh.execute(f"pragma {pragma}").fetchone() == migrated.execute(f"pragma {pragma}").fetchone() == (value,)


def test_the_version_is_the_number_of_steps() -> None:
    assert len(migrations.all_steps()) == migrations.VERSION


def test_an_older_file_comes_to_a_newer_format_with_every_row(
    kfit: Kfit, db_path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    old_file(db_path)
    with closing(connect(str(db_path))) as db:
        before, there = rows(db), columns_of(db)
    second_format.patch(monkeypatch)
    assert kfit("list --all --json").json["entries"][0]["note"] == "old words"
    with closing(connect(str(db_path))) as db, closing(by_migrations(tmp_path / "fresh.db")) as fresh:
        assert migrations.objects(db) == migrations.objects(fresh)
        assert rows(db, there) == before
        assert db.execute("pragma user_version").fetchone()[0] == 2
    assert kfit("doctor").code == 0
    assert kfit("undo").out == "Took back: planned infusion, Sat 5 Dec. (kfit redo)\n"
    assert kfit("doctor").code == 0


def test_a_copy_in_the_older_format_is_kept_before_a_migration(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_file(db_path)
    second_format.patch(monkeypatch)
    kfit("list")
    copies = kfit("backup list --json").json["backups"]
    assert [(copy["reason"], copy["entries"], copy["ok"]) for copy in copies] == [("migrate", 2, True)]
    assert "-v1.db" in copies[0]["path"]


def test_doctor_looks_at_an_older_file_without_changing_it(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_file(db_path)
    before = db_path.read_bytes()
    second_format.patch(monkeypatch)
    said = kfit("doctor --json")
    assert said.json["ok"] is True
    assert "brings it to 2" in next(check["detail"] for check in said.json["checks"] if check["name"] == "format")
    assert db_path.read_bytes() == before


def test_a_file_of_a_newer_format_is_left_alone(kfit: Kfit, db_path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        second_format.patch(patch)
        old_file(db_path, 2)
    before = db_path.read_bytes()
    said = kfit("mood 6")
    assert (said.code, said.out) == (3, "")
    assert said.err.startswith("Not saved: a newer kfit has used this file (format 2, this one knows 1).")
    assert db_path.read_bytes() == before


def test_two_processes_that_migrate_at_once_both_go_on(home: Path) -> None:
    for turn in range(tried(1, 5)):
        path = home / f"turn{turn}" / "kfit.db"
        old_file(path)
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("KFIT_DB", str(path))
            running = [
                subprocess.Popen([sys.executable, SECOND, *words], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
                for words in (["list", "--all"], ["mood", "6"], ["list", "--all"])
            ]
            assert [(one.communicate()[1], one.returncode) for one in running] == [("", 0)] * 3
        with closing(connect(str(path), "ro")) as db:
            assert db.execute("pragma user_version").fetchone()[0] == 2
            assert db.execute("select count(*) from entry").fetchone()[0] == 3


def test_a_step_that_fails_leaves_the_older_file(db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_file(db_path)
    before = db_path.read_bytes()
    second_format.patch(monkeypatch, second_format.BROKEN)
    with closing(connect(str(db_path))) as db, pytest.raises(sqlite3.OperationalError):
        migrations.migrate(db)
    assert db_path.read_bytes() == before


def test_a_file_that_cannot_be_copied_first_is_not_migrated(db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    old_file(db_path)
    (db_path.parent / "kfit.db.backups").write_text("in the way")
    before = db_path.read_bytes()
    second_format.patch(monkeypatch)
    with pytest.raises(KfitError, match="Nothing was changed, because no backup could be made"):
        open_file(str(db_path), writes=False)
    assert db_path.read_bytes() == before


def trial_file(path: Path, version: int = 7) -> bytes:
    """Make a file with the number of a trial version of kfit, and return its content."""
    old_file(path)
    with closing(sqlite3.connect(path)) as db:
        db.execute(f"pragma application_id = {int.from_bytes(TRIAL, 'big')}")
        db.execute(f"pragma user_version = {version}")
    return path.read_bytes()


@pytest.mark.parametrize("version", range(1, 8))
def test_a_file_of_a_trial_version_is_refused_and_left_alone(kfit: Kfit, db_path: Path, version: int) -> None:
    before = trial_file(db_path, version)
    for line in ("mood 6", "list", "today", "undo", "export jsonl", "backup", "delete 7 --forget"):
        said = kfit(line)
        assert (said.code, said.out) == (3, ""), line
        assert "your data file was written by a trial version of kfit" in said.err.replace("Your", "your")
    assert "trial version" in " ".join(kfit("doctor").out.split())
    assert db_path.read_bytes() == before
    assert sorted(path.name for path in db_path.parent.iterdir()) == ["kfit.db"]


def test_a_copy_of_a_trial_version_is_not_brought_back(kfit: Kfit, home: Path, db_path: Path) -> None:
    kfit("mood 6")
    before = db_path.read_bytes()
    trial_file(home / "old.db")
    said = kfit("restore old.db")
    assert said.code != 0
    assert "trial version" in said.err
    assert db_path.read_bytes() == before


def test_a_jsonl_of_a_trial_version_is_refused(kfit: Kfit, home: Path) -> None:
    (home / "old.jsonl").write_text('{"kfit_export": 3, "exported_at": "2026-11-01T20:00:00Z", "entries": 0, "settings": []}\n')
    said = kfit("import old.jsonl")
    assert (said.code, said.out) == (2, "")
    assert said.err == "This file was written by a trial version of kfit, before the first release. Nothing imported.\n"
