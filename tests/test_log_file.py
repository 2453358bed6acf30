"""`kfit log - < diary.txt`: one line of counts, each refused line by its number, and a question where the file is here already."""

from __future__ import annotations

import pytest

from kfit.render.safety import OPENINGS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

FILE = """\
3 sep: phq9 14
10 sep: phq9 12
24 sep: gad7 9
26 sep: mood 6, sleep 7h30, walk 20
27 sep: mood 6
27 sep: mood 6
"""
COUNTS = "Saved 8 entries, Thu 3 Sep to Sun 27 Sep: 3 scores, 3 moods, 1 night, 1 session."
AGAIN = "To log it all once more, send it again with --sure.\n"


def entries(kfit: Kfit) -> int:
    return len(kfit("list --all --json").json["entries"])


def test_a_file_is_answered_with_its_counts_not_with_the_figures_of_each_form(kfit: Kfit) -> None:
    assert kfit("log -", stdin=FILE).out == (
        f"{COUNTS}\nOne undo takes back all 8: kfit undo\nIf one of those forms held thoughts of harm: kfit help-now\n"
    )


def test_many_entries_of_one_day_are_counted_as_well(kfit: Kfit) -> None:
    said = kfit("log -", stdin="walk 5\n" * 6)
    assert said.out == "Saved 6 sessions, Sun 22 Nov. One undo takes back all 6: kfit undo\n"


def test_a_json_answer_of_a_file_has_every_entry_and_the_counts(kfit: Kfit) -> None:
    said = kfit("log - --json", stdin=FILE).json
    assert (len(said["saved"]), said["message"].split("\n")[0]) == (8, COUNTS)
    assert "help" not in said


def test_an_answer_on_death_in_a_file_gets_the_block_once_and_no_other_way_to_people(kfit: Kfit) -> None:
    said = kfit("log -", stdin=f"{FILE}17 sep: phq9 1 1 1 0 0 1 2 0 1\n18 sep: phq9 1 1 1 0 0 1 2 0 1\n19 sep: mood 0\n")
    assert said.out.count(OPENINGS["item"]) == 1
    assert said.out.count("kfit help-now") == 1
    assert "If one of those forms" not in said.out
    assert kfit("log - --quiet --sure", stdin="3 sep: phq9 1 1 1 0 0 1 2 0 1\n4 sep: mood 5\n").out.count("kfit help-now") == 1


@pytest.mark.parametrize("lines", [f"{FILE}20 sep: mood 2 want to die\n", f"{FILE}mood 1\n20 sep: mood 2 want to die\n", f"{FILE}mood 1\n"])
def test_words_of_need_and_a_low_mood_in_a_file_are_answered_once(kfit: Kfit, lines: str) -> None:
    assert kfit("log -", stdin=lines).out.count("kfit help-now") == 1


def test_every_line_that_is_refused_is_named_by_its_number(kfit: Kfit) -> None:
    said = kfit("log -", stdin="mood 5\nsmile 6\n# a remark\nrate joy 4\nrate joy 5\nmood 12\nmood 4 want to die\n")
    assert (said.out, said.code, entries(kfit)) == ("", 2, 0)
    told = said.err.splitlines()
    assert [line.split(":")[0] for line in told] == ["line 2", "line 4", "line 6", "Nothing of the file is saved.", "To reach someone"]


def test_of_very_many_refused_lines_ten_are_told(kfit: Kfit) -> None:
    told = kfit("log -", stdin="smile 6\n" * 13).err.splitlines()
    assert (len(told), told[9].split(":")[0], told[10]) == (12, "line 10", "and 3 more lines")


def test_the_same_file_again_is_asked_about_and_sure_logs_it(kfit: Kfit) -> None:
    kfit("log -", stdin=FILE)
    said = kfit("log -", stdin=FILE)
    assert (said.out, said.code, entries(kfit)) == ("", 2, 8)
    assert said.err == f"All 8 entries of this file are already logged, Thu 3 Sep to Sun 27 Sep.\nNothing of the file is saved.\n{AGAIN}"
    assert kfit("log - --sure", stdin=FILE).code == 0
    assert entries(kfit) == 16


@pytest.mark.parametrize("line", ["3 sep: phq9 1 1 1 0 0 1 2 0 1", "3 sep: mood 4 want to die"])
def test_a_file_that_is_asked_about_still_leads_to_people(kfit: Kfit, line: str) -> None:
    kfit("log -", stdin=f"{line}\n4 sep: mood 5\n")
    said = kfit("log -", stdin=f"{line}\n4 sep: mood 5\n")
    assert (said.code, said.err.endswith("\nTo reach someone: kfit help-now\n")) == (2, True)


