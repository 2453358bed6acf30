"""Draws the page of a day, today's or an earlier one: a row for each thing that was logged, none for what was not."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple, TypeVar

from .. import humanize
from ..humanize import WEEKDAYS, in_words, rounded, tenths
from ..model.entries import KINDS, Effect, Exercise, Habit, Infusion, Measure, Medicine, Mood, Note, Rating, Score, Sleep, ends
from ..model.fields import MEAN, SUM, Entry
from ..model.measures import QUANTITIES, number_text
from ..model.routes import DOSE, INFUSION, format_dose, format_route
from . import phrases
from .goals import bar, goal_said, in_all, progress_said, share, tinted
from .phrases import readings
from .text import count, dim, fold, hanging, joined, pad, paragraph, safe, width
from .weeks import sentence

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from ..model.fields import DayFigure
    from ..model.weeks import TodayFigures, Week
    from ..settings import Settings
    from .screen import Screen

Kind = TypeVar("Kind", bound=Entry)
SCALE = "(0 {}, 10 {})"


class TodayRow(NamedTuple):
    """What was logged of one thing; `about` stands a little apart: what the ends of its scale mean."""

    label: str
    text: str
    about: str = ""


def rows(entries: Sequence[Entry], settings: Settings) -> list[TodayRow]:
    """Return a day's rows: mood, sleep, movement, infusion, then the others. Notes are no row of theirs."""
    found = [row for part in PARTS for row in part(entries)] + _measures(entries, settings) + _forms(entries)
    plain = [kind for kind in KINDS.values() if kind.form == "plain"]
    return [*found, *(row for kind in plain for row in _declared(entries, kind))]


def _declared(entries: Sequence[Entry], kind: type[Entry]) -> list[TodayRow]:
    """Say the entries of a kind that has no words of its own here: each value, and what the day adds up to."""
    told = []
    for alike in _by_name(entry for entry in entries if type(entry) is kind):
        label = _label(str(getattr(alike[0], "name", kind.label)))
        values = ", ".join(safe(entry.short() + (f" ({', '.join(entry.details())})" if entry.details() else "")) for entry in alike)
        told.append(TodayRow(label, values + (_day_figure(alike, kind.figures[0]) if len(alike) > 1 and kind.figures else "")))
    return told


def _day_figure(alike: Sequence[Entry], figure: DayFigure) -> str:
    """Say what several values of a day come to, ` (5 in all)`, ` (mean 5.5)`; nothing where one of them says it."""
    values = [entry.__dict__[figure.field] for entry in alike if entry.__dict__.get(figure.field) is not None]
    if figure.how == SUM and values:
        return f" ({number_text(rounded(sum(values)))} in all)"
    return f" (mean {tenths(sum(values) / len(values))})" if figure.how == MEAN and values else ""


def _moods(entries: Sequence[Entry]) -> list[TodayRow]:
    moods = _of(entries, Mood)
    return [TodayRow("Mood", _several([mood.score for mood in moods]), SCALE.format(*Mood.OWN["score"].ends))] if moods else []


def _nights(entries: Sequence[Entry]) -> list[TodayRow]:
    """Say the sleep: `8h15`, `4h45 in 2 parts`; with a nap `8h35: night 8h15, nap 0h20`, without a night `nap 0h20`."""
    slept = _of(entries, Sleep)
    nights, naps = [one for one in slept if not one.is_nap], [one for one in slept if one.is_nap]
    told = []
    if nights:
        night = humanize.hours_minutes(sum(one.minutes for one in nights)) + (f" in {len(nights)} parts" if len(nights) > 1 else "")
        told.append(f"night {night}" if naps else night)
    if naps:
        told.append(", ".join(one.phrase() for one in naps))
    total = f"{humanize.hours_minutes(sum(one.minutes for one in slept))}: " if nights and naps else ""
    return [TodayRow("Sleep", total + ", ".join(told))] if told else []


def _movement(entries: Sequence[Entry]) -> list[TodayRow]:
    """Say the movement, and its sum if there was more than one: `30 min: 20 min walk, 10 min yoga`."""
    moved = _of(entries, Exercise)
    total = f"{sum(one.minutes for one in moved)} min: " if len(moved) > 1 else ""
    return [TodayRow("Movement", total + _listed(moved))] if moved else []


def _treatments(entries: Sequence[Entry]) -> list[TodayRow]:
    """Say route and dose of the infusions, and of the doses: `IV, 40 mg`."""
    routes: dict[str, list[str]] = {INFUSION: [], DOSE: []}
    for one in _of(entries, Infusion):
        routes[one.word].append(safe(", ".join(part for part in (format_route(one.route), format_dose(one.dose)) if part)) or "done")
    return [TodayRow(_label(word), "; ".join(found)) for word, found in routes.items() if found]


