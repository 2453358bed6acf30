"""What the Tab key offers of a person's own names runs nothing in a shell, and comes back as the name that it is."""

from __future__ import annotations

import os
import pty
import select
import shutil
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

SHELLS = ("bash", "zsh", "fish")
HOSTILE = (
    "aa$(touch pwned)", "aa`touch pwned`", "aa\\$(touch pwned)", "aa;touch pwned", "aa|touch pwned", "aa&touch pwned", "aa>pwned",
    'aa"$(touch pwned)"', "aa'; touch pwned; '", "aa*", "aa{b,c}", "aa!!", "aa b", "aa\u202eb", "aa<(touch pwned)",
)  # fmt: skip
RUNS = ("$(", "`", "<(", ">pwned", ";touch", "; touch", "|touch", "&touch", "aa*", "aa{", "!!", "\u202e")
PLAIN = "aaron-juice"


@pytest.fixture
def typed(kfit: Kfit, home: Path) -> None:
    """A file with hostile names as measures, ratings, medicines and habits, and one plain name."""
    kept = [name for name in HOSTILE if kfit(["measure", name, "5", "--new"]).code == 0]
    assert len(kept) > 9  # some cannot be a name at all
    for name in kept:
        kfit(["med", name, "50mg", "taken"])
        kfit(["did", name.replace("aa", "ab"), "10m", "--new"])
        kfit(["rate", name.replace("aa", "ac"), "5", "--better", "high", "--new"])
    assert kfit(["measure", PLAIN, "5", "--new"]).code == 0
    link = home / "bin" / "kfit"
    link.parent.mkdir()
    link.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m kfit "$@"\n')
    link.chmod(0o700)


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize(
    "line", ["chart a", "calendar aa", "list aa", "goal a", "med a", "measure a", "habit rename a", "edit ", "delete ", "history "]
)
@pytest.mark.parametrize("shell", SHELLS)
def test_nothing_that_is_offered_can_run(process: Any, shell: str, line: str) -> None:
    """Each shell gets its candidates by Typer's own words for it: no sign that it could run is among them."""
    words = ["kfit", *line.split(" ")]
    env = {
        "_KFIT_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_ARGS": " ".join(words),
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
    }
    said = process(env=env).stdout
    assert [sign for sign in RUNS if sign in said] == []


@pytest.mark.usefixtures("typed")
def test_a_tab_in_a_real_bash_runs_nothing_and_completes_the_plain_name(kfit: Kfit, home: Path) -> None:
    bash = shutil.which("bash")
    if bash is None:
        pytest.skip("no bash on this machine")
    (home / "rc").write_text(f"PS1='ready '\nPATH={home}/bin:$PATH\n{kfit('completion bash').out}\n")
    said = _typed_into([bash, "--noprofile", "--rcfile", str(home / "rc"), "-i"], "kfit chart aa\t\t\n", "kfit chart aar\t\n")
    assert not (home / "pwned").exists(), said
    assert PLAIN in said


@pytest.mark.usefixtures("typed")
@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_a_tab_in_another_shell_runs_nothing(kfit: Kfit, home: Path, shell: str) -> None:
    found = shutil.which(shell)
    if found is None:
        pytest.skip(f"no {shell} on this machine")
    script = kfit(f"completion {shell}").out
    if shell == "zsh":
        (home / ".zshrc").write_text(f"PATH={home}/bin:$PATH\nautoload -Uz compinit && compinit -u\n{script}\n")
        said = _typed_into([found, "-i"], "kfit chart aa\t\t\n", "kfit edit \t\t\n")
    else:
        (home / "kfit.fish").write_text(script)
        told = f"set -x PATH {home}/bin $PATH; source {home}/kfit.fish; complete -C 'kfit chart aa'; complete -C 'kfit edit '"
        said = subprocess.run([found, "-c", told], capture_output=True, text=True, check=False, timeout=60).stdout
    assert not (home / "pwned").exists(), said


def _typed_into(command: list[str], *lines: str) -> str:
    """Type lines into a shell at a terminal, a key a moment; return what the screen was sent."""
    child, terminal = pty.fork()
    if not child:
        os.execv(command[0], command)
    screen = b""
    for line in (*lines, "exit\n"):
        for key in line:
            os.write(terminal, key.encode())
            screen += _shown(terminal, 1.5 if key == "\t" else 0.02)
        screen += _shown(terminal, 1.0)
    deadline = time.monotonic() + 10
    while time.monotonic() < deadline and os.waitpid(child, os.WNOHANG) == (0, 0):
        screen += _shown(terminal, 0.1)
    os.close(terminal)
    return screen.decode(errors="replace")


def _shown(terminal: int, wait: float) -> bytes:
    shown = b""
    end = time.monotonic() + wait
    while (left := end - time.monotonic()) > 0:
        if not select.select([terminal], [], [], left)[0]:
            break
        try:
            shown += os.read(terminal, 65536)
        except OSError:  # the shell has gone
            break
    return shown
