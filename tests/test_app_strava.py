"""Strava: what its export becomes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.strava import EXPORTS

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestStrava(AppContract):
    app = "strava"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("day", "kind", *fields)) for one in found), key=str)


def test_an_activity_has_its_moving_time_and_its_instant_in_utc(kfit: Kfit, home: Path) -> None:
    for layout, found in (
        ("today", ("2025-11-03", "exercise", 24, "run", "2025-11-03T16:53-05:00", "two\nlines")),
        ("2019", ("2018-09-12", "exercise", 13, "walk", "2018-09-12T11:02-04:00", None)),
        ("german", ("2022-12-09", "exercise", 35, "spaziergang", "2022-12-09T10:24-05:00", None)),
    ):
        kfit(f"import {written(home, EXPORTS[layout])}")
        assert entries(kfit, "minutes", "activity", "at", "note") == [found]
        kfit("undo")
