"""The words that are said after a change: one short line that tells what was understood, for which day, and the way back."""

from __future__ import annotations

from datetime import date

from .. import length
from ..dates import in_words
from ..entries import Entry, Exercise, Infusion, Mood, Note, Sleep
from ..rounding import tenths
from .safe import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

WIDTH = 80  # a first line that stays within it names the way back; the count does not depend on the terminal
PLENTY = 5  # moods on one day
UNDO, REDO = " (kfit undo)", " (kfit redo)"
HISTORY_HINT = "Words typed here stay in your shell's history. To keep them out of it: kfit note"
REST_DAY = "A day to rest. For the ride home and driving, your clinic's rules hold."
THANKS = "Thank you for noting it."
ROUGH_DAY = "Rough day? kfit help-now"


class Facts:
    """What an answer needs to know beside the entries themselves."""

    __slots__ = (
        "day_ends",
        "first",
        "gap",
        "hints",
        "infusions",
        "moods",
        "plenty",
        "read_times",
        "replaced",
        "slept",
        "swallowed",
        "thanks",
        "today",
        "week",
    )

    def __init__(self, today: date, day_ends: str = "") -> None:
        self.today = today
        self.day_ends = day_ends  # said only when the day is not the calendar's
        self.first = False  # the very first save
        self.read_times: set[str] = set()  # starts of nights whose times were read, not typed in full
        self.moods: list[int] = []  # of the day, where there are several
        self.plenty = False
        self.thanks = False
        self.week: tuple[date, int, int] | None = None  # its Monday, minutes, sessions
        self.slept: tuple[int, int] | None = None  # minutes and parts of the day, where there are several
        self.gap: int | None = None  # days since the infusion before, where it was on another day
        self.infusions = 0  # on that day
        self.replaced: list[Entry] = []
        self.swallowed = ""
        self.hints: list[str] = []


def units(entries: Sequence[Entry]) -> list[list[Entry]]:
    """Put the parts of one night together; every other entry stands alone."""
    found: list[list[Entry]] = []
    for entry in entries:
        before = found[-1][0] if found else None
        part = isinstance(entry, Sleep) and isinstance(before, Sleep) and entry.start_at and before.start_at and entry.day == before.day
        if part:
            found[-1].append(entry)
        else:
            found.append([entry])
    return found


def what(unit: Sequence[Entry], *, show_times: bool = False) -> str:
    """Say what a unit holds, without its day: `sleep 4h45 in 2 parts`, `20 min walk`."""
    entry = unit[0]
    if not isinstance(entry, Sleep):
        return safe(entry.phrase())
    said = f"sleep {length.said(sum(part.minutes for part in unit if isinstance(part, Sleep)))}"
    if len(unit) > 1:
        return f"{said} in {len(unit)} parts"
    if show_times and entry.start_at and entry.end_at:
        return f"{said} ({entry.start_at[11:16]}-{entry.end_at[11:16]})"
    return said


def day_said(entry: Entry, today: date) -> str:
    """Say the day an entry belongs to: `Tue 3 Nov`, for sleep `the night to Tue 3 Nov`."""
    return ("the night to " if isinstance(entry, Sleep) else "") + in_words(date.fromisoformat(entry.day), today)


def saved(entries: Sequence[Entry], facts: Facts) -> str:
    """Say what was saved."""
    found = units(entries)
    if len(found) == 1:
        first = _with_way_back(_one(found[0], facts), facts)
        lines = [first]
    else:
        lines = _several(found, facts)
    if facts.swallowed:
        lines.append(f"To log it as well: kfit {safe(facts.swallowed)}")
    return "\n".join([*lines, *facts.hints])


