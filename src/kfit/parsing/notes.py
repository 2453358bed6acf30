"""Takes the free words of an entry as its note, and asks about those that could as well be a value, a day or an entry."""

from __future__ import annotations

from ..errors import Refused, Unclear
from ..model.entries import ALIASES, EFFECTS, HABITS, HEADS, NAME_HEADS, SURE, Effect, Exercise, Habit, Medicine
from ..model.routes import DOSE
from . import durations, names, offers
from .heads import LONGEST_DAY
from .numbers import ValueSubject, behind_blanks, digit, first_token
from .tokens import apart, note_option, quoted, retyped
from .treatments import dose_length, event_length, part
from .values import value_of

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence

    from .draft import Context, EntryDraft
    from .person import PersonNames
    from .tokens import Word, Words

SHORT_DAYS = frozenset(("mon", "tue", "wed", "thu", "fri", "sat", "sun"))
LEADS = frozenset(("on", "for", "at", "next", "the"))
TO_COME = frozenset(
    [
        "week",
        "weeks",
        "month",
        "months",
        "day",
        "days",
        "time",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
    ]
)
NUMBERS = frozenset(["a", "an", "one", "two", "three", "four", "five", "six"])


def refuse_day(words: Words, note: list[Word], context: Context) -> None:
    """Refuse a note that is a day or a time as a whole (rules 4 and 5)."""
    text = words.raw(note[0], note[-1])
    first = words.words.index(note[0])
    as_note = words.mended(first, first + len(note), note_option(text))
    day = day_within(text, context)
    line = words.mended(first, first + len(note), "")
    the_day = f" The day: {line} --on {quoted(day)}  " if day and words.day is None else ""
    another = any(word.text.partition("=")[0] in ("--note", "-n") for word in words.words if not word.quoted)
    raise Refused(f"Is '{text}' the day (--on) or a note?{the_day}" + ("" if another else f" As a note: {as_note}"))


def day_within(text: str, context: Context) -> str | None:
    """Return the day that a text as a whole is, as it can be typed: `on monday.` is monday.

    Empty for a day that is still to come or that has no sure reading; None if the text is no day.
    """
    parts = text.strip(" .!?,;-–—").lower().split()
    if parts[:1] == ["next"] and parts[1:] and all(part in TO_COME or part[:3] in SHORT_DAYS for part in parts[1:]):
        return ""
    if parts[:1] == ["in"] and len(parts) == 3 and (parts[1].isdigit() or parts[1] in NUMBERS) and parts[2] in TO_COME:
        return ""
    while parts[:1] and parts[0] in LEADS and len(parts) > 1 and not context.is_day(" ".join(parts)):
        parts = parts[1:]
    plain = " ".join(parts)
    found = context.attempt(plain)
    if isinstance(found, Unclear):
        return found.readings[0] if found.readings else ""
    if isinstance(found, Refused):
        return None
    return "" if found.day > context.today or (found.at is not None and found.at > context.now) else plain


BEFORE_DOSE = ("a", "my", "the", "one", "another", "took", "had")


def swallowed(words: Words, note: list[Word], context: Context) -> str | None:
    """Return the first stretch of a note that would log on its own (rule 8): `walk 15`."""
    for place, word in enumerate(note):
        head = word.text.lower()
        strength = note[place + 1].text if place + 1 < len(note) else ""
        if head in EFFECTS and head not in HEADS and strength in ("0", "1", "2", "3") and not word.quoted:
            return f"effect {head} {strength}"
        known = head if head in HEADS else ALIASES[head][1] if head in ALIASES else ""
        if word.quoted or not known or HEADS[known][0].form == "rest" or place + 1 == len(note):
            continue
        if head == DOSE and place and note[place - 1].text.lower() not in BEFORE_DOSE:
            continue  # `sertraline dose 100mg`, `new dose 200mg`
        behind = words.raw(note[place + 1], note[-1])
        try:
            used = taken(known, behind, context)
        except Refused:
            continue
        if used:
            return f"{head} {behind[:used]}"
        if HEADS[known][0] is Exercise and (told := _length_later(behind)):
            return f"{head} {told}"
    return None


