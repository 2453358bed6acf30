"""Messages for an unknown command, with the whole line corrected if possible."""

from __future__ import annotations

import shlex

from .. import clock
from ..errors import KfitError, Refused
from ..model.entries import (
    ALIASES,
    CALLED,
    EFFECTS,
    HEADS,
    KINDS,
    NAME_HEADS,
    QUESTIONNAIRES,
    RATINGS,
    Effect,
    Infusion,
    Medicine,
    Mood,
    Note,
)
from ..parsing import durations, heads, names, notes, spans
from ..parsing.draft import Context
from ..parsing.line import is_read, read_unchecked
from ..parsing.nearness import CLOSE, NEAR, ONE_SLIP, VERY_NEAR, nearest
from ..parsing.need import in_line
from ..parsing.offers import FIRST, forms_begun, sure_offers
from ..parsing.person import PersonNames
from ..parsing.tokens import from_arguments, noted, quoted, retyped
from ..parsing.treatments import HAPPENED, PIECES, ROUTE_WORDS, dose_length
from ..parsing.values import form_of, linked
from ..render.safety import TO_REACH
from ..services.person import known
from ..store import paths, queries
from ..store.data_file import Data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

LONGEST_SHORT = 4  # letters of a word that one slip makes another
HELP_WORDS = frozenset(["crisis", "suicidal", "suicide", "help", "emergency", "sos", "hotline"])
ALONE = frozenset(["harm", "hurt", "die", "dying", "kill"])  # of need where they are all of a line: `hurt my back` is not
NUMBERS = frozenset(["988", "911", "112", "999", "116123"])  # numbers to call: alone, or after a word of CALL
CALL = frozenset(["call", "dial", "ring", "phone", "text"])
CAREFUL = frozenset(
    ("undo", "redo", "delete", "restore", "edit", "import", "pause", "resume", "programme", "next")
)  # offered only for a word that is very near
ALSO = {"remove": "delete", "rm": "delete", "del": "delete", "erase": "delete", "medicine": "med", "meds": "med", "medication": "med",
    "unpause": "resume", "continue": "resume", "unfreeze": "resume", "plan": "goal plans", "plans": "goal plans", "target": "goal",
    "ketamine": "infusion", "esketamine": "infusion", "spravato": "infusion",
}  # fmt: skip
PLANS = frozenset(("plan", "planned", "book", "booked", "schedule", "scheduled"))  # of a day to come
TREATMENT = ("infusion", "ketamine", "booster")
# Before a dose: which infusion it was.
WHICH = frozenset(
    (
        "booster",
        "top-up",
        "topup",
        "maintenance",
        "session",
        "first",
        "second",
        "third",
        "fourth",
        "fifth",
        "sixth",
        "seventh",
        "eighth",
        "another",
    )
)
PROGRAMME = "kfit programme"
PARTS = {
    **{(PROGRAMME, word): f"{PROGRAMME} stop" for word in ("end", "delete", "off", "cancel", "drop", "quit", "finish")},
    **{(PROGRAMME, word): f"{PROGRAMME} start" for word in ("begin", "new", "create", "on")},
    **{(PROGRAMME, word): PROGRAMME for word in ("status", "show", "list", "week", "path")},
    (PROGRAMME, "pause"): "kfit pause",
    (PROGRAMME, "resume"): "kfit resume",
}
OOPS = frozenset(("oops", "wrong", "mistake", "whoops", "ups", "revert"))
FIX = frozenset(("fix", "correct", "change", "amend", "update", "modify"))
SEVERITY = frozenset("0123")
WRONG = ("no i ", "no, i ", "no that ", "no, that ", "no it ", "no, it ", "i meant", "i mean ", "that was wrong", "that's wrong", "not right",
    "actually ", "make that ", "make it ", "should be ", "should have been ", "that was yesterday", "that was today")  # fmt: skip
