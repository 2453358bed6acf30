"""The words around a chart or a calendar: subjects, titles, legends, marks, and the sentence that says the same as the picture."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from .. import humanize
from ..humanize import in_words, rounded, tenths
from ..model.entries import KINDS, RATINGS, SEVERITIES, ends, severity_word
from ..model.fields import HIGHEST, MEAN, SUM
from ..model.measures import QUANTITIES, number_text
from ..model.questionnaires import INSTRUMENTS, band, points, said_total
from ..parsing.tokens import quoted
from . import phrases
from .text import count, fold, lines_of, paragraph, safe
from .weeks import days_said

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.charts import Chart, ChartSubject, Mark, Point, Stretch
    from ..model.treatments import Course
    from .chart import Layout
    from .screen import Screen


class SubjectWords(NamedTuple):
    """How one subject is spoken of.

    `scale` stands behind its name in a title, `value` says a day's value, `counted` is what has an entry or not, `how` what
    several days come to, `point` what a sign stands for on one day, `first_line` logs one, `typed` asks for its chart. `bars`
    says how it is drawn, `told` is its name in a sentence where that is another.
    """

    name: str
    scale: str
    value: Callable[[float], str]
    first_line: str
    typed: str
    how: str = MEAN
    point: str = "mean of a day"
    counted: str = "days"
    bars: bool = False
    told: str = ""


def words(subject: ChartSubject) -> SubjectWords:
    """Return how a subject is spoken of. Every name that somebody typed is made harmless here."""
    return SPOKEN.get(subject.kind, _plain)(subject)


def _plain(subject: ChartSubject) -> SubjectWords:
    """Return how a kind without a name, or one that has no words of its own here, is spoken of: as its class declares it."""
    kind = KINDS[subject.kind]
    figure, field = kind.figures[0], kind.OWN[kind.figures[0].field]
    scale = ", ".join(f"{end:g} {word}" for end, word in zip((field.low, field.high), field.ends, strict=True) if word)
    name = kind.label if subject.name == subject.kind else _title(subject.name)
    typed = subject.name if subject.name == subject.kind else f"{subject.kind} {_typed(subject.name)}"
    counted = figure.how == SUM
    return SubjectWords(
        name,
        scale or subject.unit or field.unit or kind.plural,
        _minutes if field.unit == "minutes" else (lambda value: f"{value:g} {field.unit}".rstrip()) if counted else tenths,
        f"kfit {kind.beginning}",
        typed,
        how=figure.how,
        point=f"{field.unit or 'sum'} in a day" if counted else f"{figure.how} of a day",
        bars=counted,
    )


def _sleep(_: ChartSubject) -> SubjectWords:
    return SubjectWords(
        "Sleep",
        "hours a day, naps included",
        lambda value: humanize.hours_minutes(round(value * 60)),
        "kfit sleep 7h30",
        "sleep",
        point="hours of sleep in a day",
        counted="nights",
        bars=True,
        told="Sleep with naps",
    )


def _rating(subject: ChartSubject) -> SubjectWords:
    lowest, highest = ends(subject.name, subject.better)
    line = f"kfit {subject.name} 4" if subject.name in RATINGS else f"kfit rate {_typed(subject.name)} 4"
    return SubjectWords(_title(subject.name), f"0 {lowest}, 10 {highest}", tenths, line, _typed(subject.name))


def _effect(subject: ChartSubject) -> SubjectWords:
    scale = f"side effect, 0 {SEVERITIES[0]}, {len(SEVERITIES) - 1} {SEVERITIES[-1]}"
    typed = f"effect {_typed(subject.name)}"
    short = typed if subject.name in RATINGS else _typed(subject.name)  # `chart anxiety` is the rating
    return SubjectWords(_title(subject.name), scale, _severity, f"kfit {typed} 1", short, how=HIGHEST, point="highest of a day", bars=True)


def _habit(subject: ChartSubject) -> SubjectWords:
    name, typed = _title(subject.name), _typed(subject.name)
    line = f"kfit did {typed}"
    if subject.unit == "minutes":
        return SubjectWords(name, "minutes", _minutes, f"{line} 10m", typed, how=SUM, point="minutes in a day", bars=True)
    if subject.unit == "times":
        return SubjectWords(
            name,
            "times",
            lambda value: f"{value:g} time{'s' * (value != 1)}",
            f"{line} 1x",
            typed,
            how=SUM,
            point="times in a day",
            bars=True,
        )
    return SubjectWords(name, "days it was done", lambda value: f"{value:g}", line, typed, how=SUM, point="done", bars=True)


def _measure(subject: ChartSubject) -> SubjectWords:
    name, unit = subject.name, subject.unit
    value = f"2{unit or ''}"
    line = f"kfit {LINES.get(name) or f'measure {_typed(name)} {_typed(value)}'}"
    if unit is None:
        return SubjectWords(
            _title(name),
            "a day's sum",
            lambda value: number_text(rounded(value)),
            line,
            _typed(name),
            how=SUM,
            point="sum of a day",
            bars=True,
        )
    title = TITLES.get(name) or (QUANTITIES[name].title if name in QUANTITIES else _title(name))
    return SubjectWords(title, safe(unit), lambda value: phrases.written(name, value, unit), line, _typed(name))


def _score(subject: ChartSubject) -> SubjectWords:
    form = INSTRUMENTS[subject.name]
    line = f"kfit {form.name}" if form.labels else f"kfit {form.name} --total {form.example}"
    return SubjectWords(
        safe(form.title),
        form.scale if form.top else "total",
        lambda total: points(form.name, total),
        line,
        _typed(form.name),
        point="a form",
        counted="forms",
    )


TITLES = {"bp": "Blood pressure", "systolic": "Blood pressure, upper", "diastolic": "Blood pressure, lower"}
LINES = {"weight": "weight 72.5kg", "bp": "bp 128/82", "systolic": "bp 128/82", "diastolic": "bp 128/82", "pulse": "bp 128/82 70"} | {
    name: f"{name} {example}"
    for name, example in (
        ("glucose", "95mg/dl"), ("hba1c", "5.4%"), ("cholesterol", "190mg/dl"), ("ldl", "100mg/dl"), ("hdl", "50mg/dl"),
        ("triglycerides", "120mg/dl"), ("drinks", "1"), ("cannabis", "1"),
    )
}  # fmt: skip
SPOKEN: dict[str, Callable[[ChartSubject], SubjectWords]] = {
    "sleep": _sleep,
    "rating": _rating,
    "effect": _effect,
    "habit": _habit,
    "measure": _measure,
    "score": _score,
}


def _title(name: str) -> str:
    return safe(name[:1].upper() + name[1:])


def _typed(name: str) -> str:
    return quoted(safe(name))


def _minutes(value: float) -> str:
    return f"{value:.0f} min"


def _severity(value: float) -> str:
    word = severity_word(round(value))
    return f"{value:.0f} ({word})" if word else f"{value:.0f}"


# Without those that look like something else on a chart: a digit, a line, a dot, the sign of an infusion.
LETTERS = "abcdefghijkmnpqrstuwxyz"
FURTHER = "+"  # for those behind the last letter, and those over a column that has too many
MOST_ROWS = 8  # of letters over a picture


def lettered(marks: Sequence[Mark]) -> list[tuple[str, Mark]]:
    """Return each mark with its letter, in the order of days: a to z, A to Z."""
    letters = LETTERS + LETTERS.upper()
    return [(letters[place] if place < len(letters) else FURTHER, mark) for place, mark in enumerate(marks)]


def letter_rows(marks: Sequence[Mark], where: Layout, margin: int) -> list[str]:
    """Write the letters over their days, as many rows as one column has letters; the last row, over the picture, has the first ones."""
    columns: dict[int, list[str]] = {}
    for letter, mark in lettered(marks):
        columns.setdefault(where.place_of(date.fromisoformat(mark.day)) // where.fine, []).append(letter)
    columns = {
        column: letters if len(letters) <= MOST_ROWS else [*letters[: MOST_ROWS - 1], FURTHER] for column, letters in columns.items()
    }
    rows = range(max(map(len, columns.values()), default=0))
    return [
        (" " * margin + "".join("".join(columns.get(column, [])[row : row + 1]) or " " for column in range(max(columns) + 1))).rstrip()
        for row in reversed(rows)
    ]


def marks_legend(marks: Sequence[Mark], today: date) -> list[str]:
    """Say what each letter stands for: `a moved house (Thu 12 Nov)`."""
    return [f"{letter} {safe(mark.mark)} ({in_words(date.fromisoformat(mark.day), today)})" for letter, mark in lettered(marks)]


def marks_sentence(marks: Sequence[Mark], today: date, most: int) -> str:
    """Say the marks in one sentence, at `most` so many of the latest; empty if there is none."""
    named = marks[max(0, len(marks) - most) :]
    told = "; ".join(f"{safe(mark.mark)}, {in_words(date.fromisoformat(mark.day), today)}" for mark in named)
    return f"Marks{_of_which(len(marks), len(named))}: {told}." if told else ""


def _of_which(there: int, named: int) -> str:
    """Say of how many these are the latest: `, the latest 3 of 20`; nothing where all are named."""
    return f", the latest {named} of {there}" if named < there else ""


HIDDEN = "Totals are hidden here (show_scores is off); they go to your page."
SUMS = {"minutes": "minutes in", "times": "times in", "days": "days it was done, of"}


def title(charts: Sequence[Chart], today: date) -> str:
    """Name the charts and their days; one alone with its unit or its direction."""
    return f"{names([chart.subject for chart in charts])}, {axis_ends(charts[0].whole, today)}"


def names(subjects: Sequence[ChartSubject]) -> str:
    """Name subjects, `Mood, sleep and PHQ-9`; one alone with its unit or its direction."""
    if len(subjects) == 1:
        return panel_title(subjects[0])
    first, *more = [words(subject).name for subject in subjects]
    return phrases.listed([first, *(name[:1].lower() + name[1:] if name[1:].islower() else name for name in more)])


def panel_title(subject: ChartSubject) -> str:
    """Name a subject with its unit or its direction."""
    said = words(subject)
    return f"{said.name} ({said.scale})"


def spread_said(size: int) -> str:
    """Say what the band around a point stands for: `lowest to highest`, of how many days."""
    return "lowest to highest" + (" of a day" if size == 1 else "")


def point_said(chart: Chart, size: int) -> str:
    """Say what a sign of the picture stands for, which is `size` days: `mean of a day`, `minutes in 7 days`."""
    said = words(chart.subject)
    if size == 1:
        return said.point
    span = f"{size} days"  # of nights too: panels with the same sign have one legend
    if said.how != SUM:
        return f"{said.how} of {span}"
    first = chart.whole.length % size
    return f"{SUMS.get(str(chart.subject.unit), 'sum of')} {span}" + (f" (in the first: {first})" if first else "")


def no_entry_said(gaps: set[str]) -> str:
    """Say how days without an entry look: `gap: no entry` in lines, `· no entry` in bars, `gap or ·: no entry` where there are both."""
    colon = ":" if "gap" in gaps else ""  # a word needs one, a sign does not
    return f"{' or '.join(sorted(gaps, key=len, reverse=True))}{colon} no entry"


def packed(items: list[str], columns: int, measure: Callable[[str], int] = len) -> list[str]:
    """Put items side by side into lines of this width; none is broken but one that is longer than a line.

    Signs and words of kfit's own have the width of their letters: `measure` is for what somebody typed.
    """
    lines: list[str] = []
    for item in items:
        if lines and measure(lines[-1]) + 4 + measure(item) <= columns:
            lines[-1] += f"    {item}"
        elif measure(item) <= columns:
            lines.append(item)
        else:
            first, *more = fold(item, columns - 2)
            lines += [first, *(f"  {line}" for line in more)]
    return lines


def nothing_in(chart: Chart, today: date, screen: Screen) -> str:
    """Say that the chart's days have no entry, and how to see those that have one."""
    said = words(chart.subject)
    return _rows(
        screen, f"{said.name}: no entry in these days, {axis_ends(chart.whole, today)}.", f"All there is: kfit chart {said.typed} --all"
    )


