"""Daylio's CSV: each layout, times of both kinds in one file, moods with names of their own, and what becomes of the rest of a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from app_contract import AppContract, written
from app_exports.daylio import EXPORTS, HEADER

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

OWN = HEADER.encode() + b"2025-11-03,November 3,Monday,9:15 PM,vaguely ok,walk,,\n2025-11-02,November 2,Sunday,21:00, Flat ,,,so it is\n"
SLEEP = {"minutes": 480, "quality": 8, "at": None}


class TestDaylio(AppContract):
    app = "daylio"


def entries(kfit: Kfit, *fields: str) -> list[tuple[Any, ...]]:
    """Return the entries in the order in which they were read."""
    found = sorted(kfit("list --all --json").json["entries"], key=lambda one: one["id"])
    return [tuple(one.get(field) for field in fields) for one in found]


def test_a_row_is_a_mood_with_its_note_and_a_habit_for_each_activity(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['2020'])}")
    assert entries(kfit, "kind", "day", "at", "score", "name", "note") == [
        ("mood", "2025-11-03", "2025-11-03T21:15-05:00", 5, None, None),
        ("mood", "2025-11-03", "2025-11-03T08:05-05:00", 3, None, 'Woke, early\nLine one\nshe said "fine" & left'),
        ("mood", "2025-11-01", "2025-11-02T01:30-04:00", 8, None, None),
        ("habit", "2025-11-03", "2025-11-03T21:15-05:00", None, "walk", None),
        ("habit", "2025-11-03", "2025-11-03T21:15-05:00", None, "people", None),
    ]


def test_the_layout_of_2018_has_its_month_in_words_of_some_language(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['2018'])} --only mood")
    assert entries(kfit, "day", "at", "score", "note") == [
        ("2018-03-29", "2018-03-29T23:54-04:00", 8, None),
        ("2018-03-28", "2018-03-28T07:05-04:00", 0, "dark"),
    ]


def test_scales_are_ratings_sleep_or_measures(kfit: Kfit, home: Path) -> None:
    said = kfit(f"import {written(home, EXPORTS['2026'])} --only sleep,pain,focus,'awake mid-sleep'")
    assert said.code == 0
    assert entries(kfit, "kind", "name", "minutes", "quality", "score", "value", "unit") == [
        ("sleep", None, 480, 8, None, None, None),
        ("rating", "pain", None, None, 3, None, None),
        ("measure", "awake mid-sleep", None, None, None, 60, "min"),
        ("measure", "focus", None, None, None, 2, "of 5"),
    ]


def test_an_activity_is_a_treatment_if_the_person_says_so(kfit: Kfit, home: Path) -> None:
    name = written(home, EXPORTS["2026"])
    said = kfit(f"import {name}")
    assert said.out.endswith("If that means a treatment: kfit undo, then import again\nwith --answer infusion=infusion\n")
    assert "undo" not in kfit(f"import {name} --dry-run").out  # which has nothing to take back
    assert ("habit", "infusion") in entries(kfit, "kind", "name")
    kfit("undo")
    assert "called" not in kfit(f"import {name} --answer infusion=Infusion").out
    assert ("infusion", None) in entries(kfit, "kind", "name")
    kfit("undo")


def test_moods_with_names_of_their_own_are_asked_for_once(kfit: Kfit, home: Path) -> None:
    name = written(home, {"daylio.csv": OWN})
    said = kfit(f"import {name}")
    assert (said.out, said.code) == ("", 2)
    assert "moods with names of their own: vaguely ok, Flat." in said.err
    (line,) = (one.strip() for one in said.err.splitlines() if one.startswith("  kfit"))
    assert kfit(line.removeprefix("kfit ")).code == 0
    assert entries(kfit, "kind", "note") == [("note", "vaguely ok"), ("note", "Flat: so it is"), ("habit", None)]
    kfit("undo")
    assert kfit(f"import {name}").code == 2  # what was answered is taken back with it
    answered = kfit(["import", name, "--mood", "vaguely OK=4,flat=2"])
    assert "kept for the next import" in answered.out
    assert entries(kfit, "score", "note")[:2] == [(4, "vaguely ok"), (2, "Flat: so it is")]
    (home / name).write_bytes(OWN + b"2025-11-01,November 1,Saturday,21:00,flat,,,\n")
    again = kfit(f"import {name} --json")
    assert (again.code, again.json["added"], again.json["duplicate"]) == (0, 1, 3)


def test_five_names_of_their_own_are_offered_as_an_order_from_the_best_to_the_worst(kfit: Kfit, home: Path) -> None:
    """The CSV does not say their order, so that the person does: the line stands there with the names, to be put in order."""
    moods = ("mies", "super", "so lala", "gut", "übel")
    rows = "".join(f"2025-11-0{day},x,x,21:00,{mood},,,\n" for day, mood in enumerate(moods, 1))
    name = written(home, {"daylio.csv": (HEADER + rows).encode()})
    ways = [one.strip().removeprefix("kfit ") for one in kfit(f"import {name}").err.splitlines() if one.startswith("  kfit")]
    assert ways[0] == f"import {name} --mood 'mies>super>so lala>gut>übel'"
    assert "so lala became 5" in kfit(ways[0]).out
    assert [score for (score,) in entries(kfit, "score")] == [10, 8, 5, 3, 0]
    kfit("undo")
    assert kfit(["import", name, "--mood", "super>gut>So  Lala>mies>übel"]).code == 0
    assert entries(kfit, "score", "note") == [(3, "mies"), (10, "super"), (5, "so lala"), (8, "gut"), (0, "übel")]


@pytest.mark.parametrize("wrong", ["fine", "fine=11", "fine=", "=3", "fine>", "fine>fine", ">low"])
def test_numbers_of_moods_that_cannot_be_are_refused(kfit: Kfit, home: Path, wrong: str) -> None:
    said = kfit(["import", written(home, EXPORTS["2020"]), "--mood", wrong])
    assert (said.out, said.code) == ("", 2)
    assert "from 0 to 10" in said.err


def test_a_row_that_cannot_be_read_is_told_by_its_number(kfit: Kfit, home: Path) -> None:
    rows = b"2025-02-30,x,x,9:15 PM,meh,,,\n2025-02-03,x,x,27:61,meh,,,\n2025-02-04,x,x,9:15 PM,meh,,,\n"
    name = written(home, {"daylio.csv": HEADER.encode() + rows})
    said = kfit(f"import {name}")
    assert (said.out, said.code) == ("", 2)
    assert "row 2  day is not a day" in said.err
    assert "row 3  time is not a time" in said.err
    assert kfit(f"import {name} --skip-bad --json").json["added"] == 2


def test_it_comes_from_a_pipe_too(kfit: Kfit) -> None:
    assert kfit("import - --json", stdin=EXPORTS["2020"]["daylio_export_2025_11_03.csv"].decode()).json["added"] == 5


def test_the_backup_has_the_levels_of_its_moods_and_is_the_same_diary_as_the_csv(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, EXPORTS['2020'])}")
    said = kfit(f"import {written(home, EXPORTS['backup'], 'zip')} --json").json
    assert (said["added"], said["updated"], said["duplicate"]) == (1, 0, 5)
    assert ("2025-10-31", "mood", 5, "so lala") in entries(kfit, "day", "kind", "score", "note")


def test_a_time_with_points_is_read(kfit: Kfit, home: Path) -> None:
    kfit(
        f"import {written(home, {'d.csv': HEADER.encode() + b'2025-11-03,3,mon,8:15 p.m.,meh,,,' + bytes([10]) + b'2025-11-02,2,sun,21.05,meh,,,' + bytes([10])})}"
    )
    assert entries(kfit, "at") == [("2025-11-03T20:15-05:00",), ("2025-11-02T21:05-05:00",)]
