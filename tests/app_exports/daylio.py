"""Exports of Daylio, made up: the layouts of 2018, 2020 and 2026."""

from __future__ import annotations

import base64
import json

HEADER = "full_date,date,weekday,time,mood,activities,note_title,note\n"
ROWS = (
    '2025-11-03,3 novembre,lundi,9:15 PM,meh,"walk | people ","",""\n'
    '2025-11-03,November 3,Monday,08:05,bad,"","Woke, early","Line one<br>she said ""fine"" &amp; left"\n'
    '2025-11-02,November 2,Sunday,1:30 am,good,"","",""\n'
)
NEW = '2025-11-04,November 4,Tuesday,07:00,rad,"people","",""\n'
EXPORTS = {
    "2020": {"daylio_export_2025_11_03.csv": (HEADER + ROWS).encode("utf-8-sig")},
    "2018": {
        "daylio_export.csv": b"year,date,weekday,time,mood,activities,note\n2018,29 March,Thursday,11:54 pm,good,walk | tired ,\n"
        b"2018,28 mars,mercredi,7:05 am,awful,,dark\n"
    },
    "2026": {
        "daylio_export.csv": b"full_date,date,weekday,time,mood,activities,scales,note_title,note\n"
        b'2026-04-12,April 12,Sunday,7:30 AM,rad,"walk | infusion","Pain: 3/10 points | Sleep Time: 8:00 | Sleep Quality: 4/5 points'
        b' | Awake mid-sleep: 1:00 | Focus: 2/5 points","",""\n'
    },
}
BACKUP = {
    "version": 15,
    "customMoods": [
        {"id": 1, "custom_name": "", "mood_group_id": 1, "predefined_name_id": 1},
        {"id": 2, "custom_name": "", "mood_group_id": 2, "predefined_name_id": 2},
        {"id": 3, "custom_name": "", "mood_group_id": 3, "predefined_name_id": 3},
        {"id": 4, "custom_name": "", "mood_group_id": 4, "predefined_name_id": 4},
        {"id": 9, "custom_name": "so lala", "mood_group_id": 3, "predefined_name_id": -1},
    ],
    "tags": [{"id": 1, "name": "walk"}, {"id": 2, "name": "people"}],
    "dayEntries": [
        {"id": 3, "year": 2025, "month": 10, "day": 3, "hour": 21, "minute": 15, "mood": 3, "note": "", "note_title": "", "tags": [1, 2]},
        {"id": 2, "year": 2025, "month": 10, "day": 3, "hour": 8, "minute": 5, "mood": 4, "note_title": "Woke, early", "tags": [],
         "note": 'Line one<br>she said "fine" &amp; left'},
        {"id": 1, "year": 2025, "month": 10, "day": 2, "hour": 1, "minute": 30, "mood": 2, "tags": []},
        {"id": 4, "year": 2025, "month": 9, "day": 31, "hour": 9, "minute": 0, "mood": 9, "tags": []},
    ],
}  # fmt: skip
EXPORTS["backup"] = {"backup.daylio": base64.b64encode(json.dumps(BACKUP).encode()), "assets/photo.jpg": b"\xff\xd8"}
LONGER = {"daylio_export_2025_11_04.csv": (HEADER + NEW + ROWS).encode("utf-8-sig")}
CHANGED = {"daylio_export_2025_11_05.csv": (HEADER + ROWS.replace("09:15 PM,meh", "09:15 PM,good").replace("PM,meh", "PM,good")).encode()}
