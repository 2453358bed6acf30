"""Lists entries with their numbers: a kind's, some days', those whose note holds a text."""

from __future__ import annotations

from datetime import date, timedelta
from shlex import join, quote
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from .. import clock
from ..entries import EARLIEST_DAY, HEADS, KINDS, Entry
from ..errors import Refused
from ..show.empty import nothing_yet
from ..show.listing import listing, nothing_found
from ..store import find, search
from ..store.file import Data
from ..when import in_words
from .output import say, say_json, screen
from .shape import Command, Json, new_app
from .span import since_day, until_day

if TYPE_CHECKING:
    from datetime import datetime

    from ..settings import Settings

app = new_app()
USUAL = 14  # days
CLOSE_ENOUGH = 0.75


class Asked(NamedTuple):
    """The days that were asked for, as typed."""

    days: int | None
    since: str | None
    until: str | None
    everything: bool


def _words(incomplete: str) -> list[str]:
    return [word for word in HEADS if word.startswith(incomplete.lower())]


@app.command(cls=Command)
def list_(  # noqa: PLR0917 - one for each option
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="KIND|WORDS", help="A kind or an activity, and words of the note.", autocompletion=_words),
    ] = None,
    days: Annotated[int | None, typer.Option("--days", help="How many days, today with them: 14 if not said.")] = None,
    since: Annotated[str | None, typer.Option(help="The first day.", metavar="DAY")] = None,
    until: Annotated[str | None, typer.Option(help="The last day.", metavar="DAY")] = None,
    all_: Annotated[bool, typer.Option("--all", help="All days.")] = False,
    text: Annotated[str | None, typer.Option("--search", help="Words of the note, upper or lower case.", metavar="TEXT")] = None,
    full: Annotated[bool, typer.Option("--full", help="Notes in full.")] = False,
    json: Json = False,
) -> None:
    """List entries with their numbers."""
    now = clock.now()
    head, rest = wanted(words or [])
    text = " ".join([*rest, *([text] if text else [])]).strip()
    with Data.to_read() as data:
        settings = data.settings()
        today = clock.day_of(now, settings.day_ends)
        first, last = span(Asked(days, since, until, all_), now, settings)
        db = data.db if data.db is not None and find.anything(data.db) else None
        kinds = [HEADS[head][0]] if head else list(KINDS.values())
        ends = first.isoformat(), last.isoformat() if last else None
        entries: list[Entry] = []
        if db:
            entries = search.containing(db, text, *ends, kinds) if text else find.between(db, *ends, kinds)
    fixed = HEADS[head][1] if head else {}
    entries = [entry for entry in entries if all(getattr(entry, name) == value for name, value in fixed.items())]
    if json:
        say_json({"entries": [entry.row() for entry in entries]})
    elif entries:
        say(listing(entries, today, screen(), full=full))
    elif db is None:
        say(nothing_yet(screen()))
    else:
        what = " ".join([*([f"of {head}"] if head else []), *([f"with '{text}' in its note"] if text else [])])
        line = " ".join(["kfit list", *([head] if head else []), *([f"--search {quote(text)}"] if text else [])])
        say(nothing_found(f"{what} {days_said(first, last, today)}".strip(), further(rest, line, everything=all_), screen()))


def wanted(words: list[str]) -> tuple[str, list[str]]:
    """Return the kind's word that the words begin with, or nothing, and the rest."""
    head = words[0].lower() if words else ""
    return (head, words[1:]) if head in HEADS else ("", words)


def span(asked: Asked, now: datetime, settings: Settings) -> tuple[date, date | None]:
    """Return the first day and the last one, None where it is open. Raises Refused for a span that has two beginnings or no day."""
    days, since, until, everything = asked
    told = [name for name, value in (("--days", days), ("--since", since), ("--all", everything or None)) if value is not None]
    if len(told) > 1:
        raise Refused(f"{' and '.join(told)} both say where to begin. Try: kfit list --days {USUAL}")
    today = clock.day_of(now, settings.day_ends)
    last = until_day(until, "kfit list", now, settings) if until is not None else None
    end = last or today
    earliest = date.fromisoformat(EARLIEST_DAY)
    if everything:
        return earliest, last
    if since is None:
        count = USUAL if days is None else days
        if not 1 <= count <= (end - earliest).days + 1:
            raise Refused(f"--days goes from 1 to {(end - earliest).days + 1}. Try: kfit list --days {USUAL}, or: kfit list --all")
        return end - timedelta(days=count - 1), last
    first = since_day(since, "kfit list", now, settings)
    if first > end:
        raise Refused(f"{in_words(first, today)} is after {in_words(end, today)}. Try: kfit list --since {end.isoformat()}")
    return first, last


def days_said(first: date, last: date | None, today: date) -> str:
    """Say which days were looked at: `since Mon 9 Nov`, or nothing for all of them."""
    upto = f"up to {in_words(last, today)}" if last else ""
    if first.isoformat() == EARLIEST_DAY:
        return upto
    return f"from {in_words(first, today)} to {in_words(last, today)}" if last else f"since {in_words(first, today)}"


def further(rest: list[str], line: str, *, everything: bool) -> str:
    """Name the lines that would show more: the kind that was nearly typed, and all days."""
    from difflib import get_close_matches

    near = get_close_matches(rest[0].lower(), list(KINDS), n=1, cutoff=CLOSE_ENOUGH) if rest else []
    meant = [f"Did you mean: kfit list {join([*near, *rest[1:]])}"] if near else []
    return "\n".join([*meant, *([] if everything else [f"To look at all days: {line} --all"])])
