"""Sheets of a workbook (xlsx, ods) come in like any table: days, times, lengths and numbers as the cells hold them."""

from __future__ import annotations

import zipfile
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from openpyxl import Workbook

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from conftest import Kfit

HEADER = ["Date", "Mood", "Sleep", "Steps", "Did", "Words"]
ROWS: list[list[Any]] = [
    [date(2026, 11, 2), 4, time(7, 30), 1.234, True, "=SUM(A1)"],
    [datetime(2026, 11, 3, 21, 15), 5.0, timedelta(hours=8), 8450, False, "Grüße,\nzwei Zeilen"],  # noqa: DTZ001 - a sheet has no zones
    [date(2026, 11, 4), None, None, None, None, None],
]
MAP = "day=Date,mood=Mood,sleep=Sleep:hm,measure.steps=Steps,craft=Did,note=Words"


def book(home: Path, sheets: dict[str, list[list[Any]]]) -> None:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for cell in (cell for row in sheet for cell in row):
            if isinstance(cell.value, str):
                cell.data_type = "s"  # a text that begins with = is text
    made.save(home / "t.xlsx")


def entries(kfit: Kfit) -> list[tuple[str, str, Any]]:
    field = {"mood": "score", "sleep": "minutes", "measure": "value", "habit": "name", "note": "note"}
    return sorted((entry["day"][-2:], entry["kind"], entry[field[entry["kind"]]]) for entry in kfit("list --all --json").json["entries"])


def test_a_sheet_comes_in_as_its_cells_hold_it(kfit: Kfit, home: Path) -> None:
    book(home, {"Diary": [HEADER, *ROWS]})
    assert kfit(f"import t.xlsx --map {MAP}").code == 0
    assert entries(kfit) == [
        ("02", "habit", "craft"),
        ("02", "measure", 1.234),
        ("02", "mood", 4),
        ("02", "note", "=SUM(A1)"),
        ("02", "sleep", 450),
        ("03", "measure", 8450),
        ("03", "mood", 5),
        ("03", "note", "Grüße,\nzwei Zeilen"),
        ("03", "sleep", 480),
    ]
    assert kfit(f"import t.xlsx --map {MAP}").out.startswith("Nothing new")


def test_a_map_is_offered_for_a_sheet_and_a_sheet_is_asked_for(kfit: Kfit, home: Path) -> None:
    book(home, {"Diary": [["Date", "Mood"], [date(2026, 11, 2), 4]], "Empty": [], "Doses": [["Day"], [date(2026, 11, 3)]]})
    said = kfit("import t.xlsx").err
    assert "has several sheets" in said
    assert "Empty" not in said
    first, second = (one.strip().removeprefix("kfit ") for one in said.splitlines() if one.startswith("  kfit"))
    assert (first, second) == ("import t.xlsx --sheet Diary", "import t.xlsx --sheet Doses")
    (way,) = (one.strip().removeprefix("kfit ") for one in kfit(first).err.splitlines() if one.startswith("  kfit"))
    assert kfit(way).code == 0
    assert kfit(way.replace(" --dry-run", "")).code == 0
    assert kfit(f"{second} --map day=Day,infusion=Day").code == 0
    assert "There is no sheet 'x' with cells. There are: Diary, Doses." in kfit("import t.xlsx --sheet x").err


def test_a_workbook_that_is_no_workbook_is_told(kfit: Kfit, home: Path) -> None:
    book(home, {"Diary": [["Date", "Mood"], [date(2026, 11, 2), 4]]})
    whole = (home / "t.xlsx").read_bytes()
    for cut in (60, len(whole) // 2, len(whole) - 20):
        (home / "t.xlsx").write_bytes(whole[:cut])
        said = kfit("import t.xlsx --map day=Date,mood=Mood")
        assert (said.code, said.out) == (2, "")
    (home / "t.xlsx").write_bytes(b"\xd0\xcf\x11\xe0" + bytes(600))
    assert "is a spreadsheet that can't be read" in kfit("import t.xlsx").err


def test_a_workbook_that_unpacks_to_too_much_is_refused_unread(kfit: Kfit, home: Path) -> None:
    with zipfile.ZipFile(home / "t.xlsx", "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        with made.open("xl/worksheets/sheet1.xml", "w", force_zip64=True) as member:
            for _ in range(270):
                member.write(bytes(1 << 20))
    assert "too large for a spreadsheet" in kfit("import t.xlsx").err


def test_without_the_reader_it_says_how_to_get_it(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    book(home, {"Diary": [["Date", "Mood"], [date(2026, 11, 2), 4]]})
    monkeypatch.setitem(__import__("sys").modules, "python_calamine", None)
    assert "To read it: pip install 'kfit[xlsx]'. Or save it there as 'CSV UTF-8'" in kfit("import t.xlsx").err
