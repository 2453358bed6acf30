"""A crafted data file cannot speak to a terminal: each text column of each table in turn holds codes, and every command is run on it."""

from __future__ import annotations

import json
import shlex
import shutil
import sqlite3
import unicodedata
from typing import TYPE_CHECKING

import pytest

from effort import share, tried
from kfit.model.entries import KINDS
from kfit.render.text import BEGIN, COLOURS, END, TURNING
from kfit.store import migrations

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path
    from typing import Any

    from conftest import Grown, Kfit, Said

# Codes that clear a screen, colour, name a window, fill the clipboard and ring; C1, carriage return, bidirectional marks, DEL, tags.
CODES = "\x1b[2J\x1b[31mx\x1b[2m\x1b]0;t\x07\x9b31m\x85\rforged\x08\x7f\u202e\u2066y\u200f\U000e0041"
DIARY = (
    "mood 6 --note fine",
    "sleep 22:30-6:45 --quality 6",
    "exercise 30 --activity climbing --with Ann --note up --intensity light",
    "infusion iv 40mg --clinic north --note n",
    "pain 4",
    "rate focus 5 --better high",
    "effect nausea 1",
    "med sertraline 100mg started",
    "did meditation 10m",
    "measure coffee 2cups",
    "phq9 1 1 1 1 1 1 1 1 0",
    "note hello --mark fades",
    "mood 7 --on yesterday",
    "walk 20 --on yesterday",
    "goal exercise 60min/week",
    "goal focus 3x/week",
    "programme start --from 5min --to 30min --days mon,wed,fri",
    "pause illness 3 days",
    'next "5 dec 10am"',
    'ask "what helps"',
    "config set day_ends 05:00",
    "edit 1 5",
    "delete 1",
    "undo",
)
READING = (
    "", "list --all", "list --all --full", "list focus", "week", "month", "infusions", "chart mood --all", "chart focus", "chart coffee", "chart phq9",
    "calendar mood", "calendar nausea", "history", "history 4", "goal", "programme", "pause --list", "next", "ask", "habit", "med", "config", "doctor",
    "backup list", "checkin --list", "rate -h", "measure -h", "remind", "list --json", "history --json", "import own.jsonl --dry-run",
)  # fmt: skip
CHANGING = (
    "undo", "redo", "edit 1 7", "edit 3 --note x", "delete 2", "mood 5", "focus 4", "measure coffee 1", "sertraline stopped", "habit rename meditation sit",
    "goal focus --drop", "pause --drop", "resume", "programme stop", "next --drop", "ask --done 1", "export csv -o out", "import out", "backup", "export fhir -o out.json", "export ics -o out.ics",
    "restore", "restore latest", "delete 4 --forget", "log nonsense 4",
)  # fmt: skip
PARTS = 4
EVERY = tried(8, 1)  # each column meets an eighth of the lines, each line an eighth of the columns; in the long run all meet
COMPLETED = ("chart ", "delete ", "edit ", "rate ", "did ", "ask --done ")
SCREENS: tuple[dict[str, str], ...] = ({}, {"FORCE_COLOR": "1", "TERM": "xterm"}, {"KFIT_PLAIN": "1"}, {"COLUMNS": "40"})


def text_columns() -> list[list[tuple[str, str]]]:
    """Return the text columns of a fresh file with their tables; columns that every kind has are planted in all tables at once."""
    db = sqlite3.connect(":memory:", isolation_level=None)
    migrations.create(db, "")
    found: dict[str, list[tuple[str, str]]] = {}
    for (table,) in db.execute("select name from sqlite_schema where type = 'table' and name not like '%sqlite%' order by name").fetchall():
        for row in db.execute(f"pragma table_info({table})"):
            if row[2] == "TEXT":
                found.setdefault(row[1] if table in KINDS else f"{table}.{row[1]}", []).append((table, row[1]))
    db.close()
    return list(found.values())


COLUMNS = text_columns()


