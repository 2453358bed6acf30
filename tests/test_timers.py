"""The texts of the timers: run unchanged, and checked by systemd's own verifier."""

from __future__ import annotations

import os
import plistlib
import shlex
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from kfit.render.reminders import SERVICE, TIMER, TimerCall, cron, launchd, schtasks, service, timer

if TYPE_CHECKING:
    from pathlib import Path

# The hardest path that a unit, a shell or a property list can be asked to carry.
HARD = "a b/100% $HOME `id` \"q\" 'r' \\t & <x> ;"
DATA_FILE = f"/{HARD}/kfit.db"
QUESTION = "kfit: a minute for today?"


class Desk:
    """A stand-in for a desktop: a `kfit` at a difficult path, and a `notify-send` that records its arguments."""

    def __init__(self, home: Path) -> None:
        self.home, self.kfit = home, home / HARD / "kfit"
        self.seen, self.data_file = home / "seen", home / "data_file"
        self.put(home / "bin" / "notify-send", f'printf "%s|" "$@" >> {shlex.quote(str(self.seen))}')

    def put(self, path: Path, script: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"#!/bin/sh\n{script}\n")
        path.chmod(0o755)

    def says(self, script: str) -> TimerCall:
        """Make kfit do this, and return a timer's call of it."""
        self.put(self.kfit, f'printf "%s" "$KFIT_DB" > {shlex.quote(str(self.data_file))}\n{script}')
        return TimerCall([str(self.kfit), "remind", "--now"], {"KFIT_DB": DATA_FILE}, "07:05")

    def run(self, words: list[str], **env: str) -> tuple[str, str, int]:
        """Run a command; return what it printed and its exit code."""
        env = {"PATH": f"{self.home / 'bin'}:/usr/bin:/bin", **env}
        ran = subprocess.run(words, env=env, capture_output=True, text=True, check=False)
        return ran.stdout, ran.stderr, ran.returncode

    def start(self, unit: str) -> tuple[str, str, int]:
        """Run what a unit's ExecStart says, as systemd would."""
        lines = dict(line.split("=", 1) for line in unit.splitlines() if "=" in line)
        name, value = words(lines["Environment"])[0].split("=", 1)
        return self.run([word.replace("$$", "$") for word in words(lines["ExecStart"])], **{name: value})


def words(line: str) -> list[str]:
    """Cut a line of a unit into its words: quotes, backslashes, `%%`."""
    found = shlex.shlex(line, posix=True, punctuation_chars="")
    found.whitespace_split, found.commenters, found.escapedquotes = True, "", '"'
    return [word.replace("%%", "%") for word in found]


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_the_service_shows_what_kfit_says_whatever_its_path(desk: Desk) -> None:
    assert desk.start(service(desk.says(f"[ \"$*\" = 'remind --now' ] && echo '{QUESTION}'"))) == ("", "", 0)
    assert desk.seen.read_text() == f"{QUESTION}|"
    assert desk.data_file.read_text() == DATA_FILE


def test_the_service_shows_nothing_where_kfit_says_nothing(desk: Desk) -> None:
    assert desk.start(service(desk.says(":"))) == ("", "", 0)
    assert not desk.seen.exists()


def test_the_service_fails_as_kfit_does_and_shows_nothing(desk: Desk) -> None:
    assert desk.start(service(desk.says("echo trouble >&2; exit 3"))) == ("", "trouble\n", 3)
    assert not desk.seen.exists()


@pytest.mark.parametrize("fault", ["exit 1", "echo no display >&2; exit 1"])
def test_without_a_screen_the_question_stays_in_the_timers_log(desk: Desk, fault: str) -> None:
    desk.put(desk.home / "bin" / "notify-send", fault)
    assert desk.start(service(desk.says(f"echo '{QUESTION}'"))) == (f"{QUESTION}\n", "", 0)


def test_crons_line_does_the_same(desk: Desk) -> None:
    line = cron(desk.says(f"echo '{QUESTION}'"))
    assert line.startswith("5 7 * * * ")
    command = line.removeprefix("5 7 * * * ")
    assert "%" not in command.replace("\\%", "")
    assert desk.run(["/bin/sh", "-c", command.replace("\\%", "%")]) == ("", "", 0)
    assert desk.seen.read_text() == f"{QUESTION}|"
    assert desk.data_file.read_text() == DATA_FILE


def test_the_property_list_is_one_and_holds_the_path_as_it_is() -> None:
    call = TimerCall([f"/{HARD}/kfit", "remind", "--now"], {"KFIT_DB": f"/{HARD}/kfit.db"}, "20:05", weekly=True)
    told = plistlib.loads(launchd(call).encode())
    assert told["ProgramArguments"][4:] == [f"/{HARD}/kfit", "remind", "--now"]
    assert told["EnvironmentVariables"] == {"KFIT_DB": f"/{HARD}/kfit.db"}
    assert told["StartCalendarInterval"] == {"Hour": 20, "Minute": 5, "Weekday": 0}


def test_windows_is_told_the_time_and_the_path() -> None:
    line = schtasks(TimerCall(["C:\\it's mine\\kfit.exe", "remind", "--now"], {}, "20:30"))
    assert "/SC DAILY /ST 20:30" in line
    assert "& 'C:\\it''s mine\\kfit.exe' 'remind' '--now'" in line


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze on this machine")
@pytest.mark.parametrize("weekly", [False, True])
@pytest.mark.parametrize("path", ["/usr/bin/kfit", f"/{HARD}/kfit"])
def test_systemds_own_verifier_has_nothing_to_say(tmp_path: Path, path: str, weekly: bool) -> None:  # noqa: FBT001 - a parameter
    call = TimerCall([path, "remind", "--now"], {"KFIT_DB": f"{path}.db"}, "20:30", weekly=weekly)
    (tmp_path / SERVICE).write_text(service(call))
    (tmp_path / TIMER).write_text(timer(call))
    (tmp_path / "run").mkdir(mode=0o700)
    ran = subprocess.run(
        ["systemd-analyze", "--user", "verify", tmp_path / SERVICE, tmp_path / TIMER],
        env=os.environ | {"XDG_RUNTIME_DIR": str(tmp_path / "run")},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr, ran.returncode) == ("", "", 0)


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="there is no systemd-analyze on this machine")
def test_systemd_reads_the_times_as_they_are_meant() -> None:
    for weekly, means in ((False, "*-*-* 20:30:00"), (True, "Sun *-*-* 20:30:00")):
        calendar = timer(TimerCall(["kfit"], {}, "20:30", weekly=weekly)).split("OnCalendar=")[1].split("\n")[0]
        ran = subprocess.run(["systemd-analyze", "calendar", calendar], capture_output=True, text=True, check=True)
        assert f"Normalized form: {means}" in ran.stdout
