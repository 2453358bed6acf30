"""Health Connect: what two apps recorded at once counts once, and each record has its own clock."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

from app_contract import AppContract, written
from app_exports.health_connect import EST, EXPORTS, TABLES, ms, uuid

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


def test_of_one_app_all_parts_of_a_night_are_kept(kfit: Kfit, home: Path) -> None:
    start = ms("2025-11-04 03:00")
    hour = 3_600_000
    rows = [
        (1, uuid(1), 1, start, EST, start + 4 * hour, EST, None),
        (2, uuid(2), 1, start + 9 * hour // 2, EST, start + 9 * hour, EST, None),
        (3, uuid(3), 2, start, None, start + 9 * hour, None, None),
    ]
    db = sqlite3.connect(":memory:")
    db.execute(f"create table sleep_session_record_table ({TABLES['sleep_session_record_table']})")
    db.executemany("insert into sleep_session_record_table values (?, ?, ?, ?, ?, ?, ?, ?)", rows)
    db.execute(f"create table sleep_stages_table ({TABLES['sleep_stages_table']})")
    db.executemany("insert into sleep_stages_table values (?, ?, ?, 4)", [(1, start, start + 4 * hour), (2, rows[1][3], rows[1][5])])
    db.commit()
    (home / "hc.db").write_bytes(db.serialize())
    kfit("import hc.db")
    assert entries(kfit, "minutes", "start_at") == [
        ("2025-11-04", "sleep", 240, "2025-11-03T22:00-05:00"),
        ("2025-11-04", "sleep", 270, "2025-11-04T02:30-05:00"),
    ]


def test_a_record_without_an_offset_is_on_the_persons_clock(kfit: Kfit, home: Path) -> None:
    db = sqlite3.connect(":memory:")
    db.execute("create table weight_record_table (uuid blob, time integer, weight real)")
    db.execute("insert into weight_record_table values (?, ?, 80000.0)", (uuid(1), ms("2025-11-04 23:30")))
    db.commit()
    (home / "hc.db").write_bytes(db.serialize())
    kfit("import hc.db")
    assert entries(kfit, "at") == [("2025-11-04", "measure", "2025-11-04T18:30-05:00")]
