"""How each subject of a chart or a calendar is spoken of."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from .. import length
from ..diary.words import quoted
from ..entries import QUANTITIES, RATINGS, SEVERITIES, ends, severity_said
from ..entries.quantities import plain
from ..rounding import tenths
from . import measures
from .safe import safe

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..charted import Subject

MEAN, SUM, HIGHEST = "mean", "sum", "highest"  # what several days come to


class Words(NamedTuple):
    """How one subject is spoken of.

    `scale` stands behind its name in a title, `value` says a day's value, `counted` is what has an entry or not, `how` what
    several days come to, `point` what a sign stands for on one day, `first_line` logs one, `typed` asks for its chart. `bars`
    says how it is drawn.
    """

    name: str
    scale: str
    value: Callable[[float], str]
    first_line: str
    typed: str
    how: str = MEAN
    point: str = "mean of a day"
    counted: str = "days"
    bars: bool = False


def words(subject: Subject) -> Words:
    """Return how a subject is spoken of. Every name that somebody typed is made harmless here."""
    return SPOKEN[subject.kind](subject)


def _mood(_: Subject) -> Words:
    return Words("Mood", "0 worst, 10 best", tenths, "kfit mood 5", "mood")


def _sleep(_: Subject) -> Words:
    return Words(
        "Sleep",
        "hours a night",
        lambda value: length.said(round(value * 60)),
        "kfit sleep 7h30",
        "sleep",
        point="hours of a night",
        counted="nights",
        bars=True,
    )


def _exercise(_: Subject) -> Words:
    return Words("Movement", "minutes", _minutes, "kfit walk 10", "exercise", how=SUM, point="minutes in a day", bars=True)


def _rating(subject: Subject) -> Words:
    lowest, highest = ends(subject.name, subject.better)
    line = f"kfit {subject.name} 4" if subject.name in RATINGS else f"kfit rate {_typed(subject.name)} 4"
    return Words(_title(subject.name), f"0 {lowest}, 10 {highest}", tenths, line, _typed(subject.name))


def _effect(subject: Subject) -> Words:
    scale = f"side effect, 0 {SEVERITIES[0]}, {len(SEVERITIES) - 1} {SEVERITIES[-1]}"
    typed = f"effect {_typed(subject.name)}"
    short = typed if subject.name in RATINGS else _typed(subject.name)  # `chart anxiety` is the rating
    return Words(_title(subject.name), scale, _severity, f"kfit {typed} 1", short, how=HIGHEST, point="highest of a day", bars=True)


def _habit(subject: Subject) -> Words:
    name, typed = _title(subject.name), _typed(subject.name)
    line = f"kfit did {typed}"
    if subject.unit == "minutes":
        return Words(name, "minutes", _minutes, f"{line} 10m", typed, how=SUM, point="minutes in a day", bars=True)
    if subject.unit == "times":
        return Words(
            name,
            "times",
            lambda value: f"{value:g} time{'s' * (value != 1)}",
            f"{line} 1x",
            typed,
            how=SUM,
            point="times in a day",
            bars=True,
        )
    return Words(name, "days it was done", lambda value: f"{value:g}", line, typed, how=SUM, point="done", bars=True)


def _measure(subject: Subject) -> Words:
    name, unit = subject.name, subject.unit
    line = f"kfit {LINES.get(name) or f'measure {_typed(name)} 2{safe(unit or str())}'}"
    if unit is None:
        return Words(
            _title(name), "a day's sum", lambda value: plain(round(value, 2)), line, _typed(name), how=SUM, point="sum of a day", bars=True
        )
    title = TITLES.get(name) or (QUANTITIES[name].title if name in QUANTITIES else _title(name))
    return Words(title, safe(unit), lambda value: measures.written(name, value, unit), line, _typed(name))


def _score(subject: Subject) -> Words:
    from ..instruments import HIGH, INSTRUMENTS, points  # only a form waits for them

    form = INSTRUMENTS[subject.name]
    lowest, highest = ("worst", "best") if form.better == HIGH else ("none", "most" if subject.name in IN_SESSION else "worst")
    line = f"kfit {form.name}" if form.labels else f"kfit {form.name} --total {form.example}"
    return Words(
        safe(form.title),
        f"0 {lowest}, {form.top} {highest}" if form.top else "total",
        lambda total: points(form.name, total),
        line,
        _typed(form.name),
        point="a form",
        counted="forms",
    )


TITLES = {"bp": "Blood pressure", "systolic": "Blood pressure, upper", "diastolic": "Blood pressure, lower"}
LINES = {"weight": "weight 72.5kg", "bp": "bp 128/82", "systolic": "bp 128/82", "diastolic": "bp 128/82", "pulse": "bp 128/82 70"} | {
    name: f"{name} {example}"
    for name, example in (
        ("glucose", "95mg/dl"), ("hba1c", "5.4%"), ("cholesterol", "190mg/dl"), ("ldl", "100mg/dl"), ("hdl", "50mg/dl"),
        ("triglycerides", "120mg/dl"), ("drinks", "1"), ("cannabis", "1"),
    )
}  # fmt: skip
IN_SESSION = frozenset(("cadss", "cadss6"))  # what was felt under the infusion: more of it is not worse
SPOKEN: dict[str, Callable[[Subject], Words]] = {
    "mood": _mood,
    "sleep": _sleep,
    "exercise": _exercise,
    "rating": _rating,
    "effect": _effect,
    "habit": _habit,
    "measure": _measure,
    "score": _score,
}


def _title(name: str) -> str:
    return safe(name[:1].upper() + name[1:])


def _typed(name: str) -> str:
    return quoted(safe(name))


def _minutes(value: float) -> str:
    return f"{value:.0f} min"


def _severity(value: float) -> str:
    word = severity_said(round(value))
    return f"{value:.0f} ({word})" if word else f"{value:.0f}"
