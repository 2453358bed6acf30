"""What a folder and a workbook for the visit hold beside the entries: the page, and the tables that are computed."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .. import clock
from ..analysis.report import compare_latest, dose_days
from ..analysis.treatments import current, match_plans, mood_after, mood_before, window
from ..formats import csv_export, daily_csv, visit_tables
from ..formats.visit_tables import ComparedScore
from ..model.entries import KINDS, Score
from ..model.fields import EARLIEST_DAY
from ..model.questionnaires import INSTRUMENTS
from ..model.report import Period
from ..parsing.need import in_line, in_name
from ..render.report import page, with_tables, without_questions
from ..store import daily, export_rows, queries
from .courses import treatment_history
from .report import PageRequest, build_report

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from ..formats.csv_export import InfusionRow
    from ..formats.export_tables import ExportTable
    from ..model.fields import Entry
    from ..render.report_parts import Page
    from ..settings import Settings
    from ..store.connection import Database
    from ..store.export_rows import ExportPart

TURNS = ("started", "changed", "stopped")  # what daily.csv tells of medicines
CHOICES = ("items", "need")  # what goes into CSV and a workbook only if it is asked for, as on the page


class VisitSource(NamedTuple):
    """Where the tables come from: the open file, the exported part of it, what was asked for of CHOICES, the settings, and now."""

    db: Database
    part: ExportPart
    include: frozenset[str]
    settings: Settings
    now: datetime

    @property
    def today(self) -> date:
        """Return the day of the log that it is."""
        return clock.day_of(self.now, self.settings.day_ends)

    def period(self) -> Period:
        """Return the days of the export: up to today where no last day was asked for, from the first entry where no first one was."""
        usual = export_rows.ExportPart()
        last = self.today if self.part.until == usual.until else date.fromisoformat(self.part.until)
        span = queries.days_span(self.db)
        first = self.part.since if self.part.since != usual.since else span[0] if span else last.isoformat()
        return Period(min(date.fromisoformat(first), last), last, self.today)


def hidden_names(db: Database, include: frozenset[str]) -> tuple[str, ...]:
    """Return the names of entries that stay out: those of need, unless they were asked for."""
    return () if "need" in include else tuple(sorted(name for name in export_rows.entry_names(db) if in_name(name)))


def notes_of_need(db: Database, kinds: list[type[Entry]], part: ExportPart) -> int:
    """Return how many notes of a part hold words of need: notes are in an export unless they were left out."""
    return sum(map(in_line, export_rows.notes(db, kinds, part)))


def build_page(source: VisitSource) -> Page:
    """Return the page for the visit as `kfit report` has it for these days. Without notes, the questions are not on it."""
    found = page(build_report(source.db, source.period(), source.settings, PageRequest(include=source.include)))
    every = list(KINDS.values())
    notes = sum(export_rows.tally(source.db, kind, source.part).notes for kind in every)
    told = with_tables(found, notes, notes_of_need(source.db, every, source.part), beside=source.part.notes)
    return told if source.part.notes else without_questions(told)


def build_tables(source: VisitSource) -> list[ExportTable]:
    """Return the tables of days, infusions, each questionnaire, current medicines, plans, and questions if notes are in."""
    treated = [csv_export.InfusionRow(*row) for row in export_rows.infusions(source.db)]
    found = [daily_csv.table(_days(source, treated)), _infusions(source, treated), *_forms(source), _medicines(source), _plans(source)]
    return [*found, _questions(source)] if source.part.notes else found


def _days(source: VisitSource, treated: list[InfusionRow]) -> list[daily_csv.DailyColumn]:
    """Return the columns of daily.csv. The whole data file decides which ones there are, not the exported part."""
    header, fixed = export_rows.daily(source.db, source.part)
    figures = [daily_csv.NamedFigure(*row) for row in export_rows.of_days(source.db)]
    named = [one for one in figures if one.kind in export_rows.NEVER_HIDDEN or one.name not in source.part.hidden]
    return daily_csv.columns(header, fixed, treated, queries.medicines(source.db, TURNS), named)


def _infusions(source: VisitSource, treated: list[InfusionRow]) -> ExportTable:
    """Return all infusions, also those outside of the part: without earlier ones the gaps are unknown.

    The doses of a course have no gap and no mood around them.
    """
    told = {day.isoformat(): day for day in treatment_history(source.db, source.today).days}
    moods = daily.moods(source.db, EARLIEST_DAY, source.today.isoformat())
    days = list(told.values())
    gaps = [None, *((later - earlier).days for earlier, later in pairwise(days))]
    around = {
        day: csv_export.InfusionMood(gap, mood_before(one, days, moods), mood_after(one, days, moods, source.today))
        for (day, one), gap in zip(told.items(), gaps, strict=False)
    }
    nothing = window(source.today, source.today - timedelta(days=1), {})
    around |= {one.day: csv_export.InfusionMood(None, nothing, nothing) for one in treated if one.day not in around}
    return csv_export.infusions_table(treated, around)


def _forms(source: VisitSource) -> list[ExportTable]:
    """Return a table for each questionnaire that was ever filled in, with the scores of the part."""
    by_name: dict[str, list[Score]] = {}
    for score in queries.find_entries(source.db, None, source.part.until, [Score]):
        if isinstance(score, Score):
            by_name.setdefault(score.name, []).append(score)
    first = queries.first_infusion(source.db)
    return [
        visit_tables.form_table(
            name,
            [
                ComparedScore(score, compare_latest(told[: place + 1], first))
                for place, score in enumerate(told)
                if score.day >= source.part.since
            ],
            items=source.part.items,
        )
        for name, told in sorted(by_name.items())
        if name in INSTRUMENTS  # a table is named by its form, and a name of another version can be anything
    ]


def _medicines(source: VisitSource) -> ExportTable:
    """Return the medicines that were current on the last day of the part, whatever its first day."""
    last = source.period().last.isoformat()
    told = [one for one in queries.medicines(source.db) if one.day <= last]
    return visit_tables.medicines_table(found := current(told), dose_days(told, found), last)


def _plans(source: VisitSource) -> ExportTable:
    """Return the planned infusions of the part, and those that are to come."""
    matched = match_plans(queries.plans(source.db), treatment_history(source.db, source.today).days, source.today).plans
    return visit_tables.plans_table(one for one in matched if one.to_come or source.part.since <= one.plan.day <= source.part.until)


def _questions(source: VisitSource) -> ExportTable:
    """Return the questions that are open, and those that were ticked off within the part."""
    found = queries.questions(source.db)
    return visit_tables.questions_table(
        one for one in found if one.done_on is None or source.part.since <= one.done_on <= source.part.until
    )
