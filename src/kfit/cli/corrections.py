"""Undo, redo, edit and delete."""

from __future__ import annotations

import os
from datetime import date
from typing import Annotated, Any

import typer

from .. import clock
from ..errors import KfitError, Refused, Unclear
from ..humanize import monday_of
from ..model.entries import KINDS, Exercise, Measure, Note, Score, Sleep
from ..model.measures import PRESSURE
from ..model.planning import Goal, PlanningRecord, VisitQuestion
from ..parsing.draft import Context
from ..parsing.edits import EditLine, edited, edited_reading
from ..parsing.tokens import quoted
from ..render.corrections import changed, kept_turned, moved
from ..render.phrases import REDO, UNDO, day_said, readings, units, what, with_way
from ..render.safety import HELP_NOW, beside
from ..render.scores import lines as score_lines
from ..render.text import safe
from ..services.doubtful_sleep import refuse_edited
from ..services.log import keep_names
from ..services.person import known
from ..services.scores import compare_score
from ..store import backups, doctor, journal, paths, queries
from ..store.changes import Change
from ..store.daily import latest_infusion
from ..store.data_file import Data
from . import prompts
from .base import Command, Json, RawCommand, new_app
from .completion import latest, number_of
from .output import copy_of_the_day, say, say_json, say_with_block, talk
from .private_text import TextDraft, from_editor
from .scores import block_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from ..model.fields import Entry
    from ..store.connection import Database

WORD = "forget"
EVERYTHING = ("everything", "all", "data", "database", "diary", "account")
MOST_NEWEST = 20  # entries looked through for one that takes the words of an edit
NEWEST = ("last", "latest", "newest", "that", "it")  # in the place of a number


def confirm(db: Database, today: date, what: str) -> None:
    """Ask for a typed word before a deletion without undo, on the day of an infusion and the day after.

    Asks only at a terminal; `what` names what would go. Raises Refused for any other word, and then nothing is deleted.
    """
    last = latest_infusion(db, today.isoformat())
    groggy = last is not None and (today - date.fromisoformat(last)).days <= 1
    if not groggy or not prompts.on_terminal():
        return
    try:
        said = prompts.line(f"No undo brings {what} back. To go on, type {WORD}: ")
    except prompts.Stopped:
        said = ""
    if said.lower() != WORD:
        raise Refused("Nothing was taken away.")


def describe_forgetting(which: str, path: str, texts: Collection[str] = (), *, small: bool) -> str:
    """Return the message after a deletion for good: what is gone, and where copies of it may remain.

    Also removes the drafts of interrupted runs, and files of an editor that hold one of these texts. The message names
    what could not be removed; nothing is raised. `small` says that the file was rewritten without the deleted text.
    """
    lines = [
        f"Removed for good: {which}, from the file and from its history. This can't be taken back.",
        _in_backups(path),
        _in_drafts(path),
        _moved_aside(path),
        _in_notes(texts),
        "Files that you exported still hold it too.",
        "" if small else "The file could not be made smaller just now; that does no harm.",
    ]
    return "\n".join(line for line in lines if line)


def _in_backups(path: str) -> str:
    folder = paths.backups(path)
    try:
        copies = [name for name in paths.copies(path) if name.endswith(".db")]
    except KfitError:
        return f"kfit can't see whether backups hold it: {safe(folder)}"
    if not copies:
        return "There is no backup that holds it."
    if len(copies) == 1:
        return f"A backup still holds it; it is in {safe(folder)}"
    return f"Your {len(copies)} backups still hold it; they are in {safe(folder)}"


def _in_drafts(path: str) -> str:
    """Remove the drafts of interrupted runs; return a sentence if that failed, else nothing."""
    try:
        backups.clear_drafts(path)
    except (KfitError, OSError):
        return "Files of an interrupted run may still hold it. To see them: kfit doctor"
    return ""


