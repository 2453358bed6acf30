"""What the made-up person of the demo keeps beside mood, sleep and movement: ratings, effects, a medicine, a habit, a form."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any

from ..entries import Effect, Entry, Habit, Medicine, Rating, Score
from ..instruments import total
from ..kept import Goal, Kept, Tracked

if TYPE_CHECKING:
    from datetime import date
    from random import Random

FORM = "phq9"
FORM_EVERY, FORM_FROM = 14, -7  # days; the first one a week before the first infusion
ITEMS_IN_ORDER = (2, 1, 4, 3, 6, 7, 5, 8)  # which items fill up first; the ninth stays 0
MEDICINE = {-9: ("started", "50mg"), 24: ("changed", "75mg")}
FELT = ("nausea", "fog", "headache", "dissociation", "fatigue")
NAMES = (Tracked(name="meditation", kind="habit", unit="minutes"),)  # what the person named
GOAL_FOR, GOAL_MINUTES = timedelta(weeks=8), 40
ENERGY_SHARE, HABIT_SHARE, ANXIETY_SHARE = 0.35, 0.25, 0.3


def beside(number: int, mood: float, *, treated: bool, quiet: bool, chance: Random) -> list[tuple[type[Entry], int, dict[str, Any]]]:
    """Return what is kept on a day: kind, hour of writing, fields. `number` counts from the first infusion."""
    found: list[tuple[type[Entry], int, dict[str, Any]]] = []
    if number in MEDICINE:
        event, dose = MEDICINE[number]
        found.append((Medicine, 9, {"name": "sertraline", "event": event, "dose": dose}))
    if treated:
        felt = chance.sample(FELT, 1 + chance.randrange(2))
        found += [(Effect, 16, {"name": name, "severity": 1 + chance.randrange(2), "phase": "session"}) for name in felt]
    if (number - FORM_FROM) % FORM_EVERY == 0:
        items = _items(mood, chance)
        found.append((Score, 19, {"name": FORM, "items": items, "total": total(FORM, items)}))
    if quiet:
        return found
    if chance.random() < ENERGY_SHARE:
        found.append((Rating, 20, {"name": "energy", "better": "high", "score": _within(mood - 1 + chance.gauss(0, 1))}))
    if chance.random() < ANXIETY_SHARE:
        found.append((Rating, 20, {"name": "anxiety", "better": "low", "score": _within(9 - mood + chance.gauss(0, 1))}))
    if chance.random() < HABIT_SHARE and not treated:
        found.append((Habit, 18, {"name": "meditation", "minutes": 5 * (1 + chance.randrange(3))}))
    return found


def kept(today: date) -> list[Kept]:
    """Return what the person keeps beside the entries: names, and a goal of some weeks."""
    return [*NAMES, Goal(kind="exercise", day=(today - GOAL_FOR).isoformat(), per="week", minutes=GOAL_MINUTES)]


def _items(mood: float, chance: Random) -> tuple[int | None, ...]:
    """Return answers that add up to about what a mood of these days would give."""
    items = [0] * 9
    left = max(2, min(19, round(24 - 3 * mood + chance.gauss(0, 1))))
    while left:
        for item in ITEMS_IN_ORDER:
            if left and items[item - 1] < 3:
                items[item - 1] += 1
                left -= 1
    return tuple(items)


def _within(score: float) -> int:
    return max(0, min(10, round(score)))
