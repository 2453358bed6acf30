"""A disk that is full, and a file that may not grow: a plain sentence, and everything saved before is still there."""

from __future__ import annotations

import resource
import shutil
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

LONG = "mood 5 " + "words " * 1500
TMPFS = "mount -t tmpfs -o size={size}k,mode=700 tmpfs {folder} && cp -r {source}/. {folder} && {python} -c '{script}' {folder}; code=$?; cp -r {folder}/. {back}; exit $code"
UNTIL_FULL = """
import os, sys
from kfit.__main__ import main
os.environ["KFIT_DB"] = sys.argv[1] + "/kfit.db"
saved, code = 0, 0
while code == 0:
    sys.argv = ["kfit", "mood", "5", "words " * 1500]
    code = main()
    saved += code == 0
for line in sys.stdin.read().splitlines():
    sys.argv = ["kfit", *line.split()]
    print("code", main(), file=sys.stderr)
print("saved", saved, "code", code, file=sys.stderr)
"""


@pytest.mark.parametrize("limit", [0, 4096, 65536, 131072, 140000, 200000])
def test_a_file_that_may_not_grow(kfit: Kfit, db_path: Path, limit: int) -> None:
    kfit("mood 5")
    before = kfit("list --json").out
    ran = subprocess.run(
        [sys.executable, "-m", "kfit", *LONG.split(" ", 2)],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    answered = ran.stdout.startswith("Saved")
    assert ran.returncode in ((0,) if answered else (1, 3))
    assert "Traceback" not in ran.stderr
    assert "stumbled" not in ran.stderr
    assert answered or ran.stderr.startswith("Not saved: ")
    assert answered == (kfit("list --json").out != before)
    assert kfit("doctor").code == 0
    assert db_path.stat().st_size >= 4096


@pytest.mark.parametrize("limit", [0, 65536])
def test_a_first_run_that_has_no_room(kfit: Kfit, db_path: Path, limit: int) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "kfit", "mood", "5"],
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit, limit)),
    )
    assert (ran.returncode in (1, 3), ran.stdout, "stumbled" in ran.stderr) == (True, "", False)
    assert not db_path.exists()
    assert kfit("mood 5").code == 0
    assert kfit("doctor").code == 0


def in_a_small_disk(home: Path, size: int, lines: str) -> subprocess.CompletedProcess[str]:
    """Log until a disk of so many KiB is full, then run lines; bring the files home afterwards."""
    folder, source, back = home / "disk", home / "data" / "kfit", home / "back"
    folder.mkdir(exist_ok=True)
    back.mkdir(exist_ok=True)
    script = TMPFS.format(size=size, folder=folder, source=source, back=back, python=sys.executable, script=UNTIL_FULL)
    return subprocess.run(["unshare", "-m", "sh", "-c", script], input=lines, capture_output=True, text=True, check=False)


def can_mount(home: Path) -> bool:
    """Return whether this machine lets us mount a small disk that only our own process sees."""
    if not shutil.which("unshare"):
        return False
    (home / "try").mkdir()
    tried = subprocess.run(["unshare", "-m", "mount", "-t", "tmpfs", "tmpfs", str(home / "try")], capture_output=True, check=False)
    return tried.returncode == 0


@pytest.mark.parametrize("size", [800, 1000, 1200, 1500])
def test_a_full_disk(kfit: Kfit, home: Path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    if not can_mount(home):
        pytest.skip("no small disk can be mounted here")
    kfit("mood 5")
    ran = in_a_small_disk(home, size, "undo\nbackup\nrestore latest\nlist --all\n")
    assert "stumbled" not in ran.stderr
    assert "Not saved: the disk is full. All that was saved before is still there.\n" in ran.stderr
    saved = int(ran.stderr.rsplit("saved ", 1)[1].split()[0])
    codes = [int(line.split()[1]) for line in ran.stderr.splitlines() if line.startswith("code")]
    assert saved > 0
    assert all(code in (0, 1) for code in codes)
    monkeypatch.setenv("KFIT_DB", str(home / "back" / "kfit.db"))
    (home / "back").chmod(0o700)
    assert [check for check in kfit("doctor --json").json["checks"] if not check["ok"] and check["name"] != "rights"] == []
    assert len(kfit("list --all --json").json["entries"]) in (saved + 1, saved, 1)
