"""The reminder: what it says on which day."""

from __future__ import annotations

import sqlite3
from typing import TYPE_CHECKING, Any

import pytest

from kfit.model.planning import Plan
from kfit.store.changes import Change
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

QUESTION = "kfit: a minute for today?\n"
NO_MORE = "kfit: no more reminders for now. To have them again: kfit remind 20:30\n"


def asked(kfit: Kfit, *days: int, at: str = "20:30", month: str = "11") -> list[str]:
    """Run what the timer runs, on each of these days."""
    said = [kfit("remind --now", now=f"2026-{month}-{day:02}T{at}") for day in days]
    assert all((one.err, one.code) == ("", 0) for one in said)
    return [one.out for one in said]


def test_after_five_quiet_evenings_it_says_once_that_it_stops(kfit: Kfit) -> None:
    kfit("remind 20:30", now="2026-11-01T12:00")
    kfit("mood 6", now="2026-11-09T21:00")
    assert asked(kfit, *range(10, 19)) == [QUESTION] * 4 + [NO_MORE] + [""] * 4


def test_it_comes_again_once_something_is_logged(kfit: Kfit) -> None:
    kfit("remind 20:30", now="2026-11-01T12:00")
    kfit("mood 6", now="2026-11-09T21:00")
    asked(kfit, *range(10, 17))
    kfit("mood 5 --on monday", now="2026-11-17T19:20")
    assert asked(kfit, *range(17, 24)) == ["", *[QUESTION] * 4, NO_MORE, ""]


def test_it_comes_again_once_its_time_is_sent_again(kfit: Kfit) -> None:
    kfit("remind 20:30", now="2026-11-01T12:00")
    kfit("mood 6", now="2026-11-09T21:00")
    asked(kfit, *range(10, 17))
    assert "stays as it is" in kfit("remind 20:30", now="2026-11-17T10:00").out
    assert asked(kfit, *range(17, 24)) == [QUESTION] * 5 + [NO_MORE, ""]


def test_a_stop_that_fell_on_a_day_without_the_machine_is_said_later(kfit: Kfit) -> None:
    kfit("remind 20:30", now="2026-11-01T12:00")
    kfit("mood 6", now="2026-11-09T21:00")
    assert asked(kfit, 10, 25, 26) == [QUESTION, NO_MORE, ""]


def test_it_is_quiet_on_a_day_with_an_entry(kfit: Kfit) -> None:
    kfit("mood 6", now="2026-11-09T08:00")
    assert asked(kfit, 9, 10) == ["", QUESTION]


def test_what_was_logged_today_for_another_day_counts_too(kfit: Kfit) -> None:
    kfit("mood 6 --on 2026-11-02", now="2026-11-09T08:00")
    assert asked(kfit, 9) == [""]


def test_what_was_logged_before_for_today_counts_too(kfit: Kfit) -> None:
    kfit("sleep 23-1:30", now="2026-11-10T02:00")  # the night to the 10th, while the 9th still goes on
    assert asked(kfit, 10) == [""]


def test_the_day_is_the_one_that_is_lived(kfit: Kfit) -> None:
    kfit("mood 6", now="2026-11-09T21:00")
    assert asked(kfit, 10, at="02:00") == [""]  # still Monday
    assert asked(kfit, 10, at="04:00") == [QUESTION]
    kfit("config set day_ends 01:00", now="2026-11-10T12:00")
    assert asked(kfit, 11, at="02:00") == [QUESTION]


def test_it_is_quiet_on_an_infusion_day(kfit: Kfit) -> None:
    kfit("infusion iv 40mg", now="2026-11-09T15:00")
    assert asked(kfit, 9, 10) == ["", QUESTION]


def test_it_is_quiet_on_the_day_of_a_planned_infusion(kfit: Kfit) -> None:
    kfit("mood 6", now="2026-11-09T21:00")
    with Data.to_write() as data, Change(data.existing(), "next") as change:
        change.keep(Plan(day="2026-11-11"))
    assert asked(kfit, 10, 11, 12) == [QUESTION, "", QUESTION]


def test_it_asks_once_a_day_however_often_the_timer_runs(kfit: Kfit) -> None:
    kfit("mood 6", now="2026-11-09T21:00")
    assert asked(kfit, 10, at="08:00") == [QUESTION]  # the machine had slept through the evening before
    assert asked(kfit, 10, 10) == ["", ""]


def test_what_was_taken_back_is_no_entry(kfit: Kfit) -> None:
    kfit("mood 6", now="2026-11-09T21:00")
    kfit("mood 6", now="2026-11-10T18:00")
    kfit("undo", now="2026-11-10T18:01")
    assert asked(kfit, 10) == [QUESTION]


