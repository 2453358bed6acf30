"""Reads a measure: a number with its unit, and blood pressure."""

from __future__ import annotations

from ..errors import Unclear
from ..model.entries import SURE, Measure
from ..model.measures import POUND, PRESSURE, QUANTITIES, STONE, UNIT_NAMES, Quantity, number_text, own_value
from .durations import HOUR_UNITS, MINUTE_UNITS
from .numbers import ENDS_UNIT, GROUPED, Value, behind_blanks, digit, ends_word, first_token, plain_number, respelled, token_at, ungrouped
from .tokens import ASCII_DIGITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .numbers import ValueSubject

MOST_DIGITS, MOST_DECIMALS, THOUSANDS = 9, 4, 3
COUNTED = frozenset(("step", "steps"))  # what comes in whole pieces: 3,400 of them has no decimal comma
NONE = ("none", "no", "nothing", "zero")
# Units that may stand apart from the number of a measure of one's own; glued to it, any word is one.
APART = frozenset(
    (
        *UNIT_NAMES,
        "g",
        "mg",
        "cm",
        "mm",
        "m",
        "km",
        "ml",
        "l",
        "h",
        "min",
        "steps",
        "cups",
        "c",
        "f",
        "°c",
        "°f",
        "in",
        "inch",
        "inches",
        "ft",
        "oz",
    )
)
JOINTS, BEATS = ("/", "over", "-", "to"), ("pulse", "hr", "p", "/", ",", "bpm")  # between the two pressures, and before the pulse
PARTS_OF_NUMBERS = frozenset(".,:-/–")  # between two digits: one number, a time of day, or a range
COUNTED_WORDS = frozenset(  # what counts time or times, which no pulse is
    (*HOUR_UNITS, *MINUTE_UNITS, "s", "sec", "secs", "second", "seconds", "day", "days", "week", "weeks", "times", "time", "x", "of")
)
SLIPS = (10, 100, 1000)  # a point that was left out


def measure(text: str, subject: ValueSubject) -> Value | None:
    """Read the value of a measure with its unit. Raises Unclear where the unit is not sure; what no body can have is a doubt."""
    if subject.head == "bp":
        return pressure(text)
    typed, plain = _thousands(text, subject)
    more = len(typed) - len(plain)
    try:
        value = _measured(plain + text[len(typed) :], subject)
    except Unclear as error:
        error.said = text[: len(error.said) + more]
        raise
    if value is not None:
        value.used += more
        if value.doubt is not None:
            value.doubt.said = text[: len(value.doubt.said) + more]
    return value


def _measured(text: str, subject: ValueSubject) -> Value | None:
    if digit(text[:1]) and first_token(text) != respelled(first_token(text)):
        return None  # a sign is glued to it
    end = _number_end(text)
    if not ends_word(text, end) and not (text[end].isalpha() or text[end] in ENDS_UNIT or subject.name in PRESSURE):
        return None
    if not end and first_token(text).lower() in NONE:
        raise Unclear(first_token(text), ("0",), f"For no {subject.name}, log 0.")
    if not end:
        return None
    if text[:end].partition(",")[2].isdigit() and len(text[:end].partition(",")[2]) == THOUSANDS:
        plainly = text[:end].replace(",", "")
        raise Unclear(text[:end], (plainly, text[:end].replace(",", ".")), f"'{text[:end]}' can be {plainly} or a decimal comma.")
    number = float(text[:end].replace(",", "."))
    if subject.name in COUNTED and text[end : end + 1].lower() == "k":
        raise Unclear(text[: end + 1], (f"{number * 1000:g}",), f"{subject.name.capitalize()} are counted whole.")
    if subject.name in COUNTED and not number.is_integer():
        raise Unclear(text[:end], (), f"{subject.name.capitalize()} are whole numbers.")
    known = QUANTITIES.get(subject.name)
    return _known(text, number, end, known, subject) if known else _own(text, number, end, subject)


def _thousands(text: str, subject: ValueSubject) -> tuple[str, str]:
    """Return a number with signs between its thousands, and without them. Raises Unclear for blanks that can part two numbers."""
    token = first_token(text)
    unit = token.lstrip(GROUPED) or token_at(text, len(token))[0]
    counted = subject.name in COUNTED or unit.lower() in COUNTED
    end = len(token)
    groups = [token]
    while digit(groups[-1]) and len(groups[0]) <= THOUSANDS and text[end : end + 1].isspace():
        group = first_token(text[end + 1 :])
        if not digit(group[:THOUSANDS]) or len(group) < THOUSANDS or digit(group[THOUSANDS : THOUSANDS + 1]):
            break
        groups.append(group)
        end += 1 + len(group)
    if len(groups) == 1:
        return token, ungrouped(token, whole=counted)
    whole = "".join(groups)
    counted = counted or token_at(text, end)[0].lower() in COUNTED
    if not counted and whole.lstrip(GROUPED).lower() not in COUNTED:
        raise Unclear(text[:end], (whole,), f"'{text[:end]}' can be {whole}, or two numbers.")
    return text[:end], whole


