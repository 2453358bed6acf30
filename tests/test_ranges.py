"""Each range is declared once: the code, the import and the checks of the file accept the same values."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tried
from kfit.errors import Refused
from kfit.formats.rows import ImportRow
from kfit.formats.validation import RowChecks
from kfit.model.entries import HABITS, KINDS, QUESTIONNAIRES, RATINGS
from kfit.model.measures import QUANTITIES
from kfit.model.questionnaires import INSTRUMENTS
from kfit.store import migrations
from kfit.store.columns import insert_text, put_answers, row_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from kfit.model.fields import Entry, Field

FRAME: dict[str, Any] = {"day": "2026-11-02", "uid": "0190-a", "logged_at": "2026-11-02T10:00:00Z"}
LEAST: dict[str, dict[str, Any]] = {
    "mood": {"score": 5},
    "sleep": {"minutes": 400},
    "exercise": {"minutes": 20},
    "infusion": {},
    "rating": {"name": "pain", "score": 5, "better": "low"},
    "effect": {"name": "nausea", "severity": 1},
    "medicine": {"name": "sertraline", "event": "started"},
    "habit": {"name": "craft"},
    "measure": {"name": "weight", "value": 72.5, "unit": "kg"},
    "score": {"name": "phq9", "total": 12.0},
    "note": {"note": "n"},
}
KNOWN_NAMES = [*RATINGS, *QUANTITIES, *HABITS]


@pytest.fixture(scope="module")
def db() -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(":memory:", isolation_level=None)
    migrations.create(connection, "2026-11-02T10:00:00Z")
    yield connection
    connection.close()


def code_takes(kind: type[Entry], values: dict[str, Any]) -> bool:
    try:
        kind(**values)
    except Refused:
        return False
    return True


def file_takes(db: sqlite3.Connection, kind: type[Entry], values: dict[str, Any]) -> bool:
    """Return whether the data file accepts the values, whether or not the code does."""
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
    if field.type == "answers":
        return st.lists(st.none() | st.integers(-1, 4), max_size=21).map(tuple) | st.lists(st.integers(0, 3), min_size=9, max_size=9).map(
            tuple
        )
    if field.name in ("name", "unit") and field.type == "text":
        return st.sampled_from([*KNOWN_NAMES, "kg", "lb", "%", "mmHg", "x" * 20, "x" * 21, "x" * 41]) | st.text(max_size=20)
    longest = field.longest or 30
    return st.sampled_from([longest - 1, longest, longest + 1]).map(lambda count: "x" * count) | st.text(max_size=20)


OWN = [(kind, name) for kind in KINDS.values() for name, field in kind.OWN.items() if field.type != "instant"]
# The file cannot check the total of answers, which are in a table of their own.
IN_ONE_TABLE = [(kind, name) for kind, name in OWN if kind.OWN[name].type != "answers"]


def told(kind: type[Entry], name: str, value: Any) -> dict[str, Any]:
    """Return a row with the tested value; the other values are valid, so that the tested one alone decides."""
    values = FRAME | LEAST[kind.kind] | {name: value}
    if name == "in_bed_minutes":
        values["minutes"] = 1
    if name == "items":
        values["total"] = float(sum(answer or 0 for answer in value))
    return values


@pytest.mark.parametrize(
    ("kind", "name"), [*IN_ONE_TABLE, *((kind, "note") for kind in KINDS.values())], ids=lambda value: getattr(value, "kind", value)
)
def test_the_code_and_the_file_give_the_same_verdict(db: sqlite3.Connection, kind: type[Entry], name: str) -> None:
    @settings(max_examples=tried(25, 200), deadline=None)
    @given(candidates(kind.FIELDS[name]))
    def agree(value: Any) -> None:
        values = told(kind, name, value)
        assert code_takes(kind, values) == file_takes(db, kind, values), (name, value)

    agree()


@pytest.mark.parametrize(("kind", "name"), OWN, ids=lambda value: getattr(value, "kind", value))
def test_what_comes_from_outside_is_held_to_the_same_ranges(kind: type[Entry], name: str) -> None:
    checks = RowChecks(lambda _: date(2026, 11, 22))

    @settings(max_examples=tried(25, 200), deadline=None)
    @given(candidates(kind.FIELDS[name]))
    def agree(value: Any) -> None:
        values = told(kind, name, value)
        assert code_takes(kind, values) == outside_takes(checks, kind, values), (name, value)

    agree()


def outside_takes(checks: RowChecks, kind: type[Entry], values: dict[str, Any]) -> bool:
    row = ImportRow(2, entries=((kind, tuple(values.get(name) for name in kind.FIELDS)),))
    return not next(checks.passed([row])).bad


ADAPTERS: dict[type[Entry], Any] = {}  # making one takes longer than asking it


def all_agree(db: sqlite3.Connection, kind: type[Entry], values: dict[str, Any]) -> bool:
    """Return the one verdict of the code, the boundary and the file."""
    checks = RowChecks(lambda _: date(2026, 11, 22))  # that has seen no name yet
    checks.adapters = ADAPTERS
    verdicts = {
        code_takes(kind, FRAME | values),
        outside_takes(checks, kind, FRAME | values),
        file_takes(db, kind, values),
    }
    assert len(verdicts) == 1, values
    return verdicts.pop()


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_each_form_has_the_totals_of_its_manual(db: sqlite3.Connection, name: str) -> None:
    form = INSTRUMENTS[name]
    taken = [half / 2 for half in range(-2, 2 * form.top + 3) if all_agree(db, KINDS["score"], {"name": name, "total": half / 2})]
    steps = {"mean": 0.5, "times4": 4.0}.get(form.rule, 1.0)
    assert taken == [steps * number for number in range(form.least, int(form.top / steps) + 1)]


@pytest.mark.parametrize("name", QUESTIONNAIRES)
def test_only_one_form_asks_about_difficulty(db: sqlite3.Connection, name: str) -> None:
    score = {"name": name, "total": 4.0}
    assert [all_agree(db, KINDS["score"], score | {"difficulty": value}) for value in (-1, 0, 3, 4)] == [
        False,
        name == "phq9",
        name == "phq9",
        False,
    ]


@pytest.mark.parametrize("name", [*QUANTITIES, "coffee"])
def test_a_known_measure_has_its_one_unit(db: sqlite3.Connection, name: str) -> None:
    units = (None, "kg", "lb", "mmHg", "bpm", "mg/dl", "mmol/l", "%", "cups")
    taken = [unit for unit in units if all_agree(db, KINDS["measure"], {"name": name, "value": 72.5, "unit": unit})]
    assert taken == ([QUANTITIES[name].unit] if name in QUANTITIES else list(units))


@pytest.mark.parametrize("name", [*RATINGS, "calm"])
def test_a_known_rating_points_one_way(db: sqlite3.Connection, name: str) -> None:
    taken = [better for better in ("high", "low") if all_agree(db, KINDS["rating"], {"name": name, "score": 3, "better": better})]
    assert taken == ([RATINGS[name]] if name in RATINGS else ["high", "low"])


@pytest.mark.parametrize("amount", [{}, {"minutes": 5}, {"times": 2}, {"minutes": 5, "times": 2}])
def test_a_habit_is_kept_in_one_way(db: sqlite3.Connection, amount: dict[str, int]) -> None:
    assert all_agree(db, KINDS["habit"], {"name": "craft", **amount}) == (len(amount) < 2)


def test_the_file_takes_the_answers_that_a_form_can_have_and_no_others(db: sqlite3.Connection) -> None:
    score = KINDS["score"]
    for answers, right in (((0, None, 10), True), ((11,), False), ((-1,), False), ((0,) * 20, True), ((0,) * 21, False)):
        db.execute("begin")
        entry = score(**FRAME, **LEAST["score"])
        try:
            number = db.execute("insert into entry(uid, kind) values ('0190-a', 'score')").lastrowid
            db.execute(insert_text(score), row_of(entry.but(id=number)))
            if right:
                put_answers(db, score, [(number, answers)])
            else:
                with pytest.raises(sqlite3.IntegrityError):
                    put_answers(db, score, [(number, answers)])
        finally:
            db.execute("rollback")
        assert score.OWN["items"].allows(answers) == right


@pytest.mark.parametrize(
    ("items", "total", "right"),
    [((7, 6, 6), 19 / 3, True), ((7, 6, 6), 6.33, True), ((7, 7, 6), 6.67, True), ((7, 6, 6), 6.3, False), ((7, 6, 6), 6.34, False)],
)
def test_a_mean_that_was_rounded_to_two_decimals_is_the_total_of_its_answers(items: tuple[int, ...], total: float, *, right: bool) -> None:
    values = FRAME | {"name": "peg", "total": total, "items": items}
    assert code_takes(KINDS["score"], values) == right
    assert outside_takes(RowChecks(lambda _: date(2026, 11, 22)), KINDS["score"], values) == right


@pytest.mark.parametrize("day", ["1899-12-31", "2026-02-30", "2026-13-01", "02-11-2026", "", "2026-1-2"])
def test_the_file_takes_no_day_that_is_none(db: sqlite3.Connection, day: str) -> None:
    assert not file_takes(db, KINDS["mood"], {"day": day})


@pytest.mark.parametrize("at", ["2026-11-02T10:00", "2026-11-02 10:00-05:00", "2026-11-02T25:00-05:00", "now", ""])
def test_the_file_takes_no_instant_without_an_offset(db: sqlite3.Connection, at: str) -> None:
    assert not file_takes(db, KINDS["mood"], {"at": at})
    assert file_takes(db, KINDS["mood"], {"at": "2026-11-02T10:00-05:00"})
