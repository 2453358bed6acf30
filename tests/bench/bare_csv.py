"""The yardstick of an export: a csv writer over a cursor, every table of a kind, nothing guarded. Usage: bare_csv.py DB FILE."""

import csv
import sqlite3
import sys

db = sqlite3.connect(sys.argv[1])
with open(sys.argv[2], "w", newline="", encoding="utf-8-sig") as file:  # noqa: PTH123 - the least that Python can do
    writer = csv.writer(file, quoting=csv.QUOTE_ALL)
    for table in ("mood", "sleep", "exercise", "infusion", "note"):
        writer.writerows(db.execute(f"select * from {table} join entry using (id) order by day, id"))
    writer.writerows(db.execute("select * from daily"))
