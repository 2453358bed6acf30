"""Oura: what its export becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.oura import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestOura(AppContract):
    app = "oura"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("day", "kind", *fields)) for one in found), key=str)


def test_rest_and_what_was_deleted_are_no_sleep(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['app data'])}")
    assert "rest without sleep" in said.out
    assert entries(kfit, "minutes", "in_bed_minutes", "nap", "start_at") == [
        ("2025-11-04", "sleep", 450, 480, None, "2025-11-03T23:00-05:00"),
        ("2025-11-05", "sleep", 25, 30, "yes", "2025-11-05T14:30+01:00"),
    ]
