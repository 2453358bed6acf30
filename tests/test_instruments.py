"""Every questionnaire, case by case: totals, bands at their edges, and what is refused."""

from __future__ import annotations

import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import BESIDE
from kfit.errors import Refused
from kfit.model import questionnaires
from kfit.model.entries import QUESTIONNAIRES, Score
from kfit.model.questionnaires import HARM, INSTRUMENTS, band, check_total, points, said_total, total

FACTS = BESIDE.parent / "docs" / "facts.md"
QIDS = [2, 1, 0, 3, 2, 0, 1, 2, 0, 1, 2, 0, 1, 2, 1, 2]  # a plain sum would be 20
BY_ITEMS = [name for name, form in INSTRUMENTS.items() if form.labels]
BY_TOTAL = ["cadss", "cadss6", "madrs", "hamd17", "ybocs", "wsas", "cgis", "cgii", "icsi", "icpi"]
BY_CLINICIAN = {"cadss", "cadss6", "madrs", "hamd17", "ybocs", "cgis", "cgii"}
ITEMS = {"phq9": 9, "phq2": 2, "gad7": 7, "who5": 5, "qids": 16, "isi": 7, "pcl5": 20, "peg": 3} | dict.fromkeys(BY_TOTAL, 0)
TOPS = {"phq9": 27, "phq2": 6, "gad7": 21, "who5": 100, "qids": 27, "isi": 28, "pcl5": 80, "peg": 10} | {
    "cadss": 92, "cadss6": 24, "madrs": 60, "hamd17": 52, "ybocs": 40, "wsas": 40, "cgis": 7, "cgii": 7, "icsi": 20, "icpi": 16,
}  # fmt: skip
LEAST = dict.fromkeys(TOPS, 0) | {"cgis": 1, "cgii": 1}
HIGHS = {"phq9": 3, "phq2": 3, "gad7": 3, "who5": 5, "qids": 3, "isi": 4, "pcl5": 4, "peg": 10}
BANDS = {
    "phq9": [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 19, "moderately severe"), (20, 27, "severe")],
    "gad7": [(0, 4, "minimal"), (5, 9, "mild"), (10, 14, "moderate"), (15, 21, "severe")],
    "qids": [(0, 5, "none"), (6, 10, "mild"), (11, 15, "moderate"), (16, 20, "severe"), (21, 27, "very severe")],
    "isi": [(0, 7, "none"), (8, 14, "subthreshold"), (15, 21, "moderate"), (22, 28, "severe")],
    "ybocs": [(0, 7, "subclinical"), (8, 15, "mild"), (16, 23, "moderate"), (24, 31, "severe"), (32, 40, "extreme")],
}
EDGES = [(name, edge, word) for name, rows in BANDS.items() for low, high, word in rows for edge in (low, high)]
# Phrases of the forms themselves. None of them may stand in the package.
FORM_WORDS = [
    "little interest", "pleasure in doing", "feeling down", "hopeless", "trouble falling", "sleeping too much", "poor appetite",
    "overeating", "let yourself or your family", "trouble concentrating", "reading the newspaper", "fidgety", "better off dead",
    "hurting yourself", "not at all", "several days", "more than half the days", "nearly every day", "somewhat difficult",
    "feeling nervous", "on edge", "control worrying", "trouble relaxing", "hard to sit still", "easily annoyed", "something awful",
    "cheerful", "good spirits", "calm and relaxed", "active and vigorous", "fresh and rested", "things that interest me",
    "falling asleep", "staying asleep", "waking up too early", "feeling sad", "decreased appetite", "increased appetite",
    "view of myself", "death or suicide", "general interest", "feeling slowed", "noticeable to others", "satisfied with your",
    "disturbing, and unwanted", "stressful experience", "superalert", "jumpy", "cut off from other", "pain on average",
    "enjoyment of life", "general activity",
]  # fmt: skip
EVERYDAY = ("not at all", "several days")  # anybody's words, where they stand alone in the code


def refusal(name: str, items: list[int | None]) -> str:
    with pytest.raises(Refused) as refused:
        total(name, items)
    return str(refused.value)


def total_refusal(name: str, of: float) -> str:
    with pytest.raises(Refused) as refused:
        check_total(name, of)
    return str(refused.value)


