"""Write CSV that a spreadsheet opens safely, and the README.txt that describes it. Also read the cells of such CSV."""

from __future__ import annotations

import csv
from re import IGNORECASE
from re import compile as pattern
from typing import IO, NamedTuple

from ..model.entries import KINDS, Score
from ..model.fields import IN_TABLES
from ..model.questionnaires import HIGH, INSTRUMENTS
from .export_tables import DATE, NUMBER, TEXT, ExportTable, TableColumn
from .locales import PLAIN

TYPE_CHECKING = False
if TYPE_CHECKING:
    from _csv import Reader, Writer
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from _typeshed import SupportsWrite

    from ..model.fields import Entry, Field
    from ..model.questionnaires import Instrument
    from ..model.treatments import MoodWindow
    from .locales import CsvForm

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
# A spreadsheet reads some texts as a number, a day, a time or true, and saves that: `1/2`, `8:15`, `5 nov`, `00123`. They get
# the guard too. The months are the first letters of their names in the languages of `locales`.
LONGEST_TAKEN = 31
MONTHS = (
    "jan|feb|fév|mar|mär|maa|mrt|apr|abr|avr|may|mai|mag|maj|mei|jun|jui|jul|giu|lug|aug|aou|aoû|ago|sep|set|oct|okt|ott|out|nov|dec|déc|dez|dic|des"
    "|ene|gen|fev|sty|lut|kwi|cze|lip|sie|wrz|paź|lis|gru|tam|hel|huh|tou|kes|hei|elo|syy|lok|mars|avril|dis"
)
TAKEN = pattern(
    rf"(?:[-+.,:/()% \u00a0\d$€£¥]|(?<![^\W\d_])(?:(?:{MONTHS})[^\W\d_]*|de|[ap]\.?m\.?|[aphe]|eur|usd|kr|zł|kč)(?![^\W\d_])|(?<=\d)(?:st|nd|rd|th)\b)*",
    IGNORECASE,
)
TRUTHS = frozenset(
    [
        "true",
        "false",
        "wahr",
        "falsch",
        "vrai",
        "faux",
        "verdadero",
        "falso",
        "vero",
        "falso",
        "waar",
        "onwaar",
        "verdadeiro",
        "prawda",
        "fałsz",
        "sant",
        "falskt",
        "sand",
        "falsk",
        "tosi",
        "epätosi",
        "sann",
        "usann",
    ]
)


def is_taken_for_another(text: str) -> bool:
    """Return whether a spreadsheet can take a text for a number, a day, a time or a truth value."""
    if len(text) > LONGEST_TAKEN:
        return False
    if any(map(str.isdigit, text)):
        return TAKEN.fullmatch(text) is not None
    return text.lower() in TRUTHS


def guard(text: str) -> str:
    """Return a text as a cell, with the guard before it if it needs one."""
    return GUARD + text if not text or text[0] in GUARDED or is_taken_for_another(text) else text


def unguard(cell: str) -> str | None:
    """Return the text of a cell without its guard, None if the cell is empty."""
    if not cell:
        return None
    return cell[1:] if cell[0] == GUARD else cell


def writer(stream: SupportsWrite[str], form: CsvForm = PLAIN) -> Writer:
    """Write the byte order mark, and return a CSV writer: every cell quoted, lines end in CRLF."""
    stream.write(MARK)
    return csv.writer(stream, delimiter=form.delimiter, quoting=csv.QUOTE_ALL, lineterminator="\r\n")


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


README, SUMMARY = "README.txt", "summary.txt"
INFUSIONS = "infusions"


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


def write_kind(stream: IO[str], kind: type[Entry], batches: Iterable[Sequence[tuple[object, ...]]], form: CsvForm = PLAIN) -> int:
    """Write the table of a kind, whose columns are `Entry.columns` under their names in tables; return the number of its rows.

    Texts must be guarded already.
    """
    names = kind.columns()
    real = [place for place, name in enumerate(names) if name in kind.FIELDS and kind.FIELDS[name].type == "real"]
    table = writer(stream, form)
    table.writerow([IN_TABLES.get(name, name) for name in names])
    count = 0
    for rows in batches:
        table.writerows(_with_sign(rows, real, form) if real and form.decimal != PLAIN.decimal else rows)
        count += len(rows)
    return count


def _with_sign(rows: Iterable[tuple[object, ...]], real: Sequence[int], form: CsvForm) -> Iterator[list[object]]:
    """Yield rows whose numbers in the columns `real` are texts with the decimal sign of a form."""
    for row in rows:
        told = list(row)
        for place in real:
            told[place] = form.number(row[place])
        yield told


def write_table(stream: IO[str], table: ExportTable, form: CsvForm = PLAIN) -> int:
    """Write a table that was computed, and return the number of its rows. Texts get their guards here."""
    out = writer(stream, form)
    out.writerow([guard(column.name) for column in table.columns])
    for row in table.rows:
        out.writerow([_cell(value, column, form) for value, column in zip(row, table.columns, strict=True)])
    return len(table.rows)


def _cell(value: object, column: TableColumn, form: CsvForm) -> object:
    if isinstance(value, str):
        return guard(value) if column.type == TEXT else value
    return form.number(value, column.form)


