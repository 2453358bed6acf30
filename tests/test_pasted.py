"""Lines that kfit offers for copying: a real shell passes each of them back with the name as it is stored."""

from __future__ import annotations

import re
import shlex
import subprocess
from typing import TYPE_CHECKING

import pytest

from effort import share

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

NAMES = ["a$(b)", "it's", 'x "y"', "a b", "back`tick`", "r&s", "t*", "u!v", "w\\$z", "{j}", "m|n", "[q]"]
NO_NAMES = ["p;q", "!u", "#w"]  # words that no name may be, typed in the place of a name
LINES = [
    ["rate", "NAME"], ["rate", "NAME", "11"], ["rate", "NAME", "6.5"], ["rate", "NAME", "bad"], ["rate", "NAME", "5", "--on", "mon", "9pm"],
    ["rate", "NAME", "5", "--on", "11/3"], ["rate", "NAME", "5", "ok", "--on", "mon", "then"], ["rate", "NAMEx", "5"], ["rate", "NAMEx", "5", "--better", "low"],
    ["rate", "NAME", "5", "--bettr", "low"], ["rate", "NAME", "5", "--better", "up"], ["rate", "NAME", "5", "--quality", "3"], ["rate", "NAME", "5", "yesterday"],
    ["effect", "NAME"], ["effect", "NAME", "7"], ["effect", "NAMEx", "1"], ["effect", "NAMEx"], ["effect", "NAME", "1", "for", "2", "hours"],
    ["effect", "NAME", "1", "--for", "2", "hours"], ["effect", "NAME", "1", "nausea", "2"], ["effect", "nausea", "1", "NAME", "2"], ["effect", "no-NAME", "1"],
    ["did", "NAME", "not", "today"], ["did", "NAME", "10", "min"], ["did", "NAMEx"], ["did", "NAMEx", "1x"], ["did", "NAME", "7"], ["did", "NAME", "10m", "--on", "tomorrow"],
    ["did", "not", "NAME"], ["did", "neu", "NAME"], ["did", "neu", "NAME", "10"],
    ["measure", "NAME"], ["measure", "NAME", "high"], ["measure", "NAMEx", "5"], ["measure", "NAME", "5kg"], ["measure", "NAME", "5", "--on", "mon", "9pm"], ["measure", "NAME", "5 5"],
    ["med", "NAME"], ["med", "NAME", "5mg"], ["med", "NAMEx", "5mg", "taken"], ["med", "took", "NAME", "5mg"], ["med", "NAME", "maybe"],
    ["log", "mood", "6,", "rate", "NAME", "11"], ["log", "rate", "NAME"], ["log", "NAME", "5"], ["log", "mood", "6", "NAME", "5"], ["log", "mood", "6,", "NAME", "5"],
    ["log", "rate", "NAME", "5", "--on", "mon", "9pm"], ["log", "rate", "NAME", "5", "--on", "mon,", "mood", "6"], ["log", "mon", "rate", "NAME", "5", "--on", "tue"],
    ["log", "did", "NAMEx,", "mood", "6"], ["log", "mood", "6,", "infusion", "NAME"], ["log", "mood", "6", "sleep", "NAME"], ["log", "mood", "6", "NAME,", "x"],
    ["mood", "6", "NAME", "walk", "15"], ["mood", "6", "NAME", "--on", "mon", "more"], ["mood", "6", "--on", "mon", "9pm", "NAME"], ["mood", "6", "NAME", "--", "more"], ["mood", "6.5", "NAME"],
    ["mood", "6", "--note", "NAME", "--on", "mon", "9pm"], ["mood", "6", "monday", "NAME"], ["mood", "6", "--nte", "NAME"], ["mood", "NAME"], ["mood", "6", "--with", "NAME"],
    ["sleep", "7h", "--quality", "11", "NAME"], ["sleep", "7h", "nap", "1h", "NAME"], ["sleep", "7h", "NAME", "nap", "1h"], ["walk", "20", "--with", "NAME", "--intensity", "mad"],
    ["note", "--mark", "NAME", "starts"], ["note", "--mark", "starts", "NAME"], ["note", "--on", "mon", "9pm", "NAME"], ["infusion", "NAME", "40mg"], ["infusion", "cancelled", "NAME"],
    ["infusion", "40mg", "--clinic", "NAME", "--dose", "x"], ["infusion", "moved", "to", "friday", "NAME"],
    ["NAME"], ["NAME", "5"], ["moodd", "6", "NAME"], ["raet", "NAME", "5"], ["back", "pain", "6", "NAME"], ["NAME", "pain", "6"], ["3", "mood", "NAME"], ["mood6", "NAME"], ["kill", "NAME"],
    ["efect", "nausea", "1", "NAME"], ["plan", "NAME"], ["remove", "NAME"], ["moodd 6 NAME"], ["NAME 5"], ["call", "988", "NAME"],
    ["list", "NAME"], ["list", "NAMEx"], ["list", "rate", "NAME", "--until", "2020-01-01"], ["list", "NAME", "--until", "2020-01-01"], ["list", "moodd", "NAME"], ["list", "--search", "NAME"],
    ["list", "mood", "NAME"],
    ["chart", "NAME"], ["chart", "NAMEx"], ["chart", "NAME", "--days", "0"], ["chart", "NAME", "--until", "2020-01-01"], ["chart", "rate", "NAME", "--days", "0"], ["chart", "rate", "NAMEx"],
    ["chart", "measure", "NAME", "--until", "2020-01-01"], ["chart", "effect", "NAME", "--until", "2020-01-01"], ["chart", "rate", "NAME", "--until", "2020-01-01"],
    ["calendar", "NAME"], ["calendar", "NAMEx"], ["calendar", "rate", "NAME", "--year", "2025"], ["calendar", "effect", "NAME"], ["calendar", "measure", "NAME"],
    ["goal", "NAME"], ["goal", "NAME", "5"], ["goal", "NAMEx", "5x/week"], ["goal", "rate", "NAME", "5"], ["goal", "habit", "NAME", "30"], ["goal", "habit", "NAME", "3-5x/week"],
    ["goal", "habit", "NAME", "off"], ["goal", "habit", "NAME", "9x/week"], ["goal", "habit", "NAME", "5x/week", "--for", "years"], ["goal", "habit", "NAME", "5x/week", "--from", "NAME"],
    ["goal", "habit", "NAME", "3x30min/week"], ["goal", "mood", "NAME"], ["goal", "NAME daily"],
    ["habit", "retire", "NAMEx"], ["habit", "again", "NAMEx"], ["habit", "rename", "NAMEx", "neu"], ["habit", "rename", "neux", "NAME"], ["habit", "rename", "NAME", "neu", "er"], ["habit", "renam", "NAME", "neu"],
    ["ask", "--don", "NAME"], ["ask", "NAME", "--done"], ["ask", "done", "1", "NAME"], ["next", "NAME"], ["pause", "NAME", "--until", "3"], ["pause", "illness", "NAME"],
    ["edit", "1", "--on", "mon", "9pm", "NAME"], ["edit", "1", "--note", "NAME", "--qality", "5"], ["edit", "1", "NAME"], ["import", "NAME"], ["restore", "NAME"], ["programme", "NAME"],
    ["mood", "6", "--nte=NAME"], ["mood", "6", "—note=NAME"], ["rate", "NAME", "5", "ok", "--on", "yesterday", "more"], ["rate", "NAME", "5 ok"], ["rate", "NAME", "very", "6"],
    ["med"], ["med", "NAME", "--all"], ["today"], ["week"], ["habit"], ["goal"], ["checkin", "--list"], ["habit", "rename", "neuxx", "NAME"], ["mood", "6", "and", "rate", "NAME", "5"],
    ["config", "set", "clinic", "NAME"], ["export", "csv", "-o", "NAME", "--kind", "NAME"],
]  # fmt: skip
OFFER = re.compile(r"kfit [^\n]*?(?=   |\n|$)")