def plant(path: Path, table: str, column: str) -> None:
    """Append the codes to the values of a column; in the journal's states, to each text in them."""
    db = sqlite3.connect(path)
    db.execute("pragma ignore_check_constraints = 1")
    rows = db.execute(
        f"select rowid, {column} from {table}" if has_rowid(db, table) else f"select {column}, {column} from {table}"
    ).fetchall()
    where = "rowid" if has_rowid(db, table) else column
    for number, (key, value) in enumerate(rows):
        if value is not None:
            db.execute(f"update or ignore {table} set {column} = ? where {where} is ?", (planted(value, number), key))
    db.commit()
    db.close()


def has_rowid(db: sqlite3.Connection, table: str) -> bool:
    return "without rowid" not in db.execute("select sql from sqlite_schema where name = ?", (table,)).fetchone()[0].lower()


def planted(value: str, number: int) -> str:
    if not value.startswith("{"):
        return f"{value}{CODES}{number or ''}"

    def deep(state: object) -> object:
        if isinstance(state, dict):
            return {name: deep(one) for name, one in state.items()}
        return state + CODES if isinstance(state, str) else state

    return json.dumps(deep(json.loads(value)))


def harmful(said: str) -> set[str]:
    """Return what must not reach a terminal: control and bidirectional characters, except line ends and kfit's own colours."""
    for code in COLOURS:
        said = said.replace(BEGIN + code + END, "")
    return {letter for letter in said if letter != "\n" and (unicodedata.category(letter) == "Cc" or letter in TURNING)}


def wrong(said: Said) -> str:
    """Say what is wrong with an answer, nothing if it is harmless and no stumble."""
    found = "".join(map(ascii, sorted(harmful(said.out + said.err))))
    return found or next(
        (line for line in said.err.split("\n") if "stumbled" in line or "Something outside" in line or "Traceback" in line), ""
    )


@pytest.fixture
def diary(kfit: Kfit, db_path: Path, tmp_path: Path, grown: Grown) -> Path:
    grown(DIARY)
    assert kfit("export jsonl -o own.jsonl").code == 0
    kept = tmp_path / "kept.db"
    shutil.copy(db_path, kept)
    return kept


@pytest.mark.parametrize("part", range(PARTS))
def test_no_stored_text_reaches_a_terminal_unharmed(kfit: Kfit, db_path: Path, diary: Path, part: int) -> None:
    found = {}
    for number, columns in list(enumerate(COLUMNS))[part::PARTS]:
        shutil.copy(diary, db_path)
        for table, column in columns:
            plant(db_path, table, column)
        for line in (READING + CHANGING)[number % EVERY :: EVERY]:
            screen = SCREENS[number % len(SCREENS)] if not line.endswith("-h") else {}  # help has colours of its own
            said = kfit(line, **screen)
            if why := wrong(said):
                found[f"{columns[0]}: kfit {line}"] = (why, said.err[-100:])
        shutil.rmtree("out", ignore_errors=True)
    assert not found, "\n".join(map(str, found.items()))


def test_completion_shows_no_stored_text_unharmed(db_path: Path, diary: Path, process: Callable[..., Any]) -> None:
    assert diary.exists()
    for table, column in (one for columns in COLUMNS for one in columns if one[1] in ("name", "words", "note", "activity", "dose")):
        plant(db_path, table, column)
    for words in COMPLETED:
        count = str(len(shlex.split(f"kfit {words}")))
        said = process(env={"_KFIT_COMPLETE": "complete_bash", "COMP_WORDS": f"kfit {words}", "COMP_CWORD": count})
        assert not harmful(said.stdout + said.stderr), words


