"""Sentences on a score: the figures, the same words for more and for fewer, and no verdict."""

from __future__ import annotations

import re
from datetime import date
from itertools import product
from typing import Any

import pytest

from kfit.analysis.questionnaires import compare_totals
from kfit.errors import Refused
from kfit.model.entries import Score
from kfit.model.questionnaires import INSTRUMENTS, check_total
from kfit.render.scores import lines, phrase, saved

TODAY = date(2026, 11, 22)
DAY = "2026-11-22"
LAST, BASE = ("2026-11-05", 12.0), ("2026-08-03", 24.0)
ASKED = (2, 2, 2, 2, 1, 2, 2, 1, 1)
AVOIDED = [
    "!", "worse", "better", "improv", "progress", "relapse", "setback", "you have", "you are", "well done", "great", "good", "sorry", "low ",
    "poor", "risk", "significant", "reliable", "only", "should", "must", "depress", "anxi", "insomnia", "none ",
]  # fmt: skip


def score(name: str = "phq9", total: float = 15, *, day: str = DAY, **more: Any) -> Score:
    return Score(day=day, name=name, total=total, **more)


def asked(**more: Any) -> Score:
    return score(items=ASKED, **more)


def told(said: Score, last: Any = None, base: Any = None, **how: Any) -> list[str]:
    return lines(said, compare_totals(said.name, (said.day, said.total), last, base), TODAY, **{"show_total": True, **how})


def sentences(said: list[str]) -> list[str]:
    return [sentence for line in said for sentence in re.split(r"(?<=\.) ", line)]


def test_a_total_is_said_with_its_range_and_with_what_counts_as_a_change() -> None:
    assert saved(asked(), "Sun 22 Nov", show_total=True) == "Saved PHQ-9 for Sun 22 Nov."
    assert told(asked(), LAST) == [
        "PHQ-9: 15 of 27. The form calls this range moderately severe.",
        "3 more than on Thu 5 Nov (12). Under 5 points is not counted as a change.",
    ]
    assert saved(score(total=12), "Thu 5 Nov", show_total=True) == (
        "Saved PHQ-9 total 12 of 27 for Thu 5 Nov, items not known. Band: moderate."
    )
    assert told(score(total=12)) == []


def test_behind_the_calm_block_a_bare_total_is_told_and_not_before() -> None:
    said = score(total=22)
    assert saved(said, "Sun 22 Nov", show_total=True, before_block=True) == "Saved PHQ-9 for Sun 22 Nov, items not known."
    assert told(said, before_block=True) == ["PHQ-9: 22 of 27. The form calls this range severe."]
    assert "22 of" not in saved(asked(), "Sun 22 Nov", show_total=True, before_block=True)


@pytest.mark.parametrize(
    ("total", "line"),
    [
        (17, "5 more than on Thu 5 Nov (12). 5 points or more count as a change."),
        (16, "4 more than on Thu 5 Nov (12). Under 5 points is not counted as a change."),
        (13, "1 more than on Thu 5 Nov (12). Under 5 points is not counted as a change."),
        (12, "The same as on Thu 5 Nov (12)."),
        (8, "4 fewer than on Thu 5 Nov (12). Under 5 points is not counted as a change."),
        (7, "5 fewer than on Thu 5 Nov (12). 5 points or more count as a change."),
    ],
)
def test_more_is_said_as_plainly_as_fewer(total: int, line: str) -> None:
    assert told(score(total=total), LAST) == [line]


@pytest.mark.parametrize(
    ("total", "expected"),
    [
        (24, ["The same as before your first infusion (24 on Mon 3 Aug)."]),
        (
            26,
            [
                "2 more than before your first infusion (24 on Mon 3 Aug).",
                "Under 5 points is not counted as a change.",
            ],
        ),
        (15, ["9 fewer than before your first infusion (24 on Mon 3 Aug).", "5 points or more count as a change."]),
        (12, ["12 fewer than before your first infusion (24 on Mon 3 Aug).", "That is half or less, which studies call a response."]),
        (
            4,
            [
                "20 fewer than before your first infusion (24 on Mon 3 Aug).",
                "That is half or less, which studies call a response.",
                "4 or less is a range that studies call remission.",
            ],
        ),
    ],
)
def test_what_is_said_of_the_baseline(total: int, expected: list[str]) -> None:
    assert sentences(told(score(total=total), None, BASE)) == expected