def no_year(subject: ChartSubject, year: int, entered: tuple[str, str], screen: Screen) -> str:
    """Say that a year has no entry, and the latest that has one: `entered` holds the first and the last such day."""
    said = words(subject)
    return _rows(screen, f"{said.name}: no entry in {year}.", f"Another year: kfit calendar {said.typed} --year {entered[1][:4]}")


def nothing_yet(subject: ChartSubject, screen: Screen, *, named: bool = False) -> str:
    """Say that there is no entry at all, and the line that logs the first one."""
    said = words(subject)
    return paragraph(f"{f'{said.name}: nothing' if named else 'Nothing'} to draw yet. One line is enough: {said.first_line}", screen)


def axis_ends(stretch: Stretch, today: date) -> str:
    """Say the first and the last day: `Mon 14 Sep to Sun 22 Nov`."""
    first, last = in_words(stretch.first, today), in_words(stretch.last, today)
    return first if stretch.first == stretch.last else f"{first} to {last}"


def _rows(screen: Screen, *sentences: str) -> str:
    return "\n".join(paragraph(sentence, screen) for sentence in sentences)


COURSE = "course of doses"
HOW = {MEAN: "mean ", HIGHEST: "at most ", SUM: ""}
LAST = 2  # entries that are said of what is not logged day by day
WEEK = 7
NAMED_AT_MOST = (1000, 24, 12, 6, 3, 1)  # days of infusions, and marks


