"""Says which week of a trial it is, what was done, and how the weeks compare at the end."""

from __future__ import annotations

from datetime import date, timedelta

from ..humanize import in_words, tenths
from ..model.planning import ON, WEEK
from .phrases import UNDO, with_way
from .text import bold, count, dim, hanging, joined, oldest, paragraph, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.associations import PairOfWeeks, TrialResult
    from ..model.planning import Trial
    from .screen import Screen

NONE_YET = 'Nothing is being tried. To draw weeks by lot: kfit try "walk before noon" --pairs 6'
AT_THE_END = "How the mood compares is shown at the end, so that a look can't change it."
GIVEN = "The order was given, not drawn, so there is no verdict."
STOPPED = "It was ended before its last week, so there is no verdict."
TOO_FEW = "A verdict takes six pairs with three moods in each week, so there is none."
LEAST_DIFFERENCE = "0.0"
NO_BAN = "A week without it is no ban: what is done anyway is counted, and nothing more."
KNOWN = "You knew which week it was, and that can move a mood too."
ANOTHER = "What else can be tried: kfit try --help"
OF_THESE_WEEKS = "It holds for these weeks; your clinic may like to see it."
STILL_THERE = "A difference, either way, could still be there."
NO_MORE_OFTEN = "It was done no more often in the weeks with it, so they can tell little."
WEEKS_MOODS = "Mean mood of each week (days with a mood):"
ALL_WEEKS = "All its weeks: kfit try --json"


def trial_kept(trial: Trial, today: date, *, drawn: bool) -> str:
    """Say what was planned, how it is counted, and which week comes first."""
    first, last = in_words(date.fromisoformat(trial.day), today), in_words(trial.last, today)
    how = "drawn by lot" if drawn else "in your order"
    told = with_way(f"Planned: {safe(trial.words)}, {count(len(trial.weeks), 'week')} {how}, {first} to {last}.", UNDO)
    begins = "with it" if trial.weeks[0] == ON else "without it"
    return f"{told}\nThe first week is {begins}. {counted_said(trial)}\n{NO_BAN}"


def counted_said(trial: Trial) -> str:
    """Say what counts as done, with a line that logs it."""
    return f"What counts: {_what(trial)}. {_how(trial)}"


def _what(trial: Trial) -> str:
    if trial.kind == "sleep":
        return f"{'up' if trial.name == 'up' else 'in bed'} by {_clock(trial.until_minute or 0)}"
    noun = (trial.name or "movement") if trial.kind == "exercise" else trial.name or ""
    least = f" of {trial.minutes} minutes or more" if trial.minutes else ""
    after = f" after {_clock(trial.from_minute)}" if trial.from_minute is not None else ""
    before = f" by {_clock(trial.until_minute)}" if trial.until_minute is not None else ""
    return safe(f"{noun}{least}{after}{before}")


def _how(trial: Trial) -> str:
    if trial.kind == "sleep":
        return "It takes nights with times: kfit sleep 22:30-06:45"
    word = f"did {trial.name}" if trial.kind == "habit" else (trial.name or "walk")
    amount = f" {trial.minutes}m" if trial.minutes else "" if trial.kind == "habit" else " 20"
    if trial.kind == "exercise" and trial.name is None:
        word = "exercise"
    if trial.from_minute is None and trial.until_minute is None:
        return f"To log it: kfit {safe(word)}{amount}"
    hour = _clock((trial.from_minute or 0) + 60 if trial.from_minute is not None else max(0, (trial.until_minute or 0) - 60))
    return f"It takes a time: kfit {safe(word)}{amount} --on {hour}"


def _clock(minute: int) -> str:
    return f"{minute // 60 % 24:02}:{minute % 60:02}"


def week_said(trial: Trial, day: date) -> str:
    """Say which week it is, for the front page: `walk before noon: a week with it (3 of 12)`; empty outside of its weeks."""
    place = trial.week_of(day)
    if place is None:
        return ""
    kind = "with" if trial.weeks[place] == ON else "without"
    return f"{safe(trial.words)}: a week {kind} it ({place + 1} of {len(trial.weeks)})"


def trial_page(trial: Trial, result: TrialResult, today: date, screen: Screen) -> str:
    """Return the page of a trial: its weeks, what was done, and at its end how they compare."""
    lines = [bold(safe(trial.words), screen) if not screen.plain else f"Trial: {safe(trial.words)}."]
    counted = f"What counts: {_what(trial)}." if result.over else counted_said(trial)
    lines += [paragraph(one, screen) for one in (_when(trial, today), counted)]
    below = []
    on, off = (f"{done} of {count(days, 'day')}" for done, days in (result.done_on, result.done_off))
    if result.done_on[1] or result.done_off[1]:
        below += [paragraph(f"Done on {on} in weeks with it, and on {off} in weeks without.", screen)]
    below += [paragraph(line, screen) for line in _outcome(trial, result)]
    if trial.runs(today):
        below += [dim(paragraph("To end it: kfit try stop", screen), screen)]
    elif result.over:
        below += [dim(paragraph(ANOTHER, screen), screen)]
    apart = [] if screen.plain else [""]
    beside = [part for line in (*lines, *apart, *apart, *below) for part in line.split("\n")]
    return joined([*lines, *apart, *oldest(_weeks(trial, result, today, screen), beside, ALL_WEEKS, screen), *apart, *below])


