"""A total compared with earlier ones: noise, response, remission, shared days, and when the calm block is due."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kfit.analysis.questionnaires import baseline, change, compare_totals, concern, hint, remission, response, shares_days
from kfit.model.questionnaires import INSTRUMENTS, total

NOISE = {"phq9": 5, "gad7": 4, "who5": 10, "isi": 6, "peg": 1, "pcl5": 10}
CALM = [2, 2, 2, 2, 1, 2, 2, 1]


@pytest.mark.parametrize(("name", "noise"), NOISE.items())
@pytest.mark.parametrize("way", [1, -1])
def test_a_difference_counts_from_the_noise_on_upwards_and_downwards(name: str, noise: int, way: int) -> None:
    middle = INSTRUMENTS[name].top / 2
    for apart, counts in ((noise, True), (noise + 0.5, True), (noise - 0.5, False), (0, False)):
        found = change(name, ("2026-11-22", middle + way * apart), ("2026-10-01", middle))
        assert (found.points, found.counts) == (way * apart, counts)
        assert (found.day, found.total) == ("2026-10-01", middle)


@pytest.mark.parametrize("name", sorted(INSTRUMENTS.keys() - NOISE.keys()))
def test_without_a_number_for_it_nothing_is_said_of_noise(name: str) -> None:
    assert change(name, ("2026-11-22", 6), ("2026-10-01", 0)).counts is None


def test_thirds_of_a_point_add_up_to_whole_ones() -> None:
    """In a computer's numbers, 8/3 less 5/3 is a little under 1."""
    assert 8 / 3 - 5 / 3 < 1
    found = change("peg", ("2026-11-22", total("peg", [3, 3, 2])), ("2026-11-01", total("peg", [2, 2, 1])))
    assert (found.points, found.counts) == (1, True)


@pytest.mark.parametrize(
    ("name", "base", "now", "expected"),
    [
        ("phq9", 18, 9, True),
        ("phq9", 18, 10, False),
        ("phq9", 18, 24, False),
        ("phq9", 10, 5, True),
        ("phq9", 9, 0, None),
        ("phq9", 3, 1, None),
        ("phq9", 0, 0, None),
        ("gad7", 15, 7, True),
        ("gad7", 15, 8, False),
        ("gad7", 0, 3, None),
        ("qids", 20, 10, True),
        ("qids", 20, 11, False),
        ("peg", 6, 4.2, True),
        ("peg", 6, 4.3, False),
        ("peg", 7, 4.9, True),
        ("peg", 20 / 3, 14 / 3, True),
        ("peg", 10, 7, True),
        ("peg", 0, 0, None),
        ("isi", 20, 2, None),
        ("who5", 20, 80, None),
        ("pcl5", 60, 10, None),
        ("phq2", 6, 0, None),
        ("cadss", 40, 0, None),
    ],
)
def test_response(name: str, base: float, now: float, *, expected: bool | None) -> None:
    assert response(name, now, base) is expected


@pytest.mark.parametrize(
    ("name", "base", "now", "expected"),
    [
        ("phq9", 18, 4, True),
        ("phq9", 18, 5, False),
        ("phq9", 5, 4, True),
        ("phq9", 4, 3, None),
        ("gad7", 12, 4, True),
        ("gad7", 12, 5, False),
        ("qids", 16, 5, True),
        ("qids", 16, 6, False),
        ("isi", 16, 7, True),
        ("isi", 16, 8, False),
        ("who5", 20, 100, None),
        ("peg", 8, 0, None),
        ("pcl5", 60, 0, None),
    ],
)
def test_remission(name: str, base: float, now: float, *, expected: bool | None) -> None:
    assert remission(name, now, base) is expected


@pytest.mark.parametrize(
    ("name", "recall"), [("phq9", 14), ("phq2", 14), ("gad7", 14), ("who5", 14), ("qids", 7), ("peg", 7), ("pcl5", 30)]
)
def test_forms_fewer_days_apart_than_they_look_back_share_days(name: str, recall: int) -> None:
    assert shares_days(name, f"2026-10-{recall:02}", "2026-10-01")
    assert shares_days(name, "2026-10-01", f"2026-10-{recall:02}")
    assert shares_days(name, "2026-10-01", "2026-10-01")
    assert not shares_days(name, f"2026-10-{recall + 1:02}", "2026-10-01")