def sentence(chart: Chart, today: date) -> str:
    """Say the latest days and as many before them in one sentence, each with the number of days that have an entry.

    What is not logged day by day, a form or a laboratory's value, is said by its last two entries.
    """
    return " ".join(_sentence(part, said, today) for part, said in _lines(chart))


def sentences(charts: Sequence[Chart], today: date, screen: Screen, room: int) -> list[str]:
    """Say charts of the same days, one sentence a row: for each the latest days, all its days, a form's ranges; infusions, marks.

    Where that is more than so many lines, fewer days of infusions and fewer marks are named, the latest ones; then no ranges.
    """
    first, told = charts[0], [row for chart in charts for row in _chart_sentences(chart, today, named=len(charts) > 1)]
    for most in NAMED_AT_MOST:
        rows = [row for row in [*told, *_given(first, today, most), marks_sentence(first.marks, today, most)] if row]
        if lines_of(rows, screen) <= room:
            return rows
    return [sentence(chart, today) for chart in charts]


def _chart_sentences(chart: Chart, today: date, *, named: bool) -> list[str]:
    whole = [f"{said.name}, {axis_ends(part.whole, today)}: {_stretch(part.whole, said)}." for part, said in _lines(chart)]
    if chart.lower is None and not named:
        whole = [f"{axis_ends(chart.whole, today)}: {stretch_said(chart.subject, chart.whole)}."]
    return [sentence(chart, today), *whole, ranges(chart.subject)]


