"""Every sentence of the check-in. The same words for all answers; none of them asks why."""

from __future__ import annotations

from ..humanize import in_words
from ..model.entries import KINDS, Effect, Note, Sleep, ends
from ..model.questionnaires import INSTRUMENTS
from .phrases import units, what
from .safety import ROUGH_DAY, THANKS
from .text import paragraph, safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import date

    from ..model.fields import Entry
    from .screen import Screen

    Named = tuple[str, str, str]  # part, name and detail of a question
# What is asked. A part that has a name to it says it first.
EFFECTS = "Any effect since the {}, 0 to 3 (such as nausea 1, fog 2, or no): "
RATING = "{}, 0 {} to 10 {}: "
HABITS = {"minutes": "{} (such as 10m, yes, or no): ", "times": "{} (such as 20x, yes, or no): ", "": "{} (yes or no): "}
EXAMPLE = " (such as"  # how the example of an answer begins, which ends a question
MONTHLY = {
    "bladder": "Bladder these weeks (urgency or pain), 0 none to 3 severe: ",
    "memory": "Memory trouble these weeks, 0 none to 3 severe: ",
    "craving for ketamine": "Craving for ketamine these weeks, 0 none to 3 severe: ",
}
FORM = "{} ({} answers), now? y, or Enter for another day: "
FORM_TOTAL = "{}, its {} now, {}, or Enter for another day: "
ONE = "1 question. Enter skips it, q stops."
SEVERAL = "{} questions. Enter skips, b goes back, q stops and keeps what you said."
STILL = "For {} (your day ends at {})."
EARLIER = "For {}."
NOTHING_LEFT = "Everything you keep is logged for today. Nothing more to do."
NOTHING_LEFT_THEN = "Everything you keep is logged for {}. Nothing more to do."
NO_KEYBOARD = "The check-in needs a keyboard. In one line: kfit log mood 5 sleep 7h walk 10"
SAVED = "Saved for {}: {}."
UNDO = "To take it back: kfit undo"
UNDO_EACH = "Each answer is one change: kfit undo takes back the last."
DONE = "Thank you. That's enough for today."
KEPT_BEFORE = "What you said before is kept: {}."
KEPT = "Kept what you said: {}. That's enough for today."
NOTHING_KEPT = "Nothing to keep. That's enough for today."
# What a step back does.
THE_FIRST = "This is the first question."
TOOK_BACK = "Took back: {}."
STAYS = "{} stays as you told it. To take it back after the check-in: kfit undo"
# What an answer could not be.
WHICH_HABIT = "I couldn't read '{}'. Try: {}"
WHICH_FORM = "y for now, or Enter for another day."
ANOTHER_DAY = "The check-in is for {}. For another day: {}"
ANOTHER_LINE = "{} has a line of its own. After the check-in: {}"
A_LENGTH = "{} is a length of time. A number from 0 to 10 goes here."
NOT_HERE = "{} does not go with the check-in. Try it without."
TWO_EFFECTS = "Put a comma between two effects. Try: nausea 1, fog 2"
HOW_STRONG = "How strong was each: 0 none, 1 mild, 2 moderate, 3 severe? Try: {}"
PART_OF_FORM = "Nothing of the form is saved: a part of it has no total."
# What a line of a file could not be.
LINE = "A line looks like this: mood: 5 tired"
TWICE = "{} is there twice."
UNKNOWN = "I don't know '{}'. {}"
MEANT = "Did you mean: {}"
NOTHING_IN_FILE = "No answers, so nothing was saved."
NO_ANSWERS = "{} needs its answers after the colon."
NONE_OF_FILE = "Nothing of the file is saved."
STAYED = "'{}' stayed in the note. To log it as well: kfit {}"


def prompt(question: Named, day: str = "") -> str:
    """Return the one line that asks, with an example or the ends of the scale; `day` is an earlier day in words."""
    part, name, detail = question
    title = safe(name[:1].upper() + name[1:])
    if part == "ratings":
        return RATING.format(title, *ends(name, detail))
    if part == "habits":
        return HABITS[detail].format(title)
    if part == "monthly":
        return MONTHLY[name]
    if part == "score":
        form = INSTRUMENTS[name]
        return FORM.format(form.title, len(form.labels)) if form.labels else FORM_TOTAL.format(form.title, form.called, form.scale)
    asked = EFFECTS.format(detail) if part == "effects" else KINDS[part].question
    return asked.replace("last night", f"in the night to {day}") if day and part == Sleep.kind else asked


