"""Import of rows beside the entries: own names, plans, questions. Each once, only newer states, and undo takes them back."""

from __future__ import annotations

import json
import sqlite3
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.errors import Refused
from kfit.formats import jsonl
from kfit.model.planning import PLANNING_TABLES, CustomName, Plan, VisitQuestion
from kfit.store import migrations, queries
from kfit.store.changes import Change
from kfit.store.columns import own
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from conftest import Kfit
    from kfit.model.planning import PlanningRecord

MADE = {"uid": "u1", "made_at": "2026-11-02T10:00:00Z"}
PLAN: dict[str, Any] = {**MADE, "day": "2026-12-05", "at": None, "tz": None}
QUESTION: dict[str, Any] = {**MADE, "words": "change pills or not", "done_on": None}
NAME: dict[str, Any] = {**MADE, "name": "calm", "kind": "rating", "unit": None, "better": "high", "retired_on": None}


def keep(*kept: PlanningRecord) -> None:
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        for one in kept:
            change.keep(one)


def turn(table: str, **changes: Any) -> None:
    """Change the one row of a table."""
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        (here,) = (one for one in queries.list_planning_records(change.db) if one.table == table)
        change.turn(here, here.but(**changes))


def kept() -> dict[str, list[dict[str, Any]]]:
    with Data.to_read() as data:
        assert data.db is not None
        return jsonl.record_rows(queries.list_planning_records(data.db))


def counts() -> dict[str, int]:
    return {key: len(rows) for key, rows in kept().items()}