def _moved_aside(path: str) -> str:
    try:
        names = doctor.moved_aside(path)
    except OSError:
        names = []
    return (
        f"Files that were moved aside may still hold it: {safe(doctor.join_names(names))}, in {safe(os.path.dirname(path))}"
        if names
        else ""
    )


def _in_notes(texts: Collection[str]) -> str:
    """Remove files of an editor that hold one of these texts and nothing else; return a sentence that names the others."""
    try:
        left = [path for path in paths.note_drafts() if not _removed(path, texts)]
    except OSError:
        return f"kfit can't see whether a note from an editor holds it: {safe(paths.notes())}"
    return f"A note that was written in an editor is kept, and may still hold it: {safe(doctor.join_names(left))}" if left else ""


def _removed(path: str, texts: Collection[str]) -> bool:
    try:
        with open(path, encoding="utf-8") as file:
            holds_it = file.read().strip() in texts
        if holds_it:
            os.remove(path)
    except (OSError, UnicodeDecodeError):
        return False
    return holds_it


MOST_NAMED = 5
QUESTION_HINT = "Its words stay in the history until: kfit ask --forget {}"
CLOSED_WEEKS = "This changes weeks that are over as well."
NOTHING = {True: "Nothing to take back.", False: "Nothing to put back."}


def turn(*, back: bool, json: bool) -> None:
    """Undo the newest change, or redo the one undone last, and print what it was."""
    with Data.to_write() as data:
        steps = (journal.undo if back else journal.redo)(data.db) if data.db else []
        settings = data.settings()
        today = clock.day_of(clock.now(), settings.day_ends)
        message = _answer(data.db, steps, today, back=back) if data.db and steps else NOTHING[back]
    come = [step.before if back else step.after for step in steps if not journal.kept_in(step)]
    block = block_of((journal.entry_of(state) for state in come if state and "setting" not in state), settings)
    if json:
        changes = [{"id": step.change, "command": step.command, "before": step.before, "after": step.after} for step in steps]
        say_json({"changes": changes, "message": message, **({"help": "kfit help-now"} if block else {})})
        talk(block) if block else None
    elif block:  # restored answers call for the block, as they did when they were saved
        say_with_block(f"{message}\n\n{block}", block)
    else:
        say(message)
    if steps:
        copy_of_the_day(data.path)


def _answer(db: Database, steps: list[journal.JournalStep], today: date, *, back: bool) -> str:
    """Return what was undone or redone: entries, rows beside them, settings. An import can have all three."""
    chosen = [step for step in steps if "setting" in (step.before or step.after or {})]
    beside = [step for step in steps if journal.kept_in(step)]
    logged = [step for step in steps if step not in chosen and step not in beside]
    changed_beside = any(step.before and step.after for step in beside)
    if changed_beside and all(step.before and step.after for step in logged):
        logged = []  # a name was changed, and its entries went with it
    parts = [logged, beside] if changed_beside else [[*logged, *beside]]
    lines = [_turned_said(db, part, today, back=back) for part in parts if part]
    verb, way_on = ("Took back", REDO) if back else ("Put back", UNDO)
    return "\n".join([*lines, *([_settings(chosen, verb, way_on, back=back)] if chosen else [])])


