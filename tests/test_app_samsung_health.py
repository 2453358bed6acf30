"""Samsung Health: times that are UTC in one export and local in another, sleep by its length or its stages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.samsung_health import EXPORTS, SLEEP, export

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


class TestSamsungHealth(AppContract):
    app = "samsung-health"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    found = kfit("list --all --json").json["entries"]
    return sorted((tuple(one.get(field) for field in ("day", "kind", *fields)) for one in found), key=str)


def test_times_in_utc_are_told_by_when_nights_begin(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['utc'])}").out
    assert "Samsung's times were read as UTC." in said
    assert entries(kfit, "minutes", "in_bed_minutes", "name", "value", "activity", "at", "start_at") == [
        ("2025-11-03", "exercise", 30, None, None, None, "walk", "2025-11-03T17:00-05:00", None),
        ("2025-11-03", "measure", None, None, "diastolic", 76, None, "2025-11-03T07:00-05:00", None),
        ("2025-11-03", "measure", None, None, "steps", 4200, None, None, None),
        ("2025-11-03", "measure", None, None, "systolic", 118, None, "2025-11-03T07:00-05:00", None),
        ("2025-11-03", "measure", None, None, "weight", 80, None, "2025-11-03T07:00-05:00", None),
        ("2025-11-04", "sleep", 442, 480, None, None, None, None, "2025-11-03T23:00-05:00"),
        ("2025-11-05", "sleep", 210, 480, None, None, None, None, "2025-11-04T23:00-05:00"),
    ]


def test_times_of_the_clock_are_told_too(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['clock'])}").out
    assert "Samsung's times were read as those of the clock." in said
    assert ("2025-11-03", "exercise", 30, "2025-11-03T22:00-05:00") in entries(kfit, "minutes", "at")


def test_an_export_without_nights_is_read_as_utc_and_says_how_to_read_it_otherwise(kfit: Kfit, home: Path) -> None:
    """The offset of each record is used; one without an offset is placed in the person's zone."""
    rows = "2025-11-03 12:00:00.000,80.0,UTC+0100,d-1,\n2025-11-04 12:00:00.000,81.0,,d-2,\n"
    weight = f"com.samsung.health.weight,7006003,6\nstart_time,weight,time_offset,datauuid,\n{rows}"
    name = written(home, {"com.samsung.health.weight.20251110.csv": weight.encode()})
    said = kfit(f"import {name}").out
    assert "No night told which. If they are those of the clock: kfit undo, then import again\nwith --answer times=local\n" in said
    assert [one[2:] for one in entries(kfit, "value", "at", "tz")] == [
        (80, "2025-11-03T13:00+01:00", None),
        (81, "2025-11-04T07:00-05:00", "America/New_York"),
    ]
    kfit("undo")
    assert "No night told which" not in kfit(f"import {name} --answer times=local").out
    assert [one[3] for one in entries(kfit, "value", "at")] == ["2025-11-03T12:00+01:00", "2025-11-04T12:00-05:00"]


def test_times_that_can_be_both_are_asked_about(kfit: Kfit, home: Path) -> None:
    unclear = SLEEP.replace("-0500", "-0100").replace(" 04:00", " 00:30")
    said = kfit(f"import {written(home, export(unclear))}")
    assert said.code == 2
    assert "does not say whether its times are UTC" in said.err
    ways = [one.strip().removeprefix("kfit ") for one in said.err.splitlines() if one.startswith("  kfit")]
    assert len(ways) == 2
    assert all(kfit(f"{way} --dry-run").code == 0 for way in ways)
