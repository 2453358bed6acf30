"""Stored text cannot attack: hostile notes through every command, to a real terminal."""

from __future__ import annotations

import os
import pty
import select
import sqlite3
import subprocess
import sys
import unicodedata
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tried
from kfit.render.text import BEGIN, COLOURS, END, MOST_MARKS, TURNING, coloured, safe

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Kfit

HOSTILE = {
    "markup": "[/] [red]x[/red] [link=file:///etc/passwd]y[/link] :smile:",
    "escapes": "\x1b[31mred\x1b[0m \x1b[2J\x1b[H \x9b31m \x07 \x08\x08",
    "clipboard": "\x1b]52;c;ZXZpbA==\x07 \x1b]0;title\x07",
    "bidi": "\u202egnp.exe \u2066x\u2069 \u200f",
    "lines": "one\r\ntwo\rthree\u2028four\n\tfive",
    "marks": "z" + "\u0301" * 300,
    "tags": "\U000e0041\U000e0042 \ufeff",
    "long": "0123456789" * 1000,
    "wide": "病院" * 200 + "👩‍👩‍👧",
}
COMMANDS = [
    ["list", "--all"], ["list", "--all", "--full"], ["list", "--json"], ["today"], ["week"], ["infusions"], ["insights", "infusion"], ["chart", "rounds"], ["history"], ["history", "1"], ["chart", "mood"],
    ["calendar"], ["undo"], ["redo"], ["edit", "1", "7"], ["delete", "2"], ["export", "jsonl"], ["doctor"], ["backup"],
]  # fmt: skip


def in_a_terminal(words: list[str], width: int = 80) -> str:
    """Run kfit in a real pseudo-terminal; return all that it sent there."""
    here, there = pty.openpty()
    env = os.environ | {"COLUMNS": str(width), "TERM": "xterm-256color"}
    child = subprocess.Popen(
        [sys.executable, "-m", "kfit", *words], stdin=there, stdout=there, stderr=there, env=env, start_new_session=True
    )
    os.close(there)
    heard = bytearray()
    while True:
        ready, _, _ = select.select([here], [], [], 30)
        try:
            part = os.read(here, 65536) if ready else b""
        except OSError:
            part = b""
        if not part:
            break
        heard += part
    os.close(here)
    assert child.wait(30) in (0, 1, 2, 3), heard[-300:]
    return heard.decode("utf-8")


def without_own_colours(text: str) -> str:
    """Take out the colour codes that kfit itself may send."""
    for code in COLOURS:
        text = text.replace(BEGIN + code + END, "")
    return text


def harmful(heard: str) -> set[str]:
    """Return what may not reach a terminal."""
    return {letter for letter in heard if letter not in "\r\n" and (unicodedata.category(letter) == "Cc" or letter in TURNING)}


def keep(kfit: Kfit, text: str) -> None:
    """Keep a text as all that it can be."""
    short = text[:40]
    assert kfit(["mood", "4", "--note", text]).code == 0
    assert kfit(["note", "--note", text, "--mark", short]).code == 0
    assert kfit(["walk", "20", "--activity", short, "--with", short]).code == 2
    assert kfit(["exercise", "20", "--activity", short, "--with", short]).code == 0
    assert kfit(["infusion", "iv", "--dose", short, "--clinic", text[:80]]).code == 0


@pytest.mark.parametrize("name", HOSTILE)
def test_no_note_reaches_a_terminal_unharmed(kfit: Kfit, name: str) -> None:
    """Here kfit writes with colours as to a terminal; the next test has a real one, and in the long run for each text by itself."""
    keep(kfit, HOSTILE[name])
    for words in COMMANDS:
        said = kfit(words, COLUMNS="80", TERM="xterm-256color", FORCE_COLOR="1")
        heard = without_own_colours(said.out + said.err)
        assert not harmful(heard), (words, harmful(heard))
        assert "stumbled" not in heard, (words, heard)
    assert "link=" not in kfit("infusions", COLUMNS="80", FORCE_COLOR="1").out or name == "markup"


