"""Logging: read the words, save the entries as one change, print one line as the answer."""

from __future__ import annotations

from datetime import date, datetime

from .. import clock, humanize
from ..errors import KfitError, Refused, UnknownWord, ValueMissing
from ..humanize import monday_of, rounded
from ..model.entries import (
    ALIASES,
    LOW_MOOD,
    SURE,
    Exercise,
    Habit,
    Infusion,
    Measure,
    Medicine,
    Mood,
    Note,
    Rating,
    Score,
    Sleep,
)
from ..model.measures import PRESSURE, number_text
from ..model.routes import treatment_word
from ..parsing.draft import Context, Reading
from ..parsing.line import parted, read
from ..render import answers
from ..render.phrases import day_said, what
from ..services.log import known
from ..store import queries
from ..store.changes import Change
from ..store.data_file import Data
from .output import copy_of_the_day, say, say_json, say_with_block, talk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from ..model.fields import Entry
    from ..model.planning import CustomName
    from ..parsing.draft import EntryDraft
    from ..parsing.tokens import Words
    from ..settings import Settings
    from ..store.connection import Database
    from .private_text import TextDraft

LONG = 3 * 60  # minutes: from this length on, two sleeps of the same length are hardly two naps
MOST = 16 * 60  # minutes: a day hardly has more sleep than this


def refuse_doubtful(readings: Iterable[Reading], kept: dict[str, list[Entry]], today: date) -> None:
    """Raise Refused for the first sleep entry that is probably a mistake, with a complete line for each way to read it.

    An entry that is marked as sure passes. `kept` holds the stored entries of each day that the readings name. Each
    sleep is compared with those, and with the sleep that comes before it in the readings.
    """
    told: dict[str, list[Sleep]] = {day: [] for day in kept}
    for reading in readings:
        before = {day: list(nights) for day, nights in told.items()}  # of the lines before this one
        for said, words, entries in reading.nights:
            night, there = _nights(entries), _nights(kept[entries[0].day])
            alike = [one for one in there if one.is_nap == night[0].is_nap]
            earlier = told[night[0].day]
            doubt = find_doubt(night, there, today)
            if find_doubt(night, [one for one in there if one not in alike], today):
                alike = []  # what is doubtful beside a nap stays so when it takes the place of a night
            lines = _in_place_or_as_well(said, words, alike) if doubt else ""
            if not doubt:
                doubt = find_doubt(night, [*there, *earlier], today)
                lines = _once_or_as_well(said, words, in_line=earlier != before[night[0].day]) if doubt else ""
            if doubt and not said.is_sure:
                raise Refused(f"{reading.around[0]}{doubt} {lines}{reading.around[1]}")
            earlier += night


def refuse_edited(after: Sleep, others: Sequence[Sleep], words: Words, today: date) -> None:
    """Raise Refused if an edit makes a night doubtful beside the other sleep of its day; the message offers the line that is sure."""
    doubt = find_doubt([after], others, today)
    if doubt:
        raise Refused(f"{doubt} If it is right: {words.mended(len(words.words), len(words.words), SURE)}   What is logged: kfit list sleep")


def find_doubt(night: Sequence[Sleep], others: Sequence[Sleep], today: date) -> str:
    """Return why the parts of one night are doubtful beside other sleep of their day; empty if all of it is plausible."""
    day = day_said(night[0], today)
    for part in night:
        for other in others:
            if _overlap(part, other):
                return f"{_said([part]).capitalize()} and {_said([other])} overlap, and both would count for {day}."
    same = next((other for part in night for other in others if _same(part, other)), None)
    if same is not None:
        return f"There is {_said([same])} for {day} already."
    nights = [one for one in others if not one.is_nap]
    if any(not part.is_nap and part.minutes >= LONG and not (part.start_at and one.start_at) for part in night for one in nights):
        return f"There is {_said(nights)} for {day} already."  # so much more is rarely a second part
    slept, before = (sum(one.minutes for one in several) for several in (night, others))
    if slept == before >= LONG and not all(one.start_at for one in (*night, *others)):
        return f"There is {_said(others)} for {day} already."
    return (
        f"With what is logged already, {day} would have {humanize.hours_minutes(slept + before)}."
        if others and slept + before > MOST
        else ""
    )


