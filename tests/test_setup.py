"""The few questions of the setup, asked at a real terminal."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest

from kfit.render.setup import QUESTIONS
from kfit.settings import SETTINGS
from terminal import PATIENCE

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from conftest import Kfit

# The child takes the terminal as its own, so that Ctrl-C reaches it as a signal, as from a keyboard.
AT_A_KEYBOARD = (
    "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])"
)
PROMPT = b"]: "
CTRL_C, CTRL_D = "\x03", "\x04"


class Heard(NamedTuple):
    """All that came to the terminal, and how the run ended."""

    text: str
    code: int

    @property
    def words(self) -> str:
        return " ".join(self.text.split())


def at_a_terminal(answers: Sequence[str | bytes], *, plain: bool = False, columns: int = 80) -> Heard:
    """Run `kfit setup`, and type one answer after each prompt; a text without a line end is sent unchanged."""
    here, there = pty.openpty()
    env = os.environ | {"COLUMNS": str(columns), "TERM": "xterm", "KFIT_PLAIN": "1" if plain else ""}
    child = subprocess.Popen(
        [sys.executable, "-c", AT_A_KEYBOARD, "-m", "kfit", "setup"],
        stdin=there,
        stdout=there,
        stderr=there,
        env=env,
        start_new_session=True,
    )
    os.close(there)
    heard, answered, left = bytearray(), 0, list(answers)
    answer: str | bytes = ""
    while True:
        if left and heard.count(PROMPT) > answered:
            answered = heard.count(PROMPT)
            answer = left.pop(0)
            os.write(here, answer if isinstance(answer, bytes) else answer.encode())
        for _ in range(PATIENCE):
            ready, _, _ = select.select([here], [], [], 1)
            if ready:
                break
            if answer == CTRL_C:  # it came just before Python began to wait, so it is pressed again, as a person would do
                os.write(here, CTRL_C.encode())
        try:
            part = os.read(here, 65536) if ready else b""
        except OSError:
            part = b""
        if not part:
            break
        heard += part
    os.close(here)
    return Heard(heard.decode(errors="replace"), child.wait(30))


def chosen(kfit: Kfit) -> dict[str, str]:
    return {row["name"]: row["value"] for row in kfit("config --json").json["settings"] if row["from"] == "file"}


ALL = ["us\n", "Dr Lee 555 0101\n", "5am\n", "mdy\n", "lb\n", "20:30\n"]


def test_every_answer_is_a_setting(kfit: Kfit) -> None:
    heard = at_a_terminal(ALL)
    assert heard.code == 0
    assert chosen(kfit) == {
        "region": "us", "help_line": "Dr Lee 555 0101", "day_ends": "05:00", "date_order": "mdy", "weight_unit": "lb",
        "reminder": "20:30",
    }  # fmt: skip
    assert "Kept: region is us; help_line is Dr Lee 555 0101; day_ends is 05:00;" in heard.words
    assert "reminder is now 20:30. It comes once you have sent: kfit remind 20:30" in heard.words


@pytest.mark.parametrize(
    ("line", "setting", "again"), [("glucose 5.5", "glucose_unit mmol/l", "glucose 6"), ("hba1c 5.4", "hba1c_unit %", "hba1c 6")]
)
def test_a_laboratory_unit_is_asked_about_by_the_first_value_and_by_no_question(kfit: Kfit, line: str, setting: str, again: str) -> None:
    assert not {question.setting for question in QUESTIONS} & {"glucose_unit", "cholesterol_unit", "hba1c_unit"}
    said = kfit(line)
    assert said.code == 2
    assert f"kfit config set {setting.split(maxsplit=1)[0]} " in said.err
    assert kfit(f"config set {setting}").code == 0
    assert kfit(again).code == 0


def test_it_says_first_that_nobody_is_watching() -> None:
    heard = at_a_terminal(["q\n"])
    assert heard.text.startswith("Nobody is watching what you enter, and nothing leaves this machine.")
    assert f"{len(QUESTIONS)} short questions" in heard.text
    assert "!" not in heard.text


def test_enter_keeps_what_holds_and_makes_no_file(kfit: Kfit) -> None:
    heard = at_a_terminal(["\n"] * len(QUESTIONS))
    assert heard.code == 0
    assert "Nothing is changed." in heard.text
    assert "[04:00]: " in heard.text
    assert chosen(kfit) == {}
    assert "(not there yet)" in kfit("config").out


def test_each_answer_is_one_change_and_can_be_taken_back(kfit: Kfit) -> None:
    at_a_terminal(["us\n", "\n", "5\n", "q\n"])
    assert [change["command"] for change in kfit("history --json").json["changes"]] == ["setup", "setup"]
    assert "day_ends" in kfit("undo").out
    assert chosen(kfit) == {"region": "us"}


@pytest.mark.parametrize("end", ["q\n", "Q\n", "quit\n", CTRL_C, CTRL_D])
def test_who_stops_keeps_what_was_answered(kfit: Kfit, end: str) -> None:
    heard = at_a_terminal(["nz\n", "\n", end])
    assert heard.code == 0
    assert "Kept: region is nz." in heard.text
    assert "That's enough for now." in heard.text
    assert chosen(kfit) == {"region": "nz"}


def test_three_answers_that_cannot_be_read_lead_to_the_next_question(kfit: Kfit) -> None:
    heard = at_a_terminal(["atlantis\n", "mu\n", "\x1b[31m\n", "\n", "4\n", "q\n"])
    assert heard.words.count("I have no numbers for") == 2
    assert "Let's leave that one. Later: kfit config set region us" in heard.words
    assert f"2 of {len(QUESTIONS)}" in heard.text
    assert chosen(kfit) == {"day_ends": "04:00"}


def test_an_hour_that_can_be_in_the_morning_or_in_the_evening_is_asked_about(kfit: Kfit) -> None:
    heard = at_a_terminal([*["\n"] * 5, "8:30\n", "8:30pm\n"])
    assert "8:30 can be 08:30 or 20:30. Try: 08:30 or: 20:30" in heard.words
    assert chosen(kfit) == {"reminder": "20:30"}


def test_a_step_back_asks_the_question_before_again(kfit: Kfit) -> None:
    heard = at_a_terminal(["b\n", "us\n", "skip\n", "back\n", "back\n", "nz\n", "q\n"])
    assert [heard.text.count(f"{number} of {len(QUESTIONS)}.") for number in (1, 2, 3)] == [3, 3, 1]
    assert "[us; 'none' clears it]: " in heard.text
    assert chosen(kfit) == {"region": "nz"}


def test_it_can_be_run_again_and_none_clears_a_value(kfit: Kfit) -> None:
    at_a_terminal(["us\n", "q\n"])
    heard = at_a_terminal(["none\n", "q\n"])
    assert "[us; 'none' clears it]: " in heard.text
    assert "region is now not set." in heard.text
    assert chosen(kfit) == {}


def test_bytes_that_are_no_text_are_one_more_answer_that_cannot_be_read(kfit: Kfit) -> None:
    heard = at_a_terminal([b"\xff\n", "us\n", "q\n"])
    assert heard.code == 0, heard.text
    assert chosen(kfit) == {"region": "us"}


@pytest.mark.parametrize("columns", [40, 80])
def test_no_line_is_wider_than_the_screen_and_no_command_is_broken(columns: int) -> None:
    heard = at_a_terminal(["x\n"] * 3 + ["q\n"], columns=columns)
    assert max(map(len, heard.text.splitlines())) <= columns
    assert "kfit config set region us" in heard.text


def test_plain_text_is_one_sentence_a_line_in_ascii() -> None:
    heard = at_a_terminal(ALL, plain=True)
    assert heard.code == 0
    assert heard.text.isascii()
    assert "\x1b" not in heard.text


def test_without_a_terminal_it_names_the_lines_to_use_instead(kfit: Kfit) -> None:
    said = kfit("setup", stdin="us\n")
    assert (said.out, said.code) == ("", 2)
    assert "kfit config set region us" in said.err
    for line in said.err.splitlines()[1:]:
        assert kfit(line.strip().removeprefix("kfit ")).code == 0, line
    assert set(chosen(kfit)) == {question.setting for question in QUESTIONS} <= set(SETTINGS)


def test_the_questions_can_be_read_before_they_are_asked(kfit: Kfit) -> None:
    kfit("config set region nz")
    out = " ".join(kfit("setup --list").out.split())
    assert all(question.text in out for question in QUESTIONS)
    assert "[nz]" in out
    assert "[04:00]" in out


def test_a_broken_file_is_said_before_anything_is_asked(db_path: Path) -> None:
    db_path.parent.mkdir(parents=True)
    db_path.write_bytes(b"not a database" * 100)
    heard = at_a_terminal([])
    assert heard.code == 3
    assert "1 of" not in heard.text
