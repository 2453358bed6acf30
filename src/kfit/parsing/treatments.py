"""Reads the value of an infusion (route, dose, length) and what happened with another medicine."""

from __future__ import annotations

from ..errors import Unclear
from ..model.entries import Infusion
from ..model.routes import DOSE, ROUTES
from . import durations
from .durations import worded
from .numbers import GROUPED, Value, behind_blanks, decimal, digit, digits, ends_word, first_token, respelled, token_at, ungrouped
from .tokens import ASCII_DIGITS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .numbers import ValueSubject

ENDS = frozenset(",;")
PIECES = frozenset((
    "spray", "sprays", "squirt", "squirts", "puff", "puffs", "pump", "pumps", "device", "devices", "tablet", "tablets", "pill", "pills", "capsule",
    "capsules", "troche", "troches", "lozenge", "lozenges", "doses", "drops",
))  # fmt: skip
# What people call a route, and the form that says more than it.
ROUTE_WORDS = {
    **{route: (route, "") for route in ROUTES},
    "iv drip": ("iv", ""), "drip": ("iv", ""), "intravenous": ("iv", ""), "i.v.": ("iv", ""), "im shot": ("im", ""), "im injection": ("im", ""),
    "intramuscular": ("im", ""), "i.m.": ("im", ""), "shot": ("im", ""), "subq": ("sc", ""), "sub q": ("sc", ""), "subcut": ("sc", ""),
    "subcutaneous": ("sc", ""), "sl": ("sublingual", ""), "under the tongue": ("sublingual", ""), "under tongue": ("sublingual", ""),
    "troche": ("sublingual", "troche"), "troches": ("sublingual", "troche"), "lozenge": ("sublingual", "lozenge"),
    "lozenges": ("sublingual", "lozenge"), "rdt": ("sublingual", "rdt"), "po": ("oral", ""), "by mouth": ("oral", ""), "orally": ("oral", ""),
    "tablet": ("oral", "tablet"), "pill": ("oral", "pill"), "capsule": ("oral", "capsule"), "intranasal": ("nasal", ""),
    "nasal spray": ("nasal", "spray"), "spray": ("nasal", "spray"), "spravato": ("nasal", "spravato"), "esketamine": ("nasal", "esketamine"),
    "suppository": ("rectal", "suppository"),
}  # fmt: skip
MILLIGRAMS = ("mg", "mgs", "milligram", "milligrams")
SUBSTANCE = ("ketamine", "ket", "k", "infusion")
PER_WEIGHT = ("mg/kg", "mg / kg", "mg per kg", "mcg/kg", "mg/kg/h")


def treatment(text: str, subject: ValueSubject) -> Value | None:
    """Read route, dose and length in any order, each at most once; none is an infusion too."""
    fields: dict[str, Any] = {}
    used = place = 0
    while place < len(text):
        pieces = _pieces(text[place:]) if "dose" in fields else 0
        if pieces:
            fields["dose"] = f"{fields['dose']} {text[place : place + pieces]}"
            used = place + pieces
            place = behind_blanks(text, used)
            continue
        token = first_token(text[place:])
        behind = behind_blanks(text, place + len(token))
        if token.lower() in SUBSTANCE and part(text[behind:], subject) is not None:  # `iv ketamine 40mg`
            place = behind
        found = part(text[place:], subject)
        if found is None:
            break
        told, taken = found
        if not fields.keys().isdisjoint(told):
            said = text[place : place + taken]
            raise Unclear(said, ("",), f"'{said}' is one too many. One route, one dose, one length.")
        fields |= told
        used = place + taken
        place = behind_blanks(text, used)
        if text[used : used + 1] in ENDS:
            break
    return Value(fields, used)


def _pieces(text: str) -> int:
    """Return how many characters `3 sprays` takes behind a dose; 0 if it is not there."""
    token = first_token(text)
    unit, end = token_at(text, len(token))
    return end if digits(token) is not None and unit.lower() in PIECES else 0


