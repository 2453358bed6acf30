"""Sleep as Android: each record with its own header and zone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from app_contract import AppContract, written
from app_exports.sleep_as_android import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestSleepAsAndroid(AppContract):
    app = "sleep-as-android"


def test_a_night_has_its_start_its_length_and_its_zone(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['export'])}")
    fields = ("day", "minutes", "quality", "start_at", "end_at", "tz", "note")
    assert sorted(tuple(one.get(field) for field in fields) for one in kfit("list --all --json").json["entries"]) == [
        ("2025-11-04", 480, 7, "2025-11-03T22:00-05:00", "2025-11-04T06:30-05:00", "America/New_York", "slept\n#cpap"),
        ("2025-11-06", 660, None, "2025-11-05T19:00+00:00", "2025-11-06T06:00+00:00", "Europe/London", None),
    ]
