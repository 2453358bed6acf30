"""Whatever kfit says fits the terminal: folded at spaces, and an offered command pastes as the one that it is."""

from __future__ import annotations

import os
import pty
import shlex
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.parsing.tokens import quoted
from kfit.render.fitting import command, fitted
from kfit.render.text import fold, width

if TYPE_CHECKING:
    from conftest import Kfit

SAY_WORDS = 'kfit() { printf "%s\\0" "$@"; }\n'


def pasted(lines: str) -> list[str]:
    """Paste lines into a shell; return the words that kfit gets."""
    heard = subprocess.run(["bash", "-c", SAY_WORDS + lines], capture_output=True, check=True)
    assert heard.stderr == b""
    return heard.stdout.decode().split("\0")[:-1]


@pytest.mark.parametrize("columns", [20, 27, 40, 60])
@pytest.mark.parametrize(
    "line",
    [
        "kfit mood 6",
        "kfit med sertraline 100mg started --on 2026-11-03 --note tired",
        'kfit mood 4 --note "I slept and can\'t say more, it was a long and heavy day" --on monday',
        "kfit note '$5 for the one thing that I wanted; and `nothing` else since then!' --on yesterday",
        "kfit note averyveryverylongwordthatnoscreenofaphonecanholdonaline",
        "kfit note 'it'\\''s the $averyveryverylongwordthatnophonecanholdonaline'",
        "kfit export csv -o /home/somebody/visits\\ of\\ this\\ year/november",
    ],
)
def test_a_folded_command_pastes_as_one(line: str, columns: int) -> None:
    folded = command(line, columns)
    assert max(map(width, folded)) <= columns
    assert pasted("\n".join(folded)) == shlex.split(line)[1:]
    assert folded[0].startswith("  kfit")


@given(
    words=st.lists(st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"], include_characters=" "), max_size=60), max_size=6)
)
def test_a_folded_command_keeps_its_words_whatever_they_are(words: list[str]) -> None:
    line = " ".join(["kfit", *map(quoted, words)])
    for columns in (20, 40, 80):
        folded = command(line, columns)
        assert max(map(width, folded)) <= columns
        assert shlex.split("\n".join(folded).replace("\\\n", "")) == ["kfit", *words]


@given(
    text=st.text(st.sampled_from("ab c.\n") | st.characters(codec="utf-8", exclude_categories=["C"]), max_size=200),
    columns=st.integers(20, 250),
)
def test_no_line_is_wider_than_asked(text: str, columns: int) -> None:
    told = fitted(text, columns)
    assert max(map(width, told.split("\n"))) <= columns
    assert "".join(told.split()) == "".join(text.split())


@pytest.mark.parametrize("columns", [20, 30, 40, 55])
@pytest.mark.parametrize(
    "line",
    [
        "scores",
        "mood 66",
        "walk twnty",
        "week --since 2026-13-45",
        "config set date_order foo",
        "med sertraline 100mg beginning",
        "export",
        "goal xyz",
    ],
)
def test_a_refusal_breaks_no_word_and_its_offers_stand_alone(kfit: Kfit, line: str, columns: int) -> None:
    wide, narrow = kfit(line).err, kfit(line, COLUMNS=str(columns)).err
    assert wide
    assert max(map(len, narrow.splitlines())) <= columns
    assert narrow.replace(" \\\n", "\n").split() == wide.split()
    assert wide == narrow or "\n  kfit " in narrow


def test_a_letter_is_as_wide_as_rich_says_and_the_signs_that_kfit_draws_with_are_one_column_each() -> None:
    from rich.cells import cell_len

    assert all(width(sign) == cell_len(sign) for sign in map(chr, (*range(0x20, 0x7F), *range(0xA0, 0x3000), 0x3042)))
    assert width("•⠒█░┤▌·▼") == 8
    assert width("日本▌") == 5


@pytest.mark.parametrize("columns", range(20, 60))
def test_no_line_ends_within_a_figure_or_a_date(columns: int) -> None:
    held = (
        "28 days",
        "Sat 21 Nov 2026",
        "2 of 7 nights",
        "72.5 kg",
        "5 min",
        "day 16",
        "4.0 of 10",
        "128/82 mmHg",
        "33,908 adults",
        "7 before (6).",
        "[not set]",
    )
    told = ", ".join(f"something of {part}" for part in held) + "; in all (28 days)."
    folded = fold(told, columns)
    assert max(map(width, folded)) <= columns
    assert " ".join(folded) == told
    for part in (*held, "(28 days)"):
        assert any(part in line for line in folded), (part, folded)


def test_a_long_choice_of_words_is_cut_behind_a_comma(kfit: Kfit) -> None:
    kfit("config set checkin mood,sleep,exercise,note,ratings,effects,habits")
    told = kfit("history", COLUMNS="40").out.splitlines()
    assert told[-2:] == ["  mood,sleep,exercise,note,ratings,", "  effects,habits"]
    assert fold("one,two", 5) == ["one,", "two"]
    assert fold("unbroken", 5) == ["unbro", "ken"]


def test_an_address_is_cut_behind_a_slash_if_it_must_be() -> None:
    assert fold("See psychiatryonline.org/doi/10.1176/appi.ajp.2017.16111223 for it", 34) == [
        "See",
        "psychiatryonline.org/doi/10.1176/",
        "appi.ajp.2017.16111223 for it",
    ]
    assert fold("a/" + "b" * 12 + "/c", 5) == ["a/", "bbbbb", "bbbbb", "bb/c"]


def test_a_date_that_is_wider_than_its_line_is_parted_between_its_words() -> None:
    assert fold("Sat 21 Nov 2026", 7) == ["Sat 21", "Nov", "2026"]
    assert fold("1 2 3 4 of it", 6) == ["1 2 3", "4 of", "it"]  # a row of figures is none


def test_an_answer_is_folded_as_a_refusal_is(kfit: Kfit) -> None:
    kfit("mood 5 today")
    assert kfit("sleep 7h30 --on yesterday", COLUMNS="40").out == (
        "Saved sleep 7h30 for the night to\nSat 21 Nov (added on Sun 22 Nov).\n(kfit undo)\n"
    )


def test_plain_text_is_folded_too_where_the_width_is_known(kfit: Kfit) -> None:
    kfit("walk 20, mood 5, sleep 7h30")
    kfit("goal exercise 3x20min/week")
    assert max(map(len, kfit("week", COLUMNS="30", KFIT_PLAIN="1").out.splitlines())) <= 30
    assert max(map(len, kfit("week", KFIT_PLAIN="1").out.splitlines())) > 80  # in a pipe, one sentence a row


def test_a_terminal_tells_its_own_width() -> None:
    told, there = pty.openpty()
    subprocess.run(["stty", "cols", "33"], stdin=there, check=True)
    env = {name: value for name, value in os.environ.items() if name != "COLUMNS"}
    subprocess.run([sys.executable, "-m", "kfit", "mood", "66"], stdin=there, stdout=there, stderr=there, env=env, check=False)
    os.close(there)
    heard = os.read(told, 4096).decode().replace("\r\n", "\n")
    os.close(told)
    assert heard == "Mood goes from 0 (worst) to 10\n(best). Try:\n  kfit mood 6\n"


def test_a_script_is_never_folded(kfit: Kfit) -> None:
    assert kfit("completion bash", COLUMNS="30").out == kfit("completion bash").out
    cron = next(line for line in kfit("remind 20:30 --for cron", COLUMNS="30").out.splitlines() if line.startswith("30 20 "))
    assert cron in kfit("remind 20:30 --for cron").out.splitlines()
