"""Folders and files that may not be read or written: doctor says so, and claims nothing that it cannot know."""

from __future__ import annotations

import os
import shutil
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from conftest import Kfit

NOBODY = 65534
LINES = ("mood 5", "backup", "list", "week", "backup list", "restore latest", "restore", "delete 1 --forget", "doctor", "doctor --json")


@pytest.fixture
def own(kfit: Kfit, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A home of a user who is not root, since root may read and write everything."""
    for line in LINES:  # what is imported late is imported now: nobody may perhaps not read Python itself
        kfit(line)
    place = Path(tempfile.mkdtemp(prefix="kfit-"))
    root = os.geteuid() == 0
    if root:
        os.chown(place, NOBODY, NOBODY)
        os.setresuid(NOBODY, NOBODY, 0)
    for name, folder in (("XDG_DATA_HOME", "data"), ("XDG_STATE_HOME", "state"), ("HOME", "")):
        monkeypatch.setenv(name, str(place / folder))
    yield place
    if root:
        os.setresuid(0, 0, 0)
    for folder, _, _ in os.walk(place):
        Path(folder).chmod(0o700)
    shutil.rmtree(place)


def found(kfit: Kfit) -> dict[str, str]:
    """Return what doctor finds wrong; it must always end by itself."""
    said = kfit("doctor --json")
    assert (said.code, said.err) == (0 if said.json["ok"] else 1, "")
    return {check["name"]: check["detail"] for check in said.json["checks"] if not check["ok"]}


PLACES = {
    "the folder": ("data/kfit", 0o000, {"file", "leftovers", "sync copies"}),
    "the folder, which may be listed but not entered": ("data/kfit", 0o600, {"file"}),
    "the file": ("data/kfit/kfit.db", 0o000, {"file"}),
    "the folder of the copies": ("data/kfit/kfit.db.backups", 0o000, {"backups", "rights"}),
    "the state folder": ("state/kfit", 0o000, {"known files"}),
    "a copy": ("data/kfit/kfit.db.backups/{copy}", 0o000, {"backups"}),
    "a manifest": ("data/kfit/kfit.db.backups/{copy}.json", 0o000, {"backups"}),
}


@pytest.mark.parametrize("what", PLACES)
def test_doctor_says_what_may_not_be_read(kfit: Kfit, own: Path, what: str) -> None:
    kfit("mood 5")
    copy = next((own / "data" / "kfit" / "kfit.db.backups").glob("*.db")).name
    place, mode, names = PLACES[what]
    (own / place.format(copy=copy)).chmod(mode)
    wrong = found(kfit)
    assert names <= wrong.keys()
    assert "Nothing is wrong" not in kfit("doctor").out


@pytest.mark.parametrize("place", ["data/kfit", "data/kfit/kfit.db"])
def test_what_may_not_be_read_is_neither_empty_nor_gone(kfit: Kfit, own: Path, place: str) -> None:
    kfit("mood 5")
    (own / place).chmod(0o000)
    for line in ("list", "mood 6", "week", "backup"):
        said = kfit(line)
        assert (line, said.code, said.out) == (line, 3, "")
        assert "can't be " in said.err
        assert "gone" not in said.err


def test_copies_that_may_not_be_seen_are_not_said_to_be_none(kfit: Kfit, own: Path) -> None:
    kfit("mood 5")
    db_path = own / "data" / "kfit" / "kfit.db"
    (own / "data" / "kfit" / "kfit.db.backups").chmod(0o000)
    for line, code in (("backup list", 1), ("restore", 1), ("restore latest", 1)):
        said = kfit(line)
        assert (line, said.code, said.out, "can't be looked at" in said.err) == (line, code, "", True)
    db_path.write_bytes(db_path.read_bytes()[:5000])
    assert "no good copy" not in kfit("list").err


PROTECTED = {"the file": ("data/kfit/kfit.db", 0o400), "its folder": ("data/kfit", 0o500), "the state folder": ("state/kfit", 0o500)}


@pytest.mark.parametrize("what", PROTECTED)
def test_doctor_names_what_may_not_be_written_and_what_helps(kfit: Kfit, own: Path, what: str) -> None:
    kfit("mood 5")
    place, mode = PROTECTED[what]
    (own / "state" / "kfit" / "device").unlink()
    (own / place).chmod(mode)
    refused = kfit("mood 6")
    assert (refused.code in (1, 3), refused.err.startswith("Not saved: "), "kfit doctor" in refused.err) == (True, True, True)
    assert f"chmod u+rwX {own / place}" in found(kfit)["rights"]
    assert "Nothing is wrong" not in kfit("doctor").out
    (own / place).chmod(0o700)
    assert kfit("mood 6").code == 0
    assert found(kfit) == {}


def test_doctor_names_a_home_in_which_nothing_can_be_made(kfit: Kfit, own: Path) -> None:
    own.chmod(0o500)
    assert kfit("mood 5").code in (1, 3)
    assert f"chmod u+rwX {own}" in found(kfit)["rights"]


def test_doctor_names_what_lies_in_the_way(kfit: Kfit, home: Path) -> None:
    (home / "state" / "kfit" / "device").mkdir(parents=True)
    refused = kfit("mood 5")
    assert (refused.code, "kfit doctor" in refused.err) == (1, True)
    assert f"{home / 'state' / 'kfit' / 'device'}. It is in the way" in found(kfit)["rights"]
