"""Habits: list them, rename one, retire one. What was logged stays."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated

import typer

from .. import clock
from ..analysis.goals import by_subject, in_force
from ..errors import KfitError, Refused
from ..humanize import in_words
from ..model.entries import HABITS, HEADS, LONGEST_NAME, Habit
from ..model.planning import CustomName, Goal
from ..parsing.names import fits, plain
from ..parsing.nearness import nearest
from ..parsing.tokens import quoted
from ..render import lists as words
from ..render.lists import SPAN, HabitRow
from ..store import queries
from ..store.changes import Change
from ..store.data_file import Data
from .base import Command, Json, new_app
from .completion import complete_names
from .output import copy_of_the_day, say, say_json, screen

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ..store.connection import Database

habit_app = new_app()
HABIT = "habit"


@habit_app.callback(invoke_without_command=True)
def habit(ctx: typer.Context, json: Json = False) -> None:
    """List your habits; rename or retire one."""
    if ctx.invoked_subcommand is not None:
        return
    with Data.to_read() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        found = rows(data.db, today) if data.db else []
    unused = [name for name in HABITS if name not in {row.name for row in found}]
    if json:
        say_json({"habits": [row.row() for row in found], "unused": unused})
    else:
        say(words.table(found, unused, today, screen()))


def names(incomplete: str) -> list[str]:
    """Return the names of habits that begin with what was typed and that a shell passes on unchanged."""
    try:
        with Data.to_read() as data:
            found = rows(data.db, clock.now().date()) if data.db else []
    except KfitError:
        return []  # completion must stay silent; the command itself reports the fault
    return complete_names((row.name for row in found), incomplete)


Name = Annotated[list[str], typer.Argument(metavar="NAME", help="the habit's name", autocompletion=names)]


@habit_app.command(cls=Command, epilog="Example: kfit habit rename craft knitting")
def rename(
    old_new: Annotated[list[str], typer.Argument(metavar="OLD NEW", help="its name now, and its new name", autocompletion=names)],
    json: Json = False,
) -> None:
    """Give a habit another name; all its entries get it too."""
    with Data.to_write() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        there = rows(data.db, today) if data.db else []
        before, after = two_names(old_new, there)
        found = known(before, there, "rename", quoted(after))
        refuse_name(after, data.db)
        with Change(data.existing(), HABIT) as change:
            entries = queries.habit_entries(change.db, before)
            kept = find_habit(change.db, before)
            if kept is None:
                change.keep(CustomName(name=after, kind=Habit.kind, unit=found.unit))
            else:
                change.turn(kept, kept.but(name=after))
            for entry in entries:
                change.edit(entry, entry.but(name=after))
            rename_goals(change, before, after)
        tell(data, after, words.renamed(before, after, len(entries)), json=json)


@habit_app.command(cls=Command, epilog="Example: kfit habit retire craft")
def retire(name: Name, json: Json = False) -> None:
    """Retire a habit: kfit no longer asks for it or completes it. Its history stays."""
    said = plain(" ".join(name))
    with Data.to_write() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        there = rows(data.db, today) if data.db else []
        row = next((one for one in there if one.name == said), None) or (
            HabitRow(said, None) if said in HABITS else known(said, there, "retire")
        )
        if row.retired_on:
            tell(
                data, said, f"{said} was retired on {in_words(date.fromisoformat(row.retired_on), today)}. Nothing was changed.", json=json
            )
            return
        with Change(data.existing(), HABIT) as change:
            kept = find_habit(change.db, said)
            if kept is None:
                change.keep(CustomName(name=said, kind=Habit.kind, unit=row.unit, retired_on=today.isoformat()))
            else:
                change.turn(kept, kept.but(retired_on=today.isoformat()))
            ended = end_goal(change, said, today)
        tell(data, said, words.retired(said, history=row.entries > 0, goal=ended), json=json)


@habit_app.command(cls=Command, epilog="Example: kfit habit again craft")
def again(name: Name, json: Json = False) -> None:
    """Take a retired habit up again."""
    said = plain(" ".join(name))
    with Data.to_write() as data:
        today = clock.day_of(clock.now(), data.settings().day_ends)
        row = known(said, rows(data.db, today) if data.db else [], "again")
        if row.retired_on is None:
            tell(data, said, f"{said} is not retired. Nothing was changed.", json=json)
            return
        with Change(data.existing(), HABIT) as change:
            kept = find_habit(change.db, said)
            if kept is not None and not row.entries and said in HABITS:
                change.drop(kept)  # as it was before it was retired: its first use decides its unit
            elif kept is not None:
                change.turn(kept, kept.but(retired_on=None))
        tell(data, said, words.back(said), json=json)


def rename_goals(change: Change, before: str, after: str) -> None:
    """Give the goals and trials of a habit its new name. Goals that the new name had stay, except those of the same day."""
    goals = by_subject(queries.goals(change.db))
    coming = goals.get((Habit.kind, before), [])
    for goal in goals.get((Habit.kind, after), []):
        if goal.day in {one.day for one in coming}:
            change.drop(goal)
    for goal in coming:
        change.turn(goal, goal.but(name=after))
    for trial in queries.trials(change.db):
        if (trial.kind, trial.name) == (Habit.kind, before):
            change.turn(trial, trial.but(name=after))


def end_goal(change: Change, name: str, today: date) -> bool:
    """End a habit's goal today and remove its later goals; return whether it had one."""
    history = by_subject(queries.goals(change.db)).get((Habit.kind, name), [])
    told = today.isoformat()
    gone = [goal for goal in history if goal.day > told]
    held = in_force(history, today)
    for goal in gone:
        change.drop(goal)
    if held is not None and held.day == told:
        change.turn(held, held.but(per=None, times=None, minutes=None))
    elif held is not None:
        change.keep(Goal(kind=Habit.kind, name=name, day=told))
    return held is not None or any(goal.per for goal in gone)


