"""Questions for the visit: saved, listed, ticked off, and never answered."""

from __future__ import annotations

import sqlite3
import sys
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

WED, SUN = "2026-11-04T22:14", "2026-11-22T21:05"
HINT = "Words typed here stay in your shell's history. To keep them out of it: kfit ask -\n"
LIST = "Your list has 1 question: kfit ask\n"


@pytest.fixture
def two(kfit: Kfit) -> Kfit:
    """A diary with two open questions."""
    kfit("mood 4 tired", now="2026-11-02T20:11")
    kfit(["ask", "is it ok that it fades after 3 weeks"], now=WED)
    kfit(["ask", "the two bad nights. change pills or not"], now=SUN)
    return kfit


def kept(db_path: Path) -> list[tuple[int, str, str | None]]:
    with closing(sqlite3.connect(db_path)) as db:
        return db.execute("select id, words, done_on from question order by id").fetchall()


# keeping


def test_the_answers_of_the_tone_reference(kfit: Kfit) -> None:
    kfit("mood 4 tired, did nothing", now="2026-11-02T20:11")
    said = kfit(["ask", "is it ok that it fades after 3 weeks"], now=WED)
    assert said == ("Kept for your next visit. Your list has 1 question: kfit ask\n", "", 0)
    said = kfit(["ask", "the two bad nights. change pills or not"], now=SUN)
    assert said == ("Kept for your next visit. Your list has 2 questions: kfit ask\n", "", 0)


def test_the_first_words_ever_typed_say_where_they_stay(kfit: Kfit) -> None:
    assert kfit("ask may I drive").out == f"Kept for your next visit. {LIST}{HINT}"
    assert HINT not in kfit("ask may I fly").out
    assert "history" not in kfit("mood 5 a note").out


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (["ask", "what", "helps", "on", "a", "bad", "night"], "what helps on a bad night"),
        (["ask", "what helps", "--json"], "what helps"),
        (["ask", "--", "--done 1"], "--done 1"),
        (["ask", "--", "-x", "or", "not"], "-x or not"),
        (["ask", "-5 mg or not"], "-5 mg or not"),
        (["ask", "one", "-", "or", "two"], "one - or two"),
        (["ask", "why", "#3,", "and", "mood", "6?"], "why #3, and mood 6?"),
        (["ask", "  spaces around  "], "spaces around"),
    ],
)
def test_words_are_kept_as_they_were_typed(kfit: Kfit, db_path: Path, line: list[str], words: str) -> None:
    assert kfit(line).code == 0
    assert kept(db_path) == [(1, words, None)]


def test_the_answer_never_repeats_the_question(two: Kfit) -> None:
    for line in (["ask", "a quiet secret"], ["ask", "--done", "1"], ["undo"], ["redo"]):
        said = two(line)
        assert "secret" not in said.out + said.err
        assert "fades" not in said.out + said.err


@pytest.mark.parametrize("text", ["from a pipe", "two\nlines of it\n", "\ufeffwith a mark of order"])
def test_a_dash_keeps_the_words_out_of_the_history(kfit: Kfit, db_path: Path, text: str) -> None:
    assert kfit("ask -", stdin=text).out == f"Kept for your next visit. {LIST}"
    assert kept(db_path)[0][1] == text.strip().removeprefix("\ufeff")


