"""Where an answer cannot be written: every command ends with one plain sentence and the exit code 1, and never in a traceback."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from effort import tried

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

LINES = (
    "mood 4", "", "list --all", "list --json", "chart mood", "calendar mood", "infusions", "history", "config", "doctor", "export jsonl",
    "export csv --kind mood", "export csv -o out --json", "export fhir", "backup", "undo", "edit 1 7", "help-now", "guide", "--help", "list -h", "mood -h", "--version",
    "completion bash", "demo list", "report", "report --json", "report -o out.html",
)  # fmt: skip
NOWHERE = [">/dev/full", ">&-"]
OUTSIDE = "Something outside kfit went wrong"


def shell(line: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(["bash", "-c", line.replace("kfit", f"{sys.executable} -m kfit", 1)], capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("line", "nowhere"), [(line, way) for place, line in enumerate(LINES) for way in tried([NOWHERE[place % len(NOWHERE)]], NOWHERE)]
)
def test_a_full_or_closed_output_is_told_in_a_sentence(grown: Grown, line: str, nowhere: str) -> None:
    grown(("mood 6", "infusion iv", "note tired"))
    heard = shell(f"kfit {line} {nowhere}")
    assert (heard.returncode, heard.stdout) == (1, "")
    assert heard.stderr.count(OUTSIDE) == 1
    assert "Traceback" not in heard.stderr
    assert "ignored" not in heard.stderr
    assert "stumbled" not in heard.stderr


def test_the_exit_code_alone_tells_where_nobody_hears_anything(kfit: Kfit) -> None:
    kfit("mood 6")
    for line in ("list", "export jsonl"):
        assert shell(f"kfit {line} >/dev/full 2>/dev/full").returncode == 1
    assert shell("kfit mood 5 >/dev/full 2>/dev/full").returncode == 4
    assert shell("kfit undo >&- 2>&-").returncode == 4
    assert shell("kfit mood 66 2>/dev/full").returncode == 2
    assert shell("kfit mood 66 2>&-").returncode == 2


SAVED = "It is saved, so it need not be sent again."
SAVING = ("mood 9 --json", "log mood 9, walk 20", "undo", "delete 1", "config set day_ends 05:00", "import t.csv --map day=day,mood=mood")


@pytest.mark.parametrize(("place", "line"), list(enumerate(tried(SAVING[1:4], SAVING))))
def test_a_change_whose_answer_cannot_be_written_is_told_as_saved(kfit: Kfit, home: Path, place: int, line: str) -> None:
    kfit("mood 6")
    (home / "t.csv").write_text("day,mood\n2026-11-20,4\n")
    changes = len(kfit("history --json").json["changes"])
    heard = shell(f"kfit {line} {NOWHERE[place % 2]}")
    assert (heard.returncode, heard.stderr.startswith(SAVED), heard.stderr.count(OUTSIDE)) == (1, True, 1)
    assert len(kfit("history --json").json["changes"]) > changes


@pytest.mark.parametrize("line", tried(["demo list"], ["demo list", "list", "export jsonl"]))
def test_what_only_reads_is_never_told_as_saved(kfit: Kfit, line: str) -> None:
    kfit("mood 6")
    heard = shell(f"kfit {line} >/dev/full")
    assert (heard.returncode, "saved" in heard.stderr, "Your entries are as they were." in heard.stderr) == (1, False, True)


@pytest.mark.parametrize("line", ["export jsonl", "export csv --kind mood", "list --all", "chart mood --all"])
def test_an_output_that_is_full_in_the_middle_of_much_is_told_too(kfit: Kfit, home: Path, line: str) -> None:
    many = [f"2026-11-{day:02},{day % 10},{'much to say ' * 80}" for day in range(1, 23)] * 6
    (home / "diary.csv").write_text("Date,Mood,Note\n" + "\n".join(many) + "\n")
    assert kfit("import diary.csv --map day=Date,mood=Mood,note=Note").code == 0
    heard = shell(f"kfit {line} >/dev/full")
    assert (heard.returncode, "Traceback" in heard.stderr, OUTSIDE in heard.stderr) == (1, False, True)
    gone = shell(f"kfit {line} | true")
    assert gone.stderr == ""


@pytest.mark.parametrize("line", ["export jsonl", "export csv --kind mood", "export csv -o out", "list --all"])
@pytest.mark.parametrize("nowhere", ["", ">/dev/full", "| cat"])
def test_a_damaged_file_is_told_as_damaged_wherever_the_output_goes(grown: Grown, db_path: Path, line: str, nowhere: str) -> None:
    grown([["mood", str(score), "--note", "long " * 1900] for score in range(10)])
    content = bytearray(db_path.read_bytes())
    for page in range(8192, len(content) - 4096, 4096):
        if b"long long" in content[page : page + 4096]:
            content[page : page + 64] = b"\xff" * 64
    db_path.write_bytes(content)
    heard = shell(f"kfit {line} {nowhere}; exit ${{PIPESTATUS[0]}}")
    assert heard.returncode == 3, heard.stderr
    assert "is damaged" in heard.stderr
    assert "Traceback" not in heard.stderr


def test_an_export_to_a_pipe_is_utf_8_with_the_line_ends_of_a_file(kfit: Kfit) -> None:
    kfit("mood 6 caf\u00e9")
    heard = subprocess.run(
        ["bash", "-c", f"PYTHONIOENCODING=latin-1 {sys.executable} -m kfit export csv --kind mood | cat"], capture_output=True, check=False
    )
    assert "caf\u00e9".encode() in heard.stdout
    assert heard.stdout.endswith(b"\r\n")
    assert json.loads(shell("kfit export jsonl 2>/dev/null").stdout.splitlines()[1])["note"] == "caf\u00e9"
