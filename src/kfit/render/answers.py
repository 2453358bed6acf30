"""The words that are said after a change: one short line that tells what was understood, for which day, and the way back."""

from __future__ import annotations

from datetime import date

from .. import humanize
from ..humanize import in_words, tenths
from ..model.entries import Effect, Exercise, Habit, Infusion, Measure, Medicine, Mood, Note, Score, Sleep
from ..parsing.tokens import apart
from .phrases import UNDO, day_said, effects_said, listed, packed, units, week_total, what, with_way
from .text import safe

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.fields import Entry
    from ..model.planning import CustomName
    from ..model.questionnaires import TotalComparison

MOST_NAMED = 5  # moods of one day that are named one by one
FEW = 4  # entries of a file or of several days that are named one by one
HISTORY_HINT = "Words typed here stay in your shell's history. To keep them out of it: kfit note"
ANSWERS_HINT = "These answers are now in your shell's history. Next time: kfit {}"
REST_DAY = "A day to rest. For the ride home and driving, your clinic's rules hold."


class AnswerFacts:
    """What an answer needs to know beside the entries themselves."""

    __slots__ = (
        "alone",
        "courses",
        "day_ends",
        "first",
        "forms",
        "gap",
        "given",
        "hints",
        "moods",
        "new",
        "of_file",
        "on_day",
        "ratings",
        "read_times",
        "repeated",
        "replaced",
        "show_scores",
        "single",
        "slept",
        "sums",
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
        self.ratings: list[tuple[str, list[int]]] = []  # each rating of the day, where there are several of it
        self.sums: list[str] = []  # what adds up over the day, in words
        self.new: list[CustomName] = []  # names that are new
        self.forms: list[tuple[Score, TotalComparison, str]] = []  # questionnaires, what they are held against, the hint that is due
        self.of_file = False  # several lines, not typed just now: their totals and figures are not said
        self.repeated = 0  # entries of a file that were there before, as they stand
        self.alone = True  # nothing else was saved beside a form
        self.show_scores = True
        self.thanks = False
        self.week: tuple[date, int, int] | None = None  # its Monday, minutes, sessions
        self.slept: tuple[int, int] | None = None  # minutes and parts of the day, where there are several
        self.given: list[tuple[str, str]] = []  # day and word of all infusions and doses, where one of them was saved
        self.single = self.given  # those outside of a course
        self.courses: Mapping[str, Sequence[tuple[date, date]]] = {}  # the first and last day of each, by word
        self.gap: tuple[int, str] | None = None  # days since the infusion or dose before, where it was on another day, and its word
        self.on_day = 0  # infusions of that day, or doses
        self.replaced: list[Entry] = []
        self.swallowed = ""
        self.hints: list[str] = []


def saved(entries: Sequence[Entry], facts: AnswerFacts, block: str = "") -> str:
    """Say what was saved; the calm block stands behind that and before any figure of a form."""
    found = units(entries)
    lines = [_one(found[0], facts, calm=not block)] if len(found) == 1 else _several(found, facts, calm=not block)
    if facts.swallowed:
        lines.append(f"To log it as well: kfit {apart(safe(facts.swallowed))}")
    forms = _forms(facts, calm=not block)
    if block:
        return "\n".join([*lines, "", block, *(["", *forms] if forms else []), *facts.hints])
    return "\n".join([*lines, *forms, *facts.hints])


def _forms(facts: AnswerFacts, *, calm: bool) -> list[str]:
    """Say the figures of the forms that were filled in, and the line behind a form where no block is due."""
    if not facts.forms:
        return []
    from . import safety, scores  # a mood waits for no form

    alone = len(facts.forms) == 1 and facts.alone
    lines = []
    for score, compared, hint in facts.forms:
        lines += scores.lines(score, compared, facts.today, show_total=facts.show_scores, before_block=not (calm and alone))
        lines += [safety.HINTS[hint]] if hint else []
    return lines


def _one(unit: list[Entry], facts: AnswerFacts, *, calm: bool) -> str:
    """Say one entry: what it holds, its day, what else is known, and the way back where there is room for it."""
    entry = unit[0]
    if isinstance(entry, Score):
        from . import scores

        line = scores.saved(entry, day_said(entry, facts.today), show_total=facts.show_scores, before_block=not calm)
        if entry.note is not None:
            line = f"{line.removesuffix('.')}, with your note."
        return _with_way_back(line, facts) if calm else line
    if isinstance(entry, Medicine):
        first = f"Saved for {day_said(entry, facts.today)}{_added(entry, facts)}: {what(unit)}"
    else:
        first = f"Saved {_held(unit, facts)} for {day_said(entry, facts.today)}{_added(entry, facts)}"
    if entry.note is not None and not isinstance(entry, (Note, Exercise)) and not facts.swallowed:
        first += ", with your note"
    if facts.replaced:
        first += f", in place of {listed([what([old]) for old in facts.replaced])}"
    if facts.swallowed:
        first += f". '{safe(facts.swallowed)}' stayed in the note"
    line = " ".join([first + ".", *_sentences(found=[unit], facts=facts)])
    return _with_way_back(line, facts) if calm else line


def _held(unit: list[Entry], facts: AnswerFacts) -> str:
    """Say what an entry holds, with what else is known of it."""
    entry = unit[0]
    said = what(unit, show_times=_read(unit, facts)) + (" (+ note)" if isinstance(entry, Exercise) and entry.note is not None else "")
    details = [safe(detail) for detail in entry.details()]
    return f"{said}, {', '.join(details)}," if details else said


def _read(unit: Sequence[Entry], facts: AnswerFacts) -> bool:
    return isinstance(unit[0], Sleep) and unit[0].start_at in facts.read_times


def _added(entry: Entry, facts: AnswerFacts) -> str:
    """Say that an entry was added on a later day, or that its day still goes on."""
    if entry.day < facts.today.isoformat():
        return f" (added on {in_words(facts.today, facts.today)})"
    return f" (your day ends at {facts.day_ends})" if facts.day_ends and not isinstance(entry, Sleep) else ""


def _with_way_back(line: str, facts: AnswerFacts) -> str:
    if facts.first:
        return f"{line} To take it back: kfit undo"
    return with_way(line, UNDO)


def _several(found: list[list[Entry]], facts: AnswerFacts, *, calm: bool) -> list[str]:
    days = {unit[0].day for unit in found}
    back = f"One undo takes back {'both' if len(found) == 2 else f'all {len(found)}'}: kfit undo"
    way = [back] if calm and not _only_effects(found) else []
    if facts.of_file and len(found) > FEW:
        return packed([_file(found, facts), *_beside_a_file(facts), *way])
    if len(days) > 1 and len(found) > FEW:
        return packed([_file(found, facts), *_sentences(found=found, facts=facts), *way])
    if len(days) > 1:
        parts = [_part([unit], facts) for unit in found]
        named = ", ".join(f"{part} for {day_said(unit[0], facts.today)}" for part, unit in zip(parts, found, strict=True))
        first = f"Saved: {named}."
    else:
        plain = next((unit[0] for unit in found if not _is_night(unit[0])), found[0][0])
        parts = [_part(run, facts) for run in _runs(found)]
        together = (
            ", ".join(parts[:-1]) + (", and " if isinstance(found[-1][0], Note) else ", ") + parts[-1] if len(parts) > 1 else parts[0]
        )
        first = f"Saved for {day_said(plain, facts.today)}{_added(plain, facts)}: {together}."
    if facts.replaced:
        first += f" In place of {listed([what([old]) for old in facts.replaced])}."
    return [first, *packed([*_sentences(found=found, facts=facts), *way])]


def _is_night(entry: Entry) -> bool:
    return isinstance(entry, Sleep) and not entry.is_nap


def _only_effects(found: list[list[Entry]]) -> bool:
    """Tell whether all are side effects: those are typed while groggy, and one line is enough."""
    return all(isinstance(unit[0], Effect) for unit in found)


def _runs(found: list[list[Entry]]) -> list[list[list[Entry]]]:
    """Put side effects that follow each other together; every other unit stands alone."""
    runs: list[list[list[Entry]]] = []
    for unit in found:
        if runs and isinstance(unit[0], Effect) and isinstance(runs[-1][0][0], Effect):
            runs[-1].append(unit)
        else:
            runs.append([unit])
    return runs


def _part(run: list[list[Entry]], facts: AnswerFacts) -> str:
    """Say one entry among several, or side effects in a row."""
    effects = [unit[0] for unit in run if isinstance(unit[0], Effect)]
    noted = any(unit[0].note is not None and not isinstance(unit[0], Note) for unit in run)
    said = effects_said(effects) if effects else what(run[0], show_times=_read(run[0], facts))
    return said + (" (+ note)" if noted else "")


def _file(found: list[list[Entry]], facts: AnswerFacts) -> str:
    """Say how much a file held: `Saved 7 infusions, Mon 17 Aug to Thu 8 Oct.`"""
    days = sorted({unit[0].day for unit in found})
    span = " to ".join(in_words(date.fromisoformat(day), facts.today) for day in dict.fromkeys((days[0], days[-1])))
    counts: dict[str, int] = {}
    for unit in found:
        plural = "naps" if isinstance(unit[0], Sleep) and unit[0].is_nap else unit[0].several()
        counts[plural] = counts.get(plural, 0) + 1
    if len(counts) == 1:
        return f"Saved {len(found)} {next(iter(counts))}, {span}."
    told = [f"{count} {name if count > 1 else name.removesuffix('s')}" for name, count in counts.items()]
    return f"Saved {len(found)} entries, {span}: {', '.join(told)}."


def _beside_a_file(facts: AnswerFacts) -> list[str]:
    """Say what of a file is not in its counts: entries that were there before or were replaced, and names that are new."""
    said = _repeated(facts)
    if facts.replaced:
        said.append(f"In place of {len(facts.replaced)} {'entry' if len(facts.replaced) == 1 else 'entries'}.")
    if facts.new:
        said.append(f"New name{'s' * (len(facts.new) > 1)}: {', '.join(safe(one.name) for one in facts.new)}.")
    if facts.thanks:
        from .safety import THANKS

        said.append(THANKS)
    return said


def _repeated(facts: AnswerFacts) -> list[str]:
    if not facts.repeated:
        return []
    return [
        f"{'1 of them was' if facts.repeated == 1 else f'{facts.repeated} of them were'} logged before, and now count{'s' * (facts.repeated == 1)} twice."
    ]


def _sentences(found: list[list[Entry]], facts: AnswerFacts) -> list[str]:
    """Say the totals, each where it adds up."""
    said = _repeated(facts)
    entries = [unit[0] for unit in found]
    if len(facts.moods) > 1 and any(isinstance(entry, Mood) for entry in entries):
        said.append(_of_the_day("Moods", "moods", facts.moods))
    said += [_of_the_day(f"{name[:1].upper()}{name[1:]} that day", f"ratings of {name}", scores) for name, scores in facts.ratings]
    if facts.slept:
        said.append(f"Sleep that day: {humanize.hours_minutes(facts.slept[0])} in {facts.slept[1]} parts.")
    if facts.week:
        said.append(week_total(*facts.week, facts.today))
    said += [safe(told) for told in facts.sums]
    given = next((entry for entry in entries if isinstance(entry, Infusion)), None)
    if facts.gap is not None and given:
        days, word = facts.gap
        said.append(f"{days} day{'s' * (days != 1)} since the {word if len(found) > 1 or word != given.word else 'one'} before.")
    if facts.on_day > 1 and given:
        said.append(f"That day has {facts.on_day} {given.several()}.")
    said += [_new(one) for one in facts.new]
    if facts.thanks:
        from .safety import THANKS

        said.append(THANKS)
    return said


def _of_the_day(title: str, plural: str, scores: Sequence[int]) -> str:
    """Say the moods or ratings of a day, and their mean: `Moods: 4, 7 (mean 5.5).`"""
    mean = f"mean {tenths(sum(scores) / len(scores))}"
    return f"{title}: {', '.join(map(str, scores))} ({mean})." if len(scores) <= MOST_NAMED else f"{len(scores)} {plural}, {mean}."


def _new(tracked: CustomName) -> str:
    """Say how a name that is new is kept: `New habit, kept in minutes.`"""
    if tracked.kind == Habit.kind:
        return f"New habit, kept {f'in {tracked.unit}' if tracked.unit else 'as yes or no'}."
    if tracked.kind == Measure.kind:
        return f"New measure, kept {f'in {safe(tracked.unit)}' if tracked.unit else 'as a number'}."
    return "New rating."