def test_remission_may_be_no_response_and_the_noise_is_said_then() -> None:
    assert sentences(told(score(total=4), None, ("2026-08-03", 7.0))) == [
        "3 fewer than before your first infusion (7 on Mon 3 Aug).",
        "4 or less is a range that studies call remission.",
        "Under 5 points is not counted as a change.",
    ]


def test_a_response_of_the_peg_is_another_share() -> None:
    assert sentences(told(score("peg", 4), None, ("2026-08-03", 6.0))) == [
        "2.0 lower than before your first infusion (6.0 on Mon 3 Aug).",
        "That is lower by 30 % or more, which studies call a response.",
    ]


def test_both_differences_are_said_and_what_holds_for_both_once() -> None:
    assert told(asked(), LAST, BASE)[1:] == [
        "3 more than on Thu 5 Nov (12). Under 5 points is not counted as a change.",
        "9 fewer than before your first infusion (24 on Mon 3 Aug).",
        "5 points or more count as a change.",
    ]
    assert told(asked(), ("2026-11-05", 14.0), ("2026-08-03", 17.0))[1:] == [
        "1 more than on Thu 5 Nov (14). Under 5 points is not counted as a change.",
        "2 fewer than before your first infusion (17 on Mon 3 Aug).",
    ]


def test_the_baseline_is_not_said_twice() -> None:
    assert told(asked(), BASE, BASE)[1:] == [
        "9 fewer than before your first infusion (24 on Mon 3 Aug).",
        "5 points or more count as a change.",
    ]


@pytest.mark.parametrize(
    ("name", "total", "last", "said"),
    [
        ("phq9", 12, ("2026-11-09", 12.0), "Both forms look back 14 days, so they share days."),
        ("phq9", 12, ("2026-11-08", 12.0), ""),
        ("qids", 12, ("2026-11-16", 12.0), "Both forms look back 7 days, so they share days."),
        ("peg", 5, ("2026-11-15", 5.0), ""),
        ("pcl5", 12, ("2026-10-24", 12.0), "Both forms look back a month, so they share days."),
        ("isi", 12, ("2026-11-21", 12.0), ""),
    ],
)
def test_forms_that_share_days_say_so(name: str, total: int, last: tuple[str, float], said: str) -> None:
    assert [line for line in told(score(name, total), last) if "share" in line] == ([said] if said else [])


def test_a_second_form_of_one_day() -> None:
    assert sentences(told(score(total=13), (DAY, 12.0))) == [
        "1 more than the one before it (12, the same day).",
        "Under 5 points is not counted as a change.",
        "Both forms look back 14 days, so they share days.",
    ]


@pytest.mark.parametrize(
    ("name", "total", "last", "line"),
    [
        ("who5", 60, 48.0, "12 more than on Thu 5 Nov (48). 10 points or more count as a change."),
        ("who5", 44, 48.0, "4 fewer than on Thu 5 Nov (48). Under 10 points is not counted as a change."),
        ("peg", 19 / 3, 7.0, "0.7 lower than on Thu 5 Nov (7.0). Under 1 point is not counted as a change."),
        ("peg", 8, 7.0, "1.0 higher than on Thu 5 Nov (7.0). 1 point or more count as a change."),
        ("peg", 19 / 3, 6.3, "The same as on Thu 5 Nov (6.3)."),
        ("gad7", 8, 12.0, "4 fewer than on Thu 5 Nov (12). 4 points or more count as a change."),
        ("isi", 12, 7.0, "5 more than on Thu 5 Nov (7). Under 6 points is not counted as a change."),
        ("pcl5", 30, 40.0, "10 fewer than on Thu 5 Nov (40). 10 points or more count as a change."),
        ("qids", 6, 12.0, "6 fewer than on Thu 5 Nov (12)."),
        ("phq2", 6, 2.0, "4 more than on Thu 5 Nov (2)."),
        ("cadss", 12, 30.0, "18 fewer than on Thu 5 Nov (30)."),
        ("cadss6", 12, 12.0, "The same as on Thu 5 Nov (12)."),
    ],
)
def test_the_difference_of_every_form(name: str, total: float, last: float, line: str) -> None:
    assert line in told(score(name, total), ("2026-11-05", last))