def _turned_said(db: Database, steps: list[journal.JournalStep], today: date, *, back: bool) -> str:
    """Return the sentences on the entries, and on the rows beside them, that were undone or redone."""
    here = [step.after if back else step.before for step in steps]
    there = [step.before if back else step.after for step in steps]
    verb, way_on = ("Took back", REDO) if back else ("Put back", UNDO)
    beside = [journal.kept_in(step) for step in steps]
    turned = any(table and step.before and step.after for table, step in zip(beside, steps, strict=True))
    if turned or all(beside):
        gone_beside, come_beside = (
            [journal.kept_of(state) for table, state in zip(beside, states, strict=True) if table and state] for states in (here, there)
        )
        questions = [str(one.id) for one in gone_beside if isinstance(one, VisitQuestion)]
        left = f"\n{QUESTION_HINT.format(questions[0])}" if len(questions) == 1 and not come_beside else ""
        one_way = verb if gone_beside and come_beside else "Took back" if gone_beside else "Put back"
        closed = f"\n{CLOSED_WEEKS}" if _of_closed_weeks([*gone_beside, *come_beside], today) else ""
        return with_way(kept_turned(one_way, gone_beside, come_beside, today), way_on) + left + closed
    here, there = ([state for table, state in zip(beside, states, strict=True) if not table] for states in (here, there))
    gone = [journal.entry_of(state) for state in here if state]
    come = [journal.entry_of(state) for state in there if state]
    if gone and len(units(gone)) == len(units(come)) == 1 and [one.id for one in gone] == [one.id for one in come]:
        return with_way(f"{verb} the edit of {gone[0].id}: {changed(gone, come, today)}", way_on)
    if not gone:
        return moved("Put back", come, today, week_of(db, come), way_on)
    line = moved("Took back", gone, today, week_of(db, gone), way_on)
    if come:
        line += f"\nBack again: {', '.join(map(what, units(come)))}."
    return line + (f"\n{kept_hint(gone)}" if not come and kept_hint(gone) else "")


def _of_closed_weeks(rows: Sequence[PlanningRecord], today: date) -> bool:
    """Return whether one of these rows is a goal that held in a week that is over."""
    return any(isinstance(one, Goal) and one.day < monday_of(today).isoformat() for one in rows)


def _settings(steps: list[journal.JournalStep], verb: str, way_on: str, *, back: bool) -> str:
    told = []
    for step in steps:
        state = step.before if back else step.after
        name = (step.before or step.after or {})["setting"]
        told.append(f"{name} is {state['value'] if state else 'at its default'} again")
    return f"{verb}: {', '.join(told)}.{way_on}"


def week_of(db: Database, entries: list[Entry]) -> tuple[date, int, int] | None:
    """Return Monday, minutes and sessions of the week of these entries' movement; None if it is not exactly one week."""
    mondays = {monday_of(date.fromisoformat(entry.day)) for entry in entries if isinstance(entry, Exercise)}
    if len(mondays) != 1:
        return None
    monday = mondays.pop()
    return monday, *queries.week_movement(db, monday)


def kept_hint(entries: list[Entry]) -> str:
    """Return the hint that a note's text stays in the history, and how to delete it for good; empty without a note."""
    noted = [str(entry.id) for entry in entries if entry.note is not None]
    if not noted:
        return ""
    whose = "Its text stays" if any(isinstance(entry, Note) for entry in entries) and len(noted) == 1 else "The text of its note stays"
    if len(noted) > MOST_NAMED:
        return f"The text of {len(noted):,} notes stays in the history until: kfit delete ID --forget   (IDs: kfit history)"
    if len(noted) > 1:
        whose = "Their notes stay"
    return f"{whose} in the history until: kfit delete {' '.join(noted)} --forget"


undo_app = new_app()


@undo_app.command(cls=Command)
def undo(json: Json = False) -> None:
    """Take back the newest change. A second `kfit undo` takes back the one before."""
    turn(back=True, json=json)


redo_app = new_app()


@redo_app.command(cls=Command)
def redo(json: Json = False) -> None:
    """Put back what was taken back last, as long as nothing was changed since."""
    turn(back=False, json=json)


edit_app = new_app()


