"""Draws the infusions with mood before and after each: figures and their days, no verdict, no dose on any axis."""

from __future__ import annotations

from datetime import date
from itertools import zip_longest

from ..humanize import day_month, in_words
from ..model.routes import INFUSION, format_dose, format_route
from ..model.treatments import CourseRow, InfusionContext, InfusionRound
from .chart_text import COURSE, course_said, doses_said
from .phrases import clock_time, given_said
from .plans import moment
from .text import count, dim, fold, hanging, joined, newest, pad, paragraph, safe, short, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.planning import Plan
    from ..model.treatments import Fading, MoodWindow
    from .screen import Screen

BY_WEEK = "mood by week"
EXPECTED = "Infusions are often given when mood is low, so some rise is to be expected anyway."
NOT_WHY = "One table cannot show why."
NONE_YET = "No infusion is logged yet. After one, this is enough: kfit infusion iv"
DATE, ROUTE, DOSE, BEFORE, AFTER, LATEST = 17, 7, 16, 15, 12, 13
WINDOWS = ("3 days before", "days 1-3", "latest 3 days")
TABLE = DATE + ROUTE + DOSE + BEFORE + AFTER + LATEST
TRENDS = {
    "longer": "each gap is longer than the one before",
    "shorter": "each gap is shorter than the one before",
    "same": "all about the same",
    "mixed": "in no one direction",
}
NOTHING_BESIDE = InfusionContext()


ALL = "kfit infusions --all"
EACH = f"Each infusion by itself: {ALL}"


def infusion_table(
    rows: Sequence[InfusionRound | CourseRow],
    today: date,
    screen: Screen,
    *,
    show_days_since: bool,
    beside: InfusionContext = NOTHING_BESIDE,
) -> str:
    """Show the newest rows of the infusion table that fit, or all of them, oldest first, and the next plan behind them.

    `show_days_since` says whether the days since an infusion are counted.
    """
    since = f"Day {(today - beside.last).days} since {in_words(beside.last, today)}." if show_days_since and beside.last else ""
    fades = [
        faded_said(faded, today, show_days=show_days_since and not isinstance(row, CourseRow))
        for row, faded in zip(rows, beside.fades or [None] * len(rows), strict=True)
    ]
    expected = f"{EXPECTED} {NOT_WHY}" if any(not isinstance(row, CourseRow) for row in rows) else NOT_WHY
    told = list(zip(rows, fades, strict=True))
    plan, titles = _planned(beside.plan, today, screen), []
    if screen.plain:
        blocks = [sentence(row, today, faded).split("\n") for row, faded in told]
        closing = [since, trend_said(beside), "Mood is the middle value of those days (their median), 0 worst, 10 best.", expected]
    elif screen.width < TABLE:
        blocks = [_paragraph(row, faded, today, screen) for row, faded in told]
        closing = [since, trend_said(beside), "Mood: the middle value of those days (their median), 0 worst, 10 best.", expected]
    else:
        route_columns = max([ROUTE, *(width(word) + 2 for row in rows for word in routes(row).split(", "))])
        titles = [dim(line, screen) for line in _titles(rows, route_columns)]
        blocks = [_table_row(row, faded, today, route_columns, screen) for row, faded in told]
        closing = [trend_said(beside), f"{since} {expected}".strip()]
    below = [line for told_ in filter(None, closing) for line in paragraph(told_, screen).split("\n")]
    shown = blocks if beside.every else newest(blocks, [*titles, *plan, *below, "", EACH], screen)
    more = paragraph(_more(rows, len(shown)), screen).split("\n") if not beside.every else []
    apart = [] if screen.plain else [""]
    return joined([*titles, *(line for block in shown for line in block), *plan, *apart, *filter(None, [*below, *more])])


def _more(rows: Sequence[InfusionRound | CourseRow], shown: int) -> str:
    """Say how the rows that are not shown are, and the inductions that are one row: `2 earlier rows: kfit infusions --all`."""
    if shown < len(rows):
        return f"{count(len(rows) - shown, 'earlier row')}: {ALL}"
    return EACH if any(isinstance(row, InfusionRound) and row.induction for row in rows) else ""


def none_yet(screen: Screen, today: date, plan: Plan | None = None) -> str:
    """Say that no infusion is logged, and which one is planned."""
    return "\n".join([*_planned(plan, today, screen), paragraph(NONE_YET, screen)])


