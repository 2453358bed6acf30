"""Messages for an unknown command, with the whole line corrected if possible."""

from __future__ import annotations

import shlex
from difflib import get_close_matches

from .. import clock
from ..errors import KfitError, Refused
from ..model.entries import CALLED, EFFECTS, HEADS, RATINGS, Effect, Exercise, Medicine
from ..parsing import durations, names
from ..parsing.draft import Context
from ..parsing.line import read_unchecked
from ..parsing.need import in_line
from ..parsing.offers import FIRST, forms_begun
from ..parsing.person import PersonNames
from ..parsing.tokens import phrase, quoted
from ..render.safety import TO_REACH
from ..store import queries
from ..store.data_file import Data

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable

HELP_WORDS = frozenset(["crisis", "suicidal", "suicide", "help", "emergency", "sos", "hotline", "harm", "hurt", "die", "dying", "kill"])
NUMBERS = frozenset(["988", "911", "112", "999", "116123"])  # numbers to call: alone, or after a word of CALL
CALL = frozenset(["call", "dial", "ring", "phone", "text"])
CAREFUL = frozenset(
    ("undo", "redo", "delete", "restore", "edit", "import", "pause", "resume", "programme", "next")
)  # offered only for a word that is very near
ALIKE, NEAR, VERY_NEAR = 0.72, 0.8, 0.86
ALSO = {"remove": "delete", "rm": "delete", "del": "delete", "erase": "delete", "medicine": "med", "meds": "med", "medication": "med",
    "unpause": "resume", "continue": "resume", "unfreeze": "resume", "plan": "goal plans", "plans": "goal plans", "target": "goal",
    "ketamine": "infusion", "esketamine": "infusion", "spravato": "infusion",
}  # fmt: skip
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


def unknown(args: list[str], commands: Iterable[str]) -> str:  # noqa: PLR0911 - a way out for each form
    """Return the message for an unknown command, with the whole line corrected if a command is near."""
    said = args[0].split() or [""]
    rest = " ".join(map(quoted, [*said[1:], *args[1:]]))
    word = said[0].lower()
    shown = f"I don't know '{args[0]}'."
    typed = " ".join(args)
    if word in HELP_WORDS:
        return f"{shown} {TO_REACH}   All commands: kfit -h"
    if (
        in_line(typed)
        or not HELP_WORDS.isdisjoint(typed.lower().split())
        or word in NUMBERS
        or (word in CALL and not NUMBERS.isdisjoint(typed.split()))
    ):
        return f"{shown} {TO_REACH}   As a note: kfit note {phrase(typed)}"
    if word in OOPS:
        return "To take back the last change: kfit undo   The numbers of entries, for kfit edit: kfit list"
    if word in FIX:
        return f"{_newest(args[1:])}The numbers of entries, for kfit edit: kfit list   To take back the last change: kfit undo"
    if forms := forms_begun(word):
        return f"{shown} Try: {'   or: '.join(f'kfit {form} {rest}'.rstrip() for form in forms)}"
    meant = _by_meaning(word, args, rest) or _kind_and_number(word, rest) or _mended(word, args, rest, commands) or _own_line(word, rest)
    doubt = _doubt(meant) if meant else ""
    if meant and (not doubt or any(letter.isdigit() for letter in rest)):  # without a number, the refusal would offer an invented one
        wrong = " ".join(args[:2]) if meant.startswith(f"{Effect.kind} ") and args[1:] and args[1].lower() not in meant else args[0]
        return f"I don't know '{wrong}'. {doubt or f'Did you mean: kfit {meant}'}"
    if word.isalpha() and rest[:1].isdigit():
        return f"{shown} To keep it as your own measure:\n  kfit measure {quoted(word)} {rest}"
    return f"{shown} As a note: kfit note {' '.join(map(quoted, args))}   All commands: kfit -h"


def _newest(words: list[str]) -> str:
    """Return the line that changes the newest entry of the kind that was named, with the value that was typed; empty if none was."""
    head = words[0].lower() if words else ""
    if head not in HEADS or not words[1:]:
        return ""
    try:
        with Data.to_read() as data:
            found = [one for one in queries.latest(data.db, 50) if one.kind == HEADS[head][0].kind] if data.db else []
    except KfitError:
        return ""
    return f"To change the newest one: kfit edit {found[0].id} {' '.join(map(quoted, words[1:]))}   " if found else ""


