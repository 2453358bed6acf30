"""kfit in a real pseudo-terminal, typed into answer by answer."""

from __future__ import annotations

import atexit
import json
import os
import pty
import select
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from effort import LONG

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from conftest import Kfit

# Becomes a kfit for each line that it is told, and says its number and how it ended: what every kfit loads is loaded once.
# The first terminal that the leader of a session opens is the one that Ctrl-C comes from. A run in the background may have been
# told to ignore Ctrl-C, which its children would inherit: they would wait for ever.
BEGIN = """
import json, os, signal, sys, time
import kfit.cli.app, kfit.cli.checkin, kfit.cli.log, kfit.cli.prompts, kfit.render.answers, kfit.store.data_file
from kfit.__main__ import run
for asked in sys.stdin:
    words, terminal, env, place = json.loads(asked)
    child = os.fork()
    if not child:
        break
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
else:
    sys.exit()
os.setsid()
there = os.open(terminal, os.O_RDWR)
print(os.getpid(), flush=True)
for stream in range(3):
    os.dup2(there, stream)
os.close(there)
signal.signal(signal.SIGINT, signal.default_int_handler)
os.environ.clear()
os.environ.update(env)
os.chdir(place)
time.tzset()
sys.argv = ["kfit", *words]
sys.stdin, sys.stdout = open(0, closefd=False), open(1, "w", 1, closefd=False)
sys.stderr = open(2, "w", 1, errors="backslashreplace", closefd=False)
run()
"""
# As above for one kfit that loads all by itself, as a person's does: no fork of this process is needed.
BECOME = (
    "import fcntl, os, signal, sys, termios; signal.signal(signal.SIGINT, signal.SIG_DFL); fcntl.ioctl(0, termios.TIOCSCTTY, 0); "
    "os.execv(sys.executable, [sys.executable, '-m', 'kfit', *sys.argv[1:]])"
)
CTRL_C, CTRL_D = "\x03", "\x04"
PATIENCE = 30  # seconds, on a busy machine
ENTER = ""


idle: list[subprocess.Popen[bytes]] = []  # that wait for a line


def end_all() -> None:
    for one in idle:
        one.communicate()


atexit.register(end_all)


class Forked:
    """A kfit that began as a copy of a process in which all was loaded."""

    def __init__(self, words: Sequence[str], terminal: str, env: Mapping[str, str]) -> None:
        self.parent = (
            idle.pop()
            if idle
            else subprocess.Popen([sys.executable, "-c", BEGIN], bufsize=0, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env)
        )
        assert self.parent.stdin
        assert self.parent.stdout
        self.heard = self.parent.stdout
        self.parent.stdin.write(f"{json.dumps([words, terminal, dict(env), str(Path.cwd())])}\n".encode())
        self.number = self._told()
        self.ended: int | None = None

    def _told(self) -> int:
        return int(self.heard.readline())

    def poll(self) -> int | None:
        """Return the exit code, None while it runs."""
        if self.ended is None and select.select([self.heard], [], [], 0)[0]:
            self.wait()
        return self.ended

    def wait(self, patience: float = PATIENCE) -> int:
        """Wait for its end, and return the exit code; of one that was killed, the signal below 0."""
        if self.ended is None:
            assert select.select([self.heard], [], [], patience)[0], "it does not end"
            self.ended = self._told()
            idle.append(self.parent)
        return self.ended

    def send_signal(self, which: int) -> None:
        os.kill(self.number, which)

    def kill(self) -> None:
        self.send_signal(signal.SIGKILL)


def started(words: Sequence[str], there: int, env: Mapping[str, str]) -> Forked | subprocess.Popen[bytes]:
    """Start kfit in a terminal: a long run loads every one of them anew."""
    if not LONG:
        return Forked(words, os.ttyname(there), env)
    return subprocess.Popen(
        [sys.executable, "-c", BECOME, *words], stdin=there, stdout=there, stderr=there, env=env, start_new_session=True
    )


class Terminal:
    """kfit in a pseudo-terminal of its own, as a person at the keyboard has it."""

    def __init__(self, *words: str, **env: str) -> None:
        self.here, there = pty.openpty()
        self.child = started(words, there, os.environ | {"COLUMNS": "80", "TERM": "xterm"} | env)
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
