"""Exports of Daylio, made up: the layouts of 2018, 2020 and 2026."""

from __future__ import annotations

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
LONGER = {"daylio_export_2025_11_04.csv": (HEADER + NEW + ROWS).encode("utf-8-sig")}
CHANGED = {"daylio_export_2025_11_05.csv": (HEADER + ROWS.replace("09:15 PM,meh", "09:15 PM,good").replace("PM,meh", "PM,good")).encode()}
