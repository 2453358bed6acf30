"""Import: all or nothing, each entry once, and the answer says what was left out and why."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest

from kfit.cli import progress
from kfit.store import import_rows

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

MAP = "--map day=Date,mood=Mood"


@pytest.fixture(autouse=True)
def _here(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)


def table(home: Path, text: str, name: str = "diary.csv") -> None:
    (home / name).write_text(text, encoding="utf-8")


def entries(kfit: Kfit) -> list[dict[str, object]]:
    found: list[dict[str, object]] = kfit("list --all --json").json["entries"]
    return found


def test_a_table_comes_in_by_its_map(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood,Hours,Active,Said\n2026-11-02,4,7.5,20,tired\n2026-11-03,,6.25,0,\n2026-11-04,5,,,\n")
    said = kfit("import diary.csv --map day=Date,mood=Mood,sleep=Hours:h,exercise=Active:min,note=Said --json").json
    assert said == {
        "file": "diary.csv",
        "read": 7,
        "added": 6,
        "updated": 0,
        "duplicate": 0,
        "skipped": [{"line": 3, "why": "exercise is 0, which is no entry"}],
        "from": "2026-11-02",
        "to": "2026-11-04",
        "kinds": {"mood": 2, "sleep": 2, "exercise": 1, "note": 1},
    }
    found = [(entry["day"], entry["kind"], entry.get("minutes", entry.get("score"))) for entry in entries(kfit)]
    assert sorted(found, key=str) == sorted(
        [
            ("2026-11-02", "mood", 4),
            ("2026-11-02", "sleep", 450),
            ("2026-11-02", "exercise", 20),
            ("2026-11-02", "note", None),
            ("2026-11-03", "sleep", 375),
            ("2026-11-04", "mood", 5),
        ],
        key=str,
    )


def test_a_second_import_adds_nothing(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood\n2026-11-02,4\n2026-11-02,4\n2026-11-03,6\n")
    first = kfit(f"import diary.csv {MAP}")
    assert "1 row is an exact repeat, kept as an entry of its own. To leave it out: --drop-repeats" in first.out
    again = kfit(f"import diary.csv {MAP} --json").json
    assert (again["added"], again["duplicate"]) == (0, 3)
    assert "Nothing new" in kfit(f"import diary.csv {MAP}").out
    assert len(entries(kfit)) == 3
    assert len(kfit("history --json").json["changes"]) == 3


def test_repeats_can_be_left_out(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood\n2026-11-02,4\n2026-11-02,4\n")
    said = kfit(f"import diary.csv {MAP} --drop-repeats")
    assert "Left out 1 row: an exact repeat of a row above (row 3)." in said.out
    assert len(entries(kfit)) == 1


def test_undo_takes_all_of_an_import_back_and_redo_puts_it_back(kfit: Kfit, home: Path) -> None:
    kfit("mood 5")
    table(home, "Date,Mood\n2026-11-02,4\n2026-11-03,6\n")
    kfit(f"import diary.csv {MAP}")
    after = entries(kfit)
    assert kfit("undo").code == 0
    assert len(entries(kfit)) == 1
    assert kfit("redo").code == 0
    assert entries(kfit) == after


def test_an_import_is_behind_a_backup(kfit: Kfit, home: Path) -> None:
    kfit("mood 5")
    table(home, "Date,Mood\n2026-11-02,4\n")
    kfit(f"import diary.csv {MAP}")
    assert list((home / "data").rglob("*-import-*.db"))


def test_one_bad_row_refuses_all_and_names_row_and_reason_never_the_text(kfit: Kfit, home: Path, db_path: Path) -> None:
    table(home, "Date,Mood\n2026-11-02,4\n2026-11-03,secret\n2026-02-30,5\n2026-11-04,11\n2026-11-23,5\n")
    said = kfit(f"import diary.csv {MAP}")
    assert (said.code, said.out) == (2, "")
    assert said.err == (
        "Nothing imported: 4 of 5 rows can't be read.\n"
        "  row 3  mood is not a number\n"
        "  row 4  day is not a day\n"
        "  row 5  mood is outside 0 to 10\n"
        "  row 6  Mon 23 Nov is still to come\n"
        "To import 1 entry without them:\n"
        f"  kfit import diary.csv {MAP} --skip-bad\n"
    )
    assert not db_path.exists()


def test_bad_cells_can_be_left_out_and_are_said(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood,Hours\n2026-11-02,4,7\n2026-11-03,12,7\n")
    said = kfit(f"import diary.csv {MAP},sleep=Hours:h --skip-bad")
    assert said.code == 0
    assert "Left out: 1 cell in 1 of 2 rows can't be read.\n  row 3  mood is outside 0 to 10" in said.out
    assert [(entry["day"], entry["kind"]) for entry in entries(kfit)] == [
        ("2026-11-02", "mood"),
        ("2026-11-02", "sleep"),
        ("2026-11-03", "sleep"),
    ]


def test_a_dry_run_says_what_would_come_and_changes_nothing(kfit: Kfit, home: Path, db_path: Path) -> None:
    table(home, "Date,Mood\n2026-11-02,4\n2026-11-03,12\n")
    said = kfit(f"import diary.csv {MAP} --dry-run")
    assert said.code == 2
    assert said.out.startswith("Not as it stands. Without what can't be read, it would import 1 entry, Mon 2 Nov: 1 mood.\n")
    assert "row 3  mood is outside 0 to 10" in said.err
    assert said.out.endswith("Nothing was saved.\n")
    assert not db_path.exists()
    assert kfit(f"import diary.csv {MAP} --dry-run --skip-bad").out.startswith("Would import 1 entry, Mon 2 Nov: 1 mood.\n")
    assert kfit(f"import diary.csv {MAP} --dry-run --json").code == 2
    kfit("mood 5")
    before = db_path.read_bytes()
    dry = kfit(f"import diary.csv {MAP} --dry-run --skip-bad --json").json
    assert db_path.read_bytes() == before
    assert dry == kfit(f"import diary.csv {MAP} --skip-bad --json").json


def test_a_row_whose_id_is_known_is_updated_where_it_changed(kfit: Kfit, home: Path) -> None:
    named = "import diary.csv --map id=Id,day=Date,exercise=Min:min --json"
    table(home, "Id,Date,Min\na,2026-11-02,20\nb,2026-11-03,30\n")
    kfit(named)
    table(home, "Id,Date,Min\na,2026-11-02,25\nb,2026-11-03,30\nc,2026-11-04,5\n")
    said = kfit(named).json
    assert (said["added"], said["updated"], said["duplicate"]) == (1, 1, 1)
    assert [entry["minutes"] for entry in entries(kfit)] == [25, 30, 5]
    kfit("undo")
    assert [entry["minutes"] for entry in entries(kfit)] == [20, 30]


def test_what_was_changed_by_hand_is_not_changed_back_by_the_same_file(kfit: Kfit, home: Path) -> None:
    table(home, "Id,Date,Min\na,2026-11-02,20\n")
    named = "import diary.csv --map id=Id,day=Date,exercise=Min:min"
    kfit(named)
    kfit("edit 1 40")
    assert "Nothing new" in kfit(named).out
    assert entries(kfit)[0]["minutes"] == 40


def test_an_id_that_is_not_one_is_refused(kfit: Kfit, home: Path) -> None:
    table(home, "Person,Date,Mood\n7,2026-11-02,4\n7,2026-11-03,5\n")
    said = kfit(f"import diary.csv {MAP},id=Person")
    assert said.code == 2
    assert "row 3  its id stands in a row above with other content" in said.err


def test_an_own_number_that_is_taken_gives_way_to_a_new_one(kfit: Kfit, home: Path) -> None:
    for score in (1, 2, 3):
        kfit(f"mood {score}")
    kfit("export jsonl -o all.jsonl")
    lines = (home / "all.jsonl").read_text().splitlines()
    others = [json.loads(line) for line in lines[1:]]
    for number, other in enumerate(others):
        other["uid"] = f"other-{number}"
    (home / "other.jsonl").write_text("\n".join([lines[0], *map(json.dumps, others)]) + "\n")
    assert kfit("import other.jsonl --json").json["added"] == 3
    found = {entry["uid"]: entry["id"] for entry in entries(kfit)}
    assert [found[f"other-{number}"] for number in range(3)] == [4, 5, 6]


def test_a_deleted_entry_comes_back_under_its_number_and_a_stranger_never_gets_it(kfit: Kfit, home: Path) -> None:
    kfit("mood 1")
    kfit("mood 2")
    kfit("export jsonl -o all.jsonl")
    kfit("delete 2")
    text = (home / "all.jsonl").read_text()
    mine = next(line for line in text.splitlines() if '"id": 2' in line)
    uid = json.loads(mine)["uid"]
    (home / "strange.jsonl").write_text(
        text.splitlines()[0].replace('"entries": 2', '"entries": 1') + "\n" + mine.replace(uid, "stranger") + "\n"
    )
    kfit("import strange.jsonl")
    assert {entry["uid"]: entry["id"] for entry in entries(kfit)}["stranger"] == 3
    kfit("import all.jsonl")
    assert {entry["uid"]: entry["id"] for entry in entries(kfit)}[uid] == 2


def test_a_setting_comes_with_jsonl_if_it_is_newer(kfit: Kfit, home: Path) -> None:
    kfit("mood 5")
    kfit("config set day_ends 05:00", now="2026-11-20T10:00")
    kfit("export jsonl -o early.jsonl")
    kfit("config set day_ends 03:00", now="2026-11-21T10:00")
    assert "Nothing new" in kfit("import early.jsonl").out
    assert "03:00" in kfit("config").out
    late = (home / "early.jsonl").read_text().replace("2026-11-20T", "2026-11-22T")
    (home / "late.jsonl").write_text(late)
    assert "Setting: day_ends is 05:00." in kfit("import late.jsonl").out
    kfit("undo")
    assert "03:00" in kfit("config").out


def test_a_setting_that_went_back_to_its_default_stays_so(kfit: Kfit) -> None:
    kfit("mood 5", now="2026-11-19T10:00")
    kfit("config set answers short", now="2026-11-20T10:00")
    kfit("export jsonl -o early.jsonl")
    kfit("config set answers default", now="2026-11-21T10:00")
    assert "Nothing new" in kfit("import early.jsonl").out
    assert kfit("mood 4").out != "Saved.\n"


def test_a_setting_that_was_taken_back_is_as_new_as_the_undo(kfit: Kfit, home: Path) -> None:
    kfit("config set answers short", now="2026-11-20T10:00")
    kfit("export jsonl -o early.jsonl")
    kfit("undo", now="2026-11-21T10:00")
    assert "Setting" not in kfit("import early.jsonl").out
    (home / "late.jsonl").write_text((home / "early.jsonl").read_text().replace("2026-11-20T", "2026-11-22T"))
    assert "Setting: answers is short." in kfit("import late.jsonl").out


@pytest.mark.parametrize("number", [10**12 + 1, 2**62])
def test_a_number_beyond_all_life_gives_way_to_a_new_one(kfit: Kfit, home: Path, number: int) -> None:
    kfit("mood 1")
    kfit("export jsonl -o all.jsonl")
    uid = entries(kfit)[0]["uid"]
    other = (home / "all.jsonl").read_text().replace('"id": 1,', f'"id": {number},').replace(str(uid), "other")
    (home / "other.jsonl").write_text(other)
    assert kfit("import other.jsonl --json").json["added"] == 1
    assert kfit("mood 3").code == 0
    assert [entry["id"] for entry in entries(kfit)] == [1, 2, 3]


def test_an_import_makes_the_copy_of_the_day_once_something_is_saved(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood\n2026-11-02,4\n")
    kfit(f"import diary.csv {MAP} --dry-run")
    assert not list((home / "data").rglob("*-daily-*.db"))
    assert kfit(f"import diary.csv {MAP}").code == 0
    assert len(list((home / "data").rglob("*-daily-*.db"))) == 1
    again = kfit(f"import diary.csv {MAP}", now="2026-11-23T10:00")
    assert "Nothing new" in again.out
    assert len(list((home / "data").rglob("*-daily-*.db"))) == 1


def test_a_file_name_with_codes_is_made_harmless(kfit: Kfit, home: Path) -> None:
    kfit("log mood 5, walk 10")
    kfit("export csv -o visit")
    mood = home / "visit" / "mood.csv"
    text = mood.read_text().replace('"5"', '"50"')
    mood.unlink()
    (home / "visit" / "a\x1b[31mb.csv").write_text(text)
    for line in ("import visit", "import visit --skip-bad", "import visit --dry-run"):
        said = kfit(line)
        assert "a␛[31mb.csv row 2  mood is outside 0 to 10" in said.out + said.err
        assert "\x1b" not in said.out + said.err


@pytest.mark.parametrize(
    "first", ["2026-11-01,5,I feel SECRET today.", "Sunday,,SECRET", "Sunday,5 SECRET", f"Sunday,SECRET{' and so on' * 4}"]
)
@pytest.mark.parametrize("map_", ["", MAP, "--map day=Sundaz,mood=SECRE"])
def test_a_first_line_that_is_no_header_is_never_shown(kfit: Kfit, home: Path, first: str, map_: str) -> None:
    table(home, f"{first}\n2026-11-02,4,x\n")
    said = kfit(f"import diary.csv {map_}")
    assert (said.code, said.out) == (2, "")
    assert "does not look like column names" in said.err
    assert "SECRET" not in said.err
    assert "Sunday" not in said.err


def test_a_header_that_looks_odd_is_taken_if_the_map_names_its_columns(kfit: Kfit, home: Path) -> None:
    table(home, ",Date,Mood,24h steps\n0,2026-11-02,4,900\n")
    assert kfit(f"import diary.csv {MAP} --json").json["added"] == 1


def test_ctrl_c_leaves_nothing_behind(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    table(home, "Date,Mood,Min\n2026-11-02,4,10\n")
    adds = import_rows.Intake.add

    def add_then_stop(self: import_rows.Intake, *rows: object) -> import_rows.RowCounts:
        adds(self, *rows)  # type: ignore[arg-type]  # handed on as it came
        raise KeyboardInterrupt

    with monkeypatch.context() as here:
        here.setattr(import_rows.Intake, "add", add_then_stop)
        assert kfit(f"import diary.csv {MAP}").code == 130
    assert len(entries(kfit)) == 1
    assert kfit("doctor").code == 0


def test_a_bar_is_shown_on_a_terminal_once_it_takes_long(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    table(home, "Date,Mood\n" + "".join(f"2026-11-{day:02},4\n" for day in range(1, 21)))
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    assert kfit(f"import diary.csv {MAP} --sure").err == ""
    kfit("undo")
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    assert kfit(f"import diary.csv {MAP} --sure", KFIT_PLAIN="1").err == ""
    kfit("undo")
    said = kfit(f"import diary.csv {MAP} --sure", TERM="xterm")
    assert "Importing" in said.err
    assert said.out.startswith("Imported 20 entries")


def test_standard_input_and_a_link_are_files_too(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import - {MAP}", stdin="Date,Mood\r\n2026-11-02,4\r\n")
    assert said.code == 0
    table(home, "Date,Mood\n2026-11-03,5\n")
    (home / "link.csv").symlink_to("diary.csv")
    assert kfit(f"import link.csv {MAP} --json").json["added"] == 1


def test_a_spreadsheet_of_another_country_is_read_by_its_semicolons_and_commas(kfit: Kfit, home: Path) -> None:
    (home / "diary.csv").write_bytes("\ufeffTag;Schlaf\r\n3.11.2026;7,5\r\n13.11.2026;6,25\r\n".encode())
    refused = kfit("import diary.csv --map day=Tag,sleep=Schlaf:h --decimal-point")
    assert "sleep has a decimal comma" in refused.err
    assert kfit("import diary.csv --map day=Tag,sleep=Schlaf:h").code == 0
    assert [(entry["day"], entry["minutes"]) for entry in entries(kfit)] == [("2026-11-03", 450), ("2026-11-13", 375)]


def test_a_folder_passes_over_the_summaries_and_refuses_a_strangers_table(kfit: Kfit, home: Path) -> None:
    kfit("log mood 5, infusion iv")
    kfit("export csv -o visit")
    kfit("undo")
    assert kfit("import visit --json").json["added"] == 2
    assert kfit("import visit/daily.csv").code == 2
    table(home, "Date,Mood\n2026-11-03,5\n", "visit/labs.csv")
    said = kfit("import visit")
    assert said.code == 2
    assert "labs.csv" in said.err


def test_own_rows_in_a_folder_are_named_with_their_file(kfit: Kfit, home: Path) -> None:
    kfit("log mood 5, infusion iv")
    kfit("export csv -o visit")
    mood = home / "visit" / "mood.csv"
    mood.write_text(mood.read_text().replace('"5"', '"50"'))
    said = kfit("import visit --skip-bad --json").json
    assert said["skipped"] == [{"line": 2, "why": "mood.csv: mood is outside 0 to 10"}]
    assert "mood.csv row 2  mood is outside 0 to 10" in kfit("import visit").err


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"\nDate,Mood\n", "first line"),
        (b"\x7fELF\0\0\0", "not a text file"),
        (b"SQLite format 3\0", "database of another program"),
        ("Date,Mood,Note\n2026-11-02,4,caf\xe9\n".encode("cp1252"), "CSV UTF-8"),
        (b'Date,Mood\n2026-11-02,"4\n', "a quote does not end"),
        (b"Date,Mood\n2026-11-02," + b"4" * 200_000, "longer than 131,072 characters"),
        (b'{"entries": []}', "is JSON"),
        (b'{"kfit_jsonl": 2, "entries": 0, "settings": []}', "newer kfit"),
        (b'{"kfit_jsonl": 1, "entries": 2, "settings": []}\n', "its end may be cut off"),
        (b'{"kfit_jsonl": 1, "entries": 1, "settings": []}\n{"id": 1, "ki', "not one JSON object"),
        (b'{"kfit_jsonl": 1, "entries": 1, "settings": []}\n[' + b"[" * 100_000, "not one JSON object"),
        (b'{"kfit_jsonl": 1, "entries": 0, "settings": [{"name": "colour", "value": "\\u001b[31m", "at": null}]}\n', "colour"),
        (
            b'{"kfit_jsonl": 1, "settings": [%s]}\n' % b",".join([b'{"name": "answers", "value": "full", "at": null}'] * 2),
            "more than once",
        ),
        (b"uid,kind,day,logged_at,score,future\nu,mood,2026-11-02,2026-11-02T10:00:00Z,4,x\n", "newer kfit"),
        (b"uid,kind,day,logged_at\nu,pain,2026-11-02,2026-11-02T10:00:00Z\n", "newer kfit"),
    ],
)
def test_what_cannot_be_read_is_one_kind_sentence(kfit: Kfit, home: Path, db_path: Path, content: bytes, said: str) -> None:
    (home / "some.csv").write_bytes(content)
    heard = kfit("import some.csv") if content.startswith((b"{", b"uid")) else kfit("import some.csv --map day=Date,mood=Mood")
    assert (heard.code, heard.out) == (2, "")
    assert said in heard.err
    assert not db_path.exists()


@pytest.mark.parametrize("line", ["import nosuch.csv", "import /dev/null", "import .", "import diary.csv", "import -"])
def test_what_is_no_file_of_entries_is_refused(kfit: Kfit, home: Path, line: str) -> None:
    table(home, "Date,Mood\n2026-11-02,4\n")
    assert kfit(line, stdin="").code == 2


def test_a_time_of_day_comes_with_the_zone_and_the_day_as_it_was_lived(kfit: Kfit, home: Path) -> None:
    table(home, "When,Mood,Hours\n2026-11-03 01:30,4,\n2026-11-03 21:00,6,7\n")
    kfit("import diary.csv --map day=When,mood=Mood,sleep=Hours:h")
    found = {(entry["kind"], entry["day"], entry["at"], entry["tz"]) for entry in entries(kfit)}
    assert found == {
        ("mood", "2026-11-02", "2026-11-03T01:30-05:00", "America/New_York"),
        ("mood", "2026-11-03", "2026-11-03T21:00-05:00", "America/New_York"),
        ("sleep", "2026-11-03", None, None),
    }


def tracker(home: Path) -> None:
    """Write a month as a tracker exports it: US dates, minutes in several columns, a day without movement, nights that are not there."""
    days = [date(2016, 4, 12) + timedelta(days=count) for count in range(31)]
    moved = [
        f"{day.month}/{day.day}/{day.year},{10000 - 37 * day.day},{day.day % 30},{(day.day * 7) % 20 if day.day != 30 else 0}"
        for day in days
    ]
    slept = [f"{day.month}/{day.day}/{day.year} 12:00:00 AM,1,{320 + day.day},{350 + day.day}" for day in days if day.day % 5]
    table(home, "ActivityDate,TotalSteps,VeryActiveMinutes,FairlyActiveMinutes\n" + "\n".join(moved) + "\n", "activity.csv")
    table(home, "SleepDay,TotalSleepRecords,TotalMinutesAsleep,TotalTimeInBed\n" + "\n".join(slept) + "\n", "sleep.csv")


def test_a_trackers_month_comes_in_goes_out_and_comes_back(kfit: Kfit, home: Path) -> None:
    tracker(home)
    moved = kfit("import activity.csv --map day=ActivityDate,exercise=VeryActiveMinutes+FairlyActiveMinutes:min --json").json
    slept = kfit("import sleep.csv --map day=SleepDay,sleep=TotalMinutesAsleep:min,in_bed=TotalTimeInBed:min --json").json
    assert (moved["added"], len(moved["skipped"]), moved["from"], moved["to"]) == (30, 1, "2016-04-12", "2016-05-12")
    assert (slept["added"], slept["skipped"]) == (25, [])
    before = entries(kfit)
    first = next(entry for entry in before if entry["kind"] == "exercise")
    assert first["minutes"] == 12 + 4
    assert kfit("export csv -o out").code == 0
    assert kfit("undo").code == kfit("undo").code == 0
    assert entries(kfit) == []
    assert kfit("import out --json").json["added"] == 55
    assert entries(kfit) == before


def test_the_repeats_among_the_nights_of_many_people_are_found(kfit: Kfit, home: Path) -> None:
    nights = [f"{1000 + person},4/{day}/2016,{300 + 10 * (day % 7)}" for person in range(15) for day in range(1, 28)]
    repeats = [nights[30], nights[31], nights[300]]
    table(home, "Id,SleepDay,TotalMinutesAsleep\n" + "\n".join(sorted([*nights, *repeats])) + "\n", "sleep.csv")
    # all persons in one file: the note with the person's number keeps apart the equal nights of two
    line = "import sleep.csv --map day=SleepDay,sleep=TotalMinutesAsleep:min,note=Id"
    assert "3 rows are exact repeats, kept as entries of their own" in kfit(line).out
    assert len(entries(kfit)) == len(nights) + 3
    kfit("undo")
    assert "Left out 3 rows: an exact repeat of a row above" in kfit(f"{line} --drop-repeats").out
    assert len(entries(kfit)) == len(nights)


@pytest.mark.parametrize(
    ("line", "kind", "change"),
    [
        ("phq9 --total 12", "score", ('"12.0"', '"40.0"')),
        ("who5 --total 52", "score", ('"52.0"', '"53.0"')),
        ("weight 72.5kg", "measure", ('"kg"', '"lb"')),
        ("pain 4", "rating", ('"low"', '"high"')),
    ],
)
def test_an_own_export_that_was_changed_by_hand_brings_no_false_figure(
    kfit: Kfit, home: Path, line: str, kind: str, change: tuple[str, str]
) -> None:
    kfit(line)
    kfit("export csv -o out")
    kfit("delete 1 --forget")
    path = home / "out" / f"{kind}.csv"
    text = path.read_text(encoding="utf-8-sig")
    assert change[0] in text
    path.write_text(text.replace(*change), encoding="utf-8-sig")
    said = kfit(f"import out/{kind}.csv")
    assert (said.code, said.out) == (2, "")
    assert entries(kfit) == []
