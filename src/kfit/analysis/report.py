"""The figures of the page for a visit, computed from what the file holds. Pure."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta

from ..model.charts import Mark
from ..model.entries import EFFECTS, RATINGS, TRACKED, Effect, Exercise, Infusion, Measure, Medicine, Note, Rating, Score
from ..model.measures import PRESSURE, QUANTITIES, number_text
from ..model.report import (
    FEWEST_DAYS,
    FOLLOWING,
    HIGH_DAY,
    LATEST_DAYS,
    LOW_DAY,
    SHORT_NIGHT,
    STOPPED_SINCE,
    DayFigures,
    PageCourse,
    PageDoses,
    PageEffect,
    PageForm,
    PageInfusion,
    PagePressure,
    Spread,
    TreatmentTally,
    Trend,
)
from ..model.treatments import CourseRow
from ..parsing.need import in_name
from .phases import AFTER, BEFORE, side_of
from .questionnaires import baseline, before_treatment, compare_totals
from .treatments import BEGINNINGS, IT_FADES, current, find_courses, find_fadings, infusion_windows, latest, outside, treatments, window

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.charts import Point
    from ..model.fields import Entry
    from ..model.medicines import CurrentMedicine
    from ..model.questionnaires import TotalComparison
    from ..model.report import PageSeries, Period
    from ..model.treatments import MoodWindow
    from ..model.weeks import Day

CHANGES = ("started", "changed", "stopped")
DOSES = ("taken", "skipped")


def spread(values: Sequence[float]) -> Spread:
    """Return what the figures of some days come to."""
    if not values:
        return Spread()
    mean = sum(values) / len(values) if len(values) >= FEWEST_DAYS else None
    return Spread(len(values), mean, min(values), max(values))


def spread_of(points: Sequence[Point]) -> Spread:
    """Return the mean of the days' figures, and the lowest and highest entry of all of them, as their chart has it."""
    ends = [end for one in points for end in (one.lowest, one.highest) if end is not None]
    values = [one.value for one in points]
    return spread(values)._replace(lowest=min([*values, *ends], default=None), highest=max([*values, *ends], default=None))


def day_figures(days: Sequence[Day], moods: Sequence[Point]) -> DayFigures:
    """Return the figures of mood, sleep and movement of some days; of mood, single entries are low, high, lowest and highest."""
    nights = [day.night for day in days if day.night is not None]
    short = {day.day for day in days if day.night is not None and day.night < SHORT_NIGHT}
    wakeful = [one for one in moods if _highest(one) >= HIGH_DAY and one.day in short]
    return DayFigures(
        days,
        spread_of(moods),
        sum(1 for one in moods if _lowest(one) <= LOW_DAY),
        sum(1 for one in moods if _highest(one) >= HIGH_DAY),
        spread(nights),
        sum(1 for night in nights if night < SHORT_NIGHT),
        len(wakeful),
        sum(day.exercise or 0 for day in days),
        sum(day.sessions for day in days),
        sum(1 for day in days if day.sessions),
    )


def _lowest(one: Point) -> float:
    return one.value if one.lowest is None else one.lowest


def _highest(one: Point) -> float:
    return one.value if one.highest is None else one.highest


def page_trends(moods: Sequence[Point], ratings: Iterable[PageSeries], period: Period) -> list[Trend]:
    """Return mood and the ratings that have a better end, each in the last 7 days of the period and in the 7 days before these."""
    figures = [("mood", "high", moods), *((one.name, one.of, one.points) for one in ratings if one.of in ("high", "low"))]
    latest = period.last - timedelta(days=LATEST_DAYS - 1)
    return [
        Trend(name, better, _of_week(latest, points), _of_week(latest - timedelta(days=LATEST_DAYS), points))
        for name, better, points in figures
        if points
    ]


def _of_week(first: date, points: Sequence[Point]) -> Spread:
    """Return what the figures of 7 days come to."""
    days = [(first + timedelta(days=place)).isoformat() for place in range(LATEST_DAYS)]
    return spread_of([one for one in points if days[0] <= one.day <= days[-1]])


def tallies(infusions: Sequence[Infusion], period: Period) -> list[TreatmentTally]:
    """Return how many infusions and how many doses there are; `infusions` are all up to the last day of the period, oldest first."""
    found: dict[str, list[str]] = {}
    for one in infusions:
        found.setdefault(one.word, []).append(one.day)
    return [TreatmentTally(word, days[0], len(days), sum(map(period.holds, days))) for word, days in sorted(found.items(), reverse=True)]


