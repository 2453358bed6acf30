"""The words that are said of a questionnaire's total: plain facts, more and fewer alike, and no verdict."""

from __future__ import annotations

from datetime import date

from ..humanize import in_words
from ..model.questionnaires import INSTRUMENTS, band, points, said_total
from .phrases import packed

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.entries import Score
    from ..model.questionnaires import Instrument, TotalChange, TotalComparison

MONTH = 30
MOST_AS_SUM = 25  # a WHO-5 total up to here can be the sum that it is made of


def saved(score: Score, day: str, *, show_total: bool, before_block: bool = False) -> str:
    """Say that a score was saved; `day` is its day in words. A bare total is told at once, but never before the calm block."""
    form = INSTRUMENTS[score.name]
    title = form.title
    unknown = ", items not known" if _bare(score) else ""
    if not (_told_at_once(score, before_block=before_block) and show_total):
        return f"Saved {title} for {day}{unknown}."
    word = band(score.name, score.total)
    line = f"Saved {title} {form.called} {said_total(score.name, score.total)} for {day}{unknown}."
    return f"{line} Band: {_quoted(word)}." if word else line


def lines(score: Score, compared: TotalComparison, today: date, *, show_total: bool, before_block: bool = False) -> list[str]:
    """Say a total and how it differs from the last one and from the baseline; one line where totals are not shown."""
    form = INSTRUMENTS[score.name]
    if not show_total:
        return [f"{form.title} done. Its {form.called} is kept for your page."]
    told = [] if _told_at_once(score, before_block=before_block) else [_total(form, score.total)]
    if form.rule == "times4" and _bare(score) and 0 < score.total <= MOST_AS_SUM:
        told.append([f"If that was the sum of the answers, the total is {score.total * 4:g}."])
    last, base = compared.last, compared.baseline
    if last and not (base and _same(last, base)):
        told.append([_since_last(form, last, score, today), *_noise(form, last)])
    if base:
        told.append([_since_baseline(form, base, today), *_standing(form, compared, last)])
    if last and last.shares_days:
        back = "a month" if form.recall_days == MONTH else f"{form.recall_days} days"
        told.append([f"Both forms look back {back}, so they share days."])
    return [line for sentences in told for line in packed(sentences)]


def phrase(score: Score, *, show_total: bool = True) -> str:
    """Say a score in a list, with its direction: `PHQ-9 15, moderately severe (27 worst)`; without its total `PHQ-9 done`."""
    form = INSTRUMENTS[score.name]
    if not show_total:
        return f"{form.title} done"
    word = band(score.name, score.total)
    end = form.scale if form.no_change is not None else f"{form.top} {form.ends[1]}"
    scale = f" ({end})" if form.least <= score.total <= form.top else ""  # of an unknown form nobody knows it
    return f"{form.title} {points(score.name, score.total)}" + (f", {_quoted(word)}" if word else "") + scale


def _bare(score: Score) -> bool:
    """Tell whether a total came without the answers that the form has."""
    return score.items is None and bool(INSTRUMENTS[score.name].labels)


def _told_at_once(score: Score, *, before_block: bool) -> bool:
    return score.items is None and not before_block


def _total(form: Instrument, total: float) -> list[str]:
    word = band(form.name, total)
    return [f"{form.title}: {said_total(form.name, total)}.", *([f"The form calls this range {_quoted(word)}."] if word else [])]


def _quoted(word: str) -> str:
    """Return a form's word so that it reads as one."""
    return f"'{word}'" if word == "none" else word


def _since_last(form: Instrument, last: TotalChange, score: Score, today: date) -> str:
    total = points(form.name, last.total)
    if last.day == score.day:
        return f"{differs(form, last, 'the one before it')} ({total}, the same day)."
    return f"{differs(form, last, f'on {in_words(date.fromisoformat(last.day), today)}')} ({total})."


def _since_baseline(form: Instrument, base: TotalChange, today: date) -> str:
    day = in_words(date.fromisoformat(base.day), today)
    return f"{differs(form, base, 'before your first infusion')} ({points(form.name, base.total)} on {day})."


def differs(form: Instrument, change: TotalChange, earlier: str) -> str:
    """Say a difference, up and down in the same words."""
    if _unmoved(form, change):
        return f"The same as {earlier}"
    more, fewer = ("more", "fewer") if form.rule != "mean" and form.called == "total" else ("higher", "lower")
    return f"{points(form.name, abs(change.points))} {more if change.points > 0 else fewer} than {earlier}"


def _unmoved(form: Instrument, change: TotalChange) -> bool:
    """Tell whether there is no difference that can be seen: a mean is shown with one decimal."""
    return float(points(form.name, abs(change.points))) == 0


def _noise(form: Instrument, change: TotalChange, said_of: TotalChange | None = None) -> list[str]:
    """Say whether a difference counts as a change, once if the same holds for the difference before it."""
    if change.counts is None or _unmoved(form, change):
        return []
    if said_of is not None and not _same(said_of, change) and not _unmoved(form, said_of) and said_of.counts == change.counts:
        return []
    unit = f"{form.noise} point{'s' * (form.noise != 1)}"
    return [f"{unit} or more count as a change."] if change.counts else [f"Under {unit} is not counted as a change."]


def _standing(form: Instrument, compared: TotalComparison, last: TotalChange | None) -> list[str]:
    """Say what studies call such a total where they have a word for it, else whether the difference counts."""
    said = []
    if compared.response:
        share = "half or less" if form.response == 0.5 else f"lower by {round((form.response or 0) * 100)} % or more"
        said.append(f"That is {share}, which studies call a response.")
    if compared.remission:
        said.append(f"{form.remission} or less is a range that studies call remission.")
    base = compared.baseline
    return said if base is None or (said and base.counts) else [*said, *_noise(form, base, last)]


def _same(one: TotalChange, other: TotalChange) -> bool:
    return (one.day, one.total) == (other.day, other.total)