def infusions_table(treated: Iterable[InfusionRow], around: Mapping[str, InfusionMood]) -> ExportTable:
    """Return the table of infusions, oldest first, with the mood by day."""
    rows = []
    latest = ""
    for one in treated:
        gap, before, after = around[one.day]
        rows.append((*one, 0 if one.day == latest else gap, before.median, before.days, after.median, after.days))
        latest = one.day
    return ExportTable(
        INFUSIONS, "all infusions and doses, also those outside the period, with mood before and after", INFUSION_COLUMNS, rows
    )


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
    "imported": "how many of them another program brought; never empty. They are not among those added later",
    "notes": "the person's own words of that day, joined with semicolons",
}
MOODS = "{:.2f}".format
INFUSION_COLUMNS = (
    TableColumn("day", "day of the infusion or dose, YYYY-MM-DD", DATE),
    TableColumn("route", "one word: " + KINDS["infusion"].FIELDS["route"].range()),
    TableColumn("dose", "as the person was told it"),
    TableColumn("dose_mg", "mg", NUMBER),
    TableColumn(
        "gap_days",
        "days since the one before, courses left out; empty for the first. A course is doses on more than 3 days a week for "
        "two weeks or more. Its doses have no gap here and no moods",
        NUMBER,
    ),
    TableColumn(
        "mood_before_median_10_best",
        "median of the days' mean moods on up to 3 days before. "
        "None of them lies on or before the infusion before. Empty below 2 days with a mood",
        NUMBER,
        MOODS,
    ),
    TableColumn("mood_before_days", "number of those days with a mood", NUMBER),
    TableColumn("mood_after_median_10_best", "the same on days 1 to 3 after, before the next infusion", NUMBER, MOODS),
    TableColumn("mood_after_days", "number of those days with a mood", NUMBER),
)


class FolderFacts(NamedTuple):
    """What README.txt says of a folder: its kinds, its computed tables, when a day ends, what is in it, the form of its cells."""

    kinds: Sequence[type[Entry]]
    tables: Sequence[ExportTable]
    day_ends: str
    notes: bool
    items: bool
    form: CsvForm


def readme(told: FolderFacts) -> str:
    """Return the text of README.txt."""
    parts = [
        _FOREWORD,
        _DAY.format(day_ends=told.day_ends),
        _LATER,
        f"{SUMMARY}: the page for the visit, as kfit report shows it\n  What it says is not included is left out of that page alone.",
        *(_section(f"{table.name}.csv", table.what, {column.name: column.meaning for column in table.columns}) for table in told.tables),
        "Infusions are often given when mood is low, so some rise is to be expected anyway.",
        *(_section(f"{kind.kind}.csv", kind_summary(kind), kind_meanings(kind)) for kind in told.kinds),
        *(
            [_section("The questionnaires", _FORMS, {name: _form(form) for name, form in INSTRUMENTS.items()})]
            if Score in told.kinds
            else []
        ),
        _FORM.format(form=told.form),
        *_left_out(told),
    ]
    return "\n\n".join(parts) + "\n"


def _left_out(told: FolderFacts) -> list[str]:
    said = []
    if not told.notes:
        said.append("The text of notes and questions was left out. Of the note entries only those with a mark are here.")
        said.append("Names of companions and clinics were left out.")
    if not told.items and Score in told.kinds:
        said.append("The answers of forms were left out, so the column items is empty. Totals alone are here.")
    return ["\n".join(["Left out", *said])] if said else []


_FOREWORD = f"""kfit export, form {VERSION}

What somebody logged about ketamine treatment, mood, sleep, movement and what else they chose to keep.
It is a diary, not a measurement. Kinds of entry that are not listed below were never used.
An empty cell means no entry; it never means 0. Nothing is filled in."""
_DAY = """The day
A day ends at {day_ends}: what is typed before that counts for the day before. Sleep is the exception:
it counts for the calendar date of waking. A day never moves afterwards, whatever the zone or the clock."""
_LATER = """Added later
daily.csv counts entries that were typed after their day had ended. A printed page counts these
typed entries these are."""
_FORMS = "totals and their ranges; the words of the forms are not in here"
_FORM = """The form of the files
CSV, UTF-8 with a byte order mark, {form.said}, CRLF, every cell in quotes.
A text has one apostrophe before it where a spreadsheet could take it for something else.
Such are a formula (=+-@|%), a number, a day or a time. So are a blank or an apostrophe at the beginning.
Take one off to have the text.
kfit import reads the kinds of entry back, also after a spreadsheet has saved them. It passes over the other tables.
Settings, goals, programmes, pauses and trials are not in here. kfit export jsonl carries them, with all answers and names."""


def _section(name: str, what: str, columns: dict[str, str]) -> str:
    wide = max(map(len, columns))
    return "\n".join([f"{name}: {what}", *(f"  {column:{wide}}  {meaning}".rstrip() for column, meaning in columns.items())])


def kind_summary(kind: type[Entry]) -> str:
    """Return what the table of a kind holds, as a phrase."""
    said = (kind.__doc__ or "").split("\n", 1)[0].rstrip(".")
    return said[:1].lower() + said[1:]


def kind_meanings(kind: type[Entry]) -> dict[str, str]:
    """Return the meaning of each column of a kind's table."""
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
