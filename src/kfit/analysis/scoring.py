"""Holds a questionnaire's total against earlier ones, and tells when the calm block is due (docs/facts.md 2.4 and 6.2). Pure."""

from __future__ import annotations

from datetime import date

from ..model.entries import Effect, Habit, Measure, Rating, Score
from ..model.questionnaires import INSTRUMENTS, Change, Compared
from ..parsing.need import in_name

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.entries import Entry

if TYPE_CHECKING:
    Told = tuple[str, float]  # the day of a form and its total
BASELINE_DAYS = 14  # a baseline is at most so many days older than the first infusion
DUST = 9  # decimals: thirds of a point add up to whole ones, whatever their last digit


def baseline(scores: Iterable[Told], first_infusion: str | None) -> Told | None:
    """Return the last score on or before the first infusion and at most 14 days before it; `scores` are of one form, oldest first."""
    if first_infusion is None:
        return None
    found = [told for told in scores if told[0] <= first_infusion and _days(told[0], first_infusion) <= BASELINE_DAYS]
    return found[-1] if found else None


def compared(name: str, told: Told, last: Told | None, base: Told | None) -> Compared:
    """Hold a score against the last one before it and against the baseline; a baseline of its own day or later is none."""
    if base is not None and base[0] >= told[0]:
        base = None
    return Compared(
        change(name, told, last) if last else None,
        change(name, told, base) if base else None,
        response=response(name, told[1], base[1]) if base else None,
        remission=remission(name, told[1], base[1]) if base else None,
    )


def change(name: str, told: Told, earlier: Told) -> Change:
    """Return how a score differs from an earlier one of the same form."""
    noise = INSTRUMENTS[name].noise
    points = round(told[1] - earlier[1], DUST)
    counts = None if noise is None else abs(points) >= noise
    return Change(*earlier, points, counts=counts, shares_days=shares_days(name, told[0], earlier[0]))


def response(name: str, total: float, base: float) -> bool | None:
    """Tell whether a total has dropped from the baseline by the share that studies call a response; None where that says nothing."""
    form = INSTRUMENTS[name]
    if form.response is None or not base or base < form.response_from:
        return None
    return round(base - total - form.response * base, DUST) >= 0


def remission(name: str, total: float, base: float) -> bool | None:
    """Tell whether a total lies in the range that studies call remission; None where the baseline lay there too."""
    highest = INSTRUMENTS[name].remission
    return None if highest is None or base <= highest else total <= highest


def shares_days(name: str, day: str, other: str) -> bool:
    """Tell whether two forms, which both look back some days, were filled in fewer days apart than that."""
    recall = INSTRUMENTS[name].recall_days
    return recall is not None and abs(_days(day, other)) < recall


def concern(name: str, items: Sequence[int | None] | None, total: float) -> str:
    """Tell why the calm block is due: `item` (PHQ-9) or `life` (QIDS) for that answer above 0, `total`, or empty where it is not.

    A rise of the answer is one above 0, so it is among them. Each word has its opening in `render.safety`.
    """
    form = INSTRUMENTS[name]
    if form.harm_item and items and any(items[form.harm_item - 1 : form.harm_item]):
        return form.harm_word
    return "total" if form.harm_total is not None and total >= form.harm_total else ""


def concern_of(entry: Entry) -> str:
    """Tell why an entry calls for the calm block: a form by its answers, a name of one's own that speaks of need by its amount.

    From 1 upward it does, and a habit at all; where the high end is the better one, so does every value.
    """
    if isinstance(entry, Score):
        return concern(entry.name, entry.items, entry.total)
    if not isinstance(entry, Rating | Effect | Measure | Habit) or not in_name(entry.name):
        return ""
    return "name" if isinstance(entry, Habit) or getattr(entry, "better", "") == "high" or _amount(entry) > 0 else ""


def _amount(entry: Rating | Effect | Measure) -> float:
    return entry.value if isinstance(entry, Measure) else entry.severity if isinstance(entry, Effect) else entry.score


def hint(name: str, items: Sequence[int | None] | None, total: float) -> str:
    """Tell which line stands where no block is due: `unknown` behind a bare total that can hide the answer, `zero` behind a 0."""
    if not INSTRUMENTS[name].harm_item or concern(name, items, total):
        return ""
    return "zero" if items and len(items) >= INSTRUMENTS[name].harm_item else "unknown"


def _days(earlier: str, later: str) -> int:
    return (date.fromisoformat(later) - date.fromisoformat(earlier)).days
