"""Lists: entries with their numbers, and the current medicines."""

from __future__ import annotations

from datetime import date, timedelta
from difflib import get_close_matches
from typing import Annotated, NamedTuple

import typer

from .. import clock
from ..analysis.treatments import current, taken_lately
from ..errors import Refused
from ..humanize import in_words
from ..model.entries import HEADS, KINDS, NAMED, Measure
from ..model.fields import EARLIEST_DAY, Entry
from ..model.measures import PRESSURE, QUANTITIES
from ..parsing.plans import since_day, until_day
from ..parsing.tokens import quoted
from ..render.lists import listed, listing, nothing_found, nothing_yet
from ..store import queries
from ..store.data_file import Data
from .base import Command, Json, new_app
from .completion import used
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from ..settings import Settings
    from ..store.connection import Database

list_app = new_app()
USUAL = 14  # days
CLOSE_ENOUGH = 0.75
DAYS = ("today", "yesterday")  # alone, such a word is a day; --search finds a note that contains it


class EntryFilter(NamedTuple):
    """Which entries are meant: of these kinds, with one of these names or this activity. `said` are the words that were typed."""

    said: str = ""
    kinds: tuple[type[Entry], ...] = ()
    names: tuple[str, ...] = ()
    activity: str = ""

    def holds(self, entry: Entry) -> bool:
        """Return whether an entry of one of the kinds is meant."""
        if self.activity:
            return getattr(entry, "activity", None) == self.activity
        return not self.names or getattr(entry, "name", None) in self.names


class ListDays(NamedTuple):
    """The days that were asked for, as typed."""

    days: int | None
    since: str | None
    until: str | None
    everything: bool


def _words(incomplete: str) -> list[str]:
    return [*(word for word in dict.fromkeys((*HEADS, *KINDS)) if word.startswith(incomplete.lower())), *used(incomplete)]


@list_app.command(cls=Command)
def list_(  # noqa: PLR0917 - one for each option
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="KIND|NAME|WORDS", help="A kind, a name or an activity, and words of the note.", autocompletion=_words),
    ] = None,
    days: Annotated[int | None, typer.Option("--days", help="How many days, including today. Without it, 14.")] = None,
    since: Annotated[str | None, typer.Option(help="The first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All days.")] = False,
    text: Annotated[str | None, typer.Option("--search", help="Words of the note, upper or lower case.", metavar="TEXT")] = None,
    full: Annotated[bool, typer.Option("--full", help="Notes in full.")] = False,
    json: Json = False,
) -> None:
    """List entries with their numbers."""
    now = clock.now()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        day = (words or [""])[0].lower()
        if day in DAYS and len(words or []) == 1 and not (days or since or until or all_):
            since, until, words = day, day, []
        first, last = span(ListDays(days, since, until, all_), now, settings, " ".join(["kfit list", *map(quoted, words or [])]))
        db = data.db if data.db is not None and queries.has_entries(data.db) else None
        meant, rest = read_filter(words or [], db)
        text = " ".join([*rest, *([text] if text else [])]).strip()
        kinds = meant.kinds or tuple(KINDS.values())
        ends = first.isoformat(), last.isoformat() if last else None
        entries: list[Entry] = []
        if db:
            entries = queries.search_notes(db, text, *ends, kinds) if text else queries.find_entries(db, *ends, kinds)
    entries = [entry for entry in entries if meant.holds(entry)]
    if json:
        say_json({"entries": [entry.row() for entry in entries]})
    elif entries:
        say(listing(entries, today, screen(), settings, full=full))
    elif db is None:
        say(nothing_yet(screen()))
    else:
        what = " ".join([*([f"of {meant.said}"] if meant.said else []), *([f"with '{text}' in its note"] if text else [])])
        line = " ".join(["kfit list", *([meant.said] if meant.said else []), *([f"--search {quoted(text)}"] if text else [])])
        say(nothing_found(f"{what} {days_said(first, last, today)}".strip(), further(rest, line, everything=all_), screen()))


