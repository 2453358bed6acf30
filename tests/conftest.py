"""Verbs for the tests: a fresh home for each, and `kfit("mood 6 --on mon")`, which runs a line as the terminal would."""

from __future__ import annotations

import copy
import gc
import io
import os
import runpy
import shlex
import sys
import time
import weakref
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
import typer
from hypothesis import settings
from xdist.scheduler import LoadScopeScheduling

from effort import tried
from kfit.__main__ import main
from kfit.store import data_file, migrations
from kfit.store.paths import new_file

if TYPE_CHECKING:
    from xdist.remote import Producer

OFFLINE = str(Path(__file__).parent / "offline")
runpy.run_path(f"{OFFLINE}/sitecustomize.py")  # from here on no test may open a socket

# What is compiled is kept: a run starts kfit some thousand times, and where a machine forbids it (PYTHONDONTWRITEBYTECODE)
# each of these processes would compile all of kfit anew, three quarters of its time.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A diary in memory waits for no disk. What kfit asks of the disk is asked all the same: the tests of that count and break the calls.
MEMORY = "/dev/shm"
ROOM = 2 * 1024**3


def fits(path: str) -> bool:
    """Return whether the tests can put their homes in a folder: writable, with room, and programs in it may run."""
    try:
        found = os.statvfs(path)
    except OSError:
        return False
    return os.access(path, os.W_OK) and found.f_bavail * found.f_frsize > ROOM and not found.f_flag & os.ST_NOEXEC


if fits(MEMORY):
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", MEMORY)

# A process has one command to make; a run of the tests makes the same ones from the same signatures tens of thousands of
# times, for half of the time that such a command takes.
made: weakref.WeakKeyDictionary[typer.Typer, tuple[Any, list[Any]]] = weakref.WeakKeyDictionary()
make = typer.main.get_command


def make_once(typer_instance: typer.Typer) -> Any:
    """Return the command of an app, made once and unused: a used one keeps its help option, and what it called instead of the stubs."""
    if typer_instance not in made:
        command = make(typer_instance)
        made[typer_instance] = command, list(below(command))
    command, others = made[typer_instance]
    for other in others:
        other._help_option = None
    unused = copy.copy(command)
    if hasattr(command, "commands"):
        unused.commands = dict(command.commands)
    return unused


def below(command: Any) -> Iterator[Any]:
    """Yield the commands of a command, and theirs."""
    for other in getattr(command, "commands", {}).values():
        yield other
        yield from below(other)


typer.main.get_command = make_once

# A run of the tests begins some four thousand files, and the tables of one take four times as long to make as a line takes to
# be logged. The first of a moment is made; each later one of that moment and schema gets the same bytes.
blank: dict[tuple[object, ...], bytes] = {}
make_empty = data_file.empty


def empty_once(path: str, at: str) -> None:
    """Create a data file without entries, as `data_file.empty` does."""
    wanted = at, migrations.VERSION, repr(migrations.all_steps())
    if wanted not in blank:
        make_empty(path, at)
        blank[wanted] = Path(path).read_bytes()
    new_file(path)
    Path(path).write_bytes(blank[wanted])


data_file.empty = empty_once


# Files whose tests share what takes seconds to make or to load: one worker has all of a file. (xdist's own groups are marks, which
# have no effect with pytest 9.2.)
TOGETHER = frozenset(("tests/test_offers.py", "tests/test_rank_correlation.py", "tests/test_report_browser.py", "tests/test_words.py"))