def _one(unit: list[Entry], facts: Facts) -> str:
    entry = unit[0]
    inline_note = isinstance(entry, Exercise) and entry.note is not None
    said = what(unit, show_times=_read(unit, facts)) + (" (+ note)" if inline_note else "")
    details = [safe(detail) for detail in entry.details()]
    if details:
        said += f", {', '.join(details)},"
    line = f"Saved {said} for {day_said(entry, facts.today)}{_added(entry, facts)}"
    if entry.note is not None and not inline_note and not isinstance(entry, Note) and not facts.swallowed:
        line += ", with your note"
    if facts.replaced:
        line += f", in place of {_listed([what([old]) for old in facts.replaced])}"
    if facts.swallowed:
        line += f". '{safe(facts.swallowed)}' stayed in the note"
    return " ".join([line + ".", *_sentences(found=[unit], facts=facts)])


def _read(unit: Sequence[Entry], facts: Facts) -> bool:
    return isinstance(unit[0], Sleep) and unit[0].start_at in facts.read_times


def _added(entry: Entry, facts: Facts) -> str:
    """Say that an entry was added on a later day, or that its day still goes on."""
    if entry.day < facts.today.isoformat():
        return f" (added on {in_words(facts.today, facts.today)})"
    return f" (your day ends at {facts.day_ends})" if facts.day_ends and not isinstance(entry, Sleep) else ""


def _with_way_back(line: str, facts: Facts) -> str:
    if facts.first:
        return f"{line} To take it back: kfit undo"
    return with_way(line, UNDO)


def _several(found: list[list[Entry]], facts: Facts) -> list[str]:
    days = {unit[0].day for unit in found}
    parts = [
        what(unit, show_times=_read(unit, facts)) + (" (+ note)" if unit[0].note is not None and not isinstance(unit[0], Note) else "")
        for unit in found
    ]
    back = f"One undo takes back {'both' if len(found) == 2 else f'all {len(found)}'}: kfit undo"
    if len(days) > 1 and len(found) > 4:
        return _lines([_file(found, facts), *_sentences(found=found, facts=facts), back])
    if len(days) > 1:
        named = ", ".join(f"{part} for {day_said(unit[0], facts.today)}" for part, unit in zip(parts, found, strict=True))
        first = f"Saved: {named}."
    else:
        plain = next((unit[0] for unit in found if not isinstance(unit[0], Sleep)), found[0][0])
        listed = ", ".join(parts[:-1]) + (", and " if isinstance(found[-1][0], Note) else ", ") + parts[-1]
        first = f"Saved for {day_said(plain, facts.today)}{_added(plain, facts)}: {listed}."
    if facts.replaced:
        first += f" In place of {_listed([what([old]) for old in facts.replaced])}."
    return [first, *_lines([*_sentences(found=found, facts=facts), back])]


def _lines(sentences: Sequence[str]) -> list[str]:
    """Put sentences on lines of at most 80 columns, none of them broken."""
    lines: list[str] = []
    for sentence in sentences:
        if lines and len(lines[-1]) + len(sentence) < WIDTH:
            lines[-1] += f" {sentence}"
        else:
            lines.append(sentence)
    return lines


def _file(found: list[list[Entry]], facts: Facts) -> str:
    """Say how much a file held: `Saved 7 infusions, Mon 17 Aug to Thu 8 Oct.`"""
    days = sorted(unit[0].day for unit in found)
    span = f"{in_words(date.fromisoformat(days[0]), facts.today)} to {in_words(date.fromisoformat(days[-1]), facts.today)}"
    counts: dict[str, int] = {}
    for unit in found:
        counts[unit[0].plural] = counts.get(unit[0].plural, 0) + 1
    if len(counts) == 1:
        return f"Saved {len(found)} {found[0][0].plural}, {span}."
    told = [f"{count} {name if count > 1 else name.removesuffix('s')}" for name, count in counts.items()]
    return f"Saved {len(found)} entries, {span}: {', '.join(told)}."