ASKED = frozenset(
    ("what", "whats", "what's", "when", "whens", "when's", "how", "hows", "how's", "where", "did", "have", "which")
)  # begin a question
PLURALS = {kind.plural for kind in KINDS.values()}
CALLED_SO = [
    word for word in {*ALIASES, *EFFECTS, *CALLED} - PLURALS if word.isalpha() and len(word) > LONGEST_SHORT
]  # a slip in one is seen
BEFORE_NUMBER = frozenset(("maybe", "about", "around", "approx", "roughly", "only", "just", "im", "i'm", "i", "am", "a", "like"))
FURTHEST = 4  # words between a number and what it counts
BEST = 10
TAKEN = "taken"
WEIGHTS = frozenset(("kg", "kgs", "kilo", "kilos", "lb", "lbs", "pounds", "st", "stone"))
BEFORE_MEDICINE = frozenset(("my", "the", "some", "a", "an", "of", "taking", "take", "on", "half", "two", "one"))
NO_MEDICINE = frozenset(
    (
        "everything", "nothing", "it", "that", "this", "to", "smoking", "drinking", "work", "working", "crying", "eating", "sleeping", "talking", "going",
        "off", "out", "up", "his", "her", "in", "about", "again", "early", "today", "yesterday", "time", "breakfast", "lunch", "dinner", "school", "day",
        "bus", "train", "dog", "kids", "walk", "nap", "bath", "shower", "photo", "photos", "break", "rest", "care", "feeling", "having", "getting",
        "believing", "meds", "medication", "medicine", "pills", "tablets", "pill", "tablet", "ages", "hours", "taxi", "uber", "class", "course",
    )
)  # fmt: skip
WIPE = frozenset(("wipe", "uninstall", "erase", "purge"))  # all of the data
SHORTEST = 4  # letters of a medicine's name
MOST_WORDS = 4  # behind a medicine's name: more of them are a story


def unknown(args: list[str], commands: Collection[str]) -> str:
    """Return the message for an unknown command, with the whole line corrected if a command is near. Each offered line is read first."""
    try:
        if _means_everything(" ".join(args).lower()):
            from .forgetting import describe_removal

            return describe_removal(paths.data_file())
        with Data.to_read() as data:
            settings = data.settings()
            return _sure(
                args, commands, Context(_waking(settings.day_ends), settings.day_ends, settings.date_order, lambda: known(data, settings))
            )
    except KfitError:  # this message is about a word; every other command reports a fault of the file
        return _sure(args, commands, Context(_waking()))


def _means_everything(typed: str) -> bool:
    """Return whether somebody wants all of the data gone, or kfit itself."""
    word, _, rest = typed.partition(" ")
    return word in WIPE or (
        word in ("forget", "clear", "reset", "destroy") and rest in ("all", "everything", "it all", "all data", "my data")
    )


def _sure(args: list[str], commands: Collection[str], context: Context) -> str:
    def accepted(words: list[str]) -> bool:
        known_command = words[0] != "log" and words[0] in commands
        return known_command or words[0] == "help" or words[-1] == "-h" or is_read(words, context)

    return sure_offers(_unknown(args, commands, context), " ".join(args), accepted)


