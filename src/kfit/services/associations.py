"""What goes together in the data file: the series that are compared, the latest look at them, and how the mood moves."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..analysis import looks, variability
from ..model.associations import EACH_SIDE, EARLY, EFFICIENCY, LENGTH, MOVEMENT, REGULARITY, DailySeries, Look, MoodPattern
from ..model.entries import RATINGS
from ..parsing.trials import names_treatment
from ..store import associations as store
from ..store import queries
from .courses import treatment_history

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from ..store.associations import Night
    from ..store.connection import Database

FURTHER = ("pain", "energy", "anxiety")  # what is asked about beside the mood, where it is logged
BRIEFLY = (MOVEMENT, LENGTH)  # what these are compared with: more questions would leave each too little
MOST_HABITS, MOST_EFFECTS = 3, 2
LEAST_DAYS = EACH_SIDE  # of a habit or an effect that is asked about
# Where days are parted into days with and days without; all fixed without a look at any mood.
LEAST_MOVEMENT = 20  # minutes
LEAST_SLEEP = 420  # minutes: the 7 hours of docs/facts.md
LEAST_EFFICIENCY = 85.0  # percent
LEAST_OFF = 60.0  # minutes off the usual middle of the night
# Effects that are a mood by another name, or come with the infusion itself: to compare them with the mood would say nothing.
TAUTOLOGIES = frozenset(
    ("mood-swing", "irritability", "tearful", "anxiety", "wired", "craving", "dissociation", "hallucination", "confusion", "other")
)


class Insights(NamedTuple):
    """All that `kfit insights` shows: the latest look, and how the mood moves (None without a mood).

    `can_try` says whether a trial could ask further: none goes on or is to come, and something that was compared was not tried yet.
    """

    look: Look
    pattern: MoodPattern | None
    can_try: bool = False

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {**self.look.row(), "mood": self.pattern.row() if self.pattern else None}


def gather(db: Database | None, today: date) -> Insights:
    """Return the latest look, and how the mood moves up to today."""
    if db is None:
        return Insights(Look(None, None, 0, 0.0, []), None)
    until = today.isoformat()
    moods = store.daily_moods(db, until)
    nights = store.nights(db, until)
    inputs = _inputs(db, nights, until)
    outcomes = [DailySeries("mood", "mood", moods, better="high")] if moods else []
    outcomes += [
        DailySeries("rating", name, there, better=RATINGS[name]) for name in FURTHER if (there := store.daily_ratings(db, name, until))
    ]
    questions = looks.choose_questions(inputs, outcomes, BRIEFLY)
    treated = {day.toordinal() for day in treatment_history(db, today).days}
    look = looks.look(questions, today.toordinal(), treated)
    return Insights(look, _pattern(moods, nights) if moods else None, _can_try(db, look, today))


def _can_try(db: Database, look: Look, today: date) -> bool:
    """Return whether a trial could ask further, whatever the look found."""
    there = queries.trials(db) if queries.any_trial(db) else []
    tried = {(one.kind, one.name if one.kind == "habit" else MOVEMENT) for one in there}
    subjects = {(one.question.input.kind, one.question.input.name) for one in look.findings if one.status != EARLY}
    open_ones = {subject for subject in subjects if subject[0] in ("exercise", "habit")} - tried
    return bool(open_ones) and not any(one.runs(today) for one in there)


def _inputs(db: Database, nights: Mapping[int, Night], until: str) -> list[DailySeries]:
    """Return what the mood is compared with, in the order in which it is asked. Medicines and doses are never among it."""
    there = store.entry_days(db, until)
    found = []
    movement = store.daily_movement(db, until)
    if movement:
        filled = _filled(movement, there)
        found.append(DailySeries("exercise", MOVEMENT, filled, lag_of(db, "exercise", None, until), LEAST_MOVEMENT))
    found += [series for series in _of_sleep(nights) if series.values]
    own = queries.list_names(db, "medicine")
    habits = {name: days for name, days in store.daily_habits(db, until).items() if not names_treatment(name, own)}
    for name in _most_used(habits, MOST_HABITS):
        values = _filled(dict.fromkeys(habits[name], 1.0), there)
        found.append(DailySeries("habit", name, values, lag_of(db, "habit", name, until), 1.0, yes_no=True))
    effects = {name: days for name, days in store.daily_effects(db, until).items() if name not in TAUTOLOGIES}
    for name in _most_used(effects, MOST_EFFECTS):
        found.append(DailySeries("effect", name, _filled(dict.fromkeys(effects[name], 1.0), there), 0, 1.0, yes_no=True))
    return found


def _filled(values: Mapping[int, float], there: Collection[int]) -> dict[int, float]:
    """Return a value for each day from the first to the last one: 0 on a day that has other entries alone.

    A day without any entry stays without a value.
    """
    first, last = min(values), max(values)
    return {day: values.get(day, 0.0) for day in there if first <= day <= last}


def _most_used(days: Mapping[str, Collection[int]], most: int) -> list[str]:
    """Return the names with the most days, those with too few left out."""
    named = sorted((name for name in days if len(days[name]) >= LEAST_DAYS), key=lambda name: (-len(days[name]), name))
    return named[:most]


def _of_sleep(nights: Mapping[int, Night]) -> list[DailySeries]:
    middles = {
        day: (min(begin for begin, _ in night.parts) + max(end for _, end in night.parts)) / 2
        for day, night in nights.items()
        if night.parts
    }
    efficiency = {day: 100 * night.minutes / night.in_bed for day, night in nights.items() if night.in_bed}
    return [
        DailySeries("sleep", LENGTH, {day: float(night.minutes) for day, night in nights.items()}, 0, LEAST_SLEEP),
        DailySeries("sleep", EFFICIENCY, efficiency, 0, LEAST_EFFICIENCY),
        DailySeries("sleep", REGULARITY, variability.usual_times(middles), 0, LEAST_OFF),
    ]


def lag_of(db: Database, kind: str, name: str | None, until: str) -> int:
    """Return how many days later the mood is looked at: 0 where most of it is done before noon, else 1.

    Without times for at least half of the entries it is 1: what is done in the evening can show in the mood of the day after.
    """
    every, timed, before = store.share_before_noon(db, kind, name, until)
    return 0 if 2 * timed >= every and 2 * before > timed else 1


def _pattern(moods: Mapping[int, float], nights: Mapping[int, Night]) -> MoodPattern:
    first, last = min(moods), max(moods)
    values = [moods.get(day) for day in range(first, last + 1)]
    change, inertia = variability.rmssd(values), variability.inertia(values)
    regularity = variability.regularity_index({day: night.parts for day, night in nights.items() if night.parts})
    weekday = (first + 6) % 7
    weekdays, weekday_p = variability.weekday_moods(values, weekday), variability.weekday_p(values, weekday)
    ends = date.fromordinal(first), date.fromordinal(last)
    return MoodPattern(*ends, len(moods), len(values), variability.mean_step(values), change, inertia, weekdays, weekday_p, regularity)
