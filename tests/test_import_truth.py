"""A foreign table brings in the values that it holds, and what does not come in, or comes in as something else, is said."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


def table(home: Path, *lines: str, name: str = "diary.csv") -> None:
    (home / name).write_text("\n".join(lines) + "\n")


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = kfit("list --all --json").json["entries"]
    return found


def brief(kfit: Kfit) -> list[str]:
    """Return each entry as its day, kind and main value."""
    field = {"mood": "score", "rating": "score", "measure": "value", "note": "note"}
    return [f"{entry['day'][5:]} {entry['kind']} {entry[field.get(entry['kind'], 'minutes')]}" for entry in entries(kfit)]


def test_a_bad_cell_leaves_the_rest_of_its_row(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood,Hours,Pain,Words", "2026-11-02,12,7,x,low", "2026-11-03,4,19,5,", "2026-11-04,4.5,,3,fine")
    line = "import diary.csv --map day=Date,mood=Mood,sleep=Hours:h,pain=Pain,note=Words"
    said = kfit(line)
    assert (said.code, said.out) == (2, "")
    assert "Nothing imported: 4 cells in 3 of 3 rows can't be read." in said.err
    (way,) = (one.strip() for one in said.err.splitlines() if one.startswith("  kfit"))
    assert "Left out: 4 cells in 3 of 3 rows can't be read." in kfit(way.removeprefix("kfit ")).out
    assert sorted(brief(kfit)) == [
        "11-02 note low",
        "11-02 sleep 420",
        "11-03 mood 4",
        "11-03 rating 5",
        "11-04 note fine",
        "11-04 rating 3",
    ]
    table(home, "Date,Mood,Hours,Pain,Words", "2026-11-02,1,7,2,low", "2026-11-03,4,9,5,", "2026-11-04,4,,3,fine")
    assert kfit(f"{line} --json").json["added"] == 4
    assert len(brief(kfit)) == 10


def test_a_note_is_kept_where_the_only_value_beside_it_cannot_be(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood,Words", "2026-11-02,12,low", "2026-11-03,x,lower", "2026-11-04,4,fine")
    kfit("import diary.csv --map day=Date,mood=Mood,note=Words --skip-bad")
    assert [(entry["kind"], entry["note"]) for entry in entries(kfit)] == [("note", "low"), ("note", "lower"), ("mood", "fine")]


def test_an_entry_is_kept_without_a_detail_that_cannot_be(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Hours,Quality", "2026-11-02,7,11", "2026-11-03,8,x", "2026-11-04,x,5")
    said = kfit("import diary.csv --map day=Date,sleep=Hours:h,quality=Quality --skip-bad --json").json
    assert (said["added"], len(said["skipped"]), said["read"]) == (2, 3, 5)
    assert [(entry["minutes"], entry["quality"]) for entry in entries(kfit)] == [(420, None), (480, None)]


def test_a_habit_with_an_impossible_length_is_no_habit_done(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Sat,Mood", "2026-11-02,90000,4")
    kfit("import diary.csv --map day=Date,meditation=Sat:min,mood=Mood --skip-bad")
    assert brief(kfit) == ["11-02 mood 4"]


def test_rows_that_differ_in_a_column_that_is_not_mapped_are_no_repeats(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Time,Mood", "2026-11-02,08:00,4", "2026-11-02,20:00,4", "2026-11-02,20:00,4")
    line = "import diary.csv --map day=Date,mood=Mood"
    assert "1 row is an exact repeat" in kfit(line).out
    assert len(entries(kfit)) == 3
    assert kfit(f"{line} --json").json["added"] == 0
    kfit("undo")
    assert "Left out 1 row: an exact repeat of a row above (row 4)." in kfit(f"{line} --drop-repeats").out
    assert len(entries(kfit)) == 2


def test_a_row_that_repeats_an_id_is_a_repeat_whatever_else_stands_in_it(kfit: Kfit, home: Path) -> None:
    table(home, "Id,Date,Mood,Seen", "a,2026-11-02,4,1", "a,2026-11-02,4,2")
    assert "an exact repeat of a row above (row 3)" in kfit("import diary.csv --map id=Id,day=Date,mood=Mood").out


def test_times_at_night_whose_day_is_the_one_before_are_said(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood,Hours", "2026-11-03 01:30,4,7", "2026-11-03 23:30,5,")
    line = "import diary.csv --map day=Date,mood=Mood,sleep=Hours:h"
    for words in (line, f"{line} --dry-run"):
        assert "A day ends at 04:00, so 1 entry of the night is on the day before." in kfit(words).out
    assert brief(kfit) == ["11-02 mood 4", "11-03 sleep 420", "11-03 mood 5"]
    kfit("undo")
    assert kfit("config set day_ends 00:00").code == 0
    assert "on the day before" not in kfit(line).out
    assert sorted(brief(kfit)) == ["11-03 mood 4", "11-03 mood 5", "11-03 sleep 420"]


@pytest.mark.parametrize("rows", [(), ("2026-11-02,",), ("2026-11-02,0",)])
def test_a_table_without_an_entry_is_refused_by_a_dry_run_too(kfit: Kfit, home: Path, rows: tuple[str, ...]) -> None:
    table(home, "Date,Min", *rows)
    for more in ("", " --dry-run", " --json", " --dry-run --json"):
        said = kfit(f"import diary.csv --map day=Date,exercise=Min:min{more}")
        assert said.code == 2
        assert "Nothing imported: there are no entries in there." in said.err


DIARY = ("Date,Time,Mood,Hours,Kg,Asleep,Did,Words", "2026-11-02,21:30,2,7.5,72.4,7:30,yes,slept badly", "2026-11-03,,5,6,,6:00,no,", "2026-11-04,09:00,1,8.25,71,8:15,yes,", "2026-11-05,09:00,3,8,71,8:00,,")  # fmt: skip


def test_a_dry_run_shows_what_each_column_holds_and_three_rows_as_they_would_be_kept(kfit: Kfit, home: Path) -> None:
    table(home, *DIARY)
    said = kfit("import diary.csv --map day=Date,at=Time,mood=Mood:1-5,sleep=Hours:h,weight=Kg:kg,craft=Did,note=Words --dry-run")
    assert said.code == 0
    assert (
        "mood from 'Mood': 4 values, 1 to 5, kept as 0 to 10.\n"
        "sleep from 'Hours': 4 values, 6 to 8.25 hours, kept as 6h00 to 8h15.\n"
        "weight from 'Kg': 3 values, 71 to 72.4, 1 empty.\n"
        "craft from 'Did': 2 values, 2 empty.\n"
        "The first rows as they would be kept:\n"
        "  row 2  Mon 2 Nov 21:30: mood 3; Mon 2 Nov: sleep 7h30; Mon 2 Nov 21:30: weight 72.4 kg; Mon 2 Nov 21:30: craft;"
        ' Mon 2 Nov 21:30: a note, "slept badly"\n'
        "  row 3  Tue 3 Nov: mood 10; Tue 3 Nov: sleep 6h00\n"
        "  row 4  Wed 4 Nov 09:00: mood 0; Wed 4 Nov: sleep 8h15; Wed 4 Nov 09:00: weight 71 kg; Wed 4 Nov 09:00: craft\n"
        "Nothing was saved.\n"
    ) in said.out
    assert "row 5" not in said.out
    assert "sleep from 'Asleep': 4 values, kept as 6h00 to 8h15." in kfit("import diary.csv --map day=Date,sleep=Asleep:hm --dry-run").out
    assert "as they would be kept" not in kfit("import diary.csv --map day=Date,mood=Mood:1-5").out


def test_a_dry_run_shows_the_range_of_what_would_be_refused_too(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood", "2026-11-02,2", "2026-11-03,x", "2026-11-04,9", "2026-11-05,14")
    said = kfit("import diary.csv --map day=Date,mood=Mood --dry-run")
    assert "mood from 'Mood': 2 values, 2 to 9, 2 can't be read." in said.out
    assert "Nothing imported: 2 of 4 rows can't be read." in said.err


def test_what_left_out_cells_do_to_a_mean_is_said(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood,Hours", "2026-11-02,2,7", "2026-11-03,12,7", "2026-11-04,4,x", "2026-11-05,14,8", "2026-11-06,x,8")
    said = kfit("import diary.csv --map day=Date,mood=Mood,sleep=Hours:h --skip-bad").out
    assert "'Mood': the mean of what is kept is 3. With the numbers left out it would be 8.\n" in said
    assert "'Hours': what its left out cell says is not in any mean.\n" in said
    table(home, "Date,Mood,Hours", "2026-11-07,12,7")
    said = kfit("import diary.csv --map day=Date,mood=Mood,sleep=Hours:h --skip-bad").out
    assert "'Mood': all its numbers are left out, 12.\n" in said


@pytest.mark.parametrize("cell", ["5", "x", "11", ""])
def test_a_dry_run_ends_as_the_import_does(kfit: Kfit, home: Path, cell: str) -> None:
    table(home, "Date,Mood", "2026-11-02,4", f"2026-11-03,{cell}")
    for more in ("", " --skip-bad"):
        dry = kfit(f"import diary.csv --map day=Date,mood=Mood --dry-run{more}")
        done = kfit(f"import diary.csv --map day=Date,mood=Mood{more}")
        assert (dry.code, dry.err) == (done.code, done.err)
        assert ("Not as it stands" in dry.out) == (done.code != 0)
        kfit("undo")


WORDS = (
    "Date,mood,Pain",
    "2026-11-02,rad,none",
    "2026-11-03, Meh ,mild",
    "2026-11-04,so so,severe",
    "2026-11-05,awful,",
    "2026-11-06,,none",
)


def offered(kfit: Kfit, line: str) -> list[str]:
    """Return the lines that a question offers."""
    said = kfit(line)
    assert (said.code, said.out) == (2, "")
    return [one.strip().removeprefix("kfit ") for one in said.err.splitlines() if one.startswith("  kfit import")]


def test_words_of_a_mood_have_the_numbers_that_the_map_says(kfit: Kfit, home: Path) -> None:
    table(home, *WORDS)
    for map_ in (
        "'day=Date,mood=mood:rad=10,MEH=5,so  so=4,awful=0,pain=Pain:none=0,mild=3,severe=9'",
        "'day=Date,pain=Pain:severe=9,none=0,mild=3,mood=mood:awful=0,so so=4,meh=5,rad=10'",
        "day=Date --map 'mood=mood:rad=10,meh=5,so so=4,awful=0' --map pain=Pain:none=0,mild=3,severe=9",
    ):
        assert kfit(f"import diary.csv --map {map_}").code == 0
        assert [entry["score"] for entry in entries(kfit) if entry["kind"] == "mood"] == [10, 5, 4, 0]
        assert [entry["score"] for entry in entries(kfit) if entry["kind"] == "rating"] == [0, 3, 9, 0]
        kfit("undo")


def test_unknown_words_of_a_mood_are_asked_for_whatever_is_to_be_left_out(kfit: Kfit, home: Path) -> None:
    table(home, *WORDS)
    for more in ("", " --skip-bad"):
        assert "'mood' has words without a number: rad, Meh, so so, awful." in kfit(f"import diary.csv --map day=Date,mood=mood{more}").err
    (way,) = offered(kfit, "import diary.csv --map day=Date,mood=mood:rad=10,meh=5,awful=0")
    assert kfit(way).code == 0
    assert brief(kfit) == ["11-02 mood 10", "11-03 mood 5", "11-05 mood 0"]


def test_the_five_words_of_daylio_are_offered_and_never_taken_unasked(kfit: Kfit, home: Path) -> None:
    table(home, "full_date,mood", "2026-11-02,awful", "2026-11-03,rad", "2026-11-04,bad")
    (way,) = offered(kfit, "import diary.csv --map day=full_date,mood=mood")
    assert way == "import diary.csv --map day=full_date,mood=mood:rad=10,bad=3,awful=0"
    assert kfit(way).code == 0
    assert brief(kfit) == ["11-02 mood 0", "11-03 mood 10", "11-04 mood 3"]


def test_a_column_of_sentences_is_never_shown(kfit: Kfit, home: Path) -> None:
    table(home, "Date,mood", "2026-11-02,I cried in the kitchen all morning", "2026-11-03,fine")
    said = kfit("import diary.csv --map day=Date,mood=mood")
    assert (said.code, "kitchen" in said.err) == (2, False)
    table(home, "Date,mood", *(f"2026-11-{day:02},word{day}" for day in range(1, 16)))
    assert "word3" not in kfit("import diary.csv --map day=Date,mood=mood").err


@pytest.mark.parametrize(
    ("map_", "why"),
    [
        ("mood=mood:rad=11,meh=5", "Mood goes from 0 to 10, so 'rad' can't be 11."),
        ("nausea=mood:rad=4", "Nausea goes from 0 to 3, so 'rad' can't be 4."),
        ("sleep=mood:rad=4", "sleep is no scale"),
        ("weight=mood:rad=70", "weight is no scale"),
        ("meditation=mood:rad=7", "meditation is no scale"),
    ],
)
def test_numbers_of_words_that_cannot_be_are_refused(kfit: Kfit, home: Path, map_: str, why: str) -> None:
    table(home, *WORDS)
    assert why in kfit(f"import diary.csv --map day=Date,{map_}").err


def test_points_from_minus_to_plus_are_a_measure_of_their_own_and_never_folded(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Points,Mood", *(f"2026-11-{day:02},{day - 5},{day - 5}" for day in range(2, 9)))
    (way,) = offered(kfit, "import diary.csv --map day=Date,mood=Points")
    assert way == "import diary.csv --map day=Date,mood=Points:-3..3"
    assert kfit(way).code == 0
    assert [(entry["name"], entry["value"], entry["unit"]) for entry in entries(kfit)][:2] == [
        ("points", -3, "points"),
        ("points", -2, "points"),
    ]
    assert kfit("chart points").code == 0
    assert kfit(way).out.startswith("Nothing new")
    kfit("export csv -o out")
    kfit("undo")
    assert kfit("import out").code == 0
    assert [entry["value"] for entry in entries(kfit)] == [-3, -2, -1, 0, 1, 2, 3]
    assert kfit("import diary.csv --map day=Date,mood=Mood:-3..3").code == 0
    assert {entry["name"] for entry in entries(kfit)} == {"points", "mood points"}
    assert kfit("import diary.csv --map day=Date,measure.balance=Mood:-3..3").code == 0
    assert "balance" in {entry["name"] for entry in entries(kfit)}
    assert "row 2  mood points is outside -2 to 3" in kfit("import diary.csv --map day=Date,mood=Mood:-2..3").err


@pytest.mark.parametrize(("high", "scale"), [(17, "0-20"), (20, "0-20"), (63, "0-100")])
def test_values_beyond_ten_are_asked_about_before_any_is_left_out(kfit: Kfit, home: Path, high: int, scale: str) -> None:
    """Leaving the high ones out would keep the low days and drop the good ones."""
    table(home, "Date,Mood", *(f"2026-11-{day:02},{value}" for day, value in enumerate((3, 5, 4, high, 12, 7, 2, 6), 2)))
    for more in ("", " --skip-bad"):
        (way,) = offered(kfit, f"import diary.csv --map day=Date,mood=Mood{more}")
        assert way == f"import diary.csv --map day=Date,mood=Mood:{scale}{more}"
        assert kfit(way).code == 0
        kfit("undo")


SECRET = "a secret of the kitchen"


def packed(*names: str) -> bytes:
    """Return a zip whose members hold nothing to be shown."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name in names:
            archive.writestr(name, SECRET)
    return content.getvalue()


