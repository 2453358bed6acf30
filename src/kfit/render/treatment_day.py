"""Draws one day with infusions, read back: what was logged around them, in order of time, and no verdict."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from ..humanize import in_words, tenths
from ..model.entries import Effect, Infusion, Note
from ..model.routes import format_dose, format_route
from ..model.treatments import FOLLOWED
from ..parsing.need import in_line
from .infusions import EXPECTED
from .phrases import clock_time, day_and_time, units, what, zones_said
from .text import count, dim, fold, hanging, joined, oldest, pad, paragraph, safe, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.fields import Entry
    from ..model.treatments import MoodDay, MoodMoment, TreatmentDay
    from .screen import Screen

NO_TIME = "no time"
WHEN = {"before": "before", "between": "between the infusions", "after": "after"}
NOT_PLANNED = "not planned in kfit"
NONE_OF_DAY = "No infusion is logged for {}."
PLANNED_ONLY = "One was planned for that day."
LIST_ALONE = "kfit list --since {}"
LIST = "Each entry with its number: kfit list --since {}"
AFTERWARDS = "Mood after day {}: kfit chart mood --since {}"


class PageRow(NamedTuple):
    """A row of the page: when it was, what it says, the words of its note, and its day where that is not the infusion's."""

    when: str
    text: str
    note: str = ""
    day: str = ""


class PagePart(NamedTuple):
    """A part of the page: its title, its rows, and what is said in the place of rows."""

    title: str
    rows: Sequence[PageRow]
    empty: str = ""


def treatment_page(told: TreatmentDay, today: date, screen: Screen, *, show_days_since: bool, every: bool = False) -> str:
    """Show the infusions of a day and what was logged around them; `show_days_since` says whether days are counted after them.

    The page ends with a full screen, and with the line that shows the rest, unless `every` line is asked for.
    """
    parts = [
        PagePart("Infusions" if len(told.infusions) > 1 else "Infusion", [_infusion(one) for one in told.infusions]),
        PagePart("Planned", [PageRow("", _planned(told, today))]),
        PagePart("Mood that day", [_mood(mood) for mood in told.moods], "no entry"),
        PagePart(
            _title_of_later(told, today), [_later(one, today, counted=show_days_since) for one in told.later], _none_later(told, today)
        ),
        PagePart("In order of time", _course(told, today)),
        PagePart("Notes", [_noted(entry, told.day, today) for entry in told.noted if _words(entry) or getattr(entry, "mark", None)]),
    ]  # a page that is cut ends in its notes
    shown = [part for part in parts if part.rows or part.empty]
    around: list[Entry] = [*told.course, *(mood.entry for mood in told.moods), *told.noted]
    list_ = LIST.format(told.day.isoformat())
    kept_back = {entry.id for entry in around if entry.note and in_line(entry.note)}  # nobody asked for such words here
    unsaid = f"{count(len(kept_back), 'note')} not repeated here: {LIST_ALONE.format(told.day.isoformat())}" if kept_back else ""
    closing = [line for line in (unsaid, EXPECTED if told.later else "", zones_said(around), _afterwards(told, today), list_) if line]
    more = f"The page goes on: kfit infusions {told.day.isoformat()} --all"
    if screen.plain:
        said = [f"{_heading(told, today, ', ')}.", *(line for part in shown for line in _sentences(part))]
        return "\n".join([*(said if every else oldest(said, closing, more, screen)), *closing])
    lines = _title(told, today, screen)
    for part in shown:
        lines += ["", dim(safe(part.title), screen), *(_drawn(part, screen))]
    below = ["", *(part for line in closing for part in paragraph(line, screen).split("\n"))]
    return joined([*(lines if every else oldest(lines, below, more, screen)), *below])


def none_of_day(day: date, nearest: Sequence[date], today: date, screen: Screen, *, planned: bool) -> str:
    """Say that a day has no infusion, and offer the days nearest to it that have one."""
    said = NONE_OF_DAY.format(in_words(day, today)) + (f" {PLANNED_ONLY}" if planned else "")
    lines = [said] if screen.plain else fold(said, screen.width)
    for label, one in zip(("The nearest", "or"), nearest, strict=False):
        lines.append(paragraph(f"{label}, {in_words(one, today)}: kfit infusions {one.isoformat()}", screen))
    return "\n".join(lines)


def _heading(told: TreatmentDay, today: date, between: str) -> str:
    gap = f"{count(told.gap_days, 'day')} after the one before" if told.gap_days is not None else ""
    return between.join(part for part in (in_words(told.day, today), gap) if part)


def _title(told: TreatmentDay, today: date, screen: Screen) -> list[str]:
    day, _, gap = _heading(told, today, "\n").partition("\n")
    if screen.narrow or not gap:
        return [day, *([gap] if gap else [])]
    return [pad(day, screen.width - width(gap)) + gap]


def _infusion(one: Infusion) -> PageRow:
    """Say an infusion as it was told: `IV, 40 mg, 40 min, the clinic`."""
    dose = format_dose(one.dose)
    if one.dose_mg is not None and dose not in (f"{one.dose_mg:g} mg", ""):
        dose += f" ({one.dose_mg:g} mg)"
    parts = (format_route(one.route), one.dosage_form, dose, f"{one.minutes} min" if one.minutes else "", one.clinic)
    said = ", ".join(safe(part) for part in parts if part)
    return PageRow(_time(one), said or "without route and dose")


