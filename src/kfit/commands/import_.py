"""Reads entries from a file or a folder: all of them or none, known ones only once."""

from __future__ import annotations

import io
import os
import shlex
import sys
from contextlib import ExitStack
from typing import IO, TYPE_CHECKING, Annotated, NamedTuple

import typer

from .. import clock
from ..entries import Sleep
from ..errors import Refused
from ..exchange import alongside, amounts, doubts, mapping, sources
from ..exchange.account import Account, entries
from ..exchange.checks import Checks
from ..exchange.foreign import Rules
from ..exchange.unsettled import Unsettled
from ..store import beside, find
from ..store.bulk import Trial
from ..store.file import Data
from .daily import copy_of_the_day
from .intake import Import
from .output import say, say_json
from .shape import Command, Json, new_app

if TYPE_CHECKING:
    from datetime import date, datetime

    from ..entries import Entry
    from ..exchange.mapping import Column
    from ..exchange.sources import Source
    from ..exchange.unsettled import Way
    from ..kept import Tracked
    from ..settings import Settings
    from .intake import Result

STDIN = "standard input"
app = new_app()


@app.command(cls=Command)
def import_(
    file: Annotated[
        str, typer.Argument(metavar="FILE|FOLDER|-", help="kfit's own CSV or JSONL, or any CSV with --map.", show_default=False)
    ],
    map_: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="MAP",
            help="Which column holds what: day=Date,mood=M:1-5,sleep=H:h (a scale by its ends; time: h, min, s, hm; weight=W:kg).",
        ),
    ] = None,
    date_format: Annotated[str | None, typer.Option(metavar="FORM", help="mdy, dmy, ymd, or a form such as %d.%m.%Y.")] = None,
    *,
    decimal_comma: Annotated[bool, typer.Option("--decimal-comma", help="7,5 is seven and a half, 1.200 is 1200.")] = False,
    decimal_point: Annotated[bool, typer.Option("--decimal-point", help="7.5 is seven and a half, 1,200 is 1200.")] = False,
    sure: Annotated[bool, typer.Option("--sure", help="Values that look like another scale or unit are right.")] = False,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Only say what would be imported.")] = False,
    skip_bad: Annotated[bool, typer.Option("--skip-bad", help="Leave out the rows that can't be read.")] = False,
    drop_repeats: Annotated[bool, typer.Option("--drop-repeats", help="Leave out exact repeats of a row.")] = False,
    json: Json = False,
) -> None:
    """Read entries from a file or a folder."""
    if decimal_comma and decimal_point:
        raise Refused("A table has one decimal sign: --decimal-comma or --decimal-point, not both.")
    flags = {"decimal_comma": decimal_comma, "decimal_point": decimal_point, "sure": sure, "dry_run": dry_run, "skip_bad": skip_bad}
    line = Line(file, map_ or [], {"date_format": date_format, **flags, "drop_repeats": drop_repeats, "json": json})
    with ExitStack() as stack:
        now = clock.now()
        with Data.to_read() as data:
            settings = data.settings()
            names = tuple(beside.tracked(data.db)) if data.db else ()
            comma = True if decimal_comma else False if decimal_point else None
            rules = Rules(settings.date_order, settings.day_ends, date_format, comma, drop_repeats, clock.stamp(now), clock.zone(), names)
            source = _settled(line, rules, stack, sure=sure)
            checks = _checks(now, settings, names, data, stack.enter_context(Trial()))
            intake = Import(source, checks)
            result = intake.surveyed(data.db, count_all=dry_run)
        if not dry_run:
            _refuse_wrong(result.account, skip_bad=skip_bad)
            result = intake.saved(result.account) if result.news() else result
    if json:
        say_json(_row(source, result))
    else:
        say(_answer(source, result, now.date(), dry_run=dry_run))
    if result.news() and not dry_run:
        copy_of_the_day(data.path)


class Line(NamedTuple):
    """The line as it was typed: its file, its maps, its options with their values."""

    file: str
    map: list[str]
    options: dict[str, object]

    def taking(self, way: Way) -> str:
        """Return the line that reads the table in one way. Standard input is gone, so of its line the options alone can be sent again."""
        options = {
            name.replace("_", "-"): value for name, value in (self.options | dict(way.options)).items() if value not in (None, False)
        }
        words = [word for map_ in mapping.retold(self.map, way.map) for word in ("--map", map_)]
        words += [word for name, value in options.items() for word in (f"--{name}", *([] if value is True else [str(value)]))]
        file = os.path.join(os.curdir, self.file) if self.file.startswith("-") else self.file
        return shlex.join(words if self.file == "-" else ["kfit", "import", file, *words])


def _settled(line: Line, rules: Rules, stack: ExitStack, *, sure: bool) -> Source:
    """Return what is to be imported, once there is one way to read it. Raises Refused with the lines that settle it."""
    try:
        source = _source(line.file, line.map, rules, stack)
        if source.table is not None and not sure:
            doubts.ask(source.table)
    except Unsettled as error:
        raise Refused(f"Nothing imported. {error.told(line.taking)}") from None
    return source


