"""The documentation is true: README and guide are run, and every command stands in them."""

from __future__ import annotations

import html
import re
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import pictures
from kfit.cli import commands
from kfit.model.entries import HEADS, KINDS, QUESTIONNAIRES, SHOWN
from kfit.render.guide import DUCKDB, PANDAS, SECTIONS

if TYPE_CHECKING:
    from conftest import Grown, Kfit

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
FORMS = QUESTIONNAIRES[:1]  # one stands for all: the line that names it lists the others
SESSION = re.compile(r"<!-- now: (\S+) -->\n```console\n(.*?)```", re.DOTALL)


def test_the_shell_examples_say_what_the_readme_shows(kfit: Kfit) -> None:
    """Each `$ kfit ...` of a session is run, one after the other in one home, and answers as it stands there."""
    heard = 0
    for now, block in SESSION.findall(README):
        for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
            line, _, answer = part.partition("\n")
            said = kfit(shlex.split(line)[1:], now=now)
            assert (said.out + said.err).rstrip() == answer.rstrip(), line
            heard += 1
    assert heard >= 8


def test_the_two_commands_stand_first_and_ci_runs_the_second() -> None:
    first = "python3 -m venv .venv && .venv/bin/pip install -q . && .venv/bin/kfit demo"
    second = "python3 -m venv .venv && .venv/bin/pip install -q -e '.[test]' && .venv/bin/pytest"
    assert README.index(first) < README.index(second)
    assert second in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_the_ways_to_keep_it_stand_before_them() -> None:
    places = [README.index(line) for line in ("`uv tool install .`", "`pipx install .`", "python3 -m venv")]
    assert places == sorted(places)


def test_the_pictures_are_what_the_commands_draw_today() -> None:
    """If a screen was changed on purpose: `python tests/pictures.py`, and the words beside the picture in the README."""
    drawn = pictures.drawn()
    assert {file.name for file in pictures.PLACE.iterdir()} == {*drawn}
    for name, drawing in drawn.items():
        assert (pictures.PLACE / name).read_text(encoding="utf-8") == drawing, name
        assert re.search(rf"!\[[^]]{{60,}}\]\(docs/pictures/{name}\)", README)  # with words for who does not see it
        assert "url(http" not in drawing  # nothing is loaded from elsewhere
        assert "@font-face" not in drawing


def test_every_letter_of_a_picture_has_its_place_and_what_it_says_is_the_answer() -> None:
    """A font with other widths shifts no row: the places of letters beyond ASCII are those of the terminal's columns."""
    drawing = pictures.picture("x", "kfit", " a⢠•\x1b[35m⢠b\x1b[0m & <c>")
    found = [(html.unescape(text), places) for places, text in re.findall(r'<text [^>]*\bx="([^"]+)"[^>]*>([^<]*)</text>', drawing)]
    assert "".join(text for text, _ in found).replace("\xa0", " ").split("\n") == ["$ kfit", " a⢠•⢠b & <c>", ""]
    columns = [float(place) / 12.2 for text, places in found if not text.replace("\xa0", " ").isascii() for place in places.split()]
    assert [round(place, 3) for place in columns] == [0, 1, 2, 3, 4, 5]


@pytest.mark.parametrize("name", [*SHOWN, *FORMS, *commands.COMMANDS])
def test_every_command_stands_in_the_readme_and_in_the_guide(name: str) -> None:
    assert f"kfit {name}" in README
    guide = "\n".join(f"{section.text} {' '.join(line for line, _ in section.lines)}" for section in SECTIONS)
    assert f"kfit {name}" in guide or name in ("exercise", "guide", "today")


