"""The words of the page for a visit: its sections in the order in which a clinician's eyes go. Text and HTML are made from them."""

from __future__ import annotations

from datetime import date

from ..humanize import hours_minutes, in_words, tenths
from ..model.entries import ends, severity_word
from ..model.report import FEWEST_DAYS, FOLLOWING, LATEST_DAYS, PRIVATE
from ..model.routes import NAMED_DRUGS, format_dose, format_route
from .infusions import WINDOWS, figure
from .phrases import clock_time, day_and_time, listed, written
from .report_forms import form_box, form_codes, form_compared, forms_by_date, forms_section, harm_answers, no_form_since
from .report_parts import MOST_ROWS, Box, Grid, Page, PageSection, day_said, span_said
from .rounds import HELD_EXPLAINED, PAST, RoundsView, booked_said, estimate_said, held_said, midway_said, round_label, shares
from .text import count, safe, short

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..model.entries import Infusion, Medicine
    from ..model.medicines import CurrentMedicine
    from ..model.report import PageCourse, PageDoses, PageEffect, PageInfusion, PageSeries, Period, Report, Spread, TreatmentTally, Trend
    from ..model.weeks import Week

    _Said = Callable[[float], str]

TITLE = "Treatment log for the visit"
UNVERIFIED = "Entered by the patient. Nobody has verified it."
NAME_LINE = "Name and date of birth, to fill in by hand"
LEFT_OUT = {
    "items": "answers of forms",
    "need": "entries under words of need",
    "notes": "notes",
    "marks": "marks",
    "companions": "companions",
    "clinics": "names of clinics",
    "names": "entries under names of their own",
}
PRIVATE_UNCOUNTED = "Entries kept private altogether are not counted here."
COMPLETENESS = "How complete it is"
QUESTIONS = "What I would like to talk about"
NO_ENTRY = "no entry"
NOTHING = "Nothing is logged in this time."
EXPECTED = "Infusions are often given when mood is low, so some rise is to be expected anyway. One page cannot show why."
INDUCTION = "An induction counts as one round: 4 to 8 infusions within 7 to 28 days."
COMPARED = (("Toward the worst end", True), ("Toward the best end, or the same", False), ("Too few to compare", None))
SEVERE = 3
MADE = (
    "Mood is 0 (worst) to 10 (best). A day's mood is the mean of its entries. A figure over days is the mean of these days.",
    "Lowest and highest are single entries. Days at 2 or under, and at 9 or above, have such an entry.",
    "Before and after an infusion: by times that were told, or by the patient's own words.",
    "Where only the time of typing is known, it stands under time not told.",
    "Before an infusion: median of the 3 days before it. After: median of days 1 to 3. No best day is picked.",
    f"In brackets: the days with an entry. With fewer than {FEWEST_DAYS} no figure is given.",
    "Days after an infusion: their median, up to the day before the next one.",
    "Latest 3 days: the median of the last 3 days of this time.",
    "In a course of doses, mood is the median of each 7 days.",
    "A night counts for the day of waking. Naps are left out.",
    "A form's baseline is its last one, at most 14 days before the first infusion.",
    "Days without an entry are gaps. Nothing is filled in or smoothed.",
    "Toward the worst end: any difference, however small. A form is compared with the one before.",
    f"Mood and ratings: the mean of the last {LATEST_DAYS} days beside that of the {LATEST_DAYS} days before.",
)


def page(report: Report, *, show_totals: bool = True) -> Page:
    """Return the page in words. Without `show_totals` those of questionnaires are left out, as in the terminal."""
    infusions, forms, effects = _infusions(report), forms_section(report, show_totals=show_totals), _effects(report)
    questions, plans = _questions(report), _plans(report)
    first = (
        _compared(report, show_totals=show_totals),
        _over_time(report),
        infusions._replace(grids=tuple(grid.shortened(newest_last=True) for grid in infusions.grids)),
        forms._replace(grids=tuple(grid.shortened() for grid in forms.grids)),
        effects._replace(grids=tuple(grid.shortened() for grid in effects.grids)),
        _medicines(report),
        questions.shortened(),
        plans.shortened(),
        _completeness(report),
    )
    second = (
        *(
            PageSection(f"{part.heading}, all", grids=_long(part), points=part.points if part != part.shortened() else ())
            for part in (infusions, forms, effects, questions, plans)
        ),
        _held(report),
        _changes(report),
        _by_week(report),
        *forms_by_date(report, show_totals=show_totals),
        _named("Ratings", report.ratings, report.period),
        _named("Measures", report.measures, report.period),
        *_asked_for(report),
        PageSection("How the figures were made", points=MADE),
        form_codes(report),
    )
    last = tuple(part._replace(second=True) for part in second if part.sentences or part.points or part.grids)
    return Page(TITLE, safe(_one_line(report.name)), period_said(report.period), _boxes(report, show_totals=show_totals), (*first, *last))


