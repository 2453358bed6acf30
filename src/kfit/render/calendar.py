"""Draws a year as a calendar: a row for each weekday, a column for each week, five heights by shape and by strength of colour."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..humanize import MONTHS, WEEKDAYS
from ..model.entries import SEVERITIES
from ..model.routes import DOSE, INFUSION
from .chart_text import course_said, packed, stretch_said, words
from .phrases import given_said
from .screen import drawn
from .text import fold
from .weeks import treated_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from ..model.figures import ChartSubject, Point, Stretch, TreatmentDays
    from .screen import Screen

CELL = 2  # columns of a day: its height, and behind it the mark of an infusion
MARGIN = 4  # columns for the name of a weekday
HALVES, QUARTERS, MONTHLY = 6, 3, 1  # months that stand side by side, as many as fit
# One hue, stronger with the height: dim and bold follow the terminal's own colours, on dark as on light.
STYLES = ("dim", "dim magenta", "dim magenta", "magenta", "magenta", "bold magenta")


class CalendarSigns(NamedTuple):
    """What a screen draws with: the sign of a day without an entry and the five heights, the mark of an infusion, of a goal met."""

    heights: str
    mark: str
    met: str


SIGNS, ASCII = CalendarSigns("·▁▃▅▆█", "◆", "●"), CalendarSigns(".12345", "*", "o")


class Heights(NamedTuple):
    """Where each height but the lowest begins, in the points' unit, and how they are called; `tall` are those that are used."""

    begin: tuple[float, ...]
    called: tuple[str, ...]
    tall: tuple[int, ...] = (1, 2, 3, 4, 5)


TENTHS = Heights((2.5, 4.5, 6.5, 8.5), ("0-2", "3-4", "5-6", "7-8", "9-10"))
HOURS = Heights((5, 6, 7, 8), ("under 5 h", "5 h", "6 h", "7 h", "8 h and more"))
MINUTES = Heights((10, 20, 30, 60), ("under 10 min", "10-19", "20-29", "30-59", "60 and more"))
SEVERITY = Heights((1, 2, 3), SEVERITIES, (1, 2, 3, 5))
DONE = Heights((), ("done",), (5,))


class Year(NamedTuple):
    """What a calendar shows: the points of one subject, infusions and doses, from the year's first mark to its end or today.

    `months` are the stretches of its months, `whole` that of all its days, `met` the Mondays of weeks that met their goal.
    """

    subject: ChartSubject
    points: Sequence[Point]
    treated: TreatmentDays
    months: Sequence[Stretch]
    whole: Stretch
    met: frozenset[date] = frozenset()


def draw_calendar(year: Year, screen: Screen) -> str:
    """Draw a calendar with its legend; for a plain screen say it, one sentence a month."""
    said = words(year.subject)
    title = f"{said.name} {year.whole.last.year} ({said.scale})"
    if screen.plain:
        met = [f"The goal was met in {len(year.met)} week{'s' * (len(year.met) != 1)}."] if year.met else []
        return "\n".join([f"{title}:", *_months_said(year), *_courses(year), _total(year), *met])
    from rich.text import Text

    signs = SIGNS if screen.unicode else ASCII
    picture = Text("\n".join(fold(title, screen.width)) + "\n")
    for first, last in _blocks(year, screen.width):
        picture.append_text(_block(year, first, last, signs))
    used = heights(year.subject, year.points)
    named = [f"{signs.heights[tall]} {called}" for tall, called in zip(used.tall, used.called, strict=True)]
    legend = packed(
        [
            *named,
            f"{signs.heights[0]} no entry",
            *([f"{signs.mark} {given_said(year.treated.of(INFUSION), year.treated.of(DOSE))}"] if year.treated.single else []),
            *([f"{signs.met} a week that met its goal"] if year.met else []),
        ],
        screen.width,
    )
    closing = [line for told in (*_courses(year), _total(year)) for line in fold(told, screen.width)]
    picture.append("\n".join(["", *legend, *closing]))
    return drawn(picture, screen)


