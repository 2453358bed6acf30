"""Seven kinds of damage: never a traceback, never a write, and doctor sees all of it that reached an entry."""

from __future__ import annotations

import random
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING

import pytest

from effort import tried
from test_file import everything

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from conftest import Kfit

PAGE = 4096
TIMES = tried(10, 50)
LINES = tried(40, 120)


def cut(content: bytes, chance: random.Random) -> bytes:
    return content[: chance.randrange(1, len(content))]


def zero_page(content: bytes, chance: random.Random) -> bytes:
    start = PAGE * chance.randrange(len(content) // PAGE)
    return content[:start] + bytes(PAGE) + content[start + PAGE :]


def flip_bit(content: bytes, chance: random.Random) -> bytes:
    place = chance.randrange(len(content))
    return content[:place] + bytes([content[place] ^ 1 << chance.randrange(8)]) + content[place + 1 :]


def overwrite(content: bytes, chance: random.Random) -> bytes:
    place = 512 * chance.randrange(len(content) // 512)
    return content[:place] + chance.randbytes(512) + content[place + 512 :]


def swap_pages(content: bytes, chance: random.Random) -> bytes:
    one, two = sorted(chance.sample(range(1, len(content) // PAGE), 2))
    pages = [content[start : start + PAGE] for start in range(0, len(content), PAGE)]
    pages[one], pages[two] = pages[two], pages[one]
    return b"".join(pages)


def foreign(content: bytes, chance: random.Random) -> bytes:
    with closing(sqlite3.connect(":memory:")) as db:
        db.execute("create table t(x)")
        db.execute("insert into t values (?)", (chance.randbytes(len(content) // 4),))
        db.commit()
        return db.serialize()


def empty(content: bytes, chance: random.Random) -> bytes:  # noqa: ARG001 - each way to damage takes both
    return b""


@pytest.mark.parametrize("damage", [cut, zero_page, flip_bit, overwrite, swap_pages, foreign, empty])
def test_damage(kfit: Kfit, db_path: Path, damage: Callable[[bytes, random.Random], bytes]) -> None:
    kfit(
        "log -",
        stdin="\n".join(
            f"mood {number % 11} note{number} {'words ' * 9}, sleep 7h30 --sure, walk {number % 50 + 1}" for number in range(LINES)
        ),
    )
    content = db_path.read_bytes()
    whole = kfit("list --all --json").out
    seen = 0
    for turn in range(TIMES):
        chance = random.Random(f"{damage.__name__}{turn}")
        damaged = damage(content, chance)
        db_path.write_bytes(damaged)
        before = everything(db_path.parent)
        doctor, listed = kfit("doctor --json"), kfit("list --all --json")
        assert everything(db_path.parent) == before
        assert doctor.code == (0 if doctor.json["ok"] else 1)
        assert (listed.code, "stumbled" in listed.err) in ((0, False), (3, False)), (turn, listed.err)
        assert doctor.code == 1 or listed.out == whole, turn
        seen += doctor.code
        wrote = kfit("mood 5")
        assert (wrote.code, "stumbled" in wrote.err) in ((0, False), (3, False)), (turn, wrote.err)
        assert wrote.code == 0 or db_path.read_bytes() == damaged
        assert not db_path.with_name("kfit.db-journal").exists()
    assert seen == TIMES or damage in (flip_bit, overwrite, zero_page, swap_pages)
    assert seen >= TIMES // 10


@pytest.mark.parametrize("lost", ["true", "kind = 'mood'", "id = 2"])
def test_rows_without_their_entries_are_told_as_damage(kfit: Kfit, db_path: Path, lost: str) -> None:
    for line in ("mood 5", "mood 6", "infusion iv"):
        kfit(line)
    with closing(sqlite3.connect(db_path)) as db, db:
        db.execute(f"delete from entry where {lost}")
    lines = ["export jsonl", "export csv -o out"] + ["list", "today", "week", "month", "report", "export fhir"] * (lost == "true")
    for line in lines:
        said = kfit(line)
        assert (said.code, said.out, "Your data file is damaged" in said.err, "stumbled" in said.err) == (3, "", True, False), (line, said)
