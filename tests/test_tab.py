"""Completion with the Tab key: in a real bash, zsh and fish, no name that a person chose runs anything."""

from __future__ import annotations

import os
import pty
import select
import shlex
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from effort import tried

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

HOSTILE = [
    "aa$(touch pwned)",
    "aa`touch pwned`",
    "aa\\$(touch pwned)",
    "aa\\`touch pwned\\`",
    'aa"$(touch pwned)"',
    "aa'$(touch pwned)'",
    "aa'\"$(touch pwned)\"'",
    "aa|touch pwned",
    "aa&touch pwned",
    "aa>pwned",
    "aa(touch pwned)",
    "aa<(touch pwned)",
    "aa${x:=`touch pwned`}",
    "aa[$(touch pwned)]",
    "aa!touch",
    "aa*",
]
INTERACTIVE = {"bash": ("bash", "--norc", "-i"), "zsh": ("zsh", "-f", "-i")}
LOAD = {"bash": 'eval "$(kfit completion bash)"', "zsh": 'autoload -Uz compinit; compinit -D; eval "$(kfit completion zsh)"'}
PATIENCE = 60  # seconds, on a busy machine
EMPTY_LINE = "\x15"  # Ctrl-U


def needed(shell: str) -> None:
    """Skip the test where a shell is missing."""
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not on this machine")


