"""The words of a chart: its title and legend, and the sentences that say the same as the picture."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from .. import length
from ..dates import in_words
from ..rounding import tenths
from .lines import count, paragraph

if TYPE_CHECKING:
    from collections.abc import Callable

    from ..charted import Chart, Stretch
    from .screen import Screen


class Words(NamedTuple):
    """How one kind of chart is spoken of.

    `unit` stands in its title, `value` says a day's value, `counted` is what has an entry or not, `first_line` logs one.
    `adds_up` tells that several days are spoken of by their sum, else by their mean.
    """

    name: str
    unit: str
    value: Callable[[float], str]
    counted: str
    first_line: str
    adds_up: bool = False


WORDS = {
    "mood": Words("Mood", "0 worst, 10 best", tenths, "days", "kfit mood 5"),
    "sleep": Words("Sleep", "hours a night", lambda value: length.said(round(value * 60)), "nights", "kfit sleep 7h30"),
    "exercise": Words("Movement", "minutes", lambda value: f"{value:.0f} min", "days", "kfit walk 10", adds_up=True),
}


def title(chart: Chart, today: date) -> str:
    """Name the chart, its unit and its days."""
    words = WORDS[chart.kind]
    return f"{words.name} ({words.unit}), {_ends(chart.whole, today)}"


def legend(chart: Chart, size: int, line: str, infusion: str, empty: str) -> list[str]:
    """Say what each sign stands for: `line` for `size` days, an infusion, days without an entry (`empty` is a sign or words)."""
    words = WORDS[chart.kind]
    span = f"{'a ' if size == 1 else f'{size} '}{words.counted if size > 1 else words.counted[:-1]}"
    what = "minutes in" if words.adds_up else "hours of" if chart.kind == "sleep" and size == 1 else "mean of"
    said = [f"{line} {what} {span}"]
    first = chart.whole.length % size
    if words.adds_up and first:
        said[0] += f" (in the first: {first})"
    if chart.infusions:
        said.append(f"{infusion} infusion")
    return [*said, f"{empty} no entry"]


def packed(items: list[str], width: int) -> list[str]:
    """Put items side by side into lines of this width; none is broken."""
    lines = [items[0]]
    for item in items[1:]:
        longer = f"{lines[-1]}    {item}"
        lines[-1:] = [longer] if len(longer) <= width else [lines[-1], item]
    return lines


def sentence(chart: Chart, today: date) -> str:
    """Say the latest days and as many before them in one sentence, each with the number of days that have an entry."""
    words = WORDS[chart.kind]
    latest, before = chart.latest, chart.before
    mean = "mean " if latest.days and not words.adds_up else ""
    said = f"{words.name}: {mean}{_value(latest, words)} {_span(latest, words, today)}"
    if latest.days:
        said += f" ({latest.days} with an entry)"
    if before is not None:
        said += f", {_value(before, words)} in the {before.length} before"
        said += f" ({before.days}{'' if latest.days else ' with an entry'})" if before.days else ""
    return said + "."


def sentences(chart: Chart, today: date) -> list[str]:
    """Say the whole chart, one sentence a row: the latest days, all its days, the infusions."""
    return [sentence(chart, today), f"{_ends(chart.whole, today)}: {stretch_said(chart.kind, chart.whole)}.", _infusions(chart, today)]


def nothing_in(chart: Chart, today: date, screen: Screen) -> str:
    """Say that the chart's days have no entry, and how to see those that have one."""
    name = WORDS[chart.kind].name
    return _rows(screen, f"{name}: no entry in these days, {_ends(chart.whole, today)}.", f"All there is: kfit chart {chart.kind} --all")


def no_year(kind: str, year: int, entered: tuple[str, str], screen: Screen) -> str:
    """Say that a year has no entry of the kind, and the latest that has one: `entered` holds the first and the last such day."""
    return _rows(screen, f"{WORDS[kind].name}: no entry in {year}.", f"Another year: kfit calendar {kind} --year {entered[1][:4]}")


def nothing_yet(kind: str, screen: Screen) -> str:
    """Say that there is no entry of the kind at all, and the line that logs the first one."""
    return paragraph(f"Nothing to draw yet. One line is enough: {WORDS[kind].first_line}", screen)


def _rows(screen: Screen, *sentences: str) -> str:
    return "\n".join(paragraph(sentence, screen) for sentence in sentences)


def stretch_said(kind: str, stretch: Stretch) -> str:
    """Say a stretch in figures: `mean 4.7, lowest 2.0, highest 8.0; 56 of 70 days with an entry`."""
    words = WORDS[kind]
    if stretch.lowest is None or stretch.highest is None:
        return "no entry"
    middle = f"{_value(stretch, words)} in all" if words.adds_up else f"mean {_value(stretch, words)}"
    range_ = f"lowest {words.value(stretch.lowest)}, highest {words.value(stretch.highest)}"
    return f"{middle}, {range_}; {stretch.days} of {count(stretch.length, words.counted[:-1])} with an entry"


def _value(stretch: Stretch, words: Words) -> str:
    if stretch.mean is None or stretch.total is None:
        return "no entry"
    return words.value(stretch.total if words.adds_up else stretch.mean)


def _span(stretch: Stretch, words: Words, today: date) -> str:
    if stretch.length == 1:
        return f"on {in_words(stretch.last, today)}"
    if stretch.last >= today:
        return f"in the last {stretch.length} {words.counted}"
    return f"in the {stretch.length} {words.counted} to {in_words(stretch.last, today)}"


def _infusions(chart: Chart, today: date) -> str:
    days = ", ".join(in_words(date.fromisoformat(day), today) for day in chart.infusions)
    return f"Infusions: {days}." if days else "No infusion in these days."


def _ends(stretch: Stretch, today: date) -> str:
    first, last = in_words(stretch.first, today), in_words(stretch.last, today)
    return first if stretch.first == stretch.last else f"{first} to {last}"
