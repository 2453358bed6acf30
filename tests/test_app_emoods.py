"""eMoods: levels kept as they stand, sleep in hours, and a weight whose unit is asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_contract import AppContract, written
from app_exports.emoods import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestEMoods(AppContract):
    app = "emoods"
    options = "--answer weight=lb"
    answers = {"weight": "lb"}  # noqa: RUF012 - as the contract has it


def test_no_level_becomes_a_mood_or_a_rating(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['backup'])} --answer weight=lb")
    assert "eMoods' levels are kept as they stand: 1 none, 2 mild, 3 moderate, 4 severe." in said.out
    found = {
        (one["day"][-2:], one["kind"], one.get("name"), one.get("value"), one.get("unit"), one.get("minutes"))
        for one in kfit("list --all --json").json["entries"]
    }
    assert found == {
        ("03", "measure", "depressed", 2, "of 4", None),
        ("03", "measure", "elevated", 1, "of 4", None),
        ("03", "measure", "irritability level", 1, "of 4", None),
        ("03", "measure", "anxiety level", 3, "of 4", None),
        ("03", "sleep", None, None, None, 450),
        ("03", "measure", "weight", 80.013694068, "kg", None),
        ("03", "note", None, None, None, None),
        ("04", "measure", "depressed", 1, "of 4", None),
        ("04", "measure", "elevated", 1, "of 4", None),
        ("04", "measure", "irritability level", 1, "of 4", None),
        ("04", "measure", "anxiety level", 1, "of 4", None),
    }
    assert "in therapy" in said.out


def test_the_unit_of_the_weight_is_asked_for(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['backup'])}")
    assert said.code == 2
    first, second = (one.strip().removeprefix("kfit ") for one in said.err.splitlines() if one.startswith("  kfit"))
    assert kfit(first).code == 0
    assert kfit("list --json weight").json["entries"][0]["value"] == 176.4
    kfit("undo")
    assert kfit(second).code == 0