KNOWN_HEIGHTS = {"hours": HOURS, "minutes": MINUTES, "0-10": TENTHS}


def heights(subject: ChartSubject, points: Sequence[Point]) -> Heights:
    """Return the heights of a subject; those of what is counted go up to its highest day."""
    if subject.kind == "effect":
        return SEVERITY
    if subject.yes_no:
        return DONE
    if subject.unit not in KNOWN_HEIGHTS:
        step = max(1, -(-round(max(point.value for point in points)) // 5))
        begin = [1 + step * number for number in range(5)]
        return Heights(tuple(begin[1:]), tuple(f"{low}-{low + step - 1}" if step > 1 else str(low) for low in begin))
    return KNOWN_HEIGHTS[subject.unit]


def height(used: Heights, value: float) -> int:
    """Return how high a value stands, 1 to 5."""
    return used.tall[sum(value >= begin for begin in used.begin)]


def _blocks(year: Year, width: int) -> list[tuple[date, date]]:
    """Cut the year into whole months that fit side by side."""
    weeks = (width - MARGIN) // CELL
    side_by_side = next((months for months in (HALVES, QUARTERS) if (months * 31 + 6) / 7 <= weeks), MONTHLY)
    groups = (year.months[start : start + side_by_side] for start in range(0, len(year.months), side_by_side))
    return [(group[0].first, group[-1].last) for group in groups]


def _block(year: Year, first: date, last: date, signs: CalendarSigns) -> Text:
    """Draw one block: the months' names, then a row for each weekday."""
    from rich.text import Text

    monday = first - timedelta(days=first.weekday())
    weeks = range((last - monday).days // 7 + 1)
    names = ""
    for number in range(first.month, last.month + 1):
        month = date(first.year, number, 1)
        names = f"{names:<{MARGIN + CELL * (max(0, (month - monday).days) // 7)}}{_month(month)[:3]}"
    block = Text(f"\n{names}\n")
    values = {point.day: point.value for point in year.points}
    used = heights(year.subject, year.points)
    given = {one.day for one in year.treated.single}
    for weekday, name in enumerate(WEEKDAYS):
        block.append(f"{name[:3].capitalize():<{MARGIN}}")
        for week in weeks:
            day = monday + timedelta(days=7 * week + weekday)
            if first <= day <= last:
                tall = height(used, values[day.isoformat()]) if day.isoformat() in values else 0
                block.append(signs.heights[tall], STYLES[tall])
                block.append(signs.mark if day.isoformat() in given else " ")
            else:
                block.append(" " * CELL)
        block.append("\n")
    if year.met:
        mondays = [monday + timedelta(weeks=week) for week in weeks]
        here = [day in year.met and (day >= first or first == year.whole.first) for day in mondays]  # each week stands in one block
        block.append("Met".ljust(MARGIN) + "".join((signs.met if met else "").ljust(CELL) for met in here).rstrip() + "\n")
    return block


def _months_said(year: Year) -> list[str]:
    """Say each month that has an entry, an infusion or a dose."""
    said = []
    for stretch in year.months:
        here = year.treated.within(stretch.first, stretch.last)
        given = "".join(f"; {word}s {', '.join(treated_days(days))}" for word in (INFUSION, DOSE) if (days := sorted(set(here.of(word)))))
        if stretch.days or given:
            said.append(f"{_month(stretch.first)}: {stretch_said(year.subject, stretch)}{given}.")
    return said


def _courses(year: Year) -> list[str]:
    """Say the courses that touch the year."""
    return [f"{course_said(one, year.whole.last)}." for one in year.treated.courses]


def _total(year: Year) -> str:
    ends = f"{year.whole.first.day} {_month(year.whole.first)} to {year.whole.last.day} {_month(year.whole.last)}"
    return f"{ends} {year.whole.last.year}: {stretch_said(year.subject, year.whole)}."


def _month(day: date) -> str:
    return MONTHS[day.month - 1].capitalize()