def test_a_backup_with_a_planted_name_or_manifest_is_shown_harmless(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5")
    kfit("backup")
    folder = db_path.parent / "kfit.db.backups"
    made = max(folder.glob("*.db"))
    name = CODES.encode("ascii", "ignore").decode()
    evil = made.with_name(made.name.replace("-v", f"{name}-v"))
    sound = made.read_bytes()
    shutil.copy(made, evil)
    manifest = json.loads(made.with_name(made.name + ".json").read_text())
    contents = ({**manifest, CODES: CODES}, {**manifest, "sha256": CODES}, {**manifest, "rows": {CODES: CODES}}, CODES)
    for turn, content in enumerate(contents):
        evil.with_name(evil.name + ".json").write_text(json.dumps(content))
        for screen in share(list(SCREENS), turn, len(SCREENS)):
            for line in ("backup list", "doctor", "restore", "restore 1", "restore 2", "undo"):
                said = kfit(line, **screen)
                assert not wrong(said), (line, wrong(said))
        db_path.write_bytes(sound)


def test_a_path_or_a_variable_with_codes_is_shown_harmless(kfit: Kfit, home: Path) -> None:
    place = home / CODES
    place.mkdir()
    (place / "table.csv").write_text("Date,Mood\n2026-11-02,4\n")
    env = {"KFIT_DB": str(place / f"{CODES}.db"), "XDG_STATE_HOME": str(place), "EDITOR": f"no{CODES}", "HOME": str(place)}
    path = str(place / "table.csv")
    lines = (
        ["mood", "5"], ["config"], ["doctor"], ["backup"], ["backup", "list"], ["restore"], ["restore", "latest"], ["export", "csv", "-o", f"{path}x"],
        ["export", "jsonl", "-o", f"{path}.jsonl"], ["export", "jsonl", "-o", path], ["chart", "mood", "--save", f"{path}.txt"], ["import", path],
        ["import", path, "--map", f"day=Date,mood={CODES}"], ["import", path, "--map", f"{CODES}=Date"], ["import", f"{path}x"], ["import", str(place)],
        ["import", path, "--map", "day=Date,mood=Mood", "--date-format", CODES], ["import", "nowhere" + CODES], ["note", "--edit"],
        ["delete", "1", "--forget"], ["remind", "20:30"], ["remind", "20:30", "--install"], ["remind"], ["demo", "list"], ["demo", "--remove"],
        ["restore", path], ["restore", "--empty"], ["chart", CODES], ["list", CODES], ["calendar", CODES], ["export", "csv", "--kind", CODES],
        ["completion", CODES], ["config", "set", "day_ends", CODES], ["config", "set", CODES, "x"], ["goal", CODES], ["ask", CODES], ["ask"], [CODES],
    )  # fmt: skip
    for turn, screen in enumerate(SCREENS):
        for line in share(list(lines), turn, 2):
            said = kfit(line, **env, **screen)
            assert not wrong(said), (line, wrong(said))
    for name in ("TZ", "KFIT_NOW", "COLUMNS", "TERM"):
        assert not wrong(kfit("list", **{name: CODES})), name


@pytest.mark.parametrize(
    "content",
    [
        f"Date,{CODES[:20]}\n2026-11-02,4\n",
        f"Date,Mood\n{CODES},4\n2026-11-02,{CODES}\n",
        f"uid,kind,day,logged_at,score,note\n{CODES},mood,2026-11-02,2026-11-02T10:00:00Z,4,{CODES}\nu,{CODES},{CODES},{CODES},4,x\n",
        json.dumps({"kfit_jsonl": 1, "entries": 1, "settings": [{"name": CODES, "value": CODES, "at": CODES}]}) + "\n",
        json.dumps({"kfit_jsonl": 1, "entries": 1, "settings": [], "tracked": [{"uid": CODES}]}) + "\n",
        json.dumps({"kfit_jsonl": 1, "entries": 1, "settings": []}) + "\n" + json.dumps({"id": 1, "kind": CODES, "day": CODES}) + "\n",
    ],
)
def test_a_planted_file_to_import_is_told_harmless(kfit: Kfit, home: Path, content: str) -> None:
    (home / "planted").write_text(content)
    for more in ("", " --map day=Date,mood=Mood", " --map day=Date,mood=Mod --skip-bad", " --skip-bad", " --dry-run"):
        said = kfit(f"import planted{more}")
        assert not wrong(said), wrong(said)