def _unknown(args: list[str], commands: Iterable[str], context: Context) -> str:  # noqa: PLR0911 - a way out for each form
    said = args[0].split() or [""]
    rest = " ".join(map(quoted, [*said[1:], *args[1:]]))
    word = said[0].lower()
    shown = f"I don't know '{args[0]}'."
    typed = " ".join(args)
    if word in HELP_WORDS or typed.strip().lower() in ALONE:
        kept = f"To keep the words: kfit note {noted(typed)}   " if args[1:] else ""
        return f"{TO_REACH}\n{kept}All commands: kfit help all"
    if _in_need(word, typed):
        return f"{TO_REACH}\nTo keep the words: kfit note {noted(typed)}"
    undone = ALSO.get(word) == "delete" and args[1:] and not args[1][:1].isdigit()  # `remove mood 5`
    if undone or word.strip(",.!:;") in OOPS or typed.lower().startswith(WRONG):
        return "To take back the last change: kfit undo   The numbers of entries, for kfit edit: kfit list"
    if word in FIX:
        return f"{_newest(args[1:])}The numbers of entries, for kfit edit: kfit list   To take back the last change: kfit undo"
    words = typed.split()
    if forms := forms_begun(word):
        return f"{shown} Try: {'   or: '.join(f'kfit {form} {rest}'.rstrip() for form in forms)}"
    if word in ASKED and (view := _view(words[1:])):
        return f"To look it up: {view}"
    meant = (
        _of_treatment(word, args, rest)
        or _by_meaning(word, args, rest)
        or _number_first(_without_fillers(words), context.known)
        or _slip(word, rest)
        or _head_later(typed, context)
        or _mended(word, args, rest, commands)
        or _own_line(word, rest, context.known)
    )
    doubt = _doubt(meant) if meant else ""
    if meant and (not doubt or any(letter.isdigit() for letter in rest)):  # without a number, the refusal would offer an invented one
        wrong = " ".join(args[:2]) if meant.startswith(f"{Effect.kind} ") and args[1:] and args[1].lower() not in meant else args[0]
        also = f"   As a note: kfit note {noted(typed)}" if meant.startswith(f"{Mood.kind} ") and word.isdigit() and rest else ""
        return f"I don't know '{wrong}'. {doubt or f'Did you mean: kfit {meant}{also}'}"
    return _kept(word, words, rest, shown, context)


def _kept(word: str, words: list[str], rest: str, shown: str, context: Context) -> str:
    """Say how a line that nobody knows can be kept: as what happened with a medicine, under a name of one's own, as a note."""
    as_note = f"As a note: kfit note {noted(' '.join(words))}"
    if word in EFFECTS or word in CALLED:
        return f"{form_of(Effect).wants} For example: kfit {word} NUMBER   {as_note}"
    if medicine := _medicine(words, context):
        return f"Is that a medicine? If it is: kfit {medicine}   {as_note}"
    if word.isalpha() and word not in HAPPENED and rest[:1].isdigit():
        kept = "did" if _is_length(words[1:3]) else "measure"
        what = "habit" if kept == "did" else "measure"
        return f"{shown} To keep it as your own {what}: kfit {kept} {quoted(word)} {rest}   {as_note}"
    return f"{shown} {as_note}   All commands: kfit help all"


def _in_need(word: str, typed: str) -> bool:
    """Tell whether a line holds words of need, or a number to call."""
    words = typed.lower().split()
    called = word in NUMBERS or (word in CALL and not NUMBERS.isdisjoint(words))
    return called or in_line(typed) or not HELP_WORDS.isdisjoint(words)


def _newest(words: list[str]) -> str:
    """Return the line that changes the newest entry of the kind that was named, with the value that was typed; empty if none was."""
    head = words[0].lower() if words else ""
    if head not in HEADS or not words[1:]:
        return ""
    try:
        with Data.to_read() as data:
            found = [one for one in queries.newest_entries(data.db, 50) if one.kind == HEADS[head][0].kind] if data.db else []
    except KfitError:
        return ""
    value = words[2:] if words[1].lower() in ("to", "is") else words[1:]
    return f"To change the newest one: kfit edit {found[0].id} {' '.join(map(quoted, value))}   " if found else ""


def unknown_part(path: str, word: str, parts: Iterable[str]) -> str:
    """Return the message for an unknown part of a command (`kfit programme strat`), with the line that may be meant."""
    meant = PARTS.get((path, word.lower()), "")
    near = nearest(word.lower(), parts, NEAR)
    line = meant or (f"{path} {near}" if near else "")
    return f"{path} has no '{word}'. {f'Did you mean: {line}' if line else f'Its help: {path} -h'}"


