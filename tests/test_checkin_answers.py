"""The answers of the check-in from a file: all of them in one change, or none."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from kfit.render import safety
from terminal import logged

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


def test_answers_come_from_a_file_as_one_change(kfit: Kfit, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(
        "# a day\nsleep: 23:30-7\nmood: 5 tired\n\nAnxiety: 6\nmovement: no\neffects: nausea 1, fog 2\nnote: so: on\n"
    )
    said = kfit("checkin --answers a.txt --json")
    assert list(said.json) == ["saved", "asked", "message"]
    assert said.json["asked"] == ["sleep", "mood", "movement", "note"]
    assert [entry["kind"] for entry in said.json["saved"]] == ["sleep", "mood", "rating", "effect", "effect", "note"]
    assert said.json["saved"][-1]["note"] == "so: on"
    assert kfit("undo").out.startswith("Took back: 6 entries")
    assert kfit("checkin --answers -", stdin="mood: 5").out == "Saved mood 5 for Sun 22 Nov. (kfit undo)\n"
    assert kfit("checkin --answers -", stdin="mood: -\nmovement: no\nsleep:\nnote: Skip\n") == (
        "No answers, so nothing was saved.\n",
        "",
        0,
    )


def test_the_block_is_not_silenced_by_json(kfit: Kfit) -> None:
    said = kfit("checkin --answers - --json", stdin="phq9: 1 1 1 1 1 1 1 1 1")
    assert json.loads(said.out)["help"] == "kfit help-now"
    assert safety.OPENINGS["item"] in said.err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("mod: 5", "I don't know 'mod'. Did you mean: mood"),
        ("zzz: 5", "I don't know 'zzz'. A line looks like this: mood: 5 tired"),
        ("mood 5", "A line looks like this: mood: 5 tired"),
        (": 5", "A line looks like this: mood: 5 tired"),
        ("sleep: 45", "45m? 45 h is not a night."),
        ("walk: 20\nwalk: 10", "walk is there twice."),
        ("phq9: 1 2", "PHQ-9 has 9 answers, and 2 are here."),
        ("mood: 6 --on yesterday", "The check-in is for Sun 22 Nov."),
    ],
)
def test_one_line_that_cannot_be_read_saves_none(kfit: Kfit, line: str, told: str) -> None:
    said = kfit("checkin --answers -", stdin=f"energy: 5\n\n{line}\n")
    number = 2 + line.count("\n") + 1
    assert said.code == 2
    assert said.out == ""
    assert said.err.startswith(f"line {number}: {told}")
    assert said.err.endswith("Nothing of the file is saved.\n")
    assert logged(kfit) == []


def test_a_file_of_answers_that_is_not_there(kfit: Kfit, tmp_path: Path) -> None:
    assert kfit("checkin --answers nowhere.txt").code == 2
    (tmp_path / "b.txt").write_bytes(b"mood: 5 caf\xe9")
    assert "not UTF-8" in kfit("checkin --answers b.txt").err
    assert kfit("checkin --answers b.txt --list").code == 2
