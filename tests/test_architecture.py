"""ARCHITECTURE.md sends a reader to rooms that exist, and leaves none out."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "src" / "kfit"
TEXT = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
LISTED = re.findall(r"^\| (\(root\)|[a-z/]+/) \|.*\| (.*) \|$", TEXT, re.MULTILINE)
LOOK = re.findall(r"^\| ([^|`(]+) \| (`[a-z_]+(?:/[a-z_]+)*`, `\w+`.*) \|$", TEXT, re.MULTILINE)


def modules(folder: str) -> list[str]:
    """Return the modules of a package, in order of their names."""
    return sorted(path.stem for path in (PACKAGE / folder).glob("*.py") if path.stem != "__init__")


@pytest.mark.parametrize(("folder", "told"), LISTED)
def test_each_module_of_a_package_is_listed(folder: str, told: str) -> None:
    assert sorted(re.findall(r"`(\w+)`", told)) == modules("" if folder == "(root)" else folder)


def test_each_package_is_listed() -> None:
    packages = {f"{path.parent.relative_to(PACKAGE)}/" for path in PACKAGE.rglob("__init__.py")} - {"./"}
    assert {folder for folder, _ in LISTED} == packages | {"(root)"}


def test_each_room_that_is_named_exists() -> None:
    named = set(re.findall(r"`((?:cli|services|render|store|formats|analysis|parsing|model)/[a-z_/]+)`", TEXT))
    assert len(named) > 20
    missing = [one for one in sorted(named) if not (PACKAGE / f"{one}.py").exists() and not (PACKAGE / one).is_dir()]
    assert missing == []


def test_what_is_to_be_changed_stands_where_the_table_says() -> None:
    """Each row names a module and a name that is defined at its top level."""
    assert len(LOOK) >= 20
    for change, where in LOOK:
        for room, name in re.findall(r"`([a-z_]+(?:/[a-z_]+)*)`, `(\w+)`", where):
            found = ast.parse((PACKAGE / f"{room}.py").read_text(encoding="utf-8")).body
            defined = {one.name for one in found if isinstance(one, ast.FunctionDef | ast.ClassDef)}
            targets = [target for one in found if isinstance(one, ast.Assign) for target in one.targets]
            targets += [one.target for one in found if isinstance(one, ast.AnnAssign)]
            defined |= {one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)}
            assert name in defined, (change, room, name)


def test_each_module_says_in_its_first_line_what_it_holds() -> None:
    for path in PACKAGE.rglob("*.py"):
        said = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))
        assert said, path
        assert said.splitlines()[0].endswith((".", ":")), path
