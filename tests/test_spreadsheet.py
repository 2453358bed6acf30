"""LibreOffice under a German locale opens the folder, saves it, and kfit reads it back as it was. Skipped where it is not installed."""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from effort import LONG

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

OFFICE = shutil.which("soffice")
pytestmark = [
    pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed (libreoffice-calc-nogui)"),
    pytest.mark.skipif(not LONG, reason="its start takes too long for every run: KFIT_TESTS=long"),
]
GERMAN = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry"><item oor:path="/org.openoffice.Setup/L10N">
<prop oor:name="ooSetupSystemLocale" oor:op="fuse"><value>de-DE</value></prop></item></oor:items>
"""
# Semicolon, double quote, UTF-8, from row 1, German, texts in quotes not forced to be text, special numbers read; no formulas saved.
AS_CSV = "csv:Text - txt - csv (StarCalc):59,34,76,1,,1031,false,true,false,false,false"
OPENED = "CSV:59,34,76,1,,1031,false,true"
LINES = (
    ["mood", "4", "müde; ganz\nzweite Zeile", "--on", "2026-11-03"],
    ["mood", "5", "--note", "=1+1", "--on", "2026-11-04"],
    ["mood", "5", "--note", "1/2", "--on", "2026-11-05"],
    ["mood", "6", "--note", "3. Mai", "--on", "2026-11-06"],
    ["mood", "6", "--note", "true", "--on", "2026-11-07"],
    ["mood", "6", "--note", "00123", "--on", "2026-11-21"],
    ["log", "5 nov: infusion iv 40mg, sleep 22:30-06:45, weight 160lb, bp 128/82, drinks 1.5"],
    ["log", "6 nov: med sertraline 5mg started"],
    ["phq9", *["2", "2", "2", "2", "1", "2", "2", "1", "1"], "--on", "2026-11-06"],
    ["phq2", "1", "2", "--on", "2026-11-06"],
)


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A profile of LibreOffice of its own, set to German."""
    profile = tmp_path_factory.mktemp("office")
    (profile / "user").mkdir()
    (profile / "user" / "registrymodifications.xcu").write_text(GERMAN, encoding="utf-8")
    return profile


def convert(office: Path, to: str, out: Path, *files: Path) -> None:
    """Open files and save them anew, all in one start."""
    assert OFFICE is not None
    line = [
        OFFICE,
        f"-env:UserInstallation={office.as_uri()}",
        "--headless",
        f"--infilter={OPENED}",
        "--convert-to",
        to,
        "--outdir",
        str(out),
    ]
    subprocess.run([*line, *map(str, files)], check=True, capture_output=True, timeout=240, env={**os.environ, "LC_ALL": "C.UTF-8"})


def test_the_folder_comes_back_whole_after_libreoffice_saved_each_file(kfit: Kfit, home: Path, office: Path) -> None:
    for line in LINES:
        assert kfit(line).code == 0, line
    before = kfit("list --all --json").json
    assert kfit("export csv -o visit --locale de --include items,need").code == 0
    files = sorted((home / "visit").glob("*.csv"))
    convert(office, AS_CSV, home / "saved", *files)
    assert sorted(path.name for path in (home / "saved").glob("*.csv")) == [path.name for path in files]
    with (home / "saved" / "daily.csv").open(encoding="utf-8-sig", newline="") as file:
        days = {row["day"]: row for row in csv.DictReader(file, delimiter=";")}
    assert days["2026-11-05"]["weight_kg"].replace(",", ".") == "72.57"
    again = kfit("import saved --json")
    assert (again.code, again.err) == (0, "")
    assert (again.json["added"], again.json["updated"], again.json["skipped"]) == (0, 0, [])
    for folder in ("data", "state"):
        shutil.rmtree(home / folder)
    assert kfit("import saved").code == 0
    assert kfit("list --all --json").json == before


def test_figures_are_numbers_there_and_no_formula_is_alive(kfit: Kfit, home: Path, office: Path) -> None:
    import openpyxl

    for line in LINES:
        kfit(line)
    kfit("export csv -o visit --locale de")
    convert(office, "xlsx", home / "books", *(home / "visit" / name for name in ("daily.csv", "measure.csv", "mood.csv")))
    books = {name: openpyxl.load_workbook(home / "books" / f"{name}.xlsx").worksheets[0] for name in ("daily", "measure", "mood")}
    assert [cell for book in books.values() for row in book.iter_rows() for cell in row if cell.data_type == "f"] == []
    head = [cell.value for cell in books["daily"][1]]
    assert 72.57 in [cell.value for cell in books["daily"][str(openpyxl.utils.get_column_letter(head.index("weight_kg") + 1))]]
    notes = [cell.value for cell in books["mood"]["G"]]
    assert "müde; ganz\nzweite Zeile" in [str(note).replace("\r\n", "\n") for note in notes]