OTHER_FILES: dict[str, tuple[bytes, str]] = {
    "json": (f'{{"mood": "{SECRET}", "b": 2}}'.encode(), "is JSON, and kfit reads tables. Look in that program for an export as CSV."),
    "json over lines": (f'{{\n "mood": "{SECRET}"\n}}'.encode(), "is JSON"),
    "json list": (f'[{{"mood": "{SECRET}"}}]'.encode(), "is JSON"),
    "xml": (f'<?xml version="1.0"?><a b="{SECRET}"/>'.encode(), "is XML"),
    "html": (f"\n<html>{SECRET}</html>".encode(), "The first line"),
    "xlsx": (packed("[Content_Types].xml", "xl/workbook.xml"), "save it as 'CSV UTF-8'"),
    "ods": (packed("mimetype.application/vnd.oasis.opendocument.spreadsheet"), "save it as 'CSV UTF-8'"),
    "xls": (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "save it as 'CSV UTF-8'"),
    "zip": (packed("diary.csv"), "is a zip. Unpack it first."),
    "cut off": (packed("diary.csv")[:-30], "diary is damaged or cut off. Nothing imported."),
    "gz": (b"\x1f\x8b\x08\0diary.csv", "is compressed. Unpack it first."),
    "pdf": (b"%PDF-1.7\n" + SECRET.encode(), "is a PDF"),
    "prose": (f"{SECRET}\n".encode(), "does not look like column names"),
    "no header": (f"rad,{SECRET}\nmeh,tired\nrad,fine\n".encode(), "does not look like column names"),
}


