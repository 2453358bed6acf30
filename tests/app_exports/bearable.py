"""Exports of Bearable, made up: the layouts of 2021 and 2024."""

from __future__ import annotations

HEADER = "date,weekday,time of day,category,rating/amount,detail,notes\n"
ROWS = """"3rd Nov 2025","Monday","19:30","Mood","6","Calm | Tired","Ok day, all told"
"3rd Nov 2025","Monday","19:30","Energy","3","Ok",""
"3rd Nov 2025","Monday","pm","Symptom","2","Back pain (Moderate)",""
"3rd Nov 2025","Monday","","Sleep","7:15","In bed 23:10 - 06:45",""
"3rd Nov 2025","Monday","","Sleep quality","4","Good",""
"3rd Nov 2025","Monday","23:26","Meds/Supplements","50","Sertraline (mg)",""
"3rd Nov 2025","Monday","all day","Factors","","Gardening club | Tea",""
"3rd Nov 2025","Monday","all day","Gratitudes","","The dog",""
"22nd Sep 2025","Monday","mid","Food Diary","","Soup",""
"""
EXPORTS = {
    "2021": {"bearable.csv": (HEADER + ROWS).encode()},
    "2024": {
        "bearable.csv": b"date,date formatted,weekday,time of day,category,rating/amount,detail,notes\n"
        b'"3rd Nov 2025","2025-11-03","Monday","","Health measurements","176.4","Weight (lbs)",""\n'
        b'"3rd Nov 2025","2025-11-03","Monday","","Focus","3","",""\n'
    },
}
LONGER = {"bearable.csv": (HEADER + ROWS + '"4th Nov 2025","Tuesday","8:00","Mood","7","",""\n').encode()}
CHANGED = {"bearable.csv": (HEADER + ROWS.replace('"Mood","6"', '"Mood","7"')).encode()}
