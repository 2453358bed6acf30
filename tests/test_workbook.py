"""The workbook for a visit: typed cells, texts that stay texts, charts, and the same rules of privacy as in the folder of CSV."""

from __future__ import annotations

import builtins
import re
import stat
import sys
import zipfile
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest

from kfit.errors import Refused
from kfit.formats import workbook
from kfit.formats.export_tables import DATE, ExportTable, TableColumn

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

LINES = (
    ["log", "1 nov: mood 4 müde, sleep 7h30, walk 10 --with Jürgen"],
    ["log", "5 nov: mood 4, infusion iv 40mg --clinic Sonnenhof"],
    ["log", "6 nov: mood 7, weight 160lb"],
    ["log", "1 sep: med sertraline 100mg started"],
    ["phq9", *["2", "2", "2", "2", "1", "2", "2", "1", "3"], "--on", "2026-11-03"],
    ["rate", "suicidal thoughts", "3", "--better", "low", "--on", "2026-11-04"],
    ["note", "=1+1", "--on", "2026-11-08"],
    ["note", "https://example.org", "--on", "2026-11-08"],
    ["ask", "May I drive?"],
)


@pytest.fixture
def visit(grown: Grown) -> None:
    grown(LINES)


def rows(book: Any, sheet: str) -> list[dict[str, Any]]:
    head, *found = book[sheet].iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in found]


@pytest.mark.usefixtures("visit")
def test_each_table_is_a_sheet_with_typed_cells_a_fixed_header_and_a_filter(kfit: Kfit, home: Path) -> None:
    said = kfit("export xlsx -o visit.xlsx --json")
    assert said.json["files"] == [{"path": str(home / "visit.xlsx"), "rows": 11}]
    assert stat.S_IMODE((home / "visit.xlsx").stat().st_mode) == 0o600
    book = openpyxl.load_workbook(home / "visit.xlsx")
    assert book.sheetnames[:3] == ["Summary", "daily", "infusions"]
    assert {"mood", "sleep", "exercise", "infusion", "note", "medicine", "measure", "score", "phq9", "questions", "plans"} <= set(
        book.sheetnames
    )
    days = {row["day"].date(): row for row in rows(book, "daily")}
    assert days[date(2026, 11, 6)]["mood_mean_10_best"] == 7
    assert days[date(2026, 11, 1)]["sleep_hours"] == 7.5
    assert rows(book, "mood")[0]["day"] == datetime(2026, 11, 1)  # noqa: DTZ001 - a sheet has no zones
    assert [row["value"] for row in rows(book, "measure") if row["name"] == "weight"] == [pytest.approx(72.5747792)]
    assert rows(book, "mood")[0]["logged_at"].year == 2026
    for sheet in book.worksheets[1:]:
        assert (sheet.freeze_panes, bool(sheet.auto_filter.ref)) == ("B2", True), sheet.title
        spans = [(one.min, one.max, one.width) for one in sheet.column_dimensions.values()]  # neighbours of one width share one
        widths = {column: width for first, last, width in spans for column in range(first, last + 1)}
        assert [cell.value for cell in sheet[1] if widths[cell.column] < len(cell.value)] == [], sheet.title


