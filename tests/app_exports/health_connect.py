"""Exports of Health Connect, made up: two apps that saw the same night and the same walk, and an old export with few tables."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from typing import Any

EST = -5 * 3600


def ms(text: str) -> int:
    """Return an instant of UTC in milliseconds."""
    return int(datetime.fromisoformat(text).replace(tzinfo=UTC).timestamp() * 1000)


def uuid(number: int) -> bytes:
    """Return the uuid of a record."""
    return number.to_bytes(16, "big")


TABLES = {
    "sleep_session_record_table": "row_id integer primary key, uuid blob, app_info_id integer, start_time integer, start_zone_offset integer, end_time integer, end_zone_offset integer, title text",
    "sleep_stages_table": "parent_key integer, stage_start_time integer, stage_end_time integer, stage_type integer",
    "exercise_session_record_table": "row_id integer primary key, uuid blob, app_info_id integer, start_time integer, start_zone_offset integer, end_time integer, end_zone_offset integer, exercise_type integer, title text",
    "mindfulness_session_record_table": "row_id integer primary key, uuid blob, start_time integer, start_zone_offset integer, end_time integer",
    "weight_record_table": "row_id integer primary key, uuid blob, time integer, zone_offset integer, weight real",
    "blood_pressure_record_table": "row_id integer primary key, uuid blob, time integer, zone_offset integer, systolic real, diastolic real",
    "blood_glucose_record_table": "row_id integer primary key, uuid blob, time integer, zone_offset integer, level real",
    "steps_record_table": "row_id integer primary key, uuid blob, app_info_id integer, start_time integer, start_zone_offset integer, count integer",
}
NIGHT = (ms("2025-11-04 04:00"), ms("2025-11-04 12:00"))


def rows(weight: float) -> dict[str, list[tuple[Any, ...]]]:
    """Return the rows of each table."""
    start, end = NIGHT
    stages = [
        (1, start, start + 3_600_000, 4),
        (1, start + 3_600_000, start + 10_800_000, 5),
        (1, start + 10_800_000, start + 18_000_000, 6),
    ]
    return {
        "sleep_session_record_table": [
            (1, uuid(1), 1, start, EST, end, EST, None),
            (2, uuid(2), 1, start, EST, start + 7_200_000, EST, None),  # the same, as it grew
            (3, uuid(3), 2, start - 1_800_000, EST, end + 1_800_000, EST, "phone"),
            (4, uuid(4), 1, ms("2025-11-04 19:00"), EST, ms("2025-11-04 19:40"), EST, None),
        ],
        "sleep_stages_table": [*stages, *stages, (1, start + 18_000_000, start + 19_800_000, 1)],
        "exercise_session_record_table": [
            (1, uuid(5), 1, ms("2025-11-04 22:00"), EST, ms("2025-11-04 22:30"), EST, 53, "Walk"),
            (2, uuid(6), 2, ms("2025-11-04 22:01"), EST, ms("2025-11-04 22:29"), EST, 0, "Spaziergang"),
            (3, uuid(7), 1, ms("2025-11-04 23:00"), EST, ms("2025-11-04 23:10"), EST, 17, None),
            (4, uuid(8), 1, ms("2025-11-05 15:00"), 3600, ms("2025-11-05 15:20"), 3600, 29, "Climbing"),
        ],
        "mindfulness_session_record_table": [(1, uuid(9), ms("2025-11-04 13:00"), EST, ms("2025-11-04 13:10"))],
        "weight_record_table": [(1, uuid(10), ms("2025-11-04 12:00"), EST, weight)],
        "blood_pressure_record_table": [(1, uuid(11), ms("2025-11-04 13:00"), EST, 118.0, 76.0)],
        "blood_glucose_record_table": [(1, uuid(12), ms("2025-11-04 12:00"), EST, 5.2)],
        "steps_record_table": [
            (1, uuid(13), 1, ms("2025-11-04 12:00"), EST, 3000),
            (2, uuid(14), 1, ms("2025-11-04 15:00"), EST, 500),
            (3, uuid(15), 2, ms("2025-11-04 12:00"), EST, 3100),
        ],
    }


def database(weight: float = 80_000.0, *, more: bool = False, only: str = "") -> bytes:
    """Return the database of an export."""
    db = sqlite3.connect(":memory:")
    for table, found in rows(weight).items():
        if not only or table == only:
            db.execute(f"create table {table} ({TABLES[table]})")
            db.executemany(f"insert into {table} values ({','.join('?' * len(found[0]))})", found)
    if more:
        db.execute("insert into weight_record_table values (2, ?, ?, ?, 79500.0)", (uuid(99), ms("2025-11-05 12:00"), EST))
    db.commit()
    return db.serialize()


EXPORTS = {
    "export": {"health_connect_export.db": database()},
    "few tables": {"health_connect_export.db": database(80.0, only="weight_record_table")},
}
LONGER = {"health_connect_export.db": database(more=True)}
CHANGED = {"health_connect_export.db": database(80_500.0)}
