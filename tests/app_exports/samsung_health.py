"""Exports of Samsung Health, made up: with times in UTC, and with those of the clock."""

from __future__ import annotations

FOLDER = "samsunghealth_me_20251110/"
SLEEP = (
    "\ufeffcom.samsung.shealth.sleep,7006003,11\n"
    "efficiency,sleep_score,sleep_duration,com.samsung.health.sleep.start_time,com.samsung.health.sleep.end_time,"
    "com.samsung.health.sleep.time_offset,com.samsung.health.sleep.datauuid,\n"
    "91.0,78,442,2025-11-04 04:00:00.000,2025-11-04 12:00:00.000,UTC-0500,a-1,\n"
    "91.0,78,,2025-11-05 04:00:00.000,2025-11-05 12:00:00.000,UTC-0500,a-2,\n"
)
STAGES = (
    "com.samsung.health.sleep_stage,7006003,7\nstart_time,sleep_id,stage,time_offset,end_time,datauuid,\n"
    "2025-11-05 04:00:00.000,a-2,40002,UTC-0500,2025-11-05 05:00:00.000,b-1,\n"
    "2025-11-05 05:00:00.000,a-2,40001,UTC-0500,2025-11-05 06:00:00.000,b-2,\n"
    "2025-11-05 05:30:00.000,a-2,40004,UTC-0500,2025-11-05 08:00:00.000,b-3,\n"
)
EXERCISE = (
    "com.samsung.shealth.exercise,7006003,73\n"
    "com.samsung.health.exercise.start_time,com.samsung.health.exercise.end_time,com.samsung.health.exercise.time_offset,"
    "com.samsung.health.exercise.exercise_type,com.samsung.health.exercise.duration,com.samsung.health.exercise.datauuid,\n"
    "2025-11-03 22:00:00.000,2025-11-03 22:31:00.000,UTC-0500,1001,1800000,c-1,\n"
)
WEIGHT = "com.samsung.health.weight,7006003,6\nstart_time,weight,time_offset,datauuid,\n2025-11-03 12:00:00.000,80.0,UTC-0500,d-1,\n"
PRESSURE = "com.samsung.shealth.blood_pressure,7006003,6\nstart_time,systolic,diastolic,time_offset,datauuid,\n2025-11-03 12:00:00.000,118.0,76.0,UTC-0500,e-1,\n"
STEPS = "com.samsung.shealth.step_daily_trend,7006003,6\nday_time,count,datauuid,\n1762128000000,4000,f-1,\n1762128000000,4200,f-2,\n"


def export(sleep: str = SLEEP, weight: str = WEIGHT) -> dict[str, bytes]:
    """Return the files of an export."""
    tables = {
        "shealth.sleep": sleep, "health.sleep_stage": STAGES, "shealth.exercise": EXERCISE, "health.weight": weight,
        "shealth.blood_pressure": PRESSURE, "shealth.step_daily_trend": STEPS,
    }  # fmt: skip
    return {f"{FOLDER}com.samsung.{name}.20251110080000.csv": text.encode() for name, text in tables.items()}


LOCAL = SLEEP.replace(" 04:00", " 23:00").replace("2025-11-04 12:00", "2025-11-05 06:30").replace("2025-11-05 12:00", "2025-11-06 06:30")
EXPORTS = {"utc": export(), "clock": export(LOCAL)}
LONGER = export(weight=WEIGHT + "2025-11-04 12:00:00.000,79.5,UTC-0500,d-2,\n")
CHANGED = export(weight=WEIGHT.replace("80.0", "80.5"))
