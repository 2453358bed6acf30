"""The use case of a diary line: its entries saved as one change, and what the answer says of them."""

from __future__ import annotations

from datetime import date

from .. import clock
from ..humanize import in_words, monday_of, rounded
from ..model.entries import (
    LOW_MOOD,
    Exercise,
    Habit,
    Infusion,
    Measure,
    Medicine,
    Mood,
    Rating,
    Score,
    Sleep,
)
from ..model.measures import PRESSURE, number_text
from ..model.routes import treatment_word
from ..render import answers
from ..render.answers import AnswerFacts
from ..store import queries
from ..store.changes import Change

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from ..model.fields import Entry
    from ..model.planning import CustomName
    from ..parsing.draft import Reading
    from ..settings import Settings
    from ..store.connection import Database

EVER = "ever"
DAY = 24 * 60


class Outcome:
    """What was saved and in which change, what it replaced, and what the answer says of it.

    `concern` is the reason for the calm block, empty if none is due. `need` says that words of need were typed.
    """

    __slots__ = ("change", "concern", "facts", "need", "replaced", "saved")

    def __init__(self, saved: list[Entry], change: int, facts: AnswerFacts) -> None:
        self.saved, self.change, self.facts = saved, change, facts
        self.replaced = facts.replaced
        self.concern, self.need = "", False


def save(db: Database, readings: Sequence[Reading], command: str, settings: Settings, *, typed: bool, sure: bool = False) -> Outcome:  # noqa: PLR0913 - a line, a file of lines and the check-in are saved by it
    """Save the entries of all readings in one change; return what was saved and what the answer says of it.

    `typed` says that the words are in the shell's history now, `sure` that a file is right as it stands. Raises Refused for
    doubtful sleep, and for a file that is here already.
    """
    saved: list[Entry] = []
    with Change(db, command) as change:
        today = clock.day_of(change.now, settings.day_ends)
        facts = AnswerFacts(today, settings.day_ends if today != change.now.date() else "")
        facts.show_scores = settings.show_scores
        facts.replaced = _take_place(change, [entry for reading in readings if reading.replace for entry in reading.entries])
        facts.of_file = readings[0].of_file and len(readings) > 1
        if readings[0].of_file and not sure:
            from .log_file import count_repeated

            facts.repeated = count_repeated(db, readings, change.now)
        if not sure and any(reading.nights for reading in readings):
            from .doubtful_sleep import refuse_doubtful_sleep

            refuse_doubtful_sleep(db, readings, today)
        facts.new = keep_names(change, readings)
        saved += [change.add(entry) for reading in readings for entry in reading.entries]
        facts.read_times = {start for reading in readings for start in reading.read_times}
        facts.swallowed = readings[0].remarks[0] if readings[0].remarks else ""
        need = _speak_of_need(readings)
        _hints(change, saved, facts, typed=typed, need=need)
        _totals(change, saved, facts)
        _new_medicines(change, saved, facts)
    outcome = Outcome(saved, change.id, facts)
    outcome.need, outcome.concern = need, _concern(db, saved, facts)
    if facts.of_file:
        from .log_file import one_way_to_people

        facts.hints = one_way_to_people(facts.hints, is_said=bool(outcome.concern) or need)
    return outcome


def keep_names(change: Change, readings: Sequence[Reading]) -> list[CustomName]:
    """Store the new names, each once, and return them. The last mention of a name counts: it includes the ones before it."""
    found = {(one.kind, one.name): one for reading in readings for one in reading.tracked}
    for one in found.values():
        if one.id is None:
            change.keep(one)
        else:  # a habit that has its unit only now
            change.turn(one, one)
    return [one for one in found.values() if one.id is None]


def _concern(db: Database, saved: list[Entry], facts: AnswerFacts) -> str:
    """Return the reason for the calm block if an entry calls for it; add to `facts` what each questionnaire is compared with."""
    forms = [entry for entry in saved if isinstance(entry, Score)]
    if not forms and not any(_is_of_need(entry) for entry in saved):
        return ""
    from .scores import compare_score, first_concern

    if facts.of_file:
        from .log_file import form_hint

        facts.hints += [hint] if (hint := form_hint(forms)) else []
    else:
        facts.forms = [compare_score(db, form) for form in forms]
    facts.alone = len(saved) == 1
    return first_concern(saved)


