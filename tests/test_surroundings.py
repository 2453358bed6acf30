"""What surrounds kfit: the width that is asked for, the places that variables name, its state folder, and bytes that are no text."""

from __future__ import annotations

import os
import pwd
from typing import TYPE_CHECKING

import pytest

from effort import tried
from kfit.store import paths

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Kfit

BYTE = "caf\udce9"
NO_WIDTH = ("0", "000", "-5", "", "abc", " 80 ", "1e3", "\u00b2", "\u0663\u0660", BYTE)


@pytest.mark.parametrize("line", ["-h", "mood -h", "goal -h", "list"])
def test_a_width_that_is_no_number_is_as_good_as_none(kfit: Kfit, line: str) -> None:
    usual = kfit(line)
    assert usual.code == 0
    for told in NO_WIDTH:
        assert kfit(line, COLUMNS=told, LINES=told) == usual, told


@pytest.mark.parametrize("line", ["-h", "mood -h", "goal -h", "list"])
def test_a_width_is_brought_within_20_to_500_columns(kfit: Kfit, line: str) -> None:
    narrow, broad = kfit(line, COLUMNS="20"), kfit(line, COLUMNS="500")
    assert kfit(line, COLUMNS="0020") == kfit(line, COLUMNS="1") == narrow
    for told in ("501", "1000000000", "1" + "0" * 30, "9" * 5000):
        assert kfit(line, COLUMNS=told, LINES=told) == broad
    assert max(map(len, broad.out.splitlines())) <= 500


def test_a_tilde_in_kfit_db_is_the_home_folder(kfit: Kfit, home: Path) -> None:
    assert kfit("mood 5", KFIT_DB="~/in here/k.db").code == 0
    assert (home / "in here" / "k.db").exists()
    assert not (home / "~").exists()
    assert kfit("config --json", KFIT_DB="~/in here/k.db").json["settings"][0]["value"] == str(home / "in here" / "k.db")


