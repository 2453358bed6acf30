"""What goes out: CSV for people, JSONL without loss; whole or not at all, and never over what is there."""

from __future__ import annotations

import csv
import json
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kfit.formats import atomic_files
from kfit.model.entries import KINDS
from kfit.store import export_rows

if TYPE_CHECKING:
    from conftest import Kfit

# A child that is sent a signal in the middle of an export.
STRUCK = """
import os, signal, sys
from kfit.__main__ import main
from kfit.store import export_rows
daily = export_rows.daily
number = int(sys.argv.pop())
def struck(*some):
    os.kill(os.getpid(), number)
    return daily(*some)
export_rows.daily = struck
signal.signal(signal.SIGHUP, getattr(signal, sys.argv.pop()))
signal.signal(signal.SIGINT, signal.default_int_handler)
sys.exit(main())
"""
# A child on a disk that is full after so many bytes.
FULL = """
import resource, sys
from kfit.__main__ import main
resource.setrlimit(resource.RLIMIT_FSIZE, (100, 100))
sys.exit(main())
"""
KIND_FILES = ["mood.csv", "sleep.csv", "exercise.csv", "infusion.csv", "note.csv"]
COMPUTED = ["daily.csv", "infusions.csv", "medicines_current.csv", "plans.csv", "questions.csv"]
TEXTS = ["summary.txt", "README.txt"]
ALL = [*KIND_FILES, *COMPUTED, *TEXTS]


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, strict=True))


