"""The answer of an import: what came in, what was left out, and what the person can do about it."""

from __future__ import annotations

from typing import NamedTuple

from ..formats import cells, column_tally, jsonl, table_doubts
from ..formats.rows import ImportAccount, entries
from ..parsing.tokens import quoted
from ..render.text import safe
from ..services import app_import, table_preview

TYPE_CHECKING = False
if TYPE_CHECKING:
    from datetime import date

    from ..formats.apps.contract import AppRules, AppSource
    from ..formats.mapped_table import MappedTable
    from ..formats.mapping import MapColumn
    from ..formats.sources import ImportSource
    from ..store import import_rows

ANSWERED = "What you answered is kept for the next import from that app."


class ImportResult(NamedTuple):
    """What one pass over a source found: an account of its rows, counts of entries, settings, and rows beside the entries."""

    account: ImportAccount
    counts: import_rows.RowCounts
    settings: list[tuple[str, str]]
    kept: list[import_rows.NewRow]

    def news(self) -> bool:
        """Return whether there is anything to save."""
        return bool(self.counts.added or self.counts.updated or self.settings or self.kept)


def said_wrong(account: ImportAccount) -> list[str]:
    """Return the lines on what cannot be read and is left out, none if all can be read."""
    return [f"Left out: {account.cannot_be_read()}"] if account.wrong() else []


def json_row(source: ImportSource, result: ImportResult) -> dict[str, object]:
    """Return the answer in the JSON form of the contract; `read` = added + updated + duplicate + skipped."""
    account = result.account
    counts = {"by_hand": result.counts.by_hand, "taken_out": result.counts.taken_out}  # of the duplicates
    return {name: count for name, count in counts.items() if count} | {
        "file": source.name,
        "read": account.read,
        "added": result.counts.added,
        "updated": result.counts.updated,
        "duplicate": result.counts.duplicate,
        "skipped": [one.row() for one in account.skipped],
        "from": account.first or None,
        "to": account.last or None,
        "kinds": account.kinds,
    }


def message(source: ImportSource, result: ImportResult, today: date, day_ends: str, *, dry_run: bool, refused: bool, again: str) -> str:
    """Return the message: what was imported, and what was left out. `refused` is said after it, `again` is the line that brings back."""
    account, counts, table = result.account, result.counts, source.table
    lines = [_outcome(result, today, dry_run=dry_run, refused=refused), *_known(counts, again, dry_run=dry_run), *_beside_them(result)]
    lines += [said for column in (table.map.columns if table else ()) if (said := _scale_said(column))]
    lines += account.left_out()
    if table is not None and counts.added:
        lines += _repeats_said(table)
    if table is not None:
        lines += table_doubts.no_nights_of(table.nights.unknown_preferred(table.rules.prefer))
        nights = len(table.nights.doubled())
        lines += _doubled_said(nights, dry_run=dry_run) if nights else []
    if moved := source.moved():
        lines += _moved_said(moved, day_ends)
    if account.wrong() and not refused:
        lines += said_wrong(account)
    if table is not None and (dry_run or account.wrong()):
        lines += _preview(table, account, today, dry_run=dry_run)
    if source.app is not None and (dry_run or result.news()):
        lines += [
            *source.app.remarks(),
            *_strange_moods_said(source.app.rules),
            *_guesses_said(source.app, dry_run=dry_run),
            *(table_preview.samples(account.samples, today) if dry_run else []),
        ]
    if dry_run:
        lines.append("Nothing was saved.")
    return "\n".join(lines)


def _known(counts: import_rows.RowCounts, again: str, *, dry_run: bool) -> list[str]:
    """Return the lines on entries that were changed, that are here already, and that the person has changed or taken out."""
    lines = []
    if counts.updated:
        lines.append(f"{entries(counts.updated)} {'would be ' if dry_run else ''}changed to what the file says now.")
    here = counts.duplicate - counts.taken_out
    if here and (counts.added or counts.updated):
        lines.append(f"{entries(here)} {'is' if here == 1 else 'are'} here already.")
    if counts.by_hand:
        lines.append(f"{entries(counts.by_hand)} that you changed yourself {'stays' if counts.by_hand == 1 else 'stay'} as you have it.")
    if counts.taken_out:
        lines.append(f"{entries(counts.taken_out)} that you took out {'stays' if counts.taken_out == 1 else 'stay'} out. To bring back:")
        lines.append(f"  {again}")
    return lines