def test_a_weekly_pace_asks_after_seven_quiet_days(kfit: Kfit) -> None:
    kfit("config set pace weekly", now="2026-11-01T12:00")
    kfit("remind 20:30", now="2026-11-01T12:00")
    kfit("mood 6", now="2026-11-03T21:00")
    assert asked(kfit, 4, 8, 9, 10, 11, 16, 17) == ["", "", "", QUESTION, "", "", QUESTION]
    assert asked(kfit, 24) == [QUESTION]
    assert asked(kfit, 1, 8, 15, month="12") == [QUESTION, NO_MORE, ""]


def test_without_a_data_file_it_asks_and_makes_none(kfit: Kfit, home: Path) -> None:
    assert asked(kfit, 10, 11) == [QUESTION, QUESTION]
    assert not list(home.iterdir())


def test_with_a_file_without_entries_it_stops_too(kfit: Kfit) -> None:
    kfit("remind 20:30", now="2026-11-09T12:00")
    assert asked(kfit, *range(9, 16)) == [QUESTION] * 5 + [NO_MORE, ""]
    kfit("remind off", now="2026-11-16T12:00")
    assert asked(kfit, 17) == [""]


def test_a_reminder_that_was_never_set_still_asks_and_stops(kfit: Kfit) -> None:
    """Somebody's own cron line may run it."""
    kfit("config set answers short", now="2026-11-09T12:00")
    assert asked(kfit, *range(10, 16)) == [QUESTION] * 4 + [NO_MORE, ""]


def test_what_it_remembers_is_no_change(kfit: Kfit) -> None:
    kfit("remind 20:30", now="2026-11-01T12:00")
    kfit("mood 6", now="2026-11-09T21:00")
    before = kfit("history --json").json
    asked(kfit, *range(10, 16))
    assert kfit("history --json").json == before
    assert "mood 6" in kfit("undo").out
    assert kfit("doctor").code == 0


def test_a_clock_that_was_wrong_silences_nothing_for_good(kfit: Kfit) -> None:
    kfit("mood 6", now="2031-01-01T12:00")
    kfit("remind 20:30", now="2031-01-02T12:00")
    kfit("remind --now", now="2031-01-03T20:30")
    kfit("mood 6", now="2026-11-09T21:00")
    assert asked(kfit, *range(10, 16)) == [QUESTION] * 4 + [NO_MORE, ""]