def test_the_questionnaires_are_those_that_an_entry_knows() -> None:
    assert tuple(INSTRUMENTS) == QUESTIONNAIRES
    assert {name: (form.name, len(form.labels)) for name, form in INSTRUMENTS.items()} == {
        name: (name, count) for name, count in ITEMS.items()
    }
    assert {name: form.top for name, form in INSTRUMENTS.items()} == TOPS
    assert {name: form.least for name, form in INSTRUMENTS.items()} == LEAST
    assert {name: form.item_high for name, form in INSTRUMENTS.items() if form.labels} == HIGHS
    assert {name for name, form in INSTRUMENTS.items() if form.by_clinician} == BY_CLINICIAN
    assert {name: form.no_change for name, form in INSTRUMENTS.items() if form.no_change is not None} == {"cgii": 4}
    assert [name for name, form in INSTRUMENTS.items() if form.better == "high"] == ["who5"]
    assert [name for name, form in INSTRUMENTS.items() if form.difficulty] == ["phq9"]


@pytest.mark.parametrize("name", BY_ITEMS)
def test_the_lowest_answers_make_0_and_the_highest_the_top(name: str) -> None:
    assert total(name, [0] * ITEMS[name]) == 0
    assert total(name, [HIGHS[name]] * ITEMS[name]) == TOPS[name]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_both_ends_are_a_total_and_what_lies_outside_is_none(name: str) -> None:
    least = LEAST[name]
    check_total(name, least)
    check_total(name, TOPS[name])
    for outside in (least - 1, least - 0.01, TOPS[name] + 1, TOPS[name] + 0.01, float("nan"), float("inf"), -float("inf")):
        called = f"The {INSTRUMENTS[name].title} {'rating' if least else 'total'}"
        assert total_refusal(name, outside).startswith(f"{called} goes from {least} to {TOPS[name]}.")


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_the_example_of_a_refusal_is_a_total(name: str) -> None:
    found = re.fullmatch(rf".* Example: kfit {name} --total ([\d.]+)", total_refusal(name, 1000))
    assert found
    check_total(name, float(found[1]))


@pytest.mark.parametrize(("name", "edge", "word"), EDGES)
def test_the_band_at_each_edge(name: str, edge: int, word: str) -> None:
    assert band(name, edge) == word


@pytest.mark.parametrize("name", sorted(INSTRUMENTS.keys() - BANDS.keys()))
def test_a_form_without_bands_has_none_at_either_end(name: str) -> None:
    assert [band(name, 0), band(name, TOPS[name])] == [None, None]


@pytest.mark.parametrize("name", sorted(BANDS))
def test_the_bands_go_up_and_end_at_the_top(name: str) -> None:
    ends = [highest for highest, _ in INSTRUMENTS[name].bands]
    assert ends == [high for _, high, _ in BANDS[name]]
    assert all(low == before + 1 for (_, before, _), (low, _, _) in pairwise(BANDS[name]))
    assert ends[-1] == TOPS[name]


@pytest.mark.parametrize(
    ("name", "items", "expected"),
    [
        ("phq9", [2, 2, 2, 2, 1, 2, 2, 1, 1], 15),
        ("phq2", [2, 1], 3),
        ("gad7", [3, 2, 3, 1, 0, 1, 0], 10),
        ("isi", [4, 3, 2, 4, 1, 0, 1], 15),
        ("pcl5", [1] * 19 + [4], 23),
        ("who5", [3, 3, 2, 2, 2], 48),
        ("who5", [3, 3, 3, 2, 2], 52),
        ("who5", [2, 2, 1, 1, 1], 28),
        ("peg", [7, 6, 5], 6),
        ("peg", [7, 6, 6], 19 / 3),
    ],
)
def test_a_total_is_what_the_manual_calls_the_score(name: str, items: list[int], expected: float) -> None:
    assert total(name, items) == expected
    check_total(name, expected)


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, 15),
        ({6: None}, 15),
        ({7: None}, 15),
        ({8: None}, 14),
        ({9: None}, 15),
        ({7: None, 8: None}, 13),
        ({6: 3, 7: 1}, 16),
        ({4: 0}, 14),
        ({1: 0, 4: 0}, 13),
        ({15: 3, 16: 0}, 16),
        ({15: 0, 16: 0}, 13),
    ],
)
def test_the_qids_counts_the_highest_answer_of_nine_domains(changes: dict[int, int | None], expected: int) -> None:
    assert sum(QIDS) == 20
    assert total("qids", [changes.get(number, item) for number, item in enumerate(QIDS, 1)]) == expected


@given(st.lists(st.integers(0, 3), min_size=16, max_size=16))
def test_a_qids_total_stays_in_its_range_and_below_the_plain_sum(items: list[int]) -> None:
    check_total("qids", total("qids", items))
    assert total("qids", items) <= sum(items)