def _length_later(text: str) -> str:
    """Return the words of a text up to a length of time, at most three before it: `with mum 30min`; nothing if there is none."""
    parts = text.split()
    for place in range(1, min(len(parts), 4)):
        found = (
            None if any(part[-1:] in CLAUSE_ENDS or digit(part[:1]) for part in parts[:place]) else durations.find(" ".join(parts[place:]))
        )
        if found:
            return f"{' '.join(parts[:place])} {' '.join(parts[place:])[: found[1]]}"
    return ""


def nap_within(words: Words, note: list[Word]) -> str | None:
    """Return a further stretch of sleep that a night's note has swallowed: `nap 1h` is `sleep 1h`, `4-6` as it stands."""
    from .nights import sleep

    for place, word in enumerate(note):
        if word.quoted or not (digit(word.text[:1]) or word.text.lower() in ("nap", "naps")):
            continue
        begin = place if digit(word.text[:1]) else place + 1
        behind = words.raw(note[begin], note[-1]) if begin < len(note) else ""
        try:
            value = sleep(behind)
        except Refused:
            continue
        if value is not None and value.used and (value.parts or begin > place):
            return f"sleep {behind[: value.used]}"
    return None


LONGEST_SPAN = 3  # words of a name


def taken(head: str, text: str, context: Context) -> int:
    """Return how many characters behind a word that begins an entry are its name and value; 0 if they are none.

    Raises Unclear for what looks like a value, though not a clear one.
    """
    kind, fixed = HEADS[head]
    if head not in NAME_HEADS:
        found = value_of(ValueSubject(kind.kind, head, context, fixed.get("name", "")), kind, text)
        return found.used if found is not None else 0
    if kind is Medicine:
        return _medicine(text)
    known = context.known
    name = _effect(text, known) if kind is Effect else first_token(text)
    rest = text[len(name) :].lstrip()
    if not names.fits(name) or not rest[:1].isdigit():
        own = names.plain(name)
        return len(name) if kind is Habit and name and (own in HABITS or known.find(Habit.kind, own) is not None) else 0
    found = value_of(ValueSubject(kind.kind, head, context, names.plain(name)), kind, rest)
    return len(text) - len(rest) + found.used if found is not None and found.used else 0


def _effect(text: str, known: PersonNames) -> str:
    """Return the words at the beginning that name a side effect: `blurred vision`; nothing if none do."""
    words, end = text.split()[:LONGEST_SPAN], 0
    for word in words[: names.effect_words([names.plain(word) for word in words], known)]:
        end = text.index(word, end) + len(word)
    return text[:end]


def _medicine(text: str) -> int:
    """Find what happened behind a name of a few words, and a dose before or behind it."""
    place = 0
    for count in range(LONGEST_SPAN + 2):
        token = first_token(text[place:])
        if not token:
            return 0
        length = event_length(text[place:])
        if length:
            return place + length if count else 0
        length = dose_length(text[place:]) if count else 0
        end = place + (length or len(token))
        if text[end : end + 1] in (",", ";"):
            return 0
        place = behind_blanks(text, end)
    return 0


# What says that there was no infusion, in the words that `_plain` makes of a note. Each holds only where its phrase ends:
# `missed` and `missed my appointment`, not `missed the vein`.
NEVER = ("not", "didnt", "never", "doesnt", "isnt", "wasnt", "hasnt", "havent", "hadnt", "wont", "couldnt", "cant", "cannot", "unable to",
    "not able to", "wasnt able to", "forgot to")  # fmt: skip
TOOK_PLACE = ("happen", "happened", "happening", "take place", "taken place", "taking place", "go ahead", "going ahead", "go through")
WENT = ("go", "going", "gone", "go in", "get it", "get one", "get mine", "get there", "have it", "have one", "have mine", "had it", "had one",
    "had", "make it", "make it in", "make it there", "making it", "attend", "attended", "show", "show up", "turn up", "come", "come off", "done",
    "given", "do it")  # fmt: skip
