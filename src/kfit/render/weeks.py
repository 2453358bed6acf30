"""Draws the table of weeks, and a month with its weeks."""

from __future__ import annotations

from datetime import date

from .. import humanize
from ..humanize import MONTHS, WEEKDAYS, in_words, short_month, tenths
from ..model.routes import DOSE, INFUSION
from . import goals
from .goals import subject_said
from .text import LONGEST, count, dim, fold, joined, lines_of, paragraph

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.weeks import Recap, Week
    from .screen import Screen

NO_ENTRY, PAUSED = "no entry", "paused"
NO_NIGHT = "no night"  # only naps
TITLES = ("Week", "Movement", "", "Sleep", "Mood")
BAR, MET = 8, "met"
# Columns of each part with room around them, and the least room between two.
ROOMY = (19, 17, 14, 11, 10)
GAPS = (1, 2, 2, 2, 2)


def week_table(weeks: Sequence[Week], today: date, days_entered: int, screen: Screen, *, asked: bool = False) -> str:
    """Show weeks, oldest first; `days_entered` is the number of days with any entry since the first of them.

    There is at least one week. Where a row does not fit, each week becomes a paragraph; in plain text a sentence. Where that is
    more than a screen, the newest that fit, unless so many weeks were `asked` for.
    """
    first, *goal = closing(weeks[-1], today, days_entered).split("\n")
    beside = screen.plain or _aligned(weeks, today, screen) is None  # each week says its goal already
    below = [paragraph(sentence, screen) for sentence in (first, *([] if beside else goal))]
    line = f"kfit week --weeks {len(weeks)}"
    return _newest(weeks, lambda shown: [*rows_of(shown, today, screen), *below], line, screen, every=asked)


def _newest(weeks: Sequence[Week], draw: Callable[[Sequence[Week]], list[str]], line: str, screen: Screen, *, every: bool) -> str:
    """Draw the newest weeks that fit a screen, or `every` one; `line` shows the rest."""
    for number in range(len(weeks)):
        lines = [*draw(weeks[number:]), *([paragraph(f"Earlier weeks: {line}", screen)] if number else [])]
        if every or lines_of(lines, screen) <= LONGEST:
            break
    return joined(lines)


def rows_of(weeks: Sequence[Week], today: date, screen: Screen) -> list[str]:
    """Return the lines of weeks with their legend: a table, where a row does not fit paragraphs; in plain text sentences."""
    if screen.plain:
        return [sentence(week, today) for week in weeks]
    columns = _aligned(weeks, today, screen)
    legend = ["", *(dim(line, screen) for line in fold(_legend(weeks, counted=columns is None), screen.width))]
    if columns is None:
        return [
            *(goals.tinted(_paragraph(week, bar, today), screen) for week, bar in zip(weeks, bars(weeks, screen), strict=True)),
            "\n".join(legend),
        ]
    title = _treated_title(weeks)
    lines = [dim(_row((*TITLES, title), columns), screen)]
    for week, row in zip(weeks, _rows(weeks, today, screen), strict=True):
        first, *more = _treated(week, screen.width - sum(columns), worded=title != DOSE.capitalize())
        lines += [goals.tinted(_row((*row, first), columns), screen), *(" " * sum(columns) + line for line in more)]
    return [line.rstrip() for line in [*lines, *legend]]


def _aligned(weeks: Sequence[Week], today: date, screen: Screen) -> list[int] | None:
    """Return the width of each column, None where a row does not fit."""
    return None if screen.narrow else _columns(_rows(weeks, today, screen), screen)


def bars(weeks: Sequence[Week], screen: Screen) -> list[str]:
    """Draw how far the goal of each week was reached; where none of them has one, its movement against the highest week.

    All bars of a table mean the same: empty is that of a week without movement, and of one without a goal beside others with one.
    """
    if any(week.goal for week in weeks):
        return [goals.bar(goals.share(week.goal), screen, BAR) if week.goal and week.exercise else "" for week in weeks]
    highest = max(week.exercise for week in weeks)
    return [goals.bar(week.exercise / highest, screen, BAR) if week.exercise else "" for week in weeks]


