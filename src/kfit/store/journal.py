"""Undo, redo, the steps of the journal, and the permanent deletion of entries."""

from __future__ import annotations

import json
import sqlite3
from datetime import datetime
from typing import Any, NamedTuple

from ..errors import Unusable
from ..model.entries import KINDS, TRACKED
from ..model.planning import PLANNING_TABLES, CustomName, Goal, PlanningRecord, Trial, VisitQuestion
from .changes import Change, erase
from .checkin import ANSWERED, PARTS_NAMED
from .columns import answers_field, answers_of, kept_text, restore_record, state_text
from .connection import UncheckedWrites
from .consistency import same
from .faults import Damaged

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.fields import Entry

BACK, AGAIN = "undo", "redo"
SETTING = "setting"  # the key under which a step names a setting


class JournalStep(NamedTuple):
    """One line of the journal: the state of an entry, a setting or a planning record before and after a change. `at` is in UTC."""

    change: int
    at: str
    command: str
    taken_back: bool
    before: dict[str, Any] | None
    after: dict[str, Any] | None


def undo(db: sqlite3.Connection, only: int | None = None) -> list[JournalStep]:
    """Undo the newest change that is not undone; return its steps, none if there is no such change. Raises KfitError.

    With `only`, the number of a change, nothing is undone unless that is the newest.
    """
    with Change(db, BACK) as change:
        found = db.execute(
            "select id from change where taken_back_by is null and command not in (?, ?) and id < ?"
            " and (exists(select 1 from change_entry where change = change.id) or exists(select 1 from change_setting where change = change.id)"
            " or exists(select 1 from change_kept where change = change.id))"
            " order by id desc limit 1",
            (BACK, AGAIN, change.id),
        ).fetchone()
        return _turn(change, found if found is None or only in (None, found[0]) else None, back=True)


def redo(db: sqlite3.Connection) -> list[JournalStep]:
    """Redo the last undone change, unless there was another change since; return its steps, none if there are none. Raises KfitError."""
    with Change(db, AGAIN) as change:
        found = db.execute(
            "select id from change as target where taken_back_by is not null"
            " and not exists(select 1 from change where command not in (?, ?) and id > target.taken_back_by)"
            " order by taken_back_by desc limit 1",
            (BACK, AGAIN),
        ).fetchone()
        return _turn(change, found, back=False)


def _turn(change: Change, found: tuple[int] | None, *, back: bool) -> list[JournalStep]:
    """Bring everything in a change to its state before the change, with `back`, or after it. Raises Damaged if no table takes that."""
    if found is None:
        change.give_up()
        return []
    steps = steps_of(change.db, found[0])
    # No CHECKs, since an old state may fail them. Deletions come first and insertions last: a goal is unique by subject and day.
    try:
        with UncheckedWrites(change.db):
            done = _take_back_new(change, found[0]) if back else set()
            left = (step for step in steps if _is_setting(step) or kept_in(step) or (step.after or step.before or {})["id"] not in done)
            for step in sorted(left, key=lambda step: _order(step, back=back)):
                _bring_any(change, step, *((step.after, step.before) if back else (step.before, step.after)))
    except (sqlite3.IntegrityError, OverflowError, UnicodeEncodeError):
        raise Damaged from None
    change.db.execute("update change set taken_back_by = ? where id = ?", (change.id if back else None, found[0]))
    return steps


def _take_back_new(change: Change, taken_back: int) -> set[int]:
    """Delete the entries that a change added and that are still as it left them, all at once; return their numbers.

    One statement for all of a kind takes a twentieth of the time that one for each entry would.
    """
    db = change.db
    for kind in KINDS.values():
        added = (
            "select ?2, entry, after, null from change_entry where change = ?1 and before is null and after is not null"
            f" and json_extract(after, '$.kind') = '{kind.kind}' and after = ({state_text(kind).replace('?1', 'change_entry.entry')})"
        )
        if not db.execute(f"insert into change_entry(change, entry, before, after) {added}", (taken_back, change.id)).rowcount:
            continue
        gone = f"in (select entry from change_entry where change = ? and json_extract(before, '$.kind') = '{kind.kind}')"
        if answers_field(kind):
            db.execute(f"delete from {kind.kind}_item where {kind.kind} {gone}", (change.id,))
        db.execute(f"delete from {kind.kind} where id {gone}", (change.id,))
        db.execute(f"delete from entry where id {gone}", (change.id,))
    return {number for (number,) in db.execute("select entry from change_entry where change = ?", (change.id,))}


def _bring_any(change: Change, step: JournalStep, here: dict[str, Any] | None, there: dict[str, Any] | None) -> None:
    if _is_setting(step):
        change.set((here or there or {})["setting"], None if there is None else there["value"])
    elif kept_in(step):
        _bring_kept(change, kept_in(step), here, there)
    else:
        _bring(change, here, there)


def _order(step: JournalStep, *, back: bool) -> int:
    here, there = (step.after, step.before) if back else (step.before, step.after)
    return 0 if there is None else 2 if here is None else 1


