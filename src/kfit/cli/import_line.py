"""The line of an import as it was typed, how it is offered again, and what of it does nothing for the file that it names."""

from __future__ import annotations

import os
import shlex
from typing import NamedTuple

from .. import clock
from ..errors import Refused, short
from ..formats import mapping
from ..formats.cells import TableReading
from ..formats.mapped_table import TableRules

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from ..formats.import_maps import ImportOptions
    from ..formats.sources import ImportSource
    from ..model.planning import CustomName, ImportMap
    from ..settings import Settings

ALWAYS = frozenset(["again", "since", "only", "zone", "dry_run", "skip_bad", "json"])  # options that do something for every file
APP = frozenset(["from", "mood", "answer"])
TABLE = frozenset(["where", "prefer", "date_format", "decimal_comma", "decimal_point", "sure", "drop_repeats", "longest_night", "save_map"])
OWN = frozenset(["date_format", "decimal_comma", "decimal_point"])


class ImportLine(NamedTuple):
    """The line as it was typed: its file, its maps, its options with their values."""

    file: str
    map: list[str]
    options: ImportOptions

    def rules(self, settings: Settings, now: datetime, names: tuple[CustomName, ...], maps: tuple[ImportMap, ...]) -> TableRules:
        """Return the rules by which it reads a table."""
        told = self.options
        return TableRules(
            date_order=settings.date_order,
            day_ends=settings.day_ends,
            date_format=told.date_format,
            decimal_comma=True if told.decimal_comma else False if told.decimal_point else None,
            drop_repeats=told.drop_repeats,
            logged_at=clock.stamp(now),
            zone=clock.zone(),
            tracked=names,
            longest_night=told.longest_night,
            where=tuple(told.where),
            prefer=tuple(told.prefer),
            maps=maps,
            sheet=told.sheet,
        )

    def taking(self, way: TableReading) -> str:
        """Return the line that reads the table in one way; for standard input only its options, since the input is used up."""
        words = [word for map_ in mapping.retold(self.map, way.map) for word in ("--map", map_)]
        given = self.options.by_name()
        for name, value in {**given, **way.options}.items():
            option = f"--{name.replace('_', '-')}"
            if isinstance(value, tuple):  # it comes beside what was given, but for another answer to the same question
                asked = {one.partition("=")[0] for one in value} if name == "answer" else set()
                kept = [one for one in getattr(self.options, name) if one.partition("=")[0] not in asked]
                words += [word for one in (*kept, *value) for word in (option, one)]
            elif isinstance(value, list):
                words += [word for one in value for word in (option, str(one))]
            elif value not in (None, False):
                words += [option] if value is True else [option, str(value)]
        file = os.path.join(os.curdir, self.file) if self.file.startswith("-") else self.file
        return shlex.join(words if self.file == "-" else ["kfit", "import", file, *words])


def refuse_idle(line: ImportLine, source: ImportSource) -> None:
    """Refuse options that do nothing for this sort of file: what was meant by them would be missing unsaid. `line` has what was typed."""
    taken, sort = (
        (APP, "an app's export")
        if source.app is not None
        else (TABLE, "a table with a map")
        if source.table is not None
        else (OWN, "kfit's own file")
    )
    taken |= ALWAYS | ({"sheet"} if source.is_workbook else frozenset())
    idle = [name for name in line.options.by_name() if name not in taken]
    if idle == ["sheet"]:
        sort = "a file without sheets"
    if idle:
        _refuse(line, [f"--{name.replace('_', '-')}" for name in idle], f"for {sort}", dict.fromkeys(idle))


def refuse_unasked(line: ImportLine, source: ImportSource) -> None:
    """Refuse answers to questions that the app never asks, also of this export, which was read; and numbers of moods where it has none."""
    if source.app is None:
        return
    asked = dict.fromkeys((*source.app.questions, *source.app.rules.asked))
    unasked = [one for one in line.options.answer if one.partition("=")[0].strip() not in asked]
    if unasked:
        left = [one for one in line.options.answer if one not in unasked]
        there = f" It asks: {', '.join(asked)}." if asked else ""
        _refuse(line, [f"--answer {short(one)}" for one in unasked], f"for this export.{there}".removesuffix("."), {"answer": left})
    if line.options.mood and not source.app.rules.named:
        _refuse(line, ["--mood"], "for an export without moods", {"mood": None})


def _refuse(line: ImportLine, named: Sequence[str], where: str, options: dict[str, object]) -> None:
    way = line.taking(TableReading("", options))
    raise Refused(f"Nothing imported: {' and '.join(named)} {'does' if len(named) == 1 else 'do'} nothing {where}.\nWithout that:\n  {way}")
