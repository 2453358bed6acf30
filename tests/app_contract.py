"""What holds for every app's export. A source's tests inherit `AppContract`; its made-up exports lie in `app_exports`."""

from __future__ import annotations

import io
import random
import zipfile
from contextlib import ExitStack, suppress
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar

import pytest

from effort import tried
from kfit import clock
from kfit.errors import Refused
from kfit.formats.apps.catalogue import APPS, recognise, source_of
from kfit.formats.apps.contract import AppRules, read_moods
from kfit.formats.apps.files import AppFiles
from kfit.formats.validation import RowChecks
from kfit.store.foreign_tables import open_tables

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from conftest import Kfit, Said
    from kfit.formats.rows import ImportRow

    Files = Mapping[str, bytes]

MUTANTS = tried(2000 // len(APPS) + 1, 2000)  # of each app: at least 2,000 in every run


def exports_of(app: str) -> dict[str, Files]:
    """Return the made-up exports of an app by their layout."""
    found: dict[str, Files] = import_module(f"app_exports.{source_of(app).__module__.rpartition('.')[2]}").EXPORTS
    return found


def zipped(files: Files) -> bytes:
    """Return a zip of files, with what a Mac adds to it."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
            folder, slash, base = name.rpartition("/")
            archive.writestr(f"__MACOSX/{folder}{slash}._{base}", b"\0\5\x16\7")
    return packed.getvalue()


def written(home: Path, files: Files, how: str = "") -> str:
    """Write an export as it reaches a person: one file, a zip or a folder; return its name. One file is written as it is."""
    how = how or ("file" if len(files) == 1 else "folder")
    if how == "zip":
        (home / "export.zip").write_bytes(zipped(files))
        return "export.zip"
    if how == "file":
        ((name, content),) = files.items()
        (home / f"renamed{name[name.rfind('.') :]}").write_bytes(content)
        return f"renamed{name[name.rfind('.') :]}"
    for name, content in files.items():
        path = home / "unpacked" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return "unpacked"


def opened(files: Files, stack: ExitStack) -> AppFiles:
    """Return an export as a source sees it."""
    if len(files) == 1:
        ((name, content),) = files.items()
        return AppFiles.of_file(name, io.BytesIO(content), open_tables, stack)
    return AppFiles.of_file("export.zip", io.BytesIO(zipped(files)), open_tables, stack)


class AppContract:
    """The tests of one app: `class TestDaylio(AppContract): app = "daylio"`.

    Its module in `app_exports` has EXPORTS (each layout as a mapping of names to bytes, the first one with some entries), LONGER (the
    first one with further records) and CHANGED (the first one with another value in one record; None if no record has an id that
    outlasts a change). `options` are what the import of them needs to be told.
    """

    app: ClassVar[str]
    options: ClassVar[str] = ""
    moods: ClassVar[str] = ""  # as in --mood, for tests that ask the source itself
    answers: ClassVar[Mapping[str, str]] = {}

    @property
    def exports(self) -> Any:
        return import_module(f"app_exports.{source_of(self.app).__module__.rpartition('.')[2]}")

    @property
    def first(self) -> Files:
        found: Files = next(iter(self.exports.EXPORTS.values()))
        return found

    def taken(self, kfit: Kfit, home: Path, files: Files, options: str = "", how: str = "") -> Said:
        """Import an export; return what was said, which adds up."""
        said = kfit(f"import {written(home, files, how)} {self.options} {options} --json")
        assert said.code == 0, said.err
        left_out = sum(one.get("count", 1) for one in said.json["skipped"])
        assert said.json["read"] == said.json["added"] + said.json["updated"] + said.json["duplicate"] + left_out
        return said

    def rows(self, files: Files, stack: ExitStack) -> Iterator[ImportRow]:
        """Yield the rows of an export with what passes the checks of every import."""
        rules = AppRules("04:00", "2026-11-22T21:30:00Z", clock.zone(), read_moods([self.moods] if self.moods else []), self.answers)
        today = clock.now().date()
        return RowChecks(lambda _: today).passed(source_of(self.app)(opened(files, stack), rules).read())

    def test_each_layout_is_recognised_by_what_it_holds(self, kfit: Kfit, home: Path) -> None:
        for name, files in self.exports.EXPORTS.items():
            for how in ("zip", "folder", *(["file"] if len(files) == 1 else [])):
                said = kfit(f"import {written(home, files, how)} {self.options} --dry-run --json")
                assert (said.code, said.err) == (0, ""), (name, how)
                assert said.json["added"] > 0, (name, how)
                if how == "folder":
                    import shutil

                    shutil.rmtree(home / "unpacked")

    def test_no_other_app_takes_it_and_it_takes_no_other(self) -> None:
        for app in APPS:
            for name, files in exports_of(app).items():
                with ExitStack() as stack:
                    found = opened(files, stack)
                    assert source_of(self.app).recognises(found) is (app == self.app), (app, name)
                    if app == self.app:
                        assert recognise(found) is source_of(self.app), name

    def test_what_is_read_passes_the_checks_and_says_where_it_comes_from(self) -> None:
        for name, files in self.exports.EXPORTS.items():
            with ExitStack() as stack:
                rows = list(self.rows(files, stack))
                assert [row.wrong or row.bad for row in rows if row.wrong or row.bad] == [], name
                found = [dict(zip(kind.FIELDS, values, strict=True)) for row in rows for kind, values in row.entries]
                assert found, name
                assert {one["source"] for one in found} == {self.app}
                ids = [(kind, values[7]) for row in rows for kind, values in row.entries]
                assert all(len(str(number)) <= 200 and number for _, number in ids), name
                assert len(set(ids)) == len(ids), name

    def test_a_second_import_adds_nothing(self, kfit: Kfit, home: Path) -> None:
        first = self.taken(kfit, home, self.first).json
        again = self.taken(kfit, home, self.first).json
        assert (again["added"], again["updated"], again["duplicate"]) == (0, 0, first["added"])

    def test_two_exports_in_one_folder_are_the_same_records(self, kfit: Kfit, home: Path) -> None:
        if len(self.first) > 1:
            pytest.skip("an export of several files is one folder of its own")
        ((name, content),) = self.first.items()
        one = self.taken(kfit, home, self.first).json
        stem, dot, end = name.rpartition(".")
        both = self.taken(kfit, home, {name: content, f"{stem} (1){dot}{end}": content}, how="folder").json
        assert (both["added"], both["updated"]) == (0, 0)
        assert one["added"] > 0

    def test_a_longer_export_adds_what_is_new(self, kfit: Kfit, home: Path) -> None:
        first = self.taken(kfit, home, self.first).json
        longer = self.taken(kfit, home, self.exports.LONGER).json
        assert longer["added"] > 0
        assert (longer["updated"], longer["duplicate"]) == (0, first["added"])

    def test_a_changed_record_is_changed_and_undo_brings_it_back(self, kfit: Kfit, home: Path) -> None:
        if self.exports.CHANGED is None:
            pytest.skip("no record of this app has an id that outlasts a change")
        self.taken(kfit, home, self.first)
        before = kfit("list --all --json").json
        changed = self.taken(kfit, home, self.exports.CHANGED).json
        assert (changed["added"], changed["updated"]) == (0, 1)
        after = kfit("list --all --json").json
        assert sum(one != other for one, other in zip(before["entries"], after["entries"], strict=True)) == 1
        kfit("undo")
        assert kfit("list --all --json").json == before

    def test_a_dry_run_writes_nothing_and_one_undo_takes_all_back(self, kfit: Kfit, home: Path, db_path: Path) -> None:
        would = self.taken(kfit, home, self.first, "--dry-run").json
        assert not db_path.exists()
        assert self.taken(kfit, home, self.first).json == would
        assert kfit("undo").code == 0
        assert kfit("list --all --json").json["entries"] == []
        assert self.taken(kfit, home, self.first).json == would

    def test_what_is_cut_off_ends_in_a_sentence_and_saves_all_or_nothing(self, kfit: Kfit, home: Path, db_path: Path) -> None:
        whole = zipped(self.first)
        for keep in (0.3, 0.6, 0.95):
            (home / "cut.zip").write_bytes(whole[: int(len(whole) * keep)])
            said = kfit(f"import cut.zip {self.options}")
            assert said.code == 2, keep
            assert "Nothing imported" in said.err or "Unpack it first" in said.err
            assert not db_path.exists()

    def test_what_is_damaged_is_read_or_refused(self) -> None:
        """No damage of a file leads to anything but rows or a sentence. The damage is the same in each run."""
        chance = random.Random(self.app)
        whole = list(self.exports.EXPORTS.values())
        for turn in range(MUTANTS):
            files = dict(whole[turn % len(whole)])
            name = chance.choice(sorted(files))
            files[name] = mutated(files[name], chance)
            with ExitStack() as stack, suppress(Refused):
                assert all(isinstance(row.line, int) for row in self.rows(files, stack))


def mutated(content: bytes, chance: random.Random) -> bytes:
    """Return a file with some damage: bytes that are others, that are gone, there twice, or cut off."""
    data = bytearray(content)
    for _ in range(chance.randint(1, 4)):
        if not data:
            break
        place, length = chance.randrange(len(data)), chance.choice((1, 1, 2, 8, 64))
        match chance.randrange(6):
            case 0:
                data[place] = chance.randrange(256)
            case 1:
                del data[place : place + length]
            case 2:
                data[place:place] = data[place : place + length]
            case 3:
                del data[place:]
            case 4:
                data[place : place + 1] = chance.choice((b"\0", b"\xff", b'"', b"\n", b"{", b"<", b"-", b"9" * 30, b"\xe2\x80\xae"))
            case _:
                other = chance.randrange(len(data))
                data[place], data[other] = data[other], data[place]
    return bytes(data)
