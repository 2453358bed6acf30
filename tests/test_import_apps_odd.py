"""Exports of apps as they look elsewhere: saved by a spreadsheet, with decimal commas, missing values and times of other languages."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app_contract import written
from app_exports.daylio import HEADER

if TYPE_CHECKING:
    from conftest import Kfit

ROWS = (
    HEADER
    + "2025-11-03,November 3,Monday,9:15 PM,good,walk,,\n2025-11-04,x,x,21h05,meh,,,\n2025-11-05,x,x,9:15 p. m.,meh,,,\n2025-11-06,x,x,n/a,bad,,,\n"
)


def found(kfit: Kfit, home: Path, name: str, text: str | bytes, options: str = "") -> list[dict[str, Any]]:
    """Import a file; return its entries in the order in which they were read."""
    said = kfit(f"import {written(home, {name: text if isinstance(text, bytes) else text.encode()})} {options}")
    assert said.code == 0, said.err
    return sorted(kfit("list --all --json").json["entries"], key=lambda one: one["id"])


@pytest.mark.parametrize(
    "content",
    [
        ROWS.encode("utf-16"),
        ("\ufeff" + ROWS.replace(",", ";").replace("\n", "\r\n")).encode(),
        ROWS.replace(",", "\t").encode("utf-16"),
    ],
    ids=["utf-16", "semicolons", "tabs"],
)
def test_an_export_that_a_spreadsheet_saved_is_the_apps_still(kfit: Kfit, home: Path, content: bytes) -> None:
    entries = found(kfit, home, "d.csv", content)
    assert [(one["score"], one["at"] and one["at"][11:16]) for one in entries if one["kind"] == "mood"] == [
        (8, "21:15"),
        (5, "21:05"),
        (5, "21:15"),
        (3, None),
    ]


def test_a_number_with_a_comma_is_taken_where_it_has_one_reading_and_refused_where_it_has_two(kfit: Kfit, home: Path) -> None:
    """`1,900` seconds are half an hour or none."""
    header = "Activity ID,Activity Date,Activity Name,Activity Type,Activity Description,Elapsed Time,Distance\n"
    row = '{},"Nov 3, 2025, 3:24:49 PM",a,Ride,,"{}",5\n'
    assert [one["minutes"] for one in found(kfit, home, "a.csv", header + row.format(1, "1800,5") + row.format(2, "1,800.0"))] == [30, 30]
    said = kfit(f"import {written(home, {'a.csv': (header + row.format(3, '1,900')).encode()})}")
    assert said.code == 2
    assert "row 2  its number, its day or its length can't be read" in said.err


@pytest.mark.parametrize(
    ("time", "minutes"), [("00:31:24", 31), ("1:05:00.7", 65), ("31:24.5", 31), ("00:00:10", None), ("31:24", 0), ("--", 0)]
)
def test_a_length_of_garmin_has_hours_or_parts_of_a_second(kfit: Kfit, home: Path, time: str, minutes: int | None) -> None:
    """Two numbers alone can be hours and minutes or minutes and seconds, so that they are refused."""
    text = f"Activity Type,Date,Favorite,Title,Distance,Calories,Time\nRunning,2025-11-03 17:06:03,false,Run,5,4,{time}\n"
    said = kfit(f"import {written(home, {'a.csv': text.encode()})}")
    assert [one["minutes"] for one in kfit("list --all --json").json["entries"]] == ([minutes] if minutes else [])
    assert ("can't be read" in said.err) is (minutes == 0)
    assert ("exercise is 0" in said.err) is (minutes is None)


def test_a_missing_value_is_no_value_whatever_an_app_writes_for_it(kfit: Kfit, home: Path) -> None:
    bearable = (
        "date,weekday,time of day,category,rating/amount,detail,notes\n3rd Nov 2025,x,pm,Energy,N/A,,\n3rd Nov 2025,x,pm,Mood,7,n/a,--\n"
    )
    assert [(one["kind"], one.get("note")) for one in found(kfit, home, "b.csv", bearable)] == [("mood", None)]
    kfit("undo")
    oura = (
        "id;bedtime_start;bedtime_end;total_sleep_duration;type\na;2025-11-02T23:00:00-05:00;2025-11-03T07:00:00-05:00;27000;long_sleep\n"
    )
    oura += "b;2025-11-03T23:00:00-05:00;2025-11-04T07:00:00-05:00;;long_sleep\n"
    assert [one["minutes"] for one in found(kfit, home, "o.csv", oura)] == [450]
    kfit("undo")
    fit = 'Date,Move Minutes count,Calories (kcal),Step count,Average weight (kg)\n2025-11-03,30,1,4200,"80,5"\n2025-11-04,n/a,--,,\n'
    assert [one.get("minutes") or one["value"] for one in found(kfit, home, "f.csv", fit)] == [30, 80.5, 4200]


def test_weights_with_a_decimal_comma_and_levels_are_read(kfit: Kfit, home: Path) -> None:
    text = 'DATE (YYYY-MM-DD),DEPRESSED,ELEVATED,SLEEP,WEIGHT\n2025-11-03,1,2,"7,5","180,5"\n2025-11-04,1,2,0,n/a\n'
    entries = found(kfit, home, "entry.csv", text, "--answer weight=lb --only sleep,weight")
    assert [(one.get("minutes"), one.get("typed")) for one in entries] == [(None, "180.5 lb"), (450, None)]
    assert round(entries[0]["value"], 3) == 81.873


def test_a_habit_of_loop_keeps_its_minutes_in_other_languages(kfit: Kfit, home: Path) -> None:
    index = (
        "Position,Name,Type,Question,Description,FrequencyNumerator,FrequencyDenominator,Color,Unit,Target Type,Target Value,Archived?\n"
    )
    files = {
        "Habits.csv": index
        + "001,Lesen,NUMERICAL,,,1,1,#fff,Minuten,AT_LEAST,10,false\n002,Marcher,NUMERICAL,,,1,1,#fff,heures,AT_LEAST,1,false\n"
    }
    files |= {"001 Lesen/Checkmarks.csv": "Date,Value,Notes\n2025-11-03,20000,\n", "002 Marcher/Checkmarks.csv": "2025-11-03,1500,\n"}
    said = kfit(f"import {written(home, {name: text.encode() for name, text in files.items()}, 'zip')}")
    assert said.code == 0, said.err
    assert [(one["name"], one["minutes"]) for one in kfit("list --all --json").json["entries"]] == [("lesen", 20), ("marcher", 90)]


def test_a_sleep_of_the_old_table_of_fitbit_is_a_nap_by_its_hours_and_its_days_come_in_three_orders(kfit: Kfit, home: Path) -> None:
    head = "Sleep\nStart Time,End Time,Minutes Asleep,Minutes Awake,Number of Awakenings,Time in Bed\n"
    rows = "2025-11-03 2:00PM,2025-11-03 3:00PM,55,5,0,60\n03-11-2025 11:05PM,04-11-2025 6:30AM,402,33,2,N/A\n11/04/2025 23:05,11/05/2025 06:30,400,33,2,445\n"
    entries = found(kfit, home, "fb.csv", head + rows)
    assert [(one["day"], one["minutes"], one.get("nap"), one.get("in_bed_minutes")) for one in entries] == [
        ("2025-11-03", 55, "yes", 60),
        ("2025-11-04", 402, None, None),
        ("2025-11-05", 400, None, 445),
    ]


def test_a_weight_in_kfits_unit_is_shown_in_the_persons(kfit: Kfit, home: Path) -> None:
    kfit("config set weight_unit lb")
    fit = "Date,Move Minutes count,Average weight (kg)\n2025-11-03,0,80\n"
    found(kfit, home, "f.csv", fit)
    assert "176.4 lb" in kfit("list --all").out


def test_undo_counts_the_entries_of_an_import_as_the_import_did(kfit: Kfit, home: Path) -> None:
    """A blood pressure is two entries to both."""
    rows = "".join(f"2025-11-0{day},12{day}/80\n" for day in range(1, 7))
    (home / "bp.csv").write_text(f"Date,BP\n{rows}")
    assert kfit("import bp.csv --map day=Date,bp=BP").out.startswith("Imported 12 entries")
    assert kfit("undo").out.startswith("Took back: 12 entries")


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs a file whose first bytes cannot be read")
@pytest.mark.parametrize("way", ["--from daylio", "--from apple", ""])
def test_a_file_whose_beginning_cannot_be_read_is_refused_by_name(kfit: Kfit, way: str) -> None:
    said = kfit(f"import /proc/self/mem {way}")
    assert (said.code, said.out, said.err) == (2, "", "I couldn't read /proc/self/mem (Input/output error). Nothing imported.\n")
