"""Subjects that can be drawn: the words after `kfit chart` and `kfit calendar`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from kfit.store.changes import Change
from kfit.store.data_file import Data

if TYPE_CHECKING:
    from collections.abc import Iterable

    from conftest import Grown, Kfit
    from kfit.model.fields import Entry

LINES = (
    "mood 5",
    "pain 4",
    "rate focus 6 --better high",
    "rate 'thing 1' 2 --better low",
    "effect blurred-vision 1",
    "effect hiccups 1 --new",
    "did meditation 10m",
    "did push-ups 20x",
    "did craft",
    "weight 72.5kg",
    "bp 128/82 70",
    "measure coffee 2",
    "measure waist 80cm",
    "phq9 --total 12",
    "med sertraline 100mg started",
)


@pytest.fixture
def logged(kfit: Kfit, grown: Grown) -> Kfit:
    """One entry of many a name."""
    grown(LINES)
    return kfit


def log(entries: Iterable[Entry]) -> None:
    with Data.to_write() as data, Change(data.existing(), "test") as change:
        for entry in entries:
            change.add(entry)


@pytest.mark.parametrize(
    ("words", "chart", "unit"),
    [
        ("", "mood", "0-10"),
        ("MOOD", "mood", "0-10"),
        ("move", "exercise", "minutes"),
        ("movement", "exercise", "minutes"),
        ("pain", "pain", "0-10"),
        ("rating pain", "pain", "0-10"),
        ("focus", "focus", "0-10"),
        ("rate focus", "focus", "0-10"),
        ("'thing 1'", "thing 1", "0-10"),
        ("thing 1", "thing 1", "0-10"),
        ("blurred-vision", "blurred-vision", "0-3"),
        ("blurred vision", "blurred-vision", "0-3"),
        ("effect hiccups", "hiccups", "0-3"),
        ("meditation", "meditation", "minutes"),
        ("did push-ups", "push-ups", "times"),
        ("push ups", "push-ups", "times"),
        ("craft", "craft", "days"),
        ("weight", "weight", "kg"),
        ("bp", "bp", "mmHg"),
        ("systolic", "systolic", "mmHg"),
        ("pulse", "pulse", "bpm"),
        ("coffee", "coffee", None),
        ("waist", "waist", "cm"),
        ("phq9", "phq9", "0-27"),
        ("phq-9", "phq9", "0-27"),
        ("score phq9", "phq9", "0-27"),
    ],
)
def test_a_name_is_found_whatever_it_names(logged: Kfit, words: str, chart: str, unit: str | None) -> None:
    told = logged(f"chart {words} --json").json
    assert (told["chart"], told["unit"], len(told["points"])) == (chart, unit, 0 if chart == "exercise" else 1)


@pytest.mark.parametrize(
    ("line", "first"),
    [
        ("pain", "kfit pain 4"),
        ("nausea", "kfit effect nausea 1"),
        ("therapy", "kfit did therapy"),
        ("weight", "kfit weight 72.5kg"),
        ("bp", "kfit bp 128/82"),
        ("hba1c", "kfit hba1c 5.4%"),
        ("drinks", "kfit drinks 1"),
        ("gad7", "kfit gad7"),
        ("cadss", "kfit cadss --total 11"),
    ],
)
def test_a_known_name_without_an_entry_gets_one_kind_sentence(kfit: Kfit, line: str, first: str) -> None:
    assert kfit(f"chart {line}") == (f"Nothing to draw yet. One line is enough: {first}\n", "", 0)
    if first != "kfit gad7":  # it asks for the answers
        assert kfit(first.removeprefix("kfit ")).code == 0


def test_an_own_name_whose_entries_are_gone_gets_its_line_too(kfit: Kfit) -> None:
    kfit("rate focus 5 --better high")
    kfit("delete 1")
    assert kfit("chart focus").out == "Nothing to draw yet. One line is enough: kfit rate focus 4\n"


@pytest.mark.parametrize(
    ("line", "works"),
    [
        ("chart pian", "kfit chart pain"),
        ("chart fokus", "kfit chart focus"),
        ("chart weihgt", "kfit chart weight"),
        ("chart qqq", "kfit chart mood"),
        ("chart rate", "kfit chart rating focus"),
        ("chart effect", "kfit chart effect blurred-vision"),
        ("chart effect nausia", "kfit chart effect nausea"),
        ("chart did qqq", "kfit chart habit craft"),
        ("chart infusion", "kfit infusions"),
        ("chart note", "kfit chart mood"),
        ("chart med", "kfit chart mood"),
        ("chart sertraline", "kfit chart mood"),
        ("chart walk", "kfit chart exercise"),
        ("calendar phq9", "kfit chart phq9"),
        ("calendar weight", "kfit chart weight"),
        ("calendar measure", "kfit chart weight"),
        ("calendar fokus", "kfit calendar focus"),
        ("calendar walk", "kfit calendar exercise"),
    ],
)
def test_what_cannot_be_drawn_is_refused_with_a_line_that_works(logged: Kfit, line: str, works: str) -> None:
    said = logged(line)
    assert (said.out, said.code) == ("", 2)
    assert said.err.endswith(f"{works}\n")
    assert logged(works.removeprefix("kfit ")).code == 0


def test_an_unknown_name_hears_what_is_there(logged: Kfit) -> None:
    assert logged("chart fokus").err == (
        "I can't draw 'fokus'. There are entries of mood, bp, focus, pain, thing 1, blurred-vision, hiccups, craft, meditation, "
        "push-ups, coffee, pulse and 3 more. Try: kfit chart focus\n"
    )
    assert logged("calendar effect x").err == (
        "I can't draw 'x'. There are entries of blurred-vision and hiccups. Try: kfit calendar effect blurred-vision\n"
    )


def test_an_unknown_name_on_an_empty_file_makes_none(kfit: Kfit) -> None:
    assert kfit("chart qqq") == ("", "I can't draw 'qqq'. Try: kfit chart mood\n", 2)
    assert kfit("chart did") == ("", "Which one? Try: kfit chart habit meditation\n", 2)


def test_a_word_means_the_rating_that_it_logs_and_the_effect_of_that_name_where_only_that_is_there(kfit: Kfit) -> None:
    kfit("effect anxiety 2")
    assert kfit("chart anxiety --json").json["unit"] == "0-3"
    kfit("anxiety 7")
    assert kfit("chart anxiety --json").json["unit"] == "0-10"
    assert kfit("chart effect anxiety --json").json["unit"] == "0-3"
    assert kfit("chart effect anxiety").out.startswith("Anxiety (side effect, 0 none, 3 severe)")


def test_a_name_of_two_kinds_is_a_question(kfit: Kfit) -> None:
    kfit("rate garden-hours 5 --better high")
    kfit("did garden-hours 10m")
    said = kfit("chart garden-hours")
    assert said == (
        "",
        "'garden-hours' is both a rating and a habit. Try: kfit chart rating garden-hours   or: kfit chart habit garden-hours\n",
        2,
    )
    assert kfit("chart habit garden-hours --json").json["unit"] == "minutes"


def test_what_came_from_a_file_is_drawn_without_a_name_that_was_kept(kfit: Kfit) -> None:
    from kfit.model.entries import Habit, Measure, Rating

    day = "2026-11-21"
    log(
        [
            Rating(day=day, name="hope", score=4, better="low"),
            Habit(day=day, name="tea", times=2),
            Habit(day="2026-11-20", name="tea", times=3),
            Habit(day="2026-11-19", name="tea"),
            Measure(day=day, name="steps", value=4000, unit="steps"),
        ]
    )
    assert kfit("chart hope").out.startswith("Hope (0 none, 10 worst)")
    assert [point["value"] for point in kfit("chart tea --json").json["points"]] == [3, 2]
    assert kfit("chart steps --json").json["unit"] == "steps"


def test_two_directions_of_one_name_never_share_an_axis(kfit: Kfit) -> None:
    from kfit.model.entries import Rating

    kfit("rate focus 5 --better high")
    log([Rating(day="2026-11-20", name="focus", score=9, better="low")])
    assert [point["value"] for point in kfit("chart focus --json").json["points"]] == [5]


def test_a_name_of_one_s_own_cannot_speak_to_the_terminal(kfit: Kfit) -> None:
    from kfit.model.entries import Measure, Rating

    log([Rating(day="2026-11-20", name="a\x1b[31m", score=9, better="low"), Measure(day="2026-11-20", name="b", value=2, unit="\x1b[2J")])
    for line in (
        ["chart", "a\x1b[31m"],
        ["calendar", "a\x1b[31m"],
        ["chart", "b"],
        ["chart", "c\x1b[31m"],
        ["chart", "rate"],
        ["list"],
        ["today"],
    ):
        said = kfit(line)
        assert "\x1b" not in said.out + said.err, line