def test_a_file_that_has_grown_is_asked_about_and_its_new_lines_are_named(kfit: Kfit) -> None:
    kfit("log -", stdin=FILE)
    said = kfit("log -", stdin=f"{FILE}28 sep: mood 5, walk 10\n29 sep: mood 5\n")
    assert said.code == 2
    assert said.err.startswith("8 of the 11 entries of this file are already logged, Thu 3 Sep to Sun 27 Sep.\nNew in it: lines 7, 8.\n")
    assert entries(kfit) == 8


def test_two_equal_lines_of_one_file_are_two_entries_and_a_third_one_is_new(kfit: Kfit) -> None:
    assert kfit("log -", stdin="mon: walk 20\nmon: walk 20\n").code == 0
    said = kfit("log -", stdin="mon: walk 20\nmon: walk 20\nmon: walk 20\n")
    assert said.err.startswith("2 of the 3 entries of this file are already logged, Mon 16 Nov.\nNew in it: line 3.\n")


def test_where_few_entries_are_there_before_the_file_is_saved_and_says_so(kfit: Kfit) -> None:
    kfit("walk 20 --on mon")
    said = kfit("log -", stdin="mon: walk 20\ntue: walk 20\nwed: walk 20\n")
    assert said.code == 0
    assert "1 of them was logged before, and now counts twice." in said.out
    kfit("undo")
    said = kfit("log -", stdin="mon: walk 20\n" + "".join(f"{day}: walk 20\n" for day in ("tue", "wed", "thu", "fri", "sat")))
    assert said.out.startswith("Saved 6 sessions, Mon 16 Nov to Sat 21 Nov.\n1 of them was logged before, and now counts twice.\n")


def test_a_file_taken_back_or_another_note_is_no_repeat(kfit: Kfit) -> None:
    kfit("log -", stdin="mon: mood 6\ntue: mood 5\n")
    kfit("undo")
    assert kfit("log -", stdin="mon: mood 6\ntue: mood 5\n").code == 0
    assert kfit("log -", stdin="mon: mood 6 slept badly\ntue: mood 5 better\n").code == 0
    assert kfit("log - --replace", stdin="mon: mood 6\ntue: mood 5\n").code == 0


def test_lines_without_a_day_are_the_same_file_for_ten_minutes(kfit: Kfit) -> None:
    """A script that logs a cup of coffee now and then is never asked."""
    lines = "mood 5\nwalk 20\n"
    assert kfit("log -", stdin=lines, now="2026-11-22T18:00").code == 0
    said = kfit("log -", stdin=lines, now="2026-11-22T18:07")
    assert said.err.startswith("Both entries of this file are already logged, Sun 22 Nov.\n")
    assert kfit("log -", stdin=lines, now="2026-11-22T18:30").code == 0
    for _ in range(2):
        assert kfit("log -", stdin="drinks 1\n", now="2026-11-22T19:00").code == 0


def test_a_line_with_a_day_alone_in_its_file_is_asked_about_too(kfit: Kfit) -> None:
    kfit("log -", stdin="mon: walk 20\n")
    assert kfit("log -", stdin="mon: walk 20\n").err.startswith("The entry of this file is already logged, Mon 16 Nov.\n")


def test_new_names_of_a_file_are_told_in_one_sentence(kfit: Kfit) -> None:
    said = kfit(
        "log -", stdin="mon: did drumming 10m\ntue: did drumming 5m\n" + "".join(f"measure tea {cups} cups\n" for cups in (1, 2, 3))
    )
    assert "New names: drumming, tea." in said.out


def test_the_path_of_a_file_is_led_to_the_line_that_reads_it(kfit: Kfit, tmp_path: Path) -> None:
    (tmp_path / "my diary.txt").write_text(FILE, encoding="utf-8")
    said = kfit(["log", "my diary.txt"])
    assert (said.err, said.code) == ("To log the lines of a file: kfit log - < 'my diary.txt'\n", 2)


def test_a_file_of_twelve_forms_is_answered_in_a_line(kfit: Kfit, home: Path) -> None:
    days = [f"2026-{month:02}-03" for month in range(1, 12)] + ["2026-11-20"]
    (home / "forms.csv").write_text("Date,PHQ\n" + "".join(f"{day},6\n" for day in days))
    assert kfit("import forms.csv --map day=Date,phq9=PHQ").out.count("\n") == 1
    said = kfit("log -", stdin="".join(f"gad7 1 1 1 0 0 0 0 --on {day}\n" for day in days)).out
    assert said == "Saved 12 scores, Sat 3 Jan to Fri 20 Nov. One undo takes back all 12: kfit undo\n"
