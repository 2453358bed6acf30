"""Saves what was read as one change, and gathers what its answer says."""

from __future__ import annotations

from datetime import date

from .. import clock
from ..dates import monday_of
from ..entries import Entry, Exercise, Infusion, Mood, Sleep
from ..show import words
from ..store import find
from ..store.change import Change

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ..diary.said import Reading
    from ..settings import Settings

LOW = 1  # a mood up to here is thanked for
EVER = "ever"
DAY = 24 * 60


class Outcome:
    """What was saved, what it took the place of, and the answer."""

    __slots__ = ("answer", "replaced", "saved")

    def __init__(self, saved: list[Entry], replaced: list[Entry], answer: str) -> None:
        self.saved, self.replaced, self.answer = saved, replaced, answer


def save(db: sqlite3.Connection, readings: Sequence[Reading], command: str, settings: Settings, *, typed: bool) -> Outcome:
    """Save the entries of all readings in one change.

    `typed` says that the words stand in the shell's history now.
    """
    saved: list[Entry] = []
    with Change(db, command) as change:
        today = clock.day_of(change.now, settings.day_ends)
        facts = words.Facts(today, settings.day_ends if today != change.now.date() else "")
        facts.replaced = _take_place(change, [entry for reading in readings if reading.replace for entry in reading.entries])
        saved += [change.add(entry) for reading in readings for entry in reading.entries]
        facts.read_times = {start for reading in readings for start in reading.read_times}
        facts.swallowed = readings[0].remarks[0] if readings[0].remarks else ""
        _hints(change, saved, facts, typed=typed)
        _totals(change, saved, facts)
    answer = "Saved." if settings.answers == "short" else words.saved(saved, facts)
    return Outcome(saved, facts.replaced, answer)


def _take_place(change: Change, entries: list[Entry]) -> list[Entry]:
    """Take away that day's entries of the same kind, for exercise of the same activity; return them."""
    replaced: list[Entry] = []
    seen: set[tuple[type[Entry], str, str | None]] = set()
    for entry in entries:
        activity = entry.activity if isinstance(entry, Exercise) else None
        if (type(entry), entry.day, activity) in seen:
            continue
        seen.add((type(entry), entry.day, activity))
        for old in find.of_day(change.db, type(entry), entry.day):
            if not isinstance(old, Exercise) or old.activity == activity:
                change.delete(old)
                replaced.append(old)
    return replaced


def _hints(change: Change, saved: list[Entry], facts: words.Facts, *, typed: bool) -> None:
    """Add the sentences that come once, or once a day."""
    today = facts.today.isoformat()
    facts.first = change.says("undo", EVER)
    if typed and any(entry.note for entry in saved) and change.says("history", EVER):
        facts.hints.append(words.HISTORY_HINT)
    if any(isinstance(entry, Infusion) and entry.day == today for entry in saved):
        facts.hints.append(words.REST_DAY)
    if any(isinstance(entry, Mood) and entry.score <= LOW for entry in saved):
        facts.thanks = True
        if change.says("help-now", today):
            facts.hints.append(words.ROUGH_DAY)


def _totals(change: Change, saved: list[Entry], facts: words.Facts) -> None:
    """Add the totals of the one day that was logged for; a file over several days has none."""
    for kind, add in ((Mood, _moods), (Sleep, _slept), (Exercise, _week), (Infusion, _gap)):
        days = {entry.day for entry in saved if isinstance(entry, kind)}
        if len(days) == 1:
            add(change, days.pop(), saved, facts)


def _moods(change: Change, day: str, saved: list[Entry], facts: words.Facts) -> None:
    facts.moods = find.scores(change.db, day)
    if len(facts.moods) >= words.PLENTY and len(saved) == 1:
        facts.plenty = change.says("plenty", day)


def _slept(change: Change, day: str, saved: list[Entry], facts: words.Facts) -> None:
    minutes, parts = find.slept(change.db, day)
    if parts > sum(isinstance(entry, Sleep) for entry in saved) or minutes > DAY:
        facts.slept = minutes, parts


def _week(change: Change, day: str, _: list[Entry], facts: words.Facts) -> None:
    monday = monday_of(date.fromisoformat(day))
    facts.week = monday, *find.movement(change.db, monday)


def _gap(change: Change, day: str, _: list[Entry], facts: words.Facts) -> None:
    facts.infusions = find.infusions_on(change.db, day)
    if facts.infusions > 1:
        return
    before = find.infusion_before(change.db, day)
    if before is not None:
        facts.gap = (date.fromisoformat(day) - date.fromisoformat(before)).days
