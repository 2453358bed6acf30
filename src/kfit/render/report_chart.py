"""The chart of the page for a visit, as the shapes of an SVG: mood, sleep, movement and pain on one time axis, for black and white."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from ..humanize import day_month, in_words
from ..model.routes import INFUSION
from .text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from ..model.report import Period, Report

WIDTH, LEFT, RIGHT, TOP, BOTTOM = 1000, 34, 12, 42, 0
SPACE = 23  # between two panels
INK, PALE, BAND, PAPER = "#000000", "#999999", "#dddddd", "#ffffff"
LETTER = 7.5  # the width of one in a title
TYPE = {"font-family": "sans-serif", "font-size": 13, "fill": INK}
HOUR = 60
MOST_LABELS = 9
STEPS = (1, 2, 7, 14, 28, 56, 91, 182, 364)  # days between two labels


class Shape(NamedTuple):
    """An element of the SVG: its tag, its attributes, the text in it."""

    tag: str
    attributes: Mapping[str, object]
    text: str = ""


class Drawing(NamedTuple):
    """The SVG: its size, its shapes, what a screen reader says of it, and what the signs mean."""

    height: int
    shapes: tuple[Shape, ...]
    said: str
    legend: str
    width: int = WIDTH


class PagePanel(NamedTuple):
    """A part of the chart with a scale of its own: the values by day, the highest value of the scale, how it is drawn."""

    title: str
    values: Mapping[str, float]
    top: float
    height: int
    bars: bool
    marks: tuple[float, ...]


def draw_page_chart(report: Report) -> Drawing | None:
    """Return the chart of a page, None if there is nothing to draw."""
    panels = _panels(report)
    if not panels:
        return None
    height = TOP + sum(panel.height + SPACE for panel in panels) + BOTTOM
    across = _Axis(report.period)
    bottom = height - BOTTOM - SPACE
    shapes = [*_courses(report, across, bottom), *_treated(report, across, bottom), *_changed(report, across)]
    y = TOP
    for panel in panels:
        shapes += _panel(panel, across, y)
        y += panel.height + SPACE
    shapes += _dates(across, bottom)
    return Drawing(height, tuple(shapes), _said(report, panels), _legend(report))


class _Axis:
    """Where the days of a period stand from left to right."""

    def __init__(self, period: Period) -> None:
        self.period = period
        self.step = (WIDTH - LEFT - RIGHT) / period.length

    def x(self, day: date) -> float:
        """Return the middle of a day."""
        return round(LEFT + ((day - self.period.first).days + 0.5) * self.step, 1)


def _panels(report: Report) -> list[PagePanel]:
    days = report.days.days
    moods = {day.day: day.mood for day in days if day.mood is not None}
    nights = {day.day: day.night / HOUR for day in days if day.night is not None}
    moved = {day.day: float(day.exercise) for day in days if day.exercise}
    pain = {point.day: point.value for point in report.pain.points} if report.pain else {}
    most = max(moved.values(), default=0)
    top = max(HOUR, -(-most // 30) * 30)
    found = [
        PagePanel("Mood", moods, 10, 84, bars=False, marks=(0, 5, 10)),
        PagePanel("Sleep, h", nights, max(12.0, *nights.values()) if nights else 12, 38, bars=True, marks=(0, 6, 12)),
        PagePanel("Moved, min", moved, top, 32, bars=True, marks=(0, top)),
        PagePanel("Pain", pain, 10, 46, bars=False, marks=(0, 5, 10)),
    ]
    return [panel for panel in found if panel.values]


def _panel(panel: PagePanel, across: _Axis, top: int) -> Iterator[Shape]:
    """Yield scale, title and values of a panel whose upper edge is at `top`."""

    def y(value: float) -> float:
        return round(top + panel.height * (1 - value / panel.top), 1)

    for mark in panel.marks:
        yield Shape("line", {"x1": LEFT, "x2": WIDTH - RIGHT, "y1": y(mark), "y2": y(mark), "stroke": PALE, "stroke-width": 0.6})
        yield Shape("text", {"x": LEFT - 6, "y": y(mark) + 4, "text-anchor": "end", **TYPE}, f"{mark:g}")
    yield Shape(
        "rect", {"x": LEFT, "y": top - 18, "width": len(panel.title) * LETTER, "height": 14, "fill": PAPER}
    )  # no line runs through it
    yield Shape("text", {"x": LEFT, "y": top - 7, **TYPE, "font-weight": "bold"}, panel.title)
    there = sorted((date.fromisoformat(day), value) for day, value in panel.values.items())
    if panel.bars:
        wide = round(max(0.6, min(6, across.step * 0.7)), 2)
        for day, value in there:
            bar = {"x": round(across.x(day) - wide / 2, 1), "y": y(value), "width": wide, "height": round(top + panel.height - y(value), 1)}
            yield Shape("rect", {**bar, "fill": "#555555"})
        return
    for (day, value), (following, other) in pairwise(there):
        if (following - day).days == 1:  # a day without an entry is a gap
            ends = {"x1": across.x(day), "y1": y(value), "x2": across.x(following), "y2": y(other)}
            yield Shape("line", {**ends, "stroke": INK, "stroke-width": 1.2})
    size = round(max(0.8, min(2.6, across.step * 0.35)), 2)
    for day, value in there:
        yield Shape("circle", {"cx": across.x(day), "cy": y(value), "r": size, "fill": INK})


def _courses(report: Report, across: _Axis, bottom: int) -> Iterator[Shape]:
    period = report.period
    for course in report.treated.courses:
        begin, end = max(course.first, period.first), min(course.last, period.last)
        left = across.x(begin) - across.step / 2
        wide = across.x(end) + across.step / 2 - left
        yield Shape("rect", {"x": round(left, 1), "y": TOP, "width": round(wide, 1), "height": bottom - TOP, "fill": BAND})


def _treated(report: Report, across: _Axis, bottom: int) -> Iterator[Shape]:
    """Yield an upright line for each infusion and each dose outside of a course; the line of a dose is dashed."""
    for day, word in sorted({(one.day, one.word) for one in report.treated.single}):
        x = across.x(date.fromisoformat(day))
        line: dict[str, object] = {"x1": x, "x2": x, "y1": TOP - 16, "y2": bottom, "stroke": INK, "stroke-width": 1}
        yield Shape("line", line if word == INFUSION else {**line, "stroke-dasharray": "4 3"})
        if word == INFUSION:
            yield Shape("polygon", {"points": f"{x - 4:.1f},{TOP - 24} {x + 4:.1f},{TOP - 24} {x},{TOP - 16}", "fill": INK})


def _changed(report: Report, across: _Axis) -> Iterator[Shape]:
    """Yield a small empty square above the chart for each day on which a medicine was started, changed or stopped."""
    for day in sorted({one.day for one in report.changes}):
        x = across.x(date.fromisoformat(day))
        yield Shape("rect", {"x": x - 3.5, "y": TOP - 38, "width": 7, "height": 7, "fill": PAPER, "stroke": INK, "stroke-width": 1})


def _dates(across: _Axis, bottom: int) -> Iterator[Shape]:
    period = across.period
    apart = next((step for step in STEPS if period.length / step <= MOST_LABELS), STEPS[-1])
    while period.length / apart > MOST_LABELS:
        apart *= 2
    day = period.first
    while day <= period.last:
        x = across.x(day)
        yield Shape("line", {"x1": x, "x2": x, "y1": bottom, "y2": bottom + 4, "stroke": INK, "stroke-width": 1})
        anchor = "start" if day == period.first else "end" if x > WIDTH - RIGHT - 20 else "middle"
        yield Shape("text", {"x": x, "y": bottom + 18, "text-anchor": anchor, **TYPE}, day_month(day.day, day.month))
        day += timedelta(days=apart)


def _said(report: Report, panels: list[PagePanel]) -> str:
    """Say what the chart shows; the tables of the page have the figures."""
    period = report.period
    shown = ", ".join(f"{panel.title.partition(',')[0].lower()} on {count(len(panel.values), 'day')}" for panel in panels)
    days = sorted({one.day for one in report.treated.single})
    marked = f" Marked: {', '.join(in_words(date.fromisoformat(day), period.last) for day in days)}." if days else ""
    changed = [in_words(date.fromisoformat(day), period.last) for day in sorted({one.day for one in report.changes})]
    medicines = f" Medicines changed: {', '.join(changed)}." if changed else ""
    return f"{in_words(period.first, period.last)} to {in_words(period.last, period.last)}: {shown}.{marked}{medicines}"


def _legend(report: Report) -> str:
    """Say what the signs of the chart mean."""
    words = {one.word for one in report.treated.single}
    parts = [
        "Upright line with a triangle: infusion." if INFUSION in words else "",
        "Dashed upright line: dose." if words - {INFUSION} else "",
        "Small square: medicine started, changed or stopped." if report.changes else "",
        "Grey band: course of doses." if report.treated.courses else "",
        "Mood: 0 worst, 10 best.",
        "Pain: 0 none, 10 worst." if report.pain else "",
        "A day without an entry is a gap.",
    ]
    return " ".join(part for part in parts if part)
