"""Draws a year as a calendar: months side by side, a row for each weekday, five heights by shape and by two steps of one hue."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..humanize import MONTHS, WEEKDAYS, monday_of
from ..model.entries import SEVERITIES
from ..model.routes import DOSE, INFUSION
from .chart_text import course_said, packed, stretch_said, words
from .phrases import given_said
from .screen import drawn
from .text import fold, newest, paragraph
from .weeks import treated_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from rich.text import Text

    from ..model.charts import ChartSubject, Point, Stretch
    from ..model.treatments import TreatmentHistory
    from .screen import Screen

CELL = 3  # columns of a day: its height, the mark of an infusion, the mark of a note
MARGIN, NARROWEST = 4, 2  # columns for the name of a weekday; the narrowest screen has just room for a month of six weeks
APART = 1  # between two months
MOST_WEEKS = 6  # that a month touches
SIDE_BY_SIDE = (6, 4, 3, 2, 1)  # months, as many as fit
# Two steps of one hue, and another for what was given: the terminal's own colours, on dark as on light, and nothing red. The
# middle is the paler one: low days are seen as well as high ones, and no two neighbours differ by an eighth alone.
STYLES = ("dim", "magenta", "magenta", "dim magenta", "magenta", "magenta")
MARKED = "cyan"


class CalendarSigns(NamedTuple):
    """What a screen draws with: the sign of a day without an entry and the five heights, the marks of an infusion, a note, a goal met."""

    heights: str
    mark: str
    note: str
    met: str


SIGNS, ASCII = CalendarSigns("·▂▄▅▆█", "◆", "n", "●"), CalendarSigns(".12345", "*", "n", "o")


class Heights(NamedTuple):
    """Where each height but the lowest begins, in the points' unit, and how they are called; `tall` are those that are used."""

    begin: tuple[float, ...]
    called: tuple[str, ...]
    tall: tuple[int, ...] = (1, 2, 3, 4, 5)


TENTHS = Heights((2.5, 4.5, 6.5, 8.5), ("0-2", "3-4", "5-6", "7-8", "9-10"))
HOURS = Heights((5, 6, 7, 8), ("under 5 h", "5 h", "6 h", "7 h", "8 h and more"))
MINUTES = Heights((10, 20, 30, 60), ("under 10 min", "10-19", "20-29", "30-59", "60 and more"))
SEVERITY = Heights((1, 2, 3), SEVERITIES, (1, 2, 4, 5))
DONE = Heights((), ("done",), (5,))


class Year(NamedTuple):
    """What a calendar shows: the points of one subject, infusions and doses, from the year's first mark to its end or today.

    `months` are the stretches of its months, `whole` that of all its days, `met` the Mondays of weeks that met their goal.
    `notes` are the days with a note, `line` the command that shows all months.
    """

    subject: ChartSubject
    points: Sequence[Point]
    treated: TreatmentHistory
    months: Sequence[Stretch]
    whole: Stretch
    met: frozenset[date] = frozenset()
    notes: frozenset[str] = frozenset()
    line: str = ""


def draw_calendar(year: Year, screen: Screen, *, every: bool = False) -> str:
    """Draw a calendar with its legend, the newest months that fit or `every` one; for a plain screen say it, one sentence a month."""
    said = words(year.subject)
    title = f"{said.name} {year.whole.last.year} ({said.scale})"
    if screen.plain:
        return _told(year, title, screen, every=every)
    from rich.text import Text

    signs = SIGNS if screen.unicode else ASCII
    used = heights(year.subject, year.points)
    legend = packed(
        [
            *(f"{signs.heights[tall]} {called}" for tall, called in zip(used.tall, used.called, strict=True)),
            f"{signs.heights[0]} no entry",
            *([f"{signs.mark} {given_said(year.treated.of(INFUSION), year.treated.of(DOSE))}"] if year.treated.single else []),
            *([f"{signs.note} note"] if year.notes else []),
            *([f"{signs.met} a week that met its goal"] if year.met else []),
        ],
        screen.width,
    )
    above = fold(title, screen.width)
    below = ["", *legend, *(line for told in (*_courses(year), _total(year)) for line in fold(told, screen.width))]
    margin = MARGIN if screen.width >= CELL * MOST_WEEKS + MARGIN else NARROWEST
    blocks = [_block(year, months, signs, margin) for months in _blocks(year, screen.width - margin)]
    more = paragraph(f"Earlier months: {year.line}", screen).split("\n")
    shown = blocks if every else newest(blocks, above + below, screen)
    if len(shown) < len(blocks):
        shown = newest(blocks, above + below + more, screen)
        below += more
    picture = Text("\n").join([*map(Text, above), *(line for block in shown for line in block), Text("\n".join(below))])
    for sign, style in (*zip(signs.heights, STYLES, strict=True), (signs.mark, MARKED)):
        if screen.unicode:  # the legend's signs are as they are drawn; a digit could stand in any text
            picture.highlight_words([sign], style)
    return drawn(picture, screen)


