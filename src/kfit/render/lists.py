"""Draws lists: entries with their numbers, current medicines, habits; and what is said while nothing is logged."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from ..humanize import in_words
from ..model.entries import Effect, Measure, Mood, Note, Score, Sleep
from ..model.fields import EARLIEST_DAY
from ..model.routes import format_dose
from . import phrases
from .phrases import UNDO, clock_time, readings, what, with_way, zones_said
from .phrases import listed as in_a_row
from .text import count, dim, fold, hanging, joined, newest, pad, paragraph, safe, width

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.fields import Entry
    from ..model.medicines import CurrentMedicine, TakenMedicine
    from ..settings import Settings
    from .screen import Screen

# Each a sentence, the line to type, and what is to know about it.
BEGINNING = (
    ("Nothing logged yet. One line is enough:", "kfit mood 5", "   (0 worst, 10 best)"),
    ("Words with an apostrophe need quotes:", 'kfit mood 5 "can\'t sleep"', "   or: kfit note"),
    ("It stays on this machine; nobody is watching it. To reach someone:", "kfit help-now", ""),
)


def nothing_yet(screen: Screen) -> str:
    """Say how to begin, and that nobody is watching."""
    whole = [f"{sentence} {line}{about}" for sentence, line, about in BEGINNING]
    if screen.plain or max(map(width, whole)) <= screen.width:
        return "\n".join(whole)
    lines = []
    for sentence, line, about in BEGINNING:
        beside = 2 + width(line + about) <= screen.width
        lines += [*fold(sentence, screen.width), *([f"  {line}{about}"] if beside else [f"  {line}", f"  {about.strip()}"])]
    return "\n".join(lines)


NOTE_LINES = 3  # lines of a note that are shown unless all are asked for
WIDEST_PHRASE = 26
TIME = 5
ALL_OF_IT = "Some notes go on. To read all of each, add: --full"


class ListedDays(NamedTuple):
    """The days of a list, `last` None for an open end; how many entries are older and newer; the line that lists all of them.

    `days` is their number where so many days up to today were asked for; `fills` tells to show no more than a screen.
    """

    first: date
    last: date | None
    older: int
    newer: int
    line: str
    today: date
    days: int | None = None
    fills: bool = False

    def said(self) -> str:
        """Return the days in words: `on Sat 21 Nov`, `since Mon 9 Nov`; nothing for all of them."""
        upto = f"up to {in_words(self.last, self.today)}" if self.last else ""
        if self.first.isoformat() == EARLIEST_DAY:
            return upto
        if self.first == self.last:
            return f"on {in_words(self.first, self.today)}"
        first = in_words(self.first, self.today)
        return f"from {first} to {in_words(self.last, self.today)}" if self.last else f"since {first}"

    def others(self) -> str:
        """Return how many entries there are beside these, and the line that lists them; nothing if there are none."""
        which = "other" if self.older and self.newer else "newer" if self.newer else "older"
        return f"{count(self.older + self.newer, f'{which} entry')}: {self.line}" if self.older or self.newer else ""

    def line_below(self, shown: int) -> str:
        """Return what stands below a list: its days, and how to see more."""
        span = count(self.days, "day") if self.days else self.said() or "all days"
        return f"{span[0].upper()}{span[1:]}" + (f"; {self.others()}" if self.others() else f": {count(shown, 'entry')}.")


def listing(entries: Sequence[Entry], told: ListedDays, screen: Screen, settings: Settings, *, full: bool) -> str:
    """Show entries as they come, oldest first, under their days, and below them which days these are.

    The numbers of one blood pressure are one row, with the number of the first. With `full`, every line of every note. Where
    `told` says so, the newest rows that fill a screen.
    """
    rows = [ListRow.of(unit, settings) for unit in readings(entries)]
    zones = [told_zones] if (told_zones := zones_said(entries)) else []
    shown = (
        newest(_blocks(rows, told, screen, full=full), [*zones, ALL_OF_IT, told.line, told.line, "", ""], screen) if told.fills else rows
    )
    if len(shown) < len(rows):
        every, rows = rows, rows[-len(shown) :]
        cut = every[-len(rows) - 1].day
        rows = [row for row in rows if row.day > cut] or rows  # whole days, if there is one
        told = told._replace(older=told.older + len(every) - len(rows), first=date.fromisoformat(rows[0].day), days=None)
    blocks = _blocks(rows, told, screen, full=full)
    below = [*zones, told.line_below(len(rows))]
    lines = [line for block in blocks for line in block]
    if screen.plain:
        return "\n".join([*lines, *below])
    ending = fold(ALL_OF_IT, screen.width) if any(_goes_on(row, rows, screen) for row in rows) and not full else []
    ending += [line for one in below for line in paragraph(one, screen).split("\n")]
    return joined([*lines[1:], "", *(dim(line, screen) for line in ending)])


def _indent(rows: Sequence[ListRow], screen: Screen) -> int:
    """Return the columns in front of a note."""
    number = max(len(str(row.number)) for row in rows)
    phrase = min(WIDEST_PHRASE, max(width(row.said) for row in rows))
    return number + (2 if screen.narrow else len("  ") + TIME + len("  ") + phrase + 4)


def _goes_on(row: ListRow, rows: Sequence[ListRow], screen: Screen) -> bool:
    return len(_note(row.note, screen.width - _indent(rows, screen))) > NOTE_LINES


def _blocks(rows: Sequence[ListRow], told: ListedDays, screen: Screen, *, full: bool) -> list[list[str]]:
    """Return the lines of each row; the first row of a day has the day above it. In plain text a row is a sentence."""
    if screen.plain:
        return [[sentence(row, told.today)] for row in rows]
    number, indent = max(len(str(row.number)) for row in rows), _indent(rows, screen)
    blocks: list[list[str]] = []
    day = ""
    for row in rows:
        lines = [] if row.day == day else ["", dim(in_words(date.fromisoformat(row.day), told.today), screen)]
        day = row.day
        note = _note(row.note, screen.width - indent)
        if len(note) > NOTE_LINES and not full:
            note = _beginning(note, screen.width - indent, screen)
        if screen.narrow:
            lines += _narrow(f" {row.number:>{number}} {row.time}".rstrip() + " ", row.said, " " * indent, note, screen)
        else:
            lines += _wide(f"  {row.number:>{number}}  {row.time:{TIME}}  ", row.said, " " * indent, note, screen)
        blocks.append(lines)
    return blocks


def nothing_found(what: str, told: ListedDays, more: Sequence[str], screen: Screen) -> str:
    """Say that no entry is what was asked for in its days, and on lines of their own what would show more."""
    sentence = " ".join(filter(None, ("No entry", safe(what), told.said())))
    return "\n".join(filter(None, (paragraph(f"{sentence}.", screen), *more, paragraph(told.others(), screen))))


class ListRow(NamedTuple):
    """A row of a list: the number of its entry, its day, its time if it has one, what it holds, its note."""

    number: int
    day: str
    time: str
    said: str
    note: str

    @classmethod
    def of(cls, unit: Sequence[Entry], settings: Settings) -> ListRow:
        """Return the row of an entry, or of the entries of one blood pressure."""
        first = unit[0]
        told = safe(what(unit)) if len(unit) > 1 else said(first, settings)
        return cls(first.id or 0, first.day, time(first), told, "\n".join(entry.note for entry in unit if entry.note))


def sentence(row: ListRow, today: date) -> str:
    """Say a row in one sentence, its number first: `Number 61, Sun 22 Nov, 20:40: mood 4.`, then its note."""
    when = ", ".join(part for part in (in_words(date.fromisoformat(row.day), today), row.time) if part)
    note = f" Note: {safe(row.note)}" if row.note else ""
    return f"Number {row.number}, {when}: {row.said}.{note}"


def said(entry: Entry, settings: Settings) -> str:
    """Say what an entry holds: a night with its times, a note's mark, a side effect's time, a form's total where that may be shown."""
    if isinstance(entry, Sleep):
        return what([entry], show_times=True)
    if isinstance(entry, Note):
        return f"note, mark: {safe(entry.mark)}" if entry.mark else "note"
    if isinstance(entry, Mood):
        return f"{entry.phrase()} of 10"
    if isinstance(entry, Score):
        from .scores import phrase  # only a form waits for it

        return phrase(entry, show_total=settings.show_scores)
    if isinstance(entry, Measure):
        return f"{safe(entry.name)} {phrases.said(entry, settings)}"
    return safe(", ".join([entry.phrase(), *(entry.details() if isinstance(entry, Effect) else [])]))