# Words that call the whole of it off: they count beside a dose and a route too, and whatever stands before them.
OFF = frozenset((
    "cancelled", "canceled", "cancel", "cancels", "cancelation", "cancellation", "called off", "call off", "calling off", "called it off", "call it off", "no show", "noshow",
    "no showed", "no shows", "fell through", "fell thru", "fallen through",
    *(f"{never} {happened}" for never in NEVER for happened in TOOK_PLACE),
))  # fmt: skip
ELSEWHEN = frozenset(("postponed", "postpone", "postponing", "rescheduled", "reschedule", "rescheduling", "re scheduled", "off sick"))
NOT_HAD = frozenset((
    *(never for never in NEVER if never != "never"), "missed", "miss", "missing", "skipped", "skip", "skipping", "put off", "put it off", "deferred", "rained off", "snowed off", "snowed in",
    "called in sick", "called out", "called out sick", "bailed", "bailed out", "backed out", "pulled out", "chickened out", "turned away", "forgot",
    "forgotten", "forgot about", "declined", "closed", "shut", "none", "nope", "no", "not yet", "no go",
    *(f"{never} {went}" for never in NEVER for went in WENT),
))  # fmt: skip
# Words that say as much only where nothing follows or a day does: `moved to friday`, not `moved to room 3`.
LATER = frozenset((
    "moved", "delayed", "pushed", "pushed back", "pushed out", "shifted", "bumped", "brought forward", "on hold", "put on hold", "held off", "off", "due",
    "booked", "rebooked", "re booked", "scheduled", "planned", "soon", "tomorrow", "changed", "switched",
))  # fmt: skip
LONGEST = 5  # words of a phrase
# What may stand before such a phrase without being another thing that was missed, skipped or moved.
BEFORE = frozenset((
    "was", "were", "is", "are", "be", "been", "being", "got", "gets", "getting", "has", "had", "have", "having", "did", "do", "does", "will", "would",
    "could", "can", "to", "need", "needed", "needs", "it", "its", "i", "ive", "we", "they", "the", "my", "our", "their", "this", "that", "a", "one",
    "clinic", "clinics", "hospital", "doctor", "doc", "dr", "nurse", "appointment", "appt", "session", "treatment", "infusion", "dose", "visit", "just", "sadly",
    "unfortunately", "sorry", "again", "then", "so", "but", "and", "because", "also", "today", "todays", "yesterday", "morning", "now", "all",
))  # fmt: skip
UNLESS = frozenset(("almost", "nearly", "not", "wasnt", "isnt", "never", "without", "no"))  # before one of OFF: it was not
ITSELF = frozenset(
    ("it", "this", "that", "mine", "one", "infusion", "infusions", "dose", "appointment", "appt", "session", "treatment", "visit", "slot")
)
OWN = frozenset(("the", "my", "this", "that", "todays", "our", "an", "a", "whole", "entire"))
# Behind such a phrase: when it will be, by whom it was, or nothing that counts.
TOWARDS = frozenset(("to", "until", "till", "til", "for", "by", "on", "from", "at"))
FILLERS = ("again", "sadly", "unfortunately", "though", "instead", "altogether", "completely", "yet", "today", "this week", "this time", "this month",
    "for now", "last minute", "at the last minute", "on me", "by them", "by me", "indefinitely", "after all", "at all", "too", "sorry", "anymore",
    "until further notice", "this morning", "tonight", "this afternoon", "maybe", "probably", "hopefully", "i think")  # fmt: skip
