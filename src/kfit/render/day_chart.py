"""Draws one day by the hour, entry by entry, with its infusions, and says what was before and after them."""

from __future__ import annotations

from typing import NamedTuple

from ..humanize import in_words
from . import chart_text
from .chart import ASCII, SIGNS, Panel, all_values, fitted, highest, shared_said, stacked, value_scale
from .chart_text import words
from .phrases import clock_time, given_said, listed
from .screen import WIDEST
from .text import LONGEST, count, fold, paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..model.charts import DayChart
    from .chart import ChartSigns
    from .chart_text import SubjectWords
    from .screen import Screen

HOUR, DAY = 60, 24 * 60  # minutes
LEAST_HOURS = 6  # on the axis
HOURS_APART = (1, 2, 3, 4, 6, 12, 24)  # between two times on the axis
TIME = len("10:00")
JOINT = 2  # columns between two times on the axis


class HourLayout(NamedTuple):
    """Where the minutes of a day go: each is a point. `first` is a whole hour, `minutes` are whole hours from it on."""

    first: int
    minutes: int
    columns: int
    fine: int

    def place(self, point: int) -> int:
        """Return the place of a minute of the day."""
        return (point - self.first) * (self.columns * self.fine - 1) // self.minutes

    def across(self, point: int) -> range:
        """Return the place of a range of several entries of a minute."""
        return range(self.place(point), self.place(point) + 1)

    def ticks(self) -> dict[int, str]:
        """Return places with their times, every so many hours as there is room."""
        room = (TIME + JOINT) * self.minutes / max(1, self.columns - 1)
        apart = next((apart for apart in HOURS_APART if apart * HOUR >= room), HOURS_APART[-1])
        marked = range(-(-self.first // (apart * HOUR)) * apart * HOUR, self.first + self.minutes + 1, apart * HOUR)
        return {self.place(minute): _clock(minute) for minute in marked}


def hours(charts: Sequence[DayChart], columns: int, fine: int) -> HourLayout:
    """Return the hours from the first to the last entry or infusion of a day, six of them at least."""
    parts = [part for chart in charts for part in (chart, chart.lower) if part is not None]
    minutes = [*(minute for part in parts for minute, _ in part.timed), *charts[0].given_minutes]
    first = min(minutes) // HOUR * HOUR
    last = max(-(-max(minutes) // HOUR) * HOUR, first + LEAST_HOURS * HOUR)
    return HourLayout(first, last - first, columns, fine)


def draw_day(charts: Sequence[DayChart], today: date, screen: Screen, room: int = LONGEST) -> str:
    """Draw the day of subjects that each have an entry with a time, in `room` for so many lines; for a plain screen say it in sentences."""
    if screen.plain:
        return "\n".join(day_sentences(charts, today))
    told = [day_sentence(chart, today) for chart in charts]
    return highest(lambda height: _drawn(charts, today, screen, height), told, screen, room, high=len(charts) == 1)


def _drawn(charts: Sequence[DayChart], today: date, screen: Screen, height: int) -> list[str]:
    signs = SIGNS if screen.unicode else ASCII
    panels = fitted(lambda columns: [_panel(chart, hours(charts, columns, signs.fine), signs, height) for chart in charts], screen.width)
    columns = min(screen.width, WIDEST)
    named = chart_text.names([chart.subject for chart in charts])
    legend = [f"{signs.dot} upper", f"{signs.other_dot} lower"] if any(chart.lower for chart in charts) else []
    legend += [f"{signs.dot} an entry"] if any(chart.lower is None for chart in charts) else []
    legend += [f"{signs.spread} {chart_text.spread_said(0)}"] if any(any(panel.ends) for panel in panels) else []
    legend += [f"{signs.mark} {_given_word(charts[0])}{shared_said(panels[0])}"] if charts[0].given_minutes else []
    said = [line for chart in charts for line in (day_sentence(chart, today), _untimed(chart)) if line]
    return [
        *fold(f"{named}, {in_words(charts[0].day, today)} by the hour", columns),
        *stacked(panels, screen),
        *chart_text.packed(legend, columns),
        *(line for text in said for line in fold(text, columns)),
    ]


def _panel(chart: DayChart, where: HourLayout, signs: ChartSigns, height: int) -> Panel:
    lines, ends = [], []
    for part in (chart, chart.lower):
        minutes: dict[int, list[float]] = {}
        for minute, value in part.timed if part is not None else ():
            minutes.setdefault(minute, []).append(value)
        if part is not None:
            lines.append({minute: sum(values) / len(values) for minute, values in minutes.items()})
            ends.append({minute: (min(values), max(values)) for minute, values in minutes.items() if min(values) < max(values)})
    return Panel(
        chart.subject,
        where,
        value_scale(chart.subject, all_values(lines, ends), wide=False, height=height),
        lines,
        ends,
        where.across,
        where.ticks(),
        [where.place(minute) for minute in chart.given_minutes],
        [],
        signs,
        reach=DAY,
    )


def day_sentence(chart: DayChart, today: date) -> str:
    """Say a day: what was before and after its infusions, or from when to when there are entries, and their values."""
    parts = [(part, said) for part, said in ((chart, _words(chart, "upper")), (chart.lower, _words(chart, "lower"))) if part is not None]
    return " ".join(_sentence(part, said, today) for part, said in parts)


def day_sentences(charts: Sequence[DayChart], today: date) -> list[str]:
    """Say days one sentence a row: what was before and after, each entry with its time, and the infusions."""
    rows = []
    for chart in charts:
        rows += [day_sentence(chart, today)]
        for part, said in ((chart, _words(chart, "upper")), (chart.lower, _words(chart, "lower"))):
            told = (
                [f"{_one(entry.value, said)} at {clock_time(entry.at)}" for entry in part.entries if entry.at] if part is not None else []
            )
            rows += [f"{said.name}, {in_words(chart.day, today)}: {', '.join(told)}."] if told else []
        rows += [_untimed(chart)]
    given = [f"{word} {f'at {clock_time(at)}' if at else 'without a time'}" for at, word in charts[0].given]
    rows += [f"{listed(given)[:1].upper()}{listed(given)[1:]}."] if given else ["No infusion on this day."]
    return [row for row in rows if row]


def no_times(chart: DayChart, today: date, screen: Screen) -> str:
    """Say that a day has no entry with a time, and the way to the chart of the days."""
    said = words(chart.subject)
    nothing = "no entry with a time" if chart.entries else "no entry"
    told = f"{said.name}: {nothing} on {in_words(chart.day, today)}."
    return "\n".join(paragraph(text, screen) for text in (told, f"Day by day: kfit chart {said.typed}"))


def _words(chart: DayChart, part: str) -> SubjectWords:
    said = words(chart.subject)
    return said._replace(name=f"{said.name}, {part}") if chart.lower is not None else said


def _given_word(chart: DayChart) -> str:
    return given_said([one for one in chart.given if one[1] != "dose"], [one for one in chart.given if one[1] == "dose"])


def _sentence(chart: DayChart, said: SubjectWords, today: date) -> str:
    begins, timed, given = f"{said.name}, {in_words(chart.day, today)}: ", chart.timed, chart.given_minutes
    if not timed:
        return f"{begins}no entry with a time."
    if not given or len(given) < len(chart.given):
        return f"{begins}{_span(timed, said)}."
    word = _given_word(chart)
    first, last = (f"the {'first ' * (edge == 0 and len(given) > 1)}{'last ' * (edge == -1 and len(given) > 1)}{word}" for edge in (0, -1))
    before, after = [value for minute, value in timed if minute < given[0]], [value for minute, value in timed if minute > given[-1]]
    between = [value for minute, value in timed if given[0] <= minute <= given[-1]]
    told = [f"{_mean(before, said)} before {first} ({_clock(given[0])})"]
    told += [f"{_mean(between, said)} {'between' if len(given) > 1 else 'as it began'}"] if between else []
    told += [f"{_mean(after, said)} after {'it' if len(given) == 1 else f'{last} ({_clock(given[-1])})'}"]
    return f"{begins}{', '.join(told)}."


def _span(timed: list[tuple[int, float]], said: SubjectWords) -> str:
    first, last = timed[0], timed[-1]
    if len(timed) == 1:
        return f"{_one(first[1], said)} at {_clock(first[0])}"
    values = [value for _, value in timed]
    ends = f"{_one(first[1], said)} at {_clock(first[0])}, {_one(last[1], said)} at {_clock(last[0])}"
    return ends if len(timed) == 2 else f"{ends}; {len(timed)} entries from {_one(min(values), said)} to {_one(max(values), said)}"


def _mean(values: list[float], said: SubjectWords) -> str:
    """Say one value, or the mean of several and how many they are."""
    if not values:
        return "no entry"
    if len(values) == 1:
        return _one(values[0], said)
    return f"mean {said.value(sum(values) / len(values))} ({len(values)} entries)"


def _one(value: float, said: SubjectWords) -> str:
    """Say the value of one entry, without the decimal of a mean."""
    return said.value(value).removesuffix(".0")


def _clock(minute: int) -> str:
    return f"{minute % DAY // HOUR:02}:{minute % HOUR:02}"


def _untimed(chart: DayChart) -> str:
    """Say how many entries have no time and are not drawn, empty if all have one."""
    untimed = len(chart.entries) - len(chart.timed)
    return f"{words(chart.subject).name}: {count(untimed, 'entry')} without a time." if untimed else ""