@pytest.mark.parametrize("what", OTHER_FILES)
def test_a_file_that_is_no_table_is_named_with_a_next_step_and_nothing_of_it_is_shown(kfit: Kfit, home: Path, what: str) -> None:
    content, step = OTHER_FILES[what]
    (home / "diary").write_bytes(content)
    for more in ("", " --dry-run"):
        said = kfit(f"import diary{more}")
        assert (said.code, said.out) == (2, "")
        assert step in said.err
        assert SECRET not in said.err


def test_a_database_of_another_program_is_no_backup(kfit: Kfit, home: Path, db_path: Path) -> None:
    import sqlite3

    with sqlite3.connect(home / "other.db") as db:
        db.execute("create table secret(kitchen)")
    assert "is a database of another program" in kfit("import other.db").err
    kfit("mood 5")
    assert "A backup comes back by: kfit restore" in kfit(f"import {db_path}").err


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_unicode_text_of_a_spreadsheet_is_read(kfit: Kfit, home: Path, encoding: str) -> None:
    mark = "" if encoding == "utf-16" else "\ufeff"
    rows = "".join(f"2026-11-{day:02}\t{day % 7 + 3}\tmüde\r\n" for day in range(2, 20))
    content = (mark + "Date\tMood\tWörter\r\n" + rows).encode(encoding)
    (home / "diary.txt").write_bytes(content)
    assert "I don't know these columns: Date, Mood, Wörter." in kfit("import diary.txt").err
    assert kfit("import diary.txt --map day=Date,mood=Mood,note=Wörter --json").json["added"] == 18
    assert {entry["note"] for entry in entries(kfit)} == {"müde"}


