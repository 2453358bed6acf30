"""Health Connect: what two apps recorded at once counts once, and each record has its own clock."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.health_connect import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestHealthConnect(AppContract):
    app = "health-connect"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("day", "kind", *fields)) for one in found), key=str)


def test_a_night_of_two_apps_is_the_one_with_stages_and_a_walk_of_two_apps_is_one(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['export'])}")
    assert "sleep that another record has too" in said.out
    assert entries(kfit, "minutes", "in_bed_minutes", "nap", "activity", "name", "at") == [
        ("2025-11-04", "exercise", 30, None, None, "walk", None, "2025-11-04T17:00-05:00"),
        ("2025-11-04", "habit", 10, None, None, None, "meditation", "2025-11-04T08:00-05:00"),
        ("2025-11-04", "habit", 10, None, None, None, "meditation", "2025-11-04T18:00-05:00"),
        *(("2025-11-04", "measure", None, None, None, None, name, at) for name, at in (
            ("diastolic", "2025-11-04T08:00-05:00"), ("glucose", "2025-11-04T07:00-05:00"), ("steps", None),
            ("systolic", "2025-11-04T08:00-05:00"), ("weight", "2025-11-04T07:00-05:00"),
        )),
        ("2025-11-04", "sleep", 300, 480, None, None, None, None),
        ("2025-11-04", "sleep", 40, None, "yes", None, None, None),
        ("2025-11-05", "exercise", 20, None, None, "climbing", None, "2025-11-05T16:00+01:00"),
    ]  # fmt: skip
    values = {name: value for _, _, name, value in entries(kfit, "name", "value") if value is not None}
    assert values == {"diastolic": 76, "systolic": 118, "glucose": 93.68112, "weight": 80, "steps": 3500}


def test_a_weight_in_kilograms_is_no_weight_in_grams(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['few tables'])}")
    assert entries(kfit, "value") == [("2025-11-04", "measure", 80)]
