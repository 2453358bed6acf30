"""Charts and calendars of one subject over the days."""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date, timedelta
from functools import partial
from typing import Annotated, Any, NamedTuple

import typer

from .. import clock
from ..analysis import charts
from ..analysis.charts import CHANGES, marks
from ..analysis.weeks import weeks
from ..errors import Refused, Unclear
from ..humanize import in_words, iso_week, monday_of
from ..model.entries import DRAWN, KINDS, Note, Score, Sleep
from ..model.fields import EARLIEST_DAY
from ..model.measures import PRESSURE
from ..model.planning import NAMED_GOALS
from ..model.questionnaires import INSTRUMENTS
from ..model.treatments import TreatmentHistory
from ..parsing import spans
from ..parsing.draft import Context
from ..parsing.plans import SINCE, UNTIL, TypedLine, day_behind, day_reader, read_ends
from ..parsing.tokens import quoted
from ..render import chart_text
from ..render.calendar import Year, draw_calendar
from ..render.chart import draw_charts
from ..render.chart_text import sentence
from ..render.chart_text import words as spoken
from ..render.day_chart import day_sentence, draw_day, no_times
from ..render.round_chart import medians_said, rounds_chart
from ..render.rounds import no_rounds
from ..render.text import LONGEST, lines_of, paragraph, safe
from ..services.charts import BP, WORDS, ChartRequest, read_words
from ..services.charts import find_subject as subject_of
from ..services.courses import treatment_history
from ..services.goals import Moment, with_goals
from ..services.rounds import find_rounds
from ..store import daily, queries
from ..store.data_file import Data
from .base import Command, Json, new_app
from .completion import used
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from ..model.charts import Chart, ChartSubject, DayChart
    from ..model.rounds import RoundInsights
    from ..parsing.spans import DaySpan
    from ..render.screen import Screen
    from ..services.charts import ChartWords
    from ..settings import Settings
    from ..store.connection import Database

chart_app = new_app()
USUAL = 70  # days: ten weeks are two or three rounds of treatment, and one column a day in a terminal of 80


CHART_WIDEST = 250  # columns: what is drawn may be wider than what is read
LONGEST_KEPT = 36_500  # days that an offered line keeps
ROUNDS = "rounds"
DAY = "--day"
SPAN_OPTIONS = (SINCE, UNTIL, "--days", "--all")
DAY_OPTIONS = (SINCE, "--from", UNTIL, DAY)


class DayRange(NamedTuple):
    """The days that were asked for, as typed, and the whole line."""

    since: str | None
    until: str | None
    days: int | None
    everything: bool
    line: TypedLine = TypedLine("kfit chart")

    def told(self) -> list[str]:
        """Return the options that set the first day."""
        given = ("--days", self.days is not None), ("--since", self.since is not None), ("--all", self.everything)
        return [name for name, there in given if there]


class ChartCommand(Command):
    """A command whose options for days take all words of a day: `--from 3 oct`."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Return the words; those of a day behind an option are joined before they are read."""
        return super().parse_args(ctx, args if ctx.resilient_parsing else joined_days(args))


