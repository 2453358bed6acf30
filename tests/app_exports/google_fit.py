"""Exports of Google Fit, made up."""

from __future__ import annotations

HEADER = "Date,Move Minutes count,Calories (kcal),Heart Points,Step count,Average weight (kg),Max weight (kg),Sleeping duration (ms),Walking duration (ms)\n"
ROWS = "2025-11-03,42,2310.5,18,8123,80.4,80.6,26400000,1800000\n2025-11-04,25,2100,,5000,,,,\n"
NEWER = (
    "Date,Calories (kcal),Step count,Inactive duration (ms),Walking duration (ms),Sleep duration (ms),Deep sleeping duration (ms)\n"
    "2026-11-02,2000,5000,40000000,1800000,27000000,5400000\n"
)
EXPORTS = {
    "takeout": {"Takeout/Fit/Daily activity metrics/Daily activity metrics.csv": (HEADER + ROWS).encode()},
    "newer": {"Fit/Daily activity metrics.csv": NEWER.encode()},
}
LONGER = {"Takeout/Fit/Daily activity metrics/Daily activity metrics.csv": (HEADER + ROWS + "2025-11-05,10,,,,,,,\n").encode()}
CHANGED = {"Takeout/Fit/Daily activity metrics/Daily activity metrics.csv": (HEADER + ROWS.replace("8123", "8200")).encode()}