def stretch_said(subject: ChartSubject, stretch: Stretch) -> str:
    """Say a stretch in figures: `mean 4.7, lowest 2.0, highest 8.0; 56 of 70 days with an entry`."""
    return _stretch(stretch, words(subject), yes_no=subject.yes_no)


def ranges(subject: ChartSubject) -> str:
    """Say the words that a form has for its totals, empty if it has none."""
    if subject.kind != "score":
        return ""
    form = INSTRUMENTS[subject.name]
    begin, told = form.least, []
    for upto, word in form.bands:
        told.append(f"from {begin} {_quoted(word)}")
        begin = upto + 1
    return f"The form's words: {', '.join(told)}." if told else ""


def _lines(chart: Chart) -> list[tuple[Chart, SubjectWords]]:
    """Return each line of a picture with its words: a blood pressure has two."""
    said = words(chart.subject)
    if chart.lower is None:
        return [(chart, said)]
    return [(chart, said._replace(name=f"{said.name}, upper")), (chart.lower, said._replace(name=f"{said.name}, lower"))]


def _sentence(chart: Chart, said: SubjectWords, today: date) -> str:
    if said.counted == "forms" or _sparse(chart):
        return _last(chart, said, today)
    last, latest = _last_entry(chart), chart.latest
    late = last is not None and (chart.whole.last - date.fromisoformat(last.day)).days >= WEEK
    told = [f"{_entry_said(chart, last, said)} on {_day(last, today)}, the last entry{_scope(chart, today)}"] if last and late else []
    if not late or latest.last < chart.whole.last:
        told.append(_done(chart, said, today) if chart.subject.yes_no else _compared(chart, said, today))
    return f"{said.name if chart.subject.yes_no else said.told or said.name}: {'; '.join(told)}."


