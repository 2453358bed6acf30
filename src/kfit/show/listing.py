"""Draws a list of entries with their numbers, grouped by day. One of the few places where notes are shown."""

from __future__ import annotations

from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING

from ..entries import Effect, Entry, Measure, Note, Score
from ..weekdays import in_words
from . import measures
from .lines import dim, fold, hanging, joined, pad, paragraph, width
from .safe import safe

if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..settings import Settings
    from .screen import Screen

NOTE_LINES = 3  # lines of a note that are shown unless all are asked for
WIDEST_PHRASE = 26
TIME = 5
ALL_OF_IT = "Some notes go on. To read all of each, add: --full"


def listing(entries: Sequence[Entry], today: date, screen: Screen, settings: Settings, *, full: bool) -> str:
    """Show entries as they come, oldest first, under their days; with `full`, every line of every note."""
    if screen.plain:
        return "\n".join(sentence(entry, today, settings) for entry in entries)
    number = max(len(str(entry.id)) for entry in entries)
    phrase = min(WIDEST_PHRASE, max(width(said(entry, settings)) for entry in entries))
    indent = number + (2 if screen.narrow else len("  ") + TIME + len("  ") + phrase + 4)
    lines: list[str] = []
    cut = False
    for day, found in groupby(entries, lambda entry: entry.day):
        lines += ["", dim(in_words(date.fromisoformat(day), today), screen)]
        for entry in found:
            note = _note(entry, screen.width - indent)
            if len(note) > NOTE_LINES and not full:
                cut, note = True, _beginning(note, screen.width - indent, screen)
            told = said(entry, settings)
            if screen.narrow:
                lines += _narrow(f" {entry.id:>{number}} {time(entry)}".rstrip() + " ", told, " " * indent, note, screen)
            else:
                lines += _wide(f"  {entry.id:>{number}}  {time(entry):{TIME}}  ", told, " " * indent, note, screen)
    return joined([*lines[1:], *(["", *(dim(line, screen) for line in fold(ALL_OF_IT, screen.width))] if cut else [])])


def nothing_found(what: str, hint: str, screen: Screen) -> str:
    """Say that no entry is what was asked for, and on a line of its own what would show more."""
    return "\n".join(filter(None, (paragraph(f"No entry {safe(what)}.", screen), hint)))


def sentence(entry: Entry, today: date, settings: Settings) -> str:
    """Say an entry in one sentence, its number first: `Number 61, Sun 22 Nov, 20:40: mood 4.`, then its note."""
    when = ", ".join(part for part in (in_words(date.fromisoformat(entry.day), today), time(entry)) if part)
    note = f" Note: {safe(entry.note)}" if entry.note else ""
    return f"Number {entry.id}, {when}: {said(entry, settings)}.{note}"


def said(entry: Entry, settings: Settings) -> str:
    """Say what an entry holds, a note's mark and a side effect's time with it; a form's total where that may be shown."""
    if isinstance(entry, Note):
        return f"note, mark: {safe(entry.mark)}" if entry.mark else "note"
    if isinstance(entry, Score):
        from .scores import phrase  # only a form waits for it

        return phrase(entry, show_total=settings.show_scores)
    if isinstance(entry, Measure):
        return f"{safe(entry.name)} {measures.said(entry, settings)}"
    return safe(", ".join([entry.phrase(), *(entry.details() if isinstance(entry, Effect) else [])]))


def time(entry: Entry) -> str:
    """Return the local time of an entry as it was then, or nothing."""
    return entry.at[11:16] if entry.at else ""


def _wide(head: str, told: str, indent: str, note: list[str], screen: Screen) -> list[str]:
    *lines, last = hanging(head, told, screen)
    if note and width(last) + 2 <= len(indent):
        last, note = pad(last, len(indent)) + note[0], note[1:]
    return [*lines, last, *(indent + line for line in note)]


def _narrow(head: str, told: str, indent: str, note: list[str], screen: Screen) -> list[str]:
    first, *more = fold(told, screen.width - width(head))
    return [head + first, *(indent + line for line in (*more, *note))]


def _note(entry: Entry, columns: int) -> list[str]:
    """Return the lines of a note, none if there is none."""
    return [line for part in safe(entry.note, lines=True).split("\n") for line in fold(part, columns)] if entry.note else []


def _beginning(note: list[str], columns: int, screen: Screen) -> list[str]:
    """Return the first lines of a note, with a mark that it goes on."""
    rest = " \N{HORIZONTAL ELLIPSIS}" if screen.unicode else " ..."
    return [*note[: NOTE_LINES - 1], fold(note[NOTE_LINES - 1], columns - len(rest))[0] + rest]
