"""Draws a chart as text. The only module that knows plotext, whose state is global: every chart begins by clearing it."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from . import axes, captions, marks, scales
from .lines import fold, width
from .sentences import ranges, sentence, sentences
from .subjects import HIGHEST, SUM, words

if TYPE_CHECKING:
    from collections.abc import Iterator

    from ..charted import Chart
    from .screen import Screen

HUE = "magenta"  # one hue, from the terminal's own palette: it can be read on dark and on light
PAPER = "default"
TO_ASCII = str.maketrans("┤│└─┬┼┴", "+|+-+++")
EVERY = 2  # columns from one sign of a rule to the next
JOINED = 35  # days between two forms up to which a line joins them: they look back a fortnight or a month


class Signs(NamedTuple):
    """What a screen draws with. `fine` points fit side by side into a column; without a `line` there are dots alone."""

    fine: int
    dot: str
    other_dot: str
    line: str
    line_sign: str
    bar: str
    bar_sign: str
    mark: str
    rule: str
    level: str
    empty: str


SIGNS = Signs(2, "•", "○", "braille", "⠤⠒", "hd", "▌", "▼", "┊", "┈", "·")
ASCII = Signs(1, "o", "x", "", "", "#", "#", "v", ":", "-", ".")


class Plot(NamedTuple):
    """A chart made ready for a screen: where its days and values go, and the value of each point of its lines."""

    chart: Chart
    where: axes.Layout
    scale: scales.Scale
    lines: list[dict[int, float]]
    signs: Signs

    @property
    def bars(self) -> bool:
        """Tell whether its values stand as bars."""
        return words(self.chart.subject).bars

    @property
    def dotted(self) -> bool:
        """Tell whether every point has a dot: where there is room, and where a line alone would say too little."""
        return self.where.roomy or self.chart.subject.kind == "score" or self.chart.lower is not None

    @property
    def reach(self) -> int:
        """Return how many points on a line may go: to the next day, from one form to the next."""
        return max(1, JOINED // self.where.size) if self.chart.subject.kind == "score" else 1


def draw(chart: Chart, today: date, screen: Screen) -> str:
    """Draw a chart that has a point, with title, legend and sentence; for a plain screen say it in sentences alone."""
    if screen.plain:
        return "\n".join(sentences(chart, today))
    plot = _fitted(chart, screen, SIGNS if screen.unicode else ASCII)
    picture = _picture(plot)
    if not screen.unicode:
        picture = picture.translate(TO_ASCII)
    letters = marks.row(chart.marks, plot.where, plot.scale.digits + 1)
    legend = [*captions.packed(_legend(plot), screen.width), *captions.packed(marks.legend(chart.marks, today), screen.width, width)]
    said = [*([ranges(chart.subject)] if screen.narrow else []), sentence(chart, today)]
    return "\n".join(
        [
            *fold(captions.title(chart, today), screen.width),
            *([letters] if letters else []),
            *_lines(picture, screen),
            *legend,
            *(line for text in said if text for line in fold(text, screen.width)),
        ]
    )


def _fitted(chart: Chart, screen: Screen, signs: Signs) -> Plot:
    """Lay a chart out: the wider the ticks of its values are written, the less room is left for its days."""
    digits = 1
    while True:
        where = axes.layout(chart.whole.first, chart.whole.last, screen.width - digits - 1, signs.fine)
        lines = [grouped(part, where) for part in (chart, chart.lower) if part is not None]
        scale = scales.scale(chart.subject, [value for line in lines for value in line.values()], wide=not screen.narrow)
        if scale.digits <= digits:
            return Plot(chart, where, scale, lines, signs)
        digits = scale.digits


def grouped(chart: Chart, where: axes.Layout) -> dict[int, float]:
    """Return the value of each point that has one: the mean of its days with an entry, the sum of what adds up, the highest."""
    found: dict[int, list[float]] = {}
    for point in chart.points:
        found.setdefault(where.point(date.fromisoformat(point.day)), []).append(point.value)
    how = words(chart.subject).how
    return {number: _together(values, how) for number, values in sorted(found.items())}


def _together(values: list[float], how: str) -> float:
    if how == HIGHEST:
        return max(values)
    return sum(values) / (1 if how == SUM else len(values))


def _picture(plot: Plot) -> str:
    """Return plotext's text. Its x counts places, so that a day always falls into the same part of its column."""
    import plotext

    where, scale, signs = plot.where, plot.scale, plot.signs
    dates = axes.date_ticks(where)
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(width=False, height=False)  # the screen's width is known; plotext would ask the terminal
    plotext.plotsize(scale.digits + 1 + where.columns, scale.rows + 2)
    plotext.xaxes(lower=True, upper=False)
    plotext.yaxes(left=True, right=False)
    plotext.xlim(0, max(1, where.columns * where.fine - 1))
    plotext.ylim(scale.bottom, scale.top)
    plotext.yticks([scale.inside(tick) for tick in scale.ticks], [label.rjust(scale.digits) for label in scale.ticks.values()])
    plotext.xticks(list(dates), list(dates.values()))
    for level in scale.rules:
        places = range(0, where.columns * where.fine, where.fine * EVERY)
        plotext.scatter(list(places), [level] * len(places), marker=signs.level, color=PAPER)
    rows = [scale.bottom + (scale.top - scale.bottom) * row / (scale.rows - 1) for row in range(scale.rows)]
    for day in plot.chart.infusions:
        place = where.place_of(date.fromisoformat(day))
        plotext.scatter([place] * scale.rows, rows, marker=[signs.rule] * (scale.rows - 1) + [signs.mark], color=PAPER)
    for values, dot in zip(plot.lines, (signs.dot, signs.other_dot), strict=False):
        if plot.bars:
            _bars(plotext, plot, values)
        else:
            _line(plotext, plot, values, dot)
    return str(plotext.build())


