"""The figures of the page for a visit: one pure value, from which text, HTML and JSON are made."""

from __future__ import annotations

from typing import NamedTuple

from ..humanize import tenths
from .questionnaires import INSTRUMENTS, band

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from .charts import Mark, Point
    from .entries import Infusion, Medicine, Score
    from .fields import Entry
    from .medicines import CurrentMedicine, TakenMedicine
    from .planning import Plan, VisitQuestion
    from .questionnaires import TotalChange, TotalComparison
    from .rounds import RoundInsights
    from .treatments import AdministrationDay, Course, Fading, InfusionWindows, MoodWindow, TreatmentHistory
    from .weeks import Day, Week

# What leaves the file only when it is asked for, in the order in which it is named.
PRIVATE = ("items", "need", "notes", "marks", "companions", "clinics", "names")
FEWEST_DAYS = 2  # with fewer days there is no mean of a period, as there is no median
LOW_DAY, HIGH_DAY = 2, 9  # days up to the one and from the other on are counted, both alike
SHORT_NIGHT = 5 * 60  # minutes: nights under this are counted
LATEST_DAYS = 7  # the last days of the period, and as many before them, are compared
# Days after an infusion, the first and the last of each span; the last one goes up to the next treatment.
FOLLOWING: tuple[tuple[int, int | None], ...] = ((4, 7), (8, 14), (15, 21), (22, 28), (29, None))
STOPPED_SINCE = 182  # days: medicines that were stopped in the half year before the last day are named


class Period(NamedTuple):
    """The days of the page, both included; `today` is the day on which it was made.

    `begun` is the day of the very first entry, where the 8 weeks of a usual page would begin before it, or this page does.
    """

    first: date
    last: date
    today: date
    begun: date | None = None

    @property
    def length(self) -> int:
        """Return the number of its days."""
        return (self.last - self.first).days + 1

    @property
    def counted(self) -> int:
        """Return the number of its days from the very first entry on."""
        return (self.last - max(self.first, self.begun or self.first)).days + 1

    def holds(self, day: str) -> bool:
        """Return whether a day is one of them."""
        return self.first.isoformat() <= day <= self.last.isoformat()


class Coverage(NamedTuple):
    """How many days have an entry, on how many of them all that was typed came after the day had ended, on how many all was imported.

    `typed` is the number of entries that were not imported, `typed_later` how many of them came after their day had ended.
    """

    entered: int = 0
    later: int = 0
    imported: int = 0
    typed: int = 0
    typed_later: int = 0


class Spread(NamedTuple):
    """The mean, lowest and highest figure of some days; the mean is None with fewer than 2 of them, the others with none."""

    days: int = 0
    mean: float | None = None
    lowest: float | None = None
    highest: float | None = None

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"days": self.days, **{name: _rounded(getattr(self, name)) for name in ("mean", "lowest", "highest")}}


class DayFigures(NamedTuple):
    """Mood, sleep and movement of the period. `wakeful` is the number of days with a mood of 9 or more after a night under 5 hours."""

    days: Sequence[Day] = ()
    mood: Spread = Spread()
    low_days: int = 0
    high_days: int = 0
    sleep: Spread = Spread()
    short_nights: int = 0
    wakeful: int = 0
    minutes: int = 0
    sessions: int = 0
    moved_days: int = 0


class Trend(NamedTuple):
    """Mood, or a rating, in the last 7 days of the period and in the 7 days before these."""

    name: str
    better: str
    latest: Spread
    before: Spread

    @property
    def worse(self) -> bool | None:
        """Return whether the latest mean is worse, compared as they are shown; None where one of the two is missing."""
        if self.latest.mean is None or self.before.mean is None:
            return None
        now, earlier = float(tenths(self.latest.mean)), float(tenths(self.before.mean))
        return now > earlier if self.better == "low" else now < earlier

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {"name": self.name, "better": self.better, "latest": self.latest.row(), "before": self.before.row(), "worse": self.worse}


class TreatmentTally(NamedTuple):
    """How many infusions, or doses, the file has up to the last day, how many of them are in the period, and the first day of one."""

    word: str
    first: str
    total: int
    in_period: int


