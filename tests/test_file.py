"""The data file: what is true of every connection, and that kfit never touches a file that it cannot use."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import second_format
from conftest import make_empty
from kfit.store import connection, data_file, migrations, paths, restore
from kfit.store.connection import PRAGMAS, connect
from kfit.store.data_file import create_file, open_file

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Kfit

# Every command that needs the data file. `backup list`, `restore`, `doctor` and `help-now` never stop because of it.
COMMANDS = (
    "mood 6",
    "log mood 6, walk 20",
    "",
    "today",
    "week",
    "list",
    "chart mood",
    "calendar",
    "infusions",
    "insights infusion",
    "chart rounds",
    "undo",
    "redo",
    "edit 1 7",
    "delete 1",
    "history",
    "export jsonl",
    "import some.csv --map day=Date,mood=Mood",
    "backup",
    "config set day_ends 03:00",
)


def _other_program(path: Path, *, wal: bool = False) -> None:
    path.unlink()
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        if wal:
            db.execute("pragma journal_mode = wal")
        db.execute("create table moz_places(id integer primary key, url text)")


def _newer(path: Path, *, wal: bool = False) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as db:
        if wal:
            db.execute("pragma journal_mode = wal")
        db.execute("pragma user_version = 99")


def _cut(path: Path, size: int) -> None:
    os.truncate(path, size)


def _folder(path: Path) -> None:
    path.unlink()
    path.mkdir()


BAD: dict[str, Callable[[Path], Any]] = {
    "0 bytes": lambda path: path.write_bytes(b""),
    "text": lambda path: path.write_text("Dear diary, " * 100),
    "encrypted": lambda path: path.write_bytes(bytes(range(7, 255)) * 40),
    "zeros after a power cut": lambda path: path.write_bytes(bytes(8192)),
    "cut in the header": lambda path: _cut(path, 60),
    "cut in the middle": lambda path: _cut(path, path.stat().st_size // 2),
    "schema page gone": lambda path: path.write_bytes(path.read_bytes()[:100] + bytes(3996) + path.read_bytes()[4096:]),
    "another program's": _other_program,
    "another program's in WAL mode": lambda path: _other_program(path, wal=True),
    "a newer kfit's": _newer,
    "a newer kfit's in WAL mode": lambda path: _newer(path, wal=True),
    "two names": lambda path: os.link(path, path.with_name("second.db")),
    "a folder": _folder,
    "gone": lambda path: path.unlink(),
}


def everything(folder: Path) -> dict[str, tuple[bytes, int]]:
    """Return name, content and time of change of everything in a folder."""
    return {str(found): (found.read_bytes(), found.stat().st_mtime_ns) for found in sorted(folder.rglob("*")) if found.is_file()}


@pytest.mark.parametrize("kind", BAD)
def test_a_file_that_cannot_be_used_stops_every_command_and_stays_as_it_is(kfit: Kfit, db_path: Path, home: Path, kind: str) -> None:
    kfit("mood 5 before it broke")
    (home / "some.csv").write_text("Date,Mood\n2026-11-20,5\n")
    BAD[kind](db_path)
    before = everything(db_path.parent)
    for command in COMMANDS:
        said = kfit(command)
        assert (command, said.code, said.out) == (command, 3, "")
        assert said.err.startswith("Not saved: ") or not command.startswith(("mood", "log"))
        assert "stumbled" not in said.err
        assert "before it broke" not in said.err
        assert everything(db_path.parent) == before, command
    for command in ("help-now", "backup list", "doctor"):
        assert kfit(command).code in (0, 1)
        assert everything(db_path.parent) == before, command


def test_damage_in_the_middle_is_told_when_it_is_met(kfit: Kfit, db_path: Path) -> None:
    kfit("log -", stdin="\n".join(f"mood {number % 11} {'words ' * 20}" for number in range(400)))
    content = bytearray(db_path.read_bytes())
    with closing(connect(str(db_path))) as db:
        root = db.execute("select rootpage from sqlite_schema where name = 'mood'").fetchone()[0]
        size = db.execute("pragma page_size").fetchone()[0]
    start = (root - 1) * size  # an inner page of the table: its first 12 bytes are followed by the offsets of its cells
    cell = start + int.from_bytes(content[start + 12 : start + 14], "big")
    leaf = int.from_bytes(content[cell : cell + 4], "big")
    content[(leaf - 1) * size : leaf * size] = bytes(size)
    db_path.write_bytes(content)
    said = kfit("list --all")
    assert said.code == 3
    assert "damaged" in said.err
    assert "kfit restore" in said.err
    assert db_path.read_bytes() == content


def test_a_text_that_is_no_utf_8_is_damage_and_not_a_bug(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5 XXXXXXXX")
    content = db_path.read_bytes()
    db_path.write_bytes(content.replace(b"XXXXXXXX", b"\xff\xfe\xff\xfe\xff\xfe\xff\xfe"))
    said = kfit("list")
    assert (said.code, "stumbled" in said.err) == (3, False)


def test_every_way_of_opening_sets_what_keeps_a_saved_line_saved(kfit: Kfit, db_path: Path) -> None:
    path = str(db_path)
    ways: tuple[Callable[[], sqlite3.Connection | None], ...] = (
        lambda: create_file(path),
        lambda: open_file(path, writes=True),
        lambda: open_file(path, writes=False),
        lambda: connect(path),
    )
    for way in ways:
        db = way()
        assert db is not None
        with closing(db):
            assert [(name, db.execute(f"pragma {name}").fetchone()[0]) for name, _, _ in PRAGMAS] == [
                ("foreign_keys", 1),
                ("trusted_schema", 0),
                ("cell_size_check", 1),
                ("journal_mode", "delete"),
                ("synchronous", 3),
                ("fullfsync", 1),
                ("secure_delete", 1),
            ]
    kfit("mood 5")
    held = restore._readable(path)
    assert held is not None
    with closing(held):
        restore._hold(held)
        assert all(held.execute(f"pragma {name}").fetchone()[0] == answer for name, _, answer in PRAGMAS)


def test_no_module_but_the_store_connects_to_a_file() -> None:
    source = Path(connection.__file__).parents[1]
    for found in source.rglob("*.py"):
        text = found.read_text()
        own = found.name in ("connection.py", "foreign_tables.py")  # the diary's file, and another program's
        assert own or text.count("sqlite3.connect(") == text.count('sqlite3.connect(":memory:"'), found
        assert found.parent.name == "store" or "sqlite3.connect(" not in text, found


@pytest.mark.parametrize("mask", [0o000, 0o077])
def test_only_the_owner_can_read_what_kfit_writes(kfit: Kfit, home: Path, mask: int) -> None:
    old = os.umask(mask)
    try:
        kfit("mood 5")
        kfit("backup")
    finally:
        os.umask(old)
    found = [*(home / "data").rglob("*"), *(home / "state").rglob("*"), home / "data", home / "state"]
    assert len(found) > 8
    for path in found:
        assert stat.S_IMODE(path.stat().st_mode) == (0o700 if path.is_dir() else 0o600), path


@pytest.mark.skipif(os.geteuid() == 0, reason="root can write everywhere")
def test_a_folder_that_cannot_be_written_is_read_and_said(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5")
    db_path.parent.chmod(0o500)
    try:
        assert kfit("list").code == 0
        said = kfit("mood 6")
    finally:
        db_path.parent.chmod(0o700)
    assert (said.code, said.err.startswith("Not saved: ")) == (3, True)


def test_a_data_folder_that_cannot_be_made_is_said(kfit: Kfit, home: Path) -> None:
    (home / "data").write_text("in the way")
    said = kfit("mood 5")
    assert (said.code, "stumbled" in said.err, said.err.startswith("Not saved: ")) == (3, False, True)


def test_a_state_folder_that_cannot_be_made_is_said(kfit: Kfit, home: Path) -> None:
    (home / "state").write_text("in the way")
    said = kfit("mood 5")
    assert (said.code, "stumbled" in said.err, said.out) == (1, False, "")


def test_a_link_to_the_file_works_and_stays(kfit: Kfit, home: Path) -> None:
    kfit("mood 4", KFIT_DB=str(home / "elsewhere" / "real.db"))
    (home / "link.db").symlink_to(home / "elsewhere" / "real.db")
    env = {"KFIT_DB": str(home / "link.db")}
    assert kfit("mood 5", **env).code == 0
    assert kfit("mood 6", **env).code == 0
    kfit("backup", **env)
    assert kfit("restore latest", **env).code == 0
    assert (home / "link.db").is_symlink()
    assert "mood 6" in kfit("list", **env).out


def _on_a_disk_that_is_gone(link: Path) -> None:
    link.symlink_to("/media/nobody/stick/kfit.db")


def _to_a_link_that_is_broken(link: Path) -> None:
    link.with_name("between").symlink_to("nowhere")
    link.symlink_to("between")


def _in_a_circle(link: Path) -> None:
    link.with_name("back").symlink_to(link)
    link.symlink_to("back")


def _to_a_file_that_was_removed(link: Path) -> None:
    link.symlink_to(link.with_name("elsewhere"))


LINKS = [_on_a_disk_that_is_gone, _to_a_link_that_is_broken, _in_a_circle, _to_a_file_that_was_removed]


@pytest.mark.parametrize("of_the_folder", [False, True], ids=["file", "folder"])
@pytest.mark.parametrize("broken", LINKS)
def test_a_link_that_leads_nowhere_is_no_empty_start(
    kfit: Kfit, home: Path, db_path: Path, broken: Callable[[Path], None], *, of_the_folder: bool
) -> None:
    link = db_path.parent if of_the_folder else db_path
    link.parent.mkdir(parents=True, mode=0o700)
    broken(link)
    before = sorted(home.rglob("*"))
    for command in ("mood 6", "", "list", "week", "backup", "undo", "restore latest", "restore --empty"):
        said = kfit(command)
        assert (command, said.code, said.out) == (command, 3, "")
        assert said.err.startswith("Not saved: the link to" if command in ("mood 6", "undo") else "The link to"), command
    doctor = kfit("doctor --json")
    assert (doctor.code, doctor.json["checks"][0]["detail"]) == (1, f"{link} is a link that leads nowhere")
    assert sorted(home.rglob("*")) == before


@pytest.mark.parametrize("kind", ["a link to a folder", "a FIFO", "a socket", "a device"])
def test_what_is_no_file_is_told_at_once(kfit: Kfit, home: Path, db_path: Path, kind: str) -> None:
    db_path.parent.mkdir(parents=True, mode=0o700)
    if kind == "a link to a folder":
        db_path.symlink_to(home)
    elif kind == "a device":
        db_path.symlink_to("/dev/zero")
    elif kind == "a FIFO":
        os.mkfifo(db_path)
    else:
        os.mknod(db_path, 0o600 | stat.S_IFSOCK)
    for command in ("mood 6", "list", "backup"):
        said = kfit(command)
        assert (said.code, said.out, "your data file is not a file" in said.err.lower()) == (3, "", True)
    assert kfit("doctor").code == 1
    if db_path.is_symlink():  # what lies elsewhere is not moved away
        for command in ("restore latest", "restore --empty"):
            said = kfit(command)
            assert (said.code, "is not a file" in said.err) == (3, True)
    assert home.is_dir()


@pytest.mark.parametrize("name", ["100% ?#.db", "d:\\x.db", "日記 'quoted\".db", "new\nline.db", os.fsdecode(b"caf\xe9.db")])
def test_any_name_of_a_file_works(kfit: Kfit, home: Path, name: str) -> None:
    env = {"KFIT_DB": str(home / "in here" / name)}
    assert [kfit(line, **env).code for line in ("mood 5", "backup", "list", "restore latest", "doctor")] == [0] * 5
    assert (home / "in here" / name).exists()


def test_a_file_left_in_wal_mode_comes_back_with_everything_in_it(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5")
    with closing(sqlite3.connect(db_path, isolation_level=None)) as db:
        db.execute("pragma journal_mode = wal")
        db.execute("insert into said values ('through the wal', '2026-11-22')")
        assert kfit("doctor").code == 1
        with closing(sqlite3.connect(db_path)) as other:
            assert other.execute("pragma journal_mode").fetchone()[0] == "wal"
    assert kfit("mood 6").code == 0
    assert not list(db_path.parent.glob("*-wal"))
    with closing(connect(str(db_path), "ro")) as db:
        assert db.execute("select count(*) from said where sentence = 'through the wal'").fetchone()[0] == 1


def test_a_journal_that_stayed_behind_is_not_played_into_a_new_file(kfit: Kfit, db_path: Path) -> None:
    db_path.parent.mkdir(parents=True)
    journal = db_path.with_name(db_path.name + "-journal")
    journal.write_bytes(bytes.fromhex("d9d505f920a163d7") + bytes(5000))
    assert kfit("mood 5").code == 0
    assert not journal.exists()
    aside = list(db_path.parent.glob("*.aside-*-journal"))
    assert [len(found.read_bytes()) for found in aside] == [5008]


def test_reading_creates_nothing(kfit: Kfit, home: Path) -> None:
    for command in (
        "",
        "today",
        "week",
        "list",
        "chart mood",
        "calendar",
        "infusions",
        "insights infusion",
        "chart rounds",
        "history",
        "backup",
        "backup list",
        "doctor",
        "config",
    ):
        assert kfit(command).code == 0, command
    assert not (home / "data").exists()


def test_a_draft_that_an_interrupted_first_run_left_does_no_harm(kfit: Kfit, db_path: Path) -> None:
    db_path.parent.mkdir(parents=True, mode=0o700)
    (db_path.parent / "kfit.db.kfit-draft").write_bytes(b"half")
    (db_path.parent / "kfit.db.kfit-draft-journal").write_bytes(b"half")
    assert kfit("mood 5").code == 0
    assert kfit("doctor").code == 0


def test_a_first_run_that_made_the_file_but_was_stopped_is_remembered_later(kfit: Kfit, db_path: Path, home: Path) -> None:
    kfit("mood 5")
    (home / "state" / "kfit" / "known-files").unlink()
    kfit("mood 5", now="2026-11-23T21:30")
    db_path.unlink()
    assert kfit("mood 5").code == 3


def test_the_version_is_the_number_of_steps(db_path: Path) -> None:
    with closing(create_file(str(db_path))) as db:
        assert db.execute("pragma user_version").fetchone()[0] == migrations.VERSION
        assert db.execute("pragma application_id").fetchone()[0] == migrations.APPLICATION_ID
    assert paths.known() == [str(db_path)]


@pytest.mark.parametrize(
    "name", ["new\nline.db", "back\\slash.db", "both\\\n.db", "\\n.db", "\r\n.db", "\\\\n\n.db", os.fsdecode(b"caf\xe9.db")]
)
def test_a_file_of_any_name_is_known_when_it_is_gone(kfit: Kfit, home: Path, name: str) -> None:
    path = home / "in here" / name
    env = {"KFIT_DB": str(path)}
    kfit("mood 5")
    kfit("mood 5", **env)
    assert paths.known() == [str(home / "data" / "kfit" / "kfit.db"), str(path)]
    path.unlink()
    assert kfit("mood 5", **env).code == 3
    assert not path.exists()
    paths.forget(str(path))
    assert paths.known() == [str(home / "data" / "kfit" / "kfit.db")]


def test_a_file_that_the_tests_begin_is_the_one_that_kfit_makes(tmp_path: Path) -> None:
    """The tests make the empty file of a moment and schema once (`conftest.empty_once`)."""
    made, given = tmp_path / "made.db", tmp_path / "given.db"
    for at in ("2026-11-22T21:30:00Z", "2026-11-23T08:00:00Z", "2026-11-22T21:30:00Z"):
        make_empty(str(made), at)
        data_file.empty(str(given), at)
        assert given.read_bytes() == made.read_bytes()
        assert given.stat().st_mode == made.stat().st_mode
    with pytest.MonkeyPatch.context() as patch:
        second_format.patch(patch)
        make_empty(str(made), at)
        data_file.empty(str(given), at)
        assert given.read_bytes() == made.read_bytes()
