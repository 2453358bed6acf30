"""How the value of a measure is written: in the person's unit, with as many decimals as say something."""

from __future__ import annotations

from ..entries.quantities import POUND, QUANTITIES, STONE, plain, shown
from .safe import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..entries import Measure
    from ..settings import Settings

DECIMALS = {"kg": 1, "lb": 1, "mmol/l": 1, "%": 1, "mg/dl": 0, "mmol/mol": 0, "mmHg": 0, "bpm": 0}
PAIR = "bp"  # the two values of a blood pressure
LARGE, SMALL = 1000, 10  # from here on no decimals, below here two: for a unit of one's own


def unit_shown(name: str, settings: Settings) -> str | None:
    """Return the unit in which a person sees a measure that kfit knows, None for one that is counted."""
    known = QUANTITIES[name]
    return (getattr(settings, known.setting) if known.setting else "") or known.unit


def written(name: str, value: float, unit: str | None) -> str:
    """Write a value that is in the unit shown: `72.5 kg`, `11 st 6 lb`, `5.4 %`, `2`."""
    if unit is None:
        return plain(round(value, 2))
    if unit == "st" and name in QUANTITIES:
        return _stones(value)
    decimals = DECIMALS.get(unit) if name in QUANTITIES or name == PAIR else None
    if decimals is None:
        return f"{plain(round(value, 0 if value >= LARGE else 1 if value >= SMALL else 2))} {safe(unit)}"
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
    return f"{whole} st {plain(round(pounds - whole * STONE / POUND, 1))} lb"


def _half_up(value: float, decimals: int) -> float:
    factor: int = 10**decimals
    return int(value * factor + (0.5 if value >= 0 else -0.5)) / factor
