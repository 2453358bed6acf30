"""Says what a day holds: a row for each thing that was logged, none for what was not."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeVar

from .. import length
from ..entries import (
    QUANTITIES,
    Effect,
    Entry,
    Exercise,
    Habit,
    Infusion,
    Measure,
    Medicine,
    Mood,
    Rating,
    Score,
    Sleep,
    ends,
    route_said,
)
from ..entries.quantities import plain
from ..rounding import tenths
from . import measures
from .phrases import units
from .safe import safe

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..settings import Settings

Kind = TypeVar("Kind", bound=Entry)


class Row(NamedTuple):
    """What was logged of one thing; `about` stands a little apart: what the ends of its scale mean."""

    label: str
    text: str
    about: str = ""


def rows(entries: Sequence[Entry], settings: Settings) -> list[Row]:
    """Return a day's rows: mood, sleep, movement, infusion, then the others. Notes are no row of theirs."""
    return [*(row for part in PARTS for row in part(entries)), *_measures(entries, settings), *_forms(entries)]


def _moods(entries: Sequence[Entry]) -> list[Row]:
    moods = _of(entries, Mood)
    return [Row("Mood", _several([mood.score for mood in moods]))] if moods else []


def _nights(entries: Sequence[Entry]) -> list[Row]:
    """Say the sleep: `8h15`, `4h45 in 2 parts`."""
    nights = _of(entries, Sleep)
    parts = f" in {len(nights)} parts" if len(nights) > 1 else ""
    return [Row("Sleep", length.said(sum(night.minutes for night in nights)) + parts)] if nights else []


def _movement(entries: Sequence[Entry]) -> list[Row]:
    """Say the movement, and its sum if there was more than one: `30 min: 20 min walk, 10 min yoga`."""
    moved = _of(entries, Exercise)
    total = f"{sum(one.minutes for one in moved)} min: " if len(moved) > 1 else ""
    return [Row("Movement", total + _listed(moved))] if moved else []


def _treatments(entries: Sequence[Entry]) -> list[Row]:
    """Say the routes of the infusions. The dose stays off the front page (facts: voice.md 5, 3)."""
    routes = [safe(route_said(infusion.route)) or "done" for infusion in _of(entries, Infusion)]
    return [Row("Infusion", ", ".join(routes))] if routes else []


def _ratings(entries: Sequence[Entry]) -> list[Row]:
    """Say each rating with its direction: `7   (0 none, 10 worst)`."""
    return [
        Row(_label(first.name), _several([rating.score for rating in found]), "(0 {}, 10 {})".format(*ends(first.name, first.better)))
        for alike in _by_name(_of(entries, Rating))
        for better in dict.fromkeys(one.better for one in alike)  # two directions have no mean
        for found in [[one for one in alike if one.better == better]]
        for first in found[:1]
    ]


def _effects(entries: Sequence[Entry]) -> list[Row]:
    effects = _of(entries, Effect)
    return [Row(_plural("Effect", effects), ", ".join(safe(effect.short()) for effect in effects))] if effects else []


def _medicines(entries: Sequence[Entry]) -> list[Row]:
    medicines = _of(entries, Medicine)
    return [Row(_plural("Medicine", medicines), _listed(medicines))] if medicines else []


def _habits(entries: Sequence[Entry]) -> list[Row]:
    """Say the habits; what was done twice adds up: `meditation 15 min, craft`."""
    summed = []
    for found in _by_name(_of(entries, Habit)):
        minutes, times = sum(habit.minutes or 0 for habit in found), sum(habit.times or 0 for habit in found)
        amount = f" {minutes} min" if minutes else f" {times} time{'s' * (times != 1)}" if times else ""
        summed.append(safe(found[0].name + amount))
    return [Row(_plural("Habit", summed), ", ".join(summed))] if summed else []


def _measures(entries: Sequence[Entry], settings: Settings) -> list[Row]:
    """Say the measures: the values of one blood pressure in one row, those of the others under their name."""
    found = [[part for part in unit if isinstance(part, Measure)] for unit in units(_of(entries, Measure))]
    pressures = [unit for unit in found if len(unit) > 1]
    told = [Row("Blood pressure", _pressures(pressures))] if pressures else []
    for alike in _by_name([unit[0] for unit in found if len(unit) == 1]):
        name = alike[0].name
        told.append(Row(_label(QUANTITIES[name].title if name in QUANTITIES else name), _values(alike, settings)))
    return told


def _pressures(pressures: Sequence[Sequence[Measure]]) -> str:
    """Say `128/82, pulse 70`; of several, `128/82 (pulse 70), 131/84`."""
    told = []
    for upper, lower, *pulse in pressures:
        behind = f"pulse {plain(pulse[0].value)}" if pulse else ""
        both = f"{plain(upper.value)}/{plain(lower.value)}"
        told.append(both + (f" ({behind})" if len(pressures) > 1 else f", {behind}") if behind else both)
    return ", ".join(told)


def _values(found: Sequence[Measure], settings: Settings) -> str:
    """Say the values of one measure; what has a unit has a mean, what is counted adds up."""
    told = ", ".join(measures.said(measure, settings) for measure in found)
    if len(found) == 1:
        return told
    name, unit = found[0].name, found[0].unit
    if any(measure.unit != unit for measure in found):
        return told
    if unit is None:
        return f"{told} ({plain(round(sum(measure.value for measure in found), 2))} in all)"
    shown = (measures.unit_shown(name, settings) or unit) if measures.is_known(found[0]) else unit
    mean = sum(measures.in_unit(measure, shown) for measure in found) / len(found)
    return f"{told} (mean {measures.written(name, mean, shown)})"


def _forms(entries: Sequence[Entry]) -> list[Row]:
    """Say which questionnaires are done, never a total: it was said once, when the form was typed (facts: voice.md 5, 14)."""
    return [Row(title, "done") for title in dict.fromkeys(form.phrase() for form in _of(entries, Score))]


PARTS = (_moods, _nights, _movement, _treatments, _ratings, _effects, _medicines, _habits)


def _several(scores: Sequence[int]) -> str:
    """Say scores, and their mean if they are several: `4, 7 (mean 5.5)`."""
    told = ", ".join(map(str, scores))
    return told if len(scores) == 1 else f"{told} (mean {tenths(sum(scores) / len(scores))})"


def _of(entries: Iterable[Entry], kind: type[Kind]) -> list[Kind]:
    return [entry for entry in entries if isinstance(entry, kind)]


def _by_name(entries: Iterable[Kind]) -> list[list[Kind]]:
    """Put the entries of one name together, in the order in which the names came first."""
    found: dict[str, list[Kind]] = {}
    for entry in entries:
        found.setdefault(getattr(entry, "name", ""), []).append(entry)
    return list(found.values())


def _listed(entries: Iterable[Entry]) -> str:
    return ", ".join(safe(entry.phrase()) for entry in entries)


def _label(name: str) -> str:
    return safe(name[:1].upper() + name[1:])


def _plural(word: str, found: Sequence[object]) -> str:
    return word if len(found) == 1 else f"{word}s"
