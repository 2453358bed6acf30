"""A map reaches every kind: infusions, medicines, effects, blood pressure, times of nights, long tables, lists and filters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

SHARED_FIELDS = {"id", "uid", "at", "tz", "source", "source_id", "logged_at", "band", "typed"}


def table(home: Path, *lines: str) -> None:
    (home / "t.csv").write_text("\n".join(lines) + "\n")


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    """Return the entries from the first day on, without the fields that every entry has, and without empty fields."""
    found = kfit("list --all --json").json["entries"]
    kept = [{name: value for name, value in entry.items() if name not in SHARED_FIELDS and value is not None} for entry in found]
    return sorted(kept, key=lambda entry: (entry["day"], str(entry)))


def took(kfit: Kfit, line: str) -> list[dict[str, Any]]:
    """Import, check that it can be repeated and taken back, and return the entries."""
    said = kfit(f"import t.csv --json {line}").json
    assert said["read"] == said["added"] + said["updated"] + said["duplicate"] + len(said["skipped"])
    again = kfit(f"import t.csv --json {line}").json
    assert (again["added"], again["updated"], again["duplicate"]) == (0, 0, said["added"])
    found = entries(kfit)
    assert kfit("undo").code == 0
    assert entries(kfit) == []
    return found


def test_a_column_of_days_alone_is_a_table_of_infusions(kfit: Kfit, home: Path) -> None:
    table(home, "Infusions", "2026-11-02", "2026-11-09", "2026-11-16")
    assert took(kfit, "--map day=Infusions,infusion=Infusions") == [
        {"kind": "infusion", "day": f"2026-11-{day}"} for day in ("02", "09", "16")
    ]


def test_an_infusion_is_yes_or_no_or_a_day_beside_other_columns(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Ketamine,Dose,Min,Mood", "2026-11-02,yes,40mg,45,3", "2026-11-03,no,,,4", "2026-11-04,,,,5", "2026-11-05,x,,,6")
    found = took(kfit, "--map day=Date,infusion=Ketamine,infusion.dose=Dose,infusion.minutes=Min:min,mood=Mood")
    assert [entry for entry in found if entry["kind"] == "infusion"] == [
        {"kind": "infusion", "day": "2026-11-02", "dose_mg": 40.0, "dose": "40mg", "minutes": 45},
        {"kind": "infusion", "day": "2026-11-05"},
    ]
    table(home, "Date,Ketamine", "2026-11-02,40mg")
    assert (
        "is neither yes nor no nor a day; what was given goes to infusion.dose" in kfit("import t.csv --map day=Date,infusion=Ketamine").err
    )


@pytest.mark.parametrize(
    ("map_", "given", "none"),
    [("dose_mg=V", "50", ("0", "0.0", "-", "")), ("dose=V", "50 mg", ("0", "0 mg", "0mg", "-", "none", "no", "n/a", ""))],
)
def test_a_dose_of_nothing_is_no_infusion(kfit: Kfit, home: Path, map_: str, given: str, none: tuple[str, ...]) -> None:
    table(home, "Date,V", f"2026-10-01,{given}", *(f"2026-11-{day:02},{cell}" for day, cell in enumerate(none, 2)))
    assert [entry["day"] for entry in took(kfit, f"--map day=Date,{map_}")] == ["2026-10-01"]


@pytest.mark.parametrize(
    ("map_", "cell", "told"),
    [
        ("dose_mg=V", "62.5", {"dose_mg": 62.5, "dose": "62.5 mg"}),
        ("dose=V", "62.5 mg", {"dose_mg": 62.5, "dose": "62.5 mg"}),
        ("dose=V", "2x100mg", {"dose_mg": 200.0, "dose": "2x100mg"}),
        ("dose=V", "0.5 mg/kg", {"dose": "0.5 mg/kg"}),
        ("dose=V", "50", {"dose": "50"}),
    ],
)
def test_a_dose_is_read_as_it_is_typed(kfit: Kfit, home: Path, map_: str, cell: str, told: dict[str, Any]) -> None:
    table(home, "Date,V", f"2026-11-02,{cell}")
    assert took(kfit, f"--map day=Date,{map_}") == [{"kind": "infusion", "day": "2026-11-02"} | told]


def test_medicines_have_their_name_and_what_happened_in_a_row(kfit: Kfit, home: Path) -> None:
    table(
        home,
        "Date,Drug,What,Dose",
        "2026-11-02,Sertraline,started,50 mg",
        "2026-11-09,Sertraline,changed,100 mg",
        "2026-11-10,Ibuprofen,took,",
    )
    found = took(kfit, "--map day=Date,medicine=Drug,medicine.event=What,medicine.dose=Dose")
    assert [(entry["name"], entry["event"], entry.get("dose")) for entry in found] == [
        ("sertraline", "started", "50 mg"),
        ("sertraline", "changed", "100 mg"),
        ("ibuprofen", "taken", None),
    ]
    said = kfit("import t.csv --map day=Date,medicine=Drug")
    assert said.code == 2
    assert "If all were taken: medicine=Drug:taken" in said.err
    assert {entry["event"] for entry in took(kfit, "--map day=Date,medicine=Drug:taken")} == {"taken"}


def test_a_long_table_has_its_names_in_a_column(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Symptom,Level", "2026-11-02,Nausea,2", "2026-11-02,Dizzy,1", "2026-11-03,Blurry vision,0", "2026-11-04,tingling,3")
    found = took(kfit, "--map day=Date,effect.name=Symptom,effect.severity=Level")
    assert [(entry["name"], entry["severity"]) for entry in found] == [
        ("dizziness", 1),
        ("nausea", 2),
        ("blurred-vision", 0),
        ("tingling", 3),
    ]
    table(home, "Date,What,Value,Unit", "2026-11-02,weight,160,lb", "2026-11-02,systolic,128,mmHg", "2026-11-03,coffee,2,")
    found = took(kfit, "--map day=Date,measure.name=What,measure.value=Value,measure.unit=Unit")
    assert [(entry["name"], entry["value"], entry.get("unit")) for entry in found] == [
        ("systolic", 128.0, "mmHg"),
        ("weight", 72.5747792, "kg"),
        ("coffee", 2.0, None),
    ]
    table(home, "Date,Habit,Min", "2026-11-02,meditation,10", "2026-11-02,reading,", "2026-11-03,meditation,0")
    found = took(kfit, "--map day=Date,habit.name=Habit,habit.minutes=Min:min")
    assert [(entry["name"], entry.get("minutes")) for entry in found[:2]] == [("meditation", 10), ("reading", None)]


def test_a_name_of_a_row_that_cannot_be_is_a_bad_cell(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Which,Level", "2026-11-02,calm,4", "2026-11-02,pain,3", "2026-11-03,,3", "2026-11-03,pain,11")
    said = kfit("import t.csv --map day=Date,rating.name=Which,rating.score=Level")
    assert "row 2  Which end of calm is better? Log it once, and it is known: kfit rate calm 5 --better high" in said.err
    assert "row 4  the name of a rating is missing" in said.err
    assert "row 5  pain" in said.err
    kfit("import t.csv --map day=Date,rating.name=Which,rating.score=Level --skip-bad")
    assert [(entry["name"], entry["score"]) for entry in entries(kfit)] == [("pain", 3)]


def test_a_list_in_a_cell_is_a_habit_each(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Activities,Mood", "2026-11-02,reading | Cold Shower | meditation,4", "2026-11-03,,5", "2026-11-04,exercise|reading,6")
    found = took(kfit, "--map day=Date,habit=Activities:list,mood=Mood")
    assert [entry["name"] for entry in found if entry["kind"] == "habit"] == [
        "cold shower",
        "meditation",
        "reading",
        "exercise",
        "reading",
    ]


def test_movement_in_a_list_is_a_habit_and_what_has_a_line_of_its_own_is_said_to_be_left_out(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Activities", "2026-11-02,walk | mood | Running")
    said = kfit("import t.csv --map day=Date,habit=Activities:list").out
    assert "Left out 1 row: mood has a line of its own, so it is no habit (row 2)." in said
    assert [(entry["kind"], entry["name"]) for entry in entries(kfit)] == [("habit", "running"), ("habit", "walk")]


def test_a_blood_pressure_is_one_cell_of_two_values(kfit: Kfit, home: Path) -> None:
    table(home, "Date,BP,Mood", "2026-11-02,118/78,4", "2026-11-03,121 / 80 mmHg 64,5", "2026-11-04,,6")
    found = [
        (entry["day"][-2:], entry["name"], entry["value"])
        for entry in took(kfit, "--map day=Date,bp=BP,mood=Mood")
        if entry["kind"] == "measure"
    ]
    assert found == [
        ("02", "diastolic", 78),
        ("02", "systolic", 118),
        ("03", "diastolic", 80),
        ("03", "pulse", 64),
        ("03", "systolic", 121),
    ]
    table(home, "Date,BP", "2026-11-02,118")
    assert "bp is no blood pressure such as 118/78" in kfit("import t.csv --map day=Date,bp=BP").err


def test_a_night_has_its_start_and_its_end(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Bed,Up,Q", "2026-11-03,22:30,06:45,6", "2026-11-04,11:15 pm,7:00 am,7", "2026-11-05,,,5", "2026-11-06,13:00,13:40,")
    found = took(kfit, "--map day=Date,start=Bed,end=Up,quality=Q")
    assert [(entry["day"], entry["minutes"], entry.get("quality"), entry.get("nap")) for entry in found] == [
        ("2026-11-03", 495, 6, None),
        ("2026-11-04", 465, 7, None),
        ("2026-11-06", 40, None, "yes"),
    ]
    assert found[0]["start_at"].startswith("2026-11-02T22:30")
    assert found[0]["end_at"].startswith("2026-11-03T06:45")


def test_a_night_with_days_in_its_times_counts_for_the_day_of_waking(kfit: Kfit, home: Path) -> None:
    table(
        home, "Asleep,Awake", "2026-11-02 23:00,2026-11-03 07:00", "2026-11-04 00:30,2026-11-04 06:30", "2026-11-05 06:30,2026-11-05 06:00"
    )
    line = "--map start=Asleep,end=Awake"
    assert "row 4  the end is not within 18 hours of the start" in kfit(f"import t.csv {line}").err
    assert kfit(f"import t.csv {line} --skip-bad").code == 0
    assert [(entry["day"], entry["minutes"]) for entry in entries(kfit)] == [("2026-11-03", 480), ("2026-11-04", 360)]
    assert "Map both: start=...,end=..." in kfit("import t.csv --map day=Awake,start=Asleep").err


def test_what_two_devices_have_of_one_night_counts_once(kfit: Kfit, home: Path) -> None:
    table(
        home,
        "From,To,Device",
        "2026-11-02 23:00,2026-11-03 06:00,watch",
        "2026-11-02 22:30,2026-11-03 05:30,phone",
        "2026-11-03 00:00,2026-11-03 01:00,phone",
        "2026-11-03 14:00,2026-11-03 14:30,watch",
    )
    assert kfit("import t.csv --map start=From,end=To").code == 0
    found = entries(kfit)
    assert [(entry["minutes"], entry.get("nap")) for entry in found] == [(420, None), (30, None), (30, "yes")] or sum(
        entry["minutes"] for entry in found if not entry.get("nap")
    ) == 450
    assert "its time lies within another part of that night" in kfit("import t.csv --map start=From,end=To --json").out


def test_of_two_totals_of_a_night_the_preferred_source_counts(kfit: Kfit, home: Path) -> None:
    table(
        home,
        "Date,Hours,Device",
        "2026-11-03,7.5,Watch",
        "2026-11-03,8,Phone",
        "2026-11-04,6,Phone",
        "2026-11-05,7,Watch",
        "2026-11-05,7.5,Phone",
    )
    line = "--map day=Date,sleep=Hours:h,source=Device"
    said = kfit(f"import t.csv {line}")
    assert said.code == 2
    ways = [one.strip().removeprefix("kfit ") for one in said.err.splitlines() if one.startswith("  kfit")]
    assert len(ways) == 4
    totals = []
    for way in ways:
        assert kfit(way).code == 0
        totals.append([entry["minutes"] for entry in entries(kfit)])
        kfit("undo")
    assert [sorted(one) for one in totals] == [[360, 420, 450], [360, 450, 480], [360, 450, 480], [360, 420, 450, 450, 480]]


TWO_DEVICES = (
    "From,To,Device",
    "2026-11-02 23:00,2026-11-03 06:00,Watch",
    "2026-11-02 22:30,2026-11-03 05:30,Phone",
    "2026-11-03 14:00,2026-11-03 14:30,Phone",
    "2026-11-03 16:00,2026-11-03 17:00,Watch",
    "2026-11-03 16:30,2026-11-03 17:30,Phone",
    "2026-11-04 23:00,2026-11-05 07:00,Phone",
)


@pytest.mark.parametrize(
    ("prefer", "kept"),
    [("Watch", [420, 30, 60, 480]), ("phone", [420, 30, 60, 480]), ("Ring", [450, 30, 90, 480])],
)
def test_sleep_of_a_preferred_source_is_whole_and_naps_of_another_stay_beside_it(
    kfit: Kfit, home: Path, prefer: str, kept: list[int]
) -> None:
    """What overlaps the preferred source's sleep is left out whole, so that its night is not cut to what the other has not."""
    table(home, *TWO_DEVICES)
    said = kfit(f"import t.csv --map start=From,end=To,source=Device --prefer {prefer}")
    assert said.code == 0, said.err
    assert ("No night in there is from 'Ring'." in said.out) is (prefer == "Ring")
    assert ("another source of its night is preferred" in said.out) is (prefer != "Ring")
    by_night: dict[tuple[str, str | None], int] = {}
    for entry in entries(kfit):
        key = (entry["day"], entry["start_at"][11:13] if entry.get("nap") else None)
        by_night[key] = by_night.get(key, 0) + entry["minutes"]
    found = [
        by_night["2026-11-03", None],
        by_night["2026-11-03", "14"],
        by_night.get(("2026-11-03", "16"), 0),
        by_night["2026-11-05", None],
    ]
    found[2] += by_night.get(("2026-11-03", "17"), 0)
    assert found == kept