def _planned(told: TreatmentDay, today: date) -> str:
    return day_and_time(told.plan.day, told.plan.at, today) if told.plan else NOT_PLANNED


def _course(told: TreatmentDay, today: date) -> list[PageRow]:
    """Return blood pressures and side effects between the infusions, each at its time; one without a time is first of its day."""
    rows = []
    for unit in units(told.course):
        entry = unit[0]
        details = [*_phase(entry, told), *map(safe, entry.details())] if isinstance(entry, Effect) else []
        said = ", ".join([what(unit), *details])
        if isinstance(entry, Infusion):
            said = "infusion"
        note = " ".join(_words(one) for one in unit if one.note)
        rows.append(PageRow(_time(entry), said, note, _other_day(entry, told.day, today)))
    return rows if any(not isinstance(entry, Infusion) or entry.note for entry in told.course) else []


def _words(entry: Entry) -> str:
    """Return the note of an entry; of one that holds words of need nothing, since the page is about a treatment."""
    return "" if entry.note is None or in_line(entry.note) else entry.note


def _time(entry: Entry) -> str:
    """Say when it was; of an entry whose time was not told, when it was typed, said as such."""
    if entry.at is None:
        return NO_TIME
    return clock_time(entry.at) if entry.told_at() else f"typed {clock_time(entry.at)}"


def _phase(effect: Effect, told: TreatmentDay) -> list[str]:
    """Say whether a side effect was felt on the first day, where that was told."""
    is_of_it = told.first_day.get(effect.id)
    return [] if is_of_it is None else ["within a day of treatment" if is_of_it else "more than a day after treatment"]


def _other_day(entry: Entry, day: date, today: date) -> str:
    """Say the day of an entry where that is not the infusion's."""
    return "" if entry.day == day.isoformat() else in_words(date.fromisoformat(entry.day), today)


def _mood(mood: MoodMoment) -> PageRow:
    when = f"   {WHEN[mood.when]}" if mood.when else ""
    return PageRow(_time(mood.entry), f"{mood.entry.score}{when}")


def _noted(entry: Entry, day: date, today: date) -> PageRow:
    what_ = "" if isinstance(entry, Note) else what([entry])
    if isinstance(entry, Note) and entry.mark:
        what_ = f"mark: {safe(entry.mark)}"
    return PageRow(_time(entry), what_, _words(entry), _other_day(entry, day, today))


def _later(one: MoodDay, today: date, *, counted: bool) -> PageRow:
    scores = f" (mean of {one.moods})" if one.moods > 1 else ""
    mean = tenths(one.mean).removesuffix(".0") if one.moods == 1 else tenths(one.mean)
    return PageRow(in_words(one.day, today) + (f", day {one.days}" if counted else ""), f"{mean}{scores}")


def _title_of_later(told: TreatmentDay, today: date) -> str:
    if _afterwards(told, today):
        return f"Mood in the {FOLLOWED} days after"
    upto = f", up to the next one on {in_words(told.following, today)}" if told.following and told.following <= _last_day(told) else ""
    return f"Mood in the days after{upto}"


def _afterwards(told: TreatmentDay, today: date) -> str:
    """Say where the days are that the page leaves out, up to the next infusion; nothing where it has them all."""
    last = _last_day(told)
    until = told.following - timedelta(days=1) if told.following else today
    if until <= last:
        return ""
    return AFTERWARDS.format(FOLLOWED, (last + timedelta(days=1)).isoformat()) + (f" --until {until.isoformat()}" if told.following else "")


def _last_day(told: TreatmentDay) -> date:
    return told.day + timedelta(days=FOLLOWED)


def _none_later(told: TreatmentDay, today: date) -> str:
    if told.following and (told.following - told.day).days == 1:
        return "no days"
    return "not yet" if told.day >= today else "no entry"


def _sentences(part: PagePart) -> list[str]:
    """Return a part as one sentence a row."""
    if not part.rows:
        return [f"{part.title}: {part.empty}."]
    said = []
    for row in part.rows:
        text = ": ".join(piece for piece in (row.text.replace("   ", ", "), safe(row.note)) if piece)
        title = ", ".join(piece for piece in (part.title, row.day, row.when) if piece)
        said.append(f"{title}: {text}{'' if text.endswith(('.', '!', '?')) else '.'}")
    return said


def _drawn(part: PagePart, screen: Screen) -> list[str]:
    """Return the rows of a part, each behind its time, another day's under that day; the lines of a note stand below each other."""
    if not part.rows:
        return [f"  {part.empty}"]
    columns = max(width(row.when) for row in part.rows)
    lines: list[str] = []
    day = ""
    for row in part.rows:
        lines += [f"  {row.day}"] if row.day != day else []
        day = row.day
        label = f"  {pad(row.when, columns)}  " if columns else "  "
        first, *more = safe(row.note, lines=True).split("\n")
        text = ": ".join(piece for piece in (row.text, first) if piece)
        lines += _kept_apart(label, text, screen)
        lines += [line for rest in more for line in hanging(" " * width(label), rest, screen)]
    return lines


def _kept_apart(label: str, text: str, screen: Screen) -> list[str]:
    """Return a row; where it fits, the blanks inside of it stay."""
    return [label + text] if width(label + text) <= screen.width else hanging(label, text, screen)