def _last_entry(chart: Chart) -> Point | None:
    """Return the last point with an entry, or a nap alone where there is nothing else."""
    return next((point for point in reversed(chart.points) if point.n), chart.points[-1] if chart.points else None)


def _entry_said(chart: Chart, point: Point, said: SubjectWords) -> str:
    how = "mean " if said.how == MEAN and point.n > 1 else ""
    return "done" if chart.subject.yes_no else how + said.value(point.value).removesuffix(".0")


def _day(point: Point, today: date) -> str:
    return in_words(date.fromisoformat(point.day), today)


def _scope(chart: Chart, today: date) -> str:
    """Say where the last entry is that of a chart which ends before today."""
    return "" if chart.whole.last >= today else " of these days"


def _compared(chart: Chart, said: SubjectWords, today: date) -> str:
    """Compare the latest days with those before, or with the first ones: `mean 4.8 in the last 7 days (7 with an entry), ...`."""
    latest, before = chart.latest, chart.before
    told = f"{HOW[said.how] if latest.days else ''}{_value(latest, said)} {_span(latest, said, today)}"
    counted = f" {said.counted}" if latest.length > WEEK else ""
    told += f" ({latest.days}{counted} with an entry)" if latest.days else ""
    if before is not None:
        told += f", {HOW[said.how] if before.days else ''}{_value(before, said)} in {_earlier(chart, before, today)}"
        told += f" ({before.days}{'' if latest.days else ' with an entry'})" if before.days else ""
    return told + (f", {_throughout(chart, before, said)}" if before is not None and latest.length > WEEK else "")


def _throughout(chart: Chart, before: Stretch, said: SubjectWords) -> str:
    """Say what all days of a long chart come to, the two stretches that are compared and what lies between: two ends alone tell no year."""
    whole, length = chart.whole, _days_compared(chart, before)
    told = f"{HOW[said.how]}{_value(whole, said)}"
    if said.how == SUM and whole.total is not None:
        weeks = before.length // WEEK
        told = f"{said.value(round(whole.total * before.length / length, 1))} in {weeks} weeks on average"
    return f"{told} over all {length:,} days ({whole.days:,})"


def _days_compared(chart: Chart, before: Stretch) -> int:
    """Count the days from the first stretch that is compared to the end of the last one."""
    return (chart.latest.last - before.first).days + 1


def _earlier(chart: Chart, before: Stretch, today: date) -> str:
    """Say the stretch that the latest one is compared with: `the 7 before`, `the first 4 weeks`, `the 4 weeks from Mon 4 May`."""
    first, length = before.first, before.length
    if length <= WEEK:
        return f"the {length} before"
    weeks = f"{length // WEEK} weeks"
    return f"the first {weeks}" if (first - chart.whole.first).days < WEEK else f"the {weeks} from {in_words(first, today)}"


def _sparse(chart: Chart) -> bool:
    """Tell whether a measure has no two weeks that can be compared, or a side effect is some weeks past."""
    latest, before = chart.latest.days, chart.before.days if chart.before else 0
    if chart.subject.kind == "effect":
        return not latest and not before
    return chart.subject.kind == "measure" and chart.subject.unit is not None and not (latest and before)


def _last(chart: Chart, said: SubjectWords, today: date) -> str:
    """Say the last two, or the last and the first of many months: `PHQ-9: 15 of 27 on Sun 22 Nov, 12 on Thu 5 Nov.` and its word."""
    if not chart.points:
        return f"{said.name}: no entry in these days."
    first, last = chart.points[0], chart.points[-1]
    long = chart.latest.length > WEEK
    told = [f"{_told(chart, point, said)} on {_day(point, today)}" for point in ([last] if long else chart.points[: -LAST - 1 : -1])]
    told += [f"the first {_told(chart, first, said)} on {_day(first, today)}"] if long else []
    whole = chart.whole
    if long and len(chart.points) > LAST and whole.lowest is not None and whole.highest is not None:
        lowest, highest = said.value(whole.lowest), said.value(whole.highest)
        told.append(f"lowest {lowest} and highest {highest} of {count(whole.days, said.counted[:-1])}")
    return f"{said.name}: {', '.join(told)}.{_called(chart.subject, last)}"