@edit_app.command(cls=RawCommand)
def edit(
    ctx: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="ID", help="the entry's number, from kfit list", autocompletion=latest)] = None,  # noqa: ARG001 - for the help
    changes: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="what changes: 7h30, --on mon, --note ...")] = None,  # noqa: ARG001 - for the help
) -> None:
    """Change an entry. What is not named stays as it is; --note "" empties the note; the kind stays."""
    if ctx.args[1:] and ctx.args[0].lower() in NEWEST:
        with Data.to_read() as data:
            if data.db is not None:
                settings = data.settings()
                context = Context(clock.now(), settings.day_ends, settings.date_order, lambda: known(data, settings))
                _refuse_newest(data.db, "kfit edit", ctx.args, context)
    if not ctx.args or number_of(ctx.args[0]) is None:
        changes_ = " ".join(map(quoted, ctx.args[1:])) or "CHANGE"
        raise Refused(f"kfit edit needs the number of an entry, and what changes: kfit edit NUMBER {changes_}   {_numbers_in(ctx.args)}")
    if not ctx.args[1:]:
        raise Refused("What changes? Its value, --on with a day, or --note with words. Its help: kfit edit -h")
    draft = TextDraft("")
    try:
        _edit(ctx.args, draft)
    except KfitError as error:
        raise draft.kept(error) from None
    except BaseException:
        draft.tell()
        raise


def _edit(args: list[str], draft: TextDraft) -> None:
    with Data.to_write() as data:
        settings = data.settings()
        context = Context(clock.now(), settings.day_ends, settings.date_order, lambda: known(data, settings))
        if data.db is None:
            raise Refused("There is no entry yet. To begin: kfit mood 5")
        before = queries.by_number(data.db, number_of(args[0]) or 0)
        told = EditLine(before, args[1:], context)
        if told.reading.asks_for_note == "editor":
            _take_written(before, told, draft)
        reading = _reading(data.db, before)
        made = _made(reading, before, told, context)
        changes = made != reading
        if changes:
            _save(data.db, reading, made, told, context)
        place = reading.index(before)
        after = made[place]
        form = compare_score(data.db, after) if isinstance(after, Score) and changes else None
    draft.let_go()
    message = _edit_said(before, reading, made, context.today, short=settings.answers == "short")
    block = block_of([after], settings) if changes else ""
    figures = score_lines(form[0], form[1], context.today, show_total=settings.show_scores, before_block=True) if form else []
    never_silent = block or beside("", told.words.source).strip()
    if told.reading.json:
        beside_it = [
            {"before": was.row(), "after": one.row()} for was, one in zip(reading, made, strict=False) if was is not reading[place]
        ]
        added = [{"before": None, "after": one.row()} for one in made[len(reading) :]]
        told_of = {"before": before.row(), "after": after.row(), "beside": beside_it + added, "message": message}
        say_json(told_of | ({"help": HELP_NOW} if never_silent else {}))
        talk(never_silent) if never_silent else None
    elif block:
        full = [] if settings.answers == "short" else figures
        say_with_block(block if told.reading.quiet else "\n".join([message, "", block, "", *full]).rstrip("\n"), block)
    elif not told.reading.quiet:
        say("\n".join([message, *([] if settings.answers == "short" else figures), *([never_silent] if never_silent else [])]))
    elif never_silent:
        say(never_silent)
    if changes:
        copy_of_the_day(data.path)


def _take_written(before: Entry, told: EditLine, draft: TextDraft) -> None:
    """Take the words of a note from the editor; what was written stays in the draft until it is saved."""
    written = from_editor(before.note or "")
    draft.path, draft.before = written.path, written.before
    told.change.add_note(written.text)
    told.change.empties_note = bool(written.path) and not written.text.strip()


def _reading(db: Database, entry: Entry) -> list[Any]:
    """Return the entries of the blood pressure that an entry is a number of; any other entry alone.

    Of an entry that was taken back, the numbers that the history has beside it.
    """
    if not isinstance(entry, Measure) or entry.name not in PRESSURE or entry.id is None:
        return [entry]
    there = queries.of_day(db, Measure, entry.day)
    if entry not in there:
        beside_it = range(max(1, entry.id - len(PRESSURE) + 1), entry.id + len(PRESSURE))
        there = [found for number in beside_it if (found := journal.find_entry(db, number)) is not None]
    return next((unit for unit in readings(there) if entry in unit), [entry])