REASONS = frozenset(("because", "bc", "due", "owing", "since", "thanks"))
# Words of such a phrase that no reason has to follow; with anything else than another thing behind them, there was none.
FIRM = frozenset((
    *OFF, *ELSEWHEN, "missed", "skipped", "deferred", "turned away",
    *(f"{never} {went}" for never in NEVER for went in ("go", "going", "make it", "make it in", "get there", "attend", "have it")),
))  # fmt: skip
# Behind one of FIRM: another thing that was missed, skipped or cancelled, or how it went.
THINGS = frozenset((
    *OWN, "his", "her", "next", "one", "some", "all", "other", "breakfast", "lunch", "dinner", "tea", "supper", "food", "meals", "coffee", "snack", "music", "work",
    "dessert", "meds", "calls", "plans", "dinners", "yoga", "class", "school", "church", "gym", "beats", "veins", "out", "over", "around", "through",
    "to", "well", "as", "smoothly", "badly", "great", "right", "wrong", "far", "deep", "deeper", "away", "so", "very", "under", "too well", "into", "for", "by", "from", "home",
))  # fmt: skip
VERBS = frozenset(
    (
        "was",
        "were",
        "is",
        "are",
        "had",
        "has",
        "broke",
        "wasnt",
        "werent",
        "isnt",
        "arent",
        "didnt",
        "couldnt",
        "cant",
        "got",
        "wouldnt",
        "hadnt",
    )
)
MISSED_BUS = frozenset(
    ("bus", "train", "ride", "lift", "taxi", "cab", "ferry", "flight", "alarm", "connection", "tram")
)  # nobody gets there then
SOMEBODY = frozenset(("clinic", "hospital", "doctor", "doc", "nurse", "insurance", "staff", "office"))
SPANS = frozenset(("day", "days", "week", "weeks", "fortnight", "month", "months"))
COUNTED = frozenset(("a", "an", "one", "two", "three", "four", "five", "six", "few", "couple", "of", "another", "some", "several", "by"))
CLAUSE_ENDS = ",;.!?()–—:\n"
CONJUNCTIONS = frozenset(("but", "and", "so", "then"))


def refuse_late(words: Words, said: EntryDraft, note: Sequence[Word], context: Context) -> None:
    """Refuse a note that holds the infusion's route or dose, or a day to come.

    What is found late is offered behind the words of the value.
    """
    text, stop = words.raw(note[0], note[-1]), words.words.index(note[-1]) + 1
    if not said.fields and day_within(text, context) == "":
        raise offers.not_yet(words, said, text, stop)
    late, rest = _parted(words, said, note)
    if not late:
        return
    noted = rest
    day, rest = day_among(rest, context) if words.day is None else (None, rest)
    if day == "":
        raise offers.not_yet(words, said, " ".join(word for word in noted if word not in rest).strip(" ,;"), stop)
    first = words.words.index(note[0])
    parts = [apart(said.value_text), apart(" ".join(late)), retyped(words.words[said.value_end : first])]
    noted = [note_option(" ".join(rest).strip(" ,;"))] if rest else []
    line = words.mended(said.name_place, first + len(note), " ".join(part for part in (*parts, *noted) if part))
    raise Refused(f"'{' '.join(late)}' is in the middle of the note. Try: {line}{f' --on {quoted(day)}' if day else ''}")


def day_among(said: list[str], context: Context) -> tuple[str | None, list[str]]:
    """Return the day among the words of a note, empty for one that is still to come, and the words without it.

    A weekday counts where it is said in full or after `on`: `sat` may be what somebody did. A time of two readings is no day here.
    """
    for count in range(min(LONGEST_DAY, len(said)), 0, -1):
        for place in range(len(said) - count + 1):
            part = " ".join(said[place : place + count]).strip(" ,;.").lower()
            timed = digit(part[:1]) and (":" in part or part.endswith(("am", "pm"))) and count == 1
            found = day_within(part, context) if timed or (part[:1].isalpha() and (count > 1 or part[:3] != part)) else None
            clear = not isinstance(context.attempt(part.removeprefix("on ")), Unclear)
            if found is not None and (clear or timed):  # a time of two readings is one to come
                return found if clear else "", [*said[:place], *said[place + count :]]
    return None, said


def _parted(words: Words, said: EntryDraft, note: Sequence[Word]) -> tuple[list[str], list[str]]:
    """Return the routes and doses among the words of a note, and the words that are left."""
    late: list[str] = []
    rest: list[str] = []
    told = set(said.fields)
    place = 0
    while place < len(note):
        behind = words.raw(note[place], note[-1])
        try:
            found = part(behind)
        except Unclear:
            found = None
        if found is None or "minutes" in found[0] or not told.isdisjoint(found[0]):  # a length in a note is none of the infusion
            rest.append(note[place].text)
            place += 1
            continue
        told |= set(found[0])
        late.append(behind[: found[1]])
        place += len(late[-1].split())
    return late, rest


