"""Loop Habit Tracker: habits with and without amounts, days that were not due, and the same from the zip and the database."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.loop import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestLoop(AppContract):
    app = "loop"


def entries(kfit: Kfit) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    fields = ("day", "kind", "name", "minutes", "times", "value", "unit", "note")
    return sorted((tuple(one.get(field) for field in fields) for one in found), key=str)


def test_what_was_done_comes_in_with_its_amount_and_what_was_not_due_does_not(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['2024'])}")
    assert entries(kfit) == [
        ("2025-11-01", "habit", "read, in bed", 13, None, None, None, "with tea, slowly"),
        ("2025-11-01", "note", None, None, None, None, None, "日本: Sick"),
        ("2025-11-03", "habit", "push-ups", None, 20, None, None, None),
        ("2025-11-03", "habit", "read, in bed", 30, None, None, None, None),
        ("2025-11-03", "habit", "日本", None, None, None, None, None),
        ("2025-11-03", "measure", "water", None, None, 1.5, "l", None),
    ]
    assert "not done on its day" in said.out


def test_the_zip_and_the_database_are_the_same_to_an_import(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['2024'])}")
    for layout in ("database", "old database"):
        said = kfit(f"import {written(home, EXPORTS[layout])} --json").json
        assert (said["added"], said["updated"]) == (0, 0)


def test_the_layout_without_a_header_has_numbers_for_words(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['2018'])}")
    assert [one[:3] for one in entries(kfit)] == [("2018-03-02", "habit", "yoga")]
