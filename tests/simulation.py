"""Prints how often `kfit insights` calls what is not there, and finds what is: `python tests/simulation.py [--diaries 1000]`.

Every diary has a year of whole-number moods with inertia, a weekday rhythm and a trend, and twelve inputs with the same: minutes, hours,
and habits done or not. Without an effect none of them has to do with the mood; with one, the first input goes together with the mood of
the next day at a Spearman's rho of about .45. Days are all there, or a fifth of them is missing: at random, or rather the bad ones.
The seed fixes all of it. docs/simulation.md holds the table.
"""

from __future__ import annotations

import argparse
import random
import time
from concurrent.futures import ProcessPoolExecutor
from datetime import date
from math import exp, sqrt
from typing import NamedTuple

from kfit.analysis import looks, rank_correlation
from kfit.model.associations import JUDGE, DailySeries, Question

FIRST = date(2025, 1, 6).toordinal()
YEAR = 364
INPUTS = 12
INERTIA = (0.0, 0.5, 0.7)
WANDER = 0.985  # the inertia of what moves over months
MISSING = ("none", "a fifth", "bad days")
RHO = 0.45
POWER_DAYS = (56, 112, 140, 238)
BY_DAY = 140  # the day by which the other tests are to find the true one
NAIVE_RATE = 0.05
WANDERING = (0.3, 0.5)
LONG = 951


class Cell(NamedTuple):
    """One kind of diary. `rho` is 0 without an effect, `wander` the share of the variance that moves over months."""

    inertia: float
    missing: str
    rho: float = 0.0
    wander: float = 0.0
    days: int = YEAR


class Outcome(NamedTuple):
    """What one diary showed: the first day of any call, that of the true one, and whether the two other tests called (None: not run)."""

    any_call: int | None
    true_call: int | None
    naive: bool | None = None
    shift: bool | None = None
    rho: float = 0.0


def wave(chance: random.Random, inertia: float, days: int) -> list[float]:
    """Return an autoregressive series of unit variance."""
    rest = sqrt(1 - inertia * inertia)
    found = [chance.gauss(0, 1)]
    while len(found) < days:
        found.append(inertia * found[-1] + rest * chance.gauss(0, 1))
    return found


def moved(chance: random.Random, cell: Cell, days: int) -> list[float]:
    """Return a series with the inertia of a cell, and with what wanders over months."""
    quick = wave(chance, cell.inertia, days)
    if not cell.wander:
        return quick
    return [sqrt(1 - cell.wander) * one + sqrt(cell.wander) * other for one, other in zip(quick, wave(chance, WANDER, days), strict=True)]


def dressed(chance: random.Random, series: list[float]) -> list[float]:
    """Return a series with a weekday rhythm and a straight trend of a random direction."""
    rhythm = [chance.gauss(0, 0.4) for _ in range(7)]
    slope = chance.choice((-1.0, 1.0)) / len(series)
    return [value + rhythm[day % 7] + slope * day for day, value in enumerate(series)]


def shaped(place: int, value: float) -> float:
    """Return an input as it is logged: minutes, hours in quarters, or done or not."""
    if place % 3 == 0:
        return max(0.0, round(20 + 15 * value))
    return round((7 + value) * 4) / 4 if place % 3 == 1 else float(value > 0.3)


def diary(cell: Cell, seed: int, days: int = YEAR) -> list[Question]:
    """Return the questions of one made-up diary."""
    chance = random.Random(f"{cell.inertia} {cell.missing} {cell.rho} {seed}")
    inputs = [moved(chance, cell, days) for _ in range(INPUTS)]
    own = moved(chance, cell, days)
    share = SHARE * cell.rho
    mood = [own[0]] + [share * inputs[0][day - 1] + sqrt(1 - share * share) * own[day] for day in range(1, days)]
    mood = dressed(chance, mood)
    there = [day for day in range(days) if not is_missing(chance, cell.missing, mood[day])]
    moods = {FIRST + day: float(min(10, max(0, round(5 + 1.5 * mood[day])))) for day in there}
    outcome = DailySeries("mood", "mood", moods, better="high")
    questions = []
    for place, series in enumerate(inputs):
        told = dressed(chance, series)
        yes_no = place % 3 == 2
        values = {FIRST + day: shaped(place, told[day]) for day in there}
        cut = 1.0 if yes_no else 20.0 if place % 3 == 0 else 7.0
        questions.append(Question(DailySeries("habit", f"input {place}", values, lag=1, cut=cut, yes_no=yes_no), outcome))
    return questions


SHARE = 1.1  # of rho: rounding, rhythm and trend take a part of it away


def is_missing(chance: random.Random, missing: str, mood: float) -> bool:
    """Return whether a day has no entry: a fifth of all, or rather the bad ones."""
    if missing == MISSING[0]:
        return False
    share = 0.2 if missing == MISSING[1] else 1 / (1 + exp(1.85 + 1.1 * mood))
    return chance.random() < share


