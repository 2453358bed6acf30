"""Reads a measure: a number with its unit, and blood pressure."""

from __future__ import annotations

from ..entries import PRESSURE, QUANTITIES, Measure
from ..entries.quantities import POUND, STONE, UNIT_NAMES, Quantity, plain
from ..readings import Unclear
from .numbers import Value, digit, first_token, plain_number

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .numbers import Subject

MOST_DIGITS, MOST_DECIMALS = 9, 4
SURE = "--sure"
# Units that may stand apart from the number of a measure of one's own; glued to it, any word is one.
APART = frozenset((*UNIT_NAMES, "g", "mg", "cm", "mm", "m", "km", "ml", "l", "h", "min", "steps", "cups", "c", "f", "°c", "°f"))
SLIPS = (10, 100, 1000)  # a point that was left out


def measure(text: str, subject: Subject) -> Value | None:
    """Read the value of a measure with its unit. Raises Unclear where the unit is not sure; what no body can have is a doubt."""
    if subject.head == "bp":
        return pressure(text)
    end = _number_end(text)
    if not end:
        return None
    number = float(text[:end].replace(",", "."))
    known = QUANTITIES.get(subject.name)
    return _known(text, number, end, known, subject) if known else _own(text, number, end, subject)


def _known(text: str, number: float, end: int, known: Quantity, subject: Subject) -> Value:
    unit, used = _unit(text, end)
    said = UNIT_NAMES.get(unit.lower(), "")
    glued = end < len(text) and text[end].isalpha()
    if said not in known.units:
        if glued or (unit and said):
            raise Unclear(text[:used], tuple(f"{text[:end]}{one}" for one in known.units) or (text[:end],), _takes(known))
        said, used = known.unit or "", end
        if len(known.units) > 1:
            said = subject.known.units.get(known.setting, "")
        if not said and known.units:
            raise Unclear(text[:end], tuple(f"{text[:end]}{one}" for one in _likely(number, known)), _takes(known), settle=_settling(known))
    if said == "st":
        number, used = _with_pounds(text, number, used)
    factor, offset = known.units.get(said, (1.0, 0.0))
    value = round(number * factor + offset, 10)
    typed = f"{_stones(number)}" if said == "st" else f"{text[:end].replace(',', '.')} {said}".rstrip()
    fields = {"value": value, "unit": known.unit, "typed": typed}
    return Value(fields, used, doubt=None if known.low <= value <= known.high else _doubt(text[:used], number, said, known))


def _own(text: str, number: float, end: int, subject: Subject) -> Value:
    kept = subject.known.find(Measure.kind, subject.name)
    unit, used = _unit(text, end)
    glued = bool(unit) and not text[end].isspace()
    if kept is not None:
        if unit.lower() != (kept.unit or "").lower():
            if glued or unit.lower() in APART:
                meant = f"{subject.name} is kept in {kept.unit}." if kept.unit else f"{subject.name} is kept without a unit."
                raise Unclear(text[:used], (f"{text[:end]}{kept.unit or ''}",), meant)
            used = end
        unit = kept.unit or ""
    elif not glued and unit.lower() not in APART:
        unit, used = "", end
    if len(unit) > Measure.OWN["unit"].longest:
        raise Unclear(text[:used], (), Measure.OWN["unit"].refusal())
    shown = f"{text[:end].replace(',', '.')} {unit}".rstrip()
    return Value({"value": number, "unit": unit or None, "typed": shown}, used)