def page_infusions(
    infusions: Sequence[Infusion], moods: Mapping[str, float], entries: Sequence[Entry], period: Period, *, marks: bool
) -> list[PageInfusion]:
    """Return the infusions of the period that are outside of a course, oldest first.

    `infusions` are all up to the last day of the period, `entries` those of the period.
    """
    courses = find_courses(infusions)
    single = outside(infusions, courses)
    last = max((one.day for one in single), default="")
    of_late = latest(date.fromisoformat(last), moods, period.last) if last and all(one.last.isoformat() < last for one in courses) else None
    noted = [(one.day, one.at) for one in entries if isinstance(one, Note) and one.mark == IT_FADES] if marks else []
    fadings = find_fadings(infusions, noted)
    measured = [one for one in entries if isinstance(one, Measure) and one.name in PRESSURE[:2]]
    days = [one.day for one in infusions]
    return [
        PageInfusion(
            one,
            _following(one.infusion.day, days, moods, period.last),
            of_late if one.infusion.day == last else None,
            fadings.get(one.infusion.day),
            _pressure(one.infusion, [other for other in infusions if other.day == one.infusion.day], measured),
        )
        for one in infusion_windows(single, moods, period.last)
        if period.holds(one.infusion.day)
    ]


def _following(day: str, treated: Sequence[str], moods: Mapping[str, float], until: date) -> tuple[MoodWindow, ...]:
    """Return the mood in each span of days after an infusion, up to the day before the next treatment; `treated` is sorted."""
    start = date.fromisoformat(day)
    following = next((date.fromisoformat(other) for other in treated if other > day), until + timedelta(days=1))
    end = min(until, following - timedelta(days=1))
    begun = [(first, last) for first, last in FOLLOWING if start + timedelta(days=first) <= end]
    return tuple(
        window(start + timedelta(days=first), end if last is None else min(start + timedelta(days=last), end), moods)
        for first, last in begun
    )


def _pressure(infusion: Infusion, of_day: Sequence[Infusion], measured: Sequence[Measure]) -> PagePressure:
    """Return all blood pressures of an infusion's day, parted by what was told of their times. `of_day` are the infusions of that day."""
    readings: dict[tuple[str | None, str | None], list[list[Measure]]] = {}
    for one in measured:
        if one.day == infusion.day:
            same_minute = readings.setdefault((one.at, one.logged_at), [[]])
            if any(other.name == one.name for other in same_minute[-1]):
                same_minute.append([])
            same_minute[-1].append(one)
    parts: dict[str | None, list[str]] = {BEFORE: [], AFTER: [], None: []}
    for reading in (one for same_minute in readings.values() for one in same_minute):
        sides = {side for one in reading if (side := side_of(one, [infusion] if one.note is None else of_day))}
        values = {one.name: number_text(one.value) for one in reading}
        parts[sides.pop() if len(sides) == 1 else None].append("/".join(values.get(name, "?") for name in PRESSURE[:2]))
    return PagePressure(tuple(parts[BEFORE]), tuple(parts[AFTER]), tuple(parts[None]))


def page_courses(infusions: Sequence[Infusion], moods: Mapping[str, float], period: Period) -> list[PageCourse]:
    """Return the courses that touch the period, each with those of its weeks that do."""
    found = []
    for row in treatments(infusions, moods, period.last):
        if isinstance(row, CourseRow) and row.course.last >= period.first:
            begins = [row.course.first + timedelta(days=7 * place) for place in range(len(row.weeks))]
            weeks = zip(begins, row.weeks, strict=True)
            here = tuple((day, week) for day, week in weeks if day + timedelta(days=6) >= period.first and day <= period.last)
            found.append(PageCourse(row.course, tuple(one for one in row.infusions if period.holds(one.day)), here))
    return found


def page_forms(scores: Sequence[Score], first_infusion: tuple[str, str | None] | None, period: Period) -> list[PageForm]:
    """Return the questionnaires, the one filled in last first; `scores` are all up to the last day, oldest first."""
    by_name: dict[str, list[Score]] = {}
    for score in scores:
        by_name.setdefault(score.name, []).append(score)
    found = []
    for name, told in by_name.items():
        within = tuple(one for one in told if period.holds(one.day))
        found.append(PageForm(name, within, told[-1], compare_latest(told, first_infusion)))
    return sorted(found, key=lambda form: form.latest.day, reverse=True)


def compare_latest(told: Sequence[Score], first_infusion: tuple[str, str | None] | None) -> TotalComparison:
    """Return how the last of a form's scores, oldest first, differs from the one before and from the baseline."""
    *earlier, latest = told
    untreated = before_treatment([(one.day, one.at, one.total) for one in earlier], first_infusion)
    last = (earlier[-1].day, earlier[-1].total) if earlier else None
    base = baseline(untreated, first_infusion[0] if first_infusion else None)
    return compare_totals(latest.name, (latest.day, latest.total), last, base)


