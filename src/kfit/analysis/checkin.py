"""Decides what the check-in asks: what is chosen, in use or due, and not logged yet. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from ..model.entries import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

IN_USE = timedelta(days=30)  # a rating or habit that nobody has used for longer is asked for no more
MOST = 4  # ratings, and habits
MONTH = timedelta(days=30)
TREATED = timedelta(days=180)  # the slow questions come to who had an infusion so lately
WEEK = timedelta(days=7)
LAPSED = timedelta(days=90)  # a form that was not chosen and lies so far back is not in use
NOT_WHEN_PAUSED = frozenset(("exercise", "habits"))
ON_INFUSION_DAY = frozenset(("mood", "ratings", "effects", "note"))
# The slow ones: what each is called, the effect it is kept as, and those that make it known already (docs/facts.md 5.3).
BLADDER, MEMORY, CRAVING = "bladder", "memory", "craving for ketamine"
MONTHLY = {
    BLADDER: ("urinary-urgency", "urinary-pain"),
    MEMORY: ("memory",),
    CRAVING: ("craving",),
}


class Question(NamedTuple):
    """One question: the part of the check-in it belongs to, its name, and the words of a diary line that its answer stands behind.

    `detail` is the better end of a rating, or the unit of a habit.
    """

    part: str
    name: str
    words: tuple[str, ...]
    detail: str = ""


class Used(NamedTuple):
    """A rating or habit in use: its better end or its unit, and whether it is known for today."""

    name: str
    detail: str
    today: bool = False


class Known(NamedTuple):
    """What the check-in goes by; a day is None where there is none."""

    today: date
    order: Sequence[str]  # the parts that were chosen
    day_goes_on: bool = False  # the calendar is a day ahead: which night a length means is not sure
    logged: frozenset[str] = frozenset()  # the parts that have an entry of today, or that were answered with no
    infusion: date | None = None  # the latest
    planned: bool = False  # an infusion, for today
    paused: bool = False
    ratings: Sequence[Used] = ()  # used within IN_USE and not retired, most used first
    habits: Sequence[Used] = ()
    monthly: Mapping[str, date] = {}  # when each slow one was logged or asked last
    weekly_score: str = ""  # the setting
    forms: Mapping[str, tuple[date, date | None]] = {}  # the last day of each form, and the last with its answers


def asked(known: Known) -> list[Question]:
    """Return today's questions in their order. A note alone is none: there is nothing it would stand beside."""
    found = [question for part in _order(known) for question in (PARTS[part](known) if part in PARTS else _of_kind(part, known))]
    if [question.part for question in found] == ["note"] and len(known.order) > 1:
        return []
    return found


def _order(known: Known) -> list[str]:
    """Return the parts: while paused none that asks for doing; on the day behind an infusion, effects right behind sleep and mood."""
    order = [part for part in known.order if not infusion_day(known) or part in ON_INFUSION_DAY]
    order = [part for part in order if not known.paused or part not in NOT_WHEN_PAUSED]
    if _days_since(known) == 1 and "effects" in order:
        behind = max((order.index(part) + 1 for part in ("sleep", "mood") if part in order), default=0)
        if order.index("effects") > behind:
            order.remove("effects")
            order.insert(behind, "effects")
    return order


def infusion_day(known: Known) -> bool:
    """Tell whether an infusion was had today, or is planned."""
    return known.planned or _days_since(known) == 0


def _days_since(known: Known) -> int | None:
    return None if known.infusion is None else (known.today - known.infusion).days


def _of_kind(part: str, known: Known) -> list[Question]:
    """Ask for a kind as a whole, where it has no entry yet; not for a night while the calendar is a day ahead."""
    if part in known.logged or (part == "sleep" and known.day_goes_on):
        return []
    return [Question(part, KINDS[part].label.lower(), (part,))]


def _ratings(known: Known) -> list[Question]:
    return [Question("ratings", used.name, ("rate", used.name), used.detail) for used in known.ratings[:MOST] if not used.today]


def _habits(known: Known) -> list[Question]:
    return [Question("habits", used.name, ("did", used.name), used.detail) for used in known.habits[:MOST] if not used.today]


def _effects(known: Known) -> list[Question]:
    return [Question("effects", "effects", ("effect",))] if _days_since(known) in (0, 1) and "effects" not in known.logged else []


def _monthly(known: Known) -> list[Question]:
    """Ask the slow ones once a month, and not right behind an infusion, whose own effects they would be taken for."""
    if known.infusion is None or not timedelta(days=1) < known.today - known.infusion <= TREATED:
        return []
    rated = any(used.name == "craving" for used in known.ratings)  # that rating asks it already
    due = [name for name in MONTHLY if name not in known.monthly or known.today - known.monthly[name] >= MONTH]
    return [Question("monthly", name, ("effect", MONTHLY[name][0])) for name in due if not (name == CRAVING and rated)]


def _score(known: Known) -> list[Question]:
    """Ask for the form that was chosen, else the one last filled in, a week behind its last day."""
    if known.weekly_score == "off":
        return []
    answered = {name: day for name, (_, day) in known.forms.items() if day is not None and known.today - day < LAPSED}
    name = known.weekly_score or max(answered, key=lambda form: answered[form], default="")
    if not name or (name in known.forms and known.today - known.forms[name][0] < WEEK):
        return []
    return [Question("score", name, (name,))]


PARTS = {
    "ratings": _ratings,
    "habits": _habits,
    "effects": _effects,
    "monthly": _monthly,
    "score": _score,
}
