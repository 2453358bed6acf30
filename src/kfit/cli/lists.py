"""Lists: entries with their numbers, and the current medicines."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, NamedTuple

import typer

from .. import clock
from ..analysis.report import dose_days
from ..analysis.treatments import current, taken_lately
from ..errors import Refused, Unclear
from ..humanize import MONTHS, WEEKDAYS, in_words
from ..model.entries import ALIASES, HEADS, KINDS, LONGEST_NAME, NAMED, Exercise, Infusion, Measure, Medicine
from ..model.fields import EARLIEST_DAY, Entry
from ..model.measures import PRESSURE, QUANTITIES
from ..model.routes import DOSE
from ..parsing import spans
from ..parsing.draft import Context
from ..parsing.names import form_called, plain
from ..parsing.nearness import CLOSE, nearest
from ..parsing.plans import SINCE, UNTIL, TypedLine, day_reader, read_ends
from ..parsing.tokens import quoted
from ..render.lists import ListedDays, listed, listing, nothing_found, nothing_yet
from ..store import queries, search
from ..store.data_file import Data
from ..store.search import EntrySearch
from .base import Command, Json, new_app
from .completion import used
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from ..parsing.spans import DaySpan
    from ..settings import Settings
    from ..store.connection import Database

list_app = new_app()
USUAL = 14  # days
LONGEST_KEPT = 36_500  # days that an offered line keeps
LATEST = 20  # entries of a kind, or with words in their note, that are listed unless days are named: about a screen
BP = "bp"
# What people call a kind, beside the words that log one.
CALLED_KINDS = {word: kind for kind in KINDS.values() for word in (kind.kind, kind.plural, kind.label.lower())} | {"meds": Medicine}
LINE = "kfit list"


class ListFilter(NamedTuple):
    """Which entries the words name: `said` are these words, `days` what days they name (`day_said`), `text` words of a note.

    `typed` is the whole line.
    """

    said: str = ""
    search: EntrySearch = EntrySearch()
    days: DaySpan | None = None
    day_said: str = ""
    text: str = ""
    typed: TypedLine = TypedLine(LINE)

    def line(self, *options: str) -> str:
        """Return the line that lists the same entries, of other days."""
        noted = ["--search", quoted(self.text)] if self.text else []
        return " ".join([LINE, *([self.said] if self.said else []), *noted, *options])


class DayOptions(NamedTuple):
    """The days that were asked for by options, as typed."""

    days: int | None
    since: str | None
    until: str | None
    everything: bool

    def told(self) -> list[str]:
        """Return the options that were typed."""
        return [
            f"--{name}"
            for name, value in zip(("days", "since", "until", "all"), self, strict=True)
            if value is not None and value is not False
        ]


def _words(incomplete: str) -> list[str]:
    return [*(word for word in dict.fromkeys((*HEADS, *KINDS)) if word.startswith(incomplete.lower())), *used(incomplete)]


@list_app.command(cls=Command)
def list_(  # noqa: PLR0917 - one for each option
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="KIND|NAME|DAYS|WORDS", help="A kind, a name, days, words of the note.", autocompletion=_words),
    ] = None,
    days: Annotated[int | None, typer.Option("--days", help="How many days, including today. Without it, 14.")] = None,
    since: Annotated[str | None, typer.Option(help="The first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All days.")] = False,
    text: Annotated[str | None, typer.Option("--search", help="Words of the note, upper or lower case.", metavar="TEXT")] = None,
    full: Annotated[bool, typer.Option("--full", help="Notes in full.")] = False,
    json: Json = False,
) -> None:
    """List entries with their numbers: of 14 days; of a kind, a name or with words, the latest ones."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        context = Context(now, settings.day_ends, settings.date_order)
        db = data.db if data.db is not None and queries.has_entries(data.db) else None
        meant = read_filter(words or [], db, context)
        searched = (text or "").strip()
        named = {"--search": searched or None, "--days": None if days is None else str(days), SINCE: since, UNTIL: until, "--all": all_}
        typed = TypedLine(" ".join([LINE, *map(quoted, words or [])]), {**named, "--full": full, "--json": json})
        meant = meant._replace(text=" ".join(filter(None, [meant.text, searched])), typed=typed)
        wanted = meant.search._replace(text=meant.text)
        options = DayOptions(days, since, until, all_)
        found = search.days(db, wanted, rows=True) if db else {}
        first, last = span(options, meant, found, now, settings)
        ends = first.isoformat(), last.isoformat() if last else None
        entries = search.entries(db, wanted, *ends) if db else []
        found = search.days(db, wanted) if db and json else found  # on a screen a blood pressure is one row
    older = sum(count for day, count in found.items() if day < ends[0])
    newer = sum(count for day, count in found.items() if ends[1] and day > ends[1])
    told = ListedDays(first, last, older, newer, meant.line("--all"), context.today, _days_counted(options, meant))
    told = told._replace(fills=not options.told() and meant.days is None)
    if json:
        say_json({"entries": [entry.row() for entry in entries], "from": ends[0], "to": ends[1], "older": older, "newer": newer})
    elif entries:
        say(listing(entries, told, screen(), settings, full=full))
    elif db is None:
        say(nothing_yet(screen()))
    else:
        what = [f"of {meant.said}"] if meant.said else []
        what += [f"with '{meant.text}' in its note"] if meant.text else []
        say(nothing_found(" ".join(what), told, further(meant), screen()))


