"""Says what goes together, and what does not, in the person's own units: never why, and never what to do."""

from __future__ import annotations

from math import sqrt
from typing import NamedTuple

from ..humanize import WEEKDAYS, hours_minutes, in_words, tenths
from ..model.associations import (
    DESCRIBE,
    DESCRIBED,
    EACH_SIDE,
    EARLY,
    EFFICIENCY,
    FADED,
    JUDGE,
    LENGTH,
    MIXED,
    MOVEMENT,
    NONE,
    REGULARITY,
    TOGETHER,
)
from .text import count, dim, hanging, joined, oldest, paragraph, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..model.associations import DailySeries, Finding, Look, MoodPattern, Question
    from .screen import Screen

NOUNS = {
    MOVEMENT: "movement",
    LENGTH: "time asleep",
    EFFICIENCY: "time asleep of the time in bed",
    REGULARITY: "nights off your usual time",
}
SCALES = {"pain": "0 none, 10 worst", "anxiety": "0 none, 10 worst"}
NOTHING = "Nothing to compare yet. It takes a mood, and movement, sleep or a habit, on the same days."
NO_WHY = "This can't show why. The mood can come first, or something else can move both."
STILL_THERE = "A small difference, either way, could still be there."
NOTHING_FOUND = f"Nothing stands out. {STILL_THERE}"
FIGURES_ALONE = "kfit looks at these figures alone, not at what else a habit is for."
LESS_SLEEP = "Less sleep is nothing to try: it can be a part of what goes on. Tell your clinic."
THIN = "The other days may be of another kind."
MORE = "How it was made: kfit insights --explain"
REST = "The rest: kfit insights --all"
AROUND = "Around infusions: kfit insights infusion"
OWN = "A question of your own can be tried by weeks drawn by lot: kfit try"


class PageView(NamedTuple):
    """What is shown beside the figures: `every` line of them, the ways on, and among these that of a trial."""

    every: bool = False
    ways_on: bool = True
    can_try: bool = False


def insights_page(look: Look, pattern: MoodPattern | None, today: date, screen: Screen, view: PageView) -> str:
    """Return the page: what was found, what was not, what it is too early for, and how the mood moves."""
    if not look.findings:
        return joined([paragraph(NOTHING, screen), *_pattern_lines(pattern, today, screen)])
    lines = _heading(look, today, screen)
    if pattern is not None and pattern.thin:
        lines += [paragraph(f"A mood is there on {pattern.days} of {count(pattern.span, 'day')}. {THIN}", screen)]
    if any(one.status in (TOGETHER, DESCRIBED) for one in look.findings):
        lines += [paragraph(NO_WHY, screen)]  # never cut off
    for title, statuses in SECTIONS:
        found = [one for one in look.findings if one.status in statuses]
        if found:
            lines += ["", title] if not screen.plain else [title]
            for one in found:
                lines += _bullet(finding_said(one, look, today), screen)
        if NONE in statuses and found:
            lines += _bullet(_unseen(look, found), screen)
    lines += _pattern_lines(pattern, today, screen)
    lines = [part for line in lines for part in line.split("\n")]
    ways = [MORE, AROUND, *([OWN] if view.can_try else [])] if view.ways_on else []
    foot = [*(_apart(screen) if ways else []), *(dim(line, screen) for way in ways for line in paragraph(way, screen).split("\n"))]
    return joined([*(lines if view.every else oldest(lines, foot, REST, screen)), *foot])


def _unseen(look: Look, found: Sequence[Finding]) -> list[str]:
    """Say what it means that there was no sign, and what it does not."""
    said = [STILL_THERE if any(one.status == TOGETHER for one in look.findings) else NOTHING_FOUND]
    return [*said, FIGURES_ALONE] if any(one.question.input.kind in ("exercise", "habit") for one in found) else said


def _apart(screen: Screen) -> list[str]:
    return [] if screen.plain else [""]


SECTIONS = (
    ("Went together", (TOGETHER,)),
    ("Seen before, not at the latest look", (FADED,)),
    ("No sign of going together", (NONE, MIXED)),
    ("So far, without a verdict", (DESCRIBED,)),
    ("Too early", (EARLY,)),
)


def _heading(look: Look, today: date, screen: Screen) -> list[str]:
    if look.day is None:
        first = f"What goes together. Figures come from {DESCRIBE} days of both on, verdicts from {JUDGE} on."
        return [paragraph(first, screen), *_next_look(look, today, screen)]
    said = f"What goes together, by your entries up to {in_words(look.day, today)}."
    return [paragraph(said, screen), *_next_look(look, today, screen)]


def _next_look(look: Look, today: date, screen: Screen) -> list[str]:
    if look.next_day is None:
        return []
    return [paragraph(f"kfit looks every 28 days; next after {in_words(look.next_day, today)}.", screen)]


def _bullet(sentences: Sequence[str], screen: Screen) -> list[str]:
    text = " ".join(sentences)
    return [text] if screen.plain else hanging("  ", text, screen)


