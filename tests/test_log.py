"""Logging: what is saved, and what the answer says."""

from __future__ import annotations

import json
import shlex
import sqlite3
import subprocess
import sys
import sysconfig
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kfit.parsing.tokens import quoted

if TYPE_CHECKING:
    from conftest import Kfit


def test_a_line_is_saved_with_all_that_the_contract_names(kfit: Kfit) -> None:
    said = kfit("mood 6 slept badly --json").json
    entry = said["saved"][0]
    assert list(entry) == ["id", "uid", "kind", "day", "at", "tz", "note", "source", "source_id", "logged_at", "score"]
    assert entry["uid"][14] == "7"
    del entry["uid"]
    assert entry == {
        "id": 1, "kind": "mood", "day": "2026-11-22", "at": "2026-11-22T21:30-05:00", "tz": "America/New_York", "note": "slept badly",
        "source": None, "source_id": None, "logged_at": "2026-11-23T02:30:00Z", "score": 6,
    }  # fmt: skip
    assert said["replaced"] == []
    assert said["message"].startswith("Saved mood 6 for Sun 22 Nov")


def test_only_a_known_time_fills_at(kfit: Kfit) -> None:
    def at(line: str) -> Any:
        return kfit(f"{line} --json").json["saved"][0]["at"]

    assert at("mood 6 --on yesterday") is None
    assert at("mood 6 --on '2h ago'") == "2026-11-22T19:30-05:00"
    assert at("mood 6 --on 'mon 9pm'") == "2026-11-16T21:00-05:00"
    assert at("sleep 22:30-06:45 --on sat") is None


def test_a_night_keeps_its_times_and_one_row_a_part(kfit: Kfit) -> None:
    saved = kfit(["sleep", "23:30-2,", "4-6:15", "--quality", "3", "--json"]).json["saved"]
    assert [(part["start_at"], part["end_at"], part["minutes"]) for part in saved] == [
        ("2026-11-21T23:30-05:00", "2026-11-22T02:00-05:00", 150),
        ("2026-11-22T04:00-05:00", "2026-11-22T06:15-05:00", 135),
    ]
    assert [part["quality"] for part in saved] == [3, None]
    assert len(kfit("history --json").json["changes"]) == 2
    kfit("undo")
    assert kfit("list --json").json["entries"] == []


def test_the_first_low_mood_of_a_day_names_help_and_the_next_does_not(kfit: Kfit) -> None:
    assert kfit("mood 0").out.splitlines()[1:] == ["Rough day? kfit help-now"]
    assert "Thank you for noting it." in kfit("mood 1").out
    assert "help-now" not in kfit("mood 1").out
    assert "help-now" in kfit("mood 1", now="2026-11-23T12:00").out
    assert "Thank you" not in kfit("mood 2", now="2026-11-23T12:00").out


def test_a_2_and_a_9_get_the_same_words(kfit: Kfit) -> None:
    kfit("mood 5")
    low, high = kfit("mood 2 --on sat").out, kfit("mood 9 --on fri").out
    assert low.replace("2 for Sat 21 Nov", "") == high.replace("9 for Fri 20 Nov", "")


def test_a_note_is_never_repeated(kfit: Kfit) -> None:
    for line in ("mood 6 CANARY one", "walk 20 CANARY", "infusion CANARY went well", "log mood 6, sleep 7h 'CANARY two'", "note CANARY"):
        said = kfit(line)
        assert said.code == 0
        assert "CANARY" not in said.out + said.err
    for number in range(1, 7):
        assert "CANARY" not in kfit(f"delete {number}").out
        assert "CANARY" not in kfit("undo").out


def test_replace_takes_the_place_in_one_change_and_names_what_it_replaced(kfit: Kfit) -> None:
    kfit("mood 4")
    kfit("mood 7")
    kfit("mood 5 --on sat")
    said = kfit("mood 6 --replace --json").json
    assert [entry["score"] for entry in said["replaced"]] == [4, 7]
    assert "in place of mood 4 and mood 7" in said["message"]
    kfit("undo")
    assert [entry["score"] for entry in kfit("list mood --json").json["entries"]] == [5, 4, 7]