def _is_of_need(entry: Entry) -> bool:
    """Return whether an entry's own name speaks of suicide or self-harm. Built-in names are not looked up: that saves time."""
    name = getattr(entry, "name", None)
    if name is None or entry.knows(name):
        return False
    from ..parsing.need import in_name

    return in_name(name)


def _speak_of_need(readings: Sequence[Reading]) -> bool:
    """Return whether words of need were typed."""
    typed = [reading.typed for reading in readings if " " in reading.typed or reading.typed.isalpha()]  # a value alone has no such words
    if not typed:
        return False
    from ..parsing.need import in_line

    return any(in_line(text) for text in typed)


def _take_place(change: Change, entries: list[Entry]) -> list[Entry]:
    """Delete the entries of the same day, kind, and activity or name; return them."""
    replaced: list[Entry] = []
    seen: set[tuple[type[Entry], str, str | None]] = set()
    for entry in entries:
        name = _name(entry)
        if (type(entry), entry.day, name) in seen:
            continue
        seen.add((type(entry), entry.day, name))
        names = PRESSURE if name == PRESSURE[0] else (name,)  # a blood pressure replaces all parts of the earlier one
        for old in queries.of_day(change.db, type(entry), entry.day):
            if _name(old) in names and old.id not in [one.id for one in replaced]:
                change.delete(old)
                replaced.append(old)
    return replaced


def _name(entry: Entry) -> str | None:
    """Return the activity or name that tells entries of one kind apart; of sleep, whether it was a nap."""
    if isinstance(entry, Sleep):
        return entry.nap
    return entry.activity if isinstance(entry, Exercise) else getattr(entry, "name", None)


def _hints(change: Change, saved: list[Entry], facts: AnswerFacts, *, typed: bool, need: bool) -> None:
    """Add the hints that are shown once ever, or once a day. Words of `need` have an answer of their own in place of thanks."""
    today = facts.today.isoformat()
    facts.first = change.says("undo", EVER)
    if typed and any(entry.note for entry in saved) and change.says("history", EVER):
        facts.hints.append(answers.HISTORY_HINT)
    if typed and any(isinstance(entry, Score) and entry.items for entry in saved) and change.says("answers", EVER):
        facts.hints.append(answers.ANSWERS_HINT.format(next(entry.name for entry in saved if isinstance(entry, Score) and entry.items)))
    given = [entry for entry in saved if isinstance(entry, Infusion)]
    if given:
        _treatments(change, facts)
    if any(entry.day == today and not _goes_on(entry, facts.courses) for entry in given):
        facts.hints.append(answers.REST_DAY)
    if any(isinstance(entry, Mood) and entry.score <= LOW_MOOD for entry in saved):
        from ..render import safety  # a late import: most lines need none of its texts

        if need:
            facts.sums.append(safety.NOT_ALONE)  # the line to people stands behind it
            return
        facts.thanks = True
        if change.says("help-now", today):
            facts.hints.append(safety.ROUGH_DAY)


def _treatments(change: Change, facts: AnswerFacts) -> None:
    """Add the day and word of each infusion and dose, and the courses that they make."""
    from ..analysis.courses import by_word, span_of, spans  # only an infusion or a dose needs it

    told = [row[:3] for row in queries.administrations(change.db, facts.today.isoformat())]
    facts.courses = {word: spans(days) for word, days in by_word(told).items()}
    facts.given, facts.single = (
        [(one[0], treatment_word(*one[1:])) for one in part]
        for part in (told, [one for one in told if span_of(one, facts.courses) is None])
    )


def _goes_on(dose: Infusion, courses: Mapping[str, Sequence[tuple[date, date]]]) -> bool:
    """Return whether a dose goes on with a course: the first day of one is like that of any other."""
    from ..analysis.courses import span_of

    span = span_of((dose.day, dose.route, dose.dosage_form), courses)
    return span is not None and dose.day > span[0].isoformat()


def _totals(change: Change, saved: list[Entry], facts: AnswerFacts) -> None:
    """Add a kind's totals to the answer if all its entries are for one day."""
    for kind, add in TOTALS:
        days = {entry.day for entry in saved if isinstance(entry, kind)}
        if len(days) == 1:
            add(change, days.pop(), saved, facts)


