"""Draws a chart as text: its axes, its scale, its points. The only module that knows plotext."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import groupby, pairwise
from math import ceil, floor, log10
from typing import Any, NamedTuple, Protocol

from ..humanize import day_month, short_month
from ..model.entries import KINDS
from ..model.fields import HIGHEST, MEAN, SUM
from ..model.questionnaires import INSTRUMENTS
from . import chart_text
from .chart_text import ranges, sentence, sentences, words
from .phrases import given_said
from .screen import WIDEST
from .text import LONGEST, count, fold, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Sequence

    from ..model.charts import Chart, ChartSubject, Point
    from .screen import Screen

SIZES = (1, 7, 28, 91, 364)  # days that one point may stand for
MOST_COLUMNS = 12  # for one point: a few days need no more
FILLED = 7 / 8  # of the width
BLANKS = 2  # between two dates on the axis
DAYS_APART, WEEKS, MONTHS_APART, YEARS_APART = (1, 2), (7, 14, 28), (1, 2, 3, 6), (1, 2, 5, 10, 20, 50)
LONGEST_IN_WEEKS = 200  # days; a longer chart has months and years on its axis


class Layout(NamedTuple):
    """Where days go: a point stands for `size` days, and all points share the `places`, of which `fine` make a column.

    The points are counted back from `last`, so that only the first may stand for fewer days.
    """

    first: date
    last: date
    size: int
    points: int
    places: int
    fine: int

    @property
    def columns(self) -> int:
        """Count the columns that all points take."""
        return -(-self.places // self.fine)

    @property
    def step(self) -> int:
        """Return the places that each point has at least."""
        return self.places // self.points

    @property
    def roomy(self) -> bool:
        """Tell whether each point has a column of its own."""
        return self.step >= self.fine

    def point(self, day: date) -> int:
        """Return the number of the point that a day belongs to."""
        return self.points - 1 - (self.last - day).days // self.size

    def begin(self, point: int) -> int:
        """Return the first place of a point."""
        return point * self.places // self.points

    def place(self, point: int) -> int:
        """Return the place of a point, in the middle of what it has."""
        return self.begin(point) + (self.step - 1) // 2

    def across(self, point: int) -> range:
        """Return the places of a point's range: all that it has where it stands for several days, else its own."""
        return range(self.begin(point), self.begin(point + 1)) if self.size > 1 else range(self.place(point), self.place(point) + 1)

    def bar(self, point: int) -> range:
        """Return the places of a point's bar, with a gap to the next but where points of a column or two are of two breadths."""
        uneven = self.places % self.points and self.step <= self.fine
        return range(self.begin(point), self.begin(point + 1) if uneven else self.begin(point) + max(1, self.step - 1))

    def place_of(self, day: date) -> int:
        """Return the place of a day, inside its point's where that stands for several."""
        point = self.point(day)
        if self.size == 1:
            return self.place(point)
        inside = self.size - 1 - (self.last - day).days % self.size
        return self.begin(point) + inside * self.step // self.size