def unknown_part(path: str, word: str, parts: Iterable[str]) -> str:
    """Return the message for an unknown part of a command (`kfit programme strat`), with the line that may be meant."""
    meant = PARTS.get((path, word.lower()), "")
    near = get_close_matches(word.lower(), list(parts), n=1, cutoff=NEAR)
    line = meant or (f"{path} {near[0]}" if near else "")
    return f"{path} has no '{word}'. {f'Did you mean: {line}' if line else f'Its help: {path} -h'}"


def _doubt(line: str) -> str:
    """Return the refusal of a diary line; empty if it is accepted, or if another command reads its words."""
    if line.split(maxsplit=1)[0] not in HEADS:
        return ""
    noon = clock.now().replace(hour=12)  # at night a bare length of sleep is asked about, which says nothing of the words
    try:
        read_unchecked(shlex.split(line), Context(noon))
    except Refused as error:
        return str(error)
    return ""


def _mended(word: str, args: list[str], rest: str, commands: Iterable[str]) -> str:
    """Return the line with its command, and a side effect, corrected; empty if no command is near."""
    alike = [word] if word in HEADS else get_close_matches(word, [*commands, *HEADS], n=1, cutoff=ALIKE)
    # `wlak` has the letters of walk; with others among them, a word must be nearer: `please` is no pause
    near = [one for one in alike if sorted(one) == sorted(word) or get_close_matches(word, [one], cutoff=NEAR)]
    if not near or (near[0] in CAREFUL and not get_close_matches(word, near, cutoff=VERY_NEAR)):
        return ""
    name = names.near(args[1].lower(), PersonNames()) if near[0] == Effect.kind and args[1:] else ""
    return " ".join([near[0], name, *map(quoted, args[2:])]) if name else f"{near[0]} {rest}".rstrip()


def _by_meaning(word: str, args: list[str], rest: str) -> str:
    """Return the line for another name of a command, for a side effect, or for a rating after other words (`back pain 6`)."""
    if word in ALSO:
        return f"{ALSO[word]} {rest}".rstrip()
    effect = word if word in EFFECTS else CALLED.get(word, "")
    if effect in RATINGS and word not in HEADS and rest[:1].isdigit() and rest.split(maxsplit=1)[0] not in SEVERITY:
        return f"{effect} {rest}"
    if effect and rest[:1] in SEVERITY and (rest[1:] == "" or rest[1:2] == " ") and word not in HEADS:
        return f"{Effect.kind} {effect} {rest}"
    for place, later in enumerate(args[1:-1], 1):
        if later.lower() in RATINGS and args[place + 1].isdigit():
            return " ".join(map(quoted, [later.lower(), *args[place + 1 :], *args[:place]]))
    return ""


def _kind_and_number(word: str, rest: str) -> str:
    """Return the line that `mood6`, `3 mood` or a number alone may mean; empty for other words."""
    head = word.rstrip("0123456789/")
    if head != word and head in HEADS:
        return f"{head} {word[len(head) :]} {rest}".rstrip()
    if not (word.isdigit() and len(word) <= 2 and int(word) <= 10):
        return ""
    kind, _, more = rest.partition(" ")
    if durations.find(f"{word} {kind}"):  # `10 min walk` is not a mood
        moved, _, note = more.partition(" ")
        return f"{moved.lower()} {word} {kind} {note}".rstrip() if HEADS.get(moved.lower(), (None,))[0] is Exercise else ""
    effect = kind.lower() if kind.lower() in EFFECTS else CALLED.get(kind.lower(), "")
    if effect and kind.lower() not in HEADS and word in SEVERITY:
        return f"{Effect.kind} {effect} {word} {more}".rstrip()
    return f"{kind.lower()} {word} {more}".rstrip() if kind.lower() in HEADS else f"mood {word} {rest}".rstrip()


def _own_line(word: str, rest: str) -> str:
    """Return the line of one of the person's own names, with its kind's word before it: `rate focus 5`; empty if there is none."""
    try:
        with Data.to_read() as data:
            found = dict.fromkeys(queries.list_names(data.db, Medicine.kind), Medicine.kind) if data.db else {}
            found |= {one.name: one.kind for one in queries.list_custom_names(data.db) if one.kind in FIRST} if data.db else {}
    except KfitError:
        return ""  # this message is about the word; every other command reports a fault of the file
    return f"{FIRST[found[word]]} {quoted(word)} {rest}".rstrip() if word in found else ""