def _in_place_or_as_well(said: EntryDraft, words: Words, there: Sequence[Sleep]) -> str:
    from ..parsing.offers import SplitLine, sure

    add = f"To add it: {sure(words, said)}"
    if not there:
        return add
    title = "To replace it" if len(there) == 1 else "To replace all of it"
    return f"{title}: {SplitLine(words, said).replacing()}   {add}"


def _once_or_as_well(said: EntryDraft, words: Words, *, in_line: bool) -> str:
    """Return the lines to offer if the earlier sleep is in the same line or file, so that it is not an entry yet."""
    from ..parsing.offers import SplitLine, sure

    if not in_line:
        return f"To add it: {sure(words, said)}   Entered twice? Leave out one of the two lines."
    return f"To log it once: {SplitLine(words, said).without()}   To log both: {sure(words, said)}"


def _nights(entries: Iterable[Entry]) -> list[Sleep]:
    return [entry for entry in entries if isinstance(entry, Sleep)]


def _overlap(one: Sleep, other: Sleep) -> bool:
    if not (one.start_at and one.end_at and other.start_at and other.end_at):
        return False
    begins, ends, began, ended = (datetime.fromisoformat(at) for at in (one.start_at, one.end_at, other.start_at, other.end_at))
    return begins < ended and began < ends


def _same(one: Sleep, other: Sleep) -> bool:
    """Return whether two sleeps of 3 hours or more have the same length. Two with clock times never count: one night has parts."""
    return one.minutes == other.minutes >= LONG and not (one.start_at and other.start_at)


def _said(parts: Sequence[Entry]) -> str:
    return what(parts, show_times=True)


EVER = "ever"
DAY = 24 * 60


class Outcome:
    """What was saved and in which change, what it replaced, the answer, and the calm block if it is due."""

    __slots__ = ("answer", "block", "change", "replaced", "saved", "told")

    def __init__(self, saved: list[Entry], replaced: list[Entry], change: int) -> None:
        self.saved, self.replaced, self.change = saved, replaced, change
        self.block = self.answer = self.told = ""  # `told` is the answer without the block


def save(db: Database, readings: Sequence[Reading], command: str, settings: Settings, *, typed: bool, sure: bool = False) -> Outcome:
    """Save the entries of all readings in one change; return what was saved and what to print.

    `typed` says that the words are in the shell's history now, `sure` that a file is right as it stands. Raises Refused for
    doubtful sleep, and for a file that is here already.
    """
    saved: list[Entry] = []
    with Change(db, command) as change:
        today = clock.day_of(change.now, settings.day_ends)
        facts = answers.AnswerFacts(today, settings.day_ends if today != change.now.date() else "")
        facts.show_scores = settings.show_scores
        facts.replaced = _take_place(change, [entry for reading in readings if reading.replace for entry in reading.entries])
        facts.of_file = readings[0].of_file and len(readings) > 1
        if readings[0].of_file and not sure:
            from .log_file import count_repeated

            facts.repeated = count_repeated(db, readings, change.now)
        if not sure:
            _refuse_doubtful_sleep(db, readings, today)
        facts.new = keep_names(change, readings)
        saved += [change.add(entry) for reading in readings for entry in reading.entries]
        facts.read_times = {start for reading in readings for start in reading.read_times}
        facts.swallowed = readings[0].remarks[0] if readings[0].remarks else ""
        need = _way(readings)
        _hints(change, saved, facts, typed=typed, need=bool(need))
        _totals(change, saved, facts)
        _new_medicines(change, saved, facts)
    outcome = Outcome(saved, facts.replaced, change.id)
    outcome.block = _block(db, saved, facts, settings)
    way = "" if outcome.block else need
    if facts.of_file:
        from .log_file import one_way_to_people

        facts.hints = one_way_to_people(facts.hints, is_said=bool(outcome.block or way))
    outcome.told = "Saved." if settings.answers == "short" else answers.saved(saved, facts)
    outcome.answer = outcome.told
    if way:
        outcome.block, outcome.answer = way, f"{outcome.told}\n{way}"
    elif outcome.block:
        outcome.answer = f"Saved.\n\n{outcome.block}" if settings.answers == "short" else answers.saved(saved, facts, outcome.block)
    return outcome


