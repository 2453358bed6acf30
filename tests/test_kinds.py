"""Every kind goes through the shared machinery: saved, listed, taken back, put back, changed, forgotten, and found sound."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from kfit.model.entries import KINDS

if TYPE_CHECKING:
    from conftest import Kfit

# A line for each kind, its own columns, an edit and what it makes of them.
LINES: list[tuple[str, dict[str, Any], str, dict[str, Any]]] = [
    ("mood 6", {"score": 6}, "5", {"score": 5}),
    ("sleep 7h30", {"minutes": 450}, "8h", {"minutes": 480}),
    ("walk 20", {"minutes": 20, "activity": "walk"}, "30", {"minutes": 30}),
    ("infusion iv 40mg", {"route": "iv", "dose_mg": 40.0, "dose": "40mg"}, "35mg", {"dose_mg": 35.0, "dose": "35mg"}),
    ("pain 4", {"name": "pain", "score": 4, "better": "low"}, "6", {"score": 6}),
    ("rate focus 5 --better high", {"name": "focus", "score": 5, "better": "high"}, "3", {"score": 3}),
    ("effect nausea 1 --for 2h", {"name": "nausea", "severity": 1, "minutes": 120}, "fog 2", {"name": "fog", "severity": 2}),
    ("med sertraline 100mg started", {"name": "sertraline", "event": "started", "dose": "100mg"}, "150mg changed", {"event": "changed"}),
    ("did meditation 10m", {"name": "meditation", "minutes": 10, "times": None}, "15m", {"minutes": 15, "times": None}),
    ("weight 72.5kg", {"name": "weight", "value": 72.5, "unit": "kg", "typed": "72.5 kg"}, "73kg", {"value": 73.0, "typed": "73 kg"}),
    ("measure coffee 2", {"name": "coffee", "value": 2.0, "unit": None, "typed": "2"}, "3", {"value": 3.0}),
    (
        "phq9 2 1 0 3 2 0 1 2 0 1",
        {"name": "phq9", "total": 11.0, "difficulty": 1, "items": [2, 1, 0, 3, 2, 0, 1, 2, 0], "band": "moderate"},
        "--total 12",
        {"total": 12.0, "items": None, "difficulty": None, "band": "moderate"},
    ),
    ("note 'a long day' --mark 'it fades'", {"mark": "it fades", "note": "a long day"}, "--mark moved", {"mark": "moved"}),
]
ids = [line.split()[0] + "-" + line.split()[1] for line, *_ in LINES]


def entry(kfit: Kfit) -> Any:
    entries = kfit("list --all --json").json["entries"]
    return entries[0] if entries else None


def test_every_kind_has_a_line_here() -> None:
    assert {"note", *(line.split()[0] for line, *_ in LINES)} >= {"mood", "sleep", "infusion", "effect", "note"}
    assert len({columns.get("name", line.split()[0]) for line, columns, *_ in LINES}) == len(LINES)
    assert len(LINES) >= len(KINDS)


@pytest.mark.parametrize(("line", "columns", "change", "changed"), LINES, ids=ids)
def test_a_line_is_saved_listed_taken_back_and_put_back(
    kfit: Kfit, line: str, columns: dict[str, Any], change: str, changed: dict[str, Any]
) -> None:
    saved = kfit(f"{line} --json").json["saved"][0]
    assert {name: saved[name] for name in columns} == columns
    assert entry(kfit) == saved
    assert kfit("undo").out.startswith("Took back: ")
    assert entry(kfit) is None
    assert kfit("redo").out.startswith("Put back: ")
    assert entry(kfit) == saved
    said = kfit(f"edit 1 {change}")
    assert (said.code, said.out[:11]) == (0, "Changed 1: "), said.err
    now = entry(kfit)
    assert {name: now[name] for name in changed} == changed
    assert {name: now[name] for name in ("id", "uid", "day", "at", "logged_at")} == {
        name: saved[name] for name in ("id", "uid", "day", "at", "logged_at")
    }
    kfit("undo")
    assert entry(kfit) == saved
    assert len(kfit("history 1 --json").json["changes"]) == 5
    assert kfit("doctor").code == 0


@pytest.mark.parametrize("line", [line for line, *_ in LINES], ids=ids)
def test_a_line_can_be_moved_noted_deleted_and_forgotten(kfit: Kfit, db_path: Any, line: str) -> None:
    kfit(f"{line} --on yesterday")
    kfit("edit 1 --on 2026-11-03 --note CANARY")
    assert (entry(kfit)["day"], entry(kfit)["note"]) == ("2026-11-03", "CANARY")
    assert "CANARY" in kfit("list --all").out
    for said in (kfit("delete 1"), kfit("undo"), kfit("redo"), kfit("delete 1 --forget"), kfit("list --all")):
        assert "CANARY" not in said.out + said.err
    assert b"CANARY" not in db_path.read_bytes()
    assert kfit("doctor").code == 0


@pytest.mark.parametrize("plain", ["", "1"])
def test_every_screen_takes_every_kind(kfit: Kfit, plain: str) -> None:
    for line, *_ in LINES:
        assert kfit(line).code == 0
    for width in ("40", "80"):
        for command in ("today", "week", "list", "history --all", "chart mood", "calendar mood", "infusions", "export csv -o out --force"):
            said = kfit(command, COLUMNS=width, KFIT_PLAIN=plain)
            assert (said.code, said.err) == (0, ""), command
            if plain or command.startswith(("history", "export")):
                continue
            assert max(map(len, said.out.splitlines())) <= int(width), command


def test_replace_takes_the_place_of_the_same_name_alone(kfit: Kfit) -> None:
    """A blood pressure replaces the earlier one and its pulse: an old pulse beside new pressures would belong to neither."""
    for line in ("pain 4", "anxiety 6", "pain 5", "weight 72kg", "bp 128/82 70", "did craft", "did meditation 5m", "phq9 --total 11"):
        kfit(line)
    said = kfit("pain 7 --replace")
    assert said.out == "Saved pain 7 (0 none, 10 worst) for Sun 22 Nov, in place of pain 4 (0 none, 10 worst)\n".replace("\n", "") + (
        " and pain 5 (0 none, 10 worst).\n"
    )
    kfit("weight 73kg --replace")
    kfit("bp 120/80 --replace")
    kfit("did meditation 20m --replace")
    kfit("phq9 --total 9 --replace")
    kept = {
        (one["name"], one.get("score") or one.get("value") or one.get("minutes") or one.get("total"))
        for one in kfit("list --json").json["entries"]
    }
    assert kept == {
        ("pain", 7), ("anxiety", 6), ("weight", 73.0), ("systolic", 120.0), ("diastolic", 80.0), ("craft", None),
        ("meditation", 20), ("phq9", 9.0),
    }  # fmt: skip


def test_one_undo_takes_back_all_that_one_line_said(kfit: Kfit) -> None:
    said = kfit("log mood 5, pain 4, effect nausea 1, med sertraline 100mg taken, did meditation 10m, bp 128/82 70, phq9 1 1 1 1 1 1 1 1 0")
    assert said.out.startswith(
        "Saved for Sun 22 Nov: mood 5, pain 4 (0 none, 10 worst), nausea 1 of 3 (mild), sertraline 100mg taken,".replace("100mg", "100 mg")
    )
    assert "blood pressure 128/82 (pulse 70), PHQ-9." in said.out
    assert "PHQ-9: 8 of 27. The form calls this range mild." in said.out
    assert "One undo takes back all 7: kfit undo" in said.out
    assert len(kfit("list --json").json["entries"]) == 9
    kfit("undo")
    assert kfit("list --json").json["entries"] == []
    assert kfit("doctor").code == 0


def test_a_name_that_is_new_goes_and_comes_with_the_line_that_brought_it(kfit: Kfit) -> None:
    kfit("did pushups 20x")
    kfit("undo")
    assert "20m or 20 times" in kfit("did pushups 20").err
    kfit("redo")
    assert kfit("did pushups 20").code == 0
    assert kfit("doctor").code == 0
    states = [change["after"] for change in kfit("history --json --all").json["changes"] if change["after"]]
    assert next(state["tracked"] for state in states if "tracked" in state)["name"] == "pushups"
