"""Write CSV that a spreadsheet opens safely, and the README.txt that describes it. Also read the cells of such CSV."""

from __future__ import annotations

import csv
from typing import IO, NamedTuple

from ..model.entries import KINDS, Score
from ..model.fields import IN_TABLES
from ..model.questionnaires import HIGH, INSTRUMENTS

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _csv import Reader, Writer
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from _typeshed import SupportsWrite

    from ..model.fields import Entry, Field
    from ..model.figures import MoodWindow
    from ..model.questionnaires import Instrument
    from .daily_csv import DailyColumn

MARK = "\ufeff"  # Excel recognises UTF-8 in CSV only by this mark
GUARD = "'"
# A text that is empty or begins with one of these gets the guard before it (docs/facts.md 8.1): signs that begin a
# formula, the guard itself, and blanks, which some readers strip. Removing one guard restores the text.
GUARDED = (
    "'=+@|%\uff1d\uff0b\uff0d\uff20"
    "\t\n\x0b\x0c\r\x1c\x1d\x1e\x1f \x85\xa0\u1680"
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u2028\u2029\u202f\u205f\u3000"
    "\0-"
)
DELIMITERS = ",;\t|"


def guard(text: str) -> str:
    """Return a text as a cell, with the guard before it if it needs one."""
    return GUARD + text if not text or text[0] in GUARDED else text


def unguard(cell: str) -> str | None:
    """Return the text of a cell without its guard, None if the cell is empty."""
    if not cell:
        return None
    return cell[1:] if cell[0] == GUARD else cell


def writer(stream: SupportsWrite[str]) -> Writer:
    """Write the byte order mark, and return a CSV writer: every cell quoted, lines end in CRLF."""
    stream.write(MARK)
    return csv.writer(stream, quoting=csv.QUOTE_ALL, lineterminator="\r\n")


def reader(lines: Iterable[str], delimiter: str) -> Reader:
    """Return a CSV reader. It raises csv.Error for a quote that is not closed or is inside an unquoted cell."""
    return csv.reader(lines, delimiter=delimiter, strict=True)


def delimiter_of(header: str) -> str:
    """Return the separator of a header line: of comma, semicolon, tab and bar, the most frequent one outside quotes."""
    outside = "".join(header.split('"')[::2])
    return max(DELIMITERS, key=outside.count)


def number_lines(rows: Iterator[list[str]]) -> Iterator[tuple[int, list[str]]]:
    """Yield the rows after the header that are not empty, with their row numbers in a spreadsheet: the header is row 1."""
    for number, row in enumerate(rows, 2):
        if any(row):
            yield number, row


DAILY, INFUSIONS, README = "daily.csv", "infusions.csv", "README.txt"
INFUSION_COLUMNS = (
    "day",
    "route",
    "dose",
    "dose_mg",
    "gap_days",
    "mood_before_median_10_best",
    "mood_before_days",
    "mood_after_median_10_best",
    "mood_after_days",
)


class InfusionRow(NamedTuple):
    """An infusion for infusions.csv: its day, route, dose as typed, and dose in mg. Rows are written oldest first."""

    day: str
    route: str | None
    dose: str | None
    dose_mg: float | None


class InfusionMood(NamedTuple):
    """The mood before and after a day with an infusion, and the days since the infusion before, None for the first."""

    gap_days: int | None
    before: MoodWindow
    after: MoodWindow


def write(stream: IO[str], header: Sequence[str], batches: Iterable[Sequence[tuple[object, ...]]]) -> int:
    """Write a header and rows as CSV, and return the number of rows. The texts of the rows must be guarded already."""
    table = writer(stream)
    table.writerow([guard(name) for name in header])
    count = 0
    for rows in batches:
        table.writerows(rows)
        count += len(rows)
    return count


def write_kind(stream: IO[str], kind: type[Entry], batches: Iterable[Sequence[tuple[object, ...]]]) -> int:
    """Write the table of a kind, whose columns are `Entry.columns` under their names in tables; return the number of its rows."""
    return write(stream, [IN_TABLES.get(name, name) for name in kind.columns()], batches)


def write_infusions(stream: IO[str], treated: Iterable[InfusionRow], around: Mapping[str, InfusionMood]) -> int:
    """Write infusions.csv from infusions, oldest first, and the mood by day. Return the number of rows."""
    figures = {
        day: (_two_decimals(before.median), before.days, _two_decimals(after.median), after.days)
        for day, (_, before, after) in around.items()
    }
    rows = []
    latest = ""
    for one in treated:
        gap = 0 if one.day == latest else around[one.day].gap_days
        told = (guard(value) if isinstance(value, str) else value for value in one)
        rows.append((*told, gap, *figures[one.day]))
        latest = one.day
    return write(stream, INFUSION_COLUMNS, [rows])


def _two_decimals(value: float | None) -> str | None:
    return None if value is None else f"{value:.2f}"


