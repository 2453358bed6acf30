"""The same table once more: with one more column, other columns first, saved by a spreadsheet. What is new comes in, nothing doubles."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from app_contract import written
from app_exports import daylio

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

HEADER = ["Date", "Time", "Mood", "Hours", "Quality", "Minutes", "What", "Weight", "Words"]
ROWS = [
    ["2026-11-02", "08:15", "4", "7.50", "6", "20", "walk", "72.40", "tired"],
    ["2026-11-02", "18:00", "4", "", "", "20", "walk", "", ""],
    ["2026-11-03", "09:00", "5", "8.25", "7", "30", "yoga", "72.80", "better"],
    ["2026-11-04", "01:30", "6", "6.75", "5", "", "", "71.90", "awake"],
]
ALL = "day=Date,at=Time,mood=Mood,sleep=Hours:h,quality=Quality,exercise=Minutes:min,activity=What,weight=Weight:kg,note=Words"


def table(home: Path, rows: list[list[str]] = ROWS, header: list[str] = HEADER, name: str = "diary.csv", **form: Any) -> None:
    with (home / name).open("w", encoding=form.pop("encoding", "utf-8"), newline="") as file:
        csv.writer(file, **form).writerows([header, *rows])


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = kfit("list --all --json").json["entries"]
    return found


def counts(kfit: Kfit, options: str) -> tuple[int, int, int]:
    """Import; return how many entries were added, updated and known."""
    said = kfit(f"import diary.csv --json {options}")
    assert said.code == 0, said.err
    return said.json["added"], said.json["updated"], said.json["duplicate"]


def without(map_: str, *columns: str) -> str:
    return ",".join(part for part in map_.split(",") if part.partition("=")[0] not in columns)


@pytest.mark.parametrize(
    "column", ["quality", "activity", "at", "weight", "sleep,quality", "note", "mood", "exercise,activity", "at,activity"]
)
def test_one_more_column_brings_what_is_new_and_doubles_nothing(kfit: Kfit, home: Path, column: str) -> None:
    """The entries are in the end those of a first import of the whole table, but for where a note stands."""
    table(home)
    kfit(f"import diary.csv --map {ALL}")
    wanted = sorted(_content(entry) for entry in entries(kfit))
    kfit("undo")
    kfit(f"import diary.csv --map {without(ALL, *column.split(','))}")
    counts(kfit, f"--map {ALL}")
    assert sorted(_content(entry) for entry in entries(kfit)) == wanted
    assert counts(kfit, f"--map {ALL}") == (0, 0, len(wanted))
    assert counts(kfit, f"--map {without(ALL, *column.split(','))}")[:2] == (0, 0)


def _content(entry: dict[str, Any]) -> str:
    return str({name: value for name, value in entry.items() if name not in ("id", "uid", "source_id", "logged_at") and value is not None})


@pytest.mark.parametrize(
    ("first", "then", "kinds"),
    [
        ("day=Date,mood=Mood,note=Words", "day=Date,mood=Mood,sleep=Hours:h,note=Words", ["mood", "sleep"]),
        ("day=Date,note=Words", "day=Date,mood=Mood,note=Words", ["mood", "note"]),
        ("day=Date,mood=Mood,sleep=Hours:h,note=Words", "day=Date,sleep=Hours:h,note=Words", ["mood", "note", "sleep"]),
    ],
)
def test_a_note_is_there_once_wherever_it_stands(kfit: Kfit, home: Path, first: str, then: str, kinds: list[str]) -> None:
    """A note goes with the one kind of its row, else it is an entry: that changes with the columns."""
    table(home)
    kfit(f"import diary.csv --map {first}")
    kfit(f"import diary.csv --map {then}")
    found = entries(kfit)
    assert sorted(entry["note"] for entry in found if entry["note"]) == ["awake", "better", "tired"]
    assert sorted({entry["kind"] for entry in found}) == kinds
    assert counts(kfit, f"--map {then}")[:2] == counts(kfit, f"--map {first}")[:2] == (0, 0)


def test_two_equal_walks_of_one_day_stay_two(kfit: Kfit, home: Path) -> None:
    rows = [["2026-11-02", "20", "walk"], ["2026-11-02", "20", "walk"]]
    table(home, rows, ["Date", "Minutes", "What"])
    assert counts(kfit, "--map day=Date,exercise=Minutes:min") == (2, 0, 0)
    assert counts(kfit, "--map day=Date,exercise=Minutes:min,activity=What") == (0, 2, 0)
    table(home, [*rows, rows[0]], ["Date", "Minutes", "What"])
    assert counts(kfit, "--map day=Date,exercise=Minutes:min,activity=What") == (1, 0, 2)
    assert [entry["activity"] for entry in entries(kfit)] == ["walk"] * 3


def test_a_walk_at_another_time_is_another_walk(kfit: Kfit, home: Path) -> None:
    table(home, [["2026-11-02", "08:00", "20"]], ["Date", "Time", "Minutes"])
    kfit("import diary.csv --map day=Date,at=Time,exercise=Minutes:min")
    table(home, [["2026-11-02", "18:00", "20"]], ["Date", "Time", "Minutes"])
    assert counts(kfit, "--map day=Date,at=Time,exercise=Minutes:min") == (1, 0, 0)


def test_a_session_that_says_something_else_is_another_one(kfit: Kfit, home: Path) -> None:
    table(home, [["2026-11-02", "20", "walk", ""]], ["Date", "Minutes", "What", "Words"])
    kfit("import diary.csv --map day=Date,exercise=Minutes:min,activity=What,note=Words")
    table(home, [["2026-11-02", "20", "", "with Anna"]], ["Date", "Minutes", "What", "Words"])
    assert counts(kfit, "--map day=Date,exercise=Minutes:min,activity=What,note=Words") == (1, 0, 0)


@pytest.mark.parametrize(
    "form",
    [
        {"quoting": csv.QUOTE_ALL},
        {"lineterminator": "\n"},
        {"encoding": "utf-8-sig"},
        {"delimiter": ";"},
        {"delimiter": "\t"},
    ],
    ids=str,
)
def test_a_table_that_was_saved_in_another_form_brings_nothing(kfit: Kfit, home: Path, form: dict[str, Any]) -> None:
    table(home)
    first = counts(kfit, f"--map {ALL}")
    table(home, **form)
    assert counts(kfit, f"--map {ALL}") == (0, 0, first[0])


@pytest.mark.parametrize(("day", "decimals"), [("{0}-{1}-{2}", ","), ("{2}.{1}.{0}", ","), ("{2}/{1}/{0}", "."), ("{0}-{1}-{2}", ".")])
def test_numbers_and_days_that_a_spreadsheet_writes_in_its_own_way_bring_nothing(kfit: Kfit, home: Path, day: str, decimals: str) -> None:
    table(home)
    first = counts(kfit, f"--map {ALL}")
    rows = [
        [day.format(*row[0].split("-")), *(cell.rstrip("0").replace(".", decimals) if "." in cell else cell for cell in row[1:])]
        for row in ROWS
    ]
    table(home, rows, delimiter=";")
    sign = "--decimal-comma" if decimals == "," else "--decimal-point"
    assert counts(kfit, f"--map {ALL} {sign} --date-format {'ymd' if day[1] == '0' else 'dmy'}") == (0, 0, first[0])


def test_other_orders_of_columns_rows_and_map_bring_nothing(kfit: Kfit, home: Path) -> None:
    table(home)
    first = counts(kfit, f"--map {ALL}")
    table(home, [row[::-1] for row in ROWS[::-1]], HEADER[::-1])
    parts = ALL.split(",")
    assert counts(kfit, f"--map {','.join(parts[::-1])}") == (0, 0, first[0])
    assert counts(kfit, " ".join(f"--map {part}" for part in [*parts[4:], *parts[:4]])) == (0, 0, first[0])


def test_what_was_changed_by_hand_stays_and_is_known_all_the_same(kfit: Kfit, home: Path) -> None:
    table(home)
    kfit(f"import diary.csv --map {without(ALL, 'quality')}")
    night = next(entry for entry in entries(kfit) if entry["kind"] == "sleep")
    kfit(f"edit {night['id']} 7h --quality 9")
    assert counts(kfit, f"--map {ALL}")[0] == 0
    kept = next(entry for entry in entries(kfit) if entry["id"] == night["id"])
    assert (kept["minutes"], kept["quality"]) == (420, 9)


def test_what_came_with_one_more_column_is_taken_back_by_one_undo(kfit: Kfit, home: Path) -> None:
    table(home)
    kfit(f"import diary.csv --map {without(ALL, 'quality')}")
    before = entries(kfit)
    said = kfit(f"import diary.csv --map {ALL}")
    assert said.out.startswith("No new entry among 16 entries, Mon 2 Nov to Wed 4 Nov: ")
    assert "3 entries changed to what the file says now." in said.out
    kfit("undo")
    assert entries(kfit) == before


def test_rows_with_numbers_of_their_own_are_never_taken_for_each_other(kfit: Kfit, home: Path) -> None:
    """An export of what is new alone: the second walk is not the first."""
    map_ = "--map day=Date,id=N,exercise=Minutes:min"
    table(home, [["7", "2026-11-02", "20"]], ["N", "Date", "Minutes"])
    assert counts(kfit, map_) == (1, 0, 0)
    table(home, [["8", "2026-11-02", "20"]], ["N", "Date", "Minutes"])
    assert counts(kfit, map_) == (1, 0, 0)
    assert counts(kfit, without(map_, "id")) == (0, 0, 1)


def test_an_entry_of_ones_own_is_no_row_of_a_table(kfit: Kfit, home: Path) -> None:
    kfit("mood 4 --on 2026-11-02")
    table(home, [["2026-11-02", "4"]], ["Date", "Mood"])
    assert counts(kfit, "--map day=Date,mood=Mood") == (1, 0, 0)


def test_a_large_table_with_one_more_column_is_known_row_by_row(kfit: Kfit, home: Path) -> None:
    """More rows than are written at once, several of each day."""
    rows = [
        [f"2026-{month:02}-{day:02}", str(5 + (month + day + part) % 3), "walk"]
        for month in range(1, 6)
        for day in range(1, 29)
        for part in range(8)
    ]
    table(home, rows, ["Date", "Minutes", "What"])
    assert counts(kfit, "--map day=Date,exercise=Minutes:min --sure") == (1120, 0, 0)
    assert counts(kfit, "--map day=Date,exercise=Minutes:min,activity=What --sure") == (0, 1120, 0)
    assert counts(kfit, "--map day=Date,exercise=Minutes:min --sure") == (0, 0, 1120)


OWN = "Date,Mood\n2026-11-02,4\n2026-11-03,4\n2026-11-03,4\n"


@pytest.mark.parametrize("line", ["import t.csv --map day=Date,mood=Mood --sure", "import renamed.csv"])
def test_an_entry_that_the_person_took_out_stays_out_and_the_line_that_brings_it_back_is_offered(kfit: Kfit, home: Path, line: str) -> None:
    (home / "t.csv").write_text(OWN)
    written(home, daylio.EXPORTS["2020"])
    count = kfit(f"{line} --json").json["added"]
    assert kfit("delete 2").code == 0
    said = kfit(f"{line} --json").json
    assert (said["added"], said["duplicate"], said["taken_out"], said["read"]) == (0, count, 1, count)
    told = kfit(line).out
    assert "1 entry that you took out stays out." in told
    assert f"Nothing new: {count - 1} entries" in told
    way = next(one.strip() for one in told.splitlines() if one.startswith("  kfit"))
    assert way == f"kfit {line} --again"
    assert kfit(way.removeprefix("kfit ") + " --json").json["added"] == 1
    assert "took out" not in kfit(line).out
    assert len(kfit("list --all --json").json["entries"]) == count


def test_what_was_replaced_stays_out_and_what_undo_brought_back_or_took_back_does_not(kfit: Kfit, home: Path) -> None:
    (home / "t.csv").write_text("Date,Hours\n2026-11-22,8\n")
    line = "import t.csv --map day=Date,sleep=Hours:h --sure"
    kfit(line)
    assert kfit("sleep 7h --replace").code == 0
    assert kfit(f"{line} --json").json["taken_out"] == 1
    assert [one["minutes"] for one in kfit("list --all --json").json["entries"]] == [420]
    kfit("undo")
    assert "taken_out" not in kfit(f"{line} --json").json
    kfit("delete 1")
    kfit("undo")
    assert kfit(f"{line} --json").json["duplicate"] == 1
    kfit("undo")  # of the import
    assert kfit("list --all --json").json["entries"] == []
    assert kfit(f"{line} --json").json["added"] == 1


def test_kfits_own_file_brings_back_what_was_deleted(kfit: Kfit, home: Path) -> None:
    """It is how a person restores entries, so that nothing is held back."""
    (home / "t.csv").write_text(OWN)
    kfit("import t.csv --map day=Date,mood=Mood --sure")
    kfit("export jsonl -o all.jsonl")
    kfit("delete 2")
    assert kfit("import all.jsonl --json").json["added"] == 1
