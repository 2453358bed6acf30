"""Restore: a copy replaces the data file, and the old file is kept, readable or not."""

from __future__ import annotations

import sqlite3
import stat
import threading
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import second_format
from kfit.store import backups, paths, restore
from kfit.store.connection import connect
from test_file import BAD
from test_schema import columns_of, old_file, rows

if TYPE_CHECKING:
    from conftest import Kfit


def moods(kfit: Kfit) -> list[int]:
    return [entry["score"] for entry in kfit("list --all --json").json["entries"]]


def test_a_copy_comes_back_and_the_present_is_kept_as_one(kfit: Kfit) -> None:
    kfit("mood 1")
    kfit("mood 2", now="2026-11-22T21:31")
    said = kfit("restore 1", now="2026-11-22T21:32")
    assert (said.code, said.err) == (0, "")
    assert said.out.splitlines() == [
        "Restored 1 entry, Sun 22 Nov, from the copy of today, 21:30.",
        "Not in it, but in the file as it was before: 1 mood.",
        "That file is kept as a copy. To bring it back: kfit restore 20261123T023200Z-restore-v1.db",
    ]
    assert moods(kfit) == [1]
    kfit("restore 1", now="2026-11-22T21:33")
    assert moods(kfit) == [1, 2]
    assert kfit("doctor").code == 0


def test_settings_and_history_come_back_with_it(kfit: Kfit) -> None:
    kfit("config set day_ends 03:00")
    kfit("mood 1")
    kfit("backup")
    kfit("config set day_ends 05:00")
    kfit("mood 2")
    kfit("restore latest")
    assert {setting["name"]: setting["value"] for setting in kfit("config --json").json["settings"]}["day_ends"] == "03:00"
    assert len(kfit("history --json").json["changes"]) == 2
    kfit("undo")
    assert moods(kfit) == []


def test_the_live_file_keeps_its_place_its_links_and_its_rights(kfit: Kfit, home: Path) -> None:
    real = home / "there" / "real.db"
    kfit("mood 1", KFIT_DB=str(real))
    (home / "link.db").symlink_to(real)
    env = {"KFIT_DB": str(home / "link.db")}
    before = real.stat().st_ino
    real.chmod(0o400 | 0o200)
    kfit("mood 2", **env)
    assert kfit("restore latest", **env).code == 0
    assert (home / "link.db").is_symlink()
    assert real.stat().st_ino == before
    assert stat.S_IMODE(real.stat().st_mode) == 0o600
    assert not list((home / "there").glob("real.db-*"))


@pytest.mark.parametrize("which", ["0", "9", "nowhere.db", "/nowhere/at/all.db", "²"])
def test_a_copy_that_is_not_there_changes_nothing(kfit: Kfit, db_path: Path, which: str) -> None:
    kfit("mood 1")
    before = db_path.read_bytes()
    said = kfit(["restore", which])
    assert (said.code, said.out) == (2, "")
    assert "kfit backup list" in said.err
    assert db_path.read_bytes() == before
    assert len(kfit("backup list --json").json["backups"]) == 1


def test_a_copy_is_named_by_number_by_name_or_by_path(kfit: Kfit, home: Path) -> None:
    kfit("mood 1")
    path = Path(kfit("backup list --json").json["backups"][0]["path"])
    elsewhere = home / "stick.db"
    elsewhere.write_bytes(path.read_bytes())
    for which in ("latest", "1", path.name, str(path), "stick.db", str(elsewhere)):
        kfit("mood 9")
        said = kfit(["restore", str(which)])
        assert (which, said.code) == (which, 0)
        while len(moods(kfit)) > 1:  # `latest` and `1` name the newest, which is the state before
            kfit(["restore", path.name])
        assert moods(kfit) == [1]


def test_the_copy_that_is_brought_back_is_not_let_go_meanwhile(kfit: Kfit) -> None:
    kfit("mood 1", now="2026-09-01T12:00")
    for turn in range(9):
        kfit("backup", now=f"2026-09-01T13:0{turn}")
    kfit("mood 2", now="2026-10-01T12:00")
    oldest = kfit("backup list --json").json["backups"][-1]
    assert kfit(["restore", str(oldest["number"])]).code == 0
    assert moods(kfit) == [1]


