"""The words of the insights around infusions: the days, the list of rounds, how long mood held, and how each figure was made."""

from __future__ import annotations

from typing import NamedTuple

from ..humanize import day_month
from ..model.rounds import (
    FEWEST_FOR_CURVE,
    FEWEST_FOR_HALF,
    FEWEST_FOR_INTERVAL,
    GAP,
    IN_A_ROW,
    LONGEST_GAP,
    NEXT,
    NO_MOOD,
    NOT_ABOVE,
    OPEN,
    UNDER,
)
from ..model.routes import DOSE, INFUSION
from .infusions import EXPECTED, NOT_WHY, days_said, figure
from .phrases import given_said
from .round_chart import draw_days, median_short, medians_said
from .text import LONGEST, count, dim, fold, hanging, joined, lines_of, newest, oldest, pad, paragraph, short, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..model.rounds import AlignedDay, Curve, CurveStep, MoodRound, RoundInsights
    from .screen import Screen

LINE = "kfit insights infusion"
HELD_LINE = f"{LINE} --held"
SETTING = "kfit config set held_mood"
SAME = 1e-6  # of a mood: what differs by less was not rounded
WEEKS = (7, 14, 21, 28, 42, 56, 84)  # days of which the share is told
LEAST_ROUNDS = 3  # of the list, that have room beside the days
MOST_COLUMNS, DAYS_APART = 3, 4  # of days, and blanks between them
BEFORE_COLUMNS, AFTER_COLUMNS, HIGHEST_COLUMNS, LAST_COLUMNS = 15, 13, 9, 26  # of the list of rounds
BRACKETS = "Mood: middle value (days with an entry)"
BOOKED, TAKEN = "An infusion is often booked when mood slides.", "A dose is often taken when mood slides."
LOOKS_LONG = "So a round that ends with one can look longer than it was."
BOTH_LOOK_LONG = "So a round that ends with one, and the estimate, can look too long."
PAST = "These are past rounds of one person. They do not tell what another one will do."
NOTHING_AROUND = "No mood is logged on the days around it. One number a day is enough: kfit mood 6"


class RoundsView(NamedTuple):
    """What is shown beside the figures: every row, how they were made, methods, published figures. `counts_days` lets an open round count."""

    every: bool = False
    explain: bool = False
    clinician: bool = False
    context: bool = False
    counts_days: bool = True


class _Parts(NamedTuple):
    """The parts of a page from the top: `head` and `rounds` are the list of rounds, `added` what was asked for beside it, `line` its command.

    `spare` are groups of what is said that can be left out, the first ones first, where a screen has no room for all.
    """

    title: list[str]
    drawn: list[str]
    days: list[str]
    said: list[str]
    head: list[str]
    rounds: list[list[str]]
    closing: list[str]
    added: list[str]
    line: str
    spare: Sequence[Sequence[str]] = ()


def days_page(found: RoundInsights, screen: Screen, view: RoundsView) -> str:
    """Show the days around all infusions, before and after, and the list of rounds."""
    title = [f"Mood around {_given(found)}, {count(len(found.rounds), 'round')}"]
    said = [*medians_said(found), *_day_itself(found), *_too_early(found)] if found.days else [NOTHING_AROUND]
    added = _added(view, screen, EXPLAINED, METHODS)
    closing = [
        *_apart(found),
        f"{EXPECTED} {NOT_WHY}" if _rose(found) else NOT_WHY,
        *([] if added else [f"How it was made: {LINE} --explain"]),
    ]
    drawn = draw_days(found.days, _given(found, several=False), screen)
    days = _day_rows([one for one in found.days if one.day], screen)
    return _page(_Parts(title, drawn, days, said, *_listed(found, screen, view, held=False), closing, added, LINE), screen, view)


def held_page(found: RoundInsights, screen: Screen, view: RoundsView) -> str:
    """Show how long mood stayed at the threshold: the list of rounds, and the estimate over them."""
    mood, given = found.threshold.mood, _given(found)
    title = [f"How long mood held after {given}"]
    added = _added(view, screen, HELD_EXPLAINED, HELD_METHODS)
    closing = [*_apart(found), *([] if added else [f"How it was made: {HELD_LINE} --explain"])]
    if mood is None:
        said = [*medians_said(found), *_too_early(found), *_not_above(found)] if found.days else [NOTHING_AROUND]
        estimate, spare = [], [closing]
    else:
        source, rows = _threshold_from(found), _curve_rows(found, screen, every=view.clinician)
        told = estimate_said(found)
        said, estimate = [*_rule(mood), *source], [*told, *rows]
        spare = [rows, source[-1:], closing, source[:-1], told[2:], told[1:]]
    closing = [*estimate, booked_said(found), PAST, *closing]
    return _page(
        _Parts(title, [], [], said, *_listed(found, screen, view, held=mood is not None), closing, added, HELD_LINE, spare), screen, view
    )


