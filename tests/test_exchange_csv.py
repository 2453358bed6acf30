"""The laws of export and import: entries come back unchanged, as CSV and as JSONL."""

from __future__ import annotations

import io
import json
import shutil
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from effort import tried
from kfit.formats import csv_export, jsonl
from kfit.model.entries import HABITS, KINDS, QUESTIONNAIRES, RATINGS
from kfit.model.fields import REQUIRED, Entry
from kfit.model.measures import QUANTITIES
from kfit.model.planning import Plan, PlanningRecord, VisitQuestion
from kfit.model.questionnaires import INSTRUMENTS, total
from kfit.store import consistency, export_rows, import_rows, journal, queries
from kfit.store.changes import Change
from kfit.store.data_file import Data
from kfit.store.settings import stored_settings

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from conftest import Kfit
    from kfit.model.fields import Field

# Every sign that a spreadsheet, a terminal or a reader of CSV could trip over, and anything else that is text.
NASTY = st.sampled_from(
    [
        "=1+1",
        "'",
        "''x",
        '"',
        '","',
        '"\r\n"',
        "\r",
        "a\rb\nc\r\n",
        "\t",
        " x ",
        "@x",
        "-5",
        "+1",
        "|",
        "%",
        "＝1",
        "x" * 5,
        "\ufeff",
        "\u202e",
        "é",
        "🙂",
    ]
)
TEXT = NASTY | st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=20)
FIRST = tried(date(2026, 1, 1), date(1900, 1, 1))  # the file of the days has a row for each day in between
DAYS = st.dates(FIRST, date(2026, 11, 22)).map(str)
INSTANTS = st.sampled_from(["2026-11-01T01:30-04:00", "2026-11-01T01:30-05:00", "1999-12-31T23:59+13:45"])


def values(field: Field) -> st.SearchStrategy[Any]:
    """Return the values that a field can have."""
    if field.type == "whole":
        return st.integers(int(field.low), int(field.high))
    if field.type == "real":
        return st.floats(field.low, field.high, exclude_min=field.above)
    if field.type == "choice":
        return st.sampled_from(field.words)
    return INSTANTS if field.type == "instant" else TEXT.map(lambda text: text[: field.longest or None])


def known_or_own(known: Iterable[str]) -> st.SearchStrategy[str]:
    return st.sampled_from(list(known)) | TEXT.map(lambda text: text[:40])


@st.composite
def scores(draw: st.DrawFn) -> dict[str, Any]:
    """Make a form: its answers with their total, or a total alone."""
    form = INSTRUMENTS[draw(st.sampled_from(QUESTIONNAIRES))]
    difficulty = draw(st.none() | st.integers(0, 3)) if form.difficulty else None
    if not form.labels or draw(st.booleans()):
        steps = {"mean": 0.25, "times4": 4.0}.get(form.rule, 1.0)
        return {"name": form.name, "total": steps * draw(st.integers(form.least, int(form.top / steps))), "difficulty": difficulty}
    items: list[int | None] = [draw(st.integers(0, form.item_high)) for _ in form.labels]
    if form.rule == "qids" and draw(st.booleans()):
        items[5] = items[8] = None
    return {"name": form.name, "total": total(form.name, items), "items": tuple(items), "difficulty": difficulty}


