"""Apple Health: what several devices recorded counts once, times are those of the place, and a broken or hostile file does no harm."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app_contract import AppContract, written, zipped
from app_exports.apple_health import (
    EXPORTS,
    FIRST,
    NIGHT,
    PHONE,
    SAME_WALK,
    TYPE,
    WALK,
    export,
    measured,
    record,
    slept,
    workout,
)

if TYPE_CHECKING:
    from conftest import Kfit

SAMPLES = "/work/shared/facts/samples"


class TestAppleHealth(AppContract):
    app = "apple-health"


def taken(kfit: Kfit, home: Path, *elements: str, options: str = "", **more: Any) -> list[dict[str, Any]]:
    """Import an export with these elements; return the entries."""
    (home / "export.xml").write_bytes(export(*elements, **more))
    said = kfit(f"import export.xml {options}")
    assert (said.err, said.code) == ("", 0)
    return entries(kfit)


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    return sorted(kfit("list --all --json").json["entries"], key=lambda one: (one["kind"], one["day"], one["id"]))


def brief(found: list[dict[str, Any]], *fields: str) -> list[tuple[Any, ...]]:
    return [tuple(one.get(field) for field in fields) for one in found]


def test_a_night_of_two_devices_is_the_one_with_stages_without_the_time_awake(kfit: Kfit, home: Path) -> None:
    """Everything added up would be 18 h. The stages overlap by ten minutes, which count once, and were awake."""
    found = taken(kfit, home, *NIGHT)
    assert brief(found, "day", "minutes", "in_bed_minutes", "start_at", "end_at", "nap") == [
        ("2025-11-02", 495, 550, "2025-11-01T23:15-04:00", "2025-11-02T06:40-05:00", None)
    ]


def test_a_nap_stays_beside_its_night_and_old_phones_have_only_asleep_or_in_bed(kfit: Kfit, home: Path) -> None:
    found = taken(
        kfit,
        home,
        slept("AsleepCore", "2025-11-05 14:00:00", "2025-11-05 14:40:00", zone=""),
        slept("Asleep", "2025-11-04 22:00:00", "2025-11-05 05:00:00", PHONE),
        slept("InBed", "2025-11-05 22:00:00", "2025-11-06 05:30:00", PHONE),
    )
    assert brief(found, "day", "minutes", "nap") == [("2025-11-05", 420, None), ("2025-11-05", 40, "yes"), ("2025-11-06", 450, None)]
    said = kfit("undo") and kfit("import export.xml")
    assert "1 night has only the time in bed; that is kept as the sleep." in said.out


def test_times_are_those_of_the_place_not_of_the_export(kfit: Kfit, home: Path) -> None:
    """The offset of every row is that of the phone at the export; a zone beside a record is that of the place."""
    found = taken(
        kfit,
        home,
        measured("BodyMass", "2025-07-04 07:00:00", "80", "kg"),
        slept("AsleepCore", "2025-07-04 16:00:00", "2025-07-04 22:00:00", zone="Europe/Paris"),
        record("HKQuantityTypeIdentifierStepCount", "2025-07-03 22:30:00", "2025-07-03 22:40:00", unit="count", value="10"),
        record("HKQuantityTypeIdentifierStepCount", "2025-07-03 23:30:00", "2025-07-03 23:40:00", unit="count", value="20"),
    )
    assert brief(found, "name", "day", "at", "start_at", "value") == [
        ("steps", "2025-07-03", None, None, 10),
        ("weight", "2025-07-04", "2025-07-04T08:00-04:00", None, 80),
        ("steps", "2025-07-04", None, None, 20),
        (None, "2025-07-05", None, "2025-07-04T23:00+02:00", None),
    ]
    kfit("undo")
    kfit("import export.xml --zone Asia/Kolkata --only weight")
    assert brief(entries(kfit), "at", "tz") == [("2025-07-04T17:30+05:30", "Asia/Kolkata")]


def test_steps_with_two_offsets_in_one_file_are_on_their_own_days(kfit: Kfit, home: Path) -> None:
    late = record("HKQuantityTypeIdentifierStepCount", "2025-07-03 22:30:00", "2025-07-03 22:40:00", unit="count", value="10")
    found = taken(
        kfit,
        home,
        late,
        late.replace("-0500", "-0400").replace("22:", "23:"),
        late.replace("-0500", "-0300"),
        late.replace("-0500", "+0200"),
    )
    assert brief(found, "day", "value") == [("2025-07-03", 40)]
    kfit("undo")
    found = taken(kfit, home, late, late.replace("-0500", "-0700"))
    assert brief(found, "day", "value") == [("2025-07-03", 10), ("2025-07-04", 10)]


def test_the_same_export_a_summer_later_adds_nothing(kfit: Kfit, home: Path) -> None:
    """The text of each row is another one then: its offset, and the address of the device in memory."""
    taken(
        kfit,
        home,
        slept("AsleepCore", "2025-11-04 22:00:00", "2025-11-05 05:00:00"),
        measured("BodyMass", "2025-11-05 07:00:00", "80", "kg"),
    )
    later = export(
        slept("AsleepCore", "2025-11-04 23:00:00", "2025-11-05 06:00:00"), measured("BodyMass", "2025-11-05 08:00:00", "80", "kg")
    )
    (home / "export.xml").write_bytes(later.replace(b"-0500", b"-0400").replace(b"0x300", b"0x999"))
    said = kfit("import export.xml --json").json
    assert (said["added"], said["updated"], said["duplicate"]) == (0, 0, 2)


def test_movement_is_apples_total_of_the_day_and_a_walk_of_two_apps_is_one(kfit: Kfit, home: Path) -> None:
    minute = record("HKQuantityTypeIdentifierAppleExerciseTime", "2025-11-04 17:00:00", "2025-11-04 17:01:00", unit="min", value="1")
    found = taken(
        kfit,
        home,
        WALK,
        SAME_WALK,
        ' <ActivitySummary dateComponents="2025-11-03" appleExerciseTime="41"/>\n',
        minute,
        minute.replace("17:0", "17:1"),
        minute.replace("Watch", "Phone"),
        workout("TraditionalStrengthTraining", "2025-11-05 17:00:00", "2025-11-05 17:20:00", "0.25 hr"),
        workout("CrossTraining", "2025-11-06 17:00:00", "2025-11-06 17:20:00", " min"),
        ' <ActivitySummary dateComponents="1969-12-30" appleExerciseTime="5"/>\n',
    )
    assert brief(found, "day", "minutes", "activity") == [
        ("2025-11-03", 30, "walk"),
        ("2025-11-03", 11, None),
        ("2025-11-04", 2, None),
        ("2025-11-05", 15, "strength"),
        ("2025-11-06", 20, "cross training"),
    ]


def test_measurements_keep_their_unit_and_a_pair_is_there_once(kfit: Kfit, home: Path) -> None:
    found = taken(kfit, home, *FIRST, options="--only weight,glucose,bp,meditation,steps")
    assert brief(found, "day", "name", "value", "unit", "typed", "minutes") == [
        ("2025-11-03", "meditation", None, None, None, 12),
        ("2025-11-03", "weight", pytest.approx(80.01369, abs=1e-4), "kg", "176.4 lb", None),
        ("2025-11-03", "systolic", 118, "mmHg", None, None),
        ("2025-11-03", "diastolic", 76, "mmHg", None, None),
        ("2025-11-03", "glucose", 94, "mg/dl", None, None),
        ("2025-11-03", "steps", 750, None, None, None),
        ("2025-11-04", "weight", 80, "kg", None, None),
        ("2025-11-04", "glucose", pytest.approx(93.68112), "mg/dl", "5.2 mmol/l", None),
    ]


def test_what_kfit_keeps_nothing_of_is_counted(kfit: Kfit, home: Path) -> None:
    (home / "export.xml").write_bytes(export(*FIRST))
    assert "Left out: 1 heart rate." in kfit("import export.xml --dry-run").out


@pytest.mark.parametrize(
    "other",
    [
        measured("HeartRate", "2025-11-05 10:00:00", "71", "count/min"),
        record(
            "HKQuantityTypeIdentifierHeartRate", "2025-11-05 10:00:00", "2025-11-05 10:00:00", inside='<MetadataEntry key="a" value="b"/>'
        ),
        ' <Record sourceName="x" type="HKQuantityTypeIdentifierHeartRate" value="1"/>\n',
        ' <Record type="HKQuantityTypeIdentifierHeartRate" note="a>b"><Other/><MetadataEntry key="HKTimeZone" value="Asia/Tokyo"/></Record>\n',
        ' <Record type="HKQuantityTypeIdentifierHeartRate"></Record>\n',
    ],
)
def test_a_record_of_no_use_changes_nothing_however_it_is_written(kfit: Kfit, home: Path, other: str) -> None:
    (home / "export.xml").write_bytes(export(*NIGHT[:3], other, *NIGHT[3:], other, *FIRST[len(NIGHT) : -2], other * 3000))
    said = kfit("import export.xml --json").json
    assert said["skipped"] == [{"line": None, "why": "heart rate", "count": 3002}]
    assert [one["minutes"] for one in entries(kfit) if one["kind"] == "sleep"] == [495, 40]
    assert len(entries(kfit)) == 12


def test_a_damaged_record_is_told_and_the_others_come_in(kfit: Kfit, home: Path) -> None:
    bad = measured("BodyMass", "2025-11-05 07:00:00", "80", "bananas"), measured("BodyMass", "yesterday", "80", "kg")
    (home / "export.xml").write_bytes(export(*FIRST, *bad))
    said = kfit("import export.xml")
    assert (said.out, said.code) == ("", 2)
    assert said.err.count("a record of body mass can't be read") == 2
    assert kfit("import export.xml --skip-bad --json").json["added"] == 12


HOSTILE = {
    "billion laughs": (
        export().replace(TYPE.encode(), b'<!DOCTYPE HealthData [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>').replace(b"en_US", b"&b;"),
        "declares entities",
    ),
    "an entity from elsewhere": (
        export().replace(TYPE.encode(), b'<!DOCTYPE HealthData [<!ENTITY a SYSTEM "file:///etc/passwd">]>').replace(b"en_US", b"&a;"),
        "declares entities",
    ),
    "an entity that nobody declared": (export().replace(b"en_US", b"&b;"), "is not the XML"),
    "broken UTF-8": (export(*FIRST).replace("é".encode(), b"").replace(b"Headspace", b"Head\xff\xfespace"), "is not the XML"),
    "no end": (export(*FIRST)[:-200], "is cut off"),
    "another root": (b"<HealthData><Record></HealthData>", "is not the XML"),
}


@pytest.mark.parametrize("what", HOSTILE)
def test_a_hostile_file_ends_in_a_sentence(kfit: Kfit, home: Path, db_path: Path, what: str) -> None:
    content, why = HOSTILE[what]
    for name, data in (("export.xml", content), ("export.zip", zipped({"export.xml": content}))):
        (home / name).write_bytes(data)
        said = kfit(f"import {name}")
        assert (said.out, said.code) == ("", 2), name
        assert why in said.err
        assert "Nothing imported." in said.err
        assert not db_path.exists()


def test_nuls_and_control_characters_are_taken_out(kfit: Kfit, home: Path) -> None:
    (home / "export.xml").write_bytes(export(*FIRST).replace(b"Headspace", b"He\0ad&#11;sp\x0bace&#x1F;"))
    assert kfit("import export.xml --json").json["added"] == 12


@pytest.mark.parametrize("where", ["attribute", "comment", "text"])
def test_a_piece_of_50_megabytes_is_refused_long_before_its_end(kfit: Kfit, home: Path, where: str) -> None:
    begin, end = {"attribute": ('<Record type="', '"/>'), "comment": ("<!--", "-->"), "text": ("<a><![CDATA[", "]]></a>")}[where]
    with (home / "export.xml").open("wb") as file:
        file.write(export().replace(b"</HealthData>\n", begin.encode()))
        for _ in range(50):
            file.write(b"x" * (1 << 20))
        file.write(f"{end}</HealthData>".encode())
    started = os.times()
    said = kfit("import export.xml")
    spent = os.times()
    assert spent.user + spent.system - started.user - started.system < 3
    assert (said.out, said.code) == ("", 2) if where != "text" else said.code == 2
    assert "Nothing imported" in said.err


def test_two_exports_in_one_folder_are_asked_about(kfit: Kfit, home: Path) -> None:
    name = written(home, {"old/export.xml": export(*FIRST), "new/export.xml": export(*FIRST)})
    assert "There are several exports in there: new/export.xml, old/export.xml." in kfit(f"import {name}").err


@pytest.mark.skipif(not Path(SAMPLES).is_dir(), reason="the shared samples are not here")
@pytest.mark.parametrize("name", ["export_v14.xml", "export_v12_malformed_dtd.xml", "export_vertical_tab.xml", "export_localised_name.zip"])
def test_the_shared_samples_have_their_known_figures(kfit: Kfit, name: str) -> None:
    assert kfit(f"import {SAMPLES}/synthetic/apple/{name}").code == 0
    found = entries(kfit)
    slept = brief([one for one in found if one["kind"] == "sleep"], "day", "minutes", "nap")
    assert slept == [("2019-03-11", 420, None), ("2025-11-02", 495, None), ("2025-11-05", 40, "yes")]
    moved = brief([one for one in found if one["kind"] == "exercise"], "day", "minutes", "activity")
    assert moved == [("2025-11-03", 30, "walk"), ("2025-11-03", 1, None)]


def test_every_export_of_the_module_holds_the_same(kfit: Kfit, home: Path) -> None:
    found = []
    for files in EXPORTS.values():
        kfit(f"import {written(home, files, 'zip')}")
        found.append([{name: value for name, value in one.items() if name not in ("id", "uid")} for one in entries(kfit)])
        kfit("undo")
    assert all(one == found[0] for one in found)
    assert len(found[0]) == 12
