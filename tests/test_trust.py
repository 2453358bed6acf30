"""Rows of the data file are trusted: entries saved under other rules can be shown, changed, undone and exported as usual."""

from __future__ import annotations

import json
import sqlite3
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest

from kfit.errors import Refused
from kfit.model.entries import KINDS, RATINGS, Mood, Rating, Sleep
from kfit.model.planning import PLANNING_TABLES
from kfit.store import migrations
from kfit.store.columns import kept_text, state_text

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown, Kfit, Said

ESCAPE = "\x1b[31m"
LINES = (
    "mood 6", "sleep 7h30 --quality 6 --in-bed 8h", "walk 20 --intensity light --effort 3", "infusion iv 40mg", "pain 4", "rate hope 5 --better high",
    "rate calm 5 --better high", "effect nausea 1", "med sertraline 100mg started", "did meditation 10m", "did pushups 20x", "did journal",
    "weight 72kg", "bp 128/82 70", "drinks 2", "measure coffee 2", "measure grip 31kg", "phq9 2 1 0 3 2 0 1 2 0", "who5 --total 52", "gad7 --total 8",
    "note moved --mark house", "next 2026-12-05", "ask what comes next", "goal exercise 60min/week", "goal sleep 7h/night", "goal calm daily",
    "goal meditation 5x/week", "pause illness --from 2026-11-02 --until 2026-11-03",
    "programme start --from 5min --to 30min --days mon,wed,fri", "config set answers short",
)  # fmt: skip
# What each table is given that today's rules do not take. Every word tries to speak to the terminal as well.
STRANGE = (
    "update mood set score = 77",
    "update sleep set minutes = 5000, quality = -3, in_bed_minutes = 10, start_at = '2026-11-21T23:00-05:00'",
    f"update exercise set minutes = 2000, intensity = 'wild{ESCAPE}', effort = 44, activity = '{'a' * 60}', company = '{'c' * 60}'",
    f"update infusion set route = 'nose{ESCAPE}', dose_mg = -5, minutes = 9000, dose = '{'d' * 60}', clinic = '{'e' * 99}'",
    "update rating set better = 'high', score = 12 where name = 'pain'",
    "insert into tracked(uid, made_at, name, kind, better) values ('t-pain', '2026-11-22T21:30:00Z', 'pain', 'rating', 'high')",
    f"update rating set better = 'sideways{ESCAPE}', score = -2 where name = 'hope'",
    f"update tracked set better = 'sideways{ESCAPE}' where name = 'hope'",
    "update effect set severity = 5, minutes = 99999",
    f"update medicine set event = 'paused{ESCAPE}', name = 'list'",
    "update habit set minutes = 3000, times = 4 where name = 'meditation'",
    "update habit set times = -7 where name = 'pushups'",
    f"update tracked set unit = 'hours{ESCAPE}' where name = 'pushups'",
    f"update habit set name = '{'x' * 60}' where name = 'journal'",
    f"update tracked set name = '{'x' * 60}' where name = 'journal'",
    "update measure set unit = 'stone' where name = 'weight'",
    "update measure set value = -4, unit = null where name = 'pulse'",
    "update measure set unit = 'glasses' where name = 'drinks'",
    "update measure set value = 1e15, name = 'today' where name = 'coffee'",
    "update tracked set name = 'today' where name = 'coffee'",
    "update score set total = 40, difficulty = 9 where name = 'phq9'",
    "update score_item set value = 9 where item = 9",
    "delete from score_item where item in (3, 4)",
    "update score set total = -4 where name = 'who5'",
    "update score set name = 'mystery', total = 500 where name = 'gad7'",
    f"update note set mark = '{'m' * 60}', note = null",
    "update goal set minutes = -60 where kind = 'exercise'",
    f"update goal set per = 'month{ESCAPE}', minutes = 99999 where kind = 'sleep'",
    "update goal set times = 99 where name = 'meditation'",
    f"update goal set kind = 'dream{ESCAPE}' where name = 'calm'",
    f"update programme set day = '2026-11-02', pace = 'wild{ESCAPE}', days = 'someday,mon{ESCAPE},wed', from_minutes = -5, to_minutes = 100000000",
    f"update pause set until = '2026-11-01', why = 'rain{ESCAPE}'",
    "insert into setting values ('colour', 'red'), ('day_ends', 'never')",
    "insert into change_setting select max(id), 'colour', null, 'red' from change",
    "insert into change_setting select max(id), 'day_ends', null, 'never' from change",
)  # fmt: skip
SCREENS = (
    "", "list --all", "list --all --full", "list --json --all", "list pain", "list --search moved", "today", "today --json", "week", "week --weeks 8",
    "week --json", "month", "month --json", "infusions", "infusions --json", "history --all", "history --json", "history 1", "goal", "goal --json",
    "goal exercise", "goal sleep", "goal plans", "programme", "programme --all", "programme --json", "pause --list", "pause --list --json", "next",
    "ask", "habit", "habit --json", "med", "med --json", "checkin --list", "config", "config --json", "help-now", "remind", "guide",
    "calendar", "calendar sleep", "calendar exercise", "calendar pain", "calendar hope", "calendar nausea", "calendar meditation", "calendar pushups",
    f"calendar {'x' * 60}", "calendar calm", "calendar pain --json",
    "chart", "chart sleep", "chart exercise", "chart pain", "chart hope", "chart calm", "chart nausea", "chart meditation", "chart pushups",
    f"chart {'x' * 60}", "chart weight", "chart pulse", "chart bp", "chart drinks", "chart today", "chart grip", "chart phq9", "chart who5",
    "chart mystery", "chart pain --json", "chart mystery --json", "backup list",
    "export fhir --preview", "export fhir --include items,need,notes,marks,companions,clinics,names", "export ics", "export ics --alarm 2h",
)  # fmt: skip


