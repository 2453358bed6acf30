"""Shows what was changed, and when."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Annotated, Any

import typer

from .. import clock
from ..errors import Refused
from ..kept import KEPT, Goal, Kept, Pause, Plan, Programme, Question, Tracked
from ..show import changes as shown
from ..show.goals import subject_said, target_said
from ..store import journal
from ..store.file import Data
from .numbers import latest, number_of
from .output import say, say_json, screen
from .shape import Command, Json, new_app

if TYPE_CHECKING:
    from collections.abc import Callable

app = new_app()
LATEST = 20


@app.command(cls=Command)
def history(
    number: Annotated[str | None, typer.Argument(metavar="ID", help="one entry's number", autocompletion=latest)] = None,
    all_: Annotated[bool, typer.Option("--all", help="Show every change, not the latest 20.")] = False,
    json: Json = False,
) -> None:
    """Show every change, newest last, or all that happened to one entry. It shows notes."""
    wanted = None if number is None else number_of(number)
    if number is not None and wanted is None:
        raise Refused(f"'{number}' is not a number of an entry. The numbers stand in: kfit list")
    with Data.to_read() as data:
        steps = journal.steps_of(data.db, entry=wanted, latest=None if all_ or json or wanted else LATEST) if data.db else []
        today = clock.day_of(clock.now(), data.settings().day_ends)
    if json:
        say_json(_document(steps))
        return
    if not steps:
        say("Nothing was changed yet." if number is None else f"There is no change of entry {number}.")
        return
    rows = [
        shown.Row(datetime.fromisoformat(step.at).astimezone(), step.command, step.taken_back, _said(step.before), _said(step.after))
        for step in steps
    ]
    older = not all_ and wanted is None and steps[0].change > 1
    say(shown.listed(rows, today, screen(), older=older))


def _document(steps: list[journal.Step]) -> dict[str, object]:
    return {
        "changes": [
            {
                "id": step.change,
                "at": step.at,
                "command": step.command,
                "taken_back": step.taken_back,
                "before": step.before,
                "after": step.after,
            }
            for step in steps
        ]
    }


def _said(state: dict[str, object] | None) -> str | None:
    """Say a state in a few words: an entry with its number, day and note, or a setting."""
    if state is None:
        return None
    if "setting" in state:
        return f"{state['setting']} {state['value']}"
    if table := next((name for name in KEPT if name in state), ""):
        return _kept(journal.kept_of({table: state[table]}))
    entry = journal.entry_of(state)
    details = "".join(f", {detail}" for detail in entry.details())
    return f"{entry.id}: {entry.phrase()}{details}, {entry.day}" + (f', "{entry.note}"' if entry.note else "")


def _kept(kept: Kept) -> str:
    """Say a row beside the entries. The history shows a person's words, so a question is shown too."""
    return KEPT_SAID[kept.table](kept)


def _question(kept: Question) -> str:
    return f'question {kept.id}: "{kept.words}"' + (f", done on {kept.done_on}" if kept.done_on else "")


def _tracked(kept: Tracked) -> str:
    more = ", ".join(part for part in (kept.unit, kept.better and f"{kept.better} is better", kept.retired_on and "retired") if part)
    return f"{kept.kind} {kept.name}" + (f" ({more})" if more else "")


def _programme(kept: Programme) -> str:
    ended = f", ended on {kept.ended_on}" if kept.ended_on else ""
    return f"programme {kept.from_minutes} to {kept.to_minutes} min on {kept.days}, from {kept.day}{ended}"


def _pause(kept: Pause) -> str:
    return f"pause from {kept.day}" + (f" to {kept.until}" if kept.until else "") + (f" ({kept.why})" if kept.why else "")


KEPT_SAID: dict[str, Callable[[Any], str]] = {
    Plan.table: lambda kept: f"planned infusion {kept.at or kept.day}",
    Question.table: _question,
    Tracked.table: _tracked,
    Goal.table: lambda kept: f"goal {subject_said(kept.subject)}: {target_said(kept) if kept.per else 'none'}, from {kept.day}",
    Programme.table: _programme,
    Pause.table: _pause,
}