class PagePressure(NamedTuple):
    """The blood pressures of an infusion's day, as `128/82`: before it, after it, and those of which a time is not known."""

    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    untimed: tuple[str, ...] = ()


class PageInfusion(NamedTuple):
    """An infusion outside of a course with the mood around it, its mark "it fades" if marks are in, and its blood pressures.

    `following` is the mood in each span of `FOLLOWING` that has begun: no day of it is after the period, or on or after the next treatment.
    `latest` is the mood on the last days of the period, only of the last infusion, and only if no course goes on after it.
    """

    windows: InfusionWindows
    following: tuple[MoodWindow, ...] = ()
    latest: MoodWindow | None = None
    fading: Fading | None = None
    pressure: PagePressure = PagePressure()


class PageCourse(NamedTuple):
    """A course that touches the period: its doses, and the mood of each of its weeks in the period, each with its first day."""

    course: Course
    infusions: tuple[Infusion, ...]
    weeks: tuple[tuple[date, MoodWindow], ...]


class PageForm(NamedTuple):
    """A questionnaire: its scores of the period, oldest first, the latest one up to the last day, and how that compares."""

    name: str
    scores: tuple[Score, ...]
    latest: Score
    compared: TotalComparison

    @property
    def worse(self) -> bool | None:
        """Return whether the latest total is worse than the one before it, by however little; None where nothing compares."""
        last = self.compared.last
        if last is None:
            return None
        return last.points < 0 if INSTRUMENTS[self.name].better == "high" else last.points > 0

    def row(self, *, items: bool) -> dict[str, object]:
        """Return the fields as JSON output shows them; the answers only with `items`."""
        score = self.latest
        compared = self.compared
        return {
            "name": self.name,
            "latest": _score_row(score, items=items),
            "baseline": _change_row(compared.baseline),
            "last": _change_row(compared.last),
            "worse": self.worse,
            "scores": [_score_row(one, items=items) for one in self.scores],
        }


class PageEffect(NamedTuple):
    """A side effect in the period: its entries from 1 up, the highest severity with its last day, the last day of any.

    `times` is how many entries have the highest severity.
    `none_on` is the last day on which the person entered that it was not there; `last` is None if that is all that was entered.
    """

    name: str
    entries: int
    worst: int
    worst_on: str
    times: int
    last: str | None
    none_on: str | None = None


class PageDoses(NamedTuple):
    """A medicine whose doses were entered one by one in the period: how often it was taken, on how many days, each dose as told.

    `as_needed` means that no start was entered, or that it was stopped. `skipped` is how often it was skipped; the days are the last ones.
    """

    name: str
    as_needed: bool
    times: int
    days: int
    doses: tuple[tuple[str, int], ...]
    last: str | None
    skipped: int
    skipped_on: str | None

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        return {**self._asdict(), "doses": dict(self.doses)}


class PageSeries(NamedTuple):
    """A rating or a measure: its name, the better end or the unit, the figure of each day, and what they come to."""

    kind: str
    name: str
    of: str | None
    points: Sequence[Point]
    spread: Spread

    def row(self) -> dict[str, object]:
        """Return the fields as JSON output shows them."""
        latest = self.points[-1]
        return {"kind": self.kind, "name": self.name, "of": self.of, **self.spread.row(), "latest": latest.value, "latest_day": latest.day}


