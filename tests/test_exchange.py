"""What other systems get besides the bundle: a schema of the lines, a folder for Datasette, a calendar of the plans."""

from __future__ import annotations

import json
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from typing import TYPE_CHECKING, Any

import pytest

from kfit.model.entries import KINDS
from kfit.render.guide import DUCKDB, PANDAS
from systems import EVERYTHING, LINES

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit

TITLE = 'Dr. "Ü, Ñ; \\n" \u4e2d\u6587 ' * 4
# Datasette needs an event loop, whose sockets the tests refuse, so it runs in a process of its own.
DATASETTE = """
import asyncio, json, sys
from datasette.app import Datasette
async def main(folder):
    with open(f"{folder}/metadata.json", encoding="utf-8") as file:
        shown = Datasette([f"{folder}/kfit.db"], metadata=json.load(file))
    tables = (await shown.client.get("/kfit.json")).json()["tables"]
    print(json.dumps({table["name"]: (await shown.client.get(f"/kfit/{table['name']}")).text for table in tables}))
asyncio.run(main(sys.argv[1]))
"""


@pytest.fixture
def lines(kfit: Kfit, grown: Grown) -> list[dict[str, Any]]:
    grown(LINES)
    return [json.loads(line) for line in kfit("export jsonl").out.splitlines()]


def test_every_line_of_an_export_is_as_the_schema_says_and_a_planted_fault_is_not(kfit: Kfit, lines: list[dict[str, Any]]) -> None:
    from jsonschema import Draft202012Validator, FormatChecker

    schema = kfit("export jsonl --schema").json
    Draft202012Validator.check_schema(schema)
    checker = Draft202012Validator(schema, format_checker=FormatChecker())
    assert {line.get("kind", "header") for line in lines} == {*KINDS, "header"}
    assert [line for line in lines if not checker.is_valid(line)] == []
    of = {line.get("kind", "header"): line for line in lines}
    record = of["header"]["plans"][0]
    faults = [
        of["mood"] | {"score": 11},
        of["mood"] | {"score": 6.5},
        of["mood"] | {"kind": "moods"},
        of["mood"] | {"day": "2026-11-31"},
        of["mood"] | {"uid": None},
        of["mood"] | {"more": 1},
        {name: value for name, value in of["mood"].items() if name != "note"},
        of["exercise"] | {"intensity": "hard"},
        of["sleep"] | {"start_at": "2026-11-21T22:30-05:00", "end_at": None},
        of["habit"] | {"minutes": 5, "times": 2},
        of["note"] | {"note": None, "mark": None},
        of["note"] | {"note": ""},
        of["infusion"] | {"dose_mg": 0},
        of["score"] | {"items": []},
        of["mood"] | {"logged_at": "2026-11-22T21:30-05:00"},
        of["header"] | {"entries": -1},
        of["header"] | {"plans": [record | {"day": None}]},
        of["header"] | {"kfit_jsonl": 2},
    ]
    assert [fault for fault in faults if checker.is_valid(fault)] == []


def test_the_schema_is_written_to_a_private_file_and_needs_no_diary(kfit: Kfit, home: Path) -> None:
    assert kfit("export jsonl --schema -o schema.json --json").json["files"][0]["path"] == str(home / "schema.json")
    assert json.loads((home / "schema.json").read_text(encoding="utf-8")) == kfit("export jsonl --schema").json
    assert stat.S_IMODE((home / "schema.json").stat().st_mode) == 0o600
    assert kfit("export jsonl --schema -o schema.json").code == 2


def tables(path: Path) -> dict[str, list[str]]:
    """The columns of each table."""
    db = sqlite3.connect(path)
    try:
        names = [name for (name,) in db.execute("select name from sqlite_master where type = 'table'")]
        return {name: [row[1] for row in db.execute(f"pragma table_info({name})")] for name in names}
    finally:
        db.close()


