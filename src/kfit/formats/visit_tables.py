"""The tables of an export that a visit asks for: forms, current medicines, questions and planned infusions."""

from __future__ import annotations

from typing import NamedTuple

from ..model.measures import number_text
from ..model.questionnaires import INSTRUMENTS, band
from .export_tables import DATE, INSTANT, NUMBER, STAMP, ExportTable, TableColumn

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.entries import Score
    from ..model.medicines import CurrentMedicine
    from ..model.planning import VisitQuestion
    from ..model.questionnaires import Instrument, TotalChange, TotalComparison
    from ..model.treatments import PlanOutcome

MEDICINES, QUESTIONS, PLANS = "medicines_current", "questions", "plans"
MEDICINE_COLUMNS = (
    TableColumn("medicine", "its name, as the person entered it"),
    TableColumn("taken_since", "day on which it was started, empty if that was not told", DATE),
    TableColumn("dose", "the dose as told"),
    TableColumn("dose_since", "day from which that dose was told, empty if it was not", DATE),
)
QUESTION_COLUMNS = (
    TableColumn("question", "the person's own words"),
    TableColumn("asked_at", "when it was written down, UTC, YYYY-MM-DDTHH:MM:SSZ", STAMP),
    TableColumn("done_on", "day on which it was ticked off, empty while it is open", DATE),
)
PLAN_COLUMNS = (
    TableColumn("planned_for", "day of the planned infusion, YYYY-MM-DD", DATE),
    TableColumn("planned_at", "its local time with the offset from UTC, empty if only the day is known", INSTANT),
    TableColumn("took_place_on", "day of the infusion that it became, up to 3 days away. Empty without one", DATE),
    TableColumn("to_come", "'yes' while it can still take place"),
)
TOLD = {True: "yes", False: "no", None: None}


class ComparedScore(NamedTuple):
    """A score, and how it differs from earlier ones."""

    score: Score
    compared: TotalComparison


def medicines_table(found: Iterable[CurrentMedicine], dose_since: Mapping[str, str], day: str) -> ExportTable:
    """Return the table of the medicines that are current on a day."""
    rows = [(one.name, one.since, one.dose, dose_since.get(one.name)) for one in found]
    return ExportTable(MEDICINES, f"what was current on {day}, the last day of this export", MEDICINE_COLUMNS, rows)


def questions_table(found: Iterable[VisitQuestion]) -> ExportTable:
    """Return the table of questions for the visit, those that are open first."""
    rows = [(one.words, one.made_at, one.done_on) for one in sorted(found, key=lambda one: one.done_on is not None)]
    return ExportTable(QUESTIONS, "what the person wants to talk about, those that are open first", QUESTION_COLUMNS, rows)


def plans_table(found: Iterable[PlanOutcome]) -> ExportTable:
    """Return the table of planned infusions, earliest first."""
    rows = [(one.plan.day, one.plan.at, one.done_on.isoformat() if one.done_on else None, "yes" if one.to_come else None) for one in found]
    return ExportTable(PLANS, "planned infusions, earliest first; what is to come is not yet an entry", PLAN_COLUMNS, rows)


def form_table(name: str, found: Sequence[ComparedScore], *, items: bool) -> ExportTable:
    """Return the table of one questionnaire, oldest first: its totals, how they differ, and with `items` its answers."""
    form = INSTRUMENTS[name]
    answered = items and any(one.score.items for one in found)
    columns = [*_form_columns(form), *(_item_columns(form) if answered else [])]
    rows = []
    for score, compared in found:
        given = [*(score.items or ()), *[None] * len(form.labels)][: len(form.labels)] if answered else []
        whole = (score.day, score.total, band(name, score.total), *_change(compared.baseline), *_change(compared.last), *given)
        rows.append(whole)
    return ExportTable(
        name, f"{form.title}, totals by date{'' if answered or not form.labels else '; answers are not in here'}", columns, rows
    )


def _form_columns(form: Instrument) -> list[TableColumn]:
    """Return the columns of a form before those of its answers."""
    noise = f", that is by {form.noise} points or more" if form.noise else "; empty if no limit is known"
    return [
        TableColumn("day", "YYYY-MM-DD", DATE),
        TableColumn("total", f"{form.called}, {form.scale}" if form.top else "total", NUMBER, number_text),
        TableColumn("band", "the form's own word for the range of the total; empty if it has none"),
        TableColumn("baseline_day", "day of the last one up to the first infusion, at most 14 days before it", DATE),
        TableColumn("baseline_total", "its total; empty if there is no baseline", NUMBER, number_text),
        TableColumn("change_from_baseline", "total minus the baseline, in points", NUMBER, number_text),
        TableColumn("baseline_change_counts", f"'yes' if the total changed as the form counts it{noise}"),
        TableColumn("previous_day", "day of the one before", DATE),
        TableColumn("previous_total", "its total", NUMBER, number_text),
        TableColumn("change_from_previous", "total minus that one, in points", NUMBER, number_text),
        TableColumn("previous_change_counts", "as for the baseline"),
    ]


def _item_columns(form: Instrument) -> list[TableColumn]:
    return [
        TableColumn(
            f"item_{number}_{label.replace(' ', '_')}", f"answer {number}, 0 to {form.item_high}, empty if it was not given", NUMBER
        )
        for number, label in enumerate(form.labels, 1)
    ]


FORM_COLUMNS = tuple(_form_columns(INSTRUMENTS["phq9"]))  # their names are those of every form


def _change(told: TotalChange | None) -> tuple[object, ...]:
    return (None,) * 4 if told is None else (told.day, told.total, told.points, TOLD[told.counts])
