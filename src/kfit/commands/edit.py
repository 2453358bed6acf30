"""Changes an entry by its number: the words of its kind, without the kind."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .. import clock
from ..diary.changes import read_changes
from ..diary.naming import new_names
from ..diary.said import Context, OtherDay, Said, entries_of, placed_on, read_day
from ..entries import RATINGS, Entry, Habit, Infusion, Note, Rating, Score, Sleep
from ..errors import KfitError, Refused
from ..show.phrases import UNDO, with_way
from ..show.safety import HELP_NOW, beside
from ..show.scores import lines as score_lines
from ..show.turned import changed as changed_words
from ..store import find
from ..store.change import Change
from ..store.file import Data
from ..when import When
from .asking import Draft, from_editor
from .daily import copy_of_the_day
from .forms import block_of, held
from .log import known
from .numbers import latest, number_of
from .output import say, say_json, say_with_block, talk
from .save import keep_names, placed
from .shape import RawCommand, new_app

if TYPE_CHECKING:
    import sqlite3

    from ..diary.one import One

app = new_app()


@app.command(cls=RawCommand)
def edit(
    ctx: typer.Context,
    number: Annotated[str | None, typer.Argument(metavar="ID", help="the entry's number, from kfit list", autocompletion=latest)] = None,  # noqa: ARG001 - for the help
    changes: Annotated[list[str] | None, typer.Argument(metavar="WORDS", help="what is other now: 7h30, --on mon, --note ...")] = None,  # noqa: ARG001 - for the help
) -> None:
    """Change an entry. What is not said stays; --note "" empties the note; the kind stays."""
    if not ctx.args or number_of(ctx.args[0]) is None:
        raise Refused("Which entry? Its number stands in: kfit list   Then: kfit edit 12 7h30")
    draft = Draft("")
    try:
        _edit(ctx.args, draft)
    except KfitError as error:
        raise draft.kept(error) from None
    draft.let_go()


def _edit(args: list[str], draft: Draft) -> None:
    with Data.to_write() as data:
        settings = data.settings()
        context = Context(clock.now(), settings.day_ends, settings.date_order, lambda: known(data, settings))
        if data.db is None:
            raise Refused("There is no entry yet. One line begins: kfit mood 5")
        before = find.by_number(data.db, number_of(args[0]) or 0)
        told = read_changes(before, args[1:], context)
        if told.reading.asks_for_note == "editor":
            written = from_editor(before.note or "")
            draft.path = written.path
            told.said.add_note(written.text)
        try:
            after = placed(data.db, changed(before, told, context))
        except OtherDay as error:
            raise error.with_lines(told.words) from None
        if after == before:
            raise Refused(f"Nothing would be other. For example: kfit edit {before.id} --on yesterday")
        _save(data.db, before, after, told, context)
        form = held(data.db, after) if isinstance(after, Score) else None
    said = f"Changed {after.id}: {changed_words(before, after, context.today)}"
    message = "Changed." if settings.answers == "short" else with_way(said, UNDO)
    block = block_of([after], settings)
    figures = score_lines(form[0], form[1], context.today, show_total=settings.show_scores, before_block=True) if form else []
    never_silent = block or beside("", told.words.source).strip()
    if told.reading.json:
        say_json({"before": before.row(), "after": after.row(), "message": message, **({"help": HELP_NOW} if never_silent else {})})
        talk(never_silent) if never_silent else None
    elif block:
        full = [] if settings.answers == "short" else figures
        say_with_block(block if told.reading.quiet else "\n".join([message, "", block, "", *full]).rstrip("\n"), block)
    elif not told.reading.quiet:
        say("\n".join([message, *([] if settings.answers == "short" else figures), *([never_silent] if never_silent else [])]))
    elif never_silent:
        say(never_silent)
    copy_of_the_day(data.path)


def _save(db: sqlite3.Connection, before: Entry, after: Entry, told: One, context: Context) -> None:
    with Change(db, "edit") as change:
        if find.by_number(db, before.id or 0) != before:
            raise Refused("The entry was changed in another window just now. See: kfit list")
        if isinstance(before, Sleep) and isinstance(after, Sleep) and not told.said.is_sure:
            _refuse_doubtful(db, before, after, told, context)
        keep_names(change, [told.reading])
        change.edit(before, after)


def _refuse_doubtful(db: sqlite3.Connection, before: Sleep, after: Sleep, told: One, context: Context) -> None:
    """Ask about a night that an edit of its day, its times or its length makes probably not so."""
    if all(getattr(before, name) == getattr(after, name) for name in ("day", "minutes", "start_at", "end_at")):
        return
    others = [one for one in find.of_day(db, Sleep, after.day) if isinstance(one, Sleep) and one.id != after.id]
    if others:
        from .nights import refuse_edited

        refuse_edited(after, others, told.words, context.today)


def changed(before: Entry, told: One, context: Context) -> Entry:
    """Return the entry with what was told in the place of what it held. Raises Refused where that is no entry."""
    said = told.said
    if told.reading.replace:
        raise Refused("--replace goes with logging. An edit changes the one entry that it names.")
    said.refuse_doubts()
    changes: dict[str, Any] = _consequences(before, said.fields) | said.fields
    if said.fields and "name" in before.OWN and not isinstance(before, Score):
        changes |= _as_kept(before, changes, told, context)
    if said.note is not None or told.empties_note:
        changes["note"] = said.note
    if isinstance(before, Note) and not changes.get("note", before.note) and not changes.get("mark", before.mark):
        raise Refused(f"Nothing would be left of it. To take it away: kfit delete {before.id}")
    day = None if told.day_text is None else read_day(told.day_text, context, told.words)
    if day is not None or said.parts is not None:
        changes |= _moved(before, said, day, context)
    return before.but(**changes)


def _consequences(before: Entry, told: dict[str, Any]) -> dict[str, Any]:
    """Return what else is other where a field is: two ways to say a thing exclude each other."""
    if isinstance(before, Infusion) and "dose" in told:
        return {"dose_mg": None}
    if isinstance(before, Sleep) and "minutes" in told:
        return {"start_at": None, "end_at": None}
    if isinstance(before, Habit):
        return {other: None for one, other in (("minutes", "times"), ("times", "minutes")) if one in told}
    if isinstance(before, Score) and "total" in told:
        return {"items": None, "difficulty": None}
    return {}


def _as_kept(before: Entry, changes: dict[str, Any], told: One, context: Context) -> dict[str, Any]:
    """Hold the entry's name against those that are kept, as a new line's would be. Raises Refused as that would.

    A rating gets the better end that its name is kept with, its own one if the name is new.
    """
    said = told.said
    whole = Said(type(before), before.kind)
    whole.flags, whole.name_place, whole.value_end = said.flags, said.name_place, said.value_end
    fields = {name: getattr(before, name) for name in before.OWN if name != "better"} | changes
    whole.fields = {name: value for name, value in fields.items() if value is not None or name == "unit"}
    name = whole.fields["name"]
    if isinstance(before, Rating) and name not in RATINGS and context.known.find(Rating.kind, name) is None:
        whole.fields.setdefault("better", before.better)
    told.reading.tracked = new_names(whole, told.words, context, one=True)
    return {"better": whole.fields["better"]} if isinstance(before, Rating) and "name" in said.fields else {}


def _moved(before: Entry, said: Said, day: When | None, context: Context) -> dict[str, Any]:
    """Return what a new day or new times change. They are read as a new line would be, on the old day if none is told."""
    if not isinstance(before, Sleep):
        return placed_on(day, context) | {"tz": clock.zone()}
    whole = Said(Sleep, before.kind)
    whole.parts = said.parts or (None if "minutes" in said.fields else _times(before))
    if not whole.parts:
        whole.fields = {"minutes": 1}  # the day alone is taken from it
    elif len(whole.parts) > 1:
        raise Refused(f"An edit changes one part of a night. Try: kfit edit {before.id} 23:30-02:00")
    moved = entries_of(whole, day or When(date.fromisoformat(before.day), None, night=False), context)[0]
    names = ["day"] + (["at", "tz"] if day else []) + (["minutes", "start_at", "end_at"] if whole.parts else [])
    return {name: getattr(moved, name) for name in names}


def _times(entry: Entry) -> list[tuple[str, str]] | None:
    """Return the clock times of a night that has them."""
    if not isinstance(entry, Sleep) or entry.start_at is None or entry.end_at is None:
        return None
    return [(entry.start_at[11:16], entry.end_at[11:16])]