def _moods(change: Change, day: str, _: list[Entry], facts: AnswerFacts) -> None:
    facts.moods = queries.mood_scores(change.db, day)


def _slept(change: Change, day: str, saved: list[Entry], facts: AnswerFacts) -> None:
    minutes, parts = queries.sleep_sum(change.db, day)
    if parts > sum(isinstance(entry, Sleep) for entry in saved) or minutes > DAY:
        facts.slept = minutes, parts


def _week(change: Change, day: str, _: list[Entry], facts: AnswerFacts) -> None:
    monday = monday_of(date.fromisoformat(day))
    facts.week = monday, *queries.week_movement(change.db, monday)


def _gap(_: Change, day: str, saved: list[Entry], facts: AnswerFacts) -> None:
    """Add how many there are on the day; of the only one, how long ago the one before was, unless a course is among the two."""
    one = next(entry for entry in saved if isinstance(entry, Infusion))
    facts.on_day = facts.given.count((day, one.word))
    before = max((other for other in facts.single if other[0] < day), default=None)
    alone = len([other for other, _ in facts.single if other == day]) == 1 and not _goes_on(one, facts.courses)
    if before and alone and not any(before[0] <= last.isoformat() < day for spans in facts.courses.values() for _, last in spans):
        facts.gap = (date.fromisoformat(day) - date.fromisoformat(before[0])).days, before[1]


def _ratings(change: Change, day: str, saved: list[Entry], facts: AnswerFacts) -> None:
    for name, better in dict.fromkeys((entry.name, entry.better) for entry in saved if isinstance(entry, Rating)):
        scores = queries.rating_scores(change.db, name, better, day)
        if len(scores) > 1:
            facts.ratings.append((name, scores))


def _new_medicines(change: Change, saved: list[Entry], facts: AnswerFacts) -> None:
    """Say that a medicine is new if there are others: a typo would go into the list for the clinic."""
    told = {entry.name for entry in saved if isinstance(entry, Medicine)}
    if (
        told
        and queries.has_other_names(change.db, Medicine.kind, told)
        and any(queries.is_first(change.db, Medicine.kind, name, saved) for name in told)
    ):
        facts.sums.append("New in your list.")
    begun = [entry for entry in saved if isinstance(entry, Medicine) and entry.event == "started"]
    if begun:
        from ..analysis.treatments import current

        ids = [entry.id for entry in saved]
        since = {one.name: one for one in current([one for one in queries.medicines(change.db) if one.id not in ids])}
        facts.sums += [_begun_already(entry, since[entry.name].since, facts.today) for entry in begun if entry.name in since]


def _begun_already(entry: Medicine, since: str | None, today: date) -> str:
    """Say that a medicine was in the list already; of another dose, how a change of it is logged."""
    from ..parsing.tokens import quoted

    said = f"{entry.name} was in your list already" + (f", since {in_words(date.fromisoformat(since), today)}." if since else ".")
    return f"{said} A new dose: kfit med {quoted(entry.name)} {quoted(entry.dose)} changed" if entry.dose else said


def _habits(change: Change, day: str, saved: list[Entry], facts: AnswerFacts) -> None:
    for name in dict.fromkeys(entry.name for entry in saved if isinstance(entry, Habit)):
        minutes, times, count = queries.habit_sum(change.db, name, day)
        if count > 1 and (minutes or times):
            facts.sums.append(f"That day: {name} {f'{minutes} min' if minutes else f'{times} times'} in all.")


def _counted(change: Change, day: str, saved: list[Entry], facts: AnswerFacts) -> None:
    """Add the day's sum of each measure that is counted. A measure with a unit does not add up."""
    for name in dict.fromkeys(entry.name for entry in saved if isinstance(entry, Measure) and entry.unit is None):
        total, count = queries.counted_sum(change.db, name, day)
        if count > 1:
            facts.sums.append(f"That day: {name} {number_text(rounded(total))} in all.")


TOTALS = (
    (Mood, _moods),
    (Rating, _ratings),
    (Sleep, _slept),
    (Exercise, _week),
    (Habit, _habits),
    (Measure, _counted),
    (Infusion, _gap),
)
