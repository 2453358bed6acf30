"""What an export is asked for, with what goes into CSV and a workbook only by choice, and its answer: what was written and left out."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated, NamedTuple

import typer

from ..errors import Refused
from ..formats import csv_export, jsonl
from ..formats.locales import PLAIN
from ..humanize import in_words
from ..parsing.plans import since_day, until_day
from ..parsing.tokens import quoted
from ..render.text import safe
from ..services.visit_tables import CHOICES, hidden_names
from ..store import export_rows

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import datetime

    from ..formats.locales import CsvForm
    from ..model.fields import Entry
    from ..model.planning import PlanningRecord
    from ..services.transfer import ExportResult
    from ..settings import Settings
    from ..store.connection import Database

Include = Annotated[list[str] | None, typer.Option("--include", metavar="WORDS", help=f"What else is in: {', '.join(CHOICES)}.")]
WithoutWords = Annotated[bool, typer.Option("--no-notes", help="Leave out notes, questions, companions and clinics.")]
ALL_INFUSIONS = f"{csv_export.INFUSIONS}.csv has all your infusions, since their gaps need the earlier ones too."
LEFT_OUT = {
    "items": ("the answers of 1 form", "the answers of {} forms"),
    "need": ("1 entry under a word of need", "{} entries under words of need"),
}


def typed_line(line: str, options: dict[str, str | None]) -> str:
    """Return a line with the options that have a value, so that a line that is offered keeps them."""
    return " ".join([line, *(f"{option} {quoted(value)}" for option, value in options.items() if value is not None)])


def read_include(said: list[str], typed: str) -> frozenset[str]:
    """Return the words of `--include`; commas or blanks part them. Raises Refused for a word that is none of them."""
    words = [word for one in said for word in one.lower().replace(",", " ").split()]
    if (said and not words) or not set(words) <= set(CHOICES):
        known = ",".join(dict.fromkeys(word for word in words if word in CHOICES)) or ",".join(CHOICES)
        raise Refused(f"Here --include takes {' and '.join(CHOICES)}. Try: {typed} --include {known}")
    return frozenset(words)


def kept_back_said(found: dict[str, int], typed: str) -> list[str]:
    """Return the lines on what waits for a word of `--include`, with the line that puts it in."""
    if not found:
        return []
    told = " and ".join(LEFT_OUT[word][number != 1].format(f"{number:,}") for word, number in found.items())
    return [f"Left out: {told}. To put them in:", f"  {typed} --include {','.join(found)} --force"]


class ExportRequest(NamedTuple):
    """What is to be exported; the days are still as they were typed."""

    kinds: list[type[Entry]]
    since: str | None
    until: str | None
    notes: bool
    kept: bool = False  # whether rows beside the entries (questions, plans, goals) are exported too
    include: frozenset[str] = frozenset(CHOICES)
    form: CsvForm = PLAIN
    typed: str = ""  # the line again, without --include

    def part(self, db: Database, now: datetime, settings: Settings) -> export_rows.ExportPart:
        """Return the part of the entries that is to be exported. Raises Refused for words that are not a day."""
        whole = export_rows.ExportPart(notes=self.notes, items="items" in self.include, hidden=hidden_names(db, self.include))
        since = since_day(self.since, "kfit export csv", now, settings).isoformat() if self.since else whole.since
        until = until_day(self.until, "kfit export csv", now, settings).isoformat() if self.until else whole.until
        return whole._replace(since=since, until=until)


def answer_export(written: ExportResult, today: date, what: ExportRequest, along: list[PlanningRecord]) -> str:
    """Return the message: which files, how many entries, with or without notes, and what is outside of the days asked for."""
    count, with_note, first, last = written.tally
    paths = [path for path, _ in written.files if path]
    where = safe(f"{len(paths)} files to {os.path.dirname(paths[0])}" if len(paths) > 1 else "".join(paths) or "to stdout")
    span = f": {_span(date.fromisoformat(first), date.fromisoformat(last), today)}" if first and last else ""
    entries = f"{count:,} {'entry' if count == 1 else 'entries'}"
    if not what.notes:
        said = f"{entries}, without the text of notes{' and questions' if what.kept else ''}."
    elif with_note:
        said = f"{entries}, {with_note:,} with notes. To leave the notes out: --no-notes."
    else:
        said = f"{entries}, none with a note."
    infused = len(paths) > 1 and any(
        count for path, count in written.files if path and os.path.basename(path) == f"{csv_export.INFUSIONS}.csv"
    )
    beside = [f"Beside the entries: {jsonl.count_records(along)}."] if along else []
    beyond = [ALL_INFUSIONS] if infused and (what.since or what.until) else []
    return "\n".join([f"Wrote {where}{span}", said, *beside, *beyond])


def _span(first: date, last: date, today: date) -> str:
    return in_words(first, today) if first == last else f"{in_words(first, today)} to {in_words(last, today)}"
