"""The command import."""

from __future__ import annotations

import io
import os
import sys
from contextlib import ExitStack
from typing import IO, Annotated, TypeVar

import typer

from .. import clock
from ..errors import Refused
from ..formats import import_maps, sources, table_doubts
from ..formats.apps.contract import AppRules
from ..formats.apps.files import AppFiles
from ..formats.cells import AmbiguousTable, TableReading
from ..formats.entry_filter import EntryFilter
from ..formats.row_store import RowStore
from ..formats.rows import ImportAccount, ImportRow, entries
from ..formats.validation import RowChecks
from ..model.entries import Sleep
from ..parsing.plans import day_behind
from ..services import app_import
from ..services.app_import import AppAnswers
from ..store import backups, import_rows, queries
from ..store.changes import Change
from ..store.data_file import Data
from ..store.foreign_tables import open_tables
from ..store.import_rows import RowTrial
from .base import Command, Json, new_app
from .import_answer import ImportResult, json_row, message, said_wrong
from .import_line import ImportLine, refuse_idle, refuse_unasked
from .output import copy_of_the_day, say, say_json
from .progress import ProgressBar

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date, datetime

    from ..formats.mapped_table import TableRules
    from ..formats.rows import Values
    from ..formats.sources import ImportSource
    from ..model.fields import Entry
    from ..model.planning import CustomName, ImportMap
    from ..settings import Settings
    from ..store.connection import Database

Thing = TypeVar("Thing")


AT_ONCE = 1000  # entries of a kind that are written together


class Import:
    """The two passes over a source: the first checks whether all of it can be read, the second saves it."""

    def __init__(self, source: ImportSource, checks: RowChecks, *, again: bool) -> None:
        self.source, self.checks, self.again = source, checks, again
        self.store = RowStore() if source.app is not None or source.table is not None else None

    def surveyed(self, db: Database | None, *, count_all: bool) -> ImportResult:
        """Check every row without writing, and return the result. Unless `count_all`, counting stops at the first new entry."""
        account, counts = ImportAccount(import_rows.HIGHEST), import_rows.RowCounts()
        with import_rows.ImportPreview(db, again=self.again) as known, ProgressBar("Reading") as bar:
            checked = self._checked(account)
            if self.source.app is not None:
                self.source.app.files.watch = bar.watch
            for kind, rows in batches(bar.over(checked) if self.source.app is None else checked):
                if count_all or not (counts.added or counts.updated):
                    counts = counts.plus(known.counted(kind, rows))
            kept = import_rows.new(known.db, self.source.kept)
            kept += known.names.unknown(known.db, kept)
        return ImportResult(account, counts, import_rows.newer(db, self.source.settings), kept)

    def saved(self, account: ImportAccount, keep: ImportMap | None = None) -> ImportResult:
        """Save every row that passed the check, in one change after a backup of the old state; return the result.

        `keep` is a map that is kept under its name, in place of one that has it already.
        """
        counts = import_rows.RowCounts()
        with Data.to_write() as data:
            db = data.existing()
            if queries.has_entries(db) or queries.list_planning_records(db):
                backups.make(db, data.path, "import")
            with Change(db, "import") as change, ProgressBar("Importing") as bar:
                intake = import_rows.Intake(change, account.highest, again=self.again)
                for kind, rows in batches(bar.over(self._right(account), account.entries if self.store is not None else account.rows)):
                    counts = counts.plus(intake.add(kind, rows))
                if counts.added + counts.updated + counts.duplicate != account.entries:
                    message = f"{account.entries} entries became {counts}"
                    raise AssertionError(message)  # nothing of it is saved then
                chosen = import_rows.newer(db, self.source.settings)
                for name, value in chosen:
                    change.set(name, value)
                kept = import_rows.new(db, self.source.kept)
                kept += intake.names.unknown(db, kept)
                import_rows.take(change, kept if keep is None else [*kept, import_rows.in_place(queries.import_maps(db), keep)])
        return ImportResult(account, counts, chosen, kept)

    def _checked(self, account: ImportAccount) -> Iterator[ImportRow]:
        """Yield all checked rows, and add each to the account."""
        for part, rows in self.source.read():
            for row in self.checks.passed(rows):
                account.take(part, row)
                if self.store is not None:
                    self.store.add(row)
                yield row

    def _right(self, account: ImportAccount) -> Iterator[ImportRow]:
        """Yield all rows with what passed the check."""
        if self.store is not None:
            yield from (ImportRow(0, (entry,)) for entry in self.store.entries())
            return
        wrong = account.wrong_rows()
        for part, rows in self.source.read():
            for row in rows:
                if (part, row.line) in wrong:
                    yield from self.checks.passed([row])
                else:
                    yield row


