"""What goes together: which questions are asked, the looks every 28 days, and their verdicts. Pure.

A look uses the entries up to its day alone, so that it can be made anew at any time and nothing of it is stored. The error that all
looks of a year make together is spent over them (`level`): tests/simulation.py says what it comes to.
"""

from __future__ import annotations

from datetime import date
from itertools import compress
from math import sqrt
from statistics import median
from typing import NamedTuple

from ..model.associations import (
    DESCRIBE,
    DESCRIBED,
    EACH_SIDE,
    EARLY,
    FADED,
    JUDGE,
    MIXED,
    NONE,
    TOGETHER,
    DailySeries,
    Finding,
    Look,
    Question,
)
from .rank_correlation import (
    LONGEST_LAG,
    autocorrelations,
    benjamini_hochberg,
    circular_shift,
    correlation,
    effective_n,
    mask,
    ranks,
    rho_tail,
    spearman,
    straighten,
)

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

LOOK_DAYS = 28
TWINS = 0.7  # inputs whose rho is as much are one question
MOST_QUESTIONS = 12  # more of them would leave each too little
FIRST_LEVELS = (0.003, 0.0075, 0.02, 0.05)
LATER_LEVEL = 0.02
KEPT_LOOKS = 12  # about a year: a call of one of them is kept
STANDS = 0.05  # the p up to which a call that was made before still stands, and that the circular shift must reach
DETECTABLE = 2.8  # standard errors: what four of five diaries would show at a p of .05


def level(number: int) -> float:
    """Return the false discovery rate of a look, the first one being 1.

    Little is spent before the fourth (day 140 of a diary without a gap), when a dozen questions have data enough, most of it there, and
    ever less after it.
    """
    return FIRST_LEVELS[number - 1] if number <= len(FIRST_LEVELS) else LATER_LEVEL / number


def choose_questions(inputs: Sequence[DailySeries], outcomes: Sequence[DailySeries], briefly: Collection[str] = ()) -> list[Question]:
    """Return the questions to ask, before anything of their answers is seen.

    That is every input for the first outcome, and for each further one the inputs whose key is in `briefly`; MOST_QUESTIONS at most.
    Inputs that rise and fall together are one.
    """
    asked, twins = _merge_twins(inputs)
    every = [
        Question(one, outcome, tuple(twins[one.key]))
        for place, outcome in enumerate(outcomes)
        for one in asked
        if not place or one.key in briefly
    ]
    return every[:MOST_QUESTIONS]


def _merge_twins(inputs: Sequence[DailySeries]) -> tuple[list[DailySeries], dict[str, list[DailySeries]]]:
    """Return the inputs that are asked, and the twins of each by its key."""
    asked: list[DailySeries] = []
    twins: dict[str, list[DailySeries]] = {}
    for one in inputs:
        twin = next((other for other in asked if are_twins(one, other)), None)
        if twin is None:
            asked.append(one)
            twins[one.key] = []
        else:
            twins[twin.key].append(one)
    return asked, twins


def are_twins(one: DailySeries, other: DailySeries) -> bool:
    """Return whether two inputs rise and fall together on the days that have both."""
    days = one.values.keys() & other.values.keys()
    rho = spearman([one.values[day] for day in days], [other.values[day] for day in days]) if len(days) >= DESCRIBE else None
    return abs(rho or 0.0) >= TWINS


class Days(NamedTuple):
    """The days that a look uses, as day numbers, and those that are left out of it."""

    first: int
    last: int
    left_out: Collection[int]

    def laid(self, series: DailySeries) -> list[float | None]:
        """Return a series as one value a day of the outcome: an input lies on the day that it is compared with."""
        days = range(self.first - series.lag, self.last + 1 - series.lag)
        found: list[float | None] = list(map(series.values.get, days))
        for day in self.left_out:
            if days.start <= day < days.stop:
                found[day - days.start] = None
        return found


