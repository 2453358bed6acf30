"""Tables of other programs with columns of named kinds: ratings, effects, habits, measures and questionnaires."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING, Any

import pytest

from kfit.errors import Refused
from kfit.formats import mapping
from kfit.formats.mapped_table import MappedTable
from kfit.model.entries import EFFECTS, HABITS, QUESTIONNAIRES, RATINGS
from kfit.model.measures import QUANTITIES

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from conftest import Kfit
    from kfit.formats.rows import ImportRow

SHARED_FIELDS = {"id", "uid", "kind", "day", "at", "tz", "source", "source_id", "logged_at", "band"}


def table(home: Path, *rows: list[str], name: str = "diary.csv") -> None:
    with (home / name).open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    """Return the imported entries, without the fields that every entry has, and without empty fields."""
    found = kfit("list --all --json").json["entries"]
    return [{name: value for name, value in entry.items() if name not in SHARED_FIELDS and value is not None} for entry in found]


def test_a_row_holds_an_entry_of_each_name(kfit: Kfit, home: Path) -> None:
    table(
        home,
        ["Date", "Pain", "Worry", "W", "Sys", "Dia", "Med", "PHQ", "Sick", "Read", "Ups"],
        ["2026-11-02", "4", "7", "160", "128", "82", "10", "12", "2", "yes", "20"],
        ["2026-11-03", "", "0", "", "", "", "0", "", "", "no", "0"],
    )
    line = (
        "import diary.csv --json --map"
        " day=Date,pain=Pain,anxiety=Worry,weight=W:lb,systolic=Sys,diastolic=Dia,meditation=Med:min,phq9=PHQ,nausea=Sick"
        ",habit.reading=Read,habit.push-ups=Ups:times"
    )
    said = kfit(line).json
    assert (said["added"], said["kinds"]) == (11, {"rating": 3, "measure": 3, "habit": 3, "score": 1, "effect": 1})
    assert said["skipped"] == [
        {"line": 3, "why": "meditation is 0, which is no entry"},
        {"line": 3, "why": "push-ups is 0, which is no entry"},
    ]
    assert sorted(map(str, entries(kfit))) == sorted(
        map(
            str,
            [
                {"name": "pain", "score": 4, "better": "low"},
                {"name": "anxiety", "score": 7, "better": "low"},
                {"name": "weight", "value": 72.5747792, "unit": "kg", "typed": "160 lb"},
                {"name": "systolic", "value": 128.0, "unit": "mmHg", "typed": "128 mmHg"},
                {"name": "diastolic", "value": 82.0, "unit": "mmHg", "typed": "82 mmHg"},
                {"name": "meditation", "minutes": 10},
                {"name": "phq9", "total": 12.0},
                {"name": "nausea", "severity": 2},
                {"name": "reading"},
                {"name": "push-ups", "times": 20},
                {"name": "anxiety", "score": 0, "better": "low"},
            ],
        )
    )
    again = kfit(line).json
    assert (again["added"], again["duplicate"]) == (0, 11)
    assert kfit("undo").code == 0
    assert entries(kfit) == []


def test_two_ratings_of_one_row_are_two_entries_also_where_an_id_names_the_row(kfit: Kfit, home: Path) -> None:
    table(home, ["Id", "Date", "A", "B"], ["7", "2026-11-02", "4", "4"])
    line = "import diary.csv --map id=Id,day=Date,pain=A,stress=B"
    assert kfit(line).code == 0
    assert {entry["source_id"] for entry in kfit("list --all --json").json["entries"]} == {"7/pain", "7/stress"}
    table(home, ["Id", "Date", "A", "B"], ["7", "2026-11-02", "5", "4"])
    said = kfit(f"{line} --json").json
    assert (said["added"], said["updated"], said["duplicate"]) == (0, 1, 1)
    assert {(entry["name"], entry["score"]) for entry in entries(kfit)} == {("pain", 5), ("stress", 4)}


def test_the_hash_of_the_first_kinds_is_what_it_was(kfit: Kfit, home: Path) -> None:
    table(home, ["Date", "Mood"], ["2026-11-02", "4"])
    kfit("import diary.csv --map day=Date,mood=Mood")
    (entry,) = kfit("list --all --json").json["entries"]
    assert entry["source_id"] == "0601dfa6d131e619c039ce1ab025b93e-1"


@pytest.mark.parametrize(
    ("cell", "done"),
    [("yes", True), ("Y", True), ("x", True), ("1", True), ("TRUE", True), ("no", False), ("0", False), ("", False), ("-", False)],
)
def test_a_habit_is_yes_or_no(kfit: Kfit, home: Path, cell: str, *, done: bool) -> None:
    table(home, ["Date", "Craft", "Mood"], ["2026-11-02", cell, "4"])
    assert kfit("import diary.csv --map day=Date,craft=Craft,mood=Mood").code == 0
    assert ({"name": "craft"} in entries(kfit)) == done


def test_a_new_habit_and_a_new_measure_of_ones_own_are_kept_as_the_table_has_them(kfit: Kfit, home: Path) -> None:
    table(home, ["Date", "Shower", "Coffee", "Waist"], ["2026-11-02", "5", "2", "91.5"])
    said = kfit('import diary.csv --map "day=Date,habit.cold shower=Shower:min,measure.coffee=Coffee,measure.waist=Waist:cm"')
    assert said.code == 0
    assert "Beside the entries: 3 names of your own." in said.out
    assert "cold shower 4 min for Sun" in kfit('did "cold shower" 4').out
    assert kfit("measure waist 90").code == 0
    assert [entry.get("unit") for entry in entries(kfit) if entry["name"] == "waist"] == ["cm", "cm"]


def test_a_rating_of_ones_own_needs_its_better_end(kfit: Kfit, home: Path) -> None:
    table(home, ["Date", "Calm"], ["2026-11-02", "4"])
    said = kfit("import diary.csv --map day=Date,rating.calm=Calm")
    assert (said.code, said.out) == (2, "")
    assert "kfit rate calm 5 --better high" in said.err
    kfit("rate calm 5 --better high")
    assert kfit("import diary.csv --map day=Date,rating.calm=Calm").code == 0
    assert [entry["better"] for entry in entries(kfit)] == ["high", "high"]
    assert "Did you mean: rating.calm=" in kfit("import diary.csv --map day=Date,calm=Calm").err


@pytest.mark.parametrize(
    ("cells", "map_", "why"),
    [
        (["7"], "weight=V:kg", "weight is outside 20 to 400 kg"),
        (["72 kg"], "weight=V:kg", "weight is not a number"),
        (["11"], "pain=V", "pain is outside 0 to 10"),
        (["4.5"], "pain=V", "pain is not a whole number"),
        (["4"], "nausea=V", "nausea is outside 0 to 3"),
        (["90000"], "meditation=V:min", "meditation is outside 1 to 1440 minutes"),
        (["10"], "meditation=V", "meditation is neither yes nor no"),
        (["28"], "phq9=V", "the PHQ-9 total goes from 0 to 27"),
        (["13"], "who5=V", "the WHO-5 total goes from 0 to 100 in steps of 4"),
        (["6.5"], "gad7=V", "the GAD-7 total is a whole number"),
        (["-1"], "measure.coffee=V", "coffee is below 0"),
    ],
)
def test_a_value_that_cannot_be_is_told_without_it(kfit: Kfit, home: Path, cells: list[str], map_: str, why: str) -> None:
    table(home, ["Date", "V"], ["2026-11-02", *cells])
    said = kfit(f"import diary.csv --map day=Date,{map_}")
    assert (said.code, said.out) == (2, "")
    assert f"row 2  {why}" in said.err
    assert "Try" not in said.err
    assert "Example" not in said.err


def test_a_decimal_comma_goes_with_a_unit(kfit: Kfit, home: Path) -> None:
    table(home, ["Date", "V"], ["2026-11-02", "5,5"])
    assert kfit("import diary.csv --map day=Date,glucose=V:mmol/l --decimal-comma").code == 0
    assert entries(kfit) == [{"name": "glucose", "value": 99.0858, "unit": "mg/dl", "typed": "5.5 mmol/l"}]


def test_minutes_of_a_habit_are_read_like_those_of_exercise(kfit: Kfit, home: Path) -> None:
    table(home, ["Date", "A", "B", "C"], ["2026-11-02", "0.5", "0.25", "1:05"])
    assert kfit("import diary.csv --map day=Date,meditation=A+B:h,rest=C:hm").code == 0
    assert [(entry["name"], entry["minutes"]) for entry in entries(kfit)] == [("meditation", 45), ("rest", 65)]


def test_a_note_beside_two_ratings_is_an_entry_of_its_own(kfit: Kfit, home: Path) -> None:
    table(home, ["Date", "A", "B", "Said"], ["2026-11-02", "4", "5", "tired"])
    assert kfit("import diary.csv --map day=Date,pain=A,stress=B,note=Said --json").json["kinds"] == {"rating": 2, "note": 1}
    table(home, ["Date", "A", "Said"], ["2026-11-03", "4", "tired"])
    assert kfit("import diary.csv --map day=Date,pain=A,note=Said --json").json["kinds"] == {"rating": 1}


def test_every_name_that_kfit_knows_is_a_target() -> None:
    header = ["Date", "V"]
    for kind, names in (("rating", RATINGS), ("effect", EFFECTS), ("habit", HABITS), ("score", QUESTIONNAIRES)):
        for name in names:
            for target in (f"{kind}.{name}", name):
                (column,) = mapping.read_map([f"day=Date,{target}=V"], header).columns
                assert column.target.name == name
                assert column.target.kind.kind == ("rating" if target in RATINGS else kind)
    for name, known in QUANTITIES.items():
        for unit in known.units or [""]:
            (column,) = mapping.read_map([f"day=Date,{name}=V{unit and ':'}{unit}"], header).columns
            assert (column.target.name, column.unit) == (name, unit)


@pytest.mark.parametrize(
    ("said", "why"),
    [
        ("weight=V", "Say the unit of 'V': kg, lb, st. Try: weight=V:kg"),
        ("weight=V:oz", "Try: weight=V:kg"),
        ("systolic=V:kg", "Try: systolic=V:mmHg"),
        ("drinks=V:l", "drinks takes no unit. Try: drinks=V"),
        ("phq9=V:h", "phq9 takes no unit"),
        ("pain=V,pain=W", "pain is mapped twice."),
        ("meditation=V:min,meditation=W:times", "meditation is mapped twice"),
        ("meditation=V:days", "Try: meditation=V:min"),
        ("habit.yoga=V:min", "yoga has a line of its own"),
        ("rating.mood=V", "mood has a line of its own"),
        ("habit.5x=V", "'5x' is no name"),
        ("score.phq8=V", "I don't know the form 'phq8'"),
        ("phq8=V", "Did you mean: phq"),
        ("naussea=V", "Did you mean: nausea="),
        ("tired=V", "Did you mean: fatigue="),
        ("zzz=V", "rating.NAME, effect.NAME, habit.NAME, measure.NAME"),
        ("medicine.sertraline=V", "I don't know 'medicine.sertraline'"),
        (f"measure.coffee=V:{'x' * 21}", "The unit is a text of up to 20 characters"),
    ],
)
def test_a_name_that_cannot_be_placed_is_refused_with_a_way_on(said: str, why: str) -> None:
    with pytest.raises(Refused) as refused:
        mapping.read_map([f"day=Date,{said}"], ["Date", "V", "W"])
    assert why in str(refused.value)


def test_a_name_is_read_in_the_unit_that_it_is_kept_in(kfit: Kfit, home: Path) -> None:
    for line in ("did push-ups 20x", "measure waist 90cm", "measure coffee 2"):
        assert kfit(line).code == 0
    table(home, ["Date", "V"], ["2026-11-02", "4"])
    for map_, why in (
        ("habit.push-ups=V:min", "push-ups is kept in times. Try: habit.push-ups=V:times"),
        ("measure.waist=V:in", "waist is kept in cm. Try: measure.waist=V:cm"),
        ("measure.coffee=V:cups", "coffee is kept without a unit. Try: measure.coffee=V"),
    ):
        said = kfit(f"import diary.csv --map day=Date,{map_}")
        assert (said.code, said.err) == (2, f"{why}\n")
    assert kfit("import diary.csv --map day=Date,measure.waist=V").code == 0
    assert entries(kfit)[0] == {"name": "waist", "value": 4.0, "unit": "cm", "typed": "4 cm"}


def test_what_passed_the_check_is_saved_without_reading_the_table_again(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[MappedTable] = []
    rows = MappedTable.rows

    def counted(whole: MappedTable) -> Iterator[ImportRow]:
        read.append(whole)
        return rows(whole)

    monkeypatch.setattr(MappedTable, "rows", counted)
    table(home, ["Date", "Mood"], ["2026-11-02", "4"], ["2026-11-03", "5"])
    assert kfit("import diary.csv --map day=Date,mood=Mood").code == 0
    assert len(read) == 1
    assert [entry["score"] for entry in kfit("list --all --json").json["entries"]] == [4, 5]