@chart_app.command(cls=ChartCommand)
def chart(  # noqa: PLR0917 - one for each option
    what: Drawn = None,
    since: Annotated[str | None, typer.Option("--since", "--from", help="The first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    count: Annotated[int | None, typer.Option("--days", help=f"How many days, including today. Without it, {USUAL}.")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All days from the first entry on.")] = False,
    day: Annotated[str | None, typer.Option("--day", help="One day by the hour. Without a day, today.", metavar="[DAY]")] = None,
    save: Annotated[str | None, typer.Option(help="Write it to a text file, without colour.", metavar="FILE.txt")] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a file that is there.")] = False,
    json: Json = False,
) -> None:
    """Draw one to three subjects over the days, one day by the hour, or rounds."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        db = data.db
        if _names_rounds(what or [], db):
            asked = DayRange(since, until, count, all_)
            show_rounds(find_rounds(db, today, settings), what or [], asked, one_day=day is not None, save=save, force=force, json=json)
            return
        meant = read_words(what or [], ChartRequest("kfit chart", db, settings), Context(now, settings.day_ends, settings.date_order))
        shown = screen(CHART_WIDEST)._replace(colour=screen().colour and save is None)
        command = " ".join(["kfit chart", *(spoken(subject).typed for subject in meant.subjects)])
        named = {"--days": None if count is None else str(count), SINCE: since, UNTIL: until, "--all": all_}
        line = TypedLine(command, {**named, DAY: day, "--save": save, "--force": force, "--json": json})
        asked, hidden = DayRange(since, until, count, all_, line), not settings.show_scores
        draw: Callable[[], tuple[str, list[str]]]
        if day is not None:
            on = one_day(day, asked, meant, now, settings)
            days = [_day_chart(db, subject, on) for subject in meant.subjects]
            objects = [_day_row(one, today) for one in days] if json else []
            draw = partial(_day_picture, days, today, shown, hides_totals=hidden)
        else:
            entered = [_entered_chart(db, subject) if db else None for subject in meant.subjects]
            first, last = span(asked, meant, entered, now, settings)
            found = [_chart(db, subject, first, last, today) for subject in meant.subjects]
            objects = [_row(one, today) for one in found] if json else []
            draw = partial(_picture, found, entered, today, shown, hides_totals=hidden)
    if not json or save is not None:
        drawn, told = draw()
        saved = [f"The chart is in {safe(keep(drawn, save, force=force))}"] if drawn and save is not None else []
        picture = "\n".join([*(saved or ([drawn] if drawn else [])), *told])
    if json:
        say_json(objects[0] if len(objects) == 1 else {"charts": objects})
    else:
        say(picture)


def _names_rounds(what: Sequence[str], db: Database | None) -> bool:
    """Return whether the words ask for the chart of rounds; the person's own subject of that name comes first."""
    first = " ".join(what).lower().split()[:1]
    return first == [ROUNDS] and not (db is not None and queries.kinds_of_name(db, ROUNDS))


def show_rounds(
    found: RoundInsights, what: Sequence[str], asked: DayRange, *, one_day: bool, save: str | None, force: bool, json: bool
) -> None:
    """Draw each round as a row, or print it as JSON. Raises Refused for other subjects or days beside it."""
    if asked.since is not None or asked.until is not None or asked.days is not None or one_day or len(" ".join(what).split()) > 1:
        raise Refused(f"The chart of rounds has them all, and stands alone. Try: kfit chart {ROUNDS}")
    shown = screen()._replace(colour=screen().colour and save is None)
    picture = rounds_chart(found, shown, every=asked.everything) if found.rounds else no_rounds(found, shown)
    if save is not None and found.rounds:
        picture = f"The chart is in {safe(keep(picture, save, force=force))}"
    if json:
        say_json({"chart": ROUNDS, "rounds": [one.row() for one in found.rounds], "sentence": " ".join(medians_said(found)) or None})
    else:
        say(picture)


def joined_days(args: list[str]) -> list[str]:
    """Return the words with those of a day behind an option as one: `--from 3 oct mood` is `--from`, `3 oct`, `mood`.

    `--day` alone gets an empty text.
    """
    context = Context(clock.now())
    joined: list[str] = []
    place = 0
    while place < len(args):
        flag, glued, value = args[place].partition("=")
        place += 1
        if flag not in DAY_OPTIONS or "--" in args[: place - 1]:
            joined.append(args[place - 1])
            continue
        end = next((number for number in range(place, len(args)) if args[number].startswith("--")), len(args))
        behind = [*([value] if glued else []), *args[place:end]]
        least = 0 if flag == "--day" else min(1, len(behind))
        length = next((length for length in range(len(behind), 0, -1) if _names_days(behind[:length], context)), least)
        joined += [flag, " ".join(behind[:length])] if length or flag == "--day" else [flag]
        place += length - bool(glued)
    return joined


def _names_days(words: list[str], context: Context) -> bool:
    try:
        return spans.read(words, context) is not None
    except Unclear:
        return True


def _picture(
    found: Sequence[Chart], entered: Sequence[tuple[str, str] | None], today: date, shown: Screen, *, hides_totals: bool
) -> tuple[str, list[str]]:
    """Draw the charts that have a point, empty if none has one, and say of the others why they are not drawn."""
    drawn, told = [], []
    for one, span_ in zip(found, entered, strict=True):
        if not (one.points or (one.lower and one.lower.points)):
            nothing = (
                chart_text.nothing_in(one, today, shown) if span_ else chart_text.nothing_yet(one.subject, shown, named=len(found) > 1)
            )
            told.append(nothing)
        elif one.subject.kind == Score.kind and hides_totals:
            told.append(paragraph(chart_text.HIDDEN, shown))
        else:
            drawn.append(one)
    told = list(dict.fromkeys(told))
    return draw_charts(drawn, today, shown, LONGEST - lines_of(told, shown)) if drawn else "", told