def test_a_nap_without_a_time_stays_where_the_preferred_source_has_none(kfit: Kfit, home: Path) -> None:
    table(
        home,
        "Date,Hours,Nap,Device",
        "2026-11-03,7.5,,Watch",
        "2026-11-03,8,,Phone",
        "2026-11-03,1,yes,Phone",
        "2026-11-04,7,,Watch",
        "2026-11-04,0.5,yes,Watch",
        "2026-11-04,1,yes,Phone",
    )
    assert kfit("import t.csv --map day=Date,sleep=Hours:h,nap=Nap,source=Device --prefer Watch").code == 0
    assert sorted((entry["day"][-2:], entry["minutes"]) for entry in entries(kfit)) == [("03", 60), ("03", 450), ("04", 30), ("04", 420)]


def test_a_source_that_is_not_there_settles_nothing(kfit: Kfit, home: Path) -> None:
    """A slip in its name must not let two totals of one night in."""
    table(home, "Date,Hours,Device", "2026-11-03,7.5,Watch", "2026-11-03,8,Phone", "2026-11-04,8,Ring", "2026-11-04,7,Phone")
    line = "import t.csv --map day=Date,sleep=Hours:h,source=Device"
    said = kfit(f"{line} --prefer Wacth")
    assert said.code == 2
    assert "No night in there is from 'Wacth'." in said.err
    again = kfit(f"{line} --prefer Watch")
    assert again.code == 2
    ways = [one.strip().removeprefix("kfit ") for one in again.err.splitlines() if one.startswith("  kfit")]
    assert [way for way in ways if way.endswith("--prefer Watch --prefer Ring")]
    assert kfit(next(way for way in ways if way.endswith("--prefer Watch --prefer Ring"))).code == 0
    assert sorted(entry["minutes"] for entry in entries(kfit)) == [450, 480]


