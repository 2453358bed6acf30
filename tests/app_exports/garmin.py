"""Exports of Garmin, made up: activities of two languages' numbers, and nights."""

from __future__ import annotations

import json

HEADER = "Activity Type,Date,Favorite,Title,Distance,Calories,Time,Avg HR,Max HR,Moving Time,Elapsed Time\n"
ROWS = 'Walking,2025-11-03 17:00:05,false,"Lunch walk","2.10","1,020","00:30:00.5","95","110","00:29:40","00:31:00"\nYoga,2025-11-04 07:00:00,false,Yoga,"0.00","--","00:20:00","--","--","--","--"\n'
NIGHTS = [
    {
        "sleepStartTimestampGMT": "2025-11-04T04:00:00.0", "sleepEndTimestampGMT": "2025-11-04T12:00:00.0", "calendarDate": "2025-11-04",
        "deepSleepSeconds": 5400, "lightSleepSeconds": 16200, "remSleepSeconds": 5400, "awakeSleepSeconds": 900,
    },
    {"sleepStartTimestampGMT": "2025-11-05T04:00:00.0", "sleepEndTimestampGMT": "2025-11-05T11:00:00.0", "calendarDate": "2025-11-05"},
]  # fmt: skip
EXPORTS = {
    "activities": {"Activities.csv": (HEADER + ROWS).encode("utf-8-sig")},
    "account": {"DI_CONNECT/DI-Connect-Wellness/1_sleepData.json": json.dumps(NIGHTS, indent=1).encode()},
}
LONGER = {"Activities.csv": (HEADER + "Running,2025-11-05 07:00:00,false,Run,5,300,00:25:00,,,,\n" + ROWS).encode()}
CHANGED = {"Activities.csv": (HEADER + ROWS.replace("00:30:00.5", "00:35:00")).encode()}
