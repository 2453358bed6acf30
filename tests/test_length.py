"""Lengths of time: their minutes, where they end in the text, and what kfit asks instead of guessing."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit import humanize
from kfit.errors import Refused, Unclear
from kfit.parsing import durations

SOURCE = Path(__file__).parents[1] / "src"


@pytest.mark.parametrize(
    ("text", "minutes"),
    [
        ("7h30", 450),
        ("7h 30m", 450),
        ("7h 30", 450),
        ("7H30M", 450),
        ("7 hours 30 minutes", 450),
        ("7 hours and 30 minutes", 450),
        ("7\u00a0h\u00a030", 450),
        ("7h 5m", 425),
        ("7h05", 425),
        ("7h0", 420),
        ("7.5h", 450),
        ("7,5 h", 450),
        ("0.5h", 30),
        ("0.01h", 1),
        ("7.33 hrs", 440),
        ("1.25h", 75),
        ("45m", 45),
        ("30 min", 30),
        ("90 mins", 90),
        ("1h30", 90),
        ("an hour", 60),
        ("An Hour 20", 80),
        ("an hour and a half", 90),
        ("half an hour", 30),
        ("9999h", 599940),
    ],
)
def test_a_length_is_read_to_its_end(text: str, minutes: int) -> None:
    assert durations.find(text) == (minutes, len(text))


@pytest.mark.parametrize(
    ("text", "minutes", "taken"),
    [
        ("7h 30 people came", 450, "7h 30"),
        ("30 min with the dog", 30, "30 min"),
        ("7h restless", 420, "7h"),
        ("7h, restless", 420, "7h"),
        ("30m,walk 5", 30, "30m"),
        ("7h30; mood 6", 450, "7h30"),
        ("7h and 2 naps", 420, "7h"),
        ("an hour or two", 60, "an hour"),
        ("1h 40 mg", 60, "1h"),
        ("1h 40mg", 60, "1h"),
        ("1h 0.5 g", 60, "1h"),
        ("7h 22:30", 420, "7h"),
        ("1h 6/10", 60, "1h"),
        ("7h 9999", 420, "7h"),
    ],
)
def test_the_longest_reading_ends_where_a_word_ends(text: str, minutes: int, taken: str) -> None:
    assert durations.find(text) == (minutes, len(taken))


@pytest.mark.parametrize(
    "text",
    [
        *("", "7", "7.5", "h", "7:30", "7.555h", "12345h", "7hx", "7.5h30", "7h30,5", "30minx", "halfanhour", " 7h"),
        *("７h", "٦h", "7h３0", "1_0h", "-7h", "7 . 5h", "7, 5h", "ｈ", "7\u212ah", "²h"),
    ],
)
def test_what_does_not_begin_with_a_length_is_none(text: str) -> None:
    assert durations.find(text) is None


@pytest.mark.parametrize(
    ("text", "said", "readings"),
    [
        ("7h5", "7h5", ("7h05", "7.5h")),
        ("7h 5 naps", "7h 5", ("7h05", "7.5h")),
        ("an hour 5", "an hour 5", ("1h05", "1.5h")),
        ("7h 90m", "7h 90m", ("8h30",)),
        ("7h75", "7h75", ("8h15",)),
        ("9999h 999m", "9999h 999m", ()),
        ("30.5m", "30.5m", ("30m", "31m")),
        ("30,0 min", "30,0 min", ("30m",)),
    ],
)
def test_two_readings_are_asked(text: str, said: str, readings: tuple[str, ...]) -> None:
    with pytest.raises(Unclear) as refusal:
        durations.find(text)
    assert (refusal.value.said, refusal.value.readings) == (said, readings)
    for reading in readings:
        assert durations.find(reading) is not None


def test_the_question_is_one_sentence() -> None:
    with pytest.raises(Unclear, match=r"^'7h5' can be 7h05 or 7\.5h\.$"):
        durations.find("7h5")


@pytest.mark.parametrize(("minutes", "words"), [(450, "7h30"), (45, "0h45"), (0, "0h00"), (1440, "24h00"), (65, "1h05")])
def test_a_length_is_written_in_hours_and_minutes(minutes: int, words: str) -> None:
    assert humanize.hours_minutes(minutes) == words


@given(st.integers(0, 9999), st.integers(0, 59))
def test_what_is_written_is_read_again(hours: int, minutes: int) -> None:
    text = humanize.hours_minutes(hours * 60 + minutes)
    assert durations.find(text) == (hours * 60 + minutes, len(text))


PIECES = [
    "7",
    "30",
    "5",
    "90",
    "0",
    "h",
    "hours",
    "m",
    "min",
    ".",
    ",",
    ";",
    "an",
    "half",
    "hour",
    "and",
    "a",
    " ",
    " ",
    "\u00a0",
    "mg",
    "٦",
]


def attempt(text: str) -> tuple[int, int] | Unclear | None:
    try:
        return durations.find(text)
    except Unclear as refusal:
        return refusal


@given(st.one_of(st.text(max_size=30), st.lists(st.sampled_from(PIECES), max_size=9).map("".join)))
def test_any_text_is_read_or_refused_kindly(text: str) -> None:
    found = attempt(text)
    if isinstance(found, Unclear):
        assert text.startswith(found.said)
        assert all(durations.find(reading) is not None for reading in found.readings)
    elif found is not None:
        assert found[0] >= 0
        assert 0 < found[1] <= len(text)
        assert durations.find(text[: found[1]]) == found


def test_refusals_end_with_code_2() -> None:
    assert issubclass(Unclear, Refused)
    assert Unclear("7h5", ("7h05", "7.5h")).code == 2


def test_the_readers_import_nothing_slow() -> None:
    """They are on the way of every log command: any of these costs it more than all of its work."""
    program = """if True:
        import sys
        before = set(sys.modules)
        import kfit.parsing.durations, kfit.parsing.nights, kfit.parsing.moments
        print(" ".join(sorted(set(sys.modules) - before)))
    """
    command = [sys.executable, "-S", "-c", program]
    run = subprocess.run(command, capture_output=True, text=True, check=True, env={"PYTHONPATH": str(SOURCE)})
    dear = {"re", "typing", "enum", "dataclasses", "json", "pathlib", "zoneinfo", "calendar", "locale", "difflib", "collections"}
    assert "kfit.parsing.moments" in run.stdout.split()
    assert not dear & set(run.stdout.split())