def without_questions(told: Page) -> Page:
    """Return the page without the person's questions, and without a word on whether there are any."""
    return told._replace(sections=tuple(part for part in told.sections if part.heading != QUESTIONS))


def with_tables(told: Page, notes: int, of_need: int, *, beside: bool) -> Page:
    """Return the page of a folder or a workbook: it says which notes the tables `beside` it hold, words of need among them."""
    among = f", {of_need} of them with words of need" if of_need else ""
    said = f"The tables beside this page hold notes ({notes}{among})." if beside and notes else "The tables beside this page hold no notes."
    sections = (part._replace(sentences=(*part.sentences, said)) if part.heading == COMPLETENESS else part for part in told.sections)
    return told._replace(sections=tuple(sections))


def _long(part: PageSection) -> tuple[Grid, ...]:
    """Return the tables of a part that sheet 1 has only in parts."""
    return tuple(grid for grid in part.grids if len(grid.rows) > MOST_ROWS)


def period_said(period: Period) -> str:
    """Say the days of the page: `Sun 27 Sep to Sun 22 Nov 2026, 57 days`."""
    first, last = in_words(period.first, period.last), in_words(period.last, period.last)
    return f"{first} to {last} {period.last.year}, {count(period.length, 'day')}"


def preview(report: Report, line: str) -> list[str]:
    """Say what the page would hold and what it leaves out, a line each; `line` is the command without `--include`."""
    told = page(report)
    inside = [f"{part.heading}{_amount(part)}" for part in told.sections]
    name = f"the name {told.name}" if told.name else "no name"
    return [f"The page would hold {period_said(report.period)}, with {name}.", *inside, *left_out_said(report, line)]


def left_out_said(report: Report, line: str) -> list[str]:
    """Say what private things are not on the page, and how to have them on it; `line` is the command without `--include`."""
    if not report.left_out:
        return []
    return [
        f"Left out: {_left_out(report.left_out, report)}.",
        f"To put them in: {line} --include {','.join(_in_order({*report.include, *report.left_out}))}",
    ]


def _left_out(names: Iterable[str], report: Report) -> str:
    return ", ".join(f"{LEFT_OUT[name]} ({report.left_out[name]})" for name in _in_order(names))


def _in_order(names: Iterable[str]) -> list[str]:
    there = set(names)
    return [name for name in PRIVATE if name in there]


def _amount(part: PageSection) -> str:
    number = sum(len(grid.rows) for grid in part.grids) + sum(1 for point in part.points if point)
    return f": {count(number, 'line')}" if number and not part.heading.startswith("How") else ""


def _boxes(report: Report, *, show_totals: bool) -> tuple[Box, ...]:
    days = report.days
    return (
        form_box(report, show_totals=show_totals),
        _treatment_box(report),
        _mood_box(report),
        _mean_box("Sleep at night", days.sleep, _hours, "night", f"{count(days.short_nights, 'night')} under 5 h"),
    )


def _treatment_box(report: Report) -> Box:
    last = report.last_treated
    course = report.courses[-1].course if report.courses else None
    if course is not None and (last is None or last.day < course.last.isoformat()):
        doses = f"{count(course.doses, 'dose')} on {count(course.days, 'day')}"
        return Box("Course of doses", doses, span_said(course.first, course.last, report))
    if last is None:
        return Box("Last infusion", "none", "No infusion is logged.")
    gaps = [one.windows.gap_days for one in report.infusions if one.windows.infusion.day == last.day and one.windows.gap_days]
    gap = f"; {count(gaps[0], 'day')} after the one before" if gaps else ""
    since = (report.period.last - date.fromisoformat(last.day)).days
    given = [_given(one.windows.infusion) for one in report.infusions if one.windows.infusion.day == last.day]
    told = f"{given[-1]}; " if given else ""
    ago = f"{count(since, 'day')} before {day_said(report.period.last.isoformat(), report)}" if since else "on the last day of this time"
    return Box(f"Last {last.word}", day_said(last.day, report), f"{told}{ago}{gap}")


