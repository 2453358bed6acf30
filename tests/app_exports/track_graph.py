"""Exports of Track & Graph, made up: with labels, and an old one without."""

from __future__ import annotations

HEADER = "FeatureName,Timestamp,Value,Label,Note\n"
ROWS = """Mood,2025-11-03T21:00:00-05:00,4.0,good,fine
Exercise,2025-11-03T17:00-05:00,0:30:00,walk,
Sleep,2025-11-03T07:00:00.123-05:00,7:30:00,,
Piano,2025-11-03T18:00:00-05:00,12:18:20,,
Piano,2025-11-03T19:00:00-05:00,-10:-30:20,,
Coffee,2025-11-03T08:00:00-05:00,2.0,,"two, small"
Pain,2025-11-03T08:30:00-05:00,3,,
"""
OLD = "Water,2019-11-02T10:00:00Z,3:with lemon\nMood,2019-11-02T20:00:00Z,4:good\nPain,2019-11-02T20:00:00Z,2\n"
EXPORTS = {
    "labels": {"export.csv": (HEADER + ROWS).encode()},
    "old": {"export.csv": f"FeatureName,Timestamp,Value\n{OLD}".encode()},
}
LONGER = {"export.csv": (HEADER + ROWS + "Coffee,2025-11-04T08:00:00-05:00,1.0,,\n").encode()}
CHANGED = {"export.csv": (HEADER + ROWS.replace("2.0,,", "3.0,,")).encode()}
