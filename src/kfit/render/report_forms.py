"""The questionnaires on the page for a visit: the latest of each, how it compares, the series by date, what the forms are."""

from __future__ import annotations

from ..model.questionnaires import HARM, INSTRUMENTS, TOTAL_CODES, Instrument, TotalChange, band, points, said_total
from ..model.report import FEWEST_DAYS
from .report_parts import Box, Grid, PageSection, day_said
from .scores import differs
from .text import count

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..model.entries import Score
    from ..model.report import PageForm, Report

MOST_FORMS = 8  # dates of one form side by side
# Codes of the totals (docs/facts.md 2.7). A form that is not here has none that was confirmed.


def forms_section(report: Report, *, show_totals: bool) -> PageSection:
    """Return the part on questionnaires: the series of the main form, and the latest of each with how it compares."""
    if not report.forms:
        return PageSection("Questionnaires", ("No form is logged.",))
    if not show_totals:
        done = tuple((INSTRUMENTS[one.name].title, day_said(one.latest.day, report)) for one in report.forms)
        kept = ("Totals are not shown here. The file has them: kfit report -o report.html",)
        return PageSection("Questionnaires", kept, grids=(Grid("Latest form", ("Form", "Day"), done),))
    hidden = ("Answers are not included, totals only.",) if "items" in report.left_out else ()
    main = main_form(report)
    series = [_series(main, report)] if len(main.scores) >= FEWEST_DAYS else []
    rows = tuple(_form(one, report) for one in report.forms if not series or one != main)
    header = ("Form", "Latest", "Day", "From the baseline", "From the one before", "In this time")
    return PageSection("Questionnaires", hidden, grids=(*series, *([Grid("Latest of each form", header, rows)] if rows else [])))


def main_form(report: Report) -> PageForm:
    """Return the form that stands first: the PHQ-9 if there is one, else the one filled in last."""
    return next((one for one in report.forms if one.name == "phq9"), report.forms[0])


def _series(one: PageForm, report: Report) -> Grid:
    """Return the totals of a form by date with the band of each, after the baseline if that is from before this time."""
    form, base = INSTRUMENTS[one.name], one.compared.baseline
    told = [(score.day, score.total) for score in one.scores]
    hidden = max(0, len(told) - MOST_FORMS)
    before = [(base.day, base.total)] if base and (base.day, base.total) not in told[hidden:] else []
    days = [f"{day_said(base.day, report)} (baseline)" for _ in before if base] + [day_said(day, report) for day, _ in told[hidden:]]
    shown = [*before, *told[hidden:]]
    rows = [("Total", *(points(one.name, total) for _, total in shown))]
    if form.bands:
        rows.append(("Band", *(band(one.name, total) or "" for _, total in shown)))
    more = f", the latest {MOST_FORMS} of {len(told)}" if hidden else ""
    return Grid(f"{form.title} by date{more}; {_totals_said(one, report)}", (form.title, *days), tuple(rows))


def _form(one: PageForm, report: Report) -> tuple[str, ...]:
    score = one.latest
    form = INSTRUMENTS[one.name]
    last, base = one.compared.last, one.compared.baseline
    before = f"{_apart(one, last, report)}{_noise(form, last)}" if last else "no earlier one"
    title = f"{form.title} (scored by a clinician)" if form.by_clinician else form.title
    return (
        title,
        ", ".join(filter(None, (said_total(one.name, score.total), _band(score)))),
        day_said(score.day, report),
        f"{_apart(one, base, report)}{_noise(form, base)}" if base else "no baseline",
        before,
        _totals_said(one, report),
    )


def _apart(one: PageForm, change: TotalChange, report: Report) -> str:
    """Say a difference under a heading that says from what: `7 fewer (10 on Wed 28 Oct)`."""
    said = differs(INSTRUMENTS[one.name], change, "then").partition(" than ")[0]
    return f"{said} ({points(one.name, change.total)} on {day_said(change.day, report)})"


def _totals_said(one: PageForm, report: Report) -> str:
    """Return the lowest and the highest total of the time, and the day of the highest: `7 to 16, highest on Tue 20 Oct`."""
    if len(one.scores) < FEWEST_DAYS:
        return "one form"
    lowest, highest = min(score.total for score in one.scores), max(one.scores, key=lambda score: score.total)
    if lowest == highest.total:
        return f"{points(one.name, lowest)} each time"
    return f"{points(one.name, lowest)} to {points(one.name, highest.total)}, highest on {day_said(highest.day, report)}"


