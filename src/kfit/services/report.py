"""The page for a visit: which days it is of, and its figures from the data file."""

from __future__ import annotations

import os
from datetime import date, timedelta
from typing import NamedTuple

from .. import clock
from ..analysis import charts
from ..analysis import report as figures
from ..analysis.questionnaires import BASELINE_DAYS
from ..analysis.treatments import WINDOW, current, match_plans, series, taken_lately
from ..analysis.weeks import weeks
from ..errors import KfitError, Refused
from ..model.charts import ChartSubject
from ..model.entries import KINDS, Measure, Rating, Score
from ..model.measures import QUANTITIES
from ..model.report import Coverage, PageSeries, Period, Report
from ..model.rounds import RoundInsights
from ..model.treatments import TreatmentHistory
from ..parsing.plans import SINCE, TypedLine, example_since
from ..render.phrases import unit_shown
from ..render.report import page
from ..store import daily, queries
from .courses import treatment_history
from .rounds import find_rounds
from .visit_days import USUAL, USUAL_WEEKS, visit_days

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..settings import Settings
    from ..store.connection import Database

LINE = "kfit report"
A4, LETTER = "a4", "us-letter"
LETTER_REGIONS = ("us", "ca")
NO_PROGRAM = "A PDF needs Typst or Chromium, and neither is here. Typst comes with kfit installed as '.[pdf]' in place of '.'."
MOOD = ChartSubject("mood", "mood", "0-10")
SERIES = "--series"
LAST = ("last", "latest")


class PageRequest(NamedTuple):
    """What was asked for: the line as it was typed, what private things are in, the name above the page."""

    line: TypedLine = TypedLine(LINE)
    include: frozenset[str] = frozenset()
    name: str = ""


def read_period(line: TypedLine, db: Database | None, now: datetime, settings: Settings) -> Period:
    """Return the days that the line asks for. Raises Refused if the words name none."""
    today = clock.day_of(now, settings.day_ends)
    of_series = line.text(SERIES)
    if of_series is not None:
        if line.text(SINCE) is not None:
            raise Refused(f"{SINCE} and {SERIES} both set the first day. Try: {line.having(SERIES, LAST[0]).typed(SINCE)}")
        if of_series.strip().lower() not in LAST:
            raise Refused(f"{SERIES} takes the word last. Try: {line.having(SERIES, LAST[0]).typed()}")
    first, last = visit_days(db, line, now, settings)
    last = last or today
    if of_series is not None:
        return Period(_first_of_series(treatment_history(db, last), last, today, line), last, today)
    begun = _begun(db)
    if first is None:
        usual = last - timedelta(weeks=USUAL_WEEKS)
        return Period(begun, last, today, begun) if begun and usual < begun <= last else Period(usual, last, today)
    return Period(first, last, today, begun if begun and first < begun <= last else None)


def _begun(db: Database | None) -> date | None:
    """Return the day of the very first entry."""
    found = queries.days_span(db) if db is not None else None
    return date.fromisoformat(found[0]) if found else None


def _first_of_series(treated: TreatmentHistory, last: date, today: date, line: TypedLine) -> date:
    """Return the day two weeks before the last series or course begins: so far back is a form still a baseline."""
    begins = [one.first for one in series([day for day in treated.days if day <= last])]
    begins += [one.first for one in treated.courses if one.first <= last]
    if not begins:
        offer = example_since(line.having(SERIES, None), last, today, USUAL, USUAL_WEEKS * 7)
        raise Refused(f"No series of infusions is known yet. Try: {offer}")
    return max(begins) - timedelta(days=BASELINE_DAYS)