def tried(cell: Cell, seed: int, *, beside: bool = False) -> Outcome:
    """Return what a year of looks at one diary calls; with `beside`, also what the two other tests call."""
    days = max(POWER_DAYS) if cell.rho else cell.days
    questions = diary(cell, seed, days)
    found = looks.look(questions, FIRST + days)
    calls = {one.question.input.name: one.called_on.toordinal() - FIRST + 1 for one in found.findings if one.called_on}
    naive, shift = other_tests(questions, *((BY_DAY, "input 0") if cell.rho else ())) if beside else (None, None)
    rho = next(one.rho for one in found.findings if one.question is questions[0])
    return Outcome(min(calls.values(), default=None), calls.get("input 0"), naive, shift, rho or 0.0)


def other_tests(questions: list[Question], last: int = YEAR, wanted: str = "") -> tuple[bool, bool]:
    """Return whether a look every 28 days calls anything with the naive p, and with the p of the circular shift alone.

    Only the looks up to the day `last` count, and with `wanted` only calls of that input.
    """
    called = [False, False]
    for day in range(FIRST + JUDGE - 1, FIRST + last, looks.LOOK_DAYS):
        material = looks.Material(looks.Days(FIRST, day, ()))
        there = [one for one in (looks.describe(question, material) for question in questions) if looks.can_be_judged(one)]
        plain = [rank_correlation.rho_tail(one.rho or 0.0, one.pairs) for one in there]
        shifted = [
            rank_correlation.circular_shift(material.straight(one.question.input), material.straight(one.question.outcome)) for one in there
        ]
        for place, chances in enumerate((plain, shifted)):
            adjusted = zip(there, rank_correlation.benjamini_hochberg(chances), strict=True)
            called[place] |= any(p <= NAIVE_RATE and wanted in ("", one.question.input.name) for one, p in adjusted)
    return called[0], called[1]


def share_said(hits: int, of: int) -> str:
    """Return a share with its standard error: `0.062 (0.008)`."""
    part = hits / of
    return f"{part:.3f} ({sqrt(part * (1 - part) / of):.3f})"


def cells() -> list[Cell]:
    """Return the kinds of diaries, in the order of the table."""
    plain = [Cell(inertia, missing, rho) for rho in (0.0, RHO) for inertia in INERTIA for missing in MISSING]
    return plain + [Cell(0.5, MISSING[1], wander=share, days=days) for share in WANDERING for days in (YEAR, LONG)]


def rows(diaries: int, beside: int, workers: int, asked: list[Cell]) -> list[str]:
    """Return the lines of the table, each as soon as its cell is done."""
    lines = []
    with ProcessPoolExecutor(workers) as pool:
        for cell in asked:
            began = time.monotonic()
            compared = 0 if cell.wander else beside
            done = list(pool.map(one_diary, [(cell, seed, seed < compared) for seed in range(diaries)], chunksize=10))
            lines.append(row(cell, done))
            print(lines[-1], f"  [{time.monotonic() - began:.0f} s]", flush=True)
    return lines


def one_diary(asked: tuple[Cell, int, bool]) -> Outcome:
    """Return the outcome of one diary, for a pool of processes."""
    return tried(asked[0], asked[1], beside=asked[2])


def row(cell: Cell, done: list[Outcome]) -> str:
    """Return the line of a cell: calls of any kind over the year, or the power by day."""
    compared = [one for one in done if one.naive is not None]
    others = [
        share_said(sum(bool(getattr(one, name)) for one in compared), len(compared)) if compared else "not run"
        for name in ("naive", "shift")
    ]
    if cell.rho:
        by_day = [share_said(sum(one.true_call is not None and one.true_call <= day for one in done), len(done)) for day in POWER_DAYS]
        rho = sum(one.rho for one in done) / len(done)
        return f"| {cell.inertia} | {cell.missing} | {len(done)} | {rho:.2f} | {' | '.join((*by_day, *others))} |"
    kind = f"{cell.inertia}, wandering {cell.wander:.0%}, {cell.days} days" if cell.wander else cell.inertia
    return f"| {kind} | {cell.missing} | {len(done)} | {share_said(sum(one.any_call is not None for one in done), len(done))} | {' | '.join(others)} |"


def main() -> None:
    """Run the simulation and print its table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--diaries", type=int, default=1000, help="in each cell")
    parser.add_argument("--beside", type=int, default=100, help="of these, how many with the two other tests (slow)")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--wandering", action="store_true", help="only the diaries that wander over months")
    asked = parser.parse_args()
    rows(asked.diaries, asked.beside, asked.workers, [cell for cell in cells() if cell.wander or not asked.wandering])


if __name__ == "__main__":
    main()