def explanation(screen: Screen, view: RoundsView, *, held: bool) -> str:
    """Say in four lines how each figure of a page was made, and the published figures where these were asked for."""
    lines = _folded(HELD_EXPLAINED if held else EXPLAINED, screen)
    return joined([*lines, *_added(view._replace(explain=False), screen, (), ())])


def no_rounds(found: RoundInsights, screen: Screen) -> str:
    """Say that there is no round: no infusion, or a course of doses alone."""
    if not found.courses:
        return paragraph("No infusion is logged yet. After one, this is enough: kfit infusion iv", screen)
    return "\n".join(_folded(["The doses of a course come too often for rounds.", "Mood week by week: kfit infusions"], screen))


def _page(parts: _Parts, screen: Screen, view: RoundsView) -> str:
    """Put a page together on one screen: the days, the newest rounds, and the picture of the days where there is room.

    Where there is none for all that is said, its spare groups are left out, as many as it takes.
    """
    for number in range(len(parts.spare) + 1):
        left_out = {text for group in parts.spare[:number] for text in group}
        kept = parts._replace(
            said=[text for text in parts.said if text not in left_out], closing=[text for text in parts.closing if text not in left_out]
        )
        lines = _on_screen(kept, screen, view, whole=not left_out)
        if view.every or lines_of(lines, screen) - lines_of(parts.added, screen) <= LONGEST:
            break
    return joined(lines)


def _on_screen(parts: _Parts, screen: Screen, view: RoundsView, *, whole: bool) -> list[str]:
    """Return the lines of a page with the newest rounds for which there is room; `whole` says that nothing else is left out."""
    apart = [] if screen.plain else [""]
    more = f"{parts.line} --all"
    top, below = _folded(parts.title, screen), [*apart, *_folded(parts.closing, screen)]
    middle = [*_folded(parts.said, screen), *apart, *parts.head]
    beside = [*top, *middle, *below, *_folded([f"{len(parts.rounds)} earlier rounds: {more}" if whole else f"All of it: {more}"], screen)]
    least = [line for block in parts.rounds[-LEAST_ROUNDS:] for line in block]
    days = parts.days if view.every or not parts.days else oldest(parts.days, [*beside, *least], f"All days: {more}", screen)
    for picture in (parts.drawn, []):
        blocks = parts.rounds if view.every else newest(parts.rounds, [*beside, *picture, *days], screen)
        earlier = len(parts.rounds) - len(blocks)
        told = _folded([f"All of it: {more}"] if not whole else [f"{count(earlier, 'earlier round')}: {more}"] if earlier else [], screen)
        lines = [*top, *picture, *days, *middle, *(line for block in blocks for line in block), *told, *below, *parts.added]
        if view.every or (len(lines) - len(parts.added) <= LONGEST and len(blocks) >= min(LEAST_ROUNDS, len(parts.rounds))):
            break
    return lines


def _folded(said: Sequence[str], screen: Screen) -> list[str]:
    return [line for text in said for line in paragraph(text, screen).split("\n")]


def _given(found: RoundInsights, *, several: bool = True) -> str:
    """Return the word for what begins the rounds: `infusions`, `doses`, `infusions and doses`."""
    words = {one.word for told in found.rounds for one in told.round.infusions}
    return given_said(words & {INFUSION}, words & {DOSE}, several=several, joint="and" if several else "or")


