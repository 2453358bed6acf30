"""kfit in a real pseudo-terminal, typed into answer by answer."""

from __future__ import annotations

import os
import pty
import select
import subprocess
import sys
from typing import TYPE_CHECKING, Any, Self

if TYPE_CHECKING:
    from conftest import Kfit

# Makes the pseudo-terminal the one that Ctrl-C comes from, then becomes kfit: no fork of this process is needed. A run in the
# background may have been told to ignore Ctrl-C, which its children would inherit: they would wait for ever.
BECOME = (
    "import fcntl, os, signal, sys, termios; signal.signal(signal.SIGINT, signal.SIG_DFL); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.executable, [sys.executable, '-m', 'kfit', *sys.argv[1:]])"
)
CTRL_C, CTRL_D = "\x03", "\x04"
PATIENCE = 30  # seconds, on a busy machine
ENTER = ""


class Terminal:
    """kfit in a pseudo-terminal of its own, as a person at the keyboard has it."""

    def __init__(self, *words: str, **env: str) -> None:
        self.here, there = pty.openpty()
        self.child = subprocess.Popen(
            [sys.executable, "-c", BECOME, *words],
            stdin=there,
            stdout=there,
            stderr=there,
            env=os.environ | {"COLUMNS": "80", "TERM": "xterm"} | env,
            start_new_session=True,
        )
        os.close(there)
        self.heard = b""
        self.read_to = 0
        self.last = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        if self.child.poll() is None:
            self.child.kill()
            self.child.wait()
        os.close(self.here)

    def hear(self) -> bool:
        """Read the output that has come; return False at its end."""
        for _ in range(PATIENCE):
            ready, _, _ = select.select([self.here], [], [], 1)
            if ready:
                break
            if self.last == CTRL_C:  # it came just before Python began to wait, so it is pressed again, as a person would do
                os.write(self.here, CTRL_C.encode())
        assert ready, self.text
        try:
            part = os.read(self.here, 65536)
        except OSError:
            return False
        self.heard += part
        return bool(part)

    def asked(self) -> str:
        """Wait for the next question; return the output since the last answer."""
        while not self.heard[self.read_to :].rstrip(b"\r").endswith(b": "):
            assert self.hear(), self.text
        told = self.heard[self.read_to :].decode(errors="replace")
        self.read_to = len(self.heard)
        return told.replace("\r\n", "\n")

    def type(self, answer: str) -> None:
        """Type an answer and Enter; a control key as it is."""
        self.last = answer
        os.write(self.here, answer.encode() if answer in (CTRL_C, CTRL_D) else answer.encode() + b"\n")

    def end(self) -> int:
        """Read the output to its end; return the exit code."""
        while self.hear():
            pass
        return self.child.wait(PATIENCE)

    @property
    def text(self) -> str:
        return self.heard.decode(errors="replace").replace("\r\n", "\n")


def walk(*answers: str, now: str = "2026-11-22T21:30", words: tuple[str, ...] = ("checkin",), **env: str) -> str:
    """Walk through the check-in with these answers; return all that the terminal showed. The exit code is 0."""
    with Terminal(*words, KFIT_NOW=now, **env) as terminal:
        for answer in answers:
            terminal.asked()
            terminal.type(answer)
        assert terminal.end() == 0, terminal.text
        return terminal.text


def logged(kfit: Kfit) -> list[tuple[Any, ...]]:
    """Return kind, name and value of every entry, in the order of logging."""
    entries = sorted(kfit("list --all --json").json["entries"], key=lambda entry: entry["id"])
    found = []
    for entry in entries:
        value = next(
            (entry[name] for name in ("score", "severity", "total", "minutes", "times", "note") if entry.get(name) is not None), None
        )
        found.append((entry["kind"], entry.get("name"), value))
    return found


def last_line(text: str) -> str:
    return text.strip().split("\n")[-1]
