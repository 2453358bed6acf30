"""What is wrong in the folder of the copies stops no command, least of all one that logs."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from effort import tried
from kfit.store import backups, consistency, paths
from kfit.store.backups import DRAFT, NEWEST_KEPT
from test_backup import folder_of

if TYPE_CHECKING:
    from conftest import Kfit


@pytest.mark.parametrize(
    "manifest",
    [
        b"{}",
        b"[]",
        b"null",
        b"7",
        b"",
        b"{",
        b"\xff\xfe",
        b'{"rows": {"entry": "many"}, "bytes": 5, "sha256": "x"}',
        b'{"rows": {"entry": 1.5}, "bytes": 5, "sha256": "x"}',
        b'{"rows": [], "bytes": {}, "sha256": []}',
        b'{"rows": {"entry": 1}, "bytes": 99999999999999999999999, "sha256": "x"}',
        b'{"rows": {"entry": 1}, "bytes": 5, "sha256": 7}',
        b'{"rows": {"entry": 1}, "bytes": 5, "sha256": "\\ud800"}',
    ],
)
def test_a_manifest_that_is_none_stops_nothing(kfit: Kfit, db_path: Path, manifest: bytes) -> None:
    kfit("mood 5")
    path = next(folder_of(db_path).glob("*.db.json"))
    path.write_bytes(manifest)
    copy = backups.list_copies(str(db_path))[0]
    assert (copy.entries, copy.size, copy.sha256, backups.copy_fault(copy)) == (None, None, None, "its manifest is not readable")
    for line, code in (("backup list", 0), ("doctor", 1)):
        said = kfit(line)
        assert (line, said.code, "manifest is not readable" in " ".join(said.out.split()), said.err) == (line, code, True, "")
    said = kfit("mood 6", now="2026-11-23T12:00")
    assert (said.code, said.err) == (0, "")
    assert backups.newest_good(str(db_path)) is not None


def test_the_copy_of_the_day_never_stops_a_log_command(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    for error in (RuntimeError, TypeError, UnicodeDecodeError("utf-8", b"secret", 0, 1, "secret"), RecursionError):

        def stumble(*_: object, error: object = error) -> None:
            raise error("secret") if isinstance(error, type) else error  # type: ignore[misc]  # a type or an exception, told apart here

        for module, name in ((backups, "copy_alone"), (paths, "copy_due")):
            with monkeypatch.context() as here:
                here.setattr(module, name, stumble)
                said = kfit("mood 5")
            assert (said.code, said.out.startswith("Saved mood 5"), "secret" in said.err) == (0, True, False)
            assert "The copy of the day could not be made (" in said.err


def test_a_copy_that_is_let_go_while_it_is_looked_at_is_not_there(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    kfit("backup", now="2026-11-22T21:31")
    gone = kfit("backup list --json").json["backups"][1]["path"]
    look = backups.copy_fault

    def while_another_prunes(copy: backups.Copy) -> str:
        if copy.path == gone:
            Path(gone).unlink(missing_ok=True)
            Path(gone + ".json").unlink(missing_ok=True)
        return look(copy)

    monkeypatch.setattr(backups, "copy_fault", while_another_prunes)
    assert [(copy.reason, wrong) for copy, _, wrong in backups.inspect_copies(str(db_path))] == [("hand", "")]


def test_doctor_beside_another_that_prunes_finds_nothing_wrong(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    kfit("backup")
    there, named = backups.list_copies(str(db_path)), paths.copies(str(db_path))
    for name in (there[1].path, there[1].path + ".json"):
        Path(name).unlink()
    there[1].sha256 = None
    monkeypatch.setattr(backups, "list_copies", lambda _: there)
    monkeypatch.setattr(paths, "copies", lambda _: [*named, DRAFT])
    said = kfit("doctor --json")
    assert [check for check in said.json["checks"] if not check["ok"]] == []
    assert next(check["detail"] for check in said.json["checks"] if check["name"] == "backups") == "1, all good"


def test_a_name_at_the_end_of_the_calendar_stops_nothing(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5")
    for stamp in ("00010101T000000Z", "99991231T235959Z"):
        (folder_of(db_path) / f"{stamp}-hand-v2.db").write_text("mine")
    for zone in ("America/New_York", "Pacific/Kiritimati"):
        assert [kfit(line, TZ=zone).code for line in ("backup list", "backup")] == [0, 0]


UNSOUND = (
    "drop table mood",
    "delete from entry where kind = 'mood'",
    "update mood set score = 1",
    "create trigger other after insert on entry begin select 1; end",
)


@pytest.mark.parametrize("statement", UNSOUND)
def test_a_copy_of_an_unsound_file_never_counts_as_good(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch, statement: str) -> None:
    """Not on request, not before a restore, and in no number: the good copies stay, and the newest good one is restored."""
    kept = tried(3, NEWEST_KEPT)
    monkeypatch.setattr(backups, "NEWEST_KEPT", kept)
    kfit("mood 6 first")
    kfit("mood 7")
    assert kfit("backup").out.startswith("Kept a checked copy of 2 entries.")
    with closing(sqlite3.connect(db_path, isolation_level=None)) as db:
        db.execute("pragma foreign_keys = off")
        db.execute(statement)
    damaged = db_path.read_bytes()
    for _ in range(kept + 2):
        said = kfit("backup")
        assert (said.code, "not sound" in said.out, "checked" in said.out) == (0, True, False)
    listed = kfit("backup list --json").json["backups"]
    assert [row["ok"] for row in listed[:kept]] == [False] * kept
    assert any(row["ok"] for row in listed)
    for _ in range(kept + 2):
        db_path.write_bytes(damaged)
        said = kfit("restore latest")
        assert said.out.startswith("Restored 2 entries"), said
        assert "not good, and stayed where" in said.out
        assert kfit("doctor").code == 0
        assert [entry["score"] for entry in kfit("list --json").json["entries"]] == [6, 7]


def test_a_copy_without_a_mood_table_is_not_brought_back_by_its_number(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 6")
    with closing(sqlite3.connect(db_path)) as db:
        db.execute("drop table mood")
    kfit("backup")
    said = kfit("restore 1")
    assert (said.code, said.err) == (
        2,
        "That copy can't be brought back: its tables are not as kfit makes them. Nothing was changed.\nThe copies: kfit backup list\n",
    )
    assert kfit("restore latest").out.startswith("Restored 1 entry")


def test_a_copy_that_is_only_unlike_its_history_can_be_chosen(kfit: Kfit, db_path: Path) -> None:
    """Another program wrote into the file: `latest` passes over such a copy, but it is restored if it is named."""
    kfit("mood 6")
    with closing(sqlite3.connect(db_path)) as db:
        db.execute("update mood set score = 3")
        db.commit()
    kfit("backup")
    assert kfit("restore 1").code == 0
    assert kfit("list --json").json["entries"][0]["score"] == 3


def test_copies_that_rotted_unseen_push_out_no_good_one(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A byte changes and the size does not: before a good copy goes, one that stays is read."""
    kfit("mood 6")
    with monkeypatch.context() as here:
        here.setattr(backups, "NEWEST_KEPT", 99)
        for _ in range(NEWEST_KEPT + 2):
            kfit("backup")
    *newer, oldest = backups.list_copies(str(db_path))
    for copy in newer:
        rotten = bytearray(Path(copy.path).read_bytes())
        rotten[-1] ^= 1
        Path(copy.path).write_bytes(rotten)
    backups.prune(str(db_path))
    assert Path(oldest.path).exists()
    assert kfit("restore latest").out.startswith("Restored 1 entry")


def test_where_no_copy_is_good_none_is_offered(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 6")
    for path in folder_of(db_path).glob("*.db"):
        path.write_bytes(b"nothing")
    for line in ("backup list", "restore"):
        said = kfit(line)
        assert "restore latest" not in said.out + said.err
    assert "kfit restore --empty" in said.err


def test_no_writer_waits_for_the_check_of_a_copy(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """While a copy is looked over, the data file itself can be written."""
    kfit("mood 6")
    fault, wrote = consistency.fault, []

    def looked_over(db: sqlite3.Connection) -> str:
        with closing(sqlite3.connect(db_path, timeout=0, isolation_level=None)) as other:
            other.execute("begin exclusive")
            wrote.append(True)
            other.execute("rollback")
        return fault(db)

    monkeypatch.setattr(consistency, "fault", looked_over)
    assert kfit("backup").code == 0
    assert wrote