def _mood_detail(report: Report) -> str:
    days = report.days
    if not days.mood.days:
        return ""
    return f"{count(days.low_days, 'day')} at 2 or under, {count(days.high_days, 'day')} at 9 or above"


def _mood_box(report: Report) -> Box:
    """Return the box of mood, with the mean of the last 7 days beside the one of the whole time where that is longer."""
    box = _mean_box("Mood, 0 worst to 10 best", report.days.mood, tenths, "day", _mood_detail(report))
    there = [one.latest for one in report.trends if one.name == "mood"]
    if not there or report.days.mood.mean is None or report.period.length <= LATEST_DAYS:
        return box
    latest = "too few" if there[0].mean is None else tenths(there[0].mean)
    return box._replace(
        value=f"{box.value}; last {LATEST_DAYS} days {latest}", detail=f"{box.detail}; {there[0].days} of the last {LATEST_DAYS} have one"
    )


def _compared(report: Report, *, show_totals: bool) -> PageSection:
    """Say in a line each what moved toward the worst end, what did not, and what cannot be compared."""
    forms = report.forms if show_totals else ()
    told: list[tuple[bool | None, str]] = [(one.worse, form_compared(one, report)) for one in forms if one.worse is not None]
    told += [(one.worse, _trend(one)) for one in report.trends if one.latest.days or one.before.days]
    said = [f"{title}: {'; '.join(there)}." for title, worse in COMPARED if (there := [words for one, words in told if one is worse])]
    severe = [_severe(one, report) for one in report.effects if one.worst == SEVERE]
    wakeful = f"Days at 9 or 10 with under 5 h of sleep: {report.days.wakeful}." if report.days.wakeful else ""
    harm = harm_answers(report) if show_totals else ""
    severe_said = f"Severe side effects on this page: {'; '.join(severe) or 'none'}."
    told_in_order = (harm, *(said or ["Nothing can be compared yet."]), no_form_since(report), severe_said, wakeful)
    return PageSection("What moved toward the worst or the best end", points=tuple(filter(None, told_in_order)))


def _severe(one: PageEffect, report: Report) -> str:
    """Say on which day a side effect was severe, and how often where it was more than once."""
    day = day_said(one.worst_on, report)
    return f"{safe(one.name)} {one.times} times, last on {day}" if one.times > 1 else f"{safe(one.name)} on {day}"


def _trend(one: Trend) -> str:
    """Say the means of both weeks, or of too few days for that their numbers."""
    if one.worse is None:
        return f"{safe(one.name)} ({one.latest.days} of the last {LATEST_DAYS} days, {one.before.days} of the {LATEST_DAYS} before)"
    return f"{safe(one.name)} {_week_said(one.latest)} in the last {LATEST_DAYS} days, {_week_said(one.before)} in the {LATEST_DAYS} before"


def _week_said(told: Spread) -> str:
    """Say a mean with its number of days: `4.5 (6)`."""
    return f"{tenths(told.mean or 0)} ({told.days})"


def _over_time(report: Report) -> PageSection:
    """Say what the chart draws and no box has."""
    days = report.days
    moved = (
        f"{days.minutes} min in {count(days.sessions, 'session')} on {count(days.moved_days, 'day')}" if days.sessions else "none logged"
    )
    pain = _spread_said("Pain, 0 none to 10 worst", report.pain.spread, tenths, "day") if report.pain else ""
    said = (f"Movement: {moved}.", pain) if report.coverage.entered else (NOTHING,)
    return PageSection("Mood, sleep and movement over time", tuple(filter(None, said)), drawn=True)


def _spread_said(what: str, told: Spread, say: _Said, counted: str) -> str:
    if told.lowest is None or told.highest is None:
        return ""
    if told.mean is None:
        return f"{what}: {say(told.lowest)} on {count(told.days, counted)}; too few for a mean."
    return f"{what}: mean {say(told.mean)} of {count(told.days, counted)}, {say(told.lowest)} to {say(told.highest)}."