def time(entry: Entry) -> str:
    """Return the local time of an entry as it was then, or nothing. That of a night says when it was typed: it is none."""
    return "" if isinstance(entry, Sleep) else clock_time(entry.at)


def _wide(head: str, told: str, indent: str, note: list[str], screen: Screen) -> list[str]:
    *lines, last = hanging(head, told, screen)
    if note and width(last) + 2 <= len(indent):
        last, note = pad(last, len(indent)) + note[0], note[1:]
    return [*lines, last, *(indent + line for line in note)]


def _narrow(head: str, told: str, indent: str, note: list[str], screen: Screen) -> list[str]:
    first, *more = fold(told, screen.width - width(head))
    return [head + first, *(indent + line for line in (*more, *note))]


def _note(note: str, columns: int) -> list[str]:
    """Return the lines of a note, none if there is none."""
    return [line for part in safe(note, lines=True).split("\n") for line in fold(part, columns)] if note else []


def _beginning(note: list[str], columns: int, screen: Screen) -> list[str]:
    """Return the first lines of a note, with a mark that it goes on."""
    rest = " \N{HORIZONTAL ELLIPSIS}" if screen.unicode else " ..."
    return [*note[: NOTE_LINES - 1], fold(note[NOTE_LINES - 1], columns - len(rest))[0] + rest]