def test_of_two_rules_for_nights_the_second_sees_what_the_first_left(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Hours,Device", "2026-11-03,7.5,Watch", "2026-11-03,8,Phone")
    assert kfit("import t.csv --map day=Date,sleep=Hours:h,source=Device --prefer Watch --longest-night").code == 0
    assert [entry["minutes"] for entry in entries(kfit)] == [450]


def test_only_rows_with_a_word_are_taken(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Category,Value", "2026-11-02,Mood,4", "2026-11-02,Energy,6", "2026-11-03, mood ,5", "2026-11-03,Weather,99")
    found = took(kfit, "--map day=Date,mood=Value --where Category=Mood")
    assert [(entry["day"][-2:], entry["score"]) for entry in found] == [("02", 4), ("03", 5)]
    assert "There is no column 'Kind'" in kfit("import t.csv --map day=Date,mood=Value --where Kind=Mood").err
    assert "Left out 2 rows: it is not what --where says" in kfit("import t.csv --map day=Date,mood=Value --where Category=Mood").out


@pytest.mark.parametrize(
    ("cell", "score"), [("6/10", 6), ("3/5", 6), ("65%", 7), ("6 out of 10", 6), ("6 of 10", 6), ("6", 6), ("60 %", 6)]
)
def test_a_score_is_read_as_it_is_typed(kfit: Kfit, home: Path, cell: str, score: int) -> None:
    table(home, "Date,Mood", f"2026-11-02,{cell}")
    (entry,) = took(kfit, "--map day=Date,mood=Mood")
    assert entry["score"] == score


@pytest.mark.parametrize(
    ("cell", "unit", "minutes"),
    [
        ("7h30", "h", 450),
        ("7:30", "h", 450),
        ("7 h 30 min", "min", 450),
        ("22:30-06:45", "h", 495),
        ("11pm to 7am", "hm", 480),
        ("27000", "s", 450),
        ("27000000", "ms", 450),
    ],
)
def test_a_night_is_read_as_it_is_typed(kfit: Kfit, home: Path, cell: str, unit: str, minutes: int) -> None:
    table(home, "Date,Night", f"2026-11-03,{cell}")
    (entry,) = took(kfit, f"--map day=Date,sleep=Night:{unit}")
    assert entry["minutes"] == minutes
    assert ("start_at" in entry) == ("-" in cell or "to" in cell)


def test_a_0_of_sleep_is_a_night_only_where_the_map_says_so(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Hours", "2026-11-02,0", "2026-11-03,7")
    assert len(took(kfit, "--map day=Date,sleep=Hours:h")) == 1
    assert [entry["minutes"] for entry in took(kfit, "--map day=Date,sleep=Hours:h:zero")] == [0, 420]
    assert "is for sleep alone" in kfit("import t.csv --map day=Date,exercise=Hours:h:zero").err


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("date", "day"),
        ("steps", "measure.steps"),
        ("comment", "note"),
        ("symptom", "effect.name"),
        ("asleep", "sleep"),
        ("dizzy", "dizziness"),
        ("walk", "exercise"),
        ("ketamine", "infusion"),
        ("timestamp", "day"),
    ],
)
def test_a_word_leads_to_what_it_means(kfit: Kfit, home: Path, word: str, meant: str) -> None:
    table(home, "Date,V", "2026-11-02,4")
    assert f"Did you mean: {meant}=" in kfit(f"import t.csv --map day=Date,{word}=V").err


def test_a_word_of_no_likeness_is_offered_nothing(kfit: Kfit, home: Path) -> None:
    table(home, "Date,V", "2026-11-02,4")
    said = kfit("import t.csv --map day=Date,weather=V").err
    assert "Did you mean" not in said
    assert "There are: day, at, id, note, source, mood, sleep" in said


def offer(kfit: Kfit, home: Path, *lines: str) -> str:
    """Return the map that is offered for a table, as it is typed; empty if none is."""
    table(home, *lines)
    said = kfit("import t.csv")
    assert (said.code, said.out) == (2, "")
    way = next((one.strip().removeprefix("kfit ") for one in said.err.splitlines() if one.startswith("  kfit")), "")
    assert not way or kfit(way).code == 0
    return way.removeprefix("import t.csv --map ").removesuffix(" --dry-run").strip("'\"")


def test_a_map_is_offered_by_what_headings_mean_and_cells_look_like(kfit: Kfit, home: Path) -> None:
    assert offer(
        kfit,
        home,
        "Date,Time,Mood,Hours asleep,Steps,Weight (kg),BP,Ketamine,Sleep quality,Sleep efficiency,Notes",
        "2026-11-02,08:00,3,7.5,8450,72.5,118/78,yes,6,91,bad day",
        "2026-11-03,09:00,6,8,1200,72,121/80,,7,88,ok day",
    ) == (
        "day=Date,at=Time,mood=Mood,sleep=Hours asleep:h,measure.steps=Steps,weight=Weight (kg):kg,bp=BP,"
        "infusion=Ketamine,quality=Sleep quality,note=Notes"
    )


@pytest.mark.parametrize(
    ("heading", "cells", "told"),
    [
        ("TotalMinutesAsleep", ("327", "384"), "sleep=TotalMinutesAsleep:min"),
        ("Sleep", ("7", "8.5"), "sleep=Sleep:h"),
        ("Sleep", ("420", "500"), "sleep=Sleep:min"),
        ("total_sleep_duration", ("27000", "25000"), "sleep=total_sleep_duration:s"),
        ("Sleeping duration (ms)", ("27000000", "25000000"), "sleep=Sleeping duration (ms):ms"),
        ("Sleep", ("7:30", "8:00"), "sleep=Sleep:hm"),
        ("Sleep records", ("1", "2"), ""),
        ("Stimmung", ("4", "5"), "mood=Stimmung"),
        ("Mood", ("meh", "meh"), "mood=Mood"),
        ("Weight", ("72", "73"), ""),
        ("Weight (lb)", ("160", "161"), "weight=Weight (lb):lb"),
        ("Activities", ("tv | walk", "tv"), "habit=Activities:list"),
        ("Steps", ("8450", "9000"), "measure.steps=Steps"),
        ("Pain", ("3/10", "4/10"), "pain=Pain"),
        ("Weather", ("3", "4"), ""),
    ],
)
def test_each_column_is_offered_in_the_unit_that_it_has(kfit: Kfit, home: Path, heading: str, cells: tuple[str, str], told: str) -> None:
    rows = [f'2026-11-0{place},"{cell}"' for place, cell in enumerate(cells, 2)]
    if heading == "Mood":  # its words are asked about next
        table(home, f"Date,{heading}", *rows)
        assert f"day=Date,{told}" in kfit("import t.csv").err
        return
    assert offer(kfit, home, f"Date,{heading}", *rows) == (f"day=Date,{told}" if told else "")


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        (("Date,Medication,Dose", "2026-11-02,Sertraline,50 mg"), "day=Date,medicine=Medication:taken,medicine.dose=Dose"),
        (("Date started,Drug", "2026-11-02,Sertraline"), "day=Date started,medicine=Drug:started"),
        (("Date,Dose,Mood", "2026-11-02,50 mg,4"), "day=Date,mood=Mood"),
        (("Date,Ketamine dose,Mood", "2026-11-02,50 mg,4"), "day=Date,dose=Ketamine dose,mood=Mood"),
        (("Date,Ketamine,Dose", "2026-11-02,yes,50 mg"), "day=Date,infusion=Ketamine,dose=Dose"),
        (("Date,Ketamine (mg)", "2026-11-02,50", *(f"2026-11-{day:02},0" for day in range(3, 9))), "day=Date,dose_mg=Ketamine (mg)"),
        (("Date,Meds taken?,Mood", "2026-11-02,yes,4"), "day=Date,mood=Mood"),
        (("Datum,Blutdruck,Puls", "2.11.2026,118/78,64"), "day=Datum,bp=Blutdruck,pulse=Puls"),
        (("Date,Sleep quality,Mood", "2026-11-02,6,4"), "day=Date,mood=Mood"),
        (("Date,Asleep,Awake", "2026-11-02,23:10,06:50", "2026-11-03,00:10,07:50"), "day=Date,start=Asleep,end=Awake"),
        (("Date,Sleep", "2026-11-02,22:30-06:45"), "day=Date,sleep=Sleep:hm"),
        (("start,end", "2026-11-01 23:10,2026-11-02 06:50"), "day=end,start=start,end=end"),
        (("time,mood", "2026-11-02T21:00:00Z,4"), "day=time,mood=mood"),
        (("Infusion dates", "2026-11-02", "2026-11-09"), "day=Infusion dates,infusion=Infusion dates"),
        (("Data,Nastrój,Sen,Uwagi", "2.11.2026,4,7,tak"), "day=Data,mood=Nastrój,sleep=Sen:h,note=Uwagi"),
        (("Tag,Stimmung,Bemerkung", "2.11.2026,4,ja"), "day=Tag,mood=Stimmung,note=Bemerkung"),
    ],
)
def test_what_is_offered_holds_only_what_the_table_says(kfit: Kfit, home: Path, lines: tuple[str, ...], told: str) -> None:
    """No dose is an infusion's that can be a medicine's, no time of day is a length, and no column stands without its kind."""
    assert offer(kfit, home, *lines) == told


