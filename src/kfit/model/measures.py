"""The measures that kfit knows, each with its stored unit, the units that can be typed, and its plausible range."""

from __future__ import annotations


class Quantity:
    """A measure. `unit` is the stored unit, None for a count; `units` gives the factor and offset from each unit to it.

    `setting` names the setting for the unit to show; empty where there is one unit.
    """

    __slots__ = ("decimals", "high", "low", "setting", "title", "unit", "units")

    def __init__(  # noqa: PLR0913 - one for each fact
        self,
        title: str,
        unit: str | None,
        low: float,
        high: float,
        *,
        units: dict[str, tuple[float, float]] | None = None,
        setting: str = "",
        decimals: int = 0,
    ) -> None:
        self.title, self.unit, self.low, self.high = title, unit, low, high
        self.units = units or ({unit: (1.0, 0.0)} if unit else {})
        self.setting, self.decimals = setting, decimals


POUND, STONE = 0.45359237, 6.35029318  # kg: the international pound, and 14 pounds
GLUCOSE = 18.0156  # mg/dl in 1 mmol/l: a tenth of its molar mass, 180.156 g/mol
CHOLESTEROL, TRIGLYCERIDES = 1 / 0.02586, 1 / 0.01129  # mg/dl in 1 mmol/l (docs/facts.md 3)
# HbA1c: the master equation between NGSP (%) and IFCC (mmol/mol), NGSP = 0.09148 x IFCC + 2.152 (docs/facts.md 3).
IFCC = (0.09148, 2.152)


def _lipid(factor: float) -> dict[str, tuple[float, float]]:
    return {"mg/dl": (1.0, 0.0), "mmol/l": (factor, 0.0)}


QUANTITIES = {
    "weight": Quantity(
        "Weight", "kg", 20, 400, units={"kg": (1.0, 0.0), "lb": (POUND, 0.0), "st": (STONE, 0.0)}, setting="weight_unit", decimals=1
    ),
    "systolic": Quantity("Blood pressure", "mmHg", 50, 300),
    "diastolic": Quantity("Blood pressure", "mmHg", 20, 200),
    "pulse": Quantity("Pulse", "bpm", 20, 250),
    "glucose": Quantity("Glucose", "mg/dl", 20, 1000, units=_lipid(GLUCOSE), setting="glucose_unit"),
    "hba1c": Quantity("HbA1c", "%", 3, 20, units={"%": (1.0, 0.0), "mmol/mol": IFCC}, setting="hba1c_unit", decimals=1),
    "cholesterol": Quantity("Cholesterol", "mg/dl", 40, 1000, units=_lipid(CHOLESTEROL), setting="cholesterol_unit"),
    "ldl": Quantity("LDL cholesterol", "mg/dl", 5, 800, units=_lipid(CHOLESTEROL), setting="cholesterol_unit"),
    "hdl": Quantity("HDL cholesterol", "mg/dl", 5, 300, units=_lipid(CHOLESTEROL), setting="cholesterol_unit"),
    "triglycerides": Quantity("Triglycerides", "mg/dl", 10, 5000, units=_lipid(TRIGLYCERIDES), setting="cholesterol_unit"),
    "drinks": Quantity("Drinks", None, 0, 60),
    "cannabis": Quantity("Cannabis", None, 0, 60),
}
PRESSURE = ("systolic", "diastolic", "pulse")  # the values of `bp 128/82 70`, in this order
# Other ways to write a unit.
UNIT_NAMES = {
    "kg": "kg", "kgs": "kg", "kilo": "kg", "kilos": "kg", "lb": "lb", "lbs": "lb", "pound": "lb", "pounds": "lb", "st": "st", "stone": "st",
    "mg/dl": "mg/dl", "mmol/l": "mmol/l", "mmol/mol": "mmol/mol", "%": "%", "bpm": "bpm", "mmhg": "mmHg",
}  # fmt: skip


def shown(name: str, value: float, unit: str) -> float:
    """Return a stored value converted to another unit of its measure. Raises KeyError for an unknown name or unit."""
    factor, offset = QUANTITIES[name].units[unit]
    return (value - offset) / factor


def own_value(name: str, value: float, unit: str | None) -> float:
    """Return a value in the unit in which its measure is kept, to 10 decimals. Raises KeyError for a unit that the measure does not have."""
    units = QUANTITIES[name].units
    factor, offset = units[unit or ""] if units else (1.0, 0.0)
    return round(value * factor + offset, 10)


def number_text(value: float) -> str:
    """Return a number as text without trailing zeros, never with an exponent: `72.5`, `72`, `0.00004`."""
    text = f"{value:.10g}"
    if "e" not in text:
        return text
    decimals = max(0, 9 - int(text.partition("e")[2]))
    text = f"{value:.{decimals}f}"
    return text.rstrip("0") if decimals else text