def _ratings(entries: Sequence[Entry]) -> list[TodayRow]:
    """Say each rating with its direction: `7   (0 none, 10 worst)`."""
    return [
        TodayRow(_label(first.name), _several([rating.score for rating in found]), SCALE.format(*ends(first.name, first.better)))
        for alike in _by_name(_of(entries, Rating))
        for better in dict.fromkeys(one.better for one in alike)  # two directions have no mean
        for found in [[one for one in alike if one.better == better]]
        for first in found[:1]
    ]


def _effects(entries: Sequence[Entry]) -> list[TodayRow]:
    effects = _of(entries, Effect)
    return [TodayRow(_plural("Effect", effects), ", ".join(safe(effect.short()) for effect in effects))] if effects else []


def _medicines(entries: Sequence[Entry]) -> list[TodayRow]:
    medicines = _of(entries, Medicine)
    return [TodayRow(_plural("Medicine", medicines), _listed(medicines))] if medicines else []


def _habits(entries: Sequence[Entry]) -> list[TodayRow]:
    """Say the habits; what was done twice adds up: `meditation 15 min, craft`."""
    summed = []
    for found in _by_name(_of(entries, Habit)):
        minutes, times = sum(habit.minutes or 0 for habit in found), sum(habit.times or 0 for habit in found)
        amount = f" {minutes} min" if minutes else f" {times} time{'s' * (times != 1)}" if times else ""
        summed.append(safe(found[0].name + amount))
    return [TodayRow(_plural("Habit", summed), ", ".join(summed))] if summed else []


def _measures(entries: Sequence[Entry], settings: Settings) -> list[TodayRow]:
    """Say the measures: the values of one blood pressure in one row, those of the others under their name."""
    found = [[part for part in unit if isinstance(part, Measure)] for unit in readings(_of(entries, Measure))]
    pressures = [unit for unit in found if len(unit) > 1]
    told = [TodayRow("Blood pressure", _pressures(pressures))] if pressures else []
    for alike in _by_name([unit[0] for unit in found if len(unit) == 1]):
        name = alike[0].name
        told.append(TodayRow(_label(QUANTITIES[name].title if name in QUANTITIES else name), _values(alike, settings)))
    return told


def _pressures(pressures: Sequence[Sequence[Measure]]) -> str:
    """Say `128/82, pulse 70`; of several, `128/82 (pulse 70), 131/84`."""
    told = []
    for upper, lower, *pulse in pressures:
        behind = f"pulse {number_text(pulse[0].value)}" if pulse else ""
        both = f"{number_text(upper.value)}/{number_text(lower.value)}"
        told.append(both + (f" ({behind})" if len(pressures) > 1 else f", {behind}") if behind else both)
    return ", ".join(told)


def _values(found: Sequence[Measure], settings: Settings) -> str:
    """Say the values of one measure; what has a unit has a mean, what is counted adds up."""
    told = ", ".join(phrases.said(measure, settings) for measure in found)
    if len(found) == 1:
        return told
    name, unit = found[0].name, found[0].unit
    if any(measure.unit != unit for measure in found):
        return told
    if unit is None:
        return f"{told} ({number_text(rounded(sum(measure.value for measure in found)))} in all)"
    shown = (phrases.unit_shown(name, settings) or unit) if phrases.is_known(found[0]) else unit
    mean = sum(phrases.in_unit(measure, shown) for measure in found) / len(found)
    return f"{told} (mean {phrases.written(name, mean, shown)})"


def _forms(entries: Sequence[Entry]) -> list[TodayRow]:
    """Say which questionnaires are done, never a total: it was said once, when the form was typed (docs/design.md 4)."""
    return [TodayRow(title, "done") for title in dict.fromkeys(form.phrase() for form in _of(entries, Score))]


PARTS = (_moods, _nights, _movement, _treatments, _ratings, _effects, _medicines, _habits)


def _several(scores: Sequence[int]) -> str:
    """Say scores, and their mean if they are several: `4, 7 (mean 5.5)`."""
    told = ", ".join(map(str, scores))
    return told if len(scores) == 1 else f"{told} (mean {tenths(sum(scores) / len(scores))})"


def _of(entries: Iterable[Entry], kind: type[Kind]) -> list[Kind]:
    return [entry for entry in entries if isinstance(entry, kind)]


def _by_name(entries: Iterable[Kind]) -> list[list[Kind]]:
    """Put the entries of one name together, in the order in which the names came first."""
    found: dict[str, list[Kind]] = {}
    for entry in entries:
        found.setdefault(getattr(entry, "name", ""), []).append(entry)
    return list(found.values())


def _listed(entries: Iterable[Entry]) -> str:
    return ", ".join(safe(entry.phrase()) for entry in entries)