def one_day(said: str, asked: DayRange, meant: ChartWords, now: datetime, settings: Settings) -> date:
    """Return the day of `--day`, today if none was said. Raises Refused for other days beside it, and for sleep, which has no hours."""
    line = asked.line
    others = [*asked.told(), *(["--until"] if asked.until is not None else [])]
    named = meant.days if meant.days is not None and meant.days.first == meant.days.last and not said else None
    if others or (meant.days is not None and named is None):
        raise Refused(f"--day shows one day. Try: {line.having(DAY, said or 'yesterday').typed(*SPAN_OPTIONS)}")
    if any(subject.kind == Sleep.kind for subject in meant.subjects):
        raise Refused(f"Sleep is one figure a day. Try: kfit chart {Sleep.kind}")
    if named is not None:
        return _named(named, None, line, clock.day_of(now, settings.day_ends), now.date())[0]
    return day_behind(said or "today", lambda day: line.having(DAY, day).typed(), now, settings)


def _day_chart(db: Database | None, subject: ChartSubject, day: date) -> DayChart:
    """Return one day of a subject, with the infusions and doses of that day."""
    given = daily.infusions(db, day.isoformat(), day.isoformat()) if db else []
    found = [charts.day_chart(part, day, daily.list_times(db, part, day.isoformat()) if db else [], given) for part in _parts(subject)]
    whole = found[0]._replace(subject=subject)
    return whole._replace(lower=found[1]) if len(found) > 1 else whole


def _day_picture(found: Sequence[DayChart], today: date, shown: Screen, *, hides_totals: bool) -> tuple[str, list[str]]:
    """Draw the days that have an entry with a time, empty if none has one, and say of the others why they are not drawn."""
    drawn, told = [], []
    for one in found:
        if not one.timed:
            told.append(no_times(one, today, shown))
        elif one.subject.kind == Score.kind and hides_totals:
            told.append(paragraph(chart_text.HIDDEN, shown))
        else:
            drawn.append(one)
    told = list(dict.fromkeys(told))
    return draw_day(drawn, today, shown, LONGEST - lines_of(told, shown)) if drawn else "", told


def _day_row(found: DayChart, today: date) -> dict[str, object]:
    """Return a day in the JSON form of the contract."""
    return {
        "chart": found.subject.name,
        "unit": found.subject.unit,
        "day": found.day.isoformat(),
        "entries": [entry._asdict() for entry in found.entries],
        "lower": [entry._asdict() for entry in found.lower.entries] if found.lower else None,
        "given": [{"at": at, "called": word} for at, word in found.given],
        "sentence": day_sentence(found, today),
    }


def _parts(subject: ChartSubject) -> list[ChartSubject]:
    """Return the subjects as the file stores them: a blood pressure is two, the upper value first."""
    return [subject._replace(name=name) for name in PRESSURE[:2]] if subject.name == BP else [subject]


def _entered_chart(db: Database, subject: ChartSubject) -> tuple[str, str] | None:
    """Return the first and the last day with an entry, None if there is none."""
    spans = [span for part in _parts(subject) if (span := daily.span(db, part))]
    return (min(first for first, _ in spans), max(last for _, last in spans)) if spans else None


def _chart(db: Database | None, subject: ChartSubject, first: date, last: date, today: date) -> Chart:
    """Return the chart of the days from `first` to `last`."""
    ends = first.isoformat(), last.isoformat()
    found = [charts.points(part, daily.values(db, part, *ends) if db else []) for part in _parts(subject)]
    treated = treatment_history(db, today)
    marked = marks(daily.list_marks(db, *ends, CHANGES)) if db else []
    made = [charts.chart(subject, part, (first, last), treated, marked) for part in found]
    return made[0]._replace(lower=made[1]) if len(made) > 1 else made[0]


def _row(found: Chart, today: date) -> dict[str, object]:
    """Return a chart in the JSON form of the contract."""
    return {
        "chart": found.subject.name,
        "unit": found.subject.unit,
        "points": [point._asdict() for point in found.points],
        "lower": [point._asdict() for point in found.lower.points] if found.lower else None,
        "bands": _bands(found.subject),
        "infusions": found.infusions,
        "doses": found.doses,
        "courses": [course.row() for course in found.courses],
        "marks": [mark._asdict() for mark in found.marks],
        "sentence": sentence(found, today),
    }


