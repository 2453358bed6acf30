"""kill -9 at any moment: the next command works, nothing that was answered is lost, nothing is half there."""

from __future__ import annotations

from collections import Counter
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from killing import KILLS, kill_often

import second_format
from effort import tried
from kfit.store.connection import connect
from test_schema import old_file

if TYPE_CHECKING:
    from conftest import Kfit

MANY = tried(150, 1500)
BULK = "\n".join(f"mood {number % 11} {'words ' * 12}" for number in range(MANY))


def entries(kfit: Kfit, **env: str) -> list[dict[str, object]]:
    """Run the next command: it must work at once; then everything must agree with its own history."""
    said = kfit("list --all --json", **env)
    assert (said.code, said.err) == (0, "")
    checks = kfit("doctor --json", **env).json["checks"]
    assert [check for check in checks if not check["ok"]] == []
    found: list[dict[str, object]] = said.json["entries"]
    return found


def test_log(kfit: Kfit) -> None:
    expected: Counter[object] = Counter()
    runs = kill_often(
        lambda turn: ["log", f"mood 6 turn{turn}, sleep 7h30 turn{turn} --sure, walk 20 turn{turn}"],
        lambda turn: {"KFIT_NOW": f"2026-10-{turn + 1:02}T12:00"},  # each day has its first entry, and so its copy
    )
    for run in runs:
        found = Counter(entry["note"] for entry in entries(kfit))
        assert found[f"turn{run.turn}"] in ((3,) if run.answered else (0, 3))
        expected[f"turn{run.turn}"] = found[f"turn{run.turn}"]
        assert found == +expected
    assert kfit("mood 5").code == 0


def test_import(kfit: Kfit, home: Path) -> None:
    kfit("mood 5")
    for turn in range(KILLS):
        days = "".join(f"{2000 + turn}-{month:02}-{day:02},{day % 11}\n" for month in range(1, 13) for day in range(1, 29))
        (home / f"{turn}.csv").write_text("Date,Mood\n" + days)
    expected: Counter[str] = Counter({"2026": 1})
    for run in kill_often(lambda turn: ["import", str(home / f"{turn}.csv"), "--map", "day=Date,mood=Mood", "--json"]):
        found = Counter(str(entry["day"])[:4] for entry in entries(kfit))
        year = f"{2000 + run.turn}"
        assert found[year] in ((336,) if run.answered else (0, 336))
        expected[year] = found[year]
        assert found == +expected


def test_undo(kfit: Kfit) -> None:
    for number in range(KILLS + 1):
        kfit(f"log mood {number % 11}, walk {number + 1}")
    before = len(entries(kfit))
    for run in kill_often(lambda _: ["undo"]):
        now = len(entries(kfit))
        assert before - now in ((2,) if run.answered else (0, 2))
        before = now


def test_migrate(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for turn in range(KILLS):
        old_file(home / f"turn{turn}" / "kfit.db")
    second_format.patch(monkeypatch)
    place = {turn: {"KFIT_DB": str(home / f"turn{turn}" / "kfit.db")} for turn in range(KILLS)}
    for run in kill_often(lambda _: ["list", "--all"], place.__getitem__, program=[second_format.__file__]):
        path = home / f"turn{run.turn}" / "kfit.db"
        with closing(connect(str(path))) as db:
            version = db.execute("pragma user_version").fetchone()[0]
        assert version in ((2,) if run.answered else (1, 2))
        assert [entry["id"] for entry in entries(kfit, KFIT_DB=str(path))] == [7, 9]


def test_restore(kfit: Kfit, db_path: Path) -> None:
    kfit("log -", stdin=BULK)
    name = Path(kfit("backup --json").json["path"]).name
    kfit("mood 1 newer")
    for run in kill_often(lambda _: ["restore", name]):
        now = len(entries(kfit))
        assert now in ((MANY,) if run.answered else (MANY, MANY + 1))
        if now == MANY:
            good = [copy for copy in kfit("backup list --json").json["backups"] if copy["ok"]]
            assert MANY + 1 in [copy["entries"] for copy in good]
            kfit("mood 1 newer")
        assert not list(db_path.parent.glob("*.aside-*"))


@pytest.mark.parametrize("words", [["restore", "latest"], ["restore", "--empty"]])
def test_restore_in_the_place_of_a_damaged_file(kfit: Kfit, db_path: Path, words: list[str]) -> None:
    kfit("log -", stdin=BULK)
    for run in kill_often(lambda _: words):
        assert [copy["ok"] for copy in kfit("backup list --json").json["backups"]].count(True) >= 1
        damaged = db_path.exists() and db_path.read_bytes() == b"damaged"
        assert not (damaged and run.answered)
        assert run.turn == 0 or damaged or b"damaged" in [path.read_bytes() for path in db_path.parent.glob("*.aside-*")]
        assert kfit("restore latest").code == 0
        assert len(entries(kfit)) == MANY
        db_path.write_bytes(b"damaged")


def test_backup(kfit: Kfit) -> None:
    kfit("log -", stdin=BULK)
    for _ in kill_often(lambda _: ["backup"]):
        assert len(entries(kfit)) == MANY
        assert len(kfit("backup list --json").json["backups"]) >= 1