def part(text: str, subject: ValueSubject | None = None) -> tuple[dict[str, Any], int] | None:
    """Read the route, dose or length at the beginning of a text, and how many characters it took; None if there is none."""
    token = first_token(text)
    lower = text.lower()
    said = next(
        (words for words in sorted(ROUTE_WORDS, key=len, reverse=True) if lower.startswith(words) and ends_word(text, len(words))), ""
    )
    if said:
        route, form = ROUTE_WORDS[said]
        return {"route": route} | ({"dosage_form": form} if form else {}), len(said)
    dose = _dose(text)
    if dose:
        return dose_fields(text[:dose]), dose
    over = len(token) + 1 if token.lower() in ("over", "for", "in", "lasting") else 0
    found = durations.find(text[over:])
    if found and over:
        found = found[0], found[1] + over
    if found:
        if not Infusion.OWN["minutes"].allows(found[0]):
            raise Unclear(text[: found[1]], (), Infusion.OWN["minutes"].refusal())
        return {"minutes": found[0]}, found[1]
    unit, end = token_at(text, len(token))
    if (digits(token) is None and decimal(token) is None) or unit.lower() == "of" or _which_one(token, text):  # `2 of 6`
        return None
    if subject is not None and (subject.fields.get("dosage_form") or subject.head == DOSE) and not _pieces(text):
        return dose_fields(f"{token}mg"), len(token)
    if pieces := _pieces(text):
        return {"dose": text[:pieces]}, pieces
    if unit[:1].isalpha() and unit.lower() not in ROUTE_WORDS:
        said = text[:end]
        raise Unclear(said, (f'--dose "{said}"',), f"'{said}' can be a dose as you were told it.")
    raise Unclear(token, (f"{token}mg", f"{token}min"), f"'{token}' can be {token}mg or {token}min.")


def _dose_behind(text: str) -> bool:
    """Tell whether a dose with its unit stands in a text: a number before it is which infusion it was."""
    words = text.split()
    return words[:1] not in (["x"], ["×"]) and any(_dose(" ".join(words[place:])) for place in range(len(words)))


def _which_one(token: str, text: str) -> bool:
    """Tell whether a number says which infusion it was, or is of a day: `4 iv 40mg`, `6 done`, `3 mar`.

    A dose as told has nothing, a route, or things that are counted behind it.
    """
    unit = token_at(text, len(token))[0].lower()
    counted = unit in UNITS or (unit.endswith("s") and unit not in ENDS_IN_S)
    return len(token) <= 2 and (_dose_behind(text[len(token) :]) or (unit[:1].isalpha() and unit not in ROUTE_WORDS and not counted))


def _dose(text: str) -> int:
    """Return how many characters of a dose with its unit stand at the beginning: `40mg`, `2x100mg`, `0.5 mg/kg`."""
    begin = 0
    often = first_token(text).lower().partition("x")
    if often[1] and digits(often[0]) is not None:
        begin = len(often[0]) + 1
    end = len(text) - len(text[begin:].lstrip(f"{ASCII_DIGITS}.,"))
    if digits(text[begin:end]) is None and decimal(text[begin:end]) is None and not (end := worded(text)[1]):
        return 0
    behind = behind_blanks(text, end)
    unit = text[behind:].lower()
    told = next((one for one in (*PER_WEIGHT, *MILLIGRAMS, "g") if unit.startswith(one) and ends_word(unit, len(one))), "")
    return behind + len(told) if told else 0


