"""Correcting: undo, redo, edit, delete, history."""

from __future__ import annotations

import re
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tried

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    return list(kfit("list --all --json").json["entries"])


def test_undo_walks_backwards_and_redo_forwards(kfit: Kfit) -> None:
    for score in (1, 2, 3):
        kfit(f"mood {score}")
    assert kfit("undo").out.startswith("Took back: mood 3, Sun 22 Nov.")
    assert kfit("undo").out.startswith("Took back: mood 2, Sun 22 Nov.")
    assert [entry["score"] for entry in entries(kfit)] == [1]
    assert kfit("redo").out.startswith("Put back: mood 2, Sun 22 Nov.")
    assert kfit("undo").out.startswith("Took back: mood 2")
    assert kfit("undo").out.startswith("Took back: mood 1")
    assert kfit("undo").out == "Nothing to take back.\n"
    for score in (1, 2, 3):
        assert kfit("redo").out.startswith(f"Put back: mood {score}")
    assert kfit("redo").out == "Nothing to put back.\n"


def test_a_new_change_ends_what_could_be_put_back(kfit: Kfit) -> None:
    kfit("mood 1")
    kfit("undo")
    kfit("mood 2")
    assert kfit("redo").out == "Nothing to put back.\n"
    assert [entry["score"] for entry in entries(kfit)] == [2]


def test_a_number_is_never_used_twice(kfit: Kfit) -> None:
    kfit("mood 1")
    kfit("undo")
    assert kfit("mood 2 --json").json["saved"][0]["id"] == 2


def test_undo_and_redo_bring_everything_back_as_it_was(kfit: Kfit) -> None:
    kfit("sleep 22:30-06:45 --quality 6 --in-bed 9h --note 'woke twice'")
    before = entries(kfit)
    kfit("edit 1 7h30 --note '' --on sat")
    after = entries(kfit)
    kfit("undo")
    assert entries(kfit) == before
    kfit("redo")
    assert entries(kfit) == after


def test_undo_of_nothing_makes_no_file_and_is_no_error(kfit: Kfit, db_path: Path) -> None:
    said = kfit("undo")
    assert (said.out, said.code) == ("Nothing to take back.\n", 0)
    assert not db_path.exists()


def test_undo_says_once_that_a_notes_text_stays_in_the_history(kfit: Kfit) -> None:
    kfit("note CANARY")
    said = kfit("undo").out
    assert "kfit delete 1 --forget" in said
    assert "CANARY" not in said