def layout(first: date, last: date, columns: int, fine: int) -> Layout:
    """Fit the days into the columns: each is a point as long as there is room, else every 7, 28, 91, 364 or twice that are.

    Each point has as many places as the others where that fills most of the width, else they share all of it.
    """
    length, room = (last - first).days + 1, columns * fine
    size = next((size for size in SIZES if -(-length // size) <= room), SIZES[-1])
    while -(-length // size) > room:
        size *= 2
    count = -(-length // size)
    step = min(MOST_COLUMNS * fine, room // count)
    even = count * max(1, step - step % fine if step > fine else step)
    return Layout(first, last, size, count, even if even >= FILLED * room else min(room, count * MOST_COLUMNS * fine), fine)


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
        for step in (*(DAYS_APART if length < 2 * WEEKS[0] else ()), *WEEKS):
            yield (
                [where.first + timedelta(days=days) for days in range(until_monday, length, step)],
                lambda day: day_month(day.day, day.month),
            )
    years = range(where.first.year, where.last.year + 1)
    months = [day for year in years for day in (date(year, month, 1) for month in range(1, 13)) if where.first <= day <= where.last]
    for step in MONTHS_APART:
        yield [day for day in months if (day.month - 1) % step == 0], lambda day: f"{short_month(day.month)} {day.year}"
    for step in YEARS_APART:
        yield [day for day in months if day.month == 1 and day.year % step == 0], lambda day: f"{day.year}"


HEIGHT = 10  # rows from the lowest tick to the highest, a few more where they could not stand evenly
PAIR = 2  # charts that have room for rows of their own
LOW = 5  # the same, where several charts stand under each other
LOWEST = 2  # the same, where a screen has no more lines: the ends of the axis alone
FLAT = 2  # rows of a bar that says no more than yes
MOST_STEPS = 5  # between the ticks
HOURS, MINUTES, COUNTS = (2, 4, 8), (5, 10, 20, 30, 60, 120, 240, 480), (1, 2, 4, 5, 10, 20, 50)
LEAST_TOP = {"hours": 10, "minutes": 10, "days": 1}
LEAST_COUNTED = 5
# What an axis spans at least, of the highest value: small ups and downs are drawn small, and one value is no slope.
LEAST_SPAN, USUAL_SPAN = {"weight": 1 / 20}, 1 / 5
FEW = 20  # whole values up to it are counted from 0, whatever their unit: cups, glasses
ROUND = (0.2, 0.5, 1, 2, 5, 10)
MOST_POINTS, FEWEST_POINTS = 260, 220  # hundredths of a form's points that one row may hold


class Scale(NamedTuple):
    """The value axis: what its lowest and its topmost row stand for, how many rows there are, its ticks, where rules run, the columns before it."""

    bottom: float
    top: float
    rows: int
    ticks: dict[float, str]
    rules: tuple[float, ...] = ()
    margin: int = 0

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


def value_scale(subject: ChartSubject, values: Collection[float], *, wide: bool, height: int = HEIGHT) -> Scale:
    """Return the axis for these values; on a `wide` screen the words of a form's bands stand at it."""
    lowest, highest = min(values), max(values)
    if subject.kind == "score":
        return _form(subject, highest, wide=wide, height=height)
    whole = all(value == int(value) for value in values)
    if subject.kind == "measure" and subject.unit and not (whole and lowest >= 0 and highest <= FEW):
        return _free(lowest, highest, height, whole=whole, least=LEAST_SPAN.get(subject.name, USUAL_SPAN))
    if subject.kind == "measure" and 0 < highest < 1:
        return _free(0, highest, height)
    if subject.yes_no and highest <= 1:
        return Scale(0, 1 + 1 / FLAT, FLAT + 2, {0: "", 1: "done"})
    return _ticked({tick: str(tick) for tick in ticks(subject, highest)}, height)


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


def _ticked(marked: dict[float, str], height: int = HEIGHT) -> Scale:
    """Return the axis of evenly spaced ticks; above the highest one row is kept for the marks of infusions."""
    first, last = min(marked), max(marked)
    marked = {tick: marked[tick] for tick in (first, last)} if height == LOWEST else marked
    rows = -(-height // (len(marked) - 1)) * (len(marked) - 1)
    return Scale(first, first + (last - first) * (rows + 1) / rows, rows + 2, marked)


def _free(lowest: float, highest: float, height: int, *, whole: bool = False, least: float = USUAL_SPAN) -> Scale:
    """Return an axis that need not begin at 0: around the values, over at least a part of the highest one; `whole` values, whole ticks."""
    span = max(abs(lowest), abs(highest)) * least or 1
    if highest - lowest < span:
        middle, bottom = (lowest + highest) / 2, min(0.0, lowest - span)
        lowest, highest = max(bottom, middle - span / 2), middle + span / 2
    size = 10.0 ** floor(log10(highest - lowest))
    steps = (max(1, size * digit) if whole else size * digit for digit in ROUND)
    step = next(step for step in steps if ceil(highest / step) - floor(lowest / step) <= MOST_STEPS)
    marked = [number * step for number in range(floor(lowest / step), ceil(highest / step) + 1)]
    decimals = max(0, -floor(log10(step)))
    return _ticked({tick: f"{tick:.{decimals}f}" for tick in marked}, height)


def _form(subject: ChartSubject, highest: float, *, wide: bool, height: int) -> Scale:
    """Return the axis of a form, from its least to its top; a total never stands on a row of a band that is not its own.

    Where a total lies beyond the top, or nobody knows the form, the axis is one of numbers alone.
    """
    form = INSTRUMENTS[subject.name]
    if highest > form.top or not form.top:
        return _ticked({tick: str(tick) for tick in ticks(subject, highest)}, height)
    if height == LOWEST:
        return _ticked({form.least: str(form.least), form.top: str(form.top)}, height)
    if not form.bands:
        step = next(step for step in COUNTS if form.top <= step * MOST_STEPS)
        return _ticked({tick: str(tick) for tick in (*range(form.least, form.top, step), form.top)}, height)
    begin = [form.least, *(upto + 1 for upto, _ in form.bands[:-1])]
    bigger = [*range(2 * MOST_POINTS, 2 * FEWEST_POINTS, -1)] if height < HEIGHT else []
    points = next(
        points / 100
        for points in (*bigger, *range(MOST_POINTS, FEWEST_POINTS, -1))
        if all((edge * 100) // points > ((edge - 1) * 100) // points for edge in begin[1:])
    )
    rows = int(form.top / points) + 2
    called: dict[float, str] = {edge: f"{word} {edge:>2}" if wide else str(edge) for edge, (_, word) in zip(begin, form.bands, strict=True)}
    # plotext puts a value on the row nearest to it: from half a row up on, that is the row in whose points it lies
    return Scale(points / 2, points / 2 + (rows - 1) * points, rows, {**called, form.top: str(form.top)}, tuple(begin[1:]))


HUE = "magenta"  # one hue, from the terminal's own palette: it can be read on dark and on light
PAPER = "default"
BEHIND = "\x1b[2m", "\x1b[0m"  # around what stays in the background: less bright than the values
TO_ASCII = str.maketrans("┤│└─┬┼┴", "+|+-+++")
EVERY = 2  # columns from one sign of a rule to the next
NO_ROOM = "A picture of these needs a larger window."
JOINED = 35  # days between two forms up to which a line joins them: they look back a fortnight or a month
CROWDED = 1 / 4  # of the columns: where more of them had the line of an infusion, only its mark is left


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
    spread: str


SIGNS = ChartSigns(2, "•", "○", "braille", "⠤⠒", "hd", "▌", "▼", "┊", "┈", "·", "━", "░")
ASCII = ChartSigns(1, "o", "x", "", "", "#", "#", "v", ":", "-", ".", "=", "'")


class Axis(Protocol):
    """Where the values of a picture go from left to right."""

    @property
    def fine(self) -> int:
        """Return how many places make a column."""

    @property
    def columns(self) -> int:
        """Count the columns that all points take."""

    def place(self, point: int, /) -> int:
        """Return the place of a point."""


class Panel(NamedTuple):
    """One subject made ready for a screen: its axes, the value of each point of its lines, and the ends of those with a range.

    `reach` is how many points on a line may go. `given` are the places of infusions and doses, `courses` the ends of courses.
    `spread` has the places of each point with a range.
    """

    subject: ChartSubject
    where: Axis
    scale: Scale
    lines: list[dict[int, float]]
    ends: list[dict[int, tuple[float, float]]]
    spread: Callable[[int], range]
    ticks: dict[int, str]
    given: list[int]
    courses: list[tuple[int, int]]
    signs: ChartSigns
    dotted: bool = True
    reach: int = 1
    bars: dict[int, range] | None = None  # the places of each point that has or could have a bar


def draw_charts(charts: Sequence[Chart], today: date, screen: Screen, room: int = LONGEST) -> str:
    """Draw charts of the same days that each have a point, one under the other on one time axis, in `room` for so many lines.

    A title, a legend and a sentence go with them; for a plain screen all is said in sentences.
    """
    if screen.plain:
        return "\n".join(sentences(charts, today, screen, room))
    high = len(charts) == 1 or (len(charts) == PAIR and not screen.narrow)  # a value of 3 is to stand at 3
    told = [sentence(chart, today) for chart in charts]
    return highest(lambda height: _drawn(charts, today, screen, height, room), told, screen, room, high=high)


def highest(draw: Callable[[int], list[str]], told: list[str], screen: Screen, room: int, *, high: bool) -> str:
    """Return the highest picture that has room, with `high` from the usual height on; without any, what is told of it."""
    for height in (HEIGHT, LOW, LOWEST) if high else (LOW, LOWEST):
        lines = draw(height)
        if len(lines) <= room:
            return "\n".join(lines)
    return "\n".join(line for text in (NO_ROOM, *told) for line in fold(text, screen.width))


def _drawn(charts: Sequence[Chart], today: date, screen: Screen, height: int, room: int) -> list[str]:
    """Return the lines of charts whose panels have so many rows from their lowest tick to the highest; of its marks the newest that fit."""
    signs, first, alone = SIGNS if screen.unicode else ASCII, charts[0], len(charts) == 1
    wide = alone and not screen.narrow

    def where(columns: int) -> Layout:
        return layout(first.whole.first, first.whole.last, columns, signs.fine)

    panels = fitted(lambda columns: [_panel(chart, where(columns), signs, wide=wide, height=height) for chart in charts], screen.width)
    margin = panels[0].scale.margin + 1
    days = where(screen.width - margin)
    texts = screen._replace(width=min(screen.width, WIDEST))
    legend = list(dict.fromkeys(item for chart, panel in zip(charts, panels, strict=True) for item in _legend(chart, panel, days.size)))
    said = [ranges(chart.subject) for chart, panel in zip(charts, panels, strict=True) if panel.scale.rules] if not wide else []
    said += [sentence(chart, today) for chart in charts]
    above = [
        *fold(chart_text.title(charts, today), texts.width),
        *chart_text.letter_rows(first.marks, days, margin),
        *stacked(panels, screen),
        *chart_text.packed([*legend, *_shared_legend(first, panels)], texts.width),
    ]
    below = [line for text in said if text for line in fold(text, texts.width)]
    marks = chart_text.marks_legend(first.marks, today)
    for earlier in range(len(marks)):
        more = [f"and {count(earlier, 'earlier mark')}"] if earlier else []
        named = chart_text.packed([*marks[earlier:], *more], texts.width, width)
        if len(above) + len(named) + len(below) <= room:
            break
    return [*above, *(named if marks else []), *below]


def fitted(build: Callable[[int], list[Panel]], columns: int) -> list[Panel]:
    """Lay panels out: the wider the ticks of their values are written, the fewer columns are left for what `build` gets."""
    digits = 1
    while True:
        panels = build(columns - digits - 1)
        needed = max(panel.scale.digits for panel in panels)
        if needed <= digits:
            return [panel._replace(scale=panel.scale._replace(margin=digits)) for panel in panels]
        digits = needed


def stacked(panels: Sequence[Panel], screen: Screen) -> list[str]:
    """Draw panels one under the other, each with its title where there are several."""
    lines: list[str] = []
    for number, panel in enumerate(panels):
        lines += fold(chart_text.panel_title(panel.subject), min(screen.width, WIDEST)) if len(panels) > 1 else []
        lines += _lines(_picture(panel, first=number == 0, last=number == len(panels) - 1), screen, panel.signs)
    return lines


def _panel(chart: Chart, where: Layout, signs: ChartSigns, *, wide: bool, height: int) -> Panel:
    parts, said = [part for part in (chart, chart.lower) if part is not None], words(chart.subject)
    lines, ends = [grouped(part, where) for part in parts], [grouped_ends(part, where) for part in parts]
    form = chart.subject.kind == "score"
    return Panel(
        chart.subject,
        where,
        value_scale(chart.subject, all_values(lines, ends), wide=wide, height=height),
        lines,
        ends,
        where.across,
        date_ticks(where),
        [where.place_of(date.fromisoformat(day)) for day in (*chart.infusions, *chart.doses)],
        [(where.place_of(max(one.first, where.first)), where.place_of(min(one.last, where.last))) for one in chart.courses],
        signs,
        # a dot for every point: where there is room, and where a line alone would say too little
        dotted=where.roomy or form or chart.lower is not None,
        reach=max(1, JOINED // where.size) if form else 1,
        # a mean of several days is no bar, as its range would be lost in it
        bars={point: where.bar(point) for point in range(where.points)} if said.bars and (where.size == 1 or said.how != MEAN) else None,
    )


def all_values(lines: Sequence[dict[int, float]], ends: Sequence[dict[int, tuple[float, float]]]) -> list[float]:
    """Return all values that a panel must have room for."""
    return [*(value for line in lines for value in line.values()), *(end for part in ends for both in part.values() for end in both)]


def grouped(chart: Chart, where: Layout) -> dict[int, float]:
    """Return the value of each point that has one: the mean of its days with an entry, the sum of what adds up, the highest.

    A nap alone is drawn where no night falls into the same point.
    """
    how = words(chart.subject).how
    return {number: _together([point.value for point in points], how) for number, points in _points(chart, where).items()}


def grouped_ends(chart: Chart, where: Layout) -> dict[int, tuple[float, float]]:
    """Return the lowest and the highest of each point that stands for several values: of its days' entries, where it is their mean."""
    if words(chart.subject).how != MEAN:
        return {}
    ends = {
        number: (min(point.ends[0] for point in points), max(point.ends[1] for point in points))
        for number, points in _points(chart, where).items()
    }
    return {number: (lowest, highest) for number, (lowest, highest) in ends.items() if lowest < highest}


def _points(chart: Chart, where: Layout) -> dict[int, list[Point]]:
    """Return the days with an entry of each point of a picture; naps alone only where there is no night."""
    found: dict[int, list[Point]] = {}
    nights = {where.point(date.fromisoformat(point.day)) for point in chart.points if point.n}
    for point in chart.points:
        place = where.point(date.fromisoformat(point.day))
        if point.n or place not in nights:
            found.setdefault(place, []).append(point)
    return dict(sorted(found.items()))


def _together(values: list[float], how: str) -> float:
    if how == HIGHEST:
        return max(values)
    return sum(values) / (1 if how == SUM else len(values))


def _picture(panel: Panel, *, first: bool, last: bool) -> str:
    """Return plotext's text. Its x counts places, so that a day always falls into the same part of its column.

    The `first` panel has the marks of infusions in its top row, the `last` one the dates under it.
    """
    import plotext

    where, scale, signs = panel.where, panel.scale, panel.signs
    dates = panel.ticks if last else {}
    plotext.clear_figure()
    plotext.theme("clear")
    plotext.limit_size(width=False, height=False)  # the screen's width is known; plotext would ask the terminal
    plotext.plotsize(scale.margin + 1 + where.columns, scale.rows + 2 * last)
    plotext.xaxes(lower=last, upper=False)
    plotext.yaxes(left=True, right=False)
    plotext.xlim(0, max(1, where.columns * where.fine - 1))
    plotext.ylim(scale.bottom, scale.top)
    plotext.yticks([scale.inside(tick) for tick in scale.ticks], [label.rjust(scale.margin) for label in scale.ticks.values()])
    plotext.xticks(list(dates), list(dates.values()))
    for level in scale.rules:
        places = range(0, where.columns * where.fine, where.fine * EVERY)
        plotext.scatter(list(places), [level] * len(places), marker=signs.level, color=PAPER)
    _treatments(plotext, panel, first=first)  # before all that has a value, which stands in front of it
    for ends in panel.ends:
        _spread(plotext, panel, ends)
    for values, dot in zip(panel.lines, (signs.dot, *[signs.other_dot] * len(panel.lines)), strict=False):
        if panel.bars is not None:
            _bars(plotext, panel, values, panel.bars)
        else:
            _line(plotext, panel, values, dot)
    return str(plotext.build())


def _treatments(plotext: Any, panel: Panel, *, first: bool) -> None:
    """Draw what stands behind the values: a dotted line for each column with an infusion or a dose, a band for a course."""
    where, scale, signs = panel.where, panel.scale, panel.signs
    for begin, end in panel.courses if first else ():
        places = range(begin, end + 1)
        plotext.scatter(list(places), [scale.top] * len(places), marker=signs.band, color=PAPER)
    rows = [scale.bottom + (scale.top - scale.bottom) * row / (scale.rows - 1) for row in range(scale.rows)]
    marked = {place // where.fine for place in panel.given}
    if len(marked) > where.columns * CROWDED:
        rows = rows[-1:]
    drawn = [signs.rule] * (len(rows) - 1) + [signs.mark if first else signs.rule]
    for column in marked if first or len(rows) > 1 else ():
        plotext.scatter([column * where.fine] * len(rows), rows, marker=drawn, color=PAPER)


def shared_said(panel: Panel) -> str:
    """Say that a mark stands for several infusions or doses; nothing where each has a column of its own."""
    return " (some share a mark)" if len({place // panel.where.fine for place in panel.given}) < len(panel.given) else ""


def _spread(plotext: Any, panel: Panel, ends: dict[int, tuple[float, float]]) -> None:
    """Draw a thin band from the lowest to the highest of each point: over the days it stands for, or over its own day."""
    scale = panel.scale
    height = (scale.top - scale.bottom) / (scale.rows - 1)
    for number, (lowest, highest) in ends.items():
        across = list(panel.spread(number))
        for row in range(round((scale.row_of(highest) - scale.row_of(lowest)) / height) + 1):
            plotext.scatter(across, [scale.row_of(lowest) + row * height] * len(across), marker=panel.signs.spread, color=PAPER)


def _line(plotext: Any, panel: Panel, values: dict[int, float], dot: str) -> None:
    """Draw a line through the points that follow each other, and a dot for each where there is room or it stands alone."""
    where, scale = panel.where, panel.scale
    runs = list(_runs(values, panel.reach))
    for run in (run for run in runs if panel.signs.line and len(run) > 1):
        heights = [scale.row_of(values[number]) if panel.dotted else scale.inside(values[number]) for number in run]
        plotext.plot([where.place(number) for number in run], heights, marker=panel.signs.line, color=HUE)
    dots = [number for run in runs for number in run if panel.dotted or len(run) == 1]
    plotext.scatter([where.place(number) for number in dots], [scale.inside(values[number]) for number in dots], marker=dot, color=HUE)


def _bars(plotext: Any, panel: Panel, values: dict[int, float], bars: dict[int, range]) -> None:
    """Draw a bar for each point; on the axis, a sign for each without an entry."""
    empty = [panel.where.place(number) for number in bars if number not in values]
    plotext.scatter(empty, [0] * len(empty), marker=panel.signs.empty, color=PAPER)
    places = [place for number in values for place in bars[number]]
    heights = [value for number, value in values.items() for _ in bars[number]]
    plotext.scatter(places, heights, marker=panel.signs.bar, color=HUE, fillx=True)


def _runs(values: dict[int, float], reach: int) -> Iterator[list[int]]:
    """Cut the points where more than `reach` lie between two: a gap stays a gap."""
    run: list[int] = []
    for number in values:
        if run and number > run[-1] + reach:
            yield run
            run = []
        run.append(number)
    yield run


def _legend(chart: Chart, panel: Panel, size: int) -> list[str]:
    """Say what each sign of a panel stands for, as it stands in this picture: a point is `size` days."""
    signs = panel.signs
    sign = signs.bar_sign if panel.bars is not None else signs.dot if panel.dotted else signs.line_sign
    what = chart_text.point_said(chart, size)
    said = [f"{sign} {what}"] if chart.lower is None else [f"{sign} upper", f"{signs.other_dot} lower, {what}"]
    said += (
        [f"{signs.spread} {chart_text.spread_said(size)}"]
        if any(lowest != highest for ends in panel.ends for lowest, highest in ends.values())
        else []
    )
    return said + ([f"{signs.level} a range of the form begins"] if panel.scale.rules else [])


def _shared_legend(chart: Chart, panels: Sequence[Panel]) -> list[str]:
    """Say what the signs stand for that all panels have in common."""
    signs = panels[0].signs
    given = {*chart.infusions, *chart.doses}
    on = f", on {count(len(given), 'day')}{shared_said(panels[0])}"
    said = [f"{signs.mark} {given_said(chart.infusions, chart.doses)}{on}"] if given else []
    said += [f"{signs.band} {chart_text.COURSE}"] if chart.courses else []
    gaps = {"gap" if panel.bars is None else signs.empty for panel in panels if panel.subject.kind != "score"}
    return said + ([chart_text.no_entry_said(gaps)] if gaps else [])


def _lines(picture: str, screen: Screen, signs: ChartSigns) -> list[str]:
    import plotext

    text = picture if screen.colour else plotext.uncolorize(picture)
    lines = [line.rstrip() for line in text.rstrip("\n ").split("\n")]
    if not screen.unicode:
        lines = [line.translate(TO_ASCII) for line in lines]
    return [_toned(line, signs) for line in lines] if screen.colour else lines


def _toned(line: str, signs: ChartSigns) -> str:
    """Make the signs of the background less bright: infusions' lines and the band of a range."""
    begin, end = BEHIND
    runs = (("".join(run), dim) for dim, run in groupby(line, lambda letter: letter in (signs.rule, signs.spread)))
    return "".join(f"{begin}{run}{end}" if dim else run for run, dim in runs)