@pytest.fixture
def elsewhere(home: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Go to a data file of another name; `home` is the one that tests begin with."""

    def go(name: str) -> None:
        monkeypatch.setenv("KFIT_DB", str(home / name / "kfit.db"))

    return go


def header(home: Path, **more: Any) -> Path:
    path = home / "some.jsonl"
    path.write_text(json.dumps({"kfit_jsonl": 1, "entries": 0, "settings": [], **more}) + "\n", encoding="utf-8")
    return path


def test_the_first_line_carries_what_lies_beside_the_entries(kfit: Kfit) -> None:
    kfit("rate calm 4 --better high")
    keep(Plan(day="2026-12-05", at="2026-12-05T10:00-05:00", tz="America/New_York"), VisitQuestion(words="change pills or not"))
    head = json.loads(kfit("export jsonl").out.splitlines()[0])
    assert list(head) == [
        "kfit_jsonl",
        "exported_at",
        "entries",
        "settings",
        "tracked",
        "plans",
        "questions",
        "goals",
        "programmes",
        "pauses",
        "trials",
        "import_maps",
    ]
    for key, table in (("tracked", "tracked"), ("plans", "plan"), ("questions", "question")):
        assert [list(row) for row in head[key]] == [[name for name in PLANNING_TABLES[table].FIELDS if name != "id"]]
    assert head["tracked"][0]["better"] == "high"
    assert (head["plans"][0]["day"], head["questions"][0]["words"]) == ("2026-12-05", "change pills or not")


def test_an_export_says_what_goes_along_and_questions_stay_where_notes_do(kfit: Kfit) -> None:
    kfit("mood 5")
    keep(Plan(day="2026-12-05"), VisitQuestion(words="SECRET one"), VisitQuestion(words="SECRET two"))
    assert "Beside the entries: 2 questions, 1 plan." in kfit("export jsonl -o all.jsonl").out
    said = kfit("export jsonl -o some.jsonl --no-notes")
    assert "1 entry, without the text of notes and questions." in said.out
    assert "Beside the entries: 1 plan." in said.out
    assert "SECRET" not in kfit("export jsonl --no-notes").out
    assert "Beside" not in kfit("export csv -o visit").out


def test_a_form_1_file_goes_on_being_read(kfit: Kfit, home: Path) -> None:
    entry = {"uid": "u", "kind": "mood", "day": "2026-11-02", "logged_at": "2026-11-02T10:00:00Z", "score": 4}
    (home / "old.jsonl").write_text('{"kfit_jsonl": 1, "entries": 1, "settings": []}\n' + json.dumps(entry) + "\n")
    assert kfit("import old.jsonl --json").json["added"] == 1
    assert set(counts().values()) == {0}


def test_all_of_it_comes_once_and_goes_with_undo(kfit: Kfit, home: Path, elsewhere: Callable[[str], None]) -> None:
    kfit("rate calm 4 --better high")
    keep(Plan(day="2026-12-05"), VisitQuestion(words="one"), VisitQuestion(words="two", done_on="2026-11-03"))
    kfit(f"export jsonl -o {home}/all.jsonl")
    there = kept()
    elsewhere("other")
    dry = kfit(f"import {home}/all.jsonl --dry-run")
    assert dry.out.splitlines()[-2:] == ["Beside the entries: 2 questions, 1 plan, 1 name of your own.", "Nothing was saved."]
    said = kfit(f"import {home}/all.jsonl")
    assert "Imported 1 entry" in said.out
    assert "Beside the entries: 2 questions, 1 plan, 1 name of your own." in said.out
    assert kept() == there
    again = kfit(f"import {home}/all.jsonl")
    assert "Nothing new" in again.out
    assert "Beside" not in again.out
    assert len(kfit("history --json").json["changes"]) == 5  # the entry and four rows, all of one change
    assert kfit("undo").code == 0
    assert set(counts().values()) == {0}
    assert kfit("redo").code == 0
    assert kept() == there


def test_json_counts_entries_alone(kfit: Kfit, home: Path, elsewhere: Callable[[str], None]) -> None:
    kfit("rate calm 4 --better high")
    keep(VisitQuestion(words="one"))
    kfit(f"export jsonl -o {home}/all.jsonl")
    elsewhere("other")
    said = kfit(f"import {home}/all.jsonl --json").json
    assert (said["read"], said["added"], said["kinds"]) == (1, 1, {"rating": 1})


def test_a_file_with_nothing_but_a_question_brings_it_behind_a_copy(kfit: Kfit, home: Path) -> None:
    keep(VisitQuestion(words="here"))
    header(home, questions=[QUESTION])
    said = kfit("import some.jsonl")
    assert (said.code, said.out) == (0, "No entries in there.\nBeside the entries: 1 question.\n")
    assert counts()["questions"] == 2
    assert list((home / "data").rglob("*-import-*.db"))


def test_a_question_that_was_ticked_off_elsewhere_is_so_here_and_an_older_file_changes_nothing_back(kfit: Kfit, home: Path) -> None:
    keep(VisitQuestion(words="one", uid="u1"))
    open_, done = (QUESTION | {"words": "one", "done_on": day} for day in (None, "2026-11-03"))
    header(home, questions=[done])
    assert "As the file says now: 1 question." in kfit("import some.jsonl").out
    assert kept()["questions"][0]["done_on"] == "2026-11-03"
    header(home, questions=[open_])
    assert kfit("import some.jsonl").out == "No entries in there.\n"
    assert kept()["questions"][0]["done_on"] == "2026-11-03"
    turn("question", done_on=None)
    header(home, questions=[done])
    assert kfit("import some.jsonl").out == "No entries in there.\n"
    assert kept()["questions"][0]["done_on"] is None


def test_a_plan_that_moved_here_stays_where_it_is(kfit: Kfit, home: Path) -> None:
    header(home, plans=[PLAN])
    kfit("import some.jsonl")
    turn("plan", day="2026-12-08")
    assert kfit("import some.jsonl").out == "No entries in there.\n"
    assert [plan["day"] for plan in kept()["plans"]] == ["2026-12-08"]
    header(home, plans=[PLAN | {"day": "2026-12-09"}])
    kfit("import some.jsonl")
    assert [plan["day"] for plan in kept()["plans"]] == ["2026-12-09"]
    assert kfit("undo").code == 0
    assert [plan["day"] for plan in kept()["plans"]] == ["2026-12-08"]


def test_a_name_is_known_by_itself_and_how_it_is_kept_here_stays(kfit: Kfit, home: Path) -> None:
    keep(CustomName(name="calm", kind="rating", better="low"))
    header(home, tracked=[NAME])
    assert kfit("import some.jsonl").out == "No entries in there.\n"
    header(home, tracked=[NAME | {"retired_on": "2026-11-03"}])
    assert "As the file says now: 1 name of your own." in kfit("import some.jsonl").out
    (row,) = kept()["tracked"]
    assert (row["better"], row["retired_on"], row["uid"] != "u1") == ("low", "2026-11-03", True)


def test_a_name_that_has_another_one_by_now_does_not_come_back(kfit: Kfit, home: Path) -> None:
    header(home, tracked=[NAME])
    kfit("import some.jsonl")
    turn("tracked", name="quiet")
    assert kfit("import some.jsonl").out == "No entries in there.\n"
    header(home, tracked=[NAME | {"name": "loud"}])  # a stranger with the same uid gets one of its own
    kfit("import some.jsonl")
    assert sorted(row["name"] for row in kept()["tracked"]) == ["loud", "quiet"]


def test_names_that_only_the_rows_of_a_table_tell_are_kept_as_they_are_used(
    kfit: Kfit, home: Path, elsewhere: Callable[[str], None]
) -> None:
    for line in (
        "rate calm 4 --better high",
        "pain 3",
        "did push-ups 20x",
        "did meditation 5m",
        "did craft",
        "measure coffee 2",
        "measure waist 90cm",
        "weight 72kg",
    ):
        assert kfit(line).code == 0
    names = {(row["kind"], row["name"], row["unit"], row["better"]) for row in kept()["tracked"]}
    kfit(f"export csv -o {home}/visit")
    elsewhere("other")
    assert "Beside the entries: 6 names of your own." in kfit(f"import {home}/visit --dry-run").out
    assert "Beside the entries: 6 names of your own." in kfit(f"import {home}/visit").out
    assert {(row["kind"], row["name"], row["unit"], row["better"]) for row in kept()["tracked"]} == names
    assert "20 times" in kfit("did push-ups 20").out
    kfit("undo")
    kfit("undo")
    assert counts()["tracked"] == 0


@pytest.mark.parametrize(
    ("line", "row", "why"),
    [
        (
            "rate calm 4 --better high",
            ("rating", {"name": "calm", "score": 3, "better": "low"}),
            "calm is kept here with high as the better end",
        ),
        ("measure waist 90cm", ("measure", {"name": "waist", "value": 36, "unit": "in"}), "waist is kept here in cm"),
        ("measure coffee 2", ("measure", {"name": "coffee", "value": 2, "unit": "cups"}), "coffee is kept here without a unit"),
        ("did push-ups 20x", ("habit", {"name": "push-ups", "minutes": 5}), "push-ups is kept here in times"),
    ],
)
def test_a_row_that_has_a_name_in_another_way_is_told(kfit: Kfit, home: Path, line: str, row: tuple[str, dict[str, Any]], why: str) -> None:
    kfit(line)
    entry = {"uid": "u", "kind": row[0], "day": "2026-11-02", "logged_at": "2026-11-02T10:00:00Z", **row[1]}
    (home / "some.jsonl").write_text('{"kfit_jsonl": 1, "entries": 1, "settings": []}\n' + json.dumps(entry) + "\n")
    said = kfit("import some.jsonl")
    assert (said.code, said.out) == (2, "")
    assert f"row 2  {why}" in said.err
    assert kfit("import some.jsonl --skip-bad").code == 0


def test_a_file_that_has_a_name_in_two_ways_can_come_again(kfit: Kfit, home: Path) -> None:
    entry = {"kind": "habit", "day": "2026-11-02", "logged_at": "2026-11-02T10:00:00Z", "name": "push-ups"}
    rows = [entry | {"uid": "a", "minutes": 5}, entry | {"uid": "b", "times": 20}]
    lines = ['{"kfit_jsonl": 1, "entries": 2, "settings": []}', *map(json.dumps, rows)]
    (home / "some.jsonl").write_text("\n".join(lines) + "\n")
    assert kfit("import some.jsonl").code == 0
    again = kfit("import some.jsonl --json")
    assert (again.code, again.json["added"]) == (0, 0)


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ({"plans": [PLAN | {"day": "2026-13-01"}]}, "a plan that can't be kept: 2026-13-01 is not a day"),
        ({"plans": [PLAN | {"at": "10:00"}]}, "a plan that can't be kept: a time is not"),
        ({"plans": [PLAN | {"uid": None}]}, "has no uid"),
        ({"plans": [{"day": "2026-12-05"}]}, "has other keys"),
        ({"plans": {}}, "is not in a list"),
        ({"plans": ["SECRET"]}, "has other keys"),
        ({"questions": [QUESTION | {"words": "x" * 1001}]}, "longer than 1,000 characters"),
        ({"questions": [QUESTION | {"words": "SECRET\0"}]}, "a question that can't be kept"),
        ({"questions": [QUESTION | {"done_on": "yesterday"}]}, "day is not YYYY-MM-DD"),
        ({"questions": [QUESTION, QUESTION]}, "more than once"),
        ({"tracked": [NAME, NAME | {"uid": "u2"}]}, "more than once"),
        ({"tracked": [NAME | {"better": None}]}, "better end is missing"),
        ({"tracked": [NAME | {"kind": "mood"}]}, "kind is not rating, habit or measure"),
        ({"tracked": [NAME | {"kind": "habit", "better": None, "unit": "cups"}]}, "not kept in minutes or times"),
        ({"tracked": [NAME | {"name": 5}]}, "name is no text"),
    ],
)
def test_a_first_line_that_cannot_be_kept_is_one_kind_sentence(
    kfit: Kfit, home: Path, db_path: Path, more: dict[str, Any], why: str
) -> None:
    header(home, **more)
    said = kfit("import some.jsonl")
    assert (said.code, said.out) == (2, "")
    assert why in said.err
    assert "SECRET" not in said.err
    assert said.err.endswith("Nothing imported.\n")
    assert not db_path.exists()


TEXTS = st.none() | st.sampled_from(
    ["", "u", "x" * 36, "x" * 41, "rating", "habit", "high", "minutes", "2026-11-02", "2026-02-30", "2999-01-01"]
)
STAMPS = st.sampled_from(["2026-11-02T10:00:00Z", "2026-11-02T25:00:00Z", "2026-11-02 10:00:00", "2026-11-02T10:00-05:00", "now"])


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.create(connection, "2026-11-02T10:00:00Z")
    yield connection
    connection.close()


@pytest.mark.parametrize(("key", "least"), [("tracked", NAME), ("plans", PLAN), ("questions", QUESTION)])
def test_what_is_read_can_be_kept(db: sqlite3.Connection, key: str, least: dict[str, Any]) -> None:
    @given(st.data())
    def kept_too(data: st.DataObject) -> None:
        names = data.draw(st.lists(st.sampled_from(sorted(least)), max_size=3))
        row = least | {name: data.draw(TEXTS | STAMPS | st.text(max_size=5)) for name in names}
        try:
            (one,) = jsonl.read({key: [row]})
        except Refused:
            return
        columns = own(type(one))
        db.execute("begin")
        db.execute(
            f"insert into {one.table}({', '.join(columns)}) values ({', '.join('?' * len(columns))})",
            [one.__dict__[name] for name in columns],
        )
        db.execute("rollback")

    kept_too()


def test_an_import_with_settings_and_names_is_taken_back_in_words(kfit: Kfit, home: Path) -> None:
    for line in ("mood 5", "did pushups 20x", "next '24 nov 10am'", "ask what helps at night", "config set day_ends 05:00"):
        kfit(line)
    kfit("export jsonl -o all.jsonl")
    other = {"KFIT_DB": str(home / "other.db")}
    assert kfit("import all.jsonl", **other).code == 0
    said = kfit("undo", **other)
    assert said.code == 0
    assert said.out.startswith("Took back: ")
    assert "day_ends is at its default again" in said.out
    assert kfit("redo", **other).code == 0
    assert kfit("doctor", **other).code == 0
