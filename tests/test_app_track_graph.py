"""Track & Graph: lengths of time, numbers whose scale is asked for, and labels of old and new files."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_contract import AppContract, written
from app_exports.track_graph import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

SCALES = "--answer scale-Mood=5 --answer scale-Pain=own"


class TestTrackGraph(AppContract):
    app = "track-graph"
    options = SCALES
    answers = {"scale-Mood": "5", "scale-Pain": "own"}  # noqa: RUF012 - as the contract has it


def test_each_feature_becomes_what_its_name_and_its_values_say(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['labels'])} {SCALES}")
    fields = ("kind", "name", "score", "minutes", "value", "activity", "note")
    assert sorted((tuple(one.get(field) for field in fields) for one in kfit("list --all --json").json["entries"]), key=str) == [
        ("exercise", None, None, 30, None, "walk", "walk"),
        ("habit", "piano", None, 738, None, None, None),
        ("measure", "coffee", None, None, 2.0, None, "two, small"),
        ("measure", "pain points", None, None, 3.0, None, None),
        ("mood", None, 8, None, None, None, "good\nfine"),
        ("sleep", None, None, 450, None, None, None),
    ]


def test_the_scale_of_a_mood_is_asked_for(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['labels'])}")
    assert said.code == 2
    assert "Track & Graph does not say the scale of 'Mood'." in said.err
    assert sum(one.startswith("  kfit") for one in said.err.splitlines()) == 4


def test_a_label_behind_the_value_of_an_old_file_is_a_note(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['old'])} {SCALES}")
    (one,) = (one for one in kfit("list --all --json").json["entries"] if one.get("name") == "water")
    assert (one["name"], one["value"], one["note"]) == ("water", 3, "with lemon")
