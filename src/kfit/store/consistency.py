"""Finds entries that are incomplete, unreadable or different from the journal."""

from __future__ import annotations

import sqlite3

from ..model.entries import KINDS
from ..model.planning import PLANNING_TABLES
from . import migrations
from .columns import kept_text, state_text
from .connection import UncheckedWrites

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any, TypeVar

    from ..model.fields import Record

DAMAGED_PAGES = "its pages are damaged"
NO_DATE = "substr({0}, 1, 10) is not date(substr({0}, 1, 10), '+0 days') or {0} < '0001'"
# SQL conditions for a value that cannot be read as the type of its field; ranges do not matter.
SENSELESS = {
    "date": f"{{0}} is not null and (length({{0}}) <> 10 or {NO_DATE})",
    "instant": f"{{0}} is not null and (length({{0}}) <> 22 or julianday({{0}}) is null or {NO_DATE})",
    "stamp": f"{{0}} is not null and (length({{0}}) <> 20 or julianday({{0}}) is null or {NO_DATE})",
    "real": "abs({0}) = 9e999",
}
if TYPE_CHECKING:
    Table = TypeVar("Table")


def find_damage(db: sqlite3.Connection) -> str:
    """Return a short reason why kfit cannot use a file: its pages, schema or rows. Empty if it can."""
    if not is_whole(db):
        return DAMAGED_PAGES
    unlike, added = migrations.unlike_fresh(db, int(db.execute("pragma user_version").fetchone()[0]))
    if unlike or any(name.startswith("trigger ") for name in added):
        return "its tables are not as kfit makes them"
    if find_torn_entries(db) or unreadable(db) or db.execute("pragma foreign_key_check").fetchone():
        return "some of its rows are not whole"
    return ""


def fault(db: sqlite3.Connection) -> str:
    """Return a short reason why a file is not sound; empty if it is. It checks pages, schema, rows and journal."""
    try:
        return find_damage(db) or ("its entries are not as its history says" if unlike_history(db) else "")
    except (sqlite3.Error, UnicodeDecodeError, ValueError, TypeError, AttributeError, KeyError):  # a damaged history can hold anything
        return "it can't be read to its end"


def find_torn_entries(db: sqlite3.Connection) -> list[str]:
    """Return the numbers of entries without a row in their kind's table, of rows without an entry, and of unknown kinds."""
    wrong: set[int] = set()
    kinds = of_its_format(db, KINDS)
    for kind in kinds:
        wrong.update(
            number for (number,) in db.execute(f"select id from entry where kind = ? and id not in (select id from {kind})", (kind,))
        )
        rows = f"select id from {kind} where id not in (select id from entry where kind = ?)"
        wrong.update(number for (number,) in db.execute(rows, (kind,)))
    unknown = f"select id from entry where kind not in ({', '.join('?' * len(kinds))})"
    wrong.update(number for (number,) in db.execute(unknown, list(kinds)))
    return [str(number) for number in sorted(wrong)]


def unreadable(db: sqlite3.Connection) -> list[str]:
    """Return the rows with an invalid day or time or an infinite number: `12` for an entry, `plan 3` for a planning record."""
    wrong: list[str] = []
    tables: Mapping[str, type[Record]] = {**KINDS, **PLANNING_TABLES}
    for table, kind in filled(db, tables).items():
        broken = " or ".join(f"({SENSELESS[field.type].format(name)})" for name, field in kind.FIELDS.items() if field.type in SENSELESS)
        rows = db.execute(f"select id from {table} where {broken} order by id")
        wrong += (str(number) if table in KINDS else f"{table} {number}" for (number,) in rows)
    return wrong


def unlike_history(db: sqlite3.Connection) -> list[str]:
    """Return the entries, settings and planning records that differ from the newest line in the journal: `12`, `plan 3`."""
    wrong: set[int] = set()
    newest = "(select after from change_entry where entry = listed.id order by change desc limit 1)"
    for name, kind in filled(db, KINDS).items():
        state = state_text(kind).replace("?1", "listed.id")
        rows = db.execute(
            f"select id, state, told from (select listed.id, ({state}) as state, {newest} as told from {name} as listed) where state is not told"
        )
        wrong.update(number for number, state, told in rows if told is None or state is None or not _told_alike(state, told))
    gone = (
        "select entry from change_entry as line where after is not null and entry not in (select id from entry)"
        " and change = (select max(change) from change_entry where entry = line.entry)"
    )
    wrong.update(number for (number,) in db.execute(gone))
    return [*(str(number) for number in sorted(wrong)), *_settings_unlike_history(db), *_kept_unlike_history(db)]