def test_on_a_terminal_a_dash_asks_and_enter_ends(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Terminal:
        def isatty(self) -> bool:
            return True

        def readline(self) -> str:
            return "may I swim\n"

    monkeypatch.setattr(sys, "stdin", Terminal())
    said = kfit("ask -")
    assert said.err == "Your question (Enter ends it; it is not shown again): "
    assert said.out == f"Kept for your next visit. {LIST}"
    assert kept(db_path)[0][1] == "may I swim"


@pytest.mark.parametrize(("line", "stdin"), [(["ask", ""], None), (["ask", "  "], None), (["ask", "-"], "\n"), (["ask", "--"], None)])
def test_nothing_said_is_nothing_kept(kfit: Kfit, db_path: Path, line: list[str], stdin: str | None) -> None:
    assert kfit(line, stdin=stdin) == ("No words, so nothing was kept.\n", "", 0)
    assert not db_path.exists()


@pytest.mark.parametrize(
    ("line", "refusal"),
    [
        (["ask", "x" * 1001], "A question is a text of up to 1,000 characters."),
        (["ask", "a\0b"], "A question holds a character that can't be kept"),
        (["ask", "a\udcffb"], "A question holds a character that can't be kept"),
        (["ask", "--dnoe", "1"], "kfit ask has no option --dnoe. As words of a question: kfit ask -- --dnoe 1"),
        (["ask", "is", "it", "-not"], "kfit ask has no option -not. As words of a question: kfit ask -- is it -not"),
        (["ask", "--done"], "--done needs the number of a question: kfit ask --done 1   The numbers: kfit ask"),
        (["ask", "--done", "one"], "--done needs the number of a question: kfit ask --done 1   The numbers: kfit ask"),
        (["ask", "--done", "1"], "There is no question 1. The numbers are in: kfit ask"),
        (["ask", "--done", "1", "words"], "--done takes no words of a question. Try: kfit ask --done 1"),
        (["ask", "--all", "words"], "--all takes no words of a question. Try: kfit ask --all"),
    ],
)
def test_what_cannot_be_kept_is_refused_and_nothing_is_saved(kfit: Kfit, db_path: Path, line: list[str], refusal: str) -> None:
    said = kfit(line)
    assert said.err.startswith(refusal)
    assert (said.out, said.code) == ("", 2)
    assert not db_path.exists()


def test_a_thousand_characters_are_kept(kfit: Kfit, db_path: Path) -> None:
    assert kfit(["ask", "x" * 1000]).code == 0
    assert len(kept(db_path)[0][1]) == 1000


def test_bytes_that_are_no_text_are_refused(db_path: Path) -> None:
    import subprocess

    said = subprocess.run([sys.executable, "-m", "kfit", "ask", "-"], input=b"\xff\xfe", capture_output=True, check=False)
    assert (said.returncode, said.stderr) == (2, b"The text is not UTF-8. Nothing is saved.\n")
    assert not db_path.exists()


# listing


def test_the_list_has_numbers_and_says_how_to_tick_off(two: Kfit) -> None:
    assert two("ask").out == (
        "For your next visit\n"
        "1  is it ok that it fades after 3 weeks\n"
        "2  the two bad nights. change pills or not\n"
        "\n"
        "To tick one off: kfit ask --done 1\n"
    )


def test_those_that_are_ticked_off_are_counted_and_shown_on_request(two: Kfit) -> None:
    two("ask --done 1", now=SUN)
    assert two("ask").out.splitlines()[1:] == [
        "2  the two bad nights. change pills or not",
        "",
        "To tick one off: kfit ask --done 2",
        "1 is ticked off: kfit ask --all",
    ]
    assert two("ask --all").out.splitlines()[1:3] == [
        "1  is it ok that it fades after 3 weeks (ticked off on Sun 22 Nov)",
        "2  the two bad nights. change pills or not",
    ]
    two("ask --done 2", now=SUN)
    assert two("ask").out == "No question is open; 2 are ticked off: kfit ask --all\n"
    assert two("ask --all").code == 0


def test_a_long_question_goes_on_under_itself(two: Kfit) -> None:
    lines = two("ask", COLUMNS="40").out.splitlines()
    assert lines[2:4] == ["2  the two bad nights. change pills or", "   not"]
    assert max(map(len, lines)) <= 40


def test_plain_is_a_line_a_question(two: Kfit) -> None:
    assert two("ask", KFIT_PLAIN="1").out.splitlines() == [
        "For your next visit.",
        "1: is it ok that it fades after 3 weeks",
        "2: the two bad nights. change pills or not",
        "To tick one off: kfit ask --done 1",
    ]


def test_json_has_stable_keys(two: Kfit) -> None:
    two("ask --done 1", now=SUN)
    question = {"id": 2, "words": "the two bad nights. change pills or not", "made_at": "2026-11-23T02:05:00Z", "done_on": None}
    assert two("ask --json").json == {"questions": [question], "ticked_off": 1}
    assert [one["done_on"] for one in two("ask --all --json").json["questions"]] == ["2026-11-22", None]
    assert two("ask --done 2 --json", now=SUN).json == {
        "done": [question | {"done_on": "2026-11-22"}],
        "message": "Changed: question 2 is ticked off. Your list is empty now. (kfit undo)",
    }
    said = two("ask one more --json", now=SUN).json
    assert (said["message"], [one["id"] for one in said["kept"]]) == (f"Kept for your next visit. {LIST}".strip(), [3])


def test_an_empty_list_shows_how_to_begin(kfit: Kfit, db_path: Path) -> None:
    assert kfit("ask").out == 'No question is kept yet. To keep one: kfit ask "what helps on a bad night"\n'
    assert kfit("ask --json").json == {"questions": [], "ticked_off": 0}
    assert not db_path.exists()


@pytest.mark.parametrize("env", [{}, {"COLUMNS": "40"}, {"KFIT_PLAIN": "1"}, {"FORCE_COLOR": "1"}])
def test_a_question_cannot_speak_to_the_terminal(kfit: Kfit, env: dict[str, str]) -> None:
    kfit(["ask", "[red]x\x1b[31m\u202eabc\r\n[/foo] 日本語"])
    out = kfit("ask", **env).out
    assert "\x1b[31m" not in out
    assert "\u202e" not in out
    assert "[red]" in out


# ticking off


@pytest.mark.parametrize("line", ["ask --done 1 2", "ask --done 1,2", "ask --done=1 2", "ask --done 1 --done 2", "ask --done '1, 2' 2"])
def test_several_are_ticked_off_at_once(two: Kfit, db_path: Path, line: str) -> None:
    said = two(line, now=SUN)
    assert said.out == "Changed: questions 1 and 2 are ticked off. Your list is empty now. (kfit undo)\n"
    assert {done for _, _, done in kept(db_path)} == {"2026-11-22"}
    two("undo")
    assert {done for _, _, done in kept(db_path)} == {None}


def test_what_is_ticked_off_already_stays_so(two: Kfit) -> None:
    two("ask --done 1", now=WED)
    said = two("ask --done 1", now=SUN)
    assert said == ("Question 1 was ticked off on Wed 4 Nov. Nothing was changed.\n", "", 0)
    assert two("ask --done 1 2", now=SUN).out.startswith("Changed: question 2 is ticked off.")


def test_one_wrong_number_ticks_nothing_off(two: Kfit, db_path: Path) -> None:
    assert two("ask --done 1 9").err == "There is no question 9. The numbers are in: kfit ask\n"
    assert {done for _, _, done in kept(db_path)} == {None}


def test_undo_redo_history_and_doctor_know_questions(two: Kfit, db_path: Path) -> None:
    two("ask --done 1", now=SUN)
    assert two("undo").out == "Took back a change: a question for your visit, as before. (kfit redo)\n"
    assert two("undo").out.startswith("Took back: a question for your visit. (kfit redo)\n")
    assert two("redo").out == "Put back: a question for your visit. (kfit undo)\n"
    assert [words for _, words, _ in kept(db_path)][1] == "the two bad nights. change pills or not"
    assert 'new question 1: "is it ok' in " ".join(two("history").out.split())
    assert two("doctor --json").json["ok"]


def test_a_number_is_never_used_twice(two: Kfit, db_path: Path) -> None:
    two("undo")
    two("ask another")
    assert [number for number, _, _ in kept(db_path)] == [1, 3]


def test_a_question_is_no_entry(two: Kfit) -> None:
    assert [entry["kind"] for entry in two("list --all --json").json["entries"]] == ["mood"]


def test_the_front_page_counts_what_is_open(two: Kfit) -> None:
    two("mood 5")
    assert "For the visit 2 questions kept: kfit ask" in two("today").out
    two("ask --done 1")
    assert "For the visit 1 question kept: kfit ask" in two("today").out
    two("ask --done 2")
    assert "For the visit" not in two("today").out


def test_whoever_wants_short_answers_gets_them(two: Kfit) -> None:
    two("config set answers short")
    assert two("ask and this").out == "Kept.\n"
    assert two("ask --done 3").out == "Changed.\n"


def test_help_has_its_example(kfit: Kfit) -> None:
    assert 'Example: kfit ask "what helps on a bad night"' in kfit("ask -h").out