def test_a_copy_that_changed_since_it_was_made_is_refused(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 1")
    path = Path(kfit("backup list --json").json["backups"][0]["path"])
    content = bytearray(path.read_bytes())
    content[-1] ^= 1
    path.write_bytes(content)
    before = db_path.read_bytes()
    said = kfit("restore 1")
    assert (said.code, "not as it was made" in said.err) == (2, True)
    assert kfit("restore latest").code == 2
    assert db_path.read_bytes() == before


@pytest.mark.parametrize("kind", ["text", "cut in the middle", "another program's", "a newer kfit's", "0 bytes"])
def test_a_file_that_is_no_good_copy_is_refused(kfit: Kfit, db_path: Path, home: Path, kind: str) -> None:
    kfit("mood 1")
    other = home / "other.db"
    other.write_bytes(db_path.read_bytes())
    BAD[kind](other)
    before, other_before = db_path.read_bytes(), other.read_bytes()
    said = kfit("restore other.db")
    assert (said.code, said.out, "stumbled" in said.err) == (2, "", False)
    assert (db_path.read_bytes(), other.read_bytes()) == (before, other_before)


def test_the_data_file_is_no_copy_of_itself(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 1")
    assert kfit(["restore", str(db_path)]).code == 2


@pytest.mark.parametrize("kind", [kind for kind in BAD if kind != "gone"])
def test_a_present_file_that_cannot_be_read_is_moved_aside_unchanged(kfit: Kfit, db_path: Path, kind: str) -> None:
    kfit("mood 1")
    BAD[kind](db_path)
    unread = None if db_path.is_dir() else db_path.read_bytes()
    said = kfit("restore latest")
    assert (said.code, said.err) == (0, "")
    aside = Path(said.out.splitlines()[1].split(": ", 1)[1])
    assert aside.parent == db_path.parent
    assert aside.is_dir() if unread is None else aside.read_bytes() == unread
    assert moods(kfit) == [1]
    assert db_path.stat().st_nlink == 1
    assert stat.S_IMODE(db_path.stat().st_mode) == 0o600
    (db_path.with_name("second.db")).unlink(missing_ok=True)
    assert [check for check in kfit("doctor --json").json["checks"] if not check["ok"] and check["name"] != "rights"] == []


def test_a_journal_of_the_old_file_goes_aside_with_it(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 1")
    db_path.write_bytes(b"damaged")
    journal = Path(f"{db_path}-journal")
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(600))
    aside = Path(kfit("restore latest").out.splitlines()[1].split(": ", 1)[1])
    assert Path(f"{aside}-journal").read_bytes() == bytes.fromhex("d9d505f920a163d7") + bytes(600)
    assert not journal.exists()
    assert moods(kfit) == [1]


def test_a_file_that_is_gone_comes_back(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 1")
    db_path.unlink()
    said = kfit("mood 2")
    assert (said.code, "kfit restore" in said.err) == (3, True)
    assert kfit("restore latest").out == "Restored 1 entry, Sun 22 Nov, from the copy of today, 21:30.\n"
    assert moods(kfit) == [1]


def test_a_copy_of_an_older_format_is_brought_to_todays(kfit: Kfit, home: Path, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 9")
    old_file(home / "old.db")
    second_format.patch(monkeypatch)
    with closing(connect(str(home / "old.db"), "ro")) as db:
        before, there = rows(db), columns_of(db)
    assert kfit("restore old.db").out.startswith("Restored 2 entries, Sun 1 Nov to Mon 2 Nov, from old.db.")
    with closing(connect(str(db_path), "ro")) as db:
        assert rows(db, there) == before
    assert kfit("doctor").code == 0
    with closing(sqlite3.connect(home / "old.db")) as db:
        assert db.execute("pragma user_version").fetchone()[0] == 1


def test_without_a_name_the_copies_are_shown_and_the_line_to_use(kfit: Kfit) -> None:
    kfit("mood 1")
    said = kfit("restore")
    assert (said.code, said.err) == (2, "Which copy? For the newest good one: kfit restore latest\n")
    assert "first change of the day" in said.out


@pytest.mark.parametrize("kind", BAD)
def test_an_empty_begin_keeps_what_was_there(kfit: Kfit, db_path: Path, kind: str) -> None:
    kfit("mood 1")
    BAD[kind](db_path)
    unread = db_path.read_bytes() if db_path.is_file() else None
    said = kfit("restore --empty")
    assert (said.code, said.err) == (0, "")
    assert not db_path.exists()
    assert kfit("").out.startswith("Nothing logged yet.")
    assert unread is None or Path(said.out.splitlines()[1].split(": ", 1)[1]).read_bytes() == unread
    kfit("mood 2")
    assert moods(kfit) == [2]
    kfit("restore latest")
    assert moods(kfit) == [1]


def test_an_empty_begin_copies_a_good_file_first_and_deletes_nothing(kfit: Kfit, db_path: Path, home: Path) -> None:
    kfit("mood 1")
    kfit("mood 2")
    before = db_path.read_bytes()
    lines = kfit("restore --empty").out.splitlines()
    assert lines[0] == "A new file begins with your next entry."
    assert Path(lines[1].split(": ", 1)[1]).read_bytes() == before
    assert str(db_path) not in (home / "state" / "kfit" / "known-files").read_text().splitlines()
    kfit("mood 3")
    assert str(db_path) in (home / "state" / "kfit" / "known-files").read_text().splitlines()
    kfit(["restore", lines[1].split(": ", 1)[1]])
    assert moods(kfit) == [1, 2]


def test_restore_waits_for_nobody_for_ever(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 1")
    monkeypatch.setattr("kfit.store.connection.PATIENCE", 0.2)
    with closing(connect(str(db_path))) as db:
        db.execute("begin immediate")
        before = db_path.read_bytes()
        said = kfit("restore latest")
    assert (said.code, "nother kfit has been writing" in said.err) == (3, True)
    assert db_path.read_bytes() == before


def test_nobody_can_write_between_the_last_copy_and_the_bringing_back(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 1")
    held = restore._readable(str(db_path))
    assert held is not None
    with closing(held), closing(sqlite3.connect(db_path, timeout=0, isolation_level=None)) as other:
        restore._hold(held)
        with pytest.raises(sqlite3.OperationalError, match="locked"):
            other.execute("begin immediate")
        restore._let_go(held)
        other.execute("begin immediate")


def test_a_bringing_back_that_fails_leaves_the_file_as_it_was(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 1")
    kfit("mood 2")
    before = db_path.read_bytes()

    def full(*_: object) -> str:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("kfit.store.backups.copy_alone", full)
    said = kfit("restore latest")
    assert (said.code, "The disk is full" in said.err) == (1, True)
    assert db_path.read_bytes() == before
    assert not Path(f"{db_path}-journal").exists()


def test_a_copying_and_a_restore_do_not_wait_for_each_other(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 1")
    monkeypatch.setattr("kfit.store.connection.PATIENCE", 2)
    made: list[str] = []
    connected, go, entered = threading.Event(), threading.Event(), threading.Event()
    enter = paths.FolderLock.__enter__

    def copy() -> None:
        with closing(connect(str(db_path))) as db:
            connected.set()
            go.wait()
            made.append(backups.copy_file(db, str(db_path), "hand"))

    other = threading.Thread(target=copy)

    def just_after_the_other(lock: paths.FolderLock) -> None:
        if threading.current_thread() is not other and lock.folder == paths.backups(str(db_path)):
            go.set()
            entered.wait(1)
        enter(lock)
        if threading.current_thread() is other:
            entered.set()

    monkeypatch.setattr(paths.FolderLock, "__enter__", just_after_the_other)
    other.start()
    connected.wait()
    assert kfit("restore latest").code == 0
    other.join()
    assert len(made) == 1
    assert kfit("doctor").code == 0


def test_the_latest_is_not_one_of_a_day_to_come(kfit: Kfit) -> None:
    kfit("mood 1", now="2030-01-01T12:00")
    kfit("mood 2")
    assert kfit("restore latest").code == 0
    assert sorted(moods(kfit)) == [1, 2]


def test_what_a_copy_has_not_is_told_with_the_line_that_brings_it_back(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit("backup", now="2026-11-22T21:31")
    kfit("sleep 5h", now="2026-11-22T21:32")
    said = kfit("restore latest", now="2026-11-22T21:33").out.splitlines()
    assert said[1] == "Not in it, but in the file as it was before: 1 night."
    listed = kfit("backup list", now="2026-11-22T21:34").out
    assert "\nThe newest good one is the file as it was before the last restore: kfit restore latest\n" in listed
    way = said[2].partition("kfit ")[2]
    assert kfit(way, now="2026-11-22T21:35").code == 0
    assert {one["kind"] for one in kfit("list --json").json["entries"]} == {"mood", "sleep"}