def _met(week: Week) -> bool:
    return week.goal is not None and week.goal.met


def sentence(week: Week, today: date) -> str:
    """Say a week in one sentence, as `2 to 8 Nov: 50 minutes in 4 sessions; sleep 7h22, 7 nights; mood 5.1, 7 days.` does."""
    said = []
    if week.sessions:
        aimed = f" (goal{'' if week.goal.met else ':'} {goals.progress_said(week.goal)})" if week.goal else ""
        said.append(f"{count(week.exercise, 'minute')} in {count(week.sessions, 'session')}{aimed}")
    if week.sleep is not None:
        said.append(f"sleep {humanize.hours_minutes(round(week.sleep))}, {count(week.nights, 'night')}")
    if week.mood is not None:
        said.append(f"mood {tenths(week.mood)}, {count(week.mood_days, 'day')}")
    for word, days in ((INFUSION, week.infusions), (DOSE, single_doses(week))):
        said += [f"{word}{'s' * (len(days) > 1)} {', '.join(treated_days(days))}"] if days else []
    said += doses_counted(week)
    so_far = ", so far" if running(week, today) else ""
    return f"{span(week, today, ' to ')}{so_far}: {'; '.join(said) or _nothing(week)}."


def closing(week: Week, today: date, days_entered: int) -> str:
    """Say the last week in words, and how far its goal is; if it holds nothing, that days without an entry are left out."""
    if not week.logged:
        return f"Days without an entry are left out. You have entries on {count(days_entered, 'day')}."
    said = []
    if week.sessions:
        said.append(f"{count(week.exercise, 'minute')} of movement")
    if week.sleep is not None:
        said.append(f"sleep {humanize.hours_minutes(round(week.sleep))}")
    if week.mood is not None:
        said.append(f"mood {tenths(week.mood)} of 10")
    when = "So far this week" if running(week, today) else f"From {span(week, today, ' to ')}"
    if not week.goal or not week.sessions:
        return f"{when}: {', '.join(said)}."
    far = "" if week.goal.met else " so far:" if running(week, today) else ":"
    return f"{when}: {', '.join(said)}.\nGoal{far} {goals.progress_said(week.goal)}."


def running(week: Week, today: date) -> bool:
    """Tell whether the week still goes on, and is counted to its end."""
    return week.monday <= today <= week.sunday == week.until


def span(week: Week, today: date, between: str = " - ", digits: int = 1) -> str:
    """Say the counted days of a week: `2 - 8 Nov`, `28 Sep - 4 Oct`, with the year where it is not today's."""
    return days_said(week.since, week.until, today, between, digits)


def days_said(first: date, last: date, today: date, between: str = " - ", digits: int = 1) -> str:
    """Say the days from one to another: `2 - 8 Nov`; `digits` are the columns of a day's number."""
    month = f" {short_month(first.month)}" if first.month != last.month else ""
    year = f" {last.year}" if last.year != today.year else ""
    if first == last:
        return f"{last.day:>{digits}} {short_month(last.month)}{year}"
    return f"{first.day:>{digits}}{month}{between}{last.day:>{digits}} {short_month(last.month)}{year}"


def single_doses(week: Week) -> tuple[str, ...]:
    """Return the days of a week's doses; none where a course is part of it, since its doses are counted then."""
    return () if week.in_course else week.doses


def doses_counted(week: Week) -> list[str]:
    """Say the number of all doses of a week that has a part of a course: `6 doses`."""
    return [count(week.in_course + len(week.doses), DOSE)] if week.in_course else []