def _done(chart: Chart, said: SubjectWords, today: date) -> str:
    """Say on how many days it was done: `done on 3 of the last 7 days, on 2 of the 7 before`."""
    latest, before = chart.latest, chart.before
    span = _span(latest, said, today)
    if latest.length > WEEK and before is not None:
        ends = f"done on {count(latest.days, 'day')} {span}, on {before.days} in {_earlier(chart, before, today)}"
        return f"{ends}, on {chart.whole.days} of all {_days_compared(chart, before):,} days"
    told = f"no entry {span}" if not latest.days else f"done {span}" if latest.length == 1 else f"done on {latest.days} {_of(span)}"
    if before is not None:
        told += f", {f'on {before.days} of' if before.days else 'no entry in'} {_earlier(chart, before, today)}"
    return told


def _stretch(stretch: Stretch, said: SubjectWords, *, yes_no: bool = False) -> str:
    if stretch.lowest is None or stretch.highest is None:
        return "no entry"
    if yes_no:
        return f"done on {stretch.days} of {count(stretch.length, 'day')}"
    range_ = f"lowest {said.value(stretch.lowest)}, highest {said.value(stretch.highest)}"
    if said.counted == "forms":
        return f"{count(stretch.days, 'form')}, {range_ if stretch.days > 1 else said.value(stretch.highest)}"
    middle = {MEAN: f"mean {_value(stretch, said)}, ", SUM: f"{_value(stretch, said)} in all, ", HIGHEST: ""}[said.how]
    return f"{middle}{range_}; {stretch.days} of {count(stretch.length, said.counted[:-1])} with an entry"


def _value(stretch: Stretch, said: SubjectWords) -> str:
    figure = {MEAN: stretch.mean, SUM: stretch.total, HIGHEST: stretch.highest}[said.how]
    return "no entry" if figure is None else said.value(figure)


def _told(chart: Chart, point: Point, said: SubjectWords) -> str:
    """Say one value, and the ends of its day; a form's latest total with its range."""
    if point.lowest is not None and point.highest is not None:
        lowest = said.value(point.lowest).removesuffix(f" {chart.subject.unit}")
        return f"mean {said.value(point.value)} ({lowest} to {said.value(point.highest)})"
    if chart.subject.kind != "score" or point is not chart.points[-1]:
        return said.value(point.value)
    return said_total(chart.subject.name, point.value)


def _called(subject: ChartSubject, point: Point) -> str:
    """Say which word the form has for a total."""
    if subject.kind != "score":
        return ""
    word = band(subject.name, point.value)
    return f" The form calls {points(subject.name, point.value)} {_quoted(word)}." if word else ""


def _quoted(word: str) -> str:
    """Return a form's word so that it reads as one."""
    return f"'{word}'" if word == "none" else word


def _span(stretch: Stretch, said: SubjectWords, today: date) -> str:
    if stretch.length == 1:
        return f"on {in_words(stretch.last, today)}"
    length = f"{stretch.length // WEEK} weeks" if stretch.length > WEEK else f"{stretch.length} {said.counted}"
    return f"in the last {length}" if stretch.last >= today else f"in the {length} to {in_words(stretch.last, today)}"


def _of(span: str) -> str:
    return f"of{span.removeprefix('in')}"


def _given(chart: Chart, today: date, most: int) -> list[str]:
    """Say the days of infusions and doses, at `most` so many of the latest, and each course by its span."""
    told = []
    for title, days in (("Infusions", chart.infusions), ("Doses", chart.doses)):
        named = days[max(0, len(days) - most) :]
        on = ", ".join(in_words(date.fromisoformat(day), today) for day in named)
        told += [f"{title}{_of_which(len(days), len(named))}: {on}."] if days else []
    return [*told, *(f"{course_said(one, today)}." for one in chart.courses)] or ["No infusion in these days."]


def course_said(course: Course, today: date) -> str:
    """Say a course: `Course of doses: 7 Sep to 15 Nov, 64 doses on 62 of 70 days`."""
    return f"{COURSE[:1].upper()}{COURSE[1:]}: {days_said(course.first, course.last, today, ' to ')}, {doses_said(course)}"


def doses_said(course: Course) -> str:
    """Say how many doses a course has, and on how many of its days: `64 doses on 62 of 70 days`."""
    return f"{count(course.doses, 'dose')} on {course.days} of {count(course.length, 'day')}"
