"""GoogleFit: what its export becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.google_fit import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestGoogleFit(AppContract):
    app = "google-fit"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("day", "kind", *fields)) for one in found), key=str)


def test_a_day_has_its_movement_by_sort_else_its_move_minutes_and_0_is_no_data(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['takeout'])}")
    assert entries(kfit, "minutes", "activity", "name", "value") == [
        ("2025-11-03", "exercise", 30, "walk", None, None),
        ("2025-11-03", "measure", None, None, "steps", 8123),
        ("2025-11-03", "measure", None, None, "weight", 80.4),
        ("2025-11-03", "sleep", 440, None, None, None),
        ("2025-11-04", "exercise", 25, None, None, None),
        ("2025-11-04", "measure", None, None, "steps", 5000),
    ]


def test_sitting_and_the_stages_of_a_night_are_no_movement(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['newer'])}")
    assert entries(kfit, "minutes", "activity", "name") == [
        ("2026-11-02", "exercise", 30, "walk", None),
        ("2026-11-02", "measure", None, None, "steps"),
        ("2026-11-02", "sleep", 450, None, None),
    ]
