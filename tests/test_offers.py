"""The laws of an offered line, on lines made by chance: it is accepted as pasted, and it holds no figure that was not typed."""

from __future__ import annotations

import collections
import random
import re
import shlex
import shutil
import subprocess
from datetime import datetime
from functools import cache
from typing import TYPE_CHECKING

import pytest

from effort import tried
from kfit.cli import suggestions
from kfit.cli.commands import COMMANDS
from kfit.errors import Refused, UnknownWord
from kfit.model.planning import CustomName
from kfit.parsing import line
from kfit.parsing.draft import Context
from kfit.parsing.person import PersonNames

if TYPE_CHECKING:
    from pathlib import Path

    from conftest import Grown

NAMES = [
    CustomName(name="guitar", kind="habit", unit="minutes"), CustomName(name="clarity", kind="rating", better="high"),
    CustomName(name="tea", kind="measure", unit="cups"),
]  # fmt: skip
HEADS = [
    "mood", "pain", "sleep", "slept", "walk", "walked", "ran", "exercise", "infusion", "spravato", "nap", "anxious", "nausea", "headache",
    "guitar", "clarity", "tea", "lithium", "took", "started", "weight", "bp", "phq9", "steps", "effect", "med", "did", "rate", "note",
    "log", "yesterday", "no", "energy", "ketamine", "troche", "gad", "yoga", "stress",
]  # fmt: skip
VALUES = [
    "6", "7h30", "20", "5", "0", "3/5", "11", "7.5", "40mg", "120/80", "6-7", "300mg", "2", "8h", "25min", "72.5kg", "11pm-7am", "iv",
    "45", "five", "half", "an", "hour", "6.5", "1", "3", "12/27", "nasal", "150mg", "taken", "stopped", "mild", "60%", "~5",
]  # fmt: skip
WORDS = [
    "tired", "bad", "day", "with", "sam", "at", "work", "because", "of", "rain", "and", "but", ",", "-", "+", "yesterday", "on", "monday",
    "last", "night", "tomorrow", "this", "morning", "9am", "3", "days", "ago", "at", "noon", "all", "day", "2", "hours", "dogs", "weeks",
    "times", "felt", "ok", "quite", "$100", "can't", "again", "not", "--note", "x", "--on", "yesterday", "fri", "--", "--quality", "5",
    "--sure", "--for", "2h", "today", "now", "$(touch x)", "`ls`", "$HOME", "*", "what?", "[a]", "~", "=ls", "!x", "a;b", "it's", "#1",
    "{a,b}", "back\\slash", "<x>", "&",
]  # fmt: skip
EXAMPLES = re.compile(r"(For example|Such as|Its help)$")


def context() -> Context:
    def known() -> PersonNames:
        return PersonNames(
            lambda: NAMES,
            lambda kind: ["lithium"] if kind == "medicine" else [],
            {"weight_unit": "kg"},
            tuple,
            lambda: [("lithium", "300mg")],
            lambda _: 80.0,
        )

    return Context(datetime.fromisoformat("2026-11-22T21:30").astimezone(), "04:00", "dmy", known)


def made(chance: random.Random) -> list[str]:
    words: list[str] = []
    for _ in range(chance.choice((1, 1, 1, 2, 2, 3))):
        words.append(chance.choice(HEADS))
        words += [chance.choice(VALUES) for _ in range(chance.choice((0, 1, 1, 1, 1, 1, 2)))]
        words += [chance.choice(WORDS) for _ in range(chance.choice((0, 0, 1, 1, 2, 3)))]
        words += [chance.choice((",", "and", "+"))] if chance.random() < 0.3 else []
    return words


def offered(message: str) -> list[str]:
    """Return the lines that a refusal offers: behind a label, three blanks apart."""
    parts = re.split(r"   |\n", message)
    found = [part.rpartition(": kfit ") for part in parts if ": kfit " in part]
    example = False
    lines: list[str] = []
    for label, _, text in found:
        example = bool(EXAMPLES.search(label)) or (example and label == "or")
        lines += [] if example else [f"kfit {text}"]
    return lines


def accepted(words: list[str]) -> bool:
    """Tell whether a line is read, or opens the question which end of a new rating is better."""
    try:
        line.read(words, context())
    except Refused as error:
        return hasattr(error, "new_rating")
    return True


def figures(text: str) -> collections.Counter[str]:
    return collections.Counter(re.findall(r"\d+", text))


@pytest.fixture(autouse=True)
def person(grown: Grown) -> None:
    """Keep the names in a file too: a line that begins with no word of kfit is answered with what lies there."""
    grown(
        (
            "did guitar 20m",
            "rate clarity 4 --better high",
            "measure tea 2cups",
            "med lithium 300mg started",
            "weight 80kg",
            "config set weight_unit kg",
            "config set date_order dmy",
        )
    )


@cache
def refusals(count: int) -> list[tuple[list[str], list[str]]]:
    """Return lines made by chance that are refused, each with the lines that are offered in its place."""
    chance = random.Random(20261122)
    found: list[tuple[list[str], list[str]]] = []
    for _ in range(count):
        typed = made(chance)
        try:
            line.read(typed, context())
        except Refused as error:
            begins_unknown = isinstance(error, UnknownWord) and typed[0] != "log"
            found.append((typed, offered(suggestions.unknown(typed, COMMANDS) if begins_unknown else str(error))))
    return found


def test_an_offered_line_is_accepted_and_makes_no_figure_up() -> None:
    seen = 0
    for typed, offers in refusals(tried(1_500, 20_000)):
        for offer in offers:
            seen += 1
            words = shlex.split(offer)[1:]
            if words[0] not in (*COMMANDS, "help") or words[0] == "log":
                assert accepted(words), (typed, offer)
            before, behind = figures(" ".join(typed)), figures(offer)
            new = behind - before - collections.Counter({"0": 1} if "no" in typed else {})  # none of it is 0
            assert before - behind or not new, (typed, offer)
    assert seen > 300


@pytest.mark.parametrize("shell", [["bash", "-c"], ["zsh", "-f", "-c"], ["sh", "-c"]], ids=["bash", "zsh", "sh"])
def test_a_shell_hands_an_offered_line_over_as_it_was_meant(shell: list[str], tmp_path: Path) -> None:
    if shutil.which(shell[0]) is None:
        pytest.skip(f"{shell[0]} is not installed")
    lines = list(dict.fromkeys(offer for _, offers in refusals(tried(1_500, 20_000)) for offer in offers))
    folder = tmp_path / "shell"
    folder.mkdir()
    pasted = folder / "pasted"
    pasted.write_text("\n".join(["kfit() { printf '%s\\0' \"$@\"; printf '\\n\\0'; }", *lines, ""]))
    ran = subprocess.run([*shell, f". {shlex.quote(str(pasted))}"], cwd=folder, capture_output=True, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (0, "")
    assert [part.split("\0")[:-1] for part in ran.stdout.split("\n\0")[:-1]] == [shlex.split(offer)[1:] for offer in lines]
    assert list(folder.iterdir()) == [pasted]