def _source(file: str, map_: list[str], rules: Rules, stack: ExitStack) -> Source:
    """Return what is to be imported; its files stay open until the stack closes. Raises Refused if it is nothing."""
    if file != "-" and os.path.isdir(file):
        return sources.folder(file, map_, stack)
    raw: IO[bytes] = io.BytesIO(sys.stdin.buffer.read()) if file == "-" else sources.opened(file, stack)
    return sources.source(STDIN if file == "-" else file, raw, map_, rules, stack)


def _checks(now: datetime, settings: Settings, names: tuple[Tracked, ...], data: Data, trial: Trial) -> Checks:
    today = clock.day_of(now, settings.day_ends)

    def latest(kind: type[Entry]) -> date:
        return now.date() if kind is Sleep else today

    def is_here(uid: str) -> bool:
        return data.db is not None and find.is_here(data.db, uid)

    return Checks(latest, names, is_here, trial.takes)


def _refuse_wrong(account: Account, *, skip_bad: bool) -> None:
    """Refuse the whole file if a row cannot be read, unless such rows are to be left out."""
    if not account.wrong() or skip_bad:
        return
    others = account.rows - len(account.wrong())
    more = f"\nTo take the other{f' {others:,}' if others > 1 else ''}: kfit import FILE --skip-bad" if others else ""
    raise Refused(f"Nothing imported: {account.cannot_be_read()}{more}")


def _row(source: Source, result: Result) -> dict[str, object]:
    """Return the answer as the contract's JSON has it; `read` = added + updated + duplicate + skipped."""
    account = result.account
    return {
        "file": source.name,
        "read": account.entries + len(account.skipped),
        "added": result.counts.added,
        "updated": result.counts.updated,
        "duplicate": result.counts.duplicate,
        "skipped": [one.row() for one in account.skipped],
        "from": account.first or None,
        "to": account.last or None,
        "kinds": account.kinds,
    }


def _answer(source: Source, result: Result, today: date, *, dry_run: bool) -> str:
    """Say what came of it, and what was left out."""
    account, counts = result.account, result.counts
    lines = [_outcome(result, today, dry_run=dry_run)]
    if counts.updated:
        lines.append(f"{entries(counts.updated)} {'would be' if dry_run else ''} changed to what the file says now.".replace("  ", " "))
    if counts.duplicate and (counts.added or counts.updated):
        lines.append(f"{entries(counts.duplicate)} {'is' if counts.duplicate == 1 else 'are'} here already.")
    lines += _beside_them(result)
    lines += [said for column in (source.table.map.columns if source.table else ()) if (said := _scale_said(column))]
    lines += account.left_out()
    repeats = source.table.repeats if source.table is not None and source.table.keeps_repeats() else 0
    if repeats and counts.added:
        said = (
            "row is an exact repeat, kept as an entry of its own"
            if repeats == 1
            else "rows are exact repeats, kept as entries of their own"
        )
        lines.append(f"{repeats:,} {said}. To leave {'it' if repeats == 1 else 'them'} out: --drop-repeats")
    if account.wrong():
        lines.append(account.cannot_be_read() if dry_run else f"Left out: {account.cannot_be_read()}")
    if dry_run:
        lines.append("Nothing was saved.")
    return "\n".join(lines)


def _scale_said(column: Column) -> str:
    """Say what became of the values of a scale: `1 became 0, 3 became 5, 5 became 10`, nothing where they stayed as they are."""
    first, last = (column.target.scaled and amounts.scale(column.unit)) or amounts.AS_IT_IS
    if (first, last) == amounts.AS_IT_IS:
        return ""
    told = ", ".join(f"{value:g} became {amounts.on_scale(value, (first, last))}" for value in (first, (first + last) / 2, last))
    return f"'{column.heading}' is read as a scale of {first:g} to {last:g}: {told}."


def _beside_them(result: Result) -> list[str]:
    """Say what came beside the entries: `2 questions, 1 plan`."""
    new = [one.after for one in result.kept if one.before is None]
    turned = [one.after for one in result.kept if one.before is not None]
    return [
        *([f"Beside the entries: {alongside.said(new)}."] if new else []),
        *([f"As the file says now: {alongside.said(turned)}."] if turned else []),
        *(f"Setting: {name} is {value}." for name, value in result.settings),
    ]


def _outcome(result: Result, today: date, *, dry_run: bool) -> str:
    """Say the one thing that counts: how many entries, from when to when, of which kinds."""
    account, counts = result.account, result.counts
    if not account.entries:
        return "No entries in there."
    if not (counts.added or counts.updated):
        return f"Nothing new: {entries(counts.duplicate)}, {account.span(today)}, {'is' if counts.duplicate == 1 else 'are'} here already."
    some = counts.added != account.entries
    which = f"{counts.added:,} of {entries(account.entries)}" if some else entries(counts.added)
    said = f"{which}, {account.span(today)}: {account.by_kind()}."
    return f"Would import {said}" if dry_run else f"Imported {said} (kfit undo)"
