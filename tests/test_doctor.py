"""Doctor: it checks everything, changes nothing, prints nothing that a person wrote, and never exits with 3."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kfit.store import consistency, doctor
from kfit.store.connection import connect
from test_file import BAD, everything

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Kfit

CHECKS = [
    "file", "pragmas", "format", "integrity", "references", "schema", "entries", "journal", "settings",
    "rights", "leftovers", "disk", "sync copies", "known files", "backups",
]  # fmt: skip
LINE = 'log mood 6 "secret words", sleep 7h30, walk 20, infusion iv 40mg, note "more secret words"'


def wrong(kfit: Kfit) -> dict[str, str]:
    """Return the checks that are not ok, with their sentences."""
    said = kfit("doctor --json")
    document = said.json
    assert said.code == (0 if document["ok"] else 1)
    assert document["ok"] == all(check["ok"] for check in document["checks"])
    assert "secret" not in said.out
    return {check["name"]: check["detail"] for check in document["checks"] if not check["ok"]}


def sql(db_path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(db_path, isolation_level=None)) as db:
        for statement in statements:
            db.execute(statement)


def test_a_file_in_use_passes_every_check(kfit: Kfit) -> None:
    for line in (LINE, "edit 1 7", "delete 2", "undo", "undo", "redo", "config set day_ends 05:00", "mood 4 --replace", "backup"):
        assert kfit(line).code == 0, line
    document = kfit("doctor --json").json
    assert [check["name"] for check in document["checks"]] == CHECKS
    assert [check for check in document["checks"] if not check["ok"]] == []
    assert kfit("doctor").out.endswith("\nNothing is wrong.\n")


def test_where_nothing_is_logged_nothing_is_wrong_and_nothing_is_made(kfit: Kfit, home: Path) -> None:
    assert wrong(kfit) == {}
    assert not (home / "data").exists()


@pytest.mark.parametrize("kind", BAD)
def test_every_kind_of_bad_file_is_told_and_left_alone(kfit: Kfit, db_path: Path, kind: str) -> None:
    kfit(LINE)
    BAD[kind](db_path)
    before = everything(db_path.parent)
    found = wrong(kfit)
    assert found.keys() & {"file", "format", "integrity"}
    assert kfit("doctor").code == 1
    assert everything(db_path.parent) == before


def _torn_row(path: Path) -> None:
    sql(path, "pragma foreign_keys = off", "delete from mood where id = 1")


def _loose_row(path: Path) -> None:
    sql(path, "pragma foreign_keys = off", "delete from entry where id = 3")


# Changes by another program that SQLite itself accepts, and the check that must find each.
TAMPERED: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "a row without its number": ("entries", _loose_row),
    "a number without its row": ("entries", _torn_row),
    "a number of another kind": ("entries", lambda path: sql(path, "update entry set kind = 'sleep' where id = 1")),
    "a number of no kind": ("entries", lambda path: sql(path, "update entry set kind = 'pain' where id = 1")),
    "a changed value": ("journal", lambda path: sql(path, "update mood set score = 9")),
    "a changed note": ("journal", lambda path: sql(path, "update note set note = 'not secret'")),
    "a changed uid": ("journal", lambda path: sql(path, "update entry set uid = 'other' where id = 1")),
    "an entry that nobody logged": (
        "journal",
        lambda path: sql(
            path, "insert into entry values (99, 'u', 'mood')", "insert into mood(id, day, logged_at, score) values (99, '2026-11-01', '2026-11-01T10:00:00Z', 3)"
        ),
    ),
    "an entry that went without a line": ("journal", lambda path: sql(path, "delete from mood where id = 1", "delete from entry where id = 1")),
    "a setting that nobody set": ("journal", lambda path: sql(path, "insert into setting values ('day_ends', '05:00')")),
    "a setting that is none": ("journal", lambda path: sql(path, "insert into setting values ('day_ends', 'never')")),
    "a setting of no name": ("journal", lambda path: sql(path, "insert into setting values ('colour', 'red')")),
    "a missing index": ("schema", lambda path: sql(path, "drop index mood_day")),
    "a missing view": ("schema", lambda path: sql(path, "drop view daily")),
    "a trigger": ("schema", lambda path: sql(path, "create trigger t after insert on mood begin select 1; end")),
    "a looser table": (
        "schema",
        lambda path: sql(path, "pragma writable_schema = on", "update sqlite_schema set sql = replace(sql, 'between 0 and 10', 'between 0 and 99') where name = 'mood'"),
    ),
    "a row that points to nothing": ("references", _loose_row),
    "a value outside its range": (
        "journal",
        lambda path: sql(path, "pragma ignore_check_constraints = on", "update mood set score = 77"),
    ),
    "a day that is none": (
        "entries",
        lambda path: sql(path, "pragma ignore_check_constraints = on", "update mood set day = 'someday'"),
    ),
    "a number without end": (
        "entries",
        lambda path: sql(path, "pragma ignore_check_constraints = on", "update infusion set dose_mg = 9e999"),
    ),
    "JSON that is none": ("journal", lambda path: sql(path, "update change_entry set after = '{' where entry = 1")),
}  # fmt: skip


@pytest.mark.parametrize("kind", TAMPERED)
def test_what_a_bad_hand_did_is_seen(kfit: Kfit, db_path: Path, kind: str) -> None:
    kfit(LINE)
    assert wrong(kfit) == {}
    name, tamper = TAMPERED[kind]
    tamper(db_path)
    before = everything(db_path.parent)
    assert name in wrong(kfit)
    assert everything(db_path.parent) == before


def test_a_table_that_another_program_added_is_named_and_no_fault(kfit: Kfit, db_path: Path) -> None:
    kfit(LINE)
    sql(db_path, "create table mine(x)")
    assert wrong(kfit) == {}
    assert "added by another program: table mine" in kfit("doctor").out
    assert kfit("backup").code == 0


def test_a_file_left_in_wal_mode_is_told_and_stays_so(kfit: Kfit, db_path: Path) -> None:
    kfit(LINE)
    sql(db_path, "pragma journal_mode = wal")
    before = everything(db_path.parent)
    assert wrong(kfit) == {"pragmas": "left in WAL mode by another program"}
    assert everything(db_path.parent) == before
    kfit("mood 5")
    assert wrong(kfit) == {}


def test_an_interrupted_write_is_told_and_not_played_back(kfit: Kfit, db_path: Path) -> None:
    kfit(LINE)
    with closing(connect(str(db_path))) as db:
        db.execute("pragma cache_size = 1")
        db.execute("begin immediate")
        db.executemany("insert into said values (?, 'x')", [(f"{number} {'x' * 500}",) for number in range(500)])
        half = {path.name: path.read_bytes() for path in (db_path, Path(f"{db_path}-journal"))}
        db.execute("rollback")
    for name, content in half.items():
        (db_path.parent / name).write_bytes(content)
        (db_path.parent / name).chmod(0o600)
    before = everything(db_path.parent)
    assert wrong(kfit).keys() == {"journal file", "leftovers"}
    assert everything(db_path.parent) == before
    assert kfit("list").code == 0
    assert wrong(kfit) == {}


def test_rights_that_are_too_wide_are_told(kfit: Kfit, db_path: Path) -> None:
    kfit(LINE)
    db_path.chmod(0o644)
    assert str(db_path) in wrong(kfit)["rights"]
    db_path.chmod(0o600)
    copy = next(Path(f"{db_path}.backups").glob("*.db"))
    copy.chmod(0o640)
    assert copy.name in wrong(kfit)["rights"]


def test_what_lies_around_is_told(kfit: Kfit, db_path: Path, home: Path) -> None:
    kfit(LINE)
    conflict = db_path.with_name("kfit.sync-conflict-20261101-120000-ABCDEFG.db")
    conflict.write_bytes(b"x")
    assert wrong(kfit) == {"sync copies": f"made by a sync tool, they may hold other entries: {conflict.name}"}
    conflict.unlink()
    db_path.with_name("kfit (conflicted copy 2026-11-01).db").write_bytes(b"x")
    assert "sync copies" in wrong(kfit)
    db_path.with_name("kfit (conflicted copy 2026-11-01).db").unlink()
    db_path.with_name("kfit.db.kfit-draft").write_bytes(b"x")
    assert wrong(kfit) == {}
    assert "an unfinished draft" in next(check["detail"] for check in kfit("doctor --json").json["checks"] if check["name"] == "leftovers")
    kfit("mood 5", now="2026-11-23T12:00")
    assert not db_path.with_name("kfit.db.kfit-draft").exists()
    kfit("mood 5", KFIT_DB=str(home / "gone.db"))
    (home / "gone.db").unlink()
    assert wrong(kfit) == {}
    assert "gone.db" in next(check["detail"] for check in kfit("doctor --json").json["checks"] if check["name"] == "known files")
    assert wrong(lambda line: kfit(line, KFIT_DB=str(home / "gone.db"))).keys() == {"file"}


def test_a_backup_that_is_no_longer_good_is_told(kfit: Kfit, db_path: Path) -> None:
    kfit(LINE)
    copy = next(Path(f"{db_path}.backups").glob("*.db"))
    os.truncate(copy, 4096)
    assert wrong(kfit) == {"backups": f"1 of 1 not good: {copy.name} (not as it was made)"}


@pytest.mark.parametrize(("mounts", "kind"), [("ext4", "ext4"), ("nfs4", "nfs4"), ("fuse.sshfs", "fuse.sshfs")])
def test_the_disk_that_holds_the_file_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, mounts: str, kind: str) -> None:
    table = tmp_path / "mounts"
    table.write_text(f"/dev/a / xfs rw 0 0\nserver:/x /home/some\\040body {mounts} rw 0 0\n/dev/b /home/some tmpfs rw 0 0\n")
    monkeypatch.setattr(doctor, "MOUNTS", str(table))
    assert doctor.disk_kind("/home/some body/kfit/kfit.db") == kind
    assert doctor.disk_kind("/home/somebody/kfit.db") == "xfs"
    told = doctor._disk("/home/some body/kfit.db").detail
    assert ("two machines" in told) == (mounts != "ext4")


@pytest.mark.parametrize("columns", [40, 80])
def test_what_doctor_says_fits_the_screen_and_holds_no_control_character(kfit: Kfit, home: Path, columns: int) -> None:
    env = {"KFIT_DB": str(home / "a\x1b[31m red\u202e" / "kfit.db"), "COLUMNS": str(columns)}
    kfit(LINE, **env)
    for line in ("doctor", "restore --empty", "restore latest", "backup list"):
        said = kfit(line, **env)
        assert said.code == 0
        assert not {"\x1b", "\u202e"} & set(said.out)
        assert line != "doctor" or max(len(shown) for shown in said.out.splitlines()) <= columns


def test_only_tables_that_hold_a_row_are_compared_with_the_history(kfit: Kfit, db_path: Path) -> None:
    """Each copy is checked, the first line of a day makes one, and most files use few of the tables."""
    kfit("mood 6")
    kfit("goal exercise 60min/week")
    asked: list[str] = []
    with closing(connect(str(db_path))) as db:
        db.set_trace_callback(asked.append)
        assert consistency.fault(db) == ""
        for table in ("mood", "goal"):
            assert [one for one in asked if f"from {table} as listed" in one]
            assert [one for one in asked if f"select id from {table} where (" in one]
        for table in ("sleep", "plan"):
            assert not [one for one in asked if f"from {table} as listed" in one or f"select id from {table} where (" in one]