def test_a_long_table_is_offered_by_the_words_of_its_names(kfit: Kfit, home: Path) -> None:
    rows = [f"2026-11-0{day},{name},{value}" for day in (2, 3) for name, value in (("Mood", 4), ("Sleep", 7.5), ("Weather", 3))]
    table(home, "Date,What,Value", *rows)
    said = kfit("import t.csv")
    assert [line.strip() for line in said.err.splitlines() if line.startswith("  kfit")] == [
        "kfit import t.csv --where What=Mood --map day=Date,mood=Value --dry-run",
        "kfit import t.csv --where What=Sleep --map day=Date,sleep=Value:h --dry-run",
    ]
    assert took(kfit, "--where What=Mood --map day=Date,mood=Value") == [
        {"kind": "mood", "day": f"2026-11-0{day}", "score": 4} for day in (2, 3)
    ]
    assert took(kfit, "--where What=Sleep --map day=Date,sleep=Value:h")[0]["minutes"] == 450


def test_of_very_many_columns_the_first_are_named(kfit: Kfit, home: Path) -> None:
    names = [f"mood{place}" for place in range(2000)]
    table(home, ",".join(("Date", *names)), ",".join(("2026-11-02", *("5" for _ in names))))
    said = kfit("import t.csv").err
    assert "mood58 and 1,941 more." in said
    assert len(said) < 2000
    assert "There are: Date, mood0" in kfit("import t.csv --map day=Date,sleep=Zzz:h").err


