"""Edit: an entry, or the numbers of one blood pressure, by the words that change."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from .. import clock
from ..errors import KfitError, Refused, Unclear
from ..model.entries import Score, Sleep
from ..parsing.draft import Context
from ..parsing.edits import EditLine, edited, edited_reading
from ..parsing.tokens import quoted
from ..render.corrections import changed
from ..render.phrases import UNDO, day_said, what, with_way
from ..render.safety import HELP_NOW, beside
from ..render.scores import lines as score_lines
from ..services.doubtful_sleep import refuse_edited
from ..services.log import keep_names
from ..services.person import known
from ..services.scores import compare_score
from ..store import queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import RawCommand, new_app
from .completion import latest, number_of
from .corrections import NEWEST, numbers_in, reading_of, refuse_newest
from .output import copy_of_the_day, say, say_json, say_with_block, talk
from .private_text import TextDraft, from_editor
from .scores import block_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from ..model.fields import Entry
    from ..store.connection import Database


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
                refuse_newest(data.db, "kfit edit", ctx.args, context)
    if not ctx.args or number_of(ctx.args[0]) is None:
        changes_ = " ".join(map(quoted, ctx.args[1:])) or "CHANGE"
        raise Refused(
            f"kfit edit needs the number of an entry, and what changes, such as: kfit edit NUMBER {changes_}   {numbers_in(ctx.args)}"
        )
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
        reading = reading_of(data.db, before)
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