def _refuse_doubtful_sleep(db: Database, readings: Sequence[Reading], today: date) -> None:
    """Raise Refused for doubtful sleep. The change has begun, so no other kfit can write between this check and the save."""
    nights = [entries for reading in readings for _, _, entries in reading.nights]
    kept = {day: queries.of_day(db, Sleep, day) for day in dict.fromkeys(entries[0].day for entries in nights)}
    if len(nights) > 1 or any(kept.values()):
        refuse_doubtful(readings, kept, today)


def keep_names(change: Change, readings: Sequence[Reading]) -> list[CustomName]:
    """Store the new names, each once, and return them. The last mention of a name counts: it includes the ones before it."""
    found = {(one.kind, one.name): one for reading in readings for one in reading.tracked}
    for one in found.values():
        if one.id is None:
            change.keep(one)
        else:  # a habit that has its unit only now
            change.turn(one, one)
    return [one for one in found.values() if one.id is None]


def _block(db: Database, saved: list[Entry], facts: answers.AnswerFacts, settings: Settings) -> str:
    """Return the calm block if an entry calls for it; add to `facts` what each questionnaire is compared with."""
    forms = [entry for entry in saved if isinstance(entry, Score)]
    if not forms and not any(_is_of_need(entry) for entry in saved):
        return ""
    from .scores import block_of, compare_score

    if facts.of_file:
        from .log_file import form_hint

        facts.hints += [hint] if (hint := form_hint(forms)) else []
    else:
        facts.forms = [compare_score(db, form) for form in forms]
    facts.alone = len(saved) == 1
    return block_of(saved, settings)


def _is_of_need(entry: Entry) -> bool:
    """Return whether an entry's own name speaks of suicide or self-harm. Built-in names are not looked up: that saves time."""
    name = getattr(entry, "name", None)
    if name is None or entry.knows(name):
        return False
    from ..parsing.need import in_name

    return in_name(name)


def _way(readings: Sequence[Reading]) -> str:
    """Return the line that says how to reach someone, if words of need were typed; else nothing."""
    typed = [reading.typed for reading in readings if " " in reading.typed or reading.typed.isalpha()]  # a value alone has no such words
    if not typed:
        return ""
    from ..parsing.need import in_line

    if not any(in_line(text) for text in typed):
        return ""
    from ..render.safety import TO_REACH

    return TO_REACH


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


def _hints(change: Change, saved: list[Entry], facts: answers.AnswerFacts, *, typed: bool, need: bool) -> None:
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


def _treatments(change: Change, facts: answers.AnswerFacts) -> None:
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


def _totals(change: Change, saved: list[Entry], facts: answers.AnswerFacts) -> None:
    """Add a kind's totals to the answer if all its entries are for one day."""
    for kind, add in TOTALS:
        days = {entry.day for entry in saved if isinstance(entry, kind)}
        if len(days) == 1:
            add(change, days.pop(), saved, facts)


def _moods(change: Change, day: str, _: list[Entry], facts: answers.AnswerFacts) -> None:
    facts.moods = queries.mood_scores(change.db, day)


def _slept(change: Change, day: str, saved: list[Entry], facts: answers.AnswerFacts) -> None:
    minutes, parts = queries.sleep_sum(change.db, day)
    if parts > sum(isinstance(entry, Sleep) for entry in saved) or minutes > DAY:
        facts.slept = minutes, parts


def _week(change: Change, day: str, _: list[Entry], facts: answers.AnswerFacts) -> None:
    monday = monday_of(date.fromisoformat(day))
    facts.week = monday, *queries.week_movement(change.db, monday)