def child(script: str, *words: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", script, *words], capture_output=True, text=True, check=False)


def struck(by: signal.Signals, hang_up: str = "SIG_DFL") -> subprocess.CompletedProcess[str]:
    return child(STRUCK, "export", "csv", "-o", "visit", "--force", hang_up, str(by.value))


@pytest.fixture
def fortnight(kfit: Kfit) -> None:
    """Keep two weeks: moods around an infusion, sleep, movement, a note, and a week without entries."""
    lines = (
        "2 nov: mood 4 tired, sleep 7h",
        "3 nov: mood 4, sleep 7h30 --quality 6, walk 10",
        "5 nov: mood 4 early, infusion iv 40mg",
        "6 nov: mood 7",
        "7 nov: mood 7, walk 15 round the block, run 5",
        "14 nov: note =1+1",
    )
    for line in lines:
        assert kfit(["log", line]).code == 0


@pytest.mark.usefixtures("fortnight")
def test_an_export_names_its_files_and_the_way_without_notes(kfit: Kfit, home: Path) -> None:
    said = kfit("export csv -o visit")
    assert said.code == 0
    assert said.out.splitlines()[1] == "12 entries, 4 with notes. To leave the notes out: --no-notes."
    assert said.err == ""
    assert sorted(path.name for path in (home / "visit").iterdir()) == sorted(ALL)


@pytest.mark.usefixtures("fortnight")
def test_json_gives_each_file_with_its_rows(kfit: Kfit, home: Path) -> None:
    found = kfit("export csv -o visit --json").json["files"]
    counts = {Path(file["path"]).name: file["rows"] for file in found}
    assert {name: counts[name] for name in ALL[:-2]} == dict(zip(ALL, [5, 2, 3, 1, 1, 13, 1, 0, 0, 0], strict=False))
    for name in ALL[:-2]:
        assert len(read(home / "visit" / name)) == counts[name]


@pytest.fixture
def all_kinds(kfit: Kfit, fortnight: None) -> None:  # noqa: ARG001 - it stands on the fortnight's entries
    """Keep an entry of every other kind as well."""
    lines = (
        "5 nov: effect nausea 1, effect headache 2",
        "6 nov: anxiety 7, pain 3, pain 4, energy 1",
        "7 nov: med sertraline 150mg changed",
        "8 nov: weight 160lb, bp 128/82, drinks 1, drinks 2",
        "9 nov: did meditation 5m, did craft",
    )
    for line in lines:
        assert kfit(["log", line]).code == 0, line
    assert kfit("phq9 2 2 2 2 1 2 2 1 1 --on 2026-11-10").code == 0
    assert kfit("qids 1 1 1 0 2 - 1 - 0 1 1 0 1 1 0 1 --on 2026-11-10").code == 0
    assert kfit("rate calm 4 --better high --on 2026-11-11").code == 0


@pytest.mark.usefixtures("all_kinds")
def test_a_kinds_table_has_every_field_of_the_contract(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit")
    shared = ["id", "uid", "kind", "day", "time", "tz", "note", "source", "source_id", "logged_at"]
    for kind in KINDS.values():
        table = read(home / "visit" / f"{kind.kind}.csv")
        assert list(table[0]) == shared + list(kind.OWN)
        assert [row["day"] for row in table] == sorted(row["day"] for row in table)


@pytest.mark.usefixtures("fortnight")
def test_daily_has_a_row_for_every_day_and_leaves_open_what_was_not_logged(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit")
    days = {row["day"]: row for row in read(home / "visit" / "daily.csv")}
    assert list(days) == [f"2026-11-{day:02}" for day in range(2, 15)]
    third, gap = days["2026-11-03"], days["2026-11-09"]
    assert (third["mood_mean_10_best"], third["sleep_hours"], third["sleep_quality_10_best"]) == ("4.0", "7.50", "6")
    assert (gap["weekday"], gap["days_since_infusion"], gap["entries"], gap["added_later"]) == ("Mon", "4", "0", "0")
    assert not any(gap[name] for name in gap if name not in ("day", "weekday", "days_since_infusion", "entries", "added_later", "imported"))
    assert days["2026-11-05"]["infusion"] == "IV 40 mg"
    assert days["2026-11-02"]["days_since_infusion"] == ""
    assert days["2026-11-07"]["exercise_sessions"] == "2"


@pytest.mark.usefixtures("fortnight")
def test_since_and_until_give_every_day_of_that_period_and_still_all_infusions(kfit: Kfit, home: Path) -> None:
    kfit(["export", "csv", "-o", "visit", "--since", "2026-11-10", "--until", "2026-11-20"])
    assert [row["day"] for row in read(home / "visit" / "daily.csv")] == [f"2026-11-{day}" for day in range(10, 21)]
    assert read(home / "visit" / "daily.csv")[-1]["days_since_infusion"] == "15"
    assert read(home / "visit" / "mood.csv") == []
    assert len(read(home / "visit" / "infusions.csv")) == 1


@pytest.mark.usefixtures("fortnight")
def test_infusions_have_mood_before_and_after(kfit: Kfit, home: Path) -> None:
    kfit(["log", "15 nov: infusion im"])
    kfit("export csv -o visit")
    first, second = read(home / "visit" / "infusions.csv")
    assert first["dose_mg"] == "40.0"
    assert (first["mood_before_median_10_best"], first["mood_before_days"]) == ("4.00", "2")
    assert (first["mood_after_median_10_best"], first["mood_after_days"]) == ("7.00", "2")
    assert (second["gap_days"], second["mood_before_median_10_best"], second["mood_before_days"]) == ("10", "", "0")
    shown = kfit("infusions --json").json["infusions"]
    assert [str(one["before"]["days"]) for one in shown] == [first["mood_before_days"], second["mood_before_days"]]


@pytest.mark.usefixtures("fortnight")
def test_without_notes_no_word_of_them_goes_out(kfit: Kfit, home: Path) -> None:
    kfit(["note", "--mark", "it fades", "secret"])
    said = kfit("export csv -o visit --no-notes")
    assert "without the text of notes" in said.out
    assert "notes" not in read(home / "visit" / "daily.csv")[0]
    assert [row["mark"] for row in read(home / "visit" / "note.csv")] == ["it fades"]
    for path in (home / "visit").iterdir():
        for words in ("tired", "early", "round the block", "1+1", "secret"):
            assert words not in path.read_text(encoding="utf-8")
    assert "secret" not in kfit("export jsonl --no-notes").out


@pytest.mark.usefixtures("fortnight")
def test_the_files_are_the_owners_alone(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit")
    assert stat.S_IMODE((home / "visit").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (home / "visit").iterdir()} == {0o600}


@pytest.mark.usefixtures("fortnight")
def test_nothing_is_written_over_without_force(kfit: Kfit, home: Path) -> None:
    (home / "visit").mkdir()
    (home / "visit" / "note.csv").write_text("mine")
    said = kfit("export csv -o visit")
    assert said.code == 2
    assert "--force" in said.err
    assert [path.name for path in (home / "visit").iterdir()] == ["note.csv"]
    assert (home / "visit" / "note.csv").read_text() == "mine"
    assert kfit("export csv -o visit --force").code == 0
    assert len(read(home / "visit" / "note.csv")) == 1


@pytest.mark.usefixtures("fortnight")
def test_a_database_is_never_written_over(kfit: Kfit, db_path: Path) -> None:
    before = db_path.read_bytes()
    assert kfit(["export", "jsonl", "-o", str(db_path), "--force"]).code == 2
    assert db_path.read_bytes() == before


@pytest.mark.usefixtures("fortnight")
@pytest.mark.parametrize("mishap", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_an_export_that_ends_early_leaves_nothing(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch, mishap: BaseException) -> None:
    def stopped(*_: object) -> None:
        raise mishap

    monkeypatch.setattr(export_rows, "daily", stopped)
    said = kfit("export csv -o visit")
    assert said.code == (130 if isinstance(mishap, KeyboardInterrupt) else 1)
    assert not (home / "visit").exists()
    assert said.out == ""


@pytest.mark.usefixtures("fortnight")
def test_a_disk_that_gives_back_other_bytes_is_told(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_files, "read_back", lambda _: (1, 1))
    said = kfit("export jsonl -o all.jsonl")
    assert said.code == 1
    assert "other bytes" in said.err
    assert not (home / "all.jsonl").exists()


@pytest.mark.usefixtures("fortnight")
def test_one_kind_goes_into_one_file_or_to_stdout(kfit: Kfit, home: Path) -> None:
    assert kfit("export csv --kind mood -o mood.csv").code == 0
    said = kfit("export csv --kind mood")
    assert said.out.encode() == (home / "mood.csv").read_bytes()
    assert "5 entries, 2 with notes" in said.err
    assert kfit("export csv --kind moood -o x.csv").code == 2


@pytest.mark.usefixtures("fortnight")
def test_jsonl_has_a_header_and_then_an_entry_a_line(kfit: Kfit) -> None:
    kfit("config set date_order dmy")
    head, *lines = [json.loads(line) for line in kfit("export jsonl").out.splitlines()]
    assert (head["kfit_jsonl"], head["entries"], len(lines)) == (1, 12, 12)
    assert [(one["name"], one["value"]) for one in head["settings"]] == [("date_order", "dmy")]
    listed = {entry["id"]: entry for entry in kfit("list --all --json").json["entries"]}
    assert {entry["id"]: entry for entry in lines} == listed


@pytest.mark.usefixtures("all_kinds")
def test_answers_are_a_list_in_jsonl_and_a_text_in_csv(kfit: Kfit, home: Path) -> None:
    lines = [json.loads(line) for line in kfit("export jsonl").out.splitlines()[1:]]
    scores = {line["name"]: line for line in lines if line["kind"] == "score"}
    assert scores["phq9"]["items"] == [2, 2, 2, 2, 1, 2, 2, 1, 1]
    assert scores["qids"]["items"][5:8] == [None, 1, None]
    assert kfit("export csv --kind score -o score.csv --include items").code == 0
    assert [row["items"] for row in read(home / "score.csv")] == ["2 2 2 2 1 2 2 1 1", "1 1 1 0 2 - 1 - 0 1 1 0 1 1 0 1"]
    listed = {entry["id"]: entry for entry in kfit("list --all --json").json["entries"]}
    assert {entry["id"]: entry for entry in lines} == {
        number: {name: value for name, value in entry.items() if name != "band"} for number, entry in listed.items()
    }


@pytest.mark.usefixtures("all_kinds")
def test_a_kind_that_was_ever_used_has_its_file_and_another_has_none(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit --since 2026-11-12")
    names = {path.name for path in (home / "visit").iterdir()}
    assert names == {*(f"{kind}.csv" for kind in KINDS), *COMPUTED, *TEXTS, "phq9.csv", "qids.csv"}
    assert read(home / "visit" / "rating.csv") == []
    said = kfit("export csv --kind habit -o habit.csv")
    assert (said.code, len(read(home / "habit.csv"))) == (0, 2)


def test_the_tables_of_the_first_kinds_are_always_there(kfit: Kfit, home: Path) -> None:
    kfit("anxiety 4")
    kfit("export csv -o visit")
    assert sorted(path.name for path in (home / "visit").iterdir()) == sorted([*ALL, "rating.csv"])
    assert kfit("export csv --kind habit -o habit.csv").code == 0
    assert read(home / "habit.csv") == []


@pytest.mark.usefixtures("fortnight")
def test_a_text_that_looks_like_a_formula_is_guarded_and_a_number_is_not(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit")
    assert read(home / "visit" / "note.csv")[0]["note"] == "'=1+1"
    assert read(home / "visit" / "daily.csv")[-1]["notes"] == "'=1+1"
    assert (home / "visit" / "mood.csv").read_bytes().startswith(b'\xef\xbb\xbf"id","uid"')
    assert (home / "visit" / "mood.csv").read_bytes().count(b"\r\n") == 6


@pytest.mark.usefixtures("all_kinds")
def test_the_readme_explains_every_column_of_every_file(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit")
    readme = (home / "visit" / "README.txt").read_text()
    for name in [*(f"{kind}.csv" for kind in KINDS), "daily.csv", "infusions.csv"]:
        section = readme.split(f"\n{name}: ", 1)[1].split("\n\n", 1)[0]
        explained = {line.split()[0]: line.split(maxsplit=1)[1:] for line in section.splitlines()[1:]}
        assert list(explained) == list(read(home / "visit" / name)[0])
        assert all(explained.values())
    assert "0 (worst) to 10 (best)" in readme
    assert "0 to 1080 minutes" in readme
    assert "A day ends at 04:00" in readme
    assert "which end is better: high (10 is best) or low (10 is worst)" in readme
    assert "PHQ-9: 0 to 27, lower is better; 9 answers, each 0 to 3; minimal to 4, mild to 9" in readme
    assert "read at https://loinc.org/LL382-3" in readme


@pytest.mark.usefixtures("fortnight")
def test_the_readme_is_silent_on_what_was_never_used(kfit: Kfit, home: Path) -> None:
    kfit("export csv -o visit")
    readme = (home / "visit" / "README.txt").read_text()
    assert "rating.csv" not in readme
    assert "questionnaires" not in readme


def test_before_the_first_entry_there_is_nothing_to_export(kfit: Kfit, home: Path, db_path: Path) -> None:
    said = kfit("export csv -o visit")
    assert (said.code, said.out) == (0, "")
    assert "Nothing logged yet" in said.err
    assert kfit("export jsonl -o x --json").json == {"files": []}
    assert not (home / "visit").exists()
    assert not db_path.exists()


@pytest.mark.parametrize(
    "line", ["export csv", "export jsonl --json", "export csv -o visit --since nonsense", "export csv -o visit --since tomorrow"]
)
@pytest.mark.usefixtures("fortnight")
def test_what_cannot_be_exported_is_a_question_with_a_line_that_works(kfit: Kfit, home: Path, line: str) -> None:
    said = kfit(line)
    assert (said.code, said.out) == (2, "")
    assert "Try: " in said.err
    assert not (home / "visit").exists()


@pytest.mark.usefixtures("fortnight")
def test_an_export_to_a_terminal_is_made_harmless(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit(["note", "\x9b31m red \u202e"])
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    said = kfit("export csv --kind note")
    assert "\x9b" not in said.out
    assert "\u202e" not in said.out
    assert "red" in said.out


@pytest.mark.usefixtures("fortnight")
@pytest.mark.parametrize("by", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_an_export_that_is_told_to_end_clears_away_its_drafts(kfit: Kfit, home: Path, by: signal.Signals) -> None:
    (home / "visit").mkdir()
    said = struck(by)
    assert (said.returncode, said.stdout, said.stderr) == (128 + by, "", "")
    assert list((home / "visit").iterdir()) == []
    assert kfit("export csv -o visit").code == 0


@pytest.mark.usefixtures("fortnight")
def test_a_signal_that_is_ignored_stays_so(home: Path) -> None:
    assert struck(signal.SIGHUP, "SIG_IGN").returncode == 0
    assert sorted(path.name for path in (home / "visit").iterdir()) == sorted(ALL)


@pytest.mark.usefixtures("fortnight")
def test_signals_do_after_an_export_what_they_did_before(kfit: Kfit) -> None:
    watched = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    before = [signal.getsignal(number) for number in watched]
    assert kfit("export csv -o visit").code == 0
    assert kfit("export csv -o visit").code == 2
    assert [signal.getsignal(number) for number in watched] == before


@pytest.mark.usefixtures("fortnight")
def test_a_later_export_removes_the_drafts_of_one_that_was_killed_and_nothing_else(kfit: Kfit, home: Path) -> None:
    assert struck(signal.SIGKILL).returncode == -signal.SIGKILL
    dead = list((home / "visit").iterdir())
    assert len(dead) > 1
    others = [f".x.csv.kfit-{os.getppid()}.part", ".x.csv.part", ".x.999999999.part", "mine.txt"]
    for name in others:
        (home / "visit" / name).touch()
    assert kfit("export csv -o visit").code == 0
    assert sorted(path.name for path in (home / "visit").iterdir()) == sorted([*ALL, *others])


@pytest.mark.usefixtures("fortnight")
def test_a_full_disk_leaves_no_draft(home: Path) -> None:
    said = child(FULL, "export", "csv", "-o", "a/visit")
    assert said.returncode == 1
    assert said.stderr == "It could not be written (File too large). Nothing was left behind.\n"
    assert not (home / "a").exists()


@pytest.mark.usefixtures("fortnight")
def test_every_folder_made_for_an_export_is_the_owners_alone(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = os.umask(0)
    try:
        assert kfit("export csv -o a/b/visit").code == 0
        assert {stat.S_IMODE((home / name).stat().st_mode) for name in ("a", "a/b", "a/b/visit")} == {0o700}
        monkeypatch.setattr(atomic_files, "read_back", lambda _: (1, 1))
        (home / "d").mkdir()
        assert kfit("export jsonl -o d/e/f/all.jsonl").code == 1
        assert list((home / "d").iterdir()) == []
    finally:
        os.umask(before)


@pytest.mark.usefixtures("fortnight")
def test_a_folder_below_a_file_is_refused(kfit: Kfit, home: Path) -> None:
    (home / "mine").write_text("mine")
    for line in ("export csv -o mine", "export csv -o mine/visit", "export jsonl -o mine/all.jsonl", "chart --save mine/mood.txt"):
        said = kfit(line)
        assert (said.code, said.out) == (2, "")
        assert said.err == f"{home / 'mine'} is no folder, so no file can be put into it. Name another place.\n"


@pytest.mark.usefixtures("fortnight")
@pytest.mark.parametrize("form", ["jsonl", "csv", "csv --kind mood"])
def test_a_name_with_codes_is_made_harmless(kfit: Kfit, home: Path, form: str) -> None:
    name = "a\x1b[31mb\n\u202e"
    said = kfit(["export", *form.split(), "-o", name])
    assert said.code == 0
    assert (home / name).exists()
    assert "a␛[31mb↵\\u202e" in said.out
    assert not {"\x1b", "\u202e"} & set(said.out)


@pytest.mark.usefixtures("fortnight")
def test_paths_are_absolute_in_json(kfit: Kfit, home: Path) -> None:
    for form, name in (("jsonl -o all", "all"), ("csv --kind mood -o mood", "mood"), ("csv -o visit", "visit/mood.csv")):
        assert kfit(f"export {form} --json").json["files"][0]["path"] == str(home / name)


@pytest.mark.usefixtures("fortnight")
def test_a_part_says_that_it_holds_all_infusions(kfit: Kfit) -> None:
    beyond = "\ninfusions.csv has all your infusions, since their gaps need the earlier ones too.\n"
    assert kfit("export csv -o some --since 2026-11-10").out.endswith(beyond)
    assert kfit("export csv -o more --until 2026-11-10").out.endswith(beyond)
    for form in ("csv -o all", "csv --kind mood -o infusions.csv --since 2026-11-05", "jsonl -o some.jsonl --since 2026-11-10"):
        assert "gap" not in kfit(f"export {form}").out


def test_daily_says_each_infusion_as_it_was_told(kfit: Kfit, home: Path) -> None:
    for line in (
        ["infusion", "iv", "40mg"],
        ["infusion", "--route", "nasal", "--dose", "5mg; 2x"],
        ["infusion"],
        ["infusion", "--dose", "=1"],
    ):
        assert kfit(line).code == 0
    assert kfit(["infusion", "--dose", "=1", "--on", "2026-11-21"]).code == 0
    kfit("export csv -o visit")
    found = [row["infusion"] for row in read(home / "visit" / "daily.csv")]
    assert found == ["'=1", "IV 40 mg; nasal 5 mg; 2x; yes; =1"]
    assert [row["dose"] for row in read(home / "visit" / "infusions.csv")] == ["'=1", "40mg", "5mg; 2x", "", "'=1"]


@pytest.mark.usefixtures("fortnight")
def test_the_refusals_of_a_chart_do_not_speak_of_an_export(kfit: Kfit, home: Path, db_path: Path) -> None:
    (home / "folder").mkdir()
    for path in (db_path, home / "folder"):
        said = kfit(["chart", "--save", str(path), "--force"])
        assert said.code == 2
        assert "xport" not in said.err
        assert "-o" not in said.err.split()
        assert "entries" not in said.err