def _planned(plan: Plan | None, today: date, screen: Screen) -> list[str]:
    """Say when the next one is planned: a row of the table."""
    if plan is None:
        return []
    if screen.plain:
        return [f"{moment(plan, today)}: planned."]
    if screen.width < TABLE:
        time = f", {clock_time(plan.at)}" if plan.at else ""
        return [pad(in_words(date.fromisoformat(plan.day), today), DATE) + f"planned{time}"]
    return [pad(f"{moment(plan, today)} ", DATE) + "planned"]


def faded_said(faded: Fading | None, today: date, *, show_days: bool) -> str:
    """Say when the person wrote that it fades: `it fades: Fri 20 Nov, day 15`."""
    if faded is None:
        return ""
    return f"it fades: {in_words(faded.day, today)}" + (f", day {faded.days}" if show_days else "")


def trend_said(beside: InfusionContext) -> str:
    """Say the last gaps and their direction."""
    if not beside.trend:
        return ""
    return f"Days between the last infusions: {', '.join(map(str, beside.gaps))}; {TRENDS[beside.trend]}."


def sentence(row: InfusionRound | CourseRow, today: date, faded: str = "") -> str:
    """Say a row in one sentence."""
    if isinstance(row, CourseRow):
        told = [course_said(row.course, today), routes(row), doses(row), faded, f"{BY_WEEK}: {_weeks_said(row, spelled=True)}"]
        return f"{'; '.join(part for part in told if part)}."
    said = [part for part in (routes(row), doses(row), gap(row, today), faded) if part]
    windows = zip(("on the 3 days before", "on days 1 to 3", "on the latest 3 days"), figures(row, today, spelled=True), strict=True)
    mood = ", ".join(f"{told} {name}" for name, told in windows if told)
    year = f" {row.first.year}" if row.induction and row.first.year != today.year else ""
    return f"{days_said(row, today, ' to ')}{year}: {'; '.join([*said, f'mood: {mood}'])}."


def days_said(row: InfusionRound | CourseRow, today: date, between: str = " - ") -> str:
    """Say when it was: `Thu 8 Oct`, for an induction or a course `17 Aug - 3 Sep`."""
    if isinstance(row, CourseRow):
        return f"{day_month(row.course.first.day, row.course.first.month)}{between}{day_month(row.course.last.day, row.course.last.month)}"
    return (
        f"{day_month(row.first.day, row.first.month)}{between}{day_month(row.last.day, row.last.month)}"
        if row.induction
        else in_words(row.first, today)
    )


def routes(row: InfusionRound | CourseRow) -> str:
    """Say the routes, each once, and of how many it was told where that is not all: `IV (1 of 6)`."""
    return _each_once([safe(format_route(told.route)) for told in row.infusions])


def _each_once(told: Sequence[str]) -> str:
    """Return what was told of several infusions, each once; unless it was told of all, with the number of which it was."""
    found = dict.fromkeys(one for one in told if one)
    return ", ".join(found) if all(told) else ", ".join(f"{one} ({told.count(one)} of {len(told)})" for one in found)


def doses(row: InfusionRound | CourseRow) -> str:
    """Say the doses as they were told, each once; where all are known in mg, from the least to the most."""
    known = [told.dose_mg for told in row.infusions if told.dose_mg is not None]
    if (isinstance(row, CourseRow) or row.induction) and len(known) == len(row.infusions) and min(known) < max(known):
        return f"{min(known):g} to {max(known):g} mg"
    return _each_once([safe(format_dose(told.dose)) for told in row.infusions])


def gap(row: InfusionRound, today: date) -> str:
    """Say how many they were in how many days, and how long after the one before."""
    said = []
    if row.induction:
        said += [f"{len(row.infusions)} in {(row.last - row.first).days + 1} days", *_years(row.first, row.last, today)]
    elif len(row.infusions) > 1:
        said.append(f"{len(row.infusions)} on one day")
    before = "the course" if row.after_course else "the one before"
    if row.gap_days is not None:
        said.append(f"{count(row.gap_days, 'day')} after {before}" if row.gap_days else f"the same day as {before}")
    return ", ".join(said)


def _years(first: date, last: date, today: date) -> list[str]:
    """Say the years of a span, where it is not in today's alone."""
    years = list(dict.fromkeys((str(first.year), str(last.year))))
    return [" to ".join(years)] if years != [str(today.year)] else []


def figures(row: InfusionRound, today: date, *, spelled: bool = False) -> tuple[str, str, str]:
    """Say mood before it, after it, and of late; the last one is empty but for the open round."""
    coming = "not yet" if row.last == today else ""
    latest = (coming or figure(row.latest, spelled=spelled)) if row.latest else ""
    return figure(row.before, spelled=spelled), coming or figure(row.after, spelled=spelled), latest