NONE = "No current medicine is logged."
HOW_TO_BEGIN = "How to log one: kfit med -h"


TAKEN = "Taken in the last 30 days"


def listed(  # noqa: PLR0913 - one for each thing that is shown
    medicines: Sequence[CurrentMedicine],
    dose_since: Mapping[str, str],
    taken: Sequence[TakenMedicine],
    today: date,
    screen: Screen,
    *,
    is_new: bool,
) -> str:
    """Show each current medicine with its dose as told and since when, and apart from them what was taken lately.

    `dose_since` is the day from which a medicine has its dose, where that was told. `is_new` says that no medicine was ever logged.
    """
    rows = [(_said(one), _since(one, dose_since.get(one.name), today)) for one in medicines]
    further = [(_said(one), f"last on {in_words(date.fromisoformat(one.day), today)}") for one in taken]
    columns = max((width(said) for said, _ in (*rows, *further)), default=0)
    above = _medicines(rows, columns, screen) or [paragraph(f"{NONE} {HOW_TO_BEGIN}" if is_new else NONE, screen)]
    below = _medicines(further, columns, screen)
    if screen.plain:
        return "\n".join([*above, *(f"{TAKEN}: {line}" for line in below)])
    return joined([*above, *(["", dim(TAKEN, screen), *below] if below else [])])


def _medicines(found: Sequence[tuple[str, str]], columns: int, screen: Screen) -> list[str]:
    if screen.plain:
        return [f"{said}, {since}." for said, since in found]
    if columns + 3 + max((width(since) for _, since in found), default=0) > screen.width:
        return [
            line for said, since in found for line in (*fold(said, screen.width), *(f"  {part}" for part in fold(since, screen.width - 2)))
        ]
    return [f"{pad(said, columns)}   {since}" for said, since in found]


def _said(one: CurrentMedicine | TakenMedicine) -> str:
    return safe(" ".join(part for part in (one.name, format_dose(one.dose)) if part))


