"""Whatever happened to a file, doctor ends with a finding, and a file that it calls sound can be read."""

from __future__ import annotations

import json
import random
import shutil
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from effort import tried

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit, Said

HEADER = 100
MANY = tried(3, 40)  # columns for each value
TURNS = tried(3, 30)  # files with flipped bits for each seed
LINES = (
    "log mood 6 words, sleep 22:30-5, walk 20, infusion iv 40mg, pain 4, effect nausea 1, weight 72kg, did meditation 10m",
    "phq9 1 1 1 1 1 1 1 1 0",
    "med sertraline 100mg started",
    "rate focus 5 --better high",
    "config set day_ends 05:00",
    'next "5 dec 10am"',
    "ask a question",
    "goal exercise 3x30min/week",
    "programme start --from 5min --to 30min --days mon,wed,fri",
    "pause illness 3 days",
    "edit 1 7",
    "delete 2",
    "undo",
)
VALUES: tuple[object, ...] = (b"\xff\xfe blob", "a\0b", "2026-02-31", "", -1, 2**62, 1e308, "9" * 400, "\ud800".encode("utf-8", "surrogatepass"), None, "{", "[]", "{}")  # fmt: skip


@pytest.fixture
def content(grown: Grown, db_path: Path) -> bytes:
    """The content of a file with rows of every sort."""
    grown(LINES)
    return db_path.read_bytes()


def looked_at(kfit: Kfit, damage: object) -> Said:
    """Let doctor look: no damage may make it stumble."""
    said = kfit("doctor --json")
    assert (said.code in (0, 1), said.err) == (True, ""), damage
    assert said.json["ok"] == (said.code == 0), damage
    assert said.json["checks"], damage
    assert kfit("doctor").code == said.code, damage
    return said


def usable(kfit: Kfit, damage: object) -> None:
    """What doctor finds sound can be shown, and taken out."""
    for line in ("list --all", "history", "export jsonl"):
        said = kfit(line)
        assert (said.code, "stumbled" in said.err) == (0, False), (damage, line, said.err)


@pytest.mark.parametrize("place", range(0, HEADER, 4))
def test_a_damaged_header(kfit: Kfit, db_path: Path, content: bytes, place: int) -> None:
    chance = random.Random(place)
    for byte in range(place, place + 4):
        changed = content[byte] ^ chance.choice((0xFF, 0x01, 0x80, 0x03))
        db_path.write_bytes(content[:byte] + bytes([changed]) + content[byte + 1 :])
        said = looked_at(kfit, (byte, changed))
        assert "can't be read by you" not in said.out, byte
        told = kfit("list")
        assert told.code == 0 or "can't be read by you" not in told.err, byte


@pytest.mark.parametrize("seed", range(8))
def test_flipped_bits_in_the_pages(kfit: Kfit, db_path: Path, content: bytes, seed: int) -> None:
    for turn in range(TURNS):
        chance = random.Random(f"{seed} {turn}")
        damaged = bytearray(content)
        for _ in range(chance.choice((1, 1, 3, 20))):
            damaged[chance.randrange(HEADER, len(damaged))] ^= 1 << chance.randrange(8)
        db_path.write_bytes(damaged)
        if looked_at(kfit, (seed, turn)).code == 0:
            usable(kfit, (seed, turn))


def columns(db: sqlite3.Connection) -> list[tuple[str, str]]:
    tables = db.execute("select name from sqlite_schema where type = 'table' and name not like 'sqlite\\_%' escape '\\'").fetchall()
    return [(table, column) for (table,) in tables for _, column, *_ in db.execute(f'pragma table_info("{table}")')]


def put(path: Path, table: str, column: str, value: object) -> bool:
    """Write a value into a column of every row, past STRICT and the CHECKs; tell whether SQLite let us."""
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        kept = db.execute("select rowid, sql from sqlite_schema").fetchall()
        db.execute("pragma writable_schema = on")
        db.execute("update sqlite_schema set sql = replace(replace(sql, ') STRICT', ')'), ') strict', ')') where type = 'table'")
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        db.execute("pragma ignore_check_constraints = on")
        db.execute("pragma foreign_keys = off")
        try:
            db.execute(f'update "{table}" set "{column}" = ?', (value,))
        except sqlite3.Error:
            return False
        db.execute("pragma writable_schema = on")
        db.executemany("update sqlite_schema set sql = ? where rowid = ?", [(text, row) for row, text in kept])
    return True


