"""Draws a chart as text: its axes, its scale, its points. The only module that knows plotext."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from math import ceil, floor, log10
from typing import Any, NamedTuple

from ..humanize import MONTHS
from ..model.entries import KINDS
from ..model.fields import HIGHEST, SUM
from ..model.questionnaires import INSTRUMENTS
from . import chart_text
from .chart_text import ranges, sentence, sentences, words
from .phrases import given_said
from .text import fold, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from ..model.figures import Chart, ChartSubject
    from .screen import Screen

SIZES = (1, 7, 28, 91, 364)  # days that one point may stand for
MOST_COLUMNS = 4  # for one point: a few days need no more
BLANKS = 2  # between two dates on the axis
WEEKS, MONTHS_APART, YEARS_APART = (7, 14, 28), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50)
LONGEST_IN_WEEKS = 200  # days; a longer chart has months and years on its axis


class Layout(NamedTuple):
    """Where days go: a point stands for `size` days and has `step` places, of which `fine` make a column.

    The points are counted back from `last`, so that only the first may stand for fewer days.
    """

    first: date
    last: date
    size: int
    points: int
    step: int
    fine: int

    @property
    def columns(self) -> int:
        """Count the columns that all points take."""
        return -(-self.points * self.step // self.fine)

    @property
    def roomy(self) -> bool:
        """Tell whether each point has a column of its own."""
        return self.step >= self.fine

    def point(self, day: date) -> int:
        """Return the number of the point that a day belongs to."""
        return self.points - 1 - (self.last - day).days // self.size

    def place(self, point: int) -> int:
        """Return the place of a point."""
        return point * self.step + (self.step - 1) // 2

    def place_of(self, day: date) -> int:
        """Return the place of a day, inside its point's where that stands for several."""
        if self.size == 1:
            return self.place(self.point(day))
        inside = self.size - 1 - (self.last - day).days % self.size
        return self.point(day) * self.step + inside * self.step // self.size