def _sentences(found: list[list[Entry]], facts: Facts) -> list[str]:
    """Say the totals, each where it adds up."""
    said = []
    entries = [unit[0] for unit in found]
    if facts.plenty:
        said.append("One mood a day is plenty for the picture.")
    elif len(facts.moods) > 1 and any(isinstance(entry, Mood) for entry in entries):
        mean = f"mean {tenths(sum(facts.moods) / len(facts.moods))}"
        listed = ", ".join(map(str, facts.moods))
        said.append(f"Moods: {listed} ({mean})." if len(facts.moods) <= PLENTY else f"{len(facts.moods)} moods, {mean}.")
    if facts.slept:
        said.append(f"Sleep in all for that day: {length.said(facts.slept[0])} in {facts.slept[1]} parts.")
    if facts.week:
        said.append(week_total(*facts.week, facts.today))
    treated = any(isinstance(entry, Infusion) for entry in entries)
    if facts.gap is not None and treated:
        said.append(f"{facts.gap} day{'s' * (facts.gap != 1)} since the {'infusion' if len(found) > 1 else 'one'} before.")
    if facts.infusions > 1 and treated:
        said.append(f"That day has {facts.infusions} infusions.")
    if facts.thanks:
        said.append(THANKS)
    return said


def week_total(monday: date, minutes: int, sessions: int, today: date) -> str:
    """Say a week's movement: `This week: 30 min in 3 sessions.`"""
    week = "This week" if monday.isocalendar()[:2] == today.isocalendar()[:2] else f"Week of {in_words(monday, today)}"
    return f"{week}: {minutes} min in {sessions} session{'s' * (sessions != 1)}."


def _listed(parts: Sequence[str]) -> str:
    """Join a few things in words: `mood 4 and mood 7`."""
    return " and ".join([", ".join(parts[:-1]), parts[-1]] if len(parts) > 1 else parts)


def moved(verb: str, entries: Sequence[Entry], today: date, week: tuple[date, int, int] | None, way_on: str) -> str:
    """Say what undo, redo or delete did: `Took back: 200 min walk, Sun 8 Nov.` and the week's new total."""
    found = units(entries)
    if len(found) > 4:
        days = sorted(entry.day for entry in entries)
        listed = (
            f"{len(found):,} entries, {in_words(date.fromisoformat(days[0]), today)} to {in_words(date.fromisoformat(days[-1]), today)}"
        )
    else:
        listed = "; ".join(f"{what(unit)}, {day_said(unit[0], today).removeprefix('the ')}" for unit in found)
    line = f"{verb}: {listed}." + (f" {week_total(*week, today)}" if week else "")
    return with_way(line, way_on)


def changed(before: Entry, after: Entry, today: date) -> str:
    """Say what an edit did, old and new side by side: `sleep 8h30 is now 7h30, night to Sat 21 Nov.`"""
    times = _times(before) is not None and _times(after) is not None and _times(before) != _times(after)
    said = [what([before], show_times=times and before.day == after.day)]
    if before.short() != after.short() or (times and before.day == after.day):
        now = what([after], show_times=times).removeprefix("sleep ") if isinstance(after, Sleep) else safe(after.short())
        said[0] += f" is now {now or 'without route and dose'}"
    if before.details() != after.details():
        was, told = (safe(", ".join(entry.details())) or "nothing further" for entry in (before, after))
        said.append(f"{was} is now {told}")
    if before.day != after.day:
        said.append(f"from {in_words(date.fromisoformat(before.day), today)} to {in_words(date.fromisoformat(after.day), today)}")
    if before.at != after.at and after.at:
        said.append(f"at {after.at[11:16]}")
    if before.note != after.note:
        new = "its words are other now" if isinstance(after, Note) else "with other words in its note"
        said.append("with a note" if not before.note else new if after.note else "without its note")
    if before.day == after.day:
        said.append(day_said(after, today).removeprefix("the "))
    return ", ".join(said) + "."


def _times(entry: Entry) -> tuple[str, str] | None:
    """Return the start and end of a night that has them."""
    return (entry.start_at, entry.end_at) if isinstance(entry, Sleep) and entry.start_at and entry.end_at else None


def with_way(line: str, way: str) -> str:
    """End a line with the way back or on, if it stays short with it."""
    return line + way if len(line) + len(way) <= WIDTH else line