def called(part: str, name: str) -> str:
    """Return the name by which a question is spoken of: a form by its title."""
    return INSTRUMENTS[name].title if part == "score" else name


def overview(count: int, day: date, today: date) -> str:
    """Say how many questions there are for a day, where none is asked yet."""
    then = "today" if day == today else f"for {in_words(day, today)}"
    return f"{count} question{'s' * (count != 1)} {then}." if count else nothing_left(day, today)


def listed(question: Named, day: str = "") -> str:
    """Say what a question asks for, without how it is answered: `Movement`, `Mood, 0 worst to 10 best`, `PHQ-9 (9 answers)`."""
    part, name, _ = question
    if part == "score":
        form = INSTRUMENTS[name]
        return f"{form.title} ({f'{len(form.labels)} answers' if form.labels else f'its {form.called}'})"
    return prompt(question, day).removesuffix(": ").partition(EXAMPLE)[0]


def nothing_left(day: date, today: date) -> str:
    """Say that a day has all that is asked for."""
    return NOTHING_LEFT if day == today else NOTHING_LEFT_THEN.format(in_words(day, today))


def opening(count: int, day: date, today: date, day_ends: str, screen: Screen) -> str:
    """Say for which day it is where it is not the calendar's, how many questions there are, and the ways out.

    `day_ends` is empty where today is the calendar's day.
    """
    told = [STILL.format(in_words(day, day), day_ends)] if day_ends else []
    if not count:
        return _rows([*told, nothing_left(day, today)], screen)
    told += [EARLIER.format(in_words(day, today))] if day != today else []
    return _rows([*told, ONE if count == 1 else SEVERAL.format(count)], screen)


def at_once(told: str) -> list[str]:
    """Return what of a log command's answer is not kept for the end: the thanks behind a low mood, and the line to call."""
    return [sentence for sentence in (THANKS, ROUGH_DAY) if sentence in told]


def finished(entries: Sequence[Entry], day: str, read_times: Collection[str], screen: Screen, way_back: str) -> str:
    """Say what was saved, the way back, and that this is all."""
    if not entries:
        return NOTHING_KEPT
    saved = SAVED.format(day, _saved(entries, read_times))
    return _rows([saved, *([way_back] if way_back else []), DONE], screen)


def way_back(changes: int, *, calm: bool) -> str:
    """Say how so many changes are taken back; nothing where the calm block was shown."""
    return "" if not calm else UNDO if changes == 1 else UNDO_EACH


def stopped(names: Sequence[str], screen: Screen) -> str:
    """Say what was kept of a check-in that ended early, by name alone."""
    return paragraph(KEPT.format(safe(", ".join(dict.fromkeys(names)))), screen) if names else NOTHING_KEPT


def short(names: Sequence[str]) -> str:
    """Say the end in as few words as a log command's short answer."""
    return f"Saved.\n{DONE}" if names else NOTHING_KEPT


def _saved(entries: Sequence[Entry], read_times: Collection[str]) -> str:
    """Say entries in a row: `sleep 7h00, mood 5, 20 min walk (+ note), and a note`."""
    said: list[str] = []
    before: Entry | None = None
    for unit in units(entries):
        entry = unit[0]
        if isinstance(entry, Effect) and isinstance(before, Effect):
            told = safe(entry.short())
        else:
            told = what(unit, show_times=isinstance(entry, Sleep) and entry.start_at in read_times)
        noted = entry.note is not None and not isinstance(entry, Note)
        said.append(f"{told} (+ note)" if noted else told)
        before = entry
    if isinstance(before, Note) and len(said) > 1:
        said[-1] = f"and {said[-1]}"
    return ", ".join(said)


def _rows(sentences: Sequence[str], screen: Screen) -> str:
    """Put each sentence on a line of its own, folded where the screen is narrow."""
    return "\n".join(paragraph(sentence, screen) for sentence in sentences)
