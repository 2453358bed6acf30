"""Asks about what an infusion's note would swallow: its route, its dose, or that it did not take place."""

from __future__ import annotations

from .. import length
from ..errors import Refused
from ..readings import Unclear
from . import notes, offers
from .treatment import part
from .words import phrase, quoted, retyped

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Any

    from .said import Context, Said
    from .words import Word, Words

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
    "clinic", "clinics", "hospital", "doctor", "doc", "dr", "nurse", "appointment", "appt", "session", "treatment", "infusion", "visit", "just", "sadly",
    "unfortunately", "sorry", "again", "then", "so", "but", "and", "because", "also", "today", "todays", "yesterday", "morning", "now", "all",
))  # fmt: skip
UNLESS = frozenset(("almost", "nearly", "not", "wasnt", "isnt", "never", "without", "no"))  # before one of OFF: it was not
ITSELF = frozenset(
    ("it", "this", "that", "mine", "one", "infusion", "infusions", "appointment", "appt", "session", "treatment", "visit", "slot")
)
OWN = frozenset(("the", "my", "this", "that", "todays", "our", "an", "a", "whole", "entire"))
# Behind such a phrase: when it will be, by whom it was, or nothing that counts.
TOWARDS = frozenset(("to", "until", "till", "til", "for", "by", "on", "from", "at"))
FILLERS = ("again", "sadly", "unfortunately", "though", "instead", "altogether", "completely", "yet", "today", "this week", "this time", "this month",
    "for now", "last minute", "at the last minute", "on me", "by them", "by me", "indefinitely", "after all", "at all", "too", "sorry", "anymore",
    "until further notice", "this morning", "tonight", "this afternoon", "maybe", "probably", "hopefully", "i think")  # fmt: skip
REASONS = frozenset(("because", "bc", "due", "owing", "since", "thanks"))
SOMEBODY = frozenset(("clinic", "hospital", "doctor", "doc", "nurse", "insurance", "staff", "office"))
SPANS = frozenset(("day", "days", "week", "weeks", "fortnight", "month", "months"))
COUNTED = frozenset(("a", "an", "one", "two", "three", "four", "five", "six", "few", "couple", "of", "another", "some", "several", "by"))
CLAUSE_ENDS = ",;.!?()–—:\n"
CONJUNCTIONS = frozenset(("but", "and", "so", "then"))


def refuse_late(words: Words, said: Said, note: Sequence[Word], context: Context) -> None:
    """Refuse a note that holds the infusion's route or dose, or a day to come.

    What is found late is offered behind the words of the value.
    """
    text = words.raw(note[0], note[-1])
    if not said.fields and notes.day_within(text, context) == "":
        raise Refused(
            f"That is no infusion yet. To plan it: kfit next {quoted(text, always=True)}   As a note: kfit note infusion {phrase(text)}"
        )
    late, rest = _parted(words, said, note)
    if not late:
        return
    alone = words.command != "kfit log"
    day = notes.day_within(" ".join(rest), context) if rest and words.day is None and alone else None
    first = words.words.index(note[0])
    parts = [said.value_text, " ".join(late), retyped(words.words[said.value_end : first])]
    noted = [f"--note {quoted(' '.join(rest), always=True)}"] if rest and not day else []
    line = words.mended(said.name_place, first + len(note), " ".join(part for part in (*parts, *noted) if part))
    raise Refused(f"'{' '.join(late)}' stands among the words of the note. Try: {line}{f' --on {quoted(day)}' if day else ''}")


def _parted(words: Words, said: Said, note: Sequence[Word]) -> tuple[list[str], list[str]]:
    """Return the routes and doses among the words of a note, and the words that are left."""
    late: list[str] = []
    rest: list[str] = []
    told = set(said.fields)
    place = 0
    while place < len(note):
        behind = words.raw(note[place], note[-1])
        found = _route_or_dose(behind)
        if found is None or not told.isdisjoint(found[0]):
            rest.append(note[place].text)
            place += 1
            continue
        told |= set(found[0])
        late.append(behind[: found[1]])
        place += len(late[-1].split())
    return late, rest


def _route_or_dose(text: str) -> tuple[dict[str, Any], int] | None:
    """Return the route or dose at the beginning of a text; a bare number in a note is none."""
    try:
        found = part(text)
    except Unclear:
        return None
    return found if found and "minutes" not in found[0] else None