@pytest.mark.parametrize("line", [row.example for row in commands.COMMANDS.values()] + [f"kfit {kind.example}" for kind in KINDS.values()])
def test_every_example_of_the_help_runs(kfit: Kfit, grown: Grown, line: str) -> None:
    grown(("mood 5", "walk 10", "edit 1 6", "delete 2"))
    if "visit" in line:
        assert kfit("export csv -o visit").code == 0
    stdin = "a long day" if line == "kfit note" else None
    if line.startswith("kfit restore"):
        assert kfit("backup").code == 0
    if line == "kfit export csv -o visit":
        line += " --force"
    said = kfit(shlex.split(line.replace("NUMBER", "1"))[1:], stdin=stdin)  # as it stands, it can touch no entry
    assert said.code == 0, said.err


def test_the_trap_of_an_apostrophe_is_said_where_one_begins(kfit: Kfit) -> None:
    """A shell waits for the end of a quote; each place shows a line in quotes that is read, and the note that is asked for."""
    guide = "\n".join(f"{line} {about}" for section in SECTIONS for line, about in section.lines)
    for text in (README, guide, kfit("").out):
        (told,) = [line for line in text.split("\n") if "apostrophe" in line]
        assert "kfit note" in told
        (line,) = re.findall(r"kfit (mood \d \"can't [a-z ]+\")", told)
        assert kfit(line).code == 0
        assert "'" in kfit("list --json").json["entries"][-1]["note"]
        kfit("undo")
    waits = subprocess.run(["bash", "-c", "kfit mood 4 can't be bothered"], capture_output=True, text=True, check=False)
    assert "unexpected EOF" in waits.stderr


def test_every_line_of_the_guide_begins_with_a_command() -> None:
    """Two are lines of DuckDB and pandas: they read tables that kfit export csv -o visit writes, by columns that are there."""
    for section in SECTIONS:
        for line, _ in section.lines:
            if line in (DUCKDB, PANDAS):
                continue
            words = shlex.split(line)
            assert words[0] == "kfit"
            assert len(words) == 1 or words[1] in HEADS or words[1] in commands.COMMANDS


@pytest.mark.parametrize(
    "line", [line for section in SECTIONS for line, _ in section.lines if line.split()[1:2] and line.split()[1] in HEADS]
)
def test_every_line_that_logs_in_the_guide_is_read(kfit: Kfit, line: str) -> None:
    asked = {"typed": "1\n" * 9 + "\n"} if line == "kfit phq9" else {"stdin": "words"}
    said = kfit(shlex.split(line)[1:], **asked)
    assert said.code == 0, said.err


def test_no_network_code_stands_in_the_package() -> None:
    """kfit itself names no module that could open a connection."""
    network = re.compile(r"^\s*(?:from|import) (?:socket|ssl|http|urllib|ftplib|smtplib|xmlrpc|requests|httpx|aiohttp)\b", re.MULTILINE)
    for path in (ROOT / "src").rglob("*.py"):
        assert not network.search(path.read_text(encoding="utf-8")), path


def test_the_ways_that_lose_data_stand_nowhere_in_the_package() -> None:
    """`transform` drops triggers, `alter` and `replace` change what was not asked for, and one module alone connects."""
    for path in (ROOT / "src").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"\.transform\(|alter=True|replace=True|ignore=True|extractall", text), path
        assert "sqlite3.connect(" not in text or path.parent.name == "store", path
        assert "datetime.now(" not in text or path.name == "clock.py", path


def test_what_the_code_cites_is_there() -> None:
    """A citation names a document of the repository, and a section that it has."""
    cited = re.compile(r"docs/(facts|design)\.md`? ([0-9]+(?:\.[0-9]+)?)(?: and ([0-9]+(?:\.[0-9]+)?))?")
    files = [*ROOT.glob("src/**/*.py"), *ROOT.glob("tests/*.py"), *ROOT.glob("docs/*.md"), *ROOT.glob("*.md")]
    found = {(name, part) for file in files for name, *parts in cited.findall(file.read_text(encoding="utf-8")) for part in parts if part}
    assert len(found) > 10
    for name, part in sorted(found):
        assert re.search(rf"^##+ {re.escape(part)} ", (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8"), re.MULTILINE), (
            name,
            part,
        )