def heard_by_bash(line: str, home: Path) -> list[str]:
    """Return the words that a shell passes on when a line is pasted into it."""
    ran = subprocess.run(
        ["bash", "-c", f"kfit() {{ printf '%s\\0' \"$@\"; }}\n{line}"], capture_output=True, text=True, check=False, cwd=home / "files"
    )
    assert (ran.returncode, ran.stderr) == (0, ""), (line, ran.stderr)
    return ran.stdout.split("\0")[:-1]


def plant(kfit: Kfit, home: Path, name: str) -> None:
    """Save a name in every kind that can have it, and make files that a pattern in a line would match."""
    (home / "files").mkdir()
    (home / "files" / "tx").touch()
    (home / "files" / "q").touch()
    kfit("mood 6")
    kfit("did neux 5m")
    for words in (["rate", name, "5", "--better", "high"], ["effect", name, "1"], ["did", name, "5m"], ["measure", name, "5"]):
        kfit([*words, "--new"])
    kfit(["med", name, "5mg", "taken"])
    kfit(["goal", "habit", name, "5x/week"])


@pytest.mark.parametrize("name", [*NAMES, *NO_NAMES])
def test_a_line_to_be_copied_hands_the_name_over_as_it_was_typed(kfit: Kfit, home: Path, name: str) -> None:
    plant(kfit, home, name)
    wrong = []
    for words in share(LINES, [*NAMES, *NO_NAMES].index(name), 3):
        said = kfit([word.replace("NAME", name) for word in words])
        assert "kfit's fault" not in said.err, words
        for offer in OFFER.findall(said.out + said.err):
            if name not in offer and name not in offer.replace("'\\''", "'") and name.replace(" ", "-") not in offer:
                continue
            try:
                heard = heard_by_bash(offer, home)
                assert heard == shlex.split(offer)[1:]
                told = " ".join(heard)
                assert name in told or name.replace(" ", "-") in told or name.replace('"', "'") in told
                assert "!" not in re.sub(r"'[^']*'|\\'", "", offer)
            except (AssertionError, ValueError) as error:
                wrong.append((words, offer, str(error).split("\n")[0]))
    assert not wrong, "\n".join(map(str, wrong))


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("rate focus 5 tired --on yesterday more", 'kfit rate focus 5 --note "tired more" --on yesterday'),
        ("sleep 7h bad --quality 6 more --replace", 'kfit sleep 7h --note "bad more" --quality 6 --replace'),
        ("mood 6 a --on yesterday -- b --x", 'kfit mood 6 --note "a b --x" --on yesterday'),
    ],
)
def test_a_note_in_two_parts_is_offered_as_one_with_all_else_that_was_typed(kfit: Kfit, typed: str, offered: str) -> None:
    kfit("rate focus 5 --better high --on yesterday")
    assert kfit(typed).err == f"The note is in two places. Try: {offered}\n"
    assert kfit(offered.removeprefix("kfit ")).code == 0


