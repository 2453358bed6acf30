"""Exports of Oura, made up."""

from __future__ import annotations

HEADER = "id;average_hrv;awake_time;bedtime_end;bedtime_start;day;efficiency;time_in_bed;total_sleep_duration;type\n"
ROWS = """x1;40;1800;2025-11-04T07:00:00.000-05:00;2025-11-03T23:00:00.000-05:00;2025-11-04;93;28800;27000;long_sleep
x2;;0;2025-11-04T15:00:00.000-05:00;2025-11-04T14:40:00.000-05:00;2025-11-04;;1200;0;rest
x3;;0;2025-11-05T15:00:00.000+01:00;2025-11-05T14:30:00.000+01:00;2025-11-05;;1800;1500;late_nap
"""
EXPORTS = {"app data": {"App Data/sleepmodel.csv": (HEADER + ROWS).encode(), "App Data/readiness.csv": b"id;day;score\\n"}}
LONGER = {
    "App Data/SleepModel.csv": (
        HEADER + ROWS + ROWS.splitlines()[0].replace("x1", "x4").replace("-04", "-06").replace("11-03", "11-05")
    ).encode()
}
CHANGED = {"App Data/sleepmodel.csv": (HEADER + ROWS.replace("27000", "26400")).encode()}
