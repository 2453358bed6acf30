"""How entries and measures are spoken of wherever something is said of them: what they hold, for which day, and the way back."""

from __future__ import annotations

from datetime import date

from .. import humanize
from ..humanize import in_words, rounded
from ..model.entries import Effect, Measure, Sleep
from ..model.measures import POUND, PRESSURE, QUANTITIES, STONE, number_text, shown
from ..model.routes import DOSE, INFUSION
from .text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Sequence

    from ..model.fields import Entry
    from ..settings import Settings

DECIMALS = {"kg": 1, "lb": 1, "mmol/l": 1, "%": 1, "mg/dl": 0, "mmol/mol": 0, "mmHg": 0, "bpm": 0}
PAIR = "bp"  # the two values of a blood pressure


def unit_shown(name: str, settings: Settings) -> str | None:
    """Return the unit in which a person sees a measure that kfit knows, None for one that is counted."""
    known = QUANTITIES[name]
    return (getattr(settings, known.setting) if known.setting else "") or known.unit


def written(name: str, value: float, unit: str | None) -> str:
    """Write a value that is in the unit shown: `72.5 kg`, `11 st 6 lb`, `5.4 %`, `2`."""
    if unit is None:
        return number_text(rounded(value))
    if unit == "st" and name in QUANTITIES:
        return _stones(value)
    decimals = DECIMALS.get(unit) if name in QUANTITIES or name == PAIR else None
    if decimals is None:
        return f"{number_text(rounded(value))} {safe(unit)}"
    return f"{_half_up(value, decimals):.{decimals}f} {unit}"


def said(measure: Measure, settings: Settings) -> str:
    """Say a value as it was typed, else in the person's unit: one that came from a file was never typed."""
    if measure.typed or measure.unit is None or not is_known(measure):
        return safe(measure.short())
    unit = unit_shown(measure.name, settings) or measure.unit
    return written(measure.name, in_unit(measure, unit), unit)


def in_unit(measure: Measure, unit: str) -> float:
    """Return a value in another unit of its measure."""
    return shown(measure.name, measure.value, unit) if is_known(measure) else measure.value


def is_known(measure: Measure) -> bool:
    """Tell whether kfit can put a value into another unit: it knows the measure, and it is kept in its one unit."""
    return measure.name in QUANTITIES and measure.unit == QUANTITIES[measure.name].unit


