"""Laws of the diary line, tried on lines made by chance."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from effort import tried
from kfit.errors import Refused
from kfit.model.entries import ACTIVITIES, HEADS, Sleep
from kfit.model.routes import ROUTES
from kfit.parsing import line as line_
from kfit.parsing.draft import Context, Reading
from kfit.parsing.line import LineParser
from kfit.parsing.tokens import from_text

if TYPE_CHECKING:
    from kfit.model.fields import Entry

NOW = datetime.fromisoformat("2026-11-22T21:30").astimezone()
CONTEXT = Context(NOW, "04:00", "mdy")

words = st.sampled_from(
    [
        "mood",
        "sleep",
        "walk",
        "exercise",
        "move",
        "run",
        "infusion",
        "note",
        "log",
        "pain",
        "did",
        "rate",
        "focus",
        "effect",
        "nausea",
        "blurred",
        "vision",
        "--new",
        "med",
        "sertraline",
        "started",
        "100mg",
        "meditation",
        "craft",
        "20x",
        "weight",
        "72.5kg",
        "11st",
        "4lb",
        "bp",
        "128/82",
        "measure",
        "coffee",
        "--sure",
        "phq9",
        "gad7",
        "peg",
        "--total",
        "1",
        "2",
        "0",
        "6",
        "7",
        "10",
        "11",
        "30",
        "45",
        "450",
        "7h30",
        "7.5",
        "7,5",
        "7.30",
        "6/10",
        "22:30-06:45",
        "11-7",
        "10:30",
        "pm",
        "-",
        "6:45",
        "am",
        "iv",
        "im",
        "nasal",
        "40mg",
        "40",
        "min",
        "0.5g",
        "an",
        "half",
        "hour",
        "yesterday",
        "mon",
        "last",
        "night",
        "friday",
        "9pm",
        "3",
        "nov",
        "now",
        "today",
        "tomorrow",
        "tired",
        "slept",
        "badly,",
        "ok.",
        "-not",
        "--",
        "--on",
        "-d",
        "--note",
        "-n",
        "--quality",
        "--in-bed",
        "--intensity",
        "--with",
        "--activity",
        "--route",
        "--dose",
        "--minutes",
        "--clinic",
        "--mark",
        "--replace",
        "--json",
        "-q",
        "--onn",
        "—",
        "—on",
        "“long",
        "day”",
        '"quoted",',
        ";",
        ",",
        "can't",
        "#",
        "7",
        "people",
        "2nd",
        "½",
        "６",
        "\xa0",
        "“",
        "light",
        "Anna",
    ]
)
arguments = st.lists(words | st.text(max_size=8) | st.builds(" ".join, st.lists(words, min_size=2, max_size=3)), max_size=9)
heads = st.sampled_from(sorted(HEADS))


def read(reading: object) -> Reading | None:
    assert callable(reading)
    try:
        found = reading()
    except Refused:
        return None
    assert isinstance(found, Reading)
    return found


def words_of(entry: Entry) -> str:
    """Return the content of an entry as one text, in which typed words can be searched."""
    held = [str(value) for value in entry.row().values() if value is not None]
    return " ".join(held)


@settings(max_examples=tried(300, 3000), deadline=None)
@given(heads, arguments)
def test_reading_one_entry_raises_nothing_but_its_refusal(head: str, rest: list[str]) -> None:
    reading = read(lambda: line_.read([head, *rest], CONTEXT))
    if reading:
        assert all(entry.day <= "2026-11-22" for entry in reading.entries)


@settings(max_examples=tried(300, 3000), deadline=None)
@given(arguments)
def test_reading_arguments_of_log_raises_nothing_but_its_refusal(rest: list[str]) -> None:
    reading = read(lambda: line_.read(["log", *rest], CONTEXT))
    if reading:
        assert reading.entries or reading.asks_for_answers or reading.asks_for_note
        assert all(entry.day <= "2026-11-22" for entry in reading.entries)


@settings(max_examples=tried(250, 2000), deadline=None)
@given(st.text(max_size=60) | arguments.map(" ".join))
def test_reading_a_line_of_a_file_raises_nothing_but_its_refusal(line: str) -> None:
    reading = read(lambda: LineParser(from_text(line.strip()), CONTEXT, in_file=True).read())
    if reading:
        assert reading.entries


# Words without a meaning in the diary: after a line is accepted, each of them must still be in the entry.
canaries = st.lists(st.sampled_from(["oak", "elm", "ash", "yew", "fir"]), max_size=3, unique=True)
values = st.sampled_from(
    [
        ("mood", "6"),
        ("sleep", "7h30"),
        ("sleep", "11-7"),
        ("walk", "20"),
        ("exercise", "30 walk"),
        ("infusion", "iv 40mg"),
        ("note", "elder"),
        ("pain", "4"),
        ("rate", "focus 5 --better high"),
        ("effect", "blurred vision 1"),
        ("med", "sertraline 100mg started"),
        ("did", "meditation 10m"),
        ("weight", "72.5kg"),
        ("measure", "coffee 2"),
        ("phq9", "2 1 0 3 2 0 1 2 0"),
        ("peg", "--total 6.3"),
    ]
)
extras = st.lists(
    st.sampled_from(
        [
            "--on yesterday",
            "--note rowan",
            "--quality 5",
            "--with Anna",
            "--clinic alder",
            "--effort 3",
            "--mark beech",
            "--replace",
            ",",
            '"holly"',
        ]
    ),
    max_size=3,
    unique=True,
)


@settings(max_examples=tried(300, 3000), deadline=None)
@given(st.lists(st.tuples(values, canaries, extras), min_size=1, max_size=3), st.booleans())
def test_no_word_of_an_accepted_line_is_dropped(parts: list[tuple[tuple[str, str], list[str], list[str]]], commas: bool) -> None:  # noqa: FBT001 - drawn by the test, not a switch
    pieces = []
    for (head, value), trees, options in parts:
        pieces.append(" ".join([head, value, *trees, *options]))
    line = (", " if commas else " ").join(pieces)
    reading = read(lambda: LineParser(from_text(line), CONTEXT).read())
    if reading is None:
        return
    held = " ".join(words_of(entry) for entry in reading.entries).replace('"', "")
    for word in ["oak", "elm", "ash", "yew", "fir", "rowan", "Anna", "alder", "beech", "holly", "elder"]:
        assert held.split().count(word) + held.count(word + ",") >= 1 or word not in line.replace('"', "").split(), (line, held)
    wanted = sum(head != "note" for (head, _), _, _ in parts)
    behind_note = next((place for place, ((head, _), _, _) in enumerate(parts) if head == "note"), len(parts))
    found = sum(entry.kind != "note" for entry in reading.entries)
    assert found == min(wanted, behind_note) or (not commas and found < wanted)  # without a comma, what follows a note belongs to it
    if "--quality" in line and any(isinstance(entry, Sleep) for entry in reading.entries):
        assert "5" in held


@settings(max_examples=tried(100, 1000), deadline=None)
@given(st.sampled_from(sorted(ACTIVITIES)), st.integers(1, 1440))
def test_every_activity_takes_every_length_of_its_range(activity: str, minutes: int) -> None:
    entry = line_.read([activity, str(minutes)], CONTEXT).entries[0]
    assert (entry.row()["activity"], entry.row()["minutes"]) == (activity, minutes)


@given(st.permutations([*ROUTES[:1], "40mg", "40min"]))
def test_route_dose_and_length_come_in_any_order(parts: list[str]) -> None:
    row = line_.read(["infusion", *parts], CONTEXT).entries[0].row()
    assert (row["route"], row["dose_mg"], row["minutes"]) == ("iv", 40.0, 40)
