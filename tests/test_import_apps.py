"""The frame of every app's export: what is asked for of it, whose it is, zips that would do harm, and what stays as the person has it."""

from __future__ import annotations

import io
import os
import signal
import sqlite3
import struct
import sys
import time
import zipfile
from typing import TYPE_CHECKING, Any

import pytest

from app_contract import written, zipped
from app_exports.apple_health import FIRST, export
from app_exports.daylio import CHANGED, EXPORTS, HEADER
from kfit.cli import progress
from kfit.formats.apps import catalogue, files
from kfit.formats.apps.contract import digest, minutes, union, without
from kfit.formats.apps.daylio import Daylio
from kfit.formats.row_store import RowStore
from kfit.formats.rows import ImportRow
from kfit.model.entries import Mood
from kfit.store.foreign_tables import open_tables

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

DAYLIO = EXPORTS["2020"]


def entries(kfit: Kfit) -> list[dict[str, Any]]:
    return sorted(kfit("list --all --json").json["entries"], key=lambda one: one["id"])


def test_a_day_and_kinds_choose_what_comes_in_and_the_rest_is_counted(kfit: Kfit, home: Path) -> None:
    name = written(home, DAYLIO)
    said = kfit(f"import {name} --since '3 nov 2025' --only mood,people --json").json
    assert (said["added"], said["read"], said["kinds"]) == (3, 5, {"mood": 2, "habit": 1})
    assert [(one["why"], one["count"]) for one in said["skipped"]] == [("from before that day", 1), ("of other kinds", 1)]
    assert kfit(f"import {name}").out.startswith("Imported 2 of 5 entries, Sat 1 Nov 2025 to Mon 3 Nov 2025")


@pytest.mark.parametrize(
    ("only", "kinds"),
    [
        ("exercise", {"exercise": 2}),
        ("movement", {"exercise": 2}),
        ("weight", {"measure": 2}),
        ("bp", {"measure": 2}),
        ("measure", {"measure": 7}),
        ("meditation,sleep", {"sleep": 2, "habit": 1}),
    ],
)
def test_the_words_of_a_line_name_what_is_asked_for(kfit: Kfit, home: Path, only: str, kinds: dict[str, int]) -> None:
    (home / "export.xml").write_bytes(export(*FIRST))
    assert kfit(f"import export.xml --only {only} --dry-run --json").json["kinds"] == kinds


def test_what_is_asked_for_holds_for_tables_and_kfits_own_files_too(kfit: Kfit, home: Path) -> None:
    (home / "diary.csv").write_text("Date,Mood,Hours\n2026-11-02,4,7\n2026-11-03,4,8\n")
    line = "import diary.csv --map day=Date,mood=Mood,sleep=Hours:h"
    assert kfit(f"{line} --since 'nov 3 2026' --only sleep --json").json["added"] == 1
    kfit("export jsonl -o all.jsonl")
    kfit("undo")
    assert kfit("import all.jsonl --only mood").out.startswith("No entries in there.")
    assert kfit("import all.jsonl --since 2026-11-03 --json").json["added"] == 1


def test_a_day_or_a_zone_that_cannot_be_is_refused_with_a_line_that_works(kfit: Kfit, home: Path) -> None:
    name = written(home, DAYLIO)
    said = kfit(f"import {name} --only mood --since tomorow")
    assert (said.out, said.code) == ("", 2)
    line = said.err.strip().rpartition("kfit import ")[2]
    assert line.startswith(f"{name} --since")
    assert "I don't know the zone 'Mars'" in kfit(f"import {name} --zone Mars").err
    assert "I don't know the app 'apple'. There are: " in kfit(f"import {name} --from apple").err
    assert "does not look like an export from Apple Health" in kfit(f"import {name} --from apple-health").err
    assert kfit(f"import {name} --from daylio --json").json["added"] == 5


