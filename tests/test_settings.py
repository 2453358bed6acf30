"""What can be set, what each setting takes, and what help-now makes of it."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit import settings
from kfit.errors import Refused
from kfit.model.helplines import REGIONS
from kfit.settings import SETTINGS, Settings, check

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit


def values(kfit: Kfit) -> dict[str, str | None]:
    return {row["name"]: row["value"] for row in kfit("config --json").json["settings"]}


def test_the_regions_are_those_with_numbers() -> None:
    assert {code.lower() for code in REGIONS} == set(settings.REGIONS)


def test_every_setting_is_an_attribute_of_the_settings() -> None:
    now = Settings()
    for name, setting in SETTINGS.items():
        value = getattr(now, name)
        assert value == {"on": True, "off": False}.get(setting.default, setting.default) or value == tuple(setting.default.split(","))


def test_the_defaults_hold_until_somebody_chooses() -> None:
    now = Settings()
    assert (now.date_order, now.day_ends, now.answers, now.show_days_since, now.show_scores) == ("", "04:00", "full", True, True)
    assert (now.region, now.help_line, now.reminder, now.pace, now.weekly_score) == ("", "", "", "daily", "")
    assert now.checkin == ("sleep", "mood", "exercise", "ratings", "habits", "effects", "monthly", "score", "note")


def test_what_cannot_hold_is_passed_over() -> None:
    now = Settings({"region": "atlantis", "checkin": "sleep,coffee", "help_line": "\x1b[2J", "show_scores": "off"})
    assert (now.region, now.help_line, now.show_scores, now.checkin) == ("", "", False, Settings().checkin)


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("region us", "us"),
        ("region GB", "gb"),
        ("region united kingdom", "gb"),
        ('region "New Zealand"', "nz"),
        ("help_line Dr Lee 555 0101", "Dr Lee 555 0101"),
        ('help_line " 0800  111 "', "0800 111"),
        ("help_line मनोज 14416", "मनोज 14416"),
        ("show_scores off", "off"),
        ("weight_unit LB", "lb"),
        ("weight_unit pounds", "lb"),
        ("glucose_unit mmol/L", "mmol/l"),
        ("cholesterol_unit mg/dL", "mg/dl"),
        ("hba1c_unit %", "%"),
        ("reminder 20:30", "20:30"),
        ("reminder 8:30pm", "20:30"),
        ("reminder 8.30 pm", "20:30"),
        ("reminder 08:30", "08:30"),
        ("reminder 23:59", "23:59"),
        ("reminder 0:05", "00:05"),
        ("day_ends 4am", "04:00"),
        ("day_ends 5", "05:00"),
        ("pace weekly", "weekly"),
        ("checkin mood,sleep", "mood,sleep"),
        ("checkin Mood, note, mood", "mood,note"),
        ("weekly_score off", "off"),
        ("weekly_score phq9", "phq9"),
    ],
)
def test_a_setting_is_chosen_as_people_say_it(kfit: Kfit, line: str, kept: str) -> None:
    name = line.split(maxsplit=1)[0]
    said = kfit(f"config set {line}")
    assert (said.err, said.code) == ("", 0)
    assert said.out.startswith(f"Changed: {name} is now ")
    assert values(kfit)[name] == kept
    assert check(name, kept) == kept
    assert kfit(f"config set {line}").out.endswith(" already.\n")
    kfit("undo")
    assert values(kfit)[name] == (SETTINGS[name].default or None)


@pytest.mark.parametrize(
    ("line", "way_on"),
    [
        ("reminder 8:30", "8:30 can be 08:30 or 20:30. Try: kfit config set reminder 08:30   or: kfit config set reminder 20:30"),
        ("reminder 24:00", "reminder goes from 00:00 to 23:59. Try: kfit config set reminder 20:30"),
        ("reminder soon", "reminder is a time of day. Try: kfit config set reminder 20:30"),
        ("day_ends 13:00", "day_ends goes from 00:00 to 11:59. Try: kfit config set day_ends 04:00"),
        ("pace hourly", "pace is daily or weekly. Try: kfit config set pace weekly"),
        ("weight_unit oz", "weight_unit is kg, lb or st. Try: kfit config set weight_unit kg"),
        ("checkin coffee", "Try: kfit config set checkin sleep,mood"),
        ("checkin ''", "Try: kfit config set checkin sleep,mood"),
        ("help_lin x", "I don't know the setting 'help_lin'. Did you mean help_line? All of them: kfit config"),
        ("xyzzy x", "I don't know the setting 'xyzzy'. All of them: kfit config"),
    ],
)
def test_what_a_setting_cannot_take_is_refused_with_a_line_that_works(kfit: Kfit, line: str, way_on: str) -> None:
    said = kfit(f"config set {line}")
    assert (said.out, said.code) == ("", 2)
    assert way_on in said.err


def test_a_region_without_numbers_is_said_kindly(kfit: Kfit) -> None:
    said = kfit("config set region atlantis")
    assert said.code == 2
    assert said.err == (
        "I have no numbers for 'atlantis'. There are: us, ca, gb, eu, fr, es, nz, in.\nWithout a region, kfit help-now lists all of them.\n"
    )


@pytest.mark.parametrize("text", ["x" * 81, "a\x1b[31mb", "a\u202eb", "tel\0", "\ud800", "\u2028".join("ab") + "\x9b"])
def test_a_line_of_ones_own_is_short_and_harmless(kfit: Kfit, text: str) -> None:
    said = kfit(["config", "set", "help_line", text])
    assert (said.out, said.code) == ("", 2)
    assert "Try: kfit config set help_line" in said.err


@given(st.text(max_size=100))
def test_a_line_of_ones_own_stays_one_line_and_what_it_is(text: str) -> None:
    try:
        kept = check("help_line", text)
    except Refused:
        return
    assert 0 < len(kept) <= 80
    assert len(kept.splitlines()) == 1
    assert check("help_line", kept) == kept


@pytest.mark.parametrize("name", ["region", "help_line", "weight_unit", "reminder", "weekly_score", "date_order"])
@pytest.mark.parametrize("said", ["default", "none", "''"])
def test_what_may_be_empty_can_be_emptied(kfit: Kfit, name: str, said: str) -> None:
    assert kfit(f"config set {name} {said}").out == f"{name} is not set already.\n"
    kfit(["config", "set", name, {"reminder": "20:30"}.get(name, (SETTINGS[name].words or ("words",))[0])])
    assert values(kfit)[name] is not None
    assert "is now not set; it was" in kfit(f"config set {name} {said}").out
    assert values(kfit)[name] is None


def test_the_tab_key_offers_a_settings_own_words() -> None:
    env = os.environ | {"_KFIT_COMPLETE": "complete_bash", "COMP_WORDS": "kfit config set weekly_score p", "COMP_CWORD": "4"}
    said = subprocess.run([sys.executable, "-m", "kfit"], env=env, capture_output=True, text=True, check=False).stdout.split()
    assert {"phq9", "phq2", "pcl5", "peg"} <= set(said)
    assert "gad7" not in said


@pytest.mark.parametrize("columns", ["40", "80"])
def test_the_list_of_settings_shows_every_value_in_full(kfit: Kfit, columns: str) -> None:
    kfit(["config", "set", "help_line", "Dr [red]Lee[/red]"])
    kfit("config set checkin mood,sleep")
    out = kfit("config", COLUMNS=columns, KFIT_PLAIN="1" if columns == "40" else "").out
    assert "Dr [red]Lee[/red]" in out
    assert "mood, sleep" in out
    assert all(name in out for name in SETTINGS)


def test_jsonl_carries_every_setting(kfit: Kfit, home: Path) -> None:
    for line in ("help_line Dr Lee 555 0101", "region us", "checkin mood,note", "reminder 20:30", "weekly_score off", "hba1c_unit %"):
        assert kfit(f"config set {line}").code == 0
    before = values(kfit)
    kfit("mood 6")
    assert kfit("export jsonl -o all.jsonl").code == 0
    other = {"KFIT_DB": str(home / "other.db")}
    assert kfit("import all.jsonl", **other).code == 0
    after = {row["name"]: row["value"] for row in kfit("config --json", **other).json["settings"]}
    assert {**after, "data_file": None} == {**before, "data_file": None}
    assert kfit("doctor", **other).code == 0


def test_doctor_finds_a_setting_that_cannot_hold(kfit: Kfit, db_path: Path) -> None:
    kfit("config set help_line Dr Lee")
    assert kfit("doctor").code == 0
    db = sqlite3.connect(db_path)
    with db:
        db.execute("update setting set value = char(27) || '[2J'")
    db.close()
    assert kfit("doctor").code != 0
    assert "\x1b" not in kfit("config").out + kfit("help-now").out


def test_help_now_shows_the_persons_own_line_first_and_the_chosen_region(kfit: Kfit) -> None:
    kfit("config set help_line Dr Lee 555 0101")
    kfit("config set region us")
    out = kfit("help-now").out
    assert out.startswith("Your own line: Dr Lee 555 0101\n")
    assert "988" in out
    assert "1737" not in out
    plain = kfit("help-now", KFIT_PLAIN="1").out
    assert plain.startswith("Your own line: Dr Lee 555 0101\nIf you")


def test_a_region_on_the_command_line_wins(kfit: Kfit) -> None:
    kfit("config set region us")
    out = kfit("help-now nz").out
    assert "1737" in out
    assert "988" not in out
    everywhere = kfit("help-now atlantis").out
    assert "988" in everywhere
    assert "1737" in everywhere


def test_help_now_tells_a_script_the_own_line(kfit: Kfit) -> None:
    assert kfit("help-now --json").json["help_line"] is None
    kfit("config set help_line Dr Lee 555 0101")
    kfit("config set region us")
    told = kfit("help-now --json").json
    assert (told["help_line"], told["region"]) == ("Dr Lee 555 0101", "US")


def test_help_now_does_not_wait_for_a_file_that_another_program_holds(kfit: Kfit, db_path: Path) -> None:
    kfit("config set region us")
    other = sqlite3.connect(db_path)
    other.execute("begin exclusive")
    began = time.monotonic()
    said = kfit("help-now")
    took = time.monotonic() - began
    other.close()
    assert (said.err, said.code) == ("", 0)
    assert "988" in said.out
    assert "1737" not in said.out
    assert took < 5


@pytest.mark.parametrize("harm", ["drop table setting", "update setting set value = cast(x'ff' as text)", "pragma user_version = 9999"])
def test_help_now_never_fails_on_a_file(kfit: Kfit, db_path: Path, harm: str) -> None:
    kfit("config set region us")
    db = sqlite3.connect(db_path)
    with db:
        db.execute(harm)
    db.close()
    before = db_path.read_bytes()
    said = kfit("help-now")
    assert (said.err, said.code) == ("", 0)
    assert "988" in said.out
    assert db_path.read_bytes() == before


def test_help_now_makes_no_file(kfit: Kfit, home: Path) -> None:
    kfit("help-now")
    assert not list(home.iterdir())
