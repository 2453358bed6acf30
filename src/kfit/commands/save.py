"""Saves what was read as one change, and gathers what its answer says."""

from __future__ import annotations

from datetime import date

from .. import clock
from ..diary.naming import BUILT_IN
from ..entries import LOW_MOOD, PRESSURE, Effect, Entry, Exercise, Habit, Infusion, Measure, Medicine, Mood, Rating, Score, Sleep
from ..entries.quantities import plain
from ..show import words
from ..store import find
from ..store.change import Change
from ..weekdays import monday_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    import sqlite3
    from collections.abc import Sequence

    from ..diary.said import Reading
    from ..kept import Tracked
    from ..settings import Settings

EVER = "ever"
DAY = 24 * 60


class Outcome:
    """What was saved, what it took the place of, the answer, and the calm block if it is due."""

    __slots__ = ("answer", "block", "replaced", "saved", "told")

    def __init__(self, saved: list[Entry], replaced: list[Entry]) -> None:
        self.saved, self.replaced = saved, replaced
        self.block = self.answer = self.told = ""  # `told` is the answer without the block


def save(db: sqlite3.Connection, readings: Sequence[Reading], command: str, settings: Settings, *, typed: bool) -> Outcome:
    """Save the entries of all readings in one change.

    `typed` says that the words stand in the shell's history now.
    """
    saved: list[Entry] = []
    with Change(db, command) as change:
        today = clock.day_of(change.now, settings.day_ends)
        facts = words.Facts(today, settings.day_ends if today != change.now.date() else "")
        facts.show_scores = settings.show_scores
        facts.replaced = _take_place(change, [entry for reading in readings if reading.replace for entry in reading.entries])
        _refuse_doubtful_sleep(db, readings, today)
        facts.new = keep_names(change, readings)
        saved += [change.add(placed(db, entry)) for reading in readings for entry in reading.entries]
        facts.read_times = {start for reading in readings for start in reading.read_times}
        facts.swallowed = readings[0].remarks[0] if readings[0].remarks else ""
        _hints(change, saved, facts, typed=typed)
        _totals(change, saved, facts)
        _new_medicines(change, saved, facts)
    outcome = Outcome(saved, facts.replaced)
    outcome.block = _block(db, saved, facts, settings)
    outcome.told = "Saved." if settings.answers == "short" else words.saved(saved, facts)
    outcome.answer = outcome.told
    way = "" if outcome.block else _way(readings)
    if way:
        outcome.block, outcome.answer = way, f"{outcome.told}\n{way}"
    elif outcome.block:
        outcome.answer = f"Saved.\n\n{outcome.block}" if settings.answers == "short" else words.saved(saved, facts, outcome.block)
    return outcome


def _refuse_doubtful_sleep(db: sqlite3.Connection, readings: Sequence[Reading], today: date) -> None:
    """Ask about sleep that is probably not so; the change has begun, and no other kfit writes between the look and the save."""
    nights = [entries for reading in readings for _, _, entries in reading.nights]
    kept = {day: find.of_day(db, Sleep, day) for day in dict.fromkeys(entries[0].day for entries in nights)}
    if len(nights) > 1 or any(kept.values()):
        from .nights import refuse_doubtful  # most nights are the first sleep of their day

        refuse_doubtful(readings, kept, today)


def placed(db: sqlite3.Connection, entry: Entry) -> Entry:
    """Return a side effect with its phase, which is settled when it is written; any other entry as it is."""
    if not isinstance(entry, Effect):
        return entry
    from ..progress.phases import phase  # only a side effect needs it

    return entry.but(phase=phase(entry.at, find.latest_treatment(db, entry.day)))


def keep_names(change: Change, readings: Sequence[Reading]) -> list[Tracked]:
    """Keep the names that are new, each once; the last word on a name knows all that was said before it."""
    found = {(one.kind, one.name): one for reading in readings for one in reading.tracked}
    for one in found.values():
        if one.id is None:
            change.keep(one)
        else:  # a habit that now says what it counts
            change.turn(one, one)
    return [one for one in found.values() if one.id is None]


def _block(db: sqlite3.Connection, saved: list[Entry], facts: words.Facts, settings: Settings) -> str:
    """Gather what the forms among the entries are held against; return the calm block if one of the entries calls for it."""
    forms = [entry for entry in saved if isinstance(entry, Score)]
    if not forms and not any(_is_of_need(entry) for entry in saved):
        return ""
    from .forms import block_of, held

    facts.forms = [held(db, form) for form in forms]
    facts.alone = len(saved) == 1
    return block_of(saved, settings)


def _is_of_need(entry: Entry) -> bool:
    """Tell whether an entry has a name of one's own that speaks of suicide or self-harm; the names that kfit knows wait for no list."""
    name = getattr(entry, "name", None)
    if name is None or name in BUILT_IN.get(type(entry), ()):
        return False
    from ..diary.need import in_name

    return in_name(name)