def pressure(text: str) -> Value | None:
    """Read `128/82`, with the pulse behind it if it stands there: two or three measures of one moment."""
    token = first_token(text)
    upper, slash, lower = token.partition("/")
    numbers = [plain_number(upper), plain_number(lower)]
    if not slash or None in numbers:
        if not digit(token[:1]):
            return None
        raise Unclear(token, ("128/82",), "Blood pressure is two numbers with a / between them, and the pulse behind.")
    found = [float(number or 0) for number in numbers]
    if found[0] <= found[1]:
        raise Unclear(token, (f"{lower}/{upper}",), "The higher of the two stands first.")
    used = len(token)
    behind = first_token(text[used:].lstrip())
    beats = plain_number(behind.lower().removesuffix("bpm"))
    if beats is not None:
        found.append(float(beats))
        used = text.index(behind, used) + len(behind)
    rows: list[dict[str, Any]] = [
        {"name": name, "value": value, "unit": QUANTITIES[name].unit} for name, value in zip(PRESSURE, found, strict=False)
    ]
    wrong = [row for row in rows if not QUANTITIES[row["name"]].low <= row["value"] <= QUANTITIES[row["name"]].high]
    doubt = Unclear(text[:used], ("128/82",), f"{text[:used]}? If it is right, add {SURE}.", label="Else") if wrong else None
    return Value({}, used, rows=rows, doubt=doubt)


def _number_end(text: str) -> int:
    """Return where the number at the beginning ends; 0 if there is none, or one with more digits than anybody means."""
    end = 0
    while digit(text[end : end + 1]):
        end += 1
    if not end or end > MOST_DIGITS:
        return 0
    decimals = end + 1
    while text[end : end + 1] in (".", ",") and digit(text[decimals : decimals + 1]):
        decimals += 1
    return decimals if end + 1 < decimals <= end + 1 + MOST_DECIMALS else end


def _unit(text: str, end: int) -> tuple[str, int]:
    """Return the word behind a number that may be its unit, and where it ends."""
    begin = end + len(text[end:]) - len(text[end:].lstrip())
    word = first_token(text[begin:])
    if not word or not (word[0].isalpha() or word[0] in "%°"):
        return "", end
    stop = next((place for place, letter in enumerate(word) if digit(letter)), len(word)) if word.lower().startswith("st") else len(word)
    return word[:stop], begin + stop


def _with_pounds(text: str, stones: float, used: int) -> tuple[float, int]:
    """Return stones with the pounds behind them: `11st 4`, `11st 4lb`."""
    begin = used + len(text[used:]) - len(text[used:].lstrip())
    end = _number_end(text[begin:])
    pounds = float(text[begin : begin + end].replace(",", ".")) if end else 0.0
    if not end or pounds >= STONE / POUND:
        return stones, used
    unit, stop = _unit(text, begin + end)
    if UNIT_NAMES.get(unit.lower()) not in ("lb", None):
        return stones, used
    return stones + pounds * POUND / STONE, stop if UNIT_NAMES.get(unit.lower()) == "lb" else begin + end


def _stones(number: float) -> str:
    whole = int(number)
    pounds = round((number - whole) * STONE / POUND, 1)
    return f"{whole} st {plain(pounds)} lb" if pounds else f"{whole} st"


def _takes(known: Quantity) -> str:
    if not known.units:
        return f"{known.title} has no unit."
    *others, last = known.units
    return f"{known.title} is in {', '.join(others)} or {last}." if others else f"{known.title} is in {last}."


def _likely(number: float, known: Quantity) -> list[str]:
    """Return the units in which a number is one that a body can have; all of them if it is in none."""
    return [unit for unit, (factor, offset) in known.units.items() if known.low <= number * factor + offset <= known.high] or [*known.units]


def _settling(known: Quantity) -> str:
    """Return the line that makes a bare number sure from then on."""
    first, *others = known.units
    return f"kfit config set {known.setting} {first}   (or {', '.join(others)})"


def _doubt(said: str, number: float, unit: str, known: Quantity) -> Unclear:
    """Ask about a value that no body can have; where a point was left out, show the line with it."""
    factor, offset = known.units.get(unit, (1.0, 0.0))
    near = next((number / slip for slip in SLIPS if known.low <= number / slip * factor + offset <= known.high), None)
    readings = (f"{plain(near)}{unit}",) if near is not None else ()
    return Unclear(said, readings, f"{plain(number)} {unit}".rstrip() + f"? If it is right, add {SURE}.", label="Else")