def _bands(subject: ChartSubject) -> list[dict[str, object]] | None:
    """Return the bands of a questionnaire, each with its highest total; None for any other subject."""
    if subject.kind != "score":
        return None
    return [{"upto": upto, "band": word} for upto, word in INSTRUMENTS[subject.name].bands]


LAST_WEEK = "last week"  # the week before this one, or the last 7 days: a chart holds both


def span(
    asked: DayRange, meant: ChartWords, entered: Sequence[tuple[str, str] | None], now: datetime, settings: Settings
) -> tuple[date, date]:
    """Return the first and the last day; `entered` holds the first and the last day with an entry of each subject.

    Unless the line names a day, the chart begins with the first entry, so that a new person sees no empty frame, and
    has a week at least. Raises Refused for a span with two beginnings or without a day.
    """
    told, line = asked.told(), asked.line
    if meant.days is not None and (told or asked.until is not None):
        option = [*told, "--until"][0]
        named = line._replace(command=f"{line.command} {quoted(meant.said)}")
        raise Refused(f"'{meant.said}' and {option} both say which days. Try: {named.typed(*SPAN_OPTIONS)}")
    if len(told) > 1:
        kept = line.having("--days", str(asked.days if asked.days is not None and 0 < asked.days <= LONGEST_KEPT else USUAL))
        raise Refused(f"{' and '.join(told)} both set the first day. Try: {kept.typed(SINCE, '--all')}")
    today = clock.day_of(now, settings.day_ends)
    sleeps = any(subject.kind == Sleep.kind for subject in meant.subjects)
    running = now.date() if sleeps else today  # last night counts for the date of waking, whatever day_ends says
    earliest = min((date.fromisoformat(first) for first, _ in filter(None, entered)), default=None)
    if meant.days is not None:
        days = meant.days._replace(last=None) if meant.said.lower().removeprefix("the ") == LAST_WEEK else meant.days
        return _named(days, earliest, line, today, running)
    context = Context(now, settings.day_ends, settings.date_order)
    first, last = _read_span(line, context, settings, running)
    if first is not None:
        return first, last
    most = (last - date.fromisoformat(EARLIEST_DAY)).days + 1
    if asked.days is not None:
        if not 1 <= asked.days <= most:
            raise Refused(f"--days goes from 1 to {most}. Try: {line.having('--days', str(min(USUAL, most))).typed()}")
        return last - timedelta(days=asked.days - 1), last
    usual = last - timedelta(days=min(USUAL, most) - 1)
    if earliest is None:
        return usual, last
    first_entry = min(earliest, last - timedelta(days=charts.WEEK - 1))
    return first_entry if asked.everything else max(first_entry, usual), last


def _named(days: DaySpan, earliest: date | None, line: TypedLine, today: date, running: date) -> tuple[date, date]:
    """Return the days that words name, from the first entry on where they are open there. Raises Refused for days to come."""
    if days.first > running:
        raise Refused(f"{in_words(days.first, today)} is still to come. Try: {line.having('--days', str(USUAL)).typed(DAY)}")
    last = running if days.last is None else min(days.last, running)
    first = min(earliest or last, last) if days.first == spans.EARLIEST else days.first
    return first, last


def _read_span(line: TypedLine, context: Context, settings: Settings, running: date) -> tuple[date | None, date]:
    """Return the days behind `--since` and `--until`, of which each takes a week or a month too: `--from 3 oct to 9 oct`.

    The last day is `running` where none is named.
    """

    def named(words: list[str]) -> DaySpan | None:
        with suppress(Unclear):  # of a single day, both readings are said
            return spans.read_from(words, context) if words[0] == "from" else spans.read(words, context)
        return None

    def begins(text: str) -> date:
        found = named(["from", *text.split()])
        return usual.since(text) if found is None else found.first

    def ends(text: str) -> date:
        found = named(text.split()) if text.split() else None
        return usual.until(text) if found is None else found.last or context.today

    usual = day_reader(context.now, settings)
    first, last = read_ends(line, usual._replace(since=begins, until=ends))
    whole = named(["from", *(line.text(SINCE) or "").split()]) if first is not None else None
    if last is None:
        last = min(whole.last if whole is not None and whole.last is not None else running, running)
    return first, last


