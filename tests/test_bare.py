"""A line without its value, `kfit mood`: asked for in a real terminal, refused without one."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from terminal import CTRL_C, CTRL_D, ENTER, Terminal, last_line, logged, walk

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

HISTORY = "Words typed here stay in your shell's history."


@pytest.mark.parametrize(
    ("line", "question", "answer", "found"),
    [
        ("mood", "Mood, 0 (worst) to 10 (best), or Enter to leave: ", "6", ("mood", None, 6)),
        ("pain", "Pain, 0 (none) to 10 (worst), or Enter to leave: ", "4/10", ("rating", "pain", 4)),
        ("sleep", "Sleep, such as 7h30, or Enter to leave: ", "23-7", ("sleep", None, 480)),
        ("nap", "Nap, such as 20m, or Enter to leave: ", "30", ("sleep", None, 30)),
        ("walk", "Walk, such as 20, or Enter to leave: ", "half an hour", ("exercise", None, 30)),
        ("exercise", "Movement, such as 20, or Enter to leave: ", "yoga 10", ("exercise", None, 10)),
        ("weight", "Weight, such as 72.5kg, or Enter to leave: ", "72kg", ("measure", "weight", None)),
        ("bp", "Blood pressure, such as 128/82 70, or Enter to leave: ", "128 over 82", ("measure", "diastolic", None)),
        ("drinks", "Drinks, such as 2, or Enter to leave: ", "2", ("measure", "drinks", None)),
        ("rate hope --better high", "Hope, 0 to 10, or Enter to leave: ", "3", ("rating", "hope", 3)),
        ("rate", "Rating, such as focus 5 --better high, or Enter to leave: ", "focus 5 --better high", ("rating", "focus", 5)),
        ("did", "Habit, such as meditation 10m, or Enter to leave: ", "craft 20m", ("habit", "craft", 20)),
        ("measure coffee", "Coffee, such as 2, or Enter to leave: ", "2", ("measure", "coffee", None)),
        ("effect", "Effect, such as nausea 1, or Enter to leave: ", "fog 2", ("effect", "fog", 2)),
        ("effect nausea", "How strong was it: 0 none, 1 mild, 2 moderate, 3 severe? Enter leaves: ", "1", ("effect", "nausea", 1)),
        ("med sertraline", "Sertraline, such as taken, or Enter to leave: ", "100mg started", ("medicine", "sertraline", None)),
        ("cadss", "CADSS, its total, 0 none, 92 most, or Enter to leave: ", "12", ("score", "cadss", 12.0)),
        ("cadss6 --on yesterday", "CADSS-6, its total, 0 none, 24 most, or Enter to leave: ", "4", ("score", "cadss6", 4.0)),
        ("log mood", "Mood, 0 (worst) to 10 (best), or Enter to leave: ", "6", ("mood", None, 6)),
    ],
)
def test_the_value_is_asked_for_and_read_as_a_line_is(kfit: Kfit, line: str, question: str, answer: str, found: tuple[Any, ...]) -> None:
    said = walk(answer, words=tuple(line.split()))
    assert said.startswith(f"{question}{answer}\nSaved "), said
    assert logged(kfit)[-1] == found


def test_a_note_and_further_entries_may_follow_the_value(kfit: Kfit) -> None:
    said = walk("7h, woke twice", words=("sleep",))
    assert HISTORY not in said  # the words were typed at a prompt
    walk('6 "a long day", walk 10', words=("mood",))
    assert [(entry["kind"], entry["note"]) for entry in kfit("list --all --json").json["entries"]] == [
        ("sleep", "woke twice"),
        ("mood", "a long day"),
        ("exercise", None),
    ]


def test_options_that_were_typed_before_hold(kfit: Kfit) -> None:
    assert "for Sat 21 Nov" in walk("4 tired", words=("mood", "--on", "yesterday"))
    assert "for Mon 16 Nov" in walk("4", words=("yesterday", "mood"), now="2026-11-17T21:00")
    assert "quality 6" in walk("7h", words=("sleep", "--quality", "6"))
    said = walk("5", words=("mood", "--json"))
    assert json.loads(said.split("\n", 1)[1])["saved"][0]["score"] == 5
    assert walk("5", words=("energy", "-q")).count("\n") == 1
    assert [entry["day"] for entry in kfit("list mood --all --json").json["entries"]] == ["2026-11-16", "2026-11-21", "2026-11-22"]


def test_what_cannot_be_read_is_answered_in_the_words_of_the_refusal_and_asked_again(kfit: Kfit) -> None:
    said = walk("66", "bla", "6,5", "6 7", "mood 6", words=("mood",))
    for told in (
        "Mood goes from 0 (worst) to 10 (best). Try: 6 Mood, ",
        "I couldn't read 'bla'. Mood goes from 0 (worst) to 10 (best). As a note: kfit note mood bla Mood, ",
        "There are two numbers. Which one is it? Try: 6 or: 7 Mood, ",
    ):
        assert told in " ".join(said.split()), said
    assert said.count("or Enter to leave: ") == 5
    assert logged(kfit) == [("mood", None, 6)]


def test_a_whole_line_that_is_offered_can_be_typed_there(kfit: Kfit) -> None:
    said = walk("45", "kfit sleep 45m --on yesterday", words=("sleep", "--on", "yesterday"))
    assert "Try: kfit sleep 45m --on yesterday or: kfit sleep 7h --on yesterday Sleep" in " ".join(said.split())
    assert [(entry["minutes"], entry["day"]) for entry in kfit("list --all --json").json["entries"]] == [(45, "2026-11-21")]


@pytest.mark.parametrize("key", [ENTER, "q", "back", "skip", CTRL_D])
def test_whoever_leaves_saves_nothing_and_is_told_so(db_path: Path, key: str) -> None:
    assert last_line(walk("bla", key, words=("mood",))) == "No value, so nothing was saved."
    assert not db_path.exists()


def test_ctrl_c_ends_it_with_nothing_saved(db_path: Path) -> None:
    with Terminal("mood") as terminal:
        terminal.asked()
        terminal.type(CTRL_C)
        assert terminal.end() == 130
        assert "saved" not in terminal.text
    assert not db_path.exists()


def test_a_new_rating_is_asked_about_as_in_a_line(kfit: Kfit) -> None:
    with Terminal("rate", "hope") as terminal:
        terminal.asked()
        terminal.type("6")
        while not terminal.text.endswith("high or low? "):
            assert terminal.hear()
        terminal.type("high")
        assert terminal.end() == 0
    assert logged(kfit) == [("rating", "hope", 6)]


def test_ctrl_c_at_the_question_about_a_new_rating_ends_it_too(kfit: Kfit) -> None:
    with Terminal("rate", "hope") as terminal:
        terminal.asked()
        terminal.type("6")
        while not terminal.text.endswith("high or low? "):
            assert terminal.hear()
        terminal.type(CTRL_C)
        assert terminal.end() == 130
    assert logged(kfit) == []


@pytest.mark.parametrize("line", ["mood", "sleep --on yesterday", "rate hope", "did", "walk", "effect nausea"])
def test_without_a_terminal_it_is_refused(kfit: Kfit, line: str) -> None:
    said = kfit(line, stdin="6\n")
    assert (said.out, said.code) == ("", 2)
    assert "or example: kfit" in said.err
    assert kfit(line, typed="6\n").code == 2  # nobody sees a question where stderr is no terminal
    assert kfit("list --all --json").json["entries"] == []


def test_a_value_that_is_typed_loads_nothing_of_it() -> None:
    told = "import sys; from kfit.__main__ import enter; enter(['mood', '6']); sys.exit('kfit.cli.prompts' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", told], env=dict(os.environ), check=False).returncode == 0