def _mean_box(label: str, told: Spread, say: _Said, counted: str, detail: str) -> Box:
    """Return the box of a mean, with the number of days that it is of, the lowest and the highest."""
    if told.lowest is None or told.highest is None:
        return Box(label, "no entries", "")
    if told.mean is None:
        return Box(label, "too few", f"{say(told.lowest)} on {count(told.days, counted)}; {detail}")
    return Box(label, say(told.mean), f"mean of {count(told.days, counted)}, {say(told.lowest)} to {say(told.highest)}; {detail}")


def _infusions(report: Report) -> PageSection:
    grids = []
    if report.infusions:
        before, after, latest = (title.capitalize() for title in WINDOWS)
        spans = (f"Days {begin}-{end}" if end else f"Days {begin} on" for begin, end in FOLLOWING)
        pressures = ("Pressure before", "Pressure after", "Pressure, time not told")
        header = ("Day", "What was given", "Days since the one before", before, after, *spans, latest, "It fades", *pressures, "Clinic")
        rows = tuple(_infusion(one, report) for one in report.infusions)
        grids.append(Grid("Mood before each infusion, and in the days after it: median (days with an entry)", header, rows).filled())
    grids += [_course(one, report) for one in report.courses]
    said = [_tally(one, report) for one in report.tallies]
    said += [EXPECTED, *_pressures_missing(report.infusions)] if report.infusions else []
    return PageSection("Infusions", (*(() if grids else ("No infusion is logged in this time.",)), *said), grids=tuple(grids))


def _pressures_missing(found: Sequence[PageInfusion]) -> list[str]:
    """Say on how many infusions a blood pressure is recorded, where some have none."""
    there = sum(any(one.pressure) for one in found)
    if there == len(found):
        return []
    return [f"Blood pressure on the days of infusions: {f'recorded for {there} of {len(found)}' if there else 'none recorded'}."]


def _tally(one: TreatmentTally, report: Report) -> str:
    """Say the first day of infusions, or of doses, and how many there were up to the last day."""
    return f"First {one.word} in this log: {day_said(one.first, report)}. With it {one.total} so far, {one.in_period} of them in this time."


def _infusion(one: PageInfusion, report: Report) -> tuple[str, ...]:
    told = one.windows
    infusion = told.infusion
    gap = "" if told.gap_days is None else str(told.gap_days)
    after = "not yet" if infusion.day == report.period.last.isoformat() else figure(told.after)
    return (
        day_said(infusion.day, report),
        _given(infusion),
        gap or "first",
        figure(told.before),
        after,
        *map(figure, one.following),
        *[""] * (len(FOLLOWING) - len(one.following)),
        "" if one.latest is None or after == "not yet" else figure(one.latest),
        f"{day_said(one.fading.day.isoformat(), report)}, day {one.fading.days}" if one.fading else "",
        *map(", ".join, one.pressure),
        safe(infusion.clinic or "") if "clinics" in report.include else "",
    )


def _given(infusion: Infusion) -> str:
    form = infusion.dosage_form if infusion.dosage_form != infusion.word else ""
    drug = NAMED_DRUGS.get(form or "", "")
    parts = (drug, format_route(infusion.route), "" if drug else form, format_dose(infusion.dose))
    return safe(", ".join(part for part in parts if part)) or "not told"


def _held(report: Report) -> PageSection:
    """Say how long mood held after infusions, over all rounds up to the last day; nothing where there are too few for an estimate."""
    found = report.insights
    heading = "How long mood held after infusions"
    if found.curve is None or found.threshold.mood is None:
        return PageSection(heading)
    mood = short(found.threshold.mood)
    origin = f"The patient chose {mood}." if found.threshold.chosen else midway_said(found)
    said = (
        f"All rounds up to {day_said(found.today.isoformat(), report)}, at a mood of {mood} or more. {origin}",
        *estimate_said(found),
        f"{booked_said(found)} {PAST}",
        *((INDUCTION,) if any(one.round.induction for one in found.rounds) else ()),
    )
    there = [one for one in found.rounds if report.period.holds(one.round.last.isoformat())]
    listed_rounds = tuple((round_label(one, found.today), held_said(one, RoundsView())) for one in there)
    shared = tuple((str(day), share, between, str(followed)) for day, share, between, followed in shares(found))
    grids = [Grid(f"Rounds of this time, at {mood} or more", ("Round", "How long"), listed_rounds)] if listed_rounds else []
    grids += [Grid("Share of all rounds by the estimate", ("Day", "Share", "95 % interval", "Followed on"), shared)] if shared else []
    return PageSection(heading, said, HELD_EXPLAINED, tuple(grids))