def _bring(change: Change, here: dict[str, Any] | None, there: dict[str, Any] | None) -> None:
    """Bring one entry from state `here` to state `there`. Raises Unusable if the file does not contain `here`."""
    number = (here or there or {})["id"]
    found = change.db.execute(state_text(_kind_of(here or there or {})), (number,)).fetchone()
    if not _is_as(found, here):
        raise Unusable(f"Entry {number} was changed by another program since, so nothing was done. What is wrong: kfit doctor")
    if here is None and there is not None:
        change.add(entry_of(there))
    elif here is not None and there is None:
        change.delete(entry_of(here))
    elif here is not None and there is not None:
        change.edit(entry_of(here), entry_of(there))


def _is_as(found: tuple[str] | None, here: dict[str, Any] | None) -> bool:
    """Return whether a state in the file equals a state in the journal; None means that the row does not exist."""
    return found is None if here is None else found is not None and same(json.loads(found[0]), here)


def entry_of(state: dict[str, Any]) -> Entry:
    """Return the entry of a state in the journal. Raises Damaged if the state is not one of an entry."""
    kind = _kind_of(state)
    name = answers_field(kind)
    return restore_record(kind, state | {name: answers_of(state.get(name))} if name else state)


def _kind_of(state: dict[str, Any]) -> type[Entry]:
    kind = KINDS.get(state.get("kind", ""))
    if kind is None:
        raise Damaged
    return kind


def _bring_kept(change: Change, table: str, here: dict[str, Any] | None, there: dict[str, Any] | None) -> None:
    """Bring one planning record from state `here` to state `there`. Raises Unusable if the file does not contain `here`."""
    number = (here or there or {})[table]["id"]
    found = change.db.execute(kept_text(PLANNING_TABLES[table], table), (number,)).fetchone()
    if not _is_as(found, here):
        raise Unusable("What is kept here was changed by another program since, so nothing was done. What is wrong: kfit doctor")
    if here is None and there is not None:
        change.keep(kept_of(there))
    elif here is not None and there is None:
        change.drop(kept_of(here))
    elif here is not None and there is not None:
        change.turn(kept_of(here), kept_of(there))


def kept_in(step: JournalStep) -> str:
    """Return the table of the planning record in a step; empty for an entry or a setting."""
    return next((table for table in PLANNING_TABLES if table in (step.before or step.after or {})), "")


def kept_of(state: dict[str, Any]) -> PlanningRecord:
    """Return the planning record of a state in the journal. Raises Damaged if a value cannot be read."""
    ((table, fields),) = state.items()
    return restore_record(PLANNING_TABLES[table], fields)


def _is_setting(step: JournalStep) -> bool:
    return SETTING in (step.before or step.after or {})


def steps_of(db: sqlite3.Connection, change: int | None = None, entry: int | None = None, latest: int | None = None) -> list[JournalStep]:
    """Return steps of the journal, oldest first: all, or those of one change, one entry or the `latest` changes. Raises Damaged."""
    since = 0 if latest is None else int(db.execute("select coalesce(max(id), 0) from change").fetchone()[0]) - latest
    entries = (
        "select change.id, at, command, taken_back_by is not null, before, after, entry as place, '' as kept from change_entry"
        " join change on change.id = change_entry.change where change > ?3 and (?1 is null or change = ?1) and (?2 is null or entry = ?2)"
    )
    settings = (
        "select change.id, at, command, taken_back_by is not null,"
        " case when before is not null then json_object('setting', name, 'value', before) end,"
        " case when after is not null then json_object('setting', name, 'value', after) end, 0 as place, 'setting' as kept from change_setting"
        " join change on change.id = change_setting.change where change > ?3 and (?1 is null or change = ?1) and ?2 is null"
    )
    kept = (
        "select change.id, at, command, taken_back_by is not null, before, after, number as place, kept from change_kept"
        " join change on change.id = change_kept.change where change > ?3 and (?1 is null or change = ?1) and ?2 is null"
    )
    query = f"{entries} union all {settings} union all {kept} order by 1, place"
    rows = db.execute(query, (change, entry, since)).fetchall()  # read all rows at once: a damaged row must not leave a query open
    return [
        JournalStep(id_, _moment(at), command, bool(back), read_state(before, place, kept), read_state(after, place, kept))
        for id_, at, command, back, before, after, place, kept in rows
    ]


def _moment(text: str) -> str:
    """Return the time of a change, as given. Raises Damaged if it is not a valid time."""
    try:
        datetime.fromisoformat(text).astimezone()
    except (ValueError, OverflowError):
        raise Damaged from None
    return text


def read_state(text: str | None, number: int, kept: str = "") -> dict[str, Any] | None:
    """Return the state in a JSON text: of an entry, of a planning record in the table `kept`, or of a `setting`.

    Raises Damaged if it is not the state of what has this number. Its fields are not looked at: see `entry_of` and `kept_of`.
    """
    if text is None:
        return None
    try:
        state = json.loads(text)
    except (ValueError, RecursionError):
        raise Damaged from None
    if not isinstance(state, dict):
        raise Damaged
    told = state.get(kept) if kept in PLANNING_TABLES and len(state) == 1 else None if kept else state
    if kept != SETTING and not (isinstance(told, dict) and told.get("id") is not True and told.get("id") == number):
        raise Damaged
    if not kept and state.get("kind") not in list(KINDS):  # a list, since the text can hold what has no hash
        raise Damaged
    return state


