"""Writes: one command is one change, whole or not at all, and the journal tells every state."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from kfit.model.entries import Effect, Exercise, Habit, Infusion, Measure, Medicine, Mood, Note, Rating, Score, Sleep
from kfit.store import columns, queries
from kfit.store.changes import Change, uuid7
from kfit.store.connection import connect
from kfit.store.consistency import find_torn_entries, unlike_history
from kfit.store.data_file import create_file

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = "2026-11-20"
ALL = (
    Mood(day=DAY, score=0, note="words"),
    Sleep(day=DAY, minutes=450, start_at="2026-11-19T22:30-05:00", end_at="2026-11-20T06:45-05:00", in_bed_minutes=495, quality=6),
    Exercise(day=DAY, minutes=20, activity="walk", intensity="light", effort=3, company="my sister"),
    Infusion(
        day=DAY, route="iv", dose_mg=0.5, dose="0.5 mg", minutes=40, clinic="the clinic", at="2026-11-20T10:00-05:00", tz="America/New_York"
    ),
    Rating(day=DAY, name="pain", score=4, better="low"),
    Effect(day=DAY, name="nausea", severity=2, minutes=120),
    Medicine(day=DAY, name="sertraline", event="changed", dose="100 mg"),
    Habit(day=DAY, name="meditation", minutes=10),
    Measure(day=DAY, name="weight", value=72.57478, unit="kg", typed="160 lb"),
    Score(day=DAY, name="qids", total=15.0, items=(2, 1, 0, 3, 2, 0, None, 2, None, 1, 2, 0, 1, 2, 1, 2)),
    Score(day=DAY, name="phq9", total=11.0, items=(2, 1, 0, 3, 2, 0, 1, 2, 0), difficulty=1),
    Note(day=DAY, note="words", mark="it fades", source="elsewhere", source_id="17"),
)


@pytest.fixture
def db(db_path: Path) -> Iterator[sqlite3.Connection]:
    with closing(create_file(str(db_path))) as opened:
        yield opened


def journal(db: sqlite3.Connection) -> list[tuple[int, int, object, object]]:
    """Return change, entry, before and after of every line of the journal, the states parsed from JSON."""
    lines = db.execute("select change, entry, before, after from change_entry order by change, entry")
    return [(change, entry, before and json.loads(before), after and json.loads(after)) for change, entry, before, after in lines]


def test_what_is_added_comes_back_the_same(db: sqlite3.Connection) -> None:
    with Change(db, "log") as change:
        added = [change.add(entry) for entry in ALL]
    assert [queries.by_number(db, entry.id or 0) for entry in added] == added
    assert [entry.id for entry in added] == list(range(1, len(ALL) + 1))
    assert [entry.but(id=None, uid=None, logged_at=None) for entry in added] == list(ALL)


def test_one_command_is_one_change_and_tells_each_state_as_its_row_is(db: sqlite3.Connection) -> None:
    with Change(db, "log") as change:
        added = [change.add(entry) for entry in ALL]
    assert db.execute("select id, at, command, taken_back_by from change").fetchall() == [(1, "2026-11-23T02:30:00Z", "log", None)]
    rows = [{name: value for name, value in entry.row().items() if name != "band"} for entry in added]  # a band is derived
    assert journal(db) == [(1, entry.id, None, json.loads(json.dumps(row))) for entry, row in zip(added, rows, strict=True)]
    assert (find_torn_entries(db), unlike_history(db)) == ([], [])


def test_a_block_that_fails_saves_nothing_and_frees_the_file(db: sqlite3.Connection, db_path: Path) -> None:
    before = db_path.read_bytes()

    def fail() -> None:
        with Change(db, "log") as change:
            change.add(ALL[0])
            change.set("day_ends", "05:00")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert db_path.read_bytes() == before
    with closing(connect(str(db_path))) as other, Change(other, "mood") as change:
        assert change.add(ALL[0]).id == 1


def test_a_row_that_the_file_refuses_takes_the_whole_change_with_it(db: sqlite3.Connection) -> None:
    with Change(db, "log") as change:
        change.add(Note(day=DAY, note="words", source="elsewhere", source_id="1"))

    def add_twice() -> None:
        with Change(db, "log") as change:
            change.add(ALL[0])
            change.add(Note(day=DAY, note="others", source="elsewhere", source_id="1"))

    with pytest.raises(sqlite3.IntegrityError):
        add_twice()
    assert db.execute("select count(*) from entry").fetchone()[0] == 1
    assert (find_torn_entries(db), unlike_history(db)) == ([], [])


def test_a_number_is_never_used_twice(db: sqlite3.Connection) -> None:
    with Change(db, "mood") as change:
        first = change.add(ALL[0])
    with Change(db, "delete") as change:
        change.delete(first)
    with Change(db, "mood") as change:
        assert change.add(ALL[0]).id == 2
    assert [(line[1], line[2] is None, line[3] is None) for line in journal(db)] == [(1, True, False), (1, False, True), (2, True, False)]
    assert (find_torn_entries(db), unlike_history(db)) == ([], [])


def test_an_edit_keeps_the_number_and_tells_before_and_after(db: sqlite3.Connection) -> None:
    with Change(db, "mood") as change:
        old = change.add(ALL[0])
    new = old.but(score=9, note=None)
    with Change(db, "edit") as change:
        change.edit(old, new)
    assert queries.by_number(db, 1) == new
    assert [(line[2]["score"], line[3]["score"]) for line in journal(db)[1:]] == [(0, 9)]  # type: ignore[index]  # both states are there behind an edit
    assert unlike_history(db) == []


def test_what_is_made_and_changed_in_one_change_has_one_line(db: sqlite3.Connection) -> None:
    with Change(db, "import") as change:
        entry = change.add(ALL[0])
        change.edit(entry, entry.but(score=3))
    assert [(line[2], line[3]["score"]) for line in journal(db)] == [(None, 3)]  # type: ignore[index]  # the state behind is there


def test_a_setting_is_a_change_like_any_other(db: sqlite3.Connection) -> None:
    with Change(db, "config") as change:
        assert change.set("day_ends", "05:00") is None
    with Change(db, "config") as change:
        assert change.set("day_ends", None) == "05:00"
    assert db.execute("select change, name, before, after from change_setting").fetchall() == [
        (1, "day_ends", None, "05:00"),
        (2, "day_ends", "05:00", None),
    ]
    assert db.execute("select count(*) from setting").fetchone()[0] == 0
    assert unlike_history(db) == []


def test_a_sentence_is_new_once_a_day(db: sqlite3.Connection) -> None:
    with Change(db, "mood") as change:
        assert [change.says("help", day) for day in ("2026-11-21", "2026-11-21", "2026-11-22", "2026-11-22")] == [True, False, True, False]


def test_a_uid_is_a_version_7_uuid_of_its_moment() -> None:
    from uuid import RFC_4122, UUID

    made = {uuid7(1_700_000_000.123) for _ in range(200)}
    assert len(made) == 200
    for uid in made:
        assert (UUID(uid).version, UUID(uid).variant) == (7, RFC_4122)
        assert UUID(uid).int >> 80 == 1_700_000_000_123


def test_the_state_text_of_a_kind_holds_every_field(db: sqlite3.Connection) -> None:
    with Change(db, "log") as change:
        for entry in ALL:
            kept = change.add(entry)
            state = json.loads(db.execute(columns.state_text(type(kept)), (kept.id,)).fetchone()[0])
            assert list(state)[:3] == ["id", "uid", "kind"]
            assert set(state) == {*type(kept).FIELDS, "kind"}
