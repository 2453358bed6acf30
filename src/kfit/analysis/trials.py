"""A trial of one's own: weeks with something and weeks without, in pairs, compared by the drawn order alone. Pure."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import product
from math import fsum

from ..model.associations import PairOfWeeks, TrialResult
from ..model.planning import ON, WEEK

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ..model.planning import Trial

LEAST_MOODS = 3  # days with a mood that a week needs
LEAST_PAIRS = 6  # below it no order of the weeks is rarer than 1 in 20
RARE = 0.05


def compare(trial: Trial, moods: Mapping[str, float], done: Collection[str], today: date) -> TrialResult:
    """Return what was done in the weeks of each kind, and how they compare.

    A week's mood is the mean of its days, those before an early end; a pair counts if both its weeks have LEAST_MOODS days. The days are
    those of the order, whatever was done on them: what was done follows the mood too.
    """
    begin = date.fromisoformat(trial.day)
    until = min(today, trial.last)
    if trial.ended_on is not None:
        until = min(until, date.fromisoformat(trial.ended_on) - timedelta(days=1))
    pairs = []
    for number, pair in enumerate(trial.pairs):
        weeks = [begin + timedelta(days=WEEK * (2 * number + place)) for place in (0, 1)]
        found = [_mood_of(week, moods, until) for week in (weeks if pair[0] == ON else weeks[::-1])]
        pairs.append(PairOfWeeks(*found[0], *found[1]))
    counted = {letter: [0, 0] for letter in "10"}
    for offset in range((until - begin).days + 1):
        day = begin + timedelta(days=offset)
        place = trial.week_of(day)
        if place is not None:
            counted[trial.weeks[place]][0] += day.isoformat() in done
            counted[trial.weeks[place]][1] += 1
    over = today > trial.last
    differences = [one.with_mood - one.without_mood for one in pairs if one.with_mood is not None and one.without_mood is not None]
    p = permutation_p(differences) if over and trial.drawn == "yes" and trial.ended_on is None and len(differences) >= LEAST_PAIRS else None
    return TrialResult(
        pairs=pairs,
        done_on=(counted["1"][0], counted["1"][1]),
        done_off=(counted["0"][0], counted["0"][1]),
        over=over or trial.ended_on is not None,
        difference=fsum(differences) / len(differences) if differences else None,
        compared=len(differences),
        p=p,
        stands_out=None if p is None else p <= RARE,
    )


def _mood_of(monday: date, moods: Mapping[str, float], until: date) -> tuple[float | None, int]:
    """Return the mean mood of a week, None with too few days, and the number of its days with a mood."""
    days = [monday + timedelta(days=offset) for offset in range(WEEK)]
    there = [moods[day.isoformat()] for day in days if day <= until and day.isoformat() in moods]
    return (fsum(there) / len(there) if len(there) >= LEAST_MOODS else None), len(there)


def permutation_p(differences: list[float]) -> float:
    """Return the two-sided p of the mean difference over all orders that the lot could have drawn within the pairs."""
    seen = abs(fsum(differences)) - 1e-9
    orders = list(product((1, -1), repeat=len(differences)))
    as_far = sum(abs(fsum(sign * value for sign, value in zip(signs, differences, strict=True))) >= seen for signs in orders)
    return as_far / len(orders)
