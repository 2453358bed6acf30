"""The front door and the full command line: one reader, one way out for every error, help that is true."""

from __future__ import annotations

import re
import shlex
import socket
import subprocess
import sys
from importlib import import_module
from typing import TYPE_CHECKING, Any

import pytest
import typer

from kfit.__main__ import main
from kfit.cli import app
from kfit.cli import commands as table
from kfit.model.entries import HEADS, QUESTIONNAIRES, SHOWN

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Kfit

SAME = [
    "mood 6 slept badly",
    "mood 6 -not great",
    "mood eleven",
    "sleep 7h30 --on yesterday",
    "walk 20 -- -dead tired",
    "note a -b",
    "log mood 6, walk 5",
]


@pytest.mark.parametrize("line", SAME)
def test_both_doors_read_a_line_alike(kfit: Kfit, line: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The full command line passes the words of a kind on unchanged: Typer would turn `-not` into `-n ot`."""
    front = kfit(f"{line} --json") if "--" not in line.split() else kfit(line)
    kfit("undo")
    monkeypatch.setattr("kfit.__main__.HEADS", {})
    monkeypatch.setattr("kfit.__main__.LOG", "")
    full = kfit(f"{line} --json") if "--" not in line.split() else kfit(line)

    def comparable(text: str) -> str:
        return (
            re.sub(r'"(?:id|uid)": (?:\d+|"[^"]+")|To take it back: kfit undo|\(kfit undo\)|Words typed.+?: kfit note', "", text)
            .replace("\\n", "")
            .replace(' "}', '"}')
            .strip()
        )

    assert comparable(front.out) == comparable(full.out)
    assert (front.err, front.code) == (full.err, full.code)


@pytest.mark.parametrize(
    ("line", "answer"),
    [
        ("moood 4", "I don't know 'moood'. Did you mean: kfit mood 4"),
        ("moood 4 slept badly", "I don't know 'moood'. Did you mean: kfit mood 4 slept badly"),
        ("wek", "I don't know 'wek'. Did you mean: kfit week"),
        ("6", "I don't know '6'. Did you mean: kfit mood 6"),
        ("delete", "kfit delete needs the number of an entry, such as: kfit delete NUMBER   The numbers: kfit list"),
        ("xyzzy now", "I don't know 'xyzzy'. As a note: kfit note xyzzy now   All commands: kfit help all"),
        ("coffee 2", "I don't know 'coffee'. To keep it as your own measure: kfit measure coffee 2   As a note: kfit note coffee 2"),
        ("import", "kfit import needs a file or a folder: kfit import visit --dry-run"),
        ("config set date_order", "kfit config set needs a setting and its value: kfit config set date_order dmy"),
        ("demo delete", "kfit demo delete needs the number of an entry, such as: kfit demo delete NUMBER   The numbers: kfit demo list"),
        ("list --days", "--days needs a value. Example: kfit list mood --days 30   Its help: kfit list -h"),
        ("chart --days x", "--days needs a whole number. Try: kfit chart --days 30   Its help: kfit chart -h"),
        ("undo 3", "kfit undo does not take '3'. Example: kfit undo   Its help: kfit undo -h"),
        ("week --foo", "kfit week has no option --foo. Example: kfit week --weeks 8   Its help: kfit week -h"),
        (
            "rate focus 4",
            "New rating: which end of focus is better? Try: kfit rate focus 4 --better high   or: kfit rate focus 4 --better low",
        ),
    ],
)
def test_an_error_is_one_kind_sentence_with_a_line_that_works(kfit: Kfit, line: str, answer: str) -> None:
    said = kfit(line)
    told = said.err.replace("A made-up person, in a file of its own. Your own entries are untouched.", "")
    assert (said.out, told.strip(), said.code) == ("", answer, 2)


def needing(command: Any, path: str) -> Iterator[str]:
    """Yield the commands that need a word, with those below them."""
    context = typer.Context(command)
    if any(param.required for param in command.get_params(context)) or (
        hasattr(command, "commands") and not command.invoke_without_command
    ):
        yield path
    for name in getattr(command, "commands", ()):
        yield from needing(command.get_command(context, name), f"{path} {name}")


def test_a_missing_word_is_named_with_a_line_that_works(kfit: Kfit) -> None:
    """Every command that needs a word has its own sentence, and no other has one."""
    found: list[str] = []
    for name, row in table.COMMANDS.items():
        if name == "log":  # its words go to the diary's reader
            continue
        module = import_module(f"kfit.cli.{row.module}")
        found += needing(typer.main.get_command(getattr(module, f"{name.replace('-', '_')}_app")), f"kfit {name}")
    assert sorted(found) == sorted(app.NEEDED)
    for path in found:
        said = kfit(path.removeprefix("kfit "))
        assert (said.out, said.err, said.code) == ("", f"{path} needs {app.NEEDED[path]}\n", 2)
        assert f": {path} " in said.err


def commands() -> list[list[str]]:
    """Return every command as its words: `kfit backup list` too."""
    found = [[name] for name in [*SHOWN, *QUESTIONNAIRES, "glucose", "move", "walk", *table.COMMANDS]]
    return [*found, ["backup", "list"], ["config", "set"], ["export", "csv"], ["export", "jsonl"]]


@pytest.mark.parametrize("words", commands(), ids=" ".join)
@pytest.mark.parametrize("ask", ["-h", "--help"])
def test_every_command_has_help_with_an_example(kfit: Kfit, words: list[str], ask: str) -> None:
    said = kfit([*words, ask])
    assert said.code == 0
    assert re.search(rf"Example: kfit {words[0]}", said.out)


def test_help_shows_ranges_and_choices(kfit: Kfit) -> None:
    assert "0 (worst) to 10 (best)" in kfit("mood -h").out
    assert "0 to 1080 minutes" in kfit("sleep -h").out
    assert "light|moderate|vigorous" in kfit("exercise -h").out
    assert "water-aerobics" in kfit("exercise -h").out


def test_no_command_has_the_name_of_a_word_that_logs() -> None:
    assert set(HEADS) & set(table.COMMANDS) == set()


def test_plain_help_has_no_boxes(process: Any) -> None:
    said = process("week", "-h", env={"KFIT_PLAIN": "1"})
    assert "╭" not in said.stdout
    assert said.stdout.isascii()
    assert "Example: kfit week" in said.stdout


@pytest.mark.parametrize("line", ["list mood", "week", "history", "chart mood", "chart mood --days 365", "checkin --list"])
def test_a_command_loads_no_pydantic_with_or_without_a_number(kfit: Kfit, line: str) -> None:
    """Typer would load it to hand on a whole number, or what was not given, for as long as all else takes."""
    kfit("mood 6")
    script = f"import sys; from kfit.__main__ import main; sys.argv = ['kfit', *{line.split()}]; print(main(), 'pydantic' in sys.modules)"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("\n0 False\n"), ran.stderr


def test_the_version_is_the_packages(kfit: Kfit) -> None:
    from importlib.metadata import version

    assert kfit("--version").out == f"kfit {version('kfit')}\n"


def test_a_closed_pipe_ends_quietly(process: Any) -> None:
    for _ in range(3):
        process("mood", "6")
    ran = subprocess.run(
        f"{shlex.quote(sys.executable)} -m kfit list | true",
        shell=True,
        capture_output=True,
        text=True,
        check=False,
        executable="/bin/bash",
    )
    assert ran.stderr == ""


def test_ctrl_c_is_130(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("kfit.__main__.enter", interrupted)
    assert kfit("mood 6").code == 130


def test_a_fault_of_kfit_prints_no_trace_and_no_text_of_the_person(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(_: object) -> int:
        raise RuntimeError("CANARY in an exception")

    monkeypatch.setattr("kfit.__main__.enter", broken)
    said = kfit("mood 6 CANARY")
    assert said.code == 1
    assert "CANARY" not in said.err + said.out
    assert "kfit's fault" in said.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("mo", "mood"),
        ("he", "help-now"),
        ("sleep --q", "--quality"),
        ("exercise --intensity m", "moderate"),
        ("infusion --route na", "nasal"),
        ("exercise 30 wa", "walk"),
        ("chart mo", "mood"),
        ("config set da", "date_order"),
        ("completion b", "bash"),
        ("edit ", "1"),
        ("delete ", "1"),
    ],
)
def test_the_tab_key_completes(process: Any, typed: str, offered: str) -> None:
    process("mood", "6", "CANARY", "in", "a", "note")
    words = ["kfit", *typed.split(" ")]
    env = {"_KFIT_COMPLETE": "complete_bash", "COMP_WORDS": " ".join(words), "COMP_CWORD": str(len(words) - 1)}
    said = process(env=env)
    assert offered in said.stdout.split()
    assert "CANARY" not in said.stdout + said.stderr


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script_and_changes_no_file(kfit: Kfit, shell: str, home: Path) -> None:
    said = kfit(f"completion {shell}")
    assert "_KFIT_COMPLETE" in said.out
    assert not list(home.iterdir())
    assert kfit("completion tcsh").code == 2


def test_the_language_of_a_terminal_never_makes_an_answer_fail(process: Any) -> None:
    said = process("infusion", "--clinic", "Zürich → 病院", env={"PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"})
    assert said.returncode == 0
    assert said.stdout.startswith("Saved infusion")


def test_main_returns_the_exit_code(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "argv", ["kfit", "mood", "66"])
    assert main() == 2
    assert capsys.readouterr().out == ""


def test_the_suite_cannot_reach_the_network(process: Any) -> None:
    """What every other test relies on: here and in a process of its own, a socket raises."""
    with pytest.raises(RuntimeError, match="used the network"):
        socket.socket()
    ran = subprocess.run([sys.executable, "-c", "import socket; socket.socket()"], capture_output=True, text=True, check=False)
    assert "used the network" in ran.stderr
    assert process("mood", "6").returncode == 0


def test_a_process_of_its_own_says_all_before_it_ends(process: Any) -> None:
    """It ends without Python's own clearing away, so every word must be out by itself: of a result, of talk, of a refusal."""
    assert process("mood", "6").stdout.startswith("Saved mood 6")
    assert process("mood", "66").stderr.startswith("Mood goes from 0")
    assert process("demo", "mood", "66").stderr.splitlines()[-1].startswith("Mood goes from 0")
    assert process("guide").stdout.endswith("\n")
    assert (process("mood", "66").returncode, process("week").returncode) == (2, 0)