def _repeats_said(table: MappedTable) -> list[str]:
    """Return the line on rows that repeat another one exactly, if they are kept."""
    repeats = table.repeats if table.keeps_repeats() else 0
    if not repeats:
        return []
    said = "row is an exact repeat, kept as an entry of its own" if repeats == 1 else "rows are exact repeats, kept as entries of their own"
    return [f"{repeats:,} {said}. To leave {'it' if repeats == 1 else 'them'} out: --drop-repeats"]


def _scale_said(column: MapColumn) -> str:
    """Return how the values of a scale were converted: `1 became 0, 3 became 5, 5 became 10`; empty if they were not."""
    first, last = (column.target.scaled and cells.scale(column.unit)) or cells.AS_IT_IS
    if (first, last) == cells.AS_IT_IS:
        return ""
    told = ", ".join(f"{value:g} became {cells.on_scale(value, (first, last))}" for value in (first, (first + last) / 2, last))
    return f"'{column.heading}' is read as a scale of {first:g} to {last:g}: {told}."


def _beside_them(result: ImportResult) -> list[str]:
    """Return the lines on rows beside the entries (`2 questions, 1 plan`) and on settings."""
    new = [one.after for one in result.kept if one.before is None]
    turned = [one.after for one in result.kept if one.before is not None]
    return [
        *([f"Beside the entries: {jsonl.count_records(new)}."] if new else []),
        *([f"As the file says now: {jsonl.count_records(turned)}."] if turned else []),
        *(ANSWERED if name == app_import.ANSWERS else f"Setting: {name} is {value}." for name, value in result.settings),
    ]


def _preview(table: MappedTable, account: ImportAccount, today: date, *, dry_run: bool) -> list[str]:
    """Return the lines on means that shift by what is left out, and in a dry run on each column and the first rows."""
    tallies = column_tally.tally(table)
    shown = [*table_preview.ranges(tallies), *table_preview.samples(account.samples, today)] if dry_run else []
    return shown + (table_preview.shifted_means(tallies) if account.wrong() else [])


def _doubled_said(nights: int, *, dry_run: bool) -> list[str]:
    """Return the lines on nights that have two totals, such as one of a watch and one of a phone."""
    return [
        f"{nights:,} {'night adds' if nights == 1 else 'nights add'} up to more than 12 hours from two long ones, perhaps of two devices.",
        f"To keep the longer one alone: {'' if dry_run else 'kfit undo, then again with '}--longest-night",
    ]


def _guesses_said(app: AppSource, *, dry_run: bool) -> list[str]:
    """Return the lines on what was taken as likely, and the answer by which it is read otherwise."""
    way = "import" if dry_run else "kfit undo, then import again"
    return [line for said, answer in app.guesses() for line in (f"{said}: {way}", f"with --answer {quoted(answer)}")]


def _strange_moods_said(rules: AppRules) -> list[str]:
    """Return the line on moods that were given a number with this import, and that the export does not have."""
    strange = [safe(word) for word in rules.typed_words if word not in rules.named]
    return [f"Not among its moods: {', '.join(strange)}."] if strange else []


def _moved_said(count: int, ends: str) -> list[str]:
    """Return the line on entries at night, whose day is not the one that the file has."""
    return [
        f"A day ends at {ends}, so {entries(count)} of the night {'is' if count == 1 else 'are'} on the day before.",
        "To keep the days of the file, first: kfit config set day_ends 00:00",
    ]


def _outcome(result: ImportResult, today: date, *, dry_run: bool, refused: bool) -> str:
    """Return the main line: how many entries, from which day to which, of which kinds."""
    account, counts = result.account, result.counts
    if not account.entries:
        return "No entries in there."
    if not (counts.added or counts.updated):
        here = counts.duplicate - counts.taken_out
        among = f"{entries(here)}, {account.span(today)}, {'is' if here == 1 else 'are'} here already" if here else account.span(today)
        return f"Nothing new: {among}."
    if not counts.added:
        said = f"No new entry among {entries(account.entries)}, {account.span(today)}: {account.by_kind()}."
        return said if dry_run else f"{said} (kfit undo)"
    some = counts.added != account.entries
    which = f"{counts.added:,} of {entries(account.entries)}" if some else entries(counts.added)
    said = f"{which}, {account.span(today)}: {account.by_kind()}."
    if refused:
        return f"Not as it stands. Without what can't be read, it would import {said}"
    return f"Would import {said}" if dry_run else f"Imported {said} (kfit undo)"