def ask_whether_had(said: EntryDraft, words: Words, day: str, context: Context, *, or_note: bool = False) -> None:
    """Ask about an infusion whose note says that it was not had, or was moved. Raises Refused unless it is sure.

    `or_note` says that a bare infusion with words behind it may as well be a note on what stands before it (rule 7d).
    """
    _refuse_other_medicine(said, words, context)
    told_text = f"{said.note or ''} {said.quoted_note}"
    told = [_new_day(text, said, context) for text in (said.note, said.quoted_note) if text]
    moved = next((found for found in told if found is not None), None)
    bare = said.note and not said.fields
    again = bare and not said.day and moved is None and context.known.treated(day)  # `was awful`, hours later
    if moved is None and not (or_note and bare) and not again:
        return
    what, note = offers.AN[said.word], f"As a note: {offers.SplitLine(words, said).as_note()}"
    if again:
        one = f"one more {said.word}"
        told_so = f"That day has one already. Is it {one}, or a note on it? {note}   {one.capitalize()}: {offers.sure(words, said)}"
    elif moved is None:
        told_so = f"Is that {what}, or a note? {what.capitalize()}: {offers.sure(words, said)}   {note}"
    else:
        told_so = f"Is that {what} you had? {'   '.join([*plan_lines(told_text, day, moved, context), note])}   If you had it, add {SURE}."
    said.doubts.append(Refused(told_so))
    said.refuse_doubts()


def plan_lines(text: str, day: str, moved: str, context: Context) -> list[str]:
    """Return the lines that take back the plan of a day, or of a later one that a text names, and that plan the day it was `moved` to."""
    from .moments import attempt

    planned = {*context.known.planned()}
    named = {"today" if day == context.today.isoformat() else day: day}
    spoken = [word.strip(CLAUSE_ENDS) for word in text.lower().split()] if planned else []
    for first in range(len(spoken)):
        for stop in range(first + 1, min(first + LONGEST_DAY, len(spoken)) + 1):
            said = " ".join(spoken[first:stop])
            found = attempt(said, context.now, context.day_ends, context.date_order, ahead=True)
            if not isinstance(found, Refused) and spoken[first - 1 : first] not in (["to"], ["until"], ["till"], ["til"]):
                named[said] = found.day.isoformat()
    dropped = next((f"To take its plan back: kfit next --drop {quoted(said)}" for said, one in named.items() if one in planned), "")
    anew = f"To plan it: kfit next {quoted(moved)}" if moved and named.get(moved) not in planned else ""
    return [line for line in (dropped, anew) if line]


def _refuse_other_medicine(said: EntryDraft, words: Words, context: Context) -> None:
    """Ask about `dose 100mg sertraline`, whose note begins with the name of another medicine: it is hardly ketamine."""
    name = " ".join((said.note or "").lower().removeprefix("of ").split()[:1]).strip(".,;:!")
    if not said.form_of_word or not name or name not in (*context.known.medicines(), *context.known.names(Medicine.kind)):
        return
    lines = f"Ketamine: {offers.sure(words, said)}   As a note: {offers.SplitLine(words, said).as_note()}"
    said.doubts.append(Refused(f"Is that a dose of {name}, or of ketamine? {lines}   To log {name}: kfit med -h"))
    said.refuse_doubts()


def _new_day(text: str, said: EntryDraft, context: Context) -> str | None:
    """Return the day to which a note says that the infusion was moved, empty where it only says that there was none.

    None if it says nothing of the kind. Where a dose or a route was told, only words that call the whole of it off do.
    """
    treated = not said.fields.keys().isdisjoint(("dose", "dose_mg", "route"))
    clauses = _clauses(text)
    for place, clause in enumerate(clauses):
        for first in range(len(clause)):
            found = _said_so(clause, first, context, is_last=place + 1 == len(clauses), treated=treated)
            if found is not None:
                return found
    return None


def _said_so(clause: list[str], first: int, context: Context, *, is_last: bool, treated: bool) -> str | None:
    """Return what `_new_day` does, for the phrase that begins at a word of a clause: the longest one that ends as it must."""
    before = clause[:first]
    for count in range(min(LONGEST, len(clause) - first), 0, -1):
        phrase, behind = " ".join(clause[first : first + count]), clause[first + count :]
        if phrase in OFF or (phrase in ELSEWHEN and not treated):
            found = None if UNLESS.intersection(before[-1:]) else _ended(behind, context, firm=BEFORE.issuperset(before))
        elif treated or not BEFORE.issuperset(before):
            continue
        elif phrase in NOT_HAD:
            found = _ended(behind, context, firm=phrase in FIRM)
        else:
            found = _later(behind, context, is_last=is_last) if phrase in LATER else None
        if found is not None:
            return found
    return None


