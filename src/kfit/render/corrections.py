"""The words that are said when something was taken back, put back, deleted or edited."""

from __future__ import annotations

import os
from datetime import date

from ..humanize import in_words, join_names
from ..model.entries import Note, Sleep
from ..model.planning import CustomName, Goal, Pause, Plan, PlanningRecord, Programme, Trial
from .phrases import BLOOD_PRESSURE, clock_time, day_and_time, day_said, units, week_total, what, with_way
from .text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from ..model.fields import Entry
    from ..model.remains import Remains

TOOK_BACK = "Took back"
MOST_NAMED = 5
MANY = 4  # plans that are counted rather than named


def moved(verb: str, entries: Sequence[Entry], today: date, week: tuple[date, int, int] | None, way_on: str) -> str:
    """Say what undo, redo or delete did: `Took back: 200 min walk, Sun 8 Nov.` and the week's new total."""
    found = units(entries)
    if len(found) > 4:
        days = sorted(entry.day for entry in entries)
        listed = (
            f"{len(entries):,} entries, {in_words(date.fromisoformat(days[0]), today)} to {in_words(date.fromisoformat(days[-1]), today)}"
        )
    else:
        listed = "; ".join(f"{what(unit)}, {day_said(unit[0], today).removeprefix('the ')}" for unit in found)
    line = f"{verb}: {listed}." + (f" {week_total(*week, today)}" if week else "")
    return with_way(line, way_on)


def changed(was: Sequence[Entry], became: Sequence[Entry], today: date) -> str:
    """Say what an edit did, old and new side by side: `sleep 8h30 is now 7h30, night to Sat 21 Nov.`

    `was` and `became` are an entry, or the entries of one blood pressure.
    """
    before, after = was[0], became[0]
    times = _times(before) is not None and _times(after) is not None and _times(before) != _times(after)
    said = [what(was, show_times=times and before.day == after.day)]
    if any(getattr(before, called, "") != getattr(after, called, "") for called in ("name", "word")):
        said[0] += f" is now {what(became)}"
    elif len(was) > 1:
        said[0] += f" is now {what(became).removeprefix(BLOOD_PRESSURE)}" if what(was) != what(became) else ""
    elif (
        before.short() != after.short()
        or getattr(before, "nap", None) != getattr(after, "nap", None)
        or (times and before.day == after.day)
    ):
        now = what([after], show_times=times) if isinstance(after, Sleep) else safe(after.short())
        now = now.removeprefix(f"{said[0].partition(' ')[0]} ")
        said[0] += f" is now {now or 'without route and dose'}"
    if before.details() != after.details():
        old, told = (safe(", ".join(entry.details())) or "nothing further" for entry in (before, after))
        said.append(f"{old} is now {told}")
    if before.day != after.day:
        said.append(f"from {in_words(date.fromisoformat(before.day), today)} to {in_words(date.fromisoformat(after.day), today)}")
    if before.at != after.at and after.at:
        said.append(f"at {clock_time(after.at)}")
    if before.note != after.note:
        new = "its words are other now" if isinstance(after, Note) else "with other words in its note"
        said.append("with a note" if not before.note else new if after.note else "without its note")
    if before.day == after.day:
        said.append(day_said(after, today).removeprefix("the "))
    return ", ".join(said) + "."


def _times(entry: Entry) -> tuple[str, str] | None:
    """Return the start and end of a night that has them."""
    return (entry.start_at, entry.end_at) if isinstance(entry, Sleep) and entry.start_at and entry.end_at else None


def kept_turned(verb: str, gone: Sequence[PlanningRecord], come: Sequence[PlanningRecord], today: date) -> str:
    """Say what undo or redo did beside the entries: `Took back: planned infusion, Thu 5 Nov.`"""
    if gone and come:
        return f"{verb} a change: {_all_kept(come, today)}{', as before' if verb == TOOK_BACK else ''}."
    return f"{verb}: {_all_kept([*gone, *come], today)}."


def _all_kept(kept: Sequence[PlanningRecord], today: date) -> str:
    """Say rows beside the entries; of many plans, how many and from when to when."""
    plans = sorted(one.day for one in kept if isinstance(one, Plan))
    if len(plans) < MANY:
        return ", ".join(kept_said(one, today) for one in kept)
    first, last = (in_words(date.fromisoformat(day), today) for day in (plans[0], plans[-1]))
    others = [kept_said(one, today) for one in kept if not isinstance(one, Plan)]
    return ", ".join([f"{len(plans)} planned infusions, {first} to {last}", *others])


def kept_said(kept: PlanningRecord, today: date) -> str:
    """Say what is kept beside the entries, never the words of a question: `planned infusion, Thu 5 Nov`."""
    if isinstance(kept, Plan):
        return f"planned infusion, {day_and_time(kept.day, kept.at, today)}"
    if isinstance(kept, CustomName):
        return safe(f"{kept.kind} {kept.name}")
    return _aimed(kept, today)


def _aimed(kept: PlanningRecord, today: date) -> str:
    """Say a goal, a programme or a pause; what is taken back most days is none of them."""
    from . import goals

    if isinstance(kept, Goal):
        from_ = f"from {in_words(date.fromisoformat(kept.day), today)} on"
        return f"{goals.subject_said(kept.subject)}, {goals.target_said(kept) if kept.per else 'no goal'}, {from_}"
    if isinstance(kept, Programme):
        ended = ", ended" if kept.ended_on else ""
        return f"programme from {in_words(date.fromisoformat(kept.day), today)} on{ended}"
    if isinstance(kept, Pause):
        return f"pause, {goals.pause_span(kept, today)}"
    if isinstance(kept, Trial):
        return f"trial from {in_words(date.fromisoformat(kept.day), today)} on{', ended' if kept.ended_on else ''}"
    return "a question for your visit"


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


def forgotten(which: str, left: Remains, *, small: bool) -> str:
    """Say what is deleted for good, and where copies of it may remain. `small` says that the file was rewritten without it."""
    lines = [
        f"Removed for good: {which}, from the file and from its history. This can't be taken back.",
        _in_backups(left),
        "Files of an interrupted run may still hold it. To see them: kfit doctor" if left.drafts else "",
        moved_aside(left.aside, left.path),
        _in_notes(left),
        "Files that you exported still hold it too.",
        "" if small else "The file could not be made smaller just now; that does no harm.",
    ]
    return "\n".join(line for line in lines if line)


def moved_aside(names: list[str], path: str) -> str:
    """Say which files were moved aside beside the data file `path`; nothing if there are none."""
    return f"Files that were moved aside may still hold it: {safe(join_names(names))}, in {safe(os.path.dirname(path))}" if names else ""


def _in_backups(left: Remains) -> str:
    folder = safe(left.backups_folder)
    if left.backups is None:
        return f"kfit can't see whether backups hold it: {folder}"
    if not left.backups:
        return "There is no backup that holds it."
    return (
        f"A backup still holds it; it is in {folder}"
        if left.backups == 1
        else f"Your {left.backups} backups still hold it; they are in {folder}"
    )


def _in_notes(left: Remains) -> str:
    if left.notes is None:
        return f"kfit can't see whether a note from an editor holds it: {safe(left.notes_folder)}"
    return f"A note that was written in an editor is kept, and may still hold it: {safe(join_names(left.notes))}" if left.notes else ""
