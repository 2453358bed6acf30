"""What of an import's line does nothing for its file is refused with the line that works, and a question is asked of what it is about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from app_contract import written
from app_exports import daylio, fitbit, samsung_health
from app_exports.track_graph import HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit, Said

TABLE = "Date,Mood\n2026-11-02,4\n"


def way_of(said: Said) -> str:
    """Return the one line that a refusal offers, without its first word."""
    assert (said.out, said.code) == ("", 2)
    assert said.err.startswith("Nothing imported: "), said.err
    (line,) = [one.strip() for one in said.err.splitlines() if one.startswith("  kfit")]
    return line.removeprefix("kfit ")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        ("--sure", "--sure does nothing for an app's export."),
        ("--where A=b --prefer Watch", "--where and --prefer do nothing for an app's export."),
        ("--date-format dmy --decimal-comma", "--date-format and --decimal-comma do nothing for an app's export."),
        ("--sheet June", "--sheet does nothing for a file without sheets."),
        ("--drop-repeats --longest-night", "--drop-repeats and --longest-night do nothing for an app's export."),
    ],
)
def test_options_of_a_table_are_refused_for_an_app(kfit: Kfit, home: Path, options: str, named: str) -> None:
    name = written(home, daylio.EXPORTS["2020"])
    said = kfit(f"import {name} {options} --only mood")
    assert named in said.err
    assert way_of(said) == f"import {name} --only mood"
    assert kfit(way_of(said)).code == 0


@pytest.mark.parametrize("options", ["--mood fine=7", "--answer times=utc", "--from daylio", "--sheet June"])
def test_options_of_an_app_are_refused_for_a_table_and_for_kfits_own(kfit: Kfit, home: Path, options: str) -> None:
    (home / "t.csv").write_text(TABLE)
    line = "import t.csv --map day=Date,mood=Mood"
    assert way_of(kfit(f"{line} {options}")) == line
    assert kfit(line).code == 0
    kfit("export jsonl -o all.jsonl")
    if "--from" not in options:  # whose export it is decides before kfit looks whether it is its own
        assert way_of(kfit(f"import all.jsonl {options}")) == "import all.jsonl"


def test_an_answer_to_what_is_not_asked_is_refused_with_what_is(kfit: Kfit, home: Path) -> None:
    name = written(home, samsung_health.EXPORTS["utc"])
    said = kfit(f"import {name} --answer tmes=local --answer times=utc")
    assert "--answer tmes=local does nothing for this export. It asks: times" in said.err
    assert way_of(said) == f"import {name} --answer times=utc"
    none = written(
        home,
        {
            "sleep.csv": b"bedtime_start;bedtime_end;total_sleep_duration;type\n2025-11-02T23:00:00-05:00;2025-11-03T07:00:00-05:00;27000;long_sleep\n"
        },
    )
    assert way_of(kfit(f"import {none} --answer weight=kg")) == f"import {none}"
    assert way_of(kfit(f"import {none} --mood fine=7")) == f"import {none}"


def test_an_answer_that_is_none_is_asked_again_without_it(kfit: Kfit, home: Path) -> None:
    name = written(home, samsung_health.EXPORTS["utc"])
    said = kfit(f"import {name} --answer times=UCT")
    ways = [one.strip() for one in said.err.splitlines() if one.startswith("  kfit")]
    assert ways == [f"kfit import {name} --answer times=utc", f"kfit import {name} --answer times=local"]


def test_an_answer_that_is_typed_goes_before_what_the_export_suggests_and_that_before_an_earlier_answer(kfit: Kfit, home: Path) -> None:
    name = written(home, samsung_health.EXPORTS["utc"])
    assert "read as those of the clock" in kfit(f"import {name} --answer times=local").out
    assert "read as UTC" in kfit(f"import {name} --dry-run").out


def test_what_the_person_says_of_a_unit_goes_before_what_the_numbers_say(kfit: Kfit, home: Path) -> None:
    """Weight and BMI give a likely unit, but not a sure one."""
    name = written(home, fitbit.takeout([]))
    assert kfit(f"import {name} --only weight --answer weight=kg").code == 0
    assert [one["value"] for one in kfit("list --all --json").json["entries"]] == [176.4]


def test_a_number_for_a_mood_that_is_not_there_is_said(kfit: Kfit, home: Path) -> None:
    name = written(home, daylio.EXPORTS["2020"])
    said = kfit(f"import {name} --mood fin=7,meh=4")
    assert "Not among its moods: fin." in said.out
    assert "meh" not in said.out.partition("Not among")[2].splitlines()[0]


def test_the_scale_is_asked_of_each_feature(kfit: Kfit, home: Path) -> None:
    """One feature of moods can go from 0 to 10 beside another from 1 to 5."""
    rows = "".join(
        f"{name},2025-11-03T0{hour}:00:00-05:00,{value},,\n" for hour, (name, value) in enumerate([("Mood", 4), ("Stimmung", 3)])
    )
    name = written(home, {"export.csv": (HEADER + rows).encode()})
    first = kfit(f"import {name}")
    assert "the scale of 'Mood'" in first.err
    second = kfit(f"import {name} --answer scale-Mood=10")
    assert "the scale of 'Stimmung'" in second.err
    way = next(one.strip() for one in second.err.splitlines() if one.endswith("=5"))
    assert kfit(way.removeprefix("kfit ")).code == 0
    assert sorted(one["score"] for one in kfit("list --all --json").json["entries"]) == [4, 5]


def test_a_kept_map_with_an_option_that_kfit_does_not_know_is_refused(kfit: Kfit, home: Path) -> None:
    (home / "t.csv").write_text(TABLE)
    assert kfit("import t.csv --map day=Date,mood=Mood --save-map mine").code == 0
    kfit("export jsonl -o all.jsonl")
    text = (home / "all.jsonl").read_text()
    (home / "all.jsonl").write_text(text.replace("--map=day=Date,mood=Mood", "--map=day=Date,mood=Mood --shift=2h"))
    kfit("undo")
    assert kfit("import all.jsonl").code == 0
    said = kfit("import t.csv --map mine")
    assert said.code == 2
    assert "--shift, which this kfit does not know" in said.err
