"""Draws rounds: the median of each day over all rounds as a line, and each round as a row of small bars."""

from __future__ import annotations

from typing import NamedTuple

from ..humanize import day_month, in_words
from ..model.charts import ChartSubject
from ..model.rounds import AFTER, BEFORE
from .chart import ASCII, LOW, SIGNS, Panel, fitted, stacked, value_scale
from .chart_text import packed
from .infusions import figure
from .text import count, dim, joined, newest, pad, paragraph, short, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..model.rounds import AlignedDay, MoodRound, RoundInsights
    from .chart import ChartSigns
    from .screen import Screen

MOOD = ChartSubject("mood", "mood", "0-10")
FIRST, LAST = -BEFORE, AFTER
TICKS = (-7, 0, 7, 14, 21, 28)
WIDEST_DAY = 3  # columns
ALL = "kfit chart rounds --all"
INDUCTION = "An induction is one row: the days before its first infusion, and those after its last."
FEW_ROUNDS = 3  # fewer of them make no line, where other days have as many
BARS = "▁▂▃▄▅▆▇█"
DIGITS = "0123456789X"


class RoundAxis(NamedTuple):
    """The days of a round from left to right: each has `step` columns of `fine` places."""

    step: int
    fine: int

    @property
    def columns(self) -> int:
        """Count the columns that all days take."""
        return (LAST - FIRST + 1) * self.step

    def across(self, day: int) -> range:
        """Return the places of a day."""
        begin = (day - FIRST) * self.step * self.fine
        return range(begin, begin + self.step * self.fine)

    def place(self, day: int) -> int:
        """Return the place in the middle of a day."""
        return self.across(day)[(self.step * self.fine - 1) // 2]


def draw_days(days: Sequence[AlignedDay], given: str, screen: Screen) -> list[str]:
    """Draw the median of each day as a line, the middle half behind it; day 0 is a mark alone. Nothing where there is no room.

    Days of few rounds are points beside the line, which ends before them and at a day without a mood.
    """
    shown = {one.day: one for one in days if one.day}
    if screen.plain or screen.narrow or len(shown) < 2:
        return []
    signs = SIGNS if screen.unicode else ASCII
    least = FEW_ROUNDS if any(one.rounds >= FEW_ROUNDS for one in days) else FEW_ROUNDS - 1
    panel = fitted(lambda columns: [_panel(shown, least, columns, signs)], screen.width)
    line, *few = panel[0].lines
    lines = any(day + 1 in line for day in line) and bool(signs.line)
    points = not signs.line or any(line.keys().isdisjoint((day - 1, day + 1)) for day in line)
    drawn = f"{signs.line_sign} " * lines + f"{signs.dot} " * points
    legend = [f"{drawn}median of the rounds"] if line else []
    legend += [f"{signs.spread} middle half of them"] if any(panel[0].ends) else []
    legend += [f"{signs.other_dot} of {'1 round' if least < FEW_ROUNDS else '1 or 2 rounds'}"] if few else []
    return [*stacked(panel, screen), *packed([*legend, f"{signs.mark} {given}"], screen.width)]


def _panel(days: dict[int, AlignedDay], least: int, columns: int, signs: ChartSigns) -> Panel:
    where = RoundAxis(min(WIDEST_DAY, max(1, columns // (LAST - FIRST + 1))), signs.fine)
    line = {day: one.median for day, one in days.items() if one.rounds >= least}
    alone = [{day: one.median} for day, one in days.items() if one.rounds < least]
    ends = {day: (one.lower, one.upper) for day, one in days.items() if one.lower is not None and one.upper is not None}
    ends = {day: both for day, both in ends.items() if both[0] < both[1]}
    scale = value_scale(MOOD, [one.median for one in days.values()], wide=False, height=LOW)
    ticks = {where.place(day): str(day) for day in TICKS}
    return Panel(MOOD, where, scale, [line, *alone], [ends], where.across, ticks, [where.place(0)], [], signs, dotted=not signs.line)


def rounds_chart(found: RoundInsights, screen: Screen, *, every: bool) -> str:
    """Draw a row for each round, the newest last: as many as a screen has room for, or every one."""
    today, told = found.today, found.rounds
    closing = [*medians_said(found), *(legend(screen) if not screen.plain else [])]
    closing += [INDUCTION] if any(one.round.induction for one in told) else []
    below = [line for text in closing for line in paragraph(text, screen).split("\n")]
    if screen.plain:
        title, blocks = ["Mood around infusions, a round in a sentence."], [[sentence(one, today)] for one in told]
    else:
        title, blocks = _picture(told, today, screen)
    shown = blocks if every else newest(blocks, [*title, *below, f"{count(len(blocks), 'earlier round')}: {ALL}"], screen)
    more = len(blocks) - len(shown)
    return joined(
        [
            *title,
            *(line for block in shown for line in block),
            *below,
            *(paragraph(f"{count(more, 'earlier round')}: {ALL}", screen).split("\n") if more else []),
        ]
    )


def _picture(told: Sequence[MoodRound], today: date, screen: Screen) -> tuple[list[str], list[list[str]]]:
    """Return the lines above the rows, and the row of each round: its last day, its days as small bars, the figures where they fit."""
    labels = [_label(one, today) for one in told]
    begin = max(map(width, labels)) + 1
    room = screen.width - begin
    before = -FIRST if room >= LAST - FIRST + 1 else 0
    after = min(LAST, room - before - (1 if before else 0))
    days = [*range(-before, 0), *([0] if before else []), *range(1, after + 1)]
    figures = [f"  {median_short(one.round.before.median)}, {median_short(one.round.after.median)}" for one in told]
    beside = max(map(len, figures)) <= room - len(days)
    titles = paragraph("Mood from day to day, a round a row" + ("; right: before, days 1 to 3" if beside else ""), screen).split("\n")
    axis = dim(" " * begin + _axis(days), screen)
    rows = [
        [pad(label, begin) + "".join(_sign(one, day, today, screen) for day in days) + (said if beside else "")]
        for label, one, said in zip(labels, told, figures, strict=True)
    ]
    return [*titles, axis], rows


def _label(one: MoodRound, today: date) -> str:
    """Say the day that is day 0: `8 Oct`, with the year where it is another."""
    last = one.round.last
    return day_month(last.day, last.month) + (f" {last.year}" if last.year != today.year else "")


def median_short(median: float | None) -> str:
    """Write a median, a dash for none."""
    return "-" if median is None else short(median)


def _axis(days: Sequence[int]) -> str:
    """Write the numbers of some days over their columns."""
    line = ""
    for tick in TICKS if 0 in days else (1, *TICKS[2:]):
        if tick in days:
            place = min(days.index(tick), len(days) - len(str(tick)))
            line = pad(line, place) + str(tick) if len(line) <= place else line
    return line


def _sign(one: MoodRound, day: int, today: date, screen: Screen) -> str:
    """Return a day's sign: its mood, the infusion's day, no entry, or a blank where the round has no such day."""
    if not day:
        return (SIGNS if screen.unicode else ASCII).mark
    mood = one.days.get(day)
    if mood is not None:
        return BARS[round(mood / 10 * (len(BARS) - 1))] if screen.unicode else DIGITS[round(mood)]
    gap = one.round.gap_days
    there = _has(one, day, today) if day > 0 else gap is None or -day < gap
    return (SIGNS if screen.unicode else ASCII).empty if there else " "


def legend(screen: Screen) -> list[str]:
    """Say what the signs of a row stand for."""
    signs = SIGNS if screen.unicode else ASCII
    height = f"{BARS[0]} is 0 (worst), {BARS[-1]} is 10 (best)" if screen.unicode else "0 is worst, X is 10 (best)"
    return [f"{height}, {signs.empty} no entry" + ("" if screen.width < 48 else f", {signs.mark} infusion")]


def medians_said(found: RoundInsights) -> list[str]:
    """Say the medians of all rounds, nothing without one: `Mood, median of 3 days: 4 before (6 rounds), 7 on days 1 to 3 (5 rounds).`"""
    parts = [(found.before, "before"), (found.after, "on days 1 to 3")]
    told = [f"{short(one.median)} {when} ({count(one.rounds, 'round')})" for one, when in parts if one.median is not None]
    return [f"Mood, median of 3 days: {', '.join(told)}."] if told else []


def sentence(one: MoodRound, today: date) -> str:
    """Say a round: mood before it, on some of its days, and when the next one came."""
    last = in_words(one.round.last, today)
    days = [
        f"{median_short(one.days[day])} on day {day}" if day in one.days else f"no entry on day {day}"
        for day in (1, 7, 14, 21, 28)
        if _has(one, day, today)
    ]
    ended = f"; the next after {count(one.length, 'day')}" if one.length is not None else ""
    return f"{last}: {figure(one.round.before, spelled=True)} on the 3 days before; {', '.join(days) or 'no day after it yet'}{ended}."


def _has(one: MoodRound, day: int, today: date) -> bool:
    """Return whether a round reaches a day after its infusion."""
    return day < (one.length if one.length is not None else (today - one.round.last).days + 1)
