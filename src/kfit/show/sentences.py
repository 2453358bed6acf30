"""The sentences that say the same as a picture: they stand below it, and alone where nothing can be drawn."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from ..weekdays import in_words
from . import marks
from .captions import ends
from .lines import count
from .subjects import HIGHEST, MEAN, SUM, words

if TYPE_CHECKING:
    from ..charted import Chart, Point, Stretch, Subject
    from .subjects import Words

HOW = {MEAN: "mean ", HIGHEST: "at most ", SUM: ""}
LAST = 2  # entries that are said of what is not logged day by day


def sentence(chart: Chart, today: date) -> str:
    """Say the latest days and as many before them in one sentence, each with the number of days that have an entry.

    What is not logged day by day, a form or a laboratory's value, is said by its last two entries.
    """
    return " ".join(_sentence(part, said, today) for part, said in _lines(chart))


def sentences(chart: Chart, today: date) -> list[str]:
    """Say the whole chart, one sentence a row: the latest days, all its days, a form's ranges, the infusions, the marks."""
    whole = [f"{said.name}, {ends(part.whole, today)}: {_stretch(part.whole, said)}." for part, said in _lines(chart)]
    if chart.lower is None:
        whole = [f"{ends(chart.whole, today)}: {stretch_said(chart.subject, chart.whole)}."]
    rows = [sentence(chart, today), *whole, ranges(chart.subject), _infusions(chart, today), marks.sentence(chart.marks, today)]
    return [row for row in rows if row]


def stretch_said(subject: Subject, stretch: Stretch) -> str:
    """Say a stretch in figures: `mean 4.7, lowest 2.0, highest 8.0; 56 of 70 days with an entry`."""
    return _stretch(stretch, words(subject), yes_no=subject.yes_no)


def ranges(subject: Subject) -> str:
    """Say the words that a form has for its totals, empty if it has none."""
    if subject.kind != "score":
        return ""
    from ..instruments import INSTRUMENTS

    begin, told = 0, []
    for upto, word in INSTRUMENTS[subject.name].bands:
        told.append(f"from {begin} {_quoted(word)}")
        begin = upto + 1
    return f"The form's words: {', '.join(told)}." if told else ""


def _lines(chart: Chart) -> list[tuple[Chart, Words]]:
    """Return each line of a picture with its words: a blood pressure has two."""
    said = words(chart.subject)
    if chart.lower is None:
        return [(chart, said)]
    return [(chart, said._replace(name=f"{said.name}, upper")), (chart.lower, said._replace(name=f"{said.name}, lower"))]


def _sentence(chart: Chart, said: Words, today: date) -> str:
    if said.counted == "forms" or _sparse(chart):
        return _last(chart, said, today)
    if chart.subject.yes_no:
        return _done(chart, said, today)
    latest, before = chart.latest, chart.before
    told = f"{said.name}: {HOW[said.how] if latest.days else ''}{_value(latest, said)} {_span(latest, said, today)}"
    told += f" ({latest.days} with an entry)" if latest.days else ""
    if before is not None:
        told += f", {_value(before, said)} in the {before.length} before"
        told += f" ({before.days}{'' if latest.days else ' with an entry'})" if before.days else ""
    return f"{told}."


def _sparse(chart: Chart) -> bool:
    """Tell whether a measure has no two weeks that can be compared, or a side effect is some weeks past."""
    latest, before = chart.latest.days, chart.before.days if chart.before else 0
    if chart.subject.kind == "effect":
        return not latest and not before
    return chart.subject.kind == "measure" and chart.subject.unit is not None and not (latest and before)


def _last(chart: Chart, said: Words, today: date) -> str:
    """Say the last two: `PHQ-9: 15 of 27 on Sun 22 Nov, 12 on Thu 5 Nov. The form calls 15 moderately severe.`"""
    if not chart.points:
        return f"{said.name}: no entry in these days."
    told = [f"{_told(chart, point, said)} on {in_words(date.fromisoformat(point.day), today)}" for point in chart.points[: -LAST - 1 : -1]]
    return f"{said.name}: {', '.join(told)}.{_called(chart.subject, chart.points[-1])}"


def _done(chart: Chart, said: Words, today: date) -> str:
    """Say on how many days it was done: `Craft: done on 3 of the last 7 days, on 2 of the 7 before.`"""
    latest, before = chart.latest, chart.before
    span = _span(latest, said, today)
    told = f"no entry {span}" if not latest.days else f"done {span}" if latest.length == 1 else f"done on {latest.days} {_of(span)}"
    if before is not None:
        told += f", {f'on {before.days} of' if before.days else 'no entry in'} the {before.length} before"
    return f"{said.name}: {told}."


def _stretch(stretch: Stretch, said: Words, *, yes_no: bool = False) -> str:
    if stretch.lowest is None or stretch.highest is None:
        return "no entry"
    if yes_no:
        return f"done on {stretch.days} of {count(stretch.length, 'day')}"
    range_ = f"lowest {said.value(stretch.lowest)}, highest {said.value(stretch.highest)}"
    if said.counted == "forms":
        return f"{count(stretch.days, 'form')}, {range_ if stretch.days > 1 else said.value(stretch.highest)}"
    middle = {MEAN: f"mean {_value(stretch, said)}, ", SUM: f"{_value(stretch, said)} in all, ", HIGHEST: ""}[said.how]
    return f"{middle}{range_}; {stretch.days} of {count(stretch.length, said.counted[:-1])} with an entry"


def _value(stretch: Stretch, said: Words) -> str:
    figure = {MEAN: stretch.mean, SUM: stretch.total, HIGHEST: stretch.highest}[said.how]
    return "no entry" if figure is None else said.value(figure)


def _told(chart: Chart, point: Point, said: Words) -> str:
    """Say one value; a form's latest total with its range."""
    if chart.subject.kind != "score" or point is not chart.points[-1]:
        return said.value(point.value)
    from ..instruments import said_total

    return said_total(chart.subject.name, point.value)


def _called(subject: Subject, point: Point) -> str:
    """Say which word the form has for a total."""
    if subject.kind != "score":
        return ""
    from ..instruments import band, points

    word = band(subject.name, point.value)
    return f" The form calls {points(subject.name, point.value)} {_quoted(word)}." if word else ""


def _quoted(word: str) -> str:
    """Return a form's word so that it reads as one."""
    return f"'{word}'" if word == "none" else word


def _span(stretch: Stretch, said: Words, today: date) -> str:
    if stretch.length == 1:
        return f"on {in_words(stretch.last, today)}"
    if stretch.last >= today:
        return f"in the last {stretch.length} {said.counted}"
    return f"in the {stretch.length} {said.counted} to {in_words(stretch.last, today)}"


def _of(span: str) -> str:
    return f"of{span.removeprefix('in')}"


def _infusions(chart: Chart, today: date) -> str:
    days = ", ".join(in_words(date.fromisoformat(day), today) for day in chart.infusions)
    return f"Infusions: {days}." if days else "No infusion in these days."
