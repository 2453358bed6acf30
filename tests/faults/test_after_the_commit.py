"""A failure after a line was saved, or a copy restored, is reported as such, and never as "Not saved"."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from kfit.cli import maintenance
from kfit.store import backups, connection, data_file, paths, restore

if TYPE_CHECKING:
    from collections.abc import Callable

    from conftest import Kfit

SAVED = "It is saved, so it need not be sent again. What went wrong came after that:\n"
LINES = (
    "mood 6",
    "log mood 6, walk 20",
    "undo",
    "edit 1 7",
    "delete 1",
    "delete 1 --forget",
    "config set day_ends 05:00",
    "phq9 1 1 1 1 1 1 1 1 0",
)


def content(db_path: Path) -> list[object]:
    with sqlite3.connect(db_path) as db:
        return [db.execute(f"select * from {table}").fetchall() for table in ("entry", "mood", "setting", "change_entry", "change_setting")]


class Failing(connection.Connection):
    """A connection on which one commit, or the first reading after it, goes wrong on its way back."""

    def __init__(self, *values: Any, **more: Any) -> None:
        super().__init__(*values, **more)
        self.wrong = ""

    def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
        if self.saved and type(self).when == "after" and sql.lstrip().startswith("select"):
            raise self.error()
        done = super().execute(sql, *values)
        if sql == "commit" and type(self).when == "commit":
            raise self.error()
        return done

    when = "commit"

    @staticmethod
    def error() -> sqlite3.OperationalError:
        error = sqlite3.OperationalError("disk I/O error")
        error.sqlite_errorcode, error.sqlite_errorname = sqlite3.SQLITE_IOERR, "SQLITE_IOERR"
        return error


@pytest.mark.parametrize("line", LINES)
def test_a_commit_that_fails_after_it_was_done_is_told_as_saved(
    kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    kfit("mood 5")
    before = content(db_path)
    with monkeypatch.context() as here:
        here.setattr(connection, "Connection", Failing)
        said = kfit(line)
    assert content(db_path) != before
    assert "Not saved" not in said.err
    assert (said.code, said.out, said.err.startswith(SAVED)) == (1, "", True)
    assert kfit("doctor").code == 0


@pytest.mark.parametrize("line", ["phq9 1 1 1 1 1 1 1 1 0", "undo"])
def test_a_reading_that_fails_after_the_commit_is_told_as_saved(
    kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch, line: str
) -> None:
    kfit("log walk 20, mood 5")
    before = content(db_path)
    with monkeypatch.context() as here:
        here.setattr(Failing, "when", "after")
        here.setattr(connection, "Connection", Failing)
        said = kfit(line)
    assert content(db_path) != before
    assert (said.code, said.out, said.err.startswith(SAVED)) == (1, "", True)


def test_a_commit_that_was_not_done_is_told_as_not_saved(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    before = content(db_path)

    class Barred(Failing):
        def execute(self, sql: str, *values: Any) -> sqlite3.Cursor:
            if sql == "commit":
                raise self.error()
            return super().execute(sql, *values)

    with monkeypatch.context() as here:
        here.setattr(connection, "Connection", Barred)
        said = kfit("mood 6")
    assert (said.code, said.err.startswith("Not saved: ")) == (3, True)
    assert content(db_path) == before


def test_where_nobody_can_tell_kfit_says_so(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    monkeypatch.setattr(data_file, "is_landed", lambda *_: None)
    monkeypatch.setattr(connection, "Connection", Failing)
    said = kfit("mood 6")
    assert (said.code, said.err.startswith("I can't tell whether this was saved.")) == (1, True)


@pytest.mark.skipif(not shutil.which("strace"), reason="only strace can let the disk fail for one call")
def test_a_folder_that_the_disk_does_not_take_in_after_the_commit(kfit: Kfit) -> None:
    """The real thing: SQLite has taken its journal away, and then the fsync of the folder fails."""
    kfit("mood 5")
    trace = ["strace", "-f", "-qq", "-o", os.devnull, "-e", "trace=fsync,fdatasync", "-e", "inject=fsync,fdatasync:error=EIO:when={}"]
    seen = set()
    for turn in range(1, 8):
        before = len(kfit("list --json").json["entries"])
        ran = subprocess.run(
            [word.format(turn) for word in trace] + [sys.executable, "-m", "kfit", "mood", "6"], capture_output=True, text=True, check=False
        )
        if "ptrace" in ran.stderr or "attach" in ran.stderr:
            pytest.skip("strace may not trace here")
        saved = len(kfit("list --json").json["entries"]) > before
        assert saved == (ran.returncode == 0 or ran.stderr.startswith(SAVED)), ran.stderr
        assert saved != ("Not saved" in ran.stderr)
        seen.add((saved, ran.returncode))
    assert (True, 1) in seen


def failing(error: BaseException) -> Callable[..., Any]:
    def fail(*_: object, **__: object) -> None:
        raise error

    return fail


BARRED = PermissionError(13, "Permission denied")
STEPS = {
    "what is known cannot be written": (paths, "write_new"),
    "old copies cannot be let go": (backups, "prune"),
    "the folder cannot be made to last": (paths, "sync"),
    "the lock stays": (restore, "_let_go"),
}


@pytest.mark.parametrize("damaged", [False, True])
@pytest.mark.parametrize("step", STEPS)
def test_a_restore_that_is_done_is_told_as_done(
    kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch, step: str, *, damaged: bool
) -> None:
    kfit("mood 5")
    kfit("mood 6")
    name = Path(kfit("backup list --json").json["backups"][-1]["path"]).name
    paths.forget(str(db_path))
    if damaged:
        db_path.write_bytes(b"damaged")
    module, function = STEPS[step]
    if step.startswith(("what is known", "the folder")) and not damaged:
        kfit("restore latest")  # a manifest and a copy are written before: then nothing is done at all
        return
    with monkeypatch.context() as here:
        if step == "the folder cannot be made to last":
            sync = paths.sync
            here.setattr(paths, "sync", lambda path: sync(path) if Path(path).is_file() else failing(OSError(5, "Input/output error"))())
        else:
            here.setattr(module, function, failing(BARRED))
        said = kfit(["restore", name])
    assert said.code == 0
    assert said.out.startswith("Restored 1 entry, ")
    assert ("That is done. What went wrong came after it:\n" in said.err) == (step != "the lock stays" or not damaged)
    assert "othing was" not in said.err
    assert [entry["score"] for entry in kfit("list --json").json["entries"]] == [5]


def test_a_restored_file_that_cannot_be_read_then_is_told_as_restored(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    with monkeypatch.context() as here:
        here.setattr(maintenance, "content", failing(sqlite3.OperationalError("disk I/O error")))
        said = kfit("restore latest")
    assert (said.code, said.err.startswith("The file is brought back from the copy of today")) == (1, True)


def test_a_new_beginning_that_is_done_is_told_as_done(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    sync = paths.sync
    with monkeypatch.context() as here:
        here.setattr(paths, "sync", lambda path: failing(OSError(5, "Input/output error"))() if path == str(db_path.parent) else sync(path))
        said = kfit("restore --empty")
    assert (said.code, said.out.startswith("A new file begins"), "That is done." in said.err) == (0, True, True)
    assert not db_path.exists()


def test_a_new_beginning_that_fails_leaves_the_file_missed_if_it_goes(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    with monkeypatch.context() as here:
        here.setattr(paths, "move_aside", failing(BARRED))
        assert kfit("restore --empty").code == 3
    assert paths.known() == [str(db_path)]


def test_what_is_forgotten_is_told_as_forgotten(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5 words")
    kfit("mood 6")
    with monkeypatch.context() as here:
        here.setattr(os, "listdir", failing(BARRED))
        said = kfit("delete 1 --forget")
    assert (said.code, said.out.startswith("Removed for good: entry 1, ")) == (0, True)
    assert "kfit can't see whether backups hold it" in said.out
    assert "Not saved" not in said.out + said.err
    assert [entry["id"] for entry in kfit("list --json").json["entries"]] == [2]


def test_a_backup_is_made_even_if_old_ones_cannot_be_let_go(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    monkeypatch.setattr(backups, "prune", failing(BARRED))
    assert kfit("backup").out.startswith("Kept a checked copy of 1 entry.")
    said = kfit("mood 6", now="2026-11-23T12:00")
    assert (said.code, said.err.startswith("It is saved, and so is the copy of the day. What came after that went wrong.")) == (0, True)


def test_a_state_folder_that_cannot_be_written_hinders_no_copy(kfit: Kfit, db_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("mood 5")
    paths.forget(str(db_path))
    write = paths.write_new
    monkeypatch.setattr(paths, "write_new", lambda path, text: failing(BARRED)() if "known-files" in path else write(path, text))
    said = kfit("mood 6", now="2026-11-23T12:00")
    assert (said.code, "othing was saved" in said.err, "so is the copy of the day" in said.err) == (0, False, True)
    assert kfit("backup list --json").json["backups"][0]["entries"] == 2
