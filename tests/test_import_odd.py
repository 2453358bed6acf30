"""An import of what is no table: devices, pipes, endless files, folders with odd things, forms of dates that are none."""

from __future__ import annotations

import io
import os
import random
import stat
import subprocess
import sys
from contextlib import ExitStack, suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from app_contract import mutated
from effort import tried
from kfit.errors import Refused
from kfit.formats import sources, table_doubts
from kfit.formats.mapped_table import TableRules

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Kfit

MAP = "--map day=Date,mood=Mood"
ROWS = "Date,Mood\n2026-11-20,5\n"


def sparse(path: Path, begin: bytes) -> None:
    with path.open("wb") as file:
        file.write(begin)
        file.truncate(2**36)


ODD: dict[str, Callable[[Path], object]] = {
    "a pipe": os.mkfifo,
    "a socket": lambda path: os.mknod(path, 0o600 | stat.S_IFSOCK),
    "zeros": lambda path: path.symlink_to("/dev/zero"),
    "chance": lambda path: path.symlink_to("/dev/urandom"),
    "standard input": lambda path: path.symlink_to("/dev/stdin"),
    "nothing": lambda path: path.symlink_to("/dev/null"),
    "a circle": lambda path: path.symlink_to(path),
    "nowhere": lambda path: path.symlink_to("nowhere"),
    "memory": lambda path: path.symlink_to("/proc/self/mem"),
    "a hole": lambda path: sparse(path, b""),
    "a hole behind a long line": lambda path: sparse(path, b"x" * 9000),
    "a hole behind rows": lambda path: sparse(path, b"Date,Mood\n" + b"2026-11-20,5\n" * 1000),
}


@pytest.mark.parametrize("within", [False, True], ids=["by itself", "in a folder"])
@pytest.mark.parametrize("what", ODD)
def test_what_is_no_table_is_refused_at_once(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch, what: str, *, within: bool) -> None:
    monkeypatch.setattr(sources, "PATIENCE", 0.1)
    (home / "odd").mkdir()
    ODD[what](home / "odd" / "x.csv")
    for line in ("import odd", "import odd --dry-run") if within else ("import odd/x.csv", f"import odd/x.csv {MAP}"):
        said = kfit(line)
        assert (said.code, said.out) == (2, ""), said.err
        assert len(said.err) < 400
    assert not (home / "data").exists()


def test_who_has_a_pipe_open_and_writes_nothing_is_not_waited_for(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sources, "SILENCE", 0.2)
    os.mkfifo(home / "pipe")
    held = os.open(home / "pipe", os.O_RDWR)
    said = kfit(f"import pipe {MAP}")
    assert (said.code, said.err) == (2, "Nothing came from pipe for 0.2 seconds. Nothing imported.\n")
    os.write(held, ROWS.encode())
    assert kfit(f"import pipe {MAP}").code == 2  # there may be more rows to come
    os.close(held)


def test_a_pipe_into_which_somebody_writes_slowly_is_read_to_its_end(kfit: Kfit, home: Path) -> None:
    os.mkfifo(home / "pipe")
    slow = f"import time\nfile = open('pipe', 'w')\nfor row in {ROWS.splitlines()!r}:\n    print(row, file=file, flush=True)\n    time.sleep(0.3)"
    with subprocess.Popen([sys.executable, "-c", slow]):
        assert kfit(f"import pipe {MAP}").out.startswith("Imported 1 entry")


def test_an_endless_standard_input_is_refused(process: Callable[..., Any]) -> None:
    with Path("/dev/zero").open("rb") as zeros:
        ran = process("import", "-", stdin=zeros, timeout=60)
    assert (ran.returncode, "is not a text file" in ran.stderr) == (2, True)


NO_FORMS = ("%d.%d.%Y", "%", "%%", "%Q", "%s", "%", "%E", "%Y-%m-%d%", "%D.%M.%Y", "%-d.%m.%Y", "é", "", " ", "%X", "%p", "%" * 9999, "a" * 10_000, "%Y" * 5000,
            "%Y-%m-%d\udcff", "%Y-%m-%d\0%d", "(", "[", "*", "%d" * 2)  # fmt: skip
OTHER_FORMS = ("%c", "%x", "é%d.%m.%Y", "日%Y年%m月%d", "(((%Y-%m-%d", "[%d.%m.%Y", "%Y-%m-%d+", "(a+)+$%Y-%m-%d", "%Y-%m-%d" + " " * 9000)


@pytest.mark.parametrize("form", NO_FORMS, ids=range(len(NO_FORMS)))
def test_a_form_that_is_none_of_a_date_is_refused_in_few_words(kfit: Kfit, home: Path, form: str) -> None:
    (home / "a.csv").write_text(ROWS)
    said = kfit(["import", "a.csv", *MAP.split(), "--date-format", form])
    assert (said.code, said.out) == (2, "")
    assert "no day can be read with it" in said.err
    assert len(said.err) < 500


@pytest.mark.parametrize("form", OTHER_FORMS, ids=range(len(OTHER_FORMS)))
def test_a_form_that_fits_no_row_names_the_rows(kfit: Kfit, home: Path, form: str) -> None:
    (home / "a.csv").write_text(ROWS)
    said = kfit(["import", "a.csv", *MAP.split(), "--date-format", form])
    assert (said.code, "day is not a day" in said.err) == (2, True)


RULES = TableRules("ymd", "04:00", None, None, False, "2026-11-22T21:30:00Z", "Etc/UTC")  # noqa: FBT003 - as the command gives them
TABLES = {  # with their maps
    "Date,Time,BP,Pulse\n2026-11-02,08:30,118/78,64\n2026-11-03,21:00,121/80,70\n": "day=Date,at=Time,bp=BP,pulse=Pulse",
    "Datum;Stimmung;Schlaf;Notiz\n2.11.2026;gut;7,5;ja\n13.11.2026;gut;6;nein\n": "day=Datum,mood=Stimmung:gut=7,sleep=Schlaf:h,note=Notiz",
    "Date,Activities,Mood\n2026-11-02,walk | tea,4\n2026-11-03,tea,65%\n": "day=Date,habit=Activities:list,mood=Mood",
    "start,end\n2026-11-01 23:10,2026-11-02 06:50\n2026-11-02 22:00,2026-11-03 06:00\n": "start=start,end=end",
    "when,mood\n1793612345,4\n1793698745678,5\n": "day=when,mood=mood",
    "Date,Drug,Dose\n2-Nov-26,Sertraline,50 mg\n3-Nov-26,Ibuprofen,400 mg\n": "day=Date,medicine=Drug:taken,medicine.dose=Dose",
    "Date,Sleep\n2026-11-02,22:30-06:45\n2026-11-03,7h30\n": "day=Date,sleep=Sleep:hm",
}


def test_a_damaged_table_is_read_or_refused() -> None:
    """No damage leads to anything but rows or a sentence, with a map and without. The damage is the same in each run."""
    chance = random.Random("tables")
    for turn in range(tried(350, 20000)):
        told, map_ = list(TABLES.items())[turn % len(TABLES)]
        damaged = mutated(told.encode(), chance)
        for said in ([], [map_]):
            with ExitStack() as stack, suppress(Refused):
                found = sources.source("t.csv", io.BytesIO(damaged), said, RULES, stack)
                if found.table is not None:
                    table_doubts.ask(found.table)
                assert all(row.line > 1 for _, rows in found.read() for row in rows)