@pytest.fixture
def at_hand(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """kfit as a command that a shell finds."""
    (home / "bin").mkdir()
    program = home / "bin" / "kfit"
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kfit "$@"\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{home / 'bin'}:{os.environ['PATH']}")


def press(shell: str, *lines: str) -> str:
    """Type lines into an interactive shell that completes kfit's words; return all that it showed."""
    here, there = pty.openpty()
    env = os.environ | {"TERM": "dumb", "COLUMNS": "200"}
    child = subprocess.Popen(INTERACTIVE[shell], stdin=there, stdout=there, stderr=there, env=env, start_new_session=True)
    os.close(there)
    heard = b""
    try:
        for place, line in enumerate((LOAD[shell] + "\n", *lines)):
            os.write(here, f"{line}{EMPTY_LINE}echo he''re{place}\n".encode())
            end = time.monotonic() + PATIENCE
            while f"here{place}".encode() not in heard:
                assert time.monotonic() < end, heard.decode(errors="replace")
                heard += os.read(here, 65536) if select.select([here], [], [], 1)[0] else b""
    finally:
        child.kill()
        child.wait()
        os.close(here)
    return heard.decode(errors="replace")


def completions(typed: str, shell: str) -> str:
    """Return the completions that kfit gives the shell after these words."""
    words = typed.split(" ")
    asked = {"COMP_WORDS": typed, "COMP_CWORD": str(len(words) - 1), "_TYPER_COMPLETE_ARGS": typed}
    env = os.environ | asked | {"_KFIT_COMPLETE": f"complete_{shell}", "_TYPER_COMPLETE_FISH_ACTION": "get-args"}
    return subprocess.run([sys.executable, "-m", "kfit"], capture_output=True, text=True, env=env, check=True).stdout


@pytest.fixture
def planted(grown: Grown) -> None:
    """Keep a harmless name and every hostile one, of each kind that has names."""
    kinds = (["measure", "NAME", "5"], ["rate", "NAME", "5", "--better", "high"], ["did", "NAME", "5m"], ["effect", "NAME", "1"])
    every = [[*(name if word == "NAME" else word for word in words), "--new"] for name in HOSTILE for words in kinds]
    grown([["measure", "aagood", "5"], *every])


@pytest.mark.usefixtures("at_hand", "planted")
@pytest.mark.parametrize("shell", INTERACTIVE)
def test_a_tab_behind_a_name_of_ones_own_runs_nothing(shell: str, home: Path) -> None:
    needed(shell)
    shown = press(shell, "kfit chart aa\t\t", "kfit edit \t\t", "kfit habit retire aa\t\t", "kfit goal aa\t\t")
    assert not (home / "pwned").exists(), shown


@pytest.mark.usefixtures("at_hand")
@pytest.mark.parametrize("shell", INTERACTIVE)
def test_a_tab_and_enter_run_what_stands_there_and_nothing_else(kfit: Kfit, shell: str, home: Path) -> None:
    needed(shell)
    kfit(["measure", "hip size", "90cm"])
    kfit(["measure", "hip$(touch pwned)", "5", "--new"])
    assert "Hip size (cm)" in press(shell, "kfit chart hip\t\n")
    assert not (home / "pwned").exists()


@pytest.mark.usefixtures("at_hand", "planted")
def test_fish_runs_nothing_when_it_completes(home: Path) -> None:
    needed("fish")
    typed = ("kfit chart aa", "kfit edit ", "kfit habit retire aa", "kfit rate aa")
    line = "kfit completion fish | source; " + "; ".join(f"echo '> {one}'; complete -C '{one}'" for one in typed)
    ran = subprocess.run(["fish", "--no-config", "-c", line], capture_output=True, text=True, check=True)
    assert "$(" not in ran.stdout
    _, *offered = ran.stdout.split("> ")
    assert [("aagood" in one, one.partition("\n")[0]) for one in offered] == [(one == "kfit chart aa", one) for one in typed]
    assert not (home / "pwned").exists()


@pytest.mark.parametrize("names", [HOSTILE, *tried([], [[name] for name in HOSTILE])], ids=" ".join)
def test_bash_is_handed_no_name_that_it_would_take_for_more_than_letters(kfit: Kfit, home: Path, names: list[str]) -> None:
    (home / "aanear").touch()
    kfit(["measure", "aagood", "5"])
    for name in names:
        assert kfit(["measure", name, "5", "--new"]).code == 0
    script = kfit("completion bash").out
    call = 'COMP_WORDS=(kfit chart aa) COMP_CWORD=2 COMP_LINE="kfit chart aa"\n_kfit_completion ./kfit\nprintf "%s\\n" "${COMPREPLY[@]}"\n'
    bin_ = home / "kfit"
    bin_.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m kfit "$@"\n')
    bin_.chmod(0o755)
    ran = subprocess.run(["bash", "-c", f"{script}\n{call}"], capture_output=True, text=True, check=True)
    assert ran.stdout == "aagood\n"
    assert not (home / "pwned").exists()


@pytest.mark.usefixtures("planted")
def test_only_names_that_no_shell_reads_are_offered() -> None:
    for words in ("chart", "list", "goal", "rate", "effect", "did", "measure", "habit retire", "habit rename"):
        offered = completions(f"kfit {words} aa", "bash").split()
        assert offered == (["aagood"] if words in ("chart", "list", "measure") else []), words


def test_a_trial_completes_movement_and_logged_habits_and_what_ends_it(kfit: Kfit) -> None:
    for line in ("did piano --new", "did lithium --new", "did sauna --new", "habit retire sauna", "med lithium 300mg started"):
        kfit(line)
    offered = completions("kfit try ", "bash").split()
    assert {"stop", "movement", "walk", "piano"} <= set(offered)
    assert {"lithium", "sauna"}.isdisjoint(offered)
    assert completions("kfit try pi", "bash").split() == ["pilates", "piano"]
    assert completions("kfit try walk ", "bash").split() == []
    for word in ("movement", "walk", "piano"):
        assert kfit(f"try {word} --json").code == kfit("try stop").code == 0


@pytest.mark.parametrize("kind", ["zsh", "fish", "bash"])
def test_the_help_behind_a_number_holds_no_sign_of_a_shell(kfit: Kfit, kind: str) -> None:
    for name in HOSTILE:
        kfit(["measure", name, "5", "--new"])
    kfit("mood 6")
    handed = completions("kfit edit ", kind)
    assert not any(sign in handed for sign in ("$", "`", "\\", "|", ">", "!", "*t"))
    if kind != "bash":
        assert "mood 6" in handed
        assert "measure" in handed