VERSION = 1
SHARED = {
    "id": "number of the entry, as typed in: kfit edit 12",
    "uid": "the entry's own identifier (UUID), the same on every machine",
    "kind": "what was logged",
    "day": "the day it counts for, YYYY-MM-DD; see The day",
    "time": "local time with its offset from UTC, YYYY-MM-DDTHH:MM+HH:MM; empty where only the day is known",
    "tz": "time zone (IANA) of the machine it was typed on",
    "note": "the person's own words, up to 10,000 characters",
    "source": "where an imported entry came from; empty if it was typed",
    "source_id": "its identifier there",
    "logged_at": "when it was typed or imported, UTC, YYYY-MM-DDTHH:MM:SSZ",
}
TYPES = {
    "whole": "whole number",
    "real": "number",
    "text": "text",
    "choice": "one word",
    "instant": "local time with its offset",
}
DAILY_MEANINGS = {
    "day": "YYYY-MM-DD, every calendar day of the period, also without entries",
    "weekday": "Mon to Sun",
    "infusion": "route and dose as told, two with a semicolon; 'yes' if neither was said",
    "days_since_infusion": "whole days, 0 on the day itself; empty before the first one. In a course, each dose begins anew",
    **{figure.column: figure.meaning for kind in KINDS.values() for figure in kind.figures if figure.column},
    "effects": "side effects of the day with their severity, 0 (none) to 3 (severe), joined with semicolons",
    "entries": "number of entries of the day, all kinds; never empty",
    "added_later": "how many of them were typed after that day had ended; never empty",
    "notes": "the person's own words of that day, joined with semicolons",
}
INFUSION_MEANINGS = {
    "day": "day of the infusion or dose, YYYY-MM-DD",
    "route": "one word: " + KINDS["infusion"].FIELDS["route"].range(),
    "dose": "as the person was told it",
    "dose_mg": "mg",
    "gap_days": "days since the one before, courses left out; empty for the first. A course is doses on more than 3 days a week for "
    "two weeks or more. Its doses have no gap here and no moods",
    "mood_before_median_10_best": "median of the days' mean moods on up to 3 days before. "
    "None of them lies on or before the infusion before. Empty below 2 days with a mood",
    "mood_before_days": "number of those days with a mood",
    "mood_after_median_10_best": "the same on days 1 to 3 after, before the next infusion",
    "mood_after_days": "number of those days with a mood",
}


def text(kinds: Sequence[type[Entry]], daily: Sequence[DailyColumn], day_ends: str, *, notes: bool) -> str:
    """Return README.txt for an export of these kinds. `daily` are the columns of daily.csv, `notes` tells if note texts are in it."""
    parts = [
        _FOREWORD,
        _DAY.format(day_ends=day_ends),
        _LATER,
        _section(DAILY, "one row a day", {column.name: column.meaning or DAILY_MEANINGS[column.name] for column in daily}),
        _section(INFUSIONS, "all infusions and doses, also those outside the period, with mood before and after", INFUSION_MEANINGS),
        "Infusions are often given when mood is low, so some rise is to be expected anyway.",
        *(_section(f"{kind.kind}.csv", _summary(kind), _columns(kind)) for kind in kinds),
        *([_section("The questionnaires", _FORMS, {name: _form(form) for name, form in INSTRUMENTS.items()})] if Score in kinds else []),
        _FORM,
    ]
    if not notes:
        parts.append("Left out\nThe text of notes was left out. Of the note entries only those with a mark are here.")
    return "\n\n".join(parts) + "\n"


_FOREWORD = f"""kfit export, form {VERSION}

What somebody logged about ketamine treatment, mood, sleep, movement and what else they chose to keep.
It is a diary, not a measurement. Kinds of entry that are not listed below were never used.
An empty cell means no entry; it never means 0. Nothing is filled in."""
_DAY = """The day
A day ends at {day_ends}: what is typed before that counts for the day before. Sleep is the exception:
it counts for the calendar date of waking. A day never moves afterwards, whatever the zone or the clock."""
_LATER = """Added later
daily.csv counts entries that were typed after their day had ended. On a printed page, 'added later'
counts days whose entries all were."""
_FORMS = "totals and their ranges; the words of the forms are not in here"
_FORM = """The form of the files
CSV, UTF-8 with a byte order mark, comma, CRLF, every cell in quotes. A text that could be a
formula (=+-@|%) has one apostrophe before it. So has one that
begins with a blank or an apostrophe. Take one off to have the text. kfit import reads these files back unchanged, as long as no spreadsheet has saved them
anew. Settings, questions, and what is planned (infusions, goals, programmes, pauses) are not in here.
kfit export jsonl carries them."""


def _section(name: str, what: str, columns: dict[str, str]) -> str:
    wide = max(map(len, columns))
    return "\n".join([f"{name}: {what}", *(f"  {column:{wide}}  {meaning}".rstrip() for column, meaning in columns.items())])


def _summary(kind: type[Entry]) -> str:
    said = (kind.__doc__ or "").split("\n", 1)[0].rstrip(".")
    return said[:1].lower() + said[1:]


def _columns(kind: type[Entry]) -> dict[str, str]:
    return SHARED | {"kind": f"always {kind.kind}"} | {name: field.meaning or _meaning(field) for name, field in kind.OWN.items()}


def _form(form: Instrument) -> str:
    """Return a line about a questionnaire: the range of its total, its better end, its answers, bands and source."""
    bands = ", ".join(f"{word} to {highest}" for highest, word in form.bands)
    answers = f"{len(form.labels)} answers, each 0 to {form.item_high}" if form.labels else f"kept by its {form.called}"
    middle = "" if form.no_change is None else f"{form.no_change} is no change since treatment began"
    rater = "rated by a clinician" if form.by_clinician else ""
    better = "higher" if form.better == HIGH else "lower"
    parts = [f"{form.title}: {form.least} to {form.top}, {better} is better", middle, rater, answers, bands]
    return "; ".join(part for part in parts if part) + f"; read at {form.source}"


def _meaning(field: Field) -> str:
    """Return the title, type and range of a field, as README.txt describes its column."""
    title = field.title.rstrip(",").lower()
    said = ", ".join(part for part in (TYPES[field.type], field.range()) if part)
    return f"{title}: {said}"