def read_filter(words: list[str], db: Database | None) -> tuple[EntryFilter, list[str]]:
    """Return which entries the first words name, and the words after them: a kind, a name, or a kind with a name."""
    first = words[0].lower() if words else ""
    owner, fixed = HEADS.get(first, (KINDS.get(first), {}))
    if first == "bp":
        return EntryFilter(first, (Measure,), PRESSURE), words[1:]
    if "activity" in fixed:
        return EntryFilter(first, tuple([owner] if owner else []), activity=fixed["activity"]), words[1:]
    if owner is None or "name" in fixed:
        return _named(words, db, owner)
    if owner.kind not in NAMED:
        return EntryFilter(first, (owner,)), words[1:]
    name, rest = _name(words[1:], db, (owner,))
    if not name and words[1:] and words[1].lower() in owner.names:  # a built-in name is never a word of a note
        name, rest = words[1].lower(), words[2:]
    return (EntryFilter(f"{first} {quoted(name)}", (owner,), (name,)), rest) if name else (EntryFilter(first, (owner,)), words[1:])


def _named(words: list[str], db: Database | None, owner: type[Entry] | None) -> tuple[EntryFilter, list[str]]:
    """Return the entries of a name, of any kind, and the words after it. `owner` is the kind that the name begins a line of."""
    name, rest = _name(words, db, tuple(KINDS[kind] for kind in NAMED))
    if not name and (owner is not None or (words and words[0].lower() in QUANTITIES)):
        name, rest = words[0].lower(), words[1:]
    if not name:
        return EntryFilter(), words
    kinds = [KINDS[kind] for kind in queries.kinds(db, name)] if db else []
    return EntryFilter(quoted(name), tuple(kinds) or (owner or Measure,), (name,)), rest


def _name(words: list[str], db: Database | None, kinds: tuple[type[Entry], ...]) -> tuple[str, list[str]]:
    """Return the longest name with an entry that the words begin with, and the words after it."""
    for count in range(len(words) if db else 0, 0, -1):
        said = " ".join(words[:count]).lower()
        for name in dict.fromkeys((said, said.replace(" ", "-"))):
            if db and any(kind.kind in queries.kinds(db, name) for kind in kinds):
                return name, words[count:]
    return "", words


def span(asked: ListDays, now: datetime, settings: Settings, line: str) -> tuple[date, date | None]:
    """Return the first and the last day, None for an open end. Raises Refused for a span with two beginnings or without a day."""
    days, since, until, everything = asked
    told = [name for name, value in (("--days", days), ("--since", since), ("--all", everything or None)) if value is not None]
    if len(told) > 1:
        raise Refused(f"{' and '.join(told)} both set the first day. Try: {line} --days {USUAL}")
    today = clock.day_of(now, settings.day_ends)
    last = until_day(until, line, now, settings) if until is not None else None
    end = last or today
    earliest = date.fromisoformat(EARLIEST_DAY)
    if everything:
        return earliest, last
    if since is None:
        count = USUAL if days is None else days
        if not 1 <= count <= (end - earliest).days + 1:
            raise Refused(f"--days goes from 1 to {(end - earliest).days + 1}. Try: {line} --days {USUAL}, or: {line} --all")
        return end - timedelta(days=count - 1), last
    first = since_day(since, line, now, settings)
    if first > end:
        raise Refused(f"{in_words(first, today)} is after {in_words(end, today)}. Try: {line} --since {end.isoformat()}")
    return first, last


def days_said(first: date, last: date | None, today: date) -> str:
    """Return which days were searched: `since Mon 9 Nov`, or nothing for all of them."""
    upto = f"up to {in_words(last, today)}" if last else ""
    if first.isoformat() == EARLIEST_DAY:
        return upto
    if first == last:
        return f"on {in_words(first, today)}"
    return f"from {in_words(first, today)} to {in_words(last, today)}" if last else f"since {in_words(first, today)}"


def further(rest: list[str], line: str, *, everything: bool) -> str:
    """Return the lines that would show more: one with the kind that was nearly typed, one for all days."""
    near = get_close_matches(rest[0].lower(), list(KINDS), n=1, cutoff=CLOSE_ENOUGH) if rest else []
    meant = [f"Did you mean: kfit list {' '.join(map(quoted, [*near, *rest[1:]]))}"] if near else []
    return "\n".join([*meant, *([] if everything else [f"To look at all days: {line} --all"])])


def show(*, json: bool) -> None:
    """Print the current medicines, started and not stopped since, as a clinic's form asks for them, and what was taken lately."""
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        told = queries.medicines(data.db) if data.db else []
    found, taken = current(told), taken_lately(told, today)
    if json:
        say_json({"medicines": [one._asdict() for one in found], "taken": [one._asdict() for one in taken]})
    else:
        say(listed(found, taken, today, screen()))
