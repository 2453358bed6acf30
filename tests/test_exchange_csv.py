"""The laws of the way out and back in: what was logged comes back as it was, in both forms."""

from __future__ import annotations

import io
import shutil
import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kfit.entries import KINDS, Entry
from kfit.exchange import cells
from kfit.store import find, rows
from kfit.store.change import Change
from kfit.store.file import Data

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit
    from kfit.record import Field

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
DAYS = st.dates(min_value=date(1900, 1, 1), max_value=date(2026, 11, 22)).map(str)
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


@st.composite
def entries(draw: st.DrawFn) -> Entry:
    """Make an entry of any kind, whatever may stand in its fields."""
    kind = draw(st.sampled_from(list(KINDS.values())))
    maybe = {name: draw(st.none() | values(field)) for name, field in kind.OWN.items()}
    own: dict[str, Any] = {name: value for name, value in maybe.items() if value is not None}
    if kind.kind == "sleep":
        own |= {"minutes": draw(st.integers(1, 600)), "in_bed_minutes": draw(st.none() | st.integers(600, 1440))}
        own["end_at"] = own["start_at"] if own.get("start_at") else None
        own["start_at"] = own["end_at"]
    needed = {
        name: draw(values(field)) for name, field in kind.OWN.items() if kind.kind in ("mood", "exercise") and name in ("score", "minutes")
    }
    shared: dict[str, Any] = {
        "day": draw(DAYS),
        "at": draw(st.none() | INSTANTS),
        "tz": draw(st.none() | TEXT),
        "source": draw(st.none() | TEXT),
    }
    note = draw(TEXT) if kind.kind == "note" else draw(st.none() | TEXT)
    return kind(**(own | needed | shared | {"note": note}))


def stored() -> list[Entry]:
    with Data.to_read() as data:
        assert data.db is not None
        return sorted(find.between(data.db, None, None), key=lambda entry: entry.id or 0)


@pytest.mark.parametrize("form", ["csv -o out", "jsonl -o out"])
def test_what_was_exported_comes_back_as_it_was(kfit: Kfit, home: Path, form: str) -> None:
    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(entries(), min_size=1, max_size=6), st.booleans())
    def comes_back(logged: list[Entry], ordered: bool) -> None:  # noqa: FBT001
        for folder in ("data", "state"):
            shutil.rmtree(home / folder, ignore_errors=True)
        with Data.to_write() as data, Change(data.existing(), "log") as change:
            for entry in logged:
                change.add(entry)
            if ordered:
                change.set("date_order", "dmy")
        before = stored()
        assert kfit(f"export {form} --force").code == 0
        (home / "data" / "kfit" / "kfit.db").unlink()
        (home / "state" / "kfit" / "known-files").unlink()
        said = kfit("import out --json")
        assert said.code == 0, said.err
        assert stored() == before
        assert said.json["added"] == len(before)
        again = kfit("import out --json").json
        assert (again["added"], again["updated"], again["duplicate"]) == (0, 0, len(before))
        assert ("dmy" in kfit("config").out) == (ordered and form.startswith("jsonl"))

    comes_back()


@given(TEXT | st.just(""))
def test_a_guarded_text_comes_back_and_begins_with_nothing_that_runs(text: str) -> None:
    cell = cells.guarded(text)
    assert cells.unguarded(cell) == text
    assert not cell[0].isspace()
    assert cell[0] not in "=+-@|%＝＋－＠\0"


def test_the_file_guards_a_text_as_the_code_does() -> None:
    db = sqlite3.connect(":memory:")
    guard, pattern = rows._guarded("text"), rows._pattern(cells.GUARDED)

    @given(TEXT | st.just("") | st.characters(codec="utf-8", exclude_characters="\0"))
    def agree(text: str) -> None:
        found = db.execute(f"select {guard} from (select :text as text)", {"text": text, "guarded": pattern}).fetchone()[0]
        assert found == cells.guarded(text)

    agree()
    assert db.execute(f"select {guard} from (select null as text)", {"guarded": pattern}).fetchone()[0] is None
    db.close()


@given(st.lists(st.lists(TEXT.map(cells.guarded), min_size=2, max_size=4), min_size=1, max_size=4))
def test_a_table_comes_back_from_csv_cell_by_cell(table: list[list[str]]) -> None:
    out = io.StringIO(newline="")
    cells.writer(out).writerows(table)
    back = io.StringIO(out.getvalue().removeprefix(cells.MARK), newline="")
    assert list(cells.reader(back, ",")) == table


@pytest.mark.parametrize(("header", "found"), [("a,b;c,d", ","), ('"a;b;c";d', ";"), ("a\tb", "\t"), ("a|b", "|"), ("one", ",")])
def test_the_delimiter_is_seen_in_the_header(header: str, found: str) -> None:
    assert cells.delimiter_of(header) == found
