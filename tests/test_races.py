"""Several kfits at once: none fails, nothing is lost."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from effort import tried
from kfit.store.faults import PATIENCE

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

EACH = tried(8, 25)  # lines of one writer
RACER = "import sys; from kfit.__main__ import main\nfor line in sys.argv[1].split('|'):\n    sys.argv = ['kfit', *line.split()]\n    assert main() == 0"


def race_as_it_comes(lines: list[str]) -> list[subprocess.CompletedProcess[str]]:
    """Run each line in a process of its own, all at the same time, whatever becomes of them."""
    running = [
        subprocess.Popen([sys.executable, "-m", "kfit", *line.split()], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for line in lines
    ]
    return [subprocess.CompletedProcess(one.args, one.wait(), *one.communicate()) for one in running]


def race(lines: list[str]) -> list[subprocess.CompletedProcess[str]]:
    """Run lists of lines, separated by |, each list in a process of its own, all at the same time."""
    running = [
        subprocess.Popen([sys.executable, "-c", RACER, line], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True) for line in lines
    ]
    return [subprocess.CompletedProcess(one.args, one.wait(), *one.communicate()) for one in running]


def test_four_first_runs_at_once_make_one_file(kfit: Kfit, monkeypatch: pytest.MonkeyPatch, home: Path) -> None:
    for turn in range(tried(2, 4)):
        monkeypatch.setenv("XDG_DATA_HOME", str(home / f"data{turn}"))
        ran = race([f"mood {number}" for number in range(4)])
        assert [(one.returncode, one.stderr) for one in ran] == [(0, "")] * 4
        assert len(kfit("list --json").json["entries"]) == 4
        assert kfit("doctor").code == 0


def test_sixteen_writers_lose_nothing(kfit: Kfit) -> None:
    ran = race(["|".join(f"mood {turn % 11} writer{number}" for turn in range(EACH)) for number in range(16)])
    assert [(one.returncode, one.stderr) for one in ran] == [(0, "")] * 16
    assert sum(one.stdout.count("Saved") for one in ran) == 16 * EACH
    notes = [entry["note"] for entry in kfit("list --all --json").json["entries"]]
    assert {note: notes.count(note) for note in notes} == {f"writer{number}": EACH for number in range(16)}
    assert kfit("doctor").code == 0


def test_restores_and_backups_at_once(kfit: Kfit) -> None:
    kfit("log mood 1, walk 20")
    began = time.monotonic()
    ran = race(["restore latest|restore latest", "backup|backup|backup", "restore latest|backup", "backup|restore latest"])
    assert [(one.returncode, one.stderr) for one in ran] == [(0, "")] * 4
    assert time.monotonic() - began < PATIENCE
    assert kfit("doctor").code == 0


def test_goals_pauses_and_programmes_at_once_are_each_there_once(kfit: Kfit) -> None:
    """The check and the write are one transaction, so two processes never see the same gap."""
    kfit("mood 5")
    ran = race([*(f"goal exercise {number}min/week" for number in (20, 30, 40, 50)), "pause", "pause", "pause"])
    assert [(one.returncode, one.stderr) for one in ran] == [(0, "")] * 7
    race(["programme start"] * 4)  # all but one are refused
    race(["goal exercise --drop"] * 3)
    head = json.loads(kfit("export jsonl").out.splitlines()[0])
    assert [len(head[key]) for key in ("programmes", "pauses")] == [1, 1]
    assert kfit("doctor").code == 0
    while (said := kfit("undo")).out != "Nothing to take back.\n":
        assert said.code == 0, said.err


FIRST_USES = (
    "rate hope 3 --better high",
    "did knitting",
    "did knitting 10m",
    "measure steps 500",
    "measure ferritin 50 ug/l",
    "med sertraline 50mg started",
    "effect tingling 2 --new",
    "log rate hope 3 --better high, did sewing",
)


@pytest.mark.parametrize("line", FIRST_USES)
def test_first_uses_of_one_name_at_once_are_all_saved(kfit: Kfit, line: str) -> None:
    kfit("mood 5")
    ran = race([line] * 6)
    assert [(one.returncode, one.stderr) for one in ran] == [(0, "")] * 6
    assert kfit("doctor").code == 0
    assert len([one for one in ran if one.stdout.startswith("Saved")]) == 6


def test_first_uses_of_one_name_that_differ_are_saved_or_told_in_words(kfit: Kfit) -> None:
    kfit("mood 5")
    lines = [line for end in ("high", "low") for line in [f"rate hope 3 --better {end}"] * 3]
    saved = 0
    for one in race_as_it_comes(lines):
        assert one.returncode == 0 or "SQLITE" not in one.stderr, one.stderr
        assert one.returncode in (0, 1, 2), one.stderr
        saved += one.returncode == 0
    names = kfit("list hope --json").json["entries"]
    assert len(names) == saved >= 3
    assert len({entry["better"] for entry in names}) == 1
