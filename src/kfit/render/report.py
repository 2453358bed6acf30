"""The words of the page for a visit: its sections in the order in which a clinician's eyes go. Text and HTML are made from them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..humanize import hours_minutes, in_words, iso_week, tenths
from ..model.entries import ends, severity_word
from ..model.questionnaires import HARM, INSTRUMENTS, Instrument, TotalChange, band, points, said_total
from ..model.report import FEWEST_DAYS, PRIVATE
from ..model.routes import format_dose, format_route
from .infusions import WINDOWS, figure
from .phrases import clock_time, day_and_time, listed, written
from .scores import differs
from .text import count, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from ..model.entries import Infusion, Medicine, Score
    from ..model.figures import CurrentMedicine
    from ..model.report import PageCourse, PageForm, PageRound, PageSeries, Period, Report, Spread

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
NOTHING = "Nothing is logged in this time."
MOST_FORMS = 8  # dates of one form side by side
MOST_ROWS = 6  # rows of a table on sheet 1, which has to stay one sheet; all of them are on sheet 2
MADE = (
    "Mood is 0 (worst) to 10 (best). A day's mood is the mean of its entries. A figure over days is the mean of these days.",
    "Before an infusion: median of the 3 days before it. After: median of days 1 to 3. No best day is picked.",
    "The number in brackets says how many days had an entry.",
    f"With fewer than {FEWEST_DAYS} days no figure is given.",
    "Latest 3 days: the median of the last 3 days of this time.",
    "In a course of doses, mood is the median of each 7 days.",
    "A night counts for the day of waking. Naps are left out.",
    "The baseline of a form is the last one up to the first infusion. It is at most 14 days older.",
    "Days without an entry are gaps. Nothing is filled in or smoothed.",
    "Infusions are often given when mood is low, so some rise is to be expected anyway. One page cannot show why.",
)


class Box(NamedTuple):
    """A key figure: what it is, its value, and what belongs to it."""

    label: str
    value: str
    detail: str


class Grid(NamedTuple):
    """A table: what it shows, the headings of its columns, its rows. The first cell of a row names it."""

    caption: str
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]

    def shortened(self, *, newest_last: bool = False) -> Grid:
        """Return the table with its first rows, or with its last ones; the caption says how many there are."""
        if len(self.rows) <= MOST_ROWS:
            return self
        rows = self.rows[-MOST_ROWS:] if newest_last else self.rows[:MOST_ROWS]
        return self._replace(
            caption=f"{self.caption}; {'last' if newest_last else 'first'} {MOST_ROWS} of {len(self.rows)}, all below", rows=rows
        )


class PageSection(NamedTuple):
    """A part of the page: its heading, sentences, a list, tables. `drawn` means that the chart stands in it, `second` that it is on sheet 2."""

    heading: str
    sentences: tuple[str, ...] = ()
    points: tuple[str, ...] = ()
    grids: tuple[Grid, ...] = ()
    drawn: bool = False
    second: bool = False


class Page(NamedTuple):
    """The whole page in words."""

    title: str
    name: str
    period: str
    boxes: tuple[Box, ...]
    sections: tuple[PageSection, ...]


def page(report: Report, *, show_totals: bool = True) -> Page:
    """Return the page in words. Without `show_totals` those of questionnaires are left out, as in the terminal."""
    infusions, effects = _infusions(report), _effects(report)
    first = (
        _over_time(report),
        infusions._replace(grids=tuple(grid.shortened(newest_last=True) for grid in infusions.grids)),
        _forms(report, show_totals=show_totals),
        effects._replace(grids=tuple(grid.shortened() for grid in effects.grids)),
        _medicines(report),
        _questions(report),
        _plans(report),
        _completeness(report),
    )
    second = (
        *(part._replace(heading=f"{part.heading}, all", grids=long) for part in (infusions, effects) if (long := _long(part))),
        _changes(report),
        _by_week(report),
        *_by_date(report, show_totals=show_totals),
        _named("Ratings", report.ratings, report.period),
        _named("Measures", report.measures, report.period),
        *_asked_for(report),
        PageSection("How the figures were made", points=MADE),
        _codes(report),
    )
    last = tuple(part._replace(second=True) for part in second if part.sentences or part.points or part.grids)
    return Page(TITLE, safe(_one_line(report.name)), period_said(report.period), _boxes(report, show_totals=show_totals), (*first, *last))


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
        _form_box(report, show_totals=show_totals),
        _treatment_box(report),
        _mean_box("Mood, 0 worst to 10 best", days.mood, tenths, "day", _mood_detail(report)),
        _mean_box("Sleep at night", days.sleep, _hours, "night", f"{count(days.short_nights, 'night')} under 5 h"),
    )


def _form_box(report: Report, *, show_totals: bool) -> Box:
    if not report.forms:
        return Box("Questionnaire", "none", "No form is logged.")
    form = next((one for one in report.forms if one.name == "phq9"), report.forms[0])
    title, day = INSTRUMENTS[form.name].title, _day(form.latest.day, report)
    if not show_totals:
        return Box(title, "done", f"{day}. Its total is not shown here.")
    return Box(title, said_total(form.name, form.latest.total), "; ".join(filter(None, (_band(form.latest), day, _change(form, report)))))


def _treatment_box(report: Report) -> Box:
    last = report.last_treated
    course = report.courses[-1].course if report.courses else None
    if course is not None and (last is None or last.day < course.last.isoformat()):
        doses = f"{count(course.doses, 'dose')} on {count(course.days, 'day')}"
        return Box("Course of doses", doses, _span(course.first, course.last, report))
    if last is None:
        return Box("Last infusion", "none", "No infusion is logged.")
    gaps = [one.round.gap_days for one in report.rounds if one.round.infusion.day == last.day and one.round.gap_days]
    gap = f"; {count(gaps[0], 'day')} after the one before" if gaps else ""
    since = (report.period.last - date.fromisoformat(last.day)).days
    given = [_given(one.round.infusion) for one in report.rounds if one.round.infusion.day == last.day]
    told = f"{given[-1]}; " if given else ""
    ago = f"{count(since, 'day')} before {_day(report.period.last.isoformat(), report)}" if since else "on the last day of this time"
    return Box(f"Last {last.word}", _day(last.day, report), f"{told}{ago}{gap}")


def _mood_detail(report: Report) -> str:
    days = report.days
    if not days.mood.days:
        return ""
    return f"{count(days.low_days, 'day')} at 2 or under, {count(days.high_days, 'day')} at 9 or above"


def _over_time(report: Report) -> PageSection:
    days = report.days
    said = [
        _spread_said("Mood", days.mood, tenths, "day"),
        _mood_detail(report) and f"{_mood_detail(report)}.",
        f"Days at 9 or 10 with under 5 h of sleep: {days.wakeful}." if days.wakeful else "",
        _spread_said("Sleep", days.sleep, _hours, "night"),
        f"Movement: {days.minutes} min in {count(days.sessions, 'session')} on {count(days.moved_days, 'day')}." if days.sessions else "",
        _spread_said("Pain, 0 none to 10 worst", report.pain.spread, tenths, "day") if report.pain else "",
    ]
    return PageSection("Mood, sleep and movement over time", tuple(filter(None, said)) or (NOTHING,), drawn=True)


def _spread_said(what: str, told: Spread, say: _Said, counted: str) -> str:
    if told.lowest is None or told.highest is None:
        return ""
    if told.mean is None:
        return f"{what}: {say(told.lowest)} on {count(told.days, counted)}; too few for a mean."
    return f"{what}: mean {say(told.mean)} of {count(told.days, counted)}, {say(told.lowest)} to {say(told.highest)}."


def _mean_box(label: str, told: Spread, say: _Said, counted: str, detail: str) -> Box:
    """Return the box of a mean, with the number of days that it is of."""
    if not told.days:
        return Box(label, "no entries", "")
    if told.mean is None:
        return Box(label, "too few", f"{count(told.days, counted)}; {detail}")
    return Box(label, say(told.mean), f"mean of {count(told.days, counted)}; {detail}")


def _infusions(report: Report) -> PageSection:
    grids = []
    if report.rounds:
        header = ("Day", "Route, dose", "Days since the one before", *(title.capitalize() for title in WINDOWS))
        marked = any(one.fading for one in report.rounds)
        clinics = "clinics" in report.include
        pressed = any(any(one.pressure) for one in report.rounds)
        more = [(marked, "It fades"), (pressed, "Blood pressure"), (clinics, "Clinic")]
        rows = [_round(one, report, marked=marked, pressed=pressed, clinics=clinics) for one in report.rounds]
        grids.append(
            Grid("Median of mood around each (days with an entry)", (*header, *(word for there, word in more if there)), tuple(rows))
        )
    grids += [_course(one, report) for one in report.courses]
    return PageSection("Infusions", () if grids else ("No infusion is logged in this time.",), grids=tuple(grids))


def _round(one: PageRound, report: Report, *, marked: bool, pressed: bool, clinics: bool) -> tuple[str, ...]:
    told = one.round
    infusion = told.infusion
    gap = "" if told.gap_days is None else str(told.gap_days)
    after = "not yet" if infusion.day == report.period.last.isoformat() else figure(told.after)
    cells = [_day(infusion.day, report), _given(infusion), gap or "first", figure(told.before), after]
    cells += ["" if one.latest is None or after == "not yet" else figure(one.latest)]
    cells += [f"{_day(one.fading.day.isoformat(), report)}, day {one.fading.days}" if one.fading else ""] * marked
    cells += [_pressure(one)] * pressed
    cells += [safe(infusion.clinic or "")] * clinics
    return tuple(cells)


def _given(infusion: Infusion) -> str:
    parts = (
        format_route(infusion.route),
        infusion.dosage_form if infusion.dosage_form != infusion.word else "",
        format_dose(infusion.dose),
    )
    return safe(", ".join(part for part in parts if part)) or "not told"


def _pressure(one: PageRound) -> str:
    told = (("before ", one.pressure.before), ("after ", one.pressure.after), ("", one.pressure.untimed))
    return "; ".join(f"{when}{', '.join(values)}" for when, values in told if values)


def _course(one: PageCourse, report: Report) -> Grid:
    course = one.course
    routes = listed(list(dict.fromkeys(_given(dose) for dose in one.infusions)))
    caption = f"Course, {_span(course.first, course.last, report)}: {count(course.doses, 'dose')} on {count(course.days, 'day')}"
    rows = tuple((in_words(day, report.period.last), figure(window)) for day, window in one.weeks)
    return Grid(f"{caption}; {routes}" if routes else caption, ("7 days from", "Mood, median (days with an entry)"), rows)


def _forms(report: Report, *, show_totals: bool) -> PageSection:
    if not report.forms:
        return PageSection("Questionnaires", ("No form is logged.",))
    if not show_totals:
        done = tuple((INSTRUMENTS[one.name].title, _day(one.latest.day, report)) for one in report.forms)
        kept = ("Totals are not shown here. The file has them: kfit report -o report.html",)
        return PageSection("Questionnaires", kept, grids=(Grid("Latest form", ("Form", "Day"), done),))
    rows = tuple(_form(one, report) for one in report.forms)
    header = ("Form", "Latest", "Day", "Band", "From the baseline", "From the one before", "In this time")
    hidden: tuple[str, ...] = ("Answers are not included, totals only.",) if "items" in report.left_out else ()
    if hidden and any(HARM in INSTRUMENTS[one.name].labels for one in report.forms):
        hidden = (*hidden, "What was answered about thoughts of death or self-harm is not shown here.")
    return PageSection("Questionnaires", hidden, grids=(Grid("Latest of each form", header, rows),))


def _form(one: PageForm, report: Report) -> tuple[str, ...]:
    score = one.latest
    form = INSTRUMENTS[one.name]
    last = one.compared.last
    before = (
        f"{differs(form, last, f'on {_day(last.day, report)}')} ({points(one.name, last.total)}){_noise(form, last)}"
        if last
        else "no earlier one"
    )
    title = f"{form.title} (scored by a clinician)" if form.by_clinician else form.title
    return (
        title,
        said_total(one.name, score.total),
        _day(score.day, report),
        _band(score) or "none",
        _change(one, report) or "no baseline",
        before,
        _totals_said(one, report),
    )


def _totals_said(one: PageForm, report: Report) -> str:
    """Return the lowest and the highest total of the time, and the day of the highest: `7 to 16, highest on Tue 20 Oct`."""
    if len(one.scores) < FEWEST_DAYS:
        return "one form"
    lowest, highest = min(score.total for score in one.scores), max(one.scores, key=lambda score: score.total)
    if lowest == highest.total:
        return f"{points(one.name, lowest)} each time"
    return f"{points(one.name, lowest)} to {points(one.name, highest.total)}, highest on {_day(highest.day, report)}"


def _change(one: PageForm, report: Report) -> str:
    base = one.compared.baseline
    if base is None:
        return ""
    form = INSTRUMENTS[one.name]
    return f"{differs(form, base, 'the baseline')} ({points(one.name, base.total)} on {_day(base.day, report)}){_noise(form, base)}"


def _noise(form: Instrument, change: TotalChange) -> str:
    """Say that a difference is too small to count as a change of the form; nothing where it counts, or no limit is known."""
    return f", under {form.noise}: not counted as a change" if form.noise and 0 < abs(change.points) < form.noise else ""


def _band(score: Score) -> str:
    return band(score.name, score.total) or ""


def _effects(report: Report) -> PageSection:
    if not report.effects:
        return PageSection("Side effects", ("None is logged in this time.",))
    rows = tuple((safe(one.name), _severity(one.worst), str(one.entries), _day(one.last, report)) for one in report.effects)
    header = ("Side effect", "Most severe", "Entries", "Last on")
    return PageSection("Side effects", grids=(Grid("Side effects of this time, 0 none to 3 severe", header, rows),))


def _severity(severity: int) -> str:
    return f"{severity} {severity_word(severity)}".strip()


def _medicines(report: Report) -> PageSection:
    rows = tuple(_medicine(one, report) for one in report.current)
    grids = (
        [Grid("Current medicines, as entered by the patient", ("Medicine", "Taken since", "Dose", "This dose since"), rows)] if rows else []
    )
    taken = [f"{safe(one.name)}{_dose(one.dose)}, last on {_day(one.day, report)}" for one in report.taken]
    begun = {(one.name, one.since) for one in report.current}  # the table has their first day
    others = [one for one in report.changes if one.event != "started" or (one.name, one.day) not in begun]
    changes = [f"Change: {_changed(one, report)}" for one in others[-MOST_ROWS:]]
    points_ = [*(f"Taken lately: {one}" for one in taken), *changes]
    return PageSection("Medicines", () if rows else ("No current medicine is logged.",), tuple(points_), tuple(grids))


def _medicine(one: CurrentMedicine, report: Report) -> tuple[str, ...]:
    begun, changed = (_day(day, report) if day else "not told" for day in (one.since, report.dose_since.get(one.name)))
    return safe(one.name), begun, safe(format_dose(one.dose)) or "not told", changed


def _dose(dose: str | None) -> str:
    return f" {safe(format_dose(dose))}" if dose else ""


def _changed(one: Medicine, report: Report) -> str:
    return f"{_day(one.day, report)}: {safe(one.phrase())}"


def _changes(report: Report) -> PageSection:
    """Return all changes of medicines where sheet 1 has only the last ones."""
    told = tuple(_changed(one, report) for one in report.changes) if len(report.changes) > MOST_ROWS else ()
    return PageSection("Medicines, all changes", points=told)


def _questions(report: Report) -> PageSection:
    told = tuple(_one_line(one.words) for one in report.questions)
    return PageSection("What I would like to talk about", () if told else ("No question was written down.",), told)


def _plans(report: Report) -> PageSection:
    told = tuple(f"Infusion: {day_and_time(one.day, one.at, report.period.last)}" for one in report.plans)
    return PageSection("Planned", () if told else ("No planned infusion is entered.",), told)


def _completeness(report: Report) -> PageSection:
    told = report.coverage
    said = (
        f"{told.entered} of {count(report.period.length, 'day')} have an entry.",
        f"{count(told.later, 'day')} of these {'was' if told.later == 1 else 'were'} entered later than the day itself.",
        f"{count(told.imported, 'day')} came from another program.",
    )
    kept_back = _left_out([name for name in report.left_out if name != "need"], report)  # that there are such entries is itself private
    missing = (f"Not included: {kept_back}.",) if kept_back else ()
    return PageSection("How complete it is", (*said, *missing))


def _by_week(report: Report) -> PageSection:
    rows = tuple(
        (
            iso_week(week.monday),
            f"{tenths(week.mood)} ({week.mood_days})" if week.mood is not None else "",
            f"{_hours(week.sleep)} ({week.nights})" if week.sleep is not None else "",
            f"{week.exercise} min" if week.sessions else "",
            str(len(week.infusions) or ""),
            str(len(week.doses) + week.in_course or ""),
        )
        for week in report.weeks
        if week.logged or week.infusions or week.doses or week.in_course
    )
    header = ("Week", "Mood (days)", "Sleep (nights)", "Movement", "Infusions", "Doses")
    return PageSection("Week by week", grids=(Grid("Means of each week", header, rows),) if rows else ())


def _by_date(report: Report, *, show_totals: bool) -> list[PageSection]:
    """Return a grid of totals by date for each form with more than one, and of its answers if they were asked for."""
    shown = [one for one in report.forms if len(one.scores) > 1 or ("items" in report.include and any(score.items for score in one.scores))]
    if not shown or not show_totals:
        return []
    return [PageSection("Questionnaires by date", grids=tuple(_form_grid(one, report) for one in shown))]


def _form_grid(one: PageForm, report: Report) -> Grid:
    form, scores = INSTRUMENTS[one.name], one.scores[-MOST_FORMS:]
    header = (form.title, *(_day(score.day, report) for score in scores))
    rows = [("Total", *(points(one.name, score.total) for score in scores))]
    if "items" in report.include:
        for number, label in enumerate(form.labels):
            answers = [score.items[number] if score.items and number < len(score.items) else None for score in scores]
            rows.append((f"{number + 1} {label}", *("" if answer is None else str(answer) for answer in answers)))
    more = f", the latest {MOST_FORMS} of {len(one.scores)}" if len(one.scores) > MOST_FORMS else ""
    return Grid(f"{form.title} by date{more}", header, tuple(rows))


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
    return PageSection(heading, grids=(Grid(f"{heading} of this time", ("Name", "Days", "Mean", "Between", "Latest"), tuple(rows)),))


def _title(one: PageSeries) -> str:
    if one.kind == "rating":
        lowest, highest = ends(one.name, one.of or "")
        return f"{safe(one.name)}, 0 {lowest} to 10 {highest}"
    return safe(one.name)


def _value(one: PageSeries, value: float) -> str:
    return tenths(value) if one.kind == "rating" else written(one.name, value, one.of)


def _asked_for(report: Report) -> list[PageSection]:
    """Return what stands on the page only because it was asked for."""
    marks = tuple(f"{_day(one.day, report)}: {_one_line(one.mark)}" for one in report.marks)
    notes = tuple(f"{_day(one.day, report)}{_at(one.at)}: {_one_line(one.note or '')}" for one in report.notes)
    company = tuple(f"{safe(name)}: {count(number, 'session')}" for name, number in report.companions)
    return [PageSection("Marks", points=marks), PageSection("Notes", points=notes), PageSection("Moved with", points=company)]


def _at(at: str | None) -> str:
    return f", {clock_time(at)}" if at else ""


def _codes(report: Report) -> PageSection:
    """Say what the forms are: their scale, and how many days they look back."""
    told = []
    for one in report.forms:
        form = INSTRUMENTS[one.name]
        back = f"; looks back {count(form.recall_days, 'day')}" if form.recall_days else ""
        code = f"; LOINC {LOINC[one.name]}" if one.name in LOINC else ""
        counts = f"; {count(form.noise, 'point')} or more count as a change" if form.noise else ""
        told.append(f"{form.title}: {form.scale}{back}{counts}{code}" if form.top else form.title)
    return PageSection("The forms", points=tuple(told))


# Codes of the totals (docs/facts.md 2.7). A form that is not here has none that was confirmed.
LOINC = {"phq9": "44261-6", "phq2": "55758-7", "gad7": "70274-6", "pcl5": "101698-9", "peg": "91147-9"}


def _span(first: date, last: date, report: Report) -> str:
    return f"{in_words(first, report.period.last)} to {in_words(last, report.period.last)}"


def _day(day: str, report: Report) -> str:
    return in_words(date.fromisoformat(day), report.period.last)


def _hours(minutes: float) -> str:
    return hours_minutes(round(minutes))


def _one_line(text: str) -> str:
    return safe(" ".join(text.split()))
