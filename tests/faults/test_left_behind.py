"""Files left by a killed run or an editor: kfit names them, removes them, and says if they may hold a deleted text."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from test_after_the_commit import SAVED, Failing

from kfit.store import connection, paths
from test_backup import folder_of

if TYPE_CHECKING:
    from conftest import Kfit

DRAFTS = ("kfit.db.kfit-draft", "kfit.db.kfit-draft-journal", "kfit.db.backups/copy.kfit-draft", "kfit.db.backups/copy.kfit-draft-journal")


def leftovers(kfit: Kfit) -> str:
    return next(str(check["detail"]) for check in kfit("doctor --json").json["checks"] if check["name"] == "leftovers")


@pytest.fixture
def drafts(kfit: Kfit, db_path: Path) -> list[Path]:
    """The file that a killed restore, import or backup leaves: it holds all entries."""
    kfit("mood 5 CANARY")
    found = [db_path.parent / name for name in DRAFTS]
    for path in found:
        path.write_bytes(db_path.read_bytes())
    return found


@pytest.mark.parametrize("line", ["backup", "delete 1 --forget", "mood 6"])
def test_drafts_of_runs_that_were_killed_are_named_and_cleared_away(kfit: Kfit, drafts: list[Path], line: str) -> None:
    told = leftovers(kfit)
    assert all(path.name in told for path in drafts if not path.name.endswith("-journal"))
    assert kfit(line, now="2026-11-23T12:00").code == 0
    assert not [path for path in drafts if path.exists()]
    assert leftovers(kfit) == "none"


def test_a_question_that_is_forgotten_stays_in_no_draft(kfit: Kfit, drafts: list[Path]) -> None:
    kfit("ask a question")
    kfit("ask --forget 1")
    assert not [path for path in drafts if path.exists()]


@pytest.mark.skipif(os.name == "nt", reason="there are no locks of a folder there")
def test_the_draft_of_a_run_that_is_still_at_work_is_left_alone(kfit: Kfit, drafts: list[Path], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kfit.store.faults.PATIENCE", 0.1)
    with paths.FolderLock(str(drafts[0].parent)):
        said = kfit("delete 1 --forget")
        assert (said.code, "Files of an interrupted run may still hold it" in said.out) == (0, True)
    assert all(path.exists() for path in drafts)


def test_forgetting_names_what_was_moved_aside(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 5 CANARY")
    aside = db_path.with_name("kfit.db.aside-20261101T000000Z")
    aside.write_bytes(db_path.read_bytes())
    assert f"may still hold it: {aside.name}, in {db_path.parent}\n" in kfit("delete 1 --forget").out
    assert aside.exists()


# --- a folder or a link that somebody else put there


def test_a_planted_link_is_not_written_through(kfit: Kfit, db_path: Path, home: Path) -> None:
    kfit("mood 5")
    theirs = home / "theirs"
    theirs.write_text("theirs")
    for name in ("copy.kfit-draft", "copy.kfit-draft-journal", "20261124T023000Z-hand-v7.db.json"):
        (folder_of(db_path) / name).symlink_to(theirs)
    (home / "state" / "kfit" / "known-files.kfit-draft").symlink_to(theirs)
    paths.forget(str(db_path))
    for _ in range(2):
        assert kfit("backup", now="2026-11-23T21:30").code == 0
    assert kfit("mood 6", now="2026-11-24T12:00").err == ""
    assert theirs.read_text() == "theirs"
    assert paths.known() == [str(db_path)]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can give a folder away")
@pytest.mark.parametrize("what", ["folder", "link"])
def test_a_folder_of_copies_that_is_somebody_elses_is_neither_read_nor_written(kfit: Kfit, db_path: Path, home: Path, what: str) -> None:
    kfit("mood 5")
    theirs = folder_of(db_path)
    if what == "folder":
        os.chown(theirs, 65534, 65534)
    else:
        theirs.rename(home / "mine")
        theirs.symlink_to(home / "mine")
        os.chown(theirs, 65534, 65534, follow_symlinks=False)
    before = sorted(theirs.iterdir())
    for line in ("backup", "backup list", "restore latest"):
        said = kfit(line)
        assert (line, said.code, said.out, "belongs to somebody else" in said.err) == (line, 3, "", True)
    said = kfit("mood 6", now="2026-11-23T12:00")
    assert (said.code, said.err.startswith("It is saved. The copy of the day could not be made.")) == (0, True)
    assert "belongs to somebody else" in " ".join(kfit("doctor").out.split())
    assert sorted(theirs.iterdir()) == before


def test_a_link_of_ones_own_to_a_folder_of_ones_own_holds_the_copies(kfit: Kfit, db_path: Path, home: Path) -> None:
    kfit("mood 5")
    folder_of(db_path).rename(home / "elsewhere")
    folder_of(db_path).symlink_to(home / "elsewhere")
    assert [kfit(line).code for line in ("backup", "backup list", "restore latest", "doctor")] == [0] * 4


# --- what lies in the state folder while a note is written


def editor(home: Path, script: str) -> dict[str, str]:
    path = home / "editor"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o700)
    return {"EDITOR": str(path)}


@pytest.mark.parametrize("line", ["note --edit", "edit 1 --edit"])
@pytest.mark.parametrize("script", ['touch "$1"', 'exit 3 # "$1"', 'echo new > "$1"; touch "$1~" "$(dirname "$1")/.$(basename "$1").swp"'])
def test_nothing_stays_where_nothing_changed_or_all_is_saved(kfit: Kfit, home: Path, line: str, script: str) -> None:
    kfit("note before")
    said = kfit(line, **editor(home, script))
    assert paths.note_drafts() == []
    assert "is kept in" not in said.err
    assert kfit("list --json").json["entries"][-1]["note"] == ("new" if "new" in script else "before")


@pytest.mark.parametrize("line", ["note --edit", "edit 1 --edit"])
@pytest.mark.parametrize(
    "script",
    ['echo SECRET > "$1"; exit 3', 'echo SECRET > "$1"; kill -9 $$', 'printf "SECRET \\377" > "$1"', 'echo SECRET > "$1"; head -c 11000 /dev/zero | tr "\\0" x >> "$1"'],
    ids=["fails", "killed", "no UTF-8", "too long"],
)  # fmt: skip
def test_what_could_not_be_saved_is_kept_and_doctor_names_it(kfit: Kfit, home: Path, line: str, script: str) -> None:
    kfit("note before")
    said = kfit(line, **editor(home, script))
    (kept,) = paths.note_drafts()
    assert (said.code != 0, said.err.endswith(f"What you wrote is kept in {kept}\n")) == (True, True)
    assert b"SECRET" in Path(kept).read_bytes()
    told = leftovers(kfit)
    assert (kept in told, "delete that file" in told, "SECRET" in told) == (True, True, False)
    assert kfit("doctor").code == 0


def test_a_note_that_was_emptied_in_the_editor_is_not_said_to_be_as_before(kfit: Kfit, home: Path) -> None:
    kfit("note before")
    said = kfit("edit 1 --edit", **editor(home, ': > "$1"'))
    assert (said.code, said.err.startswith("Nothing would be left of it. To take it away: kfit delete 1")) == (2, True)


def test_a_ctrl_c_in_the_editor_says_where_the_text_is(kfit: Kfit, home: Path) -> None:
    kfit("mood 5")
    env = {**os.environ, **editor(home, 'echo SECRET > "$1"; touch "$HOME/begun"; exec sleep 20')}
    with subprocess.Popen(
        [sys.executable, "-m", "kfit", "note", "--edit"], env=env, stderr=subprocess.PIPE, text=True, start_new_session=True
    ) as ran:
        assert ran.stderr is not None
        until = time.monotonic() + 15
        while not (home / "begun").exists() and time.monotonic() < until:
            time.sleep(0.02)
        os.killpg(ran.pid, signal.SIGINT)
        heard = ran.stderr.read()
    (kept,) = paths.note_drafts()
    assert (ran.returncode, heard) == (130, f"What you wrote is kept in {kept}\n")


def test_forgetting_takes_the_text_out_of_the_state_folder_and_names_other_texts(kfit: Kfit, home: Path) -> None:
    kfit("note older words")
    kfit('edit 1 "newer words"')
    paths.make(paths.notes())
    texts = {
        "note-1-a.txt": "older words\n",
        "note-2-b.txt": "newer words",
        "note-3-c.txt": "newer words and more",
        "note-4-d.txt": "others",
    }
    for name, text in texts.items():
        (Path(paths.notes()) / name).write_text(text)
    said = kfit("delete 1 --forget")
    left = [Path(paths.notes()) / name for name in ("note-3-c.txt", "note-4-d.txt")]
    assert paths.note_drafts() == [str(path) for path in left]
    assert f"is kept, and may still hold it: {left[0]}, {left[1]}\n" in said.out
    assert "words" not in said.out
    assert home in left[0].parents


def test_a_text_from_an_editor_that_is_saved_is_not_kept_beside(kfit: Kfit, home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kfit("note before")
    editor = home / "editor"
    editor.write_text('#!/bin/sh\necho words > "$1"\n')
    editor.chmod(0o700)
    monkeypatch.setattr(connection, "Connection", Failing)
    for line in ("note --edit", "edit 1 --edit"):
        said = kfit(line, EDITOR=str(editor))
        assert (said.err.startswith(SAVED), "is kept in" in said.err) == (True, False)
    assert paths.note_drafts() == []