def _known(text: str, number: float, end: int, known: Quantity, subject: ValueSubject) -> Value:
    if subject.name in PRESSURE and text[end : end + 1] == "/":
        raise Unclear(text[:end], (), "A blood pressure is two entries, systolic and diastolic: each has one number.")
    unit, used = _unit(text, end)
    said = UNIT_NAMES.get(unit.lower(), "") or next((one for one in known.units if unit and one.startswith(f"{unit.lower()}/")), "")
    glued = end < len(text) and text[end].isalpha()
    if said not in known.units:
        if glued or (unit and (said or _is_unit(unit))):
            raise Unclear(text[:used], (), _takes(known))
        said, used = known.unit or "", end
        if len(known.units) > 1:
            said = subject.known.units.get(known.setting, "")
        if not said and known.units:
            raise Unclear(text[:end], tuple(f"{text[:end]}{one}" for one in _likely(number, known)), _takes(known), settle=_settling(known))
    if said == "st":
        number, used = _with_pounds(text, number, used)
    value = own_value(subject.name, number, said)
    typed = f"{_stones(number)}" if said == "st" else f"{text[:end].replace(',', '.')} {said}".rstrip()
    fields = {"value": value, "unit": known.unit, "typed": typed}
    doubt = None if known.low <= value <= known.high else _doubt(text[:used], number, said, known)
    if doubt is None and subject.name == "weight" and not subject.editing:
        doubt = _far_from_last(text[:used], number, said, value, subject)
    return Value(fields, used, doubt=doubt)


FAR = 0.2  # the share of the last weight from which another one is asked about


def _far_from_last(said: str, number: float, unit: str, value: float, subject: ValueSubject) -> Unclear | None:
    """Ask about a weight that is more than a fifth away from the last one of 90 days; where another unit fits, show the line with it."""
    known, last = QUANTITIES[subject.name], subject.known.latest(subject.name)
    if not last or abs(value - last) <= FAR * last:
        return None
    fits = (one for one, (factor, offset) in known.units.items() if one != unit and abs(number * factor + offset - last) <= FAR * last)
    readings = tuple(f"{number_text(number)}{one}" for one in fits)
    return Unclear(said, readings, f"{number_text(number)} {unit} is far from the last weight. If it is right, add {SURE}.")


def _own(text: str, number: float, end: int, subject: ValueSubject) -> Value:
    kept = subject.known.find(Measure.kind, subject.name)
    unit, used = _unit(text, end)
    glued = bool(unit) and not text[end].isspace()
    if kept is not None:
        if unit.lower() != (kept.unit or "").lower():
            if glued or _is_unit(unit):
                meant = (
                    f"{subject.name} is kept in {kept.unit}, and kfit does not convert it."
                    if kept.unit
                    else f"{subject.name} is kept without a unit."
                )
                raise Unclear(text[:used], (), meant)
            used = end
        unit = kept.unit or ""
    elif not glued and not _is_unit(unit):
        unit, used = "", end
    if len(unit) > Measure.OWN["unit"].longest:
        raise Unclear(text[:used], (), Measure.OWN["unit"].refusal())
    shown = f"{text[:end].replace(',', '.')} {unit}".rstrip()
    return Value({"value": number, "unit": unit or None, "typed": shown}, used)


def is_pressure(text: str) -> bool:
    """Tell whether two numbers begin a text as a blood pressure has them: `118/78`, `118 over 78`."""
    return len(_pressures(text)[0]) > 1


def pressure(text: str) -> Value | None:
    """Read `128/82`, also `128 82` and `128 over 82`, with the pulse behind it: two or three measures of one moment."""
    numbers, used = _pressures(text)
    if len(numbers) < 2:
        if not digit(text[:1]):
            return None
        unread = "" if digit(first_token(text)) else f"I couldn't read '{first_token(text)}'. "
        raise Unclear(first_token(text), (), f"{unread}Blood pressure is two numbers with a / between them, then the pulse: 128/82 70.")
    if numbers[0] <= numbers[1] and numbers[0] * 10 > numbers[1] and numbers[0] * 10 <= QUANTITIES["systolic"].high:
        meant = [numbers[0] * 10, *numbers[1:]]
        raise Unclear(text[:used], (_written(meant),), f"{_written(numbers)}? The higher number comes first.")
    if numbers[0] <= numbers[1]:
        swapped = [numbers[1], numbers[0], *numbers[2:]]
        raise Unclear(text[:used], (_written(swapped),), "The higher number comes first.")
    rows: list[dict[str, Any]] = [
        {"name": name, "value": float(value), "unit": QUANTITIES[name].unit} for name, value in zip(PRESSURE, numbers, strict=False)
    ]
    wrong = [row for row in rows if not QUANTITIES[row["name"]].low <= row["value"] <= QUANTITIES[row["name"]].high]
    doubt = Unclear(text[:used], (), f"{_written(numbers)}? If it is right, add {SURE}.") if wrong else None
    return Value({}, used, rows=rows, doubt=doubt)