@pytest.mark.parametrize(
    ("said", "line", "first"),
    [
        (score("who5", items=(3, 3, 3, 2, 2), total=52), "Saved WHO-5 for Sun 22 Nov.", ["WHO-5: 52 of 100."]),
        (score("peg", items=(7, 6, 6), total=19 / 3), "Saved PEG for Sun 22 Nov.", ["PEG: 6.3 of 10."]),
        (score("phq2", items=(2, 1), total=3), "Saved PHQ-2 for Sun 22 Nov.", ["PHQ-2: 3 of 6."]),
        (
            score("isi", items=(1,) * 7, total=7),
            "Saved ISI for Sun 22 Nov.",
            ["ISI: 7 of 28. The form calls this range 'none'."],
        ),
        (score("isi", 8), "Saved ISI total 8 of 28 for Sun 22 Nov, items not known. Band: subthreshold.", []),
        (score("qids", 5), "Saved QIDS-SR16 total 5 of 27 for Sun 22 Nov, items not known. Band: 'none'.", []),
        (score("cadss", 12), "Saved CADSS total 12 of 92 for Sun 22 Nov.", []),
        (score("peg", 6.3), "Saved PEG total 6.3 of 10 for Sun 22 Nov, items not known.", []),
        (
            score("who5", 12),
            "Saved WHO-5 total 12 of 100 for Sun 22 Nov, items not known.",
            ["If that was the sum of the answers, the total is 48."],
        ),
        (score("who5", 28), "Saved WHO-5 total 28 of 100 for Sun 22 Nov, items not known.", []),
    ],
)
def test_the_first_words_of_every_form(said: Score, line: str, first: list[str]) -> None:
    assert saved(said, "Sun 22 Nov", show_total=True) == line
    assert told(said) == first


def test_where_totals_are_not_shown_no_figure_is_said() -> None:
    for said in (asked(), score(total=22)):
        assert told(said, LAST, BASE, show_total=False) == ["PHQ-9 done. Its total is kept for your page."]
        assert phrase(said, show_total=False) == "PHQ-9 done"
    assert saved(asked(), "Sun 22 Nov", show_total=False) == "Saved PHQ-9 for Sun 22 Nov."
    assert saved(score(total=12), "Sun 22 Nov", show_total=False) == "Saved PHQ-9 for Sun 22 Nov, items not known."


@pytest.mark.parametrize(
    ("said", "listed"),
    [
        (asked(), "PHQ-9 15, moderately severe (27 worst)"),
        (score("who5", 52), "WHO-5 52 (100 best)"),
        (score("peg", 19 / 3), "PEG 6.3 (10 worst)"),
        (score("isi", 7), "ISI 7, 'none' (28 worst)"),
        (score("qids", 21), "QIDS-SR16 21, very severe (27 worst)"),
        (score("cadss6", 4), "CADSS-6 4 (24 most)"),
        (score("cgii", 3), "CGI-I 3 (1 best, 4 no change, 7 worst)"),
    ],
)
def test_the_phrase_of_a_list(said: Score, listed: str) -> None:
    assert phrase(said) == listed


def test_the_difficulty_question_is_not_spoken_of() -> None:
    assert told(asked(difficulty=3), LAST) == told(asked(), LAST)
    assert phrase(asked(difficulty=3)) == phrase(asked())


def totals(name: str) -> list[float]:
    form = INSTRUMENTS[name]
    steps = range(form.least, form.top + 1, 4 if form.rule == "times4" else 1)
    return [*steps] if form.rule == "sum" else [*steps, *([19 / 3] if form.rule == "mean" else [])]


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_every_sentence_is_short_and_holds_no_verdict(name: str) -> None:
    found = totals(name)
    some = sorted({found[0], found[1], found[len(found) // 2], found[-2], found[-1], *(low for low in found[::5])})
    said: set[str] = set()
    for total, last, base in product(some, some, some):
        told_of = told(score(name, total), ("2026-11-12", last), ("2025-08-03", base), before_block=True)
        assert max(map(len, told_of)) <= 80
        said.update(sentences(told_of))
    assert all(len(sentence.split()) <= 16 for sentence in said)
    assert [(word, sentence) for word in AVOIDED for sentence in said if word in sentence.lower()] == []


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_what_is_refused_is_said_in_short_sentences(name: str) -> None:
    for total in (-1, 1000, 3.5, 13.0, 26.5):
        try:
            check_total(name, total)
        except Refused as refused:
            assert all(len(sentence.split()) <= 16 for sentence in re.split(r"(?<=\.) ", str(refused)))  # noqa: PT017 - a total that is accepted has no sentence to look at