@pytest.mark.parametrize("names", [list(HOSTILE), *tried([], [[name] for name in HOSTILE])], ids=" ".join)
def test_no_notes_reach_a_real_terminal_unharmed(kfit: Kfit, names: list[str]) -> None:
    for name in names:
        keep(kfit, HOSTILE[name])
    for words in COMMANDS:
        heard = without_own_colours(in_a_terminal(words))
        assert not harmful(heard), (words, harmful(heard))
        assert "stumbled" not in heard, (words, heard)
    assert "link=" not in in_a_terminal(["infusions"]) or "markup" in names


def test_what_a_crafted_file_holds_reaches_no_terminal(kfit: Kfit, db_path: Path) -> None:
    kfit("mood 4")
    db = sqlite3.connect(db_path)
    db.execute("pragma ignore_check_constraints = 1")
    db.execute("update change set command = ?", (HOSTILE["escapes"] + HOSTILE["clipboard"] + HOSTILE["bidi"],))
    db.execute("update mood set day = ?", (f"2026-11-22{HOSTILE['escapes']}",))
    db.commit()
    db.close()
    for words in (["history"], ["calendar", "mood"], ["chart", "mood", "--all"], ["list", "--all"]):
        heard = without_own_colours(in_a_terminal(words))
        assert not harmful(heard)
        assert "stumbled" not in heard


def test_hostile_words_in_a_refusal_do_not_reach_the_terminal(kfit: Kfit) -> None:
    for words in (
        ["\x1b]52;c;x\x07", "4"],
        ["mood", "6", "--on", "\x1b[2J"],
        ["log", "\u202emood 6"],
        ["edit", "\x1b[1m"],
        ["config", "set", "\x9b1m", "x"],
    ):
        said = kfit(words)
        assert said.code == 2
        assert not any(unicodedata.category(letter) == "Cc" and letter != "\n" for letter in said.err), said.err
        assert not TURNING & set(said.err)


def test_a_nul_from_a_file_is_refused_in_words(kfit: Kfit, tmp_path: Path) -> None:
    said = kfit("note -", stdin="one\0two")
    assert said.code == 2
    assert "stumbled" not in said.err
    (tmp_path / "notes.csv").write_bytes(b"Date,Text\r\n2026-11-02,one\0two\r\n")
    assert kfit("import notes.csv --map day=Date,note=Text").code == 2
    assert kfit("list --json").json["entries"] == []


def test_a_byte_that_is_no_text_is_refused_in_words(kfit: Kfit) -> None:
    said = kfit(["mood", "6", "caf\udce9"])
    assert said.code == 2
    assert "not UTF-8" in said.err


def test_a_note_may_have_ten_thousand_characters_and_not_one_more(kfit: Kfit) -> None:
    assert kfit("note -", stdin="x" * 10_000).code == 0
    said = kfit("note -", stdin="x" * 10_001)
    assert said.code == 2
    assert "10,000" in said.err


@settings(max_examples=tried(500, 5000), deadline=None)
@given(st.text())
def test_safe_text_holds_no_control_and_no_turning_character(text: str) -> None:
    shown = safe(text)
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in shown)
    assert not TURNING & set(shown)
    run = 0
    for letter in shown:
        run = run + 1 if unicodedata.category(letter) in ("Mn", "Me") else 0
        assert run <= MOST_MARKS
    assert safe(shown) == shown


@settings(max_examples=tried(200, 2000), deadline=None)
@given(
    st.lists(st.text(max_size=5) | st.sampled_from(["\x1b[2m", "\x1b[31m", "\x1b[", "\x1b", "m", "2", "\n", "\x9b"]), max_size=12).map(
        "".join
    )
)
def test_an_answer_in_colour_holds_no_code_but_those_of_kfit(text: str) -> None:
    shown = without_own_colours(coloured(text))
    assert not any(unicodedata.category(letter) in ("Cc", "Cs") for letter in shown if letter != "\n")
    assert coloured("\x1b[2mdim\x1b[0m\nline") == "\x1b[2mdim\x1b[0m\nline"