def read_filter(words: list[str], db: Database | None, context: Context) -> ListFilter:
    """Return which entries the words name: a kind or a name, then days or days first; what is left are words of a note.

    Raises Refused for a day with two readings.
    """
    meant, rest = _kind_or_name(words, db)
    for place in range(max(0, len(rest) - spans.LONGEST), len(rest)):
        if place and spans.is_bare_length(rest[place:]):
            continue
        if found := _days(rest[place:], [*words[: len(words) - len(rest)], *rest[:place]], context):
            return meant._replace(days=found, day_said=" ".join(rest[place:]), text=" ".join(rest[:place]))
    for place in range(min(len(rest) - 1, spans.LONGEST) if not meant.said else 0, 0, -1):
        behind_it, behind = _kind_or_name(rest[place:], db)
        if behind and spans.is_bare_length(rest[:place]):
            continue
        if found := _days(rest[:place], [], context):
            return behind_it._replace(days=found, day_said=" ".join(rest[:place]), text=" ".join(behind))
    return meant._replace(text=" ".join(rest))


def _days(words: list[str], before: list[str], context: Context) -> DaySpan | None:
    """Return the days that the words name. Raises Refused, with the line for each, for a day of two readings."""
    try:
        return spans.read(words, context)
    except Unclear as error:
        raise error.offer(lambda reading: " ".join([LINE, *map(quoted, before), quoted(reading)])) from None


def _kind_or_name(words: list[str], db: Database | None) -> tuple[ListFilter, list[str]]:
    """Return which entries the first words name, and the words after them: a kind, a name, or a kind with a name."""
    first = plain(words[0]) if words else ""
    owner, fixed = HEADS.get(first, (CALLED_KINDS.get(first), {}))
    if first == BP or plain(" ".join(words[:2])) == "blood pressure":
        return ListFilter(BP, EntrySearch((Measure,), PRESSURE)), words[1 if first == BP else 2 :]
    if "activity" in fixed:
        return ListFilter(first, EntrySearch((Exercise,), activities=(fixed["activity"],))), words[1:]
    form = _dosage_form(first)
    if form or (owner is not None and owner.kind not in NAMED):
        return ListFilter(first, EntrySearch((owner or Infusion,), dosage_forms=(form,) if form else ())), words[1:]
    if owner is None or "name" in fixed:
        return _named(words, db, owner)
    name, rest = _name(words[1:], db, (owner,))
    if not name and words[1:] and plain(words[1]) in owner.names:  # a built-in name is never a word of a note
        name, rest = plain(words[1]), words[2:]
    if name:
        return ListFilter(f"{first} {quoted(name)}", EntrySearch((owner,), (name,))), rest
    return ListFilter(first, EntrySearch((owner,))), words[1:]


def _dosage_form(word: str) -> str:
    """Return the form of a dose that a word says, `troche`, or `dose` for any form; nothing for another word."""
    kind, _, fields = ALIASES.get(word, (None, "", {}))
    return DOSE if word == DOSE else fields.get("dosage_form", "") if kind is Infusion else ""


def _named(words: list[str], db: Database | None, owner: type[Entry] | None) -> tuple[ListFilter, list[str]]:
    """Return the entries of a name, of any kind, and the words after it. `owner` is the kind that the name begins a line of."""
    name, rest = _name(words, db, tuple(KINDS[kind] for kind in NAMED))
    if not name and (owner is not None or (words and plain(words[0]) in QUANTITIES)):
        name, rest = plain(words[0]), words[1:]
    if not name:
        return _moved(words, db)
    kinds = [KINDS[kind] for kind in queries.kinds_of_name(db, name)] if db else []
    return ListFilter(quoted(name), EntrySearch(tuple(kinds) or (owner or Measure,), (name,))), rest


def _name(words: list[str], db: Database | None, kinds: tuple[type[Entry], ...]) -> tuple[str, list[str]]:
    """Return the longest name with an entry that the words begin with, and the words after it."""
    for count in range(min(len(words), LONGEST_NAME) if db else 0, 0, -1):
        said = plain(" ".join(words[:count]))
        for name in dict.fromkeys((said, said.replace(" ", "-"), form_called(said))):
            if db and any(kind.kind in queries.kinds_of_name(db, name) for kind in kinds):
                return name, words[count:]
    return "", words


def _moved(words: list[str], db: Database | None) -> tuple[ListFilter, list[str]]:
    """Return the sessions of an activity of the person's own that the words begin with, and the words after it."""
    known = search.activities(db) if db and words else []
    for count in range(min(len(words), LONGEST_NAME) if known else 0, 0, -1):
        said = plain(" ".join(words[:count]))
        if same := tuple(one for one in known if plain(one) == said):
            return ListFilter(quoted(said), EntrySearch((Exercise,), activities=same)), words[count:]
    return _called(words, db)