@pytest.mark.parametrize("value", VALUES, ids=[str(number) for number in range(len(VALUES))])
def test_any_value_in_any_column(kfit: Kfit, db_path: Path, content: bytes, value: object) -> None:
    with closing(sqlite3.connect(db_path)) as db:
        every = columns(db)
    seen = 0
    for table, column in random.Random(repr(value)).sample(every, MANY):
        db_path.write_bytes(content)
        seen += put(db_path, table, column, value)
        if looked_at(kfit, (table, column)).code == 0:
            usable(kfit, (table, column))
    assert seen > MANY / 3


# Every command that reads the journal or the entries; `undo` and `redo` write what they have read.
READING = (
    "history", "history --json", "history 1", "list --all", "list --all --json", "today", "", "week", "month", "infusions", "chart mood",
    "calendar", "med", "habit", "goal", "programme", "next", "ask", "pause --list", "undo", "redo", "edit 1 6", "export jsonl",
    "export jsonl -o out", "export csv -o out", "export csv --kind mood",
)  # fmt: skip
STATES = ("change_entry", "change_kept")
FIELDS: tuple[object, ...] = (
    None,
    [],
    {},
    1,
    -1,
    1.5,
    "x",
    "",
    True,
    10**30,
    "2026-99-99",
    [[1]],
    "9999-12-31T23:59-05:00",
    "a\0b",
    "\ud800",
    1e308,
)
WHOLE = (
    "[]",
    "{}",
    "1",
    "null",
    '"x"',
    "[[1, 2]]",
    '{"setting": "x"}',
    '{"goal": 1}',
    '{"plan": {}}',
    "[" * 2000,
    '{"kind": ["mood"], "id": 1}',
)
MUTATIONS = tried(64, 2000)
PARTS = 8


def changed_state(text: str, chance: random.Random) -> bytes:
    """Change a state of the journal: a bit of it, its end, a field, or all of it."""
    how = chance.choice(("bit", "bit", "cut", "field", "field", "no field", "whole"))
    content = bytearray(text.encode())
    place = chance.randrange(len(content))
    if how == "bit":
        content[place] ^= 1 << chance.randrange(8)
    elif how == "cut":
        del content[place:]
    elif how == "whole":
        return chance.choice(WHOLE).encode()
    else:
        state = json.loads(text)
        inner = next(iter(state.values())) if len(state) == 1 else state
        name = chance.choice(list(inner))
        if how == "field":
            inner[name] = chance.choice(FIELDS)
        else:
            del inner[name]
        return json.dumps(state).encode()
    return bytes(content)


def mutate(path: Path, chance: random.Random) -> object:
    """Damage a file: an old state in its journal, a column, or bits of its pages. Return what was done."""
    if chance.random() < 0.6:
        table, column = chance.choice(STATES), chance.choice(("before", "after", "after"))
        with closing(sqlite3.connect(path, isolation_level=None)) as db:
            db.execute("pragma ignore_check_constraints = on")
            states = [text for (text,) in db.execute(f"select {column} from {table} where {column} is not null")]
            state = chance.choice(states) if states else ""
            told = changed_state(state, chance) if state else b""
            db.execute(f"update {table} set {column} = cast(? as text) where {column} = ?", (told, state))
        return table, column, told[:200]
    if chance.random() < 0.5:
        with closing(sqlite3.connect(path)) as db:
            table, column = chance.choice(columns(db))
        value = chance.choice(VALUES)
        return table, column, value, put(path, table, column, value)
    content = bytearray(path.read_bytes())
    places = [chance.randrange(HEADER, len(content)) for _ in range(chance.choice((1, 3, 20)))]
    for place in places:
        content[place] ^= 1 << chance.randrange(8)
    path.write_bytes(content)
    return places


@pytest.mark.parametrize("part", range(PARTS))
def test_no_damage_makes_a_reading_command_stumble_or_leaves_half_an_export(
    kfit: Kfit, home: Path, db_path: Path, content: bytes, part: int
) -> None:
    """Either a page is shown, or one sentence says that the file cannot be used."""
    for turn in range(part, MUTATIONS, PARTS):
        chance = random.Random(f"mutation {turn}")
        db_path.write_bytes(content)
        what = mutate(db_path, chance)
        damaged = db_path.read_bytes()
        lines = [*chance.sample(READING, 5), *["undo"] * (14 if chance.random() < 0.3 else 1)]
        for number, line in enumerate(lines):
            if number <= 5:
                db_path.write_bytes(damaged)
            said = kfit(line)
            assert said.code in (0, 3), (turn, what, line, said.err)
            assert not {"stumbled", "Something"} & set(said.err.split()), (turn, what, line, said.err)
            assert said.code == 0 or not said.out, (turn, what, line)
            assert said.code == 0 or not list(home.glob("out*")), (turn, what, line)
            for made in home.glob("out*"):
                shutil.rmtree(made) if made.is_dir() else made.unlink()
            if said.code and number >= 5:
                break