def figure(window: MoodWindow, *, spelled: bool = False) -> str:
    """Say mood in a window with its number of days: `4 (3)`, `too few (1)`, `no entries`; `no days` where it has none."""
    days = count(window.days, "day") if spelled else str(window.days)
    if window.median is not None:
        return f"{short(window.median)} ({days})"
    if window.days:
        return f"too few ({days})"
    return "no entries" if window.length else "no days"


def _weeks_said(row: CourseRow, *, spelled: bool = False) -> str:
    """Say the mood of each week of a course, with its number of days: `4 (7), 4.5 (6), no entries`."""
    return ", ".join(figure(week, spelled=spelled) for week in row.weeks)


def _course_lines(row: CourseRow, faded: str, today: date, columns: int) -> list[str]:
    """Return what stands below a course: its doses and days, the mood of its weeks, the fading."""
    first = ", ".join([f"course: {doses_said(row.course)}", *_years(row.course.first, row.course.last, today)])
    weeks = [f"{BY_WEEK}:"]
    for said in _weeks_said(row).split(", "):
        together = f"{weeks[-1]} {said},"
        weeks = [*weeks[:-1], together] if width(together) <= columns - 2 else [*weeks, f"{said},"]
    weeks[-1] = weeks[-1].rstrip(",")
    return [f"  {line}" for line in (*fold(first, columns - 2), *weeks, *(fold(faded, columns - 2) if faded else ()))]


def _titles(rows: Sequence[InfusionRound | CourseRow], route_columns: int) -> list[str]:
    """Return the lines above the rows. A course has no windows."""
    words = {one.word for row in rows if not isinstance(row, CourseRow) for one in row.infusions}
    doses_too = words != {INFUSION} or any(isinstance(row, CourseRow) for row in rows)
    title = given_said(words & {INFUSION}, [title for title in (COURSE,) if doses_too], several=True, joint="and").capitalize()
    names = ("Date", "Route", "Dose", *(WINDOWS if words else [""] * len(WINDOWS)))
    return [title.ljust(DATE + ROUTE + DOSE) + "Mood: middle value (days with an entry)", _aligned(names, _columns(route_columns))]


def _columns(route_columns: int) -> tuple[int, ...]:
    return DATE, route_columns, ROUTE + DOSE - route_columns, BEFORE, AFTER, LATEST


def _table_row(row: InfusionRound | CourseRow, faded: str, today: date, route_columns: int, screen: Screen) -> list[str]:
    """Return the lines of a row: long routes and doses go on below, and the gap stands under all, the fading under it."""
    columns = _columns(route_columns)
    if isinstance(row, CourseRow):
        indent = pad(days_said(row, today), columns[0]) + pad(f"{routes(row)} ", columns[1])
        return [*hanging(indent, doses(row), screen), *_course_lines(row, faded, today, screen.width)]
    cells = (
        [days_said(row, today)],
        fold(routes(row), columns[1] - 1),
        fold(doses(row), columns[2] - 1),
        *([figure] for figure in figures(row, today)),
    )
    lines = [_aligned(parts, columns) for parts in zip_longest(*cells, fillvalue="")]
    return [*lines, *(f"  {below}" for below in (gap(row, today), faded) if below)]


def _aligned(parts: Iterable[str], columns: Iterable[int]) -> str:
    return "".join(pad(part, wide) for part, wide in zip(parts, columns, strict=True))


def _paragraph(row: InfusionRound | CourseRow, faded: str, today: date, screen: Screen) -> list[str]:
    told = ", ".join(part for part in (routes(row), doses(row)) if part)
    first, *more = fold(told, max(10, screen.width - DATE))
    lines = [pad(days_said(row, today), DATE) + first, *(" " * DATE + line for line in more)]
    if isinstance(row, CourseRow):
        return [*lines, *_course_lines(row, faded, today, screen.width)]
    below = gap(row, today).replace(" in ", f" {row.infusions[0].several()} in ", 1) if row.induction else gap(row, today)
    lines += [f"  {line}" for told in (below, faded) for line in fold(told, screen.width - 2) if line]
    known = (row.before.days or row.after.days, row.before.days or row.after.days, row.latest)
    windows = zip(WINDOWS, figures(row, today, spelled=True), known, strict=True)
    return lines + [f"  mood, {name.ljust(15)} {told}" for name, told, shown in windows if shown]
