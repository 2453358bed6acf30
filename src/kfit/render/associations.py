"""Says what goes together, and what does not, in the person's own units: never why, and never what to do."""

from __future__ import annotations

from ..humanize import WEEKDAYS, hours_minutes, in_words, tenths
from ..model.associations import DESCRIBED, EARLY, EFFICIENCY, FADED, LENGTH, MIXED, MOVEMENT, NONE, REGULARITY, TOGETHER
from ..parsing.tokens import quoted
from .text import count, dim, hanging, joined, oldest, paragraph, safe, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..model.associations import DailySeries, Finding, Look, MoodPattern, Question
    from .screen import Screen

LEAST_WEEKDAYS = 4  # days of each weekday
DESCRIBE, JUDGE, EACH_SIDE = 28, 56, 8  # the least pairs of days for figures and for a verdict, and days on each side
NOUNS = {
    MOVEMENT: "movement",
    LENGTH: "time asleep",
    EFFICIENCY: "time asleep of the time in bed",
    REGULARITY: "nights off your usual time",
}
SCALES = {"pain": "0 none, 10 worst", "anxiety": "0 none, 10 worst"}
NOTHING = "Nothing to compare yet. It takes a mood, and movement, sleep or a habit, on the same days."
NO_WHY = "This can't show why. The mood can come first, or something else can move both."
NOTHING_FOUND = "Nothing stands out. A small difference, either way, could still be there."
LESS_SLEEP = "Less sleep is nothing to try: it can be a part of what goes on. Tell your clinic."
MORE = "More: kfit insights --explain"
REST = "The rest: kfit insights --explain"
AROUND = "Around infusions: kfit insights infusion"


def insights_page(look: Look, pattern: MoodPattern | None, today: date, screen: Screen, *, every: bool = False) -> str:
    """Return the page: what was found, what was not, what it is too early for, and how the mood moves."""
    if not look.findings:
        return joined([paragraph(NOTHING, screen), *_pattern_lines(pattern, screen)])
    lines = _heading(look, today, screen)
    if any(one.status in (TOGETHER, DESCRIBED) for one in look.findings):
        lines += [paragraph(NO_WHY, screen)]  # never cut off
    for title, statuses in SECTIONS:
        found = [one for one in look.findings if one.status in statuses]
        if found:
            lines += ["", title] if not screen.plain else [title]
            for one in found:
                lines += _bullet(finding_said(one, look, today), screen)
        if NONE in statuses and found and not any(one.status == TOGETHER for one in look.findings):
            lines += _bullet([NOTHING_FOUND], screen)
    lines += _trial_lines(look, screen)
    lines += _pattern_lines(pattern, screen)
    lines = [part for line in lines for part in line.split("\n")]
    foot = [*_apart(screen), *(dim(paragraph(line, screen), screen) for line in (MORE, AROUND))]
    return joined([*(lines if every else oldest(lines, foot, REST, screen)), *foot])


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
        first = f"What goes together. The first verdicts come after {JUDGE} days of both."
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
        return [*said, f"no clear direction in {count(one.pairs, 'day')}, so no figure is shown."]
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
    until = f"A verdict takes {more}." if one.pairs < JUDGE else "A verdict comes with the next look."
    if not one.points_one_way:
        return [f"no clear direction in {count(one.pairs, 'day')}.", until]
    most = tenths(one.least or 0.0)
    chance = f"Chance alone can make up to {most}." if abs(one.difference or 0.0) <= (one.least or 0.0) else "That can still be chance."
    return [f"{difference_said(one)}.", chance, *_sleep_caution(one), until]


def _missing(one: Finding) -> str:
    """Say what a question still takes: `12 of 28 days with both, so 16 more days`; once it has these, the days on each side."""
    if one.pairs < DESCRIBE:
        return f"{one.pairs} of {DESCRIBE} days with both, so {count(DESCRIBE - one.pairs, 'more day')}"
    for there, word in ((one.with_days, "with"), (one.without_days, "without")):
        if there < EACH_SIDE:
            return f"{there} of {EACH_SIDE} days {word} {amount(one.question.input, one.cut)}"
    return "all its days are alike"


def _trial_lines(look: Look, screen: Screen) -> list[str]:
    """Offer a trial of one's own for the first thing that went together and can be tried."""
    tried = next((one for one in look.findings if one.status == TOGETHER and one.question.input.kind in ("exercise", "habit")), None)
    if tried is None:
        return []
    series = tried.question.input
    words = f"move {round(tried.cut)} minutes" if series.kind == "exercise" else series.name
    line = f"kfit try {quoted(safe(words), always=True)} --pairs 6"
    return [
        *_apart(screen),
        paragraph(f"Whether it makes a difference, entries alone can't say. Weeks drawn by lot tell more: {line}", screen),
    ]


def _pattern_lines(pattern: MoodPattern | None, screen: Screen) -> list[str]:
    if pattern is None or not (pattern.change.value or pattern.regularity.value):
        return []
    lines = [*_apart(screen), "Mood from day to day"]
    if pattern.change.value:
        told = f"From one day to the next it moves by about {tenths(pattern.change.value)} ({count(pattern.change.pairs, 'pair')} of days)."
        lines += _bullet([told], screen)
    if pattern.inertia.value is not None:
        lines += _bullet(
            [
                f"Inertia {pattern.inertia.value:.2f}: 0 is a fresh start each day, 1 is no change.",
                f"({count(pattern.inertia.pairs, 'pair')} of days.)",
            ],
            screen,
        )
    if min(days for _, days in pattern.weekdays) >= LEAST_WEEKDAYS:
        each = ", ".join(f"{WEEKDAYS[place][:3].capitalize()} {short(value or 0.0)}" for place, (value, _) in enumerate(pattern.weekdays))
        least = min(days for _, days in pattern.weekdays)
        lines += _bullet(
            [f"Middle mood by weekday: {each} (at least {count(least, 'day')} each).", "Weekdays differ by chance too."], screen
        )
    if pattern.regularity.value is not None:
        told = f"Sleep regularity index {pattern.regularity.value:.0f}, from -100 to 100 (100: the same every day; {count(pattern.regularity.pairs, 'pair')} of nights)."
        lines += _bullet([told], screen)
    return lines


EXPLAINED = (
    "Days: both were logged; the day of an infusion is left out. Whether the same day counts or the next is fixed beforehand.",
    "Differences: the mean on days with, less that on days without. A straight trend and the middle of each weekday are taken out first.",
    "Verdicts: ranks are compared, and days that hang together count for less. All questions and looks share one bar, so few are called by chance.",
    "Unseen: a difference below 2.8 times its own spread by chance is easily overlooked. Looks are made anew when old entries change.",
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
    "Cut-offs are fixed without the outcome. With fewer than 8 days on a side, the median of the input stands in.",
    "An observed association; no cause is shown, and none is excluded.",
)


def clinician_page(look: Look, today: date, screen: Screen) -> str:
    """Return the methods, and the figures of each question."""
    when = f"Look of {in_words(look.day, today)}, number {look.number}, rate {look.level:.3g}." if look.day else "No look yet."
    lines = ["For the clinician", paragraph(when, screen), *_apart(screen)]
    for one in look.findings:
        lines += _bullet([f"{title(one.question)}: {one.status};", f"{_figures(one)}."], screen)
    return joined([*lines, *(_apart(screen) if look.findings else []), *(paragraph(line, screen) for line in METHODS)])


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