def dose_fields(said: str) -> dict[str, Any]:
    """Return the dose as told, and its milligrams where they can be read. Raises Unclear outside of the range."""
    told = said.strip()
    taken = _dose(told)
    if not taken:
        if digits(told) is not None or decimal(told) is not None:
            raise Unclear(told, (f"{told}mg",), "A dose needs its unit.")
        if not Infusion.OWN["dose"].allows(told):
            raise Unclear(told, (), Infusion.OWN["dose"].refusal())
        return {"dose": told}
    if taken < len(told) or told.lower().endswith(("/kg", "per kg", "/ kg", "/h")):
        return {"dose": told}
    often, _, each = told.lower().rpartition("x") if digit(told[0]) else ("", "", told.lower())
    number = worded(each)[0] or float(each.rstrip("abcdefghijklmnopqrstuvwxyz ").replace(",", "."))
    milligrams = number * (1 if told.lower().endswith(MILLIGRAMS) else 1000) * (int(often) if often else 1)
    if not Infusion.OWN["dose_mg"].allows(milligrams):
        raise Unclear(told, (), Infusion.OWN["dose_mg"].refusal())
    return {"dose_mg": milligrams, "dose": told}


# What people write, and what it says; the longest stands first, since "not taken" begins with no event of its own.
HAPPENED = {
    "forgot to take it": "skipped", "forgot to take": "skipped", "did not take it": "skipped", "did not take": "skipped",
    "didn't take it": "skipped", "didn't take": "skipped", "didnt take it": "skipped", "didnt take": "skipped", "not taken": "skipped",
    "forgot it": "skipped", "forgot": "skipped", "forgotten": "skipped", "missed it": "skipped", "missed": "skipped", "skipped": "skipped",
    "skip": "skipped", "went up": "changed", "went down": "changed", "changed": "changed", "change": "changed", "raised": "changed",
    "increased": "changed", "upped": "changed", "lowered": "changed", "reduced": "changed", "decreased": "changed",
    "started": "started", "start": "started", "began": "started", "stopped": "stopped", "stop": "stopped", "ended": "stopped",
    "taken": "taken", "take": "taken", "took": "taken", "had": "taken",
}  # fmt: skip
UNITS = frozenset(
    [
        "mg", "g", "mcg", "ug", "µg", "μg", "ml", "iu", "unit", "units", "tablet", "tablets", "pill", "pills", "capsule", "capsules", "drop",
        "drops", "puff", "puffs", "patch", "patches", "spray", "sprays", "%", "x",
    ]
)  # fmt: skip
ENDS_IN_S = frozenset(
    ("was", "is", "days", "weeks", "months", "hours", "hrs", "minutes", "times", "thurs", "tues", "weds", "this", "as", "has", "yes")
)
AMOUNT = GROUPED + "/"
HALF = ("half a", "half", "a", "one", "two", "three")
# Words that belong to no name: what they say is asked about, not taken for a part of it.
NO_NAME = frozenset(
    [
        "not",
        "no",
        "to",
        "from",
        "a",
        "an",
        "the",
        "my",
        "half",
        "it",
        "didnt",
        "didn't",
        "did",
        "forgot",
        "missed",
        "but",
        "and",
        "too",
        "many",
        "all",
    ]
)


def medicine(text: str, subject: ValueSubject) -> Value | None:
    """Read a dose and what happened, in either order, each at most once. Raises Unclear if what happened is not said."""
    fields: dict[str, Any] = {}
    used = place = 0
    while place < len(text):
        told, taken = _part(text[place:])
        if not taken or not fields.keys().isdisjoint(told):
            break
        fields |= told
        used = place + taken
        used += _last_dose(text[used:], fields)
        place = behind_blanks(text, used)
        if text[used : used + 1] in (",", ";"):
            break
    if _has_signs(text[place:]):
        return None
    _refuse_no_unit(text[place:], fields, subject)
    if "event" in subject.fields:
        return Value(fields, used)
    if "event" not in fields and used and (event := subject.known.event_of_dose(subject.name, fields["dose"])):
        return Value(fields | {"event": event}, used)
    if "event" not in fields and not (subject.editing and used):
        if not used:
            return None
        dose = text[:used]
        listed = subject.name in subject.known.medicines()
        events = ("taken", "changed") if listed else ("started", "taken")
        raise Unclear(dose, tuple(f"{dose} {event}" for event in events), asked(subject.name))
    return Value(fields, used)


def asked(name: str) -> str:
    """Ask what happened with a medicine."""
    return f"Was {name} started, changed, stopped, taken or skipped?"