def build_report(db: Database | None, period: Period, settings: Settings, asked: PageRequest) -> Report:
    """Return the figures of a page. What happened after the last day of the period is in none of them, open questions apart."""
    include, until = asked.include, period.last.isoformat()
    ends = period.first.isoformat(), until
    if db is None:
        return _of(period, asked)
    entries = queries.find_entries(db, *ends)
    infusions = daily.infusions(db, until=until)
    moods = daily.moods(db, (date.fromisoformat(infusions[0].day) - timedelta(days=WINDOW)).isoformat(), until) if infusions else {}
    scores = [one for one in queries.find_entries(db, None, until, [Score]) if isinstance(one, Score)]
    medicines = [one for one in queries.medicines(db) if one.day <= until]
    treated = treatment_history(db, period.last)
    days = daily.days(db, *ends)
    mood_points = charts.points(MOOD, daily.values(db, MOOD, *ends))
    named = [one for one in entries if isinstance(one, Rating | Measure) and not figures.hidden_by(one, include)]
    ratings = _series(db, [one for one in named if isinstance(one, Rating)], ends, settings)
    return _of(
        period,
        asked,
        left_out=figures.left_out(entries, include),
        coverage=Coverage(*daily.coverage(db, *ends, settings.day_ends)),
        days=figures.day_figures(list(days.values()), mood_points),
        trends=figures.page_trends(mood_points, ratings, period),
        weeks=weeks(days, treated, period.first, period.last),
        treated=treated.within(period.first, period.last),
        last_treated=treated.last,
        tallies=figures.tallies(infusions, period),
        infusions=figures.page_infusions(infusions, moods, entries, period, marks="marks" in include),
        insights=find_rounds(db, period.last, settings),
        courses=figures.page_courses(infusions, moods, period),
        forms=figures.page_forms(scores, queries.first_infusion(db), period),
        effects=figures.page_effects(entries, include),
        doses=figures.page_doses(medicines, period),
        stopped=figures.stopped_before(medicines, period),
        current=current(medicines),
        dose_since=figures.dose_days(medicines, current(medicines)),
        taken=taken_lately(medicines, period.last),
        changes=figures.changes_of(medicines, period),
        ratings=ratings,
        measures=_series(db, [one for one in named if isinstance(one, Measure)], ends, settings),
        questions=[one for one in queries.questions(db) if one.done_on is None],
        plans=[
            one.plan for one in match_plans(queries.plans(db), treatment_history(db, period.today).days, period.today).plans if one.to_come
        ],
        notes=[one for one in entries if one.note] if "notes" in include else [],
        marks=figures.marks_of(entries) if "marks" in include else [],
        companions=figures.companions_of(entries) if "companions" in include else [],
    )


def _of(period: Period, asked: PageRequest, **found: object) -> Report:
    """Return a page of these parts; what is missing is empty."""
    nothing: dict[str, object] = dict.fromkeys(Report._fields, ())
    nothing |= {
        "left_out": {},
        "dose_since": {},
        "coverage": Coverage(),
        "days": figures.day_figures([], []),
        "treated": TreatmentHistory(),
        "insights": RoundInsights(period.last),
        "last_treated": None,
    }
    nothing["weeks"] = weeks({}, TreatmentHistory(), period.first, period.last)
    return Report(**{**nothing, **found, "period": period, "include": asked.include, "name": asked.name})  # type: ignore[arg-type]  # by name


def _series(db: Database, there: Sequence[Rating | Measure], ends: tuple[str, str], settings: Settings) -> list[PageSeries]:
    """Return the figures of ratings, or of measures, as their charts have them: kfit's own names first, in its order."""
    keys = {(one.kind, one.name, one.better if isinstance(one, Rating) else one.unit) for one in there}
    return [_points(db, key, ends, settings) for key in sorted(keys, key=_order)]


def _order(key: tuple[str, str, str | None]) -> tuple[int, str, str]:
    kind, name, of = key
    known = list(KINDS[kind].names)
    return known.index(name) if name in known else len(known), name, of or ""


def _points(db: Database, key: tuple[str, str, str | None], ends: tuple[str, str], settings: Settings) -> PageSeries:
    kind, name, of = key
    if kind == "rating":
        subject = ChartSubject(kind, name, "0-10", of or "")
    else:
        subject = ChartSubject(kind, name, unit_shown(name, settings) if name in QUANTITIES and of == QUANTITIES[name].unit else of)
    points = charts.points(subject, daily.values(db, subject, *ends))
    return PageSeries(kind, name, subject.better or subject.unit, points, figures.spread_of(points))


def make_html(found: Report) -> str:
    """Return the page as an HTML document."""
    from ..render.report_chart import draw_page_chart  # what the page on the screen has no use for
    from ..render.report_html import html_page

    return html_page(page(found), draw_page_chart(found))


def make_pdf(found: Report, settings: Settings, now: datetime, instead: str) -> tuple[bytes, str]:
    """Return the page as a tagged PDF, by Typst or else by an installed Chromium, and the letters that no font here draws.

    `instead` is the command that writes the page as HTML. Raises KfitError, which offers it, if neither can.
    """
    from ..render.report_chart import draw_page_chart
    from ..render.report_pdf import pdf_page

    paper = LETTER if settings.region in LETTER_REGIONS or (not settings.region and settings.date_order == "mdy") else A4
    failure: object = NO_PROGRAM
    try:
        return pdf_page(page(found), draw_page_chart(found), paper, now)
    except ImportError:
        pass
    except KfitError as error:  # a browser has other fonts
        failure = error
    if os.name == "posix":  # elsewhere a process gets no numbered pipes
        from ..formats.browser import find_browser, print_page

        browser = find_browser()
        try:
            if browser is not None:
                return print_page(browser, make_html(found), paper), ""
        except KfitError as error:
            failure = error
    raise KfitError(f"{failure}\nAs HTML, to print: {instead}")