def ask_whether_had(said: Said, words: Words, day: str, context: Context, *, or_note: bool = False) -> None:
    """Ask about an infusion whose note says that it was not had, or was moved. Raises Refused unless it is sure.

    `or_note` says that a bare infusion with words behind it may as well be a note on what stands before it (rule 7d).
    """
    told = [_new_day(text, said, context) for text in (said.note, said.quoted_note) if text]
    moved = next((found for found in told if found is not None), None)
    if moved is None and not (or_note and said.note and not said.fields):
        return
    asked = "Is that an infusion, or a note?" if moved is None else "Is that an infusion that you had?"
    lines = [f"An infusion: {offers.sure(words, said)}", f"As a note: {offers.Parted(words, said).as_note(said.head)}"]
    if moved is not None and not said.is_sure and day in context.known.planned():
        named = "today" if day == context.today.isoformat() else day
        lines.append(f"To take its plan back: kfit next --drop {named}")
    if moved:
        lines.append(f"To plan it: kfit next {quoted(moved)}")
    said.doubts.append(Refused(f"{asked} {'   '.join(lines)}"))
    said.refuse_doubts()


def _new_day(text: str, said: Said, context: Context) -> str | None:
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
    plain = [_plain(word) for word in clause]
    before = plain[:first]
    for count in range(min(LONGEST, len(clause) - first), 0, -1):
        phrase, behind = " ".join(plain[first : first + count]), clause[first + count :]
        if phrase in OFF or (phrase in ELSEWHEN and not treated):
            found = None if UNLESS.intersection(before[-1:]) else _ended(behind, context)
        elif treated or not BEFORE.issuperset(before):
            continue
        elif phrase in NOT_HAD:
            found = _ended(behind, context)
        else:
            found = _later(behind, context, is_last=is_last) if phrase in LATER else None
        if found is not None:
            return found
    return None


def _ended(behind: list[str], context: Context) -> str | None:
    """Return the day that stands behind a phrase, empty if the phrase ends there or a reason follows; None for another thing."""
    plain = [_plain(word) for word in behind]
    place = 0
    while place < len(plain) and plain[place] in OWN and plain[place + 1 : place + 2] and plain[place + 1] in ITSELF | OWN:
        place += 1
    if plain[place : place + 1] and plain[place] in ITSELF:
        plain, behind = plain[place + 1 :], behind[place + 1 :]
    if plain[:1] and (plain[0] in REASONS or (plain[0] == "by" and SOMEBODY.intersection(plain))):
        return ""
    return _day(behind, context)


def _later(behind: list[str], context: Context, *, is_last: bool) -> str | None:
    """Return the day that stands behind a word for another time, empty if all ends there.

    A time of today that has been is no other day: it was had then. A clause that follows speaks of what was had as well.
    """
    if not behind:
        return "" if is_last else None
    said = " ".join(behind[1:] if _plain(behind[0]) in TOWARDS else behind)
    try:
        found = context.day(said) if context.is_day(said) else None
    except Refused:
        found = None
    return None if found and found.at and found.day == context.today else _day(behind, context)


def _day(behind: list[str], context: Context) -> str | None:
    """Return the day to come that words name, empty for one that has been, a span of days, or no words that count; else None."""
    text = " ".join(_plain(word) for word in behind)
    while (filler := next((one for one in FILLERS if text == one or text.startswith(f"{one} ")), "")) or (
        filler := next((one for one in FILLERS if text.endswith(f" {one}")), "")
    ):
        first = text.startswith(filler)
        text = text[len(filler) :].strip() if first else text[: -len(filler)].strip()
        behind = behind[len(filler.split()) :] if first else behind[: -len(filler.split())]
    if not behind:
        return ""
    plain = text.split()
    if plain[0] in TOWARDS:
        behind, plain = behind[1:], plain[1:]
    if plain and plain[-1] in SPANS and all(word in COUNTED or word.isdigit() for word in plain[:-1]):
        return ""
    if "to" in plain:  # `moved from monday to friday`
        behind = behind[len(plain) - plain[::-1].index("to") :]
    said = " ".join(behind)
    found = notes.day_within(said, context) if said and not length.find(said) else None
    return None if found is None else _to_plan(said, context)


def _to_plan(said: str, context: Context) -> str:
    """Return a day as `kfit next` takes it; empty for one that has been, a mere time of day, or what it cannot read for sure."""
    from ..when import read

    try:
        found, back = (read(said, context.now, context.day_ends, context.date_order, ahead=ahead) for ahead in (True, False))
    except Refused:
        return ""
    return said if found.day > context.today and not (back.at and back.day == context.today) else ""


def _clauses(text: str) -> list[list[str]]:
    """Return the words of a text, clause by clause."""
    clauses: list[list[str]] = [[]]
    for word in _without_hyphens(text.replace(" - ", " , ")).split():
        bare = word.strip(CLAUSE_ENDS)
        ends_before = word[:1] in CLAUSE_ENDS or bare.lower() in CONJUNCTIONS
        if ends_before:
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


def _plain(word: str) -> str:
    """Return a word as the tables above have it: in lower case, without an apostrophe."""
    return word.lower().replace("'", "").replace("’", "")