class Sharing(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """Sends the next test, or the next of these files, to the worker that is free."""

    def _split_scope(self, nodeid: str) -> str:
        file = nodeid.partition("::")[0]
        return file if file in TOGETHER else nodeid


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> Sharing:
    return Sharing(config, log)


def sweep() -> None:
    """Clear garbage away, and leave out of every later search what is left: the five thousand tests, the modules."""
    gc.collect()
    gc.freeze()


def pytest_collection_finish() -> None:
    sweep()


# A shared machine is slow at times, and a landing must not hang on the luck of a draw: in CI the examples are the same
# every time, by hand they are new ones.
settings.register_profile("kfit", deadline=None, max_examples=tried(60, 500), derandomize=bool(os.environ.get("CI")))
settings.load_profile("kfit")

NOW = "2026-11-22T21:30"
BESIDE = Path(__file__).parent  # files that tests read


class Said(NamedTuple):
    """What a run of kfit printed, and its exit code."""

    out: str
    err: str
    code: int

    @property
    def json(self) -> Any:
        import json

        return json.loads(self.out)


@pytest.fixture(autouse=True)
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of its own for every test: Sunday 22 Nov 2026, 21:30 in New York, month first nowhere set."""
    for name in ("NO_COLOR", "FORCE_COLOR", "KFIT_PLAIN", "COLUMNS", "LINES", "KFIT_DB", "TERM", "EDITOR", "VISUAL"):
        monkeypatch.delenv(name, raising=False)
        os.unsetenv(name)  # readline, which pytest loads, tells the processes to come of a width that Python does not know
    monkeypatch.setenv("PYTHONPATH", OFFLINE)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("KFIT_NOW", NOW)
    monkeypatch.setenv("TZ", "America/New_York")
    monkeypatch.chdir(tmp_path)
    time.tzset()
    yield tmp_path
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def db_path(home: Path) -> Path:
    """The path of the data file."""
    return home / "data" / "kfit" / "kfit.db"


class Keyboard(io.TextIOWrapper):
    """What a person types at a terminal."""

    def isatty(self) -> bool:
        return True


Kfit = Callable[..., Said]


@pytest.fixture
def kfit(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Kfit:
    """Run a line through the front door: `kfit("mood 6 slept badly", now="2026-11-03T21:40")`.

    A list holds the words as a shell would pass them on; a text is split as a shell splits it. `stdin` comes from a
    pipe, `typed` from a person at a keyboard.
    """

    def run(line: str | list[str] = "", *, now: str | None = None, stdin: str | None = None, typed: str | None = None, **env: str) -> Said:
        words = shlex.split(line) if isinstance(line, str) else line
        capsys.readouterr()
        with monkeypatch.context() as here:
            here.setattr(sys, "argv", ["kfit", *words])
            if now:
                here.setenv("KFIT_NOW", now)
            for name, value in env.items():
                here.setenv(name, value)
            if stdin is not None:
                here.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            if typed is not None:
                here.setattr(sys, "stdin", Keyboard(io.BytesIO(typed.encode()), encoding="utf-8"))
            if "TZ" in env:
                time.tzset()
            code = main()
        if "TZ" in env:
            time.tzset()
        heard = capsys.readouterr()
        return Said(heard.out, heard.err, code)

    return run


Grown = Callable[[Sequence[str | list[str] | tuple[str, str]]], None]
DIARIES: dict[str, tuple[Path, dict[Path, bytes]]] = {}  # of this worker, by the lines that made them: the home, and what lay there


@pytest.fixture
def grown(kfit: Kfit, home: Path) -> Grown:
    """Give the home the diary that these lines make: the first test that asks for it logs them, each later one gets its files.

    A line is a text or its words, or a moment and a text.
    """

    def grow(lines: Sequence[str | list[str] | tuple[str, str]]) -> None:
        assert not (home / "data").exists()
        if repr(lines) not in DIARIES:
            for line in lines:
                said = kfit(line[1], now=line[0]) if isinstance(line, tuple) else kfit(line)
                assert said.code == 0, (line, said.err)
            files = [path for folder in ("data", "state") for path in (home / folder).rglob("*") if path.is_file()]
            DIARIES[repr(lines)] = home, {path.relative_to(home): path.read_bytes() for path in files}
            return
        first, files_ = DIARIES[repr(lines)]
        for name, content in files_.items():
            path = home / name
            for folder in reversed([one for one in path.parents if not one.exists()]):
                folder.mkdir(mode=0o700)
            path.touch(mode=0o600)
            path.write_bytes(content.replace(bytes(first), bytes(home)) if name.parts[0] == "state" else content)  # it knows its files

    return grow


@pytest.fixture
def process() -> Callable[..., Any]:
    """Run kfit as a process of its own: `process("mood", "6")`."""
    import subprocess

    def run(*words: str, env: dict[str, str] | None = None, **more: Any) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, "-m", "kfit", *words], capture_output=True, text=True, env={**os.environ, **(env or {})}, check=False, **more
        )

    return run