def _day_rows(days: Sequence[AlignedDay], screen: Screen) -> list[str]:
    """Return a row for each day, in as many columns as fit; in plain text a sentence."""
    if screen.plain:
        return [_day_sentence(one) for one in days]
    if not days:
        return []
    digits, halves = max(len(str(one.rounds)) for one in days), any(map(_half, days))
    cells = [f"{one.day:>3} {short(one.median):>4} {f'{_half(one):^7} ' * halves}{one.rounds:>{digits}}" for one in days]
    head = f"day mood {' half   ' * halves}{'n':>{digits}}"
    columns = max(1, min(MOST_COLUMNS, len(cells), (screen.width + 1) // (len(head) + 1)))
    rows = -(-len(cells) // columns)
    between = " " * min(DAYS_APART, (screen.width + 1) // columns - len(head)) if columns > 1 else ""
    return [dim(between.join([head] * -(-len(cells) // rows)), screen), *(between.join(cells[row::rows]) for row in range(rows))]


def _half(one: AlignedDay) -> str:
    return "" if one.lower is None or one.upper is None else f"{short(one.lower)}-{short(one.upper)}"


def _day_itself(found: RoundInsights) -> list[str]:
    """Say the mood of the infusions' own days, which are in no other figure."""
    return [f"Apart, on the day of the {_given(found, several=False)} itself: {_figures(one)}." for one in found.days if not one.day]


def _day_sentence(one: AlignedDay) -> str:
    return f"Day {one.day}: {_figures(one)}."


def _figures(one: AlignedDay) -> str:
    half = f", middle half {short(one.lower)} to {short(one.upper)}" if one.lower is not None and one.upper is not None else ""
    return f"{short(one.median)}{half} ({count(one.rounds, 'round')})"


def _apart(found: RoundInsights) -> list[str]:
    """Say what is in none of the figures: the day itself, courses of doses, what was given within their days."""
    said = []
    if found.courses:
        within = f", nor {count(found.within, 'infusion')} within its days" if found.within else ""
        said = [f"Doses of a course are in no round{within}. Week by week: kfit infusions"]
    return said


def _too_early(found: RoundInsights) -> list[str]:
    """Say what is missing for a comparison of before and after, and how many more days with a mood give it."""
    if found.before.median is not None and found.after.median is not None:
        return []
    before = ["on 2 of the 3 days before it"] if found.before.median is None else []
    after = ["on 2 of its days 1 to 3"] if found.after.median is None else []
    said = [f"Too early to compare: no round has a mood {' or '.join([*before, *after])}."]
    latest = found.rounds[-1]
    gone = (found.today - latest.round.last).days
    lacking, left = 2 - latest.round.after.days, 3 - gone + (gone > 0 and gone not in latest.days)  # today may still get one
    if after and latest.following is None and lacking <= left:
        said.append(f"{count(lacking, 'more day')} with a mood will give the figure for days 1 to 3.")
    return said


def _not_above(found: RoundInsights) -> list[str]:
    """Say why kfit has no threshold although there are both medians."""
    if found.before.median is None or found.after.median is None or _rose(found):
        return []
    return [
        "Days 1 to 3 are not above the days before, so this times no rise.",
    ]


def _rose(found: RoundInsights) -> bool:
    """Return whether mood on days 1 to 3 is above the days before, by the medians over rounds."""
    return found.before.median is not None and found.after.median is not None and found.after.median > found.before.median


def _rule(mood: float) -> list[str]:
    """Say when a round counts, and until when it held."""
    return [
        f"A round counts if the highest of its days 1 to 3 is {short(mood)} or more.",
        f"It held until the first of 3 logged days in a row under {short(mood)}.",
    ]


def _threshold_from(found: RoundInsights) -> list[str]:
    """Say where the threshold comes from, and last how to keep it or to let kfit take its own."""
    mood, before, after = found.threshold.mood or 0.0, found.before.median, found.after.median
    if found.threshold.chosen or before is None or after is None:
        return [*_not_above(found), f"The threshold {short(mood)} is your choice. For kfit's own: {SETTING} default"]
    return [midway_said(found), f"It moves with new entries. To keep it: {SETTING} {short(mood)}"]


def midway_said(found: RoundInsights) -> str:
    """Say between what the threshold of kfit's own lies midway."""
    mood, before, after = (short(value or 0) for value in (found.threshold.mood, found.before.median, found.after.median))
    exact = ((found.before.median or 0) + (found.after.median or 0)) / 2
    rounded = "" if abs(exact - (found.threshold.mood or 0)) < SAME else ", rounded"
    return f"{mood} is midway between the medians before ({before}) and on days 1 to 3 ({after}){rounded}."


def _listed(found: RoundInsights, screen: Screen, view: RoundsView, *, held: bool) -> tuple[list[str], list[list[str]]]:
    """Return the lines above the list of rounds, and those of each round: mood around it, and the days to the next one.

    With `held` it is the mood by which a round counts, and how long it held.
    """
    mood, today, brief = found.threshold.mood or 0.0, found.today, screen.narrow
    labels = [round_label(one, today, brief=brief and not screen.plain) for one in found.rounds]
    ways = [held_said(one, view, brief=brief) if held else _length_said(one, today, view, brief=brief) for one in found.rounds]
    way = f"no 3 days under {short(mood)}" if held else "to the next"
    if screen.plain:
        told = zip(found.rounds, labels, ways, strict=True)
        moods = [_highest_spelled(one, mood) if held else _around_spelled(one) for one in found.rounds]
        return [], [
            [f"{label.replace(' - ', ' to ')}: mood {said}{f'; {way}: {ended}' if ended else ''}."]
            for (_, label, ended), said in zip(told, moods, strict=True)
        ]
    begin = max(map(width, labels)) + 2
    if held:
        rows = [(median_short(one.round.after.median) if brief else _after(one, today), _highest(one, mood)) for one in found.rounds]
        titles, columns = (("1-3", "high"), (4, 5)) if brief else (("days 1-3", "highest"), (AFTER_COLUMNS, HIGHEST_COLUMNS))
    elif brief:
        rows = [(median_short(one.round.before.median), median_short(one.round.after.median)) for one in found.rounds]
        titles, columns = ("before", "1-3"), (7, 4)
    else:
        rows = [(figure(one.round.before), _after(one, today)) for one in found.rounds]
        titles, columns = ("3 days before", "days 1-3"), (BEFORE_COLUMNS, AFTER_COLUMNS)
    head = dim("".join(map(pad, ("Round", *titles, way), (begin, *columns, LAST_COLUMNS))).rstrip(), screen)
    blocks = []
    for label, row, said in zip(labels, rows, ways, strict=True):
        line = "".join(map(pad, (label, *row, said), (begin, *columns, LAST_COLUMNS))).rstrip()
        apart = [label, *(f"  {part}" for part in fold(", ".join([*row, said] if said else row), screen.width - 2))]
        blocks.append([line] if width(line) <= screen.width else apart)
    return _folded([*([] if brief else [dim(" " * begin + BRACKETS, screen)]), head], screen), blocks


def _highest(one: MoodRound, mood: float) -> str:
    """Write the highest day of days 1 to 3, with as many decimals as show on which side of the threshold it is."""
    value = one.highest
    if value is None:
        return "-"
    said = [short(value), *(f"{value:.{decimals}f}" for decimals in (2, 3, 4))]
    return next((text for text in said if (float(text) >= mood) == (value >= mood)), said[-1])


def _highest_spelled(one: MoodRound, mood: float) -> str:
    after, highest = figure(one.round.after, spelled=True), _highest(one, mood)
    return f"{after} on days 1 to 3" + (f", {highest} on the highest of them" if highest != "-" else "")


def _around_spelled(one: MoodRound) -> str:
    before, after = figure(one.round.before, spelled=True), figure(one.round.after, spelled=True)
    return f"{before} on the 3 days before, {after} on days 1 to 3"


def _length_said(one: MoodRound, today: date, view: RoundsView, *, brief: bool) -> str:
    if one.length is not None:
        return count(one.length, "day")
    days = (today - one.round.last).days
    return f"{days if brief else count(days, 'day')} so far" if view.counts_days else ""


def round_label(one: MoodRound, today: date, *, brief: bool = False) -> str:
    """Say the day or the days of a round: `Thu 8 Oct`, `17 Aug - 3 Sep 2025`; in brief an induction's last day, `to 3 Sep 2025`."""
    year = f" {one.round.last.year}" if one.round.induction and one.round.last.year != today.year else ""
    if brief and one.round.induction:
        return f"to {day_month(one.round.last.day, one.round.last.month)}{year}"
    return f"{days_said(one.round, today)}{year}"


def _after(one: MoodRound, today: date) -> str:
    return "not yet" if one.round.last == today else figure(one.round.after)


def held_said(one: MoodRound, view: RoundsView, *, brief: bool = False) -> str:
    """Say how long mood stayed at the threshold in a round, and how that ended."""
    held = one.held
    if held is None:
        return ""
    if held.days is None:
        brief_said, said = {NOT_ABOVE: ("not on 1-3", "not on days 1 to 3"), NO_MOOD: ("no mood", "no mood on days 1 to 3")}.get(
            held.ended, ("not yet", "not yet")
        )
        return brief_said if brief else said
    if held.ended == OPEN:
        return f"{held.days if brief else count(held.days, 'day')} so far" if view.counts_days else "still open"
    days = count(held.days, "day")
    if held.ended == UNDER:
        return f"until day {held.days}"
    return {NEXT: (f"{days}, next", f"{days}, then the next one"), GAP: (f"{days}, gap", f"{days}, then no entries")}[held.ended][not brief]


def booked_said(found: RoundInsights) -> str:
    """Say why the lengths of rounds can be too long: it stands beside each of them."""
    return f"{TAKEN if _given(found) == 'doses' else BOOKED} {BOTH_LOOK_LONG if found.curve else LOOKS_LONG}"


def estimate_said(found: RoundInsights) -> list[str]:
    """Say the median over rounds with its interval, or why there is no estimate."""
    mood, curve, counted = short(found.threshold.mood or 0), found.curve, len(found.counted)
    if curve is None:
        return [f"Too early for an estimate: it is made over {FEWEST_FOR_CURVE} rounds or more, and {counted} can be counted so far."]
    middle, enough = curve.median, curve.events >= FEWEST_FOR_INTERVAL
    longest = max(one.held.days or 0 for one in found.counted if one.held is not None)
    followed = f"none was followed beyond day {longest}"
    if middle is not None:
        at_risk = next(step.at_risk for step in curve.steps if step.day == middle)
        followed = f"{at_risk} {_were(at_risk)} still followed on day {middle}"
    counts = f"{count(curve.subjects, 'round')} count: {curve.events} ended under {mood}, and {followed}."
    if not enough:
        return [counts, *_hint(curve)]
    if middle is None:
        return [f"Half is not reached: by the estimate, mood stayed at {mood} or more in over half of the rounds.", counts]
    half = 2 * sum(step.events for step in curve.steps if step.day <= middle) >= curve.subjects
    first = f"By day {middle}, mood was under {mood} in half of the rounds, by the estimate."
    few = "" if half or at_risk >= FEWEST_FOR_CURVE else " That is too few to lean on."
    upper = "its end is not reached" if curve.median_upper is None else f"to day {curve.median_upper}"
    interval = f"The 95 % interval of that day: from day {curve.median_lower}, {upper}."
    return [first if half else f"By the estimate, half is at day {middle}.", counts + few, interval]


def _hint(curve: Curve) -> list[str]:
    """Say where an estimate over a few ends reaches half, and how little that is."""
    if not curve.events:
        return ["Half is not reached: no round ended so."]
    rests = f"rests on {count(curve.events, 'end')}, so it can be far off."
    if curve.median is None:
        return [f"Half is not reached. The estimate {rests}"]
    return [f"The estimate reaches half on day {curve.median}. It {rests}"]


def _were(number: int) -> str:
    return "was" if number == 1 else "were"


def shares(found: RoundInsights) -> list[tuple[int, str, str, int]]:
    """Return the share of rounds that held after some weeks, by the estimate, as long as 3 rounds at least are followed.

    With each day and its share come the interval and the number of rounds that are followed beyond.
    """
    curve, lengths = found.curve, [one.held.days for one in found.counted if one.held is not None and one.held.days is not None]
    if curve is None:
        return []
    days = [day for day in WEEKS if sum(1 for length in lengths if length >= day) >= FEWEST_FOR_CURVE]
    return [(day, _share(curve.at(day)), _interval(curve.at(day)), sum(1 for length in lengths if length > day)) for day in days]


def _curve_rows(found: RoundInsights, screen: Screen, *, every: bool) -> list[str]:
    """Return the shares by weeks, or with `every` those of each day on which a round ended."""
    if every and found.curve is not None:
        return _step_rows(found.curve, screen)
    told = shares(found)
    if screen.plain:
        return [
            f"After day {day}: {share}{_in_brackets(between)}, {count(followed, 'round')} followed on."
            for day, share, between, followed in told
        ]
    head = f"Share of the counted rounds without 3 days under {short(found.threshold.mood or 0)}, and rounds followed on:"
    columns = len(INTERVAL) if found.curve is not None and found.curve.events >= FEWEST_FOR_INTERVAL else 0
    rows = [f"{day:>3}  {share:>6}{f'  {between:<{columns}}' if columns else ''}  {followed:>8}" for day, share, between, followed in told]
    return [head, dim(f"day   share{f'  {INTERVAL}' if columns else ''}  followed", screen), *rows] if rows else []


def _step_rows(curve: Curve, screen: Screen) -> list[str]:
    """Return each step of a curve: the rounds at risk on its day, those that ended, the share, the interval."""
    if screen.plain:
        return [
            f"Day {step.day}: {step.at_risk} followed, {step.events} ended, {_share(step)}{_in_brackets(_interval(step))}."
            for step in curve.steps
        ]
    rows = [f"{step.day:>3} {step.at_risk:>8} {step.events:>5} {_share(step):>6} {_interval(step)}" for step in curve.steps]
    interval = f" {INTERVAL}" if curve.events >= FEWEST_FOR_INTERVAL else ""
    return [dim(f"day followed ended  share{interval}", screen), *rows] if rows else []


INTERVAL = "95 % interval"


def _in_brackets(interval: str) -> str:
    return f" (95 % interval {interval})" if interval else ""


def _share(step: CurveStep | None) -> str:
    return "100 %" if step is None else f"{_percent(step.share)} %"


def _interval(step: CurveStep | None) -> str:
    return "" if step is None or step.lower is None or step.upper is None else f"{_percent(step.lower)} to {_percent(step.upper)} %"


def _percent(share: float) -> int:
    return int(share * 100 + 1 / 2)


def _added(view: RoundsView, screen: Screen, explained: Sequence[str], methods: Sequence[str]) -> list[str]:
    """Return the lines that were asked for below the page: how its figures were made, methods, published figures."""
    told = [*(explained if view.explain else ()), *(methods if view.clinician else ())]
    published = [f"{text} Source: {source}" for text, source in STUDIES] if view.context else []
    lines = [_point(text, screen) for text in told]
    lines += [_folded([PUBLISHED], screen), *(_point(text, screen) for text in published)] if published else []
    return [line for point in lines for line in point]


def _point(text: str, screen: Screen) -> list[str]:
    return [text] if screen.plain else hanging("- ", text, screen)


EXPLAINED = (
    "Day 0 is apart. An induction counts before its first and after its last.",
    f"A day's mood is a median over n rounds; the middle half needs {FEWEST_FOR_HALF} of them.",
    "Before and after: medians of 3 days, each of 2 days with a mood at least.",
    "A round ends before the next infusion; a day can belong to two rounds.",
)
HELD_EXPLAINED = (
    "Threshold: yours, or midway between the medians before and on days 1 to 3.",
    "A round counts if the highest day of days 1 to 3 is at the threshold.",
    f"It ends on the first of {IN_A_ROW} days under it. Or: next one, gap over {LONGEST_GAP} days, today.",
    f"Estimate: Kaplan-Meier, a round counts while followed; interval from {FEWEST_FOR_INTERVAL} ends on.",
)
METHODS = (
    "Unit: the round. 4 to 8 infusions within 7 to 28 days are one round. A course of doses is none.",
    "A day's value is the mean of its moods, 0 to 10. No value is filled in or smoothed.",
    "Middle half: quartiles of type 7 (Hyndman and Fan). It is the spread of rounds, no interval of an estimate.",
    "Expect regression to the mean: infusions follow lower moods. Days without an entry may not be random.",
)
HELD_METHODS = (
    f"Time 0: last infusion of a round. Event: first of {IN_A_ROW} logged days in a row below the threshold.",
    f"Censored at the next infusion or dose, a gap over {LONGEST_GAP} days, or the last mood.",
    "Kaplan-Meier with Greenwood's variance. 95 % by log(-log S), from 5 events on. In ties events come first.",
    "Censoring at the next infusion is informative. Episodes of one person are not independent. Read it as description.",
)
PUBLISHED = "Published figures of groups, each measured in its own way. They are no yardstick for one person:"
# Each with its source; docs/facts.md 4.2.
STUDIES = (
    (
        "aan het Rot 2010: of 9 people who had responded to 6 infusions, 8 had symptoms back. The mean was 19 days, from 6 to 45.",
        "clusterheadacheinfo.wikidot.com/targetreferencefiles:11",
    ),
    (
        "Murrough 2013: of 17 people who had responded to 6 infusions, half had symptoms back by day 18.",
        "pmc.ncbi.nlm.nih.gov/articles/PMC3725185",
    ),
    (
        "McInnes 2022: of people who had responded to an induction, about 80 % still did after 4 weeks. After 8 weeks, about 60 % did.",
        "stanfordhealthcare.org/publications/837/837264.html",
    ),
    (
        "Ekstrand 2022: of people in remission after ketamine, 70 % had symptoms back within a year. The median was 57 days.",
        "pmc.ncbi.nlm.nih.gov/articles/PMC9154276",
    ),
)