def keep(picture: str, path: str, *, force: bool) -> str:
    """Write the picture to a file that only its owner can read, completely or not at all; return the file's path.

    Raises Refused if the file exists, unless `force`.
    """
    from ..formats.atomic_files import Files

    folder, name = os.path.split(os.path.abspath(path))
    with Files(folder, force=force) as files:
        files.open(name).write(picture + "\n")
    return files.paths()[0]


calendar_app = new_app()
WITH_YEAR = tuple(kind for kind in DRAWN if KINDS[kind].calendar)  # a questionnaire looks back, and a measure does not fit five shades


@calendar_app.command(cls=Command)
def calendar(
    what: What = None,
    year: Annotated[int | None, typer.Option("--year", help="Which year. Without it, this one.")] = None,
    every: Annotated[bool, typer.Option("--all", help="Every month, even where they are more than a screen.")] = False,
    json: Json = False,
) -> None:
    """Show a year, day by day."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        db = data.db
        subject = subject_of(what or [], ChartRequest("kfit calendar", db, settings, WITH_YEAR))
        last = now.date() if subject.kind == Sleep.kind else today
        number = read_year(year, last)
        ends = f"{number}-01-01", min(f"{number}-12-31", last.isoformat())
        entered = daily.span(db, subject) if db else None
        found = charts.points(subject, daily.values(db, subject, *ends) if db else [])
        treated = treatment_history(db, today).within(date.fromisoformat(ends[0]), date.fromisoformat(ends[1]))
        notes = {note.day for note in queries.find_entries(db, *ends, [Note])} if db else set()
        met = goal_weeks(db, subject, (date.fromisoformat(ends[0]), date.fromisoformat(ends[1])), Moment.of(now, settings)) if db else []
    if json:
        say_json(
            {
                "calendar": subject.name,
                "days": [{"day": point.day, "value": point.value} for point in found],
                "goal_weeks": [iso_week(monday) for monday in met],
            }
        )
    elif found:
        first = date.fromisoformat(min(found[0].day, *(one.day for one in treated.single), found[0].day))
        stretch = charts.stretch(found, first, date.fromisoformat(ends[1]))
        months = charts.months(found, stretch.first, stretch.last)
        line = " ".join(["kfit calendar", *map(quoted, what or []), *([f"--year {year}"] if year else []), "--all"])
        shown = Year(subject, found, treated, months, stretch, frozenset(met), frozenset(notes), line)
        say(draw_calendar(shown, screen(), every=every))
    else:
        say(chart_text.no_year(subject, number, entered, screen()) if entered else chart_text.nothing_yet(subject, screen()))


def goal_weeks(db: Database, subject: ChartSubject, ends: tuple[date, date], now: Moment) -> list[date]:
    """Return the Mondays of the weeks between two days in which the subject's goal was met."""
    whole = weeks({}, TreatmentHistory(), monday_of(ends[0]), monday_of(ends[1]) + timedelta(days=6))
    aimed = (subject.kind, subject.name if subject.kind in NAMED_GOALS else None)
    return [
        week.monday for week in with_goals(db, whole, now) if any(goal.subject == aimed and goal.met and goal.done for goal in week.goals)
    ]


def read_year(year: int | None, today: date) -> int:
    """Return the requested year, else today's. Raises Refused for a year before the first possible day or in the future."""
    earliest = int(EARLIEST_DAY[:4])
    if year is not None and not earliest <= year <= today.year:
        raise Refused(f"--year goes from {earliest} to {today.year}. Try: kfit calendar --year {today.year}")
    return today.year if year is None else year


def _words_completed(incomplete: str) -> list[str]:
    return list(dict.fromkeys([*(word for word in WORDS if word.startswith(incomplete.lower())), *used(incomplete)]))


def _drawn_completed(incomplete: str) -> list[str]:
    return [*_words_completed(incomplete), *([ROUNDS] if ROUNDS.startswith(incomplete.lower()) else [])]


What = Annotated[
    list[str] | None,
    typer.Argument(metavar="WHAT", help="What to draw, also a name of your own. Without it, mood.", autocompletion=_words_completed),
]
Drawn = Annotated[
    list[str] | None,
    typer.Argument(
        metavar="WHAT [DAYS]",
        help="What to draw, up to three, also names of your own, and which days. Or: rounds. Without it, mood.",
        autocompletion=_drawn_completed,
    ),
]
