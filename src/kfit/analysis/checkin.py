"""Which questions the check-in asks: those chosen, in use or due, and not logged yet. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from ..model.entries import KINDS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

IN_USE = timedelta(days=30)  # kfit no longer asks for a rating or habit that was not used for longer
MOST = 4  # ratings, and as many habits
MONTH = timedelta(days=30)
TREATED = timedelta(days=180)  # the monthly questions are asked this long after an infusion
WEEK = timedelta(days=7)
LAPSED = timedelta(days=90)  # a questionnaire that was not chosen is out of use after this long
NOT_WHEN_PAUSED = frozenset(("exercise", "habits"))
ON_INFUSION_DAY = frozenset(("mood", "ratings", "effects", "note"))
# The monthly questions: each one's name, the effect of its answer, and further effects that answer it too (docs/facts.md 5.3).
BLADDER, MEMORY, CRAVING = "bladder", "memory", "craving for ketamine"
MONTHLY = {
    BLADDER: ("urinary-urgency", "urinary-pain"),
    MEMORY: ("memory",),
    CRAVING: ("craving",),
}


class CheckinQuestion(NamedTuple):
    """One question: its part of the check-in, its name, and the words that begin the diary line of its answer.

    `detail` is the better end of a rating, or the unit of a habit.
    """

    part: str
    name: str
    words: tuple[str, ...]
    detail: str = ""


class NameInUse(NamedTuple):
    """A rating or habit in use. `detail` is its better end or its unit; `today` says whether today has it already."""

    name: str
    detail: str
    today: bool = False


class CheckinFacts(NamedTuple):
    """The facts that decide the questions; a day is None if there is none."""

    today: date
    order: Sequence[str]  # the parts that were chosen
    day_goes_on: bool = False  # the calendar is a day ahead, so it is unclear which night a length means
    logged: frozenset[str] = frozenset()  # the parts with an entry of today, or answered with no
    infusion: date | None = None  # the latest
    planned: bool = False  # an infusion, for today
    paused: bool = False
    ratings: Sequence[NameInUse] = ()  # used within IN_USE and not retired, most used first
    habits: Sequence[NameInUse] = ()
    monthly: Mapping[str, date] = {}  # the day on which each monthly question was last answered
    weekly_score: str = ""  # the setting
    forms: Mapping[str, tuple[date, date | None]] = {}  # the last day of each questionnaire, and its last day with answers


def choose_questions(known: CheckinFacts) -> list[CheckinQuestion]:
    """Return today's questions in their order. If only the note is left, there are none, unless the person chose it alone."""
    found = [question for part in _order(known) for question in (PARTS[part](known) if part in PARTS else _of_kind(part, known))]
    if [question.part for question in found] == ["note"] and len(known.order) > 1:
        return []
    return found


def _order(known: CheckinFacts) -> list[str]:
    """Return the parts in order: in a pause none about activity; on the day after an infusion, effects after sleep and mood."""
    order = [part for part in known.order if not infusion_day(known) or part in ON_INFUSION_DAY]
    order = [part for part in order if not known.paused or part not in NOT_WHEN_PAUSED]
    if _days_since(known) == 1 and "effects" in order:
        behind = max((order.index(part) + 1 for part in ("sleep", "mood") if part in order), default=0)
        if order.index("effects") > behind:
            order.remove("effects")
            order.insert(behind, "effects")
    return order


def infusion_day(known: CheckinFacts) -> bool:
    """Return whether today has an infusion, done or planned."""
    return known.planned or _days_since(known) == 0


def _days_since(known: CheckinFacts) -> int | None:
    return None if known.infusion is None else (known.today - known.infusion).days


def _of_kind(part: str, known: CheckinFacts) -> list[CheckinQuestion]:
    """Return the question for a kind that has no entry yet; none for the night while the calendar is a day ahead."""
    if part in known.logged or (part == "sleep" and known.day_goes_on):
        return []
    return [CheckinQuestion(part, KINDS[part].label.lower(), (part,))]


def _ratings(known: CheckinFacts) -> list[CheckinQuestion]:
    return [CheckinQuestion("ratings", used.name, ("rate", used.name), used.detail) for used in known.ratings[:MOST] if not used.today]


def _habits(known: CheckinFacts) -> list[CheckinQuestion]:
    return [CheckinQuestion("habits", used.name, ("did", used.name), used.detail) for used in known.habits[:MOST] if not used.today]


def _effects(known: CheckinFacts) -> list[CheckinQuestion]:
    return [CheckinQuestion("effects", "effects", ("effect",))] if _days_since(known) in (0, 1) and "effects" not in known.logged else []


def _monthly(known: CheckinFacts) -> list[CheckinQuestion]:
    """Return the monthly questions that are due. None on the day of an infusion and the day after, which have effects of their own."""
    if known.infusion is None or not timedelta(days=1) < known.today - known.infusion <= TREATED:
        return []
    rated = any(used.name == "craving" for used in known.ratings)  # that rating asks for it already
    due = [name for name in MONTHLY if name not in known.monthly or known.today - known.monthly[name] >= MONTH]
    return [CheckinQuestion("monthly", name, ("effect", MONTHLY[name][0])) for name in due if not (name == CRAVING and rated)]


def _score(known: CheckinFacts) -> list[CheckinQuestion]:
    """Return the question for the chosen questionnaire, else for the one filled in last, a week after its last day."""
    if known.weekly_score == "off":
        return []
    answered = {name: day for name, (_, day) in known.forms.items() if day is not None and known.today - day < LAPSED}
    name = known.weekly_score or max(answered, key=lambda form: answered[form], default="")
    if not name or (name in known.forms and known.today - known.forms[name][0] < WEEK):
        return []
    return [CheckinQuestion("score", name, (name,))]


PARTS = {
    "ratings": _ratings,
    "habits": _habits,
    "effects": _effects,
    "monthly": _monthly,
    "score": _score,
}