def batches(rows: Iterable[ImportRow]) -> Iterator[tuple[type[Entry], list[Values]]]:
    """Yield the entries of rows in batches of one kind, up to 1000 at once."""
    gathered: dict[type[Entry], list[Values]] = {}
    for row in rows:
        for kind, values in row.entries:
            gathered.setdefault(kind, []).append(values)
            if len(gathered[kind]) >= AT_ONCE:
                yield kind, gathered.pop(kind)
    yield from gathered.items()


STDIN = "standard input"
import_app = new_app()


@import_app.command(cls=Command)
def import_(
    file: Annotated[
        str,
        typer.Argument(
            metavar="FILE|FOLDER|-", help="An app's export, kfit's own CSV or JSONL, or any CSV with --map.", show_default=False
        ),
    ],
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="MAP",
            help="Which column holds what: day=Date,mood=M:1-5,sleep=H:h (a scale by its ends; time: h, min, s, hm; weight=W:kg).",
        ),
    ] = None,
    where: Annotated[
        list[str] | None, typer.Option("--where", metavar="COLUMN=WORD", help="Only the rows whose column has this word.")
    ] = None,
    prefer: Annotated[
        list[str] | None, typer.Option("--prefer", metavar="SOURCE", help="Whose nights to take where several devices have one.")
    ] = None,
    date_format: Annotated[str | None, typer.Option(metavar="FORM", help="mdy, dmy, ymd, or a form such as %d.%m.%Y.")] = None,
    *,
    sheet: Annotated[str | None, typer.Option(metavar="NAME", help="Which sheet of a workbook (xlsx, ods).")] = None,
    save_map: Annotated[str | None, typer.Option("--save-map", metavar="NAME", help="Keep the map under a name, for: --map NAME")] = None,
    decimal_comma: Annotated[bool, typer.Option("--decimal-comma", help="7,5 is seven and a half, 1.200 is 1200.")] = False,
    decimal_point: Annotated[bool, typer.Option("--decimal-point", help="7.5 is seven and a half, 1,200 is 1200.")] = False,
    sure: Annotated[bool, typer.Option("--sure", help="Values that look like another scale or unit are right.")] = False,
    since: Annotated[str | None, typer.Option(metavar="DAY", help="Only entries from this day on.")] = None,
    only: Annotated[str | None, typer.Option(metavar="KINDS", help="Only these kinds or names: sleep,exercise,weight.")] = None,
    zone: Annotated[str | None, typer.Option(metavar="ZONE", help="The zone of the file's times, if not yours: Europe/Berlin.")] = None,
    from_: Annotated[str | None, typer.Option("--from", metavar="APP", help="Whose export it is, if kfit asks.")] = None,
    mood: Annotated[list[str] | None, typer.Option("--mood", metavar="WORDS", help="Numbers of an app's moods: fine=7,so so=5.")] = None,
    answer: Annotated[list[str] | None, typer.Option("--answer", metavar="NAME=VALUE", help="The answer to what an import asked.")] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be imported.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out the cells that can't be read.")] = False,
    drop_repeats: Annotated[bool, typer.Option("--drop-repeats", help="Leave out exact repeats of a row.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Also what you took out after an earlier import.")] = False,
    longest_night: Annotated[bool, typer.Option("--longest-night", help="Where one night has two long totals, keep the longer.")] = False,
    json: Json = False,
) -> None:
    """Read entries from a file or a folder."""
    if decimal_comma and decimal_point:
        raise Refused("A table has one decimal sign: --decimal-comma or --decimal-point, not both.")
    options = import_maps.ImportOptions(
        where=where or (),
        prefer=prefer or (),
        sheet=sheet,
        date_format=date_format,
        since=since,
        only=only,
        zone=zone,
        app=from_,
        mood=mood or (),
        answer=answer or (),
        decimal_comma=decimal_comma,
        decimal_point=decimal_point,
        sure=sure,
        dry_run=dry_run,
        skip_bad=skip_bad,
        drop_repeats=drop_repeats,
        longest_night=longest_night,
        again=again,
        save_map=save_map,
        json=json,
    )
    with ExitStack() as stack:
        now = clock.now()
        stack.enter_context(clock.ZoneAs(zone))
        with Data.to_read() as data:
            settings = data.settings()
            names = tuple(queries.list_custom_names(data.db)) if data.db else ()
            maps = tuple(queries.import_maps(data.db)) if data.db else ()
            line = ImportLine(file, *import_maps.expanded(map_ or [], options, maps))
            keep = import_maps.record(save_map, line.map, line.options) if save_map is not None else None
            rules = line.rules(settings, now, names, maps)
            wanted = _filter(line, now, settings)
            source = _settled(line, rules, settings, stack, sure=sure)._replace(only=wanted)
            refuse_idle(line._replace(options=options), source)
            checks = _checks(now, settings, names, data, stack.enter_context(RowTrial()))
            intake = Import(source, checks, again=again)
            result = _settle(line, lambda: intake.surveyed(data.db, count_all=dry_run))
            refuse_unasked(line, source)
        refusal = _refusal(line, source, result.account)
        if not dry_run and refusal is None and (result.news() or keep):
            result = intake.saved(result.account, keep)
        if refusal is not None and (json or not dry_run):
            raise refusal
        if json:
            say_json(json_row(source, result))
        else:
            say(
                message(
                    source,
                    result,
                    now.date(),
                    settings.day_ends,
                    dry_run=dry_run,
                    refused=refusal is not None,
                    again=line.taking(TableReading("", {"again": True, "dry_run": False})),
                )
            )
            if keep is not None and refusal is None and not dry_run:
                say(import_maps.said(keep))
        if refusal is not None:
            raise refusal
    if result.news() and not dry_run:
        copy_of_the_day(data.path)


