"""Reads a setting's value as people say it: `united kingdom`, `8:30pm`, `pounds`. What is kept is checked by `settings`."""

from __future__ import annotations

from ..errors import Refused
from ..model import helplines
from ..settings import REGIONS, SETTINGS, check
from .times import ClockTime, scan, twenty_four
from .tokens import AtomLine

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

NOTHING = ("", "none", "off", "-")  # said of a setting that may hold nothing
DEFAULT = "default"
WEIGHTS = {"lbs": "lb", "pound": "lb", "pounds": "lb", "kilo": "kg", "kilos": "kg", "stone": "st", "stones": "st"}


def read(name: str, said: str, line: str) -> str | None:
    """Return a value as it is kept; None lets the default hold.

    `line` is what the value stands behind in the line that an error offers: a command, or nothing at a prompt. Raises Refused.
    """
    setting, word = SETTINGS.get(name), said.strip().lower()
    if setting and (word == DEFAULT or (word in NOTHING and not setting.default and word not in setting.words)):
        return None
    return check(name, READERS[name](said, line) if name in READERS else said.strip(), line)


def time_of_day(said: str) -> str:
    """Return `4am`, `4.30` and `0430` as `HH:MM`; what is no time stays as it is."""
    face = _face(said)
    return twenty_four(face.as_typed()) if face else said


def time_of_either_half(said: str, line: str) -> str:
    """Return a time as `HH:MM`. Raises Refused for `8:30`, which can be in the morning or in the evening; `08:30` is sure."""
    face = _face(said)
    if face and face.hour < 10 and not face.half and not face.sure:
        early, late = map(twenty_four, face.choices())
        offers = (f"{line} {time}".strip() for time in (early, late))
        raise Refused(f"{said} can be {early} or {late}. Try: {'   or: '.join(offers)}")
    return time_of_day(said)


def _face(said: str) -> ClockTime | None:
    line = AtomLine(said)
    found = scan(line, 0)
    return found[0] if found and line.ended(found[1]) and found[0].exists() else None


def _region(said: str) -> str:
    found = helplines.region(said.split())
    if found is None:
        message = f"I have no numbers for '{said}'. There are: {', '.join(REGIONS)}.\nWithout a region, kfit help-now lists all of them."
        raise Refused(message)
    return found.lower()


# How a setting is read before it is checked, where there is more to it than its words.
READERS: dict[str, Callable[[str, str], str]] = {
    "region": lambda said, _: _region(said),
    "day_ends": lambda said, _: time_of_day(said.strip()),
    "reminder": lambda said, line: time_of_either_half(said.strip(), line),
    "weight_unit": lambda said, _: WEIGHTS.get(said.strip().lower(), said.strip()),
}