class Report(NamedTuple):
    """All that the page says. `left_out` is how much of each private thing there is that was not asked for; `name` only if given.

    `dose_since` is the day from which a current medicine has its dose, where that was told. `insights` are those of all rounds up to
    the last day.
    """

    period: Period
    include: frozenset[str]
    left_out: dict[str, int]
    name: str
    coverage: Coverage
    days: DayFigures
    trends: Sequence[Trend]
    weeks: Sequence[Week]
    treated: TreatmentHistory
    last_treated: AdministrationDay | None
    tallies: Sequence[TreatmentTally]
    infusions: Sequence[PageInfusion]
    insights: RoundInsights
    courses: Sequence[PageCourse]
    forms: Sequence[PageForm]
    effects: Sequence[PageEffect]
    current: Sequence[CurrentMedicine]
    dose_since: dict[str, str]
    taken: Sequence[TakenMedicine]
    changes: Sequence[Medicine]
    doses: Sequence[PageDoses]
    stopped: Sequence[Medicine]
    ratings: Sequence[PageSeries]
    measures: Sequence[PageSeries]
    questions: Sequence[VisitQuestion]
    plans: Sequence[Plan]
    notes: Sequence[Entry]
    marks: Sequence[Mark]
    companions: Sequence[tuple[str, int]]

    @property
    def pain(self) -> PageSeries | None:
        """Return the rating of pain, None if there is none."""
        return next((one for one in self.ratings if one.name == "pain"), None)

    def row(self) -> dict[str, object]:
        """Return the figures as JSON output shows them."""
        days = self.days
        items = "items" in self.include
        return {
            "from": self.period.first.isoformat(),
            "to": self.period.last.isoformat(),
            "days": self.period.length,
            "coverage": self.coverage._asdict(),
            "mood": {**days.mood.row(), "days_at_2_or_less": days.low_days, "days_at_9_or_more": days.high_days},
            "sleep": {**days.sleep.row(), "nights_under_5h": days.short_nights, "days_at_9_or_more_after_one": days.wakeful},
            "movement": {"minutes": days.minutes, "sessions": days.sessions, "days": days.moved_days},
            "trends": [one.row() for one in self.trends],
            "weeks": [{**week.row(), "counted_from": week.since.isoformat(), "counted_to": week.until.isoformat()} for week in self.weeks],
            "treatments": [one._asdict() for one in self.tallies],
            "infusions": [_infusion_row(one) for one in self.infusions],
            "held": _held_row(self.insights),
            "courses": [_course_row(one) for one in self.courses],
            "forms": [form.row(items=items) for form in self.forms],
            "effects": [one._asdict() for one in self.effects],
            "medicines": [one._asdict() for one in self.current],
            "dose_since": self.dose_since,
            "taken": [one._asdict() for one in self.taken],
            "medicine_changes": [{"day": one.day, "name": one.name, "event": one.event, "dose": one.dose} for one in self.changes],
            "doses_entered": [one.row() for one in self.doses],
            "stopped_before": [{"day": one.day, "name": one.name, "dose": one.dose} for one in self.stopped],
            "ratings": [one.row() for one in self.ratings],
            "measures": [one.row() for one in self.measures],
            "questions": [{"id": one.id, "words": one.words} for one in self.questions],
            "plans": [{"day": one.day, "at": one.at} for one in self.plans],
            "notes": [{"day": one.day, "kind": one.kind, "note": one.note} for one in self.notes],
            "marks": [one._asdict() for one in self.marks],
            "companions": [{"name": name, "sessions": count} for name, count in self.companions],
            "included": sorted(self.include),
            "left_out": self.left_out,
        }


def _infusion_row(one: PageInfusion) -> dict[str, object]:
    row = one.windows.row()
    row.pop("id")
    row["form"] = one.windows.infusion.dosage_form
    spans = zip(FOLLOWING, one.following, strict=False)
    row["following"] = [{"from_day": first, "to_day": last, **window.row()} for (first, last), window in spans]
    row["latest"] = one.latest.row() if one.latest else None
    return {**row, "fades_on": one.fading.day.isoformat() if one.fading else None, "blood_pressure": one.pressure._asdict()}


def _held_row(found: RoundInsights) -> dict[str, object] | None:
    """Return the estimate of how long mood held, None where there is none."""
    if found.curve is None:
        return None
    return {"rounds": len(found.rounds), "threshold": found.threshold._asdict(), **found.curve.row()}


def _course_row(one: PageCourse) -> dict[str, object]:
    return {**one.course.row(), "weeks": [{"from": day.isoformat(), **window.row()} for day, window in one.weeks]}


def _score_row(score: Score, *, items: bool) -> dict[str, object]:
    told: dict[str, object] = {"day": score.day, "total": score.total, "band": band(score.name, score.total)}
    return {**told, "items": score.items} if items else told


def _change_row(change: TotalChange | None) -> dict[str, object] | None:
    return None if change is None else {"day": change.day, "total": change.total, "points": change.points, "counts": change.counts}


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)