def find_entry(db: sqlite3.Connection, number: int) -> Entry | None:
    """Return the last state of an entry in the journal, even if it was undone or deleted; None if there is none."""
    states = [state for step in steps_of(db, entry=number) for state in (step.before, step.after) if state]
    return entry_of(states[-1]) if states else None


def forget(db: sqlite3.Connection, entries: Sequence[Entry] = (), beside: Sequence[PlanningRecord] = ()) -> bool:
    """Delete entries or planning records for good, with all their lines in the journal; return whether the file was rebuilt.

    A custom name is deleted with the last entry that had it. SQLite overwrites the deleted content (secure_delete), and
    VACUUM rebuilds the file so that no free page contains an older copy.
    """
    with Change(db, "forget"):
        named = {(entry.kind, name) for entry in entries for name in _names_ever(db, entry)}
        for entry in entries:
            db.execute("delete from change_entry where entry = ?", (entry.id,))
            erase(db, entry)
        for kind, name in named:
            _forget_name(db, kind, name)
        for one in beside:
            _forget_kept(db, one.table, one.id)
    try:
        db.execute("vacuum")
    except sqlite3.Error:  # the disk is full, or another kfit process reads; the content is deleted and overwritten anyway
        return False
    return True


def _names_ever(db: sqlite3.Connection, entry: Entry) -> set[str]:
    """Return the current and all earlier names of an entry, since an edit can change the name."""
    found = db.execute(
        "select json_extract(before, '$.name') from change_entry where entry = ?1"
        " union select json_extract(after, '$.name') from change_entry where entry = ?1",
        (entry.id,),
    )
    return {getattr(entry, "name", ""), *(name for (name,) in found)} - {None, ""}


def _forget_name(db: sqlite3.Connection, kind: str, name: str) -> None:
    """Delete a custom name if neither an entry nor the journal contains it any more."""
    if kind not in TRACKED or name in KINDS[kind].names:
        return
    named = "json_extract({0}, '$.kind') = ?1 and json_extract({0}, '$.name') = ?2"
    left = (
        f"select exists(select 1 from {kind} where name = ?2)"
        f" or exists(select 1 from change_entry where ({named.format('before')}) or ({named.format('after')}))"
    )
    if db.execute(left, (kind, name)).fetchone()[0]:
        return
    for table in (CustomName.table, Goal.table, Trial.table):
        state = f"json_extract(coalesce(after, before), '$.{table}.{{}}')"
        rows = db.execute(
            f"select number from change_kept where kept = ?1 and {state.format('kind')} = ?2 and {state.format('name')} = ?3"
            f" union select id from {table} where kind = ?2 and name = ?3",
            (table, kind, name),
        )
        for (number,) in rows.fetchall():
            if db.execute(f"select 1 from {table} where id = ? and name <> ?", (number, name)).fetchone():
                _forget_old_name(db, table, number, name)  # it was renamed since
            else:
                _forget_kept(db, table, number)
    db.executemany("delete from said where sentence = ?", [(ANSWERED.format(part, name),) for part in PARTS_NAMED])


def _forget_old_name(db: sqlite3.Connection, table: str, number: int, name: str) -> None:
    """Rewrite the journal of a renamed row as if it had its new name from the start."""
    had = f"json_extract({{}}, '$.{table}.name') = ?3"
    row = (table, number, name)
    db.execute(f"delete from change_kept where kept = ?1 and number = ?2 and {had.format('after')}", row)
    db.execute(f"update change_kept set before = null where kept = ?1 and number = ?2 and {had.format('before')}", row)


def _forget_kept(db: sqlite3.Connection, table: str, number: int | None) -> None:
    db.execute("delete from change_kept where kept = ? and number = ?", (table, number))
    db.execute(f"delete from {table} where id = ?", (number,))


def find_question(db: sqlite3.Connection, number: int) -> VisitQuestion | None:
    """Return the last state of a question in the journal, even if it was undone; None if there is none."""
    found = db.execute(
        "select coalesce(after, before) from change_kept where kept = ? and number = ? order by change desc limit 1",
        (VisitQuestion.table, number),
    ).fetchone()
    state = read_state(found[0], number, VisitQuestion.table) if found else None
    question = kept_of(state) if state else None
    return question if isinstance(question, VisitQuestion) else None


def find_trial(db: sqlite3.Connection) -> Trial | None:
    """Return the last state of the newest trial in the journal, even if it was undone; None if there is none."""
    found = db.execute(
        "select number, coalesce(after, before) from change_kept where kept = ? order by number desc, change desc limit 1", (Trial.table,)
    ).fetchone()
    state = read_state(found[1], found[0], Trial.table) if found else None
    trial = kept_of(state) if state else None
    return trial if isinstance(trial, Trial) else None