@st.composite
def named(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """Return the values of a rating, habit or measure; each name always has one unit or direction, as in the diary."""
    if kind == "rating":
        name = draw(known_or_own(RATINGS))
        return {"name": name, "score": draw(st.integers(0, 10)), "better": RATINGS.get(name, ("high", "low")[len(name) % 2])}
    if kind == "habit":
        name = draw(known_or_own(HABITS))
        amount = draw(st.integers(1, 1440))
        return {"name": name, **({}, {"minutes": amount}, {"times": amount})[len(name) % 3]}
    name = draw(known_or_own(QUANTITIES))
    unit = QUANTITIES[name].unit if name in QUANTITIES else (None, name[:20])[len(name) % 2]
    return {"name": name, "value": draw(values(KINDS["measure"].OWN["value"])), "unit": unit, "typed": draw(st.none() | TEXT)}


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Return an entry of any kind with any allowed values."""
    kind = draw(st.sampled_from(list(KINDS.values())))
    own: dict[str, Any]
    if kind.kind in ("rating", "habit", "measure"):
        own = draw(named(kind.kind))
    elif kind.kind == "score":
        own = draw(scores())
    else:
        maybe = {name: draw(values(field) if field.default is REQUIRED else st.none() | values(field)) for name, field in kind.OWN.items()}
        own = {name: value for name, value in maybe.items() if value is not None}
    if kind.kind == "sleep":
        own |= {"minutes": draw(st.integers(1, 600)), "in_bed_minutes": draw(st.none() | st.integers(600, 1440))}
        own["end_at"] = own["start_at"] if own.get("start_at") else None
        own["start_at"] = own["end_at"]
    shared: dict[str, Any] = {
        "day": draw(DAYS),
        "at": draw(st.none() | INSTANTS),
        "tz": draw(st.none() | TEXT),
        "source": draw(st.none() | TEXT),
    }
    note = draw(TEXT) if kind.kind == "note" else draw(st.none() | TEXT)
    return kind(**(own | shared | {"note": note}))


@st.composite
def beside(draw: st.DrawFn) -> list[PlanningRecord]:
    """Make plans and questions."""
    plans = st.builds(lambda day, at: Plan(day=day, at=at), st.dates(date(1900, 1, 1), date(9999, 12, 31)).map(str), st.none() | INSTANTS)
    questions = st.builds(lambda words, done: VisitQuestion(words=words, done_on=done), TEXT, st.none() | DAYS)
    return draw(st.lists(plans | questions, max_size=4))


def stored() -> list[Entry]:
    with Data.to_read() as data:
        assert data.db is not None
        return sorted(queries.find_entries(data.db, None, None), key=lambda entry: entry.id or 0)


def kept() -> list[dict[str, Any]]:
    """Return the rows beside the entries, without their numbers, which differ from file to file."""
    with Data.to_read() as data:
        assert data.db is not None
        rows_ = [one.row() | {"id": None, "table": one.table} for one in queries.list_planning_records(data.db)]
    return sorted(rows_, key=lambda row: str(row["uid"]))


def names_kept() -> list[tuple[Any, ...]]:
    """Return how each name is stored."""
    return sorted(
        (row["kind"], row["name"], str(row["unit"]), str(row["better"]), str(row["retired_on"]))
        for row in kept()
        if row["table"] == "tracked"
    )


def fill(logged: list[Entry], more: list[PlanningRecord], *, ordered: bool = False) -> None:
    """Keep entries as the diary does: a name that is new gets its row."""
    names = import_rows.NameCollector()
    with Data.to_write() as data, Change(data.existing(), "log") as change:
        for entry in logged:
            change.add(entry)
            names.see(type(entry), [tuple(entry.__dict__[name] for name in entry.FIELDS)])
        import_rows.take(change, names.unknown(change.db))
        for one in more:
            change.keep(one)
        if ordered:
            change.set("date_order", "dmy")


def forget_all(home: Path) -> None:
    for folder in ("data", "state"):
        shutil.rmtree(home / folder, ignore_errors=True)


@pytest.mark.parametrize("form", ["csv -o out --include items,need", "csv -o out --include items,need --locale de", "jsonl -o out"])
def test_what_was_exported_comes_back_as_it_was(kfit: Kfit, home: Path, form: str) -> None:
    @settings(max_examples=tried(4 if "locale" in form else 12, 100), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(entries(), min_size=1, max_size=8), beside(), st.booleans())
    def comes_back(logged: list[Entry], more: list[PlanningRecord], ordered: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
        shutil.rmtree(home / "out", ignore_errors=True)  # the table of a kind that was used in the example before
        forget_all(home)
        fill(logged, more, ordered=ordered)
        before, names, rest = stored(), names_kept(), kept()
        assert kfit(f"export {form} --force").code == 0
        forget_all(home)
        said = kfit("import out --json")
        assert said.code == 0, said.err
        assert stored() == before
        assert [[type(value) for value in entry.row().values()] for entry in stored()] == [
            [type(value) for value in entry.row().values()] for entry in before
        ]
        assert names_kept() == names
        if form.startswith("jsonl"):
            assert kept() == rest
        assert said.json["added"] == len(before) == sum(said.json["kinds"].values())
        assert ("dmy" in kfit("config").out) == (ordered and form.startswith("jsonl"))
        held = kept()
        again = kfit("import out --json").json
        assert (again["added"], again["updated"], again["duplicate"]) == (0, 0, len(before))
        with Data.to_write() as data:
            db = data.existing()
            assert not [*consistency.find_torn_entries(db), *consistency.unlike_history(db)]
            journal.undo(db)
            assert (stored(), kept(), stored_settings(db)) == ([], [], [])
            journal.redo(db)
            assert (stored(), kept(), not stored_settings(db)) == (before, held, not ordered or form.startswith("csv"))

    comes_back()


@given(scores())
def test_a_total_stands_as_a_whole_number_in_json_and_is_a_real_one_in_the_entry(told: dict[str, Any]) -> None:
    line = {"uid": "u", "kind": "score", "day": "2026-11-02", "logged_at": "2026-11-02T10:00:00Z", **told}
    if line["total"] == int(line["total"]):
        line["total"] = int(line["total"])
    (row,) = jsonl.rows([json.dumps(line)], None)
    ((kind, found),) = row.entries
    fields: dict[str, Any] = dict(zip(kind.FIELDS, found, strict=True))
    entry = kind(**fields)
    assert type(entry.__dict__["total"]) is float
    assert entry == kind(uid="u", day="2026-11-02", logged_at="2026-11-02T10:00:00Z", **told)


@given(TEXT | st.just(""))
def test_a_guarded_text_comes_back_and_begins_with_nothing_that_runs(text: str) -> None:
    cell = csv_export.guard(text)
    assert csv_export.unguard(cell) == text
    assert not cell[0].isspace()
    assert cell[0] not in "=+-@|%＝＋－＠\0"


def test_the_file_guards_a_text_as_the_code_does() -> None:
    db = sqlite3.connect(":memory:")
    guard = export_rows._guarded("text")
    db.create_function("guarded", 1, csv_export.guard, deterministic=True)

    @given(TEXT | st.just("") | st.characters(codec="utf-8", exclude_characters="\0"))
    def agree(text: str) -> None:
        found = db.execute(f"select {guard} from (select :text as text)", {"text": text}).fetchone()[0]
        assert found == csv_export.guard(text)

    agree()
    assert db.execute(f"select {guard} from (select null as text)").fetchone()[0] is None
    db.close()


@given(st.lists(st.lists(TEXT.map(csv_export.guard), min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_table_comes_back_from_csv_cell_by_cell(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    csv_export.writer(out).writerows(table)
    back = io.StringIO(out.getvalue().removeprefix(csv_export.MARK), newline="")
    assert list(csv_export.reader(back, ",")) == table


@pytest.mark.parametrize(("header", "found"), [("a,b;c,d", ","), ('"a;b;c";d', ";"), ("a\tb", "\t"), ("a|b", "|"), ("one", ",")])
def test_the_delimiter_is_seen_in_the_header(header: str, found: str) -> None:
    assert csv_export.delimiter_of(header) == found