def test_datasette_shows_every_kind_with_its_title_its_units_and_what_its_columns_hold(kfit: Kfit, grown: Grown, home: Path) -> None:
    pytest.importorskip("datasette", reason="Datasette is not installed here")
    grown(LINES)
    assert kfit(f"export datasette -o tables --include {EVERYTHING}").code == 0
    run = [sys.executable, "-W", "ignore", "-c", DATASETTE, str(home / "tables")]
    said = subprocess.run(run, capture_output=True, text=True, check=False, env={"PATH": "", "HOME": str(home)})
    assert said.returncode == 0, said.stderr
    pages = json.loads(said.stdout)
    assert set(pages) == set(KINDS)
    for name, kind in KINDS.items():
        assert (kind.__doc__ or "").split("\n", 1)[0].replace("'", "&#39;") in pages[name]
        assert f">{kind.label}<" in pages[name].replace("\n", "").replace(" <", "<").replace("> ", ">")
    assert ">20&nbsp;min<" in pages["exercise"]
    assert "0 (worst) to 10 (best)" in pages["mood"]
    assert "moved house" in pages["note"]


def test_the_copy_for_reading_holds_what_was_asked_for_and_neither_journal_nor_settings(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(LINES)
    said = kfit("export datasette -o tables")
    copy = home / "tables" / "kfit.db"
    assert [stat.S_IMODE(path.stat().st_mode) for path in (copy.parent, copy, copy.parent / "metadata.json")] == [0o700, 0o600, 0o600]
    columns = tables(copy)
    assert set(columns) == set(KINDS) - {"note"}
    hidden = {"note", "items", "difficulty", "company", "clinic", "mark", "uid", "source_id", "at"}
    assert [name for names in columns.values() for name in names if name in hidden] == []
    content = copy.read_bytes() + (copy.parent / "metadata.json").read_bytes()
    for private in (b"slept badly", b"Anna", b"Bluebird", b"suicidal", b"hope", b"prickling", b"push-ups", b"kintsugi", b"moved house"):
        assert private not in content
    offered = next(line for line in said.out.splitlines() if line.startswith("To put them in: kfit "))
    assert kfit(offered.removeprefix("To put them in: kfit ")).code == 0  # a copy for reading may be written over, a diary never
    assert b"slept badly" in copy.read_bytes()
    assert set(tables(copy)) == set(KINDS)
    assert set(tables(copy)["score"]) > {"items", "difficulty"}


def test_a_diary_is_never_written_over_by_a_copy_for_reading(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 6")
    before = db_path.read_bytes()
    said = kfit(["export", "datasette", "-o", str(db_path.parent), "--force"])
    assert (said.code, db_path.read_bytes()) == (2, before)
    assert "is a database" in said.err


def events(text: str) -> list[Any]:
    from icalendar import Calendar

    return list(Calendar.from_ical(text).walk("VEVENT"))


def test_plans_to_come_are_events_in_utc_or_whole_days_that_do_not_say_what_they_are(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(LINES)
    said = kfit("export ics -o plans.ics")
    text = (home / "plans.ics").read_bytes().decode()
    assert stat.S_IMODE((home / "plans.ics").stat().st_mode) == 0o600
    assert "2 planned infusions, Sat 5 Dec to Sat 12 Dec" in said.out
    assert [one["DTSTART"].to_ical() for one in events(text)] == [b"20261205T150000Z", b"20261212"]
    assert {str(one["SUMMARY"]) for one in events(text)} == {"Appointment"}
    assert not [word for word in ("infusion", "ketamine", "VALARM") if word in text]
    assert {str(one["CLASS"]) for one in events(text)} == {"PRIVATE"}
    again = kfit("export ics").out
    assert [str(one["UID"]) for one in events(again)] == [str(one["UID"]) for one in events(text)]
    assert len({str(one["UID"]) for one in events(text)}) == 2
    assert kfit("export ics -o plans.ics --force --json").json == {"files": [{"path": str(home / "plans.ics"), "rows": 2}]}


def test_a_hostile_title_is_escaped_and_folded_and_comes_back_as_it_was(kfit: Kfit) -> None:
    kfit('next "5 dec 10am"')
    text = kfit(["export", "ics", "--name", TITLE[:60] + " BEGIN:VEVENT\x07"]).out
    assert max(len(line.encode()) for line in text.split("\n")) <= 75 + len("\r")
    (event,) = events(text)
    assert str(event["SUMMARY"]).strip() == " ".join((TITLE[:60] + " BEGIN:VEVENT").split())


@pytest.mark.parametrize(("said", "before"), [("2h", 2), ("1 day", 24), ("90m", 1.5), ("1 week", 168), ("28 days", 672)])
def test_an_alarm_rings_only_when_it_is_asked_for(kfit: Kfit, said: str, before: float) -> None:
    kfit('next "5 dec 10am"')
    (event,) = events(kfit(["export", "ics", "--alarm", said]).out)
    (alarm,) = event.walk("VALARM")
    assert alarm["TRIGGER"].dt == -timedelta(hours=before)


@pytest.mark.parametrize("said", ["soon", "29 days", "-1h", "", "2h later", "1e9 days"])
def test_an_alarm_that_is_no_length_is_refused_with_lines_that_work(kfit: Kfit, said: str) -> None:
    kfit('next "5 dec 10am"')
    refused = kfit(["export", "ics", "--alarm", said])
    assert (refused.code, refused.out) == (2, "")
    assert 'Try: kfit export ics --alarm 2h   or: kfit export ics --alarm "1 day"' in refused.err
    assert kfit("export ics --alarm 2h").code == 0
    assert "Try: kfit export ics --name A --alarm 2h" in kfit(["export", "ics", "--alarm", said, "--name", "A"]).err
    assert "Try: kfit export ics -o plans.ics --alarm 2h --json" in kfit("export ics --alarm 2h --json").err


def test_what_is_past_or_done_is_in_no_calendar(kfit: Kfit, home: Path) -> None:
    kfit("next today")
    kfit("infusion iv 40mg")
    said = kfit("export ics -o plans.ics")
    assert (said.code, said.out) == (0, "")
    assert "No infusion to come is planned" in said.err
    assert not (home / "plans.ics").exists()
    assert kfit("export ics -o plans.ics --json").json == {"files": []}


def test_no_column_of_a_table_is_a_word_that_sql_keeps_for_itself(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(LINES)
    kfit("export csv -o visit")
    kept = {"at", "end", "from", "to", "order", "group", "when", "case", "using", "all", "any", "desc", "limit"}  # of DuckDB and SQLite
    for path in (home / "visit").glob("*.csv"):
        header = path.read_text(encoding="utf-8-sig").splitlines()[0].replace('"', "").split(",")
        assert kept.isdisjoint(header), path.name


def test_the_lines_of_duckdb_and_pandas_in_the_guide_name_tables_and_columns_that_are_there(kfit: Kfit, grown: Grown, home: Path) -> None:
    grown(LINES)
    kfit("export csv -o visit")
    asked = {DUCKDB: ("visit/mood.csv", {"day", "time", "score"}), PANDAS: ("visit/daily.csv", {"day", "mood_mean_10_best"})}
    for line, (path, columns) in asked.items():
        assert not [word for word in (path, *columns) if word not in line]
        assert columns <= set((home / path).read_text(encoding="utf-8-sig").splitlines()[0].replace('"', "").split(","))


def test_a_table_with_the_column_time_or_with_its_old_name_at_comes_back_in(kfit: Kfit, home: Path) -> None:
    kfit("mood 6")
    before = kfit("export jsonl").out.splitlines()[1]
    kfit("export csv --kind mood -o mood.csv")
    text = (home / "mood.csv").read_text(encoding="utf-8-sig")
    assert '"time"' in text
    for header in ("time", "at"):
        (home / "mood.csv").write_text(text.replace('"time"', f'"{header}"'), encoding="utf-8")
        kfit("delete 1")
        assert kfit("import mood.csv", KFIT_DB=str(home / f"{header}.db")).code == 0
        assert kfit("export jsonl", KFIT_DB=str(home / f"{header}.db")).out.splitlines()[1] == before


def test_each_form_can_be_named_and_an_export_without_one_says_which_there_are(kfit: Kfit) -> None:
    kfit("mood 6")
    assert "csv, jsonl, fhir, datasette or ics" in kfit("export").err
    for form in ("csv", "jsonl", "fhir", "datasette", "ics"):
        assert kfit(f"export {form} -h").code == 0
        assert form in kfit("export -h").out