def _made(reading: list[Any], before: Entry, told: EditLine, context: Context) -> list[Any]:
    """Return what an edit makes of an entry, or of all numbers of its blood pressure. Raises Refused."""
    try:
        return edited_reading(reading, before, told, context) if reading[1:] else [edited(before, told, context)]
    except Unclear as error:
        raise error.offer(told.words.with_day) from None


def _edit_said(named: Entry, was: Sequence[Entry], became: Sequence[Entry], today: date, *, short: bool) -> str:
    """Return what an edit changed, or that it changed nothing; `named` is the entry whose number was typed."""
    if list(was) == list(became):
        return f"Nothing to change: {what(was, show_times=True)}, {day_said(was[0], today).removeprefix('the ')}."
    return "Changed." if short else with_way(f"Changed {named.id}: {changed(was, became, today)}", UNDO)


def _save(db: Database, reading: Sequence[Entry], made: list[Entry], told: EditLine, context: Context) -> None:
    """Write an edit as one change. What it adds gets its number in `made`."""
    with Change(db, "edit") as change:
        if any(queries.by_number(db, one.id or 0) != one for one in reading):
            raise Refused("The entry was changed in another window just now. See: kfit list")
        keep_names(change, [told.reading])
        for place, after in enumerate(made):
            before = reading[place] if place < len(reading) else None
            if isinstance(before, Sleep) and isinstance(after, Sleep) and not told.change.is_sure:
                _refuse_doubtful(db, before, after, told, context)
            if before is None:
                made[place] = change.add(after)
            elif before != after:
                change.edit(before, after)


def _refuse_doubtful(db: Database, before: Sleep, after: Sleep, told: EditLine, context: Context) -> None:
    """Raise Refused if an edit of the day, the times or the length makes a night doubtful."""
    if all(getattr(before, name) == getattr(after, name) for name in ("day", "minutes", "start_at", "end_at")):
        return
    others = [one for one in queries.of_day(db, Sleep, after.day) if isinstance(one, Sleep) and one.id != after.id]
    if others:
        refuse_edited(after, others, told.words, context.today)


delete_app = new_app()


@delete_app.command(cls=Command)
def delete(
    numbers: Annotated[list[str], typer.Argument(metavar="ID...", help="numbers of entries, from kfit list", autocompletion=latest)],
    forget: Annotated[bool, typer.Option("--forget", help="Also take them out of the history: no undo.")] = False,
    json: Json = False,
) -> None:
    """Take entries away. `kfit undo` brings them back, unless they were forgotten."""
    with Data.to_write() as data:
        if data.db is None:
            _numbers(numbers)
            raise Refused("There is no entry yet, so there is none to take away.")
        _refuse_newest(data.db, "kfit delete", numbers)
        wanted = _numbers(numbers)
        today = clock.day_of(clock.now(), data.settings().day_ends)
        named = [_to_forget(data.db, number) if forget else queries.by_number(data.db, number) for number in wanted]
        entries = list({one.id: one for entry in named for one in _reading(data.db, entry)}.values())
        together = f"\nThe numbers of one blood pressure go together: {_numbers_said(entries)}." if len(entries) > len(named) else ""
        copy = backups.make(data.db, data.path, "delete") if len(named) > 1 and not forget else ""
        if forget:
            confirm(data.db, today, "this entry" if len(entries) == 1 else f"these {len(entries)} entries")
            which = f"entry {entries[0].id}" if len(entries) == 1 else f"{len(entries)} entries"
            texts = _texts_ever(data.db, entries)
            message = describe_forgetting(which, data.path, texts, small=journal.forget(data.db, entries)) + together
        else:
            _take_away(data.db, entries)
            message = moved("Took back", entries, today, week_of(data.db, entries), UNDO)
            message += f"\n{kept_hint(entries)}" if kept_hint(entries) else ""
            message += together
            message += f"\nA backup was made before: {os.path.basename(copy)}. One undo brings all {len(entries)} back." if copy else ""
    if json:
        say_json({"deleted": [entry.row() for entry in entries], "message": message})
    else:
        say(message)
    copy_of_the_day(data.path)