def test_replace_keeps_other_activities(kfit: Kfit) -> None:
    kfit("walk 20")
    kfit("yoga 10")
    kfit("walk 30 --replace")
    entries = kfit("list exercise --json").json["entries"]
    assert sorted((entry["activity"], entry["minutes"]) for entry in entries) == [("walk", 30), ("yoga", 10)]


def test_a_second_infusion_on_a_day_is_saved_and_said(kfit: Kfit) -> None:
    kfit("infusion iv 40mg")
    assert "That day has 2 infusions." in kfit("infusion iv").out
    assert "That day has 3 infusions." in kfit("infusion im").out
    assert len(kfit("list infusion --json").json["entries"]) == 3


def test_more_than_a_day_of_sleep_is_saved_and_said(kfit: Kfit) -> None:
    kfit("sleep 16h")
    assert "Sleep that day: 26h00 in 2 parts." in kfit("sleep 10h --sure").out


def test_short_answers_say_nothing_else(kfit: Kfit) -> None:
    kfit("config set answers short")
    assert kfit("mood 1 alone").out == "Saved.\n"
    assert kfit("infusion iv 40mg").out == "Saved.\n"


def test_quiet_prints_nothing_and_saves(kfit: Kfit) -> None:
    said = kfit("mood 6 -q")
    assert (said.out, said.err, said.code) == ("", "", 0)
    assert len(kfit("list --json").json["entries"]) == 1


def test_a_refused_line_saves_nothing_and_makes_no_file(kfit: Kfit, db_path: Path) -> None:
    said = kfit("log mood 6, slep 7h")
    assert (said.out, said.code) == ("", 2)
    assert not db_path.exists()
    kfit("mood 5")
    assert kfit("log mood 6, sleep 7h3O").code == 2
    assert len(kfit("list --json").json["entries"]) == 1


def test_a_file_is_saved_whole_or_not_at_all(kfit: Kfit) -> None:
    said = kfit("log -", stdin="mon: mood 6\n\n# a remark\ntue: mood 5 walk 20\nsmile 6\n")
    assert said.code == 2
    assert said.err.startswith("line 5: I don't know 'smile'.")
    assert kfit("list --json").json["entries"] == []
    assert kfit("log -", stdin="\ufeffmon: mood 6\r\ntue: mood 5, walk 20\n").code == 0
    assert len(kfit("history --json").json["changes"]) == 3
    assert len({step["id"] for step in kfit("history --json").json["changes"]}) == 1


def test_a_note_can_come_from_a_pipe_and_is_not_in_the_history_then(kfit: Kfit) -> None:
    said = kfit("note -", stdin="a long day\nand a second line\n")
    assert said.out == "Saved a note for Sun 22 Nov. To take it back: kfit undo\n"
    assert kfit("list --json").json["entries"][0]["note"] == "a long day\nand a second line"
    assert kfit("note", stdin="").out == "No text, so nothing was saved.\n"


