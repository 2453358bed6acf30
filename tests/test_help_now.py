"""The numbers to call."""

from __future__ import annotations

import re
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from conftest import BESIDE, Kfit
from kfit.model.helplines import DIRECTORY, REGIONS

if TYPE_CHECKING:
    from pathlib import Path

FACTS = BESIDE.parent / "docs" / "facts.md"


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_without_a_region_every_line_stands_behind_its_country(kfit: Kfit) -> None:
    out = one_line(kfit("help-now").out)
    assert "call your local emergency number." in out
    for region in REGIONS.values():
        behind = out.split(region.country, 1)[1]
        assert all(line.number in behind for line in region.lines)
        assert region.emergency in behind
    assert DIRECTORY in out
    assert "kfit sends this to nobody, and nobody is watching." in out


@pytest.mark.parametrize("words", ["us", "US", "usa", "united states", "United States"])
def test_a_region_has_its_own_lines_and_emergency_number(kfit: Kfit, words: str) -> None:
    out = one_line(kfit(f"help-now {words}").out)
    assert "call, text or chat 988" in out
    assert "or call your emergency number, 911." in out
    assert "9-8-8" not in out


def test_what_is_not_shipped_is_not_named(kfit: Kfit) -> None:
    assert "call your emergency number, 112." in kfit("help-now eu").out
    assert "116" not in kfit("help-now eu").out
    british = kfit("help-now gb").out
    assert "111" in british
    assert "999" in british
    assert "116 123" not in british
    new_zealand = kfit("help-now nz").out
    assert "1737" in new_zealand
    assert "your local emergency number" in new_zealand


@pytest.mark.parametrize("words", ["de", "atlantis", "--loud", "us ca", "''"])
def test_a_region_without_numbers_here_is_no_region_and_nothing_is_refused(kfit: Kfit, words: str) -> None:
    assert kfit(f"help-now {words}") == kfit("help-now")


def test_the_regions_are_those_of_the_document_with_their_sources() -> None:
    rows = re.findall(r"^\| ([A-Z]{2}) \| ([^|]*) \| ([^|]*) \| ([^|]*) \|$", FACTS.read_text(encoding="utf-8"), re.MULTILINE)
    told = {code: (emergency.strip(), lines, source.strip()) for code, emergency, lines, source in rows}
    assert set(told) == set(REGIONS)
    for code, (emergency, lines, source) in told.items():
        region = REGIONS[code]
        assert region.source == source
        assert region.emergency == emergency.removeprefix("none read")
        assert all(number in lines for line in region.lines for number in line.number.split(" or "))
        assert len(re.findall(r"[0-9][0-9-]+", lines)) == sum(len(line.number.split(" or ")) for line in region.lines)


def test_every_number_says_where_and_when_it_was_read() -> None:
    for region in REGIONS.values():
        assert region.source.startswith("http")
        assert re.fullmatch(r"20\d\d-\d\d-\d\d", region.checked_on)


@pytest.mark.parametrize("columns", [20, 40, 60, 80])
def test_it_fits_every_screen(kfit: Kfit, columns: int) -> None:
    out = kfit("help-now", COLUMNS=str(columns)).out
    assert max(map(len, out.splitlines())) <= columns
    assert one_line(out) == one_line(kfit("help-now", COLUMNS="100").out)


def test_there_is_no_colour_and_no_shouting_in_it(kfit: Kfit) -> None:
    assert "!" not in kfit("help-now").out
    assert kfit("help-now", FORCE_COLOR="1").out == kfit("help-now").out
    assert kfit("help-now", KFIT_PLAIN="1").out.isascii()


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\0" + b"\xff" * 200])
def test_it_works_whatever_the_data_file_is(kfit: Kfit, db_path: Path, content: bytes) -> None:
    db_path.parent.mkdir(parents=True)
    db_path.write_bytes(content)
    said = kfit("help-now", now="nonsense")
    assert (said.code, said.err) == (0, "")
    assert "988" in said.out
    assert db_path.read_bytes() == content


def test_it_loads_no_command_line_and_no_database(home: Path) -> None:
    code = (
        "import sys; sys.argv = ['kfit', 'help-now']; from kfit.__main__ import main; main();"
        "print([name for name in ('typer', 'rich', 'sqlite3', 'socket') if name in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=home).stdout
    assert said.splitlines()[-1] == "[]"


def test_json(kfit: Kfit) -> None:
    assert kfit("help-now nz --json").json == {
        "help_line": None,
        "region": "NZ",
        "regions": [
            {
                "region": "NZ",
                "country": "New Zealand",
                "emergency": None,
                "lines": [{"number": "1737", "how": "call or text", "about": "day and night"}],
                "checked_on": REGIONS["NZ"].checked_on,
                "source": REGIONS["NZ"].source,
            }
        ],
    }
    everywhere = kfit("help-now --json").json
    assert everywhere["region"] is None
    assert [region["region"] for region in everywhere["regions"]] == list(REGIONS)


def test_help_has_its_example(kfit: Kfit) -> None:
    out = kfit("help-now -h").out
    assert "Example: kfit help-now" in out
    assert "us, ca, gb" in one_line(out)