def _gap(_: Change, day: str, saved: list[Entry], facts: answers.AnswerFacts) -> None:
    """Add how many there are on the day; of the only one, how long ago the one before was, unless a course is among the two."""
    one = next(entry for entry in saved if isinstance(entry, Infusion))
    facts.on_day = facts.given.count((day, one.word))
    before = max((other for other in facts.single if other[0] < day), default=None)
    alone = len([other for other, _ in facts.single if other == day]) == 1 and not _goes_on(one, facts.courses)
    if before and alone and not any(before[0] <= last.isoformat() < day for spans in facts.courses.values() for _, last in spans):
        facts.gap = (date.fromisoformat(day) - date.fromisoformat(before[0])).days, before[1]


def _ratings(change: Change, day: str, saved: list[Entry], facts: answers.AnswerFacts) -> None:
    for name, better in dict.fromkeys((entry.name, entry.better) for entry in saved if isinstance(entry, Rating)):
        scores = queries.rating_scores(change.db, name, better, day)
        if len(scores) > 1:
            facts.ratings.append((name, scores))


def _new_medicines(change: Change, saved: list[Entry], facts: answers.AnswerFacts) -> None:
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

    said = f"{entry.name} was in your list already" + (f", since {humanize.in_words(date.fromisoformat(since), today)}." if since else ".")
    return f"{said} A new dose: kfit med {quoted(entry.name)} {quoted(entry.dose)} changed" if entry.dose else said


def _habits(change: Change, day: str, saved: list[Entry], facts: answers.AnswerFacts) -> None:
    for name in dict.fromkeys(entry.name for entry in saved if isinstance(entry, Habit)):
        minutes, times, count = queries.habit_sum(change.db, name, day)
        if count > 1 and (minutes or times):
            facts.sums.append(f"That day: {name} {f'{minutes} min' if minutes else f'{times} times'} in all.")


def _counted(change: Change, day: str, saved: list[Entry], facts: answers.AnswerFacts) -> None:
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
LOG = "log"
CURRENT = "med"  # alone, it lists the current medicines


def run(words: list[str]) -> int:
    """Log one diary line, or a file of them; return the exit code. Raises Refused for words without one clear meaning."""
    drafts: list[TextDraft] = []
    try:
        return _logged(words, drafts)
    except KfitError as error:
        raise (drafts[0].kept(error) if drafts else error) from None
    except BaseException:
        for draft in drafts:
            draft.tell()
        raise


def _logged(words: list[str], drafts: list[TextDraft]) -> int:
    head = words[0].split()[0].lower()
    if head == CURRENT and set(words[1:]) <= {"--json", "list"} and " " not in words[0]:
        from .lists import show

        show(json="--json" in words)
        return 0
    with Data.to_write() as data:
        settings = data.settings()
        context = Context(clock.now(), settings.day_ends, settings.date_order, lambda: known(data, settings))
        readings = _read(head, words, context, drafts, settings)
        if not any(reading.entries for reading in readings):
            return _nothing_said(readings[0])
        typed = not drafts and not readings[0].prompted and not (head == LOG and "-" in words)
        sure = readings[0].of_file and SURE in words
        outcome = save(data.existing(), readings, head, settings, typed=typed, sure=sure)
    for draft in drafts:
        draft.let_go()
    _answer(readings[0], outcome)
    copy_of_the_day(data.path)
    return 0


def _with_answers(words: list[str], name: str, settings: Settings) -> list[str]:
    """Return the words of a line that names a questionnaire alone, with the answers, for which kfit asks now, after its name."""
    from ..parsing.tokens import from_arguments, retyped
    from .scores import answer_words as answered

    line = words[0].split() if len(words) == 1 else words
    told = line[1:] if line[0].lower() == LOG else line
    called = 2 if " ".join(told[:2]).lower().rstrip(":") in ALIASES else 1  # `phq 9` is one name
    try:
        return [name, *answered(name, settings), *told[called:]]
    except ValueMissing as error:
        error.behind = retyped(from_arguments(told[called:]).words)
        raise


