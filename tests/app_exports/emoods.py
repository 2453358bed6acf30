"""Backups of eMoods, made up."""

from __future__ import annotations

HEADER = "DATE (YYYY-MM-DD),DEPRESSED,ELEVATED,IRRITABILITY,ANXIETY,SLEEP,WEIGHT,THERAPY,NOTES\n"
ROWS = '2025-11-03,2,1,1,3,7.5,176.4,1,"so, so"\n2025-11-04,1,1,1,1,0,,,\n'
EXPORTS = {
    "backup": {"entry.csv": (HEADER + ROWS).encode()},
    "old": {"entry.csv": b"DATE (YYYY-MM-DD),DEPRESSED,ELEVATED\n2019-01-02,4,1\n"},
}
LONGER = {"entry.csv": (HEADER + ROWS + "2025-11-05,1,1,1,2,8,,,\n").encode()}
CHANGED = {"entry.csv": (HEADER + ROWS.replace("03,2,1,1,3,7.5", "03,2,1,1,2,7.5")).encode()}
