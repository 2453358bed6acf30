"""Exports of Fitbit, made up: a Takeout whose files overlap, and the website's table."""

from __future__ import annotations

import json
from typing import Any

FOLDER = "Takeout/Fitbit/Global Export Data/"
NIGHT: dict[str, Any] = {
    "logId": 10000000001, "dateOfSleep": "2025-11-04", "startTime": "2025-11-03T23:04:30.000", "endTime": "2025-11-04T06:46:30.000",
    "duration": 27720000, "minutesAsleep": 402, "minutesAwake": 60, "timeInBed": 462, "type": "stages", "mainSleep": True,
}  # fmt: skip
NAP = NIGHT | {
    "logId": 10000000002, "dateOfSleep": "2025-11-05", "startTime": "2025-11-05T14:00:00.000", "endTime": "2025-11-05T15:10:00.000",
    "minutesAsleep": 64, "timeInBed": 70, "type": "classic", "mainSleep": False,
}  # fmt: skip
WALK: dict[str, Any] = {
    "logId": 20000000001, "activityName": "Walk", "activityTypeId": 90013, "duration": 1830000, "activeDuration": 1800000,
    "startTime": "11/04/25 01:01:19",
}  # fmt: skip
WEIGHT: dict[str, Any] = {"logId": 1762153199000, "weight": 176.4, "bmi": 24.61, "date": "11/03/25", "time": "06:59:59", "source": "Aria"}


def minutes(*told: tuple[str, str]) -> list[dict[str, str]]:
    """Return rows of a day or a minute with a number."""
    return [{"dateTime": at, "value": number} for at, number in told]


def takeout(nights: list[dict[str, Any]], **more: Any) -> dict[str, bytes]:
    """Return the files of a Takeout."""
    files: dict[str, Any] = {
        "sleep-2025-10-06.json": [NIGHT | {"minutesAsleep": 399}],
        "sleep-2025-11-05.json": nights,
        "exercise-0.json": [WALK],
        "weight-2025-11-03.json": [WEIGHT],
        "very_active_minutes-2025-11-03.json": minutes(
            ("11/03/25 00:00:00", "20"), ("11/05/25 00:00:00", "12"), ("11/06/27 00:00:00", "0")
        ),
        "moderately_active_minutes-2025-11-03.json": minutes(("11/05/25 00:00:00", "11"), ("11/07/27 00:00:00", "9")),
        "steps-2025-11-03.json": minutes(("11/04/25 04:58:00", "60"), ("11/04/25 05:02:00", "30"), ("11/04/25 15:00:00", "70")),
        **more,
    }
    found = {f"{FOLDER}{name}": json.dumps(content).encode() for name, content in files.items()}
    found["Takeout/Fitbit/Your Profile/Profile.csv"] = b"id,full_name,timezone\nAB,A,America/New_York\n"
    return found


SITE = b"""Sleep
Start Time,End Time,Minutes Asleep,Minutes Awake,Number of Awakenings,Time in Bed
2016-04-11 11:05PM,2016-04-12 6:30AM,"402",33,2,445
2016-04-12 11:05PM,2016-04-13 6:30AM,0,33,2,445

Activities
Date,Calories Burned,Steps,Distance,Floors,Minutes Sedentary,Minutes Lightly Active,Minutes Fairly Active,Minutes Very Active,Activity Calories
2016-04-12,"2,000","10,432",5.1,3,700,190,11,20,900
2016-04-13,N/A,0,0,0,0,0,0,0,0
"""
EXPORTS = {
    "takeout": takeout([NAP, NIGHT]),
    "website": {"fitbit_export_20160413.csv": SITE},
    "weights": {"weight-2025-11-03.json": json.dumps([WEIGHT]).encode()},
}
LONGER = takeout([NAP, NIGHT, NIGHT | {"logId": 10000000003, "dateOfSleep": "2025-11-06"}])
CHANGED = takeout([NAP, NIGHT | {"minutesAsleep": 410}])
