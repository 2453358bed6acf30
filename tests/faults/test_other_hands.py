"""Other programs, other versions of kfit and other files, beside the data file and in it."""

from __future__ import annotations

import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kfit.settings import Settings
from kfit.store import consistency, paths
from kfit.store.connection import connect

if TYPE_CHECKING:
    from conftest import Kfit


def test_a_file_that_somebody_named_new_is_theirs(kfit: Kfit, db_path: Path) -> None:
    mine = [db_path.with_name("kfit.db.new"), Path(f"{db_path}.backups") / "draft.new"]
    for path in mine:
        path.parent.mkdir(parents=True, mode=0o700, exist_ok=True)
        path.write_text("mine")
    kfit("mood 5")
    kfit("mood 5", now="2026-11-23T21:30")
    for line in ("backup", "restore latest", "restore --empty", "restore latest"):
        assert kfit(line).code == 0, line
    db_path.write_bytes(b"damaged")
    assert kfit("restore latest").code == 0
    assert [path.read_text() for path in mine] == ["mine"] * 2
    assert "unfinished draft" not in " ".join(kfit("doctor").out.split())


def test_nobody_waits_for_a_folder_for_ever(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kfit.store.faults.PATIENCE", 0.1)
    paths.make(str(db_path.parent))
    with paths.FolderLock(str(db_path.parent)):
        said = kfit("mood 5")
    assert (said.code, said.out, said.err.startswith("Not saved: another kfit has been writing")) == (3, "", True)
    assert kfit("mood 5").code == 0
    with paths.FolderLock(paths.backups(str(db_path))):
        assert (kfit("backup").code, kfit("restore latest").code) == (3, 3)
        said = kfit("mood 6", now="2026-11-23T21:30")
    assert (said.code, said.out.startswith("Saved mood 6")) == (0, True)
    assert "It is saved. The copy of the day could not be made.\nAnother kfit has been writing" in said.err
    assert kfit("backup").code == 0


def test_one_folder_for_everything_is_no_lock_against_oneself(kfit: Kfit, home: Path) -> None:
    for _ in range(2):
        assert kfit("mood 5", XDG_STATE_HOME=str(home / "data")).err == ""
    (home / "data" / "kfit" / "known-files").unlink()
    assert kfit("mood 5", now="2026-11-23T21:30", XDG_STATE_HOME=str(home / "data")).err == ""
    assert kfit("restore --empty", XDG_STATE_HOME=str(home / "data")).code == 0


def test_what_is_known_is_read_and_written_under_one_lock(home: Path) -> None:
    with ThreadPoolExecutor(8) as several:
        list(several.map(paths.remember, map(str, range(40))))
        list(several.map(lambda number: (paths.forget if number % 2 else paths.remember)(str(number)), range(40)))
    assert sorted(paths.known(), key=int) == [str(number) for number in range(0, 40, 2)]
    assert [path.name for path in (home / "state" / "kfit").iterdir()] == ["known-files"]


@pytest.mark.parametrize("line", ["mood 5", "history", "undo"])
def test_a_table_that_is_gone_is_damage(kfit: Kfit, db_path: Path, line: str) -> None:
    kfit("mood 5")
    with closing(sqlite3.connect(db_path)) as db:
        db.execute("drop table change")
    said = kfit(line)
    assert (said.code, said.out) == (3, "")
    assert "data file is damaged" in said.err
    assert "The newest good copy is from today" in said.err


def test_a_column_that_is_renamed_is_damage_and_a_table_of_somebody_else_none(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5")
    with closing(connect(str(db_path))) as db:
        db.execute("create table mine(x)")
        assert consistency.sound(db)
        db.execute("alter table change rename column command to line")
        assert not consistency.sound(db)
    assert kfit("mood 5").code == 3


@pytest.mark.parametrize(
    ("name", "value"), [("day_ends", "zz"), ("day_ends", "23:00"), ("date_order", "xyz"), ("answers", ""), ("colour", "red")]
)
def test_a_setting_that_cannot_hold_does_not(kfit: Kfit, db_path: Path, name: str, value: str) -> None:
    kfit("mood 5")
    with closing(connect(str(db_path))) as db:
        db.execute("insert into setting values (?, ?)", (name, value))
    assert kfit("mood 6").code == 0
    assert {entry["day"] for entry in kfit("list --json").json["entries"]} == {"2026-11-22"}
    assert all(setting["from"] == "default" for setting in kfit("config --json").json["settings"])
    assert f"not valid: {name}" in kfit("doctor").out


def test_a_setting_that_somebody_wrote_in_another_way_holds() -> None:
    chosen = Settings({"day_ends": "5", "date_order": "DMY", "show_days_since": "Off"})
    assert (chosen.day_ends, chosen.date_order, chosen.show_days_since) == ("05:00", "dmy", False)