def title(question: Question) -> str:
    """Say what a question asks about: `Mood and movement the day before`."""
    found = f"{question.outcome.name.capitalize()} and {noun(question.input)}"
    return safe(found + (" the day before" if question.input.lag else ""))


def noun(series: DailySeries) -> str:
    """Say what an input is: `movement`, `time asleep`, `meditation`."""
    return NOUNS.get(series.name, series.name) if series.kind in ("exercise", "sleep") else series.name


def amount(series: DailySeries, cut: float) -> str:
    """Say the days with: `20 minutes or more`, `7h00 asleep or more`, `meditation`."""
    if series.name == LENGTH and series.kind == "sleep":
        return f"{hours_minutes(round(cut))} asleep or more"
    if series.name == EFFICIENCY and series.kind == "sleep":
        return f"{cut:.0f}% of the time in bed asleep or more"
    if series.name == REGULARITY and series.kind == "sleep":
        return f"a night {count(round(cut), 'minute')} or more off your usual time"
    return f"{count(round(cut), 'minute')} or more" if series.kind == "exercise" else safe(series.name)


def _days(one: Finding) -> str:
    """Say which days were higher: `days after 20 minutes or more: 31 days with, 40 without`."""
    series = one.question.input
    on = "days after" if series.lag or series.kind == "sleep" else "days with"
    return f"{on} {amount(series, one.cut)}: {count(one.with_days, 'day')} with, {one.without_days} without"


def difference_said(one: Finding) -> str:
    """Say a difference in the units of the outcome: `0.8 higher on days after 20 minutes or more: 31 days with, 40 without`."""
    value = one.difference or 0.0
    if tenths(abs(value)) == "0.0":
        return f"alike to a tenth on {_days(one)}"
    return f"{tenths(abs(value))} {'higher' if value > 0 else 'lower'} on {_days(one)}"


def finding_said(one: Finding, look: Look, today: date) -> list[str]:
    """Return the sentences on a question."""
    said = [f"{title(one.question)}:"]
    if one.status == EARLY:
        return [*said, f"{_missing(one)}."]
    if one.status == DESCRIBED:
        return [*said, *_so_far(one)]
    if one.status == FADED and one.called_on:
        return [*said, f"seen at the look of {in_words(one.called_on, today)}."]
    if one.status == MIXED:
        return [*said, _both_ways(one)]
    if one.status == NONE:
        return [*said, f"a difference under {tenths(one.least or 0.0)} can stay unseen in {count(one.pairs, 'day')}.", *_twins(one)]
    small = "a small difference, " if one.small else ""
    before = [f"Seen first on {in_words(one.called_on, today)}."] if one.called_on and one.called_on != look.day else []
    return [*said, f"{small}{difference_said(one)}.", *before, *_twins(one), *_sleep_caution(one)]


def _twins(one: Finding) -> list[str]:
    names = [noun(twin) for twin in one.question.twins]
    if not names:
        return []
    return [f"({safe(' and '.join(names)).capitalize()} goes up and down with it, so that is one question.)"]


def _sleep_caution(one: Finding) -> list[str]:
    less = one.question.input.name == LENGTH and one.question.outcome.better == ("high" if (one.difference or 0.0) < 0 else "low")
    return [LESS_SLEEP] if less else []


def _so_far(one: Finding) -> list[str]:
    more = count(max(0, JUDGE - one.pairs), "more day")
    until = f"A verdict takes {more}." if one.pairs < JUDGE else "It is weighed at the next look."
    if not one.points_one_way:
        return [_both_ways(one), until]
    most = tenths(one.least or 0.0)
    chance = f"Chance alone can make up to {most}." if abs(one.difference or 0.0) <= (one.least or 0.0) else "That can still be chance."
    return [f"{difference_said(one)}.", chance, *_sleep_caution(one), until]


def _both_ways(one: Finding) -> str:
    return f"the figures of {count(one.pairs, 'day')} point both ways, so none is shown."


def _missing(one: Finding) -> str:
    """Say what a question still takes: `12 of 28 days with both, so 16 more days`; once it has these, the days on each side."""
    if one.pairs < DESCRIBE:
        return f"{one.pairs} of {DESCRIBE} days with both, so {count(DESCRIBE - one.pairs, 'more day')}"
    for there, word in ((one.with_days, "with"), (one.without_days, "without")):
        if there < EACH_SIDE:
            return f"{there} of {EACH_SIDE} days {word} {amount(one.question.input, one.cut)}"
    return "one of the two is the same on all days"