def _filter(line: ImportLine, now: datetime, settings: Settings) -> EntryFilter | None:
    """Return what is asked for of the file, None for all of it. Raises Refused."""
    since, only = line.options.since, line.options.only
    if since is None and only is None:
        return None

    def again(day: str) -> str:
        return line.taking(TableReading("", {"since": day}))

    first = "" if since is None else day_behind(since, again, now, settings).isoformat()
    return EntryFilter(first, () if only is None else only.split(","))


def _settle(line: ImportLine, read: Callable[[], Thing]) -> Thing:
    """Return what is read, if there is one way to read it. Raises Refused, with a line for each way, if there are several."""
    try:
        return read()
    except AmbiguousTable as error:
        raise Refused(f"Nothing imported. {error.told(line.taking)}") from None


def _settled(line: ImportLine, rules: TableRules, settings: Settings, stack: ExitStack, *, sure: bool) -> ImportSource:
    """Return the source, if there is one way to read it. Raises Refused, with a line for each way, if there are several."""

    def read() -> ImportSource:
        source = _source(line, rules, settings, stack)
        if source.table is not None and not sure:
            table_doubts.ask(source.table)
        return source

    return _settle(line, read)


def _source(line: ImportLine, rules: TableRules, settings: Settings, stack: ExitStack) -> ImportSource:
    """Return the source of a file, a folder or standard input; its files stay open until the stack closes. Raises Refused.

    What is not kfit's own, and has no map, is shown to the apps.
    """
    file, app = line.file, line.options.app
    is_folder = file != "-" and os.path.isdir(file)
    name = STDIN if file == "-" else file
    raw: IO[bytes] = io.BytesIO() if is_folder else _opened(file, stack)
    unknown: sources.Unrecognised | None = None
    if app is None or line.map:
        try:
            return sources.folder(file, line.map, rules, stack) if is_folder else sources.source(name, raw, line.map, rules, stack)
        except sources.Unrecognised as error:
            if line.map:
                raise
            unknown = error
    files = (
        AppFiles.of_folder(file, open_tables) if is_folder else AppFiles.of_file(name, raw, open_tables, stack, "" if file == "-" else file)
    )
    answers = AppAnswers(line.options.mood, line.options.answer)
    found = app_import.open_app(files, app, settings, answers, AppRules(rules.day_ends, rules.logged_at, rules.zone))
    if found is None:
        raise unknown or Refused(f"I couldn't read {name}. Nothing imported.")
    return found


def _opened(file: str, stack: ExitStack) -> IO[bytes]:
    return io.BytesIO(sources.endless(sys.stdin.buffer, STDIN)) if file == "-" else sources.open_source(file, stack)


def _checks(now: datetime, settings: Settings, names: tuple[CustomName, ...], data: Data, trial: RowTrial) -> RowChecks:
    today = clock.day_of(now, settings.day_ends)

    def latest(kind: type[Entry]) -> date:
        return now.date() if kind is Sleep else today

    def is_here(uid: str) -> bool:
        return data.db is not None and queries.has_uid(data.db, uid)

    return RowChecks(latest, names, is_here, trial.takes)


def _refusal(line: ImportLine, source: ImportSource, account: ImportAccount) -> Refused | None:
    """Return why a source is not imported: something cannot be read and is not to be left out, or a table has no entries."""
    if account.wrong() and not line.options.skip_bad:
        way = line.taking(TableReading("", {"skip_bad": True, "dry_run": False, "json": False}))
        more = f"\nTo import {entries(account.entries)} without them:\n  {way}" if account.entries else ""
        return Refused(f"Nothing imported: {account.cannot_be_read()}{more}")
    if (source.table is not None or source.app is not None) and not account.entries and source.only is None:
        return Refused("\n".join(["Nothing imported: there are no entries in there.", *account.left_out(), *said_wrong(account)]))
    return None
