"""The reminder's files: written only on request, never over other files, removed by `off`."""

from __future__ import annotations

import stat
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from kfit.cli.reminders import this_system
from kfit.render.reminders import MARKER, QUESTION, SERVICE, TIMER

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

UNITS = (SERVICE, TIMER)


@pytest.fixture
def units(home: Path) -> Path:
    """The folder of a person's own systemd units."""
    return home / ".config" / "systemd" / "user"


def test_install_shows_both_files_and_writes_just_them(kfit: Kfit, units: Path) -> None:
    out = kfit("remind 20:30 --install").out
    assert sorted(path.name for path in units.iterdir()) == sorted(UNITS)
    for name in UNITS:
        text = (units / name).read_text()
        assert text in out
        assert text.startswith(f"{MARKER}\n")
        assert stat.S_IMODE((units / name).stat().st_mode) == 0o600
        assert f"~/.config/systemd/user/{name}" in out
    assert out.endswith("To begin:\n\nsystemctl --user daemon-reload\nsystemctl --user enable --now kfit-remind.timer\n")
    assert "crontab" not in out


def test_a_second_install_puts_the_new_time_in_place(kfit: Kfit, units: Path) -> None:
    kfit("remind 20:30 --install")
    assert "Its timer is in place: ~/.config/systemd/user/kfit-remind.timer" in kfit("remind").out
    kfit("remind 21:00")
    assert "kfit would write it otherwise now. To renew it: kfit remind 21:00 --install" in kfit("remind").out
    assert kfit("remind --install").code == 0
    assert "OnCalendar=*-*-* 21:00:00" in (units / TIMER).read_text()
    assert "otherwise" not in kfit("remind").out


def test_the_folder_of_units_is_the_one_that_xdg_names(kfit: Kfit, home: Path) -> None:
    kfit("remind 20:30 --install", XDG_CONFIG_HOME=str(home / "my config"))
    assert sorted(path.name for path in (home / "my config" / "systemd" / "user").iterdir()) == sorted(UNITS)


def by_hand(path: Path) -> None:
    path.write_text("[Timer]\nOnCalendar=hourly\n")


def by_a_link(path: Path) -> None:
    (path.parent / "mine").write_text(f"{MARKER}\n")
    path.symlink_to(path.parent / "mine")


def by_masking(path: Path) -> None:
    path.symlink_to("/dev/null")


@pytest.mark.parametrize("name", UNITS)
@pytest.mark.parametrize("made", [by_hand, by_a_link, by_masking])
def test_a_file_that_kfit_did_not_write_stays_as_it_is(kfit: Kfit, units: Path, name: str, made: Any) -> None:
    units.mkdir(parents=True)
    made(units / name)
    before = sorted((path.name, path.read_text()) for path in units.iterdir())
    said = kfit("remind 20:30 --install")
    assert (said.out, said.code) == ("", 1)
    assert f"~/.config/systemd/user/{name} is there already, and kfit did not write it." in said.err
    assert "It stays, since kfit did not write it" in kfit("remind off").out
    assert sorted((path.name, path.read_text()) for path in units.iterdir()) == before
    assert kfit("history --json").json["changes"] == []


def test_off_takes_the_files_and_the_setting_away(kfit: Kfit, units: Path) -> None:
    kfit("remind 20:30 --install")
    out = kfit("remind off").out
    assert out.startswith("Changed: the reminder is off; it was 20:30, every day. (kfit undo)\n")
    assert "systemctl --user disable --now kfit-remind.timer" in out
    assert not list(units.iterdir())
    assert kfit("remind --now").out == ""
    assert kfit("remind off").out == "No reminder is set.\n"
    kfit("undo")
    assert kfit("remind --now").out == f"{QUESTION}\n"


@pytest.mark.parametrize("columns", ["20", "40", "80"])
def test_what_is_there_to_be_copied_is_never_broken(kfit: Kfit, columns: str) -> None:
    def unfolded(line: str) -> str:
        return kfit(line, COLUMNS=columns).out.replace(" \\\n  ", " ").replace("\\\n", "")  # as a shell reads it

    out = unfolded("remind 20:30 --install")
    assert "kfit remind 20:30 --install" in unfolded("remind 20:30 --for systemd")
    shown = unfolded("remind")
    assert "~/.config/systemd/user/kfit-remind.timer" in shown.replace("/\n", "/")  # a path that is wider goes on behind a slash
    off = unfolded("remind off")
    assert "systemctl --user enable --now kfit-remind.timer\n" in out
    assert "systemctl --user disable --now kfit-remind.timer\n" in off
    assert "~/.config/systemd/user/kfit-remind.service\n" in off.replace("/\n", "/")