@pytest.mark.parametrize("number", [number for number in range(1, 17) if number not in (6, 7, 8, 9)])
def test_the_qids_leaves_out_no_other_answer(number: int) -> None:
    items: list[int | None] = [*QIDS]
    items[number - 1] = None
    assert not INSTRUMENTS["qids"].may_leave_out(number)
    assert refusal("qids", items).startswith(f"Answer {number} ({INSTRUMENTS['qids'].labels[number - 1]}) is missing.")


@pytest.mark.parametrize(("less", "more"), [(6, 7), (8, 9)])
def test_the_qids_needs_one_of_each_pair(less: int, more: int) -> None:
    items: list[int | None] = [*QIDS]
    items[less - 1] = items[more - 1] = None
    assert INSTRUMENTS["qids"].may_leave_out(less)
    assert INSTRUMENTS["qids"].may_leave_out(more)
    assert refusal("qids", items) == (
        f"One of the answers {less} and {more} is needed, with - for the other. A part of a form gives no total. One by one: kfit qids"
    )


@pytest.mark.parametrize("name", BY_ITEMS)
@pytest.mark.parametrize("wrong", [-1, 11, None])
def test_every_answer_is_looked_at(name: str, wrong: int | None) -> None:
    form = INSTRUMENTS[name]
    for number in range(1, ITEMS[name] + 1):
        items: list[int | None] = [0] * ITEMS[name]
        items[number - 1] = wrong
        if wrong is None and form.may_leave_out(number):
            assert total(name, items) == 0
        else:
            said = "is missing." if wrong is None else f"goes from 0 to {HIGHS[name]}, as on your form."
            assert refusal(name, items).startswith(f"Answer {number} ({form.labels[number - 1]}) {said}")


@pytest.mark.parametrize("name", BY_ITEMS)
def test_one_above_the_highest_answer_is_refused_and_so_is_what_is_no_whole_number(name: str) -> None:
    rest: list[int | None] = [0] * (ITEMS[name] - 1)
    assert refusal(name, [*rest, HIGHS[name] + 1]).startswith(f"Answer {ITEMS[name]} (")
    assert refusal(name, [*rest, True]).startswith(f"Answer {ITEMS[name]} (")
    assert refusal(name, [*rest, 1.0]).startswith(f"Answer {ITEMS[name]} (")  # type: ignore[list-item]  # the wrong type is what is tested


def test_a_part_of_a_form_gives_no_total() -> None:
    assert refusal("phq9", [1] * 7) == "The PHQ-9 has 9 answers, here are 7. A part of a form gives no total. One by one: kfit phq9"
    assert refusal("phq2", [1]) == "The PHQ-2 has 2 answers, here is 1. A part of a form gives no total. One by one: kfit phq2"
    assert refusal("gad7", [1] * 8) == "The GAD-7 has 7 answers, here are 8. One by one: kfit gad7"
    assert refusal("isi", []).startswith("The ISI has 7 answers, here are 0.")


@pytest.mark.parametrize("name", BY_TOTAL)
def test_a_form_that_somebody_else_scored_is_kept_by_its_total(name: str) -> None:
    form = INSTRUMENTS[name]
    said = f"The {form.title} is kept by its {'rating' if LEAST[name] else 'total'}. Example: kfit {name} --total {form.example}"
    assert refusal(name, [1] * 6) == said
    check_total(name, float(form.example))


@pytest.mark.parametrize("name", sorted(INSTRUMENTS.keys() - {"peg", "who5"}))
def test_a_total_is_a_whole_number(name: str) -> None:
    called = "rating" if LEAST[name] else "total"
    said = f"The {INSTRUMENTS[name].title} {called} is a whole number. Try: kfit {name} --total 3   or: kfit {name} --total 4"
    assert total_refusal(name, 3.5) == said


def test_a_peg_total_may_lie_between() -> None:
    check_total("peg", 6.3)
    check_total("peg", 19 / 3)


def test_a_who5_total_goes_in_steps_of_four_and_a_sum_is_said_kindly() -> None:
    steps = "The WHO-5 total goes from 0 to 100 in steps of 4."
    assert total_refusal("who5", 13) == f"{steps} If 13 is the sum of the answers: kfit who5 --total 52"
    assert total_refusal("who5", 25) == f"{steps} If 25 is the sum of the answers: kfit who5 --total 100"
    assert total_refusal("who5", 26) == f"{steps} Try: kfit who5 --total 24   or: kfit who5 --total 28"
    assert total_refusal("who5", 99) == f"{steps} Try: kfit who5 --total 96   or: kfit who5 --total 100"
    assert total_refusal("who5", 13.5) == f"{steps} Try: kfit who5 --total 12   or: kfit who5 --total 16"
    for four in range(0, 101, 4):
        check_total("who5", four)