def _ended(behind: list[str], context: Context, *, firm: bool) -> str | None:
    """Return the day that stands behind a phrase, empty if the phrase ends there or a reason follows; None for another thing.

    Behind a `firm` one, a reason is whatever is no other thing: `cancelled bp too high`, not `cancelled dinner`.
    """
    place = 0
    while behind[place + 1 :] and behind[place] in OWN and behind[place + 1] in ITSELF | OWN:
        place += 1
    rest = behind[place + 1 :] if behind[place:] and behind[place] in ITSELF else behind
    if rest and (rest[0] in REASONS or (rest[0] == "by" and SOMEBODY.intersection(rest))):
        return ""
    found = _begun(rest, context)
    another = rest[:1] and rest[0] in THINGS and VERBS.isdisjoint(rest) and MISSED_BUS.isdisjoint(rest[:2])
    return "" if found is None and firm and not another else found


def _later(behind: list[str], context: Context, *, is_last: bool) -> str | None:
    """Return the day that stands behind a word for another time, empty if all ends there.

    A time of today that has been is no other day: it was had then. A clause that follows speaks of what was had as well.
    """
    if not behind:
        return "" if is_last else None
    found = context.attempt(" ".join(behind[1:] if behind[0] in TOWARDS else behind))
    return None if not isinstance(found, Refused) and found.at and found.day == context.today else _begun(behind, context)


def _begun(behind: list[str], context: Context) -> str | None:
    """Return the day to come that words begin with (`to thursday dr is away`), else what all of them say."""
    days = (_day(behind[:stop], context) for stop in range(min(LONGEST, len(behind)), 0, -1))
    return next(filter(None, days), None) or _day(behind, context)


def _day(behind: list[str], context: Context) -> str | None:
    """Return the day to come that words name, empty for one that has been, a span of days, or no words that count; else None."""
    text = f" {' '.join(behind)} "
    while filler := next((one for one in FILLERS if text.startswith(f" {one} ") or text.endswith(f" {one} ")), ""):
        text = text.removeprefix(f" {filler}") if text.startswith(f" {filler} ") else text.removesuffix(f"{filler} ")
    said = text.split()
    if said[:1] and said[0] in TOWARDS:
        said = said[1:]
        if not said:
            return None
    if not said or (said[-1] in SPANS and all(word in COUNTED or word.isdigit() for word in said[:-1])):
        return ""
    if "to" in said:  # `moved from monday to friday`
        said = said[len(said) - said[::-1].index("to") :]
    day = " ".join(said)
    return _to_plan(day, context) if day and not durations.find(day) and day_within(day, context) is not None else None


def _to_plan(said: str, context: Context) -> str:
    """Return a day as `kfit next` takes it; empty for one that has been, a mere time of day, or what it cannot read for sure."""
    from .moments import read

    try:
        found, back = (read(said, context.now, context.day_ends, context.date_order, ahead=ahead) for ahead in (True, False))
    except Refused:
        return ""
    return said if found.day > context.today and not (back.at and back.day == context.today) else ""


def _clauses(text: str) -> list[list[str]]:
    """Return the words of a text, clause by clause, as the tables have them: in lower case, without apostrophes and hyphens."""
    clauses: list[list[str]] = [[]]
    for word in _without_hyphens(text.replace(" - ", " , ")).split():
        bare = word.strip(CLAUSE_ENDS).lower().replace("'", "").replace("’", "")
        if word[:1] in CLAUSE_ENDS or bare in CONJUNCTIONS:
            clauses.append([])
        if bare:
            clauses[-1].append(bare)
        if bare and word[-1] in CLAUSE_ENDS:
            clauses.append([])
    return [clause for clause in clauses if clause]


def _without_hyphens(text: str) -> str:
    """Return a text with a blank for each hyphen between two letters: `no-show`."""
    return "".join(
        " " if letter == "-" and text[place - 1 : place].isalpha() and text[place + 1 : place + 2].isalpha() else letter
        for place, letter in enumerate(text)
    )