def rewritten(path: Path, *statements: str) -> None:
    """Change the file as a kfit with other rules could have written it: its journal says the same."""
    with closing(sqlite3.connect(path)) as db:
        db.execute("pragma ignore_check_constraints = on")
        for statement in statements:
            db.execute(statement)
        for kind in KINDS.values():
            state = state_text(kind).replace("?1", "entry")
            db.execute(f"update change_entry set after = ({state}) where after is not null and entry in (select id from {kind.kind})")
        for table, kept in PLANNING_TABLES.items():
            change = "(select max(id) from change)"
            db.execute(
                f"insert into change_kept(change, kept, number, after) select {change}, '{table}', id, '' from {table}"
                f" where id not in (select number from change_kept where kept = '{table}')"
            )
            db.execute(f"update change_kept set after = ({kept_text(kept, table).replace('?1', 'number')}) where kept = '{table}'")
        db.commit()


@pytest.fixture
def strange(kfit: Kfit, db_path: Path, grown: Grown) -> Kfit:
    """A file in which hardly a value is one that could be typed today."""
    grown(LINES)
    rewritten(db_path, *STRANGE)
    return kfit


def fine(said: Said, line: str) -> Said:
    """Check that a line did its work, and that no stored control character reached the terminal."""
    assert (said.code, "damaged" in said.err, "stumbled" in said.err) == (0, False, False), (line, said.err)
    assert ESCAPE not in said.out, line
    return said


@pytest.mark.parametrize("plain", ["", "1"])
def test_every_screen_shows_what_was_kept_under_other_rules(strange: Kfit, plain: str) -> None:
    env = {"KFIT_PLAIN": plain} if plain else {"COLUMNS": "100"}
    for line in SCREENS:
        fine(strange(line, **env), line)


def test_doctor_calls_it_a_remark(strange: Kfit) -> None:
    said = fine(strange("doctor --json"), "doctor").json
    assert said["ok"] is True
    details = {check["name"]: check["detail"] for check in said["checks"]}
    assert "that could not be logged like this now, kept as they are" in details["integrity"]
    assert details["settings"] == "not valid: colour, day_ends (the default holds)"


def numbers(kfit: Kfit) -> list[int]:
    return [entry["id"] for entry in kfit("list --all --json").json["entries"]]


def test_every_entry_can_be_deleted_brought_back_and_noted(strange: Kfit) -> None:
    before = strange("list --all --json").json["entries"]
    for number in numbers(strange):
        fine(strange(f"delete {number}"), f"delete {number}")
        fine(strange("undo"), f"undo of {number}")
        fine(strange("redo"), f"redo of {number}")
        fine(strange("undo"), f"undo of {number}")
        assert strange("list --all --json").json["entries"] == before
        fine(strange(f"edit {number} --note other"), f"edit {number}")
        fine(strange(f"edit {number} --on 2026-11-20"), f"edit {number}")
        fine(strange("undo"), f"undo of edit {number}")
        fine(strange("undo"), f"undo of edit {number}")
        assert strange("list --all --json").json["entries"] == before
    assert fine(strange("doctor"), "doctor")