def test_a_relative_kfit_db_begins_in_the_current_folder(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert kfit("mood 5", KFIT_DB="here.db").code == 0
    assert paths.known() == [str(home / "here.db")]
    (home / "below").mkdir()
    monkeypatch.chdir(home / "below")
    assert kfit("list --json", KFIT_DB="../here.db").json["entries"] != []


@pytest.mark.parametrize("told", ["", "  "])
def test_an_empty_kfit_db_is_none(kfit: Kfit, db_path: Path, told: str) -> None:
    assert kfit("mood 5", KFIT_DB=told).code == 0
    assert db_path.exists()


def test_a_home_of_nobody_is_refused_and_nothing_is_made(kfit: Kfit, home: Path) -> None:
    for line in ("mood 5", "list", "week", "backup", "restore latest", "import x.csv"):
        said = kfit(line, KFIT_DB="~nobody-here/k.db")
        assert (said.code, said.out, "nobody here has that name" in said.err) == (3, "", True), line
    assert kfit("mood 5", KFIT_DB="~nobody-here/k.db").err.startswith("Not saved: ")
    assert kfit("help-now", KFIT_DB="~nobody-here/k.db").code == 0
    doctor = kfit("doctor --json", KFIT_DB="~nobody-here/k.db")
    assert (doctor.code, [check["name"] for check in doctor.json["checks"]]) == (1, ["file"])
    assert "KFIT_DB=/path/to/kfit.db" in doctor.json["checks"][0]["detail"]
    assert list(home.iterdir()) == []


def test_a_folder_that_is_gone_is_no_beginning_of_a_path(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "gone").mkdir()
    monkeypatch.chdir(home / "gone")
    (home / "gone").rmdir()
    said = kfit("mood 5", KFIT_DB="k.db")
    assert (said.code, "that is gone" in said.err) == (3, True)
    assert kfit("mood 5", KFIT_DB=str(home / "k.db")).code == 0


@pytest.mark.skipif(os.name == "nt", reason="XDG is for Unix")
@pytest.mark.parametrize("told", ["relative", "./here", "~/there", "", "  "])
def test_a_relative_xdg_folder_is_ignored(kfit: Kfit, home: Path, told: str) -> None:
    assert kfit("mood 5", XDG_DATA_HOME=told, XDG_STATE_HOME=told).code == 0
    assert sorted(str(found.relative_to(home)) for found in home.glob("*")) == [".local"]
    assert (home / ".local" / "share" / "kfit" / "kfit.db").exists()
    assert (home / ".local" / "state" / "kfit" / "device").exists()


@pytest.mark.parametrize("told", ["", "relative"])
def test_a_home_that_is_no_whole_path_is_that_of_the_account(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch, told: str) -> None:
    account = pwd.struct_passwd(("me", "x", os.getuid(), 0, "", str(home / "me"), ""))
    monkeypatch.setattr(pwd, "getpwuid", lambda _: account)
    assert kfit("mood 5", HOME=told, XDG_DATA_HOME="", XDG_STATE_HOME="").code == 0
    assert (home / "me" / ".local" / "share" / "kfit" / "kfit.db").exists()


def test_without_any_home_kfit_says_what_to_set(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody(number: int) -> pwd.struct_passwd:
        raise KeyError(number)

    monkeypatch.setattr(pwd, "getpwuid", nobody)
    said = kfit("mood 5", HOME="", XDG_DATA_HOME="", XDG_STATE_HOME="")
    assert (said.code, "KFIT_DB=/path/to/kfit.db" in said.err) == (3, True)
    assert list(home.iterdir()) == []


def test_a_search_word_that_is_no_text_is_refused_in_words(kfit: Kfit) -> None:
    kfit("mood 5")
    said = kfit(["list", BYTE])
    assert (said.code, "not UTF-8" in said.err) == (2, True)


LINES = ("mood {}", "rate {} 3", "did {}", "{} 5", "med {} started", "goal {}", "goal {} 3x/week", "list {}", "list --find {}", "list --since {}", "chart {}", "calendar {}",
         "history {}", "edit 1 {}", "delete {}", "export {}", "export csv -o {} --kind {}", "import {}", "import x --map {}", "config set {} {}", "habit rename {} x", "next {}",
         "ask {}", "pause {}", "programme start {}", "remind {}", "help-now {}", "restore {}", "undo {}", "demo {}", "log {}", "mood 5 --{}", "week --{}", "week --weeks {}")  # fmt: skip


@pytest.mark.parametrize("logged", [False, True])
@pytest.mark.parametrize("line", LINES)
def test_a_byte_that_is_no_text_never_makes_kfit_stumble(kfit: Kfit, line: str, *, logged: bool) -> None:
    if logged:
        kfit("log mood 5, did knitting, pain 3")
    said = kfit([word.format(BYTE, BYTE) for word in line.split()])
    assert (said.code in (0, 1, 2), "stumbled" in said.err, "Something outside" in said.err) == (True, False, False), said.err


@pytest.mark.parametrize("name", ["KFIT_NOW", "KFIT_DB", "TZ", "COLUMNS", "TERM", "LANG", "EDITOR", "HOME", "XDG_STATE_HOME", "KFIT_PLAIN"])
def test_a_byte_that_is_no_text_in_a_variable_never_makes_kfit_stumble(kfit: Kfit, name: str) -> None:
    for line in ("mood 5", "", "list", "goal", "doctor", "note --editor", "-h"):
        said = kfit(line, **{name: BYTE})
        assert (said.code in (0, 1, 2), "stumbled" in said.err) == (True, False), (line, said.err)


def fifo(path: Path) -> None:
    os.mkfifo(path)


DEVICES: dict[str, Callable[[Path], object]] = {
    "a pipe": fifo,
    "a link that leads nowhere": lambda path: path.symlink_to("nowhere"),
    "a link to itself": lambda path: path.symlink_to(path),
    "empty": lambda path: path.write_bytes(b""),
    "no text": lambda path: path.write_bytes(b"\xff\xfe\0"),
    "endless": lambda path: path.symlink_to("/dev/zero"),
    "too long": lambda path: path.write_text("a" * 1_000_000),
}


@pytest.mark.parametrize("what", DEVICES)
def test_a_machine_without_a_readable_id_gets_a_new_one(kfit: Kfit, home: Path, what: str) -> None:
    kfit("mood 5")
    place = home / "state" / "kfit" / "device"
    place.unlink()
    DEVICES[what](place)
    assert [kfit(line).code for line in ("mood 6", "list", "undo", "doctor")] == [0] * 4
    assert not place.is_symlink()
    made = place.read_text()
    assert (len(made), made.isalnum()) == (12, True)
    kfit("mood 7")
    assert place.read_text() == made


def test_a_folder_in_the_place_of_the_id_is_told(kfit: Kfit, home: Path) -> None:
    kfit("mood 5")
    place = home / "state" / "kfit" / "device"
    place.unlink()
    place.mkdir()
    said = kfit("mood 6")
    assert (said.code, said.err.startswith("Not saved: "), "kfit doctor" in said.err) == (1, True, True)
    assert str(place) in kfit("doctor --json").out
    assert kfit("list").code == 0


def test_a_pipe_in_the_place_of_the_known_files_is_told(kfit: Kfit, home: Path, db_path: Path) -> None:
    kfit("mood 5")
    place = home / "state" / "kfit" / "known-files"
    place.unlink()
    fifo(place)
    assert kfit("mood 6").code == 0
    db_path.unlink()
    said = kfit("list")
    assert (said.code, "kfit doctor" in said.err) == (3, True)
    assert kfit("doctor").code == 1


@pytest.mark.parametrize("now", ["1899-12-31T12:00", "1900-01-01T00:00", "2999-01-01T00:00", "9999-12-31T23:59", "0001-01-01T00:00"])
def test_a_clock_outside_of_the_years_of_the_file_is_named_and_nothing_is_done(kfit: Kfit, db_path: Path, now: str) -> None:
    for line in ("mood 5", "today", "report", "chart mood"):
        said = kfit(line, now=now)
        assert (said.code, said.out) == (2, "")
        assert said.err == f"KFIT_NOW says the year {int(now[:4])}. kfit works from 1901 to 2998, so nothing was done.\n"
    assert not db_path.exists()


@pytest.mark.parametrize("now", ["1901-01-01T00:00", "2998-12-31T23:59"])
def test_at_both_ends_of_the_years_kfit_takes_lines_and_shows_them(kfit: Kfit, now: str) -> None:
    lines = (
        "mood 5",
        "infusion iv 40mg",
        "programme start --from 1min --to 1440min --faster",
        "next in 30 days",
        "pause 14 days",
        "goal walk 3x/week",
    )
    pages = (
        "today",
        "week",
        "month",
        "chart mood",
        "calendar mood",
        "insights",
        "insights infusion",
        "infusions",
        "report",
        "checkin --list",
        "doctor",
    )
    for line in tried((*lines[:3], *pages[::3]), (*lines, *pages)):
        said = kfit(line, now=now)
        assert (said.code in (0, 2), "stumbled" in said.err, "to 0." in said.err) == (True, False, False), (line, said.err)
    assert [one["score"] for one in kfit("list mood --json", now=now).json["entries"]] == [5]
