"""Fitbit: numbers that two files have, clocks of two kinds, weights without a unit, and workouts that are in the day's total too."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.fitbit import EXPORTS, WEIGHT

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestFitbit(AppContract):
    app = "fitbit"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("day", "kind", *fields)) for one in found), key=str)


def test_a_takeout_is_read_with_each_number_once_and_each_clock_as_it_is(kfit: Kfit, home: Path) -> None:
    assert kfit(f"import {written(home, EXPORTS['takeout'])}").code == 0
    assert entries(kfit, "minutes", "in_bed_minutes", "nap", "activity", "name", "value", "at", "start_at") == [
        ("2025-11-03", "exercise", 30, None, None, "walk", None, None, "2025-11-03T20:01-05:00", None),
        ("2025-11-03", "measure", None, None, None, None, "steps", 60, None, None),
        ("2025-11-03", "measure", None, None, None, None, "weight", 80.013694068, "2025-11-03T06:59-05:00", None),
        ("2025-11-04", "measure", None, None, None, None, "steps", 100, None, None),
        ("2025-11-04", "sleep", 402, 462, None, None, None, None, None, "2025-11-03T23:04-05:00"),
        ("2025-11-05", "exercise", 23, None, None, None, None, None, None, None),
        ("2025-11-05", "sleep", 64, 70, "yes", None, None, None, None, "2025-11-05T14:00-05:00"),
    ]


def test_the_table_of_the_website_has_a_section_for_each_sort(kfit: Kfit, home: Path) -> None:
    assert kfit(f"import {written(home, EXPORTS['website'])}").code == 0
    assert entries(kfit, "minutes", "value") == [
        ("2016-04-12", "exercise", 31, None),
        ("2016-04-12", "measure", None, 10432),
        ("2016-04-12", "sleep", 402, None),
    ]


def test_the_unit_of_a_weight_follows_from_the_height_that_its_bmi_implies(kfit: Kfit, home: Path) -> None:
    for weight, bmi, kept in ((176.4, 24.61, 80.01), (80, 24.6, 80), (60, 22, 60), (132, 22, 59.87)):
        (home / "w.json").write_text(json.dumps([WEIGHT | {"weight": weight, "bmi": bmi}]))
        assert kfit("import w.json").code == 0
        assert round(kfit("list --all --json").json["entries"][0]["value"], 2) == kept
        kfit("undo")
    (home / "w.json").write_text(json.dumps([WEIGHT | {"bmi": 0}]))
    assert "Fitbit does not say the unit of its weights." in kfit("import w.json").err