def test_off_on_nothing_makes_no_file(kfit: Kfit, home: Path) -> None:
    assert kfit("remind off").out == "No reminder is set.\n"
    assert not list(home.iterdir())


def test_a_folder_that_cannot_be_written_is_said_in_words(kfit: Kfit, units: Path) -> None:
    units.parent.mkdir(parents=True)
    units.write_text("a file where the folder should be")
    said = kfit("remind 20:30 --install")
    assert said.code == 1
    assert "The timer is not in place." in said.err


def test_the_demo_touches_no_timer(kfit: Kfit, units: Path) -> None:
    kfit("remind 20:30 --install")
    before = [(units / name).read_bytes() for name in UNITS]
    assert kfit("demo remind 21:00 --install").code == 2
    assert kfit("demo remind off").code == 0
    assert [(units / name).read_bytes() for name in UNITS] == before


def test_json(kfit: Kfit, units: Path) -> None:
    assert kfit("remind --json").json == {
        "reminder": None, "pace": "daily", "files": [], "for": this_system(), "timer": [],
        "message": "No reminder is set. To have one: kfit remind 20:30",
    }  # fmt: skip
    files = [str(units / name) for name in UNITS]
    told = kfit("remind 20:30 --install --json").json
    assert [(units / name).read_text() for name in UNITS] == [part["content"] for part in told.pop("timer")]
    assert told == {
        "reminder": "20:30",
        "pace": "daily",
        "files": files,
        "for": "systemd",
        "message": "Changed: the reminder is now 20:30, every day; it was not set. (kfit undo)",
    }
    assert kfit("remind --json").json["files"] == files
    assert kfit("remind off --json").json["files"] == []


def test_a_weekly_pace_has_a_weekly_timer(kfit: Kfit) -> None:
    kfit("config set pace weekly")
    assert "20:30, on Sundays" in kfit("remind 20:30").out
    for system, weekly in (("systemd", "OnCalendar=Sun *-*-* 20:30:00"), ("cron", "30 20 * * 0 "), ("windows", "/SC WEEKLY /D SUN")):
        assert weekly in kfit(f"remind 20:30 --for {system}").out


@pytest.mark.parametrize("words", [["/a\nb/kfit"], ["/a\x1b[2J/kfit"], ["/a\udcff/kfit"], ["/a\u202e/kfit"]])
def test_a_path_that_no_line_can_hold_is_refused(kfit: Kfit, home: Path, words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kfit.cli.reminders.program", lambda: words)
    said = kfit("remind 20:30 --install")
    assert (said.out, said.code) == ("", 2)
    assert "that timers can't use" in said.err
    assert not list(home.iterdir())


def test_the_timer_looks_at_the_same_file(kfit: Kfit, units: Path) -> None:
    kfit("remind 20:30 --install", KFIT_DB="mine/my 100%.db")
    assert 'Environment="KFIT_DB=~/mine/my 100%%.db"' in (units / SERVICE).read_text()
    out = kfit("remind 20:30 --for systemd").out  # XDG_DATA_HOME is set, which a timer would not know either
    assert 'Environment="KFIT_DB=~/data/kfit/kfit.db"' in out


def test_the_timer_runs_this_very_kfit(process: Any, units: Path, tmp_path: Path) -> None:
    assert process("remind", "20:30", "--install").returncode == 0
    assert f'"{sys.executable}" "-m" "kfit" "remind" "--now"' in (units / SERVICE).read_text()
    script = tmp_path / "bin of mine" / "kfit"
    script.parent.mkdir()
    script.write_text(f"#!{sys.executable}\nimport sys\nfrom kfit.__main__ import main\nsys.exit(main())\n")
    script.chmod(0o755)
    (tmp_path / "link").symlink_to(script)  # as pipx leaves one
    subprocess.run(["./link", "remind", "20:30", "--install"], cwd=tmp_path, check=True, capture_output=True)
    assert f'"{script}" "remind" "--now"' in (units / SERVICE).read_text()
