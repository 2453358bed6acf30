"""A questionnaire's total compared with earlier ones, and when the calm block is due (docs/facts.md 2.4 and 6.2). Pure."""

from __future__ import annotations

from datetime import date, datetime

from ..model.entries import Effect, Habit, Measure, Rating, Score
from ..model.questionnaires import INSTRUMENTS, TotalChange, TotalComparison
from ..parsing.need import in_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.fields import Entry

    Told = tuple[str, float]  # the day of a form and its total
BASELINE_DAYS = 14  # a baseline is at most this many days older than the first infusion
DUST = 9  # decimals kept, so that thirds of a point add up to whole points


def baseline(scores: Iterable[Told], first_infusion: str | None) -> Told | None:
    """Return the last score up to the first infusion, at most 14 days before it, else None. `scores` are of one form, oldest first."""
    if first_infusion is None:
        return None
    found = [told for told in scores if told[0] <= first_infusion and _days(told[0], first_infusion) <= BASELINE_DAYS]
    return found[-1] if found else None


def before_treatment(scores: Iterable[tuple[str, str | None, float]], first_infusion: tuple[str, str | None] | None) -> list[Told]:
    """Return the scores (day, time, total) that were not filled in after the first infusion began; without its time, days decide."""
    at = first_infusion[1] if first_infusion else None
    return [(day, total) for day, told, total in scores if not (at and told and datetime.fromisoformat(told) > datetime.fromisoformat(at))]


def compare_totals(name: str, told: Told, last: Told | None, base: Told | None) -> TotalComparison:
    """Return a score compared with the one before it and with the baseline. A baseline of the same day or later is ignored.

    A form that itself says how much changed is compared with nothing.
    """
    if INSTRUMENTS[name].no_change is not None:
        return TotalComparison()
    if base is not None and base[0] >= told[0]:
        base = None
    return TotalComparison(
        change(name, told, last) if last else None,
        change(name, told, base) if base else None,
        response=response(name, told[1], base[1]) if base else None,
        remission=remission(name, told[1], base[1]) if base else None,
    )


def change(name: str, told: Told, earlier: Told) -> TotalChange:
    """Return how a score differs from an earlier one of the same form."""
    noise = INSTRUMENTS[name].noise
    points = round(told[1] - earlier[1], DUST)
    counts = None if noise is None else abs(points) >= noise
    return TotalChange(*earlier, points, counts=counts, shares_days=shares_days(name, told[0], earlier[0]))


def response(name: str, total: float, base: float) -> bool | None:
    """Return whether a total fell from the baseline by the share that studies call a response; None if that says nothing here."""
    form = INSTRUMENTS[name]
    if form.response is None or not base or base < form.response_from:
        return None
    return round(base - total - form.response * base, DUST) >= 0


def remission(name: str, total: float, base: float) -> bool | None:
    """Return whether a total is in the range that studies call remission; None if the baseline was in it too."""
    highest = INSTRUMENTS[name].remission
    return None if highest is None or base <= highest else total <= highest


def shares_days(name: str, day: str, other: str) -> bool:
    """Return whether two forms share days: they were filled in fewer days apart than each looks back."""
    recall = INSTRUMENTS[name].recall_days
    return recall is not None and abs(_days(day, other)) < recall


def concern(name: str, items: Sequence[int | None] | None, total: float) -> str:
    """Return why the calm block is due: `item` (PHQ-9) or `life` (QIDS) for an answer above 0, `total`, or empty if it is not due.

    A rise of the answer is one above 0, so it is among them. Each word has its opening in `render.safety`.
    """
    form = INSTRUMENTS[name]
    if form.harm_item and items and any(items[form.harm_item - 1 : form.harm_item]):
        return form.harm_word
    return "total" if form.harm_total is not None and total >= form.harm_total else ""


def concern_of(entry: Entry) -> str:
    """Return why an entry calls for the calm block, empty if it does not: a form by its answers, an own name of need by its value.

    A value above 0 calls for it, and so does every habit. If the high end of a rating is better, every value does.
    """
    if isinstance(entry, Score):
        return concern(entry.name, entry.items, entry.total)
    if not isinstance(entry, Rating | Effect | Measure | Habit) or not in_name(entry.name):
        return ""
    return "name" if isinstance(entry, Habit) or getattr(entry, "better", "") == "high" or _amount(entry) > 0 else ""


def _amount(entry: Rating | Effect | Measure) -> float:
    return entry.value if isinstance(entry, Measure) else entry.severity if isinstance(entry, Effect) else entry.score


def hint(name: str, items: Sequence[int | None] | None, total: float) -> str:
    """Return the line to show without a block: `unknown` for a bare total, which can hide the answer, `zero` for an answer of 0."""
    if not INSTRUMENTS[name].harm_item or concern(name, items, total):
        return ""
    return "zero" if items and len(items) >= INSTRUMENTS[name].harm_item else "unknown"


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