def _stones(value: float) -> str:
    pounds = _half_up(value * STONE / POUND, 1)
    whole = int(pounds // (STONE / POUND))
    return f"{whole} st {number_text(round(pounds - whole * STONE / POUND, 1))} lb"


def _half_up(value: float, decimals: int) -> float:
    factor: int = 10**decimals
    return int(value * factor + (0.5 if value >= 0 else -0.5)) / factor


BLOOD_PRESSURE = "blood pressure "
WIDTH = 80  # a first line that stays within it names the way back; the count does not depend on the terminal
UNDO, REDO = " (kfit undo)", " (kfit redo)"


def units(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Put the parts of one night together, and the values of one blood pressure; every other entry stands alone."""
    found: list[list[Entry]] = []
    for unit in readings(entries):
        if found and _is_same_night(found[-1][0], unit[0]):
            found[-1] += unit
        else:
            found.append(unit)
    return found


def readings(entries: Iterable[Entry]) -> list[list[Entry]]:
    """Put the values of one blood pressure together, in the place of its upper one; every other entry stands alone."""
    found: list[list[Entry]] = []
    waiting: dict[tuple[object, ...], list[list[Entry]]] = {}
    for entry in entries:
        unit = [entry]
        if isinstance(entry, Measure) and entry.name in PRESSURE:
            begun = waiting.setdefault((entry.day, entry.at, entry.logged_at), [])
            wait = [one for one in begun if PRESSURE[len(one) : len(one) + 1] == (entry.name,)]
            # several readings can be of one moment: a line's numbers follow each other
            unit = next((one for one in wait if one[-1].id is not None and entry.id == one[-1].id + 1), wait[0] if wait else unit)
            if unit[0] is not entry:
                unit.append(entry)
                continue
            if entry.name == PRESSURE[0]:
                begun.append(unit)
        found.append(unit)
    return found


def _is_same_night(first: Entry, entry: Entry) -> bool:
    if not isinstance(entry, Sleep) or not isinstance(first, Sleep):
        return False
    return bool(entry.start_at and first.start_at and entry.day == first.day and not (entry.is_nap or first.is_nap))


def what(unit: Sequence[Entry], *, show_times: bool = False) -> str:
    """Say what a unit holds, without its day: `sleep 4h45 in 2 parts`, `20 min walk`, `blood pressure 128/82 (pulse 70)`."""
    entry = unit[0]
    if isinstance(entry, Measure) and len(unit) > 1:
        upper, lower, *pulse = (number_text(part.value) for part in unit if isinstance(part, Measure))
        return f"{BLOOD_PRESSURE}{upper}/{lower}" + (f" (pulse {pulse[0]})" if pulse else "")
    if not isinstance(entry, Sleep):
        return safe(entry.phrase())
    said = f"{'nap' if entry.is_nap else 'sleep'} {humanize.hours_minutes(sum(part.minutes for part in unit if isinstance(part, Sleep)))}"
    if len(unit) > 1:
        return f"{said} in {len(unit)} parts"
    if show_times and entry.start_at and entry.end_at:
        return f"{said} ({clock_time(entry.start_at)}-{clock_time(entry.end_at)})"
    return said


def effects_said(effects: Sequence[Effect]) -> str:
    """Say side effects in a row: `fog 2 of 3 (moderate), headache 1 (mild), for 2h00`."""
    said = [safe(effects[0].phrase()), *(safe(effect.short()) for effect in effects[1:])]
    details = [effect.details() for effect in effects]
    if any(one != details[0] for one in details):
        return ", ".join(", ".join([told, *more]) for told, more in zip(said, details, strict=True))
    return ", ".join([*said, *details[0]])


def day_said(entry: Entry, today: date) -> str:
    """Say the day an entry belongs to: `Tue 3 Nov`, for a night `the night to Tue 3 Nov`."""
    return ("the night to " if isinstance(entry, Sleep) and not entry.is_nap else "") + in_words(date.fromisoformat(entry.day), today)


def day_and_time(day: str, at: str | None, today: date) -> str:
    """Say a day, and the time of a stored moment as the clock showed it there: `Thu 5 Nov, 10:00`."""
    return in_words(date.fromisoformat(day), today) + (f", {clock_time(at)}" if at else "")


def clock_time(at: str | None) -> str:
    """Return the time of a stored moment as the clock showed it where it was logged, or planned; nothing without one.

    Every screen shows the time of an entry or a plan so. The moment of a change or of a copy, which no entry has, is shown in
    this machine's zone.
    """
    return at[11:16] if at else ""


ZONES = "Each time is what the clock showed where it was logged."


def zones_said(entries: Iterable[Entry]) -> str:
    """Say what the times of a page are, where those of one day were not all of one zone; nothing where they were."""
    offsets: dict[str, set[str]] = {}
    for entry in entries:
        if entry.at:
            offsets.setdefault(entry.day, set()).add(entry.at[16:])
    return ZONES if any(len(told) > 1 for told in offsets.values()) else ""


def week_total(monday: date, minutes: int, sessions: int, today: date) -> str:
    """Say a week's movement: `This week: 30 min in 3 sessions.`"""
    week = "This week" if monday.isocalendar()[:2] == today.isocalendar()[:2] else f"Week of {in_words(monday, today)}"
    return f"{week}: {minutes} min in {sessions} session{'s' * (sessions != 1)}."


def given_said(infusions: Collection[object], doses: Collection[object], *, several: bool = False, joint: str = "or") -> str:
    """Return the word for what is shown: `infusion`, `dose`, `infusion or dose`, or the same for `several`."""
    words = [word for word, found in ((INFUSION, infusions), (DOSE, doses)) if found]
    return f" {joint} ".join(f"{word}{'s' * several}" for word in words)


def listed(parts: Sequence[str]) -> str:
    """Join a few things in words: `mood 4 and mood 7`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def packed(sentences: Sequence[str]) -> list[str]:
    """Put sentences on lines of at most 80 columns, none of them broken."""
    lines: list[str] = []
    for sentence in sentences:
        if lines and len(lines[-1]) + len(sentence) < WIDTH:
            lines[-1] += f" {sentence}"
        else:
            lines.append(sentence)
    return lines


def with_way(line: str, way: str) -> str:
    """End a line with the way back or on, if it stays short with it."""
    return line + way if len(line) + len(way) <= WIDTH else line