def rows(db: Database, today: date) -> list[HabitRow]:
    """Return every habit that was named or logged, the retired ones last."""
    used = {one.name: one for one in queries.habit_use(db, (today - timedelta(days=SPAN - 1)).isoformat(), today.isoformat())}
    kept = {one.name: one for one in queries.list_custom_names(db) if one.kind == Habit.kind}
    found = []
    for name in dict.fromkeys([*kept, *used]):
        row = HabitRow(
            name, kept[name].unit if name in kept else used[name].unit, retired_on=kept[name].retired_on if name in kept else None
        )
        found.append(row._replace(entries=used[name].entries, last=used[name].last, days=used[name].days) if name in used else row)
    return sorted(found, key=lambda row: row.retired_on is not None)


def find_habit(db: Database, name: str) -> CustomName | None:
    """Return the stored name of a habit; None if only its entries name it."""
    return next((one for one in queries.list_custom_names(db) if (one.kind, one.name) == (Habit.kind, name)), None)


def known(name: str, found: list[HabitRow], part: str, behind: str = "") -> HabitRow:
    """Return the habit with a name. Raises Refused, with the one that may be meant, if there is none.

    `part` is the subcommand, `behind` the words after the name; both go into the offered line.
    """
    for row in found:
        if row.name == name:
            return row
    near = nearest(name, [row.name for row in found])
    hint = f"Did you mean: kfit habit {part} {quoted(near)} {behind}".rstrip() if near else "Your habits: kfit habit"
    raise Refused(f"There is no habit '{name}'. {hint}")


def two_names(said: list[str], found: list[HabitRow]) -> tuple[str, str]:
    """Return the old and the new name. Raises Refused, with the quotes that are needed, if they are not two words."""
    if len(said) == 2:
        return plain(said[0]), plain(said[1])
    text = plain(" ".join(said))
    old = next((row.name for row in found if text.startswith(f"{row.name} ")), "")
    line = f"{quoted(old)} {quoted(text[len(old) + 1 :])}" if old else '"morning pages" journal'
    raise Refused(f"kfit habit rename needs the old name and the new one. Quotes keep words together. Try: kfit habit rename {line}")


def refuse_name(name: str, db: Database | None) -> None:
    """Raise Refused for a name that no habit can have, or that a habit has already."""
    if not fits(name):
        raise Refused(f"A name begins with a letter and has up to {LONGEST_NAME} characters. Try: kfit habit rename craft knitting")
    if name in HEADS:
        raise Refused(f"'{name}' has a line of its own: kfit {name}. Try another name.")
    if db and any(row.name == name for row in rows(db, clock.now().date())):
        raise Refused(f"There is a habit '{name}' already, and kfit does not merge two. Your habits: kfit habit")


def tell(data: Data, name: str, message: str, *, json: bool) -> None:
    """Print the answer, as JSON if asked for, and make the day's backup if something was changed."""
    settings = data.settings()
    done = message.startswith("Changed")
    message = "Changed." if done and settings.answers == "short" else message
    if json:
        found = rows(data.existing(), clock.day_of(clock.now(), settings.day_ends))
        say_json({"habit": next((row.row() for row in found if row.name == name), None), "message": message})
    else:
        say(message)
    if done:
        copy_of_the_day(data.path)