def _when(trial: Trial, today: date) -> str:
    begin = date.fromisoformat(trial.day)
    if trial.ended_on is not None:
        return f"Ended on {in_words(date.fromisoformat(trial.ended_on), today)}."
    if today < begin:
        return f"It begins on {in_words(begin, today)}."
    if today > trial.last:
        return f"It ran from {in_words(begin, today)} to {in_words(trial.last, today)}."
    kind = "with" if trial.weeks[trial.week_of(today) or 0] == ON else "without"
    return f"This is a week {kind} it, {(trial.week_of(today) or 0) + 1} of {len(trial.weeks)}, up to {in_words(trial.last, today)}."


def _weeks(trial: Trial, result: TrialResult, today: date, screen: Screen) -> list[str]:
    """List the weeks, a pair a row: those to come too, so that a week can be planned; once it is over, each with its mood."""
    rows = paragraph(WEEKS_MOODS, screen).split("\n") if result.over else []
    begin = date.fromisoformat(trial.day)
    for number, (pair, moods) in enumerate(zip(trial.pairs, result.pairs, strict=True)):
        mondays = [begin + timedelta(days=WEEK * (2 * number + place)) for place in (0, 1)]
        weeks = [f"{in_words(monday, today)} {'with' if one == ON else 'without'}" for monday, one in zip(mondays, pair, strict=True)]
        told = [_mood_said(moods, with_it=one == ON) if result.over else "" for one in pair]
        said = ", ".join(f"{week}{mood}" for week, mood in zip(weeks, told, strict=True))
        rows += [f"Pair {number + 1}: {said}."] if screen.plain else hanging(f"  {number + 1:>2}  ", said, screen)
    return rows


def _mood_said(pair: PairOfWeeks, *, with_it: bool) -> str:
    """Say the mean mood of a week, with its days with a mood: ` 5.6 (7)`; nothing without one."""
    mood, days = (pair.with_mood, pair.with_days) if with_it else (pair.without_mood, pair.without_days)
    return f" {'too few' if mood is None else tenths(mood)} ({days})" if days else ""


def _outcome(trial: Trial, result: TrialResult) -> list[str]:
    if not result.over:
        return [AT_THE_END]
    if result.difference is None:
        return ["No pair has three moods in each week, so nothing can be compared."]
    size = tenths(abs(result.difference))
    way = "alike" if size == LEAST_DIFFERENCE else f"{size} {'higher' if result.difference > 0 else 'lower'}"
    told = f"Mood was {way} in the weeks with it ({count(result.compared, 'pair')} of weeks, {len(trial.pairs)} planned)."
    return [told, *_pairs_said(result), *_verdict(trial, result), *_cautions(result)]


def _pairs_said(result: TrialResult) -> list[str]:
    """Say in how many pairs mood was higher with it, and in how many lower, as far as tenths tell."""
    apart = [one.with_mood - one.without_mood for one in result.pairs if one.with_mood is not None and one.without_mood is not None]
    higher, lower = (sum(tenths(abs(one)) != LEAST_DIFFERENCE and (one > 0) is above for one in apart) for above in (True, False))
    return [f"In {count(higher, 'pair')} it was higher with it, in {lower} lower."] if len(apart) > 1 else []


def _cautions(result: TrialResult) -> list[str]:
    """Say what the figures can't tell, whether or not there is a verdict."""
    (done, days), (done_off, days_off) = result.done_on, result.done_off
    said = [NO_MORE_OFTEN] if days and days_off and done * days_off <= done_off * days else []
    return [*said, KNOWN, OF_THESE_WEEKS if result.stands_out else STILL_THERE]


def _verdict(trial: Trial, result: TrialResult) -> list[str]:
    if trial.ended_on is not None:
        return [STOPPED]
    if trial.drawn == "no":
        return [GIVEN]
    if result.p is None:
        return [TOO_FEW]
    orders = 2**result.compared
    alike = round(result.p * orders)
    share = f"Of the {orders} orders that the lot could draw, {'all' if alike == orders else alike} show as much or more."
    return [f"That {'stands out' if result.stands_out else 'does not stand out'}. {share}"]


def trial_stopped(trial: Trial, today: date) -> str:
    """Say that a trial was ended, or taken away before it began."""
    began = date.fromisoformat(trial.day) <= today
    return with_way(f"{'Changed: the trial is over' if began else 'Took back: the trial'}, {safe(trial.words)}.", UNDO)


def runs_already(trial: Trial, today: date) -> str:
    """Say that another trial is there, and how to end it."""
    return f"A trial is planned up to {in_words(trial.last, today)} already. To see it: kfit try   To end it: kfit try stop"