def treated_days(days: Sequence[str], *, month: bool = False) -> list[str]:
    """Say the days with an infusion or a dose: `Thu 5`, or `Thu 5 Nov` with the month; `Thu 5 (2)` where there were two."""
    said = []
    for told in dict.fromkeys(days):
        day, times = date.fromisoformat(told), days.count(told)
        words = f"{WEEKDAYS[day.weekday()][:3].capitalize()} {day.day}" + (f" {short_month(day.month)}" if month else "")
        said.append(words + (f" ({times})" if times > 1 else ""))
    return said


def none_shown(since: date, until: date, today: date, wider: str, screen: Screen) -> str:
    """Say that no week of the span holds mood, sleep or movement, and a line that shows more."""
    text = f"No mood, sleep or movement from {in_words(since, today)} to {in_words(until, today)}."
    return f"{paragraph(text, screen)}\nFurther back: {wider}"


def _legend(weeks: Sequence[Week], *, counted: bool) -> str:
    """Say what the bars and figures are; where nights and days are `counted` in words, and goals said, no more than that."""
    bar = _full_bar(weeks, counted=counted)
    if counted:
        return f"{bar}Sleep and mood are means. Monday to Sunday."
    return f"{bar}Sleep and mood are means, in brackets of how many nights or days. Monday to Sunday."


def _full_bar(weeks: Sequence[Week], *, counted: bool) -> str:
    """Say what a full bar is, and of weeks with and without a goal that only the first have one; nothing where no bar is drawn."""
    moved = [week for week in weeks if week.exercise]
    if not any(week.goal for week in weeks):
        return f"Full bar: {max(week.exercise for week in moved)} min, your highest week shown. " if moved else ""
    aimed = {goals.goal_said(week.goal) for week in moved if week.goal}
    said = f" ({aimed.copy().pop()})" if len(aimed) == 1 and not counted else ""
    without = "; no bar: a week without a goal" if any(week.goal is None for week in moved) else ""
    return f"Full bar: that week's goal{said}{without}. " if aimed else ""


def _rows(weeks: Sequence[Week], today: date, screen: Screen) -> list[tuple[str, ...]]:
    """Return the cells of each week but its infusions and doses: a week without anything says so once."""
    return [
        (
            span(week, today, digits=2) + (" so far" if running(week, today) else ""),
            f"{week.exercise} min, {_times(week.sessions)}" if week.sessions else _nothing(week),
            bar + f" {MET}" * (bool(bar) and _met(week)),
            f"{humanize.hours_minutes(round(week.sleep))} ({week.nights})"
            if week.sleep is not None
            else NO_NIGHT
            if week.naps
            else _absent(week),
            f"{tenths(week.mood)} ({week.mood_days})" if week.mood is not None else _absent(week),
        )
        for week, bar in zip(weeks, bars(weeks, screen), strict=True)
    ]


def _times(sessions: int) -> str:
    return "once" if sessions == 1 else f"{sessions} times"


def _nothing(week: Week) -> str:
    """Say that a week has no movement; one that was paused throughout says that."""
    return PAUSED if week.paused else NO_ENTRY


def _absent(week: Week) -> str:
    return NO_ENTRY if week.logged else ""


def _columns(rows: Sequence[tuple[str, ...]], screen: Screen) -> list[int] | None:
    """Return the width of each column, closer together where they must be; None if they do not fit."""
    contents = [max(len(row[place]) for row in rows) for place in range(len(ROOMY))]
    least = [content + gap for content, gap in zip(contents, GAPS, strict=True)]
    roomy = [max(pair) for pair in zip(least, ROOMY, strict=True)]
    last = len(INFUSION)
    for columns in (roomy, [max(pair) for pair in zip(least, map(len, TITLES), strict=False)]):
        if sum(columns) + last <= screen.width:
            return columns
    return None


def _row(cells: Sequence[str], columns: Sequence[int]) -> str:
    return "".join(cell.ljust(column) for cell, column in zip(cells, columns, strict=False)) + cells[-1]


def _treated_title(weeks: Sequence[Week]) -> str:
    """Return the title over the days of infusions; where there are doses alone, over theirs."""
    dosed = any(week.doses or week.in_course for week in weeks)
    return (DOSE if dosed and not any(week.infusions for week in weeks) else INFUSION).capitalize()


