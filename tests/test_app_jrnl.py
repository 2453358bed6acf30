"""jrnl: each entry is a note with its time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_contract import AppContract, written
from app_exports.jrnl import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestJrnl(AppContract):
    app = "jrnl"


def test_an_entry_is_a_note_with_its_title_and_its_time(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['json'])}")
    assert sorted((one["day"], one["at"], one["note"]) for one in kfit("list --all --json").json["entries"]) == [
        ("2025-11-03", "2025-11-03T18:22-05:00", "Infusion day.\nFelt calm. @infusion"),
        ("2025-11-03", "2025-11-04T01:30-05:00", "Später"),
    ]