def _called(words: list[str], db: Database | None) -> tuple[ListFilter, list[str]]:
    """Return the entries that people call so (`naps`, `walked`), where there are any, and the words after it: else it is of a note."""
    first = plain(words[0]) if words else ""
    kind, head, fields = ALIASES.get(first, (None, "", {}))
    if db is None or kind is None or "name" in kind.OWN or "bedtime" in fields:  # `bed` is of a note
        return ListFilter(), words
    activity = fields.get("activity") or HEADS[head][1].get("activity")
    wanted = EntrySearch((kind,), activities=(activity,) if activity else (), naps=("yes",) if "nap" in fields else ())
    return (ListFilter(first, wanted), words[1:]) if search.days(db, wanted) else (ListFilter(), words)


def span(asked: DayOptions, meant: ListFilter, found: dict[str, int], now: datetime, settings: Settings) -> tuple[date, date | None]:
    """Return the first and the last day, None for an open end. `found` has the number of entries a day, the latest first.

    Without a day, a kind or words have their latest entries, whole days of them, and all else 14 days. Raises Refused for
    a span with two beginnings or without a day.
    """
    today = clock.day_of(now, settings.day_ends)
    options = asked.told()
    if meant.days is not None:
        if options:
            raise Refused(f"'{meant.day_said}' and {options[0]} both say which days. Try: {meant.line(quoted(meant.day_said))}")
        if meant.days.first > max(today, now.date()):
            raise Refused(f"{in_words(meant.days.first, today)} is still to come. Try: {meant.line('yesterday')}")
        return meant.days
    if options in ([], ["--until"]) and meant.line() != LINE:
        last = read_ends(meant.typed, day_reader(now, settings)).last
        return _latest({day: count for day, count in found.items() if last is None or day <= last.isoformat()}), last
    return _by_options(asked, meant.typed, now, settings)


def _latest(found: dict[str, int]) -> date:
    """Return the first of the latest days that have 20 entries together, the earliest possible one if all have fewer."""
    count = 0
    for day, entries in found.items():
        count += entries
        if count >= LATEST:
            return date.fromisoformat(day)
    return date.fromisoformat(EARLIEST_DAY)


def _by_options(asked: DayOptions, line: TypedLine, now: datetime, settings: Settings) -> tuple[date, date | None]:
    """Return the days of the options."""
    usual = str(asked.days if asked.days is not None and 0 < asked.days <= LONGEST_KEPT else USUAL)
    beginnings = [option for option in asked.told() if option != "--until"]
    if len(beginnings) > 1:
        kept = line.having("--days", usual).typed(SINCE, "--all")
        raise Refused(f"{' and '.join(beginnings)} both set the first day. Try: {kept}")
    today = clock.day_of(now, settings.day_ends)
    first, last = read_ends(line, day_reader(now, settings))
    end = last or today
    earliest = date.fromisoformat(EARLIEST_DAY)
    if asked.everything:
        return earliest, last
    if first is not None:
        return first, last
    count = USUAL if asked.days is None else asked.days
    most = (end - earliest).days + 1
    if not 1 <= count <= most:
        usual, whole = line.having("--days", str(min(USUAL, most))).typed(), line.flagged("--all").typed("--days")
        raise Refused(f"--days goes from 1 to {most}. Try: {usual}   or: {whole}")
    return end - timedelta(days=count - 1), last


def _days_counted(asked: DayOptions, meant: ListFilter) -> int | None:
    """Return the number of days up to today where that is what was asked for, None else."""
    if asked.days is not None and asked.until is None:
        return asked.days
    return USUAL if not asked.told() and meant.days is None and meant.line() == LINE else None


def further(meant: ListFilter) -> list[str]:
    """Return the lines that may have been meant: with the kind or the day that was nearly typed, or a day's word in notes."""
    if meant.days is not None and not meant.text:
        a_word = meant.day_said.isalpha() and not meant.said
        return [f"To look for it in notes: {LINE} --search {quoted(meant.day_said)}"] if a_word else []
    first, *rest = meant.text.split() or [""]
    near = nearest(first.lower(), [*KINDS, *WEEKDAYS, *MONTHS, "yesterday"], CLOSE) if not meant.said else ""
    return [f"Did you mean: {LINE} {' '.join(map(quoted, [near, *rest]))}"] if near else []


def show(*, json: bool) -> None:
    """Print the current medicines, started and not stopped since, as a clinic's form asks for them, and what was taken lately."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        told = queries.medicines(data.db) if data.db else []
    found, taken = current(told), taken_lately(told, today)
    doses = dose_days(told, found)
    if json:
        rows = {"medicines": [one._asdict() for one in found], "taken": [one._asdict() for one in taken]}
        say_json({**rows, "dose_since": doses})
    else:
        say(listed(found, doses, taken, today, screen(), is_new=not told))
