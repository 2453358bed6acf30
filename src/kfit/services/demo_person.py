"""The made-up person of the demo: sixteen weeks of a diary, and the rows beside it. The same day gives the same diary."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from math import exp
from random import Random
from typing import Any, NamedTuple

from .. import clock
from ..model.entries import Effect, Exercise, Habit, Infusion, Medicine, Mood, Note, Rating, Score, Sleep
from ..model.planning import CustomName, Goal, PlanningRecord
from ..model.questionnaires import total

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..model.fields import Entry

FORM = "phq9"
FORM_EVERY, FORM_FROM = 14, -7  # days: the interval, and the first one, a week before the first infusion
ITEMS_IN_ORDER = (2, 1, 4, 3, 6, 7, 5, 8)  # which items fill up first; the ninth stays 0
MEDICINE = {-9: ("started", "50mg"), 24: ("changed", "75mg")}
FELT = ("nausea", "fog", "headache", "dissociation", "fatigue")
NAMES = (CustomName(name="meditation", kind="habit", unit="minutes"),)  # the person's own names
GOAL_FOR, GOAL_MINUTES = timedelta(weeks=8), 40
ENERGY_SHARE, HABIT_SHARE, ANXIETY_SHARE = 0.35, 0.25, 0.3


def further_entries(
    number: int, mood: float, *, treated: bool, quiet: bool, chance: Random
) -> list[tuple[type[Entry], int, dict[str, Any]]]:
    """Return what else the person logs on a day: kind, hour of writing, fields. `number` counts days from the first infusion."""
    found: list[tuple[type[Entry], int, dict[str, Any]]] = []
    if number in MEDICINE:
        event, dose = MEDICINE[number]
        found.append((Medicine, 9, {"name": "sertraline", "event": event, "dose": dose}))
    if treated:
        felt = chance.sample(FELT, 1 + chance.randrange(2))
        found += [(Effect, 16, {"name": name, "severity": 1 + chance.randrange(2)}) for name in felt]
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


def planning_records(today: date) -> list[PlanningRecord]:
    """Return the rows beside the entries: names, and a goal that is eight weeks old."""
    return [*NAMES, Goal(kind="exercise", day=(today - GOAL_FOR).isoformat(), per="week", minutes=GOAL_MINUTES)]


def _items(mood: float, chance: Random) -> tuple[int | None, ...]:
    """Return nine answers whose sum fits the mood of these days; the ninth is 0."""
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


SEED = 3
DAYS = 16 * 7
TREATED = (0, 3, 7, 10, 14, 17, 31, 52, 80)  # days after the first infusion: six in under three weeks, then gaps of 2, 3 and 4 weeks
BEFORE = 10  # days without an infusion at the beginning, at least
QUIET = range(39, 44)  # days after the first infusion without any entry
USUAL, HIGHEST_LIFT = 3.1, 4.2  # mood without treatment; the most that treatment can add
SHARE, WEARS_OFF = 0.45, 16  # an infusion adds this share of what is missing; after so many days a third of the lift is left
INERTIA, UNREST = 0.7, 0.8  # how much of a day's deviation the next day keeps; its random part
LATER, LATE = 0.08, timedelta(hours=13)  # this share of the entries is added later, after so long
SOON = timedelta(minutes=4)  # the times of all others were told, so soon after
NOTES = {
    "low": ("couldn't get going", "tired, did little", "stayed in", "woke at 4 and lay there", "a heavy morning"),
    "middle": ("rain all day", "phone call with my sister", "slept badly, better by noon", "shopping done", "read a little"),
    "high": ("quiet in my head", "cooked for the first time in weeks", "laughed at the film", "lighter", "sat in the garden"),
}
ACTIVITIES = ("walk", "walk", "walk", "walk", "stretch", "yoga", "swim")
MARKS = {33: ("my sister's visit", "she stayed for three days"), 73: ("it fades", "the mornings are heavy again")}


class DemoDay(NamedTuple):
    """A day of the person: `number` counts days from the first infusion, `lift` is what treatment adds to `mood`."""

    now: datetime
    date: date
    number: int
    lift: float
    mood: float

    @property
    def treated(self) -> bool:
        """Return whether the day has an infusion."""
        return self.number in TREATED


def made_up(now: datetime, today: date) -> list[Entry]:
    """Return the entries of the made-up person, in the order of writing. The last day is today, up to now."""
    chance, of_its_own = Random(SEED), Random(SEED)  # noqa: S311 - a story, no secret
    found: list[Entry] = []
    for day in _days(now, today, chance):
        quiet = day.number in QUIET or (chance.random() < 0.12 and day.date < today - timedelta(days=1))
        if day.treated:
            found.append(_treatment(day))
        if not quiet:
            found += [*_night(day, chance), *_moods(day, chance), *_movement(day, chance)]
        for kind, hour, told in further_entries(day.number, day.mood, treated=day.treated, quiet=quiet, chance=of_its_own):
            found.append(_written(kind, day, _at(day, hour, of_its_own.randrange(60)), **told))
        if day.number in MARKS:
            mark, note = MARKS[day.number]
            found.append(_written(Note, day, _at(day, 21, 15), mark=mark, note=note))
    return sorted(found, key=lambda entry: str(entry.logged_at))


def _days(now: datetime, today: date, chance: Random) -> Iterator[DemoDay]:
    """Yield the days: mood rises with each infusion, falls slowly after it, and changes little from day to day."""
    start = today - timedelta(days=DAYS - 1)
    first = start + timedelta(days=BEFORE)
    first += timedelta(days=(1 - first.weekday()) % 7)  # a Tuesday
    lift = drift = 0.0
    for count in range(DAYS):
        day = start + timedelta(days=count)
        number = (day - first).days
        drift = INERTIA * drift + chance.gauss(0, UNREST)
        yield DemoDay(now, day, number, lift, USUAL + lift + drift)
        lift = lift * exp(-1 / WEARS_OFF) + (SHARE * (HIGHEST_LIFT - lift) if number in TREATED else 0)


def _treatment(day: DemoDay) -> Entry:
    dose = 35 if day.number < TREATED[2] else 40
    return _written(Infusion, day, _at(day, 14, 30), route="iv", dose_mg=dose, dose=f"{dose}mg", minutes=40, clinic="Riverside")


def _night(day: DemoDay, chance: Random) -> list[Entry]:
    minutes = _rounded(chance.gauss(370 + 16 * day.lift, 45), 210, 570)
    woke = _at(day, 6, 20) + timedelta(minutes=5 * chance.randrange(12))
    written = _at(day, 8, chance.randrange(50))
    if chance.random() < 0.1:
        return []
    if chance.random() < 0.6 or woke >= written:
        return [_written(Sleep, day, written, minutes=minutes)]
    fell_asleep = (woke.astimezone(UTC) - timedelta(minutes=minutes)).astimezone()
    times: dict[str, Any] = {"start_at": clock.instant(fell_asleep), "end_at": clock.instant(woke)}
    return [_written(Sleep, day, written, minutes=minutes, quality=max(1, min(9, round(minutes / 60 - 2))), **times)]


def _moods(day: DemoDay, chance: Random) -> list[Entry]:
    score = max(1, min(9, round(day.mood)))
    tone = "low" if score < 4 else "middle" if score < 6 else "high"
    note = chance.choice(NOTES[tone]) if chance.random() < 0.2 else None
    evening = _at(day, 20, chance.randrange(60))
    if not day.treated:
        return [_written(Mood, day, evening, score=score, note=note, later=chance.random() < LATER)]
    lighter = min(9, score + 1 + chance.randrange(2))
    return [_written(Mood, day, _at(day, 8, 55), score=score, note=note), _written(Mood, day, evening, score=lighter)]


def _movement(day: DemoDay, chance: Random) -> list[Entry]:
    """Return a little movement on some days: ten minutes at first, more in later weeks, none on an infusion day."""
    minutes = _rounded(chance.gauss(10 + max(0, day.number) / 6, 5), 10, 45)
    activity = chance.choice(ACTIVITIES)
    if day.treated or chance.random() > 0.3 + 0.06 * day.lift:
        return []
    at = _at(day, 17, chance.randrange(60))
    return [_written(Exercise, day, at, minutes=minutes, activity=activity, later=chance.random() < LATER)]


def _at(day: DemoDay, hour: int, minute: int) -> datetime:
    """Return a local time of the day, or now if that time is still to come."""
    return min(clock.local(datetime(day.date.year, day.date.month, day.date.day, hour, minute)), day.now)  # noqa: DTZ001 - local gives it its zone


def _written(kind: type[Entry], day: DemoDay, at: datetime, *, later: bool = False, **told: Any) -> Entry:
    """Return an entry that was written at its time, or later, with only its day known."""
    later = later and at + LATE < day.now
    typed = at + LATE if later else min(at + SOON, day.now)
    written: dict[str, Any] = {"at": None if later else clock.instant(at), "logged_at": clock.stamp(typed)}
    return kind(day=day.date.isoformat(), tz=clock.zone(), **written, **told)


def _rounded(minutes: float, low: int, high: int) -> int:
    return max(low, min(high, 5 * round(minutes / 5)))