def _waking(day_ends: str = "04:00") -> datetime:
    """Return this moment, in the night the noon after it: then a bare length of sleep is asked about, which says nothing of the words."""
    now = clock.now()
    return now if clock.day_of(now, day_ends) == now.date() else now.replace(hour=12)


def _doubt(line: str) -> str:
    """Return the refusal of a diary line; empty if it is accepted, or if another command reads its words."""
    if line.split(maxsplit=1)[0] not in HEADS:
        return ""
    try:
        read_unchecked(shlex.split(line), Context(_waking()))
    except Refused as error:
        return str(error)
    return ""


def _mended(word: str, args: list[str], rest: str, commands: Iterable[str]) -> str:
    """Return the line with its command, and a side effect, corrected; empty if no command is near."""
    near = word if word in HEADS else nearest(word, [*commands, *HEADS], CLOSE)
    # `wlak` has the letters of walk; with others among them, a word must be nearer: `please` is no pause
    least = VERY_NEAR if near in CAREFUL else CLOSE if sorted(near) == sorted(word) else NEAR
    if not near or not nearest(word, [near], least):
        return ""
    if (near not in HEADS and abs(len(near) - len(word)) > 1) or (word, near) == ("not", Note.kind):  # `back` is no backup
        return ""
    if near in QUESTIONNAIRES and not near.startswith(word[:2]):  # `was` is no WSAS
        return ""
    name = names.near(args[1].lower(), PersonNames()) if near == Effect.kind and args[1:] else ""
    return " ".join([near, name, *map(quoted, args[2:])]) if name else f"{near} {rest}".rstrip()


def _slip(word: str, rest: str) -> str:
    """Return the line with a slip mended in what people call a kind or a side effect: `ketamien`; empty for other words."""
    near = nearest(word, CALLED_SO, ONE_SLIP) if word not in CALLED_SO and any(letter.isdigit() for letter in rest) else ""
    return f"{near} {rest}" if near and word not in HEADS else ""


def _of_treatment(word: str, args: list[str], rest: str) -> str:
    """Return the line that plans an infusion (`plan infusion friday`), or the one of `third infusion today 40mg`; else nothing."""
    words = [one.lower() for one in rest.split()]
    named = [one for one in words if one in TREATMENT]
    if word in PLANS and words and (named or word != "plan"):
        return f"next {rest}"
    if word not in WHICH or not any(dose_length(" ".join(words[place:])) for place in range(len(words))):
        return ""
    return " ".join([Infusion.kind, args[0], *(one for one in rest.split() if one.lower() not in named[:1])])


def _by_meaning(word: str, args: list[str], rest: str) -> str:
    """Return the line for another name of a command, for a side effect, or for a rating after other words (`back pain 6`)."""
    if word in ALSO:
        return f"{ALSO[word]} {rest}".rstrip()
    if word in ROUTE_WORDS and ("mg" in rest.lower() or not PIECES.isdisjoint(rest.lower().split())):
        return f"{Infusion.kind} {word} {rest}"
    effect = word if word in EFFECTS else CALLED.get(word, "")
    if effect:
        return _effect(word, effect, args, rest)
    for place, later in enumerate(args[1:-1], 1):
        if later.lower() in RATINGS and args[place + 1].isdigit() and not any(one.lower() in HEADS for one in args[:place]):
            return " ".join(map(quoted, [later.lower(), *args[place + 1 :], *args[:place]]))
    return ""


def _effect(word: str, effect: str, args: list[str], rest: str) -> str:
    """Return the line of a side effect with its severity, or of the rating that has its name; empty if there is neither."""
    if effect in RATINGS and word not in HEADS and rest[:1].isdigit() and rest.split(maxsplit=1)[0] not in SEVERITY:
        return f"{effect} {rest}"
    if rest[:1] in SEVERITY and (rest[1:] == "" or rest[1:2] == " ") and word not in HEADS:
        return f"{Effect.kind} {effect} {rest}"
    if args[-1] in SEVERITY and args[2:] and not any(letter.isdigit() for letter in "".join(args[:-1])):
        return f"{word} {args[-1]} --note {quoted(' '.join(args[1:-1]), always=True)}"  # `headache all day 3`
    return ""