def test_a_note_can_be_written_in_an_editor(kfit: Kfit, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nstat -c %a "$1" > "$HOME/mode"\necho "from the editor" > "$1"\n')
    editor.chmod(0o700)
    assert kfit("note --edit --on yesterday", EDITOR=str(editor)).code == 0
    entry = kfit("list --json").json["entries"][0]
    assert (entry["note"], entry["day"]) == ("from the editor", "2026-11-21")
    assert (tmp_path / "mode").read_text() == "600\n"
    assert not list((tmp_path / "state" / "kfit").rglob("note-*"))


def test_an_editor_that_fails_keeps_the_text_and_says_where(kfit: Kfit, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\necho "half a thought" > "$1"\nexit 3\n')
    editor.chmod(0o700)
    said = kfit("note --edit", EDITOR=str(editor))
    assert said.code == 1
    assert Path(said.err.split()[-1]).read_text() == "half a thought\n"


def test_after_midnight_the_answer_says_which_day(kfit: Kfit) -> None:
    assert kfit("mood 4", now="2026-11-06T01:30").out.startswith("Saved mood 4 for Thu 5 Nov (your day ends at 04:00).")
    assert kfit("mood 4 --on 2026-11-05", now="2026-11-07T12:00").out.startswith("Saved mood 4 for Thu 5 Nov (added on Sat 7 Nov).")


def test_a_new_end_of_day_moves_no_entry(kfit: Kfit) -> None:
    kfit("mood 4", now="2026-11-22T01:30")
    kfit("config set day_ends 01:00")
    kfit("mood 5", now="2026-11-22T01:30")
    assert [entry["day"] for entry in kfit("list --json").json["entries"]] == ["2026-11-21", "2026-11-22"]


HEAVY = {
    "typer",
    "pydantic",
    "rich",
    "sqlite_utils",
    "plotext",
    "typing",
    "dataclasses",
    "enum",
    "json",
    "tomllib",
    "pathlib",
    "re",
    "zoneinfo",
    "uuid",
}


@pytest.mark.parametrize(
    "words",
    [
        ["mood", "6", "slept", "badly"],
        ["mood", "1"],
        ["sleep", "22:30-06:45", "--quality", "6", "--sure"],  # the second time it is there already
        ["sleep", "7h30", "--on", "yesterday", "--sure"],
        ["walk", "20", "--on", "3 nov"],
        ["infusion", "iv", "40mg"],
        ["log", "mood 6, sleep 7h30 --sure, walk 20"],
        ["mood", "6", "--replace"],
        ["pain", "4"],
        ["rate", "pain", "4"],
        ["effect", "nausea", "1"],
        ["med", "sertraline", "100mg", "taken"],
        ["did", "meditation", "10m"],
        ["weight", "72.5kg"],
        ["bp", "128/82", "70"],
        ["phq9", "1", "1", "1", "1", "1", "1", "1", "1", "0"],
    ],
)
def test_a_log_command_loads_no_heavy_module(words: list[str]) -> None:
    """The first line ever and the second one: both answer before anything large is imported."""
    script = (
        "import sys\n"
        f"sys.argv = ['kfit', *{words!r}]\n"
        "from kfit.__main__ import main\n"
        "code = main()\n"
        "print(code, *sorted(sys.modules), file=sys.stderr)\n"
    )
    bare = subprocess.run([sys.executable, "-c", "import runpy, sys; print(*sys.modules)"], capture_output=True, text=True, check=True)
    for _ in range(2):
        ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
        assert not ran.returncode, ran.stderr
        code, *loaded = ran.stderr.split()
        assert code == "0"
        assert not (HEAVY - set(bare.stdout.split())) & set(loaded)


def test_the_installed_script_loads_no_more_than_the_command_does() -> None:
    """The script that pip would write for an entry point loads `re`, which takes as long as saving a line does."""
    installed = Path(sysconfig.get_path("scripts")) / "kfit"
    assert installed.read_text().splitlines()[1:] == (Path(__file__).parents[1] / "bin" / "kfit").read_text().splitlines()[1:]
    bare, loaded = (
        {
            line.split("|")[-1].strip()
            for line in subprocess.run(
                [sys.executable, "-X", "importtime", *words], capture_output=True, text=True, check=True
            ).stderr.splitlines()
        }
        for words in (["-c", "pass"], [str(installed), "mood", "6"])
    )
    assert "kfit.__main__" in loaded
    assert not (HEAVY - bare) & loaded


def test_the_file_is_plain_typed_sqlite(kfit: Kfit, db_path: Path) -> None:
    kfit("log mood 6 sleep 7h30 walk 20 'long day'")
    db = sqlite3.connect(db_path)
    assert db.execute("select kind, summary, note from timeline order by id").fetchall() == [
        ("mood", "mood 6", None), ("sleep", "sleep 7h30", None), ("exercise", "20 min walk", None), ("note", "note", "long day"),
    ]  # fmt: skip
    assert db.execute(
        "select day, weekday, mood_mean_10_best, sleep_hours, exercise_minutes, entries, added_later from daily"
    ).fetchall() == [("2026-11-22", "Sun", 6.0, 7.5, 20, 4, 0)]
    db.close()


def test_what_was_written_in_the_editor_is_kept_when_it_cannot_be_saved(kfit: Kfit, tmp_path: Path) -> None:
    editor = tmp_path / "editor.sh"
    editor.write_text('#!/bin/sh\nhead -c 10001 /dev/zero | tr "\\0" x > "$1"\n')
    editor.chmod(0o700)
    said = kfit("note --edit", EDITOR=str(editor))
    assert said.code == 2
    assert len(Path(said.err.split()[-1]).read_text()) == 10_001
    editor.write_text('#!/bin/sh\necho fine > "$1"\n')
    assert kfit("note --edit", EDITOR=str(editor)).code == 0
    assert kfit("note --edit", EDITOR="vi 'x").code == 1


def test_closed_and_full_streams_end_in_words(process: Any) -> None:
    def shell(line: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(["bash", "-c", line], capture_output=True, text=True, check=False)

    kfit = f"{sys.executable} -m kfit"
    assert shell(f"{kfit} nope 2>&-").stdout == ""
    assert shell(f"{kfit} mood 5 >&-").returncode == 1
    assert "stumbled" not in shell(f"{kfit} note <&-").stderr
    full = shell(f"{kfit} mood 5 > /dev/full")
    assert full.returncode == 1
    assert "stumbled" not in full.stderr
    assert len(json.loads(process("list", "--json").stdout)["entries"]) == 2


def test_nothing_to_save_is_an_object_with_json(kfit: Kfit) -> None:
    assert kfit("note - --json", stdin="").json == {"saved": [], "replaced": [], "message": "No text, so nothing was saved."}


def test_a_mean_is_rounded_as_the_file_rounds_it(kfit: Kfit, db_path: Path) -> None:
    for score in (7, 7, 3):
        kfit(f"mood {score}")
    assert "(mean 4.3)" in kfit("mood 0").out
    assert "(mean 4.3)" in kfit("today").out
    db = sqlite3.connect(db_path)
    assert db.execute("select mood_mean_10_best from daily").fetchone() == (4.3,)
    db.close()


def test_a_dash_in_a_note_does_not_hide_the_hint_about_the_history(kfit: Kfit) -> None:
    assert "shell's history" in kfit("mood 6 - tired").out


@pytest.mark.parametrize(
    "text", ["$100", "`id`", "$(id)", "wow!", "a\\b", 'say "x" now', "it's $5", "a;b", "{a,b}", "=ls", "[x]", "a|b", ""]
)
def test_quoted_text_reaches_a_command_as_it_was(text: str) -> None:
    """What `quoted` writes is one word to a shell, and the same word."""
    typed = subprocess.run(["bash", "-c", f"printf %s {quoted(text)}"], capture_output=True, text=True, check=True)
    assert typed.stdout == text
    assert shlex.split(quoted(text)) == [text]


def test_an_offered_line_keeps_what_a_shell_would_expand(kfit: Kfit) -> None:
    refused = kfit(["mood", "6", "7", "people", "paid", "$100"])
    line = refused.err.partition("Try: kfit ")[2].strip()
    typed = subprocess.run(["bash", "-c", f"printf '%s\\n' {line}"], capture_output=True, text=True, check=True)
    kfit(typed.stdout.splitlines())
    assert "7 people paid $100" in kfit("list --json").out


def test_an_option_whose_value_has_a_blank_is_an_option(kfit: Kfit) -> None:
    """A shell passes `--on="3 nov"` on as the one word `--on=3 nov`."""
    now = "2026-11-22T21:30"
    assert "3 Nov" in kfit(["mood", "4", "--on=3 nov"], now=now).out
    assert "3 Nov" in kfit(["log", "mood", "4", "--on=3 nov"], now=now).out
    assert "3 Nov" in kfit(["log", "mood 4", "--on=3 nov"], now=now).out
    assert kfit(["log", "-", "--on=3 nov"], stdin="mood 5\n", now=now).code == 0
    days = [entry["day"] for entry in json.loads(kfit("list --all --json", now=now).out)["entries"]]
    assert days == ["2026-11-03"] * 4
    kfit(["infusion", "iv", "40mg", "--clinic=The Clinic"], now=now)
    kfit(["mood", "5", "--note=long day"], now=now)
    entries = json.loads(kfit("list --json", now=now).out)["entries"]
    assert entries[-2]["clinic"] == "The Clinic"
    assert entries[-1]["note"] == "long day"


@pytest.mark.parametrize(
    "line", [["mood", "4"], ["log", "mood", "4"], ["log", "mood 4"], ["ask", "why"], ["pause", "rest"], ["next", "friday"]]
)
def test_an_option_that_there_is_not_is_refused_with_a_blank_in_its_value(kfit: Kfit, line: list[str]) -> None:
    refused = kfit([*line, "--bogus=a b"])
    assert refused.code == 2
    assert "--bogus" in refused.err


@pytest.mark.parametrize(
    ("line", "typed"),
    [
        ("measure coffee 3", "4)"),
        ("drinks 2", "1_0"),
        ("weight 72kg", "7·5kg"),
        ("bp 128/82", "130/80)"),
        ("mood 6", "7/"),
        ("sleep 7h", "7h30'"),
        ("walk 20", "3_0"),
        ("infusion iv 40mg", "5·0mg"),
        ("did pushups 20x", "30x)"),
        ("effect nausea 1", "2'"),
        ("med sertraline 50mg started", "1_00mg"),
    ],
)
def test_an_edit_never_takes_a_part_of_a_number(kfit: Kfit, line: str, typed: str) -> None:
    kfit(line)
    before = kfit("list --all --json").json["entries"]
    said = kfit(["edit", "1", typed])
    assert said.code == 2
    assert typed in said.err
    assert kfit("list --all --json").json["entries"] == before


def test_a_number_with_a_sign_glued_to_it_stops_a_file_before_anything_is_saved(kfit: Kfit) -> None:
    said = kfit("log -", stdin="mon: mood 6\ntue: measure steps 5_0\n")
    assert said.code == 2
    assert "line 2" in said.err
    assert "5_0" in said.err
    assert kfit("list --all --json").json["entries"] == []


def test_notes_in_a_file_fall_on_the_day_that_stands_behind_them(kfit: Kfit) -> None:
    file = 'note long day --on monday\nnote "read --on monday" twice\nmood 6 -- -low, walk 20 --on tue\n'
    assert kfit("log -", stdin=file).code == 0
    entries = kfit("list --all --json").json["entries"]
    assert [(entry["kind"], entry["day"], entry["note"]) for entry in entries] == [
        ("note", "2026-11-16", "long day"),
        ("mood", "2026-11-17", "-low"),
        ("exercise", "2026-11-17", None),
        ("note", "2026-11-22", '"read --on monday" twice'),
    ]


def test_a_note_in_a_file_that_gives_the_day_has_no_second_one(kfit: Kfit) -> None:
    said = kfit("log - --on tue", stdin="mood 6\nnote long day --on monday\n")
    assert said.code == 2
    assert said.err.startswith("line 2: There are two days")
    assert kfit("list --json").json["entries"] == []