def _course(one: PageCourse, report: Report) -> Grid:
    course = one.course
    routes = listed(list(dict.fromkeys(_given(dose) for dose in one.infusions)))
    caption = f"Course, {span_said(course.first, course.last, report)}: {count(course.doses, 'dose')} on {count(course.days, 'day')}"
    rows = tuple((in_words(day, report.period.last), figure(window)) for day, window in one.weeks)
    return Grid(f"{caption}; {routes}" if routes else caption, ("7 days from", "Mood, median (days with an entry)"), rows)


def _effects(report: Report) -> PageSection:
    if not report.effects:
        return PageSection("Side effects", ("None on this page.",), narrow=True)
    rows = tuple(
        (safe(one.name), f"{_severity(one.worst)}, {day_said(one.worst_on, report)}", str(one.entries), _last_felt(one, report))
        for one in report.effects
    )
    header = ("Side effect", "Most severe", "Entries", "Last on")
    return PageSection("Side effects", grids=(Grid("Side effects of this time, 0 none to 3 severe", header, rows),), narrow=True)


def _last_felt(one: PageEffect, report: Report) -> str:
    """Say the last day of a side effect, and a later day on which the person entered that it was not there."""
    said = [day_said(one.last, report)] if one.last else []
    if one.none_on and one.none_on > (one.last or ""):
        said.append(f"none on {day_said(one.none_on, report)}")
    return ", ".join(said)


def _severity(severity: int) -> str:
    return f"{severity} {severity_word(severity)}".strip()


def _medicines(report: Report) -> PageSection:
    rows = tuple(_medicine(one, report) for one in report.current)
    grids = (
        [Grid("Current medicines, as entered by the patient", ("Medicine", "Taken since", "Dose", "This dose since"), rows)] if rows else []
    )
    within = {one.name for one in report.doses if one.times}
    taken = [f"{safe(one.name)}{_dose(one.dose)}, last on {day_said(one.day, report)}" for one in report.taken if one.name not in within]
    doses = [line for one in report.doses for line in _doses(one, report)]
    stopped = [f"Stopped earlier: {_changed(one, report)}" for one in report.stopped]
    begun = {(one.name, one.since) for one in report.current}  # the table has their first day
    others = [one for one in report.changes if one.event != "started" or (one.name, one.day) not in begun]
    changes = [f"Change: {_changed(one, report)}" for one in others[-MOST_ROWS:]]
    points_ = [*doses, *(f"Taken lately: {one}" for one in taken), *changes, *stopped]
    return PageSection("Medicines", () if rows else ("No current medicine is logged.",), tuple(points_), tuple(grids), narrow=True)


def _medicine(one: CurrentMedicine, report: Report) -> tuple[str, ...]:
    begun, changed = (day_said(day, report) if day else "not told" for day in (one.since, report.dose_since.get(one.name)))
    return safe(one.name), begun, safe(format_dose(one.dose)) or "not told", changed


def _doses(one: PageDoses, report: Report) -> list[str]:
    """Say how often a medicine was taken that has no start, with its doses, and how often one was skipped."""
    said = []
    if one.times and one.as_needed:
        doses = ", ".join(f"{safe(format_dose(dose))} {_times(number)}" for dose, number in one.doses)
        told = f"{safe(one.name)} {_times(one.times)} on {count(one.days, 'day')}{f' ({doses})' if doses else ''}"
        said.append(f"Taken without a start: {told}, last on {day_said(one.last or '', report)}")
    if one.skipped:
        said.append(f"Not taken: {safe(one.name)} {_times(one.skipped)}, last on {day_said(one.skipped_on or '', report)}")
    return said


def _times(number: int) -> str:
    return count(number, "time")


def _dose(dose: str | None) -> str:
    return f" {safe(format_dose(dose))}" if dose else ""


def _changed(one: Medicine, report: Report) -> str:
    return f"{day_said(one.day, report)}: {safe(one.phrase())}"


def _changes(report: Report) -> PageSection:
    """Return all changes of medicines where sheet 1 has only the last ones."""
    told = tuple(_changed(one, report) for one in report.changes) if len(report.changes) > MOST_ROWS else ()
    return PageSection("Medicines, all changes", points=told)


