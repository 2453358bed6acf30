"""The pages of help: a first one that fits a screen, every command behind it, and the manual page of the system."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kfit.cli import commands
from kfit.cli.log_help import example
from kfit.cli.overview import DAILY, HELP_NOW, SCREENS, families
from kfit.model.entries import HEADS, QUESTIONNAIRES, SHOWN
from kfit.render import guide
from kfit.render.guide import SECTIONS
from kfit.render.text import LONGEST

if TYPE_CHECKING:
    from conftest import Kfit

SCREEN, PHONE = 22, 26  # lines that the first page may have at 80 and at 40 columns
ARCHITECTURE = (Path(__file__).parents[1] / "ARCHITECTURE.md").read_text(encoding="utf-8")


def words(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("line", ["--help", "-h", "help", "HELP", "-h please", "--help what now"])
def test_help_is_one_screen_with_the_numbers_to_call_first(kfit: Kfit, line: str) -> None:
    out = kfit(line).out
    assert len(out.splitlines()) <= SCREEN
    assert out.startswith("A short line a day, on your own machine.\n\nkfit help-now ")
    typed = re.findall(r"^kfit (\S+)", out, re.MULTILINE)
    assert typed == ["help-now", "mood", "sleep", "walk", "infusion", "note", "pain", "today", "week", "chart", "undo", "help", "mood"]
    assert re.findall(r"^([A-Z][\w ]+?)  +\S", out, re.MULTILINE) == ["More to log", "Forms", "Your data"]


def test_on_a_phone_it_is_a_screen_too(kfit: Kfit) -> None:
    assert len(kfit("-h", COLUMNS="40").out.splitlines()) <= PHONE


@pytest.mark.parametrize("plain", ["", "1"])
@pytest.mark.parametrize("line", ["help", "help all"])
def test_no_line_of_it_is_wider_than_the_screen_and_no_word_is_cut(kfit: Kfit, line: str, plain: str) -> None:
    whole = alone = words(kfit(line, KFIT_PLAIN=plain, COLUMNS="100").out)
    for _, told in (*HELP_NOW, *DAILY, *SCREENS) if line == "help" else ():
        alone = alone.replace(f" ({told})" if plain else f" {told}", "", 1)
    for columns in range(20, 101):
        out = kfit(line, KFIT_PLAIN=plain, COLUMNS=str(columns)).out
        assert max(map(len, out.splitlines())) <= columns
        assert words(out) == whole if columns >= 40 else words(out) in (whole, alone)
        assert line == "help all" or len(out.splitlines()) <= LONGEST


def test_what_logs_beside_the_daily_words_stands_in_one_line(kfit: Kfit) -> None:
    """A word is either shown with an example or among the others."""
    (more,) = re.findall(r"^More to log +(.+)$", kfit("-h").out, re.MULTILINE)
    daily = {line.split()[1] for line, _ in DAILY} - {"walk"}
    assert {*more.split()} == {*SHOWN} - daily - {"exercise"} | {"checkin"}


@pytest.mark.parametrize("line", [line for line, _ in (*DAILY, *SCREENS)])
def test_every_line_of_it_can_be_sent(kfit: Kfit, line: str) -> None:
    assert kfit("mood 5").code == 0
    assert kfit(shlex.split(line)[1:], stdin="a long day" if line == "kfit note" else None).code == 0


def test_what_the_first_page_says_of_a_line_is_true(kfit: Kfit) -> None:
    for line in ("sleep 23-6:30", "infusion iv 40mg", "run 20", "yoga 20"):
        assert kfit(line).code == 0


def test_plain_help_is_words_without_columns(kfit: Kfit) -> None:
    out = kfit("-h", KFIT_PLAIN="1").out
    assert out.isascii()
    assert "  " not in out
    assert "\n\n" not in out
    assert "kfit mood 6 (0 is worst, 10 is best)\n" in out
    assert len(out.splitlines()) <= SCREEN


@pytest.mark.parametrize("ask", ["help all", "-h all", "--help ALL"])
def test_every_command_stands_in_help_all_by_its_family(kfit: Kfit, ask: str) -> None:
    out = kfit(ask).out
    found = {
        heading: re.findall(r"^(\S+) {2,}\S", rows, re.MULTILINE)
        for heading, rows in re.findall(r"^(\w+(?: \w+)*)\n((?:.+\n)+)", out, re.MULTILINE)
    }
    assert [name for names in found.values() for name in names if name != "kfit"] == [name for _, rows in families() for name, _ in rows]
    assert {*SHOWN, *QUESTIONNAIRES, *commands.COMMANDS} == {name for names in found.values() for name in names}
    assert next(iter(found.values())) == ["help-now"]
    assert f"the families {', '.join(found)}" in words(ARCHITECTURE)


def test_plain_help_all_says_whole_sentences(kfit: Kfit) -> None:
    out = words(kfit("help all", KFIT_PLAIN="1", COLUMNS="40").out)
    for _, rows in families():
        for name, about in rows:
            assert f"{name}: {about}" in out


def test_headings_are_bold_only_where_there_is_colour(kfit: Kfit) -> None:
    assert "\x1b[1mSee\x1b[0m\n" in kfit("help all", FORCE_COLOR="1").out
    assert "\x1b" not in kfit("help all").out + kfit("help", FORCE_COLOR="1", NO_COLOR="1").out


@pytest.mark.parametrize(("ask", "same"), [("-h week", "week -h"), ("--help mood", "mood -h"), ("help slept", "sleep -h")])
def test_help_before_a_word_is_that_words_help(kfit: Kfit, ask: str, same: str) -> None:
    assert kfit(ask) == kfit(same)


@pytest.mark.parametrize("ask", ["-h", "help all"])
def test_neither_page_loads_typer_or_reads_the_file(ask: str, db_path: Path) -> None:
    db_path.parent.mkdir(parents=True)
    db_path.write_bytes(b"no database")
    script = f"import sys; from kfit.__main__ import main; sys.argv = ['kfit', *{ask.split()}]; print(main(), {{'typer', 'rich', 'kfit.store.data_file'}} & {{*sys.modules}})"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert ran.stdout.endswith("\n0 set()\n"), ran.stderr


def test_what_follows_a_word_is_said_of_that_word(kfit: Kfit) -> None:
    """No empty choice, no value of another measure."""
    for word in (*SHOWN, *QUESTIONNAIRES):
        assert not re.search(r":\s+or\b", kfit(f"{word} -h", KFIT_PLAIN="1").out), word
    assert "a nap: kfit nap 30" in words(kfit("sleep -h", KFIT_PLAIN="1").out)
    assert "95mg/dl" not in kfit("bp -h").out + kfit("weight -h").out
    assert "Weight, in kg, lb or st." in kfit("weight -h").out
    assert "Glucose, in mg/dl or mmol/l." in kfit("glucose -h").out


def test_an_unknown_word_leads_to_the_list_of_every_command(kfit: Kfit) -> None:
    offered = re.search(r"All commands: kfit (.+)", kfit("xyzzy now").err)
    assert offered
    assert kfit(offered[1]).out == kfit("help all").out


def test_a_word_of_help_is_no_word_that_logs() -> None:
    assert "help" not in HEADS
    assert "help" not in commands.COMMANDS


def roff(kfit: Kfit, *options: str) -> str:
    """Return the page as `man` shows it, without its bold; skip the test where there is no groff."""
    if shutil.which("groff") is None:
        pytest.skip("groff is not on this machine")
    page = kfit("guide --man").out
    ran = subprocess.run(
        ["groff", "-man", "-Tutf8", "-ww", "-P-c", "-P-b", "-P-u", *options], input=page, capture_output=True, text=True, check=True
    )
    assert ran.stderr == ""
    return ran.stdout


def test_the_page_for_man_is_valid_and_names_every_command(kfit: Kfit) -> None:
    shown = roff(kfit, "-rLL=200n")
    for _, rows in families():
        for name, about in rows:
            assert re.search(rf"^ +{name} +{re.escape(about)}", shown, re.MULTILINE) or re.search(
                rf"^ +{name}\n +{re.escape(about)}", shown, re.MULTILINE
            ), name
    assert re.findall(r"^[A-Z][A-Z ]+$", shown, re.MULTILINE) == [
        "NAME",
        "SYNOPSIS",
        "DESCRIPTION",
        "COMMANDS",
        "OPTIONS",
        "EXAMPLES",
        "ENVIRONMENT",
        "EXIT STATUS",
    ]


def test_what_is_typed_can_be_copied_from_the_page(kfit: Kfit) -> None:
    """Every example stands in it as it is typed: straight quotes and plain dashes, in one line."""
    shown = roff(kfit)
    for line in [*(row.example for row in commands.COMMANDS.values()), *(line for section in SECTIONS for line, _ in section.lines)]:
        assert re.search(rf"(?:^| ){re.escape(line)}(?: |$)", shown, re.MULTILINE), line
    for section in SECTIONS:
        assert section.text in words(shown)


@pytest.mark.parametrize("word", [*SHOWN, *QUESTIONNAIRES])
def test_the_example_of_every_word_that_logs_is_accepted(kfit: Kfit, word: str) -> None:
    said = kfit(shlex.split(example(word)), stdin="a long day" if word == "note" else None)
    assert said.code == 0, said.err


def test_the_page_for_man_is_ascii_and_has_no_command_that_a_text_began(kfit: Kfit) -> None:
    page = kfit("guide --man").out
    assert page.isascii()
    assert {line.split()[0] for line in page.splitlines() if line.startswith((".", "'"))} == {
        ".TH", ".nh", ".ad", ".SH", ".B", ".SS", ".TP", ".nf", ".fi", ".PP", ".RS", ".RE",
    }  # fmt: skip
    assert [guide._roff(text) for text in (".TP", "a\\b", "it's -x")] == ["\\&.TP", "a\\eb", "it\\(aqs \\-x"]
