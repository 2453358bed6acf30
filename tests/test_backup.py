"""Backups: checked copies beside the data file, made once a day and before risky commands, and removed by a rule."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kfit.errors import KfitError, Unusable
from kfit.store import backups, paths
from kfit.store.backups import DRAFT, NEWEST_KEPT, make
from kfit.store.connection import connect

if TYPE_CHECKING:
    from conftest import Kfit


def folder_of(db_path: Path) -> Path:
    return db_path.with_name(db_path.name + ".backups")


def test_a_copy_is_whole_and_its_manifest_tells_it(kfit: Kfit, db_path: Path) -> None:
    kfit("log mood 6, sleep 7h30, walk 20")
    said = kfit("backup --json").json
    path = Path(said["path"])
    assert said == {"path": str(path), "rows": 3, "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    assert path.parent == folder_of(db_path)
    assert path.name == "20261123T023000Z.2-hand-v1.db"
    manifest = json.loads((path.parent / (path.name + ".json")).read_text())
    assert (manifest["sha256"], manifest["bytes"]) == (said["sha256"], path.stat().st_size)
    with closing(connect(str(path), "ro")) as db:
        assert {table: db.execute(f"select count(*) from {table}").fetchone()[0] for table in manifest["rows"]} == manifest["rows"]
        assert db.execute("pragma integrity_check").fetchall() == [("ok",)]
    assert manifest["rows"]["entry"] == 3


def test_without_data_there_is_nothing_to_copy(kfit: Kfit, home: Path) -> None:
    assert kfit("backup").out == "Nothing logged yet, so there is nothing to copy.\n"
    assert kfit("backup --json").json == {"path": None, "rows": 0, "sha256": None}
    assert kfit("backup list").out == "No copies yet. To make one: kfit backup\n"
    assert kfit("backup list --json").json == {"backups": []}
    assert not (home / "data").exists()


def test_the_list_is_newest_first_and_says_what_each_copy_is_worth(kfit: Kfit) -> None:
    kfit("mood 5", now="2026-11-03T08:10")
    kfit("mood 6")
    kfit("backup", now="2026-11-22T21:31")
    kfit("backup", now="2026-11-22T21:32")
    found = kfit("backup list --json").json["backups"]
    assert [(copy["number"], copy["made"], copy["reason"], copy["entries"], copy["ok"], copy["fault"]) for copy in found] == [
        (1, "2026-11-23T02:32:00Z", "hand", 2, True, None),
        (2, "2026-11-23T02:31:00Z", "hand", 2, True, None),
        (3, "2026-11-23T02:30:00Z", "daily", 2, True, None),
        (4, "2026-11-03T13:10:00Z", "daily", 1, True, None),
    ]
    size = round(Path(found[0]["path"]).stat().st_size / 1000)
    os.truncate(found[1]["path"], 5000)
    Path(found[2]["path"] + ".json").unlink()
    lines = kfit("backup list").out.splitlines()
    assert [" ".join(line.split()[:8]) for line in lines[:4]] == [
        f"1 today, 21:32 asked for 2 entries {size}",
        "2 today, 21:31 asked for 2 entries 5",
        "3 today, 21:30 first change of the day",
        "4 Tue 3 Nov, 08:10 first change of",
    ]
    assert [line.rsplit("kB")[-1].strip() for line in lines[:4]] == ["good", "not as it was made", "its manifest is gone", "good"]


@pytest.mark.parametrize("columns", ["40", "80"])
@pytest.mark.parametrize("plain", ["", "1"])
def test_the_list_fits_the_screen(kfit: Kfit, columns: str, plain: str) -> None:
    kfit("mood 5")
    size = round(Path(kfit("backup --json").json["path"]).stat().st_size / 1000)
    lines = kfit("backup list", COLUMNS=columns, KFIT_PLAIN=plain).out.splitlines()
    assert max(map(len, lines)) <= int(columns)
    assert not plain or (
        all(line.isascii() for line in lines) and f"1: today, 21:30, asked for, 1 entry, {size} kB, good." in " ".join(lines)
    )


def test_two_copies_of_one_second_are_two(kfit: Kfit) -> None:
    kfit("mood 5")
    paths = [kfit("backup --json").json["path"] for _ in range(12)]
    assert len(set(paths)) == 12
    numbers = [copy["path"] for copy in kfit("backup list --json").json["backups"]]
    assert numbers[:3] == paths[:-4:-1]


def test_the_first_entry_of_a_day_makes_a_copy_and_the_second_none(kfit: Kfit) -> None:
    for now in ("2026-11-20T09:00", "2026-11-20T23:59", "2026-11-21T00:01", "2026-11-21T12:00", "2026-11-22T18:00"):
        kfit("mood 5", now=now)
    made = [(copy["made"], copy["entries"]) for copy in kfit("backup list --json").json["backups"]]
    assert made == [("2026-11-22T23:00:00Z", 5), ("2026-11-21T05:01:00Z", 3), ("2026-11-20T14:00:00Z", 1)]


def test_a_copy_from_a_clock_that_was_wrong_does_not_end_the_daily_ones(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5", now="2031-01-01T09:00")
    assert paths.copy_due(str(db_path), datetime.fromisoformat("2026-11-22T21:30-05:00"))


def test_the_daily_copy_is_looked_for_with_one_look(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    looked: list[str] = []

    def look(path: str) -> list[str]:
        looked.append(path)
        return [found.name for found in Path(f"{path}.backups").iterdir()]

    def opened(path: str) -> None:
        pytest.fail(f"{path} was opened again")

    monkeypatch.setattr(paths, "copies", look)
    monkeypatch.setattr(backups, "connect", opened)
    assert backups.once_a_day(str(db_path)) == ""
    assert looked == [str(db_path)]


def test_an_entry_is_saved_even_if_no_copy_can_be_made(kfit: Kfit, db_path: Path) -> None:
    db_path.parent.mkdir(parents=True, mode=0o700)
    folder_of(db_path).write_text("in the way")
    said = kfit("mood 5")
    assert (said.code, said.out.startswith("Saved mood 5")) == (0, True)
    assert "copy of the day could not be made" in backups.once_a_day(str(db_path))


def fill(kfit: Kfit, days: int, entries: dict[int, int]) -> None:
    """Log on so many days up to 22 Nov, with so many entries on a day, which is counted back."""
    last = datetime.fromisoformat("2026-11-22T12:00")
    for back in range(days, -1, -1):
        for _ in range(entries.get(back, 1)):
            kfit("mood 5", now=(last - timedelta(days=back)).isoformat())


def days_back(kfit: Kfit) -> list[int]:
    made = [datetime.fromisoformat(copy["made"]).astimezone() for copy in kfit("backup list --json").json["backups"]]
    return [(datetime.fromisoformat("2026-11-22T12:00").date() - one.date()).days for one in made]


def test_the_last_ten_and_one_a_day_for_14_days_are_kept(kfit: Kfit) -> None:
    fill(kfit, 20, {})
    assert days_back(kfit) == list(range(14))
    for _ in range(NEWEST_KEPT):
        kfit("backup", now="2026-11-22T13:00")
    assert days_back(kfit) == [0] * NEWEST_KEPT + list(range(1, 14))


def test_a_day_keeps_its_newest(kfit: Kfit) -> None:
    kfit("mood 5", now="2026-11-12T09:00")
    for hour in range(10, 14):
        kfit("backup", now=f"2026-11-12T{hour}:00")
    for _ in range(NEWEST_KEPT):
        kfit("backup")
    made = [copy["made"] for copy in kfit("backup list --json").json["backups"]]
    assert made[NEWEST_KEPT:] == ["2026-11-12T18:00:00Z"]


def test_one_that_holds_more_than_every_newer_one_is_never_let_go(kfit: Kfit) -> None:
    kfit("log mood 1, mood 2, mood 3, mood 4", now="2026-09-01T12:00")
    kfit("delete 1 2", now="2026-09-02T12:00")
    kfit("mood 5", now="2026-09-02T12:01")
    kfit("delete 3", now="2026-09-03T12:00")
    kfit("mood 5", now="2026-09-03T12:01")
    kfit("delete 4 5", now="2026-09-04T12:00")
    for turn in range(NEWEST_KEPT + 2):
        kfit("backup", now=f"2026-11-22T12:{turn:02}")
    entries = [copy["entries"] for copy in kfit("backup list --json").json["backups"]]
    assert entries == [1] * NEWEST_KEPT + [3, 4]


def test_what_kfit_did_not_make_is_left_alone(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5", now="2026-09-01T12:00")
    mine = [folder_of(db_path) / name for name in ("mine.db", "20260101T000000Z-mine.db", "20260199T000000Z-hand-v2.db", "notes.txt")]
    for path in mine:
        path.write_text("mine")
    for _ in range(NEWEST_KEPT + 2):
        kfit("backup")
    assert all(path.exists() for path in mine)
    assert len(kfit("backup list --json").json["backups"]) == NEWEST_KEPT


def test_what_an_interrupted_copying_left_is_cleared(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5")
    left = [folder_of(db_path) / name for name in (DRAFT, DRAFT + "-journal", "20261101T000000Z-hand-v2.db.json")]
    for path in left:
        path.write_text("half")
    assert len(kfit("backup list --json").json["backups"]) == 1
    kfit("backup")
    assert not [path for path in left if path.exists()]


def test_a_damaged_file_is_not_copied_over_the_good_ones(kfit: Kfit, db_path: Path) -> None:
    kfit("log -", stdin="\n".join(f"mood {number % 11} {'words ' * 30}" for number in range(300)))
    with closing(connect(str(db_path))) as db:
        content = bytearray(db_path.read_bytes())
        content[-4096:] = bytes(4096)
        db_path.write_bytes(content)
        before = sorted(folder_of(db_path).iterdir())
        with pytest.raises(Unusable, match="damaged"):
            make(db, str(db_path), "hand")
    assert sorted(folder_of(db_path).iterdir()) == before


def test_a_copy_that_cannot_be_written_leaves_nothing(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    before = sorted(folder_of(db_path).iterdir())

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "rename", full)
    with closing(connect(str(db_path))) as db, pytest.raises(KfitError, match=r"no backup could be made\.\nThe disk is full") as told:
        make(db, str(db_path), "import")
    assert told.value.code == 1
    assert [path for path in sorted(folder_of(db_path).iterdir()) if not path.name.endswith(".json")] == [
        path for path in before if not path.name.endswith(".json")
    ]


def test_a_copy_is_of_one_moment_even_while_others_write(kfit: Kfit, db_path: Path) -> None:
    import subprocess
    import sys

    from test_races import RACER

    kfit("mood 5")
    writers = [
        subprocess.Popen([sys.executable, "-c", RACER, "|".join(["log mood 5, walk 5"] * 30)], stdout=subprocess.DEVNULL) for _ in range(2)
    ]
    made = []
    while any(writer.poll() is None for writer in writers):
        with closing(connect(str(db_path))) as db:
            made.append(backups.copy_file(db, str(db_path), "hand"))
    assert [writer.returncode for writer in writers] == [0, 0]
    assert len(made) > 3
    for path in made:
        with closing(sqlite3.connect(path)) as db:
            moods, walks = (db.execute(f"select count(*) from {table}").fetchone()[0] for table in ("mood", "exercise"))
            assert moods == walks + 1


def test_the_newest_good_copy_is_named_when_the_file_is_damaged(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5", now="2026-11-03T08:10")
    kfit("mood 6", now="2026-11-22T08:10")
    newest = kfit("backup list --json").json["backups"][0]["path"]
    assert backups.describe_newest(str(db_path)).splitlines() == [
        "The newest good copy is from today, 08:10. See it: kfit backup list",
        "What is wrong: kfit doctor      Bring the copy back: kfit restore",
    ]
    os.truncate(newest, 4096)
    assert "from Tue 3 Nov, 08:10" in backups.describe_newest(str(db_path))
    for path in folder_of(db_path).glob("*.db"):
        path.unlink()
    assert "no good copy" in backups.describe_newest(str(db_path))
    assert backups.describe_newest("/nowhere\0at all")


def test_copies_of_a_day_to_come_stand_last_and_are_no_newest_ones(kfit: Kfit) -> None:
    for day in range(1, 4):
        kfit("mood 5", now=f"2030-01-{day:02}T12:00")
    for minute in range(NEWEST_KEPT):
        kfit("backup", now=f"2026-11-20T12:{minute:02}")
    made = [copy["made"] for copy in kfit("backup list --json").json["backups"]]
    assert made[:NEWEST_KEPT] == [f"2026-11-20T17:{minute:02}:00Z" for minute in range(NEWEST_KEPT - 1, -1, -1)]
    assert made[NEWEST_KEPT:] == [f"2030-01-{day:02}T17:00:00Z" for day in (3, 2, 1)]