def _change(one: PageForm, report: Report) -> str:
    base = one.compared.baseline
    if base is None:
        return ""
    form = INSTRUMENTS[one.name]
    return f"{differs(form, base, 'the baseline')} ({points(one.name, base.total)} on {day_said(base.day, report)}){_noise(form, base)}"


def _noise(form: Instrument, change: TotalChange) -> str:
    """Say that a difference is too small to count as a change of the form; nothing where it counts, or no limit is known."""
    return f", under {form.noise}: not counted as a change" if form.noise and 0 < abs(change.points) < form.noise else ""


def _band(score: Score) -> str:
    return band(score.name, score.total) or ""


def forms_by_date(report: Report, *, show_totals: bool) -> list[PageSection]:
    """Return a grid of totals by date for each form with more than one, and of its answers if they were asked for.

    The first sheet has the totals of the main form.
    """
    if not report.forms or not show_totals:
        return []
    shown = [
        one
        for one in report.forms
        if (len(one.scores) > 1 and one != main_form(report)) or ("items" in report.include and any(score.items for score in one.scores))
    ]
    if not shown:
        return []
    return [PageSection("Questionnaires by date", grids=tuple(_form_grid(one, report) for one in shown))]


def _form_grid(one: PageForm, report: Report) -> Grid:
    form, scores = INSTRUMENTS[one.name], one.scores[-MOST_FORMS:]
    header = (form.title, *(day_said(score.day, report) for score in scores))
    rows = [("Total", *(points(one.name, score.total) for score in scores))]
    if "items" in report.include and any(score.items for score in scores):
        for number, label in enumerate(form.labels):
            answers = [score.items[number] if score.items and number < len(score.items) else None for score in scores]
            rows.append((f"{number + 1} {label}", *("" if answer is None else str(answer) for answer in answers)))
    more = f", the latest {MOST_FORMS} of {len(one.scores)}" if len(one.scores) > MOST_FORMS else ""
    return Grid(f"{form.title} by date{more}", header, tuple(rows))


def form_codes(report: Report) -> PageSection:
    """Say what the forms are: their scale, and how many days they look back."""
    told = []
    for one in report.forms:
        form = INSTRUMENTS[one.name]
        back = f"; looks back {count(form.recall_days, 'day')}" if form.recall_days else ""
        code = f"; LOINC {TOTAL_CODES[one.name]}" if one.name in TOTAL_CODES else ""
        counts = f"; {count(form.noise, 'point')} or more count as a change" if form.noise else ""
        told.append(f"{form.title}: {form.scale}{back}{counts}{code}" if form.top else form.title)
    return PageSection("The forms", points=tuple(told))


def form_compared(one: PageForm, report: Report) -> str:
    """Say the latest total of a form beside the one before it."""
    form, last = INSTRUMENTS[one.name], one.compared.last
    if last is None:
        return ""
    now, before = points(one.name, one.latest.total), points(one.name, last.total)
    return f"{form.title} {now} on {day_said(one.latest.day, report)}, {before} on {day_said(last.day, report)}{_noise(form, last)}"


def harm_answers(report: Report) -> str:
    """Say what was last answered about thoughts of death or self-harm, or that it is not on the page, which leaves answers out."""
    if "items" not in report.include:
        asked = "items" in report.left_out and any(HARM in INSTRUMENTS[one.name].labels for one in report.forms)
        return "What was answered about thoughts of death or self-harm is not shown here." if asked else ""
    said = []
    for one in report.forms:
        form = INSTRUMENTS[one.name]
        answers = [(score.day, score.items[form.harm_item - 1]) for score in one.scores[-2:] if form.harm_item and score.items]
        words = [f"{'not answered' if answer is None else answer} on {day_said(day, report)}" for day, answer in reversed(answers)]
        said += [f"{form.title} answer {form.harm_item}, {HARM}: {', '.join(words)}."] if words else []
    return " ".join(said)


def no_form_since(report: Report) -> str:
    """Say that no form was filled in after the day of the last infusion or dose, where that is so; its day may be before or after it."""
    last = report.last_treated
    if last is None or not report.forms or any(one.latest.day > last.day for one in report.forms):
        return ""
    return f"No form was filled in after the day of the last {last.word}, {day_said(last.day, report)}."


def form_box(report: Report, *, show_totals: bool) -> Box:
    """Return the box of the main form."""
    if not report.forms:
        return Box("Questionnaire", "none", "No form is logged.")
    form = main_form(report)
    title, day = INSTRUMENTS[form.name].title, day_said(form.latest.day, report)
    if not show_totals:
        return Box(title, "done", f"{day}. Its total is not shown here.")
    return Box(title, said_total(form.name, form.latest.total), "; ".join(filter(None, (_band(form.latest), day, _change(form, report)))))
