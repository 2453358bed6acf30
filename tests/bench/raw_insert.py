"""The yardstick of a log command: the least that Python and SQLite can do to save one row durably. Usage: raw_insert.py FILE."""

import sqlite3
import sys

connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("pragma synchronous=extra")
connection.execute("create table if not exists mood(day text, score integer) strict")
connection.execute("begin immediate")
connection.execute("insert into mood values ('2026-11-22', 6)")
connection.execute("commit")
print("Saved")