def test_a_line_that_names_the_separator_is_no_row(kfit: Kfit, home: Path) -> None:
    table(home, "sep=;", "Date;Mood, all day", "2026-11-02;4", "2026-11-03;x")
    assert "I don't know these columns: Date, Mood, all day." in kfit("import diary.csv").err
    assert "row 3  mood is not a number" in kfit("import diary.csv --map day=Date,'mood=Mood, all day'").err
    assert kfit("import diary.csv --map day=Date,'mood=Mood, all day' --skip-bad").code == 0
    assert brief(kfit) == ["11-02 mood 4"]


@pytest.mark.parametrize("above", [("Sleep",), ("My diary,,",), ("Sleep", "of 2026"), ('"Diary, and sleep"',)])
def test_a_title_above_the_columns_is_said(kfit: Kfit, home: Path, above: tuple[str, ...]) -> None:
    table(home, *above, "Date,Mood,Hours", "2026-11-02,4,7")
    for more in ("", " --map day=Date,mood=Mood"):
        assert f"The names of its columns stand in row {len(above) + 1}." in kfit(f"import diary.csv{more}").err


def test_two_totals_of_one_night_are_said_and_the_longer_can_be_kept(kfit: Kfit, home: Path) -> None:
    table(
        home,
        "Day,From,Min",
        "2026-11-02,watch,450",
        "2026-11-02,phone,440",
        "2026-11-03,watch,240",
        "2026-11-03,watch,230",
        "2026-11-04,watch,60",
    )
    line = "import diary.csv --map day=Day,sleep=Min:min"
    for words in (f"{line} --dry-run", line):
        said = kfit(words).out
        assert "1 night adds up to more than 12 hours from two long ones, perhaps of two devices." in said
        way = "--longest-night" if "--dry" in words else "kfit undo, then again with --longest-night"
        assert f"To keep the longer one alone: {way}" in said
    kfit("undo")
    said = kfit(f"{line} --longest-night").out
    assert "Left out 1 row: another total of its night is longer (row 3)." in said
    assert "add up" not in said
    assert sorted(brief(kfit)) == ["11-02 sleep 450", "11-03 sleep 230", "11-03 sleep 240", "11-04 sleep 60"]


def test_parts_of_a_second_in_a_length_are_read(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Time", "2026-11-02,00:30:00.5", "2026-11-03,0:20:31")
    assert kfit("import diary.csv --map day=Date,exercise=Time:hm").code == 0
    assert brief(kfit) == ["11-02 exercise 30", "11-03 exercise 21"]


def test_lengths_and_numbers_with_a_label_are_no_words(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Value", "2026-11-02,0:30:00", "2026-11-03,3:label here")
    said = kfit("import diary.csv --map day=Date,mood=Value").err
    assert "label" not in said
    assert "row 2  mood is not a number" in said


def test_two_values_below_zero_are_enough_to_be_asked_about(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood", "2026-11-02,3", "2026-11-03,-2", "2026-11-04,-1")
    assert offered(kfit, "import diary.csv --map day=Date,mood=Mood") == ["import diary.csv --map day=Date,mood=Mood:-3..3"]