def test_a_mood_in_pictures_is_offered_and_its_numbers_are_asked_for(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood", "2026-11-02,\U0001f641", "2026-11-03,\U0001f641")
    assert "--map day=Date,mood=Mood" in kfit("import t.csv").err
    assert "'Mood' has words without a number: \U0001f641." in kfit("import t.csv --map day=Date,mood=Mood").err


def test_a_map_is_offered_only_where_a_column_holds_the_day(kfit: Kfit, home: Path) -> None:
    assert offer(kfit, home, "Number,Mood", "1,4", "2,5") == ""
    table(home, "When,Mood,Weather", "2026-11-02,4,rain", "2026-11-03,5,sun")
    assert "Not taken by it: Weather." in kfit("import t.csv").err


def test_a_map_is_kept_by_name_with_all_that_settles_the_table(kfit: Kfit, home: Path) -> None:
    table(home, "Date;Mood;Hours", "02.11.2026;rad;7,5", "03.11.2026;meh;8", "04.11.2026;rad;7,2")
    line = "--map day=Date,mood=Mood:rad=10,meh=5 --map sleep=Hours:h --date-format dmy --decimal-comma"
    said = kfit(f"import t.csv {line} --save-map MyApp")
    assert "The map is kept. Next time: kfit import FILE --map myapp" in said.out
    assert kfit("import t.csv --map MyApp").out.startswith("Nothing new: 6 entries")
    table(home, "Date;Mood;Hours", "02.11.2026;rad;7,5", "03.11.2026;meh;8", "04.11.2026;rad;7,2", "05.11.2026;dull;9")
    refused = kfit("import t.csv")
    assert "With your map 'myapp':\n  kfit import t.csv --map myapp" in refused.err
    asked = kfit("import t.csv --map myapp").err
    assert "'Mood' has words without a number: dull." in asked
    way = next(one.strip().removeprefix("kfit ") for one in asked.splitlines() if one.startswith("  kfit"))
    assert kfit(f"{way} --save-map myapp").code == 0
    assert [entry.get("score") for entry in entries(kfit) if entry["kind"] == "mood"] == [10, 5, 10]
    assert kfit("import t.csv --map myapp").out.startswith("Nothing new")


def test_a_kept_map_is_undone_exported_and_shown_in_the_history(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood", "2026-11-02,4")
    kfit("import t.csv --map day=Date,mood=Mood --save-map sheet")
    assert "map sheet of an import" in kfit("history").out
    kfit("export jsonl -o all.jsonl")
    kfit("undo")
    assert "There is no map 'sheet'. A map is kept by: --save-map NAME" in kfit("import t.csv --map sheet").err
    assert "1 map" in kfit("import all.jsonl").out
    assert kfit("import t.csv --map sheet").out.startswith("Nothing new")
    kfit("import t.csv --map sheet --save-map other")
    assert "There is no map 'third'. Your maps: sheet, other." in kfit("import t.csv --map third").err


@pytest.mark.parametrize("name", ["", "1", "a=b", "x" * 41])
def test_a_map_is_kept_under_a_name_alone(kfit: Kfit, home: Path, name: str) -> None:
    table(home, "Date,Mood", "2026-11-02,4")
    assert "is no name" in kfit(f"import t.csv --map day=Date,mood=Mood --save-map '{name}'").err
    assert "There is no map to keep" in kfit("import t.csv --save-map x").err


def test_the_decimal_sign_that_is_typed_goes_before_the_one_that_is_kept(kfit: Kfit, home: Path) -> None:
    table(home, "Date;Steps", "2026-11-02;1,5")
    kfit("import t.csv --map day=Date,measure.cups=Steps --decimal-comma --save-map m")
    table(home, "Date;Steps", "2026-11-03;1,200")
    kfit("import t.csv --map m --decimal-point")
    assert [entry["value"] for entry in entries(kfit)] == [1.5, 1200]


def test_a_kept_map_that_cannot_be_read_is_told(kfit: Kfit, home: Path) -> None:
    table(home, "Date,Mood", "2026-11-02,4")
    kfit("import t.csv --map day=Date,mood=Mood --save-map m")
    kfit("export jsonl -o all.jsonl")
    text = (home / "all.jsonl").read_text().replace("--map=day=Date,mood=Mood", "--map='day")
    (home / "all.jsonl").write_text(text)
    kfit("undo")
    assert kfit("import all.jsonl").code == 0
    assert "can't be read" in kfit("import t.csv --map m").err
    assert "stumbled" not in kfit("import t.csv").err


def test_blanks_around_a_cell_mean_nothing_also_around_a_day_with_times(kfit: Kfit, home: Path) -> None:
    table(home, "day,start,end", "2026-11-02 , 23:00,07:00 ")
    assert kfit("import t.csv --map day=day,start=start,end=end").code == 0
    assert [entry["minutes"] for entry in entries(kfit)] == [480]


def test_minutes_beside_times_that_were_cut_are_no_more_than_what_is_left(kfit: Kfit, home: Path) -> None:
    table(home, "start,end,m", "2026-11-02 23:00,2026-11-03 07:00,470", "2026-11-03 00:30,2026-11-03 08:00,440")
    assert kfit("import t.csv --map start=start,end=end,sleep=m:min").code == 0
    assert [entry["minutes"] for entry in entries(kfit)] == [470, 60] or sorted(entry["minutes"] for entry in entries(kfit)) == [60, 470]


def test_parts_that_are_added_up_are_rounded_once(kfit: Kfit, home: Path) -> None:
    table(home, "Date,A,B,C", "2026-11-02,5370,5370,5370")
    assert [entry["minutes"] for entry in took(kfit, "--map day=Date,sleep=A+B+C:s")] == [269]
