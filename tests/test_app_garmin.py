"""Garmin: what its export becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.garmin import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestGarmin(AppContract):
    app = "garmin"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("day", "kind", *fields)) for one in found), key=str)


def test_an_activity_has_its_time_and_no_data_is_no_number(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['activities'])}")
    assert entries(kfit, "minutes", "activity", "at") == [
        ("2025-11-03", "exercise", 30, "walk", "2025-11-03T17:00-05:00"),
        ("2025-11-04", "exercise", 20, "yoga", "2025-11-04T07:00-05:00"),
    ]


def test_a_night_has_its_stages_else_its_window(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['account'])}")
    assert "A night without stages has the length from its start to its end." in said.out
    assert entries(kfit, "minutes", "in_bed_minutes", "start_at") == [
        ("2025-11-04", "sleep", 450, 480, "2025-11-03T23:00-05:00"),
        ("2025-11-05", "sleep", 420, None, "2025-11-04T23:00-05:00"),
    ]
