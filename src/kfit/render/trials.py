"""Says which week of a trial it is, what was done, and how the weeks compare at the end."""

from __future__ import annotations

from datetime import date, timedelta

from ..humanize import in_words, tenths
from ..model.planning import ON, WEEK
from .phrases import UNDO, with_way
from .text import bold, count, dim, hanging, joined, oldest, paragraph, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.associations import TrialResult
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
    lines += [paragraph(one, screen) for one in (_when(trial, today), counted_said(trial))]
    below = []
    on, off = (f"{done} of {count(days, 'day')}" for done, days in (result.done_on, result.done_off))
    if result.done_on[1] or result.done_off[1]:
        below += [paragraph(f"Done on {on} in weeks with it, and on {off} in weeks without.", screen)]
    below += [paragraph(line, screen) for line in _outcome(trial, result)]
    if trial.runs(today):
        below += [dim(paragraph("To end it: kfit try stop", screen), screen)]
    apart = [] if screen.plain else [""]
    beside = [part for line in (*lines, *apart, *apart, *below) for part in line.split("\n")]
    return joined([*lines, *apart, *oldest(_weeks(trial, today, screen), beside, ALL_WEEKS, screen), *apart, *below])


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


def _weeks(trial: Trial, today: date, screen: Screen) -> list[str]:
    """List the weeks, a pair a row: those to come too, so that a week can be planned."""
    rows = []
    begin = date.fromisoformat(trial.day)
    for number, pair in enumerate(trial.pairs):
        mondays = [begin + timedelta(days=WEEK * (2 * number + place)) for place in (0, 1)]
        said = ", ".join(
            f"{in_words(monday, today)} {'with' if one == ON else 'without'}" for monday, one in zip(mondays, pair, strict=True)
        )
        rows += [f"Pair {number + 1}: {said}."] if screen.plain else hanging(f"  {number + 1:>2}  ", said, screen)
    return rows


def _outcome(trial: Trial, result: TrialResult) -> list[str]:
    if not result.over:
        return [AT_THE_END]
    if result.difference is None:
        return ["No pair has three moods in each week, so nothing can be compared."]
    size = tenths(abs(result.difference))
    way = "alike" if size == LEAST_DIFFERENCE else f"{size} {'higher' if result.difference > 0 else 'lower'}"
    told = f"Mood was {way} in the weeks with it ({count(result.compared, 'pair')} of weeks, {len(trial.pairs)} planned)."
    return [told, *_verdict(trial, result)]


def _verdict(trial: Trial, result: TrialResult) -> list[str]:
    if trial.ended_on is not None:
        return [STOPPED]
    if trial.drawn == "no":
        return [GIVEN]
    if result.p is None:
        return [TOO_FEW]
    share = f"{max(1, round(result.p * 100))} in 100 orders of these weeks would show as much by chance."
    if result.stands_out:
        return [f"That stands out: {share}", KNOWN, "It holds for these weeks; your clinic may like to see it."]
    return [f"That does not stand out: {share}", "A smaller difference may still be there."]


def trial_stopped(trial: Trial, today: date) -> str:
    """Say that a trial was ended, or taken away before it began."""
    began = date.fromisoformat(trial.day) <= today
    return with_way(f"{'Changed: the trial is over' if began else 'Took back: the trial'}, {safe(trial.words)}.", UNDO)


def runs_already(trial: Trial, today: date) -> str:
    """Say that another trial is there, and how to end it."""
    return f"A trial is planned up to {in_words(trial.last, today)} already. To see it: kfit try   To end it: kfit try stop"