def test_where_nothing_can_be_remembered_it_asks_and_never_says_twice_that_it_stops(
    kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    kfit("mood 6", now="2026-11-09T21:00")
    monkeypatch.setattr("kfit.store.connection.PATIENCE", 0.1)
    other = sqlite3.connect(db_path)
    other.execute("begin immediate")  # others may read, nobody else may write
    said = [kfit("remind --now", now=f"2026-11-{day}T20:30") for day in (10, 14, 15)]
    other.close()
    assert [(one.out, one.err, one.code) for one in said] == [(QUESTION, "", 0), ("", "", 0), ("", "", 0)]


def test_an_unusable_file_is_said_in_words(kfit: Kfit, db_path: Path) -> None:
    db_path.parent.mkdir(parents=True)
    db_path.write_bytes(b"not a database" * 100)
    said = kfit("remind --now")
    assert (said.out, said.code) == ("", 3)
    assert "Not saved" not in said.err


@pytest.mark.parametrize("env", [{"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}, {"KFIT_PLAIN": "1"}, {"COLUMNS": "20"}])
def test_a_lock_screen_learns_nothing_of_the_person(kfit: Kfit, process: Any, env: dict[str, str]) -> None:
    kfit(["config", "set", "help_line", "CANARY"])
    kfit(["mood", "1", "CANARY \x1b[31m"], now="2026-11-09T21:00")
    for day, text in ((10, QUESTION), (14, NO_MORE)):
        said = process("remind", "--now", env={"KFIT_NOW": f"2026-11-{day}T20:30", **env})
        assert (said.stdout, said.stderr, said.returncode) == (text, "", 0)
        assert not {"mood", "ketamine", "infusion", "missed"} & set(said.stdout.lower().split())


def test_the_time_is_a_setting_and_can_be_taken_back(kfit: Kfit) -> None:
    assert kfit("remind").out == "No reminder is set. To have one: kfit remind 20:30\n"
    said = kfit("remind 8:30pm")
    assert said.out.startswith("Changed: the reminder is now 20:30, every day; it was not set. (kfit undo)\n")
    assert "The reminder is set to 20:30, every day." in kfit("remind").out
    assert [change["command"] for change in kfit("history --json").json["changes"]] == ["remind"]
    kfit("undo")
    assert kfit("remind").out == "No reminder is set. To have one: kfit remind 20:30\n"


@pytest.mark.parametrize(
    ("line", "way_on"),
    [
        ("remind 8:30", "8:30 can be 08:30 or 20:30. Try: kfit remind 08:30   or: kfit remind 20:30"),
        ("remind soon", "reminder is a time of day. Try: kfit remind 20:30"),
        ("remind 25:00", "Try: kfit remind 20:30"),
        ("remind --install", "--install needs a time. Try: kfit remind 20:30 --install"),
        ("remind off --install", "--install needs a time."),
        ("remind --for cron", "--for cron needs a time. Try: kfit remind 20:30 --for cron"),
        ("remind off --for cron", "--for cron needs a time."),
        ("remind 20:30 --for bsd", "--for takes systemd, cron, launchd or windows. Try: kfit remind 20:30 --for systemd"),
        ("remind 21:00 --install --for cron", "Without it: kfit remind 21:00 --for cron"),
        ("remind --now --json", "Use --now alone. Try: kfit remind --now"),
        ("remind 20:30 --now", "Use --now alone."),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_line_that_works(kfit: Kfit, home: Path, line: str, way_on: str) -> None:
    said = kfit(line)
    assert (said.out, said.code) == ("", 2)
    assert way_on in said.err
    assert not list(home.iterdir())


MARKS = {
    "systemd": "OnCalendar=*-*-* 20:30:00",
    "cron": "30 20 * * * ",
    "launchd": "macOS (not tried): this file as ~/Library/LaunchAgents/kfit.remind.plist",
    "windows": "schtasks /Create",
}


@pytest.mark.parametrize("system", MARKS)
def test_it_shows_the_way_of_one_system_and_writes_none(kfit: Kfit, home: Path, system: str) -> None:
    out = kfit(f"remind 20:30 --for {system}").out
    assert [name for name, mark in MARKS.items() if mark in out] == [system]
    assert ("kfit remind 20:30 --install" in out) == (system == "systemd")
    others = [name for name in MARKS if name != system]
    assert f"For {others[0]}, {others[1]} or {others[2]}: kfit remind 20:30 --for {others[0]}\n" in out
    assert not (home / ".config").exists()
    assert kfit(f"remind --for {system}").out == out.replace(
        "Changed: the reminder is now 20:30, every day; it was not set. (kfit undo)", "The reminder stays as it is: 20:30, every day."
    )


@pytest.mark.parametrize(
    ("platform", "folder", "system"),
    [
        ("linux", ".", "systemd"),
        ("linux", "none", "cron"),
        ("freebsd14", "none", "cron"),
        ("darwin", "none", "launchd"),
        ("win32", "none", "windows"),
    ],
)
def test_without_a_system_it_is_that_of_this_machine(  # noqa: PLR0917 - a case's platform, and where it is set
    kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch, platform: str, folder: str, system: str
) -> None:
    monkeypatch.setattr("kfit.cli.reminders.sys.platform", platform)
    monkeypatch.setattr("kfit.cli.reminders.RUNS_SYSTEMD", str(home / folder))
    assert [name for name, mark in MARKS.items() if mark in kfit("remind 20:30").out] == [system]
    assert kfit("remind --json").json["for"] == system


def test_json_has_the_timer_of_one_system(kfit: Kfit, home: Path) -> None:
    told = kfit("remind 20:30 --for mac --json").json
    assert list(told) == ["reminder", "pace", "files", "for", "timer", "message"]
    assert told["for"] == "launchd"
    assert [part["path"] for part in told["timer"]] == [f"{home}/Library/LaunchAgents/kfit.remind.plist"]
    assert "<integer>30</integer>" in told["timer"][0]["content"]
    cron = kfit("remind --for cron --json").json["timer"]
    assert [(part["path"], part["content"][:12]) for part in cron] == [(None, "30 20 * * * ")]
    units = kfit("remind --for systemd --json").json["timer"]
    assert [part["path"] for part in units] == [f"{home}/.config/systemd/user/kfit-remind.{end}" for end in ("service", "timer")]
    assert kfit("remind off --json").json["timer"] == []


@pytest.mark.parametrize(
    "line",
    [
        "remind me at 8pm", "remind at 8 pm", "remind me every day at 8pm", "remind me at 8pm please", "remind every evening at 8",
        "remind tonight at 8:00", "remind me to log in the evening at 8", "remind daily 20:00",
    ],
)  # fmt: skip
def test_however_it_is_said_the_page_is_the_same(kfit: Kfit, line: str) -> None:
    said = kfit(line).out
    assert said.startswith("Changed: the reminder is now 20:00, every day;")
    kfit("undo")
    assert kfit("remind 8pm").out == said


@pytest.mark.parametrize("line", ["remind at 12 in the evening", "remind at 12 at night", "remind evening", "remind at 9 in the night"])
def test_a_part_of_the_day_that_leaves_the_hour_open_is_no_time(kfit: Kfit, line: str) -> None:
    assert kfit(line).code == 2


def test_it_says_why_it_keeps_quiet(kfit: Kfit) -> None:
    kfit("remind 20:30", now="2026-11-09T12:00")
    assert "quiet" not in kfit("remind", now="2026-11-09T12:00").out
    kfit("mood 6", now="2026-11-09T21:00")
    assert "Today it keeps quiet: something is logged." in kfit("remind", now="2026-11-09T22:00").out
    asked(kfit, *range(10, 15))
    assert "It keeps quiet until you log something, or send: kfit remind 20:30" in kfit("remind", now="2026-11-15T12:00").out
