"""The history: every change, or all that happened to one entry."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated, Any

import typer

from .. import clock
from ..errors import Refused
from ..humanize import in_words
from ..model.planning import PLANNING_TABLES, CustomName, Goal, ImportMap, Pause, Plan, PlanningRecord, Programme, Trial, VisitQuestion
from ..render import history as shown
from ..render.goals import subject_said, target_said
from ..render.phrases import day_and_time
from ..store import journal
from ..store.data_file import Data
from ..store.faults import Damaged
from .base import Command, Json, new_app
from .completion import latest, number_of
from .output import say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from ..model.fields import Entry

history_app = new_app()
LATEST = 20
UNREADABLE = "what can't be read any more"


@history_app.command(cls=Command)
def history(
    number: Annotated[str | None, typer.Argument(metavar="ID", help="one entry's number", autocompletion=latest)] = None,
    all_: Annotated[bool, typer.Option("--all", help="Show every change, not the latest 20.")] = False,
    json: Json = False,
) -> None:
    """Show every change, newest last, or all that happened to one entry. It shows notes."""
    wanted = None if number is None else number_of(number)
    if number is not None and wanted is None:
        raise Refused(f"'{number}' is not the number of an entry. The numbers are in: kfit list")
    with Data.to_read() as data:
        steps = journal.steps_of(data.db, entry=wanted, latest=None if all_ or json or wanted else LATEST) if data.db else []
        today = clock.day_of(clock.now(), data.settings().day_ends)
    if json:
        say_json({"changes": [_row(step) for step in steps]})
        return
    if not steps:
        say("Nothing was changed yet." if number is None else f"There is no change of entry {number}.")
        return
    older = not all_ and wanted is None and steps[0].change > 1
    say(shown.history_listed(_changes(steps, today), today, screen(), older=older, every=all_ or wanted is not None))


def _row(step: journal.JournalStep) -> dict[str, object]:
    return {
        "id": step.change,
        "at": step.at,
        "command": step.command,
        "taken_back": step.taken_back,
        "before": step.before,
        "after": step.after,
    }


def _changes(steps: Sequence[journal.JournalStep], today: date) -> list[shown.ChangeRow]:
    """Return the steps for the screen. A change's own time is that of this machine's zone, an entry's that of its own."""
    rows = []
    for step in steps:
        states = [_restored(state) for state in (step.before, step.after)]
        before, after = (_said(state, today) for state in states)
        elsewhere = any(_is_elsewhere(state) for state in states)
        when = datetime.fromisoformat(step.at).astimezone()
        rows.append(shown.ChangeRow(step.change, when, step.command, step.taken_back, before, after, elsewhere))
    return rows


State = Any  # an entry, a planning record, the words of a setting or of what nobody can read; None if there was nothing


def _restored(state: dict[str, object] | None) -> State:
    """Return what a state of the journal was."""
    if state is None:
        return None
    if "setting" in state:
        return f"{state['setting']} {state['value']}"
    try:
        if table := next((name for name in PLANNING_TABLES if name in state), ""):
            return journal.kept_of({table: state[table]})
        return journal.entry_of(state)
    except Damaged:  # only this old state is unreadable: the entries are sound, and the rest of the history can be shown
        return UNREADABLE


def _is_elsewhere(state: State) -> bool:
    """Return whether a state has a time of its own, and a zone that was not this machine's then."""
    at = getattr(state, "at", None)
    moment = datetime.fromisoformat(at) if at else None
    return moment is not None and moment.utcoffset() != moment.astimezone().utcoffset()


def _said(state: State, today: date) -> str | None:
    """Return a state in a few words. The history shows a person's words, so it shows notes and questions too."""
    if state is None or isinstance(state, str):
        return state
    if isinstance(state, PlanningRecord):
        return SAID[state.table](state, today)
    return _entry(state, today)


def _entry(entry: Entry, today: date) -> str:
    details = "".join(f", {detail}" for detail in entry.details())
    return f"{entry.id}: {entry.phrase()}{details}, {day_and_time(entry.day, entry.at, today)}" + (
        f', "{entry.note}"' if entry.note else ""
    )


def _day(day: str, today: date) -> str:
    return in_words(date.fromisoformat(day), today)


def _question(kept: VisitQuestion, today: date) -> str:
    return f'question {kept.id}: "{kept.words}"' + (f", done on {_day(kept.done_on, today)}" if kept.done_on else "")


def _tracked(kept: CustomName, _: date) -> str:
    more = ", ".join(part for part in (kept.unit, kept.better and f"{kept.better} is better", kept.retired_on and "retired") if part)
    return f"{kept.kind} {kept.name}" + (f" ({more})" if more else "")


def _goal(kept: Goal, today: date) -> str:
    return f"goal {subject_said(kept.subject)}: {target_said(kept) if kept.per else 'none'}, from {_day(kept.day, today)}"


def _programme(kept: Programme, today: date) -> str:
    ended = f", ended on {_day(kept.ended_on, today)}" if kept.ended_on else ""
    return f"programme {kept.from_minutes} to {kept.to_minutes} min on {kept.days}, from {_day(kept.day, today)}{ended}"


def _pause(kept: Pause, today: date) -> str:
    until = f" to {_day(kept.until, today)}" if kept.until else ""
    return f"pause from {_day(kept.day, today)}{until}" + (f" ({kept.why})" if kept.why else "")


def _trial(kept: Trial, today: date) -> str:
    ended = f", ended on {_day(kept.ended_on, today)}" if kept.ended_on else ""
    return f'trial "{kept.words}", {len(kept.pairs)} pairs of weeks from {_day(kept.day, today)}{ended}'


SAID: dict[str, Callable[[Any, date], str]] = {
    Plan.table: lambda kept, today: f"planned infusion, {day_and_time(kept.day, kept.at, today)}",
    VisitQuestion.table: _question,
    CustomName.table: _tracked,
    Goal.table: _goal,
    Programme.table: _programme,
    Pause.table: _pause,
    Trial.table: _trial,
    ImportMap.table: lambda kept, _: f"map {kept.name} of an import",
}