@pytest.mark.parametrize(
    ("name", "number", "said"),
    [
        ("phq9", 15.0, "15 of 27"),
        ("phq9", 0, "0 of 27"),
        ("who5", 52.0, "52 of 100"),
        ("who5", 100, "100 of 100"),
        ("peg", 19 / 3, "6.3 of 10"),
        ("peg", 6, "6.0 of 10"),
        ("peg", 20 / 3, "6.7 of 10"),
        ("cadss", 12, "12 of 92"),
        ("qids", 15.0, "15 of 27"),
        ("madrs", 24.0, "24 of 60"),
        ("cgis", 4.0, "4 of 7"),
        ("cgii", 2.0, "2 (1 best, 4 no change, 7 worst)"),
        ("cgii", 0.0, "0"),
    ],
)
def test_a_total_is_said_with_its_range(name: str, number: float, said: str) -> None:
    assert said_total(name, number) == said
    assert said.startswith(points(name, number))


def test_the_answer_on_thoughts_of_death_has_a_calm_name() -> None:
    harmful = {name: form.harm_item for name, form in INSTRUMENTS.items() if form.harm_item}
    assert harmful == {"phq9": 9, "qids": 12, "madrs": 10, "hamd17": 3}
    assert all(INSTRUMENTS[name].labels[item - 1] == HARM for name, item in harmful.items() if name in BY_ITEMS)
    assert {name: form.harm_total for name, form in INSTRUMENTS.items() if form.harm_total is not None} == {"phq9": 20}


def test_labels_are_short_names_and_no_two_of_a_form_are_alike() -> None:
    for form in INSTRUMENTS.values():
        assert len(set(form.labels)) == len(form.labels)
        assert all(len(label.split()) <= 5 and label == label.lower() for label in form.labels)
        assert all(len(label.split()) <= 4 for label in form.labels if label != HARM)


def test_no_wording_of_a_form_is_shipped() -> None:
    told = [label for form in INSTRUMENTS.values() for label in (*form.labels, form.answers)]
    assert [(words, label) for words in FORM_WORDS for label in told if words in label.lower()] == []
    for path in sorted(Path(questionnaires.__file__).parent.rglob("*.py")):
        text = " ".join(path.read_text(encoding="utf-8").lower().split())
        assert [words for words in FORM_WORDS if words in text and words not in EVERYDAY] == [], path.name


def test_the_document_tells_the_source_of_every_number() -> None:
    rows = [
        [cell.strip() for cell in line.split("|")[1:-1]] for line in FACTS.read_text(encoding="utf-8").splitlines() if line.startswith("|")
    ]
    figures = {row[0]: row for row in rows if len(row) == 7}
    sources = {row[0]: row for row in reversed(rows) if len(row) == 3}  # the first table of three columns
    for form in INSTRUMENTS.values():
        told = figures[form.title]
        assert told[2].startswith(f"{form.least}-{form.top}"), form.title
        assert told[3] == ("; ".join(f"{top} {word}" for top, word in form.bands) or "none"), form.title
        assert told[4] == (str(form.noise) if form.noise else "none"), form.title
        assert told[6] == (str(form.remission) if form.remission is not None else "none"), form.title
        assert told[5].startswith("none" if form.response is None else f"{form.response * 100:g} %"), form.title
        for source in filter(None, (form.source, form.noise_source, form.response_source)):
            assert source in sources[form.title][2], form.title
        assert bool(form.noise) == bool(form.noise_source)
        assert bool(form.response or form.remission is not None) == bool(form.response_source)


def test_a_score_asks_this_table() -> None:
    said = Score(day="2026-11-22", name="peg", items=(7, 6, 6), total=19 / 3)
    assert (said.total, said.band) == (19 / 3, None)
    assert Score(day="2026-11-22", name="qids", items=tuple(QIDS), total=15).band == "moderate"
    with pytest.raises(Refused):
        Score(day="2026-11-22", name="qids", items=tuple(QIDS), total=20)


def test_it_brings_nothing_heavy_along() -> None:
    heavy = {"typing", "re", "enum", "json", "dataclasses", "pathlib", "rich", "zoneinfo"}
    script = "import sys; before = set(sys.modules); import {}; print(*(set(sys.modules) - before))"
    for module in (
        "kfit.model.questionnaires",
        "kfit.model.questionnaires",
        "kfit.analysis.questionnaires",
        "kfit.render.safety",
        "kfit.render.scores",
    ):
        ran = subprocess.run([sys.executable, "-c", script.format(module)], capture_output=True, text=True, check=True)
        assert not heavy & set(ran.stdout.split()), module
