"""Bearable: each category on its own scale, which is said, and a night with its quality."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.bearable import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestBearable(AppContract):
    app = "bearable"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("kind", *fields)) for one in found), key=str)


def test_each_category_is_kept_on_its_scale_and_that_is_said(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['2021'])}").out
    assert "Bearable's moods of 1 to 10 are kept as they stand." in said
    assert "1 mild, 2 moderate, 3 severe, 4 unbearable" in said
    assert "of food diary" in said
    assert entries(kfit, "name", "score", "value", "unit", "minutes", "in_bed_minutes", "quality", "dose", "at", "note") == [
        ("habit", "gardening club", None, None, None, None, None, None, None, None, None),
        ("habit", "tea", None, None, None, None, None, None, None, None, None),
        ("measure", "back pain", None, 2, "of 4", None, None, None, None, None, None),
        ("medicine", "sertraline", None, None, None, None, None, None, "50 mg", "2025-11-03T23:26-05:00", None),
        ("mood", None, 6, None, None, None, None, None, None, "2025-11-03T19:30-05:00", "Calm | Tired\nOk day, all told"),
        ("note", None, None, None, None, None, None, None, None, None, "The dog"),
        ("rating", "energy", 5, None, None, None, None, None, None, "2025-11-03T19:30-05:00", "Ok"),
        ("sleep", None, None, None, None, 435, 455, 8, None, None, None),
    ]


def test_the_layout_of_2024_has_measurements_and_ratings_of_ones_own(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['2024'])}")
    assert entries(kfit, "name", "value", "unit") == [("measure", "focus points", 3, "points"), ("measure", "weight", 80.013694068, "kg")]


def test_an_edited_day_is_not_there_twice(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['2021'])}")
    edited = {
        name: content.replace(b"Gardening club | Tea", b"Gardening club | Tea | Gym").replace(b"06:45", b"06:50")
        for name, content in EXPORTS["2021"].items()
    }
    said = kfit(f"import {written(home, edited)} --json").json
    assert (said["added"], said["updated"]) == (1, 1)