def page_effects(entries: Iterable[Entry], include: frozenset[str]) -> list[PageEffect]:
    """Return the side effects of some days that may be shown, the most severe first."""
    by_name: dict[str, list[Effect]] = {}
    for one in entries:
        if isinstance(one, Effect) and not hidden_by(one, include):
            by_name.setdefault(one.name, []).append(one)
    found = []
    for name, told in by_name.items():
        felt = [one for one in told if one.severity]  # a 0 says that it was not there
        worst, worst_on = max((one.severity, one.day) for one in told)
        last, none_on = (max((one.day for one in part), default=None) for part in (felt, [one for one in told if not one.severity]))
        found.append(PageEffect(name, len(felt), worst, worst_on, sum(one.severity == worst for one in told), last, none_on))
    return sorted(found, key=lambda one: (-one.worst, -one.entries, one.name))


def hidden_by(entry: Entry, include: frozenset[str]) -> str:
    """Return which word of `--include` an entry with a name waits for, empty if it may be shown: need comes before all else."""
    name = getattr(entry, "name", None)
    if not isinstance(name, str) or isinstance(entry, Medicine | Score):
        return ""
    if in_name(name):
        return "" if "need" in include else "need"
    own = name not in EFFECTS if isinstance(entry, Effect) else entry.kind in TRACKED and not _is_built_in(entry, name)
    return "names" if own and "names" not in include else ""


def _is_built_in(entry: Entry, name: str) -> bool:
    return name in (QUANTITIES if isinstance(entry, Measure) else RATINGS if isinstance(entry, Rating) else entry.names)


def left_out(entries: Sequence[Entry], include: frozenset[str]) -> dict[str, int]:
    """Return how many entries of some days hold something private that was not asked for; only what is there."""
    found: Counter[str] = Counter()
    for entry in entries:
        found["items"] += isinstance(entry, Score) and entry.items is not None
        found["notes"] += bool(entry.note)
        found["marks"] += isinstance(entry, Note) and entry.mark is not None
        found["companions"] += isinstance(entry, Exercise) and entry.company is not None
        found["clinics"] += isinstance(entry, Infusion) and entry.clinic is not None
        waits = hidden_by(entry, frozenset()) if isinstance(entry, Rating | Measure | Effect) else ""
        if waits:
            found[waits] += 1
    return {name: number for name, number in found.items() if number and name not in include}


def changes_of(medicines: Iterable[Medicine], period: Period) -> list[Medicine]:
    """Return the medicines that were started, changed or stopped in the period."""
    return [one for one in medicines if one.event in CHANGES and period.holds(one.day)]


def page_doses(medicines: Sequence[Medicine], period: Period) -> list[PageDoses]:
    """Return the medicines of which the period has single doses, taken or skipped, by name; `medicines` are up to its last day."""
    running = {one.name for one in current(medicines)}
    by_name: dict[str, list[Medicine]] = {}
    for one in medicines:
        if period.holds(one.day) and one.event in DOSES:
            by_name.setdefault(one.name, []).append(one)
    found = []
    for name, told in sorted(by_name.items()):
        taken, skipped = ([one for one in told if one.event == event] for event in DOSES)
        doses = Counter(one.dose for one in taken if one.dose).most_common()
        last, skipped_on = (max((one.day for one in part), default=None) for part in (taken, skipped))
        days = len({one.day for one in taken})
        found.append(PageDoses(name, name not in running, len(taken), days, tuple(doses), last, len(skipped), skipped_on))
    return found


def stopped_before(medicines: Sequence[Medicine], period: Period) -> list[Medicine]:
    """Return the medicines that were stopped before the period, in the half year up to its last day, and not begun again since."""
    last = {one.name: one for one in medicines if one.event in CHANGES}
    since = (period.last - timedelta(days=STOPPED_SINCE)).isoformat()
    return [one for one in last.values() if one.event == "stopped" and since <= one.day < period.first.isoformat()]


def dose_days(medicines: Iterable[Medicine], now: Iterable[CurrentMedicine]) -> dict[str, str]:
    """Return the day from which each current medicine has its dose, where that was told; `medicines` are oldest first."""
    found: dict[str, tuple[str, str]] = {}
    for one in medicines:
        if one.event == "stopped":
            found.pop(one.name, None)
        elif one.event in BEGINNINGS and one.dose and found.get(one.name, ("", ""))[0] != one.dose:
            found[one.name] = one.dose, one.day
    return {one.name: found[one.name][1] for one in now if one.name in found and found[one.name][0] == one.dose}


def marks_of(entries: Iterable[Entry]) -> list[Mark]:
    """Return the marks of notes."""
    return [Mark(one.day, one.mark) for one in entries if isinstance(one, Note) and one.mark is not None]


def companions_of(entries: Iterable[Entry]) -> list[tuple[str, int]]:
    """Return with whom the person moved, and how often, the most frequent first."""
    found = Counter(one.company for one in entries if isinstance(one, Exercise) and one.company)
    return sorted(found.items(), key=lambda told: (-told[1], told[0]))