def _number_first(words: list[str], own: PersonNames) -> str:
    """Return the line of `mood6`, `30 min walk`, `3 coffees` or a number alone, what is counted before its number; else nothing."""
    first = words[0].lower() if words else ""
    head = first.rstrip("0123456789/")
    if head != first and head in HEADS:
        return " ".join([head, first[len(head) :], *map(quoted, words[1:])])
    if not first[:1].isdigit() and first not in durations.COUNTS:
        return ""
    if named := _counted(words, own):
        return named
    unit = first.lstrip("0123456789.,") or (words[1].lower() if words[1:] else "")
    if unit in WEIGHTS:
        return " ".join(["weight", *map(quoted, words)])
    counts = words[1:] and words[1].lower().strip(",.").endswith("s") and len(words[1]) > len("yes")  # `3 people` is no mood
    is_mood = first.isdigit() and int(first) <= BEST and not counts and not _is_length(words[:2])
    return " ".join(["mood", *map(quoted, words)]) if is_mood else ""


def _counted(words: list[str], own: PersonNames) -> str:
    """Return the line of a number before what it counts: the word for that first, then the number and all else; else nothing."""
    for place in range(1, min(len(words), FURTHEST)):
        counted = words[place].lower().strip(",.")
        named = (
            next((line for name in (counted, counted.removesuffix("s")) if (line := _called(name, own))), "") if counted != "naps" else ""
        )
        if not named or counted in durations.HOUR_UNITS or (named.startswith(f"{Effect.kind} ") and words[0] not in SEVERITY):
            continue
        before = [quoted(word) for word in words[:place] if word.lower() not in ("of", "a", "an")]
        after = [quoted(word) for word in words[place + 1 :]]
        if ALIASES.get(named, (None,))[0] is Infusion and not dose_length(" ".join(words[:place])):  # `2 lozenges 100mg each`
            day, told = notes.day_among(words, Context(clock.now()))
            return f"dose --dose {quoted(' '.join(told))}" + (f" --on {quoted(day)}" if day else "") if day != "" else ""
        return " ".join([named, *before, *([TAKEN] if named.startswith(f"{FIRST[Medicine.kind]} ") else []), *after])
    return ""


def _is_length(words: list[str]) -> bool:
    """Tell whether words begin with a length of time, a clear one or not."""
    try:
        return durations.find(" ".join(words)) is not None
    except Refused:
        return True


def _called(word: str, own: PersonNames) -> str:
    """Return the beginning of a line that logs what a word names; nothing for other words."""
    if word in EFFECTS or (word in CALLED and word not in HEADS):
        return f"{Effect.kind} {CALLED.get(word, word)}"
    if word in HEADS and HEADS[word][0] is not Note:
        return word
    if word in ALIASES:
        return word
    kind = next((kind for kind in FIRST if own.find(kind, word) is not None or (kind == Medicine.kind and word in own.names(kind))), "")
    return f"{FIRST[kind]} {quoted(word)}" if kind else ""


def _without_fillers(words: list[str]) -> list[str]:
    """Return the words behind `maybe`, `about` or `i'm a`: the number that may stand there."""
    return words[next((place for place, word in enumerate(words) if word.lower() not in BEFORE_NUMBER), len(words)) :]


def _head_later(typed: str, context: Context) -> str:
    """Return the line of `cant stop crying mood 2`: the entries, and the words before them as a note; nothing if none stands there."""
    words = from_arguments(typed.split())
    for place in range(1, len(words.words) - 1):
        head = heads.find(words, place, context)
        if head is None or (head.word in NAME_HEADS and not head.name) or head.stop >= len(words.words):
            continue
        behind = words.source[words.words[head.stop].start :]
        if behind[linked(behind) :][:1].isdigit():
            return _on_its_day([retyped(words.words[place:])], [word.text for word in words.words[:place] if not word.sep])
    return ""


