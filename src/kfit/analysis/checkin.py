"""Which questions the check-in asks: those chosen, in use or due, and not logged yet; the four that matter most. Pure."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple

from ..model.entries import KINDS
from ..model.routes import INFUSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

IN_USE = 3  # days with an entry, at least, that make a rating or habit one to ask for
LATELY = {"daily": timedelta(days=14), "weekly": timedelta(days=42)}  # among so many days before today, by the setting `pace`
MOST = 4  # questions, unless the person chose what is asked
# Of these, the first: one of each part, then further ones in the same order, then the note. What comes seldom is early, or it never came.
IMPORTANCE = ("mood", "sleep", "effects", "score", "monthly", "ratings", "exercise", "habits")
MONTH = timedelta(days=30)
TREATED = timedelta(days=180)  # the monthly questions are asked this long after an infusion or a dose
WEEK, FORTNIGHT = timedelta(days=7), timedelta(days=14)
LAPSED = timedelta(days=90)  # a questionnaire that was not chosen is out of use after this long
DUE_NOW = frozenset(("monthly", "score"))  # they look back from the day on which they are answered
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

    `detail` is the better end of a rating, the unit of a habit, or for effects what they come after, `infusion` or `dose`.
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
    order: Sequence[str]  # the parts, in the order of asking
    chosen: bool = False  # the person chose the parts, so that none is cut
    past: bool = False  # it is an earlier day, so that nothing is asked that is due now
    day_goes_on: bool = False  # the calendar is a day ahead, so it is unclear which night a length means
    logged: frozenset[str] = frozenset()  # the parts with an entry of today, or answered with no
    infusion: date | None = None  # the latest one outside of a course
    infusion_word: str = INFUSION  # what that one is called
    dosed: date | None = None  # the latest dose of a course
    course: date | None = None  # the first dose of the course that goes on
    planned: bool = False  # an infusion, for today
    paused: bool = False
    ratings: Sequence[NameInUse] = ()  # in use and not retired, most used first
    habits: Sequence[NameInUse] = ()
    monthly: Mapping[str, date] = {}  # the day on which each monthly question was last answered
    weekly_score: str = ""  # the setting
    forms: Mapping[str, tuple[date, date | None]] = {}  # the last day of each questionnaire, and its last day with answers


def choose_questions(known: CheckinFacts) -> list[CheckinQuestion]:
    """Return the day's questions in their order. If only the note is left, there are none, unless the person chose it alone."""
    found = [question for part in _order(known) for question in (PARTS[part](known) if part in PARTS else _of_kind(part, known))]
    if not known.chosen:
        found = _first(found)
    if [question.part for question in found] == ["note"] and len(known.order) > 1:
        return []
    return found


def _first(found: list[CheckinQuestion]) -> list[CheckinQuestion]:
    """Return the questions that matter most, `MOST` of them, in their order."""
    ranked = []
    for place, question in enumerate(found):
        turn = sum(other.part == question.part for other in found[:place])
        known = question.part in IMPORTANCE
        ranked.append((question.part == "note", turn, IMPORTANCE.index(question.part) if known else len(IMPORTANCE), place))
    return [found[place] for place in sorted(place for *_, place in sorted(ranked)[:MOST])]


def _order(known: CheckinFacts) -> list[str]:
    """Return the parts in order: in a pause none about activity; on the day after an infusion, effects after sleep and mood."""
    order = [part for part in known.order if not (known.past and part in DUE_NOW)]
    order = [part for part in order if not infusion_day(known) or part in ON_INFUSION_DAY]
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
    """Return the days since the latest infusion outside of a course; None without one. The days of a course are all alike."""
    return None if known.infusion is None else (known.today - known.infusion).days


def _of_kind(part: str, known: CheckinFacts) -> list[CheckinQuestion]:
    """Return the question for a kind that has no entry yet; none for the night while the calendar is a day ahead."""
    if part in known.logged or (part == "sleep" and known.day_goes_on):
        return []
    return [CheckinQuestion(part, KINDS[part].label.lower(), (part,))]


def _ratings(known: CheckinFacts) -> list[CheckinQuestion]:
    return [CheckinQuestion("ratings", used.name, ("rate", used.name), used.detail) for used in known.ratings if not used.today]


def _habits(known: CheckinFacts) -> list[CheckinQuestion]:
    return [CheckinQuestion("habits", used.name, ("did", used.name), used.detail) for used in known.habits if not used.today]


def _effects(known: CheckinFacts) -> list[CheckinQuestion]:
    if _days_since(known) not in (0, 1) or "effects" in known.logged:
        return []
    return [CheckinQuestion("effects", "effects", ("effect",), known.infusion_word)]


def _monthly(known: CheckinFacts) -> list[CheckinQuestion]:
    """Return the monthly questions that are due. None on the day of an infusion and the day after, which have effects of their own."""
    treated = [day for day in (known.infusion, known.dosed) if day is not None]
    if not treated or known.today - max(treated) > TREATED or _days_since(known) in (0, 1):
        return []
    rated = any(used.name == "craving" for used in known.ratings)  # that rating asks for it already
    due = [name for name in MONTHLY if name not in known.monthly or known.today - known.monthly[name] >= MONTH]
    return [CheckinQuestion("monthly", name, ("effect", MONTHLY[name][0])) for name in due if not (name == CRAVING and rated)]


def _score(known: CheckinFacts) -> list[CheckinQuestion]:
    """Return the question for the chosen questionnaire, else for the one filled in last, once it is due."""
    if known.weekly_score == "off":
        return []
    answered = {name: day for name, (_, day) in known.forms.items() if day is not None and known.today - day < LAPSED}
    name = known.weekly_score or max(answered, key=lambda form: answered[form], default="")
    if not name or (name in known.forms and not _is_due(known.forms[name][0], known)):
        return []
    return [CheckinQuestion("score", name, (name,))]


def _is_due(last: date, known: CheckinFacts) -> bool:
    """Return whether a form that was filled in last on that day is due again (docs/facts.md 5.3).

    Without a treatment each week. After an infusion on its days 7, 21, 35 and so on, in a course on days 14, 28 and so on of its first
    dose; a day that was let pass, later. Never within a week of the last time, and at the latest two weeks after it.
    """
    since = known.today - last
    first = known.course or (known.infusion + WEEK if known.infusion else None)
    if first is None:
        return since >= WEEK
    behind = known.today - first
    due = known.today - behind % FORTNIGHT  # the latest of these days
    return since >= FORTNIGHT or (since >= WEEK and behind >= timedelta(0) and last < due)


PARTS = {
    "ratings": _ratings,
    "habits": _habits,
    "effects": _effects,
    "monthly": _monthly,
    "score": _score,
}