def test_undo_refuses_over_what_another_program_changed(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 4")
    with sqlite3.connect(db_path) as db:
        db.execute("update mood set score = 9")
    db.close()
    said = kfit("undo")
    assert said.code == 3
    assert "another program" in said.err
    assert entries(kfit)[0]["score"] == 9


def test_undo_answers_as_the_contract_says(kfit: Kfit) -> None:
    kfit("mood 4")
    change = kfit("undo --json").json["changes"][0]
    assert list(change) == ["id", "command", "before", "after"]
    assert (change["id"], change["command"], change["before"], change["after"]["score"]) == (1, "mood", None, 4)


@pytest.mark.parametrize(
    ("logged", "edit", "other"),
    [
        ("sleep 22:30-07:00", "7h30", {"minutes": 450, "start_at": None, "end_at": None}),
        ("sleep 7h", "22:30-06:45", {"minutes": 495, "start_at": "2026-11-21T22:30-05:00", "end_at": "2026-11-22T06:45-05:00"}),
        (
            "sleep 22:30-07:00",
            "--on sat",
            {"day": "2026-11-21", "at": None, "start_at": "2026-11-20T22:30-05:00", "end_at": "2026-11-21T07:00-05:00"},
        ),
        ("sleep 7h", "--quality 3", {"quality": 3}),
        ("mood 6 a note", "7", {"score": 7}),
        ("mood 6 a note", "--note ''", {"note": None}),
        ("mood 6", "--note 'words'", {"note": "words"}),
        ("mood 6", "7 slept better", {"score": 7, "note": "slept better"}),
        ("mood 6", "--on 'mon 9pm'", {"day": "2026-11-16", "at": "2026-11-16T21:00-05:00"}),
        ("walk 20 --with Anna", "25", {"minutes": 25}),
        ("walk 20", "run", {"activity": "run"}),
        ("walk 20", "30 run", {"minutes": 30, "activity": "run"}),
        ("infusion iv 40mg", "--dose 'two sprays'", {"dose": "two sprays", "dose_mg": None}),
        ("infusion iv 40mg", "nasal", {"route": "nasal"}),
        ("mood 6", "4 out of 10", {"score": 4}),
        ("mood 6", "five", {"score": 5}),
        ("mood 6", "7 yesterday", {"score": 7, "day": "2026-11-21", "at": None}),
        ("mood 6", "--on last friday 7", {"score": 7, "day": "2026-11-20", "at": None}),
        ("mood 6", "mood 7", {"score": 7}),
        ("sleep 7h", "six hours", {"minutes": 360}),
        ("note one thing", "another thing", {"note": "another thing"}),
        ("note one thing", "--mark 'moved house'", {"mark": "moved house"}),
    ],
)
def test_an_edit_changes_what_is_said_and_leaves_the_rest(kfit: Kfit, logged: str, edit: str, other: dict[str, Any]) -> None:
    before = kfit(f"{logged} --json").json["saved"][0]
    said = kfit(f"edit 1 {edit} --json")
    assert said.code == 0, said.err
    assert said.json["before"] == before
    assert said.json["after"] == before | other
    assert entries(kfit) == [before | other]


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("edit", "needs the number of an entry"),
        ("edit x 7", "needs the number of an entry"),
        ("edit 9 7", "There is no entry 9."),
        ("edit 1", "What changes? Its value, --on with a day, or --note with words. Its help: kfit edit -h"),
        ("edit 1 11", "Mood goes from 0 (worst) to 10 (best)."),
        ("edit 1 --on tomorrow", "Mon 23 Nov is still to come."),
        ("edit 1 --replace", "--replace goes with logging."),
        ("edit 1 --quality 5", "--quality goes with sleep"),
        ("edit 2 --note ''", "Nothing would be left of it."),
        ("delete", "kfit delete needs the number of an entry, such as: kfit delete NUMBER   The numbers: kfit list"),
        ("delete all", "kfit deletes single entries, never everything at once."),
        ("delete walk yesterday", "'walk' is not the number of an entry, such as: kfit delete NUMBER   The numbers: kfit list walk"),
        (
            "edit sleep 3h30",
            "kfit edit needs the number of an entry, and what changes, such as: kfit edit NUMBER 3h30   The numbers: kfit list sleep",
        ),
        ("delete 9", "There is no entry 9."),
        ("delete 1 9", "There is no entry 9."),
        ("history x", "'x' is not the number of an entry"),
    ],
)
def test_a_correction_that_cannot_be_read_changes_nothing(kfit: Kfit, line: str, answer: str) -> None:
    kfit("mood 6")
    kfit("note alone")
    before = entries(kfit)
    said = kfit(line)
    assert said.code == 2
    assert answer in said.err
    assert entries(kfit) == before


@pytest.mark.parametrize(
    ("head", "value"),
    [
        ("mood", '"1\'200"'),
        ("mood", "1_0"),
        ("mood", "6-7"),
        ("mood", "6.5"),
        ("mood", "6 7"),
        ("walk", '"1\'200"'),
        ("walk", "20km"),
        ("walk", "1_0"),
        ("weight", "72·5"),
        ("weight", "1٫5"),
        ("sleep", "7h 8h"),
        ("headache", "2 days"),
    ],
)
def test_an_edit_judges_a_value_as_a_new_line_does(kfit: Kfit, head: str, value: str) -> None:
    kfit({"mood": "mood 3", "walk": "walk 10", "weight": "weight 70kg", "sleep": "sleep 6h", "headache": "headache 1"}[head])
    before = entries(kfit)
    new, edit = kfit(f"{head} {value}"), kfit(f"edit 1 {value}")
    assert (new.code, edit.code) == (2, 2)
    said = [re.split(r" +(?:As a note|With a note|Try|For example): ", told.err)[0].strip() for told in (new, edit)]
    assert said[0].split(": kfit ")[0] == said[1].split(": kfit ")[0]
    assert entries(kfit) == before


