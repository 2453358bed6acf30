"""One place for a range: the code, what comes from outside, and the checks of the file give the same verdict."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kfit.entries import KINDS, Entry
from kfit.errors import Refused
from kfit.exchange.checks import Checks
from kfit.exchange.incoming import Row
from kfit.store import schema
from kfit.store.change import insert_text, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kfit.record import Field

FRAME: dict[str, Any] = {"day": "2026-11-02", "uid": "0190-a", "logged_at": "2026-11-02T10:00:00Z"}
LEAST: dict[str, dict[str, Any]] = {
    "mood": {"score": 5},
    "sleep": {"minutes": 400},
    "exercise": {"minutes": 20},
    "infusion": {},
    "note": {"note": "n"},
}


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    schema.create(connection, "2026-11-02T10:00:00Z")
    yield connection
    connection.close()


def code_takes(kind: type[Entry], values: dict[str, Any]) -> bool:
    try:
        kind(**values)
    except Refused:
        return False
    return True


def file_takes(db: sqlite3.Connection, kind: type[Entry], values: dict[str, Any]) -> bool:
    """Tell whether the file takes the values, whatever the code thinks of them."""
    entry = kind(**FRAME, **LEAST[kind.kind])
    entry.__dict__.update(values)
    db.execute("begin")
    try:
        entry.__dict__["id"] = db.execute("insert into entry(uid, kind) values ('0190-a', ?)", (kind.kind,)).lastrowid
        db.execute(insert_text(kind), row_of(entry))
    except (sqlite3.IntegrityError, sqlite3.DataError, OverflowError):
        return False
    finally:
        db.execute("rollback")
    return True


def candidates(field: Field) -> st.SearchStrategy[Any]:
    """Return values around the edges of a field, and far from them."""
    if field.type in ("whole", "real"):
        edges = [field.low - 1, field.low, field.low + 1, field.high - 1, field.high, field.high + 1]
        near = st.sampled_from(edges).map(int if field.type == "whole" else float)
        return near | (st.integers(-(2**40), 2**40) if field.type == "whole" else st.floats(-3000, 3000))
    if field.type == "choice":
        return st.sampled_from([*field.words, "IV", "", "hard", "light "])
    longest = field.longest or 30
    return st.sampled_from([longest - 1, longest, longest + 1]).map(lambda count: "x" * count) | st.text(max_size=20)


OWN = [(kind, name) for kind in KINDS.values() for name, field in kind.OWN.items() if field.type != "instant"]


@pytest.mark.parametrize(
    ("kind", "name"), [*OWN, *((kind, "note") for kind in KINDS.values())], ids=lambda value: getattr(value, "kind", value)
)
def test_the_code_and_the_file_give_the_same_verdict(db: sqlite3.Connection, kind: type[Entry], name: str) -> None:
    @settings(max_examples=60, deadline=None)
    @given(candidates(kind.FIELDS[name]))
    def agree(value: Any) -> None:
        values = FRAME | LEAST[kind.kind] | {name: value}
        if name == "in_bed_minutes":
            values["minutes"] = 1
        assert code_takes(kind, values) == file_takes(db, kind, values), (name, value)

    agree()


@pytest.mark.parametrize(("kind", "name"), OWN, ids=lambda value: getattr(value, "kind", value))
def test_what_comes_from_outside_is_held_to_the_same_ranges(kind: type[Entry], name: str) -> None:
    checks = Checks(lambda _: date(2026, 11, 22))

    @settings(max_examples=60, deadline=None)
    @given(candidates(kind.FIELDS[name]))
    def agree(value: Any) -> None:
        values = FRAME | LEAST[kind.kind] | {name: value}
        if name == "in_bed_minutes":
            values["minutes"] = 1
        assert code_takes(kind, values) == outside_takes(checks, kind, values), (name, value)

    agree()


def outside_takes(checks: Checks, kind: type[Entry], values: dict[str, Any]) -> bool:
    row = Row(2, entries=((kind, tuple(values.get(name) for name in kind.FIELDS)),))
    return not next(checks.passed([row])).wrong


@pytest.mark.parametrize("day", ["1899-12-31", "2026-02-30", "2026-13-01", "02-11-2026", "", "2026-1-2"])
def test_the_file_takes_no_day_that_is_none(db: sqlite3.Connection, day: str) -> None:
    assert not file_takes(db, KINDS["mood"], {"day": day})


@pytest.mark.parametrize("at", ["2026-11-02T10:00", "2026-11-02 10:00-05:00", "2026-11-02T25:00-05:00", "now", ""])
def test_the_file_takes_no_instant_without_an_offset(db: sqlite3.Connection, at: str) -> None:
    assert not file_takes(db, KINDS["mood"], {"at": at})
    assert file_takes(db, KINDS["mood"], {"at": "2026-11-02T10:00-05:00"})