def test_all_commands_can_be_taken_back_to_an_empty_file_and_put_back(strange: Kfit) -> None:
    before = strange("list --all --json").json["entries"]
    turned = 0
    while "Nothing to take back" not in fine(strange("undo"), "undo").out:
        turned += 1
    assert strange("list --all --json").json["entries"] == []
    for _ in range(turned):
        fine(strange("redo"), "redo")
    assert strange("list --all --json").json["entries"] == before
    assert fine(strange("doctor"), "doctor")


@pytest.mark.parametrize(
    "line", ["habit retire meditation", f"habit retire {'x' * 60}", f"habit rename {'x' * 60} journal", "goal exercise --drop", "pause --drop 2026-11-02",
             "programme stop", "goal meditation 3x/week", "mood 5", "pain 3", "rate calm 4", "did pushups 5x", "did meditation 5m", "effect nausea 2",
             "walk 10 --on 2026-11-22", "weight 71kg", "bp 120/80", "drinks 1", "phq9 --total 12", "sleep 8 --replace", "config set region us"],
)  # fmt: skip
def test_other_commands_go_on_beside_it(strange: Kfit, line: str) -> None:
    before = strange("list --all --json").json["entries"]
    said = strange(line)
    assert said.code == (2 if line.startswith("pause") else 0), said.err  # a pause that ends before it begins holds no day
    assert "damaged" not in said.err
    if said.code == 0:
        fine(strange("undo"), f"undo of {line}")
    assert strange("list --all --json").json["entries"] == before
    fine(strange("doctor"), "doctor")


def test_a_backup_is_made_and_restored(strange: Kfit, db_path: Path) -> None:
    before = strange("list --all --json").json["entries"]
    fine(strange("backup"), "backup")
    assert all(copy["ok"] for copy in strange("backup list --json").json["backups"])
    fine(strange("restore latest"), "restore")
    assert strange("list --all --json").json["entries"] == before
    db_path.unlink()
    fine(strange("restore latest"), "restore")
    assert strange("list --all --json").json["entries"] == before
    fine(strange("doctor"), "doctor")


@pytest.mark.parametrize("line", ["export csv -o out", "export jsonl -o out.jsonl", "export csv -o few --no-notes"])
def test_it_is_exported_whole(strange: Kfit, line: str) -> None:
    files = fine(strange(f"{line} --json"), line).json["files"]
    assert sum(one["rows"] for one in files) >= len(numbers(strange))


def test_an_import_names_the_rows_that_no_table_takes_and_takes_the_others(strange: Kfit, home: Path) -> None:
    strange("export jsonl -o all.jsonl")
    header, *lines = (home / "all.jsonl").read_text().splitlines()
    told = {**json.loads(header), "goals": [], "programmes": [], "pauses": [], "tracked": []}
    (home / "few.jsonl").write_text("\n".join([json.dumps(told), *lines]) + "\n")
    fresh = {"KFIT_DB": str(home / "fresh" / "k.db")}
    said = strange("import all.jsonl", **fresh)
    assert (said.code, "The first line of this file holds a name that can't be kept" in said.err) == (2, True)
    said = strange("import few.jsonl", **fresh)
    assert (said.code, "row 2 mood is outside 0 to 10" in " ".join(said.err.split())) == (2, True)
    fine(strange("import few.jsonl --skip-bad", **fresh), "import")
    assert {setting["name"]: setting["value"] for setting in told["settings"]}["colour"] == "red"
    fine(strange("doctor", **fresh), "doctor")


def stricter(patch: pytest.MonkeyPatch) -> None:
    """Apply the rules of a later kfit: `hope` is built in with its other end better, and ranges are narrower."""
    steps = migrations.all_steps()  # a released format is never edited, whatever the rules are by then
    patch.setattr(migrations, "all_steps", lambda: steps)
    patch.setitem(RATINGS, "hope", "low")
    patch.setattr(Mood.FIELDS["score"], "high", 5)
    patch.setattr(Sleep.FIELDS["minutes"], "high", 400)