def _since(one: CurrentMedicine, dose_since: str | None, today: date) -> str:
    """Say since when a medicine is taken, and since when with its dose where that is another day."""
    dose = safe(format_dose(one.dose))
    newer = f", {dose} since {in_words(date.fromisoformat(dose_since), today)}" if dose_since and dose_since != one.since else ""
    if one.since:
        return f"since {in_words(date.fromisoformat(one.since), today)}{newer}"
    return f"noted on {in_words(date.fromisoformat(one.day), today)}"


WEEKS = 4
SPAN = WEEKS * 7
NONE_YET = "No habit is kept yet. One line begins one: kfit did meditation 10m"
KEPT = {"minutes": "in minutes", "times": "in times", None: "yes or no"}
TITLES = ("Habit", "Kept", "Last day", f"Last {WEEKS} weeks")
GAP = 3


class HabitRow(NamedTuple):
    """A habit: its name, what is counted (None: yes or no), its entries, its last day, its days in the last 4 weeks."""

    name: str
    unit: str | None
    entries: int = 0
    last: str | None = None
    days: int = 0
    retired_on: str | None = None

    def row(self) -> dict[str, object]:
        """Return it as the contract's JSON has it."""
        return {
            "name": self.name,
            "kept": self.unit,
            "entries": self.entries,
            "last_day": self.last,
            "days_of_28": self.days,
            "retired_on": self.retired_on,
        }


def table(rows: Sequence[HabitRow], unused: Sequence[str], today: date, screen: Screen) -> str:
    """List the habits, and name those that kfit knows and that were never used."""
    known = f"Also known: {in_a_row(list(unused))}." if unused else ""
    if not rows:
        return "\n".join(filter(None, [paragraph(NONE_YET, screen), known and paragraph(known, screen)]))
    cells = [_cells(row, today) for row in rows]
    if screen.plain:
        lines = [f"{name}: {_told(more)}." for name, *more in cells]
        return "\n".join(filter(None, ["Habits.", *lines, known]))
    columns = [max(width(cell[place]) for cell in (*cells, TITLES)) + GAP for place in range(len(TITLES) - 1)]
    below = ["", *fold(known, screen.width)] if known else []
    if sum(columns) + max(width(cell[-1]) for cell in (*cells, TITLES)) > screen.width:
        lines = [line for name, *more in cells for line in _paragraph(name, more, screen)]
        return joined([*lines, *below])
    heading = dim(_aligned(TITLES, columns), screen)
    return joined([heading, *(_aligned(cell, columns) for cell in cells), *below])


def _cells(row: HabitRow, today: date) -> tuple[str, str, str, str]:
    last = in_words(date.fromisoformat(row.last), today) if row.last else ""
    recent = f"{row.days} of {SPAN} days" if row.days else "no entry"
    if row.retired_on:
        recent = f"retired on {in_words(date.fromisoformat(row.retired_on), today)}"
    kept = KEPT.get(row.unit, "") if row.entries or row.unit else ""
    return safe(row.name), kept, last, recent


def _aligned(cell: Sequence[str], columns: Sequence[int]) -> str:
    return "".join(pad(part, wide) for part, wide in zip(cell, columns, strict=False)) + cell[-1]


def _paragraph(name: str, more: Sequence[str], screen: Screen) -> list[str]:
    return [*fold(name, screen.width), *(f"  {line}" for line in fold(_told(more), screen.width - 2))]


def _told(more: Sequence[str]) -> str:
    kept, last, recent = more
    return ", ".join(filter(None, [kept, last and f"last on {last}", recent.replace(" of ", " of the last ")]))


def renamed(before: str, after: str, entries: int) -> str:
    """Say that a habit has another name."""
    with_ = f", with its {count(entries, 'entry')}" if entries else ""
    return with_way(f"Changed: {safe(before)} is now {safe(after)}{with_}.", UNDO)


def retired(name: str, *, history: bool, goal: bool = False) -> str:
    """Say that a habit is retired."""
    ends = " Its goal ends today." if goal else ""
    return with_way(f"Changed: {safe(name)} is retired{'; its history stays' if history else ''}.{ends}", UNDO)


def back(name: str) -> str:
    """Say that a habit is in use again."""
    return with_way(f"Changed: {safe(name)} is in use again.", UNDO)