def layout(first: date, last: date, columns: int, fine: int) -> Layout:
    """Fit the days into the columns: each is a point as long as there is room, else every 7, 28, 91, 364 or twice that are."""
    length = (last - first).days + 1
    size = next((size for size in SIZES if -(-length // size) <= columns * fine), SIZES[-1])
    while -(-length // size) > columns * fine:
        size *= 2
    count = -(-length // size)
    step = min(MOST_COLUMNS * fine, columns * fine // count)
    return Layout(first, last, size, count, max(1, step - step % fine if step > fine else step), fine)


def date_ticks(where: Layout) -> dict[int, str]:
    """Return places with their dates at even distances, as close as there is room: Mondays, else months, else years."""
    for days, written in _candidates(where):
        ticks = {where.place_of(day): written(day) for day in days}
        places = list(ticks)
        room = (max(map(len, ticks.values()), default=0) + BLANKS) * where.fine
        if all(later - place >= room for place, later in pairwise(places)):
            return ticks
    return {}


def _candidates(where: Layout) -> Iterator[tuple[list[date], Callable[[date], str]]]:
    length = (where.last - where.first).days + 1
    if length <= LONGEST_IN_WEEKS:
        until_monday = -where.first.weekday() % 7 if length >= 14 else 0
        for step in WEEKS:
            yield [where.first + timedelta(days=days) for days in range(until_monday, length, step)], _day_month
    years = range(where.first.year, where.last.year + 1)
    months = [day for year in years for day in (date(year, month, 1) for month in range(1, 13)) if where.first <= day <= where.last]
    for step in MONTHS_APART:
        yield [day for day in months if (day.month - 1) % step == 0], lambda day: f"{_month(day)} {day.year}"
    for step in YEARS_APART:
        yield [day for day in months if day.month == 1 and day.year % step == 0], lambda day: f"{day.year}"


def _day_month(day: date) -> str:
    return f"{day.day} {_month(day)}"


def _month(day: date) -> str:
    return MONTHS[day.month - 1][:3].capitalize()


HEIGHT = 10  # rows from the lowest tick to the highest, a few more where they could not stand evenly
FLAT = 2  # rows of a bar that says no more than yes
MOST_STEPS = 5  # between the ticks
HOURS, MINUTES, COUNTS = (2, 4, 8), (5, 10, 20, 30, 60, 120, 240, 480), (1, 2, 4, 5, 10, 20, 50)
LEAST_TOP = {"hours": 10, "minutes": 10, "days": 1}
LEAST_COUNTED = 5
LEAST_SPAN = 1 / 20  # of the highest value: small ups and downs of a weight are drawn small
ROUND = (0.2, 0.5, 1, 2, 5, 10)
MOST_POINTS, FEWEST_POINTS = 260, 220  # hundredths of a form's points that one row may hold


class Scale(NamedTuple):
    """The value axis: what its lowest and its topmost row stand for, how many rows there are, its ticks, and where rules run."""

    bottom: float
    top: float
    rows: int
    ticks: dict[float, str]
    rules: tuple[float, ...] = ()

    @property
    def digits(self) -> int:
        """Count the columns that the ticks take."""
        return max(map(len, self.ticks.values()))

    def inside(self, value: float) -> float:
        """Return where a value stands: the lowest row holds all that lies below it."""
        return max(value, self.bottom)

    def row_of(self, value: float) -> float:
        """Return what the row of a value stands for: a line goes from dot to dot, finer as it could be drawn."""
        height = (self.top - self.bottom) / (self.rows - 1)
        return self.bottom + height * floor((self.inside(value) - self.bottom) / height + 0.5)


def value_scale(subject: ChartSubject, values: Collection[float], *, wide: bool) -> Scale:
    """Return the axis for these values; on a `wide` screen the words of a form's bands stand at it."""
    if subject.kind == "score":
        return _form(subject, max(values), wide=wide)
    if subject.kind == "measure" and subject.unit:
        return _free(min(values), max(values))
    if subject.kind == "measure" and 0 < max(values) < 1:
        return _free(0, max(values))
    if subject.yes_no and max(values) <= 1:
        return Scale(0, 1 + 1 / FLAT, FLAT + 2, {0: "", 1: "done"})
    return _ticked({tick: str(tick) for tick in ticks(subject, max(values))})


def ticks(subject: ChartSubject, highest: float) -> list[int]:
    """Return round values at even distances, from 0 to at least the highest one."""
    field = KINDS[subject.kind].OWN[KINDS[subject.kind].figures[0].field]
    if any(field.ends) or subject.kind == "rating":  # a scale is shown whole
        top, step = int(field.high), 2 if field.high > MOST_STEPS else 1
        if highest <= top:
            return list(range(0, top + step, step))
    steps = {"hours": HOURS, "minutes": MINUTES}.get(str(subject.unit), COUNTS)
    top = max(ceil(highest), LEAST_TOP.get(str(subject.unit), LEAST_COUNTED))
    step = next((step for step in steps if top <= step * MOST_STEPS), steps[-1])
    while top > step * MOST_STEPS:
        step *= 2
    return list(range(0, ceil(top / step) * step + 1, step))


def _ticked(marked: dict[float, str]) -> Scale:
    """Return the axis of evenly spaced ticks; above the highest one row is kept for the marks of infusions."""
    first, last = min(marked), max(marked)
    height = -(-HEIGHT // (len(marked) - 1)) * (len(marked) - 1)
    return Scale(first, first + (last - first) * (height + 1) / height, height + 2, marked)


def _free(lowest: float, highest: float) -> Scale:
    """Return an axis that need not begin at 0: around the values, over at least a twentieth of the highest one."""
    least = max(abs(lowest), abs(highest)) * LEAST_SPAN or 1
    if highest - lowest < least:
        middle, bottom = (lowest + highest) / 2, min(0.0, lowest - least)
        lowest, highest = max(bottom, middle - least / 2), middle + least / 2
    size = 10.0 ** floor(log10(highest - lowest))
    step = next(size * digit for digit in ROUND if ceil(highest / (size * digit)) - floor(lowest / (size * digit)) <= MOST_STEPS)
    marked = [number * step for number in range(floor(lowest / step), ceil(highest / step) + 1)]
    decimals = max(0, -floor(log10(step)))
    return _ticked({tick: f"{tick:.{decimals}f}" for tick in marked})


def _form(subject: ChartSubject, highest: float, *, wide: bool) -> Scale:
    """Return the axis of a form, from its least to its top; a total never stands on a row of a band that is not its own.

    Where a total lies beyond the top, or nobody knows the form, the axis is one of numbers alone.
    """
    form = INSTRUMENTS[subject.name]
    if highest > form.top or not form.top:
        return _ticked({tick: str(tick) for tick in ticks(subject, highest)})
    if not form.bands:
        step = next(step for step in COUNTS if form.top <= step * MOST_STEPS)
        return _ticked({tick: str(tick) for tick in (*range(form.least, form.top, step), form.top)})
    begin = [form.least, *(upto + 1 for upto, _ in form.bands[:-1])]
    points = next(
        points / 100
        for points in range(MOST_POINTS, FEWEST_POINTS, -1)
        if all((edge * 100) // points > ((edge - 1) * 100) // points for edge in begin[1:])
    )
    rows = int(form.top / points) + 2
    called: dict[float, str] = {edge: f"{word} {edge:>2}" if wide else str(edge) for edge, (_, word) in zip(begin, form.bands, strict=True)}
    # plotext puts a value on the row nearest to it: from half a row up on, that is the row in whose points it lies
    return Scale(points / 2, points / 2 + (rows - 1) * points, rows, {**called, form.top: str(form.top)}, tuple(begin[1:]))


HUE = "magenta"  # one hue, from the terminal's own palette: it can be read on dark and on light
PAPER = "default"
TO_ASCII = str.maketrans("┤│└─┬┼┴", "+|+-+++")
EVERY = 2  # columns from one sign of a rule to the next
JOINED = 35  # days between two forms up to which a line joins them: they look back a fortnight or a month


class ChartSigns(NamedTuple):
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
    band: str


SIGNS = ChartSigns(2, "•", "○", "braille", "⠤⠒", "hd", "▌", "▼", "┊", "┈", "·", "━")
ASCII = ChartSigns(1, "o", "x", "", "", "#", "#", "v", ":", "-", ".", "=")


class Plot(NamedTuple):
    """A chart made ready for a screen: where its days and values go, and the value of each point of its lines."""

    chart: Chart
    where: Layout
    scale: Scale
    lines: list[dict[int, float]]
    signs: ChartSigns

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


def draw_chart(chart: Chart, today: date, screen: Screen) -> str:
    """Draw a chart that has a point, with title, legend and sentence; for a plain screen say it in sentences alone."""
    if screen.plain:
        return "\n".join(sentences(chart, today))
    plot = _fitted(chart, screen, SIGNS if screen.unicode else ASCII)
    picture = _picture(plot)
    if not screen.unicode:
        picture = picture.translate(TO_ASCII)
    letters = chart_text.row(chart.marks, plot.where, plot.scale.digits + 1)
    legend = [
        *chart_text.packed(_legend(plot), screen.width),
        *chart_text.packed(chart_text.marks_legend(chart.marks, today), screen.width, width),
    ]
    said = [*([ranges(chart.subject)] if screen.narrow else []), sentence(chart, today)]
    return "\n".join(
        [
            *fold(chart_text.title(chart, today), screen.width),
            *([letters] if letters else []),
            *_lines(picture, screen),
            *legend,
            *(line for text in said if text for line in fold(text, screen.width)),
        ]
    )


def _fitted(chart: Chart, screen: Screen, signs: ChartSigns) -> Plot:
    """Lay a chart out: the wider the ticks of its values are written, the less room is left for its days."""
    digits = 1
    while True:
        where = layout(chart.whole.first, chart.whole.last, screen.width - digits - 1, signs.fine)
        lines = [grouped(part, where) for part in (chart, chart.lower) if part is not None]
        scale = value_scale(chart.subject, [value for line in lines for value in line.values()], wide=not screen.narrow)
        if scale.digits <= digits:
            return Plot(chart, where, scale, lines, signs)
        digits = scale.digits


def grouped(chart: Chart, where: Layout) -> dict[int, float]:
    """Return the value of each point that has one: the mean of its days with an entry, the sum of what adds up, the highest.

    A nap alone is drawn where no night falls into the same point.
    """
    found: dict[int, list[float]] = {}
    nights = {where.point(date.fromisoformat(point.day)) for point in chart.points if point.n}
    for point in chart.points:
        place = where.point(date.fromisoformat(point.day))
        if point.n or place not in nights:
            found.setdefault(place, []).append(point.value)
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
    dates = date_ticks(where)
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
    for course in plot.chart.courses:
        ends = where.place_of(max(course.first, where.first)), where.place_of(min(course.last, where.last))
        places = range(ends[0], ends[1] + 1)
        plotext.scatter(list(places), [scale.top] * len(places), marker=signs.band, color=PAPER)
    for day in (*plot.chart.infusions, *plot.chart.doses):
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
    what = chart_text.point_said(chart, plot.where.size)
    said = [f"{sign} {what}"] if chart.lower is None else [f"{sign} upper", f"{signs.other_dot} lower, {what}"]
    said += [f"{signs.level} a range of the form begins"] if plot.scale.rules else []
    said += [f"{signs.mark} {given_said(chart.infusions, chart.doses)}"] if chart.infusions or chart.doses else []
    said += [f"{signs.band} {chart_text.COURSE}"] if chart.courses else []
    if chart.subject.kind != "score":
        said.append(f"{signs.empty if plot.bars else 'gap:'} no entry")
    return said


def _lines(picture: str, screen: Screen) -> list[str]:
    import plotext

    text = picture if screen.colour else plotext.uncolorize(picture)
    return [line.rstrip() for line in text.rstrip().split("\n")]