@pytest.mark.usefixtures("visit")
def test_a_text_stays_a_text_whatever_it_looks_like(kfit: Kfit, home: Path) -> None:
    kfit("export xlsx -o visit.xlsx")
    book = openpyxl.load_workbook(home / "visit.xlsx")
    cells = {cell.value: cell for cell in book["note"]["D"] + book["note"]["C"]}
    assert cells["=1+1"].data_type == "s"
    assert [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f" or cell.hyperlink] == []
    with zipfile.ZipFile(home / "visit.xlsx") as parts:
        assert not [name for name in parts.namelist() if b"<f>" in parts.read(name) and "worksheets" in name]


@pytest.mark.usefixtures("visit")
def test_the_first_sheet_is_the_page_with_charts_that_mark_the_infusions(kfit: Kfit, home: Path) -> None:
    kfit("export xlsx -o visit.xlsx")
    book = openpyxl.load_workbook(home / "visit.xlsx")
    text = " ".join(str(cell.value) for row in book["Summary"].iter_rows() for cell in row if cell.value)
    page = kfit("report --since 2026-09-01").out
    for word in ("Treatment log for the visit", "Current medicines, as entered by the patient", "sertraline", "May I drive?"):
        assert word in text
        assert word in page
    with zipfile.ZipFile(home / "visit.xlsx") as parts:
        charts = [parts.read(name).decode() for name in parts.namelist() if name.startswith("xl/charts/chart")]
    assert len(charts) == 3
    drawn = rows(book, "Chart data")
    columns = list(drawn[0])
    for chart, (values, marks) in zip(charts, zip(columns[1::2], columns[2::2], strict=True), strict=True):
        found = re.findall(r"<c:f>'Chart data'!\$([A-Z])\$2:\$\1\$(\d+)</c:f>", chart)
        assert {letter for letter, _ in found} == {"A", *(chr(65 + columns.index(name)) for name in (values, marks))}
        assert {int(last) for _, last in found} == {len(drawn) + 1}
        assert [row["day"].date() for row in drawn if row[marks] is not None] == [date(2026, 11, 5)]


@pytest.mark.usefixtures("visit")
@pytest.mark.parametrize(
    ("more", "gone", "there"),
    [
        ("", ["suicidal", "item_9", "2 2 2 2 1 2 2 1 3"], ["Jürgen", "Sonnenhof", "müde", "May I drive?"]),
        ("--no-notes", ["Jürgen", "Sonnenhof", "müde", "May I drive?", "suicidal"], ["sertraline"]),
        ("--include items,need", [], ["suicidal", "item_9_", "2 2 2 2 1 2 2 1 3"]),
    ],
)
def test_it_holds_no_more_than_the_folder(kfit: Kfit, home: Path, more: str, gone: list[str], there: list[str]) -> None:
    assert kfit(f"export xlsx -o visit.xlsx {more}").code == 0
    with zipfile.ZipFile(home / "visit.xlsx") as parts:
        text = " ".join(parts.read(name).decode() for name in parts.namelist())
    assert [word for word in gone if word in text] == []
    assert [word for word in there if word not in text] == []


@pytest.mark.usefixtures("visit")
def test_without_its_part_one_sentence_says_how_to_get_it(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    imported = builtins.__import__

    def missing(name: str, *more: Any) -> Any:
        if name.split(".", maxsplit=1)[0] == "xlsxwriter":
            raise ModuleNotFoundError(name)
        return imported(name, *more)

    monkeypatch.delitem(sys.modules, "kfit.formats.workbook")
    monkeypatch.setattr(builtins, "__import__", missing)
    said = kfit("export xlsx -o visit.xlsx")
    assert said.code == 2
    assert said.err.rstrip().endswith("-m pip install 'kfit[xlsx]'")
    assert list(home.glob("*.xlsx")) == []


@pytest.mark.parametrize("said", ["export xlsx", "export xlsx -o visit", "export xlsx -o 'my visit' --since 2026-11-01"])
def test_a_name_that_is_no_workbook_is_refused_with_a_line_that_works(kfit: Kfit, home: Path, said: str) -> None:
    kfit("mood 5")
    refused = kfit(said)
    assert refused.code == 2
    assert kfit(refused.err.split("Try: kfit ")[1].strip()).code == 0
    assert list(home.glob("*.xlsx"))


def test_with_nothing_logged_there_is_no_file(kfit: Kfit, home: Path) -> None:
    assert kfit("export xlsx -o visit.xlsx").code == 0
    assert list(home.glob("*.xlsx")) == []


@pytest.mark.usefixtures("visit")
def test_a_full_disk_leaves_nothing_and_a_file_that_is_there_stays(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import resource

    (home / "visit.xlsx").write_text("mine")
    assert kfit("export xlsx -o visit.xlsx").code == 2
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    monkeypatch.setattr(sys, "dont_write_bytecode", True)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, before[1]))
    try:
        said = kfit("export xlsx -o visit.xlsx --force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert said.code == 1
    assert "Nothing was left behind." in said.err
    assert (home / "visit.xlsx").read_text() == "mine"
    assert [path.name for path in home.iterdir() if "part" in path.name] == []


def test_what_a_sheet_cannot_hold_is_said_and_not_cut_off_in_silence() -> None:
    book = workbook.Workbook(datetime(2026, 11, 22, tzinfo=UTC))
    long = ExportTable("long", "", [TableColumn("day", "", DATE), TableColumn("notes", "")], [("1899-05-01", "x" * 40_000)])
    book.add_table(long)
    from io import BytesIO

    ((_, (day, notes)), *_) = enumerate(openpyxl.load_workbook(BytesIO(book.content()))["long"].iter_rows(min_row=2, values_only=True))
    assert day == "1899-05-01"
    assert len(notes) == workbook.LONGEST_CELL
    assert notes.endswith(workbook.CUT)
    with pytest.raises(Refused, match="1,048,575 rows"):
        workbook._check_rows("mood", workbook.MOST_ROWS + 1)