def test_a_zone_holds_for_the_times_and_no_longer_than_the_import(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, DAYLIO)} --zone Europe/Berlin --only mood")
    assert [(one["at"][10:], one["tz"]) for one in entries(kfit)][:2] == [
        ("T21:15+01:00", "Europe/Berlin"),
        ("T08:05+01:00", "Europe/Berlin"),
    ]
    kfit("mood 5")
    assert entries(kfit)[-1]["tz"] == "America/New_York"


def test_two_apps_that_both_say_yes_are_asked_about(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Twin(Daylio):
        name = "twin"
        title = "Twin"

    monkeypatch.setitem(catalogue.APPS, "twin", catalogue.AppRow("Twin", "daylio.Twin", "", real=False))
    monkeypatch.setattr("kfit.formats.apps.daylio.Twin", Twin, raising=False)
    name = written(home, DAYLIO)
    said = kfit(f"import {name}")
    assert (said.out, said.code) == ("", 2)
    ways = [line.strip() for line in said.err.splitlines() if line.startswith("  kfit")]
    assert ways == [f"kfit import {name} --from daylio", f"kfit import {name} --from twin"]
    assert kfit(ways[0].removeprefix("kfit ")).code == 0


def test_a_plain_table_and_kfits_own_files_load_no_app(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    apps = [f"kfit.formats.apps.{row.source.partition('.')[0]}" for row in catalogue.APPS.values()]
    for name in apps:
        monkeypatch.delitem(sys.modules, name, raising=False)
    (home / "diary.csv").write_text("Date,Mood\n2026-11-02,4\n")
    assert kfit("import diary.csv --map day=Date,mood=Mood").code == 0
    kfit("export jsonl -o all.jsonl")
    assert kfit("import all.jsonl").code == 0
    assert not sys.modules.keys() & set(apps)
    assert kfit("import diary.csv").code == 2  # now they are all asked
    assert set(apps) <= sys.modules.keys()


def test_an_entry_that_the_person_changed_stays_and_that_is_said(kfit: Kfit, home: Path) -> None:
    kfit(f"import {written(home, DAYLIO)}")
    kfit("edit 1 2")
    name = written(home, CHANGED)
    assert kfit(f"import {name} --dry-run --json").json["by_hand"] == 1
    said = kfit(f"import {name}")
    assert "1 entry that you changed yourself stays as you have it." in said.out
    assert entries(kfit)[0]["score"] == 2
    kfit("undo")
    assert entries(kfit)[0]["score"] == 5
    assert kfit(f"import {name}").out.splitlines()[1] == "1 entry changed to what the file says now."
    assert entries(kfit)[0]["score"] == 8
    assert kfit(f"import {written(home, DAYLIO)} --json").json["updated"] == 0  # an older export undoes nothing


def test_undo_of_an_import_takes_back_what_is_as_it_was_and_refuses_what_is_not(kfit: Kfit, home: Path, db_path: Path) -> None:
    (home / "export.xml").write_bytes(export(*FIRST))
    kfit("import export.xml")
    with sqlite3.connect(db_path) as db:
        db.execute("update sleep set minutes = 300 where id = 1")
    said = kfit("undo")
    assert said.code == 3
    assert len(entries(kfit)) == 12  # nothing was done
    with sqlite3.connect(db_path) as db:
        db.execute("update sleep set minutes = 495 where id = 1")
    assert kfit("undo").out.startswith("Took back: 12 entries")
    assert entries(kfit) == []
    assert kfit("redo").out.startswith("Put back: 12 entries")
    assert "Nothing is wrong." in kfit("doctor").out


def test_undo_of_an_import_takes_the_answers_of_forms_back(kfit: Kfit) -> None:
    kfit("phq9 1 1 1 1 1 1 1 1 0")
    kfit("mood 4")
    kfit("export jsonl -o all.jsonl")
    assert kfit("delete 1 2 --forget", typed="y\n").code == 0
    assert kfit("import all.jsonl --json").json["added"] == 2
    assert kfit("undo").code == 0
    assert entries(kfit) == []
    assert kfit("redo").code == 0
    assert "Nothing is wrong." in kfit("doctor").out


def bomb() -> bytes:
    """Return a small zip whose one file unpacks to 16 MB."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("export.xml", "w", force_zip64=True) as file:
        file.write(export()[: -len("</HealthData>\n")])
        for _ in range(16):
            file.write(b"\n" * (1 << 20))
        file.write(b"</HealthData>")
    return packed.getvalue()


def locked() -> bytes:
    """Return a zip that says that its file is locked with a password."""
    data = bytearray(zipped(DAYLIO))
    for mark, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(mark)
        data[at + place] |= 1
    return bytes(data)


def crowded() -> bytes:
    """Return a zip whose end says that its table of contents is far larger than any."""
    data = bytearray(zipped(DAYLIO))
    struct.pack_into("<L", data, data.rfind(b"PK\x05\x06") + 12, files.MOST_DIRECTORY + 1)
    return bytes(data)


def wrong_sum() -> bytes:
    """Return a zip in which a byte of the packed file is another."""
    data = bytearray(zipped(DAYLIO))
    data[data.find(b"PK\x03\x04") + 80] ^= 0xFF
    return bytes(data)


HARM = {
    "a bomb": (bomb, "holds far more than its size"),
    "a password": (locked, "is locked with a password. Unpack it first"),
    "a crowd": (crowded, "holds more files than an export has"),
    "a wrong sum": (wrong_sum, "is damaged or cut off"),
    "a zip within": (lambda: zipped({"inside.zip": zipped(DAYLIO)}), "is a zip. Unpack it first."),
    "nothing": (lambda: zipped({}), "is not a text file that kfit can read."),
}


@pytest.mark.parametrize("what", HARM)
def test_a_zip_that_would_do_harm_ends_in_a_sentence(
    kfit: Kfit, home: Path, db_path: Path, what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    make, why = HARM[what]
    monkeypatch.setattr(files, "FREE", 1 << 22)
    (home / "export.zip").write_bytes(make())
    begun = os.times()
    said = kfit("import export.zip")
    spent = os.times()
    assert (said.out, said.code) == ("", 2)
    assert why in said.err
    assert spent.user + spent.system - begun.user - begun.system < 5
    assert not db_path.exists()


def test_a_name_that_leads_elsewhere_is_passed_over_and_nothing_is_unpacked(kfit: Kfit, home: Path) -> None:
    ((_, table),) = DAYLIO.items()
    packed = zipped({"../../evil.csv": table, "/etc/daylio.csv": table, "a\\..\\b.csv": table})
    (home / "export.zip").write_bytes(packed)
    before = sorted(home.rglob("*"))
    assert kfit("import export.zip --dry-run --json").json["added"] == 5  # of the one that only looks absolute
    assert [path for path in sorted(home.rglob("*")) if path not in before and "data" not in path.parts] == []


def test_a_folder_is_read_without_hidden_files_and_links(kfit: Kfit, home: Path) -> None:
    ((_, table),) = DAYLIO.items()
    name = written(home, {"sub/daylio.csv": table, ".hidden/daylio.csv": table, ".daylio.csv": table}, "folder")
    (home / "elsewhere.csv").write_bytes(HEADER.encode() + b"2025-01-01,x,x,21:00,meh,,,\n")
    (home / name / "link.csv").symlink_to(home / "elsewhere.csv")
    assert kfit(f"import {name} --json").json["added"] == 5


def test_a_zip_comes_from_a_pipe_too(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(zipped(DAYLIO))))
    assert kfit("import - --json").json["added"] == 5


def test_a_foreign_database_is_read_by_its_tables_and_nothing_in_it_runs(home: Path) -> None:
    with sqlite3.connect(home / "app.db") as db:
        db.executescript(
            "create table t(a, b); insert into t values (1, 'x'), (2, null);"
            "create view v as select load_extension('evil') as a; create view w(a) as select 1;"
            "create trigger r after insert on t begin delete from t; end;"
            "create virtual table f using fts5(a);"
        )
    with open_tables(str(home / "app.db")) as tables:
        assert tables.columns("t") == ["a", "b"]
        assert [tables.columns(name) for name in ("v", "w", "f", "no")] == [[], [], [], []]
        assert list(tables.rows("t", ["b", "rowid"])) == [("x", 1), (None, 2)]
        with pytest.raises(Exception, match="has no w as kfit knows it"):
            list(tables.rows("w", ["a"]))
    assert sorted(path.name for path in home.iterdir() if path.name.startswith("app")) == ["app.db"]
    data = bytearray((home / "app.db").read_bytes())
    data[120:4096] = b"\xff" * (4096 - 120)
    (home / "app.db").write_bytes(data)
    with pytest.raises(Exception, match="damaged or cut off"), open_tables(str(home / "app.db")) as tables:
        list(tables.rows("t", ["a"]))


@pytest.mark.parametrize("where", ["row", "entry"])
def test_ctrl_c_leaves_nothing(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """It comes while the export is read, or while its entries are written."""
    kfit("mood 5")

    def stopping(read: Any) -> Any:
        def reading(self: object) -> Any:
            for count, one in enumerate(read(self)):
                if count:
                    os.kill(os.getpid(), signal.SIGINT)
                    time.sleep(1)
                yield one

        return reading

    monkeypatch.setattr(Daylio, "rows", stopping(Daylio.rows)) if where == "row" else None
    monkeypatch.setattr(RowStore, "entries", stopping(RowStore.entries)) if where == "entry" else None
    assert kfit(f"import {written(home, DAYLIO)}").code == 130
    assert len(entries(kfit)) == 1
    assert "Nothing is wrong." in kfit("doctor").out


def test_what_is_packed_comes_back_equal() -> None:
    store = RowStore()
    rows = [ImportRow(0, ((Mood, (None, None, f"2025-01-{day:02}", 1.5, "é", day, (1, None))),)) for day in range(1, 31)] * 200
    for row in rows:
        store.add(row)
    assert [ImportRow(0, (one,)) for one in store.entries()] == rows
    assert sum(map(len, store.packed)) < 100 * len(rows)


def test_the_bar_says_how_fast_it_goes_and_how_long_it_takes(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (home / "export.xml").write_bytes(export(*FIRST, *(" " * 1000 + "\n" for _ in range(3000))))
    monkeypatch.setattr(progress, "PATIENCE", -1.0)
    monkeypatch.setattr(sys, "stderr", (shown := Screen()))
    assert kfit("import export.xml").code == 0
    assert "Reading" in shown.getvalue()
    assert "MB/s" in shown.getvalue()
    assert "0:00:0" in shown.getvalue()


class Screen(io.StringIO):
    """A terminal that keeps what it shows."""

    def isatty(self) -> bool:
        return True


def test_overlapping_spans_count_once() -> None:
    assert union([(60, 120), (0, 90), (200, 200), (300, 360)]) == [(0, 120), (300, 360)]
    assert without([(0, 600)], [(60, 120), (100, 180), (590, 700)]) == [(0, 60), (180, 590)]
    assert without([(0, 60)], [(0, 60)]) == []
    assert minutes([(0, 90), (120, 210)]) == 3
    assert minutes([(0, 89.9)]) == 1


def test_a_digest_tells_apart_what_differs_and_nothing_else() -> None:
    assert digest("a", "bc") != digest("ab", "c")
    assert digest("weight", 1730000000.0) == digest("weight", 1730000000)
    assert digest("weight", 1730000000.5) != digest("weight", 1730000000)
    assert digest(None) != digest("None")