def unreadable_history(db: sqlite3.Connection) -> list[str]:
    """Return the changes, entries and planning records whose lines in the journal cannot be read: `change 7`, `12`, `plan 3`."""
    kinds = ", ".join(f"'{kind}'" for kind in KINDS)
    entry = f"json_extract({{0}}, '$.id') is entry and json_extract({{0}}, '$.kind') in ({kinds})"
    wrong = {str(number) for (number,) in db.execute(f"select entry from change_entry where {_no_state(entry)}")}
    no_moment = "typeof(at) <> 'text' or length(at) <> 20 or julianday(at) is null"
    wrong.update(f"change {number}" for (number,) in db.execute(f"select id from change where {no_moment}"))
    if "change_kept" in of_its_format(db, {"change_kept": None}):
        kept = "json_extract({0}, '$.' || kept || '.id') is number"
        wrong.update(f"{table} {number}" for table, number in db.execute(f"select kept, number from change_kept where {_no_state(kept)}"))
    return sorted(wrong)


def _no_state(holds: str) -> str:
    """Return the SQL condition that a line's state `before` or `after` is not null and not JSON that meets `holds`."""
    one = "case when {0} is null then false when typeof({0}) <> 'text' or not json_valid({0}) then true else not ({holds}) end"
    return " or ".join(one.replace("{holds}", holds).format(state) for state in ("before", "after"))


def _settings_unlike_history(db: sqlite3.Connection) -> list[str]:
    told = dict(db.execute("select name, after from change_setting order by change").fetchall())
    now = dict(db.execute("select name, value from setting").fetchall())
    return sorted(name for name in told.keys() | now.keys() if told.get(name) != now.get(name))


def _kept_unlike_history(db: sqlite3.Connection) -> list[str]:
    """Return the planning records that differ from the newest line in the journal: `plan 3`."""
    there = of_its_format(db, PLANNING_TABLES)
    if not there:
        return []
    told = {(table, number): after for table, number, after in db.execute("select kept, number, after from change_kept order by change")}
    wrong = {(table, number) for (table, number), after in told.items() if after is not None}
    for table, kind in filled(db, there).items():
        state = kept_text(kind, table).replace("?1", "listed.id")
        for number, now in db.execute(f"select id, ({state}) from {table} as listed"):
            if (after := told.get((table, number))) is not None and (now == after or _told_alike(now, after)):
                wrong.discard((table, number))
            else:
                wrong.add((table, number))
    return [f"{table} {number}" for table, number in sorted(wrong)]


def of_its_format(db: sqlite3.Connection, tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables that the file has: a file of an older format lacks those added later."""
    if db.execute("pragma user_version").fetchone()[0] == migrations.VERSION:
        return dict(tables)
    there = {name for (name,) in db.execute("select name from sqlite_schema where type = 'table'")}
    return {name: table for name, table in tables.items() if name in there}


def filled(db: sqlite3.Connection, tables: Mapping[str, Table]) -> dict[str, Table]:
    """Return the tables that the file has and that hold a row.

    Most people use few of them, and SQLite needs most of the time of a copy to prepare the check of a table.
    """
    there = of_its_format(db, tables)
    found = db.execute(" union all ".join(f"select '{name}' where exists (select 1 from {name})" for name in there)).fetchall()
    return {name: there[name] for (name,) in found}


def _told_alike(state: str, told: str) -> bool:
    import json  # imported late, because states rarely differ as text

    return same(json.loads(state), json.loads(told))


def same(now: Mapping[str, Any], told: Mapping[str, Any]) -> bool:
    """Return whether a row equals a state in the journal.

    A state of another format may lack fields that were added later, or have fields that this format does not know.
    """
    return all(same(value, told.get(name) or {}) if isinstance(value, dict) else told.get(name) == value for name, value in now.items())


def is_whole(db: sqlite3.Connection, look: str = "integrity_check") -> bool:
    """Return whether SQLite finds no damaged page or index. A value that fails its CHECK is not damage: it can be read."""
    with UncheckedWrites(db):
        return bool(db.execute(f"pragma {look}(1)").fetchone()[0] == "ok")


def sound(db: sqlite3.Connection) -> bool:
    """Return whether pages and schema are undamaged, each entry has its row, and every row and state can be read.

    It rolls back an open transaction.
    """
    try:
        if db.in_transaction:
            db.execute("rollback")
        whole = is_whole(db, "quick_check") and not migrations.unlike_fresh(db)[0]
        return whole and not find_torn_entries(db) and not unreadable(db) and not unreadable_history(db)
    except (sqlite3.Error, UnicodeDecodeError):
        return False