def _label(name: str) -> str:
    return safe(name[:1].upper() + name[1:])


def _plural(word: str, found: Sequence[object]) -> str:
    return word if len(found) == 1 else f"{word}s"


LABEL = 12  # columns of the words before the figures, more where a name is longer
LONGEST_LABEL, LONGEST_NARROW = 22, 16  # a name that is longer still has a line of its own
EARLIER = 3  # days back that the example of an earlier day names


def front_page(today: TodayFigures, screen: Screen, settings: Settings) -> str:
    """Show what was logged today and the sums of the week; without an entry today, one sentence and how to begin."""
    found = logged(today, settings)
    if screen.plain:
        return _sentences(today, found)
    lines = [*_heading(today, screen), ""]
    if not found:
        lines += _nothing_today(today, screen)
        further = [*(_goal(today, screen) if today.week.logged else []), *_further(today, screen)]
        if today.seen_on:
            further = [*_week(week_sums(today.week), today, screen), *further]
        return joined([*lines, *([""] if further else []), *further, "", dim(foot(_first(today, "list"), screen), screen)])
    columns = _columns(found, screen)
    for row in found:
        lines += _row(row, columns, screen)
    below = [*_week(week_sums(today.week), today, screen), *_goal(today, screen), *_further(today, screen)]
    return joined([*lines, *([""] if below else []), *below, "", dim(foot(_first(today, "undo"), screen), screen)])


def logged(today: TodayFigures, settings: Settings) -> list[TodayRow]:
    """Return the rows of the day, the night that already counts for the next one and the number of notes with them."""
    found = rows(today.entries, settings)
    if today.sleep_ahead:
        tomorrow = in_words(today.day + timedelta(days=1), today.day)
        found.append(TodayRow("Sleep", f"{humanize.hours_minutes(today.sleep_ahead)}, the night to {tomorrow}"))
    notes = sum(1 for entry in today.entries if entry.note is not None or isinstance(entry, Note))
    return [*found, TodayRow("Notes" if notes > 1 else "Note", str(notes))] if notes else found


def _columns(found: list[TodayRow], screen: Screen) -> int:
    """Return how many columns the labels take."""
    longest = LONGEST_NARROW if screen.narrow else LONGEST_LABEL
    taken = [columns for row in found if (columns := width(row.label) + 2) <= longest]
    return max(taken, default=LABEL) if screen.narrow else max([LABEL, *taken])


def _row(row: TodayRow, columns: int, screen: Screen) -> list[str]:
    """Draw a row: its label, what was logged, and apart from it what the ends of a scale mean."""
    indent, apart = ("", " ") if screen.narrow else ("  ", "   ")
    label, above = indent + pad(row.label, columns), []
    if width(row.label) + 2 > columns:
        above, label = [indent + line for line in fold(row.label, screen.width - len(indent))], " " * (len(indent) + columns)
    whole = f"{label}{row.text}{apart}{row.about}"
    if not row.about or width(whole) > screen.width:
        return [*above, *hanging(label, row.text, screen), *(hanging(" " * width(label), row.about, screen) if row.about else [])]
    return [*above, whole]


def week_sums(week: Week) -> list[str]:
    """Say what the week holds so far, leaving out what was not logged."""
    sums = []
    if week.sessions:
        sums.append(f"{week.exercise} min in {count(week.sessions, 'session')}")
    if week.mood is not None:
        sums.append(f"mood {tenths(week.mood)} ({count(week.mood_days, 'day')})")
    if week.sleep is not None:
        sums.append(f"sleep {humanize.hours_minutes(round(week.sleep))} ({count(week.nights, 'night')})")
    return sums


def foot(first: str, screen: Screen) -> str:
    """Name three commands, the first one as told."""
    return ("   " if screen.narrow else "    ").join(f"kfit {command}" for command in (first, "week", "help-now"))


def _first(today: TodayFigures, command: str) -> str:
    """Return the command that the foot names first: for an earlier day the way to today."""
    return "today" if today.seen_on else command


def since_said(days: int, word: str, *, then: bool = False) -> str:
    """Say how long ago the last infusion was, or the last dose; `then` is an earlier day."""
    return f"day {days} since {'the' if then else 'your'} last {word}" if days else f"{word} {'that day' if then else 'today'}"


def _heading(today: TodayFigures, screen: Screen) -> list[str]:
    day = in_words(today.day, today.seen_on or today.day) + (f" (your day ends at {today.ends})" if today.ends else "")
    if today.since_infusion is None:
        return [day]
    since = since_said(today.since_infusion, today.treated, then=today.seen_on is not None)
    together = day + since.rjust(min(screen.width, 79) - width(day))
    return [day, since] if screen.narrow or len(day) + len(since) + 2 > screen.width else [together]