def _refuse_newest(db: Database, command: str, words: Sequence[str], context: Context | None = None) -> None:
    """Refuse `delete last` and `edit last 3` with the line that names an entry by its number: the newest that takes these words."""
    if words[0].lower() not in NEWEST:
        return
    for newest in queries.newest_entries(db, MOST_NEWEST):
        if context is not None and not _takes(newest, words[1:], context):
            continue
        line = " ".join([command, str(newest.id), *map(quoted, words[1:])])
        raise Refused(f"The newest entry is {newest.id}, {what([newest])}. Try: {line}   To take back the last change: kfit undo")


def _takes(entry: Entry, words: Sequence[str], context: Context) -> bool:
    """Return whether an edit of an entry with these words is accepted."""
    try:
        return edited(entry, EditLine(entry, words, context), context) != entry
    except KfitError:
        return False


def _numbers_said(entries: Sequence[Entry]) -> str:
    return ", ".join(str(entry.id) for entry in entries)


def _to_forget(db: Database, number: int) -> Entry:
    """Return an entry, or what the history still holds of one that was taken back. Raises Refused if there is neither."""
    return journal.find_entry(db, number) or queries.by_number(db, number)


def _texts_ever(db: Database, entries: list[Entry]) -> set[str]:
    """Return every note text that these entries have or had."""
    steps = [step for entry in entries for step in journal.steps_of(db, entry=entry.id)]
    return {str(state["note"]) for step in steps for state in (step.before, step.after) if state and state.get("note")}


def _take_away(db: Database, entries: list[Entry]) -> None:
    with Change(db, "delete") as change:
        for entry in entries:
            change.delete(queries.by_number(db, entry.id or 0))


def _numbers_in(said: Sequence[str]) -> str:
    """Say where the numbers are: in the list of the kind that was named, else in the whole list."""
    head = (said[0].split() or [""])[0].lower() if said else ""
    known_head = any(head in kind.heads for kind in KINDS.values())
    return f"The numbers: kfit list {head}" if known_head else "The numbers: kfit list"


def describe_removal(path: str) -> str:
    """Return the message on how a person deletes all of the data: kfit takes away entries alone, and never everything at once."""
    return "\n".join(
        [
            "kfit deletes single entries, never everything at once. Your data is yours, and this is all of it:",
            f"The data file: {safe(path)}",
            f"Its copies: {safe(paths.backups(path))}",
            f"What kfit remembers about it, and drafts of notes: {safe(paths.state_folder())}",
            *([moved_aside] if (moved_aside := _moved_aside(path)) else []),
            "Delete these as you delete any file and folder, and all is gone. No undo brings it back.",
            "Files that you exported, and backups of this machine, are elsewhere.",
            "Before that, a reminder is ended by: kfit remind off   A copy to keep: kfit export jsonl -o mine",
        ]
    )


def _numbers(said: list[str]) -> list[int]:
    """Return the typed entry numbers, each once. Raises Refused for other words: entries are never deleted by their content."""
    found: list[int] = []
    for word in said:
        for part in word.replace(",", " ").split():
            number = number_of(part)
            if number is None:
                if part.lower() in EVERYTHING:
                    raise Refused(describe_removal(paths.data_file()))
                raise Refused(f"'{part}' is not the number of an entry: kfit delete NUMBER   {_numbers_in(said)}")
            if number not in found:
                found.append(number)
    if not found:
        raise Refused("kfit delete needs the number of an entry: kfit delete NUMBER   The numbers: kfit list")
    return found