def _read(head: str, words: list[str], context: Context, drafts: list[TextDraft], settings: Settings) -> list[Reading]:
    """Return the readings of the words; at a terminal, ask for answers or a value that is missing.

    A reading without entries says that none came.
    """
    asked = False
    try:
        found = _read_whole(head, words, context, drafts)
        form = found[0].asks_for_answers
        if form:
            found, asked = _read_whole(head, _with_answers(words, form, settings), context, drafts), True
    except ValueMissing as error:
        found, asked = _with_value(error, head, words, context, drafts), True
    found[0].prompted = asked
    return found


def _with_value(error: ValueMissing, head: str, words: list[str], context: Context, drafts: list[TextDraft]) -> list[Reading]:
    """Return the readings of a line whose value was asked for. Raises `error` where nobody is there to be asked."""
    from .prompts import ask_value, somebody_there

    if not somebody_there():
        raise error

    def complete(line: str) -> list[Reading]:
        context.now = clock.now()
        return _read_whole(head, [line], context, drafts)

    found = ask_value(error, complete)
    if found is None:
        found = [Reading()]
        found[0].json, found[0].quiet = "--json" in words, not {"-q", "--quiet"}.isdisjoint(words)
    return found


def _read_whole(head: str, words: list[str], context: Context, drafts: list[TextDraft]) -> list[Reading]:
    """Return the readings of the words; at a terminal, ask which end of a new rating is better."""
    while True:
        try:
            if head == LOG and set((content := parted(words[1:]))[0]) - {SURE} == {"-"}:
                from .log_file import read_lines

                return read_lines(content[1], context)
            return [_read_kind(words, context, drafts) if head == Note.kind else read(words, context)]
        except Refused as error:
            if isinstance(error, UnknownWord) and head != LOG:
                from .commands import COMMANDS
                from .suggestions import unknown

                raise Refused(unknown(words, COMMANDS)) from None
            if head == LOG:
                from .log_file import file_named

                if told := file_named(content[0]):
                    raise Refused(told) from None
            name = getattr(error, "new_rating", "")
            if not name or "-" in words:
                raise
            from .prompts import ask_direction

            context.known.better[name] = ask_direction(error, name)
            context.known.begin()


def _answer(reading: Reading, outcome: Outcome) -> None:
    """Print the answer as JSON, quietly, or as text, as the line asks for. The calm block is always printed."""
    if reading.json:
        saved, replaced = ([entry.row() for entry in entries] for entries in (outcome.saved, outcome.replaced))
        help_ = {"help": "kfit help-now"} if outcome.block else {}
        say_json({"saved": saved, "replaced": replaced, "message": outcome.told, **help_})
        if outcome.block:
            talk(outcome.block)
    elif outcome.block:
        say_with_block(outcome.block if reading.quiet else outcome.answer, outcome.block)
    elif not reading.quiet:
        say(outcome.answer)


def _nothing_said(reading: Reading) -> int:
    message = "No value, so nothing was saved." if reading.prompted else "No text, so nothing was saved."
    if reading.json:
        say_json({"saved": [], "replaced": [], "message": message})
    elif not reading.quiet:
        say(message)
    return 0


def _read_kind(words: list[str], context: Context, drafts: list[TextDraft]) -> Reading:
    """Return the reading of `kfit KIND ...`; a note from a prompt or an editor is added to `drafts`."""
    reading = read(words, context)
    if not reading.asks_for_note:
        return reading
    from .private_text import note_text

    draft = note_text(reading.asks_for_note)
    drafts.append(draft)
    if not draft.text.strip():
        draft.let_go()
        return reading
    kept = [word for word in words if word not in ("-", "--edit")]
    reading = read([*kept, "--note", draft.text], Context(clock.now(), context.day_ends, context.date_order))
    reading.typed = " ".join(words)  # a private text is not searched for words of need
    return reading
