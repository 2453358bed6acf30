"""Draws a chart as text. The only module that knows plotext, whose state is global: every chart begins by clearing it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from . import axes, captions
from .lines import fold

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..charted import Chart
    from .screen import Screen

ROWS = 12  # of the drawing; the topmost is kept for the marks of infusions
HUE = "magenta"  # one hue, from the terminal's own palette: it can be read on dark and on light
PAPER = "default"
BARS = ("sleep", "exercise")
TO_ASCII = str.maketrans("┤│└─┬┼┴", "+|+-+++")


class Signs(NamedTuple):
    """What a screen draws with. `fine` points fit side by side into a column; without a `line` there are dots alone."""

    fine: int
    dot: str
    line: str
    line_sign: str
    bar: str
    bar_sign: str
    mark: str
    rule: str
    empty: str


SIGNS = Signs(2, "•", "braille", "⠤⠒", "hd", "▌", "▼", "┊", "·")
ASCII = Signs(1, "o", "", "", "#", "#", "v", ":", ".")


def draw(chart: Chart, today: date, screen: Screen) -> str:
    """Draw a chart that has a point, with title, legend and sentence; for a plain screen say it in sentences alone."""
    if screen.plain:
        return "\n".join(captions.sentences(chart, today))
    signs = SIGNS if screen.unicode else ASCII
    where, values, ticks = _fitted(chart, screen, signs)
    picture = _picture(chart, values, where, ticks, signs)
    if not screen.unicode:
        picture = picture.translate(TO_ASCII)
    legend = captions.legend(chart, where.size, *_legend_signs(chart.kind, where, signs))
    title, said = (fold(text, screen.width) for text in (captions.title(chart, today), captions.sentence(chart, today)))
    return "\n".join([*title, *_lines(picture, screen), *captions.packed(legend, screen.width), *said])


def _fitted(chart: Chart, screen: Screen, signs: Signs) -> tuple[axes.Layout, dict[int, float], list[int]]:
    """Return the layout, the values of its points and the ticks at them: the wider these are written, the less room is left."""
    digits = 1
    while True:
        where = axes.layout(chart.whole.first, chart.whole.last, screen.width - digits - 1, signs.fine)
        values = grouped(chart, where)
        ticks = axes.value_ticks(chart.kind, max(values.values()))
        if len(str(ticks[-1])) <= digits:
            return where, values, ticks
        digits = len(str(ticks[-1]))


def grouped(chart: Chart, where: axes.Layout) -> dict[int, float]:
    """Return the value of each point that has one: the mean of its days with an entry, or the sum of what adds up."""
    found: dict[int, list[float]] = {}
    for point in chart.points:
        found.setdefault(where.point(date.fromisoformat(point.day)), []).append(point.value)
    adds_up = captions.WORDS[chart.kind].adds_up
    return {number: sum(values) / (1 if adds_up else len(values)) for number, values in sorted(found.items())}


def _picture(chart: Chart, values: dict[int, float], where: axes.Layout, ticks: list[int], signs: Signs) -> str:
    """Return plotext's text. Its x counts places, so that a day always falls into the same part of its column."""
    import plotext

    top = ticks[-1] * (ROWS - 1) / (ROWS - 2)
    digits = len(str(ticks[-1]))
    dates = axes.date_ticks(where)
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(width=False, height=False)  # the screen's width is known; plotext would ask the terminal
    plotext.plotsize(digits + 1 + where.columns, ROWS + 2)
    plotext.xaxes(lower=True, upper=False)
    plotext.yaxes(left=True, right=False)
    plotext.xlim(0, max(1, where.columns * where.fine - 1))
    plotext.ylim(0, top)
    plotext.yticks(ticks, [f"{tick:>{digits}}" for tick in ticks])
    plotext.xticks(list(dates), list(dates.values()))
    rows = [top * row / (ROWS - 1) for row in range(ROWS)]
    for day in chart.infusions:
        place = where.place_of(date.fromisoformat(day))
        plotext.scatter([place] * ROWS, rows, marker=[signs.rule] * (ROWS - 1) + [signs.mark], color=PAPER)
    if chart.kind in BARS:
        _bars(plotext, values, where, signs)
    else:
        _line(plotext, values, where, signs)
    return str(plotext.build())


def _line(plotext: Any, values: dict[int, float], where: axes.Layout, signs: Signs) -> None:
    """Draw a line through the points that follow each other, and a dot for each where there is room or it stands alone."""
    runs = list(_runs(values))
    for run in runs if signs.line else ():
        plotext.plot([where.place(number) for number in run], [values[number] for number in run], marker=signs.line, color=HUE)
    dots = [number for run in runs for number in run if where.roomy or len(run) == 1]
    plotext.scatter([where.place(number) for number in dots], [values[number] for number in dots], marker=signs.dot, color=HUE)


def _bars(plotext: Any, values: dict[int, float], where: axes.Layout, signs: Signs) -> None:
    """Draw a bar for each point, with a gap to the next where there is room; on the axis, a sign for each without an entry."""
    empty = [where.place(number) for number in range(where.points) if number not in values]
    plotext.scatter(empty, [0] * len(empty), marker=signs.empty, color=PAPER)
    width = max(1, where.step - 1)
    places = [number * where.step + more for number in values for more in range(width)]
    heights = [value for value in values.values() for _ in range(width)]
    plotext.scatter(places, heights, marker=signs.bar, color=HUE, fillx=True)


def _runs(values: dict[int, float]) -> Iterator[list[int]]:
    """Cut the points where one is missing: a gap stays a gap."""
    run: list[int] = []
    for number in values:
        if run and number != run[-1] + 1:
            yield run
            run = []
        run.append(number)
    yield run


def _legend_signs(kind: str, where: axes.Layout, signs: Signs) -> tuple[str, str, str]:
    """Return the signs of a point, of an infusion and of a day without an entry, as they stand in this picture."""
    if kind in BARS:
        return signs.bar_sign, signs.mark, signs.empty
    return (signs.dot if where.roomy else signs.line_sign), signs.mark, "gap:"


def _lines(picture: str, screen: Screen) -> list[str]:
    import plotext

    text = picture if screen.colour else plotext.uncolorize(picture)
    return [line.rstrip() for line in text.rstrip().split("\n")]