def _pressures(text: str) -> tuple[list[int], int]:
    """Return the two or three numbers that stand at the beginning, and how many characters they take."""
    found: list[int] = []
    used = place = 0
    while place < len(text) and len(found) < len(PRESSURE):
        begin = place
        if found:
            begin = _behind_joint(text, place, BEATS if len(found) == 2 else JOINTS)
        end = len(text) - len(text[begin:].lstrip(ASCII_DIGITS))
        number = plain_number(text[begin:end])
        if number is None:
            break
        beats = behind_blanks(text, end)
        if text[beats : beats + 3].lower() == "bpm":
            end = beats + 3
        if text[end : end + 1].isalnum() or (len(found) == 2 and _goes_on(text, end)):
            break
        found.append(number)
        used = place = end
    return found, used


def _goes_on(text: str, end: int) -> bool:
    """Return whether a number behind two pressures is no pulse: `1.5 h after`, `10:30`, `30 min after`, `2 times`, `1 of 3`."""
    if text[end : end + 1] in ("½", "¼", "¾", *PARTS_OF_NUMBERS) and (text[end] not in PARTS_OF_NUMBERS or digit(text[end + 1 : end + 2])):
        return True
    return token_at(text, end)[0].lower().rstrip(".,;:)") in COUNTED_WORDS


def _behind_joint(text: str, place: int, joints: tuple[str, ...]) -> int:
    """Return where the next number must begin: behind blanks, and a joint such as `/`, `over`, `pulse`."""
    begin = behind_blanks(text, place)
    for joint in joints:
        if text[begin : begin + len(joint)].lower() == joint:
            end = begin + len(joint)
            return behind_blanks(text, end)
    return begin


def _written(numbers: list[int]) -> str:
    """Write a blood pressure as it is typed: `128/82 70`."""
    return f"{numbers[0]}/{numbers[1]}" + (f" {numbers[2]}" if numbers[2:] else "")


def _number_end(text: str) -> int:
    """Return where the number at the beginning ends; 0 if there is none, or one with more digits than anybody means."""
    end = len(text) - len(text.lstrip(ASCII_DIGITS))
    if not end or end > MOST_DIGITS:
        return 0
    decimals = end + 1
    while text[end : end + 1] in (".", ",") and digit(text[decimals : decimals + 1]):
        decimals += 1
    return decimals if end + 1 < decimals <= end + 1 + MOST_DECIMALS else end


def _unit(text: str, end: int) -> tuple[str, int]:
    """Return the word behind a number that may be its unit, and where it ends."""
    begin = behind_blanks(text, end)
    word = first_token(text[begin:])
    if not word or not (word[0].isalpha() or word[0] in "%°"):
        return "", end
    if word.lower() == "in" and text[begin + len(word) :].strip(" ,;"):
        return "", end  # `in the morning`
    stop = next((place for place, letter in enumerate(word) if digit(letter)), len(word)) if word.lower().startswith("st") else len(word)
    return word[:stop], begin + stop


def _is_unit(word: str) -> bool:
    """Tell whether a word that stands apart from its number is a unit: `kg`, `ng/ml`."""
    return word.lower() in APART or "/" in word.strip("/")


def _with_pounds(text: str, stones: float, used: int) -> tuple[float, int]:
    """Return stones with the pounds behind them: `11st 4`, `11st 4lb`."""
    begin = behind_blanks(text, used)
    end = _number_end(text[begin:])
    pounds = float(text[begin : begin + end].replace(",", ".")) if end else 0.0
    unit, stop = _unit(text, begin + end)
    if not end or UNIT_NAMES.get(unit.lower()) not in ("lb", None):
        return stones, used
    if pounds >= STONE / POUND:
        raise Unclear(text[: begin + end], (), "A stone is 14 pounds: after the stones write 0 to 13. For example: kfit weight 11st 13lb")
    return stones + pounds * POUND / STONE, stop if UNIT_NAMES.get(unit.lower()) == "lb" else begin + end


def _stones(number: float) -> str:
    whole = int(number)
    pounds = round((number - whole) * STONE / POUND, 1)
    return f"{whole} st {number_text(pounds)} lb" if pounds else f"{whole} st"


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
    readings = (f"{number_text(near)}{unit}",) if near is not None else ()
    return Unclear(said, readings, f"{number_text(number)} {unit}".rstrip() + f"? If it is right, add {SURE}.", label="Else")