def _treated(week: Week, columns: int, *, worded: bool) -> list[str]:
    """Return the lines of a week's infusions and doses, as many in each as fit; `worded` puts their word before the days of doses."""
    lines = [""]
    doses = treated_days(single_doses(week))
    word = [f"{DOSE}{'s' * (len(doses) > 1)}"] if worded and doses else []
    for said in [*treated_days(week.infusions), *word, *doses, *doses_counted(week)]:
        together = f"{lines[-1]}{' ' if word and lines[-1].endswith(word[0]) else ', '}{said}" if lines[-1] else said
        lines = [*lines[:-1], together] if len(together) <= columns or not lines[-1] else [*lines, said]
    return lines


def _paragraph(week: Week, bar: str, today: date) -> str:
    lines = [span(week, today) + (", so far" if running(week, today) else "")]
    if week.sessions:
        said = [f"            {bar}"] if bar else []
        lines.append(f"  Movement  {week.exercise} min in {count(week.sessions, 'session')}")
        lines += [f"  Goal      {bar}", f"            {goals.progress_said(week.goal)}"] if week.goal else said
    if week.sleep is not None:
        lines.append(f"  Sleep     {humanize.hours_minutes(round(week.sleep))} ({count(week.nights, 'night')})")
    if week.mood is not None:
        lines.append(f"  Mood      {tenths(week.mood)} of 10 ({count(week.mood_days, 'day')})")
    for word, days in ((INFUSION, week.infusions), (DOSE, single_doses(week))):
        said = treated_days(days, month=True)
        lines += [f"  {label:8}  {day}" for label, day in zip([word.capitalize(), *[""] * len(said)], said, strict=False)]
    lines += [f"  {'Doses':8}  {week.in_course + len(week.doses)}"] if week.in_course else []
    return "\n".join(lines if len(lines) > 1 else [*lines, f"  {_nothing(week)}"])


def page(first: date, weeks: Sequence[Week], told: Recap, today: date, screen: Screen, *, every: bool = False) -> str:  # noqa: PLR0913 - what a month is, and how much of it
    """Show a month's weeks, from the first that holds something, and what all of them come to: the newest that fit, or `every` one."""
    title = f"The weeks of {name_of(first)}"
    if not weeks:
        return paragraph(f"{title}: no entry of mood, sleep or movement.", screen)
    heading = f"{title}." if screen.plain else dim(title, screen)
    below = sentences(told, weeks, today, screen)
    line = f"kfit month {first:%Y-%m} --all"
    return _newest(weeks, lambda shown: [heading, *rows_of(shown, today, screen), *below], line, screen, every=every)


def sentences(told: Recap, found: Sequence[Week], today: date, screen: Screen) -> list[str]:
    """Say what the weeks come to: `In 4 weeks: 85 min on 5 days, sleep 6h47 (13 nights), mood 4.2 (15 days).`"""
    said = []
    if told.sessions:
        said.append(f"{told.exercise} min on {count(told.exercise_days, 'day')}")
    if told.sleep is not None:
        said.append(f"sleep {humanize.hours_minutes(round(told.sleep))} ({count(told.nights, 'night')})")
    if told.mood is not None:
        said.append(f"mood {tenths(told.mood)} ({count(told.mood_days, 'day')})")
    so_far = " so far" if told.until >= today else ""
    lines = [f"In {count(len(found), 'week')}{so_far}: {', '.join(said)}."]
    if told.goals_met:
        met = ", ".join(f"{subject_said(subject)} in {count(times, 'week')}" for subject, times in told.goals_met)
        lines.append(f"Goal met: {met}.")
    return [paragraph(line, screen) for line in lines]


def name_of(first: date) -> str:
    """Return a month's name with its year: `November 2026`."""
    return f"{MONTHS[first.month - 1].capitalize()} {first.year}"
