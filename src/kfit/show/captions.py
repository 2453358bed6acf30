"""The words around a chart: its title and legend, and what is said where there is nothing to draw."""

from __future__ import annotations

from typing import TYPE_CHECKING

from ..weekdays import in_words
from .lines import fold, paragraph
from .subjects import SUM, words

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from ..charted import Chart, Stretch, Subject
    from .screen import Screen

HIDDEN = "Totals are hidden here (show_scores is off); they go to your page."
SUMS = {"minutes": "minutes in", "times": "times in", "days": "days it was done, of"}


def title(chart: Chart, today: date) -> str:
    """Name the chart, its unit or its direction, and its days."""
    said = words(chart.subject)
    return f"{said.name} ({said.scale}), {ends(chart.whole, today)}"


def point_said(chart: Chart, size: int) -> str:
    """Say what a sign of the picture stands for, which is `size` days: `mean of a day`, `minutes in 7 days`."""
    said = words(chart.subject)
    if size == 1:
        return said.point
    span = f"{size} {'nights' if chart.subject.kind == 'sleep' else 'days'}"
    if said.how != SUM:
        return f"{said.how} of {span}"
    first = chart.whole.length % size
    return f"{SUMS.get(str(chart.subject.unit), 'sum of')} {span}" + (f" (in the first: {first})" if first else "")


def packed(items: list[str], columns: int, measure: Callable[[str], int] = len) -> list[str]:
    """Put items side by side into lines of this width; none is broken but one that is longer than a line.

    Signs and words of kfit's own have the width of their letters: `measure` is for what somebody typed.
    """
    lines: list[str] = []
    for item in items:
        if lines and measure(lines[-1]) + 4 + measure(item) <= columns:
            lines[-1] += f"    {item}"
        elif measure(item) <= columns:
            lines.append(item)
        else:
            first, *more = fold(item, columns - 2)
            lines += [first, *(f"  {line}" for line in more)]
    return lines


def nothing_in(chart: Chart, today: date, screen: Screen) -> str:
    """Say that the chart's days have no entry, and how to see those that have one."""
    said = words(chart.subject)
    return _rows(
        screen, f"{said.name}: no entry in these days, {ends(chart.whole, today)}.", f"All there is: kfit chart {said.typed} --all"
    )


def no_year(subject: Subject, year: int, entered: tuple[str, str], screen: Screen) -> str:
    """Say that a year has no entry, and the latest that has one: `entered` holds the first and the last such day."""
    said = words(subject)
    return _rows(screen, f"{said.name}: no entry in {year}.", f"Another year: kfit calendar {said.typed} --year {entered[1][:4]}")


def nothing_yet(subject: Subject, screen: Screen) -> str:
    """Say that there is no entry at all, and the line that logs the first one."""
    return paragraph(f"Nothing to draw yet. One line is enough: {words(subject).first_line}", screen)


def ends(stretch: Stretch, today: date) -> str:
    """Say the first and the last day: `Mon 14 Sep to Sun 22 Nov`."""
    first, last = in_words(stretch.first, today), in_words(stretch.last, today)
    return first if stretch.first == stretch.last else f"{first} to {last}"


def _rows(screen: Screen, *sentences: str) -> str:
    return "\n".join(paragraph(sentence, screen) for sentence in sentences)