@pytest.fixture
def later(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> Kfit:
    """A file of today, read by a later kfit whose rules are stricter."""
    for line in ("rate hope 7 --better high", "rate hope 5", "mood 8 fine", "sleep 7h30"):
        assert kfit(line).code == 0
    stricter(monkeypatch)
    return kfit


def test_a_sound_file_stays_sound_under_stricter_rules(later: Kfit) -> None:
    assert later("doctor --json").json["ok"] is True
    for line in ("list", "today", "week", "month", "history", "chart", "chart sleep", "chart hope", "calendar hope", "checkin --list"):
        fine(later(line), line)
    assert [point["value"] for point in later("chart hope --json").json["points"]] == [6.0]
    for line in ("delete 1", "undo", "redo", "undo", "edit 3 --note other", "undo"):
        fine(later(line), line)


@pytest.mark.parametrize("form", ["export csv -o out", "export jsonl -o out"])
def test_an_own_export_comes_back_in_under_stricter_rules(later: Kfit, home: Path, form: str) -> None:
    later(form)
    before = later("list --all --json").json["entries"]
    fresh = {"KFIT_DB": str(home / "fresh" / "k.db")}
    fine(later("import out", **fresh), "import")
    assert later("list --all --json", **fresh).json["entries"] == before


def test_an_import_still_judges_what_kfit_did_not_write(later: Kfit, home: Path) -> None:
    (home / "mine.csv").write_text("Date,Mood\n2026-11-20,8\n2026-11-21,4\n")
    said = later("import mine.csv --map day=Date,mood=Mood")
    assert (said.code, "outside 0 to 5" in said.err) == (2, True)


def test_an_edit_judges_what_is_typed_anew_and_nothing_else(later: Kfit) -> None:
    """An old mood of 8 stays when a note is added, and `hope` keeps its own better end; a typed mood must fit today's range."""
    fine(later("edit 3 --note other"), "edit")
    said = later("edit 3 7")
    assert (said.code, "Mood goes from 0 (worst) to 5 (best)." in said.err) == (2, True)
    fine(later("edit 1 6"), "edit")
    entries = {entry["id"]: entry for entry in later("list --json").json["entries"]}
    assert (entries[3]["score"], entries[3]["note"]) == (8, "other")
    assert (entries[1]["score"], entries[1]["better"]) == (6, "high")


def test_a_copy_judges_only_what_is_other() -> None:
    old = Rating.stored({"name": "pain", "score": 12, "better": "high", "day": "2026-11-20"})
    assert old.but(note="other").note == "other"
    assert old.but(score=12, better="high") == old
    for changes in ({"score": 11}, {"better": "high", "name": "stress"}, {"day": "someday"}):
        with pytest.raises(Refused):
            old.but(**changes)


def test_the_checkin_asks_by_the_rules_that_its_answer_is_kept_by(kfit: Kfit, db_path: Path) -> None:
    """The question for a built-in name has its built-in ends; a name that now begins a line of its own is not asked for."""
    for day in (19, 20, 21):
        for line in ("pain 4", "rate calm 5 --better high"):
            kfit(f"{line} --on 2026-11-{day}")
    rewritten(db_path, "update rating set better = 'high' where name = 'pain'", "update rating set name = 'mood' where name = 'calm'")
    kfit("config set checkin ratings")
    said = kfit("checkin", typed="3\n")
    assert ("0 none, 10 worst" in " ".join(said.out.split()), "stumbled" in said.err) == (True, False)
    assert [(entry["name"], entry["score"], entry["better"]) for entry in kfit("list --json").json["entries"][6:]] == [("pain", 3, "low")]


def test_a_figure_below_its_range_is_rounded_like_any_other(kfit: Kfit, db_path: Path) -> None:
    for line in ("rate hope 5 --better high", "measure grip 31kg"):
        kfit(line)
    rewritten(db_path, "update rating set score = -2", "update measure set name = 'pulse', unit = 'bpm', value = -4")
    assert "mean -2.0 in the last 7 days" in kfit("chart hope").out
    assert "Pulse: -4 bpm" in kfit("chart pulse").out


def test_two_better_ends_of_one_name_have_no_mean(kfit: Kfit, db_path: Path) -> None:
    kfit("pain 2")
    kfit("pain 4")
    rewritten(db_path, "update rating set better = 'high' where id = 1")
    said = kfit("pain 6")
    assert "4, 6 (mean 5.0)" in said.out
    today = kfit("today").out
    assert "(0 worst, 10 best)" in today
    assert "4, 6 (mean 5.0)" in today


@pytest.mark.parametrize(
    "statement",
    [
        "update mood set day = 'someday'",
        "update mood set day = '2026-02-30'",
        "update mood set day = '2026-W47-7'",
        "update mood set at = '2026-11-22T99:30-05:00'",
        "update mood set at = '2026-11-22'",
        "update mood set logged_at = 'long ago'",
        "update infusion set dose_mg = 9e999",
        "update plan set day = 'soon'",
        "update entry set kind = 'dream' where id = 1",
        "delete from mood",
    ],
)
def test_what_nobody_can_read_is_damage(kfit: Kfit, db_path: Path, statement: str) -> None:
    for line in ("mood 6", "infusion iv 40mg", "next 2026-12-05"):
        kfit(line)
    with closing(sqlite3.connect(db_path)) as db:
        db.execute("pragma ignore_check_constraints = on")
        db.execute(statement)
        db.commit()
    said = [kfit(line) for line in ("list --all", "today", "infusions", "next", "edit 1 5", "delete 1", "chart --all", "week")]
    assert not any("stumbled" in one.err for one in said)
    assert any(one.code == 3 and "damaged" in one.err for one in said)
    assert kfit("doctor").code == 1


def states(db_path: Path, statement: str) -> None:
    with closing(sqlite3.connect(db_path)) as db:
        db.execute(statement)
        db.commit()


@pytest.mark.parametrize("shape", ["json_remove({0}, '$.tz', '$.source')", "json_set({0}, '$.weather', 'rain')"])
@pytest.mark.parametrize("line", ["mood 6 fine", "phq9 2 1 0 3 2 0 1 2 0", "note moved --mark house"])
def test_a_state_of_another_shape_is_taken_back_and_put_back(kfit: Kfit, db_path: Path, line: str, shape: str) -> None:
    kfit(line)
    kfit("edit 1 --note other")
    kfit("delete 1")
    states(db_path, f"update change_entry set before = {shape.format('before')}, after = {shape.format('after')}")
    before = kfit("list --json").json
    for turn in ("undo", "undo", "undo", "redo", "redo", "redo"):
        fine(kfit(turn), turn)
        fine(kfit("history"), "history")
        fine(kfit("doctor"), "doctor")
    assert kfit("list --json").json == before


@pytest.mark.parametrize("line", ["next 2026-12-05", "ask what comes next", "goal exercise 60min/week", "pause 3 days", "did knitting 5m"])
def test_a_state_beside_the_entries_of_another_shape_is_taken_back_and_put_back(kfit: Kfit, db_path: Path, line: str) -> None:
    kfit("mood 6")
    assert kfit(line).code == 0
    for shape in (
        "json_set(after, '$.' || kept || '.weather', 'rain')",
        "json_remove(after, '$.' || kept || '.tz', '$.' || kept || '.retired_on')",
    ):
        states(db_path, f"update change_kept set after = {shape}")
        for turn in ("undo", "redo"):
            fine(kfit(turn), turn)
            fine(kfit("history"), "history")
            fine(kfit("doctor"), "doctor")


@pytest.mark.parametrize("kind", [*KINDS.values(), *PLANNING_TABLES.values()], ids=lambda kind: kind.__name__)
def test_a_stored_record_has_what_is_there_the_defaults_and_no_more(kind: Any) -> None:
    """A stored value may be out of range, but a value that is needed must be there and have the right type."""
    shapes = {"whole": -(10**9), "real": -1e12, "text": "x" * 99, "choice": "dream", "date": "2150-01-01", "instant": "2026-11-22T21:30-05:00",
              "stamp": "2026-11-22T21:30:00Z", "answers": (99, None)}  # fmt: skip
    due = {name: shapes[field.type] for name, field in kind.FIELDS.items() if field.default is not None}
    record = kind.stored(due | {"weather": "rain"})
    assert record.__dict__ == {name: due.get(name) for name in kind.FIELDS}
    for name, field in kind.FIELDS.items():
        for wrong in [b"x", [], *([None] if name in due else []), *(["x"] if field.type not in ("text", "choice") else [5])]:
            with pytest.raises(ValueError, match=f"holds no {name}"):
                kind.stored(due | {name: wrong})