def _pattern_lines(pattern: MoodPattern | None, today: date, screen: Screen) -> list[str]:
    if pattern is None or not (pattern.step.value or pattern.regularity.value):
        return []
    days = f"{in_words(pattern.first, today)} to {in_words(pattern.last, today)}"
    lines = [*_apart(screen), paragraph(f"Mood from day to day, {days}", screen)]
    if pattern.step.value:
        told = (
            f"From one day to the next it moves by {tenths(pattern.step.value)} on average ({count(pattern.step.pairs, 'pair')} of days)."
        )
        lines += _bullet([told], screen)
    if pattern.inertia.value is not None:
        lines += _bullet(_inertia_said(pattern.inertia.value, pattern.inertia.pairs), screen)
    if pattern.weekly:
        each = ", ".join(f"{name[:3].capitalize()} {tenths(one.mean or 0.0)}" for name, one in zip(WEEKDAYS, pattern.weekdays, strict=True))
        least = count(min(one.days for one in pattern.weekdays), "day")
        lines += _bullet([f"Mean by weekday: {each} (at least {least} each).", "Chance alone seldom makes as much: 1 time in 100."], screen)
    if pattern.regularity.value is not None:
        told = f"Sleep regularity index {pattern.regularity.value:.0f}, from -100 to 100 (100: the same every day; {count(pattern.regularity.pairs, 'pair')} of nights)."
        lines += _bullet([told], screen)
    return lines


def _inertia_said(value: float, pairs: int) -> list[str]:
    """Say the inertia with its scale and its number of days, and where it is as near to 0 as chance brings it."""
    below = ", and below 0 it goes up and down by turns" if value < 0 else ""
    said = [f"Inertia {value:.2f}: 0 is a fresh start each day, 1 is no change{below}.", f"({count(pairs, 'pair')} of days.)"]
    return [*said, "So near to 0 it can be chance."] if abs(value) < CHANCE / sqrt(pairs) else said


CHANCE = 1.96  # standard errors, of about 1 by the root of the pairs
# A line each at 80 columns.
EXPLAINED = (
    "Differences: mean on days with, less that without; trend and weekday taken out.",
    "Verdicts: by ranks. Days that hang together count less. All looks share one bar.",
    "Unseen: up to 2.8 times its spread by chance, a difference can stay unseen.",
    "Moves: mean step. Inertia: tie to yesterday. Weekday: mean. Sleep: overlap.",
)


def explanation(screen: Screen) -> str:
    """Say in four lines how each figure was made."""
    return joined(paragraph(line, screen) for line in EXPLAINED)


METHODS = (
    "One person's daily entries, self-reported. Each input has one lag, fixed by the time of day at which it is done.",
    "A day with other entries but no movement, habit or effect counts as a day without. No other day is filled in.",
    "Medicines and doses are no inputs. Infusion days are left out, and side effects of the first 24 hours after one.",
    "Adjusted values: a least-squares trend and weekday medians are removed (of yes-no inputs, weekday shares).",
    "Spearman's rho on complete pairs. Its p: Student's t on Bartlett's effective n, with autocorrelations of up to 28 days.",
    "Benjamini-Hochberg over all questions of a look. A call also takes p up to .05 by circular shift of the last 730 days.",
    "Looks are 28 days apart. The rate is .003, .0075, .02 and .05 for the first four. Then it is .02 divided by the number of the look.",
    "In simulated diaries without an effect, that gives any call in a year in under 10%. docs/simulation.md has the table.",
    "Day to day: mean absolute step of adjacent days with a mood. Regularity: SRI (Phillips 2017).",
    "Inertia: mean product of adjacent days' distances from the mean, by the variance (n - 1).",
    "Weekdays show at p up to .01, by turning each week by some days. Trend removed, 8 weeks or more.",
    "Cut-offs are fixed without the outcome. With fewer than 8 days on a side, the median of the input is used instead.",
    "An observed association; no cause is shown, and none is excluded.",
)


def clinician_page(look: Look, pattern: MoodPattern | None, today: date, screen: Screen) -> str:
    """Return the methods, and the figures of each question."""
    moves = pattern.change if pattern is not None else None
    when = f"Look of {in_words(look.day, today)}, number {look.number}, rate {look.level:.3g}." if look.day else "No look yet."
    lines = ["For the clinician", paragraph(when, screen), *_apart(screen)]
    for one in look.findings:
        lines += _bullet([f"{title(one.question)}: {one.status};", f"{_figures(one)}."], screen)
    if moves is not None and moves.value is not None:
        lines += _bullet([f"mood: RMSSD (root of the mean squared step) {moves.value:.2f};", f"n {count(moves.pairs, 'pair')}."], screen)
    return joined([*lines, *(_apart(screen) if len(lines) > 2 else []), *(paragraph(line, screen) for line in METHODS)])


def _figures(one: Finding) -> str:
    told = [f"n {one.pairs} ({one.with_days} with, {one.without_days} without)"]
    for name, value in (
        ("rho", one.rho),
        ("difference", one.difference if one.points_one_way else None),
        ("n effective", one.n_effective),
        ("p", one.p),
        ("p adjusted", one.adjusted),
        ("p by shift", one.shift),
        ("detectable difference", one.least),
    ):
        if value is not None:
            told.append(
                f"{name} {value:.0f}" if name == "n effective" else f"{name} {value:.2g}" if name.startswith("p") else f"{name} {value:.2f}"
            )
    return ", ".join(told)