NO_ENTRIES = "No entries on this day. To add one: kfit mood 5 --on {}"


def _nothing_today(today: TodayFigures, screen: Screen) -> list[str]:
    if today.seen_on:
        return [paragraph(NO_ENTRIES.format(today.day.isoformat()), screen)]
    earlier = f"kfit mood 5 --on {WEEKDAYS[(today.day - timedelta(days=EARLIER)).weekday()]}"
    lines = [*fold("No entries yet today, and one line is plenty:", screen.width), ""]
    if screen.narrow:
        return [*lines, "  kfit mood 5", f"  {earlier}", "    for an earlier day"]
    return [*lines, "    kfit mood 5", f"    {earlier.ljust(32)} for an earlier day"]


def _week(sums: list[str], today: TodayFigures, screen: Screen) -> list[str]:
    if not sums:
        return []
    label = "Week so far" if today.seen_on else "This week"
    if screen.narrow:
        return [label, *(f"  {line}" for line in sums)]
    return hanging(label.ljust(LABEL + 2), ", ".join(sums), screen)


def _goal(today: TodayFigures, screen: Screen) -> list[str]:
    """Draw the week's movement against its goal, and say what would still fit; nothing of what is left over."""
    goal = today.week.goal
    if today.paused or (goal is None and not today.fits):
        return []
    label = "Goal".ljust(LABEL + 2)
    drawn = bar(share(goal), screen) if goal and today.week.exercise else ""
    said = (progress_said(goal) + in_all(goal) if drawn else goal_said(goal)) if goal and (drawn or not today.fits) else ""
    if screen.narrow:
        return [
            "Goal",
            *(tinted(f"  {part}", screen) for line in (drawn, said, today.fits) if line for part in fold(line, screen.width - 2)),
        ]
    first = hanging(f"{label}{drawn}  " if drawn else label, said, screen) if said else []
    fits = hanging(" " * len(label) if first else label, today.fits, screen) if today.fits else []
    return [tinted(line, screen) for line in (*first, *fits)]


def _further(today: TodayFigures, screen: Screen) -> list[str]:
    """Say what is paused, what is planned, and what is kept for the visit."""
    lines = []
    if today.paused:
        parts = [part for line in today.paused.split("\n") for part in fold(line, screen.width - 2)]
        lines += ["Paused", *(f"  {part}" for part in parts)] if screen.narrow else [f"{'Paused'.ljust(LABEL + 2)}{' '.join(parts)}"]
    if today.trial:
        lines += (
            ["Trial", *(f"  {part}" for part in fold(today.trial, screen.width - 2))]
            if screen.narrow
            else hanging("Trial".ljust(LABEL + 2), today.trial, screen)
        )
    if today.planned:
        lines += ["Planned", f"  {today.planned}"] if screen.narrow else hanging("Planned".ljust(LABEL + 2), today.planned, screen)
    if today.questions:
        kept = f"{count(today.questions, 'question')} kept: kfit ask"
        lines += ["For the visit", f"  {kept}"] if screen.narrow else [f"For the visit {kept}"]
    return lines


def _sentences(today: TodayFigures, found: list[TodayRow]) -> str:
    """Say the front page, one sentence a row."""
    day = in_words(today.day, today.seen_on or today.day) + (f", your day ends at {today.ends}" if today.ends else "")
    sentences = [f"{day}."]
    if today.since_infusion is not None:
        since = since_said(today.since_infusion, today.treated, then=today.seen_on is not None)
        sentences.append(since[0].upper() + since[1:] + ".")
    if not found and today.seen_on:
        sentences.append(NO_ENTRIES.format(today.day.isoformat()))
    elif not found:
        earlier = WEEKDAYS[(today.day - timedelta(days=EARLIER)).weekday()]
        sentences.append("No entries yet today, and one line is plenty: kfit mood 5")
        sentences.append(f"For an earlier day: kfit mood 5 --on {earlier}")
    sentences += [f"{row.label}: {f'{row.text} {row.about}'.rstrip()}." for row in found]
    if (found or today.seen_on) and today.week.logged:
        sentences.append(sentence(today.week, today.seen_on or today.day))
    if today.fits and not today.paused and (found or today.week.logged):
        sentences.append(today.fits)
    sentences += [f"Paused: {' '.join(today.paused.splitlines())}"] if today.paused else []
    sentences += [f"Trial: {today.trial}."] if today.trial else []
    sentences += [f"Planned: {today.planned}."] if today.planned else []
    sentences += [f"For the visit: {count(today.questions, 'question')} kept: kfit ask"] if today.questions else []
    commands = ", ".join(f"kfit {command}" for command in (_first(today, "undo" if found else "list"), "week", "help-now"))
    return "\n".join([*sentences, f"More: {commands}"])
