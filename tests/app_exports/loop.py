"""Exports of Loop Habit Tracker, made up: the zip of 2024, that of 2018, and two databases."""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime

HABITS = """Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?
001,"Read, in bed",NUMERICAL,How long?,,1,1,#FF8F00,min,AT_LEAST,30.0,false
002,日本,YES_NO,Did you?,,2,3,#00897B,,,,false
003,Water,NUMERICAL,How much?,,1,1,#FF8F00,l,AT_LEAST,2.0,true
004,Push-ups,NUMERICAL,How many?,,1,1,#FF8F00,,AT_LEAST,2.0,false
"""
READ = 'Date,Value,Notes\n2025-11-03,30000,\n2025-11-02,NO,\n2025-11-01,12500,"with tea, slowly"\n'
DONE = "Date,Value,Notes\n2025-11-03,YES_MANUAL,\n2025-11-02,YES_AUTO,\n2025-11-01,SKIP,Sick\n"
WATER = "Date,Value,Notes\n2025-11-03,1500,\n2025-11-02,YES_MANUAL,\n"
PUSH_UPS = "Date,Value,Notes\n2025-11-03,20000,\n"


def folder(read: str = READ) -> dict[str, bytes]:
    """Return the files of the zip."""
    files = {"Habits.csv": HABITS, "001 Read in bed/Checkmarks.csv": read, "001 Read in bed/Scores.csv": "Date,Score\n2025-11-03,0.1\n"}
    files |= {"002 /Checkmarks.csv": DONE, "003 Water/Checkmarks.csv": WATER, "004 Push-ups/Checkmarks.csv": PUSH_UPS}
    files["Checkmarks.csv"] = "Date,Read, in bed,日本,\n2025-11-03,30000,YES_MANUAL,\n"
    return {name: text.encode() for name, text in files.items()}


def stamp(day: int) -> int:
    """Return midnight of a day of November 2025, as Loop writes it."""
    return int(datetime(2025, 11, day, tzinfo=UTC).timestamp() * 1000)


def database(*, old: bool = False) -> bytes:
    """Return a backup; an old one has neither amounts nor notes."""
    db = sqlite3.connect(":memory:")
    db.execute(
        f"create table Habits (id integer primary key, name text, position integer{'' if old else ', type integer, unit text, uuid text'})"
    )
    db.execute(
        f"create table Repetitions (id integer primary key, habit integer, timestamp integer{'' if old else ', value integer, notes text'})"
    )
    if old:
        db.execute("insert into Habits values (1, '日本', 0)")
        db.execute("insert into Repetitions values (1, 1, ?)", (stamp(3),))
    else:
        db.executemany("insert into Habits values (?, ?, 0, ?, ?, 'ab')", [(1, "Read, in bed", 1, "min"), (2, "日本", 0, "")])
        rows = [
            (1, 1, stamp(3), 30000, ""),
            (2, 1, stamp(1), 12500, "with tea, slowly"),
            (3, 2, stamp(3), 2, None),
            (4, 2, stamp(1), 3, "Sick"),
        ]
        db.executemany("insert into Repetitions values (?, ?, ?, ?, ?)", rows)
    db.commit()
    return db.serialize()


EXPORTS = {
    "2024": folder(),
    "2018": {
        "Habits.csv": b"Position,Name,Question,Description,NumRepetitions,Interval,Color\n001,Yoga,Did you?,,1,1,#FF8F00\n",
        "001 Yoga/Checkmarks.csv": b"2018-03-02,2\n2018-03-01,0\n2018-02-28,1\n",
    },
    "database": {"Loop Habits Backup 2025-11-03.db": database()},
    "old database": {"Loop Habits Backup 2017-11-03.db": database(old=True)},
}
LONGER = folder(READ.replace("Notes\n", "Notes\n2025-11-04,10000,\n"))
CHANGED = folder(READ.replace("30000", "45000"))