def event_length(text: str) -> int:
    """Return how many characters at the beginning of a text say what happened."""
    lower = text.lower()
    return next((len(said) for said in HAPPENED if lower.startswith(said) and not lower[len(said) : len(said) + 1].isalnum()), 0)


def event_of(text: str) -> str:
    """Return what a text says that happened: `not taken` is skipped."""
    return HAPPENED[text.lower()]


def dose_length(text: str) -> int:
    """Return how many characters of a dose with its unit stand at the beginning: `100mg`, `2 tablets`, `half a tablet`."""
    end = len(text) - len(text.lstrip(AMOUNT))
    if not _is_amount(text[:end]):
        end = next((len(words) for words in HALF if text.lower().startswith(f"{words} ")), 0)
    if not end:
        return 0
    unit, end = token_at(text, end)
    if unit.lower() not in UNITS:
        return 0
    more, behind = token_at(text, end)  # `300mg 2x`
    return behind if more[:1].isdigit() and more[-1:].lower() == "x" else end


def _is_amount(said: str) -> bool:
    """Tell whether it is a number as a dose has it: `100`, `2,5`, `1'000`, `1/2`."""
    parts = said.split("/") if "/" in said else ungrouped(said).replace(",", ".").split(".")
    return len(parts) <= 2 and all(digit(part) for part in parts)


def _part(text: str) -> tuple[dict[str, Any], int]:
    length = event_length(text)
    if length:
        return {"event": event_of(text[:length])}, length
    first, end = token_at(text, 0)
    if first.lower() in ("up", "down") and token_at(text, end)[0].lower() == "to":
        word = behind_blanks(text, end)
        told, used = _part(text[word:])
        return (told | {"event": "changed"}, word + used) if told else ({}, 0)
    word = end = 0
    linked = first.lower() in ("to", "from")
    while linked or not end:  # `changed to 150mg`, `changed from 50mg to 100mg`: the last one holds
        word = behind_blanks(text, token_at(text, end)[1]) if linked else 0
        length = dose_length(text[word:])
        if not length:
            return {}, 0
        end = word + length
        linked = linked and token_at(text, end)[0].lower() == "to"
    return {"dose": text[word:end]}, end


def _last_dose(text: str, fields: dict[str, Any]) -> int:
    """Take the dose behind "to" in the place of the one before it: `50mg to 100mg`. Return how many characters it takes."""
    first, end = token_at(text, 0)
    if "dose" not in fields or first.lower() != "to":
        return 0
    word = behind_blanks(text, end)
    length = dose_length(text[word:])
    if length:
        fields["dose"] = text[word : word + length]
    return word + length if length else 0


def _has_signs(text: str) -> bool:
    """Tell whether a number with signs glued to it stands where more of a dose could: `to 150mg)`."""
    words = text.split()[:2]
    number = next((word for word in words if word.lower() not in ("to", "from")), "")
    return digit(number[:1]) and number.rstrip(",;") != respelled(number.rstrip(",;"))


def _refuse_no_unit(text: str, fields: dict[str, Any], subject: ValueSubject) -> None:
    """Raise Unclear for a number without a unit in the place of the dose: `400 taken`, `changed to 100`."""
    token, end = token_at(text, len("to") if first_token(text).lower() == "to" else 0)
    behind = text[end:].lstrip()
    if "dose" in fields or not token.replace(".", "").replace(",", "").isdigit():
        return
    if event_length(behind) or ("event" in fields and behind[:1] in ("", ",", ";")):
        raise Unclear(token, (f"{token}mg",), f"'{token}' needs its unit, as you were told the dose of {subject.name}.", label="Such as")
    if not fields and behind[:1] in ("", ",", ";"):
        events = ("",) if "event" in subject.fields else (" started", " taken")
        readings = tuple(f"{token}mg{event}" for event in events)
        raise Unclear(token, readings, f"'{token}' needs a unit. {asked(subject.name)}", label="Such as")