@pytest.mark.parametrize("name", ["isi", "cadss", "cadss6"])
def test_a_form_without_a_number_for_it_shares_no_days(name: str) -> None:
    assert not shares_days(name, "2026-10-02", "2026-10-01")


SCORES = [("2026-07-20", 20.0), ("2026-08-03", 24.0), ("2026-08-17", 22.0), ("2026-08-18", 12.0)]


@pytest.mark.parametrize(
    ("first_infusion", "expected"),
    [
        ("2026-08-16", ("2026-08-03", 24.0)),
        ("2026-08-17", ("2026-08-17", 22.0)),
        ("2026-08-03", ("2026-08-03", 24.0)),
        ("2026-09-01", ("2026-08-18", 12.0)),
        ("2026-09-02", None),
        ("2026-07-19", None),
        (None, None),
    ],
)
def test_the_baseline_is_the_last_score_on_or_before_the_first_infusion_at_most_14_days_old(
    first_infusion: str | None, expected: tuple[str, float] | None
) -> None:
    assert baseline(SCORES, first_infusion) == expected


def test_a_score_is_held_against_the_last_one_and_the_baseline() -> None:
    found = compare_totals("phq9", ("2026-11-22", 4.0), ("2026-11-12", 12.0), ("2026-08-03", 24.0))
    assert found.last
    assert found.baseline
    assert (found.last.points, found.last.counts, found.last.shares_days) == (-8, True, True)
    assert (found.baseline.points, found.baseline.counts, found.baseline.shares_days) == (-20, True, False)
    assert (found.response, found.remission) == (True, True)


@pytest.mark.parametrize("base", [None, ("2026-11-22", 24.0), ("2026-11-23", 24.0)])
def test_a_baseline_lies_before_the_score(base: tuple[str, float] | None) -> None:
    found = compare_totals("phq9", ("2026-11-22", 4.0), None, base)
    assert (found.last, found.baseline, found.response, found.remission) == (None, None, None, None)


@pytest.mark.parametrize(
    ("name", "items", "of", "why", "line"),
    [
        ("phq9", [*CALM, 1], 15, "item", ""),
        ("phq9", [*CALM, 3], 17, "item", ""),
        ("phq9", [*CALM, 0], 14, "", "zero"),
        ("phq9", [0] * 9, 0, "", "zero"),
        ("phq9", [0] * 8 + [1], 1, "item", ""),
        ("phq9", [3] * 6 + [1, 0, 0], 19, "", "zero"),
        ("phq9", [3] * 6 + [2, 0, 0], 20, "total", ""),
        ("phq9", [3] * 9, 27, "item", ""),
        ("phq9", None, 19, "", "unknown"),
        ("phq9", None, 20, "total", ""),
        ("phq9", None, 27, "total", ""),
        ("phq9", None, 0, "", "unknown"),
        ("qids", [0] * 11 + [1] + [0] * 4, 1, "life", ""),
        ("qids", [0] * 11 + [3] + [0] * 4, 3, "life", ""),
        ("qids", [3] * 11 + [0] + [3] * 4, 24, "", "zero"),
        ("qids", None, 5, "", "unknown"),
        ("qids", None, 27, "", "unknown"),
        ("phq2", [3, 3], 6, "", ""),
        ("gad7", [3] * 7, 21, "", ""),
        ("isi", [4] * 7, 28, "", ""),
        ("who5", [0] * 5, 0, "", ""),
        ("pcl5", [4] * 20, 80, "", ""),
        ("peg", [10] * 3, 10, "", ""),
        ("cadss", None, 92, "", ""),
        ("cadss6", None, 24, "", ""),
    ],
)
def test_when_the_calm_block_is_due_and_which_line_stands_where_it_is_not(
    name: str, items: list[int | None] | None, of: float, why: str, line: str
) -> None:
    assert concern(name, items, of) == why
    assert hint(name, items, of) == line


@given(st.lists(st.integers(0, 3), min_size=9, max_size=9))
def test_every_phq9_has_the_block_or_a_line(items: list[int]) -> None:
    of = total("phq9", items)
    assert bool(concern("phq9", items, of)) == (items[8] > 0 or sum(items) >= 20)
    assert bool(concern("phq9", items, of)) != bool(hint("phq9", items, of))