def _on_its_day(line: list[str], noted: list[str]) -> str:
    """Return a line with words as its note, on the day that stands among them; nothing where that is no day to log, or an option does."""
    day, rest = notes.day_among(noted, Context(clock.now()))
    if day == "" or any(word.startswith("-") for word in rest):
        return ""
    told = ["--note", quoted(" ".join(rest), always=True)] if rest else []
    return " ".join([*line, *told, *(["--on", quoted(day)] if day else [])])


def _medicine(words: list[str], context: Context) -> str:
    """Return the line of `stopped gabapentin`, `took 2 tylenol` or `melatonin 5mg`; all that was typed is kept. Nothing for other words."""
    lower = [word.lower() for word in words]
    event, at = HAPPENED.get(lower[0], ""), 1
    if not event and dose_length(" ".join(words[1:3])):
        event, at = TAKEN, 0
        if HAPPENED.keys() & set(lower[1:]) and is_read([FIRST[Medicine.kind], *words], context):  # `lamotrigine 25mg started`
            return " ".join([FIRST[Medicine.kind], *map(quoted, words)])
    while event and at < len(words) and (lower[at] in BEFORE_MEDICINE or lower[at].rstrip("x").isdigit() or dose_length(lower[at])):
        at += 1
    if not event or at >= len(words) or not lower[at].isalpha() or lower[at] in NO_MEDICINE or len(lower[at]) < SHORTEST:
        return ""
    if lower[at] in HEADS or lower[at] in ALIASES:  # `half a troche` is kfit's own
        return ""
    behind = " ".join(words[at + 1 :])
    dose = behind[: dose_length(behind)]
    line = ["med", lower[at], *([quoted(dose)] if dose else []), event]
    rest = behind[len(dose) :].split()
    if len(rest) > MOST_WORDS and not dose:
        return ""
    day, _ = notes.day_among(rest, Context(clock.now()))
    plain = at <= 1 and (not rest or (day and " ".join(rest).lower() == day))  # nothing but the event, its dose and its day
    return _on_its_day(line, rest if plain else [*words[: at + 1], *rest])


def _view(words: list[str]) -> str:
    """Return the lines that show what a question asks about, `how was my mood`; nothing where it asks about nothing that is logged."""
    told = [word.lower().strip("?,.!") for word in words]
    told = [word for word in told if word not in NAME_HEADS]
    kinds = [word for word in told if _called(word, PersonNames()) or _called(word.removesuffix("s"), PersonNames())]
    head = next((_called(word, PersonNames()) or _called(word.removesuffix("s"), PersonNames()) for word in kinds), "")
    kind = HEADS[head.split()[0]][0] if head.split()[:1] and head.split()[0] in HEADS else ALIASES.get(head, (None,))[0]
    for place in range(len(told)):
        if _names_days(told[place:]):
            return f"kfit list {' '.join(map(quoted, [*([kind.kind] if kind else []), *told[place:]]))}"
    if kind is Infusion:
        return "kfit infusions"
    if kind is None:
        return "kfit today   or: kfit week" if {"i", "my", "me"}.intersection(told) else ""
    name = head.removeprefix(f"{Effect.kind} ") if kind is Effect else ALIASES[head][1] if head in ALIASES else head
    return f"kfit chart {name}   or: kfit list {name}"


def _names_days(words: list[str]) -> bool:
    try:
        return spans.read(words, Context(clock.now())) is not None
    except Refused:
        return False


def _own_line(word: str, rest: str, own: PersonNames) -> str:
    """Return the line of one of the person's own names, with its kind's word before it: `rate focus 5`; empty if there is none."""
    kind = next((kind for kind in FIRST if kind != Medicine.kind and own.find(kind, word) is not None), "")
    kind = kind or (Medicine.kind if word in own.names(Medicine.kind) else "")
    return f"{FIRST[kind]} {quoted(word)} {rest}".rstrip() if kind else ""