@pytest.mark.parametrize("blank", ["\r", "\r\n", "\n", "\v", "\f", "\u2028", "\u00a0", "\u3000", "\u202f"])
def test_a_note_given_as_one_argument_is_one_note_whatever_blanks_stand_in_it(kfit: Kfit, blank: str) -> None:
    for words in (["mood", "5", "--note", f"a{blank}b"], ["mood", "5", "-n", f"a{blank}b"], ["mood", "5", f"--note=a{blank}b"]):
        assert kfit([*words, "--json"]).json["saved"][0]["note"] == f"a{blank}b"


@pytest.mark.parametrize("note", ["a;b", "a,b", "tired,sad;low"])
def test_a_note_given_as_one_argument_is_not_cut_at_what_parts_entries(kfit: Kfit, note: str) -> None:
    for words in (["mood", "5", "--note", note], ["mood", "5", f"--note={note}"], ["mood", "5", "-n", note, "walk", "20"]):
        assert kfit([*words, "--json"]).json["saved"][0]["note"] == note


def test_a_blank_of_a_phone_parts_words_as_others_do(kfit: Kfit) -> None:
    assert kfit(["mood\u00a06", "--json"]).json["saved"][0]["score"] == 6


def test_two_notes_are_never_offered(kfit: Kfit) -> None:
    assert kfit("mood 6 a -n b c").err == 'There are two notes. Put the whole note in quotes: --note "..."\n'


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("rate heavy legs 7 --better low", 'kfit rate "heavy legs" 7 --better low'),
        ("rate 'a b' bad 7", 'kfit rate "a b bad" 7'),
        ("measure hip size 90cm --on yesterday", 'kfit measure "hip size" 90cm --on yesterday'),
    ],
)
def test_a_name_of_several_words_is_offered_in_quotes_with_the_number_that_was_typed(kfit: Kfit, typed: str, offered: str) -> None:
    assert kfit(typed).err.partition("   As a note: ")[0].rstrip("\n").endswith(f": {offered}")


def test_an_answer_for_another_line_is_offered_as_a_shell_wants_it(kfit: Kfit) -> None:
    said = kfit("checkin --answers -", stdin="movement: pain 7 it$(b)\n")
    assert "kfit pain 7 'it$(b)'" in said.out + said.err


def test_a_column_with_blanks_is_offered_as_one_word(kfit: Kfit, home: Path) -> None:
    (home / "diary.csv").write_text("Date,My weight\n2026-11-02,160\n")
    said = kfit(["import", "diary.csv", "--map", "day=Date,weight=My weight"])
    assert 'Try: "weight=My weight:kg"' in said.err


def test_a_habit_whose_name_has_braces_can_be_asked_for(kfit: Kfit) -> None:
    kfit("did craft 5m")
    assert kfit(["habit", "rename", "craftt", "{j}"]).err.endswith('Did you mean: kfit habit rename craft "{j}"\n')