def _questions(report: Report) -> PageSection:
    told = tuple(_one_line(one.words) for one in report.questions)
    return PageSection(QUESTIONS, () if told else ("No question was written down.",), told)


def _plans(report: Report) -> PageSection:
    told = tuple(f"Infusion: {day_and_time(one.day, one.at, report.period.last)}" for one in report.plans)
    return PageSection("Planned", () if told else ("No planned infusion is entered.",), told, narrow=True)


def _completeness(report: Report) -> PageSection:
    told = report.coverage
    said = (
        f"{told.entered} of {count(report.period.counted, 'day')} {'has' if report.period.counted == 1 else 'have'} an entry.",
        *(
            (f"The log begins on {day_said(report.period.begun.isoformat(), report)}; days before it are not counted.",)
            if report.period.begun
            else ()
        ),
        f"{told.typed_later} of {told.typed} typed entries came after their day had ended.",
        f"{count(told.imported, 'day')} came from another program.",
    )
    kept_back = _left_out([name for name in report.left_out if name != "need"], report)  # that there are such entries is itself private
    missing = " ".join(
        filter(None, (f"Not included: {kept_back}." if kept_back else "", PRIVATE_UNCOUNTED * ("need" not in report.include)))
    )
    return PageSection(COMPLETENESS, tuple(filter(None, (*said, missing))), narrow=True)


def _by_week(report: Report) -> PageSection:
    rows = tuple(
        (
            _week_of(week, report.period),
            f"{tenths(week.mood)} ({week.mood_days})" if week.mood is not None else NO_ENTRY,
            f"{_hours(week.sleep)} ({week.nights})" if week.sleep is not None else NO_ENTRY,
            f"{week.exercise} min" if week.sessions else NO_ENTRY,
            str(len(week.infusions) or ""),
            str(len(week.doses) + week.in_course or ""),
        )
        for week in report.weeks
        if week.logged or week.infusions or week.doses or week.in_course
    )
    header = ("Week from", "Mood (days)", "Sleep (nights)", "Movement", "Infusions", "Doses")
    return PageSection("Week by week", grids=(Grid("Means of each week", header, rows).filled(),) if rows else ())


def _week_of(week: Week, period: Period) -> str:
    """Say the first day of a week that is counted, which is its Monday, and that it is a part where days of it are not."""
    part = " (part)" if week.since > week.monday or week.until < week.sunday else ""
    return f"{in_words(week.since, period.last)}{part}"


def _named(heading: str, found: Sequence[PageSeries], period: Period) -> PageSection:
    if not found:
        return PageSection(heading)
    rows = []
    for one in found:
        latest, told = one.points[-1], one.spread
        mean = "too few" if told.mean is None else _value(one, told.mean)
        between = f"{_value(one, told.lowest or 0)} to {_value(one, told.highest or 0)}"
        day = in_words(date.fromisoformat(latest.day), period.last)
        rows.append((_title(one), str(told.days), mean, between, f"{_value(one, latest.value)} on {day}"))
    return PageSection(
        heading,
        grids=(Grid(f"{heading} of this time", ("Name", "Days", "Mean of days", "Lowest to highest", "Latest day (mean)"), tuple(rows)),),
    )


def _title(one: PageSeries) -> str:
    if one.kind == "rating":
        lowest, highest = ends(one.name, one.of or "")
        return f"{safe(one.name)}, 0 {lowest} to 10 {highest}"
    return safe(one.name)


def _value(one: PageSeries, value: float) -> str:
    return tenths(value) if one.kind == "rating" else written(one.name, value, one.of)


def _asked_for(report: Report) -> list[PageSection]:
    """Return what stands on the page only because it was asked for."""
    marks = tuple(f"{day_said(one.day, report)}: {_one_line(one.mark)}" for one in report.marks)
    notes = tuple(f"{day_said(one.day, report)}{_at(one.at)}: {_one_line(one.note or '')}" for one in report.notes)
    company = tuple(f"{safe(name)}: {count(number, 'session')}" for name, number in report.companions)
    return [PageSection("Marks", points=marks), PageSection("Notes", points=notes), PageSection("Moved with", points=company)]


def _at(at: str | None) -> str:
    return f", {clock_time(at)}" if at else ""


def _hours(minutes: float) -> str:
    return hours_minutes(round(minutes))


def _one_line(text: str) -> str:
    return safe(" ".join(text.split()))