class Material:
    """The series of a look, each laid out and straightened once."""

    def __init__(self, days: Days) -> None:
        self.days = days
        self.weekday = (days.first + 6) % 7  # day 1 was a Monday
        self.longest = min(LONGEST_LAG, (days.last + 1 - days.first) // 4)
        self._laid: dict[str, list[float | None]] = {}
        self._straight: dict[str, list[float | None]] = {}
        self._echoes: dict[str, list[float]] = {}
        self._ranked: dict[tuple[str, bytes], list[float]] = {}

    def laid(self, one: DailySeries) -> list[float | None]:
        """Return a series as one value a day."""
        if one.key not in self._laid:
            self._laid[one.key] = self.days.laid(one)
        return self._laid[one.key]

    def straight(self, one: DailySeries) -> list[float | None]:
        """Return a series without its trend and its weekdays."""
        if one.key not in self._straight:
            self._straight[one.key] = straighten(self.laid(one), self.weekday, yes_no=one.yes_no)
        return self._straight[one.key]

    def echoes(self, one: DailySeries) -> list[float]:
        """Return the autocorrelations of a series."""
        if one.key not in self._echoes:
            self._echoes[one.key] = autocorrelations(self.straight(one), self.longest)
        return self._echoes[one.key]

    def both(self, question: Question) -> bytes:
        """Return a 1 for each day that has both, and a 0 for each other one."""
        return bytes(x is not None and y is not None for x, y in zip(self.laid(question.input), self.laid(question.outcome), strict=True))

    def ranked(self, one: DailySeries, both: bytes) -> list[float]:
        """Return the ranks of a straightened series over some days. Many questions ask for those of one outcome."""
        if (one.key, both) not in self._ranked:
            self._ranked[one.key, both] = ranks(_values(self.straight(one), both))
        return self._ranked[one.key, both]


def _values(series: Sequence[float | None], both: bytes) -> list[float]:
    """Return the values of the days that have both."""
    return list(compress(series, both))  # type: ignore[arg-type]  # where both are there, none is None


def sides(question: Question, values: Sequence[float]) -> tuple[float, int, int]:
    """Return the cut between days with and days without, and the number of each.

    It is the input's own cut, or where that leaves too few days on a side, the middle of its values; the outcome is not looked at.
    """
    for cut in (question.input.cut, *(() if question.input.yes_no or not values else (median(values),))):
        with_days = sum(value >= cut for value in values)
        if min(with_days, len(values) - with_days) >= EACH_SIDE:
            return cut, with_days, len(values) - with_days
    with_days = sum(value >= question.input.cut for value in values)
    return question.input.cut, with_days, len(values) - with_days


def describe(question: Question, material: Material) -> Finding:
    """Return the counts and the differences of a question, without a p. With too few days, it is EARLY."""
    both = material.both(question)
    x, y = (_values(material.laid(one), both) for one in (question.input, question.outcome))
    found = count(question, material)
    if found.status == EARLY:
        return found
    straight = _values(material.straight(question.outcome), both)
    return found._replace(difference=_difference(x, straight, found.cut), raw=_difference(x, y, found.cut))


def count(question: Question, material: Material) -> Finding:
    """Return the counts of a question and its rho. With too few days, or where all are alike, it is EARLY."""
    both = material.both(question)
    cut, with_days, without_days = sides(question, _values(material.laid(question.input), both))
    found = Finding(question, EARLY, sum(both), with_days, without_days, cut)
    if found.pairs < DESCRIBE or min(with_days, without_days) < EACH_SIDE:
        return found
    rho = correlation(material.ranked(question.input, both), material.ranked(question.outcome, both))
    return found if rho is None else found._replace(status=DESCRIBED, rho=rho)


def _difference(x: Sequence[float], y: Sequence[float], cut: float) -> float:
    """Return the mean of y on the days with at least the cut, less that on the days below it."""
    above = [value for one, value in zip(x, y, strict=True) if one >= cut]
    below = [value for one, value in zip(x, y, strict=True) if one < cut]
    return sum(above) / len(above) - sum(below) / len(below)


def can_be_judged(found: Finding) -> bool:
    """Return whether a question has the days for a verdict."""
    return found.status == DESCRIBED and found.pairs >= JUDGE


def weigh(found: Finding, material: Material) -> Finding:
    """Return a question with its p by Bartlett's effective n, and with the difference that this much data would show."""
    question, rho = found.question, found.rho or 0.0
    both = material.both(question)
    straight = _values(material.straight(question.outcome), both)
    n = effective_n(mask(both), material.echoes(question.input), material.echoes(question.outcome))
    middle = sum(straight) / len(straight)
    spread = sqrt(sum((value - middle) ** 2 for value in straight) / (len(straight) - 1))
    apart = sqrt((1 / found.with_days + 1 / found.without_days) * found.pairs / n)
    return found._replace(n_effective=n, p=rho_tail(rho, n), least=DETECTABLE * spread * apart)


def judge(asked: Sequence[Finding], material: Material, rate: float) -> list[Finding]:
    """Return the findings with their verdicts: Benjamini and Hochberg over all that was asked, then the circular shift of what is left."""
    found = []
    for one, adjusted in zip(asked, benjamini_hochberg([one.p or 0.0 for one in asked]), strict=True):
        shift = None
        if adjusted <= rate:
            shift = circular_shift(material.straight(one.question.input), material.straight(one.question.outcome))
        called = shift is not None and shift <= STANDS
        found.append(one._replace(status=TOGETHER if called else NONE, adjusted=adjusted, shift=shift))
    return found


def _calls(questions: Sequence[Question], days: Days, rate: float) -> set[str]:
    """Return what a past look called. A p that is over the level even with every pair counted in full needs no more work."""
    material = Material(days)
    asked = []
    for question in questions:
        found = count(question, material)
        if can_be_judged(found):
            plain = rho_tail(found.rho or 0.0, found.pairs)
            asked.append(weigh(found, material) if plain <= rate else found._replace(p=plain))
    return {_name(one.question) for one in judge(asked, material, rate) if one.status == TOGETHER}


def _name(question: Question) -> str:
    return f"{question.input.key} > {question.outcome.key}"


def look_days(first: int, today: int) -> Iterator[int]:
    """Yield the last day of each look, as day numbers: a look is made once that day is over."""
    yield from range(first + LOOK_DAYS - 1, today, LOOK_DAYS)


def look(questions: Sequence[Question], today: int, left_out: Collection[int] = ()) -> Look:
    """Return the latest look at some questions, and what is known today of those that it could not judge.

    Days are day numbers. `left_out` are days that count in no pair.
    """
    logged = [min(one.outcome.values) for one in questions if one.outcome.values]
    if not logged:
        return Look(None, None, 0, 0.0, [])
    first = min(logged)
    all_looks = list(look_days(first, today))
    next_day = date.fromordinal(all_looks[-1] + LOOK_DAYS if all_looks else first + LOOK_DAYS - 1)
    asking = [(day, number) for day, number in _numbered(questions, all_looks, Days(first, today, left_out)) if number]
    now = Material(Days(first, today, left_out))
    known = {_name(one): _spread(describe(one, now), now) for one in questions}
    if not asking:
        return Look(None, next_day, 0, 0.0, list(known.values()))
    last, number = asking[-1]
    called: dict[str, int] = {}
    for day, before in asking:
        if before > KEPT_LOOKS:
            break
        for name in _calls(questions, Days(first, day, left_out), level(before)):
            called.setdefault(name, day)
    material = Material(Days(first, last, left_out))
    described = [describe(one, material) for one in questions]
    judged = judge([weigh(one, material) for one in described if can_be_judged(one)], material, level(number))
    known |= {_name(one.question): _settled(one, called, last) for one in judged}
    return Look(date.fromordinal(last), next_day, number, level(number), list(known.values()))


def _spread(found: Finding, material: Material) -> Finding:
    """Return a description with the difference that chance alone can make. It has no p: a p would be a verdict."""
    return weigh(found, material)._replace(p=None) if found.status == DESCRIBED else found


def _numbered(questions: Sequence[Question], all_looks: Sequence[int], days: Days) -> Iterator[tuple[int, int]]:
    """Yield each look with its number, 0 as long as it can judge nothing; what can be judged once can be judged ever after.

    The first that can is number 1 if it has the least of pairs, one more for each 28 further ones: a look that asked nothing spent
    nothing, and the level belongs to how much is known.
    """
    number = 0
    for day in all_looks:
        if number:
            number += 1
        else:
            most = max(_pairs_to_judge(one, days._replace(last=day)) for one in questions)
            number = max(1, (most + ALMOST) // LOOK_DAYS - 1) if most else 0
        yield day, number


ALMOST = 7  # days that a step of 28 pairs may lack: of 140 days, 139 have a day before


def _pairs_to_judge(question: Question, days: Days) -> int:
    """Return the number of a question's pairs if they are enough for a verdict, else 0."""
    lag = question.input.lag
    values = [
        value
        for day, value in question.input.values.items()
        if days.first <= day + lag <= days.last
        and day + lag in question.outcome.values
        and day not in days.left_out
        and day + lag not in days.left_out
    ]
    return len(values) if len(values) >= JUDGE and min(sides(question, values)[1:]) >= EACH_SIDE else 0


def _settled(one: Finding, called: dict[str, int], day: int) -> Finding:
    """Return a finding with what earlier looks called; figures that point both ways are no finding."""
    before = called.get(_name(one.question))
    if one.status != TOGETHER and before is None:
        return one
    called_on = date.fromordinal(day if before is None else before)
    if one.status != TOGETHER and (one.p or 0.0) > STANDS:
        return one._replace(status=FADED, called_on=called_on)
    return one._replace(status=TOGETHER if one.points_one_way else MIXED, called_on=called_on)
