"""Questionnaires on the command line: asked, typed, by total; and the calm block, which nothing silences."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from kfit.model.entries import QUESTIONNAIRES
from kfit.model.questionnaires import INSTRUMENTS

if TYPE_CHECKING:
    from conftest import Kfit

HARM = "phq9 2 2 2 2 1 2 2 1 1"
CALM = "phq9 1 1 1 1 1 1 1 1 0"
BLOCK = "You noted thoughts of death or of harming yourself."


@pytest.mark.parametrize("name", [name for name in QUESTIONNAIRES if INSTRUMENTS[name].labels])
def test_a_form_is_asked_item_by_item_and_kept_whole(kfit: Kfit, name: str) -> None:
    form = INSTRUMENTS[name]
    answers = ["-" if name == "qids" and number in (7, 9) else "1" for number in range(1, len(form.labels) + 1)]
    said = kfit(name, typed="\n".join([*answers, "", ""]))
    assert said.code == 0, said.err
    assert said.out.startswith(f"Saved {form.title} for Sun 22 Nov.")
    assert "shell's history" not in said.out
    row = kfit("list --json").json["entries"][0]
    assert row["items"] == [None if answer == "-" else 1 for answer in answers]
    assert "use the form your clinic gave you" in said.err
    for label in form.labels:
        assert label in said.err


def test_a_step_back_takes_the_last_answer_off(kfit: Kfit) -> None:
    assert kfit("phq2", typed="3\nb\n1\n2\n").code == 0
    assert kfit("list --json").json["entries"][0]["items"] == [1, 2]


def test_the_difficulty_question_is_not_summed(kfit: Kfit) -> None:
    kfit("phq9", typed="1\n1\n1\n1\n1\n1\n1\n1\n0\n3\n")
    row = kfit("list --json").json["entries"][0]
    assert (row["total"], row["difficulty"]) == (8.0, 3)


@pytest.mark.parametrize("typed", ["1\n1\nq\n", "1\n1\n", "x\ny\nz\nx\n", "4\n4\n4\n"])
def test_stopping_half_way_keeps_nothing_and_says_so(kfit: Kfit, typed: str) -> None:
    said = kfit("phq9", typed=typed)
    assert (said.code, said.out) == (2, "")
    assert "Nothing is saved: a part of a form has no total. To begin again: kfit phq9" in said.err
    assert BLOCK not in said.err


def test_stopping_behind_the_answer_on_harm_still_says_whom_to_call(kfit: Kfit) -> None:
    answers = ["1"] * 11 + ["2"]
    said = kfit("qids", typed="\n".join([*answers, "q"]))
    assert said.code == 2
    assert "You noted heavy thoughts about living or dying." in said.err


def test_without_a_terminal_the_line_to_use_is_said(kfit: Kfit) -> None:
    said = kfit("phq2", stdin="1\n2\n")
    assert (said.code, said.out) == (2, "")
    assert said.err == "PHQ-2 needs its 2 answers after kfit phq2, or --total and the number. At a keyboard, kfit asks for them.\n"


def test_typed_answers_are_saved_and_the_history_is_hinted_at_once(kfit: Kfit) -> None:
    hint = "These answers are now in your shell's history. Next time: kfit phq9"
    assert hint in kfit(CALM).out
    assert hint not in kfit(CALM).out


def test_the_block_stands_behind_saved_and_before_any_figure(kfit: Kfit) -> None:
    said = kfit(HARM).out
    assert said.startswith("Saved PHQ-9 for Sun 22 Nov.\n\n" + BLOCK)
    assert said.index("kfit help-now") < said.index("15 of 27")
    assert "(kfit undo)" not in said


def test_nothing_silences_the_block(kfit: Kfit) -> None:
    kfit("mood 5")
    assert kfit(f"{HARM} --quiet").out.startswith(BLOCK)
    assert "15" not in kfit(f"{HARM} --quiet").out
    said = kfit(f"{HARM} --json")
    assert said.code == 0
    assert said.err.startswith(BLOCK)
    assert said.json["help"] == "kfit help-now"
    assert BLOCK not in said.json["message"]
    kfit("config set answers short")
    assert kfit(HARM).out.startswith(f"Saved.\n\n{BLOCK}")
    assert kfit(f"{HARM} -q").out.startswith(BLOCK)
    kfit("config set answers full")
    kfit("config set show_scores off")
    said = kfit(HARM)
    assert BLOCK in said.out
    assert "15 of" not in said.out
    assert BLOCK in kfit(HARM, KFIT_PLAIN="1").out
    assert BLOCK in kfit(f"log {HARM}, mood 4").out
    assert BLOCK in kfit("log -", stdin=f"{HARM}\nmood 3\nwalk 5\n").out


def test_the_block_comes_every_time(kfit: Kfit) -> None:
    assert [BLOCK in kfit(HARM).out for _ in range(3)] == [True] * 3


def test_an_edit_that_raises_the_answer_shows_the_block(kfit: Kfit) -> None:
    kfit(CALM)
    said = kfit("edit 1 1 1 1 1 1 1 1 1 2")
    assert said.code == 0
    assert BLOCK in said.out
    assert BLOCK in kfit("edit 1 1 1 1 1 1 1 1 1 3 --quiet").out
    said = kfit("edit 1 1 1 1 1 1 1 1 1 1 --json")
    assert BLOCK in said.err
    assert said.json["help"] == "kfit help-now"


@pytest.mark.parametrize(("total", "block"), [(19, False), (20, True), (27, True)])
def test_a_high_total_shows_the_block_and_a_lower_one_a_line(kfit: Kfit, total: int, block: bool) -> None:  # noqa: FBT001 - a case's expectation, not a switch
    said = kfit(f"phq9 --total {total}").out
    assert ("call your local emergency number" in said) is block
    assert ("If that form held thoughts of harm: kfit help-now" in said) is not block
    if block:
        assert said.index("help-now") < said.index(f"{total} of 27")
        assert "thoughts of death" not in said


def test_a_form_without_a_cause_ends_with_one_line(kfit: Kfit) -> None:
    assert "To reach someone at any time: kfit help-now" in kfit(CALM).out
    assert "help-now" not in kfit("gad7 1 1 1 1 1 1 1").out


def test_hidden_totals_stay_out_of_every_screen(kfit: Kfit) -> None:
    kfit("config set show_scores off")
    kfit("phq9 --total 19")
    kfit("phq9 --total 18 --on yesterday")
    for command in ("today", "list", "history --all", "edit 1 --total 17", "undo", "redo", "undo", "undo", "chart phq9"):
        said = kfit(command)
        for figure in ("19 of", "18 of", "17 of", "27"):
            assert figure not in said.out + said.err, command


def test_the_own_line_and_the_region_stand_in_the_block(kfit: Kfit) -> None:
    kfit("config set region us")
    kfit("config set help_line 'Dr Lee 555 0101'")
    said = kfit(HARM).out
    assert "Dr Lee 555 0101" in said
    assert "call or text 988 (US), or your emergency number, 911." in said
    assert "New Zealand" not in said


def test_it_is_held_against_the_last_and_the_baseline(kfit: Kfit) -> None:
    kfit("phq9 --total 24 --on 2026-08-03")
    kfit("infusion iv --on 2026-08-10")
    kfit("phq9 --total 15 --on 2026-11-01")
    said = kfit("phq9 1 1 1 1 1 1 1 1 0").out
    assert "7 fewer than on Sun 1 Nov (15)." in said
    assert "16 fewer than before your first infusion (24 on Mon 3 Aug)." in said


def test_a_total_the_form_cannot_have_is_refused(kfit: Kfit) -> None:
    for line in (
        "phq9 --total 28",
        "phq9 --total 11.5",
        "who5 --total 51",
        "peg --total 10.5",
        "gad7 --total 22",
        "phq9 --total 12 1 1 1 1 1 1 1 1 0",
    ):
        said = kfit(line)
        assert (said.code, said.out) == (2, ""), line


def test_the_block_is_folded_to_a_phone(kfit: Kfit) -> None:
    block = kfit(f"{HARM} -q", COLUMNS="40").out
    assert max(map(len, block.splitlines())) < 40
    assert " ".join(block.split()) == " ".join(kfit(f"{HARM} -q").out.split())


def test_answers_that_are_put_back_bring_the_block_back(kfit: Kfit) -> None:
    kfit("phq9 0 0 0 0 0 0 0 0 1")
    assert "nobody is watching" not in kfit("undo").out
    assert "You noted thoughts of death or of harming yourself." in kfit("redo").out
    kfit("undo")
    said = kfit("redo --json")
    assert (said.json["help"], "nobody is watching" in said.err) == ("kfit help-now", True)
    kfit("delete 1")
    assert "nobody is watching" in kfit("undo").out


@pytest.mark.parametrize("line", ["phq9 0 0 0 0 0 0 0 0 1", "phq9 0 0 0 0 0 0 0 0 1 --quiet", "edit 1 0 0 0 0 0 0 0 0 2"])
@pytest.mark.parametrize("nowhere", [">/dev/full", ">&-", "| true"])
def test_the_block_is_heard_where_stdout_reaches_nobody(kfit: Kfit, line: str, nowhere: str) -> None:
    kfit("phq9 0 0 0 0 0 0 0 0 1")
    said = subprocess.run(["bash", "-c", f"{sys.executable} -m kfit {line} {nowhere}"], capture_output=True, text=True, check=False)
    assert "nobody is watching" in said.stderr