def _line(plotext: Any, plot: Plot, values: dict[int, float], dot: str) -> None:
    """Draw a line through the points that follow each other, and a dot for each where there is room or it stands alone."""
    where, scale = plot.where, plot.scale
    runs = list(_runs(values, plot.reach))
    for run in (run for run in runs if plot.signs.line and len(run) > 1):
        heights = [scale.row_of(values[number]) if plot.dotted else scale.inside(values[number]) for number in run]
        plotext.plot([where.place(number) for number in run], heights, marker=plot.signs.line, color=HUE)
    dots = [number for run in runs for number in run if plot.dotted or len(run) == 1]
    plotext.scatter([where.place(number) for number in dots], [scale.inside(values[number]) for number in dots], marker=dot, color=HUE)


def _bars(plotext: Any, plot: Plot, values: dict[int, float]) -> None:
    """Draw a bar for each point, with a gap to the next where there is room; on the axis, a sign for each without an entry."""
    where = plot.where
    empty = [where.place(number) for number in range(where.points) if number not in values]
    plotext.scatter(empty, [0] * len(empty), marker=plot.signs.empty, color=PAPER)
    breadth = max(1, where.step - 1)
    places = [number * where.step + more for number in values for more in range(breadth)]
    heights = [value for value in values.values() for _ in range(breadth)]
    plotext.scatter(places, heights, marker=plot.signs.bar, color=HUE, fillx=True)


def _runs(values: dict[int, float], reach: int) -> Iterator[list[int]]:
    """Cut the points where more than `reach` lie between two: a gap stays a gap."""
    run: list[int] = []
    for number in values:
        if run and number > run[-1] + reach:
            yield run
            run = []
        run.append(number)
    yield run


def _legend(plot: Plot) -> list[str]:
    """Say what each sign stands for, as it stands in this picture."""
    chart, signs = plot.chart, plot.signs
    sign = signs.bar_sign if plot.bars else signs.dot if plot.dotted else signs.line_sign
    what = captions.point_said(chart, plot.where.size)
    said = [f"{sign} {what}"] if chart.lower is None else [f"{sign} upper", f"{signs.other_dot} lower, {what}"]
    said += [f"{signs.level} a range of the form begins"] if plot.scale.rules else []
    said += [f"{signs.mark} infusion"] if chart.infusions else []
    if chart.subject.kind != "score":
        said.append(f"{signs.empty if plot.bars else 'gap:'} no entry")
    return said


def _lines(picture: str, screen: Screen) -> list[str]:
    import plotext

    text = picture if screen.colour else plotext.uncolorize(picture)
    return [line.rstrip() for line in text.rstrip().split("\n")]