def test_delete_takes_several_in_one_change_with_a_backup_before(kfit: Kfit, db_path: Path) -> None:
    for score in (1, 2, 3):
        kfit(f"mood {score}")
    said = kfit("delete 1 3").out
    assert said.startswith("Took back: mood 1, Sun 22 Nov; mood 3, Sun 22 Nov.")
    assert "A backup was made before" in said
    assert any("delete" in path.name for path in db_path.with_name("kfit.db.backups").iterdir())
    assert [entry["id"] for entry in entries(kfit)] == [2]
    kfit("undo")
    assert [entry["id"] for entry in entries(kfit)] == [1, 2, 3]


def test_forget_leaves_no_text_in_the_file_and_says_what_it_cannot_reach(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 3 CANARY-one in the note")
    kfit("edit 1 --note 'CANARY-two'")
    kfit("mood 5")
    assert b"CANARY" in db_path.read_bytes()
    said = kfit("delete 1 --forget")
    assert said.out.startswith("Removed for good: entry 1")
    assert str(db_path.with_name("kfit.db.backups")) in said.out
    assert b"CANARY" not in db_path.read_bytes()
    assert kfit("history 1 --json").json["changes"] == []
    assert kfit("undo").out.startswith("Took back: mood 5")
    assert kfit("doctor").code == 0


def test_history_tells_every_change_of_an_entry(kfit: Kfit) -> None:
    kfit("mood 3")
    kfit("edit 1 4")
    kfit("undo")
    changes = kfit("history 1 --json").json["changes"]
    assert [(change["command"], change["taken_back"]) for change in changes] == [("mood", False), ("edit", True), ("undo", False)]
    assert [(change["before"] or {}).get("score") for change in changes] == [None, 3, 4]
    assert "was  1: mood 3" in kfit("history").out


def test_each_change_has_a_heading_of_its_own(kfit: Kfit) -> None:
    """Two changes of one minute are two; four entries of one line are one."""
    kfit("mood 3")
    kfit("mood 4")
    kfit("log mood 5, walk 10")
    assert kfit("history").out == (
        "Sun 22 Nov, 21:30  mood\n"
        "    new  1: mood 3, Sun 22 Nov, 21:30\n"
        "Sun 22 Nov, 21:30  mood\n"
        "    new  2: mood 4, Sun 22 Nov, 21:30\n"
        "Sun 22 Nov, 21:30  log\n"
        "    new  3: mood 5, Sun 22 Nov, 21:30\n"
        "    new  4: 10 min walk, Sun 22 Nov, 21:30\n"
    )


def test_an_entry_keeps_its_own_time_in_the_history_and_a_change_has_the_machines(kfit: Kfit) -> None:
    kfit("mood 5")
    kfit('next "25 nov 10am"')
    at_home = kfit("history")
    assert "    new  1: mood 5, Sun 22 Nov, 21:30\n" in at_home.out
    assert "this machine's time" not in at_home.out
    abroad = kfit("history", TZ="Europe/Berlin")
    assert abroad.out == (
        "Mon 23 Nov, 03:30  mood\n"
        "    new  1: mood 5, Sun 22 Nov, 21:30\n"
        "Mon 23 Nov, 03:30  next\n"
        "    new  planned infusion, Wed 25 Nov, 10:00\n"
        "Changes have this machine's time now. Entries have that of where they were\nlogged.\n"
    )
    assert abroad.out.splitlines()[1].split(", ")[-1] in kfit("list", TZ="Europe/Berlin").out
    assert kfit("next", TZ="Europe/Berlin").out.splitlines()[1].split() == ["Wed", "25", "Nov,", "10:00", "planned"]


def test_an_entry_without_a_time_and_one_of_an_old_clock_are_of_no_other_zone(kfit: Kfit) -> None:
    kfit("mood 5 --on yesterday")
    kfit("mood 6 --on '2026-07-01 9am'")  # daylight saving time: another offset, the same zone
    told = kfit("history").out
    assert "new  1: mood 5, Sat 21 Nov\n" in told
    assert "new  2: mood 6, Wed 1 Jul, 09:00\n" in told
    assert "this machine's time" not in told


def test_the_history_is_read_on_a_phone_and_by_a_reader(kfit: Kfit) -> None:
    kfit("mood 5 a note that is quite a bit longer than a phone is wide")
    narrow = kfit("history", COLUMNS="40").out.splitlines()
    assert max(map(len, narrow)) <= 40
    assert all(line.startswith(" " * 9) for line in narrow[2:])
    plain = kfit("history", KFIT_PLAIN="1").out
    assert plain.splitlines()[1] == '    new  1: mood 5, Sun 22 Nov, 21:30, "a note that is quite a bit longer than a phone is wide"'


def test_a_setting_is_a_change_like_any_other(kfit: Kfit) -> None:
    kfit("config set date_order dmy")
    assert kfit("mood 6 --on 11/3 --json").json["saved"][0]["day"] == "2026-03-11"
    kfit("undo")
    assert "date_order" in kfit("undo").out
    assert kfit("mood 6 --on 11/3").code == 2
    kfit("redo")
    kfit("config set date_order dmy")
    assert kfit("config set date_order dmy").out == "date_order is dmy already.\n"
    assert kfit("config set date_order default").code == 0
    assert kfit("config --json").json["settings"][1] == {"name": "date_order", "value": None, "from": "default"}


@pytest.mark.parametrize(
    "line",
    ["config set day_ends 25:00", "config set day_ends 12:30", "config set day_ends ４:00", "config set x y", "config set answers loud"],
)
def test_a_setting_takes_only_what_it_can_mean(kfit: Kfit, line: str) -> None:
    said = kfit(line)
    assert said.code == 2
    assert len(said.err.strip().split("\n")) == 1


LINES = st.sampled_from(
    ["mood 3", "mood 7 noted", "sleep 7h30", "walk 20", "infusion iv", "note words", "log mood 4, sleep 6h", "mood 9 --replace", "edit 1 --on yesterday",
     "edit 1 --note other", "delete 1", "delete 1 2", "config set answers short"]
)  # fmt: skip


def held(db_path: Path) -> list[list[tuple[Any, ...]]]:
    """Return every row that a person entered."""
    if not db_path.exists():
        return [[]] * 6
    db = sqlite3.connect(db_path)
    rows = [
        db.execute(f"select * from {table} order by 1").fetchall() for table in ("mood", "sleep", "exercise", "infusion", "note", "setting")
    ]
    db.close()
    return rows


@settings(max_examples=tried(8, 60), deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(LINES, min_size=1, max_size=6))
def test_undoing_all_and_putting_all_back_is_as_if_nothing_had_been(kfit: Kfit, db_path: Path, lines: list[str]) -> None:
    for path in db_path.parent.glob("kfit.db*"):
        if path.is_file():
            path.unlink()
    (db_path.parents[2] / "state" / "kfit" / "known-files").unlink(missing_ok=True)
    states = [held(db_path)]
    for line in lines:
        said = kfit(line)
        if said.code == 0 and not any(word in said.out for word in ("already", "Nothing to change")):
            states.append(held(db_path))
    for state in reversed(states[:-1]):
        assert kfit("undo").code == 0
        assert held(db_path) == state
    for state in states[1:]:
        assert kfit("redo").code == 0
        assert held(db_path) == state
    if db_path.exists():
        assert kfit("doctor").code == 0


def test_what_was_taken_back_can_still_be_forgotten(kfit: Kfit, db_path: Path) -> None:
    kfit("note CANARY-undone")
    kfit("undo")
    kfit("mood 5 CANARY-deleted")
    kfit("delete 2")
    assert kfit("delete 1 2 --forget").out.startswith("Removed for good: 2 entries")
    assert b"CANARY" not in db_path.read_bytes()
    assert kfit("doctor").code == 0
    assert kfit("delete 1 --forget").code == 2


def test_undo_and_redo_say_what_happened_to_the_entry(kfit: Kfit) -> None:
    kfit("mood 4")
    assert kfit("delete 1").out.startswith("Took back: mood 4")
    assert kfit("undo").out == "Put back: mood 4, Sun 22 Nov. (kfit redo)\n"
    assert kfit("redo").out == "Took back: mood 4, Sun 22 Nov. (kfit undo)\n"


def test_replace_in_a_file_takes_the_place_of_what_was_there_before_it(kfit: Kfit) -> None:
    kfit("mood 2")
    said = kfit("log - --replace --json", stdin="mood 6\nmood 7\n").json
    assert [entry["score"] for entry in said["replaced"]] == [2]
    assert [entry["score"] for entry in entries(kfit)] == [6, 7]
    assert kfit("undo").code == 0
    assert [entry["score"] for entry in entries(kfit)] == [2]
    assert kfit("doctor").code == 0


def test_an_edit_names_old_and_new(kfit: Kfit) -> None:
    kfit("sleep 23:00-06:00 --quality 6")
    assert "sleep 7h00 (23:00-06:00) is now 6h30 (23:30-06:00)" in kfit("edit 1 23:30-06:00").out
    assert "quality 6 is now quality 3" in kfit("edit 1 --quality 3").out
    assert "from Sun 22 Nov to Sat 21 Nov" in kfit("edit 1 --on sat").out


@pytest.mark.parametrize("line", ["edit 99999999999999999999 5", "history 99999999999999999999", "delete 99999999999999999999"])
def test_a_number_too_long_is_no_number(kfit: Kfit, line: str) -> None:
    kfit("mood 5")
    said = kfit(line)
    assert said.code == 2
    assert "stumbled" not in said.err


def test_on_an_infusion_day_and_the_next_forgetting_waits_for_a_typed_word(kfit: Kfit) -> None:
    kfit("note CANARY --on yesterday")
    kfit("infusion iv --on yesterday")
    for typed in ("\n", "q\n", "", "yes\n"):
        said = kfit("delete 1 --forget", typed=typed)
        assert (said.code, said.out) == (2, "")
        assert "Nothing was taken away." in said.err
    assert kfit("delete 1 --forget", typed="forget\n").code == 0
    kfit("note CANARY", now="2026-11-23T12:00")
    assert kfit("delete 3 --forget", now="2026-11-23T12:00", typed="").code == 0


UNCHANGED = (
    ("mood 6 fine", "edit 1 6", "mood 6"),
    ("mood 6 fine", "edit 1 --note fine", "mood 6"),
    ("mood 6 fine", "edit 1 --on today", "mood 6"),
    ("mood 6 fine", "edit 1 --on '9:30pm'", "mood 6"),
    ("mood 6 --on yesterday", "edit 1 --on yesterday", "mood 6"),
    ("mood 6 --on 'yesterday 20:00'", "edit 1 --on sat", "mood 6"),
    ("sleep 23:10-06:40", "edit 1 23:10-06:40", "sleep 7h30 (23:10-06:40)"),
    ("sleep 23:10-06:40", "edit 1 --on today", "sleep 7h30 (23:10-06:40)"),
    ("weight 72.5kg", "edit 1 72.5 kg", "weight 72.5 kg"),
    ("walk 20 --with Anna", "edit 1 20 --with Anna", "20 min walk"),
    ("infusion iv 40mg", "edit 1 40mg --on today", "infusion (IV, 40 mg)"),
    ("effect fog 2", "edit 1 2 --on today", "fog 2 of 3 (moderate)"),
    ("med lithium 300mg started", "edit 1 started", "lithium 300 mg started"),
    ("bp 120/80 60", "edit 2 120/80", "blood pressure 120/80 (pulse 60)"),
    ("bp 120/80 60", "edit 3 60 --on today", "blood pressure 120/80 (pulse 60)"),
)


@pytest.mark.parametrize(("logged", "line", "said"), UNCHANGED)
@pytest.mark.parametrize("short", ["", "config set answers short"])
def test_an_edit_that_leaves_an_entry_as_it_is_says_so_and_writes_nothing(
    kfit: Kfit, logged: str, line: str, said: str, short: str
) -> None:
    kfit(logged)
    assert not short or kfit(short).code == 0
    before, changes = kfit("list --all --json").out, kfit("history --all --json").out
    answer = kfit(line)
    assert (answer.code, answer.err) == (0, "")
    assert answer.out.startswith(f"Nothing to change: {said}, ")
    told = kfit(f"{line} --json").json
    assert told["before"] == told["after"]
    assert told["message"] == answer.out.strip()
    assert (kfit("list --all --json").out, kfit("history --all --json").out) == (before, changes)


def test_an_imported_entry_that_stays_on_its_day_is_not_changed(kfit: Kfit, home: Path) -> None:
    (home / "other.csv").write_text("Date,M\n2026-11-21,4\n", encoding="utf-8")
    assert kfit("import other.csv --map day=Date,mood=M").code == 0
    assert kfit("edit 1 --on yesterday").out == "Nothing to change: mood 4, Sat 21 Nov.\n"
    assert kfit("edit 1 --on fri").out.startswith("Changed 1: mood 4, from Sat 21 Nov to Fri 20 Nov.")


def values(kfit: Kfit) -> dict[str, float]:
    return {entry["name"]: entry["value"] for entry in entries(kfit)}


@pytest.mark.parametrize("number", [1, 2, 3])
def test_a_blood_pressure_is_edited_by_either_number_and_taken_back_as_one(kfit: Kfit, number: int) -> None:
    kfit("bp 128/82 70 after coffee")
    said = kfit(f"edit {number} 118/78")
    assert said.out == f"Changed {number}: blood pressure 128/82 (pulse 70) is now 118/78 (pulse 70), Sun 22 Nov.\n"
    assert values(kfit) == {"systolic": 118, "diastolic": 78, "pulse": 70}
    assert kfit("undo").out.startswith("Took back the edit of 1: blood pressure 118/78 is now 128/82, Sun 22 Nov.")
    assert values(kfit) == {"systolic": 128, "diastolic": 82, "pulse": 70}
    assert [change["command"] for change in kfit("history --json").json["changes"]] == ["bp"] * 3 + ["edit"] * 2 + ["undo"] * 2
    told = kfit(f"edit {number} 118 over 78 pulse 64 --json").json
    assert [told["after"]["id"], *(one["after"]["id"] for one in told["beside"])] == [number, *({1, 2, 3} - {number})]
    assert values(kfit) == {"systolic": 118, "diastolic": 78, "pulse": 64}
    assert entries(kfit)[0]["note"] == "after coffee"


def test_a_pulse_is_added_to_a_blood_pressure_by_an_edit(kfit: Kfit) -> None:
    kfit("bp 128/82")
    kfit("mood 5")
    assert kfit("edit 1 128/82 64").out == "Changed 1: blood pressure 128/82 is now 128/82 (pulse 64), Sun 22 Nov.\n"
    assert sorted(entry["id"] for entry in entries(kfit)) == [1, 2, 3, 4]
    assert "  1  21:30  blood pressure 128/82 (pulse 64)\n" in kfit("list").out
    kfit("undo")
    assert [entry["id"] for entry in entries(kfit)] == [1, 2, 3]


def test_a_blood_pressure_moves_to_another_day_as_one_and_its_note_stands_at_the_first(kfit: Kfit) -> None:
    kfit("bp 128/82 70")
    assert "from Sun 22 Nov to Fri 20 Nov" in kfit("edit 2 --on fri --note tired").out
    assert [(entry["day"], entry["note"]) for entry in entries(kfit)] == [("2026-11-20", "tired")] + [("2026-11-20", None)] * 2


def test_one_number_of_a_blood_pressure_can_be_edited_alone_the_higher_one_stays_the_upper(kfit: Kfit) -> None:
    kfit("bp 128/82")
    assert kfit("edit 2 80").out.startswith("Changed 2: blood pressure 128/82 is now 128/80,")
    said = kfit("edit 1 60 --note tired --on fri")
    assert said == ("", "60/80? The higher of the two stands first. Try: kfit edit 1 80/60 --note tired --on fri\n", 2)
    assert kfit("edit 1 78/118").err == "The higher number comes first. Try: kfit edit 1 118/78\n"
    assert values(kfit) == {"systolic": 128, "diastolic": 80}
    assert kfit("edit 1 80/60").code == 0


def test_two_numbers_do_not_fit_a_number_that_stands_alone(kfit: Kfit) -> None:
    kfit("measure pulse 64")
    said = kfit("edit 1 118/78 70 --note tired")
    assert said == ("", "Entry 1 is one number alone, the pulse. Try: kfit edit 1 70 --note tired\n", 2)
    assert kfit("edit 1 70").code == 0


@pytest.mark.parametrize("number", [1, 2])
def test_a_blood_pressure_is_deleted_as_one_and_that_is_said(kfit: Kfit, number: int) -> None:
    kfit("bp 128/82")
    kfit("bp 140/90")
    said = kfit(f"delete {number}")
    assert said.out == "Took back: blood pressure 128/82, Sun 22 Nov. (kfit undo)\nThe numbers of one blood pressure go together: 1, 2.\n"
    assert [entry["id"] for entry in entries(kfit)] == [3, 4]
    kfit("undo")
    assert [entry["id"] for entry in entries(kfit)] == [1, 2, 3, 4]


@pytest.mark.parametrize("first", ["", "delete 2"])
def test_a_blood_pressure_is_forgotten_as_one_also_after_it_was_deleted(kfit: Kfit, first: str) -> None:
    kfit("bp 128/82 --note CANARY")
    kfit("mood 5")
    assert not first or kfit(first).code == 0
    said = kfit("delete 2 --forget")
    assert "The numbers of one blood pressure go together: 1, 2." in said.out
    assert [entry["id"] for entry in entries(kfit)] == [3]
    assert "CANARY" not in kfit("history --all").out
    assert "systolic" not in kfit("history --all").out


def test_a_blood_pressure_that_stands_the_wrong_way_round_in_the_file_can_still_be_moved(kfit: Kfit) -> None:
    from kfit.model.entries import Measure
    from kfit.store.changes import Change
    from kfit.store.data_file import Data

    kfit("mood 5")
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        for name, value in (("systolic", 80.0), ("diastolic", 120.0)):
            change.add(Measure(day="2026-11-22", name=name, value=value, unit="mmHg"))
    assert kfit("edit 2 --on sat").out.startswith("Changed 2: blood pressure 80/120, from Sun 22 Nov to Sat 21 Nov.")
    assert kfit("edit 3 120/80").out.startswith("Changed 3: blood pressure 80/120 is now 120/80,")


@pytest.mark.parametrize("line", ["delete everything", "wipe", "uninstall", "forget everything"])
def test_whoever_wants_all_of_it_gone_is_told_where_it_lies(kfit: Kfit, db_path: Path, line: str) -> None:
    """It takes nothing away: files are for the person to delete, and nothing is lost by a word."""
    kfit("mood 5")
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    state = db_path.parents[2] / "state" / "kfit"
    for place in (f"The data file: {db_path}\n", f"Its copies: {db_path}.backups\n", f"drafts of notes: {state}\n"):
        assert place in said.err
    assert len(kfit("list --json").json["entries"]) == 1


@pytest.mark.parametrize("line", ["delete NUMBER", "edit NUMBER 3h30"])
def test_a_placeholder_can_touch_no_entry(kfit: Kfit, line: str) -> None:
    kfit("sleep 5h")
    assert kfit(line).code == 2
    assert kfit("list --json").json["entries"][0]["minutes"] == 300