def _told(year: Year, title: str, screen: Screen, *, every: bool) -> str:
    """Say a calendar: a sentence for each of the newest months that fit, or for `every` one, and for all of them."""
    met = [f"The goal was met in {len(year.met)} week{'s' * (len(year.met) != 1)}."] if year.met else []
    closing, more = [*_courses(year), _total(year), *met], f"Earlier months: {year.line}"
    months = [[sentence] for sentence in _months_said(year)]
    title = f"{title}:"
    shown = months if every else newest(months, [title, *closing, more], screen)
    earlier = [more] if len(shown) < len(months) else []
    return "\n".join([title, *(sentence for [sentence] in shown), *closing, *earlier])


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


def _weeks(month: Stretch) -> int:
    """Return how many weeks a month touches."""
    return ((month.last - monday_of(month.first)).days // 7) + 1


def _blocks(year: Year, width: int) -> list[Sequence[Stretch]]:
    """Put together the months that stand side by side."""

    def groups(together: int) -> list[Sequence[Stretch]]:
        return [year.months[start : start + together] for start in range(0, len(year.months), together)]

    def fits(group: Sequence[Stretch]) -> bool:
        return CELL * sum(map(_weeks, group)) + APART * (len(group) - 1) <= width

    return next((found for together in SIDE_BY_SIDE if all(map(fits, found := groups(together)))), groups(1))


def _block(year: Year, months: Sequence[Stretch], signs: CalendarSigns, margin: int) -> list[Text]:
    """Draw one block: the months' names, the date at the head of each week, then a row for each weekday."""
    from rich.text import Text

    names, dates, met = (Text(" " * margin) for _ in range(3))
    rows = [Text(f"{name[: min(3, margin)].capitalize():<{margin}}") for name in WEEKDAYS]
    values = {point.day: point.value for point in year.points}
    used = heights(year.subject, year.points)
    given = {one.day for one in year.treated.single}
    for month in months:
        mondays = [monday_of(month.first) + timedelta(weeks=week) for week in range(_weeks(month))]
        apart = " " * (APART if month is not months[-1] else 0)
        names.append(_month(month.first)[:3].ljust(CELL * len(mondays)) + apart)
        dates.append("".join(str(max(monday, month.first).day).ljust(CELL) for monday in mondays) + apart, "dim")
        for weekday, row in enumerate(rows):
            for monday in mondays:
                day = monday + timedelta(days=weekday)
                if month.first <= day <= month.last:
                    tall = height(used, values[day.isoformat()]) if day.isoformat() in values else 0
                    row.append(signs.heights[tall], STYLES[tall])
                    mark, note = (signs.mark if day.isoformat() in given else ""), (signs.note if day.isoformat() in year.notes else "")
                    row.append(mark, MARKED).append(f"{note:<{CELL - 1 - len(mark)}}")
                else:
                    row.append(" " * CELL)
            row.append(apart)
        # each week stands in one month: where its Monday is, or where the year begins
        here = [monday in year.met and (monday >= month.first or month.first == year.whole.first) for monday in mondays]
        met.append("".join((signs.met if one else "").ljust(CELL) for one in here) + apart)
    if year.met:
        rows.append(Text("Met"[: min(3, margin)].ljust(margin)).append(met[margin:]))
    return [Text(""), names, dates, *rows]


def _months_said(year: Year) -> list[str]:
    """Say each month that has an entry, an infusion, a dose or a note."""
    said = []
    for stretch in year.months:
        here = year.treated.within(stretch.first, stretch.last)
        given = "".join(_days_of(word, sorted(set(here.of(word)))) for word in (INFUSION, DOSE))
        noted = sorted(day for day in year.notes if stretch.first.isoformat() <= day <= stretch.last.isoformat())
        notes = _days_of("note", noted)
        if stretch.days or given or notes:
            said.append(f"{_month(stretch.first)}: {stretch_said(year.subject, stretch)}{given}{notes}.")
    return said


def _days_of(word: str, days: Sequence[str]) -> str:
    """Say the days of something behind what a month comes to: `; infusions Tue 1, Fri 4`; nothing where there is none."""
    return f"; {word}{'s' * (len(days) > 1)} {', '.join(treated_days(days))}" if days else ""


def _courses(year: Year) -> list[str]:
    """Say the courses that touch the year."""
    return [f"{course_said(one, year.whole.last)}." for one in year.treated.courses]


def _total(year: Year) -> str:
    ends = f"{year.whole.first.day} {_month(year.whole.first)} to {year.whole.last.day} {_month(year.whole.last)}"
    return f"{ends} {year.whole.last.year}: {stretch_said(year.subject, year.whole)}."


def _month(day: date) -> str:
    return MONTHS[day.month - 1].capitalize()