def _way(readings: Sequence[Reading]) -> str:
    """Return the way to people if words of need were typed."""
    typed = [reading.typed for reading in readings if " " in reading.typed or reading.typed.isalpha()]  # a value alone holds none
    if not typed:
        return ""
    from ..diary.need import in_line

    if not any(in_line(text) for text in typed):
        return ""
    from ..show.safety import TO_REACH

    return TO_REACH


def _take_place(change: Change, entries: list[Entry]) -> list[Entry]:
    """Take away that day's entries of the same kind, and of the same activity or name; return them."""
    replaced: list[Entry] = []
    seen: set[tuple[type[Entry], str, str | None]] = set()
    for entry in entries:
        name = _name(entry)
        if (type(entry), entry.day, name) in seen:
            continue
        seen.add((type(entry), entry.day, name))
        names = PRESSURE if name == PRESSURE[0] else (name,)  # a blood pressure takes the place of a whole one
        for old in find.of_day(change.db, type(entry), entry.day):
            if _name(old) in names and old.id not in [one.id for one in replaced]:
                change.delete(old)
                replaced.append(old)
    return replaced


def _name(entry: Entry) -> str | None:
    """Return the activity or the name that parts entries of one kind."""
    return entry.activity if isinstance(entry, Exercise) else getattr(entry, "name", None)


def _hints(change: Change, saved: list[Entry], facts: words.Facts, *, typed: bool) -> None:
    """Add the sentences that come once, or once a day."""
    today = facts.today.isoformat()
    facts.first = change.says("undo", EVER)
    if typed and any(entry.note for entry in saved) and change.says("history", EVER):
        facts.hints.append(words.HISTORY_HINT)
    if typed and any(isinstance(entry, Score) and entry.items for entry in saved) and change.says("answers", EVER):
        facts.hints.append(words.ANSWERS_HINT.format(next(entry.name for entry in saved if isinstance(entry, Score) and entry.items)))
    if any(isinstance(entry, Infusion) and entry.day == today for entry in saved):
        facts.hints.append(words.REST_DAY)
    if any(isinstance(entry, Mood) and entry.score <= LOW_MOOD for entry in saved):
        facts.thanks = True
        if change.says("help-now", today):
            from ..show.safety import ROUGH_DAY  # most lines wait for none of its texts

            facts.hints.append(ROUGH_DAY)


def _totals(change: Change, saved: list[Entry], facts: words.Facts) -> None:
    """Add the totals of the one day that was logged for; a file over several days has none."""
    for kind, add in TOTALS:
        days = {entry.day for entry in saved if isinstance(entry, kind)}
        if len(days) == 1:
            add(change, days.pop(), saved, facts)


def _moods(change: Change, day: str, saved: list[Entry], facts: words.Facts) -> None:
    facts.moods = find.scores(change.db, day)
    if len(facts.moods) >= words.PLENTY and len(saved) == 1:
        facts.plenty = facts.moods[-1] > LOW_MOOD and change.says("plenty", day)  # no word of it beside a low one


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


def _ratings(change: Change, day: str, saved: list[Entry], facts: words.Facts) -> None:
    for name, better in dict.fromkeys((entry.name, entry.better) for entry in saved if isinstance(entry, Rating)):
        scores = find.ratings(change.db, name, better, day)
        if len(scores) > 1:
            facts.ratings.append((name, scores))


def _new_medicines(change: Change, saved: list[Entry], facts: words.Facts) -> None:
    """Say that a medicine is new where there are others: a slip would stand in the list for the clinic."""
    told = {entry.name for entry in saved if isinstance(entry, Medicine)}
    if told and find.others(change.db, Medicine.kind, told) and any(find.is_first(change.db, Medicine.kind, name, saved) for name in told):
        facts.sums.append("New in your list.")


def _habits(change: Change, day: str, saved: list[Entry], facts: words.Facts) -> None:
    for name in dict.fromkeys(entry.name for entry in saved if isinstance(entry, Habit)):
        minutes, times, count = find.habit_sum(change.db, name, day)
        if count > 1 and (minutes or times):
            facts.sums.append(f"That day: {name} {f'{minutes} min' if minutes else f'{times} times'} in all.")


def _counted(change: Change, day: str, saved: list[Entry], facts: words.Facts) -> None:
    """Add up what is counted; what has a unit is measured, and does not add up."""
    for name in dict.fromkeys(entry.name for entry in saved if isinstance(entry, Measure) and entry.unit is None):
        total, count = find.counted_sum(change.db, name, day)
        if count > 1:
            facts.sums.append(f"That day: {name} {plain(total)} in all.")


TOTALS = (
    (Mood, _moods),
    (Rating, _ratings),
    (Sleep, _slept),
    (Exercise, _week),
    (Habit, _habits),
    (Measure, _counted),
    (Infusion, _gap),
)
